package org.sla4j.clock;

import org.sla4j.agreement.Target;

/**
 * What a clock showed just before something else took the place of its measurement: a fact that later events do not change.
 *
 * <pre>{@code
 * for (Superseded before : clock.superseded()) {
 *     System.out.println(before.change() + ": " + before.reading().verdict() + " against " + before.target());
 * }
 * }</pre>
 *
 * Immutable and thread-safe.
 *
 * @param reading what the clock showed: at its end for a finished measurement, else at the change
 * @param target what it was measured against then
 * @param change what took its place
 */
public record Superseded(ClockReading reading, Target target, Change change) {
    /** What can take the place of a measurement. */
    public enum Change {
        /** It was finished, and a new cycle began; its outcome counts like any other. */
        NEW_CYCLE,
        /** An event dropped its time, and counting began from zero in the same cycle. */
        RESTARTED,
        /** It got another target by {@link org.sla4j.agreement.Retargeting#RESTART}, and counting began from zero in the same cycle. */
        RESTARTED_BY_RETARGETING,
        /** It got another target, or lost it; the time used was kept, scaled or counted anew. */
        RETARGETED,
        /** Another limit or due date was agreed by hand. */
        AGREED,
        /** It was finished, and then went on. */
        REOPENED;

        /**
         * Whether counting began from zero.
         *
         * @return true for a new cycle and for both kinds of restart
         */
        public boolean isFromZero() {
            return switch (this) {
                case NEW_CYCLE, RESTARTED, RESTARTED_BY_RETARGETING -> true;
                case RETARGETED, AGREED, REOPENED -> false;
            };
        }
    }
}
