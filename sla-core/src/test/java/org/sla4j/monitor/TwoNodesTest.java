package org.sla4j.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sla4j.cases.CaseEvent;
import org.sla4j.examples.DbSchedulerNode;
import org.sla4j.examples.JdbcSlaStore;
import org.sla4j.examples.Transactions;
import org.sla4j.postgres.PostgresServer;

/** Two processes on one PostgreSQL, of which one is killed by signal in the midst of a transaction. */
class TwoNodesTest {
    private static final int CASES = 20;

    /**
     * Notes who raises what, also what is raised twice, which the outbox would swallow; and lets the first node stop in its fifth
     * transaction, before it commits.
     */
    private static final List<String> AUDIT = List.of(
            "create table raised (id text, node text)",
            "create function audit() returns trigger language plpgsql as $$ begin"
                    + " if current_setting('application_name') = 'first'"
                    + " and (select count(*) >= 4 from raised where node = 'first') then perform pg_sleep(60); end if;"
                    + " insert into raised values (new.id, current_setting('application_name')); return new; end $$",
            "create trigger audit before insert on sla_outbox for each row execute function audit()");

    @TempDir
    private Path folder;

    @Test
    @Timeout(120)
    void aNodeThatIsKilledLosesItsWorkToTheOtherAndNothingIsLostOrDoubled() throws Exception {
        DataSource database = PostgresServer.newDatabase();
        JdbcSlaStore store = new JdbcSlaStore(Transactions.of(database));
        store.createTables();
        execute(database, List.of(DbSchedulerNode.SCHEDULED));
        execute(database, AUDIT);
        // Else the server would notice the death of the node only after the sleep.
        String name = query(database, "select current_database()").get(0);
        execute(database, List.of("alter database " + name + " set client_connection_check_interval = '100ms'"));
        Process first = start(database, "first", 0);
        Process second = start(database, "second", CASES);
        try {
            String stopped = "select application_name from pg_stat_activity where application_name = 'first'"
                    + " and wait_event = 'PgSleep'";
            while (query(database, stopped).isEmpty()
                    || query(database, "select id from sla_case").size() < 2 * CASES) {
                assertThat(first.isAlive()).as(this::output).isTrue();
                TimeUnit.MILLISECONDS.sleep(20);
            }
            first.destroyForcibly().waitFor();
            assertThat(first.exitValue()).as("killed by signal 9").isEqualTo(128 + 9);

            List<SavedCase> cases = new ArrayList<>();
            while (outbox(cases).size() < 3 * 2 * CASES) {
                assertThat(second.isAlive()).as(this::output).isTrue();
                TimeUnit.MILLISECONDS.sleep(50);
                cases.clear();
                store.load(Optional.empty(), cases::add);
            }
            check(database, cases);
        } finally {
            first.destroyForcibly();
            second.destroyForcibly().waitFor();
        }
    }

    private static List<SlaEvent> outbox(List<SavedCase> cases) {
        return cases.stream().flatMap(saved -> saved.undelivered().stream()).toList();
    }

    private static void check(DataSource database, List<SavedCase> cases) throws SQLException {
        List<String> expected = new ArrayList<>();
        for (SavedCase saved : cases) {
            CaseEvent opening = saved.events().get(0);
            assertThat(saved.undelivered())
                    .extracting(SlaEvent::id, SlaEvent::at)
                    .as("each at its instant and in order")
                    .containsExactly(
                            told(opening, "warning/50%25", 1), told(opening, "due", 2), told(opening, "breach", 2));
            saved.undelivered().forEach(event -> expected.add(event.id()));
        }
        assertThat(query(database, "select id from raised"))
                .as("raised once by all nodes together")
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(query(database, "select distinct node from raised")).containsExactlyInAnyOrder("first", "second");
    }

    private static Tuple told(CaseEvent opening, String what, int seconds) {
        return tuple(opening.caseId() + "/resolution/0/" + what, opening.at().plus(Duration.ofSeconds(seconds)));
    }

    private Process start(DataSource database, String name, int from) throws Exception {
        try (Connection connection = database.getConnection()) {
            return ChildJvm.start(
                    DbSchedulerNode.class,
                    folder.resolve("output"),
                    connection.getMetaData().getURL(),
                    name,
                    Integer.toString(from),
                    Integer.toString(CASES));
        }
    }

    private String output() {
        try {
            return Files.readString(folder.resolve("output"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void execute(DataSource database, List<String> statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static List<String> query(DataSource database, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
