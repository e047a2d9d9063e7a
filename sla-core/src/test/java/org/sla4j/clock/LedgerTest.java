package org.sla4j.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.WeeklyHours;

/** Which intervals a clock accounts for, and when it had used how much. Times are of Monday 2026-01-05, UTC. */
class LedgerTest {
    private static final BusinessCalendar ALL = BusinessCalendar.alwaysOpen();
    private static final BusinessCalendar OFFICE = BusinessCalendar.builder("Office")
            .zone(ZoneOffset.UTC)
            .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
            .build();
    private static final Target EIGHT = Target.of("8h", ALL, 0.9);
    private static final Target FOUR = Target.of("4h", ALL, 0.9);
    private static final PauseReason CUSTOMER = PauseReason.of("question", "customer");
    private static final PauseReason VENDOR = PauseReason.of("parts", "vendor");

    private static Instant at(String time) {
        return Instant.parse("2026-01-05T" + time + ":00Z");
    }

    private static SlaClock eightHours() {
        return SlaClock.start(at("09:00"), EIGHT);
    }

    private static Duration hours(long hours) {
        return Duration.ofHours(hours);
    }

    /** Times of day, cause and business time of each interval. */
    private static String rows(Ledger ledger) {
        return ledger.intervals().stream()
                .map(row -> row.start().toString().substring(11, 16) + "-"
                        + row.end().toString().substring(11, 16) + " " + row.cause() + " "
                        + row.business().toString().substring(2))
                .collect(Collectors.joining(", "));
    }

    @Test
    void countsOnceWhatARetroactiveTargetCountsAnew() {
        SlaClock clock = eightHours()
                .pause(at("10:00"), CUSTOMER)
                .resume(at("11:00"))
                .retarget(at("12:00"), FOUR, Retargeting.RETROACTIVE);
        assertThat(rows(clock.explain(at("13:00"))))
                .isEqualTo("09:00-10:00 RUNNING 1H, 10:00-11:00 PAUSED 0S, 11:00-13:00 RUNNING 2H");
    }

    @Test
    void keepsWhatARestartDroppedWhenARetroactiveTargetCountsTheRestAnew() {
        SlaClock clock = eightHours()
                .pause(at("10:00"), CUSTOMER)
                .resume(at("10:30"))
                .restart(at("11:00"))
                .pause(at("12:00"), VENDOR)
                .resume(at("13:00"))
                .retarget(at("14:00"), FOUR, Retargeting.RETROACTIVE);
        assertThat(rows(clock.explain(at("15:00"))))
                .isEqualTo("09:00-10:00 SUPERSEDED 0S, 10:00-10:30 SUPERSEDED 0S, 10:30-11:00 SUPERSEDED 0S,"
                        + " 11:00-12:00 RUNNING 1H, 12:00-13:00 PAUSED 0S, 13:00-15:00 RUNNING 2H");
    }

    @Test
    void dropsTheAdjustmentOfAFractionKeptTogetherWithTheTimeItAdjusted() {
        SlaClock clock = eightHours()
                .retarget(at("11:00"), FOUR, Retargeting.KEEP_FRACTION)
                .restart(at("12:00"));
        assertThat(rows(clock.explain(at("13:00"))))
                .isEqualTo("09:00-11:00 SUPERSEDED 0S, 11:00-12:00 SUPERSEDED 0S, 12:00-13:00 RUNNING 1H");
    }

    @Test
    void isCutAtEachInstantInsideAnIntervalAndNotAtItsEnds() {
        SlaClock clock = eightHours().pause(at("11:00"), CUSTOMER);
        List<Instant> cuts = List.of(at("11:00"), at("10:00"), at("09:00"), at("13:00"), at("12:00"), at("08:00"));
        assertThat(rows(clock.explain(at("13:00"), cuts)))
                .isEqualTo(
                        "09:00-10:00 RUNNING 1H, 10:00-11:00 RUNNING 1H, 11:00-12:00 PAUSED 0S, 12:00-13:00 PAUSED 0S");
    }

    @Test
    void addsUpWhatWasWithheld() {
        Ledger ledger = eightHours()
                .pause(at("10:00"), CUSTOMER)
                .resume(at("11:00"))
                .pause(at("12:00"), VENDOR)
                .explain(at("14:30"));
        assertThat(ledger.withheld()).isEqualTo(Duration.ofMinutes(210));
        assertThat(ledger.business()).isEqualTo(hours(2));
        assertThat(ledger.wall()).isEqualTo(Duration.ofMinutes(330));
    }

