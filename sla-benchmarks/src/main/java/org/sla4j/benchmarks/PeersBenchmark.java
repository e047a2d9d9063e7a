package org.sla4j.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
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
 * Measures elapsed and due time beside a hand-written day loop and other libraries, with instants in and out, and whole
 * business days beside those that know only days.
 *
 * <p>All model one New York office with a lunch break and 70 holidays. jBPM and Quartz know no lunch break, so they are
 * measured, and sla4j once more beside them, on an office open 09:00-17:00.
 *
 * <p>Every call has another input: 65,536 pairs in random order. MPXJ remembers answers until a garbage collection, so the
 * forked JVMs have a young generation that is collected before the inputs come round again.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
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
    private final Peers.BusinessCalendar4j businessCalendar4j = Peers.businessCalendar4j();
    private final Peers.Time4j time4j = Peers.time4j();
    private final Peers.ObjectLab objectLab = Peers.objectLab();
    private final Peers.Strata strata = Peers.strata();
    private final Peers.Quartz quartz = Peers.quartz();

    private Instant[] starts = {};
    private Instant[] ends = {};
    private Duration[] amounts = {};
    private Duration[] plainAmounts = {};
    private String[] plainWords = {};
    private LocalDate[] firstDays = {};
    private LocalDate[] lastDays = {};
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
        firstDays = new LocalDate[INPUTS];
        Arrays.setAll(firstDays, i -> firstDay(calendar, starts[i]));
        lastDays = new LocalDate[INPUTS];
        Arrays.setAll(lastDays, i -> calendar.plusBusinessDays(firstDays[i], days));
    }

    /** The first business day from an instant on. */
    static LocalDate firstDay(BusinessCalendar calendar, Instant from) {
        return calendar.nextOpening(from).orElseThrow().atZone(Office.ZONE).toLocalDate();
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

    /** Measures elapsed time with businessCalendar4j. */
    @Benchmark
    public Duration elapsedBusinessCalendar4j() {
        int i = next();
        return businessCalendar4j.elapsed(starts[i], ends[i]);
    }

    /** Measures elapsed time with Time4J. */
    @Benchmark
    public Duration elapsedTime4j() {
        int i = next();
        return time4j.elapsed(starts[i], ends[i]);
    }

    /** Measures due time with businessCalendar4j. */
    @Benchmark
    public Instant plusBusinessCalendar4j() {
        int i = next();
        return businessCalendar4j.plus(starts[i], amounts[i]);
    }

    /** Measures due time with Time4J. */
    @Benchmark
    public Instant plusTime4j() {
        int i = next();
        return time4j.plus(starts[i], amounts[i]);
    }

    /** Counts business days with Sla4j. */
    @Benchmark
    public int daysBetweenSla4j() {
        int i = next();
        return calendar.businessDaysBetween(firstDays[i], lastDays[i]);
    }

    /** Counts business days with ObjectLab. */
    @Benchmark
    public int daysBetweenObjectLab() {
        int i = next();
        return objectLab.daysBetween(firstDays[i], lastDays[i]);
    }

    /** Counts business days with Strata. */
    @Benchmark
    public int daysBetweenStrata() {
        int i = next();
        return strata.daysBetween(firstDays[i], lastDays[i]);
    }

    /** Adds business days with Sla4j. */
    @Benchmark
    public LocalDate plusDaysSla4j() {
        int i = next();
        return calendar.plusBusinessDays(firstDays[i], days);
    }

    /** Adds business days with ObjectLab. */
    @Benchmark
    public LocalDate plusDaysObjectLab() {
        int i = next();
        return objectLab.plusDays(firstDays[i], days);
    }

    /** Adds business days with Strata. */
    @Benchmark
    public LocalDate plusDaysStrata() {
        int i = next();
        return strata.plusDays(firstDays[i], days);
    }

    /** Asks Sla4j whether the office without a lunch break is open. */
    @Benchmark
    public boolean isOpenPlainSla4j() {
        int i = next();
        return plain.isOpen(starts[i]);
    }

    /** Asks Quartz whether the office without a lunch break is open. */
    @Benchmark
    public boolean isOpenPlainQuartz() {
        int i = next();
        return quartz.isOpen(starts[i]);
    }

    /** Looks for the next opening with sla4j in the office without a lunch break. */
    @Benchmark
    public Instant nextOpeningPlainSla4j() {
        int i = next();
        return plain.nextOpening(starts[i]).orElseThrow();
    }

    /** Looks for the next opening with Quartz in the office without a lunch break. */
    @Benchmark
    public Instant nextOpeningPlainQuartz() {
        int i = next();
        return quartz.nextOpening(starts[i]);
    }
}
