package org.sla4j.monitor;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import java.util.SplittableRandom;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.agrona.DeadlineTimerWheel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures one change of plan among many timers that are due within thirty days: cancel one and schedule it anew.
 *
 * <p>Beside the queue of the monitor: the executor of the JDK with a task for each timer, Netty's hashed wheel and Agrona's deadline
 * wheel. The JDK and Netty tick by themselves; ticks are compared between the two that can be driven.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms3g", "-Xmx3g"})
public class TimersBenchmark {
    private static final long SPAN = TimeUnit.DAYS.toNanos(30);
    /** About a second. */
    private static final long TICK = 1L << 30;

    private static void nothing() {}

    /** Which timers, and when they are due. */
    @State(Scope.Thread)
    public static class Plan {
        /** How many timers there are. */
        @Param({"100000", "1000000"})
        public int timers = 1_000;

        private final SplittableRandom random = new SplittableRandom(1);

        int any() {
            return random.nextInt(timers);
        }

        long delay() {
            return TICK + random.nextLong(SPAN);
        }
    }

    /** The queue of the monitor. */
    @State(Scope.Thread)
    public static class Queue {
        private final DeadlineQueue queue = new DeadlineQueue();
        private long now;

        /** Schedules all. */
        @Setup(Level.Iteration)
        public void schedule(Plan plan) {
            for (int i = 0; i < plan.timers; i++) {
                queue.schedule(i, now + plan.delay());
            }
        }
    }

    /** The wheel of Agrona. */
    @State(Scope.Thread)
    public static class Agrona {
        private final DeadlineTimerWheel wheel = new DeadlineTimerWheel(TimeUnit.NANOSECONDS, 0, TICK, 1 << 12);
        private long[] ids = {};
        private long now;

        /** Schedules all. */
        @Setup(Level.Iteration)
        public void schedule(Plan plan) {
            wheel.clear();
            ids = new long[plan.timers];
            for (int i = 0; i < plan.timers; i++) {
                ids[i] = wheel.scheduleTimer(now + plan.delay());
            }
        }
    }

    /** The executor of the JDK. */
    @State(Scope.Thread)
    public static class Jdk {
        private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
        private ScheduledFuture<?>[] futures = {};

        /** Schedules all. */
        @Setup
        public void schedule(Plan plan) {
            executor.setRemoveOnCancelPolicy(true);
            futures = new ScheduledFuture<?>[plan.timers];
            for (int i = 0; i < plan.timers; i++) {
                futures[i] = executor.schedule(TimersBenchmark::nothing, plan.delay(), TimeUnit.NANOSECONDS);
            }
        }

        /** Ends its thread. */
        @TearDown
        public void stop() {
            executor.shutdownNow();
        }
    }

    /** The wheel of Netty. */
    @State(Scope.Thread)
    public static class Netty {
        private final HashedWheelTimer timer = new HashedWheelTimer(10, TimeUnit.MILLISECONDS, 1 << 12);
        private Timeout[] timeouts = {};

        /** Schedules all. */
        @Setup
        public void schedule(Plan plan) {
            timeouts = new Timeout[plan.timers];
            for (int i = 0; i < plan.timers; i++) {
                timeouts[i] = timer.newTimeout(timeout -> {}, plan.delay(), TimeUnit.NANOSECONDS);
            }
        }

        /** Ends its thread. */
        @TearDown
        public void stop() {
            timer.stop();
        }
    }

    /** The queue of the monitor moves a deadline. */
    @Benchmark
    public long rescheduleDeadlineQueue(Queue state, Plan plan) {
        state.queue.schedule(plan.any(), state.now + plan.delay());
        return state.queue.earliest();
    }

    /** Agrona cancels and schedules. */
    @Benchmark
    public long rescheduleAgronaWheel(Agrona state, Plan plan) {
        int i = plan.any();
        state.wheel.cancelTimer(state.ids[i]);
        state.ids[i] = state.wheel.scheduleTimer(state.now + plan.delay());
        return state.ids[i];
    }

    /** The JDK cancels and schedules. */
    @Benchmark
    public ScheduledFuture<?> rescheduleJdkExecutor(Jdk state, Plan plan) {
        int i = plan.any();
        state.futures[i].cancel(false);
        state.futures[i] = state.executor.schedule(TimersBenchmark::nothing, plan.delay(), TimeUnit.NANOSECONDS);
        return state.futures[i];
    }

    /** Netty cancels and schedules; its own thread does the rest later. */
    @Benchmark
    public Object rescheduleNettyWheel(Netty state, Plan plan) {
        int i = plan.any();
        state.timeouts[i].cancel();
        state.timeouts[i] = state.timer.newTimeout(timeout -> {}, plan.delay(), TimeUnit.NANOSECONDS);
        return state.timeouts[i];
    }

    /** The queue of the monitor lets about a second pass; what is due is scheduled anew. */
    @Benchmark
    public long tickDeadlineQueue(Queue state, Plan plan) {
        state.now += TICK;
        while (state.queue.earliest() <= state.now) {
            state.queue.schedule(state.queue.first(), state.now + plan.delay());
        }
        return state.now;
    }

    /** Agrona lets about a second pass; what is due is scheduled anew. */
    @Benchmark
    public long tickAgronaWheel(Agrona state, Plan plan) {
        state.now += TICK;
        while (state.wheel.currentTickTime() <= state.now) {
            state.wheel.poll(
                    state.now,
                    (unit, now, id) -> {
                        state.wheel.scheduleTimer(state.now + plan.delay());
                        return true;
                    },
                    Integer.MAX_VALUE);
        }
        return state.now;
    }
}
