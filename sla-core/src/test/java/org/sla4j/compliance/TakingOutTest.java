package org.sla4j.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.Outcome;
import org.sla4j.clock.Verdict;

/** What was added can be taken out or replaced, and leaves nothing behind. */
class TakingOutTest {
    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

    private final ComplianceAggregator figures = ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY);

    private static Outcome outcome(String id, Severity severity, int hours) {
        Duration used = Duration.ofHours(hours);
        return Outcome.builder(id, "resolution", severity)
                .verdict(hours <= 4 ? Verdict.MET : Verdict.MISSED, used, Duration.ofHours(4))
                .goal(0.9)
                .between(START, START.plus(used))
                .build();
    }

    @Test
    void addingAndRemovingLeavesTheBytesAsTheyWere() {
        figures.add(outcome("INC-1", Severity.LOW, 3));
        byte[] before = figures.toBytes();
        figures.add(outcome("INC-2", Severity.LOW, 9));
        figures.add(outcome("INC-3", Severity.HIGH, 9));
        figures.remove(outcome("INC-3", Severity.HIGH, 9));
        figures.remove(outcome("INC-2", Severity.LOW, 9));
        assertThat(figures.toBytes()).isEqualTo(before);
    }

    @Test
    void removingBeforeAddingIsTheSame() {
        figures.remove(outcome("INC-1", Severity.LOW, 3));
        figures.add(outcome("INC-1", Severity.LOW, 3));
        assertThat(figures).isEqualTo(ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY));
    }

    @Test
    void aReopenedCaseTakesThePlaceOfTheResolvedOne() {
        figures.add(outcome("INC-1", Severity.LOW, 3));
        figures.replace(outcome("INC-1", Severity.LOW, 3), outcome("INC-1", Severity.HIGH, 9));
        ComplianceReport report = figures.report();
        assertThat(report.rows()).hasSize(1);
        assertThat(report.rows().get(0).missed()).isEqualTo(1);
        assertThat(report.rows().get(0).severity()).contains(Severity.HIGH);
    }

    @Test
    void anotherMeasurementIsNotPutInItsPlace() {
        figures.add(outcome("INC-1", Severity.LOW, 3));
        byte[] before = figures.toBytes();
        assertThatThrownBy(() -> figures.replace(outcome("INC-1", Severity.LOW, 3), outcome("INC-2", Severity.LOW, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("with the same key, but INC-2//resolution/0 was given for INC-1//resolution/0");
        assertThat(figures.toBytes()).isEqualTo(before);
    }

    @Test
    void aRefusedReplacementChangesNothing() {
        ComplianceAggregator strict = ComplianceAggregator.of(Dimension.METRIC).withOneGoal();
        strict.add(outcome("INC-0", Severity.LOW, 3));
        strict.add(outcome("INC-1", Severity.LOW, 3));
        byte[] before = strict.toBytes();
        Outcome other =
                new Outcome.Builder(outcome("INC-1", Severity.LOW, 3)).goal(0.5).build();
        assertThatThrownBy(() -> strict.replace(outcome("INC-1", Severity.LOW, 3), other))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(strict.toBytes()).isEqualTo(before);
    }

    @Test
    void aReportOfAGroupBelowZeroIsRefusedByName() {
        figures.add(outcome("INC-1", Severity.LOW, 3));
        figures.remove(outcome("INC-2", Severity.HIGH, 9));
        assertThatThrownBy(figures::report)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("The group [resolution, 2 High] has -1 missed");
        assertThat(figures.toString()).contains("below zero");
        assertThat(ComplianceAggregator.fromBytes(figures.toBytes())).isEqualTo(figures);
        figures.add(outcome("INC-2", Severity.HIGH, 9));
        assertThat(figures.report().rows()).hasSize(1);
    }

    @Test
    void countsThatCancelOutWhileTimesDoNotAreNoticedToo() {
        figures.add(outcome("INC-1", Severity.LOW, 3));
        figures.remove(outcome("INC-1", Severity.LOW, 2));
        assertThatThrownBy(figures::report).hasMessageContaining("times below zero");
    }

    @Test
    void anOutcomeThatEndsIn2062DoesNotEmptyTheWindow() {
        RollingCompliance rolling = RollingCompliance.of(90, ZoneOffset.UTC, Dimension.METRIC);
        LocalDate today = LocalDate.of(2026, 1, 5);
        Outcome slip = new Outcome.Builder(outcome("INC-2", Severity.LOW, 3))
                .between(START, Instant.parse("2062-01-05T09:00:00Z"))
                .build();
        assertThat(rolling.add(slip)).isTrue();
        assertThat(rolling.add(outcome("INC-1", Severity.LOW, 3))).isTrue();
        rolling.moveTo(today);
        assertThat(rolling.last(90, today).report().rows().get(0).met()).isEqualTo(1);
        assertThat(rolling.remove(slip)).isTrue();
        assertThat(rolling.last(90, LocalDate.of(2062, 1, 5)).report().rows()).isEmpty();
    }

    @Test
    void aWindowThatWouldReachIntoForgottenDaysIsRefused() {
        RollingCompliance rolling = RollingCompliance.of(7, ZoneOffset.UTC, Dimension.METRIC);
        rolling.moveTo(LocalDate.of(2026, 1, 20));
        rolling.moveTo(LocalDate.of(2026, 1, 10));
        assertThat(rolling.add(outcome("INC-1", Severity.LOW, 3))).isFalse();
        assertThat(rolling.remove(outcome("INC-1", Severity.LOW, 3))).isFalse();
        assertThatThrownBy(() -> rolling.last(7, LocalDate.of(2026, 1, 19)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("begin on 2026-01-13, but everything before 2026-01-14 has been forgotten");
    }

    @Test
    void outcomesOfMoreDaysThanAreKeptAreRefused() {
        RollingCompliance rolling = RollingCompliance.of(7, ZoneOffset.UTC, Dimension.METRIC);
        for (int i = 0; i < 10_000; i++) {
            Instant at = START.plus(Duration.ofDays(i));
            rolling.add(new Outcome.Builder(outcome("INC-1", Severity.LOW, 3))
                    .between(at, at)
                    .build());
        }
        Instant more = START.plus(Duration.ofDays(10_000));
        assertThatThrownBy(() -> rolling.add(new Outcome.Builder(outcome("INC-1", Severity.LOW, 3))
                        .between(more, more)
                        .build()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("10000 days from 2026-01-05");
    }
}
