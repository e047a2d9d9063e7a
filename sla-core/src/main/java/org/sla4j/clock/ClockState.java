package org.sla4j.clock;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;

/**
 * Everything that a clock knows after its last transition, so that one more need not look back.
 *
 * <p>A {@link Replay} changes a copy of its own; the state in a {@link SlaClock} never changes. Times are nanoseconds since the
 * epoch, or {@link Replay#NEVER}.
 */
final class ClockState implements Cloneable {
    /** What the clock is measured against, the calendar in which it counts, and how much time the target gives. */
    Target target;

    BusinessCalendar calendar;
    long promised;

    /** How much time there is: what was agreed by hand, or else what the target gives. */
    long limit;

    /** How much time was agreed by hand, {@link Replay#NEVER} if nothing was, and whether as a due date. */
    long agreed;

    boolean agreedAsDue;
    List<AgreedLimit> agreements = List.of();

    Origin origin;

    /** Since when the present target is measured against, and how much was counted before that. */
    long base;

    long carried;

    Phase phase = Phase.RUNNING;

    /**
     * Time counted before {@link #since}, and where the interval that counts began. Negative while the time that the cycle before
     * had left passes.
     */
    long counted;

    long since;

    Set<PauseReason> waits;
    boolean suspended;

    /** The rule of the policy that was left, while the case has no target; and since when the clock sleeps for it. */
    @Nullable Retargeting left;

    long asleepSince = Replay.NEVER;
    long stoppedAt;
    long due;
    long breachesAt;
    List<Superseded> superseded = List.of();

    /**
     * Where counting began: the start, or the last new cycle or restart; after how many transitions; and what held then.
     *
     * @param lead how much time the cycle before had left, which passes before this one counts
     */
    record Origin(
            long at,
            int size,
            Set<PauseReason> waits,
            boolean suspended,
            long agreed,
            boolean agreedAsDue,
            long lead) {}

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

    /** Whether the measurement goes on, asleep or not. */
    boolean isOpen() {
        return phase == Phase.RUNNING || phase == Phase.PAUSED;
    }

    /** Whether anything pauses the clock: each wait that the target's rule names does, so that it runs again when all have ended. */
    boolean isPausedByAnything() {
        boolean paused = suspended || isAsleep();
        for (PauseReason wait : waits) {
            paused |= target.pauseRule().pauses(wait);
        }
        return paused;
    }

    boolean isAsleep() {
        return asleepSince != Replay.NEVER;
    }

    /** What the clock shows; one that sleeps is cancelled unless it is woken. */
    Phase shown() {
        return isAsleep() ? Phase.CANCELLED : phase;
    }
}
