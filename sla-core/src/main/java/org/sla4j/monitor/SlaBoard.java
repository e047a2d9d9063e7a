package org.sla4j.monitor;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sla4j.agreement.Severity;

/**
 * How many open cases there are of each severity and state, at once.
 *
 * <pre>{@code
 * monitor.board().count(Severity.CRITICAL, SlaBoard.State.BREACHED);
 * }</pre>
 *
 * @param counts the number of cases by severity, the most severe first, and state; unmodifiable, without zeros
 */
public record SlaBoard(SortedMap<Severity, Map<State, Integer>> counts) {
    /** How a case stands: the worst of its open clocks. */
    public enum State {
        /** Something is counted, and no warning was reached. */
        RUNNING,
        /** A warning was reached. */
        WARNED,
        /** Every open clock stands still, and no limit is exceeded. */
        PAUSED,
        /** A limit is exceeded. */
        BREACHED
    }

    /** Copies the counts. */
    public SlaBoard {
        SortedMap<Severity, Map<State, Integer>> copy = new TreeMap<>();
        counts.forEach((severity, states) -> {
            Map<State, Integer> some = new EnumMap<>(State.class);
            states.forEach((state, count) -> {
                if (count != 0) {
                    some.put(state, count);
                }
            });
            if (!some.isEmpty()) {
                copy.put(severity, Collections.unmodifiableMap(some));
            }
        });
        counts = Collections.unmodifiableSortedMap(copy);
    }

    /**
     * Returns one number.
     *
     * @param severity how severe the cases are
     * @param state how they stand
     * @return how many there are
     */
    public int count(Severity severity, State state) {
        return counts.getOrDefault(severity, Map.of()).getOrDefault(state, 0);
    }

    /**
     * Returns one column.
     *
     * @param state how cases stand
     * @return how many there are of all severities
     */
    public int count(State state) {
        return counts.values().stream()
                .mapToInt(states -> states.getOrDefault(state, 0))
                .sum();
    }
}
