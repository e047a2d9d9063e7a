package org.sla4j.agreement;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * A moment before the breach of a target at which somebody should know: when a share of the limit is used, or when a given time
 * remains on the clock.
 *
 * <pre>{@code
 * Warning.atFraction(0.75);                    // 75%
 * Warning.beforeDue(Duration.ofMinutes(30));   // 30m before due
 * Warning.parse("75%").usedOf(Duration.ofHours(4)); // PT3H
 * }</pre>
 *
 * A warning at or above 100 % can be made, so that a check of the agreement can show it. Immutable and
 * thread-safe.
 */
public sealed interface Warning extends Trigger {
    /**
     * When a share of the limit is used.
     *
     * @param fraction the share, above 0 and at most 10; 0.75 for three quarters
     */
    record Used(double fraction) implements Warning {
        /** Three years, of which ten times as much fits into a long, in nanoseconds. */
        private static final long FEW_YEARS = 100_000_000;

        /**
         * Checks the bounds.
         *
         * @throws IllegalArgumentException if the share is not above 0 and at most 10
         */
        public Used {
            if (!(fraction > 0 && fraction <= 10)) {
                throw new IllegalArgumentException(
                        "A warning falls at a share above 0 of the limit and at most 10 (0.75 for 75 %), but was "
                                + fraction + ".");
            }
        }

        @Override
        public Duration usedOf(Duration limit) {
            // In thousandths, as almost every share is, and asked for each case again: exact without decimals.
            long thousandths = Math.round(fraction * 1_000);
            if (thousandths / 1_000.0 == fraction && limit.toSeconds() < FEW_YEARS) {
                long nanos = limit.toNanos();
                return Duration.ofNanos(nanos / 1_000 * thousandths + nanos % 1_000 * thousandths / 1_000);
            }
            return exactly(limit);
        }

        private Duration exactly(Duration limit) {
            BigDecimal nanos = BigDecimal.valueOf(limit.getSeconds())
                    .movePointRight(9)
                    .add(BigDecimal.valueOf(limit.getNano()))
                    .multiply(BigDecimal.valueOf(fraction));
            return Duration.ofNanos(nanos.longValue());
        }

        @Override
        public String name() {
            return Percent.of(fraction) + "%";
        }

        /** Returns the name. */
        @Override
        public String toString() {
            return name();
        }
    }

    /**
     * When a given time remains on the clock.
     *
     * @param time how much, above zero
     */
    record Left(Duration time) implements Warning {
        /**
         * Checks the amount.
         *
         * @throws IllegalArgumentException if it is not above zero, or above ten years
         */
        public Left {
            ClockText.requireAboveZero(time);
        }

        @Override
        public Duration usedOf(Duration limit) {
            return limit.compareTo(time) <= 0 ? Duration.ZERO : limit.minus(time);
        }

        @Override
        public String name() {
            return ClockText.of(time) + " before due";
        }

        /** Returns the name. */
        @Override
        public String toString() {
            return name();
        }
    }

    /**
     * Makes the moment when a share of the limit is used.
     *
     * @param share above 0 and at most 10; 0.75 for three quarters
     * @return the warning
     * @throws IllegalArgumentException if the share is out of bounds
     */
    static Warning atFraction(double share) {
        return new Used(share);
    }

    /**
     * Makes the moment when a given time remains on the clock.
     *
     * @param time above zero and at most ten years; more than the limit means from the start on
     * @return the warning
     * @throws IllegalArgumentException if the time is out of bounds
     */
    static Warning beforeDue(Duration time) {
        return new Left(time);
    }

    /**
     * Reads a warning: {@code 75%} or {@code 0.75} of the limit, {@code 30m} or {@code 30m before due}.
     *
     * @param text at most 64 characters, in any case
     * @return the warning
     * @throws IllegalArgumentException if the text is none of these
     * @throws IllegalArgumentException if the share is out of bounds
     */
    static Warning parse(String text) {
        return ClockText.warning(text, "75%, 0.75 or 30m before due");
    }
}
