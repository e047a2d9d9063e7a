package org.sla4j.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
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
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.PauseRule;
import org.sla4j.agreement.Reopening;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.HolidayCalendar;
import org.sla4j.calendar.WeeklyHours;

/** The rules of a clock, each by an example in the week of Monday 5 January 2026. */
class SlaClockTest {
    private static final BusinessCalendar OFFICE = BusinessCalendar.builder("Office")
            .zone(ZoneOffset.UTC)
            .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
            .holidays(HolidayCalendar.on(LocalDate.of(2026, 1, 13), "Founders' Day"))
            .build();
    private static final BusinessCalendar LATE_SHIFT = BusinessCalendar.builder("Late shift")
            .zone(ZoneOffset.UTC)
            .hours(WeeklyHours.parse("Mon-Fri 14:00-22:00"))
            .build();
    private static final Target FOUR_HOURS = Target.of("4h", OFFICE, 0.9);
    private static final Target EIGHT_HOURS = Target.of("8h", OFFICE, 0.9);
    private static final Target FOUR_HOURS_LATE = Target.of("4h", LATE_SHIFT, 0.9);
    private static final Target FOUR_HOURS_UNPAUSED = FOUR_HOURS.withPauseRule(PauseRule.never());
    private static final PauseReason CUSTOMER = PauseReason.of("awaiting user info", "customer");
    private static final PauseReason VENDOR = PauseReason.of("awaiting parts", "vendor");

    /** An instant such as {@code Mon 10:00} in the first week. */
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

    private static Instant nextWeek(String dayAndTime) {
        return at(dayAndTime).plus(Duration.ofDays(7));
    }

    private static SlaClock fourHours(String start) {
        return SlaClock.start(at(start), FOUR_HOURS);
    }

    private static Duration elapsed(SlaClock clock, String now) {
        return clock.reading(at(now)).elapsed();
    }

    private static Duration hours(long hours) {
        return Duration.ofHours(hours);
    }

    private static Duration minutes(long minutes) {
        return Duration.ofMinutes(minutes);
    }

    @Nested
    class TheInstantOfATimeUsed {
        private long nanos(String time) {
            return at(time).getEpochSecond() * 1_000_000_000L;
        }

        @Test
        void isInTheHoursOfTheCalendarAfterTheWaits() {
            SlaClock clock =
                    fourHours("Mon 09:00").pause(at("Mon 10:00"), CUSTOMER).resume(at("Mon 15:00"), CUSTOMER);
            assertThat(clock.reachesNanos(hours(2).toNanos())).isEqualTo(nanos("Mon 16:00"));
            assertThat(clock.reachesNanos(hours(4).toNanos())).isEqualTo(nanos("Tue 10:00"));
        }

        @Test
        void isNeverWhileTheClockDoesNotRun() {
            SlaClock paused = fourHours("Mon 09:00").pause(at("Mon 10:00"), CUSTOMER);
            assertThat(paused.reachesNanos(hours(2).toNanos())).isEqualTo(Long.MAX_VALUE);
            assertThat(fourHours("Mon 09:00").stop(at("Mon 10:00")).reachesNanos(hours(2).toNanos()))
                    .isEqualTo(Long.MAX_VALUE);
        }
    }

    @Nested
    class ElapsedTime {
        @Test
        void isTheOpenTimeSinceTheStart() {
            assertThat(elapsed(fourHours("Mon 15:00"), "Tue 10:00")).isEqualTo(hours(3));
        }

        @Test
        void isZeroUntilTheFirstOpening() {
            assertThat(elapsed(fourHours("Sat 12:00"), "Sun 23:00")).isZero();
        }

        @Test
        void doesNotGrowWhilePaused() {
            SlaClock clock = fourHours("Mon 09:00").pause(at("Mon 10:00"), CUSTOMER);
            assertThat(elapsed(clock, "Mon 16:00")).isEqualTo(hours(1));
        }

        @Test
        void growsAgainAfterTheWait() {
            SlaClock clock =
                    fourHours("Mon 09:00").pause(at("Mon 10:00"), CUSTOMER).resume(at("Mon 15:00"), CUSTOMER);
            assertThat(elapsed(clock, "Mon 16:00")).isEqualTo(hours(2));
        }

        @Test
        void isNeitherShortenedNorExtendedByAHoldOverAClosedNight() {
            SlaClock plain = fourHours("Mon 15:00");
            SlaClock held = plain.pause(at("Mon 17:00"), CUSTOMER).resume(at("Tue 09:00"), CUSTOMER);
            assertThat(held.reading(at("Tue 10:00")).elapsed())
                    .isEqualTo(plain.reading(at("Tue 10:00")).elapsed());
            assertThat(held.reading(at("Tue 10:00")).due())
                    .isEqualTo(plain.reading(at("Tue 10:00")).due());
        }

        @Test
        void countsOnlyTheOpenPartOfAHoldThatBeginsInTheNight() {
            SlaClock clock =
                    fourHours("Mon 15:00").pause(at("Mon 20:00"), CUSTOMER).resume(at("Tue 10:00"), CUSTOMER);
            assertThat(clock.reading(at("Tue 10:00")).due()).contains(at("Tue 12:00"));
        }

        @Test
        void isExactToTheNanosecond() {
            SlaClock clock = SlaClock.start(at("Mon 09:00").plusNanos(1), FOUR_HOURS);
            assertThat(clock.reading(at("Mon 09:00").plusNanos(8)).elapsed()).isEqualTo(Duration.ofNanos(7));
        }

        @Test
        void skipsTheHourThatADaylightSavingChangeSkips() {
            BusinessCalendar nights = BusinessCalendar.builder("Berlin nights")
                    .zone(ZoneId.of("Europe/Berlin"))
                    .hours(WeeklyHours.parse("Sun 00:00-06:00"))
                    .build();
            SlaClock clock = SlaClock.start(Instant.parse("2026-03-28T12:00:00Z"), Target.of("5h", nights, 1));
            ClockReading reading = clock.reading(Instant.parse("2026-03-29T12:00:00Z"));
            assertThat(reading.elapsed()).isEqualTo(hours(5));
            assertThat(reading.due()).contains(Instant.parse("2026-03-29T04:00:00Z"));
        }

        @Test
        void countsTheHourThatADaylightSavingChangeRepeatsTwice() {
            BusinessCalendar nights = BusinessCalendar.builder("Berlin nights")
                    .zone(ZoneId.of("Europe/Berlin"))
                    .hours(WeeklyHours.parse("Sun 00:00-06:00"))
                    .build();
            SlaClock clock = SlaClock.start(Instant.parse("2026-10-24T12:00:00Z"), Target.of("7h", nights, 1))
                    .pause(Instant.parse("2026-10-25T00:30:00Z"), CUSTOMER)
                    .resume(Instant.parse("2026-10-25T01:30:00Z"), CUSTOMER);
            assertThat(clock.reading(Instant.parse("2026-10-25T12:00:00Z")).elapsed())
                    .isEqualTo(hours(6));
        }

        @Test
        void inNanosecondsEqualsThatOfTheReading() {
            SlaClock clock =
                    fourHours("Mon 15:00").pause(at("Mon 16:00"), CUSTOMER).resume(at("Mon 16:30"));
            Instant now = at("Tue 11:07");
            assertThat(clock.elapsedNanos(Replay.nanos(now)))
                    .isEqualTo(clock.reading(now).elapsed().toNanos());
        }

        @Test
        void inNanosecondsStandsStillOnAStoppedClock() {
            SlaClock clock = fourHours("Mon 15:00").stop(at("Mon 16:00"));
            assertThat(clock.elapsedNanos(Replay.nanos(at("Fri 11:00")))).isEqualTo(hours(1).toNanos());
        }

