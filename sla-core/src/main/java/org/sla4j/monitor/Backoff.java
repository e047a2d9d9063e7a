package org.sla4j.monitor;

import java.time.Instant;

/** When to try again what failed: after 1 s, 2 s, 4 s and so on up to a longest wait. Not thread-safe. */
final class Backoff {
    private static final long FIRST = 1_000_000_000L;

    private int count;
    private long since;
    private long again;

    /** Notes a failure; returns when to try again. */
    long failed(Instant now, long longest) {
        count++;
        since = Times.nanos(now);
        again = since + Math.min(longest, FIRST << Math.min(count - 1, 30));
        return again;
    }

    void ended() {
        count = 0;
    }

    int count() {
        return count;
    }

    boolean isUnderWay() {
        return count > 0;
    }

    /** Whether to wait at an instant; not before the failure either, for then the clock was set back. */
    boolean isUnderWay(long now) {
        return count > 0 && now >= since && now < again;
    }

    long again() {
        return again;
    }
}
