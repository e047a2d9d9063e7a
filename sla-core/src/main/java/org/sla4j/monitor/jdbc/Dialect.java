package org.sla4j.monitor.jdbc;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Locale;
import java.util.Set;
import org.sla4j.calendar.Quoted;

/** Where databases differ. Errors are told apart by code, since what SQL states say of them is not true of every database. */
enum Dialect {
    /** PostgreSQL from 9.5 on. */
    POSTGRESQL(
            "insert into sla_case (id, version, format, state, agreements, digest, opened_at, attempts, fault, history)"
                    + " values (?, 0, 0, '', '', '', 0, 0, '', '') on conflict (id) do update set id = excluded.id",
            "insert into sla_clock (case_id, name, severity, severity_name, calendar, running, due_at, warns_at, breaches_at)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (case_id, name) do update set severity = excluded.severity,"
                    + " severity_name = excluded.severity_name, calendar = excluded.calendar, running = excluded.running,"
                    + " due_at = excluded.due_at, warns_at = excluded.warns_at, breaches_at = excluded.breaches_at",
            "insert into sla_delivery (case_id, token, lease_until, next_try, attempts, last_error)"
                    + " values (?, 0, ?, ?, 0, '') on conflict (case_id) do nothing",
            "history || ?",
            "extract(epoch from clock_timestamp())"),
    /** H2 from 2.3 on. */
    H2(
            "insert into sla_case (id, version, format, state, agreements, digest, opened_at, attempts, fault, history)"
                    + " values (?, 0, 0, '', '', '', 0, 0, '', '')",
            "merge into sla_clock (case_id, name, severity, severity_name, calendar, running, due_at, warns_at, breaches_at)"
                    + " key (case_id, name) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            "insert into sla_delivery (case_id, token, lease_until, next_try, attempts, last_error) values (?, 0, ?, ?, 0, '')",
            "history || ?",
            "extract(epoch from current_timestamp(9))"),
    /** MariaDB from 10.6 on. */
    MARIADB(
            Texts.INSERT_CASE,
            Texts.UPSERT_CLOCK,
            Texts.INSERT_DELIVERY,
            "concat(history, ?)",
            "unix_timestamp(now(6))"),
    /** MySQL from 8.0 on. */
    MYSQL(Texts.INSERT_CASE, Texts.UPSERT_CLOCK, Texts.INSERT_DELIVERY, "concat(history, ?)", "unix_timestamp(now(6))");

    /** What MariaDB and MySQL have in common. */
    private static final class Texts {
        // Not "insert ignore", which would cut texts without a word.
        static final String INSERT_CASE =
                "insert into sla_case (id, version, format, state, agreements, digest, opened_at, attempts, fault, history)"
                        + " values (?, 0, 0, '', '', '', 0, 0, '', '') on duplicate key update id = id";
        static final String UPSERT_CLOCK =
                "insert into sla_clock (case_id, name, severity, severity_name, calendar, running, due_at, warns_at, breaches_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?) on duplicate key update severity = values(severity),"
                        + " severity_name = values(severity_name), calendar = values(calendar), running = values(running),"
                        + " due_at = values(due_at), warns_at = values(warns_at), breaches_at = values(breaches_at)";
        static final String INSERT_DELIVERY =
                "insert into sla_delivery (case_id, token, lease_until, next_try, attempts, last_error)"
                        + " values (?, 0, ?, ?, 0, '') on duplicate key update case_id = case_id";
    }

    private static final Set<String> PG_ENDED = Set.of("40001", "40P01");
    private static final Set<String> PG_LATER = Set.of("55P03", "57014");
    private static final Set<Integer> H2_ENDED = Set.of(40001, 90131);
    private static final int H2_TIMEOUT = 50200;
    private static final int H2_DUPLICATE = 23505;
    private static final Set<Integer> H2_NO_TABLE = Set.of(42102, 42103, 42104);
    private static final Set<Integer> MY_ENDED = Set.of(1213, 1020);
    private static final Set<Integer> MY_LATER = Set.of(1205, 1969, 3024, 1317);

    private static final int MY_NO_TABLE = 1146;

    private final String insertCase;
    private final String upsertClock;
    private final String insertDelivery;
    private final String append;
    private final String now;

    Dialect(String insertCase, String upsertClock, String insertDelivery, String append, String now) {
        this.insertCase = insertCase;
        this.upsertClock = upsertClock;
        this.insertDelivery = insertDelivery;
        this.append = append;
        this.now = now;
    }

    static Dialect of(String product) {
        return switch (product.toLowerCase(Locale.ROOT)) {
            case "postgresql" -> POSTGRESQL;
            case "h2" -> H2;
            case "mariadb" -> MARIADB;
            case "mysql" -> MYSQL;
            default ->
                throw new IllegalArgumentException("Database " + Quoted.of(product)
                        + " is not known; use PostgreSQL, H2, MariaDB or MySQL, or write a SlaStore for it.");
        };
    }

    /** Inserts a case unless it is there, and locks it; in H2 fails if it is there. */
    String insertCase() {
        return insertCase;
    }

    String upsertClock() {
        return upsertClock;
    }

    /** Inserts a row without a lease unless there is one; in H2 fails if there is. */
    String insertDelivery() {
        return insertDelivery;
    }

    /** The history with one more text. */
    String append() {
        return append;
    }

    /** The time by the clock of the database, in seconds since the epoch. */
    String now() {
        return now;
    }

    /** Whether "insert unless it is there" is an insertion that may fail. */
    boolean insertsOneByOne() {
        return this == H2;
    }

    boolean isDuplicate(SQLException e) {
        return this == H2 && e.getErrorCode() == H2_DUPLICATE;
    }

    /** Whether the default isolation is above READ COMMITTED, so that a transaction of the store's own asks for that. */
    boolean startsAboveReadCommitted() {
        return this == MARIADB || this == MYSQL;
    }

    /** Whether the database ended the transaction because of another one, so that it is worth doing at once again. */
    boolean isEnded(SQLException e) {
        return switch (this) {
            case POSTGRESQL -> PG_ENDED.contains(String.valueOf(e.getSQLState()));
            case H2 -> H2_ENDED.contains(e.getErrorCode());
            case MARIADB, MYSQL -> MY_ENDED.contains(e.getErrorCode());
        };
    }

    /** Whether a table is not there. */
    boolean isNoTable(SQLException e) {
        return switch (this) {
            case POSTGRESQL -> "42P01".equals(e.getSQLState());
            case H2 -> H2_NO_TABLE.contains(e.getErrorCode());
            case MARIADB, MYSQL -> e.getErrorCode() == MY_NO_TABLE;
        };
    }

    /** Whether another transaction has had something locked for too long. */
    boolean isLockTimeout(SQLException e) {
        return switch (this) {
            case POSTGRESQL -> PG_LATER.contains(String.valueOf(e.getSQLState()));
            case H2 -> e.getErrorCode() == H2_TIMEOUT;
            case MARIADB, MYSQL -> MY_LATER.contains(e.getErrorCode());
        };
    }

    /** Whether the same may succeed later. */
    boolean isRetryable(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return isEnded(e)
                || e instanceof SQLTransientConnectionException
                || state.startsWith("08")
                || switch (this) {
                    case POSTGRESQL -> PG_LATER.contains(state) || state.startsWith("57P");
                    case H2 -> e.getErrorCode() == H2_TIMEOUT;
                    case MARIADB, MYSQL -> MY_LATER.contains(e.getErrorCode());
                };
    }
}
