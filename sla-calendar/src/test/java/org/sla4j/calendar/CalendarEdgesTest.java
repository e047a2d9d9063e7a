package org.sla4j.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Combined and written calendars, intervals and texts at their edges. */
class CalendarEdgesTest {
    private static final Instant MONDAY = Instant.parse("2026-05-04T00:00:00Z");

    private static BusinessCalendar office(String name, String hours) {
        return BusinessCalendar.builder(name)
                .zone("UTC")
                .hours(WeeklyHours.parse(hours))
                .build();
    }

    private static Map<String, ?> part(String name, String hours) {
        return Map.of("name", name, "zone", "UTC", "hours", hours);
    }

    private static BusinessCalendar combined(String combine, String... hours) {
        return CalendarDefinition.fromMap(Map.of(
                        "name",
                        "whole",
                        "combine",
                        combine,
                        "parts",
                        List.of(part("a", hours[0]), part("b", hours[1]), part("c", hours[2]))))
                .toCalendar();
    }

    private static String opens(BusinessCalendar calendar) {
        return calendar.openIntervals(MONDAY, MONDAY.plus(Duration.ofDays(1)))
                .toList()
                .toString();
    }

    // ---- combined ----

    @Test
    void threePartsAreCombinedAtOnce() {
        assertThat(opens(combined("union", "Mon 8-9", "Mon 9-10", "Mon 12-13")))
                .isEqualTo("[2026-05-04T08:00:00Z/2026-05-04T10:00:00Z, 2026-05-04T12:00:00Z/2026-05-04T13:00:00Z]");
        assertThat(opens(combined("intersection", "Mon 8-14", "Mon 9-18", "Mon 7-12")))
                .isEqualTo("[2026-05-04T09:00:00Z/2026-05-04T12:00:00Z]");
        assertThat(opens(combined("without", "Mon 8-18", "Mon 9-10", "Mon 9-11")))
                .isEqualTo("[2026-05-04T08:00:00Z/2026-05-04T09:00:00Z, 2026-05-04T11:00:00Z/2026-05-04T18:00:00Z]");
    }

    @Test
    void combinedCalendarsCompareByPartsAndOperation() {
        BusinessCalendar union = combined("union", "Mon 8-9", "Mon 9-10", "Mon 12-13");
        assertThat(union)
                .isEqualTo(combined("union", "Mon 8-9", "Mon 9-10", "Mon 12-13"))
                .hasSameHashCodeAs(combined("union", "Mon 8-9", "Mon 9-10", "Mon 12-13"))
                .isNotEqualTo(combined("intersection", "Mon 8-9", "Mon 9-10", "Mon 12-13"))
                .isNotEqualTo(combined("union", "Mon 8-9", "Mon 9-10", "Mon 12-14"))
                .isNotEqualTo(office("whole", "Mon 8-9"));
    }

    @Test
    void lintLooksIntoTheParts() {
        BusinessCalendar slip = office("slip", "Mon-Fri 9:00-5:00");
        assertThat(slip.union(office("other", "Sat 9-12")).lint())
                .isEqualTo(slip.lint())
                .hasSize(1);
        assertThat(BusinessCalendar.alwaysOpen().lint()).isEmpty();
    }

    @Test
    void lintLooksAtSpecialHours() {
        BusinessCalendar party = BusinessCalendar.builder("party")
                .zone("UTC")
                .hours(WeeklyHours.parse("Mon-Fri 9-17"))
                .special(LocalDate.of(2026, 12, 31), "", TimeRange.parse("09:00-23:59"))
                .build();
        assertThat(party.lint())
                .singleElement()
                .hasToString(
                        "2026-12-31 09:00-23:59 leaves out the last minute of the day; to be open until midnight, write"
                                + " 09:00-24:00.");
    }

