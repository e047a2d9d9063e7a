package org.sla4j.compliance;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Reporting;
import org.sla4j.agreement.ServiceCredits;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.Outcome;

/**
 * Compliance figures at one moment: a row for each group.
 *
 * <pre>{@code
 * ComplianceReport report = aggregator.report();
 * for (ComplianceRow row : report.rows()) {
 *     warnIf(row.verdict() == GoalVerdict.GOAL_MISSED);
 * }
 * Files.writeString(file, report.toCsv());
 * }</pre>
 *
 * Immutable and thread-safe.
 *
 * @param dimensions what the figures are grouped by
 * @param rows the rows, in the order of the dimensions' values
 * @param reportsDue which reports the agreement asks for next: when, over which dates, by whom and to whom; none unless {@linkplain
 *     #withReportsDue given}
 */
public record ComplianceReport(List<Dimension> dimensions, List<ComplianceRow> rows, List<Reporting.Due> reportsDue) {
    /** What the time is put down to in which the provider had the case and the clock counted. */
    public static final String PROVIDER = Group.PROVIDER;

    /** Copies the parts. */
    public ComplianceReport {
        dimensions = List.copyOf(dimensions);
        rows = List.copyOf(rows);
        reportsDue = List.copyOf(reportsDue);
    }

    /**
     * Makes a report that knows of no dates.
     *
     * @param dimensions what the figures are grouped by
     * @param rows the rows, in the order of the dimensions' values
     */
    public ComplianceReport(List<Dimension> dimensions, List<ComplianceRow> rows) {
        this(dimensions, rows, List.of());
    }

    /**
     * Returns the report with the dates on which the agreement wants reports, which text, Markdown, JSON and the page carry then.
     *
     * <pre>{@code
     * report.withReportsDue(agreement.reportsDue(DateRange.of(today, today.plusMonths(3))));
     * }</pre>
     *
     * @param due the reports due, in the order to show
     * @return the report
     */
    public ComplianceReport withReportsDue(List<Reporting.Due> due) {
        return new ComplianceReport(dimensions, rows, due);
    }

    /**
     * The limit that a share of past cases would have met.
     *
     * @param share the share, such as 0.95
     * @param limit the limit; with it at least that share of the cases would have been met, and hardly more than 1 % of it could be
     *     spared
     * @param low the lower end of its 95 % interval
     * @param high the upper end; empty if there are too few cases for one
     */
    public record Suggestion(double share, Duration limit, Duration low, Optional<Duration> high) {}

    /**
     * What to expect at the end of a period if the rest of it is like its beginning.
     *
     * @param measured the cases that will have been measured
     * @param misses how many of them will be missed
     * @param allowed the most misses with which the goal is met
     */
    public record Projection(long measured, long misses, long allowed) {
        /**
         * Whether the goal will be met.
         *
         * @return true if no more is missed than allowed
         */
        public boolean isWithinBudget() {
            return misses <= allowed;
        }
    }

