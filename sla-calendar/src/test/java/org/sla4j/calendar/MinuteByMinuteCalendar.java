package org.sla4j.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The naive oracle: a calendar over a short window that keeps for every minute (or second) whether it is open, and walks.
 *
 * <p>It shares no code with the index. An answer that would lie beyond the window is empty.
 */
final class MinuteByMinuteCalendar {
    /** How two sets are put together, for one instant. */
    interface Pointwise {
        boolean isOpen(boolean left, boolean right);
    }

    private static final long NANOS = 1_000_000_000L;

    private final long from;
    private final int tick;
    private final boolean[] open;

    private MinuteByMinuteCalendar(long from, int tick, boolean[] open) {
        this.from = from;
        this.tick = tick;
        this.open = open;
    }

    /** Decides every tick between two whole minutes given in epoch seconds. */
    static MinuteByMinuteCalendar of(CalendarSpec spec, long from, long until) {
        return of(spec, WallClock.over(spec.zone(), from, until, spec.hasOddSeconds()), from, until);
    }

    static MinuteByMinuteCalendar of(CalendarSpec spec, WallClock clock, long from, long until) {
        boolean[] open = new boolean[Math.toIntExact((until - from) / clock.tick)];
        LocalDate last = date(until).plusDays(2);
        for (LocalDate date = date(from).minusDays(3); !date.isAfter(last); date = date.plusDays(1)) {
            if (!clock.shows(date)) {
                continue;
            }
            for (TimeRange range : spec.rangesOn(date)) {
                boolean nextDate = range.isOvernight() || range.close().equals(LocalTime.MIDNIGHT);
                long opens = clock.whenReached(date.atTime(range.open()));
                long closes = clock.whenReached(
                        nextDate ? date.plusDays(1).atTime(range.close()) : date.atTime(range.close()));
                for (long at = Math.max(opens, from); at < Math.min(closes, until); at += clock.tick) {
                    open[(int) ((at - from) / clock.tick)] = true;
                }
            }
        }
        return new MinuteByMinuteCalendar(from, clock.tick, open);
    }

    private static LocalDate date(long epochSecond) {
        return LocalDateTime.ofEpochSecond(epochSecond, 0, ZoneOffset.UTC).toLocalDate();
    }

    /** Puts two calendars over the same window together, tick by tick. */
    MinuteByMinuteCalendar with(Pointwise operation, MinuteByMinuteCalendar other) {
        int finest = Math.min(tick, other.tick);
        int ticks = Math.max(open.length, other.open.length);
        boolean[] both = new boolean[ticks];
        for (int i = 0; i < ticks; i++) {
            both[i] = operation.isOpen(open[i * finest / tick], other.open[i * finest / other.tick]);
        }
        return new MinuteByMinuteCalendar(from, finest, both);
    }

    private long step() {
        return tick * NANOS;
    }

    private long since(Instant at) {
        return (at.getEpochSecond() - from) * NANOS + at.getNano();
    }

    private Instant instant(long nanosSinceFrom) {
        return Instant.ofEpochSecond(from, nanosSinceFrom);
    }

    boolean isOpen(Instant at) {
        return open[(int) (since(at) / step())];
    }

    Duration elapsed(Instant start, Instant end) {
        if (end.isBefore(start)) {
            return elapsed(end, start).negated();
        }
        long a = since(start);
        long b = since(end);
        long step = step();
        long total = 0;
        for (int i = (int) (a / step); i * step < b; i++) {
            if (open[i]) {
                total += Math.min(b, (i + 1) * step) - Math.max(a, i * step);
            }
        }
        return Duration.ofNanos(total);
    }

    Optional<Instant> plus(Instant start, Duration amount) {
        long left = amount.toNanos();
        long s = since(start);
        long step = step();
        if (left == 0) {
            return Optional.of(start);
        }
        if (left > 0) {
            for (int i = (int) (s / step); i < open.length; i++) {
                if (open[i]) {
                    long begin = Math.max(s, i * step);
                    long room = (i + 1) * step - begin;
                    if (room >= left) {
                        return Optional.of(instant(begin + left));
                    }
                    left -= room;
                }
            }
            return Optional.empty();
        }
        left = -left;
        for (int i = (int) Math.min(s / step, open.length - 1L); i >= 0; i--) {
            if (open[i]) {
                long end = Math.min(s, (i + 1) * step);
                long room = end - i * step;
                if (room >= left) {
                    return Optional.of(instant(end - left));
                }
                left -= room;
            }
        }
        return Optional.empty();
    }

    Optional<Instant> nextOpening(Instant at) {
        if (isOpen(at)) {
            return Optional.of(at);
        }
        int i = (int) (since(at) / step());
        while (i < open.length && !open[i]) {
            i++;
        }
        return i == open.length ? Optional.empty() : Optional.of(instant(i * step()));
    }

    Optional<Instant> nextClosing(Instant after) {
        int i = (int) (since(after) / step());
        while (i < open.length && !open[i]) {
            i++;
        }
        while (i < open.length && open[i]) {
            i++;
        }
        return i == open.length ? Optional.empty() : Optional.of(instant(i * step()));
    }

    Optional<Instant> previousClosing(Instant until) {
        for (int i = (int) (since(until) / step()); i >= 1; i--) {
            if (open[i - 1] && !open[i]) {
                return Optional.of(instant(i * step()));
            }
        }
        return Optional.empty();
    }

    /** Every open interval of the window, cut off at its ends. */
    List<Interval> openIntervals() {
        List<Interval> intervals = new ArrayList<>();
        for (int i = 0; i < open.length; i++) {
            if (open[i] && (i == 0 || !open[i - 1])) {
                int end = i;
                while (end < open.length && open[end]) {
                    end++;
                }
                intervals.add(new Interval(instant(i * step()), instant(end * step())));
            }
        }
        return intervals;
    }
}
