package org.sla4j.agreement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * How much of its fee the customer gets back, in tiers, for a period in which too few promises were kept.
 *
 * <pre>{@code
 * ServiceCredits credits = ServiceCredits.of(Currency.getInstance("EUR"), 0.20)
 *         .below(0.95, 0.05)   // under 95 % kept: 5 % of the fee
 *         .below(0.90, 0.15);  // under 90 % kept: 15 % of it
 * credits.creditFor(0.93, 0.95, new BigDecimal("1000")).amount(); // 50.00
 * }</pre>
 *
 * <p>Tiers of one compliance fit agreements whose promises have one goal. Where goals differ, tiers {@linkplain Basis#GOAL by the
 * distance to the goal} never give something back for a goal that was met, nor nothing for one that was missed:
 *
 * <pre>{@code
 * ServiceCredits.of(Currency.getInstance("EUR"), 0.20)
 *         .withBasis(ServiceCredits.Basis.GOAL)
 *         .below(0, 0.05)      // goal missed: 5 % of the fee
 *         .below(0.05, 0.15);  // more than five points below the goal: 15 % of it
 * }</pre>
 *
 * <p>Shares are of 1: 0.05 is 5 %. Immutable and thread-safe.
 *
 * @param tiers the tiers, from the least credit to the most
 * @param cap the most that is given back in a period, as a share of its fee, above 0 and at most 1
 * @param currency the currency of the fee; amounts have as many digits as it has
 * @param rounding how amounts are rounded to those digits
 * @param basis what the tiers are compared with
 * @param dueBy what compliance is taken of, each of which may be due
 */
