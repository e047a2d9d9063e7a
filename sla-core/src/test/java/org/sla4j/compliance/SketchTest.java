package org.sla4j.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import com.datadoghq.sketch.ddsketch.DDSketches;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.PackedHistogram;
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

    /** Written down it is smaller than either; in memory a packed histogram is smaller while its counts are small. */
    @Test
    void takesFewerBytesWrittenDownThanAHistogramOfTheSameAccuracy() throws IOException {
        Sketch sketch = new Sketch();
        Histogram plain = new Histogram(TEN_YEARS, 2);
        PackedHistogram packed = new PackedHistogram(TEN_YEARS, 2);
        for (long time : times()) {
            sketch.add(Duration.ofSeconds(time));
            plain.recordValue(time);
            packed.recordValue(time);
        }
        ByteArrayOutputStream ours = new ByteArrayOutputStream();
        sketch.write(new DataOutputStream(ours));
        int theirs = plain.encodeIntoByteBuffer(ByteBuffer.allocate(plain.getNeededByteBufferCapacity()));
        System.out.printf(
                "bytes a group, 1 s to 10 years at 1 %%: written sketch %,d, HdrHistogram %,d; in memory sketch %,d, "
                        + "HdrHistogram %,d, packed %,d%n",
                ours.size(),
                theirs,
                sketch.bytes(),
                plain.getEstimatedFootprintInBytes(),
                packed.getEstimatedFootprintInBytes());
        assertThat(ours.size()).isLessThan(theirs);
        assertThat(sketch.bytes()).isLessThan(plain.getEstimatedFootprintInBytes());
    }

    @Test
    void agreesWithTheLibrarysOwnSketch() {
        Sketch sketch = new Sketch();
        var theirs = DDSketches.unboundedDense(0.01);
        long[] times = times();
        for (long time : times) {
            sketch.add(Duration.ofSeconds(time));
            theirs.accept((double) time);
        }
        Arrays.sort(times);
        for (double share : new double[] {0.5, 0.75, 0.9, 0.95, 0.99}) {
            double ours = sketch.percentile(share).orElseThrow().toMillis() / 1e3;
            assertThat(ours / theirs.getValueAtQuantile(share)).isBetween(0.979, 1.021);
            assertThat(ours / times[(int) Statistics.rank(share, TIMES) - 1]).isBetween(0.99, 1.01);
        }
    }
}
