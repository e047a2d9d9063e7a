package org.sla4j.clock;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;

/**
 * The account of a clock: every interval from its start to now, without a gap, and what became of it.
 *
 * <pre>{@code
 * clock.explain(now).intervals().forEach(System.out::println);
 * }</pre>
 *
 * @param intervals the intervals in order; each begins where the one before ends
 */
public record Ledger(List<LedgerInterval> intervals) {
    /** Copies the list. */
    public Ledger {
        intervals = List.copyOf(intervals);
    }

    /**
     * Adds up what counts towards the limit.
     *
     * @return exactly the {@code elapsed} that the clock shows
     */
    public Duration business() {
        return intervals.stream().map(LedgerInterval::business).reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * Adds up the open time that did not count.
     *
     * @return the open time of all intervals in which the clock was paused, or ahead of the rhythm that it keeps
     */
    public Duration withheld() {
        return intervals.stream().map(LedgerInterval::withheld).reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * Adds up the intervals.
     *
     * @return the wall time from the start of the first interval to the end of the last
     */
    public Duration wall() {
        return intervals.stream().map(LedgerInterval::wall).reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * Adds up the open time during which waits paused the clock, by who had to act.
     *
     * @return for each party the open time for which the case waited for it, alone or with others; unmodifiable, by name
     */
    public SortedMap<String, Duration> withheldByParty() {
        SortedMap<String, Duration> byParty = new TreeMap<>();
        for (LedgerInterval interval : intervals) {
            interval.reasons().stream()
                    .map(PauseReason::party)
                    .map(Party::name)
                    .distinct()
                    .forEach(party -> byParty.merge(party, interval.withheld(), Duration::plus));
        }
        return Collections.unmodifiableSortedMap(byParty);
    }
}
