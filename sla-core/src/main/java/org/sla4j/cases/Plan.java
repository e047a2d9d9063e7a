package org.sla4j.cases;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.PauseRule;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.BusinessDuration;

/**
 * The targets of a policy, laid out for a {@link SinglePass}.
 *
 * @param isKnown whether a single pass knows all of its metrics: none counts only while somebody has the case, none is counted from
 *     when it was due, and none drops its time at a restart
 */
record Plan(ServiceLevelAgreement agreement, SeverityPolicy policy, List<Line> lines, boolean isKnown) {

    static Plan of(ServiceLevelAgreement agreement, SeverityPolicy policy) {
        List<Line> lines = new ArrayList<>(policy.targets().size());
        policy.targets().forEach((metric, target) -> lines.add(Line.of(agreement, metric, target)));
        boolean isKnown = true;
        for (int i = 0; i < lines.size(); i++) {
            Metric metric = lines.get(i).metric();
            isKnown &= metric.whileHeldBy().isEmpty()
                    && !metric.isCountedFromDue()
                    && (metric.isRepeating() || lines.get(i).events().restarts() == 0);
        }
        return new Plan(agreement, policy, lines, isKnown);
    }

    @Nullable Line line(Metric metric) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).metric().equals(metric)) {
                return lines.get(i);
            }
        }
        return null;
    }

    /**
     * What is promised about one metric.
     *
     * @param fixed the limit, if it is the same for every case
     * @param nanos the same limit; unused if it is not fixed
     */
    record Line(
            ServiceLevelAgreement agreement,
            Metric metric,
            MetricBits events,
            Target target,
            BusinessCalendar calendar,
            @Nullable Duration fixed,
            long nanos) {

        static Line of(ServiceLevelAgreement agreement, Metric metric, Target target) {
            Duration fixed = target.limit() instanceof BusinessDuration.BusinessTime time
                    ? time.amount()
                    : target.limit() instanceof BusinessDuration.WallTime wall ? wall.amount() : null;
            long nanos = fixed == null ? 0 : fixed.toNanos();
            MetricBits events = MetricBits.of(metric);
            BusinessCalendar calendar = target.countingCalendar();
            return new Line(agreement, metric, events, target, calendar, fixed, nanos);
        }

        /** How much may be counted from an instant on; business days become the business time up to their due date. */
        long limitFrom(Instant origin) {
            Duration same = fixed;
            return same == null
                    ? calendar.elapsed(origin, calendar.plus(origin, target.limit()))
                            .toNanos()
                    : nanos;
        }

        Duration shown(long limit) {
            Duration same = fixed;
            return same == null ? Duration.ofNanos(limit) : same;
        }

        /** Whether an event of a step may move the clock, other than by a wait. */
        boolean mayBeMovedBy(Step step) {
            return (events.all() & step.occurrences()) != 0;
        }

        boolean pauses(PauseReason reason) {
            return PauseDecision.pauses(agreement, metric, target, reason);
        }

        /** Those waits that pause the clock. */
        Set<PauseReason> pausing(Set<PauseReason> waits) {
            Set<PauseReason> pausing = null;
            for (PauseReason wait : waits) {
                if (!pauses(wait)) {
                    pausing = pausing == null ? new LinkedHashSet<>(waits) : pausing;
                    pausing.remove(wait);
                }
            }
            return pausing == null ? waits : pausing;
        }

        /** Whether the same waits pause both. */
        boolean isPausedLike(Line other) {
            PauseRule rule = target.pauseRule();
            return rule.equals(other.target.pauseRule()) && metric.equals(other.metric);
        }
    }
}
