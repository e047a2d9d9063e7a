/**
 * Business-time calendars: opening hours, holidays and time zones as one exact set of open instants.
 *
 * <p>The module needs nothing at run time but the JDK. Jollyday and biweekly are optional: only
 * {@link org.sla4j.calendar.JollydayHolidays} and {@link org.sla4j.calendar.ICalendarHolidays} use them.
 */
@SuppressWarnings(
        "requires-automatic") // biweekly has no module descriptor, but declares its module name in the manifest
module org.sla4j.calendar {
    requires static transitive org.jspecify;
    requires static de.focus_shift.jollyday.core;
    requires static net.sf.biweekly;

    exports org.sla4j.calendar;
}
