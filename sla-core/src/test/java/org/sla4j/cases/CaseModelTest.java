package org.sla4j.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sla4j.agreement.AgreementKind;
import org.sla4j.agreement.Condition;
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
import org.sla4j.agreement.WhileHeldBy;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.BusinessDuration;
import org.sla4j.clock.ClockReading;
import org.sla4j.clock.Phase;
import org.sla4j.clock.Verdict;

/** The case as desks live it: who is credited, what changes, what is corrected, and what must not vanish. */
class CaseModelTest {
    private static final BusinessCalendar ALL = BusinessCalendar.alwaysOpen();
    private static final PauseReason CUSTOMER = PauseReason.of("awaiting user info", "customer");
    private static final PauseReason VENDOR = PauseReason.of("awaiting parts", "vendor");
    private static final Instant LATER = at("23:00");

    private static Instant at(String time) {
        return Instant.parse("2026-01-05T" + time + ":00Z");
    }

    private static ServiceLevelAgreement agreement(SeverityPolicy... policies) {
        ServiceLevelAgreement.Builder agreement = ServiceLevelAgreement.builder("helpdesk")
                .provider(Party.of("IT operations"))
                .customer(Party.of("Sales"));
        List.of(policies).forEach(agreement::policy);
        return agreement.build();
    }

    private static SeverityPolicy.Builder all(Metric metric, String limit) {
        return SeverityPolicy.builder("all").target(metric, Target.of(limit, ALL, 0.9));
    }

    private static ServiceLevelAgreement promising(Metric metric, String limit) {
        return agreement(all(metric, limit).build());
    }

    private static CaseEvent opened(String time) {
        return CaseEvent.opened("INC-1", at(time), Severity.HIGH);
    }

    private static CaseEvent of(String time, EventType type) {
        return CaseEvent.of("INC-1", at(time), type);
    }

    private static CaseEvent team(String time, String team) {
        return CaseEvent.reassigned("INC-1", at(time), team);
    }

    private static Outcome only(ServiceCase incident) {
        List<Outcome> outcomes = incident.outcomes(LATER);
        assertThat(outcomes).hasSize(1);
        return outcomes.get(0);
    }

    private static ClockReading reading(ServiceCase incident, Metric metric, String time) {
        return incident.clock(metric).orElseThrow().reading(at(time));
    }

    @Nested
    class Credit {
        @Test
        void isToldOfEachCycleAndOfTheMeasurementGoingOnWithoutItsOutcomes() {
            ServiceCase incident = ServiceCase.replay(
                    promising(Metric.PERIODIC_UPDATE, "2h"),
                    List.of(
                            opened("09:00").withTeam("first line"),
                            of("10:00", EventType.UPDATED),
                            team("11:00", "network")));
            assertThat(incident.creditedTo("helpdesk", Metric.PERIODIC_UPDATE))
                    .containsExactly(Holder.provider("first line"), Holder.provider("network"));
            assertThat(incident.apply(of("12:00", EventType.RESOLVED))
                            .apply(team("13:00", "closing desk"))
                            .creditedTo("helpdesk", Metric.PERIODIC_UPDATE))
                    .containsExactly(Holder.provider("first line"), Holder.provider("network"));
            assertThat(incident.creditedTo("helpdesk", Metric.FIRST_RESPONSE)).isEmpty();
        }

        @Test
        void goesToTheTeamThatHadTheCaseWhenAMeasurementWasFinished() {
            ServiceLevelAgreement agreement = agreement(SeverityPolicy.builder("all")
                    .target(Metric.FIRST_RESPONSE, Target.of("1h", ALL, 0.9))
                    .target(Metric.RESOLUTION, Target.of("8h", ALL, 0.9))
                    .build());
            ServiceCase incident = ServiceCase.replay(
                    agreement,
                    List.of(
                            opened("09:00").withTeam("first line"),
                            of("11:00", EventType.RESPONDED),
                            team("12:00", "second line"),
                            of("13:00", EventType.RESOLVED),
                            team("14:00", "closing desk")));
            assertThat(incident.outcomes(LATER))
                    .extracting(Outcome::metric, Outcome::team, Outcome::verdict)
                    .containsExactly(
                            tuple("first response", "first line", Verdict.MISSED),
                            tuple("resolution", "second line", Verdict.MET));
        }

        @Test
        void ofALateAnswerStaysWithTheTeamThatAnsweredWhoeverHasTheNextCycle() {
            ServiceCase incident = ServiceCase.replay(
                    promising(Metric.NEXT_RESPONSE, "1h"),
                    List.of(
                            opened("08:00").withTeam("L1"),
                            of("09:00", EventType.CUSTOMER_REPLIED),
                            of("11:00", EventType.RESPONDED),
                            team("11:30", "L2"),
                            of("12:00", EventType.CUSTOMER_REPLIED)));
            assertThat(incident.outcomes(LATER)).extracting(Outcome::team).containsExactly("L1", "L2");
            assertThat(incident.outcomes(LATER))
                    .extracting(outcome -> outcome.key().toString())
                    .containsExactly("INC-1/helpdesk/next response/0", "INC-1/helpdesk/next response/1");
        }

        @Test
        void ofACycleThatAReopeningEndsStaysWithTheTeamThatResolved() {
            ServiceCase incident = ServiceCase.replay(
                    agreement(all(Metric.RESOLUTION, "8h")
                            .reopening(Reopening.NEW_CYCLE)
                            .build()),
                    List.of(
                            opened("09:00").withTeam("L1"),
                            of("12:00", EventType.RESOLVED),
                            team("13:00", "L2"),
                            of("14:00", EventType.REOPENED)));
            assertThat(incident.outcomes(LATER)).extracting(Outcome::team).containsExactly("L1", "L2");
        }

        @Test
        void goesToTheTeamThatTheFinishingEventNames() {
            ServiceCase incident = ServiceCase.replay(
                    promising(Metric.RESOLUTION, "8h"),
                    List.of(
                            opened("09:00").withTeam("L1"),
                            of("12:00", EventType.RESOLVED).withTeam("field service")));
            assertThat(only(incident).team()).isEqualTo("field service");
        }

        @Test
        void ofAHandOverThatFinishesGoesToTheTeamThatHandsOver() {
            Metric assignment = Metric.builder("assignment")
                    .startsOn(EventType.OPENED)
                    .stopsOn(EventType.REASSIGNED)
                    .build();
            ServiceCase incident = ServiceCase.replay(
                    promising(assignment, "1h"), List.of(opened("09:00").withTeam("L1"), team("09:30", "L2")));
            assertThat(only(incident).team()).isEqualTo("L1");
        }

        @Test
        void countsInTheOrderOfSequenceNumbersWithinAnInstant() {
            ServiceCase incident = ServiceCase.replay(
                    promising(Metric.RESOLUTION, "8h"),
                    List.of(
                            opened("09:00").withTeam("L1"),
                            team("12:00", "L2").withSequence(1),
                            of("12:00", EventType.RESOLVED).withSequence(2),
                            team("12:00", "L3").withSequence(3)));
            assertThat(only(incident).team()).isEqualTo("L2");
        }

