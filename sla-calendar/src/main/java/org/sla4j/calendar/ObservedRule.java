package org.sla4j.calendar;

import java.time.DayOfWeek;
import java.util.Locale;

/**
 * On which day a holiday that falls on a weekend is observed.
 *
 * <pre>{@code
 * HolidayCalendar.yearly(MonthDay.of(12, 25), "Christmas Day").observed(ObservedRule.NEXT_WEEKDAY) // ...
 * }</pre>
 *
 * @see HolidayCalendar#observed(ObservedRule)
 */
public enum ObservedRule {
    /** Saturday on the Friday before, Sunday on the Monday after, as for offices of the United States. */
    NEAREST_WEEKDAY,
    /**
     * Saturday and Sunday on the next day from Monday to Friday that is not a holiday already and on which no earlier holiday is
     * observed, as in the United Kingdom, Australia and Canada: Christmas on a Saturday and Boxing Day on the Sunday are
     * observed on Monday and Tuesday.
     */
    NEXT_WEEKDAY,
    /** Sunday alone moves, to the next day from Monday to Friday that is not a holiday already, as in Japan. */
    SUNDAY_TO_NEXT_WEEKDAY;

    /** Whether a holiday on such a day is observed on another one. */
    boolean moves(DayOfWeek day) {
        return day == DayOfWeek.SUNDAY || (day == DayOfWeek.SATURDAY && this != SUNDAY_TO_NEXT_WEEKDAY);
    }

    /** Returns the name as documents write it, such as {@code nearest weekday}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
