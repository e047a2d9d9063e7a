package org.sla4j.benchmarks.flink;

import java.time.Instant;

/**
 * That a case exceeded a limit, or that it turned out not to have.
 *
 * @param caseId the case
 * @param metric what was measured
 * @param at the instant after which the limit was exceeded
 * @param retracted whether a late event showed that it was not
 */
public record Signal(String caseId, String metric, Instant at, boolean retracted) {}
