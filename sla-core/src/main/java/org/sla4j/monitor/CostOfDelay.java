package org.sla4j.monitor;

import java.math.BigDecimal;
import java.time.Instant;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.cases.ServiceCase;
import org.sla4j.clock.SlaClock;

/**
 * Computes what it has cost so far that a case is late.
 *
 * <pre>{@code
 * CostOfDelay fifty = (late, agreement, metric, clock, now) ->
 *         BigDecimal.valueOf(50).multiply(BigDecimal.valueOf(clock.reading(now).remaining().negated().toHours()));
 * }</pre>
 *
 * <p>It must follow from its arguments alone, for an event may be raised again after a crash.
 */
@FunctionalInterface
public interface CostOfDelay {
    /**
     * Computes the cost.
     *
     * @param late the case
     * @param agreement which of its agreements sets the limit
     * @param metric what exceeded its limit
     * @param clock the clock that measures it
     * @param now the instant up to which the delay is counted
     * @return the cost so far, in the currency of the host
     */
    BigDecimal of(ServiceCase late, ServiceLevelAgreement agreement, Metric metric, SlaClock clock, Instant now);
}
