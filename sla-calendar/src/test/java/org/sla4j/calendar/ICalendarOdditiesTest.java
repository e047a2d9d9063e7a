package org.sla4j.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Feeds as they come: what is odd in them, what is made of it, and that it is said. */
class ICalendarOdditiesTest {
    private static final String BERLIN = "X-WR-TIMEZONE:Europe/Berlin\n";

    static String file(String header, String... events) {
        StringBuilder out = new StringBuilder("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:test\n").append(header);
        for (String event : events) {
            out.append("BEGIN:VEVENT\n").append(event).append("\nEND:VEVENT\n");
        }
        return out.append("END:VCALENDAR\n").toString();
    }

    static String dates(HolidayCalendar holidays) {
        LocalDate first = LocalDate.of(2020, 1, 1);
        return String.join(
                " ",
                first.datesUntil(LocalDate.of(2030, 1, 1))
                        .filter(holidays::isHoliday)
                        .map(LocalDate::toString)
                        .toList());
    }

    /** The dates of a feed of one or more events, in which something is mended and said. */
    static String mended(String note, String header, String... events) {
        ICalendarHolidays feed = ICalendarHolidays.parse(file(header, events));
        assertThat(feed.notes())
                .filteredOn(made -> made.treatment() != ICalendarHolidays.Note.Treatment.PASSED_OVER)
                .extracting(ICalendarHolidays.Note::toString)
                .anySatisfy(made -> assertThat(made).contains(note));
        assertThatThrownBy(feed::strictly).isInstanceOf(InvalidDefinitionException.class);
        return dates(feed);
    }

    /** The dates of a feed in which nothing is odd. */
    static String clean(String header, String... events) {
        return dates(ICalendarHolidays.parse(file(header, events)).strictly());
    }

    static ICalendarHolidays read(byte[] bytes) {
        return ICalendarHolidays.read(new ByteArrayInputStream(bytes));
    }

