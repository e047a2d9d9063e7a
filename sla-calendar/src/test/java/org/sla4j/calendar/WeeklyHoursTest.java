package org.sla4j.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeeklyHoursTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mon-Fri 09:00-12:00,13:00-17:30; Sat 10:00-14:00 | Mon-Fri 09:00-12:00,13:00-17:30; Sat 10:00-14:00",
                "Mo-Fr 09:00-17:00; We off                        | Mon-Tue,Thu-Fri 09:00-17:00",
                "Mo-Fr 22:00-06:00; PH off                        | Mon-Fri 22:00-06:00",
                "monday-FRIDAY 9:00-17:00                         | Mon-Fri 09:00-17:00",
                "Mo,We,Fr 08:00-10:00                             | Mon,Wed,Fri 08:00-10:00",
                "Fri-Mon 08:00-10:00                              | Mon,Fri-Sun 08:00-10:00",
                "08:00-18:00                                      | Mon-Sun 08:00-18:00",
                "24/7                                             | 24/7",
                "Mo-Su 00:00-24:00                                | 24/7",
                "off                                              | off",
                "closed                                           | off",
                "Mo-Su closed                                     | off",
                "Mo: 08:00-10:00;                                 | Mon 08:00-10:00",
                "Mo\u2013Fr 08:00\u201310:00                      | Mon-Fri 08:00-10:00",
                "Mo 13:00-14:00, 08:00-10:00                      | Mon 08:00-10:00,13:00-14:00",
                "Mo 08:00:30-10:00                                | Mon 08:00:30-10:00",
                "Mo-Fr 24/7; Sa 10:00-12:00                       | Mon-Fri 00:00-24:00; Sat 10:00-12:00"
            })
    void readsTheUsualSpellings(String text, String canonical) {
        assertThat(WeeklyHours.parse(text)).hasToString(canonical);
    }

    @Test
    void letsALaterRuleReplaceTheDaysItNames() {
        WeeklyHours week = WeeklyHours.parse("09:00-17:00; Sat-Sun off; Fri 09:00-15:00");
        assertThat(week.on(DayOfWeek.THURSDAY)).containsExactly(TimeRange.parse("09:00-17:00"));
        assertThat(week.on(DayOfWeek.FRIDAY)).containsExactly(TimeRange.parse("09:00-15:00"));
        assertThat(week.on(DayOfWeek.SUNDAY)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mun 09:00-17:00",
                "Mon-Fri",
                "Mon-Wed-Fri 09:00-10:00",
                "Mon 25:00-26:00",
                "Mon 09:60-10:00",
                "Mon 24:00-06:00",
                "nonsense"
            })
    void quotesWhatItCannotReadAndSaysWhatIsAccepted(String text) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> WeeklyHours.parse(text))
                .satisfies(e -> assertThat(e.getMessage())
                        .containsAnyOf("\"" + text + "\"", "\"" + text.replaceFirst("^Mon[-A-Za-z]* ", "") + "\"")
                        .containsPattern("write|use |go from"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", ";", " ; ;", "PH off"})
    void refusesTextWithoutARule(String text) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> WeeklyHours.parse(text))
                .withMessageContaining("Mon-Fri 09:00-12:00");
    }

    @Test
    void letsTheLaterOfTwoRulesForTheSameDaysReplaceTheEarlier() {
        WeeklyHours week = WeeklyHours.parse("Mon 09:00-12:00; Mo 13:00-17:00");
        assertThat(week).hasToString("Mon 13:00-17:00");
        assertThat(week.remarks())
                .containsExactly(
                        "\"Mo 13:00-17:00\" replaces \"Mon 09:00-12:00\"; to have both, write all hours of a day in one"
                                + " rule, like 09:00-12:00,13:00-17:30.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mon 09:00-12:00,11:00-13:00       | Mon 09:00-12:00 | Mon 11:00-13:00",
                "Mon 22:00-06:00; Tue 05:00-08:00  | Mon 22:00-06:00 | Tue 05:00-08:00",
                "Sun 22:00-06:00; Mon 05:00-08:00  | Sun 22:00-06:00 | Mon 05:00-08:00"
            })
    void refusesOverlapsAndNamesBothRanges(String text, String first, String second) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> WeeklyHours.parse(text))
                .withMessageContaining("overlap")
                .withMessageContaining(first)
                .withMessageContaining(second);
    }

    @Test
    void letsRangesTouchOverMidnight() {
        WeeklyHours week = WeeklyHours.parse("Sun 22:00-06:00; Mon 06:00-08:00");
        assertThat(week.on(DayOfWeek.MONDAY)).hasSize(1);
    }

    @Test
    void refusesMoreTextThanAnyoneWrites() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> WeeklyHours.parse("x".repeat(10_001)))
                .withMessageContaining("10001")
                .withMessageContaining("10,000");
    }

    @Test
    void refusesMoreThanFortyEightRangesADay() {
        Map<DayOfWeek, List<TimeRange>> many = Map.of(DayOfWeek.MONDAY, Collections.nCopies(49, TimeRange.allDay()));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> WeeklyHours.of(many))
                .withMessageContaining("Mon has 49 ranges");
    }

    @Test
    void knowsWhetherItIsEmpty() {
        assertThat(WeeklyHours.never().isEmpty()).isTrue();
        assertThat(WeeklyHours.parse("Mon 09:00-10:00").isEmpty()).isFalse();
    }

    @Test
    void takeTheMostTextAndTheMostRangesThatAreAccepted() {
        assertThat(WeeklyHours.parse("Mon 09:00-10:00" + " ".repeat(10_000 - 15)))
                .hasToString("Mon 09:00-10:00");
        StringBuilder halfHours = new StringBuilder("Mon ");
        for (int i = 0; i < 48; i++) {
            LocalTime opens = LocalTime.ofSecondOfDay(i * 1_800L);
            halfHours.append(i == 0 ? "" : ",").append(TimeRange.of(opens, opens.plusMinutes(20)));
        }
        assertThat(WeeklyHours.parse(halfHours.toString()).on(DayOfWeek.MONDAY)).hasSize(48);
    }

    @Test
    void spreadOverHashTables() {
        assertThat(WeeklyHours.parse("Mon 09:00-10:00").hashCode())
                .isNotEqualTo(WeeklyHours.parse("Tue 09:00-10:00").hashCode());
    }
}
