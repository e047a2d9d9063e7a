package org.sla4j.cases;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Severity;
import org.sla4j.calendar.Quoted;

/**
 * Something that happened to a case, at an instant.
 *
 * <p>Equal events are one event, however often they are delivered. Where a help desk keeps times so coarsely that two
 * different events could look alike (twice waiting in one minute), give each an {@linkplain #withId id} of its own.
 *
 * <pre>{@code
 * CaseEvent.opened("INC-1", at, Severity.HIGH).withAttribute("tier", "gold");
 * CaseEvent.waiting("INC-1", later, PauseReason.of("awaiting user info", "customer")).withId("row 17");
 * CaseEvent.of("INC-1", later, EventType.of("parts delivered")); // moves the metrics that name it
 * }</pre>
 *
 * Immutable and thread-safe.
 */
public final class CaseEvent {
    private static final Set<EventType> MORE_TO_SAY =
            Set.of(EventType.OPENED, EventType.WAITING, EventType.SEVERITY_CHANGED);

    private final String caseId;
    private final Instant at;
    private final EventType type;
    private final String id;
    private final long sequence;
    private final @Nullable Severity severity;
    private final @Nullable PauseReason reason;
    private final String team;
    private final Map<String, String> attributes;

    private CaseEvent(
            String caseId,
            Instant at,
            EventType type,
            String id,
            long sequence,
            @Nullable Severity severity,
            @Nullable PauseReason reason,
            String team,
            Map<String, String> attributes) {
        if (caseId.isBlank()) {
            throw new IllegalArgumentException(
                    "An event needs the id of its case, not blank, but was " + Quoted.of(caseId) + ".");
        }
        this.caseId = caseId;
        this.at = at;
        this.type = type;
        this.id = id;
        this.sequence = sequence;
        this.severity = severity;
        this.reason = reason;
        this.team = team;
        this.attributes = attributes;
    }

    /** The event that a record holds. */
    static CaseEvent of(
            String caseId,
            Instant at,
            EventType type,
            String id,
            long sequence,
            Optional<Severity> severity,
            Optional<PauseReason> reason,
            String team,
            Map<String, String> attributes) {
        return new CaseEvent(
                caseId,
                at,
                type,
                id,
                sequence,
                severity.orElse(null),
                reason.orElse(null),
                team,
                Collections.unmodifiableMap(new TreeMap<>(attributes)));
    }

    /**
     * Something that needs no more to be said about it: an answer, an update, or an event of the user's own.
     *
     * @param caseId the case, not blank
     * @param at when
     * @param type what happened; not an opening, a wait or a change of severity, which say more and have methods of their own
     * @return the event
     * @throws IllegalArgumentException if the id is blank or the type has a method of its own
     */
    public static CaseEvent of(String caseId, Instant at, EventType type) {
        if (MORE_TO_SAY.contains(type)) {
            throw new IllegalArgumentException("An event of type " + type + " of case " + Quoted.of(caseId)
                    + " says more than its type; make it by opened, waiting or severityChanged.");
        }
        return new CaseEvent(caseId, at, type, "", 0, null, null, "", Map.of());
    }

    /**
     * The case was received.
     *
     * @param caseId the case, not blank
     * @param at when
     * @param severity how severe it is
     * @return the event
     * @throws IllegalArgumentException if the id is blank
     */
    public static CaseEvent opened(String caseId, Instant at, Severity severity) {
        return new CaseEvent(caseId, at, EventType.OPENED, "", 0, severity, null, "", Map.of());
    }

    /**
     * The customer got an answer from a person.
     *
     * @param caseId the case, not blank
     * @param at when
     * @return the event
     * @throws IllegalArgumentException if the id is blank
     */
    public static CaseEvent responded(String caseId, Instant at) {
        return of(caseId, at, EventType.RESPONDED);
    }

    /**
     * Somebody else has to act before the case can go on.
     *
     * @param caseId the case, not blank
     * @param at when the wait began
     * @param reason why, and for whom
     * @return the event
     * @throws IllegalArgumentException if the id is blank
     */
    public static CaseEvent waiting(String caseId, Instant at, PauseReason reason) {
        return new CaseEvent(caseId, at, EventType.WAITING, "", 0, null, reason, "", Map.of());
    }

    /**
     * A wait is over.
     *
     * @param caseId the case, not blank
     * @param at when it ended
     * @param reason the wait that ended
     * @return the event
     * @throws IllegalArgumentException if the id is blank
     */
    public static CaseEvent resumed(String caseId, Instant at, PauseReason reason) {
        return new CaseEvent(caseId, at, EventType.RESUMED, "", 0, null, reason, "", Map.of());
    }

    /**
     * All waits are over.
     *
     * @param caseId the case, not blank
     * @param at when they ended
     * @return the event
     * @throws IllegalArgumentException if the id is blank
     */
    public static CaseEvent resumed(String caseId, Instant at) {
        return of(caseId, at, EventType.RESUMED);
    }

    /**
     * The case turned out more or less severe.
     *
     * @param caseId the case, not blank
     * @param at when it was changed
     * @param severity how severe it is now
     * @return the event
     * @throws IllegalArgumentException if the id is blank
     */
    public static CaseEvent severityChanged(String caseId, Instant at, Severity severity) {
        return new CaseEvent(caseId, at, EventType.SEVERITY_CHANGED, "", 0, severity, null, "", Map.of());
    }

