package org.sla4j.agreement;

import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.sla4j.calendar.DateRange;
import org.sla4j.calendar.Quoted;

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
    private static final LocalDate NEW_YEAR = LocalDate.of(2000, 1, 1);
    private static final LocalDate MONDAY = LocalDate.of(2000, 1, 3);

    /**
     * Checks subject and period.
     *
     * @throws IllegalArgumentException if the subject is blank or the period not above zero
     */
    public Reporting {
        if (subject.isBlank()) {
            throw new IllegalArgumentException(
                    "A report needs a subject that is not blank, but was " + Quoted.of(subject) + ".");
        }
        if (every.isZero() || every.isNegative()) {
            throw new IllegalArgumentException(
                    "A report comes every so often (P1W, P1M, P3M), but was every " + every + ".");
        }
    }

    /**
     * A report that is due.
     *
     * @param on the date on which it is due: the one after its period
     * @param over the dates that it is about
     * @param duty who reports what to whom
     */
    public record Due(LocalDate on, DateRange over, Reporting duty) {
        /** Returns the report in words. */
        @Override
        public String toString() {
            return on + ": " + duty.reportedBy + " reports " + duty.subject + " of " + over + " to " + duty.reportedTo;
        }
    }

    /**
     * Returns the reports that are due on some dates.
     *
     * <p>Periods follow each other from the first date in force on; the last one ends with it. Without a first date, months and
     * years are those of the calendar, weeks begin on Monday.
     *
     * @param inForce the dates on which there is something to report
     * @param dates the dates on which reports are due
     * @return the reports by date, unmodifiable
     */
    public List<Due> due(DateRange inForce, DateRange dates) {
        boolean always = inForce.first().equals(DateRange.SUPPORTED.first());
        LocalDate first = !always ? inForce.first() : every.toTotalMonths() > 0 ? NEW_YEAR : MONDAY;
        List<Due> due = new ArrayList<>();
        // Multiples of the period, since months added one by one would drift off the end of the month.
        for (int i = periodsBefore(dates.first(), first); ; i++) {
            LocalDate start = first.plus(every.multipliedBy(i));
            LocalDate end = first.plus(every.multipliedBy(i + 1)).minusDays(1);
            LocalDate last = end.isAfter(inForce.last()) ? inForce.last() : end;
            if (start.isAfter(last) || last.plusDays(1).isAfter(dates.last())) {
                return List.copyOf(due);
            }
            if (!start.isBefore(inForce.first()) && dates.contains(last.plusDays(1))) {
                due.add(new Due(last.plusDays(1), DateRange.of(start, last), this));
            }
        }
    }

    /** How many periods lie between two dates, at most: negative if the period begins after it. */
    private int periodsBefore(LocalDate wanted, LocalDate first) {
        // A month has 28 days or more, so that this never passes the first period wanted.
        long longest = every.toTotalMonths() * 31 + every.get(ChronoUnit.DAYS);
        long days = ChronoUnit.DAYS.between(first, wanted);
        long shortest = Math.max(1, every.toTotalMonths() * 28 + every.get(ChronoUnit.DAYS));
        return Math.toIntExact(days >= 0 ? Math.max(0, days / longest - 2) : days / shortest - 2);
    }

    /** Returns the duty in words. */
    @Override
    public String toString() {
        return reportedBy + " reports " + subject + " to " + reportedTo + " every " + every + ", measured by "
                + measuredBy;
    }
}
