package org.sla4j.examples.springboot;

import org.sla4j.monitor.SlaEvent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What people are notified of: rows of a table, written in the transaction that acknowledges the fact. */
@Component
class Notifications {
    private final JdbcClient database;

    Notifications(JdbcClient database) {
        this.database = database;
    }

    // glue
    void write(SlaEvent fact) {
        String type = fact.type().toString();
        database.sql("insert into notification (id, ticket, type, at, contact) values (?, ?, ?, ?, ?)")
                .params(fact.id(), fact.caseId(), type, fact.at().toString(), fact.contact())
                .update();
    }
    // end of glue
}
