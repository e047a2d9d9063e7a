/**
 * Business-time calendars: opening hours, holidays and time zones as one exact set of open instants.
 *
 * <p>The module needs nothing at run time but the JDK.
 */
module org.sla4j.calendar {
    requires static transitive org.jspecify;

    exports org.sla4j.calendar;
}
