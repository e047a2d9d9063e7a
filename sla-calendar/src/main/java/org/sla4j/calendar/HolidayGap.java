package org.sla4j.calendar;

/**
 * What a calendar does with dates for which its holiday data do not say anything.
 *
 * <p>Lists, files and libraries of holidays know only some years ({@link HolidayCalendar#coverage()}). Past their end a
 * calendar cannot be right, and it must not look right either: the builder's default is {@link #FAIL}.
 *
 * <pre>{@code
 * BusinessCalendar.builder("Berlin").whenHolidaysEnd(HolidayGap.WEEKENDS_ONLY) // ...
 * }</pre>
 */
public enum HolidayGap {
    /** An instant outside the coverage is refused with a {@link java.time.DateTimeException} that names the coverage. */
    FAIL,
    /**
     * Dates outside the coverage have no holidays; this is logged once per calendar, when the first year that reaches
     * beyond the coverage is compiled, as a warning of the {@link System.Logger} {@code org.sla4j.calendar}.
     */
    WARN,
    /** Dates outside the coverage have no holidays, as a stated choice: only the weekly and special hours count. */
    WEEKENDS_ONLY;

    /** Whether dates without holiday data are refused. */
    boolean isRefused() {
        return this == FAIL;
    }

    /** Whether the log says that a date without holiday data was treated as an ordinary day. */
    boolean isLogged() {
        return this == WARN;
    }

    /** The dates that a calendar answers for, if its holidays are known for some of them. */
    DateRange answered(DateRange known) {
        return isRefused() ? known : DateRange.SUPPORTED;
    }
}
