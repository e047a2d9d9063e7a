package org.sla4j.compliance.page;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;

/** Figures as people read them. */
final class Words {
    private Words() {}

    /** Rounds down, so that only a share of all cases reads 100 %. */
    static String percent(double share) {
        return BigDecimal.valueOf(share)
                        .movePointRight(2)
                        .setScale(2, RoundingMode.DOWN)
                        .toPlainString() + " %";
    }

    static String percent(OptionalDouble share) {
        return share.isPresent() ? percent(share.getAsDouble()) : "-";
    }

    static String words(Duration duration) {
        long hours = duration.toHours();
        return hours > 0
                ? String.format(Locale.ROOT, "%dh%02dm", hours, duration.toMinutesPart())
                : String.format(Locale.ROOT, "%dm%02ds", duration.toMinutesPart(), duration.toSecondsPart());
    }
}
