package org.sla4j.agreement;

/**
 * What becomes of a clock when its case gets another target, because its severity or policy changed.
 *
 * <p>All rules speak of the measurement going on: since the start, or since the last new cycle or restart. What the clock showed
 * before is kept as a fact, see {@code SlaClock.superseded}. A finished measurement keeps its target, except that {@link
 * #RETROACTIVE} judges it anew.
 */
public enum Retargeting {
    /**
     * As if the new target had held from the start: everything is counted anew in the new calendar, and pauses stay pauses.
     * The default. There and back is as if nothing had been changed.
     */
    RETROACTIVE,
    /**
     * The time used so far, as it was measured then, is kept; what follows is counted in the new calendar. If it is the new
     * limit or more already, the change is when it is due.
     */
    CARRY_ELAPSED,
    /**
     * The fraction used so far is kept: after half of 8 hours, half of 4 hours is used. What follows is counted in the new
     * calendar.
     *
     * <p>Used time times new limit, divided by old limit, in whole nanoseconds rounded down; or up where more than the old limit
     * was used, so that rounding never changes a verdict. Of a limit of zero all is used from the start, so all of the new
     * limit is, plus the time used.
     */
    KEEP_FRACTION,
    /** The time used so far is dropped; counting starts from zero at the change. */
    RESTART,
    /** The old target goes on to hold, as long as the case has it. */
    KEEP_OLD_TARGET,
    /**
     * The target that is due earlier holds, the new one as {@link #RETROACTIVE} measures it; the old one if both are due at
     * once. For a clock that is paused, due is taken as if it ran on from the change.
     */
    STRICTER_WINS
}
