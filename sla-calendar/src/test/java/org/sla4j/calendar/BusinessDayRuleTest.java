package org.sla4j.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BusinessDayRuleTest {
    private final BusinessCalendar office = calendar("Mon-Fri 09:00-17:00").build();

    private static BusinessCalendar.Builder calendar(String hours) {
        return BusinessCalendar.builder("office").zone("UTC").hours(WeeklyHours.parse(hours));
    }

    private static Instant due(BusinessCalendar calendar, String start, int days, String rule) {
        return calendar.plusBusinessDays(Instant.parse(start), days, BusinessDayRule.parse(rule));
    }

    /** 2 March 2026 is a Monday, 7 March the Saturday before Monday 9 March. */
    @ParameterizedTest
    @CsvSource({
        "same-time, 2026-03-02T15:00:00Z, 2026-03-03T15:00:00Z",
        "same-time, 2026-03-07T12:00:00Z, 2026-03-09T12:00:00Z",
        "end-of-day, 2026-03-02T15:00:00Z, 2026-03-03T17:00:00Z",
        "end-of-day, 2026-03-07T12:00:00Z, 2026-03-09T17:00:00Z",
        "next-day-start, 2026-03-02T15:00:00Z, 2026-03-04T09:00:00Z",
        "next-day-start, 2026-03-07T12:00:00Z, 2026-03-10T09:00:00Z",
        "cut-off 14:00 09:00, 2026-03-02T15:00:00Z, 2026-03-04T09:00:00Z",
        "cut-off 14:00 09:00, 2026-03-07T12:00:00Z, 2026-03-10T12:00:00Z",
        "cut-off 14:00 09:00, 2026-03-07T18:00:00Z, 2026-03-10T18:00:00Z",
        "roll-then-cut-off 14:00 09:00, 2026-03-02T14:00:00Z, 2026-03-03T14:00:00Z",
        "roll-then-cut-off 14:00 09:00, 2026-03-02T15:00:00Z, 2026-03-04T09:00:00Z",
        "roll-then-cut-off 14:00 09:00, 2026-03-07T12:00:00Z, 2026-03-10T12:00:00Z",
        "roll-then-cut-off 14:00 09:00, 2026-03-07T18:00:00Z, 2026-03-11T09:00:00Z",
        "at 12:00, 2026-03-02T15:00:00Z, 2026-03-03T12:00:00Z",
        "at 12:00, 2026-03-02T08:00:00Z, 2026-03-03T12:00:00Z",
        "at 12:00, 2026-03-07T18:00:00Z, 2026-03-09T12:00:00Z",
        "of-next-month, 2026-03-02T15:00:00Z, 2026-04-01T17:00:00Z",
        "of-next-month, 2026-04-30T18:00:00Z, 2026-05-01T17:00:00Z",
        "of-next-month, 2026-10-31T18:00:00Z, 2026-11-02T17:00:00Z"
    })
    void oneBusinessDayEndsAsTheTableSays(String rule, String start, String due) {
        assertThat(due(office, start, 1, rule)).isEqualTo(Instant.parse(due));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T14:00:00Z, 2026-03-03T14:00:00Z",
        "2026-03-02T14:00:00.000000001Z, 2026-03-04T09:00:00Z",
        "2026-03-06T15:00:00Z, 2026-03-10T09:00:00Z",
        "2026-03-07T23:00:00Z, 2026-03-10T23:00:00Z"
    })
    void whatArrivesAtTheCutOffIsInTime(String start, String due) {
        assertThat(due(office, start, 1, "cut-off 14:00 09:00")).isEqualTo(Instant.parse(due));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T08:00:00Z, 2026-03-02T17:00:00Z",
        "2026-03-02T16:59:59Z, 2026-03-02T17:00:00Z",
        "2026-03-02T17:00:00Z, 2026-03-03T17:00:00Z",
        "2026-03-06T18:00:00Z, 2026-03-09T17:00:00Z",
        "2026-03-07T12:00:00Z, 2026-03-09T17:00:00Z"
    })
    void zeroDaysToTheEndOfTheDayIsTodayUnlessThatIsOver(String start, String due) {
        assertThat(due(office, start, 0, "end-of-day")).isEqualTo(Instant.parse(due));
    }

    /** The rule of a city: Saturday evening is Monday evening, which is past the cut-off, and so Tuesday morning. */
    @Test
    void whatArrivesOnAWeekendIsRolledAndThenHeldAgainstTheCutOff() {
        String rule = "roll-then-cut-off 17:00 08:30";
        assertThat(due(office, "2026-03-07T18:00:00Z", 1, rule)).isEqualTo(Instant.parse("2026-03-11T08:30:00Z"));
        assertThat(due(office, "2026-03-08T17:00:00Z", 1, rule)).isEqualTo(Instant.parse("2026-03-10T17:00:00Z"));
        assertThat(due(office, "2026-03-06T17:00:01Z", 1, rule)).isEqualTo(Instant.parse("2026-03-10T08:30:00Z"));
        assertThat(BusinessDayRule.parse(rule))
                .isEqualTo(BusinessDayRule.rollThenCutOff(LocalTime.of(17, 0), LocalTime.of(8, 30)));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T11:59:59Z, 2026-03-02T12:00:00Z",
        "2026-03-02T12:00:00Z, 2026-03-03T12:00:00Z",
        "2026-03-07T08:00:00Z, 2026-03-09T12:00:00Z"
    })
    void zeroDaysToATimeOfDayIsTodayUnlessThatIsOver(String start, String due) {
        assertThat(due(office, start, 0, "at 12:00")).isEqualTo(Instant.parse(due));
    }

    @Test
    void theFifthBusinessDayOfNextMonthIsCountedFromItsFirst() {
        BusinessDuration limit = BusinessDuration.parse("5th business day of next month");
        assertThat(limit)
                .isEqualTo(BusinessDuration.days(5, BusinessDayRule.OF_NEXT_MONTH))
                .hasToString("5bd of-next-month");
        assertThat(office.plus(Instant.parse("2026-03-02T15:00:00Z"), limit))
                .isEqualTo(Instant.parse("2026-04-07T17:00:00Z"));
        assertThat(office.plus(Instant.parse("2026-03-31T23:59:59Z"), limit))
                .isEqualTo(Instant.parse("2026-04-07T17:00:00Z"));
        assertThat(office.plus(Instant.parse("2026-04-01T00:00:00Z"), limit))
                .isEqualTo(Instant.parse("2026-05-07T17:00:00Z"));
    }

    @Test
    void everyFormReadsBack() {
        for (BusinessDayRule.Form form : BusinessDayRule.Form.values()) {
            BusinessDayRule rule = BusinessDayRule.parse(form.example());
            assertThat(rule)
                    .hasToString(form.example())
                    .isEqualTo(BusinessDayRule.parse(form.example().toUpperCase(Locale.ROOT)));
            assertThat(due(office, "2026-03-02T08:00:00Z", 2, form.example())).isAfter("2026-03-02T08:00:00Z");
            BusinessDuration limit = BusinessDuration.days(2, rule);
            assertThat(BusinessDuration.parse(limit.toString())).isEqualTo(limit);
            assertThat(BusinessDuration.parse("2bd " + form.example())).isEqualTo(limit);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "at",
                "at 25:00",
                "at noon",
                "at 12:00 13:00",
                "cut-off 17:00",
                "same-time 12:00",
                "roll-then-cut-off",
                "of"
            })
    void whatIsNoRuleIsQuotedAndAllFormsAreNamed(String text) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> BusinessDayRule.parse(text))
                .withMessageContaining("\"" + text + "\" is not a rule for business days")
                .withMessageContaining("at 12:00")
                .withMessageContaining("roll-then-cut-off 17:00 08:30")
                .withMessageContaining("of-next-month");
    }

    @Test
    void aNightShiftEndsItsDayNextMorning() {
        BusinessCalendar night = calendar("Mon-Fri 22:00-06:00").build();
        assertThat(due(night, "2026-03-02T12:00:00Z", 1, "end-of-day"))
                .isEqualTo(Instant.parse("2026-03-04T06:00:00Z"));
    }

    @Test
    void holidaysAndDatesWithoutHoursAreNoBusinessDays() {
        BusinessCalendar holiday = calendar("Mon-Fri 09:00-17:00")
                .holidays(HolidayCalendar.of(LocalDate.of(2026, 3, 9)))
                .special(LocalDate.of(2026, 3, 10))
                .special(LocalDate.of(2026, 3, 14), TimeRange.parse("10:00-11:00"))
                .build();
        assertThat(due(holiday, "2026-03-06T12:00:00Z", 1, "same-time"))
                .isEqualTo(Instant.parse("2026-03-11T12:00:00Z"));
        assertThat(due(holiday, "2026-03-06T12:00:00Z", 4, "end-of-day"))
                .isEqualTo(Instant.parse("2026-03-14T11:00:00Z"));
    }

    @Test
    void datesAreThoseOfTheCalendarsZone() {
        BusinessCalendar tokyo = BusinessCalendar.builder("Tokyo")
                .zone("Asia/Tokyo")
                .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
                .build();
        // Sunday evening in UTC is Monday morning in Tokyo.
        assertThat(due(tokyo, "2026-03-01T20:00:00Z", 1, "end-of-day"))
                .isEqualTo(Instant.parse("2026-03-03T08:00:00Z"));
    }

    @Test
    void aTimeOfDayThatTheZoneSkipsIsTheEndOfTheGap() {
        BusinessCalendar berlin = BusinessCalendar.builder("Berlin")
                .zone("Europe/Berlin")
                .hours(WeeklyHours.always())
                .build();
        assertThat(due(berlin, "2026-03-28T01:30:00.5Z", 1, "same-time"))
                .isEqualTo(Instant.parse("2026-03-29T01:00:00Z"));
        assertThat(due(berlin, "2026-03-27T01:30:00.5Z", 1, "same-time"))
                .isEqualTo(Instant.parse("2026-03-28T01:30:00.5Z"));
    }

    @Test
    void rangesThatFallIntoAGapNeitherStartNorEndTheDay() {
        BusinessCalendar morning = BusinessCalendar.builder("Berlin")
                .zone("Europe/Berlin")
                .hours(WeeklyHours.parse("02:15-02:45,09:00-17:00"))
                .build();
        BusinessCalendar night = BusinessCalendar.builder("Berlin")
                .zone("Europe/Berlin")
                .hours(WeeklyHours.parse("00:30-01:30,02:15-02:45"))
                .build();
        assertThat(due(morning, "2026-03-27T12:00:00Z", 1, "next-day-start"))
                .isEqualTo(Instant.parse("2026-03-29T07:00:00Z"));
        assertThat(due(night, "2026-03-28T12:00:00Z", 1, "end-of-day"))
                .isEqualTo(Instant.parse("2026-03-29T00:30:00Z"));
    }

    @Test
    void fewerThanOneDayIsRefused() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> due(office, "2026-03-02T12:00:00Z", 0, "same-time"))
                .withMessageContaining("At least 1")
                .withMessageContaining("same-time");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> due(office, "2026-03-02T12:00:00Z", -1, "end-of-day"));
    }

    @Test
    void moreDaysThanThereAreAreRefused() {
        assertThatExceptionOfType(NoBusinessTimeException.class)
                .isThrownBy(() -> office.plusBusinessDays(LocalDate.of(2200, 12, 30), 3))
                .withMessageContaining("\"office\"")
                .withMessageContaining("3 business days after 2200-12-30");
        assertThatExceptionOfType(NoBusinessTimeException.class)
                .isThrownBy(() -> office.plusBusinessDays(LocalDate.of(2000, 1, 1), Integer.MIN_VALUE))
                .withMessageContaining("2147483648 business days before 2000-01-01");
    }

    @Test
    void datesOutsideTheSupportedYearsAreRefused() {
        assertThatExceptionOfType(java.time.DateTimeException.class)
                .isThrownBy(() -> office.isBusinessDay(LocalDate.of(1910, 12, 31)))
                .withMessageContaining("1910-12-31")
                .withMessageContaining("1911-01-01/2200-12-31");
    }

    @Test
    void countingDaysAgreesWithGoingThroughTheDates() {
        BusinessCalendar calendar = calendar("Mon-Thu 09:00-17:00; Sat 22:00-02:00")
                .closed(DateRange.of(LocalDate.of(2026, 2, 10), LocalDate.of(2026, 3, 3)), "")
                .special(LocalDate.of(2026, 3, 1), TimeRange.parse("10:00-11:00"))
                .build();
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            LocalDate from = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(120));
            LocalDate to = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(120));
            int naive = 0;
            for (LocalDate day = from; day.isBefore(to); day = day.plusDays(1)) {
                naive += isOpenDay(day) ? 1 : 0;
            }
            for (LocalDate day = to; day.isBefore(from); day = day.plusDays(1)) {
                naive -= isOpenDay(day) ? 1 : 0;
            }
            assertThat(calendar.businessDaysBetween(from, to)).isEqualTo(naive);
        }
    }

    private static boolean isOpenDay(LocalDate day) {
        if (day.equals(LocalDate.of(2026, 3, 1))) {
            return true;
        }
        boolean closed = !day.isBefore(LocalDate.of(2026, 2, 10)) && !day.isAfter(LocalDate.of(2026, 3, 3));
        return !closed
                && switch (day.getDayOfWeek()) {
                    case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, SATURDAY -> true;
                    case FRIDAY, SUNDAY -> false;
                };
    }

    @Test
    void addingDaysUndoesCountingThem() {
        LocalDate monday = LocalDate.of(2026, 3, 2);
        for (int days = -30; days <= 30; days++) {
            LocalDate there = office.plusBusinessDays(monday, days);
            assertThat(office.isBusinessDay(there)).isTrue();
            assertThat(office.businessDaysBetween(monday, there)).isEqualTo(days);
        }
    }

    @Test
    void whatArrivesOnAWeekendAfterTheCutOffKeepsItsTimeOfDay() {
        assertThat(due(office, "2026-03-07T18:00:00Z", 1, "cut-off 17:00 08:30"))
                .isEqualTo(Instant.parse("2026-03-10T18:00:00Z"));
        assertThat(due(office, "2026-03-06T17:00:01Z", 1, "cut-off 17:00 08:30"))
                .isEqualTo(Instant.parse("2026-03-10T08:30:00Z"));
    }

    @Test
    void daysAreCountedIntoTheFirstAndTheLastYearThatIsSupported() {
        assertThat(office.plusBusinessDays(LocalDate.of(1911, 1, 3), -1)).isEqualTo("1911-01-02");
        assertThat(office.plusBusinessDays(LocalDate.of(1912, 1, 2), -2)).isEqualTo("1911-12-29");
        assertThat(office.plusBusinessDays(LocalDate.of(1914, 1, 1), -523)).isEqualTo("1912-01-01");
        assertThat(office.plusBusinessDays(LocalDate.of(2199, 12, 31), 1)).isEqualTo("2200-01-01");
        assertThat(office.plusBusinessDays(LocalDate.of(2200, 12, 30), 1)).isEqualTo("2200-12-31");
    }

    @Test
    void zeroDaysFromAnyDateIsThatDate() {
        LocalDate saturday = LocalDate.of(2026, 3, 7);
        assertThat(office.plusBusinessDays(saturday, 0)).isEqualTo(saturday);
    }

    @Test
    void ofACombinedCalendarADayCountsIfAnyOfItIsOpen() {
        BusinessCalendar night = calendar("Fri 22:00-06:00").build();
        BusinessCalendar both = office.union(night);
        assertThat(both.isBusinessDay(LocalDate.of(2026, 3, 7))).isTrue();
        assertThat(both.isBusinessDay(LocalDate.of(2026, 3, 8))).isFalse();
    }
}
