package org.sla4j.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
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
    @ValueSource(strings = {"1d", "P1D", "2 days", "P2DT3H"})
    void refusesDaysThatCouldMeanTwoThings(String text) {
        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> BusinessDuration.parse(text))
                .withMessageContaining("\"" + text + "\"")
                .withMessageContaining("24h or a business day");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "h", "PT", "-4h", "4", "4x", "30m1h", "wall", "1.5h", "99999999999h"})
    void quotesWhatItCannotReadAndSaysWhatIsAccepted(String text) {
        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> BusinessDuration.parse(text))
                .withMessageContaining("\"" + text + "\"")
                .withMessageContaining("use PT4H, 4h, 1h30m, 4h wall or 5bd");
    }

    @Test
    void quotesOnlyTheBeginningOfLongText() {
        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> BusinessDuration.parse("9".repeat(5000)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    }

    @Test
    void goesFromZeroToTenYears() {
        assertThat(BusinessDuration.of(Duration.ZERO)).hasToString("0s");
        assertThat(BusinessDuration.of(Duration.ofDays(3660))).hasToString("87840h");
        for (Duration outside :
                new Duration[] {Duration.ofNanos(-1), Duration.ofDays(3660).plusNanos(1)}) {
            assertThatExceptionOfType(DateTimeException.class)
                    .isThrownBy(() -> BusinessDuration.of(outside))
                    .withMessageContaining(outside.toString());
            assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> BusinessDuration.wall(outside));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 3661})
    void refusesBusinessDaysOutOfBounds(int count) {
        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> BusinessDuration.days(count))
                .withMessageContaining("from 1 to 3660")
                .withMessageContaining(String.valueOf(count));
    }

    @Test
    void acceptsZeroDaysToTheEndOfTheDay() {
        assertThat(BusinessDuration.days(0, DayRule.END_OF_DAY)).hasToString("0bd end-of-day");
    }

    @Test
    void neverTakesBusinessTimeForWallTime() {
        assertThat(BusinessDuration.of(Duration.ofHours(4))).isNotEqualTo(BusinessDuration.wall(Duration.ofHours(4)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SAME-TIME", "end-of-day", "Next-Day-Start", "cut-off 17:00 08:30", "cut-off 17:00:30 08:30"})
    void readsRulesForDays(String text) {
        DayRule rule = DayRule.parse(text);
        assertThat(DayRule.parse(rule.toString())).isEqualTo(rule).hasSameHashCodeAs(rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tomorrow", "cut-off", "cut-off 17:00", "cut-off 25:00 08:30"})
    void quotesARuleItCannotRead(String text) {
        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> DayRule.parse(text))
                .withMessageContaining("\"" + text + "\"")
                .withMessageContaining("end-of-day");
    }

    @Test
    void tellsCutOffsApart() {
        DayRule five = DayRule.cutOff(LocalTime.of(17, 0), LocalTime.of(8, 30));
        assertThat(five).isEqualTo(DayRule.parse("cut-off 17:00 08:30"));
        assertThat(five).isNotEqualTo(DayRule.cutOff(LocalTime.of(16, 0), LocalTime.of(8, 30)));
        assertThat(five).isNotEqualTo(DayRule.SAME_TIME);
    }
}
