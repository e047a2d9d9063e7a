package org.sla4j.calendar;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sla4j.calendar.ICalendarHolidays.Event;
import org.sla4j.calendar.ICalendarText.Line;

/**
 * One VEVENT as it is written, and what its properties mean.
 *
 * @param calendar the VCALENDAR that it is in
 * @param line where it begins
 * @param lines its properties, in order; the reader adds to them
 */
record ICalendarComponent(Calendar calendar, int line, List<Line> lines) {
    private static final Pattern MOMENT = Pattern.compile(
            "(?<year>\\d{4})(?:(?<month>\\d{2})(?<day>\\d{2})|([-/.])(?<month2>\\d{1,2})\\4(?<day2>\\d{1,2}))"
                    + "(?:Z|T|[T ](?<hour>\\d{2}):?(?<minute>\\d{2})(?::?(?<second>\\d{2})(?:\\.\\d+)?)?(?<offset>Z|[+-]\\d{2}:?\\d{2})?)?");
    private static final Pattern PLAIN_DATE = Pattern.compile("\\d{8}");
    private static final Pattern DURATION = Pattern.compile(
            "([+-]?)P(?:(\\d{1,9})W)?(?:(\\d{1,9})D)?(T(?:(\\d{1,9})H)?(?:(\\d{1,9})M)?(?:(\\d{1,9})S)?)?");

    /** What programs write beside an event that lasts whole days whatever its times say. */
    static final List<String> ALL_DAY_MARKS =
            List.of("X-MICROSOFT-CDO-ALLDAYEVENT", "X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT", "X-FUNAMBOL-ALLDAY");

    /** What holds for all events of one VCALENDAR; filled by the reader. */
    static final class Calendar {
        final ICalendarZones zones = new ICalendarZones();
        boolean cancelled;
    }

    /** A date, and the time of day on it where one is written. */
    record Moment(LocalDate date, Optional<LocalTime> time) {
        boolean isMidnight() {
            return time.filter(LocalTime.MIDNIGHT::equals).isPresent();
        }

        /** The first date of which nothing is included; a minute before midnight is meant to be midnight. */
        LocalDate end() {
            return time.filter(at -> !at.isBefore(LocalTime.of(23, 59))).isPresent() ? date.plusDays(1) : date;
        }

        /** Whether the day before {@link #end()} is included whole. */
        boolean endsADay() {
            return time.isEmpty() || isMidnight() || !end().equals(date);
        }
    }

    List<Line> all(String name) {
        return lines.stream().filter(line -> line.name().equals(name)).toList();
    }

    /** The first line of a name, or one with an empty value. */
    Line one(String name) {
        for (Line line : lines) {
            if (line.name().equals(name)) {
                return line;
            }
        }
        return new Line(line, name, Map.of(), "");
    }

    String value(String name) {
        return one(name).value().strip();
    }

    boolean has(String name) {
        return !value(name).isEmpty();
    }

    int sequence() {
        String text = value("SEQUENCE");
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }

    boolean isCancelled() {
        return calendar.cancelled || value("STATUS").matches("(?i)cancell?ed");
    }

    // ---- moments ----

