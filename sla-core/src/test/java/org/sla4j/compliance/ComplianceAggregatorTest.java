package org.sla4j.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.Holder;
import org.sla4j.cases.Outcome;
import org.sla4j.clock.Phase;
import org.sla4j.clock.Verdict;

class ComplianceAggregatorTest {
    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

    private static Outcome outcome(String metric, Severity severity, Verdict verdict, Duration elapsed, double goal) {
        Outcome.Builder builder = Outcome.builder("INC-1", metric, severity)
                .verdict(verdict, elapsed, Duration.ofHours(4))
                .goal(goal);
        boolean open = verdict == Verdict.PENDING || verdict == Verdict.BREACHED;
        return (open ? builder.since(START, START.plus(elapsed)) : builder.between(START, START.plus(elapsed))).build();
    }

    private static Outcome outcome(Verdict verdict) {
        return outcome("resolution", Severity.LOW, verdict, Duration.ofHours(3), 0.9);
    }

    private static Outcome paused(Verdict verdict) {
        return new Outcome.Builder(outcome(Verdict.BREACHED))
                .verdict(verdict, Duration.ofHours(3), Duration.ofHours(4))
                .phase(Phase.PAUSED)
                .build();
    }

    private static ComplianceAggregator of(Outcome... outcomes) {
        ComplianceAggregator aggregator = ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY);
        for (Outcome outcome : outcomes) {
            aggregator.add(outcome);
        }
        return aggregator;
    }

    private static ComplianceRow row(Outcome... outcomes) {
        List<ComplianceRow> rows = of(outcomes).report().rows();
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    private static ComplianceRow row(long met, long missed, double goal) {
        ComplianceAggregator aggregator = ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY);
        for (long i = 0; i < met; i++) {
            aggregator.add(outcome("resolution", Severity.LOW, Verdict.MET, Duration.ofHours(1), goal));
        }
        for (long i = 0; i < missed; i++) {
            aggregator.add(outcome("resolution", Severity.LOW, Verdict.MISSED, Duration.ofHours(9), goal));
        }
        return aggregator.report().rows().get(0);
    }

    @Nested
    class Counts {
        @Test
        void keepEveryKindApart() {
            ComplianceRow row = row(
                    outcome(Verdict.MET),
                    outcome(Verdict.MISSED),
                    outcome(Verdict.MISSED),
                    outcome(Verdict.BREACHED),
                    outcome(Verdict.PENDING),
                    paused(Verdict.PENDING),
                    outcome(Verdict.CANCELLED));
            assertThat(row.met()).isEqualTo(1);
            assertThat(row.missed()).isEqualTo(2);
            assertThat(row.breached()).isEqualTo(1);
            assertThat(row.running()).isEqualTo(1);
            assertThat(row.paused()).isEqualTo(1);
            assertThat(row.cancelled()).isEqualTo(1);
            assertThat(row.cases()).isEqualTo(7);
            assertThat(row.measured()).isEqualTo(4);
            assertThat(row.open()).isEqualTo(3);
        }

        @Test
        void takeAnOpenCaseOverItsLimitForMissed() {
            assertThat(row(outcome(Verdict.MET), outcome(Verdict.BREACHED)).compliance())
                    .hasValue(0.5);
        }

        @Test
        void takeAPausedCaseOverItsLimitForMissedToo() {
            assertThat(row(outcome(Verdict.MET), paused(Verdict.BREACHED)).compliance())
                    .hasValue(0.5);
        }

        @Test
        void leaveOutWhatIsUndecidedOrCancelled() {
            assertThat(row(outcome(Verdict.MET), outcome(Verdict.PENDING), outcome(Verdict.CANCELLED))
                            .compliance())
                    .hasValue(1);
        }

        @Test
        void areKeptByMetricAndSeverityInOrder() {
            ComplianceAggregator aggregator = of(
                    outcome("resolution", Severity.LOW, Verdict.MET, Duration.ZERO, 0.9),
                    outcome("resolution", Severity.CRITICAL, Verdict.MET, Duration.ZERO, 1),
                    outcome("first response", Severity.LOW, Verdict.MET, Duration.ZERO, 0.9));
            assertThat(aggregator.report().rows())
                    .extracting(row ->
                            row.metric() + " " + row.severity().orElseThrow().name())
                    .containsExactly("first response Low", "resolution Critical", "resolution Low");
        }
    }

    @Nested
    class AVerdict {
        @Test
        void ofNothingMeasuredIsNoData() {
            ComplianceRow row = row(outcome(Verdict.PENDING));
            assertThat(row.verdict()).isEqualTo(GoalVerdict.NO_DATA);
            assertThat(row.compliance()).isEmpty();
            assertThat(row.percentile(0.5)).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({
            "9, 1, 0.9, GOAL_MET",
            "89, 10, 0.9, GOAL_MISSED",
            "90, 10, 0.9, GOAL_MET",
            "899, 100, 0.9, GOAL_MISSED",
            "7, 3, 0.7, GOAL_MET",
            "29, 71, 0.29, GOAL_MET",
            "995, 5, 0.995, GOAL_MET",
            "994, 6, 0.995, GOAL_MISSED",
            "100, 0, 1, GOAL_MET",
            "9999, 1, 1, GOAL_MISSED",
            "0, 1, 0.0001, GOAL_MISSED"
        })
        void isExactAtTheGoal(long met, long missed, double goal, GoalVerdict expected) {
            assertThat(row(met, missed, goal).verdict()).isEqualTo(expected);
        }
    }

    @Nested
    class OneGoal {
        private final ComplianceAggregator strict =
                ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY).withOneGoal();

        private static Outcome withGoal(double goal) {
            return outcome("resolution", Severity.LOW, Verdict.MET, Duration.ofHours(3), goal);
        }

        @Test
        void refusesAnotherGoalUnderOneKeyAndChangesNothing() {
            strict.add(withGoal(0.9));
            ComplianceAggregator before = of(withGoal(0.9));
            assertThatThrownBy(() -> strict.add(withGoal(0.95)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Goals clash in the group [resolution, 4 Low]: 0.9 and 0.95.");
            assertThatThrownBy(() -> strict.add(withGoal(0.8))).hasMessageContaining("0.8 and 0.9");
            assertThat(strict).isEqualTo(before);
        }

        @Test
        void refusesToMergeAnotherGoalUnderOneKeyAndChangesNothing() {
            strict.add(withGoal(0.9));
            ComplianceAggregator other = of(outcome("answer", Severity.LOW, Verdict.MET, Duration.ofHours(3), 0.5));
            other.add(withGoal(0.95));
            assertThatThrownBy(() -> strict.merge(other)).hasMessageContaining("0.9 and 0.95");
            assertThat(strict).isEqualTo(of(withGoal(0.9)));
        }

        @Test
        void refusesToMergeAGroupThatIsMixedAlready() {
            assertThatThrownBy(() -> strict.merge(of(withGoal(0.9), withGoal(0.95))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("0.9 and 0.95");
            assertThat(strict).isEqualTo(ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY));
        }

        @Test
        void isNotDisturbedByCasesWithoutAPromise() {
            Outcome none = new Outcome.Builder(withGoal(0.9)).unpromised().build();
            strict.add(none);
            strict.add(withGoal(0.9));
            strict.add(none);
            strict.merge(of(none, withGoal(0.9)));
            assertThat(strict).isEqualTo(of(none, withGoal(0.9), none, none, withGoal(0.9)));
        }

        @Test
        void outlivesAnotherBound() {
            ComplianceAggregator bounded = strict.withMostGroups(5);
            bounded.add(withGoal(0.9));
            assertThatThrownBy(() -> bounded.add(withGoal(0.95))).hasMessageStartingWith("Goals clash");
            assertThatThrownBy(() -> {
                        ComplianceAggregator few = ComplianceAggregator.of(Dimension.SEVERITY)
                                .withMostGroups(1)
                                .withOneGoal();
                        few.add(withGoal(0.9));
                        few.add(outcome("resolution", Severity.HIGH, Verdict.MET, Duration.ofHours(3), 0.9));
                    })
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Nested
    class Percentiles {
        @Test
        void areThoseOfTheTimeUsed() {
            ComplianceAggregator aggregator = ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY);
            for (int minutes = 1; minutes <= 100; minutes++) {
                aggregator.add(outcome("resolution", Severity.LOW, Verdict.MET, Duration.ofMinutes(minutes), 0.9));
            }
            ComplianceRow row = aggregator.report().rows().get(0);
            assertThat(row.percentile(0.5).orElseThrow()).isCloseTo(Duration.ofMinutes(50), Duration.ofSeconds(30));
            assertThat(row.percentile(0.9).orElseThrow()).isCloseTo(Duration.ofMinutes(90), Duration.ofSeconds(54));
            assertThat(row.percentile(0.95).orElseThrow()).isCloseTo(Duration.ofMinutes(95), Duration.ofSeconds(57));
        }

        @Test
        void leaveOutWhatIsUndecidedOrCancelled() {
            ComplianceRow row = row(
                    outcome("resolution", Severity.LOW, Verdict.MET, Duration.ofSeconds(10), 0.9),
                    outcome("resolution", Severity.LOW, Verdict.CANCELLED, Duration.ofDays(9), 0.9),
                    outcome("resolution", Severity.LOW, Verdict.PENDING, Duration.ofDays(9), 0.9));
            assertThat(row.percentile(0.95)).contains(Duration.ofSeconds(10));
        }

        @Test
        void holdUpWithTimesBeyondTwentyYears() {
            ComplianceRow row = row(outcome("resolution", Severity.LOW, Verdict.MISSED, Duration.ofDays(36_500), 0.9));
            assertThat(row.percentile(0.5).orElseThrow()).isGreaterThanOrEqualTo(Duration.ofDays(20 * 366));
        }
    }

    @Nested
    class Merging {
        private final ComplianceAggregator some = of(outcome(Verdict.MET), outcome(Verdict.MISSED));

        @Test
        void withAnEmptyAggregatorChangesNothing() {
            byte[] before = some.toBytes();
            some.merge(ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY));
            assertThat(some.toBytes()).isEqualTo(before);
        }

        @Test
        void intoAnEmptyAggregatorGivesTheSame() {
            ComplianceAggregator empty = ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY);
            empty.merge(some);
            assertThat(empty).isEqualTo(some).hasSameHashCodeAs(some);
        }

        @Test
        void withItselfDoublesEverything() {
            some.merge(some);
            assertThat(some)
                    .isEqualTo(of(
                            outcome(Verdict.MET),
                            outcome(Verdict.MISSED),
                            outcome(Verdict.MET),
                            outcome(Verdict.MISSED)));
        }

        @Test
        void leavesTheOtherAsItWas() {
            ComplianceAggregator other = of(outcome(Verdict.BREACHED));
            byte[] before = other.toBytes();
            some.merge(other);
            some.add(outcome(Verdict.BREACHED));
            assertThat(other.toBytes()).isEqualTo(before);
        }
    }

    @Nested
    class Bytes {
        private final byte[] good = of(
                        outcome(Verdict.MET),
                        outcome(Verdict.BREACHED),
                        outcome("first response", Severity.CRITICAL, Verdict.MISSED, Duration.ofDays(3), 1))
                .toBytes();

        @Test
        void readBackGiveTheSameFigures() {
            ComplianceAggregator back = ComplianceAggregator.fromBytes(good);
            assertThat(back.toBytes()).isEqualTo(good);
            assertThat(back.report().rows()).hasSize(2);
        }

        @Test
        void ofNothingReadBackToo() {
            byte[] empty = ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY)
                    .toBytes();
            assertThat(ComplianceAggregator.fromBytes(empty))
                    .isEqualTo(ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY));
        }

        @Test
        void ofSomethingElseAreRefused() {
            byte[] bad = good.clone();
            bad[0] ^= 1;
            assertThatThrownBy(() -> ComplianceAggregator.fromBytes(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not compliance figures");
        }

        @Test
        void ofANewerVersionAreRefused() {
            byte[] bad = good.clone();
            bad[4] = 5;
            assertThatThrownBy(() -> ComplianceAggregator.fromBytes(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("version 5", "reads version 4");
        }

        @Test
        void cutShortAnywhereAreRefused() {
            for (int length = 0; length < good.length; length++) {
                byte[] bad = Arrays.copyOf(good, length);
                assertThatThrownBy(() -> ComplianceAggregator.fromBytes(bad))
                        .as("%s of %s bytes", length, good.length)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("cut short");
            }
        }

        @Test
        void goingOnAfterTheEndAreRefused() {
            byte[] bad = Arrays.copyOf(good, good.length + 3);
            assertThatThrownBy(() -> ComplianceAggregator.fromBytes(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("their checksum does not fit");
        }

        @Test
        void ofTheVersionBeforeTheFirstReleaseAreRefusedByName() {
            byte[] bad = good.clone();
            bad[4] = 1;
            assertThatThrownBy(() -> ComplianceAggregator.fromBytes(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("version 1", "reads version 4");
        }

        /** Everything that an outcome can say, by what can be a key. */
        private final byte[] full = full().toBytes();

        private ComplianceAggregator full() {
            ComplianceAggregator full = ComplianceAggregator.of(
                    Dimension.METRIC,
                    Dimension.SEVERITY,
                    Dimension.AGREEMENT,
                    Dimension.TEAM,
                    Dimension.CUSTOMER,
                    Dimension.REQUEST_TYPE,
                    Dimension.week(ZoneId.of("Europe/Berlin")));
            List<Verdict> verdicts = List.of(Verdict.values());
            for (int i = 0; i < 40; i++) {
                Verdict verdict = verdicts.get(i % verdicts.size());
                Duration elapsed = Duration.ofMinutes(17L * i).plusNanos(i);
                Outcome.Builder builder = new Outcome.Builder(
                                outcome("resolution", Severity.HIGH, verdict, elapsed, i % 2 == 0 ? 0.9 : 0.95))
                        .team(i % 3 == 0 ? "" : "Büro")
                        .agreement("helpdesk", "Sales")
                        .attributes(Map.of("request type", "access"))
                        .adjusted(i % 7 == 0)
                        .paused(List.of(
                                new Outcome.PausedTime(Holder.of(Party.of("customer")), "info", elapsed, elapsed),
                                new Outcome.PausedTime(
                                        Holder.of(Party.of("vendor")), "part", elapsed.dividedBy(2), elapsed)))
                        .pauses(new Outcome.Pauses(2, 1, i % 5 == 0, Optional.of(Duration.ofSeconds(i * 3L))))
                        .effort(new Outcome.Effort(i, 1, 2, 3, 4));
                full.add((i % 4 == 0 ? builder : builder.rating(1 + i % 5)).build());
            }
            full.add(new Outcome.Builder(Outcome.withoutSla("INC-2", Severity.LOW, START, START))
                    .team("desk")
                    .build());
            return full;
        }

        /** Where one of these differs, the form has changed: raise the version, and keep what it read. */
        @Test
        void writtenByThisVersionStayReadable() throws IOException {
            for (Map.Entry<String, byte[]> one :
                    Map.of("golden-v4.bin", good, "golden-v4-full.bin", full).entrySet()) {
                // For whoever changes the form on purpose.
                Files.createDirectories(Path.of("target"));
                Files.write(Path.of("target", one.getKey()), one.getValue());
                try (var in = ComplianceAggregatorTest.class.getResourceAsStream(one.getKey())) {
                    byte[] golden = Objects.requireNonNull(in).readAllBytes();
                    assertThat(one.getValue()).as(one.getKey()).isEqualTo(golden);
                    ComplianceAggregator read = ComplianceAggregator.fromBytes(golden);
                    assertThat(read.toBytes()).isEqualTo(golden);
                }
            }
            assertThat(ComplianceAggregator.fromBytes(full).report()).isEqualTo(full().report());
        }
    }

    @Nested
    class TheTable {
        private final String[] lines = of(
                        outcome("first response", Severity.CRITICAL, Verdict.MET, Duration.ofSeconds(90), 1),
                        outcome("resolution", Severity.LOW, Verdict.MISSED, Duration.ofMinutes(301), 0.9),
                        outcome("resolution", Severity.of(5, "Planning"), Verdict.PENDING, Duration.ZERO, 0.9))
                .report()
                .toText()
                .split("\n", -1);

        @Test
        void hasAHeadingAndALineForEachGroup() {
            assertThat(lines).hasSize(5);
            assertThat(lines[0]).startsWith("metric").endsWith("p95");
            assertThat(lines[4]).isEmpty();
        }

        @Test
        void hasItsColumnsAligned() {
            int severity = lines[0].indexOf("severity");
            assertThat(lines[1].substring(severity)).startsWith("1 Critical");
            assertThat(lines[2].substring(severity)).startsWith("4 Low");
            int end = lines[0].indexOf("compliance") + "compliance".length();
            assertThat(lines[1].substring(0, end)).endsWith(" 100.00 %");
            assertThat(lines[2].substring(0, end)).endsWith(" 0.00 %");
            assertThat(lines[3].substring(0, end)).endsWith(" -");
        }

        @Test
        void saysHowEachGroupStands() {
            assertThat(lines[1]).contains("goal met");
            assertThat(lines[2]).contains("goal missed");
            assertThat(lines[3]).contains("no data");
        }

        @Test
        void writesTimesInHoursOrMinutes() {
            assertThat(lines[1]).endsWith("1m30s");
            assertThat(lines[2]).contains("5h01m");
        }

        @Test
        void readsAHundredPerCentOnlyWhenAllWereMet() {
            ComplianceAggregator almost = ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY);
            almost.add(outcome(Verdict.MET));
            // Merging with itself doubles, so that 2^20 cases take 20 steps.
            for (int i = 0; i < 20; i++) {
                almost.merge(almost);
            }
            almost.add(outcome(Verdict.MISSED));
            assertThat(almost.report().toText()).contains(" 99.99 %");
        }
    }
}
