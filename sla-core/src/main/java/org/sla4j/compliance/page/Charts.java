package org.sla4j.compliance.page;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sla4j.compliance.ComplianceReport;
import org.sla4j.compliance.ComplianceRow;
import org.sla4j.compliance.ConfidenceInterval;
import org.sla4j.compliance.Dimension;
import org.sla4j.compliance.GoalVerdict;

/** The drawings of the page: trend, time used against the limit, and who had the time. */
final class Charts {
    private static final int WIDE = 560;
    private static final int MOST_PERIODS = 53;
    private static final int MOST_PARTIES = 12;
    /** What is too little, each by itself, for a line of its own. */
    static final String OTHERS = "others";

    private static final double LEFT = 76;
    private static final double RIGHT = WIDE - 16.0;
    private static final double TOP = 12;
    private static final double BOTTOM = 150;

    private Charts() {}

    private static Map<String, List<ComplianceRow>> byMetric(ComplianceReport report) {
        Map<String, List<ComplianceRow>> byMetric = new LinkedHashMap<>();
        // What is promised to a customer and what teams promise each other is never added up.
        List<Dimension> by = report.dimensions().stream()
                .filter(dimension -> dimension.equals(Dimension.METRIC)
                        || (dimension.equals(Dimension.AGREEMENT) && agreements(report) > 1))
                .toList();
        for (ComplianceRow row : report.rows()) {
            if (row.measured() > 0) {
                String group = by.stream().map(row::value).map(Html::orNone).collect(Collectors.joining(", "));
                byMetric.computeIfAbsent(group.isEmpty() ? "all" : group, absent -> new ArrayList<>())
                        .add(row);
            }
        }
        return byMetric;
    }

    private static long agreements(ComplianceReport report) {
        return report.rows().stream()
                .map(row -> row.value(Dimension.AGREEMENT))
                .distinct()
                .count();
    }

    private static String figure(String caption, String words, String drawing) {
        return "<figure><figcaption>" + Html.escape(Html.heading(caption))
                + (words.isEmpty() ? "" : " <small>" + Html.escape(words) + "</small>")
                + "</figcaption>\n" + drawing + "</figure>\n";
    }

    static String trend(ComplianceReport periods, Words words) {
        StringBuilder out = new StringBuilder("<div class=\"charts\">\n");
        Dimension by = periods.dimensions().get(periods.dimensions().size() - 1);
        Map<String, List<ComplianceRow>> lines = new LinkedHashMap<>();
        for (ComplianceRow row : periods.rows()) {
            if (row.measured() > 0) {
                List<String> group = row.values().subList(0, row.values().size() - 1);
                lines.computeIfAbsent(String.join(", ", group), absent -> new ArrayList<>())
                        .add(row);
            }
        }
        // One axis for all, so that a group that has no cases any more does not look as if it had.
        List<String> known =
                lines.values().stream().flatMap(List::stream).map(Charts::label).toList();
        List<String> labels = axis(by, known, words);
        lines.forEach((group, rows) -> {
            List<ComplianceRow> shown =
                    rows.stream().filter(row -> labels.contains(label(row))).toList();
            if (!shown.isEmpty()) {
                out.append(figure(group, change(shown, labels, by.name()), trend(group, shown, labels, by.name())));
            }
        });
        out.append("</div>\n");
        return labels.isEmpty()
                ? ""
                : Html.section(
                        "Trend by " + by.name(),
                        out
                                + Html.note("The dashed line is the goal of the cases of a " + by.name()
                                        + "; a red dot missed it. Where the line is broken there was no case. The bars below"
                                        + " say how many cases there were." + leftOut(by, known, labels)));
    }

    private static String leftOut(Dimension by, List<String> known, List<String> labels) {
        String first = labels.get(0);
        String last = labels.get(labels.size() - 1);
        boolean isEarlier = known.stream().anyMatch(label -> label.compareTo(first) < 0);
        boolean isLater = known.stream().anyMatch(label -> label.compareTo(last) > 0);
        return (isEarlier ? " The last " + MOST_PERIODS + " " + by.name() + "s are shown." : "")
                + (isLater ? " A " + by.name() + " after the date of this page is left out." : "");
    }

