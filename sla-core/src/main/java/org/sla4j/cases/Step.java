package org.sla4j.cases;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.sla4j.agreement.EventType;

/**
 * Events of one moment that are believed together, and the facts before and after them: what every clock of the case goes through.
 *
 * <p>A moment mostly is one step. It has another where an event could not be true before the others: a wait that begins and ends
 * at one instant.
 *
 * @param events in the order in which they apply; none in a step that only brings facts
 */
record Step(Instant at, List<CaseEvent> events, Set<EventType> types, Facts before, Facts after) {
    static Step of(Instant at, List<CaseEvent> events, Facts before, Facts after) {
        Set<EventType> types = events.size() == 1
                ? Set.of(events.get(0).type())
                : events.stream().map(CaseEvent::type).collect(Collectors.toUnmodifiableSet());
        return new Step(at, events, types, before, after);
    }

    boolean has(EventType type) {
        return types.contains(type);
    }

    boolean hasAny(Set<EventType> wanted) {
        return !Collections.disjoint(wanted, types);
    }

    boolean changesFacts() {
        return before.attributes() != after.attributes() || !before.severity().equals(after.severity());
    }
}
