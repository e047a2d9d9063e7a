/**
 * Business-time calendars: opening hours, holidays and time zones as one exact set of open instants.
 *
 * <p>The module needs nothing at run time but the JDK. Jollyday is optional: only
 * {@link org.sla4j.calendar.JollydayHolidays} uses it.
 */
module org.sla4j.calendar {
    requires static transitive org.jspecify;
    requires static de.focus_shift.jollyday.core;

    exports org.sla4j.calendar;
}
