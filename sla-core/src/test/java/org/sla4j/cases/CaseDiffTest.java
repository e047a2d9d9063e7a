package org.sla4j.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
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

/** One history under two agreements. */
class CaseDiffTest {
    private static final Instant OPENED = Instant.parse("2026-01-05T09:00:00Z");
    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");
    private static final BusinessCalendar OFFICE = BusinessCalendar.builder("Office")
            .zone(ZoneOffset.UTC)
            .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
            .build();
    private static final ServiceLevelAgreement EIGHT_HOURS = ServiceLevelAgreement.builder("helpdesk")
            .provider(Party.of("IT operations"))
            .customer(Party.of("Sales"))
            .policy(SeverityPolicy.builder("high")
                    .severity(Severity.HIGH)
                    .target(Metric.RESOLUTION, Target.of("8h", OFFICE, 0.9))
                    .build())
            .policy(SeverityPolicy.builder("low")
                    .severity(Severity.LOW)
                    .target(Metric.RESOLUTION, Target.of("40h", OFFICE, 0.9))
                    .build())
            .build();
    private static final ServiceLevelAgreement SIX_HOURS = EIGHT_HOURS.withTargets(
            "6 hours",
            (policy, metric, target) -> policy.severities().contains(Severity.HIGH)
                    ? target.withLimit(BusinessDuration.parse("6h"))
                    : target);

    private static ServiceCase resolved(String id, Severity severity, Duration after) {
        return ServiceCase.open(EIGHT_HOURS, CaseEvent.opened(id, OPENED, severity))
                .apply(CaseEvent.resolved(id, OPENED.plus(after)));
    }

    @Test
    void theSameAgreementMakesNoDifference() {
        CaseDiff diff = resolved("INC-1", Severity.HIGH, Duration.ofHours(7)).diff(EIGHT_HOURS, NOW);
        assertThat(diff.isEmpty()).isTrue();
        assertThat(diff.flips()).isFalse();
    }

    @Test
    void aShorterLimitFlipsTheVerdictAndIsNamedAsTheCause() {
        CaseDiff diff = resolved("INC-1", Severity.HIGH, Duration.ofHours(7)).diff(SIX_HOURS, NOW);
        assertThat(diff.flips()).isTrue();
        assertThat(diff.changes())
                .singleElement()
                .hasToString("resolution: MET PT7H of PT8H, due 2026-01-05T17:00:00Z"
                        + " -> MISSED PT7H of PT6H, due 2026-01-05T15:00:00Z (limit 8h -> 6h)");
    }

    @Test
    void aChangeThatKeepsThePromiseDoesNotFlip() {
        CaseDiff diff = resolved("INC-1", Severity.HIGH, Duration.ofHours(3)).diff(SIX_HOURS, NOW);
        assertThat(diff.isEmpty()).isFalse();
        assertThat(diff.flips()).isFalse();
    }

    @Test
    void aCaseWithoutATargetBeforeSaysSo() {
        ServiceLevelAgreement moderate = ServiceLevelAgreement.builder("moderate")
                .provider(Party.of("IT operations"))
                .customer(Party.of("Sales"))
                .policy(SeverityPolicy.builder("moderate")
                        .severity(Severity.MODERATE)
                        .target(Metric.RESOLUTION, Target.of("8h", OFFICE, 0.9))
                        .build())
                .build();
        CaseDiff diff =
                resolved("INC-1", Severity.MODERATE, Duration.ofHours(3)).diff(moderate, NOW);
        assertThat(diff.changes())
                .singleElement()
                .satisfies(change -> assertThat(change.before()).isEmpty())
                .satisfies(change ->
                        assertThat(change.causes()).containsExactly("policy none -> moderate", "no target before"));
    }

    @Test
    void resultsOfTwoCasesAreNotCompared() {
        ServiceCase one = resolved("INC-1", Severity.HIGH, Duration.ofHours(3));
        ServiceCase other = resolved("INC-2", Severity.HIGH, Duration.ofHours(3));
        assertThatThrownBy(() -> CaseDiff.between(one, other, NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"INC-1\" and \"INC-2\"");
    }
}
