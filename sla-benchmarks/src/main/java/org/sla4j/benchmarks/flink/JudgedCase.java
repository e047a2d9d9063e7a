package org.sla4j.benchmarks.flink;

import java.time.Instant;
import java.util.List;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.cases.Outcome;

/**
 * A case of which nothing more is expected, or that is judged while it is open.
 *
 * @param events its events
 * @param at when it is judged
 */
public record JudgedCase(List<EventRow> events, Instant at) {
    /** How it stands. */
    List<Outcome> outcomes(ServiceLevelAgreement agreement) {
        return CaseRow.toCase(events, agreement).orElseThrow().outcomes(at);
    }
}