        @Test
        void takesSeverityAndAttributesAfterAllFactsOfTheInstantAndNoneOfLater() {
            ServiceCase incident = ServiceCase.replay(
                    promising(Metric.RESOLUTION, "8h"),
                    List.of(
                            opened("09:00"),
                            of("12:00", EventType.RESOLVED).withSequence(1),
                            CaseEvent.severityChanged("INC-1", at("12:00"), Severity.LOW)
                                    .withSequence(2)
                                    .withAttribute("cause", "user"),
                            CaseEvent.severityChanged("INC-1", at("13:00"), Severity.CRITICAL)
                                    .withAttribute("cause", "network")));
            assertThat(only(incident).severity()).isEqualTo(Severity.LOW);
            assertThat(only(incident).attributes()).containsExactly(Map.entry("cause", "user"));
        }

        @Test
        void ofAnOpenMeasurementIsTheTeamsThatHasTheCaseNowAlsoWhileItWaits() {
            ServiceCase incident = ServiceCase.replay(
                    promising(Metric.RESOLUTION, "8h"),
                    List.of(
                            opened("09:00").withTeam("L1"),
                            team("10:00", "L2"),
                            CaseEvent.waiting("INC-1", at("11:00"), CUSTOMER)));
            assertThat(only(incident).team()).isEqualTo("L2");
            assertThat(incident.holder()).isEqualTo(Holder.of(Party.CUSTOMER));
        }

        @Test
        void ofAClockThatCountsWhileAPartyHasTheCaseIsThePartys() {
            ServiceCase incident = ServiceCase.replay(
                    promising(Metric.CUSTOMER_ANSWER, "8h"),
                    List.of(
                            opened("09:00").withTeam("L1"),
                            CaseEvent.waiting("INC-1", at("10:00"), CUSTOMER),
                            CaseEvent.resumed("INC-1", at("13:00"), CUSTOMER)));
            Outcome answer = only(incident);
            assertThat(answer.creditedTo()).isEqualTo(Holder.of(Party.CUSTOMER));
            assertThat(answer.elapsed()).isEqualTo(Duration.ofHours(3));
            assertThat(answer.verdict()).isEqualTo(Verdict.MET);
        }

        @Test
        void ofAClockThatCountsWhileOneTeamHasTheCaseIsThatTeamsWhoeverFinishesIt() {
            for (WhileHeldBy network : List.of(WhileHeldBy.team("network").cumulative(), WhileHeldBy.team("network"))) {
                Metric time = Metric.builder("network time")
                        .startsOn(EventType.OPENED)
                        .stopsOn(EventType.RESOLVED)
                        .whileHeldBy(network)
                        .build();
                List<CaseEvent> events = new ArrayList<>(
                        List.of(opened("09:00").withTeam("L1"), team("10:00", "network"), team("12:30", "L1")));
                assertThat(only(ServiceCase.replay(promising(time, "2h"), events)))
                        .extracting(Outcome::team, Outcome::elapsed)
                        .containsExactly("network", Duration.ofMinutes(150));
                events.add(of("13:00", EventType.RESOLVED).withTeam("closing desk"));
                assertThat(only(ServiceCase.replay(promising(time, "2h"), events)))
                        .extracting(Outcome::team, Outcome::elapsed, Outcome::verdict)
                        .containsExactly("network", Duration.ofMinutes(150), Verdict.MISSED);
                assertThat(CaseJudge.of(promising(time, "2h")).outcomes(events, LATER))
                        .extracting(Outcome::team)
                        .containsExactly("network");
            }
        }

        @Test
        void aTeamGetsNoneForACaseThatItNeverHad() {
            Metric time = Metric.builder("network time")
                    .startsOn(EventType.OPENED)
                    .stopsOn(EventType.RESOLVED)
                    .whileHeldBy(WhileHeldBy.team("network").cumulative())
                    .build();
            List<CaseEvent> events =
                    new ArrayList<>(List.of(opened("09:00").withTeam("L1"), of("10:00", EventType.RESOLVED)));
            assertThat(ServiceCase.replay(promising(time, "2h"), events).outcomes(LATER))
                    .isEmpty();
            assertThat(CaseJudge.of(promising(time, "2h")).outcomes(events, LATER))
                    .isEmpty();
            events.addAll(List.of(
                    CaseEvent.reopened("INC-1", at("11:00")),
                    team("11:00", "network"),
                    of("12:00", EventType.RESOLVED)));
            assertThat(only(ServiceCase.replay(promising(time, "2h"), events)))
                    .extracting(Outcome::team, Outcome::elapsed, Outcome::verdict)
                    .containsExactly("network", Duration.ofHours(1), Verdict.MET);
            assertThat(CaseJudge.of(promising(time, "2h")).outcomes(events, LATER))
                    .isEqualTo(ServiceCase.replay(promising(time, "2h"), events).outcomes(LATER));
        }

        @Test
        void aSizeThatIsNoNumberIsListed() {
            ServiceLevelAgreement agreement = ServiceLevelAgreement.builder("desk")
                    .provider(Party.of("IT"))
                    .customer(Party.of("Sales"))
                    .policy(SeverityPolicy.builder("many")
                            .condition(Condition.atLeast("users", "100"))
                            .target(Metric.RESOLUTION, Target.of("2h", BusinessCalendar.alwaysOpen(), 1))
                            .build())
                    .policy(SeverityPolicy.builder("few")
                            .target(Metric.RESOLUTION, Target.of("8h", BusinessCalendar.alwaysOpen(), 1))
                            .build())
                    .build();
            ServiceCase incident = ServiceCase.replay(
                    agreement,
                    List.of(
                            opened("09:00").withAttribute("users", "1,000").withAttribute("floor", "third"),
                            CaseEvent.changed("INC-1", at("10:00")).withAttribute("users", " 1000 "),
                            CaseEvent.changed("INC-1", at("11:00")).withAttribute("users", "")));
            assertThat(incident.ignored())
                    .extracting(IgnoredEvent::reason)
                    .containsExactly(
                            "policies select by the size of \"users\", but \"1,000\" is not a number such as 100 or 50.5");
        }

        @Test
        void aTeamThatIsSpeltAlmostAsAMetricNamesItIsListed() {
            Metric time = Metric.builder("network time")
                    .startsOn(EventType.OPENED)
                    .stopsOn(EventType.RESOLVED)
                    .whileHeldBy(WhileHeldBy.team("network"))
                    .build();
            ServiceCase incident = ServiceCase.replay(
                    promising(time, "8h"),
                    List.of(
                            opened("09:00"),
                            team("10:00", "Network "),
                            team("11:00", "network 2"),
                            team("12:00", "network")));
            assertThat(incident.ignored())
                    .extracting(IgnoredEvent::reason)
                    .containsExactly(
                            "no metric of the case counts for the team \"Network \"; did you mean \"network\"?");
        }

        @Test
        void ofOwnershipIsEachTeamsForItsOwnInterval() {
            ServiceCase incident = ServiceCase.replay(
                    promising(Metric.OWNERSHIP, "2h"),
                    List.of(opened("09:00").withTeam("L1"), team("12:00", "L2"), of("13:00", EventType.RESOLVED)));
            assertThat(incident.outcomes(LATER))
                    .extracting(Outcome::team, Outcome::elapsed, Outcome::verdict)
                    .containsExactly(
                            tuple("L1", Duration.ofHours(3), Verdict.MISSED),
                            tuple("L2", Duration.ofHours(1), Verdict.MET));
        }

