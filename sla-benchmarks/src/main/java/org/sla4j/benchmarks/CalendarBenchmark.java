package org.sla4j.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.clock.SlaClock;

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
    private static final long NANOS_OF_DAY = 86_400_000_000_000L;
    /** The table of the floor: 1990 to 2071, by days since 1970. */
    private static final int FLOOR_FROM = 7_305;

    private static final int FLOOR_DAYS = 30_000;

    /** For the guard's own test: a calendar that walks the days. A constant, so that it costs nothing when it is off. */
    private static final boolean SLOWED = Boolean.getBoolean("sla4j.slowed");

    /** Pairs of instants about one span apart. */
    @State(Scope.Thread)
    public static class Stretches {
        /** How far apart, in days on the wall. */
        @Param({"1", "10", "365", "3652"})
        public int days = 1;

        private final BusinessCalendar calendar = Office.calendar();
        private final DayLoop dayLoop = Peers.dayLoop();
        private final long[] openBefore = openBefore(calendar);
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

        /** What the calendar has been open for before each day, which is all that the floor needs. */
        private static long[] openBefore(BusinessCalendar calendar) {
            long[] table = new long[FLOOR_DAYS];
            Instant first = Instant.EPOCH.plus(FLOOR_FROM, ChronoUnit.DAYS);
            for (int day = 0; day < FLOOR_DAYS; day++) {
                table[day] = calendar.elapsed(first, first.plus(day, ChronoUnit.DAYS))
                        .toNanos();
            }
            return table;
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

    /** Running clocks. */
    @State(Scope.Thread)
    public static class Clocks {
        private final Instant[] starts = Office.instants(INPUTS, Duration.ofNanos(1), 1);
        private final SlaClock[] clocks = new SlaClock[INPUTS];
        private long now;
        private int next;

        /** Starts the clocks. */
        @Setup
        public void start() {
            Target target = Target.of("24h", Office.calendar(), 0.9);
            Arrays.setAll(clocks, i -> SlaClock.start(starts[i], target));
            now = Stretches.nanos(Instant.parse("2027-01-01T05:00:00Z"));
        }
    }

    /** The least that any answer costs: the day of an instant, and what a table says about that day. */
    @Benchmark
    public long floor(Stretches in) {
        int i = in.next();
        return in.openBefore[(int) (Math.floorDiv(in.endNanos[i], NANOS_OF_DAY) - FLOOR_FROM)];
    }

    /** Measures elapsed time with a loop over the days, for the guard to compare with. */
    @Benchmark
    public Duration elapsedByDayLoop(Stretches in) {
        int i = in.next();
        return in.dayLoop.elapsed(in.starts[i], in.ends[i]);
    }

    /** Measures due time with a loop over the days, for the guard to compare with. */
    @Benchmark
    public Instant plusByDayLoop(Stretches in) {
        int i = in.next();
        return in.dayLoop.plus(in.starts[i], in.amounts[i]);
    }

    private static Duration elapsedDayByDay(BusinessCalendar calendar, Instant start, Instant end) {
        Duration sum = Duration.ZERO;
        for (Instant from = start; from.isBefore(end); from = from.plus(1, ChronoUnit.DAYS)) {
            Instant next = from.plus(1, ChronoUnit.DAYS);
            sum = sum.plus(calendar.elapsed(from, next.isBefore(end) ? next : end));
        }
        return sum;
    }

    /** Measures elapsed time from instants. */
    @Benchmark
    public Duration elapsed(Stretches in) {
        int i = in.next();
        if (SLOWED) {
            return elapsedDayByDay(in.calendar, in.starts[i], in.ends[i]);
        }
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

    /** Asks a running clock how much of its limit is left, as a board does. */
    @Benchmark
    public long remainingNanos(Clocks in) {
        in.next = (in.next + 1) & (INPUTS - 1);
        return in.clocks[in.next].remainingNanos(in.now);
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
