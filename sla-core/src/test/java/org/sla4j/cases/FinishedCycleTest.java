package org.sla4j.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.PauseRule;
import org.sla4j.agreement.Reopening;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.BusinessDuration;

/** What a finished measurement says stays, whatever is measured after it. */
class FinishedCycleTest {
    private static final PauseReason CUSTOMER = PauseReason.of("awaiting user info", "customer");
    private static final PauseReason VENDOR = PauseReason.of("awaiting parts", "vendor");
    private static final Target FOUR_HOURS = Target.of("4h", BusinessCalendar.alwaysOpen(), 0.9);
    private static final Instant NOW = at("20:00");
    private static final Metric RHYTHM = Metric.builder("rhythm")
            .startsOn(EventType.OPENED)
            .restartsOn(EventType.UPDATED)
            .stopsOn(EventType.RESOLVED)
            .pauseRule(PauseRule.parties(Set.of(Party.CUSTOMER)))
            .repeating()
            .countedFromDue()
            .build();
    private static final CaseEvent OPENED = CaseEvent.opened("INC-1", at("09:00"), Severity.MODERATE);
    private static final CaseEvent WAITING = CaseEvent.waiting("INC-1", at("10:00"), CUSTOMER);
    private static final CaseEvent RESUMED = CaseEvent.resumed("INC-1", at("10:30"));
    private static final CaseEvent UPDATED = CaseEvent.of("INC-1", at("11:00"), EventType.UPDATED);
    private static final CaseEvent RESOLVED = CaseEvent.resolved("INC-1", at("12:00"));
    private static final CaseEvent REOPENED = CaseEvent.reopened("INC-1", at("13:00"));
    private static final Outcome.PausedTime HALF_AN_HOUR = new Outcome.PausedTime(
            Holder.of(Party.CUSTOMER), "awaiting user info", Duration.ofMinutes(30), Duration.ofMinutes(30));

    private static Instant at(String time) {
        return Instant.parse("2026-01-05T" + time + ":00Z");
    }

    private static ServiceLevelAgreement agreement(Metric metric) {
        return ServiceLevelAgreement.builder("helpdesk")
                .provider(Party.of("IT operations"))
                .customer(Party.of("Sales"))
                .policy(SeverityPolicy.builder("critical")
                        .severity(Severity.CRITICAL)
                        .target(metric, Target.of("1h", BusinessCalendar.alwaysOpen(), 0.9))
                        .reopening(Reopening.NEW_CYCLE)
                        .retargetsFinished()
                        .build())
                .policy(SeverityPolicy.builder("all")
                        .target(metric, FOUR_HOURS)
                        .reopening(Reopening.NEW_CYCLE)
                        .retargetsFinished()
                        .build())
                .build();
    }

    private static ServiceCase incident(Metric metric, CaseEvent... events) {
        return ServiceCase.replay(agreement(metric), Arrays.asList(events));
    }

    private static Outcome first(ServiceCase incident) {
        return incident.outcomes(NOW).get(0);
    }

    private static Outcome firstByTheLedger(ServiceCase incident) {
        return new Outcomes(incident, NOW, Optional.empty()).all().get(0);
    }

    @Test
    void aMeasurementThatAnotherFollowsKeepsWhatPausedIt() {
        ServiceCase incident = incident(Metric.PERIODIC_UPDATE, OPENED, WAITING, RESUMED, UPDATED);
        for (Outcome outcome : List.of(first(incident), firstByTheLedger(incident))) {
            assertThat(outcome.cycle()).isZero();
            assertThat(outcome.paused()).containsExactly(HALF_AN_HOUR);
            assertThat(outcome.pauses()).isEqualTo(new Outcome.Pauses(1, 0, false, Optional.of(Duration.ofHours(3))));
        }
    }

    @Test
    void aReopeningIntoTheNextCycleChangesNothingOfTheFirst() {
        ServiceCase finished = incident(Metric.RESOLUTION, OPENED, WAITING, RESUMED, RESOLVED);
        ServiceCase reopened = incident(Metric.RESOLUTION, OPENED, WAITING, RESUMED, RESOLVED, REOPENED);
        assertThat(first(finished).paused()).containsExactly(HALF_AN_HOUR);
        assertThat(first(reopened)).isEqualTo(first(finished));
        assertThat(firstByTheLedger(reopened)).isEqualTo(firstByTheLedger(finished));
    }

