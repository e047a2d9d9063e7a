package org.sla4j.compliance;

import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.Outcome;

/**
 * Adds up outcomes into compliance figures by any {@link Dimension}s, on one machine or on many, and takes them out again. Mutable
 * and not thread-safe: use one for each thread and merge them.
 *
 * <pre>{@code
 * ComplianceAggregator weekly = ComplianceAggregator.of(Dimension.METRIC, Dimension.week(berlin));
 * weekly.add(outcome);
 * weekly.replace(outcome, outcomeOfTheReopenedCase);
 * weekly.merge(ComplianceAggregator.fromBytes(received));
 * weekly.report();
 * }</pre>
 *
 * <h2>A commutative group</h2>
 *
 * <ul>
 *   <li>Any split of the same outcomes, added and merged in any order, gives the same {@link #toBytes() bytes}.
 *   <li>What was added can be removed, and leaves nothing behind, to the byte.
 *   <li>Something may be removed before it is added, as streams do that arrive out of order. Until then its group counts below zero,
 *       and a {@link #report()} is refused.
 * </ul>
 *
 * <p>The size depends on the number of groups, which is bounded, not on the number of outcomes. Extremes and lists of cases cannot be
 * taken out again, so none are kept here; see {@link WorstCases}.
 *
 * <p>Cases of one group may have different goals. Then the group is judged by the misses that these goals allow
 * together, see {@link ComplianceRow#verdict()}. Where goals must not differ, {@link #withOneGoal} refuses that.
 */
public final class ComplianceAggregator {
    private static final int MAGIC = 0x534c4143;
    private static final int VERSION = 4;
    private static final String WHAT = "compliance figures";
    private static final int MOST_GROUPS = 1_000_000;
    private static final int USUAL_GROUPS = 100_000;
    private static final int MOST_PERIODS = 4_096;
    private static final int MOST_DIMENSIONS = 32;
    /** No group can be written in fewer. */
    private static final int LEAST_BYTES_OF_A_GROUP = 70;

    private final List<Dimension> dimensions;
    private final int mostGroups;
    private final boolean oneGoal;
    private final Map<Key, Group> groups = new HashMap<>();
    /** To find a group without making a key for that. */
    private final Key probe;

    private final Periods[] periods;

    private ComplianceAggregator(List<Dimension> dimensions, int mostGroups, boolean oneGoal) {
        if (dimensions.size() > MOST_DIMENSIONS
                || dimensions.stream().distinct().count() < dimensions.size()) {
            throw new IllegalArgumentException("Figures are grouped by up to " + MOST_DIMENSIONS
                    + " different dimensions, but were by " + dimensions + ".");
        }
        if (mostGroups < 1 || mostGroups > MOST_GROUPS) {
            throw new IllegalArgumentException(
                    "There may be 1 to " + MOST_GROUPS + " groups, but were " + mostGroups + ".");
        }
        this.dimensions = dimensions;
        this.mostGroups = mostGroups;
        this.oneGoal = oneGoal;
        this.probe = new Key(new Object[dimensions.size()]);
        this.periods = new Periods[dimensions.size()];
        Arrays.setAll(periods, i -> new Periods(dimensions.get(i)));
    }

    /**
     * Makes an empty aggregator, for 100,000 groups at most.
     *
     * @param dimensions what to group by, each once, 32 at most, in the order of the rows; by agreement, metric and severity if none
     *     is given, so that an agreement with a customer and one between teams are never added up
     * @return the aggregator
     * @throws IllegalArgumentException if one is given twice or there are too many
     */
    public static ComplianceAggregator of(Dimension... dimensions) {
        List<Dimension> by = dimensions.length == 0
                ? List.of(Dimension.AGREEMENT, Dimension.METRIC, Dimension.SEVERITY)
                : List.of(dimensions);
        return new ComplianceAggregator(by, USUAL_GROUPS, false);
    }

