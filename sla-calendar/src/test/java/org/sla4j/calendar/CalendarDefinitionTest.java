package org.sla4j.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarDefinitionTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new YAMLMapper();

    private static final BusinessCalendar BERLIN = BusinessCalendar.builder("Berlin office")
            .zone("Europe/Berlin")
            .hours(WeeklyHours.parse("Mon-Fri 09:00-12:00,13:00-17:30"))
            .hoursFrom(LocalDate.of(2027, 1, 1), WeeklyHours.parse("Mon-Fri 08:00-17:00"))
            .holidays(HolidayCalendar.yearly(MonthDay.of(12, 25), "Christmas Day"))
            .holidays(HolidayCalendar.on(LocalDate.of(2026, 4, 6), "Easter Monday"))
            .closed(DateRange.of(LocalDate.of(2026, 12, 27), LocalDate.of(2027, 1, 1)), "")
            .special(LocalDate.of(2026, 12, 24), "Christmas Eve", TimeRange.parse("09:00-13:00"))
            .special(LocalDate.of(2026, 12, 31))
            .whenHolidaysEnd(HolidayGap.WEEKENDS_ONLY)
            .build();

    @Test
    void jsonFillsADefinitionUnaided() throws Exception {
        String json = """
                { "name": "Berlin office", "zone": "Europe/Berlin",
                  "hours": "Mon-Fri 09:00-12:00,13:00-17:30",
                  "hoursFrom": [ { "from": "2027-01-01", "hours": "Mon-Fri 08:00-17:00" } ],
                  "holidays": [ { "date": "12-25", "name": "Christmas Day" },
                                { "date": "2026-04-06", "name": "Easter Monday" },
                                { "date": "2026-12-27/2027-01-01" } ],
                  "special": [ { "date": "2026-12-24", "hours": "09:00-13:00", "name": "Christmas Eve" },
                               { "date": "2026-12-31", "hours": "off" } ],
                  "whenHolidaysEnd": "weekends-only" }
                """;
        assertThat(JSON.readValue(json, CalendarDefinition.class).toCalendar()).isEqualTo(BERLIN);
    }

    @Test
    void yamlFillsADefinitionUnaided() throws Exception {
        String yaml = """
                name: Helpline
                zone: UTC
                hours: 24/7
                holidays:
                  - date: 12-25
                special:
                  - date: 2026-12-24
                    hours: "09:00-13:00"
                """;
        BusinessCalendar helpline =
                YAML.readValue(yaml, CalendarDefinition.class).toCalendar();
        assertThat(helpline)
                .isEqualTo(BusinessCalendar.builder("Helpline")
                        .zone("UTC")
                        .hours(WeeklyHours.parse("24/7"))
                        .holidays(HolidayCalendar.yearly(MonthDay.of(12, 25), ""))
                        .special(LocalDate.of(2026, 12, 24), TimeRange.parse("09:00-13:00"))
                        .build());
    }

    @Test
    void aCalendarComesBackEqualFromJsonAndYaml() throws Exception {
        CalendarDefinition written = CalendarDefinition.of(BERLIN);
        for (ObjectMapper mapper : new ObjectMapper[] {JSON, YAML}) {
            CalendarDefinition read = mapper.readValue(mapper.writeValueAsString(written), CalendarDefinition.class);
            assertThat(read).isEqualTo(written);
            assertThat(read.toCalendar()).isEqualTo(BERLIN).hasToString(BERLIN.toString());
        }
    }

    @Test
    void combinedCalendarsComeBackEqual() {
        BusinessCalendar tokyo = BERLIN.inZone(ZoneId.of("Asia/Tokyo")).withName("Tokyo office");
        for (BusinessCalendar combined : new BusinessCalendar[] {
            BERLIN.union(tokyo),
            BERLIN.intersection(BusinessCalendar.alwaysOpen()),
            BERLIN.without(tokyo),
            BERLIN.union(tokyo.without(BERLIN)).intersection(tokyo).withName("all of it")
        }) {
            assertThat(CalendarDefinition.of(combined).toCalendar()).isEqualTo(combined);
        }
    }

    @Test
    void theCalendarThatNeverClosesComesBackEqual() {
        assertThat(CalendarDefinition.of(BusinessCalendar.alwaysOpen()).toCalendar())
                .isEqualTo(BusinessCalendar.alwaysOpen());
    }

    @Test
    void partsThatABinderLeavesNullAreEmpty() throws Exception {
        CalendarDefinition read = JSON.readValue(
                "{\"name\":\"a\",\"zone\":\"UTC\",\"hours\":\"24/7\",\"holidays\":[null],\"special\":null}",
                CalendarDefinition.class);
        assertThat(read.holidays()).isEmpty();
        assertThat(read.special()).isEmpty();
        assertThat(read.combine()).isEmpty();
        assertThat(read.toCalendar().name()).isEqualTo("a");
    }

    @Test
    void anEmptyDocumentSaysWhatIsMissing() throws Exception {
        CalendarDefinition empty = JSON.readValue("{}", CalendarDefinition.class);
        InvalidDefinitionException e = catchThrowableOfType(InvalidDefinitionException.class, empty::toCalendar);
        assertThat(e.mistakes())
                .extracting(InvalidDefinitionException.Mistake::path)
                .containsExactly("name", "zone", "hours");
    }

    @Test
    void mistakesSurviveSerialization() throws Exception {
        CalendarDefinition empty = JSON.readValue("{}", CalendarDefinition.class);
        InvalidDefinitionException e = catchThrowableOfType(InvalidDefinitionException.class, empty::toCalendar);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(e);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            InvalidDefinitionException back = (InvalidDefinitionException) in.readObject();
            assertThat(back.mistakes()).isEqualTo(e.mistakes()).hasSize(3);
            assertThat(back).hasMessage(e.getMessage());
        }
    }

    @Test
    void allMistakesAreReportedAtOnceWithTheirPaths() throws Exception {
        String json = """
                { "name": " ", "zone": "Berlin", "hours": "Mon-Fri nine to five",
                  "hoursFrom": [ { "from": "soon", "hours": "sometimes" } ],
                  "holidays": [ { "date": "2026-02-30" }, { "date": "12-25" }, { "date": "02-30" },
                                { "date": "2027-01-01/2026-12-27" } ],
                  "special": [ { "date": "2026-12-24", "hours": "13:00-25:00" }, { "hours": "off" } ],
                  "holidaysKnown": "2026", "whenHolidaysEnd": "panic" }
                """;
        CalendarDefinition wrong = JSON.readValue(json, CalendarDefinition.class);
        InvalidDefinitionException e = catchThrowableOfType(InvalidDefinitionException.class, wrong::toCalendar);
        assertThat(e.mistakes())
                .extracting(InvalidDefinitionException.Mistake::path)
                .containsExactly(
                        "name",
                        "zone",
                        "hours",
                        "hoursFrom[0].from",
                        "hoursFrom[0].hours",
                        "holidays[0].date",
                        "holidays[2].date",
                        "holidays[3].date",
                        "holidaysKnown",
                        "special[0].hours",
                        "special[1].date",
                        "whenHolidaysEnd");
        assertThat(e)
                .hasMessageStartingWith("The definition of calendar \" \" has 12 mistakes:")
                .hasMessageContainingAll(
                        "zone: \"Berlin\" is not a time zone; use a name such as Europe/Berlin",
                        "holidays[0].date: \"2026-02-30\" is not a date",
                        "holidaysKnown: \"2026\" is not a range of dates; use 2026-01-01/2028-12-31.",
                        "whenHolidaysEnd: \"panic\" is no choice");
    }

    @Test
    void mistakesInPartsHaveThePathOfThePart() throws Exception {
        String json = """
                { "name": "both", "combine": "minus", "parts": [
                    { "zone": "UTC", "hours": "24/7" },
                    { "name": "b", "combine": "union", "parts": [ { "zone": "Mars", "hours": "24/7" } ] } ] }
                """;
        CalendarDefinition wrong = JSON.readValue(json, CalendarDefinition.class);
        InvalidDefinitionException e = catchThrowableOfType(InvalidDefinitionException.class, wrong::toCalendar);
        assertThat(e.mistakes())
                .extracting(InvalidDefinitionException.Mistake::path)
                .containsExactly("combine", "parts[1].parts");
        assertThat(e)
                .hasMessageContaining("\"minus\" is no way to combine calendars; use union, intersection or without.");
    }

    @Test
    void aDateSetTwiceIsAMistake() throws Exception {
        String json = """
                { "name": "a", "zone": "UTC", "hours": "24/7",
                  "hoursFrom": [ { "from": "2027-01-01", "hours": "off" }, { "from": "2027-01-01", "hours": "24/7" } ],
                  "special": [ { "date": "2026-12-24", "hours": "off" }, { "date": "2026-12-24", "hours": "off" } ] }
                """;
        CalendarDefinition wrong = JSON.readValue(json, CalendarDefinition.class);
        InvalidDefinitionException e = catchThrowableOfType(InvalidDefinitionException.class, wrong::toCalendar);
        assertThat(e.mistakes())
                .extracting(InvalidDefinitionException.Mistake::path)
                .containsExactly("hoursFrom[1].from", "special[1].hours");
    }

    @ParameterizedTest
    @CsvSource({"fail,FAIL", "WARN,SUPPORTED", "weekends-only,SUPPORTED", "'',FAIL"})
    void theEndOfHolidayDataIsPartOfTheDefinition(String choice, String expected) throws Exception {
        CalendarDefinition listed = JSON.readValue(
                "{\"name\":\"a\",\"zone\":\"UTC\",\"hours\":\"24/7\",\"holidaysKnown\":\"2026-01-01/2028-12-31\",\"whenHolidaysEnd\":\""
                        + choice + "\"}",
                CalendarDefinition.class);
        BusinessCalendar calendar = listed.toCalendar();
        assertThat(calendar.coverage().toString())
                .isEqualTo(expected.equals("FAIL") ? "2026-01-01/2028-12-31" : DateRange.SUPPORTED.toString());
        assertThat(CalendarDefinition.of(calendar).toCalendar()).isEqualTo(calendar);
    }

    @Test
    void holidaysFromCodeCannotBeWrittenDown() {
        BusinessCalendar lambda = BusinessCalendar.builder("odd days")
                .zone("UTC")
                .hours(WeeklyHours.parse("24/7"))
                .holidays(date -> date.getDayOfMonth() % 2 == 0)
                .build();
        assertThatThrownBy(() -> CalendarDefinition.of(lambda))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "The holidays of calendar \"odd days\" come from code and cannot be written down");
    }

    @Test
    void aCombinedCalendarWithHoursOfItsOwnIsAMistake() throws Exception {
        String json = """
                { "name": "both", "zone": "UTC", "combine": "union",
                  "parts": [ { "zone": "UTC", "hours": "Mon 09:00-10:00" },
                             { "name": "b", "zone": "UTC", "hours": "Tue 09:00-10:00" } ] }
                """;
        CalendarDefinition definition = JSON.readValue(json, CalendarDefinition.class);
        assertThatThrownBy(definition::toCalendar)
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("combine")
                .hasMessageContaining("no zone and no hours of its own");
    }

    @Test
    void roundTheClockKeepsTheNameItWasGiven() throws Exception {
        String json = "{ \"name\": \"hotline\", \"hours\": \"always\" }";
        assertThat(JSON.readValue(json, CalendarDefinition.class).toCalendar().name())
                .isEqualTo("hotline");
    }

    @Test
    void announcementsAreWrittenAndRead() {
        BusinessCalendar calendar = BusinessCalendar.builder("Office")
                .zone("UTC")
                .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
                .holidays(HolidayCalendar.on(LocalDate.of(2026, 9, 18), "Funeral")
                        .publishedAt(Instant.parse("2026-09-10T00:00:00Z")))
                .closed(DateRange.of(LocalDate.of(2026, 12, 27), LocalDate.of(2026, 12, 31)), "Works holiday")
                .special(
                        LocalDate.of(2026, 9, 17),
                        "Half day",
                        LocalDate.of(2026, 9, 11),
                        TimeRange.parse("09:00-12:00"))
                .build();
        CalendarDefinition written = CalendarDefinition.of(calendar);
        assertThat(written.holidays()).contains(new CalendarDefinition.Holiday("2026-09-18", "Funeral", "2026-09-10"));
        assertThat(written.special())
                .containsExactly(
                        new CalendarDefinition.SpecialDate("2026-09-17", "09:00-12:00", "Half day", "2026-09-11"));
        assertThat(written.toCalendar()).isEqualTo(calendar).hasToString(calendar.toString());

        BusinessCalendar before = written.toCalendar().asKnownOn(LocalDate.of(2026, 9, 10));
        assertThat(before.isOpen(Instant.parse("2026-09-17T15:00:00Z"))).isTrue();
        assertThat(before.isOpen(Instant.parse("2026-09-18T15:00:00Z"))).isFalse();
        assertThat(calendar.isOpen(Instant.parse("2026-09-17T15:00:00Z"))).isFalse();
        assertThat(before.union(calendar)
                        .asKnownOn(LocalDate.of(2026, 1, 1))
                        .isOpen(Instant.parse("2026-09-18T15:00:00Z")))
                .isTrue();
        assertThat(BusinessCalendar.alwaysOpen().asKnownOn(LocalDate.of(2026, 1, 1)))
                .isEqualTo(BusinessCalendar.alwaysOpen());
    }

    @Test
    void aBadDateOfAnnouncementIsReportedWithItsPath() {
        CalendarDefinition definition = new CalendarDefinition(
                "Office",
                "UTC",
                "Mon-Fri 09:00-17:00",
                List.of(),
                List.of(new CalendarDefinition.Holiday("2026-09-18", "", "soon")),
                List.of(new CalendarDefinition.SpecialDate("2026-09-17", "off", "", "later")),
                "",
                "",
                "",
                List.of());
        assertThatThrownBy(definition::toCalendar)
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("holidays[0].announced: \"soon\" is not a date")
                .hasMessageContaining("special[0].announced: \"later\" is not a date");
    }
}
