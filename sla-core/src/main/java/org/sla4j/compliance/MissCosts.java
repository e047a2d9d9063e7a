package org.sla4j.compliance;

import java.math.BigDecimal;
import java.util.Currency;
import org.sla4j.calendar.Quoted;

/**
 * What missed promises cost in extra work: a rate for each kind, which its owner sets.
 *
 * <pre>{@code
 * MissCosts costs = MissCosts.of("EUR").withTouch("4.50").withSupervisor("20").withReinvestigation("60");
 * row.cost(costs).total();
 * }</pre>
 *
 * Immutable and thread-safe.
 *
 * @param currency the currency of the rates
 * @param touch the cost of an event on a case between its breach and its end, not negative; what ends the case is none
 * @param supervisor the cost of a supervisor whom an escalation step notifies, not negative
 * @param speedUp the cost of a case that is made more severe, not negative
 * @param reopening the cost of a reopening, not negative
 * @param reinvestigation the cost of another team that starts again after the breach, not negative
 */
public record MissCosts(
        Currency currency,
        BigDecimal touch,
        BigDecimal supervisor,
        BigDecimal speedUp,
        BigDecimal reopening,
        BigDecimal reinvestigation) {
    /**
     * Checks the rates.
     *
     * @throws IllegalArgumentException if one is negative
     */
    public MissCosts {
        requireRate("touch", touch);
        requireRate("supervisor", supervisor);
        requireRate("speed-up", speedUp);
        requireRate("reopening", reopening);
        requireRate("re-investigation", reinvestigation);
    }

    private static void requireRate(String what, BigDecimal rate) {
        if (rate.signum() < 0) {
            throw new IllegalArgumentException("The rate of a " + what + " is 0 or above, but was " + rate + ".");
        }
    }

    /**
     * Makes rates that are all zero.
     *
     * @param currency the code of the currency by ISO 4217, such as {@code EUR}
     * @return the rates
     * @throws IllegalArgumentException if the currency is unknown
     */
    public static MissCosts of(String currency) {
        BigDecimal none = BigDecimal.ZERO;
        try {
            return new MissCosts(Currency.getInstance(currency), none, none, none, none, none);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    Quoted.of(currency) + " is not a currency; use a code of ISO 4217 such as EUR.", e);
        }
    }

    /**
     * Returns the rates with another cost of a touch.
     *
     * @param rate a decimal such as {@code 4.50}, not negative
     * @return the rates
     * @throws IllegalArgumentException if it is negative or not a decimal
     */
    public MissCosts withTouch(String rate) {
        return new MissCosts(currency, rate(rate), supervisor, speedUp, reopening, reinvestigation);
    }

    /**
     * Returns the rates with another cost of a supervisor.
     *
     * @param rate a decimal such as {@code 20}, not negative
     * @return the rates
     * @throws IllegalArgumentException if it is negative or not a decimal
     */
    public MissCosts withSupervisor(String rate) {
        return new MissCosts(currency, touch, rate(rate), speedUp, reopening, reinvestigation);
    }

    /**
     * Returns the rates with another cost of speeding a case up.
     *
     * @param rate a decimal such as {@code 15}, not negative
     * @return the rates
     * @throws IllegalArgumentException if it is negative or not a decimal
     */
    public MissCosts withSpeedUp(String rate) {
        return new MissCosts(currency, touch, supervisor, rate(rate), reopening, reinvestigation);
    }

    /**
     * Returns the rates with another cost of a reopening.
     *
     * @param rate a decimal such as {@code 35}, not negative
     * @return the rates
     * @throws IllegalArgumentException if it is negative or not a decimal
     */
    public MissCosts withReopening(String rate) {
        return new MissCosts(currency, touch, supervisor, speedUp, rate(rate), reinvestigation);
    }

    /**
     * Returns the rates with another cost of a re-investigation.
     *
     * @param rate a decimal such as {@code 60}, not negative
     * @return the rates
     * @throws IllegalArgumentException if it is negative or not a decimal
     */
    public MissCosts withReinvestigation(String rate) {
        return new MissCosts(currency, touch, supervisor, speedUp, reopening, rate(rate));
    }

    private static BigDecimal rate(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(Quoted.of(text) + " is not a rate; use a decimal such as 4.50.", e);
        }
    }

    /**
     * What the misses of a group cost.
     *
     * @param rates the rates
     * @param touches events on missed cases between their breach and their end
     * @param supervisors supervisors told by the escalation steps of missed cases
     * @param speedUps how often missed cases were made more severe
     * @param reopenings reopenings of missed cases
     * @param reinvestigations changes of team on missed cases between their breach and their end
     */
    public record Bill(
            MissCosts rates, long touches, long supervisors, long speedUps, long reopenings, long reinvestigations) {
        /**
         * Adds it all up, exactly.
         *
         * @return the sum of each count times its rate, in the currency of the rates
         */
        public BigDecimal total() {
            return amount(rates.touch, touches)
                    .add(amount(rates.supervisor, supervisors))
                    .add(amount(rates.speedUp, speedUps))
                    .add(amount(rates.reopening, reopenings))
                    .add(amount(rates.reinvestigation, reinvestigations));
        }

        private static BigDecimal amount(BigDecimal rate, long times) {
            return rate.multiply(BigDecimal.valueOf(times));
        }

        /** Returns the bill in words, such as {@code extra touches 3 x 4.50, supervisors 1 x 20, ...: EUR 103.50 in all}. */
        @Override
        public String toString() {
            return "extra touches " + touches + " x " + rates.touch + ", supervisors " + supervisors + " x "
                    + rates.supervisor + ", speed-ups " + speedUps + " x " + rates.speedUp + ", reopenings "
                    + reopenings
                    + " x " + rates.reopening + ", re-investigations " + reinvestigations + " x "
                    + rates.reinvestigation + ": " + rates.currency + " " + total() + " in all";
        }
    }
}
