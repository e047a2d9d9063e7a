package org.sla4j.compliance;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.HdrHistogram.PackedHistogram;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.Outcome;
import org.sla4j.clock.Phase;

/**
 * The figures of one group: exact counts, and a histogram of the time used by what was measured.
 *
 * <p>The histogram's buckets are fixed (whole seconds up to twenty years, two significant digits), so that adding and merging
 * in any order gives the same counts in the same buckets.
 */
final class Group {
    private static final long MOST_SECONDS = Duration.ofDays(20 * 366).toSeconds();
    private static final int DIGITS = 2;

    private long met;
    private long missed;
    private long breached;
    private long running;
    private long paused;
    private long cancelled;
    private double goal;
    private final Histogram seconds = new PackedHistogram(MOST_SECONDS, DIGITS);

    void add(Outcome outcome) {
        // Promises that differ within a group are held against the strictest; the maximum does not depend on the order.
        goal = Math.max(goal, outcome.goal());
        switch (outcome.verdict()) {
            case MET -> met++;
            case MISSED -> missed++;
            case BREACHED -> breached++;
            case CANCELLED -> cancelled++;
            case PENDING -> {
                if (outcome.phase() == Phase.PAUSED) {
                    paused++;
                } else {
                    running++;
                }
            }
        }
        switch (outcome.verdict()) {
            case MET, MISSED, BREACHED ->
                seconds.recordValue(Math.min(outcome.elapsed().toSeconds(), MOST_SECONDS));
            case CANCELLED, PENDING -> {}
        }
    }

    void merge(Group other) {
        met += other.met;
        missed += other.missed;
        breached += other.breached;
        running += other.running;
        paused += other.paused;
        cancelled += other.cancelled;
        goal = Math.max(goal, other.goal);
        seconds.add(other == this ? seconds.copy() : other.seconds);
    }

    ComplianceReport.Row row(String metric, Severity severity) {
        return new ComplianceReport.Row(
                metric,
                severity,
                met,
                missed,
                breached,
                running,
                paused,
                cancelled,
                goal,
                percentile(50),
                percentile(90),
                percentile(95));
    }

    private Optional<Duration> percentile(int percent) {
        return seconds.getTotalCount() == 0
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(seconds.getValueAtPercentile(percent)));
    }

    void write(DataOutput out) throws IOException {
        for (long count : new long[] {met, missed, breached, running, paused, cancelled}) {
            writeNumber(out, count);
        }
        out.writeDouble(goal);
        int buckets = 0;
        for (HistogramIterationValue ignored : seconds.recordedValues()) {
            buckets++;
        }
        writeNumber(out, buckets);
        long last = 0;
        for (HistogramIterationValue bucket : seconds.recordedValues()) {
            writeNumber(out, bucket.getValueIteratedTo() - last);
            writeNumber(out, bucket.getCountAddedInThisIterationStep());
            last = bucket.getValueIteratedTo();
        }
    }

    static Group read(DataInput in) throws IOException {
        Group group = new Group();
        group.met = readNumber(in);
        group.missed = readNumber(in);
        group.breached = readNumber(in);
        group.running = readNumber(in);
        group.paused = readNumber(in);
        group.cancelled = readNumber(in);
        group.goal = in.readDouble();
        if (!(group.goal > 0 && group.goal <= 1)) {
            throw new IOException("a goal is above 0 and at most 1, but was " + group.goal);
        }
        BigInteger measured = sum(group.met, group.missed, group.breached);
        if (measured.add(sum(group.running, group.paused, group.cancelled)).bitLength() >= Long.SIZE) {
            throw new IOException("cases are counted up to " + Long.MAX_VALUE + ", but there are more");
        }
        long buckets = readNumber(in);
        BigInteger timed = BigInteger.ZERO;
        long most = group.seconds.highestEquivalentValue(MOST_SECONDS);
        long value = 0;
        for (long i = 0; i < buckets; i++) {
            long step = readNumber(in);
            long count = readNumber(in);
            if (step > most - value) {
                throw new IOException("times go up to " + MOST_SECONDS + " s, but one is " + step + " above " + value);
            }
            value += step;
            timed = timed.add(BigInteger.valueOf(count));
            group.seconds.recordValueWithCount(Math.min(value, MOST_SECONDS), count);
        }
        if (!timed.equals(measured)) {
            throw new IOException("the times of " + timed + " cases do not belong to " + measured + " measured ones");
        }
        return group;
    }

    private static BigInteger sum(long first, long second, long third) {
        return BigInteger.valueOf(first).add(BigInteger.valueOf(second)).add(BigInteger.valueOf(third));
    }

    /** Writes a number that is not negative in seven bits a byte, the lowest first. */
    private static void writeNumber(DataOutput out, long number) throws IOException {
        long rest = number;
        while (rest >= 0x80) {
            out.writeByte((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    private static long readNumber(DataInput in) throws IOException {
        long number = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            int next = in.readUnsignedByte();
            number |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return number;
            }
        }
        throw new IOException("a number has more than 63 bits");
    }
}
