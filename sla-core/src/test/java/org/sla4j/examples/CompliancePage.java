package org.sla4j.examples;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.compliance.ComplianceReport;

/**
 * Compliance figures as one HTML page that needs nothing else: no script, no network, light and dark, fit to print.
 *
 * @param agreement what was promised
 * @param report how well it was kept
 * @param summary what the figures were made from, a line each
 */
record CompliancePage(ServiceLevelAgreement agreement, ComplianceReport report, String summary) {
    private static final int BAR = 22;
    private static final int GAP = 14;
    private static final int LEFT = 190;
    private static final int WIDTH = 520;

    String toHtml() {
        StringBuilder out = new StringBuilder(8_192);
        out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(escape("Compliance of " + agreement.id()))
                .append("</title>\n<style>")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<main>\n<h1>")
                .append(escape(agreement.service().isEmpty() ? agreement.id() : agreement.service()))
                .append("</h1>\n<p>")
                .append(escape("What " + agreement.provider() + " promised to " + agreement.customer() + " ("
                        + agreement.id() + ", version " + agreement.version() + "), and how it was kept."))
                .append("</p>\n");
        chart(out);
        table(out);
        out.append("<h2>What this was made from</h2>\n<ul>\n");
        summary.lines().forEach(line -> out.append("<li>").append(escape(line)).append("</li>\n"));
        return out.append("</ul>\n")
                .append(
                        "<p class=\"note\">Compliance is the share of measured cases that met their limit. A case that is still ")
                .append("open but over its limit counts as missed; running, paused and cancelled cases do not count. ")
                .append("Times are business time, exact to 1 %.</p>\n</main>\n</body>\n</html>\n")
                .toString();
    }

    private void chart(StringBuilder out) {
        List<ComplianceReport.Row> rows = report.rows();
        int height = rows.size() * (BAR + GAP) + 30;
        out.append(String.format(
                Locale.ROOT,
                "<h2>Compliance and goal</h2>\n<div class=\"chart\"><svg viewBox=\"0 0 %d %d\" role=\"img\" "
                        + "aria-label=\"Compliance by metric and severity, with the goal marked; the table below has the figures\">\n",
                LEFT + WIDTH + 90,
                height));
        for (int percent = 0; percent <= 100; percent += 25) {
            int x = LEFT + WIDTH * percent / 100;
            out.append(String.format(
                    Locale.ROOT,
                    "<line class=\"grid\" x1=\"%d\" y1=\"0\" x2=\"%d\" y2=\"%d\"/><text class=\"axis\" x=\"%d\" y=\"%d\">%d %%</text>\n",
                    x,
                    x,
                    height - 24,
                    x,
                    height - 8,
                    percent));
        }
        for (int i = 0; i < rows.size(); i++) {
            bar(out, rows.get(i), i * (BAR + GAP) + 6);
        }
        out.append(
                "</svg></div>\n<p class=\"note\">A bar is the share that met the limit, the upright mark is the goal.</p>\n");
    }

