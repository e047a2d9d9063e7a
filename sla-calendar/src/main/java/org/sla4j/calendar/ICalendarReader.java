package org.sla4j.calendar;

import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
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
import java.util.function.BiConsumer;
import org.sla4j.calendar.ICalendarHolidays.Event;
import org.sla4j.calendar.ICalendarHolidays.Note;
import org.sla4j.calendar.ICalendarHolidays.Note.Treatment;
import org.sla4j.calendar.ICalendarText.Line;

/**
 * Reads the holidays of one iCalendar text as it comes; used once, by one thread.
 *
 * <p>An event that is odd is mended or left out, and noted; it never costs the others. What is refused is a text that is no
 * calendar, that is cut off within an event, or that is larger than the bounds.
 */
final class ICalendarReader {
    static final int MAX_CHARS = 1 << 20;
    private static final int MAX_DATES = 50_000;
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

    private final ICalendarNotes notes = new ICalendarNotes();
    private final ICalendarRuleReader rules = new ICalendarRuleReader(notes);
    private final List<ICalendarComponent> components;
    private final List<ICalendarOccurrences> events = new ArrayList<>();
    /** The occurrences that other events replace, by UID. */
    private final Map<String, Set<LocalDate>> replaced = new HashMap<>();
    /** The events that replace an occurrence and all that follow, by UID. */
    private final Map<String, List<ICalendarComponent>> replacedFrom = new HashMap<>();

    /** The series whose occurrences are dates. */
    private final Set<String> allDayUids = new HashSet<>();

    private final Set<String> endlessUids = new HashSet<>();
    private int timed;
    private int counted;

    private ICalendarReader(ICalendarText text) {
        this.components = ICalendarComponentReader.read(text, notes);
    }

    static ICalendarHolidays read(ICalendarText text) {
        ICalendarReader reader = new ICalendarReader(text);
        reader.components.forEach(reader::lookAtSequence);
        Map<Key, Integer> newest = reader.newest();
        reader.components.removeIf(event -> reader.isSuperseded(event, newest));
        reader.lookAtUids();
        Map<String, Integer> cancelled = reader.cancelledSeries();
        reader.components.removeIf(event -> reader.isOfCancelledSeries(event, cancelled));
        reader.components.stream()
                .filter(event -> event.has("DTSTART") && event.isAllDay() && !event.has("RECURRENCE-ID"))
                .forEach(event -> reader.allDayUids.add(event.value("UID")));
        for (ICalendarComponent event : reader.components) {
            reader.attempt(event, () -> reader.noteReplacement(event));
        }
        for (ICalendarComponent event : reader.components) {
            reader.attempt(event, () -> reader.add(event));
        }
        return reader.result();
    }

    private ICalendarHolidays result() {
        List<Note> all = notes.inOrder();
        if (events.stream().noneMatch(ICalendarOccurrences::isWithinSupport)) {
            List<InvalidDefinitionException.Mistake> mistakes = new ArrayList<>();
            mistakes.add(new InvalidDefinitionException.Mistake(
                    "",
                    "There is no all-day event within " + DateRange.SUPPORTED + " in it"
                            + (timed == 0 ? "" : ", only " + timed + " with a time of day")
                            + "; a holiday is a VEVENT with a line like DTSTART;VALUE=DATE:20261225."));
            mistakes.addAll(ICalendarHolidays.mistakes(all.stream()
                    .filter(note -> note.treatment() != Treatment.PASSED_OVER)
                    .toList()));
            throw new InvalidDefinitionException(WHAT, mistakes);
        }
        return new ICalendarHolidays(events, ICalendarCoverage.of(events), all);
    }

    static final String WHAT = "holidays in iCalendar text";

    static InvalidDefinitionException invalid(String path, String message) {
        return new InvalidDefinitionException(WHAT, List.of(new InvalidDefinitionException.Mistake(path, message)));
    }

    static InvalidDefinitionException refused(int line, String message) {
        return invalid("line " + line, message);
    }

