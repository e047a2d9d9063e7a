package org.sla4j.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
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
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.clock.SlaClock;

/** Measures a board: all open clocks read at once, a fifth of them paused. The figure is for the whole board. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms2g", "-Xmx2g"})
public class BoardBenchmark {
    /** How many clocks are open. */
    @Param({"1000", "10000", "100000", "1000000"})
    public int clocks = 1_000;

    private SlaClock[] open = {};
    private long now;

    /** Opens the clocks, within ninety days. */
    @Setup
    public void openClocks() {
        SplittableRandom random = new SplittableRandom(1);
        BusinessCalendar office = Office.calendar();
        Target target = Target.of("24h", office, 0.9);
        PauseReason customer = PauseReason.of("awaiting user info", "customer");
        open = new SlaClock[clocks];
        for (int i = 0; i < clocks; i++) {
            Instant at =
                    Desk.OPENING.plusSeconds(random.nextLong(Duration.ofDays(90).toSeconds()));
            SlaClock clock = SlaClock.start(at, target);
            open[i] = i % 5 == 0 ? clock.pause(at.plusSeconds(3_600), customer) : clock;
        }
        now = Desk.OPENING.plus(Duration.ofDays(91)).getEpochSecond() * 1_000_000_000L;
    }

    /** Counts the clocks that are overdue. */
    @Benchmark
    public int overdueOfAllClocks() {
        int overdue = 0;
        for (SlaClock clock : open) {
            overdue += clock.remainingNanos(now) < 0 ? 1 : 0;
        }
        return overdue;
    }
}
