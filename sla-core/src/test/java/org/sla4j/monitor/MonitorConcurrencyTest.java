package org.sla4j.monitor;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
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
    /** A monitor with its own clock, in which a case that opens is past its limit at once. */
    private static final class Desks {
        private static final Map<Integer, Desks> ALL = new ConcurrentHashMap<>();
        private static final AtomicInteger COUNT = new AtomicInteger();

        private final Desk desk = new Desk();
        private final SlaMonitor monitor = SlaMonitor.builder(Desk.AGREEMENT, new InMemorySlaStore(), event -> {}, desk)
                .build();

        static int open() {
            Desks made = new Desks();
            made.desk.turnBy(Duration.ofHours(5));
            int number = COUNT.incrementAndGet();
            ALL.put(number, made);
            return number;
        }

        static Desks get(int number) {
            return Objects.requireNonNull(ALL.get(number));
        }
    }

    /** What Lincheck calls; it keeps a number only, for Lincheck follows references and cannot read the fields of records. */
    @Param(name = "case", gen = IntGen.class, conf = "0:1")
    public static class SharedMonitor {
        private final int number = Desks.open();

        private SlaMonitor monitor() {
            return Desks.get(number).monitor;
        }

        @Operation
        public void open(@Param(name = "case") int which) {
            monitor().record(CaseEvent.opened("C" + which, Desk.NINE, Severity.CRITICAL));
        }

        @Operation
        public boolean cancel(@Param(name = "case") int which) {
            try {
                monitor().record(CaseEvent.cancelled("C" + which, Desk.hours(4.5)));
                return true;
            } catch (IllegalArgumentException e) {
                return false; // not opened
            }
        }

        /** Ticks until nothing waits, for a tick during a tick returns at once. */
        @Operation
        public int tickUntilAllIsTold() {
            while (monitor().metrics().undelivered() > 0) {
                monitor().tick(Desks.get(number).desk.instant());
            }
            return 0;
        }

        @Operation
        public long open() {
            return monitor().metrics().open();
        }

        @Operation
        public int breached() {
            return monitor().board().count(SlaBoard.State.BREACHED);
        }

        @Operation
        public long raised() {
            return monitor().metrics().fired();
        }
    }

    @Test
    void everyInterleavingGivesAResultThatSomeOrderExplains() {
        LinChecker.check(
                SharedMonitor.class,
                new StressOptions()
                        .iterations(5)
                        .invocationsPerIteration(400)
                        .threads(2)
                        .actorsPerThread(3)
                        .actorsBefore(1)
                        .actorsAfter(1));
    }
}
