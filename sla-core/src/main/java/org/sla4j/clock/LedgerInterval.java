package org.sla4j.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.sla4j.agreement.PauseReason;
import org.sla4j.calendar.Quoted;

/**
 * An interval of a clock's life and what became of it, half-open {@code [start, end)}; an adjustment has no length.
 *
 * @param start its first instant
 * @param end the first instant after it; {@code start} for an adjustment
 * @param cause what the clock was doing
 * @param detail why, in words: {@code outside hours}, {@code holiday (Christmas Day)}, the pause reasons; may be empty
 * @param reasons the waits that paused the clock; empty unless {@link Cause#PAUSED}, and also while it was suspended and no wait paused it
 * @param business the time that counts towards the limit; zero unless {@link Cause#RUNNING}, or {@link Cause#ADJUSTED}, where
 *     it may be negative
 * @param withheld the open time that did not count; zero unless {@link Cause#PAUSED} or {@link Cause#AHEAD}
 */
public record LedgerInterval(
        Instant start,
        Instant end,
        Cause cause,
        String detail,
        Set<PauseReason> reasons,
        Duration business,
        Duration withheld) {
    /** What the clock was doing. */
    public enum Cause {
        /** It counted. */
        RUNNING,
        /** It would have counted, but the calendar was closed. */
        CLOSED,
        /** A wait paused it, or it was suspended. */
        PAUSED,
        /** It did not count yet: the measurement before ended ahead of its due date, from which this one counts. */
        AHEAD,
        /** It was stopped, cancelled or without a target, until it went on. */
        STOPPED,
        /** Its elapsed time changed at one instant, to keep the fraction used under another target. */
        ADJUSTED,
        /** It counted towards an earlier cycle, or was dropped by a restart; it is not part of what the clock shows now. */
        SUPERSEDED
    }

    /** Copies the reasons. */
    public LedgerInterval {
        reasons = Set.copyOf(reasons);
    }

    /** Returns the interval in words, such as {@code 2026-01-05T09:00:00Z/2026-01-05T12:00:00Z running: PT3H counted}. */
    @Override
    public String toString() {
        return start + "/" + end + " " + cause.name().toLowerCase(Locale.ROOT)
                + (detail.isEmpty() ? "" : " (" + Quoted.plain(detail) + ")")
                + (business.isZero() ? "" : ": " + business + " counted")
                + (withheld.isZero() ? "" : ": " + withheld + " withheld");
    }

    /**
     * Returns how long the interval lasts.
     *
     * @return the wall time from {@code start} to {@code end}
     */
    public Duration wall() {
        return Duration.between(start, end);
    }
}
