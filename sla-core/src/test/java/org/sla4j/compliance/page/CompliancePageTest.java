package org.sla4j.compliance.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
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
import org.sla4j.clock.Verdict;
import org.sla4j.compliance.ComplianceAggregator;
import org.sla4j.compliance.ComplianceReport;
import org.sla4j.compliance.ComplianceRow;
import org.sla4j.compliance.Dimension;
import org.sla4j.compliance.MissCosts;
import org.sla4j.compliance.RiskCalibration;
import org.sla4j.compliance.RiskSummary;
import org.sla4j.compliance.WorstCases;
import org.sla4j.examples.ComplianceJob;

/** The page as text, and in a real browser where there is one. */
class CompliancePageTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path CHROMEDRIVER = Path.of("/usr/bin/chromedriver");

    private static final int[] WIDTHS = {360, 390, 768, 1_100, 1_440};

    private static final String BAD = "<script>alert('x')</script> & \"quotes\"";

    @TempDir
    private static Path dir;

    private static @Nullable ChromeDriver browser;

    private static ComplianceReport figures = new ComplianceReport(List.of(Dimension.METRIC), List.of());
    private static String page = "";
    private static Words words = new Words(Optional.empty());
    private static final Map<String, Optional<Instant>> dues = new HashMap<>();
    private static WorstCases.@Nullable Entry furthest;

    @BeforeAll
    static void makeThePage() throws IOException {
        BusinessCalendar office = BusinessCalendar.builder("office")
                .zone("Europe/Berlin")
                .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
                .build();
        ServiceLevelAgreement agreement = ServiceLevelAgreement.builder("desk")
                .service(BAD)
                .provider(Party.of("IT"))
                .customer(Party.of("Sales"))
                .terms(Terms.builder()
                        .reporting(new Reporting(
                                "compliance",
                                Party.of("Desk"),
                                Party.of("IT"),
                                Party.of("Head of sales"),
                                Period.ofWeeks(1)))
                        .build())
                .policy(SeverityPolicy.builder("all")
                        .target(Metric.FIRST_RESPONSE, Target.of("1h", office, 0.9))
                        .target(Metric.RESOLUTION, Target.of("8h", office, 0.95))
                        .build())
                .build();
        ComplianceAggregator aggregator = ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY);
        ComplianceAggregator weekly = ComplianceAggregator.of(Dimension.METRIC, Dimension.week(ZoneOffset.UTC));
        ComplianceAggregator byTeam = ComplianceAggregator.of(Dimension.TEAM);
        List<Outcome> misses = new ArrayList<>();
        WorstCases worst = WorstCases.of(3);
        Severity[] severities = {Severity.CRITICAL, Severity.HIGH, Severity.LOW};
        for (int i = 0; i < 120; i++) {
            Instant opened = Instant.parse("2026-01-05T09:00:00Z").plus(Duration.ofHours(11L * i));
            String id = i % 7 == 0 ? BAD + i : "INC-" + i;
            ServiceCase served = ServiceCase.open(
                            agreement,
                            CaseEvent.opened(id, opened, severities[i % 3])
                                    .withTeam(i % 5 == 0 ? BAD : "desk")
                                    .withAttribute(Outcome.RATING, i % 4 == 0 ? "none" : "" + (1 + i % 5)))
                    .apply(CaseEvent.responded(id, opened.plus(Duration.ofMinutes(i * 7L % 200))))
                    .apply(CaseEvent.waiting(
                            id,
                            opened.plus(Duration.ofHours(4)),
                            PauseReason.of("info", i % 2 == 0 ? "user" : "vendor")))
                    .apply(CaseEvent.resumed(
                            id,
                            opened.plus(Duration.ofHours(30)),
                            PauseReason.of("info", i % 2 == 0 ? "user" : "vendor")))
                    .apply(CaseEvent.closed(id, opened.plus(Duration.ofHours(31 + i * 13L % 90))));
            Instant now = opened.plus(Duration.ofDays(9));
            served.outcomes(now).forEach(aggregator::add);
            served.outcomes(now).forEach(weekly::add);
            served.outcomes(now).forEach(byTeam::add);
            misses.addAll(served.outcomes(now));
            worst.add(served, now);
            dues.put(
                    id,
                    served.clock(Metric.RESOLUTION).orElseThrow().reading(now).due());
        }
        furthest = worst.entries().get(0);
        figures = aggregator.report();
        words = new Words(Optional.of(agreement));
        page = CompliancePage.of(
                        BAD,
                        figures.withReportsDue(agreement.reportsDue(
                                DateRange.of(LocalDate.of(2026, 2, 24), LocalDate.of(2026, 3, 2)))))
                .withAgreement(agreement)
                .withTrend(weekly.report())
                .withPeriod(LocalDate.of(2026, 1, 5), LocalDate.of(2026, 2, 28))
                .withAsOf(Instant.parse("2026-03-01T12:00:00Z"), ZoneId.of("Europe/Berlin"))
                .withTeams(byTeam.report())
                .withRisk(
                        new RiskSummary(214, 0, 19.4, 14, 25),
                        new TreeMap<>(Map.of("desk", new RiskSummary(214, 0, 19.4, 14, 25))),
                        trusted())
                .withMisses(misses)
                .withWaits(byTeam.report())
                .withCosts(MissCosts.of("EUR")
                        .withTouch("4.50")
                        .withSupervisor("20")
                        .withReopening("35")
                        .withReinvestigation("60"))
                .withCredits(
                        weekly.report(),
                        ServiceCredits.of(Currency.getInstance("EUR"), 0.2).below(0.95, 0.05),
                        new BigDecimal("1000"))
                .withWorst(worst.entries())
                .withNotes(List.of(BAD))
                .toHtml();
        if (!Files.isExecutable(CHROMIUM) || !Files.isExecutable(CHROMEDRIVER)) {
            return;
        }
        ChromeOptions options = new ChromeOptions().setBinary(CHROMIUM.toFile());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + dir.resolve("profile"));
        options.setCapability("goog:loggingPrefs", Map.of(LogType.BROWSER, "ALL"));
        browser = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(CHROMEDRIVER.toFile())
                        .build(),
                options);
    }

    private static RiskCalibration trusted() {
        RiskCalibration calibration = RiskCalibration.of(30, ZoneOffset.UTC);
        for (int i = 0; i < 100; i++) {
            calibration.add(Instant.EPOCH, 0.25, i % 4 == 0);
        }
        return calibration;
    }

    @AfterAll
    static void closeTheBrowser() {
        if (browser != null) {
            browser.quit();
        }
    }

    private static ChromeDriver show(String html) throws IOException {
        assertThat(browser)
                .as("Chromium and its driver are at " + CHROMIUM + " and " + CHROMEDRIVER)
                .isNotNull();
        Path file = Files.writeString(dir.resolve("page.html"), html, StandardCharsets.UTF_8);
        ChromeDriver shown = Objects.requireNonNull(browser);
        shown.get(file.toUri().toString());
        return shown;
    }

    private static Object violations(ChromeDriver shown) throws IOException {
        try (InputStream axe = CompliancePageTest.class.getClassLoader().getResourceAsStream("axe.min.js")) {
            shown.executeScript(new String(Objects.requireNonNull(axe).readAllBytes(), StandardCharsets.UTF_8));
        }
        return Objects.requireNonNull(shown.executeAsyncScript("const done = arguments[arguments.length - 1];"
                + "axe.run().then(result => done(result.violations.map(v => v.id + ': ' + "
                + "v.nodes.map(n => n.html).slice(0, 3).join(' '))))"));
    }

    @Test
    void textFromOutsideIsEscaped() {
        assertThat(page).contains("&lt;script&gt;alert(&#39;x&#39;)").doesNotContain("<script");
    }

    @Test
    void aTimelineShowsWhenTheLimitWasReached() {
        WorstCases.Entry shown = Objects.requireNonNull(furthest);
        Instant due = Objects.requireNonNull(dues.get(shown.outcome().caseId())).orElseThrow();
        assertThat(shown.outcome().metric()).isEqualTo("resolution");
        assertThat(page)
                .contains("limit reached, " + due.toString().substring(0, 16).replace('T', ' ') + "</title>");
    }

    @Test
    void whatMissedItsGoalComesFirstWithWhyAndWhoHadIt() {
        assertThat(page.indexOf("What missed its goal")).isBetween(1, page.indexOf("Compliance by metric"));
        assertThat(page)
                .contains(
                        "<strong>Resolution, 1 Critical</strong>: 42.50 % kept, goal 95.00 %. 23 of 40 missed, 2 allowed.",
                        "Who had the missed cases longest: provider (23 cases).");
    }

    @Test
    void thePageSaysWhichPeriodItIsOfAndAsOfWhen() {
        assertThat(page)
                .contains(
                        "<strong>5 January 2026 to 28 February 2026</strong>",
                        "As of 1 March 2026, 13:00 (Europe/Berlin)");
    }

    @Test
    void everyMissedCaseIsThereWithItsHolderFoldedUp() {
        long misses = figures.rows().stream().mapToLong(ComplianceRow::misses).sum();
        assertThat(page).contains("<details><summary>" + misses + " misses</summary>");
    }

    @Test
    void aTimelineFoldsNightsAwayAndIsSmall() {
        for (String timeline : page.split("<svg class=\"timeline\"", -1)) {
            assertThat(timeline.split("</svg>", -1)[0].getBytes(StandardCharsets.UTF_8).length)
                    .isLessThan(20_000);
        }
        assertThat(page).doesNotContain(">closed").contains("nights and days off are folded away");
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
        assertThat(plain.withRisk(sum, new TreeMap<>(), trusted()).toHtml())
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
        assertThat(page).contains("A day (d) is a day of the calendar: 8 h 00 min.");
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
    @Tag("chromium")
    void longNamesAndLargeNumbersFitToo() throws IOException {
        ComplianceAggregator figures = ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY);
        ComplianceAggregator byTeam = ComplianceAggregator.of(Dimension.TEAM);
        List<Outcome> misses = new ArrayList<>();
        String word = "Donaudampfschifffahrtsgesellschaftskapitaensmuetzenabteilung";
        for (int i = 0; i < 12; i++) {
            Instant at = Instant.parse("2026-01-05T09:00:00Z");
            Outcome one = Outcome.builder(word + word + i, "resolution of " + word, Severity.of(i, word + i))
                    .verdict(
                            i % 2 == 0 ? Verdict.MET : Verdict.MISSED, Duration.ofDays(40_000), Duration.ofDays(39_000))
                    .goal(0.9)
                    .team(word + i)
                    .flags(Set.of(Outcome.Flag.values()))
                    .between(at, at.plus(Duration.ofDays(80_000)))
                    .build();
            figures.add(one);
            byTeam.add(one);
            misses.add(one);
        }
        for (int i = 0; i < 20; i++) {
            figures.merge(figures);
        }
        ChromeDriver shown = show(CompliancePage.of(word, figures.report())
                .withBefore(figures.report())
                .withTeams(byTeam.report())
                .withWaits(byTeam.report())
                .withMisses(misses)
                .toHtml());
        shown.executeScript("document.querySelectorAll('details').forEach(one => one.open = true)");
        assertFits(shown);
        assertPrints(shown);
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

    /** The cells of a table as the browser shows them, the group in front of each row. */
    @SuppressWarnings("unchecked") // the script returns lists of lists of strings
    private static List<List<String>> table(ChromeDriver shown, String label) {
        return (List<List<String>>) Objects.requireNonNull(shown.executeScript("""
                        const text = cell => cell.innerText.trim().replace(/\\s+/g, ' ');
                        return [...document.querySelectorAll('[role=region]')]
                          .filter(region => region.getAttribute('aria-label') === arguments[0])
                          .flatMap(region => [...region.querySelectorAll('tbody')])
                          .flatMap(body => {
                            const group = body.querySelector('.group');
                            return [...body.rows].filter(row => row !== group)
                              .map(row => [...(group ? [text(group)] : []), ...[...row.cells].map(text)]);
                          });
                        """, label));
    }

    /** The rows that the page should show, made from the figures as programs get them. */
    private static List<List<String>> expected(JsonNode report) {
        List<List<String>> rows = new ArrayList<>();
        boolean isWithout = report.get("rows").findValues("withoutSLA").stream().anyMatch(count -> count.asLong() > 0);
        boolean isRevised = report.get("rows").toString().matches(".*\"breachesNow(Met|Cancelled|Open)\":[1-9].*");
        for (JsonNode row : report.get("rows")) {
            String metric = row.get("group").get(0).asText();
            List<String> cells = new ArrayList<>(List.of(
                    metric.isEmpty() ? "None" : metric.substring(0, 1).toUpperCase(Locale.ROOT) + metric.substring(1),
                    row.get("group").get(1).asText()));
            long met = row.get("met").asLong();
            long measured =
                    met + row.get("missed").asLong() + row.get("breached").asLong();
            cells.add(measured == 0 ? "no data" : percent(BigDecimal.valueOf(met), measured));
            cells.add("");
            cells.add(
                    row.get("goal").isNull() ? "none" : percent(row.get("goal").decimalValue(), 1));
            cells.add(row.get("verdict").asText());
            for (String count : List.of("cases", "met", "missed", "breached")) {
                cells.add(count(row.get(count).asLong()));
            }
            cells.add(count(row.get("running").asLong() + row.get("paused").asLong()));
            cells.add(count(row.get("cancelled").asLong()));
            if (isWithout) {
                cells.add(count(row.get("withoutSLA").asLong()));
            }
            if (isRevised) {
                cells.add(
                        row.get("complianceAsBreached").isNull()
                                ? "-"
                                : Words.percent(row.get("complianceAsBreached").asDouble()));
            }
            rows.add(cells);
        }
        return rows;
    }

    private static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String percent(BigDecimal part, long whole) {
        return part.movePointRight(2).divide(BigDecimal.valueOf(whole), 2, RoundingMode.DOWN) + " %";
    }

    @Test
    @Tag("chromium")
    void theFiguresInTheBrowserAreThoseOfTheAggregator() throws IOException {
        assertThat(table(show(page), "Compliance by metric and severity"))
                .hasSize(figures.rows().size())
                .isEqualTo(expected(new ObjectMapper().readTree(figures.toJson())));
    }

    @Test
    @Tag("chromium")
    void theOtherTablesSayWhatTheFiguresSay() throws IOException {
        ChromeDriver shown = show(page);
        ComplianceRow row = figures.row("resolution", Severity.CRITICAL).orElseThrow();
        assertThat(table(shown, "Error budgets"))
                .contains(List.of(
                        "Resolution",
                        "1 Critical",
                        "" + row.misses(),
                        "" + row.allowedMisses(),
                        "" + Math.max(0, row.allowedMisses() - row.misses()),
                        String.format(Locale.ROOT, "%.2f", row.burnRate().orElseThrow()),
                        "" + row.toRecover().orElseThrow(),
                        "surely missed"));
        assertThat(table(shown, "Satisfaction"))
                .contains(List.of(
                        "Resolution",
                        "1 Critical",
                        "" + row.satisfaction().answers(),
                        Words.percent(row.satisfaction().responseRate()),
                        String.format(
                                Locale.ROOT,
                                "%.2f",
                                row.satisfaction().average().orElseThrow()),
                        String.format(
                                Locale.ROOT,
                                "%.2f",
                                row.satisfactionWhenMet().average().orElseThrow()),
                        String.format(
                                Locale.ROOT,
                                "%.2f",
                                row.satisfactionWhenMissed().average().orElseThrow())));
        assertThat(table(shown, "Cost of misses"))
                .anySatisfy(cells -> assertThat(cells)
                        .startsWith("Resolution", "1 Critical", "" + row.misses())
                        .endsWith("EUR "
                                + row.cost(MissCosts.of("EUR")
                                                .withTouch("4.50")
                                                .withSupervisor("20")
                                                .withReopening("35")
                                                .withReinvestigation("60"))
                                        .total()));
        assertThat(table(shown, "Suggested limits"))
                .anySatisfy(cells -> assertThat(cells)
                        .startsWith("Resolution", "1 Critical", "1 d")
                        .anyMatch(cell -> cell.startsWith(
                                words.of(row, row.suggestTargets().get(0).limit()) + " (")));
        assertThat(table(shown, "Times"))
                .contains(List.of(
                        "Resolution",
                        "1 Critical",
                        "" + row.measured(),
                        "1 d",
                        words.of(row, row.mean().orElseThrow()),
                        words.of(row, row.percentile(0.5).orElseThrow()),
                        words.of(row, row.percentile(0.9).orElseThrow()),
                        words.of(row, row.percentile(0.95).orElseThrow()),
                        Words.words(row.wallPercentile(0.5).orElseThrow(), Optional.of(Duration.ofDays(1)))));
        assertThat(table(shown, "Reports due"))
                .containsExactly(List.of(
                        "2 March 2026", "23 February 2026 to 1 March 2026", "compliance", "IT", "Head of sales"));
        assertThat(table(shown, "Waits")).hasSize(2);
        assertThat(page)
                .contains("IT reports compliance to Head of sales every week, measured by Desk", "<h3>2026-W02: EUR ");
    }

    @Test
    @Tag("chromium")
    void theBrowserComplainsOfNothingAndAsksNobody() throws IOException {
        ChromeDriver shown = show(page);
        assertQuiet(shown);
        assertThat(page).doesNotContain("http", "@import", "url(");
    }

    private static void assertQuiet(ChromeDriver shown) {
        assertThat(shown.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
        Object requests = ((JavascriptExecutor) shown)
                .executeScript("return performance.getEntriesByType('resource').map(entry => entry.name)"
                        + ".filter(name => !name.startsWith('data:'))");
        assertThat(requests).isEqualTo(List.of());
    }

    @Test
    @Tag("chromium")
    void axeFindsNoViolationInLightAndDark() throws IOException {
        assertAccessible(show(page));
    }

    private static void assertAccessible(ChromeDriver shown) throws IOException {
        // The thousands of lines that a real log has are all alike, and take axe minutes.
        ((JavascriptExecutor) shown)
                .executeScript("document.querySelectorAll('details').forEach(one => { one.open = true;"
                        + " [...one.querySelectorAll('tbody tr')].slice(100).forEach(row => row.remove()); })");
        for (int width : WIDTHS) {
            width(shown, width);
            for (String scheme : List.of("light", "dark")) {
                media(shown, "screen", scheme);
                assertThat(violations(shown)).as("%s at %s px", scheme, width).isEqualTo(List.of());
                picture(shown, scheme + "-" + width);
            }
        }
        shown.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        media(shown, "", "light");
    }

    /** With {@code -Dsla4j.screenshots=folder} the pages are kept as pictures, to be looked at. */
    private static void picture(ChromeDriver shown, String name) throws IOException {
        String folder = System.getProperty("sla4j.screenshots", "");
        if (!folder.isEmpty()) {
            Object data = shown.executeCdpCommand("Page.captureScreenshot", Map.of("captureBeyondViewport", true))
                    .get("data");
            Files.createDirectories(Path.of(folder));
            String page = shown.getTitle().contains("script") ? "sample" : "real";
            Files.write(
                    Path.of(folder, page + "-" + name + ".png"),
                    Base64.getDecoder().decode(Objects.requireNonNull(data).toString()));
        }
    }

    private static void media(ChromeDriver shown, String media, String scheme) {
        shown.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("media", media, "features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    @Test
    @Tag("chromium")
    void axeSeesAContrastThatIsTooLow() throws IOException {
        ChromeDriver shown = show(page.replace("--soft: #57606a", "--soft: #b8c0c8"));
        media(shown, "screen", "light");
        assertThat(violations(shown).toString()).contains("color-contrast");
    }

    @Test
    @Tag("logs")
    @EnabledIfSystemProperty(named = "sla4j.incidentLog", matches = ".+")
    void thePageOfTheRealLogIsInOrderToo() throws IOException {
        Path written = dir.resolve("real.html");
        Path json = dir.resolve("real.json");
        ComplianceJob.main(new String[] {
            "--log",
            System.getProperty("sla4j.incidentLog"),
            "--format",
            "servicenow",
            "--agreement",
            "src/test/resources/org/sla4j/examples/incident-log-agreement.json",
            "--html",
            written.toString(),
            "--json",
            json.toString()
        });
        ChromeDriver shown = show(Files.readString(written));
        assertThat(table(shown, "Compliance by metric and severity"))
                .isEqualTo(expected(new ObjectMapper().readTree(Files.readString(json))))
                .anySatisfy(cells ->
                        assertThat(cells).startsWith("Resolution", "3 Moderate").contains("23,466"));
        assertThat(shown.findElements(By.cssSelector(".worst li"))).hasSize(10);
        assertQuiet(shown);
        assertAccessible(shown);
        assertFits(shown);
        assertPrints(shown);
    }

    @Test
    @Tag("chromium")
    void thePageFitsAPhoneAndA4() throws IOException {
        ChromeDriver shown = show(page);
        assertFits(shown);
        assertPrints(shown);
    }

    /** Nothing is wider than the window, and no table has to be scrolled to be read. */
    private static void assertFits(ChromeDriver shown) {
        for (int width : WIDTHS) {
            width(shown, width);
            assertThat(shown.executeScript("return document.documentElement.scrollWidth"))
                    .as(
                            "wider than the window: %s",
                            shown.executeScript("return [...document.querySelectorAll('main *')]"
                                    + ".filter(one => one.getBoundingClientRect().right > " + width + ")"
                                    + ".map(one => one.outerHTML.slice(0, 200)).slice(0, 3)"))
                    .isEqualTo((long) width);
            assertThat(shown.executeScript("return [...document.querySelectorAll('.scroll')]"
                            + ".filter(box => box.scrollWidth > box.clientWidth).map(box => box.ariaLabel)"))
                    .as("tables cut at %s px", width)
                    .isEqualTo(List.of());
        }
        shown.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    private static void width(ChromeDriver shown, int width) {
        shown.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 800, "deviceScaleFactor", 1, "mobile", true));
    }

    /** On A4 across, less its margins, nothing is cut off; and the browser makes it that paper. */
    private static void assertPrints(ChromeDriver shown) {
        media(shown, "print", "light");
        // 297 mm less two margins of 12 mm, at 96 pixels an inch.
        width(shown, 1031);
        assertThat(shown.executeScript("return document.documentElement.scrollWidth"))
                .isEqualTo(1031L);
        assertThat(shown.executeScript("return [...document.querySelectorAll('.scroll')]"
                        + ".filter(box => box.scrollWidth > box.clientWidth).map(box => box.ariaLabel)"))
                .isEqualTo(List.of());
        shown.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        media(shown, "", "light");
        Object pdf = shown.executeCdpCommand(
                        "Page.printToPDF", Map.of("preferCSSPageSize", true, "printBackground", true))
                .get("data");
        String text = new String(
                Base64.getDecoder().decode(Objects.requireNonNull(pdf).toString()), StandardCharsets.ISO_8859_1);
        Matcher box = Pattern.compile("/MediaBox \\[0 0 ([0-9.]+) ([0-9.]+)\\]").matcher(text);
        assertThat(box.find()).isTrue();
        assertThat(Double.parseDouble(box.group(1))).isCloseTo(841.9, within(1.0));
        assertThat(Double.parseDouble(box.group(2))).isCloseTo(595.3, within(1.0));
    }

    @Test
    @Tag("chromium")
    void theTablesCanBeScrolledByKeyboard() throws IOException {
        assertThat(show(page).findElements(By.cssSelector(".scroll")))
                .hasSizeGreaterThan(6)
                .allSatisfy(box -> assertThat(box.getDomAttribute("tabindex")).isEqualTo("0"));
    }
}
