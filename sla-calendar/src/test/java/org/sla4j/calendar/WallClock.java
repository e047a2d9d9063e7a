package org.sla4j.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * What the wall clock of a zone shows, read off tick by tick over a window.
 *
 * <p>It knows nothing of gaps and overlaps: it asks what the clock shows at each tick, and finds a local time by searching
 * for the first tick at which the clock has got that far.
 */
final class WallClock {
    private static final long MARGIN = 3 * 86_400L;

    private final long start;
    final int tick;
    /** The latest local time shown up to each tick. */
    private final long[] reached;

    private final Set<LocalDate> shown = new HashSet<>();

    private WallClock(long start, int tick, int ticks) {
        this.start = start;
        this.tick = tick;
        this.reached = new long[ticks];
    }

    /**
     * Reads the clock over a window and three days more at both ends.
     *
     * @param seconds whether to read it each second and not each minute, which has to do where offsets are odd
     */
    static WallClock over(ZoneId zone, long from, long until, boolean seconds) {
        int tick = seconds ? 1 : 60;
        ZoneRules rules = zone.getRules();
        long start = from - MARGIN;
        WallClock clock = new WallClock(start, tick, Math.toIntExact((until + MARGIN - start) / tick));
        long furthest = Long.MIN_VALUE;
        long lastDay = Long.MIN_VALUE;
        for (int i = 0; i < clock.reached.length; i++) {
            long at = start + (long) i * tick;
            int offset = rules.getOffset(Instant.ofEpochSecond(at)).getTotalSeconds();
            if (offset % tick != 0) {
                return over(zone, from, until, true);
            }
            long wall = at + offset;
            long day = Math.floorDiv(wall, 86_400L);
            if (day != lastDay) {
                clock.shown.add(LocalDate.ofEpochDay(day));
                lastDay = day;
            }
            furthest = Math.max(furthest, wall);
            clock.reached[i] = furthest;
        }
        return clock;
    }

    /** The first tick at which the clock has reached a local time, clipped to the window with its margins. */
    long whenReached(LocalDateTime local) {
        long wanted = local.toEpochSecond(ZoneOffset.UTC);
        int found = Arrays.binarySearch(reached, wanted);
        int first = found < 0 ? -found - 1 : found;
        while (first > 0 && reached[first - 1] >= wanted) {
            first--;
        }
        return start + (long) first * tick;
    }

    /** Whether the clock ever shows a date. */
    boolean shows(LocalDate date) {
        return shown.contains(date);
    }
}
