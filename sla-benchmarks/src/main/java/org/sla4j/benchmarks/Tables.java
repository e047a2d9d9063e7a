package org.sla4j.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The results as Markdown: a summary for the README, and everything that was measured. */
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

    private static final Map<String, String> FLINK = new TreeMap<>(Map.of(
            "FlinkScale.event", "the job, state on the heap",
            "FlinkScale.bare", "a bare function, state on the heap",
            "FlinkScale.eventOnRocksDb", "the job, state in RocksDB",
            "FlinkScale.bareOnRocksDb", "a bare function, state in RocksDB",
            "FlinkScale.eventOfVersion1", "the job of version 1, state on the heap"));

    private static final List<String> RANKED =
            List.of("Sla4j", "DayLoop", "Mpxj", "Jbpm", "BusinessCalendar4j", "Time4j");

    private static final List<Operation> OPERATIONS = List.of(
            new Operation("elapsed, 10 days", "calendar", "CalendarBenchmark.elapsed", "days=10"),
            new Operation("elapsed, ten years", "calendar", "CalendarBenchmark.elapsed", "days=3652"),
            new Operation("due date, 10 days", "calendar", "CalendarBenchmark.plus", "days=10"),
            new Operation("due date, ten years", "calendar", "CalendarBenchmark.plus", "days=3652"),
            new Operation("elapsed, numbers in and out", "calendar", "CalendarBenchmark.elapsedNanos", "days=10"),
            new Operation("due date, numbers in and out", "calendar", "CalendarBenchmark.plusNanos", "days=10"),
            new Operation("is it open", "calendar", "CalendarBenchmark.isOpen", ""),
            new Operation("next opening", "calendar", "CalendarBenchmark.nextOpening", ""),
            new Operation(
                    "build a calendar and ask it about 10 days", "calendar", "CalendarBenchmark.firstUse", "days=10"),
            new Operation(
                    "build a calendar and ask it about ten years",
                    "calendar",
                    "CalendarBenchmark.firstUse",
                    "days=3652"),
            new Operation("time left on a clock, a number", "cases", "ClockBenchmark.remainingNanos", ""),
            new Operation("all of a clock's reading", "cases", "ClockBenchmark.reading", ""),
            new Operation(
                    "a clock on a board of 1,000,000",
                    "cases",
                    "BoardBenchmark.overdueOfAllClocks",
                    "clocks=1000000",
                    1e6),
            new Operation("add an outcome to 100 groups", "cases", "ComplianceBenchmark.add", ""),
            new Operation("merge 100 groups into 100", "cases", "ComplianceBenchmark.merge", ""));

    /** Of the case of {@link CaseBenchmark}. */
    private static final List<Operation> CASE = List.of(
            new Operation("judged by hand, the least it can cost", "cases", "CaseBenchmark.caseFloor", "events=8"),
            new Operation("judged for its outcomes alone", "cases", "CaseBenchmark.judge", "events=8"),
            new Operation("replayed, and its outcomes", "cases", "CaseBenchmark.replayAndOutcomes", "events=8"),
            new Operation("replayed", "cases", "CaseBenchmark.replay", "events=8"),
            new Operation("its outcomes, once it is replayed", "cases", "CaseBenchmark.outcomes", "events=8"),
            new Operation("replayed up to its clocks", "cases", "CaseBenchmark.replayToClocks", "events=8"),
            new Operation("its next event", "cases", "CaseBenchmark.applyNext", "events=8"));

    /** What the README calls a benchmark, and how many operations of that name one of its calls does. */
    private record Operation(String words, String section, String benchmark, String params, double share) {
        Operation(String words, String section, String benchmark, String params) {
            this(words, section, benchmark, params, 1);
        }
    }

    private Tables() {}

    /** Puts the tables between the markers; a text without markers stays as it is. */
    static String within(String readme, String tables) {
        int begin = readme.indexOf(BEGIN);
        int end = readme.indexOf(END);
        return begin < 0 || end < begin
                ? readme
                : readme.substring(0, begin + BEGIN.length()) + "\n" + tables + readme.substring(end);
    }

    /** Who answers the two questions of business time how fast, what our operations cost, and how that scales out. */
    static String summary(List<Measured> all) {
        StringBuilder out = new StringBuilder(4_000);
        ranking(out, of(all, "peers"));
        operations(out, all);
        aCase(out, of(all, "cases"));
        scaling(out, of(all, "flink"));
        return out.toString();
    }

    private static void ranking(StringBuilder out, List<Measured> rows) {
        if (rows.isEmpty()) {
            return;
        }
        out.append("\n| elapsed and due time, CPU per call | elapsed, 10 business days | 250 | due date, 10 | 250 |\n")
                .append("|---|---:|---:|---:|---:|\n");
        for (String who : RANKED) {
            String of = who.equals("Jbpm") ? "Plain" : "";
            out.append("| ").append(WHO.get(who)).append(" | ");
            out.append(Stream.of("elapsed days=10", "elapsed days=250", "plus days=10", "plus days=250")
                            .map(cell -> cell.split(" ", 2))
                            .map(cell -> ranked(rows, cell[0] + of, who, cell[1]))
                            .collect(Collectors.joining(" | ")))
                    .append(" |\n");
        }
        out.append(
                "\nNew York office with a lunch break and 70 holidays, other inputs in every call; in brackets the multiple of "
                        + "sla4j. jBPM knows no lunch break\nand is compared with sla4j in an office without one. ");
        measured(out, rows);
    }

    private static String ranked(List<Measured> rows, String question, String who, String days) {
        double nanos = nanos(rows, "PeersBenchmark." + question + who, days);
        if (Double.isNaN(nanos)) {
            return "";
        }
        String multiple = who.equals("Sla4j")
                ? ""
                : String.format(
                        Locale.ROOT, " (%,.0fx)", nanos / nanos(rows, "PeersBenchmark." + question + "Sla4j", days));
        return time(nanos) + multiple;
    }

    private static void operations(StringBuilder out, List<Measured> all) {
        out.append("\n| operation | CPU | times floor | allocated |\n|---|---:|---:|---:|\n");
        for (Operation operation : OPERATIONS) {
            List<Measured> rows = of(all, operation.section());
            operation(out, operation, rows, floor(all, operation.section()), "%,.0f");
        }
        out.append("\nThe floor is one array look-up by day, the least that any answer costs. ");
        measured(out, of(all, "calendar"));
    }

    private static void operation(
            StringBuilder out, Operation operation, List<Measured> rows, double floor, String multiple) {
        for (Measured row : rows) {
            if (row.isOf(operation.benchmark()) && row.params().equals(operation.params())) {
                double nanos = row.nanos() / operation.share();
                out.append(String.format(
                        Locale.ROOT,
                        "| %s | %s | " + multiple + " | %s |\n",
                        operation.words(),
                        time(nanos),
                        nanos / floor,
                        bytes(row.bytes() / operation.share())));
            }
        }
    }

    private static void aCase(StringBuilder out, List<Measured> rows) {
        double byHand = nanos(rows, "CaseBenchmark.caseFloor", "events=8");
        if (Double.isNaN(byHand)) {
            return;
        }
        out.append("\n| a case of 8 events and two clocks | CPU | times by hand | allocated |\n|---|---:|---:|---:|\n");
        CASE.forEach(operation -> operation(out, operation, rows, byHand, "%,.1f"));
        out.append(
                "\nBy hand is a loop over numbers in arrays that gives the same answers by the same look-ups, and no objects. ");
        measured(out, rows);
    }

    private static void scaling(StringBuilder out, List<Measured> rows) {
        if (rows.isEmpty()) {
            return;
        }
        out.append("\n| open cases in Flink | CPU an event | state a case | state in all |\n|---:|---:|---:|---:|\n");
        List<Measured> sizes =
                rows.stream().filter(row -> row.isOf("FlinkScale.event")).toList();
        for (Measured row : sizes) {
            out.append(scale(row.size(), row, ""));
        }
        Measured last = sizes.get(sizes.size() - 1);
        out.append(scale(1e9, last, ", extrapolated")).append('\n');
        out.append(String.format(
                Locale.ROOT,
                "The last line is extrapolated from the one above it; by it a core takes %,.0f events a second. ",
                1e9 / last.nanos()));
        measured(out, rows);
        sizes.forEach(job -> beside(out, rows, job));
    }

    /** The job beside the least that Flink can do, and beside earlier ones. */
    private static void beside(StringBuilder out, List<Measured> rows, Measured job) {
        List<Measured> same = rows.stream()
                .filter(row ->
                        FLINK.containsKey(row.benchmark()) && row.params().equals(job.params()))
                .toList();
        if (same.size() < 2) {
            return;
        }
        out.append(String.format(
                Locale.ROOT,
                "\n| %,.0f open cases in Flink | CPU an event | times the job | state a case |\n|---|---:|---:|---:|\n",
                job.size()));
        for (Measured row : same) {
            out.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %.2f | %,.0f B |\n",
                    FLINK.get(row.benchmark()),
                    time(row.nanos()),
                    row.nanos() / job.nanos(),
                    row.bytes()));
        }
        out.append("\nThe bare function keeps as many bytes and one timer for each case, and does nothing else. ");
        measured(out, rows);
    }

    private static void monitor(StringBuilder out, List<Measured> rows) {
        if (rows.isEmpty()) {
            return;
        }
        out.append("\n| a monitor over a database | | a second | statements each |\n|---|---|---:|---:|\n");
        for (Measured row : rows) {
            out.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %,.0f | %.2f |\n",
                    words(row.benchmark()),
                    row.params(),
                    1e9 / row.nanos(),
                    row.bytes()));
        }
        out.append("\nTime on the wall; savepoints and commits are not counted. ");
        measured(out, rows);
    }

    private static String scale(double cases, Measured row, String note) {
        return String.format(
                Locale.ROOT,
                "| %,.0f%s | %s | %,.0f B | %,.3f GB |\n",
                cases,
                note,
                time(row.nanos()),
                row.bytes(),
                cases * row.bytes() / 1e9);
    }

    private static double floor(List<Measured> all, String section) {
        return nanos(of(all, section), "CalendarBenchmark.floor", "days=10");
    }

    private static double nanos(List<Measured> rows, String benchmark, String params) {
        return rows.stream()
                .filter(row -> row.isOf(benchmark) && row.params().equals(params))
                .mapToDouble(Measured::nanos)
                .findFirst()
                .orElse(Double.NaN);
    }

    private static String time(double nanos) {
        if (nanos < 1_000) {
            return String.format(Locale.ROOT, "%.1f ns", nanos);
        }
        return nanos < 1_000_000
                ? String.format(Locale.ROOT, "%.1f µs", nanos / 1e3)
                : String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }

    private static String bytes(double bytes) {
        return String.format(Locale.ROOT, "%,.0f B", bytes);
    }

    private static void measured(StringBuilder out, List<Measured> rows) {
        if (!rows.isEmpty()) {
            out.append("Measured ").append(rows.get(0).measuredOn()).append(".\n");
        }
    }

    /** Everything that was measured. */
    static String everything(List<Measured> all) {
        StringBuilder out = new StringBuilder(8_000);
        for (String section : List.of("calendar", "build", "cases")) {
            own(out, all, section);
        }
        monitor(out, of(all, "monitor"));
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
        double floor = floor(all, section);
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
        double floor = floor(all, "peers");
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
            double ours = nanos(rows, "PeersBenchmark." + question + "Sla4j", row.params());
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
