package org.sla4j.compliance;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.sla4j.cases.Outcome;

/**
 * Compliance of the last days, such as 7, 28 or 90, which forgets exactly: a day that leaves the window takes all its outcomes
 * with it. Mutable and not thread-safe.
 *
 * <p>It keeps an aggregator for each day, so that its size depends on days and groups. Finished outcomes belong to the day of
 * their end; what is still open is best added to a report's aggregator when it is asked for, as it stands then.
 *
 * <pre>{@code
 * RollingCompliance rolling = RollingCompliance.of(90, berlin, Dimension.METRIC, Dimension.TEAM);
 * rolling.add(outcome);
 * rolling.last(28, today).report();
 * }</pre>
 */
public final class RollingCompliance {
    private final int days;
    private final ZoneId zone;
    private final Dimension[] dimensions;
    private final NavigableMap<LocalDate, ComplianceAggregator> byDay = new TreeMap<>();

    private RollingCompliance(int days, ZoneId zone, Dimension[] dimensions) {
        this.days = days;
        this.zone = zone;
        this.dimensions = dimensions;
    }

    /**
     * Makes an empty one.
     *
     * @param days how many days to keep, 1 to 4,000, counted back from the latest day seen
     * @param zone where days begin
     * @param dimensions what to group by
     * @return it
     * @throws IllegalArgumentException if the days are out of bounds, or there is no dimension or one twice
     */
    public static RollingCompliance of(int days, ZoneId zone, Dimension... dimensions) {
        if (days < 1 || days > 4_000) {
            throw new IllegalArgumentException("A window is 1 to 4,000 days long, but was " + days + ".");
        }
        ComplianceAggregator.of(dimensions);
        return new RollingCompliance(days, zone, dimensions.clone());
    }

    /**
     * Adds one outcome to its day.
     *
     * @param outcome a finished measurement; each once
     * @return false if its day is out of the window already and nothing was changed
     * @throws IllegalStateException if its day would have too many groups; nothing is changed then
     */
    public boolean add(Outcome outcome) {
        LocalDate day = outcome.end().orElse(outcome.at()).atZone(zone).toLocalDate();
        if (!byDay.isEmpty() && day.isBefore(byDay.lastKey().minusDays(days - 1L))) {
            return false;
        }
        ComplianceAggregator added = byDay.getOrDefault(day, ComplianceAggregator.of(dimensions));
        added.add(outcome);
        byDay.put(day, added);
        forgetBefore(byDay.lastKey().minusDays(days - 1L));
        return true;
    }

    /**
     * Forgets what is older.
     *
     * @param first the first day to keep
     */
    public void forgetBefore(LocalDate first) {
        byDay.headMap(first, false).clear();
    }

    /**
     * Adds up the last days.
     *
     * @param length how many days, 1 to those kept
     * @param today the last of them
     * @return a fresh aggregator, the same to the byte as one to which only the outcomes of these days were added
     * @throws IllegalArgumentException if the length is out of bounds
     */
    public ComplianceAggregator last(int length, LocalDate today) {
        if (length < 1 || length > days) {
            throw new IllegalArgumentException(
                    "The window is 1 to " + days + " days long, the days kept, but was " + length + ".");
        }
        ComplianceAggregator sum = ComplianceAggregator.of(dimensions);
        byDay.subMap(today.minusDays(length - 1L), true, today, true).values().forEach(sum::merge);
        return sum;
    }
}
