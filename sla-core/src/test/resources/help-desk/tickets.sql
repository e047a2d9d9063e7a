create table ticket (id varchar(40) primary key, title varchar(200) not null, status varchar(20) not null);
create table notification (
  id varchar(500) primary key, ticket varchar(40) not null, type varchar(40) not null, at varchar(40) not null, contact varchar(200) not null
);
