package org.sla4j.calendar;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The dates on which an organisation is closed although the weekly hours say open.
 *
 * <p>A holiday is a date in the zone of the calendar that uses it. It closes the ranges that <em>start</em> on it: a
 * shift that began the evening before runs to its end. The values made by the factories here are immutable, thread-safe
 * and compare by content; a lambda works too, but it must answer the same for ever and from any thread.
 *
 * <pre>{@code
 * HolidayCalendar closed = HolidayCalendar.yearly(MonthDay.of(12, 25), "Christmas Day")
 *         .and(HolidayCalendar.on(LocalDate.of(2026, 4, 6), "Easter Monday"))
 *         .and(HolidayCalendar.during(DateRange.of(LocalDate.of(2026, 7, 20), LocalDate.of(2026, 7, 31)), "Works holiday"));
 * closed.nameOf(LocalDate.of(2027, 12, 25)); // Optional[Christmas Day]
 * }</pre>
 */
@FunctionalInterface
public interface HolidayCalendar {
    /**
     * Whether a date is a holiday.
     *
     * @param date a date in the zone of the calendar that asks
     * @return true if the ranges that start on it are closed
     */
    boolean isHoliday(LocalDate date);

    /**
     * Returns what the holiday is called, for explanations.
     *
     * @param date the date asked about
     * @return the name, or empty if the date is no holiday or its holiday has no name
     */
    default Optional<String> nameOf(LocalDate date) {
        return Optional.empty();
    }

    /**
     * Returns the dates for which this calendar knows whether they are holidays.
     *
     * <p>Outside them {@link #isHoliday} answers false for want of data; what a business calendar does then is its
     * {@link HolidayGap}.
     *
     * @return the span of known dates; {@link DateRange#SUPPORTED}, which is everything, unless data end somewhere
     */
    default DateRange coverage() {
        return DateRange.SUPPORTED;
    }

    /**
     * Returns the same holidays as announced on a date.
     *
     * @param date when people came to know of them
     * @return holidays that {@link #asKnownOn} leaves out for earlier dates; those announced later already stay so
     */
    default HolidayCalendar announcedOn(LocalDate date) {
        return Holidays.announced(this, date);
    }

    /**
     * Returns the holidays that were known on a date.
     *
     * @param date the last date of announcements to know of
     * @return the holidays without those {@linkplain #announcedOn announced} later; those without such a date were always known
     */
    default HolidayCalendar asKnownOn(LocalDate date) {
        return this;
    }

    /**
     * Returns the calendar that has the holidays of both.
     *
     * @param other the holidays to add; where both name a date, the name of this calendar is kept
     * @return a calendar known where both are known
     * @throws DateTimeException if no date is covered by both
     */
    default HolidayCalendar and(HolidayCalendar other) {
        return Holidays.both(this, other);
    }

    /**
     * Returns the calendar without holidays.
     *
     * @return a calendar for which no date is a holiday
     */
    static HolidayCalendar none() {
        return Holidays.NONE;
    }

    /**
     * Makes a calendar of dates without names.
     *
     * @param dates the holidays, each once or several times, in any order
     * @return a calendar of just those dates
     */
    static HolidayCalendar of(LocalDate... dates) {
        return of(Arrays.asList(dates));
    }

    /**
     * Makes a calendar of dates without names.
     *
     * @param dates the holidays
     * @return a calendar of just those dates
     */
    static HolidayCalendar of(Collection<LocalDate> dates) {
        return Holidays.dates(dates, "");
    }

    /**
     * Makes a calendar of one named date.
     *
     * @param date the holiday
     * @param name what it is called, may be empty
     * @return a calendar of just that date
     */
    static HolidayCalendar on(LocalDate date, String name) {
        return Holidays.dates(List.of(date), name);
    }

    /**
     * Makes a calendar of one date that comes back every year.
     *
     * @param date the month and day; 29 February is a holiday in leap years only
     * @param name what it is called, may be empty
     * @return a calendar of that date in every year
     */
    static HolidayCalendar yearly(MonthDay date, String name) {
        return Holidays.yearly(date, name);
    }

    /**
     * Makes a calendar of a span of dates, such as a works holiday.
     *
     * @param dates the dates closed, both ends included
     * @param name what it is called, may be empty
     * @return a calendar of those dates
     */
    static HolidayCalendar during(DateRange dates, String name) {
        return Holidays.during(dates, name);
    }
}
