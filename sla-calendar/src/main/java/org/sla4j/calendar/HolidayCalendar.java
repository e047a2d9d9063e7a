package org.sla4j.calendar;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * The dates that are not like their weekday: holidays, on which an organisation is closed although the weekly hours say open,
 * and working days, on which it keeps the hours of another weekday.
 *
 * <p>A holiday is a date in the zone of the calendar that uses it. It closes the ranges that <em>start</em> on it: a
 * shift that began the evening before runs to its end.
 *
 * <pre>{@code
 * HolidayCalendar closed = HolidayCalendar.yearly(MonthDay.of(12, 25), "Christmas Day")
 *         .and(HolidayCalendar.easter(1, "Easter Monday"))
 *         .and(HolidayCalendar.nth(4, DayOfWeek.THURSDAY, Month.NOVEMBER, "Thanksgiving Day"))
 *         .except(LocalDate.of(2026, 12, 25)); // we work that day, once
 * closed.nameOf(LocalDate.of(2027, 12, 25)); // Optional[Christmas Day]
 * closed.dates(DateRange.of(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31))); // [2026-04-06, 2026-11-26]
 * }</pre>
 *
 * <h2>Coverage</h2>
 *
 * {@link #coverage()} says for which dates a calendar is complete. Rules and plain lists are complete for all dates; files and
 * libraries are not. Whatever is made of several calendars knows only what all of them know, so that no combination is
 * silently wrong; {@link #withCoverage} states what the caller knows better.
 *
 * <h2>Working days</h2>
 *
 * In some countries a Saturday is worked in place of a bridge day. Such a date {@linkplain #worksLike works like} a weekday of
 * the caller's choice. A working day counts for more than a holiday on the same date; {@link #except} removes either.
 *
 * <p>The values made by the factories here are immutable, thread-safe and compare by content; their {@code toString} lists
 * the rules. A lambda works too, but it must answer the same for ever and from any thread.
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
     * Returns what the holidays or working days of a date are called.
     *
     * @param date the date asked about
     * @return the names, each once, sorted; empty if the date is neither or has no name; unmodifiable
     */
    default List<String> namesOf(LocalDate date) {
        return List.of();
    }

    /**
     * Returns all names of a date as one text, for explanations.
     *
     * @param date the date asked about
     * @return the {@linkplain #namesOf names} with commas between them, or empty if there is none
     */
    default Optional<String> nameOf(LocalDate date) {
        List<String> names = namesOf(date);
        return names.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", names));
    }

    /**
     * Returns the weekday whose hours a date keeps in place of its own.
     *
     * @param date a date in the zone of the calendar that asks
     * @return the weekday, or empty if the date is not a working day of this kind
     */
    default Optional<DayOfWeek> worksLike(LocalDate date) {
        return Optional.empty();
    }

    /**
     * Returns the dates for which this calendar is complete.
     *
     * <p>Outside them {@link #isHoliday} answers what happens to be known; what a business calendar does then is its
     * {@link HolidayGap}.
     *
     * @return the range of known dates; {@link DateRange#SUPPORTED}, which is everything, unless data end somewhere
     */
    default DateRange coverage() {
        return DateRange.SUPPORTED;
    }

    /**
     * Lists the holidays.
     *
     * @param range where to look, within the {@linkplain #coverage() coverage}
     * @return the dates that are holidays, in order; unmodifiable
     * @throws DateTimeException if the range reaches outside the coverage, where the list would not be complete
     */
    default List<LocalDate> dates(DateRange range) {
        DateRange known = coverage();
        if (!known.contains(range.first()) || !known.contains(range.last())) {
            throw new DateTimeException(
                    "The holidays are known for " + known + " only; " + range + " reaches outside of it.");
        }
        return range.first()
                .datesUntil(range.last().plusDays(1))
                .filter(this::isHoliday)
                .toList();
    }

    /**
     * Returns the same holidays as published at an instant.
     *
     * @param instant when they were published
     * @return holidays that {@link #asKnownOn} leaves out for earlier instants; those published later already stay so
     */
    default HolidayCalendar publishedAt(Instant instant) {
        return new CombinedHolidays.Published(this, instant);
    }

    /**
     * Returns the holidays that were known at an instant.
     *
     * @param instant the last publication to know of
     * @return the holidays without those {@linkplain #publishedAt published} later; those without such an instant were always
     *     known
     */
    default HolidayCalendar asKnownOn(Instant instant) {
        return this;
    }

    /**
     * Returns the calendar that has the holidays and working days of both.
     *
     * @param other the holidays to add; a date that both name has all names
     * @return a calendar known where both are known
     * @throws IllegalArgumentException if no date is covered by both
     */
    default HolidayCalendar and(HolidayCalendar other) {
        return CombinedHolidays.all(List.of(this, other));
    }

    /**
     * Returns the calendar that has the holidays and working days of all parts; for many parts much quicker than {@link #and}
     * one after another.
     *
     * @param parts the calendars, maybe none
     * @return a calendar known where all parts are known
     * @throws IllegalArgumentException if no date is covered by all
     */
    static HolidayCalendar all(Collection<? extends HolidayCalendar> parts) {
        return CombinedHolidays.all(parts);
    }

    /**
     * Returns this calendar without some dates, which are days like any other then.
     *
     * <pre>{@code
     * hongKong.except(HolidayCalendar.of(LocalDate.of(2026, 12, 25)))
     * }</pre>
     *
     * @param exceptions the dates to take out are its holidays
     * @return a calendar known where both are known
     * @throws IllegalArgumentException if no date is covered by both
     */
    default HolidayCalendar except(HolidayCalendar exceptions) {
        return CombinedHolidays.Without.of(this, exceptions);
    }

    /**
     * Returns this calendar without some dates, which are days like any other then.
     *
     * @param dates the dates to take out, whether they are holidays or not
     * @return a calendar with the same coverage
     */
    default HolidayCalendar except(LocalDate... dates) {
        return except(of(dates));
    }

    /**
     * Returns the holidays and working days that a test accepts.
     *
     * <pre>{@code
     * holidays.filter((date, name) -> !name.equals("Reformation Day") || date.getYear() < 2030)
     * }</pre>
     *
     * <p>Such a calendar comes from code: it cannot be written down, and is equal only to one with the same test.
     *
     * @param test is given each date once for each of its names, or with an empty name if it has none; it must answer the same
     *     for ever and from any thread
     * @return a calendar with the same coverage
     */
    default HolidayCalendar filter(BiPredicate<? super LocalDate, ? super String> test) {
        return new CombinedHolidays.Filtered(this, test);
    }

    /**
     * Returns these holidays with those that fall on a weekend closed on their own date <em>and</em> on the day on which they
     * are observed.
     *
     * <p>Combine holidays first and move them then: a calendar does not know on which day a holiday of another one is
     * observed, and both may choose the same.
     *
     * @param rule where they move to
     * @return a calendar known for all dates of this one but those near its ends that holidays beyond them may move to
     * @throws IllegalArgumentException if so few dates are known that none is left
     */
    default HolidayCalendar observed(ObservedRule rule) {
        return observed(rule, ObservedDays.BOTH);
    }

    /**
     * Returns these holidays with those that fall on a weekend observed on another day.
     *
     * @param rule where they move to
     * @param days which of the two days is closed
     * @return a calendar known for all dates of this one but those near its ends that holidays beyond them may move to
     * @throws IllegalArgumentException if so few dates are known that none is left
     */
    default HolidayCalendar observed(ObservedRule rule, ObservedDays days) {
        return new ObservedHolidays(this, rule, days);
    }

    /**
     * Returns the dates of this calendar as working days.
     *
     * <pre>{@code
     * ICalendarHolidays china = ICalendarHolidays.read(Path.of("china-2025.ics"));
     * HolidayCalendar days = china.filter(event -> !event.summary().startsWith("上班"))
     *         .and(china.filter(event -> event.summary().startsWith("上班")).asWorkingDays(DayOfWeek.MONDAY));
     * }</pre>
     *
     * @param like the weekday whose hours they keep
     * @return a calendar with no holidays, in which each date of this one works like that weekday
     */
    default HolidayCalendar asWorkingDays(DayOfWeek like) {
        return new CombinedHolidays.Working(this, like);
    }

    /**
     * Returns these holidays with the coverage that the caller vouches for.
     *
     * @param known the dates for which they are complete; dates and ranges outside of them are dropped
     * @return the holidays with that coverage
     */
    default HolidayCalendar withCoverage(DateRange known) {
        return new CombinedHolidays.Covered(this, known);
    }

    /**
     * Returns these holidays under a name, by which documents and approvals refer to holidays that come from code, a library
     * or a file.
     *
     * @param name the name, not blank, such as {@code works holidays}
     * @return the same holidays, whose text form is the name
     * @throws IllegalArgumentException if the name is blank
     */
    default HolidayCalendar named(String name) {
        return new CombinedHolidays.Named(this, name);
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
        return Holidays.of(dates);
    }

    /**
     * Makes a calendar of one named date.
     *
     * @param date the holiday
     * @param name what it is called, may be empty
     * @return a calendar of just that date
     */
    static HolidayCalendar on(LocalDate date, String name) {
        return Holidays.of(new HolidayRule.Single(date), name);
    }

    /**
     * Makes a calendar of one date that comes back every year.
     *
     * @param date the month and day; 29 February is a holiday in leap years only
     * @param name what it is called, may be empty
     * @return a calendar of that date in every year
     */
    static HolidayCalendar yearly(MonthDay date, String name) {
        return Holidays.of(new HolidayRule.Yearly(date), name);
    }

    /**
     * Makes a calendar of a range of dates, such as a works holiday.
     *
     * @param dates the dates closed, both ends included
     * @param name what it is called, may be empty
     * @return a calendar of those dates
     */
    static HolidayCalendar during(DateRange dates, String name) {
        return Holidays.of(new HolidayRule.Range(dates), name);
    }

    /**
     * Makes a calendar of a weekday of a month in every year, such as the fourth Thursday of November.
     *
     * @param n 1 to 5, where the fifth is missing in some years; or -1 to -5, counted from the end of the month
     * @param weekday the weekday
     * @param month the month
     * @param name what it is called, may be empty
     * @return a calendar of that date in every year
     * @throws IllegalArgumentException if {@code n} is 0 or further than 5 from it
     */
    static HolidayCalendar nth(int n, DayOfWeek weekday, Month month, String name) {
        return Holidays.of(new HolidayRule.Nth(n, weekday, month), name);
    }

    /**
     * Makes a calendar of the last such weekday of a month in every year.
     *
     * @param weekday the weekday
     * @param month the month
     * @param name what it is called, may be empty
     * @return a calendar of that date in every year
     */
    static HolidayCalendar last(DayOfWeek weekday, Month month, String name) {
        return nth(-1, weekday, month, name);
    }

    /**
     * Makes a calendar of a day that is counted from Easter Sunday of the Western churches.
     *
     * @param days -2 for Good Friday, 0 for Easter Sunday, 1 for Easter Monday, 39 for Ascension Day, 50 for Whit Monday; -250
     *     to 250
     * @param name what it is called, may be empty
     * @return a calendar of that date in every year
     * @throws IllegalArgumentException if the number of days is out of its bounds
     */
    static HolidayCalendar easter(int days, String name) {
        return Holidays.of(new HolidayRule.Easter(days, false), name);
    }

    /**
     * Makes a calendar of a day that is counted from Easter Sunday of the Orthodox churches, as a date of the common calendar.
     *
     * @param days -2 for Good Friday, 0 for Easter Sunday, 1 for Easter Monday, 50 for Pentecost Monday; -250 to 250
     * @param name what it is called, may be empty
     * @return a calendar of that date in every year
     * @throws IllegalArgumentException if the number of days is out of its bounds
     */
    static HolidayCalendar orthodoxEaster(int days, String name) {
        return Holidays.of(new HolidayRule.Easter(days, true), name);
    }

    /**
     * Makes a calendar of a weekday that is looked for backwards from a date, such as Victoria Day: the Monday on or before 24
     * May.
     *
     * @param weekday the weekday
     * @param date where to begin, this date included; 29 February in leap years only
     * @param name what it is called, may be empty
     * @return a calendar of that date in every year
     */
    static HolidayCalendar onOrBefore(DayOfWeek weekday, MonthDay date, String name) {
        return weekday(weekday, HolidayRule.Side.ON_OR_BEFORE, date, name);
    }

    /**
     * Makes a calendar of a weekday that is looked for backwards from the day before a date, such as the day of prayer in
     * Saxony: the Wednesday before 23 November.
     *
     * @param weekday the weekday
     * @param date where to begin, this date not included; 29 February in leap years only
     * @param name what it is called, may be empty
     * @return a calendar of that date in every year
     */
    static HolidayCalendar before(DayOfWeek weekday, MonthDay date, String name) {
        return weekday(weekday, HolidayRule.Side.BEFORE, date, name);
    }

    /**
     * Makes a calendar of a weekday that is looked for forwards from a date, such as Midsummer Eve in Sweden: the Friday on
     * or after 19 June.
     *
     * @param weekday the weekday
     * @param date where to begin, this date included; 29 February in leap years only
     * @param name what it is called, may be empty
     * @return a calendar of that date in every year
     */
    static HolidayCalendar onOrAfter(DayOfWeek weekday, MonthDay date, String name) {
        return weekday(weekday, HolidayRule.Side.ON_OR_AFTER, date, name);
    }

    /**
     * Makes a calendar of a weekday that is looked for forwards from the day after a date.
     *
     * @param weekday the weekday
     * @param date where to begin, this date not included; 29 February in leap years only
     * @param name what it is called, may be empty
     * @return a calendar of that date in every year
     */
    static HolidayCalendar after(DayOfWeek weekday, MonthDay date, String name) {
        return weekday(weekday, HolidayRule.Side.AFTER, date, name);
    }

    private static HolidayCalendar weekday(DayOfWeek weekday, HolidayRule.Side side, MonthDay date, String name) {
        return Holidays.of(new HolidayRule.Weekday(weekday, side, date), name);
    }

    /**
     * Makes a calendar of one date on which work is done as on another weekday.
     *
     * @param date the working day, such as a Saturday
     * @param like the weekday whose hours it keeps
     * @param name what it is called, may be empty
     * @return a calendar without holidays and with that working day
     */
    static HolidayCalendar workingDay(LocalDate date, DayOfWeek like, String name) {
        return on(date, name).asWorkingDays(like);
    }

    /**
     * Reads the text form of a rule: {@code 2026-12-25}, {@code 12-25} (every year), {@code 2026-12-27/2027-01-01},
     * {@code easter}, {@code easter+1}, {@code orthodox easter-2}, {@code 4th Thursday of November},
     * {@code third Monday of January}, {@code last Monday of May}, {@code 2nd last Friday of 12},
     * {@code Monday on or before 05-24}; also {@code before},
     * {@code on or after} and {@code after}. Weekdays and months may be cut to three letters; capitals do not matter.
     *
     * @param rule the text
     * @param name what the holiday is called, may be empty
     * @return a calendar of the dates of that rule
     * @throws IllegalArgumentException if the text is none of these
     */
    static HolidayCalendar parse(String rule, String name) {
        return Holidays.of(HolidayRule.parse(rule), name);
    }
}
