package org.sla4j.calendar;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sla4j.calendar.ICalendarHolidays.Event;

/**
 * The dates of one event of a feed.
 *
 * @param event what it says
 * @param dated how many days it lasts from each first date, but for its endless rules
 * @param endless the rules that do not end
 * @param isEndless whether the event, or the one of which it replaces an occurrence, recurs without end
 */
record ICalendarOccurrences(Event event, SortedMap<LocalDate, Long> dated, List<Endless> endless, boolean isEndless) {
    ICalendarOccurrences {
        dated = Collections.unmodifiableSortedMap(new TreeMap<>(dated));
        endless = List.copyOf(endless);
    }

    /**
     * A part of an event that recurs.
     *
     * @param event what that part says
     * @param from the first date of the event's rules that belongs to the part
     * @param to the last such date
     * @param shift the days by which the part is moved
     * @param length the days it lasts
     */
    record Series(Event event, LocalDate from, LocalDate to, long shift, long length) {
        boolean holds(LocalDate date) {
            return !date.isBefore(from) && !date.isAfter(to);
        }

        Series until(LocalDate date) {
            return new Series(event, from, date, shift, length);
        }
    }

    /** A rule without end, less the dates taken out of it. */
    record Endless(ICalendarRule rule, Series series, Set<LocalDate> without, List<ICalendarRule> withoutRules) {
        Endless {
            without = Set.copyOf(without);
            withoutRules = List.copyOf(withoutRules);
        }

        boolean contains(LocalDate date) {
            LocalDate last = date.minusDays(series.shift());
            return rule.dates(last.minusDays(series.length() - 1), last).anyMatch(this::isStart);
        }

        private boolean isStart(LocalDate date) {
            return series.holds(date)
                    && !without.contains(date)
                    && withoutRules.stream().noneMatch(rule -> rule.contains(date));
        }
    }

    boolean isWithinSupport() {
        return !endless.isEmpty()
                || dated.entrySet().stream()
                        .anyMatch(entry -> !entry.getKey().isAfter(DateRange.SUPPORTED.last())
                                && !entry.getKey()
                                        .plusDays(entry.getValue() - 1)
                                        .isBefore(DateRange.SUPPORTED.first()));
    }
}
