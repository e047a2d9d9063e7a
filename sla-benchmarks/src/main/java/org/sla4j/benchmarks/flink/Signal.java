package org.sla4j.benchmarks.flink;

import java.time.Instant;
import org.sla4j.monitor.SlaEvent;

/**
 * What is reported about a case, as plain data.
 *
 * @param caseId the case
 * @param id what tells it from every other; after a crash the same thing has the same id
 * @param type what happened, by the name of a {@link SlaEvent.Type}
 * @param at when it became so
 * @param detail more in words; for a retraction the id of what is not so
 */
public record Signal(String caseId, String id, String type, Instant at, String detail) {
    static Signal of(SlaEvent event) {
        return new Signal(event.caseId(), event.id(), event.type().name(), event.at(), event.detail());
    }

    boolean isOf(SlaEvent.Type wanted) {
        return type.equals(wanted.name());
    }
}