    /**
     * Returns an empty aggregator by the same dimensions with another bound.
     *
     * @param most how many groups there may be, 1 to 1,000,000
     * @return the aggregator
     * @throws IllegalArgumentException if the bound is out of bounds
     */
    public ComplianceAggregator withMostGroups(int most) {
        return new ComplianceAggregator(dimensions, most, oneGoal);
    }

    /**
     * Returns an empty aggregator by the same dimensions that refuses goals that differ within one group, such as those of two
     * agreements under one severity. Limits may differ: those in business days do so from case to case.
     *
     * @return the aggregator; the refusal is not part of its {@linkplain #toBytes() bytes}
     */
    public ComplianceAggregator withOneGoal() {
        return new ComplianceAggregator(dimensions, mostGroups, true);
    }

    /**
     * Returns what the figures are grouped by.
     *
     * @return the dimensions, unmodifiable
     */
    public List<Dimension> dimensions() {
        return dimensions;
    }

    /** The facts of a group, strings or severities, in the order of the dimensions. */
    static final class Key implements Comparable<Key> {
        private final Object[] facts;

        Key(Object[] facts) {
            this.facts = facts;
        }

        List<Object> facts() {
            return List.of(facts);
        }

        @Override
        public int compareTo(Key other) {
            for (int i = 0; i < facts.length; i++) {
                int order = facts[i] instanceof Severity severity
                        ? severity.compareTo((Severity) other.facts[i])
                        : facts[i].toString().compareTo(other.facts[i].toString());
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key that && Arrays.equals(facts, that.facts);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(facts);
        }

        @Override
        public String toString() {
            return facts().toString();
        }
    }

    /** Finds the label of a period without working it out again. */
    private static final class Periods {
        private final Dimension dimension;
        private final List<Dimension.Period> known = new ArrayList<>();
        private Dimension.Period last = new Dimension.Period(0, 0, "");

        Periods(Dimension dimension) {
            this.dimension = dimension;
        }

        String label(Instant at) {
            long second = at.getEpochSecond();
            if (second < last.from() || second >= last.to()) {
                last = find(second, at);
            }
            return last.label();
        }

        private Dimension.Period find(long second, Instant at) {
            int low = 0;
            int high = known.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (known.get(middle).to() <= second) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            if (low < known.size() && known.get(low).from() <= second) {
                return known.get(low);
            }
            if (known.size() == MOST_PERIODS) {
                known.clear();
                low = 0;
            }
            Dimension.Period fresh = dimension.period(at);
            known.add(low, fresh);
            return fresh;
        }
    }

    /**
     * Adds one outcome.
     *
     * @param outcome a finished measurement, or one going on as it stands; each {@linkplain Outcome#key key} once
     * @throws IllegalArgumentException if its goal clashes with that of its group and there may be {@linkplain #withOneGoal
     *     one goal} only; nothing is changed then
     * @throws IllegalStateException if there would be too many groups, or too many different parties, reasons, teams or goals in one;
     *     nothing is changed then
     * @throws ArithmeticException if counts or seconds go beyond 60 bits; nothing is changed then
     */
    public void add(Outcome outcome) {
        if (oneGoal && outcome.isPromised()) {
            requireOneGoal(find(outcome), outcome.goal());
        }
        Group group = group(outcome);
        try {
            group.add(outcome);
        } finally {
            forgetIfEmpty(group);
        }
    }

    /**
     * Takes out an outcome that was added, or will be.
     *
     * @param outcome equal to the one added
     * @throws IllegalStateException as {@link #add} does
     * @throws ArithmeticException as {@link #add} does
     */
    public void remove(Outcome outcome) {
        Group group = group(outcome);
        try {
            group.remove(outcome);
        } finally {
            forgetIfEmpty(group);
        }
    }

