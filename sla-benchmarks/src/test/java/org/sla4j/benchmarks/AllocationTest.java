package org.sla4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Guards what the calendar promises about its cost: bytes exactly, time as a ratio within one run. */
class AllocationTest {
    /** JMH counts a few bytes of its own; a real allocation is at least 16. */
    private static final double NOISE = 0.5;

    private static Collection<RunResult> results = List.of();

    @BeforeAll
    static void measure() throws RunnerException {
        results = run("elapsed", "plus", "elapsedNanos", "plusNanos", "isOpen");
    }

    @ParameterizedTest
    @CsvSource({"elapsed, 24", "plus, 24", "elapsedNanos, 0", "plusNanos, 0", "isOpen, 0"})
    void aLookUpAllocatesNothingButTheValueItReturns(String lookUp, int bytes) {
        assertThat(of(results, lookUp))
                .isNotEmpty()
                .allSatisfy(result -> assertThat(Objects.requireNonNull(
                                        result.getSecondaryResults().get("gc.alloc.rate.norm"))
                                .getScore())
                        .isLessThan(bytes + NOISE));
    }

    @Test
    void tenYearsCostAtMostHalfAsMuchAgainAsOneDay() throws RunnerException {
        for (String lookUp : new String[] {"elapsed", "plus", "elapsedNanos", "plusNanos"}) {
            // Other work on the machine can spoil a run: one more chance.
            double ratio = tenYearsToOneDay(results, lookUp);
            if (ratio > 1.5) {
                ratio = tenYearsToOneDay(run(lookUp), lookUp);
            }
            assertThat(ratio).as("%s over ten years against one day", lookUp).isLessThanOrEqualTo(1.5);
        }
    }

    private static double tenYearsToOneDay(Collection<RunResult> run, String lookUp) {
        return nanos(run, lookUp, "3652") / nanos(run, lookUp, "1");
    }

    private static double nanos(Collection<RunResult> run, String lookUp, String days) {
        return of(run, lookUp)
                .filter(result -> days.equals(result.getParams().getParam("days")))
                // The best iteration is the one that other work disturbed least.
                .mapToDouble(result -> result.getPrimaryResult().getStatistics().getMin())
                .min()
                .orElseThrow();
    }

    private static Stream<RunResult> of(Collection<RunResult> run, String lookUp) {
        return run.stream().filter(result -> result.getParams().getBenchmark().endsWith("." + lookUp));
    }

    private static Collection<RunResult> run(String... lookUps) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .addProfiler(GCProfiler.class)
                .param("days", "1", "3652")
                .forks(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.milliseconds(200))
                .measurementIterations(5)
                .measurementTime(TimeValue.milliseconds(100));
        for (String lookUp : lookUps) {
            options.include("\\." + CalendarBenchmark.class.getSimpleName() + "\\." + lookUp + "$");
        }
        return new Runner(options.build()).run();
    }
}
