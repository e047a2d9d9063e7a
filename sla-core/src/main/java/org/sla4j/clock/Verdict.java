package org.sla4j.clock;

import java.time.Duration;

/** Whether a measurement keeps its promise. */
public enum Verdict {
    /** Not finished, and no more than the limit is used. */
    PENDING,
    /** Not finished, and more than the limit is used. */
    BREACHED,
    /** Finished with no more than the limit. */
    MET,
    /** Finished with more than the limit. */
    MISSED,
    /** Ended without a verdict. */
    CANCELLED;

    /**
     * Returns what a clock says of its measurement: exactly the limit is within it.
     *
     * @param phase what the clock is doing
     * @param elapsed the time used
     * @param limit the most that may be used
     * @return the verdict
     */
    public static Verdict of(Phase phase, Duration elapsed, Duration limit) {
        boolean isExceeded = elapsed.compareTo(limit) > 0;
        return switch (phase) {
            case RUNNING, PAUSED -> isExceeded ? BREACHED : PENDING;
            case STOPPED -> isExceeded ? MISSED : MET;
            case CANCELLED -> CANCELLED;
        };
    }

    /**
     * Whether the promise was broken, finished or not.
     *
     * @return true for {@link #BREACHED} and {@link #MISSED}
     */
    public boolean isMiss() {
        return this == BREACHED || this == MISSED;
    }
}
