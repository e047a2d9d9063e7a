package org.sla4j.clock;

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

    /** What a clock says: exactly the limit is within it. */
    static Verdict of(Phase phase, long used, long limit) {
        boolean isExceeded = used > limit;
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
