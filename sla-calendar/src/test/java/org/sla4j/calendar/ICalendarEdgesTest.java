package org.sla4j.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sla4j.calendar.ICalendarOdditiesTest.clean;
import static org.sla4j.calendar.ICalendarOdditiesTest.dates;
import static org.sla4j.calendar.ICalendarOdditiesTest.file;
import static org.sla4j.calendar.ICalendarOdditiesTest.mended;
import static org.sla4j.calendar.ICalendarOdditiesTest.read;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Encodings, zones and rules without end at their edges. */
class ICalendarEdgesTest {
    private static final DateTimeFormatter UTC_TEXT = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");
    private static final LocalDate MAY = LocalDate.of(2026, 5, 1);
    private static final String ENDLESS = "DTSTART;VALUE=DATE:20260501\nRRULE:FREQ=YEARLY\nSUMMARY:May";

    // ---- rules without end ----

    @Test
    void aFeedWithoutEndIsComparedAndShownByItsRules() {
        ICalendarHolidays feed = ICalendarHolidays.parse(file("", ENDLESS));
        assertThat(feed)
                .isEqualTo(ICalendarHolidays.parse(file("", ENDLESS)))
                .hasSameHashCodeAs(ICalendarHolidays.parse(file("", ENDLESS)))
                .isNotEqualTo(ICalendarHolidays.parse(file("", ENDLESS.replace("YEARLY", "MONTHLY"))))
                .isNotEqualTo(ICalendarHolidays.parse(file("", ENDLESS.replace("0501", "0502"))))
                .isNotEqualTo(feed.withCoverage(DateRange.of(MAY, MAY)))
                .hasToString("FREQ=YEARLY from 2026-05-01 May, 2026-05-01 May, known for 2026-01-01/2200-12-31");
        assertThat(ICalendarHolidays.parse(file("", ENDLESS.replace("\nSUMMARY:May", "")))
                        .toString())
                .startsWith("FREQ=YEARLY from 2026-05-01, 2026-05-01");
    }

    @Test
    void aFeedWithoutEndCanBePublishedWorkedAndNarrowed() {
        ICalendarHolidays feed = ICalendarHolidays.parse(file("", ENDLESS));
        Instant later = Instant.parse("2026-01-01T00:00:00Z");
        assertThat(feed.publishedAt(later).asKnownOn(later.minusSeconds(1)).isHoliday(MAY.plusYears(1)))
                .isFalse();
        assertThat(feed.publishedAt(later).asKnownOn(later).isHoliday(MAY.plusYears(1)))
                .isTrue();
        assertThat(feed.asWorkingDays(DayOfWeek.MONDAY).worksLike(MAY.plusYears(1)))
                .contains(DayOfWeek.MONDAY);
        ICalendarHolidays narrow = feed.withCoverage(DateRange.of(MAY, MAY.plusYears(1)));
        assertThat(narrow.namesOf(MAY.plusYears(1))).containsExactly("May");
        assertThat(narrow.namesOf(MAY.plusYears(2))).isEmpty();
        assertThat(narrow.isHoliday(MAY.plusYears(2))).isFalse();
    }

    @Test
    void aRuleOfExceptionsHoldsForARuleWithoutEnd() {
        ICalendarHolidays feed = ICalendarHolidays.parse(file("", ENDLESS + "\nEXRULE:FREQ=YEARLY;INTERVAL=2"));
        assertThat(dates(feed)).isEqualTo("2027-05-01 2029-05-01");
    }

    @Test
    void aRuleFromLongAgoIsNotAskedBeforeTheSupportedYears() {
        ICalendarHolidays feed = ICalendarHolidays.parse(
                file("", "DTSTART;VALUE=DATE:18000501\nRRULE:FREQ=YEARLY;INTERVAL=2\nDURATION:P3D"));
        assertThat(feed.isHoliday(LocalDate.of(1800, 5, 1))).isTrue();
        assertThat(feed.isHoliday(LocalDate.of(2026, 5, 3))).isTrue();
        assertThat(feed.isHoliday(LocalDate.of(2027, 5, 3))).isFalse();
        assertThat(feed.isHoliday(LocalDate.of(1909, 5, 3))).isFalse();
    }

    @Test
    void anEventOutsideOfTheSupportedYearsIsNone() {
        for (String date : new String[] {"18990501", "22990501"}) {
            assertThatThrownBy(() -> ICalendarHolidays.parse(file("", "DTSTART;VALUE=DATE:" + date)))
                    .isInstanceOf(InvalidDefinitionException.class)
                    .hasMessageContaining("There is no all-day event within 1911-01-01/2200-12-31");
        }
    }

    // ---- replacements ----

    @Test
    void aReplacementOfNoDateIsTakenByItself() {
        assertThat(mended(
                        "\"soon\" in RECURRENCE-ID is not a date, which is written like 20261225; the event is taken by itself",
                        "",
                        "UID:a\nDTSTART;VALUE=DATE:20260501\nRRULE:FREQ=WEEKLY;COUNT=2",
                        "UID:a\nRECURRENCE-ID:soon\nDTSTART;VALUE=DATE:20260509"))
                .isEqualTo("2026-05-01 2026-05-08 2026-05-09");
    }

