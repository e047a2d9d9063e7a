package org.sla4j.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JollydayHolidaysTest {
    private static final LocalDate WOMENS_DAY = LocalDate.of(2026, 3, 8);

    private static List<LocalDate> in(int year, HolidayCalendar holidays) {
        LocalDate newYear = LocalDate.of(year, 1, 1);
        return newYear.datesUntil(newYear.plusYears(1))
                .filter(holidays::isHoliday)
                .toList();
    }

    @Test
    void berlinHasTenPublicHolidaysIn2026() {
        assertThat(in(2026, JollydayHolidays.of("de", "be")))
                .hasSize(10)
                .contains(WOMENS_DAY, LocalDate.of(2026, 4, 6), LocalDate.of(2026, 12, 25));
    }

    @Test
    void aSubdivisionHasMoreHolidaysThanItsCountry() {
        assertThat(JollydayHolidays.of("de").isHoliday(WOMENS_DAY)).isFalse();
        assertThat(JollydayHolidays.of("de", "be").nameOf(WOMENS_DAY)).contains("International Women's Day");
        assertThat(JollydayHolidays.of("de", "be").isHoliday(WOMENS_DAY.plusDays(1)))
                .isFalse();
    }

    @Test
    void aHolidayObservedAcrossNewYearIsFoundInTheYearOfTheDay() {
        JollydayHolidays us = JollydayHolidays.of("us");
        assertThat(us.isHoliday(LocalDate.of(2027, 12, 31))).isTrue();
        assertThat(us.nameOf(LocalDate.of(2027, 12, 31))).contains("New Year's Day");
    }

    @Test
    void anObservedHolidayClosesItsOwnDateAndTheDayItMovesTo() {
        JollydayHolidays england = JollydayHolidays.of("gb", "eng");
        LocalDate saturday = LocalDate.of(2027, 12, 25);
        LocalDate monday = LocalDate.of(2027, 12, 27);
        assertThat(england.isHoliday(saturday)).isTrue();
        assertThat(england.isHoliday(monday)).isTrue();
        assertThat(england.nameOf(saturday)).contains("Christmas");
        assertThat(JollydayHolidays.of("us").isHoliday(LocalDate.of(2026, 7, 4)))
                .isTrue();
        assertThat(JollydayHolidays.of("us").isHoliday(LocalDate.of(2026, 7, 3)))
                .isTrue();
    }

    @Test
    void oneOfTheTwoDaysCanBeChosen() {
        JollydayHolidays england = JollydayHolidays.of("gb", "eng");
        LocalDate saturday = LocalDate.of(2027, 12, 25);
        LocalDate monday = LocalDate.of(2027, 12, 27);
        JollydayHolidays own = england.withObserved(ObservedDays.OWN_DATE);
        assertThat(own.isHoliday(saturday)).isTrue();
        assertThat(own.isHoliday(monday)).isFalse();
        JollydayHolidays moved = england.withObserved(ObservedDays.OBSERVED_DAY);
        assertThat(moved.isHoliday(saturday)).isFalse();
        assertThat(moved.isHoliday(monday)).isTrue();
        assertThat(moved)
                .isNotEqualTo(england)
                .isEqualTo(england.withObserved(ObservedDays.OBSERVED_DAY))
                .hasToString("public holidays of gb/eng, observed day");
    }

    private static List<String> lint(HolidayCalendar holidays) {
        return BusinessCalendar.builder("office")
                .zone("UTC")
                .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
                .holidays(holidays)
                .build()
                .lint()
                .stream()
                .filter(finding -> finding.code() == CalendarFinding.Code.HOLIDAYS_DOUBTFUL)
                .map(CalendarFinding::message)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"us", "jp", "in", "br", "se", "au/nsw", "ca/nb", "us/ny"})
    void lintWarnsOfDataThatAreWanting(String place) {
        String[] parts = place.split("/", -1);
        HolidayCalendar holidays = JollydayHolidays.of(parts[0], Arrays.copyOfRange(parts, 1, parts.length));
        boolean mended = place.equals("us/ny") && holidays.isHoliday(LocalDate.of(2026, 10, 12));
        assertThat(lint(holidays))
                .hasSize(mended ? 0 : 1)
                .allMatch(message -> message.startsWith(
                        "Jollyday's data for " + (place.equals("us/ny") ? "us" : place) + " are wanting: "));
    }

    @Test
    void lintIsSilentWhereDataAreRightOrMended() {
        assertThat(lint(JollydayHolidays.of("de", "be"))).isEmpty();
        assertThat(lint(JollydayHolidays.of("us")
                        .and(HolidayCalendar.nth(2, DayOfWeek.MONDAY, Month.OCTOBER, "Columbus Day"))))
                .isEmpty();
        assertThat(lint(JollydayHolidays.of("in").filter((date, name) -> !name.startsWith("Eid"))))
                .isEmpty();
        assertThat(lint(JollydayHolidays.of("us").named("federal").except(WOMENS_DAY)))
                .hasSize(1);
    }

    @Test
    void namesAreEnglishUnlessAnotherLanguageIsChosen() {
        JollydayHolidays german = JollydayHolidays.of("de");
        LocalDate christmas = LocalDate.of(2026, 12, 25);
        assertThat(german.nameOf(christmas)).contains("1st Christmas day");
        assertThat(german.withLocale(Locale.GERMAN).nameOf(christmas)).contains("1. Weihnachtsfeiertag");
        assertThat(german.nameOf(LocalDate.of(2026, 12, 24))).isEmpty();
    }

    @Test
    void codesAreReadInAnyCaseAndPlacesCompareByValue() {
        assertThat(JollydayHolidays.of("de/be")).isEqualTo(JollydayHolidays.of("de", "be"));
        assertThat(JollydayHolidays.of("de", "by/ag")).isEqualTo(JollydayHolidays.of("de", "by", "ag"));
        assertThat(JollydayHolidays.of(" DE", "BE"))
                .isEqualTo(JollydayHolidays.of("de", "be"))
                .hasSameHashCodeAs(JollydayHolidays.of("de", "be"))
                .hasToString("public holidays of de/be")
                .isNotEqualTo(JollydayHolidays.of("de"))
                .isNotEqualTo(JollydayHolidays.of("de", "be").withLocale(Locale.GERMAN));
    }

    @Test
    void anUnknownCountryIsRefused() {
        assertThatThrownBy(() -> JollydayHolidays.of("xx"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "\"xx\" is not a country that Jollyday knows; read its holidays from a feed with ICalendarHolidays, or use one of [ad, ae,");
    }

    @Test
    void anUnknownSubdivisionIsRefusedAtEveryDepth() {
        assertThatThrownBy(() -> JollydayHolidays.of("de", "berlin"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"berlin\" is not a subdivision of de that Jollyday knows; use one of [bb, be,");
        assertThatThrownBy(() -> JollydayHolidays.of("de", "by", "nowhere"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"nowhere\" is not a subdivision of de/by");
        assertThatThrownBy(() -> JollydayHolidays.of("de", "be", "mitte"))
                .hasMessageContaining("use none, there are none");
    }

    @Test
    void nestedSubdivisionsAddTheirHolidays() {
        assertThat(JollydayHolidays.of("de", "by", "ag").isHoliday(LocalDate.of(2026, 8, 8)))
                .isTrue();
        assertThat(JollydayHolidays.of("de", "by").isHoliday(LocalDate.of(2026, 8, 8)))
                .isFalse();
    }

    @Test
    void rulesThatCanBeComputedForEveryYearCoverAllYears() {
        assertThat(JollydayHolidays.of("de").coverage()).isEqualTo(DateRange.SUPPORTED);
    }

    @Test
    void coverageEndsWithTheIslamicCalendarAndEveryCoveredYearAnswers() {
        JollydayHolidays emirates = JollydayHolidays.of("ae");
        DateRange known = emirates.coverage();
        assertThat(known.first()).isEqualTo(DateRange.SUPPORTED.first());
        assertThat(known.last()).isBetween("2070-12-31", "2174-12-31");
        assertThat(IntStream.rangeClosed(known.first().getYear(), known.last().getYear()))
                .allSatisfy(year -> assertThat(in(year, emirates)).isNotEmpty());
        assertThat(emirates.isHoliday(known.last().plusDays(1))).isFalse();
    }

    @Test
    void coverageEndsWhereDatesAreListedYearByYear() {
        assertThat(JollydayHolidays.of("sg").coverage())
                .isEqualTo(DateRange.of(LocalDate.of(2013, 1, 1), LocalDate.of(2024, 12, 31)));
        assertThat(JollydayHolidays.of("nz").coverage().last()).isEqualTo("2052-12-31");
    }

    @Test
    void aPlaceWithoutHolidaysIsKnownToHaveNone() {
        JollydayHolidays territory = JollydayHolidays.of("io");
        assertThat(in(2026, territory)).isEmpty();
        assertThat(territory.coverage()).isEqualTo(DateRange.SUPPORTED);
    }

    @Test
    void aBusinessCalendarExplainsAHolidayByItsName() {
        BusinessCalendar office = BusinessCalendar.builder("Berlin")
                .zone("Europe/Berlin")
                .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
                .holidays(JollydayHolidays.of("de", "be"))
                .build();
        var noon = LocalDate.of(2026, 5, 1).atTime(12, 0).atZone(ZoneId.of("Europe/Berlin"));
        assertThat(office.explain(noon.toInstant(), noon.plusHours(1).toInstant()))
                .singleElement()
                .satisfies(stretch -> assertThat(stretch.label()).isEqualTo("Labour day"));
    }

    @Test
    void aCallWithoutTheJarsNamesTheDependencyToAdd() throws Exception {
        assertThat(WithoutOptionalJars.run("jollyday", "jollyday"))
                .startsWith("calendar works\njava.lang.IllegalStateException: JollydayHolidays needs Jollyday")
                .contains("de.focus-shift:jollyday-core", "de.focus-shift:jollyday-jaxb");
    }

    @Test
    void aCallWithoutWhatJollydayNeedsNamesThat() throws Exception {
        assertThat(WithoutOptionalJars.run("jollyday", "threeten"))
                .startsWith("calendar works\njava.lang.IllegalStateException: JollydayHolidays found Jollyday, but not")
                .contains("org.threeten:threeten-extra");
    }

    @Test
    void aCallWithoutAParserNamesTheDependencyToAdd() throws Exception {
        assertThat(WithoutOptionalJars.run("jollyday", "jollyday-jaxb"))
                .startsWith("calendar works\njava.lang.IllegalStateException: JollydayHolidays needs Jollyday")
                .contains("de.focus-shift:jollyday-jaxb");
    }

    @Test
    void aDefinitionListsTheMissingDependencyAmongItsMistakes() throws Exception {
        assertThat(WithoutOptionalJars.run("definition", "jollyday"))
                .startsWith("calendar works\norg.sla4j.calendar.InvalidDefinitionException: ")
                .contains("has 2 mistakes", "zone: ", "publicHolidays[0]: JollydayHolidays needs Jollyday")
                .contains("The cause was java.lang.");
    }
}
