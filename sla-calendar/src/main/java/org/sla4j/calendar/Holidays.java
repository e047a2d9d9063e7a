package org.sla4j.calendar;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The holidays that are plain data: single dates, yearly dates and spans, each with a name that may be empty.
 *
 * <p>Holidays with a date of announcement are kept apart, by that date; they have no announcements of their own.
 *
 * <p>Combining two of these gives one more of these, so that equal content is equal whatever the order of building;
 * anything else (a lambda, a library) is combined by reference in {@link Both}.
 */
record Holidays(
        SortedMap<LocalDate, String> dates,
        SortedMap<MonthDay, String> years,
        List<Span> spans,
        DateRange coverage,
        SortedMap<LocalDate, Holidays> announced)
        implements HolidayCalendar {
    static final Holidays NONE = everywhere(new TreeMap<>(), new TreeMap<>(), List.of());

    record Span(DateRange dates, String name) {}

    Holidays {
        dates = Collections.unmodifiableSortedMap(new TreeMap<>(dates));
        years = Collections.unmodifiableSortedMap(new TreeMap<>(years));
        spans = List.copyOf(spans);
        announced = Collections.unmodifiableSortedMap(new TreeMap<>(announced));
    }

    Holidays(
            SortedMap<LocalDate, String> dates,
            SortedMap<MonthDay, String> years,
            List<Span> spans,
            DateRange coverage) {
        this(dates, years, spans, coverage, new TreeMap<>());
    }

    static HolidayCalendar announced(HolidayCalendar holidays, LocalDate on) {
        if (!(plain(holidays) instanceof Holidays data)) {
            return new Announced(holidays, on);
        }
        Holidays now = new Holidays(data.dates, data.years, data.spans, data.coverage);
        SortedMap<LocalDate, Holidays> later = new TreeMap<>(data.announced.tailMap(on));
        for (Holidays earlier : data.announced.headMap(on).values()) {
            now = now.merge(earlier);
        }
        if (!now.isEmpty()) {
            later.merge(on, new Holidays(now.dates, now.years, now.spans, DateRange.SUPPORTED), Holidays::merge);
        }
        return new Holidays(new TreeMap<>(), new TreeMap<>(), List.of(), data.coverage, later);
    }

    private boolean isEmpty() {
        return dates.isEmpty() && years.isEmpty() && spans.isEmpty();
    }

    @Override
    public HolidayCalendar asKnownOn(LocalDate date) {
        return new Holidays(dates, years, spans, coverage, announced.headMap(date.plusDays(1)));
    }

    private static Holidays everywhere(
            SortedMap<LocalDate, String> dates, SortedMap<MonthDay, String> years, List<Span> spans) {
        return new Holidays(dates, years, spans, DateRange.SUPPORTED);
    }

    /** The same holidays, known for some dates only; single dates outside them are dropped. */
    Holidays withCoverage(DateRange known) {
        SortedMap<LocalDate, String> inside = new TreeMap<>(dates);
        inside.keySet().removeIf(date -> !known.contains(date));
        SortedMap<LocalDate, Holidays> later = new TreeMap<>(announced);
        later.replaceAll((on, holidays) ->
                new Holidays(holidays.withCoverage(known).dates, holidays.years, holidays.spans, DateRange.SUPPORTED));
        return new Holidays(inside, years, spans, known, later);
    }

    static Holidays dates(Collection<LocalDate> dates, String name) {
        SortedMap<LocalDate, String> named = new TreeMap<>();
        dates.forEach(date -> named.put(date, name));
        return everywhere(named, new TreeMap<>(), List.of());
    }

    static Holidays yearly(MonthDay date, String name) {
        return everywhere(new TreeMap<>(), new TreeMap<>(Map.of(date, name)), List.of());
    }

    static Holidays during(DateRange dates, String name) {
        return everywhere(new TreeMap<>(), new TreeMap<>(), List.of(new Span(dates, name)));
    }

    static HolidayCalendar both(HolidayCalendar one, HolidayCalendar other) {
        HolidayCalendar first = plain(one);
        HolidayCalendar second = plain(other);
        if (first.equals(NONE)) {
            return second;
        }
        if (second.equals(NONE) || first.equals(second)) {
            return first;
        }
        return first instanceof Holidays a && second instanceof Holidays b ? a.merge(b) : new Both(first, second);
    }

    // A file that has been read is data like any other, and can be merged and written down.
    private static HolidayCalendar plain(HolidayCalendar holidays) {
        return holidays instanceof ICalendarHolidays file ? file.data() : holidays;
    }

    private Holidays merge(Holidays other) {
        SortedMap<LocalDate, String> allDates = new TreeMap<>(other.dates);
        dates.forEach((date, name) -> allDates.merge(date, name, Holidays::firstNamed));
        SortedMap<MonthDay, String> allYears = new TreeMap<>(other.years);
        years.forEach((date, name) -> allYears.merge(date, name, Holidays::firstNamed));
        List<Span> allSpans = new ArrayList<>(spans);
        for (Span span : other.spans) {
            if (!allSpans.contains(span)) {
                allSpans.add(span);
            }
        }
        SortedMap<LocalDate, Holidays> allAnnounced = new TreeMap<>(other.announced);
        announced.forEach((on, holidays) -> allAnnounced.merge(on, holidays, (theirs, mine) -> mine.merge(theirs)));
        return new Holidays(allDates, allYears, allSpans, commonCoverage(this, other), allAnnounced);
    }

    private static String firstNamed(String theirs, String mine) {
        return mine.isEmpty() ? theirs : mine;
    }

    @Override
    public boolean isHoliday(LocalDate date) {
        if (dates.containsKey(date)) {
            return true;
        }
        if (!years.isEmpty() && years.containsKey(MonthDay.from(date))) {
            return true;
        }
        for (Span span : spans) {
            if (span.dates().contains(date)) {
                return true;
            }
        }
        return announced.values().stream().anyMatch(holidays -> holidays.isHoliday(date));
    }

    @Override
    public Optional<String> nameOf(LocalDate date) {
        List<String> names = new ArrayList<>();
        names.add(dates.getOrDefault(date, ""));
        names.add(years.getOrDefault(MonthDay.from(date), ""));
        for (Span span : spans) {
            names.add(span.dates().contains(date) ? span.name() : "");
        }
        announced.values().forEach(holidays -> names.add(holidays.nameOf(date).orElse("")));
        return names.stream().filter(name -> !name.isEmpty()).findFirst();
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        dates.forEach((date, name) -> parts.add(named(date.toString(), name)));
        years.forEach((date, name) -> parts.add(named(date.toString().substring(2), name)));
        spans.forEach(span -> parts.add(named(span.dates().toString(), span.name())));
        announced.forEach((on, holidays) -> parts.add(holidays + " (announced on " + on + ")"));
        return (parts.isEmpty() ? "no holidays" : String.join(", ", parts))
                + (coverage.equals(DateRange.SUPPORTED) ? "" : ", known for " + coverage);
    }

    private static String named(String date, String name) {
        return name.isEmpty() ? date : date + " " + name;
    }

    private static DateRange commonCoverage(HolidayCalendar first, HolidayCalendar second) {
        DateRange a = first.coverage();
        DateRange b = second.coverage();
        LocalDate from = a.first().isAfter(b.first()) ? a.first() : b.first();
        LocalDate to = a.last().isBefore(b.last()) ? a.last() : b.last();
        if (to.isBefore(from)) {
            throw new DateTimeException("No date is covered by both " + first + " (" + a + ") and " + second + " (" + b
                    + "); a holiday calendar needs years that all its parts know.");
        }
        return new DateRange(from, to);
    }

    /** Two holiday calendars of which at least one is not plain data. */
    record Both(HolidayCalendar first, HolidayCalendar second) implements HolidayCalendar {
        Both {
            commonCoverage(first, second);
        }

        @Override
        public boolean isHoliday(LocalDate date) {
            return first.isHoliday(date) || second.isHoliday(date);
        }

        @Override
        public Optional<String> nameOf(LocalDate date) {
            return first.nameOf(date).or(() -> second.nameOf(date));
        }

        @Override
        public DateRange coverage() {
            return commonCoverage(first, second);
        }

        @Override
        public HolidayCalendar asKnownOn(LocalDate date) {
            return first.asKnownOn(date).and(second.asKnownOn(date));
        }

        @Override
        public String toString() {
            return first + ", " + second;
        }
    }

    /** Holidays from code that were announced on a date. */
    record Announced(HolidayCalendar holidays, LocalDate on) implements HolidayCalendar {
        @Override
        public boolean isHoliday(LocalDate date) {
            return holidays.isHoliday(date);
        }

        @Override
        public Optional<String> nameOf(LocalDate date) {
            return holidays.nameOf(date);
        }

        @Override
        public DateRange coverage() {
            return holidays.coverage();
        }

        @Override
        public HolidayCalendar asKnownOn(LocalDate date) {
            return date.isBefore(on) ? NONE.withCoverage(holidays.coverage()) : this;
        }

        @Override
        public String toString() {
            return holidays + " (announced on " + on + ")";
        }
    }
}
