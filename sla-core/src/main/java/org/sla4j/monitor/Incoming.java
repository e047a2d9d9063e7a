package org.sla4j.monitor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.EventType;
import org.sla4j.calendar.Quoted;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.CaseInput;
import org.sla4j.cases.CaseSnapshot;
import org.sla4j.cases.CaseSnapshots;

/** What one call records of one case. */
final class Incoming {
    private final List<CaseEvent> events = new ArrayList<>();
    private final List<CaseSnapshot> snapshots = new ArrayList<>();

    void add(CaseInput input) {
        if (input instanceof CaseEvent event) {
            events.add(event);
        } else if (input instanceof CaseSnapshot snapshot) {
            snapshots.add(snapshot);
        }
    }

    /**
     * What to ask the finder about: the openings, or that which the first snapshot makes if it turns out to be the first of its case.
     */
    List<CaseEvent> openings() {
        List<CaseEvent> openings = events.stream().filter(Incoming::isOpening).toList();
        if (!openings.isEmpty() || snapshots.isEmpty()) {
            return openings;
        }
        CaseSnapshot first = first();
        return first.severity().isEmpty()
                ? List.of()
                : CaseSnapshots.of(first.caseId()).with(first).events().stream()
                        .filter(Incoming::isOpening)
                        .toList();
    }

    private CaseSnapshot first() {
        return snapshots.stream()
                .min(Comparator.comparing(CaseSnapshot::at).thenComparingLong(CaseSnapshot::sequence))
                .orElseThrow();
    }

    static boolean isOpening(CaseEvent event) {
        return event.type().equals(EventType.OPENED);
    }

    /**
     * What to add to a case.
     *
     * @param events the events that were given, and those that follow from the snapshots
     * @param snapshots the lines of the snapshots that the history lacks
     */
    record Addition(List<CaseEvent> events, String snapshots) {}

    /**
     * Works out what to add to a case.
     *
     * @param history gives that of the case so far, asked for only if there are snapshots; null if the case begins now
     */
    Addition to(@Nullable Supplier<History> history, Instant now) {
        if (snapshots.isEmpty()) {
            return new Addition(stamped(events, now), "");
        }
        CaseSnapshots before = before(history == null ? null : history.get());
        CaseSnapshots after = before.with(snapshots);
        List<CaseEvent> all = new ArrayList<>(events);
        after.events().stream()
                .skip(before.events().size()) // the list only grows
                .forEach(all::add);
        Set<CaseSnapshot> known = new HashSet<>(before.rows());
        return new Addition(
                stamped(all, now),
                lines(after.rows().stream().filter(row -> !known.contains(row)).toList()));
    }

    private CaseSnapshots before(@Nullable History history) {
        String id = snapshots.get(0).caseId();
        boolean byEvents = history == null
                ? events.stream().anyMatch(Incoming::isOpening)
                : history.snapshots().isEmpty();
        if (byEvents) {
            throw new IllegalArgumentException("Case " + Quoted.of(id)
                    + " was opened by an event, so that its snapshot of " + first().at()
                    + " cannot be compared with one before; record what happens to it as events,"
                    + " or forget it and record all of its snapshots. Nothing was changed.");
        }
        return history == null ? CaseSnapshots.of(id) : CaseSnapshots.of(id, history.snapshots(), history.events());
    }

    /** What to keep for when the history of the case can be read again; the next snapshot makes up for the events. */
    Addition unread(Instant now) {
        return new Addition(stamped(events, now), lines(snapshots));
    }

    private static String lines(List<CaseSnapshot> rows) {
        StringBuilder lines = new StringBuilder();
        rows.forEach(row -> lines.append(History.snapshot(row)));
        return lines.toString();
    }

    private static List<CaseEvent> stamped(List<CaseEvent> events, Instant now) {
        return events.stream()
                .map(event -> event.recordedAt().isPresent() ? event : event.withRecordedAt(now))
                .toList();
    }

    /** Why nothing here can open the case. */
    String whyUnknown(String caseId) {
        return snapshots.isEmpty()
                ? "Case " + Quoted.of(caseId)
                        + " is not known: its opening was not recorded, the transaction of that is still open,"
                        + " or the id is misspelt. Record the opening first, or try again a few times."
                        + " Nothing was changed."
                : "Case " + Quoted.of(caseId) + " is not known, and its snapshot of " + first().at()
                        + " cannot open it, for it says no severity. Record a snapshot that does, or try again a few"
                        + " times if another transaction is about to. Nothing was changed.";
    }
}
