package org.sla4j.benchmarks;

import io.netty.util.HashedWheelTimer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.agrona.DeadlineTimerWheel;
import org.agrona.collections.Long2LongHashMap;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.cases.CaseEvent;
import org.sla4j.monitor.SlaEvent;
import org.sla4j.monitor.SlaMonitor;

/**
 * Lets many deadlines fall due within a minute of real time, and says how late each of four told of them, how long it took to set
 * them and what heap they need.
 *
 * <p>The monitor, driven by an executor of one thread, times whole cases: events, clock, due and breach. The others hold the deadline and
 * nothing else: a task each in the executor of the JDK, Netty's hashed wheel with ticks of 10 ms, Agrona's wheel polled every
 * millisecond.
 */
final class TimersLoad {
    private static final long SPAN = TimeUnit.SECONDS.toNanos(60);
    private static final Duration LIMIT = Duration.ofHours(1);

    private final int count;
    private final long span;
    private final Histogram lateness = new ConcurrentHistogram(TimeUnit.MINUTES.toNanos(10), 3);
    private final AtomicLong fired = new AtomicLong();

    private TimersLoad(int count, long span) {
        this.count = count;
        this.span = span;
    }

    /**
     * Runs all four and prints a line for each.
     *
     * @param count how many deadlines
     * @param perSecond how many cases a monitor takes in a second, to know when it will be ready
     */
    static void run(int count, long perSecond) {
        System.out.printf(
                "%n%,d deadlines within %d s%n%-34s %10s %10s %12s %12s %12s%n",
                count,
                TimeUnit.NANOSECONDS.toSeconds(SPAN),
                "",
                "ns to set",
                "bytes",
                "median us",
                "99 % us",
                "last us");
        new TimersLoad(count, SPAN).monitor(TimeUnit.SECONDS.toNanos(5) + count * 1_500_000_000L / perSecond);
        new TimersLoad(count, SPAN).jdk();
        new TimersLoad(count, SPAN).netty();
        new TimersLoad(count, SPAN).agrona();
    }

    /** When each is due, in nanoseconds after the first. */
    private long[] offsets() {
        SplittableRandom random = new SplittableRandom(1);
        long[] offsets = new long[count];
        for (int i = 0; i < count; i++) {
            offsets[i] = random.nextLong(span);
        }
        return offsets;
    }

    private void fire(long late) {
        lateness.recordValue(Math.max(0, late));
        fired.incrementAndGet();
    }

    private void fireDue(long due) {
        fire(System.nanoTime() - due);
    }

    private void awaitAll() {
        while (fired.get() < count) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    private void print(String name, long nanosToSet, long heap) {
        System.out.printf(
                "%-34s %,10d %,10d %,12d %,12d %,12d%n",
                name,
                nanosToSet / count,
                heap / count,
                TimeUnit.NANOSECONDS.toMicros(lateness.getValueAtPercentile(50)),
                TimeUnit.NANOSECONDS.toMicros(lateness.getValueAtPercentile(99)),
                TimeUnit.NANOSECONDS.toMicros(lateness.getMaxValue()));
    }

    private void monitor(long grace) {
        ServiceLevelAgreement agreement = ServiceLevelAgreement.builder("deadlines")
                .provider(Party.of("IT"))
                .customer(Party.of("Sales"))
                .policy(SeverityPolicy.builder("all")
                        .target(Metric.RESOLUTION, Target.of("1h", BusinessCalendar.alwaysOpen(), 1))
                        .build())
                .build();
        InstantSource clock = InstantSource.system();
        long[] offsets = offsets();
        long empty = MonitorLoad.usedHeap();
        SlaMonitor monitor = SlaMonitor.builder(
                        agreement,
                        MonitorLoad.NOWHERE,
                        event -> {
                            if (event.kind() == SlaEvent.Kind.DUE) {
                                fire(Duration.between(event.at(), clock.instant())
                                        .toNanos());
                            }
                        },
                        clock)
                .build();
        Instant opened = clock.instant().minus(LIMIT).plusNanos(grace);
        long start = System.nanoTime();
        List<CaseEvent> batch = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            batch.add(CaseEvent.opened("INC" + i, opened.plusNanos(offsets[i]), Severity.LOW));
            if (batch.size() == 1_000 || i == count - 1) {
                monitor.record(batch);
                batch.clear();
            }
        }
        long set = System.nanoTime() - start;
        long heap = MonitorLoad.usedHeap() - empty;
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
        monitor.start(executor);
        awaitAll();
        monitor.close();
        executor.shutdownNow();
        print("SlaMonitor (whole cases)", set, heap);
    }

    private void jdk() {
        long[] offsets = offsets();
        long empty = MonitorLoad.usedHeap();
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
        long start = System.nanoTime();
        long first = start + TimeUnit.SECONDS.toNanos(10);
        for (long offset : offsets) {
            long due = first + offset;
            Future<?> unused = executor.schedule(() -> fireDue(due), due - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
        long set = System.nanoTime() - start;
        long heap = MonitorLoad.usedHeap() - empty;
        awaitAll();
        executor.shutdownNow();
        print("ScheduledThreadPoolExecutor", set, heap);
    }

    private void netty() {
        long[] offsets = offsets();
        long empty = MonitorLoad.usedHeap();
        HashedWheelTimer timer = new HashedWheelTimer(10, TimeUnit.MILLISECONDS, 1 << 13);
        long start = System.nanoTime();
        long first = start + TimeUnit.SECONDS.toNanos(10);
        for (long offset : offsets) {
            long due = first + offset;
            timer.newTimeout(timeout -> fireDue(due), due - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
        long set = System.nanoTime() - start;
        long heap = MonitorLoad.usedHeap() - empty;
        awaitAll();
        timer.stop();
        print("HashedWheelTimer", set, heap);
    }

    private void agrona() {
        long[] offsets = offsets();
        long empty = MonitorLoad.usedHeap();
        long start = System.nanoTime();
        long first = start + TimeUnit.SECONDS.toNanos(10);
        DeadlineTimerWheel wheel = new DeadlineTimerWheel(TimeUnit.NANOSECONDS, start, 1 << 20, 1 << 16);
        // The wheel gives numbers out and only tells the number; what it stands for is the host's to keep.
        Long2LongHashMap dues = new Long2LongHashMap(Long.MIN_VALUE);
        for (long offset : offsets) {
            dues.put(wheel.scheduleTimer(first + offset), first + offset);
        }
        long set = System.nanoTime() - start;
        long heap = MonitorLoad.usedHeap() - empty;
        while (fired.get() < count) {
            int expired = wheel.poll(
                    System.nanoTime(),
                    (unit, now, id) -> {
                        fireDue(dues.remove(id));
                        return true;
                    },
                    Integer.MAX_VALUE);
            if (expired == 0 && wheel.currentTickTime() > System.nanoTime()) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
        }
        print("DeadlineTimerWheel", set, heap);
    }
}
