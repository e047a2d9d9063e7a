package org.sla4j.cases;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.sla4j.agreement.EventType;

/**
 * Events of one moment that are believed together, and the facts before and after them: what every clock of the case goes through.
 *
 * <p>A moment mostly is one step. It has another where an event could not be true before the others: a wait that begins and ends
 * at one instant.
 *
 * @param events in the order in which they apply; none in a step that only brings facts
 */
record Step(Instant at, List<CaseEvent> events, Facts before, Facts after) {
    boolean has(EventType type) {
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).type().equals(type)) {
                return true;
            }
        }
        return false;
    }

    boolean has(Occurrence occurrence) {
        return (occurrences() & occurrence.bit()) != 0;
    }

    /** What happens, as bits of {@link Occurrence}. */
    int occurrences() {
        int bits = 0;
        for (int i = 0; i < events.size(); i++) {
            bits |= events.get(i).occurrence().bit();
        }
        return bits;
    }

    boolean hasAny(Set<EventType> wanted) {
        if (wanted.isEmpty()) {
            return false;
        }
        for (int i = 0; i < events.size(); i++) {
            if (wanted.contains(events.get(i).type())) {
                return true;
            }
        }
        return false;
    }

    boolean changesFacts() {
        return before.attributes() != after.attributes() || !before.severity().equals(after.severity());
    }
}
