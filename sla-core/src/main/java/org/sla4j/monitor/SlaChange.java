package org.sla4j.monitor;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sla4j.cases.CaseEvent;

/**
 * What changed about one case, for a {@link OldSlaStore} to save as a whole.
 *
 * @param caseId the case
 * @param open whether a clock of it is going on, so that it has to be loaded at the next start
 * @param toldUntil the instant up to which everything about the case has been raised; replaces the one saved before
 * @param nextWakeUp when something will fall due next if nothing happens before; empty if nothing will. For hosts that let a
 *     scheduler of their own watch a database; a store need not keep it
 * @param retold how often each event was retracted, by id; replaces what was saved before and is nearly always empty
 * @param events events to be added to those of the case, in this order
 * @param raised events to be put into the outbox, in this order
 */
public record SlaChange(
        String caseId,
        boolean open,
        Instant toldUntil,
        Optional<Instant> nextWakeUp,
        Map<String, Integer> retold,
        List<CaseEvent> events,
        List<SlaEvent> raised) {
    /** Copies the collections. */
    public SlaChange {
        retold = Map.copyOf(retold);
        events = List.copyOf(events);
        raised = List.copyOf(raised);
    }
}
