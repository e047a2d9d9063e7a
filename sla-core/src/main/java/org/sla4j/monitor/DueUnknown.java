package org.sla4j.monitor;

import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.clock.Phase;
import org.sla4j.clock.SlaClock;

/**
 * A promise that reaches beyond what its calendar knows, so that nobody can say when it is due: reported as {@link
 * SlaEvent.Type#DUE_UNKNOWN} when it is made, and again when the known holidays end.
 */
final class DueUnknown {
    private DueUnknown() {}

    /** Whether a clock runs whose due instant cannot be known because what is known of its calendar ends before. */
    static boolean isOf(SlaClock clock) {
        if (clock.phase() != Phase.RUNNING) {
            return false;
        }
        long at = Times.nanos(clock.changedAt());
        long left = clock.remainingNanos(at);
        return left > 0 && clock.reachesNanos(clock.elapsedNanos(at) + left) == Times.NEVER;
    }

    /** When nothing is known of the calendar of such a clock any more; {@link Times#NEVER} if it is none, or that has been by now. */
    static long from(SlaClock clock, long now) {
        if (!isOf(clock)) {
            return Times.NEVER;
        }
        BusinessCalendar calendar = clock.target().countingCalendar();
        long end = Times.nanos(calendar.coverage()
                .last()
                .plusDays(1)
                .atStartOfDay(calendar.zone())
                .toInstant());
        return end > now ? end : Times.NEVER;
    }

    static String detail(SlaClock clock) {
        BusinessCalendar calendar = clock.target().countingCalendar();
        return "calendar " + calendar.name() + " is known until "
                + calendar.coverage().last();
    }
}
