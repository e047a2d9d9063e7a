package org.sla4j.cases;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sla4j.clock.SlaClock;

/**
 * The clock of one metric, and what the case knows of its measurements that a clock cannot know.
 *
 * @param clock the clock
 * @param credit the credit for the present measurement; null while it goes on
 * @param cycles the credits for the finished cycles of the clock, in order
 * @param flags what was noticed about the present measurement, as bits
 * @param isAtRest whether an event of the metric's own, not a wait, has brought the clock to a halt
 * @param isEndedByCancellation whether the cancellation of the case ended the clock, so that a reopening wakes it
 */
record Measure(
        SlaClock clock,
        @Nullable CreditedTo credit,
        List<CreditedTo> cycles,
        int flags,
        boolean isAtRest,
        boolean isEndedByCancellation) {

    static Measure started(SlaClock clock) {
        return new Measure(clock, null, List.of(), 0, false, false);
    }

    /** Whether events move the clock: it runs, is paused, or sleeps because it has no target for a while. */
    boolean isOpen() {
        return clock.isGoingOn();
    }

    /** Whether there is anything to show: not of what was finished before anything was promised about it. */
    boolean isPromised() {
        return credit == null || credit.isPromised();
    }

    Measure with(SlaClock next) {
        return next.equals(clock) ? this : new Measure(next, credit, cycles, flags, isAtRest, isEndedByCancellation);
    }

    Measure with(@Nullable CreditedTo next) {
        return new Measure(clock, next, cycles, flags, isAtRest, isEndedByCancellation);
    }

    Measure raising(Outcome.Flag flag) {
        return new Measure(clock, credit, cycles, flags | IntegrityFlags.bit(flag), isAtRest, isEndedByCancellation);
    }

    /** The measure with a flag on what is finished, whether or not it goes on. */
    Measure raisingOnFinished(Outcome.Flag flag) {
        return credit == null ? raising(flag) : raising(flag).with(credit.raising(IntegrityFlags.bit(flag)));
    }

    /** The measure once the present measurement is one of the finished cycles. */
    Measure nextCycle(SlaClock next, CreditedTo finished) {
        List<CreditedTo> more = new ArrayList<>(cycles);
        more.add(finished);
        return new Measure(next, null, List.copyOf(more), 0, isAtRest, false);
    }

    /** What was finished before anything was promised about it gets no outcome. */
    Measure firstPromised() {
        return new Measure(
                clock,
                credit == null ? null : credit.unpromised(),
                cycles.stream().map(CreditedTo::unpromised).toList(),
                0,
                isAtRest,
                isEndedByCancellation);
    }

    /** Whether a clock that goes on has used more than its limit. */
    static boolean isBreached(SlaClock clock, Instant at) {
        return clock.isGoingOn() && !clock.isAsleep() && clock.remainingNanos(nanos(at)) < 0;
    }

    /** Beyond what a long can hold, its ends: the calendar refuses them by name. */
    static long nanos(Instant at) {
        long last = Long.MAX_VALUE / 1_000_000_000L - 1;
        return Math.max(-last, Math.min(last, at.getEpochSecond())) * 1_000_000_000L + at.getNano();
    }
}
