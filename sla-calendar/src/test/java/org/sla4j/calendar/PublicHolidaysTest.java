package org.sla4j.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The public holidays of 2025 to 2028 as the laws have them, written down by hand: which come right from Jollyday, which need a
 * correction, and which need a feed.
 */
class PublicHolidaysTest {
    private static String in(int year, HolidayCalendar holidays) {
        return holidays.dates(DateRange.of(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31))).stream()
                .map(date -> date.toString().substring(5))
                .collect(Collectors.joining(" "));
    }

    private static LocalDate date(String text) {
        return LocalDate.parse(text);
    }

    /** A feed of all-day events, each {@code first} or {@code first..last}. */
    private static ICalendarHolidays feed(String name, String... events) {
        StringBuilder text = new StringBuilder("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\n");
        for (String event : events) {
            String[] ends = event.split("\\.\\.", -1);
            text.append("BEGIN:VEVENT\r\nSUMMARY:")
                    .append(name)
                    .append("\r\nDTSTART;VALUE=DATE:")
                    .append(ends[0].replace("-", ""))
                    .append("\r\nDTEND;VALUE=DATE:")
                    .append(date(ends[ends.length - 1]).plusDays(1).toString().replace("-", ""))
                    .append("\r\nEND:VEVENT\r\n");
        }
        return ICalendarHolidays.parse(text.append("END:VCALENDAR\r\n").toString())
                .strictly();
    }

    private static ICalendarHolidays feed(int year, String name, String monthDays) {
        return feed(
                name,
                Arrays.stream(monthDays.split(" ")).map(day -> year + "-" + day).toArray(String[]::new));
    }

    // ---- right from Jollyday ----

    @ParameterizedTest
    @CsvSource({
        "2025, 01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
        "2026, 01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-26 12-28",
        "2027, 01-01 03-26 03-29 05-03 05-31 08-30 12-25 12-26 12-27 12-28",
        "2028, 01-01 01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
    })
    void englandWithOwnDatesAndSubstituteDays(int year, String expected) {
        assertThat(in(year, JollydayHolidays.of("gb", "eng"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2025, 01-01 01-02 04-18 05-05 05-26 08-04 11-30 12-01 12-25 12-26",
        "2026, 01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-26 12-28",
        "2027, 01-01 01-02 01-04 03-26 05-03 05-31 08-02 11-30 12-25 12-26 12-27 12-28",
        "2028, 01-01 01-02 01-03 01-04 04-14 05-01 05-29 08-07 11-30 12-25 12-26",
    })
    void scotlandWithOwnDatesAndSubstituteDays(int year, String expected) {
        assertThat(in(year, JollydayHolidays.of("gb", "sct"))).isEqualTo(expected);
    }

    /** What all lands have: New Year, Good Friday, Easter Monday, 1 May, Ascension, Whit Monday, 3 October, Christmas. */
    private static List<String> germany(int year) {
        return switch (year) {
            case 2025 -> List.of("01-01", "04-18", "04-21", "05-01", "05-29", "06-09", "10-03", "12-25", "12-26");
            case 2026 -> List.of("01-01", "04-03", "04-06", "05-01", "05-14", "05-25", "10-03", "12-25", "12-26");
            case 2027 -> List.of("01-01", "03-26", "03-29", "05-01", "05-06", "05-17", "10-03", "12-25", "12-26");
            default -> List.of("01-01", "04-14", "04-17", "05-01", "05-25", "06-05", "10-03", "12-25", "12-26");
        };
    }

    @ParameterizedTest
    @CsvSource({
        "bw, 01-06 06-19 11-01, 01-06 06-04 11-01, 01-06 05-27 11-01, 01-06 06-15 11-01",
        "by, 01-06 06-19 11-01, 01-06 06-04 11-01, 01-06 05-27 11-01, 01-06 06-15 11-01",
        "be, 03-08 05-08, 03-08, 03-08, 03-08 06-17",
        "bb, 04-20 06-08 10-31, 04-05 05-24 10-31, 03-28 05-16 10-31, 04-16 06-04 10-31",
        "hb, 10-31, 10-31, 10-31, 10-31",
        "hh, 10-31, 10-31, 10-31, 10-31",
        "he, 06-19, 06-04, 05-27, 06-15",
        "mv, 03-08 10-31, 03-08 10-31, 03-08 10-31, 03-08 10-31",
        "ni, 10-31, 10-31, 10-31, 10-31",
        "nw, 06-19 11-01, 06-04 11-01, 05-27 11-01, 06-15 11-01",
        "rp, 06-19 11-01, 06-04 11-01, 05-27 11-01, 06-15 11-01",
        "sl, 06-19 08-15 11-01, 06-04 08-15 11-01, 05-27 08-15 11-01, 06-15 08-15 11-01",
        "sn, 10-31 11-19, 10-31 11-18, 10-31 11-17, 10-31 11-22",
        "st, 01-06 10-31, 01-06 10-31, 01-06 10-31, 01-06 10-31",
        "sh, 10-31, 10-31, 10-31, 10-31",
        "th, 09-20 10-31, 09-20 10-31, 09-20 10-31, 09-20 10-31",
    })
    void germanyByLand(String land, String in2025, String in2026, String in2027, String in2028) {
        List<String> own = List.of(in2025, in2026, in2027, in2028);
        for (int year = 2025; year <= 2028; year++) {
            String expected = java.util.stream.Stream.concat(
                            germany(year).stream(),
                            Arrays.stream(own.get(year - 2025).split(" ")))
                    .sorted()
                    .collect(Collectors.joining(" "));
            assertThat(in(year, JollydayHolidays.of("de", land)))
                    .as(land + " " + year)
                    .isEqualTo(expected);
        }
    }

    /** Of each day of Canada the dates in 2025, 2026, 2027 and 2028. */
    private static String canada(char day, int year) {
        String[] dates = switch (day) {
            case 'n' -> new String[] {"01-01", "01-01", "01-01", "01-01"}; // New Year's Day
            case 'f' -> new String[] {"02-17", "02-16", "02-15", "02-21"}; // Family Day, whatever its name
            case 'g' -> new String[] {"04-18", "04-03", "03-26", "04-14"}; // Good Friday
            case 'e' -> new String[] {"04-21", "04-06", "03-29", "04-17"}; // Easter Monday
            case 'v' -> new String[] {"05-19", "05-18", "05-24", "05-22"}; // Victoria or Patriots' Day
            case 'i' -> new String[] {"06-21", "06-21", "06-21", "06-21"}; // Indigenous Peoples Day
            case 's' -> new String[] {"06-24", "06-24", "06-24", "06-24"}; // Saint-Jean-Baptiste
            case 'c' -> new String[] {"07-01", "07-01", "07-01", "07-01"}; // Canada Day
            case 'u' -> new String[] {"07-09", "07-09", "07-09", "07-09"}; // Nunavut Day
            case 'a' -> new String[] {"08-04", "08-03", "08-02", "08-07"}; // first Monday of August
            case 'd' -> new String[] {"08-18", "08-17", "08-16", "08-21"}; // Discovery Day
            case 'l' -> new String[] {"09-01", "09-07", "09-06", "09-04"}; // Labour Day
            case 'o' -> new String[] {"09-30", "09-30", "09-30", "09-30"}; // Truth and Reconciliation
            case 't' -> new String[] {"10-13", "10-12", "10-11", "10-09"}; // Thanksgiving
            case 'r' -> new String[] {"11-11", "11-11", "11-11", "11-11"}; // Remembrance Day
            case 'x' -> new String[] {"12-25", "12-25", "12-25", "12-25"}; // Christmas Day
            default -> new String[] {"12-26", "12-26", "12-26", "12-26"}; // Boxing Day
        };
        return dates[year - 2025];
    }

    @ParameterizedTest
    @CsvSource({
        "on, nfgvcltxb",
        "qc, ngevscltx",
        "ab, nfgvcltrx",
        "bc, nfgvcalotrx",
        "mb, nfgvclotx",
        "nl, ngclrx",
        "ns, nfgclrx",
        "pe, nfgclorx",
        "sk, nfgvcaltrx",
        "nt, ngvicalotrx",
        "nu, ngvcualotrx",
        "yt, ngvicdlotrx",
    })
    void canadaByProvince(String province, String days) {
        for (int year = 2025; year <= 2028; year++) {
            assertThat(in(year, JollydayHolidays.of("ca", province)))
                    .as(province + " " + year)
                    .isEqualTo(canada(days, year));
        }
    }

    private static String canada(String days, int year) {
        return days.chars().mapToObj(day -> canada((char) day, year)).sorted().collect(Collectors.joining(" "));
    }

    // ---- Jollyday with a correction ----

    @Test
    void newBrunswickNeedsItsOwnDay() {
        HolidayCalendar corrected = JollydayHolidays.of("ca", "nb")
                .and(HolidayCalendar.nth(1, DayOfWeek.MONDAY, Month.AUGUST, "New Brunswick Day"));
        for (int year = 2025; year <= 2028; year++) {
            assertThat(in(year, corrected)).isEqualTo(canada("nfgcalrx", year));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2025, 01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25",
        "2026, 01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25",
        "2027, 01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31",
        "2028, 01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25",
    })
    void unitedStatesFederalNeedsColumbusDay(int year, String expected) {
        HolidayCalendar federal = JollydayHolidays.of("us")
                .withObserved(ObservedDays.OBSERVED_DAY)
                .and(HolidayCalendar.nth(2, DayOfWeek.MONDAY, Month.OCTOBER, "Columbus Day"));
        assertThat(in(year, federal)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2025, 01-01 01-06 04-18 04-20 04-21 05-01 05-29 06-06 06-08 06-21 11-01 12-25 12-26",
        "2026, 01-01 01-06 04-03 04-05 04-06 05-01 05-14 05-24 06-06 06-20 10-31 12-25 12-26",
        "2027, 01-01 01-06 03-26 03-28 03-29 05-01 05-06 05-16 06-06 06-26 11-06 12-25 12-26",
        "2028, 01-01 01-06 04-14 04-16 04-17 05-01 05-25 06-04 06-06 06-24 11-04 12-25 12-26",
    })
    void swedenByLawNeedsTheEvesTakenOut(int year, String expected) {
        HolidayCalendar sweden = JollydayHolidays.of("se");
        assertThat(in(year, sweden.filter((date, name) -> !name.endsWith("Eve"))))
                .isEqualTo(expected);
        String friday = year == 2026 ? "06-19" : year == 2025 ? "06-20" : year == 2027 ? "06-25" : "06-23";
        assertThat(in(year, sweden)).contains(friday, "12-24", "12-31");
    }

    @ParameterizedTest
    @CsvSource({
        "2025, 01-01 01-27 04-18 04-19 04-20 04-21 04-25 06-09 10-06 12-25 12-26",
        "2026, 01-01 01-26 04-03 04-04 04-05 04-06 04-25 04-27 06-08 10-05 12-25 12-26 12-28",
        "2027, 01-01 01-26 03-26 03-27 03-28 03-29 04-25 04-26 06-14 10-04 12-25 12-26 12-27 12-28",
        "2028, 01-01 01-03 01-26 04-14 04-15 04-16 04-17 04-25 06-12 10-02 12-25 12-26",
    })
    void newSouthWalesNeedsTheBankHolidayTakenOut(int year, String expected) {
        // A substitute takes the place of Australia Day, but comes in addition to the others, which Jollyday lists
        // twice.
        HolidayCalendar newSouthWales = JollydayHolidays.of("au", "nsw")
                .withObserved(ObservedDays.OBSERVED_DAY)
                .filter((date, name) -> !name.equals("Bank Holiday"));
        assertThat(in(year, newSouthWales)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2025, 01-01 04-18 04-21 05-01 09-07 10-12 11-02 11-15 11-20 12-25",
        "2026, 01-01 04-03 04-21 05-01 09-07 10-12 11-02 11-15 11-20 12-25",
        "2027, 01-01 03-26 04-21 05-01 09-07 10-12 11-02 11-15 11-20 12-25",
        "2028, 01-01 04-14 04-21 05-01 09-07 10-12 11-02 11-15 11-20 12-25",
    })
    void brazilNeedsTheOptionalDaysTakenOut(int year, String expected) {
        HolidayCalendar optional = HolidayCalendar.all(List.of(
                HolidayCalendar.easter(-47, "Carnival"),
                HolidayCalendar.easter(-46, "Ash Wednesday"),
                HolidayCalendar.easter(0, "Easter"),
                HolidayCalendar.easter(60, "Corpus Christi")));
        assertThat(in(year, JollydayHolidays.of("br").except(optional))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"2025", "2026", "2027", "2028"})
    void indiaHasThreeNationalHolidays(int year) {
        HolidayCalendar india = JollydayHolidays.of("in").filter((date, name) -> !name.startsWith("Eid"));
        assertThat(in(year, india)).isEqualTo("01-26 08-15 10-02");
    }

    // ---- rules of our own ----

    @ParameterizedTest
    @CsvSource({
        "2025, 01-01 01-13 02-11 02-23 02-24 03-20 04-29 05-03 05-04 05-05 05-06 07-21 08-11 09-15 09-23 10-13 11-03 11-23 11-24",
        "2026, 01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23",
        "2027, 01-01 01-11 02-11 02-23 03-21 03-22 04-29 05-03 05-04 05-05 07-19 08-11 09-20 09-23 10-11 11-03 11-23",
        "2028, 01-01 01-10 02-11 02-23 03-20 04-29 05-03 05-04 05-05 07-17 08-11 09-18 09-22 10-09 11-03 11-23",
    })
    void japanWithSubstituteDaysFromItsRules(int year, String expected) {
        HolidayCalendar equinoxes = HolidayCalendar.of(
                date("2025-03-20"),
                date("2025-09-23"),
                date("2026-03-20"),
                date("2026-09-23"),
                date("2027-03-21"),
                date("2027-09-23"),
                date("2028-03-20"),
                date("2028-09-22"));
        HolidayCalendar japan = HolidayCalendar.all(List.of(
                        HolidayCalendar.yearly(MonthDay.of(1, 1), "New Year's Day"),
                        HolidayCalendar.nth(2, DayOfWeek.MONDAY, Month.JANUARY, "Coming of Age Day"),
                        HolidayCalendar.yearly(MonthDay.of(2, 11), "National Foundation Day"),
                        HolidayCalendar.yearly(MonthDay.of(2, 23), "The Emperor's Birthday"),
                        HolidayCalendar.yearly(MonthDay.of(4, 29), "Showa Day"),
                        HolidayCalendar.yearly(MonthDay.of(5, 3), "Constitution Memorial Day"),
                        HolidayCalendar.yearly(MonthDay.of(5, 4), "Greenery Day"),
                        HolidayCalendar.yearly(MonthDay.of(5, 5), "Children's Day"),
                        HolidayCalendar.nth(3, DayOfWeek.MONDAY, Month.JULY, "Marine Day"),
                        HolidayCalendar.yearly(MonthDay.of(8, 11), "Mountain Day"),
                        HolidayCalendar.nth(3, DayOfWeek.MONDAY, Month.SEPTEMBER, "Respect for the Aged Day"),
                        HolidayCalendar.nth(2, DayOfWeek.MONDAY, Month.OCTOBER, "Sports Day"),
                        HolidayCalendar.yearly(MonthDay.of(11, 3), "Culture Day"),
                        HolidayCalendar.yearly(MonthDay.of(11, 23), "Labour Thanksgiving Day"),
                        equinoxes))
                .observed(ObservedRule.SUNDAY_TO_NEXT_WEEKDAY)
                // A day between two holidays is one too.
                .and(HolidayCalendar.on(date("2026-09-22"), "Citizens' Holiday"))
                .withCoverage(DateRange.of(date("2025-01-01"), date("2028-12-31")));
        assertThat(in(year, japan)).isEqualTo(expected);
    }

    // ---- feeds ----

    @Test
    void chinaOf2025HasTwoHundredAndFortyEightBusinessDays() {
        HolidayCalendar china = feed(
                        "holiday",
                        "2025-01-01",
                        "2025-01-28..2025-02-04",
                        "2025-04-04..2025-04-06",
                        "2025-05-01..2025-05-05",
                        "2025-05-31..2025-06-02",
                        "2025-10-01..2025-10-08")
                .and(feed("work", "2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11")
                        .asWorkingDays(DayOfWeek.MONDAY));
        assertThat(businessDays(china, 2025)).isEqualTo(248);
        assertThat(china.dates(DateRange.of(date("2025-01-01"), date("2025-12-31"))))
                .hasSize(28);
    }

    @Test
    void chinaOf2026WorksOnSixWeekendDays() {
        HolidayCalendar china = feed(
                        "holiday",
                        "2026-01-01..2026-01-03",
                        "2026-02-15..2026-02-23",
                        "2026-04-04..2026-04-06",
                        "2026-05-01..2026-05-05",
                        "2026-06-19..2026-06-21",
                        "2026-09-25..2026-09-27",
                        "2026-10-01..2026-10-07")
                .and(feed("work", "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10")
                        .asWorkingDays(DayOfWeek.MONDAY));
        // 261 days from Monday to Friday, 19 of them holidays, and six days of weekends.
        assertThat(businessDays(china, 2026)).isEqualTo(248);
    }

    private static long businessDays(HolidayCalendar holidays, int year) {
        BusinessCalendar office = BusinessCalendar.builder("Beijing")
                .zone("Asia/Shanghai")
                .hours(WeeklyHours.parse("Mon-Fri 09:00-18:00"))
                .holidays(holidays)
                .build();
        LocalDate first = LocalDate.of(year, 1, 1);
        return first.datesUntil(first.plusYears(1))
                .filter(office::isBusinessDay)
                .count();
    }

    @ParameterizedTest
    @CsvSource({
        "2025, 01-01 01-27 01-28 01-29 01-30 03-01 03-03 05-05 05-06 06-03 06-06 08-15 10-03 10-05 10-06 10-07 10-08 10-09 12-25",
        "2026, 01-01 02-16 02-17 02-18 03-01 03-02 05-01 05-05 05-24 05-25 06-03 06-06 07-17 08-15 08-17 09-24 09-25 09-26 10-03 10-05 10-09 12-25",
        "2027, 01-01 02-06 02-07 02-08 02-09 03-01 05-01 05-03 05-05 05-13 06-06 07-17 07-19 08-15 08-16 09-14 09-15 09-16 10-03 10-04 10-09 10-11 12-25 12-27",
    })
    void koreaByFeed(int year, String dates) {
        ICalendarHolidays korea = feed(year, "공휴일", dates);
        assertThat(in(year, korea)).isEqualTo(dates);
        assertThat(korea.coverage()).hasToString(year + "-01-01/" + year + "-12-31");
    }

    @ParameterizedTest
    @CsvSource({
        "2025, 04-13 04-19 05-01 06-02 09-23 09-24 10-02 10-07 10-14",
        "2026, 04-02 04-08 04-22 05-22 09-12 09-13 09-21 09-26 10-03",
        "2027, 04-22 04-28 05-12 06-11 10-02 10-03 10-11 10-16 10-23",
        "2028, 04-11 04-17 05-02 05-31 09-21 09-22 09-30 10-05 10-12",
    })
    void israelByFeed(int year, String dates) {
        ICalendarHolidays israel = feed(year, "חג", dates);
        assertThat(in(year, israel)).isEqualTo(dates);
        BusinessCalendar office = BusinessCalendar.builder("Tel Aviv")
                .zone("Asia/Jerusalem")
                .hours(WeeklyHours.parse("Sun-Thu 09:00-18:00"))
                .holidays(israel)
                .build();
        assertThat(office.isBusinessDay(LocalDate.parse(year + "-" + dates.substring(0, 5))))
                .isFalse();
    }
}
