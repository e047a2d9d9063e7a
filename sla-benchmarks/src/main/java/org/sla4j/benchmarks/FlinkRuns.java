package org.sla4j.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sla4j.benchmarks.flink.FlinkRun;

/**
 * Measures Flink in processes of their own, one after the other, all in the same way, with cases that grow in number, so that at the
 * most cases each is as warm as the others: the job, the least that Flink usually costs, and the job of an earlier version; the first two
 * on RocksDB as well, up to a tenth of the cases, for an event takes several times as long there.
 *
 * <p>{@code -Dsla4j.flink.cases=100000} takes fewer cases than a million; {@code -Dsla4j.version1=...} names the {@code benchmarks.jar}
 * of commit 059f7fe, whose job is left out without it.
 */
final class FlinkRuns {
    private static final Pattern RUN =
            Pattern.compile("Run\\[cases=(\\d+), cpuNanosPerEvent=([0-9.E]+), stateBytesPerCase=([0-9.E]+)]");
    private static final int CASES = Integer.getInteger("sla4j.flink.cases", 1_000_000);

    private final String measuredOn;
    private final List<Measured> rows = new ArrayList<>();

    private FlinkRuns(String measuredOn) {
        this.measuredOn = measuredOn;
    }

    static List<Measured> measure(String measuredOn) throws IOException {
        FlinkRuns runs = new FlinkRuns(measuredOn);
        String classPath = System.getProperty("java.class.path");
        List<Integer> sizes = List.of(CASES / 100, CASES / 10, CASES);
        List<Integer> fewer = sizes.subList(0, 2);
        runs.run("event", classPath, sizes, 0);
        runs.run("bare", classPath, sizes, CASES, "-Dsla4j.flink.job=bare");
        runs.run("eventOnRocksDb", classPath, fewer, CASES / 10, "-Dsla4j.flink.state=rocksdb");
        runs.run(
                "bareOnRocksDb", classPath, fewer, CASES / 10, "-Dsla4j.flink.job=bare", "-Dsla4j.flink.state=rocksdb");
        String version1 = System.getProperty("sla4j.version1", "");
        if (!version1.isEmpty()) {
            // Its classes come first, so that those of this version are not seen.
            String before = Path.of(version1).toAbsolutePath() + File.pathSeparator + classPath;
            runs.run("eventOfVersion1", before, sizes, CASES);
        }
        return List.copyOf(runs.rows);
    }

    /** Runs all sizes and keeps the rows of those from a number of cases on. */
    private void run(String name, String classPath, List<Integer> sizes, int from, String... properties)
            throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.add("-Xmx6g");
        command.addAll(List.of(properties));
        command.addAll(List.of("-cp", classPath, FlinkRun.class.getName()));
        sizes.forEach(size -> command.add(size.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                Stream<String> all = lines.lines()) {
            all.map(RUN::matcher).filter(Matcher::matches).forEach(run -> {
                System.out.println(name + ": " + run.group());
                if (Integer.parseInt(run.group(1)) < from) {
                    return;
                }
                rows.add(new Measured(
                        "flink",
                        measuredOn,
                        "FlinkScale." + name,
                        "cases=" + run.group(1),
                        Double.parseDouble(run.group(2)),
                        Double.parseDouble(run.group(3))));
            });
        }
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException("Flink run " + name + " failed; what it said is above.");
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