    // ---- ends ----

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DTEND;VALUE=DATE:20260501 | not after the start | 2026-05-01",
                "DTEND;VALUE=DATE:20260430 | not after the start | 2026-05-01",
                "DTEND:20260503T120000 | DTEND has a time of day | 2026-05-01 2026-05-02",
                "DTEND:20260501T235959Z | DTEND has a time of day | 2026-05-01",
                "DTEND:20260502T050001Z | DTEND has a time of day | 2026-05-01",
                "DTEND:2026502 | is not a date | 2026-05-01",
                "DTEND;VALUE=DATE:2026-05-03 | is not written like 20261225 | 2026-05-01 2026-05-02",
                "DURATION:PT24H | is not in days | 2026-05-01",
                "DURATION:PT36H | is not in days | 2026-05-01 2026-05-02",
                "DURATION:P1DT12H | is not in days | 2026-05-01 2026-05-02",
                "DURATION:P0D | is not a number of days | 2026-05-01",
                "DURATION:-P1D | is not a number of days | 2026-05-01",
                "DURATION:P | is not a number of days | 2026-05-01",
                "DURATION:P1Y | is not a number of days | 2026-05-01",
                "DURATION:2 days | is not a number of days | 2026-05-01",
            })
    void anOddEndIsMended(String line, String note, String expected) {
        assertThat(mended(note, "", "DTSTART;VALUE=DATE:20260501\n" + line)).isEqualTo(expected);
    }

    @Test
    void theEndCountsWhereThereIsADurationToo() {
        assertThat(mended(
                        "both DTEND and DURATION",
                        "",
                        "DTSTART;VALUE=DATE:20260501\nDURATION:P5D\nDTEND;VALUE=DATE:20260503"))
                .isEqualTo("2026-05-01 2026-05-02");
    }

    @Test
    void anEventThatHardlyEverEndsIsHeldToTheSupportedYears() {
        ICalendarHolidays feed =
                ICalendarHolidays.parse(file("", "DTSTART;VALUE=DATE:20260501\nDTEND;VALUE=DATE:99991231"));
        assertThat(feed.isHoliday(LocalDate.of(2200, 12, 31))).isTrue();
        assertThat(feed.coverage()).hasToString("2026-01-01/2026-12-31");
    }

    // ---- date-times on all-day events ----

    @Test
    void aRecurrenceIdWithATimeReplacesItsLocalDate() {
        String master = "UID:a\nDTSTART;VALUE=DATE:20260402\nRRULE:FREQ=WEEKLY;COUNT=4";
        assertThat(mended(
                        "\"20260409T000000\" in RECURRENCE-ID has a time of day; the date counts",
                        "",
                        master,
                        "UID:a\nRECURRENCE-ID;TZID=GMT Standard Time:20260409T000000\nDTSTART;VALUE=DATE:20260410"))
                .isEqualTo("2026-04-02 2026-04-10 2026-04-16 2026-04-23");
        assertThat(
                        mended(
                                "in RECURRENCE-ID has a time of day",
                                "",
                                master,
                                "UID:a\nRECURRENCE-ID;TZID=GMT Standard Time:20260409T000000\nDTSTART;VALUE=DATE:20260409\nSTATUS:CANCELLED"))
                .isEqualTo("2026-04-02 2026-04-16 2026-04-23");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-WR-TIMEZONE:Europe/Berlin",
                "BEGIN:VTIMEZONE\nTZID:Europe/Berlin\nEND:VTIMEZONE",
                "BEGIN:VTIMEZONE\nTZID:W. Europe Standard Time\nEND:VTIMEZONE",
                "BEGIN:VTIMEZONE\nTZID:/mozilla.org/20050126_1/Europe/Berlin\nEND:VTIMEZONE",
                "BEGIN:VTIMEZONE\nTZID:Kunde\nX-LIC-LOCATION:Europe/Berlin\nEND:VTIMEZONE",
                "BEGIN:VTIMEZONE\nTZID:(UTC+01:00) Amsterdam, Berlin\nEND:VTIMEZONE",
                "BEGIN:VTIMEZONE\nTZID:Customized Time Zone\nBEGIN:DAYLIGHT\nTZOFFSETTO:+0200\nEND:DAYLIGHT\nBEGIN:STANDARD\nTZOFFSETTO:+0100\nEND:STANDARD\nEND:VTIMEZONE",
                "X-NO-ZONE:x",
            })
    void theLastOccurrenceCountsByTheLocalDateOfUntil(String header) {
        assertThat(mended(
                        "UNTIL has a time of day (20211129T230000Z); it ends on 2021-11-30",
                        header + "\n",
                        "DTSTART;VALUE=DATE:20210831\nRRULE:FREQ=MONTHLY;UNTIL=20211129T230000Z;BYDAY=TU;BYSETPOS=-1"))
                .isEqualTo("2021-08-31 2021-09-28 2021-10-26 2021-11-30");
    }

    @ParameterizedTest
    @CsvSource({
        "X-WR-TIMEZONE:America/New_York, 20260503T035959Z, 2026-05-02",
        "X-WR-TIMEZONE:America/New_York, 20260503T040000Z, 2026-05-03",
        "X-WR-TIMEZONE:Europe/Berlin, 20260502T215959Z, 2026-05-02",
        "X-WR-TIMEZONE:UTC, 20260502T230000Z, 2026-05-02",
        "X-NONE:x, 20260503T035959Z, 2026-05-02",
        "X-NONE:x, 20260503T040000Z, 2026-05-03",
        "X-NONE:x, 20260502T215959Z, 2026-05-02",
        "X-NONE:x, 20260502T220000Z, 2026-05-03",
        "X-NONE:x, 20260503T000000Z, 2026-05-03",
        "X-NONE:x, 20260503T090000, 2026-05-03",
    })
    void untilIsALocalDate(String header, String until, String last) {
        String dates = mended("UNTIL", header + "\n", "DTSTART;VALUE=DATE:20260501\nRRULE:FREQ=DAILY;UNTIL=" + until);
        assertThat(dates).endsWith(last);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EXDATE:20260501T220000Z",
                "EXDATE;TZID=Europe/Berlin:20260502T000000",
                "EXDATE;VALUE=DATE-TIME:20260502T120000",
                "EXDATE;VALUE=DATE:20260502,,",
                "EXDATE:",
                "EXDATE;VALUE=DATE:soon",
            })
    void exceptionsWithATimeOrEmptyAreRead(String line) {
        String dates = mended("EXDATE", BERLIN, "DTSTART;VALUE=DATE:20260501\nRRULE:FREQ=DAILY;COUNT=3\n" + line);
        boolean without = line.contains("2026");
        assertThat(dates).isEqualTo(without ? "2026-05-01 2026-05-03" : "2026-05-01 2026-05-02 2026-05-03");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RDATE:20260509T220000Z | 2026-05-01 2026-05-10",
                "RDATE;VALUE=PERIOD:20260510T000000/20260512T000000 | 2026-05-01 2026-05-10 2026-05-11",
                "RDATE;VALUE=PERIOD:20260510T000000/P2D | 2026-05-01 2026-05-10 2026-05-11",
                "RDATE;VALUE=PERIOD:20260510T090000/PT1H | 2026-05-01 2026-05-10",
                "RDATE;VALUE=DATE:,20260510 | 2026-05-01 2026-05-10",
                "RDATE;VALUE=DATE:20260230,20260510 | 2026-05-01 2026-05-10",
            })
    void furtherDatesWithATimeOrAPeriodAreRead(String line, String expected) {
        assertThat(mended("RDATE", BERLIN, "DTSTART;VALUE=DATE:20260501\n" + line))
                .isEqualTo(expected);
    }

    // ---- starts ----

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DTSTART:20260501 | without VALUE=DATE",
                "DTSTART;VALUE=DATE:20260501T000000 | a date with a time",
                "DTSTART;VALUE=DATE:20260501T120000Z | a date with a time",
                "DTSTART;VALUE=DATE:2026-05-01 | is not written like 20261225",
                "DTSTART;VALUE=DATE:2026/05/01 | is not written like 20261225",
                "DTSTART;VALUE=DATE:20260501Z | is not written like 20261225",
            })
    void anOddStartIsMended(String line, String note) {
        assertThat(mended(note, "", line)).isEqualTo("2026-05-01");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SUMMARY:x | it has no DTSTART",
                "DTSTART: | it has no DTSTART",
                "DTSTART;VALUE=DATE:20260230 | \"20260230\" in DTSTART is not a date",
                "DTSTART;VALUE=DATE:2026 | is not a date",
                "DTSTART:1. Mai | is not a date",
            })
    void anEventWithoutADateIsLeftOutAndTheOthersStay(String event, String note) {
        assertThat(mended(note, "", event, "DTSTART;VALUE=DATE:20260502")).isEqualTo("2026-05-02");
    }

    // ---- midnight to midnight ----

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DTSTART;TZID=Asia/Tokyo:20260501T000000 | DTEND;TZID=Asia/Tokyo:20260503T000000 | 2026-05-01 2026-05-02",
                "DTSTART:20260430T220000Z | DTEND:20260501T220000Z | 2026-05-01",
                "DTSTART:20260501T000000 | DTEND:20260502T000000 | 2026-05-01",
                "DTSTART:20260501T000000 | DTEND:20260501T240000 | 2026-05-01",
                "DTSTART:20260501T000000 | DTEND:20260501T235900 | 2026-05-01",
                "DTSTART:20260501T000000 | DTEND:20260502T235959 | 2026-05-01 2026-05-02",
                "DTSTART:20260501T000000 | DURATION:P1D | 2026-05-01",
                "DTSTART:20260501T000000 | DURATION:PT48H | 2026-05-01 2026-05-02",
                "DTSTART;TZID=America/New_York:20260307T000000 | DTEND;TZID=America/New_York:20260309T000000 | 2026-03-07 2026-03-08",
                "DTSTART:20260501T000000 | RRULE:FREQ=DAILY;UNTIL=20260502T220000Z\\nDURATION:P1D | 2026-05-01 2026-05-02 2026-05-03",
            })
    void anEventFromMidnightToMidnightIsAllDay(String start, String end, String expected) {
        assertThat(mended(
                        "it lasts from midnight to midnight; it is taken for an all-day event",
                        BERLIN,
                        start + "\n" + end.replace("\\n", "\n")))
                .isEqualTo(expected);
    }

    @Test
    void midnightInGreenwichCountsWhereNoZoneIsKnown() {
        assertThat(mended("from midnight to midnight", "", "DTSTART:20260501T000000Z\nDTEND:20260502T000000Z"))
                .isEqualTo("2026-05-01");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DTSTART:20260501T000000",
                "DTSTART:20260501T000000\nDTEND:20260501T000000",
                "DTSTART:20260501T000000\nDTEND:20260501T120000",
                "DTSTART:20260501T090000\nDTEND:20260502T090000",
                "DTSTART:20260501T000000\nDURATION:PT30H",
                "DTSTART:20260501T000000Z\nDTEND:20260502T000000Z",
                "DTSTART:20260501T000000\nDURATION:-P1D",
            })
    void anEventWithATimeOfDayIsNoHoliday(String event) {
        ICalendarHolidays feed = ICalendarHolidays.parse(file(BERLIN, event, "DTSTART;VALUE=DATE:20260601"));
        assertThat(dates(feed.strictly())).isEqualTo("2026-06-01");
        assertThat(feed.notes())
                .singleElement()
                .satisfies(
                        note -> assertThat(note.treatment()).isEqualTo(ICalendarHolidays.Note.Treatment.PASSED_OVER));
    }

    @Test
    void anEventMarkedAsAllDayIsOneWhateverItsTimes() {
        assertThat(mended(
                        "marked as an all-day event",
                        "",
                        "DTSTART:20260430T220000Z\nDTEND:20260501T220000Z\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE"))
                .isEqualTo("2026-05-01");
        assertThat(mended("marked as an all-day event", "", "DTSTART:20260501T000000\nX-FUNAMBOL-ALLDAY:1"))
                .isEqualTo("2026-05-01");
    }

    // ---- rules ----

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FREQ=YEARLY;COUNT=2; | an empty part | 2026-05-01 2027-05-01",
                "FREQ=YEARLY;;COUNT=2 | an empty part | 2026-05-01 2027-05-01",
                "FREQ=DAILY;COUNT=2;BYHOUR=0 | is not a part of a rule for dates | 2026-05-01 2026-05-02",
                "FREQ=DAILY;COUNT=2;BYMONTHDAY= | is not a part | 2026-05-01 2026-05-02",
                "FREQ=DAILY;COUNT=2;X-FOO=1 | is not a part | 2026-05-01 2026-05-02",
                "FREQ=DAILY;COUNT=2;FREQ=YEARLY | FREQ occurs twice | 2026-05-01 2026-05-02",
                "FREQ=DAILY;COUNT=9;UNTIL=20260502 | both COUNT and UNTIL | 2026-05-01 2026-05-02",
                "FREQ=DAILY;COUNT=2;UNTIL=20261231 | both COUNT and UNTIL | 2026-05-01 2026-05-02",
                "FREQ=DAILY;COUNT=2;INTERVAL=0 | goes nowhere | 2026-05-01 2026-05-02",
                "FREQ=DAILY;COUNT=2;INTERVAL=-1 | goes nowhere | 2026-05-01 2026-05-02",
                "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;UNTIL=20271231 | does not give the date of DTSTART | 2026-05-01 2026-11-26 2027-11-25",
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30 | does not give the date of DTSTART | 2026-05-01",
                "FREQ=DAILY;UNTIL=20250101 | does not give the date of DTSTART | 2026-05-01",
                "FREQ=HOURLY;COUNT=3 | its FREQ is not DAILY | 2026-05-01",
                "FREQ=NEVERLY | its FREQ is not DAILY | 2026-05-01",
                "COUNT=3 | its FREQ is not DAILY | 2026-05-01",
                "FREQ=DAILY;UNTIL=2026-05-02 | UNTIL is not written like 20261225 | 2026-05-01 2026-05-02",
                "FREQ=DAILY;COUNT=0 | its COUNT is not a number | 2026-05-01",
                "FREQ=DAILY;COUNT=x | its COUNT is not a number | 2026-05-01",
                "FREQ=DAILY;INTERVAL=2147483647 | its INTERVAL is not a number | 2026-05-01",
                "FREQ=DAILY;UNTIL=20269999 | its UNTIL is not a date | 2026-05-01",
                "FREQ=YEARLY;BYMONTH=16 | is not a recurrence rule | 2026-05-01",
                "FREQ=YEARLY;BYDAY=XX | is not a recurrence rule | 2026-05-01",
                "FREQ=YEARLY;RSCALE=CHINESE;COUNT=2 | it counts in another calendar | 2026-05-01",
            })
    void anOddRuleIsMendedOrLeftOut(String rule, String note, String expected) {
        assertThat(mended(note, "", "DTSTART;VALUE=DATE:20260501\nRRULE:" + rule))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "20260427 | FREQ=MONTHLY;COUNT=3;BYDAY=MO;BYSETPOS=-1 | 2026-04-27 2026-05-25 2026-06-29",
                "20200229 | FREQ=YEARLY;COUNT=3 | 2020-02-29 2024-02-29 2028-02-29",
                "20260501 | freq=yearly; count=2 | 2026-05-01 2027-05-01",
                "20260501 | FREQ=WEEKLY;COUNT=4;WKST=SU;BYDAY=FR,SA | 2026-05-01 2026-05-02 2026-05-08 2026-05-09",
                "20260105 | FREQ=YEARLY;COUNT=2;BYWEEKNO=2;BYDAY=MO | 2026-01-05 2027-01-11",
                "20260410 | FREQ=YEARLY;COUNT=2;BYYEARDAY=100 | 2026-04-10 2027-04-10",
                "20261231 | FREQ=MONTHLY;COUNT=3;BYMONTHDAY=-1 | 2026-12-31 2027-01-31 2027-02-28",
                "20260213 | FREQ=MONTHLY;COUNT=3;BYDAY=FR;BYMONTHDAY=13 | 2026-02-13 2026-03-13 2026-11-13",
                "20260501 | FREQ=DAILY;INTERVAL=20;UNTIL=20260610 | 2026-05-01 2026-05-21 2026-06-10",
            })
    void rulesOfAllKindsAreFollowed(String start, String rule, String expected) {
        assertThat(clean("", "DTSTART;VALUE=DATE:" + start + "\nRRULE:" + rule)).isEqualTo(expected);
    }

    @Test
    void theDatesOfTwoRulesAreTaken() {
        assertThat(mended(
                        "RRULE occurs more than once",
                        "",
                        "DTSTART;VALUE=DATE:20260501\nRRULE:FREQ=DAILY;COUNT=2\nRRULE:FREQ=MONTHLY;COUNT=2"))
                .isEqualTo("2026-05-01 2026-05-02 2026-06-01");
    }

    @Test
    void aRuleOfExceptionsIsFollowed() {
        assertThat(clean(
                        "",
                        "DTSTART;VALUE=DATE:20260501\nRRULE:FREQ=DAILY;COUNT=4\nEXRULE:FREQ=DAILY;INTERVAL=2;COUNT=9"))
                .isEqualTo("2026-05-02 2026-05-04");
    }

    @Test
    void aRuleLongerThanTheBoundIsLeftOut() {
        assertThat(mended(
                        "longer than 500 characters",
                        "",
                        "DTSTART;VALUE=DATE:20260501\nRRULE:FREQ=YEARLY;BYMONTHDAY=1" + ",1".repeat(100_000)))
                .isEqualTo("2026-05-01");
    }

    // ---- versions and replacements ----

    @Test
    void theNewestVersionOfAnEventCounts() {
        ICalendarHolidays feed = ICalendarHolidays.parse(file(
                "",
                "UID:a\nSEQUENCE:1\nDTSTART;VALUE=DATE:20260502",
                "UID:a\nSEQUENCE:0\nDTSTART;VALUE=DATE:20260501\nSUMMARY:Old",
                "UID:b\nDTSTART;VALUE=DATE:20260503",
                "UID:b\nSEQUENCE:3\nDTSTART;VALUE=DATE:20260503\nSTATUS:CANCELLED"));
        assertThat(dates(feed.strictly())).isEqualTo("2026-05-02");
        assertThat(feed.notes())
                .extracting(ICalendarHolidays.Note::toString)
                .containsExactly(
                        "line 9 \"Old\": a later version of the event, by its SEQUENCE, is in the file too; the later one counts",
                        "line 15: a later version of the event, by its SEQUENCE, is in the file too; the later one counts");
    }

    @Test
    void eventsWithoutAUidAreDifferentEvents() {
        assertThat(clean("", "SEQUENCE:1\nDTSTART;VALUE=DATE:20260501", "DTSTART;VALUE=DATE:20260502"))
                .isEqualTo("2026-05-01 2026-05-02");
    }

    @Test
    void aCancellationOfTheSameVersionTakesTheEventBack() {
        ICalendarHolidays feed = ICalendarHolidays.parse(file(
                "",
                "UID:a\nDTSTART;VALUE=DATE:20260501",
                "UID:a\nDTSTART;VALUE=DATE:20260501\nSTATUS:CANCELLED",
                "UID:b\nDTSTART;VALUE=DATE:20260502"));
        assertThat(dates(feed.strictly())).isEqualTo("2026-05-02");
        assertThat(feed.notes())
                .singleElement()
                .hasToString("line 4: a cancellation of the event is in the file too; the event is left out");
    }

    @Test
    void eventsThatShareAUidAreAllTaken() {
        assertThat(mended(
                        "it has the UID of the event in line 4 but another start; both are taken",
                        "",
                        "UID:a\nDTSTART;VALUE=DATE:20260501",
                        "UID:a\nDTSTART;VALUE=DATE:20260502"))
                .isEqualTo("2026-05-01 2026-05-02");
    }

    @Test
    void theSameEventTwiceIsOne() {
        String event = "UID:a\nDTSTART;VALUE=DATE:20260501\nSUMMARY:May";
        ICalendarHolidays feed = ICalendarHolidays.parse(file("", event, event));
        assertThat(dates(feed.strictly())).isEqualTo("2026-05-01");
        assertThat(feed.namesOf(LocalDate.of(2026, 5, 1))).containsExactly("May");
    }

    @Test
    void anEventThatReplacesAnOccurrenceDoesNotRecur() {
        assertThat(
                        mended(
                                "it replaces an occurrence and recurs itself; it does not recur",
                                "",
                                "UID:a\nDTSTART;VALUE=DATE:20260501\nRRULE:FREQ=WEEKLY;COUNT=3",
                                "UID:a\nRECURRENCE-ID;VALUE=DATE:20260508\nDTSTART;VALUE=DATE:20260509\nRRULE:FREQ=WEEKLY;COUNT=3"))
                .isEqualTo("2026-05-01 2026-05-09 2026-05-15");
    }

    @Test
    void anEventCanReplaceAllOccurrencesThatFollow() {
        assertThat(
                        clean(
                                "",
                                "UID:a\nDTSTART;VALUE=DATE:20260501\nRRULE:FREQ=WEEKLY;COUNT=4\nSUMMARY:Friday",
                                "UID:a\nRECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20260515\nDTSTART;VALUE=DATE:20260516\nSUMMARY:Saturday"))
                .isEqualTo("2026-05-01 2026-05-08 2026-05-16 2026-05-23");
        ICalendarHolidays endless = ICalendarHolidays.parse(
                file(
                        "",
                        "UID:a\nDTSTART;VALUE=DATE:20250501\nRRULE:FREQ=YEARLY\nSUMMARY:May Day",
                        "UID:a\nRECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20270501\nDTSTART;VALUE=DATE:20270430\nDTEND;VALUE=DATE:20270502\nSUMMARY:Eve and day"));
        assertThat(dates(endless.withCoverage(DateRange.SUPPORTED)))
                .isEqualTo("2025-05-01 2026-05-01 2027-04-30 2027-05-01 2028-04-30 2028-05-01 2029-04-30 2029-05-01");
        assertThat(endless.namesOf(LocalDate.of(2100, 4, 30))).containsExactly("Eve and day");
    }

    @Test
    void allOccurrencesAreReplacedFromTheFirstOn() {
        String series = "UID:a\nDTSTART;VALUE=DATE:20260501\nRRULE:FREQ=WEEKLY;COUNT=3";
        String change = "UID:a\nRECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20260501\nDTSTART;VALUE=DATE:20260502";
        assertThat(clean("", series, change)).isEqualTo("2026-05-02 2026-05-09 2026-05-16");
        assertThat(clean("", series.replace(";COUNT=3", ""), change)).startsWith("2026-05-02 2026-05-09 2026-05-16");
        assertThat(clean("", series, change + "\nSTATUS:CANCELLED", "UID:b\nDTSTART;VALUE=DATE:20260101"))
                .isEqualTo("2026-01-01");
    }

    @Test
    void anUnknownRangeOfReplacementIsSaid() {
        assertThat(mended(
                        "RANGE=THISANDPRIOR is not followed",
                        "",
                        "UID:a\nDTSTART;VALUE=DATE:20260501\nRRULE:FREQ=WEEKLY;COUNT=2",
                        "UID:a\nRECURRENCE-ID;RANGE=THISANDPRIOR;VALUE=DATE:20260508\nDTSTART;VALUE=DATE:20260509"))
                .isEqualTo("2026-05-01 2026-05-09");
    }

    @Test
    void anOccurrenceMovedFromAnEndlessRuleDoesNotEndTheCoverage() {
        ICalendarHolidays feed = ICalendarHolidays.parse(file(
                "",
                "UID:a\nDTSTART;VALUE=DATE:20250501\nRRULE:FREQ=YEARLY",
                "UID:a\nRECURRENCE-ID;VALUE=DATE:20270501\nDTSTART;VALUE=DATE:20270503"));
        assertThat(dates(feed)).isEqualTo("2025-05-01 2026-05-01 2027-05-03 2028-05-01 2029-05-01");
        assertThat(feed.coverage().last()).isEqualTo(DateRange.SUPPORTED.last());
    }

    @Test
    void theEventsOfACancelledCalendarAreLeftOut() {
        String cancelled = file("METHOD:CANCEL\n", "DTSTART;VALUE=DATE:20260501");
        assertThat(dates(ICalendarHolidays.parse(cancelled + file("", "DTSTART;VALUE=DATE:20260502"))
                        .strictly()))
                .isEqualTo("2026-05-02");
    }

    // ---- names and filters ----

    @Test
    void allNamesOfADateAreKept() {
        ICalendarHolidays feed = ICalendarHolidays.parse(file(
                "",
                "DTSTART;VALUE=DATE:20260501",
                "DTSTART;VALUE=DATE:20260501\nSUMMARY:Workers' Day",
                "DTSTART;VALUE=DATE:20250501\nRRULE:FREQ=YEARLY\nSUMMARY:May Day"));
        assertThat(feed.namesOf(LocalDate.of(2026, 5, 1))).containsExactly("May Day", "Workers' Day");
        assertThat(feed.nameOf(LocalDate.of(2026, 5, 1))).contains("May Day, Workers' Day");
    }

    @Test
    void googlesObservancesAreTakenOut() {
        ICalendarHolidays feed = ICalendarHolidays.parse(file(
                        "",
                        "DTSTART;VALUE=DATE:20260525\nSUMMARY:Memorial Day\nDESCRIPTION:Public holiday",
                        "DTSTART;VALUE=DATE:20260214\nSUMMARY:Valentine's Day\nDESCRIPTION:Observance\\nTo hide observances\\, go to Google Ca\n lendar Settings > Holidays",
                        "DTSTART;VALUE=DATE:20260510\nSUMMARY:Mother's Day\nDESCRIPTION:Observance",
                        "DTSTART;VALUE=DATE:20260621\nSUMMARY:Vatertag\nDESCRIPTION:Feiertag\\nWenn du solche Tage ausblenden willst\\, rufe in Google Kalender die Einstellungen auf",
                        "DTSTART;VALUE=DATE:20260101\nSUMMARY:New Year"))
                .withoutObservances();
        assertThat(dates(feed)).isEqualTo("2026-01-01 2026-05-25");
        assertThat(feed.coverage()).hasToString("2026-01-01/2026-12-31");
    }

    @Test
    void aFilterSeesWhatAnEventSays() {
        ICalendarHolidays feed = ICalendarHolidays.parse(file(
                "",
                "UID:a\nDTSTART;VALUE=DATE:20260501\nSUMMARY:A\\, b\nDESCRIPTION:x\\ny\nCATEGORIES:Holiday,Ba\\,nk\nCATEGORIES:Holiday\nCLASS:private\nTRANSP:transparent\nSTATUS:tentative",
                "DTSTART;VALUE=DATE:20270502"));
        assertThat(dates(feed.filter(event -> event.equals(new ICalendarHolidays.Event(
                        "a", "A, b", "x\ny", List.of("Holiday", "Ba,nk"), "PRIVATE", "TRANSPARENT", "TENTATIVE")))))
                .isEqualTo("2026-05-01");
        ICalendarHolidays other = feed.filter(
                event -> event.equals(new ICalendarHolidays.Event("", "", "", List.of(), "PUBLIC", "OPAQUE", "")));
        assertThat(dates(other)).isEqualTo("2027-05-02");
        assertThat(other.coverage()).hasToString("2026-01-01/2027-12-31");
    }

    @Test
    void workingSaturdaysOfAFeedWorkLikeAWeekday() {
        ICalendarHolidays feed = ICalendarHolidays.parse(file(
                "",
                "SUMMARY:劳动节假期\nDTSTART;VALUE=DATE:20260501\nDTEND;VALUE=DATE:20260506",
                "SUMMARY:上班(补劳动节假期)\nDTSTART;VALUE=DATE:20260509"));
        HolidayCalendar days = feed.filter(event -> !event.summary().startsWith("上班"))
                .and(feed.filter(event -> event.summary().startsWith("上班")).asWorkingDays(DayOfWeek.MONDAY));
        assertThat(dates(days)).isEqualTo("2026-05-01 2026-05-02 2026-05-03 2026-05-04 2026-05-05");
        assertThat(days.worksLike(LocalDate.of(2026, 5, 9))).contains(DayOfWeek.MONDAY);
        assertThat(days.coverage()).hasToString("2026-01-01/2026-12-31");
    }

    // ---- coverage ----

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "20260501 20270101 | 2026-01-01/2026-12-31",
                "20260501 20270101-20270103 | 2026-01-01/2026-12-31",
                "20260501 20261227-20270101 | 2026-01-01/2026-12-31",
                "20260501 20261227-20270102 20270103 | 2026-01-01/2026-12-31",
                "20260501 20270101 20270102 | 2026-01-01/2026-12-31",
                "20260501 20270101 20270106 | 2026-01-01/2027-12-31",
                "20260501 20270101 20280101 | 2026-01-01/2026-12-31",
                "20260101 20270101 | 2026-01-01/2027-12-31",
                "20270101 | 2027-01-01/2027-12-31",
                "20251227-20260102 20260501 | 2026-01-01/2026-12-31",
                "20251225 20260501 | 2025-01-01/2026-12-31",
                "20251227-20260102 | 2025-01-01/2025-12-31",
                "20240501 20270101 | 2024-01-01/2024-12-31",
            })
    void theTurnOfAYearDoesNotVouchForIt(String events, String coverage) {
        String[] written = Arrays.stream(events.split(" "))
                .map(event -> event.split("-"))
                .map(ends -> "DTSTART;VALUE=DATE:" + ends[0]
                        + (ends.length == 1
                                ? ""
                                : "\nDTEND;VALUE=DATE:"
                                        + LocalDate.parse(ends[1], java.time.format.DateTimeFormatter.BASIC_ISO_DATE)
                                                .plusDays(1)
                                                .toString()
                                                .replace("-", "")))
                .toArray(String[]::new);
        ICalendarHolidays feed = ICalendarHolidays.parse(file("", written));
        assertThat(feed.coverage()).hasToString(coverage);
    }

    @Test
    void anEndlessEventThatBeginsOnNewYearDoesNotVouchForThatYearEither() {
        ICalendarHolidays feed = ICalendarHolidays.parse(
                file("", "DTSTART;VALUE=DATE:20260501", "DTSTART;VALUE=DATE:20270101\nRRULE:FREQ=YEARLY"));
        assertThat(feed.coverage()).hasToString("2026-01-01/2026-12-31");
        assertThat(feed.isHoliday(LocalDate.of(2027, 1, 1))).isTrue();
    }

    // ---- lines, components, encodings ----

    @Test
    void aLetterCutByAFoldIsWhole() {
        byte[] text = file("", "DTSTART;VALUE=DATE:20260501\nSUMMARY:Fête").getBytes(StandardCharsets.UTF_8);
        String raw = new String(text, StandardCharsets.ISO_8859_1);
        String cut = raw.replace("\u00c3\u00aa", "\u00c3\r\n \u00aa");
        assertThat(cut).isNotEqualTo(raw);
        assertThat(read(cut.getBytes(StandardCharsets.ISO_8859_1)).strictly().nameOf(LocalDate.of(2026, 5, 1)))
                .contains("Fête");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\n", "\r", "\r\r\n", "\n\r\n", "\r\n\r\n"})
    void linesEndInManyWays(String end) {
        String text =
                file("", "DTSTART;VALUE=DATE:20260501\nSUMMARY:May\n\t Day").replace("\n", end);
        if (end.equals("\n\r\n") || end.equals("\r\n\r\n")) {
            text = text.replace(end + "\t", "\n\t");
        }
        assertThat(ICalendarHolidays.parse(text).strictly().nameOf(LocalDate.of(2026, 5, 1)))
                .contains("May Day");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void aByteOrderMarkSaysTheEncoding(String charset) {
        String text = "\uFEFF" + file("", "DTSTART;VALUE=DATE:20260501\nSUMMARY:Fête 節");
        assertThat(read(text.getBytes(Charset.forName(charset))).strictly().nameOf(LocalDate.of(2026, 5, 1)))
                .contains("Fête 節");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void zeroBytesSayTheEncodingWithoutAMark(String charset) {
        String text = file("", "DTSTART;VALUE=DATE:20260501\nSUMMARY:Fête 節");
        assertThat(read(text.getBytes(Charset.forName(charset))).strictly().nameOf(LocalDate.of(2026, 5, 1)))
                .contains("Fête 節");
    }

    @Test
    void linesThatAreNotInUtf8AreReadAsTheyDeclareOrInWindows1252() {
        byte[] declared = file("", "DTSTART;VALUE=DATE:20260501\nSUMMARY;CHARSET=ISO-8859-2:Święto")
                .getBytes(Charset.forName("ISO-8859-2"));
        assertThat(read(declared).strictly().nameOf(LocalDate.of(2026, 5, 1))).contains("Święto");
        byte[] undeclared =
                file("", "DTSTART;VALUE=DATE:20260501\nSUMMARY:Fête").getBytes(StandardCharsets.ISO_8859_1);
        ICalendarHolidays feed = read(undeclared);
        assertThat(feed.nameOf(LocalDate.of(2026, 5, 1))).contains("Fête");
        assertThat(feed.notes())
                .singleElement()
                .hasToString("line 6: the line is not in UTF-8, and is read as windows-1252; its letters may be wrong");
        assertThatThrownBy(feed::strictly).hasMessageContaining("line 6: the line is not in UTF-8");
    }

    @Test
    void theCallerMayKnowTheCharset(@TempDir Path directory) throws Exception {
        Path file = Files.write(
                directory.resolve("a.ics"),
                file("", "DTSTART;VALUE=DATE:20260501\nSUMMARY:設立記念日").getBytes(Charset.forName("Shift_JIS")));
        assertThat(ICalendarHolidays.read(file, Charset.forName("Shift_JIS"))
                        .strictly()
                        .nameOf(LocalDate.of(2026, 5, 1)))
                .contains("設立記念日");
        assertThatThrownBy(() -> ICalendarHolidays.read(directory.resolve("absent.ics")))
                .isInstanceOf(java.io.UncheckedIOException.class);
    }

    @Test
    void quotedPrintableTextOfAnOlderStandardIsRead() {
        ICalendarHolidays feed = ICalendarHolidays.parse("""
                BEGIN:VCALENDAR
                VERSION:1.0
                BEGIN:VEVENT
                DTSTART:20260501T000000
                DTEND:20260502T000000
                SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:F=C3=AA=
                te
                END:VEVENT
                END:VCALENDAR
                """);
        assertThat(feed.nameOf(LocalDate.of(2026, 5, 1))).contains("Fête");
        assertThat(feed.notes())
                .extracting(ICalendarHolidays.Note::odd)
                .contains("\"1.0\" is not the version of iCalendar, which is 2.0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "junk\\nBEGIN:VCALENDAR\\nBEGIN:VEVENT\\nDTSTART;VALUE=DATE:20260501\\nEND:VEVENT\\nEND:VCALENDAR | outside of a calendar",
                "BEGIN:VCALENDAR\\nBEGIN:VEVENT\\nDTSTART;VALUE=DATE:20260501\\nEND:VEVENT\\nEND:VCALENDAR\\njunk | outside of a calendar",
                "BEGIN:VCALENDAR\\nBEGIN:VEVENT\\nDTSTART;VALUE=DATE:20260501\\nEND:VEVENT\\n | no END:VCALENDAR",
                "BEGIN:VCALENDAR\\nBEGIN:VEVENT\\nDTSTART;VALUE=DATE:20260501\\nEND:VCALENDAR | before the end of what is in it",
                "BEGIN:VCALENDAR\\nBEGIN:VEVENT\\nBEGIN:VEVENT\\nDTSTART;VALUE=DATE:20260501\\nEND:VEVENT\\nEND:VCALENDAR | has not ended where VEVENT begins",
                "BEGIN:VCALENDAR\\nBEGIN:VEVENT\\nDTSTART;VALUE=DATE:20260501\\nEND:VEVENT\\nBEGIN:VCALENDAR\\nEND:VCALENDAR\\n | has not ended where VCALENDAR begins",
                "BEGIN:VCALENDAR\\nEND:VTODO\\nBEGIN:VEVENT\\nDTSTART;VALUE=DATE:20260501\\nEND:VEVENT\\nEND:VCALENDAR\\n | ends nothing",
                "BEGIN:VCALENDAR\\nno colon\\nBEGIN:VEVENT\\nDTSTART;VALUE=DATE:20260501\\nEND:VEVENT\\nEND:VCALENDAR\\n | is not a line of iCalendar",
                "BEGIN:VCALENDAR\\nBEGIN:VEVENT\\nDTSTART;VALUE=DATE:20260501\\nSUMMARY:two\\nlines\\nEND:VEVENT\\nEND:VCALENDAR\\n | is not a line of iCalendar",
                "BEGIN:VCALENDAR\\nBEGIN:VEVENT\\nDTSTART;VALUE=DATE:20260501\\nDTSTART;VALUE=DATE:20260502\\nEND:VEVENT\\nEND:VCALENDAR\\n | DTSTART occurs twice",
                "BEGIN:VCALENDAR\\nEND:VCALENDAR\\nBEGIN:VEVENT\\nDTSTART;VALUE=DATE:20260502\\nEND:VEVENT\\nBEGIN:VCALENDAR\\nBEGIN:VEVENT\\nDTSTART;VALUE=DATE:20260501\\nEND:VEVENT\\nEND:VCALENDAR\\n | VEVENT begins outside of a calendar",
            })
    void oddLinesAndComponentsAreMended(String text, String note) {
        ICalendarHolidays feed = ICalendarHolidays.parse(text.replace("\\n", "\n"));
        assertThat(dates(feed)).isEqualTo("2026-05-01");
        assertThat(feed.notes())
                .extracting(ICalendarHolidays.Note::odd)
                .anySatisfy(odd -> assertThat(odd).contains(note));
        assertThatThrownBy(feed::strictly).isInstanceOf(InvalidDefinitionException.class);
    }

    @Test
    void aFeedCutOffInAnEventIsRefused() {
        assertThatThrownBy(() -> ICalendarHolidays.parse(
                        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260501\nEND:VEVENT\nBEGIN:VEVENT\nDTST"))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("line 6: The text ends before END:VEVENT; is it cut off?");
    }

    @Test
    void aFeedWithoutAnAllDayEventSaysSoAndWhy() {
        assertThatThrownBy(() -> ICalendarHolidays.parse(
                        file("", "DTSTART:20260501T090000", "DTSTART;VALUE=DATE:20260230\nSUMMARY:Odd \u202E")))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContainingAll(
                        "There is no all-day event within ",
                        ", only 1 with a time of day;",
                        "\"20260230\" in DTSTART is not a date");
    }

    @Test
    void whatIsQuotedCannotForgeALine() {
        ICalendarHolidays feed = ICalendarHolidays.parse(
                file("", "DTSTART;VALUE=DATE:x\u0007y\u202E\nSUMMARY:Lab\\nour\u0085x", "DTSTART;VALUE=DATE:20260501"));
        assertThat(feed.notes())
                .singleElement()
                .hasToString(
                        "line 5 \"Lab our x\": \"x\\u0007y\\u202E\" in DTSTART is not a date, which is written like"
                                + " 20261225; the event is left out");
    }

    @Test
    void aLongListOfMistakesSaysThatItIsCut() {
        String[] odd = new String[30];
        Arrays.fill(odd, "DTSTART;VALUE=DATE:20260501\nDTEND;VALUE=DATE:20260501");
        ICalendarHolidays feed = ICalendarHolidays.parse(file("", odd));
        assertThat(feed.notes()).hasSize(30);
        InvalidDefinitionException e = catchThrowableOfType(InvalidDefinitionException.class, feed::strictly);
        assertThat(e.mistakes()).hasSize(21);
        assertThat(e.mistakes().get(0)).hasToString("line 6: \"20260501\" in DTEND is not after the start.");
        assertThat(e.mistakes().get(20)).hasToString("The list is cut here: 10 more are not shown.");
    }

    @Test
    void notesAreBounded() {
        String[] odd = new String[1500];
        Arrays.fill(odd, "DTSTART;VALUE=DATE:20260501\nDTEND;VALUE=DATE:20260501");
        List<ICalendarHolidays.Note> notes =
                ICalendarHolidays.parse(file("", odd)).notes();
        assertThat(notes).hasSize(1001);
        assertThat(notes.get(1000)).hasToString("500 more things are odd; read as well as the ones above");
    }

    @Test
    void manyEventsThatAreNoHolidaysDoNotMakeAFeedOdd() {
        String[] events = new String[1500];
        Arrays.fill(events, "DTSTART:20260501T090000");
        events[700] = "DTSTART;VALUE=DATE:20260501";
        ICalendarHolidays feed = ICalendarHolidays.parse(file("", events)).strictly();
        assertThat(feed.notes()).hasSize(1001);
        assertThat(feed.notes().get(1000)).hasToString("499 more events are not holidays; passed over");
    }

    @Test
    void eventsLeftOutAreCountedApart() {
        String[] events = new String[1500];
        Arrays.fill(events, "DTSTART;VALUE=DATE:20260230");
        events[1499] = "DTSTART;VALUE=DATE:20260501\nDTEND;VALUE=DATE:20260501";
        List<ICalendarHolidays.Note> notes =
                ICalendarHolidays.parse(file("", events)).notes();
        assertThat(notes).hasSize(1002);
        assertThat(notes.get(1000).odd()).isEqualTo("\"20260501\" in DTEND is not after the start");
        assertThat(notes.get(1001)).hasToString("499 more events are odd; left out like the ones above");
    }

    // ---- lint ----

    private static List<String> lint(HolidayCalendar holidays) {
        return BusinessCalendar.builder("office")
                .zone("UTC")
                .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
                .holidays(holidays)
                .build()
                .lint()
                .stream()
                .filter(finding -> finding.code() == CalendarFinding.Code.FEED)
                .map(CalendarFinding::message)
                .toList();
    }

    private static final String ODD_END = "DTSTART;VALUE=DATE:20260501\nDTEND;VALUE=DATE:20260501\nSUMMARY:May";
    private static final String FOUND =
            "line 6 \"May\": \"20260501\" in DTEND is not after the start; the event lasts one day.";

    @Test
    void lintFindsWhatWasOddInAFeed() {
        ICalendarHolidays feed = ICalendarHolidays.parse(file("", ODD_END, "DTSTART:20260501T090000"));
        assertThat(lint(feed)).containsExactly("In a feed of holidays, " + FOUND);
        assertThat(lint(feed.named("works council"))).containsExactly("In the holidays \"works council\", " + FOUND);
        assertThat(lint(ICalendarHolidays.parse(file("", "DTSTART;VALUE=DATE:20260501", "DTSTART:20260501T090000"))))
                .isEmpty();
    }

    @Test
    void lintFindsItOnceHoweverAFeedIsUsed() {
        ICalendarHolidays feed = ICalendarHolidays.parse(file("", ODD_END, "DTSTART;VALUE=DATE:20260601"));
        HolidayCalendar used = feed.filter(event -> event.summary().isEmpty())
                .and(feed.filter(event -> !event.summary().isEmpty()).asWorkingDays(DayOfWeek.MONDAY))
                .and(feed.withCoverage(DateRange.of(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31))))
                .publishedAt(Instant.parse("2026-01-01T00:00:00Z"))
                .except(LocalDate.of(2026, 6, 1));
        assertThat(lint(used)).containsExactly("In a feed of holidays, " + FOUND);
        assertThat(lint(used.asKnownOn(Instant.parse("2026-01-02T00:00:00Z"))))
                .containsExactly("In a feed of holidays, " + FOUND);
        assertThat(lint(HolidayCalendar.yearly(MonthDay.of(12, 25), "").except(feed)))
                .containsExactly("In a feed of holidays, " + FOUND);
    }

    @Test
    void lintFindsWhatWasOddInAFeedWithoutEnd() {
        ICalendarHolidays feed = ICalendarHolidays.parse(file("", ODD_END + "\nRRULE:FREQ=YEARLY"));
        assertThat(lint(feed)).containsExactly("In a feed of holidays, " + FOUND);
        assertThat(lint(feed.publishedAt(Instant.EPOCH).and(HolidayCalendar.of(LocalDate.of(2026, 6, 1)))))
                .containsExactly("In a feed of holidays, " + FOUND);
    }

    @Test
    void whatLintFindsInAFeedIsBounded() {
        String[] odd = new String[30];
        Arrays.fill(odd, ODD_END);
        assertThat(lint(ICalendarHolidays.parse(file("", odd))))
                .hasSize(21)
                .endsWith("In a feed of holidays, 10 more things are odd; its notes list them.");
        assertThat(lint(ICalendarHolidays.parse(file("", Arrays.copyOf(odd, 20)))))
                .hasSize(20);
    }

    @Test
    void whatWasOddIsNoPartOfTheValue() {
        ICalendarHolidays odd = ICalendarHolidays.parse(file("", ODD_END));
        ICalendarHolidays clean = ICalendarHolidays.parse(file("", "DTSTART;VALUE=DATE:20260501\nSUMMARY:May"));
        assertThat(odd).isEqualTo(clean);
        assertThat(HolidayCalendar.all(List.of(odd))).isEqualTo(HolidayCalendar.all(List.of(clean)));
    }
}
