package org.sla4j.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The results as the tables of the README. */
final class Tables {
    static final String BEGIN = "<!-- results: written by org.sla4j.benchmarks.Results -->";
    static final String END = "<!-- /results -->";

    private static final Map<String, String> WHO = new TreeMap<>(Map.of(
            "Sla4j", "sla4j",
            "DayLoop", "java.time day loop",
            "Mpxj", "MPXJ ProjectCalendar",
            "Jbpm", "jBPM BusinessCalendarImpl",
            "BusinessCalendar4j", "businessCalendar4j",
            "Time4j", "Time4J",
            "ObjectLab", "ObjectLab datecalc",
            "Strata", "Strata HolidayCalendar",
            "Quartz", "Quartz calendars"));

    private Tables() {}

    /** Puts the tables between the markers; a text without markers stays as it is. */
    static String within(String readme, String tables) {
        int begin = readme.indexOf(BEGIN);
        int end = readme.indexOf(END);
        return begin < 0 || end < begin
                ? readme
                : readme.substring(0, begin + BEGIN.length()) + "\n" + tables + readme.substring(end);
    }

    static String markdown(List<Measured> all) {
        StringBuilder out = new StringBuilder(4_000);
        for (String section : List.of("calendar", "cases", "timers")) {
            own(out, all, section);
        }
        peers(out, all);
        return out.toString();
    }

    private static List<Measured> of(List<Measured> all, String section) {
        return all.stream().filter(one -> one.section().equals(section)).collect(Collectors.toUnmodifiableList());
    }

    private static void own(StringBuilder out, List<Measured> all, String section) {
        List<Measured> rows = of(all, section);
        if (rows.isEmpty()) {
            return;
        }
        double floor = Results.floor(all, section);
        out.append("\n| ").append(section).append(" | | CPU ns/op | times floor | B/op |\n|---|---|---:|---:|---:|\n");
        for (Measured row : rows) {
            out.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %,.1f | %,.1f | %,.0f |\n",
                    words(row.benchmark()),
                    row.params(),
                    row.nanos(),
                    row.nanos() / floor,
                    row.bytes()));
        }
        out.append('\n').append(rows.get(0).measuredOn()).append("; processor time of the best of five iterations.\n");
    }

    private static void peers(StringBuilder out, List<Measured> all) {
        List<Measured> rows = of(all, "peers");
        if (rows.isEmpty()) {
            return;
        }
        double floor = Results.floor(all, "peers");
        out.append("\n| question | business days | answered by | CPU ns/op | times sla4j | times floor | B/op |\n")
                .append("|---|---:|---|---:|---:|---:|---:|\n");
        for (Measured row : rows) {
            String method = row.benchmark().substring(row.benchmark().indexOf('.') + 1);
            String who =
                    WHO.keySet().stream().filter(method::endsWith).findFirst().orElse("");
            if (who.isEmpty()) {
                continue;
            }
            String question = method.substring(0, method.length() - who.length());
            double ours = rows.stream()
                    .filter(other -> other.isOf("PeersBenchmark." + question + "Sla4j"))
                    .filter(other -> other.params().equals(row.params()))
                    .mapToDouble(Measured::nanos)
                    .findFirst()
                    .orElse(Double.NaN);
            out.append(String.format(
                    Locale.ROOT,
                    "| %s | %.0f | %s | %,.1f | %,.1f | %,.1f | %,.0f |\n",
                    words("." + question),
                    row.size(),
                    WHO.get(who),
                    row.nanos(),
                    row.nanos() / ours,
                    row.nanos() / floor,
                    row.bytes()));
        }
        out.append('\n').append(rows.get(0).measuredOn()).append("; processor time of the best of five iterations.\n");
    }

    /** {@code CalendarBenchmark.nextOpening} reads {@code next opening}. */
    private static String words(String benchmark) {
        return benchmark
                .substring(benchmark.indexOf('.') + 1)
                .replaceAll("([A-Z])", " $1")
                .toLowerCase(Locale.ROOT);
    }
}
