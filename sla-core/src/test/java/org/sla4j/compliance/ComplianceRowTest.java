package org.sla4j.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.sla4j.compliance.LowOutcomes.START;
import static org.sla4j.compliance.LowOutcomes.outcome;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.Outcome;
import org.sla4j.cases.Outcome.Flag;
import org.sla4j.clock.Verdict;

/** The figures of one group, one by one. */
class ComplianceRowTest {
    private static ComplianceReport report(Outcome.Builder... outcomes) {
        ComplianceAggregator figures = ComplianceAggregator.of(Dimension.SEVERITY, Dimension.METRIC);
        for (Outcome.Builder outcome : outcomes) {
            figures.add(outcome.build());
        }
        return figures.report();
    }

    private static ComplianceRow row(Outcome.Builder... outcomes) {
        return report(outcomes).rows().get(0);
    }

    @Test
    void itKnowsWhatItIsOf() {
        ComplianceRow row =
                row(outcome(Verdict.MET, 1), outcome(Verdict.MISSED, 5).adjusted(true));
        assertThat(row.dimensions()).containsExactly(Dimension.SEVERITY, Dimension.METRIC);
        assertThat(row.severity()).contains(Severity.LOW);
        assertThat(row.metric()).isEqualTo("resolution");
        assertThat(row.adjusted()).isEqualTo(1);
        assertThat(row).hasToString("[4 Low, resolution] goal met 1 of 2");
        ComplianceAggregator byTeam = ComplianceAggregator.of(Dimension.TEAM);
        byTeam.add(outcome(Verdict.MET, 1).team("desk").build());
        assertThat(byTeam.report().rows().get(0).severity()).isEmpty();
        assertThatThrownBy(() -> byTeam.report().rows().get(0).metric())
                .hasMessage("These figures are grouped by [team], not by metric.");
    }

    @Test
    void itEqualsOneOfTheSameFiguresAndNoOther() {
        ComplianceRow row = row(outcome(Verdict.MET, 1));
        assertThat(row).isEqualTo(row(outcome(Verdict.MET, 1))).hasSameHashCodeAs(row(outcome(Verdict.MET, 1)));
        assertThat(row).isNotEqualTo(row(outcome(Verdict.MET, 2))).isNotEqualTo("row");
        assertThat(row.hashCode()).isNotEqualTo(List.of().hashCode());
        Outcome.Builder other = Outcome.builder("INC-1", "first response", Severity.LOW)
                .verdict(Verdict.MET, Duration.ofHours(1), Duration.ofHours(4))
                .goal(0.5)
                .between(START, START.plus(Duration.ofHours(1)));
        assertThat(row).isNotEqualTo(row(other));
    }

    @Test
    void aShareIsHeldExactly() {
        ComplianceRow row = row(outcome(Verdict.MET, 1), outcome(Verdict.MISSED, 5));
        assertThat(row.isAtLeast(0.5)).isTrue();
        assertThat(row.isAtLeast(0.500_001)).isFalse();
        assertThat(row(outcome(Verdict.PENDING, 1)).isAtLeast(0.1)).isFalse();
    }

    @Test
    void aSampleIsEnoughWhenTheGoalLiesOutsideOfItsRange() {
        Outcome.Builder[] misses = new Outcome.Builder[20];
        Arrays.fill(misses, outcome(Verdict.MISSED, 5));
        assertThat(row(misses).isSampleEnough()).isTrue();
        assertThat(row(outcome(Verdict.MISSED, 5)).isSampleEnough()).isFalse();
        assertThat(row(outcome(Verdict.PENDING, 1)).isSampleEnough()).isFalse();
    }

    @Test
    void sharesOfPercentilesAndPeriodsHaveBounds() {
        ComplianceRow row = row(outcome(Verdict.MET, 1), outcome(Verdict.MISSED, 5));
        for (double bad : new double[] {0, -0.1, 1.001, Double.NaN}) {
            assertThatThrownBy(() -> row.percentile(bad)).hasMessageContaining("but was for " + bad);
            assertThatThrownBy(() -> row.wallPercentile(bad)).hasMessageContaining("but was for " + bad);
            assertThatThrownBy(() -> row.projection(bad)).hasMessageContaining("but was " + bad);
        }
        assertThat(row.percentile(1)).contains(Duration.ofHours(5));
        assertThat(row.projection(1)).contains(new ComplianceReport.Projection(2, 1, 1));
        assertThat(row.affordableMisses()).isZero();
        assertThat(row(outcome(Verdict.MET, 1), outcome(Verdict.MET, 1)).affordableMisses())
                .isEqualTo(2);
        assertThat(row(outcome(Verdict.PENDING, 1)).affordableMisses()).isZero();
    }

