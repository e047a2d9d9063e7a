package org.sla4j.monitor;

import java.time.Duration;

/**
 * How long to wait before what failed is tried again: twice as long each time, up to a limit.
 *
 * @param first after the first failure
 * @param longest the most
 */
record RetryPause(Duration first, Duration longest) {
    private static final int MOST_DOUBLINGS = 20;

    /** Returns the pause after a number of failures in a row. */
    Duration after(int failures) {
        Duration pause = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
