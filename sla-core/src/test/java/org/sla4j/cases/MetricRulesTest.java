package org.sla4j.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
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
import org.sla4j.clock.ClockReading;
import org.sla4j.clock.Phase;
import org.sla4j.clock.Superseded;
import org.sla4j.clock.Verdict;

/** What moves the clocks of metrics, each by an example on one day around the clock. */
class MetricRulesTest {
    private static final PauseReason CUSTOMER = PauseReason.of("awaiting user info", "customer");
    private static final PauseReason VENDOR = PauseReason.of("awaiting parts", "vendor");
    private static final EventType DELIVERED = EventType.of("parts delivered");
    private static final EventType FITTED = EventType.of("parts fitted");

    private static Instant at(String time) {
        return Instant.parse("2026-01-05T00:00:00Z")
                .plusNanos(LocalTime.parse(time).toNanoOfDay());
    }

    private static CaseEvent event(String time, EventType type) {
        return CaseEvent.of("INC-1", at(time), type);
    }

    private static CaseEvent waiting(String time, PauseReason reason) {
        return CaseEvent.waiting("INC-1", at(time), reason);
    }

    private static CaseEvent resumed(String time, PauseReason reason) {
        return CaseEvent.resumed("INC-1", at(time), reason);
    }

    private static ServiceLevelAgreement agreement(
            Metric metric, Function<SeverityPolicy.Builder, SeverityPolicy.Builder> rules) {
        return ServiceLevelAgreement.builder("helpdesk-2026")
                .provider(Party.of("IT operations"))
                .customer(Party.of("Sales"))
                .policy(rules.apply(SeverityPolicy.builder("critical")
                                .severity(Severity.CRITICAL)
                                .target(metric, Target.of("2h", BusinessCalendar.alwaysOpen(), 0.99)))
                        .build())
                .policy(rules.apply(SeverityPolicy.builder("other")
                                .target(metric, Target.of("4h", BusinessCalendar.alwaysOpen(), 0.9)))
                        .build())
                .build();
    }

    /** A case of moderate severity, opened at 09:00, that is measured by one metric with a limit of four hours. */
    private static ServiceCase incident(Metric metric, CaseEvent... events) {
        return incident(agreement(metric, policy -> policy), events);
    }

    private static ServiceCase incident(ServiceLevelAgreement agreement, CaseEvent... events) {
        List<CaseEvent> all = new ArrayList<>(Arrays.asList(events));
        all.add(0, CaseEvent.opened("INC-1", at("09:00"), Severity.MODERATE));
        return ServiceCase.replay(agreement, all);
    }

    private static ClockReading reading(ServiceCase incident, Metric metric, String now) {
        return incident.clock(metric).orElseThrow().reading(at(now));
    }

    private static Duration elapsed(ServiceCase incident, Metric metric, String now) {
        return reading(incident, metric, now).elapsed();
    }

    private static Phase phase(ServiceCase incident, Metric metric) {
        return incident.clock(metric).orElseThrow().phase();
    }

    @Nested
    class ReadyMadeMetrics {
        @Test
        void anAnswerAcknowledgesToo() {
            ServiceCase incident = incident(
                    Metric.ACKNOWLEDGE, event("09:20", EventType.RESPONDED), event("09:40", EventType.ACKNOWLEDGED));
            assertThat(elapsed(incident, Metric.ACKNOWLEDGE, "12:00")).isEqualTo(Duration.ofMinutes(20));
        }

        @Test
        void takingNoteIsNoAnswer() {
            CaseEvent noted = event("09:40", EventType.ACKNOWLEDGED);
            assertThat(elapsed(incident(Metric.ACKNOWLEDGE, noted), Metric.ACKNOWLEDGE, "12:00"))
                    .isEqualTo(Duration.ofMinutes(40));
            assertThat(phase(incident(Metric.FIRST_RESPONSE, noted), Metric.FIRST_RESPONSE))
                    .isEqualTo(Phase.RUNNING);
        }

