package org.sla4j.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.DateRange;
import org.sla4j.calendar.Interval;
import org.sla4j.calendar.Quoted;
import org.sla4j.calendar.TimeRange;
import org.sla4j.calendar.WeeklyHours;

/**
 * Time that does not count, and why: agreed maintenance, force majeure. It happens once, or recurs.
 *
 * <pre>{@code
 * Exclusion flood = Exclusion.of(Exclusion.FORCE_MAJEURE, start, end, "flood");
 * Exclusion sundays = Exclusion.recurring(
 *         Exclusion.MAINTENANCE, WeeklyHours.parse("Sun 02:00-04:00"), ZoneId.of("Europe/Berlin"), "patches");
 * }</pre>
 *
 * <p>What recurs does so on the wall clocks of a zone, by the rules of {@link BusinessCalendar}: where the clocks go forward from 02:00
 * to 03:00, one of those two hours is excluded, where they go back three are; a window over midnight belongs to the date on which
 * it begins.
 *
 * <p>Immutable and thread-safe. Equal exclusions have equal parts.
 */
public final class Exclusion {
    /** Work on the service that the customer agreed to. */
    public static final String MAINTENANCE = "maintenance";
    /** What no party could prevent: a flood, a strike, a war. */
    public static final String FORCE_MAJEURE = "force majeure";

    private final String category;
    private final String words;
    private final BusinessCalendar times;

    private Exclusion(String category, BusinessCalendar times, String words) {
        if (category.isBlank()) {
            throw new IllegalArgumentException(
                    "An exclusion needs a category that is not blank, but was " + Quoted.of(category) + ".");
        }
        this.category = category;
        this.words = words;
        this.times = times;
    }

