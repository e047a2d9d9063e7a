package org.sla4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.CaseEvent;

/** Made-up exports in the style of each system, and the events that its mapping makes of them. */
class MappedLogTest {
    private static final Path MAPPINGS = Path.of("src/test/resources/org/sla4j/examples/mappings");

    @TempDir
    private Path dir;

    /** What a log says, in the order in which it says it, with the bad rows and the notes. */
    private record Read(List<String> events, List<String> bad, List<String> notes) {}

    private static Read read(LogMapping mapping, Map<String, Path> files) throws IOException {
        List<String> events = new ArrayList<>();
        List<String> bad = new ArrayList<>();
        MappedLog log = new MappedLog(
                mapping,
                files,
                word -> Severity.ITIL.stream()
                        .filter(severity -> Integer.toString(severity.rank()).equals(word))
                        .findFirst());
        log.read(new EventLog.Sink() {
            @Override
            public void event(CaseEvent event, long line) {
                events.add(event.withId("").withSequence(0).toString());
            }

            @Override
            public void endOfCase(String caseId) {}

            @Override
            public void badRow(EventLog.BadRowException problem) {
                bad.add(String.valueOf(problem.getMessage()).replaceFirst("^\\S*/", ""));
            }

            @Override
            public void progress(long rows) {}
        });
        return new Read(events, bad, log.notes());
    }

    private static Read sample(String name, String extension) throws IOException {
        return read(
                LogMapping.read(MAPPINGS.resolve(name + ".json"), Optional.empty()),
                Map.of("", MAPPINGS.resolve(name + ".sample." + extension)));
    }

