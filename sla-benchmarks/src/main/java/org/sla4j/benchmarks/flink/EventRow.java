package org.sla4j.benchmarks.flink;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.CaseEvent;

/**
 * A case event as plain data, which Flink moves and stores without a serializer of ours.
 *
 * @param caseId the case
 * @param at when it happened
 * @param type what happened, by its name
 * @param id the id of the event, may be empty
 * @param sequence its place among the events of its instant
 * @param rank the rank of the severity, -1 without one
 * @param severity the name of the severity, may be empty
 * @param reason why the case waits, may be empty
 * @param party whom it waits for, may be empty
 * @param team the team that has it, may be empty
 * @param attributes what else is known
 */
public record EventRow(
        String caseId,
        Instant at,
        String type,
        String id,
        long sequence,
        int rank,
        String severity,
        String reason,
        String party,
        String team,
        Map<String, String> attributes) {
    /**
     * Writes an event down.
     *
     * @param event the event
     * @return its parts
     */
    public static EventRow of(CaseEvent event) {
        Optional<Severity> severity = event.severity();
        Optional<PauseReason> reason = event.reason();
        return new EventRow(
                event.caseId(),
                event.at(),
                event.type().name(),
                event.id(),
                event.sequence(),
                severity.map(Severity::rank).orElse(-1),
                severity.map(Severity::name).orElse(""),
                reason.map(PauseReason::name).orElse(""),
                reason.map(why -> why.party().name()).orElse(""),
                event.team(),
                event.attributes());
    }

    /** Whether a case begins with it. */
    boolean isOpening() {
        return type.equals(EventType.OPENED.name());
    }

    /**
     * Reads the event back.
     *
     * @return the event
     * @throws IllegalArgumentException if the parts are not those of an event
     */
    public CaseEvent toEvent() {
        CaseEvent event = bare().withId(id).withSequence(sequence).withTeam(team);
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            event = event.withAttribute(attribute.getKey(), attribute.getValue());
        }
        return event;
    }

    private CaseEvent bare() {
        EventType what = EventType.of(type);
        if (what.equals(EventType.OPENED)) {
            return CaseEvent.opened(caseId, at, Severity.of(rank, severity));
        }
        if (what.equals(EventType.SEVERITY_CHANGED)) {
            return CaseEvent.severityChanged(caseId, at, Severity.of(rank, severity));
        }
        if (what.equals(EventType.WAITING)) {
            return CaseEvent.waiting(caseId, at, PauseReason.of(reason, party));
        }
        if (what.equals(EventType.RESUMED) && !reason.isEmpty()) {
            return CaseEvent.resumed(caseId, at, PauseReason.of(reason, party));
        }
        return CaseEvent.of(caseId, at, what);
    }
}
