package org.sla4j.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a clock shows at one instant, all of it consistent.
 *
 * @param countingSince when the measurement began: the clock's start, or its last new cycle or restart by then
 * @param at when the clock was read
 * @param phase what it was doing
 * @param elapsed business time used so far, or wall time if the limit is in wall time
 * @param limit the most that may be used
 * @param due the earliest instant at which the limit is used up: a past one once that happened; ahead while running; empty
 *     while paused before it, or if the calendar has too little open time left. For a stopped clock it is when it would
 *     have been due when it was stopped
 * @param dueIfResumed {@code due}, and for a clock that is paused before that, when it would be due if it were resumed at {@code
 *     at}
 * @param breachesAt the instant after which more than the limit is used: {@code due}, or the next opening if {@code due} is a
 *     closing instant; empty like {@code due}, and for a target that was met
 * @param verdict whether the promise is kept
 */
public record ClockReading(
        Instant countingSince,
        Instant at,
        Phase phase,
        Duration elapsed,
        Duration limit,
        Optional<Instant> due,
        Optional<Instant> dueIfResumed,
        Optional<Instant> breachesAt,
        Verdict verdict) {
    /** What a clock shows at an instant, at or after its last transition. */
    static ClockReading of(ClockState clock, long now) {
        long used = clock.counted;
        long due = clock.due;
        long breachesAt = clock.breachesAt;
        if (clock.phase == Phase.RUNNING) {
            used += clock.calendar.elapsedNanos(clock.since, now);
            if (due == Replay.NEVER) {
                due = Due.at(clock.calendar, clock.since, clock.limit - clock.counted);
            }
            if (breachesAt == Replay.NEVER && due != Replay.NEVER) {
                breachesAt = Due.breach(clock.calendar, due, clock.since);
            }
        }
        long ifResumed = due;
        if (clock.phase == Phase.PAUSED && due == Replay.NEVER) {
            ifResumed = Due.at(clock.calendar, now, clock.limit - used);
        }
        Phase phase = clock.shown();
        Duration elapsed = Duration.ofNanos(Math.max(0, used));
        Duration limit = Duration.ofNanos(clock.limit);
        return new ClockReading(
                Replay.instant(clock.origin.at()),
                Replay.instant(now),
                phase,
                elapsed,
                limit,
                optional(due),
                optional(ifResumed),
                optional(breachesAt),
                Verdict.of(phase, elapsed, limit));
    }

    private static Optional<Instant> optional(long at) {
        return at == Replay.NEVER ? Optional.empty() : Optional.of(Replay.instant(at));
    }

    /**
     * Returns how much of the limit is left.
     *
     * @return limit less elapsed, negative once more than the limit is used
     */
    public Duration remaining() {
        return limit.minus(elapsed);
    }

    /**
     * Returns how much of the limit is used, as a share of it.
     *
     * @return 0 for nothing, 1 for all of it, more after the breach; a limit of zero is used up from the start (1), and
     *     infinitely overdrawn after that
     */
    public double fractionUsed() {
        if (limit.isZero()) {
            return elapsed.isZero() ? 1 : Double.POSITIVE_INFINITY;
        }
        return seconds(elapsed) / seconds(limit);
    }

    private static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }
}
