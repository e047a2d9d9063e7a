package org.sla4j.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeRangeTest {
    @ParameterizedTest
    @CsvSource({
        "09:00-17:30, 09:00-17:30",
        "9:00-17:30, 09:00-17:30",
        "8:30-12:00:30, 08:30-12:00:30",
        "22:00-06:00, 22:00-06:00",
        "00:00-24:00, 00:00-24:00",
        "18:00-00:00, 18:00-24:00",
        "' 09:00 - 17:30 ', 09:00-17:30",
        "08:00-08:00, 08:00-08:00",
        "00:00-00:00, 00:00-24:00",
        "9-17, 09:00-17:00"
    })
    void readsAndWrites(String text, String canonical) {
        assertThat(TimeRange.parse(text)).hasToString(canonical);
    }

    @Test
    void endsOnTheNextDateWhenItClosesBeforeItOpens() {
        TimeRange night = TimeRange.of(LocalTime.of(22, 0), LocalTime.of(6, 0));
        assertThat(night.isOvernight()).isTrue();
        assertThat(night.open()).isEqualTo(LocalTime.of(22, 0));
        assertThat(night.close()).isEqualTo(LocalTime.of(6, 0));
    }

    @Test
    void thatClosesAtMidnightIsNotOvernight() {
        TimeRange evening = TimeRange.of(LocalTime.of(18, 0), LocalTime.MIDNIGHT);
        assertThat(evening.isOvernight()).isFalse();
        assertThat(evening.close()).isEqualTo(LocalTime.MIDNIGHT);
        assertThat(evening).isEqualTo(TimeRange.parse("18:00-24:00"));
    }

    @ParameterizedTest
    @CsvSource({
        "25:00-26:00, does not exist",
        "09:00-24:01, does not exist",
        "09:00-24:01:01, does not exist",
        "09:00-24:00:01, does not exist",
        "09:61-10:00, does not exist",
        "09:00-10:00:60, does not exist",
        "24:00-06:00, opens at 24:00",
        "09:00, is not a time range",
        "-1:00-02:00, is not a time range"
    })
    void quotesWhatItRefuses(String text, String reason) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> TimeRange.parse(text))
                .withMessageContaining("\"" + text + "\"")
                .withMessageContaining(reason);
    }

    @Test
    void thatClosesWhenItOpensIsTwentyFourHoursLong() {
        TimeRange shift = TimeRange.of(LocalTime.of(8, 0), LocalTime.of(8, 0));
        assertThat(shift).isEqualTo(TimeRange.parse("08:00-08:00")).hasToString("08:00-08:00");
        assertThat(shift.isOvernight()).isTrue();
        assertThat(shift.close()).isEqualTo(LocalTime.of(8, 0));
        assertThat(TimeRange.of(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT)).isEqualTo(TimeRange.allDay());
    }

    @Test
    void refusesFractionsOfASecond() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> TimeRange.of(LocalTime.of(9, 0, 0, 1), LocalTime.of(10, 0)))
                .withMessageContaining("whole seconds")
                .withMessageContaining("09:00:00.000000001");
    }

    @Test
    void sortsByOpeningThenByClosing() {
        TimeRange early = TimeRange.parse("08:00-09:00");
        TimeRange longer = TimeRange.parse("08:00-10:00");
        TimeRange night = TimeRange.parse("08:00-07:00");
        assertThat(early).isLessThan(longer);
        assertThat(longer).isLessThan(night);
        assertThat(TimeRange.parse("07:59-23:00")).isLessThan(early);
    }

    @Test
    void spreadOverHashTables() {
        TimeRange range = TimeRange.parse("09:00-17:00");
        assertThat(range.hashCode())
                .isNotEqualTo(TimeRange.parse("09:00-17:01").hashCode())
                .isNotEqualTo(TimeRange.parse("09:01-17:00").hashCode());
    }
}
