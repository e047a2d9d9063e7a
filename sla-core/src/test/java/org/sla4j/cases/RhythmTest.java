package org.sla4j.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.PauseRule;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.agreement.WhileHeldBy;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.BusinessDuration;
import org.sla4j.calendar.WeeklyHours;
import org.sla4j.clock.ClockReading;
import org.sla4j.clock.LedgerInterval;
import org.sla4j.clock.LedgerInterval.Cause;
import org.sla4j.clock.SlaClock;
import org.sla4j.clock.Verdict;

/** Updates each hour from when the last one was due; cases are opened on a Monday at 09:00. */
class RhythmTest {
    private static final Metric HOURLY = Metric.builder("hourly update")
            .startsOn(EventType.OPENED, EventType.REOPENED)
            .restartsOn(EventType.UPDATED, EventType.RESPONDED)
            .stopsOn(EventType.RESOLVED, EventType.CLOSED)
            .pauseRule(PauseRule.parties(Set.of(Party.CUSTOMER)))
            .repeating()
            .countedFromDue()
            .build();
    private static final BusinessCalendar OFFICE = BusinessCalendar.builder("Office")
            .zone(ZoneOffset.UTC)
            .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
            .build();
    private static final PauseReason CUSTOMER = PauseReason.of("awaiting user info", "customer");
    private static final Target HOUR = Target.of("1h", BusinessCalendar.alwaysOpen(), 1);
    private static final ServiceLevelAgreement AGREEMENT = agreement(HOUR, Retargeting.RETROACTIVE);

    private static Instant at(String time) {
        return Instant.parse("2026-01-05T00:00:00Z")
                .plusNanos(LocalTime.parse(time).toNanoOfDay());
    }

    private static ServiceLevelAgreement agreement(Target target, Retargeting rule) {
        return ServiceLevelAgreement.builder("helpdesk")
                .provider(Party.of("IT operations"))
                .customer(Party.of("Sales"))
                .policy(SeverityPolicy.builder("critical")
                        .severity(Severity.CRITICAL)
                        .target(HOURLY, Target.of("30m", BusinessCalendar.alwaysOpen(), 1))
                        .retargeting(rule)
                        .build())
                .policy(SeverityPolicy.builder("all")
                        .target(HOURLY, target)
                        .retargeting(rule)
                        .build())
                .build();
    }

    private static ServiceCase incident(ServiceLevelAgreement agreement, CaseEvent... events) {
        List<CaseEvent> all = new ArrayList<>(Arrays.asList(events));
        all.add(0, CaseEvent.opened("INC-1", at("09:00"), Severity.MODERATE));
        return ServiceCase.replay(agreement, all);
    }

    private static CaseEvent updated(String time) {
        return CaseEvent.of("INC-1", at(time), EventType.UPDATED);
    }

    private static SlaClock clock(ServiceCase incident) {
        return incident.clock(HOURLY).orElseThrow();
    }

    private static ClockReading reading(ServiceCase incident, String now) {
        return clock(incident).reading(at(now));
    }

    @Test
    void anUpdateInTimeAsksForTheNextAnHourAfterTheLastWasDue() {
        ServiceCase incident = incident(AGREEMENT, updated("09:30"));
        assertThat(reading(incident, "09:30").due()).contains(at("11:00"));
        assertThat(reading(incident, "10:00").elapsed()).isZero();
        assertThat(reading(incident, "10:15").elapsed()).isEqualTo(Duration.ofMinutes(15));
        assertThat(reading(incident, "11:00").verdict()).isEqualTo(Verdict.PENDING);
        assertThat(reading(incident, "11:01").verdict()).isEqualTo(Verdict.BREACHED);
    }

    @Test
    void nothingCountsUntilTheLastWasDue() {
        SlaClock clock = clock(incident(AGREEMENT, updated("09:30")));
        assertThat(clock.reading(at("09:45")).elapsed()).isZero();
        assertThat(clock.reading(at("09:45")).remaining()).isEqualTo(Duration.ofHours(1));
        long now = at("09:45").getEpochSecond() * 1_000_000_000L;
        assertThat(clock.elapsedNanos(now)).isZero();
        assertThat(clock.remainingNanos(now)).isEqualTo(Duration.ofHours(1).toNanos());
        assertThat(clock.reaches(Duration.ZERO)).contains(at("10:00"));
        assertThat(clock.reaches(Duration.ofMinutes(45))).contains(at("10:45"));
        assertThat(clock).hasToString("RUNNING since 2026-01-05T09:30:00Z with PT0S of " + HOUR);
    }

