package org.sla4j.calendar;

import java.time.Duration;

/**
 * An amount of time that a promise is made in: business time, wall time, or business days.
 *
 * <p>The three are different promises and never turn into one another unasked. Four hours of business time stop at closing
 * time and go on next morning; four hours of wall time are over after four hours; five business days are not 120 hours of
 * either.
 *
 * <pre>{@code
 * BusinessDuration.of(Duration.ofHours(4));              // 4h
 * BusinessDuration.wall(Duration.ofMinutes(30));         // 30m wall
 * BusinessDuration.days(5, BusinessDayRule.END_OF_DAY);          // 5bd end-of-day
 * calendar.plus(opened, BusinessDuration.parse("5bd"));  // when it is due
 * }</pre>
 *
 * Amounts are not negative and at most ten years (3,660 days). Immutable and thread-safe; {@code toString} gives text that
 * {@link #parse} reads back.
 */
public sealed interface BusinessDuration {
    /**
     * Open time of the calendar it is used with.
     *
     * @param amount how much, from zero to 3,660 days of 24 hours
     */
    record BusinessTime(Duration amount) implements BusinessDuration {
        /**
         * Checks the bounds.
         *
         * @throws IllegalArgumentException if the amount is negative or above 3,660 days
         */
        public BusinessTime {
            DurationText.requireBounded(amount);
        }

        /** Returns the text form, such as {@code 1h30m}. */
        @Override
        public String toString() {
            return DurationText.of(amount);
        }
    }

    /**
     * Time as it passes on the wall, whether open or not.
     *
     * @param amount how much, from zero to 3,660 days of 24 hours
     */
    record WallTime(Duration amount) implements BusinessDuration {
        /**
         * Checks the bounds.
         *
         * @throws IllegalArgumentException if the amount is negative or above 3,660 days
         */
        public WallTime {
            DurationText.requireBounded(amount);
        }

        /** Returns the text form, such as {@code 30m wall}. */
        @Override
        public String toString() {
            return DurationText.of(amount) + " wall";
        }
    }

    /**
     * Business days, counted by a named rule.
     *
     * @param count how many, at least 1 (0 with {@link BusinessDayRule#END_OF_DAY}) and at most 3,660
     * @param rule which moment of the last day is meant
     */
    record BusinessDays(int count, BusinessDayRule rule) implements BusinessDuration {
        /**
         * Checks the bounds.
         *
         * @throws IllegalArgumentException if the count is too small for the rule or above 3,660
         */
        public BusinessDays {
            if (count < rule.fewestDays() || count > DurationText.MOST_DAYS) {
                throw new IllegalArgumentException("Business days with rule " + rule + " go from " + rule.fewestDays()
                        + " to " + DurationText.MOST_DAYS + ", but was " + count + ".");
            }
        }

        /** Returns the text form, such as {@code 5bd} or {@code 5bd end-of-day}. */
        @Override
        public String toString() {
            return count + "bd" + (rule.equals(BusinessDayRule.SAME_TIME) ? "" : " " + rule);
        }
    }

    /**
     * Makes an amount of business time.
     *
     * @param amount from zero to 3,660 days of 24 hours
     * @return the amount
     * @throws IllegalArgumentException if it is negative or above the bound
     */
    static BusinessDuration of(Duration amount) {
        return new BusinessTime(amount);
    }

    /**
     * Makes an amount of wall time.
     *
     * @param amount from zero to 3,660 days of 24 hours
     * @return the amount
     * @throws IllegalArgumentException if it is negative or above the bound
     */
    static BusinessDuration wall(Duration amount) {
        return new WallTime(amount);
    }

    /**
     * Makes a number of business days by the rule {@link BusinessDayRule#SAME_TIME}.
     *
     * @param count how many, 1 to 3,660
     * @return the amount
     * @throws IllegalArgumentException if it is out of bounds
     */
    static BusinessDuration days(int count) {
        return new BusinessDays(count, BusinessDayRule.SAME_TIME);
    }

    /**
     * Makes a number of business days.
     *
     * @param count how many, at least 1 (0 with {@link BusinessDayRule#END_OF_DAY}) and at most 3,660
     * @param rule which moment of the last day is meant
     * @return the amount
     * @throws IllegalArgumentException if it is out of bounds
     */
    static BusinessDuration days(int count, BusinessDayRule rule) {
        return new BusinessDays(count, rule);
    }

    /**
     * Reads an amount: {@code 4h}, {@code 1h30m}, {@code 90s} or {@code PT4H} of business time, {@code 4h wall} of wall time,
     * {@code 5bd} or {@code 5bd end-of-day} in business days. Units may be spelt out, also in German and French: {@code 4 hours},
     * {@code 15 min}, {@code 2 business days}, {@code 1 Stunde und 30 Minuten}. The last amount may have a fraction: {@code 1.5h}.
     *
     * @param text at most 64 characters, in any case
     * @return the amount
     * @throws IllegalArgumentException if the text is none of these; {@code 1d}, {@code P1D} and {@code 1w} are refused because they
     *     could mean hours or business days
     */
    static BusinessDuration parse(String text) {
        return DurationText.parse(text);
    }
}