    private void attempt(ICalendarComponent event, Runnable part) {
        try {
            part.run();
        } catch (Odd e) {
            notes.add(e.line, event, Treatment.SKIPPED, e.what(), "the event is left out");
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
            notes.add(
                    event.line(),
                    event,
                    Treatment.PASSED_OVER,
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
                    notes.add(
                            event.line(),
                            event,
                            Treatment.PASSED_OVER,
                            "a cancellation of the event is in the file too",
                            "the event is left out");
                } else if (!event.value("DTSTART").equals(first.value("DTSTART"))) {
                    notes.add(
                            event.line(),
                            event,
                            Treatment.MENDED,
                            "it has the UID of the event in line " + first.line() + " but another start",
                            "both are taken");
                }
            }
        }
        components.removeIf(cancelled::contains);
    }

    private void lookAtSequence(ICalendarComponent event) {
        if (event.has("SEQUENCE") && !event.value("SEQUENCE").matches("\\d{1,9}")) {
            Line line = event.one("SEQUENCE");
            notes.mended(
                    line,
                    event,
                    ICalendarNotes.quote(line.value()) + " in SEQUENCE is not a number",
                    "it is taken for 0");
        }
    }

    /** The series that are cancelled as a whole, with the SEQUENCE of their cancellation, by UID. */
    private Map<String, Integer> cancelledSeries() {
        Map<String, Integer> cancelled = new HashMap<>();
        for (ICalendarComponent event : components) {
            if (event.has("UID") && event.isCancelled() && !event.has("RECURRENCE-ID")) {
                cancelled.merge(event.value("UID"), event.sequence(), Math::max);
            }
        }
        for (ICalendarComponent event : components) {
            if (!event.isCancelled() && !event.has("RECURRENCE-ID")) {
                cancelled.remove(event.value("UID"));
            }
        }
        return cancelled;
    }

    private boolean isOfCancelledSeries(ICalendarComponent event, Map<String, Integer> cancelled) {
        boolean isCancelled = !event.isCancelled()
                && event.has("RECURRENCE-ID")
                && event.sequence() <= cancelled.getOrDefault(event.value("UID"), -1);
        if (isCancelled) {
            notes.add(
                    event.line(),
                    event,
                    Treatment.PASSED_OVER,
                    "the series of which it replaces an occurrence is cancelled",
                    "so is the event");
        }
        return isCancelled;
    }

    private void noteReplacement(ICalendarComponent event) {
        Line line = event.one("RECURRENCE-ID");
        if (line.value().isBlank()) {
            return;
        }
        if (!event.has("UID")) {
            notes.mended(line, event, "it replaces an occurrence of an event but has no UID", "it is taken by itself");
            return;
        }
        Optional<ICalendarComponent.Moment> at = event.moment(line, line.value());
        if (at.isEmpty()) {
            notes.mended(line, event, notADate(line, line.value()), "the event is taken by itself");
            return;
        }
        if (allDayUids.contains(event.value("UID"))) {
            sayHowWritten(event, line, line.value(), at.get());
        }
        String range = line.parameter("RANGE");
        if (range.equalsIgnoreCase("THISANDFUTURE")) {
            replacedFrom
                    .computeIfAbsent(event.value("UID"), uid -> new ArrayList<>())
                    .add(event);
            return;
        }
        if (!range.isEmpty()) {
            notes.mended(
                    line,
                    event,
                    "RANGE=" + ICalendarNotes.shortened(range) + " is not followed",
                    "it changes one occurrence only");
        }
        replaced.computeIfAbsent(event.value("UID"), uid -> new HashSet<>())
                .add(at.get().date());
    }

    private static String notADate(Line line, String text) {
        return ICalendarNotes.quote(text) + " in " + line.name() + " is not a date, which is written like 20261225";
    }

    /** Notes a date that is not just a date, or not written as one. */
    private void sayHowWritten(ICalendarComponent event, Line line, String text, ICalendarComponent.Moment at) {
        if (at.time().isPresent()) {
            notes.mended(
                    line,
                    event,
                    ICalendarNotes.quote(text.strip()) + " in " + line.name() + " has a time of day",
                    "the date counts");
        } else if (!ICalendarComponent.isPlainDate(text)) {
            notes.mended(
                    line,
                    event,
                    ICalendarNotes.quote(text.strip()) + " in " + line.name() + " is not written like 20261225",
                    "the date is taken");
        } else if (!line.parameter("VALUE").equalsIgnoreCase("DATE")) {
            notes.mended(line, event, line.name() + " is a date without VALUE=DATE", "it is taken for a date");
        }
    }

    private ICalendarComponent.Moment required(ICalendarComponent event, Line line, String text) {
        return event.moment(line, text).orElseThrow(() -> new Odd(line.number(), notADate(line, text)));
    }

    // ---- events ----

    private void add(ICalendarComponent event) {
        if (event.isCancelled()) {
            if (event.value("STATUS").equalsIgnoreCase("CANCELED")) {
                notes.mended(event.one("STATUS"), event, "CANCELED has one L", "it is taken for CANCELLED");
            }
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
                notes.mended(start, event, "DTSTART is a date with a time", "the date counts");
            } else if (!marked) {
                notes.mended(start, event, "DTSTART is a date without VALUE=DATE", "it is taken for a date");
            } else if (!ICalendarComponent.isPlainDate(date)) {
                notes.mended(
                        start,
                        event,
                        ICalendarNotes.quote(start.value()) + " is not written like 20261225",
                        "the date is taken");
            }
            length = length(event, at.date());
        } else {
            Optional<Long> days = wholeDays(event, at);
            if (days.isEmpty()) {
                timed++;
                notes.add(
                        event.line(),
                        event,
                        Treatment.PASSED_OVER,
                        "it has a time of day ("
                                + ICalendarNotes.shortened(start.value().strip()) + ")",
                        "it is not a holiday");
                return;
            }
            notes.mended(
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
            notes.mended(
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
                notes.mended(recurring.get(1), event, "RRULE occurs more than once", "the dates of all are taken");
            }
            for (Line line : recurring) {
                rules.read(event, line, first).ifPresent(rule -> {
                    if (rule.endless()) {
                        endless.add(rule.rule());
                    } else {
                        finite(line, rule.rule()).forEach(date -> starts.putIfAbsent(date, length));
                    }
                });
            }
            for (Line line : event.all("EXRULE")) {
                rules.read(event, line, first).ifPresent(rule -> withoutRules.add(rule.rule()));
            }
            extraDates(event, length, starts);
            without.addAll(excluded(event));
            without.addAll(replaced.getOrDefault(event.value("UID"), Set.of()));
        }
        Event info = event.info();
        List<ICalendarComponent> later =
                replaces ? List.of() : replacedFrom.getOrDefault(event.value("UID"), List.of());
        List<ICalendarOccurrences.Series> series = series(info, first, length, later);
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

    /** The event as it is, or cut where others with RANGE=THISANDFUTURE replace or cancel what follows. */
    private List<ICalendarOccurrences.Series> series(
            Event info, LocalDate first, long length, List<ICalendarComponent> later) {
        TreeMap<LocalDate, ICalendarComponent> cuts = new TreeMap<>();
        for (ICalendarComponent change : later) {
            startOf(change, "RECURRENCE-ID")
                    .filter(from -> !from.isBefore(first))
                    .filter(from ->
                            change.isCancelled() || startOf(change, "DTSTART").isPresent())
                    .ifPresent(from -> cuts.put(from, change));
        }
        List<ICalendarOccurrences.Series> series = new ArrayList<>();
        Optional<ICalendarOccurrences.Series> before =
                Optional.of(new ICalendarOccurrences.Series(info, LocalDate.MIN, LAST.plusYears(1), 0, length));
        for (var cut : cuts.entrySet()) {
            before.ifPresent(part -> series.add(part.until(cut.getKey().minusDays(1))));
            before = changed(cut.getValue(), cut.getKey(), length);
        }
        before.ifPresent(series::add);
        return series;
    }

    /** What follows from a date on; nothing if it is cancelled. */
    private Optional<ICalendarOccurrences.Series> changed(ICalendarComponent change, LocalDate from, long length) {
        if (change.isCancelled()) {
            return Optional.empty();
        }
        return startOf(change, "DTSTART")
                .map(to -> new ICalendarOccurrences.Series(
                        change.info(),
                        from,
                        LAST.plusYears(1),
                        ChronoUnit.DAYS.between(from, to),
                        change.has("DTEND") || change.has("DURATION") ? length(change, to) : length));
    }

    private static Optional<LocalDate> startOf(ICalendarComponent event, String name) {
        Line line = event.one(name);
        return event.moment(line, line.value()).map(ICalendarComponent.Moment::date);
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
        eachDate(event, "RDATE", (line, text) -> {
            int slash = text.indexOf('/');
            String from = slash < 0 ? text : text.substring(0, slash);
            Optional<ICalendarComponent.Moment> at = date(event, line, from);
            if (at.isEmpty()) {
                return;
            }
            if (slash >= 0) {
                notes.mended(line, event, ICalendarNotes.quote(text) + " in RDATE is a period", "its whole days count");
            } else {
                sayHowWritten(event, line, text, at.get());
            }
            long days = slash < 0 ? length : periodLength(event, line, at.get(), text.substring(slash + 1), length);
            starts.merge(at.get().date(), days, Math::max);
        });
    }

    private Set<LocalDate> excluded(ICalendarComponent event) {
        Set<LocalDate> dates = new HashSet<>();
        eachDate(
                event,
                "EXDATE",
                (line, text) -> date(event, line, text).ifPresent(at -> {
                    sayHowWritten(event, line, text, at);
                    dates.add(at.date());
                }));
        return dates;
    }

    /** Hands over the dates of all lines of a name, as they are written. */
    private void eachDate(ICalendarComponent event, String name, BiConsumer<Line, String> date) {
        for (Line line : event.all(name)) {
            if (line.value().indexOf(';') >= 0) {
                notes.mended(line, event, "semicolons part the dates of " + name, "they are taken for commas");
            }
            if (line.value().indexOf('\\') >= 0) {
                notes.mended(line, event, name + " is escaped as if it were text", "it is read as dates");
            }
            for (String text : line.value().split("\\\\?[,;]", -1)) {
                if (text.isBlank()) {
                    notes.mended(line, event, name + " has an empty part", "it is passed over");
                } else {
                    count(line.number(), 1);
                    date.accept(line, text);
                }
            }
        }
    }

    private Optional<ICalendarComponent.Moment> date(ICalendarComponent event, Line line, String text) {
        Optional<ICalendarComponent.Moment> at = event.moment(line, text);
        if (at.isEmpty()) {
            notes.mended(line, event, notADate(line, text), "it is passed over");
        }
        return at;
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

    // ---- how long ----

    private static long within(LocalDate first, long days) {
        return Math.max(1, Math.min(days, ChronoUnit.DAYS.between(first, LAST) + 1));
    }

    /** The days of an all-day event. */
    private long length(ICalendarComponent event, LocalDate first) {
        Line end = event.one("DTEND");
        Line duration = event.one("DURATION");
        if (event.has("DTEND") && event.has("DURATION")) {
            notes.mended(duration, event, "it has both DTEND and DURATION", "DTEND counts");
        }
        if (event.has("DTEND")) {
            Optional<ICalendarComponent.Moment> after = event.moment(end, end.value());
            if (after.isEmpty()) {
                notes.mended(end, event, notADate(end, end.value()), "the event lasts one day");
                return 1;
            }
            sayHowWritten(event, end, end.value(), after.get());
            if (!after.get().date().isAfter(first)) {
                notes.mended(
                        end,
                        event,
                        ICalendarNotes.quote(end.value()) + " in DTEND is not after the start",
                        "the event lasts one day");
                return 1;
            }
            return within(first, ChronoUnit.DAYS.between(first, after.get().date()));
        }
        if (!event.has("DURATION")) {
            return 1;
        }
        Optional<Duration> lasts = ICalendarComponent.duration(duration.value());
        if (lasts.isEmpty() || lasts.get().isNegative() || lasts.get().isZero()) {
            notes.mended(
                    duration,
                    event,
                    ICalendarNotes.quote(duration.value())
                            + " in DURATION is not a number of days, which is written like P2D or P1W",
                    "the event lasts one day");
            return 1;
        }
        if (duration.value().toUpperCase(Locale.ROOT).contains("T")) {
            notes.mended(
                    duration,
                    event,
                    ICalendarNotes.quote(duration.value()) + " in DURATION is not in days",
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
}
