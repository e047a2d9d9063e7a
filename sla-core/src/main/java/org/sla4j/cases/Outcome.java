package org.sla4j.cases;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.sla4j.agreement.Severity;
import org.sla4j.clock.Phase;
import org.sla4j.clock.Verdict;

/**
 * How one case stands against one target: a finished measurement, or one still going on at the instant it was taken.
 *
 * @param caseId the case
 * @param metric the name of what was measured
 * @param severity how severe the case is
 * @param phase what its clock was doing
 * @param verdict how the target stands
 * @param elapsed the time used
 * @param limit the most that may be used
 * @param goal the share of cases that must meet the limit
 * @param start when measuring began
 * @param end when it was finished; empty while it goes on
 * @param team the team that has the case, empty if unknown
 * @param attributes what else is known of the case
 */
public record Outcome(
        String caseId,
        String metric,
        Severity severity,
        Phase phase,
        Verdict verdict,
        Duration elapsed,
        Duration limit,
        double goal,
        Instant start,
        Optional<Instant> end,
        String team,
        Map<String, String> attributes) {
    /**
     * Checks and copies the parts.
     *
     * @throws IllegalArgumentException if a time is negative or the goal is not above 0 and at most 1
     */
    public Outcome {
        if (elapsed.isNegative() || limit.isNegative()) {
            throw new IllegalArgumentException("Elapsed time and limit of " + caseId
                    + " must not be negative, but were " + elapsed + " and " + limit + ".");
        }
        if (!(goal > 0 && goal <= 1)) {
            throw new IllegalArgumentException(
                    "A goal is a share above 0 and at most 1 (0.9 for 90 %), but was " + goal + ".");
        }
        attributes = Map.copyOf(attributes);
    }
}