        @Test
        void theFirstUnansweredMessageCountsForTheNextResponse() {
            ServiceCase incident = incident(
                    Metric.NEXT_RESPONSE,
                    event("10:00", EventType.CUSTOMER_REPLIED),
                    event("11:00", EventType.CUSTOMER_REPLIED),
                    event("12:00", EventType.RESPONDED));
            assertThat(elapsed(incident, Metric.NEXT_RESPONSE, "15:00")).isEqualTo(Duration.ofHours(2));
        }

        @Test
        void everyNextResponseHasAnOutcomeOfItsOwn() {
            ServiceCase incident = incident(
                    Metric.NEXT_RESPONSE,
                    event("10:00", EventType.CUSTOMER_REPLIED),
                    event("15:00", EventType.RESPONDED),
                    event("16:00", EventType.CUSTOMER_REPLIED),
                    event("16:30", EventType.RESPONDED),
                    event("17:00", EventType.CUSTOMER_REPLIED));
            assertThat(incident.outcomes(at("18:00")))
                    .extracting(Outcome::verdict)
                    .containsExactly(Verdict.MISSED, Verdict.MET, Verdict.PENDING);
        }

        @Test
        void aThankYouAfterTheResolutionAsksForNoNextResponse() {
            ServiceCase incident = incident(
                    Metric.NEXT_RESPONSE,
                    event("10:00", EventType.CUSTOMER_REPLIED),
                    event("11:00", EventType.RESOLVED),
                    event("12:00", EventType.CUSTOMER_REPLIED));
            assertThat(phase(incident, Metric.NEXT_RESPONSE)).isEqualTo(Phase.STOPPED);
            assertThat(incident.apply(event("13:00", EventType.REOPENED))
                            .clock(Metric.NEXT_RESPONSE)
                            .orElseThrow()
                            .countingSince())
                    .isEqualTo(at("13:00"));
        }

        @Test
        void theNextResponseIsDueHoweverTheCaseWaits() {
            ServiceCase incident = incident(
                    Metric.NEXT_RESPONSE, waiting("09:30", CUSTOMER), event("10:00", EventType.CUSTOMER_REPLIED));
            assertThat(reading(incident, Metric.NEXT_RESPONSE, "10:30").due()).contains(at("14:00"));
        }

        @Test
        void theCustomerHearsFromUsAgainAndAgainUntilTheResolution() {
            ServiceCase incident = incident(
                    Metric.PERIODIC_UPDATE,
                    event("11:00", EventType.UPDATED),
                    event("16:00", EventType.RESPONDED),
                    event("18:00", EventType.RESOLVED));
            assertThat(incident.outcomes(at("23:00")))
                    .extracting(Outcome::elapsed)
                    .containsExactly(Duration.ofHours(2), Duration.ofHours(5), Duration.ofHours(2));
            assertThat(incident.outcomes(at("23:00")))
                    .extracting(Outcome::verdict)
                    .containsExactly(Verdict.MET, Verdict.MISSED, Verdict.MET);
        }

        @Test
        void anUpdateDoesNotEndAWait() {
            ServiceCase incident =
                    incident(Metric.PERIODIC_UPDATE, waiting("10:00", CUSTOMER), event("11:00", EventType.UPDATED));
            assertThat(phase(incident, Metric.PERIODIC_UPDATE)).isEqualTo(Phase.PAUSED);
        }

        @Test
        void theRequesterWaitsForUsExceptWhileWeWaitForTheRequester() {
            ServiceCase incident = incident(
                    Metric.REQUESTER_WAIT_TIME,
                    waiting("10:00", CUSTOMER),
                    resumed("11:00", CUSTOMER),
                    waiting("12:00", VENDOR));
            assertThat(elapsed(incident, Metric.REQUESTER_WAIT_TIME, "15:00")).isEqualTo(Duration.ofHours(5));
        }

