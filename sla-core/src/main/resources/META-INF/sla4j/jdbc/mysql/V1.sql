-- Tables of sla4j for MySQL, version 1. Instants are nanoseconds since 1970 in UTC; tables belong together, and nothing else refers to them.
create table sla_case (
  id varchar(200) character set utf8mb4 collate utf8mb4_0900_bin not null primary key,
  version bigint not null,
  format smallint not null,
  state mediumtext not null,
  agreements mediumtext not null,
  digest varchar(64) not null,
  opened_at bigint not null,
  wake_at bigint,
  finished_at bigint,
  attempts integer not null,
  fault varchar(1000) not null,
  history mediumtext not null
) engine = InnoDB character set utf8mb4 collate utf8mb4_0900_bin;
create index sla_case_wake on sla_case (wake_at, id);
create index sla_case_finished on sla_case (finished_at, id);
create index sla_case_digest on sla_case (digest, id);

create table sla_clock (
  case_id varchar(200) character set utf8mb4 collate utf8mb4_0900_bin not null,
  name varchar(64) not null,
  severity integer not null,
  severity_name varchar(100) not null,
  calendar varchar(64) not null,
  running smallint not null,
  due_at bigint not null,
  warns_at bigint,
  breaches_at bigint,
  primary key (case_id, name)
) engine = InnoDB character set utf8mb4 collate utf8mb4_0900_bin;
create index sla_clock_due on sla_clock (running, due_at, severity);
create index sla_clock_calendar on sla_clock (running, calendar, due_at);

create table sla_fact (
  case_id varchar(200) character set utf8mb4 collate utf8mb4_0900_bin not null,
  seq bigint not null,
  fact_at bigint not null,
  body mediumtext not null,
  primary key (case_id, seq)
) engine = InnoDB character set utf8mb4 collate utf8mb4_0900_bin;

create table sla_delivery (
  case_id varchar(200) character set utf8mb4 collate utf8mb4_0900_bin not null primary key,
  token bigint not null,
  lease_until bigint not null,
  next_try bigint not null,
  attempts integer not null,
  last_error varchar(1000) not null
) engine = InnoDB character set utf8mb4 collate utf8mb4_0900_bin;

create table sla_schema (
  version integer not null
) engine = InnoDB character set utf8mb4 collate utf8mb4_0900_bin;
insert into sla_schema (version) values (1);
