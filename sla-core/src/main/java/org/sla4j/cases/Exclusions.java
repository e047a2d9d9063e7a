package org.sla4j.cases;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.TimeRange;
import org.sla4j.calendar.WeeklyHours;

/**
 * The intervals that do not count, by category; they give an adjusted result beside the raw one.
 *
 * <pre>{@code
 * Exclusions exclusions = Exclusions.of(new Exclusion(Exclusion.MAINTENANCE, start, end, "new mail server"));
 * ServiceCase adjusted = incident.without(exclusions);
 * CaseDiff.between(incident, adjusted, now);        // raw and adjusted, and what differs
 * }</pre>
 *
 * <p>Inside the intervals no calendar is open, also not for limits in wall time, so that elapsed time is the open time less pauses and
 * exclusions; the ledger names the category. An interval in which a calendar is closed anyway changes nothing.
 *
 * <p>An exclusion only ever counts less: it never turns a met promise into a miss. Limits stay what they were, also those in business
 * days, which were turned into business time when counting began; so an excluded hour moves every due date by an hour. Where the
 * stricter of two targets won, it still does.
 *
 * <p>For many cases, use one object: it works out each calendar once.
 *
 * <p>Immutable and thread-safe.
 */
public final class Exclusions {
    private static final Exclusions NONE = new Exclusions(List.of());

    private final List<Exclusion> intervals;
    /** What was worked out before; two threads that ask at once get equal calendars. */
    private final Map<BusinessCalendar, BusinessCalendar> adjusted = new ConcurrentHashMap<>();

    private Exclusions(Collection<Exclusion> intervals) {
        this.intervals = List.copyOf(intervals);
    }

    /**
     * Makes exclusions of intervals.
     *
     * @param intervals the intervals in any order; they may overlap
     * @return the exclusions
     */
    public static Exclusions of(Exclusion... intervals) {
        return of(Arrays.asList(intervals));
    }

    /**
     * Makes exclusions of intervals.
     *
     * @param intervals the intervals in any order; they may overlap
     * @return the exclusions
     */
    public static Exclusions of(Collection<Exclusion> intervals) {
        return intervals.isEmpty() ? NONE : new Exclusions(intervals);
    }

    /**
     * Returns the excluded intervals.
     *
     * @return all of them in the order given, unmodifiable
     */
    public List<Exclusion> intervals() {
        return intervals;
    }

    /**
     * Returns the exclusions of some categories.
     *
     * @param categories the categories to keep
     * @return the others dropped
     */
    public Exclusions only(String... categories) {
        Set<String> kept = Set.copyOf(Arrays.asList(categories));
        return new Exclusions(intervals.stream()
                .filter(interval -> kept.contains(interval.category()))
                .toList());
    }

    /** A calendar without what is excluded; made once for all cases that it is asked for. */
    BusinessCalendar takenOutOf(BusinessCalendar calendar) {
        return adjusted.computeIfAbsent(calendar, this::takenOut);
    }

    private BusinessCalendar takenOut(BusinessCalendar calendar) {
        BusinessCalendar result = calendar;
        SortedMap<String, List<Exclusion>> byCategory = new TreeMap<>();
        for (Exclusion interval : intervals) {
            if (!calendar.elapsed(interval.start(), interval.end()).isZero()) {
                byCategory
                        .computeIfAbsent(label(interval), label -> new ArrayList<>())
                        .add(interval);
            }
        }
        for (Map.Entry<String, List<Exclusion>> category : byCategory.entrySet()) {
            result = result.without(calendarOf(category.getKey(), category.getValue()));
        }
        return result.withName(calendar.name());
    }

    private static String label(Exclusion interval) {
        return interval.words().isBlank() ? interval.category() : interval.category() + ": " + interval.words();
    }

    /** A calendar that is open inside the intervals and at no other time. */
    private static BusinessCalendar calendarOf(String name, List<Exclusion> intervals) {
        SortedMap<LocalDate, List<TimeRange>> ranges = new TreeMap<>();
        LocalDateTime free = LocalDateTime.MIN;
        for (Exclusion interval : intervals.stream()
                .sorted(Comparator.comparing(Exclusion::start))
                .toList()) {
            LocalDateTime from = LocalDateTime.ofInstant(interval.start(), ZoneOffset.UTC);
            LocalDateTime end = LocalDateTime.ofInstant(interval.end(), ZoneOffset.UTC);
            from = from.isBefore(free) ? free : from;
            while (from.isBefore(end)) {
                LocalDateTime midnight = from.toLocalDate().plusDays(1).atStartOfDay();
                LocalDateTime until = midnight.isBefore(end) ? midnight : end;
                ranges.computeIfAbsent(from.toLocalDate(), date -> new ArrayList<>())
                        .add(range(from.toLocalTime(), until.toLocalTime()));
                from = until;
            }
            free = end.isAfter(free) ? end : free;
        }
        BusinessCalendar.Builder calendar =
                BusinessCalendar.builder(name).zone(ZoneOffset.UTC).hours(WeeklyHours.never());
        ranges.forEach((date, times) -> calendar.special(date, times.toArray(TimeRange[]::new)));
        return calendar.build();
    }

    private static TimeRange range(LocalTime from, LocalTime until) {
        return TimeRange.parse(from + "-" + (until.equals(LocalTime.MIDNIGHT) ? "24:00" : until.toString()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Exclusions that && intervals.equals(that.intervals);
    }

    @Override
    public int hashCode() {
        return intervals.hashCode();
    }

    /** Returns the intervals in words. */
    @Override
    public String toString() {
        return intervals.toString();
    }
}