    /** Reads a date, or the local date and time in the zone of the line, of its event or of the feed. */
    Optional<Moment> moment(Line line, String text) {
        Matcher m = MOMENT.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!m.matches()) {
            return Optional.empty();
        }
        try {
            LocalDate date = LocalDate.of(
                    number(m.group("year")),
                    number(m.group("month") == null ? m.group("month2") : m.group("month")),
                    number(m.group("day") == null ? m.group("day2") : m.group("day")));
            String hour = m.group("hour");
            if (hour == null) {
                return Optional.of(new Moment(date, Optional.empty()));
            }
            boolean next = hour.equals("24");
            String written = m.group("second");
            int second = written == null ? 0 : Math.min(59, number(written)); // 60 is a leap second
            LocalDateTime time =
                    date.plusDays(next ? 1 : 0).atTime(next ? 0 : number(hour), number(m.group("minute")), second);
            String offset = m.group("offset");
            return Optional.of(offset == null ? at(zone(line), time) : local(line, time, offset));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whether a date is written as RFC 5545 says. */
    static boolean isPlainDate(String text) {
        return PLAIN_DATE.matcher(text.strip()).matches();
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    /** A local date and time; the first moment of a day counts as midnight also where clocks skip it. */
    private static Moment at(Optional<ICalendarZones.Zone> zone, LocalDateTime local) {
        LocalDate date = local.toLocalDate();
        LocalTime time = local.toLocalTime();
        boolean isStart =
                zone.filter(known -> known.dayStart(date).equals(time)).isPresent();
        return new Moment(date, Optional.of(isStart ? LocalTime.MIDNIGHT : time));
    }

    private Moment local(Line line, LocalDateTime time, String offset) {
        LocalDateTime utc = offset.equals("Z")
                ? time
                : time.minusSeconds(ZoneOffset.of(offset).getTotalSeconds());
        Optional<ICalendarZones.Zone> zone = zone(line);
        if (zone.isPresent()) {
            return at(zone, zone.get().local(utc));
        }
        if (!offset.equals("Z")) {
            return at(zone, time); // the offset says itself what is local
        }
        if (!isAllDay() || utc.toLocalTime().equals(LocalTime.MIDNIGHT)) {
            return at(zone, utc);
        }
        // Nothing says in which zone this was midnight. Evening in Greenwich is midnight east of it, morning is
        // midnight west of
        // it. The last second of a day is meant to be its end.
        boolean lastSecond = utc.getSecond() == 59;
        LocalDateTime midnight = lastSecond ? utc.plusSeconds(1) : utc;
        LocalDate date = midnight.plusHours(12).toLocalDate();
        return lastSecond
                ? new Moment(date.minusDays(1), Optional.of(LocalTime.of(23, 59, 59)))
                : new Moment(date, Optional.of(LocalTime.MIDNIGHT));
    }

    /** Whether it starts on a date, as far as can be said without looking at the end. */
    boolean isAllDay() {
        Line start = one("DTSTART");
        return start.parameter("VALUE").equalsIgnoreCase("DATE")
                || start.value().strip().length() <= 10
                || isMarkedAllDay();
    }

    boolean isMarkedAllDay() {
        return ALL_DAY_MARKS.stream().anyMatch(mark -> value(mark).matches("(?i)true|1"));
    }

    private Optional<ICalendarZones.Zone> zone(Line line) {
        ICalendarZones zones = calendar.zones;
        Optional<ICalendarZones.Zone> zone = zones.of(line.parameter("TZID"));
        if (zone.isEmpty()) {
            zone = zones.of(one("DTSTART").parameter("TZID"));
        }
        for (Line other : lines) {
            zone = zone.isPresent() ? zone : zones.of(other.parameter("TZID"));
        }
        return zone.or(zones::ofTheFeed);
    }

    // ---- durations ----

    static Optional<Duration> duration(String text) {
        Matcher m = DURATION.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!m.matches() || text.strip().toUpperCase(Locale.ROOT).endsWith("P")) {
            return Optional.empty();
        }
        Duration sum = Duration.ofDays(7 * part(m.group(2)) + part(m.group(3)))
                .plusHours(part(m.group(5)))
                .plusMinutes(part(m.group(6)))
                .plusSeconds(part(m.group(7)));
        return Optional.of(m.group(1).equals("-") ? sum.negated() : sum);
    }

    private static long part(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    // ---- texts ----

    String summary() {
        return unescape(value("SUMMARY"), ' ');
    }

    Event info() {
        List<String> categories = all("CATEGORIES").stream()
                .flatMap(line -> Arrays.stream(line.value().split("(?<!\\\\),")))
                .map(text -> unescape(text, ' '))
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList();
        return new Event(
                value("UID"),
                summary(),
                unescape(value("DESCRIPTION"), '\n'),
                categories,
                has("CLASS") ? value("CLASS").toUpperCase(Locale.ROOT) : "PUBLIC",
                has("TRANSP") ? value("TRANSP").toUpperCase(Locale.ROOT) : "OPAQUE",
                value("STATUS").toUpperCase(Locale.ROOT));
    }

    private static String unescape(String text, char lineBreak) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                c = text.charAt(++i);
                c = c == 'n' || c == 'N' ? '\n' : c;
            }
            out.append(c == '\n' ? lineBreak : Character.isISOControl(c) ? ' ' : c);
        }
        return out.toString().strip();
    }
}
