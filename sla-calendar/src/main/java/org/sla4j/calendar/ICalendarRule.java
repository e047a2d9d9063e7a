package org.sla4j.calendar;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One recurrence rule, followed as far as somebody asks and no further.
 *
 * <p>Safe for use by several threads.
 */
final class ICalendarRule {
    private static final LocalDate FIRST = DateRange.SUPPORTED.first().minusYears(1);
    private static final LocalDate LAST = DateRange.SUPPORTED.last().plusYears(1);

    /**
     * After so many periods in a row without a date, and as many days, a rule has ended: every seventh day from a Tuesday, but Mondays
     * only, never gives one.
     */
    private static final int EMPTY_PERIODS = 100;

    private static final int EMPTY_DAYS = 50_000;

    private final String text;
    private final ICalendarRuleParts parts;
    private final LocalDate until;
    private final boolean startsAtFirst;
    /** The days from {@link #FIRST} on that are dates of the rule, of the periods before {@link #period}. */
    private final BitSet days = new BitSet();

    /** The next period to look at. */
    private long period;
    /** How many more dates the rule gives; 0 once it has ended. */
    private int left;
    /** The period after the last one that had a date. */
    private long sinceDate;

    /**
     * Makes a rule.
     *
     * @param parts its parts by name, without UNTIL
     * @param first the date that it counts from
     * @param until the last date that it may give
     * @throws IllegalArgumentException if the parts make no rule
     */
    ICalendarRule(Map<String, String> parts, LocalDate first, LocalDate until) {
        this.text = new TreeMap<>(parts)
                .entrySet().stream()
                        .map(part -> part.getKey() + "=" + part.getValue())
                        .collect(Collectors.joining(";"));
        this.parts = ICalendarRuleParts.of(parts, first);
        this.until = until.isBefore(LAST) ? until : LAST;
        this.startsAtFirst = !first.isAfter(until) && this.parts.dates(0).contains(first);
        this.left = this.parts.isPossible() ? this.parts.count() : 0;
        // Nobody asks for dates before the first one, but a rule with a COUNT has to count them.
        this.period = parts.containsKey("COUNT") ? 0 : this.parts.periodAt(FIRST);
        this.sinceDate = period;
    }

    /** Whether the rule gives a date. */
    synchronized boolean contains(LocalDate date) {
        if (date.isBefore(FIRST)) {
            return false;
        }
        while (left > 0 && !parts.start(period).isAfter(date)) {
            step();
        }
        return days.get(index(date));
    }

    /** Whether the rule gives the date that it counts from. */
    boolean startsAtFirst() {
        return startsAtFirst;
    }

    /** The date that the rule counts from. */
    LocalDate first() {
        return parts.first();
    }

    /** The dates of the rule from one to another. */
    synchronized Stream<LocalDate> dates(LocalDate from, LocalDate to) {
        contains(to); // follows the rule that far
        LocalDate last = to.isAfter(until) ? until : to;
        int begin = Math.max(0, index(from.isBefore(FIRST) ? FIRST : from));
        if (last.isBefore(FIRST) || begin > index(last)) {
            return Stream.empty();
        }
        return days.get(begin, index(last) + 1).stream().mapToObj(day -> FIRST.plusDays((long) begin + day));
    }

    /** All dates of a rule that ends, within the supported years; empty if they are more than a number. */
    synchronized Optional<Set<LocalDate>> dates(int atMost) {
        int found = 0;
        while (left > 0) {
            found += step();
            if (found > atMost) {
                return Optional.empty();
            }
        }
        Set<LocalDate> dates = new TreeSet<>();
        days.stream().forEach(day -> dates.add(FIRST.plusDays(day)));
        return Optional.of(dates);
    }

    /** Looks at the next period; says how many dates it has. */
    private int step() {
        int found = 0;
        for (LocalDate date : parts.dates(period)) {
            if (left > 0 && !date.isAfter(until)) {
                left--;
                found++;
                if (!date.isBefore(FIRST)) {
                    days.set(index(date));
                }
            }
        }
        period++;
        sinceDate = found > 0 ? period : sinceDate;
        LocalDate next = parts.start(period);
        boolean isEmpty = period - sinceDate > EMPTY_PERIODS
                && ChronoUnit.DAYS.between(parts.start(sinceDate), next) > EMPTY_DAYS;
        if (isEmpty || next.isAfter(until)) {
            left = 0;
        }
        return found;
    }

    private static int index(LocalDate date) {
        return (int) (date.toEpochDay() - FIRST.toEpochDay());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ICalendarRule that
                && text.equals(that.text)
                && first().equals(that.first())
                && until.equals(that.until);
    }

    @Override
    public int hashCode() {
        return 31 * text.hashCode() + first().hashCode();
    }

    @Override
    public String toString() {
        return text + " from " + first();
    }
}
