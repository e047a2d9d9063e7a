package org.sla4j.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.interval.WilsonScoreInterval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each formula against a second source: commons-math, a published table, or counting up one by one. */
class StatisticsTest {
    @Test
    void theQuantileIsThatOfTheNormalDistribution() {
        assertThat(Statistics.Z).isCloseTo(new NormalDistribution().inverseCumulativeProbability(0.975), within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"1, 10", "9, 10", "95, 100", "150, 10000", "9999, 10000", "1, 3"})
    void theWilsonIntervalIsThatOfCommonsMath(int successes, int n) {
        var expected = new WilsonScoreInterval().createInterval(n, successes, 0.95);
        ConfidenceInterval actual = Statistics.wilson(successes, n);
        assertThat(actual.low()).isCloseTo(expected.getLowerBound(), within(1e-9));
        assertThat(actual.high()).isCloseTo(expected.getUpperBound(), within(1e-9));
    }

    /** Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3. */
    @ParameterizedTest
    @CsvSource({"81, 263, 0.2553, 0.3662", "15, 148, 0.0624, 0.1605", "0, 20, 0.0000, 0.1611", "1, 29, 0.0061, 0.1718"})
    void theWilsonIntervalIsThatOfThePublishedTable(long successes, long n, double low, double high) {
        assertThat(Statistics.wilson(successes, n).low()).isCloseTo(low, within(5e-5));
        assertThat(Statistics.wilson(successes, n).high()).isCloseTo(high, within(5e-5));
    }

    /** Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10. */
    @ParameterizedTest
    @CsvSource({
        "56, 70, 48, 80, 0.0524, 0.3339",
        "9, 10, 3, 10, 0.1705, 0.8090",
        "10, 10, 0, 20, 0.6791, 1.0000",
        "5, 56, 0, 29, -0.0381, 0.1926",
        "0, 10, 0, 20, -0.1611, 0.2775",
        "0, 10, 0, 10, -0.2775, 0.2775",
        "10, 10, 0, 10, 0.6075, 1.0000"
    })
    void theDifferenceIsThatOfThePublishedTable(long first, long n, long second, long m, double low, double high) {
        ConfidenceInterval change = Statistics.difference(first, n, second, m);
        assertThat(change.low()).isCloseTo(low, within(5e-5));
        assertThat(change.high()).isCloseTo(high, within(5e-5));
    }

    @ParameterizedTest
    @CsvSource({"0.9, 90, 5", "0.95, 100, 0", "0.5, 7, 3", "1, 40, 0", "0.99, 10, 4", "0.7, 7, 3"})
    void missesToAffordAreThoseOfCountingUp(double goal, long met, long misses) {
        long more = 0;
        while (isKept(goal, met, misses + more + 1)) {
            more++;
        }
        assertThat(Statistics.moreMisses(needed(goal, met + misses), met, misses))
                .isEqualTo(more);
    }

    @ParameterizedTest
    @CsvSource({"0.9, 80, 20", "0.95, 0, 1", "0.5, 7, 30", "0.99, 990, 11", "0.7, 7, 3"})
    void casesToRecoverAreThoseOfCountingUp(double goal, long met, long misses) {
        long more = 0;
        while (!isKept(goal, met + more, misses)) {
            more++;
        }
        assertThat(Statistics.toRecover(needed(goal, met + misses), met, misses))
                .hasValue(more);
    }

    @Test
    void aGoalOfOneIsOutOfReachAfterAMiss() {
        assertThat(Statistics.toRecover(needed(1, 1_001), 1_000, 1)).isEmpty();
        assertThat(Statistics.toRecover(needed(1, 1_000), 1_000, 0)).hasValue(0);
    }

    private static BigDecimal needed(double goal, long n) {
        return BigDecimal.valueOf(goal).multiply(BigDecimal.valueOf(n));
    }

    @Test
    void aGoalAsSmallAsADoubleCanBeDoesNotOverflow() {
        assertThat(Statistics.moreMisses(needed(1e-19, 5), 5, 0)).isEqualTo(Long.MAX_VALUE);
        assertThat(Statistics.toRecover(needed(Double.MIN_VALUE, 3), 0, 3)).hasValue(1);
        assertThat(Statistics.toRecover(needed(Math.nextDown(1.0), 1_000), 1, 999))
                .hasValue(Long.MAX_VALUE);
    }

    private static boolean isKept(double goal, long met, long misses) {
        BigDecimal needed = BigDecimal.valueOf(goal).multiply(BigDecimal.valueOf(met + misses));
        return BigDecimal.valueOf(met).compareTo(needed) >= 0;
    }

    @ParameterizedTest
    @CsvSource({"0.9, 100", "0.9, 5000", "0.95, 1000", "0.99, 10000"})
    void ranksAroundAQuantileCoverItAsOftenAsTheExactBinomialSays(double share, int n) {
        long[] ranks = Statistics.quantileRanks(share, n);
        BinomialDistribution below = new BinomialDistribution(n, share);
        double covered =
                below.cumulativeProbability((int) ranks[1] - 1) - below.cumulativeProbability((int) ranks[0] - 1);
        assertThat(covered).isBetween(0.93, 0.975);
    }

    @Test
    void aRankTakesTheShareAsTheDecimalItIsWrittenAs() {
        assertThat(Statistics.rank(0.95, 100)).isEqualTo(95);
        assertThat(Statistics.rank(0.07, 100)).isEqualTo(7);
        assertThat(Statistics.rank(0.001, 10)).isEqualTo(1);
    }
}
