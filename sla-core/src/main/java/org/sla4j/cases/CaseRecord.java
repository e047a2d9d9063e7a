package org.sla4j.cases;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.calendar.Quoted;

/**
 * A case written down as strings, numbers and lists, to be kept in a database, a file or the state of a stream.
 *
 * <p>It holds what happened, and of the agreements only id and version: clocks follow from the two. Any binder that can fill
 * records does it without help (Jackson; Flink takes it for a POJO); parts left out may be {@code null} and become empty.
 *
 * <pre>{@code
 * String json = mapper.writeValueAsString(CaseRecord.of(incident));
 * ServiceCase again = mapper.readValue(json, CaseRecord.class).toCase(agreement);   // again.equals(incident)
 * }</pre>
 *
 * <p>A newer form than {@link #FORMAT} is refused when the case is made, in words that name both. A binder that complains of
 * fields it does not know would come first: let it pass over them (Jackson 3 does; Jackson 2 without {@code
 * FAIL_ON_UNKNOWN_PROPERTIES}).
 *
 * <p>Immutable and thread-safe.
 *
 * @param format the version of this form, {@link #FORMAT} when written by this release
 * @param caseId the case
 * @param agreementId the id of the agreement under which it was opened
 * @param agreementVersion the version of that agreement
 * @param events all events in order of time, the opening first
 * @param moves the moves to other agreements or versions, in order of time
 */
