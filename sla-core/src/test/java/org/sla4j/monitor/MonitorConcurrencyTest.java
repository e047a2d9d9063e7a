package org.sla4j.monitor;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.kotlinx.lincheck.LinChecker;
import org.jetbrains.kotlinx.lincheck.annotations.Operation;
import org.jetbrains.kotlinx.lincheck.annotations.Param;
import org.jetbrains.kotlinx.lincheck.paramgen.IntGen;
import org.jetbrains.kotlinx.lincheck.strategy.stress.StressOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.CaseEvent;
import org.sla4j.examples.InMemorySlaStore;

/** Lincheck runs recording, ticking and cancelling in two threads and looks for a result that no order explains. */
// Lincheck 2.39 rewrites the classes of the JDK too and cannot read those of newer ones.
@EnabledForJreRange(max = JRE.JAVA_21)
class MonitorConcurrencyTest {
    /** A monitor in which two cases are past their limit as soon as they are opened. */
    @Param(name = "case", gen = IntGen.class, conf = "0:1")
    public static class SharedMonitor {
        private final Desk desk = new Desk();
        private final AtomicInteger breaches = new AtomicInteger();
        private final SlaMonitor monitor = SlaMonitor.builder(Desk.AGREEMENT, new InMemorySlaStore(), this::count, desk)
                .build();

        public SharedMonitor() {
            desk.turnBy(Duration.ofHours(5));
        }

        private void count(SlaEvent event) {
            if (event.kind() == SlaEvent.Kind.BREACH) {
                breaches.incrementAndGet();
            }
        }

        @Operation
        public void open(@Param(name = "case") int number) {
            monitor.record(CaseEvent.opened("C" + number, Desk.NINE, Severity.CRITICAL));
        }

        @Operation
        public boolean cancel(@Param(name = "case") int number) {
            try {
                monitor.record(CaseEvent.cancelled("C" + number, Desk.hours(4.5)));
                return true;
            } catch (IllegalArgumentException e) {
                return false; // not opened
            }
        }

        /** Ticks until nothing waits, for a tick during a tick returns at once. */
        @Operation
        public int tickUntilAllIsTold() {
            while (monitor.metrics().undelivered() > 0) {
                monitor.tick(desk.instant());
            }
            return 0;
        }

        @Operation
        public long open() {
            return monitor.metrics().open();
        }

        @Operation
        public int breached() {
            return monitor.board().count(SlaBoard.State.BREACHED);
        }

        @Operation
        public long raised() {
            return monitor.metrics().fired();
        }
    }

    @Test
    void everyInterleavingGivesAResultThatSomeOrderExplains() {
        LinChecker.check(
                SharedMonitor.class,
                new StressOptions()
                        .iterations(20)
                        .invocationsPerIteration(500)
                        .threads(2)
                        .actorsPerThread(3)
                        .actorsBefore(1)
                        .actorsAfter(1));
    }
}
