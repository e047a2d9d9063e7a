package org.sla4j.compliance;

import java.math.BigDecimal;
import java.util.Currency;

/**
 * What missed promises cost in extra work: a rate for each kind, which its owner sets.
 *
 * <pre>{@code
 * MissCosts costs = MissCosts.of("EUR", "4.50", "20", "35", "60");
 * row.cost(costs).total();
 * }</pre>
 *
 * Immutable and thread-safe.
 *
 * @param currency the currency of the rates
 * @param touch the cost of an event on a case after it breached, not negative
 * @param escalation the cost of an escalation, not negative
 * @param reopening the cost of a reopening, not negative
 * @param reinvestigation the cost of another team starting again, not negative
 */
public record MissCosts(
        Currency currency, BigDecimal touch, BigDecimal escalation, BigDecimal reopening, BigDecimal reinvestigation) {
    /**
     * Checks the rates.
     *
     * @throws IllegalArgumentException if one is negative
     */
    public MissCosts {
        if (touch.signum() < 0 || escalation.signum() < 0 || reopening.signum() < 0 || reinvestigation.signum() < 0) {
            throw new IllegalArgumentException("Rates are 0 or above, but were " + touch + ", " + escalation + ", "
                    + reopening + " and " + reinvestigation + ".");
        }
    }

    /**
     * Makes rates.
     *
     * @param currency the code of the currency by ISO 4217, such as {@code EUR}
     * @param touch the cost of an event on a case after it breached, a decimal
     * @param escalation the cost of an escalation
     * @param reopening the cost of a reopening
     * @param reinvestigation the cost of another team starting again
     * @return the rates
     * @throws IllegalArgumentException if the currency is unknown, or a rate is negative or not a decimal
     */
    public static MissCosts of(
            String currency, String touch, String escalation, String reopening, String reinvestigation) {
        return new MissCosts(currency(currency), rate(touch), rate(escalation), rate(reopening), rate(reinvestigation));
    }

    private static Currency currency(String code) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + code + "\" is not a currency; use a code of ISO 4217 such as EUR.", e);
        }
    }

    private static BigDecimal rate(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" is not a rate; use a decimal such as 4.50.", e);
        }
    }

    /**
     * What the misses of a group cost.
     *
     * @param rates the rates
     * @param touches events on missed cases after they breached
     * @param escalations escalations of missed cases
     * @param reopenings reopenings of missed cases
     * @param reinvestigations changes of team on missed cases after they breached
     */
    public record Bill(MissCosts rates, long touches, long escalations, long reopenings, long reinvestigations) {
        /**
         * Adds it all up, exactly.
         *
         * @return the sum of each count times its rate, in the currency of the rates
         */
        public BigDecimal total() {
            return rates.touch
                    .multiply(BigDecimal.valueOf(touches))
                    .add(rates.escalation.multiply(BigDecimal.valueOf(escalations)))
                    .add(rates.reopening.multiply(BigDecimal.valueOf(reopenings)))
                    .add(rates.reinvestigation.multiply(BigDecimal.valueOf(reinvestigations)));
        }

        /** Returns the bill in words, such as {@code 3 extra touches at 4.50, 1 escalations at 20, ...: EUR 103.50 in all}. */
        @Override
        public String toString() {
            return touches + " extra touches at " + rates.touch + ", " + escalations + " escalations at "
                    + rates.escalation
                    + ", " + reopenings + " reopenings at " + rates.reopening + ", " + reinvestigations
                    + " re-investigations at " + rates.reinvestigation + ": " + rates.currency + " " + total()
                    + " in all";
        }
    }

    Bill bill(long touches, long escalations, long reopenings, long reinvestigations) {
        return new Bill(this, touches, escalations, reopenings, reinvestigations);
    }
}
