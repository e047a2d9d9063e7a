package org.sla4j.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import org.junit.jupiter.api.Test;

class HolidayCalendarTest {
    private static final LocalDate CHRISTMAS = LocalDate.of(2026, 12, 25);
    private static final Instant FIRST = Instant.parse("2026-09-01T00:00:00Z");
    private static final Instant SECOND = Instant.parse("2026-09-05T00:00:00Z");

    private static HolidayCalendar known(int firstYear, int lastYear) {
        return new HolidayCalendar() {
            @Override
            public boolean isHoliday(LocalDate date) {
                return false;
            }

            @Override
            public DateRange coverage() {
                return DateRange.of(LocalDate.of(firstYear, 1, 1), LocalDate.of(lastYear, 12, 31));
            }
        };
    }

    @Test
    void ofDatesHasJustThose() {
        HolidayCalendar dates = HolidayCalendar.of(CHRISTMAS, CHRISTMAS, CHRISTMAS.plusDays(1));
        assertThat(dates.isHoliday(CHRISTMAS)).isTrue();
        assertThat(dates.isHoliday(CHRISTMAS.plusDays(1))).isTrue();
        assertThat(dates.isHoliday(CHRISTMAS.plusYears(1))).isFalse();
        assertThat(dates.nameOf(CHRISTMAS)).isEmpty();
    }

    @Test
    void yearlyComesBackEveryYear() {
        HolidayCalendar yearly = HolidayCalendar.yearly(MonthDay.of(12, 25), "Christmas Day");
        assertThat(yearly.isHoliday(LocalDate.of(1931, 12, 25))).isTrue();
        assertThat(yearly.nameOf(LocalDate.of(2199, 12, 25))).contains("Christmas Day");
        assertThat(yearly.nameOf(LocalDate.of(2199, 12, 26))).isEmpty();
    }

    @Test
    void yearlyOnTheTwentyNinthOfFebruaryComesInLeapYearsOnly() {
        HolidayCalendar leap = HolidayCalendar.yearly(MonthDay.of(2, 29), "");
        assertThat(leap.isHoliday(LocalDate.of(2028, 2, 29))).isTrue();
        assertThat(leap.isHoliday(LocalDate.of(2027, 2, 28))).isFalse();
        assertThat(leap.isHoliday(LocalDate.of(2027, 3, 1))).isFalse();
    }

    @Test
    void duringCoversBothEnds() {
        HolidayCalendar works = HolidayCalendar.during(DateRange.of(CHRISTMAS, CHRISTMAS.plusDays(7)), "Works holiday");
        assertThat(works.isHoliday(CHRISTMAS)).isTrue();
        assertThat(works.isHoliday(CHRISTMAS.plusDays(7))).isTrue();
        assertThat(works.isHoliday(CHRISTMAS.plusDays(8))).isFalse();
        assertThat(works.nameOf(CHRISTMAS.plusDays(3))).contains("Works holiday");
    }

    @Test
    void andHasTheHolidaysOfBothWithAllNames() {
        HolidayCalendar both = HolidayCalendar.on(CHRISTMAS, "Christmas")
                .and(HolidayCalendar.on(CHRISTMAS, "Xmas"))
                .and(HolidayCalendar.yearly(MonthDay.of(1, 1), "New Year"));
        assertThat(both.namesOf(CHRISTMAS)).containsExactly("Christmas", "Xmas");
        assertThat(both.nameOf(CHRISTMAS)).contains("Christmas, Xmas");
        assertThat(both.nameOf(LocalDate.of(2027, 1, 1))).contains("New Year");
    }

    @Test
    void andTakesTheOtherNameWhereTheFirstHasNone() {
        HolidayCalendar both = HolidayCalendar.of(CHRISTMAS).and(HolidayCalendar.on(CHRISTMAS, "Xmas"));
        assertThat(both.nameOf(CHRISTMAS)).contains("Xmas");
    }

    @Test
    void andTakesALambdaToo() {
        HolidayCalendar sevenths = date -> date.getDayOfMonth() == 7;
        HolidayCalendar both = HolidayCalendar.on(CHRISTMAS, "Christmas").and(sevenths);
        assertThat(both.isHoliday(LocalDate.of(2026, 3, 7))).isTrue();
        assertThat(both.isHoliday(CHRISTMAS)).isTrue();
        assertThat(both.isHoliday(LocalDate.of(2026, 3, 8))).isFalse();
        assertThat(both.nameOf(CHRISTMAS)).contains("Christmas");
        assertThat(both.coverage()).isEqualTo(DateRange.SUPPORTED);
    }

