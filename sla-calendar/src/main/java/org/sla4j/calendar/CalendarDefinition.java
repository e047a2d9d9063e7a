package org.sla4j.calendar;

import static org.sla4j.calendar.Definitions.list;
import static org.sla4j.calendar.Definitions.text;

import java.util.List;
import java.util.Map;

/**
 * A calendar written down as plain strings and lists, for configuration files and databases.
 *
 * <p>Any binder that can fill records (Jackson for JSON or YAML, Spring Boot) fills it without help; parts left out may be
 * {@code null} and become empty. Use {@link #fromMap} to find misspelt keys too. {@link #toCalendar()} reports every mistake
 * at once, each with its path, and {@link #of} writes a calendar back:
 *
 * <pre>{@code
 * { "name": "Berlin office", "zone": "Europe/Berlin",
 *   "hours": "Mon-Fri 09:00-12:00,13:00-17:30",
 *   "hoursFrom": [ { "from": "2027-01-01", "hours": "Mon-Fri 08:00-17:00" } ],
 *   "publicHolidays": [ "de/be" ],
 *   "holidays": [ { "date": "12-24", "name": "Christmas Eve" }, { "date": "2026-12-27/2027-01-01" },
 *                 { "date": "Friday on or after 06-19", "name": "Midsummer Eve" } ],
 *   "except": [ "easter+1" ],
 *   "special": [ { "date": "2026-12-31", "hours": "9am-1pm" } ] }
 * }</pre>
 *
 * A combined calendar has a {@code combine} of {@code union}, {@code intersection} or {@code without}, and two or more
 * {@code parts} in place of zone, hours and holidays. Nothing that is written is ignored: what has no meaning where it stands is a
 * mistake.
 *
 * <p>A definition has at most 100,000 entries (holidays, exceptions, special dates, dated hours and parts, those of parts included)
 * and 32 levels of parts.
 *
 * @param name what people call the calendar
 * @param zone a zone of the tz database such as {@code Europe/Berlin}
 * @param hours weekly hours as {@link WeeklyHours#parse} reads them; {@code always} and nothing else is the calendar that never
 *     closes
 * @param hoursFrom weekly hours that apply from a date on
 * @param holidays dates on which nothing opens, and dates that work like a weekday
 * @param observed what happens to {@code holidays} that fall on a weekend: {@code nearest weekday}, {@code next weekday} or
 *     {@code sunday to next weekday}, which closes both dates; to close one of them, {@code nearest weekday, own date} or
 *     {@code nearest weekday, observed day}; empty if they are not moved
 * @param publicHolidays places whose public holidays Jollyday knows, such as {@code de/be} for Berlin; after commas which days
 *     of a moved holiday are closed ({@code own date} or {@code observed day}, else both) and the language of the names:
 *     {@code us, observed day, names in es}
 * @param feeds names of holidays that the program hands over to {@link #toCalendar(Map)}
 * @param except dates that are not holidays after all, by any rule that {@link HolidayCalendar#parse} reads
 * @param special hours of single dates
 * @param holidaysKnown the dates for which the holidays are complete, as {@code 2026-01-01/2028-12-31}; empty means all
 * @param whenHolidaysEnd {@code fail}, {@code warn} or {@code weekends-only}; empty means {@code fail}
 * @param combine how the parts are put together; empty for a calendar of its own
 * @param parts calendars to combine, or none
 */
