package org.sla4j.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sla4j.agreement.ServiceCredits;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.Outcome;
import org.sla4j.clock.Verdict;
import org.sla4j.compliance.page.CompliancePage;

/** Inputs of the kinds that misled somebody once, in other shapes. */
class UnseenFiguresTest {
    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

    private static Outcome.Builder outcome(Verdict verdict, Duration used) {
        Outcome.Builder builder = Outcome.builder("INC-1", "resolution", Severity.LOW)
                .verdict(verdict, used, Duration.ofHours(4))
                .goal(0.9)
                .team("desk");
        return verdict == Verdict.PENDING || verdict == Verdict.BREACHED
                ? builder.since(START, START.plus(used))
                : builder.between(START, START.plus(used));
    }

    private static Outcome.Builder at(String day, Verdict verdict) {
        Instant end = LocalDate.parse(day).atTime(12, 0).toInstant(ZoneOffset.UTC);
        return outcome(verdict, Duration.ofHours(verdict == Verdict.MET ? 1 : 5))
                .between(end, end);
    }

    private static ComplianceReport report(ComplianceAggregator figures, Outcome.Builder... outcomes) {
        for (Outcome.Builder outcome : outcomes) {
            figures.add(outcome.build());
        }
        return figures.report();
    }

    private static ComplianceRow row(Outcome.Builder... outcomes) {
        return report(ComplianceAggregator.of(Dimension.METRIC), outcomes)
                .rows()
                .get(0);
    }

    static Stream<List<Duration>> times() {
        Duration[] same = new Duration[37];
        Duration[] spread = new Duration[101];
        for (int i = 0; i < 101; i++) {
            spread[i] = Duration.ofNanos((long) Math.pow(1.45, i));
        }
        Arrays.fill(same, Duration.ofNanos(1));
        return Stream.of(
                List.of(Duration.ZERO),
                List.of(Duration.ZERO, Duration.ZERO, Duration.ofNanos(1)),
                List.of(Duration.ofNanos(999_999_999), Duration.ofSeconds(1), Duration.ofNanos(1_000_000_001)),
                List.of(Duration.ofMillis(100), Duration.ofMillis(900), Duration.ofSeconds(10)),
                List.of(Outcome.LONGEST, Duration.ofNanos(1)),
                List.of(Duration.ofSeconds(10_000), Duration.ofSeconds(10_099), Duration.ofSeconds(10_100)),
                List.of(same),
                List.of(spread));
    }

    @ParameterizedTest
    @MethodSource("times")
    void percentilesRiseAndStayWithinOnePerCentAndWithinWhatWasSeen(List<Duration> given) {
        Duration[] times = given.toArray(Duration[]::new);
        Outcome.Builder[] all = new Outcome.Builder[times.length];
        for (int i = 0; i < times.length; i++) {
            all[i] = outcome(Verdict.MISSED, times[i]);
        }
        Duration[] sorted = times.clone();
        Arrays.sort(sorted);
        Duration before = Duration.ZERO;
        for (double share : new double[] {0.001, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1}) {
            Duration ours = row(all).percentile(share).orElseThrow();
            Duration truth = sorted[(int) Statistics.rank(share, sorted.length) - 1];
            assertThat(ours).isBetween(sorted[0], sorted[sorted.length - 1]).isGreaterThanOrEqualTo(before);
            assertThat(Math.abs(ours.minus(truth).toSeconds() * 1e9
                            + ours.minus(truth).toNanosPart()))
                    .isLessThanOrEqualTo((truth.toSeconds() * 1e9 + truth.toNanosPart()) * 0.01);
            assertThat(row(all).wallPercentile(share)).contains(ours);
            before = ours;
        }
    }

