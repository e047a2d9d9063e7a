package org.sla4j.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.BusinessDuration;
import org.sla4j.calendar.WeeklyHours;
import org.sla4j.cases.CaseDiff;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.ServiceCase;

/** Many histories under two agreements. */
class BacktestTest {
    private static final Instant OPENED = Instant.parse("2026-01-05T09:00:00Z");
    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");
    private static final BusinessCalendar OFFICE = office("Mon-Fri 09:00-17:00");
    private static final ServiceLevelAgreement EIGHT_HOURS = ServiceLevelAgreement.builder("helpdesk")
            .provider(Party.of("IT operations"))
            .customer(Party.of("Sales"))
            .policy(policy("high", Severity.HIGH, "8h"))
            .policy(policy("low", Severity.LOW, "40h"))
            .build();
    private static final ServiceLevelAgreement SIX_HOURS = EIGHT_HOURS.withTargets(
            "6 hours",
            (policy, metric, target) -> policy.severities().contains(Severity.HIGH)
                    ? target.withLimit(BusinessDuration.parse("6h"))
                    : target);

    private static BusinessCalendar office(String hours) {
        return BusinessCalendar.builder("Office")
                .zone(ZoneOffset.UTC)
                .hours(WeeklyHours.parse(hours))
                .build();
    }

    private static SeverityPolicy policy(String name, Severity severity, String limit) {
        return SeverityPolicy.builder(name)
                .severity(severity)
                .target(Metric.RESOLUTION, Target.of(limit, OFFICE, 0.9))
                .build();
    }

    private static ServiceCase resolved(String id, Severity severity, Duration after) {
        return ServiceCase.open(EIGHT_HOURS, CaseEvent.opened(id, OPENED, severity))
                .apply(CaseEvent.resolved(id, OPENED.plus(after)));
    }

    private static List<ServiceCase> oneToSevenHours() {
        List<ServiceCase> cases = new ArrayList<>();
        for (int hours = 1; hours <= 7; hours++) {
            cases.add(resolved("INC-" + hours, Severity.HIGH, Duration.ofHours(hours)));
        }
        cases.add(resolved("INC-8", Severity.LOW, Duration.ofHours(7)));
        return cases;
    }

    @Test
    void wouldWeHaveMetNinetyPercentOfSeverityTwoWithSixHours() {
        Backtest test = Backtest.of(oneToSevenHours(), SIX_HOURS, NOW);
        ComplianceRow before = test.before().row("resolution", Severity.HIGH).orElseThrow();
        ComplianceRow after = test.after().row("resolution", Severity.HIGH).orElseThrow();
        assertThat(before.met()).isEqualTo(7);
        assertThat(after.met()).isEqualTo(6);
        assertThat(after.missed()).isEqualTo(1);
        assertThat(before.isAtLeast(0.90)).isTrue();
        assertThat(after.isAtLeast(0.90)).isFalse();
        assertThat(after.isAtLeast(0.85)).isTrue();
        assertThat(test.after().row("resolution", Severity.LOW))
                .isEqualTo(test.before().row("resolution", Severity.LOW));
    }

    @Test
    void theCasesThatChangeAreNamedWithTheCause() {
        assertThat(Backtest.of(oneToSevenHours(), SIX_HOURS, NOW).changed())
                .singleElement()
                .satisfies(diff -> assertThat(diff.caseId()).isEqualTo("INC-7"))
                .satisfies(diff -> assertThat(diff.flips()).isTrue())
                .satisfies(diff -> assertThat(diff.changes().get(0).causes()).containsExactly("limit 8h -> 6h"));
    }

    @Test
    void bothSidesStandInOneTable() {
        String[] lines = Backtest.of(oneToSevenHours(), SIX_HOURS, NOW).toText().split("\n", -1);
        assertThat(lines[0].split(" {2,}"))
                .containsExactly(
                        "metric",
                        "severity",
                        "measured",
                        "compliance",
                        "goal",
                        "verdict",
                        "proposed measured",
                        "proposed compliance",
                        "proposed goal",
                        "proposed verdict");
        assertThat(lines[1].split(" {2,}"))
                .containsExactly(
                        "resolution",
                        "2 High",
                        "7",
                        "100.00 %",
                        "90.00 %",
                        "goal met",
                        "7",
                        "85.71 %",
                        "90.00 %",
                        "goal missed");
        assertThat(lines[3]).isEqualTo("1 case changes its verdict");
    }

    @Test
    void otherHoursAreTriedWithoutAnotherAgreement() {
        BusinessCalendar late = office("Mon-Fri 15:00-17:00");
        Backtest test = Backtest.of(
                List.of(resolved("INC-1", Severity.HIGH, Duration.ofDays(2))),
                calendar -> calendar.equals(OFFICE) ? late : calendar,
                NOW);
        assertThat(test.before().row("resolution", Severity.HIGH).orElseThrow().missed())
                .isEqualTo(1);
        assertThat(test.after().row("resolution", Severity.HIGH).orElseThrow().met())
                .isEqualTo(1);
        assertThat(test.changed())
                .singleElement()
                .satisfies(diff ->
                        assertThat(diff.changes().get(0).causes()).containsExactly("other hours in calendar Office"));
    }

    @Test
    void aCaseThatIsPromisedSomethingForTheFirstTimeChangesButFlipsNothing() {
        ServiceLevelAgreement moderate = ServiceLevelAgreement.builder("moderate")
                .provider(Party.of("IT operations"))
                .customer(Party.of("Sales"))
                .policy(policy("moderate", Severity.MODERATE, "8h"))
                .build();
        Backtest test = Backtest.of(List.of(resolved("INC-1", Severity.MODERATE, Duration.ofHours(3))), moderate, NOW);
        assertThat(test.changed())
                .singleElement()
                .satisfies(diff -> assertThat(diff.flips()).isFalse());
        assertThat(test.before().row("resolution", Severity.MODERATE)).isEmpty();
        assertThat(test.toText()).containsPattern("resolution +3 Moderate +- +- +- +- +1 +100.00 %");
    }

    @Test
    void aCaseThatKeepsItsVerdictDoesNotChangeThoughItsLimitDoes() {
        Backtest test = Backtest.of(List.of(resolved("INC-1", Severity.HIGH, Duration.ofHours(3))), SIX_HOURS, NOW);
        assertThat(test.changed()).extracting(CaseDiff::caseId).isEmpty();
    }

    @Test
    void withoutCasesThereAreNoFigures() {
        Backtest test = Backtest.of(List.of(), SIX_HOURS, NOW);
        assertThat(test.before().rows()).isEmpty();
        assertThat(test.toText()).endsWith("0 cases change their verdict\n");
    }

    @Test
    void anInstantBeforeACaseWasOpenedIsRefused() {
        assertThatThrownBy(() -> Backtest.of(oneToSevenHours(), SIX_HOURS, OPENED.minusSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2026-01-05T08:59:59Z");
    }
}
