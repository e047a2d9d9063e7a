package org.sla4j.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.PauseRule;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.clock.Phase;

/** To wait for oneself is no reason to stand still: cases are opened at 09:00 and wait from 10:00. */
class ProviderWaitTest {
    private static final Target FOUR_HOURS = Target.of("4h", BusinessCalendar.alwaysOpen(), 0.9);
    private static final PauseReason OWN = PauseReason.of("awaiting change", "IT operations");
    private static final PauseReason CUSTOMER = PauseReason.of("awaiting user info", "customer");
    private static final CaseEvent OPENED = CaseEvent.opened("INC-1", at("09:00"), Severity.MODERATE);
    private static final CaseEvent WAITING = CaseEvent.waiting("INC-1", at("10:00"), OWN);
    private static final Instant NOW = at("12:00");

    private static Instant at(String time) {
        return Instant.parse("2026-01-05T" + time + ":00Z");
    }

    private static ServiceLevelAgreement agreement(String id, String provider, Metric metric, Target target) {
        return ServiceLevelAgreement.builder(id)
                .provider(Party.of(provider))
                .customer(Party.of("Sales"))
                .policy(SeverityPolicy.builder("critical")
                        .severity(Severity.CRITICAL)
                        .target(metric, FOUR_HOURS.withPauseRule(PauseRule.parties(Set.of(Party.of(provider)))))
                        .build())
                .policy(SeverityPolicy.builder("all").target(metric, target).build())
                .build();
    }

    private static ServiceLevelAgreement agreement(Target target) {
        return agreement("sla", "IT operations", Metric.RESOLUTION, target);
    }

    private static ServiceCase incident(Target target, CaseEvent... events) {
        return ServiceCase.replay(agreement(target), Arrays.asList(events));
    }

