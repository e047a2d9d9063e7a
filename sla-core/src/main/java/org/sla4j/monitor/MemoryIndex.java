package org.sla4j.monitor;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The cases in memory by their ids: in order, as a list of short lists, and in a table by hash, for one of a million is found in it by
 * looking at one or two. With each case goes a number by which those are found in no time that are to be looked at first. All of it takes some
 * 27 bytes a case.
 */
final class MemoryIndex {
    private static final int LONGEST = 512;

    private final List<List<MemoryCase>> parts = new ArrayList<>();
    /** Each case at the place of its hash, or at the next that was free; no more than two thirds full. */
    private @Nullable MemoryCase[] table = new MemoryCase[16];
    /** The {@linkplain MemoryCase#urgency urgency} of each, beside it. */
    private long[] urgencies = new long[16];

    private int size;

    /** Where an id is or would be. */
    private record Place(int part, int at, boolean isThere) {}

    private Place find(byte[] id) {
        int low = 0;
        int high = parts.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (parts.get(middle).get(0).compare(id) < 0) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        if (high < 0) {
            return new Place(0, 0, false);
        }
        List<MemoryCase> part = parts.get(high);
        low = 0;
        int last = part.size() - 1;
        while (low <= last) {
            int middle = (low + last) >>> 1;
            int order = part.get(middle).compare(id);
            if (order == 0) {
                return new Place(high, middle, true);
            } else if (order < 0) {
                last = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        return new Place(high, low, false);
    }

    @Nullable MemoryCase get(String id) {
        byte[] name = utf8(id);
        int place = home(MemoryCase.hash(name, 0, name.length));
        for (MemoryCase one = table[place]; one != null; one = table[place]) {
            if (one.compare(name) == 0) {
                return one;
            }
            place = next(place);
        }
        return null;
    }

    private int home(int hash) {
        return (int) (((hash & 0xFFFF_FFFFL) * table.length) >>> 32);
    }

    private int next(int place) {
        return place + 1 == table.length ? 0 : place + 1;
    }

    private void put(MemoryCase one, long urgency) {
        int place = home(one.hash());
        while (table[place] != null) {
            place = next(place);
        }
        table[place] = one;
        urgencies[place] = urgency;
    }

    private int placeOf(MemoryCase one) {
        int place = home(one.hash());
        while (table[place] != one) {
            place = next(place);
        }
        return place;
    }

    private void enter(MemoryCase one) {
        if (3 * ++size > 2 * table.length) {
            @Nullable MemoryCase[] before = table;
            long[] urgent = urgencies;
            table = new MemoryCase[before.length + (before.length >> 1)];
            urgencies = new long[table.length];
            for (int i = 0; i < before.length; i++) {
                MemoryCase known = before[i];
                if (known != null) {
                    put(known, urgent[i]);
                }
            }
        }
        put(one, MemoryCase.DONE);
    }

    private void leave(MemoryCase one) {
        size--;
        int gap = placeOf(one);
        table[gap] = null;
        // Those behind it move up, or a search for them would end at the gap.
        int place = next(gap);
        for (MemoryCase moved = table[place]; moved != null; moved = table[place]) {
            table[place] = null;
            put(moved, urgencies[place]);
            place = next(place);
        }
    }

    /** Says what the {@linkplain MemoryCase#urgency urgency} of a case is from now on. */
    void update(MemoryCase one, long urgency) {
        urgencies[placeOf(one)] = urgency;
    }

    int size() {
        return size;
    }

    /** Passes on the cases whose urgency lies within bounds, in no order. */
    void each(long least, long most, BiConsumer<MemoryCase, Long> into) {
        for (int i = 0; i < table.length; i++) {
            MemoryCase one = table[i];
            if (urgencies[i] >= least && urgencies[i] <= most && one != null) {
                into.accept(one, urgencies[i]);
            }
        }
    }

    /** Up to which urgency so many cases go that are not below a least one; the highest of all if there are fewer. */
    long bound(long least, int cases) {
        PriorityQueue<Long> first = new PriorityQueue<>(Comparator.reverseOrder());
        long last = Long.MAX_VALUE;
        for (int i = 0; i < table.length; i++) {
            if (urgencies[i] >= least && urgencies[i] < last && table[i] != null) {
                first.add(urgencies[i]);
                if (first.size() > cases) {
                    first.remove();
                    last = first.element();
                }
            }
        }
        return first.size() < cases ? MemoryCase.UNKNOWN : first.element();
    }

    static byte[] utf8(String id) {
        return id.getBytes(StandardCharsets.UTF_8);
    }

    /** Adds a case that is not there. */
    void add(MemoryCase one) {
        enter(one);
        if (parts.isEmpty()) {
            parts.add(new ArrayList<>(List.of(one)));
            return;
        }
        Place place = find(utf8(one.id()));
        List<MemoryCase> part = parts.get(place.part());
        if (part.size() < LONGEST) {
            part.add(place.at(), one);
            return;
        }
        // At the end a new part begins, so that ids that come in order fill theirs.
        int half = place.at() == LONGEST ? LONGEST : LONGEST / 2;
        List<MemoryCase> end = part.subList(half, LONGEST);
        List<MemoryCase> more = new ArrayList<>(LONGEST);
        more.addAll(end);
        end.clear();
        parts.add(place.part() + 1, more);
        if (place.at() < half || (place.at() == half && !more.isEmpty())) {
            part.add(place.at(), one);
        } else {
            more.add(place.at() - half, one);
        }
    }

    void remove(String id) {
        Place place = find(utf8(id));
        if (place.isThere()) {
            List<MemoryCase> part = parts.get(place.part());
            leave(part.remove(place.at()));
            if (part.isEmpty()) {
                parts.remove(place.part());
            }
        }
    }

    /** The cases whose ids come after one; the index must not change meanwhile. */
    Iterable<MemoryCase> after(String id) {
        return () -> {
            Place place = find(utf8(id));
            return from(place.part(), place.isThere() ? place.at() + 1 : place.at(), new byte[0]);
        };
    }

    /** The cases whose ids begin with a text; the index must not change meanwhile. */
    Iterable<MemoryCase> prefixed(String prefix) {
        return () -> {
            byte[] first = utf8(prefix);
            Place place = find(first);
            return from(place.part(), place.at(), first);
        };
    }

    private Iterator<MemoryCase> from(int first, int start, byte[] prefix) {
        return new Iterator<>() {
            private int part = first;
            private int at = start;

            @Override
            public boolean hasNext() {
                while (part < parts.size() && at >= parts.get(part).size()) {
                    part++;
                    at = 0;
                }
                return part < parts.size() && parts.get(part).get(at).hasPrefix(prefix);
            }

            @Override
            public MemoryCase next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return parts.get(part).get(at++);
            }
        };
    }
}