    @Test
    void integrityCountsEachWayABreachIsTakenBack() {
        ComplianceRow row = row(
                outcome(Verdict.MET, 1),
                outcome(Verdict.MET, 1).flags(Set.of(Flag.DOWNGRADED_AFTER_BREACH, Flag.RETARGETED_AFTER_BREACH)),
                outcome(Verdict.MISSED, 5).flags(Set.of(Flag.RETARGETED_AFTER_BREACH)),
                outcome(Verdict.CANCELLED, 5).flags(Set.of(Flag.CANCELLED_AFTER_BREACH)),
                outcome(Verdict.CANCELLED, 5).flags(Set.of(Flag.CANCELLED_AFTER_BREACH)),
                outcome(Verdict.PENDING, 1).flags(Set.of(Flag.REOPENED_LATE)),
                outcome(Verdict.PENDING, 1).flags(Set.of(Flag.PAUSED_JUST_IN_TIME)));
        ComplianceReport.Integrity integrity = row.integrity();
        assertThat(List.of(integrity.nowMet(), integrity.nowCancelled(), integrity.nowOpen()))
                .containsExactly(1L, 2L, 1L);
        assertThat(integrity.revised()).isEqualTo(4);
        // Of two met and one missed one is no longer met, and three more are missed: one of six.
        assertThat(integrity.asBreached().orElseThrow()).isCloseTo(1 / 6.0, within(1e-12));
        assertThat(integrity.byFlag())
                .isEqualTo(Map.of(
                        Flag.DOWNGRADED_AFTER_BREACH, 1L,
                        Flag.RETARGETED_AFTER_BREACH, 2L,
                        Flag.CANCELLED_AFTER_BREACH, 2L,
                        Flag.REOPENED_LATE, 1L,
                        Flag.PAUSED_JUST_IN_TIME, 1L));
        assertThat(row(outcome(Verdict.PENDING, 1)).integrity().asBreached()).isEmpty();
    }

    @Test
    void theProvidersTimeIsThereOnceSomethingIsMeasured() {
        assertThat(row(outcome(Verdict.PENDING, 1)).timeByParty()).isEmpty();
        assertThat(row(outcome(Verdict.MET, 1)).timeByParty()).isEqualTo(Map.of("provider", Duration.ofHours(1)));
    }

    @Test
    void suggestionsNeedOneFinishedCase() {
        assertThat(row(outcome(Verdict.BREACHED, 5)).suggestTargets()).isEmpty();
        assertThat(row(outcome(Verdict.MET, 1)).suggestTargets()).hasSize(3);
        assertThat(row(outcome(Verdict.MISSED, 5)).suggestTargets()).hasSize(3);
    }

    @Test
    void suggestionsAreRoundedUpToWhatPeopleRead() {
        assertThat(suggested(Duration.ofMillis(1)).limit()).isEqualTo(Duration.ofSeconds(1));
        assertThat(suggested(Duration.ofSeconds(10)).limit().toMillis() % 1_000).isZero();
        assertThat(suggested(Duration.ofMinutes(50)).limit())
                .isBetween(Duration.ofMinutes(50), Duration.ofSeconds(3_031))
                .satisfies(limit -> assertThat(limit.toSeconds() % 60).isNotZero());
        assertThat(suggested(Duration.ofHours(50)).limit().toSeconds() % 60).isZero();
        assertThat(suggested(Duration.ofHours(50)).limit())
                .isBetween(Duration.ofHours(50), Duration.ofMinutes(50 * 60 + 31));
    }

    private static ComplianceReport.Suggestion suggested(Duration time) {
        return row(outcome(Verdict.MET, 0).verdict(Verdict.MET, time, Duration.ofHours(100)))
                .suggestTargets()
                .get(0);
    }

    @Test
    void suggestionsHaveTheRangeOfTheirOrderStatistics() {
        Outcome.Builder[] all = new Outcome.Builder[100];
        for (int i = 0; i < 100; i++) {
            all[i] = outcome(Verdict.MET, i + 1);
        }
        // 90 - 1.96 x 3 and 90 + 1.96 x 3, rounded up: the 85th and the 96th; for 99 % the upper one lies above all.
        ComplianceReport.Suggestion ninety = row(all).suggestTargets().get(0);
        assertThat(ninety.low()).isBetween(Duration.ofMinutes(8_415 * 60 / 100), Duration.ofMinutes(8_585 * 60 / 100));
        assertThat(ninety.high().orElseThrow())
                .isBetween(Duration.ofMinutes(9_504 * 60 / 100), Duration.ofMinutes(9_696 * 60 / 100));
        assertThat(row(all).suggestTargets().get(2).high()).isEmpty();
    }

