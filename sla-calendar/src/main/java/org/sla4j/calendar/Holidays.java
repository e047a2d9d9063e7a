package org.sla4j.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The holidays and working days that are plain data: a sorted list of rules, each with a name that may be empty.
 *
 * <p>Putting several of these together gives one more of these, so that equal content is equal whatever the order of building;
 * anything else (a lambda, a library) is put together by reference in {@link CombinedHolidays}.
 */
final class Holidays implements HolidayCalendar {
    static final Holidays NONE = new Holidays(List.of(), DateRange.SUPPORTED);

    private final List<Entry> entries;
    private final DateRange coverage;
    /** What was odd in the feeds that the entries come from; no part of the value. */
    private final List<String> remarks;
    /** Made when first asked for; threads that race make equal ones. */
    private @Nullable volatile Index index;

    /**
     * One rule.
     *
     * @param rule the dates
     * @param name what they are called, may be empty
     * @param publishedAt when it was published; empty if it was always known
     * @param like the weekday that the dates work like; empty if they are holidays
     */
    record Entry(HolidayRule rule, String name, Optional<Instant> publishedAt, Optional<DayOfWeek> like)
            implements Comparable<Entry> {
        /** Single dates first. A hundred thousand of them are sorted by it, without writing each of them out. */
        @Override
        public int compareTo(Entry other) {
            int order = compareRules(rule, other.rule);
            order = order != 0 ? order : name.compareTo(other.name);
            order = order != 0
                    ? order
                    : publishedAt.orElse(Instant.MIN).compareTo(other.publishedAt.orElse(Instant.MIN));
            return order != 0 ? order : likeNumber() - other.likeNumber();
        }

        private int likeNumber() {
            return like.map(DayOfWeek::getValue).orElse(0);
        }

        private static int compareRules(HolidayRule one, HolidayRule other) {
            boolean single = one instanceof HolidayRule.Single;
            if (one instanceof HolidayRule.Single a && other instanceof HolidayRule.Single b) {
                return a.date().compareTo(b.date());
            }
            return single || other instanceof HolidayRule.Single
                    ? (single ? -1 : 1)
                    : one.toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return rule
                    + (name.isEmpty() ? "" : " " + name)
                    + like.map(day -> " (works like " + HolidayRule.name(day) + ")")
                            .orElse("")
                    + publishedAt.map(at -> " (published at " + at + ")").orElse("");
        }
    }

    /** What is asked often, by date. */
    private static final class Index {
        private final HolidayRule.Dates closed = new HolidayRule.Dates();
        private final Map<DayOfWeek, HolidayRule.Dates> working = new EnumMap<>(DayOfWeek.class);
        private final Map<LocalDate, List<Entry>> single = new HashMap<>();
        private final List<Entry> others = new ArrayList<>();

        Index(List<Entry> entries) {
            for (Entry entry : entries) {
                HolidayRule.Dates dates = entry.like()
                        .map(day -> working.computeIfAbsent(day, like -> new HolidayRule.Dates()))
                        .orElse(closed);
                entry.rule().mark(dates);
                if (entry.rule() instanceof HolidayRule.Single date) {
                    single.computeIfAbsent(date.date(), day -> new ArrayList<>(1))
                            .add(entry);
                } else {
                    others.add(entry);
                }
            }
        }

        Optional<DayOfWeek> like(LocalDate date) {
            for (var day : working.entrySet()) {
                if (day.getValue().contains(date)) {
                    return Optional.of(day.getKey());
                }
            }
            return Optional.empty();
        }
    }

    Holidays(Collection<Entry> entries, DateRange coverage) {
        this(entries, coverage, List.of());
    }

    Holidays(Collection<Entry> entries, DateRange coverage, Collection<String> remarks) {
        this.entries = sorted(entries);
        this.coverage = coverage;
        this.remarks = List.copyOf(remarks);
    }

    /** Sorts by runs, so that adding a little to much that is sorted already costs one pass. */
    private static List<Entry> sorted(Collection<Entry> entries) {
        List<Entry> all = new ArrayList<>(entries);
        all.sort(null);
        List<Entry> once = new ArrayList<>(all.size());
        for (Entry entry : all) {
            if (once.isEmpty() || !once.get(once.size() - 1).equals(entry)) {
                once.add(entry);
            }
        }
        return List.copyOf(once);
    }

    static Holidays of(HolidayRule rule, String name) {
        return new Holidays(List.of(new Entry(rule, name, Optional.empty(), Optional.empty())), DateRange.SUPPORTED);
    }

    static Holidays of(Collection<LocalDate> dates) {
        return new Holidays(
                dates.stream()
                        .map(date -> new Entry(new HolidayRule.Single(date), "", Optional.empty(), Optional.empty()))
                        .toList(),
                DateRange.SUPPORTED);
    }

