package org.sla4j.clock;

/** What a clock is doing. */
public enum Phase {
    /** It counts whenever its calendar is open. */
    RUNNING,
    /** It stands still while somebody else has to act. */
    PAUSED,
    /** Its measurement is finished. */
    STOPPED,
    /** It ended without a verdict. */
    CANCELLED
}