        @Test
        void agentWorkIsWhatWasRecordedAsWork() {
            ServiceCase incident = incident(
                    Metric.AGENT_WORK_TIME,
                    event("10:00", EventType.WORK_STARTED),
                    event("10:30", EventType.WORK_ENDED),
                    event("14:00", EventType.WORK_STARTED),
                    event("15:00", EventType.RESOLVED));
            assertThat(elapsed(incident, Metric.AGENT_WORK_TIME, "20:00")).isEqualTo(Duration.ofMinutes(90));
        }

        @Test
        void nobodyWorksOnAReopenedCaseUntilSomebodyBegins() {
            ServiceCase incident = incident(
                    Metric.AGENT_WORK_TIME,
                    event("10:00", EventType.WORK_STARTED),
                    event("11:00", EventType.RESOLVED),
                    event("12:00", EventType.REOPENED),
                    event("13:00", EventType.WORK_STARTED));
            assertThat(elapsed(incident, Metric.AGENT_WORK_TIME, "14:00")).isEqualTo(Duration.ofHours(2));
        }
    }

    @Nested
    class MetricsOfTheUsersOwn {
        private final Metric fitting = Metric.builder("fitting")
                .startsOn(DELIVERED)
                .pausesOn(EventType.of("technician left"))
                .resumesOn(EventType.of("technician came"))
                .restartsOn(EventType.of("wrong parts"))
                .cancelsOn(EventType.of("parts sent back"))
                .stopsOn(FITTED)
                .build();

        @Test
        void areMovedByTheEventsTheyName() {
            ServiceCase incident = incident(
                    fitting,
                    event("10:00", DELIVERED),
                    event("11:00", EventType.of("technician left")),
                    event("13:00", EventType.of("technician came")),
                    event("14:00", FITTED));
            assertThat(elapsed(incident, fitting, "20:00")).isEqualTo(Duration.ofHours(2));
        }

        @Test
        void dropTheirTimeAtAResetAndKeepItAsAFact() {
            ServiceCase incident =
                    incident(fitting, event("10:00", DELIVERED), event("11:00", EventType.of("wrong parts")));
            assertThat(elapsed(incident, fitting, "11:30")).isEqualTo(Duration.ofMinutes(30));
            assertThat(incident.clock(fitting).orElseThrow().superseded())
                    .extracting(before -> before.reading().elapsed())
                    .containsExactly(Duration.ofHours(1));
        }

        @Test
        void areCancelledByTheEventsTheyName() {
            ServiceCase incident =
                    incident(fitting, event("10:00", DELIVERED), event("11:00", EventType.of("parts sent back")));
            assertThat(reading(incident, fitting, "12:00").verdict()).isEqualTo(Verdict.CANCELLED);
        }

        @Test
        void doNotChangeTheStageOfTheCase() {
            ServiceCase incident = incident(fitting, event("10:00", DELIVERED), event("11:00", FITTED));
            assertThat(incident.isClosed()).isFalse();
            assertThat(incident.ignored()).isEmpty();
        }
    }

    @Nested
    class OneInstant {
        private final Metric fitting = Metric.builder("fitting")
                .startsOn(DELIVERED)
                .stopsOn(FITTED)
                .repeating()
                .build();

        private void assertTheSameInAnyOrder(Metric metric, CaseEvent... events) {
            ServiceCase expected = incident(metric, events);
            for (int seed = 0; seed < 20; seed++) {
                List<CaseEvent> shuffled = new ArrayList<>(Arrays.asList(events));
                Collections.shuffle(shuffled, new Random(seed));
                ServiceCase incident = incident(metric);
                for (CaseEvent event : shuffled) {
                    incident = incident.apply(event);
                }
                assertThat(incident.clocks()).isEqualTo(expected.clocks());
                assertThat(incident).isEqualTo(expected);
            }
        }

