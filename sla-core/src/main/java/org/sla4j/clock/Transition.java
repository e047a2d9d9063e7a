package org.sla4j.clock;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Reopening;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessDuration;
import org.sla4j.calendar.Quoted;

/** Something that was done to a clock; the list of them is all that a clock is. */
sealed interface Transition {
    Instant at();

    record Started(Instant at, Target target) implements Transition {}

    record Paused(Instant at, PauseReason reason) implements Transition {}

    /** The end of one wait, or of all of them if there is no reason. */
    record Resumed(Instant at, @Nullable PauseReason reason) implements Transition {}

    record Suspended(Instant at) implements Transition {}

    record Released(Instant at) implements Transition {}

    record Stopped(Instant at) implements Transition {}

    record Reopened(Instant at, Reopening rule) implements Transition {}

    /** Zero from here in the same cycle: the measurement going on is dropped. */
    record Restarted(Instant at) implements Transition {}

    /** Zero in the next cycle, from here or from when the one going on is due: the measurement going on is finished. */
    record NextCycle(Instant at, boolean fromDue) implements Transition {}

    /** Another target, also for a finished measurement if {@code finishedToo}. */
    record Retargeted(Instant at, Target target, Retargeting rule, boolean finishedToo) implements Transition {}

    /** The case has no target any more. */
    record Untargeted(Instant at, Retargeting rule) implements Transition {}

    /** Another limit or due date, one of the two, agreed by hand. */
    record Agreed(
            Instant at,
            @Nullable BusinessDuration limit,
            @Nullable Instant due,
            String by,
            String why) implements Transition {
        public Agreed {
            if (by.isBlank() || why.isBlank()) {
                throw new IllegalArgumentException("What is agreed by hand says who agreed and why, but was by "
                        + Quoted.of(by) + ", why " + Quoted.of(why) + ".");
            }
        }
    }

    record Cancelled(Instant at) implements Transition {}
}
