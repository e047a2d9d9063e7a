package org.sla4j.benchmarks;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The curves of growth as one drawing: a panel for each size, both axes logarithmic. */
final class GrowthPlot {
    private static final int WIDTH = 300;
    private static final int HEIGHT = 220;
    private static final int LEFT = 52;
    private static final int TOP = 40;
    private static final int INNER_WIDTH = 225;
    private static final int INNER_HEIGHT = 135;
    private static final int DECADES = 7;
    private static final List<String> COLORS = List.of("#1f6feb", "#2da44e", "#8c959f");

    private GrowthPlot() {}

    /** A panel: what grows, to which power of ten, and what is drawn. */
    private record Panel(String title, int decades, List<Curve> curves) {}

    /** A curve: which benchmark, and whether its cost is that of the whole and is shared out. */
    private record Curve(String label, String benchmark, boolean shared) {}

    private static final List<Panel> PANELS = List.of(
            new Panel(
                    "span in days",
                    4,
                    List.of(
                            new Curve("elapsed", "CalendarBenchmark.elapsed", false),
                            new Curve("plus", "CalendarBenchmark.plus", false),
                            new Curve("day loop", "CalendarBenchmark.elapsedByDayLoop", false))),
            new Panel("holidays", 4, List.of(new Curve("elapsed", "GrowthBenchmark.elapsed", false))),
            new Panel(
                    "events of a case",
                    3,
                    List.of(
                            new Curve("next event", "CaseBenchmark.applyNext", false),
                            new Curve("replay, per event", "CaseBenchmark.replay", true))),
            new Panel(
                    "open clocks",
                    6,
                    List.of(new Curve("board, per clock", "BoardBenchmark.overdueOfAllClocks", true))),
            new Panel("groups", 4, List.of(new Curve("add an outcome", "GrowthBenchmark.addOutcome", false))));

    static String svg(List<Measured> all) {
        List<Measured> growth =
                all.stream().filter(one -> one.section().equals("growth")).collect(Collectors.toUnmodifiableList());
        int columns = 3;
        int rows = (PANELS.size() + columns - 1) / columns;
        StringBuilder out = new StringBuilder(8_000)
                .append(String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" "
                                + "font-size=\"11\">\n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n",
                        columns * WIDTH,
                        rows * HEIGHT + 20));
        for (int i = 0; i < PANELS.size(); i++) {
            panel(out, PANELS.get(i), growth, i % columns * WIDTH + LEFT, i / columns * HEIGHT + TOP);
        }
        out.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" fill=\"#57606a\">processor time per operation; %s</text>\n</svg>\n",
                LEFT,
                rows * HEIGHT + 10,
                growth.isEmpty() ? "not measured yet" : growth.get(0).measuredOn()));
        return out.toString();
    }

    private static void panel(StringBuilder out, Panel panel, List<Measured> growth, int x, int y) {
        text(out, x, y - 22, "#24292f", "cost against " + panel.title());
        for (int decade = 0; decade <= DECADES; decade++) {
            double level = y + INNER_HEIGHT - (double) INNER_HEIGHT * decade / DECADES;
            line(out, x, level, x + INNER_WIDTH, level);
            if (decade % 3 == 0) {
                text(
                        out,
                        x - 42,
                        level + 4,
                        "#57606a",
                        List.of("1 ns", "1 µs", "1 ms").get(decade / 3));
            }
        }
        for (int decade = 0; decade <= panel.decades(); decade++) {
            double place = x + (double) INNER_WIDTH * decade / panel.decades();
            line(out, place, y, place, y + INNER_HEIGHT);
            text(
                    out,
                    place - 6,
                    y + INNER_HEIGHT + 14,
                    "#57606a",
                    decade < 4 ? "" + (int) Math.pow(10, decade) : "10^" + decade);
        }
        for (int i = 0; i < panel.curves().size(); i++) {
            curve(out, panel, panel.curves().get(i), growth, x, y, i);
        }
    }

    private static void curve(
            StringBuilder out, Panel panel, Curve curve, List<Measured> growth, int x, int y, int index) {
        String color = COLORS.get(index);
        String points = growth.stream()
                .filter(one -> one.isOf(curve.benchmark()))
                .sorted(Comparator.comparingDouble(Measured::size))
                .map(one -> {
                    double nanos = curve.shared() ? one.nanos() / one.size() : one.nanos();
                    double right = Math.log10(Math.max(1, one.size())) / panel.decades();
                    double up = Math.log10(Math.max(1, nanos)) / DECADES;
                    return String.format(
                            Locale.ROOT, "%.1f,%.1f", x + INNER_WIDTH * right, y + INNER_HEIGHT * (1 - up));
                })
                .collect(Collectors.joining(" "));
        out.append(String.format(
                Locale.ROOT,
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n",
                points,
                color));
        text(out, x + 75 * index, y - 7, color, curve.label());
    }

    private static void line(StringBuilder out, double x1, double y1, double x2, double y2) {
        out.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#d8dee4\"/>\n",
                x1,
                y1,
                x2,
                y2));
    }

    private static void text(StringBuilder out, double x, double y, String color, String words) {
        out.append(
                String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\">%s</text>\n", x, y, color, words));
    }
}
