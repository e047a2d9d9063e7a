package org.sla4j.cases;

import java.util.ArrayList;
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
import org.sla4j.agreement.EventType;
import org.sla4j.calendar.Quoted;

/**
 * The events of a case that are in none of its moments, and the ids of all: what was before the opening, what was taken back or
 * replaced, and what took it back.
 *
 * @param opening the opening that counts; null if it was not read
 * @param before events before the opening that are believed, in order
 * @param aside events that count for nothing and why: withdrawals, what they take back, and openings that do not count
 * @param taken the ids of events that are withdrawn, whether or not these have arrived
 */
record Log(
        @Nullable CaseEvent opening,
        List<CaseEvent> before,
        List<IgnoredEvent> aside,
        EventIds ids,
        Set<String> taken) {
    private static final int FEW = 16;

    /** A log, and the events that count, in order, of which the opening is the first. */
    record Sorted(Log log, List<CaseEvent> events) {
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

    Log with(CaseEvent event) {
        return event.id().isEmpty() ? this : new Log(opening, before, aside, ids.with(event), taken);
    }

    /** The event itself as one that is known; null if it is not, or has no id. */
    @Nullable CaseEvent known(CaseEvent event) {
        CaseEvent known = event.id().isEmpty() ? null : ids.find(event.id());
        if (known != null) {
            requireSame(known, event);
        }
        return known;
    }

    private static void requireSame(CaseEvent known, CaseEvent event) {
        if (!known.equals(event)) {
            throw new IllegalArgumentException("Two events of case " + Quoted.of(event.caseId()) + " have the id "
                    + Quoted.of(event.id()) + ", but differ: " + known + " and " + event
                    + "; withdraw the wrong one and record the right one under another id.");
        }
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
            return new Sorted(new Log(inOrder.get(0), List.of(), List.of(), EventIds.of(inOrder), Set.of()), inOrder);
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
                    requireSame(known, event);
                }
            }
            once.merge(event, event, CaseEvent::knownSince);
        }
        if (caseId == null) {
            throw new IllegalArgumentException("A case has at least the event opened, but there are none.");
        }
        return sorted(
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

    private static Sorted sorted(String caseId, List<CaseEvent> events) {
        Map<String, CaseEvent> takers = new HashMap<>();
        for (CaseEvent event : events) {
            if (event.type().equals(EventType.WITHDRAWN)) {
                takers.putIfAbsent(event.inPlaceOf(), event);
            }
        }
        CaseEvent opening = opening(caseId, events);
        List<CaseEvent> before = new ArrayList<>();
        List<CaseEvent> happened = new ArrayList<>();
        happened.add(opening);
        List<IgnoredEvent> aside = new ArrayList<>();
        EventIds byId = EventIds.NONE;
        for (CaseEvent event : events) {
            byId = byId.with(event);
            CaseEvent taker = event.id().isEmpty() ? null : takers.get(event.id());
            if (event.type().equals(EventType.WITHDRAWN)) {
                aside.add(new IgnoredEvent(event, "it takes another event back"));
            } else if (event.type().equals(EventType.OPENED)) {
                if (!event.equals(opening)) {
                    aside.add(new IgnoredEvent(event, "another opening counts, at " + opening.at()));
                }
            } else if (taker != null) {
                aside.add(new IgnoredEvent(event, "it was withdrawn at " + taker.at()));
            } else if (event.at().isBefore(opening.at())) {
                before.add(event);
            } else {
                happened.add(event);
            }
        }
        Map<String, CaseEvent> all = new HashMap<>();
        events.forEach(event -> all.put(event.id(), event));
        List<IgnoredEvent> explained =
                aside.stream().map(entry -> explained(entry, all)).toList();
        Log log = new Log(opening, List.copyOf(before), explained, byId, Set.copyOf(takers.keySet()));
        return new Sorted(log, happened);
    }

    /** Says of a withdrawal without effect why it has none. */
    private static IgnoredEvent explained(IgnoredEvent entry, Map<String, CaseEvent> byId) {
        CaseEvent event = entry.event();
        if (!event.type().equals(EventType.WITHDRAWN)) {
            return entry;
        }
        CaseEvent taken = byId.get(event.inPlaceOf());
        if (taken == null) {
            return new IgnoredEvent(event, "no event has the id " + Quoted.of(event.inPlaceOf()) + " so far");
        } else if (taken.type().equals(EventType.WITHDRAWN)) {
            return new IgnoredEvent(event, "a withdrawal cannot be withdrawn; record the event anew under another id");
        } else if (taken.type().equals(EventType.OPENED)) {
            return new IgnoredEvent(event, "an opening is replaced by another, not withdrawn");
        }
        return entry;
    }

    /** The earliest opening that no other replaces; if they replace each other in a circle, the last of them. */
    private static CaseEvent opening(String caseId, List<CaseEvent> events) {
        Set<String> replaced = new HashSet<>();
        CaseEvent last = null;
        for (CaseEvent event : events) {
            if (event.type().equals(EventType.OPENED)) {
                replaced.add(event.inPlaceOf());
                last = event;
            }
        }
        if (last == null) {
            throw new IllegalArgumentException("A case begins with the event opened, but case " + Quoted.of(caseId)
                    + " has none among its " + events.size() + " events, of which the first is " + events.get(0) + ".");
        }
        replaced.remove("");
        CaseEvent circular = last;
        return events.stream()
                .filter(event -> event.type().equals(EventType.OPENED) && !replaced.contains(event.id()))
                .findFirst()
                .orElse(circular);
    }
}
