package org.sla4j.clock;

import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.NoBusinessTimeException;

/**
 * When a clock is due, the earliest instant at which its limit is used up, and when it breaches, the first open instant from then on. In
 * nanoseconds since the epoch, or {@link Replay#NEVER}.
 */
final class Due {
    private Due() {}

    /** When the time that is missing has been counted too; never if the calendar ends before that. */
    static long at(BusinessCalendar calendar, long from, long missing) {
        try {
            return calendar.plusNanos(from, missing);
        } catch (NoBusinessTimeException e) {
            return Replay.NEVER;
        }
    }

    /** When a clock that counts from an instant on exceeds a limit that was used up at another, before or after it. */
    static long breach(BusinessCalendar calendar, long due, long since) {
        return calendar.nextOpening(Replay.instant(Math.max(due, since)))
                .map(Replay::nanos)
                .orElse(Replay.NEVER);
    }
}
