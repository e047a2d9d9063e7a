package org.sla4j.calendar;

import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.sla4j.calendar.ICalendarHolidays.Event;
import org.sla4j.calendar.ICalendarHolidays.Note;
import org.sla4j.calendar.ICalendarText.Line;

/**
 * Reads one iCalendar text as it comes; used once, by one thread.
 *
 * <p>The lines are read here and biweekly is given the recurrence rules alone. Its own reader puts dates into the default
 * time zone of the JVM, takes 2026-13-45 for a date, passes over {@code COUNT=0} and a missing {@code END}, and says nothing.
 *
 * <p>An event that is odd is mended or left out, and noted; it never costs the others. What is refused is a text that is no
 * calendar, that is cut off within an event, or that is larger than the bounds.
 */
final class ICalendarReader {
    static final int MAX_CHARS = 1 << 20;
    static final int MAX_NOTES = 1000;
    private static final int MAX_EVENTS = 10_000;
    private static final int MAX_RULES = 500;
    private static final int MAX_RULE_CHARS = 500;
    private static final int MAX_DATES = 50_000;
    private static final int MAX_DEPTH = 16;

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
    private static final Set<String> ONCE = Set.of(
            "DTSTART",
            "DTEND",
            "DURATION",
            "SUMMARY",
            "DESCRIPTION",
            "STATUS",
            "UID",
            "RECURRENCE-ID",
            "SEQUENCE",
            "CLASS",
            "TRANSP");
    private static final Set<String> SEVERAL = Set.of(
            "RRULE", "RDATE", "EXDATE", "EXRULE", "CATEGORIES", "X-MICROSOFT-CDO-ALLDAYEVENT", "X-FUNAMBOL-ALLDAY");
    private static final Set<String> COMPONENTS =
            Set.of("VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE", "VCALENDAR");
    private static final LocalDate LAST = DateRange.SUPPORTED.last();

    /** What cannot be mended in one event or line. */
    private static final class Odd extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int line;

        Odd(int line, String what) {
            super(what, null, false, false);
            this.line = line;
        }

