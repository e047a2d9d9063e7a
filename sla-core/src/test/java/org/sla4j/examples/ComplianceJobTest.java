package org.sla4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class ComplianceJobTest {
    private static final Path RESOURCES = Path.of("src/test/resources/org/sla4j/examples");
    private static final Path SAMPLE_LOG = RESOURCES.resolve("sample-log.csv");
    private static final Path SAMPLE_AGREEMENT = RESOURCES.resolve("sample-agreement.json");

    private static final String HEADER = "case,time,event,severity,reason,party,team\n";

    @TempDir
    private Path dir;

    private record Result(int code, String out, String err) {}

    private static Result run(boolean terminal, Object... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] words = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            words[i] = args[i].toString();
        }
        int code = ComplianceJob.run(
                words,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal);
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Path log(String rows) throws IOException {
        return Files.writeString(dir.resolve("log.csv"), HEADER + rows);
    }

    private Result runOn(String rows, Object... more) throws IOException {
        Object[] args = new Object[4 + more.length];
        args[0] = "--log";
        args[1] = log(rows);
        args[2] = "--agreement";
        args[3] = SAMPLE_AGREEMENT;
        System.arraycopy(more, 0, args, 4, more.length);
        return run(false, args);
    }

    @Test
    void theSamplePrintsALineForEachMetricAndSeverityAndWritesThePage() throws IOException {
        Path page = dir.resolve("out/page.html");
        Result result = run(false, "--log", SAMPLE_LOG, "--agreement", SAMPLE_AGREEMENT, "--html", page);
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .containsPattern("resolution +1 Critical +3 +3 +0 +0 +0 +0 +100.00 % +100.00 % +goal met")
                .containsPattern("first response +2 High .* 83.33 % +95.00 % +goal missed");
        assertThat(Files.readString(page))
                .contains("83.33 %", "goal missed", "<svg")
                .doesNotContain("<script", "http");
    }

    @Test
    void thePageIsOfOnePeriodBesideTheOneBefore() throws IOException {
        Path page = dir.resolve("february.html");
        run(false, "--log", SAMPLE_LOG, "--agreement", SAMPLE_AGREEMENT, "--html", page, "--of", "2026-02");
        assertThat(Files.readString(page))
                .contains("<strong>1 February 2026 to 28 February 2026</strong>", " points")
                .containsPattern("As of \\d+ \\w+ 2026, \\d\\d:\\d\\d \\(UTC\\)");
        assertThat(run(false, "--of", "February").err())
                .contains("\"February\" is not a period; write 2026-03-02, 2026-W10, 2026-03 or 2026-Q1.");
    }

    @Test
    void aMissCountsOnlyOnThePageOfThePeriodOfItsBreach() throws IOException {
        String rows = """
                A,2026-03-31T19:00:00Z,opened,1,,,desk
                A,2026-04-02T10:00:00Z,resolved,,,,
                B,2026-04-01T10:00:00Z,opened,1,,,network
                B,2026-04-01T20:00:00Z,resolved,,,,
                """;
        Path march = dir.resolve("march.html");
        Path april = dir.resolve("april.html");
        runOn(rows, "--html", march, "--of", "2026-03");
        runOn(rows, "--html", april, "--of", "2026-Q2", "--zone", "Europe/Berlin");
        // The response was late in March anyway; the four hours for the resolution end at 23:00 in UTC, an hour into
        // April in Berlin.
        assertThat(Files.readString(march))
                .contains("<summary>2 misses</summary>", ">A<")
                .doesNotContain(">B<");
        assertThat(Files.readString(april)).contains("<summary>3 misses</summary>", ">A<", ">B<");
    }

    @Test
    void thePageHasTeamsMissesAndTheNextReport() throws IOException {
        Path page = dir.resolve("page.html");
        run(false, "--log", SAMPLE_LOG, "--agreement", SAMPLE_AGREEMENT, "--html", page);
        assertThat(Files.readString(page))
                .contains("By team", "Every missed case", "Which report is due when", "compliance by severity")
                .containsPattern("<strong>\\d+ January 2026 to \\d+ \\w+ 2026</strong>");
    }

    @Test
    void theFiguresAreWrittenForProgramsToo() throws IOException {
        Path csv = dir.resolve("out/figures.csv");
        Path json = dir.resolve("out/figures.json");
        run(false, "--log", SAMPLE_LOG, "--agreement", SAMPLE_AGREEMENT, "--csv", csv, "--json", json);
        assertThat(Files.readString(csv)).startsWith("metric,severity,cases,met,");
        assertThat(new ObjectMapper().readTree(json.toFile()).get("rows").size())
                .isEqualTo(Files.readString(csv).split("\r\n", -1).length - 2);
    }

    @Test
    void thePageSaysWhatMissesCostAndWhatTheCustomerGetsBack() throws IOException {
        Path page = dir.resolve("page.html");
        run(
                false,
                "--log",
                SAMPLE_LOG,
                "--agreement",
                SAMPLE_AGREEMENT,
                "--html",
                page,
                "--costs",
                "EUR 4.50 20 35 60",
                "--fee",
                "1000");
        assertThat(Files.readString(page))
                .contains("What the misses cost", "Extra touches, 4.50 each", "Service credits", "2026-03: EUR ");
    }

    @Test
    void costsAndFeesThatCannotBeReadAreRefused() {
        assertThat(run(false, "--costs", "GOLD 1 2 3 4").err()).contains("\"GOLD\" is not a currency");
        assertThat(run(false, "--costs", "EUR 1").err()).contains("\"EUR 1\" are no costs", "EUR 4.50 20 35 60");
        assertThat(run(false, "--fee", "ten").err()).contains("\"ten\" is not a fee");
        assertThat(run(false, "--fee", "ten").code()).isEqualTo(2);
    }

    @Test
    void theSampleLogIsWhatItsGeneratorMakes() throws IOException {
        assertThat(SampleLogGenerator.generate(20_260_105, 200)).isEqualTo(Files.readString(SAMPLE_LOG));
    }

    @Test
    void anOverdueOpenCaseIsAMiss() throws IOException {
        Result result = runOn("A,2026-03-02T10:00:00Z,opened,1,,,desk\n", "--as-of", "2026-03-03T10:00:00Z");
        assertThat(result.out())
                .containsPattern("resolution +1 Critical +1 +0 +0 +1 +0 +0 +0.00 % +100.00 % +goal missed");
    }

    @Test
    void aGarbledRowEndsTheJobWithFileLineAndReason() throws IOException {
        Result result = runOn("A,2026-03-02T10:00:00Z,opened,1,,,desk\nA,yesterday,resolved,,,,\n");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("log.csv:3: \"yesterday\" is not an instant; write 2026-01-05T09:30:00Z.");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void aRowWithTooFewFieldsIsRefused() throws IOException {
        assertThat(runOn("A,2026-03-02T10:00:00Z\n").err())
                .contains("log.csv:2: the row has 2 fields; the header has 7.");
    }

    @Test
    void anEventWithoutACaseIsRefused() throws IOException {
        assertThat(runOn("A,2026-03-02T10:00:00Z,resolved,,,,\n").err())
                .contains("log.csv:2: no open case \"A\"", "a case begins with opened");
    }

    @Test
    void anUnknownEventOrSeverityIsRefusedWithWhatIsAccepted() throws IOException {
        assertThat(runOn("A,2026-03-02T10:00:00Z,exploded,1,,,\n").err())
                .contains("\"exploded\" is not an event; use one of [opened, acknowledged");
        assertThat(runOn("A,2026-03-02T10:00:00Z,withdrawn,1,,,\n").err())
                .contains("\"withdrawn\" is not an event; use one of [opened, acknowledged")
                .doesNotContain(", withdrawn");
        assertThat(runOn("A,2026-03-02T10:00:00Z,opened,9,,,\n").err())
                .contains(
                        "log.csv:2: \"9\" is not a severity of agreement \"helpdesk-2026\"; there are [1 Critical, 2 High");
    }

    @Test
    void badRowsAreCountedAndListedWhenTheyAreToBeSkipped() throws IOException {
        Result result = runOn(
                "A,2026-03-02T10:00:00Z,opened,1,,,desk\n,,resolved,,,,\nA,2026-03-02T10:05:00Z,resolved,,,,\nB,x\n",
                "--skip-bad-rows");
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("skipped as bad: 2 rows", "log.csv:3: ", "log.csv:5: the row has 2 fields")
                .containsPattern("resolution +1 Critical +1 +1 +0");
    }

    @Test
    void moreBadRowsThanFitAreCounted() throws IOException {
        assertThat(runOn("x,y\n".repeat(25), "--skip-bad-rows").out())
                .contains("skipped as bad: 25 rows", "and 5 more");
    }

    @Test
    void aCaseThatComesBackAfterItWasClosedIsOneCase() throws IOException {
        Result result = runOn("""
                A,2026-03-02T10:00:00Z,opened,1,,,desk
                A,2026-03-02T10:05:00Z,resolved,,,,
                A,2026-03-02T10:05:00Z,closed,,,,
                A,2026-03-02T10:10:00Z,reopened,,,,
                A,2026-03-03T10:10:00Z,resolved,,,,
                A,2026-03-03T10:10:00Z,closed,,,,
                """);
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .contains("6 events of 1 case ")
                .containsPattern("resolution +1 Critical +1 +0 +1 .*goal missed");
    }

    @Test
    void aSecondOpeningOfAClosedCaseIsNoNewCase() throws IOException {
        assertThat(runOn("""
                        A,2026-03-02T10:00:00Z,opened,1,,,desk
                        A,2026-03-02T10:05:00Z,closed,,,,
                        A,2026-03-04T10:00:00Z,opened,1,,,desk
                        """).err()).contains("log.csv:4: ");
    }

    @Test
    void thingsAreShownAsTheyStoodThen() throws IOException {
        Result result = runOn("""
                A,2026-03-02T10:00:00Z,opened,1,,,desk
                A,2026-03-03T10:00:00Z,resolved,,,,
                B,2026-03-04T10:00:00Z,opened,1,,,desk
                """, "--as-of", "2026-03-02T10:30:00Z");
        assertThat(result.out())
                .contains("1 event of 1 case ", "left out as later than 2026-03-02T10:30:00Z: 2 events")
                .containsPattern("resolution +1 Critical +1 +0 +0 +0 +1");
    }

    @Test
    void localTimesAreReadInTheZoneGiven() throws IOException {
        String rows = "A,2026-03-02T10:00,opened,1,,,desk\n";
        assertThat(runOn(rows).err()).contains("log.csv:2: \"2026-03-02T10:00\" has no zone");
        assertThat(runOn(rows, "--zone", "Asia/Tokyo").code()).isZero();
    }

    @Test
    void aSheetSavedByASpreadsheetIsRead() throws IOException {
        Path log = Files.writeString(
                dir.resolve("sheet.csv"),
                "\uFEFFCase;Time;Event;Severity;Reason;Party;Team\r\nA;2026-03-02T10:00:00Z;Opened;1;;;desk\r\n");
        Result result = run(false, "--log", log, "--agreement", SAMPLE_AGREEMENT);
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("1 event of 1 case ");
    }

    @Test
    void aSpreadsheetMayNameItsSeparatorFirstAndFillItsLastRowsWithIt() throws IOException {
        Path log = Files.writeString(
                dir.resolve("sheet.csv"),
                String.join(
                        "\r\n",
                        "sep=;",
                        "Case;Time;Event;Severity;Reason;Party;Team",
                        "A;2026-03-02T10:00:00Z;Opened;1;;;desk, Berlin",
                        ";;;;;;",
                        ""));
        Result result = run(false, "--log", log, "--agreement", SAMPLE_AGREEMENT);
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("1 event of 1 case ").doesNotContain("skipped");
    }

    @Test
    void aSeverityIsNamedByRankNameOrBothAlsoIfNoPolicyNamesIt() throws IOException {
        Path agreement = Files.writeString(dir.resolve("agreement.json"), """
                { "id": "helpdesk", "provider": "IT", "customer": "Sales", "policies": [
                    { "name": "critical", "severities": ["1"], "targets": { "resolution": { "limit": "4h", "goal": 1.0 } } },
                    { "name": "others", "targets": { "resolution": { "limit": "8h", "goal": 0.9 } } } ] }
                """);
        for (String severity : List.of("4", "low", "4 Low")) {
            Result result = run(
                    false,
                    "--log",
                    log("A,2026-03-02T10:00:00Z,opened," + severity + ",,,\n"),
                    "--agreement",
                    agreement);
            assertThat(result.err()).isEmpty();
            assertThat(result.out()).containsPattern("resolution +4 Low +1");
        }
    }

    @Test
    void aRowThatLacksWhatItsEventNeedsIsRefused() throws IOException {
        String opened = "A,2026-03-02T10:00:00Z,opened,1,,,desk\n";
        assertThat(runOn(opened + "A,2026-03-02T10:05:00Z,waiting,,info,,\n").err())
                .contains("log.csv:3: column \"party\" is empty, but \"waiting\" needs it.");
        assertThat(runOn(opened + "A,2026-03-02T10:05:00Z,reassigned,,,,\n").err())
                .contains("log.csv:3: column \"team\" is empty, but \"reassigned\" needs it.");
        assertThat(runOn("A,2026-03-02T10:00:00Z,opened,,,,desk\n").err())
                .contains("log.csv:2: column \"severity\" is empty, but \"opened\" needs it.");
    }

    @Test
    void aRowMayHaveHundredsOfFurtherColumns() throws IOException {
        String names = IntStream.range(0, 300).mapToObj(i -> ",column " + i).collect(Collectors.joining());
        Path log = Files.writeString(
                dir.resolve("log.csv"),
                HEADER.strip() + names + "\nA,2026-03-02T10:00:00Z,opened,1,,,desk" + ",x".repeat(300) + "\n");
        Result result = run(false, "--log", log, "--agreement", SAMPLE_AGREEMENT, "--by", "column 299");
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).containsPattern("resolution +x +1");
    }

    @Test
    void anInstantThatNoCalendarKnowsIsNoTimeToLookFrom() throws IOException {
        for (String asOf : List.of("2999-01-01T00:00:00Z", "-1000000000-01-01T00:00:00Z")) {
            Result result = runOn("A,2026-03-02T10:00:00Z,opened,1,,,desk\n", "--as-of", asOf);
            assertThat(result.code()).isEqualTo(2);
            assertThat(result.err())
                    .contains("\"" + asOf + "\" is outside the years that can be measured, 1911-01-01/2200-12-31.");
        }
    }

    @Test
    void figuresByTeamAndMonthComeOnDemand() {
        Result result =
                run(false, "--log", SAMPLE_LOG, "--agreement", SAMPLE_AGREEMENT, "--by", "team", "--period", "month");
        assertThat(result.out()).containsPattern("resolution +\\S.* 2026-0[12] ");
        assertThat(run(false, "--log", SAMPLE_LOG, "--agreement", SAMPLE_AGREEMENT, "--period", "moon")
                        .err())
                .contains("\"moon\" is not a period; use day, week, month or quarter.");
    }

    @Test
    void anExportIsReadByAMapping() throws IOException {
        Result result = run(
                false,
                "--log",
                RESOURCES.resolve("mappings/servicenow-list.sample.csv"),
                "--mapping",
                RESOURCES.resolve("mappings/servicenow-list.json"),
                "--agreement",
                SAMPLE_AGREEMENT);
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("8 events of 4 cases", "reopenings left out");
    }

    @Test
    void anUnclosedQuoteIsRefused() throws IOException {
        Result result = runOn("\"A,2026-03-02T10:00:00Z,opened,1,,,desk\n");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("log.csv:2: not a row of CSV");
    }

    @Test
    void everyMistakeOfAnAgreementIsReportedWithItsPath() throws IOException {
        Path agreement = Files.writeString(dir.resolve("agreement.json"), """
                { "id": "x", "provider": "p", "customer": "",
                  "calendars": [ { "name": "office", "zone": "Europe/Atlantis", "hours": "Mon-Fri 09:00-12:00,11:00-17:00" } ],
                  "policies": [ { "name": "a", "severities": ["7"], "targets": {
                    "resolution": { "limit": "-4h", "calendar": "office", "goal": 1.2 },
                    "first respons": { "limit": "1d", "calendar": "home", "goal": 1 } } } ] }
                """);
        Result result = run(false, "--log", SAMPLE_LOG, "--agreement", agreement);
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .contains(
                        "9 mistakes",
                        "calendars[0].zone: \"Europe/Atlantis\" is not a time zone",
                        "calendars[0].hours: Hours overlap: Mon 09:00-12:00 and Mon 11:00-17:00",
                        "customer: A party needs a name",
                        "policies[0].severities[0]: \"7\" is not a severity of this agreement",
                        "policies[0].targets.resolution.limit: \"-4h\" is not a duration; use PT4H, 4h",
                        "policies[0].targets.resolution.goal: A goal is a share above 0 and at most 1",
                        "policies[0].targets.first respons: \"first respons\" is not a metric",
                        "policies[0].targets.first respons.limit: \"1d\" is not a duration",
                        "policies[0].targets.first respons.calendar: \"home\" is not one of the calendars");
    }

    @Test
    void jsonThatIsNoneIsRefusedWithItsLine() throws IOException {
        Path agreement = Files.writeString(dir.resolve("agreement.json"), "{\n \"id\": x }");
        assertThat(run(false, "--agreement", agreement).err()).contains("agreement.json:2: Unrecognized token 'x'");
    }

    @Test
    void badArgumentsEndWithTwo() {
        assertThat(run(false, "--lgo", "x").code()).isEqualTo(2);
        assertThat(run(false, "--lgo", "x").err()).contains("\"--lgo\" is not an argument");
        assertThat(run(false, "--log").err()).contains("\"--log\" needs a value");
        assertThat(run(false, "--log", dir.resolve("none.csv"), "--agreement", SAMPLE_AGREEMENT)
                        .err())
                .contains("There is no file", "none.csv");
    }

    @Test
    void eventsThatTheRestOfTheirCaseContradictsAreListedWithTheReason() throws IOException {
        Result result = runOn("""
                A,2026-03-02T10:00:00Z,opened,1,,,desk
                A,2026-03-02T10:30:00Z,reopened,,,,
                """);
        assertThat(result.out())
                .contains(
                        "without effect, since the rest of the case contradicts: 1 event\n  A reopened at 2026-03-02T10:30:00Z");
    }

    @Test
    void argumentsThatCannotBeMeantAreRefusedBeforeAnythingIsRead() {
        assertRefused("\"--zone\" is given twice", "--zone", "UTC", "--zone", "UTC");
        assertRefused("\"Berlin\" is not a time zone; use a name such as Europe/Berlin.", "--zone", "Berlin");
        assertRefused("\"2026-03-01\" is not an instant; write it like 2026-03-01T00:00:00Z.", "--as-of", "2026-03-01");
        assertRefused("\"moon\" is not a period; use day, week, month or quarter.", "--period", "moon");
        assertRefused("\"xls\" is not a format of a log; use events or servicenow.", "--format", "xls");
        assertRefused("A log has a mapping or a format", "--format", "events", "--mapping", "m.json");
        assertRefused("\"-3\" is not a fee", "--fee", "-3");
    }

    private static void assertRefused(String message, Object... arguments) {
        Result result = run(false, arguments);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains(message);
    }

    @Test
    void foldersAndEmptyFilesAreNoLogs() throws IOException {
        assertThat(run(false, "--log", dir, "--agreement", SAMPLE_AGREEMENT).err())
                .contains(dir + " is a folder; name a file.");
        assertThat(run(false, "--log", SAMPLE_LOG, "--agreement", dir).err())
                .contains(dir + " is a folder; name a file.");
        Path empty = Files.writeString(dir.resolve("empty.csv"), "");
        Result result = run(false, "--log", empty, "--agreement", SAMPLE_AGREEMENT);
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("empty.csv:1: there is no header; the file is empty.");
    }

    @Test
    void aMappingThatIsNoJsonIsRefusedWithFileAndLine() throws IOException {
        Path mapping = Files.writeString(dir.resolve("mapping.json"), "{\n \"kind\": x }");
        assertThat(run(false, "--log", SAMPLE_LOG, "--mapping", mapping, "--agreement", SAMPLE_AGREEMENT)
                        .err())
                .contains("mapping.json:2: not JSON: Unrecognized token 'x'");
    }

    @Test
    void aPackedLogIsReadWhateverItIsCalled() throws IOException {
        Path packed = dir.resolve("download.csv");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write((HEADER + "A,2026-03-02T10:00:00Z,opened,1,,,desk\n").getBytes(StandardCharsets.UTF_8));
        }
        assertThat(run(false, "--log", packed, "--agreement", SAMPLE_AGREEMENT).out())
                .contains("1 event of 1 case ");
    }

    @Test
    void furtherColumnsAreFactsOfTheCaseOnAnyRow() throws IOException {
        Path log = Files.writeString(dir.resolve("log.csv"), """
                case,time,event,severity,reason,party,team,region
                A,2026-03-02T10:00:00Z,opened,1,,,desk,
                A,2026-03-02T10:05:00Z,changed,,,,,Sales
                A,2026-03-02T10:10:00Z,resolved,,,,,
                """);
        assertThat(run(false, "--log", log, "--agreement", SAMPLE_AGREEMENT, "--by", "region")
                        .out())
                .containsPattern("resolution +Sales +1");
    }

    @Test
    void aMissingColumnIsNamedOnOneLineWhateverTheHeaderHolds() throws IOException {
        Path log = Files.writeString(dir.resolve("log.csv"), "case,\"ti\nme\",event\n");
        assertThat(run(false, "--log", log, "--agreement", SAMPLE_AGREEMENT).err())
                .contains("log.csv:1: there is no column \"time\"", "\"ti\\nme\"", "it must be there.");
    }

    @Test
    void progressIsShownOnATerminalOnly() throws IOException {
        Path log = Files.writeString(dir.resolve("long.csv"), SampleLogGenerator.generate(1, 3_000));
        assertThat(run(true, "--log", log, "--agreement", SAMPLE_AGREEMENT).err())
                .contains("\r10,000 rows read");
        assertThat(run(false, "--log", log, "--agreement", SAMPLE_AGREEMENT).err())
                .isEmpty();
    }

    @Test
    void memoryDoesNotGrowWithFinishedCases() throws IOException, InterruptedException {
        StringBuilder rows = new StringBuilder(HEADER);
        for (int i = 0; i < 100_000; i++) {
            rows.append("case number ").append(i).append(",2026-03-02T10:00:00Z,opened,1,,,desk\n");
            rows.append("case number ").append(i).append(",2026-03-02T10:05:00Z,closed,,,,\n");
        }
        Path log = Files.writeString(dir.resolve("huge.csv"), rows);
        Path output = dir.resolve("output.txt");
        Process job = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx20m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                                + File.pathSeparator + System.getProperty("jdk.module.path", "")
                                + File.pathSeparator + "target/test-classes",
                        ComplianceJob.class.getName(),
                        "--log",
                        log.toString(),
                        "--agreement",
                        SAMPLE_AGREEMENT.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(job.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(Files.readString(output)).contains("200,000 events of 100,000 cases");
        assertThat(job.exitValue()).isZero();
    }

    @Test
    @Tag("logs")
    @EnabledIfSystemProperty(named = "sla4j.incidentLog", matches = ".+")
    void theRealLogIsReplayedWhole() {
        Result result = run(
                false,
                "--log",
                System.getProperty("sla4j.incidentLog"),
                "--format",
                "servicenow",
                "--agreement",
                RESOURCES.resolve("incident-log-agreement.json"));
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .contains("of 24,918 cases")
                .doesNotContain("contradicts", "skipped")
                .containsPattern("resolution +3 Moderate +23466 ");
    }

    @Test
    @Tag("logs")
    @EnabledIfSystemProperty(named = "sla4j.incidentLog", matches = ".+")
    void theInstancesOwnFlagIsReproduced() throws IOException {
        MadeSlaCheck.Confusion confusion = MadeSlaCheck.check(
                Path.of(System.getProperty("sla4j.incidentLog", "")),
                ComplianceJob.readAgreement(RESOURCES.resolve("made-sla-agreement.json")));
        assertThat(confusion.all()).isEqualTo(24_918);
        assertThat(confusion.right()).isGreaterThanOrEqualTo(24_890);
    }
}
