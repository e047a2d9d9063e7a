package org.sla4j.compliance;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.OptionalLong;

/** The formulas behind the figures, each with its source. */
final class Statistics {
    /** The 97.5 % quantile of the normal distribution, for two-sided intervals of 95 %. */
    static final double Z = 1.959963984540054;

    /** To how many digits a goal is rounded that is a mean of several; a goal may be as small as a number can be. */
    static final MathContext DIGITS = new MathContext(40, RoundingMode.HALF_EVEN);

    private Statistics() {}

    /** Nearest rank, 1 to n. The share is taken as the decimal it is written as: 0.95 of 100 is 95 and not 96. */
    static long rank(double share, long n) {
        long rank = BigDecimal.valueOf(share)
                .multiply(BigDecimal.valueOf(n))
                .setScale(0, RoundingMode.CEILING)
                .longValueExact();
        return Math.min(Math.max(rank, 1), n);
    }

    /** Wilson (1927), Probable inference, the law of succession, and statistical inference, JASA 22. */
    static ConfidenceInterval wilson(long successes, long n) {
        double p = (double) successes / n;
        double z2 = Z * Z;
        double middle = (p + z2 / (2 * n)) / (1 + z2 / n);
        double half = Z / (1 + z2 / n) * Math.sqrt(p * (1 - p) / n + z2 / (4.0 * n * n));
        // At the ends the formula is exactly 0 or 1, which rounding may miss.
        double low = successes == 0 ? 0 : Math.max(0, middle - half);
        double high = successes == n ? 1 : Math.min(1, middle + half);
        return new ConfidenceInterval(low, high);
    }

    /** Newcombe (1998), Interval estimation for the difference between independent proportions, method 10. */
    static ConfidenceInterval difference(long first, long n, long second, long m) {
        double p = (double) first / n;
        double q = (double) second / m;
        ConfidenceInterval one = wilson(first, n);
        ConfidenceInterval two = wilson(second, m);
        double down = Math.hypot(p - one.low(), two.high() - q);
        double up = Math.hypot(one.high() - p, q - two.low());
        return new ConfidenceInterval(p - q - down, p - q + up);
    }

    /** How many more misses, one after the other, are allowed if the goals of the cases to come are mixed as those so far. */
    static long moreMisses(BigDecimal needed, long met, long misses) {
        BigDecimal n = BigDecimal.valueOf(met + misses);
        BigDecimal left = n.subtract(needed).subtract(BigDecimal.valueOf(misses));
        return left.signum() <= 0 ? 0 : whole(n.multiply(left).divide(needed, 0, RoundingMode.FLOOR));
    }

    /**
     * How many cases in a row, of goals mixed as those so far, must be met for as many to be met as the goals need; none if every
     * goal is 1 and one was missed.
     */
    static OptionalLong toRecover(BigDecimal needed, long met, long misses) {
        BigDecimal n = BigDecimal.valueOf(met + misses);
        BigDecimal lacking = needed.subtract(BigDecimal.valueOf(met));
        if (lacking.signum() <= 0) {
            return OptionalLong.of(0);
        }
        BigDecimal allowed = n.subtract(needed);
        return allowed.signum() == 0
                ? OptionalLong.empty()
                : OptionalLong.of(whole(n.multiply(lacking).divide(allowed, 0, RoundingMode.CEILING)));
    }

    /** A whole number, or the largest there is: a goal may be as small as a double can be. */
    static long whole(BigDecimal number) {
        return number.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue();
    }

    /**
     * The ranks between which the quantile lies with about 95 %, by the normal approximation of the binomial distribution
     * (Conover, Practical Nonparametric Statistics, 3rd edition, 3.2). The upper one can lie above n.
     */
    static long[] quantileRanks(double share, long n) {
        double spread = Z * Math.sqrt(n * share * (1 - share));
        long low = (long) Math.ceil(n * share - spread);
        long high = (long) Math.ceil(n * share + spread);
        return new long[] {Math.max(1, low), high};
    }
}
