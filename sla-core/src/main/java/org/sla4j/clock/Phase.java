package org.sla4j.clock;

/** What a clock is doing. */
public enum Phase {
    /** It counts whenever its calendar is open. */
    RUNNING,
    /** It stands still: a wait pauses it, or it is suspended. */
    PAUSED,
    /** Its measurement is finished. */
    STOPPED,
    /** It ended without a verdict, or has no target at present. */
    CANCELLED
}
