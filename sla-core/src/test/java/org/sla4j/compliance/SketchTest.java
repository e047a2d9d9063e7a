package org.sla4j.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class SketchTest {
    private static final long TEN_YEARS = Duration.ofDays(3_653).toSeconds();
    private static final int TIMES = 100_000;

    /** Times spread evenly over the orders of magnitude from a second to ten years. */
    private static long[] times() {
        Random random = new Random(1);
        long[] times = new long[TIMES];
        Arrays.setAll(times, i -> (long) Math.exp(random.nextDouble() * Math.log((double) TEN_YEARS)));
        return times;
    }

    @Test
    void takesLessMemoryThanAHistogramOfTheSameAccuracyThoughItKeepsSums() {
        Sketch sketch = new Sketch();
        Histogram plain = new Histogram(TEN_YEARS, 2);
        for (long time : times()) {
            sketch.add(Duration.ofSeconds(time), 1);
            plain.recordValue(time);
        }
        assertThat(sketch.bytes()).isLessThan(plain.getEstimatedFootprintInBytes() * 3);
    }

    @Test
    void aPercentileIsWithinOnePerCentOfTheTrueOne() {
        Sketch sketch = new Sketch();
        long[] times = times();
        for (long time : times) {
            sketch.add(Duration.ofSeconds(time), 1);
        }
        Arrays.sort(times);
        for (double share : new double[] {0.001, 0.5, 0.75, 0.9, 0.95, 0.99, 1}) {
            double ours = sketch.percentile(share).orElseThrow().toMillis() / 1e3;
            assertThat(ours / times[(int) Statistics.rank(share, TIMES) - 1]).isBetween(0.99, 1.01);
        }
    }

    @Test
    void theTimesOfABucketDifferByOnePerCentAtMostFromANanosecondToAThousandYears() {
        for (double exponent = -9; exponent < 10.5; exponent += 0.001) {
            double time = Math.pow(10, exponent);
            long seconds = (long) time;
            int nanos = (int) ((time - seconds) * 1e9);
            int bucket = Sketch.bucket(seconds, nanos);
            assertThat(bucket).isBetween(Sketch.ZERO, Sketch.MOST);
            Duration longest = Sketch.longestOf(bucket);
            Duration beforeIt = Sketch.longestOf(bucket - 1);
            assertThat(longest).isGreaterThanOrEqualTo(Duration.ofSeconds(seconds, nanos));
            assertThat(beforeIt).isLessThan(longest.plusNanos(1));
            // The shortest time of the bucket is a nanosecond more than the longest of the one below.
            assertThat(longest)
                    .isLessThanOrEqualTo(beforeIt.plusNanos(1).multipliedBy(101).dividedBy(100));
        }
    }

    @Test
    void whatWasAddedCanBeTakenOutAgain() {
        Sketch sketch = new Sketch();
        sketch.add(Duration.ofHours(3), 1);
        sketch.add(Duration.ofMillis(900), 1);
        sketch.add(0, 900_000_000, -1);
        assertThat(sketch.percentile(0.5)).contains(Duration.ofHours(3));
        sketch.add(10_800, 0, -1);
        assertThat(sketch.isEmpty()).isTrue();
    }
}
