package org.sla4j.compliance;

import java.math.BigDecimal;
import java.util.List;

/** Whether a group of cases keeps its promise. */
public enum GoalVerdict {
    /** No more cases were missed than the goal allows; where goals are mixed, also none among the cases of each goal. */
    GOAL_MET("goal met"),
    /** Goals are mixed: no more cases were missed than they allow together, but more among the cases of one of them. */
    MET_IN_PART("goal met in part"),
    /** More cases were missed than the goals allow. */
    GOAL_MISSED("goal missed"),
    /** No case was measured, so there is no share. */
    NO_DATA("no data");

    private final String words;

    GoalVerdict(String words) {
        this.words = words;
    }

    /** Judges cases by what their goals need, which may be a fraction of a case: exactly as many met is enough. */
    static GoalVerdict of(long met, long measured, BigDecimal needed) {
        if (measured == 0) {
            return NO_DATA;
        }
        return BigDecimal.valueOf(met).compareTo(needed) >= 0 ? GOAL_MET : GOAL_MISSED;
    }

    /** Judges cases of several goals together: if all together met them but those of one goal missed theirs, the goal is met in part. */
    static GoalVerdict of(long met, long measured, BigDecimal needed, List<ComplianceReport.GoalPart> parts) {
        GoalVerdict together = of(met, measured, needed);
        boolean isInPart = together == GOAL_MET && parts.stream().anyMatch(part -> part.verdict() == GOAL_MISSED);
        return isInPart ? MET_IN_PART : together;
    }

    /** Returns the verdict in words, such as {@code goal met}. */
    @Override
    public String toString() {
        return words;
    }
}