    @Test
    void aReplacementWithFurtherDatesHasNone() {
        assertThat(
                        mended(
                                "it replaces an occurrence and recurs itself",
                                "",
                                "UID:a\nDTSTART;VALUE=DATE:20260501\nRRULE:FREQ=WEEKLY;COUNT=2",
                                "UID:a\nRECURRENCE-ID;VALUE=DATE:20260508\nDTSTART;VALUE=DATE:20260509\nRDATE;VALUE=DATE:20260601"))
                .isEqualTo("2026-05-01 2026-05-09");
    }

    @Test
    void whatFollowsKeepsOrChangesItsLength() {
        String series = "UID:a\nDTSTART;VALUE=DATE:20260501\nDURATION:P2D\nRRULE:FREQ=WEEKLY;COUNT=2";
        String change = "UID:a\nRECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20260508\nDTSTART;VALUE=DATE:20260510";
        assertThat(clean("", series, change)).isEqualTo("2026-05-01 2026-05-02 2026-05-10 2026-05-11");
        assertThat(clean("", series, change + "\nDURATION:P1D")).isEqualTo("2026-05-01 2026-05-02 2026-05-10");
        assertThat(mended("it has no DTSTART", "", series, change.replace("\nDTSTART;VALUE=DATE:20260510", "")))
                .isEqualTo("2026-05-01 2026-05-02 2026-05-08 2026-05-09");
    }

    // ---- zones ----

    @ParameterizedTest
    @CsvSource({
        "GMT+2, 20260501T220000Z, 2026-05-02",
        "UTC-5, 20260503T045959Z, 2026-05-02",
        "(GMT-05:30) Somewhere, 20260503T052959Z, 2026-05-02",
        "+0200, 20260501T220000Z, 2026-05-02",
        "GMT+25:00, 20260502T090000Z, 2026-05-02",
        "Nowhere, 20260502T090000Z, 2026-05-02",
    })
    void aZoneMayBeAnOffset(String zone, String until, String last) {
        assertThat(mended(
                        "UNTIL has a time of day",
                        "X-WR-TIMEZONE:" + zone + "\n",
                        "DTSTART;VALUE=DATE:20260501\nRRULE:FREQ=DAILY;UNTIL=" + until))
                .endsWith(last);
    }

