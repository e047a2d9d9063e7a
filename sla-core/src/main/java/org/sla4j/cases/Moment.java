package org.sla4j.cases;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Severity;

/**
 * The events of one instant and sequence number, what came of them, and the moments before.
 *
 * <p>A case and the next one share all moments but the last, so that an event costs the same however many came before.
 *
 * @param before the moment before; null for the opening
 * @param events what was reported, in the order of {@link #ORDER}
 * @param waves the events that could be true, in the steps in which they were believed
 * @param ignored those that could not
 */
record Moment(@Nullable Moment before, List<CaseEvent> events, List<Wave> waves, List<IgnoredEvent> ignored) {
    /** What comes last prevails: of what happens at one instant, a stop beats a pause, and a pause beats a start. */
    private static final List<EventType> RANKS = List.of(
            EventType.OPENED,
            EventType.REOPENED,
            EventType.SEVERITY_CHANGED,
            EventType.REASSIGNED,
            EventType.RESUMED,
            EventType.WORK_STARTED,
            EventType.CUSTOMER_REPLIED,
            EventType.WAITING,
            EventType.WORK_ENDED,
            EventType.ACKNOWLEDGED,
            EventType.UPDATED,
            EventType.RESPONDED,
            EventType.RESOLVED,
            EventType.CLOSED,
            EventType.CANCELLED);

    /**
     * The order of a case's events, which is theirs and not that of their arrival: by instant, sequence number and kind. Of
     * two severities the more severe comes last; what is left is told apart by its text, so that no two different events tie.
     */
    static final Comparator<CaseEvent> ORDER = Comparator.comparing(CaseEvent::at)
            .thenComparingLong(CaseEvent::sequence)
            .thenComparingInt(event -> RANKS.indexOf(event.type()))
            .thenComparing(event -> event.severity().map(Severity::rank).orElse(0), Comparator.reverseOrder())
            .thenComparing(CaseEvent::type)
            .thenComparing(event -> event.severity().map(Severity::toString).orElse(""))
            .thenComparing(event -> event.reason().map(PauseReason::toString).orElse(""))
            .thenComparing(CaseEvent::team)
            .thenComparing(CaseEvent::id)
            .thenComparing(event -> event.attributes().toString());

    /** Events of one moment that can be true together. */
    record Wave(Instant at, Set<EventType> types, CaseState.Facts before, CaseState.Facts after) {
        boolean hasAny(Set<EventType> wanted) {
            return !Collections.disjoint(wanted, types);
        }
    }

    Instant at() {
        return events.get(0).at();
    }

    /** Whether an event is of this moment (0), or before (below 0) or after it; everything is after the opening. */
    int compare(CaseEvent event) {
        if (before == null) {
            return 1;
        }
        int byInstant = event.at().compareTo(at());
        return byInstant != 0
                ? byInstant
                : Long.compare(event.sequence(), events.get(0).sequence());
    }

    /** The moments from the opening to this one. */
    List<Moment> all() {
        Deque<Moment> inOrder = new ArrayDeque<>();
        for (Moment moment = this; moment != null; moment = moment.before) {
            inOrder.push(moment);
        }
        return List.copyOf(inOrder);
    }

    /** Splits events that are in order into those of one moment each. */
    static List<List<CaseEvent>> split(List<CaseEvent> inOrder) {
        List<List<CaseEvent>> moments = new ArrayList<>();
        Optional<CaseEvent> last = Optional.empty();
        for (CaseEvent event : inOrder) {
            boolean same = last.isPresent()
                    && last.get().at().equals(event.at())
                    && last.get().sequence() == event.sequence();
            if (!same) {
                moments.add(new ArrayList<>());
            }
            moments.get(moments.size() - 1).add(event);
            last = Optional.of(event);
        }
        return moments;
    }

    static Set<EventType> types(List<CaseEvent> events) {
        return events.stream().map(CaseEvent::type).collect(Collectors.toUnmodifiableSet());
    }
}
