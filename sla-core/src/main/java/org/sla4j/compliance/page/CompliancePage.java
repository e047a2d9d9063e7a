package org.sla4j.compliance.page;

import java.math.BigDecimal;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.sla4j.agreement.Reporting;
import org.sla4j.agreement.ServiceCredits;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.compliance.ComplianceReport;
import org.sla4j.compliance.ComplianceReport.Row;
import org.sla4j.compliance.Dimension;
import org.sla4j.compliance.GoalVerdict;
import org.sla4j.compliance.MissCosts;
import org.sla4j.compliance.WorstCases;

/**
 * Compliance figures as one HTML page that needs nothing else: no script, no network, light and dark, fit to print on A4. All text
 * from outside is escaped.
 *
 * <pre>{@code
 * String html = CompliancePage.of("Service desk", report)
 *         .withAgreement(agreement)
 *         .withTrend(weekly.report())
 *         .withWaits(byTeam.report())
 *         .withCosts(MissCosts.of("EUR", "4.50", "20", "35", "60"))
 *         .withWorst(worst.entries())
 *         .toHtml();
 * }</pre>
 *
 * Immutable and thread-safe.
 */
public final class CompliancePage {
    /** What a page can have, in the order in which it has it. */
    private enum Part {
        LEAD,
        SUMMARY,
        COMPLIANCE,
        BUDGET,
        TREND,
        DISTRIBUTION,
        WATERFALL,
        SATISFACTION,
        COSTS,
        CREDITS,
        SUGGESTIONS,
        WAITS,
        WORST,
        REPORTING,
        NOTES
    }

    private final String title;
    private final ComplianceReport report;
    /** The HTML of each part there is. */
    private final Map<Part, String> parts;

    private CompliancePage(String title, ComplianceReport report, Map<Part, String> parts) {
        this.title = title;
        this.report = report;
        this.parts = Collections.unmodifiableMap(parts);
    }

    private CompliancePage with(Part part, String html) {
        Map<Part, String> more = new EnumMap<>(Part.class);
        more.putAll(parts);
        more.put(part, html);
        return new CompliancePage(title, report, more);
    }

    /**
     * Makes a page of a report: compliance, error budgets, charts of time, satisfaction where there are ratings, and the limits that
     * past cases suggest.
     *
     * @param title the heading
     * @param report the figures
     * @return the page
     */
    public static CompliancePage of(String title, ComplianceReport report) {
        return new CompliancePage(title, report, Map.of())
                .with(Part.SUMMARY, summary(report))
                .with(Part.COMPLIANCE, Tables.compliance(report))
                .with(Part.BUDGET, Tables.budget(report))
                .with(Part.DISTRIBUTION, Charts.distribution(report))
                .with(Part.WATERFALL, Charts.waterfall(report))
                .with(Part.SATISFACTION, Tables.satisfaction(report))
                .with(Part.SUGGESTIONS, Tables.suggestions(report));
    }

    /**
     * Returns the page with what was promised, and who reports to whom.
     *
     * @param promised the agreement
     * @return the page
     */
    public CompliancePage withAgreement(ServiceLevelAgreement promised) {
        List<String> duties = promised.terms().reporting().stream()
                .map(duty -> duty.reportedBy() + " reports " + duty.subject() + " to " + duty.reportedTo() + " "
                        + every(duty) + ", measured by " + duty.measuredBy())
                .toList();
        return with(
                        Part.LEAD,
                        "<p class=\"lead\">"
                                + Html.escape("What " + promised.provider() + " promised to " + promised.customer()
                                        + " (" + promised.id() + ", version " + promised.version()
                                        + "), and how it was kept.")
                                + "</p>\n")
                .with(Part.REPORTING, duties.isEmpty() ? "" : Html.section("Who reports to whom", Html.list(duties)));
    }

