package org.sla4j.monitor;

import java.time.Instant;
import java.util.Optional;

/**
 * A case that could not be read or computed. Its events are kept; nothing is reported of it until it can be.
 *
 * @param caseId the case
 * @param error what went wrong
 * @param attempts how often it was tried
 * @param nextTry when it is tried again
 */
public record FaultyCase(String caseId, String error, int attempts, Optional<Instant> nextTry) {}