    /**
     * Another team took the case over.
     *
     * @param caseId the case, not blank
     * @param at when
     * @param team the team that has it now
     * @return the event
     * @throws IllegalArgumentException if the id is blank
     */
    public static CaseEvent reassigned(String caseId, Instant at, String team) {
        return new CaseEvent(caseId, at, EventType.REASSIGNED, "", 0, null, null, team, Map.of());
    }

    /**
     * A solution was given.
     *
     * @param caseId the case, not blank
     * @param at when
     * @return the event
     * @throws IllegalArgumentException if the id is blank
     */
    public static CaseEvent resolved(String caseId, Instant at) {
        return of(caseId, at, EventType.RESOLVED);
    }

    /**
     * The solution did not hold.
     *
     * @param caseId the case, not blank
     * @param at when the case was reopened
     * @return the event
     * @throws IllegalArgumentException if the id is blank
     */
    public static CaseEvent reopened(String caseId, Instant at) {
        return of(caseId, at, EventType.REOPENED);
    }

    /**
     * The case is finished.
     *
     * @param caseId the case, not blank
     * @param at when
     * @return the event
     * @throws IllegalArgumentException if the id is blank
     */
    public static CaseEvent closed(String caseId, Instant at) {
        return of(caseId, at, EventType.CLOSED);
    }

    /**
     * The case turned out not to be one.
     *
     * @param caseId the case, not blank
     * @param at when it was cancelled
     * @return the event
     * @throws IllegalArgumentException if the id is blank
     */
    public static CaseEvent cancelled(String caseId, Instant at) {
        return of(caseId, at, EventType.CANCELLED);
    }

    /**
     * Returns the same event with an id that tells it from events that look alike.
     *
     * @param eventId any text, such as the key of a row
     * @return the event
     */
    public CaseEvent withId(String eventId) {
        return new CaseEvent(caseId, at, type, eventId, sequence, severity, reason, team, attributes);
    }

    /**
     * Returns the same event with a place among those of its instant.
     *
     * <p>Events of one instant apply in the order of their sequence numbers. Those of one number, such as all to which none was
     * given, apply by the rules of {@link ServiceCase}: a stop beats a pause, and a pause beats a start.
     *
     * @param number any number, such as that of a row; 0 unless set
     * @return the event
     */
    public CaseEvent withSequence(long number) {
        return new CaseEvent(caseId, at, type, id, number, severity, reason, team, attributes);
    }

    /**
     * Returns the same event with the team that has the case from then on.
     *
     * @param name the team
     * @return the event
     */
    public CaseEvent withTeam(String name) {
        return new CaseEvent(caseId, at, type, id, sequence, severity, reason, name, attributes);
    }

    /**
     * Returns the same event with one more attribute of the case; policies select by those of its opening.
     *
     * @param name the attribute, such as {@code tier}
     * @param value its value
     * @return the event
     */
    public CaseEvent withAttribute(String name, String value) {
        Map<String, String> more = new TreeMap<>(attributes);
        more.put(name, value);
        return new CaseEvent(caseId, at, type, id, sequence, severity, reason, team, Collections.unmodifiableMap(more));
    }

    /**
     * Returns the case.
     *
     * @return the id of the case it happened to
     */
    public String caseId() {
        return caseId;
    }

    /**
     * Returns when it happened.
     *
     * @return the instant, which may be long before it became known
     */
    public Instant at() {
        return at;
    }

    /**
     * Returns what happened.
     *
     * @return the type
     */
    public EventType type() {
        return type;
    }

    /**
     * Returns the id of the event.
     *
     * @return the text given, empty unless set
     */
    public String id() {
        return id;
    }

    /**
     * Returns the place of the event among those of its instant.
     *
     * @return the number given, 0 unless set
     */
    public long sequence() {
        return sequence;
    }

    /**
     * Returns how severe the case is from then on.
     *
     * @return the severity of an opening or a change; empty for other events
     */
    public Optional<Severity> severity() {
        return Optional.ofNullable(severity);
    }

    /**
     * Returns why the case waits, or which wait ended.
     *
     * @return the reason; empty for other events and for the end of all waits
     */
    public Optional<PauseReason> reason() {
        return Optional.ofNullable(reason);
    }

    /**
     * Returns the team that has the case from then on.
     *
     * @return the team, empty if the event does not say
     */
    public String team() {
        return team;
    }

    /**
     * Returns what else is known of the case.
     *
     * @return name and value of each attribute, unmodifiable, by name
     */
    public Map<String, String> attributes() {
        return attributes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CaseEvent that
                && caseId.equals(that.caseId)
                && at.equals(that.at)
                && type.equals(that.type)
                && id.equals(that.id)
                && sequence == that.sequence
                && Objects.equals(severity, that.severity)
                && Objects.equals(reason, that.reason)
                && team.equals(that.team)
                && attributes.equals(that.attributes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(caseId, at, type, id);
    }

    /**
     * Returns the event in words, on one line.
     *
     * @return such as {@code INC-1 waiting at 2026-01-05T10:00:00Z: awaiting user info (customer)}
     */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(caseId)
                .append(' ')
                .append(type)
                .append(" at ")
                .append(at);
        String separator = ": ";
        for (Object part : new Object[] {severity().orElse(null), reason, team.isEmpty() ? null : team}) {
            if (part != null) {
                out.append(separator).append(part);
                separator = ", ";
            }
        }
        if (!id.isEmpty()) {
            out.append(" [").append(id).append(']');
        }
        return Quoted.plain(out);
    }
}
