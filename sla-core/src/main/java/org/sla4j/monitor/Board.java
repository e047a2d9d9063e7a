package org.sla4j.monitor;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sla4j.agreement.Severity;

/** Keeps count of open cases as they come, change and go, and of each case, by its number, how it stood: a byte. Not thread-safe. */
final class Board {
    private static final List<SlaBoard.State> STATES = List.of(SlaBoard.State.values());

    private final Map<Severity, Map<SlaBoard.State, Integer>> counts = new TreeMap<>();
    private byte[] states = {};

    void add(int number, CaseWatch watch) {
        if (number >= states.length) {
            states = Arrays.copyOf(states, number + number / 4 + 16);
        }
        SlaBoard.State state = watch.state();
        states[number] = (byte) STATES.indexOf(state);
        change(watch, state, 1);
    }

    /** Takes back what was added for that number; the case is as it was then. */
    void remove(int number, CaseWatch watch) {
        change(watch, STATES.get(states[number]), -1);
    }

    private void change(CaseWatch watch, SlaBoard.State state, int by) {
        counts.computeIfAbsent(watch.serviceCase().severity(), severity -> new EnumMap<>(SlaBoard.State.class))
                .merge(state, by, Integer::sum);
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
