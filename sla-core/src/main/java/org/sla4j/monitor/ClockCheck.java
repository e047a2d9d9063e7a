package org.sla4j.monitor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Warns of clocks that cannot be right: one that goes back or jumps ahead from tick to tick, and one that differs from the database's.
 * Used by one tick at a time, on any thread.
 */
final class ClockCheck {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SECOND = Duration.ofSeconds(1);
    /** How long to wait before the database is asked for its time again. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final SlaStore store;
    private final InstantSource clock;
    private final FaultLog faults;
    private volatile Instant lastTick = Instant.MIN;
    private volatile Instant lastAsked = Instant.MIN;
    private volatile boolean differs;

    ClockCheck(SlaStore store, InstantSource clock, FaultLog faults) {
        this.store = store;
        this.clock = clock;
        this.faults = faults;
    }

    /** Looks at the clocks at the beginning of a tick. */
    void at(Instant now) {
        if (lastTick.isAfter(now.plus(SECOND))) {
            faults.clockWentBack(lastTick, now);
        }
        Optional<Instant> due = store.alone(SlaStore.Session::nextWakeUp);
        if (due.isPresent() && !lastTick.isAfter(now.minus(HOUR)) && !due.get().isAfter(now.minus(HOUR))) {
            faults.tickIsLate(due.get(), now);
        }
        lastTick = now;
        if (Duration.between(lastAsked, now).abs().compareTo(PAUSE) >= 0) {
            lastAsked = now;
            Instant here = clock.instant();
            store.now().ifPresent(there -> compare(here, there));
        }
    }

    /** Warns once until the two agree again. */
    private void compare(Instant here, Instant there) {
        boolean differed = differs;
        differs = Duration.between(there, here).abs().compareTo(SECOND) > 0;
        if (differs && !differed) {
            faults.clockDiffers(here, there);
        }
    }
}
