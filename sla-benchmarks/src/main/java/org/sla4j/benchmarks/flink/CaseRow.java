package org.sla4j.benchmarks.flink;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.cases.AgreementVersions;
import org.sla4j.monitor.CaseWatch;

/**
 * What Flink keeps of a case: its events, how far it was reported, and its timer.
 *
 * @param events the events that were judged, the opening first; none as long as it has not arrived
 * @param waiting events whose instant is not over, and those that arrived ahead of the opening
 * @param state what the events add up to and how far that was reported, as a watch writes it, in Base64
 * @param wakeUp when there is something to report if nothing happens before; {@link Instant#MAX} for never
 * @param finishedAt the last event of a finished case; {@link Instant#MAX} for others
 * @param timer when to look again, in milliseconds; {@link Long#MAX_VALUE} for never
 */
public record CaseRow(
        List<EventRow> events, List<EventRow> waiting, String state, Instant wakeUp, Instant finishedAt, long timer) {
    /** The case before anything is known of it. */
    static CaseRow empty() {
        return new CaseRow(List.of(), List.of(), "", Instant.MAX, Instant.MAX, Long.MAX_VALUE);
    }

    /** Whether the case can be followed. */
    boolean isOpened() {
        return !events.isEmpty();
    }

    CaseRow waitingWith(EventRow event) {
        List<EventRow> more = new ArrayList<>(waiting);
        more.add(event);
        return new CaseRow(events, more, state, wakeUp, finishedAt, timer);
    }

    /** The row once the watch has gone on. */
    CaseRow with(CaseWatch watch, List<EventRow> stillWaiting) {
        List<EventRow> rows = new ArrayList<>();
        watch.serviceCase().events().forEach(event -> rows.add(EventRow.of(event)));
        return new CaseRow(
                rows,
                stillWaiting,
                Base64.getEncoder().encodeToString(watch.toState()),
                watch.nextWakeUp().orElse(Instant.MAX),
                watch.serviceCase().isClosed() ? rows.get(rows.size() - 1).at() : Instant.MAX,
                timer);
    }

    CaseRow withTimer(long other) {
        return new CaseRow(events, waiting, state, wakeUp, finishedAt, other);
    }

    CaseWatch toWatch(ServiceLevelAgreement agreement) {
        return CaseWatch.restore(
                Base64.getDecoder().decode(state),
                List.of(AgreementVersions.of(agreement)),
                () -> events.stream().map(EventRow::toEvent).toList());
    }
}
