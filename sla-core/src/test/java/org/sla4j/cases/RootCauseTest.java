package org.sla4j.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.PauseRule;
import org.sla4j.agreement.Reopening;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.agreement.Warning;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.BusinessDuration;
import org.sla4j.calendar.HolidayCalendar;
import org.sla4j.calendar.NoBusinessTimeException;
import org.sla4j.calendar.TimeRange;
import org.sla4j.calendar.WeeklyHours;
import org.sla4j.clock.ClockReading;
import org.sla4j.clock.LedgerInterval;
import org.sla4j.clock.Phase;
import org.sla4j.clock.SlaClock;
import org.sla4j.clock.Verdict;
import org.sla4j.compliance.ComplianceAggregator;
import org.sla4j.compliance.ComplianceRow;
import org.sla4j.compliance.Dimension;

/**
 * Bugs that users of help desks report, by root cause, each with a test that it cannot happen here.
 *
 * <p>In the week of Monday 5 January 2026; the office is open Mon-Fri 09:00-17:00 UTC.
 */
class RootCauseTest {
    private static final BusinessCalendar OFFICE = office("Mon-Fri 09:00-17:00");
    private static final PauseReason CUSTOMER = PauseReason.of("awaiting user info", "customer");
    private static final PauseReason VENDOR = PauseReason.of("awaiting parts", "vendor");
    private static final Instant MUCH_LATER = Instant.parse("2027-01-01T00:00:00Z");

    private static BusinessCalendar office(String hours) {
        return BusinessCalendar.builder("Office")
                .zone(ZoneOffset.UTC)
                .hours(WeeklyHours.parse(hours))
                .build();
    }

    /** Severity 2: answer in 2h, solution in 8h; severity 1: half of that; severity 3: nothing promised. */
    private static ServiceLevelAgreement agreement(Retargeting retargeting, Reopening reopening) {
        return ServiceLevelAgreement.builder("helpdesk")
                .provider(Party.of("IT operations"))
                .customer(Party.of("Sales"))
                .policy(policy(Severity.CRITICAL, "1h", "4h", retargeting, reopening))
                .policy(policy(Severity.HIGH, "2h", "8h", retargeting, reopening))
                .build();
    }

    private static ServiceLevelAgreement promising(SeverityPolicy.Builder... policies) {
        ServiceLevelAgreement.Builder agreement = ServiceLevelAgreement.builder("helpdesk")
                .provider(Party.of("IT operations"))
                .customer(Party.of("Sales"));
        for (SeverityPolicy.Builder policy : policies) {
            agreement.policy(policy.build());
        }
        return agreement.build();
    }

    private static SeverityPolicy policy(
            Severity severity, String answer, String solution, Retargeting retargeting, Reopening reopening) {
        return SeverityPolicy.builder(severity.name())
                .severity(severity)
                .target(Metric.FIRST_RESPONSE, Target.of(answer, OFFICE, 0.9))
                .target(Metric.RESOLUTION, Target.of(solution, OFFICE, 0.9))
                .retargeting(retargeting)
                .reopening(reopening)
                .build();
    }