public record CaseRecord(
        int format, String caseId, String agreementId, String agreementVersion, List<Event> events, List<Move> moves) {
    /** The version of the form that this release writes; it reads this one and all before. */
    public static final int FORMAT = 1;

    /** Replaces parts that a binder left {@code null} by empty ones and copies the lists. */
    public CaseRecord {
        caseId = text(caseId);
        agreementId = text(agreementId);
        agreementVersion = text(agreementVersion);
        events = list(events);
        moves = list(moves);
    }

    /**
     * An event of the case.
     *
     * @param at when it happened, such as {@code 2026-01-05T10:00:00Z}
     * @param type what happened, such as {@code severity changed}
     * @param id what tells it from events that look alike, may be empty
     * @param sequence its place among the events of its instant
     * @param severityRank the rank of the severity; 0 if there is none
     * @param severity the name of the severity; empty if there is none
     * @param reason the name of the pause reason; empty if there is none
     * @param party who has to act for that reason; empty if there is none
     * @param team the team that has the case from then on; empty if the event does not say
     * @param attributes name and value of each attribute
     */
    public record Event(
            String at,
            String type,
            String id,
            Long sequence,
            Integer severityRank,
            String severity,
            String reason,
            String party,
            String team,
            Map<String, String> attributes) {
        /** Replaces parts that a binder left {@code null} by empty ones or 0 and copies the attributes. */
        public Event {
            at = text(at);
            type = text(type);
            id = text(id);
            sequence = or(sequence, 0L);
            severityRank = or(severityRank, 0);
            severity = text(severity);
            reason = text(reason);
            party = text(party);
            team = text(team);
            attributes = map(attributes);
        }

        /**
         * Writes an event down, for hosts that keep one row for each.
         *
         * @param event what happened
         * @return a record that {@link #toEvent} turns into an equal event
         */
        public static Event of(CaseEvent event) {
            return new Event(
                    event.at().toString(),
                    event.type().name(),
                    event.id(),
                    event.sequence(),
                    event.severity().map(Severity::rank).orElse(0),
                    event.severity().map(Severity::name).orElse(""),
                    event.reason().map(PauseReason::name).orElse(""),
                    event.reason().map(why -> why.party().name()).orElse(""),
                    event.team(),
                    event.attributes());
        }

        /**
         * Makes the event again.
         *
         * @param caseId the case, not blank
         * @return what happened
         * @throws IllegalArgumentException if the id is blank
         * @throws IllegalArgumentException if the instant cannot be read
         */
        public CaseEvent toEvent(String caseId) {
            CaseEvent.Draft draft = new CaseEvent.Draft(caseId, instant(at), EventType.of(type));
            draft.id = id;
            draft.sequence = sequence;
            draft.severity = severity.isEmpty() ? null : Severity.of(severityRank, severity);
            draft.reason = reason.isEmpty() ? null : PauseReason.of(reason, party);
            draft.team = team;
            draft.attributes(attributes);
            return draft.read();
        }
    }

    /**
     * A move of the case to another agreement, or to another version of the same.
     *
     * @param at when the other one began to hold
     * @param agreementId its id
     * @param agreementVersion its version
     * @param rule the {@link Retargeting} of the move, by name
     */
    public record Move(String at, String agreementId, String agreementVersion, String rule) {
        /** Replaces parts that a binder left {@code null} by empty ones. */
        public Move {
            at = text(at);
            agreementId = text(agreementId);
            agreementVersion = text(agreementVersion);
            rule = text(rule);
        }
    }

    // Binders hand over null for what a document leaves out, although no caller in Java should.
    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static <T> T or(@Nullable T given, T otherwise) {
        return given == null ? otherwise : given;
    }

    private static <T> List<T> list(@Nullable List<T> list) {
        return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
    }

    private static Map<String, String> map(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : Map.copyOf(map);
    }

    /**
     * Writes a case down.
     *
     * @param incident the case
     * @return a record that {@link #toCase} turns into an equal case
     */
    public static CaseRecord of(ServiceCase incident) {
        return new CaseRecord(
                FORMAT,
                incident.id(),
                incident.openedUnder().get(0).id(),
                incident.openedUnder().get(0).version(),
                incident.events().stream().map(Event::of).toList(),
                incident.moves().stream()
                        .map(move -> new Move(
                                move.at().toString(),
                                move.agreement().id(),
                                move.agreement().version(),
                                move.rule().name()))
                        .toList());
    }

    /**
     * Makes the case again.
     *
     * @param agreements the agreement under which it was opened, and those that it moved to; more do no harm
     * @return the case
     * @throws IllegalArgumentException if the record is of a newer form than {@link #FORMAT}, an agreement of its id and version
     *     is missing, or it contradicts itself (no opening, an unknown rule)
     * @throws IllegalArgumentException if an instant cannot be read
     * @throws DateTimeException if an instant is outside the years of a calendar of an agreement
     */
    public ServiceCase toCase(ServiceLevelAgreement... agreements) {
        if (format < 1 || format > FORMAT) {
            throw new IllegalArgumentException("The record of case " + Quoted.of(caseId) + " is of form " + format
                    + ", but this release of sla4j reads forms 1 to " + FORMAT
                    + (format > FORMAT ? "; read it with the release that wrote it, or a later one." : "."));
        }
        List<CaseEvent> happened = new ArrayList<>();
        events.forEach(event -> happened.add(event.toEvent(caseId)));
        ServiceCase incident = ServiceCase.replay(find(agreements, agreementId, agreementVersion), happened);
        for (Move move : moves) {
            incident = incident.move(
                    find(agreements, move.agreementId(), move.agreementVersion()),
                    instant(move.at()),
                    Retargeting.valueOf(move.rule()));
        }
        return incident;
    }

    private ServiceLevelAgreement find(ServiceLevelAgreement[] agreements, String id, String version) {
        return Arrays.stream(agreements)
                .filter(agreement ->
                        agreement.id().equals(id) && agreement.version().equals(version))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "Case " + Quoted.of(caseId) + " is under agreement " + Quoted.of(id)
                                        + " version " + Quoted.of(version) + ", but given are "
                                        + Arrays.stream(agreements)
                                                .map(agreement -> Quoted.of(agreement.id()) + " version "
                                                        + Quoted.of(agreement.version()))
                                                .toList()
                                        + "; to see it under another agreement, make it under its own and then use ServiceCase.under."));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    Quoted.of(text) + " is not an instant; use one in UTC such as 2026-01-05T10:00:00Z.", e);
        }
    }
}