    private static String every(Reporting duty) {
        Map<Period, String> usual = Map.of(
                Period.ofDays(1), "every day",
                Period.ofWeeks(1), "every week",
                Period.ofMonths(1), "every month",
                Period.ofMonths(3), "every quarter",
                Period.ofYears(1), "every year");
        return usual.getOrDefault(duty.every(), "every " + duty.every());
    }

    /**
     * Returns the page with a chart of compliance over time.
     *
     * @param periods figures by metric and a period, such as {@link Dimension#week}; the last 53 are drawn
     * @return the page
     * @throws IllegalArgumentException if they are grouped by anything else
     */
    public CompliancePage withTrend(ComplianceReport periods) {
        if (periods.dimensions().size() != 2
                || !periods.dimensions().get(0).equals(Dimension.METRIC)
                || !periods.dimensions().get(1).isPeriod()) {
            throw new IllegalArgumentException(
                    "A trend is by metric and a period, but these figures are by " + periods.dimensions() + ".");
        }
        return with(Part.TREND, Charts.trend(periods));
    }

    /**
     * Returns the page with how honest the waits look.
     *
     * @param groups figures by what is to be compared, such as {@link Dimension#TEAM}; the 15 with the most waits are shown
     * @return the page
     */
    public CompliancePage withWaits(ComplianceReport groups) {
        return with(Part.WAITS, Tables.waits(groups));
    }

    /**
     * Returns the page with what the misses cost.
     *
     * @param rates what each kind of extra work costs
     * @return the page
     */
    public CompliancePage withCosts(MissCosts rates) {
        return with(Part.COSTS, Tables.costs(report, rates));
    }

    /**
     * Returns the page with what the customer gets back.
     *
     * @param periods figures by a period, such as {@link Dimension#month}, and anything else
     * @param credits the tiers, cap, currency and rounding of the agreement
     * @param fee the fee of one period, not negative
     * @return the page
     * @throws IllegalArgumentException if the fee is negative
     */
    public CompliancePage withCredits(ComplianceReport periods, ServiceCredits credits, BigDecimal fee) {
        return with(Part.CREDITS, Tables.credits(periods.credits(credits, fee), credits, fee));
    }

    /**
     * Returns the page with cases, each with its ledger drawn as a timeline.
     *
     * @param cases the cases in the order to show
     * @return the page
     */
    public CompliancePage withWorst(List<WorstCases.Entry> cases) {
        return with(Part.WORST, Timelines.of(Charts.parties(report), cases));
    }

    /**
     * Returns the page with words about what the figures were made from.
     *
     * @param lines a list item each
     * @return the page
     */
    public CompliancePage withNotes(List<String> lines) {
        return with(Part.NOTES, lines.isEmpty() ? "" : Html.section("What this was made from", Html.list(lines)));
    }

