package org.sla4j.agreement;

/**
 * What happens to a clock that was stopped when its case is reopened.
 *
 * <p>The finished verdict is kept as a fact in any case, see {@code SlaClock.superseded}.
 */
public enum Reopening {
    /** The clock runs on from where it stopped; the time between stop and reopening does not count. The default. */
    CONTINUE,
    /** The clock runs on as if it had not been stopped; the time between stop and reopening counts. */
    COUNT_GAP,
    /** A new measurement starts from zero; the finished one keeps its verdict and counts as well. */
    NEW_CYCLE,
    /** Nothing: the finished verdict stands, whatever comes. */
    FROZEN
}
