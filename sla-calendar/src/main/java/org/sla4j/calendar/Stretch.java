package org.sla4j.calendar;

import java.time.Duration;
import java.time.Instant;

/**
 * A stretch of time during which a calendar is open, or closed for one reason, half-open {@code [start, end)}.
 *
 * <p>{@link BusinessCalendar#explain} lists them without a gap, so that every hour of an answer can be accounted for.
 *
 * @param start the first instant of the stretch
 * @param end the instant after the stretch, later than {@code start}
 * @param state open, or why not
 * @param label the name of the holiday, of the special date or of the calendar that excludes the time; empty if it has
 *     none
 */
public record Stretch(Instant start, Instant end, State state, String label) {
    /** Open, or the reason for being closed. */
    public enum State {
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

        State(String words) {
            this.words = words;
        }

        /** Returns the state in words, such as {@code outside hours}. */
        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * Checks that the stretch is not empty.
     *
     * @throws IllegalArgumentException if {@code end} is not after {@code start}
     */
    public Stretch {
        if (!end.isAfter(start)) {
            throw new IllegalArgumentException(
                    "A stretch must end after it starts, but was " + start + "/" + end + ".");
        }
    }

    /**
     * Returns how long the stretch lasts.
     *
     * @return the time from {@code start} to {@code end}, more than zero
     */
    public Duration length() {
        return Duration.between(start, end);
    }

    /**
     * Whether the calendar is open during the stretch.
     *
     * @return true if the state is {@link State#OPEN}
     */
    public boolean isOpen() {
        return state == State.OPEN;
    }

    /** Returns the stretch in words, such as {@code 2026-12-25T00:00:00Z/2026-12-26T00:00:00Z holiday (Christmas Day)}. */
    @Override
    public String toString() {
        return start + "/" + end + " " + state + (label.isEmpty() ? "" : " (" + label + ")");
    }
}
