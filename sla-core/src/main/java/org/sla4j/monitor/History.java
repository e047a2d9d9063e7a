package org.sla4j.monitor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.CaseSnapshot;

/**
 * What happened to a case and what was reported of it, in the order in which the monitor learned of it: the part of a case that is
 * only ever appended to, and from which all else can be computed again.
 */
final class History {
    private static final String EVENT = "event\t";
    private static final String SNAPSHOT = "snapshot\t";
    private static final String REPORTED = "reported";
    private static final String RETRACTED = "retracted";
    private static final String TAKEN = "taken";
    private static final String FROM = "report from";
    private static final String NOTE = "note";

    private final Set<CaseEvent> events = new LinkedHashSet<>();
    private final List<CaseSnapshot> snapshots = new ArrayList<>();
    private final Map<String, SlaEvent> standing = new LinkedHashMap<>();
    private final Map<String, Integer> retractions = new HashMap<>();
    private final Map<String, Instant> taken = new HashMap<>();
    private Instant reportFrom = Instant.MIN;
    private long facts;

    private History() {}

    /** What was appended to a case cannot be read. */
    static final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableException(RuntimeException cause) {
            super(cause.getMessage(), cause);
        }
    }

    static History parse(String caseId, String text) {
        History history = new History();
        try {
            text.lines().forEach(line -> history.add(caseId, line));
        } catch (RuntimeException e) {
            throw new UnreadableException(e);
        }
        return history;
    }

    private void add(String caseId, String line) {
        if (line.startsWith(EVENT)) {
            events.add(CaseEvent.parseLine(caseId, line.substring(EVENT.length())));
            return;
        }
        if (line.startsWith(SNAPSHOT)) {
            snapshots.add(CaseSnapshot.parseLine(caseId, line.substring(SNAPSHOT.length())));
            return;
        }
        List<String> fields = Fields.of(line);
        switch (fields.get(0)) {
            case REPORTED -> {
                SlaEvent fact = FactText.standing(caseId, List.of(line.split("\t", -1)));
                standing.put(fact.id(), fact);
                retractions.merge(FactId.raw(fact.id()), FactId.retractions(fact.id()), Math::max);
                facts++;
            }
            case RETRACTED -> {
                standing.remove(fields.get(1));
                retractions.merge(FactId.raw(fields.get(1)), FactId.retractions(fields.get(1)) + 1, Math::max);
                facts++;
            }
            case TAKEN -> taken.putIfAbsent(fields.get(1), Instant.parse(fields.get(2)));
            case FROM -> reportFrom = Instant.parse(fields.get(1));
            default -> {
                // A note for people.
            }
        }
    }

    static String event(CaseEvent event) {
        return EVENT + event.toLine() + "\n";
    }

    static String snapshot(CaseSnapshot row) {
        return SNAPSHOT + row.toLine() + "\n";
    }

    static String raised(SlaEvent fact) {
        return fact.type() == SlaEvent.Type.RETRACTED
                ? Fields.line(RETRACTED, fact.detail()) + "\n"
                : REPORTED + "\t" + FactText.standing(fact) + "\n";
    }

    static boolean isRetraction(String line) {
        return line.startsWith(RETRACTED + "\t");
    }

    static String taken(String key, Instant at, String who) {
        return Fields.line(TAKEN, key, at, who) + "\n";
    }

    static String from(Instant instant) {
        return instant.equals(Instant.MIN) ? "" : Fields.line(FROM, instant) + "\n";
    }

    static String note(Instant at, String what, String who, String why) {
        return Fields.line(NOTE, at, what, who, why) + "\n";
    }

    /** Each event once, in the order in which they came. */
    Set<CaseEvent> events() {
        return events;
    }

    /** The rows that the case was recorded by, in the order in which they came; none if it was by events alone. */
    List<CaseSnapshot> snapshots() {
        return snapshots;
    }

    /** What was reported and not retracted, by id. */
    Map<String, SlaEvent> standing() {
        return standing;
    }

    Map<String, Integer> retractions() {
        return retractions;
    }

    /** When the escalations of a measurement were taken, by its key. */
    Map<String, Instant> taken() {
        return taken;
    }

    Instant reportFrom() {
        return reportFrom;
    }

    /** How many facts were raised, retractions included. */
    long facts() {
        return facts;
    }

    /** The latest instant of a fact that stands: the case was reported at least up to then. */
    @Nullable Instant latest() {
        return standing.values().stream()
                .map(SlaEvent::at)
                .max(Instant::compareTo)
                .orElse(null);
    }
}
