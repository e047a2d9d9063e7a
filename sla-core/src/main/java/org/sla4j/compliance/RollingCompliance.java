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
 * <p>It keeps an aggregator for each day, so that its size depends on days and groups. Misses belong to the day of
 * their breach, other finished outcomes to that of their end; what is still open is best added to a report's aggregator when it is asked for, as it stands then.
 *
 * <p>The window moves when you say which day it is, and never because of an outcome: one that ends in 2062 by a slip waits for its
 * day, and can be removed.
 *
 * <pre>{@code
 * RollingCompliance rolling = RollingCompliance.of(90, berlin, Dimension.METRIC, Dimension.TEAM);
 * rolling.add(outcome);
 * rolling.moveTo(today);                // once a day
 * rolling.last(28, today).report();
 * }</pre>
 */
public final class RollingCompliance {
    private static final int MOST_DAYS = 10_000;

    private final int days;
    private final ZoneId zone;
    private final Dimension[] dimensions;
    private final NavigableMap<LocalDate, ComplianceAggregator> byDay = new TreeMap<>();
    /** Days before it are forgotten. */
    private LocalDate first = LocalDate.MIN;

    private RollingCompliance(int days, ZoneId zone, Dimension[] dimensions) {
        this.days = days;
        this.zone = zone;
        this.dimensions = dimensions;
    }

    /**
     * Makes an empty one.
     *
     * @param days how many days to keep, 1 to 4,000
     * @param zone where days begin
     * @param dimensions what to group by, as in {@link ComplianceAggregator#of}
     * @return it
     * @throws IllegalArgumentException if the days are out of bounds, or a dimension is given twice
     */
    public static RollingCompliance of(int days, ZoneId zone, Dimension... dimensions) {
        if (days < 1 || days > 4_000) {
            throw new IllegalArgumentException("A window is 1 to 4,000 days long, but was " + days + ".");
        }
        ComplianceAggregator.of(dimensions);
        return new RollingCompliance(days, zone, dimensions.clone());
    }

    /**
     * Adds one outcome to its day, which may also lie ahead.
     *
     * @param outcome a finished measurement; each once
     * @return false if its day has been forgotten and nothing was changed
     * @throws IllegalStateException if its day would have too many groups, or there would be outcomes of more than 10,000 days; nothing
     *     is changed then
     */
    public boolean add(Outcome outcome) {
        LocalDate day = day(outcome);
        if (day.isBefore(first)) {
            return false;
        }
        change(day).add(outcome);
        return true;
    }

    /**
     * Takes out an outcome that was added.
     *
     * @param outcome equal to the one added
     * @return false if its day has been forgotten and nothing was changed
     * @throws IllegalStateException as {@link #add} does
     */
    public boolean remove(Outcome outcome) {
        LocalDate day = day(outcome);
        if (day.isBefore(first)) {
            return false;
        }
        change(day).remove(outcome);
        byDay.values().removeIf(ComplianceAggregator::isEmpty);
        return true;
    }

    private LocalDate day(Outcome outcome) {
        return outcome.countedAt().atZone(zone).toLocalDate();
    }

    private ComplianceAggregator change(LocalDate day) {
        if (byDay.size() == MOST_DAYS && !byDay.containsKey(day)) {
            throw new IllegalStateException("There are outcomes of " + MOST_DAYS + " days from " + byDay.firstKey()
                    + " to " + byDay.lastKey() + "; forget old ones with moveTo before adding one of " + day + ".");
        }
        return byDay.computeIfAbsent(day, absent -> ComplianceAggregator.of(dimensions));
    }

    /**
     * Moves the window so that a day is the last of it, and forgets the days before its first. It never moves back.
     *
     * @param today the day
     */
    public void moveTo(LocalDate today) {
        forgetBefore(today.minusDays(days - 1L));
    }

    /**
     * Forgets what is older.
     *
     * @param oldest the first day to keep; nothing happens if earlier days are forgotten already
     */
    public void forgetBefore(LocalDate oldest) {
        if (oldest.isAfter(first)) {
            first = oldest;
            byDay.headMap(oldest, false).clear();
        }
    }

    /**
     * Adds up the last days.
     *
     * @param length how many days, 1 to those kept
     * @param today the last of them
     * @return a fresh aggregator, the same to the byte as one to which only the outcomes of these days were added
     * @throws IllegalArgumentException if the length is out of bounds, or some of these days have been forgotten
     */
    public ComplianceAggregator last(int length, LocalDate today) {
        if (length < 1 || length > days) {
            throw new IllegalArgumentException(
                    "The window is 1 to " + days + " days long, the days kept, but was " + length + ".");
        }
        LocalDate from = today.minusDays(length - 1L);
        if (from.isBefore(first)) {
            throw new IllegalArgumentException("The " + length + " days up to " + today + " begin on " + from
                    + ", but everything before " + first + " has been forgotten.");
        }
        ComplianceAggregator sum = ComplianceAggregator.of(dimensions);
        byDay.subMap(from, true, today, true).values().forEach(sum::merge);
        return sum;
    }
}
