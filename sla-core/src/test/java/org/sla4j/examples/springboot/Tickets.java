package org.sla4j.examples.springboot;

import java.time.InstantSource;
import java.util.UUID;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.CaseEvent;
import org.sla4j.monitor.SlaMonitor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The tickets: each change and its event in one transaction. */
@Service
@Transactional
class Tickets {
    private final JdbcClient database;
    private final SlaMonitor monitor;
    private final InstantSource clock;

    Tickets(JdbcClient database, SlaMonitor monitor, InstantSource clock) {
        this.database = database;
        this.monitor = monitor;
        this.clock = clock;
    }

    String open(String title, Severity severity, String category) {
        String id = UUID.randomUUID().toString();
        database.sql("insert into ticket (id, title, status) values (?, ?, 'open')")
                .params(id, title)
                .update();
        // glue
        monitor.record(CaseEvent.opened(id, clock.instant(), severity).withAttribute("category", category));
        // end of glue
        return id;
    }

    void answer(String id) {
        change(id, "answered");
        // glue
        monitor.record(CaseEvent.responded(id, clock.instant()));
        // end of glue
    }

    void waitForCustomer(String id) {
        change(id, "waiting");
        // glue
        monitor.record(CaseEvent.waiting(id, clock.instant(), PauseReason.of("awaiting user info", "customer")));
        // end of glue
    }

    void resume(String id) {
        change(id, "open");
        // glue
        monitor.record(CaseEvent.resumed(id, clock.instant()));
        // end of glue
    }

    void changeSeverity(String id, Severity severity) {
        change(id, "open");
        // glue
        monitor.record(CaseEvent.severityChanged(id, clock.instant(), severity));
        // end of glue
    }

    void changeCategory(String id, String category) {
        change(id, "open");
        // glue
        monitor.record(CaseEvent.changed(id, clock.instant()).withAttribute("category", category));
        // end of glue
    }

    void resolve(String id) {
        change(id, "resolved");
        // glue
        monitor.record(CaseEvent.resolved(id, clock.instant()));
        // end of glue
        if (database.sql("select title from ticket where id = ?")
                .param(id)
                .query(String.class)
                .single()
                .isBlank()) {
            throw new IllegalStateException("A ticket without a title cannot be resolved.");
        }
    }

    private void change(String id, String status) {
        database.sql("update ticket set status = ? where id = ?")
                .params(status, id)
                .update();
    }
}
