package org.sla4j.cases;

import java.util.Comparator;
import java.util.List;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Severity;

/** In which order the events of a case apply, those of one instant among them. */
final class EventOrder {
    /**
     * What comes last prevails: of what happens at one instant, a stop beats a pause, and a pause beats a start. Types of the user's
     * own are not among them and come first. What a metric makes of the events of one instant follows the same rule, though these are
     * applied as a whole: {@link ClockMover} looks for a stop first, then for what cancels, then for pauses.
     */
    private static final List<Occurrence> RANKS = List.of(
            Occurrence.OPENED,
            Occurrence.REOPENED,
            Occurrence.SEVERITY_CHANGED,
            Occurrence.CHANGED,
            Occurrence.REASSIGNED,
            Occurrence.AGREED,
            Occurrence.RESUMED,
            Occurrence.WORK_STARTED,
            Occurrence.CUSTOMER_REPLIED,
            Occurrence.WAITING,
            Occurrence.WORK_ENDED,
            Occurrence.ACKNOWLEDGED,
            Occurrence.UPDATED,
            Occurrence.RESPONDED,
            Occurrence.RESOLVED,
            Occurrence.CLOSED,
            Occurrence.CANCELLED);

    /**
     * The order of a case's events, which is theirs and not that of their arrival: by instant, sequence number and kind. Of
     * two severities the more severe comes last; remaining ties are broken by the text of the events, so that no two different events tie.
     */
    static final Comparator<CaseEvent> OF_A_CASE = Comparator.comparing(CaseEvent::at)
            .thenComparingLong(CaseEvent::sequence)
            .thenComparingInt(event -> RANKS.indexOf(event.occurrence()))
            .thenComparing(event -> event.severity().map(Severity::rank).orElse(0), Comparator.reverseOrder())
            .thenComparing(CaseEvent::type)
            .thenComparing(event -> event.severity().map(Severity::toString).orElse(""))
            .thenComparing(event -> event.reason().map(PauseReason::toString).orElse(""))
            .thenComparing(CaseEvent::team)
            .thenComparing(CaseEvent::id)
            .thenComparing(event -> event.attributes().toString())
            .thenComparing(CaseEvent::inPlaceOf)
            .thenComparing(event -> event.agreed().map(AgreedByHand::toString).orElse(""));

    private EventOrder() {}
}
