package org.sla4j.compliance;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.clock.LedgerEntry;
import org.sla4j.compliance.ComplianceReport.Row;

/**
 * Compliance figures as one HTML page that needs nothing else: no script, no network, light and dark, fit to print on A4. All text
 * from outside is escaped.
 *
 * <pre>{@code
 * String html = CompliancePage.of("Service desk", report)
 *         .withAgreement(agreement)
 *         .withTrend(weekly.report())
 *         .withWorst(worst.entries())
 *         .toHtml();
 * }</pre>
 *
 * Immutable and thread-safe.
 */
public final class CompliancePage {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int MOST_WEEKS = 53;
    private static final int CHART = 640;

    private final String title;
    private final ComplianceReport report;
    private final Optional<ServiceLevelAgreement> agreement;
    private final Optional<ComplianceReport> trend;
    private final List<WorstCases.Entry> worst;
    private final List<String> notes;

    private CompliancePage(
            String title,
            ComplianceReport report,
            Optional<ServiceLevelAgreement> agreement,
            Optional<ComplianceReport> trend,
            List<WorstCases.Entry> worst,
            List<String> notes) {
        this.title = title;
        this.report = report;
        this.agreement = agreement;
        this.trend = trend;
        this.worst = List.copyOf(worst);
        this.notes = List.copyOf(notes);
    }

    /**
     * Makes a page with a table, and charts of time, of a report.
     *
     * @param title the heading
     * @param report the figures
     * @return the page
     */
    public static CompliancePage of(String title, ComplianceReport report) {
        return new CompliancePage(title, report, Optional.empty(), Optional.empty(), List.of(), List.of());
    }

    /**
     * Returns the page with what was promised, and who reports to whom.
     *
     * @param promised the agreement
     * @return the page
     */
    public CompliancePage withAgreement(ServiceLevelAgreement promised) {
        return new CompliancePage(title, report, Optional.of(promised), trend, worst, notes);
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
        return new CompliancePage(title, report, agreement, Optional.of(periods), worst, notes);
    }

    /**
     * Returns the page with cases, each with its ledger drawn as a timeline.
     *
     * @param cases the cases in the order to show
     * @return the page
     */
    public CompliancePage withWorst(List<WorstCases.Entry> cases) {
        return new CompliancePage(title, report, agreement, trend, cases, notes);
    }

    /**
     * Returns the page with words about what the figures were made from.
     *
     * @param lines a list item each
     * @return the page
     */
    public CompliancePage withNotes(List<String> lines) {
        return new CompliancePage(title, report, agreement, trend, worst, lines);
    }

