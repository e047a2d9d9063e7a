package org.sla4j.clock;

import org.sla4j.agreement.Target;

/**
 * What a clock showed just before something else took the place of its measurement: a fact that later events do not change.
 *
 * <pre>{@code
 * for (Superseded before : clock.superseded()) {
 *     System.out.println(before.cause() + ": " + before.reading().verdict() + " against " + before.target());
 * }
 * }</pre>
 *
 * Immutable and thread-safe.
 *
 * @param reading what the clock showed; for a finished measurement at its end, else at the change
 * @param target what it was measured against then
 * @param cause what took its place
 */
public record Superseded(ClockReading reading, Target target, Cause cause) {
    /** What can take the place of a measurement. */
    public enum Cause {
        /** It was finished, and a new cycle began; its outcome counts like any other. */
        NEW_CYCLE,
        /** Its time was dropped, and counting began from zero, against the same target or another. */
        RESET,
        /** It got another target. */
        RETARGETED,
        /** It was finished, and then went on. */
        REOPENED
    }
}