        @Test
        void aStopBeatsAStart() {
            CaseEvent[] events = {event("10:00", DELIVERED), event("11:00", FITTED), event("11:00", DELIVERED)};
            assertThat(phase(incident(fitting, events), fitting)).isEqualTo(Phase.STOPPED);
            assertTheSameInAnyOrder(fitting, events);
        }

        @Test
        void aStartAfterAStopBeginsAgainIfTheCallerOrderedThem() {
            CaseEvent[] events = {
                event("10:00", DELIVERED),
                event("11:00", FITTED).withSequence(1),
                event("11:00", DELIVERED).withSequence(2)
            };
            assertThat(phase(incident(fitting, events), fitting)).isEqualTo(Phase.RUNNING);
            assertTheSameInAnyOrder(fitting, events);
        }

        @Test
        void aRhythmBeginsAgainByAReopeningWhetherTheCaseWasResolvedOrClosed() {
            for (EventType end : List.of(EventType.RESOLVED, EventType.CLOSED)) {
                CaseEvent[] events = {
                    event("10:00", end), event("11:00", EventType.REOPENED), event("11:00", EventType.RESOLVED)
                };
                ServiceCase incident = incident(Metric.PERIODIC_UPDATE, events);
                assertThat(incident.outcomes(at("12:00")))
                        .as(end.toString())
                        .extracting(Outcome::start, Outcome::end)
                        .containsExactly(
                                tuple(at("09:00"), Optional.of(at("10:00"))),
                                tuple(at("11:00"), Optional.of(at("11:00"))));
            }
        }

        @Test
        void twoUpdatesEndOneCycleAndEachCycleKeepsItsCredit() {
            ServiceCase incident = incident(
                    Metric.PERIODIC_UPDATE,
                    event("10:00", EventType.UPDATED).withTeam("first line").withSequence(1),
                    event("10:00", EventType.UPDATED).withTeam("network").withSequence(2),
                    event("11:00", EventType.RESOLVED).withTeam("database"),
                    event("12:00", EventType.REOPENED));
            assertThat(incident.outcomes(at("12:00")))
                    .extracting(Outcome::cycle, Outcome::start, Outcome::creditedTo)
                    .containsExactly(
                            tuple(0, at("09:00"), Holder.provider("first line")),
                            tuple(1, at("10:00"), Holder.provider("database")),
                            tuple(2, at("12:00"), Holder.provider("database")));
        }

        @Test
        void aPauseBeatsAResume() {
            CaseEvent[] events = {
                event("10:00", EventType.WORK_STARTED),
                event("11:00", EventType.WORK_ENDED),
                event("11:00", EventType.WORK_STARTED)
            };
            assertThat(phase(incident(Metric.AGENT_WORK_TIME, events), Metric.AGENT_WORK_TIME))
                    .isEqualTo(Phase.PAUSED);
            assertTheSameInAnyOrder(Metric.AGENT_WORK_TIME, events);
        }

        @Test
        void workGoesOnAfterItEndedIfTheCallerOrderedThem() {
            CaseEvent[] events = {
                event("10:00", EventType.WORK_STARTED),
                event("11:00", EventType.WORK_ENDED).withSequence(1),
                event("11:00", EventType.WORK_STARTED).withSequence(2)
            };
            assertThat(elapsed(incident(Metric.AGENT_WORK_TIME, events), Metric.AGENT_WORK_TIME, "12:00"))
                    .isEqualTo(Duration.ofHours(2));
            assertTheSameInAnyOrder(Metric.AGENT_WORK_TIME, events);
        }

        @Test
        void aStopBeatsAPauseSoThatAnAnswerThatAsksBackIsAnAnswer() {
            CaseEvent[] events = {waiting("10:00", CUSTOMER), event("10:00", EventType.RESPONDED)};
            ServiceCase incident = incident(Metric.FIRST_RESPONSE, events);
            assertThat(reading(incident, Metric.FIRST_RESPONSE, "12:00").verdict())
                    .isEqualTo(Verdict.MET);
            assertThat(phase(incident(Metric.RESOLUTION, events), Metric.RESOLUTION))
                    .isEqualTo(Phase.PAUSED);
            assertTheSameInAnyOrder(Metric.FIRST_RESPONSE, events);
        }

