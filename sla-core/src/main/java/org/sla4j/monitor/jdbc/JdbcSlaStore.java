package org.sla4j.monitor.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.sla4j.calendar.Quoted;
import org.sla4j.monitor.SlaStore;
import org.sla4j.monitor.SlaStoreException;

/**
 * A store in five tables of a relational database: PostgreSQL (9.5 or later), H2 (2.3), MariaDB (10.6) or MySQL (8.0).
 *
 * <pre>{@code
 * JdbcSlaStore store = JdbcSlaStore.of(dataSource);                  // each record is a transaction of its own
 *
 * JdbcSlaStore store = JdbcSlaStore.builder(dataSource)              // in a Spring application: within its transactions
 *         .joining(() -> isActualTransactionActive() ? Optional.of(DataSourceUtils.getConnection(dataSource)) : Optional.empty())
 *         .afterCommit(nudge -> registerSynchronization(new TransactionSynchronization() {
 *             public void afterCommit() {
 *                 nudge.run();
 *             }
 *         }))
 *         .build();
 *
 * store.within(connection, () -> monitor.record(event));             // plain JDBC: within the transaction of that connection
 * }</pre>
 *
 * <h2>In a transaction of the host</h2>
 *
 * <p>The store writes through the host's connection, sets a savepoint and releases it, and otherwise leaves the transaction alone: it
 * never commits, rolls back, closes, or changes auto-commit or isolation. A connection in auto-commit mode is refused. What fails
 * leaves nothing behind, and the host can go on with its transaction, unless the database has ended it: after a deadlock MariaDB, MySQL
 * and H2 have undone all of it. Either way a {@link SlaStoreException} says whether it is worth doing the whole transaction again.
 *
 * <p>It is right at every isolation level: cases are read by locking reads of their keys. Above READ COMMITTED a database may refuse
 * with a retryable exception what would have been stale.
 *
 * <h2>Tables</h2>
 *
 * <p>{@code META-INF/sla4j/jdbc/<database>/V1.sql} in the jar makes them; have your migration tool run it. {@link #check} says at the
 * start whether they are there. The data source must not be one that hands out the connection of the open transaction
 * ({@code TransactionAwareDataSourceProxy}): the store needs connections of its own. A thread that records takes the host's connection
 * or one from the data source; a thread that ticks takes one.
 *
 * <p>A wait for a lock ends after the {@linkplain Builder#lockTimeout time-out}, in H2 after that of its connection ({@code
 * LOCK_TIMEOUT}, 2 seconds unless set). Thread-safe.
 */
public final class JdbcSlaStore implements SlaStore {
    private static final int VERSION = 1;
    private static final int ATTEMPTS = 5;
    private static final long FIRST_PAUSE_NANOS = 20_000_000;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern COMMENT = Pattern.compile("(?m)^--.*$");

    private final DataSource source;
    private final Supplier<Optional<Connection>> joining;
    private final @Nullable Consumer<Runnable> afterCommit;
    private final int lockSeconds;
    private final String schema;
    private final String prefix;

    @SuppressWarnings("ThreadLocalUsage") // a thread has a connection for each store
    private final ThreadLocal<@Nullable Connection> bound = new ThreadLocal<>();

    private final AtomicReference<@Nullable Sql> sql = new AtomicReference<>();
    private final JdbcSession.Cursor lastLeased = new JdbcSession.Cursor();

    private JdbcSlaStore(Builder builder) {
        source = builder.source;
        joining = builder.joining;
        afterCommit = builder.afterCommit;
        lockSeconds = (int) Math.max(1, builder.lockTimeout.plusMillis(999).toSeconds());
        schema = builder.schema;
        prefix = builder.prefix;
    }

    /**
     * Makes a store whose every call is a transaction of its own.
     *
     * @param source gives connections that no transaction of the host uses
     * @return the store
     */
    public static JdbcSlaStore of(DataSource source) {
        return builder(source).build();
    }

    /**
     * Starts to describe a store.
     *
     * @param source gives connections that no transaction of the host uses
     * @return a builder
     */
    public static Builder builder(DataSource source) {
        return new Builder(source);
    }

    /** Builds a store. Not thread-safe. */
    public static final class Builder {
        private final DataSource source;
        private Supplier<Optional<Connection>> joining = Optional::empty;
        private @Nullable Consumer<Runnable> afterCommit;
        private Duration lockTimeout = LOCK_TIMEOUT;
        private String schema = "";
        private String prefix = "sla_";

        private Builder(DataSource source) {
            this.source = source;
        }

        /**
         * Sets how to find the connection of the transaction that the host has open.
         *
         * @param connection returns it; empty if this thread has none open
         * @return this builder
         */
        public Builder joining(Supplier<Optional<Connection>> connection) {
            joining = connection;
            return this;
        }

        /**
         * Sets how to be called back when the transaction that the host has open is committed. Without it, what was recorded there is
         * noticed at the next poll.
         *
         * @param hook takes what to call then; it wakes up a thread and touches no database
         * @return this builder
         */
        public Builder afterCommit(Consumer<Runnable> hook) {
            afterCommit = hook;
            return this;
        }