    @Test
    void eachMeasurementAsksForAnUpdateOfItsOwn() {
        ServiceCase once = incident(AGREEMENT, updated("09:30"));
        ServiceCase twice = incident(AGREEMENT, updated("09:30"), updated("09:50"));
        assertThat(reading(twice, "10:30")).isEqualTo(reading(once, "10:30"));
        assertThat(twice.outcomes(at("12:00"))).hasSize(2);
        assertThat(reading(incident(AGREEMENT, updated("09:30"), updated("10:10")), "10:10")
                        .due())
                .contains(at("12:00"));
    }

    @Test
    void oneMessageOfTwoEventsCountsOnce() {
        CaseEvent answer = CaseEvent.responded("INC-1", at("10:20"));
        assertThat(reading(incident(AGREEMENT, updated("10:20"), answer.withSequence(2)), "10:20")
                        .due())
                .contains(at("11:20"));
        CaseEvent onTheHour = CaseEvent.responded("INC-1", at("10:00"));
        assertThat(reading(incident(AGREEMENT, updated("10:00"), onTheHour.withSequence(2)), "10:00")
                        .due())
                .contains(at("11:00"));
    }

    @Test
    void oneMessageCountsOnceAlsoWithAWaitInBetween() {
        ServiceCase incident = incident(
                AGREEMENT,
                updated("10:20"),
                CaseEvent.waiting("INC-1", at("10:20"), CUSTOMER).withSequence(1),
                CaseEvent.responded("INC-1", at("10:20")).withSequence(2));
        assertThat(reading(incident, "10:20").dueIfResumed()).contains(at("11:20"));
        assertThat(incident.outcomes(at("10:30"))).hasSize(2);
    }

    @Test
    void anUpdateThatIsLateBeginsTheRhythmAnew() {
        ServiceCase late = incident(AGREEMENT, updated("10:01"));
        assertThat(reading(late, "10:01").due()).contains(at("11:01"));
        assertThat(late.outcomes(at("10:30")))
                .extracting(Outcome::verdict)
                .containsExactly(Verdict.MISSED, Verdict.PENDING);
        ServiceCase justInTime = incident(AGREEMENT, updated("10:00"));
        assertThat(reading(justInTime, "10:00").due()).contains(at("11:00"));
    }

    @Test
    void everyUpdateOfADayKeepsTheRhythm() {
        ServiceCase incident =
                incident(AGREEMENT, updated("09:59"), updated("10:30"), updated("11:01"), updated("12:59"));
        assertThat(incident.outcomes(at("13:30")))
                .extracting(Outcome::verdict)
                .hasSize(5)
                .containsOnly(Verdict.MET, Verdict.PENDING);
        assertThat(incident.outcomes(at("13:30")))
                .extracting(Outcome::elapsed)
                .containsExactly(
                        Duration.ofMinutes(59),
                        Duration.ofMinutes(30),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(59),
                        Duration.ofMinutes(30));
    }

