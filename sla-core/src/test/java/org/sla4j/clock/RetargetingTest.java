package org.sla4j.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Reopening;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.BusinessDuration;
import org.sla4j.calendar.WeeklyHours;

/** What another target, none, a reopening or an agreement by hand does to a clock. Times are of Monday 2026-01-05, UTC. */
class RetargetingTest {
    private static final BusinessCalendar ALL = BusinessCalendar.alwaysOpen();
    private static final BusinessCalendar OFFICE = BusinessCalendar.builder("Office")
            .zone(ZoneOffset.UTC)
            .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
            .build();
    private static final Target FOUR = Target.of("4h", ALL, 0.9);
    private static final Target EIGHT = Target.of("8h", ALL, 0.9);
    private static final PauseReason CUSTOMER = PauseReason.of("question", "customer");

    private static Instant at(String time) {
        return Instant.parse("2026-01-05T" + time + ":00Z");
    }

    private static SlaClock eightHours() {
        return SlaClock.start(at("09:00"), EIGHT);
    }

    private static Duration elapsed(SlaClock clock, String time) {
        return clock.reading(at(time)).elapsed();
    }

    @Nested
    class AWhileWithoutATarget {
        @ParameterizedTest
        @CsvSource({
            "RETROACTIVE, PT10H, MISSED",
            "CARRY_ELAPSED, PT9H59M, MISSED",
            "KEEP_FRACTION, PT9H59M, MISSED",
            "RESTART, PT59M, MET",
            "KEEP_OLD_TARGET, PT10H, MISSED",
            "STRICTER_WINS, PT10H, MISSED"
        })
        void losesOnlyWhatTheRuleSays(Retargeting rule, Duration elapsed, Verdict verdict) {
            SlaClock clock = eightHours()
                    .untarget(at("18:00"), rule)
                    .retarget(at("18:01"), EIGHT, Retargeting.RETROACTIVE)
                    .stop(at("19:00"));
            assertThat(elapsed(clock, "19:00")).isEqualTo(elapsed);
            assertThat(clock.reading(at("19:00")).verdict()).isEqualTo(verdict);
        }

        @ParameterizedTest
        @EnumSource(
                value = Retargeting.class,
                names = {"RETROACTIVE", "CARRY_ELAPSED", "KEEP_FRACTION", "RESTART"})
        void endsInACancelledClockThatShowsItsBreachIfNothingWakesIt(Retargeting rule) {
            SlaClock clock = eightHours().untarget(at("18:00"), rule);
            ClockReading reading = clock.reading(at("20:00"));
            assertThat(reading.verdict()).isEqualTo(Verdict.CANCELLED);
            assertThat(reading.elapsed()).isEqualTo(Duration.ofHours(9)).isGreaterThan(reading.limit());
            assertThat(clock.stoppedAt()).contains(at("18:00"));
            assertThat(clock.superseded())
                    .singleElement()
                    .satisfies(before -> assertThat(before.reading().verdict()).isEqualTo(Verdict.BREACHED));
        }

        @Test
        void stillTakesWaitsSoThatTheClockWakesPaused() {
            SlaClock clock = eightHours()
                    .untarget(at("10:00"), Retargeting.CARRY_ELAPSED)
                    .pause(at("11:00"), CUSTOMER)
                    .retarget(at("12:00"), FOUR, Retargeting.RESTART);
            assertThat(clock.phase()).isEqualTo(Phase.PAUSED);
            assertThat(elapsed(clock.resume(at("13:00")), "14:00")).isEqualTo(Duration.ofHours(2));
        }

        @Test
        void inWhichItWasFinishedIsJudgedOnlyByTheRuleThatLooksBack() {
            SlaClock retroactive = eightHours()
                    .untarget(at("10:00"), Retargeting.RETROACTIVE)
                    .stop(at("15:00"))
                    .retarget(at("16:00"), FOUR, Retargeting.CARRY_ELAPSED);
            SlaClock carried = eightHours()
                    .untarget(at("10:00"), Retargeting.CARRY_ELAPSED)
                    .stop(at("15:00"))
                    .retarget(at("16:00"), FOUR, Retargeting.RETROACTIVE);
            assertThat(retroactive.reading(at("16:00")).verdict()).isEqualTo(Verdict.MISSED);
            assertThat(carried.reading(at("16:00")).verdict()).isEqualTo(Verdict.CANCELLED);
            assertThat(carried.reopen(at("17:00"))
                            .retarget(at("17:00"), FOUR, Retargeting.RETROACTIVE)
                            .reading(at("18:00"))
                            .elapsed())
                    .isEqualTo(Duration.ofHours(2));
        }

