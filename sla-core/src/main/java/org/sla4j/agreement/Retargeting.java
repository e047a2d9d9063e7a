package org.sla4j.agreement;

/** What happens to the time already used when a case gets another target, because its severity or policy changed. */
public enum Retargeting {
    /**
     * As if the new target had held from the start: everything is counted anew in the new calendar, and pauses stay pauses.
     * The default.
     */
    RETROACTIVE,
    /** The time used so far, as it was measured then, is kept; what follows is counted in the new calendar. */
    CARRY_ELAPSED,
    /** The time used so far is dropped; counting starts from zero at the change. */
    RESTART
}
