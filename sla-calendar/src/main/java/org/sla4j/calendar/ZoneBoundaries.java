package org.sla4j.calendar;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Turns local boundaries into instants: the first instant at which the wall clock of a zone has reached a local time.
 *
 * <p>Local times are counted in seconds since 1970-01-01T00:00 on the wall clock. In a gap the answer is the transition,
 * in an overlap the earlier of the two instants; the answer never decreases as the local time grows.
 *
 * <p>Not thread-safe: it remembers the interval without a transition that it looked up last, because a compilation asks
 * for neighbouring days.
 */
final class ZoneBoundaries {
    private final ZoneRules rules;
    private long stableFrom = Long.MAX_VALUE;
    private long stableUntil = Long.MIN_VALUE;
    private int offset;

    ZoneBoundaries(ZoneId zone) {
        this.rules = zone.getRules();
    }

    long toEpochSecond(long localSecond) {
        if (localSecond < stableFrom || localSecond >= stableUntil) {
            LocalDateTime local = LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC);
            ZoneOffsetTransition transition = rules.getTransition(local);
            if (transition != null && transition.isGap()) {
                return transition.toEpochSecond();
            }
            rememberAround(local.toEpochSecond(rules.getOffset(local)));
        }
        return localSecond - offset;
    }

    /** Whether the zone skipped a date when it moved over the date line, so that nothing is open on it. */
    boolean isSkipped(long epochDay) {
        long midnight = epochDay * TimeRange.DAY;
        return toEpochSecond(midnight) == toEpochSecond(midnight + TimeRange.DAY);
    }

    private void rememberAround(long epochSecond) {
        Instant at = Instant.ofEpochSecond(epochSecond);
        offset = rules.getOffset(at).getTotalSeconds();
        ZoneOffsetTransition before = rules.previousTransition(at.plusSeconds(1));
        ZoneOffsetTransition after = rules.nextTransition(at);
        // Right after an overlap the local times that happen twice still belong to the offset before it.
        stableFrom = before == null
                ? Long.MIN_VALUE
                : before.toEpochSecond()
                        + Math.max(
                                before.getOffsetBefore().getTotalSeconds(),
                                before.getOffsetAfter().getTotalSeconds());
        stableUntil = after == null ? Long.MAX_VALUE : after.toEpochSecond() + offset;
    }
}
