package org.sla4j.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sla4j.cases.CaseEvent;

/**
 * A case that could not be read or computed. Its events are kept; nothing is reported of it until it can be.
 *
 * @param caseId the case
 * @param error what went wrong
 * @param attempts how often it was tried
 * @param nextTry when it is tried again
 */
public record FaultyCase(String caseId, String error, int attempts, Optional<Instant> nextTry) {
    private static final RetryPause PAUSE = new RetryPause(Duration.ofMinutes(1), Duration.ofDays(1));

    /** Puts a case aside: its events are kept, and it is due again after a pause that doubles with each attempt. */
    static SlaStore.Change putAside(
            SlaStore.StoredCase row, List<CaseEvent> events, long version, Instant now, Throwable e) {
        int attempts = row.attempts() + 1;
        StringBuilder appended = new StringBuilder();
        events.forEach(event -> appended.append(History.event(event)));
        return new SlaStore.Change(
                row.version(),
                new SlaStore.StoredCase(
                        row.id(),
                        version,
                        row.format(),
                        row.state(),
                        row.agreements(),
                        row.digest(),
                        row.openedAt(),
                        Optional.of(now.plus(PAUSE.after(attempts))),
                        row.finishedAt(),
                        attempts,
                        LogText.line(e.toString())),
                appended.toString(),
                List.of(),
                Set.of(),
                List.of());
    }
}
