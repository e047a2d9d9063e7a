package org.sla4j.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures, keeps the figures in {@code sla-benchmarks/results.tsv}, and writes the most important of them into the guide
 * between its markers, all of them into {@code sla-benchmarks/results.md}, and the curves into {@code
 * sla-benchmarks/growth.svg}. No figure is typed by hand.
 *
 * <pre>
 * mvn -q -ntp -Presults -pl sla-benchmarks -am process-test-classes                          all tables and curves, also of Flink
 * mvn -q -ntp -Presults -Dresults=flink -pl sla-benchmarks -am process-test-classes          a section of them
 * java -cp sla-benchmarks/target/benchmarks.jar org.sla4j.benchmarks.Results                 the tables without Flink
 * java -cp sla-benchmarks/target/benchmarks.jar org.sla4j.benchmarks.Results growth          the curves
 * java -cp sla-benchmarks/target/benchmarks.jar org.sla4j.benchmarks.Results render          nothing new, written again
 * </pre>
 *
 * It is run at the top of the repository. Sections ({@code calendar}, {@code build}, {@code cases}, {@code peers}, {@code growth},
 * {@code monitor}, {@code flink}) can be named to measure those alone; each measures the floor as well, so that its ratios are of one
 * run. {@code monitor} needs an empty database, {@code -Dsla4j.database=jdbc:postgresql://...}, and its driver on the class path; without
 * a database {@code all} leaves it out. Flink is not in that jar.
 */
public final class Results {
    private static final Path FILE = Path.of("sla-benchmarks/results.tsv");
    private static final Path EVERYTHING = Path.of("sla-benchmarks/results.md");
    private static final Path PLOT = Path.of("sla-benchmarks/growth.svg");
    private static final Path GUIDE = Path.of("sla-core/guide/how-fast.md");
    private static final List<String> TABLES = List.of("calendar", "build", "cases", "peers");
    private static final List<String> ALL = List.of("calendar", "build", "cases", "peers", "growth", "flink");

    private Results() {}

    /** What is run together. */
    private record Run(List<String> includes, Map<String, List<String>> params) {
        static Run of(List<String> includes, Map<String, List<String>> params) {
            return new Run(includes, params);
        }
    }

    /**
     * Measures what is named and writes everything.
     *
     * @param args sections, {@code all}, {@code render}, or nothing for the tables that need no Flink
     * @throws RunnerException if a benchmark fails
     * @throws IOException if a file cannot be read or written
     * @throws InterruptedException if it is interrupted
     */
    public static void main(String[] args) throws RunnerException, IOException, InterruptedException {
        List<Measured> all = new ArrayList<>(
                Files.exists(FILE) ? Measured.parse(Files.readString(FILE, StandardCharsets.UTF_8)) : List.of());
        for (String section : sections(args)) {
            if (section.equals("render")) {
                continue;
            }
            List<Measured> fresh = new ArrayList<>();
            if (section.equals("flink")) {
                fresh.addAll(FlinkRuns.measure(measuredOn()));
            } else if (section.equals("monitor")) {
                fresh.addAll(StoreLoad.measure(
                        Objects.requireNonNull(System.getProperty("sla4j.database"), "give -Dsla4j.database=jdbc:..."),
                        measuredOn()));
            } else {
                for (Run run : runs(section)) {
                    fresh.addAll(measure(section, run));
                }
            }
            all.removeIf(old -> old.section().equals(section));
            all.addAll(fresh);
            Files.writeString(FILE, Measured.format(all), StandardCharsets.UTF_8);
        }
        render();
    }

    /** Writes the tables from the file alone, so that measuring and rendering write the same. */
    private static void render() throws IOException {
        List<Measured> all = Measured.parse(Files.readString(FILE, StandardCharsets.UTF_8));
        Files.writeString(PLOT, GrowthPlot.svg(all), StandardCharsets.UTF_8);
        String guide = Files.readString(GUIDE, StandardCharsets.UTF_8);
        Files.writeString(GUIDE, Tables.within(guide, Tables.summary(all)), StandardCharsets.UTF_8);
        Files.writeString(EVERYTHING, Tables.everything(all), StandardCharsets.UTF_8);
        System.out.println(Tables.summary(all));
    }

    private static List<String> sections(String... args) {
        if (args.length == 0) {
            return TABLES;
        }
        if (!args[0].equals("all")) {
            return List.of(args);
        }
        boolean withDatabase = !System.getProperty("sla4j.database", "").isEmpty();
        return Stream.concat(ALL.stream(), withDatabase ? Stream.of("monitor") : Stream.empty())
                .toList();
    }

    private static List<Run> runs(String section) {
        return switch (section) {
            case "calendar" ->
                List.of(Run.of(
                        List.of("CalendarBenchmark\\.(floor|elapsed|elapsedNanos|plus|plusNanos|isOpen"
                                + "|nextOpening|nextClosing|remainingNanos|firstUse)$"),
                        Map.of("days", List.of("1", "10", "365", "3652"))));
            case "build" ->
                List.of(Run.of(
                        List.of("\\.BuildBenchmark\\.", "CalendarBenchmark\\.floor$"), Map.of("days", List.of("10"))));
            case "cases" ->
                List.of(Run.of(
                        List.of(
                                "CalendarBenchmark\\.floor$",
                                "\\.CaseBenchmark\\.",
                                "\\.BoardBenchmark\\.",
                                "\\.ClockBenchmark\\.",
                                "\\.ComplianceBenchmark\\."),
                        Map.of("days", List.of("10"), "clocks", List.of("1000000"))));
            case "peers" ->
                List.of(Run.of(
                        List.of("\\.PeersBenchmark\\.", "CalendarBenchmark\\.floor$"),
                        Map.of("days", List.of("10", "250"))));
            case "growth" ->
                List.of(
                        Run.of(
                                List.of("CalendarBenchmark\\.(elapsed|plus|elapsedByDayLoop|plusByDayLoop)$"),
                                Map.of("days", List.of("1", "10", "100", "1000", "3652"))),
                        Run.of(
                                List.of("\\.GrowthBenchmark\\.", "\\.BoardBenchmark\\."),
                                Map.of("clocks", List.of("1000", "10000", "100000", "1000000"))),
                        Run.of(
                                List.of("\\.CaseBenchmark\\.(applyNext|replay)$"),
                                Map.of("events", List.of("2", "8", "32", "128", "512"))));
            default ->
                throw new IllegalArgumentException(
                        "\"" + section + "\" is not a section; use one of " + ALL + ", monitor, all or render.");
        };
    }

    private static List<Measured> measure(String section, Run run) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuTimeProfiler.class)
                .shouldFailOnError(true)
                .forks(1)
                // All the code of a case takes seconds to compile.
                .warmupIterations(run.includes().stream().anyMatch(name -> name.contains("CaseBenchmark")) ? 10 : 5)
                .warmupTime(TimeValue.milliseconds(300))
                .measurementIterations(5)
                .measurementTime(TimeValue.milliseconds(300));
        run.includes().forEach(options::include);
        run.params().forEach((name, values) -> options.param(name, values.toArray(String[]::new)));
        String measuredOn = measuredOn();
        Collection<RunResult> results = new Runner(options.build()).run();
        return results.stream()
                .map(result -> new Measured(
                        section,
                        measuredOn,
                        result.getParams().getBenchmark().replaceAll(".*\\.([^.]+\\.[^.]+)$", "$1"),
                        params(result),
                        // The best iteration is the one that other work and the compiler disturbed least.
                        figure(result, CpuTimeProfiler.LABEL, CpuTimeProfiler::best),
                        figure(result, "gc.alloc.rate.norm", Result::getScore)))
                .collect(Collectors.toUnmodifiableList());
    }

    private static String measuredOn() {
        return LocalDate.now(ZoneOffset.UTC) + ", Java " + System.getProperty("java.vm.version") + ", " + machine();
    }

    private static String params(RunResult result) {
        Map<String, String> params = new TreeMap<>();
        result.getParams()
                .getParamsKeys()
                .forEach(key -> params.put(key, result.getParams().getParam(key)));
        return params.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }

    private static double figure(RunResult result, String label, ToDoubleFunction<Result<?>> of) {
        Result<?> found = result.getSecondaryResults().get(label);
        return found == null ? Double.NaN : of.applyAsDouble(found);
    }

    private static String machine() {
        String processor = System.getProperty("os.arch");
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            processor = lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(processor);
        } catch (IOException e) {
            // Not on Linux: the architecture has to do.
        }
        return processor + ", " + Runtime.getRuntime().availableProcessors() + " processors, "
                + System.getProperty("os.name");
    }
}