        String what() {
            return String.valueOf(getMessage());
        }
    }

    private final List<Note> notes = new ArrayList<>();
    private int unlisted;
    private final List<ICalendarComponent> components = new ArrayList<>();
    private final List<ICalendarOccurrences> events = new ArrayList<>();
    /** The occurrences that other events replace, by UID. */
    private final Map<String, Set<LocalDate>> replaced = new HashMap<>();
    /** The events that replace an occurrence and all that follow, by UID. */
    private final Map<String, List<ICalendarComponent>> replacedFrom = new HashMap<>();

    private final Set<String> endlessUids = new HashSet<>();
    private int timed;
    private int rules;
    private int counted;

    private ICalendarReader() {}

    static ICalendarHolidays read(ICalendarText text) {
        ICalendarReader reader = new ICalendarReader();
        reader.readLines(text);
        Map<Key, Integer> newest = reader.newest();
        reader.components.removeIf(event -> reader.isSuperseded(event, newest));
        reader.lookAtUids();
        for (ICalendarComponent event : reader.components) {
            reader.attempt(event, () -> reader.noteReplacement(event));
        }
        for (ICalendarComponent event : reader.components) {
            reader.attempt(event, () -> reader.add(event));
        }
        return reader.result();
    }

    private ICalendarHolidays result() {
        if (unlisted > 0) {
            notes.add(new Note(
                    0, "", Note.Kind.MENDED, unlisted + " more things are odd", "read as well as the ones above"));
        }
        notes.sort(Comparator.comparingInt(note -> note.line() == 0 ? Integer.MAX_VALUE : note.line()));
        if (events.stream().noneMatch(ICalendarOccurrences::isWithinSupport)) {
            List<InvalidDefinitionException.Mistake> mistakes = new ArrayList<>();
            mistakes.add(new InvalidDefinitionException.Mistake(
                    "",
                    "There is no all-day event within " + DateRange.SUPPORTED + " in it"
                            + (timed == 0 ? "" : ", only " + timed + " with a time of day")
                            + "; a holiday is a VEVENT with a line like DTSTART;VALUE=DATE:20261225."));
            mistakes.addAll(ICalendarHolidays.mistakes(notes.stream()
                    .filter(note -> note.kind() != Note.Kind.PASSED_OVER)
                    .toList()));
            throw new InvalidDefinitionException(WHAT, mistakes);
        }
        return new ICalendarHolidays(events, ICalendarCoverage.of(events), notes);
    }

    static final String WHAT = "holidays in iCalendar text";

    static InvalidDefinitionException invalid(String path, String message) {
        return new InvalidDefinitionException(WHAT, List.of(new InvalidDefinitionException.Mistake(path, message)));
    }

    private static InvalidDefinitionException refused(int line, String message) {
        return invalid("line " + line, message);
    }

    // ---- notes ----

    private void note(int line, ICalendarComponent event, Note.Kind kind, String odd, String made) {
        note(line, event.summary(), kind, odd, made);
    }

    private void note(int line, String summary, Note.Kind kind, String odd, String made) {
        if (notes.size() < MAX_NOTES) {
            notes.add(new Note(line, shortened(summary), kind, odd, made));
        } else {
            unlisted++;
        }
    }

    private void mended(Line line, ICalendarComponent event, String odd, String made) {
        note(line.number(), event, Note.Kind.MENDED, odd, made);
    }

    private void attempt(ICalendarComponent event, Runnable part) {
        try {
            part.run();
        } catch (Odd e) {
            note(e.line, event, Note.Kind.SKIPPED, e.what(), "the event is left out");
        }
    }

    private static String shortened(String text) {
        return text.length() > 80 ? text.substring(0, 80) + "..." : text;
    }

    private static String quote(String text) {
        return Quoted.of(shortened(text));
    }

    // ---- lines and components ----

    private void readLines(ICalendarText text) {
        Deque<String> open = new ArrayDeque<>();
        ICalendarComponent.Calendar calendar = new ICalendarComponent.Calendar();
        String zone = "";
        boolean standard = false;
        boolean found = false;
        boolean strayNoted = false;
        while (true) {
            List<String> odd = new ArrayList<>();
            Optional<Line> next = text.next((number, what) -> odd.add(what));
            if (next.isEmpty()) {
                break;
            }
            Line line = next.get();
            boolean inEvent = isEvent(open);
            for (String what : odd) {
                if (!inEvent || ONCE.contains(line.name()) || line.name().isEmpty()) {
                    note(line.number(), "", Note.Kind.MENDED, "the line " + what, "its letters may be wrong");
                }
            }
            if (line.name().equals("BEGIN")) {
                String name = line.value().strip().toUpperCase(Locale.ROOT);
                if (open.isEmpty() && !name.equals("VCALENDAR")) {
                    if (!found) {
                        throw refused(line.number(), outside(line));
                    }
                    note(
                            line.number(),
                            "",
                            Note.Kind.SKIPPED,
                            name + " begins outside of a calendar",
                            "it is left out");
                    skip(text, name);
                    continue;
                }
                closeForgotten(name, line, open);
                if (name.equals("VCALENDAR")) {
                    calendar = new ICalendarComponent.Calendar();
                    found = true;
                }
                begin(name, line, open, calendar);
                zone = name.equals("VTIMEZONE") ? "" : zone;
                standard = name.equals("STANDARD");
            } else if (line.name().equals("END")) {
                end(line, open);
            } else if (open.isEmpty()) {
                if (!found && !text.hasCalendarAhead()) {
                    throw refused(line.number(), outside(line));
                }
                if (!strayNoted) {
                    note(line.number(), "", Note.Kind.MENDED, "a line is outside of a calendar", "it is passed over");
                    strayNoted = true;
                }
            } else if (inEvent) {
                addTo(components.get(components.size() - 1), line);
            } else if (line.name().isEmpty()) {
                note(line.number(), "", Note.Kind.MENDED, quote(line.value()) + NO_LINE, "it is passed over");
            } else if (open.contains("VTIMEZONE")) {
                zone = line.name().equals("TZID") ? line.value().strip() : zone;
                calendar.zones.define(zone, standard, line);
            } else if (open.size() == 1) {
                header(line, calendar);
            }
        }
        if (!found) {
            throw refused(1, "The text is empty; an iCalendar file begins with BEGIN:VCALENDAR.");
        }
        if (open.size() > 1) {
            throw refused(
                    text.number(),
                    "The text ends before END:" + open.peek() + "; is it cut off? What is missing might be holidays.");
        }
        if (!open.isEmpty()) {
            note(text.number(), "", Note.Kind.MENDED, "there is no END:VCALENDAR", "it is taken to be here");
        }
    }

    private static final String NO_LINE = " is not a line of iCalendar, which is written NAME:value";

    private static String outside(Line line) {
        String shown = line.name().isEmpty() ? line.value() : line.name() + ":" + line.value();
        return quote(shown) + " is outside of a calendar; an iCalendar file begins with BEGIN:VCALENDAR and ends with"
                + " END:VCALENDAR.";
    }

    private static void skip(ICalendarText text, String component) {
        while (true) {
            Optional<Line> line = text.next((number, what) -> {});
            if (line.isEmpty() || (line.get().name().equals("END") && line.get().isNamed(component))) {
                return;
            }
        }
    }

    private static boolean isEvent(Deque<String> open) {
        return open.size() == 2 && "VEVENT".equals(open.peek());
    }

    private void header(Line line, ICalendarComponent.Calendar calendar) {
        if (line.name().equals("X-WR-TIMEZONE")) {
            calendar.zones.feedZone(line.value());
        } else if (line.name().equals("METHOD")) {
            calendar.cancelled = line.isNamed("CANCEL");
        } else if (line.name().equals("VERSION") && !line.value().strip().equals("2.0")) {
            note(
                    line.number(),
                    "",
                    Note.Kind.MENDED,
                    quote(line.value()) + " is not the version of iCalendar, which is 2.0",
                    "it is read as if it were");
        }
    }

    /** Ends what cannot hold the component that begins now. */
    private void closeForgotten(String name, Line line, Deque<String> open) {
        int depth = name.equals("VCALENDAR") ? 0 : COMPONENTS.contains(name) ? 1 : MAX_DEPTH;
        while (open.size() > depth) {
            note(
                    line.number(),
                    "",
                    Note.Kind.MENDED,
                    quote(open.pop()) + " has not ended where " + name + " begins",
                    "it is taken to end there");
        }
    }

    private void begin(String name, Line line, Deque<String> open, ICalendarComponent.Calendar calendar) {
        open.push(name);
        if (open.size() > MAX_DEPTH) {
            throw refused(
                    line.number(), "Components are nested deeper than the " + MAX_DEPTH + " levels that are accepted.");
        }
        if (isEvent(open)) {
            if (components.size() == MAX_EVENTS) {
                throw refused(line.number(), "There are more than the " + MAX_EVENTS + " events that are accepted.");
            }
            components.add(new ICalendarComponent(calendar, line.number(), new ArrayList<>()));
        }
    }

    private void end(Line line, Deque<String> open) {
        String name = line.value().strip().toUpperCase(Locale.ROOT);
        if (!open.contains(name)) {
            note(line.number(), "", Note.Kind.MENDED, quote("END:" + name) + " ends nothing", "it is passed over");
            return;
        }
        while (!open.pop().equals(name)) {
            note(
                    line.number(),
                    "",
                    Note.Kind.MENDED,
                    quote("END:" + name) + " comes before the end of what is in it",
                    "both end there");
        }
    }

    private void addTo(ICalendarComponent event, Line line) {
        if (line.name().isEmpty()) {
            mended(line, event, quote(line.value()) + NO_LINE, "it is passed over");
        } else if (ONCE.contains(line.name())) {
            Line first = event.one(line.name());
            if (event.lines().contains(first)) {
                if (!first.value().strip().equals(line.value().strip())) {
                    mended(line, event, line.name() + " occurs twice", "the first one counts");
                }
            } else {
                event.lines().add(line);
            }
        } else if (SEVERAL.contains(line.name())) {
            event.lines().add(line);
        }
    }

    // ---- which events count ----

    private record Key(String uid, String occurrence) {}

    private Optional<Key> key(ICalendarComponent event) {
        if (!event.has("UID")) {
            return Optional.empty();
        }
        Line id = event.one("RECURRENCE-ID");
        String occurrence = id.value().isBlank()
                ? ""
                : event.moment(id, id.value()).map(at -> at.date().toString()).orElse(id.value());
        return Optional.of(new Key(event.value("UID"), occurrence));
    }

    private Map<Key, Integer> newest() {
        Map<Key, Integer> newest = new HashMap<>();
        for (ICalendarComponent event : components) {
            key(event).ifPresent(key -> newest.merge(key, event.sequence(), Math::max));
        }
        return newest;
    }

    private boolean isSuperseded(ICalendarComponent event, Map<Key, Integer> newest) {
        boolean older = key(event)
                .filter(key -> newest.getOrDefault(key, 0) > event.sequence())
                .isPresent();
        if (older) {
            note(
                    event.line(),
                    event,
                    Note.Kind.PASSED_OVER,
                    "a later version of the event, by its SEQUENCE, is in the file too",
                    "the later one counts");
        }
        return older;
    }

    /**
     * Looks at events that share their UID and SEQUENCE. One that a cancellation with the same start takes back is left out; the
     * others are taken as different events, which costs nothing if they are the same.
     */
    private void lookAtUids() {
        Map<Key, List<ICalendarComponent>> shared = new HashMap<>();
        components.forEach(event -> key(event)
                .ifPresent(key ->
                        shared.computeIfAbsent(key, same -> new ArrayList<>()).add(event)));
        Set<ICalendarComponent> cancelled = Collections.newSetFromMap(new IdentityHashMap<>());
        for (List<ICalendarComponent> same : shared.values()) {
            ICalendarComponent first = same.get(0);
            Set<String> takenBack = new HashSet<>();
            same.stream()
                    .filter(ICalendarComponent::isCancelled)
                    .forEach(event -> takenBack.add(event.value("DTSTART")));
            for (ICalendarComponent event : same.subList(same.size() > 1 ? 0 : 1, same.size())) {
                if (event.isCancelled()) {
                    continue;
                }
                if (takenBack.contains(event.value("DTSTART"))) {
                    cancelled.add(event);
                    note(
                            event.line(),
                            event,
                            Note.Kind.PASSED_OVER,
                            "a cancellation of the event is in the file too",
                            "the event is left out");
                } else if (!event.value("DTSTART").equals(first.value("DTSTART"))) {
                    note(
                            event.line(),
                            event,
                            Note.Kind.MENDED,
                            "it has the UID of the event in line " + first.line() + " but another start",
                            "both are taken");
                }
            }
        }
        components.removeIf(cancelled::contains);
    }

    private void noteReplacement(ICalendarComponent event) {
        Line line = event.one("RECURRENCE-ID");
        if (line.value().isBlank()) {
            return;
        }
        Optional<ICalendarComponent.Moment> at = event.moment(line, line.value());
        if (at.isEmpty()) {
            mended(line, event, notADate(line, line.value()), "the event is taken by itself");
            return;
        }
        String range = line.parameter("RANGE");
        if (range.equalsIgnoreCase("THISANDFUTURE") && !event.isCancelled()) {
            replacedFrom
                    .computeIfAbsent(event.value("UID"), uid -> new ArrayList<>())
                    .add(event);
            return;
        }
        if (!range.isEmpty()) {
            mended(line, event, "RANGE=" + shortened(range) + " is not followed", "it changes one occurrence only");
        }
        replaced.computeIfAbsent(event.value("UID"), uid -> new HashSet<>())
                .add(at.get().date());
    }

    private static String notADate(Line line, String text) {
        return quote(text) + " in " + line.name() + " is not a date, which is written like 20261225";
    }

    /** Notes a date that is not just a date, or not written as one. */
    private void sayHowWritten(ICalendarComponent event, Line line, String text, ICalendarComponent.Moment at) {
        if (at.time().isPresent()) {
            mended(line, event, quote(text.strip()) + " in " + line.name() + " has a time of day", "the date counts");
        } else if (text.strip().length() != 8) {
            mended(
                    line,
                    event,
                    quote(text.strip()) + " in " + line.name() + " is not written like 20261225",
                    "the date is taken");
        }
    }

    private ICalendarComponent.Moment required(ICalendarComponent event, Line line, String text) {
        return event.moment(line, text).orElseThrow(() -> new Odd(line.number(), notADate(line, text)));
    }

    // ---- events ----

    private void add(ICalendarComponent event) {
        if (event.isCancelled()) {
            return;
        }
        Line start = event.one("DTSTART");
        if (!event.has("DTSTART")) {
            throw new Odd(event.line(), "it has no DTSTART");
        }
        boolean marked = start.parameter("VALUE").equalsIgnoreCase("DATE");
        String written = start.value().strip();
        String date = marked && written.length() > 8 ? written.replaceAll("(?i)[T ].*", "") : written;
        ICalendarComponent.Moment at = required(event, start, date);
        long length;
        if (at.time().isEmpty()) {
            if (!date.equals(written)) {
                mended(start, event, "DTSTART is a date with a time", "the date counts");
            } else if (!marked) {
                mended(start, event, "DTSTART is a date without VALUE=DATE", "it is taken for a date");
            } else if (date.length() != 8) {
                mended(start, event, quote(start.value()) + " is not written like 20261225", "the date is taken");
            }
            length = length(event, at.date());
        } else {
            Optional<Long> days = wholeDays(event, at);
            if (days.isEmpty()) {
                timed++;
                note(
                        event.line(),
                        event,
                        Note.Kind.PASSED_OVER,
                        "it has a time of day (" + shortened(start.value().strip()) + ")",
                        "it is no holiday");
                return;
            }
            mended(
                    start,
                    event,
                    event.isMarkedAllDay()
                            ? "it is marked as an all-day event but has times of day"
                            : "it lasts from midnight to midnight",
                    "it is taken for an all-day event");
            length = days.get();
        }
        boolean replaces = event.has("RECURRENCE-ID");
        if (replaces && (event.has("RRULE") || event.has("RDATE"))) {
            mended(
                    event.one("RECURRENCE-ID"),
                    event,
                    "it replaces an occurrence and recurs itself",
                    "it does not recur");
        }
        add(event, at.date(), length, replaces);
    }

    private void add(ICalendarComponent event, LocalDate first, long length, boolean replaces) {
        TreeMap<LocalDate, Long> starts = new TreeMap<>();
        List<ICalendarRule> endless = new ArrayList<>();
        Set<LocalDate> without = new HashSet<>();
        List<ICalendarRule> withoutRules = new ArrayList<>();
        count(event.line(), 1);
        starts.put(first, length);
        if (!replaces) {
            List<Line> recurring = event.all("RRULE");
            if (recurring.size() > 1) {
                mended(recurring.get(1), event, "RRULE occurs more than once", "the dates of all are taken");
            }
            for (Line line : recurring) {
                rule(event, line, first).ifPresent(rule -> {
                    if (rule.endless()) {
                        endless.add(rule.rule());
                    } else {
                        finite(line, rule.rule()).forEach(date -> starts.putIfAbsent(date, length));
                    }
                });
            }
            for (Line line : event.all("EXRULE")) {
                rule(event, line, first).ifPresent(rule -> withoutRules.add(rule.rule()));
            }
            extraDates(event, length, starts);
            without.addAll(excluded(event));
            without.addAll(replaced.getOrDefault(event.value("UID"), Set.of()));
        }
        Event info = event.info();
        List<ICalendarComponent> later =
                replaces ? List.of() : replacedFrom.getOrDefault(event.value("UID"), List.of());
        List<ICalendarOccurrences.Series> series = series(event, info, first, length, later);
        boolean isEndless = !endless.isEmpty();
        for (ICalendarOccurrences.Series part : series) {
            events.add(new ICalendarOccurrences(
                    part.event(),
                    occurrences(starts, part, without, withoutRules),
                    endless.stream()
                            .map(rule -> new ICalendarOccurrences.Endless(rule, part, without, withoutRules))
                            .toList(),
                    isEndless || (replaces && endlessUids.contains(event.value("UID")))));
        }
        if (isEndless) {
            endlessUids.add(event.value("UID"));
        }
    }

    /** The event as it is, or cut where others with RANGE=THISANDFUTURE replace what follows. */
    private List<ICalendarOccurrences.Series> series(
            ICalendarComponent event, Event info, LocalDate first, long length, List<ICalendarComponent> later) {
        TreeMap<LocalDate, ICalendarOccurrences.Series> cuts = new TreeMap<>();
        for (ICalendarComponent change : later) {
            Line id = change.one("RECURRENCE-ID");
            Line start = change.one("DTSTART");
            Optional<LocalDate> from = event.moment(id, id.value()).map(ICalendarComponent.Moment::date);
            Optional<LocalDate> to = change.moment(start, start.value()).map(ICalendarComponent.Moment::date);
            if (from.isPresent() && to.isPresent() && from.get().isAfter(first)) {
                cuts.put(
                        from.get(),
                        new ICalendarOccurrences.Series(
                                change.info(),
                                from.get(),
                                LAST.plusYears(1),
                                ChronoUnit.DAYS.between(from.get(), to.get()),
                                change.has("DTEND") || change.has("DURATION") ? length(change, to.get()) : length));
            }
        }
        List<ICalendarOccurrences.Series> series = new ArrayList<>();
        ICalendarOccurrences.Series before =
                new ICalendarOccurrences.Series(info, LocalDate.MIN, LAST.plusYears(1), 0, length);
        for (var cut : cuts.entrySet()) {
            series.add(before.until(cut.getKey().minusDays(1)));
            before = cut.getValue();
        }
        series.add(before);
        return series;
    }

    private static SortedMap<LocalDate, Long> occurrences(
            Map<LocalDate, Long> starts,
            ICalendarOccurrences.Series part,
            Set<LocalDate> without,
            List<ICalendarRule> withoutRules) {
        SortedMap<LocalDate, Long> occurrences = new TreeMap<>();
        starts.forEach((date, days) -> {
            if (part.holds(date)
                    && !without.contains(date)
                    && withoutRules.stream().noneMatch(rule -> rule.contains(date))) {
                occurrences.merge(date.plusDays(part.shift()), part.shift() == 0 ? days : part.length(), Math::max);
            }
        });
        return occurrences;
    }

    private void count(int line, int more) {
        counted += more;
        if (counted > MAX_DATES) {
            throw tooMany(line);
        }
    }

    private static InvalidDefinitionException tooMany(int line) {
        return refused(line, "The events up to here have more than the " + MAX_DATES + " dates that are accepted.");
    }

    private Set<LocalDate> finite(Line line, ICalendarRule rule) {
        Set<LocalDate> dates = rule.dates(MAX_DATES - counted).orElseThrow(() -> tooMany(line.number()));
        count(line.number(), dates.size());
        return dates;
    }

    private void extraDates(ICalendarComponent event, long length, Map<LocalDate, Long> starts) {
        for (Line line : event.all("RDATE")) {
            for (String text : line.value().split(",", -1)) {
                if (text.isBlank()) {
                    mended(line, event, "RDATE has an empty part", "it is passed over");
                    continue;
                }
                count(line.number(), 1);
                int slash = text.indexOf('/');
                String from = slash < 0 ? text : text.substring(0, slash);
                Optional<ICalendarComponent.Moment> at = event.moment(line, from);
                if (at.isEmpty()) {
                    mended(line, event, notADate(line, from), "it is passed over");
                    continue;
                }
                if (slash >= 0) {
                    mended(line, event, quote(text) + " in RDATE is a period", "its whole days count");
                } else {
                    sayHowWritten(event, line, text, at.get());
                }
                LocalDate date = at.get().date();
                long days = slash < 0 ? length : periodLength(event, line, at.get(), text.substring(slash + 1), length);
                starts.merge(date, days, Math::max);
            }
        }
    }

    /** The whole days of a period of RDATE; one that is shorter lasts as long as the event. */
    private long periodLength(
            ICalendarComponent event, Line line, ICalendarComponent.Moment start, String end, long length) {
        Optional<ICalendarComponent.Moment> until = event.moment(line, end);
        long days = until.isPresent()
                ? ChronoUnit.DAYS.between(start.date(), until.get().end())
                : ICalendarComponent.duration(end).map(Duration::toDays).orElse(0L);
        return days > 0 ? within(start.date(), days) : length;
    }

    private Set<LocalDate> excluded(ICalendarComponent event) {
        Set<LocalDate> dates = new HashSet<>();
        for (Line line : event.all("EXDATE")) {
            for (String text : line.value().split(",", -1)) {
                if (text.isBlank()) {
                    mended(line, event, "EXDATE has an empty part", "it is passed over");
                    continue;
                }
                count(line.number(), 1);
                Optional<ICalendarComponent.Moment> at = event.moment(line, text);
                if (at.isEmpty()) {
                    mended(line, event, notADate(line, text), "it is passed over");
                    continue;
                }
                sayHowWritten(event, line, text, at.get());
                dates.add(at.get().date());
            }
        }
        return dates;
    }

    // ---- how long ----

    private static long within(LocalDate first, long days) {
        return Math.max(1, Math.min(days, ChronoUnit.DAYS.between(first, LAST) + 1));
    }

    /** The days of an all-day event. */
    private long length(ICalendarComponent event, LocalDate first) {
        Line end = event.one("DTEND");
        Line duration = event.one("DURATION");
        if (event.has("DTEND") && event.has("DURATION")) {
            mended(duration, event, "it has both DTEND and DURATION", "DTEND counts");
        }
        if (event.has("DTEND")) {
            Optional<ICalendarComponent.Moment> after = event.moment(end, end.value());
            if (after.isEmpty()) {
                mended(end, event, notADate(end, end.value()), "the event lasts one day");
                return 1;
            }
            sayHowWritten(event, end, end.value(), after.get());
            if (!after.get().date().isAfter(first)) {
                mended(end, event, quote(end.value()) + " in DTEND is not after the start", "the event lasts one day");
                return 1;
            }
            return within(first, ChronoUnit.DAYS.between(first, after.get().date()));
        }
        if (!event.has("DURATION")) {
            return 1;
        }
        Optional<Duration> lasts = ICalendarComponent.duration(duration.value());
        if (lasts.isEmpty() || lasts.get().isNegative() || lasts.get().isZero()) {
            mended(
                    duration,
                    event,
                    quote(duration.value()) + " in DURATION is not a number of days, which is written like P2D or P1W",
                    "the event lasts one day");
            return 1;
        }
        if (duration.value().toUpperCase(Locale.ROOT).contains("T")) {
            mended(
                    duration,
                    event,
                    quote(duration.value()) + " in DURATION is not in days",
                    "it is rounded up to days");
        }
        return within(first, lasts.get().plusDays(1).minusNanos(1).toDays());
    }

    /** The days of an event with times of day that lasts from midnight to midnight in its zone, or is marked as all-day. */
    private Optional<Long> wholeDays(ICalendarComponent event, ICalendarComponent.Moment start) {
        Line line = event.one("DTEND");
        Optional<ICalendarComponent.Moment> end =
                event.has("DTEND") ? event.moment(line, line.value()) : Optional.empty();
        Optional<Duration> lasts =
                end.isEmpty() ? ICalendarComponent.duration(event.value("DURATION")) : Optional.empty();
        long days = end.isPresent()
                ? ChronoUnit.DAYS.between(start.date(), end.get().end())
                : lasts.map(Duration::toDays).orElse(0L);
        boolean whole = start.isMidnight()
                && days > 0
                && (end.isPresent() ? end.get().endsADay() : lasts.orElseThrow().equals(Duration.ofDays(days)));
        if (whole || event.isMarkedAllDay()) {
            return Optional.of(within(start.date(), days));
        }
        return Optional.empty();
    }

    // ---- recurrence rules ----

    private record Rule(ICalendarRule rule, boolean endless) {}

    private Optional<Rule> rule(ICalendarComponent event, Line line, LocalDate first) {
        if (++rules > MAX_RULES) {
            throw refused(
                    line.number(), "There are more than the " + MAX_RULES + " recurrence rules that are accepted.");
        }
        try {
            Map<String, String> parts = ruleParts(event, line);
            Optional<String> last = Optional.ofNullable(parts.remove("UNTIL"));
            boolean endless = !parts.containsKey("COUNT") && last.isEmpty();
            LocalDate until = last.isPresent() ? until(event, line, last.get()) : LocalDate.MAX;
            List<String> text = new ArrayList<>();
            parts.forEach((name, value) -> text.add(name + "=" + value));
            ICalendarRule rule = new ICalendarRule(String.join(";", text), first, until);
            if (line.name().equals("RRULE") && !rule.startsAtFirst()) {
                mended(
                        line,
                        event,
                        quote(line.value()) + " does not give the date of DTSTART, " + first,
                        "that date and those of the rule are taken");
            }
            return Optional.of(new Rule(rule, endless));
        } catch (InvalidDefinitionException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            mended(
                    line,
                    event,
                    quote(line.value()) + " is not a recurrence rule that can be followed: " + e.getMessage(),
                    "the event is taken without it");
            return Optional.empty();
        }
    }

    private LocalDate until(ICalendarComponent event, Line line, String text) {
        ICalendarComponent.Moment at = event.moment(line, text)
                .orElseThrow(() -> new IllegalArgumentException("its UNTIL is not a date, such as 20261225"));
        if (at.time().isPresent()) {
            mended(line, event, "UNTIL has a time of day (" + shortened(text) + ")", "it ends on " + at.date());
        } else if (text.length() != 8) {
            mended(
                    line,
                    event,
                    "UNTIL is not written like 20261225 (" + shortened(text) + ")",
                    "it ends on " + at.date());
        }
        return at.date();
    }

    private Map<String, String> ruleParts(ICalendarComponent event, Line line) {
        if (line.value().length() > MAX_RULE_CHARS) {
            throw new IllegalArgumentException("it is longer than " + MAX_RULE_CHARS + " characters");
        }
        Map<String, String> parts = new TreeMap<>();
        for (String part :
                line.value().replaceAll("\\s", "").toUpperCase(Locale.ROOT).split(";", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            String value = equals < 0 ? "" : part.substring(equals + 1).replaceAll("^,+|,+$|(?<=,),+", "");
            if (name.equals("RSCALE") && !value.equals("GREGORIAN")) {
                throw new IllegalArgumentException("it counts in another calendar, RSCALE=" + value);
            } else if (part.isEmpty()) {
                mended(line, event, "the rule has an empty part", "it is passed over");
            } else if (value.isEmpty() || !RULE_PARTS.contains(name)) {
                mended(line, event, quote(part) + " is not a part of a rule for dates", "it is passed over");
            } else if (parts.putIfAbsent(name, value) != null) {
                mended(line, event, name + " occurs twice in the rule", "the first one counts");
            }
        }
        if (!FREQUENCIES.contains(parts.getOrDefault("FREQ", ""))) {
            throw new IllegalArgumentException("its FREQ is not DAILY, WEEKLY, MONTHLY or YEARLY");
        }
        if (parts.containsKey("COUNT") && parts.containsKey("UNTIL")) {
            mended(line, event, "the rule has both COUNT and UNTIL", "it ends with the earlier of the two");
        }
        if (!POSITIVE.matcher(parts.getOrDefault("COUNT", "1")).matches()) {
            throw new IllegalArgumentException("its COUNT is not a number from 1 to 9999");
        }
        String interval = parts.getOrDefault("INTERVAL", "1");
        if (interval.matches("0+|-\\d+")) {
            mended(line, event, "INTERVAL=" + shortened(interval) + " goes nowhere", "it is taken for 1");
            parts.put("INTERVAL", "1");
        } else if (!POSITIVE.matcher(interval).matches()) {
            throw new IllegalArgumentException("its INTERVAL is not a number from 1 to 9999");
        }
        return parts;
    }
}
