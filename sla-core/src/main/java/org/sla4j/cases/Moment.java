package org.sla4j.cases;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The events of one instant and sequence number, what came of them, and the moments before.
 *
 * <p>A case and the next one share all moments but the last, so that an event costs the same however many came before. The last
 * moment of a case that was restored from its state is read when somebody asks for it: it and all before follow from the events.
 */
final class Moment {
    private final Instant at;
    private final long sequence;
    private final boolean isOpening;
    private final @Nullable Moment before;
    private final List<CaseEvent> events;
    private final List<Step> steps;
    private final List<IgnoredEvent> ignored;
    private final @Nullable Supplier<Moment> unread;

    private Moment(
            Instant at,
            long sequence,
            boolean isOpening,
            @Nullable Moment before,
            List<CaseEvent> events,
            List<Step> steps,
            List<IgnoredEvent> ignored,
            @Nullable Supplier<Moment> unread) {
        this.at = at;
        this.sequence = sequence;
        this.isOpening = isOpening;
        this.before = before;
        this.events = events;
        this.steps = steps;
        this.ignored = ignored;
        this.unread = unread;
    }

    /** The first moment of a case. */
    static Moment opened(CaseEvent opening, Facts facts) {
        List<CaseEvent> events = List.of(opening);
        Step step = new Step(opening.at(), events, List.of(), facts, facts);
        return new Moment(opening.at(), opening.sequence(), true, null, events, List.of(step), List.of(), null);
    }

    /** The moment after this one. */
    Moment then(List<CaseEvent> events, List<Step> steps, List<IgnoredEvent> ignored) {
        CaseEvent first = events.get(0);
        return new Moment(
                first.at(),
                first.sequence(),
                false,
                this,
                List.copyOf(events),
                List.copyOf(steps),
                List.copyOf(ignored),
                null);
    }

    /** The last moment of a case of which only the state is known; it is read when it is asked for. */
    static Moment unread(Instant at, long sequence, boolean isOpening, Supplier<Moment> unread) {
        return new Moment(at, sequence, isOpening, null, List.of(), List.of(), List.of(), unread);
    }

    Instant at() {
        return at;
    }

    long sequence() {
        return sequence;
    }

    boolean isOpening() {
        return isOpening;
    }

    /** Whether the events of this moment are known without reading them. */
    boolean isRead() {
        return unread == null;
    }

    private Moment read() {
        return unread == null ? this : unread.get();
    }

    List<CaseEvent> events() {
        return read().events;
    }

    List<Step> steps() {
        return read().steps;
    }

    List<IgnoredEvent> ignored() {
        return read().ignored;
    }

    @Nullable Moment before() {
        return read().before;
    }

    /** Whether an event is of this moment (0), or before (below 0) or after it; everything is after the opening. */
    int compare(CaseEvent event) {
        if (isOpening) {
            return 1;
        }
        int byInstant = event.at().compareTo(at);
        return byInstant != 0 ? byInstant : Long.compare(event.sequence(), sequence);
    }

    /** The moments from the opening to this one. */
    List<Moment> all() {
        Deque<Moment> inOrder = new ArrayDeque<>();
        for (Moment moment = this; moment != null; moment = moment.before()) {
            inOrder.push(moment);
        }
        return List.copyOf(inOrder);
    }

    /** Splits events that are in order into those of one moment each. */
    static List<List<CaseEvent>> split(List<CaseEvent> inOrder) {
        List<List<CaseEvent>> moments = new ArrayList<>();
        CaseEvent last = null;
        for (CaseEvent event : inOrder) {
            boolean same = last != null && last.at().equals(event.at()) && last.sequence() == event.sequence();
            if (!same) {
                moments.add(new ArrayList<>());
            }
            moments.get(moments.size() - 1).add(event);
            last = event;
        }
        return moments;
    }
}
