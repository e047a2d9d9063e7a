package org.sla4j.clock;

import java.util.List;
import java.util.Set;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.clock.Transition.History;

/**
 * Everything that a clock knows after its last transition, so that one more need not look back.
 *
 * <p>A {@link Replay} changes a copy of its own; the state in a {@link SlaClock} never changes. Times are nanoseconds since the
 * epoch, or {@link Replay#NEVER}.
 */
final class ClockState implements Cloneable {
    /** What the clock is measured against, the calendar in which it counts, and how much time there is. */
    Target target;

    BusinessCalendar calendar;
    long limit;

    Origin origin;

    /** Since when the present target is measured against, and how much was counted before that. */
    long base;

    long carried;

    Phase phase = Phase.RUNNING;

    /** Time counted before {@link #since}, and where the interval that counts began. */
    long counted;

    long since;

    Set<PauseReason> waits;
    boolean suspended;
    long stoppedAt;
    long due;
    long breachesAt;
    List<Superseded> superseded = List.of();

    /** Where counting began: the start, or the last new cycle or restart, and what paused the clock then. */
    record Origin(long at, History history, Set<PauseReason> waits, boolean suspended) {}

    ClockState(Target target, Origin origin) {
        this.target = target;
        this.origin = origin;
        calendar = target.countingCalendar();
        waits = origin.waits();
        suspended = origin.suspended();
    }

    ClockState copy() {
        try {
            return (ClockState) clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    boolean isOpen() {
        return phase == Phase.RUNNING || phase == Phase.PAUSED;
    }
}