        @Test
        void ofTimeInWhichNobodyWorkedIsTheProviders() {
            ServiceCase incident = ServiceCase.replay(
                    promising(Metric.AGENT_WORK_TIME, "30m"),
                    List.of(
                            opened("09:00"),
                            of("09:00", EventType.WORK_STARTED),
                            of("10:00", EventType.WORK_ENDED),
                            of("12:00", EventType.RESOLVED)));
            assertThat(only(incident).paused())
                    .containsExactly(
                            new Outcome.PausedTime(Holder.PROVIDER, "", Duration.ofHours(2), Duration.ofHours(2)));
        }
    }

    @Nested
    class AHandOver {
        @Test
        void ofAResolvedCaseBeginsNoMeasurementOfTheTeamThatGetsIt() {
            ServiceCase incident = ServiceCase.replay(
                    promising(Metric.OWNERSHIP, "2h"),
                    List.of(
                            opened("09:00").withTeam("first line"),
                            of("10:00", EventType.RESOLVED),
                            team("11:00", "network")));
            assertThat(incident.outcomes(LATER))
                    .extracting(Outcome::team, Outcome::elapsed, Outcome::verdict)
                    .containsExactly(tuple("first line", Duration.ofHours(1), Verdict.MET));
        }

        @Test
        void andTheResolutionAtItsInstantLeaveNoMeasurementGoingOn() {
            ServiceCase incident = ServiceCase.replay(
                    promising(Metric.OWNERSHIP, "2h"),
                    List.of(
                            opened("09:00").withTeam("first line"),
                            of("10:00", EventType.RESOLVED),
                            of("11:00", EventType.REOPENED).withSequence(1),
                            of("11:00", EventType.RESOLVED).withSequence(2)));
            assertThat(incident.outcomes(LATER))
                    .extracting(Outcome::start, Outcome::end)
                    .containsExactly(
                            tuple(at("09:00"), Optional.of(at("10:00"))), tuple(at("11:00"), Optional.of(at("11:00"))));
        }
    }

    @Nested
    class Waits {
        @Test
        void thatEndWithTheMessageThatStartsAClockAreNotItsOwn() {
            ServiceCase incident = ServiceCase.replay(
                    agreement(all(Metric.NEXT_RESPONSE, "2h").replyEndsWait().build()),
                    List.of(
                            opened("09:00"),
                            CaseEvent.waiting("INC-1", at("10:00"), CUSTOMER),
                            of("11:00", EventType.CUSTOMER_REPLIED),
                            of("12:00", EventType.RESPONDED)));
            assertThat(only(incident).elapsed()).isEqualTo(Duration.ofHours(1));
            assertThat(only(incident).path().waits()).isEmpty();
        }

        @Test
        void endedBeforeTheResolutionOfTheSameInstantAreEnded() {
            ServiceCase incident = ServiceCase.replay(
                    promising(Metric.RESOLUTION, "8h"),
                    List.of(
                            opened("01:00"),
                            CaseEvent.waiting("INC-1", at("02:00"), CUSTOMER),
                            CaseEvent.resumed("INC-1", at("12:00"), CUSTOMER).withSequence(2),
                            of("12:00", EventType.RESOLVED).withSequence(3)));
            Outcome.Pauses pauses = only(incident).pauses();
            assertThat(pauses.count()).isEqualTo(1);
            assertThat(pauses.unended()).isZero();
            assertThat(pauses.finishedWhilePaused()).isFalse();
            assertThat(only(incident).path().waits())
                    .extracting(Outcome.Wait::ending, Outcome.Wait::age)
                    .containsExactly(tuple(Outcome.Wait.Ending.RESUMED, Duration.ofHours(10)));
        }

        @Test
        void thatGoOnAtTheResolutionAreUnended() {
            ServiceCase incident = ServiceCase.replay(
                    promising(Metric.RESOLUTION, "8h"),
                    List.of(
                            opened("01:00"),
                            CaseEvent.waiting("INC-1", at("02:00"), CUSTOMER),
                            of("12:00", EventType.RESOLVED)));
            assertThat(only(incident).pauses().unended()).isEqualTo(1);
            assertThat(only(incident).pauses().finishedWhilePaused()).isTrue();
            assertThat(only(incident).path().waits())
                    .extracting(Outcome.Wait::ending)
                    .containsExactly(Outcome.Wait.Ending.FINISHED);
        }

        @Test
        void forAPartyThatIsSpeltAlmostLikeAnotherAreListed() {
            ServiceCase incident = ServiceCase.replay(
                    promising(Metric.RESOLUTION, "8h"),
                    List.of(
                            opened("09:00"),
                            CaseEvent.waiting("INC-1", at("10:00"), PauseReason.of("asked", "custmer")),
                            CaseEvent.waiting("INC-1", at("11:00"), VENDOR)));
            assertThat(incident.ignored())
                    .extracting(IgnoredEvent::reason)
                    .containsExactly(
                            "no agreement of the case knows the party \"custmer\", for whom it waits; did you mean"
                                    + " \"customer\"?");
        }

        @Test
        void forTheCustomerEndWithTheCustomersMessageIfThePolicySaysSo() {
            List<CaseEvent> events = List.of(
                    opened("09:00"),
                    CaseEvent.waiting("INC-1", at("10:00"), CUSTOMER),
                    CaseEvent.waiting("INC-1", at("10:30"), VENDOR),
                    of("11:00", EventType.CUSTOMER_REPLIED));
            ServiceCase kept = ServiceCase.replay(promising(Metric.RESOLUTION, "8h"), events);
            ServiceCase ended = ServiceCase.replay(
                    agreement(all(Metric.RESOLUTION, "8h").replyEndsWait().build()), events);
            assertThat(kept.waits()).containsExactly(CUSTOMER, VENDOR);
            assertThat(ended.waits()).containsExactly(VENDOR);
        }

        @Test
        void areStagesOfThePathWithTheShareOfTheLimitThatWasUsed() {
            ServiceCase incident = ServiceCase.replay(
                    promising(Metric.RESOLUTION, "8h"),
                    List.of(
                            opened("08:00").withTeam("L1"),
                            CaseEvent.waiting("INC-1", at("10:00"), CUSTOMER),
                            CaseEvent.resumed("INC-1", at("12:00"), CUSTOMER),
                            team("14:00", "L2"),
                            of("15:00", EventType.RESOLVED)));
            assertThat(only(incident).path().stages())
                    .extracting(stage -> stage.holder().key(), Outcome.Stage::share)
                    .containsExactly(
                            tuple("provider/L1", 0.0),
                            tuple("customer", 0.25),
                            tuple("provider/L1", 0.25),
                            tuple("provider/L2", 0.5));
            assertThat(incident.outcomes(LATER, at("09:00")).get(0).path().stages())
                    .extracting(Outcome.Stage::share)
                    .containsExactly(0.0, 0.125, 0.25, 0.25, 0.5);
        }

        @Test
        void makeTimesByHolderThatAddUpToTheLifeOfTheCase() {
            ServiceCase incident = ServiceCase.replay(
                    promising(Metric.RESOLUTION, "8h"),
                    List.of(
                            opened("08:00").withTeam("L1"),
                            CaseEvent.waiting("INC-1", at("10:00"), CUSTOMER),
                            of("11:00", EventType.RESOLVED),
                            of("13:00", EventType.REOPENED),
                            of("14:00", EventType.CLOSED)));
            assertThat(incident.timesByHolder(LATER))
                    .containsExactly(
                            Map.entry(Holder.of(Party.CUSTOMER), Duration.ofHours(1)),
                            Map.entry(Holder.NOBODY, Duration.ofHours(2)),
                            Map.entry(Holder.provider("L1"), Duration.ofHours(3)));
        }
    }