        @Test
        void leavesWhatWasFinishedBeforeAsItWasJudged() {
            SlaClock clock = eightHours().stop(at("10:00")).untarget(at("11:00"), Retargeting.CARRY_ELAPSED);
            assertThat(clock.reading(at("12:00")).verdict()).isEqualTo(Verdict.MET);
            assertThat(clock.isAsleep()).isFalse();
        }

        @Test
        void hasTheRuleOfThePolicyThatWasLeftFirst() {
            SlaClock clock = eightHours()
                    .untarget(at("10:00"), Retargeting.CARRY_ELAPSED)
                    .untarget(at("11:00"), Retargeting.RESTART)
                    .retarget(at("12:00"), FOUR, Retargeting.RESTART);
            assertThat(elapsed(clock, "13:00")).isEqualTo(Duration.ofHours(2));
        }

        @Test
        void isNoPartOfTheLedgerUntilItIsOver() {
            SlaClock asleep = eightHours().untarget(at("10:00"), Retargeting.CARRY_ELAPSED);
            assertThat(asleep.explain(at("12:00")).wall()).isEqualTo(Duration.ofHours(1));
            assertThat(asleep.retarget(at("11:00"), FOUR, Retargeting.RETROACTIVE)
                            .explain(at("12:00"))
                            .intervals())
                    .extracting(LedgerInterval::cause)
                    .containsExactly(
                            LedgerInterval.Cause.RUNNING, LedgerInterval.Cause.STOPPED, LedgerInterval.Cause.RUNNING);
        }
    }

    @Nested
    class AnEqualTarget {
        @ParameterizedTest
        @EnumSource(Retargeting.class)
        void changesNothing(Retargeting rule) {
            SlaClock clock = eightHours().retarget(at("12:00"), Target.of("8h", ALL, 0.9), rule);
            assertThat(clock.reading(at("13:00"))).isEqualTo(eightHours().reading(at("13:00")));
            assertThat(clock.superseded()).isEmpty();
        }
    }

    @Nested
    class AFinishedMeasurement {
        private final SlaClock met = eightHours().stop(at("14:00"));

        @ParameterizedTest
        @EnumSource(Retargeting.class)
        void staysAsItWasJudged(Retargeting rule) {
            SlaClock clock = met.retarget(at("15:00"), FOUR, rule);
            assertThat(clock.reading(at("16:00"))).isEqualTo(met.reading(at("16:00")));
        }

        @ParameterizedTest
        @CsvSource({
            "RETROACTIVE, MISSED, PT5H",
            "CARRY_ELAPSED, MISSED, PT5H",
            "KEEP_FRACTION, MET, PT2H30M",
            "RESTART, MET, PT5H",
            "KEEP_OLD_TARGET, MET, PT5H",
            "STRICTER_WINS, MISSED, PT5H"
        })
        void isJudgedAnewIfThePolicyRetargetsFinishedOnesToo(Retargeting rule, Verdict verdict, Duration elapsed) {
            ClockReading reading = met.retargetFinished(at("15:00"), FOUR, rule).reading(at("16:00"));
            assertThat(reading.verdict()).isEqualTo(verdict);
            assertThat(reading.elapsed()).isEqualTo(elapsed);
        }

        @Test
        void thatIsReopenedTakesThePresentTargetByItsRule() {
            SlaClock clock = met.reopen(at("16:00")).retarget(at("16:00"), FOUR, Retargeting.CARRY_ELAPSED);
            assertThat(clock.reading(at("16:00")).verdict()).isEqualTo(Verdict.BREACHED);
            assertThat(clock.reading(at("16:00")).due()).contains(at("16:00"));
        }
    }

    @Nested
    class ACancelledClock {
        private final SlaClock cancelled = eightHours().cancel(at("18:00"));

        @ParameterizedTest
        @CsvSource({
            "CONTINUE, PT10H, BREACHED",
            "COUNT_GAP, PT12H, BREACHED",
            "NEW_CYCLE, PT1H, PENDING",
            "FROZEN, PT9H, CANCELLED"
        })
        void isTakenUpAgainByTheSameRules(Reopening rule, Duration elapsed, Verdict verdict) {
            ClockReading reading = cancelled.reopen(at("20:00"), rule).reading(at("21:00"));
            assertThat(reading.elapsed()).isEqualTo(elapsed);
            assertThat(reading.verdict()).isEqualTo(verdict);
        }

