package org.sla4j.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sla4j.calendar.BusinessCalendar;

/**
 * Measures a calendar's look-ups over spans from a day to ten years, and its first use.
 *
 * <p>The calendar is the New York office with a lunch break and 70 holidays; the inputs are random to the nanosecond and
 * differ from call to call.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class CalendarBenchmark {
    private static final int INPUTS = 1 << 12;

    /** Pairs of instants about one span apart. */
    @State(Scope.Thread)
    public static class Stretches {
        /** How far apart, in days on the wall. */
        @Param({"1", "10", "365", "3652"})
        public int days = 1;

        private final BusinessCalendar calendar = Office.calendar();
        private Instant[] starts = {};
        private Instant[] ends = {};
        private Duration[] amounts = {};
        private long[] startNanos = {};
        private long[] endNanos = {};
        private long[] amountNanos = {};
        private int next;

        /** Makes the inputs. */
        @Setup
        public void makeInputs() {
            starts = Office.instants(INPUTS, Duration.ofNanos(1), 1);
            Duration[] spans =
                    Office.around(Duration.ofDays(days), Duration.ofHours(12), INPUTS, Duration.ofNanos(1), 2);
            ends = new Instant[INPUTS];
            Arrays.setAll(ends, i -> starts[i].plus(spans[i]));
            // The open time of a day and a night may be none, for which plus has nothing to do: at least a minute.
            amounts = new Duration[INPUTS];
            Arrays.setAll(amounts, i -> calendar.elapsed(starts[i], ends[i]).plusMinutes(1));
            startNanos = Arrays.stream(starts).mapToLong(Stretches::nanos).toArray();
            endNanos = Arrays.stream(ends).mapToLong(Stretches::nanos).toArray();
            amountNanos = Arrays.stream(amounts).mapToLong(Duration::toNanos).toArray();
        }

        private static long nanos(Instant instant) {
            return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
        }

        private int next() {
            next = (next + 1) & (INPUTS - 1);
            return next;
        }
    }

    /** Single instants. */
    @State(Scope.Thread)
    public static class Moments {
        private final BusinessCalendar calendar = Office.calendar();
        private final Instant[] moments = Office.instants(INPUTS, Duration.ofNanos(1), 1);
        private int next;

        private Instant next() {
            next = (next + 1) & (INPUTS - 1);
            return moments[next];
        }
    }

    /** Measures elapsed time from instants. */
    @Benchmark
    public Duration elapsed(Stretches in) {
        int i = in.next();
        return in.calendar.elapsed(in.starts[i], in.ends[i]);
    }

    /** Measures elapsed time from nanoseconds. */
    @Benchmark
    public long elapsedNanos(Stretches in) {
        int i = in.next();
        return in.calendar.elapsedNanos(in.startNanos[i], in.endNanos[i]);
    }

    /** Measures due time from instants. */
    @Benchmark
    public Instant plus(Stretches in) {
        int i = in.next();
        return in.calendar.plus(in.starts[i], in.amounts[i]);
    }

    /** Measures due time from nanoseconds. */
    @Benchmark
    public long plusNanos(Stretches in) {
        int i = in.next();
        return in.calendar.plusNanos(in.startNanos[i], in.amountNanos[i]);
    }

    /** Describes a calendar, builds it, and asks for elapsed time once, in warm code. */
    @Benchmark
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public Duration firstUse(Stretches in) {
        int i = in.next();
        return Office.calendar().elapsed(in.starts[i], in.ends[i]);
    }

    /** Asks whether an instant is open. */
    @Benchmark
    public boolean isOpen(Moments in) {
        return in.calendar.isOpen(in.next());
    }

    /** Looks for the next opening. */
    @Benchmark
    public Optional<Instant> nextOpening(Moments in) {
        return in.calendar.nextOpening(in.next());
    }

    /** Looks for the next closing. */
    @Benchmark
    public Optional<Instant> nextClosing(Moments in) {
        return in.calendar.nextClosing(in.next());
    }
}