        @Test
        void leavesInNanosecondsWhatTheReadingLeaves() {
            SlaClock clock = fourHours("Mon 15:00");
            Instant now = at("Wed 11:07");
            assertThat(clock.remainingNanos(Replay.nanos(now)))
                    .isEqualTo(clock.reading(now).remaining().toNanos())
                    .isNegative();
        }
    }

    @Nested
    class Waits {
        @Test
        void pauseTheClockUntilAllHaveEnded() {
            SlaClock clock = fourHours("Mon 09:00")
                    .pause(at("Mon 10:00"), CUSTOMER)
                    .pause(at("Mon 11:00"), VENDOR)
                    .resume(at("Mon 12:00"), CUSTOMER);
            assertThat(clock.phase()).isEqualTo(Phase.PAUSED);
            assertThat(clock.waits()).containsExactly(VENDOR);
            assertThat(elapsed(clock.resume(at("Mon 14:00"), VENDOR), "Mon 15:00"))
                    .isEqualTo(hours(2));
        }

        @Test
        void forOneReasonTwiceEndOnce() {
            SlaClock clock = fourHours("Mon 09:00")
                    .pause(at("Mon 10:00"), CUSTOMER)
                    .pause(at("Mon 11:00"), CUSTOMER)
                    .resume(at("Mon 12:00"), CUSTOMER);
            assertThat(clock.phase()).isEqualTo(Phase.RUNNING);
            assertThat(elapsed(clock, "Mon 13:00")).isEqualTo(hours(2));
        }

        @Test
        void endTogetherWhenNoReasonIsGiven() {
            SlaClock clock = fourHours("Mon 09:00")
                    .pause(at("Mon 10:00"), CUSTOMER)
                    .pause(at("Mon 11:00"), VENDOR)
                    .resume(at("Mon 12:00"));
            assertThat(clock.waits()).isEmpty();
            assertThat(elapsed(clock, "Mon 13:00")).isEqualTo(hours(2));
        }

        @Test
        void doNotHoldAClockWhosePauseRuleLeavesThemOut() {
            Target target = FOUR_HOURS.withPauseRule(PauseRule.parties(Set.of(Party.of("customer"))));
            SlaClock clock = SlaClock.start(at("Mon 09:00"), target).pause(at("Mon 10:00"), VENDOR);
            assertThat(clock.phase()).isEqualTo(Phase.RUNNING);
            assertThat(clock.waits()).containsExactly(VENDOR);
            assertThat(elapsed(clock, "Mon 11:00")).isEqualTo(hours(2));
        }

        @Test
        void pauseByTheNameOfTheirReason() {
            Target target = FOUR_HOURS.withPauseRule(PauseRule.reasons(Set.of("awaiting parts")));
            SlaClock clock = SlaClock.start(at("Mon 09:00"), target).pause(at("Mon 10:00"), VENDOR);
            assertThat(clock.phase()).isEqualTo(Phase.PAUSED);
        }

        @Test
        void endWithTheStop() {
            SlaClock clock = fourHours("Mon 09:00")
                    .pause(at("Mon 10:00"), CUSTOMER)
                    .stop(at("Mon 12:00"))
                    .reopen(at("Mon 13:00"));
            assertThat(clock.waits()).isEmpty();
            assertThat(elapsed(clock, "Mon 14:00")).isEqualTo(hours(2));
        }
    }

    @Nested
    class AVerdict {
        @Test
        void isMetWhenExactlyTheLimitIsUsed() {
            assertThat(fourHours("Mon 09:00")
                            .stop(at("Mon 13:00"))
                            .reading(at("Mon 13:00"))
                            .verdict())
                    .isEqualTo(Verdict.MET);
        }

        @Test
        void isMissedOneNanosecondLater() {
            assertThat(fourHours("Mon 09:00")
                            .stop(at("Mon 13:00").plusNanos(1))
                            .reading(at("Mon 14:00"))
                            .verdict())
                    .isEqualTo(Verdict.MISSED);
        }

        @Test
        void isPendingAtTheDueInstant() {
            assertThat(fourHours("Mon 09:00").reading(at("Mon 13:00")).verdict())
                    .isEqualTo(Verdict.PENDING);
        }

        @Test
        void isBreachedOneNanosecondAfterTheDueInstant() {
            assertThat(fourHours("Mon 09:00")
                            .reading(at("Mon 13:00").plusNanos(1))
                            .verdict())
                    .isEqualTo(Verdict.BREACHED);
        }

        @Test
        void staysPendingOverTheNightWhenTheLimitIsUsedUpAtClosingTime() {
            SlaClock clock = fourHours("Mon 13:00");
            assertThat(clock.reading(at("Tue 09:00")).verdict()).isEqualTo(Verdict.PENDING);
            assertThat(clock.reading(at("Tue 09:00").plusNanos(1)).verdict()).isEqualTo(Verdict.BREACHED);
        }

        @Test
        void isMetWhenStoppedInTheNightAfterTheLimitWasUsedUpAtClosingTime() {
            SlaClock clock = fourHours("Mon 13:00").stop(at("Mon 23:00"));
            assertThat(clock.reading(at("Tue 12:00")).verdict()).isEqualTo(Verdict.MET);
        }

        @Test
        void isKeptAfterTheStop() {
            SlaClock clock = fourHours("Mon 09:00").stop(at("Mon 10:00"));
            assertThat(clock.reading(at("Fri 10:00")).verdict()).isEqualTo(Verdict.MET);
        }

        @Test
        void isNotGivenOnACancelledClock() {
            SlaClock clock = fourHours("Mon 09:00").cancel(at("Tue 12:00"));
            ClockReading reading = clock.reading(at("Fri 12:00"));
            assertThat(reading.verdict()).isEqualTo(Verdict.CANCELLED);
            assertThat(reading.verdict().isMiss()).isFalse();
            assertThat(reading.elapsed()).isEqualTo(hours(11));
            assertThat(clock.stoppedAt()).contains(at("Tue 12:00"));
        }

        @Test
        void ofALimitOfZeroIsMetWithoutDelay() {
            SlaClock clock =
                    SlaClock.start(at("Mon 10:00"), Target.of("0s", OFFICE, 1)).stop(at("Mon 10:00"));
            ClockReading reading = clock.reading(at("Mon 10:00"));
            assertThat(reading.verdict()).isEqualTo(Verdict.MET);
            assertThat(reading.fractionUsed()).isEqualTo(1);
        }

        @Test
        void ofALimitOfZeroIsBreachedAtOnce() {
            SlaClock clock = SlaClock.start(at("Mon 10:00"), Target.of("0s", OFFICE, 1));
            ClockReading reading = clock.reading(at("Mon 10:00").plusNanos(1));
            assertThat(reading.verdict()).isEqualTo(Verdict.BREACHED);
            assertThat(reading.fractionUsed()).isEqualTo(Double.POSITIVE_INFINITY);
            assertThat(reading.due()).contains(at("Mon 10:00"));
        }

        @Test
        void ofALimitOfZeroWaitsForTheNextOpening() {
            ClockReading reading =
                    SlaClock.start(at("Sat 10:00"), Target.of("0s", OFFICE, 1)).reading(at("Sun 10:00"));
            assertThat(reading.verdict()).isEqualTo(Verdict.PENDING);
            assertThat(reading.due()).contains(at("Sat 10:00"));
            assertThat(reading.breachesAt()).contains(nextWeek("Mon 09:00"));
        }
    }

