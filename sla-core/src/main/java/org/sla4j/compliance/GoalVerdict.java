package org.sla4j.compliance;

/** Whether a group of cases keeps its promise. */
public enum GoalVerdict {
    /** The share of cases that met the limit is at least the goal. */
    GOAL_MET("goal met"),
    /** The share is below the goal. */
    GOAL_MISSED("goal missed"),
    /** No case was measured, so there is no share. */
    NO_DATA("no data");

    private final String words;

    GoalVerdict(String words) {
        this.words = words;
    }

    /** Returns the verdict in words, such as {@code goal met}. */
    @Override
    public String toString() {
        return words;
    }
}
