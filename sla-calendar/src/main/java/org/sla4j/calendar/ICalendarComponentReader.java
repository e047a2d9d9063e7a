package org.sla4j.calendar;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.sla4j.calendar.ICalendarText.Line;

/**
 * Sorts the lines of one iCalendar text into its events, as they are written; used once, by one thread.
 *
 * <p>What is nested wrongly is mended and noted. What is refused is a text that is not a calendar, that is cut off within an event, or
 * that is larger than the bounds.
 */
final class ICalendarComponentReader {
    private static final int MAX_EVENTS = 10_000;
    private static final int MAX_DEPTH = 16;
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
    private static final Set<String> SEVERAL = Set.of("RRULE", "RDATE", "EXDATE", "EXRULE", "CATEGORIES");
    private static final Set<String> COMPONENTS =
            Set.of("VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE", "VCALENDAR");
    private static final Pattern NAME = Pattern.compile("[A-Z0-9-]+");
    private static final String NO_LINE = " is not a line of iCalendar, which is written NAME:value";

    private final ICalendarText text;
    private final ICalendarNotes notes;
    private final List<ICalendarComponent> events = new ArrayList<>();
    /** What has begun and not ended, the innermost first. */
    private final Deque<String> open = new ArrayDeque<>();

    private ICalendarComponent.Calendar calendar = new ICalendarComponent.Calendar();
    /** The TZID of the VTIMEZONE that we are in, once it has been read. */
    private String zone = "";

    private boolean isFound;
    private boolean isStrayNoted;

    private ICalendarComponentReader(ICalendarText text, ICalendarNotes notes) {
        this.text = text;
        this.notes = notes;
    }

    /** Reads all events, in order. */
    static List<ICalendarComponent> read(ICalendarText text, ICalendarNotes notes) {
        ICalendarComponentReader reader = new ICalendarComponentReader(text, notes);
        if (text.isIndented()) {
            notes.mended(1, "the lines are indented", "the blanks before them are taken away");
        }
        boolean more = true;
        while (more) {
            more = reader.readLine();
        }
        reader.requireWhole();
        return reader.events;
    }

    private boolean readLine() {
        List<String> odd = new ArrayList<>();
        Optional<Line> next = text.next((number, what) -> odd.add(what));
        next.ifPresent(line -> {
            noteLetters(line, odd);
            switch (line.name()) {
                case "BEGIN" -> begin(line);
                case "END" -> end(line);
                default -> property(line);
            }
        });
        return next.isPresent();
    }

    /** The letters of a property that nobody reads may be as wrong as they like. */
    private void noteLetters(Line line, List<String> odd) {
        if (!isInEvent() || ONCE.contains(line.name()) || line.name().isEmpty()) {
            odd.forEach(what -> notes.mended(
                    line.number(),
                    "the line " + what,
                    what.equals(ICalendarText.ZONE_WITHOUT_QUOTES)
                            ? "its date is what follows the last colon"
                            : "its letters may be wrong"));
        }
    }

    private boolean isInEvent() {
        return open.size() == 2 && "VEVENT".equals(open.peek());
    }

    private void requireWhole() {
        if (!isFound) {
            throw ICalendarReader.refused(1, "The text is empty; an iCalendar file begins with BEGIN:VCALENDAR.");
        }
        if (open.size() > 1) {
            throw ICalendarReader.refused(
                    text.number(),
                    "The text ends before END:" + open.peek() + "; is it cut off? What is missing might be holidays.");
        }
        if (!open.isEmpty()) {
            notes.mended(text.number(), "there is no END:VCALENDAR", "it is taken to be here");
        }
    }

    // ---- where components begin and end ----

    private void begin(Line line) {
        String name = component(line);
        if (!open.isEmpty() && !NAME.matcher(name).matches()) { // a line of a text that has more than one
            notes.mended(line.number(), ICalendarNotes.quote("BEGIN:" + name) + " begins nothing", "it is passed over");
            return;
        }
        if (open.isEmpty() && !name.equals("VCALENDAR")) {
            if (!isFound) {
                throw outside(line);
            }
            notes.skipped(line.number(), name + " begins outside of a calendar");
            skip(name);
            return;
        }
        closeForgotten(name, line);
        switch (name) {
            case "VCALENDAR" -> {
                calendar = new ICalendarComponent.Calendar();
                isFound = true;
            }
            case "VTIMEZONE" -> zone = "";
            default -> {}
        }
        open(name, line);
    }

