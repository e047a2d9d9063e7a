package org.sla4j.calendar;

import biweekly.ICalDataType;
import biweekly.ICalVersion;
import biweekly.io.ParseContext;
import biweekly.io.scribe.property.RecurrenceRuleScribe;
import biweekly.parameter.ICalParameters;
import biweekly.util.Recurrence;
import biweekly.util.com.google.ical.iter.RecurrenceIterator;
import biweekly.util.com.google.ical.iter.RecurrenceIteratorFactory;
import biweekly.util.com.google.ical.values.DateValue;
import biweekly.util.com.google.ical.values.DateValueImpl;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one iCalendar text; used once, by one thread.
 *
 * <p>The lines are read here and biweekly is given the recurrence rules alone. Its own reader puts dates into the default
 * time zone of the JVM, takes 2026-13-45 for a date, passes over {@code COUNT=0} and a missing {@code END}, and says nothing.
 */
final class ICalendarReader {
    static final int MAX_CHARS = 1 << 20;
    private static final int MAX_EVENTS = 10_000;
    private static final int MAX_RULES = 500;
    private static final int MAX_RULE_CHARS = 500;
    private static final int MAX_DATES = 50_000;
    private static final int MAX_DEPTH = 16;
    private static final int MAX_MISTAKES = 20;

