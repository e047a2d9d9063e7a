package org.sla4j.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ICalendarHolidaysTest {
    private static final int CURRENT = 2026;

    private static String file(String... events) {
        StringBuilder out = new StringBuilder("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\n");
        for (String event : events) {
            out.append("BEGIN:VEVENT\r\n").append(event.replace("\n", "\r\n")).append("\r\nEND:VEVENT\r\n");
        }
        return out.append("END:VCALENDAR\r\n").toString();
    }

    private static List<String> in(int year, HolidayCalendar holidays) {
        LocalDate newYear = LocalDate.of(year, 1, 1);
        return newYear.datesUntil(newYear.plusYears(1))
                .filter(holidays::isHoliday)
                .map(date -> date.toString().substring(5))
                .toList();
    }

    private static List<String> in2026(String... events) {
        return in(CURRENT, ICalendarHolidays.parse(file(events)));
    }

    private static void refused(String text, String... message) {
        assertThatThrownBy(() -> ICalendarHolidays.parse(text))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContainingAll(message);
    }

    @Test
    void anAllDayEventIsANamedHoliday() {
        ICalendarHolidays holidays =
                ICalendarHolidays.parse(file("DTSTART;VALUE=DATE:20261225\nSUMMARY:Christmas\\, first\n  day"));
        assertThat(in(CURRENT, holidays)).containsExactly("12-25");
        assertThat(holidays.nameOf(LocalDate.of(2026, 12, 25))).contains("Christmas, first day");
        assertThat(holidays.notes()).isEmpty();
    }

    @Test
    void theEndIsTheFirstDateAfterTheEvent() {
        assertThat(in2026("DTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261227"))
                .containsExactly("12-24", "12-25", "12-26");
    }

    @Test
    void aDurationCountsDaysOrWeeks() {
        assertThat(in2026("DTSTART;VALUE=DATE:20261224\nDURATION:P2D")).containsExactly("12-24", "12-25");
        assertThat(in2026("DTSTART;VALUE=DATE:20260701\nDURATION:P1W")).hasSize(7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "20200525 | FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO | 05-25",
                "20201126 | FREQ=YEARLY;BYMONTH=11;BYDAY=4TH | 11-26",
                "20260501 | FREQ=DAILY;UNTIL=20260503 | 05-01 05-02 05-03",
                "20260501 | FREQ=DAILY;UNTIL=20260503T000000Z | 05-01 05-02 05-03",
                "20260501 | FREQ=WEEKLY;COUNT=2 | 05-01 05-08",
                "20260501 | FREQ=MONTHLY;INTERVAL=4 | 05-01 09-01",
                "20240229 | FREQ=YEARLY | ''",
                "16000704 | FREQ=YEARLY | 07-04",
            })
    void recurrenceRulesAreFollowed(String start, String rule, String expected) {
        assertThat(String.join(" ", in2026("DTSTART;VALUE=DATE:" + start + "\nRRULE:" + rule)))
                .isEqualTo(expected);
    }

    @Test
    void aYearlyRuleReachesTheEndOfTheSupportedYears() {
        ICalendarHolidays holidays = ICalendarHolidays.parse(file("DTSTART;VALUE=DATE:20260704\nRRULE:FREQ=YEARLY"));
        assertThat(in(2200, holidays)).containsExactly("07-04");
        assertThat(holidays.coverage()).hasToString("2026-01-01/2200-12-31");
    }

    @Test
    void datesAreAddedAndTakenOut() {
        assertThat(
                        in2026(
                                "DTSTART;VALUE=DATE:20260501\nRRULE:FREQ=MONTHLY;COUNT=3\nEXDATE;VALUE=DATE:20260601\nRDATE;VALUE=DATE:20260815,20260816"))
                .containsExactly("05-01", "07-01", "08-15", "08-16");
    }

    @Test
    void aSingleOccurrenceCanBeMovedOrCancelled() {
        String master = "UID:a\nDTSTART;VALUE=DATE:20260501\nRRULE:FREQ=MONTHLY;COUNT=3";
        assertThat(in2026(master, "UID:a\nRECURRENCE-ID;VALUE=DATE:20260601\nDTSTART;VALUE=DATE:20260602"))
                .containsExactly("05-01", "06-02", "07-01");
        assertThat(in2026(
                        master,
                        "UID:a\nRECURRENCE-ID;VALUE=DATE:20260701\nDTSTART;VALUE=DATE:20260701\nSTATUS:CANCELLED"))
                .containsExactly("05-01", "06-01");
    }

    @Test
    void cancelledEventsAreLeftOut() {
        assertThat(in2026("DTSTART;VALUE=DATE:20260501\nSTATUS:CANCELLED", "DTSTART;VALUE=DATE:20260502"))
                .containsExactly("05-02");
    }

    @Test
    void eventsWithATimeOfDayArePassedOverAndListed() {
        ICalendarHolidays holidays = ICalendarHolidays.parse(file(
                "DTSTART;VALUE=DATE:20260501",
                "DTSTART;TZID=Europe/Berlin:20260703T150000\nSUMMARY:Summer party",
                "DTSTART:20260704T150000Z"));
        assertThat(in(CURRENT, holidays)).containsExactly("05-01");
        assertThat(holidays.notes())
                .extracting(ICalendarHolidays.Note::toString)
                .containsExactly(
                        "line 7 \"Summer party\": it has a time of day (20260703T150000); it is not a holiday",
                        "line 11: it has a time of day (20260704T150000Z); it is not a holiday");
        assertThat(holidays.strictly()).isSameAs(holidays);
    }

    @Test
    void otherComponentsArePassedOver() {
        assertThat(
                        in2026(
                                "DTSTART;VALUE=DATE:20260501\nBEGIN:VALARM\nTRIGGER:-PT15M\nDURATION:PT5M\nSUMMARY:x\nEND:VALARM\nDTEND;VALUE=DATE:20260502"))
                .containsExactly("05-01");
    }

    @Test
    void theDefaultTimeZoneOfTheMachineDoesNotMatter() {
        TimeZone before = TimeZone.getDefault();
        try {
            for (String zone : new String[] {"Pacific/Kiritimati", "America/Los_Angeles", "Africa/Cairo", "UTC"}) {
                TimeZone.setDefault(TimeZone.getTimeZone(zone));
                assertThat(
                                in2026(
                                        "DTSTART;VALUE=DATE:20260424\nRRULE:FREQ=DAILY;UNTIL=20260425\nEXDATE;VALUE=DATE:20260424\nRDATE;VALUE=DATE:20261231"))
                        .as(zone)
                        .containsExactly("04-25", "12-31");
            }
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void eventsThatEndCoverTheirYears() {
        assertThat(ICalendarHolidays.parse(file("DTSTART;VALUE=DATE:20240501", "DTSTART;VALUE=DATE:20261225"))
                        .coverage())
                .hasToString("2024-01-01/2026-12-31");
    }

    @Test
    void eventsThatEndLimitTheCoverageOfOnesThatDoNot() {
        assertThat(ICalendarHolidays.parse(
                                file("DTSTART;VALUE=DATE:20241225\nRRULE:FREQ=YEARLY", "DTSTART;VALUE=DATE:20300422"))
                        .coverage())
                .hasToString("2024-01-01/2030-12-31");
    }

    @Test
    void coverageReachesTheStartOfTheLastEndlessEvent() {
        assertThat(ICalendarHolidays.parse(
                                file("DTSTART;VALUE=DATE:20260501", "DTSTART;VALUE=DATE:20301225\nRRULE:FREQ=YEARLY"))
                        .coverage())
                .hasToString("2026-01-01/2030-12-31");
    }

    @Test
    void aRuleWithACountCoversItsYears() {
        assertThat(ICalendarHolidays.parse(file("DTSTART;VALUE=DATE:20260501\nRRULE:FREQ=YEARLY;COUNT=2"))
                        .coverage())
                .hasToString("2026-01-01/2027-12-31");
    }

    @Test
    void aDurationOfTwoWeeksIsFourteenDays() {
        assertThat(in2026("DTSTART;VALUE=DATE:20260501\nDURATION:P2W")).hasSize(14);
    }

    @Test
    void aColonInQuotesIsPartOfAParameter() {
        HolidayCalendar holidays = ICalendarHolidays.parse(
                file("DTSTART;VALUE=DATE:20260501\nSUMMARY;ALTREP=\"https://example.org\":Labour Day"));
        assertThat(holidays.nameOf(LocalDate.of(2026, 5, 1))).contains("Labour Day");
    }

    @Test
    void aBackslashAtTheEndOfANameStandsForItself() {
        HolidayCalendar holidays = ICalendarHolidays.parse(file("DTSTART;VALUE=DATE:20260501\nSUMMARY:May\\"));
        assertThat(holidays.nameOf(LocalDate.of(2026, 5, 1))).contains("May\\");
    }

    @Test
    void asMuchAsTheLimitsAllowIsRead() {
        String may = file("DTSTART;VALUE=DATE:20260501");
        String padding = "X-PADDING:";
        String end = "END:VCALENDAR\r\n";
        String full =
                may.replace(end, padding + "x".repeat((1 << 20) - may.length() - padding.length() - 2) + "\r\n" + end);
        assertThat(full).hasSize(1 << 20);
        assertThat(in(2026, ICalendarHolidays.parse(full))).containsExactly("05-01");
        String[] rules = filled(500, "DTSTART;VALUE=DATE:20260501\nRRULE:FREQ=YEARLY;COUNT=1");
        assertThat(in2026(rules)).containsExactly("05-01");
        String deep = may.replace(end, "BEGIN:X\n".repeat(15) + "END:X\n".repeat(15) + end);
        assertThat(in(2026, ICalendarHolidays.parse(deep))).containsExactly("05-01");
    }

    @Test
    void eventsWithATimeOfDayAloneAreCountedInTheRefusal() {
        refused(file("DTSTART:20260501T090000"), ", only 1 with a time of day;");
        assertThatThrownBy(() -> ICalendarHolidays.parse(file())).hasMessageNotContaining("with a time of day");
    }

    @Test
    void theCallerCanVouchForAnotherCoverage() {
        DateRange known = DateRange.of(LocalDate.of(2025, 1, 1), LocalDate.of(2040, 12, 31));
        ICalendarHolidays holidays =
                ICalendarHolidays.parse(file("DTSTART;VALUE=DATE:20240501", "DTSTART;VALUE=DATE:20260501"));
        assertThat(holidays.withCoverage(known).coverage()).isEqualTo(known);
        assertThat(holidays.withCoverage(known).isHoliday(LocalDate.of(2024, 5, 1)))
                .isFalse();
        assertThat(holidays.withCoverage(known).isHoliday(LocalDate.of(2026, 5, 1)))
                .isTrue();
    }

    @Test
    void aCalendarFailsBeyondTheYearsOfItsFile() {
        BusinessCalendar office = BusinessCalendar.builder("plant")
                .zone("UTC")
                .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
                .holidays(ICalendarHolidays.parse(file("DTSTART;VALUE=DATE:20260501")))
                .build();
        assertThat(office.isBusinessDay(LocalDate.of(2026, 5, 1))).isFalse();
        assertThatThrownBy(() -> office.isBusinessDay(LocalDate.of(2027, 5, 3)))
                .hasMessageContaining("2026-01-01/2026-12-31");
    }

    @Test
    void valuesCompareByContentAndCanBeWrittenDown() {
        String text = file("DTSTART;VALUE=DATE:20260501\nDTEND;VALUE=DATE:20260503\nSUMMARY:May");
        assertThat(ICalendarHolidays.parse(text))
                .isEqualTo(ICalendarHolidays.parse(text))
                .hasSameHashCodeAs(ICalendarHolidays.parse(text))
                .hasToString("2026-05-01/2026-05-02 May, known for 2026-01-01/2026-12-31");
        BusinessCalendar plant = BusinessCalendar.builder("plant")
                .zone("UTC")
                .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
                .holidays(ICalendarHolidays.parse(text))
                .build();
        CalendarDefinition written = CalendarDefinition.of(plant);
        assertThat(written.holidaysKnown()).isEqualTo("2026-01-01/2026-12-31");
        assertThat(written.toCalendar()).isEqualTo(plant);
    }

    @Test
    void readersAndFilesAreReadLikeText(@TempDir Path directory) throws Exception {
        String text =
                "\uFEFF" + file("DTSTART:20260501\nSUMMARY:Fête du travail").replace("\r\n", "\n");
        Path path = Files.writeString(directory.resolve("a.ics"), text);
        assertThat(ICalendarHolidays.read(path))
                .isEqualTo(ICalendarHolidays.parse(text))
                .isEqualTo(ICalendarHolidays.read(new StringReader(text)));
        assertThat(ICalendarHolidays.read(path).nameOf(LocalDate.of(2026, 5, 1)))
                .contains("Fête du travail");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n \r\n",
                "not a calendar",
                "<html><body>Sign in</body></html>",
                "BEGIN:VEVENT\nDTSTART:20260501\nEND:VEVENT",
                "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:2026",
                "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260501\nEND:VTODO",
                "BEGIN:VCALENDAR\nVERSION:1.0\nEND:VCALENDAR",
                "BEGIN:VCALENDAR\nEND:VCALENDAR\nEND:VCALENDAR",
                "BEGIN:VCALENDAR\nEND:VCALENDAR",
                "BEGIN:VCALENDAR\nno colon\nEND:VCALENDAR",
                "BEGIN:VCALENDAR\nX;A=\"open:1\nEND:VCALENDAR",
                "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260501T090000\nEND:VEVENT\nEND:VCALENDAR",
                "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:25000501\nEND:VEVENT\nEND:VCALENDAR",
            })
    void whatIsNoWholeCalendarOfHolidaysIsRefused(String text) {
        refused(text, "The definition of holidays in iCalendar text has ");
    }

    @Test
    void anOldCalendarIsFollowedThroughTheSupportedYearsOnly() {
        assertThat(in2026("DTSTART;VALUE=DATE:00010101\nRRULE:FREQ=DAILY")).hasSize(365);
        refused(
                file("DTSTART;VALUE=DATE:00010101\nRRULE:FREQ=DAILY;UNTIL=21001231"),
                "line 6: The events up to here have more than the 50000 dates");
    }

    @Test
    void fiveHundredRulesWithoutEndFit() {
        String[] rules = new String[500];
        for (int i = 0; i < rules.length; i++) {
            rules[i] = "UID:" + i + "\nDTSTART;VALUE=DATE:20260501\nRRULE:FREQ=" + (i % 2 == 0 ? "YEARLY" : "DAILY");
        }
        ICalendarHolidays all = ICalendarHolidays.parse(file(rules));
        assertThat(in(2027, all)).hasSize(365);
        assertThat(all.coverage()).hasToString("2026-01-01/2200-12-31");
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void aHostileFileIsRefusedAfterABoundedAmountOfWork() {
        String event = "DTSTART;VALUE=DATE:20260501";
        String slow = "DTSTART;VALUE=DATE:20240229\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29";
        refused("x".repeat((1 << 20) + 1), "longer than the 1048576 characters");
        refused(file(filled(10_001, event)), "more than the 10000 events");
        refused(file(filled(501, slow)), "more than the 500 recurrence rules");
        refused(
                file(filled(200, "DTSTART;VALUE=DATE:20260501\nRRULE:FREQ=DAILY;COUNT=999")),
                "more than the 50000 dates");
        refused(file(event + "\nEXDATE:" + "20260501,".repeat(60_000)), "more than the 50000 dates");
        refused("BEGIN:VCALENDAR\n" + "BEGIN:X\n".repeat(100_000), "deeper than the 16 levels");
        refused("BEGIN:VCALENDAR\n" + " x\n".repeat(300_000), "line 1");
        refused(
                file(filled(10_000, "DTSTART:x")),
                "There is no all-day event",
                "The list is cut here: 981 more are not shown.",
                "line 5: \"x\" in DTSTART is not a date");
        refused("BEGIN:VCALENDAR\n".repeat(60_000), "There is no all-day event");
        refused("=\n".repeat(500_000), "is outside of a calendar");
        refused("\n".repeat(1 << 20), "The text is empty");
    }

    private static String[] filled(int count, String event) {
        String[] events = new String[count];
        Arrays.fill(events, event);
        return events;
    }

    @Test
    void aReaderWithoutEndIsNotReadToItsEnd() {
        Reader endless = new Reader() {
            @Override
            public int read(char[] buffer, int offset, int length) {
                Arrays.fill(buffer, offset, offset + length, 'x');
                return length;
            }

            @Override
            public void close() {}
        };
        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThatThrownBy(() -> ICalendarHolidays.read(endless))
                        .hasMessageContaining("longer than the 1048576 characters"));
    }
}
