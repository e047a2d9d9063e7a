package org.sla4j.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sla4j.monitor.Desk.AGREEMENT;
import static org.sla4j.monitor.Desk.NINE;
import static org.sla4j.monitor.Desk.OWNER;
import static org.sla4j.monitor.Desk.SUPERVISOR;
import static org.sla4j.monitor.Desk.hours;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.EscalationStep;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.agreement.Warning;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.BusinessDuration;
import org.sla4j.cases.AgreedByHand;
import org.sla4j.cases.AgreementVersions;
import org.sla4j.cases.CaseEvent;

/** What was reported is retracted, and what was not is reported, once another limit, other events or other people count. */
class CaseWatchChangesTest {
    private final List<SlaEvent> told = new ArrayList<>();
    private CaseWatch watch = opened(AGREEMENT, Severity.CRITICAL);

    private static CaseWatch opened(ServiceLevelAgreement agreement, Severity severity) {
        return CaseWatch.open(
                        agreement, CaseEvent.opened("INC-1", NINE, severity).withId("opening"), NINE)
                .watch();
    }

    private void record(CaseEvent event, Instant now) {
        take(watch.record(event, now));
    }

    private void until(Instant now) {
        take(watch.until(now));
    }

    private void take(CaseWatch.Step step) {
        told.addAll(step.facts());
        watch = step.watch();
    }

    private List<String> ids() {
        return told.stream()
                .map(fact -> fact.id().replace("INC-1/desk/resolution/0/", ""))
                .toList();
    }

    private static Target fourHours() {
        return Target.of("4h", BusinessCalendar.alwaysOpen(), 1);
    }

    private static ServiceLevelAgreement.Builder desk() {
        return ServiceLevelAgreement.builder("desk").provider(Party.of("IT")).customer(Party.of("Sales"));
    }

    @Test
    void aDueDateAgreedAfterTheBreachTakesItBackUntilThatIsBroken() {
        until(hours(5));
        assertThat(ids()).containsExactly("warning/50%25", "warning/1h before due", "due", "breach");

        told.clear();
        AgreedByHand later = AgreedByHand.of(Metric.RESOLUTION, hours(10), "Ann Bell", "part from Japan");
        record(CaseEvent.agreed("INC-1", hours(5), later), hours(5));
        assertThat(ids())
                .as("half of ten hours is gone, but no more")
                .containsExactly("warning/1h before due/retracted", "due/retracted", "breach/retracted");

        told.clear();
        until(hours(11));
        assertThat(ids()).containsExactly("warning/1h before due~1", "due~1", "breach~1");
        assertThat(told).extracting(SlaEvent::at).containsExactly(hours(9), hours(10), hours(10));
    }

    @Test
    void whatIsOverALimitAgreedByHandIsReportedAtOnce() {
        until(hours(1.5));
        AgreedByHand less = AgreedByHand.of(Metric.RESOLUTION, BusinessDuration.parse("1h"), "Ann Bell", "board");
        record(CaseEvent.agreed("INC-1", hours(1.5), less), hours(1.5));

        assertThat(ids()).containsExactly("warning/50%25", "warning/1h before due", "due", "breach");
        assertThat(told)
                .filteredOn(fact -> fact.type() == SlaEvent.Type.BREACH)
                .extracting(SlaEvent::at)
                .containsExactly(hours(1.5));
    }

    @Test
    void aVerdictGoesToTheTeamThatHadTheCaseByAHandOverThatComesLate() {
        record(CaseEvent.reassigned("INC-1", hours(0.25), "first line"), hours(0.25));
        record(CaseEvent.resolved("INC-1", hours(1)), hours(1));
        assertThat(told).extracting(SlaEvent::team).containsExactly("first line");

        told.clear();
        record(CaseEvent.reassigned("INC-1", hours(0.5), "second line"), hours(3));
        String met = "met/2026-01-05T10:00:00Z";
        assertThat(ids()).containsExactly(met + "/retracted", met + "~1");
        assertThat(told).extracting(SlaEvent::team).containsExactly("first line", "second line");

        told.clear();
        record(CaseEvent.reassigned("INC-1", hours(2), "archive"), hours(4));
        assertThat(ids()).as("what happens after the end changes no verdict").isEmpty();
    }

