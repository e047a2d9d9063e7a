package org.sla4j.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class DateRangeTest {
    private final LocalDate eve = LocalDate.of(2026, 12, 24);
    private final LocalDate newYear = LocalDate.of(2027, 1, 1);

    @Test
    void containsBothEnds() {
        DateRange range = DateRange.of(eve, newYear);
        assertThat(range.contains(eve)).isTrue();
        assertThat(range.contains(newYear)).isTrue();
        assertThat(range.contains(eve.minusDays(1))).isFalse();
        assertThat(range.contains(newYear.plusDays(1))).isFalse();
    }

    @Test
    void mayBeASingleDate() {
        assertThat(DateRange.of(eve, eve).contains(eve)).isTrue();
    }

    @Test
    void isRefusedTheWrongWayRound() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> DateRange.of(newYear, eve))
                .withMessageContaining("2027-01-01/2026-12-24");
    }

    @Test
    void readsAsTwoIsoDates() {
        assertThat(DateRange.of(eve, newYear)).hasToString("2026-12-24/2027-01-01");
    }

    @Test
    void supportsTheYears1911To2200() {
        assertThat(DateRange.SUPPORTED).hasToString("1911-01-01/2200-12-31");
    }
}