    @ParameterizedTest
    @CsvSource({
        "Chatham Islands Standard Time, 20260501T111500Z",
        "Central Standard Time (Mexico), 20260502T060000Z",
        "Yakutsk Standard Time, 20260501T150000Z",
        "Lord Howe Standard Time, 20260501T133000Z",
        "Eastern Time (US & Canada), 20260502T040000Z",
        "(GMT-05:00) Eastern Time (US & Canada), 20260502T040000Z",
        "europe/berlin, 20260501T220000Z",
        "tzone://Microsoft/Utc, 20260502T000000Z",
    })
    void aZoneIsKnownByItsNameInWindowsAndInAnyCase(String zone, String midnight) {
        String rule = "DTSTART;VALUE=DATE:20260501\nRRULE:FREQ=DAILY;UNTIL=";
        assertThat(mended("UNTIL has a time of day", "X-WR-TIMEZONE:" + zone + "\n", rule + midnight))
                .endsWith("2026-05-02");
        String before = LocalDateTime.parse(midnight, UTC_TEXT).minusSeconds(1).format(UTC_TEXT);
        assertThat(mended("UNTIL has a time of day", "X-WR-TIMEZONE:" + zone + "\n", rule + before))
                .endsWith("2026-05-01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(UTC+01:00) Amsterdam, Berlin", "GMT+0100", "UTC+1", "Ours"})
    void aZoneNamedByAnOffsetHasThatOfSummerToo(String name) {
        String zone = "BEGIN:VTIMEZONE\nTZID:" + name.replace(",", "\\,")
                + "\nBEGIN:STANDARD\nTZOFFSETTO:+0100\nEND:STANDARD\nBEGIN:DAYLIGHT\nTZOFFSETTO:+0200\nEND:DAYLIGHT\nEND:VTIMEZONE\n";
        String times = "DTSTART;TZID=\"" + name + "\":20260624T000000\nDTEND;TZID=\"" + name + "\":20260625T000000\n";
        assertThat(mended("UNTIL has a time of day", zone, times + "RRULE:FREQ=WEEKLY;UNTIL=20260630T220000Z"))
                .isEqualTo("2026-06-24 2026-07-01");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(UTC+01:00) Berlin | 20260501T000000 | 20260502T000000",
                "(UTC+01:00) Berlin | 2026-05-01T00:00:00 | 2026-05-02T00:00:00",
                "tzone://Microsoft/Custom | 20260501T000000 | 20260502T000000",
                "12:00 | 20260501T000000 | 20260502T000000",
            })
    void aColonInAZoneNeedsNoQuotes(String zone, String start, String end) {
        assertThat(mended(
                        "the line names a zone with a colon but without quotation marks; its date is what follows the last colon",
                        "",
                        "DTSTART;TZID=" + zone + ":" + start + "\nDTEND;TZID=" + zone + ":" + end))
                .isEqualTo("2026-05-01");
        assertThat(mended(
                        "it lasts from midnight to midnight",
                        "",
                        "DTSTART;TZID=Europe/Berlin:" + start + "\nDTEND;TZID=Europe/Berlin:" + end))
                .isEqualTo("2026-05-01");
    }

    @ParameterizedTest
    @CsvSource({"UTC", "Etc/UTC"})
    void greenwichBesideAnotherZoneIsNotTheZoneOfTheFeed(String greenwich) {
        String zones = "BEGIN:VTIMEZONE\nTZID:" + greenwich + "\nTZOFFSETTO:+0000\nEND:VTIMEZONE\n"
                + "BEGIN:VTIMEZONE\nTZID:Asia/Tokyo\nTZOFFSETTO:+0900\nEND:VTIMEZONE\n";
        assertThat(mended("UNTIL", zones, "DTSTART;VALUE=DATE:20260501\nRRULE:FREQ=DAILY;UNTIL=20260501T150000Z"))
                .endsWith("2026-05-02");
    }

    @Test
    void ofTwoOffsetsTheOneThatGivesMidnightCounts() {
        String zone = """
                BEGIN:VTIMEZONE
                TZID:Ours
                BEGIN:DAYLIGHT
                TZOFFSETTO:-0400
                END:DAYLIGHT
                BEGIN:STANDARD
                TZOFFSETTO:-0500
                END:STANDARD
                BEGIN:STANDARD
                TZOFFSETTO:junk
                END:STANDARD
                END:VTIMEZONE
                """;
        String rule = "DTSTART;VALUE=DATE:20260501\nRRULE:FREQ=DAILY;UNTIL=";
        assertThat(mended("UNTIL", zone, rule + "20260502T040000Z")).endsWith("2026-05-02");
        assertThat(mended("UNTIL", zone, rule + "20260502T050000Z")).endsWith("2026-05-02");
        assertThat(mended("UNTIL", zone, rule + "20260502T044500Z")).endsWith("2026-05-01");
    }

    // ---- encodings ----

    @Test
    void theCallerMayKnowAWideCharset(@TempDir Path directory) throws Exception {
        String text = file("", "DTSTART;VALUE=DATE:20260501\nSUMMARY:節");
        Path file = Files.write(directory.resolve("a.ics"), text.getBytes(StandardCharsets.UTF_16LE));
        assertThat(ICalendarHolidays.read(file, StandardCharsets.UTF_16LE)
                        .strictly()
                        .nameOf(MAY))
                .contains("節");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SUMMARY;QUOTED-PRINTABLE:F=C3=AAte | F\u00eate",
                "SUMMARY;ENCODING=quoted-printable:F\u00eate=20now | F\u00eate now",
                "SUMMARY;ENCODING=QUOTED-PRINTABLE:1=1=XY=4 | 1=1=XY=4",
                "SUMMARY;CHARSET=nonsense:F\u00eate | F\u00eate",
                "SUMMARY;CHARSET=UTF-16:F\u00eate | F\u00eate",
                "SUMMARY;CHARSET=*:F\u00eate | F\u00eate",
                "SUMMARY;X;=y;LANGUAGE=fr:F\u00eate | F\u00eate",
            })
    void aTextIsReadAsItDeclares(String summary, String name) {
        String text = file("", "DTSTART;VALUE=DATE:20260501\n" + summary);
        assertThat(ICalendarHolidays.parse(text).strictly().nameOf(MAY)).contains(name);
        assertThat(read(text.getBytes(StandardCharsets.UTF_8)).strictly().nameOf(MAY))
                .contains(name);
    }

    @Test
    void lettersLostBeforeAreSaid() {
        assertThat(mended("holds letters that were lost", "", "DTSTART;VALUE=DATE:20260501\nSUMMARY:F\uFFFDte"))
                .isEqualTo("2026-05-01");
    }

    @ParameterizedTest
    @CsvSource({"x", "xy", "xyz"})
    void aFewBytesAreNoCalendar(String text) {
        assertThatThrownBy(() -> read(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("\"" + text + "\" is outside");
    }

    // ---- sources ----

    @Test
    void whatCannotBeReadIsSaid() {
        Reader reader = new Reader() {
            @Override
            public int read(char[] buffer, int from, int length) throws IOException {
                throw new IOException("gone");
            }

            @Override
            public void close() {}
        };
        InputStream stream = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }

            @Override
            public int read(byte[] buffer, int from, int length) throws IOException {
                throw new IOException("gone");
            }
        };
        assertThatThrownBy(() -> ICalendarHolidays.read(reader)).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> ICalendarHolidays.read(stream)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void tooManyBytesAreRefused() {
        assertThatThrownBy(() -> read(new byte[(4 << 20) + 1]))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("longer than the 1048576 characters");
    }
}
