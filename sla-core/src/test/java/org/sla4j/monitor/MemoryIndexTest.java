package org.sla4j.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The index and the queue of the store in memory, beside the collections of the JDK. */
class MemoryIndexTest {
    private final Random random = new Random(7);

    private String anyId() {
        String[] parts = {"a", "b/", "\u00e9", "\uFFFD", "\uD83D\uDE00", "Z"};
        StringBuilder id = new StringBuilder();
        for (int left = random.nextInt(1, 5); left > 0; left--) {
            id.append(parts[random.nextInt(parts.length)]).append(random.nextInt(20));
        }
        return id.toString();
    }

    private static List<String> ids(Iterable<MemoryCase> cases) {
        List<String> ids = new ArrayList<>();
        cases.forEach(one -> ids.add(one.id()));
        return ids;
    }

    @Test
    void casesAreFoundByIdAndInTheOrderOfIds() {
        MemoryIndex index = new MemoryIndex();
        TreeMap<String, MemoryCase> expected = new TreeMap<>(SlaStore.IDS);
        for (int i = 0; i < 20_000; i++) {
            String id = i < 3_000 ? String.format("%06d", i) : anyId();
            if (expected.containsKey(id) && random.nextInt(3) > 0) {
                index.remove(id);
                expected.remove(id);
            } else if (!expected.containsKey(id)) {
                MemoryCase one = new MemoryCase(id);
                index.add(one);
                expected.put(id, one);
            }
            assertThat(index.get(id)).isSameAs(expected.get(id));
        }
        assertThat(ids(index.prefixed(""))).isEqualTo(List.copyOf(expected.keySet()));
        for (int i = 0; i < 200; i++) {
            String id = anyId();
            assertThat(ids(index.after(id)))
                    .isEqualTo(List.copyOf(expected.tailMap(id, false).keySet()));
            assertThat(ids(index.prefixed(id)))
                    .isEqualTo(expected.keySet().stream()
                            .filter(known -> known.startsWith(id))
                            .toList());
        }
        List.copyOf(expected.keySet()).forEach(index::remove);
        assertThat(ids(index.prefixed(""))).isEmpty();
        assertThat(index.get("a1")).isNull();
    }

    @Test
    void casesAreFoundByUrgencyAlsoAfterOthersHaveLeft() {
        MemoryIndex index = new MemoryIndex();
        Map<String, Long> expected = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            String id = anyId();
            MemoryCase one = index.get(id);
            if (one == null) {
                index.add(new MemoryCase(id));
                expected.put(id, MemoryCase.DONE);
            } else if (random.nextInt(3) == 0) {
                index.remove(id);
                expected.remove(id);
            } else {
                long urgency = random.nextInt(1_000);
                index.update(one, urgency);
                expected.put(id, urgency);
            }
        }
        for (int i = 0; i < 50; i++) {
            long least = random.nextInt(1_000);
            long most = random.nextInt(1_000);
            Map<String, Long> found = new HashMap<>();
            index.each(least, most, (one, urgency) -> found.put(one.id(), urgency));
            Map<String, Long> within = new HashMap<>(expected);
            within.values().removeIf(urgency -> urgency < least || urgency > most);
            assertThat(found).isEqualTo(within);
            int some = random.nextInt(1, 40);
            assertThat(index.bound(least, some))
                    .isEqualTo(expected.values().stream()
                            .filter(urgency -> urgency >= least && urgency != MemoryCase.DONE)
                            .sorted()
                            .skip(some - 1L)
                            .findFirst()
                            .orElse(MemoryCase.UNKNOWN));
        }
        assertThat(index.size()).isEqualTo(expected.size());
    }

    @Test
    void casesComeDueInOrderOfTimeThenOfIds() {
        PackedTexts texts = new PackedTexts();
        MemoryQueue queue = new MemoryQueue();
        Map<String, MemoryCase> cases = new HashMap<>();
        TreeSet<SlaStore.Due> expected = new TreeSet<>();
        for (int i = 0; i < 20_000; i++) {
            String id = "C" + random.nextInt(500);
            MemoryCase one = cases.computeIfAbsent(id, MemoryCase::new);
            Optional<Instant> at = random.nextInt(4) == 0
                    ? Optional.empty()
                    : Optional.of(Desk.NINE.plusSeconds(random.nextInt(300)).plusNanos(random.nextInt(2)));
            one.commit(
                    new MemoryCase.Content(
                            new SlaStore.StoredCase(id, 1, 1, "", "", "", Desk.NINE, at, Optional.empty(), 0, ""),
                            List.of(),
                            "",
                            true),
                    texts);
            queue.update(one);
            expected.removeIf(due -> due.caseId().equals(id));
            at.ifPresent(when -> expected.add(new SlaStore.Due(when, id)));
            if (random.nextInt(10) == 0) {
                queue.remove(one);
                expected.removeIf(due -> due.caseId().equals(id));
            }
            if (i % 50 == 0) {
                assertThat(queue.first())
                        .isEqualTo(expected.stream().findFirst().map(SlaStore.Due::wakeAt));
                Instant until = Desk.NINE.plusSeconds(random.nextInt(300));
                int limit = random.nextInt(1, 50);
                Optional<SlaStore.Due> after =
                        expected.stream().skip(random.nextInt(80)).findFirst();
                assertThat(queue.until(until, after, limit))
                        .isEqualTo(expected.stream()
                                .filter(due -> !due.wakeAt().isAfter(until)
                                        && (after.isEmpty() || due.compareTo(after.get()) > 0))
                                .limit(limit)
                                .toList());
            }
        }
    }
}
