package org.sla4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.cases.CaseSnapshot;
import org.sla4j.cases.CaseSnapshot.Status;
import org.sla4j.cases.CaseSnapshots;
import org.sla4j.cases.Outcome;
import org.sla4j.cases.ServiceCase;

/**
 * Two logs of rows, one with many hand-overs and one with facts that change, read by {@link CaseSnapshots} in a few lines each; and
 * who is credited with what, against a program of plain loops that knows nothing of this library.
 */
class SnapshotLogsTest {
    private static final List<Severity> SEVERITIES =
            List.of(Severity.CRITICAL, Severity.HIGH, Severity.MODERATE, Severity.LOW);
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu/MM/dd HH:mm:ss.SSS", Locale.ROOT);

    /** What a row of either log says, as plain text and numbers. */
    private record Row(
            String caseId,
            Instant at,
            String state,
            String team,
            int severity,
            String level,
            boolean answers,
            long line) {}

    /** What the loops, or the library, say of one finished measurement. */
    private record Finding(Instant end, String team, int severity, String level, Duration elapsed, Duration limit) {}

    // The adapters: what a status of the desk means. All that differs between two desks is here.

    private static CaseSnapshot volvo(Row row) {
        CaseSnapshot.Builder snapshot = common(row);
        switch (row.state()) {
            case "Unmatched" -> snapshot.attribute("level", row.level()); // of which nothing is known
            case "Resolved", "In Call" -> snapshot.status(Status.RESOLVED);
            case "Closed" -> snapshot.status(Status.CLOSED);
            case "Cancelled" -> snapshot.status(Status.CANCELLED);
            default -> snapshot.status(Status.OPEN).waits(waits(row.state().startsWith("Wait"), row.state()));
        }
        return snapshot.build();
    }

    private static CaseSnapshot italian(Row row) {
        CaseSnapshot.Builder snapshot = common(row);
        switch (row.state()) {
            case "Resolve ticket", "RESOLVED" -> snapshot.status(Status.RESOLVED);
            case "Closed", "VERIFIED", "INVALID", "DUPLICATE" -> snapshot.status(Status.CLOSED);
            default -> snapshot.status(Status.OPEN).waits(waits(row.state().equals("Wait"), row.state()));
        }
        return snapshot.build();
    }

    private static CaseSnapshot.Builder common(Row row) {
        return CaseSnapshot.builder(row.caseId(), row.at())
                .sequence(row.line())
                .isAnswered(row.answers())
                .severity(SEVERITIES.get(row.severity() - 1))
                .team(row.team())
                .attribute("level", row.level());
    }

    private static Set<PauseReason> waits(boolean does, String state) {
        return does ? Set.of(PauseReason.of(state, "somebody else")) : Set.of();
    }

    private static List<Row> volvoRows(InputStream log) throws IOException {
        List<String> impacts = List.of("Major", "High", "Medium", "Low");
        List<Row> rows = new ArrayList<>();
        for (CsvRecord row : records(log)) {
            rows.add(new Row(
                    row.getField(0),
                    OffsetDateTime.parse(row.getField(1)).toInstant(),
                    row.getField(3),
                    row.getField(6),
                    1 + impacts.indexOf(row.getField(4)),
                    row.getField(5),
                    row.getField(3).equals("In Progress"),
                    row.getStartingLineNumber()));
        }
        return rows;
    }