    @Test
    void aWaitForTheCustomerMovesTheRhythm() {
        ServiceCase incident = incident(
                AGREEMENT,
                updated("09:30"),
                CaseEvent.waiting("INC-1", at("09:40"), CUSTOMER),
                CaseEvent.resumed("INC-1", at("12:40")));
        assertThat(reading(incident, "12:40").due()).contains(at("14:00"));
        assertThat(reading(incident, "13:30").elapsed()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void theRhythmIsOfBusinessTime() {
        ServiceCase incident = incident(
                agreement(Target.of("3h", OFFICE, 1), Retargeting.RETROACTIVE), updated("11:30"), updated("14:00"));
        assertThat(reading(incident, "14:00").due()).contains(at("10:00").plus(Duration.ofDays(1)));
    }

    @Test
    void aLimitInBusinessDaysCountsThemFromTheLastDueDate() {
        ServiceCase incident =
                incident(agreement(Target.of("1bd end-of-day", OFFICE, 1), Retargeting.RETROACTIVE), updated("11:30"));
        assertThat(reading(incident, "11:30").due()).contains(at("17:00").plus(Duration.ofDays(2)));
    }

    @Test
    void theLedgerAddsUpToWhatTheClockShows() {
        SlaClock clock = clock(incident(
                AGREEMENT,
                updated("09:30"),
                CaseEvent.waiting("INC-1", at("09:40"), CUSTOMER),
                CaseEvent.resumed("INC-1", at("09:50"))));
        List<LedgerInterval> ledger = clock.explain(at("10:30")).intervals();
        assertThat(ledger)
                .extracting(LedgerInterval::cause, LedgerInterval::end)
                .containsExactly(
                        tuple(Cause.SUPERSEDED, at("09:30")),
                        tuple(Cause.AHEAD, at("09:40")),
                        tuple(Cause.PAUSED, at("09:50")),
                        tuple(Cause.AHEAD, at("10:10")),
                        tuple(Cause.RUNNING, at("10:30")));
        assertThat(ledger.get(3).withheld()).isEqualTo(Duration.ofMinutes(20));
        assertThat(clock.explain(at("10:30")).business()).isEqualTo(Duration.ofMinutes(20));
        assertThat(clock.explain(at("10:00")).business()).isZero();
        assertThat(clock.reading(at("10:30")).elapsed()).isEqualTo(Duration.ofMinutes(20));
    }

    @Test
    void whatIsFinishedAheadOfTimeIsMetWithNothingUsed() {
        ServiceCase incident = incident(AGREEMENT, updated("09:30"), CaseEvent.resolved("INC-1", at("09:45")));
        Outcome last = incident.outcomes(at("12:00")).get(1);
        assertThat(last.verdict()).isEqualTo(Verdict.MET);
        assertThat(last.elapsed()).isZero();
        assertThat(last.start()).isEqualTo(at("09:30"));
    }

    @Test
    void aReopeningBeginsTheRhythmAnew() {
        ServiceCase incident = incident(
                AGREEMENT,
                updated("09:30"),
                CaseEvent.resolved("INC-1", at("09:45")),
                CaseEvent.reopened("INC-1", at("09:50")));
        assertThat(reading(incident, "09:50").due()).contains(at("10:50"));
    }

    @Test
    void anotherLimitCountsFromTheSameDueDate() {
        CaseEvent raised = CaseEvent.severityChanged("INC-1", at("09:40"), Severity.CRITICAL);
        for (Retargeting rule : List.of(
                Retargeting.RETROACTIVE,
                Retargeting.CARRY_ELAPSED,
                Retargeting.KEEP_FRACTION,
                Retargeting.STRICTER_WINS)) {
            ServiceCase incident = incident(agreement(HOUR, rule), updated("09:30"), raised);
            assertThat(reading(incident, "09:40").due()).as("%s", rule).contains(at("10:30"));
        }
        assertThat(reading(incident(agreement(HOUR, Retargeting.RESTART), updated("09:30"), raised), "09:40")
                        .due())
                .contains(at("10:10"));
        assertThat(reading(incident(agreement(HOUR, Retargeting.KEEP_OLD_TARGET), updated("09:30"), raised), "09:40")
                        .due())
                .contains(at("11:00"));
    }

    @Test
    void anEarlyUpdateChangesNothingAlsoWhenAnotherTargetCountsFromTheStart() {
        ServiceCase incident = incident(
                AGREEMENT,
                updated("09:30"),
                updated("09:50"),
                CaseEvent.severityChanged("INC-1", at("10:05"), Severity.CRITICAL));
        assertThat(reading(incident, "10:05").due()).contains(at("10:30"));
        assertThat(incident.outcomes(at("10:20"))).hasSize(2);
    }

    @Test
    void whichUpdateEndedWhatStaysAlsoWhenAnotherTargetWouldHaveCountedByThen() {
        ServiceLevelAgreement unpaused = ServiceLevelAgreement.builder("helpdesk")
                .provider(Party.of("IT operations"))
                .customer(Party.of("Sales"))
                .policy(SeverityPolicy.builder("critical")
                        .severity(Severity.CRITICAL)
                        .target(HOURLY, HOUR.withPauseRule(PauseRule.never()))
                        .build())
                .policy(SeverityPolicy.builder("all").target(HOURLY, HOUR).build())
                .build();
        ServiceCase incident = incident(
                unpaused,
                updated("09:30"),
                CaseEvent.waiting("INC-1", at("09:40"), CUSTOMER),
                updated("10:10"),
                CaseEvent.severityChanged("INC-1", at("10:20"), Severity.CRITICAL));
        assertThat(incident.outcomes(at("10:30"))).hasSize(2);
        assertThat(reading(incident, "10:20").due()).contains(at("11:00"));
        assertThat(reading(incident, "10:20").elapsed()).isEqualTo(Duration.ofMinutes(20));
    }

    @Test
    void aDueDateAgreedByHandBreaksTheRhythmForOneMeasurement() {
        ServiceCase agreed = incident(
                AGREEMENT,
                updated("09:30"),
                CaseEvent.agreed(
                        "INC-1", at("09:40"), AgreedByHand.of(HOURLY, at("09:50"), "Ann Bell", "the customer calls")));
        assertThat(reading(agreed, "09:40").due()).contains(at("09:50"));
        assertThat(reading(agreed, "09:55").verdict()).isEqualTo(Verdict.BREACHED);
        assertThat(clock(agreed).explain(at("09:55")).business()).isEqualTo(Duration.ofMinutes(15));
        assertThat(clock(agreed).explain(at("09:55")).intervals())
                .extracting(LedgerInterval::cause, LedgerInterval::end)
                .containsExactly(
                        tuple(Cause.SUPERSEDED, at("09:30")),
                        tuple(Cause.AHEAD, at("09:40")),
                        tuple(Cause.RUNNING, at("09:55")));
        assertThat(reading(agreed.apply(updated("09:45")), "09:45").due()).contains(at("10:50"));
    }

    @Test
    void aLimitAgreedByHandCountsFromTheLastDueDate() {
        ServiceCase agreed = incident(
                AGREEMENT,
                updated("09:30"),
                CaseEvent.agreed(
                        "INC-1",
                        at("09:40"),
                        AgreedByHand.of(HOURLY, BusinessDuration.parse("3h"), "Ann Bell", "the customer sleeps")));
        assertThat(reading(agreed, "09:40").due()).contains(at("13:00"));
    }

    @Test
    void aLateUpdateMovesEverythingAfterIt() {
        ServiceCase late = incident(AGREEMENT, updated("10:30")).apply(updated("09:30"));
        assertThat(late.clocks())
                .isEqualTo(
                        incident(AGREEMENT, updated("09:30"), updated("10:30")).clocks());
        assertThat(reading(late, "10:30").due()).contains(at("12:00"));
    }

    @Test
    void theRhythmIsPartOfTheStateOfACase() {
        ServiceCase incident = incident(AGREEMENT, updated("09:30"));
        ServiceCase again = ServiceCase.restore(incident.toState(), List.of(AGREEMENT), incident::events);
        assertThat(reading(again, "10:15")).isEqualTo(reading(incident, "10:15"));
        assertThat(again.apply(updated("10:15")).clocks())
                .isEqualTo(incident.apply(updated("10:15")).clocks());
        assertThat(again.apply(updated("09:50")).toState())
                .isEqualTo(incident.apply(updated("09:50")).toState());
    }

    @Test
    void anExclusionNeverAsksForAnUpdateEarlier() {
        ServiceCase raw = incident(AGREEMENT, updated("10:30"), updated("11:15"));
        Exclusions outage = Exclusions.of(Exclusion.of(Exclusion.MAINTENANCE, at("09:30"), at("10:15"), ""));
        ServiceCase adjusted = raw.without(outage);
        assertThat(raw.outcomes(at("12:00")))
                .extracting(Outcome::verdict)
                .containsExactly(Verdict.MISSED, Verdict.MET, Verdict.PENDING);
        assertThat(adjusted.outcomes(at("12:00")))
                .extracting(Outcome::verdict)
                .containsExactly(Verdict.MET, Verdict.MET, Verdict.PENDING);
        assertThat(reading(adjusted, "11:15").due()).contains(at("12:45"));
    }

    @Test
    void measurementsStayTheSameOnesWhenTimeIsExcluded() {
        // Raw, the second measurement counts from 10:00; without the hour from 10:00 on it has not begun at 10:10.
        ServiceCase raw = incident(AGREEMENT, updated("09:30"), updated("10:10"));
        ServiceCase adjusted =
                raw.without(Exclusions.of(Exclusion.of(Exclusion.MAINTENANCE, at("09:45"), at("10:45"), "")));
        assertThat(adjusted.outcomes(at("12:00")))
                .extracting(Outcome::key)
                .isEqualTo(raw.outcomes(at("12:00")).stream().map(Outcome::key).toList());
        assertThat(reading(adjusted, "10:10").due()).contains(at("13:00"));
    }

    @Test
    void whoHandsOverKeepsNoRhythmOfTheNextHolder() {
        Metric ownNews = Metric.builder("news of the owner")
                .startsOn(EventType.OPENED)
                .restartsOn(EventType.UPDATED)
                .stopsOn(EventType.RESOLVED)
                .whileHeldBy(WhileHeldBy.anyTeam())
                .countedFromDue()
                .build();
        ServiceLevelAgreement agreement = ServiceLevelAgreement.builder("ola")
                .provider(Party.of("IT operations"))
                .customer(Party.of("Sales"))
                .policy(SeverityPolicy.builder("all").target(ownNews, HOUR).build())
                .build();
        ServiceCase incident = ServiceCase.replay(
                agreement,
                List.of(
                        CaseEvent.opened("INC-1", at("09:00"), Severity.HIGH).withTeam("first line"),
                        updated("09:30"),
                        CaseEvent.reassigned("INC-1", at("09:40"), "network")));
        assertThat(incident.outcomes(at("09:45")))
                .extracting(Outcome::team, Outcome::start)
                .containsExactly(
                        tuple("first line", at("09:00")),
                        tuple("first line", at("09:30")),
                        tuple("network", at("09:40")));
        assertThat(incident.clock(ownNews).orElseThrow().reading(at("09:45")).due())
                .contains(at("10:40"));
    }
}
