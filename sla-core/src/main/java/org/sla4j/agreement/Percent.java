package org.sla4j.agreement;

import java.math.BigDecimal;

/** Writes shares of 1 as percentages, without the noise of binary fractions. */
final class Percent {
    private Percent() {}

    /** Returns the shortest decimal of the share in percent, such as {@code 99.5}. */
    static String of(double share) {
        return decimal(BigDecimal.valueOf(share).movePointRight(2));
    }

    private static String decimal(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
