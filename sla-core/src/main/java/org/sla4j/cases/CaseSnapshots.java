package org.sla4j.cases;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Severity;
import org.sla4j.calendar.Quoted;
import org.sla4j.cases.CaseSnapshot.Status;

/**
 * The rows that a desk keeps of one case, as events: what differs from row to row, and the corrections where a row comes late or is
 * written again.
 *
 * <pre>{@code
 * CaseSnapshots rows = CaseSnapshots.of("INC-1");
 * rows = rows.with(row);                              // a webhook, a poll, a line of an export
 * ServiceCase incident = ServiceCase.replay(agreement, rows.events());
 * }</pre>
 *
 * <h2>Rules</h2>
 *
 * <ul>
 *   <li>The first row opens the case, at the instant that it says or else its own; its severity, team and attributes are those of
 *       the opening. What a row does not say stays as it was.
 *   <li>The differences of a row apply in this order: a reopening; severity, team and attributes; waits that ended; the first
 *       answer; waits that began; resolution, closing or cancelling. What the row answers or finishes names the row's team.
 *   <li>The same row twice changes nothing. A row of the same instant and sequence number with other content replaces the one before. A
 *       late row is put in its place, and the differences around it are mended.
 *   <li>The list of events only grows: what no longer follows from the rows is {@linkplain CaseEvent#withdrawn withdrawn}, what
 *       follows now is added, an opening is {@linkplain CaseEvent#replacing replaced}. Ids are made of case, instant, part and
 *       how often that part was withdrawn before, so feeding all events again changes nothing.
 * </ul>
 *
 * <p>Immutable and thread-safe: every row gives a new value.
 */
