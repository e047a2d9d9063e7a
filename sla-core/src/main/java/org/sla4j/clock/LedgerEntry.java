package org.sla4j.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.sla4j.agreement.PauseReason;

/**
 * One stretch of a clock's life and what became of it, half-open {@code [start, end)}; an adjustment has no length.
 *
 * @param start the first instant of the stretch
 * @param end the instant after the stretch, {@code start} for an adjustment
 * @param cause what the clock was doing
 * @param detail why, in words: {@code outside hours}, {@code holiday (Christmas Day)}, the pause reasons; may be empty
 * @param reasons the waits that held the clock; empty unless {@link Cause#PAUSED}, and also if it was held by nobody's wait
 * @param business the time that counts towards the limit; zero unless {@link Cause#RUNNING}, or {@link Cause#ADJUSTED}, where
 *     it may be negative
 * @param withheld the open time that a pause kept from counting; zero unless {@link Cause#PAUSED}
 */
public record LedgerEntry(
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
        /** It stood still for a reason. */
        PAUSED,
        /** It was stopped, until it was reopened. */
        STOPPED,
        /** The time counted was changed at one instant, to keep the fraction used under another target. */
        ADJUSTED,
        /** It counted towards an earlier cycle or target, not towards what it shows now. */
        SUPERSEDED
    }

    /** Copies the reasons. */
    public LedgerEntry {
        reasons = Set.copyOf(reasons);
    }

    /**
     * Returns how long the stretch lasts on the wall.
     *
     * @return the time from {@code start} to {@code end}
     */
    public Duration wall() {
        return Duration.between(start, end);
    }
}
