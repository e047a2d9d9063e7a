package org.sla4j.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sla4j.calendar.ICalendarOdditiesTest.clean;
import static org.sla4j.calendar.ICalendarOdditiesTest.dates;
import static org.sla4j.calendar.ICalendarOdditiesTest.file;
import static org.sla4j.calendar.ICalendarOdditiesTest.mended;
import static org.sla4j.calendar.ICalendarOdditiesTest.read;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Slips of programs and people that write feeds, one at a time: what is made of each, and that it is said. */
class ICalendarSlipsTest {
    private static final String MAY_DAY = "DTSTART;VALUE=DATE:20260501\n";
    private static final String FOUR_WEEKS = "UID:a\nDTSTART;VALUE=DATE:20260501\nRRULE:FREQ=WEEKLY;COUNT=4";

    private static String lines(String text) {
        return text.replace("\\n", "\n");
    }

    // ---- dates ----

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DTSTART:20260501T | a date without VALUE=DATE",
                "DTSTART;VALUE=DATE-TIME:20260501 | a date without VALUE=DATE",
                "DTSTART;VALUE=DATE:2026-5-1 | \"2026-5-1\" is not written like 20261225",
                "DTSTART;VALUE=DATE:2026/5/01 | is not written like 20261225",
                "DTSTART;VALUE=DATE:2026.05.01 | is not written like 20261225",
                "DTSTART;TZID=Europe/Berlin;VALUE=DATE:20260501T000000 | a date with a time",
                "DTSTART:20260501T0000\\nDTEND:20260502T0000 | from midnight to midnight",
                "DTSTART:2026-05-01T00:00:00+02:00\\nDTEND:2026-05-02T00:00:00+02:00 | from midnight to midnight",
                "DTSTART:2026-05-01T00:00:00-0330\\nDTEND:2026-05-02T00:00:00-0330 | from midnight to midnight",
                "DTSTART:20260501T000000.000\\nDTEND:20260502T000000.000 | from midnight to midnight",
                "DTSTART:20260501T000000\\nDTEND;VALUE=DATE:20260502 | from midnight to midnight",
                "DTSTART:20260501T000000\\nDURATION:P1DT0H | from midnight to midnight",
                "DTSTART;TZID=Asia/Tokyo:20260501T000000\\nDTEND:20260501T150000Z | from midnight to midnight",
                "DTSTART;TZID=MEZ:20260501T000000\\nDTEND;TZID=MEZ:20260502T000000 | from midnight to midnight",
                "DTSTART:20260501T000000\\nX-MICROSOFT-MSNCALENDAR-ALLDAYEVENT:TRUE | marked as an all-day event",
                "DTSTART;TZID=\"Europe/Berlin:20260501T000000\\nDURATION:P1D | a quotation mark that is never closed",
                "DTSTART;VALUE=DATE:20260501\\nDTEND:20260502 | DTEND is a date without VALUE=DATE",
                "DTSTART;VALUE=DATE:20260501\\nDTSTART;TZID=Europe/Berlin:20260501T090000 | DTSTART occurs twice",
            })
    void aDateIsReadHoweverItIsWritten(String event, String note) {
        assertThat(mended(note, "", lines(event))).isEqualTo("2026-05-01");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DTSTART;VALUE=DATE:20260501  ",
                "DTSTART; VALUE=DATE:20260501",
                "DTSTART;VALUE=\"DATE\":20260501",
                "dtstart;value=date:20260501",
                "DTSTART;VALUE=DATE;TZID=Europe/Berlin:20260501",
                "DTSTART;VALUE=DATE;X-NOTE=\"a;b:c\":20260501",
                "DTSTA\n RT;VALUE=DATE:2026\n 0501",
                "DTSTART;VALUE=DATE:20260501\nDTSTART;VALUE=DATE:20260501",
                "DTSTART;VALUE=DATE:20260501\nDTEND;VALUE=DATE:",
                "DTSTART;VALUE=DATE:20260501\nCLASS:\nTRANSP:\nSTATUS:",
                "BEGIN:VALARM\nDTSTART;VALUE=DATE:20260401\nDURATION:P9D\nEND:VALARM\nDTSTART;VALUE=DATE:20260501",
            })
    void whatOnlyLooksOddIsFine(String event) {
        assertThat(clean("", event)).isEqualTo("2026-05-01");
    }

    @ParameterizedTest
    @CsvSource({
        "Asia/Beirut, 20210328T010000, 20210329T000000, 2021-03-28",
        "America/Sao_Paulo, 20171015T010000, 20171016T000000, 2017-10-15",
        "America/Sao_Paulo, 20171014T000000, 20171015T010000, 2017-10-14",
    })
    void aDayWithoutAMidnightIsWholeFromItsFirstMoment(String zone, String start, String end, String date) {
        ICalendarHolidays feed = ICalendarHolidays.parse(
                file("", "DTSTART;TZID=" + zone + ":" + start + "\nDTEND;TZID=" + zone + ":" + end));
        assertThat(feed.dates(feed.coverage())).containsExactly(LocalDate.parse(date));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DTSTART;TZID=Asia/Beirut:20210329T010000\nDTEND;TZID=Asia/Beirut:20210330T000000",
                "DTSTART:20260501T000001\nDTEND:20260501T235959",
                "DTSTART:20260501T000000\nDTEND:20260501T235800",
                "DTSTART:20260501T000000\nDTEND:20260502T000001",
                "DTSTART:20260501T010000\nDTEND;VALUE=DATE:20260502",
            })
    void almostADayIsNoDay(String event) {
        assertThat(clean("", event, "DTSTART;VALUE=DATE:20260601")).isEqualTo("2026-06-01");
    }

    // ---- lists of dates ----

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RDATE;VALUE=DATE:20260510;20260511 | semicolons part the dates of RDATE | 2026-05-01 2026-05-10 2026-05-11",
                "RDATE;VALUE=DATE:20260510\\,20260511 | RDATE is escaped | 2026-05-01 2026-05-10 2026-05-11",
                "RDATE:20260510 | RDATE is a date without VALUE=DATE | 2026-05-01 2026-05-10",
                "RDATE;VALUE=DATE:20260510-20260512 | is not a date | 2026-05-01",
                "RDATE:20260510/20260512 | is a period | 2026-05-01 2026-05-10 2026-05-11",
            })
    void furtherDatesAreReadHoweverTheyAreParted(String line, String note, String expected) {
        assertThat(mended(note, "", MAY_DAY + line)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EXDATE;VALUE=DATE:20260502;20260503 | semicolons part the dates of EXDATE | 2026-05-01 2026-05-04",
                "EXDATE:20260502 | EXDATE is a date without VALUE=DATE | 2026-05-01 2026-05-03 2026-05-04",
                "EXDATE;TZID=Tokyo Standard Time:20260502T000000 | has a time of day | 2026-05-01 2026-05-03 2026-05-04",
                "EXDATE;TZID=Nowhere/Land:20260502T090000 | has a time of day | 2026-05-01 2026-05-03 2026-05-04",
            })
    void exceptionsAreReadHoweverTheyAreWritten(String line, String note, String expected) {
        assertThat(mended(note, "", MAY_DAY + "RRULE:FREQ=DAILY;COUNT=4\n" + line))
                .isEqualTo(expected);
    }

    @Test
    void theFirstDateCanBeAnException() {
        assertThat(clean("", MAY_DAY + "RRULE:FREQ=DAILY;COUNT=3\nEXDATE;VALUE=DATE:20260501"))
                .isEqualTo("2026-05-02 2026-05-03");
    }

    // ---- rules ----

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RRULE:FREQ=YEARLY;COUNT=2 | RRULE: is written twice | 2026-05-01 2027-05-01",
                "FREQ=YEARLY,COUNT=2 | commas part the rule | 2026-05-01 2027-05-01",
                "\"FREQ=YEARLY;COUNT=2\" | quoted or escaped | 2026-05-01 2027-05-01",
                "FREQ=YEARLY\\;COUNT=2 | quoted or escaped | 2026-05-01 2027-05-01",
                "FREQ=YEARLY;COUNT=2;WKST=1 | \"WKST=1\" is not a part of a rule for dates | 2026-05-01 2027-05-01",
                "FREQ=WEEKLY;COUNT=2;BYDAY=Friday | \"FRIDAY\" in BYDAY is more than two letters | 2026-05-01 2026-05-08",
                "FREQ=WEEKLY;COUNT=3;BYDAY=Fri,Mon | more than two letters | 2026-05-01 2026-05-04 2026-05-08",
                "FREQ=MONTHLY;COUNT=2;BYDAY=1Friday | more than two letters | 2026-05-01 2026-06-05",
                "FREQ=WEEKLY;COUNT=2;BYDAY=FRMO | is not a recurrence rule | 2026-05-01",
                "FREQ=YEARLY;BYEASTER=1 | nobody knows what its part BYEASTER means | 2026-05-01",
                "FREQ=YEARLY;COUNT=2;BYHOUR=0;BYMINUTE=0 | is not a part of a rule for dates | 2026-05-01 2027-05-01",
                "FREQ=YEARLY;COUNT=-1 | its COUNT is not a number | 2026-05-01",
                "FREQ=YEARLY;UNTIL=2028 | its UNTIL is not a date | 2026-05-01",
                "FREQ=YEARLY;UNTIL=20280501Z | UNTIL is not written like 20261225 | 2026-05-01 2027-05-01 2028-05-01",
                "FREQ=YEARLY;UNTIL=20280501T0000 | UNTIL has a time of day | 2026-05-01 2027-05-01 2028-05-01",
                "FREQ=YEARLY;BYMONTHDAY=32;COUNT=2 | \"32\" in its BYMONTHDAY is not a number from 1 to 31, or from -1 to -31 | 2026-05-01",
                "FREQ=MONTHLY;BYDAY=0FR;COUNT=2 | \"0FR\" in its BYDAY is not a weekday such as MO, 2MO or -1MO | 2026-05-01",
                "FREQ=YEARLY;BYMONTH=-5;COUNT=2 | \"-5\" in its BYMONTH is not a number from 1 to 12; | 2026-05-01",
                "FREQ=MONTHLY;BYDAY=FR;BYSETPOS=0 | \"0\" in its BYSETPOS is not a number from 1 to 366 | 2026-05-01",
                "FREQ=WEEKLY;BYDAY=1FR;COUNT=2 | the weekdays count without the number | 2026-05-01 2026-05-08",
                "FREQ=YEARLY;BYWEEKNO=18;BYDAY=-1FR;COUNT=2 | the weekdays count without the number | 2026-05-01 2027-05-07",
                "FREQ=WEEKLY;BYMONTHDAY=1;COUNT=2 | BYMONTHDAY does not go with FREQ=WEEKLY | 2026-05-01 2026-06-01",
                "FREQ=DAILY;BYYEARDAY=121;COUNT=2 | BYYEARDAY does not go with FREQ=DAILY | 2026-05-01 2027-05-01",
                "FREQ=MONTHLY;BYWEEKNO=18;BYDAY=FR;COUNT=2 | BYWEEKNO does not go with FREQ=MONTHLY | 2026-05-01 2027-05-07",
            })
    void aRuleIsReadHoweverItIsWritten(String rule, String note, String expected) {
        assertThat(mended(note, "", MAY_DAY + "RRULE:" + rule)).isEqualTo(expected);
    }

    @Test
    void anEmptyUntilIsNoEnd() {
        ICalendarHolidays feed = ICalendarHolidays.parse(file("", MAY_DAY + "RRULE:FREQ=YEARLY;UNTIL="));
        assertThat(feed.coverage().last()).isEqualTo(DateRange.SUPPORTED.last());
        assertThat(feed.notes())
                .singleElement()
                .satisfies(note -> assertThat(note.odd()).isEqualTo("\"UNTIL=\" is not a part of a rule for dates"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"16010101", "00010101", "19000101"})
    void aRuleMayBeginLongAgo(String start) {
        ICalendarHolidays feed =
                ICalendarHolidays.parse(file("", "DTSTART;VALUE=DATE:" + start + "\nRRULE:FREQ=YEARLY"));
        assertThat(feed.isHoliday(LocalDate.of(2026, 1, 1))).isTrue();
        assertThat(feed.isHoliday(LocalDate.of(2026, 1, 2))).isFalse();
    }

    // ---- versions and replacements ----

    @Test
    void theNewestReplacementCountsHoweverItNamesItsDate() {
        assertThat(mended(
                        "\"20260508T000000\" in RECURRENCE-ID has a time of day",
                        "",
                        FOUR_WEEKS,
                        "UID:a\nSEQUENCE:2\nRECURRENCE-ID:20260508T000000\nDTSTART;VALUE=DATE:20260509",
                        "UID:a\nSEQUENCE:1\nRECURRENCE-ID;VALUE=DATE:20260508\nDTSTART;VALUE=DATE:20260510"))
                .isEqualTo("2026-05-01 2026-05-09 2026-05-15 2026-05-22");
    }

    @Test
    void aReplacementMayComeBeforeItsSeriesAndBeOlder() {
        assertThat(clean(
                        "",
                        "UID:a\nSEQUENCE:0\nRECURRENCE-ID;VALUE=DATE:20260508\nDTSTART;VALUE=DATE:20260509",
                        FOUR_WEEKS + "\nSEQUENCE:2"))
                .isEqualTo("2026-05-01 2026-05-09 2026-05-15 2026-05-22");
    }

    @Test
    void anOccurrenceReplacedByOneWithATimeOfDayIsNoHoliday() {
        assertThat(
                        mended(
                                "in RECURRENCE-ID has a time of day",
                                "",
                                FOUR_WEEKS,
                                "UID:a\nRECURRENCE-ID;TZID=Europe/Berlin:20260508T090000\nDTSTART;TZID=Europe/Berlin:20260508T090000\nDURATION:PT3H"))
                .isEqualTo("2026-05-01 2026-05-15 2026-05-22");
    }

    @Test
    void aTimeOfDayIsRightWhereASeriesHasOne() {
        assertThat(clean(
                        "",
                        "UID:a\nDTSTART;TZID=Europe/Berlin:20260501T090000\nRRULE:FREQ=WEEKLY;COUNT=2",
                        "UID:a\nRECURRENCE-ID;TZID=Europe/Berlin:20260508T090000\nDTSTART;TZID=Europe/Berlin:20260508T100000",
                        "DTSTART;VALUE=DATE:20260601"))
                .isEqualTo("2026-06-01");
    }

    @Test
    void aReplacementWithoutAUidReplacesNothing() {
        assertThat(mended(
                        "it replaces an occurrence of an event but has no UID; it is taken by itself",
                        "",
                        MAY_DAY + "RRULE:FREQ=WEEKLY;COUNT=2",
                        "RECURRENCE-ID;VALUE=DATE:20260508\nDTSTART;VALUE=DATE:20260509"))
                .isEqualTo("2026-05-01 2026-05-08 2026-05-09");
    }

    @Test
    void theReplacementsOfACancelledSeriesGoWithIt() {
        ICalendarHolidays feed = ICalendarHolidays.parse(file(
                "",
                FOUR_WEEKS + "\nSEQUENCE:1\nSTATUS:CANCELLED",
                "UID:a\nSEQUENCE:1\nRECURRENCE-ID;VALUE=DATE:20260508\nDTSTART;VALUE=DATE:20260509",
                "UID:a\nSEQUENCE:2\nRECURRENCE-ID;VALUE=DATE:20260515\nDTSTART;VALUE=DATE:20260516"));
        assertThat(dates(feed.strictly())).isEqualTo("2026-05-16");
        assertThat(feed.notes())
                .singleElement()
                .hasToString("line 11: the series of which it replaces an occurrence is cancelled; so is the event");
    }

    @Test
    void aCancelledEventBesideOneThatStandsTakesNoReplacementAway() {
        assertThat(dates(ICalendarHolidays.parse(file(
                        "",
                        FOUR_WEEKS,
                        "UID:a\nDTSTART;VALUE=DATE:20250501\nSTATUS:CANCELLED",
                        "UID:a\nRECURRENCE-ID;VALUE=DATE:20260508\nDTSTART;VALUE=DATE:20260509"))))
                .isEqualTo("2026-05-01 2026-05-09 2026-05-15 2026-05-22");
    }

    @Test
    void allThatFollowsCanBeCancelled() {
        String cancelled = "UID:a\nRECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20260515\nSTATUS:CANCELLED";
        assertThat(clean("", FOUR_WEEKS, cancelled)).isEqualTo("2026-05-01 2026-05-08");
        assertThat(clean(
                        "",
                        FOUR_WEEKS,
                        "UID:a\nRECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20260508\nDTSTART;VALUE=DATE:20260509",
                        cancelled))
                .isEqualTo("2026-05-01 2026-05-09");
    }

    @Test
    void theAmericanSpellingCancelsToo() {
        assertThat(mended("CANCELED has one L", "", MAY_DAY + "STATUS:Canceled", "DTSTART;VALUE=DATE:20260601"))
                .isEqualTo("2026-06-01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"first", "-1", "1.0"})
    void aSequenceThatIsNoNumberIsTheFirstVersion(String sequence) {
        assertThat(mended(
                        "\"" + sequence + "\" in SEQUENCE is not a number; it is taken for 0",
                        "",
                        "UID:a\nDTSTART;VALUE=DATE:20260501\nSEQUENCE:" + sequence,
                        "UID:a\nDTSTART;VALUE=DATE:20260601\nSEQUENCE:1"))
                .isEqualTo("2026-06-01");
    }

    // ---- lines and components ----

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SUMMARY:Party\\nDESCRIPTION:come\\nBegin: 10 Uhr\\nDTSTART;VALUE=DATE:20260501 | \"BEGIN:10 UHR\" begins nothing",
                "SUMMARY:Party\\nDESCRIPTION:come\\nEnd: 5pm\\nDTSTART;VALUE=DATE:20260501 | \"END:5PM\" ends nothing",
                "DTSTART;VALUE=DATE:20260501\\nBEGIN:VALARM\\nACTION:DISPLAY | \"END:VEVENT\" comes before the end",
            })
    void aTextOfSeveralLinesDoesNotCostItsEvent(String event, String note) {
        assertThat(mended(note, "", lines(event))).isEqualTo("2026-05-01");
    }

    @Test
    void aMissingBeginningOfAnEventIsTakenToBeThere() {
        ICalendarHolidays feed = ICalendarHolidays.parse("""
                BEGIN:VCALENDAR
                VERSION:2.0
                DTSTART;VALUE=DATE:20260501
                SUMMARY:May
                END:VEVENT
                BEGIN:VEVENT
                DTSTART;VALUE=DATE:20260601
                END:VEVENT
                END:VCALENDAR
                """);
        assertThat(dates(feed)).isEqualTo("2026-05-01 2026-06-01");
        assertThat(feed.nameOf(LocalDate.of(2026, 5, 1))).contains("May");
        assertThat(feed.notes())
                .singleElement()
                .hasToString("line 3: there is no BEGIN:VEVENT before DTSTART; it is taken to be there");
    }

    @Test
    void filesWithByteOrderMarksMayBePutOneBehindTheOther() {
        String two =
                "\uFEFF" + file("", "DTSTART;VALUE=DATE:20260501") + "\uFEFF" + file("", "DTSTART;VALUE=DATE:20260601");
        assertThat(dates(ICalendarHolidays.parse(two).strictly())).isEqualTo("2026-05-01 2026-06-01");
        assertThat(dates(read(two.getBytes(StandardCharsets.UTF_8)).strictly())).isEqualTo("2026-05-01 2026-06-01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"    ", "\t", "\n\n  "})
    void anIndentedFeedIsRead(String blanks) {
        String indent = blanks.replace("\n", "");
        String text = blanks
                + file("", "DTSTART;VALUE=DATE:20260501\nSUMMARY:May\n  Day").replace("\n", "\n" + indent);
        ICalendarHolidays feed = ICalendarHolidays.parse(text);
        assertThat(dates(feed)).isEqualTo("2026-05-01");
        assertThat(feed.nameOf(LocalDate.of(2026, 5, 1))).contains("May Day");
        assertThat(feed.notes())
                .singleElement()
                .hasToString("line 1: the lines are indented; the blanks before them are taken away");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\nContent-Type: text/calendar\n\n%s", "%s\u001a", "%s\nsent from my phone"})
    void linesAroundACalendarArePassedOver(String frame) {
        ICalendarHolidays feed = ICalendarHolidays.parse(String.format(frame, file("", MAY_DAY.strip())));
        assertThat(dates(feed)).isEqualTo("2026-05-01");
        assertThat(feed.notes()).extracting(ICalendarHolidays.Note::odd).contains("a line is outside of a calendar");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html><html><head><title>Sign in</title>",
                "{\"items\":[]}",
                "[\"vcalendar\",[],[]]",
                "<?xml version=\"1.0\"?><icalendar/>",
                "Date,Name\n2026-05-01,May Day",
                "BEGIN:VCARD\nEND:VCARD",
                "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20260501\nEND:VEVENT",
                "\u001f\u008b\u0008",
            })
    void whatIsNoCalendarIsRefused(String text) {
        assertThatThrownBy(() -> ICalendarHolidays.parse(text))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("line 1: ")
                .hasMessageContaining(
                        "is outside of a calendar; an iCalendar file begins with BEGIN:VCALENDAR and ends with END:VCALENDAR.");
    }

    // ---- texts ----

    @Test
    void textInBase64IsRead() {
        String event = "DTSTART;VALUE=DATE:20260501\nSUMMARY;ENCODING=BASE64:RsOqdGU=";
        assertThat(ICalendarHolidays.parse(file("", event)).strictly().nameOf(LocalDate.of(2026, 5, 1)))
                .contains("Fête");
        String latin = "DTSTART;VALUE=DATE:20260501\nSUMMARY;ENCODING=b;CHARSET=ISO-8859-1:RupsZQ==";
        assertThat(read(file("", latin).getBytes(Charset.forName("ISO-8859-1")))
                        .strictly()
                        .nameOf(LocalDate.of(2026, 5, 1)))
                .contains("F\u00eale");
        assertThat(mended("is not in BASE64, as it says", "", MAY_DAY + "SUMMARY;ENCODING=BASE64:%%%"))
                .isEqualTo("2026-05-01");
    }

    @Test
    void ofTwoSummariesTheFirstCounts() {
        ICalendarHolidays feed = ICalendarHolidays.parse(
                file("", MAY_DAY + "SUMMARY;LANGUAGE=de:Tag der Arbeit\nSUMMARY;LANGUAGE=en:Labour Day"));
        assertThat(feed.nameOf(LocalDate.of(2026, 5, 1))).contains("Tag der Arbeit");
        assertThat(feed.notes()).extracting(ICalendarHolidays.Note::odd).containsExactly("SUMMARY occurs twice");
    }

    @Test
    void controlCharactersInASummaryAreBlanks() {
        ICalendarHolidays feed =
                ICalendarHolidays.parse(file("", MAY_DAY + "SUMMARY:tab\tand\0nul\\, \\;semi\\\\back\\Nline"));
        assertThat(feed.strictly().nameOf(LocalDate.of(2026, 5, 1))).contains("tab and nul, ;semi\\back line");
    }
}