public final class CaseSnapshots {
    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::at).thenComparingLong(Place::sequence);
    private static final String OPENED = "opened";
    private static final String WITHDRAWN = "/withdrawn";

    private final String caseId;
    private final SortedMap<Place, CaseSnapshot> rows;
    private final List<CaseEvent> events;

    private CaseSnapshots(String caseId, SortedMap<Place, CaseSnapshot> rows, List<CaseEvent> events) {
        this.caseId = caseId;
        this.rows = rows;
        this.events = events;
    }

    /** Where a row belongs. */
    private record Place(Instant at, long sequence) {
        static Place of(CaseSnapshot row) {
            return new Place(row.at(), row.sequence());
        }
    }

    /** The parts of a row in the order in which they apply, each with a sequence number of its own. */
    private enum Part {
        OPENED,
        REOPENED,
        SEVERITY,
        TEAM,
        ATTRIBUTES,
        RESUMED,
        ANSWERED,
        WAITING,
        FINISHED;

        long sequence(CaseSnapshot row) {
            return switch (this) {
                case OPENED -> row.openedAt().isPresent() ? 0 : 10 * row.sequence();
                case REOPENED -> 10 * row.sequence() + 1;
                case SEVERITY -> 10 * row.sequence() + 2;
                case TEAM -> 10 * row.sequence() + 3;
                case ATTRIBUTES -> 10 * row.sequence() + 4;
                case RESUMED -> 10 * row.sequence() + 5;
                case ANSWERED -> 10 * row.sequence() + 6;
                case WAITING -> 10 * row.sequence() + 7;
                case FINISHED -> 10 * row.sequence() + 8;
            };
        }
    }

    /**
     * Begins with no row.
     *
     * @param caseId the case, not blank
     * @return no rows, and no events
     */
    public static CaseSnapshots of(String caseId) {
        return new CaseSnapshots(caseId, Collections.emptySortedMap(), List.of());
    }

    /**
     * Goes on from rows and events that were kept.
     *
     * @param caseId the case, not blank
     * @param rows all rows of the case so far, in any order
     * @param events the events of the case so far; those that were not made of rows are passed over
     * @return the rows with their events
     * @throws IllegalArgumentException if a row or an event is of another case
     */
    public static CaseSnapshots of(String caseId, Iterable<CaseSnapshot> rows, Iterable<CaseEvent> events) {
        List<CaseEvent> ours = new ArrayList<>();
        for (CaseEvent event : events) {
            requireOurs(caseId, event.caseId());
            if (isOfRow(caseId, event.id())) {
                ours.add(event);
            }
        }
        return new CaseSnapshots(caseId, placed(caseId, Collections.emptySortedMap(), rows), List.copyOf(ours));
    }

    /** Whether an id is one of those given here: case, {@code opened} or an instant, and how often that was withdrawn before. */
    private static boolean isOfRow(String caseId, String id) {
        String begin = caseId + "/";
        String name = id.endsWith(WITHDRAWN) ? id.substring(0, id.length() - WITHDRAWN.length()) : id;
        int end = name.lastIndexOf('/');
        if (!name.startsWith(begin)
                || end < begin.length()
                || !name.substring(end + 1).matches("[0-9]{1,9}")) {
            return false;
        }
        String part = name.substring(begin.length(), end);
        if (part.equals(OPENED)) {
            return true;
        }
        try {
            return part.indexOf('/') > 0
                    && !Instant.parse(part.substring(0, part.indexOf('/'))).equals(Instant.MIN);
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static SortedMap<Place, CaseSnapshot> placed(
            String caseId, SortedMap<Place, CaseSnapshot> before, Iterable<CaseSnapshot> rows) {
        SortedMap<Place, CaseSnapshot> placed = new TreeMap<>(ORDER);
        placed.putAll(before);
        for (CaseSnapshot row : rows) {
            requireOurs(caseId, row.caseId());
            placed.put(Place.of(row), row);
        }
        return placed;
    }

    private static void requireOurs(String caseId, String other) {
        if (!caseId.equals(other)) {
            throw new IllegalArgumentException(
                    "The rows are of case " + Quoted.of(caseId) + ", but there is one of " + Quoted.of(other) + ".");
        }
    }

    /**
     * Adds a row, new, late or written again.
     *
     * @param row what the desk says
     * @return the rows with it; these if it is one of them already
     * @throws IllegalArgumentException if it is of another case, or would be the first one and says no severity
     */
    public CaseSnapshots with(CaseSnapshot row) {
        return with(List.of(row));
    }

    /**
     * Adds rows, in any order; of several with one instant and sequence number the last counts.
     *
     * @param more what the desk says
     * @return the rows with them; these if it has them all already
     * @throws IllegalArgumentException if one is of another case, or the first one says no severity
     */
    public CaseSnapshots with(Collection<CaseSnapshot> more) {
        SortedMap<Place, CaseSnapshot> all = placed(caseId, rows, more);
        if (all.equals(rows)) {
            return this;
        }
        Instant latest = more.stream()
                .map(CaseSnapshot::at)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return new CaseSnapshots(caseId, all, mended(new Differences(all.values()).events, latest));
    }

    /**
     * Returns the events.
     *
     * @return everything that the rows ever gave, withdrawals included, in the order in which it was found; unmodifiable
     */
    public List<CaseEvent> events() {
        return events;
    }

    /**
     * Returns the rows.
     *
     * @return the rows in order of time, unmodifiable
     */
    public List<CaseSnapshot> rows() {
        return List.copyOf(rows.values());
    }

    /** The events so far, and those that make of them what the rows say now. */
    private List<CaseEvent> mended(Map<String, CaseEvent> wanted, Instant now) {
        Map<String, CaseEvent> live = new LinkedHashMap<>();
        Map<String, Integer> withdrawn = new HashMap<>();
        for (CaseEvent event : events) {
            if (event.type().equals(EventType.WITHDRAWN)) {
                String part = part(event.id().substring(0, event.id().length() - WITHDRAWN.length()));
                live.remove(part);
                withdrawn.merge(part, 1, Integer::sum);
            } else {
                CaseEvent before = live.put(part(event.id()), event);
                if (before != null) {
                    withdrawn.merge(part(event.id()), 1, Integer::sum);
                }
            }
        }
        List<CaseEvent> all = new ArrayList<>(events);
        live.forEach((part, event) -> {
            if (!isSame(wanted.get(part), event) && !event.type().equals(EventType.OPENED)) {
                all.add(CaseEvent.withdrawn(caseId, now, event.id()).withId(event.id() + WITHDRAWN));
                withdrawn.merge(part, 1, Integer::sum);
            }
        });
        wanted.forEach((part, event) -> {
            CaseEvent before = live.get(part);
            if (!isSame(event, before)) {
                boolean replaces = before != null && before.type().equals(EventType.OPENED);
                int place = withdrawn.getOrDefault(part, 0) + (replaces ? 1 : 0);
                CaseEvent named = event.withId(part + "/" + place);
                all.add(replaces && before != null ? named.replacing(before.id()) : named);
            }
        });
        return List.copyOf(all);
    }

    /** The id of an event without how often its part was withdrawn before. */
    private static String part(String id) {
        return id.substring(0, id.lastIndexOf('/'));
    }

    /** Whether an event says the same as one that has an id already. */
    private static boolean isSame(@Nullable CaseEvent wanted, @Nullable CaseEvent known) {
        if (wanted == null || known == null) {
            return false;
        }
        CaseEvent named = wanted.withId(known.id());
        return known.inPlaceOf().isEmpty()
                ? named.equals(known)
                : named.replacing(known.inPlaceOf()).equals(known);
    }

    /** What differs from row to row, by part. */
    private static final class Differences {
        final Map<String, CaseEvent> events = new LinkedHashMap<>();
        private final Map<String, String> attributes = new TreeMap<>();
        private Status status = Status.OPEN;
        private @Nullable Severity severity;
        private String team = "";
        private Set<PauseReason> waits = Set.of();
        private boolean answered;

        Differences(Collection<CaseSnapshot> rows) {
            for (CaseSnapshot row : rows) {
                if (severity == null) {
                    severity = opened(row);
                }
                changed(row);
            }
        }

        private Severity opened(CaseSnapshot row) {
            Severity first = row.severity()
                    .orElseThrow(() -> new IllegalArgumentException("The first row of case " + Quoted.of(row.caseId())
                            + " opens it and needs a severity, but was " + Quoted.of(row.toLine()) + "."));
            team = row.team().orElse("");
            CaseEvent opening = CaseEvent.opened(row.caseId(), row.openedAt().orElse(row.at()), first)
                    .withTeam(team)
                    .withSequence(Part.OPENED.sequence(row));
            for (Map.Entry<String, String> attribute : row.attributes().entrySet()) {
                if (!attribute.getValue().isEmpty()) {
                    opening = opening.withAttribute(attribute.getKey(), attribute.getValue());
                    attributes.put(attribute.getKey(), attribute.getValue());
                }
            }
            events.put(row.caseId() + "/" + OPENED, opening);
            return first;
        }

        private void changed(CaseSnapshot row) {
            String id = row.caseId();
            Instant at = row.at();
            Status next = row.status().orElse(status);
            if (isReopened(status, next)) {
                add(row, Part.REOPENED, "reopened", CaseEvent.reopened(id, at));
                status = Status.OPEN;
            }
            facts(row);
            Set<PauseReason> wanted = waitsAfter(row, next);
            for (PauseReason reason : inOrder(waits)) {
                if (!wanted.contains(reason)) {
                    add(row, Part.RESUMED, "resumed " + reason, CaseEvent.resumed(id, at, reason));
                }
            }
            if (row.isAnswered() && !answered) {
                // What is closed or cancelled asks for no answer any more.
                if (status == Status.OPEN || status == Status.RESOLVED) {
                    add(
                            row,
                            Part.ANSWERED,
                            "answered",
                            CaseEvent.responded(id, at).withTeam(team));
                }
                answered = true;
            }
            for (PauseReason reason : inOrder(wanted)) {
                if (!waits.contains(reason)) {
                    add(row, Part.WAITING, "waiting " + reason, CaseEvent.waiting(id, at, reason));
                }
            }
            waits = wanted;
            finished(row, next);
        }

        private void facts(CaseSnapshot row) {
            Severity newSeverity = row.severity().orElse(severity);
            if (newSeverity != null && !newSeverity.equals(severity)) {
                add(row, Part.SEVERITY, "severity", CaseEvent.severityChanged(row.caseId(), row.at(), newSeverity));
                severity = newSeverity;
            }
            String newTeam = row.team().orElse(team);
            if (!newTeam.equals(team)) {
                add(row, Part.TEAM, "team", CaseEvent.reassigned(row.caseId(), row.at(), newTeam));
                team = newTeam;
            }
            CaseEvent change = CaseEvent.changed(row.caseId(), row.at());
            boolean differs = false;
            for (Map.Entry<String, String> attribute : row.attributes().entrySet()) {
                String name = attribute.getKey();
                if (!attribute.getValue().equals(attributes.getOrDefault(name, ""))) {
                    change = change.withAttribute(name, attribute.getValue());
                    attributes.put(name, attribute.getValue());
                    differs = true;
                }
            }
            if (differs) {
                add(row, Part.ATTRIBUTES, "attributes", change);
            }
        }

        private Set<PauseReason> waitsAfter(CaseSnapshot row, Status next) {
            return next == Status.OPEN ? row.waits().orElse(waits) : Set.of();
        }

        private void finished(CaseSnapshot row, Status next) {
            if (next == status || next == Status.OPEN || (status == Status.CLOSED && next == Status.RESOLVED)) {
                return;
            }
            CaseEvent end = switch (next) {
                case OPEN -> throw new IllegalStateException("An open case is not finished.");
                case RESOLVED -> CaseEvent.resolved(row.caseId(), row.at());
                case CLOSED -> CaseEvent.closed(row.caseId(), row.at());
                case CANCELLED -> CaseEvent.cancelled(row.caseId(), row.at());
            };
            add(row, Part.FINISHED, "finished", end.withTeam(team));
            status = next;
        }

        private void add(CaseSnapshot row, Part part, String name, CaseEvent event) {
            String place = row.sequence() == 0 ? row.at().toString() : row.at() + "/" + row.sequence();
            events.put(row.caseId() + "/" + place + "/" + name, event.withSequence(part.sequence(row)));
        }

        private static List<PauseReason> inOrder(Set<PauseReason> reasons) {
            return reasons.stream()
                    .sorted(Comparator.comparing(PauseReason::toString))
                    .toList();
        }

        /** Whether work begins again, or what was final turns out to have ended otherwise. */
        private static boolean isReopened(Status before, Status after) {
            return switch (before) {
                case OPEN -> false;
                case RESOLVED -> after == Status.OPEN;
                case CLOSED -> after == Status.OPEN || after == Status.CANCELLED;
                case CANCELLED -> after != Status.CANCELLED;
            };
        }
    }
}
