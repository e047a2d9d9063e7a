package org.sla4j.cases;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.sla4j.calendar.Quoted;

/**
 * The list of a case's events, which only grows: the ids of all, and those that are in none of its moments because they were before the
 * opening, were taken back or replaced, or took another back ({@link Corrections}).
 *
 * @param opening the opening that counts; null if it was not read
 * @param before events before the opening that are believed, in order
 * @param aside events that count for nothing and why: withdrawals, what they take back, and openings that do not count
 * @param taken the ids of events that are withdrawn, whether or not these have arrived
 */
record EventLog(
        @Nullable CaseEvent opening,
        List<CaseEvent> before,
        List<IgnoredEvent> aside,
        EventIds ids,
        Set<String> taken) {
    private static final int FEW = 16;

    /** A log, and the events that count, in order, of which the opening is the first. */
    record Sorted(EventLog log, List<CaseEvent> events) {
        CaseEvent opening() {
            return events.get(0);
        }

        /** What happened after the opening. */
        List<CaseEvent> happened() {
            return events.subList(1, events.size());
        }
    }

    /** Whether an event cannot be known yet, nor be taken back already. */
    boolean isNew(CaseEvent event) {
        String id = event.id();
        return id.isEmpty() || (ids.find(id) == null && !ids.mayBeUnread(id) && !taken.contains(id));
    }

    EventLog with(CaseEvent event) {
        return event.id().isEmpty() ? this : new EventLog(opening, before, aside, ids.with(event), taken);
    }

    /** The event itself as one that is known; null if it is not, or has no id. */
    @Nullable CaseEvent known(CaseEvent event) {
        CaseEvent known = event.id().isEmpty() ? null : ids.find(event.id());
        if (known != null) {
            EventIds.requireSame(known, event);
        }
        return known;
    }

    static void requireOurs(String caseId, CaseEvent event) {
        if (!event.caseId().equals(caseId)) {
            throw new IllegalArgumentException(
                    "Event " + event + " is of another case than " + Quoted.of(caseId) + ".");
        }
    }

    /**
     * Sorts the events of a case: which opening counts, what was before it, what is taken back, and what happened.
     *
     * @throws IllegalArgumentException if none is an opening, they are of several cases, or two with one id differ
     */
    static Sorted sorted(Iterable<CaseEvent> events) {
        List<CaseEvent> inOrder = inOrder(events);
        if (inOrder != null) {
            EventIds ids = EventIds.of(inOrder);
            EventLog log = new EventLog(inOrder.get(0), List.of(), List.of(), ids, Set.of());
            return new Sorted(log, inOrder);
        }
        Map<CaseEvent, CaseEvent> once = new LinkedHashMap<>();
        Map<String, CaseEvent> byId = new HashMap<>();
        String caseId = null;
        for (CaseEvent event : events) {
            caseId = caseId == null ? event.caseId() : caseId;
            requireOurs(caseId, event);
            if (!event.id().isEmpty()) {
                CaseEvent known = byId.putIfAbsent(event.id(), event);
                if (known != null) {
                    EventIds.requireSame(known, event);
                }
            }
            once.merge(event, event, CaseEvent::knownSince);
        }
        if (caseId == null) {
            throw new IllegalArgumentException("A case has at least the event opened, but there are none.");
        }
        return Corrections.sorted(
                caseId, once.values().stream().sorted(EventOrder.OF_A_CASE).toList());
    }

    /**
     * The events as they are, if that is how most cases come: an opening and what happened after it, in order, each once, with nothing
     * taken back or replaced; else null.
     */
    static @Nullable List<CaseEvent> inOrder(Iterable<CaseEvent> events) {
        CaseEvent[] all = events instanceof Collection<CaseEvent> given
                ? given.toArray(CaseEvent[]::new)
                : StreamSupport.stream(events.spliterator(), false).toArray(CaseEvent[]::new);
        List<CaseEvent> list = Arrays.asList(all);
        return areInOrder(list) ? list : null;
    }

    static boolean areInOrder(List<CaseEvent> events) {
        if (events.isEmpty()) {
            return false;
        }
        CaseEvent opening = events.get(0);
        if (opening.occurrence() != Occurrence.OPENED || !opening.inPlaceOf().isEmpty()) {
            return false;
        }
        CaseEvent before = opening;
        boolean haveIds = !opening.id().isEmpty();
        for (int i = 1; i < events.size(); i++) {
            CaseEvent event = events.get(i);
            boolean isPlain = event.caseId().equals(opening.caseId())
                    && event.inPlaceOf().isEmpty()
                    && event.occurrence() != Occurrence.OPENED
                    && (i == 1 ? !event.at().isBefore(opening.at()) : isAfter(event, before));
            if (!isPlain) {
                return false;
            }
            haveIds |= !event.id().isEmpty();
            before = event;
        }
        return !haveIds || haveDifferentIds(events);
    }

    private static boolean isAfter(CaseEvent event, CaseEvent before) {
        int order = event.at().compareTo(before.at());
        return order > 0 || (order == 0 && EventOrder.OF_A_CASE.compare(event, before) > 0);
    }

    private static boolean haveDifferentIds(List<CaseEvent> events) {
        if (events.size() > FEW) {
            Set<String> ids = new HashSet<>();
            return events.stream().allMatch(event -> event.id().isEmpty() || ids.add(event.id()));
        }
        for (int i = 1; i < events.size(); i++) {
            String id = events.get(i).id();
            for (int j = 0; j < i && !id.isEmpty(); j++) {
                if (id.equals(events.get(j).id())) {
                    return false;
                }
            }
        }
        return true;
    }
}
