package org.sla4j.compliance.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.sla4j.compliance.page.Figures.breached;
import static org.sla4j.compliance.page.Figures.met;
import static org.sla4j.compliance.page.Figures.missed;
import static org.sla4j.compliance.page.Figures.outcome;
import static org.sla4j.compliance.page.Figures.pending;
import static org.sla4j.compliance.page.SamplePage.DESK;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Reporting;
import org.sla4j.agreement.ServiceCredits;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.agreement.Terms;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.DateRange;
import org.sla4j.calendar.WeeklyHours;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.Outcome;
import org.sla4j.cases.ServiceCase;
import org.sla4j.clock.Phase;
import org.sla4j.clock.Verdict;
import org.sla4j.compliance.ComplianceAggregator;
import org.sla4j.compliance.ComplianceReport;
import org.sla4j.compliance.ComplianceRow;
import org.sla4j.compliance.Dimension;
import org.sla4j.compliance.MissCosts;
import org.sla4j.compliance.RiskCalibration;
import org.sla4j.compliance.RiskSummary;
import org.sla4j.compliance.WorstCases;

/** The page as a whole: its parts and their order, its options and what they refuse. */
class CompliancePageTest {
    @Test
    void textFromOutsideIsEscaped() {
        assertThat(DESK.html()).contains("&lt;script&gt;alert(&#39;x&#39;)").doesNotContain("<script");
    }

    @Test
    void aTimelineShowsWhenTheLimitWasReachedInTheZoneOfThePage() {
        WorstCases.Entry shown = DESK.furthest;
        Instant due =
                Objects.requireNonNull(DESK.dues.get(shown.outcome().caseId())).orElseThrow();
        assertThat(shown.outcome().metric()).isEqualTo("resolution");
        String berlin = LocalDateTime.ofInstant(due, ZoneId.of("Europe/Berlin"))
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
        assertThat(DESK.html()).contains("limit reached, " + berlin.replace('T', ' ') + "</title>");
    }

    @Test
    void whatMissedItsGoalComesFirstWithWhyAndWhoHadIt() {
        assertThat(DESK.html().indexOf("What missed its goal"))
                .isBetween(1, DESK.html().indexOf("Compliance by metric"));
        assertThat(DESK.html())
                .contains(
                        "<strong>Resolution, 1 Critical</strong>: 42.50 % kept, goal 95.00 %. 23 of 40 missed, 2 allowed.",
                        "Who had the missed cases longest: provider (23 cases).");
    }

    private static final CompliancePage PLAIN = CompliancePage.of(
            "Desk", Figures.by(Dimension.METRIC).add(9, met()).add(missed()).report());

    @Test
    void thePartsAreInTheOrderInWhichTheyAreActedOn() {
        assertThat(ShownPage.of(DESK.html()).sections())
                .containsExactly(
                        "What missed its goal",
                        "Compliance by metric and severity",
                        "What will miss",
                        "What the goals still allow",
                        "How long it took",
                        "Trend by week",
                        "By team",
                        "Time used against the limit",
                        "Who had the time",
                        "Waits by team",
                        "What requesters thought",
                        "What the misses cost",
                        "Service credits",
                        "What could be promised",
                        "Furthest over the limit",
                        "Every missed case",
                        "Who reports to whom",
                        "Which report is due when",
                        "What this was made from");
    }

    @Test
    void aPlainPageHasWhatFollowsFromItsFigures() {
        assertThat(ShownPage.of(PLAIN).sections())
                .containsExactly(
                        "Compliance by metric",
                        "What the goals still allow",
                        "How long it took",
                        "Time used against the limit",
                        "Who had the time",
                        "What could be promised");
    }

    @Test
    void theTitleIsTextInTheTabAndOnThePage() {
        String bad = "</title><script>\"&\u2028";
        String html = CompliancePage.of(bad, ComplianceAggregator.of().report()).toHtml();
        assertThat(html)
                .contains("<title>&lt;/title&gt;&lt;script&gt;&quot;&amp;\\u2028</title>")
                .doesNotContain("<script");
        assertThat(ShownPage.of(html).texts("h1")).containsExactly("</title><script>\"&\\u2028");
    }

