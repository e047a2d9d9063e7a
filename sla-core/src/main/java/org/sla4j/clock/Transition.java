package org.sla4j.clock;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Reopening;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.Target;

/** Something that was done to a clock; the list of them is all that a clock is. */
sealed interface Transition {
    Instant at();

    record Started(Instant at, Target target) implements Transition {}

    record Paused(Instant at, PauseReason reason) implements Transition {}

    /** The end of one wait, or of all of them if there is no reason. */
    record Resumed(Instant at, @Nullable PauseReason reason) implements Transition {}

    record Stopped(Instant at) implements Transition {}

    record Reopened(Instant at, Reopening rule) implements Transition {}

    record Retargeted(Instant at, Target target, Retargeting rule) implements Transition {}

    record Cancelled(Instant at) implements Transition {}
}
