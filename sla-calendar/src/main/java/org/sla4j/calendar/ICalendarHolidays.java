package org.sla4j.calendar;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/**
 * The holidays in an iCalendar file ({@code .ics}, RFC 5545): its all-day events.
 *
 * <pre>{@code
 * ICalendarHolidays works = ICalendarHolidays.read(Path.of("works-holidays.ics"));
 * works.skipped(); // what was not taken for a holiday, and why
 * BusinessCalendar.builder("Plant").holidays(works) // ...
 * }</pre>
 *
 * <h2>What is read</h2>
 *
 * <ul>
 *   <li>Every {@code VEVENT} whose {@code DTSTART} is a date: that date, or the dates up to (not including) {@code DTEND} or for
 *       {@code DURATION}; repeated by {@code RRULE} and {@code RDATE}, less {@code EXDATE} and occurrences that another
 *       event with the same {@code UID} and a {@code RECURRENCE-ID} replaces. {@code SUMMARY} is the name.
 *   <li>Events with {@code STATUS:CANCELLED} are left out. Events with a time of day are no holidays: they are left out and
 *       listed by {@link #skipped()}. To-dos, alarms and other components are passed over.
 *   <li>Everything else that RFC 5545 does not allow, or whose meaning is open, is refused: a file cut off before its
 *       {@code END:VCALENDAR}, dates that do not exist, contradictory rules, rules by the hour or faster, and rules whose first
 *       date is not {@code DTSTART}.
 * </ul>
 *
 * <h2>Coverage</h2>
 *
 * A file says which dates are holidays but not where its knowledge ends. A file of events that end covers the years from its
 * first to its last date, whole; one in which every event recurs without end covers all years from its first date on. Where both
 * occur, the events that end decide: a list of movable feasts up to 2030 is not complete in 2031 because Christmas
 * recurs for ever. {@link #withCoverage} sets what the caller knows better.
 *
 * <h2>Bounds</h2>
 *
 * At most 1,048,576 characters, 10,000 events, 500 recurrence rules and 50,000 dates, all told; recurrences are followed to the
 * end of 2200. Reading a hostile file ends with an exception after a bounded amount of work.
 *
 * <h2>The dependency</h2>
 *
 * The library biweekly follows the recurrence rules and is optional. Without it everything else in this package works, and reading
 * a file with such a rule throws an {@link IllegalStateException} that says what to add: {@code net.sf.biweekly:biweekly}.
 *
 * <p>The value is plain data: it can be written down by {@link CalendarDefinition#of}. Immutable and thread-safe; two values are
 * equal if they have the same holidays, names and coverage.
 */
public final class ICalendarHolidays implements HolidayCalendar {
    private final Holidays holidays;
    private final List<String> skipped;

    ICalendarHolidays(Holidays holidays, List<String> skipped) {
        this.holidays = holidays;
        this.skipped = List.copyOf(skipped);
    }

    /**
     * Reads the text of an iCalendar file.
     *
     * @param text one or more {@code VCALENDAR} objects, at most 1,048,576 characters
     * @return its holidays
     * @throws InvalidDefinitionException if anything is wrong with it; it lists the mistakes, each with its line
     * @throws IllegalStateException if biweekly is needed and missing
     */
    public static ICalendarHolidays parse(String text) {
        try {
            return ICalendarReader.read(text);
        } catch (LinkageError e) {
            throw new IllegalStateException(
                    "ICalendarHolidays needs biweekly; add the dependency net.sf.biweekly:biweekly (0.6.8 is tested).",
                    e);
        }
    }

    /**
     * Reads an iCalendar file from a reader, which is read to its end or to the bound and not closed.
     *
     * @param in where the text comes from
     * @return its holidays
     * @throws InvalidDefinitionException if anything is wrong with it; it lists the mistakes, each with its line
     * @throws UncheckedIOException if reading fails
     * @throws IllegalStateException if biweekly is needed and missing
     */
    public static ICalendarHolidays read(Reader in) {
        try {
            StringBuilder text = new StringBuilder();
            char[] buffer = new char[8192];
            // One character too many is enough to know that a stream without end is too long.
            for (int n; text.length() <= ICalendarReader.MAX_CHARS && (n = in.read(buffer)) >= 0; ) {
                text.append(buffer, 0, n);
            }
            return parse(text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads an iCalendar file in UTF-8.
     *
     * @param file the file
     * @return its holidays
     * @throws InvalidDefinitionException if anything is wrong with it; it lists the mistakes, each with its line
     * @throws UncheckedIOException if reading fails
     * @throws IllegalStateException if biweekly is needed and missing
     */
    public static ICalendarHolidays read(Path file) {
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return read(in);
        } catch (CharacterCodingException e) {
            throw notUtf8(file);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw notUtf8(file);
            }
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InvalidDefinitionException notUtf8(Path file) {
        return ICalendarReader.invalid("The file " + file + " is not in UTF-8, which iCalendar files have to be.");
    }

    /**
     * Returns what was passed over although it might have been meant as a holiday.
     *
     * @return the events with a time of day, such as {@code line 12: "Summer party" has a time of day (20260703T150000)}; in
     *     the order of the file, unmodifiable
     */
    public List<String> skipped() {
        return skipped;
    }

    /**
     * Returns these holidays with the coverage that the caller vouches for.
     *
     * @param known the dates for which the file is complete; holidays outside them are dropped
     * @return the holidays with that coverage
     */
    @Override
    public ICalendarHolidays withCoverage(DateRange known) {
        return new ICalendarHolidays((Holidays) holidays.withCoverage(known), skipped);
    }

    Holidays data() {
        return holidays;
    }

    @Override
    public boolean isHoliday(LocalDate date) {
        return holidays.isHoliday(date);
    }

    @Override
    public List<String> namesOf(LocalDate date) {
        return holidays.namesOf(date);
    }

    @Override
    public DateRange coverage() {
        return holidays.coverage();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ICalendarHolidays that && holidays.equals(that.holidays);
    }

    @Override
    public int hashCode() {
        return holidays.hashCode();
    }

    /** Returns the dates with their names. */
    @Override
    public String toString() {
        return holidays.toString();
    }
}
