package org.sla4j.compliance;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.ServiceCredits;
import org.sla4j.agreement.Severity;

/**
 * Compliance figures at one moment: a row for each group.
 *
 * <pre>{@code
 * ComplianceReport report = aggregator.report();
 * for (ComplianceReport.Row row : report.rows()) {
 *     row.compliance().ifPresent(share -> warnIf(share < row.goal()));
 * }
 * Files.writeString(file, report.toCsv());
 * }</pre>
 *
 * Immutable and thread-safe.
 *
 * @param dimensions what the figures are grouped by
 * @param rows the rows, in the order of the dimensions' values
 */
public record ComplianceReport(List<Dimension> dimensions, List<Row> rows) {
    /** What the time is put down to in which the provider had the case and the clock counted. */
    public static final String PROVIDER = Group.PROVIDER;

    /** Copies the parts. */
    public ComplianceReport {
        dimensions = List.copyOf(dimensions);
        rows = List.copyOf(rows);
    }

    /**
     * The limit that a share of past cases would have met.
     *
     * @param share the share, such as 0.95
     * @param limit the limit, to 1 %
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
     * A case that took long.
     *
     * @param caseId the case
     * @param elapsed the time used
     * @param limit the most that should have been used
     * @param team the team that has it, empty if unknown
     */
    public record LongCase(String caseId, Duration elapsed, Duration limit, String team) {}

    /** The figures of one group. Immutable and thread-safe. */
    public static final class Row {
        private final List<Dimension> dimensions;
        private final List<Object> facts;
        private final Group group;

        Row(List<Dimension> dimensions, List<Object> facts, Group group) {
            this.dimensions = dimensions;
            this.facts = facts;
            this.group = group;
        }

        ComplianceAggregator.Key key() {
            return new ComplianceAggregator.Key(facts);
        }

        /**
         * Returns the values that make the group.
         *
         * @return one for each dimension, in their order
         */
        public List<String> values() {
            return facts.stream().map(Object::toString).toList();
        }

        /**
         * Returns a value that makes the group.
         *
         * @param dimension what the report is grouped by
         * @return its value in this group; empty text if unknown
         * @throws IllegalArgumentException if the report is not grouped by it
         */
        public String value(Dimension dimension) {
            int place = dimensions.indexOf(dimension);
            if (place < 0) {
                throw new IllegalArgumentException(
                        "These figures are grouped by " + dimensions + ", not by " + dimension + ".");
            }
            return facts.get(place).toString();
        }

        /**
         * Returns the metric.
         *
         * @return what was measured; empty text if it was not promised
         * @throws IllegalArgumentException if the report is not grouped by it
         */
        public String metric() {
            return value(Dimension.METRIC);
        }

        /**
         * Returns the severity.
         *
         * @return how severe the cases are; empty if the report is not grouped by it
         */
        public Optional<Severity> severity() {
            int place = dimensions.indexOf(Dimension.SEVERITY);
            return place < 0 ? Optional.empty() : Optional.of((Severity) facts.get(place));
        }

        /**
         * Counts the cases finished within the limit.
         *
         * @return how many
         */
        public long met() {
            return group.met();
        }

        /**
         * Counts the cases finished over the limit.
         *
         * @return how many
         */
        public long missed() {
            return group.missed();
        }

        /**
         * Counts the cases still open and over the limit already; they count as missed.
         *
         * @return how many
         */
        public long breached() {
            return group.breached();
        }

        /**
         * Counts the cases open within the limit, the clock running.
         *
         * @return how many
         */
        public long running() {
            return group.running();
        }

        /**
         * Counts the cases open within the limit, the clock paused.
         *
         * @return how many
         */
        public long paused() {
            return group.paused();
        }

        /**
         * Counts the cases that ended without a verdict.
         *
         * @return how many
         */
        public long cancelled() {
            return group.cancelled();
        }

        /**
         * Counts the cases that no policy selects.
         *
         * @return how many
         */
        public long withoutSla() {
            return group.withoutSla();
        }

        /**
         * Counts the cases whose measurement somebody corrected; they are in the other counts too.
         *
         * @return how many
         */
        public long adjusted() {
            return group.adjusted();
        }

        /**
         * Counts all cases of the group.
         *
         * @return met, missed, breached, running, paused, cancelled and without SLA
         */
        public long cases() {
            return measured() + running() + paused() + cancelled() + withoutSla();
        }

        /**
         * Counts the cases with a verdict.
         *
         * @return met, missed and breached
         */
        public long measured() {
            return met() + misses();
        }

        /**
         * Counts the broken promises.
         *
         * @return missed and breached
         */
        public long misses() {
            return missed() + breached();
        }

