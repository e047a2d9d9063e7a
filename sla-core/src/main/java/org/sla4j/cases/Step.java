package org.sla4j.cases;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Party;

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
    private final Collection<Party> repliesEnd;
    private final Facts before;
    private final Facts after;
    private final int occurrences;

    /**
     * Makes a step.
     *
     * @param events in the order in which they apply; none in a step that only brings facts
     * @param repliesEnd the parties whose messages end the waits for them
     */
    Step(Instant at, List<CaseEvent> events, Collection<Party> repliesEnd, Facts before, Facts after) {
        this.at = at;
        only = null;
        several = events;
        this.repliesEnd = repliesEnd;
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
        repliesEnd = List.of();
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

    /** What held before an event of the step, after those that come before it. */
    Facts beforeFirstOf(Set<EventType> types) {
        Facts facts = before;
        for (int i = 0; i < several.size() && !types.contains(several.get(i).type()); i++) {
            facts = facts.after(several.get(i), repliesEnd);
        }
        return facts;
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

    /** Whether the cancellation of the case, and no other event, ends a clock that any of some events ends. */
    boolean isEndedByCancellation(Set<EventType> ending) {
        if (!has(Occurrence.CANCELLED)) {
            return false;
        }
        for (int i = 0; i < several.size(); i++) {
            CaseEvent event = several.get(i);
            if (event.occurrence() != Occurrence.CANCELLED && ending.contains(event.type())) {
                return false;
            }
        }
        return true;
    }

    boolean changesFacts() {
        return before.attributes() != after.attributes() || !before.severity().equals(after.severity());
    }
}
