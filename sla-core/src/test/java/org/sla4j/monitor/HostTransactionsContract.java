package org.sla4j.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sla4j.monitor.Desk.CUSTOMER;
import static org.sla4j.monitor.Desk.NINE;
import static org.sla4j.monitor.Desk.hours;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.AgreementVersions;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.ServiceCase;
import org.sla4j.monitor.jdbc.JdbcSlaStore;

/** A web application that records within its own transactions, while others do and a monitor ticks. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class HostTransactionsContract {
    @RegisterExtension
    final LogLines log = new LogLines();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Desk desk = new Desk();
    private final List<SlaEvent> told = Collections.synchronizedList(new ArrayList<>());

    @SuppressWarnings("NullAway.Init") // set at the beginning of each test
    private DataSource database;

    @SuppressWarnings("NullAway.Init") // set at the beginning of each test
    private JdbcSlaStore store;

    @SuppressWarnings("NullAway.Init") // set at the beginning of each test
    private SlaMonitor monitor;

    private int isolation;

    /** Makes an empty database in which a transaction waits ten seconds for another. */
    abstract DataSource newDatabase();

    private void begin(int level) {
        isolation = level;
        database = newDatabase();
        store = JdbcSlaStore.of(database).install();
        monitor = restarted();
        monitor.record(CaseEvent.opened("other", NINE, Severity.CRITICAL));
    }

    private SlaMonitor restarted() {
        return SlaMonitor.builder(store, told::add, desk)
                .agreement(Desk.AGREEMENT)
                .build();
    }

    @AfterEach
    void endThreads() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    /** A request of the host: its transaction is done again when the store says that it is worth it. */
    private void request(Runnable work) {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = database.getConnection()) {
                connection.setAutoCommit(false);
                connection.setTransactionIsolation(isolation);
                boolean done = false;
                try {
                    store.within(connection, work);
                    connection.commit();
                    done = true;
                    return;
                } finally {
                    if (!done) {
                        connection.rollback();
                    }
                }
            } catch (SlaStoreException e) {
                assertThat(e.isRetryable()).as(e.getMessage()).isTrue();
                assertThat(attempt).isLessThan(10);
            } catch (SQLException e) {
                // A serialization failure at the commit.
                assertThat(attempt).as(e.getMessage()).isLessThan(10);
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void get(Future<?> work) {
        try {
            work.get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void tick() {
        monitor.tick(desk.instant());
    }

    /** What was reported and not retracted is what the committed events give; each fact came once. */
    private void checkReported(String... ids) {
        tick();
        monitor = restarted();
        tick();
        assertThat(told).extracting(SlaEvent::id).doesNotHaveDuplicates();
        for (String id : ids) {
            ServiceCase committed = monitor.find(id).orElseThrow();
            Map<String, SlaEvent> facts = CaseWatch.facts(
                    List.of(AgreementVersions.of(Desk.AGREEMENT)),
                    committed,
                    Times.nanos(desk.instant()),
                    Map.of(),
                    CaseWatch.NO_COST);
            Set<String> standing = new TreeSet<>();
            for (SlaEvent fact : told) {
                if (fact.type() == SlaEvent.Type.RETRACTED) {
                    assertThat(standing.remove(fact.detail())).as(fact.id()).isTrue();
                } else if (fact.caseId().equals(id)) {
                    standing.add(fact.id());
                }
            }
            Set<String> raw = new TreeSet<>();
            standing.forEach(fact -> raw.add(FactId.raw(fact)));
            assertThat(raw).as(id).isEqualTo(facts.keySet());
        }
        assertThat(monitor.faults(10)).isEmpty();
    }

    // M1 (a)
    @ParameterizedTest
    @ValueSource(ints = {Connection.TRANSACTION_READ_COMMITTED, Connection.TRANSACTION_REPEATABLE_READ})
    void twoRequestsOnOneTicketAtOnceBothFinishAndStopNobodyElse(int level) {
        begin(level);
        monitor.record(CaseEvent.opened("A", NINE, Severity.LOW));
        desk.turnTo(hours(1));
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        Future<?> first = threads.submit(() -> request(() -> {
            monitor.record(CaseEvent.waiting("A", hours(0.5), CUSTOMER).withId("first"));
            held.countDown();
            await(enough);
            monitor.record(CaseEvent.responded("A", hours(0.75)).withId("first answer"));
        }));
        await(held);
        CountDownLatch started = new CountDownLatch(1);
        Future<?> second = threads.submit(() -> request(() -> {
            started.countDown();
            monitor.record(CaseEvent.waiting("A", hours(0.6), CUSTOMER).withId("second"));
            monitor.record(CaseEvent.responded("A", hours(0.8)).withId("second answer"));
        }));
        await(started);
        monitor.record(CaseEvent.responded("other", hours(0.5)));
        monitor.record(CaseEvent.opened("B", hours(1), Severity.LOW));
        tick();
        assertThat(told).extracting(SlaEvent::caseId).doesNotContain("A");
        enough.countDown();
        get(first);
        get(second);

        assertThat(monitor.find("A").orElseThrow().events()).hasSize(5);
        checkReported("A", "B", "other");
    }

    // M1 (b), M3
    @ParameterizedTest
    @ValueSource(ints = {Connection.TRANSACTION_READ_COMMITTED, Connection.TRANSACTION_REPEATABLE_READ})
    void aDeadlineThatFallsDueWithinATransactionIsReportedWhenThatIsCommitted(int level) {
        begin(level);
        monitor.record(CaseEvent.opened("A", NINE, Severity.CRITICAL));
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        Future<?> first = threads.submit(() -> request(() -> {
            monitor.record(CaseEvent.opened("NEW", NINE, Severity.CRITICAL));
            monitor.record(CaseEvent.waiting("A", NINE.plusSeconds(60), CUSTOMER));
            held.countDown();
            await(enough);
            monitor.record(CaseEvent.resumed("A", NINE.plusSeconds(120), CUSTOMER));
            monitor.record(CaseEvent.resolved("NEW", hours(1)));
        }));
        await(held);
        desk.turnTo(hours(5));
        tick();
        assertThat(told).extracting(SlaEvent::caseId).containsOnly("other").hasSize(4);
        enough.countDown();
        get(first);

        checkReported("A", "NEW", "other");
        assertThat(told)
                .filteredOn(fact -> fact.caseId().equals("NEW"))
                .last()
                .satisfies(fact -> assertThat(fact.type()).isEqualTo(SlaEvent.Type.MET));
    }

    // M2
    @ParameterizedTest
    @ValueSource(ints = {Connection.TRANSACTION_READ_COMMITTED, Connection.TRANSACTION_REPEATABLE_READ})
    void nothingOfATransactionThatIsRolledBackIsEverReported(int level) {
        begin(level);
        monitor.record(CaseEvent.opened("A", NINE, Severity.CRITICAL));
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        Future<?> first = threads.submit(() -> {
            try {
                request(() -> {
                    monitor.record(CaseEvent.resolved("A", hours(1)));
                    held.countDown();
                    await(enough);
                    throw new IllegalArgumentException("the request fails");
                });
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessage("the request fails");
            }
        });
        await(held);
        desk.turnTo(hours(1.5));
        tick();
        enough.countDown();
        get(first);
        tick();
        assertThat(told).isEmpty();
        request(() -> monitor.record(CaseEvent.resolved("A", hours(1.25))));

        checkReported("A", "other");
        assertThat(told).extracting(SlaEvent::id).containsExactly("A/desk/resolution/0/met/2026-01-05T10:15:00Z");
    }

    /** Two tickets of two requests, in crossed order. */
    @ParameterizedTest
    @ValueSource(ints = {Connection.TRANSACTION_READ_COMMITTED, Connection.TRANSACTION_REPEATABLE_READ})
    void requestsThatWaitForEachOthersTicketsFinishWhenTheHostTriesAgain(int level) {
        begin(level);
        monitor.record(List.of(CaseEvent.opened("A", NINE, Severity.LOW), CaseEvent.opened("B", NINE, Severity.LOW)));
        desk.turnTo(hours(1));
        CountDownLatch both = new CountDownLatch(2);
        List<Future<?>> all = new ArrayList<>();
        for (List<String> order : List.of(List.of("A", "B"), List.of("B", "A"))) {
            all.add(threads.submit(() -> request(() -> {
                monitor.record(CaseEvent.responded(order.get(0), hours(0.5)).withId(order.toString()));
                both.countDown();
                await(both);
                monitor.record(CaseEvent.responded(order.get(1), hours(0.5)).withId(order.toString()));
            })));
        }
        all.forEach(HostTransactionsContract::get);

        assertThat(monitor.find("A").orElseThrow().events()).hasSize(3);
        assertThat(monitor.find("B").orElseThrow().events()).hasSize(3);
        checkReported("A", "B", "other");
    }
}
