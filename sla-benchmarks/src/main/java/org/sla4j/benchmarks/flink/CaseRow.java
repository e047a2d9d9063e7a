package org.sla4j.benchmarks.flink;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.cases.ServiceCase;

/**
 * What Flink keeps of a case: its events, what was told of it, and its timer.
 *
 * @param events the events in the order in which they arrived
 * @param told the breaches told and not retracted
 * @param timer when to look again, in milliseconds; {@link Long#MAX_VALUE} for never
 */
public record CaseRow(List<EventRow> events, List<Signal> told, long timer) {
    /** The case before anything is known of it. */
    static CaseRow empty() {
        return new CaseRow(List.of(), List.of(), Long.MAX_VALUE);
    }

    CaseRow with(EventRow event) {
        List<EventRow> more = new ArrayList<>(events);
        more.add(event);
        return new CaseRow(more, told, timer);
    }

    /** The case; empty while events arrived ahead of its opening. */
    Optional<ServiceCase> toCase(ServiceLevelAgreement agreement) {
        return toCase(events, agreement);
    }

    static Optional<ServiceCase> toCase(List<EventRow> events, ServiceLevelAgreement agreement) {
        return events.stream().filter(EventRow::isOpening).findFirst().map(opening -> {
            ServiceCase result = ServiceCase.open(agreement, opening.toEvent());
            for (EventRow event : events) {
                result = result.apply(event.toEvent());
            }
            return result;
        });
    }
}
