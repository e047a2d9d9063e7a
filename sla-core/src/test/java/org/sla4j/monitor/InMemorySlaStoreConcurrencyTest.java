package org.sla4j.monitor;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.kotlinx.lincheck.LinChecker;
import org.jetbrains.kotlinx.lincheck.LincheckAssertionError;
import org.jetbrains.kotlinx.lincheck.annotations.Operation;
import org.jetbrains.kotlinx.lincheck.annotations.Param;
import org.jetbrains.kotlinx.lincheck.paramgen.IntGen;
import org.jetbrains.kotlinx.lincheck.strategy.stress.StressOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Transactions of several threads leave what some order of them explains. */
@EnabledForJreRange(max = JRE.JAVA_21)
class InMemorySlaStoreConcurrencyTest {
    /** What Lincheck calls; it keeps a number only, for Lincheck follows references and cannot read the fields of records. */
    @Param(name = "case", gen = IntGen.class, conf = "0:1")
    public static class SharedStore {
        private static final Map<Integer, InMemorySlaStore> ALL = new ConcurrentHashMap<>();
        private static final AtomicInteger COUNT = new AtomicInteger();

        private final int number = COUNT.incrementAndGet();

        private InMemorySlaStore store() {
            return Objects.requireNonNull(ALL.computeIfAbsent(number, key -> new InMemorySlaStore()));
        }

        @Operation
        public int add(@Param(name = "case") int which) {
            return store().alone(session -> add(session, which));
        }

        @Operation
        public int addToBoth() {
            return store().alone(session -> 10 * add(session, 0) + add(session, 1));
        }

        private static int add(SlaStore.Session session, int which) {
            String id = "C" + which;
            String state = session.lock(SlaStore.sorted(List.of(id)), Set.of(id))
                    .get(0)
                    .state();
            return save(session, id, state + "x");
        }

        private static int save(SlaStore.Session session, String id, String state) {
            SlaStore.StoredCase row =
                    session.lock(SlaStore.sorted(List.of(id)), Set.of(id)).get(0);
            session.save(List.of(new SlaStore.Change(
                    row.version(),
                    new SlaStore.StoredCase(
                            id,
                            row.version() + 1,
                            1,
                            state,
                            "",
                            "",
                            Desk.NINE,
                            Optional.of(Desk.NINE),
                            Optional.empty(),
                            0,
                            ""),
                    "x",
                    List.of(),
                    Set.of(),
                    List.of(new SlaStore.StoredFact(state.length(), Desk.NINE, "")))));
            return state.length();
        }

        @Operation
        public int length(@Param(name = "case") int which) {
            return store().<String>alone(session -> session.history("C" + which))
                    .length();
        }

        @Operation
        public int due() {
            return store().alone(session ->
                    session.due(Desk.NINE, Optional.empty(), 10).size());
        }
    }

    /** The same, but the case is let go between reading and changing it. */
    @Param(name = "case", gen = IntGen.class, conf = "0:1")
    public static class UnlockedStore {
        private static final Map<Integer, InMemorySlaStore> ALL = new ConcurrentHashMap<>();
        private static final AtomicInteger COUNT = new AtomicInteger();

        private final int number = COUNT.incrementAndGet();

        @Operation
        public int add(@Param(name = "case") int which) {
            InMemorySlaStore store = Objects.requireNonNull(ALL.computeIfAbsent(number, key -> new InMemorySlaStore()));
            String id = "C" + which;
            String read = store.alone(session -> session.read(SlaStore.sorted(List.of(id))).stream()
                    .map(SlaStore.StoredCase::state)
                    .findFirst()
                    .orElse(""));
            return store.alone(session -> SharedStore.save(session, id, read + "x"));
        }
    }

    @Test
    void withoutTheLockOnACaseAnInterleavingIsFoundThatNoOrderExplains() {
        assertThatThrownBy(() -> check(UnlockedStore.class, 3)).isInstanceOf(LincheckAssertionError.class);
    }

    @Test
    void everyInterleavingGivesAResultThatSomeOrderExplains() {
        check(SharedStore.class, Integer.getInteger("sla4j.interleavings", 3));
    }

    private static void check(Class<?> of, int iterations) {
        LinChecker.check(
                of,
                new StressOptions()
                        .iterations(iterations)
                        .invocationsPerIteration(500)
                        .threads(2)
                        .actorsPerThread(3)
                        .actorsBefore(1)
                        .actorsAfter(1));
    }
}
