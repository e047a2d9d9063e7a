package org.sla4j.compliance.page;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sla4j.calendar.Quoted;
import org.sla4j.compliance.ComplianceRow;
import org.sla4j.compliance.Dimension;

/** Writes pieces of HTML and SVG, all text escaped. */
final class Html {
    private Html() {}

    /** A column of a table of rows; the cell is HTML. */
    record Column(String heading, boolean isWords, Function<ComplianceRow, String> cell) {
        static Column number(String heading, Function<ComplianceRow, String> text) {
            return new Column(heading, false, row -> escape(text.apply(row)));
        }

        static Column words(String heading, Function<ComplianceRow, String> text) {
            return new Column(heading, true, row -> escape(text.apply(row)));
        }
    }

    static String escape(String text) {
        return Quoted.plain(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    static String section(String heading, String content) {
        return "<section>\n<h2>" + escape(heading) + "</h2>\n" + content + "</section>\n";
    }

    static String note(String text) {
        return "<p class=\"note\">" + escape(text) + "</p>\n";
    }

    static String list(List<String> items) {
        StringBuilder out = new StringBuilder("<ul>\n");
        items.forEach(item -> out.append("<li>").append(escape(item)).append("</li>\n"));
        return out.append("</ul>\n").toString();
    }

    /** A table of figures; where the window is too narrow for it, each row becomes a card. */
    static String table(String label, List<Dimension> dimensions, List<Column> columns, List<ComplianceRow> rows) {
        int depth = dimensions.size();
        StringBuilder out = new StringBuilder(tableHead(
                label,
                heading(dimensions.get(depth - 1).name()),
                columns.stream().map(Column::heading).toList(),
                columns.stream().map(Column::isWords).toList()));
        List<String> group = List.of();
        boolean isFirst = true;
        for (ComplianceRow row : rows) {
            List<String> own = row.values().subList(0, depth - 1);
            if (isFirst || !own.equals(group)) {
                out.append(isFirst ? "" : "</tbody>\n").append("<tbody role=\"rowgroup\">\n");
                if (!own.isEmpty()) {
                    out.append("<tr role=\"row\" class=\"group\"><th role=\"rowheader\" scope=\"rowgroup\" colspan=\"")
                            .append(columns.size() + 1)
                            .append("\">")
                            .append(escape(
                                    heading(own.stream().map(Html::orNone).collect(Collectors.joining(", ")))))
                            .append("</th></tr>\n");
                }
            }
            group = own;
            isFirst = false;
            out.append(rowHead(orNone(row.values().get(depth - 1))));
            for (Column column : columns) {
                out.append(
                        cell(column.heading(), column.isWords(), column.cell().apply(row)));
            }
            out.append("</tr>\n");
        }
        return out.append(isFirst ? "" : "</tbody>\n")
                .append("</table></div>\n")
                .toString();
    }

    /** A table of lines that are not rows of a report: the first cell of each is its heading, and text is escaped here. */
    static String lines(String label, List<String> headings, List<Boolean> areWords, List<List<String>> lines) {
        StringBuilder out = new StringBuilder(
                        tableHead(label, headings.get(0), headings.subList(1, headings.size()), areWords))
                .append("<tbody role=\"rowgroup\">\n");
        for (List<String> line : lines) {
            out.append(rowHead(line.get(0)));
            for (int i = 1; i < line.size(); i++) {
                out.append(cell(headings.get(i), areWords.get(i - 1), escape(line.get(i))));
            }
            out.append("</tr>\n");
        }
        return out.append("</tbody>\n</table></div>\n").toString();
    }

    private static String tableHead(String label, String first, List<String> headings, List<Boolean> areWords) {
        StringBuilder out = new StringBuilder("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
                .append(escape(label))
                // The roles say what it is also where it is shown as cards.
                .append(
                        "\"><table role=\"table\">\n<thead role=\"rowgroup\"><tr role=\"row\"><th role=\"columnheader\" scope=\"col\""
                                + " class=\"words\">")
                .append(escape(first))
                .append("</th>");
        for (int i = 0; i < headings.size(); i++) {
            out.append("<th role=\"columnheader\" scope=\"col\"")
                    .append(areWords.get(i) ? " class=\"words\">" : ">")
                    .append(escape(headings.get(i)))
                    .append("</th>");
        }
        return out.append("</tr></thead>\n").toString();
    }

    private static String rowHead(String text) {
        return "<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">" + escape(text) + "</th>";
    }

    private static String cell(String heading, boolean isWords, String html) {
        return "<td role=\"cell\" data-label=\"" + escape(heading) + "\"" + (isWords ? " class=\"words\">" : ">") + html
                + "</td>";
    }

    static String orNone(String value) {
        return value.isEmpty() ? "none" : value;
    }

    static String heading(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int first = text.codePointAt(0);
        return Character.toString(Character.toTitleCase(first)) + text.substring(Character.charCount(first));
    }

    /** Opens a drawing; without words it repeats what the text beside it says, and is hidden from screen readers. */
    static String svg(String style, int width, int height, String words) {
        return "<svg class=\"" + style + "\" viewBox=\"0 0 " + width + " " + height + "\" "
                // A bar may be stretched to the room there is; a chart keeps its shape.
                + (style.equals("chart") ? "" : "preserveAspectRatio=\"none\" ")
                + (words.isEmpty() ? "aria-hidden=\"true\"" : "role=\"img\" aria-label=\"" + escape(words) + "\"")
                + ">";
    }

    static String rect(String style, double x, double y, double width, double height) {
        return "<rect class=\"" + style + "\" x=\"" + number(x) + "\" y=\"" + number(y) + "\" width=\"" + number(width)
                + "\" height=\"" + number(height) + "\"/>";
    }

    static String line(String style, double x1, double y1, double x2, double y2) {
        return "<line class=\"" + style + "\" x1=\"" + number(x1) + "\" y1=\"" + number(y1) + "\" x2=\"" + number(x2)
                + "\" y2=\"" + number(y2) + "\"/>";
    }

    static String text(String style, double x, double y, String words) {
        return "<text class=\"" + style + "\" x=\"" + number(x) + "\" y=\"" + number(y) + "\">" + escape(words)
                + "</text>";
    }

    static String titled(String words, String shape) {
        return "<g><title>" + escape(words) + "</title>" + shape + "</g>";
    }

    static String number(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
