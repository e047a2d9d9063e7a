package org.sla4j.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.Contact;
import org.sla4j.agreement.EscalationStep;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.Outcome;
import org.sla4j.cases.ServiceCase;
import org.sla4j.compliance.ComplianceReport.PauseHygiene;

/** Waits, extra work and ratings, from the events of a case to the figures of its team. */
class FiguresOfCasesTest {
    private static final Instant OPENED = Instant.parse("2026-01-05T09:00:00Z");
    private static final PauseReason INFO = PauseReason.of("info", "customer");
    private static final PauseReason PART = PauseReason.of("part", "vendor");
    private static final ServiceLevelAgreement DESK = ServiceLevelAgreement.builder("desk")
            .provider(Party.of("IT"))
            .customer(Party.of("Sales"))
            .policy(SeverityPolicy.builder("all")
                    .target(Metric.RESOLUTION, Target.of("4h", BusinessCalendar.alwaysOpen(), 0.9))
                    .build())
            .build();

    private static Instant after(String time) {
        return OPENED.plus(Duration.parse(time));
    }

    private static ServiceCase opened(String team) {
        return ServiceCase.open(
                DESK, CaseEvent.opened("INC-1", OPENED, Severity.MODERATE).withTeam(team));
    }

    private static ServiceCase waited(String team, String from, String to) {
        return opened(team)
                .apply(CaseEvent.waiting("INC-1", after(from), INFO))
                .apply(CaseEvent.resumed("INC-1", after(to), INFO));
    }

    private static ComplianceRow row(String team, Instant now, ServiceCase... cases) {
        ComplianceAggregator byTeam = ComplianceAggregator.of(Dimension.TEAM);
        for (ServiceCase one : cases) {
            one.outcomes(now).forEach(byTeam::add);
        }
        return byTeam.report().row(team).orElseThrow();
    }

    @Test
    void aWaitThatGoesOnHasNoEnd() {
        ServiceCase held = opened("desk").apply(CaseEvent.waiting("INC-1", after("PT1H"), INFO));
        assertThat(row("desk", after("PT4H"), held).pauseHygiene()).isEqualTo(new PauseHygiene(1, 1, 0, 0, 0.75));
    }

    @Test
    void aWaitThatEndsWithAMinuteLeftOfTheLimitEndsJustBeforeTheDue() {
        // The wait stops the clock at 3h59m and 3h58m59s, with 60 and 61 seconds left.
        assertThat(row("desk", after("PT9H"), waited("desk", "PT3H59M", "PT5H"))
                        .pauseHygiene()
                        .endedJustBeforeDue())
                .isEqualTo(1);
        assertThat(row("desk", after("PT9H"), waited("desk", "PT3H58M59S", "PT5H"))
                        .pauseHygiene()
                        .endedJustBeforeDue())
                .isZero();
    }

    @Test
    void aWaitAfterTheBreachIsNotJustBeforeTheDue() {
        assertThat(row("desk", after("PT9H"), waited("desk", "PT4H1S", "PT5H"))
                        .pauseHygiene()
                        .endedJustBeforeDue())
                .isZero();
    }

    @Test
    void aCaseClosedWhilePausedIsCounted() {
        ServiceCase closed = opened("desk")
                .apply(CaseEvent.waiting("INC-1", after("PT1H"), INFO))
                .apply(CaseEvent.closed("INC-1", after("PT2H")));
        assertThat(row("desk", after("PT9H"), closed).pauseHygiene()).isEqualTo(new PauseHygiene(1, 1, 0, 1, 0.5));
    }

    @Test
    void waitsAtOnceAreCountedEachAndHoldTheCaseOnce() {
        ServiceCase held = opened("desk")
                .apply(CaseEvent.waiting("INC-1", after("PT1H"), INFO))
                .apply(CaseEvent.waiting("INC-1", after("PT1H"), PART))
                .apply(CaseEvent.resumed("INC-1", after("PT3H"), INFO))
                .apply(CaseEvent.resumed("INC-1", after("PT3H"), PART))
                .apply(CaseEvent.closed("INC-1", after("PT4H")));
        ComplianceRow row = row("desk", after("PT9H"), held);
        assertThat(row.pauseHygiene()).isEqualTo(new PauseHygiene(2, 0, 0, 0, 0.5));
        assertThat(row.timeByParty())
                .containsExactly(
                        Map.entry("customer + vendor", Duration.ofHours(2)),
                        Map.entry("provider", Duration.ofHours(2)));
    }

