package org.sla4j.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class IndexSizeTest {
    private static final double BLOCK_DAYS = (1 << 25) / 86_400.0;

    private final BusinessCalendar office = BusinessCalendar.builder("office")
            .zone("Europe/Berlin")
            .hours(WeeklyHours.parse("Mon-Fri 09:00-12:00,13:00-17:30"))
            .build();

    @Test
    void aYearOfOfficeHoursTakesAtMostEightKibibytes() {
        office.elapsed(Instant.parse("2000-01-01T00:00:00Z"), Instant.parse("2030-01-01T00:00:00Z"));
        double bytesPerYear = office.index().bytes() / (office.index().compiledBlocks() * BLOCK_DAYS / 365.25);
        assertThat(bytesPerYear).isBetween(1.0, 8.0 * 1024);
    }

    @Test
    void askingAboutOneYearCompilesOneOrTwoBlocks() {
        office.elapsed(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-12-31T00:00:00Z"));
        assertThat(office.index().compiledBlocks()).isBetween(1, 2);
    }

    @Test
    void aDueDateNextWeekCompilesOneOrTwoBlocks() {
        office.plus(Instant.parse("2026-12-24T12:00:00Z"), Duration.ofHours(40));
        office.nextOpening(Instant.parse("2026-12-24T20:00:00Z"));
        office.previousClosing(Instant.parse("2026-12-24T20:00:00Z"));
        assertThat(office.index().compiledBlocks()).isBetween(1, 2);
    }

    @Test
    void listingTheOpenTimeOfAYearCompilesNoMoreOfACalendarThatNeverChanges() {
        for (String hours : new String[] {"24/7", "off"}) {
            BusinessCalendar same = BusinessCalendar.builder(hours)
                    .zone("UTC")
                    .hours(WeeklyHours.parse(hours))
                    .build();
            long intervals = same.openIntervals(
                            Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-12-31T00:00:00Z"))
                    .count();
            assertThat(intervals).isLessThan(2);
            assertThat(same.index().compiledBlocks()).isBetween(1, 2);
        }
    }

    @Test
    void nothingIsCompiledBeforeTheFirstQuestion() {
        assertThat(office.index().compiledBlocks()).isZero();
        assertThat(office.index().bytes()).isZero();
    }

    @Test
    void theWholeHorizonIsCompiledOnlyWhenItIsAskedFor() {
        office.elapsed(Instant.parse("1900-01-01T00:00:00Z"), Instant.parse("2201-01-01T00:00:00Z"));
        assertThat(office.index().compiledBlocks()).isEqualTo(284);
    }
}
