package org.sla4j.agreement.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sla4j.agreement.EventType.CLOSED;
import static org.sla4j.agreement.EventType.OPENED;
import static org.sla4j.agreement.EventType.RESOLVED;
import static org.sla4j.agreement.EventType.RESUMED;
import static org.sla4j.agreement.EventType.WAITING;
import static org.sla4j.agreement.document.Finding.Code.ATTRIBUTE_NOT_RECORDED;
import static org.sla4j.agreement.document.Finding.Code.NOT_MEASURABLE;
import static org.sla4j.agreement.document.Finding.Code.NOT_MEASURABLE_EXACTLY;
import static org.sla4j.agreement.document.Finding.Code.SEVERITY_CHANGES_NOT_RECORDED;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.Condition;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseRule;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;

class MeasurabilityTest {
    private static final EventType DELIVERED = EventType.of("parts delivered");
    private static final Target NEVER_PAUSED =
            Target.of("4h", BusinessCalendar.alwaysOpen(), 1).withPauseRule(PauseRule.never());

    private static List<Finding> gaps(Metric metric, Target target, EventType... recorded) {
        return Measurability.of(
                ServiceLevelAgreement.builder("a")
                        .provider(Party.of("p"))
                        .customer(Party.of("c"))
                        .policy(SeverityPolicy.builder("all")
                                .target(metric, target)
                                .build())
                        .build(),
                Set.of(recorded),
                Set.of());
    }

    @Test
    void everythingIsMeasurableByADeskThatRecordsEveryEventNeeded() {
        assertThat(gaps(Metric.RESOLUTION, NEVER_PAUSED, OPENED, RESOLVED, CLOSED))
                .isEmpty();
    }

    @Test
    void anObjectiveWhoseStartIsNotRecordedCannotBeMeasured() {
        Metric fitting = Metric.of("fitting", Set.of(DELIVERED), Set.of(RESOLVED));
        assertThat(gaps(fitting, NEVER_PAUSED, OPENED, RESOLVED, CLOSED))
                .singleElement()
                .isEqualTo(new Finding(
                        NOT_MEASURABLE,
                        "policies[0].targets.fitting",
                        "Without [parts delivered], \"all\" cannot measure fitting."));
    }

    @Test
    void aFirstResponseWithoutResponsesIsReadFromResolutionsAndThatIsSaid() {
        assertThat(gaps(Metric.FIRST_RESPONSE, NEVER_PAUSED, OPENED, RESOLVED, CLOSED))
                .singleElement()
                .isEqualTo(new Finding(
                        NOT_MEASURABLE_EXACTLY,
                        "policies[0].targets.firstResponse",
                        "Without [responded], \"all\" cannot measure first response exactly."));
    }

    @Test
    void aTargetThatWaitsPauseNeedsWaitsRecorded() {
        Target paused = NEVER_PAUSED.withPauseRule(PauseRule.any());
        assertThat(gaps(Metric.RESOLUTION, paused, OPENED, RESOLVED, CLOSED))
                .singleElement()
                .satisfies(gap -> assertThat(gap.message()).startsWith("Without [resumed, waiting], "));
        assertThat(gaps(Metric.RESOLUTION, paused, OPENED, WAITING, RESUMED, RESOLVED, CLOSED))
                .isEmpty();
    }

    @Test
    void aMetricsOwnPausesAndResetsAreNeeded() {
        EventType left = EventType.of("technician left");
        EventType came = EventType.of("technician came");
        Metric visit = Metric.builder("visit")
                .startsOn(OPENED)
                .pausesOn(left)
                .resumesOn(came)
                .restartsOn(DELIVERED)
                .stopsOn(CLOSED)
                .build();
        assertThat(gaps(visit, NEVER_PAUSED, OPENED, CLOSED))
                .singleElement()
                .satisfies(gap -> assertThat(gap.message())
                        .startsWith("Without [parts delivered, technician came, technician left], "));
    }

    @Test
    void aMetricGivenNoEventForARoleEqualsOneNotAsked() {
        Metric one = Metric.builder("m").startsOn(OPENED).stopsOn(CLOSED).build();
        Metric other =
                Metric.builder("m").startsOn(OPENED).pausesOn().stopsOn(CLOSED).build();
        assertThat(one).isEqualTo(other);
    }

    private static ServiceLevelAgreement.Builder agreement(SeverityPolicy... policies) {
        ServiceLevelAgreement.Builder agreement =
                ServiceLevelAgreement.builder("a").provider(Party.of("p")).customer(Party.of("c"));
        List.of(policies).forEach(agreement::policy);
        return agreement;
    }

    private static SeverityPolicy.Builder policy(String name) {
        return SeverityPolicy.builder(name).target(Metric.RESOLUTION, NEVER_PAUSED);
    }

    @Test
    void aPolicyThatSelectsByAnAttributeThatNobodyRecordsIsFound() {
        ServiceLevelAgreement agreement = agreement(
                        policy("gold")
                                .attribute("tier", "gold")
                                .condition(Condition.atLeast("seats", "5"))
                                .build(),
                        policy("rest").build())
                .build();
        assertThat(Measurability.of(agreement, Set.of(OPENED, RESOLVED, CLOSED), Set.of("seats")))
                .containsExactly(new Finding(
                        ATTRIBUTE_NOT_RECORDED,
                        "policies[0].conditions",
                        "Policy \"gold\" selects by [tier], which is not recorded."));
        assertThat(Measurability.of(agreement, Set.of(OPENED, RESOLVED, CLOSED), Set.of("seats", "tier")))
                .isEmpty();
    }

    @Test
    void severityChangesThatNobodyRecordsAreFound() {
        ServiceLevelAgreement.Builder agreement = agreement(
                policy("low").severity(Severity.LOW).build(), policy("rest").build());
        assertThat(Measurability.of(agreement.build(), Set.of(OPENED, RESOLVED, CLOSED), Set.of()))
                .extracting(Finding::code)
                .containsExactly(SEVERITY_CHANGES_NOT_RECORDED);
        assertThat(Measurability.of(
                        agreement.build(), Set.of(OPENED, RESOLVED, CLOSED, EventType.SEVERITY_CHANGED), Set.of()))
                .isEmpty();
        assertThat(Measurability.of(
                        agreement.selectsAtOpeningOnly().build(), Set.of(OPENED, RESOLVED, CLOSED), Set.of()))
                .isEmpty();
    }

    @Test
    void aClockOfATeamNeedsHandOversAndOneOfAPartyNeedsWaits() {
        assertThat(gaps(Metric.OWNERSHIP, NEVER_PAUSED, OPENED, EventType.REOPENED, RESOLVED, CLOSED))
                .singleElement()
                .satisfies(gap -> assertThat(gap.message()).startsWith("Without [reassigned], "));
        assertThat(gaps(Metric.CUSTOMER_ANSWER, NEVER_PAUSED, OPENED, EventType.REOPENED, RESOLVED, CLOSED))
                .singleElement()
                .satisfies(gap -> assertThat(gap.message()).startsWith("Without [resumed, waiting], "));
    }

    @Test
    void aWaitThatACustomersMessageEndsNeedsTheMessages() {
        SeverityPolicy policy = SeverityPolicy.builder("all")
                .target(Metric.RESOLUTION, NEVER_PAUSED.withPauseRule(PauseRule.any()))
                .replyEndsWait()
                .build();
        assertThat(Measurability.of(
                        agreement(policy).build(), Set.of(OPENED, WAITING, RESUMED, RESOLVED, CLOSED), Set.of()))
                .singleElement()
                .satisfies(gap -> assertThat(gap.message()).startsWith("Without [customer replied], "));
    }
}
