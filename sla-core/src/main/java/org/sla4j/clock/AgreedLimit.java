package org.sla4j.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.sla4j.calendar.BusinessCalendar;

/**
 * A limit or due date that was agreed by hand for one measurement, in place of the one that its target sets.
 *
 * <p>Immutable and thread-safe.
 *
 * @param at when it was agreed
 * @param promise what was agreed, in words: a limit such as {@code 12h}, or a due date such as {@code 2026-01-09T16:00:00Z}
 * @param by who agreed to it
 * @param why the reason given
 * @param limit how much time may be used by it, as counted when it was agreed; empty if it had no effect, because the measurement
 *     was finished or had no target then
 */
public record AgreedLimit(Instant at, String promise, String by, String why, Optional<Duration> limit) {
    /**
     * Whether the agreement changed the limit.
     *
     * @return false if the measurement was finished or had no target when it was made
     */
    public boolean isEffective() {
        return limit.isPresent();
    }

    /** The business time that a due date leaves from when it is agreed on, in nanoseconds: later waits move the date, not the time. */
    static long timeLeft(BusinessCalendar calendar, long at, Instant due) {
        return calendar.elapsedNanos(at, Replay.nanos(due));
    }
}
