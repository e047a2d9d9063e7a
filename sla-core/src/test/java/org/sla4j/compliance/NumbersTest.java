package org.sla4j.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.Outcome;
import org.sla4j.clock.Verdict;

/** Sums, buckets and their bytes, at their bounds. */
class NumbersTest {
    private static final int MAGIC = 0x54455354;
    private static final long MOST = 1L << 60;

    private static Sum sum(long seconds, int nanos) {
        Sum sum = new Sum();
        sum.add(seconds, nanos);
        return sum;
    }

    private static Sums sums(Object... namesAndSeconds) {
        Sums sums = new Sums();
        for (int i = 0; i < namesAndSeconds.length; i += 2) {
            sums.add((String) namesAndSeconds[i], ((Number) namesAndSeconds[i + 1]).longValue(), 0);
        }
        return sums;
    }

    private interface Part {
        void write(DataOutputStream out) throws IOException;
    }

    private static <T> T read(Part part, Bytes.Reader<T> reader) {
        return Bytes.read(Bytes.document(MAGIC, 1, part::write), MAGIC, 1, "numbers", reader);
    }

    private static <T> String refusal(Part part, Bytes.Reader<T> reader) {
        try {
            read(part, reader);
            return "read";
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void nanosecondsCarryBothWays() {
        Sum sum = sum(1, 700_000_000);
        sum.add(Duration.ofSeconds(2, 800_000_000), 1);
        assertThat(sum.time()).isEqualTo(Duration.ofSeconds(4, 500_000_000));
        sum.add(Duration.ofSeconds(2, 800_000_000), -1);
        assertThat(sum.time()).isEqualTo(Duration.ofSeconds(1, 700_000_000));
        sum.merge(sum(1, 700_000_000), -1);
        assertThat(sum.isZero()).isTrue();
        assertThat(sum(0, 1).isZero()).isFalse();
        assertThat(sum(0, 0).isNegative()).isFalse();
        assertThat(sum(0, -1).isNegative()).isTrue();
        assertThat(read(sum(-3, 5)::write, Sum::read).time()).isEqualTo(Duration.ofSeconds(-3, 5));
    }

    @Test
    void sumsHaveRoomUpToTheirBoundAndNoFurther() {
        assertThat(sum(MOST - 10, 0).hasRoomFor(10)).isTrue();
        assertThat(sum(MOST - 10, 0).hasRoomFor(11)).isFalse();
        assertThat(sum(10 - MOST, 0).hasRoomFor(-10)).isTrue();
        assertThat(sum(10 - MOST, 0).hasRoomFor(-11)).isFalse();
        assertThat(sum(MOST - 10, 0).hasRoomFor(sum(9, 5))).isTrue();
        assertThat(sum(MOST - 10, 0).hasRoomFor(sum(10, 0))).isFalse();
        assertThat(sums("a", MOST - 1, "b", 1).hasRoomFor(sums("b", 5, "c", MOST - 1)))
                .isTrue();
        assertThat(sums("a", MOST - 1, "b", 1).hasRoomFor(sums("a", 5))).isFalse();
    }

    @Test
    void namesThatSumToNothingAreNotThere() {
        Sums sums = sums("a", 3, "b", 2);
        assertThat(sums.isEmpty()).isFalse();
        sums.add("a", -3, 0);
        sums.add("c", 0, 0);
        assertThat(sums.has("a")).isFalse();
        assertThat(sums.has("c")).isFalse();
        assertThat(sums.has("b")).isTrue();
        assertThat(sums.count("a")).isZero();
        assertThat(sums.count("b")).isEqualTo(2);
        assertThat(sums.counts()).isEqualTo(Map.of("b", 2L));
        sums.add("b", Duration.ofSeconds(2), -1);
        assertThat(sums.isEmpty()).isTrue();
        sums.add("n", 0, 5);
        assertThat(sums.times()).isEqualTo(Map.of("n", Duration.ofNanos(5)));
    }

    @Test
    void theFirstNameBelowZeroIsNamed() {
        assertThat(sums("a", 1, "b", -2, "c", -3).negative()).contains("b");
        assertThat(sums("a", 1).negative()).isEmpty();
        assertThat(sums("a", 1, "b", 1).union(sums("b", 1, "c", 1, "d", 1))).isEqualTo(4);
        assertThat(sums("a", 1).union(sums("a", 1))).isEqualTo(1);
    }

    private static Part names(String... names) {
        return out -> {
            Bytes.number(out, names.length);
            for (String name : names) {
                Bytes.text(out, name);
                sum(name.equals("zero") ? 0 : 1, 0).write(out);
            }
        };
    }

    @Test
    void namesAreReadInOrder() {
        assertThat(read(names("", "a", "b"), in -> Sums.read(in, 3)).counts().keySet())
                .containsExactly("", "a", "b");
        assertThat(refusal(names("b", "a"), in -> Sums.read(in, 3))).contains("but there is \"a\"");
        assertThat(refusal(names("a", "a"), in -> Sums.read(in, 3))).contains("but there is \"a\"");
        assertThat(refusal(names("zero"), in -> Sums.read(in, 3))).contains("but there is \"zero\"");
        assertThat(refusal(names("a", "b", "c", "d"), in -> Sums.read(in, 3))).contains("there cannot be 4 names");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 63, 64, -64, -65, 1L << 40, 1L << 60, -(1L << 60)})
    void numbersOfEitherSignAreReadBack(long number) {
        assertThat(NumbersTest.<Long>read(out -> Bytes.signed(out, number), Bytes::readSigned))
                .isEqualTo(number);
    }

    @Test
    void numbersBeyondTheirBoundsAreRefused() {
        assertThat(refusal(out -> Bytes.signed(out, MOST + 1), in -> Bytes.readSigned(in)))
                .contains("further from zero than");
        assertThat(refusal(out -> Bytes.signed(out, -MOST - 1), in -> Bytes.readSigned(in)))
                .contains("further from zero than");
        assertThat(refusal(out -> Bytes.number(out, 999_999_999), in -> Bytes.readNanos(in)))
                .isEqualTo("read");
        assertThat(refusal(out -> Bytes.number(out, 1_000_000_000), in -> Bytes.readNanos(in)))
                .contains("999,999,999 nanoseconds at most");
        assertThat(refusal(out -> Bytes.number(out, Long.MAX_VALUE), in -> Bytes.readNumber(in)))
                .isEqualTo("read");
        Part tooLong = out -> {
            for (int i = 0; i < 9; i++) {
                out.writeByte(0xff);
            }
            out.writeByte(1);
        };
        assertThat(refusal(tooLong, in -> Bytes.readNumber(in))).contains("more than 63 bits");
        Part padded = out -> {
            out.writeByte(0x81);
            out.writeByte(0);
        };
        assertThat(refusal(padded, in -> Bytes.readNumber(in))).contains("a byte more than it needs");
        assertThat(refusal(out -> Bytes.number(out, 3), in -> in.count("letters", 2, 0)))
                .contains("2 are accepted at most");
        assertThat(refusal(out -> out.write(new byte[] {2, 0}), in -> in.count("letters", 5, 1)))
                .contains("there cannot be 2 letters in the 1 bytes");
    }

    @Test
    void theShortestDocumentIsItsHeadAndChecksum() {
        byte[] shortest = Bytes.document(MAGIC, 1, out -> {});
        assertThat(shortest).hasSize(9);
        assertThat(Bytes.<String>read(shortest, MAGIC, 1, "nothing", in -> "read"))
                .isEqualTo("read");
        assertThatThrownBy(() -> Bytes.read(Arrays.copyOf(shortest, 8), MAGIC, 1, "nothing", in -> 1))
                .hasMessage("The bytes of nothing are cut short: there are only 8.");
        assertThatThrownBy(() -> Bytes.read(new byte[4], MAGIC, 1, "nothing", in -> 1))
                .hasMessage("These 4 bytes are not nothing.");
        assertThatThrownBy(() -> Bytes.read(new byte[3], MAGIC, 1, "nothing", in -> 1))
                .hasMessageContaining("are cut short: there are only 3");
    }

    private static Sketch sketch(long... seconds) {
        Sketch sketch = new Sketch();
        for (long one : seconds) {
            sketch.add(Duration.ofSeconds(one), 1);
        }
        return sketch;
    }

    @Test
    void timesTakenOutInAnyOrderLeaveTheOthers() {
        Sketch sketch = new Sketch();
        for (int i = 0; i < 50; i++) {
            sketch.add(Duration.ofSeconds(1L << (i % 30), i), 1);
        }
        for (int i = 1; i < 50; i += 2) {
            sketch.add(Duration.ofSeconds(1L << (i % 30), i), -1);
        }
        Sketch even = new Sketch();
        for (int i = 48; i >= 0; i -= 2) {
            even.add(Duration.ofSeconds(1L << (i % 30), i), 1);
        }
        assertThat(bytes(sketch)).isEqualTo(bytes(even));
        assertThat(sketch.total()).isEqualTo(25);
        assertThat(sketch.sum()).isEqualTo(even.sum());
        assertThat(sketch.atRank(25)).isEqualTo(even.largest().orElseThrow());
        assertThatThrownBy(() -> sketch.atRank(26)).hasMessage("There is no rank 26 among 25 times.");
        assertThat(sketch.bytes()).isEqualTo(sketch.filled().length * 24);
    }

    private static byte[] bytes(Sketch sketch) {
        return Bytes.document(MAGIC, 1, sketch::write);
    }

    @Test
    void moreTakenOutThanPutInIsBelowZero() {
        assertThat(sketch(5).isNegative()).isFalse();
        Sketch less = sketch(5);
        less.add(Duration.ofSeconds(100), -1);
        assertThat(less.isNegative()).isTrue();
        // Another time of the same bucket leaves a bucket of nothing that sums to something.
        Sketch other = sketch(10_000);
        other.add(Duration.ofSeconds(10_001), -1);
        assertThat(other.isEmpty()).isFalse();
        assertThat(other.isNegative()).isTrue();
    }

    @Test
    void bucketsHaveRoomUpToTheirBound() {
        Sketch half = sketch(1);
        for (int i = 0; i < 59; i++) {
            half.merge(half, 1);
        }
        assertThat(half.hasRoomFor(sketch(1))).isTrue();
        assertThat(half.hasRoomFor(half)).isFalse();
        Sketch less = half.copy();
        less.add(Duration.ofSeconds(1), -1);
        assertThat(less.hasRoomFor(half)).isTrue();
        assertThat(half.hasRoomFor(less)).isTrue();
    }

    private static Part buckets(long... stepCountSecondsNanos) {
        return out -> {
            Bytes.number(out, stepCountSecondsNanos.length / 4);
            for (int i = 0; i < stepCountSecondsNanos.length; i += 4) {
                Bytes.number(out, stepCountSecondsNanos[i]);
                Bytes.signed(out, stepCountSecondsNanos[i + 1]);
                Bytes.signed(out, stepCountSecondsNanos[i + 2]);
                Bytes.number(out, stepCountSecondsNanos[i + 3]);
            }
        };
    }

    @Test
    void bucketsThatCannotBeAreRefused() {
        long ten = (long) Sketch.bucket(10, 0) - Sketch.ZERO;
        assertThat(refusal(buckets(ten, 2, 20, 0), Sketch::read)).isEqualTo("read");
        assertThat(refusal(buckets(0, 2, 0, 0), Sketch::read)).isEqualTo("read");
        assertThat(refusal(buckets(ten, -2, 20, 0), Sketch::read)).isEqualTo("read");
        assertThat(refusal(buckets(ten, 2, 21, 0), Sketch::read)).contains("cannot hold 2 times that add up to PT21S");
        assertThat(refusal(buckets(ten, 2, 19, 0), Sketch::read)).contains("cannot hold 2 times that add up to PT19S");
        assertThat(refusal(buckets(ten, 2, -20, 0), Sketch::read)).contains("cannot hold 2 times");
        assertThat(refusal(buckets(ten, 0, 0, 0), Sketch::read)).contains("cannot hold 0 times");
        assertThat(refusal(buckets(ten, 1, 1L << 36, 0), Sketch::read)).contains("cannot hold 1 times");
        assertThat(refusal(buckets(ten, 2, 20, 0, 0, 2, 20, 0), Sketch::read)).contains("but one is 0 above");
        assertThat(refusal(buckets(Sketch.MOST - Sketch.ZERO + 1L, 1, 1, 0), Sketch::read))
                .contains("but one is 4701 above");
        // The mean is rounded down to the nanosecond, which may lie a nanosecond below the bucket.
        Duration shortest = Sketch.longestOf(Sketch.bucket(10, 0) - 1).plusNanos(1);
        Sketch three = new Sketch();
        three.add(shortest, 1);
        three.add(shortest, 1);
        three.add(shortest.plusNanos(1), 1);
        assertThat(bytes(read(three::write, Sketch::read))).isEqualTo(bytes(three));
    }

    @Test
    void calibrationHasItsBounds() {
        RiskCalibration calibration = RiskCalibration.of(1, ZoneOffset.UTC);
        assertThat(calibration.add(Instant.EPOCH, 0, false)).isTrue();
        assertThat(calibration.add(Instant.EPOCH, 1, true)).isTrue();
        assertThat(calibration.error()).isZero();
        assertThat(calibration.hasDrifted()).isFalse();
        assertThat(RiskCalibration.of(4_000, ZoneOffset.UTC).forecasts()).isZero();
        assertThatThrownBy(() -> RiskCalibration.of(4_001, ZoneOffset.UTC)).hasMessageContaining("but was 4001");
        assertThatThrownBy(() -> calibration.add(Instant.EPOCH, -0.01, true)).hasMessageContaining("but was -0.01");
        assertThatThrownBy(() -> calibration.add(Instant.EPOCH, Double.NaN, true))
                .hasMessageContaining("but was NaN");
        for (int day = 1; day < 8_000; day++) {
            calibration.add(Instant.EPOCH.plus(Duration.ofDays(day)), 0.5, true);
        }
        assertThatThrownBy(() -> calibration.add(Instant.EPOCH.plus(Duration.ofDays(9_000)), 0.5, true))
                .hasMessage("There are forecasts of 8000 days; call moveTo once a day.");
        assertThat(calibration.add(Instant.EPOCH.plus(Duration.ofDays(7_999)), 0.5, true))
                .isTrue();
        calibration.moveTo(LocalDate.EPOCH.plusDays(7_999));
        assertThat(calibration.forecasts()).isEqualTo(2);
        calibration.moveTo(LocalDate.EPOCH);
        assertThat(calibration.add(Instant.EPOCH, 0.5, true)).isFalse();
    }

    @Test
    void anErrorOfFivePerCentIsTrustedAndThreeStandardErrorsAreChance() {
        RiskCalibration exactly = RiskCalibration.of(30, ZoneOffset.UTC);
        for (int i = 0; i < 20; i++) {
            exactly.add(Instant.EPOCH, 0.5, i < 11);
        }
        assertThat(exactly.error()).isEqualTo(0.05);
        assertThat(exactly.isTrusted()).isTrue();
        RiskCalibration three = RiskCalibration.of(30, ZoneOffset.UTC);
        for (int i = 0; i < 36; i++) {
            three.add(Instant.EPOCH, 0.5, i < 27);
        }
        // 18 foretold with a standard error of 3, and 27 happened.
        assertThat(three.hasDrifted()).isFalse();
        three.add(Instant.EPOCH, 0.5, true);
        assertThat(three.hasDrifted()).isTrue();
    }

    @Test
    void windowsHaveBounds() {
        assertThat(RollingCompliance.of(1, ZoneOffset.UTC)
                        .last(1, LocalDate.EPOCH)
                        .isEmpty())
                .isTrue();
        RollingCompliance rolling = RollingCompliance.of(4_000, ZoneOffset.UTC);
        assertThat(rolling.last(4_000, LocalDate.EPOCH).isEmpty()).isTrue();
        for (int bad : List.of(0, 4_001)) {
            assertThatThrownBy(() -> RollingCompliance.of(bad, ZoneOffset.UTC)).hasMessageContaining("but was " + bad);
            assertThatThrownBy(() -> rolling.last(bad, LocalDate.EPOCH)).hasMessageContaining("but was " + bad);
        }
        Outcome one = Outcome.builder("INC-1", "resolution", Severity.LOW)
                .verdict(Verdict.MET, Duration.ZERO, Duration.ofHours(1))
                .between(Instant.EPOCH, Instant.EPOCH)
                .build();
        rolling.add(one);
        rolling.forgetBefore(LocalDate.EPOCH.plusDays(1));
        assertThat(rolling.remove(one)).isFalse();
        assertThatThrownBy(() -> rolling.last(1, LocalDate.EPOCH)).hasMessageContaining("has been forgotten");
    }

    @Test
    void groupsHaveBounds() {
        ComplianceAggregator figures = ComplianceAggregator.of(Dimension.TEAM);
        assertThat(figures.withMostGroups(1_000_000).dimensions()).containsExactly(Dimension.TEAM);
        assertThatThrownBy(() -> figures.withMostGroups(0)).hasMessageContaining("but were 0");
        assertThatThrownBy(() -> figures.withMostGroups(1_000_001)).hasMessageContaining("but were 1000001");
        ComplianceAggregator one = figures.withMostGroups(1);
        one.add(team("desk"));
        one.merge(of("desk"));
        assertThatThrownBy(() -> one.merge(of("network")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("would have 2 groups; the bound is 1");
        assertThat(one.report().row("desk").orElseThrow().met()).isEqualTo(2);
        assertThat(one)
                .hasToString(one.report().toText())
                .isNotEqualTo("figures")
                .isNotEqualTo(figures);
        assertThat(one.hashCode()).isNotEqualTo(figures.hashCode());
    }

    private static ComplianceAggregator of(String team) {
        ComplianceAggregator figures = ComplianceAggregator.of(Dimension.TEAM);
        figures.add(team(team));
        return figures;
    }

    private static Outcome team(String name) {
        return Outcome.builder("INC-1", "resolution", Severity.LOW)
                .verdict(Verdict.MET, Duration.ZERO, Duration.ofHours(1))
                .between(Instant.EPOCH, Instant.EPOCH)
                .team(name)
                .build();
    }

    @Test
    void aMetricIsNearAnotherWhenTwoLettersAtMostDiffer() {
        ComplianceAggregator figures = ComplianceAggregator.of(Dimension.METRIC);
        figures.add(team("desk"));
        ComplianceReport report = figures.report();
        for (String near : List.of("resolutoin", "esolution", "resolutions", "resollutionn")) {
            assertThatThrownBy(() -> report.row(near)).hasMessageContaining("did you mean \"resolution\"?");
        }
        for (String far : List.of("solvtion", "first response", "res", "r")) {
            assertThat(report.row(far)).as(far).isEmpty();
        }
        ComplianceAggregator brief = ComplianceAggregator.of(Dimension.METRIC);
        brief.add(new Outcome.Builder(
                        Outcome.builder("INC-1", "abcd", Severity.LOW).build())
                .build());
        // Two of four letters are half of the name: that is another one.
        assertThat(brief.report().row("abxy")).isEmpty();
        assertThatThrownBy(() -> brief.report().row("abcx")).hasMessageContaining("did you mean \"abcd\"?");
    }
}
