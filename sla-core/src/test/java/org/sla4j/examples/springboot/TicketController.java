package org.sla4j.examples.springboot;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.ServiceCase;
import org.sla4j.compliance.ComplianceAggregator;
import org.sla4j.compliance.Dimension;
import org.sla4j.compliance.page.CompliancePage;
import org.sla4j.monitor.SlaMonitor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The desk over HTTP. */
@RestController
class TicketController {
    private final Tickets tickets;
    private final SlaMonitor monitor;
    private final InstantSource clock;

    TicketController(Tickets tickets, SlaMonitor monitor, InstantSource clock) {
        this.tickets = tickets;
        this.monitor = monitor;
        this.clock = clock;
    }

    /** What a new ticket says. */
    record NewTicket(String title, int severity, String category) {}

    @PostMapping("/tickets")
    Map<String, String> open(@RequestBody NewTicket ticket) {
        return Map.of("id", tickets.open(ticket.title(), severity(ticket.severity()), ticket.category()));
    }

    private static Severity severity(int rank) {
        return List.of(Severity.CRITICAL, Severity.HIGH, Severity.MODERATE, Severity.LOW)
                .get(rank - 1);
    }

    @PostMapping("/tickets/{id}/{what}")
    void change(@PathVariable("id") String id, @PathVariable("what") String what, @RequestBody String value) {
        switch (what) {
            case "answer" -> tickets.answer(id);
            case "wait" -> tickets.waitForCustomer(id);
            case "resume" -> tickets.resume(id);
            case "severity" -> tickets.changeSeverity(id, severity(Integer.parseInt(value)));
            case "category" -> tickets.changeCategory(id, value);
            case "resolve" -> tickets.resolve(id);
            default -> throw new IllegalArgumentException(what);
        }
    }

    @GetMapping("/tickets/urgent")
    List<String> urgent() {
        // glue
        return monitor.mostUrgent("", 10).stream().map(ServiceCase::id).toList();
        // end of glue
    }

    @GetMapping(value = "/report", produces = "text/html;charset=UTF-8")
    String report() {
        // glue
        Instant now = clock.instant();
        ComplianceAggregator week = ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY);
        Consumer<ServiceCase> into = ticket -> ticket.outcomes(now).forEach(week::add);
        monitor.finished(now.minus(Duration.ofDays(7)), now, "", into);
        monitor.open("", into);
        return CompliancePage.of("Help desk, the last seven days", week.report())
                .toHtml();
        // end of glue
    }
}
