package org.sla4j.compliance;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.sla4j.agreement.Severity;

/**
 * Compliance figures at one moment: a row for each metric and severity.
 *
 * <pre>{@code
 * for (ComplianceReport.Row row : aggregator.report().rows()) {
 *     row.compliance().ifPresent(share -> warnIf(share < row.goal()));
 * }
 * }</pre>
 *
 * Immutable and thread-safe.
 *
 * @param rows the rows, metrics by name and severities from the most severe on
 */
public record ComplianceReport(List<Row> rows) {
    /** Copies the rows. */
    public ComplianceReport {
        rows = List.copyOf(rows);
    }

    /** Whether a group keeps its promise. */
    public enum Standing {
        /** The share of cases that met the limit is at least the goal. */
        GOAL_MET("goal met"),
        /** It is below the goal. */
        GOAL_MISSED("goal missed"),
        /** No case was measured, so there is no share. */
        NO_DATA("no data");

        private final String words;

        Standing(String words) {
            this.words = words;
        }

        /** Returns the standing in words, such as {@code goal met}. */
        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * The figures of one metric at one severity.
     *
     * @param metric what was measured
     * @param severity the severity of the cases
     * @param met finished within the limit
     * @param missed finished over the limit
     * @param breached still open, over the limit already
     * @param running still open within the limit, the clock running
     * @param paused still open within the limit, the clock paused
     * @param cancelled ended without a verdict
     * @param goal the share that must be met, above 0 and at most 1; the highest where targets of the group differ
     * @param p50 the time that half of the measured cases needed at most, to two significant digits
     * @param p90 the time that nine of ten needed at most, to two significant digits
     * @param p95 the time that 19 of 20 needed at most, to two significant digits; all three by nearest rank over met, missed
     *     and breached, and empty if there is none
     */
    public record Row(
            String metric,
            Severity severity,
            long met,
            long missed,
            long breached,
            long running,
            long paused,
            long cancelled,
            double goal,
            Optional<Duration> p50,
            Optional<Duration> p90,
            Optional<Duration> p95) {
        /**
         * Counts all cases of the group.
         *
         * @return the sum of the six counts
         */
        public long cases() {
            return measured() + running + paused + cancelled;
        }

        /**
         * Counts the cases with a verdict.
         *
         * @return met, missed and breached
         */
        public long measured() {
            return met + missed + breached;
        }

        /**
         * Counts the cases not finished.
         *
         * @return breached, running and paused
         */
        public long open() {
            return breached + running + paused;
        }

        /**
         * Returns the share of measured cases that met the limit, {@code met / (met + missed + breached)}.
         *
         * @return the share from 0 to 1; empty if none was measured
         */
        public OptionalDouble compliance() {
            return measured() == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) met / measured());
        }

        /**
         * Holds the share against the goal, exactly.
         *
         * @return whether {@code met} is at least {@code goal} of the measured cases
         */
        public Standing standing() {
            if (measured() == 0) {
                return Standing.NO_DATA;
            }
            BigDecimal needed = BigDecimal.valueOf(goal).multiply(BigDecimal.valueOf(measured()));
            return BigDecimal.valueOf(met).compareTo(needed) >= 0 ? Standing.GOAL_MET : Standing.GOAL_MISSED;
        }
    }

    /**
     * Writes the figures as a table of text for a fixed-width font.
     *
     * @return lines separated and ended by line feeds, with a heading
     */
    public String toText() {
        List<String[]> lines = new ArrayList<>();
        lines.add(new String[] {
            "metric",
            "severity",
            "cases",
            "met",
            "missed",
            "overdue",
            "open",
            "cancelled",
            "compliance",
            "goal",
            "verdict",
            "p50",
            "p90",
            "p95"
        });
        for (Row row : rows) {
            lines.add(new String[] {
                row.metric(),
                row.severity().toString(),
                Long.toString(row.cases()),
                Long.toString(row.met()),
                Long.toString(row.missed()),
                Long.toString(row.breached()),
                Long.toString(row.running() + row.paused()),
                Long.toString(row.cancelled()),
                row.compliance().isPresent() ? percent(row.compliance().getAsDouble()) : "-",
                percent(row.goal()),
                row.standing().toString(),
                row.p50().map(ComplianceReport::words).orElse("-"),
                row.p90().map(ComplianceReport::words).orElse("-"),
                row.p95().map(ComplianceReport::words).orElse("-")
            });
        }
        return table(lines);
    }

    private static String table(List<String[]> lines) {
        int columns = lines.get(0).length;
        int[] widths = new int[columns];
        for (String[] line : lines) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], line[i].length());
            }
        }
        StringBuilder out = new StringBuilder();
        for (String[] line : lines) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String padding = " ".repeat(widths[i] - line[i].length());
                boolean words = i < 2 || i == 10;
                text.append(i == 0 ? "" : "  ").append(words ? line[i] + padding : padding + line[i]);
            }
            out.append(text.toString().stripTrailing()).append('\n');
        }
        return out.toString();
    }

    /** Rounds down, so that only a share of all cases reads 100 %. */
    private static String percent(double share) {
        return BigDecimal.valueOf(share)
                        .movePointRight(2)
                        .setScale(2, RoundingMode.DOWN)
                        .toPlainString() + " %";
    }

    private static String words(Duration duration) {
        long hours = duration.toHours();
        return hours > 0
                ? String.format(Locale.ROOT, "%dh%02dm", hours, duration.toMinutesPart())
                : String.format(Locale.ROOT, "%dm%02ds", duration.toMinutesPart(), duration.toSecondsPart());
    }
}
