package org.sla4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.agreement.Warning;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.cases.CaseEvent;
import org.sla4j.monitor.CaseWatch;
import org.sla4j.monitor.SavedCase;
import org.sla4j.monitor.SlaChange;
import org.sla4j.monitor.SlaEvent;
import org.sla4j.postgres.PostgresServer;

/**
 * Two nodes on one PostgreSQL: db-scheduler owns the timers and decides which node handles each, and {@link CaseWatch} says what falls
 * due.
 *
 * <p>There is one task for each case. A node that runs it locks the row of the case, moves the case on, puts what is due into the outbox,
 * and has the task run again at the next wake-up. A node that dies loses its tasks to the other one.
 */
class TwoNodesTest {
    private static final int CASES = 40;
    private static final ServiceLevelAgreement AGREEMENT = ServiceLevelAgreement.builder("desk")
            .provider(Party.of("IT"))
            .customer(Party.of("Sales"))
            .policy(SeverityPolicy.builder("all")
                    .target(
                            Metric.RESOLUTION,
                            Target.of("2s", BusinessCalendar.alwaysOpen(), 1).withWarnings(Warning.parse("50%")))
                    .build())
            .build();

    private static final String SCHEDULED =
            "create table scheduled_tasks (task_name text not null, task_instance text not null,"
                    + " task_data bytea, execution_time timestamp with time zone not null, picked boolean not null, picked_by text,"
                    + " last_success timestamp with time zone, last_failure timestamp with time zone, consecutive_failures int,"
                    + " last_heartbeat timestamp with time zone, version bigint not null, priority smallint,"
                    + " primary key (task_name, task_instance))";

    /** One node of the host. */
    private static final class Node {
        private final Transactions transactions;
        private final JdbcSlaStore store;
        private final CustomTask<Void> task;
        private final Scheduler scheduler;
        private final Set<String> handled = ConcurrentHashMap.newKeySet();

        Node(String name, DataSource database) {
            transactions = Transactions.of(database);
            store = new JdbcSlaStore(transactions);
            task = Tasks.custom("sla", Void.class)
                    .onFailure(new FailureHandler.OnFailureRetryLater<>(Duration.ofSeconds(1)))
                    .onDeadExecutionRevive()
                    .execute((instance, context) -> {
                        Optional<Instant> next = fire(instance.getId(), Instant.now());
                        handled.add(instance.getId());
                        return (complete, operations) -> {
                            if (next.isPresent()) {
                                operations.reschedule(complete, next.get());
                            } else {
                                operations.remove();
                            }
                        };
                    });
            scheduler = Scheduler.create(database, task)
                    .schedulerName(() -> name)
                    .threads(2)
                    .pollingInterval(Duration.ofMillis(100))
                    .heartbeatInterval(Duration.ofMillis(500))
                    .missedHeartbeatsLimit(4)
                    .build();
        }

        /** Opens a case on this node. */
        void open(CaseEvent opening) {
            CaseWatch.Step step = CaseWatch.open(AGREEMENT, opening, Instant.now());
            store.save(List.of(change(step, List.of(opening))), List.of());
            scheduler.schedule(
                    new TaskInstance<>("sla", opening.caseId()),
                    step.watch().nextWakeUp().orElseThrow());
        }

        /** Moves a case on, while its row is locked. */
        private Optional<Instant> fire(String caseId, Instant now) {
            List<Optional<Instant>> next = new ArrayList<>();
            transactions.run(connection -> {
                try (PreparedStatement lock =
                        connection.prepareStatement("select id from sla_case where id = ? for update")) {
                    lock.setString(1, caseId);
                    lock.execute();
                }
                List<SavedCase> saved = new ArrayList<>();
                JdbcSlaStore.load(connection, Optional.of(caseId), saved::add);
                CaseWatch.Step step = CaseWatch.restore(AGREEMENT, saved.get(0)).until(now);
                new JdbcSlaStore(work -> {
                            try {
                                work.with(connection);
                            } catch (SQLException e) {
                                throw new IllegalStateException(e);
                            }
                        })
                        .save(List.of(change(step, List.of())), List.of());
                next.add(step.watch().nextWakeUp());
            });
            return next.get(0);
        }

        private static SlaChange change(CaseWatch.Step step, List<CaseEvent> added) {
            CaseWatch watch = step.watch();
            return new SlaChange(
                    watch.serviceCase().id(),
                    watch.isOpen(),
                    watch.toldUntil(),
                    watch.nextWakeUp(),
                    watch.saved().retold(),
                    added,
                    step.events());
        }
    }

    @Test
    @Timeout(60)
    void everyBreachIsRaisedOnceAlsoWhenANodeDies() throws Exception {
        DataSource database = PostgresServer.newDatabase();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(SCHEDULED);
        }
        new JdbcSlaStore(Transactions.of(database)).createTables();
        Node first = new Node("first", database);
        Node second = new Node("second", database);
        first.scheduler.start();
        second.scheduler.start();
        Map<String, Instant> opened = new TreeMap<>();
        for (int i = 0; i < CASES; i++) {
            Instant now = Instant.now();
            opened.put("INC-" + i, now);
            (i % 2 == 0 ? first : second).open(CaseEvent.opened("INC-" + i, now, Severity.HIGH));
        }
        while (first.handled.isEmpty() || second.handled.isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        first.scheduler.stop();
        Set<String> expected = new TreeSet<>();
        opened.keySet().forEach(id -> {
            expected.add(id + "/resolution/0/warning/50%25");
            expected.add(id + "/resolution/0/due");
            expected.add(id + "/resolution/0/breach");
        });
        List<SlaEvent> outbox = new ArrayList<>();
        while (outbox.size() < expected.size()) {
            TimeUnit.MILLISECONDS.sleep(50);
            outbox.clear();
            new JdbcSlaStore(Transactions.of(database))
                    .load(Optional.empty(), saved -> outbox.addAll(saved.undelivered()));
        }
        second.scheduler.stop();

        assertThat(outbox).extracting(SlaEvent::id).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(outbox)
                .filteredOn(event -> event.kind() == SlaEvent.Kind.BREACH)
                .allSatisfy(event -> assertThat(event.at())
                        .isEqualTo(
                                opened.getOrDefault(event.caseId(), Instant.MIN).plusSeconds(2)));
    }
}
