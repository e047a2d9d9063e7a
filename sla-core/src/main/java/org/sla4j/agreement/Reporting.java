package org.sla4j.agreement;

import java.time.Period;

/**
 * A duty to report: who measures, who reports to whom, what, and how often.
 *
 * @param subject what is reported, not blank, such as {@code compliance by severity}
 * @param measuredBy who measures it
 * @param reportedBy who reports it
 * @param reportedTo who gets the report
 * @param every how often, above zero, such as {@code P1M}
 */
public record Reporting(String subject, Party measuredBy, Party reportedBy, Party reportedTo, Period every) {
    /**
     * Checks subject and period.
     *
     * @throws IllegalArgumentException if the subject is blank or the period not above zero
     */
    public Reporting {
        if (subject.isBlank()) {
            throw new IllegalArgumentException(
                    "A report needs a subject that is not blank, but was \"" + subject + "\".");
        }
        if (every.isZero() || every.isNegative()) {
            throw new IllegalArgumentException(
                    "A report comes every so often (P1W, P1M, P3M), but was every " + every + ".");
        }
    }

    /** Returns the duty in words. */
    @Override
    public String toString() {
        return reportedBy + " reports " + subject + " to " + reportedTo + " every " + every + ", measured by "
                + measuredBy;
    }
}