        @Test
        void keepsTheFactThatItWasCancelledLate() {
            assertThat(cancelled.reopen(at("20:00")).superseded())
                    .singleElement()
                    .satisfies(before -> assertThat(before.reading().elapsed()).isEqualTo(Duration.ofHours(9)));
        }

        @Test
        void takesNoOtherTargetUntilItGoesOn() {
            SlaClock clock = cancelled.retargetFinished(at("19:00"), FOUR, Retargeting.RETROACTIVE);
            assertThat(clock.reading(at("19:00")).limit()).isEqualTo(Duration.ofHours(8));
        }
    }

    @Nested
    class APausedClock {
        @Test
        void saysWhenItWouldBeDueIfItWereResumedNow() {
            SlaClock clock =
                    SlaClock.start(at("09:00"), Target.of("4h", OFFICE, 0.9)).pause(at("11:00"), CUSTOMER);
            assertThat(clock.reading(at("12:00")).due()).isEmpty();
            assertThat(clock.reading(at("12:00")).dueIfResumed()).contains(at("14:00"));
            assertThat(clock.reading(at("16:00")).dueIfResumed()).contains(Instant.parse("2026-01-06T10:00:00Z"));
        }

        @Test
        void keepsTheDueThatPassedBeforeItWasPaused() {
            ClockReading reading = SlaClock.start(at("09:00"), FOUR)
                    .pause(at("14:00"), CUSTOMER)
                    .reading(at("15:00"));
            assertThat(reading.due()).contains(at("13:00"));
            assertThat(reading.dueIfResumed()).contains(at("13:00"));
        }

        @Test
        void thatGetsALimitOfJustWhatItUsedIsDueAndNotBreached() {
            ClockReading reading = eightHours()
                    .pause(at("13:00"), CUSTOMER)
                    .retarget(at("14:00"), FOUR, Retargeting.CARRY_ELAPSED)
                    .reading(at("15:00"));
            assertThat(reading.due()).contains(at("14:00"));
            assertThat(reading.breachesAt()).isEmpty();
            assertThat(reading.verdict()).isEqualTo(Verdict.PENDING);
        }
    }

    @Nested
    class AnAgreementByHand {
        @Test
        void setsAnotherLimitThatOutranksTheTarget() {
            SlaClock clock = eightHours()
                    .agree(at("10:00"), BusinessDuration.parse("12h"), "Ada", "parts are late")
                    .retarget(at("11:00"), FOUR, Retargeting.RETROACTIVE);
            assertThat(clock.reading(at("12:00")).due()).contains(at("21:00"));
            assertThat(clock.target()).isEqualTo(FOUR);
            assertThat(clock.isAgreed()).isTrue();
            assertThat(clock.agreements())
                    .containsExactly(new AgreedLimit(
                            at("10:00"), "12h", "Ada", "parts are late", Optional.of(Duration.ofHours(12))));
        }

        @Test
        void onADueDateMeansTheTimeLeftThenSoThatLaterWaitsMoveIt() {
            SlaClock clock = eightHours()
                    .agree(at("10:00"), at("20:00"), "Ada", "customer asked")
                    .pause(at("11:00"), CUSTOMER)
                    .resume(at("13:00"));
            assertThat(clock.reading(at("13:00")).due()).contains(at("22:00"));
        }

        @Test
        void onADueDateKeepsItThroughARestart() {
            SlaClock clock = eightHours()
                    .agree(at("10:00"), at("20:00"), "Ada", "customer asked")
                    .restart(at("12:00"));
            assertThat(clock.reading(at("12:00")).due()).contains(at("20:00"));
        }

        @Test
        void onADueDateThatHasPassedLeavesNoTimeAfterARestart() {
            SlaClock clock = eightHours()
                    .agree(at("10:00"), at("12:00"), "Ada", "customer asked")
                    .restart(at("15:00"));
            assertThat(clock.reading(at("15:00")).limit()).isZero();
            assertThat(clock.reading(at("15:00")).due()).contains(at("15:00"));
        }