public record CalendarDefinition(
        String name,
        String zone,
        String hours,
        List<DatedHours> hoursFrom,
        List<Holiday> holidays,
        String observed,
        List<String> publicHolidays,
        List<String> feeds,
        List<String> except,
        List<SpecialDate> special,
        String holidaysKnown,
        String whenHolidaysEnd,
        String combine,
        List<CalendarDefinition> parts) {
    /** Replaces parts that a binder left {@code null} by empty ones and copies the lists. */
    public CalendarDefinition {
        name = text(name);
        zone = text(zone);
        hours = text(hours);
        hoursFrom = list(hoursFrom);
        holidays = list(holidays);
        observed = text(observed);
        publicHolidays = list(publicHolidays);
        feeds = list(feeds);
        except = list(except);
        special = list(special);
        holidaysKnown = text(holidaysKnown);
        whenHolidaysEnd = text(whenHolidaysEnd);
        combine = text(combine);
        parts = list(parts);
    }

    /**
     * Weekly hours that apply from a date on.
     *
     * @param from the first date, as {@code 2027-01-01}
     * @param hours weekly hours as {@link WeeklyHours#parse} reads them
     */
    public record DatedHours(String from, String hours) {
        /** Replaces parts that a binder left {@code null} by empty ones. */
        public DatedHours {
            from = text(from);
            hours = text(hours);
        }
    }

    /**
     * Holidays of one name, or dates that work like a weekday.
     *
     * @param date one date ({@code 2026-12-25}), a date of every year ({@code 12-25}), a range ({@code 2026-12-27/2027-01-01}), or
     *     any other rule that {@link HolidayCalendar#parse} reads, such as {@code easter+1} or {@code last Monday of May}
     * @param name what it is called, may be empty
     * @param worksLike the weekday whose hours hold on these dates, such as {@code Monday}; empty for holidays
     * @param publishedAt when it was published: an instant, or a date, which means its start in the calendar's zone; empty
     *     if it was always known
     */
    public record Holiday(String date, String name, String worksLike, String publishedAt) {
        /** Replaces parts that a binder left {@code null} by empty ones. */
        public Holiday {
            date = text(date);
            name = text(name);
            worksLike = text(worksLike);
            publishedAt = text(publishedAt);
        }
    }

    /**
     * Hours of one date.
     *
     * @param date the date, as {@code 2026-12-24}
     * @param hours ranges separated by commas, or {@code off}
     * @param name what the date is called, may be empty
     * @param publishedAt when it was published: an instant, or a date, which means its start in the calendar's zone; empty
     *     if it was always known
     */
    public record SpecialDate(String date, String hours, String name, String publishedAt) {
        /** Replaces parts that a binder left {@code null} by empty ones. */
        public SpecialDate {
            date = text(date);
            hours = text(hours);
            name = text(name);
            publishedAt = text(publishedAt);
        }
    }

    /**
     * Reads a definition from what a JSON, YAML or properties library made of a document.
     *
     * @param map the document; its keys are the names of the components of this record
     * @return the definition, of which {@link #toCalendar(Map)} makes a calendar if it is given all feeds that it names
     * @throws InvalidDefinitionException if a key is unknown, a value has the wrong type or cannot be read, or it names public holidays and
     *     Jollyday is missing; it lists all mistakes in the order of the document, each with its path
     */
    public static CalendarDefinition fromMap(Map<String, ?> map) {
        return Definitions.fromMap(
                CalendarDefinition.class, map, (definition, isUnread) -> CalendarDefinitionReader.check(definition));
    }

    /**
     * Writes a calendar down.
     *
     * @param calendar a calendar whose holidays are rules and dates, public holidays of Jollyday, or
     *     {@linkplain HolidayCalendar#named named}
     * @return a definition that {@link #toCalendar(Map)} turns into an equal calendar
     * @throws IllegalArgumentException if its holidays cannot be written down, such as a lambda without a name
     */
    public static CalendarDefinition of(BusinessCalendar calendar) {
        return CalendarDefinitionWriter.write(calendar);
    }

    /**
     * Makes the calendar.
     *
     * @return the calendar that this definition describes
     * @throws InvalidDefinitionException if anything is wrong, or if it names public holidays and Jollyday is missing; it lists the
     *     mistakes, at most 100, each with its path
     */
    public BusinessCalendar toCalendar() {
        return toCalendar(Map.of());
    }

    /**
     * Makes the calendar, with holidays that the program has fetched or computed.
     *
     * <pre>{@code
     * definition.toCalendar(Map.of("works council", ICalendarHolidays.parse(textOfTheFeed)));
     * }</pre>
     *
     * @param feeds holidays by the names that {@code feeds} of the definition gives; others are not used
     * @return the calendar that this definition describes
     * @throws InvalidDefinitionException if anything is wrong, or if it names public holidays and Jollyday is missing; it lists the
     *     mistakes, at most 100, each with its path
     */
    public BusinessCalendar toCalendar(Map<String, ? extends HolidayCalendar> feeds) {
        return CalendarDefinitionReader.read(this, feeds);
    }
}
