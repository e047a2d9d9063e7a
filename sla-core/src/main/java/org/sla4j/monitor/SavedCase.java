package org.sla4j.monitor;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.sla4j.cases.CaseEvent;

/**
 * A case as plain data, for hosts that keep a {@link CaseWatch} themselves.
 *
 * <p>Under which version of its agreement it is need not be kept: that follows from its opening and from when versions take effect, as
 * {@link org.sla4j.cases.AgreementVersions} say.
 *
 * @param events all its events in any order, the opening first
 * @param reportedUntil up to when everything about it has been reported
 * @param retractions how often each fact was retracted, by id
 */
public record SavedCase(List<CaseEvent> events, Instant reportedUntil, Map<String, Integer> retractions) {
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
        retractions = Map.copyOf(retractions);
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
