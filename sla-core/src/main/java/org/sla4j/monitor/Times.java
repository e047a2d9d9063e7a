package org.sla4j.monitor;

import java.time.Instant;
import java.time.ZoneOffset;
import org.sla4j.calendar.DateRange;

/** Instants as nanoseconds since the epoch, the unit in which clocks are read without allocating. */
final class Times {
    /** Stands for "never". */
    static final long NEVER = Long.MAX_VALUE;

    private static final long SECOND = 1_000_000_000L;
    private static final Instant FIRST = instant(Long.MIN_VALUE);
    private static final Instant LAST = instant(Long.MAX_VALUE);

    private static final Instant FIRST_SUPPORTED =
            DateRange.SUPPORTED.first().plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    private static final Instant LAST_SUPPORTED =
            DateRange.SUPPORTED.last().atStartOfDay().toInstant(ZoneOffset.UTC);

    private Times() {}

    /** Turns an instant into nanoseconds; the ends of the range stand for everything beyond them. */
    static long nanos(Instant at) {
        if (!at.isAfter(FIRST)) {
            return Long.MIN_VALUE;
        }
        return at.isBefore(LAST) ? at.getEpochSecond() * SECOND + at.getNano() : Long.MAX_VALUE;
    }

    /** The nearest instant that is within the supported years in every zone. */
    static Instant clamp(Instant at) {
        return at.isBefore(FIRST_SUPPORTED) ? FIRST_SUPPORTED : at.isAfter(LAST_SUPPORTED) ? LAST_SUPPORTED : at;
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
    }
}
