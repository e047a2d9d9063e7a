package org.sla4j.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Reopening;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.WeeklyHours;
import org.sla4j.clock.ClockReading;
import org.sla4j.clock.Phase;
import org.sla4j.clock.SlaClock;
import org.sla4j.clock.Verdict;

/** What becomes of a case under an agreement, in the week of Monday 5 January 2026. */
class ServiceCaseTest {
    private static final BusinessCalendar OFFICE = BusinessCalendar.builder("Office")
            .zone(ZoneOffset.UTC)
            .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
            .build();
    private static final PauseReason CUSTOMER = PauseReason.of("awaiting user info", "customer");
    private static final PauseReason VENDOR = PauseReason.of("awaiting parts", "vendor");
    private static final Metric CLOSURE = Metric.of("closure", Set.of(EventType.OPENED), Set.of(EventType.CLOSED));

    private static final ServiceLevelAgreement AGREEMENT = agreement(Retargeting.RETROACTIVE, Reopening.CONTINUE);

    /** Severity 1 round the clock, severity 2 resolved and closed in office hours, severity 4 in days, 3 not at all. */
    private static ServiceLevelAgreement agreement(Retargeting retargeting, Reopening reopening) {
        return ServiceLevelAgreement.builder("helpdesk-2026")
                .provider(Party.of("IT operations"))
                .customer(Party.of("Sales"))
                .policy(SeverityPolicy.builder("critical")
                        .severity(Severity.CRITICAL)
                        .target(Metric.FIRST_RESPONSE, Target.of("15m", BusinessCalendar.alwaysOpen(), 1.00))
                        .target(Metric.RESOLUTION, Target.of("4h", BusinessCalendar.alwaysOpen(), 1.00))
                        .retargeting(retargeting)
                        .reopening(reopening)
                        .build())
                .policy(SeverityPolicy.builder("high")
                        .severity(Severity.HIGH)
                        .target(Metric.RESOLUTION, Target.of("8h", OFFICE, 0.95))
                        .target(CLOSURE, Target.of("16h", OFFICE, 0.95))
                        .retargeting(retargeting)
                        .reopening(reopening)
                        .build())
                .policy(SeverityPolicy.builder("low")
                        .severity(Severity.LOW)
                        .target(Metric.RESOLUTION, Target.of("5bd", OFFICE, 0.90))
                        .retargeting(retargeting)
                        .reopening(reopening)
                        .build())
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

    private static ServiceCase opened(Severity severity, String when) {
        return opened(AGREEMENT, severity, when);
    }

    private static ServiceCase opened(ServiceLevelAgreement agreement, Severity severity, String when) {
        return ServiceCase.open(agreement, CaseEvent.opened("INC-1", at(when), severity));
    }

    private static CaseEvent responded(String when) {
        return CaseEvent.responded("INC-1", at(when));
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

    private static CaseEvent closed(String when) {
        return CaseEvent.closed("INC-1", at(when));
    }

    private static CaseEvent cancelled(String when) {
        return CaseEvent.cancelled("INC-1", at(when));
    }

    private static ClockReading reading(ServiceCase incident, Metric metric, String now) {
        return incident.clock(metric).orElseThrow().reading(at(now));
    }

    private static Duration hours(long hours) {
        return Duration.ofHours(hours);
    }

    @Nested
    class AnOpenedCase {
        @Test
        void startsTheClocksOfItsSeverity() {
            ServiceCase incident = opened(Severity.CRITICAL, "Sat 03:00");
            assertThat(incident.clocks().keySet()).containsExactly(Metric.FIRST_RESPONSE, Metric.RESOLUTION);
            assertThat(reading(incident, Metric.FIRST_RESPONSE, "Sat 03:00").due())
                    .contains(at("Sat 03:15"));
            assertThat(reading(incident, Metric.RESOLUTION, "Sat 03:00").due()).contains(at("Sat 07:00"));
        }

        @Test
        void ofLowSeverityIsDueInFiveBusinessDays() {
            ServiceCase incident = opened(Severity.LOW, "Mon 10:00");
            assertThat(reading(incident, Metric.RESOLUTION, "Mon 10:00").due())
                    .contains(at("Mon 10:00").plus(Duration.ofDays(7)));
        }

        @Test
        void thatNothingIsPromisedForHasNoPolicyAndNoClocks() {
            ServiceCase incident = opened(Severity.MODERATE, "Mon 10:00").apply(resolved("Tue 10:00"));
            assertThat(incident.policy()).isEmpty();
            assertThat(incident.clocks()).isEmpty();
            assertThat(incident.outcomes(at("Wed 10:00"))).singleElement().satisfies(outcome -> {
                assertThat(outcome.isPromised()).isFalse();
                assertThat(outcome.verdict()).isEqualTo(Verdict.CANCELLED);
            });
        }

        @Test
        void selectsItsPolicyByAttributesToo() {
            SeverityPolicy gold = SeverityPolicy.builder("gold")
                    .attribute("tier", "gold")
                    .target(Metric.RESOLUTION, Target.of("1h", OFFICE, 1))
                    .build();
            ServiceLevelAgreement agreement = ServiceLevelAgreement.builder("gold only")
                    .provider(Party.of("IT operations"))
                    .customer(Party.of("Sales"))
                    .policy(gold)
                    .build();
            CaseEvent opening = CaseEvent.opened("INC-1", at("Mon 10:00"), Severity.LOW);
            assertThat(ServiceCase.open(agreement, opening.withAttribute("tier", "gold"))
                            .policy())
                    .contains(gold);
            assertThat(ServiceCase.open(agreement, opening).policy()).isEmpty();
        }
    }

    @Nested
    class AnAnswer {
        @Test
        void inTimeMeetsTheFirstResponse() {
            ServiceCase incident = opened(Severity.CRITICAL, "Mon 10:00").apply(responded("Mon 10:15"));
            assertThat(reading(incident, Metric.FIRST_RESPONSE, "Mon 12:00").verdict())
                    .isEqualTo(Verdict.MET);
            assertThat(reading(incident, Metric.RESOLUTION, "Mon 12:00").verdict())
                    .isEqualTo(Verdict.PENDING);
        }

        @Test
        void stopsTheFirstResponseOnceOnly() {
            ServiceCase incident = opened(Severity.CRITICAL, "Mon 10:00")
                    .apply(responded("Mon 10:10"))
                    .apply(responded("Mon 11:00"));
            assertThat(reading(incident, Metric.FIRST_RESPONSE, "Mon 12:00").elapsed())
                    .isEqualTo(Duration.ofMinutes(10));
            assertThat(incident.ignored()).isEmpty();
        }

        @Test
        void isImpliedByAResolution() {
            ServiceCase incident = opened(Severity.CRITICAL, "Mon 10:00").apply(resolved("Mon 10:20"));
            assertThat(reading(incident, Metric.FIRST_RESPONSE, "Mon 12:00").verdict())
                    .isEqualTo(Verdict.MISSED);
        }

        @Test
        void staysGivenWhenTheCaseIsReopened() {
            ServiceCase incident = opened(Severity.CRITICAL, "Mon 10:00")
                    .apply(responded("Mon 10:10"))
                    .apply(resolved("Mon 11:00"))
                    .apply(reopened("Mon 12:00"));
            assertThat(incident.clock(Metric.FIRST_RESPONSE).orElseThrow().phase())
                    .isEqualTo(Phase.STOPPED);
            assertThat(incident.clock(Metric.RESOLUTION).orElseThrow().phase()).isEqualTo(Phase.RUNNING);
        }
    }

    @Nested
    class AWait {
        @Test
        void holdsTheClocksUntilItEnds() {
            ServiceCase incident = opened(Severity.CRITICAL, "Mon 10:00")
                    .apply(waiting(CUSTOMER, "Mon 11:00"))
                    .apply(resumed("Mon 20:00"))
                    .apply(resolved("Mon 23:00"));
            assertThat(reading(incident, Metric.RESOLUTION, "Tue 10:00").elapsed())
                    .isEqualTo(hours(4));
            assertThat(reading(incident, Metric.RESOLUTION, "Tue 10:00").verdict())
                    .isEqualTo(Verdict.MET);
        }

        @Test
        void isChargedToWhomeverTheCaseWaitsFor() {
            ServiceCase incident = opened(Severity.CRITICAL, "Mon 10:00")
                    .apply(waiting(CUSTOMER, "Mon 11:00"))
                    .apply(waiting(VENDOR, "Mon 12:00"))
                    .apply(CaseEvent.resumed("INC-1", at("Mon 13:00"), CUSTOMER));
            SlaClock clock = incident.clock(Metric.RESOLUTION).orElseThrow();
            assertThat(clock.waits()).containsExactly(VENDOR);
            assertThat(clock.explain(at("Mon 14:00")).withheldByParty())
                    .containsExactly(Map.entry("customer", hours(2)), Map.entry("vendor", hours(2)));
        }

        @Test
        void endsWithTheResolutionForAClockThatGoesOn() {
            ServiceCase incident = opened(Severity.HIGH, "Mon 09:00")
                    .apply(waiting(CUSTOMER, "Mon 10:00"))
                    .apply(resolved("Mon 12:00"));
            assertThat(incident.clock(CLOSURE).orElseThrow().phase()).isEqualTo(Phase.RUNNING);
            assertThat(reading(incident, CLOSURE, "Mon 13:00").elapsed()).isEqualTo(hours(2));
        }

        @Test
        void alreadyGoingOnHoldsAClockThatStartsMeanwhile() {
            Metric fix = Metric.of("fix after answer", Set.of(EventType.RESPONDED), Set.of(EventType.RESOLVED));
            ServiceLevelAgreement agreement = ServiceLevelAgreement.builder("fix")
                    .provider(Party.of("IT operations"))
                    .customer(Party.of("Sales"))
                    .policy(SeverityPolicy.builder("all")
                            .target(fix, Target.of("4h", OFFICE, 1))
                            .build())
                    .build();
            ServiceCase incident = opened(agreement, Severity.LOW, "Mon 09:00")
                    .apply(waiting(CUSTOMER, "Mon 10:00"))
                    .apply(responded("Mon 11:00"));
            assertThat(incident.clock(fix).orElseThrow().phase()).isEqualTo(Phase.PAUSED);
            assertThat(reading(incident.apply(resumed("Mon 14:00")), fix, "Mon 15:00")
                            .elapsed())
                    .isEqualTo(hours(1));
        }
    }

    @Nested
    class AChangeOfSeverity {
        @Test
        void holdsTheNewTargetAgainstTheCaseFromTheStart() {
            ServiceCase incident = opened(Severity.LOW, "Mon 10:00").apply(changed(Severity.CRITICAL, "Mon 15:00"));
            assertThat(incident.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(reading(incident, Metric.RESOLUTION, "Mon 15:00").verdict())
                    .isEqualTo(Verdict.BREACHED);
            assertThat(reading(incident, Metric.RESOLUTION, "Mon 15:00").elapsed())
                    .isEqualTo(hours(5));
        }

        @Test
        void carriesTheTimeUsedWhenThePolicySaysSo() {
            ServiceLevelAgreement agreement = agreement(Retargeting.CARRY_ELAPSED, Reopening.CONTINUE);
            ServiceCase incident =
                    opened(agreement, Severity.LOW, "Mon 16:00").apply(changed(Severity.CRITICAL, "Tue 08:00"));
            assertThat(reading(incident, Metric.RESOLUTION, "Tue 08:00").elapsed())
                    .isEqualTo(hours(1));
            assertThat(reading(incident, Metric.RESOLUTION, "Tue 08:00").due()).contains(at("Tue 11:00"));
        }

        @Test
        void appliesToAClockThatWasStoppedOnceItsCaseIsReopened() {
            ServiceLevelAgreement agreement = agreement(Retargeting.CARRY_ELAPSED, Reopening.CONTINUE);
            ServiceCase incident = opened(agreement, Severity.LOW, "Mon 10:00")
                    .apply(resolved("Mon 12:00"))
                    .apply(changed(Severity.CRITICAL, "Mon 13:00"))
                    .apply(reopened("Mon 14:00"));
            assertThat(reading(incident, Metric.RESOLUTION, "Mon 14:00").limit())
                    .isEqualTo(hours(4));
            assertThat(reading(incident, Metric.RESOLUTION, "Mon 14:00").due()).contains(at("Mon 16:00"));
        }

        @Test
        void countsFromZeroWhenThePolicySaysSo() {
            ServiceLevelAgreement agreement = agreement(Retargeting.RESTART, Reopening.CONTINUE);
            ServiceCase incident =
                    opened(agreement, Severity.LOW, "Mon 10:00").apply(changed(Severity.CRITICAL, "Tue 08:00"));
            assertThat(reading(incident, Metric.RESOLUTION, "Tue 08:00").due()).contains(at("Tue 12:00"));
        }

        @Test
        void cancelsOpenClocksThatHaveNoTargetAnyMore() {
            ServiceCase incident =
                    opened(Severity.CRITICAL, "Mon 10:00").apply(changed(Severity.MODERATE, "Mon 11:00"));
            assertThat(incident.policy()).isEmpty();
            assertThat(incident.outcomes(at("Mon 12:00")))
                    .extracting(Outcome::verdict)
                    .containsOnly(Verdict.CANCELLED);
        }

        @Test
        void keepsFinishedClocksThatHaveNoTargetAnyMore() {
            ServiceCase incident = opened(Severity.CRITICAL, "Mon 10:00")
                    .apply(responded("Mon 10:05"))
                    .apply(changed(Severity.LOW, "Mon 11:00"));
            assertThat(reading(incident, Metric.FIRST_RESPONSE, "Mon 12:00").verdict())
                    .isEqualTo(Verdict.MET);
        }

        @Test
        void startsClocksFromTheOpeningWhenAPolicyBeginsToApply() {
            ServiceCase incident = opened(Severity.MODERATE, "Mon 10:00")
                    .apply(responded("Mon 10:05"))
                    .apply(waiting(CUSTOMER, "Mon 11:00"))
                    .apply(changed(Severity.CRITICAL, "Mon 12:00"));
            assertThat(reading(incident, Metric.RESOLUTION, "Mon 13:00").phase())
                    .isEqualTo(Phase.PAUSED);
            assertThat(reading(incident, Metric.RESOLUTION, "Mon 13:00").elapsed())
                    .isEqualTo(hours(1));
        }

        @Test
        void givesNoOutcomeToWhatWasFinishedBeforeAnythingWasPromised() {
            ServiceCase incident = opened(Severity.MODERATE, "Mon 10:00")
                    .apply(responded("Mon 10:05"))
                    .apply(changed(Severity.CRITICAL, "Mon 12:00"));
            assertThat(incident.clock(Metric.FIRST_RESPONSE)).isEmpty();
            assertThat(incident.outcomes(at("Mon 13:00")))
                    .extracting(Outcome::metric)
                    .containsExactly("resolution");
        }

        @Test
        void leavesAloneWhatWasFinishedBeforeAnythingWasPromisedAlsoIfItsPolicyRetargetsWhatIsFinished() {
            ServiceLevelAgreement agreement = ServiceLevelAgreement.builder("helpdesk-2026")
                    .provider(Party.of("IT operations"))
                    .customer(Party.of("Sales"))
                    .policy(SeverityPolicy.builder("critical")
                            .severity(Severity.CRITICAL)
                            .target(Metric.RESOLUTION, Target.of("4h", BusinessCalendar.alwaysOpen(), 1))
                            .retargeting(Retargeting.KEEP_FRACTION)
                            .reopening(Reopening.COUNT_GAP)
                            .retargetsFinished()
                            .build())
                    .policy(SeverityPolicy.builder("high")
                            .severity(Severity.HIGH)
                            .target(Metric.RESOLUTION, Target.of("8h", BusinessCalendar.alwaysOpen(), 1))
                            .retargeting(Retargeting.KEEP_FRACTION)
                            .reopening(Reopening.COUNT_GAP)
                            .retargetsFinished()
                            .build())
                    .build();
            ServiceCase incident = opened(agreement, Severity.MODERATE, "Mon 10:00")
                    .apply(resolved("Mon 11:00"))
                    .apply(changed(Severity.CRITICAL, "Mon 11:30"))
                    .apply(changed(Severity.HIGH, "Mon 11:40"))
                    .apply(reopened("Mon 12:00"));
            // Two of four hours, which are four of eight; retargeted before, one hour was two, and another came on top.
            assertThat(reading(incident, Metric.RESOLUTION, "Mon 12:00").elapsed())
                    .isEqualTo(hours(4));
        }

        @Test
        void promisesWhatIsFinishedAtItsInstantWhicheverOfTheTwoComesFirst() {
            for (Retargeting rule : Retargeting.values()) {
                ServiceCase unresolved = opened(agreement(rule, Reopening.CONTINUE), Severity.MODERATE, "Mon 10:00");
                CaseEvent resolved = resolved("Mon 12:00");
                CaseEvent changed = changed(Severity.CRITICAL, "Mon 12:00");
                List<Outcome> expected =
                        unresolved.apply(resolved).apply(changed).outcomes(at("Mon 13:00"));
                assertThat(expected)
                        .as(rule.toString())
                        .extracting(Outcome::metric, Outcome::severity, Outcome::verdict, Outcome::elapsed)
                        .contains(tuple(
                                "resolution",
                                Severity.CRITICAL,
                                Verdict.MET,
                                rule == Retargeting.RESTART ? Duration.ZERO : hours(2)));
                assertThat(unresolved
                                .apply(resolved.withSequence(1))
                                .apply(changed.withSequence(2))
                                .outcomes(at("Mon 13:00")))
                        .as(rule.toString())
                        .isEqualTo(expected);
            }
        }

        @Test
        void startsClocksFromTheChangeWhenThePolicyRestarts() {
            ServiceLevelAgreement agreement = agreement(Retargeting.RESTART, Reopening.CONTINUE);
            ServiceCase incident =
                    opened(agreement, Severity.MODERATE, "Mon 10:00").apply(changed(Severity.CRITICAL, "Mon 12:00"));
            assertThat(reading(incident, Metric.RESOLUTION, "Mon 13:00").elapsed())
                    .isEqualTo(hours(1));
        }

        @Test
        void awayAndBackLeavesAClockRetroactivelyAsItWas() {
            ServiceCase plain = opened(Severity.CRITICAL, "Mon 10:00");
            ServiceCase back =
                    plain.apply(changed(Severity.MODERATE, "Mon 11:00")).apply(changed(Severity.CRITICAL, "Mon 12:00"));
            assertThat(reading(back, Metric.RESOLUTION, "Mon 13:00"))
                    .isEqualTo(reading(plain, Metric.RESOLUTION, "Mon 13:00"));
        }

        @Test
        void toTheSameSeverityChangesNoClock() {
            ServiceCase plain = opened(Severity.CRITICAL, "Mon 10:00");
            assertThat(plain.apply(changed(Severity.CRITICAL, "Mon 11:00")).clocks())
                    .isEqualTo(plain.clocks());
        }

        @Test
        void startsAMetricThatBeginsWithIt() {
            Metric triage = Metric.of("triage", Set.of(EventType.SEVERITY_CHANGED), Set.of(EventType.RESPONDED));
            ServiceLevelAgreement agreement = ServiceLevelAgreement.builder("triage")
                    .provider(Party.of("IT operations"))
                    .customer(Party.of("Sales"))
                    .policy(SeverityPolicy.builder("all")
                            .target(triage, Target.of("1h", OFFICE, 1))
                            .build())
                    .build();
            ServiceCase incident =
                    opened(agreement, Severity.LOW, "Mon 09:00").apply(changed(Severity.HIGH, "Mon 10:00"));
            assertThat(reading(incident, triage, "Mon 10:30").elapsed()).isEqualTo(Duration.ofMinutes(30));
        }
    }

    @Nested
    class AReopening {
        @Test
        void runsTheResolutionOnFromWhereItStopped() {
            ServiceCase incident = opened(Severity.CRITICAL, "Mon 10:00")
                    .apply(resolved("Mon 12:00"))
                    .apply(reopened("Tue 10:00"));
            assertThat(reading(incident, Metric.RESOLUTION, "Tue 11:00").elapsed())
                    .isEqualTo(hours(3));
        }

        @Test
        void countsTheGapWhenThePolicySaysSo() {
            ServiceLevelAgreement agreement = agreement(Retargeting.RETROACTIVE, Reopening.COUNT_GAP);
            ServiceCase incident = opened(agreement, Severity.CRITICAL, "Mon 10:00")
                    .apply(resolved("Mon 12:00"))
                    .apply(reopened("Tue 10:00"));
            assertThat(reading(incident, Metric.RESOLUTION, "Tue 11:00").elapsed())
                    .isEqualTo(hours(25));
        }

        @Test
        void givesOneOutcomeForEachCycleWhenThePolicySaysSo() {
            ServiceLevelAgreement agreement = agreement(Retargeting.RETROACTIVE, Reopening.NEW_CYCLE);
            ServiceCase incident = opened(agreement, Severity.LOW, "Mon 10:00")
                    .apply(resolved("Mon 12:00"))
                    .apply(reopened("Tue 10:00"))
                    .apply(resolved("Tue 11:00"))
                    .apply(reopened("Wed 10:00"));
            assertThat(incident.outcomes(at("Wed 13:00")))
                    .extracting(Outcome::start, Outcome::end, Outcome::elapsed, Outcome::verdict)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(
                                    at("Mon 10:00"), Optional.of(at("Mon 12:00")), hours(2), Verdict.MET),
                            org.assertj.core.groups.Tuple.tuple(
                                    at("Tue 10:00"), Optional.of(at("Tue 11:00")), hours(1), Verdict.MET),
                            org.assertj.core.groups.Tuple.tuple(
                                    at("Wed 10:00"), Optional.empty(), hours(3), Verdict.PENDING));
        }

        @Test
        void ofAClosedCaseRunsItsClocksAgain() {
            ServiceCase incident = opened(Severity.HIGH, "Mon 09:00")
                    .apply(resolved("Mon 10:00"))
                    .apply(closed("Mon 11:00"))
                    .apply(reopened("Mon 12:00"));
            assertThat(incident.isClosed()).isFalse();
            assertThat(incident.clocks().values()).extracting(SlaClock::phase).containsOnly(Phase.RUNNING);
            assertThat(reading(incident, CLOSURE, "Mon 13:00").elapsed()).isEqualTo(hours(3));
        }
    }

    @Nested
    class TheEnd {
        @Test
        void withoutAResolutionCountsAsOne() {
            ServiceCase incident = opened(Severity.HIGH, "Mon 09:00").apply(closed("Mon 11:00"));
            assertThat(incident.isClosed()).isTrue();
            assertThat(reading(incident, Metric.RESOLUTION, "Tue 11:00").elapsed())
                    .isEqualTo(hours(2));
        }

        @Test
        void afterAResolutionLeavesItAsItWas() {
            ServiceCase incident = opened(Severity.HIGH, "Mon 09:00")
                    .apply(resolved("Mon 10:00"))
                    .apply(closed("Fri 11:00"));
            assertThat(reading(incident, Metric.RESOLUTION, "Fri 12:00").elapsed())
                    .isEqualTo(hours(1));
        }

        @Test
        void byCancellationGivesNoVerdict() {
            ServiceCase incident = opened(Severity.HIGH, "Mon 09:00").apply(cancelled("Fri 11:00"));
            assertThat(incident.isClosed()).isTrue();
            assertThat(incident.outcomes(at("Fri 12:00")))
                    .extracting(Outcome::verdict)
                    .containsOnly(Verdict.CANCELLED);
        }
    }

    @Nested
    class Outcomes {
        @Test
        void carryWhatIsKnownOfTheCase() {
            CaseEvent opening = CaseEvent.opened("INC-7", at("Mon 09:00"), Severity.LOW)
                    .withTeam("first line")
                    .withAttribute("tier", "gold");
            ServiceCase incident = ServiceCase.open(AGREEMENT, opening)
                    .apply(CaseEvent.reassigned("INC-7", at("Mon 10:00"), "network"))
                    .apply(CaseEvent.resolved("INC-7", at("Mon 11:00")));
            List<Outcome> outcomes = incident.outcomes(at("Mon 12:00"));
            assertThat(outcomes)
                    .containsExactly(Outcome.builder("INC-7", "resolution", Severity.LOW)
                            .path(outcomes.get(0).path())
                            .verdict(Verdict.MET, hours(2), hours(40))
                            .goal(0.90)
                            .between(at("Mon 09:00"), at("Mon 11:00"))
                            .team("network")
                            .attributes(Map.of("tier", "gold"))
                            .agreement(AGREEMENT.id(), AGREEMENT.customer().name())
                            .build());
        }

        @Test
        void cannotHaveAGoalThatIsNoShare() {
            assertThatThrownBy(() -> Outcome.builder("INC-7", "resolution", Severity.LOW)
                            .verdict(Verdict.MET, hours(2), hours(40))
                            .goal(90)
                            .build())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("90.0");
        }

        @Test
        void cannotHaveUsedLessThanNothing() {
            assertThatThrownBy(() -> Outcome.builder("INC-7", "resolution", Severity.LOW)
                            .verdict(Verdict.MET, hours(-2), hours(40))
                            .goal(0.9)
                            .build())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("INC-7", "PT-2H");
        }
    }

    @Nested
    class Reassignment {
        @Test
        void changesTheTeamAndNoClock() {
            ServiceCase plain = opened(Severity.CRITICAL, "Mon 10:00");
            ServiceCase moved = plain.apply(CaseEvent.reassigned("INC-1", at("Mon 11:00"), "network"));
            assertThat(plain.team()).isEmpty();
            assertThat(moved.team()).isEqualTo("network");
            assertThat(moved.clocks()).isEqualTo(plain.clocks());
        }
    }

    @Nested
    class BadEvents {
        private final ServiceCase incident = opened(Severity.CRITICAL, "Mon 10:00");

        @Test
        void beginNothingBeforeTheOpening() {
            ServiceCase early = incident.apply(resolved("Mon 09:59"));
            assertThat(early.clocks()).isEqualTo(incident.clocks());
            assertThat(early.events()).containsExactly(resolved("Mon 09:59"), incident.opening());
        }

        @Test
        void areRefusedWhenOfAnotherCase() {
            assertThatThrownBy(() -> incident.apply(CaseEvent.resolved("INC-2", at("Mon 11:00"))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("INC-2 resolved", "another case than \"INC-1\"");
        }

        @Test
        void areRefusedAsTheFirst() {
            assertThatThrownBy(() -> ServiceCase.open(AGREEMENT, resolved("Mon 11:00")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("begins with the event opened", "INC-1 resolved");
        }

        @Test
        void areRefusedWithoutAny() {
            assertThatThrownBy(() -> ServiceCase.replay(AGREEMENT, List.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at least the event opened");
        }

        @Test
        void areRefusedWithoutACaseId() {
            assertThatThrownBy(() -> CaseEvent.resolved(" ", at("Mon 11:00")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("id of its case");
        }

        @Test
        void areRefusedOutsideTheYearsOfTheCalendar() {
            assertThatThrownBy(() -> incident.apply(CaseEvent.resolved("INC-1", Instant.MAX)))
                    .isInstanceOf(java.time.DateTimeException.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"1900-01-01T00:00:00Z", "1910-12-31T23:59:59Z", "2201-01-01T00:00:00Z"})
        void areRefusedAsOpeningsOutsideTheSupportedYears(String opened) {
            CaseEvent opening = CaseEvent.opened("INC-1", Instant.parse(opened), Severity.HIGH);
            assertThatThrownBy(() -> ServiceCase.open(incident.agreement(), opening))
                    .isInstanceOf(java.time.DateTimeException.class)
                    .hasMessageContainingAll("\"INC-1\"", opened, "1911-01-01/2200-12-31");
        }
    }

    @Nested
    class Contradictions {
        private final ServiceCase resolved =
                opened(Severity.CRITICAL, "Mon 10:00").apply(resolved("Mon 11:00"));

        private void assertIgnored(ServiceCase before, CaseEvent event, String reason) {
            ServiceCase after = before.apply(event);
            assertThat(after.clocks()).isEqualTo(before.clocks());
            assertThat(after.ignored()).containsExactly(new IgnoredEvent(event, reason));
            assertThat(after.events()).contains(event);
        }

        @Test
        void aSecondOpeningHasNoEffect() {
            assertIgnored(
                    resolved,
                    CaseEvent.opened("INC-1", at("Mon 12:00"), Severity.LOW),
                    "another opening counts, at 2026-01-05T10:00:00Z");
            assertThat(resolved.apply(CaseEvent.opened("INC-1", at("Mon 12:00"), Severity.LOW))
                            .severity())
                    .isEqualTo(Severity.CRITICAL);
        }

        @Test
        void aWaitOfAResolvedCaseHasNoEffect() {
            assertIgnored(resolved, waiting(CUSTOMER, "Mon 12:00"), "the case is resolved");
        }

        @Test
        void aSecondResolutionHasNoEffect() {
            assertIgnored(resolved, resolved("Mon 12:00"), "the case is resolved");
        }

        @Test
        void theEndOfAWaitThatNeverBeganHasNoEffect() {
            assertIgnored(
                    opened(Severity.CRITICAL, "Mon 10:00"), resumed("Mon 11:00"), "the case does not wait for that");
        }

        @Test
        void theEndOfAnotherWaitHasNoEffect() {
            assertIgnored(
                    opened(Severity.CRITICAL, "Mon 10:00").apply(waiting(VENDOR, "Mon 10:30")),
                    CaseEvent.resumed("INC-1", at("Mon 11:00"), CUSTOMER),
                    "the case does not wait for that");
        }

        @Test
        void theReopeningOfAnOpenCaseHasNoEffect() {
            assertIgnored(
                    opened(Severity.CRITICAL, "Mon 10:00"),
                    reopened("Mon 11:00"),
                    "the case is open, not resolved, closed or cancelled");
        }

        @Test
        void nothingHappensToAClosedCaseButAReopening() {
            ServiceCase closed = resolved.apply(closed("Mon 12:00"));
            assertIgnored(closed, responded("Mon 13:00"), "the case is closed");
            assertIgnored(closed, closed("Mon 13:00"), "the case is closed");
            assertIgnored(closed, cancelled("Mon 13:00"), "the case is closed");
        }

        @Test
        void nothingHappensToACancelledCaseButAReopening() {
            ServiceCase cancelled = opened(Severity.CRITICAL, "Mon 10:00").apply(cancelled("Mon 11:00"));
            assertIgnored(cancelled, resolved("Mon 12:00"), "the case is cancelled");
        }

        @Test
        void areResolvedByTheEventThatWasMissing() {
            ServiceCase incident = resolved.apply(resolved("Mon 14:00"));
            assertThat(incident.ignored()).hasSize(1);
            ServiceCase explained = incident.apply(reopened("Mon 12:00"));
            assertThat(explained.ignored()).isEmpty();
            assertThat(reading(explained, Metric.RESOLUTION, "Mon 15:00").elapsed())
                    .isEqualTo(hours(3));
        }
    }

    @Nested
    class LateAndRepeatedEvents {
        @Test
        void deliveredTwiceCountOnce() {
            ServiceCase incident = opened(Severity.CRITICAL, "Mon 10:00").apply(resolved("Mon 11:00"));
            assertThat(incident.apply(resolved("Mon 11:00"))).isSameAs(incident);
        }

        @Test
        void thatLookAlikeAreToldApartByTheirSequenceNumbers() {
            ServiceCase incident = opened(Severity.CRITICAL, "Mon 10:00")
                    .apply(waiting(CUSTOMER, "Mon 11:00").withSequence(1))
                    .apply(resumed("Mon 11:00").withSequence(2))
                    .apply(waiting(CUSTOMER, "Mon 11:00").withSequence(3));
            assertThat(incident.clock(Metric.RESOLUTION).orElseThrow().phase()).isEqualTo(Phase.PAUSED);
        }

        @Test
        void arePutInTheirPlace() {
            ServiceCase inOrder = ServiceCase.replay(
                    AGREEMENT,
                    List.of(
                            CaseEvent.opened("INC-1", at("Mon 10:00"), Severity.LOW),
                            waiting(CUSTOMER, "Mon 11:00"),
                            changed(Severity.CRITICAL, "Mon 12:00"),
                            resumed("Mon 13:00"),
                            resolved("Mon 14:00")));
            ServiceCase late = ServiceCase.replay(
                    AGREEMENT,
                    List.of(
                            CaseEvent.opened("INC-1", at("Mon 10:00"), Severity.LOW),
                            resolved("Mon 14:00"),
                            resumed("Mon 13:00"),
                            changed(Severity.CRITICAL, "Mon 12:00"),
                            waiting(CUSTOMER, "Mon 11:00")));
            assertThat(late).isEqualTo(inOrder).hasSameHashCodeAs(inOrder);
            assertThat(late.clocks()).isEqualTo(inOrder.clocks());
            assertThat(late.ignored()).isEmpty();
        }
    }

    @Test
    void anEventSaysWhatHappened() {
        assertThat(waiting(CUSTOMER, "Mon 11:00").withId("row 17"))
                .hasToString("INC-1 waiting at 2026-01-05T11:00:00Z: awaiting user info (customer) [row 17]");
        assertThat(CaseEvent.opened("INC-1", at("Mon 11:00"), Severity.LOW).withTeam("network"))
                .hasToString("INC-1 opened at 2026-01-05T11:00:00Z: 4 Low, network");
    }

    @Test
    void aCaseThatIsOpenedLaterHasNoOutcomesYet() {
        ServiceCase incident = opened(Severity.CRITICAL, "Mon 10:00").apply(resolved("Mon 11:00"));
        assertThat(incident.outcomes(incident.openedAt().minusNanos(1))).isEmpty();
        assertThat(incident.outcomes(incident.openedAt().minusNanos(1), incident.openedAt()))
                .isEmpty();
        assertThat(incident.outcomes(incident.openedAt())).isNotEmpty();
    }

    @Test
    void whatHappenedLaterIsLeftOutOfOutcomes() {
        ServiceCase before = opened(Severity.CRITICAL, "Mon 10:00");
        ServiceCase after = before.apply(resolved("Mon 11:00"));
        Instant between = before.openedAt().plusSeconds(1800);
        assertThat(after.outcomes(between)).isEqualTo(before.outcomes(between));
        assertThat(after.outcomes(between)).extracting(Outcome::end).containsOnly(Optional.empty());
        ServiceCase moved = before.move(
                before.openedAt().plusSeconds(3600),
                before.agreement().toBuilder().version("2").build(),
                Retargeting.RESTART);
        assertThat(moved.outcomes(between)).isEqualTo(before.outcomes(between));
    }

    @Test
    void anOutcomeSaysWhatCameOfIt() {
        ServiceCase incident = opened(Severity.CRITICAL, "Mon 10:00").apply(resolved("Mon 11:00"));
        assertThat(incident.outcomes(incident.openedAt().plusSeconds(7200))
                        .get(0)
                        .toString())
                .startsWith("INC-1/helpdesk-2026/")
                .contains(": PT", " of PT", ", credited to provider");
    }

    @Test
    void aCaseSaysHowItStands() {
        assertThat(opened(Severity.LOW, "Mon 10:00").toString()).contains("INC-1 severity 4 Low", "RUNNING");
    }
}
