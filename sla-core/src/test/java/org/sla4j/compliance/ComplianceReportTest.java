package org.sla4j.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.ServiceCredits;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.Outcome;
import org.sla4j.clock.Verdict;
import org.sla4j.compliance.ComplianceReport.Row;

class ComplianceReportTest {
    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static Outcome.Builder outcome(Verdict verdict, Duration elapsed) {
        return Outcome.builder("INC-1", "resolution", Severity.LOW)
                .verdict(verdict, elapsed, Duration.ofHours(4))
                .goal(0.9)
                .team("desk")
                .between(START, START.plus(elapsed));
    }

    private static ComplianceReport report(Outcome... outcomes) {
        ComplianceAggregator aggregator = ComplianceAggregator.by(Dimension.TEAM);
        for (Outcome outcome : outcomes) {
            aggregator.add(outcome);
        }
        return aggregator.report();
    }

    private static Row row(Outcome... outcomes) {
        return report(outcomes).rows().get(0);
    }

    @Test
    void aCaseWithoutSlaIsCountedAndInNoPercentage() {
        Outcome none = Outcome.withoutSla("INC-2", Severity.LOW, START, START);
        Row row = report(none).rows().get(0);
        assertThat(row.withoutSla()).isEqualTo(1);
        assertThat(row.cases()).isEqualTo(1);
        assertThat(row.compliance()).isEmpty();
    }

    @Test
    void periodsAreThoseOfTheirZone() {
        Instant newYear = Instant.parse("2026-12-31T23:30:00Z");
        assertThat(Dimension.day(BERLIN).period(newYear).label()).isEqualTo("2027-01-01");
        assertThat(Dimension.week(BERLIN).period(newYear).label()).isEqualTo("2026-W53");
        assertThat(Dimension.month(BERLIN).period(newYear).label()).isEqualTo("2027-01");
        assertThat(Dimension.quarter(BERLIN).period(newYear).label()).isEqualTo("2027-Q1");
    }

    @Test
    void anyAttributeMakesGroups() {
        ComplianceAggregator byChannel = ComplianceAggregator.by(Dimension.attribute("channel"));
        byChannel.add(outcome(Verdict.MET, Duration.ofHours(1))
                .attributes(Map.of("channel", "phone"))
                .build());
        byChannel.add(outcome(Verdict.MET, Duration.ofHours(1)).build());
        assertThat(byChannel.report().rows()).extracting(Row::values).containsExactly(List.of(""), List.of("phone"));
    }

    @Test
    void tooManyGroupsAreRefusedAndChangeNothing() {
        ComplianceAggregator few = ComplianceAggregator.by(Dimension.TEAM).withMostGroups(1);
        few.add(outcome(Verdict.MET, Duration.ofHours(1)).build());
        byte[] before = few.toBytes();
        Outcome other =
                outcome(Verdict.MET, Duration.ofHours(1)).team("network").build();
        assertThatThrownBy(() -> few.add(other))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("2 groups", "bound is 1");
        assertThat(few.toBytes()).isEqualTo(before);
    }

