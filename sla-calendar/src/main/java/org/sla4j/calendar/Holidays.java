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
 * <p>Combining two of these gives one more of these, so that equal content is equal whatever the order of building;
 * anything else (a lambda, a library) is combined by reference in {@link Both}.
 */
record Holidays(
        SortedMap<LocalDate, String> dates, SortedMap<MonthDay, String> years, List<Span> spans, DateRange coverage)
        implements HolidayCalendar {
    static final Holidays NONE = everywhere(new TreeMap<>(), new TreeMap<>(), List.of());

    record Span(DateRange dates, String name) {}

    Holidays {
        dates = Collections.unmodifiableSortedMap(new TreeMap<>(dates));
        years = Collections.unmodifiableSortedMap(new TreeMap<>(years));
        spans = List.copyOf(spans);
    }

    private static Holidays everywhere(
            SortedMap<LocalDate, String> dates, SortedMap<MonthDay, String> years, List<Span> spans) {
        return new Holidays(dates, years, spans, DateRange.SUPPORTED);
    }

    /** The same holidays, known for some dates only; single dates outside them are dropped. */
    Holidays withCoverage(DateRange known) {
        SortedMap<LocalDate, String> inside = new TreeMap<>(dates);
        inside.keySet().removeIf(date -> !known.contains(date));
        return new Holidays(inside, years, spans, known);
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
        return new Holidays(allDates, allYears, allSpans, commonCoverage(this, other));
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
        return false;
    }

    @Override
    public Optional<String> nameOf(LocalDate date) {
        List<String> names = new ArrayList<>();
        names.add(dates.getOrDefault(date, ""));
        names.add(years.getOrDefault(MonthDay.from(date), ""));
        for (Span span : spans) {
            names.add(span.dates().contains(date) ? span.name() : "");
        }
        return names.stream().filter(name -> !name.isEmpty()).findFirst();
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        dates.forEach((date, name) -> parts.add(named(date.toString(), name)));
        years.forEach((date, name) -> parts.add(named(date.toString().substring(2), name)));
        spans.forEach(span -> parts.add(named(span.dates().toString(), span.name())));
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
        public String toString() {
            return first + ", " + second;
        }
    }
}
