/**
 * Service level agreements, pausable business-time clocks, cases and compliance figures.
 *
 * <p>Data flows one way: calendar, agreement, clock, cases, then monitor or compliance. A later package uses an earlier one, never the
 * reverse.
 */
module org.sla4j.core {
    requires transitive org.sla4j.calendar;
    requires static transitive org.jspecify;
    requires static transitive java.sql; // for org.sla4j.monitor.jdbc
    requires org.slf4j;

    exports org.sla4j.agreement;
    exports org.sla4j.agreement.document;
    exports org.sla4j.cases;
    exports org.sla4j.clock;
    exports org.sla4j.compliance;
    exports org.sla4j.compliance.page;
    exports org.sla4j.monitor;
    exports org.sla4j.monitor.jdbc;
}
