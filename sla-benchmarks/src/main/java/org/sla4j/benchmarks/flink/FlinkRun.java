package org.sla4j.benchmarks.flink;

import java.util.List;

/**
 * Measures in a process of its own: the classes of this version, or those of an earlier one that come first on its class path.
 *
 * <p>It prints a line for each number of cases that it is given.
 */
public final class FlinkRun {
    private FlinkRun() {}

    /**
     * Runs.
     *
     * @param args numbers of cases
     */
    public static void main(String[] args) {
        for (String cases : args) {
            FlinkScale.measure(List.of(Integer.valueOf(cases))).forEach(System.out::println);
        }
    }
}
