package org.sla4j.compliance;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.sla4j.compliance.ComplianceReport.Row;

/** Writes figures as text, Markdown, CSV and JSON. */
final class ReportText {
    private ReportText() {}

    /** A column of the tables for people. */
    record Column(String heading, boolean isWords, Function<Row, String> cell) {}

    static List<Column> columns(ComplianceReport report) {
        List<Column> columns = new ArrayList<>();
        for (Dimension dimension : report.dimensions()) {
            columns.add(new Column(dimension.name(), true, row -> row.value(dimension)));
        }
        columns.add(count("cases", Row::cases));
        columns.add(count("met", Row::met));
        columns.add(count("missed", Row::missed));
        columns.add(count("overdue", Row::breached));
        columns.add(count("open", row -> row.running() + row.paused()));
        columns.add(count("cancelled", Row::cancelled));
        if (report.rows().stream().anyMatch(row -> row.withoutSla() > 0)) {
            columns.add(count("no SLA", Row::withoutSla));
        }
        columns.add(new Column("compliance", false, row -> percent(row.compliance())));
        columns.add(new Column("goal", false, row -> row.goal() == 0 ? "-" : percent(row.goal())));
        columns.add(new Column("verdict", true, row -> row.standing().toString()));
        for (int percent : new int[] {50, 90, 95}) {
            columns.add(new Column("p" + percent, false, row -> words(row.percentile(percent / 100.0))));
        }
        return columns;
    }

    private static Column count(String heading, Function<Row, Long> count) {
        return new Column(heading, false, row -> Long.toString(count.apply(row)));
    }

