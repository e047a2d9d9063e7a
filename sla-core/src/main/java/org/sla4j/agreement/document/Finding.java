package org.sla4j.agreement.document;

/**
 * Something about an agreement that is allowed but probably not meant, found by {@link Lint}, {@link WeakLinks} or {@link
 * Measurability}.
 *
 * @param code what is wrong; the names of codes are stable, so that a build can refuse or pass over some
 * @param path where, such as {@code policies[2].targets.resolution}; the path that an {@link AgreementDefinition} has there
 * @param message what is wrong in words, naming policy, metric and figures
 */
public record Finding(Code code, String path, String message) {
    /** What can be found. */
    public enum Code {
        /** A policy that no case can reach, because earlier ones take them all. */
        UNREACHABLE_POLICY("Put the special policy before the general one."),
        /** Conditions that no case satisfies, or that compare with a text that hardly any event has. */
        IMPOSSIBLE_CONDITION("Correct the conditions, or remove the policy."),
        /** Attributes or values of conditions, or roles that approve, that differ in upper and lower case only. */
        SPELLINGS_DIFFER("Write them as the help desk records them."),
        /** A severity for which no policy holds without further attributes: such cases have no SLA. */
        SEVERITY_WITHOUT_TARGET("Add a policy without conditions for it, if it is to have a promise."),
        /** A limit so short that a case can be overdue before anybody could have worked on it, or more than the calendar has. */
        LIMIT_NOT_SERVABLE("Count it in business time, give it a longer limit, or open the calendar longer."),
        /** A limit in business days of a calendar that has no days off. */
        BUSINESS_DAYS_WITHOUT_HOURS("Name the calendar whose business days are meant, or write the limit in hours."),
        /** A party or a reason in a pause rule that is spelt almost like one that the agreement knows. */
        PARTY_MISSPELT("Write it as the waits of cases name it."),
        /** A resolution that can be due before the first response is. */
        RESOLUTION_BEFORE_RESPONSE("Give the first response a shorter limit."),
        /** A warning that does not come before the breach, or not after the start. */
        USELESS_WARNING("Choose a moment between the start and the due."),
        /** A more severe case that is never due before a less severe one, and sometimes after it. */
        LIMITS_INVERTED("Give the more severe cases the shorter limit, or check the ranks of the severities."),
        /** A metric that less severe cases have a promise about, and more severe ones have not. */
        MORE_SEVERE_WITHOUT_TARGET("Promise it to the more severe cases too, or check the order of the policies."),
        /** A goal for more severe cases that is below the one for less severe ones. */
        GOALS_INVERTED("Give the more severe cases the higher goal, or check the ranks of the severities."),
        /** Credits that are due though a goal was met, or not due though it was missed. */
        CREDITS_CONTRADICT_GOALS("Let credits go by the distance to the goal, or let tiers and goals agree."),
        /** Holidays that are not known up to the due of a case opened today, or on the last date in force. */
        HOLIDAYS_END("Extend the holidays, or say what holds when they end."),
        /** A review after the last date in force, when nothing is left to be reviewed. */
        REVIEW_AFTER_END("Review the agreement before it ends."),
        /** A review whose date has passed. */
        REVIEW_OVERDUE("Review the agreement and set the next date."),
        /** An agreement that no longer is in force. */
        ENDED("Make the next version."),
        /** An approval that was given for another state of the promise, or that does not say for which. */
        APPROVAL_DOES_NOT_COUNT("Have the present promise approved, and write the digest down with the approval."),
        /** Dates that are meant in UTC though the calendars are in other zones. */
        ZONE_DIFFERS("Set the zone of the agreement."),
        /** Customers to whom nothing is promised but the solution, and nobody gets a report. */
        CUSTOMER_NEVER_INFORMED("Promise an answer or updates, or a report."),
        /** Two agreements about the same service between the same parties, or two versions of one, in force on one date. */
        OVERLAPPING_PERIODS("End the one before the other begins."),
        /** Something in a calendar that is accepted but likely not meant: hours that look like a slip, holidays that are doubtful. */
        CALENDAR("Mend the calendar."),
        /** Hours that open or close at a time that the wall clock skips or shows twice on some date. */
        OPENING_IN_CLOCK_CHANGE("Choose a time outside of the change."),
        /** An agreement below promises nothing where the one above it promises something. */
        NOTHING_PROMISED_BELOW("Agree on it below, too."),
        /** An agreement below leaves more time than the one above it has. */
        LATER_BELOW("Agree on less time below, or on more above."),
        /** An agreement below keeps its promise less often than the one above has to. */
        LOWER_GOAL_BELOW("Agree on a higher goal below, or on a lower one above."),
        /** An agreement below stops its clock where that of the one above runs on. */
        MORE_PAUSES_BELOW("Agree on fewer pauses below, or on the same above."),
        /** An agreement below is not in force on every date on which the one above is. */
        NOT_IN_FORCE_BELOW("Let the agreement below cover the whole period."),
        /** No event is recorded that starts a clock, or none that stops it. */
        NOT_MEASURABLE("Record the events, or do not promise it."),
        /** A clock runs, but reads too much or too little, because not all events that move it are recorded. */
        NOT_MEASURABLE_EXACTLY("Record the events, or agree on what is measured without them."),
        /** A policy selects by an attribute that nobody records. */
        ATTRIBUTE_NOT_RECORDED("Record the attribute with the opening or as soon as it is known."),
        /** Policies go by severity, but changes of severity are not recorded. */
        SEVERITY_CHANGES_NOT_RECORDED("Record the changes, or agree that the severity of the opening counts.");

        private final String hint;

        Code(String hint) {
            this.hint = hint;
        }

        /**
         * Returns how to mend it.
         *
         * @return a sentence
         */
        public String hint() {
            return hint;
        }
    }

    /**
     * Returns how to mend it.
     *
     * @return the hint of the code
     */
    public String hint() {
        return code.hint();
    }

    /** Returns path and message, such as {@code policies[1]: ...}. */
    @Override
    public String toString() {
        return path.isEmpty() ? message : path + ": " + message;
    }
}
