package org.sla4j.cases;

import java.time.Instant;

/**
 * What becomes known of a case: an event, which says what happened, or a snapshot, which says how the case stands.
 *
 * <p>Immutable and thread-safe.
 */
public sealed interface CaseInput permits CaseEvent, CaseSnapshot {
    /**
     * Returns the case.
     *
     * @return its id
     */
    String caseId();

    /**
     * Returns when it was so.
     *
     * @return the instant, which may be long before it became known
     */
    Instant at();
}