    private static final Pattern DATE = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})");
    private static final Pattern DATE_TIME = Pattern.compile("\\d{8}T\\d{6}Z?");
    private static final Pattern DURATION = Pattern.compile("\\+?P(\\d{1,5})([DW])");
    private static final Pattern POSITIVE = Pattern.compile("0*[1-9]\\d{0,3}");
    private static final Set<String> FREQUENCIES = Set.of("DAILY", "WEEKLY", "MONTHLY", "YEARLY");
    private static final Set<String> RULE_PARTS = Set.of(
            "FREQ",
            "UNTIL",
            "COUNT",
            "INTERVAL",
            "BYDAY",
            "BYMONTHDAY",
            "BYYEARDAY",
            "BYWEEKNO",
            "BYMONTH",
            "BYSETPOS",
            "WKST");
    private static final Set<String> ONCE =
            Set.of("DTSTART", "DTEND", "DURATION", "RRULE", "SUMMARY", "STATUS", "UID", "RECURRENCE-ID");

    /** One content line, unfolded. */
    private record Line(int number, String name, Map<String, String> parameters, String value) {}

    private record Event(int line, List<Line> lines) {
        List<Line> all(String name) {
            return lines.stream().filter(line -> line.name().equals(name)).toList();
        }

        /** The only line of a name, or one with an empty value. */
        Line one(String name) {
            List<Line> all = all(name);
            return all.isEmpty() ? new Line(line, name, Map.of(), "") : all.get(0);
        }

        String value(String name) {
            return one(name).value();
        }
    }

    /** A mistake in one line. */
    private static final class Mistake extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int line;

        Mistake(int line, String message) {
            super(message, null, false, false);
            this.line = line;
        }
    }

    /** A mistake after which it makes no sense, or takes too long, to go on. */
    private static final class Abort extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Abort() {
            super("", null, false, false);
        }
    }

    private final List<InvalidDefinitionException.Mistake> mistakes = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    /** For each event that recurs, the occurrences that others replace, by UID. */
    private final Map<String, Set<LocalDate>> replaced = new HashMap<>();

    private final SortedMap<LocalDate, String> dates = new TreeMap<>();
    private int rules;
    private int counted;
    private int firstYear = Integer.MAX_VALUE;
    private int lastBoundedYear = Integer.MIN_VALUE;
    private int lastEndlessStart = Integer.MIN_VALUE;

    private ICalendarReader() {}

    static ICalendarHolidays read(String text) {
        if (text.length() > MAX_CHARS) {
            throw invalid("The text is longer than the " + MAX_CHARS + " characters that are accepted.");
        }
        ICalendarReader reader = new ICalendarReader();
        try {
            reader.readLines(text);
            reader.events.forEach(event -> reader.attempt(() -> reader.noteReplacement(event)));
            reader.events.forEach(event -> reader.attempt(() -> reader.add(event)));
        } catch (Abort e) {
            // the mistakes say why
        }
        if (reader.mistakes.isEmpty() && reader.dates.isEmpty()) {
            reader.report(
                    "",
                    "There is no all-day event within " + DateRange.SUPPORTED + " in it"
                            + (reader.skipped.isEmpty()
                                    ? ""
                                    : ", only " + reader.skipped.size() + " with a time of day")
                            + "; a holiday is a VEVENT with a line like DTSTART;VALUE=DATE:20261225.");
        }
        if (!reader.mistakes.isEmpty()) {
            throw new InvalidDefinitionException("holidays in iCalendar text", reader.mistakes);
        }
        List<Holidays.Entry> entries = new ArrayList<>();
        reader.dates.forEach((date, name) -> entries.add(
                new Holidays.Entry(new HolidayRule.Single(date), name, Optional.empty(), Optional.empty())));
        return new ICalendarHolidays(new Holidays(entries, reader.coverage()), reader.skipped);
    }

    static InvalidDefinitionException invalid(String message) {
        return new InvalidDefinitionException(
                "holidays in iCalendar text", List.of(new InvalidDefinitionException.Mistake("", message)));
    }

    private DateRange coverage() {
        int last = lastBoundedYear == Integer.MIN_VALUE
                ? DateRange.SUPPORTED.last().getYear()
                : Math.max(lastBoundedYear, lastEndlessStart);
        return new DateRange(LocalDate.of(firstYear, 1, 1), LocalDate.of(last, 12, 31));
    }

    private void report(String path, String message) {
        mistakes.add(new InvalidDefinitionException.Mistake(path, message));
        if (mistakes.size() == MAX_MISTAKES) {
            throw new Abort();
        }
    }

    private Abort abort(int line, String message) {
        report("line " + line, message);
        return new Abort();
    }

    private void attempt(Runnable part) {
        try {
            part.run();
        } catch (Mistake e) {
            report("line " + e.line, String.valueOf(e.getMessage()));
        }
    }

    // ---- lines and components ----

    private void readLines(String text) {
        Deque<String> open = new ArrayDeque<>();
        String[] physical = (text.startsWith("\uFEFF") ? text.substring(1) : text).split("\r\n|\n|\r", -1);
        boolean found = false;
        for (int i = 0; i < physical.length; ) {
            int number = i + 1;
            StringBuilder unfolded = new StringBuilder(physical[i++]);
            while (i < physical.length && (physical[i].startsWith(" ") || physical[i].startsWith("\t"))) {
                unfolded.append(physical[i++], 1, physical[i - 1].length());
            }
            if (unfolded.toString().isBlank()) {
                continue;
            }
            Line line = parse(number, unfolded.toString());
            if (open.isEmpty() && !(line.name().equals("BEGIN") && isNamed(line, "VCALENDAR"))) {
                throw abort(
                        number,
                        quote(unfolded.toString()) + " is outside of a calendar; an iCalendar file begins with"
                                + " BEGIN:VCALENDAR and ends with END:VCALENDAR.");
            }
            found = true;
            if (line.name().equals("BEGIN")) {
                begin(line, open);
            } else if (line.name().equals("END")) {
                if (!isNamed(line, open.pop())) {
                    throw abort(number, quote(unfolded.toString()) + " does not end the component that began last.");
                }
            } else if (isEvent(open)) {
                events.get(events.size() - 1).lines().add(line);
            } else if (open.size() == 1
                    && line.name().equals("VERSION")
                    && !line.value().strip().equals("2.0")) {
                throw abort(number, quote(line.value()) + " is a version that is not supported; use iCalendar 2.0.");
            }
        }
        if (!found) {
            throw abort(1, "The text is empty; an iCalendar file begins with BEGIN:VCALENDAR.");
        }
        if (!open.isEmpty()) {
            throw abort(physical.length, "The text ends before END:" + open.peek() + "; is it cut off?");
        }
    }

    private static boolean isNamed(Line line, String component) {
        return line.value().strip().equalsIgnoreCase(component);
    }

    private static boolean isEvent(Deque<String> open) {
        return open.size() == 2 && "VEVENT".equals(open.peek());
    }

    private void begin(Line line, Deque<String> open) {
        open.push(line.value().strip().toUpperCase(Locale.ROOT));
        if (open.size() > MAX_DEPTH) {
            throw abort(
                    line.number(), "Components are nested deeper than the " + MAX_DEPTH + " levels that are accepted.");
        }
        if (isEvent(open)) {
            if (events.size() == MAX_EVENTS) {
                throw abort(line.number(), "There are more than the " + MAX_EVENTS + " events that are accepted.");
            }
            events.add(new Event(line.number(), new ArrayList<>()));
        }
    }

    /** Takes a content line apart: {@code NAME;PARAMETER="value";PARAMETER=value:value}. */
    private Line parse(int number, String text) {
        Map<String, String> parameters = new HashMap<>();
        int end = endOf(text, 0);
        String name = text.substring(0, end).strip().toUpperCase(Locale.ROOT);
        while (end < text.length() && text.charAt(end) == ';') {
            int next = endOf(text, end + 1);
            String parameter = text.substring(end + 1, next);
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                parameters.put(
                        parameter.substring(0, equals).strip().toUpperCase(Locale.ROOT),
                        parameter.substring(equals + 1).replace("\"", "").strip());
            }
            end = next;
        }
        if (name.isEmpty() || end == text.length()) {
            throw abort(number, quote(text) + " is not a line of iCalendar; it is written NAME:value.");
        }
        return new Line(number, name, parameters, text.substring(end + 1));
    }

    /** Where a name or parameter ends, which is at a semicolon or colon outside of quotes. */
    private static int endOf(String text, int from) {
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ';' || c == ':')) {
                return i;
            }
        }
        return text.length();
    }

    private static String quote(String text) {
        return "\"" + (text.length() > 80 ? text.substring(0, 80) + "..." : text) + "\"";
    }

    // ---- events ----

    private static boolean isCancelled(Event event) {
        return event.value("STATUS").strip().equalsIgnoreCase("CANCELLED");
    }

    private void noteReplacement(Event event) {
        for (Line line : event.all("RECURRENCE-ID")) {
            if (line.parameters().containsKey("RANGE")) {
                throw new Mistake(
                        line.number(),
                        "RECURRENCE-ID with RANGE is not supported; write the changed occurrences singly.");
            }
            if (isDate(line)) {
                replaced.computeIfAbsent(event.value("UID"), uid -> new HashSet<>())
                        .add(date(line, line.value()));
            }
        }
    }

    private void add(Event event) {
        Set<String> seen = new HashSet<>();
        for (Line line : event.lines()) {
            if (ONCE.contains(line.name()) && !seen.add(line.name())) {
                throw new Mistake(line.number(), line.name() + " occurs twice in one event; it is accepted once.");
            }
        }
        Line start = event.one("DTSTART");
        if (isCancelled(event)) {
            return;
        }
        if (start.value().isBlank()) {
            throw new Mistake(event.line(), "The event has no DTSTART; write a line like DTSTART;VALUE=DATE:20261225.");
        }
        if (!isDate(start)) {
            if (!DATE_TIME.matcher(start.value().strip()).matches()) {
                throw notADate(start, start.value());
            }
            skipped.add("line " + event.line() + ": \"" + name(event) + "\" has a time of day ("
                    + start.value().strip() + ")");
            return;
        }
        LocalDate first = date(start, start.value());
        long length = length(event, first);
        boolean endless = false;
        NavigableSet<LocalDate> starts = new TreeSet<>(Set.of(first));
        if (!event.all("RRULE").isEmpty()) {
            endless = expand(event.one("RRULE"), first, starts);
        }
        for (Line line : event.all("EXRULE")) {
            throw new Mistake(line.number(), "EXRULE is not supported; list the dates with EXDATE.");
        }
        starts.addAll(dates(event, "RDATE"));
        starts.removeAll(dates(event, "EXDATE"));
        if (event.all("RECURRENCE-ID").isEmpty()) {
            starts.removeAll(replaced.getOrDefault(event.value("UID"), Set.of()));
        }
        add(event, starts, length, endless);
    }

    private void add(Event event, NavigableSet<LocalDate> starts, long length, boolean endless) {
        String name = name(event);
        for (LocalDate start : starts) {
            LocalDate after = start.plusDays(length);
            for (LocalDate date = start; date.isBefore(after); date = date.plusDays(1)) {
                count(event.line());
                if (DateRange.SUPPORTED.contains(date)) {
                    dates.merge(date, name, (one, other) -> one.isEmpty() ? other : one);
                    firstYear = Math.min(firstYear, date.getYear());
                    if (!endless) {
                        lastBoundedYear = Math.max(lastBoundedYear, date.getYear());
                    }
                }
            }
        }
        if (endless && !starts.isEmpty()) {
            lastEndlessStart = Math.max(
                    lastEndlessStart,
                    Math.min(
                            starts.first().getYear(), DateRange.SUPPORTED.last().getYear()));
        }
    }

    private void count(int line) {
        if (++counted > MAX_DATES) {
            throw abort(line, "The events up to here have more than the " + MAX_DATES + " dates that are accepted.");
        }
    }

    private static String name(Event event) {
        StringBuilder out = new StringBuilder();
        String text = event.value("SUMMARY");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                c = text.charAt(++i);
                c = c == 'n' || c == 'N' ? ' ' : c;
            }
            out.append(Character.isISOControl(c) ? ' ' : c);
        }
        return out.toString().strip();
    }

    private static boolean isDate(Line line) {
        String type = line.parameters().getOrDefault("VALUE", "");
        return type.equalsIgnoreCase("DATE")
                || (type.isEmpty() && DATE.matcher(line.value().strip()).matches());
    }

    private static LocalDate date(Line line, String text) {
        Matcher m = DATE.matcher(text.strip());
        if (m.matches()) {
            try {
                return LocalDate.of(
                        Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3)));
            } catch (DateTimeException e) {
                // reported below like any other text that is no date
            }
        }
        throw notADate(line, text);
    }

    private static Mistake notADate(Line line, String text) {
        return new Mistake(
                line.number(), quote(text) + " in " + line.name() + " is not a date; write it like 20261225.");
    }

    private Set<LocalDate> dates(Event event, String name) {
        Set<LocalDate> dates = new HashSet<>();
        for (Line line : event.all(name)) {
            for (String text : line.value().split(",", -1)) {
                count(line.number());
                dates.add(date(line, text));
            }
        }
        return dates;
    }

    private static long length(Event event, LocalDate first) {
        Line end = event.one("DTEND");
        Line duration = event.one("DURATION");
        if (!end.value().isEmpty() && !duration.value().isEmpty()) {
            throw new Mistake(duration.number(), "The event has both DTEND and DURATION; one of them is accepted.");
        }
        if (!end.value().isEmpty()) {
            LocalDate after = date(end, end.value());
            if (!after.isAfter(first)) {
                throw new Mistake(
                        end.number(),
                        quote(end.value()) + " in DTEND is not after the start; it is the first date after the event.");
            }
            return after.toEpochDay() - first.toEpochDay();
        }
        if (duration.value().isEmpty()) {
            return 1;
        }
        Matcher m = DURATION.matcher(duration.value().strip().toUpperCase(Locale.ROOT));
        int amount = m.matches() ? Integer.parseInt(m.group(1)) : 0;
        if (amount == 0) {
            throw new Mistake(
                    duration.number(),
                    quote(duration.value()) + " in DURATION is not a number of days; write it like P2D or P1W.");
        }
        return m.group(2).equals("W") ? 7L * amount : amount;
    }

    // ---- recurrence rules ----

    /** Adds the dates of a rule up to the end of the supported years; returns whether the rule goes on for ever. */
    private boolean expand(Line line, LocalDate first, NavigableSet<LocalDate> starts) {
        if (++rules > MAX_RULES) {
            throw abort(line.number(), "There are more than the " + MAX_RULES + " recurrence rules that are accepted.");
        }
        Map<String, String> parts = ruleParts(line);
        LocalDate until = DateRange.SUPPORTED.last();
        boolean endless = !parts.containsKey("COUNT") && !parts.containsKey("UNTIL");
        if (parts.containsKey("UNTIL")) {
            String text = parts.remove("UNTIL");
            LocalDate given = date(line, DATE_TIME.matcher(text).matches() ? text.substring(0, 8) : text);
            until = given.isBefore(until) ? given : until;
        }
        boolean startsWithFirst = false;
        try {
            RecurrenceIterator dates = iterator(line, parts, first);
            while (dates.hasNext()) {
                DateValue value = dates.next();
                LocalDate date = LocalDate.of(value.year(), value.month(), value.day());
                if (date.isAfter(until)) {
                    break;
                }
                count(line.number());
                startsWithFirst |= date.equals(first);
                starts.add(date);
            }
        } catch (Mistake | Abort e) {
            throw e;
        } catch (RuntimeException | AssertionError e) {
            // biweekly throws both when numbers are out of their range.
            throw notARule(line, String.valueOf(e.getMessage()));
        }
        if (!startsWithFirst) {
            throw new Mistake(
                    line.number(),
                    quote(line.value()) + " does not give the date of DTSTART, " + first
                            + "; begin the event on the first date of its rule.");
        }
        return endless;
    }

    private static Map<String, String> ruleParts(Line line) {
        if (line.value().length() > MAX_RULE_CHARS) {
            throw notARule(line, "it is longer than " + MAX_RULE_CHARS + " characters");
        }
        Map<String, String> parts = new TreeMap<>();
        for (String part : line.value().strip().toUpperCase(Locale.ROOT).split(";", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            if (equals < 0 || !RULE_PARTS.contains(name)) {
                throw notARule(line, quote(part) + " is not a part that is accepted");
            }
            if (parts.put(name, part.substring(equals + 1)) != null) {
                throw notARule(line, name + " occurs twice");
            }
        }
        if (!FREQUENCIES.contains(parts.getOrDefault("FREQ", ""))) {
            throw notARule(line, "its FREQ is not DAILY, WEEKLY, MONTHLY or YEARLY");
        }
        if (parts.containsKey("COUNT") && parts.containsKey("UNTIL")) {
            throw notARule(line, "COUNT and UNTIL contradict each other");
        }
        for (String name : List.of("COUNT", "INTERVAL")) {
            if (!POSITIVE.matcher(parts.getOrDefault(name, "1")).matches()) {
                throw notARule(line, name + " is not a number from 1 to 9999");
            }
        }
        return parts;
    }

    private static RecurrenceIterator iterator(Line line, Map<String, String> parts, LocalDate first) {
        List<String> text = new ArrayList<>();
        parts.forEach((name, value) -> text.add(name + "=" + value));
        ParseContext context = new ParseContext();
        context.setVersion(ICalVersion.V2_0);
        Recurrence rule = new RecurrenceRuleScribe()
                .parseText(String.join(";", text), ICalDataType.RECUR, new ICalParameters(), context)
                .getValue();
        if (!context.getWarnings().isEmpty() || rule == null) {
            throw notARule(
                    line,
                    context.getWarnings().isEmpty()
                            ? "it is empty"
                            : context.getWarnings().get(0).getMessage());
        }
        return RecurrenceIteratorFactory.createRecurrenceIterator(
                rule,
                new DateValueImpl(first.getYear(), first.getMonthValue(), first.getDayOfMonth()),
                TimeZone.getTimeZone("UTC"));
    }

    private static Mistake notARule(Line line, String why) {
        return new Mistake(
                line.number(),
                quote(line.value()) + " is not a recurrence rule that is accepted: " + why
                        + "; write it like FREQ=YEARLY;BYMONTH=11;BYDAY=4TH.");
    }
}
