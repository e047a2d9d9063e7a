package org.sla4j.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.Holder;
import org.sla4j.cases.Outcome;
import org.sla4j.clock.Verdict;
import org.sla4j.compliance.ComplianceAggregator;
import org.sla4j.compliance.Dimension;

/** Measures how many outcomes a second one core adds up into 100 groups, 5 severities of 20 teams, and merging those. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class ComplianceBenchmark {
    private static final int INPUTS = 1 << 12;

    private final Outcome[] outcomes = new Outcome[INPUTS];
    private final ComplianceAggregator aggregator = ComplianceAggregator.of(Dimension.SEVERITY, Dimension.TEAM);
    private final ComplianceAggregator all = ComplianceAggregator.of(Dimension.SEVERITY, Dimension.TEAM);
    private int next;

    /** Makes the outcomes, a third of them with a wait. */
    @Setup
    public void makeOutcomes() {
        Random random = new Random(1);
        Instant start = Instant.parse("2026-01-05T09:00:00Z");
        for (int i = 0; i < INPUTS; i++) {
            Duration used = Duration.ofSeconds(random.nextInt(40_000));
            Duration limit = Duration.ofHours(8);
            int rank = 1 + random.nextInt(5);
            outcomes[i] = Outcome.builder("INC-" + i, "resolution", Severity.of(rank, "S" + rank))
                    .verdict(used.compareTo(limit) <= 0 ? Verdict.MET : Verdict.MISSED, used, limit)
                    .goal(0.9)
                    .team("team " + random.nextInt(20))
                    .between(start, start.plus(used.multipliedBy(3)))
                    .paused(
                            i % 3 == 0
                                    ? List.of(
                                            new Outcome.PausedTime(Holder.of(Party.of("customer")), "info", used, used))
                                    : List.of())
                    .build();
            aggregator.add(outcomes[i]);
        }
    }

    /** Adds one outcome to its group. */
    @Benchmark
    public void add() {
        next = (next + 1) & (INPUTS - 1);
        aggregator.add(outcomes[next]);
    }

    /** Merges the 100 groups of one machine into those of all. */
    @Benchmark
    public ComplianceAggregator merge() {
        all.merge(aggregator);
        return all;
    }

    /** Writes the 100 groups down and reads them back. */
    @Benchmark
    public ComplianceAggregator send() {
        return ComplianceAggregator.fromBytes(aggregator.toBytes());
    }
}