    /**
     * What requesters thought: their ratings from 1 to 5.
     *
     * @param answers how many rated
     * @param asked how many could have: the measured cases
     * @param average the mean rating; empty if nobody rated
     */
    public record Satisfaction(long answers, long asked, OptionalDouble average) {
        /**
         * Returns the share of those who rated.
         *
         * @return answers / asked; empty if nobody was asked
         */
        public OptionalDouble responseRate() {
            return asked == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) answers / asked);
        }
    }

    /**
     * How honest the waits look.
     *
     * @param waits how many waits there were
     * @param unended how many of them had no end
     * @param endedJustBeforeDue cases in which a wait ended with a minute or less left of the limit
     * @param finishedWhilePaused cases finished while a wait went on
     * @param shareOfLife the share of their time on the wall that cases were held, 0 to 1
     */
    public record PauseHygiene(
            long waits, long unended, long endedJustBeforeDue, long finishedWhilePaused, double shareOfLife) {}

    /**
     * The cases of a group that have the same goal.
     *
     * @param goal the share of them that must be met
     * @param measured how many have a verdict
     * @param misses how many of those were missed or are breached
     */
    public record GoalPart(double goal, long measured, long misses) {
        /**
         * Judges these cases by their goal, exactly.
         *
         * @return whether no more were missed than it allows
         */
        public GoalVerdict verdict() {
            BigDecimal needed = BigDecimal.valueOf(goal).multiply(BigDecimal.valueOf(measured));
            return GoalVerdict.of(measured - misses, measured, needed);
        }
    }

    /**
     * What became of breaches that a later change took out of the misses, and what else makes figures look better than the service
     * was. Cases count in every line that is true of them.
     *
     * @param nowMet measurements that were over their limit once and are met now, because the case was downgraded or retargeted, or
     *     because the time until it was reopened does not count
     * @param nowCancelled measurements that were over their limit and were cancelled then
     * @param nowOpen open measurements that were over their limit once and are within it now
     * @param byFlag how many outcomes carry each flag, in the order of the flags; flags that none carries are left out
     * @param asBreached the compliance if all of these counted as missed; empty if nothing would be measured
     */
    public record Integrity(
            long nowMet, long nowCancelled, long nowOpen, Map<Outcome.Flag, Long> byFlag, OptionalDouble asBreached) {
        /** Copies the map. */
        public Integrity {
            Map<Outcome.Flag, Long> ordered = new EnumMap<>(Outcome.Flag.class);
            ordered.putAll(byFlag);
            byFlag = Collections.unmodifiableMap(ordered);
        }

        /**
         * Counts the breaches that are no longer misses.
         *
         * @return those now met, cancelled or open
         */
        public long revised() {
            return nowMet + nowCancelled + nowOpen;
        }
    }

    /**
     * Open cases of about the same age.
     *
     * @param from how long ago the youngest began, on the wall
     * @param to how long ago the oldest began at most, exclusive; empty for all that are older
     * @param cases how many are open
     */
    public record Age(Duration from, Optional<Duration> to, long cases) {}

    /**
     * Who had the cases, and which team they were assigned to meanwhile: time on the wall.
     *
     * @param party the {@linkplain org.sla4j.cases.Holder#key key} of the holder: {@code provider}, {@code nobody}, or the parties
     *     waited for
     * @param team the team that the cases were assigned to; empty if no event said
     * @param time how long, all cases together
     */
    public record TimeHeld(String party, String team, Duration time) {}

    /**
     * Finds the row of a group.
     *
     * <pre>{@code
     * report.row(Metric.RESOLUTION, Severity.CRITICAL);
     * }</pre>
     *
     * @param values one for each dimension, in their order: a {@link Severity} for the severity, a {@link Metric} or its name for
     *     the metric, text for all others
     * @return the row; empty if there is none
     * @throws IllegalArgumentException if there are more or fewer values than dimensions, one is not of its dimension's type, one
     *     belongs to another dimension of these figures, or one is most likely misspelt: letter case or blanks differ, or no row
     *     has a metric of that name but one with a name much like it
     */
    public Optional<ComplianceRow> row(Object... values) {
        List<String> wanted = RowLookup.of(this, values);
        return rows.stream().filter(row -> row.values().equals(wanted)).findFirst();
    }

    /**
     * Works out service credits, a fee for each period. The agreement says what they are worked out from, whatever this report is by: rows
     * are added up by metric and severity, by metric, or all together, as {@link ServiceCredits#dueBy()} says. What the groups of
     * one period give back is added up and capped.
     *
     * @param credits the tiers, basis, cap, currency and rounding of the agreement
     * @param fee the fee of one period, not negative
     * @return the amounts in the order of the periods, with their derivation; periods without a measured case are left out
     * @throws IllegalArgumentException if the fee is negative, or the report is not by what the credits are due by
     */
    public List<CreditsDue> credits(ServiceCredits credits, BigDecimal fee) {
        return CreditsDue.of(this, credits, fee);
    }

    /**
     * Writes the figures as a table of text for a fixed-width font.
     *
     * @return lines separated and ended by line feeds, with a heading; below it the {@linkplain #reportsDue reports due}
     */
    public String toText() {
        return ReportText.text(this);
    }

    /**
     * Writes the figures as a Markdown table.
     *
     * @return lines separated and ended by line feeds; special characters of values are escaped; below the table the {@linkplain
     *     #reportsDue reports due}
     */
    public String toMarkdown() {
        return ReportText.markdown(this);
    }

    /**
     * Writes the figures as CSV by RFC 4180, times in seconds. A value that a spreadsheet would take for a formula (it begins
     * with {@code = + - @}, a tab or a carriage return) gets an apostrophe in front.
     *
     * @return a heading and a line for each row, each ended by CR LF
     */
    public String toCsv() {
        return ReportText.csv(this);
    }

    /**
     * Writes the figures as JSON, times in ISO 8601; what does not exist is null.
     *
     * @return an object with the dimensions, the rows and the {@linkplain #reportsDue reports due}
     */
    public String toJson() {
        return ReportText.json(this);
    }
}