    @Test
    void andIsKnownWhereBothAreKnown() {
        assertThat(known(2020, 2030).and(known(2025, 2040)).coverage())
                .isEqualTo(DateRange.of(LocalDate.of(2025, 1, 1), LocalDate.of(2030, 12, 31)));
    }

    @Test
    void andIsRefusedWithoutACommonDate() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> known(2020, 2021).and(known(2025, 2040)))
                .withMessageContaining("2020-01-01/2021-12-31")
                .withMessageContaining("2025-01-01/2040-12-31");
    }

    @Test
    void noneAddsNothing() {
        HolidayCalendar christmas = HolidayCalendar.of(CHRISTMAS);
        assertThat(HolidayCalendar.none().and(christmas)).isEqualTo(christmas);
        assertThat(christmas.and(HolidayCalendar.none())).isEqualTo(christmas);
        assertThat(HolidayCalendar.none().isHoliday(CHRISTMAS)).isFalse();
    }

    @Test
    void comparesByContentWhateverTheOrder() {
        HolidayCalendar a = HolidayCalendar.of(CHRISTMAS);
        HolidayCalendar b = HolidayCalendar.of(List.of(CHRISTMAS.plusDays(1)));
        assertThat(a.and(b)).isEqualTo(b.and(a)).hasSameHashCodeAs(b.and(a));
    }

    @Test
    void readsAsItsDates() {
        HolidayCalendar all = HolidayCalendar.on(CHRISTMAS, "Christmas")
                .and(HolidayCalendar.yearly(MonthDay.of(1, 1), "New Year"))
                .and(HolidayCalendar.during(DateRange.of(CHRISTMAS, CHRISTMAS), ""));
        assertThat(all).hasToString("2026-12-25 Christmas, 01-01 New Year, 2026-12-25/2026-12-25");
        assertThat(HolidayCalendar.none()).hasToString("no holidays");
    }

    @Test
    void holidaysPublishedLaterAreNotKnownBefore() {
        LocalDate funeral = LocalDate.of(2026, 9, 19);
        Instant published = Instant.parse("2026-09-10T14:30:00Z");
        HolidayCalendar holidays = HolidayCalendar.on(funeral, "State funeral")
                .publishedAt(published)
                .and(HolidayCalendar.yearly(MonthDay.of(12, 25), "Christmas Day"));
        assertThat(holidays.isHoliday(funeral)).isTrue();
        assertThat(holidays.nameOf(funeral)).contains("State funeral");
        HolidayCalendar before = holidays.asKnownOn(published.minusNanos(1));
        assertThat(before.isHoliday(funeral)).isFalse();
        assertThat(before).isEqualTo(HolidayCalendar.yearly(MonthDay.of(12, 25), "Christmas Day"));
        assertThat(holidays.asKnownOn(published)).isEqualTo(holidays);
    }

    @Test
    void theOrderOfPublicationsDoesNotMatter() {
        HolidayCalendar a = HolidayCalendar.on(LocalDate.of(2026, 9, 19), "a").publishedAt(FIRST);
        HolidayCalendar b = HolidayCalendar.on(LocalDate.of(2026, 9, 20), "b").publishedAt(SECOND);
        HolidayCalendar c = HolidayCalendar.on(LocalDate.of(2026, 9, 21), "c").publishedAt(FIRST);
        assertThat(a.and(b).and(c)).isEqualTo(c.and(b).and(a));
    }

    @Test
    void theLaterOfTwoPublicationsCounts() {
        HolidayCalendar date = HolidayCalendar.on(LocalDate.of(2026, 9, 19), "");
        HolidayCalendar holiday = date.publishedAt(FIRST).publishedAt(SECOND);
        assertThat(holiday).isEqualTo(date.publishedAt(SECOND));
        assertThat(holiday.publishedAt(FIRST)).isEqualTo(holiday);
    }

    @Test
    void holidaysFromCodeCanBePublishedToo() {
        HolidayCalendar mondays = date -> date.getDayOfWeek() == DayOfWeek.MONDAY;
        HolidayCalendar published = mondays.publishedAt(FIRST).and(HolidayCalendar.of(LocalDate.of(2026, 1, 1)));
        LocalDate monday = LocalDate.of(2026, 9, 14);
        assertThat(published.isHoliday(monday)).isTrue();
        assertThat(published.asKnownOn(FIRST).isHoliday(monday)).isTrue();
        assertThat(published.asKnownOn(FIRST.minusNanos(1)).isHoliday(monday)).isFalse();
        assertThat(published).hasToString("2026-01-01, " + mondays + " (published at 2026-09-01T00:00:00Z)");
    }
}
