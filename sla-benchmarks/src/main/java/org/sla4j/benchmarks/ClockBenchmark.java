package org.sla4j.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.clock.ClockReading;
import org.sla4j.clock.SlaClock;

/**
 * Measures what a clock adds to the one look-up in its calendar that reading it needs.
 *
 * <p>A running clock in the New York office is read at random instants of its first year.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ClockBenchmark {
    private static final int INPUTS = 1 << 12;

    private final BusinessCalendar calendar = Office.calendar();
    private final SlaClock clock =
            SlaClock.start(Instant.parse("2026-01-05T15:00:00Z"), Target.of("40h", calendar, 0.9));
    private final long start = nanos(clock.startedAt());
    private Instant[] instants = {};
    private long[] nanos = {};
    private int next;

    /** Makes the inputs. */
    @Setup
    public void makeInputs() {
        Duration[] spans = Office.around(Duration.ofDays(183), Duration.ofDays(182), INPUTS, Duration.ofNanos(1), 3);
        instants = Arrays.stream(spans).map(clock.startedAt()::plus).toArray(Instant[]::new);
        nanos = Arrays.stream(instants).mapToLong(ClockBenchmark::nanos).toArray();
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }

    private int next() {
        next = (next + 1) & (INPUTS - 1);
        return next;
    }

    /** Looks up the open time in the calendar: what the others are compared with. */
    @Benchmark
    public long calendarLookUp() {
        return calendar.elapsedNanos(start, nanos[next()]);
    }

    /** Reads the time used, as a number. */
    @Benchmark
    public long elapsedNanos() {
        return clock.elapsedNanos(nanos[next()]);
    }

    /** Reads the time left, as a number. */
    @Benchmark
    public long remainingNanos() {
        return clock.remainingNanos(nanos[next()]);
    }

    /** Reads everything, as values. */
    @Benchmark
    public ClockReading reading() {
        return clock.reading(instants[next()]);
    }
}