    /** The last periods up to that of the page: a case with a date far ahead, by slip, must not push the others out. */
    private static List<String> axis(Dimension by, List<String> known, Words words) {
        Optional<String> now = words.asOf().map(at -> by.label(at.toInstant()));
        List<String> past = known.stream()
                .filter(label -> now.isEmpty() || label.compareTo(now.get()) <= 0)
                .sorted()
                .toList();
        if (past.isEmpty()) {
            return List.of();
        }
        List<String> all = by.periods(past.get(0), past.get(past.size() - 1));
        return all.subList(Math.max(0, all.size() - MOST_PERIODS), all.size());
    }

    private static String label(ComplianceRow row) {
        return row.values().get(row.values().size() - 1);
    }

    /** The last period, and how it compares with the one before. */
    private static String change(List<ComplianceRow> rows, List<String> labels, String unit) {
        ComplianceRow last = rows.get(rows.size() - 1);
        String words = label(last) + ": " + Words.compliance(last) + " of " + Words.count(last.measured());
        int place = labels.indexOf(label(last));
        if (place < labels.size() - 1) {
            words += "; no data since";
        }
        if (place == 0) {
            return words;
        }
        String previous = labels.get(place - 1);
        if (rows.size() == 1 || !label(rows.get(rows.size() - 2)).equals(previous)) {
            return words + "; the " + unit + " before has no data";
        }
        ComplianceRow before = rows.get(rows.size() - 2);
        double points = Words.points(last, before);
        ConfidenceInterval change = last.changeSince(before).orElseThrow();
        if (points == 0) {
            return words + "; as the " + unit + " before";
        }
        return words
                + String.format(
                        Locale.ROOT,
                        "; %.1f points %s than the %s before, which %s",
                        Math.abs(points),
                        points < 0 ? "less" : "more",
                        unit,
                        change.contains(0) ? "may be chance" : "is more than chance");
    }

    private static String trend(String group, List<ComplianceRow> rows, List<String> labels, String unit) {
        double least = rows.stream()
                .mapToDouble(row -> Math.min(row.goal(), row.compliance().orElse(1)))
                .min()
                .orElse(0);
        int floor = Math.min((int) Math.floor(least * 10) * 10, 90);
        long most = rows.stream().mapToLong(ComplianceRow::measured).max().orElse(1);
        StringBuilder out = new StringBuilder(Html.svg(
                "chart",
                WIDE,
                214,
                group + ": compliance by " + unit + ", from " + labels.get(0) + " to "
                        + labels.get(labels.size() - 1)));
        for (int i = 0; i <= 2; i++) {
            double percent = floor + (100 - floor) * i / 2.0;
            double y = height(percent / 100, floor);
            out.append(Html.line("grid", LEFT - 8, y, WIDE - 8.0, y))
                    .append(Html.text("axis end", LEFT - 14, y + 4, String.format(Locale.ROOT, "%.0f %%", percent)));
        }
        out.append(Html.text("axis end", LEFT - 14, 190, "cases"));
        StringBuilder path = new StringBuilder();
        StringBuilder goals = new StringBuilder();
        StringBuilder dots = new StringBuilder();
        int many = labels.size();
        double step = many == 1 ? 0 : (RIGHT - LEFT) / (many - 1);
        double thick = many == 1 ? 14 : Math.min(14, step * 0.7);
        int every = Math.max(1, (many + 2) / 3);
        boolean isGap = true;
        for (int i = 0; i < many; i++) {
            double x = many == 1 ? (LEFT + RIGHT) / 2 : LEFT + step * i;
            if (i % every == 0) {
                String place = many == 1 || i > 0 ? "axis middle" : "axis";
                dots.append(Html.text(
                        x > WIDE - 50 ? "axis end" : place, i == 0 && many > 1 ? LEFT - 8 : x, 209, labels.get(i)));
            }
            String label = labels.get(i);
            Optional<ComplianceRow> found =
                    rows.stream().filter(row -> label(row).equals(label)).findFirst();
            if (found.isEmpty()) {
                isGap = true;
                continue;
            }
            ComplianceRow row = found.get();
            double y = height(row.compliance().orElse(0), floor);
            double tall = 28.0 * row.measured() / most;
            out.append(Html.rect("volume", x - thick / 2, 192 - tall, thick, tall));
            String to = isGap ? "M" : "L";
            path.append(to).append(Html.number(x)).append(' ').append(Html.number(y));
            // As wide as the bar, so that the goal of a period that stands alone is seen too.
            String goal = Html.number(height(row.goal(), floor));
            goals.append(to).append(Html.number(x - thick / 2)).append(' ').append(goal);
            goals.append('L').append(Html.number(x + thick / 2)).append(' ').append(goal);
            isGap = false;
            dots.append(Html.titled(
                    label + ": " + Words.compliance(row) + ", " + row.met() + " of " + row.measured() + ", "
                            + row.verdict(),
                    "<circle class=\"" + (row.verdict() == GoalVerdict.GOAL_MISSED ? "bad" : "good") + "\" cx=\""
                            + Html.number(x) + "\" cy=\"" + Html.number(y) + "\" r=\"" + (many > 30 ? 3 : 4) + "\"/>"));
        }
        return out.append("<path class=\"goalline\" d=\"")
                .append(goals)
                .append("\"/><path class=\"trend\" d=\"")
                .append(path)
                .append("\"/>")
                .append(dots)
                .append("</svg>\n")
                .toString();
    }

