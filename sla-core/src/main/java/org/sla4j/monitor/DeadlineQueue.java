package org.sla4j.monitor;

import java.util.Arrays;

/**
 * At most one deadline for each of a range of small numbers, the earliest first, in primitive arrays.
 *
 * <p>A heap with four children a node that knows the place of every entry, so that a deadline moves or goes away in O(log n) and
 * the earliest is known in O(1). It takes 16 bytes an entry and makes no garbage. Times are nanoseconds since the epoch. Entries
 * of one time come in no particular order. Not thread-safe.
 */
final class DeadlineQueue {
    /** Stands for "no deadline". */
    static final long NEVER = Long.MAX_VALUE;

    private static final int CHILDREN = 4;
    private static final int NOWHERE = -1;

    /** The heap: entries and, at the same places, their times, so that a comparison follows no reference. */
    private int[] entries = new int[16];

    private long[] times = new long[16];
    /** Where each entry is in the heap. */
    private int[] places = new int[0];

    private int size;

    /** Returns how many entries have a deadline. */
    int size() {
        return size;
    }

    /** Returns the earliest deadline, {@link #NEVER} if there is none. */
    long earliest() {
        return size == 0 ? NEVER : times[0];
    }

    /** Returns an entry with the earliest deadline, -1 if there is none. */
    int first() {
        return size == 0 ? NOWHERE : entries[0];
    }

    /** Returns the deadline of an entry, {@link #NEVER} if it has none. */
    long deadline(int entry) {
        int place = place(entry);
        return place == NOWHERE ? NEVER : times[place];
    }

    /** Gives an entry a deadline instead of the one it has; {@link #NEVER} cancels it. */
    void schedule(int entry, long time) {
        if (time == NEVER) {
            cancel(entry);
            return;
        }
        int place = place(entry);
        if (place == NOWHERE) {
            makeRoomFor(entry);
            place = size++;
            rise(place, entry, time);
        } else if (time < times[place]) {
            rise(place, entry, time);
        } else {
            sink(place, entry, time);
        }
    }

    /** Takes the deadline of an entry away, if it has one. */
    void cancel(int entry) {
        int place = place(entry);
        if (place == NOWHERE) {
            return;
        }
        places[entry] = NOWHERE;
        size--;
        if (place == size) {
            return;
        }
        int last = entries[size];
        long time = times[size];
        if (time < times[place]) {
            rise(place, last, time);
        } else {
            sink(place, last, time);
        }
    }

    private int place(int entry) {
        return entry < places.length ? places[entry] : NOWHERE;
    }

    private void makeRoomFor(int entry) {
        if (entry >= places.length) {
            int known = places.length;
            places = Arrays.copyOf(places, Math.max(entry + 1, known + known / 4 + 16));
            Arrays.fill(places, known, places.length, NOWHERE);
        }
        if (size == entries.length) {
            int more = size + size / 4;
            entries = Arrays.copyOf(entries, more);
            times = Arrays.copyOf(times, more);
        }
    }

    private void rise(int from, int entry, long time) {
        int place = from;
        while (place > 0) {
            int parent = (place - 1) / CHILDREN;
            if (times[parent] <= time) {
                break;
            }
            put(place, entries[parent], times[parent]);
            place = parent;
        }
        put(place, entry, time);
    }

    private void sink(int from, int entry, long time) {
        int place = from;
        while (true) {
            int child = earliestChild(place);
            if (child == NOWHERE || times[child] >= time) {
                break;
            }
            put(place, entries[child], times[child]);
            place = child;
        }
        put(place, entry, time);
    }

    private int earliestChild(int place) {
        int child = place * CHILDREN + 1;
        if (child >= size) {
            return NOWHERE;
        }
        int end = Math.min(child + CHILDREN, size);
        int earliest = child;
        for (int other = child + 1; other < end; other++) {
            if (times[other] < times[earliest]) {
                earliest = other;
            }
        }
        return earliest;
    }

    private void put(int place, int entry, long time) {
        entries[place] = entry;
        times[place] = time;
        places[entry] = place;
    }
}
