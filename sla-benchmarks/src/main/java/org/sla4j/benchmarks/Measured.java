package org.sla4j.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One figure of the results file, with when and where it was measured.
 *
 * @param section the run it is of; ratios are made within one section only
 * @param measuredOn date, JDK and machine
 * @param benchmark class and method
 * @param params the parameters, such as {@code days=10}
 * @param nanos processor time of an operation
 * @param bytes bytes allocated by an operation
 */
record Measured(String section, String measuredOn, String benchmark, String params, double nanos, double bytes) {
    private static final String HEADER = "section\tmeasured on\tbenchmark\tparameters\tcpu ns/op\tbytes/op";

    static List<Measured> parse(String text) {
        return text.lines()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .map(cells -> new Measured(
                        cells[0],
                        cells[1],
                        cells[2],
                        cells[3],
                        Double.parseDouble(cells[4]),
                        Double.parseDouble(cells[5])))
                .collect(Collectors.toUnmodifiableList());
    }

    static String format(List<Measured> all) {
        return all.stream()
                .map(one -> String.format(
                        Locale.ROOT,
                        "%s\t%s\t%s\t%s\t%.2f\t%.1f",
                        one.section,
                        one.measuredOn,
                        one.benchmark,
                        one.params,
                        one.nanos,
                        one.bytes))
                .collect(Collectors.joining("\n", HEADER + "\n", "\n"));
    }

    boolean isOf(String wanted) {
        return benchmark.equals(wanted);
    }

    /** The number in the parameters. */
    double size() {
        return Double.parseDouble(params.substring(params.indexOf('=') + 1));
    }
}