        /**
         * Sets how long to wait for a case that another transaction has locked, 5 seconds unless set.
         *
         * @param timeout the longest wait, counted in whole seconds
         * @return this builder
         * @throws IllegalArgumentException if it is not above zero
         */
        public Builder lockTimeout(Duration timeout) {
            if (timeout.isNegative() || timeout.isZero()) {
                throw new IllegalArgumentException("A lock time-out is above zero, but was " + timeout + ".");
            }
            lockTimeout = timeout;
            return this;
        }

        /**
         * Sets the schema of the tables; that of the connection unless set.
         *
         * @param name letters, digits and underscores
         * @return this builder
         * @throws IllegalArgumentException if it is not such a name
         */
        public Builder schema(String name) {
            schema = requireName("schema", name) + ".";
            return this;
        }

        /**
         * Sets what the names of the tables begin with, {@code sla_} unless set.
         *
         * @param text letters, digits and underscores
         * @return this builder
         * @throws IllegalArgumentException if it is not such a text
         */
        public Builder prefix(String text) {
            prefix = requireName("prefix", text);
            return this;
        }

        private static String requireName(String what, String name) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("A " + what
                        + " of tables has letters, digits and underscores, and does not begin with a digit, but was "
                        + Quoted.of(name) + ".");
            }
            return name;
        }

        /**
         * Makes the store; no connection is opened yet.
         *
         * @return the store
         */
        public JdbcSlaStore build() {
            return new JdbcSlaStore(this);
        }
    }

    /**
     * Checks that the tables are there in the version that this release works with.
     *
     * @return this store
     * @throws IllegalStateException if they are not, with what to run
     * @throws SlaStoreException if the database cannot be reached
     */
    public JdbcSlaStore check() {
        try (Connection connection = source.getConnection()) {
            Sql texts = sql(connection);
            int found = version(connection, texts).orElseThrow(() -> new IllegalStateException(texts.noTables()));
            if (found != VERSION) {
                throw new IllegalStateException(
                        "The SLA tables are of version " + found + ", but this release works with " + VERSION
                                + "; run the scripts in META-INF/sla4j/jdbc/" + texts.folder() + ".");
            }
        } catch (SQLException e) {
            throw new SlaStoreException("Cannot connect to the database: " + e.getMessage(), true, e);
        }
        return this;
    }

    /** The version of the tables; empty if they are not there. */
    private static Optional<Integer> version(Connection connection, Sql texts) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(texts.of("select max(version) from sla_schema"))) {
            return Optional.of(rows.next() ? rows.getInt(1) : 0);
        } catch (SQLException e) {
            if (!texts.dialect().isNoTable(e)) {
                throw e;
            }
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            return Optional.empty();
        }
    }

    /**
     * Creates the tables unless they are there: for tests and first steps; production has a tool for that.
     *
     * @return this store
     * @throws IllegalStateException if they are there in another version
     * @throws SlaStoreException if a table cannot be created
     */
    public JdbcSlaStore install() {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            Sql texts = sql(connection);
            if (version(connection, texts).isPresent()) {
                return check();
            }
            for (String command : texts.script().split(";", -1)) {
                if (!command.isBlank()) {
                    statement.execute(command);
                }
            }
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        } catch (SQLException e) {
            throw new SlaStoreException("Cannot create the SLA tables: " + e.getMessage(), false, e);
        }
        return this;
    }

    /**
     * Works in the transaction of a connection: what is recorded within joins it.
     *
     * @param connection has auto-commit off; the caller commits it
     * @param work records in a monitor over this store
     */
    public void within(Connection connection, Runnable work) {
        Connection outer = bound.get();
        bound.set(connection);
        try {
            work.run();
        } finally {
            if (outer == null) {
                bound.remove();
            } else {
                bound.set(outer);
            }
        }
    }

    private Optional<Connection> joined() {
        Connection mine = bound.get();
        return mine == null ? joining.get() : Optional.of(mine);
    }

    @Override
    public <R> R joining(Function<Session, R> work) {
        Optional<Connection> host = joined();
        return host.isPresent() ? join(host.get(), work) : alone(work);
    }

    private <R> R join(Connection host, Function<Session, R> work) {
        Savepoint savepoint;
        JdbcSession session;
        try {
            if (host.getAutoCommit()) {
                throw new IllegalStateException(
                        "Your connection is in auto-commit mode: there is no transaction to join."
                                + " Give a connection only while a transaction is open.");
            }
            session = new JdbcSession(host, sql(host), lockSeconds, true, lastLeased);
            savepoint = host.setSavepoint();
        } catch (SQLException e) {
            throw failed(host, e);
        }
        try {
            R result = work.apply(session);
            host.releaseSavepoint(savepoint);
            return result;
        } catch (SQLException e) {
            throw failed(host, e);
        } catch (Throwable e) {
            try {
                host.rollback(savepoint);
            } catch (SQLException gone) {
                // After a deadlock the savepoint is gone with the transaction; what the host has to know is in e.
                e.addSuppressed(gone);
            }
            throw e;
        }
    }

    private SlaStoreException failed(Connection connection, SQLException e) {
        try {
            return sql(connection).failed(e);
        } catch (SQLException again) {
            e.addSuppressed(again);
            return new SlaStoreException("The database failed: " + e.getMessage(), true, e);
        }
    }

    @Override
    public <R> R alone(Function<Session, R> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(work);
            } catch (SlaStoreException e) {
                Sql texts = sql.get();
                boolean ended = texts != null
                        && e.getCause() instanceof SQLException cause
                        && texts.dialect().isEnded(cause);
                if (!ended || attempt == ATTEMPTS) {
                    throw e;
                }
                pause(attempt);
            }
        }
    }

    /** Lets the transaction that the database preferred get on, or both would only meet again. */
    private static void pause(int attempt) {
        long least = FIRST_PAUSE_NANOS << (attempt - 1);
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(least, 2 * least));
    }

    private <R> R once(Function<Session, R> work) {
        try (Connection connection = source.getConnection()) {
            Sql texts = sql(connection);
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                if (texts.dialect().startsAboveReadCommitted()) {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute("set transaction isolation level read committed");
                    }
                }
                R result = work.apply(new JdbcSession(connection, texts, lockSeconds, false, lastLeased));
                connection.commit();
                done = true;
                return result;
            } catch (SQLException e) {
                throw texts.failed(e);
            } finally {
                if (!done) {
                    rollBack(connection);
                }
                restore(connection, autoCommit);
            }
        } catch (SQLException e) {
            throw new SlaStoreException("Cannot connect to the database: " + e.getMessage(), true, e);
        }
    }

    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // What made it necessary is on its way to the caller; a connection that cannot roll back is of no use to
            // its pool.
            discard(connection);
        }
    }

    private static void restore(Connection connection, boolean autoCommit) {
        try {
            if (connection.getAutoCommit() != autoCommit) {
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            discard(connection);
        }
    }

    private static void discard(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException | RuntimeException e) {
            // It is closed by the caller in any case.
            return;
        }
    }

    @Override
    public void afterCommit(Runnable nudge) {
        if (bound.get() != null) {
            return;
        }
        if (joining.get().isEmpty()) {
            nudge.run();
        } else if (afterCommit != null) {
            afterCommit.accept(nudge);
        }
    }

    @Override
    public Optional<Instant> now() {
        try (Connection connection = source.getConnection()) {
            Sql texts = sql(connection);
            try (Statement statement = connection.createStatement();
                    ResultSet rows =
                            statement.executeQuery("select " + texts.dialect().now())) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                BigDecimal seconds = rows.getBigDecimal(1);
                return Optional.of(Instant.ofEpochSecond(
                        seconds.longValue(),
                        seconds.remainder(BigDecimal.ONE).movePointRight(9).longValue()));
            } finally {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                }
            }
        } catch (SQLException e) {
            throw new SlaStoreException("The database failed: " + e.getMessage(), true, e);
        }
    }

    private Sql sql(Connection connection) throws SQLException {
        Sql known = sql.get();
        if (known != null) {
            return known;
        }
        Sql found = new Sql(Dialect.of(connection.getMetaData().getDatabaseProductName()), schema, prefix);
        sql.set(found);
        return found;
    }

    /** The texts of one database, with the names of its tables. */
    record Sql(Dialect dialect, String schema, String prefix) {
        String of(String text) {
            return schema.isEmpty() && prefix.equals("sla_") ? text : text.replace("sla_", schema + prefix);
        }

        String folder() {
            return dialect.name().toLowerCase(Locale.ROOT);
        }

        String script() {
            String name = "/META-INF/sla4j/jdbc/" + folder() + "/V1.sql";
            try (InputStream in = JdbcSlaStore.class.getResourceAsStream(name)) {
                if (in == null) {
                    throw new IllegalStateException("The jar has no " + name + ".");
                }
                String text = COMMENT.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .replaceAll("");
                // An index is in the schema of its table, and cannot name it.
                return of(text.replace("create index sla_", "create index " + prefix.replace("sla_", "sla\u0000_")))
                        .replace("\u0000", "");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String noTables() {
            return "The SLA tables are not there; run META-INF/sla4j/jdbc/" + folder() + "/V1.sql of the jar of sla4j.";
        }

        SlaStoreException failed(SQLException e) {
            return failed(e, "");
        }

        /** What to tell the caller; a hint is for those who waited for a lock too long. */
        SlaStoreException failed(SQLException e, String hint) {
            String what = dialect.isNoTable(e) ? noTables() + " The database says: " : "The database failed: ";
            return new SlaStoreException(
                    what + e.getMessage() + "; nothing was changed." + (dialect.isLockTimeout(e) ? hint : ""),
                    dialect.isRetryable(e),
                    e);
        }
    }
}
