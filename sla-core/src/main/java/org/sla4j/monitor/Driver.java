package org.sla4j.monitor;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes an executor tick a monitor when something is due. */
final class Driver {
    /** The wall clock may jump, which a delay does not notice; so it is looked at once a second. */
    private static final long LONGEST_SLEEP = TimeUnit.SECONDS.toNanos(1);
    /** After a tick that left something to do, so that a blocked listener does not keep a processor busy. */
    private static final long SHORTEST_SLEEP = TimeUnit.MILLISECONDS.toNanos(1);

    private static final long SLEEP_WHILE_BUSY = TimeUnit.MILLISECONDS.toNanos(50);

    private final SlaMonitor monitor;
    private final ScheduledExecutorService executor;
    private final InstantSource clock;

    private @Nullable Future<?> next;
    /** When that runs, by the clock. */
    private long wakeUp = DeadlineQueue.NEVER;

    private boolean stopped;

    Driver(SlaMonitor monitor, ScheduledExecutorService executor, InstantSource clock) {
        this.monitor = monitor;
        this.executor = executor;
        this.clock = clock;
    }

    /** Ticks at an instant or before. */
    void wakeUpAt(Optional<Instant> at) {
        at.ifPresent(instant -> schedule(Times.nanos(instant), 0));
    }

    private synchronized void schedule(long at, long shortest) {
        if (stopped || (next != null && wakeUp <= at)) {
            return;
        }
        if (next != null) {
            next.cancel(false);
        }
        long now = Times.nanos(clock.instant());
        long sleep = at <= now ? shortest : Math.max(shortest, Math.min(at - now, LONGEST_SLEEP));
        try {
            next = executor.schedule(this::run, sleep, TimeUnit.NANOSECONDS);
            wakeUp = at;
        } catch (RejectedExecutionException e) {
            next = null;
            monitor.rejected(Times.instant(at), e);
        }
    }

    private void run() {
        synchronized (this) {
            next = null;
            if (stopped) {
                return;
            }
        }
        boolean ticked = true;
        try {
            ticked = monitor.tryTick(clock.instant());
        } catch (RuntimeException | Error e) {
            monitor.broke(e);
        }
        long shortest = ticked ? SHORTEST_SLEEP : SLEEP_WHILE_BUSY;
        monitor.nextWakeUp().ifPresent(at -> schedule(Times.nanos(at), shortest));
    }

    synchronized void stop() {
        stopped = true;
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }
}
