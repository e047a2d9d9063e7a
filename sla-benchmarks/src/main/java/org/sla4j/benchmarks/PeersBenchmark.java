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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sla4j.calendar.BusinessCalendar;

/**
 * Measures elapsed and due time beside a hand-written day loop, MPXJ and jBPM, with instants in and out.
 *
 * <p>All model one New York office with a lunch break and 70 holidays. jBPM knows no lunch break, so it is measured, and sla4j
 * once more beside it, on an office open 09:00-17:00.
 *
 * <p>Every call has another input: 65,536 pairs in random order. MPXJ remembers answers until a garbage collection, so the
 * forked JVMs have a young generation that is collected before the inputs come round again.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms512m", "-Xmx512m", "-Xmn48m"})
public class PeersBenchmark {
    static final int INPUTS = 1 << 16;

    /** About how many business days the answers span. */
    @Param({"10", "250"})
    public int days = 10;

    private final BusinessCalendar calendar = Office.calendar();
    private final BusinessCalendar plain = Office.plain();
    private final DayLoop dayLoop = Peers.dayLoop();
    private final Peers.Mpxj mpxj = Peers.mpxj();
    private final Peers.Jbpm jbpm = Peers.jbpm();

    private Instant[] starts = {};
    private Instant[] ends = {};
    private Duration[] amounts = {};
    private Duration[] plainAmounts = {};
    private String[] plainWords = {};
    private int next;

    /** Makes the inputs. */
    @Setup
    public void makeInputs() {
        starts = starts(INPUTS);
        amounts = amounts(days, INPUTS);
        ends = new Instant[INPUTS];
        Arrays.setAll(ends, i -> calendar.plus(starts[i], amounts[i]));
        plainAmounts = plainAmounts(days, INPUTS);
        plainWords = Peers.Jbpm.words(plainAmounts).toArray(String[]::new);
    }

    // Whole minutes, because MPXJ measures in minutes.
    static Instant[] starts(int count) {
        return Office.instants(count, Duration.ofMinutes(1), 1);
    }

    static Duration[] amounts(int days, int count) {
        return Office.around(Office.DAY.multipliedBy(days), Office.DAY.dividedBy(2), count, Duration.ofMinutes(1), 2);
    }

    static Duration[] plainAmounts(int days, int count) {
        return Office.around(
                Office.PLAIN_DAY.multipliedBy(days), Office.PLAIN_DAY.dividedBy(2), count, Duration.ofMinutes(1), 3);
    }

    private int next() {
        next = (next + 1) & (INPUTS - 1);
        return next;
    }

    /** Measures elapsed time with sla4j. */
    @Benchmark
    public Duration elapsedSla4j() {
        int i = next();
        return calendar.elapsed(starts[i], ends[i]);
    }

    /** Measures elapsed time with the day loop. */
    @Benchmark
    public Duration elapsedDayLoop() {
        int i = next();
        return dayLoop.elapsed(starts[i], ends[i]);
    }

    /** Measures elapsed time with MPXJ. */
    @Benchmark
    public Duration elapsedMpxj() {
        int i = next();
        return mpxj.elapsed(starts[i], ends[i]);
    }

    /** Measures due time with sla4j. */
    @Benchmark
    public Instant plusSla4j() {
        int i = next();
        return calendar.plus(starts[i], amounts[i]);
    }

    /** Measures due time with the day loop. */
    @Benchmark
    public Instant plusDayLoop() {
        int i = next();
        return dayLoop.plus(starts[i], amounts[i]);
    }

    /** Measures due time with MPXJ. */
    @Benchmark
    public Instant plusMpxj() {
        int i = next();
        return mpxj.plus(starts[i], amounts[i]);
    }

    /** Measures due time with sla4j in the office without a lunch break. */
    @Benchmark
    public Instant plusPlainSla4j() {
        int i = next();
        return plain.plus(starts[i], plainAmounts[i]);
    }

    /** Measures due time with jBPM in the office without a lunch break. */
    @Benchmark
    public Instant plusPlainJbpm() {
        int i = next();
        return jbpm.plus(starts[i], plainWords[i]);
    }
}