    private Read read(String mapping, String file, byte[] bytes) throws IOException {
        return read(
                LogMapping.parse("mapping", new JsonMapper().readTree(mapping), Optional.empty()),
                Map.of("", Files.write(dir.resolve(file), bytes)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "servicenow-list.csv",
                "jira-issues.csv",
                "jira-changelog.json",
                "jira-database.csv",
                "zendesk-tickets.csv",
                "zendesk-audits.ndjson",
                "zendesk-metric-events.json",
                "zammad-history.json",
                "freshdesk-tickets.csv",
                "glpi-logs.csv",
                "znuny-history.csv",
                "salesforce-history.csv",
                "github-events.json",
                "hubspot-stages.json",
                "celonis-activities.csv",
                "ocel.json",
                "xes.xes"
            })
    void eachSystemsSampleGivesItsEvents(String sample) throws IOException {
        String name = sample.substring(0, sample.lastIndexOf('.'));
        assertAsExpected(name, sample(name, sample.substring(sample.lastIndexOf('.') + 1)));
    }

    @Test
    void aListAndItsAuditAreOneLog() throws IOException {
        assertAsExpected(
                "servicenow-audit",
                read(
                        LogMapping.read(MAPPINGS.resolve("servicenow-audit.json"), Optional.empty()),
                        Map.of(
                                "list", MAPPINGS.resolve("servicenow-audit-list.sample.csv"),
                                "audit", MAPPINGS.resolve("servicenow-audit.sample.csv"))));
    }

    private static void assertAsExpected(String name, Read read) throws IOException {
        List<String> lines = new ArrayList<>(read.events());
        read.notes().forEach(note -> lines.add("note: " + note));
        assertThat(read.bad()).isEmpty();
        assertThat(String.join("\n", lines) + "\n")
                .isEqualTo(Files.readString(MAPPINGS.resolve(name + ".expected.txt")));
    }

    private static final String MAP = """
            { "kind": "event", "case": "Case", "time": "Time", "event": "What", "team": "Team", "zone": "Europe/Berlin",
              "words": { "event": { "New": "opened", "Done": "resolved" } } }
            """;

    @Test
    void aPatternThatCannotSayWhenIsRefusedBeforeARowIsRead() {
        assertThatThrownBy(() -> times("d.M.yyyy hh:mm"))
                .hasMessageContaining("\"d.M.yyyy hh:mm\" says no whole time of day; write HH:mm");
        for (String pattern : List.of("d/M/YYYY HH:mm", "d/m/yyyy HH:mm", "d/M HH:mm")) {
            assertThatThrownBy(() -> times(pattern)).hasMessageContaining("\"" + pattern + "\" says no whole date");
        }
        assertThat(times("d.M.yyyy hh:mm a").read("5.1.2026 09:30 PM")).isEqualTo("2026-01-05T21:30:00Z");
        assertThat(times("d.M.yyyy").read("5.1.2026")).isEqualTo("2026-01-05T00:00:00Z");
    }

    @Test
    void secondsSinceTheEpochMayHaveDecimals() {
        assertThat(times("epochSeconds").read("1767603600.25")).isEqualTo("2026-01-05T09:00:00.250Z");
        assertThat(times("epochMillis").read("1767603600250")).isEqualTo("2026-01-05T09:00:00.250Z");
        assertThat(times("epochMillis").read("-1.5")).isEqualTo("1969-12-31T23:59:59.998500Z");
        assertThatThrownBy(() -> times("epochSeconds").read("9".repeat(40)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static LogTimes times(String format) {
        return new LogTimes(List.of(format), Optional.of(ZoneOffset.UTC), Locale.ENGLISH);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"separator\": \";;\"|\"separator\" is \";;\"; use one character, or \"tab\".",
                "\"zone\": \"Mars\"|\"zone\" is \"Mars\", which is not a time zone; use a name such as Europe/Berlin.",
                "\"locale\": \"no language\"|\"locale\" is \"no language\", which is not a language; use a tag such as de",
                "\"response\": [\"x\"]|\"response\" is a list of objects, such as [{\"COLUMN\": \"VALUE\"}].",
                "\"skip\": {\"x\": \"y\"}|\"skip\" is a list of objects",
                "\"where\": [\"x\"]|\"where\" is an object",
                "\"status\": [[\"x\"]]|\"status\" is a text, or a list of texts.",
                "\"words\": []|\"words\" is an object",
                "\"words\": {\"event\": [\"New\"]}|\"words.event\" is an object, such as {\"VALUE\": \"WORD\"}.",
                "\"words\": {\"evnt\": {\"New\": \"opened\"}}|\"words.evnt\" says what nothing means; there are tables for event",
                "\"words\": {\"event\": {\"Hold\": \"wait : part\"}}|\"words.event.Hold\" is \"wait : part\"; use new, open, wait PARTY",
                "\"times\": {\"resoved\": \"Done\"}|\"times\" and \"minutes\" say when a case was reopened, responded",
                "\"minutes\": {\"First reply\": \"answered\"}|\"times\" and \"minutes\" say when a case was reopened, responded",
                "\"fields\": {\"State\": \"status.4\"}|\"fields.State\" is \"status.4\"; use status, status.1 to status.3,",
                "\"fields\": {\"State\": \"status.0\"}|\"fields.State\" is \"status.0\"; use status,",
                "\"team\": \"Team[;,0]\"|\"Team[;,0]\" names no part of a column; the first is 1.",
                "\"sources\": []|\"sources\" is a list of at least one source."
            })
    void whatAMappingCannotMeanIsRefusedBeforeARowIsRead(String part, String message) {
        assertThatThrownBy(() -> LogMapping.parse(
                        "mapping",
                        new JsonMapper()
                                .readTree("{ \"kind\": \"event\", \"case\": \"Case\", \"time\": \"Time\", " + part
                                        + " }"),
                        Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aKeyOfAMappingIsThereOnce() throws IOException {
        Path mapping = Files.writeString(dir.resolve("mapping.json"), "{ \"kind\": \"event\", \"kind\": \"case\" }");
        assertThatThrownBy(() -> LogMapping.read(mapping, Optional.empty()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Duplicate field 'kind'");
    }

    @Test
    void aStarIsTheOnlyCharacterOfAPatternThatStandsForOthers() {
        assertThat("(a)\\E.b").matches(LogMapping.glob("(*)\\E.b"));
        assertThat("(a)\\Exb").doesNotMatch(LogMapping.glob("(*)\\E.b"));
    }

    @Test
    void aSeverityThatTheAgreementHasNotIsABadRowAlsoWhereAWordNamesIt() throws IOException {
        Read read = read(
                MAP.replace("\"Done\": \"resolved\"", "\"Done\": \"resolved\", \"Raised\": \"severity 9\""),
                "log.csv",
                "Case;Time;What;Team\n1;2026-03-02 09:00;New;\n1;2026-03-02 10:00;Raised;\n"
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(read.bad())
                .containsExactly(
                        "log.csv:3: \"9\" is a value of severity of the agreement without a word in the mapping.");
    }

    @Test
    void aTimeThatNoCalendarKnowsCostsItsRowOnly() throws IOException {
        Read read = read(
                MAP,
                "log.csv",
                "Case;Time;What;Team\n1;2026-03-02 09:00;New;\n1;9999-12-31 00:00;Done;\n2;0001-01-01 00:00;New;\n"
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(read.events()).containsExactly("1 opened at 2026-03-02T08:00:00Z: 99 unknown");
        assertThat(read.bad())
                .containsExactly(
                        "log.csv:3: \"9999-12-31 00:00\" is outside the years that can be measured, 1911-01-01/2200-12-31.",
                        "log.csv:4: \"0001-01-01 00:00\" is outside the years that can be measured, 1911-01-01/2200-12-31.");
    }

    @Test
    void aLocalTimeThatClocksSkipIsTheEndOfTheGap() {
        LogTimes berlin = new LogTimes(List.of("iso"), Optional.of(ZoneId.of("Europe/Berlin")), Locale.ENGLISH);
        assertThat(berlin.read("2026-03-29T02:30")).isEqualTo("2026-03-29T01:00:00Z");
        assertThat(berlin.read("2026-03-29T03:10")).isEqualTo("2026-03-29T01:10:00Z");
        assertThat(berlin.ambiguous()).isZero();
    }

    @Test
    void noBreakSpacesAroundAValueAreBlanks() throws IOException {
        Read read = read(
                MAP,
                "log.csv",
                "Case;Time;What;Team\n1\u00A0;2026-03-02 09:00\u00A0;\u202FNew;\u00A0\n"
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(read.bad()).isEmpty();
        assertThat(read.events()).containsExactly("1 opened at 2026-03-02T08:00:00Z: 99 unknown");
    }

    @Test
    void aSecondOpeningAndAFileWithoutARowAreSaid() throws IOException {
        Read twice = read(
                MAP,
                "log.csv",
                "Case;Time;What;Team\n1;2026-03-02 09:00;New;\n1;2026-03-02 10:00;New;\n"
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(twice.notes())
                .contains(
                        "openings of cases that were open already, which begin nothing: 1, such as 1 at 2026-03-02T09:00:00Z");
        Read empty = read(
                MAP.replace("\"case\": \"Case\"", "\"rows\": \"issues.history\", \"case\": \"Case\""),
                "log.json",
                "{ \"issues\": [ { \"histories\": [ { \"Case\": \"1\" } ] } ] }".getBytes(StandardCharsets.UTF_8));
        assertThat(empty.events()).isEmpty();
        assertThat(empty.notes())
                .singleElement()
                .asString()
                .startsWith("files of which no row counts: 1, such as ")
                .endsWith("log.json at issues.history");
    }

    @Test
    void aTeamThatIsTakenAwayIsSaidAndCostsNothing() throws IOException {
        String mapping = """
                { "kind": "change", "case": "Case", "time": "Time", "opened": "Opened", "field": "Field", "old": "Old", "new": "New",
                  "fields": { "Group": "team", "State": "status" }, "zone": "UTC",
                  "words": { "status": { "new": "new", "done": "resolved" } } }
                """;
        Read read = read(mapping, "log.csv", """
                Case;Time;Opened;Field;Old;New
                1;2026-03-02 09:30;2026-03-02 09:00;Group;desk;
                1;2026-03-02 09:40;2026-03-02 09:00;Group;;desk
                1;2026-03-02 09:50;2026-03-02 09:00;Group;desk;network
                1;2026-03-02 10:00;2026-03-02 09:00;State;new;done
                """.getBytes(StandardCharsets.UTF_8));
        assertThat(read.bad()).isEmpty();
        assertThat(read.events())
                .containsExactly(
                        "1 opened at 2026-03-02T09:00:00Z: 99 unknown, desk",
                        "1 reassigned at 2026-03-02T09:50:00Z: network",
                        "1 resolved at 2026-03-02T10:00:00Z");
        assertThat(read.notes())
                .contains(
                        "teams taken away, which have the case until another is named: 1, such as 1 at 2026-03-02T09:30:00Z");
    }

    @Test
    void aSeverityWithoutAWordLeavesTheOneBefore() throws IOException {
        String mapping = """
                { "kind": "snapshot", "case": "Case", "time": "Time", "status": "State", "severity": "Priority", "zone": "UTC",
                  "words": { "status": { "new": "new", "open": "open" }, "severity": { "P1": "1" } } }
                """;
        Read read = read(
                mapping,
                "log.csv",
                "Case;Time;State;Priority\n1;2026-03-02 09:00;new;P1\n1;2026-03-02 10:00;open;P9\n"
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(read.bad())
                .containsExactly("log.csv:3: \"P9\" is a value of severity without a word in the mapping.");
        assertThat(read.events()).containsExactly("1 opened at 2026-03-02T09:00:00Z: 1 Critical");
    }

    @Test
    void aDamagedFileIsNamedOnOneLine() {
        for (Map.Entry<String, byte[]> file : Map.of(
                        "log.csv.gz",
                        new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1},
                        "log.zip",
                        new byte[] {'P', 'K', 5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
                        "log.xes",
                        "<log><trace>".getBytes(StandardCharsets.UTF_8),
                        "log.json",
                        "[{".getBytes(StandardCharsets.UTF_8))
                .entrySet()) {
            assertThatThrownBy(() -> read(MAP, file.getKey(), file.getValue()))
                    .satisfies(e -> assertThat(String.valueOf(e.getMessage()))
                            .contains(file.getKey())
                            .doesNotContain("\n")
                            .doesNotContain("REDACTED"));
        }
    }

    @Test
    void minutesThatAreNoneAreABadRow() throws IOException {
        String mapping = """
                { "kind": "case", "case": "Case", "opened": "Opened", "minutes": { "First reply": "responded" } }
                """;
        Read read = read(
                mapping,
                "cases.csv",
                "Case;Opened;First reply\nA;2026-03-02T09:00Z;NaN\nB;2026-03-02T09:00Z;1e400\nC;2026-03-02T09:00Z;-5\nD;2026-03-02T09:00Z;7.5\n"
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(read.bad())
                .containsExactly(
                        "cases.csv:2: \"NaN\" is not a number of minutes, which is written like 12.5.",
                        "cases.csv:3: \"1e400\" is not a number of minutes, which is written like 12.5.",
                        "cases.csv:4: \"-5\" is not a number of minutes, which is written like 12.5.");
        assertThat(read.events()).contains("D responded at 2026-03-02T09:07:30Z");
    }

    @Test
    void spreadsheetsAreReadAsTheyComeWithMarksSeparatorsCapitalsAndEncodings() throws IOException {
        String rows =
                "CASE;time;what;TEAM\r\n1;2026-03-02 09:00;new;B\u00fcro\r\n1;2026-03-02 10:00;DONE;B\u00fcro\r\n";
        List<String> expected = List.of(
                "1 opened at 2026-03-02T08:00:00Z: 99 unknown, B\u00fcro", "1 resolved at 2026-03-02T09:00:00Z");
        for (Charset charset : List.of(
                StandardCharsets.UTF_8,
                StandardCharsets.UTF_16, // with a mark
                StandardCharsets.UTF_16LE,
                StandardCharsets.UTF_16BE,
                Charset.forName("windows-1252"))) {
            assertThat(read(MAP, "log.csv", rows.getBytes(charset)).events())
                    .as(charset.name())
                    .isEqualTo(expected);
        }
        assertThat(read(MAP, "log.csv", ("\uFEFF" + rows).getBytes(StandardCharsets.UTF_8))
                        .events())
                .isEqualTo(expected);
        for (String separator : List.of(",", "\t", "|")) {
            assertThat(read(MAP, "log.txt", rows.replace(";", separator).getBytes(StandardCharsets.UTF_8))
                            .events())
                    .isEqualTo(expected);
        }
    }

    @Test
    void valuesWithoutAWordAreListedWithTheirCounts() throws IOException {
        Read read = read(MAP, "log.csv", """
                Case,Time,What,Team
                1,2026-03-02 09:00,New,A
                1,2026-03-02 09:10,Tea,A
                1,2026-03-02 09:20,Tea,A
                1,2026-03-02 09:30,Cake,A
                1,2026-03-02 10:00,Done,A
                """.getBytes(StandardCharsets.UTF_8));
        assertThat(read.events()).hasSize(2);
        assertThat(read.bad())
                .hasSize(3)
                .first()
                .isEqualTo("log.csv:3: \"Tea\" is a value of event without a word in the mapping.");
        assertThat(read.notes()).contains("values of event without a word: \"Tea\" (2), \"Cake\" (1)");
    }

    @Test
    void badRowsCostNoGoodOnes() throws IOException {
        Read read = read(MAP, "log.csv", """
                Case,Time,What,Team
                1,2026-03-02 09:00,New,A
                1,yesterday,Done,A
                1
                ,2026-03-02 09:30,Done,A
                1,2026-03-02 10:00,Done,A
                """.getBytes(StandardCharsets.UTF_8));
        assertThat(read.events()).hasSize(2);
        assertThat(read.bad())
                .containsExactly(
                        "log.csv:3: \"yesterday\" is not a time in the format iso.",
                        "log.csv:4: the row has 1 fields; the header has 4.",
                        "log.csv:5: column \"Case\", the case, is empty.");
    }

    @Test
    void casesComeBackAfterTheyWereClosedAndRowsMayBeInAnyOrder() throws IOException {
        String map = """
                { "kind": "snapshot", "case": "id", "time": "at", "status": "state",
                  "words": { "status": { "New": "new", "Open": "open", "Closed": "closed" } } }
                """;
        List<String> rows = new ArrayList<>(List.of(
                "1,2026-03-02T09:00:00Z,New",
                "1,2026-03-02T10:00:00Z,Closed",
                "2,2026-03-02T10:30:00Z,New",
                "1,2026-03-05T09:00:00Z,Open",
                "1,2026-03-05T10:00:00Z,Closed"));
        List<String> inOrder = read(map, "log.csv", csv(rows)).events();
        assertThat(inOrder)
                .contains("1 reopened at 2026-03-05T09:00:00Z", "1 closed at 2026-03-05T10:00:00Z")
                .hasSize(5);
        Collections.reverse(rows);
        assertThat(read(map, "log.csv", csv(rows)).events()).isEqualTo(inOrder);
    }

    private static byte[] csv(List<String> rows) {
        return ("id,at,state\n" + String.join("\n", rows) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatTheClocksShowTwiceIsCounted() throws IOException {
        Read read = read(
                MAP, "log.csv", "Case,Time,What,Team\n1,2026-10-25 02:30,New,A\n".getBytes(StandardCharsets.UTF_8));
        assertThat(read.events()).containsExactly("1 opened at 2026-10-25T00:30:00Z: 99 unknown, A");
        assertThat(read.notes()).anyMatch(note -> note.matches("local times that occur twice.*: 1"));
    }

    @Test
    void localTimesNeedAZone() throws IOException {
        Read read = read(
                MAP.replace(", \"zone\": \"Europe/Berlin\"", ""),
                "log.csv",
                "Case,Time,What,Team\n1,2026-03-02 09:00,New,A\n".getBytes(StandardCharsets.UTF_8));
        assertThat(read.bad()).singleElement().asString().contains("has no zone", "--zone");
    }

    @Test
    void aRatingIsAFactAndNoUpdateOfTheCustomer() throws IOException {
        Read read = read("""
                { "kind": "event", "case": "id", "time": "at", "event": "what", "facts": { "rating": "score" },
                  "words": { "event": { "new": "opened", "done": "resolved", "survey": "rated" }, "rating": { "good": "5" } } }
                """, "log.csv", """
                id,at,what,score
                1,2026-03-02T09:00:00Z,new,
                1,2026-03-02T10:00:00Z,done,
                1,2026-03-03T10:00:00Z,survey,Good
                """.getBytes(StandardCharsets.UTF_8));
        assertThat(read.events()).hasSize(3).last().isEqualTo("1 changed at 2026-03-03T10:00:00Z: {rating=5}");
    }

    @Test
    void theGuideNamesEveryKeyOfAMapping() throws IOException {
        String table = Files.readString(Path.of("guide", "your-own-log.md"));
        List<String> keys = new ArrayList<>(LogMapping.OF_A_SOURCE);
        keys.addAll(LogMapping.OF_THE_WHOLE);
        assertThat(keys).allSatisfy(key -> assertThat(table).contains("`" + key + "`"));
    }

    @Test
    void allMistakesOfAMappingAreReportedAtOnce() throws IOException {
        String map = """
                { "knd": "event", "formats": ["yyyy-QQQQQQQ"], "words": { "status": { "Open": "opne" } },
                  "fields": { "prio": "sevrity" } }
                """;
        assertThatThrownBy(() -> LogMapping.parse("my.json", new JsonMapper().readTree(map), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "my.json",
                        "\"knd\" is not a key",
                        "\"kind\" is \"\"",
                        "\"case\" is missing",
                        "\"time\" is missing",
                        "\"formats\"",
                        "\"words.status.Open\" is \"opne\"",
                        "\"fields.prio\" is \"sevrity\"");
    }

    @Test
    void aColumnThatIsNotThereIsNamedWithTheHeader() {
        assertThatThrownBy(() -> read(MAP, "log.csv", "Case,When,What,Team\n".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining(
                        "there is no column \"Time\"; the header has \"Case\", \"When\", \"What\", \"Team\".");
    }

    private static Read realLog(String property, String mapping) throws IOException {
        return read(
                LogMapping.read(MAPPINGS.resolve(mapping + ".json"), Optional.empty()),
                Map.of("", Path.of(System.getProperty(property, ""))));
    }

    @Test
    @Tag("logs")
    @EnabledIfSystemProperty(named = "sla4j.volvoLog", matches = ".+")
    void aLogOfVolvoHasItsReopenedCasesAndFirstResponses() throws IOException {
        Read read = realLog("sla4j.volvoLog", "volvo-incidents");
        assertThat(read.bad()).isEmpty();
        assertThat(read.events().stream().filter(event -> event.contains(" opened at ")))
                .hasSize(7_554);
        assertThat(read.events().stream()
                        .filter(event -> event.contains(" reopened at "))
                        .map(event -> event.substring(0, event.indexOf(' ')))
                        .distinct())
                .hasSize(514);
        assertThat(read.events().stream().filter(event -> event.matches(".* responded at .*: G96")))
                .hasSize(1_863);
    }

    @Test
    @Tag("logs")
    @EnabledIfSystemProperty(named = "sla4j.italianLog", matches = ".+")
    void anItalianHelpDesksLogIsReadWhole() throws IOException {
        Read read = realLog("sla4j.italianLog", "italian-helpdesk");
        assertThat(read.bad()).isEmpty();
        assertThat(read.events().stream().filter(event -> event.contains(" opened at ")))
                .hasSize(4_580);
    }

    @Test
    @Tag("logs")
    @EnabledIfSystemProperty(named = "sla4j.incidentLog", matches = ".+")
    void aLogOfServiceNowIsReadWholeAndEveryCaseIsAnswered() throws IOException {
        Read read = realLog("sla4j.incidentLog", "servicenow-event-log");
        assertThat(read.bad()).isEmpty();
        assertThat(read.events().stream().filter(event -> event.contains(" opened at ")))
                .hasSize(24_918);
        assertThat(read.events().stream().filter(event -> event.contains(" responded at ")))
                .hasSize(24_918);
    }
}