    /**
     * Excludes one interval.
     *
     * @param category the kind of exclusion, not blank, such as {@link #MAINTENANCE}
     * @param start the first instant that does not count, a whole second
     * @param end the instant after the last that does not, a whole second after the start
     * @param words what happened, may be empty
     * @return the exclusion
     * @throws IllegalArgumentException if the category is blank, an instant is not a whole second, or the end is not after the start
     * @throws java.time.DateTimeException if an instant is outside the {@linkplain DateRange#SUPPORTED supported years}
     */
    public static Exclusion of(String category, Instant start, Instant end, String words) {
        if (!isWholeSecond(start) || !isWholeSecond(end)) {
            throw new IllegalArgumentException(
                    "An exclusion starts and ends on whole seconds, but was " + start + " to " + end + ".");
        }
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException(
                    "An exclusion ends after it starts, but was " + start + " to " + end + ".");
        }
        return new Exclusion(category, between(start, end), words);
    }

    /**
     * Excludes hours of every week.
     *
     * @param category the kind of exclusion, not blank, such as {@link #MAINTENANCE}
     * @param hours when time does not count, such as {@code Sun 02:00-04:00}
     * @param zone the zone on whose wall clocks the hours are
     * @param words what happens then, may be empty
     * @return the exclusion, from the first supported year to the last; see {@link #within}
     * @throws IllegalArgumentException if the category is blank or there are no hours
     */
    public static Exclusion recurring(String category, WeeklyHours hours, ZoneId zone, String words) {
        if (hours.isEmpty()) {
            throw new IllegalArgumentException(
                    "A recurring exclusion needs hours in some day of the week, such as Sun 02:00-04:00, but has none.");
        }
        return recurring(
                category,
                BusinessCalendar.builder(category).zone(zone).hours(hours).build(),
                words);
    }

    /**
     * Excludes the times at which a calendar is open: for windows that keep clear of holidays, change with the season, or come from a
     * {@link org.sla4j.calendar.CalendarDefinition}.
     *
     * @param category the kind of exclusion, not blank, such as {@link #MAINTENANCE}
     * @param times open when time does not count
     * @param words what happens then, may be empty
     * @return the exclusion; adjusted clocks have no answers outside the calendar's {@linkplain BusinessCalendar#coverage coverage}
     * @throws IllegalArgumentException if the category is blank
     */
    public static Exclusion recurring(String category, BusinessCalendar times, String words) {
        return new Exclusion(category, times, words);
    }

    /**
     * Excludes on some dates only, such as those of a maintenance contract.
     *
     * @param dates the dates, in the zone of the exclusion
     * @return the exclusion without what lies on other dates; a window over midnight ends with the last date
     */
    public Exclusion within(DateRange dates) {
        WeeklyHours never = WeeklyHours.never();
        BusinessCalendar.Builder days = BusinessCalendar.builder(times.name())
                .zone(times.zone())
                .hours(never)
                .hoursFrom(dates.first(), WeeklyHours.always());
        if (dates.last().isBefore(DateRange.SUPPORTED.last())) {
            days.hoursFrom(dates.last().plusDays(1), never);
        }
        return new Exclusion(category, times.intersection(days.build()).withName(times.name()), words);
    }

    private static boolean isWholeSecond(Instant at) {
        return at.equals(at.truncatedTo(ChronoUnit.SECONDS));
    }

    /** A calendar that is open between two instants and at no other time. */
    private static BusinessCalendar between(Instant start, Instant end) {
        LocalDateTime from = LocalDateTime.ofInstant(start, ZoneOffset.UTC);
        LocalDateTime until = LocalDateTime.ofInstant(end, ZoneOffset.UTC);
        WeeklyHours never = WeeklyHours.never();
        BusinessCalendar.Builder calendar = BusinessCalendar.builder(start + " to " + end)
                .zone(ZoneOffset.UTC)
                .hours(never);
        LocalDate last = until.toLocalDate();
        LocalDate whole = from.toLocalDate().plusDays(1);
        if (last.equals(from.toLocalDate())) {
            return calendar.special(last, range(from.toLocalTime(), until.toLocalTime()))
                    .build();
        }
        if (whole.isBefore(last)) {
            calendar.hoursFrom(whole, WeeklyHours.always()).hoursFrom(last, never);
        }
        calendar.special(from.toLocalDate(), range(from.toLocalTime(), LocalTime.MIDNIGHT));
        if (until.toLocalTime().isAfter(LocalTime.MIDNIGHT)) {
            calendar.special(last, range(LocalTime.MIDNIGHT, until.toLocalTime()));
        }
        return calendar.build();
    }

    private static TimeRange range(LocalTime from, LocalTime until) {
        return TimeRange.parse(from + "-" + (until.equals(LocalTime.MIDNIGHT) ? "24:00" : until.toString()));
    }

    /**
     * Returns the kind of exclusion.
     *
     * @return the category, not blank
     */
    public String category() {
        return category;
    }

    /**
     * Returns what happened.
     *
     * @return the words, may be empty
     */
    public String words() {
        return words;
    }

    /**
     * Returns when time does not count.
     *
     * @return a calendar that is open then and at no other time
     */
    public BusinessCalendar times() {
        return times;
    }

    /**
     * Lists what is excluded between two instants.
     *
     * @param start where to begin
     * @param end where to end, not before the start
     * @return the intervals in order, those at either end cut off there, unmodifiable
     * @throws IllegalArgumentException if the end is before the start
     * @throws java.time.DateTimeException if an instant is outside the years of {@link #times}
     */
    public List<Interval> intervals(Instant start, Instant end) {
        return times.openIntervals(start, end).toList();
    }

    Exclusion asKnownOn(Instant known) {
        return new Exclusion(category, times.asKnownOn(known), words);
    }

    /** What an account calls it. */
    String label() {
        return words.isBlank() ? category : category + ": " + words;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Exclusion that
                && category.equals(that.category)
                && words.equals(that.words)
                && times.equals(that.times);
    }

    @Override
    public int hashCode() {
        return Objects.hash(category, words, times);
    }

    /** Returns the category, the words and the times, such as {@code maintenance: patches (maintenance)}. */
    @Override
    public String toString() {
        return label() + " (" + times.name() + ")";
    }
}
