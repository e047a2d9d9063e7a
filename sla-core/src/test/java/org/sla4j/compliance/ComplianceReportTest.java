package org.sla4j.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.ServiceCredits;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.Holder;
import org.sla4j.cases.Outcome;
import org.sla4j.clock.Verdict;

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
        ComplianceAggregator aggregator = ComplianceAggregator.of(Dimension.TEAM);
        for (Outcome outcome : outcomes) {
            aggregator.add(outcome);
        }
        return aggregator.report();
    }

    private static ComplianceRow row(Outcome... outcomes) {
        return report(outcomes).rows().get(0);
    }

    @Test
    void aCaseWithoutSlaIsCountedAndInNoPercentage() {
        Outcome none = Outcome.withoutSla("INC-2", Severity.LOW, START, START);
        ComplianceRow row = report(none).rows().get(0);
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

    /** St. John's put its clocks back at 00:01, so that 6 November 2010 came back for an hour. */
    @Test
    void aDayThatHasBegunGoesOnWhereClocksGoBackOverMidnight() {
        Dimension day = Dimension.day(ZoneId.of("America/St_Johns"));
        for (String at : List.of("2010-11-07T02:30:00Z", "2010-11-07T03:00:00Z", "2010-11-07T04:00:00Z")) {
            assertThat(day.period(Instant.parse(at)).label()).as(at).isEqualTo("2010-11-07");
        }
        assertThat(day.period(Instant.parse("2010-11-07T02:29:59Z")).label()).isEqualTo("2010-11-06");
    }

    @Test
    void anyAttributeMakesGroups() {
        ComplianceAggregator byChannel = ComplianceAggregator.of(Dimension.attribute("channel"));
        byChannel.add(outcome(Verdict.MET, Duration.ofHours(1))
                .attributes(Map.of("channel", "phone"))
                .build());
        byChannel.add(outcome(Verdict.MET, Duration.ofHours(1)).build());
        assertThat(byChannel.report().rows())
                .extracting(ComplianceRow::values)
                .containsExactly(List.of(""), List.of("phone"));
    }

    @Test
    void tooManyGroupsAreRefusedAndChangeNothing() {
        ComplianceAggregator few = ComplianceAggregator.of(Dimension.TEAM).withMostGroups(1);
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
        assertThatThrownBy(() -> ComplianceAggregator.of().merge(ComplianceAggregator.of(Dimension.TEAM)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("group both by the same");
    }

    @Test
    void goalsThatDifferAreMeantByTheirCasesAndShownAsMixed() {
        ComplianceRow row = row(
                outcome(Verdict.MET, Duration.ofHours(1)).build(),
                outcome(Verdict.MET, Duration.ofHours(1)).goal(0.95).build());
        assertThat(row.goal()).isEqualTo(0.925);
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
        assertThatThrownBy(() -> MissCosts.of("GOLD"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"GOLD\" is not a currency");
    }

    @Test
    void missesCostWhatTheirExtraWorkCosts() {
        Outcome.Effort effort = new Outcome.Effort(3, 1, 0, 2, 0);
        ComplianceRow row = row(
                outcome(Verdict.MET, Duration.ofHours(1)).effort(effort).build(),
                outcome(Verdict.MISSED, Duration.ofHours(5)).effort(effort).build());
        assertThat(row.cost(MissCosts.of("EUR")
                                .withTouch("4.50")
                                .withSupervisor("20")
                                .withReopening("35")
                                .withReinvestigation("60"))
                        .total())
                .isEqualByComparingTo("103.50");
    }

    @Test
    void creditsAreAddedUpForEachPeriodAndCapped() {
        ComplianceAggregator monthly = ComplianceAggregator.of(Dimension.TEAM, Dimension.month(BERLIN));
        for (String team : List.of("desk", "network")) {
            monthly.add(outcome(Verdict.MISSED, Duration.ofHours(5)).team(team).build());
        }
        ServiceCredits credits = ServiceCredits.of(Currency.getInstance("EUR"), 0.2)
                .below(0.95, 0.05)
                .below(0.5, 0.15);
        assertThat(monthly.report().credits(credits, new BigDecimal("1000")))
                .singleElement()
                .satisfies(due -> {
                    assertThat(due.period()).isEqualTo("2026-01");
                    assertThat(due.amount()).isEqualTo("150.00");
                    assertThat(due.derivation()).hasSize(1).first().asString().startsWith("0 of 2 met; ");
                });
    }

    @Test
    void timeByPartyAddsUpAndTheLongestHolderHasTheMiss() {
        ComplianceRow row = row(outcome(Verdict.MISSED, Duration.ofHours(5))
                .paused(List.of(new Outcome.PausedTime(
                        Holder.of(Party.of("vendor")), "part", Duration.ofHours(7), Duration.ofHours(20))))
                .build());
        assertThat(row.timeByParty())
                .containsExactly(Map.entry("provider", Duration.ofHours(5)), Map.entry("vendor", Duration.ofHours(7)));
        assertThat(row.missesByHolder()).containsExactly(Map.entry("vendor", 1L));
        assertThat(row.missesByReason()).containsExactly(Map.entry("part", 1L));
    }

    @Test
    void ratingsAreSplitByMetAndMissed() {
        ComplianceRow row = row(
                outcome(Verdict.MET, Duration.ofHours(1)).rating(5).build(),
                outcome(Verdict.MET, Duration.ofHours(1)).build(),
                outcome(Verdict.MISSED, Duration.ofHours(5)).rating(2).build());
        assertThat(row.satisfaction().average()).hasValue(3.5);
        assertThat(row.satisfactionWhenMet().responseRate()).hasValue(0.5);
        assertThat(row.satisfactionWhenMissed().average()).hasValue(2);
    }

    @Test
    void pausesAreJudged() {
        ComplianceRow row = row(outcome(Verdict.MET, Duration.ofHours(1))
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

    /** The Site Reliability Workbook (2018), chapter 5, burn rates of a goal of 99.9 % by their share of errors. */
    @ParameterizedTest
    @CsvSource({"1, 1000, 1", "2, 1000, 2", "10, 1000, 10", "1000, 1000, 1000"})
    void theBurnRateIsThatOfThePublishedTable(int misses, int of, double rate) {
        Outcome[] all = new Outcome[of];
        Arrays.setAll(
                all,
                i -> outcome(i < misses ? Verdict.MISSED : Verdict.MET, Duration.ofHours(1))
                        .goal(0.999)
                        .build());
        assertThat(row(all).burnRate().orElseThrow()).isCloseTo(rate, within(1e-9));
    }

    @Test
    void aMissAgainstAGoalOfOneHasNoBudget() {
        ComplianceRow row =
                row(outcome(Verdict.MISSED, Duration.ofHours(5)).goal(1).build());
        assertThat(row.burnRate()).hasValue(Double.POSITIVE_INFINITY);
        assertThat(row.toRecover()).isEmpty();
        assertThat(row.affordableMisses()).isZero();
    }

    @Test
    void anEmptyGroupHasNoFigureThatWasInvented() {
        ComplianceRow row = row(outcome(Verdict.PENDING, Duration.ofHours(1)).build());
        assertThat(row.compliance()).isEmpty();
        assertThat(row.interval()).isEmpty();
        assertThat(row.burnRate()).isEmpty();
        assertThat(row.projection(0.5)).isEmpty();
        assertThat(row.percentile(0.95)).isEmpty();
        assertThat(row.wallPercentile(1)).isEmpty();
        assertThat(row.suggestTargets()).isEmpty();
        assertThat(row.satisfaction().average()).isEmpty();
        assertThat(row.satisfaction().responseRate()).isEmpty();
        assertThat(row.isSampleEnough()).isFalse();
        assertThat(row.isAtLeast(0.1)).isFalse();
        assertThat(row.verdict()).hasToString("no data");
    }

    /** A period of 1,000 cases, a part of which has passed, must project to itself. */
    @ParameterizedTest
    @CsvSource({"0.1, 1000, 50", "0.25, 1000, 50", "0.5, 1000, 50", "1, 1000, 50"})
    void aSteadyPeriodProjectsToItsOwnEnd(double passed, long measured, long misses) {
        Outcome[] soFar = new Outcome[(int) (measured * passed)];
        Arrays.setAll(
                soFar,
                i -> outcome(i % 20 == 19 ? Verdict.MISSED : Verdict.MET, Duration.ofHours(1))
                        .goal(0.95)
                        .build());
        ComplianceReport.Projection end = row(soFar).projection(passed).orElseThrow();
        assertThat(end.measured()).isEqualTo(measured);
        // Half a miss more or less of 25 that were seen is two of all.
        assertThat(end.misses()).isBetween(misses - 2, misses);
        assertThat(end.allowed()).isEqualTo(50);
        assertThat(end.isWithinBudget()).isTrue();
    }

    @Test
    void aPeriodIsComparedWithTheOneBefore() {
        ComplianceAggregator weekly = ComplianceAggregator.of(Dimension.TEAM, Dimension.week(BERLIN));
        for (int i = 0; i < 70; i++) {
            weekly.add(outcome(i < 56 ? Verdict.MET : Verdict.MISSED, Duration.ofHours(1))
                    .between(START.plus(Duration.ofDays(7)), START.plus(Duration.ofDays(7)))
                    .build());
        }
        for (int i = 0; i < 80; i++) {
            weekly.add(outcome(i < 48 ? Verdict.MET : Verdict.MISSED, Duration.ofHours(1))
                    .build());
        }
        ComplianceRow thisWeek = weekly.report().row("desk", "2026-W03").orElseThrow();
        ComplianceRow lastWeek = weekly.report().row("desk", "2026-W02").orElseThrow();
        ConfidenceInterval change = thisWeek.changeSince(lastWeek).orElseThrow();
        // Newcombe (1998), table II: 56/70 less 48/80.
        assertThat(change.low()).isCloseTo(0.0524, within(5e-5));
        assertThat(change.high()).isCloseTo(0.3339, within(5e-5));
        assertThat(change.contains(0)).isFalse();
    }

    @Test
    void aPartyHoldsACaseLongestBySeveralWaitsToo() {
        ComplianceRow row = row(outcome(Verdict.MISSED, Duration.ofHours(5))
                .paused(List.of(
                        new Outcome.PausedTime(
                                Holder.of(Party.of("customer")), "approval", Duration.ofHours(3), Duration.ofHours(3)),
                        new Outcome.PausedTime(
                                Holder.of(Party.of("customer")), "info", Duration.ofHours(3), Duration.ofHours(3)),
                        new Outcome.PausedTime(
                                Holder.of(Party.of("vendor")), "info", Duration.ofHours(1), Duration.ofHours(1))))
                .build());
        assertThat(row.missesByHolder()).containsExactly(Map.entry("customer", 1L));
        assertThat(row.missesByReason()).containsExactly(Map.entry("no wait", 1L));
    }

    @Test
    void moreNamesThanAGroupKeepsAreRefusedAndChangeNothing() {
        ComplianceAggregator full = ComplianceAggregator.of(Dimension.TEAM);
        for (int i = 0; i < 1_000; i++) {
            full.add(waited("party " + i));
        }
        byte[] before = full.toBytes();
        assertThatThrownBy(() -> full.add(waited("one more")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1000 parties and reasons at most");
        ComplianceAggregator other = ComplianceAggregator.of(Dimension.TEAM);
        other.add(waited("one more"));
        assertThatThrownBy(() -> full.merge(other)).isInstanceOf(IllegalStateException.class);
        assertThat(full.toBytes()).isEqualTo(before);
    }

    private static Outcome waited(String party) {
        return outcome(Verdict.MET, Duration.ofHours(1))
                .paused(List.of(new Outcome.PausedTime(
                        Holder.of(Party.of(party)), "info", Duration.ofHours(1), Duration.ofHours(1))))
                .build();
    }

    @Test
    void timesAndCountsBeyond60BitsAreRefusedAndChangeNothing() {
        for (Outcome one : List.of(
                outcome(Verdict.MET, Duration.ofHours(1)).build(),
                outcome(Verdict.MISSED, Duration.ZERO)
                        .effort(new Outcome.Effort(Integer.MAX_VALUE, 0, 0, 0, 0))
                        .build())) {
            ComplianceAggregator huge = ComplianceAggregator.of(Dimension.TEAM);
            huge.add(one);
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 64; i++) {
                            byte[] before = huge.toBytes();
                            try {
                                huge.merge(huge);
                            } catch (ArithmeticException e) {
                                assertThat(huge.toBytes()).isEqualTo(before);
                                throw e;
                            }
                        }
                    })
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessageContaining("add up to " + (1L << 60) + " at most");
        }
    }

    @Test
    void feesAndRatesBelowZeroAreRefused() {
        ServiceCredits credits = ServiceCredits.of(Currency.getInstance("EUR"), 0.2);
        assertThatThrownBy(() -> report().credits(credits, new BigDecimal("-1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
        assertThatThrownBy(() -> MissCosts.of("EUR").withSupervisor("-2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-2");
        assertThatThrownBy(() -> MissCosts.of("EUR").withSupervisor("two"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"two\" is not a rate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"})
    void whatASpreadsheetTakesForAFormulaGetsAnApostrophe(String name) {
        String csv = report(outcome(Verdict.MET, Duration.ofHours(1)).team(name).build())
                .toCsv();
        assertThat(CsvReader.builder().ofCsvRecord(csv).stream().toList().get(1).getField(0))
                .isEqualTo("'" + name);
    }

    @Test
    void everyFigureIsInCsvAndJsonUnderOneName() throws IOException {
        ComplianceReport report = report(outcome(Verdict.MISSED, Duration.ofHours(5))
                .rating(2)
                .paused(List.of(new Outcome.PausedTime(
                        Holder.of(Party.of("vendor")), "part", Duration.ofHours(7), Duration.ofHours(20))))
                .build());
        var rows = CsvReader.builder().ofCsvRecord(report.toCsv()).stream().toList();
        JsonNode json = new ObjectMapper().readTree(report.toJson()).get("rows").get(0);
        for (int i = 1; i < rows.get(0).getFieldCount(); i++) {
            String heading = rows.get(0).getField(i);
            String[] words = heading.split(" ", -1);
            StringBuilder member = new StringBuilder(words[0]);
            for (int j = 1; j < words.length; j++) {
                member.append(words[j].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[j].substring(1));
            }
            assertThat(json.has(member.toString())).as(heading).isTrue();
            String text = json.get(member.toString()).asText("");
            if (text.startsWith("PT")) {
                Duration time = Duration.parse(text);
                text = BigDecimal.valueOf(time.toSeconds())
                        .add(BigDecimal.valueOf(time.toNanosPart(), 9))
                        .stripTrailingZeros()
                        .toPlainString();
            }
            assertThat(rows.get(1).getField(i)).as(heading).isEqualTo(text.equals("null") ? "" : text);
        }
        assertThat(json.get("timeByParty").get("vendor").asText()).isEqualTo("PT7H");
        assertThat(json.get("missesByReason").get("part").asLong()).isEqualTo(1);
        assertThat(json.get("attainment")).hasSize(21);
        assertThat(json.get("suggestedTargets").get(2).get("share").asDouble()).isEqualTo(0.99);
    }

    @Test
    void aBillSaysWhatEachKindOfExtraWorkCosts() {
        ComplianceRow row = row(outcome(Verdict.MISSED, Duration.ofHours(5))
                .effort(new Outcome.Effort(3, 1, 0, 2, 0))
                .build());
        assertThat(row.cost(MissCosts.of("EUR")
                        .withTouch("4.50")
                        .withSupervisor("20")
                        .withReopening("35")
                        .withReinvestigation("60")))
                .hasToString(
                        "extra touches 3 x 4.50, supervisors 1 x 20, speed-ups 0 x 0, reopenings 2 x 35, re-investigations 0 x"
                                + " 60: EUR 103.50 in all");
    }

    @Test
    void creditsAreOfEachPeriodByItself() {
        ComplianceAggregator monthly = ComplianceAggregator.of(Dimension.TEAM, Dimension.month(BERLIN));
        monthly.add(outcome(Verdict.MISSED, Duration.ofHours(5)).build());
        monthly.add(outcome(Verdict.MET, Duration.ofHours(1))
                .between(START.plus(Duration.ofDays(40)), START.plus(Duration.ofDays(40)))
                .build());
        ServiceCredits credits =
                ServiceCredits.of(Currency.getInstance("JPY"), 0.2).below(0.95, 0.15);
        assertThat(monthly.report().credits(credits, new BigDecimal("1003")))
                .extracting(CreditsDue::period, CreditsDue::amount)
                .containsExactly(tuple("2026-01", new BigDecimal("150")), tuple("2026-02", new BigDecimal("0")));
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
    void anOutcomeThatLeftTheWindowIsRefusedAndChangesNothing() {
        RollingCompliance rolling = RollingCompliance.of(7, BERLIN, Dimension.TEAM);
        LocalDate today = LocalDate.of(2026, 1, 20);
        Instant end = today.atTime(12, 0).atZone(BERLIN).toInstant();
        rolling.add(outcome(Verdict.MET, Duration.ofHours(1)).between(end, end).build());
        rolling.moveTo(today);
        byte[] before = rolling.last(7, today).toBytes();
        assertThat(rolling.add(outcome(Verdict.MET, Duration.ofHours(1))
                        .between(end.minus(Duration.ofDays(7)), end.minus(Duration.ofDays(7)))
                        .build()))
                .isFalse();
        assertThat(rolling.last(7, today).toBytes()).isEqualTo(before);
        assertThatThrownBy(() -> rolling.last(8, today))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("1 to 7", "8");
    }

    @Test
    void aRollingWindowForgetsExactly() {
        RollingCompliance rolling = RollingCompliance.of(90, BERLIN, Dimension.TEAM);
        Map<Integer, ComplianceAggregator> expected = new TreeMap<>();
        for (int window : List.of(7, 28, 90)) {
            expected.put(window, ComplianceAggregator.of(Dimension.TEAM));
        }
        LocalDate today = LocalDate.of(2026, 4, 10);
        for (int day = 0; day < 200; day++) {
            Instant end =
                    today.minusDays(199 - day).atTime(12, 0).atZone(BERLIN).toInstant();
            Outcome outcome = outcome(day % 3 == 0 ? Verdict.MISSED : Verdict.MET, Duration.ofHours(day))
                    .between(end.minusSeconds(60), end)
                    .build();
            assertThat(rolling.add(outcome)).isTrue();
            for (var window : expected.entrySet()) {
                if (day >= 200 - window.getKey()) {
                    window.getValue().add(outcome);
                }
            }
        }
        expected.forEach((window, figures) ->
                assertThat(rolling.last(window, today).toBytes()).isEqualTo(figures.toBytes()));
        assertThat(rolling.last(90, today).report().rows().get(0).cases()).isEqualTo(90);
    }
}
