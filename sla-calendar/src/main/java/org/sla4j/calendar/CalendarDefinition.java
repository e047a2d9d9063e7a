package org.sla4j.calendar;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A calendar written down as plain strings and lists, for configuration files and databases.
 *
 * <p>Any binder that can fill records (Jackson for JSON or YAML, Spring Boot) fills it without help; parts left out may be
 * {@code null} and become empty. {@link #toCalendar()} reports every mistake at once, each with its path, and {@link #of}
 * writes a calendar back:
 *
 * <pre>{@code
 * { "name": "Berlin office", "zone": "Europe/Berlin",
 *   "hours": "Mon-Fri 09:00-12:00,13:00-17:30",
 *   "hoursFrom": [ { "from": "2027-01-01", "hours": "Mon-Fri 08:00-17:00" } ],
 *   "holidays": [ { "date": "12-25", "name": "Christmas Day" }, { "date": "2026-12-27/2027-01-01" } ],
 *   "special": [ { "date": "2026-12-24", "hours": "09:00-13:00" } ] }
 * }</pre>
 *
 * A combined calendar has a {@code combine} of {@code union}, {@code intersection} or {@code without}, and two {@code parts}
 * in place of zone and hours.
 *
 * @param name what people call the calendar
 * @param zone a zone of the tz database such as {@code Europe/Berlin}
 * @param hours weekly hours as {@link WeeklyHours#parse} reads them
 * @param hoursFrom weekly hours that apply from a date on
 * @param holidays dates on which nothing opens
 * @param special hours of single dates
 * @param holidaysKnown the dates for which the holidays are complete, as {@code 2026-01-01/2028-12-31}; empty means all
 * @param whenHolidaysEnd {@code fail}, {@code warn} or {@code weekends-only}; empty means {@code fail}
 * @param combine how the parts are put together; empty for a calendar of its own
 * @param parts two calendars to combine, or none
 */
public record CalendarDefinition(
        String name,
        String zone,
        String hours,
        List<DatedHours> hoursFrom,
        List<Holiday> holidays,
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
     * Holidays of one name.
     *
     * @param date one date ({@code 2026-12-25}), a date of every year ({@code 12-25}) or a range
     *     ({@code 2026-12-27/2027-01-01})
     * @param name what it is called, may be empty
     * @param announced when people came to know of it, as {@code 2026-10-01}; empty if it was always known
     */
    public record Holiday(String date, String name, String announced) {
        /** Replaces parts that a binder left {@code null} by empty ones. */
        public Holiday {
            date = text(date);
            name = text(name);
            announced = text(announced);
        }
    }

    /**
     * Hours of one date.
     *
     * @param date the date, as {@code 2026-12-24}
     * @param hours ranges separated by commas, or {@code off}
     * @param name what the date is called, may be empty
     * @param announced when people came to know of it, as {@code 2026-10-01}; empty if it was always known
     */
    public record SpecialDate(String date, String hours, String name, String announced) {
        /** Replaces parts that a binder left {@code null} by empty ones. */
        public SpecialDate {
            date = text(date);
            hours = text(hours);
            name = text(name);
            announced = text(announced);
        }
    }

    // Binders hand over null for what a document leaves out, although no caller in Java should.
    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static <T> List<T> list(@Nullable List<T> list) {
        return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
    }

    /**
     * Writes a calendar down.
     *
     * @param calendar a calendar whose holidays are dates, yearly dates and ranges
     * @return a definition that {@link #toCalendar()} turns into an equal calendar
     * @throws IllegalArgumentException if its holidays come from code (a lambda or a library), which cannot be written down
     */
    public static CalendarDefinition of(BusinessCalendar calendar) {
        return of(calendar.name(), calendar.definition());
    }

    private static CalendarDefinition of(String name, OpenSet set) {
        if (set instanceof OpenSet.Schedule schedule) {
            return of(name, schedule);
        }
        if (set instanceof OpenSet.Combined combined) {
            CalendarDefinition left = of("", combined.left());
            CalendarDefinition right = of(combined.rightName(), combined.right());
            String word = combined.operation().name().toLowerCase(Locale.ROOT);
            return new CalendarDefinition(
                    name, "", "", List.of(), List.of(), List.of(), "", "", word, List.of(left, right));
        }
        return new CalendarDefinition(name, "", "always", List.of(), List.of(), List.of(), "", "", "", List.of());
    }

    private static CalendarDefinition of(String name, OpenSet.Schedule schedule) {
        if (!(schedule.holidays() instanceof Holidays days)) {
            throw new IllegalArgumentException("The holidays of calendar \"" + name
                    + "\" come from code and cannot be written down: " + schedule.holidays()
                    + "; use dates, yearly dates and ranges.");
        }
        String hours = "";
        List<DatedHours> hoursFrom = new ArrayList<>();
        for (var entry : schedule.hours().entrySet()) {
            if (entry.getKey().equals(LocalDate.MIN)) {
                hours = entry.getValue().toString();
            } else {
                hoursFrom.add(new DatedHours(
                        entry.getKey().toString(), entry.getValue().toString()));
            }
        }
        List<Holiday> holidays = new ArrayList<>();
        days.entries()
                .forEach(entry -> holidays.add(new Holiday(
                        entry.rule().toString(),
                        entry.name(),
                        entry.publishedAt()
                                .map(at -> at.atOffset(ZoneOffset.UTC)
                                        .toLocalDate()
                                        .toString())
                                .orElse(""))));
        List<SpecialDate> special = new ArrayList<>();
        schedule.special()
                .forEach((date, exception) -> special.add(new SpecialDate(
                        date.toString(),
                        ranges(exception.ranges()),
                        exception.name(),
                        exception.announced().map(LocalDate::toString).orElse(""))));
        String known = days.coverage().equals(DateRange.SUPPORTED)
                ? ""
                : days.coverage().toString();
        String gap = schedule.gap() == HolidayGap.FAIL
                ? ""
                : schedule.gap().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new CalendarDefinition(
                name, schedule.zone().getId(), hours, hoursFrom, holidays, special, known, gap, "", List.of());
    }

    private static String ranges(List<TimeRange> ranges) {
        return ranges.isEmpty()
                ? "off"
                : String.join(",", ranges.stream().map(TimeRange::toString).toList());
    }

    /**
     * Makes the calendar.
     *
     * @return the calendar that this definition describes
     * @throws InvalidDefinitionException if anything is wrong; it lists all mistakes, each with its path
     */
    public BusinessCalendar toCalendar() {
        List<InvalidDefinitionException.Mistake> mistakes = new ArrayList<>();
        Optional<BusinessCalendar> calendar = read("", mistakes);
        if (mistakes.isEmpty() && calendar.isPresent()) {
            return calendar.get();
        }
        throw new InvalidDefinitionException("calendar \"" + name + "\"", mistakes);
    }

    /** Makes the calendar or adds to the mistakes; {@code prefix} is the path to this definition, with a dot, or empty. */
    private Optional<BusinessCalendar> read(String prefix, List<InvalidDefinitionException.Mistake> mistakes) {
        int before = mistakes.size();
        Reader in = new Reader(prefix, mistakes);
        if (name.isBlank()) {
            in.mistake("name", "A calendar needs a name.");
        }
        Optional<BusinessCalendar> calendar =
                combine.isEmpty() && parts.isEmpty() ? readOwn(in) : readCombined(in, prefix, mistakes);
        return mistakes.size() == before ? calendar : Optional.empty();
    }

    private Optional<BusinessCalendar> readCombined(
            Reader in, String prefix, List<InvalidDefinitionException.Mistake> mistakes) {
        Optional<OpenSet.Operation> operation = in.get(
                "combine",
                () -> Arrays.stream(OpenSet.Operation.values())
                        .filter(o -> o.name().equalsIgnoreCase(combine.strip()))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("\"" + combine
                                + "\" is no way to combine calendars; use union, intersection or without.")));
        if (parts.size() != 2) {
            in.mistake("parts", "Two calendars are combined at a time, but there are " + parts.size() + ".");
            return Optional.empty();
        }
        if (!zone.isEmpty() || !hours.isEmpty()) {
            in.mistake("combine", "A combined calendar has no zone and no hours of its own; they belong to its parts.");
        }
        // The left part needs no name of its own, so it borrows the whole's.
        CalendarDefinition first = parts.get(0).name().isBlank() ? parts.get(0).withName(name) : parts.get(0);
        Optional<BusinessCalendar> left = first.read(prefix + "parts[0].", mistakes);
        Optional<BusinessCalendar> right = parts.get(1).read(prefix + "parts[1].", mistakes);
        if (operation.isEmpty() || left.isEmpty() || right.isEmpty()) {
            return Optional.empty();
        }
        return in.get("combine", () -> left.get().combined(operation.get(), right.get(), name));
    }

    private CalendarDefinition withName(String other) {
        return new CalendarDefinition(
                other, zone, hours, hoursFrom, holidays, special, holidaysKnown, whenHolidaysEnd, combine, parts);
    }

    private Optional<BusinessCalendar> readOwn(Reader in) {
        if (hours.equalsIgnoreCase("always")) {
            return Optional.of(BusinessCalendar.alwaysOpen().withName(name.isBlank() ? "24x7" : name));
        }
        BusinessCalendar.Builder builder = BusinessCalendar.builder(name.isBlank() ? "unnamed" : name);
        in.get("zone", () -> builder.zone(zone.strip()));
        if (!hours.isEmpty() || hoursFrom.isEmpty()) {
            in.get("hours", () -> builder.hours(WeeklyHours.parse(hours)));
        }
        for (int i = 0; i < hoursFrom.size(); i++) {
            DatedHours dated = hoursFrom.get(i);
            String path = "hoursFrom[" + i + "].";
            Optional<LocalDate> from = in.get(path + "from", () -> date(dated.from()));
            Optional<WeeklyHours> week = in.get(path + "hours", () -> WeeklyHours.parse(dated.hours()));
            if (from.isPresent() && week.isPresent()) {
                in.get(path + "from", () -> builder.hoursFrom(from.get(), week.get()));
            }
        }
        for (int i = 0; i < holidays.size(); i++) {
            Holiday holiday = holidays.get(i);
            String path = "holidays[" + i + "].";
            Optional<HolidayCalendar> days = in.get(path + "date", () -> holidays(holiday));
            if (holiday.announced().isBlank()) {
                days.ifPresent(builder::holidays);
            } else {
                Optional<LocalDate> on = in.get(path + "announced", () -> date(holiday.announced()));
                days.ifPresent(dates -> on.ifPresent(known -> builder.holidays(
                        dates.publishedAt(known.atStartOfDay(ZoneOffset.UTC).toInstant()))));
            }
        }
        if (!holidaysKnown.isBlank()) {
            in.get("holidaysKnown", () -> builder.holidays(Holidays.NONE.withCoverage(range(holidaysKnown.strip()))));
        }
        for (int i = 0; i < special.size(); i++) {
            SpecialDate exception = special.get(i);
            String path = "special[" + i + "].";
            Optional<LocalDate> date = in.get(path + "date", () -> date(exception.date()));
            Optional<TimeRange[]> ranges = in.get(path + "hours", () -> ranges(exception.hours()));
            Optional<LocalDate> on = exception.announced().isBlank()
                    ? Optional.empty()
                    : in.get(path + "announced", () -> date(exception.announced()));
            if (date.isPresent() && ranges.isPresent()) {
                in.get(
                        path + "hours",
                        () -> on.isPresent()
                                ? builder.special(date.get(), exception.name(), on.get(), ranges.get())
                                : builder.special(date.get(), exception.name(), ranges.get()));
            }
        }
        if (!whenHolidaysEnd.isBlank()) {
            in.get("whenHolidaysEnd", () -> builder.whenHolidaysEnd(gap(whenHolidaysEnd)));
        }
        return in.isClean() ? Optional.of(builder.build()) : Optional.empty();
    }

    private static HolidayCalendar holidays(Holiday holiday) {
        return HolidayCalendar.parse(holiday.date(), holiday.name());
    }

    private static DateRange range(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("\"" + text + "\" is not a range of dates; use 2026-01-01/2028-12-31.");
        }
        return DateRange.of(date(text.substring(0, slash)), date(text.substring(slash + 1)));
    }

    private static TimeRange[] ranges(String text) {
        return HoursText.date(text).toArray(TimeRange[]::new);
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeException e) {
            throw notADate(text, e);
        }
    }

    private static IllegalArgumentException notADate(String text, DateTimeException cause) {
        return new IllegalArgumentException(
                "\"" + text
                        + "\" is not a date; use 2026-12-25, for every year 12-25, for a range 2026-12-27/2027-01-01.",
                cause);
    }

    private static HolidayGap gap(String text) {
        return Arrays.stream(HolidayGap.values())
                .filter(gap -> gap.name().replace('_', '-').equalsIgnoreCase(text.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + text + "\" is no choice for the end of holiday data; use fail, warn or weekends-only."));
    }

    /** Turns the exceptions of one part after another into mistakes with a path. */
    private static final class Reader {
        private final String prefix;
        private final List<InvalidDefinitionException.Mistake> mistakes;
        private final int before;

        Reader(String prefix, List<InvalidDefinitionException.Mistake> mistakes) {
            this.prefix = prefix;
            this.mistakes = mistakes;
            this.before = mistakes.size();
        }

        void mistake(String path, String message) {
            mistakes.add(new InvalidDefinitionException.Mistake(prefix + path, message));
        }

        <T> Optional<T> get(String path, Supplier<T> part) {
            try {
                return Optional.of(part.get());
            } catch (DateTimeException | IllegalArgumentException e) {
                mistake(path, Objects.requireNonNullElse(e.getMessage(), "cannot be read"));
                return Optional.empty();
            }
        }

        boolean isClean() {
            return mistakes.size() == before;
        }
    }
}
