package org.sla4j.monitor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
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
    /** Gives way before and after each call, so that threads meet in the midst of a recording as they do with a database. */
    private static final class SlowStore implements OldSlaStore {
        private final InMemorySlaStore memory = new InMemorySlaStore();

        @Override
        public void save(List<SlaChange> changes, List<String> delivered) {
            LockSupport.parkNanos(1_000);
            memory.save(changes, delivered);
            LockSupport.parkNanos(1_000);
        }

        @Override
        public void load(Optional<String> caseId, Consumer<SavedCase> into) {
            LockSupport.parkNanos(1_000);
            memory.load(caseId, into);
            LockSupport.parkNanos(1_000);
        }
    }

    /** A monitor with its own clock, in which a case that opens is past its limit at once. */
    private static final class Desks {
        private static final Map<Integer, Desks> ALL = new ConcurrentHashMap<>();
        private static final AtomicInteger COUNT = new AtomicInteger();

        private final Desk desk = new Desk();
        private final SlaMonitor monitor = SlaMonitor.builder(
                        Desk.AGREEMENT, new SlowStore(), event -> LockSupport.parkNanos(1_000), desk)
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

        /** What one look at the numbers shows. */
        @Operation
        public String numbers() {
            SlaMonitorMetrics metrics = monitor().metrics();
            return metrics.open() + " open, " + metrics.breached() + " breached, " + metrics.fired() + " raised";
        }
    }

    @Test
    void everyInterleavingGivesAResultThatSomeOrderExplains() {
        LinChecker.check(
                SharedMonitor.class,
                new StressOptions()
                        .iterations(Integer.getInteger("sla4j.interleavings", 2))
                        .invocationsPerIteration(150)
                        .threads(2)
                        .actorsPerThread(3)
                        .actorsBefore(1)
                        .actorsAfter(1));
    }
}
