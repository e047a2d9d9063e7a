package org.sla4j.examples;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
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

/**
 * One of several nodes on one PostgreSQL: db-scheduler owns the timers and decides which node handles each, and {@link CaseWatch} says
 * what falls due.
 *
 * <p>There is one task for each case, made in the transaction that opens the case. A node that runs it locks the row of the case, moves
 * the case on and puts what is due into the outbox, in one transaction; then the task runs again at the next wake-up. A node that dies
 * loses its tasks to the others, and what it had not committed is computed again, with the same ids.
 *
 * <p>{@code DbSchedulerNode <url> <name> <first case> <cases>} opens so many cases and works until it is killed.
 */
public final class DbSchedulerNode {
    /** Two seconds round the clock, with a warning after one. */
    public static final ServiceLevelAgreement AGREEMENT = ServiceLevelAgreement.builder("desk")
            .provider(Party.of("IT"))
            .customer(Party.of("Sales"))
            .policy(SeverityPolicy.builder("all")
                    .target(
                            Metric.RESOLUTION,
                            Target.of("2s", BusinessCalendar.alwaysOpen(), 1).withWarnings(Warning.parse("50%")))
                    .build())
            .build();

    /** The table of db-scheduler. */
    public static final String SCHEDULED =
            "create table scheduled_tasks (task_name text not null, task_instance text not null,"
                    + " task_data bytea, execution_time timestamp with time zone not null, picked boolean not null, picked_by text,"
                    + " last_success timestamp with time zone, last_failure timestamp with time zone, consecutive_failures int,"
                    + " last_heartbeat timestamp with time zone, version bigint not null, priority smallint,"
                    + " primary key (task_name, task_instance))";

    private final Transactions transactions;
    private final CustomTask<Void> task;
    private final Scheduler scheduler;

    /**
     * Makes a node.
     *
     * @param name what tells it from the others
     * @param database the database of all nodes
     */
    public DbSchedulerNode(String name, DataSource database) {
        transactions = Transactions.of(database);
        task = Tasks.custom("sla", Void.class)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(Duration.ofSeconds(1)))
                .onDeadExecutionRevive()
                .execute((instance, context) -> {
                    Optional<Instant> next = fire(instance.getId(), Instant.now());
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

    /** Begins to work. */
    public void start() {
        scheduler.start();
    }

    /**
     * Opens a case and makes its timer, in one transaction.
     *
     * @param opening its first event
     */
    public void open(CaseEvent opening) {
        CaseWatch.Step step = CaseWatch.open(AGREEMENT, opening, Instant.now());
        transactions.run(connection -> {
            store(connection).save(List.of(change(step, List.of(opening))), List.of());
            step.watch()
                    .nextWakeUp()
                    .ifPresent(at -> SchedulerClient.Builder.create(joining(connection), task)
                            .build()
                            .scheduleIfNotExists(new TaskInstance<>("sla", opening.caseId()), at));
        });
    }

    /** Moves a case on, while its row is locked. */
    private Optional<Instant> fire(String caseId, Instant now) {
        List<Instant> next = new ArrayList<>();
        transactions.run(connection -> {
            try (PreparedStatement lock =
                    connection.prepareStatement("select id from sla_case where id = ? for update")) {
                lock.setString(1, caseId);
                lock.execute();
            }
            List<SavedCase> saved = new ArrayList<>();
            JdbcSlaStore.load(connection, Optional.of(caseId), saved::add);
            CaseWatch.Step step = CaseWatch.restore(AGREEMENT, saved.get(0)).until(now);
            store(connection).save(List.of(change(step, List.of())), List.of());
            step.watch().nextWakeUp().ifPresent(next::add);
        });
        return next.stream().findFirst();
    }

    private static JdbcSlaStore store(Connection transaction) {
        return new JdbcSlaStore(work -> {
            try {
                work.with(transaction);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** A source of one connection that stays open: what it is given to takes part in the transaction. */
    private static DataSource joining(Connection transaction) {
        ClassLoader loader = DbSchedulerNode.class.getClassLoader();
        Object kept = Proxy.newProxyInstance(
                loader,
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) ->
                        method.getName().equals("close") ? null : method.invoke(transaction, arguments));
        return (DataSource)
                Proxy.newProxyInstance(loader, new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> kept);
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

    /**
     * Runs a node in a process of its own.
     *
     * @param args URL of the database, name of the node, number of the first case, how many cases
     */
    public static void main(String[] args) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setURL(args[0]);
        database.setUser("sla4j");
        database.setApplicationName(args[1]);
        DbSchedulerNode node = new DbSchedulerNode(args[1], database);
        node.start();
        int first = Integer.parseInt(args[2]);
        for (int i = first; i < first + Integer.parseInt(args[3]); i++) {
            node.open(CaseEvent.opened("INC-" + i, Instant.now(), Severity.HIGH));
        }
    }
}
