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
import org.sla4j.agreement.Severity;
import org.sla4j.cases.Outcome;
import org.sla4j.compliance.ComplianceReport.Age;
import org.sla4j.compliance.ComplianceReport.GoalPart;
import org.sla4j.compliance.ComplianceReport.Integrity;
import org.sla4j.compliance.ComplianceReport.PauseHygiene;
import org.sla4j.compliance.ComplianceReport.Projection;
import org.sla4j.compliance.ComplianceReport.Satisfaction;
import org.sla4j.compliance.ComplianceReport.Suggestion;
import org.sla4j.compliance.ComplianceReport.TimeHeld;

/**
 * The figures of one group of a {@link ComplianceReport}.
 *
 * <pre>{@code
 * ComplianceRow row = report.row(Metric.RESOLUTION, Severity.HIGH).orElseThrow();
 * row.compliance();                   // the share of measured cases that were met
 * row.verdict();                      // how that stands against the goal
 * row.percentile(0.9);                // the time that 90 % of the cases used at most
 * row.integrity().asBreached();       // the share if breaches that were taken back counted
 * }</pre>
 *
 * Immutable and thread-safe.
 */
public final class ComplianceRow {
    private final List<Dimension> dimensions;
    private final List<Object> facts;
    private final Group group;

    ComplianceRow(List<Dimension> dimensions, List<Object> facts, Group group) {
        this.dimensions = dimensions;
        this.facts = facts;
        this.group = group;
    }

    List<Object> facts() {
        return facts;
    }

    Group group() {
        return group;
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
                        .divide(BigDecimal.valueOf(measured()), Statistics.DIGITS)
                        .doubleValue();
    }

    /**
     * Whether cases of the group have different goals or limits. Limits that differ by less than 1 % may go
     * unnoticed.
     *
     * @return true if so
     */
    public boolean isMixed() {
        return isGoalMixed() || shortestLimit().compareTo(longestLimit()) < 0;
    }

    /**
     * Whether cases of the group have different goals.
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
     * Returns the shortest limit of any case of the group.
     *
     * @return the limit, the mean of those that differ from it by less than 1 %; zero if nothing was promised
     */
    public Duration shortestLimit() {
        return group.limits().smallest().orElse(Duration.ZERO);
    }

    /**
     * Returns the longest limit of any case of the group.
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
     * Judges the group by its goals, exactly. Where goals are mixed each case allows the share of a miss that its own goal
     * does, and these shares add up: 438 cases with a goal of 90 % and 3 with one of 100 % may be missed 43.8 times. The group is
     * never plainly met while the cases of one goal missed that.
     *
     * @return whether {@code met} is at least what the goals need of the measured cases
     */
    public GoalVerdict verdict() {
        return GoalVerdict.of(met(), measured(), group.needed(), parts());
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
        return GoalVerdict.of(met(), measured(), needed) == GoalVerdict.GOAL_MET;
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
        double allowed = BigDecimal.valueOf(measured()).subtract(group.needed()).doubleValue();
        return OptionalDouble.of(misses() / allowed);
    }

    /**
     * Forecasts the end of the period from what happened so far, in proportion.
     *
     * @param passed the share of the period that has passed, above 0 and at most 1
     * @return what to expect, rounded half up to whole cases; empty if none was measured
     * @throws IllegalArgumentException if the share is out of bounds
     */
    public Optional<Projection> projection(double passed) {
        if (!(passed > 0 && passed <= 1)) {
            throw new IllegalArgumentException(
                    "The part of a period that has passed is a share above 0 and at most 1, but was " + passed + ".");
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
    public Optional<ConfidenceInterval> changeSince(ComplianceRow previous) {
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
     * Adds up the open time of the measured cases by who had the case: while the clock counted {@code provider}, or the party for whose
     * time alone the metric counts; else the party waited for. The times add up to all open time; parties waited for at once are one entry.
     *
     * @return the times by name, unmodifiable
     */
    public SortedMap<String, Duration> timeByParty() {
        return Collections.unmodifiableSortedMap(group.byParty());
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
                answers, asked, answers == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) points / answers));
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
        return other instanceof ComplianceRow that
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
