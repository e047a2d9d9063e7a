package org.sla4j.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseRule;
import org.sla4j.agreement.Reopening;
import org.sla4j.agreement.Retargeting;
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

    private static ServiceLevelAgreement promising(Metric metric, Target target, SeverityPolicy.Builder policy) {
        return ServiceLevelAgreement.builder("helpdesk")
                .provider(Party.of("IT operations"))
                .customer(Party.of("Sales"))
                .policy(policy.target(metric, target).build())
                .build();
    }

    @Test
    void everyPartOfAPromiseThatDiffersIsACause() {
        Metric other = Metric.builder("resolution")
                .startsOn(EventType.OPENED)
                .stopsOn(EventType.RESPONDED, EventType.RESOLVED)
                .build();
        ServiceLevelAgreement changed = promising(
                other,
                Target.of("6h", OFFICE.withName("Short office"), 0.95).withPauseRule(PauseRule.never()),
                SeverityPolicy.builder("all").retargeting(Retargeting.RESTART).reopening(Reopening.FROZEN));
        CaseDiff diff = resolved("INC-1", Severity.HIGH, Duration.ofHours(7)).diff(changed, NOW);
        assertThat(diff.changes())
                .singleElement()
                .satisfies(change -> assertThat(change.causes())
                        .containsExactly(
                                "policy high -> all",
                                "limit 8h -> 6h",
                                "calendar Office -> Short office",
                                "other waits pause",
                                "goal 0.9 -> 0.95",
                                "retargeting RETROACTIVE -> RESTART",
                                "reopening CONTINUE -> FROZEN",
                                "the metric is defined by other events"));
    }

    @Test
    void otherHoursOfACalendarOfTheSameNameAreACause() {
        BusinessCalendar longer = BusinessCalendar.builder("Office")
                .zone(ZoneOffset.UTC)
                .hours(WeeklyHours.parse("Mon-Fri 09:00-12:00"))
                .build();
        ServiceLevelAgreement changed =
                promising(Metric.RESOLUTION, Target.of("8h", longer, 0.9), SeverityPolicy.builder("high"));
        CaseDiff diff = resolved("INC-1", Severity.HIGH, Duration.ofHours(7)).diff(changed, NOW);
        assertThat(diff.changes())
                .singleElement()
                .satisfies(change -> assertThat(change.causes()).containsExactly("other hours in calendar Office"));
    }

    @Test
    void aPromiseThatIsBreachedWhileTheCaseIsOpenFlipsToo() {
        ServiceCase open = ServiceCase.open(EIGHT_HOURS, CaseEvent.opened("INC-1", OPENED, Severity.HIGH));
        Instant sevenHoursLater = OPENED.plus(Duration.ofHours(7));
        CaseDiff diff = open.diff(SIX_HOURS, sevenHoursLater);
        assertThat(diff.flips()).isTrue();
        assertThat(diff.changes())
                .singleElement()
                .hasToString("resolution: PENDING PT7H of PT8H, due 2026-01-05T17:00:00Z"
                        + " -> BREACHED PT7H of PT6H, due 2026-01-05T15:00:00Z (limit 8h -> 6h)");
    }

    @Test
    void onlyTheMetricThatDiffersIsListedWithItsOwnOutcomes() {
        ServiceLevelAgreement two = promising(
                Metric.FIRST_RESPONSE,
                Target.of("1h", OFFICE, 0.9),
                SeverityPolicy.builder("high").target(Metric.RESOLUTION, Target.of("8h", OFFICE, 0.9)));
        ServiceLevelAgreement shorter = two.withTargets(
                "6 hours",
                (policy, metric, target) ->
                        metric.equals(Metric.RESOLUTION) ? target.withLimit(BusinessDuration.parse("6h")) : target);
        ServiceCase incident = ServiceCase.open(two, CaseEvent.opened("INC-1", OPENED, Severity.HIGH))
                .apply(CaseEvent.resolved("INC-1", OPENED.plus(Duration.ofHours(7))));
        assertThat(incident.diff(shorter, NOW).changes()).singleElement().satisfies(change -> {
            assertThat(change.metric()).isEqualTo("resolution");
            assertThat(change.outcomesBefore()).extracting(Outcome::metric).containsExactly("resolution");
            assertThat(change.outcomesAfter()).extracting(Outcome::metric).containsExactly("resolution");
            assertThat(change.flips()).isTrue();
        });
    }

    @Test
    void aMetricThatIsPromisedNoMoreSaysSo() {
        ServiceLevelAgreement two = promising(
                Metric.FIRST_RESPONSE,
                Target.of("1h", OFFICE, 0.9),
                SeverityPolicy.builder("high").target(Metric.RESOLUTION, Target.of("8h", OFFICE, 0.9)));
        ServiceLevelAgreement one =
                promising(Metric.RESOLUTION, Target.of("8h", OFFICE, 0.9), SeverityPolicy.builder("high"));
        ServiceCase incident = ServiceCase.open(two, CaseEvent.opened("INC-1", OPENED, Severity.HIGH));
        assertThat(incident.diff(one, NOW).changes()).singleElement().satisfies(change -> {
            assertThat(change.metric()).isEqualTo("first response");
            assertThat(change.after()).isEmpty();
            assertThat(change.causes()).containsExactly("no target any more");
        });
    }
}