    @Test
    void periodsFollowEachOther() {
        Dimension quarter = Dimension.quarter(ZoneOffset.UTC);
        assertThat(quarter.periods("2025-Q3", "2026-Q2")).containsExactly("2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2");
        assertThat(Dimension.month(ZoneOffset.UTC).periods("2025-12", "2026-01"))
                .containsExactly("2025-12", "2026-01");
        assertThat(Dimension.week(ZoneOffset.UTC).periods("2020-W53", "2021-W01"))
                .containsExactly("2020-W53", "2021-W01");
        assertThat(Dimension.day(ZoneOffset.UTC).periods("2024-02-28", "2024-03-01"))
                .containsExactly("2024-02-28", "2024-02-29", "2024-03-01");
        assertThat(Dimension.day(ZoneOffset.UTC).periods("2000-01-01", "2027-05-18"))
                .hasSize(10_000);
        assertThat(Dimension.day(ZoneOffset.UTC).periods("2000-01-01", "2027-05-19"))
                .hasSize(10_000)
                .startsWith("2000-01-02")
                .endsWith("2027-05-19");
        assertThatThrownBy(() -> quarter.periods("2026-Q2", "2026-Q1"))
                .hasMessage("From \"2026-Q2\" to \"2026-Q1\" there is no period; give the earlier one first.");
        for (String bad : List.of("2026-Q5", "2026-Q0", "2026-Q01", "2026-3", "", "-Q1", "26-Q1")) {
            assertThatThrownBy(() -> quarter.periods(bad, "2026-Q4")).hasMessage("\"" + bad + "\" is not a quarter.");
        }
        assertThatThrownBy(() -> Dimension.TEAM.periods("a", "b")).hasMessage("The dimension team is not a period.");
    }

    @Test
    void anInstantFallsIntoOnePeriodOfItsZone() {
        Instant newYear = Instant.parse("2026-12-31T23:30:00Z");
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        assertThat(Dimension.day(ZoneOffset.UTC).label(newYear)).isEqualTo("2026-12-31");
        assertThat(Dimension.day(berlin).label(newYear)).isEqualTo("2027-01-01");
        assertThat(Dimension.week(berlin).label(newYear)).isEqualTo("2026-W53");
        assertThat(Dimension.month(berlin).label(newYear)).isEqualTo("2027-01");
        assertThat(Dimension.quarter(ZoneOffset.UTC).label(newYear)).isEqualTo("2026-Q4");
        assertThatThrownBy(() -> Dimension.TEAM.label(newYear)).hasMessage("The dimension team is not a period.");
    }

    @Test
    void quartersBeginWithTheirFirstMonth() {
        ComplianceAggregator figures = ComplianceAggregator.of(Dimension.quarter(ZoneOffset.UTC));
        for (String day : List.of("2026-01-01", "2026-03-31", "2026-04-01", "2026-06-30", "2026-11-15", "2026-12-31")) {
            Instant at = Instant.parse(day + "T12:00:00Z");
            figures.add(outcome(Verdict.MET, 1).between(at, at).build());
        }
        assertThat(figures.report().rows())
                .extracting(row -> row.values().get(0) + " " + row.met())
                .containsExactly("2026-Q1 2", "2026-Q2 2", "2026-Q4 2");
    }

    @Test
    void dimensionsOfOtherNamesAndZonesDiffer() {
        Dimension week = Dimension.week(ZoneOffset.UTC);
        assertThat(week).isEqualTo(Dimension.week(ZoneOffset.UTC)).hasSameHashCodeAs(Dimension.week(ZoneOffset.UTC));
        assertThat(week)
                .isNotEqualTo(Dimension.week(ZoneOffset.ofHours(1)))
                .isNotEqualTo(Dimension.month(ZoneOffset.UTC));
        assertThat(Dimension.attribute("a"))
                .isNotEqualTo(Dimension.attribute("b"))
                .isNotEqualTo("a");
        assertThat(Set.of(
                        Dimension.attribute("a").hashCode(),
                        Dimension.attribute("b").hashCode(),
                        week.hashCode(),
                        Dimension.week(ZoneOffset.ofHours(1)).hashCode()))
                .hasSize(4);
    }
}
