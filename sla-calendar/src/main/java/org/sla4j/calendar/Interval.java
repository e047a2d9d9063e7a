package org.sla4j.calendar;

import java.time.Duration;
import java.time.Instant;

/**
 * The time between two instants, such as one opening of a calendar without a gap: half-open {@code [start, end)}.
 *
 * @param start the first instant, included
 * @param end the instant that ends it, excluded and after {@code start}
 */
public record Interval(Instant start, Instant end) {
    /**
     * Checks that the interval is not empty.
     *
     * @throws IllegalArgumentException if {@code end} is not after {@code start}
     */
    public Interval {
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

    /** Returns the text form, {@code start/end} in ISO instants. */
    @Override
    public String toString() {
        return start + "/" + end;
    }
}
