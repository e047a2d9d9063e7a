package org.sla4j.agreement.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.PauseRule;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.Quoted;

/**
 * An objective that a help desk cannot measure as it was agreed, because it does not record all events that move its clock.
 *
 * @param policy the policy that promises it
 * @param metric what is to be measured
 * @param missing the events that are not recorded, by name, at least one
 * @param isImpossible true if no event is recorded that starts the clock, or none that stops it; else the clock runs, but reads
 *     too much or too little
 */
public record MeasurementGap(SeverityPolicy policy, Metric metric, SortedSet<EventType> missing, boolean isImpossible) {
    /** Copies the set. */
    public MeasurementGap {
        missing = Collections.unmodifiableSortedSet(new TreeSet<>(missing));
    }

    /**
     * Says which objectives a help desk cannot measure as agreed.
     *
     * <pre>{@code
     * MeasurementGap.of(agreement, Set.of(OPENED, RESOLVED, CLOSED)).forEach(System.out::println);
     * // "critical" cannot measure first response exactly without [responded, resumed, waiting]
     * }</pre>
     *
     * @param agreement the agreement
     * @param recorded the events that the help desk records
     * @return a gap for each policy and metric whose clock needs an event that is not recorded: to start, pause, resume,
     *     restart, stop or cancel it, or to know of a wait that pauses it; unmodifiable, empty if everything can be measured
     */
    public static List<MeasurementGap> of(ServiceLevelAgreement agreement, Set<EventType> recorded) {
        List<MeasurementGap> gaps = new ArrayList<>();
        for (SeverityPolicy policy : agreement.policies()) {
            policy.targets().forEach((metric, target) -> {
                Set<EventType> missing = new TreeSet<>(needed(metric, target));
                missing.removeAll(recorded);
                if (!missing.isEmpty()) {
                    gaps.add(new MeasurementGap(
                            policy,
                            metric,
                            new TreeSet<>(missing),
                            Collections.disjoint(metric.startsOn(), recorded)
                                    || Collections.disjoint(metric.stopsOn(), recorded)));
                }
            });
        }
        return List.copyOf(gaps);
    }

    private static Set<EventType> needed(Metric metric, Target target) {
        Set<EventType> needed = new HashSet<>(metric.events());
        // A desk that never cancels a case measures all of them.
        needed.remove(EventType.CANCELLED);
        if (!target.pauseRule().equals(PauseRule.never()) && !metric.pauseRule().equals(PauseRule.never())) {
            needed.add(EventType.WAITING);
            needed.add(EventType.RESUMED);
        }
        return needed;
    }

    /** Returns the gap in words. */
    @Override
    public String toString() {
        return Quoted.of(policy.name()) + " cannot measure " + metric.name() + (isImpossible ? "" : " exactly")
                + " without " + missing;
    }
}
