package org.sla4j.compliance;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.Outcome;

/**
 * Adds up outcomes into compliance figures by any {@link Dimension}s, on one machine or on many. Mutable and not thread-safe:
 * use one for each thread and merge them.
 *
 * <p>It is a commutative monoid: an empty aggregator changes nothing when merged, and any split of the same outcomes, added
 * and merged in any order, gives the same {@link #toBytes() bytes}. Its size depends on the number of groups, which is
 * bounded, not on the number of outcomes.
 *
 * <p>Where targets of one group differ, <b>the strictest goal wins</b>: the group is held against the highest goal among them,
 * and {@link ComplianceReport.Row#isMixed()} says so. Where they must not differ, {@link #withOneGoal} refuses that.
 *
 * <pre>{@code
 * ComplianceAggregator weekly = ComplianceAggregator.of(Dimension.METRIC, Dimension.week(berlin));
 * weekly.merge(ComplianceAggregator.fromBytes(received));
 * weekly.report();
 * }</pre>
 */
public final class ComplianceAggregator {
    private static final int MAGIC = 0x534c4143;
    private static final int VERSION = 3;
    private static final int MOST_GROUPS = 1_000_000;
    private static final int USUAL_GROUPS = 100_000;
    private static final int MOST_PERIODS = 4_096;

    private final List<Dimension> dimensions;
    private final int mostGroups;
    private final boolean oneGoal;
    private final TreeMap<Key, Group> groups = new TreeMap<>();
    /** The groups again, a level of maps for each dimension, to find one without making a key. */
    private final Map<Object, Object> index = new HashMap<>();

    private final Periods[] periods;

    private ComplianceAggregator(List<Dimension> dimensions, int mostGroups, boolean oneGoal) {
        if (dimensions.isEmpty() || dimensions.stream().distinct().count() < dimensions.size()) {
            throw new IllegalArgumentException(
                    "Figures are grouped by one or more different dimensions, but were by " + dimensions + ".");
        }
        if (mostGroups < 1 || mostGroups > MOST_GROUPS) {
            throw new IllegalArgumentException(
                    "There may be 1 to " + MOST_GROUPS + " groups, but were " + mostGroups + ".");
        }
        this.dimensions = dimensions;
        this.mostGroups = mostGroups;
        this.oneGoal = oneGoal;
        this.periods = new Periods[dimensions.size()];
        Arrays.setAll(periods, i -> new Periods(dimensions.get(i)));
    }

