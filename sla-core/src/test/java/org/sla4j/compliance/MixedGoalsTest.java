package org.sla4j.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.Outcome;
import org.sla4j.clock.Verdict;
import org.sla4j.compliance.ComplianceReport.GoalPart;
import org.sla4j.compliance.page.CompliancePage;

/** A group whose cases have different goals is held to the misses that these allow, added up. */
class MixedGoalsTest {
    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

    private final ComplianceAggregator figures = ComplianceAggregator.of(Dimension.METRIC);

    private void add(double goal, int met, int missed) {
        for (int i = 0; i < met + missed; i++) {
            Duration used = Duration.ofHours(i < met ? 1 : 9);
            figures.add(Outcome.builder("INC-" + i, "resolution", Severity.LOW)
                    .verdict(i < met ? Verdict.MET : Verdict.MISSED, used, Duration.ofHours(4))
                    .goal(goal)
                    .between(START, START.plus(used))
                    .build());
        }
    }

    private ComplianceRow row() {
        return figures.report().rows().get(0);
    }

    @Test
    void fewStrictCasesDoNotRuleManyLooseOnes() {
        add(0.9, 435, 3);
        add(1, 3, 0);
        assertThat(row().verdict()).isEqualTo(GoalVerdict.GOAL_MET);
        assertThat(row().allowedMisses()).isEqualTo(43);
        assertThat(row().compliance()).hasValue(438.0 / 441);
    }

    @Test
    void theGroupIsNotPlainlyMetWhileTheCasesOfOneGoalMissedTheirs() {
        add(0.9, 438, 0);
        add(1, 2, 1);
        assertThat(row().verdict()).isEqualTo(GoalVerdict.MET_IN_PART);
        assertThat(row().parts()).containsExactly(new GoalPart(0.9, 438, 0), new GoalPart(1, 3, 1));
        assertThat(row().parts().get(1).verdict()).isEqualTo(GoalVerdict.GOAL_MISSED);
    }

    @Test
    void theAllowedMissesAddUpExactlyAndNotGoalByGoal() {
        // 0.5 + 0.5 of a miss allow one.
        add(0.9, 4, 1);
        add(0.5, 1, 0);
        assertThat(row().allowedMisses()).isEqualTo(1);
        assertThat(row().verdict()).isEqualTo(GoalVerdict.MET_IN_PART);
        add(0.9, 0, 1);
        assertThat(row().verdict()).isEqualTo(GoalVerdict.GOAL_MISSED);
    }

    @Test
    void aGoalWhoseCasesAreAllOpenMissedNothing() {
        add(0.9, 9, 1);
        figures.add(Outcome.builder("OPEN", "resolution", Severity.LOW)
                .goal(1)
                .since(START, START)
                .build());
        assertThat(row().verdict()).isEqualTo(GoalVerdict.GOAL_MET);
        assertThat(row().isGoalMixed()).isTrue();
        assertThat(row().parts().get(1).verdict()).isEqualTo(GoalVerdict.NO_DATA);
    }

    @Test
    void everyFormSaysThatTheGoalIsMixed() {
        add(0.9, 9, 1);
        add(0.5, 1, 0);
        ComplianceReport report = figures.report();
        assertThat(report.toText()).contains("86.36 %, mixed");
        assertThat(report.toMarkdown()).contains("86.36 %, mixed");
        assertThat(report.toCsv().lines().findFirst().orElseThrow()).contains("mixed goals");
        assertThat(report.toJson())
                .contains(
                        "\"mixedGoals\":true",
                        "\"goals\":[{\"goal\":0.5,\"measured\":1,\"misses\":0,\"verdict\":\"goal met\"}");
        assertThat(CompliancePage.of("Desk", report).toHtml()).contains("86.36 %, mixed");
    }

    @Test
    void aGoalOfFiveNinesHasAllItsDigitsInEveryForm() {
        // One of 50,000 missed: with two digits both would read 99.99 %.
        add(0.99999, 49_999, 1);
        ComplianceReport report = figures.report();
        assertThat(report.toText()).contains("99.998 %", "99.999 %", "goal missed");
        assertThat(report.toMarkdown()).contains("99.998 %", "99.999 %");
        assertThat(CompliancePage.of("Desk", report).toHtml()).contains("99.998 %", "99.999 %");
    }

    @Test
    void whatIsLeftAndWhatBringsBackAreThoseOfTheMixture() {
        add(0.9, 8, 2);
        add(1, 10, 0);
        // 19 of 20 must be met; with 38 of 40 they are.
        assertThat(row().goal()).isEqualTo(0.95);
        assertThat(row().toRecover()).hasValue(20);
        assertThat(row().affordableMisses()).isZero();
        assertThat(row().burnRate().orElseThrow()).isEqualTo(2);
    }
}
