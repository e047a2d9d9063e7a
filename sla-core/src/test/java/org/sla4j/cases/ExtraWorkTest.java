package org.sla4j.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sla4j.agreement.Contact;
import org.sla4j.agreement.EscalationStep;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Severity;
import org.sla4j.clock.Verdict;

/** What a late measurement cost, counted from events; measured from 09:00 to 15:00, and late from 13:00 on. */
class ExtraWorkTest {
    private static final Contact ANN = Contact.of("Ann", "head of service");
    private static final Contact BOB = Contact.of("Bob", "owner");
    private static final Contact CARA = Contact.of("Cara", "director");
    private static final List<EscalationStep> STEPS = List.of(
            EscalationStep.of("50%", BOB, "half is used"),
            EscalationStep.of("75%", ANN, "look at it").withBy(BOB),
            EscalationStep.of("breach", ANN, "it is late"),
            EscalationStep.of("breach", BOB, "it is late"),
            EscalationStep.of("every 1h after breach", CARA, "it is still late"));

    private static Instant at(String time) {
        return Instant.parse("2026-01-05T" + time + (time.length() == 5 ? ":00Z" : "Z"));
    }

    private static CaseEvent opened() {
        return CaseEvent.opened("INC-1", at("08:00"), Severity.MODERATE).withTeam("desk");
    }

    private static CaseEvent event(String time, EventType type) {
        return CaseEvent.of("INC-1", at(time), type);
    }

    private static ExtraWork.Measured missed() {
        return new ExtraWork.Measured(
                at("09:00"),
                Optional.of(at("15:00")),
                at("20:00"),
                Verdict.MISSED,
                Optional.of(at("13:00")),
                Duration.ofHours(6),
                Duration.ofHours(4));
    }

    private static ExtraWork.Measured breached() {
        return new ExtraWork.Measured(
                at("09:00"),
                Optional.empty(),
                at("15:00"),
                Verdict.BREACHED,
                Optional.of(at("13:00")),
                Duration.ofHours(6),
                Duration.ofHours(4));
    }

    private static ExtraWork.Measured met() {
        return new ExtraWork.Measured(
                at("09:00"),
                Optional.of(at("15:00")),
                at("20:00"),
                Verdict.MET,
                Optional.of(at("13:00")),
                Duration.ofHours(4),
                Duration.ofHours(4));
    }

    private static Outcome.Effort work(ExtraWork.Measured measured, CaseEvent... later) {
        List<CaseEvent> events = new ArrayList<>();
        events.add(opened());
        events.addAll(Arrays.asList(later));
        return ExtraWork.of(events, Metric.RESOLUTION, measured, List.of());
    }

    @ParameterizedTest
    @CsvSource({"09:00, 0", "12:59, 0", "13:00, 0", "13:00:01, 1", "14:59:59, 1", "15:00, 0", "15:00:01, 0"})
    void aTouchFallsBetweenTheBreachAndTheEnd(String time, int touches) {
        assertThat(work(missed(), event(time, EventType.UPDATED))).isEqualTo(new Outcome.Effort(touches, 0, 0, 0, 0));
    }

    @Test
    void whileAMeasurementGoesOnItsLastInstantIsWithinIt() {
        assertThat(work(breached(), event("15:00", EventType.UPDATED)).touches())
                .isOne();
        assertThat(work(breached(), event("15:00:01", EventType.UPDATED)).touches())
                .isZero();
    }

    @Test
    void whatFinishesTheCaseOrTheMeasurementIsNoTouch() {
        Metric answer = Metric.builder("answer")
                .startsOn(EventType.OPENED)
                .stopsOn(EventType.RESPONDED)
                .build();
        List<CaseEvent> events = List.of(
                opened(),
                event("13:30", EventType.RESOLVED),
                event("13:40", EventType.CLOSED),
                event("13:50", EventType.CANCELLED),
                event("14:00", EventType.RESPONDED));
        assertThat(ExtraWork.of(events, answer, breached(), List.of())).isSameAs(Outcome.Effort.NONE);
        assertThat(ExtraWork.of(events, Metric.RESOLUTION, breached(), List.of())
                        .touches())
                .isOne();
    }

    @Test
    void aPromiseThatWasKeptNeedsNoTouches() {
        assertThat(work(
                        met(),
                        event("14:00", EventType.UPDATED),
                        CaseEvent.reassigned("INC-1", at("14:30"), "network")))
                .isSameAs(Outcome.Effort.NONE);
    }