    @Test
    void theTimeOfAClockThatCountsForAPartyIsThatPartysAndSoIsItsMiss() {
        ServiceLevelAgreement answers = ServiceLevelAgreement.builder("answers")
                .provider(Party.of("IT"))
                .customer(Party.of("Sales"))
                .policy(SeverityPolicy.builder("all")
                        .target(Metric.CUSTOMER_ANSWER, Target.of("1h", BusinessCalendar.alwaysOpen(), 0.9))
                        .target(Metric.RESOLUTION, Target.of("1h", BusinessCalendar.alwaysOpen(), 0.9))
                        .build())
                .build();
        ComplianceAggregator byMetric = ComplianceAggregator.of(Dimension.METRIC);
        List<Outcome> outcomes = ServiceCase.open(
                        answers,
                        CaseEvent.opened("INC-1", OPENED, Severity.MODERATE).withTeam("desk"))
                .apply(CaseEvent.waiting("INC-1", after("PT30M"), INFO))
                .apply(CaseEvent.resumed("INC-1", after("PT3H30M"), INFO))
                .apply(CaseEvent.resolved("INC-1", after("PT4H30M")))
                .outcomes(after("PT9H"));
        outcomes.forEach(byMetric::add);
        byMetric.merge(ComplianceAggregator.fromBytes(byMetric.toBytes()));

        ComplianceRow answer = byMetric.report().row(Metric.CUSTOMER_ANSWER).orElseThrow();
        assertThat(answer.timeByParty()).containsExactly(Map.entry("customer", Duration.ofHours(6)));
        assertThat(answer.missesByHolder()).containsExactly(Map.entry("customer", 2L));
        ComplianceRow resolution = byMetric.report().row(Metric.RESOLUTION).orElseThrow();
        assertThat(resolution.timeByParty())
                .containsExactly(
                        Map.entry("customer", Duration.ofHours(6)), Map.entry("provider", Duration.ofHours(3)));
        assertThat(resolution.missesByHolder()).containsExactly(Map.entry("customer", 2L));

        outcomes.forEach(byMetric::remove);
        outcomes.forEach(byMetric::remove);
        assertThat(byMetric.toBytes())
                .isEqualTo(ComplianceAggregator.of(Dimension.METRIC).toBytes());
    }

    @Test
    void eachTeamHasItsOwnWaits() {
        ServiceCase desk = waited("desk", "PT1H", "PT2H");
        ServiceCase network = opened("network").apply(CaseEvent.closed("INC-1", after("PT2H")));
        assertThat(row("desk", after("PT4H"), desk, network).pauseHygiene().shareOfLife())
                .isEqualTo(0.25);
        assertThat(row("network", after("PT4H"), desk, network).pauseHygiene())
                .isEqualTo(new PauseHygiene(0, 0, 0, 0, 0));
    }

    @Test
    void extraWorkOnAMissIsWhatHappenedAfterItsBreach() {
        ServiceCase late = opened("desk")
                .apply(CaseEvent.severityChanged("INC-1", after("PT1H"), Severity.HIGH))
                .apply(CaseEvent.reassigned("INC-1", after("PT2H"), "network"))
                .apply(CaseEvent.reassigned("INC-1", after("PT5H"), "desk"))
                .apply(CaseEvent.resolved("INC-1", after("PT6H")))
                .apply(CaseEvent.reopened("INC-1", after("PT7H")))
                .apply(CaseEvent.closed("INC-1", after("PT8H")));
        MissCosts.Bill bill = row("desk", after("PT9H"), late)
                .cost(MissCosts.of("EUR")
                        .withTouch("1")
                        .withSpeedUp("10")
                        .withReopening("100")
                        .withReinvestigation("1000"));
        // After four hours: reassigned and reopened; what resolves or closes the case is no extra work.
        assertThat(bill.touches()).isEqualTo(2);
        assertThat(bill.supervisors()).isZero();
        assertThat(bill.speedUps()).isEqualTo(1);
        assertThat(bill.reopenings()).isEqualTo(1);
        assertThat(bill.reinvestigations()).isEqualTo(1);
        assertThat(bill.total()).isEqualByComparingTo("1112");
    }

    private static final MissCosts RATES = MissCosts.of("EUR").withTouch("1").withSupervisor("1");

    @Test
    void whatResolvesOrClosesAMissIsNoExtraTouch() {
        ServiceCase late = opened("desk")
                .apply(CaseEvent.resolved("INC-1", after("PT6H")))
                .apply(CaseEvent.closed("INC-1", after("PT7H")));
        assertThat(row("desk", after("PT9H"), late).cost(RATES).touches()).isZero();
    }

