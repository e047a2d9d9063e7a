package org.sla4j.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sla4j.monitor.jdbc.JdbcSlaStore;

/** What every database does besides. */
abstract class JdbcSlaStoreContract extends SlaStoreContract {
    private static final ThreadLocal<@Nullable Connection> OPEN = new ThreadLocal<>();
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
                    .withMessageStartingWith("The host's connection is in auto-commit mode");
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
    void theClockOfTheDatabaseIsReadInUtc() {
        assertThat(store.now().orElseThrow())
                .isBetween(
                        java.time.Instant.now().minusSeconds(60),
                        java.time.Instant.now().plusSeconds(60));
    }
}
