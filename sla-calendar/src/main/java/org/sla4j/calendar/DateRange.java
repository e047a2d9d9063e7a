package org.sla4j.calendar;

import java.time.LocalDate;

/**
 * A range of whole dates, both ends included.
 *
 * <p>It says where holiday data are known ({@link HolidayCalendar#coverage()}) and over which dates an office is closed.
 * The text form is {@code 2026-12-24/2027-01-01}.
 *
 * <pre>{@code
 * DateRange shutdown = DateRange.of(LocalDate.of(2026, 12, 24), LocalDate.of(2027, 1, 1));
 * shutdown.contains(LocalDate.of(2026, 12, 31)); // true
 * }</pre>
 *
 * @param first the first date of the range
 * @param last the last date of the range, not before {@code first}
 */
public record DateRange(LocalDate first, LocalDate last) {
    /**
     * The dates that every calendar supports: 1911-01-01 to 2200-12-31. A {@code long} of nanoseconds spans these 290 years from
     * end to end, so that no answer within them overflows.
     */
    public static final DateRange SUPPORTED = new DateRange(LocalDate.of(1911, 1, 1), LocalDate.of(2200, 12, 31));

    /**
     * Checks that the range is not the wrong way round.
     *
     * @throws IllegalArgumentException if {@code last} is before {@code first}
     */
    public DateRange {
        if (last.isBefore(first)) {
            throw new IllegalArgumentException(
                    "A date range must not end before it begins, but was " + first + "/" + last + ".");
        }
    }

    /**
     * Makes a range from its two ends.
     *
     * @param first the first date
     * @param last the last date, not before {@code first}
     * @return the range
     * @throws IllegalArgumentException if {@code last} is before {@code first}
     */
    public static DateRange of(LocalDate first, LocalDate last) {
        return new DateRange(first, last);
    }

    /**
     * Whether a date lies within the range.
     *
     * @param date the date to look for
     * @return true from {@code first} to {@code last}, both included
     */
    public boolean contains(LocalDate date) {
        return !date.isBefore(first) && !date.isAfter(last);
    }

    /** Returns the text form, {@code first/last} in ISO dates. */
    @Override
    public String toString() {
        return first + "/" + last;
    }
}