    private static double height(double share, int floor) {
        return TOP + (BOTTOM - TOP) * (1 - (share * 100 - floor) / (100 - floor));
    }

    static String distribution(ComplianceReport report) {
        Map<String, List<ComplianceRow>> byMetric = byMetric(report);
        StringBuilder out = new StringBuilder("<div class=\"charts\">\n");
        byMetric.forEach((metric, rows) -> {
            long[] counts = new long[rows.get(0).attainment().size()];
            long within = 0;
            long all = 0;
            for (int i = 0; i < counts.length; i++) {
                for (ComplianceRow row : rows) {
                    counts[i] += row.attainment().get(i);
                }
                within += i < 10 ? counts[i] : 0;
                all += counts[i];
            }
            String words = String.format(Locale.ROOT, "%,d of %,d within the limit", within, all);
            out.append(figure(metric, words, distribution(metric + ": " + words, counts)));
        });
        return byMetric.isEmpty()
                ? ""
                : Html.section(
                        "Time used against the limit",
                        out + "</div>\n"
                                + Html.note(
                                        "Each bar is a tenth of the limit: cases to the left of the mark met it, cases to"
                                                + " the right missed it."));
    }

    private static String distribution(String words, long[] counts) {
        long most = 1;
        for (long count : counts) {
            most = Math.max(most, count);
        }
        double width = (WIDE - 16.0) / counts.length;
        double foot = 168;
        StringBuilder out = new StringBuilder(Html.svg("chart", WIDE, 196, words));
        for (int i = 0; i < counts.length; i++) {
            double tall = counts[i] == 0 ? 0 : Math.max(2, 130.0 * counts[i] / most);
            String range = i == counts.length - 1 ? "over 200 %" : i * 10 + " to " + (i + 1) * 10 + " %";
            out.append(Html.titled(
                    range + " of the limit: " + counts[i],
                    Html.rect(i < 10 ? "good" : "bad", 8 + width * i + 1.5, foot - tall, width - 3, tall)));
            if (counts[i] > 0 && (counts[i] == most || i == counts.length - 1)) {
                out.append(Html.text(
                        i == 0 ? "axis" : i == counts.length - 1 ? "axis end" : "axis middle",
                        i == 0 ? 9.5 : i == counts.length - 1 ? WIDE - 9.5 : 8 + width * (i + 0.5),
                        foot - tall - 6,
                        String.format(Locale.ROOT, "%,d", counts[i])));
            }
        }
        double limit = 8 + width * 10;
        return out.append(Html.line("grid", 8, foot, WIDE - 8.0, foot))
                .append(Html.line("goal", limit, 22, limit, foot + 5))
                .append(Html.text("axis middle", limit, 15, "limit"))
                .append(Html.text("axis", 8, foot + 20, "0 %"))
                .append(Html.text("axis middle", 8 + width * 5, foot + 20, "50 %"))
                .append(Html.text("axis middle", limit, foot + 20, "100 %"))
                .append(Html.text("axis middle", 8 + width * 15, foot + 20, "150 %"))
                .append(Html.text("axis end", WIDE - 8.0, foot + 20, "over 200 %"))
                .append("</svg>\n")
                .toString();
    }

    /** The names of those waited for, the longest first; the place of one decides its colour all over the page. */
    static List<String> parties(ComplianceReport report) {
        Map<String, Duration> sums = new TreeMap<>();
        report.rows()
                .forEach(row -> row.timeByParty().forEach((party, time) -> sums.merge(party, time, Duration::plus)));
        sums.remove(ComplianceReport.PROVIDER);
        return new ArrayList<>(longestFirst(sums).keySet());
    }

