package org.sla4j.monitor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/** Events on their way to the listener, in order of their instants, then as they were raised. Not thread-safe. */
final class Outbox {
    private record Waiting(SlaEvent event, long time, long number) {}

    private final PriorityQueue<Waiting> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Waiting::time).thenComparingLong(Waiting::number));
    /** Ids of all that is waiting, with the listener, or received and not acknowledged. */
    private final Set<String> known = new HashSet<>();

    private final List<String> delivered = new ArrayList<>();
    private long number;
    private int setAside;
    private long received;

    /** Takes an event in, unless it is here. */
    void offer(SlaEvent event) {
        if (known.add(event.id())) {
            waiting.add(new Waiting(event, Times.nanos(event.at()), number++));
        }
    }

    /** Hands the first event out if it is not after an instant. */
    Optional<SlaEvent> take(long latest) {
        Waiting first = waiting.peek();
        if (first == null || first.time() > latest) {
            return Optional.empty();
        }
        waiting.remove();
        return Optional.of(first.event());
    }

    /** Takes an event back that was handed out; it goes before all others of its instant. */
    void putBack(SlaEvent event) {
        waiting.add(new Waiting(event, Times.nanos(event.at()), -1));
    }

    void received(SlaEvent event) {
        delivered.add(event.id());
        received++;
    }

    /** Gives an event up; what the store keeps of it may be offered again. */
    void setAside(SlaEvent event) {
        known.remove(event.id());
        setAside++;
    }

    /** Forgets what waits of a case. */
    void removeAllOf(String caseId) {
        waiting.removeIf(entry -> {
            boolean mine = entry.event().caseId().equals(caseId);
            if (mine) {
                known.remove(entry.event().id());
            }
            return mine;
        });
    }

    /** Returns the ids of what the listener received and the store does not know to be so. */
    List<String> delivered() {
        return List.copyOf(delivered);
    }

    /** Notes that the store knows of the first so many deliveries. */
    void forgetDelivered(int count) {
        List<String> acknowledged = delivered.subList(0, count);
        acknowledged.forEach(known::remove);
        acknowledged.clear();
    }

    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }

    long receivedCount() {
        return received;
    }

    int setAsideCount() {
        return setAside;
    }
}