    private static Instant at(String dayAndTime) {
        String[] parts = dayAndTime.split(" ", -1);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().substring(0, 3).equalsIgnoreCase(parts[0])) {
                return LocalDate.of(2026, 1, 4 + day.getValue())
                        .atTime(LocalTime.parse(parts[1]))
                        .toInstant(ZoneOffset.UTC);
            }
        }
        throw new IllegalArgumentException(dayAndTime);
    }

    private static ServiceCase high(String when) {
        return opened(agreement(Retargeting.RETROACTIVE, Reopening.CONTINUE), Severity.HIGH, when);
    }

    private static ServiceCase opened(ServiceLevelAgreement agreement, Severity severity, String when) {
        return ServiceCase.open(agreement, CaseEvent.opened("INC-1", at(when), severity));
    }

    private static CaseEvent waiting(PauseReason reason, String when) {
        return CaseEvent.waiting("INC-1", at(when), reason);
    }

    private static CaseEvent resumed(String when) {
        return CaseEvent.resumed("INC-1", at(when));
    }

    private static CaseEvent changed(Severity severity, String when) {
        return CaseEvent.severityChanged("INC-1", at(when), severity);
    }

    private static CaseEvent resolved(String when) {
        return CaseEvent.resolved("INC-1", at(when));
    }

    private static CaseEvent reopened(String when) {
        return CaseEvent.reopened("INC-1", at(when));
    }

    private static SlaClock resolution(ServiceCase incident) {
        return incident.clock(Metric.RESOLUTION).orElseThrow();
    }

    private static ClockReading read(ServiceCase incident, String when) {
        return resolution(incident).reading(at(when));
    }

    private static SlaClock clock(String limit, BusinessCalendar calendar, String when) {
        return SlaClock.start(at(when), Target.of(limit, calendar, 0.9));
    }

    /** A: the pause is a flag or a number, not an account of intervals. */
    @Nested
    class PauseIsAFlag {
        @Test
        void pendingTimeDoesNotVanishWhenTheSeverityRises() {
            ServiceCase incident = high("Mon 09:00")
                    .apply(waiting(CUSTOMER, "Mon 10:00"))
                    .apply(changed(Severity.CRITICAL, "Wed 10:00"));
            assertThat(read(incident, "Thu 17:00").elapsed()).isEqualTo(Duration.ofHours(1));
            assertThat(read(incident, "Thu 17:00").verdict()).isEqualTo(Verdict.PENDING);
        }

        @Test
        void pendingTimeThatEndedBeforeTheTargetWasSwappedStaysExcluded() {
            ServiceCase incident = high("Mon 09:00")
                    .apply(waiting(CUSTOMER, "Mon 10:00"))
                    .apply(resumed("Tue 10:00"))
                    .apply(changed(Severity.CRITICAL, "Tue 11:00"));
            assertThat(read(incident, "Tue 11:00").elapsed()).isEqualTo(Duration.ofHours(2));
        }

        @Test
        void aPauseOverTheWeekendDoesNotAddTheWeekendToATargetInDays() {
            SlaClock clock = clock("2bd", OFFICE, "Fri 09:00")
                    .pause(at("Fri 16:00"), CUSTOMER)
                    .resume(at("Mon 10:00").plus(Duration.ofDays(7)));
            // Two open hours were withheld: Friday 16:00 to 17:00 and Monday 09:00 to 10:00.
            assertThat(clock.reading(MUCH_LATER).due())
                    .isEqualTo(clock("2bd", OFFICE, "Fri 09:00")
                            .reading(MUCH_LATER)
                            .due()
                            .map(due -> OFFICE.plus(due, Duration.ofHours(2))));
        }

        @Test
        void activeTimeHasNoClosedTimeInIt() {
            assertThat(read(high("Mon 16:00"), "Tue 10:00").elapsed()).isEqualTo(Duration.ofHours(2));
        }

        @Test
        void afterAPauseTheDueDateDoesNotLandAfterClosing() {
            SlaClock clock = clock("8h", OFFICE, "Mon 09:00")
                    .pause(at("Mon 16:00"), CUSTOMER)
                    .resume(at("Mon 16:30"));
            assertThat(clock.reading(at("Mon 16:30")).due()).contains(at("Tue 09:30"));
        }

        @Test
        void nothingIsBreachedWhilePending() {
            ServiceCase incident = high("Mon 09:00").apply(waiting(CUSTOMER, "Mon 16:59"));
            assertThat(resolution(incident).reading(MUCH_LATER).verdict()).isEqualTo(Verdict.PENDING);
        }

        @Test
        void progressFreezesWhilePending() {
            ServiceCase incident = high("Mon 09:00").apply(waiting(CUSTOMER, "Mon 13:00"));
            assertThat(read(incident, "Mon 13:00").fractionUsed()).isEqualTo(0.5);
            assertThat(resolution(incident).reading(MUCH_LATER).fractionUsed()).isEqualTo(0.5);
        }

        @Test
        void pendingTimeIsToldApartFromOurOwn() {
            ServiceCase incident =
                    high("Mon 09:00").apply(waiting(CUSTOMER, "Mon 10:00")).apply(resumed("Mon 15:00"));
            CaseLedger ledger =
                    incident.ledger(Metric.RESOLUTION, at("Mon 16:00")).orElseThrow();
            assertThat(ledger.byParty(Holder.of(Party.CUSTOMER)).business()).isEqualTo(Duration.ofHours(5));
            assertThat(ledger.byParty(Holder.PROVIDER).business()).isEqualTo(Duration.ofHours(2));
        }

        @Test
        void aPausedClockDoesNotTick() {
            ServiceCase incident = high("Mon 09:00").apply(waiting(CUSTOMER, "Mon 10:00"));
            assertThat(read(incident, "Mon 10:00").phase()).isEqualTo(Phase.PAUSED);
            assertThat(read(incident, "Wed 10:00").elapsed())
                    .isEqualTo(read(incident, "Mon 10:00").elapsed());
        }

        @Test
        void theDueDateMovesByAPause() {
            ServiceCase incident =
                    high("Mon 09:00").apply(waiting(CUSTOMER, "Mon 10:00")).apply(resumed("Mon 12:00"));
            assertThat(read(incident, "Mon 12:00").due()).contains(at("Tue 11:00"));
        }

        @Test
        void aHoldOverAHolidayGrantsNoTime() {
            BusinessCalendar calendar = BusinessCalendar.builder("Office")
                    .zone(ZoneOffset.UTC)
                    .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
                    .holidays(HolidayCalendar.of(LocalDate.of(2026, 1, 6)))
                    .build();
            SlaClock held = clock("8h", calendar, "Mon 09:00")
                    .pause(at("Mon 17:00"), CUSTOMER)
                    .resume(at("Wed 09:00"));
            assertThat(held.reading(at("Wed 09:00")).elapsed()).isEqualTo(Duration.ofHours(8));
        }

        @Test
        void resumingDoesNotDropThePauseAndFireAtOnce() {
            ServiceCase incident =
                    high("Mon 09:00").apply(waiting(CUSTOMER, "Mon 10:00")).apply(resumed("Fri 10:00"));
            assertThat(read(incident, "Fri 10:00").remaining()).isEqualTo(Duration.ofHours(7));
        }

        @Test
        void aDateThatWasPromisedIsNotMovedByAPause() {
            Target date = Target.of("30h wall", OFFICE, 0.9).withPauseRule(PauseRule.never());
            SlaClock clock = SlaClock.start(at("Mon 09:00"), date)
                    .pause(at("Mon 10:00"), CUSTOMER)
                    .resume(at("Mon 12:00"));
            assertThat(clock.reading(at("Mon 12:00")).due()).contains(at("Tue 15:00"));
        }

        @Test
        void oneOfTwoWaitsEndingDoesNotRunTheClock() {
            ServiceCase incident = high("Mon 09:00")
                    .apply(waiting(CUSTOMER, "Mon 10:00"))
                    .apply(waiting(VENDOR, "Mon 11:00"))
                    .apply(CaseEvent.resumed("INC-1", at("Mon 12:00"), CUSTOMER));
            assertThat(read(incident, "Mon 16:00").elapsed()).isEqualTo(Duration.ofHours(1));
        }
    }

    /** B: yesterday's facts are counted by today's configuration. */
    @Nested
    class RecomputedByTodaysConfiguration {
        private final ServiceLevelAgreement first = agreement(Retargeting.RETROACTIVE, Reopening.CONTINUE);
        private final ServiceLevelAgreement longer =
                first.withTargets("2", (policy, metric, target) -> target.withCalendar(office("Mon-Fri 09:00-13:00")));

        @Test
        void aCalendarThatChangesReachesOpenCasesIfTheRuleSaysSoAndNotOtherwise() {
            List<CaseEvent> events = List.of(CaseEvent.opened("INC-1", at("Mon 09:00"), Severity.HIGH));
            AgreementVersions base = AgreementVersions.of(first);
            ServiceCase stays = base.then(longer, at("Mon 11:00"), AgreementVersions.OpenCases.STAY)
                    .replay(events, MUCH_LATER);
            ServiceCase moves = base.then(longer, at("Mon 11:00"), AgreementVersions.OpenCases.MOVE_FROM_NOW)
                    .replay(events, MUCH_LATER);
            assertThat(read(stays, "Mon 12:00").due()).contains(at("Mon 17:00"));
            assertThat(read(moves, "Mon 12:00").due()).contains(at("Tue 13:00"));
        }

        @Test
        void aClockWhoseTargetIsGoneDoesNotEscalateForEver() {
            ServiceCase incident = high("Mon 09:00").apply(changed(Severity.MODERATE, "Mon 10:00"));
            assertThat(resolution(incident).reading(MUCH_LATER).verdict()).isEqualTo(Verdict.CANCELLED);
        }

        @Test
        void theUpdateClockOfThePolicyBeforeDoesNotPersist() {
            ServiceLevelAgreement agreement = promising(
                    SeverityPolicy.builder("updates")
                            .severity(Severity.HIGH)
                            .target(Metric.PERIODIC_UPDATE, Target.of("2h", OFFICE, 0.9)),
                    SeverityPolicy.builder("solution").target(Metric.RESOLUTION, Target.of("8h", OFFICE, 0.9)));
            ServiceCase moved = opened(agreement, Severity.HIGH, "Mon 09:00").apply(changed(Severity.LOW, "Mon 10:00"));
            assertThat(moved.outcomes(MUCH_LATER))
                    .filteredOn(outcome -> outcome.metric().equals("periodic update"))
                    .extracting(Outcome::verdict)
                    .containsExactly(Verdict.CANCELLED);
        }

        @Test
        void aBreachDoesNotVanishWhenNothingIsPromisedAnyMore() {
            ServiceCase incident = high("Mon 09:00").apply(changed(Severity.MODERATE, "Tue 12:00"));
            ClockReading reading = resolution(incident).reading(MUCH_LATER);
            assertThat(reading.verdict()).isEqualTo(Verdict.CANCELLED);
            assertThat(reading.breachesAt()).contains(at("Tue 09:00"));
            assertThat(reading.elapsed()).isEqualTo(Duration.ofHours(11));
        }

        @Test
        void aCancelledDuplicateDoesNotEscalate() {
            ServiceCase incident = high("Mon 09:00").apply(CaseEvent.cancelled("INC-1", at("Mon 10:00")));
            assertThat(incident.clocks().values())
                    .allSatisfy(clock ->
                            assertThat(clock.reading(MUCH_LATER).verdict()).isEqualTo(Verdict.CANCELLED));
        }

        @Test
        void aNewTeamIsToldWhatTimeWasNotItsOwn() {
            ServiceCase incident = high("Mon 09:00")
                    .apply(CaseEvent.reassigned("INC-1", at("Mon 09:00"), "first line"))
                    .apply(CaseEvent.reassigned("INC-1", at("Mon 16:00"), "second line"));
            CaseLedger ledger =
                    incident.ledger(Metric.RESOLUTION, at("Mon 17:00")).orElseThrow();
            assertThat(ledger.byTeam("second line").business()).isEqualTo(Duration.ofHours(1));
            assertThat(ledger.byTeam("first line").business()).isEqualTo(Duration.ofHours(7));
        }

        @Test
        void aRepairDoesNotOverwriteTheFirstResult() {
            ServiceCase incident = high("Mon 09:00").apply(resolved("Mon 16:00"));
            ServiceCase repaired = incident.under(longer);
            assertThat(read(incident, "Fri 17:00").verdict()).isEqualTo(Verdict.MET);
            assertThat(read(repaired, "Fri 17:00").elapsed()).isEqualTo(Duration.ofHours(4));
            assertThat(CaseDiff.between(incident, repaired, at("Fri 17:00")).changes())
                    .isNotEmpty();
        }

        @Test
        void aFinishedMeasurementKeepsTheVersionItWasFinishedUnder() {
            ServiceCase answered = high("Mon 09:00").apply(CaseEvent.responded("INC-1", at("Mon 10:00")));
            ServiceCase moved = answered.move(at("Mon 12:00"), longer, Retargeting.RETROACTIVE);
            assertThat(moved.clock(Metric.FIRST_RESPONSE)).isEqualTo(answered.clock(Metric.FIRST_RESPONSE));
        }

        @Test
        void anEditIsSeenAtOnceAndNotAfterTheNextEvent() {
            ServiceCase incident = high("Mon 09:00");
            assertThat(read(incident.under(longer), "Mon 10:00").due()).contains(at("Tue 13:00"));
        }

        @Test
        void aPauseThatBecomesKnownLateIsCounted() {
            ServiceCase incident = high("Mon 09:00")
                    .apply(resolved("Tue 10:00"))
                    .apply(resumed("Mon 15:00"))
                    .apply(waiting(CUSTOMER, "Mon 10:00"));
            assertThat(read(incident, "Tue 10:00").elapsed()).isEqualTo(Duration.ofHours(4));
        }

        @Test
        void everyBreachIsExplainedStretchByStretch() {
            ServiceCase incident = high("Mon 16:00").apply(waiting(CUSTOMER, "Tue 10:00"));
            assertThat(resolution(incident).explain(at("Tue 12:00")).intervals())
                    .extracting(LedgerInterval::cause)
                    .containsExactly(
                            LedgerInterval.Cause.RUNNING,
                            LedgerInterval.Cause.CLOSED,
                            LedgerInterval.Cause.RUNNING,
                            LedgerInterval.Cause.PAUSED);
        }

        @Test
        void whatWasKnownOnADateCanBeAskedAfterAHolidayWasDeclared() {
            BusinessCalendar calendar = BusinessCalendar.builder("Office")
                    .zone(ZoneOffset.UTC)
                    .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
                    .holidays(HolidayCalendar.on(LocalDate.of(2026, 1, 6), "Mourning")
                            .publishedAt(Instant.parse("2026-01-05T00:00:00Z")))
                    .build();
            assertThat(calendar.plus(at("Mon 16:00"), Duration.ofHours(2))).isEqualTo(at("Wed 10:00"));
            assertThat(calendar.asKnownOn(Instant.parse("2026-01-04T12:00:00Z"))
                            .plus(at("Mon 16:00"), Duration.ofHours(2)))
                    .isEqualTo(at("Tue 10:00"));
        }
    }

    /** C: nobody says what reopening and stopping mean. */
    @Nested
    class ReopeningIsUndefined {
        @Test
        void theTimeACaseWasResolvedIsNotCounted() {
            ServiceCase incident =
                    high("Mon 09:00").apply(resolved("Mon 10:00")).apply(reopened("Wed 10:00"));
            assertThat(read(incident, "Wed 11:00").elapsed()).isEqualTo(Duration.ofHours(2));
        }

        @Test
        void theTimeACaseWasClosedIsNotCounted() {
            ServiceCase incident = high("Mon 09:00")
                    .apply(CaseEvent.closed("INC-1", at("Mon 10:00")))
                    .apply(reopened("Wed 10:00"));
            assertThat(read(incident, "Wed 11:00").elapsed()).isEqualTo(Duration.ofHours(2));
        }

        @Test
        void resolvedTimeIsNotShownAsPending() {
            ServiceCase incident =
                    high("Mon 09:00").apply(resolved("Mon 10:00")).apply(reopened("Mon 12:00"));
            CaseLedger ledger =
                    incident.ledger(Metric.RESOLUTION, at("Mon 13:00")).orElseThrow();
            assertThat(ledger.byParty()).containsOnlyKeys(Holder.PROVIDER, Holder.NOBODY);
        }

        @Test
        void reopeningDoesNotLeaveAStaleOverdueMark() {
            ServiceCase incident =
                    high("Mon 09:00").apply(resolved("Mon 10:00")).apply(reopened("Fri 10:00"));
            assertThat(read(incident, "Fri 11:00").verdict()).isEqualTo(Verdict.PENDING);
        }

        @Test
        void changingTheTargetDoesNotLeaveAStaleOverdueMark() {
            ServiceLevelAgreement agreement = agreement(Retargeting.RETROACTIVE, Reopening.CONTINUE);
            ServiceCase incident = opened(agreement, Severity.CRITICAL, "Mon 09:00");
            assertThat(read(incident, "Mon 14:00").verdict()).isEqualTo(Verdict.BREACHED);
            assertThat(read(incident.apply(changed(Severity.HIGH, "Mon 14:00")), "Mon 14:00")
                            .verdict())
                    .isEqualTo(Verdict.PENDING);
        }

        @Test
        void theOverrunOfAMissDoesNotGrowAfterTheResolution() {
            ServiceCase incident = high("Mon 09:00").apply(resolved("Tue 12:00"));
            assertThat(resolution(incident).reading(MUCH_LATER).remaining())
                    .isEqualTo(read(incident, "Tue 12:00").remaining())
                    .isEqualTo(Duration.ofHours(-3));
        }

        @Test
        void aGoodbyeAfterTheResolutionStartsNoClock() {
            ServiceLevelAgreement agreement =
                    promising(SeverityPolicy.builder("all").target(Metric.NEXT_RESPONSE, Target.of("2h", OFFICE, 0.9)));
            ServiceCase incident = opened(agreement, Severity.HIGH, "Mon 09:00")
                    .apply(CaseEvent.of("INC-1", at("Mon 09:30"), EventType.CUSTOMER_REPLIED))
                    .apply(resolved("Mon 10:00"));
            ServiceCase goodbye = incident.apply(CaseEvent.of("INC-1", at("Mon 11:00"), EventType.CUSTOMER_REPLIED));
            assertThat(goodbye.ignored()).isEmpty();
            assertThat(goodbye.outcomes(MUCH_LATER))
                    .extracting(Outcome::verdict)
                    .containsExactly(Verdict.MET);
            ServiceCase unasked = opened(agreement, Severity.HIGH, "Mon 09:00")
                    .apply(resolved("Mon 10:00"))
                    .apply(CaseEvent.of("INC-1", at("Mon 11:00"), EventType.CUSTOMER_REPLIED));
            assertThat(unasked.outcomes(MUCH_LATER)).isEmpty();
        }

        @Test
        void aNewCycleKeepsTheVerdictOfTheOneBefore() {
            ServiceCase incident = opened(
                            agreement(Retargeting.RETROACTIVE, Reopening.NEW_CYCLE), Severity.HIGH, "Mon 09:00")
                    .apply(resolved("Tue 12:00"))
                    .apply(reopened("Wed 09:00"))
                    .apply(resolved("Wed 10:00"));
            assertThat(incident.outcomes(MUCH_LATER))
                    .filteredOn(outcome -> outcome.metric().equals("resolution"))
                    .extracting(Outcome::verdict)
                    .containsExactly(Verdict.MISSED, Verdict.MET);
        }
    }

    /** D: the calendar is too weak, or wrong. */
    @Nested
    class CalendarIsTooWeak {
        @Test
        void lunchIsNotCounted() {
            assertThat(office("Mon-Fri 09:00-12:00,13:00-17:00").elapsed(at("Mon 11:00"), at("Mon 14:00")))
                    .isEqualTo(Duration.ofHours(2));
        }

        @Test
        void aSplitShiftNeedsNoScript() {
            BusinessCalendar split = office("Mon-Fri 06:00-10:00,16:00-20:00");
            assertThat(split.plus(at("Mon 09:00"), Duration.ofHours(2))).isEqualTo(at("Mon 17:00"));
        }

        @Test
        void aWeekWithoutMondayAndThursdayIsCountedRight() {
            BusinessCalendar odd = office("Tue-Wed 09:00-17:00; Fri 09:00-17:00");
            assertThat(odd.elapsed(at("Mon 00:00"), at("Sun 00:00"))).isEqualTo(Duration.ofHours(24));
            assertThat(odd.plus(at("Wed 16:00"), Duration.ofHours(2))).isEqualTo(at("Fri 10:00"));
        }

        @Test
        void timeNeedNotBeCountedRoundTheClock() {
            assertThat(read(high("Fri 16:00"), "Sun 12:00").elapsed()).isEqualTo(Duration.ofHours(1));
        }

        @Test
        void aHalfDayIsOpenForHalfADay() {
            BusinessCalendar calendar = BusinessCalendar.builder("Office")
                    .zone(ZoneOffset.UTC)
                    .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
                    .special(LocalDate.of(2026, 1, 6), TimeRange.parse("09:00-12:00"))
                    .build();
            assertThat(calendar.elapsed(at("Tue 00:00"), at("Wed 00:00"))).isEqualTo(Duration.ofHours(3));
        }

        @Test
        void aCaseOpenedAndSolvedOutOfHoursUsedNoTimeAndIsMet() {
            ServiceCase incident = high("Mon 18:00").apply(resolved("Mon 20:00"));
            assertThat(read(incident, "Tue 09:00").elapsed()).isZero();
            assertThat(read(incident, "Tue 09:00").verdict()).isEqualTo(Verdict.MET);
        }

        @Test
        void aCaseOpenedOutOfHoursIsNotBreachedAtItsCreation() {
            assertThat(read(high("Sat 12:00"), "Sat 12:00").due())
                    .contains(at("Mon 17:00").plus(Duration.ofDays(7)));
        }

        @Test
        void aWarningBeforeTheDueDateComesBeforeItInOpenTime() {
            Warning warning = Warning.parse("30m before due");
            SlaClock clock = clock("8h", OFFICE, "Mon 09:15");
            ClockReading reading = clock.reading(at("Mon 09:15"));
            assertThat(reading.due()).contains(at("Tue 09:15"));
            assertThat(clock.reaches(warning.usedOf(reading.limit()))).contains(at("Mon 16:45"));
        }

        @Test
        void theHolidayThatMovedADueDateIsNamed() {
            BusinessCalendar calendar = BusinessCalendar.builder("Office")
                    .zone(ZoneOffset.UTC)
                    .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
                    .holidays(HolidayCalendar.on(LocalDate.of(2026, 1, 6), "Epiphany"))
                    .build();
            assertThat(clock("8h", calendar, "Mon 16:00")
                            .explain(at("Wed 10:00"))
                            .intervals())
                    .extracting(LedgerInterval::detail)
                    .anyMatch(detail -> detail.contains("Epiphany"));
        }

        @Test
        void aHolidayIsADateInTheZoneOfTheCalendarFromItsFirstHourToItsLast() {
            BusinessCalendar newYork = BusinessCalendar.builder("New York")
                    .zone(ZoneId.of("America/New_York"))
                    .hours(WeeklyHours.parse("Mon-Fri 09:00-20:00"))
                    .holidays(HolidayCalendar.of(LocalDate.of(2026, 1, 19)))
                    .build();
            assertThat(newYork.elapsed(Instant.parse("2026-01-19T05:00:00Z"), Instant.parse("2026-01-20T05:00:00Z")))
                    .isZero();
            assertThat(newYork.elapsed(Instant.parse("2026-01-20T05:00:00Z"), Instant.parse("2026-01-21T05:00:00Z")))
                    .isEqualTo(Duration.ofHours(11));
        }

        @Test
        void aStartBeforeHoursInThemAndAfterThemAgree() {
            Duration four = Duration.ofHours(4);
            assertThat(OFFICE.plus(at("Mon 07:00"), four)).isEqualTo(at("Mon 13:00"));
            assertThat(OFFICE.plus(at("Mon 09:00"), four)).isEqualTo(at("Mon 13:00"));
            assertThat(OFFICE.plus(at("Mon 18:00"), four)).isEqualTo(at("Tue 13:00"));
        }

        @Test
        void aNightShiftIsNotSplitAtMidnight() {
            BusinessCalendar nights = office("Mon-Fri 22:00-06:00");
            assertThat(nights.elapsed(at("Mon 12:00"), at("Tue 12:00"))).isEqualTo(Duration.ofHours(8));
            assertThat(nights.plus(at("Mon 23:00"), Duration.ofHours(8))).isEqualTo(at("Tue 23:00"));
        }

        @Test
        void aCalendarThatNeverOpensIsAnErrorAndNotAnEndlessLoop() {
            assertThatThrownBy(() -> office("off").plus(at("Mon 09:00"), Duration.ofHours(1)))
                    .isInstanceOf(NoBusinessTimeException.class)
                    .hasMessageContaining("Office");
        }

        @Test
        void aDayOfTwentyThreeHoursHasTwentyThree() {
            BusinessCalendar berlin = BusinessCalendar.builder("Berlin")
                    .zone(ZoneId.of("Europe/Berlin"))
                    .hours(WeeklyHours.parse("Mon-Sun 00:00-24:00"))
                    .build();
            assertThat(berlin.elapsed(Instant.parse("2026-03-28T23:00:00Z"), Instant.parse("2026-03-29T22:00:00Z")))
                    .isEqualTo(Duration.ofHours(23));
        }
    }

    /** E: a day is 24 hours, or 8, or a date. */
    @Nested
    class UnitsAreMixedUp {
        @Test
        void aDayOfIsoIsNoBusinessTime() {
            assertThatThrownBy(() -> BusinessDuration.parse("P1D"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("P1D");
        }

        @Test
        void tenBusinessDaysAreTwoWeeksAndNotTwoHundredFortyHours() {
            assertThat(clock("10bd", OFFICE, "Mon 09:00")
                            .reading(at("Mon 09:00"))
                            .due())
                    .hasValueSatisfying(due -> assertThat(due)
                            .isBefore(at("Mon 17:00").plus(Duration.ofDays(14)))
                            .isAfter(at("Mon 09:00").plus(Duration.ofDays(10))));
        }

        @Test
        void fortyEightHoursAreSixWorkingDaysOfEightAndNotTwoDays() {
            assertThat(clock("48h", OFFICE, "Mon 09:00")
                            .reading(at("Mon 09:00"))
                            .due())
                    .contains(at("Mon 17:00").plus(Duration.ofDays(7)));
        }

        @Test
        void wallTimeHasToBeAskedForByName() {
            assertThat(clock("48h wall", OFFICE, "Mon 09:00")
                            .reading(at("Mon 09:00"))
                            .due())
                    .contains(at("Wed 09:00"));
        }
    }

    /** F: it is unclear what is measured. */
    @Nested
    class MetricsAreMixedUp {
        @Test
        void oneClockDoesNotOverruleAnother() {
            ServiceCase incident = high("Mon 09:00");
            assertThat(incident.clock(Metric.FIRST_RESPONSE)
                            .orElseThrow()
                            .reading(at("Mon 09:00"))
                            .due())
                    .contains(at("Mon 11:00"));
            assertThat(read(incident, "Mon 09:00").due()).contains(at("Mon 17:00"));
        }

        @Test
        void nothingEscalatesWhileWeWaitForTheCustomer() {
            ServiceCase incident = high("Mon 09:00").apply(waiting(CUSTOMER, "Mon 09:30"));
            assertThat(incident.outcomes(MUCH_LATER))
                    .extracting(Outcome::verdict)
                    .containsOnly(Verdict.PENDING);
        }

        @Test
        void anAnswerAndAWaitOfOneInstantAnswerAllTheSame() {
            for (List<CaseEvent> order : List.of(
                    List.of(CaseEvent.responded("INC-1", at("Mon 10:00")), waiting(CUSTOMER, "Mon 10:00")),
                    List.of(waiting(CUSTOMER, "Mon 10:00"), CaseEvent.responded("INC-1", at("Mon 10:00"))))) {
                ServiceCase incident = high("Mon 09:00").apply(order.get(0)).apply(order.get(1));
                ClockReading answer =
                        incident.clock(Metric.FIRST_RESPONSE).orElseThrow().reading(MUCH_LATER);
                assertThat(answer.verdict()).isEqualTo(Verdict.MET);
                assertThat(answer.elapsed()).isEqualTo(Duration.ofHours(1));
            }
        }

        @Test
        void theTimeToTheSolutionIsKept() {
            ServiceCase incident = high("Mon 09:00").apply(resolved("Mon 12:00"));
            assertThat(resolution(incident).stoppedAt()).contains(at("Mon 12:00"));
            assertThat(read(incident, "Fri 12:00").elapsed()).isEqualTo(Duration.ofHours(3));
        }

        @Test
        void aMessageOfTheCustomerCountsWhateverWayItCame() {
            ServiceLevelAgreement agreement =
                    promising(SeverityPolicy.builder("all").target(Metric.NEXT_RESPONSE, Target.of("2h", OFFICE, 0.9)));
            for (String channel : List.of("mail", "telephone", "note")) {
                ServiceCase incident = opened(agreement, Severity.HIGH, "Mon 09:00")
                        .apply(CaseEvent.of("INC-1", at("Mon 10:00"), EventType.CUSTOMER_REPLIED)
                                .withAttribute("channel", channel));
                assertThat(incident.clock(Metric.NEXT_RESPONSE)
                                .orElseThrow()
                                .reading(at("Mon 10:00"))
                                .due())
                        .contains(at("Mon 12:00"));
            }
        }

        @Test
        void anUpdateIsDueAgainAfterEachUpdateAndAnyoneCanCountIt() {
            ServiceLevelAgreement agreement = promising(
                    SeverityPolicy.builder("all").target(Metric.PERIODIC_UPDATE, Target.of("2h", OFFICE, 0.9)));
            ServiceCase incident = opened(agreement, Severity.HIGH, "Mon 09:00")
                    .apply(CaseEvent.of("INC-1", at("Mon 10:30"), EventType.UPDATED))
                    .apply(CaseEvent.of("INC-1", at("Mon 13:00"), EventType.UPDATED));
            assertThat(incident.clock(Metric.PERIODIC_UPDATE)
                            .orElseThrow()
                            .reading(at("Mon 13:00"))
                            .due())
                    .contains(at("Mon 15:00"));
            assertThat(incident.outcomes(at("Mon 14:00")))
                    .extracting(Outcome::verdict)
                    .containsExactly(Verdict.MET, Verdict.MISSED, Verdict.PENDING);
            assertThat(ServiceCase.replay(agreement, incident.events()).outcomes(at("Mon 14:00")))
                    .isEqualTo(incident.outcomes(at("Mon 14:00")));
        }

        @Test
        void anAnsweredCaseIsNotOverdueForItsAnswer() {
            ServiceCase incident = high("Mon 09:00").apply(CaseEvent.responded("INC-1", at("Mon 10:00")));
            ClockReading answer =
                    incident.clock(Metric.FIRST_RESPONSE).orElseThrow().reading(MUCH_LATER);
            assertThat(answer.verdict()).isEqualTo(Verdict.MET);
        }

        @Test
        void anAnswerDoesNotCountAsTheSolution() {
            ServiceCase incident = high("Mon 09:00").apply(CaseEvent.responded("INC-1", at("Mon 10:00")));
            assertThat(read(incident, "Mon 11:00").phase()).isEqualTo(Phase.RUNNING);
        }

        @Test
        void aCustomersOwnEventCanBeMeasured() {
            EventType delivered = EventType.of("parts delivered");
            Metric fitting = Metric.of("fitting", Set.of(delivered), Set.of(EventType.RESOLVED));
            ServiceLevelAgreement agreement =
                    promising(SeverityPolicy.builder("all").target(fitting, Target.of("2h", OFFICE, 0.9)));
            ServiceCase incident = opened(agreement, Severity.HIGH, "Mon 09:00")
                    .apply(CaseEvent.of("INC-1", at("Mon 12:00"), delivered))
                    .apply(resolved("Mon 13:00"));
            assertThat(incident.clock(fitting).orElseThrow().reading(MUCH_LATER).elapsed())
                    .isEqualTo(Duration.ofHours(1));
        }
    }

    /** G: when it was breached, and how breaches are counted. */
    @Nested
    class BreachesAreMiscounted {
        private ComplianceRow count(ServiceCase... cases) {
            ComplianceAggregator aggregator = ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY);
            for (ServiceCase incident : cases) {
                incident.outcomes(at("Fri 17:00")).stream()
                        .filter(outcome -> outcome.metric().equals("resolution"))
                        .forEach(aggregator::add);
            }
            return aggregator.report().rows().get(0);
        }

        @Test
        void theInstantOfTheBreachDoesNotDependOnWhenSomebodyLooks() {
            ServiceCase incident = high("Mon 10:00");
            assertThat(read(incident, "Fri 17:00").due()).contains(at("Tue 10:00"));
            assertThat(read(incident, "Mon 10:00").due()).contains(at("Tue 10:00"));
            assertThat(read(incident.apply(resolved("Fri 12:00")), "Fri 17:00").due())
                    .contains(at("Tue 10:00"));
        }

        @Test
        void aTargetMetExactlyAtItsLimitIsMet() {
            ServiceCase incident = high("Mon 09:00").apply(resolved("Mon 17:00"));
            assertThat(read(incident, "Fri 17:00").verdict()).isEqualTo(Verdict.MET);
        }

        @Test
        void whatIsStillOpenAndLateIsCountedAsMissed() {
            ComplianceRow row = count(high("Mon 09:00"), high("Mon 09:00").apply(resolved("Mon 10:00")));
            assertThat(row.compliance()).hasValue(0.5);
        }

        @Test
        void aLateCycleThatStillRunsIsCountedAsMissed() {
            ServiceLevelAgreement agreement =
                    promising(SeverityPolicy.builder("all").target(Metric.NEXT_RESPONSE, Target.of("2h", OFFICE, 0.9)));
            ServiceCase incident = opened(agreement, Severity.HIGH, "Mon 09:00")
                    .apply(CaseEvent.of("INC-1", at("Mon 10:00"), EventType.CUSTOMER_REPLIED))
                    .apply(CaseEvent.responded("INC-1", at("Mon 11:00")))
                    .apply(CaseEvent.of("INC-1", at("Mon 12:00"), EventType.CUSTOMER_REPLIED));
            ComplianceAggregator aggregator = ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY);
            incident.outcomes(at("Fri 17:00")).forEach(aggregator::add);
            assertThat(aggregator.report().rows().get(0).compliance()).hasValue(0.5);
        }

        @Test
        void noTargetIsLeftOutOfTheCount() {
            ServiceCase incident = high("Mon 09:00").apply(waiting(CUSTOMER, "Mon 10:00"));
            assertThat(incident.outcomes(at("Mon 12:00")))
                    .extracting(Outcome::metric)
                    .containsExactly("first response", "resolution");
        }

        @Test
        void whatIsOpenAndInTimeIsNotCountedAsLate() {
            ComplianceRow row = count(high("Fri 16:00"), high("Mon 09:00").apply(resolved("Mon 10:00")));
            assertThat(row.compliance()).hasValue(1.0);
        }

        @Test
        void casesWithoutATargetAreNotInTheDenominator() {
            ServiceCase nothingPromised =
                    opened(agreement(Retargeting.RETROACTIVE, Reopening.CONTINUE), Severity.MODERATE, "Mon 09:00");
            assertThat(nothingPromised.policy()).isEmpty();
            assertThat(nothingPromised.outcomes(MUCH_LATER))
                    .singleElement()
                    .satisfies(outcome -> assertThat(outcome.isPromised()).isFalse());
            ComplianceAggregator aggregator = ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY);
            nothingPromised.outcomes(MUCH_LATER).forEach(aggregator::add);
            assertThat(aggregator.report().rows()).singleElement().satisfies(row -> {
                assertThat(row.compliance()).isEmpty();
                assertThat(row.withoutSla()).isEqualTo(1);
            });
        }

        @Test
        void anEmptyGroupIsNoDataAndNotAHundredPercent() {
            assertThat(count(high("Fri 16:00")).compliance()).isEmpty();
        }

        @Test
        void aPausedCaseThatIsClosedIsJudgedByTheTimeItUsed() {
            ServiceCase incident = high("Mon 09:00")
                    .apply(waiting(CUSTOMER, "Tue 12:00"))
                    .apply(CaseEvent.closed("INC-1", at("Wed 12:00")));
            assertThat(read(incident, "Fri 17:00").verdict()).isEqualTo(Verdict.MISSED);
            assertThat(read(incident, "Fri 17:00").elapsed()).isEqualTo(Duration.ofHours(11));
        }
    }

    /** H: what should happen once happens twice, late or never. The monitor's own tests show the rest. */
    @Nested
    class EventsComeTwiceOrInAnotherOrder {
        @Test
        void anEventDeliveredTwiceCountsOnce() {
            ServiceCase incident = high("Mon 09:00").apply(waiting(CUSTOMER, "Mon 10:00"));
            assertThat(incident.apply(waiting(CUSTOMER, "Mon 10:00"))).isSameAs(incident);
        }

        @Test
        void twoWritersInAnyOrderGiveTheSameCase() {
            ServiceCase one = high("Mon 09:00")
                    .apply(changed(Severity.CRITICAL, "Mon 10:00"))
                    .apply(resolved("Mon 11:00"));
            ServiceCase other =
                    high("Mon 09:00").apply(resolved("Mon 11:00")).apply(changed(Severity.CRITICAL, "Mon 10:00"));
            assertThat(one).isEqualTo(other);
            assertThat(one.clocks()).isEqualTo(other.clocks());
        }

        @Test
        void theDueDateAndTheTimerCannotDisagree() {
            ServiceCase incident = high("Mon 09:00").apply(changed(Severity.CRITICAL, "Mon 10:00"));
            // There is no timer to forget: the due date is computed from the history, whoever asks and when.
            assertThat(read(incident, "Mon 10:00").due()).contains(at("Mon 13:00"));
            assertThat(ServiceCase.replay(incident.agreement(), incident.events()))
                    .isEqualTo(incident);
        }

        @Test
        void noDueDateIsAtMidnightOrOnTheWeekend() {
            for (int hour = 0; hour < 7 * 24; hour++) {
                Instant opened = at("Mon 00:00").plus(Duration.ofHours(hour));
                Instant due = SlaClock.start(opened, Target.of("8h", OFFICE, 0.9))
                        .reading(opened)
                        .due()
                        .orElseThrow();
                assertThat(OFFICE.previousClosing(due).filter(due::equals).isPresent() || OFFICE.isOpen(due))
                        .isTrue();
            }
        }
    }
}
