package org.sla4j.monitor;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.sla4j.calendar.DateRange;

/** Instants as nanoseconds since the epoch, the unit in which clocks are read without allocating. */
final class Times {
    /** Stands for "never". */
    static final long NEVER = Long.MAX_VALUE;

    private static final long SECOND = 1_000_000_000L;
    private static final Instant FIRST = instant(Long.MIN_VALUE);
    private static final Instant LAST = instant(Long.MAX_VALUE);

    private static final long FIRST_DAY = LocalDate.of(0, 1, 1).toEpochDay();
    private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

    private static final Instant FIRST_SUPPORTED =
            DateRange.SUPPORTED.first().plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    private static final Instant LAST_SUPPORTED =
            DateRange.SUPPORTED.last().atStartOfDay().toInstant(ZoneOffset.UTC);

    private Times() {}

    /** Turns an instant into nanoseconds; the ends of the range stand for everything beyond them. */
    static long nanos(Instant at) {
        if (!at.isAfter(FIRST)) {
            return Long.MIN_VALUE;
        }
        return at.isBefore(LAST) ? at.getEpochSecond() * SECOND + at.getNano() : Long.MAX_VALUE;
    }

    /** The nearest instant that is within the supported years in every zone. */
    static Instant clamp(Instant at) {
        return at.isBefore(FIRST_SUPPORTED) ? FIRST_SUPPORTED : at.isAfter(LAST_SUPPORTED) ? LAST_SUPPORTED : at;
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
    }

    /**
     * Reads what {@link Instant#toString} wrote, several times as fast as {@link Instant#parse}.
     *
     * @return null if it is anything else, or of a year before 0 or after 9999
     */
    static @Nullable Instant parseExactly(String text) {
        int length = text.length();
        boolean shaped = (length == 20 || length == 24 || length == 27 || length == 30)
                && text.charAt(length - 1) == 'Z'
                && text.charAt(10) == 'T'
                && text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && text.charAt(13) == ':'
                && text.charAt(16) == ':'
                && (length == 20 || text.charAt(19) == '.');
        if (!shaped) {
            return null;
        }
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, 10);
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int second = digits(text, 17, 19);
        int fraction = length == 20 ? 0 : digits(text, 20, length - 1);
        boolean valid = year >= 0
                && month >= 1
                && month <= 12
                && day >= 1
                && hour >= 0
                && hour < 24
                && minute >= 0
                && minute < 60
                && second >= 0
                && second < 60
                && fraction >= 0
                && (length == 20 || fraction % 1000 != 0)
                && day <= YearMonth.of(year, month).lengthOfMonth();
        if (!valid) {
            return null;
        }
        int nanos = fraction;
        for (int i = length; i > 20 && i < 30; i += 3) {
            nanos *= 1000;
        }
        long seconds = LocalDate.of(year, month, day).toEpochDay() * 86_400 + hour * 3600L + minute * 60L + second;
        return Instant.ofEpochSecond(seconds, nanos);
    }

    /** A number of digits; -1 if there is anything else. */
    private static int digits(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    static Instant parse(String text) {
        Instant exactly = parseExactly(text);
        return exactly == null ? Instant.parse(text) : exactly;
    }

    /** Writes what {@link Instant#toString} writes, several times as fast. */
    static void write(Instant at, StringBuilder into) {
        long day = Math.floorDiv(at.getEpochSecond(), 86_400L);
        int second = (int) Math.floorMod(at.getEpochSecond(), 86_400L);
        if (day < FIRST_DAY || day > LAST_DAY) {
            into.append(at);
            return;
        }
        LocalDate date = LocalDate.ofEpochDay(day);
        digits(date.getYear(), 1000, into);
        digits(date.getMonthValue(), 10, into.append('-'));
        digits(date.getDayOfMonth(), 10, into.append('-'));
        digits(second / 3600, 10, into.append('T'));
        digits(second / 60 % 60, 10, into.append(':'));
        digits(second % 60, 10, into.append(':'));
        int nano = at.getNano();
        if (nano % 1_000_000 == 0) {
            if (nano != 0) {
                digits(nano / 1_000_000, 100, into.append('.'));
            }
        } else if (nano % 1000 == 0) {
            digits(nano / 1000, 100_000, into.append('.'));
        } else {
            digits(nano, 100_000_000, into.append('.'));
        }
        into.append('Z');
    }

    /** A number with leading zeros. */
    private static void digits(int number, int highest, StringBuilder into) {
        for (int place = highest; place > 0; place /= 10) {
            into.append((char) ('0' + number / place % 10));
        }
    }

    static String text(Instant at) {
        StringBuilder text = new StringBuilder(30);
        write(at, text);
        return text.toString();
    }
}
