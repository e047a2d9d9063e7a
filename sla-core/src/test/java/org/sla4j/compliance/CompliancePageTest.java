package org.sla4j.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.WeeklyHours;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.ServiceCase;
import org.sla4j.compliance.ComplianceReport.Row;
import org.sla4j.examples.ComplianceJob;

/** The page as text, and in a real browser where there is one. */
class CompliancePageTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path CHROMEDRIVER = Path.of("/usr/bin/chromedriver");
    /** Beside the project where it is developed, never in it. */
    private static final Path REAL_LOG = Path.of("../../shared/data/incident_event_log.zip");

    private static final String BAD = "<script>alert('x')</script> & \"quotes\"";

    @TempDir
    private static Path dir;

    private static @Nullable ChromeDriver browser;

    private static ComplianceReport figures = new ComplianceReport(List.of(Dimension.METRIC), List.of());
    private static String page = "";

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
                .policy(SeverityPolicy.builder("all")
                        .target(Metric.FIRST_RESPONSE, Target.of("1h", office, 0.9))
                        .target(Metric.RESOLUTION, Target.of("8h", office, 0.95))
                        .build())
                .build();
        ComplianceAggregator aggregator = new ComplianceAggregator();
        ComplianceAggregator weekly = ComplianceAggregator.by(Dimension.METRIC, Dimension.week(ZoneOffset.UTC));
        WorstCases worst = WorstCases.keep(3);
        Severity[] severities = {Severity.CRITICAL, Severity.HIGH, Severity.LOW};
        for (int i = 0; i < 120; i++) {
            Instant opened = Instant.parse("2026-01-05T09:00:00Z").plus(Duration.ofHours(11L * i));
            String id = i % 7 == 0 ? BAD + i : "INC-" + i;
            ServiceCase served = ServiceCase.open(agreement, CaseEvent.opened(id, opened, severities[i % 3]))
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
            worst.add(served, now);
        }
        figures = aggregator.report();
        page = CompliancePage.of(BAD, figures)
                .withAgreement(agreement)
                .withTrend(weekly.report())
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

    @AfterAll
    static void closeTheBrowser() {
        if (browser != null) {
            browser.quit();
        }
    }

    private static ChromeDriver show(String html) throws IOException {
        assumeThat(browser)
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
    void nothingMeasuredIsAPageToo() {
        assertThat(new ComplianceAggregator().report().toHtml()).contains("Nothing was measured yet.");
    }

    @Test
    void theFiguresInTheBrowserAreThoseOfTheAggregator() throws IOException {
        ChromeDriver shown = show(page);
        List<String> rows = shown.findElements(By.cssSelector("tbody tr")).stream()
                .map(row -> row.getText().replaceAll("\\s+", " "))
                .toList();
        assertThat(rows).hasSameSizeAs(figures.rows());
        for (int i = 0; i < rows.size(); i++) {
            Row row = figures.rows().get(i);
            assertThat(rows.get(i))
                    .startsWith(row.metric() + " " + row.severity().orElseThrow() + " " + row.cases() + " " + row.met()
                            + " " + row.missed() + " " + row.breached() + " ")
                    .contains(
                            ReportText.percent(row.compliance().orElseThrow()),
                            ReportText.percent(row.goal()),
                            row.standing().toString(),
                            ReportText.words(row.percentile(0.95).orElseThrow()));
        }
    }

    @Test
    void theBrowserComplainsOfNothingAndAsksNobody() throws IOException {
        ChromeDriver shown = show(page);
        assertThat(shown.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
        Object requests = ((JavascriptExecutor) shown)
                .executeScript("return performance.getEntriesByType('resource').map(entry => entry.name)"
                        + ".filter(name => !name.startsWith('data:'))");
        assertThat(requests).isEqualTo(List.of());
        assertThat(page).doesNotContain("http", "@import", "url(");
    }

    @Test
    void axeFindsNoViolationInLightAndDark() throws IOException {
        ChromeDriver shown = show(page);
        for (String scheme : List.of("light", "dark")) {
            shown.executeCdpCommand(
                    "Emulation.setEmulatedMedia",
                    Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
            assertThat(violations(shown)).as(scheme).isEqualTo(List.of());
        }
    }

    @Test
    void thePageOfTheRealLogIsInOrderToo() throws IOException {
        assumeThat(REAL_LOG).exists();
        Path written = dir.resolve("real.html");
        ComplianceJob.main(new String[] {
            "--log",
            REAL_LOG.toString(),
            "--format",
            "servicenow",
            "--agreement",
            "src/test/resources/org/sla4j/examples/incident-log-agreement.json",
            "--html",
            written.toString()
        });
        ChromeDriver shown = show(Files.readString(written));
        assertThat(shown.findElements(By.cssSelector("tbody tr")))
                .anySatisfy(row ->
                        assertThat(row.getText().replaceAll("\\s+", " ")).startsWith("resolution 3 Moderate 23466 "));
        assertThat(shown.findElements(By.cssSelector(".worst li"))).hasSize(10);
        assertThat(shown.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
        assertThat(violations(shown)).isEqualTo(List.of());
    }

    @Test
    void theTableCanBeScrolledByKeyboard() throws IOException {
        assertThat(show(page).findElement(By.cssSelector(".scroll")).getDomAttribute("tabindex"))
                .isEqualTo("0");
    }
}