    /**
     * Puts one outcome in the place of another of the same measurement, as when a resolved case is reopened or its events are
     * corrected.
     *
     * @param before the outcome that was added
     * @param after the outcome as it is now, perhaps of another group
     * @throws IllegalArgumentException if the two have different {@linkplain Outcome#key keys}, or as {@link #add} does; nothing is
     *     changed then
     * @throws IllegalStateException as {@link #add} does; nothing is changed then
     * @throws ArithmeticException as {@link #add} does; nothing is changed then
     */
    public void replace(Outcome before, Outcome after) {
        if (!before.key().equals(after.key())) {
            throw new IllegalArgumentException("An outcome takes the place of one with the same key, but " + after.key()
                    + " was given for " + before.key() + ".");
        }
        remove(before);
        try {
            add(after);
        } catch (IllegalArgumentException | IllegalStateException | ArithmeticException refused) {
            add(before);
            throw refused;
        }
    }

    boolean isEmpty() {
        return groups.isEmpty();
    }

    private @Nullable Group find(Outcome outcome) {
        for (int i = 0; i < probe.facts.length; i++) {
            probe.facts[i] = fact(i, outcome);
        }
        return groups.get(probe);
    }

    private Group group(Outcome outcome) {
        Group found = find(outcome);
        if (found == null) {
            requireRoom(groups.size() + 1L);
            found = new Group();
            groups.put(new Key(probe.facts.clone()), found);
        }
        return found;
    }

    /** The group that was looked for last. */
    private void forgetIfEmpty(Group group) {
        if (group.isEmpty()) {
            groups.remove(probe);
        }
    }

    private void requireOneGoal(@Nullable Group ours, double goal) {
        if (ours != null) {
            requireOneGoal(new Key(probe.facts.clone()), ours, List.of(goal));
        }
    }

    private static void requireOneGoal(Key key, Group ours, Iterable<Double> goals) {
        TreeMap<Double, Object> all = new TreeMap<>(ours.goals());
        goals.forEach(goal -> all.put(goal, goal));
        if (all.size() > 1) {
            throw new IllegalArgumentException(
                    "Goals clash in the group " + key + ": " + all.firstKey() + " and " + all.lastKey()
                            + ". Group by agreement too, or do without withOneGoal to judge each case by its own.");
        }
    }

    private Object fact(int place, Outcome outcome) {
        Dimension dimension = dimensions.get(place);
        return dimension.isPeriod() ? periods[place].label(outcome.countedAt()) : dimension.fact(outcome);
    }

    private void requireRoom(long wanted) {
        if (wanted > mostGroups) {
            throw new IllegalStateException("Figures by " + dimensions + " would have " + wanted
                    + " groups; the bound is " + mostGroups + ". Group by less, or raise it with withMostGroups.");
        }
    }

    /**
     * Adds everything another aggregator has added, and takes out what it has taken out.
     *
     * @param other the aggregator to take over; it is not changed
     * @throws IllegalArgumentException if it groups by other dimensions, or goals clash and there may be {@linkplain
     *     #withOneGoal one goal} only; nothing is changed then
     * @throws IllegalStateException if there would be too many groups, or too much in one; nothing is changed then
     * @throws ArithmeticException if counts or seconds go beyond 60 bits; nothing is changed then
     */
    public void merge(ComplianceAggregator other) {
        if (!dimensions.equals(other.dimensions)) {
            throw new IllegalArgumentException("Figures by " + other.dimensions + " cannot be added to figures by "
                    + dimensions + "; group both by the same.");
        }
        requireRoom(groups.size()
                + other.groups.keySet().stream()
                        .filter(key -> !groups.containsKey(key))
                        .count());
        other.groups.forEach((key, theirs) -> {
            Group ours = groups.get(key);
            if (oneGoal) {
                requireOneGoal(
                        key, ours == null ? new Group() : ours, theirs.goals().keySet());
            }
            if (ours != null) {
                ours.requireRoomFor(theirs);
            }
        });
        // Adding an aggregator to itself must not read groups while they grow.
        List.copyOf(other.groups.entrySet()).forEach(entry -> {
            Group ours = groups.get(entry.getKey());
            if (ours == null) {
                groups.put(entry.getKey(), entry.getValue().copy());
            } else {
                ours.merge(entry.getValue());
                if (ours.isEmpty()) {
                    groups.remove(entry.getKey());
                }
            }
        });
    }

