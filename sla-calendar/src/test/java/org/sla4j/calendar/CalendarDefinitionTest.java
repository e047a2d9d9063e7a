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
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                        "whenHolidaysEnd: \"panic\" is not a choice");
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
                .hasMessageContaining(
                        "\"minus\" is not a way to combine calendars; use union, intersection or without.");
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
                .containsExactly("hoursFrom[1].from", "special[1].date");
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
                .hasMessageContaining("The holidays of calendar \"odd days\" cannot be written down");
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
                .hasMessageContaining("zone: A combined calendar has no zone of its own; write it into its parts.");
    }

    @Test
    void roundTheClockKeepsTheNameItWasGiven() throws Exception {
        String json = "{ \"name\": \"hotline\", \"hours\": \"always\" }";
        assertThat(JSON.readValue(json, CalendarDefinition.class).toCalendar().name())
                .isEqualTo("hotline");
    }

    @Test
    void publicationsAreWrittenAndRead() {
        BusinessCalendar calendar = BusinessCalendar.builder("Office")
                .zone("UTC")
                .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
                .holidays(HolidayCalendar.on(LocalDate.of(2026, 9, 18), "Funeral")
                        .publishedAt(Instant.parse("2026-09-10T00:00:00Z")))
                .closed(DateRange.of(LocalDate.of(2026, 12, 27), LocalDate.of(2026, 12, 31)), "Works holiday")
                .special(
                        LocalDate.of(2026, 9, 17),
                        "Half day",
                        Instant.parse("2026-09-11T08:30:00Z"),
                        TimeRange.parse("09:00-12:00"))
                .build();
        CalendarDefinition written = CalendarDefinition.of(calendar);
        assertThat(written.holidays())
                .contains(new CalendarDefinition.Holiday("2026-09-18", "Funeral", "", "2026-09-10T00:00:00Z"));
        assertThat(written.special())
                .containsExactly(new CalendarDefinition.SpecialDate(
                        "2026-09-17", "09:00-12:00", "Half day", "2026-09-11T08:30:00Z"));
        assertThat(written.toCalendar()).isEqualTo(calendar).hasToString(calendar.toString());

        BusinessCalendar before = written.toCalendar().asKnownOn(Instant.parse("2026-09-11T08:29:59Z"));
        assertThat(before.isOpen(Instant.parse("2026-09-17T15:00:00Z"))).isTrue();
        assertThat(before.isOpen(Instant.parse("2026-09-18T15:00:00Z"))).isFalse();
        assertThat(calendar.isOpen(Instant.parse("2026-09-17T15:00:00Z"))).isFalse();
        assertThat(before.union(calendar)
                        .asKnownOn(Instant.parse("2026-01-01T00:00:00Z"))
                        .isOpen(Instant.parse("2026-09-18T15:00:00Z")))
                .isTrue();
        assertThat(BusinessCalendar.alwaysOpen().asKnownOn(Instant.parse("2026-01-01T00:00:00Z")))
                .isEqualTo(BusinessCalendar.alwaysOpen());
    }

    @Test
    void aBadInstantOfPublicationIsReportedWithItsPath() {
        refused(
                Map.of(
                        "holidays", List.of(Map.of("date", "2026-09-18", "publishedAt", "soon")),
                        "special", List.of(Map.of("date", "2026-09-17", "hours", "off", "publishedAt", "2026-13-01"))),
                "holidays[0].publishedAt: \"soon\" is not an instant",
                "special[0].publishedAt: \"2026-13-01\" is not an instant");
    }

    @Test
    void aDateOfPublicationIsItsStartInTheZoneOfTheCalendar() {
        BusinessCalendar office = read(Map.of(
                "zone",
                "America/New_York",
                "holidays",
                List.of(Map.of("date", "2026-09-18", "publishedAt", "2026-09-10"))));
        assertThat(CalendarDefinition.of(office).holidays())
                .containsExactly(new CalendarDefinition.Holiday("2026-09-18", "", "", "2026-09-10T04:00:00Z"));
    }

    private static List<String> mistakes(Map<String, ?> document) {
        return catchThrowableOfType(InvalidDefinitionException.class, () -> CalendarDefinition.fromMap(document))
                .mistakes()
                .stream()
                .map(InvalidDefinitionException.Mistake::path)
                .toList();
    }

    private static Map<String, Object> document(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    @Test
    void misspeltKeysAndBadValuesComeTogetherInTheOrderOfTheDocument() {
        assertThat(mistakes(document(
                        "whenHolidaysEnd",
                        "panic",
                        "hurs",
                        "Mon-Fri 25-26",
                        "holidays",
                        List.of(
                                document("nme", "Christmas", "date", "25 Dec"),
                                "2026-01-01",
                                document("date", "2026-13-01")),
                        "feeds",
                        List.of("handed over later"),
                        "zone",
                        true,
                        "special",
                        List.of(document("hours", "noon", "date", "2026-12-24")))))
                .containsExactly(
                        "name",
                        "whenHolidaysEnd",
                        "hurs",
                        "hurs",
                        "holidays[0].nme",
                        "holidays[0].date",
                        "holidays[1]",
                        "holidays[2].date",
                        "zone",
                        "special[0].hours");
    }

    @Test
    void feedsOfPartsAreHandedOverLaterToo() {
        Map<String, Object> combined = document(
                "name",
                "Both",
                "combine",
                "union",
                "parts",
                List.of(
                        document("zone", "UTC", "hours", "Mon-Fri 9-17", "feeds", List.of("council")),
                        document("name", "B", "hours", "always")));
        CalendarDefinition definition = CalendarDefinition.fromMap(combined);
        LocalDate closed = LocalDate.of(2026, 3, 4);
        assertThat(definition.toCalendar(Map.of("council", HolidayCalendar.on(closed, "Council"))))
                .isNotNull();
        assertThatThrownBy(definition::toCalendar).hasMessageContaining("parts[0].feeds[0]: The holidays \"council\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hoursFrom", "holidays", "publicHolidays", "feeds", "except", "special", "parts"})
    void entriesOfEachKindCountForTheBound(String key) {
        List<String> texts = Collections.nCopies(key.matches("publicHolidays|feeds|except") ? 100_001 : 0, "x");
        CalendarDefinition definition = new CalendarDefinition(
                "Office",
                "UTC",
                "Mon-Fri 9-17",
                Collections.nCopies(key.equals("hoursFrom") ? 100_001 : 0, new CalendarDefinition.DatedHours("", "")),
                Collections.nCopies(
                        key.equals("holidays") ? 100_001 : 0, new CalendarDefinition.Holiday("", "", "", "")),
                "",
                key.equals("publicHolidays") ? texts : List.of(),
                key.equals("feeds") ? texts : List.of(),
                key.equals("except") ? texts : List.of(),
                Collections.nCopies(
                        key.equals("special") ? 100_001 : 0, new CalendarDefinition.SpecialDate("", "", "", "")),
                "",
                "",
                "",
                Collections.nCopies(
                        key.equals("parts") ? 100_001 : 0, CalendarDefinition.of(BusinessCalendar.alwaysOpen())));
        assertThat(catchThrowableOfType(InvalidDefinitionException.class, definition::toCalendar)
                        .mistakes())
                .singleElement()
                .asString()
                .startsWith("The definition has more than 100,000 entries");
    }

    @Test
    void aNameIsAsLongAsATextMayBe() {
        assertThat(definition(Map.of("name", "x".repeat(10_000))).toCalendar().name())
                .hasSize(10_000);
        CalendarDefinition longer = new CalendarDefinition(
                "x".repeat(10_001),
                "UTC",
                "Mon-Fri 9-17",
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
        assertThatThrownBy(longer::toCalendar).hasMessageContaining("name: The name has more than 10,000 characters.");
    }

    @Test
    void aMisspeltKeyOfACalendarIsNotMissingToo() {
        assertThat(mistakes(document("nme", "Office", "zone", "UTC", "hours", "Mon-Fri 9-17")))
                .containsExactly("nme");
        assertThat(mistakes(document("name", "Office", "Zeitzone", "UTC", "hours", "Mon-Fri 9-17")))
                .containsExactly("Zeitzone");
        assertThat(mistakes(document(
                        "name",
                        "Both",
                        "combin",
                        "union",
                        "parts",
                        List.of(
                                document("zone", "UTC", "hours", "Mon 9-17"),
                                document("nam", "B", "hours", "always")))))
                .containsExactly("combin", "parts[1].nam");
        assertThat(mistakes(document("name", "Office", "zone", "UTC", "hours", "Mon-Fri 9-17", "observed", List.of())))
                .containsExactly("observed");
    }

    private static CalendarDefinition definition(Map<String, ?> given) {
        Map<String, Object> map = new HashMap<>(given);
        map.putIfAbsent("name", "Office");
        if (!map.containsKey("parts") && !map.containsKey("combine")) {
            map.putIfAbsent("zone", "UTC");
            map.putIfAbsent("hours", "Mon-Fri 9-17");
        }
        return CalendarDefinition.fromMap(map);
    }

    private static BusinessCalendar read(Map<String, ?> given) {
        return definition(given).toCalendar();
    }

    private static void refused(Map<String, ?> given, String... messages) {
        assertThatThrownBy(() -> read(given))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContainingAll(messages);
    }

    private static void comesBack(BusinessCalendar calendar) {
        assertThat(CalendarDefinition.of(calendar).toCalendar())
                .isEqualTo(calendar)
                .hasToString(calendar.toString());
    }

    @Nested
    class HolidaysInADefinition {
        private boolean isOpen(BusinessCalendar calendar, String date) {
            return calendar.isBusinessDay(LocalDate.parse(date));
        }

        @Test
        void areAnyRuleThatHolidaysHave() {
            BusinessCalendar office = read(Map.of(
                    "holidays",
                    List.of(
                            Map.of("date", "easter+1", "name", "Easter Monday"),
                            Map.of("date", "4th Thursday of November"),
                            Map.of("date", "last Mon of May"),
                            Map.of("date", "Monday on or before 05-24"),
                            Map.of("date", "2026-02-02/2026-02-04"))));
            for (String closed : List.of("2026-04-06", "2026-11-26", "2026-05-25", "2026-05-18", "2026-02-03")) {
                assertThat(isOpen(office, closed)).as(closed).isFalse();
            }
            assertThat(isOpen(office, "2026-04-07")).isTrue();
            comesBack(office);
        }

        @Test
        void canBeDatesThatWorkLikeAWeekday() {
            BusinessCalendar office = read(
                    Map.of("holidays", List.of(Map.of("date", "2026-02-14", "worksLike", "Monday", "name", "Swap"))));
            assertThat(isOpen(office, "2026-02-14")).isTrue();
            comesBack(office);
            refused(
                    Map.of("holidays", List.of(Map.of("date", "2026-02-14", "worksLike", "weekend"))),
                    "holidays[0].worksLike: \"weekend\" is not a weekday; use one such as Monday.");
        }

        @Test
        void canBeObservedOnAnotherDay() {
            Map<String, ?> christmas = Map.of(
                    "hours", "Mon-Sat 9-17", "holidays", List.of(Map.of("date", "12-25")), "observed", "next weekday");
            BusinessCalendar both = read(christmas);
            assertThat(isOpen(both, "2027-12-25")).isFalse();
            assertThat(isOpen(both, "2027-12-27")).isFalse();
            comesBack(both);
            BusinessCalendar moved = read(Map.of(
                    "hours", "Mon-Sat 9-17",
                    "holidays", List.of(Map.of("date", "12-25")),
                    "observed", "Nearest weekday, observed day"));
            assertThat(isOpen(moved, "2027-12-25")).isTrue();
            assertThat(isOpen(moved, "2027-12-24")).isFalse();
            comesBack(moved);
            refused(
                    Map.of("holidays", List.of(Map.of("date", "12-25")), "observed", "sometimes"),
                    "observed: \"sometimes\" is not a rule for holidays at weekends; use nearest weekday");
            refused(Map.of("observed", "next weekday"), "observed: There are no holidays to observe");
        }

        @Test
        void canBeThePublicHolidaysOfAPlaceLessSome() {
            BusinessCalendar berlin =
                    read(Map.of("publicHolidays", List.of("de/be"), "except", List.of("05-01", "easter+1")));
            assertThat(isOpen(berlin, "2026-12-25")).isFalse();
            assertThat(isOpen(berlin, "2026-05-01")).isTrue();
            assertThat(isOpen(berlin, "2026-04-06")).isTrue();
            comesBack(berlin);
            refused(Map.of("publicHolidays", List.of("de/atlantis")), "publicHolidays[0]: ", "atlantis");
            refused(Map.of("except", List.of("tomorrow")), "except[0]: ", "tomorrow");
        }

        @Test
        void canSayWhichDayOfAMovedPublicHolidayIsClosed() {
            BusinessCalendar moved =
                    read(Map.of("hours", "Mon-Sat 9-17", "publicHolidays", List.of("gb/eng, Observed Day")));
            assertThat(isOpen(moved, "2027-12-25")).isTrue();
            assertThat(isOpen(moved, "2027-12-27")).isFalse();
            comesBack(moved);
            BusinessCalendar own =
                    read(Map.of("hours", "Mon-Sat 9-17", "publicHolidays", List.of("gb/eng , own date")));
            assertThat(isOpen(own, "2027-12-25")).isFalse();
            assertThat(isOpen(own, "2027-12-27")).isTrue();
            comesBack(own);
            assertThat(read(Map.of("publicHolidays", List.of("gb/eng, both"))))
                    .isEqualTo(read(Map.of("publicHolidays", List.of("gb/eng"))));
        }

        @Test
        void canNamePublicHolidaysInALanguage() {
            BusinessCalendar german = read(Map.of("publicHolidays", List.of("de/be, names in de, own date")));
            Instant christmas = Instant.parse("2026-12-25T12:00:00Z");
            assertThat(german.explain(christmas, christmas.plusSeconds(1)))
                    .singleElement()
                    .satisfies(why -> assertThat(why.label()).isEqualTo("1. Weihnachtsfeiertag"));
            assertThat(CalendarDefinition.of(german).publicHolidays()).containsExactly("de/be, own date, names in de");
            comesBack(german);
            comesBack(read(Map.of("publicHolidays", List.of("us, names in es-MX"))));
        }

        @Test
        void mustBeUnderstood() {
            refused(
                    Map.of("publicHolidays", List.of("us, sometimes")),
                    "publicHolidays[0]: \"sometimes\" in \"us, sometimes\" is not understood; after the place write own date"
                            + " or observed day");
            refused(Map.of("publicHolidays", List.of("us,")), "\"\" in \"us,\" is not understood");
            refused(Map.of("publicHolidays", List.of("us, names in xx")), "\"names in xx\" in ");
            refused(Map.of("publicHolidays", List.of("us, names in German")), "\"names in German\" in ");
            refused(
                    Map.of("publicHolidays", List.of("us, own date, observed day")),
                    "\"us, own date, observed day\" says the same twice; leave one out.");
            refused(Map.of("publicHolidays", List.of("us, names in de, names in de")), "says the same twice");
        }

        @Test
        void canBeAFeedThatTheProgramHandsOver() {
            HolidayCalendar feed = HolidayCalendar.on(LocalDate.of(2026, 3, 4), "Works party");
            CalendarDefinition named =
                    definition(Map.of("feeds", List.of("works council"), "holidays", List.of(Map.of("date", "12-25"))));
            BusinessCalendar office = named.toCalendar(Map.of("works council", feed));
            assertThat(isOpen(office, "2026-03-04")).isFalse();
            assertThat(CalendarDefinition.of(office)).isEqualTo(withHours(named, "Mon-Fri 09:00-17:00"));
            assertThat(CalendarDefinition.of(office).toCalendar(Map.of("works council", feed)))
                    .isEqualTo(office);
            assertThatThrownBy(() -> named.toCalendar(Map.of("other", feed)))
                    .isInstanceOf(InvalidDefinitionException.class)
                    .hasMessageContaining(
                            "feeds[0]: The holidays \"works council\" were not handed over; give them to toCalendar"
                                    + " under that name, which has \"other\".");
        }
    }

    @Nested
    class NothingIsIgnored {
        @Test
        void alwaysWithAHolidayIsClosedOnIt() {
            BusinessCalendar line = read(Map.of("hours", "always", "holidays", List.of(Map.of("date", "12-25"))));
            assertThat(line.isOpen(Instant.parse("2026-12-25T12:00:00Z"))).isFalse();
            assertThat(line.isOpen(Instant.parse("2026-12-26T12:00:00Z"))).isTrue();
            refused(
                    Map.of("hours", "always", "whenHolidaysEnd", "nonsense"),
                    "whenHolidaysEnd: \"nonsense\" is not a choice for the end of holiday data");
        }

        @Test
        void aCombinedCalendarHasNothingThatBelongsToItsParts() {
            Map<String, ?> part = Map.of("name", "part", "zone", "UTC", "hours", "24/7");
            refused(
                    Map.of(
                            "combine", "union",
                            "parts", List.of(part, part),
                            "hoursFrom", List.of(Map.of("from", "nonsense", "hours", "nonsense")),
                            "holidays", List.of(Map.of("date", "not a date")),
                            "publicHolidays", List.of("de"),
                            "feeds", List.of("a"),
                            "except", List.of("12-25"),
                            "special", List.of(Map.of("date", "2026-01-01", "hours", "off")),
                            "holidaysKnown", "2026-01-01/2026-12-31",
                            "whenHolidaysEnd", "warn"),
                    "hoursFrom: A combined calendar has no hoursFrom of its own",
                    "holidays: A combined",
                    "publicHolidays: A combined",
                    "feeds: A combined",
                    "except: A combined",
                    "special: A combined",
                    "holidaysKnown: A combined",
                    "whenHolidaysEnd: A combined");
            refused(Map.of("combine", "union"), "parts: Two or more calendars are combined, but there are 0.");
        }

        @Test
        void anUnknownKeyIsAMistake() {
            refused(Map.of("holydays", List.of()), "holydays");
        }
    }

    @Nested
    class IsBounded {
        @Test
        void toAHundredThousandEntriesOfAllPartsTogether() {
            List<CalendarDefinition.Holiday> many =
                    Collections.nCopies(100_000, new CalendarDefinition.Holiday("2026-12-25", "", "", ""));
            CalendarDefinition most = withHolidays(many);
            assertThat(most.toCalendar().isBusinessDay(LocalDate.of(2026, 12, 25)))
                    .isFalse();
            List<CalendarDefinition.Holiday> more = new ArrayList<>(many);
            more.add(new CalendarDefinition.Holiday("2026-12-24", "", "", ""));
            assertThatThrownBy(withHolidays(more)::toCalendar)
                    .isInstanceOf(InvalidDefinitionException.class)
                    .hasMessageContaining("The definition has more than 100,000 entries");
        }

        @Test
        void toThirtyTwoLevels() {
            CalendarDefinition nested = definition(Map.of());
            for (int level = 2; level <= 32; level++) {
                nested = combined("union", List.of(nested, definition(Map.of())));
            }
            assertThat(nested.toCalendar().isBusinessDay(LocalDate.of(2026, 3, 2)))
                    .isTrue();
            CalendarDefinition deeper = combined("union", List.of(nested, definition(Map.of())));
            assertThatThrownBy(deeper::toCalendar)
                    .isInstanceOf(InvalidDefinitionException.class)
                    .hasMessageContaining("parts: The definition has more than 32 levels of parts.");
        }

        @Test
        void toAHundredMistakesAndSaysThatThereAreMore() {
            List<CalendarDefinition.Holiday> wrong =
                    Collections.nCopies(150, new CalendarDefinition.Holiday("never", "", "", ""));
            InvalidDefinitionException e =
                    catchThrowableOfType(InvalidDefinitionException.class, withHolidays(wrong)::toCalendar);
            assertThat(e.mistakes()).hasSize(101);
            assertThat(e).hasMessageContaining("There are more mistakes than these 100.");
        }

        @Test
        void butAnyNumberOfPartsIsCombinedAtOnce() {
            List<CalendarDefinition> shifts = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                shifts.add(definition(Map.of(
                        "name",
                        "shift " + i,
                        "hours",
                        "Mon " + i / 60 + ":" + (10 + i % 50) + "-" + i / 60 + ":" + (10 + i % 50) + ":30")));
            }
            BusinessCalendar all = combined("union", shifts).toCalendar();
            Instant monday = Instant.parse("2026-03-02T00:00:00Z");
            assertThat(all.elapsed(monday, monday.plus(Duration.ofDays(7))))
                    .isEqualTo(shifts.stream()
                            .map(CalendarDefinition::toCalendar)
                            .reduce(BusinessCalendar::union)
                            .orElseThrow()
                            .elapsed(monday, monday.plus(Duration.ofDays(7))));
            comesBack(all);
        }
    }

    private static CalendarDefinition withHolidays(List<CalendarDefinition.Holiday> holidays) {
        return new CalendarDefinition(
                "Office",
                "UTC",
                "Mon-Fri 9-17",
                List.of(),
                holidays,
                "",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "",
                "",
                "",
                List.of());
    }

    private static CalendarDefinition withHours(CalendarDefinition d, String hours) {
        return new CalendarDefinition(
                d.name(),
                d.zone(),
                hours,
                d.hoursFrom(),
                d.holidays(),
                d.observed(),
                d.publicHolidays(),
                d.feeds(),
                d.except(),
                d.special(),
                d.holidaysKnown(),
                d.whenHolidaysEnd(),
                d.combine(),
                d.parts());
    }

    private static CalendarDefinition combined(String how, List<CalendarDefinition> parts) {
        return new CalendarDefinition(
                "all", "", "", List.of(), List.of(), "", List.of(), List.of(), List.of(), List.of(), "", "", how,
                parts);
    }
}
