package org.sla4j.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/** Holiday calendars made of others that are not all plain data. None knows more than its parts. */
sealed interface CombinedHolidays extends HolidayCalendar
        permits CombinedHolidays.Union,
                CombinedHolidays.Without,
                CombinedHolidays.Filtered,
                CombinedHolidays.Working,
                CombinedHolidays.Same,
                CombinedHolidays.Covered,
                ObservedHolidays {
    /** Puts calendars together: plain data into one, everything else beside it. */
    static HolidayCalendar all(Collection<? extends HolidayCalendar> parts) {
        if (parts.size() == 1 && parts.iterator().next() instanceof Holidays plain) {
            return plain; // which may be a hundred thousand dates, sorted already
        }
        List<Holidays> data = new ArrayList<>();
        Set<HolidayCalendar> others = new LinkedHashSet<>();
        parts.forEach(part -> sort(part, data, others));
        Holidays merged = data.isEmpty() ? Holidays.NONE : Holidays.merged(data);
        if (others.isEmpty()) {
            return merged;
        }
        if (merged.equals(Holidays.NONE)) {
            return others.size() == 1 ? others.iterator().next() : new Union(others);
        }
        Set<HolidayCalendar> union = new LinkedHashSet<>();
        union.add(merged);
        union.addAll(others);
        return new Union(union);
    }

    private static void sort(HolidayCalendar given, List<Holidays> data, Set<HolidayCalendar> others) {
        HolidayCalendar part =
                given instanceof ICalendarHolidays feed ? feed.data().orElse(feed) : given;
        if (part instanceof Holidays plain) {
            data.add(plain);
        } else if (part instanceof Union union) {
            union.parts().forEach(inner -> sort(inner, data, others));
        } else {
            others.add(part);
        }
    }

    /**
     * The dates that all calendars know.
     *
     * @throws IllegalArgumentException if there are none
     */
    static DateRange commonCoverage(Collection<? extends HolidayCalendar> parts) {
        LocalDate first = DateRange.SUPPORTED.first();
        LocalDate last = DateRange.SUPPORTED.last();
        for (HolidayCalendar part : parts) {
            DateRange known = part.coverage();
            first = known.first().isAfter(first) ? known.first() : first;
            last = known.last().isBefore(last) ? known.last() : last;
        }
        return range(
                first,
                last,
                () -> "No date is covered by all of "
                        + parts.stream()
                                .map(part -> shortened(part) + " (" + part.coverage() + ")")
                                .collect(Collectors.joining(" and "))
                        + "; a holiday calendar needs dates that all its parts know.");
    }

    /** Finds what is odd in the feeds that a calendar is made of, and what is wrong with its data unless something in it mends them. */
    static Set<CalendarFinding> lint(HolidayCalendar whole) {
        Set<CalendarFinding> findings = new LinkedHashSet<>();
        lint(whole, whole, "a feed of holidays", findings);
        return findings;
    }

    private static void lint(HolidayCalendar part, HolidayCalendar whole, String name, Set<CalendarFinding> findings) {
        if (part instanceof JollydayHolidays library) {
            library.doubts(whole)
                    .forEach(doubt -> findings.add(new CalendarFinding(CalendarFinding.Code.HOLIDAYS_DOUBTFUL, doubt)));
        } else if (part instanceof ICalendarHolidays feed) {
            addRemarks(feed.remarks(), name, findings);
        } else if (part instanceof Holidays plain) {
            addRemarks(plain.remarks(), name, findings);
        } else if (part instanceof CombinedHolidays combined) {
            String known = combined instanceof Named named ? "the holidays " + Quoted.of(named.name()) : name;
            combined.sources().forEach(source -> lint(source, whole, known, findings));
        }
    }

    private static void addRemarks(List<String> remarks, String name, Set<CalendarFinding> findings) {
        remarks.forEach(remark ->
                findings.add(new CalendarFinding(CalendarFinding.Code.FEED, "In " + name + ", " + remark + ".")));
    }

    /** The calendars that this one takes its holidays from. */
    Collection<HolidayCalendar> sources();

    private static String shortened(HolidayCalendar part) {
        String text = part.toString();
        return text.length() > 200 ? text.substring(0, 200) + "..." : text;
    }

    /** A coverage, or a mistake if it is empty. */
    static DateRange range(LocalDate first, LocalDate last, java.util.function.Supplier<String> message) {
        if (last.isBefore(first)) {
            throw new IllegalArgumentException(message.get());
        }
        return new DateRange(first, last);
    }

    /** The holidays and working days of any of the parts. */
    record Union(Set<HolidayCalendar> parts, DateRange coverage) implements CombinedHolidays {
        @Override
        public Collection<HolidayCalendar> sources() {
            return parts;
        }

        Union(Set<HolidayCalendar> parts) {
            this(Collections.unmodifiableSet(parts), commonCoverage(parts));
        }

        @Override
        public boolean isHoliday(LocalDate date) {
            boolean holiday = false;
            for (HolidayCalendar part : parts) {
                if (part.worksLike(date).isPresent()) {
                    return false;
                }
                holiday |= part.isHoliday(date);
            }
            return holiday;
        }

        @Override
        public Optional<DayOfWeek> worksLike(LocalDate date) {
            return parts.stream().flatMap(part -> part.worksLike(date).stream()).min(DayOfWeek::compareTo);
        }

        @Override
        public List<String> namesOf(LocalDate date) {
            boolean works = worksLike(date).isPresent();
            TreeSet<String> names = new TreeSet<>();
            for (HolidayCalendar part : parts) {
                if (part.worksLike(date).isPresent() == works) {
                    names.addAll(part.namesOf(date));
                }
            }
            return List.copyOf(names);
        }

        @Override
        public HolidayCalendar asKnownOn(Instant instant) {
            return all(parts.stream().map(part -> part.asKnownOn(instant)).toList());
        }

        @Override
        public String toString() {
            return parts.stream().map(HolidayCalendar::toString).collect(Collectors.joining(", "));
        }
    }

    /** The holidays and working days of a source, less the dates that are holidays of another calendar. */
    record Without(HolidayCalendar source, HolidayCalendar exceptions, DateRange coverage) implements CombinedHolidays {
        static HolidayCalendar of(HolidayCalendar source, HolidayCalendar exceptions) {
            if (source instanceof Without earlier) { // so that many exceptions stay one step
                return of(earlier.source, earlier.exceptions.and(exceptions));
            }
            return exceptions.equals(Holidays.NONE)
                    ? source
                    : new Without(source, exceptions, commonCoverage(List.of(source, exceptions)));
        }

        @Override
        public Collection<HolidayCalendar> sources() {
            return List.of(source, exceptions);
        }

        @Override
        public boolean isHoliday(LocalDate date) {
            return source.isHoliday(date) && !exceptions.isHoliday(date);
        }

        @Override
        public Optional<DayOfWeek> worksLike(LocalDate date) {
            return source.worksLike(date).filter(day -> !exceptions.isHoliday(date));
        }

        @Override
        public List<String> namesOf(LocalDate date) {
            return exceptions.isHoliday(date) ? List.of() : source.namesOf(date);
        }

        @Override
        public HolidayCalendar asKnownOn(Instant instant) {
            return of(source.asKnownOn(instant), exceptions.asKnownOn(instant));
        }

        @Override
        public String toString() {
            return "(" + source + ") except (" + exceptions + ")";
        }
    }

    /** What of a source a test accepts, each name of a date by itself. */
    record Filtered(HolidayCalendar source, BiPredicate<? super LocalDate, ? super String> test)
            implements CombinedHolidays {
        @Override
        public Collection<HolidayCalendar> sources() {
            return List.of(source);
        }

        private boolean accepts(LocalDate date) {
            List<String> names = source.namesOf(date);
            return names.isEmpty() ? test.test(date, "") : names.stream().anyMatch(name -> test.test(date, name));
        }

        @Override
        public boolean isHoliday(LocalDate date) {
            return source.isHoliday(date) && accepts(date);
        }

        @Override
        public Optional<DayOfWeek> worksLike(LocalDate date) {
            return source.worksLike(date).filter(day -> accepts(date));
        }

        @Override
        public List<String> namesOf(LocalDate date) {
            return source.namesOf(date).stream()
                    .filter(name -> test.test(date, name))
                    .toList();
        }

        @Override
        public DateRange coverage() {
            return source.coverage();
        }

        @Override
        public HolidayCalendar asKnownOn(Instant instant) {
            return new Filtered(source.asKnownOn(instant), test);
        }

        @Override
        public String toString() {
            return "(" + source + ") filtered";
        }
    }

    /** The holidays of a source as days that work like a weekday. */
    record Working(HolidayCalendar source, DayOfWeek like) implements CombinedHolidays {
        @Override
        public Collection<HolidayCalendar> sources() {
            return List.of(source);
        }

        @Override
        public boolean isHoliday(LocalDate date) {
            return false;
        }

        @Override
        public Optional<DayOfWeek> worksLike(LocalDate date) {
            return source.isHoliday(date) || source.worksLike(date).isPresent() ? Optional.of(like) : Optional.empty();
        }

        @Override
        public List<String> namesOf(LocalDate date) {
            return source.namesOf(date);
        }

        @Override
        public DateRange coverage() {
            return source.coverage();
        }

        @Override
        public HolidayCalendar asKnownOn(Instant instant) {
            return source.asKnownOn(instant).asWorkingDays(like);
        }

        @Override
        public String toString() {
            return "(" + source + ") work like " + HolidayRule.name(like);
        }
    }

    /** The same holidays as those of a source, of which something else is known. */
    sealed interface Same extends CombinedHolidays {
        HolidayCalendar source();

        @Override
        default Collection<HolidayCalendar> sources() {
            return List.of(source());
        }

        @Override
        default boolean isHoliday(LocalDate date) {
            return source().isHoliday(date);
        }

        @Override
        default Optional<DayOfWeek> worksLike(LocalDate date) {
            return source().worksLike(date);
        }

        @Override
        default List<String> namesOf(LocalDate date) {
            return source().namesOf(date);
        }

        @Override
        default DateRange coverage() {
            return source().coverage();
        }
    }

    /** A source of which nobody knew before an instant. */
    record Published(HolidayCalendar source, Instant at) implements Same {
        @Override
        public HolidayCalendar asKnownOn(Instant instant) {
            return instant.isBefore(at)
                    ? HolidayCalendar.none().withCoverage(source.coverage())
                    : source.asKnownOn(instant).publishedAt(at);
        }

        @Override
        public String toString() {
            return source + " (published at " + at + ")";
        }
    }

    /** A source with the coverage that the caller vouches for. */
    record Covered(HolidayCalendar source, DateRange coverage) implements CombinedHolidays {
        @Override
        public Collection<HolidayCalendar> sources() {
            return List.of(source);
        }

        @Override
        public boolean isHoliday(LocalDate date) {
            return coverage.contains(date) && source.isHoliday(date);
        }

        @Override
        public Optional<DayOfWeek> worksLike(LocalDate date) {
            return coverage.contains(date) ? source.worksLike(date) : Optional.empty();
        }

        @Override
        public List<String> namesOf(LocalDate date) {
            return coverage.contains(date) ? source.namesOf(date) : List.of();
        }

        @Override
        public HolidayCalendar asKnownOn(Instant instant) {
            return source.asKnownOn(instant).withCoverage(coverage);
        }

        @Override
        public String toString() {
            return source + ", known for " + coverage;
        }
    }

    /** A source that documents and digests know by a name. */
    record Named(HolidayCalendar source, String name) implements Same {
        public Named {
            if (name.isBlank()) {
                throw new IllegalArgumentException("A name for holidays must not be blank.");
            }
        }

        @Override
        public HolidayCalendar asKnownOn(Instant instant) {
            return new Named(source.asKnownOn(instant), name);
        }

        @Override
        public String toString() {
            return "holidays " + Quoted.of(name);
        }
    }
}