        @Test
        void aWaitForTheSameReasonGoesOnIfItEndsAndBegins() {
            CaseEvent[] events = {waiting("10:00", CUSTOMER), resumed("11:00", CUSTOMER), waiting("11:00", CUSTOMER)};
            assertThat(phase(incident(Metric.RESOLUTION, events), Metric.RESOLUTION))
                    .isEqualTo(Phase.PAUSED);
            assertTheSameInAnyOrder(Metric.RESOLUTION, events);
        }

        @Test
        void aWaitThatCouldOnlyHaveBegunJustThenIsOver() {
            CaseEvent[] events = {waiting("10:00", CUSTOMER), resumed("10:00", CUSTOMER)};
            ServiceCase incident = incident(Metric.RESOLUTION, events);
            assertThat(phase(incident, Metric.RESOLUTION)).isEqualTo(Phase.RUNNING);
            assertThat(incident.ignored()).isEmpty();
            assertTheSameInAnyOrder(Metric.RESOLUTION, events);
        }

        @Test
        void ofTwoSeveritiesTheMoreSevereHolds() {
            CaseEvent[] events = {
                CaseEvent.severityChanged("INC-1", at("10:00"), Severity.CRITICAL),
                CaseEvent.severityChanged("INC-1", at("10:00"), Severity.LOW)
            };
            assertThat(incident(Metric.RESOLUTION, events).severity()).isEqualTo(Severity.CRITICAL);
            assertTheSameInAnyOrder(Metric.RESOLUTION, events);
        }

        @Test
        void aResolutionAndAClosureBothCount() {
            CaseEvent[] events = {event("10:00", EventType.CLOSED), event("10:00", EventType.RESOLVED)};
            assertThat(incident(Metric.RESOLUTION, events).isClosed()).isTrue();
            assertThat(incident(Metric.RESOLUTION, events).ignored()).isEmpty();
            assertTheSameInAnyOrder(Metric.RESOLUTION, events);
        }
    }

    @Nested
    class AnotherSeverity {
        private ServiceCase changedAtTen(Retargeting rule, CaseEvent... more) {
            List<CaseEvent> events = new ArrayList<>(Arrays.asList(more));
            events.add(CaseEvent.severityChanged("INC-1", at("10:00"), Severity.CRITICAL));
            return incident(
                    agreement(Metric.RESOLUTION, policy -> policy.retargeting(rule)), events.toArray(CaseEvent[]::new));
        }

        @Test
        void keepsTheFractionUsed() {
            ClockReading reading = reading(changedAtTen(Retargeting.KEEP_FRACTION), Metric.RESOLUTION, "10:00");
            assertThat(reading.elapsed()).isEqualTo(Duration.ofMinutes(30));
            assertThat(reading.limit()).isEqualTo(Duration.ofHours(2));
            assertThat(reading.due()).contains(at("11:30"));
        }

        @Test
        void keepsTheOldTarget() {
            ServiceCase incident = changedAtTen(Retargeting.KEEP_OLD_TARGET);
            assertThat(reading(incident, Metric.RESOLUTION, "10:00").due()).contains(at("13:00"));
            assertThat(incident.severity()).isEqualTo(Severity.CRITICAL);
        }

        @Test
        void takesTheStricterTarget() {
            assertThat(reading(changedAtTen(Retargeting.STRICTER_WINS), Metric.RESOLUTION, "10:00")
                            .due())
                    .contains(at("11:00"));
        }

        @Test
        void keepsTheStricterTargetWhenItIsTheOldOne() {
            ServiceCase incident = changedAtTen(Retargeting.STRICTER_WINS)
                    .apply(CaseEvent.severityChanged("INC-1", at("10:30"), Severity.LOW));
            assertThat(incident.severity()).isEqualTo(Severity.LOW);
            assertThat(reading(incident, Metric.RESOLUTION, "10:30").due()).contains(at("11:00"));
        }