        /**
         * Counts the cases not finished.
         *
         * @return breached, running and paused
         */
        public long open() {
            return breached() + running() + paused();
        }

        /**
         * Returns the goal.
         *
         * @return the share that must be met, the highest where targets differ; 0 if nothing was promised
         */
        public double goal() {
            return group.goal();
        }

        /**
         * Whether cases of the group were held against different goals or limits.
         *
         * @return true if so; the strictest goal wins
         */
        public boolean isMixed() {
            return isGoalMixed() || group.shortestLimit().compareTo(group.longestLimit()) < 0;
        }

        /**
         * Whether cases of the group were held against different goals.
         *
         * @return true if so
         */
        public boolean isGoalMixed() {
            return group.lowestGoal() < group.goal();
        }

        /**
         * Returns the shortest limit that a case of the group was held against.
         *
         * @return the limit; zero if nothing was promised
         */
        public Duration shortestLimit() {
            return group.shortestLimit();
        }

        /**
         * Returns the longest limit that a case of the group was held against.
         *
         * @return the limit; zero if nothing was promised
         */
        public Duration longestLimit() {
            return group.longestLimit();
        }

        /**
         * Returns the share of measured cases that met the limit, {@code met / (met + missed + breached)}.
         *
         * @return the share from 0 to 1; empty if none was measured
         */
        public OptionalDouble compliance() {
            return measured() == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) met() / measured());
        }

        /**
         * Holds the share against the goal, exactly.
         *
         * @return whether {@code met} is at least {@code goal} of the measured cases
         */
        public GoalVerdict verdict() {
            if (measured() == 0) {
                return GoalVerdict.NO_DATA;
            }
            return isAtLeast(goal()) ? GoalVerdict.GOAL_MET : GoalVerdict.GOAL_MISSED;
        }

        /**
         * Whether a share of the measured cases met the limit, exactly.
         *
         * @param share the share as the decimal it is written as, such as 0.90
         * @return true if {@code met} is at least that share of the measured cases; false also if none was measured
         */
        public boolean isAtLeast(double share) {
            BigDecimal needed = BigDecimal.valueOf(share).multiply(BigDecimal.valueOf(measured()));
            return measured() > 0 && BigDecimal.valueOf(met()).compareTo(needed) >= 0;
        }

        /**
         * Says how sure the share is: the score interval of Wilson (1927) for 95 %, without continuity correction.
         *
         * @return the interval around the compliance; empty if none was measured
         */
        public Optional<ConfidenceInterval> interval() {
            return measured() == 0 ? Optional.empty() : Optional.of(Statistics.wilson(met(), measured()));
        }

        /**
         * Whether there are enough cases to say that the goal is met or missed, and not by chance.
         *
         * @return true if the goal lies outside the {@link #interval()}
         */
        public boolean isSampleEnough() {
            return interval().map(around -> !around.contains(goal())).orElse(false);
        }

        /**
         * Returns how many more misses, with no case met in between, the group can afford.
         *
         * @return the largest number with which {@code met / (measured + number)} is at least the goal; 0 if there is none
         */
        public long affordableMisses() {
            return measured() == 0 ? 0 : Statistics.moreMisses(goal(), met(), misses());
        }

        /**
         * Returns how fast the error budget burns: the share of misses over the share that the goal allows, as the Site
         * Reliability Workbook (2018, chapter 5) defines it.
         *
         * @return 1 if exactly as much is missed as allowed, 2 if twice that; infinite for a miss against a goal of 1; empty if
         *     none was measured
         */
        public OptionalDouble burnRate() {
            if (measured() == 0) {
                return OptionalDouble.empty();
            }
            if (misses() == 0) {
                return OptionalDouble.of(0);
            }
            double allowed = BigDecimal.ONE.subtract(BigDecimal.valueOf(goal())).doubleValue();
            return OptionalDouble.of((double) misses() / measured() / allowed);
        }

        /**
         * Foretells the end of the period from what happened so far, in proportion.
         *
         * @param passed the share of the period that has passed, above 0 and at most 1
         * @return what to expect, rounded half up to whole cases; empty if none was measured
         * @throws IllegalArgumentException if the share is out of bounds
         */
        public Optional<Projection> projection(double passed) {
            if (!(passed > 0 && passed <= 1)) {
                throw new IllegalArgumentException(
                        "The part of a period that has passed is a share above 0 and at most 1, but was " + passed
                                + ".");
            }
            if (measured() == 0) {
                return Optional.empty();
            }
            long all = Math.round(measured() / passed);
            return Optional.of(new Projection(
                    all, Math.round(misses() / passed), Statistics.affordable(goal(), BigDecimal.valueOf(all))));
        }

        /**
         * Returns how many cases in a row must be met for the goal to be met again.
         *
         * @return the smallest number, 0 if the goal is met; empty if it is out of reach, with a miss against a goal of 1
         */
        public OptionalLong toRecover() {
            return Statistics.toRecover(goal(), met(), misses());
        }

        /**
         * Compares with the same group of another period.
         *
         * @param previous the figures before
         * @return the 95 % interval of this compliance less the previous one by Newcombe (1998), method 10: if 0 is not in it,
         *     the change is more than chance; empty if one of the two has no measured case
         */
        public Optional<ConfidenceInterval> changeSince(Row previous) {
            return measured() == 0 || previous.measured() == 0
                    ? Optional.empty()
                    : Optional.of(Statistics.difference(met(), measured(), previous.met(), previous.measured()));
        }

        /**
         * Returns the time that a share of the measured cases used at most, by nearest rank.
         *
         * @param share the share, above 0 and at most 1; 0.5 for the median
         * @return the time in the unit of the limit, within 1 %; exact for 1; empty if none was measured
         * @throws IllegalArgumentException if the share is out of bounds
         */
        public Optional<Duration> percentile(double share) {
            requireShare(share);
            return share == 1 && measured() > 0
                    ? Optional.of(group.slowest())
                    : group.elapsed().percentile(share).map(group::within);
        }

        /**
         * Returns the time on the wall that a share of the measured cases took at most, by nearest rank.
         *
         * @param share the share, above 0 and at most 1; 0.5 for the median
         * @return the time, within 1 %; exact for 1; empty if none was measured
         * @throws IllegalArgumentException if the share is out of bounds
         */
        public Optional<Duration> wallPercentile(double share) {
            requireShare(share);
            return share == 1 && measured() > 0
                    ? Optional.of(group.longestWall())
                    : group.wall()
                            .percentile(share)
                            .map(time -> time.compareTo(group.longestWall()) > 0 ? group.longestWall() : time);
        }

        private static void requireShare(double share) {
            if (!(share > 0 && share <= 1)) {
                throw new IllegalArgumentException(
                        "A percentile is for a share above 0 and at most 1, but was for " + share + ".");
            }
        }

        /**
         * Adds up the open time of the measured cases by who had the case: {@code provider} while the clock counted, else the
         * party waited for. The times add up to all open time; parties waited for at once are one entry.
         *
         * @return the times by name, unmodifiable
         */
        public SortedMap<String, Duration> timeByParty() {
            SortedMap<String, Duration> times = new TreeMap<>(group.byParty());
            if (measured() > 0) {
                times.merge(Group.PROVIDER, group.counted(), Duration::plus);
            }
            return Collections.unmodifiableSortedMap(times);
        }

        /**
         * Adds up the open time that waits kept from counting, by their reasons.
         *
         * @return the times by reason, unmodifiable
         */
        public SortedMap<String, Duration> timeByReason() {
            return Collections.unmodifiableSortedMap(new TreeMap<>(group.byReason()));
        }

        /**
         * Counts the misses by who held the case longest in open time.
         *
         * @return the counts by party, {@code provider} where nobody else did; unmodifiable
         */
        public SortedMap<String, Long> missesByHolder() {
            return Collections.unmodifiableSortedMap(new TreeMap<>(group.missesByHolder()));
        }

        /**
         * Counts the misses by the reason that held the case longer than work on it took.
         *
         * @return the counts by reason, {@code no wait} where none did; unmodifiable
         */
        public SortedMap<String, Long> missesByReason() {
            return Collections.unmodifiableSortedMap(new TreeMap<>(group.missesByReason()));
        }

        /**
         * Counts the measured cases by how much of the limit they used.
         *
         * @return 21 counts: up to 10 % of it, up to 20 %, and so on to 200 %, and above
         */
        public List<Long> attainment() {
            List<Long> counts = new ArrayList<>(Group.SHARES);
            for (int i = 0; i < Group.SHARES; i++) {
                counts.add(group.tenths(i));
            }
            return List.copyOf(counts);
        }

        /**
         * Returns the measured cases that took longest.
         *
         * @return up to five, the longest first
         */
        public List<LongCase> longest() {
            return group.longest().stream()
                    .map(one -> new LongCase(one.caseId(), one.elapsed(), one.limit(), one.team()))
                    .toList();
        }

        /**
         * Says what to promise: the limits that 90, 95 and 99 % of the measured cases would have met, each with the interval
         * between the order statistics that enclose it with about 95 % (Conover, Practical Nonparametric Statistics, 3.2).
         *
         * @return three suggestions; none if no case was measured
         */
        public List<Suggestion> suggestTargets() {
            long n = measured();
            List<Suggestion> suggestions = new ArrayList<>();
            for (double share : n == 0 ? new double[0] : new double[] {0.9, 0.95, 0.99}) {
                long[] ranks = Statistics.quantileRanks(share, n);
                suggestions.add(new Suggestion(
                        share,
                        percentile(share).orElseThrow(),
                        group.within(group.elapsed().atRank(Math.min(n, ranks[0]))),
                        ranks[1] > n
                                ? Optional.empty()
                                : Optional.of(group.within(group.elapsed().atRank(ranks[1])))));
            }
            return List.copyOf(suggestions);
        }

        /**
         * Says how honest the waits of all promised cases look.
         *
         * @return the figures
         */
        public PauseHygiene pauseHygiene() {
            return new PauseHygiene(
                    group.waits(), group.unended(), group.closeCalls(), group.finishedPaused(), group.shareHeld());
        }

        /**
         * Returns what requesters thought.
         *
         * @return their ratings of all measured cases
         */
        public Satisfaction satisfaction() {
            return satisfaction(measured(), true, true);
        }

        /**
         * Returns what requesters thought where the limit was met.
         *
         * @return their ratings of the cases met
         */
        public Satisfaction satisfactionWhenMet() {
            return satisfaction(met(), true, false);
        }

        /**
         * Returns what requesters thought where the limit was missed.
         *
         * @return their ratings of the cases missed and breached
         */
        public Satisfaction satisfactionWhenMissed() {
            return satisfaction(misses(), false, true);
        }

        private Satisfaction satisfaction(long asked, boolean withMet, boolean withMissed) {
            long answers = 0;
            long points = 0;
            for (int rating = 1; rating <= 5; rating++) {
                long count = (withMet ? group.rated(false, rating) : 0) + (withMissed ? group.rated(true, rating) : 0);
                answers += count;
                points += rating * count;
            }
            return new Satisfaction(
                    answers,
                    asked,
                    answers == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) points / answers));
        }

        /**
         * Says what the misses of this group cost.
         *
         * @param rates what each kind of extra work costs
         * @return the count and amount of each kind
         */
        public MissCosts.Bill cost(MissCosts rates) {
            return rates.bill(group.touches(), group.escalations(), group.reopenings(), group.reinvestigations());
        }

        private byte[] bytes() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try {
                group.write(new DataOutputStream(bytes));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return bytes.toByteArray();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Row that
                    && dimensions.equals(that.dimensions)
                    && facts.equals(that.facts)
                    && Arrays.equals(bytes(), that.bytes());
        }

        @Override
        public int hashCode() {
            return facts.hashCode();
        }

        /** Returns the group, and how it stands. */
        @Override
        public String toString() {
            return values() + " " + verdict() + " " + met() + " of " + measured();
        }
    }

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
    public Optional<Row> row(Object... values) {
        List<String> wanted = Wanted.of(this, values);
        return rows.stream().filter(row -> row.values().equals(wanted)).findFirst();
    }

    /**
     * Works out service credits, a fee for each period: what the rows of one period give back is added up and capped.
     *
     * @param credits the tiers, cap, currency and rounding of the agreement
     * @param fee the fee of one period, not negative
     * @return the amount by period; under empty text if the report is not grouped by one; unmodifiable
     * @throws IllegalArgumentException if the fee is negative
     */
    public SortedMap<String, BigDecimal> credits(ServiceCredits credits, BigDecimal fee) {
        if (fee.signum() < 0) {
            throw new IllegalArgumentException("A fee is 0 or above, but was " + fee + ".");
        }
        int digits = Math.max(0, credits.currency().getDefaultFractionDigits());
        BigDecimal most = fee.multiply(BigDecimal.valueOf(credits.cap())).setScale(digits, credits.rounding());
        Optional<Dimension> period =
                dimensions.stream().filter(Dimension::isPeriod).findFirst();
        SortedMap<String, BigDecimal> amounts = new TreeMap<>();
        for (Row row : rows) {
            row.compliance()
                    .ifPresent(share -> amounts.merge(
                            period.map(row::value).orElse(""),
                            credits.amountFor(share, fee),
                            (a, b) -> a.add(b).min(most)));
        }
        return Collections.unmodifiableSortedMap(amounts);
    }

    /**
     * Writes the figures as a table of text for a fixed-width font.
     *
     * @return lines separated and ended by line feeds, with a heading
     */
    public String toText() {
        return ReportText.text(this);
    }

    /**
     * Writes the figures as a Markdown table.
     *
     * @return lines separated and ended by line feeds; special characters of values are escaped
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
     * @return an object with the dimensions and the rows
     */
    public String toJson() {
        return ReportText.json(this);
    }
}
