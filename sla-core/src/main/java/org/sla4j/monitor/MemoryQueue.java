package org.sla4j.monitor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The cases in memory that are due at some time, the first to be due at hand: a heap in which each case knows its place. */
final class MemoryQueue {
    private @Nullable MemoryCase[] heap = new MemoryCase[16];
    private int size;

    private MemoryCase at(int place) {
        return Objects.requireNonNull(heap[place]);
    }

    private static boolean isBefore(MemoryCase a, MemoryCase b) {
        return a.wakeAt() != b.wakeAt() ? a.wakeAt() < b.wakeAt() : a.compareId(b) < 0;
    }

    /** Puts a case where its wake-up belongs, or takes it out if it has none. */
    void update(MemoryCase one) {
        if (one.place >= 0) {
            remove(one);
        }
        if (one.wakeAt() != Times.NEVER) {
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, size + (size >> 2) + 16);
            }
            rise(size++, one);
        }
    }

    /** Takes a case out; its wake-up may have changed already. */
    void remove(MemoryCase one) {
        int place = one.place;
        if (place < 0) {
            return;
        }
        one.place = -1;
        MemoryCase last = at(--size);
        heap[size] = null;
        if (place < size) {
            rise(place, last);
            if (last.place == place) {
                sink(place, last);
            }
        }
    }

    private void rise(int from, MemoryCase one) {
        int place = from;
        while (place > 0 && isBefore(one, at((place - 1) / 2))) {
            put(place, at((place - 1) / 2));
            place = (place - 1) / 2;
        }
        put(place, one);
    }

    private void sink(int from, MemoryCase one) {
        int place = from;
        while (2 * place + 1 < size) {
            int child = 2 * place + 1;
            if (child + 1 < size && isBefore(at(child + 1), at(child))) {
                child++;
            }
            if (!isBefore(at(child), one)) {
                break;
            }
            put(place, at(child));
            place = child;
        }
        put(place, one);
    }

    private void put(int place, MemoryCase one) {
        heap[place] = one;
        one.place = place;
    }

    /** When the first case is due. */
    Optional<Instant> first() {
        return size == 0 ? Optional.empty() : Optional.of(Times.instant(at(0).wakeAt()));
    }

    /** The first cases in order that are due by an instant, after a place in that order. */
    List<SlaStore.Due> until(Instant last, Optional<SlaStore.Due> after, int limit) {
        List<SlaStore.Due> due = new ArrayList<>();
        PriorityQueue<MemoryCase> next = new PriorityQueue<>((a, b) -> a == b ? 0 : isBefore(a, b) ? -1 : 1);
        add(0, next);
        while (due.size() < limit) {
            MemoryCase first = next.poll();
            if (first == null || Times.instant(first.wakeAt()).isAfter(last)) {
                break;
            }
            add(2 * first.place + 1, next);
            add(2 * first.place + 2, next);
            SlaStore.Due found = new SlaStore.Due(Times.instant(first.wakeAt()), first.id());
            if (after.isEmpty() || found.compareTo(after.get()) > 0) {
                due.add(found);
            }
        }
        return due;
    }

    private void add(int place, PriorityQueue<MemoryCase> into) {
        if (place < size) {
            into.add(at(place));
        }
    }
}
