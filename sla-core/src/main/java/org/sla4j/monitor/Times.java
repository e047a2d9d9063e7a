package org.sla4j.monitor;

import java.time.Instant;

/** Instants as nanoseconds since the epoch, the unit in which clocks are read without allocating. */
final class Times {
    private static final long SECOND = 1_000_000_000L;
    private static final Instant FIRST = instant(Long.MIN_VALUE);
    private static final Instant LAST = instant(Long.MAX_VALUE);

    private Times() {}

    /** Turns an instant into nanoseconds; the ends of the range stand for everything beyond them. */
    static long nanos(Instant at) {
        if (!at.isAfter(FIRST)) {
            return Long.MIN_VALUE;
        }
        return at.isBefore(LAST) ? at.getEpochSecond() * SECOND + at.getNano() : Long.MAX_VALUE;
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
    }
}