        @Test
        void endsWithItsCycle() {
            SlaClock clock = eightHours()
                    .agree(at("10:00"), BusinessDuration.parse("12h"), "Ada", "parts are late")
                    .nextCycle(at("11:00"));
            assertThat(clock.isAgreed()).isFalse();
            assertThat(clock.reading(at("11:00")).limit()).isEqualTo(Duration.ofHours(8));
            assertThat(clock.agreements()).hasSize(1);
        }

        @Test
        void onAFinishedClockIsListedWithoutEffect() {
            SlaClock clock =
                    eightHours().stop(at("18:00")).agree(at("19:00"), BusinessDuration.parse("12h"), "Ada", "too late");
            assertThat(clock.reading(at("19:00")).verdict()).isEqualTo(Verdict.MISSED);
            assertThat(clock.isAgreed()).isFalse();
            assertThat(clock.agreements())
                    .singleElement()
                    .satisfies(agreed -> assertThat(agreed.isEffective()).isFalse());
        }

        @Test
        void keepsTheFactOfABreachThatItTakesBack() {
            SlaClock clock = eightHours().agree(at("18:00"), BusinessDuration.parse("12h"), "Ada", "parts are late");
            assertThat(clock.reading(at("18:00")).verdict()).isEqualTo(Verdict.PENDING);
            assertThat(clock.superseded()).singleElement().satisfies(before -> {
                assertThat(before.change()).isEqualTo(Superseded.Change.AGREED);
                assertThat(before.reading().verdict()).isEqualTo(Verdict.BREACHED);
            });
        }

        @Test
        void standsWhenThePolicyIsGone() {
            SlaClock clock = eightHours()
                    .agree(at("10:00"), BusinessDuration.parse("12h"), "Ada", "parts are late")
                    .untarget(at("11:00"), Retargeting.RETROACTIVE);
            assertThat(clock.reading(at("12:00")).due()).contains(at("21:00"));
        }

        @Test
        void inWallTimeOnAClockOfBusinessTimeIsADueDate() {
            SlaClock clock = SlaClock.start(at("09:00"), Target.of("4h", OFFICE, 0.9))
                    .agree(at("10:00"), BusinessDuration.parse("26h wall"), "Ada", "by tomorrow");
            assertThat(clock.reading(at("10:00")).limit()).isEqualTo(Duration.ofHours(10));
            assertThat(clock.reading(at("10:00")).due()).contains(Instant.parse("2026-01-06T11:00:00Z"));
        }

