package org.sla4j.monitor;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sla4j.cases.ServiceCase;

/**
 * Which open cases come first: by when they are due, of those due at once the more severe, and last those that wait; or by the time left,
 * or in an order of the host's own.
 */
final class MostUrgent {
    private static final int RANKED = 1000;

    private final SlaStore store;
    private final StoredCases cases;

    MostUrgent(SlaStore store, StoredCases cases) {
        this.store = store;
        this.cases = cases;
    }

    List<ServiceCase> byDue(String prefix, int n) {
        List<String> ids = store.joining(session -> {
            Set<String> first = firstDue(session, prefix, Optional.empty(), n);
            if (first.size() < n) {
                first.addAll(session.waiting(prefix, n - first.size()));
            }
            return List.copyOf(first);
        });
        Map<String, WatchedCase> found = cases.read(ids);
        return ids.stream()
                .flatMap(id ->
                        Optional.ofNullable(found.get(id)).stream().flatMap(watched -> watched.serviceCase().stream()))
                .toList();
    }

    List<ServiceCase> ranked(String prefix, int n, Comparator<ServiceCase> order) {
        return byDue(prefix, Math.max(n, RANKED)).stream()
                .sorted(order)
                .limit(n)
                .toList();
    }

    /** Within one calendar time left grows with the due instant, so the first of each calendar are enough. */
    List<ServiceCase> byTimeLeft(String prefix, int n, Instant now) {
        Set<String> ids = store.joining(session -> {
            Set<String> first = new LinkedHashSet<>();
            session.calendars().forEach(calendar -> first.addAll(firstDue(session, prefix, Optional.of(calendar), n)));
            return first;
        });
        return cases.read(ids).values().stream()
                .sorted(Comparator.<WatchedCase>comparingLong(watched -> watched.timeLeft(Times.nanos(now)))
                        .thenComparing(WatchedCase::severity)
                        .thenComparing(WatchedCase::id, SlaStore.IDS))
                .flatMap(watched -> watched.serviceCase().stream())
                .limit(n)
                .toList();
    }

    /** The first cases by clocks, of which a case may have several. */
    private static Set<String> firstDue(SlaStore.Session session, String prefix, Optional<String> calendar, int n) {
        if (n < 0) {
            throw new IllegalArgumentException("The number of cases is not negative, but was " + n + ".");
        }
        Set<String> first = new LinkedHashSet<>();
        for (int limit = n; first.size() < n; limit *= 2) {
            List<SlaStore.OpenClock> clocks = session.running(prefix, calendar, limit);
            clocks.stream().map(SlaStore.OpenClock::caseId).distinct().limit(n).forEach(first::add);
            if (clocks.size() < limit) {
                break;
            }
        }
        return first;
    }
}
