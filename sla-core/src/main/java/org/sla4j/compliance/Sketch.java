package org.sla4j.compliance;

import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * How many times fell into each of a row of fixed buckets, and what they add up to: the largest time of a bucket is at most 1 % above
 * its smallest, so the mean of a bucket is within 1 % of every time in it, and within what was seen.
 *
 * <p>The buckets are those of a DDSketch (Masson, Rim and Lee, DDSketch: a fast and fully-mergeable quantile sketch with
 * relative-error guarantees, VLDB 2019), whose logarithm is replaced by a cubic polynomial between powers of two: plain arithmetic,
 * the same on every machine. Counts and sums are exact and may be taken out again; the same times give the same state in any order.
 */
final class Sketch {
    /** The bucket of the time zero, below that of a nanosecond. */
    static final int ZERO = -2_200;
    /** Above the bucket of the longest time of an outcome. */
    static final int MOST = 2_500;

    /** 7 / (10 ln 1.01), rounded up: the polynomial is nowhere flatter than 10/7 of the natural logarithm. */
    private static final double BUCKETS_PER_OCTAVE = 70.35;

    private static final int[] NO_BUCKETS = {};
    private static final long[] NO_COUNTS = {};

    private long total;
    private int size;
    private int[] buckets = NO_BUCKETS;
    private long[] counts = NO_COUNTS;
    private long[] seconds = NO_COUNTS;
    private int[] nanos = NO_BUCKETS;

    /** The bucket of a time that is not negative. */
    static int bucket(long seconds, int nanos) {
        if (seconds == 0 && nanos == 0) {
            return ZERO;
        }
        long bits = Double.doubleToRawLongBits(seconds + nanos / 1e9);
        long exponent = (bits >>> 52) - 1023;
        double rest = Double.longBitsToDouble((bits & 0x000f_ffff_ffff_ffffL) | 0x3ff0_0000_0000_0000L) - 1;
        double part = ((6 / 35.0 * rest - 3 / 5.0) * rest + 10 / 7.0) * rest;
        return (int) Math.floor(BUCKETS_PER_OCTAVE * (exponent + part));
    }

