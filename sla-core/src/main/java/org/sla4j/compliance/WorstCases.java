package org.sla4j.compliance;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.sla4j.cases.Outcome;
import org.sla4j.cases.ServiceCase;
import org.sla4j.clock.ClockReading;
import org.sla4j.clock.Ledger;

/**
 * Keeps the few misses that went furthest over their limits, each with its ledger, out of any number of cases. Mutable and not
 * thread-safe.
 *
 * <pre>{@code
 * WorstCases worst = WorstCases.of(10);
 * worst.add(incident, now);
 * CompliancePage.of("Service desk", report).withWorst(worst.entries());
 * }</pre>
 */
public final class WorstCases {
    private static final Comparator<Entry> ORDER = Comparator.comparing(Entry::over)
            .reversed()
            .thenComparing(entry -> entry.outcome().caseId())
            .thenComparing(entry -> entry.outcome().metric())
            .thenComparing(entry -> entry.outcome().start());

    private final int most;
    private final TreeSet<Entry> entries = new TreeSet<>(ORDER);

    private WorstCases(int most) {
        this.most = most;
    }

    /**
     * One miss.
     *
     * @param outcome how the case stood
     * @param ledger what became of every stretch of its time
     */
    public record Entry(Outcome outcome, Ledger ledger) {
        /**
         * Returns how much more than the limit was used.
         *
         * @return elapsed less limit
         */
        public Duration over() {
            return outcome.elapsed().minus(outcome.limit());
        }
    }

    /**
     * Makes an empty one.
     *
     * @param most how many to keep, 1 to 1,000
     * @return it
     * @throws IllegalArgumentException if the number is out of bounds
     */
    public static WorstCases of(int most) {
        if (most < 1 || most > 1_000) {
            throw new IllegalArgumentException("1 to 1,000 worst cases are kept, but were to be " + most + ".");
        }
        return new WorstCases(most);
    }

    /**
     * Looks at the last cycle of each target of a case.
     *
     * @param served the case
     * @param now when to look, at or after its last event
     */
    public void add(ServiceCase served, Instant now) {
        served.clocks().forEach((metric, clock) -> {
            ClockReading reading = clock.reading(now);
            if (reading.verdict().isMiss() && isAmong(reading.elapsed().minus(reading.limit()))) {
                for (Outcome outcome : served.outcomes(now)) {
                    if (outcome.metric().equals(metric.name())
                            && outcome.start().equals(reading.countingSince())) {
                        entries.add(
                                new Entry(outcome, clock.explain(outcome.end().orElse(now))));
                    }
                }
                while (entries.size() > most) {
                    entries.pollLast();
                }
            }
        });
    }

    private boolean isAmong(Duration over) {
        return entries.size() < most || over.compareTo(entries.last().over()) >= 0;
    }

    /**
     * Returns what was kept.
     *
     * @return the worst first
     */
    public List<Entry> entries() {
        return List.copyOf(entries);
    }
}
