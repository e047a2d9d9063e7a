package org.sla4j.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DeadlineQueueProperties {
    /** Gives an entry a deadline; a negative one cancels it. */
    record Move(int entry, long time) {}

    @Provide
    Arbitrary<List<Move>> moves() {
        Arbitrary<Integer> entries = Arbitraries.integers().between(0, 60);
        Arbitrary<Long> times = Arbitraries.longs().between(-20, 60);
        return Combinators.combine(entries, times).as(Move::new).list().ofMaxSize(200);
    }

    @Property(tries = 300)
    void itGivesTheDeadlinesOfAnOrderedMap(@ForAll("moves") List<Move> moves) {
        DeadlineQueue queue = new DeadlineQueue();
        Map<Integer, Long> expected = new TreeMap<>();
        for (Move move : moves) {
            if (move.time() < 0) {
                queue.cancel(move.entry());
                expected.remove(move.entry());
            } else {
                queue.schedule(move.entry(), move.time());
                expected.put(move.entry(), move.time());
            }
            assertThat(queue.size()).isEqualTo(expected.size());
            assertThat(queue.earliest())
                    .isEqualTo(expected.values().stream().min(Long::compare).orElse(DeadlineQueue.NEVER));
            assertThat(queue.deadline(move.entry()))
                    .isEqualTo(expected.getOrDefault(move.entry(), DeadlineQueue.NEVER));
        }
        List<Long> drained = new ArrayList<>();
        while (queue.size() > 0) {
            assertThat(expected.remove(queue.first())).isEqualTo(queue.earliest());
            drained.add(queue.earliest());
            queue.cancel(queue.first());
        }
        assertThat(drained).isSorted();
        assertThat(expected).isEmpty();
    }
}