    /**
     * Takes the figures as they are now.
     *
     * @return one row for each group, in the order of the dimensions' values
     * @throws IllegalStateException if more was taken out of a group than was put in; the message names the group
     */
    public ComplianceReport report() {
        List<ComplianceRow> rows = new ArrayList<>();
        new TreeMap<>(groups).forEach((key, group) -> {
            Optional<String> negative = group.negative();
            if (negative.isPresent()) {
                throw new IllegalStateException(
                        "The group " + key + " has " + negative.get()
                                + ": more was taken out of it than put in. Report when the outcomes removed early have been added.");
            }
            rows.add(new ComplianceRow(dimensions, key.facts(), group.copy()));
        });
        return new ComplianceReport(dimensions, rows);
    }

    /**
     * Writes the figures down, the same bytes for the same outcomes however they were added.
     *
     * @return a versioned form with a checksum, which {@link #fromBytes} reads
     */
    public byte[] toBytes() {
        return Bytes.document(MAGIC, VERSION, this::write);
    }

    private void write(DataOutputStream out) throws IOException {
        Bytes.number(out, dimensions.size());
        for (Dimension dimension : dimensions) {
            dimension.write(out);
        }
        Bytes.number(out, groups.size());
        for (Map.Entry<Key, Group> entry : new TreeMap<>(groups).entrySet()) {
            for (Object fact : entry.getKey().facts) {
                Dimension.writeFact(out, fact);
            }
            entry.getValue().write(out);
        }
    }

    /**
     * Reads figures that {@link #toBytes} wrote. Versions 1 and 2, of before the first release, are not read.
     *
     * @param bytes the bytes
     * @return an aggregator equal to the one written
     * @throws IllegalArgumentException if the bytes are not of that form, are damaged, cut short or go on after the end, contradict
     *     themselves, or are of another version
     */
    public static ComplianceAggregator fromBytes(byte[] bytes) {
        return Bytes.read(bytes, MAGIC, VERSION, WHAT, ComplianceAggregator::read);
    }

    private static ComplianceAggregator read(Bytes.Input in) throws IOException {
        int depth = in.count("dimensions", MOST_DIMENSIONS, 3);
        List<Dimension> dimensions = new ArrayList<>();
        for (int i = 0; i < depth; i++) {
            dimensions.add(Dimension.read(in));
        }
        int count = in.count("groups", MOST_GROUPS, LEAST_BYTES_OF_A_GROUP);
        ComplianceAggregator result =
                new ComplianceAggregator(List.copyOf(dimensions), Math.max(count, USUAL_GROUPS), false);
        @Nullable Key last = null;
        for (int i = 0; i < count; i++) {
            Object[] facts = new Object[depth];
            for (int j = 0; j < depth; j++) {
                facts[j] = dimensions.get(j).readFact(in);
            }
            Key key = new Key(facts);
            if (last != null && last.compareTo(key) >= 0) {
                throw new IOException("groups are out of order at " + key);
            }
            result.groups.put(key, Group.read(in));
            last = key;
        }
        return result;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ComplianceAggregator that && Arrays.equals(toBytes(), that.toBytes());
    }

    @Override
    public int hashCode() {
        return groups.keySet().hashCode();
    }

    /** Returns the figures as a table of text, or what they are by where they cannot be reported. */
    @Override
    public String toString() {
        return groups.values().stream().anyMatch(group -> group.negative().isPresent())
                ? "Figures by " + dimensions + " with groups below zero"
                : report().toText();
    }
}