    @Nested
    class Due {
        @Test
        void isWhenTheLimitIsReached() {
            ClockReading reading = fourHours("Mon 15:00").reading(at("Mon 15:00"));
            assertThat(reading.due()).contains(at("Tue 11:00"));
            assertThat(reading.breachesAt()).contains(at("Tue 11:00"));
        }

        @Test
        void isTheClosingInstantAndBreachesAtTheNextOpening() {
            ClockReading reading = fourHours("Fri 13:00").reading(at("Fri 14:00"));
            assertThat(reading.due()).contains(at("Fri 17:00"));
            assertThat(reading.breachesAt()).contains(nextWeek("Mon 09:00"));
        }

        @Test
        void movesWithAWait() {
            SlaClock clock =
                    fourHours("Mon 09:00").pause(at("Mon 10:00"), CUSTOMER).resume(at("Mon 12:00"));
            assertThat(clock.reading(at("Mon 12:00")).due()).contains(at("Mon 15:00"));
        }

        @Test
        void isUnknownWhilePaused() {
            ClockReading reading =
                    fourHours("Mon 09:00").pause(at("Mon 10:00"), CUSTOMER).reading(at("Mon 11:00"));
            assertThat(reading.due()).isEmpty();
            assertThat(reading.breachesAt()).isEmpty();
        }

        @Test
        void isKeptWhenABreachedClockIsPaused() {
            ClockReading reading =
                    fourHours("Mon 09:00").pause(at("Mon 15:00"), CUSTOMER).reading(at("Tue 11:00"));
            assertThat(reading.phase()).isEqualTo(Phase.PAUSED);
            assertThat(reading.verdict()).isEqualTo(Verdict.BREACHED);
            assertThat(reading.due()).contains(at("Mon 13:00"));
            assertThat(reading.breachesAt()).contains(at("Mon 13:00"));
        }

        @Test
        void isKeptWhenABreachedClockRunsOnAfterAWait() {
            ClockReading reading = fourHours("Mon 09:00")
                    .pause(at("Mon 15:00"), CUSTOMER)
                    .resume(at("Mon 16:00"))
                    .reading(at("Tue 11:00"));
            assertThat(reading.due()).contains(at("Mon 13:00"));
            assertThat(reading.breachesAt()).contains(at("Mon 13:00"));
        }

        @Test
        void isPastAndTheBreachAheadWhenTheClockIsPausedAtTheLimit() {
            SlaClock clock = fourHours("Mon 09:00").pause(at("Mon 13:00"), CUSTOMER);
            assertThat(clock.reading(at("Mon 14:00")).due()).contains(at("Mon 13:00"));
            assertThat(clock.reading(at("Mon 14:00")).breachesAt()).isEmpty();
            assertThat(clock.resume(at("Mon 16:00")).reading(at("Mon 16:00")).breachesAt())
                    .contains(at("Mon 16:00"));
        }

        @Test
        void ofAStoppedClockIsWhenItWouldHaveBeenDue() {
            ClockReading reading = fourHours("Mon 09:00").stop(at("Mon 10:00")).reading(at("Fri 10:00"));
            assertThat(reading.due()).contains(at("Mon 13:00"));
            assertThat(reading.breachesAt()).isEmpty();
        }

        @Test
        void isUnknownWhenTheCalendarHasTooLittleTimeLeft() {
            BusinessCalendar once = BusinessCalendar.builder("one day")
                    .zone(ZoneOffset.UTC)
                    .hours(WeeklyHours.never())
                    .special(LocalDate.of(2026, 1, 5), org.sla4j.calendar.TimeRange.parse("09:00-12:00"))
                    .build();
            SlaClock clock = SlaClock.start(at("Mon 09:00"), Target.of("4h", once, 1));
            ClockReading reading = clock.reading(at("Fri 09:00"));
            assertThat(reading.elapsed()).isEqualTo(hours(3));
            assertThat(reading.due()).isEmpty();
            assertThat(reading.breachesAt()).isEmpty();
            assertThat(clock.stop(at("Fri 10:00")).reading(at("Fri 10:00")).verdict())
                    .isEqualTo(Verdict.MET);
        }

        @Test
        void leavesLessThanNothingAfterTheBreach() {
            ClockReading reading = fourHours("Mon 09:00").reading(at("Mon 15:00"));
            assertThat(reading.remaining()).isEqualTo(hours(-2));
            assertThat(reading.fractionUsed()).isEqualTo(1.5);
        }

        @Test
        void isNotMovedByAWaitThatDoesNotHold() {
            SlaClock clock =
                    SlaClock.start(at("Mon 13:00"), FOUR_HOURS_UNPAUSED).pause(at("Mon 20:00"), CUSTOMER);
            assertThat(clock.reading(at("Mon 21:00")).due()).contains(at("Mon 17:00"));
            assertThat(clock.reading(at("Mon 21:00")).breachesAt()).contains(at("Tue 09:00"));
        }
    }

    @Nested
    class ARetroactiveTarget {
        @Test
        void holdsFromTheStart() {
            SlaClock clock = SlaClock.start(at("Mon 09:00"), EIGHT_HOURS)
                    .retarget(at("Mon 15:00"), FOUR_HOURS, Retargeting.RETROACTIVE);
            ClockReading reading = clock.reading(at("Mon 15:00"));
            assertThat(reading.elapsed()).isEqualTo(hours(6));
            assertThat(reading.verdict()).isEqualTo(Verdict.BREACHED);
            assertThat(reading.due()).contains(at("Mon 13:00"));
            assertThat(reading.breachesAt()).contains(at("Mon 13:00"));
        }

        @Test
        void isCountedInItsOwnCalendar() {
            SlaClock clock = fourHours("Mon 09:00").retarget(at("Mon 16:00"), FOUR_HOURS_LATE, Retargeting.RETROACTIVE);
            assertThat(elapsed(clock, "Mon 16:00")).isEqualTo(hours(2));
            assertThat(clock.reading(at("Mon 16:00")).due()).contains(at("Mon 18:00"));
        }

        @Test
        void recomputesWaitsUnderItsCalendar() {
            SlaClock clock = fourHours("Mon 09:00")
                    .pause(at("Mon 10:00"), CUSTOMER)
                    .resume(at("Mon 15:00"))
                    .retarget(at("Mon 16:00"), FOUR_HOURS_LATE, Retargeting.RETROACTIVE);
            assertThat(elapsed(clock, "Mon 17:00")).isEqualTo(hours(2));
        }

        @Test
        void keepsAWaitGoingOn() {
            SlaClock clock = fourHours("Mon 09:00")
                    .pause(at("Mon 10:00"), CUSTOMER)
                    .retarget(at("Mon 12:00"), EIGHT_HOURS, Retargeting.RETROACTIVE);
            assertThat(clock.phase()).isEqualTo(Phase.PAUSED);
            assertThat(elapsed(clock, "Mon 16:00")).isEqualTo(hours(1));
        }

        @Test
        void countsEarlierWaitsWhenItsRuleHasNoPauses() {
            SlaClock clock = fourHours("Mon 09:00")
                    .pause(at("Mon 10:00"), CUSTOMER)
                    .retarget(at("Mon 12:00"), FOUR_HOURS_UNPAUSED, Retargeting.RETROACTIVE);
            assertThat(clock.phase()).isEqualTo(Phase.RUNNING);
            assertThat(elapsed(clock, "Mon 12:00")).isEqualTo(hours(3));
        }

