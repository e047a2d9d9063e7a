package org.sla4j.cases;

import java.util.Arrays;
import java.util.List;

/** What was true of a case from each of its instants on, in order of time. Mutable, not thread-safe. */
final class Turns {
    private Turn[] turns;
    private long[] nanos;
    private int size;

    /** Starts with room for some turns, and grows as needed. */
    Turns(int room) {
        turns = new Turn[room];
        nanos = new long[room];
    }

    /** Adds what holds from an instant on, in place of what was said of the same instant. */
    void add(Turn turn, long at) {
        if (size > 0 && nanos[size - 1] == at) {
            size--;
        } else if (size == turns.length) {
            turns = Arrays.copyOf(turns, 2 * size);
            nanos = Arrays.copyOf(nanos, 2 * size);
        }
        turns[size] = turn;
        nanos[size++] = at;
    }

    int size() {
        return size;
    }

    Turn get(int place) {
        return turns[place];
    }

    /** When a turn began, in nanoseconds since the epoch. */
    long nanos(int place) {
        return nanos[place];
    }

    /** The turn that held at an instant: the last that began by then, or a later one of those from the one to before the other. */
    int before(int from, int until, long at) {
        int place = from;
        while (place < until && nanos[place] <= at) {
            place++;
        }
        return place > 0 ? place - 1 : place;
    }

    List<Turn> toList() {
        return Arrays.asList(turns).subList(0, size);
    }
}
