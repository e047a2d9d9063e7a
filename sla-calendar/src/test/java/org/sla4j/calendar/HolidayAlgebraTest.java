package org.sla4j.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holidays are made of and how they are put together. */
class HolidayAlgebraTest {
    private static final HolidayCalendar CHRISTMAS = HolidayCalendar.yearly(MonthDay.of(12, 25), "Christmas Day");
    private static final HolidayCalendar BOXING = HolidayCalendar.yearly(MonthDay.of(12, 26), "Boxing Day");

    private static DateRange year(int year) {
        return years(year, year);
    }

    private static DateRange years(int first, int last) {
        return DateRange.of(LocalDate.of(first, 1, 1), LocalDate.of(last, 12, 31));
    }

    private static LocalDate date(String text) {
        return LocalDate.parse(text);
    }

    private static String in(int year, HolidayCalendar holidays) {
        return String.join(
                " ",
                holidays.dates(year(year)).stream()
                        .map(date -> date.toString().substring(5))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-25, 2026, 12-25",
        "2026-12-25, 2027, ''",
        "12-25, 2199, 12-25",
        "02-29, 2027, ''",
        "02-29, 2028, 02-29",
        "2026-12-27/2027-01-02, 2027, 01-01 01-02",
        "easter, 2026, 04-05",
        "easter, 2038, 04-25",
        "easter-2, 2027, 03-26",
        "Easter + 50, 2028, 06-05",
        "easter+1 day, 2025, 04-21",
        "western easter-47 days, 2026, 02-17",
        "orthodox easter, 2025, 04-20",
        "orthodox easter, 2026, 04-12",
        "orthodox easter, 2027, 05-02",
        "orthodox easter+1, 2028, 04-17",
        "orthodox easter-2, 2026, 04-10",
        "orthodox easter, 2100, 05-02",
        "4th Thursday of November, 2026, 11-26",
        "4th thu in 11, 2027, 11-25",
        "last Monday of May, 2026, 05-25",
        "last mon in 05, 2027, 05-31",
        "2nd last Friday of Dec, 2026, 12-18",
        "third Monday in January, 2026, 01-19",
        "Second last Friday of Dec, 2026, 12-18",
        "5th Sunday of February, 2027, ''",
        "5th Tuesday of February, 2028, 02-29",
        "Monday on or before 05-24, 2026, 05-18",
        "Monday on or before 05-24, 2027, 05-24",
        "Wednesday before 11-23, 2026, 11-18",
        "Wednesday before 11-23, 2033, 11-16",
        "Friday on or after 06-19, 2026, 06-19",
        "Fri on or after 06-19, 2027, 06-25",
        "Friday after 06-19, 2026, 06-26",
        "Sunday after 12-31, 2027, 01-03",
        "Sunday before 01-01, 2026, 12-27",
        "Tuesday after 02-29, 2027, ''",
    })
    void rulesAreReadAndFollowed(String rule, int year, String expected) {
        assertThat(in(year, HolidayCalendar.parse(rule, ""))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-12-25",
                "12-25",
                "2026-12-27/2027-01-02",
                "easter",
                "easter+1",
                "easter-47",
                "orthodox easter-2",
                "4th Thursday of November",
                "last Monday of May",
                "2nd last Friday of December",
                "Monday on or before 05-24",
                "Wednesday before 11-23",
                "Friday on or after 06-19",
                "Sunday after 12-31",
            })
    void aRuleReadsAsItIsWritten(String rule) {
        assertThat(HolidayCalendar.parse(rule, "")).hasToString(rule);
        assertThat(HolidayCalendar.parse(rule.toUpperCase(Locale.ROOT), "")).isEqualTo(HolidayCalendar.parse(rule, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Christmas",
                "2026-02-30",
                "13-01",
                "02-30",
                "eastern",
                "easter+",
                "Thursday of November",
                "6th Monday of May",
                "0th Monday of May",
                "4th Th of November",
                "4th Thursday of Nowhere",
                "4th Thursday of 13",
                "Monday near 05-24",
                "Monday before 02-30",
                "2026-12-27/soon",
                "2027-12-27/2026-12-27",
            })
    void whatIsNoRuleIsRefused(String rule) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HolidayCalendar.parse(rule, ""))
                .withMessageContaining(rule);
    }

    @Test
    void aLongTextIsRefusedWithItsBeginning() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HolidayCalendar.parse("easter " + " x".repeat(100_000), ""))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
    }

    @Test
    void rulesAreMadeInCodeToo() {
        HolidayCalendar rules = HolidayCalendar.all(List.of(
                HolidayCalendar.nth(4, DayOfWeek.THURSDAY, Month.NOVEMBER, "Thanksgiving Day"),
                HolidayCalendar.last(DayOfWeek.MONDAY, Month.MAY, "Memorial Day"),
                HolidayCalendar.easter(-2, "Good Friday"),
                HolidayCalendar.orthodoxEaster(-2, "Great Friday"),
                HolidayCalendar.onOrBefore(DayOfWeek.MONDAY, MonthDay.of(5, 24), "Victoria Day"),
                HolidayCalendar.before(DayOfWeek.WEDNESDAY, MonthDay.of(11, 23), "Day of prayer"),
                HolidayCalendar.onOrAfter(DayOfWeek.FRIDAY, MonthDay.of(6, 19), "Midsummer Eve"),
                HolidayCalendar.after(DayOfWeek.SUNDAY, MonthDay.of(11, 26), "Advent")));
        assertThat(in(2026, rules)).isEqualTo("04-03 04-10 05-18 05-25 06-19 11-18 11-26 11-29");
        assertThat(rules.nameOf(date("2026-11-26"))).contains("Thanksgiving Day");
        assertThat(rules.coverage()).isEqualTo(DateRange.SUPPORTED);
    }

    @Test
    void aWeekdayNumberOutOfBoundsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HolidayCalendar.nth(0, DayOfWeek.MONDAY, Month.MAY, ""))
                .withMessageContaining("no weekday number 0");
        assertThatIllegalArgumentException().isThrownBy(() -> HolidayCalendar.nth(-6, DayOfWeek.MONDAY, Month.MAY, ""));
        assertThatIllegalArgumentException().isThrownBy(() -> HolidayCalendar.parse("easter-251", ""));
    }

    @Test
    void anExceptionTakesOutADateAndKeepsTheCoverage() {
        HolidayCalendar known = CHRISTMAS.and(BOXING).withCoverage(years(2025, 2027));
        HolidayCalendar open = known.except(date("2026-12-25"));
        assertThat(in(2026, open)).isEqualTo("12-26");
        assertThat(in(2027, open)).isEqualTo("12-25 12-26");
        assertThat(open.namesOf(date("2026-12-25"))).isEmpty();
        assertThat(open.coverage()).isEqualTo(years(2025, 2027));
    }

    @Test
    void exceptionsThatAreKnownForSomeYearsNarrowTheCoverage() {
        HolidayCalendar open =
                CHRISTMAS.except(HolidayCalendar.of(date("2026-12-25")).withCoverage(year(2026)));
        assertThat(open.coverage()).isEqualTo(year(2026));
    }

    @Test
    void manyExceptionsOneAfterAnotherDoNotPileUp() {
        HolidayCalendar holidays = CHRISTMAS;
        LocalDate first = date("2000-01-01");
        for (int i = 0; i < 3000; i++) {
            holidays = holidays.except(first.plusDays(i));
        }
        assertThat(holidays.isHoliday(date("2007-12-25"))).isFalse();
        assertThat(holidays.isHoliday(date("2009-12-25"))).isTrue();
    }

    @Test
    void aFilterIsAskedForEachNameOfADate() {
        HolidayCalendar both = HolidayCalendar.on(date("2026-05-01"), "Labour Day")
                .and(HolidayCalendar.on(date("2026-05-01"), "May Day"))
                .and(CHRISTMAS.withCoverage(year(2026)));
        HolidayCalendar labour = both.filter((date, name) -> name.startsWith("Labour"));
        assertThat(in(2026, labour)).isEqualTo("05-01");
        assertThat(labour.namesOf(date("2026-05-01"))).containsExactly("Labour Day");
        assertThat(labour.coverage()).isEqualTo(year(2026));
        assertThat(in(2026, HolidayCalendar.of(date("2026-05-01")).filter((date, name) -> name.isEmpty())))
                .isEqualTo("05-01");
    }

    @Test
    void theDatesOfARangeOutsideTheCoverageAreRefused() {
        HolidayCalendar known = CHRISTMAS.withCoverage(year(2026));
        assertThatThrownBy(() -> known.dates(years(2026, 2027)))
                .isInstanceOf(DateTimeException.class)
                .hasMessageContaining("known for 2026-01-01/2026-12-31 only");
    }

    @ParameterizedTest
    @CsvSource({
        // Christmas is a Friday in 2026, a Saturday in 2027, a Monday in 2028 and a Sunday in 2022.
        "NEXT_WEEKDAY, BOTH, 2027, 12-25 12-26 12-27 12-28",
        "NEXT_WEEKDAY, OWN_DATE, 2027, 12-25 12-26",
        "NEXT_WEEKDAY, OBSERVED_DAY, 2027, 12-27 12-28",
        "NEXT_WEEKDAY, BOTH, 2026, 12-25 12-26 12-28",
        "NEXT_WEEKDAY, BOTH, 2022, 12-25 12-26 12-27",
        "NEXT_WEEKDAY, OBSERVED_DAY, 2022, 12-26 12-27",
        "NEXT_WEEKDAY, OBSERVED_DAY, 2028, 12-25 12-26",
        "NEAREST_WEEKDAY, BOTH, 2027, 12-24 12-25 12-26 12-27",
        "NEAREST_WEEKDAY, OBSERVED_DAY, 2026, 12-25",
        "SUNDAY_TO_NEXT_WEEKDAY, BOTH, 2027, 12-25 12-26 12-27",
        "SUNDAY_TO_NEXT_WEEKDAY, OBSERVED_DAY, 2022, 12-26 12-27",
    })
    void holidaysAtWeekendsAreObservedByTheRule(ObservedRule rule, ObservedDays days, int year, String expected) {
        assertThat(in(year, CHRISTMAS.and(BOXING).observed(rule, days))).isEqualTo(expected);
    }

    @Test
    void theDayOnWhichAHolidayIsObservedSaysSo() {
        HolidayCalendar england = CHRISTMAS.and(BOXING).observed(ObservedRule.NEXT_WEEKDAY);
        assertThat(england.nameOf(date("2027-12-25"))).contains("Christmas Day");
        assertThat(england.nameOf(date("2027-12-27"))).contains("Christmas Day (observed)");
        assertThat(england.nameOf(date("2027-12-28"))).contains("Boxing Day (observed)");
        assertThat(england.nameOf(date("2027-12-29"))).isEmpty();
    }

    @Test
    void aHolidayNearTheEndOfTheCoverageMayBeObservedUnknown() {
        HolidayCalendar newYear =
                HolidayCalendar.yearly(MonthDay.of(1, 1), "New Year").withCoverage(years(2025, 2027));
        // Friday 2027-12-31 is closed for Saturday 2028-01-01, of which these data know nothing.
        assertThat(newYear.observed(ObservedRule.NEAREST_WEEKDAY).coverage()).hasToString("2025-01-04/2027-12-30");
        assertThat(newYear.observed(ObservedRule.NEXT_WEEKDAY).coverage()).hasToString("2025-01-04/2027-12-31");
        assertThat(CHRISTMAS.observed(ObservedRule.NEAREST_WEEKDAY).coverage()).isEqualTo(DateRange.SUPPORTED);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CHRISTMAS
                        .withCoverage(DateRange.of(date("2026-06-01"), date("2026-06-05")))
                        .observed(ObservedRule.NEXT_WEEKDAY))
                .withMessageContaining("give them a week at least");
    }

    @Test
    void aWorkingDayKeepsTheHoursOfAnotherWeekday() {
        BusinessCalendar shanghai = BusinessCalendar.builder("Shanghai")
                .zone("Asia/Shanghai")
                .hours(WeeklyHours.parse("Mon-Thu 09:00-18:00; Fri 09:00-12:00"))
                .holidays(HolidayCalendar.workingDay(date("2026-02-14"), DayOfWeek.FRIDAY, "for Spring Festival"))
                .build();
        assertThat(shanghai.isBusinessDay(date("2026-02-14"))).isTrue();
        assertThat(shanghai.isBusinessDay(date("2026-02-21"))).isFalse();
        assertThat(shanghai.elapsed(
                        date("2026-02-14").atStartOfDay(shanghai.zone()).toInstant(),
                        date("2026-02-15").atStartOfDay(shanghai.zone()).toInstant()))
                .hasHours(3);
    }

    @Test
    void aWorkingDayCountsForMoreThanAHolidayInAnyOrder() {
        HolidayCalendar holiday = HolidayCalendar.on(date("2026-12-26"), "Boxing Day");
        HolidayCalendar working = HolidayCalendar.workingDay(date("2026-12-26"), DayOfWeek.MONDAY, "Stocktaking");
        HolidayCalendar lambda = date -> date.getMonthValue() == 12 && holiday.isHoliday(date);
        for (HolidayCalendar both :
                List.of(holiday.and(working), working.and(holiday), lambda.and(working), working.and(lambda))) {
            assertThat(both.isHoliday(date("2026-12-26"))).isFalse();
            assertThat(both.worksLike(date("2026-12-26"))).contains(DayOfWeek.MONDAY);
            assertThat(both.namesOf(date("2026-12-26"))).containsExactly("Stocktaking");
        }
        assertThat(holiday.and(working).except(date("2026-12-26")).worksLike(date("2026-12-26")))
                .isEmpty();
    }

    @Test
    void holidaysFromCodeCanBeWorkingDaysToo() {
        HolidayCalendar lambda = date -> date.getDayOfMonth() == 7;
        HolidayCalendar working = lambda.asWorkingDays(DayOfWeek.TUESDAY);
        assertThat(working.isHoliday(date("2026-03-07"))).isFalse();
        assertThat(working.worksLike(date("2026-03-07"))).contains(DayOfWeek.TUESDAY);
        assertThat(working.worksLike(date("2026-03-08"))).isEmpty();
    }

    @Test
    void holidaysFromCodeCanBeKnownForSomeDates() {
        HolidayCalendar lambda = date -> date.getDayOfMonth() == 7;
        HolidayCalendar known = lambda.withCoverage(year(2026));
        assertThat(known.coverage()).isEqualTo(year(2026));
        assertThat(known.isHoliday(date("2026-03-07"))).isTrue();
        assertThat(known.isHoliday(date("2027-03-07"))).isFalse();
        assertThat(known.and(CHRISTMAS).coverage()).isEqualTo(year(2026));
    }

    @Test
    void aNameOfHolidaysIsQuotedOnOneLine() {
        assertThat(HolidayCalendar.none().named("council\n\"city\""))
                .hasToString("holidays \"council\\n\\\"city\\\"\"");
    }

    @Test
    void aNameStandsForHolidaysFromCode() {
        HolidayCalendar lambda = date -> date.getDayOfMonth() == 7;
        assertThat(lambda.named("sevenths"))
                .hasToString("holidays \"sevenths\"")
                .isEqualTo(lambda.named("sevenths"));
        assertThat(lambda.named("sevenths").isHoliday(date("2026-03-07"))).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> lambda.named(" "));
    }

    @Test
    void equalContentIsEqualHoweverItWasPutTogether() {
        HolidayCalendar lambda = date -> date.getDayOfMonth() == 7;
        assertThat(CHRISTMAS.and(lambda).and(BOXING))
                .isEqualTo(BOXING.and(CHRISTMAS.and(lambda)))
                .isEqualTo(HolidayCalendar.all(List.of(lambda, BOXING, lambda, CHRISTMAS, HolidayCalendar.none())));
        assertThat(HolidayCalendar.all(List.of())).isEqualTo(HolidayCalendar.none());
    }

    @Test
    void aHundredThousandSingleHolidaysAreMergedAtOnce() {
        List<HolidayCalendar> many = new ArrayList<>();
        LocalDate first = DateRange.SUPPORTED.first();
        for (int i = 0; i < 100_000; i++) {
            many.add(HolidayCalendar.on(first.plusDays(i), "closed"));
        }
        HolidayCalendar all = HolidayCalendar.all(many);
        assertThat(all.isHoliday(first)).isTrue();
        assertThat(all.isHoliday(first.plusDays(99_999))).isTrue();
        assertThat(all.isHoliday(first.plusDays(100_000))).isFalse();
    }
}
