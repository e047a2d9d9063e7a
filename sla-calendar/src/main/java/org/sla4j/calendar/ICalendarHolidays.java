package org.sla4j.calendar;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The holidays in an iCalendar feed ({@code .ics}, RFC 5545): its all-day events.
 *
 * <pre>{@code
 * ICalendarHolidays works = ICalendarHolidays.read(Path.of("works-holidays.ics"));
 * works.notes().forEach(System.out::println); // what was odd in it, and what was made of it
 * BusinessCalendar.builder("Plant").holidays(works) // ...
 * }</pre>
 *
 * <h2>What is read</h2>
 *
 * <ul>
 *   <li>Every {@code VEVENT} whose {@code DTSTART} is a date: that date, or the dates up to (not including) {@code DTEND} or for
 *       {@code DURATION}; repeated by {@code RRULE} and {@code RDATE}, less {@code EXDATE} and occurrences that another
 *       event with the same {@code UID} and a {@code RECURRENCE-ID} replaces. {@code SUMMARY} is the name; a date keeps the
 *       names of all its events.
 *   <li>An event from midnight to midnight of its zone is an all-day event too. Other events with a time of day are not holidays.
 *   <li>Of several versions of an event the one with the highest {@code SEQUENCE} counts. Events with {@code STATUS:CANCELLED}
 *       are left out. To-dos, alarms and other components are passed over.
 * </ul>
 *
 * <h2>What is mended</h2>
 *
 * Feeds are read as they come: an odd event never costs the others. An end that is not after the start gives one day; a date with a
 * time of day counts as the local date in the zone of the event, or else of the feed; a rule that does not give {@code DTSTART}
 * gives that date as well; empty and unknown parts of rules are passed over; a rule that cannot be followed leaves
 * {@code DTSTART} alone; lines that are not in UTF-8 are read in the charset that they declare, or else in windows-1252; lines that
 * are indented, quoted or escaped by mistake are read as they were meant. Each such event is listed by {@link #notes()}, and the
 * first ones are found by {@link BusinessCalendar#lint()}. {@link #strictly()} refuses a feed in which anything was mended or left
 * out.
 *
 * <p>Refused in any case are texts that are no calendar, that are cut off within an event, that hold no all-day event, or that go
 * beyond the bounds.
 *
 * <h2>Choosing events</h2>
 *
 * Some feeds mix holidays with other days. {@link #withoutObservances()} takes the observances out of Google's feeds;
 * {@link #filter(Predicate)} chooses by summary, description, categories, class and transparency; what a filter finds can be
 * {@linkplain #asWorkingDays working days} as well:
 *
 * <pre>{@code
 * ICalendarHolidays china = ICalendarHolidays.read(Path.of("china-2025.ics"));
 * HolidayCalendar days = china.filter(event -> !event.summary().startsWith("上班"))
 *         .and(china.filter(event -> event.summary().startsWith("上班")).asWorkingDays(DayOfWeek.MONDAY));
 * }</pre>
 *
 * <h2>Coverage</h2>
 *
 * A feed says which dates are holidays but not where its knowledge ends. A feed of events that end covers the years from its
 * first to its last date, whole; one in which every event recurs without end covers all years from its first date on. Where both
 * occur, the events that end decide: a list of movable feasts up to 2030 is not complete in 2031 because Christmas
 * recurs for ever. Dates at the turn of a year do not vouch for another one: neither an event that began in December, nor a lone 1
 * January. {@link #withCoverage} sets what the caller knows better; filters keep the coverage of the whole feed.
 *
 * <h2>Bounds</h2>
 *
 * At most 1,048,576 characters, 10,000 events, 500 recurrence rules and 50,000 dates of events that end, all told. Rules without
 * end are followed only as far as somebody asks. Reading a hostile file ends with an exception after a bounded amount of work.
 *
 * <p>Immutable and thread-safe; two values are equal if their events have the same dates and texts and their coverage is the same.
 */
public final class ICalendarHolidays implements HolidayCalendar {
    /** Twice the characters that are accepted, because UTF-16 takes two bytes for each, and some more. */
    private static final int MAX_BYTES = 4 * ICalendarReader.MAX_CHARS;

    private static final int MAX_MISTAKES = 20;

    private final List<ICalendarOccurrences> events;
    private final DateRange coverage;
    private final List<Note> notes;
    private final boolean narrowed;
    private final HolidayCalendar dated;
    private final List<ICalendarOccurrences> endless;

    /**
     * What an event says, for {@linkplain #filter(Predicate) filters}.
     *
     * @param uid its {@code UID}, empty if it has none
     * @param summary its {@code SUMMARY}, which is the name of the holiday
     * @param description its {@code DESCRIPTION}, with line breaks
     * @param categories its {@code CATEGORIES}
     * @param classification its {@code CLASS} in capitals, {@code PUBLIC} unless it has another
     * @param transparency its {@code TRANSP} in capitals, {@code OPAQUE} unless it has another
     * @param status its {@code STATUS} in capitals, empty if it has none
     */
    public record Event(
            String uid,
            String summary,
            String description,
            List<String> categories,
            String classification,
            String transparency,
            String status) {
        /** Copies the categories. */
        public Event {
            categories = List.copyOf(categories);
        }

        /**
         * Whether Google marks the event as an observance, on which people work: its description begins with the word
         * "Observance" or, in any language, goes on with how to hide observances in Google Calendar.
         *
         * @return true if it is an observance
         */
        public boolean isObservance() {
            String text = description.toLowerCase(Locale.ROOT);
            int second = text.indexOf('\n');
            return text.startsWith("observance") || (second >= 0 && text.indexOf("google", second) >= 0);
        }
    }

    /**
     * One thing that was odd in a feed, and what was made of it.
     *
     * @param line the line it is in, from 1; 0 for the feed as a whole
     * @param event the summary of the event, empty if it has none or the line is outside of events
     * @param treatment what became of the event
     * @param odd what was odd
     * @param made what was made of it
     */
    public record Note(int line, String event, Treatment treatment, String odd, String made) {
        /** What became of an event. */
        public enum Treatment {
            /** It was read although it is not as RFC 5545 says. */
            MENDED,
            /** It was left out because nobody can say what it means. */
            SKIPPED,
            /** It is fine but no holiday: it has a time of day, or a later version of it counts. */
            PASSED_OVER
        }

        /** Returns the note as one line, such as {@code line 12 "Summer party": it has a time of day; it is not a holiday}. */
        @Override
        public String toString() {
            return (line == 0 ? "" : "line " + line) + (event.isEmpty() ? "" : " " + Quoted.of(event))
                    + (line == 0 ? "" : ": ") + odd + "; " + made;
        }
    }

    ICalendarHolidays(List<ICalendarOccurrences> events, DateRange coverage, List<Note> notes) {
        this(events, coverage, notes, false);
    }

    private ICalendarHolidays(
            List<ICalendarOccurrences> events, DateRange coverage, List<Note> notes, boolean narrowed) {
        this.events = List.copyOf(events);
        this.coverage = coverage;
        this.notes = List.copyOf(notes);
        this.endless =
                events.stream().filter(event -> !event.endless().isEmpty()).toList();
        List<Holidays.Entry> entries = new ArrayList<>();
        for (ICalendarOccurrences event : events) {
            event.dated().forEach((date, days) -> {
                HolidayRule rule = days == 1
                        ? new HolidayRule.Single(date)
                        : new HolidayRule.Range(new DateRange(date, date.plusDays(days - 1)));
                entries.add(new Holidays.Entry(rule, event.event().summary(), Optional.empty(), Optional.empty()));
            });
        }
        Holidays all = new Holidays(entries, coverage, remarks(notes));
        this.dated = narrowed ? all.withCoverage(coverage) : all;
        this.narrowed = narrowed;
    }

    /**
     * Reads the text of an iCalendar file.
     *
     * @param text one or more {@code VCALENDAR} objects, at most 1,048,576 characters
     * @return its holidays
     * @throws InvalidDefinitionException if it is not a calendar with an all-day event, or goes beyond the bounds
     */
    public static ICalendarHolidays parse(String text) {
        return read(ICalendarText.of(text), text.length());
    }

    private static ICalendarHolidays read(ICalendarText text, int length) {
        if (length > ICalendarReader.MAX_CHARS) {
            throw ICalendarReader.invalid(
                    "", "The text is longer than the " + ICalendarReader.MAX_CHARS + " characters that are accepted.");
        }
        return ICalendarReader.read(text);
    }

    /**
     * Reads an iCalendar file from a reader, which is read to its end or to the bound and not closed.
     *
     * @param in where the text comes from
     * @return its holidays
     * @throws InvalidDefinitionException if it is not a calendar with an all-day event, or goes beyond the bounds
     * @throws UncheckedIOException if reading fails
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
     * Reads an iCalendar file from a stream of bytes, which is read to its end or to the bound and not closed.
     *
     * <p>The bytes are decoded by their byte order mark, or else as UTF-8; see the class for other encodings.
     *
     * @param in where the bytes come from
     * @return its holidays
     * @throws InvalidDefinitionException if it is not a calendar with an all-day event, or goes beyond the bounds
     * @throws UncheckedIOException if reading fails
     */
    public static ICalendarHolidays read(InputStream in) {
        return read(in, Optional.empty());
    }

    private static ICalendarHolidays read(InputStream in, Optional<Charset> charset) {
        try {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            ICalendarText text = ICalendarText.of(bytes, charset);
            return read(text, bytes.length > MAX_BYTES ? Integer.MAX_VALUE : text.length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads an iCalendar file.
     *
     * <p>The bytes are decoded by their byte order mark, or else as UTF-8; see the class for other encodings.
     *
     * @param file the file
     * @return its holidays
     * @throws InvalidDefinitionException if it is not a calendar with an all-day event, or goes beyond the bounds
     * @throws UncheckedIOException if reading fails
     */
    public static ICalendarHolidays read(Path file) {
        return read(file, Optional.empty());
    }

    /**
     * Reads an iCalendar file in a charset that the caller knows, such as that of an HTTP header.
     *
     * @param file the file
     * @param charset the charset of its texts; a byte order mark in the file counts for more
     * @return its holidays
     * @throws InvalidDefinitionException if it is not a calendar with an all-day event, or goes beyond the bounds
     * @throws UncheckedIOException if reading fails
     */
    public static ICalendarHolidays read(Path file, Charset charset) {
        return read(file, Optional.of(charset));
    }

    private static ICalendarHolidays read(Path file, Optional<Charset> charset) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, charset);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns what was odd in the feed.
     *
     * @return what was mended, left out or passed over, in the order of the lines; beyond a thousand of one treatment a last note
     *     says how many more there are; unmodifiable
     */
    public List<Note> notes() {
        return notes;
    }

    /**
     * Insists on a feed that is as RFC 5545 says.
     *
     * @return this
     * @throws InvalidDefinitionException if anything was mended or left out; it lists what, with the lines
     */
    public ICalendarHolidays strictly() {
        List<Note> wrong = notes.stream()
                .filter(note -> note.treatment() != Note.Treatment.PASSED_OVER)
                .toList();
        if (!wrong.isEmpty()) {
            throw new InvalidDefinitionException(ICalendarReader.WHAT, mistakes(wrong));
        }
        return this;
    }

    /** What was mended or left out, each as most of a sentence, up to a bound. */
    List<String> remarks() {
        return remarks(notes);
    }

    private static List<String> remarks(List<Note> notes) {
        List<String> wrong = notes.stream()
                .filter(note -> note.treatment() != Note.Treatment.PASSED_OVER)
                .map(Note::toString)
                .toList();
        if (wrong.size() <= MAX_MISTAKES) {
            return wrong;
        }
        List<String> cut = new ArrayList<>(wrong.subList(0, MAX_MISTAKES));
        cut.add((wrong.size() - MAX_MISTAKES) + " more things are odd; its notes list them");
        return cut;
    }

    static List<InvalidDefinitionException.Mistake> mistakes(List<Note> notes) {
        List<InvalidDefinitionException.Mistake> mistakes = new ArrayList<>();
        for (Note note : notes.subList(0, Math.min(notes.size(), MAX_MISTAKES))) {
            String event = note.event().isEmpty() ? "" : Quoted.of(note.event()) + ": ";
            mistakes.add(new InvalidDefinitionException.Mistake(
                    note.line() == 0 ? "" : "line " + note.line(), event + note.odd() + "."));
        }
        if (notes.size() > MAX_MISTAKES) {
            mistakes.add(new InvalidDefinitionException.Mistake(
                    "", "The list is cut here: " + (notes.size() - MAX_MISTAKES) + " more are not shown."));
        }
        return mistakes;
    }

    /**
     * Returns the holidays of those events that a test accepts.
     *
     * @param test what to look for in an event
     * @return the holidays with the coverage and the notes of the whole feed; maybe none
     */
    public ICalendarHolidays filter(Predicate<? super Event> test) {
        return new ICalendarHolidays(
                events.stream().filter(event -> test.test(event.event())).toList(), coverage, notes, narrowed);
    }

    /**
     * Returns the holidays of Google's feeds without the observances among them, which are days like any other.
     *
     * @return the holidays of the events that are not {@linkplain Event#isObservance() marked} as observances
     */
    public ICalendarHolidays withoutObservances() {
        return filter(event -> !event.isObservance());
    }

    /**
     * Returns these holidays with the coverage that the caller vouches for.
     *
     * @param known the dates for which the file is complete; holidays outside them are dropped
     * @return the holidays with that coverage, and the notes of the whole feed
     */
    @Override
    public ICalendarHolidays withCoverage(DateRange known) {
        return new ICalendarHolidays(events, known, notes, true);
    }

    /** The same as plain data, unless an event recurs without end. */
    Optional<HolidayCalendar> data() {
        return endless.isEmpty() ? Optional.of(dated) : Optional.empty();
    }

    @Override
    public boolean isHoliday(LocalDate date) {
        return dated.isHoliday(date) || recurs(date);
    }

    private boolean recurs(LocalDate date) {
        if (narrowed && !coverage.contains(date)) {
            return false;
        }
        for (ICalendarOccurrences event : endless) {
            for (ICalendarOccurrences.Endless rule : event.endless()) {
                if (rule.contains(date)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public List<String> namesOf(LocalDate date) {
        TreeSet<String> names = new TreeSet<>(dated.namesOf(date));
        for (ICalendarOccurrences event : endless) {
            if ((!narrowed || coverage.contains(date))
                    && event.endless().stream().anyMatch(rule -> rule.contains(date))) {
                names.add(event.event().summary());
            }
        }
        names.remove("");
        return List.copyOf(names);
    }

    @Override
    public DateRange coverage() {
        return coverage;
    }

    @Override
    public HolidayCalendar publishedAt(Instant instant) {
        return data().map(plain -> plain.publishedAt(instant))
                .orElseGet(() -> HolidayCalendar.super.publishedAt(instant));
    }

    @Override
    public HolidayCalendar asWorkingDays(DayOfWeek like) {
        return data().map(plain -> plain.asWorkingDays(like))
                .orElseGet(() -> HolidayCalendar.super.asWorkingDays(like));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ICalendarHolidays that && coverage.equals(that.coverage) && events.equals(that.events);
    }

    @Override
    public int hashCode() {
        return 31 * events.hashCode() + coverage.hashCode();
    }

    /** Returns the dates and rules with their names. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        for (ICalendarOccurrences event : endless) {
            event.endless()
                    .forEach(rule -> parts.add(rule.rule()
                            + (event.event().summary().isEmpty()
                                    ? ""
                                    : " " + event.event().summary())));
        }
        parts.add(dated.toString());
        return String.join(", ", parts);
    }
}
