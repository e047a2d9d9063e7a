package org.sla4j.monitor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Has a monitor tick when something is due, and once every poll interval: another node, or a clock that jumps, calls nobody. */
final class Ticker {
    private final SlaMonitor monitor;
    private final BiConsumer<Runnable, Instant> scheduler;
    private final InstantSource clock;
    private final Duration poll;
    private final FaultLog faults;
    private final AtomicReference<@Nullable Plan> plan = new AtomicReference<>();
    private volatile boolean stopped;

    /** The next tick. One that was planned for later is passed over when its time comes. */
    private record Plan(Instant at, Object number) {}

    Ticker(
            SlaMonitor monitor,
            BiConsumer<Runnable, Instant> scheduler,
            InstantSource clock,
            Duration poll,
            FaultLog faults) {
        this.monitor = monitor;
        this.scheduler = scheduler;
        this.clock = clock;
        this.poll = poll;
        this.faults = faults;
    }

    /** Ticks at once. */
    void nudge() {
        planAt(clock.instant());
    }

    private void planAt(Instant at) {
        Plan next = new Plan(at, new Object());
        Plan known = plan.get();
        while (!stopped && (known == null || at.isBefore(known.at()))) {
            if (plan.compareAndSet(known, next)) {
                schedule(next);
                return;
            }
            known = plan.get();
        }
    }

    private void schedule(Plan next) {
        try {
            scheduler.accept(() -> run(next), next.at());
        } catch (RejectedExecutionException e) {
            plan.compareAndSet(next, null);
            if (!stopped) {
                faults.executorRejected(next.at(), e);
            }
        }
    }

    private void run(Plan mine) {
        if (stopped || !plan.compareAndSet(mine, null)) {
            return;
        }
        Instant next = clock.instant().plus(poll);
        try {
            monitor.tick(clock.instant());
            Instant wakeUp = monitor.nextWakeUp().orElse(Instant.MAX);
            // What is due still could not be done: not before the next poll.
            next = wakeUp.isAfter(clock.instant()) && wakeUp.isBefore(next) ? wakeUp : next;
        } catch (RuntimeException e) {
            faults.tickFailed(e);
        } finally {
            planAt(next);
        }
    }

    void stop() {
        stopped = true;
    }
}
