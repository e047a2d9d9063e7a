package org.sla4j.calendar;

/**
 * Something in a calendar that is accepted but is likely not meant, found by {@link BusinessCalendar#lint()}.
 *
 * <pre>{@code
 * for (CalendarFinding finding : calendar.lint()) {
 *     warn(finding.message()); // Mon-Fri 09:00-05:00 is open overnight, for 20h; if the afternoon is meant, write 09:00-17:00.
 * }
 * }</pre>
 *
 * @param code what kind of finding it is
 * @param message one or two sentences for whoever wrote the calendar: what was found, and what to write instead
 */
public record CalendarFinding(Code code, String message) {
    /** The kinds of findings. */
    public enum Code {
        /**
         * Hours that look like a slip of the pen: a day that goes on overnight for more than 16 hours, one that ends a minute before
         * midnight, an afternoon listed as early morning; or hours that a later rule takes away.
         */
        HOURS,
        /** Holidays are known for some years only. */
        HOLIDAYS_END,
        /** Holidays come from data that are known to be wanting for their place, and nothing in the calendar mends them. */
        HOLIDAYS_DOUBTFUL,
        /** Something in a feed of holidays was mended or left out: {@link ICalendarHolidays#notes()} has it all. */
        FEED
    }

    /** Returns the message. */
    @Override
    public String toString() {
        return message;
    }
}
