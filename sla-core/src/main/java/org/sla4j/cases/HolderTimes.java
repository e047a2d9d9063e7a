package org.sla4j.cases;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long each holder had a case, nobody included: the times add up from its opening to the last time that it was finished, or to now
 * while it is open.
 */
final class HolderTimes {
    private HolderTimes() {}

    static SortedMap<Holder, Duration> of(Moment last, List<Turn> turns, Instant now) {
        Instant finished = now;
        for (Moment moment : last.all()) {
            for (Step step : moment.steps()) {
                if (!step.at().isAfter(now)
                        && step.before().isOpen() != step.after().isOpen()) {
                    finished = step.after().isOpen() ? now : step.at();
                }
            }
        }
        SortedMap<Holder, Duration> times = new TreeMap<>();
        for (int i = 0; i < turns.size(); i++) {
            Instant start = turns.get(i).at();
            Instant end = i + 1 < turns.size() ? turns.get(i + 1).at() : now;
            Instant until = end.isBefore(finished) ? end : finished;
            if (start.isBefore(until)) {
                times.merge(turns.get(i).holder(), Duration.between(start, until), Duration::plus);
            }
        }
        return Collections.unmodifiableSortedMap(times);
    }
}
