package org.sla4j.clock;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;

/**
 * The account of a clock: every stretch from its start to now, without a gap, and what became of it.
 *
 * <pre>{@code
 * clock.explain(now).entries().forEach(System.out::println);
 * }</pre>
 *
 * @param entries the stretches in order; each begins where the one before ends
 */
public record Ledger(List<LedgerEntry> entries) {
    /** Copies the entries. */
    public Ledger {
        entries = List.copyOf(entries);
    }

    /**
     * Adds up what counts towards the limit.
     *
     * @return exactly the {@code elapsed} that the clock shows
     */
    public Duration business() {
        return entries.stream().map(LedgerEntry::business).reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * Adds up the open time that waits kept from counting.
     *
     * @return the open time of all paused stretches
     */
    public Duration withheld() {
        return entries.stream().map(LedgerEntry::withheld).reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * Adds up the stretches.
     *
     * @return the time on the wall from the first stretch to the end of the last
     */
    public Duration wall() {
        return entries.stream().map(LedgerEntry::wall).reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * Adds up the open time that waits kept from counting, by who had to act.
     *
     * @return for each party the open time it alone, or together with others, held the case; unmodifiable, by name
     */
    public SortedMap<String, Duration> withheldByParty() {
        SortedMap<String, Duration> byParty = new TreeMap<>();
        for (LedgerEntry entry : entries) {
            entry.reasons().stream()
                    .map(PauseReason::party)
                    .map(Party::name)
                    .distinct()
                    .forEach(party -> byParty.merge(party, entry.withheld(), Duration::plus));
        }
        return Collections.unmodifiableSortedMap(byParty);
    }
}