    @Test
    void figuresByOtherDimensionsAreNotMixed() {
        assertThatThrownBy(() -> new ComplianceAggregator().merge(ComplianceAggregator.by(Dimension.TEAM)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("group both by the same");
    }

    @Test
    void theStrictestOfClashingGoalsWinsAndIsShown() {
        Row row = row(
                outcome(Verdict.MET, Duration.ofHours(1)).build(),
                outcome(Verdict.MET, Duration.ofHours(1)).goal(0.95).build());
        assertThat(row.goal()).isEqualTo(0.95);
        assertThat(row.isMixed()).isTrue();
    }

    @Test
    void negativeTimesAndGoalsOutOfBoundsAreRefused() {
        assertThatThrownBy(() -> outcome(Verdict.MET, Duration.ZERO)
                        .verdict(Verdict.MET, Duration.ofHours(-1), Duration.ofHours(4))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT-1H");
        for (double goal : new double[] {0, 1.2, -1, Double.NaN}) {
            assertThatThrownBy(
                            () -> outcome(Verdict.MET, Duration.ZERO).goal(goal).build())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("" + goal);
        }
    }

    @Test
    void unknownCurrenciesAreRefused() {
        assertThatThrownBy(() -> MissCosts.of("GOLD", "1", "1", "1", "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"GOLD\" is not a currency");
    }

    @Test
    void missesCostWhatTheirExtraWorkCosts() {
        Outcome.Effort effort = new Outcome.Effort(3, 1, 2, 0);
        Row row = row(
                outcome(Verdict.MET, Duration.ofHours(1)).effort(effort).build(),
                outcome(Verdict.MISSED, Duration.ofHours(5)).effort(effort).build());
        assertThat(row.cost(MissCosts.of("EUR", "4.50", "20", "35", "60")).total())
                .isEqualByComparingTo("103.50");
    }

    @Test
    void creditsAreAddedUpForEachPeriodAndCapped() {
        ComplianceAggregator monthly = ComplianceAggregator.by(Dimension.TEAM, Dimension.month(BERLIN));
        for (String team : List.of("desk", "network")) {
            monthly.add(outcome(Verdict.MISSED, Duration.ofHours(5)).team(team).build());
        }
        ServiceCredits credits = ServiceCredits.of(Currency.getInstance("EUR"), 0.2)
                .below(0.95, 0.05)
                .below(0.5, 0.15);
        assertThat(monthly.report().credits(credits, new BigDecimal("1000")))
                .containsExactly(Map.entry("2026-01", new BigDecimal("200.00")));
    }

    @Test
    void timeByPartyAddsUpAndTheLongestHolderHasTheMiss() {
        Row row = row(outcome(Verdict.MISSED, Duration.ofHours(5))
                .held(List.of(new Outcome.Held("vendor", "part", Duration.ofHours(7), Duration.ofHours(20))))
                .build());
        assertThat(row.timeByParty())
                .containsExactly(Map.entry("provider", Duration.ofHours(5)), Map.entry("vendor", Duration.ofHours(7)));
        assertThat(row.missesByHolder()).containsExactly(Map.entry("vendor", 1L));
        assertThat(row.missesByReason()).containsExactly(Map.entry("part", 1L));
    }

    @Test
    void ratingsAreSplitByMetAndMissed() {
        Row row = row(
                outcome(Verdict.MET, Duration.ofHours(1)).rating(5).build(),
                outcome(Verdict.MET, Duration.ofHours(1)).build(),
                outcome(Verdict.MISSED, Duration.ofHours(5)).rating(2).build());
        assertThat(row.satisfaction().average()).hasValue(3.5);
        assertThat(row.satisfactionWhenMet().responseRate()).hasValue(0.5);
        assertThat(row.satisfactionWhenMissed().average()).hasValue(2);
    }

    @Test
    void pausesAreJudged() {
        Row row = row(outcome(Verdict.MET, Duration.ofHours(1))
                .pauses(new Outcome.Pauses(3, 1, true, Optional.of(Duration.ofSeconds(40))))
                .build());
        assertThat(row.pauseHygiene()).isEqualTo(new ComplianceReport.PauseHygiene(3, 1, 1, 1, 0));
    }

    @Test
    void attainmentTellsTheLimitFromANanosecondMore() {
        assertThat(Group.tenth(Duration.ofHours(4), Duration.ofHours(4))).isEqualTo(9);
        assertThat(Group.tenth(Duration.ofHours(4).plusNanos(1), Duration.ofHours(4)))
                .isEqualTo(10);
        assertThat(Group.tenth(Duration.ZERO, Duration.ZERO)).isZero();
        assertThat(Group.tenth(Duration.ofDays(9), Duration.ofHours(4))).isEqualTo(20);
    }

    @Test
    void csvIsReadBackAndHoldsNoFormula() {
        String csv = report(outcome(Verdict.MET, Duration.ofHours(1))
                        .team("=1+1,\"x\"\r\n")
                        .build())
                .toCsv();
        var rows = CsvReader.builder().ofCsvRecord(csv).stream().toList();
        assertThat(rows).hasSize(2);
        assertThat(rows.get(1).getField(0)).isEqualTo("'=1+1,\"x\"\r\n");
        assertThat(rows.get(1).getFieldCount()).isEqualTo(rows.get(0).getFieldCount());
        assertThat(csv).endsWith("\r\n");
    }

    @Test
    void jsonIsReadBack() throws IOException {
        JsonNode row = new ObjectMapper()
                .readTree(report(outcome(Verdict.MISSED, Duration.ofHours(5))
                                .team("a \"b\" \u0001 \ud83d\ude00")
                                .build())
                        .toJson())
                .get("rows")
                .get(0);
        assertThat(row.get("group").get(0).asText()).isEqualTo("a \"b\" \u0001 \ud83d\ude00");
        assertThat(row.get("compliance").asDouble()).isZero();
        assertThat(row.get("max").asText()).isEqualTo("PT5H");
    }

    @Test
    void markdownEscapesItsMarks() {
        assertThat(report(outcome(Verdict.MET, Duration.ofHours(1)).team("a|b").build())
                        .toMarkdown())
                .contains("| a\\|b |");
    }

    @Test
    void theBurnRateIsOneWhenAsMuchIsMissedAsAllowed() {
        Outcome[] ten = new Outcome[10];
        Arrays.setAll(
                ten,
                i -> outcome(i == 0 ? Verdict.MISSED : Verdict.MET, Duration.ofHours(1))
                        .build());
        assertThat(row(ten).burnRate().orElseThrow()).isEqualTo(1);
        assertThat(row(ten).affordableMisses()).isZero();
        assertThat(row(ten).projection(0.5)).contains(new ComplianceReport.Projection(20, 2, 2));
    }

    @Test
    void aSuggestedTargetIsTheOrderStatisticOfThePast() {
        Outcome[] thousand = new Outcome[1_000];
        Arrays.setAll(
                thousand, i -> outcome(Verdict.MISSED, Duration.ofHours(i + 1)).build());
        ComplianceReport.Suggestion most = row(thousand).suggestTargets().get(0);
        assertThat(most.limit().toMillis() / 3.6e6).isBetween(891.0, 909.0);
        assertThat(most.low()).isLessThan(most.limit());
        assertThat(most.high().orElseThrow()).isGreaterThan(most.limit());
    }

    @Test
    void aRollingWindowForgetsExactly() {
        RollingCompliance rolling = RollingCompliance.keeping(90, BERLIN, Dimension.TEAM);
        ComplianceAggregator expected = ComplianceAggregator.by(Dimension.TEAM);
        LocalDate today = LocalDate.of(2026, 4, 10);
        for (int day = 0; day < 200; day++) {
            Instant end =
                    today.minusDays(199 - day).atTime(12, 0).atZone(BERLIN).toInstant();
            Outcome outcome = outcome(day % 3 == 0 ? Verdict.MISSED : Verdict.MET, Duration.ofHours(day))
                    .between(end.minusSeconds(60), end)
                    .build();
            assertThat(rolling.add(outcome)).isTrue();
            if (day >= 200 - 28) {
                expected.add(outcome);
            }
        }
        assertThat(rolling.last(28, today).toBytes()).isEqualTo(expected.toBytes());
        assertThat(rolling.last(90, today).report().rows().get(0).cases()).isEqualTo(90);
    }
}
