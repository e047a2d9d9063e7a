package org.sla4j.monitor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.ServiceCase;
import org.sla4j.clock.Phase;
import org.sla4j.clock.SlaClock;

/** The order in which to work on cases. */
final class Urgency {
    private static final long NONE = Long.MAX_VALUE;

    /** A case with the least time that one of its running clocks has left. */
    private record Rated(ServiceCase subject, long left) {
        private static final Comparator<Rated> MOST_URGENT_FIRST = Comparator.comparingLong(Rated::left)
                .thenComparing(Rated::severity)
                .thenComparing(rated -> rated.subject().id());

        Severity severity() {
            return subject.severity();
        }
    }

    private Urgency() {}

    static Comparator<ServiceCase> order(Instant now) {
        long time = Times.nanos(now);
        return Comparator.comparing(subject -> new Rated(subject, left(subject, time)), Rated.MOST_URGENT_FIRST);
    }

    static List<ServiceCase> first(int n, List<CaseWatch> watches, Instant now) {
        if (n < 0) {
            throw new IllegalArgumentException("The number of cases is not negative, but was " + n + ".");
        }
        long time = Times.nanos(now);
        PriorityQueue<Rated> best = new PriorityQueue<>(Rated.MOST_URGENT_FIRST.reversed());
        for (CaseWatch watch : watches) {
            Rated rated = new Rated(watch.serviceCase(), left(watch.serviceCase(), time));
            if (rated.left() != NONE) {
                best.add(rated);
                if (best.size() > n) {
                    best.remove();
                }
            }
        }
        List<Rated> sorted = new ArrayList<>(best);
        sorted.sort(Rated.MOST_URGENT_FIRST);
        return sorted.stream().map(Rated::subject).toList();
    }

    private static long left(ServiceCase subject, long now) {
        long least = NONE;
        for (SlaClock clock : subject.clocks().values()) {
            if (clock.phase() == Phase.RUNNING) {
                least = Math.min(least, clock.remainingNanos(Math.max(now, Times.nanos(clock.changedAt()))));
            }
        }
        return least;
    }
}
