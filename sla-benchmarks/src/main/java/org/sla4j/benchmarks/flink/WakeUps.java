package org.sla4j.benchmarks.flink;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * When to look at which case, in memory alone, for the rows of the cases say the same. An entry is an id and a number; it stays until its
 * time comes, even if the case has another wake-up by then, and whoever looks at the case finds in its row that there is nothing to do.
 */
final class WakeUps {
    /** About a second of event time. */
    private static final int BITS = 10;

    private final TreeMap<Long, Bucket> buckets = new TreeMap<>();

    void add(String caseId, long time) {
        buckets.computeIfAbsent(time >> BITS, none -> new Bucket()).add(caseId, time);
    }

    /** Takes the cases whose time has come, in no order within a second. */
    List<String> takeBy(long time) {
        List<String> due = new ArrayList<>();
        Map.Entry<Long, Bucket> first;
        while ((first = buckets.firstEntry()) != null && first.getKey() < time >> BITS) {
            buckets.remove(first.getKey());
            first.getValue().takeBy(time, due);
        }
        if (first != null && first.getKey() == time >> BITS) {
            first.getValue().takeBy(time, due);
        }
        return due;
    }

    /** The cases of one second. */
    private static final class Bucket {
        private String[] caseIds = new String[1];
        private long[] times = new long[1];
        private int size;

        void add(String caseId, long time) {
            if (size == times.length) {
                caseIds = Arrays.copyOf(caseIds, size * 2);
                times = Arrays.copyOf(times, size * 2);
            }
            caseIds[size] = caseId;
            times[size++] = time;
        }

        void takeBy(long time, List<String> due) {
            int before = size;
            size = 0;
            for (int i = 0; i < before; i++) {
                if (times[i] <= time) {
                    due.add(caseIds[i]);
                } else {
                    add(caseIds[i], times[i]);
                }
            }
        }
    }
}