    /** Puts plain data together in one go. */
    static Holidays merged(Collection<Holidays> parts) {
        List<Entry> all = new ArrayList<>();
        Set<String> remarks = new LinkedHashSet<>();
        for (Holidays part : parts) {
            all.addAll(part.entries);
            remarks.addAll(part.remarks);
        }
        return new Holidays(all, CombinedHolidays.commonCoverage(parts), remarks);
    }

    /** What was odd in the feeds that the dates come from, each as most of a sentence. */
    List<String> remarks() {
        return remarks;
    }

    /** The rules, sorted. */
    List<Entry> entries() {
        return entries;
    }

    private Holidays each(UnaryOperator<Entry> change) {
        return new Holidays(entries.stream().map(change).toList(), coverage, remarks);
    }

    @Override
    public HolidayCalendar publishedAt(Instant instant) {
        return each(entry -> new Entry(
                entry.rule(),
                entry.name(),
                entry.publishedAt().filter(instant::isBefore).or(() -> Optional.of(instant)),
                entry.like()));
    }

    @Override
    public HolidayCalendar asKnownOn(Instant instant) {
        return new Holidays(
                entries.stream()
                        .filter(entry ->
                                entry.publishedAt().filter(instant::isBefore).isEmpty())
                        .toList(),
                coverage,
                remarks);
    }

    @Override
    public HolidayCalendar asWorkingDays(DayOfWeek like) {
        return each(entry -> new Entry(entry.rule(), entry.name(), entry.publishedAt(), Optional.of(like)));
    }

    @Override
    public HolidayCalendar withCoverage(DateRange known) {
        List<Entry> inside = new ArrayList<>();
        for (Entry entry : entries) {
            within(entry.rule(), known)
                    .ifPresent(rule -> inside.add(new Entry(rule, entry.name(), entry.publishedAt(), entry.like())));
        }
        return new Holidays(inside, known, remarks);
    }

    private static Optional<HolidayRule> within(HolidayRule rule, DateRange known) {
        if (rule instanceof HolidayRule.Single single) {
            return known.contains(single.date()) ? Optional.of(rule) : Optional.empty();
        }
        if (rule instanceof HolidayRule.Range given) {
            LocalDate first = given.range().first().isBefore(known.first())
                    ? known.first()
                    : given.range().first();
            LocalDate last = given.range().last().isAfter(known.last())
                    ? known.last()
                    : given.range().last();
            return first.isAfter(last)
                    ? Optional.empty()
                    : Optional.of(new HolidayRule.Range(new DateRange(first, last)));
        }
        return Optional.of(rule);
    }

    private Index index() {
        Index made = index;
        if (made == null) {
            made = new Index(entries);
            index = made;
        }
        return made;
    }

    @Override
    public boolean isHoliday(LocalDate date) {
        if (!DateRange.SUPPORTED.contains(date)) {
            // An overnight range that reaches into the first supported date starts before it.
            return worksLike(date).isEmpty()
                    && entries.stream().anyMatch(entry -> entry.rule().contains(date));
        }
        Index known = index();
        return known.closed.contains(date) && known.like(date).isEmpty();
    }

    @Override
    public Optional<DayOfWeek> worksLike(LocalDate date) {
        return DateRange.SUPPORTED.contains(date)
                ? index().like(date)
                : entries.stream()
                        .filter(entry ->
                                entry.like().isPresent() && entry.rule().contains(date))
                        .map(entry -> entry.like().orElseThrow())
                        .min(Comparator.naturalOrder());
    }

    @Override
    public List<String> namesOf(LocalDate date) {
        Index known = index();
        boolean works = worksLike(date).isPresent();
        TreeSet<String> names = new TreeSet<>();
        known.single.getOrDefault(date, List.of()).forEach(entry -> addName(entry, works, names));
        for (Entry entry : known.others) {
            if (entry.rule().contains(date)) {
                addName(entry, works, names);
            }
        }
        return List.copyOf(names);
    }

    private static void addName(Entry entry, boolean works, Set<String> names) {
        if (entry.like().isPresent() == works && !entry.name().isEmpty()) {
            names.add(entry.name());
        }
    }

    @Override
    public DateRange coverage() {
        return coverage;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Holidays that && entries.equals(that.entries) && coverage.equals(that.coverage);
    }

    @Override
    public int hashCode() {
        return 31 * entries.hashCode() + coverage.hashCode();
    }

    /** Returns the rules with their names, single dates first. */
    @Override
    public String toString() {
        return (entries.isEmpty()
                        ? "no holidays"
                        : String.join(
                                ", ", entries.stream().map(Entry::toString).toList()))
                + (coverage.equals(DateRange.SUPPORTED) ? "" : ", known for " + coverage);
    }
}
