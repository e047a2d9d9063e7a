package org.sla4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs {@link PeersBenchmark} and prints what it measured as a Markdown table, with the ratios of one and the same run.
 *
 * <pre>
 * java -cp sla-benchmarks/target/benchmarks.jar org.sla4j.benchmarks.Results
 * </pre>
 *
 * <p>Options of JMH may follow, such as {@code -f 1} for half the time or {@code -rf json} to keep the raw figures.
 */
public final class Results {
    private Results() {}

    /**
     * Runs the benchmark and prints the table after JMH's own output.
     *
     * @param args options of JMH
     * @throws CommandLineOptionException if an option is unknown
     * @throws RunnerException if the run fails
     */
    public static void main(String[] args) throws CommandLineOptionException, RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .parent(new CommandLineOptions(args))
                        .include("\\." + PeersBenchmark.class.getSimpleName() + "\\.")
                        .addProfiler(GCProfiler.class)
                        .addProfiler(CpuTimeProfiler.class)
                        .shouldFailOnError(true)
                        .build())
                .run();
        System.out.println(table(results));
    }

    /** The table of one run: each peer beside sla4j on the same inputs. */
    static String table(Collection<RunResult> results) {
        Map<String, RunResult> byName = new TreeMap<>();
        for (RunResult result : results) {
            String benchmark = result.getParams().getBenchmark();
            byName.put(
                    benchmark.substring(benchmark.lastIndexOf('.') + 1)
                            + result.getParams().getParam("days"),
                    result);
        }
        StringBuilder out = new StringBuilder(1000)
                .append('\n')
                .append(LocalDate.now(ZoneOffset.UTC))
                .append(", Java ")
                .append(System.getProperty("java.vm.version"))
                .append(", ")
                .append(machine())
                .append(", JMH mean and half-width of its 99.9 % interval\n\n")
                .append("| question | business days | answered by | ns/op | ± | times sla4j | CPU ns/op | B/op |\n")
                .append("|---|---:|---|---:|---:|---:|---:|---:|\n");
        for (String days : new String[] {"10", "250"}) {
            row(out, byName, "elapsed", days, "sla4j", "elapsedSla4j", "elapsedSla4j");
            row(out, byName, "elapsed", days, "java.time day loop", "elapsedDayLoop", "elapsedSla4j");
            row(out, byName, "elapsed", days, "MPXJ ProjectCalendar", "elapsedMpxj", "elapsedSla4j");
            row(out, byName, "plus", days, "sla4j", "plusSla4j", "plusSla4j");
            row(out, byName, "plus", days, "java.time day loop", "plusDayLoop", "plusSla4j");
            row(out, byName, "plus", days, "MPXJ ProjectCalendar", "plusMpxj", "plusSla4j");
            row(out, byName, "plus, no lunch break", days, "sla4j", "plusPlainSla4j", "plusPlainSla4j");
            row(
                    out,
                    byName,
                    "plus, no lunch break",
                    days,
                    "jBPM BusinessCalendarImpl",
                    "plusPlainJbpm",
                    "plusPlainSla4j");
        }
        return out.toString();
    }

    private static void row(
            StringBuilder out,
            Map<String, RunResult> results,
            String question,
            String days,
            String who,
            String name,
            String base) {
        RunResult result = results.get(name + days);
        RunResult ours = results.get(base + days);
        if (result == null || ours == null) {
            return; // left out by an option such as -p days=10
        }
        Result<?> time = result.getPrimaryResult();
        out.append(String.format(
                Locale.ROOT,
                "| %s | %s | %s | %,.1f | %,.1f | %,.0f | %s | %s |%n",
                question,
                days,
                who,
                time.getScore(),
                time.getScoreError(),
                time.getScore() / ours.getPrimaryResult().getScore(),
                secondary(result, CpuTimeProfiler.LABEL, "%,.1f"),
                secondary(result, "gc.alloc.rate.norm", "%,.0f")));
    }

    private static String secondary(RunResult result, String label, String format) {
        Result<?> figure = result.getSecondaryResults().get(label);
        return figure == null ? "?" : String.format(Locale.ROOT, format, figure.getScore());
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
