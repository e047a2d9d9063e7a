package org.sla4j.monitor;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.sla4j.cases.CaseEvent;

/**
 * A case as a {@link OldSlaStore} has kept it.
 *
 * <p>Under which version of its agreement it is need not be kept: that follows from its opening and from when versions take effect, as
 * {@link org.sla4j.cases.AgreementVersions} say.
 *
 * @param events all its events in the order they were saved, the opening first
 * @param toldUntil the instant of its last {@link SlaChange}
 * @param retold how often each event was retracted, from its last {@link SlaChange}
 * @param undelivered the events raised and not delivered, in the order they were saved
 */
public record SavedCase(
        List<CaseEvent> events, Instant toldUntil, Map<String, Integer> retold, List<SlaEvent> undelivered) {
    /**
     * Copies the collections.
     *
     * @throws IllegalArgumentException if there are no events
     */
    public SavedCase {
        if (events.isEmpty()) {
            throw new IllegalArgumentException("A case has at least the event opened, but there are none.");
        }
        events = List.copyOf(events);
        retold = Map.copyOf(retold);
        undelivered = List.copyOf(undelivered);
    }

    /**
     * Returns the case.
     *
     * @return the id that its events carry
     */
    public String caseId() {
        return events.get(0).caseId();
    }
}
