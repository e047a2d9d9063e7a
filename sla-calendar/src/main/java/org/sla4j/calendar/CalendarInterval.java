package org.sla4j.calendar;

import java.time.Duration;
import java.time.Instant;

/**
 * An interval during which a calendar is open, or closed for one reason, half-open {@code [start, end)}.
 *
 * <p>{@link BusinessCalendar#explain} lists them without a gap, so that every hour of an answer can be accounted for.
 *
 * @param start the first instant of the interval
 * @param end the instant after the interval, later than {@code start}
 * @param status open, or why not
 * @param label the name of the holiday, of the special date or of the calendar that excludes the time; empty if it has
 *     none
 */
public record CalendarInterval(Instant start, Instant end, Status status, String label) {
    /** Open, or the reason for being closed. */
    public enum Status {
        /** Within opening hours. */
        OPEN("open"),
        /** Before, after or between the hours of a date that has some: night, or lunch. */
        OUTSIDE_HOURS("outside hours"),
        /** A weekday without hours, such as Sunday. */
        DAY_OFF("day off"),
        /** A holiday. */
        HOLIDAY("holiday"),
        /** Closed by the special hours of the date. */
        SPECIAL("special hours"),
        /** Taken out by {@link BusinessCalendar#without}. */
        EXCLUDED("excluded");

        private final String words;

        Status(String words) {
            this.words = words;
        }

        /** Returns the status in words, such as {@code outside hours}. */
        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * Checks that the interval is not empty.
     *
     * @throws IllegalArgumentException if {@code end} is not after {@code start}
     */
    public CalendarInterval {
        if (!end.isAfter(start)) {
            throw new IllegalArgumentException(
                    "An interval must end after it starts, but was " + start + "/" + end + ".");
        }
    }

    /**
     * Returns how long the interval lasts.
     *
     * @return the time from {@code start} to {@code end}, more than zero
     */
    public Duration length() {
        return Duration.between(start, end);
    }

    /**
     * Whether the calendar is open during the interval.
     *
     * @return true if the status is {@link Status#OPEN}
     */
    public boolean isOpen() {
        return status == Status.OPEN;
    }

    /** Returns the interval in words, such as {@code 2026-12-25T00:00:00Z/2026-12-26T00:00:00Z holiday (Christmas Day)}. */
    @Override
    public String toString() {
        return start + "/" + end + " " + status + (label.isEmpty() ? "" : " (" + label + ")");
    }
}
