package org.sla4j.cases;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.clock.Verdict;

/**
 * What a proposed agreement would have made of past cases: compliance before and after, and the cases that flip.
 *
 * <pre>{@code
 * ServiceLevelAgreement sixHours = agreement.withTargets("6 hours", (policy, metric, target) ->
 *         policy.severities().contains(Severity.HIGH) ? target.withLimit(BusinessDuration.parse("6h")) : target);
 * Backtest test = Backtest.of(cases, sixHours, now);
 * test.row(Severity.HIGH, "resolution").orElseThrow().after().isAtLeast(0.90);   // would we have met 90 %?
 * test.flips().forEach(diff -> System.out.println(diff.caseId() + " " + diff.changes()));
 * }</pre>
 *
 * Immutable and thread-safe.
 *
 * @param rows one for each severity and metric, the most severe first
 * @param flips the cases in which a promise is kept under one agreement and not under the other, in the order of the cases
 */
public record Backtest(List<Row> rows, List<CaseDiff> flips) {
    /** Copies the lists. */
    public Backtest {
        rows = List.copyOf(rows);
        flips = List.copyOf(flips);
    }

    /**
     * How the measurements of one severity and metric stand.
     *
     * @param severity the severity
     * @param metric the name of the metric
     * @param before how they stand under the agreements that were in force
     * @param after how they would stand under the proposed one
     */
    public record Row(Severity severity, String metric, Tally before, Tally after) {}

    /**
     * Counts of measurements by how they stand.
     *
     * @param met finished within the limit
     * @param missed finished too late, or open and breached already
     * @param running open, and not breached yet
     * @param cancelled ended without a verdict
     */
    public record Tally(long met, long missed, long running, long cancelled) {
        private static final Tally NONE = new Tally(0, 0, 0, 0);

        private Tally plus(Verdict verdict) {
            return switch (verdict) {
                case MET -> new Tally(met + 1, missed, running, cancelled);
                case MISSED, BREACHED -> new Tally(met, missed + 1, running, cancelled);
                case PENDING -> new Tally(met, missed, running + 1, cancelled);
                case CANCELLED -> new Tally(met, missed, running, cancelled + 1);
            };
        }

        /**
         * Returns the share that was met.
         *
         * @return met / (met + missed); empty if there are neither, for no data is not 100 %
         */
        public OptionalDouble compliance() {
            long decided = met + missed;
            return decided == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) met / decided);
        }

        /**
         * Whether a share was met.
         *
         * @param goal the share, such as 0.90
         * @return true if the compliance is at least that; false also if there are no data
         */
        public boolean isAtLeast(double goal) {
            return met + missed > 0 && met >= goal * (met + missed);
        }
    }

    /**
     * Replays cases under a proposed agreement.
     *
     * @param cases the cases as they were, under the agreements that were in force
     * @param proposed what might have been promised
     * @param now when to look at all of them, at or after their openings
     * @return compliance before and after
     * @throws IllegalArgumentException if {@code now} is before a case was opened
     * @throws java.time.DateTimeException if an event or {@code now} is outside the years of a calendar of an agreement
     */
    public static Backtest of(Iterable<ServiceCase> cases, ServiceLevelAgreement proposed, Instant now) {
        Map<Severity, Map<String, Row>> rows = new TreeMap<>();
        List<CaseDiff> flips = new ArrayList<>();
        for (ServiceCase incident : cases) {
            CaseDiff diff = incident.diff(proposed, now);
            for (Outcome outcome : diff.before().outcomes(now)) {
                Row row = row(rows, outcome);
                put(rows, new Row(row.severity(), row.metric(), row.before().plus(outcome.verdict()), row.after()));
            }
            for (Outcome outcome : diff.after().outcomes(now)) {
                Row row = row(rows, outcome);
                put(
                        rows,
                        new Row(
                                row.severity(),
                                row.metric(),
                                row.before(),
                                row.after().plus(outcome.verdict())));
            }
            if (diff.flips()) {
                flips.add(diff);
            }
        }
        return new Backtest(
                rows.values().stream()
                        .flatMap(bySeverity -> bySeverity.values().stream())
                        .toList(),
                flips);
    }

    private static Row row(Map<Severity, Map<String, Row>> rows, Outcome outcome) {
        return rows.getOrDefault(outcome.severity(), Map.of())
                .getOrDefault(outcome.metric(), new Row(outcome.severity(), outcome.metric(), Tally.NONE, Tally.NONE));
    }

    private static void put(Map<Severity, Map<String, Row>> rows, Row row) {
        rows.computeIfAbsent(row.severity(), severity -> new TreeMap<>()).put(row.metric(), row);
    }

    /**
     * Finds a row.
     *
     * @param severity the severity
     * @param metric the name of the metric
     * @return the row; empty if no case was measured so
     */
    public Optional<Row> row(Severity severity, String metric) {
        return rows.stream()
                .filter(row -> row.severity().equals(severity) && row.metric().equals(metric))
                .findFirst();
    }
}
