package org.sla4j.compliance;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.Outcome;

/**
 * Adds up outcomes into compliance figures by metric and severity, on one machine or on many. Mutable and not thread-safe:
 * use one for each thread and merge them.
 *
 * <p>It is a commutative monoid: an empty aggregator changes nothing when merged, and any split of the same outcomes, added
 * and merged in any order, gives the same {@link #toBytes() bytes}. Its size depends on the number of groups, not on the
 * number of outcomes.
 *
 * <pre>{@code
 * ComplianceAggregator all = ComplianceAggregator.fromBytes(received);
 * all.merge(mine);
 * all.report();
 * }</pre>
 */
public final class ComplianceAggregator {
    private static final int MAGIC = 0x534c4143;
    private static final int VERSION = 1;
    private static final int MOST_GROUPS = 1_000_000;

    private final SortedMap<Key, Group> groups = new TreeMap<>();

    /** Makes an empty aggregator. */
    public ComplianceAggregator() {}

    private record Key(String metric, Severity severity) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byMetric = metric.compareTo(other.metric);
            return byMetric != 0 ? byMetric : severity.compareTo(other.severity);
        }
    }

    /**
     * Adds one outcome.
     *
     * @param outcome a finished measurement, or one going on as it stands; each measurement once
     */
    public void add(Outcome outcome) {
        groups.computeIfAbsent(new Key(outcome.metric(), outcome.severity()), key -> new Group())
                .add(outcome);
    }

    /**
     * Adds everything another aggregator has added.
     *
     * @param other the aggregator to take over; it is not changed
     */
    public void merge(ComplianceAggregator other) {
        // Adding an aggregator to itself must not read groups while they grow.
        List<Key> keys = new ArrayList<>(other.groups.keySet());
        for (Key key : keys) {
            Group theirs = other.groups.getOrDefault(key, new Group());
            groups.computeIfAbsent(key, absent -> new Group()).merge(theirs);
        }
    }

    /**
     * Takes the figures as they are now.
     *
     * @return one row for each group, metrics by name and severities from the most severe on
     */
    public ComplianceReport report() {
        List<ComplianceReport.Row> rows = new ArrayList<>();
        groups.forEach((key, group) -> rows.add(group.row(key.metric(), key.severity())));
        return new ComplianceReport(rows);
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
            out.writeInt(groups.size());
            for (var entry : groups.entrySet()) {
                out.writeUTF(entry.getKey().metric());
                out.writeInt(entry.getKey().severity().rank());
                out.writeUTF(entry.getKey().severity().name());
                entry.getValue().write(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads figures that {@link #toBytes} wrote.
     *
     * @param bytes the bytes
     * @return an aggregator equal to the one written
     * @throws IllegalArgumentException if the bytes are not of that form, are cut short, go on after the end, or are of a newer
     *     version
     */
    public static ComplianceAggregator fromBytes(byte[] bytes) {
        ComplianceAggregator result = new ComplianceAggregator();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readInt() != MAGIC) {
                throw new IllegalArgumentException("These " + bytes.length + " bytes are not compliance figures.");
            }
            int version = in.readUnsignedByte();
            if (version != VERSION) {
                throw new IllegalArgumentException("These compliance figures are of version " + version
                        + "; this library reads version " + VERSION + ".");
            }
            int count = in.readInt();
            if (count < 0 || count > MOST_GROUPS) {
                throw new IllegalArgumentException(
                        "Compliance figures of " + count + " groups; 0 to " + MOST_GROUPS + " are accepted.");
            }
            for (int i = 0; i < count; i++) {
                Key key = new Key(in.readUTF(), Severity.of(in.readInt(), in.readUTF()));
                if (!result.groups.isEmpty() && result.groups.lastKey().compareTo(key) >= 0) {
                    throw new IllegalArgumentException("Compliance figures are out of order at group " + key + ".");
                }
                result.groups.put(key, Group.read(in));
            }
            if (in.available() > 0) {
                throw new IllegalArgumentException(
                        "Compliance figures go on for " + in.available() + " bytes after their end.");
            }
        } catch (EOFException e) {
            throw new IllegalArgumentException("Compliance figures are cut short after " + bytes.length + " bytes.", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("Compliance figures cannot be read: " + e.getMessage(), e);
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

    /** Returns the figures as a table of text. */
    @Override
    public String toString() {
        return report().toText();
    }
}
