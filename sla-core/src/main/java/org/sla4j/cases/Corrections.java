package org.sla4j.cases;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sla4j.agreement.EventType;
import org.sla4j.calendar.Quoted;

/**
 * Which events of a case count, and why the others do not: a withdrawal takes back the event of its id, an opening is replaced by another,
 * and what was before the opening begins nothing.
 */
final class Corrections {
    private Corrections() {}

    /**
     * Sorts the events of a case.
     *
     * @param events in order, each once
     * @throws IllegalArgumentException if none is an opening
     */
    static EventLog.Sorted sorted(String caseId, List<CaseEvent> events) {
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
        EventLog log = new EventLog(opening, List.copyOf(before), explained, byId, Set.copyOf(takers.keySet()));
        return new EventLog.Sorted(log, happened);
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
