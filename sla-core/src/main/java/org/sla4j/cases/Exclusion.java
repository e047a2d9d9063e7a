package org.sla4j.cases;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.sla4j.calendar.Quoted;

/**
 * An interval that does not count, and why: agreed maintenance, force majeure.
 *
 * @param category the kind of exclusion, not blank, such as {@link #MAINTENANCE}
 * @param start the first instant that does not count, a whole second
 * @param end the instant after the last that does not, a whole second after the start
 * @param words what happened, may be empty
 */
public record Exclusion(String category, Instant start, Instant end, String words) {
    /** Work on the service that the customer agreed to. */
    public static final String MAINTENANCE = "maintenance";
    /** What no party could prevent: a flood, a strike, a war. */
    public static final String FORCE_MAJEURE = "force majeure";

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the category is blank, an instant is no whole second, or the end is not after the start
     */
    public Exclusion {
        if (category.isBlank()) {
            throw new IllegalArgumentException(
                    "An exclusion needs a category that is not blank, but was " + Quoted.of(category) + ".");
        }
        if (!isWholeSecond(start) || !isWholeSecond(end)) {
            throw new IllegalArgumentException(
                    "An exclusion starts and ends on whole seconds, but was " + start + " to " + end + ".");
        }
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException(
                    "An exclusion ends after it starts, but was " + start + " to " + end + ".");
        }
    }

    private static boolean isWholeSecond(Instant at) {
        return at.equals(at.truncatedTo(ChronoUnit.SECONDS));
    }
}
