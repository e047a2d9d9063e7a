package org.sla4j.calendar;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The years that the events of a feed vouch for.
 *
 * <p>A year is vouched for by an event that starts in it, unless all that starts in the last year belongs to the turn of the year (1
 * January and the days after it without a gap), or all that starts in the first year reaches over into the next.
 */
final class ICalendarCoverage {
    private final TreeMap<LocalDate, Long> starts = new TreeMap<>();
    private final NavigableSet<Integer> years = new TreeSet<>();
    private boolean ends;

    private ICalendarCoverage() {}

    static DateRange of(Collection<ICalendarOccurrences> events) {
        ICalendarCoverage coverage = new ICalendarCoverage();
        events.forEach(coverage::add);
        return coverage.range();
    }

    private void add(ICalendarOccurrences event) {
        if (!event.isEndless()) {
            event.dated().forEach((date, days) -> ends |= add(date, days));
        } else if (!event.dated().isEmpty()) {
            LocalDate first = event.dated().firstKey();
            add(first, event.dated().getOrDefault(first, 1L));
        } else {
            event.endless()
                    .forEach(rule -> add(rule.rule().first(), rule.series().length()));
        }
    }

    private boolean add(LocalDate start, long days) {
        LocalDate first = start.isBefore(DateRange.SUPPORTED.first()) ? DateRange.SUPPORTED.first() : start;
        LocalDate last = start.plusDays(days - 1);
        boolean inside = !last.isBefore(first) && !start.isAfter(DateRange.SUPPORTED.last());
        if (inside || start.isBefore(first)) { // an endless event may start before the supported years
            starts.merge(first, days - first.toEpochDay() + start.toEpochDay(), Math::max);
            years.add(first.getYear());
        }
        return inside;
    }

    private DateRange range() {
        NavigableSet<Integer> vouched = new TreeSet<>(years);
        while (ends && !vouched.isEmpty() && isTurnOfTheYear(vouched.last())) {
            vouched.pollLast();
        }
        if (vouched.isEmpty()) {
            vouched = years; // nothing but first days of years
        }
        int first = vouched.first();
        if (vouched.size() > 1 && reachesOver(first)) {
            first++;
        }
        int last = ends ? vouched.last() : DateRange.SUPPORTED.last().getYear();
        return new DateRange(LocalDate.of(first, 1, 1), LocalDate.of(last, 12, 31));
    }

    private Set<Map.Entry<LocalDate, Long>> startsIn(int year) {
        return starts.subMap(LocalDate.of(year, 1, 1), LocalDate.of(year + 1, 1, 1))
                .entrySet();
    }

    private boolean isTurnOfTheYear(int year) {
        LocalDate open = LocalDate.of(year, 1, 1);
        var before = starts.lowerEntry(open);
        if (before != null && !before.getKey().plusDays(before.getValue()).isBefore(open)) {
            open = before.getKey().plusDays(before.getValue());
        }
        for (var start : startsIn(year)) {
            if (start.getKey().isAfter(open)) {
                return false;
            }
            LocalDate end = start.getKey().plusDays(start.getValue());
            open = end.isAfter(open) ? end : open;
        }
        return true;
    }

    private boolean reachesOver(int year) {
        return startsIn(year).stream()
                .allMatch(start -> start.getKey().plusDays(start.getValue() - 1).getYear() > year);
    }
}