    /**
     * Makes an empty aggregator, for 100,000 groups at most.
     *
     * @param dimensions what to group by, each once, in the order of the rows; by metric and severity if none is given
     * @return the aggregator
     * @throws IllegalArgumentException if one is given twice
     */
    public static ComplianceAggregator of(Dimension... dimensions) {
        List<Dimension> by =
                dimensions.length == 0 ? List.of(Dimension.METRIC, Dimension.SEVERITY) : List.of(dimensions);
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
     * Returns an empty aggregator by the same dimensions that takes goals that differ within one group for a mistake, such as
     * two agreements under one severity. Limits may differ: those in business days do so from case to case.
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
    record Key(List<Object> facts) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            for (int i = 0; i < facts.size(); i++) {
                int order = facts.get(i) instanceof Severity severity
                        ? severity.compareTo((Severity) other.facts.get(i))
                        : facts.get(i).toString().compareTo(other.facts.get(i).toString());
                if (order != 0) {
                    return order;
                }
            }
            return 0;
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
     * @param outcome a finished measurement, or one going on as it stands; each measurement once
     * @throws IllegalArgumentException if its goal clashes with that of its group and there may be {@linkplain #withOneGoal
     *     one goal} only; nothing is changed then
     * @throws IllegalStateException if there would be too many groups, or too many different parties or reasons in one; nothing
     *     is changed then
     * @throws ArithmeticException if counts or times go beyond 63 bits; nothing is changed then
     */
    public void add(Outcome outcome) {
        Group found = find(outcome);
        if (found != null) {
            if (oneGoal && outcome.isPromised()) {
                requireOneGoal(key(outcome), found, outcome.goal(), outcome.goal());
            }
            found.add(outcome);
            return;
        }
        requireRoom(groups.size() + 1);
        Group fresh = new Group();
        fresh.add(outcome);
        put(key(outcome), fresh);
    }

    private Key key(Outcome outcome) {
        List<Object> facts = new ArrayList<>(dimensions.size());
        for (int i = 0; i < dimensions.size(); i++) {
            facts.add(fact(i, outcome));
        }
        return new Key(List.copyOf(facts));
    }

    private static void requireOneGoal(Key key, Group ours, double lowest, double highest) {
        boolean hasGoal = ours.goal() > 0;
        double low = hasGoal ? Math.min(ours.lowestGoal(), lowest) : lowest;
        double high = Math.max(ours.goal(), highest);
        if (low < high) {
            throw new IllegalArgumentException("Goals clash in the group " + key.facts() + ": " + low + " and " + high
                    + ". Group by agreement too, or do without withOneGoal to hold the group against the strictest.");
        }
    }

    private Object fact(int place, Outcome outcome) {
        Dimension dimension = dimensions.get(place);
        return dimension.isPeriod()
                ? periods[place].label(outcome.end().orElse(outcome.at()))
                : dimension.fact(outcome);
    }

    private @Nullable Group find(Outcome outcome) {
        Object level = index;
        for (int i = 0; i < dimensions.size(); i++) {
            level = ((Map<?, ?>) level).get(fact(i, outcome));
            if (level == null) {
                return null;
            }
        }
        return (Group) level;
    }

    private void put(Key key, Group group) {
        groups.put(key, group);
        Map<Object, Object> level = index;
        for (int i = 0; i < key.facts().size() - 1; i++) {
            @SuppressWarnings("unchecked") // only put makes the levels
            Map<Object, Object> next =
                    (Map<Object, Object>) level.computeIfAbsent(key.facts().get(i), absent -> new HashMap<>());
            level = next;
        }
        level.put(key.facts().get(key.facts().size() - 1), group);
    }

    private void requireRoom(long wanted) {
        if (wanted > mostGroups) {
            throw new IllegalStateException("Figures by " + dimensions + " would have " + wanted
                    + " groups; the bound is " + mostGroups + ". Group by less, or raise it with withMostGroups.");
        }
    }

    /**
     * Adds everything another aggregator has added.
     *
     * @param other the aggregator to take over; it is not changed
     * @throws IllegalArgumentException if it groups by other dimensions, or goals clash and there may be {@linkplain
     *     #withOneGoal one goal} only; nothing is changed then
     * @throws IllegalStateException if there would be too many groups; nothing is changed then
     * @throws ArithmeticException if counts or times go beyond 63 bits; nothing is changed then
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
            if (oneGoal && theirs.goal() > 0) {
                requireOneGoal(key, ours == null ? new Group() : ours, theirs.lowestGoal(), theirs.goal());
            }
            if (ours != null) {
                ours.requireRoomFor(theirs);
            }
        });
        // Adding an aggregator to itself must not read groups while they grow.
        List.copyOf(other.groups.entrySet()).forEach(entry -> {
            Group ours = groups.get(entry.getKey());
            if (ours == null) {
                put(entry.getKey(), entry.getValue().copy());
            } else {
                ours.merge(entry.getValue());
            }
        });
    }

    /**
     * Takes the figures as they are now.
     *
     * @return one row for each group, in the order of the dimensions' values
     */
    public ComplianceReport report() {
        List<ComplianceReport.Row> rows = new ArrayList<>();
        groups.forEach((key, group) -> rows.add(new ComplianceReport.Row(dimensions, key.facts(), group.copy())));
        return new ComplianceReport(dimensions, rows);
    }

    /**
     * Writes the figures down, the same bytes for the same outcomes however they were added.
     *
     * @return a versioned form that {@link #fromBytes} reads
     */
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeByte(VERSION);
            Bytes.number(out, dimensions.size());
            for (Dimension dimension : dimensions) {
                dimension.write(out);
            }
            out.writeInt(groups.size());
            for (var entry : groups.entrySet()) {
                for (Object fact : entry.getKey().facts()) {
                    if (fact instanceof Severity severity) {
                        Bytes.number(out, severity.rank());
                        Bytes.text(out, severity.name());
                    } else {
                        Bytes.text(out, fact.toString());
                    }
                }
                entry.getValue().write(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads figures that {@link #toBytes} wrote. Versions 1 and 2, of before the first release, are not read.
     *
     * @param bytes the bytes
     * @return an aggregator equal to the one written
     * @throws IllegalArgumentException if the bytes are not of that form, are cut short, go on after the end, or are of another
     *     version
     */
    public static ComplianceAggregator fromBytes(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readInt() != MAGIC) {
                throw new IllegalArgumentException("These " + bytes.length + " bytes are not compliance figures.");
            }
            int version = in.readUnsignedByte();
            if (version != VERSION) {
                throw new IllegalArgumentException("These compliance figures are of version " + version
                        + "; this library reads version " + VERSION + ".");
            }
            return read(in);
        } catch (EOFException e) {
            throw new IllegalArgumentException("Compliance figures are cut short after " + bytes.length + " bytes.", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("Compliance figures cannot be read: " + e.getMessage(), e);
        }
    }

    private static ComplianceAggregator read(DataInputStream in) throws IOException {
        long depth = Bytes.readNumber(in);
        List<Dimension> dimensions = new ArrayList<>();
        for (long i = 0; i < depth; i++) {
            dimensions.add(Dimension.read(in));
        }
        int count = in.readInt();
        if (count < 0 || count > MOST_GROUPS) {
            throw new IllegalArgumentException(
                    "Compliance figures of " + count + " groups; 0 to " + MOST_GROUPS + " are accepted.");
        }
        ComplianceAggregator result =
                new ComplianceAggregator(List.copyOf(dimensions), Math.max(count, USUAL_GROUPS), false);
        for (int i = 0; i < count; i++) {
            List<Object> facts = new ArrayList<>();
            for (Dimension dimension : dimensions) {
                facts.add(dimension.isSeverity() ? readSeverity(in) : Bytes.readText(in));
            }
            Key key = new Key(List.copyOf(facts));
            if (!result.groups.isEmpty() && result.groups.lastKey().compareTo(key) >= 0) {
                throw new IllegalArgumentException("Compliance figures are out of order at group " + key + ".");
            }
            result.put(key, Group.read(in));
        }
        if (in.available() > 0) {
            throw new IllegalArgumentException(
                    "Compliance figures go on for " + in.available() + " bytes after their end.");
        }
        return result;
    }

    private static Severity readSeverity(DataInputStream in) throws IOException {
        long rank = Bytes.readNumber(in);
        if (rank > Integer.MAX_VALUE) {
            throw new IOException("the rank of a severity is at most " + Integer.MAX_VALUE + ", but was " + rank);
        }
        return Severity.of((int) rank, Bytes.readText(in));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ComplianceAggregator that && Arrays.equals(toBytes(), that.toBytes());
    }

    @Override
    public int hashCode() {
        return groups.keySet().hashCode();
    }

    /** Returns the figures as a table of text. */
    @Override
    public String toString() {
        return report().toText();
    }
}
