package org.sla4j.compliance.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.sla4j.compliance.page.SamplePage.DESK;

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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
import org.sla4j.agreement.Severity;
import org.sla4j.cases.Outcome;
import org.sla4j.clock.Verdict;
import org.sla4j.compliance.ComplianceAggregator;
import org.sla4j.compliance.ComplianceRow;
import org.sla4j.compliance.Dimension;
import org.sla4j.compliance.MissCosts;
import org.sla4j.examples.ComplianceJob;

/** The page in a real browser, where there is one: the figures it shows, that it fits, prints, can be read by everybody and asks nobody. */
class CompliancePageInChromiumTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path CHROMEDRIVER = Path.of("/usr/bin/chromedriver");

    private static final int[] WIDTHS = {360, 390, 768, 1_100, 1_440};

    @TempDir
    private static Path dir;

    private static @Nullable ChromeDriver browser;

    @BeforeAll
    static void startTheBrowser() {
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
        assertThat(browser)
                .as("Chromium and its driver are at " + CHROMIUM + " and " + CHROMEDRIVER)
                .isNotNull();
        Path file = Files.writeString(dir.resolve("page.html"), html, StandardCharsets.UTF_8);
        ChromeDriver shown = Objects.requireNonNull(browser);
        shown.get(file.toUri().toString());
        return shown;
    }

    private static Object violations(ChromeDriver shown) throws IOException {
        try (InputStream axe =
                CompliancePageInChromiumTest.class.getClassLoader().getResourceAsStream("axe.min.js")) {
            shown.executeScript(new String(Objects.requireNonNull(axe).readAllBytes(), StandardCharsets.UTF_8));
        }
        return Objects.requireNonNull(shown.executeAsyncScript("const done = arguments[arguments.length - 1];"
                + "axe.run().then(result => done(result.violations.map(v => v.id + ': ' + "
                + "v.nodes.map(n => n.html).slice(0, 3).join(' '))))"));
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
                                ? "no data"
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
        assertThat(table(show(DESK.html()), "Compliance by metric and severity"))
                .hasSize(DESK.figures.rows().size())
                .isEqualTo(expected(new ObjectMapper().readTree(DESK.figures.toJson())));
    }

    @Test
    @Tag("chromium")
    void theOtherTablesSayWhatTheFiguresSay() throws IOException {
        ChromeDriver shown = show(DESK.html());
        ComplianceRow row = DESK.figures.row("resolution", Severity.CRITICAL).orElseThrow();
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
                                DESK.words.of(row, row.suggestTargets().get(0).limit()) + " (")));
        assertThat(table(shown, "Times"))
                .contains(List.of(
                        "Resolution",
                        "1 Critical",
                        "" + row.measured(),
                        "1 d",
                        DESK.words.of(row, row.mean().orElseThrow()),
                        DESK.words.of(row, row.percentile(0.5).orElseThrow()),
                        DESK.words.of(row, row.percentile(0.9).orElseThrow()),
                        DESK.words.of(row, row.percentile(0.95).orElseThrow()),
                        Words.words(row.wallPercentile(0.5).orElseThrow(), Optional.of(Duration.ofDays(1)))));
        assertThat(table(shown, "Reports due"))
                .containsExactly(List.of(
                        "2 March 2026", "23 February 2026 to 1 March 2026", "compliance", "IT", "Head of sales"));
        assertThat(table(shown, "Waits")).hasSize(2);
        assertThat(DESK.html())
                .contains("IT reports compliance to Head of sales every week, measured by Desk", "<h3>2026-W02: EUR ");
    }

    @Test
    @Tag("chromium")
    void theBrowserComplainsOfNothingAndAsksNobody() throws IOException {
        ChromeDriver shown = show(DESK.html());
        assertQuiet(shown);
        assertThat(DESK.html()).doesNotContain("http", "@import", "url(");
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
        assertAccessible(show(DESK.html()));
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
        ChromeDriver shown = show(DESK.html().replace("--soft: #57606a", "--soft: #b8c0c8"));
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
        ChromeDriver shown = show(DESK.html());
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
        assertThat(show(DESK.html()).findElements(By.cssSelector(".scroll")))
                .hasSizeGreaterThan(6)
                .allSatisfy(box -> assertThat(box.getDomAttribute("tabindex")).isEqualTo("0"));
    }
}
