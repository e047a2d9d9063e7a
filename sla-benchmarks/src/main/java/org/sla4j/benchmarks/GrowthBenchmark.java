package org.sla4j.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.SplittableRandom;
import java.util.TreeSet;
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
import org.sla4j.agreement.Severity;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.HolidayCalendar;
import org.sla4j.calendar.WeeklyHours;
import org.sla4j.cases.Outcome;
import org.sla4j.clock.Verdict;
import org.sla4j.compliance.ComplianceAggregator;

/** Measures how costs grow with holidays and with groups; the curves over spans, events and cases come from the others. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class GrowthBenchmark {
    private static final int INPUTS = 1 << 12;

    /** A calendar with random holidays over three hundred years. */
    @State(Scope.Thread)
    public static class Closures {
        /** How many holidays. */
        @Param({"0", "10", "100", "1000", "10000"})
        public int holidays;

        private BusinessCalendar calendar = BusinessCalendar.alwaysOpen();
        private final Instant[] starts = Office.instants(INPUTS, Duration.ofNanos(1), 1);
        private final Instant[] ends = Office.instants(INPUTS, Duration.ofNanos(1), 2);
        private int next;

        /** Makes the calendar. */
        @Setup
        public void makeCalendar() {
            SplittableRandom random = new SplittableRandom(1);
            TreeSet<LocalDate> dates = new TreeSet<>();
            while (dates.size() < holidays) {
                dates.add(LocalDate.of(1950, 1, 1).plusDays(random.nextInt(365 * 150)));
            }
            calendar = BusinessCalendar.builder("office")
                    .zone(Office.ZONE)
                    .hours(WeeklyHours.parse("Mon-Fri 09:00-12:00,13:00-17:00"))
                    .holidays(HolidayCalendar.of(dates))
                    .build();
        }
    }

    /** Outcomes of many groups. */
    @State(Scope.Thread)
    public static class Groups {
        /** How many groups. */
        @Param({"1", "10", "100", "1000", "10000"})
        public int groups;

        private Outcome[] outcomes = {};
        private final ComplianceAggregator aggregator = ComplianceAggregator.of();
        private int next;

        /** Makes the outcomes. */
        @Setup
        public void makeOutcomes() {
            SplittableRandom random = new SplittableRandom(1);
            outcomes = new Outcome[1 << 14];
            for (int i = 0; i < outcomes.length; i++) {
                int group = random.nextInt(groups);
                outcomes[i] = outcome(group, Duration.ofSeconds(random.nextInt(100_000)));
            }
        }
    }

    /** An outcome of a group: a severity of its own. */
    static Outcome outcome(int group, Duration elapsed) {
        Duration limit = Duration.ofHours(24);
        return Outcome.builder("INC-1", "resolution", Severity.of(group, "S" + group))
                .verdict(elapsed.compareTo(limit) > 0 ? Verdict.MISSED : Verdict.MET, elapsed, limit)
                .goal(0.9)
                .between(Desk.OPENING, Desk.OPENING.plus(elapsed))
                .team("network")
                .build();
    }

    /** Measures elapsed time over some years. */
    @Benchmark
    public Duration elapsed(Closures in) {
        in.next = (in.next + 1) & (INPUTS - 1);
        return in.calendar.elapsed(in.starts[in.next], in.ends[in.next]);
    }

    /** Adds an outcome to an aggregator. */
    @Benchmark
    public ComplianceAggregator addOutcome(Groups in) {
        in.next = (in.next + 1) & (in.outcomes.length - 1);
        in.aggregator.add(in.outcomes[in.next]);
        return in.aggregator;
    }
}
