package org.sla4j.calendar;

import biweekly.ICalDataType;
import biweekly.ICalVersion;
import biweekly.io.ParseContext;
import biweekly.io.scribe.property.RecurrenceRuleScribe;
import biweekly.parameter.ICalParameters;
import biweekly.util.Recurrence;
import biweekly.util.com.google.ical.iter.RecurrenceIterator;
import biweekly.util.com.google.ical.iter.RecurrenceIteratorFactory;
import biweekly.util.com.google.ical.values.DateValue;
import biweekly.util.com.google.ical.values.DateValueImpl;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One recurrence rule, followed as far as somebody asks and no further.
 *
 * <p>All that touches biweekly is here. Safe for use by several threads.
 */
final class ICalendarRule {
    private static final LocalDate FIRST = DateRange.SUPPORTED.first().minusYears(1);
    private static final LocalDate LAST = DateRange.SUPPORTED.last().plusYears(1);

    private final String text;
    private final LocalDate first;
    private final LocalDate until;
    private final boolean startsAtFirst;
    /** The days from {@link #FIRST} on that are dates of the rule, up to {@link #followed}. */
    private final BitSet days = new BitSet();
    /** Null once the rule has ended. */
    private @Nullable RecurrenceIterator rest;

    private LocalDate followed;

    /**
     * Makes a rule.
     *
     * @param text the rule without UNTIL
     * @param first the date that it counts from
     * @param until the last date that it may give
     * @throws IllegalArgumentException if biweekly does not accept the rule
     */
    ICalendarRule(String text, LocalDate first, LocalDate until) {
        this.text = text;
        this.first = first;
        this.until = until.isBefore(LAST) ? until : LAST;
        this.followed = FIRST.minusDays(1);
        try {
            RecurrenceIterator all = iterator(text, first);
            this.startsAtFirst =
                    !first.isAfter(until) && all.hasNext() && date(all.next()).equals(first);
            this.rest = iterator(text, nearer(text, first));
        } catch (IllegalArgumentException e) {
            throw e;
        } catch (RuntimeException | AssertionError e) {
            // biweekly throws both when numbers are out of their range.
            throw new IllegalArgumentException(
                    Optional.ofNullable(e.getMessage()).orElse("it cannot be followed"), e);
        }
    }

    /**
     * A later date from which the rule gives the same dates: weekdays, months and leap years come back after 400 years. (The
     * iterator's own way of skipping loses everything if it skips a century.)
     */
    private static LocalDate nearer(String text, LocalDate first) {
        if (text.contains("COUNT=") || (text.contains("INTERVAL=") && !text.matches("(.*;)?INTERVAL=0*1(;.*)?"))) {
            return first;
        }
        int cycles = Math.max(0, (FIRST.getYear() - first.getYear()) / 400);
        return first.plusYears(400L * cycles);
    }

    private static RecurrenceIterator iterator(String text, LocalDate first) {
        ParseContext context = new ParseContext();
        context.setVersion(ICalVersion.V2_0);
        Recurrence rule = new RecurrenceRuleScribe()
                .parseText(text, ICalDataType.RECUR, new ICalParameters(), context)
                .getValue();
        if (!context.getWarnings().isEmpty() || rule == null) {
            throw new IllegalArgumentException(
                    context.getWarnings().isEmpty()
                            ? "it is empty"
                            : context.getWarnings().get(0).getMessage());
        }
        return RecurrenceIteratorFactory.createRecurrenceIterator(rule, value(first), TimeZone.getTimeZone("UTC"));
    }

    private static LocalDate date(DateValue value) {
        return LocalDate.of(value.year(), value.month(), value.day());
    }

    private static DateValue value(LocalDate date) {
        return new DateValueImpl(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
    }

    /** Whether the rule gives a date. */
    synchronized boolean contains(LocalDate date) {
        if (date.isBefore(FIRST)) {
            return false;
        }
        while (rest != null && !followed.isAfter(date)) {
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
        return first;
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
        while (rest != null) {
            found += step() ? 1 : 0;
            if (found > atMost) {
                return Optional.empty();
            }
        }
        Set<LocalDate> dates = new TreeSet<>();
        days.stream().forEach(day -> dates.add(FIRST.plusDays(day)));
        return Optional.of(dates);
    }

    /** Goes on to the next date. */
    private boolean step() {
        RecurrenceIterator dates = rest;
        try {
            if (dates != null && dates.hasNext()) {
                LocalDate date = date(dates.next());
                if (!date.isAfter(until)) {
                    followed = date;
                    if (!date.isBefore(FIRST)) {
                        days.set(index(date));
                    }
                    return true;
                }
            }
        } catch (RuntimeException | AssertionError e) {
            // What biweekly cannot follow any further ends here; what it gave before stands.
            rest = null;
            return false;
        }
        rest = null;
        return false;
    }

    private static int index(LocalDate date) {
        return (int) (date.toEpochDay() - FIRST.toEpochDay());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ICalendarRule that
                && text.equals(that.text)
                && first.equals(that.first)
                && until.equals(that.until);
    }

    @Override
    public int hashCode() {
        return 31 * text.hashCode() + first.hashCode();
    }

    @Override
    public String toString() {
        return text + " from " + first;
    }
}
