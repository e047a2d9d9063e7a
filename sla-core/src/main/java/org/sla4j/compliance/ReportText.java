package org.sla4j.compliance;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.sla4j.agreement.Reporting;
import org.sla4j.calendar.Quoted;
import org.sla4j.cases.Outcome;

/** Writes figures as text, Markdown, CSV and JSON. */
final class ReportText {
    private static final int MOST_DIGITS = 6;
    private static final int[] PERCENTS = {50, 75, 90, 95, 99, 100};
    /** Rates to count extra work with. */
    private static final MissCosts FREE = MissCosts.of("XXX");

    private static final String FORMULA = "=+-@";

    private ReportText() {}

    /** A column of the tables for people. */
    record Column(String heading, boolean isWords, Function<ComplianceRow, String> cell) {}

    static List<Column> columns(ComplianceReport report) {
        List<Column> columns = new ArrayList<>();
        for (Dimension dimension : report.dimensions()) {
            columns.add(new Column(dimension.name(), true, row -> row.value(dimension)));
        }
        columns.add(count("cases", ComplianceRow::cases));
        columns.add(count("met", ComplianceRow::met));
        columns.add(count("missed", ComplianceRow::missed));
        columns.add(count("breached", ComplianceRow::breached));
        columns.add(count("open", row -> row.running() + row.paused()));
        columns.add(count("cancelled", ComplianceRow::cancelled));
        if (report.rows().stream().anyMatch(row -> row.withoutSla() > 0)) {
            columns.add(count("no SLA", ComplianceRow::withoutSla));
        }
        columns.add(new Column("compliance", false, ReportText::compliance));
        columns.add(new Column("goal", false, ReportText::goal));
        columns.add(new Column("verdict", true, row -> row.verdict().toString()));
        if (report.rows().stream().anyMatch(row -> row.integrity().revised() > 0)) {
            columns.add(count("breaches revised", row -> row.integrity().revised()));
            columns.add(new Column(
                    "else compliance", false, row -> percent(row.integrity().asBreached(), digits(row))));
        }
        for (Outcome.Flag flag : List.of(
                Outcome.Flag.REOPENED_LATE, Outcome.Flag.PAUSED_JUST_IN_TIME, Outcome.Flag.CUSTOMER_WROTE_MEANWHILE)) {
            if (report.rows().stream().anyMatch(row -> flagged(row, flag) > 0)) {
                columns.add(count(words(flag), row -> flagged(row, flag)));
            }
        }
        columns.add(new Column("mean", false, row -> words(row.mean())));
        for (int percent : new int[] {50, 90, 95}) {
            columns.add(new Column("p" + percent, false, row -> words(row.percentile(percent / 100.0))));
        }
        return columns;
    }

    static String goal(ComplianceRow row) {
        return row.goal() == 0 ? "-" : percent(row.goal(), digits(row)) + (row.isGoalMixed() ? ", mixed" : "");
    }

    /** With the digits of the goal, so that the two can be compared. */
    static String compliance(ComplianceRow row) {
        return percent(row.compliance(), digits(row));
    }

    /** Two, or as many as a goal such as 99.999 % has; the mean of several goals has no digits of its own. */
    private static int digits(ComplianceRow row) {
        int own =
                new BigDecimal(Double.toString(row.goal())).stripTrailingZeros().scale() - 2;
        return row.isGoalMixed() || own < 2 ? 2 : Math.min(own, MOST_DIGITS);
    }

    private static long flagged(ComplianceRow row, Outcome.Flag flag) {
        return row.integrity().byFlag().getOrDefault(flag, 0L);
    }

