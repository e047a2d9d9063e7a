package org.sla4j.compliance;

import com.datadoghq.sketch.ddsketch.mapping.CubicallyInterpolatedMapping;
import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * Exact counts of times in the buckets of a DDSketch (Masson, Rim and Lee, VLDB 2019): a percentile is within 1 % of the true
 * one. Buckets are fixed, so that adding and merging in any order gives the same counts in the same buckets.
 */
final class Sketch {
    /** Its index is plain arithmetic, without a logarithm that may differ from machine to machine. */
    static final IndexMapping BUCKETS = new CubicallyInterpolatedMapping(0.01);

    private static final int MOST = BUCKETS.index(4e10);

    private long total;
    /** Times below a second. */
    private long zeros;

    private int first;
    private long[] counts = {};

    long total() {
        return total;
    }

    void add(Duration time) {
        add(time.getSeconds(), time.getNano());
    }

    void add(long seconds, int nanos) {
        total++;
        if (seconds == 0) {
            zeros++;
        } else {
            grow(BUCKETS.index(seconds + nanos / 1e9), 1);
        }
    }

    void merge(Sketch other) {
        total += other.total;
        zeros += other.zeros;
        long[] theirs = other.counts.clone();
        int from = other.first;
        for (int i = 0; i < theirs.length; i++) {
            if (theirs[i] > 0) {
                grow(from + i, theirs[i]);
            }
        }
    }

    private void grow(int bucket, long more) {
        if (counts.length == 0) {
            first = bucket;
            counts = new long[1];
        } else if (bucket < first) {
            long[] wider = new long[counts.length + first - bucket];
            System.arraycopy(counts, 0, wider, first - bucket, counts.length);
            counts = wider;
            first = bucket;
        } else if (bucket >= first + counts.length) {
            counts = Arrays.copyOf(counts, bucket - first + 1);
        }
        counts[bucket - first] += more;
    }

    /** The time at a rank from 1 to the total, to 1 %; below a second it is zero. */
    Duration atRank(long rank) {
        long seen = zeros;
        if (rank <= seen) {
            return Duration.ZERO;
        }
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (rank <= seen) {
                return Duration.ofMillis(Math.round(BUCKETS.value(first + i) * 1_000));
            }
        }
        throw new IllegalArgumentException("There is no rank " + rank + " among " + total + " times.");
    }

    /** Nearest rank: the smallest time that at least this share of all times do not exceed. */
    Optional<Duration> percentile(double share) {
        return total == 0 ? Optional.empty() : Optional.of(atRank(Statistics.rank(share, total)));
    }

    int bytes() {
        return counts.length * Long.BYTES;
    }

    void write(DataOutput out) throws IOException {
        Bytes.number(out, zeros);
        int filled = 0;
        for (long count : counts) {
            filled += count > 0 ? 1 : 0;
        }
        Bytes.number(out, filled);
        int last = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                Bytes.number(out, first + i - last);
                Bytes.number(out, counts[i]);
                last = first + i;
            }
        }
    }

    static Sketch read(DataInput in) throws IOException {
        Sketch sketch = new Sketch();
        sketch.zeros = Bytes.readNumber(in);
        sketch.total = sketch.zeros;
        long filled = Bytes.readNumber(in);
        int bucket = 0;
        for (long i = 0; i < filled; i++) {
            long step = Bytes.readNumber(in);
            if ((i > 0 && step == 0) || step > MOST - bucket) {
                throw new IOException(
                        "times are in ascending buckets up to " + MOST + ", but one is " + step + " above " + bucket);
            }
            bucket += (int) step;
            long count = Bytes.readNumber(in);
            if (count == 0 || count > Long.MAX_VALUE - sketch.total) {
                throw new IOException("a bucket counts from 1 on and all of them up to " + Long.MAX_VALUE
                        + ", but one counts " + count);
            }
            sketch.total += count;
            sketch.grow(bucket, count);
        }
        return sketch;
    }
}
