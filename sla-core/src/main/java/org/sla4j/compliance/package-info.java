/**
 * How well the promises are kept: counts, compliance against the goal and percentiles, by metric and severity.
 *
 * <pre>{@code
 * ComplianceAggregator aggregator = ComplianceAggregator.of();
 * cases.forEach(c -> c.outcomes(now).forEach(aggregator::add));
 * System.out.println(aggregator.report().toText());
 * }</pre>
 *
 * Compliance is {@code met / (met + missed)}, where a case that is still open but already over its limit counts as missed;
 * otherwise a backlog would hide failure. What is still running or paused within its limit, or was cancelled, is counted
 * apart and is in neither number. A group without a measured case has no percentage.
 */
@NullMarked
package org.sla4j.compliance;

import org.jspecify.annotations.NullMarked;