        @Test
        void onADueDateInThePastIsRefused() {
            assertThatThrownBy(() -> eightHours().agree(at("10:00"), at("09:30"), "Ada", "oops"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("A due date lies ahead when it is agreed, but 2026-01-05T09:30:00Z is before"
                            + " 2026-01-05T10:00:00Z.");
        }
    }

    @Nested
    class TimeTakenOut {
        /** The office without its afternoons. */
        private static BusinessCalendar mornings(BusinessCalendar calendar) {
            return calendar.intersection(BusinessCalendar.builder("Mornings")
                    .zone(ZoneOffset.UTC)
                    .hours(WeeklyHours.parse("Mon-Fri 09:00-13:00"))
                    .build());
        }

        @Test
        void countsLessAndKeepsTheLimitInBusinessDaysAsItWas() {
            SlaClock raw =
                    SlaClock.start(at("10:00"), Target.of("1bd", OFFICE, 0.9)).stop(at("16:00"));
            SlaClock adjusted = raw.without(TimeTakenOut::mornings);
            assertThat(adjusted.reading(at("16:00")).elapsed()).isEqualTo(Duration.ofHours(3));
            assertThat(adjusted.reading(at("16:00")).limit())
                    .isEqualTo(raw.reading(at("16:00")).limit());
            assertThat(adjusted.explain(at("16:00")).business()).isEqualTo(Duration.ofHours(3));
        }

        @Test
        void leavesTheStricterTargetThatWasChosen() {
            Target office = Target.of("3h", OFFICE, 0.9);
            SlaClock raw = SlaClock.start(at("09:00"), Target.of("4h", ALL.withName("All"), 0.9))
                    .retarget(at("10:00"), office, Retargeting.STRICTER_WINS);
            assertThat(raw.target()).isEqualTo(office);
            assertThat(raw.without(TimeTakenOut::mornings).target()).isEqualTo(office);
        }

        @Test
        void goesForTheEventsToComeToo() {
            SlaClock adjusted = SlaClock.start(at("09:00"), Target.of("4h", OFFICE, 0.9))
                    .without(TimeTakenOut::mornings)
                    .stop(at("15:00"));
            assertThat(adjusted.reading(at("15:00")).elapsed()).isEqualTo(Duration.ofHours(4));
        }
    }

    @Nested
    class WhatIsKeptAsAFact {
        @ParameterizedTest
        @CsvSource({
            "RETROACTIVE, RETARGETED",
            "CARRY_ELAPSED, RETARGETED",
            "KEEP_FRACTION, RETARGETED",
            "RESTART, RESTARTED_BY_RETARGETING",
            "STRICTER_WINS, RETARGETED"
        })
        void saysByWhatItWasSuperseded(Retargeting rule, Superseded.Change change) {
            Superseded before =
                    eightHours().retarget(at("20:00"), FOUR, rule).superseded().get(0);
            assertThat(before.change()).isEqualTo(change);
            assertThat(before.target()).isEqualTo(EIGHT);
            assertThat(before.reading().verdict()).isEqualTo(Verdict.BREACHED);
            assertThat(before.reading().breachesAt()).contains(at("17:00"));
            assertThat(change.isFromZero()).isEqualTo(rule == Retargeting.RESTART);
        }

        @Test
        void isNothingWhereTheOldTargetStays() {
            assertThat(eightHours()
                            .retarget(at("10:00"), FOUR, Retargeting.KEEP_OLD_TARGET)
                            .superseded())
                    .isEmpty();
            assertThat(SlaClock.start(at("09:00"), FOUR)
                            .retarget(at("10:00"), EIGHT, Retargeting.STRICTER_WINS)
                            .superseded())
                    .isEmpty();
        }
    }

    @Nested
    class AShareOfTheLimit {
        private SlaClock scaled(Target from, Duration used, Target to) {
            return SlaClock.start(at("09:00"), from).retarget(at("09:00").plus(used), to, Retargeting.KEEP_FRACTION);
        }

        private Duration scaledTime(Target from, Duration used, Target to) {
            return scaled(from, used, to).reading(at("09:00").plus(used)).elapsed();
        }

        @Test
        void ofALimitOfZeroIsTheNewLimitAndWhatWasUsed() {
            assertThat(scaledTime(Target.of("0m", ALL, 0.9), Duration.ofMinutes(30), FOUR))
                    .isEqualTo(Duration.ofMinutes(270));
        }

        @Test
        void ofALimitThatWasExceededExceedsALimitOfZeroToo() {
            Target none = Target.of("0m", ALL, 0.9);
            assertThat(scaledTime(EIGHT, Duration.ofHours(9), none)).isEqualTo(Duration.ofNanos(1));
            assertThat(scaledTime(EIGHT, Duration.ofHours(8), none)).isZero();
        }

        @Test
        void isRoundedDownWithinTheLimitAndUpBeyondIt() {
            Duration eight = Duration.ofHours(8);
            assertThat(scaledTime(EIGHT, eight.minusNanos(1), FOUR))
                    .isEqualTo(Duration.ofHours(4).minusNanos(1));
            assertThat(scaledTime(EIGHT, eight, FOUR)).isEqualTo(Duration.ofHours(4));
            assertThat(scaledTime(EIGHT, eight.plusNanos(1), FOUR))
                    .isEqualTo(Duration.ofHours(4).plusNanos(1));
            assertThat(scaledTime(EIGHT, eight.plusNanos(3), FOUR))
                    .isEqualTo(Duration.ofHours(4).plusNanos(2));
            assertThat(scaledTime(EIGHT, eight.plusNanos(4), FOUR))
                    .isEqualTo(Duration.ofHours(4).plusNanos(2));
        }

        @Test
        void ofAFinishedMeasurementSaysWhenItWouldHaveBeenDue() {
            SlaClock carried =
                    eightHours().stop(at("11:00")).retargetFinished(at("12:00"), FOUR, Retargeting.CARRY_ELAPSED);
            assertThat(carried.reading(at("12:00")).due()).contains(at("13:00"));
            SlaClock late =
                    eightHours().stop(at("16:00")).retargetFinished(at("18:00"), FOUR, Retargeting.CARRY_ELAPSED);
            assertThat(late.reading(at("18:00")).due()).contains(at("16:00"));
            assertThat(late.reading(at("18:00")).verdict()).isEqualTo(Verdict.MISSED);
        }
    }

    @Nested
    class ALimitAgreedByHand {
        private SlaClock agreed(String time, String limit) {
            return eightHours().agree(at(time), BusinessDuration.parse(limit), "Ada", "a part");
        }

        @Test
        void holdsThroughARestart() {
            SlaClock again = agreed("10:00", "3h").restart(at("11:00"));
            assertThat(again.reading(at("11:00")).due()).contains(at("14:00"));
            assertThat(again.restart(at("12:00")).reading(at("12:00")).due()).contains(at("15:00"));
        }

        @Test
        void thatIsUsedUpAlreadyIsDueAtOnce() {
            ClockReading reading = agreed("12:00", "2h").reading(at("12:00"));
            assertThat(reading.due()).contains(at("12:00"));
            assertThat(reading.breachesAt()).contains(at("12:00"));
            assertThat(reading.verdict()).isEqualTo(Verdict.BREACHED);
            assertThat(agreed("12:00", "3h").reading(at("12:00")).due()).contains(at("12:00"));
        }

        @Test
        void hasNoPartInTheSearchForTheStricterTarget() {
            SlaClock clock = agreed("10:00", "1h").retarget(at("12:00"), FOUR, Retargeting.STRICTER_WINS);
            assertThat(clock.target()).isEqualTo(FOUR);
            assertThat(agreed("10:00", "20h")
                            .retarget(at("12:00"), Target.of("12h", ALL, 0.9), Retargeting.STRICTER_WINS)
                            .target())
                    .isEqualTo(EIGHT);
        }

        @Test
        void saysWhoAgreedAndWhy() {
            assertThatThrownBy(() -> eightHours().agree(at("10:00"), BusinessDuration.parse("3h"), "Ada", " "))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("What is agreed by hand says who agreed and why, but was by \"Ada\", why \" \".");
            assertThatThrownBy(() -> eightHours().agree(at("10:00"), at("12:00"), "", "a part"))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void asADueDateIsKeptThroughTwoRestarts() {
            SlaClock clock = eightHours().agree(at("10:00"), at("15:00"), "Ada", "a part");
            assertThat(clock.restart(at("11:00"))
                            .restart(at("12:00"))
                            .reading(at("12:00"))
                            .due())
                    .contains(at("15:00"));
        }

        @Test
        void hasAnEffectOnlyWhileTheMeasurementGoesOn() {
            assertThat(agreed("10:00", "3h").agreements()).singleElement().matches(AgreedLimit::isEffective);
            assertThat(eightHours()
                            .stop(at("10:00"))
                            .agree(at("11:00"), BusinessDuration.parse("3h"), "Ada", "a part")
                            .agreements())
                    .singleElement()
                    .matches(limit -> !limit.isEffective());
        }
    }

    @Nested
    class TimeTakenOutTwice {
        @Test
        void isTakenOutBothTimes() {
            BusinessCalendar morning = BusinessCalendar.builder("Morning")
                    .zone(ZoneOffset.UTC)
                    .hours(WeeklyHours.parse("Mon 09:00-10:00"))
                    .build();
            BusinessCalendar noon = BusinessCalendar.builder("Noon")
                    .zone(ZoneOffset.UTC)
                    .hours(WeeklyHours.parse("Mon 12:00-13:00"))
                    .build();
            SlaClock clock = eightHours()
                    .without(calendar -> calendar.without(morning))
                    .without(calendar -> calendar.without(noon));
            assertThat(elapsed(clock, "15:00")).isEqualTo(Duration.ofHours(4));
        }
    }

    @Test
    void aClockIsFoundByItsHistory() {
        assertThat(eightHours().stop(at("10:00")).hashCode())
                .isEqualTo(eightHours().stop(at("10:00")).hashCode())
                .isNotEqualTo(eightHours().stop(at("11:00")).hashCode())
                .isNotEqualTo(eightHours().hashCode())
                .isNotZero();
        assertThat(eightHours().isStopped()).isFalse();
        assertThat(eightHours().stop(at("10:00")).history())
                .hasToString("[" + new Transition.Started(at("09:00"), EIGHT) + ", "
                        + new Transition.Stopped(at("10:00")) + "]");
    }

    @Test
    void theFractionUsedIsExactBelowASecondToo() {
        SlaClock clock = SlaClock.start(at("09:00"), Target.of("2s", ALL, 0.9));
        assertThat(clock.reading(at("09:00").plusMillis(500)).fractionUsed()).isEqualTo(0.25);
        assertThat(clock.reading(at("09:00").plusMillis(3500)).fractionUsed()).isEqualTo(1.75);
    }
}