        @Test
        void takesOutEarlierWaitsWhenItsRuleHasThem() {
            SlaClock clock = SlaClock.start(at("Mon 09:00"), FOUR_HOURS_UNPAUSED)
                    .pause(at("Mon 10:00"), CUSTOMER)
                    .retarget(at("Mon 12:00"), FOUR_HOURS, Retargeting.RETROACTIVE);
            assertThat(clock.phase()).isEqualTo(Phase.PAUSED);
            assertThat(elapsed(clock, "Mon 16:00")).isEqualTo(hours(1));
        }

        @Test
        void leavesAFinishedMeasurementAlone() {
            SlaClock clock = SlaClock.start(at("Mon 09:00"), EIGHT_HOURS)
                    .stop(at("Mon 15:00"))
                    .retarget(at("Mon 16:00"), FOUR_HOURS, Retargeting.RETROACTIVE);
            assertThat(clock.reading(at("Mon 16:00")).verdict()).isEqualTo(Verdict.MET);
            assertThat(clock.target()).isEqualTo(EIGHT_HOURS);
        }

        @Test
        void judgesAFinishedMeasurementAnewIfThePolicyRetargetsThoseToo() {
            SlaClock clock = SlaClock.start(at("Mon 09:00"), EIGHT_HOURS)
                    .stop(at("Mon 15:00"))
                    .retargetFinished(at("Mon 16:00"), FOUR_HOURS, Retargeting.RETROACTIVE);
            assertThat(clock.phase()).isEqualTo(Phase.STOPPED);
            assertThat(clock.stoppedAt()).contains(at("Mon 15:00"));
            assertThat(clock.reading(at("Mon 16:00")).verdict()).isEqualTo(Verdict.MISSED);
            assertThat(clock.reading(at("Mon 15:30")).verdict()).isEqualTo(Verdict.MET);
        }

        @Test
        void keepsTheGapOfAReopening() {
            SlaClock clock = fourHours("Mon 09:00")
                    .stop(at("Mon 10:00"))
                    .reopen(at("Mon 12:00"))
                    .retarget(at("Mon 13:00"), EIGHT_HOURS, Retargeting.RETROACTIVE);
            assertThat(elapsed(clock, "Mon 14:00")).isEqualTo(hours(3));
        }

        @Test
        void countsFromTheLastRestart() {
            SlaClock clock = fourHours("Mon 09:00")
                    .pause(at("Mon 10:00"), CUSTOMER)
                    .retarget(at("Mon 11:00"), EIGHT_HOURS, Retargeting.RESTART)
                    .resume(at("Mon 12:00"))
                    .retarget(at("Mon 13:00"), FOUR_HOURS, Retargeting.RETROACTIVE);
            assertThat(clock.countingSince()).isEqualTo(at("Mon 11:00"));
            assertThat(elapsed(clock, "Mon 14:00")).isEqualTo(hours(2));
        }

        @Test
        void undoesAnEarlierCarriedTarget() {
            SlaClock clock = fourHours("Mon 09:00")
                    .retarget(at("Mon 11:00"), FOUR_HOURS_LATE, Retargeting.CARRY_ELAPSED)
                    .retarget(at("Mon 15:00"), FOUR_HOURS, Retargeting.RETROACTIVE);
            assertThat(elapsed(clock, "Mon 16:00")).isEqualTo(hours(7));
        }
    }

    @Nested
    class ACarriedTarget {
        @Test
        void keepsTheTimeUsedAsItWasMeasuredThen() {
            SlaClock clock =
                    fourHours("Mon 09:00").retarget(at("Mon 11:00"), FOUR_HOURS_LATE, Retargeting.CARRY_ELAPSED);
            assertThat(elapsed(clock, "Mon 13:00")).isEqualTo(hours(2));
            assertThat(clock.reading(at("Mon 13:00")).due()).contains(at("Mon 16:00"));
        }

        @Test
        void keepsAWaitGoingOn() {
            SlaClock clock = fourHours("Mon 09:00")
                    .pause(at("Mon 10:00"), CUSTOMER)
                    .retarget(at("Mon 15:00"), FOUR_HOURS_LATE, Retargeting.CARRY_ELAPSED);
            assertThat(elapsed(clock, "Mon 20:00")).isEqualTo(hours(1));
            assertThat(elapsed(clock.resume(at("Mon 16:00")), "Mon 17:00")).isEqualTo(hours(2));
        }

        @Test
        void runsOnWhenItsRuleHasNoPauses() {
            SlaClock clock = fourHours("Mon 09:00")
                    .pause(at("Mon 10:00"), CUSTOMER)
                    .retarget(at("Mon 12:00"), FOUR_HOURS_UNPAUSED, Retargeting.CARRY_ELAPSED);
            assertThat(elapsed(clock, "Mon 13:00")).isEqualTo(hours(2));
        }

        @Test
        void isDueAtTheChangeWhenMoreThanItsLimitIsUsedThen() {
            ClockReading reading = SlaClock.start(at("Mon 09:00"), EIGHT_HOURS)
                    .retarget(at("Mon 15:00"), FOUR_HOURS, Retargeting.CARRY_ELAPSED)
                    .reading(at("Mon 15:00"));
            assertThat(reading.verdict()).isEqualTo(Verdict.BREACHED);
            assertThat(reading.due()).contains(at("Mon 15:00"));
            assertThat(reading.breachesAt()).contains(at("Mon 15:00"));
        }

        @Test
        void leavesAFinishedMeasurementAlone() {
            SlaClock clock = SlaClock.start(at("Mon 09:00"), EIGHT_HOURS)
                    .stop(at("Mon 15:00"))
                    .retarget(at("Mon 16:00"), FOUR_HOURS, Retargeting.CARRY_ELAPSED);
            assertThat(clock.reading(at("Mon 16:00")).verdict()).isEqualTo(Verdict.MET);
            assertThat(clock.target()).isEqualTo(EIGHT_HOURS);
        }
    }

    @Nested
    class ARestart {
        @Test
        void countsFromZero() {
            SlaClock clock = SlaClock.start(at("Mon 09:00"), EIGHT_HOURS)
                    .retarget(at("Mon 12:00"), FOUR_HOURS, Retargeting.RESTART);
            assertThat(elapsed(clock, "Mon 14:00")).isEqualTo(hours(2));
            assertThat(clock.reading(at("Mon 14:00")).due()).contains(at("Mon 16:00"));
            assertThat(clock.countingSince()).isEqualTo(at("Mon 12:00"));
            assertThat(clock.startedAt()).isEqualTo(at("Mon 09:00"));
        }

        @Test
        void whilePausedStaysPaused() {
            SlaClock clock = fourHours("Mon 09:00")
                    .pause(at("Mon 10:00"), CUSTOMER)
                    .retarget(at("Mon 12:00"), EIGHT_HOURS, Retargeting.RESTART);
            assertThat(clock.phase()).isEqualTo(Phase.PAUSED);
            assertThat(elapsed(clock.resume(at("Mon 13:00")), "Mon 15:00")).isEqualTo(hours(2));
        }

        @Test
        void forgetsABreach() {
            SlaClock clock = fourHours("Mon 09:00").retarget(at("Mon 15:00"), EIGHT_HOURS, Retargeting.RESTART);
            assertThat(clock.reading(at("Mon 15:00")).verdict()).isEqualTo(Verdict.PENDING);
        }

        @Test
        void leavesAFinishedMeasurementAlone() {
            SlaClock clock = fourHours("Mon 09:00")
                    .stop(at("Mon 15:00"))
                    .retarget(at("Mon 16:00"), EIGHT_HOURS, Retargeting.RESTART);
            assertThat(clock.reading(at("Mon 16:00")).verdict()).isEqualTo(Verdict.MISSED);
        }

