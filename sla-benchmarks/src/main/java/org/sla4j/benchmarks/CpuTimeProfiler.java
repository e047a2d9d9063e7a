package org.sla4j.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Measures the processor time of an operation, in nanoseconds: unlike the time on the wall it does not grow when other
 * programs want the same processors.
 *
 * <p>It is the time of the whole forked JVM, so it counts what the garbage collector works for an operation as well. Use it
 * with {@code -prof org.sla4j.benchmarks.CpuTimeProfiler}; the figure is called {@code cpu.norm}.
 */
public final class CpuTimeProfiler implements InternalProfiler {
    /** The name of the figure. */
    static final String LABEL = "cpu.norm";
    /** The system counts in ticks of 10 ms. An iteration that got fewer than five, because others had the processors, tells nothing. */
    private static final long LEAST = Duration.ofMillis(50).toNanos();

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private long before;

    @Override
    public String getDescription() {
        return "Processor time per operation";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = system.getProcessCpuTime();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        long used = system.getProcessCpuTime() - before;
        if (used < LEAST) {
            return List.of();
        }
        long operations = Math.max(1, result.getMetadata().getAllOps());
        return List.of(new ScalarResult(LABEL, (double) used / operations, "ns/op", AggregationPolicy.AVG));
    }

    /** The figure of the iteration that other work disturbed least; not a number if none tells anything, which JMH writes down as zero. */
    static double best(Result<?> figures) {
        double best = Double.POSITIVE_INFINITY;
        Iterator<Map.Entry<Double, Long>> each = figures.getStatistics().getRawData();
        while (each.hasNext()) {
            double figure = each.next().getKey();
            best = figure > 0 ? Math.min(best, figure) : best;
        }
        return best == Double.POSITIVE_INFINITY ? Double.NaN : best;
    }
}
