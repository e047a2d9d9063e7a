/**
 * What happened: cases as the events they are made of, replayed into one clock for each target.
 *
 * <pre>{@code
 * ServiceCase incident = ServiceCase.open(agreement, CaseEvent.opened("INC-1", at, Severity.CRITICAL))
 *         .apply(CaseEvent.responded("INC-1", later))
 *         .apply(CaseEvent.resolved("INC-1", muchLater));
 * incident.clock(Metric.RESOLUTION).get().reading(now).verdict();
 * }</pre>
 *
 * Every type is immutable and thread-safe.
 */
@NullMarked
package org.sla4j.cases;

import org.jspecify.annotations.NullMarked;