    @ParameterizedTest
    @MethodSource("times")
    void suggestionsKeepTheirShareOfAnyTimes(List<Duration> given) {
        Duration[] times = given.toArray(Duration[]::new);
        Outcome.Builder[] all = new Outcome.Builder[times.length];
        for (int i = 0; i < times.length; i++) {
            all[i] = outcome(i % 3 == 2 ? Verdict.BREACHED : Verdict.MISSED, times[i]);
        }
        for (ComplianceReport.Suggestion suggested : row(all).suggestTargets()) {
            double met = 0;
            double measured = 0;
            for (int i = 0; i < times.length; i++) {
                boolean isOver = times[i].compareTo(suggested.limit()) > 0;
                met += i % 3 != 2 && !isOver ? 1 : 0;
                measured += i % 3 != 2 || isOver ? 1 : 0;
            }
            assertThat(met / measured).isGreaterThanOrEqualTo(suggested.share());
            assertThat(suggested.low()).isLessThanOrEqualTo(suggested.limit());
            suggested.high().ifPresent(high -> assertThat(high).isGreaterThanOrEqualTo(suggested.limit()));
        }
    }

    @Test
    void aGroupWithoutCasesOfLateIsNotShownAsIfItHadSome() {
        ComplianceAggregator weeks =
                ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY, Dimension.month(ZoneOffset.UTC));
        ComplianceReport report = report(
                weeks,
                at("2026-01-10", Verdict.MET),
                at("2026-02-10", Verdict.MISSED),
                at("2026-04-10", Verdict.MET),
                new Outcome.Builder(Outcome.builder("INC-2", "resolution", Severity.HIGH)
                        .verdict(Verdict.MET, Duration.ofHours(1), Duration.ofHours(4))
                        .between(START, START)
                        .build()));
        String page = CompliancePage.of("Desk", report).withTrend(report).toHtml();
        assertThat(page)
                .contains("Resolution, 2 High <small>2026-01: 100.00 % of 1; no data since</small>")
                .contains("resolution, 2 High: compliance by month, from 2026-01 to 2026-04")
                .contains("2026-04: 100.00 % of 1; the month before has no data");
    }

    @Test
    void aGroupThatEndedLongAgoHasNoChart() {
        ComplianceAggregator days =
                ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY, Dimension.day(ZoneOffset.UTC));
        ComplianceReport report = report(
                days,
                at("2026-06-10", Verdict.MET),
                new Outcome.Builder(Outcome.builder("INC-2", "resolution", Severity.HIGH)
                        .verdict(Verdict.MET, Duration.ofHours(1), Duration.ofHours(4))
                        .between(START, START)
                        .build()));
        assertThat(CompliancePage.of("Desk", report).withTrend(report).toHtml())
                .contains("Resolution, 4 Low <small>2026-06-10: 100.00 % of 1; the day before has no data")
                .doesNotContain("Resolution, 2 High <small>");
    }

    @Test
    void theFirstPeriodHasNoneBefore() {
        ComplianceAggregator weeks = ComplianceAggregator.of(Dimension.METRIC, Dimension.week(ZoneOffset.UTC));
        ComplianceReport report = report(weeks, at("2026-12-30", Verdict.MET));
        assertThat(CompliancePage.of("Desk", report).withTrend(report).toHtml())
                .contains("<small>2026-W53: 100.00 % of 1</small>");
    }

    @Test
    void aForecastThatEndedInAFarYearBySlipIsNotOfTheLastDays() {
        RiskCalibration calibration = RiskCalibration.of(30, ZoneOffset.UTC);
        calibration.add(START, 0.5, true);
        calibration.add(Instant.parse("2062-01-05T09:00:00Z"), 0, true);
        calibration.moveTo(LocalDate.of(2026, 1, 6));
        assertThat(calibration.forecasts()).isEqualTo(1);
        assertThat(calibration.hasDrifted()).isFalse();
        calibration.moveTo(LocalDate.of(2062, 1, 5));
        assertThat(calibration.forecasts()).isEqualTo(1);
        assertThat(calibration.happened()).isEqualTo(1);
        assertThat(calibration.expected()).isZero();
    }

    @Test
    void aCaseOpenedInAFarYearBySlipTeachesNothingYet() {
        BreachRisk risk = BreachRisk.of(Dimension.TEAM).withWindow(4, Dimension.week(ZoneOffset.UTC));
        risk.moveTo(START);
        Instant far = Instant.parse("2062-01-05T09:00:00Z");
        assertThat(risk.add(outcome(Verdict.MET, Duration.ofHours(1)).build())).isTrue();
        assertThat(risk.add(outcome(Verdict.MISSED, Duration.ofHours(5))
                        .between(far, far)
                        .build()))
                .isTrue();
        assertThat(risk.curves(List.of()).cases()).isEqualTo(1);
        risk.moveTo(far);
        assertThat(risk.curves(List.of()).cases()).isEqualTo(1);
        assertThat(risk.groups()).isEqualTo(1);
    }

    @Test
    void anOutcomeInAFarYearLeavesTheWindowAlone() {
        RollingCompliance rolling = RollingCompliance.of(7, ZoneId.of("America/New_York"), Dimension.METRIC);
        rolling.moveTo(LocalDate.of(2026, 1, 5));
        Outcome far = at("2190-05-05", Verdict.MISSED).build();
        assertThat(rolling.add(far)).isTrue();
        assertThat(rolling.add(at("2026-01-05", Verdict.MET).build())).isTrue();
        assertThat(rolling.last(7, LocalDate.of(2026, 1, 5))
                        .report()
                        .rows()
                        .get(0)
                        .measured())
                .isEqualTo(1);
        assertThat(rolling.remove(far)).isTrue();
        assertThat(rolling.last(7, LocalDate.of(2026, 1, 11))
                        .report()
                        .rows()
                        .get(0)
                        .measured())
                .isEqualTo(1);
    }

    static Stream<String> spellings() {
        return Stream.of(
                "Kölner Netz-Team",
                Normalizer.normalize("Kölner Netz-Team", Normalizer.Form.NFD),
                "Kölner\u00a0Netz-Team",
                "Kölner Netz\u2013Team",
                "Kölner Netz\u2011Team",
                " Kölner Netz-Team",
                "K\u200bölner Netz-Team",
                "kölner netz team",
                "\uff2b\u00f6lner Netz-Team");
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void aTeamThatIsMostLikelyMisspeltIsNoGroupWithoutCases(String spelling) {
        String team = "Kölner Netz-Team";
        ComplianceReport byTeam = report(
                ComplianceAggregator.of(Dimension.TEAM),
                outcome(Verdict.MET, Duration.ofHours(1)).team(team));
        if (spelling.equals(team)) {
            assertThat(byTeam.row(spelling)).isPresent();
        } else {
            assertThatThrownBy(() -> byTeam.row(spelling)).hasMessageContaining("did you mean \"" + team + "\"?");
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.MIN_VALUE, 1e-300, 1e-41, 1e-19, 0.5, 0.999_999_999_999, 1})
    void goalsOfAnySizeAreGoalsInEveryForm(double goal) throws IOException {
        ComplianceReport report = report(
                ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY),
                outcome(Verdict.MET, Duration.ofHours(1)).goal(goal),
                outcome(Verdict.MET, Duration.ofHours(2)).goal(goal),
                outcome(Verdict.MET, Duration.ofHours(2)).goal(goal));
        assertThat(report.rows().get(0).goal()).isEqualTo(goal);
        assertThat(report.rows().get(0).verdict()).isEqualTo(GoalVerdict.GOAL_MET);
        JsonNode row = new ObjectMapper().readTree(report.toJson()).get("rows").get(0);
        assertThat(row.get("goal").asDouble()).isEqualTo(goal);
        assertThat(report.toCsv()).contains("," + goal + ",");
        assertThat(report.toText() + report.toMarkdown()).doesNotContain(" - ");
        assertThat(CompliancePage.of("Desk", report).toHtml()).doesNotContain("data-label=\"Goal\">none");
        assertThat(report.rows().get(0).affordableMisses()).isGreaterThanOrEqualTo(0);
        assertThat(report.rows().get(0).projection(0.5)).isPresent();
    }

    static Stream<String> hidden() {
        return Stream.of(
                "\u0000",
                "\u0007",
                "\u001b[31m",
                "\u007f",
                "\u0085",
                "\u009b",
                "\u00ad",
                "\u061c",
                "\u180e",
                "\u200b",
                "\u200e",
                "\u202e",
                "\u2028",
                "\u2029",
                "\u2060",
                "\u2066",
                "\u2069",
                "\ufeff",
                "\ufff9",
                new String(Character.toChars(0xe0041)),
                "\ud800",
                "\udc00",
                "\ud800\ud800");
    }

    @ParameterizedTest
    @MethodSource("hidden")
    void whatCannotBeSeenIsShownInEveryForm(String bad) throws IOException {
        String name = "a" + bad + "b";
        ComplianceAggregator figures = ComplianceAggregator.of(Dimension.TEAM, Dimension.attribute("x" + bad));
        figures.add(outcome(Verdict.MISSED, Duration.ofHours(5)).team(name).build());
        ComplianceReport report = figures.report();
        for (String form : List.of(
                report.toText(),
                report.toMarkdown(),
                report.toCsv(),
                report.toJson(),
                CompliancePage.of(name, report).withTeams(report).toHtml())) {
            assertThat(form).doesNotContain(bad);
        }
        new ObjectMapper().readTree(report.toJson());
        assertThat(ComplianceAggregator.fromBytes(figures.toBytes())).isEqualTo(figures);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1",
                "+1",
                "-1",
                "@a",
                "\t=1",
                "\r=1",
                "\n=1",
                " =1",
                "\u00a0=1",
                "\ufeff=1",
                "\u200b=1",
                "\u2003=1",
                "\uff1d1",
                "\ufe661",
                "\uff0b1",
                "\ufe621",
                "\u22121",
                "\uff0d1",
                "\ufe631",
                "\uff20a",
                "\ufe6ba",
                "'=1",
                "''=1",
                "\u0000=1",
                "\u001f=1",
                "\u207c1",
                "\u207a1"
            })
    void whatASpreadsheetCouldTakeForAFormulaIsText(String name) {
        String cell = ReportText.cell(name);
        assertThat(cell.replaceFirst("^\"", "")).startsWith("'");
    }

    @Test
    void creditsAreTheSameHoweverTheReportIsGrouped() {
        ServiceCredits credits =
                ServiceCredits.of(Currency.getInstance("EUR"), 0.5).below(0.95, 0.05);
        Outcome.Builder[] all = new Outcome.Builder[12];
        for (int i = 0; i < 12; i++) {
            all[i] = at(i < 6 ? "2026-01-10" : "2026-02-10", i % 4 == 0 ? Verdict.MISSED : Verdict.MET)
                    .team("team " + i % 5);
        }
        Dimension month = Dimension.month(ZoneOffset.UTC);
        List<CreditsDue> plain = report(ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY, month), all)
                .credits(credits, new BigDecimal("1000"));
        assertThat(report(
                                ComplianceAggregator.of(
                                        Dimension.TEAM,
                                        month,
                                        Dimension.CUSTOMER,
                                        Dimension.SEVERITY,
                                        Dimension.METRIC),
                                all)
                        .credits(credits, new BigDecimal("1000")))
                .isEqualTo(plain);
        assertThat(plain).hasSize(2);
        assertThat(report(ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY, month), all)
                        .credits(credits, BigDecimal.ZERO))
                .allSatisfy(due -> assertThat(due.amount()).isEqualByComparingTo("0"));
    }

    @Test
    void aReplacedOutcomeMayMoveToAnotherGroupAndBack() {
        ComplianceAggregator figures = ComplianceAggregator.of(Dimension.TEAM, Dimension.month(ZoneOffset.UTC));
        Outcome first = at("2026-01-31", Verdict.MET).build();
        Outcome second = at("2026-02-01", Verdict.MISSED).team("network").build();
        figures.add(first);
        byte[] before = figures.toBytes();
        figures.replace(first, second);
        assertThat(figures.report().rows())
                .extracting(ComplianceRow::values)
                .containsExactly(List.of("network", "2026-02"));
        figures.replace(second, first);
        assertThat(figures.toBytes()).isEqualTo(before);
        ComplianceAggregator strict = ComplianceAggregator.of(Dimension.METRIC).withOneGoal();
        strict.add(first);
        strict.add(at("2026-01-31", Verdict.MET).build());
        byte[] two = strict.toBytes();
        assertThatThrownBy(() -> strict.replace(
                        first, new Outcome.Builder(first).goal(0.5).build()))
                .hasMessageContaining("Goals clash");
        assertThat(strict.toBytes()).isEqualTo(two);
    }

    @Test
    void aMixtureIsNeverPlainlyMetInAnyForm() {
        List<Outcome.Builder> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(outcome(Verdict.MET, Duration.ofHours(1)).goal(0.9));
        }
        all.add(outcome(Verdict.MISSED, Duration.ofHours(5)).goal(1));
        ComplianceReport report = report(
                ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY), all.toArray(Outcome.Builder[]::new));
        for (String form : List.of(
                report.toText(),
                report.toMarkdown(),
                report.toCsv(),
                report.toJson(),
                CompliancePage.of("Desk", report).toHtml())) {
            assertThat(form)
                    .contains("goal met in part")
                    .doesNotContain("goal met<", "goal met ,", "goal met\",\"sample");
        }
    }

    @Test
    void aPeriodBeginsWhereItsZoneSaysAlsoOnTheDayThatClocksChange() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        ComplianceAggregator days = ComplianceAggregator.of(Dimension.day(berlin));
        for (String instant : List.of(
                "2026-03-28T22:59:59Z", "2026-03-28T23:00:00Z", "2026-03-29T21:59:59Z", "2026-03-29T22:00:00Z")) {
            days.add(outcome(Verdict.MET, Duration.ofHours(1))
                    .between(Instant.parse(instant), Instant.parse(instant))
                    .build());
        }
        assertThat(days.report().rows())
                .extracting(row -> row.values().get(0) + " " + row.met())
                .containsExactly("2026-03-28 1", "2026-03-29 2", "2026-03-30 1");
    }

    @Test
    void aMissCountsInThePeriodOfItsBreachWhetherItIsOpenOrNot() {
        Dimension month = Dimension.month(ZoneOffset.UTC);
        Instant breach = Instant.parse("2026-01-31T23:59:59Z");
        Outcome open = outcome(Verdict.BREACHED, Duration.ofHours(5))
                .since(START, Instant.parse("2026-03-05T09:00:00Z"))
                .breachedAt(breach)
                .build();
        Outcome closed = outcome(Verdict.MISSED, Duration.ofHours(9))
                .between(START, Instant.parse("2026-04-05T09:00:00Z"))
                .breachedAt(breach)
                .build();
        for (Outcome one : List.of(open, closed)) {
            ComplianceAggregator figures = ComplianceAggregator.of(month);
            figures.add(one);
            assertThat(figures.report().rows().get(0).values()).containsExactly("2026-01");
        }
    }

    @Test
    void anEmptyNameIsAGroupOfItsOwn() {
        ComplianceReport report = report(
                ComplianceAggregator.of(Dimension.TEAM),
                outcome(Verdict.MET, Duration.ofHours(1)).team(""),
                outcome(Verdict.MET, Duration.ofHours(1)).team("none"));
        assertThat(report.rows()).hasSize(2);
        assertThat(report.row("").orElseThrow().met()).isEqualTo(1);
        assertThat(Optional.of(report.row("none").orElseThrow().met())).contains(1L);
    }
}
