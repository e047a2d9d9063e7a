package org.sla4j.cases;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.EventType;

/**
 * Events of one moment that are believed together, and the facts before and after them: what every clock of the case goes through.
 *
 * <p>A moment mostly is one step. It has another where an event could not be true before the others: a wait that begins and ends
 * at one instant.
 */
final class Step {
    private final Instant at;
    /** The event of a step that has one, as most have; else those that it has. */
    private final @Nullable CaseEvent only;

    private final List<CaseEvent> several;
    private final Facts before;
    private final Facts after;
    private final int occurrences;

    /**
     * Makes a step.
     *
     * @param events in the order in which they apply; none in a step that only brings facts
     */
    Step(Instant at, List<CaseEvent> events, Facts before, Facts after) {
        this.at = at;
        only = null;
        several = events;
        this.before = before;
        this.after = after;
        int bits = 0;
        for (int i = 0; i < events.size(); i++) {
            bits |= events.get(i).occurrence().bit();
        }
        occurrences = bits;
    }

    /** The step of one event. */
    Step(CaseEvent event, Facts before, Facts after) {
        at = event.at();
        only = event;
        several = List.of();
        this.before = before;
        this.after = after;
        occurrences = event.occurrence().bit();
    }

    Instant at() {
        return at;
    }

    List<CaseEvent> events() {
        return only == null ? several : List.of(only);
    }

    Facts before() {
        return before;
    }

    Facts after() {
        return after;
    }

    boolean has(EventType type) {
        if (only != null) {
            return only.type().equals(type);
        }
        for (int i = 0; i < several.size(); i++) {
            if (several.get(i).type().equals(type)) {
                return true;
            }
        }
        return false;
    }

    boolean has(Occurrence occurrence) {
        return (occurrences & occurrence.bit()) != 0;
    }

    /** What happens, as bits of {@link Occurrence}. */
    int occurrences() {
        return occurrences;
    }

    boolean hasAny(Set<EventType> wanted) {
        if (only != null) {
            return wanted.contains(only.type());
        }
        for (int i = 0; i < several.size(); i++) {
            if (wanted.contains(several.get(i).type())) {
                return true;
            }
        }
        return false;
    }

    boolean changesFacts() {
        return before.attributes() != after.attributes() || !before.severity().equals(after.severity());
    }
}
