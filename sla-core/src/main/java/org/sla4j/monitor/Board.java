package org.sla4j.monitor;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.sla4j.agreement.Severity;

/** Keeps count of open cases as they come, change and go. Not thread-safe. */
final class Board {
    private final Map<Severity, Map<SlaBoard.State, Integer>> counts = new TreeMap<>();

    void add(CaseWatch watch) {
        change(watch, 1);
    }

    void remove(CaseWatch watch) {
        change(watch, -1);
    }

    private void change(CaseWatch watch, int by) {
        counts.computeIfAbsent(watch.serviceCase().severity(), severity -> new EnumMap<>(SlaBoard.State.class))
                .merge(watch.state(), by, Integer::sum);
    }

    int count(SlaBoard.State state) {
        return counts.values().stream()
                .mapToInt(states -> states.getOrDefault(state, 0))
                .sum();
    }

    SlaBoard toSlaBoard() {
        return new SlaBoard(new TreeMap<>(counts));
    }
}