    @Test
    void lintSaysWhatHoldsWhenHolidaysEnd() {
        BusinessCalendar listed = BusinessCalendar.builder("listed")
                .zone("UTC")
                .hours(WeeklyHours.parse("Mon-Fri 9-17"))
                .holidays(HolidayCalendar.none()
                        .withCoverage(DateRange.of(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31))))
                .whenHolidaysEnd(HolidayGap.WEEKENDS_ONLY)
                .build();
        assertThat(listed.lint())
                .singleElement()
                .hasToString(
                        "Holidays are known for 2026-01-01/2026-12-31 only; after that the calendar has no holidays, as "
                                + HolidayGap.WEEKENDS_ONLY + " says.");
    }

    @Test
    void theCalendarThatNeverClosesHasDaysFromMidnightToMidnight() {
        BusinessCalendar always = BusinessCalendar.alwaysOpen();
        assertThat(always.explain(MONDAY, MONDAY.plusSeconds(1)))
                .singleElement()
                .satisfies(why -> assertThat(why.isOpen()).isTrue())
                .satisfies(why -> assertThat(why.length()).isEqualTo(Duration.ofSeconds(1)));
        assertThat(always.plus(MONDAY.plusSeconds(1), BusinessDuration.parse("1bd end-of-day")))
                .isEqualTo(MONDAY.plus(Duration.ofDays(2)));
        assertThat(always.inZone(ZoneId.of("Asia/Tokyo"))).isEqualTo(always);
    }

    @Test
    void intervalsHaveALengthAndATextForm() {
        Interval hour = new Interval(MONDAY, MONDAY.plusSeconds(3600));
        assertThat(hour.length()).isEqualTo(Duration.ofHours(1));
        assertThat(hour).hasToString("2026-05-04T00:00:00Z/2026-05-04T01:00:00Z");
        CalendarInterval closed =
                office("a", "Mon 9-17").explain(MONDAY, MONDAY.plusSeconds(60)).get(0);
        assertThat(closed.isOpen()).isFalse();
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new CalendarInterval(MONDAY, MONDAY, CalendarInterval.Status.OPEN, ""));
    }

    // ---- definitions ----

    private static void refused(Map<String, ?> parts, String mistake) {
        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(() -> CalendarDefinition.fromMap(parts).toCalendar())
                .withMessageContaining(mistake);
    }

    @Test
    void mistakesOfDefinitionsAreSaidInFull() {
        Map<String, Object> named = new LinkedHashMap<>(part("a", "nonsense"));
        named.put("name", "n".repeat(200));
        refused(named, "calendar \"" + "n".repeat(100) + "...\"");
        refused(Map.of("name", "a", "zone", "UTC", "hours", "Mon 9-17", "feeds", List.of("b")), "which has none.");
        refused(
                Map.of(
                        "name",
                        "a",
                        "zone",
                        "UTC",
                        "hours",
                        "Mon 9-17",
                        "holidays",
                        List.of(Map.of("date", "2026-13-45"))),
                "holidays[0].date: ");
        refused(
                Map.of(
                        "name",
                        "a",
                        "zone",
                        "UTC",
                        "hours",
                        "Mon 9-17",
                        "holidays",
                        List.of(Map.of("date", "12-25")),
                        "observed",
                        "next weekday, own date, both"),
                "observed: \"next weekday, own date, both\" is not a rule");
        refused(
                Map.of("name", "a", "combine", "mixture", "parts", List.of(part("b", "24/7"), part("c", "24/7"))),
                "\"mixture\" is not a way to combine calendars");
        refused(Map.of("name", "a", "parts", List.of(part("b", "24/7"), part("c", "24/7"))), "combine: ");
        CalendarDefinition huge = new CalendarDefinition(
                "n".repeat(10_001),
                "UTC",
                "24/7",
                List.of(),
                List.of(),
                "",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "",
                "",
                "",
                List.of());
        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(huge::toCalendar)
                .withMessageContaining("The name has more than 10,000 characters.");
    }

    @Test
    void aFeedKeepsTheNameThatTheDefinitionGivesIt() {
        HolidayCalendar feed = HolidayCalendar.of(LocalDate.of(2026, 5, 4));
        CalendarDefinition definition = CalendarDefinition.fromMap(
                Map.of("name", "a", "zone", "UTC", "hours", "Mon-Fri 9-17", "feeds", List.of("works")));
        BusinessCalendar plain = definition.toCalendar(Map.of("works", feed));
        assertThat(definition.toCalendar(Map.of("works", feed.named("works")))).isEqualTo(plain);
        assertThat(definition.toCalendar(Map.of("works", feed.named("other")))).isNotEqualTo(plain);
        assertThat(CalendarDefinition.of(definition.toCalendar(Map.of("works", feed.named("other"))))
                        .feeds())
                .containsExactly("works");
    }

    @Test
    void holidaysFromCodeCannotBeWrittenDown() {
        for (HolidayCalendar code : List.<HolidayCalendar>of(
                date -> date.getDayOfMonth() == 1,
                HolidayCalendar.of(LocalDate.of(2026, 5, 4)).except(date -> date.getDayOfMonth() == 1),
                HolidayCalendar.of(LocalDate.of(2026, 5, 4))
                        .except(HolidayCalendar.on(LocalDate.of(2026, 5, 4), "named")),
                HolidayCalendar.of(LocalDate.of(2026, 5, 4))
                        .filter((date, name) -> true)
                        .observed(ObservedRule.NEXT_WEEKDAY),
                JollydayHolidays.of("us").withLocale(Locale.ROOT))) {
            BusinessCalendar calendar = BusinessCalendar.builder("a")
                    .zone("UTC")
                    .hours(WeeklyHours.parse("Mon-Fri 9-17"))
                    .holidays(code)
                    .build();
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> CalendarDefinition.of(calendar))
                    .withMessageContaining("cannot be written down");
        }
    }

    // ---- texts ----

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mon off 9-17 | has no days to belong to",
                "Mon-weekend 9-17 | is not a range of weekdays",
                "#Mon 9-17 | The character U+0023 (NUMBER SIGN) in",
                "Mon 9-17 \u0378 | The character U+0378 (not a character) after",
                "Mon 9-17.# | U+002E",
                "Mon 24pm-5 | does not exist",
                "Mon 9-24:00:01 | does not exist",
                "Mon 9-17:30:60 | does not exist",
            })
    void hoursThatCannotBeReadSayWhy(String text, String reason) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> WeeklyHours.parse(text))
                .withMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mon 9-17\u2028Tue 9-17 | Mon-Tue 09:00-17:00",
                "Mon 9-17\u2029Tue 9-17 | Mon-Tue 09:00-17:00",
                "Mon 9-17\u0085Tue 9-17 | Mon-Tue 09:00-17:00",
                "Mon\u2060 9-17 | Mon 09:00-17:00",
                "\"Mon\" | !",
                "Mon 10pm-6 | Mon 22:00-06:00",
                "Mon 11pm-12 | Mon 23:00-24:00",
                "Mon 5am-4 | Mon 05:00-16:00",
                "Mon 24h, Tue 24-hour | Mon-Tue 00:00-24:00",
            })
    void hoursWithOddSeparatorsAreRead(String text, String expected) {
        if (expected.equals("!")) {
            assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> WeeklyHours.parse(text));
        } else {
            assertThat(WeeklyHours.parse(text)).hasToString(expected);
        }
    }

    @Test
    void hoursOfADateHaveNoDaysAndAWeekdayIsOne() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> HoursText.date("9-17 Mon"))
                .withMessageContaining("\"9-17 Mon\" is not a time range");
        for (String text : List.of("Mon Tue", "9-17", "weekend")) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> HoursText.weekday(text))
                    .withMessageContaining("\"" + text + "\" is not a weekday; use one such as Monday.");
        }
    }

    @Test
    void timesAreInWholeSeconds() {
        LocalTime odd = LocalTime.of(17, 0, 0, 1);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> TimeRange.of(LocalTime.of(9, 0), odd))
                .withMessageContaining("in whole seconds");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> TimeRange.of(odd, LocalTime.of(18, 0)))
                .withMessageContaining("in whole seconds");
    }

    @ParameterizedTest
    @CsvSource({
        "08:00-08:00, false",
        "05:00-04:59, true",
        "04:59-04:58, false",
        "12:59-12:58, true",
        "13:00-12:59, false",
        "09:00-01:00," + " false",
        "09:00-01:01, true",
        "22:00-06:00, false",
        "00:00-23:59, true",
        "00:00-23:58, false"
    })
    void whatLooksLikeASlipHasBounds(String range, boolean slip) {
        assertThat(HoursSlips.of(TimeRange.parse(range)).isPresent()).isEqualTo(slip);
    }

    @Test
    void dayRulesAreMadeAndReadAlike() {
        assertThat(BusinessDayRule.at(LocalTime.NOON))
                .isEqualTo(BusinessDayRule.parse("at 12:00"))
                .isNotEqualTo(BusinessDayRule.parse("at 12:01"));
        assertThat(BusinessDayRule.parse("at 9:00")).isEqualTo(BusinessDayRule.at(LocalTime.of(9, 0)));
        assertThat(BusinessDuration.days(5)).isEqualTo(BusinessDuration.parse("5bd"));
    }
}