    @Test
    void saysWhatPassesAheadOfACycleThatCountsFromWhenTheOneBeforeWasDue() {
        SlaClock early = eightHours().nextCycleFromDue(at("13:00"));
        assertThat(rows(early.explain(at("16:00")))).isEqualTo("09:00-13:00 SUPERSEDED 0S, 13:00-16:00 AHEAD 0S");
        assertThat(rows(early.pause(at("17:00"), CUSTOMER).resume(at("18:00")).explain(at("20:00"))))
                .as("the wait begins just when counting would have")
                .isEqualTo("09:00-13:00 SUPERSEDED 0S, 13:00-17:00 AHEAD 0S, 17:00-18:00 PAUSED 0S,"
                        + " 18:00-20:00 RUNNING 2H");
        assertThat(rows(early.explain(at("20:00"))))
                .isEqualTo("09:00-13:00 SUPERSEDED 0S, 13:00-17:00 AHEAD 0S, 17:00-20:00 RUNNING 3H");
    }

    @Test
    void countsFromADueDateAgreedByHandWhatWouldHavePassedAhead() {
        SlaClock clock = eightHours().nextCycleFromDue(at("13:00")).agree(at("14:00"), at("19:00"), "Ada", "a part");
        assertThat(rows(clock.explain(at("16:00"))))
                .isEqualTo("09:00-13:00 SUPERSEDED 0S, 13:00-14:00 AHEAD 0S, 14:00-16:00 RUNNING 2H");
        assertThat(clock.reading(at("16:00")).due()).contains(at("19:00"));
    }

    @Test
    void findsWhenSoMuchWasUsedAcrossSeveralIntervals() {
        SlaClock clock = eightHours()
                .pause(at("10:00"), CUSTOMER)
                .resume(at("11:00"))
                .pause(at("12:00"), VENDOR)
                .resume(at("14:00"))
                .pause(at("17:00"), CUSTOMER);
        assertThat(clock.reaches(hours(1))).contains(at("10:00"));
        assertThat(clock.reaches(hours(2))).contains(at("12:00"));
        assertThat(clock.reaches(Duration.ofMinutes(150))).contains(at("14:30"));
        assertThat(clock.reaches(hours(5))).contains(at("17:00"));
        assertThat(clock.reaches(Duration.ofMinutes(301))).isEmpty();
    }

    @Test
    void findsWhenSoMuchWasUsedOnAClockThatRunsAgain() {
        SlaClock clock = eightHours()
                .pause(at("10:00"), CUSTOMER)
                .resume(at("11:00"))
                .suspend(at("13:00"))
                .release(at("14:00"));
        assertThat(clock.reaches(Duration.ofMinutes(150))).contains(at("12:30"));
        assertThat(clock.reaches(hours(4))).contains(at("15:00"));
    }

    @Test
    void takesTimeCarriedOverForUsedWhenTheTargetCameIntoForce() {
        SlaClock clock = eightHours()
                .retarget(at("11:00"), FOUR, Retargeting.CARRY_ELAPSED)
                .pause(at("12:30"), CUSTOMER);
        assertThat(clock.reaches(hours(1))).contains(at("11:00"));
        assertThat(clock.reaches(hours(2))).contains(at("11:00"));
        assertThat(clock.reaches(hours(3))).contains(at("12:00"));
        assertThat(clock.reaches(Duration.ofMinutes(210))).contains(at("12:30"));
    }

    @Test
    void findsWhenSoMuchWasUsedThoughTheStricterTargetWasSoughtMeanwhile() {
        SlaClock clock = SlaClock.start(at("09:00"), FOUR)
                .pause(at("10:00"), CUSTOMER)
                .resume(at("10:30"))
                .retarget(at("12:00"), EIGHT, Retargeting.STRICTER_WINS);
        assertThat(clock.reaches(hours(2))).contains(at("11:30"));
    }

    @Test
    void doesNotCountTheNight() {
        SlaClock clock = SlaClock.start(at("15:00"), Target.of("8h", OFFICE, 0.9))
                .pause(Instant.parse("2026-01-06T11:00:00Z"), CUSTOMER);
        assertThat(clock.reaches(hours(2))).contains(at("17:00"));
        assertThat(clock.reaches(hours(3))).contains(Instant.parse("2026-01-06T10:00:00Z"));
    }

    @Test
    void isNeverReachedBeyondAllTime() {
        assertThat(eightHours().reaches(Duration.ofSeconds(Long.MAX_VALUE))).isEmpty();
    }
}