        @Test
        void toALimitOfZeroWhilePausedIsDueAtOnce() {
            SlaClock clock = fourHours("Mon 09:00")
                    .pause(at("Mon 10:00"), CUSTOMER)
                    .retarget(at("Mon 12:00"), Target.of("0s", OFFICE, 1), Retargeting.RESTART)
                    .resume(at("Mon 14:00"));
            assertThat(clock.reading(at("Mon 15:00")).due()).contains(at("Mon 12:00"));
            assertThat(clock.reading(at("Mon 15:00")).breachesAt()).contains(at("Mon 14:00"));
        }
    }

    @Nested
    class AReopenedClock {
        private final SlaClock stopped = fourHours("Mon 09:00").stop(at("Mon 10:00"));

        @Test
        void doesNotCountTheGap() {
            SlaClock clock = stopped.reopen(at("Mon 13:00"));
            assertThat(elapsed(clock, "Mon 14:00")).isEqualTo(hours(2));
            assertThat(clock.reading(at("Mon 14:00")).due()).contains(at("Mon 16:00"));
        }

        @Test
        void countsTheGapWhenToldSo() {
            SlaClock clock = stopped.reopen(at("Mon 15:00"), Reopening.COUNT_GAP);
            assertThat(elapsed(clock, "Mon 15:00")).isEqualTo(hours(6));
            assertThat(clock.reading(at("Mon 15:00")).due()).contains(at("Mon 13:00"));
            assertThat(clock.reading(at("Mon 15:00")).verdict()).isEqualTo(Verdict.BREACHED);
        }

        @Test
        void showsTheGapAsStoppedWhenReadWithinIt() {
            SlaClock clock = stopped.reopen(at("Mon 15:00"), Reopening.COUNT_GAP);
            assertThat(clock.reading(at("Mon 12:00"))).isEqualTo(stopped.reading(at("Mon 12:00")));
        }

        @Test
        void countsTheGapFromItsStopAlsoIfItWasCancelledSince() {
            SlaClock cancelled = stopped.cancel(at("Mon 11:00"));
            assertThat(cancelled.stoppedAt()).contains(at("Mon 10:00"));
            SlaClock clock = cancelled.reopen(at("Mon 12:00"), Reopening.COUNT_GAP);
            assertThat(elapsed(clock, "Mon 12:00")).isEqualTo(hours(3));
            assertThat(clock.explain(at("Mon 12:00")).business())
                    .as("the ledger says the same")
                    .isEqualTo(hours(3));
        }

        @Test
        void measuresFromZeroInANewCycle() {
            SlaClock clock = stopped.reopen(at("Mon 13:00"), Reopening.NEW_CYCLE);
            assertThat(elapsed(clock, "Mon 14:00")).isEqualTo(hours(1));
            assertThat(clock.countingSince()).isEqualTo(at("Mon 13:00"));
        }

        @Test
        void keepsTheVerdictOfAFinishedCycle() {
            SlaClock clock = fourHours("Mon 09:00")
                    .stop(at("Mon 15:00"))
                    .reopen(at("Tue 09:00"), Reopening.NEW_CYCLE)
                    .stop(at("Tue 10:00"));
            assertThat(clock.finishedCycles()).extracting(ClockReading::verdict).containsExactly(Verdict.MISSED);
            assertThat(clock.reading(at("Tue 10:00")).verdict()).isEqualTo(Verdict.MET);
        }

        @Test
        void keepsOfAFinishedCycleWhatWasReadWhenItStopped() {
            SlaClock clock = stopped.reopen(at("Mon 13:00"), Reopening.NEW_CYCLE);
            assertThat(clock.finishedCycles()).containsExactly(stopped.reading(at("Mon 10:00")));
        }

        @Test
        void keepsTheClockOfAFinishedCycleAsItStood() {
            SlaClock paused = fourHours("Mon 09:00").pause(at("Mon 10:00"), CUSTOMER);
            SlaClock second = paused.nextCycle(at("Mon 11:00"));
            SlaClock third = second.stop(at("Mon 12:00")).reopen(at("Mon 13:00"), Reopening.NEW_CYCLE);
            assertThat(third.cycles()).containsExactly(paused, second.stop(at("Mon 12:00")), third);
            assertThat(second.restart(at("Mon 12:00")).cycles())
                    .as("a restart stays in its cycle")
                    .containsExactly(paused, second.restart(at("Mon 12:00")));
        }

        @Test
        void canStopAndReopenAgain() {
            SlaClock clock =
                    stopped.reopen(at("Mon 11:00")).stop(at("Mon 12:00")).reopen(at("Mon 14:00"), Reopening.COUNT_GAP);
            assertThat(elapsed(clock, "Mon 15:00")).isEqualTo(hours(5));
        }

        @Test
        void isNoLongerStopped() {
            assertThat(stopped.reopen(at("Mon 13:00")).stoppedAt()).isEmpty();
        }
    }

    @Nested
    class Limits {
        @Test
        void inBusinessDaysAreDueWhenTheirRuleSays() {
            SlaClock clock = SlaClock.start(at("Thu 15:00"), Target.of("2bd end-of-day", OFFICE, 1));
            assertThat(clock.reading(at("Thu 15:00")).due()).contains(nextWeek("Mon 17:00"));
        }

        @Test
        void inBusinessDaysMoveByTheOpenTimeOfAWait() {
            SlaClock clock = SlaClock.start(at("Mon 10:00"), Target.of("2bd", OFFICE, 1))
                    .pause(at("Mon 16:00"), CUSTOMER)
                    .resume(at("Tue 10:00"));
            assertThat(clock.reading(at("Tue 10:00")).due()).contains(at("Wed 12:00"));
            assertThat(clock.reading(at("Tue 10:00")).limit()).isEqualTo(hours(16));
        }

        @Test
        void inBusinessDaysSkipAHoliday() {
            SlaClock clock = SlaClock.start(nextWeek("Mon 10:00"), Target.of("2bd", OFFICE, 1));
            assertThat(clock.reading(nextWeek("Mon 10:00")).due()).contains(nextWeek("Thu 10:00"));
        }

        @Test
        void inWallTimeIgnoreTheCalendar() {
            SlaClock clock = SlaClock.start(at("Fri 16:00"), Target.of("4h wall", OFFICE, 1));
            ClockReading reading = clock.reading(at("Fri 19:00"));
            assertThat(reading.due()).contains(at("Fri 20:00"));
            assertThat(reading.elapsed()).isEqualTo(hours(3));
        }

        @Test
        void inWallTimeArePausedToo() {
            SlaClock clock = SlaClock.start(at("Fri 16:00"), Target.of("4h wall", OFFICE, 1))
                    .pause(at("Fri 18:00"), CUSTOMER)
                    .resume(at("Sat 18:00"));
            assertThat(clock.reading(at("Sat 18:00")).due()).contains(at("Sat 20:00"));
        }
    }

    @Nested
    class LateAndRepeatedEvents {
        private final SlaClock inOrder = fourHours("Mon 09:00")
                .pause(at("Mon 10:00"), CUSTOMER)
                .resume(at("Mon 12:00"), CUSTOMER)
                .stop(at("Mon 16:00"));

        @Test
        void arePutInTheirPlace() {
            SlaClock late = fourHours("Mon 09:00")
                    .stop(at("Mon 16:00"))
                    .pause(at("Mon 10:00"), CUSTOMER)
                    .resume(at("Mon 12:00"), CUSTOMER);
            assertThat(late).isEqualTo(inOrder).hasSameHashCodeAs(inOrder);
            assertThat(late.reading(at("Tue 10:00"))).isEqualTo(inOrder.reading(at("Tue 10:00")));
        }