public record ServiceCredits(
        List<Tier> tiers, double cap, Currency currency, RoundingMode rounding, Basis basis, DueBy dueBy) {
    /** Shares that are closer than this are equal. */
    private static final BigDecimal SAME = new BigDecimal("1e-12");

    /** What tiers are compared with. */
    public enum Basis {
        /** A tier is a compliance; it is reached when compliance is below. The default. */
        COMPLIANCE,
        /** A tier is a distance; it is reached when compliance is below the goal by more. A tier of 0 is any missed goal. */
        GOAL
    }

    /** What compliance is taken of. */
    public enum DueBy {
        /** Each metric of each severity has its credit; together they are capped. */
        METRIC_AND_SEVERITY,
        /** Each metric has its credit; together they are capped. */
        METRIC,
        /** There is one credit over all promises. The default. */
        ALL
    }

    /**
     * One tier.
     *
     * @param below it is reached when compliance is below this share, above 0 and at most 1; with {@link Basis#GOAL} when it is
     *     below the goal by more than this share, 0 or above and below 1
     * @param share what is given back, as a share of the fee, above 0 and at most 1
     */
    public record Tier(double below, double share) {
        /**
         * Checks the bounds.
         *
         * @throws IllegalArgumentException if one is out of bounds
         */
        public Tier {
            if (!(below >= 0 && below <= 1)) {
                throw new IllegalArgumentException(
                        "The compliance of a tier is a share of 0 to 1 (0.95 for 95 %), but was " + below + ".");
            }
            requireShare("The credit of a tier", share);
        }

        String words(Basis basis) {
            String reached = basis == Basis.COMPLIANCE
                    ? "below " + Percent.of(below) + " %"
                    : below == 0 ? "below the goal" : "more than " + Percent.of(below) + " points below the goal";
            return reached + ": " + Percent.of(share) + " % of the fee";
        }

        /** Returns the tier in words, such as {@code below 95 %: 5 % of the fee}. */
        @Override
        public String toString() {
            return words(Basis.COMPLIANCE);
        }
    }

    /**
     * What is given back.
     *
     * @param share the share of the fee, 0 to 1
     * @param amount the amount in the currency of the credits
     * @param derivation how it follows, in words and figures, such as {@code 93 % kept is below 95 %: 5 % of 1000 EUR is 50.00
     *     EUR}
     */
    public record Credit(double share, BigDecimal amount, String derivation) {}

    /**
     * Checks the parts and sorts the tiers.
     *
     * @throws IllegalArgumentException if the cap is out of bounds, a tier does not fit the basis, two tiers are for one
     *     compliance, a lower compliance gives less back, or the rounding is {@link RoundingMode#UNNECESSARY}
     */
    public ServiceCredits {
        requireShare("The cap of service credits", cap);
        if (rounding == RoundingMode.UNNECESSARY) {
            throw new IllegalArgumentException(
                    "Service credits need a rounding, such as HALF_UP, but it was UNNECESSARY.");
        }
        Comparator<Tier> byShare = Comparator.comparingDouble(Tier::below);
        tiers = tiers.stream()
                .sorted(basis == Basis.COMPLIANCE ? byShare.reversed() : byShare)
                .toList();
        for (Tier tier : tiers) {
            if (tier.below() == (basis == Basis.COMPLIANCE ? 0 : 1)) {
                throw new IllegalArgumentException("No compliance reaches the tier " + tier.words(basis) + ".");
            }
        }
        for (int i = 1; i < tiers.size(); i++) {
            Tier higher = tiers.get(i - 1);
            Tier lower = tiers.get(i);
            if (higher.below() == lower.below() || higher.share() > lower.share()) {
                throw new IllegalArgumentException(
                        "Tiers differ in their compliance, and the lower one gives back no less, but were: "
                                + higher.words(basis) + "; " + lower.words(basis) + ".");
            }
        }
    }

    private static void requireShare(String what, double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    what + " is a share above 0 and at most 1 (0.05 for 5 %), but was " + share + ".");
        }
    }

    /**
     * Makes credits without tiers, rounded half up, with tiers by compliance, due over all promises.
     *
     * @param currency the currency of the fee
     * @param cap the most that is given back in a period, as a share of its fee, above 0 and at most 1
     * @return the credits
     * @throws IllegalArgumentException if the cap is out of bounds
     */
    public static ServiceCredits of(Currency currency, double cap) {
        return new ServiceCredits(List.of(), cap, currency, RoundingMode.HALF_UP, Basis.COMPLIANCE, DueBy.ALL);
    }

    /**
     * Returns the same credits with one more tier.
     *
     * @param below the tier is reached below this share, or this far below the goal
     * @param share what is given back, as a share of the fee
     * @return the credits
     * @throws IllegalArgumentException if a share is out of bounds or the tier clashes with another
     */
    public ServiceCredits below(double below, double share) {
        List<Tier> more = new ArrayList<>(tiers);
        more.add(new Tier(below, share));
        return new ServiceCredits(more, cap, currency, rounding, basis, dueBy);
    }

    /**
     * Returns the same credits rounded in another way.
     *
     * @param mode how amounts are rounded to the digits of the currency
     * @return the credits
     * @throws IllegalArgumentException if it is {@link RoundingMode#UNNECESSARY}
     */
    public ServiceCredits withRounding(RoundingMode mode) {
        return new ServiceCredits(tiers, cap, currency, mode, basis, dueBy);
    }

    /**
     * Returns the same credits with tiers compared with something else.
     *
     * @param other what the tiers are compared with
     * @return the credits
     * @throws IllegalArgumentException if a tier does not fit it
     */
    public ServiceCredits withBasis(Basis other) {
        return new ServiceCredits(tiers, cap, currency, rounding, other, dueBy);
    }

    /**
     * Returns the same credits due by something else.
     *
     * @param other what compliance is taken of
     * @return the credits
     */
    public ServiceCredits withDueBy(DueBy other) {
        return new ServiceCredits(tiers, cap, currency, rounding, basis, other);
    }

    /**
     * Returns what is given back for one compliance, before credits of other promises are added and all are capped.
     *
     * @param compliance the share of promises kept, 0 to 1
     * @param goal the share that had to be kept, above 0 and at most 1; of several goals, the share that all of them together allow
     * @param fee the fee of the period, 0 or above
     * @return the share of the fee that the last tier reached gives back, at most the cap, the amount rounded to the digits of
     *     the currency, and how both follow
     * @throws IllegalArgumentException if a share or the fee is out of bounds
     */
    public Credit creditFor(double compliance, double goal, BigDecimal fee) {
        if (!(compliance >= 0 && compliance <= 1) || !(goal > 0 && goal <= 1) || fee.signum() < 0) {
            throw new IllegalArgumentException(
                    "A credit needs a compliance of 0 to 1, a goal above 0 and at most 1, and a fee of 0"
                            + " or above, but was asked for " + compliance + ", " + goal + " and " + fee + ".");
        }
        Optional<Tier> tier = reached(compliance, goal);
        double share = Math.min(tier.map(Tier::share).orElse(0.0), cap);
        BigDecimal amount = amount(share, fee);
        String kept = rounded(compliance) + " % kept" + (basis == Basis.GOAL ? ", goal " + rounded(goal) + " %" : "");
        String derivation = tier.map(found -> kept + " is " + found.words(basis).replaceFirst(" of the fee$", "")
                        + " of " + money(fee) + (found.share() > cap ? ", at most " + Percent.of(cap) + " %," : "")
                        + " is " + money(amount))
                .orElseGet(() -> kept + " reaches no tier: " + money(amount));
        return new Credit(share, amount, derivation);
    }

    /**
     * The last tier reached, in decimals: 0.95 less 0.02 is 0.93, which binary fractions miss. Nor do they hold 47 of 60: shares of fewer
     * than a thousand million cases differ by more than what is taken for equal here, or not at all.
     */
    private Optional<Tier> reached(double compliance, double goal) {
        BigDecimal kept = BigDecimal.valueOf(compliance).add(SAME);
        return tiers.stream()
                .filter(tier -> {
                    BigDecimal bound = BigDecimal.valueOf(tier.below());
                    return kept.compareTo(
                                    basis == Basis.COMPLIANCE
                                            ? bound
                                            : BigDecimal.valueOf(goal).subtract(bound))
                            < 0;
                })
                .reduce((first, second) -> second);
    }

    private BigDecimal amount(double share, BigDecimal fee) {
        return fee.multiply(BigDecimal.valueOf(share))
                .setScale(Math.max(0, currency.getDefaultFractionDigits()), rounding);
    }

    private String money(BigDecimal amount) {
        return amount.toPlainString() + " " + currency.getCurrencyCode();
    }

    /** To the hundredth of a percent, never rounded up to 100 %. */
    private static String rounded(double share) {
        BigDecimal percent = BigDecimal.valueOf(share)
                .movePointRight(2)
                .setScale(2, RoundingMode.FLOOR)
                .stripTrailingZeros();
        return percent.signum() == 0 ? "0" : percent.toPlainString();
    }

    /**
     * Returns the share of the fee given back for a compliance.
     *
     * @param compliance the share of promises kept, 0 to 1
     * @param goal the share that had to be kept, above 0 and at most 1
     * @return the share that the last tier reached gives back, at most the cap; 0 if none is reached
     * @throws IllegalArgumentException if a share is out of bounds
     */
    public double shareFor(double compliance, double goal) {
        return creditFor(compliance, goal, BigDecimal.ZERO).share();
    }
}
