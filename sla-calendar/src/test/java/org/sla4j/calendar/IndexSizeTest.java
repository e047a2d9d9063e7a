package org.sla4j.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
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
        office.elapsed(Instant.parse("1911-01-01T00:00:00Z"), Instant.parse("2201-01-01T00:00:00Z"));
        assertThat(office.index().compiledBlocks()).isEqualTo(273);
    }

    @Test
    void anAmountLongerThanTheHorizonIsRefusedWithoutASearch() {
        Instant start = Instant.parse("2026-06-01T00:00:00Z");
        Duration tooLong = Duration.ofDays(302 * 366);
        for (Duration amount : List.of(tooLong, tooLong.negated(), Duration.ofSeconds(Long.MAX_VALUE))) {
            assertThatExceptionOfType(NoBusinessTimeException.class).isThrownBy(() -> office.plus(start, amount));
        }
        assertThat(office.index().compiledBlocks()).isEqualTo(1);
    }

    @Test
    void atTheVeryEndThereIsNoNextOpeningAndNoSearchForIt() {
        assertThat(office.nextOpening(Instant.parse("2201-01-01T00:00:00Z"))).isEmpty();
        assertThat(office.index().compiledBlocks()).isEqualTo(1);
    }

    @Test
    void yearsBeforeThoseAskedForFirstCountAsIfTheyHadBeenAskedForFirst() {
        BusinessCalendar backwards = BusinessCalendar.builder("office")
                .zone("Europe/Berlin")
                .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
                .build();
        Instant monday = Instant.parse("2030-01-07T08:00:00Z");
        assertThat(backwards.isOpen(monday)).isTrue();
        for (int year = 2029; year > 1990; year--) {
            Instant before = monday.minus(Duration.ofDays(364L * (2030 - year))); // a Monday too, in winter
            Duration open = Duration.ofHours(8L * 5 * 52 * (2030 - year));
            assertThat(backwards.elapsed(before, monday)).isEqualTo(open);
            assertThat(backwards.plus(monday, open.negated())).isEqualTo(before);
            assertThat(backwards.plus(before, Duration.ofHours(3))).isEqualTo(before.plus(Duration.ofHours(3)));
            assertThat(backwards.elapsed(before, before.plus(Duration.ofHours(3))))
                    .isEqualTo(Duration.ofHours(3));
        }
        assertThat(backwards.index().compiledBlocks()).isGreaterThan(30);
    }

    @Test
    void aCalendarOpenDayAndNightCountsOverAllSupportedYearsAtOnce() {
        BusinessCalendar vigil = BusinessCalendar.builder("vigil")
                .zone("UTC")
                .hours(WeeklyHours.always())
                .holidays(HolidayCalendar.yearly(MonthDay.of(12, 25), "Christmas Day"))
                .build();
        Instant first = Instant.parse("1911-01-01T00:00:00Z");
        Instant end = Instant.parse("2201-01-01T00:00:00Z");
        assertThat(vigil.elapsed(first, end))
                .isEqualTo(Duration.between(first, end).minusDays(290));
        for (int year = 1911; year < 2200; year++) {
            Instant holiday = Instant.parse(year + "-12-25T00:00:00Z");
            Duration open = Duration.between(first, holiday).minusDays(year - 1911L);
            assertThat(vigil.elapsed(first, holiday.plusSeconds(7))).isEqualTo(open);
            assertThat(vigil.plus(first, open)).isEqualTo(holiday);
            assertThat(vigil.plus(first, open.plusNanos(1)))
                    .isEqualTo(holiday.plus(Duration.ofDays(1)).plusNanos(1));
        }
    }

    @Test
    void yearsInWhichNothingOpensAnyMoreAreNotSearched() {
        BusinessCalendar untilSpring = BusinessCalendar.builder("closed shop")
                .zone("Europe/Berlin")
                .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
                .hoursFrom(LocalDate.of(2026, 3, 1), WeeklyHours.never())
                .special(LocalDate.of(2026, 5, 4), TimeRange.parse("22:00-06:00"))
                .build();
        BusinessCalendar never = BusinessCalendar.builder("never")
                .zone("UTC")
                .hours(WeeklyHours.never())
                .build();
        for (BusinessCalendar calendar : List.of(
                untilSpring, untilSpring.union(never), untilSpring.intersection(office), untilSpring.without(never))) {
            assertThat(calendar.nextOpening(Instant.parse("2026-05-05T04:00:00Z")))
                    .isEmpty();
            assertThatExceptionOfType(NoBusinessTimeException.class)
                    .isThrownBy(() -> calendar.plus(Instant.parse("2026-06-01T00:00:00Z"), Duration.ofSeconds(1)));
            assertThat(calendar.index().compiledBlocks()).isBetween(1, 2);
        }
        assertThat(untilSpring.nextClosing(Instant.parse("2026-05-05T03:59:59Z")))
                .contains(Instant.parse("2026-05-05T04:00:00Z"));
        assertThat(never.previousClosing(Instant.parse("2026-05-05T00:00:00Z"))).isEmpty();
        assertThat(never.index().compiledBlocks()).isEqualTo(1);
    }

    @Test
    void yearsBeforeTheFirstHoursAreNotSearched() {
        BusinessCalendar from2026 = BusinessCalendar.builder("new shop")
                .zone("Pacific/Kiritimati")
                .hours(WeeklyHours.never())
                .hoursFrom(LocalDate.of(2026, 3, 2), WeeklyHours.parse("00:00-01:00"))
                .build();
        Instant opens = Instant.parse("2026-03-01T10:00:00Z");
        assertThat(from2026.nextOpening(Instant.parse("2025-06-01T00:00:00Z"))).contains(opens);
        assertThat(from2026.plus(Instant.parse("2026-03-02T10:00:00Z"), Duration.ofHours(-1)))
                .isEqualTo(opens);
        assertThat(from2026.previousClosing(opens)).isEmpty();
        assertThat(from2026.index().compiledBlocks()).isBetween(1, 3);
    }

    @Test
    void aSingleDateInAnotherCenturyIsFound() {
        BusinessCalendar comet = BusinessCalendar.builder("comet watch")
                .zone("UTC")
                .hours(WeeklyHours.never())
                .special(LocalDate.of(1912, 4, 20), TimeRange.parse("00:00-24:00"))
                .special(LocalDate.of(2134, 3, 27), TimeRange.parse("00:00-24:00"))
                .build();
        assertThat(comet.nextOpening(Instant.parse("1950-01-01T00:00:00Z")))
                .contains(Instant.parse("2134-03-27T00:00:00Z"));
        assertThat(comet.previousClosing(Instant.parse("2100-01-01T00:00:00Z")))
                .contains(Instant.parse("1912-04-21T00:00:00Z"));
        assertThat(comet.elapsed(Instant.parse("1912-04-20T12:00:00Z"), Instant.parse("2134-03-27T12:00:00Z")))
                .isEqualTo(Duration.ofDays(1));
    }
}
