package org.sla4j.benchmarks.flink;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.Outcome;
import org.sla4j.cases.ServiceCase;

/**
 * A case of which nothing more is expected, or that is judged while it is open.
 *
 * @param events its events, the opening first
 * @param at when it is judged
 */
public record JudgedCase(List<EventRow> events, Instant at) {
    /** How it stands. */
    List<Outcome> outcomes(ServiceLevelAgreement agreement) {
        List<CaseEvent> all = new ArrayList<>();
        events.forEach(row -> all.add(row.toEvent()));
        return ServiceCase.replay(agreement, all).outcomes(at);
    }
}