    private static void bar(StringBuilder out, ComplianceReport.Row row, int y) {
        double share = row.compliance().orElse(0);
        int middle = y + BAR / 2 + 5;
        out.append(String.format(
                Locale.ROOT,
                "<text class=\"label\" x=\"%d\" y=\"%d\">%s</text><rect class=\"track\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>",
                LEFT - 10,
                middle,
                escape(row.metric() + ", " + row.severity()),
                LEFT,
                y,
                WIDTH,
                BAR));
        out.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
                row.standing() == ComplianceReport.Standing.GOAL_MET ? "good" : "bad",
                LEFT,
                y,
                WIDTH * share,
                BAR));
        double goal = LEFT + WIDTH * row.goal();
        out.append(String.format(
                Locale.ROOT,
                "<line class=\"goal\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/><text class=\"value\" x=\"%d\" y=\"%d\">%s</text>\n",
                goal,
                y - 4,
                goal,
                y + BAR + 4,
                LEFT + WIDTH + 8,
                middle,
                row.compliance().isPresent() ? percent(share) : "no data"));
    }

    private void table(StringBuilder out) {
        out.append("<h2>By metric and severity</h2>\n<div class=\"scroll\"><table>\n<thead><tr>");
        for (String heading : List.of(
                "Metric",
                "Severity",
                "Cases",
                "Met",
                "Missed",
                "Overdue",
                "Open",
                "Cancelled",
                "Compliance",
                "Goal",
                "Verdict",
                "p50",
                "p90",
                "p95")) {
            out.append("<th scope=\"col\">").append(heading).append("</th>");
        }
        out.append("</tr></thead>\n<tbody>\n");
        for (ComplianceReport.Row row : report.rows()) {
            out.append("<tr><td>").append(escape(row.metric())).append("</td><th scope=\"row\">");
            out.append(escape(row.severity().toString())).append("</th>");
            for (long count : new long[] {
                row.cases(), row.met(), row.missed(), row.breached(), row.running() + row.paused(), row.cancelled()
            }) {
                cell(out, String.format(Locale.ROOT, "%,d", count));
            }
            cell(out, row.compliance().isPresent() ? percent(row.compliance().getAsDouble()) : "no data");
            cell(out, percent(row.goal()));
            out.append("<td class=\"")
                    .append(row.standing() == ComplianceReport.Standing.GOAL_MISSED ? "missed" : "words")
                    .append("\">")
                    .append(row.standing())
                    .append("</td>");
            for (Optional<Duration> time : List.of(row.p50(), row.p90(), row.p95())) {
                cell(out, time.map(CompliancePage::words).orElse("no data"));
            }
            out.append("</tr>\n");
        }
        out.append("</tbody>\n</table></div>\n");
    }

    private static void cell(StringBuilder out, String text) {
        out.append("<td>").append(escape(text)).append("</td>");
    }

    private static String percent(double share) {
        return BigDecimal.valueOf(share)
                        .movePointRight(2)
                        .setScale(2, RoundingMode.DOWN)
                        .toPlainString() + " %";
    }

    private static String words(Duration duration) {
        return duration.toHours() > 0
                ? duration.toHours() + "h " + duration.toMinutesPart() + "m"
                : duration.toMinutesPart() + "m " + duration.toSecondsPart() + "s";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static final String STYLE = """

            :root { color-scheme: light dark; --ink: #1b1f24; --paper: #ffffff; --soft: #57606a; --line: #d0d7de;
              --track: #eef1f4; --good: #1a7f37; --bad: #b3261e; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117; --soft: #9aa5b1; --line: #30363d;
              --track: #1f252d; --good: #3fb950; --bad: #ff7b72; } }
            * { box-sizing: border-box; }
            body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
            main { max-width: 80rem; margin: 0 auto; padding: 2rem 1.25rem 3rem; }
            h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .25rem; }
            h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
            .note { color: var(--soft); font-size: .9rem; }
            .scroll { overflow-x: auto; }
            table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: .9rem; }
            th, td { text-align: right; padding: .45rem .5rem; border-bottom: 1px solid var(--line); white-space: nowrap; }
            thead th { border-bottom: 2px solid var(--ink); }
            td:first-child, th:first-child, th:nth-child(2), th:nth-child(11), .words, .missed { text-align: left; }
            th[scope=row] { font-weight: 600; }
            .missed { color: var(--bad); font-weight: 600; }
            .chart svg { width: 100%; height: auto; max-width: 56rem; }
            .label { fill: var(--ink); font-size: 13px; text-anchor: end; }
            .value { fill: var(--ink); font-size: 13px; }
            .axis { fill: var(--soft); font-size: 12px; text-anchor: middle; }
            .grid { stroke: var(--line); stroke-width: 1; }
            .track { fill: var(--track); }
            .good { fill: var(--good); }
            .bad { fill: var(--bad); }
            .goal { stroke: var(--ink); stroke-width: 3; }
            @media print { @page { size: A4 landscape; margin: 12mm; } main { padding: 0; } .scroll { overflow: visible; } }
            """;
}
