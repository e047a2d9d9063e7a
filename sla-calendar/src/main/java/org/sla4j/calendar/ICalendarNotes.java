package org.sla4j.calendar;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.sla4j.calendar.ICalendarHolidays.Note;
import org.sla4j.calendar.ICalendarHolidays.Note.Treatment;
import org.sla4j.calendar.ICalendarText.Line;

/** Collects what is odd in one iCalendar text: a thousand notes of each treatment, and how many more there would be. */
final class ICalendarNotes {
    private static final int MOST = 1000;

    private final List<Note> notes = new ArrayList<>();
    private final Map<Treatment, Integer> found = new EnumMap<>(Treatment.class);

    void add(int line, ICalendarComponent event, Treatment treatment, String odd, String made) {
        add(line, event.summary(), treatment, odd, made);
    }

    void mended(Line line, ICalendarComponent event, String odd, String made) {
        add(line.number(), event, Treatment.MENDED, odd, made);
    }

    /** Notes something outside of events. */
    void mended(int line, String odd, String made) {
        add(line, "", Treatment.MENDED, odd, made);
    }

    /** Notes that a component outside of calendars was left out. */
    void skipped(int line, String odd) {
        add(line, "", Treatment.SKIPPED, odd, "it is left out");
    }

    private void add(int line, String summary, Treatment treatment, String odd, String made) {
        if (found.merge(treatment, 1, Integer::sum) <= MOST) {
            notes.add(new Note(line, shortened(summary), treatment, odd, made));
        }
    }

    /** The notes in the order of their lines, and at the end how many are not listed. */
    List<Note> inOrder() {
        List<Note> sorted = new ArrayList<>(notes);
        sorted.sort(Comparator.comparingInt(Note::line));
        found.forEach((treatment, count) -> {
            if (count > MOST) {
                sorted.add(unlisted(treatment, count - MOST));
            }
        });
        return sorted;
    }

    private static Note unlisted(Treatment treatment, int count) {
        return switch (treatment) {
            case MENDED -> new Note(0, "", treatment, count + " more things are odd", "read as well as the ones above");
            case SKIPPED -> new Note(0, "", treatment, count + " more events are odd", "left out like the ones above");
            case PASSED_OVER -> new Note(0, "", treatment, count + " more events are not holidays", "passed over");
        };
    }

    static String shortened(String text) {
        return text.length() > 80 ? text.substring(0, 80) + "..." : text;
    }

    static String quote(String text) {
        return Quoted.of(shortened(text));
    }
}