    private void open(String name, Line line) {
        open.push(name);
        if (open.size() > MAX_DEPTH) {
            throw ICalendarReader.refused(
                    line.number(), "Components are nested deeper than the " + MAX_DEPTH + " levels that are accepted.");
        }
        if (isInEvent()) {
            if (events.size() == MAX_EVENTS) {
                throw ICalendarReader.refused(
                        line.number(), "There are more than the " + MAX_EVENTS + " events that are accepted.");
            }
            events.add(new ICalendarComponent(calendar, line.number(), new ArrayList<>()));
        }
    }

    private static String component(Line line) {
        return line.value().strip().toUpperCase(Locale.ROOT);
    }

    private void skip(String component) {
        Optional<Line> line;
        do {
            line = text.next((number, what) -> {});
        } while (line.filter(next -> !(next.name().equals("END") && next.isNamed(component)))
                .isPresent());
    }

    /** Ends what cannot hold the component that begins now. */
    private void closeForgotten(String name, Line line) {
        int depth = name.equals("VCALENDAR") ? 0 : COMPONENTS.contains(name) ? 1 : MAX_DEPTH;
        while (open.size() > depth) {
            notes.mended(
                    line.number(),
                    ICalendarNotes.quote(open.pop()) + " has not ended where " + name + " begins",
                    "it is taken to end there");
        }
    }

    private void end(Line line) {
        String name = component(line);
        String quoted = ICalendarNotes.quote("END:" + name);
        if (!open.contains(name)) {
            notes.mended(line.number(), quoted + " ends nothing", "it is passed over");
            return;
        }
        while (!open.pop().equals(name)) {
            notes.mended(line.number(), quoted + " comes before the end of what is in it", "both end there");
        }
    }

    // ---- properties ----

    private void property(Line line) {
        if (open.isEmpty()) {
            stray(line);
            return;
        }
        if (open.size() == 1 && line.name().equals("DTSTART")) {
            notes.mended(line.number(), "there is no BEGIN:VEVENT before DTSTART", "it is taken to be there");
            open("VEVENT", line);
        }
        if (isInEvent()) {
            addTo(events.get(events.size() - 1), line);
        } else if (line.name().isEmpty()) {
            notes.mended(line.number(), ICalendarNotes.quote(line.value()) + NO_LINE, "it is passed over");
        } else if (open.contains("VTIMEZONE")) {
            zone = line.name().equals("TZID") ? line.value().strip() : zone;
            calendar.zones.define(zone, "STANDARD".equals(open.peek()), line);
        } else if (open.size() == 1) {
            header(line);
        }
    }

    private void stray(Line line) {
        if (!isFound && !text.hasCalendarAhead()) {
            throw outside(line);
        }
        if (!isStrayNoted) {
            notes.mended(line.number(), "a line is outside of a calendar", "it is passed over");
            isStrayNoted = true;
        }
    }

    private static InvalidDefinitionException outside(Line line) {
        String shown = line.name().isEmpty() ? line.value() : line.name() + ":" + line.value();
        return ICalendarReader.refused(
                line.number(),
                ICalendarNotes.quote(shown)
                        + " is outside of a calendar; an iCalendar file begins with BEGIN:VCALENDAR and ends with"
                        + " END:VCALENDAR.");
    }

    private void header(Line line) {
        switch (line.name()) {
            case "X-WR-TIMEZONE" -> calendar.zones.feedZone(line.value());
            case "METHOD" -> calendar.cancelled = line.isNamed("CANCEL");
            case "VERSION" -> {
                if (!line.isNamed("2.0")) {
                    notes.mended(
                            line.number(),
                            ICalendarNotes.quote(line.value()) + " is not the version of iCalendar, which is 2.0",
                            "it is read as if it were");
                }
            }
            default -> {}
        }
    }

    private void addTo(ICalendarComponent event, Line line) {
        if (line.name().isEmpty()) {
            notes.mended(line, event, ICalendarNotes.quote(line.value()) + NO_LINE, "it is passed over");
        } else if (ONCE.contains(line.name())) {
            Line first = event.one(line.name());
            if (!event.lines().contains(first)) {
                event.lines().add(line);
            } else if (!first.value().strip().equals(line.value().strip())) {
                notes.mended(line, event, line.name() + " occurs twice", "the first one counts");
            }
        } else if (SEVERAL.contains(line.name()) || ICalendarComponent.ALL_DAY_MARKS.contains(line.name())) {
            event.lines().add(line);
        }
    }
}