    /**
     * Writes the page.
     *
     * @return a whole HTML document
     */
    public String toHtml() {
        StringBuilder out = new StringBuilder(65_536);
        out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<link rel=\"icon\" href=\"data:,\">\n<title>")
                .append(Html.escape(title))
                .append("</title>\n<style>")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<main>\n<h1>")
                .append(Html.escape(title))
                .append("</h1>\n");
        parts.values().forEach(out::append);
        return out.append("</main>\n</body>\n</html>\n").toString();
    }

    private static String summary(ComplianceReport report) {
        long judged = report.rows().stream().filter(row -> row.measured() > 0).count();
        if (judged == 0) {
            return "<p class=\"lead\">Nothing was measured yet.</p>\n";
        }
        long missed = report.rows().stream()
                .filter(row -> row.verdict() == GoalVerdict.GOAL_MISSED)
                .count();
        long measured = sum(report, Row::measured);
        List<String> tiles = new ArrayList<>();
        tiles.add(tile(
                "Goals met",
                (judged - missed) + " <small>of " + judged
                        + (missed == 0 ? "" : ", <span class=\"missed\">" + missed + " missed</span>") + "</small>"));
        tiles.add(tile(
                "Promises kept",
                Words.percent((double) sum(report, Row::met) / measured) + " <small>of " + count(measured)
                        + "</small>"));
        tiles.add(tile("Open and breached", count(sum(report, Row::breached))));
        tiles.add(tile("Open in time", count(sum(report, row -> row.running() + row.paused()))));
        long unpromised = sum(report, Row::withoutSla);
        if (unpromised > 0) {
            tiles.add(tile("Without SLA", count(unpromised)));
        }
        return "<dl class=\"tiles\">" + String.join("", tiles) + "</dl>\n";
    }

    private static long sum(ComplianceReport report, ToLongFunction<Row> count) {
        return report.rows().stream().mapToLong(count).sum();
    }

    private static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String tile(String words, String figure) {
        return "<div><dt>" + words + "</dt><dd>" + figure + "</dd></div>";
    }

    private static final String STYLE = """

            :root { color-scheme: light dark; --ink: #1c2128; --paper: #ffffff; --card: #f6f8fa; --soft: #57606a;
              --line: #d8dee4; --track: #e4e9ee; --good: #1a7f5a; --bad: #b42318; --run: #2f6fbd; --closed: #dde3e9;
              --stopped: #a4adb7; --volume: #c9d2db; --p0: #c77700; --p1: #7d4fc4; --p2: #0f8a8a; --p3: #b5487f; }
            @media screen and (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117; --card: #161b22;
              --soft: #9aa5b1; --line: #30363d; --track: #262d36; --good: #3fb68b; --bad: #ff7b72; --run: #58a0f0;
              --closed: #2a313b; --stopped: #545d68; --volume: #3a434e; --p0: #e0a030; --p1: #b58df0; --p2: #3fc0c0;
              --p3: #ee8abb; } }
            * { box-sizing: border-box; }
            body { margin: 0; background: var(--paper); color: var(--ink); -webkit-text-size-adjust: 100%;
              font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif; }
            main { max-width: 80rem; margin: 0 auto; padding: 2.5rem 1.5rem 4rem; overflow-wrap: anywhere; }
            h1 { font-size: 1.9rem; line-height: 1.2; letter-spacing: -.01em; margin: 0 0 .35rem; overflow-wrap: anywhere; }
            h2 { font-size: 1.25rem; line-height: 1.3; margin: 3rem 0 1rem; padding-top: 1rem; border-top: 1px solid var(--line); }
            h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
            small { font-size: .875rem; font-weight: 400; color: var(--soft); }
            .lead { margin: 0; color: var(--soft); }
            .note { color: var(--soft); font-size: .875rem; max-width: 48rem; margin: .75rem 0 0; }
            .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); gap: 1rem; margin: 1.5rem 0 0; }
            .tiles div { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: .75rem 1rem; }
            .tiles dt { color: var(--soft); font-size: .875rem; }
            .tiles dd { margin: 0; font-size: 1.6rem; line-height: 1.3; font-weight: 650; font-variant-numeric: tabular-nums; }
            .scroll { overflow-x: auto; }
            .scroll:focus-visible { outline: 2px solid var(--run); outline-offset: 2px; }
            table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: .875rem; }
            th, td { text-align: right; padding: .45rem .4rem; border-bottom: 1px solid var(--line); white-space: nowrap; }
            th:first-child, td:first-child { padding-left: 0; }
            th:last-child, td:last-child { padding-right: 0; }
            thead th { color: var(--soft); font-size: .8125rem; font-weight: 600; border-bottom-color: var(--soft);
              vertical-align: bottom; white-space: normal; overflow-wrap: normal; }
            tbody th { text-align: left; font-weight: 500; }
            .group th { font-weight: 650; padding-top: 1.1rem; }
            tbody:first-of-type .group th { padding-top: .6rem; }
            th.words, td.words { text-align: left; }
            .bar { width: 6.5rem; height: 1.125rem; display: block; }
            .mark { font-weight: 600; }
            .mark::before { content: ""; display: inline-block; width: .55rem; height: .55rem; border-radius: 50%;
              background: currentColor; margin-right: .4rem; }
            .kept { color: var(--good); }
            .missed { color: var(--bad); }
            .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 2rem 3rem; }
            figure { margin: 0; max-width: 40rem; min-width: 0; }
            figcaption { font-weight: 650; margin-bottom: .5rem; }
            figcaption small { display: block; }
            .chart { width: 100%; height: auto; display: block; }
            text { font: 13px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif;
              fill: var(--soft); }
            .middle { text-anchor: middle; }
            .end { text-anchor: end; }
            .grid { stroke: var(--line); stroke-width: 1; }
            .track { fill: var(--track); }
            .volume { fill: var(--volume); }
            .good { fill: var(--good); }
            .bad { fill: var(--bad); }
            .range { stroke: var(--ink); stroke-width: 1.5; opacity: .6; }
            .goal { stroke: var(--ink); stroke-width: 2; }
            .goalline { fill: none; stroke: var(--soft); stroke-width: 1.5; stroke-dasharray: 5 4; }
            .trend { fill: none; stroke: var(--run); stroke-width: 2; stroke-linejoin: round; }
            .run { fill: var(--run); background: var(--run); }
            .closed { fill: var(--closed); background: var(--closed); }
            .stopped { fill: var(--stopped); background: var(--stopped); }
            .party0 { fill: var(--p0); background: var(--p0); }
            .party1 { fill: var(--p1); background: var(--p1); }
            .party2 { fill: var(--p2); background: var(--p2); }
            .party3 { fill: var(--p3); background: var(--p3); }
            .fall td, .fall th { border-bottom: 0; }
            .fall thead th { border-bottom: 1px solid var(--line); }
            .fall tbody th { white-space: normal; overflow-wrap: anywhere; }
            .fall .wide { width: 45%; }
            .fallbar { width: 100%; height: .875rem; display: block; }
            .breach { stroke: var(--ink); stroke-width: 3; vector-effect: non-scaling-stroke; background: var(--ink); }
            span.breach { width: 3px; }
            .timeline { width: 100%; height: 1.25rem; display: block; border-radius: 3px; }
            .ends { display: flex; justify-content: space-between; color: var(--soft); font-size: .8125rem;
              font-variant-numeric: tabular-nums; }
            .worst { list-style: none; margin: 0; padding: 0; display: grid; gap: 1.75rem; }
            .worst p { margin: 0 0 .35rem; }
            .worst .note { margin: 0; max-width: none; }
            .legend { list-style: none; display: flex; flex-wrap: wrap; gap: .35rem 1.25rem; margin: 0 0 1.25rem; padding: 0;
              color: var(--soft); font-size: .875rem; }
            .key { display: inline-block; width: .9rem; height: .9rem; border-radius: 2px; margin-right: .4rem;
              vertical-align: -.1rem; }
            ul { padding-left: 1.25rem; }
            @media (max-width: 40rem) { main { padding: 1.5rem 1rem 3rem; } h1 { font-size: 1.5rem; } text { font-size: 18px; }
              .tiles { grid-template-columns: 1fr 1fr; gap: .6rem; } .tiles dd { font-size: 1.3rem; }
              tbody th[scope=row], thead th:first-child { position: sticky; left: 0; background: var(--paper);
                padding-right: .75rem; }
              .fall tbody th[scope=row], .fall thead th:first-child { position: static; }
              .fall .wide { display: none; } }
            @media print { @page { size: A4 landscape; margin: 12mm; } :root { font-size: 11px; } main { padding: 0; max-width: none; }
              h2 { margin-top: 2rem; break-after: avoid; } .scroll { overflow: visible; } th, td { padding: .35rem .4rem; }
              .note { break-before: avoid; max-width: 64rem; } figure, .worst li, tbody, .tiles, .note { break-inside: avoid; }
              .charts { grid-template-columns: 1fr 1fr; gap: 1rem 3rem; } text { font-size: 12px; }
              * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
            """;
}
