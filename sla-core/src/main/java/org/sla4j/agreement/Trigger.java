package org.sla4j.agreement;

import java.time.Duration;

/**
 * A moment in the life of a clock at which somebody is notified: a {@link Warning} before the breach, the breach, or at regular
 * intervals after it.
 *
 * <pre>{@code
 * Trigger.parse("75%");                   // three quarters of the limit are used
 * Trigger.parse("30m before due");        // half an hour on the clock is left
 * Trigger.parse("breach");                // more than the limit is used
 * Trigger.parse("every 4h after breach"); // each further four hours on the clock
 * }</pre>
 *
 * All of them are counted on the clock: nothing falls while it is paused or its calendar closed. The name is stable, so that it
 * can be part of an id. Immutable and thread-safe; {@code toString} gives the name, which {@link #parse} reads back.
 */
public sealed interface Trigger permits Warning, Trigger.Breach, Trigger.Overdue {
    /** The breach: more than the limit is used. */
    record Breach() implements Trigger {
        @Override
        public Duration usedOf(Duration limit) {
            return limit;
        }

        @Override
        public String name() {
            return "breach";
        }

        /** Returns the name. */
        @Override
        public String toString() {
            return name();
        }
    }

    /**
     * Again and again after the breach.
     *
     * @param every how much time on the clock lies between two, above zero
     */
    record Overdue(Duration every) implements Trigger {
        /**
         * Checks the amount.
         *
         * @throws IllegalArgumentException if it is not above zero, or above ten years
         */
        public Overdue {
            ClockText.requireAboveZero(every);
        }

        @Override
        public Duration usedOf(Duration limit) {
            return limit.plus(every);
        }

        @Override
        public String name() {
            return "every " + ClockText.of(every) + " after breach";
        }

        /** Returns the name. */
        @Override
        public String toString() {
            return name();
        }
    }

    /**
     * Returns the moment of the breach.
     *
     * @return the trigger
     */
    static Trigger breach() {
        return new Breach();
    }

    /**
     * Makes the moments that come again and again after the breach.
     *
     * @param time how much time on the clock lies between two, above zero and at most ten years
     * @return the trigger
     * @throws IllegalArgumentException if the time is out of bounds
     */
    static Trigger every(Duration time) {
        return new Overdue(time);
    }

    /**
     * Reads a trigger: {@code breach}, {@code every 4h after breach}, or a warning as {@link Warning#parse} reads it.
     *
     * @param text at most 64 characters, in any case
     * @return the trigger
     * @throws IllegalArgumentException if the text is none of these
     */
    static Trigger parse(String text) {
        return ClockText.trigger(text);
    }

    /**
     * Returns how much time is used on the clock when this falls for the first time.
     *
     * @param limit the limit of the clock
     * @return the time used: part of the limit for a warning, the limit for the breach, more for what comes after. Never
     *     negative
     */
    Duration usedOf(Duration limit);

    /**
     * Returns the stable name.
     *
     * @return what {@link #parse} reads back, such as {@code 75%}
     */
    String name();
}
