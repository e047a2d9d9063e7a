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
    private static final Pattern MOMENT = Pattern.compile("(\\d{4})([-/]?)(\\d{2})\\2(\\d{2})"
            + "(?:Z|[T ](\\d{2}):?(\\d{2})(?::?(\\d{2})(?:\\.\\d+)?)?(Z|[+-]\\d{2}:?\\d{2})?)?");
    private static final Pattern DURATION = Pattern.compile(
            "([+-]?)P(?:(\\d{1,9})W)?(?:(\\d{1,9})D)?(T(?:(\\d{1,9})H)?(?:(\\d{1,9})M)?(?:(\\d{1,9})S)?)?");

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
            return isMidnight() || !end().equals(date);
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
        return calendar.cancelled || value("STATUS").equalsIgnoreCase("CANCELLED");
    }

    // ---- moments ----

    /** Reads a date, or the local date and time in the zone of the line, of its event or of the feed. */
    Optional<Moment> moment(Line line, String text) {
        Matcher m = MOMENT.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!m.matches()) {
            return Optional.empty();
        }
        try {
            LocalDate date = LocalDate.of(number(m.group(1)), number(m.group(3)), number(m.group(4)));
            if (m.group(5) == null) {
                return Optional.of(new Moment(date, Optional.empty()));
            }
            boolean next = m.group(5).equals("24");
            int second = m.group(7) == null ? 0 : Math.min(59, number(m.group(7))); // 60 is a leap second
            LocalDateTime time =
                    date.plusDays(next ? 1 : 0).atTime(next ? 0 : number(m.group(5)), number(m.group(6)), second);
            return Optional.of(m.group(8) == null ? at(time) : local(line, time, m.group(8)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    private static Moment at(LocalDateTime time) {
        return new Moment(time.toLocalDate(), Optional.of(time.toLocalTime()));
    }

    private Moment local(Line line, LocalDateTime time, String offset) {
        LocalDateTime utc = offset.equals("Z")
                ? time
                : time.minusSeconds(ZoneOffset.of(offset).getTotalSeconds());
        Optional<ICalendarZones.Zone> zone = zone(line);
        if (zone.isPresent()) {
            return at(zone.get().local(utc));
        }
        if (!isAllDay() || utc.toLocalTime().equals(LocalTime.MIDNIGHT)) {
            return at(utc);
        }
        // Nothing says which zone this was midnight in; evening in Greenwich is midnight east of it, morning is
        // midnight
        // west of it. The last second of a day is meant to be its end.
        boolean lastSecond = utc.getSecond() == 59;
        LocalDateTime midnight = lastSecond ? utc.plusSeconds(1) : utc;
        LocalDate date = midnight.plusHours(12).toLocalDate();
        return lastSecond
                ? new Moment(date.minusDays(1), Optional.of(LocalTime.of(23, 59, 59)))
                : new Moment(date, Optional.of(LocalTime.MIDNIGHT));
    }

    private boolean isAllDay() {
        Line start = one("DTSTART");
        return start.parameter("VALUE").equalsIgnoreCase("DATE")
                || start.value().strip().length() <= 10
                || isMarkedAllDay();
    }

    boolean isMarkedAllDay() {
        return value("X-MICROSOFT-CDO-ALLDAYEVENT").equalsIgnoreCase("TRUE")
                || value("X-FUNAMBOL-ALLDAY").matches("(?i)true|1");
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