    static String text(ComplianceReport report) {
        List<Column> columns = columns(report);
        int[] widths =
                columns.stream().mapToInt(column -> column.heading().length()).toArray();
        List<List<String>> lines = new ArrayList<>();
        lines.add(columns.stream().map(Column::heading).toList());
        report.rows()
                .forEach(row -> lines.add(columns.stream()
                        .map(column -> oneLine(column.cell().apply(row)))
                        .toList()));
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        StringBuilder out = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String padding = " ".repeat(widths[i] - line.get(i).length());
                text.append(i == 0 ? "" : "  ")
                        .append(columns.get(i).isWords() ? line.get(i) + padding : padding + line.get(i));
            }
            out.append(text.toString().stripTrailing()).append('\n');
        }
        return out.toString();
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    static String markdown(ComplianceReport report) {
        List<Column> columns = columns(report);
        StringBuilder out = new StringBuilder();
        columns.forEach(column ->
                out.append("| ").append(escapeMarkdown(column.heading())).append(' '));
        out.append("|\n");
        columns.forEach(column -> out.append(column.isWords() ? "|---" : "|--:"));
        out.append("|\n");
        for (Row row : report.rows()) {
            columns.forEach(column -> out.append("| ")
                    .append(escapeMarkdown(column.cell().apply(row)))
                    .append(' '));
            out.append("|\n");
        }
        return out.toString();
    }

    private static String escapeMarkdown(String text) {
        return oneLine(text).replaceAll("([\\\\`*_\\[\\]<>|&])", "\\\\$1");
    }

    static String csv(ComplianceReport report) {
        StringBuilder out = new StringBuilder();
        List<String> heading = new ArrayList<>();
        report.dimensions().forEach(dimension -> heading.add(dimension.name()));
        heading.addAll(List.of(
                "cases",
                "met",
                "missed",
                "overdue",
                "running",
                "paused",
                "cancelled",
                "no SLA",
                "adjusted",
                "compliance",
                "compliance low",
                "compliance high",
                "goal",
                "verdict",
                "affordable misses",
                "p50 s",
                "p75 s",
                "p90 s",
                "p95 s",
                "p99 s",
                "max s",
                "wall p50 s",
                "wall p95 s",
                "wall max s",
                "ratings",
                "rating"));
        line(out, heading);
        for (Row row : report.rows()) {
            List<String> cells = new ArrayList<>(row.values());
            for (long count : counts(row)) {
                cells.add(Long.toString(count));
            }
            cells.add(number(row.compliance()));
            cells.add(
                    row.interval().map(around -> Double.toString(around.low())).orElse(""));
            cells.add(
                    row.interval().map(around -> Double.toString(around.high())).orElse(""));
            cells.add(row.goal() == 0 ? "" : Double.toString(row.goal()));
            cells.add(row.standing().toString());
            cells.add(Long.toString(row.affordableMisses()));
            for (double share : new double[] {0.5, 0.75, 0.9, 0.95, 0.99, 1}) {
                cells.add(seconds(row.percentile(share)));
            }
            for (double share : new double[] {0.5, 0.95, 1}) {
                cells.add(seconds(row.wallPercentile(share)));
            }
            cells.add(Long.toString(row.satisfaction().answers()));
            cells.add(number(row.satisfaction().average()));
            line(out, cells);
        }
        return out.toString();
    }

    private static long[] counts(Row row) {
        return new long[] {
            row.cases(),
            row.met(),
            row.missed(),
            row.breached(),
            row.running(),
            row.paused(),
            row.cancelled(),
            row.withoutSla(),
            row.adjusted()
        };
    }

    private static String seconds(Optional<Duration> time) {
        return time.map(value -> BigDecimal.valueOf(value.getSeconds())
                        .add(BigDecimal.valueOf(value.getNano(), 9))
                        .stripTrailingZeros()
                        .toPlainString())
                .orElse("");
    }

    private static String number(OptionalDouble number) {
        return number.isPresent() ? Double.toString(number.getAsDouble()) : "";
    }

    private static void line(StringBuilder out, List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            out.append(i == 0 ? "" : ",").append(cell(cells.get(i)));
        }
        out.append("\r\n");
    }

    static String cell(String text) {
        String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.matches("(?s).*[\",\r\n].*") ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }

    static String json(ComplianceReport report) {
        StringBuilder out = new StringBuilder("{\"dimensions\":[");
        for (int i = 0; i < report.dimensions().size(); i++) {
            out.append(i == 0 ? "" : ",")
                    .append(quote(report.dimensions().get(i).name()));
        }
        out.append("],\"rows\":[");
        for (int i = 0; i < report.rows().size(); i++) {
            out.append(i == 0 ? "\n" : ",\n");
            json(out, report.rows().get(i));
        }
        return out.append("]}\n").toString();
    }

    private static void json(StringBuilder out, Row row) {
        out.append("{\"group\":[");
        List<String> values = row.values();
        for (int i = 0; i < values.size(); i++) {
            out.append(i == 0 ? "" : ",").append(quote(values.get(i)));
        }
        out.append(']');
        String[] names = {"cases", "met", "missed", "overdue", "running", "paused", "cancelled", "noSla", "adjusted"};
        long[] counts = counts(row);
        for (int i = 0; i < names.length; i++) {
            member(out, names[i], Long.toString(counts[i]));
        }
        member(out, "compliance", number(row.compliance()));
        member(
                out,
                "complianceLow",
                row.interval().map(around -> Double.toString(around.low())).orElse(""));
        member(
                out,
                "complianceHigh",
                row.interval().map(around -> Double.toString(around.high())).orElse(""));
        member(out, "goal", row.goal() == 0 ? "" : Double.toString(row.goal()));
        member(out, "verdict", quote(row.standing().toString()));
        member(out, "isSampleEnough", Boolean.toString(row.isSampleEnough()));
        member(out, "affordableMisses", Long.toString(row.affordableMisses()));
        for (int percent : new int[] {50, 75, 90, 95, 99, 100}) {
            String name = percent == 100 ? "max" : "p" + percent;
            member(out, name, iso(row.percentile(percent / 100.0)));
            member(
                    out,
                    "wall" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1),
                    iso(row.wallPercentile(percent / 100.0)));
        }
        times(out, "timeByParty", row.timeByParty());
        times(out, "timeByReason", row.timeByReason());
        out.append(",\"missesByHolder\":{");
        String comma = "";
        for (var entry : row.missesByHolder().entrySet()) {
            out.append(comma).append(quote(entry.getKey())).append(':').append(entry.getValue());
            comma = ",";
        }
        out.append('}');
        member(out, "ratings", Long.toString(row.satisfaction().answers()));
        member(out, "rating", number(row.satisfaction().average()));
        out.append('}');
    }

    private static void times(StringBuilder out, String name, Map<String, Duration> times) {
        out.append(",\"").append(name).append("\":{");
        String comma = "";
        for (var entry : times.entrySet()) {
            out.append(comma)
                    .append(quote(entry.getKey()))
                    .append(':')
                    .append(quote(entry.getValue().toString()));
            comma = ",";
        }
        out.append('}');
    }

    private static String iso(Optional<Duration> time) {
        return time.map(value -> quote(value.toString())).orElse("");
    }

    private static void member(StringBuilder out, String name, String value) {
        out.append(",\"").append(name).append("\":").append(value.isEmpty() ? "null" : value);
    }

    static String quote(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                // Written so, a half of a pair is still JSON.
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    /** Rounds down, so that only a share of all cases reads 100 %. */
    static String percent(double share) {
        return BigDecimal.valueOf(share)
                        .movePointRight(2)
                        .setScale(2, RoundingMode.DOWN)
                        .toPlainString() + " %";
    }

    private static String percent(OptionalDouble share) {
        return share.isPresent() ? percent(share.getAsDouble()) : "-";
    }

    static String words(Duration duration) {
        long hours = duration.toHours();
        return hours > 0
                ? String.format(Locale.ROOT, "%dh%02dm", hours, duration.toMinutesPart())
                : String.format(Locale.ROOT, "%dm%02ds", duration.toMinutesPart(), duration.toSecondsPart());
    }

    private static String words(Optional<Duration> duration) {
        return duration.map(ReportText::words).orElse("-");
    }
}
