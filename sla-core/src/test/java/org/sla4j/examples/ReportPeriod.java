package org.sla4j.examples;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sla4j.cases.Outcome;

/** A day, week, month or quarter that a report is of. */
record ReportPeriod(LocalDate first, LocalDate last, TemporalUnit unit, int units) {
    private static final Pattern QUARTER = Pattern.compile("(\\d{4})-Q([1-4])");

    private static ReportPeriod of(LocalDate first, TemporalUnit unit, int units) {
        return new ReportPeriod(first, first.plus(units, unit).minusDays(1), unit, units);
    }

    static ReportPeriod parse(String text) {
        Matcher quarter = QUARTER.matcher(text);
        try {
            if (quarter.matches()) {
                int month = 3 * Integer.parseInt(quarter.group(2)) - 2;
                return of(LocalDate.of(Integer.parseInt(quarter.group(1)), month, 1), ChronoUnit.MONTHS, 3);
            } else if (text.contains("W")) {
                return of(LocalDate.parse(text + "-1", DateTimeFormatter.ISO_WEEK_DATE), ChronoUnit.WEEKS, 1);
            } else if (text.length() == 7) {
                return of(YearMonth.parse(text).atDay(1), ChronoUnit.MONTHS, 1);
            }
            return of(LocalDate.parse(text), ChronoUnit.DAYS, 1);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a period; write 2026-03-02, 2026-W10, 2026-03 or 2026-Q1.", e);
        }
    }

    ReportPeriod before() {
        return of(first.minus(units, unit), unit, units);
    }

    /** Whether an outcome counts in this period. */
    boolean contains(Outcome outcome, ZoneId zone) {
        LocalDate date = LocalDate.ofInstant(outcome.countedAt(), zone);
        return !date.isBefore(first) && !date.isAfter(last);
    }
}
