package org.sla4j.agreement;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

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

    static List<MeasurementGap> of(ServiceLevelAgreement agreement, Set<EventType> recorded) {
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
                            Collections.disjoint(metric.starts(), recorded)
                                    || Collections.disjoint(metric.stops(), recorded)));
                }
            });
        }
        return List.copyOf(gaps);
    }

    private static Set<EventType> needed(Metric metric, Target target) {
        Set<EventType> needed = new HashSet<>(metric.events());
        // A desk that never cancels a case measures all of them.
        needed.remove(EventType.CANCELLED);
        if (!target.pauses().equals(PauseRule.never()) && !metric.waits().equals(PauseRule.never())) {
            needed.add(EventType.WAITING);
            needed.add(EventType.RESUMED);
        }
        return needed;
    }

    /** Returns the gap in words. */
    @Override
    public String toString() {
        return "\"" + policy.name() + "\" cannot measure " + metric.name() + (isImpossible ? "" : " exactly")
                + " without " + missing;
    }
}