    private static List<Row> italianRows(InputStream log) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (CsvRecord row : records(log)) {
            rows.add(new Row(
                    row.getField(0),
                    LocalDateTime.parse(row.getField(3), LOCAL).toInstant(ZoneOffset.UTC),
                    row.getField(1),
                    row.getField(2),
                    Integer.parseInt(row.getField(11).substring(6)),
                    row.getField(12),
                    row.getField(1).equals("Take in charge ticket"),
                    row.getStartingLineNumber()));
        }
        return rows;
    }

    private static List<CsvRecord> records(InputStream log) throws IOException {
        try (CsvReader<CsvRecord> csv = Csv.reader().ofCsvRecord(new InputStreamReader(log, StandardCharsets.UTF_8))) {
            return csv.stream().skip(1).toList();
        }
    }

    // The second program: plain loops over rows.

    private static boolean isDone(String state) {
        return List.of(
                        "Resolved",
                        "In Call",
                        "Closed",
                        "Resolve ticket",
                        "RESOLVED",
                        "VERIFIED",
                        "INVALID",
                        "DUPLICATE")
                .contains(state);
    }

    private static @Nullable Finding firstResponse(List<Row> rows) {
        long millis = 0;
        Row before = rows.get(0);
        for (Row row : rows) {
            millis += before.state().startsWith("Wait")
                    ? 0
                    : Duration.between(before.at(), row.at()).toMillis();
            before = row;
            if (row.answers() || isDone(row.state())) {
                return finding(rows, row, Duration.ofMillis(millis), 1);
            } else if (row.state().equals("Cancelled")) {
                return null;
            }
        }
        return null;
    }

    private static @Nullable Finding resolution(List<Row> rows) {
        Finding found = null;
        long millis = 0;
        Row before = rows.get(0);
        boolean counts = false;
        boolean done = false;
        boolean cancelled = false;
        for (Row row : rows) {
            millis += counts ? Duration.between(before.at(), row.at()).toMillis() : 0;
            before = row;
            if (isDone(row.state())) {
                if (!done) {
                    found = finding(rows, row, Duration.ofMillis(millis), 10);
                }
                done = true;
                counts = false;
            } else if (row.state().equals("Cancelled")) {
                cancelled = true;
            } else if (!row.state().equals("Unmatched")) {
                done = false;
                counts = !row.state().startsWith("Wait");
            }
        }
        return done && !cancelled ? found : null;
    }

    /** What was finished by a row: credited to its team, with the facts of its instant's last row. */
    private static Finding finding(List<Row> rows, Row end, Duration elapsed, int hours) {
        Row facts = end;
        for (Row row : rows) {
            facts = row.at().equals(end.at()) && row.line() >= end.line() ? row : facts;
        }
        return new Finding(
                end.at(),
                end.team(),
                facts.severity(),
                facts.level(),
                elapsed,
                Duration.ofHours(
                        (long) hours * facts.severity() + (facts.level().endsWith("1") ? 1 : 0)));
    }

    // The library.

    /** One promise for each severity, and an hour more for the levels that end in 1. */
    private static ServiceLevelAgreement agreement(Set<String> levels) {
        ServiceLevelAgreement.Builder agreement =
                ServiceLevelAgreement.builder("desk").provider(Party.of("Desk")).customer(Party.of("Customer"));
        for (int severity = 1; severity <= 4; severity++) {
            for (String level : levels) {
                int more = level.endsWith("1") ? 1 : 0;
                agreement.policy(SeverityPolicy.builder(severity + " " + level)
                        .severity(SEVERITIES.get(severity - 1))
                        .attribute("level", level)
                        .target(Metric.FIRST_RESPONSE, target(severity + more))
                        .target(Metric.RESOLUTION, target(10 * severity + more))
                        .build());
            }
        }
        return agreement.build();
    }

    private static Target target(int hours) {
        return Target.of(hours + "h", BusinessCalendar.alwaysOpen(), 0.9);
    }

    private static @Nullable Finding of(ServiceCase incident, Instant now, Metric metric) {
        for (Outcome outcome : incident.outcomes(now)) {
            if (outcome.metric().equals(metric.name())
                    && outcome.end().isPresent()
                    && !outcome.verdict().name().equals("CANCELLED")) {
                return new Finding(
                        outcome.end().get(),
                        outcome.team(),
                        outcome.severity().rank(),
                        outcome.attributes().getOrDefault("level", ""),
                        outcome.elapsed(),
                        outcome.limit());
            }
        }
        return null;
    }

    private interface Adapter {
        CaseSnapshot snapshot(Row row);
    }

    /** Compares the two programs, and returns how many cases they agree on and how often each team answered first. */
    private static Map<String, Integer> compared(List<Row> rows, Adapter adapter, Set<String> levels) {
        ServiceLevelAgreement agreement = agreement(levels);
        Map<String, List<Row>> cases = new LinkedHashMap<>();
        rows.forEach(row ->
                cases.computeIfAbsent(row.caseId(), id -> new ArrayList<>()).add(row));
        Instant now = rows.stream().map(Row::at).max(Instant::compareTo).orElseThrow();
        Map<String, Integer> answered = new TreeMap<>();
        List<String> differences = new ArrayList<>();
        cases.forEach((id, own) -> {
            ServiceCase incident = ServiceCase.replay(
                    agreement,
                    CaseSnapshots.of(id)
                            .with(own.stream().map(adapter::snapshot).toList())
                            .events());
            for (Metric metric : List.of(Metric.FIRST_RESPONSE, Metric.RESOLUTION)) {
                Finding expected = metric.equals(Metric.RESOLUTION) ? resolution(own) : firstResponse(own);
                Finding found = of(incident, now, metric);
                if (!Objects.equals(expected, found)) {
                    differences.add(id + " " + metric + ": " + expected + " but " + found);
                }
            }
            own.stream().filter(Row::answers).findFirst().ifPresent(row -> answered.merge(row.team(), 1, Integer::sum));
            answered.merge("all cases", 1, Integer::sum);
        });
        assertThat(differences).isEmpty();
        return answered;
    }

    private static Set<String> levels(List<Row> rows) {
        return Set.copyOf(rows.stream().map(Row::level).toList());
    }

    private static InputStream sample(String name) {
        return Objects.requireNonNull(SnapshotLogsTest.class.getResourceAsStream(name));
    }

    private static InputStream real(String property) throws IOException {
        return new GZIPInputStream(Files.newInputStream(Path.of(System.getProperty(property, ""))));
    }

    @Test
    void aLogOfManyHandOversCreditsEachTeamWithWhatItFinished() throws IOException {
        List<Row> rows = volvoRows(sample("snapshots-volvo.csv"));
        assertThat(compared(rows, SnapshotLogsTest::volvo, levels(rows)))
                .containsEntry("all cases", 5)
                .containsEntry("Back 2nd", 2)
                .containsEntry("Front", 2);
    }

    @Test
    void aLogOfFactsThatChangeJudgesByThoseOfTheInstant() throws IOException {
        List<Row> rows = italianRows(sample("snapshots-italian.csv"));
        assertThat(compared(rows, SnapshotLogsTest::italian, levels(rows))).containsEntry("all cases", 3);
    }

    @Test
    @Tag("logs")
    @EnabledIfSystemProperty(named = "sla4j.volvoLog", matches = ".+")
    void volvosTeamsAreCreditedWithWhatTheyFinishedInEveryCase() throws IOException {
        List<Row> rows = volvoRows(real("sla4j.volvoLog"));
        assertThat(compared(rows, SnapshotLogsTest::volvo, levels(rows)))
                .containsEntry("all cases", 7_554)
                .containsEntry("G96", 1_863);
    }

    @Test
    @Tag("logs")
    @EnabledIfSystemProperty(named = "sla4j.italianLog", matches = ".+")
    void theFactsOfTheItalianLogAreThoseOfTheInstantInEveryCase() throws IOException {
        List<Row> rows = italianRows(real("sla4j.italianLog"));
        assertThat(compared(rows, SnapshotLogsTest::italian, levels(rows))).containsEntry("all cases", 4_580);
    }
}
