package org.sla4j.calendar;

import java.time.Duration;
import java.time.Instant;

/**
 * One stretch of time without a gap during which a calendar is open, half-open {@code [start, end)}.
 *
 * @param start the instant at which it opens, included
 * @param end the instant at which it closes, excluded and after {@code start}
 */
public record OpenInterval(Instant start, Instant end) {
    /**
     * Checks that the interval is not empty.
     *
     * @throws IllegalArgumentException if {@code end} is not after {@code start}
     */
    public OpenInterval {
        if (!end.isAfter(start)) {
            throw new IllegalArgumentException(
                    "An open interval must end after it starts, but was " + start + "/" + end + ".");
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
