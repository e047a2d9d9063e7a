package org.sla4j.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.CaseEvent;
import org.sla4j.monitor.jdbc.JdbcSlaStore;

/** What every database does besides. */
abstract class JdbcSlaStoreContract extends SlaStoreContract {
    static final ThreadLocal<@Nullable Connection> OPEN = new ThreadLocal<>();
    private static final ThreadLocal<List<Runnable>> AFTER_COMMIT = ThreadLocal.withInitial(ArrayList::new);

    @SuppressWarnings("NullAway.Init") // set with the store, before each test
    private DataSource database;

    /** Makes an empty database. */
    abstract DataSource newDatabase();

    @Override
    SlaStore newStore() {
        database = newDatabase();
        return JdbcSlaStore.builder(database)
                .joining(() -> Optional.ofNullable(OPEN.get()))
                .afterCommit(nudge -> AFTER_COMMIT.get().add(nudge))
                .lockTimeout(Duration.ofSeconds(1))
                .build()
                .install()
                .check();
    }

    @Override
    Host newHost(SlaStore made) {
        return work -> transaction(database, work);
    }

    private void transaction(DataSource from, Runnable work) {
        List<Runnable> nudges = new ArrayList<>();
        try (Connection connection = from.getConnection()) {
            connection.setAutoCommit(false);
            OPEN.set(connection);
            AFTER_COMMIT.set(nudges);
            boolean done = false;
            try {
                work.run();
                connection.commit();
                done = true;
            } finally {
                OPEN.remove();
                AFTER_COMMIT.remove();
                if (!done) {
                    connection.rollback();
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        nudges.forEach(Runnable::run);
    }

    // 6
    @Test
    void aFailureLeavesTheTransactionOfTheHostUsable() {
        host.transaction(() -> {
            store.joining(session -> session.lock(SlaStore.sorted(List.of("A")), Set.of("A")));
            assertThatIllegalStateException()
                    .isThrownBy(() -> store.joining(session -> {
                        session.save(List.of(new SlaStore.Change(
                                99,
                                new SlaStore.StoredCase(
                                        "A", 1, 1, "", "", "", NOW, Optional.empty(), Optional.empty(), 0, ""),
                                "",
                                List.of(),
                                Set.of(),
                                List.of())));
                        return true;
                    }));
            store.joining(session -> {
                session.save(List.of(new SlaStore.Change(
                        0,
                        new SlaStore.StoredCase("A", 1, 1, "y", "", "", NOW, Optional.empty(), Optional.empty(), 0, ""),
                        "",
                        List.of(),
                        Set.of(),
                        List.of())));
                return true;
            });
        });
        assertThat(store.<List<SlaStore.StoredCase>>alone(session -> session.read(SlaStore.sorted(List.of("A"))))
                        .get(0)
                        .state())
                .isEqualTo("y");
    }

    // 7
    @Test
    void theConnectionOfTheHostIsLeftAsItWas() {
        List<String> called = new ArrayList<>();
        DataSource spied = (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DataSource.class},
                (self, method, arguments) -> spy(called));
        transaction(spied, () -> {
            called.clear();
            store.joining(session -> session.lock(SlaStore.sorted(List.of("A")), Set.of("A")));
            assertThat(called)
                    .contains("setSavepoint", "releaseSavepoint")
                    .doesNotContain(
                            "commit",
                            "rollback",
                            "close",
                            "abort",
                            "setAutoCommit",
                            "setTransactionIsolation",
                            "setSchema");
        });
    }

    private Connection spy(List<String> called) throws SQLException {
        Connection behind = database.getConnection();
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (self, method, arguments) -> {
                    called.add(method.getName());
                    try {
                        return method.invoke(behind, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void aConnectionInAutoCommitModeIsNoTransactionToJoin() throws SQLException {
        try (Connection connection = database.getConnection()) {
            OPEN.set(connection);
            assertThatIllegalStateException()
                    .isThrownBy(() -> store.joining(session -> session.read(SlaStore.sorted(List.of("A")))))
                    .withMessageStartingWith("Your connection is in auto-commit mode");
        } finally {
            OPEN.remove();
        }
    }

    @Test
    void whatIsDoneWithinAConnectionIsInItsTransaction() throws SQLException {
        JdbcSlaStore plain = JdbcSlaStore.of(database);
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            plain.within(
                    connection,
                    () -> plain.joining(session -> {
                        List<SlaStore.StoredCase> rows = session.lock(SlaStore.sorted(List.of("A")), Set.of("A"));
                        session.save(List.of(new SlaStore.Change(
                                0,
                                new SlaStore.StoredCase(
                                        rows.get(0).id(),
                                        1,
                                        1,
                                        "y",
                                        "",
                                        "",
                                        NOW,
                                        Optional.empty(),
                                        Optional.empty(),
                                        0,
                                        ""),
                                "",
                                List.of(),
                                Set.of(),
                                List.of())));
                        return true;
                    }));
            assertThat(count(plain)).isZero();
            connection.commit();
        }
        assertThat(count(plain)).isEqualTo(1);
    }

    private static int count(SlaStore of) {
        return of.<List<SlaStore.StoredCase>>alone(session -> session.open("", "", 10))
                .size();
    }

    // 29
    @Test
    void tablesOfAnotherPrefixAreBesideThese() {
        JdbcSlaStore other = JdbcSlaStore.builder(database).prefix("Other_").build();
        assertThatIllegalStateException().isThrownBy(other::check).withMessageContaining("META-INF/sla4j/jdbc/");
        other.install().check();
        assertThat(count(other)).isZero();
        host.transaction(() -> store.joining(session -> session.lock(SlaStore.sorted(List.of("A")), Set.of("A"))));
        assertThat(count(other)).isZero();
    }

    @Test
    void tablesThatAreThereAreNotCreatedAgain() {
        host.transaction(() -> store.joining(session -> session.lock(SlaStore.sorted(List.of("A")), Set.of("A"))));
        SlaMonitor monitor = monitor(reported::add).build();
        monitor.record(CaseEvent.opened("B", Desk.NINE, Severity.CRITICAL));
        JdbcSlaStore.of(database).install().install().check();
        assertThat(monitor.find("B")).isPresent();
    }

    @Test
    void whoeverRecordsWithoutTablesIsToldWhatToRun() {
        JdbcSlaStore bare = JdbcSlaStore.builder(database).prefix("bare_").build();
        assertThatExceptionOfType(SlaStoreException.class)
                .isThrownBy(() -> bare.alone(session -> session.open("", "", 1)))
                .withMessageStartingWith("The SLA tables are not there; run META-INF/sla4j/jdbc/");
    }

    @Test
    void whoeverWaitsForARowOfItsOwnTransactionIsToldHowToJoinIt() {
        JdbcSlaStore alone = JdbcSlaStore.builder(database)
                .lockTimeout(Duration.ofSeconds(1))
                .build();
        SlaMonitor.builder(alone, reported::add, desk)
                .agreement(Desk.AGREEMENT)
                .build()
                .record(CaseEvent.opened("A", Desk.NINE, Severity.CRITICAL));
        host.transaction(() -> {
            store.joining(session -> session.lock(SlaStore.sorted(List.of("A")), Set.of()));
            assertThatExceptionOfType(SlaStoreException.class)
                    .isThrownBy(() -> alone.alone(session -> session.lock(SlaStore.sorted(List.of("A")), Set.of())))
                    .withMessageContaining("within(connection, ...)")
                    .matches(SlaStoreException::isRetryable);
        });
    }

    private DataSource behind(java.util.function.Function<Connection, Connection> wrapped) {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DataSource.class},
                (self, method, arguments) -> wrapped.apply(database.getConnection()));
    }

    private static Object called(Object on, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    // 27
    @Test
    void aDriverThatRewritesBatchesAndDoesNotKnowTheirCountsIsBelieved() {
        DataSource rewriting = behind(connection -> (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (self, method, arguments) -> {
                    Object result = called(connection, method, arguments);
                    return result instanceof PreparedStatement statement ? uncounted(statement) : result;
                }));
        SlaMonitor monitor = SlaMonitor.builder(JdbcSlaStore.of(rewriting), reported::add, desk)
                .agreement(Desk.AGREEMENT)
                .build();
        monitor.record(List.of(
                CaseEvent.opened("A", Desk.NINE, Severity.CRITICAL),
                CaseEvent.opened("B", Desk.NINE, Severity.CRITICAL)));
        desk.turnTo(Desk.hours(5));
        monitor.tick(desk.instant());
        assertThat(reported).hasSize(8);
    }

    private PreparedStatement uncounted(PreparedStatement statement) {
        return (PreparedStatement) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {PreparedStatement.class}, (self, method, arguments) -> {
                    Object result = called(statement, method, arguments);
                    if (method.getName().equals("executeBatch")) {
                        Arrays.fill((int[]) result, Statement.SUCCESS_NO_INFO);
                    }
                    return result;
                });
    }

    // 28
    @Test
    void aCommitWhoseOutcomeIsUnknownIsRecordedOnceWhenItIsDoneAgain() {
        for (boolean committed : new boolean[] {true, false}) {
            AtomicInteger cuts = new AtomicInteger();
            DataSource cut = behind(connection -> (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Connection.class}, (self, method, arguments) -> {
                        if (method.getName().equals("commit") && cuts.getAndIncrement() == 0) {
                            if (committed) {
                                connection.commit();
                            }
                            connection.close();
                            throw new SQLException("the line is cut", "08007");
                        }
                        return called(connection, method, arguments);
                    }));
            SlaMonitor monitor = SlaMonitor.builder(JdbcSlaStore.of(cut), reported::add, desk)
                    .agreement(Desk.AGREEMENT)
                    .build();
            String id = "cut-" + committed;
            CaseEvent opened = CaseEvent.opened(id, desk.instant(), Severity.CRITICAL);
            assertThatExceptionOfType(SlaStoreException.class)
                    .isThrownBy(() -> monitor.record(opened))
                    .matches(SlaStoreException::isRetryable);
            assertThat(monitor.find(id).isPresent()).isEqualTo(committed);
            monitor.record(opened);
            assertThat(monitor.find(id).orElseThrow().events()).hasSize(1);
            assertThat(history(id).lines()).hasSize(1);
        }
    }

    // 3
    @Test
    void aTickThatIsStillOpenStopsNobodyFromOpeningOrRecordingItsNeighbours() {
        SlaMonitor monitor = monitor(reported::add).build();
        for (boolean empty : new boolean[] {true, false}) {
            store.alone(session -> {
                List<SlaStore.Due> due = session.due(Desk.hours(9), Optional.empty(), 64);
                assertThat(due.isEmpty()).isEqualTo(empty);
                session.tryLock(
                        SlaStore.sorted(due.stream().map(SlaStore.Due::caseId).toList()));
                session.nextDelivery();
                get(elsewhere(() -> host.transaction(() -> {
                    for (String id : List.of("A0", "B", "C1", "Z")) {
                        monitor.record(CaseEvent.opened(id + empty, Desk.NINE, Severity.CRITICAL));
                        monitor.record(CaseEvent.waiting(id + empty, Desk.hours(0.1), Desk.CUSTOMER));
                    }
                })));
                return true;
            });
            monitor.record(List.of(
                    CaseEvent.opened("A", Desk.NINE, Severity.CRITICAL),
                    CaseEvent.opened("C", Desk.NINE, Severity.CRITICAL)));
        }
    }

    // 10
    @Test
    void aHostThatHasReadBeforeRecordsRightlyOrIsRefusedRetryably() {
        desk.turnTo(Desk.hours(2));
        SlaMonitor monitor = monitor(reported::add).build();
        for (int isolation : List.of(Connection.TRANSACTION_REPEATABLE_READ, Connection.TRANSACTION_SERIALIZABLE)) {
            String id = "iso-" + isolation;
            monitor.record(CaseEvent.opened(id, Desk.NINE, Severity.CRITICAL));
            CaseEvent other = CaseEvent.waiting(id, Desk.hours(1), Desk.CUSTOMER);
            CaseEvent late = CaseEvent.resumed(id, Desk.hours(0.5), Desk.CUSTOMER);
            boolean[] refused = {false};
            try {
                inTransaction(isolation, () -> {
                    monitor.find(id);
                    monitor.board();
                    get(elsewhere(() -> recordUnlessLocked(monitor, other)));
                    monitor.record(late);
                });
            } catch (SlaStoreException e) {
                assertThat(e.isRetryable()).isTrue();
                refused[0] = true;
                inTransaction(isolation, () -> monitor.record(late));
            }
            monitor.record(other);
            assertThat(monitor.find(id).orElseThrow().events())
                    .as("isolation %s, refused before: %s", isolation, refused[0])
                    .hasSize(3);
        }
    }

    /** At SERIALIZABLE a database may lock what is only read; then this has to wait for the host. */
    private static void recordUnlessLocked(SlaMonitor monitor, CaseEvent event) {
        try {
            monitor.record(event);
        } catch (SlaStoreException e) {
            assertThat(e.isRetryable()).isTrue();
        }
    }

    void inTransaction(int isolation, Runnable work) {
        host.transaction(() -> {
            Connection connection = Objects.requireNonNull(OPEN.get());
            try {
                connection.setTransactionIsolation(isolation);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            work.run();
        });
    }

    @Test
    void theClockOfTheDatabaseIsReadInUtc() {
        assertThat(store.now().orElseThrow())
                .isBetween(
                        java.time.Instant.now().minusSeconds(60),
                        java.time.Instant.now().plusSeconds(60));
    }
}
