package org.sla4j.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sla4j.monitor.Desk.AGREEMENT;
import static org.sla4j.monitor.Desk.CUSTOMER;
import static org.sla4j.monitor.Desk.NINE;
import static org.sla4j.monitor.Desk.hours;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.CaseEvent;
import org.sla4j.examples.JdbcSlaStore;
import org.sla4j.examples.Transactions;
import org.sla4j.postgres.PostgresServer;

class OldJdbcSlaStoreTest {
    @RegisterExtension
    final LogLines log = new LogLines();

    private static DataSource h2() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:OldJdbc;MODE=PostgreSQL;DB_CLOSE_DELAY=-1");
        return source;
    }

    private static JdbcSlaStore store(Transactions transactions) {
        JdbcSlaStore store = new JdbcSlaStore(transactions);
        store.createTables();
        return store;
    }

    @Test
    void keepsACaseInH2() {
        keepsACase(h2());
    }

    @Test
    void keepsACaseInPostgres() {
        keepsACase(PostgresServer.newDatabase());
    }

    private static void keepsACase(DataSource database) {
        JdbcSlaStore store = store(Transactions.of(database));
        CaseEvent opening = CaseEvent.opened("INC-1", NINE, Severity.CRITICAL)
                .withAttribute("tier", "gold")
                .withAttribute("area", "north")
                .withTeam("first line");
        List<CaseEvent> events = List.of(
                opening,
                CaseEvent.waiting("INC-1", hours(1), CUSTOMER).withId("row 7").withSequence(3),
                CaseEvent.resumed("INC-1", hours(2), CUSTOMER),
                CaseEvent.severityChanged("INC-1", hours(3), Severity.LOW),
                CaseEvent.resolved("INC-1", hours(3)));
        SlaEvent raised = CaseWatch.open(AGREEMENT, opening, hours(2)).events().get(0);
        SlaChange change = new SlaChange(
                "INC-1", false, hours(3).plusNanos(1), Optional.empty(), Map.of("a/b", 2), events, List.of(raised));
        store.save(List.of(change), List.of());
        store.save(List.of(change), List.of());

        List<SavedCase> loaded = new ArrayList<>();
        store.load(Optional.empty(), loaded::add);
        assertThat(loaded)
                .containsExactly(new SavedCase(events, hours(3).plusNanos(1), Map.of("a/b", 2), List.of(raised)));
        store.save(List.of(), List.of(raised.id()));
        loaded.clear();
        store.load(Optional.empty(), loaded::add);
        assertThat(loaded).isEmpty();
        store.load(Optional.of("INC-1"), loaded::add);
        assertThat(loaded).hasSize(1);
        store.load(Optional.of("INC-2"), loaded::add);
        assertThat(loaded).hasSize(1);
    }

    @Test
    void aConnectionThatBreaksAmidSavingLeavesNothingInH2() throws SQLException {
        breaksAmidSaving(h2());
    }

    @Test
    void aConnectionThatBreaksAmidSavingLeavesNothingInPostgres() throws SQLException {
        breaksAmidSaving(PostgresServer.newDatabase());
    }

    /** However many of its statements a save gets through before the connection breaks, none of it is kept, and it is tried again. */
    private static void breaksAmidSaving(DataSource database) {
        Transactions whole = Transactions.of(database);
        store(whole);
        int[] left = {Integer.MAX_VALUE};
        Transactions breaking = work -> whole.run(connection -> work.with(countingDown(connection, left)));
        Desk desk = new Desk();
        SlaMonitor monitor = SlaMonitor.builder(AGREEMENT, new JdbcSlaStore(breaking), desk, desk)
                .build();
        int broken = 0;
        boolean recorded = false;
        while (!recorded) {
            left[0] = broken;
            try {
                monitor.record(CaseEvent.opened("INC-9", NINE, Severity.CRITICAL));
                recorded = true;
            } catch (IllegalStateException e) {
                assertThat(e).hasMessageContaining("broken");
                left[0] = Integer.MAX_VALUE;
                new JdbcSlaStore(whole)
                        .load(
                                Optional.of("INC-9"),
                                kept -> assertThat(kept).as("kept").isNull());
                broken++;
            }
        }
        left[0] = Integer.MAX_VALUE;
        desk.turnTo(hours(2));
        monitor.tick(desk.instant());

        assertThat(broken).as("places to break at").isGreaterThan(5);
        assertThat(desk.ids()).containsExactly("INC-9/resolution/0/warning/50%25");
    }

    /** A connection that breaks when so many statements have been prepared or run. */
    private static Connection countingDown(Connection connection, int[] left) {
        return (Connection) proxy(Connection.class, connection, left);
    }

    private static Object proxy(Class<?> type, Object behind, int[] left) {
        return Proxy.newProxyInstance(
                OldJdbcSlaStoreTest.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (method.getName().startsWith("prepare")
                            || method.getName().startsWith("execute")) {
                        if (left[0]-- <= 0) {
                            throw new SQLException("broken");
                        }
                    }
                    Object result = method.invoke(behind, arguments);
                    return result instanceof PreparedStatement ? proxy(PreparedStatement.class, result, left) : result;
                });
    }

    /** A host whose transactions are bound to its threads, as those of most frameworks are. */
    private static final class Host implements Transactions {
        private final DataSource database;
        private @Nullable Connection open;

        Host(DataSource database) {
            this.database = database;
        }

        @Override
        public void run(Work work) {
            Connection mine = open;
            if (mine == null) {
                Transactions.of(database).run(work);
                return;
            }
            try {
                work.with(mine);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        void inTransaction(boolean commit, String note, Runnable work) throws SQLException {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("insert into ticket values ('" + note + "')");
                open = connection;
                work.run();
                if (commit) {
                    connection.commit();
                } else {
                    connection.rollback();
                }
            } finally {
                open = null;
            }
        }
    }

    @Test
    void eventsAreSavedInTheTransactionOfTheHost() throws SQLException {
        DataSource database = PostgresServer.newDatabase();
        Host host = new Host(database);
        host.run(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("create table ticket (note varchar(20))");
            }
        });
        Desk desk = new Desk();
        SlaMonitor monitor =
                SlaMonitor.builder(AGREEMENT, store(host), desk, desk).build();
        host.inTransaction(true, "kept", () -> monitor.record(CaseEvent.opened("INC-1", NINE, Severity.CRITICAL)));
        desk.turnTo(hours(1));
        host.inTransaction(false, "rolled back", () -> monitor.record(CaseEvent.resolved("INC-1", hours(1))));
        monitor.reload("INC-1");
        desk.turnTo(hours(2));
        monitor.tick(desk.instant());

        assertThat(desk.ids()).containsExactly("INC-1/resolution/0/warning/50%25");
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from ticket")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(1);
        }
    }
}