    /** The longest time of a bucket, to the nanosecond. */
    static Duration longestOf(int bucket) {
        long low = 0;
        long high = 1L << 36;
        while (low < high) {
            long middle = (low + high + 1) >>> 1;
            if (bucket(middle, 0) <= bucket) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        int least = 0;
        int most = 999_999_999;
        while (least < most) {
            int middle = (least + most + 1) >>> 1;
            if (bucket(low, middle) <= bucket) {
                least = middle;
            } else {
                most = middle - 1;
            }
        }
        return Duration.ofSeconds(low, least);
    }

    long total() {
        return total;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(Duration time, int times) {
        add(time.getSeconds(), time.getNano(), times);
    }

    void add(long time, int nano, int times) {
        change(bucket(time, nano), times, times * time, times * nano);
    }

    void merge(Sketch other, int sign) {
        Sketch theirs = other == this ? copy() : other;
        for (int i = 0; i < theirs.size; i++) {
            change(theirs.buckets[i], sign * theirs.counts[i], sign * theirs.seconds[i], sign * theirs.nanos[i]);
        }
    }

    /** Whether another can be added or taken out without leaving the numbers that are kept. */
    boolean hasRoomFor(Sketch other) {
        long all = Math.abs(total);
        long theirs = 0;
        for (int i = 0; i < size; i++) {
            all = Math.max(all, Math.max(Math.abs(counts[i]), Math.abs(seconds[i])));
        }
        for (int i = 0; i < other.size; i++) {
            theirs = Math.max(theirs, Math.max(Math.abs(other.counts[i]), Math.abs(other.seconds[i])));
        }
        return all + Math.max(theirs, Math.abs(other.total)) < Bytes.MOST;
    }

    boolean isNegative() {
        for (int i = 0; i < size; i++) {
            if (counts[i] <= 0 || seconds[i] < 0) {
                return true;
            }
        }
        return false;
    }

    /** All times together. */
    Duration sum() {
        Sum sum = new Sum();
        for (int i = 0; i < size; i++) {
            sum.add(seconds[i], nanos[i]);
        }
        return sum.time();
    }

    /** How many times lie in a bucket or in one below. */
    long upTo(int bucket) {
        long count = 0;
        for (int i = 0; i < size && buckets[i] <= bucket; i++) {
            count += counts[i];
        }
        return count;
    }

    int[] filled() {
        return Arrays.copyOf(buckets, size);
    }

    Optional<Duration> smallest() {
        return size == 0 ? Optional.empty() : Optional.of(mean(0));
    }

    Optional<Duration> largest() {
        return size == 0 ? Optional.empty() : Optional.of(mean(size - 1));
    }

    private Duration mean(int place) {
        return Duration.ofSeconds(seconds[place], nanos[place]).dividedBy(counts[place]);
    }

    Sketch copy() {
        Sketch copy = new Sketch();
        copy.total = total;
        copy.size = size;
        copy.buckets = Arrays.copyOf(buckets, size);
        copy.counts = Arrays.copyOf(counts, size);
        copy.seconds = Arrays.copyOf(seconds, size);
        copy.nanos = Arrays.copyOf(nanos, size);
        return copy;
    }

    private void change(int bucket, long more, long moreSeconds, int moreNanos) {
        int place = place(bucket);
        if (place == size || buckets[place] != bucket) {
            insert(place, bucket);
        }
        total += more;
        counts[place] += more;
        int sum = nanos[place] + moreNanos;
        int carry = Math.floorDiv(sum, 1_000_000_000);
        seconds[place] += moreSeconds + carry;
        nanos[place] = sum - carry * 1_000_000_000;
        if (counts[place] == 0 && seconds[place] == 0 && nanos[place] == 0) {
            delete(place);
        }
    }

    /** Where a bucket is or belongs, by halving without a branch: times come in any order, so a branch would be guessed wrong. */
    private int place(int bucket) {
        int low = 0;
        int left = size;
        while (left > 0) {
            int half = (left + 1) >>> 1;
            low += buckets[low + half - 1] < bucket ? half : 0;
            left -= half;
        }
        return low;
    }

    private void insert(int place, int bucket) {
        if (size == buckets.length) {
            int room = size + Math.max(4, size >> 1);
            buckets = Arrays.copyOf(buckets, room);
            counts = Arrays.copyOf(counts, room);
            seconds = Arrays.copyOf(seconds, room);
            nanos = Arrays.copyOf(nanos, room);
        }
        shift(place, place + 1, size - place);
        size++;
        buckets[place] = bucket;
        counts[place] = 0;
        seconds[place] = 0;
        nanos[place] = 0;
    }

    private void delete(int place) {
        size--;
        shift(place + 1, place, size - place);
    }

    private void shift(int from, int to, int many) {
        System.arraycopy(buckets, from, buckets, to, many);
        System.arraycopy(counts, from, counts, to, many);
        System.arraycopy(seconds, from, seconds, to, many);
        System.arraycopy(nanos, from, nanos, to, many);
    }

    /** The time at a rank from 1 to the total: the mean of its bucket. */
    Duration atRank(long rank) {
        long seen = 0;
        for (int i = 0; i < size; i++) {
            seen += counts[i];
            if (rank <= seen) {
                return mean(i);
            }
        }
        throw new IllegalArgumentException("There is no rank " + rank + " among " + total + " times.");
    }

    /** Nearest rank: the smallest time that at least this share of all times do not exceed. */
    Optional<Duration> percentile(double share) {
        return total == 0 ? Optional.empty() : Optional.of(atRank(Statistics.rank(share, total)));
    }

    int bytes() {
        return size * (2 * Integer.BYTES + 2 * Long.BYTES);
    }

    void write(DataOutput out) throws IOException {
        Bytes.number(out, size);
        int last = ZERO;
        for (int i = 0; i < size; i++) {
            Bytes.number(out, buckets[i] - last);
            Bytes.signed(out, counts[i]);
            Bytes.signed(out, seconds[i]);
            Bytes.number(out, nanos[i]);
            last = buckets[i];
        }
    }

    static Sketch read(Bytes.Input in) throws IOException {
        Sketch sketch = new Sketch();
        int filled = in.count("buckets", MOST - ZERO + 1L, 4);
        int bucket = ZERO;
        for (int i = 0; i < filled; i++) {
            long step = Bytes.readNumber(in);
            if ((i > 0 && step == 0) || step > MOST - bucket) {
                throw new IOException(
                        "times are in ascending buckets up to " + MOST + ", but one is " + step + " above " + bucket);
            }
            bucket += (int) step;
            long count = Bytes.readSigned(in);
            Duration sum = Bytes.readTime(in);
            sketch.change(bucket, count, sum.getSeconds(), sum.getNano());
            boolean isThere = sketch.size == i + 1;
            if (!isThere || (count > 0 && !fits(bucket, sum.dividedBy(count))) || Math.abs(sketch.total) > Bytes.MOST) {
                throw new IOException("a bucket " + bucket + " cannot hold " + count + " times that add up to " + sum);
            }
        }
        return sketch;
    }

    /** Whether the mean of a bucket lies in it; rounding down may take it a nanosecond below. */
    private static boolean fits(int bucket, Duration mean) {
        if (mean.isNegative() || mean.getSeconds() > 1L << 35) {
            return false;
        }
        Duration above = mean.plusNanos(1);
        return bucket(mean.getSeconds(), mean.getNano()) <= bucket
                && bucket(above.getSeconds(), above.getNano()) >= bucket;
    }
}