    @Nested
    class Facts {
        @Test
        void bringAMetricThatWasNotPromisedBeforeAndCountsFromTheOpening() {
            ServiceCase incident = ServiceCase.replay(
                    agreement(
                            SeverityPolicy.builder("high")
                                    .severity(Severity.HIGH)
                                    .target(Metric.RESOLUTION, Target.of("8h", ALL, 0.9))
                                    .build(),
                            SeverityPolicy.builder("critical")
                                    .severity(Severity.CRITICAL)
                                    .target(Metric.FIRST_RESPONSE, Target.of("3h", ALL, 0.9))
                                    .target(Metric.RESOLUTION, Target.of("4h", ALL, 0.9))
                                    .build()),
                    List.of(
                            opened("09:00"),
                            CaseEvent.severityChanged("INC-1", at("10:00"), Severity.CRITICAL),
                            of("11:00", EventType.RESPONDED),
                            of("12:00", EventType.RESOLVED)));
            assertThat(incident.outcomes(LATER))
                    .extracting(Outcome::metric, Outcome::elapsed, Outcome::limit)
                    .containsExactlyInAnyOrder(
                            tuple("first response", Duration.ofHours(2), Duration.ofHours(3)),
                            tuple("resolution", Duration.ofHours(3), Duration.ofHours(4)));
        }

        private final SeverityPolicy gold = SeverityPolicy.builder("gold")
                .attribute("tier", "gold")
                .target(Metric.RESOLUTION, Target.of("2h", ALL, 0.9))
                .build();
        private final ServiceLevelAgreement tiers =
                agreement(gold, all(Metric.RESOLUTION, "8h").build());

        @Test
        void setAfterTheOpeningChooseThePolicyAndAreInTheOutcome() {
            ServiceCase incident = ServiceCase.open(tiers, opened("09:00"))
                    .apply(CaseEvent.changed("INC-1", at("09:05")).withAttribute("tier", "gold"));
            assertThat(incident.policy()).contains(gold);
            assertThat(reading(incident, Metric.RESOLUTION, "10:00").limit()).isEqualTo(Duration.ofHours(2));
            assertThat(only(incident).attributes()).containsExactly(Map.entry("tier", "gold"));
        }

        @Test
        void thatNoAgreementKnowsAreListed() {
            Severity cosmetic = Severity.of(9, "Cosmetic");
            ServiceCase incident = ServiceCase.open(
                            promising(Metric.RESOLUTION, "8h"), CaseEvent.opened("INC-1", at("09:00"), cosmetic))
                    .apply(CaseEvent.severityChanged("INC-1", at("10:00"), Severity.LOW));
            assertThat(incident.ignored())
                    .extracting(entry -> entry.event().at(), IgnoredEvent::reason)
                    .containsExactly(tuple(
                            at("09:00"),
                            "no agreement of the case has the severity \"9 Cosmetic\"; only policies for every severity select"
                                    + " the case"));
        }

