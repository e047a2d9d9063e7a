package org.sla4j.benchmarks.flink;

import java.time.Instant;
import org.sla4j.agreement.EventType;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.CaseRecord;

/**
 * A case event as plain data, which Flink moves and stores without a serializer of ours.
 *
 * @param caseId the case
 * @param event what happened
 */
public record EventRow(String caseId, CaseRecord.Event event) {
    /**
     * Writes an event down.
     *
     * @param event the event
     * @return its parts
     */
    public static EventRow of(CaseEvent event) {
        return new EventRow(event.caseId(), CaseRecord.Event.of(event));
    }

    /** When it happened. */
    Instant at() {
        return Instant.parse(event.at());
    }

    /** Whether a case begins with it. */
    boolean isOpening() {
        return event.type().equals(EventType.OPENED.name());
    }

    /**
     * Reads the event back.
     *
     * @return the event
     * @throws IllegalArgumentException if the parts are not those of an event
     */
    public CaseEvent toEvent() {
        return event.toEvent(caseId);
    }
}