    @Test
    void aVerdictIsOfTheSeverityThatTheCaseHadByAChangeThatComesLate() {
        ServiceLevelAgreement alike = desk().policy(SeverityPolicy.builder("all")
                        .target(Metric.RESOLUTION, fourHours())
                        .build())
                .build();
        watch = opened(alike, Severity.LOW);
        record(CaseEvent.resolved("INC-1", hours(1)), hours(1));
        told.clear();
        record(CaseEvent.severityChanged("INC-1", hours(0.5), Severity.CRITICAL), hours(3));

        String met = "met/2026-01-05T10:00:00Z";
        assertThat(ids()).containsExactly(met + "/retracted", met + "~1");
        assertThat(told).extracting(SlaEvent::severity).containsExactly(Severity.LOW, Severity.CRITICAL);
    }

    @Test
    void aWithdrawalDatedLaterThanNowCountsAtOnce() {
        record(CaseEvent.withdrawn("INC-1", hours(1.5), "solution"), NINE);
        record(CaseEvent.resolved("INC-1", hours(0.5)).withId("solution"), hours(0.5));
        until(hours(2));

        assertThat(ids()).containsExactly("warning/50%25");
    }

    @Test
    void anOpeningDatedLaterThanNowReplacesAnotherAtOnce() {
        record(CaseEvent.opened("INC-1", hours(3), Severity.CRITICAL).replacing("opening"), hours(0.5));
        until(hours(6));

        assertThat(watch.serviceCase().openedAt()).isEqualTo(hours(3));
        assertThat(ids()).containsExactly("warning/50%25", "warning/1h before due");
        assertThat(told).extracting(SlaEvent::at).containsExactly(hours(5), hours(6));
    }

    @Test
    void aPolicyWithTheSameTargetAndOtherPeopleTellsThem() {
        ServiceLevelAgreement agreement = desk().policy(SeverityPolicy.builder("critical")
                        .severity(Severity.CRITICAL)
                        .target(Metric.RESOLUTION, fourHours())
                        .escalation(EscalationStep.of("25%", SUPERVISOR, ""))
                        .build())
                .policy(SeverityPolicy.builder("others")
                        .target(Metric.RESOLUTION, fourHours())
                        .escalation(EscalationStep.of("50%", OWNER, ""))
                        .build())
                .build();
        watch = opened(agreement, Severity.LOW);
        until(hours(3));
        assertThat(ids()).containsExactly("escalation/50%25 to Ada");

        told.clear();
        record(CaseEvent.severityChanged("INC-1", hours(3), Severity.CRITICAL), hours(3));
        assertThat(ids()).containsExactly("escalation/50%25 to Ada/retracted", "escalation/25%25 to Grace");
    }

    @Test
    void aPolicyWithAnotherTargetAndOtherPeopleTellsThem() {
        ServiceLevelAgreement agreement = desk().policy(SeverityPolicy.builder("critical")
                        .severity(Severity.CRITICAL)
                        .target(Metric.RESOLUTION, fourHours())
                        .escalation(EscalationStep.of("25%", SUPERVISOR, ""))
                        .build())
                .policy(SeverityPolicy.builder("others")
                        .target(Metric.RESOLUTION, Target.of("8h", BusinessCalendar.alwaysOpen(), 1))
                        .build())
                .build();
        watch = opened(agreement, Severity.LOW);
        record(CaseEvent.severityChanged("INC-1", hours(3), Severity.CRITICAL), hours(3));

        assertThat(ids()).containsExactly("escalation/25%25 to Grace");
    }

    @Test
    void nobodyIsToldOfAFinishedMeasurementBecauseThePolicyChanges() {
        ServiceLevelAgreement agreement = desk().policy(SeverityPolicy.builder("critical")
                        .severity(Severity.CRITICAL)
                        .target(Metric.RESOLUTION, fourHours())
                        .escalation(EscalationStep.of("25%", SUPERVISOR, ""))
                        .build())
                .policy(SeverityPolicy.builder("others")
                        .target(Metric.RESOLUTION, fourHours())
                        .build())
                .build();
        watch = opened(agreement, Severity.LOW);
        record(CaseEvent.resolved("INC-1", hours(2)), hours(2));
        told.clear();
        record(CaseEvent.severityChanged("INC-1", hours(3), Severity.CRITICAL), hours(3));

        assertThat(told).isEmpty();
    }