    @Test
    void aPageIsAWholeDocumentInEnglish() {
        assertThat(PLAIN.toHtml())
                .startsWith("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")
                .endsWith("</main>\n</body>\n</html>\n")
                .contains(":root { color-scheme: light dark;");
    }

    @Test
    void aPageWithoutDimensionsIsRefused() {
        assertThatThrownBy(() -> CompliancePage.of("Desk", new ComplianceReport(List.of(), List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A page needs figures by one dimension or more.");
    }

    @Test
    void anOptionMakesAnotherPageAndTheLastOneCounts() {
        LocalDate day = LocalDate.of(2026, 3, 1);
        CompliancePage march = PLAIN.withPeriod(day, day);
        assertThat(ShownPage.of(PLAIN).texts("p", "lead")).isEmpty();
        assertThat(ShownPage.of(march).texts("p", "lead")).containsExactly("1 March 2026");
        assertThat(ShownPage.of(march.withPeriod(day, day.plusDays(30))).texts("p", "lead"))
                .containsExactly("1 March 2026 to 31 March 2026");
    }

    @Test
    void aPeriodThatEndsBeforeItBeginsIsRefused() {
        assertThatThrownBy(() -> PLAIN.withPeriod(LocalDate.of(2026, 3, 31), LocalDate.of(2026, 3, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A period ends on or after its first day, but was from 2026-03-31 to 2026-03-01.");
    }

    @Test
    void theInstantOfThePageIsInItsZone() {
        Instant noon = Instant.parse("2026-07-01T12:00:00Z");
        assertThat(ShownPage.of(PLAIN.withAsOf(noon, ZoneOffset.UTC)).texts("p", "lead"))
                .containsExactly("As of 1 July 2026, 12:00 (UTC)");
        assertThat(ShownPage.of(PLAIN.withAsOf(noon, ZoneId.of("America/New_York")))
                        .texts("p", "lead"))
                .containsExactly("As of 1 July 2026, 08:00 (America/New_York)");
    }

    @Test
    void theTilesSumThePageUp() {
        Figures figures = Figures.by(Dimension.TEAM)
                .add(1_000, met().team("kept"))
                .add(missed().team("missed"))
                .add(breached().team("missed"))
                .add(100, met().team("part"))
                .add(missed().goal(1).team("part"))
                .add(3, pending().team("open"))
                .add(2, pending().phase(Phase.PAUSED).team("open"));
        assertThat(ShownPage.of(CompliancePage.of("Desk", figures.report())).texts("dl", "tiles"))
                // 1,100 of 1,103, and the three are a missed, a breached and one that missed a stricter goal.
                .containsExactly(
                        "Goals met 1 of 3, 1 missed , 1 in part Promises kept 99.72 % of 1,103 Open and breached 1"
                                + " Open in time 5");
    }

    @Test
    void theTilesTellWhatElseThereIs() {
        Figures figures = Figures.by(Dimension.TEAM)
                .add(met())
                .add(
                        2,
                        outcome(Verdict.CANCELLED, Duration.ofHours(5))
                                .flags(Set.of(Outcome.Flag.CANCELLED_AFTER_BREACH)))
                .add(3, new Outcome.Builder(Outcome.withoutSla("INC-1", Severity.LOW, Instant.EPOCH, Instant.EPOCH)));
        assertThat(ShownPage.of(CompliancePage.of("Desk", figures.report())).texts("dl", "tiles"))
                .containsExactly("Goals met 1 of 1 Promises kept 100.00 % of 1 Open and breached 0 Open in time 0"
                        + " Breaches revised 2 Without SLA 3");
        assertThat(ShownPage.of(PLAIN).texts("dl", "tiles"))
                .containsExactly("Goals met 1 of 1 Promises kept 90.00 % of 10 Open and breached 0 Open in time 0");
    }

    private static ServiceLevelAgreement.Builder agreement() {
        return ServiceLevelAgreement.builder("desk")
                .provider(Party.of("IT & Co"))
                .customer(Party.of("Sales"))
                .policy(SeverityPolicy.builder("all")
                        .target(
                                Metric.RESOLUTION,
                                Target.of(
                                        "8h",
                                        BusinessCalendar.builder("office")
                                                .zone("UTC")
                                                .hours(WeeklyHours.parse("Mon-Fri 09:00-13:00"))
                                                .build(),
                                        0.9))
                        .build());
    }

    @Test
    void theAgreementSaysWhoPromisedWhatToWhom() {
        ShownPage shown = ShownPage.of(PLAIN.withAgreement(agreement().build()));
        assertThat(shown.texts("p", "lead"))
                .containsExactly("What IT & Co promised to Sales (desk, version 1), and how it was kept.");
        assertThat(shown.sections()).doesNotContain("Who reports to whom");
    }

    @Test
    void withTheAgreementTimesAreInDaysOfItsCalendar() {
        assertThat(ShownPage.of(PLAIN.withAgreement(agreement().build())).row("Times", "resolution"))
                .containsEntry("Limit", "1 d")
                .containsEntry("95 % within", "1 d 1 h")
                .containsEntry("Half within", "1 h 00 min");
        assertThat(ShownPage.of(PLAIN).row("Times", "resolution")).containsEntry("Limit", "4 h 00 min");
    }

    @ParameterizedTest
    @CsvSource({
        "P1D, every day",
        "P7D, every week",
        "P1M, every month",
        "P3M, every quarter",
        "P1Y, every year",
        "P12M, every year",
        "P14D, every 14 days",
        "P2M, every 2 months",
        "P2Y, every 24 months",
        "P1M15D, every 1 month and 15 days"
    })
    void aDutyToReportIsInWords(Period every, String words) {
        Party it = Party.of("IT");
        Reporting duty = new Reporting("compliance", Party.of("Desk"), it, Party.of("<Sales>"), every);
        assertThat(ShownPage.of(PLAIN.withAgreement(agreement()
                                .terms(Terms.builder().reporting(duty).build())
                                .build()))
                        .section("Who reports to whom")
                        .texts("li"))
                .containsExactly("IT reports compliance to <Sales> " + words + ", measured by Desk");
    }

    @Test
    void reportsAreDueByTheirDates() {
        Party it = Party.of("IT");
        Reporting duty = new Reporting("compliance", it, it, Party.of("Sales"), Period.ofMonths(1));
        ComplianceReport report = Figures.by(Dimension.METRIC)
                .report()
                .withReportsDue(List.of(new Reporting.Due(
                        LocalDate.of(2026, 4, 1),
                        DateRange.of(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 31)),
                        duty)));
        assertThat(ShownPage.of(CompliancePage.of("Desk", report)).table("Reports due"))
                .containsExactly(List.of("1 April 2026", "1 March 2026 to 31 March 2026", "compliance", "IT", "Sales"));
    }

    @Test
    void aTrendByAnythingElseIsRefused() {
        Dimension month = Dimension.month(ZoneOffset.UTC);
        for (Dimension[] by : new Dimension[][] {
            {Dimension.METRIC},
            {month},
            {Dimension.TEAM, month},
            {Dimension.METRIC, Dimension.SEVERITY},
            {Dimension.METRIC, Dimension.TEAM, month},
            {Dimension.TEAM, Dimension.SEVERITY, month},
            {month, Dimension.METRIC}
        }) {
            assertThatThrownBy(() -> PLAIN.withTrend(Figures.by(by).report()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("A trend is by metric, perhaps severity, and a period, but these figures are by "
                            + List.of(by) + ".");
        }
        assertThat(ShownPage.of(PLAIN.withTrend(
                                Figures.by(Dimension.METRIC, month).add(met()).report()))
                        .sections())
                .contains("Trend by month");
    }

    @Test
    void teamsByAnythingElseAreRefused() {
        assertThatThrownBy(() -> PLAIN.withTeams(Figures.by(Dimension.CUSTOMER).report()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Figures of teams are by team, but these are by [customer].");
    }

    @Test
    void aPeriodBeforeByOtherDimensionsIsRefused() {
        assertThatThrownBy(() -> PLAIN.withBefore(Figures.by(Dimension.TEAM).report()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The period before is by [team], but the page is by [metric].");
    }

    @Test
    void creditsOfANegativeFeeAreRefused() {
        ServiceCredits credits =
                ServiceCredits.of(Currency.getInstance("EUR"), 0.2).below(0.95, 0.05);
        ComplianceReport report = Figures.by(Dimension.METRIC).report();
        assertThatThrownBy(() -> PLAIN.withCredits(report, credits, new BigDecimal("-1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A fee is 0 or above, but was -1.");
        assertThat(ShownPage.of(PLAIN.withCredits(report, credits, BigDecimal.ONE))
                        .section("Service credits")
                        .notes())
                .startsWith("What the customer gets back of a fee of EUR 1.00 a period");
    }

    @Test
    void onlyMissesAreListedAsMisses() {
        ShownPage shown = ShownPage.of(PLAIN.withMisses(List.of(
                met().build(),
                missed().build(),
                pending().build(),
                outcome(Verdict.CANCELLED, Duration.ofHours(5)).build())));
        assertThat(shown.texts("summary")).containsExactly("1 miss");
        assertThat(shown.table("Missed cases")).hasSize(1);
        assertThat(ShownPage.of(PLAIN.withMisses(List.of(met().build()))).sections())
                .doesNotContain("Every missed case", "Missed cases");
    }

    @Test
    void notesAreTextAndNoNotesAreNoSection() {
        assertThat(ShownPage.of(PLAIN.withNotes(List.of("<i>a</i>\nb", "c")))
                        .section("What this was made from")
                        .texts("li"))
                .containsExactly("<i>a</i>\\nb", "c");
        assertThat(ShownPage.of(PLAIN.withNotes(List.of())).sections()).doesNotContain("What this was made from");
    }

    @Test
    void aCalibrationThatGoesOnChangesNothingOnThePage() {
        RiskCalibration calibration = SamplePage.trusted();
        CompliancePage page = PLAIN.withRisk(new RiskSummary(10, 0, 1.5, 0, 3), new TreeMap<>(), calibration);
        String html = page.toHtml();
        calibration.add(Instant.EPOCH, 0.25, true);
        assertThat(page.toHtml()).isEqualTo(html);
    }

    @Test
    void whatIsGivenLaterChangesNothingOnThePage() {
        List<String> notes = new ArrayList<>(List.of("first"));
        List<Outcome> misses = new ArrayList<>(List.of(missed().build()));
        CompliancePage page = PLAIN.withNotes(notes).withMisses(misses);
        String html = page.toHtml();
        notes.add("second");
        misses.clear();
        assertThat(page.toHtml()).isEqualTo(html);
    }

    @Test
    void costsAndWaitsHaveTheirSections() {
        ComplianceReport waits = Figures.by(Dimension.TEAM)
                .add(met().pauses(new Outcome.Pauses(1, 0, false, Optional.empty())))
                .report();
        assertThat(ShownPage.of(PLAIN.withCosts(MissCosts.of("EUR")).withWaits(waits))
                        .sections())
                .contains("What the misses cost", "Waits by team");
    }

    @Test
    void thePageSaysWhichPeriodItIsOfAndAsOfWhen() {
        assertThat(DESK.html())
                .contains(
                        "<strong>5 January 2026 to 28 February 2026</strong>",
                        "As of 1 March 2026, 13:00 (Europe/Berlin)");
    }

    @Test
    void everyMissedCaseIsThereWithItsHolderFoldedUp() {
        long misses =
                DESK.figures.rows().stream().mapToLong(ComplianceRow::misses).sum();
        assertThat(DESK.html()).contains("<details><summary>" + misses + " misses</summary>");
    }

    @Test
    void aTimelineFoldsNightsAwayAndIsSmall() {
        for (String timeline : DESK.html().split("<svg class=\"timeline\"", -1)) {
            assertThat(timeline.split("</svg>", -1)[0].getBytes(StandardCharsets.UTF_8).length)
                    .isLessThan(20_000);
        }
        assertThat(DESK.html()).doesNotContain(">closed").contains("nights and days off are folded away");
    }

    private static ComplianceReport months(int met, int missed, int... months) {
        ComplianceAggregator figures = ComplianceAggregator.of(Dimension.METRIC, Dimension.month(ZoneOffset.UTC));
        for (int month : months) {
            for (int i = 0; i < met + missed; i++) {
                Instant at = LocalDate.of(2025, month, 10).atStartOfDay().toInstant(ZoneOffset.UTC);
                figures.add(Outcome.builder("INC-" + i, "resolution", Severity.LOW)
                        .verdict(
                                i < met ? Verdict.MET : Verdict.MISSED,
                                Duration.ofHours(i < met ? 1 : 9),
                                Duration.ofHours(4))
                        .goal(0.9)
                        .between(at, at)
                        .build());
            }
        }
        return figures.report();
    }

    @Test
    void aMonthWithoutCasesIsAGapAndNotTheOneBefore() {
        String trend = CompliancePage.of("Desk", months(9, 1, 1, 2, 11))
                .withTrend(months(9, 1, 1, 2, 11))
                .toHtml();
        assertThat(trend)
                .contains("2025-11: 90.00 % of 10; the month before has no data", "from 2025-01 to 2025-11")
                .containsPattern("class=\"trend\" d=\"M[0-9. ]+L[0-9. ]+M[0-9. ]+\"");
        assertThat(CompliancePage.of("Desk", months(9, 1, 1))
                        .withTrend(months(9, 1, 1, 2))
                        .toHtml())
                .contains("2025-02: 90.00 % of 10; as the month before");
    }

    @Test
    void aTrendBySeverityHasAChartForEach() {
        ComplianceAggregator figures =
                ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY, Dimension.month(ZoneOffset.UTC));
        for (Severity severity : List.of(Severity.LOW, Severity.HIGH)) {
            figures.add(Outcome.builder("INC-1", "resolution", severity)
                    .verdict(Verdict.MET, Duration.ofHours(1), Duration.ofHours(4))
                    .between(Instant.EPOCH, Instant.EPOCH)
                    .build());
        }
        assertThat(CompliancePage.of("Desk", figures.report())
                        .withTrend(figures.report())
                        .toHtml())
                .contains("Resolution, 2 High <small>", "Resolution, 4 Low <small>");
        assertThatThrownBy(() -> CompliancePage.of("Desk", figures.report())
                        .withTrend(ComplianceAggregator.of().report()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("A trend is by metric, perhaps severity, and a period");
    }

    @Test
    void theChangeAgainstThePeriodBeforeStandsBesideTheFigure() {
        assertThat(CompliancePage.of("Desk", months(60, 40, 1))
                        .withBefore(months(90, 10, 1))
                        .toHtml())
                .contains("<span class=\"change\">-30.0 points, more than chance</span>");
        assertThat(CompliancePage.of("Desk", months(9, 1, 1))
                        .withBefore(months(8, 2, 1))
                        .toHtml())
                .contains("<span class=\"change\">+10.0 points</span>");
        assertThat(CompliancePage.of("Desk", months(9, 1, 1))
                        .withBefore(months(8, 2, 2))
                        .toHtml())
                .contains("none before");
        assertThatThrownBy(() -> CompliancePage.of("Desk", months(9, 1, 1))
                        .withBefore(ComplianceAggregator.of().report()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aForecastIsShownOnlyWhileItIsToBeTrusted() {
        RiskCalibration wrong = RiskCalibration.of(30, ZoneOffset.UTC);
        for (int i = 0; i < 100; i++) {
            wrong.add(Instant.EPOCH, 0.1, i % 2 == 0);
        }
        RiskSummary sum = new RiskSummary(214, 0, 19.4, 14, 25);
        CompliancePage plain = CompliancePage.of("Desk", months(9, 1, 1));
        assertThat(plain.withRisk(sum, new TreeMap<>(), SamplePage.trusted()).toHtml())
                .contains("Of 214 open cases 14 to 25 will miss.");
        assertThat(plain.withRisk(sum, new TreeMap<>(), wrong).toHtml())
                .doesNotContain("will miss.")
                .contains("10 misses were expected and 50 happened: more than chance explains.");
        assertThat(plain.withRisk(sum, new TreeMap<>(), RiskCalibration.of(30, ZoneOffset.UTC))
                        .toHtml())
                .doesNotContain("What will miss");
    }

    @Test
    void whatLooksBetterThanItWasStandsBesideTheFigureItTouches() {
        ComplianceAggregator figures = ComplianceAggregator.of(Dimension.TEAM);
        Outcome.Builder one = Outcome.builder("INC-1", "resolution", Severity.LOW)
                .verdict(Verdict.MET, Duration.ofHours(1), Duration.ofHours(4))
                .team("desk")
                .between(Instant.EPOCH, Instant.EPOCH);
        figures.add(one.build());
        figures.add(one.flags(Set.of(Outcome.Flag.DOWNGRADED_AFTER_BREACH)).build());
        figures.add(one.verdict(Verdict.CANCELLED, Duration.ofHours(5), Duration.ofHours(4))
                .flags(Set.of(Outcome.Flag.CANCELLED_AFTER_BREACH))
                .build());
        ComplianceReport report = figures.report();
        assertThat(report.rows().get(0).integrity().asBreached().orElseThrow()).isCloseTo(1.0 / 3, within(1e-12));
        assertThat(CompliancePage.of("Desk", report).withTeams(report).toHtml())
                .contains(
                        "What to look at twice", "data-label=\"If missed\">33.33 %", "data-label=\"Now cancelled\">1<");
        assertThat(report.toText()).contains("breaches revised", "else compliance", "33.33 %");
        assertThat(report.toCsv()).contains("breaches now met,breaches now cancelled");
        assertThat(report.toJson()).contains("\"breachesNowMet\":1,\"breachesNowCancelled\":1");
    }

    @Test
    void openCasesAreShownByAge() {
        ComplianceAggregator figures = ComplianceAggregator.of(Dimension.METRIC);
        for (int days : new int[] {0, 1, 10, 100}) {
            figures.add(Outcome.builder("INC-" + days, "resolution", Severity.LOW)
                    .verdict(Verdict.PENDING, Duration.ofHours(1), Duration.ofHours(4))
                    .since(Instant.EPOCH, Instant.EPOCH.plus(Duration.ofDays(days)))
                    .build());
        }
        assertThat(figures.report().rows().get(0).openByAge())
                .extracting(ComplianceReport.Age::cases)
                .containsExactly(1L, 1L, 0L, 1L, 0L, 0L, 1L);
        assertThat(CompliancePage.of("Desk", figures.report()).toHtml())
                .contains("Open cases by age", "data-label=\"Under a day\">1<", "data-label=\"Older\">1<");
    }

    @Test
    void businessTimeIsInDaysAndHoursOfTheCalendar() {
        assertThat(Words.words(Duration.ofHours(26).plusMinutes(46), Optional.of(Duration.ofHours(8))))
                .isEqualTo("3 d 2 h 46 min");
        assertThat(Words.words(Duration.ofHours(26).plusMinutes(46), Optional.empty()))
                .isEqualTo("26 h 46 min");
        assertThat(Words.words(Duration.ofSeconds(61), Optional.of(Duration.ofHours(8))))
                .isEqualTo("1 min 01 s");
        assertThat(DESK.html()).contains("A day (d) is a day of the calendar: 8 h 00 min.");
    }

    @Test
    void oneCaseIsNotSpokenOfInThePlural() {
        ComplianceAggregator figures = ComplianceAggregator.of(Dimension.METRIC);
        figures.add(Outcome.builder("INC-1", "resolution", Severity.LOW)
                .verdict(Verdict.BREACHED, Duration.ofHours(5), Duration.ofHours(4))
                .since(Instant.EPOCH, Instant.EPOCH.plus(Duration.ofHours(5)))
                .build());
        assertThat(CompliancePage.of("Desk", figures.report()).toHtml())
                .contains(
                        "1 of 1 missed, 0 allowed; 1 of them is still open.",
                        "Who had the missed cases longest: provider (1 case). No wait took longer than the work.");
    }

    @Test
    void aLimitIsSuggestedOnlyFromEnoughCases() {
        // At 90 % one case of ten may be over the limit; of nine none may, and that is no finding.
        assertThat(CompliancePage.of("Desk", months(9, 0, 1)).toHtml())
                .contains("data-label=\"90 % met\">too few cases<", "data-label=\"99 % met\">too few cases<");
        assertThat(CompliancePage.of("Desk", months(9, 1, 1)).toHtml())
                .contains("data-label=\"90 % met\">1 h", "data-label=\"95 % met\">too few cases<");
        assertThat(CompliancePage.of("Desk", months(20, 0, 1)).toHtml())
                .contains("data-label=\"95 % met\">1 h", "data-label=\"99 % met\">too few cases<");
        assertThat(CompliancePage.of("Desk", months(100, 0, 1)).toHtml()).doesNotContain(">too few cases<");
    }

    /** A case that waits for many parties, each for a while, for years. */
    private static ServiceCase manyWaits(int parties) {
        ServiceLevelAgreement agreement = ServiceLevelAgreement.builder("desk")
                .provider(Party.of("IT"))
                .customer(Party.of("Sales"))
                .policy(SeverityPolicy.builder("all")
                        .target(Metric.RESOLUTION, Target.of("1h", BusinessCalendar.alwaysOpen(), 0.9))
                        .build())
                .build();
        Instant opened = Instant.parse("2024-01-05T09:00:00Z");
        List<CaseEvent> events = new ArrayList<>(
                List.of(CaseEvent.opened("INC-1", opened, Severity.LOW).withTeam("desk")));
        for (int i = 0; i < parties; i++) {
            PauseReason reason = PauseReason.of("reason " + i, "a party with a rather long name " + i);
            events.add(CaseEvent.waiting("INC-1", opened.plus(Duration.ofHours(3L * i + 1)), reason));
            events.add(CaseEvent.resumed("INC-1", opened.plus(Duration.ofHours(3L * i + 2)), reason));
        }
        events.add(CaseEvent.resolved("INC-1", opened.plus(Duration.ofHours(3L * parties + 2))));
        return ServiceCase.replay(agreement, events);
    }

    @Test
    void aCaseThatWaitedForHundredsOfPartiesStaysSmall() {
        ServiceCase served = manyWaits(400);
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        ComplianceAggregator byTeam = ComplianceAggregator.of(Dimension.TEAM);
        served.outcomes(now).forEach(byTeam::add);
        WorstCases worst = WorstCases.of(1);
        worst.add(served, now);
        String html = CompliancePage.of("Desk", byTeam.report())
                .withTeams(byTeam.report())
                .withWorst(worst.entries())
                .toHtml();
        String timeline = html.split("<svg class=\"timeline\"", -1)[1].split("</svg>", -1)[0];
        assertThat(timeline.getBytes(StandardCharsets.UTF_8).length).isLessThan(20_000);
        assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThan(100_000);
        // Six parties have a column each, the others one together, so that each line adds up.
        assertThat(html)
                .contains("data-label=\"Others\">395<", "data-label=\"Provider\">802<", "data-label=\"In all\">1,202<");
    }

    @Test
    void withoutReportsDueThereIsNoSectionOfThem() {
        assertThat(CompliancePage.of("Desk", months(9, 1, 1)).toHtml()).doesNotContain("Which report is due");
    }

    @Test
    void nothingMeasuredIsAPageToo() {
        assertThat(CompliancePage.of("Desk", ComplianceAggregator.of().report()).toHtml())
                .contains("Nothing was measured yet.");
    }
}
