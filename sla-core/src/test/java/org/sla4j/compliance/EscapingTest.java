package org.sla4j.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.Outcome;
import org.sla4j.clock.Verdict;
import org.sla4j.compliance.page.CompliancePage;

/** What people and programs wrote into names does nothing in any form of a report. */
class EscapingTest {
    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

    private static ComplianceAggregator figures(String team) {
        ComplianceAggregator figures = ComplianceAggregator.of(Dimension.TEAM);
        figures.add(Outcome.builder("INC-1", "resolution", Severity.LOW)
                .verdict(Verdict.MET, Duration.ofHours(1), Duration.ofHours(4))
                .between(START, START.plus(Duration.ofHours(1)))
                .team(team)
                .build());
        return figures;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "\n=1+1",
                "\r\n =1+1",
                " =1+1",
                "\u00a0=1+1",
                "\u3000+1",
                "\ufeff=1+1",
                "\u200b=1",
                "\u0000=1",
                "\u0085=1",
                "\u2028=1",
                "'=1",
                "\uff1d1+1",
                "\uff0b1",
                "\uff0d1",
                "\uff20SUM(A1)",
                "\ufe661",
                "\u207a1",
                "\u22121",
                "\t1",
                "\r1"
            })
    void aCellIsNoFormula(String name) {
        String csv = figures(name).report().toCsv();
        assertThat(CsvReader.builder().ofCsvRecord(csv).stream().toList().get(1).getField(0))
                .startsWith("'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1", "desk-1", "2=3", "a\n=1", "\u00e4+b"})
    void aCellThatOnlyHoldsASignStaysAsItIs(String name) {
        String csv = figures(name).report().toCsv();
        assertThat(CsvReader.builder().ofCsvRecord(csv).stream().toList().get(1).getField(0))
                .isEqualTo(name);
    }

    @Test
    void aCellIsNotCutWhereASpreadsheetOfAnotherCountryCuts() {
        assertThat(ReportText.cell("x;=1+1")).isEqualTo("\"x;=1+1\"");
        assertThat(ReportText.cell("x\t=1+1")).isEqualTo("\"x\t=1+1\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0085", "\u009b", "\u007f", "\u0007", "\u202e", "\u202a", "\u2066", "\u2069", "\u200f", "\u061c",
                "\u2028", "\u2029", "\ufeff", "\ud800", "\udc00"
            })
    void whatCannotBeSeenIsInNoForm(String hidden) {
        ComplianceReport report = figures("a" + hidden + "b").report();
        assertThat(report.toText()).doesNotContain(hidden);
        assertThat(report.toMarkdown()).doesNotContain(hidden);
        assertThat(report.toCsv()).doesNotContain(hidden);
        assertThat(report.toJson()).doesNotContain(hidden);
        assertThat(CompliancePage.of("a" + hidden + "b", report).toHtml()).doesNotContain(hidden);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"half \ud800 a pair", "\udc00", "\ud83d\ude00 and \ud83d", "\u0000", "\uffff", "Bu\u0308ro"})
    void everyNameReadsBackFromBytesAsItWas(String name) {
        ComplianceAggregator figures = figures(name);
        ComplianceAggregator back = ComplianceAggregator.fromBytes(figures.toBytes());
        assertThat(back).isEqualTo(figures);
        assertThat(back.report().rows().get(0).values()).containsExactly(name);
    }

    @Test
    void halfASurrogatePairIsStillJsonThatStrictReadersTake() throws IOException {
        byte[] json = figures("a\ud800b \ud83d\ude00").report().toJson().getBytes(StandardCharsets.UTF_8);
        ObjectMapper strict = JsonMapper.builder().build();
        assertThat(strict.readTree(json).get("rows").get(0).get("group").get(0).asText())
                .isEqualTo("a\ufffdb \ud83d\ude00");
    }

    @Test
    void aTinyGoalIsWrittenInEveryForm() {
        ComplianceAggregator figures = ComplianceAggregator.of(Dimension.TEAM);
        for (double goal : new double[] {1e-19, Double.MIN_VALUE}) {
            figures.add(Outcome.builder("INC-1", "resolution", Severity.LOW)
                    .verdict(Verdict.MET, Duration.ofHours(1), Duration.ofHours(4))
                    .goal(goal)
                    .between(START, START.plus(Duration.ofHours(1)))
                    .build());
            ComplianceReport report = figures.report();
            assertThat(report.toText()).contains("goal met");
            assertThat(report.toCsv()).contains("goal met");
            assertThat(report.toJson()).contains("goal met");
            assertThat(CompliancePage.of("Desk", report).toHtml()).contains("goal met");
        }
    }
}
