package org.sla4j.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sla4j.compliance.LowOutcomes.START;
import static org.sla4j.compliance.LowOutcomes.outcome;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.Reporting;
import org.sla4j.agreement.Severity;
import org.sla4j.calendar.DateRange;
import org.sla4j.cases.Holder;
import org.sla4j.cases.Outcome;
import org.sla4j.cases.Outcome.Flag;
import org.sla4j.clock.Verdict;

/** A report as people and programs read it, letter by letter. */
class ReportTextTest {
    private static ComplianceReport report(Outcome.Builder... outcomes) {
        ComplianceAggregator figures = ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY);
        for (Outcome.Builder outcome : outcomes) {
            figures.add(outcome.build());
        }
        return figures.report();
    }

    private static ComplianceReport rich() {
        return report(
                outcome(Verdict.MET, 1),
                outcome(Verdict.MET, 3).flags(Set.of(Flag.DOWNGRADED_AFTER_BREACH)),
                outcome(Verdict.MISSED, 30)
                        .paused(List.of(new Outcome.PausedTime(
                                Holder.of(Party.of("vendor")), "part", Duration.ofHours(2), Duration.ofHours(3))))
                        .path(new Outcome.Path(
                                List.of(new Outcome.Stage(
                                        START, 0, Holder.provider("desk"), "desk", Severity.LOW, Duration.ofHours(4))),
                                List.of())),
                outcome(Verdict.BREACHED, 5).flags(Set.of(Flag.PAUSED_JUST_IN_TIME)),
                outcome(Verdict.PENDING, 1),
                outcome(Verdict.PENDING, 2),
                outcome(Verdict.CANCELLED, 1),
                outcome(Verdict.MET, 1).unpromised());
    }

    private static List<String[]> cells(String text, String separator) {
        return text.lines().map(line -> line.split(separator, -1)).toList();
    }

    @Test
    void theTableHasAColumnForWhatThereIs() {
        List<String[]> lines = cells(rich().toText(), " {2,}");
        assertThat(lines.get(0))
                .containsExactly(
                        "metric",
                        "severity",
                        "cases",
                        "met",
                        "missed",
                        "breached",
                        "open",
                        "cancelled",
                        "no SLA",
                        "compliance",
                        "goal",
                        "verdict",
                        "breaches revised",
                        "else compliance",
                        "paused just in time",
                        "mean",
                        "p50",
                        "p90",
                        "p95");
        assertThat(lines.get(1))
                .containsExactly(
                        "resolution",
                        "4 Low",
                        "8",
                        "2",
                        "1",
                        "1",
                        "2",
                        "1",
                        "1",
                        "50.00 %",
                        "50.00 %",
                        "goal met",
                        "1",
                        "25.00 %",
                        "1",
                        "9h45m",
                        "3h00m",
                        "30h00m",
                        "30h00m");
        assertThat(lines).hasSize(2);
    }

    @Test
    void columnsOfNothingAreLeftOut() {
        assertThat(cells(report(outcome(Verdict.MET, 1)).toText(), " {2,}").get(0))
                .doesNotContain(
                        "no SLA", "breaches revised", "else compliance", "paused just in time", "reopened late");
        assertThat(cells(
                                report(outcome(Verdict.MET, 1).flags(Set.of(Flag.REOPENED_LATE)))
                                        .toText(),
                                " {2,}")
                        .get(0))
                .contains("reopened late", "breaches revised");
    }

    @Test
    void markdownIsTheSameTable() {
        List<String[]> lines = cells(rich().toMarkdown(), "\\|");
        assertThat(Stream.of(lines.get(0)).map(String::strip))
                .startsWith("", "metric", "severity", "cases")
                .endsWith("p95", "");
        assertThat(lines.get(1))
                .startsWith("", "---", "---", "--:")
                .contains("---")
                .endsWith("--:", "");
        assertThat(Stream.of(lines.get(2)).map(String::strip))
                .startsWith("", "resolution", "4 Low", "8", "2", "1", "1", "2", "1", "1", "50.00 %")
                .endsWith("9h45m", "3h00m", "30h00m", "30h00m", "");
        assertThat(lines).hasSize(3);
    }

    @Test
    void jsonHasEveryPartOfARow() throws IOException {
        JsonNode row = new ObjectMapper().readTree(rich().toJson()).get("rows").get(0);
        assertThat(row.get("group").toString()).isEqualTo("[\"resolution\",\"4 Low\"]");
        assertThat(row.get("timeByParty").toString()).isEqualTo("{\"provider\":\"PT39H\",\"vendor\":\"PT2H\"}");
        assertThat(row.get("timeByReason").toString()).isEqualTo("{\"part\":\"PT2H\"}");
        assertThat(row.get("missesByHolder").toString()).isEqualTo("{\"provider\":2}");
        assertThat(row.get("missesByReason").toString()).isEqualTo("{\"no wait\":2}");
        assertThat(row.get("goals").toString())
                .isEqualTo("[{\"goal\":0.5,\"measured\":4,\"misses\":2,\"verdict\":\"goal met\"}]");
        assertThat(row.get("timeHeld").toString())
                .isEqualTo("[{\"party\":\"provider\",\"team\":\"desk\",\"time\":\"PT30H\"}]");
        assertThat(row.get("attainment").toString()).isEqualTo("[0,0,1,0,0,0,0,1,0,0,0,0,1,0,0,0,0,0,0,0,1]");
        JsonNode suggested = row.get("suggestedTargets").get(0);
        assertThat(suggested.get("share").asDouble()).isEqualTo(0.9);
        // A case of five hours is open still, so that only above 30 hours 3 of 3 or of 4 are within the limit.
        assertThat(Duration.parse(suggested.get("limit").asText()))
                .isBetween(Duration.ofHours(30), Duration.ofHours(31));
        assertThat(Duration.parse(suggested.get("low").asText())).isLessThanOrEqualTo(Duration.ofHours(30));
        assertThat(suggested.get("high").isNull()).isTrue();
        assertThat(row.get("complianceAsBreached").asDouble()).isEqualTo(0.25);
        assertThat(row.get("reopeningRate").asDouble()).isZero();
        assertThat(row.get("wallMean").asText()).isEqualTo("PT9H45M");
    }

    @Test
    void jsonHasTheUpperEndWhereThereAreCasesEnough() throws IOException {
        List<Outcome.Builder> many = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            many.add(outcome(Verdict.MET, i / 100.0));
        }
        JsonNode suggested = new ObjectMapper()
                .readTree(report(many.toArray(Outcome.Builder[]::new)).toJson())
                .get("rows")
                .get(0)
                .get("suggestedTargets")
                .get(0);
        assertThat(Duration.parse(suggested.get("high").asText()))
                .isBetween(Duration.ofMinutes(56), Duration.ofMinutes(58));
    }

    private static ComplianceReport withReports() {
        Party desk = Party.of("Desk");
        Reporting duty = new Reporting("what_was kept", Party.of("Tool"), desk, Party.of("Head"), Period.ofMonths(1));
        return report(outcome(Verdict.MET, 1))
                .withReportsDue(duty.due(
                        DateRange.of(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31)),
                        DateRange.of(LocalDate.of(2026, 2, 1), LocalDate.of(2026, 3, 31))));
    }

    @Test
    void theReportsDueStandBelowTheTable() {
        assertThat(withReports().toText()).endsWith("""


                Reports due
                  2026-02-01: Desk reports what_was kept of 2026-01-01/2026-01-31 to Head
                  2026-03-01: Desk reports what_was kept of 2026-02-01/2026-02-28 to Head
                """);
        assertThat(withReports().toMarkdown()).endsWith("""
                |

                Reports due

                - 2026-02-01: Desk reports what\\_was kept of 2026-01-01/2026-01-31 to Head
                - 2026-03-01: Desk reports what\\_was kept of 2026-02-01/2026-02-28 to Head
                """);
        assertThat(withReports().toCsv())
                .isEqualTo(report(outcome(Verdict.MET, 1)).toCsv());
        assertThat(report(outcome(Verdict.MET, 1)).toText()).doesNotContain("Reports due");
    }

    @Test
    void theReportsDueAreInJsonToo() throws IOException {
        JsonNode due = new ObjectMapper().readTree(withReports().toJson()).get("reportsDue");
        assertThat(due).hasSize(2);
        assertThat(due.get(1).toString())
                .isEqualTo(
                        "{\"on\":\"2026-03-01\",\"from\":\"2026-02-01\",\"to\":\"2026-02-28\",\"subject\":\"what_was kept\","
                                + "\"measuredBy\":\"Tool\",\"reportedBy\":\"Desk\",\"reportedTo\":\"Head\"}");
        assertThat(new ObjectMapper().readTree(rich().toJson()).get("reportsDue"))
                .isEmpty();
    }

    @Test
    void aReportKeepsItsDatesAndEqualsOneWithTheSame() {
        assertThat(withReports()).isEqualTo(withReports()).isNotEqualTo(report(outcome(Verdict.MET, 1)));
        assertThat(withReports().reportsDue()).hasSize(2);
        assertThat(withReports().rows())
                .isEqualTo(report(outcome(Verdict.MET, 1)).rows());
    }

    @Test
    void cellsOfCsvAreQuotedWhereTheyMustBe() {
        assertThat(Stream.of("a", "a,b", "a\"b", "a;b", " a", "a ", "a\tb", "a\nb", "")
                        .map(ReportText::cell))
                .containsExactly(
                        "a", "\"a,b\"", "\"a\"\"b\"", "\"a;b\"", "\" a\"", "\"a \"", "\"a\tb\"", "\"a\nb\"", "");
    }
}
