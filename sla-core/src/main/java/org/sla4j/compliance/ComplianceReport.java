package org.sla4j.compliance;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.ServiceCredits;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.Outcome;

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
     * The cases of a group that were held against the same goal.
     *
     * @param goal the share of them that must be met
     * @param measured how many have a verdict
     * @param misses how many of those were missed or are breached
     */
    public record GoalPart(double goal, long measured, long misses) {
        /**
         * Holds these cases against their goal, exactly.
         *
         * @return whether no more were missed than it allows
         */
        public GoalVerdict verdict() {
            if (measured == 0) {
                return GoalVerdict.NO_DATA;
            }
            BigDecimal needed = BigDecimal.valueOf(goal).multiply(BigDecimal.valueOf(measured));
            return BigDecimal.valueOf(measured - misses).compareTo(needed) >= 0
                    ? GoalVerdict.GOAL_MET
                    : GoalVerdict.GOAL_MISSED;
        }
    }

    /**
     * What became of breaches that a later change took out of the misses, and what else makes figures look better than the service
     * was. Cases count in every line that is true of them.
     *
     * @param nowMet measurements that were over their limit once and are met now, after the case was downgraded or retargeted
     * @param nowCancelled measurements that were over their limit and were cancelled then
     * @param nowOpen open measurements that were over their limit once and are within it now
     * @param byFlag how many outcomes carry each flag, in the order of the flags; flags that none carries are left out
     * @param asBreached the compliance if those that were over their limit once counted as missed; empty if nothing would be measured
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
         * Counts the breaches that are no miss any more.
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
            return new ComplianceAggregator.Key(facts.toArray());
        }

        /**
         * Returns what the group is made by.
         *
         * @return the dimensions of the report, unmodifiable
         */
        public List<Dimension> dimensions() {
            return dimensions;
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
            return group.count(Group.MET);
        }

        /**
         * Counts the cases finished over the limit.
         *
         * @return how many
         */
        public long missed() {
            return group.count(Group.MISSED);
        }

        /**
         * Counts the cases still open and over the limit already; they count as missed.
         *
         * @return how many
         */
        public long breached() {
            return group.count(Group.BREACHED);
        }

        /**
         * Counts the cases open within the limit, the clock running.
         *
         * @return how many
         */
        public long running() {
            return group.count(Group.RUNNING);
        }

        /**
         * Counts the cases open within the limit, the clock paused.
         *
         * @return how many
         */
        public long paused() {
            return group.count(Group.PAUSED);
        }

        /**
         * Counts the cases that ended without a verdict.
         *
         * @return how many
         */
        public long cancelled() {
            return group.count(Group.CANCELLED);
        }

        /**
         * Counts the cases that no policy selects.
         *
         * @return how many
         */
        public long withoutSla() {
            return group.count(Group.WITHOUT_SLA);
        }

        /**
         * Counts the cases whose measurement somebody corrected; they are in the other counts too.
         *
         * @return how many
         */
        public long adjusted() {
            return group.count(Group.ADJUSTED);
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
         * @return the share that must be met; where goals are {@linkplain #parts mixed} their mean, each weighted with its measured
         *     cases, or with all promised ones while none is measured; 0 if nothing was promised
         */
        public double goal() {
            return measured() == 0
                    ? group.promisedShare().doubleValue()
                    : group.needed()
                            .divide(BigDecimal.valueOf(measured()), Statistics.PLACES, RoundingMode.HALF_EVEN)
                            .doubleValue();
        }

        /**
         * Whether cases of the group were held against different goals or limits. Limits that differ by less than 1 % may go
         * unnoticed.
         *
         * @return true if so
         */
        public boolean isMixed() {
            return isGoalMixed() || shortestLimit().compareTo(longestLimit()) < 0;
        }

        /**
         * Whether cases of the group were held against different goals.
         *
         * @return true if so
         */
        public boolean isGoalMixed() {
            return group.goals().size() > 1;
        }

        /**
         * Returns the cases by goal.
         *
         * @return a part for each goal, the lowest first; empty if nothing was promised
         */
        public List<GoalPart> parts() {
            List<GoalPart> parts = new ArrayList<>();
            group.goals().forEach((goal, one) -> parts.add(new GoalPart(goal, one.measured(), one.misses())));
            return List.copyOf(parts);
        }

        /**
         * Returns the shortest limit that a case of the group was held against.
         *
         * @return the limit, the mean of those that differ from it by less than 1 %; zero if nothing was promised
         */
        public Duration shortestLimit() {
            return group.limits().smallest().orElse(Duration.ZERO);
        }

        /**
         * Returns the longest limit that a case of the group was held against.
         *
         * @return the limit, the mean of those that differ from it by less than 1 %; zero if nothing was promised
         */
        public Duration longestLimit() {
            return group.limits().largest().orElse(Duration.ZERO);
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
         * Holds the group against its goals, exactly. Where goals are mixed each case allows the share of a miss that its own goal
         * does, and these shares add up: 438 cases with a goal of 90 % and 3 with one of 100 % may be missed 43.8 times. The group is
         * never plainly met while the cases of one goal missed that.
         *
         * @return whether {@code met} is at least what the goals need of the measured cases
         */
        public GoalVerdict verdict() {
            if (measured() == 0) {
                return GoalVerdict.NO_DATA;
            }
            if (BigDecimal.valueOf(met()).compareTo(group.needed()) < 0) {
                return GoalVerdict.GOAL_MISSED;
            }
            return parts().stream().anyMatch(part -> part.verdict() == GoalVerdict.GOAL_MISSED)
                    ? GoalVerdict.MET_IN_PART
                    : GoalVerdict.GOAL_MET;
        }

        /**
         * Returns how many of the measured cases the goals allow to be missed.
         *
         * @return the shares of a miss that each case's goal allows, added up exactly and rounded down
         */
        public long allowedMisses() {
            return Statistics.whole(
                    BigDecimal.valueOf(measured()).subtract(group.needed()).setScale(0, RoundingMode.FLOOR));
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
         * Returns how many more misses, with no case met in between, the group can afford. That is more than are left of the {@link
         * #allowedMisses()}, because every further case allows a share of one.
         *
         * @return the largest number with which {@code met / (measured + number)} is at least the goal; 0 if there is none, and {@link
         *     Long#MAX_VALUE} if it is larger
         */
        public long affordableMisses() {
            return measured() == 0 ? 0 : Statistics.moreMisses(group.needed(), met(), misses());
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
            double allowed =
                    BigDecimal.valueOf(measured()).subtract(group.needed()).doubleValue();
            return OptionalDouble.of(misses() / allowed);
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
            BigDecimal n = BigDecimal.valueOf(measured());
            long allowed = Statistics.whole(
                    n.subtract(group.needed()).multiply(BigDecimal.valueOf(all)).divide(n, 0, RoundingMode.FLOOR));
            return Optional.of(new Projection(all, Math.round(misses() / passed), allowed));
        }

        /**
         * Returns how many cases in a row must be met for the goal to be met again.
         *
         * @return the smallest number, 0 if the goal is met; empty if it is out of reach, with a miss against a goal of 1
         */
        public OptionalLong toRecover() {
            return Statistics.toRecover(group.needed(), met(), misses());
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
         * @return the time in the unit of the limit, within 1 % and within what was seen; empty if none was measured
         * @throws IllegalArgumentException if the share is out of bounds
         */
        public Optional<Duration> percentile(double share) {
            requireShare(share);
            return group.elapsed().percentile(share);
        }

        /**
         * Returns the time on the wall that a share of the measured cases took at most, by nearest rank.
         *
         * @param share the share, above 0 and at most 1; 0.5 for the median
         * @return the time, within 1 % and within what was seen; empty if none was measured
         * @throws IllegalArgumentException if the share is out of bounds
         */
        public Optional<Duration> wallPercentile(double share) {
            requireShare(share);
            return group.wall().percentile(share);
        }

        /**
         * Returns the mean of the times that the measured cases used.
         *
         * @return the time in the unit of the limit, exact to the nanosecond below; empty if none was measured
         */
        public Optional<Duration> mean() {
            return measured() == 0
                    ? Optional.empty()
                    : Optional.of(group.elapsed().sum().dividedBy(measured()));
        }

        /**
         * Returns the mean of the times that the measured cases took on the wall.
         *
         * @return the time, exact to the nanosecond below; empty if none was measured
         */
        public Optional<Duration> wallMean() {
            return measured() == 0
                    ? Optional.empty()
                    : Optional.of(group.wall().sum().dividedBy(measured()));
        }

        /**
         * Returns the share of the measured cases that were reopened.
         *
         * @return those reopened at least once by all measured; empty if none was measured
         */
        public OptionalDouble reopeningRate() {
            return measured() == 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of((double) group.count(Group.REOPENED) / measured());
        }

        /**
         * Counts how often a team handed a case over to another, while it was measured.
         *
         * @return hand-overs of all promised cases; what gave a case its first team is none
         */
        public long handOvers() {
            return group.count(Group.HANDOVERS);
        }

        /**
         * Returns how often a case was handed over.
         *
         * @return {@link #handOvers()} by all promised cases; empty if there is none
         */
        public OptionalDouble handOversPerCase() {
            long promised = cases() - withoutSla();
            return promised == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) handOvers() / promised);
        }

        /**
         * Counts the open cases by their age.
         *
         * @return seven groups, the youngest first: under a day, under 3, 7, 14, 30 and 90 days, and older; their cases add up to
         *     {@link #open()}
         */
        public List<Age> openByAge() {
            List<Age> ages = new ArrayList<>();
            Duration from = Duration.ZERO;
            for (int i = 0; i <= Group.AGES.size(); i++) {
                Optional<Duration> to =
                        i < Group.AGES.size() ? Optional.of(Duration.ofDays(Group.AGES.get(i))) : Optional.empty();
                ages.add(new Age(from, to, group.openFor(i)));
                from = to.orElse(from);
            }
            return List.copyOf(ages);
        }

        /**
         * Says which breaches later changes took out of the misses, and what else to look at.
         *
         * @return the counts
         */
        public Integrity integrity() {
            Map<Outcome.Flag, Long> byFlag = new EnumMap<>(Outcome.Flag.class);
            for (Outcome.Flag flag : Outcome.Flag.values()) {
                if (group.flagged(flag) > 0) {
                    byFlag.put(flag, group.flagged(flag));
                }
            }
            long nowMet = group.count(Group.REVISED_MET);
            long nowCancelled = group.count(Group.REVISED_CANCELLED);
            long nowOpen = group.count(Group.REVISED_OPEN);
            long all = measured() + nowCancelled + nowOpen;
            return new Integrity(
                    nowMet,
                    nowCancelled,
                    nowOpen,
                    byFlag,
                    all == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) (met() - nowMet) / all));
        }

        /**
         * Says who had the cases, how long, and which team they were assigned to meanwhile. The times add up to the time on the wall
         * of all promised cases that carry their {@linkplain Outcome#path path}.
         *
         * @return by party and team, in the order of their names
         */
        public List<TimeHeld> timeHeld() {
            List<TimeHeld> held = new ArrayList<>();
            group.byHolder().forEach((name, time) -> {
                int cut = name.indexOf('/');
                held.add(new TimeHeld(name.substring(0, cut), name.substring(cut + 1), time));
            });
            held.sort(Comparator.comparing(TimeHeld::party).thenComparing(TimeHeld::team));
            return List.copyOf(held);
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
                times.merge(Group.PROVIDER, group.elapsed().sum(), Duration::plus);
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
         * Says what to promise: the limits with which at least 90, 95 and 99 % of these cases would have been met. Cases that are open
         * still count as missed where they are over the limit already, and not at all within it. Each comes with the interval between
         * the order statistics that enclose the quantile with about 95 % (Conover, Practical Nonparametric Statistics, 3.2).
         *
         * @return three suggestions, rounded up to whole minutes, or to whole seconds below an hour; none if no case was finished
         */
        public List<Suggestion> suggestTargets() {
            if (met() + missed() == 0) {
                return List.of();
            }
            Suggestions suggestions = new Suggestions(group.finished(), group.open());
            return List.of(suggestions.at(0.9), suggestions.at(0.95), suggestions.at(0.99));
        }

        /**
         * Says how honest the waits of all promised cases look.
         *
         * @return the figures
         */
        public PauseHygiene pauseHygiene() {
            return new PauseHygiene(
                    group.count(Group.WAITS),
                    group.count(Group.UNENDED),
                    group.count(Group.CLOSE_CALLS),
                    group.count(Group.FINISHED_PAUSED),
                    group.sharePaused());
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
            return new MissCosts.Bill(
                    rates,
                    group.count(Group.TOUCHES),
                    group.count(Group.SUPERVISORS),
                    group.count(Group.RAISED),
                    group.count(Group.REOPENINGS),
                    group.count(Group.REINVESTIGATIONS));
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
     * What the customer gets back for one period.
     *
     * @param period the period; empty if the report is not by one
     * @param amount the amount in the currency of the credits, capped
     * @param derivation how it follows: a line for each group that is due by itself, and one where the cap cuts the sum
     */
    public record CreditsDue(String period, BigDecimal amount, List<String> derivation) {
        /** Copies the list. */
        public CreditsDue {
            derivation = List.copyOf(derivation);
        }
    }

    /**
     * Works out service credits, a fee for each period. What they are taken of is the agreement's matter and not that of this report:
     * rows are added up by metric and severity, by metric, or all together, as {@link ServiceCredits#dueBy()} says. What the groups of
     * one period give back is added up and capped.
     *
     * @param credits the tiers, basis, cap, currency and rounding of the agreement
     * @param fee the fee of one period, not negative
     * @return the amounts in the order of the periods, with their derivation; periods without a measured case are left out
     * @throws IllegalArgumentException if the fee is negative, or the report is not by what the credits are due by
     */
    public List<CreditsDue> credits(ServiceCredits credits, BigDecimal fee) {
        if (fee.signum() < 0) {
            throw new IllegalArgumentException("A fee is 0 or above, but was " + fee + ".");
        }
        List<Dimension> by = switch (credits.dueBy()) {
            case METRIC_AND_SEVERITY -> List.of(Dimension.METRIC, Dimension.SEVERITY);
            case METRIC -> List.of(Dimension.METRIC);
            case ALL -> List.of();
        };
        if (!dimensions.containsAll(by)) {
            throw new IllegalArgumentException(
                    "These credits are due by " + by + ", but the figures are by " + dimensions + ".");
        }
        Optional<Dimension> period =
                dimensions.stream().filter(Dimension::isPeriod).findFirst();
        SortedMap<String, SortedMap<ComplianceAggregator.Key, Group>> periods = new TreeMap<>();
        for (Row row : rows) {
            Object[] facts = by.stream()
                    .map(dimension -> row.facts.get(dimensions.indexOf(dimension)))
                    .toArray();
            periods.computeIfAbsent(period.map(row::value).orElse(""), absent -> new TreeMap<>())
                    .computeIfAbsent(new ComplianceAggregator.Key(facts), absent -> new Group())
                    .merge(row.group);
        }
        List<CreditsDue> due = new ArrayList<>();
        periods.forEach((label, groups) -> {
            CreditsDue all = due(label, by, groups, credits, fee);
            if (!all.derivation().isEmpty()) {
                due.add(all);
            }
        });
        return List.copyOf(due);
    }

    private static CreditsDue due(
            String period,
            List<Dimension> by,
            SortedMap<ComplianceAggregator.Key, Group> groups,
            ServiceCredits credits,
            BigDecimal fee) {
        int digits = Math.max(0, credits.currency().getDefaultFractionDigits());
        BigDecimal most = fee.multiply(BigDecimal.valueOf(credits.cap())).setScale(digits, credits.rounding());
        BigDecimal sum = BigDecimal.ZERO.setScale(digits);
        List<String> derivation = new ArrayList<>();
        for (Map.Entry<ComplianceAggregator.Key, Group> entry : groups.entrySet()) {
            Row row = new Row(by, entry.getKey().facts(), entry.getValue());
            if (row.compliance().isPresent()) {
                ServiceCredits.Credit credit =
                        credits.creditFor(row.compliance().getAsDouble(), row.goal(), fee);
                sum = sum.add(credit.amount());
                String name = String.join(", ", row.values());
                derivation.add((name.isEmpty() ? "" : name + ": ") + row.met() + " of " + row.measured() + " met; "
                        + credit.derivation());
            }
        }
        if (sum.compareTo(most) > 0) {
            derivation.add(
                    "capped: " + sum + " " + credits.currency() + " is more than " + most + " " + credits.currency());
        }
        return new CreditsDue(period, sum.min(most), derivation);
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
