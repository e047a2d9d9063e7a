package org.sla4j.benchmarks.flink;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sla4j.cases.CaseEvent;

/** Events that wait until event time has passed them; those of a case at one time wait together, in the order in which they came. */
final class WaitingEvents {
    private final TreeMap<Long, Map<String, List<CaseEvent>>> byTime = new TreeMap<>();

    void add(CaseEvent event, long time) {
        byTime.computeIfAbsent(time, none -> new LinkedHashMap<>(2))
                .computeIfAbsent(event.caseId(), none -> new ArrayList<>(1))
                .add(event);
    }

    /** Whether there are events of a time or earlier. */
    boolean isAnyBy(long time) {
        return !byTime.isEmpty() && byTime.firstKey() <= time;
    }

    /** The time of the next events. */
    long next() {
        return byTime.firstKey();
    }

    /** Takes the events of the next time, case by case. */
    Collection<List<CaseEvent>> takeNext() {
        return byTime.pollFirstEntry().getValue().values();
    }

    /** All that wait. */
    List<CaseEvent> all() {
        List<CaseEvent> all = new ArrayList<>();
        byTime.values().forEach(cases -> cases.values().forEach(all::addAll));
        return all;
    }
}