    static Map<String, Duration> longestFirst(Map<String, Duration> times) {
        Map<String, Duration> sorted = new LinkedHashMap<>();
        times.entrySet().stream()
                .sorted(Map.Entry.<String, Duration>comparingByValue().reversed())
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    static String colour(List<String> parties, String party) {
        int place = parties.indexOf(party);
        return party.equals(ComplianceReport.PROVIDER) ? "run" : place < 0 ? "stopped" : "party" + place % 4;
    }

    static String waterfall(ComplianceReport report) {
        List<String> colours = parties(report);
        StringBuilder out = new StringBuilder();
        byMetric(report).forEach((metric, rows) -> {
            Map<String, Duration> sums = new TreeMap<>();
            Map<String, Long> misses = new TreeMap<>();
            for (ComplianceRow row : rows) {
                row.timeByParty().forEach((party, time) -> sums.merge(party, time, Duration::plus));
                row.missesByHolder().forEach((party, count) -> misses.merge(party, count, Long::sum));
            }
            double all = 0;
            for (Duration time : sums.values()) {
                all += time.toSeconds();
            }
            if (all > 0) {
                out.append(figure(metric, "", waterfall(longestFirst(sums), all, misses, colours)));
            }
        });
        return out.isEmpty()
                ? ""
                : Html.section(
                        "Who had the time",
                        "<div class=\"charts\">\n" + out + "</div>\n"
                                + Html.note(
                                        "Open time of measured cases: the provider's while the clock counted, or the party's"
                                                + " for whose time alone it counts; another party's while the case waited for it. A missed"
                                                + " case is put down to whoever had it longest; shares of misses are rounded down."));
    }

    private static String waterfall(
            Map<String, Duration> given, double all, Map<String, Long> misses, List<String> colours) {
        Map<String, Duration> times = new LinkedHashMap<>();
        given.forEach((party, time) -> times.merge(times.size() < MOST_PARTIES ? party : OTHERS, time, Duration::plus));
        given.keySet().stream()
                .filter(party -> !times.containsKey(party))
                .forEach(party -> misses.merge(OTHERS, misses.getOrDefault(party, 0L), Long::sum));
        long missed = misses.entrySet().stream()
                .filter(entry -> times.containsKey(entry.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        StringBuilder out =
                new StringBuilder("<table class=\"fall\"><thead><tr><th scope=\"col\" class=\"words\">Party</th>"
                        + "<th scope=\"col\" class=\"words wide\">Share of open time</th><th scope=\"col\">%</th>"
                        + "<th scope=\"col\">Hours</th><th scope=\"col\">Misses</th></tr></thead>\n<tbody>\n");
        Duration whole = times.values().stream().reduce(Duration.ZERO, Duration::plus);
        double from = 0;
        for (var entry : times.entrySet()) {
            double share = entry.getValue().toSeconds() / all;
            long held = misses.getOrDefault(entry.getKey(), 0L);
            out.append("<tr><th scope=\"row\">")
                    .append(Html.escape(entry.getKey().equals(OTHERS) ? OTHERS : Words.holder(entry.getKey())))
                    .append("</th><td class=\"words wide\">")
                    .append(Html.svg("fallbar", 1000, 14, ""))
                    .append(Html.rect("track", 0, 6, 1000, 2))
                    .append(Html.rect(colour(colours, entry.getKey()), 1000 * from, 0, Math.max(3, 1000 * share), 14))
                    .append("</svg></td><td>")
                    .append(String.format(Locale.ROOT, "%.1f", 100 * share))
                    .append("</td><td>")
                    .append(Words.hours(entry.getValue(), whole))
                    .append("</td><td>")
                    .append(Html.escape(misses(held, missed)))
                    .append("</td></tr>\n");
            from += share;
        }
        return out.append("</tbody></table>\n").toString();
    }

    /** A count with its share of all, rounded down, so that only all are 100 % and only none are 0 %. */
    private static String misses(long held, long all) {
        if (all == 0) {
            return "0";
        }
        long percent = 100 * held / all;
        return Words.count(held) + (percent == 0 && held > 0 ? " (<1 %)" : " (" + percent + " %)");
    }
}
