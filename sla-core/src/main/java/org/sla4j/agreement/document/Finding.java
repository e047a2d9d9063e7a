package org.sla4j.agreement.document;

/**
 * Something about an agreement that is allowed but hardly meant, found by {@link Lint} or {@link WeakLinks}.
 *
 * @param code what is wrong
 * @param path where, such as {@code policies[2].targets.resolution}; the path that an {@link AgreementDefinition} has there
 * @param message what is wrong in words, naming policy, metric and figures
 */
public record Finding(Code code, String path, String message) {
    /** What can be found. */
    public enum Code {
        /** A policy that no case can reach, because earlier ones take them all. */
        UNREACHABLE_POLICY,
        /** Conditions that no case satisfies, or that compare with a text that hardly any event has. */
        IMPOSSIBLE_CONDITION,
        /** Attributes or values of conditions that differ in upper and lower case only. */
        SPELLINGS_DIFFER,
        /** A severity for which no policy holds without further attributes: such cases have no SLA. */
        SEVERITY_WITHOUT_TARGET,
        /** A limit so short that a case can be overdue before anybody could have worked on it, or more than the calendar has. */
        LIMIT_NOT_SERVABLE,
        /** A resolution that can be due before the first response is. */
        RESOLUTION_BEFORE_RESPONSE,
        /** A warning that does not come before the breach, or not after the start. */
        USELESS_WARNING,
        /** Two agreements about the same service between the same parties, or two versions of one, in force on one date. */
        OVERLAPPING_PERIODS,
        /** Hours that open or close at a time that the wall clock skips or shows twice on some date. */
        OPENING_IN_CLOCK_CHANGE,
        /** An agreement below promises nothing where the one above it promises something. */
        NOTHING_PROMISED_BELOW,
        /** An agreement below leaves more time than the one above it has. */
        LATER_BELOW,
        /** An agreement below keeps its promise less often than the one above has to. */
        LOWER_GOAL_BELOW,
        /** An agreement below stops its clock where that of the one above runs on. */
        MORE_PAUSES_BELOW,
        /** An agreement below is not in force on every date on which the one above is. */
        NOT_IN_FORCE_BELOW
    }

    /** Returns path and message, such as {@code policies[1]: ...}. */
    @Override
    public String toString() {
        return path.isEmpty() ? message : path + ": " + message;
    }
}
