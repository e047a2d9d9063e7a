package org.sla4j.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.Severity;

/** What is asked about many cases in memory, held against going through all their clocks. */
class InMemoryQuestionsTest {
    private final Random random = new Random(11);
    private final InMemorySlaStore store = new InMemorySlaStore();
    private final Map<String, List<SlaStore.OpenClock>> expected = new TreeMap<>(SlaStore.IDS);

    private Optional<Instant> any() {
        return random.nextInt(10) == 0 ? Optional.empty() : Optional.of(Desk.NINE.plusSeconds(random.nextInt(500)));
    }

    private void change(String id) {
        Severity severity = Severity.of(1 + random.nextInt(3), random.nextBoolean() ? "a" : "b");
        List<SlaStore.OpenClock> clocks = new ArrayList<>();
        boolean waits = random.nextInt(4) == 0;
        for (int i = random.nextInt(3); i > 0; i--) {
            boolean running = !waits && random.nextInt(3) > 0;
            String calendar = random.nextInt(200) == 0 ? "rare" : "office " + random.nextInt(2);
            clocks.add(new SlaStore.OpenClock(
                    id, "clock " + i, severity, calendar, running, running ? any() : Optional.empty(), any(), any()));
        }
        Set<String> closed = new HashSet<>(Set.of("clock 1", "clock 2"));
        clocks.forEach(clock -> closed.remove(clock.name()));
        store.alone(session -> {
            SlaStore.StoredCase row =
                    session.lock(SlaStore.sorted(List.of(id)), Set.of(id)).get(0);
            if (random.nextInt(10) == 0) {
                session.remove(SlaStore.sorted(List.of(id)));
                expected.remove(id);
            } else {
                SlaStore.StoredCase to = new SlaStore.StoredCase(
                        id,
                        row.version() + 1,
                        1,
                        "x",
                        "desk",
                        "",
                        Desk.NINE,
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        "");
                session.save(List.of(new SlaStore.Change(row.version(), to, "", clocks, closed, List.of())));
                expected.put(id, clocks);
            }
            return true;
        });
    }

    private <T> List<T> list(Function<SlaStore.Session, List<T>> question) {
        return store.alone(question);
    }

    private List<SlaStore.OpenClock> clocks(String prefix) {
        return expected.entrySet().stream()
                .filter(one -> one.getKey().startsWith(prefix))
                .flatMap(one -> one.getValue().stream())
                .toList();
    }

    @Test
    void theAnswersAreThoseOfAllClocks() {
        Comparator<SlaStore.OpenClock> byDue = Comparator.comparing(
                        (SlaStore.OpenClock clock) -> clock.dueAt().orElse(Instant.MAX))
                .thenComparing(SlaStore.OpenClock::severity)
                .thenComparing(SlaStore.OpenClock::caseId, SlaStore.IDS)
                .thenComparing(SlaStore.OpenClock::name);
        for (int i = 0; i < 12_000; i++) {
            change(new String[] {"a/", "b/", "b/c", ""}[random.nextInt(4)] + random.nextInt(1_500));
        }
        Set<String> calendars = store.alone(SlaStore.Session::calendars);
        assertThat(calendars).containsExactlyInAnyOrder("office 0", "office 1", "rare");
        for (String prefix : List.of("", "a/", "b/", "b/c", "7", "nobody")) {
            for (int limit : List.of(0, 1, 7, 100, 10_000)) {
                for (Optional<String> calendar :
                        List.of(Optional.<String>empty(), Optional.of("office 1"), Optional.of("rare"))) {
                    assertThat(list(session -> session.running(prefix, calendar, limit)))
                            .isEqualTo(clocks(prefix).stream()
                                    .filter(SlaStore.OpenClock::running)
                                    .filter(clock ->
                                            calendar.isEmpty() || calendar.get().equals(clock.calendar()))
                                    .sorted(byDue)
                                    .limit(limit)
                                    .toList());
                }
                assertThat(list(session -> session.waiting(prefix, limit)))
                        .isEqualTo(expected.entrySet().stream()
                                .filter(one -> one.getKey().startsWith(prefix)
                                        && !one.getValue().isEmpty()
                                        && one.getValue().stream().noneMatch(SlaStore.OpenClock::running))
                                .sorted(Comparator.comparing(
                                        one -> one.getValue().get(0).severity()))
                                .map(Map.Entry::getKey)
                                .limit(limit)
                                .toList());
            }
            for (int seconds = -1; seconds < 600; seconds += 100) {
                Instant now = Desk.NINE.plusSeconds(seconds);
                SlaBoard board = store.alone(session -> session.board(now, prefix));
                assertThat(board.counts()).isEqualTo(board(prefix, now));
            }
        }
    }

    private Map<Severity, Map<SlaBoard.State, Integer>> board(String prefix, Instant now) {
        Map<Severity, Map<SlaBoard.State, Integer>> counts = new TreeMap<>();
        expected.forEach((id, clocks) -> {
            if (id.startsWith(prefix) && !clocks.isEmpty()) {
                boolean breached = clocks.stream().anyMatch(clock -> isPast(clock.breachesAt(), now));
                boolean warned = clocks.stream().anyMatch(clock -> isPast(clock.warnsAt(), now));
                boolean running = clocks.stream().anyMatch(SlaStore.OpenClock::running);
                SlaBoard.State state = breached
                        ? SlaBoard.State.BREACHED
                        : !running ? SlaBoard.State.PAUSED : warned ? SlaBoard.State.WARNED : SlaBoard.State.RUNNING;
                counts.computeIfAbsent(clocks.get(0).severity(), severity -> new EnumMap<>(SlaBoard.State.class))
                        .merge(state, 1, Integer::sum);
            }
        });
        return counts;
    }

    private static boolean isPast(Optional<Instant> at, Instant now) {
        return at.isPresent() && !at.get().isAfter(now);
    }

    @Test
    void casesAreListedInPagesOfThoseThatBeginWithAPrefixAndNoOthers() {
        for (int i = 0; i < 9_000; i++) {
            change(String.format("%s/%05d", i % 3 == 0 ? "b" : "a", i));
        }
        for (String prefix : List.of("", "a/", "b/", "b/000", "c")) {
            List<String> found = new ArrayList<>();
            String after = "";
            while (true) {
                String from = after;
                List<SlaStore.StoredCase> page = list(session -> session.open(prefix, from, 1_000));
                if (page.isEmpty()) {
                    break;
                }
                page.forEach(row -> found.add(row.id()));
                after = found.get(found.size() - 1);
            }
            assertThat(found)
                    .isEqualTo(expected.keySet().stream()
                            .filter(id -> id.startsWith(prefix))
                            .toList());
        }
    }
}
