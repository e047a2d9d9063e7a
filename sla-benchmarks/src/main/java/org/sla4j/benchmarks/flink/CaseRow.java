package org.sla4j.benchmarks.flink;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.cases.CaseEvent;
import org.sla4j.monitor.CaseWatch;
import org.sla4j.monitor.SavedCase;

/**
 * What Flink keeps of a case: its events, how far it was reported, and its timer.
 *
 * @param events the events, the opening first as soon as it is known
 * @param reportedUntil up to when everything was reported
 * @param retractions how often each fact was retracted, by its id
 * @param timer when to look again, in milliseconds; {@link Long#MAX_VALUE} for never
 */
public record CaseRow(List<EventRow> events, Instant reportedUntil, Map<String, Integer> retractions, long timer) {
    /** The case before anything is known of it. */
    static CaseRow empty() {
        return new CaseRow(List.of(), Instant.EPOCH, Map.of(), Long.MAX_VALUE);
    }

    static CaseRow of(CaseWatch watch, long timer) {
        SavedCase saved = watch.saved();
        List<EventRow> rows = new ArrayList<>();
        saved.events().forEach(event -> rows.add(EventRow.of(event)));
        return new CaseRow(rows, saved.reportedUntil(), saved.retractions(), timer);
    }

    /** Whether the case can be followed; until then events that arrived ahead of the opening wait. */
    boolean isOpened() {
        return !events.isEmpty() && events.get(0).isOpening();
    }

    CaseRow waitingWith(EventRow event) {
        List<EventRow> more = new ArrayList<>(events);
        more.add(event);
        return new CaseRow(more, reportedUntil, retractions, timer);
    }

    CaseWatch toWatch(ServiceLevelAgreement agreement) {
        List<CaseEvent> all = new ArrayList<>();
        events.forEach(row -> all.add(row.toEvent()));
        return CaseWatch.restore(agreement, new SavedCase(all, reportedUntil, retractions));
    }
}