        @Test
        void doNotDependOnTheirOrderWhenAWaitIsReportedTwice() {
            SlaClock first = fourHours("Mon 09:00")
                    .pause(at("Mon 10:00"), CUSTOMER)
                    .resume(at("Mon 11:00"), CUSTOMER)
                    .pause(at("Mon 12:00"), CUSTOMER);
            SlaClock second = fourHours("Mon 09:00")
                    .pause(at("Mon 10:00"), CUSTOMER)
                    .pause(at("Mon 12:00"), CUSTOMER)
                    .resume(at("Mon 11:00"), CUSTOMER);
            assertThat(second.reading(at("Mon 16:00"))).isEqualTo(first.reading(at("Mon 16:00")));
            assertThat(second).isEqualTo(first);
        }

        @Test
        void ofOneInstantApplyInTheOrderGiven() {
            SlaClock clock = fourHours("Mon 09:00")
                    .pause(at("Mon 10:00"), CUSTOMER)
                    .resume(at("Mon 10:00"), CUSTOMER)
                    .pause(at("Mon 10:00"), CUSTOMER);
            assertThat(clock.phase()).isEqualTo(Phase.PAUSED);
        }

        @Test
        void countOnceWhenAWaitIsDeliveredTwice() {
            assertThat(inOrder.pause(at("Mon 10:00"), CUSTOMER)).isEqualTo(inOrder);
        }

        @Test
        void countOnceWhenAnEndOfAWaitIsDeliveredTwice() {
            assertThat(inOrder.resume(at("Mon 12:00"), CUSTOMER)).isEqualTo(inOrder);
        }

        @Test
        void countOnceWhenAStopIsDeliveredTwice() {
            assertThat(inOrder.stop(at("Mon 16:00"))).isEqualTo(inOrder);
        }

        @Test
        void countOnceWhenANewCycleIsDeliveredTwice() {
            SlaClock again = inOrder.reopen(at("Tue 09:00"), Reopening.NEW_CYCLE);
            assertThat(again.reopen(at("Tue 09:00"), Reopening.NEW_CYCLE)).isEqualTo(again);
        }

        @Test
        void countOnceWhenARetargetingIsDeliveredTwice() {
            SlaClock again = inOrder.retarget(at("Tue 09:00"), EIGHT_HOURS, Retargeting.RETROACTIVE);
            assertThat(again.retarget(at("Tue 09:00"), EIGHT_HOURS, Retargeting.RETROACTIVE))
                    .isEqualTo(again);
        }

        @Test
        void countOnceWhenACancellationIsDeliveredTwice() {
            SlaClock cancelled = fourHours("Mon 09:00").cancel(at("Mon 10:00"));
            assertThat(cancelled.cancel(at("Mon 10:00"))).isEqualTo(cancelled);
        }

        @Test
        void doNotChangeAnEarlierReading() {
            assertThat(inOrder.reading(at("Mon 11:00")))
                    .isEqualTo(fourHours("Mon 09:00")
                            .pause(at("Mon 10:00"), CUSTOMER)
                            .reading(at("Mon 11:00")));
        }

        @Test
        void makeDifferentHistoriesDifferentClocks() {
            assertThat(inOrder).isNotEqualTo(fourHours("Mon 09:00").stop(at("Mon 16:00")));
        }
    }

    @Nested
    class BadInput {
        private final SlaClock stopped = fourHours("Mon 09:00").stop(at("Mon 10:00"));

        @Test
        void refusesAPauseAfterTheStop() {
            assertThatThrownBy(() -> stopped.pause(at("Mon 11:00"), CUSTOMER))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll(
                            "Paused",
                            "2026-01-05T11:00:00Z",
                            "awaiting user info (customer)",
                            "STOPPED since 2026-01-05T10:00:00Z",
                            "can be paused while it is running or paused");
            assertThat(stopped.reading(at("Mon 12:00")).elapsed()).isEqualTo(hours(1));
        }

        @Test
        void refusesTheEndOfAWaitThatNeverBegan() {
            assertThatThrownBy(() -> fourHours("Mon 09:00").resume(at("Mon 11:00"), CUSTOMER))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll("Resumed", "2026-01-05T11:00:00Z", "it waits for nothing");
        }

        @Test
        void refusesTheEndOfAnotherWaitAndNamesTheOneGoingOn() {
            SlaClock clock = fourHours("Mon 09:00").pause(at("Mon 10:00"), VENDOR);
            assertThatThrownBy(() -> clock.resume(at("Mon 11:00"), CUSTOMER))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll("awaiting user info (customer)", "awaiting parts (vendor)");
            assertThat(clock.waits()).containsExactly(VENDOR);
        }

        @Test
        void refusesAnEventBeforeTheStart() {
            SlaClock clock = fourHours("Mon 09:00");
            assertThatThrownBy(() -> clock.pause(at("Mon 08:59"), CUSTOMER))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll(
                            "Paused", "2026-01-05T08:59:00Z", "starts at 2026-01-05T09:00:00Z", "at or after");
        }