    /**
     * Writes the page.
     *
     * @return a whole HTML document
     */
    public String toHtml() {
        StringBuilder out = new StringBuilder(32_768);
        out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<link rel=\"icon\" href=\"data:,\">\n<title>")
                .append(escape(title))
                .append("</title>\n<style>")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<main>\n");
        head(out);
        table(out);
        trend.ifPresent(periods -> trend(out, periods));
        Map<String, List<Row>> byMetric = byMetric();
        if (!byMetric.isEmpty()) {
            distribution(out, byMetric);
            waterfall(out, byMetric);
        }
        worst(out);
        foot(out);
        return out.append("</main>\n</body>\n</html>\n").toString();
    }

    private void head(StringBuilder out) {
        long missed = report.rows().stream()
                .filter(row -> row.standing() == ComplianceReport.Standing.GOAL_MISSED)
                .count();
        long judged = report.rows().stream().filter(row -> row.measured() > 0).count();
        out.append("<header>\n<h1>").append(escape(title)).append("</h1>\n");
        agreement.ifPresent(promised -> out.append("<p class=\"lead\">")
                .append(escape("What " + promised.provider() + " promised to " + promised.customer() + " ("
                        + promised.id() + ", version " + promised.version() + "), and how it was kept."))
                .append("</p>\n"));
        out.append("<p class=\"sum\">")
                .append(
                        judged == 0
                                ? "Nothing was measured yet."
                                : "<strong>" + (judged - missed) + " of " + judged + "</strong> goals are met"
                                        + (missed == 0
                                                ? "."
                                                : ", <strong class=\"missed\">" + missed + " missed</strong>."))
                .append("</p>\n</header>\n");
    }

    private void table(StringBuilder out) {
        String groups = String.join(
                " and ", report.dimensions().stream().map(Dimension::name).toList());
        out.append("<section>\n<h2>By ").append(escape(groups)).append("</h2>\n");
        out.append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table of compliance\">")
                .append("<table>\n<thead><tr>");
        List<ReportText.Column> columns = ReportText.columns(report);
        int verdict = report.dimensions().size();
        for (ReportText.Column column : columns) {
            out.append("<th scope=\"col\"")
                    .append(column.isWords() ? " class=\"words\">" : ">")
                    .append(escape(heading(column.heading())))
                    .append("</th>");
            if (column.heading().equals("compliance")) {
                out.append("<th scope=\"col\" class=\"words\">Against goal</th>");
            }
        }
        out.append("</tr></thead>\n<tbody>\n");
        for (Row row : report.rows()) {
            boolean isMiss = row.standing() == ComplianceReport.Standing.GOAL_MISSED;
            out.append("<tr>");
            for (int i = 0; i < columns.size(); i++) {
                ReportText.Column column = columns.get(i);
                String text = column.cell().apply(row);
                boolean isGroup = i < verdict;
                String style = column.heading().equals("verdict")
                        ? isMiss ? "words missed" : "words kept"
                        : column.isWords() ? "words" : "";
                out.append(isGroup ? "<th scope=\"row\"" : "<td")
                        .append(style.isEmpty() ? ">" : " class=\"" + style + "\">")
                        .append(escape(text.isEmpty() ? "none" : text.equals("-") ? "no data" : text))
                        .append(isGroup ? "</th>" : "</td>");
                if (column.heading().equals("compliance")) {
                    bar(out, row, isMiss);
                }
            }
            out.append("</tr>\n");
        }
        out.append("</tbody>\n</table></div>\n<p class=\"note\">The upright mark on a bar is the goal, the thin line ")
                .append(
                        "the range in which the true share lies with 95 % (Wilson). A case that is still open but over ")
                .append(
                        "its limit is overdue and counts as missed; open, cancelled and unpromised cases do not count. ")
                .append("Times are as the limit counts them, exact to 1 %.</p>\n</section>\n");
    }

    private static String heading(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static void bar(StringBuilder out, Row row, boolean isMiss) {
        out.append("<td class=\"words\">");
        if (row.measured() > 0) {
            double share = row.compliance().orElse(0);
            Interval around = row.interval().orElseThrow();
            out.append(svg(120, 18, ""))
                    .append(rect("track", 0, 4, 120, 10))
                    .append(rect(isMiss ? "bad" : "good", 0, 4, 120 * share, 10))
                    .append(line("range", 120 * around.low(), 9, 120 * around.high(), 9))
                    .append(line("goal", 119 * row.goal(), 0, 119 * row.goal(), 18))
                    .append("</svg>");
        }
        out.append("</td>");
    }

    private static void trend(StringBuilder out, ComplianceReport periods) {
        Map<String, List<Row>> byMetric = new LinkedHashMap<>();
        for (Row row : periods.rows()) {
            if (row.measured() > 0) {
                byMetric.computeIfAbsent(row.metric(), metric -> new ArrayList<>())
                        .add(row);
            }
        }
        if (byMetric.isEmpty()) {
            return;
        }
        String unit = periods.dimensions().get(1).name();
        out.append("<section>\n<h2>Trend by ").append(escape(unit)).append("</h2>\n<div class=\"charts\">\n");
        byMetric.forEach((metric, all) -> {
            List<Row> rows = all.subList(Math.max(0, all.size() - MOST_WEEKS), all.size());
            double low = rows.stream()
                    .mapToDouble(row -> Math.min(row.goal(), row.compliance().orElse(1)))
                    .min()
                    .orElse(0);
            int floor = (int) Math.floor(low * 10) * 10;
            floor = Math.min(floor, 90);
            figure(
                    out,
                    metric,
                    metric + ": compliance by " + unit + ", from "
                            + rows.get(0).values().get(1) + " to "
                            + rows.get(rows.size() - 1).values().get(1) + ", the last "
                            + ReportText.percent(
                                    rows.get(rows.size() - 1).compliance().orElse(0)),
                    230);
            for (int i = 0; i <= 2; i++) {
                double percent = floor + (100 - floor) * i / 2.0;
                double y = height(percent / 100, floor);
                out.append(line("grid", 48, y, CHART, y))
                        .append(text("axis end", 42, y + 4, String.format(Locale.ROOT, "%.0f %%", percent)));
            }
            StringBuilder path = new StringBuilder();
            StringBuilder goals = new StringBuilder();
            StringBuilder dots = new StringBuilder();
            double step = rows.size() == 1 ? 0 : (CHART - 78.0) / (rows.size() - 1);
            for (int i = 0; i < rows.size(); i++) {
                Row row = rows.get(i);
                double x = rows.size() == 1 ? CHART / 2.0 : 60 + step * i;
                double y = height(row.compliance().orElse(0), floor);
                String to = i == 0 ? "M" : "L";
                path.append(to).append(number(x)).append(' ').append(number(y));
                goals.append(to).append(number(x)).append(' ').append(number(height(row.goal(), floor)));
                boolean isMiss = row.standing() == ComplianceReport.Standing.GOAL_MISSED;
                dots.append("<circle class=\"")
                        .append(isMiss ? "bad" : "good")
                        .append("\" cx=\"")
                        .append(number(x))
                        .append("\" cy=\"")
                        .append(number(y))
                        .append("\" r=\"4\"><title>")
                        .append(escape(row.values().get(1) + ": "
                                + ReportText.percent(row.compliance().orElse(0)) + ", " + row.met() + " of "
                                + row.measured()))
                        .append("</title></circle>");
                int every = Math.max(1, (rows.size() + 5) / 6);
                if (i % every == 0) {
                    dots.append(text(
                            i == 0 && rows.size() > 1 ? "axis" : "axis middle",
                            i == 0 && rows.size() > 1 ? x - 12 : x,
                            220,
                            row.values().get(1)));
                }
            }
            out.append("<path class=\"goalline\" d=\"")
                    .append(goals)
                    .append("\"/><path class=\"trend\" d=\"")
                    .append(path)
                    .append("\"/>")
                    .append(dots)
                    .append("</svg></figure>\n");
        });
        out.append("</div>\n<p class=\"note\">The dashed line is the strictest goal among the cases of a ")
                .append(escape(unit))
                .append("; a red dot is below it.</p>\n</section>\n");
    }

    private static double height(double share, int floor) {
        return 12 + 184 * (1 - (share * 100 - floor) / (100 - floor));
    }

    private Map<String, List<Row>> byMetric() {
        Map<String, List<Row>> byMetric = new LinkedHashMap<>();
        boolean isByMetric = report.dimensions().contains(Dimension.METRIC);
        for (Row row : report.rows()) {
            if (row.measured() > 0) {
                byMetric.computeIfAbsent(isByMetric ? row.metric() : "all", metric -> new ArrayList<>())
                        .add(row);
            }
        }
        return byMetric;
    }

    private static void distribution(StringBuilder out, Map<String, List<Row>> byMetric) {
        out.append("<section>\n<h2>Time used against the limit</h2>\n<div class=\"charts\">\n");
        byMetric.forEach((metric, rows) -> {
            long[] counts = new long[Group.SHARES];
            long most = 1;
            long within = 0;
            long all = 0;
            for (int i = 0; i < counts.length; i++) {
                for (Row row : rows) {
                    counts[i] += row.attainment().get(i);
                }
                most = Math.max(most, counts[i]);
                within += i < 10 ? counts[i] : 0;
                all += counts[i];
            }
            figure(out, metric, metric + ": " + within + " of " + all + " cases used no more than their limit", 230);
            double width = (CHART - 20.0) / counts.length;
            for (int i = 0; i < counts.length; i++) {
                double tall = counts[i] == 0 ? 0 : Math.max(2, 160.0 * counts[i] / most);
                String range = i == counts.length - 1 ? "over 200 %" : i * 10 + " to " + (i + 1) * 10 + " %";
                out.append("<g><title>")
                        .append(escape(range + " of the limit: " + counts[i]))
                        .append("</title>")
                        .append(rect(i < 10 ? "good" : "bad", 10 + width * i + 1, 190 - tall, width - 2, tall))
                        .append("</g>");
                if (counts[i] > 0 && (counts[i] == most || i == counts.length - 1)) {
                    out.append(text(
                            "axis middle",
                            10 + width * (i + 0.5),
                            184 - tall,
                            String.format(Locale.ROOT, "%,d", counts[i])));
                }
            }
            double limit = 10 + width * 10;
            out.append(line("grid", 10, 190, CHART - 10, 190))
                    .append(line("goal", limit, 20, limit, 196))
                    .append(text("axis middle", limit, 14, "limit"))
                    .append(text("axis", 10, 208, "0 %"))
                    .append(text("axis middle", limit, 208, "100 %"))
                    .append(text("axis middle", 10 + width * 20, 208, "200 %"))
                    .append(text("axis end", CHART - 10, 226, "more"))
                    .append("</svg></figure>\n");
        });
        out.append("</div>\n</section>\n");
    }

    private static void waterfall(StringBuilder out, Map<String, List<Row>> byMetric) {
        out.append("<section>\n<h2>Who had the time</h2>\n<div class=\"charts\">\n");
        byMetric.forEach((metric, rows) -> {
            Map<String, Duration> sums = new TreeMap<>();
            rows.forEach(row -> row.timeByParty().forEach((party, time) -> sums.merge(party, time, Duration::plus)));
            Map<String, Duration> parties = ComplianceReport.longestFirst(sums);
            double all = 0;
            for (Duration time : parties.values()) {
                all += time.toSeconds();
            }
            if (all == 0) {
                return;
            }
            int tall = 34 * parties.size() + 20;
            figure(out, metric, metric + ": open time by party, " + words(parties, all), tall);
            double x = 170;
            double wide = CHART - 170 - 130;
            int y = 6;
            int place = 0;
            for (var entry : parties.entrySet()) {
                double width = wide * entry.getValue().toSeconds() / all;
                boolean isOurs = entry.getKey().equals(Group.PROVIDER);
                out.append(text("label end", 160, y + 16, shorten(entry.getKey())))
                        .append(rect(isOurs ? "run" : "party" + place % 4, x, y, Math.max(1, width), 22))
                        .append(text(
                                "axis",
                                CHART - 122,
                                y + 16,
                                String.format(
                                        Locale.ROOT,
                                        "%.1f %%, %,dh",
                                        100 * entry.getValue().toSeconds() / all,
                                        entry.getValue().toHours())));
                if (place < parties.size() - 1) {
                    out.append(line("grid", x + width, y, x + width, y + 56));
                }
                place += isOurs ? 0 : 1;
                x += width;
                y += 34;
            }
            out.append("</svg></figure>\n");
        });
        out.append(
                        "</div>\n<p class=\"note\">Open time of measured cases: the provider's while the clock counted, another ")
                .append("party's while the case waited for it.</p>\n</section>\n");
    }

    private static String words(Map<String, Duration> parties, double all) {
        StringBuilder words = new StringBuilder();
        parties.forEach((party, time) -> words.append(words.isEmpty() ? "" : ", ")
                .append(party)
                .append(String.format(Locale.ROOT, " %.1f %%", 100 * time.toSeconds() / all)));
        return words.toString();
    }

    private static String shorten(String text) {
        return text.length() <= 22 ? text : text.substring(0, 20) + "\u2026";
    }

    private void worst(StringBuilder out) {
        if (worst.isEmpty()) {
            return;
        }
        out.append(
                        "<section>\n<h2>Furthest over the limit</h2>\n<p class=\"legend\"><span class=\"key run\"></span>running ")
                .append(
                        "<span class=\"key closed\"></span>closed <span class=\"key party0\"></span>waiting for somebody ")
                .append("<span class=\"key stopped\"></span>stopped or superseded</p>\n<ol class=\"worst\">\n");
        for (WorstCases.Entry entry : worst) {
            List<LedgerEntry> stretches = entry.ledger().entries();
            out.append("<li>\n<h3>")
                    .append(escape(entry.outcome().caseId()))
                    .append(" <small>")
                    .append(escape(
                            entry.outcome().metric() + ", " + entry.outcome().severity()
                                    + (entry.outcome().team().isEmpty()
                                            ? ""
                                            : ", team " + entry.outcome().team())))
                    .append("</small></h3>\n<p>")
                    .append(escape(ReportText.words(entry.outcome().elapsed()) + " used of "
                            + ReportText.words(entry.outcome().limit()) + ", "
                            + entry.outcome().verdict().name().toLowerCase(Locale.ROOT)))
                    .append("</p>\n");
            timeline(out, entry, stretches);
            out.append("</li>\n");
        }
        out.append("</ol>\n</section>\n");
    }

    private static void timeline(StringBuilder out, WorstCases.Entry entry, List<LedgerEntry> stretches) {
        if (stretches.isEmpty()) {
            return;
        }
        Map<String, Duration> totals = new LinkedHashMap<>();
        List<String> parties = new ArrayList<>();
        for (LedgerEntry stretch : stretches) {
            totals.merge(cause(stretch), stretch.wall(), Duration::plus);
            String party = parties(stretch);
            if (stretch.cause() == LedgerEntry.Cause.PAUSED && !parties.contains(party)) {
                parties.add(party);
            }
        }
        StringBuilder words = new StringBuilder();
        totals.forEach((cause, time) -> words.append(words.isEmpty() ? "" : ", ")
                .append(cause)
                .append(' ')
                .append(ReportText.words(time)));
        double all = Math.max(
                1,
                ChronoUnit.SECONDS.between(
                        stretches.get(0).start(),
                        stretches.get(stretches.size() - 1).end()));
        out.append(svg(960, 40, "Timeline of " + entry.outcome().caseId() + ": " + words));
        for (LedgerEntry stretch : stretches) {
            double from = ChronoUnit.SECONDS.between(stretches.get(0).start(), stretch.start()) / all * 960;
            double width = stretch.wall().toSeconds() / all * 960;
            String style = switch (stretch.cause()) {
                case RUNNING -> "run";
                case CLOSED -> "closed";
                case PAUSED -> "party" + parties.indexOf(parties(stretch)) % 4;
                case STOPPED, ADJUSTED, SUPERSEDED -> "stopped";
            };
            if (width < 0.05) {
                continue;
            }
            out.append("<g><title>")
                    .append(escape(cause(stretch) + (stretch.detail().isEmpty() ? "" : " (" + stretch.detail() + ")")
                            + ", " + MINUTE.format(stretch.start()) + " to " + MINUTE.format(stretch.end())))
                    .append("</title>")
                    .append(rect(style, from, 4, width, 18))
                    .append("</g>");
        }
        out.append(text("axis", 0, 37, MINUTE.format(stretches.get(0).start()) + " UTC"))
                .append(text(
                        "axis end",
                        960,
                        37,
                        MINUTE.format(stretches.get(stretches.size() - 1).end()) + " UTC"))
                .append("</svg>\n<p class=\"note\">")
                .append(escape(words.toString()))
                .append("</p>\n");
    }

    private static String cause(LedgerEntry stretch) {
        return switch (stretch.cause()) {
            case RUNNING -> "running";
            case CLOSED -> "closed";
            case PAUSED -> "waiting for " + parties(stretch);
            case STOPPED -> "stopped";
            case ADJUSTED -> "adjusted";
            case SUPERSEDED -> "superseded";
        };
    }

    private static String parties(LedgerEntry stretch) {
        return String.join(
                " + ",
                stretch.reasons().stream()
                        .map(PauseReason::party)
                        .map(party -> party.name())
                        .distinct()
                        .sorted()
                        .toList());
    }

    private void foot(StringBuilder out) {
        agreement.filter(promised -> !promised.reporting().isEmpty()).ifPresent(promised -> {
            out.append("<section>\n<h2>Who reports to whom</h2>\n<ul>\n");
            promised.reporting()
                    .forEach(duty ->
                            out.append("<li>").append(escape(duty.toString())).append("</li>\n"));
            out.append("</ul>\n</section>\n");
        });
        if (!notes.isEmpty()) {
            out.append("<section>\n<h2>What this was made from</h2>\n<ul>\n");
            notes.forEach(note -> out.append("<li>").append(escape(note)).append("</li>\n"));
            out.append("</ul>\n</section>\n");
        }
    }

    private static void figure(StringBuilder out, String caption, String words, int height) {
        out.append("<figure><figcaption>")
                .append(escape(caption))
                .append("</figcaption>")
                .append(svg(CHART, height, words));
    }

    /** Opens a drawing; without words it repeats what the text beside it says, and is hidden from screen readers. */
    private static String svg(int width, int height, String words) {
        String label = words.isEmpty() ? "aria-hidden=\"true\"" : "role=\"img\" aria-label=\"" + escape(words) + "\"";
        return "<svg viewBox=\"0 0 " + width + " " + height + "\" " + label + ">";
    }

    private static String rect(String style, double x, double y, double width, double height) {
        return "<rect class=\"" + style + "\" x=\"" + number(x) + "\" y=\"" + number(y) + "\" width=\"" + number(width)
                + "\" height=\"" + number(height) + "\"/>";
    }

    private static String line(String style, double x1, double y1, double x2, double y2) {
        return "<line class=\"" + style + "\" x1=\"" + number(x1) + "\" y1=\"" + number(y1) + "\" x2=\"" + number(x2)
                + "\" y2=\"" + number(y2) + "\"/>";
    }

    private static String text(String style, double x, double y, String words) {
        return "<text class=\"" + style + "\" x=\"" + number(x) + "\" y=\"" + number(y) + "\">" + escape(words)
                + "</text>";
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }

    private static String escape(String text) {
        return text.replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]", "\ufffd")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static final String STYLE = """

            :root { color-scheme: light dark; --ink: #1b1f24; --paper: #ffffff; --soft: #57606a; --line: #d0d7de;
              --track: #e6eaef; --good: #1a7f37; --bad: #b3261e; --run: #2f6fbd; --closed: #dde2e8; --stopped: #aeb6c0;
              --p0: #c77700; --p1: #7d4fc4; --p2: #0f8a8a; --p3: #b5487f; }
            @media screen and (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117; --soft: #9aa5b1;
              --line: #30363d; --track: #232a33; --good: #3fb950; --bad: #ff7b72; --run: #58a0f0; --closed: #2a313b;
              --stopped: #545d68; --p0: #e0a030; --p1: #b58df0; --p2: #3fc0c0; --p3: #ee8abb; } }
            * { box-sizing: border-box; }
            body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
            main { max-width: 84rem; margin: 0 auto; padding: 2rem 1.25rem 3rem; }
            h1 { font-size: 1.8rem; line-height: 1.2; margin: 0 0 .25rem; }
            h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; }
            h2::first-letter { text-transform: uppercase; }
            h3 { font-size: 1rem; margin: 0; }
            h3 small { font-weight: 400; color: var(--soft); }
            .lead { margin: 0; color: var(--soft); }
            .sum { font-size: 1.15rem; margin: .75rem 0 0; }
            .note { color: var(--soft); font-size: .875rem; max-width: 60rem; margin: .5rem 0; }
            .scroll { overflow-x: auto; }
            .scroll:focus-visible { outline: 2px solid var(--run); outline-offset: 2px; }
            table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: .875rem; }
            th, td { text-align: right; padding: .4rem .4rem; border-bottom: 1px solid var(--line); white-space: nowrap; }
            thead th { border-bottom: 2px solid var(--ink); font-size: .8125rem; }
            .words { text-align: left; }
            tbody th { font-weight: 600; }
            td svg { width: 7.5rem; height: 1.125rem; display: block; }
            .missed { color: var(--bad); font-weight: 600; }
            .kept { color: var(--ink); }
            .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 1.5rem 2.5rem; }
            figure { margin: 0; max-width: 44rem; }
            figcaption { font-weight: 600; margin-bottom: .25rem; }
            figcaption::first-letter { text-transform: uppercase; }
            figure svg, .worst svg { width: 100%; height: auto; display: block; }
            text { font: 12px system-ui, sans-serif; fill: var(--soft); }
            .label { fill: var(--ink); font-size: 13px; }
            .middle { text-anchor: middle; }
            .end { text-anchor: end; }
            .grid { stroke: var(--line); stroke-width: 1; }
            .track { fill: var(--track); }
            .good { fill: var(--good); }
            .bad { fill: var(--bad); }
            .range { stroke: var(--ink); stroke-width: 1.5; opacity: .55; }
            .goal { stroke: var(--ink); stroke-width: 2.5; }
            .goalline { fill: none; stroke: var(--soft); stroke-width: 1.5; stroke-dasharray: 5 4; }
            .trend { fill: none; stroke: var(--run); stroke-width: 2; stroke-linejoin: round; }
            .run { fill: var(--run); background: var(--run); }
            .closed { fill: var(--closed); background: var(--closed); }
            .stopped { fill: var(--stopped); background: var(--stopped); }
            .party0 { fill: var(--p0); background: var(--p0); }
            .party1 { fill: var(--p1); }
            .party2 { fill: var(--p2); }
            .party3 { fill: var(--p3); }
            .worst { list-style: none; margin: 0; padding: 0; display: grid; gap: 1.25rem; }
            .worst p { margin: 0 0 .25rem; }
            .legend { color: var(--soft); font-size: .875rem; }
            .key { display: inline-block; width: .9rem; height: .9rem; border-radius: 2px; margin: 0 .35rem 0 .9rem;
              vertical-align: -.1rem; }
            .key:first-child { margin-left: 0; }
            @media print { @page { size: A4 landscape; margin: 12mm; } body { font-size: 12px; } main { padding: 0; max-width: none; }
              .scroll { overflow: visible; } table { font-size: 9px; } th, td { padding: .25rem .3rem; } td svg { width: 5rem; }
              h2 { break-after: avoid; } figure, .worst li, tr { break-inside: avoid; }
              .charts { grid-template-columns: 1fr 1fr; }
              * { print-color-adjust: exact; } }
            """;
}