        @Test
        void haveNames() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> opened("09:00").withAttribute(" ", "gold"))
                    .withMessageContaining("needs a name that is not blank, but was \" \"");
        }

        @Test
        void withAnEmptyValueAreTakenAway() {
            ServiceCase incident = ServiceCase.open(tiers, opened("09:00").withAttribute("tier", "gold"))
                    .apply(of("10:00", EventType.UPDATED).withAttribute("tier", ""));
            assertThat(incident.attributes()).isEmpty();
            assertThat(reading(incident, Metric.RESOLUTION, "10:00").limit()).isEqualTo(Duration.ofHours(8));
        }

        @Test
        void areBelievedOfAClosedCaseSoThatTheNextMeasurementHasThem() {
            ServiceCase incident = ServiceCase.replay(
                    agreement(
                            SeverityPolicy.builder("critical")
                                    .severity(Severity.CRITICAL)
                                    .target(Metric.RESOLUTION, Target.of("2h", ALL, 0.9))
                                    .reopening(Reopening.NEW_CYCLE)
                                    .build(),
                            all(Metric.RESOLUTION, "8h")
                                    .reopening(Reopening.NEW_CYCLE)
                                    .build()),
                    List.of(
                            opened("09:00").withTeam("L1"),
                            of("10:00", EventType.CLOSED),
                            CaseEvent.severityChanged("INC-1", at("12:00"), Severity.CRITICAL)
                                    .withSequence(1),
                            team("12:00", "L2").withSequence(2),
                            of("12:00", EventType.REOPENED).withSequence(3),
                            of("13:00", EventType.RESOLVED)));
            assertThat(incident.ignored()).isEmpty();
            assertThat(incident.outcomes(LATER))
                    .extracting(Outcome::severity, Outcome::team, Outcome::limit)
                    .containsExactly(
                            tuple(Severity.HIGH, "L1", Duration.ofHours(8)),
                            tuple(Severity.CRITICAL, "L2", Duration.ofHours(2)));
        }

        @Test
        void leaveAFinishedMeasurementAsItWasJudged() {
            ServiceLevelAgreement agreement = agreement(
                    SeverityPolicy.builder("critical")
                            .severity(Severity.CRITICAL)
                            .target(Metric.FIRST_RESPONSE, Target.of("15m", ALL, 1))
                            .build(),
                    all(Metric.FIRST_RESPONSE, "1h").build());
            ServiceCase incident = ServiceCase.replay(
                    agreement,
                    List.of(
                            opened("09:00"),
                            of("09:40", EventType.RESPONDED),
                            CaseEvent.severityChanged("INC-1", at("10:00"), Severity.CRITICAL)));
            assertThat(only(incident).verdict()).isEqualTo(Verdict.MET);
            assertThat(only(incident).limit()).isEqualTo(Duration.ofHours(1));
            assertThat(only(incident).severity()).isEqualTo(Severity.HIGH);
        }

        @ParameterizedTest
        @EnumSource(
                value = Retargeting.class,
                names = {"CARRY_ELAPSED", "KEEP_FRACTION"})
        void aMinuteWithoutATargetWipesNoTimeUsed(Retargeting rule) {
            ServiceCase incident = ServiceCase.replay(
                    agreement(
                            SeverityPolicy.builder("high")
                                    .severity(Severity.HIGH)
                                    .target(Metric.RESOLUTION, Target.of("8h", ALL, 0.9))
                                    .retargeting(rule)
                                    .build(),
                            SeverityPolicy.builder("low")
                                    .severity(Severity.LOW)
                                    .target(Metric.FIRST_RESPONSE, Target.of("8h", ALL, 0.9))
                                    .retargeting(rule)
                                    .build()),
                    List.of(
                            opened("09:00"),
                            CaseEvent.severityChanged("INC-1", at("18:00"), Severity.LOW),
                            CaseEvent.severityChanged("INC-1", at("18:01"), Severity.HIGH),
                            of("19:00", EventType.RESOLVED)));
            ClockReading reading = reading(incident, Metric.RESOLUTION, "20:00");
            assertThat(reading.verdict()).isEqualTo(Verdict.MISSED);
            assertThat(reading.elapsed()).isEqualTo(Duration.ofMinutes(599));
        }

        @ParameterizedTest
        @EnumSource(
                value = Retargeting.class,
                names = {"KEEP_OLD_TARGET", "STRICTER_WINS"})
        void aClockRunsOnWhileNoPolicySelectsTheCase(Retargeting rule) {
            ServiceCase incident = ServiceCase.replay(
                    agreement(SeverityPolicy.builder("high")
                            .severity(Severity.HIGH)
                            .target(Metric.RESOLUTION, Target.of("8h", ALL, 0.9))
                            .retargeting(rule)
                            .build()),
                    List.of(
                            opened("09:00"),
                            CaseEvent.severityChanged("INC-1", at("18:00"), Severity.LOW),
                            CaseEvent.severityChanged("INC-1", at("18:01"), Severity.HIGH),
                            of("19:00", EventType.RESOLVED)));
            ClockReading reading = reading(incident, Metric.RESOLUTION, "20:00");
            assertThat(reading.verdict()).isEqualTo(Verdict.MISSED);
            assertThat(reading.elapsed()).isEqualTo(Duration.ofHours(10));
        }
    }

    @Nested
    class Corrections {
        @Test
        void areListedAmongTheEventsInTheOrderOfTime() {
            CaseEvent early = CaseEvent.changed("INC-1", at("08:15"))
                    .withTeam("first line")
                    .withId("early");
            CaseEvent before = CaseEvent.changed("INC-1", at("08:30")).withTeam("network");
            CaseEvent opened = opened("09:00");
            CaseEvent waiting =
                    CaseEvent.waiting("INC-1", at("10:00"), CUSTOMER).withId("wait");
            CaseEvent resolved = of("11:00", EventType.RESOLVED);
            CaseEvent noWait = CaseEvent.withdrawn("INC-1", at("12:00"), "wait");
            CaseEvent notEarly = CaseEvent.withdrawn("INC-1", at("13:00"), "early");
            ServiceCase incident = ServiceCase.replay(
                    promising(Metric.RESOLUTION, "4h"),
                    List.of(opened, notEarly, before, resolved, early, noWait, waiting));
            assertThat(incident.events()).containsExactly(early, before, opened, waiting, resolved, noWait, notEarly);
        }

        private final ServiceLevelAgreement agreement = promising(Metric.RESOLUTION, "4h");

        @Test
        void takeAnEventBackWhicheverArrivesFirst() {
            CaseEvent wrong = of("10:00", EventType.RESOLVED).withId("row 2");
            CaseEvent withdrawal = CaseEvent.withdrawn("INC-1", at("12:00"), "row 2");
            ServiceCase without = ServiceCase.open(agreement, opened("09:00"));
            for (List<CaseEvent> order : List.of(List.of(wrong, withdrawal), List.of(withdrawal, wrong))) {
                ServiceCase incident = without;
                for (CaseEvent event : order) {
                    incident = incident.apply(event);
                }
                assertThat(incident.clocks()).isEqualTo(without.clocks());
                assertThat(incident.outcomes(LATER)).isEqualTo(without.outcomes(LATER));
                assertThat(incident.apply(wrong)).isSameAs(incident);
                assertThat(incident.events()).contains(wrong, withdrawal);
            }
        }

        @Test
        void ofAFutureEndOfAWaitGiveTheRightDueDate() {
            ServiceCase incident = ServiceCase.replay(
                    agreement,
                    List.of(
                            opened("09:00"),
                            CaseEvent.waiting("INC-1", at("10:00"), CUSTOMER),
                            CaseEvent.resumed("INC-1", at("14:00"), CUSTOMER).withId("snooze 1 ends"),
                            CaseEvent.withdrawn("INC-1", at("11:00"), "snooze 1 ends"),
                            CaseEvent.resumed("INC-1", at("11:00"), CUSTOMER),
                            CaseEvent.waiting("INC-1", at("13:00"), CUSTOMER),
                            CaseEvent.resumed("INC-1", at("18:00"), CUSTOMER)));
            assertThat(reading(incident, Metric.RESOLUTION, "18:00").due()).contains(at("19:00"));
        }

        @Test
        void ofAWithdrawalAreNoneAndSaySo() {
            ServiceCase incident = ServiceCase.open(agreement, opened("09:00"))
                    .apply(of("10:00", EventType.RESOLVED).withId("a"))
                    .apply(CaseEvent.withdrawn("INC-1", at("11:00"), "a").withId("b"))
                    .apply(CaseEvent.withdrawn("INC-1", at("12:00"), "b"));
            assertThat(reading(incident, Metric.RESOLUTION, "12:00").phase()).isEqualTo(Phase.RUNNING);
            assertThat(incident.ignored())
                    .extracting(IgnoredEvent::reason)
                    .contains("a withdrawal cannot be withdrawn; record the event anew under another id");
        }

        @Test
        void ofAnOpeningReplaceIt() {
            CaseEvent right = CaseEvent.opened("INC-1", at("08:00"), Severity.HIGH)
                    .withId("o2")
                    .replacing("o1");
            CaseEvent resolved = of("11:00", EventType.RESOLVED);
            ServiceCase incident = ServiceCase.open(agreement, opened("09:00").withId("o1"))
                    .apply(resolved)
                    .apply(right);
            assertThat(incident.opening()).isEqualTo(right);
            assertThat(reading(incident, Metric.RESOLUTION, "12:00").elapsed()).isEqualTo(Duration.ofHours(3));
            assertThat(incident.apply(CaseEvent.withdrawn("INC-1", at("12:00"), "o2"))
                            .openedAt())
                    .isEqualTo(at("08:00"));
        }

        @Test
        void areNotNeededForAnEventBeforeTheOpening() {
            ServiceCase incident = ServiceCase.replay(
                    agreement,
                    List.of(
                            team("08:00", "L1"),
                            CaseEvent.waiting("INC-1", at("08:30"), CUSTOMER).withAttribute("tier", "gold"),
                            opened("09:00")));
            assertThat(incident.team()).isEqualTo("L1");
            assertThat(incident.attributes()).containsExactly(Map.entry("tier", "gold"));
            assertThat(incident.waits()).isEmpty();
            assertThat(reading(incident, Metric.RESOLUTION, "10:00").elapsed()).isEqualTo(Duration.ofHours(1));
            assertThat(incident.ignored()).isEmpty();
        }

        @Test
        void listWhatHappenedBeforeTheOpeningAndSaysNothingOfTheCase() {
            ServiceCase incident = ServiceCase.replay(
                    agreement,
                    List.of(
                            of("08:00", EventType.RESOLVED),
                            opened("09:00").withId("1"),
                            CaseEvent.waiting("INC-1", at("09:10"), CUSTOMER),
                            opened("09:30").withId("2").replacing("1")));
            assertThat(incident.ignored())
                    .extracting(entry -> entry.event().type().name(), IgnoredEvent::reason)
                    .containsExactly(
                            tuple("resolved", "it was before the opening, and begins nothing"),
                            tuple("waiting", "it was before the opening, and begins nothing"),
                            tuple("opened", "another opening counts, at 2026-01-05T09:30:00Z"));
            assertThat(reading(incident, Metric.RESOLUTION, "10:00").elapsed()).isEqualTo(Duration.ofMinutes(30));
        }

        @Test
        void cannotBeMadeByAnotherEventOfTheSameId() {
            ServiceCase incident = ServiceCase.open(agreement, opened("09:00"))
                    .apply(of("10:00", EventType.RESOLVED).withId("row 2"));
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> incident.apply(of("10:30", EventType.RESOLVED).withId("row 2")))
                    .withMessageContainingAll("have the id \"row 2\", but differ", "withdraw the wrong one");
        }

        @Test
        void areSeenAsOfWhatWasKnown() {
            ServiceCase incident = ServiceCase.open(agreement, opened("09:00"))
                    .apply(of("10:00", EventType.RESOLVED).withRecordedAt(at("15:00")));
            assertThat(incident.asKnownOn(at("14:00")).orElseThrow().clocks())
                    .isEqualTo(ServiceCase.open(agreement, opened("09:00"))
                            .asKnownOn(at("14:00"))
                            .orElseThrow()
                            .clocks());
            assertThat(reading(incident.asKnownOn(at("15:00")).orElseThrow(), Metric.RESOLUTION, "16:00")
                            .verdict())
                    .isEqualTo(Verdict.MET);
            assertThat(incident.asKnownOn(at("08:00"))).isEmpty();
        }

        @Test
        void keepTheEarlierInstantOfAnEventThatWasRecordedTwice() {
            CaseEvent event = of("10:00", EventType.RESPONDED);
            ServiceCase incident = ServiceCase.open(agreement, opened("09:00"))
                    .apply(event.withRecordedAt(at("12:00")))
                    .apply(event.withRecordedAt(at("11:00")))
                    .apply(event.withRecordedAt(at("13:00")));
            assertThat(incident.events().get(1).recordedAt()).contains(at("11:00"));
        }
    }

    @Nested
    class Flags {
        @Test
        void sayNothingOfAPromiseThatWasJustKeptBeforeItsTargetChanged() {
            ServiceCase incident = ServiceCase.replay(
                    agreement(
                            SeverityPolicy.builder("high")
                                    .severity(Severity.HIGH)
                                    .target(Metric.RESOLUTION, Target.of("4h", ALL, 0.9))
                                    .build(),
                            SeverityPolicy.builder("critical")
                                    .severity(Severity.CRITICAL)
                                    .target(Metric.RESOLUTION, Target.of("8h", ALL, 0.9))
                                    .retargetsFinished()
                                    .build()),
                    List.of(
                            opened("09:00"),
                            of("13:00", EventType.RESOLVED),
                            CaseEvent.severityChanged("INC-1", at("14:00"), Severity.CRITICAL)));
            assertThat(only(incident).limit()).isEqualTo(Duration.ofHours(8));
            assertThat(only(incident).flags()).isEmpty();
        }

        @Test
        void tellOfACancellationAfterTheBreach() {
            ServiceCase incident = ServiceCase.replay(
                    promising(Metric.RESOLUTION, "1h"), List.of(opened("09:00"), of("11:00", EventType.CANCELLED)));
            assertThat(only(incident).verdict()).isEqualTo(Verdict.CANCELLED);
            assertThat(only(incident).flags()).containsExactly(Outcome.Flag.CANCELLED_AFTER_BREACH);
        }

        @Test
        void tellOfADowngradeAfterTheBreach() {
            ServiceCase incident = ServiceCase.replay(
                    agreement(
                            SeverityPolicy.builder("high")
                                    .severity(Severity.HIGH)
                                    .target(Metric.RESOLUTION, Target.of("1h", ALL, 0.9))
                                    .build(),
                            all(Metric.RESOLUTION, "8h").build()),
                    List.of(
                            opened("09:00"),
                            CaseEvent.severityChanged("INC-1", at("11:00"), Severity.LOW),
                            of("12:00", EventType.RESOLVED)));
            assertThat(only(incident).verdict()).isEqualTo(Verdict.MET);
            assertThat(only(incident).flags())
                    .containsExactlyInAnyOrder(
                            Outcome.Flag.DOWNGRADED_AFTER_BREACH, Outcome.Flag.RETARGETED_AFTER_BREACH);
        }

        @Test
        void tellOfAPauseJustInTime() {
            ServiceCase late = ServiceCase.replay(
                    promising(Metric.RESOLUTION, "1h"),
                    List.of(opened("09:00"), CaseEvent.waiting("INC-1", at("09:55"), CUSTOMER)));
            ServiceCase early = ServiceCase.replay(
                    promising(Metric.RESOLUTION, "1h"),
                    List.of(opened("09:00"), CaseEvent.waiting("INC-1", at("09:50"), CUSTOMER)));
            assertThat(only(late).flags()).containsExactly(Outcome.Flag.PAUSED_JUST_IN_TIME);
            assertThat(only(early).flags()).isEmpty();
        }

        @Test
        void tellOfACustomerWhoWroteWhileTheCaseWaitedForThem() {
            ServiceCase incident = ServiceCase.replay(
                    promising(Metric.RESOLUTION, "8h"),
                    List.of(
                            opened("09:00"),
                            CaseEvent.waiting("INC-1", at("10:00"), CUSTOMER),
                            of("11:00", EventType.CUSTOMER_REPLIED)));
            assertThat(only(incident).flags()).containsExactly(Outcome.Flag.CUSTOMER_WROTE_MEANWHILE);
        }
    }

    @Nested
    class Reopened {
        @ParameterizedTest
        @EnumSource(value = Reopening.class, mode = EnumSource.Mode.EXCLUDE, names = "FROZEN")
        void aCancelledCaseWakesTheClocksThatTheCancellationEnded(Reopening rule) {
            ServiceCase incident = ServiceCase.replay(
                    agreement(SeverityPolicy.builder("all")
                            .target(Metric.FIRST_RESPONSE, Target.of("4h", ALL, 0.9))
                            .target(Metric.RESOLUTION, Target.of("8h", ALL, 0.9))
                            .reopening(rule)
                            .build()),
                    List.of(opened("09:00"), of("10:00", EventType.CANCELLED), of("13:00", EventType.REOPENED)));
            Duration elapsed = Duration.ofHours(rule == Reopening.CONTINUE ? 2 : rule == Reopening.COUNT_GAP ? 5 : 1);
            assertThat(incident.isClosed()).isFalse();
            for (Metric metric : List.of(Metric.FIRST_RESPONSE, Metric.RESOLUTION)) {
                assertThat(reading(incident, metric, "14:00").phase()).isEqualTo(Phase.RUNNING);
                assertThat(reading(incident, metric, "14:00").elapsed()).isEqualTo(elapsed);
            }
        }
    }

    @Nested
    class Ratings {
        @ParameterizedTest
        @ValueSource(strings = {"4.5", "10", "+1", "0", "6", "good"})
        void thatCannotBeReadAreListed(String rating) {
            ServiceCase incident = ServiceCase.replay(
                    promising(Metric.RESOLUTION, "8h"),
                    List.of(opened("09:00"), of("10:00", EventType.RESOLVED).withAttribute(Outcome.RATING, rating)));
            assertThat(only(incident).rating()).isEmpty();
            assertThat(incident.ignored())
                    .extracting(IgnoredEvent::reason)
                    .containsExactly("the rating \"" + rating + "\" cannot be read; use a whole number from 1 to 5");
        }

        @Test
        void thatAreTakenBackAreGone() {
            ServiceCase rated = ServiceCase.replay(
                    promising(Metric.RESOLUTION, "8h"),
                    List.of(opened("09:00"), of("10:00", EventType.RESOLVED).withAttribute(Outcome.RATING, "2")));
            assertThat(only(rated).rating()).hasValue(2);
            ServiceCase takenBack = rated.apply(of("11:00", EventType.CHANGED).withAttribute(Outcome.RATING, ""));
            assertThat(only(takenBack).rating()).isEmpty();
            assertThat(takenBack.ignored()).isEmpty();
        }

        @Test
        void areReadWithBlanksAroundThem() {
            ServiceCase incident = ServiceCase.replay(
                    promising(Metric.RESOLUTION, "8h"),
                    List.of(
                            opened("09:00"),
                            of("10:00", EventType.RESOLVED).withAttribute(Outcome.RATING, " \u00A04 ")));
            assertThat(only(incident).rating()).hasValue(4);
            assertThat(incident.ignored()).isEmpty();
        }
    }

    @Nested
    class TheLastPolicy {
        @Test
        void isTheOneThatHoldsOrHeldLast() {
            SeverityPolicy high = SeverityPolicy.builder("high")
                    .severity(Severity.HIGH)
                    .target(Metric.RESOLUTION, Target.of("4h", ALL, 0.9))
                    .build();
            ServiceCase incident = ServiceCase.open(agreement(high), opened("09:00"));
            assertThat(incident.lastPolicy("helpdesk")).contains(high);

            ServiceCase left = incident.apply(CaseEvent.severityChanged("INC-1", at("10:00"), Severity.LOW));
            assertThat(left.policy("helpdesk")).isEmpty();
            assertThat(left.lastPolicy("helpdesk")).contains(high);
        }

        @Test
        void isNoneWhereNothingWasEverPromised() {
            SeverityPolicy critical = SeverityPolicy.builder("critical")
                    .severity(Severity.CRITICAL)
                    .target(Metric.RESOLUTION, Target.of("4h", ALL, 0.9))
                    .build();
            assertThat(ServiceCase.open(agreement(critical), opened("09:00")).lastPolicy("helpdesk"))
                    .isEmpty();
        }
    }

    @Nested
    class PromisesAgreedByHand {
        private Set<Outcome.Flag> flagsOf(String time, String limit) {
            AgreedByHand term =
                    AgreedByHand.of(Metric.RESOLUTION, BusinessDuration.parse(limit), "Ann Bell", "part from Japan");
            ServiceCase incident = ServiceCase.replay(
                    promising(Metric.RESOLUTION, "4h"),
                    List.of(opened("09:00"), CaseEvent.agreed("INC-1", at(time), term)));
            return only(incident).flags();
        }

        @Test
        void areNoticedIfTheyForgiveABreach() {
            assertThat(flagsOf("14:00", "8h")).containsExactly(Outcome.Flag.RETARGETED_AFTER_BREACH);
            assertThat(flagsOf("14:00", "4h30m")).isEmpty();
            assertThat(flagsOf("12:00", "8h")).isEmpty();
        }

        @Test
        void countAlsoIfSomethingElseHappensAtTheirInstant() {
            AgreedByHand term =
                    AgreedByHand.of(Metric.RESOLUTION, BusinessDuration.parse("8h"), "Ann Bell", "part from Japan");
            ServiceCase incident = ServiceCase.replay(
                    promising(Metric.RESOLUTION, "4h"),
                    List.of(opened("09:00"), team("10:00", "network"), CaseEvent.agreed("INC-1", at("10:00"), term)));
            assertThat(only(incident).limit()).isEqualTo(Duration.ofHours(8));
        }

        @Test
        void aLimitOutranksThePolicyUntilItIsWithdrawn() {
            CaseEvent agreed = CaseEvent.agreed(
                            "INC-1",
                            at("10:00"),
                            AgreedByHand.of(Metric.RESOLUTION, BusinessDuration.parse("12h"), "Ann", "customs"))
                    .withId("agreed");
            ServiceCase incident = ServiceCase.open(promising(Metric.RESOLUTION, "4h"), opened("09:00"))
                    .apply(agreed);
            assertThat(reading(incident, Metric.RESOLUTION, "10:00").due()).contains(at("21:00"));
            assertThat(only(incident).isAdjusted()).isTrue();
            ServiceCase without = incident.apply(CaseEvent.withdrawn("INC-1", at("11:00"), "agreed"));
            assertThat(reading(without, Metric.RESOLUTION, "11:00").due()).contains(at("13:00"));
            assertThat(only(without).isAdjusted()).isFalse();
        }

        private CaseEvent twelveHours(String time, Metric metric) {
            return CaseEvent.agreed(
                    "INC-1", at(time), AgreedByHand.of(metric, BusinessDuration.parse("12h"), "Ann", "customs"));
        }

        @Test
        void aTermAboutNothingThatGoesOnIsListed() {
            ServiceCase incident = ServiceCase.replay(
                    promising(Metric.RESOLUTION, "4h"),
                    List.of(
                            opened("09:00"),
                            twelveHours("10:00", Metric.FIRST_RESPONSE),
                            CaseEvent.agreed(
                                    "INC-1",
                                    at("10:30"),
                                    AgreedByHand.of(Metric.RESOLUTION, at("12:00"), "Ann", "customs")
                                            .forAgreement("contract")),
                            twelveHours("11:00", Metric.RESOLUTION),
                            of("12:00", EventType.RESOLVED),
                            twelveHours("13:00", Metric.RESOLUTION)));
            assertThat(incident.ignored())
                    .extracting(entry -> entry.event().at(), IgnoredEvent::reason)
                    .containsExactly(
                            tuple(at("10:00"), "nothing is promised about \"first response\""),
                            tuple(at("10:30"), "nothing is promised about \"resolution\" by agreement \"contract\""),
                            tuple(at("13:00"), "the measurement was finished, or nothing was promised about it"));
        }

        @Test
        void aTermHoldsOnceSomethingIsPromised() {
            ServiceLevelAgreement gold = agreement(SeverityPolicy.builder("gold")
                    .attribute("tier", "gold")
                    .target(Metric.RESOLUTION, Target.of("4h", ALL, 0.9))
                    .build());
            ServiceCase before = ServiceCase.open(gold, opened("09:00")).apply(twelveHours("10:00", Metric.RESOLUTION));
            assertThat(before.ignored())
                    .extracting(IgnoredEvent::reason)
                    .containsExactly("nothing is promised about \"resolution\"");
            ServiceCase promised = before.apply(of("11:00", EventType.CHANGED).withAttribute("tier", "gold"));
            assertThat(promised.ignored()).isEmpty();
            assertThat(reading(promised, Metric.RESOLUTION, "11:00").due()).contains(at("21:00"));
            assertThat(only(promised).isAdjusted()).isTrue();
        }

        @Test
        void aDueDateLiesAhead() {
            AgreedByHand past = AgreedByHand.of(Metric.RESOLUTION, at("09:30"), "Ann", "customs");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CaseEvent.agreed("INC-1", at("10:00"), past))
                    .withMessageContainingAll(
                            "\"INC-1\"", "lies ahead", "2026-01-05T09:30:00Z", "2026-01-05T10:00:00Z");
        }
    }

    @Nested
    class SeveralAgreements {
        private final ServiceLevelAgreement sla = promising(Metric.RESOLUTION, "8h");
        private final ServiceLevelAgreement ola = ServiceLevelAgreement.builder("network-ola")
                .kind(AgreementKind.OLA)
                .provider(Party.of("Network"))
                .customer(Party.of("IT operations"))
                .policy(all(Metric.RESOLUTION, "6h").build())
                .build();

        @Test
        void haveClocksAndOutcomesOfTheirOwnUnderTheirIds() {
            ServiceCase incident =
                    ServiceCase.open(List.of(sla, ola), opened("09:00")).apply(of("16:00", EventType.RESOLVED));
            assertThat(incident.outcomes(LATER))
                    .extracting(outcome -> outcome.key().toString(), Outcome::verdict)
                    .containsExactly(
                            tuple("INC-1/helpdesk/resolution/0", Verdict.MET),
                            tuple("INC-1/network-ola/resolution/0", Verdict.MISSED));
            assertThat(incident.clocks("network-ola")).hasSize(1);
            assertThat(incident.agreements()).containsExactly(sla, ola);
        }

        @Test
        void thatTheCaseIsNotUnderAreRefusedByName() {
            ServiceCase incident = ServiceCase.open(List.of(sla, ola), opened("09:00"));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> incident.clocks("contract"))
                    .withMessageContaining("[\"helpdesk\", \"network-ola\"], but not under \"contract\"");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ServiceCase.open(List.of(sla, sla), opened("09:00")))
                    .withMessageContaining("\"helpdesk\" is there twice");
        }

        @Test
        void areInTheRecord() {
            ServiceCase incident = ServiceCase.open(List.of(sla, ola), opened("09:00"))
                    .move(at("10:00"), ola.toBuilder().version("2").build(), Retargeting.CARRY_ELAPSED)
                    .apply(of("16:00", EventType.RESOLVED));
            ServiceCase again = CaseRecord.of(incident)
                    .toCase(sla, ola, ola.toBuilder().version("2").build());
            assertThat(again).isEqualTo(incident);
        }
    }

    @Nested
    class State {
        private final ServiceLevelAgreement agreement = promising(Metric.RESOLUTION, "8h");
        private final List<CaseEvent> events = List.of(
                opened("09:00")
                        .withTeam("first line")
                        .withAttribute("tier", "gold")
                        .withId("1"),
                CaseEvent.waiting("INC-1", at("10:00"), CUSTOMER).withSequence(-3),
                CaseEvent.resumed("INC-1", at("12:00"), CUSTOMER).withId("row \u00e9 3"),
                of("13:00", EventType.RESOLVED),
                of("14:00", EventType.REOPENED));

        private ServiceCase incident() {
            return ServiceCase.replay(agreement, events);
        }

        @Test
        void damagedInAnyByteIsRefused() {
            byte[] state = incident().toState();
            for (int i = 0; i < state.length; i++) {
                byte[] damaged = state.clone();
                damaged[i] ^= 1;
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> ServiceCase.restore(damaged, List.of(agreement), () -> events));
            }
        }

        @Test
        void ofAnUnknownAgreementIsRefusedByName() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ServiceCase.restore(incident().toState(), List.of(), () -> events))
                    .withMessageContaining("Case \"INC-1\" is under agreement \"helpdesk\" version \"1\"");
        }

        @Test
        void readsNoEventsForFurtherEventsInOrderAndAllForALateOne() {
            List<String> reads = new ArrayList<>();
            ServiceCase restored = ServiceCase.restore(incident().toState(), List.of(agreement), () -> {
                reads.add("read");
                return events;
            });
            ServiceCase further = restored.apply(of("15:00", EventType.RESOLVED).withId("5"));
            assertThat(reading(further, Metric.RESOLUTION, "16:00").elapsed()).isEqualTo(Duration.ofHours(3));
            assertThat(reads).isEmpty();
            ServiceCase late = further.apply(CaseEvent.waiting("INC-1", at("14:30"), VENDOR));
            assertThat(reads).hasSize(1);
            assertThat(reading(late, Metric.RESOLUTION, "16:00").elapsed()).isEqualTo(Duration.ofMinutes(150));
        }

        @Test
        void knowsWhichClocksACancellationEnded() {
            List<CaseEvent> cancelled = List.of(opened("09:00"), of("10:00", EventType.CANCELLED));
            ServiceCase whole = ServiceCase.replay(agreement, cancelled);
            ServiceCase restored = ServiceCase.restore(whole.toState(), List.of(agreement), () -> cancelled);
            CaseEvent reopened = of("11:00", EventType.REOPENED);
            assertThat(reading(restored.apply(reopened), Metric.RESOLUTION, "12:00"))
                    .isEqualTo(reading(whole.apply(reopened), Metric.RESOLUTION, "12:00"));
        }

        @Test
        void readsItsEventsForAnIdThatMayBeKnown() {
            ServiceCase restored = ServiceCase.restore(incident().toState(), List.of(agreement), () -> events);
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> restored.apply(of("15:00", EventType.RESOLVED).withId("row \u00e9 3")))
                    .withMessageContaining("but differ");
        }

        @Test
        void ofVersionOneIsReadForEver() throws Exception {
            byte[] kept;
            try (InputStream in =
                    Objects.requireNonNull(CaseModelTest.class.getResourceAsStream("case-state-v1.txt"))) {
                kept = Base64.getMimeDecoder().decode(in.readAllBytes());
            }
            ServiceCase restored = ServiceCase.restore(kept, List.of(agreement), () -> events);
            assertThat(restored).isEqualTo(incident());
            assertThat(reading(restored, Metric.RESOLUTION, "15:00"))
                    .isEqualTo(reading(incident(), Metric.RESOLUTION, "15:00"));
            assertThat(Base64.getEncoder().encodeToString(incident().toState()))
                    .isEqualTo(Base64.getEncoder().encodeToString(kept));
        }
    }

    @Test
    void aPageGetsPlainValuesOfACase() throws Exception {
        ServiceCase incident = ServiceCase.replay(
                promising(Metric.RESOLUTION, "8h"),
                List.of(opened("09:00").withTeam("L1"), CaseEvent.waiting("INC-1", at("11:00"), CUSTOMER)));
        CaseView view = CaseView.of(incident, at("12:00"));
        CaseView.Clock clock = new CaseView.Clock(
                "helpdesk",
                "resolution",
                "PAUSED",
                "PENDING",
                28_800,
                7_200,
                21_600,
                0.25,
                "",
                "2026-01-05T18:00:00Z",
                "");
        assertThat(view)
                .isEqualTo(new CaseView(
                        "INC-1",
                        "2026-01-05T12:00:00Z",
                        "2026-01-05T09:00:00Z",
                        "2 High",
                        "L1",
                        "customer",
                        "customer",
                        List.of("awaiting user info (customer)"),
                        false,
                        List.of(clock)));
        var two = new com.fasterxml.jackson.databind.ObjectMapper();
        var three = new tools.jackson.databind.json.JsonMapper();
        assertThat(two.readValue(two.writeValueAsString(view), CaseView.class)).isEqualTo(view);
        assertThat(three.readValue(three.writeValueAsString(view), CaseView.class))
                .isEqualTo(view);
    }

    @Test
    void anIdWithALineBreakForgesNoLineOfALog() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceCase.open(promising(Metric.RESOLUTION, "8h"), opened("09:00"))
                        .apply(CaseEvent.resolved("INC-2\r\nERROR all is lost", at("10:00"))))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\r", "\n"));
    }
}