    @Test
    void whatHappensAfterTheEndOfAMeasurementIsNotBilledToIt() {
        ServiceLevelAgreement response = ServiceLevelAgreement.builder("desk")
                .provider(Party.of("IT"))
                .customer(Party.of("Sales"))
                .policy(SeverityPolicy.builder("all")
                        .target(Metric.FIRST_RESPONSE, Target.of("1h", BusinessCalendar.alwaysOpen(), 0.9))
                        .build())
                .build();
        ServiceCase late = ServiceCase.open(
                        response,
                        CaseEvent.opened("INC-1", OPENED, Severity.MODERATE).withTeam("desk"))
                .apply(CaseEvent.responded("INC-1", after("PT1H1M")));
        for (int i = 0; i < 20; i++) {
            late = late.apply(CaseEvent.of("INC-1", after("PT24H").plusSeconds(i), EventType.of("updated")));
        }
        assertThat(row("desk", after("PT30H"), late).misses()).isEqualTo(1);
        assertThat(row("desk", after("PT30H"), late).cost(RATES).touches()).isZero();
    }

    @Test
    void supervisorsToldByAnEscalationStepAreCountedOnceEach() {
        Contact owner = Contact.of("Ada", "owner");
        Contact supervisor = Contact.of("Grace", "supervisor");
        ServiceLevelAgreement escalated = ServiceLevelAgreement.builder("desk")
                .provider(Party.of("IT"))
                .customer(Party.of("Sales"))
                .policy(SeverityPolicy.builder("all")
                        .target(Metric.RESOLUTION, Target.of("4h", BusinessCalendar.alwaysOpen(), 0.9))
                        .build())
                .escalation(EscalationStep.of("50%", owner, "half"))
                .escalation(EscalationStep.of("75%", supervisor, "soon").withBy(owner))
                .escalation(EscalationStep.of("breach", supervisor, "now"))
                .escalation(EscalationStep.of("every 4h after breach", Contact.of("Joan", "head"), "still"))
                .build();
        ServiceCase late = ServiceCase.open(
                        escalated,
                        CaseEvent.opened("INC-1", OPENED, Severity.MODERATE).withTeam("desk"))
                .apply(CaseEvent.closed("INC-1", after("PT6H")));
        assertThat(row("desk", after("PT9H"), late).cost(RATES).supervisors()).isEqualTo(1);
        ServiceCase later = ServiceCase.open(
                        escalated,
                        CaseEvent.opened("INC-1", OPENED, Severity.MODERATE).withTeam("desk"))
                .apply(CaseEvent.closed("INC-1", after("PT8H")));
        assertThat(row("desk", after("PT9H"), later).cost(RATES).supervisors()).isEqualTo(2);
    }

    @Test
    void aMissIsOfThePeriodOfItsBreachWhetherTheCaseIsOpenOrNot() {
        ComplianceAggregator daily = ComplianceAggregator.of(Dimension.day(ZoneOffset.UTC));
        opened("desk").outcomes(after("PT48H")).forEach(daily::add);
        opened("desk")
                .apply(CaseEvent.closed("INC-1", after("PT72H")))
                .outcomes(after("PT80H"))
                .forEach(daily::add);
        assertThat(daily.report().rows())
                .singleElement()
                .satisfies(row -> assertThat(row.values()).containsExactly("2026-01-05"));
    }

    @Test
    void theLastRatingCountsAndMayComeAfterTheCaseWasClosed() {
        ServiceCase rated = opened("desk")
                .apply(CaseEvent.closed("INC-1", after("PT2H")).withAttribute(Outcome.RATING, "2"))
                .apply(CaseEvent.of("INC-1", after("PT26H"), EventType.of("rated"))
                        .withAttribute(Outcome.RATING, "4"));
        ServiceCase mistyped =
                opened("desk").apply(CaseEvent.closed("INC-1", after("PT2H")).withAttribute(Outcome.RATING, "great"));
        ComplianceRow row = row("desk", after("PT30H"), rated, mistyped);
        assertThat(row.met()).isEqualTo(2);
        assertThat(row.satisfactionWhenMet().average()).hasValue(4);
        assertThat(row.satisfactionWhenMet().responseRate()).hasValue(0.5);
        assertThat(row.satisfactionWhenMissed().average()).isEmpty();
    }

    @Test
    void aRatingAtTheOpeningOfACaseCountsToo() {
        ServiceCase rated = ServiceCase.open(
                        DESK,
                        CaseEvent.opened("INC-1", OPENED, Severity.MODERATE)
                                .withTeam("desk")
                                .withAttribute(Outcome.RATING, "1"))
                .apply(CaseEvent.closed("INC-1", after("PT2H")));
        assertThat(row("desk", after("PT3H"), rated).satisfaction().average()).hasValue(1);
    }
}