    private static Duration elapsed(ServiceCase incident) {
        Outcome outcome = incident.outcomes(NOW).get(0);
        assertThat(List.of(outcome)).isEqualTo(new Outcomes(incident, NOW, Optional.empty()).all());
        assertThat(outcome.elapsed())
                .isEqualTo(incident.clock(Metric.RESOLUTION)
                        .orElseThrow()
                        .reading(NOW)
                        .elapsed());
        return outcome.elapsed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"provider", "IT operations"})
    void aWaitForTheProviderDoesNotPauseItsOwnClock(String party) {
        PauseReason reason = PauseReason.of("awaiting change", party);
        ServiceCase incident = incident(FOUR_HOURS, OPENED, CaseEvent.waiting("INC-1", at("10:00"), reason));
        assertThat(incident.clock(Metric.RESOLUTION).orElseThrow().phase()).isEqualTo(Phase.RUNNING);
        assertThat(elapsed(incident)).isEqualTo(Duration.ofHours(3));
        Outcome outcome = incident.outcomes(NOW).get(0);
        assertThat(outcome.paused()).isEmpty();
        assertThat(outcome.pauses()).isEqualTo(Outcome.Pauses.NONE);
        assertThat(outcome.path().waits()).extracting(Outcome.Wait::reason).containsExactly(reason);
    }

    @Test
    void aWaitForSomebodyElseAtTheSameTimeDoes() {
        ServiceCase incident = incident(
                FOUR_HOURS,
                OPENED,
                WAITING,
                CaseEvent.waiting("INC-1", at("10:30"), CUSTOMER),
                CaseEvent.resumed("INC-1", at("11:00"), CUSTOMER));
        assertThat(elapsed(incident)).isEqualTo(Duration.ofMinutes(150));
        assertThat(incident.waits()).containsExactly(OWN);
        assertThat(incident.outcomes(NOW).get(0).paused())
                .extracting(Outcome.PausedTime::reason)
                .containsExactly("awaiting user info");
    }

    @Test
    void aTargetThatNamesThePartyIsPausedByIt() {
        Target target = FOUR_HOURS.withPauseRule(PauseRule.parties(Set.of(Party.of("IT operations"))));
        assertThat(elapsed(incident(target, OPENED, WAITING))).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aTargetThatNamesTheReasonIsPausedByIt() {
        Target target = FOUR_HOURS.withPauseRule(PauseRule.reasons(Set.of("awaiting change")));
        assertThat(elapsed(incident(target, OPENED, WAITING))).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aMetricThatNamesThePartyIsPausedByIt() {
        Metric metric = Metric.builder("work")
                .startsOn(EventType.OPENED)
                .stopsOn(EventType.RESOLVED)
                .pauseRule(PauseRule.parties(Set.of(Party.PROVIDER)))
                .build();
        ServiceCase incident = ServiceCase.replay(
                agreement("sla", "IT operations", metric, FOUR_HOURS),
                List.of(
                        OPENED,
                        CaseEvent.waiting("INC-1", at("10:00"), PauseReason.of("awaiting change", "provider"))));
        assertThat(incident.outcomes(NOW).get(0).elapsed()).isEqualTo(Duration.ofHours(1));
        assertThat(incident.clock(metric).orElseThrow().phase()).isEqualTo(Phase.PAUSED);
    }

    @Test
    void aWaitForTheProviderOfTheContractBeneathPausesOnlyTheAgreementAbove() {
        List<ServiceLevelAgreement> both =
                List.of(agreement(FOUR_HOURS), agreement("ola", "Network", Metric.RESOLUTION, FOUR_HOURS));
        PauseReason reason = PauseReason.of("awaiting network", "Network");
        ServiceCase incident =
                ServiceCase.replay(both, List.of(OPENED, CaseEvent.waiting("INC-1", at("10:00"), reason)));
        assertThat(incident.outcomes(NOW))
                .extracting(Outcome::elapsed)
                .containsExactly(Duration.ofHours(1), Duration.ofHours(3));
    }

    @Test
    void whoServesItselfIsPausedByWaitsForItsCustomer() {
        ServiceLevelAgreement own = agreement("sla", "Sales", Metric.RESOLUTION, FOUR_HOURS);
        PauseReason reason = PauseReason.of("awaiting user info", "Sales");
        ServiceCase incident =
                ServiceCase.replay(own, List.of(OPENED, CaseEvent.waiting("INC-1", at("10:00"), reason)));
        assertThat(elapsed(incident)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aTargetThatNamesTheProviderPausesForItFromWhenItHolds() {
        ServiceCase critical = incident(
                FOUR_HOURS, OPENED, WAITING, CaseEvent.severityChanged("INC-1", at("11:00"), Severity.CRITICAL));
        assertThat(elapsed(critical)).isEqualTo(Duration.ofHours(2));
        ServiceCase again = critical.apply(CaseEvent.severityChanged("INC-1", at("11:30"), Severity.MODERATE));
        assertThat(again.clock(Metric.RESOLUTION).orElseThrow().phase()).isEqualTo(Phase.RUNNING);
        assertThat(again.outcomes(NOW))
                .isEqualTo(ServiceCase.replay(again.agreement(), again.events()).outcomes(NOW));
    }

    @Test
    void aSnapshotOfSuchAWaitDoesNotPauseEither() {
        CaseSnapshots rows = CaseSnapshots.of("INC-1")
                .with(CaseSnapshot.builder("INC-1", at("09:00"))
                        .status(CaseSnapshot.Status.OPEN)
                        .severity(Severity.MODERATE)
                        .build())
                .with(CaseSnapshot.builder("INC-1", at("10:00"))
                        .waits(Set.of(OWN, CUSTOMER))
                        .build())
                .with(CaseSnapshot.builder("INC-1", at("11:00"))
                        .waits(Set.of(OWN))
                        .build());
        assertThat(elapsed(ServiceCase.replay(agreement(FOUR_HOURS), rows.events())))
                .isEqualTo(Duration.ofHours(2));
    }

    @Test
    void aRestoredCaseRunsOn() {
        ServiceCase incident = incident(FOUR_HOURS, OPENED, WAITING);
        ServiceCase restored = ServiceCase.restore(incident.toState(), incident.agreements(), incident::events);
        CaseEvent resumed = CaseEvent.resumed("INC-1", at("11:00"), OWN);
        assertThat(elapsed(restored.apply(resumed))).isEqualTo(Duration.ofHours(3));
        assertThat(restored.outcomes(NOW)).isEqualTo(incident.outcomes(NOW));
    }
}