    private static String words(Outcome.Flag flag) {
        return flag.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Column count(String heading, Function<ComplianceRow, Long> count) {
        return new Column(heading, false, row -> Long.toString(count.apply(row)));
    }

    static String text(ComplianceReport report) {
        List<Column> columns = columns(report);
        return table(
                        columns,
                        report.rows().stream()
                                .map(row -> columns.stream()
                                        .map(column -> column.cell().apply(row))
                                        .toList())
                                .toList())
                + due(report, "  ", ReportText::oneLine);
    }

    /** The reports due, a line each after an empty one. */
    private static String due(ComplianceReport report, String mark, UnaryOperator<String> escape) {
        StringBuilder out = new StringBuilder();
        report.reportsDue()
                .forEach(due ->
                        out.append(mark).append(escape.apply(due.toString())).append('\n'));
        return out.isEmpty() ? "" : "\nReports due\n" + (mark.isBlank() ? "" : "\n") + out;
    }

    /** Writes cells under the headings of columns, words to the left and numbers to the right. */
    static String table(List<Column> columns, List<List<String>> cells) {
        int[] widths = new int[columns.size()];
        List<List<String>> lines = new ArrayList<>();
        lines.add(columns.stream().map(column -> oneLine(column.heading())).toList());
        cells.forEach(line -> lines.add(line.stream().map(ReportText::oneLine).toList()));
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
        return Quoted.plain(text);
    }

    static String markdown(ComplianceReport report) {
        List<Column> columns = columns(report);
        StringBuilder out = new StringBuilder();
        columns.forEach(column ->
                out.append("| ").append(escapeMarkdown(column.heading())).append(' '));
        out.append("|\n");
        columns.forEach(column -> out.append(column.isWords() ? "|---" : "|--:"));
        out.append("|\n");
        for (ComplianceRow row : report.rows()) {
            columns.forEach(column -> out.append("| ")
                    .append(escapeMarkdown(column.cell().apply(row)))
                    .append(' '));
            out.append("|\n");
        }
        return out + due(report, "- ", ReportText::escapeMarkdown);
    }

    private static String escapeMarkdown(String text) {
        return oneLine(text).replaceAll("([\\\\`*_\\[\\]<>|&])", "\\\\$1");
    }

    /**
     * A figure for programs: its name in a heading and in JSON, and its value, a number, a truth, a time or text.
     *
     * <p>What does not exist has no value, and is nothing in CSV and null in JSON.
     */
    private record Figure(String heading, String member, Function<ComplianceRow, Optional<?>> value) {
        static Figure of(String heading, Function<ComplianceRow, ?> value) {
            return maybe(heading, row -> Optional.of(value.apply(row)));
        }

        static Figure number(String heading, Function<ComplianceRow, OptionalDouble> value) {
            return maybe(heading, row -> {
                OptionalDouble number = value.apply(row);
                // JSON has no infinity.
                return number.isPresent() && Double.isFinite(number.getAsDouble())
                        ? Optional.of(number.getAsDouble())
                        : Optional.empty();
            });
        }

        static Figure maybe(String heading, Function<ComplianceRow, Optional<?>> value) {
            StringBuilder member = new StringBuilder();
            for (String word : heading.split(" ", -1)) {
                member.append(member.isEmpty() ? word : capital(word));
            }
            return new Figure(heading, member.toString(), value);
        }
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static final List<Figure> FIGURES = figures();

    private static List<Figure> figures() {
        List<Figure> figures = new ArrayList<>(List.of(
                Figure.of("cases", ComplianceRow::cases),
                Figure.of("met", ComplianceRow::met),
                Figure.of("missed", ComplianceRow::missed),
                Figure.of("breached", ComplianceRow::breached),
                Figure.of("running", ComplianceRow::running),
                Figure.of("paused", ComplianceRow::paused),
                Figure.of("cancelled", ComplianceRow::cancelled),
                Figure.of("without SLA", ComplianceRow::withoutSla),
                Figure.of("adjusted", ComplianceRow::adjusted),
                Figure.number("compliance", ComplianceRow::compliance),
                Figure.maybe("compliance low", row -> row.interval().map(ConfidenceInterval::low)),
                Figure.maybe("compliance high", row -> row.interval().map(ConfidenceInterval::high)),
                Figure.maybe("goal", row -> row.goal() == 0 ? Optional.empty() : Optional.of(row.goal())),
                Figure.of("mixed", ComplianceRow::isMixed),
                Figure.of("mixed goals", ComplianceRow::isGoalMixed),
                Figure.of("allowed misses", ComplianceRow::allowedMisses),
                Figure.of("verdict", row -> row.verdict().toString()),
                Figure.of("sample enough", ComplianceRow::isSampleEnough),
                Figure.of("affordable misses", ComplianceRow::affordableMisses),
                Figure.number("burn rate", ComplianceRow::burnRate),
                Figure.maybe("to recover", row -> {
                    OptionalLong cases = row.toRecover();
                    return cases.isPresent() ? Optional.of(cases.getAsLong()) : Optional.empty();
                })));
        figures.add(Figure.maybe("mean", ComplianceRow::mean));
        figures.add(Figure.maybe("wall mean", ComplianceRow::wallMean));
        for (int percent : PERCENTS) {
            figures.add(Figure.maybe(percentile(percent), row -> row.percentile(percent / 100.0)));
        }
        for (int percent : PERCENTS) {
            figures.add(Figure.maybe("wall " + percentile(percent), row -> row.wallPercentile(percent / 100.0)));
        }
        figures.addAll(List.of(
                Figure.of("waits", row -> row.pauseHygiene().waits()),
                Figure.of("waits unended", row -> row.pauseHygiene().unended()),
                Figure.of(
                        "waits ended just before due", row -> row.pauseHygiene().endedJustBeforeDue()),
                Figure.of("finished while paused", row -> row.pauseHygiene().finishedWhilePaused()),
                Figure.of("share of life paused", row -> row.pauseHygiene().shareOfLife()),
                Figure.of("ratings", row -> row.satisfaction().answers()),
                Figure.number("response rate", row -> row.satisfaction().responseRate()),
                Figure.number("rating", row -> row.satisfaction().average()),
                Figure.number(
                        "rating when met", row -> row.satisfactionWhenMet().average()),
                Figure.number(
                        "rating when missed",
                        row -> row.satisfactionWhenMissed().average()),
                Figure.of("extra touches", row -> row.cost(FREE).touches()),
                Figure.of("supervisors", row -> row.cost(FREE).supervisors()),
                Figure.of("speed ups", row -> row.cost(FREE).speedUps()),
                Figure.of("reopenings", row -> row.cost(FREE).reopenings()),
                Figure.of("reinvestigations", row -> row.cost(FREE).reinvestigations()),
                Figure.number("reopening rate", ComplianceRow::reopeningRate),
                Figure.of("hand overs", ComplianceRow::handOvers),
                Figure.number("hand overs per case", ComplianceRow::handOversPerCase),
                Figure.of("breaches now met", row -> row.integrity().nowMet()),
                Figure.of("breaches now cancelled", row -> row.integrity().nowCancelled()),
                Figure.of("breaches now open", row -> row.integrity().nowOpen()),
                Figure.number("compliance as breached", row -> row.integrity().asBreached())));
        for (Outcome.Flag flag : Outcome.Flag.values()) {
            figures.add(Figure.of(words(flag), row -> flagged(row, flag)));
        }
        for (int i = 0; i <= Group.AGES.size(); i++) {
            int age = i;
            figures.add(Figure.of(
                    i < Group.AGES.size() ? "open under " + Group.AGES.get(i) + " days" : "open longer",
                    row -> row.openByAge().get(age).cases()));
        }
        return List.copyOf(figures);
    }

    private static String percentile(int percent) {
        return percent == 100 ? "max" : "p" + percent;
    }

    static String csv(ComplianceReport report) {
        StringBuilder out = new StringBuilder();
        List<String> heading = new ArrayList<>();
        report.dimensions().forEach(dimension -> heading.add(dimension.name()));
        FIGURES.forEach(figure -> heading.add(figure.heading()));
        line(out, heading);
        for (ComplianceRow row : report.rows()) {
            List<String> cells = new ArrayList<>(row.values());
            for (Figure figure : FIGURES) {
                cells.add(figure.value()
                        .apply(row)
                        .map(value -> value instanceof Duration time ? seconds(time) : value.toString())
                        .orElse(""));
            }
            line(out, cells);
        }
        return out.toString();
    }

    private static String seconds(Duration time) {
        return BigDecimal.valueOf(time.getSeconds())
                .add(BigDecimal.valueOf(time.getNano(), 9))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static void line(StringBuilder out, List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            out.append(i == 0 ? "" : ",").append(cell(cells.get(i)));
        }
        out.append("\r\n");
    }

    /** A cell of CSV: no formula, whatever stands before it, and nothing that cannot be seen but line breaks and tabs. */
    static String cell(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(point -> {
            String one = Character.toString(point);
            shown.append("\r\n\t".contains(one) ? one : Quoted.plain(one));
        });
        String safe = isFormula(text) ? "'" + shown : shown.toString();
        boolean isPlain = safe.chars().noneMatch(c -> "\",;\t\r\n".indexOf(c) >= 0) && safe.equals(safe.strip());
        return isPlain ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
    }

    /** Spreadsheets pass over blanks, line breaks and invisible characters, and take full-width and small signs for the plain ones. */
    private static boolean isFormula(String text) {
        if (text.startsWith("\t") || text.startsWith("\r")) {
            return true;
        }
        return text.codePoints()
                .filter(point -> !isPassedOver(point))
                .limit(1)
                .anyMatch(point -> point == '\u2212'
                        || FORMULA.contains(Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKC)));
    }

    private static boolean isPassedOver(int point) {
        return Character.isWhitespace(point)
                || Character.isSpaceChar(point)
                || Character.isISOControl(point)
                || Character.getType(point) == Character.FORMAT
                || point == '\'';
    }

    static String json(ComplianceReport report) {
        StringBuilder out = new StringBuilder("{\"dimensions\":");
        array(out, report.dimensions().stream().map(Dimension::name).toList());
        out.append(",\"rows\":[");
        for (int i = 0; i < report.rows().size(); i++) {
            out.append(i == 0 ? "\n" : ",\n");
            json(out, report.rows().get(i));
        }
        out.append("],\"reportsDue\":[");
        String comma = "\n";
        for (Reporting.Due due : report.reportsDue()) {
            out.append(comma).append("{\"on\":").append(value(due.on()));
            member(out, "from", value(due.over().first()));
            member(out, "to", value(due.over().last()));
            member(out, "subject", value(due.duty().subject()));
            member(out, "measuredBy", value(due.duty().measuredBy()));
            member(out, "reportedBy", value(due.duty().reportedBy()));
            member(out, "reportedTo", value(due.duty().reportedTo()));
            out.append('}');
            comma = ",\n";
        }
        return out.append("]}\n").toString();
    }

    private static void json(StringBuilder out, ComplianceRow row) {
        out.append("{\"group\":");
        array(out, row.values());
        FIGURES.forEach(figure -> member(
                out,
                figure.member(),
                figure.value().apply(row).map(ReportText::value).orElse("null")));
        member(out, "timeByParty", object(row.timeByParty()));
        member(out, "timeByReason", object(row.timeByReason()));
        member(out, "missesByHolder", object(row.missesByHolder()));
        member(out, "missesByReason", object(row.missesByReason()));
        StringBuilder attainment = new StringBuilder();
        array(attainment, row.attainment());
        member(out, "attainment", attainment.toString());
        out.append(",\"goals\":[");
        String comma = "";
        for (ComplianceReport.GoalPart one : row.parts()) {
            out.append(comma).append("{\"goal\":").append(one.goal());
            member(out, "measured", value(one.measured()));
            member(out, "misses", value(one.misses()));
            member(out, "verdict", value(one.verdict()));
            out.append('}');
            comma = ",";
        }
        out.append("],\"timeHeld\":[");
        comma = "";
        for (ComplianceReport.TimeHeld one : row.timeHeld()) {
            out.append(comma).append("{\"party\":").append(quote(one.party()));
            member(out, "team", quote(one.team()));
            member(out, "time", value(one.time()));
            out.append('}');
            comma = ",";
        }
        out.append("],\"suggestedTargets\":[");
        comma = "";
        for (ComplianceReport.Suggestion one : row.suggestTargets()) {
            out.append(comma).append("{\"share\":").append(one.share());
            member(out, "limit", value(one.limit()));
            member(out, "low", value(one.low()));
            member(out, "high", one.high().map(ReportText::value).orElse("null"));
            out.append('}');
            comma = ",";
        }
        out.append("]}");
    }

    private static void array(StringBuilder out, List<?> values) {
        out.append('[');
        for (int i = 0; i < values.size(); i++) {
            out.append(i == 0 ? "" : ",").append(value(values.get(i)));
        }
        out.append(']');
    }

    private static String object(Map<String, ?> values) {
        StringBuilder out = new StringBuilder("{");
        values.forEach((name, value) -> out.append(out.length() == 1 ? "" : ",")
                .append(quote(name))
                .append(':')
                .append(value(value)));
        return out.append('}').toString();
    }

    private static String value(Object value) {
        return value instanceof Number || value instanceof Boolean ? value.toString() : quote(value.toString());
    }

    private static void member(StringBuilder out, String name, String value) {
        out.append(",\"").append(name).append("\":").append(value);
    }

    static String quote(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (Character.isSurrogate(c)) {
                boolean isPair = Character.charCount(text.codePointAt(i)) == 2;
                // What cannot be seen comes out as two escapes, which are what JSON has for it.
                out.append(isPair ? Quoted.plain(text.substring(i, i + 2)) : "\\ufffd");
                i += isPair ? 1 : 0;
            } else if (Quoted.plain(String.valueOf(c)).length() > 1) {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    /** Rounds down, so that only a share of all cases reads 100 %. */
    private static String percent(double share, int digits) {
        return BigDecimal.valueOf(share)
                        .movePointRight(2)
                        .setScale(digits, RoundingMode.DOWN)
                        .toPlainString() + " %";
    }

    private static String percent(OptionalDouble share, int digits) {
        return share.isPresent() ? percent(share.getAsDouble(), digits) : "-";
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
