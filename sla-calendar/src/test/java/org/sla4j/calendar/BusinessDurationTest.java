package org.sla4j.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BusinessDurationTest {
    @ParameterizedTest
    @CsvSource({
        "4h, 4h",
        "PT4H, 4h",
        "1h30m, 1h30m",
        "90m, 1h30m",
        "90min, 1h30m",
        "90s, 1m30s",
        "1h 30m, 1h30m",
        "PT1H30M5.25S, 1h30m5.25s",
        "0s, 0s",
        "0.000000001s, 0.000000001s",
        "30m wall, 30m wall",
        "4 h, 4h",
        "4 hours, 4h",
        "1 hour, 1h",
        "4 hrs, 4h",
        "4 business hours, 4h",
        "15 min, 15m",
        "15 mins, 15m",
        "15 minutes, 15m",
        "15 min., 15m",
        "90 sec, 1m30s",
        "90 seconds, 1m30s",
        "1.5h, 1h30m",
        "1.5 hours, 1h30m",
        "'1,5 Stunden', 1h30m",
        "0.25h, 15m",
        "1h 2.5m, 1h2m30s",
        "1.333333333h, 1h19m59.9999988s",
        "1 hour and 30 minutes, 1h30m",
        "'1 hour, 30 minutes', 1h30m",
        "1 hour 30 min 5 s, 1h30m5s",
        "4 Std., 4h",
        "1 Stunde und 30 Minuten, 1h30m",
        "1 heure et 30 minutes, 1h30m",
        "4 hours wall, 4h wall",
        "4 hours of wall time, 4h wall",
        "15 minutes wall time, 15m wall",
        "1 h 30 min by the clock on the wall, 1h30m wall",
        "15 min nach der Wanduhr, 15m wall",
        "2 business days, 2bd",
        "2 Arbeitstagen, 2bd",
        "1 business day, 1bd",
        "2 working days, 2bd",
        "2 Arbeitstage, 2bd",
        "2 jours ouvrés end-of-day, 2bd end-of-day",
        "4H WALL, 4h wall",
        "5bd, 5bd",
        "5 BD, 5bd",
        "5bd same-time, 5bd",
        "0bd end-of-day, 0bd end-of-day",
        "2bd next-day-start, 2bd next-day-start",
        "2bd cut-off 17:00 08:30, 2bd cut-off 17:00 08:30"
    })
    void readsAndWrites(String text, String canonical) {
        BusinessDuration duration = BusinessDuration.parse(text);
        assertThat(duration).hasToString(canonical);
        assertThat(BusinessDuration.parse(canonical)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1d", "P1D", "2 days", "P2DT3H", "1 d", "2 Tage", "2 jours"})
    void refusesDaysThatCouldMeanTwoThings(String text) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> BusinessDuration.parse(text))
                .withMessageContaining("\"" + text + "\"")
                .withMessageContaining("24h or a business day");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "h",
                "PT",
                "-4h",
                "4",
                "4x",
                "30m1h",
                "wall",
                "1.5h 20m",
                "1.5.5h",
                ".5h",
                "4 hoursmin",
                "1h and",
                "99999999999h"
            })
    void quotesWhatItCannotReadAndSaysWhatIsAccepted(String text) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> BusinessDuration.parse(text))
                .withMessageContaining("\"" + text + "\"")
                .withMessageContaining("use PT4H, 4h, 1h30m, 4h wall or 5bd");
    }

    @ParameterizedTest
    @CsvSource({
        "1w, a week could be 168h or business days",
        "2 weeks, a week could be 168h or business days",
        "P1W, a week could be 168h or business days",
        "4, is not a duration but a number without a unit",
        "'1,500m', '1,500 could be 1500 or 1.5: say which'",
    })
    void saysWhatIsMissing(String text, String hint) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> BusinessDuration.parse(text))
                .withMessageContaining(hint);
    }

    @Test
    void readsNoBreakSpacesAsBlanks() {
        assertThat(BusinessDuration.parse("1\u00A0h\u202F30\u00A0min")).isEqualTo(BusinessDuration.parse("1h30m"));
        assertThat(BusinessDuration.parse("1,5h")).isEqualTo(BusinessDuration.parse("1h30m"));
    }

    @Test
    void quotesOnlyTheBeginningOfLongText() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> BusinessDuration.parse("9".repeat(5000)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    }

    @Test
    void goesFromZeroToTenYears() {
        assertThat(BusinessDuration.of(Duration.ZERO)).hasToString("0s");
        assertThat(BusinessDuration.of(Duration.ofDays(3660))).hasToString("87840h");
        for (Duration outside :
                new Duration[] {Duration.ofNanos(-1), Duration.ofDays(3660).plusNanos(1)}) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> BusinessDuration.of(outside))
                    .withMessageContaining(outside.toString());
            assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> BusinessDuration.wall(outside));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 3661})
    void refusesBusinessDaysOutOfBounds(int count) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> BusinessDuration.days(count))
                .withMessageContaining("from 1 to 3660")
                .withMessageContaining(String.valueOf(count));
    }

    @Test
    void acceptsZeroDaysToTheEndOfTheDay() {
        assertThat(BusinessDuration.days(0, BusinessDayRule.END_OF_DAY)).hasToString("0bd end-of-day");
    }

    @Test
    void neverTakesBusinessTimeForWallTime() {
        assertThat(BusinessDuration.of(Duration.ofHours(4))).isNotEqualTo(BusinessDuration.wall(Duration.ofHours(4)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SAME-TIME", "end-of-day", "Next-Day-Start", "cut-off 17:00 08:30", "cut-off 17:00:30 08:30"})
    void readsRulesForDays(String text) {
        BusinessDayRule rule = BusinessDayRule.parse(text);
        assertThat(BusinessDayRule.parse(rule.toString())).isEqualTo(rule).hasSameHashCodeAs(rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tomorrow", "cut-off", "cut-off 17:00", "cut-off 25:00 08:30"})
    void quotesARuleItCannotRead(String text) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> BusinessDayRule.parse(text))
                .withMessageContaining("\"" + text + "\"")
                .withMessageContaining("end-of-day");
    }

    @Test
    void tellsCutOffsApart() {
        BusinessDayRule five = BusinessDayRule.cutOff(LocalTime.of(17, 0), LocalTime.of(8, 30));
        assertThat(five).isEqualTo(BusinessDayRule.parse("cut-off 17:00 08:30"));
        assertThat(five).isNotEqualTo(BusinessDayRule.cutOff(LocalTime.of(16, 0), LocalTime.of(8, 30)));
        assertThat(five).isNotEqualTo(BusinessDayRule.SAME_TIME);
    }

    /** One kind of mistake, one kind of exception: bad arguments are not a matter of dates. */
    @Test
    void aBadArgumentIsRefusedAlikeEverywhere() {
        BusinessCalendar always = BusinessCalendar.alwaysOpen();
        LocalDate day = LocalDate.of(2026, 1, 5);
        for (ThrowingCallable mistake : List.<ThrowingCallable>of(
                () -> BusinessDuration.days(0),
                () -> BusinessDuration.days(-1),
                () -> always.plusBusinessDays(Instant.EPOCH, 0, BusinessDayRule.SAME_TIME),
                () -> always.plusBusinessDays(Instant.EPOCH, -1, BusinessDayRule.END_OF_DAY),
                () -> BusinessDuration.of(Duration.ofSeconds(-1)),
                () -> DateRange.of(day, day.minusDays(1)),
                () -> new Interval(Instant.EPOCH, Instant.EPOCH.minusSeconds(1)),
                () -> always.openIntervals(Instant.EPOCH, Instant.EPOCH.minusSeconds(1)),
                () -> BusinessCalendar.builder(" "),
                () -> always.withName(""),
                () -> BusinessDuration.parse(" "),
                () -> WeeklyHours.parse(" "),
                () -> TimeRange.parse(" "),
                () -> BusinessDayRule.parse(" "))) {
            assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(mistake);
        }
    }
}
