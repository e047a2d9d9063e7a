package org.sla4j.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sla4j.monitor.Desk.AGREEMENT;
import static org.sla4j.monitor.Desk.CUSTOMER;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.CaseEvent;
import org.sla4j.examples.InMemorySlaStore;

/** The monitor on an executor of the host. What waits here waits for an event, never for a time. */
@Timeout(60)
class DriverTest {
    @RegisterExtension
    final LogLines log = new LogLines();

    private final InstantSource clock = InstantSource.system();
    private final BlockingQueue<SlaEvent> told = new LinkedBlockingQueue<>();

    private SlaMonitor monitor(SlaListener listener) {
        return SlaMonitor.builder(AGREEMENT, new InMemorySlaStore(), listener, clock)
                .closeTimeout(Duration.ofMillis(10))
                .build();
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet();
    }

    @Test
    void anExecutorTellsWhatFallsDueAndNoThreadIsLeft() throws InterruptedException {
        Set<Thread> before = threads();
        ScheduledExecutorService executor = Executors.newScheduledThreadPool(2);
        SlaMonitor monitor = monitor(told::add);
        monitor.start(executor);
        Instant now = clock.instant();
        // The first warning was due two hours after the opening: that is, in a moment.
        monitor.record(CaseEvent.opened("A", now.minus(Duration.ofHours(2)).plusMillis(50), Severity.CRITICAL));

        assertThat(told.take().at()).isEqualTo(now.plusMillis(50));
        monitor.close();
        assertThat(executor.isShutdown()).isFalse();
        executor.shutdown();
        assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(executor.shutdownNow()).isEmpty();
        Set<Thread> leaked = new HashSet<>(threads());
        leaked.removeAll(before);
        for (Thread thread : leaked) {
            thread.join(10_000);
            assertThat(thread.isAlive()).as(thread.toString()).isFalse();
        }
    }

    @Test
    void aMonitorThatNobodyStartsHasNoThread() {
        Set<Thread> before = threads();
        SlaMonitor monitor = monitor(told::add);
        monitor.record(CaseEvent.opened("A", clock.instant().minus(Duration.ofHours(2)), Severity.CRITICAL));
        monitor.tick(clock.instant());

        assertThat(told).hasSize(1);
        assertThat(before).containsAll(threads());
        monitor.close();
    }

    @Test
    void aListenerThatBlocksDoesNotKeepEventsFromBeingRecorded() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        SlaMonitor monitor = monitor(event -> {
            entered.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            told.add(event);
        });
        ScheduledExecutorService executor = Executors.newScheduledThreadPool(2);
        monitor.start(executor);
        monitor.record(CaseEvent.opened("A", clock.instant().minus(Duration.ofHours(2)), Severity.CRITICAL));
        entered.await();
        monitor.record(CaseEvent.waiting("A", clock.instant(), CUSTOMER));
        monitor.record(CaseEvent.opened("B", clock.instant(), Severity.CRITICAL));
        assertThat(monitor.metrics().open()).isEqualTo(2);
        monitor.close(); // does not hang either
        released.countDown();

        assertThat(log.lines())
                .last()
                .isEqualTo(
                        "WARN event=A/resolution/0/warning/50%25 timeout=PT0.01S The SLA monitor was closed while its listener"
                                + " was busy; that event comes again at the next start");
        assertThat(told.take().caseId()).isEqualTo("A");
        executor.shutdown();
        assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(told).isEmpty();
    }

    @Test
    void anExecutorThatRejectsIsLoggedAndTicksStillWork() {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
        executor.shutdown();
        SlaMonitor monitor = monitor(told::add);
        monitor.start(executor);
        monitor.record(CaseEvent.opened("A", clock.instant().minus(Duration.ofHours(2)), Severity.CRITICAL));
        monitor.tick(clock.instant());

        assertThat(told).hasSize(1);
        assertThat(monitor.metrics().failures()).isEqualTo(1);
        assertThat(log.lines())
                .singleElement()
                .asString()
                .matches(
                        "ERROR due=\\S+ The executor rejected a tick of the SLA monitor; the next event recorded tries again");
    }

    @Test
    void faultsAreLoggedWithKeysAndNoIdForgesALine() {
        SlaMonitor monitor = monitor(event -> {
            throw new IllegalStateException("nobody there");
        });
        monitor.record(
                CaseEvent.opened("A\r\nERROR forged", clock.instant().minus(Duration.ofHours(2)), Severity.CRITICAL));
        monitor.tick(clock.instant());

        assertThat(log.text())
                .contains("event=A  ERROR forged/resolution/0/warning/50%25 attempts=1")
                .contains("The SLA listener threw")
                .doesNotContain("\nERROR forged");
    }
}