        @Test
        void keepsWhatTheOldTargetShowedAsAFact() {
            ServiceCase incident = changedAtTen(Retargeting.RETROACTIVE);
            assertThat(incident.clock(Metric.RESOLUTION).orElseThrow().superseded())
                    .extracting(before -> before.reading().due())
                    .containsExactly(java.util.Optional.of(at("13:00")));
        }

        @Test
        void keepsWhatAClockShowedWhoseTargetWasGoneForAWhile() {
            Target four = Target.of("4h", BusinessCalendar.alwaysOpen(), 0.9);
            ServiceLevelAgreement agreement = ServiceLevelAgreement.builder("helpdesk-2026")
                    .provider(Party.of("IT operations"))
                    .customer(Party.of("Sales"))
                    .policy(SeverityPolicy.builder("low")
                            .severity(Severity.LOW)
                            .target(Metric.FIRST_RESPONSE, four)
                            .build())
                    .policy(SeverityPolicy.builder("other")
                            .severity(Severity.HIGH)
                            .target(Metric.RESOLUTION, Target.of("8h", BusinessCalendar.alwaysOpen(), 0.9))
                            .build())
                    .policy(SeverityPolicy.builder("rest")
                            .target(Metric.RESOLUTION, four)
                            .build())
                    .build();
            ServiceCase incident = incident(
                    agreement,
                    CaseEvent.severityChanged("INC-1", at("14:00"), Severity.LOW),
                    CaseEvent.severityChanged("INC-1", at("15:00"), Severity.HIGH));
            assertThat(reading(incident, Metric.RESOLUTION, "15:00").verdict()).isEqualTo(Verdict.PENDING);
            assertThat(incident.superseded(Metric.RESOLUTION)).singleElement().satisfies(before -> {
                assertThat(before.target()).isEqualTo(four);
                assertThat(before.reading().elapsed()).isEqualTo(Duration.ofHours(5));
                assertThat(before.reading().breachesAt()).contains(at("13:00"));
            });
            assertThat(incident.superseded(Metric.FIRST_RESPONSE))
                    .extracting(Superseded::change)
                    .containsExactly(Superseded.Change.RETARGETED);
            assertThat(incident.superseded(Metric.ACKNOWLEDGE)).isEmpty();
        }

        @Test
        void doesNotTouchTheCyclesFinishedBefore() {
            ServiceCase incident = incident(
                    Metric.NEXT_RESPONSE,
                    event("10:00", EventType.CUSTOMER_REPLIED),
                    event("13:00", EventType.RESPONDED),
                    event("14:00", EventType.CUSTOMER_REPLIED),
                    CaseEvent.severityChanged("INC-1", at("15:00"), Severity.CRITICAL),
                    event("17:00", EventType.RESPONDED));
            assertThat(incident.outcomes(at("20:00")))
                    .extracting(Outcome::severity, Outcome::limit, Outcome::goal, Outcome::verdict)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(
                                    Severity.MODERATE, Duration.ofHours(4), 0.9, Verdict.MET),
                            org.assertj.core.groups.Tuple.tuple(
                                    Severity.CRITICAL, Duration.ofHours(2), 0.99, Verdict.MISSED));
        }
    }

    @Test
    void aFrozenClockKeepsItsVerdictWhenTheCaseIsReopened() {
        ServiceCase incident = incident(
                agreement(Metric.RESOLUTION, policy -> policy.reopening(Reopening.FROZEN)),
                event("10:00", EventType.RESOLVED),
                event("11:00", EventType.REOPENED),
                event("20:00", EventType.RESOLVED));
        assertThat(reading(incident, Metric.RESOLUTION, "23:00").verdict()).isEqualTo(Verdict.MET);
        assertThat(elapsed(incident, Metric.RESOLUTION, "23:00")).isEqualTo(Duration.ofHours(1));
    }
}
