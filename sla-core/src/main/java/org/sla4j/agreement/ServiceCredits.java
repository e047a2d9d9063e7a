package org.sla4j.agreement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;

/**
 * What the customer gets back of the fee of a period in which too few promises were kept, in tiers.
 *
 * <pre>{@code
 * ServiceCredits credits = ServiceCredits.of(Currency.getInstance("EUR"), 0.20)
 *         .below(0.95, 0.05)   // under 95 % kept: 5 % of the fee
 *         .below(0.90, 0.15);  // under 90 % kept: 15 % of it
 * credits.shareFor(0.93);                              // 0.05
 * credits.amountFor(0.93, new BigDecimal("1000"));     // 50.00
 * }</pre>
 *
 * Shares are of 1: 0.05 is 5 %. Immutable and thread-safe.
 *
 * @param tiers the tiers, the highest compliance first
 * @param cap the most that is given back in a period, as a share of its fee, above 0 and at most 1
 * @param currency the currency of the fee; amounts have as many digits as it has
 * @param rounding how amounts are rounded to those digits
 */
public record ServiceCredits(List<Tier> tiers, double cap, Currency currency, RoundingMode rounding) {
    /**
     * One tier.
     *
     * @param below it is reached when compliance is below this share, above 0 and at most 1
     * @param share what is given back, as a share of the fee, above 0 and at most 1
     */
    public record Tier(double below, double share) {
        /**
         * Checks the bounds.
         *
         * @throws IllegalArgumentException if one is not above 0 and at most 1
         */
        public Tier {
            requireShare("The compliance of a tier", below);
            requireShare("The credit of a tier", share);
        }

        /** Returns the tier in words, such as {@code below 95 %: 5 % of the fee}. */
        @Override
        public String toString() {
            return "below " + Percent.of(below) + " %: " + Percent.of(share) + " % of the fee";
        }
    }

    /**
     * Checks the parts and sorts the tiers.
     *
     * @throws IllegalArgumentException if the cap is out of bounds, two tiers are for one compliance, a lower compliance gives
     *     less back, or the rounding is {@link RoundingMode#UNNECESSARY}
     */
    public ServiceCredits {
        requireShare("The cap of service credits", cap);
        if (rounding == RoundingMode.UNNECESSARY) {
            throw new IllegalArgumentException(
                    "Service credits need a rounding, such as HALF_UP, but it was UNNECESSARY.");
        }
        tiers = tiers.stream()
                .sorted(Comparator.comparingDouble(Tier::below).reversed())
                .toList();
        for (int i = 1; i < tiers.size(); i++) {
            Tier higher = tiers.get(i - 1);
            Tier lower = tiers.get(i);
            if (higher.below() == lower.below() || higher.share() > lower.share()) {
                throw new IllegalArgumentException(
                        "Tiers differ in their compliance, and the lower one gives back no less, but" + " were: "
                                + higher + "; " + lower + ".");
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
     * Makes credits without tiers, rounded half up.
     *
     * @param currency the currency of the fee
     * @param cap the most that is given back in a period, as a share of its fee, above 0 and at most 1
     * @return the credits
     * @throws IllegalArgumentException if the cap is out of bounds
     */
    public static ServiceCredits of(Currency currency, double cap) {
        return new ServiceCredits(List.of(), cap, currency, RoundingMode.HALF_UP);
    }

    /**
     * Returns the same credits with one more tier.
     *
     * @param compliance the tier is reached below this share
     * @param share what is given back, as a share of the fee
     * @return the credits
     * @throws IllegalArgumentException if a share is out of bounds or the tier clashes with another
     */
    public ServiceCredits below(double compliance, double share) {
        List<Tier> more = new ArrayList<>(tiers);
        more.add(new Tier(compliance, share));
        return new ServiceCredits(more, cap, currency, rounding);
    }

    /**
     * Returns the same credits rounded in another way.
     *
     * @param mode how amounts are rounded to the digits of the currency
     * @return the credits
     * @throws IllegalArgumentException if it is {@link RoundingMode#UNNECESSARY}
     */
    public ServiceCredits withRounding(RoundingMode mode) {
        return new ServiceCredits(tiers, cap, currency, mode);
    }

    /**
     * Returns what is given back for a compliance.
     *
     * @param compliance the share of promises kept, 0 to 1
     * @return the share of the fee that the lowest tier reached gives back, at most the cap; 0 if none is reached
     */
    public double shareFor(double compliance) {
        double share = 0;
        for (Tier tier : tiers) {
            if (compliance < tier.below()) {
                share = tier.share();
            }
        }
        return Math.min(share, cap);
    }

    /**
     * Returns the amount given back for a compliance.
     *
     * @param compliance the share of promises kept, 0 to 1
     * @param fee the fee of the period
     * @return {@code fee} times {@link #shareFor}, rounded to the digits of the currency
     */
    public BigDecimal amountFor(double compliance, BigDecimal fee) {
        return fee.multiply(BigDecimal.valueOf(shareFor(compliance)))
                .setScale(Math.max(0, currency.getDefaultFractionDigits()), rounding);
    }
}