        @Test
        void refusesAReadingBeforeTheStart() {
            assertThatThrownBy(() -> fourHours("Mon 09:00").reading(at("Mon 08:59")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("2026-01-05T08:59:00Z", "2026-01-05T09:00:00Z", "at or after");
        }

        @Test
        void refusesAnAccountBeforeTheStart() {
            assertThatThrownBy(() -> fourHours("Mon 09:00").explain(at("Mon 08:59")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("2026-01-05T08:59:00Z");
        }

        @Test
        void refusesASecondStop() {
            assertThatThrownBy(() -> stopped.stop(at("Mon 11:00")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll("Stopped", "2026-01-05T11:00:00Z", "can be stopped while");
        }

        @Test
        void refusesToReopenARunningClock() {
            assertThatThrownBy(() -> fourHours("Mon 09:00").reopen(at("Mon 11:00")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll(
                            "Reopened", "2026-01-05T11:00:00Z", "can be reopened while it is stopped or cancelled");
        }

        @Test
        void refusesALateEventThatContradictsLaterOnesAndChangesNothing() {
            SlaClock clock = fourHours("Mon 09:00").pause(at("Mon 12:00"), CUSTOMER);
            ClockReading before = clock.reading(at("Mon 13:00"));
            assertThatThrownBy(() -> clock.stop(at("Mon 11:00"))).isInstanceOf(IllegalStateException.class);
            assertThat(clock.reading(at("Mon 13:00"))).isEqualTo(before);
            assertThat(clock).isEqualTo(fourHours("Mon 09:00").pause(at("Mon 12:00"), CUSTOMER));
        }

        @Test
        void refusesAStartOutsideTheYearsOfTheCalendar() {
            assertThatThrownBy(() -> SlaClock.start(Instant.parse("1850-01-01T00:00:00Z"), FOUR_HOURS))
                    .isInstanceOf(DateTimeException.class)
                    .hasMessageContaining("1850-01-01T00:00:00Z");
        }

        @Test
        void refusesAReadingFarOutsideTheYearsOfTheCalendar() {
            assertThatThrownBy(() -> fourHours("Mon 09:00").reading(Instant.MAX))
                    .isInstanceOf(DateTimeException.class)
                    .hasMessageContaining("1911");
        }

        @Test
        void refusesAnEventFarOutsideTheYearsOfTheCalendar() {
            assertThatThrownBy(() -> fourHours("Mon 09:00").pause(Instant.MAX, CUSTOMER))
                    .isInstanceOf(DateTimeException.class)
                    .hasMessageContaining("1911");
        }
    }

    @Nested
    class AFractionKept {
        private SlaClock halfway() {
            return fourHours("Mon 09:00").retarget(at("Mon 11:00"), EIGHT_HOURS, Retargeting.KEEP_FRACTION);
        }

        @Test
        void isTheSameShareOfTheNewLimit() {
            ClockReading reading = halfway().reading(at("Mon 12:00"));
            assertThat(reading.elapsed()).isEqualTo(hours(5));
            assertThat(reading.due()).contains(at("Mon 15:00"));
        }

        @Test
        void isAccountedForByAnAdjustment() {
            assertThat(halfway().explain(at("Mon 12:00")).intervals())
                    .filteredOn(entry -> entry.cause() == LedgerInterval.Cause.ADJUSTED)
                    .extracting(LedgerInterval::business)
                    .containsExactly(hours(2));
            assertThat(halfway().explain(at("Mon 12:00")).business()).isEqualTo(hours(5));
        }

        @Test
        void isRoundedDownToTheNanosecond() {
            SlaClock clock = SlaClock.start(at("Mon 09:00"), Target.of("3s", BusinessCalendar.alwaysOpen(), 1))
                    .retarget(
                            at("Mon 09:00").plusNanos(5),
                            Target.of("1s", BusinessCalendar.alwaysOpen(), 1),
                            Retargeting.KEEP_FRACTION);
            assertThat(clock.reading(at("Mon 09:00").plusNanos(5)).elapsed()).isEqualTo(Duration.ofNanos(1));
        }

        @Test
        void ofAMissedTargetIsRoundedSoThatItStaysMissed() {
            Instant justOver = at("Mon 09:00").plusSeconds(3).plusNanos(1);
            SlaClock clock = SlaClock.start(at("Mon 09:00"), Target.of("3s", BusinessCalendar.alwaysOpen(), 1))
                    .retarget(justOver, Target.of("1s", BusinessCalendar.alwaysOpen(), 1), Retargeting.KEEP_FRACTION);
            assertThat(clock.reading(justOver).verdict()).isEqualTo(Verdict.BREACHED);
        }

        @Test
        void ofALimitOfZeroIsAllOfTheNewOne() {
            SlaClock clock = SlaClock.start(at("Mon 08:00"), Target.of("0s", OFFICE, 1))
                    .retarget(at("Mon 08:30"), FOUR_HOURS, Retargeting.KEEP_FRACTION);
            assertThat(clock.reading(at("Mon 08:30")).remaining()).isZero();
        }
    }

    @Nested
    class TheStricterTarget {
        @Test
        void isTheNewOneIfItIsDueEarlier() {
            SlaClock clock = SlaClock.start(at("Mon 09:00"), EIGHT_HOURS)
                    .retarget(at("Mon 10:00"), FOUR_HOURS, Retargeting.STRICTER_WINS);
            assertThat(clock.target()).isEqualTo(FOUR_HOURS);
            assertThat(clock.reading(at("Mon 10:00")).due()).contains(at("Mon 13:00"));
        }

        @Test
        void isTheOldOneIfItIsDueEarlier() {
            SlaClock clock = fourHours("Mon 09:00").retarget(at("Mon 10:00"), EIGHT_HOURS, Retargeting.STRICTER_WINS);
            assertThat(clock.target()).isEqualTo(FOUR_HOURS);
        }

        @Test
        void isTheOldOneIfBothAreDueAtOnce() {
            Target same = FOUR_HOURS.withPauseRule(PauseRule.never());
            SlaClock clock = fourHours("Mon 09:00").retarget(at("Mon 10:00"), same, Retargeting.STRICTER_WINS);
            assertThat(clock.target()).isEqualTo(FOUR_HOURS);
        }

        @Test
        void isFoundWhilePausedAsIfTheClockRanOn() {
            SlaClock clock = SlaClock.start(at("Mon 09:00"), EIGHT_HOURS)
                    .pause(at("Mon 10:00"), CUSTOMER)
                    .retarget(at("Mon 12:00"), FOUR_HOURS, Retargeting.STRICTER_WINS);
            assertThat(clock.target()).isEqualTo(FOUR_HOURS);
        }
    }

    @Nested
    class AHold {
        @Test
        void stopsTheClockWhateverTheTargetSaysOfWaits() {
            SlaClock clock =
                    SlaClock.start(at("Mon 09:00"), FOUR_HOURS_UNPAUSED).suspend(at("Mon 10:00"));
            assertThat(elapsed(clock, "Mon 12:00")).isEqualTo(hours(1));
            assertThat(clock.isSuspended()).isTrue();
        }

        @Test
        void doesNotEndWithAWait() {
            SlaClock clock = fourHours("Mon 09:00")
                    .pause(at("Mon 10:00"), CUSTOMER)
                    .suspend(at("Mon 10:00"))
                    .resume(at("Mon 11:00"));
            assertThat(clock.phase()).isEqualTo(Phase.PAUSED);
            assertThat(clock.release(at("Mon 12:00")).phase()).isEqualTo(Phase.RUNNING);
        }

        @Test
        void cannotEndBeforeItBegan() {
            assertThatThrownBy(() -> fourHours("Mon 09:00").release(at("Mon 10:00")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("while it is suspended");
        }
    }

    @Nested
    class Facts {
        @Test
        void sayWhatTheOldTargetShowedAtTheChange() {
            SlaClock clock = fourHours("Mon 09:00").retarget(at("Mon 14:00"), EIGHT_HOURS, Retargeting.RETROACTIVE);
            assertThat(clock.superseded()).hasSize(1);
            Superseded before = clock.superseded().get(0);
            assertThat(before.change()).isEqualTo(Superseded.Change.RETARGETED);
            assertThat(before.target()).isEqualTo(FOUR_HOURS);
            assertThat(before.reading().verdict()).isEqualTo(Verdict.BREACHED);
        }

        @Test
        void keepTheVerdictThatAReopeningUndid() {
            SlaClock clock = fourHours("Mon 09:00").stop(at("Mon 10:00")).reopen(at("Tue 10:00"));
            assertThat(clock.superseded())
                    .extracting(before -> before.reading().verdict())
                    .containsExactly(Verdict.MET);
            assertThat(clock.finishedCycles()).isEmpty();
        }

        @Test
        void ofACycleKeepItsTarget() {
            SlaClock clock = fourHours("Mon 09:00")
                    .nextCycle(at("Mon 10:00"))
                    .retarget(at("Mon 11:00"), EIGHT_HOURS, Retargeting.RETROACTIVE);
            assertThat(clock.finishedCycles()).extracting(ClockReading::limit).containsExactly(hours(4));
        }
    }

    @Nested
    class Reaching {
        @Test
        void isAheadWhileTheClockRuns() {
            assertThat(fourHours("Mon 15:00").reaches(hours(3))).contains(at("Tue 10:00"));
        }

        @Test
        void isPastOnceSoMuchIsUsed() {
            SlaClock clock =
                    fourHours("Mon 09:00").pause(at("Mon 11:00"), CUSTOMER).resume(at("Mon 13:00"));
            assertThat(clock.reaches(hours(1))).contains(at("Mon 10:00"));
            assertThat(clock.reaches(hours(3))).contains(at("Mon 14:00"));
        }

        @Test
        void isNotKnownWhileTheClockIsPausedBeforeIt() {
            SlaClock clock = fourHours("Mon 09:00").pause(at("Mon 10:00"), CUSTOMER);
            assertThat(clock.reaches(hours(1))).contains(at("Mon 10:00"));
            assertThat(clock.reaches(hours(2))).isEmpty();
        }

        @Test
        void ofLessThanNothingIsRefused() {
            assertThatThrownBy(() -> fourHours("Mon 09:00").reaches(minutes(-1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("PT-1M");
        }
    }

    @Nested
    class TheAccount {
        @Test
        void namesNightWeekendAndHoliday() {
            Ledger ledger = SlaClock.start(at("Thu 16:00"), EIGHT_HOURS).explain(nextWeek("Wed 10:00"));
            assertThat(ledger.intervals())
                    .extracting(entry -> entry.cause() + " " + entry.detail())
                    .containsExactly(
                            "RUNNING ",
                            "CLOSED outside hours",
                            "RUNNING ",
                            "CLOSED outside hours",
                            "CLOSED day off",
                            "CLOSED outside hours",
                            "RUNNING ",
                            "CLOSED outside hours",
                            "CLOSED holiday (Founders' Day)",
                            "CLOSED outside hours",
                            "RUNNING ");
            assertThat(ledger.business()).isEqualTo(hours(18));
        }

        @Test
        void namesReasonAndPartyOfAWait() {
            LedgerInterval entry = fourHours("Mon 09:00")
                    .pause(at("Mon 10:00"), CUSTOMER)
                    .resume(at("Mon 12:00"))
                    .explain(at("Mon 13:00"))
                    .intervals()
                    .get(1);
            assertThat(entry.cause()).isEqualTo(LedgerInterval.Cause.PAUSED);
            assertThat(entry.detail()).isEqualTo("awaiting user info (customer)");
            assertThat(entry.reasons()).containsExactly(CUSTOMER);
            assertThat(entry.wall()).isEqualTo(hours(2));
            assertThat(entry.business()).isZero();
            assertThat(entry.withheld()).isEqualTo(hours(2));
        }

        @Test
        void addsUpToTheTimeUsedWithoutAGap() {
            SlaClock clock = fourHours("Mon 15:00")
                    .pause(at("Mon 16:30"), CUSTOMER)
                    .resume(at("Tue 10:15"))
                    .stop(at("Wed 12:00"));
            Ledger ledger = clock.explain(at("Thu 12:00"));
            assertThat(ledger.business()).isEqualTo(elapsed(clock, "Thu 12:00")).isEqualTo(minutes(90 + 405 + 180));
            assertThat(ledger.wall()).isEqualTo(Duration.between(at("Mon 15:00"), at("Wed 12:00")));
            assertThat(ledger.intervals().get(0).start()).isEqualTo(at("Mon 15:00"));
        }

        @Test
        void chargesWithheldOpenTimeToEachPartyThatHeldTheCase() {
            Ledger ledger = fourHours("Mon 09:00")
                    .pause(at("Mon 10:00"), CUSTOMER)
                    .pause(at("Mon 11:00"), VENDOR)
                    .resume(at("Mon 13:00"), CUSTOMER)
                    .resume(at("Tue 10:00"), VENDOR)
                    .explain(at("Tue 12:00"));
            assertThat(ledger.withheldByParty())
                    .containsExactly(
                            java.util.Map.entry("customer", hours(3)), java.util.Map.entry("vendor", hours(7)));
        }

        @Test
        void doesNotChargeAPartyWhoseWaitsDoNotHoldTheClock() {
            Target target = FOUR_HOURS.withPauseRule(PauseRule.parties(Set.of(Party.of("customer"))));
            Ledger ledger = SlaClock.start(at("Mon 09:00"), target)
                    .pause(at("Mon 10:00"), VENDOR)
                    .pause(at("Mon 11:00"), CUSTOMER)
                    .explain(at("Mon 12:00"));
            assertThat(ledger.withheldByParty()).containsOnlyKeys("customer");
            assertThat(ledger.intervals().get(ledger.intervals().size() - 1).reasons())
                    .containsExactly(CUSTOMER);
        }

        @Test
        void showsTheGapBeforeAReopening() {
            Ledger ledger = fourHours("Mon 09:00")
                    .stop(at("Mon 10:00"))
                    .reopen(at("Mon 13:00"))
                    .explain(at("Mon 14:00"));
            assertThat(ledger.intervals())
                    .extracting(LedgerInterval::cause)
                    .containsExactly(
                            LedgerInterval.Cause.RUNNING, LedgerInterval.Cause.STOPPED, LedgerInterval.Cause.RUNNING);
            assertThat(ledger.business()).isEqualTo(hours(2));
        }

        @Test
        void countsTheGapThatAReopeningCounts() {
            Ledger ledger = fourHours("Mon 09:00")
                    .stop(at("Mon 10:00"))
                    .reopen(at("Mon 13:00"), Reopening.COUNT_GAP)
                    .explain(at("Mon 14:00"));
            assertThat(ledger.business()).isEqualTo(hours(5));
        }

        @Test
        void showsWhatARestartDropped() {
            Ledger ledger = fourHours("Mon 09:00")
                    .retarget(at("Mon 12:00"), EIGHT_HOURS, Retargeting.RESTART)
                    .explain(at("Mon 14:00"));
            assertThat(ledger.intervals())
                    .extracting(LedgerInterval::cause)
                    .containsExactly(LedgerInterval.Cause.SUPERSEDED, LedgerInterval.Cause.RUNNING);
            assertThat(ledger.business()).isEqualTo(hours(2));
        }

        @Test
        void usesTheCalendarOfEachStretchAfterACarriedTarget() {
            Ledger ledger = fourHours("Mon 09:00")
                    .retarget(at("Mon 11:00"), FOUR_HOURS_LATE, Retargeting.CARRY_ELAPSED)
                    .explain(at("Mon 15:00"));
            assertThat(ledger.intervals())
                    .extracting(LedgerInterval::business)
                    .containsExactly(hours(2), hours(0), hours(1));
        }

        @Test
        void usesTheCalendarOfARetroactiveTargetThroughout() {
            Ledger ledger = fourHours("Mon 09:00")
                    .retarget(at("Mon 11:00"), FOUR_HOURS_LATE, Retargeting.RETROACTIVE)
                    .explain(at("Mon 15:00"));
            assertThat(ledger.business()).isEqualTo(hours(1));
            assertThat(ledger.wall()).isEqualTo(hours(6));
        }

        @Test
        void isEmptyAtTheStart() {
            assertThat(fourHours("Mon 09:00").explain(at("Mon 09:00")).intervals())
                    .isEqualTo(List.of());
        }
    }

    @Test
    void aClockIsTheValueOfItsHistory() {
        SlaClock clock = fourHours("Mon 09:00");
        SlaClock paused = clock.pause(at("Mon 10:00"), CUSTOMER);
        assertThat(clock.phase()).isEqualTo(Phase.RUNNING);
        assertThat(paused).isNotEqualTo(clock).isEqualTo(fourHours("Mon 09:00").pause(at("Mon 10:00"), CUSTOMER));
        assertThat(paused.toString()).contains("PAUSED", "2026-01-05T10:00:00Z", "PT1H", "4h in Office");
    }

    @Test
    void anIntervalOfALedgerSaysWhatBecameOfIt() {
        PauseReason asked = PauseReason.of("asked", "customer");
        Instant nine = Instant.parse("2026-01-05T09:00:00Z");
        assertThat(SlaClock.start(nine, Target.of("4h", BusinessCalendar.alwaysOpen(), 1))
                        .pause(nine.plusSeconds(3600), asked)
                        .explain(nine.plusSeconds(5400))
                        .intervals())
                .extracting(LedgerInterval::toString)
                .containsExactly(
                        "2026-01-05T09:00:00Z/2026-01-05T10:00:00Z running: PT1H counted",
                        "2026-01-05T10:00:00Z/2026-01-05T10:30:00Z paused (" + asked + "): PT30M withheld");
    }
}
