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
 * @param events the events that were judged, the opening first; none as long as it has not arrived
 * @param waiting events whose instant is not over, and those that arrived ahead of the opening
 * @param reportedUntil up to when everything was reported
 * @param retractions how often each fact was retracted, by its id
 * @param wakeUp when there is something to report if nothing happens before; {@link Instant#MAX} for never
 * @param finishedAt the last event of a finished case; {@link Instant#MAX} for others
 * @param timer when to look again, in milliseconds; {@link Long#MAX_VALUE} for never
 */
public record CaseRow(
        List<EventRow> events,
        List<EventRow> waiting,
        Instant reportedUntil,
        Map<String, Integer> retractions,
        Instant wakeUp,
        Instant finishedAt,
        long timer) {
    /** The case before anything is known of it. */
    static CaseRow empty() {
        return new CaseRow(List.of(), List.of(), Instant.EPOCH, Map.of(), Instant.MAX, Instant.MAX, Long.MAX_VALUE);
    }

    /** Whether the case can be followed. */
    boolean isOpened() {
        return !events.isEmpty();
    }

    CaseRow waitingWith(EventRow event) {
        List<EventRow> more = new ArrayList<>(waiting);
        more.add(event);
        return new CaseRow(events, more, reportedUntil, retractions, wakeUp, finishedAt, timer);
    }

    /** The row once the watch has gone on. */
    CaseRow with(CaseWatch watch, List<EventRow> stillWaiting) {
        SavedCase saved = watch.saved();
        List<EventRow> rows = new ArrayList<>();
        saved.events().forEach(event -> rows.add(EventRow.of(event)));
        return new CaseRow(
                rows,
                stillWaiting,
                saved.reportedUntil(),
                saved.retractions(),
                watch.nextWakeUp().orElse(Instant.MAX),
                watch.serviceCase().isClosed() ? rows.get(rows.size() - 1).at() : Instant.MAX,
                timer);
    }

    CaseRow withTimer(long other) {
        return new CaseRow(events, waiting, reportedUntil, retractions, wakeUp, finishedAt, other);
    }

    CaseWatch toWatch(ServiceLevelAgreement agreement) {
        List<CaseEvent> all = new ArrayList<>();
        events.forEach(row -> all.add(row.toEvent()));
        return CaseWatch.restore(agreement, new SavedCase(all, reportedUntil, retractions));
    }
}