    @Test
    void severalWaitsOfAFinishedCycleAreCountedApart() {
        CaseEvent parts = CaseEvent.waiting("INC-1", at("11:00"), VENDOR);
        ServiceCase finished = incident(Metric.RESOLUTION, OPENED, WAITING, RESUMED, parts, RESOLVED);
        ServiceCase reopened = finished.apply(REOPENED);
        assertThat(first(reopened).pauses())
                .isEqualTo(new Outcome.Pauses(2, 1, true, Optional.of(Duration.ofHours(3))));
        assertThat(first(reopened)).isEqualTo(first(finished));
        assertThat(firstByTheLedger(reopened)).isEqualTo(firstByTheLedger(finished));
    }

    @Test
    void theSecondOfThreeMeasurementsKeepsItsOwnPausesOnly() {
        CaseEvent again = CaseEvent.waiting("INC-1", at("11:15"), CUSTOMER);
        CaseEvent still = CaseEvent.of("INC-1", at("11:30"), EventType.UPDATED);
        ServiceCase incident = incident(Metric.PERIODIC_UPDATE, OPENED, WAITING, RESUMED, UPDATED, again, still);
        assertThat(incident.outcomes(NOW))
                .extracting(outcome -> outcome.paused().get(0).wall())
                .containsExactly(Duration.ofMinutes(30), Duration.ofMinutes(15), Duration.ofMinutes(510));
        assertThat(incident.outcomes(NOW)).isEqualTo(new Outcomes(incident, NOW, Optional.empty()).all());
    }

    @Test
    void aRestoredCaseSaysTheSameOfItsFinishedCycles() {
        ServiceCase incident = incident(Metric.RESOLUTION, OPENED, WAITING, RESUMED, RESOLVED, REOPENED);
        ServiceCase restored = ServiceCase.restore(incident.toState(), incident.agreements(), incident::events);
        assertThat(first(restored).paused()).containsExactly(HALF_AN_HOUR);
        assertThat(restored.outcomes(NOW)).isEqualTo(incident.outcomes(NOW));
        CaseEvent again = CaseEvent.resolved("INC-1", at("14:00"));
        assertThat(restored.apply(again).outcomes(NOW))
                .isEqualTo(incident.apply(again).outcomes(NOW));
    }

    @Test
    void anUpdateCountedFromTheLastDueKeepsWhatPausedTheOneBefore() {
        Outcome outcome = first(incident(RHYTHM, OPENED, WAITING, RESUMED, UPDATED));
        assertThat(outcome.paused()).containsExactly(HALF_AN_HOUR);
        assertThat(outcome.pauses().count()).isOne();
    }

    @Test
    void anExclusionLeavesThePausesOfAFinishedCycle() {
        Exclusions outage = Exclusions.of(Exclusion.of(Exclusion.MAINTENANCE, at("10:15"), at("11:30"), "mail"));
        ServiceCase finished =
                incident(Metric.RESOLUTION, OPENED, WAITING, RESUMED, RESOLVED).without(outage);
        ServiceCase reopened = incident(Metric.RESOLUTION, OPENED, WAITING, RESUMED, RESOLVED, REOPENED)
                .without(outage);
        assertThat(first(reopened).paused())
                .extracting(Outcome.PausedTime::open)
                .containsExactly(Duration.ofMinutes(15));
        assertThat(first(reopened)).isEqualTo(first(finished));
    }

    @Test
    void aLimitAgreedByHandIsStillShownAsAdjusted() {
        CaseEvent agreed = CaseEvent.agreed(
                "INC-1",
                at("09:30"),
                AgreedByHand.of(Metric.RESOLUTION, BusinessDuration.parse("6h"), "Ann", "customs"));
        Outcome outcome = first(incident(Metric.RESOLUTION, OPENED, agreed, RESOLVED, REOPENED));
        assertThat(outcome.cycle()).isZero();
        assertThat(outcome.isAdjusted()).isTrue();
    }

    @Test
    void aFlagRaisedOnWhatWasFinishedStaysWhenAnotherBegins() {
        CaseEvent critical = CaseEvent.severityChanged("INC-1", at("09:10"), Severity.CRITICAL);
        CaseEvent milder = CaseEvent.severityChanged("INC-1", at("12:30"), Severity.MODERATE);
        Outcome finished = first(incident(Metric.RESOLUTION, OPENED, critical, RESOLVED, milder));
        Outcome reopened = first(incident(Metric.RESOLUTION, OPENED, critical, RESOLVED, milder, REOPENED));
        assertThat(finished.flags()).containsExactly(Outcome.Flag.RETARGETED_AFTER_BREACH);
        assertThat(reopened.flags()).containsAll(finished.flags());
        assertThat(reopened.path()).isEqualTo(finished.path());
    }
}