    @Test
    void anotherTeamLooksAtALateCaseAnew() {
        CaseEvent early = CaseEvent.reassigned("INC-1", at("12:00"), "network");
        CaseEvent same = CaseEvent.reassigned("INC-1", at("13:30"), "network");
        CaseEvent other = CaseEvent.reassigned("INC-1", at("14:00"), "desk");
        CaseEvent late = CaseEvent.reassigned("INC-1", at("15:30"), "vendor desk");
        assertThat(work(missed(), early, same, other, late)).isEqualTo(new Outcome.Effort(2, 0, 0, 0, 1));
    }

    @Test
    void theFirstTeamOfALateCaseDoesNotLookAtItAnew() {
        List<CaseEvent> events = List.of(
                CaseEvent.opened("INC-1", at("08:00"), Severity.MODERATE),
                CaseEvent.reassigned("INC-1", at("13:30"), "network"),
                CaseEvent.reassigned("INC-1", at("14:00"), "desk"));
        assertThat(ExtraWork.of(events, Metric.RESOLUTION, missed(), List.of()))
                .isEqualTo(new Outcome.Effort(2, 0, 0, 0, 1));
    }

    @Test
    void moreSevereCountsWithinTheMeasurementOnly() {
        assertThat(work(
                        met(),
                        CaseEvent.severityChanged("INC-1", at("08:30"), Severity.HIGH),
                        CaseEvent.severityChanged("INC-1", at("09:00"), Severity.CRITICAL),
                        CaseEvent.severityChanged("INC-1", at("10:00"), Severity.LOW),
                        CaseEvent.severityChanged("INC-1", at("11:00"), Severity.LOW),
                        CaseEvent.severityChanged("INC-1", at("15:00"), Severity.MODERATE),
                        CaseEvent.severityChanged("INC-1", at("15:01"), Severity.HIGH)))
                .isEqualTo(new Outcome.Effort(0, 0, 2, 0, 0));
    }

    @Test
    void reopeningsCountWithinTheMeasurementOnly() {
        assertThat(work(
                        met(),
                        event("08:30", EventType.REOPENED),
                        event("09:00", EventType.REOPENED),
                        event("15:00", EventType.REOPENED),
                        event("15:01", EventType.REOPENED)))
                .isEqualTo(new Outcome.Effort(0, 0, 0, 2, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "2h59m, 0", // the owner alone has been notified
        "3h, 1", // Ann, whom Bob calls in
        "4h, 1",
        "4h1s, 2", // Ann and Bob hear of the breach
        "4h59m59s, 2",
        "5h, 3", // and Cara, an hour later
        "9h, 3"
    })
    void aSupervisorIsWhomSomebodyElseCallsInOrWhoHearsOfTheBreach(String elapsed, int supervisors) {
        Duration used = Duration.parse("PT" + elapsed);
        ExtraWork.Measured measured = new ExtraWork.Measured(
                at("09:00"),
                Optional.empty(),
                at("20:00"),
                used.compareTo(Duration.ofHours(4)) > 0 ? Verdict.BREACHED : Verdict.PENDING,
                Optional.empty(),
                used,
                Duration.ofHours(4));
        assertThat(ExtraWork.of(List.of(opened()), Metric.RESOLUTION, measured, STEPS))
                .isEqualTo(new Outcome.Effort(0, supervisors, 0, 0, 0));
    }

    @Test
    void oneEventMayBeExtraWorkInTwoWays() {
        CaseEvent raised = CaseEvent.severityChanged("INC-1", at("14:00"), Severity.HIGH);
        CaseEvent handedOver = CaseEvent.reassigned("INC-1", at("14:00"), "network");
        CaseEvent updated = event("14:00", EventType.UPDATED);
        assertThat(work(missed(), raised)).isEqualTo(new Outcome.Effort(1, 0, 1, 0, 0));
        assertThat(work(missed(), event("14:00", EventType.REOPENED))).isEqualTo(new Outcome.Effort(1, 0, 0, 1, 0));
        assertThat(work(missed(), handedOver)).isEqualTo(new Outcome.Effort(1, 0, 0, 0, 1));
        assertThat(ExtraWork.of(List.of(opened(), updated), Metric.RESOLUTION, missed(), STEPS.subList(0, 3)))
                .isEqualTo(new Outcome.Effort(1, 1, 0, 0, 0));
    }
}