    private static ServiceLevelAgreement highAndGold() {
        return desk().policy(SeverityPolicy.builder("gold")
                        .attribute("tier", "gold")
                        .target(Metric.RESOLUTION, fourHours())
                        .escalation(EscalationStep.of("50%", SUPERVISOR, ""))
                        .build())
                .policy(SeverityPolicy.builder("high")
                        .severity(Severity.HIGH)
                        .target(Metric.RESOLUTION, Target.of("8h", BusinessCalendar.alwaysOpen(), 1))
                        .build())
                .build();
    }

    @Test
    void whatWakesUnderAPolicyWithOtherPeopleTellsThem() {
        watch = opened(highAndGold(), Severity.HIGH);
        record(CaseEvent.severityChanged("INC-1", hours(6), Severity.LOW), hours(6));
        told.clear();
        record(CaseEvent.changed("INC-1", hours(7)).withAttribute("tier", "gold"), hours(7));

        assertThat(ids()).contains("due", "breach", "escalation/50%25 to Grace");
    }

    @Test
    void aPolicyThatComesAtTheInstantOfTheSolutionTellsNobody() {
        watch = opened(highAndGold(), Severity.HIGH);
        take(watch.record(
                List.of(
                        CaseEvent.changed("INC-1", hours(3)).withAttribute("tier", "gold"),
                        CaseEvent.resolved("INC-1", hours(3))),
                hours(3)));

        assertThat(told).extracting(SlaEvent::type).containsExactly(SlaEvent.Type.MET);
    }

    @Test
    void whatRunsOnWithoutAPolicyIsEscalatedByTheLastOne() {
        ServiceLevelAgreement agreement = desk().escalation(EscalationStep.of("breach", SUPERVISOR, ""))
                .policy(SeverityPolicy.builder("critical")
                        .severity(Severity.CRITICAL)
                        .target(Metric.RESOLUTION, fourHours())
                        .retargeting(Retargeting.KEEP_OLD_TARGET)
                        .build())
                .build();
        watch = opened(agreement, Severity.CRITICAL);
        record(CaseEvent.severityChanged("INC-1", hours(1), Severity.LOW), hours(1));
        until(hours(5));
        assertThat(ids()).containsExactly("due", "breach", "escalation/breach to Grace");
        assertThat(watch.serviceCase().outcomes(hours(5)))
                .extracting(outcome -> outcome.effort().supervisors())
                .containsExactly(1);

        told.clear();
        record(CaseEvent.severityChanged("INC-1", hours(5), Severity.CRITICAL), hours(5));
        assertThat(told).isEmpty();
    }

    @Test
    void whatWasCancelledAtTheInstantOfTheOpeningRetractsNothingWhenItGoesOn() {
        ServiceLevelAgreement agreement = desk().policy(SeverityPolicy.builder("critical")
                        .severity(Severity.CRITICAL)
                        .target(
                                Metric.RESOLUTION,
                                Target.of("0h", BusinessCalendar.alwaysOpen(), 1)
                                        .withWarnings(Warning.parse("75%")))
                        .build())
                .policy(SeverityPolicy.builder("high")
                        .severity(Severity.HIGH)
                        .target(Metric.RESOLUTION, fourHours())
                        .build())
                .build();
        List<CaseEvent> events = List.of(
                CaseEvent.opened("INC-1", NINE, Severity.CRITICAL),
                CaseEvent.severityChanged("INC-1", NINE, Severity.LOW));
        take(CaseWatch.open(List.of(AgreementVersions.of(agreement)), events, NINE));
        record(CaseEvent.severityChanged("INC-1", hours(1), Severity.HIGH), hours(1));

        assertThat(told).extracting(SlaEvent::type).containsExactly(SlaEvent.Type.CANCELLED);
    }
}
