package org.sla4j.calendar;

import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The dates of a calendar that are business days, as one bit a date, so that days are counted a year at a time.
 *
 * <p>Thread-safe: a year is compiled when it is first asked for, perhaps by two threads to the same result, and published whole.
 */
final class BusinessDayBits {
    private static final int FIRST = DateRange.SUPPORTED.first().getYear();
    private static final int YEARS = DateRange.SUPPORTED.last().getYear() - FIRST + 1;

    private final OpenSet set;
    private final DateRange coverage;
    private final AtomicReferenceArray<@Nullable Year> years = new AtomicReferenceArray<>(YEARS);

    BusinessDayBits(OpenSet set) {
        this.set = set;
        this.coverage = set.coverage();
    }

    boolean contains(LocalDate date) {
        return year(date.getYear()).contains(date.getDayOfYear() - 1);
    }

    /** How many of the dates from {@code start} to before {@code end} are business days. */
    int between(LocalDate start, LocalDate end) {
        int count = -before(start) + before(end);
        for (int year = start.getYear(); year < end.getYear(); year++) {
            count += year(year).count;
        }
        return count;
    }

    /** How many business days of the year come before a date. */
    private int before(LocalDate date) {
        // The first day of the year after the coverage is a place to count to.
        return date.getDayOfYear() == 1 ? 0 : year(date.getYear()).before(date.getDayOfYear() - 1);
    }

    /** The n-th business day after a date, or before it if {@code days} is negative; null if there are not so many. */
    @Nullable LocalDate plus(LocalDate date, int days) {
        int year = date.getYear();
        long wanted = before(date) + (long) days - (days > 0 && !contains(date) ? 1 : 0);
        while (wanted < 0) {
            if (--year < coverage.first().getYear()) {
                return null;
            }
            wanted += year(year).count;
        }
        while (wanted >= year(year).count) {
            wanted -= year(year).count;
            if (++year > coverage.last().getYear()) {
                return null;
            }
        }
        return LocalDate.ofYearDay(year, year(year).day((int) wanted) + 1);
    }

    private Year year(int number) {
        Year known = years.get(number - FIRST);
        if (known == null) {
            known = compile(number);
            years.set(number - FIRST, known);
        }
        return known;
    }

    private Year compile(int number) {
        long[] bits = new long[6];
        LocalDate newYear = LocalDate.of(number, 1, 1);
        for (int day = 0; day < newYear.lengthOfYear(); day++) {
            LocalDate date = newYear.plusDays(day);
            if (coverage.contains(date) && set.businessHours(date).isPresent()) {
                bits[day >> 6] |= 1L << day;
            }
        }
        return new Year(bits);
    }

    /** The business days of one year; immutable, days are counted from 0. */
    private static final class Year {
        private final long[] bits;
        final int count;

        Year(long[] bits) {
            this.bits = bits;
            this.count = before(bits, 6 * Long.SIZE - 1); // no year has that many days, so the last bit is never set
        }

        boolean contains(int day) {
            return (bits[day >> 6] >>> day & 1) != 0;
        }

        int before(int day) {
            return before(bits, day);
        }

        private static int before(long[] bits, int day) {
            int count = Long.bitCount(bits[day >> 6] & ((1L << day) - 1));
            for (int word = 0; word < day >> 6; word++) {
                count += Long.bitCount(bits[word]);
            }
            return count;
        }

        /** The day of the n-th business day, counted from 0 to below {@link #count}. */
        int day(int n) {
            int word = 0;
            int left = n;
            while (left >= Long.bitCount(bits[word])) {
                left -= Long.bitCount(bits[word++]);
            }
            long rest = bits[word];
            for (; left > 0; left--) {
                rest &= rest - 1;
            }
            return (word << 6) + Long.numberOfTrailingZeros(rest);
        }
    }
}
