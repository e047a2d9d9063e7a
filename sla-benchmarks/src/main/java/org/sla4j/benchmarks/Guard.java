package org.sla4j.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Holds the hot path to its bounds, which stand in {@code guard.md} with a reason each.
 *
 * <p>{@code mvn -Pguard verify} runs it. What is above its bound is measured once more, because other work on the machine can
 * spoil a run; what is above it again fails the build.
 */
public final class Guard {
    /** JMH counts a few bytes of its own; a real allocation is at least 16. */
    private static final double BYTES_OF_JMH = 0.5;

    private static final int WARM_UPS = 3;
    /** All the code of a case takes seconds to compile; until then, two runs differ by half. */
    private static final int WARM_UPS_OF_CASES = 15;

    /** Where the benchmarks of the bounds are. */
    static final List<Class<?>> BENCHMARKS =
            List.of(CalendarBenchmark.class, ComplianceBenchmark.class, CaseBenchmark.class);

    static {
        // Processor time is measured, so another run on this machine is no reason to fail a build.
        System.setProperty("jmh.ignoreLock", "true");
    }

    private final List<Bound> bounds;
    private final List<String> jvmArgs;

    Guard(List<Bound> bounds, String... jvmArgs) {
        this.bounds = List.copyOf(bounds);
        this.jvmArgs = List.of(jvmArgs);
    }

    /**
     * Measures, prints what was found, and ends with 1 if something is above its bound.
     *
     * @param args none
     * @throws RunnerException if a benchmark fails
     */
    public static void main(String[] args) throws RunnerException {
        List<Finding> first = new Guard(bounds()).measure();
        List<Bound> suspects = above(first);
        first.forEach(System.out::println);
        if (suspects.isEmpty()) {
            return;
        }
        System.out.println("Once more, what was above its bound:");
        List<Finding> second = new Guard(suspects).measure();
        second.forEach(System.out::println);
        if (!above(second).isEmpty()) {
            System.out.println("The hot path is above its bounds, see guard.md.");
            System.exit(1);
        }
    }

    /** What was measured of a bound. */
    record Finding(Bound bound, double measured) {
        boolean isAbove() {
            double slack = bound.figure() == Bound.Figure.BYTES ? BYTES_OF_JMH : 0;
            // Not "greater than": what could not be measured is not a number, and fails.
            return !(measured <= bound.atMost() + slack);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%-5s %-17s %-25s %8.3f, at most %6.2f: %s",
                    isAbove() ? "ABOVE" : "ok",
                    bound.benchmark(),
                    bound.figure(),
                    measured,
                    bound.atMost(),
                    bound.why());
        }
    }

    static List<Bound> bounds() {
        try (InputStream file = Objects.requireNonNull(Guard.class.getResourceAsStream("guard.md"))) {
            return Bound.parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Bound> above(List<Finding> findings) {
        return findings.stream().filter(Finding::isAbove).map(Finding::bound).collect(Collectors.toUnmodifiableList());
    }

    /** Measures everything in three runs: spans of a day and of ten years, spans of ten days beside floor and loop, and cases beside theirs. */
    List<Finding> measure() throws RunnerException {
        List<String> spans = benchmarks(Bound.Figure.GROWTH);
        List<String> cases = benchmarks(Bound.Figure.CASE_FLOOR);
        List<String> beside = benchmarks(Bound.Figure.BYTES, Bound.Figure.FLOOR);
        List<String> looped = benchmarks(Bound.Figure.DAY_LOOP);
        Collection<RunResult> ofSpans = spans.isEmpty() ? List.of() : run(WARM_UPS, spans, "1", "3652");
        List<String> together = new ArrayList<>(beside);
        together.removeAll(cases);
        looped.forEach(name -> {
            together.add(name);
            together.add(name + "ByDayLoop");
        });
        together.add("floor");
        Collection<RunResult> ofTenDays = new ArrayList<>(run(WARM_UPS, together, "10"));
        if (!cases.isEmpty()) {
            List<String> besideTheirFloor = new ArrayList<>(cases);
            besideTheirFloor.add("caseFloor");
            ofTenDays.addAll(run(WARM_UPS_OF_CASES, besideTheirFloor, "10"));
        }
        return bounds.stream()
                .map(bound -> new Finding(bound, figure(bound, ofSpans, ofTenDays)))
                .collect(Collectors.toUnmodifiableList());
    }

    private static double figure(Bound bound, Collection<RunResult> ofSpans, Collection<RunResult> ofTenDays) {
        String name = bound.benchmark();
        return switch (bound.figure()) {
            case BYTES -> worst(name, ofSpans, ofTenDays);
            case GROWTH -> nanos(ofSpans, name, "3652") / nanos(ofSpans, name, "1");
            case FLOOR -> nanos(ofTenDays, name, "10") / nanos(ofTenDays, "floor", "10");
            case CASE_FLOOR -> nanos(ofTenDays, name, "10") / nanos(ofTenDays, "caseFloor", "10");
            case DAY_LOOP -> nanos(ofTenDays, name, "10") / nanos(ofTenDays, name + "ByDayLoop", "10");
        };
    }

    private List<String> benchmarks(Bound.Figure... figures) {
        return bounds.stream()
                .filter(bound -> List.of(figures).contains(bound.figure()))
                .map(Bound::benchmark)
                .distinct()
                .collect(Collectors.toUnmodifiableList());
    }

    private static double worst(String name, Collection<RunResult> one, Collection<RunResult> other) {
        List<RunResult> all = new ArrayList<>(one);
        all.addAll(other);
        return all.stream()
                .filter(result -> isOf(result, name))
                .mapToDouble(result -> Optional.<Result<?>>ofNullable(
                                result.getSecondaryResults().get("gc.alloc.rate.norm"))
                        .map(Result::getScore)
                        .orElse(Double.NaN))
                .max()
                .orElse(Double.NaN);
    }

    /** Processor time in the best iteration, the one that other work disturbed least. */
    private static double nanos(Collection<RunResult> run, String name, String days) {
        return run.stream()
                .filter(result -> isOf(result, name))
                // A benchmark without spans has one figure only.
                .filter(result -> Optional.ofNullable(result.getParams().getParam("days"))
                        .orElse(days)
                        .equals(days))
                .mapToDouble(result -> Optional.<Result<?>>ofNullable(
                                result.getSecondaryResults().get(CpuTimeProfiler.LABEL))
                        .map(CpuTimeProfiler::best)
                        .orElse(Double.NaN))
                .findFirst()
                .orElse(Double.NaN);
    }

    private static boolean isOf(RunResult result, String name) {
        return result.getParams().getBenchmark().endsWith("." + name);
    }

    private Collection<RunResult> run(int warmUps, List<String> names, String... days) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuTimeProfiler.class)
                .param("days", days)
                .jvmArgsAppend(jvmArgs.toArray(String[]::new))
                .forks(1)
                .warmupIterations(warmUps)
                .warmupTime(TimeValue.milliseconds(200))
                .measurementIterations(7)
                .measurementTime(TimeValue.milliseconds(100));
        names.stream()
                .distinct()
                .forEach(name ->
                        BENCHMARKS.forEach(type -> options.include("\\." + type.getSimpleName() + "\\." + name + "$")));
        return new Runner(options.build()).run();
    }
}
