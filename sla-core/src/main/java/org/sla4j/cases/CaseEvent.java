package org.sla4j.cases;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
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
 * CaseEvent.withdrawn("INC-1", later, "row 17");               // the wait was recorded in error
 * }</pre>
 *
 * <p>An event says what happened, and may also say what holds from then on: severity, {@linkplain #withTeam team} and {@linkplain
 * #withAttribute attributes}. Such facts are always believed, also of a closed case.
 *
 * Immutable and thread-safe.
 */
public final class CaseEvent implements CaseInput {
    private static final Set<EventType> MORE_TO_SAY = Set.of(
            EventType.OPENED, EventType.WAITING, EventType.SEVERITY_CHANGED, EventType.WITHDRAWN, EventType.AGREED);

    private final String caseId;
    private final Instant at;
    private final EventType type;
    private final Occurrence occurrence;
    private final String id;
    private final long sequence;
    private final @Nullable Severity severity;
    private final @Nullable PauseReason reason;
    private final String team;
    private final Map<String, String> attributes;
    private final String inPlaceOf;
    private final @Nullable AgreedByHand agreed;
    private final @Nullable Instant recordedAt;
    private final boolean saysFacts;

    private CaseEvent(Draft draft) {
        if (draft.caseId.isBlank()) {
            throw new IllegalArgumentException(
                    "An event needs the id of its case, not blank, but was " + Quoted.of(draft.caseId) + ".");
        }
        if (draft.agreed != null && draft.agreed.due().filter(draft.at::isAfter).isPresent()) {
            throw new IllegalArgumentException("A due date lies ahead when it is agreed, but in case "
                    + Quoted.of(draft.caseId) + " " + draft.agreed + " was agreed at " + draft.at + ".");
        }
        if (draft.team.isBlank() && !draft.team.isEmpty()) {
            throw new IllegalArgumentException("The team of an event of case " + Quoted.of(draft.caseId)
                    + " is not blank, but was " + Quoted.of(draft.team) + "; name none where nobody said which.");
        }
        for (String name : draft.attributes.keySet()) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("An attribute of case " + Quoted.of(draft.caseId)
                        + " needs a name that is not blank, but was " + Quoted.of(name) + ".");
            }
        }
        caseId = draft.caseId;
        at = draft.at;
        type = draft.type;
        occurrence = Occurrence.of(type);
        id = draft.id;
        sequence = draft.sequence;
        severity = draft.severity;
        reason = draft.reason;
        team = draft.team;
        attributes = draft.attributes;
        inPlaceOf = draft.inPlaceOf;
        agreed = draft.agreed;
        recordedAt = draft.recordedAt;
        saysFacts = severity != null || !team.isEmpty() || !attributes.isEmpty();
    }

    /** The parts of an event that is being built. */
    static final class Draft {
        final String caseId;
        final Instant at;
        final EventType type;
        String id = "";
        long sequence;

        @Nullable Severity severity;

        @Nullable PauseReason reason;

        String team = "";
        Map<String, String> attributes = Map.of();
        String inPlaceOf = "";

        @Nullable AgreedByHand agreed;

        @Nullable Instant recordedAt;

        Draft(String caseId, Instant at, EventType type) {
            this.caseId = caseId;
            this.at = at;
            this.type = type;
        }

        private Draft(CaseEvent event) {
            this(event.caseId, event.at, event.type);
            id = event.id;
            sequence = event.sequence;
            severity = event.severity;
            reason = event.reason;
            team = event.team;
            attributes = event.attributes;
            inPlaceOf = event.inPlaceOf;
            agreed = event.agreed;
            recordedAt = event.recordedAt;
        }

        void attributes(Map<String, String> given) {
            attributes = Collections.unmodifiableMap(new TreeMap<>(given));
        }

        /**
         * Makes the event that somebody wrote down.
         *
         * @throws IllegalArgumentException if a part is missing that its type needs, or there is one that it cannot have
         */
        CaseEvent read() {
            List<String> wrong = mistakes();
            if (!wrong.isEmpty()) {
                throw new IllegalArgumentException(String.join(" ", wrong));
            }
            return event();
        }

        /** What is missing that its type needs, and what is there that its type cannot have. */
        List<String> mistakes() {
            Set<EventType> none = Set.of();
            List<String> wrong = new ArrayList<>();
            check("a severity", severity != null, Set.of(EventType.OPENED, EventType.SEVERITY_CHANGED), none, wrong);
            check("a reason", reason != null, Set.of(EventType.WAITING), Set.of(EventType.RESUMED), wrong);
            check("what was agreed", agreed != null, Set.of(EventType.AGREED), none, wrong);
            check(
                    "the id of the event withdrawn or replaced",
                    !inPlaceOf.isEmpty(),
                    Set.of(EventType.WITHDRAWN),
                    Set.of(EventType.OPENED),
                    wrong);
            if (type.equals(EventType.REASSIGNED) && team.isBlank()) {
                wrong.add(said() + " needs a team, but has none.");
            }
            return wrong;
        }

        private void check(
                String part, boolean given, Set<EventType> needing, Set<EventType> taking, List<String> wrong) {
            if (given && !needing.contains(type) && !taking.contains(type)) {
                SortedSet<EventType> all = new TreeSet<>(needing);
                all.addAll(taking);
                wrong.add(said() + " has " + part + ", which goes with " + all + " only.");
            }
            if (!given && needing.contains(type)) {
                wrong.add(said() + " needs " + part + ", but has none.");
            }
        }

        private String said() {
            return "An event " + Quoted.of(type.name()) + " of case " + Quoted.of(caseId);
        }

        CaseEvent event() {
            return new CaseEvent(this);
        }
    }

    /**
     * An event that its type says all about: an answer, an update, or an event of the user's own.
     *
     * @param caseId the case, not blank
     * @param at when
     * @param type what happened; not an opening, a wait, a change of severity, a withdrawal or an agreement by hand, which say more and have
     *     methods of their own
     * @return the event
     * @throws IllegalArgumentException if the id is blank or the type has a method of its own
     */
    public static CaseEvent of(String caseId, Instant at, EventType type) {
        if (MORE_TO_SAY.contains(type)) {
            throw new IllegalArgumentException("An event of type " + type + " of case " + Quoted.of(caseId)
                    + " says more than its type; make it by opened, waiting, severityChanged, withdrawn or agreed.");
        }
        return new Draft(caseId, at, type).event();
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
        Draft draft = new Draft(caseId, at, EventType.OPENED);
        draft.severity = severity;
        return draft.event();
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
        Draft draft = new Draft(caseId, at, EventType.WAITING);
        draft.reason = reason;
        return draft.event();
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
        Draft draft = new Draft(caseId, at, EventType.RESUMED);
        draft.reason = reason;
        return draft.event();
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
        Draft draft = new Draft(caseId, at, EventType.SEVERITY_CHANGED);
        draft.severity = severity;
        return draft.event();
    }

    /**
     * Another team took the case over.
     *
     * @param caseId the case, not blank
     * @param at when
     * @param team the team that has it now, not blank
     * @return the event
     * @throws IllegalArgumentException if the id or the team is blank
     */
    public static CaseEvent reassigned(String caseId, Instant at, String team) {
        if (team.isEmpty()) {
            throw new IllegalArgumentException("A hand-over in case " + Quoted.of(caseId)
                    + " names the team that has it now, but the name was empty.");
        }
        return of(caseId, at, EventType.REASSIGNED).withTeam(team);
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
     * Something about the case changed: the {@linkplain #withAttribute attributes} of the event say what.
     *
     * <pre>{@code
     * CaseEvent.changed("INC-1", at).withAttribute("category", "network");
     * }</pre>
     *
     * @param caseId the case, not blank
     * @param at when it changed
     * @return the event, to which attributes are added
     * @throws IllegalArgumentException if the id is blank
     */
    public static CaseEvent changed(String caseId, Instant at) {
        return of(caseId, at, EventType.CHANGED);
    }

    /**
     * An event was recorded in error: the case is as if it had never happened.
     *
     * <p>The withdrawal may arrive first, and an event that is delivered again stays withdrawn. A withdrawal itself cannot be
     * withdrawn: record the event anew, under another id. An opening is {@linkplain #replacing replaced}, not withdrawn.
     *
     * @param caseId the case, not blank
     * @param at when it was withdrawn
     * @param eventId the {@linkplain #id id} of the event, not empty
     * @return the event
     * @throws IllegalArgumentException if the id of the case is blank or that of the event empty
     */
    public static CaseEvent withdrawn(String caseId, Instant at, String eventId) {
        if (eventId.isEmpty()) {
            throw new IllegalArgumentException("A withdrawal in case " + Quoted.of(caseId)
                    + " needs the id of the event that it takes back, but it was empty; give events ids by withId.");
        }
        Draft draft = new Draft(caseId, at, EventType.WITHDRAWN);
        draft.inPlaceOf = eventId;
        return draft.event();
    }

    /**
     * Another limit or due date was agreed by hand, for one metric and its present cycle.
     *
     * <p>It outranks the policy until it is withdrawn. Where nothing is promised about the metric, or its measurement is finished, it has no
     * effect and is {@linkplain ServiceCase#ignored() listed}; it gets its effect once something is promised.
     *
     * <pre>{@code
     * CaseEvent.agreed("INC-1", at, AgreedByHand.of(Metric.RESOLUTION, BusinessDuration.parse("3bd"), "Ann", "part is at customs"));
     * }</pre>
     *
     * @param caseId the case, not blank
     * @param at when it was agreed
     * @param term what was agreed, who agreed to it and why
     * @return the event
     * @throws IllegalArgumentException if the id is blank, or a due date is before {@code at}
     */
    public static CaseEvent agreed(String caseId, Instant at, AgreedByHand term) {
        Draft draft = new Draft(caseId, at, EventType.AGREED);
        draft.agreed = term;
        return draft.event();
    }

    /**
     * Returns the same event with an id that tells it from events that look alike.
     *
     * <p>Ids are unique in a case: an event of the same id with other content is refused.
     *
     * @param eventId any text, such as the key of a row
     * @return the event
     */
    public CaseEvent withId(String eventId) {
        Draft draft = new Draft(this);
        draft.id = eventId;
        return draft.event();
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
        Draft draft = new Draft(this);
        draft.sequence = number;
        return draft.event();
    }

    /**
     * Returns the same event with the team that has the case from then on.
     *
     * @param name the team; empty if none is named
     * @return the event
     * @throws IllegalArgumentException if the name is blank but not empty
     */
    public CaseEvent withTeam(String name) {
        Draft draft = new Draft(this);
        draft.team = name;
        return draft.event();
    }

    /**
     * Returns the same event with one more attribute of the case, which holds from then on.
     *
     * <p>Any event may carry attributes. When one changes that a policy selects by, the policy is chosen anew.
     *
     * @param name the attribute, not blank, such as {@code tier}
     * @param value its value; empty if the case no longer has the attribute
     * @return the event
     * @throws IllegalArgumentException if the name is blank
     */
    public CaseEvent withAttribute(String name, String value) {
        Map<String, String> more = new TreeMap<>(attributes);
        more.put(name, value);
        Draft draft = new Draft(this);
        draft.attributes = Collections.unmodifiableMap(more);
        return draft.event();
    }

    /**
     * Returns the same event with when it became known, which is not part of what it is: events are equal whenever they were
     * recorded, and of an event that was recorded twice the earlier instant is kept.
     *
     * @param known when it was recorded
     * @return the event
     */
    public CaseEvent withRecordedAt(Instant known) {
        Draft draft = new Draft(this);
        draft.recordedAt = known;
        return draft.event();
    }

    /**
     * Returns the same opening as one that replaces an earlier one, which was recorded in error.
     *
     * <pre>{@code
     * incident.apply(CaseEvent.opened("INC-1", rightTime, Severity.HIGH).withId("opening 2").replacing("opening 1"));
     * }</pre>
     *
     * @param openingId the id of the opening recorded in error, not empty and not the id of this one
     * @return the opening
     * @throws IllegalArgumentException if this event is not an opening, or the id is empty or its own
     */
    public CaseEvent replacing(String openingId) {
        if (!type.equals(EventType.OPENED) || openingId.isEmpty() || openingId.equals(id)) {
            throw new IllegalArgumentException("An opening replaces another by its id, but " + this + " was to replace "
                    + Quoted.of(openingId) + ".");
        }
        Draft draft = new Draft(this);
        draft.inPlaceOf = openingId;
        return draft.event();
    }

    /**
     * Returns the case.
     *
     * @return the id of the case it happened to
     */
    @Override
    public String caseId() {
        return caseId;
    }

    /**
     * Returns when it happened.
     *
     * @return the instant, which may be long before it became known
     */
    @Override
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

    /** Whether it says anything of severity, team or attributes. */
    boolean saysFacts() {
        return saysFacts;
    }

    Occurrence occurrence() {
        return occurrence;
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

    @Nullable Severity severityOrNull() {
        return severity;
    }

    /**
     * Returns why the case waits, or which wait ended.
     *
     * @return the reason; empty for other events and for the end of all waits
     */
    public Optional<PauseReason> reason() {
        return Optional.ofNullable(reason);
    }

    @Nullable PauseReason reasonOrNull() {
        return reason;
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

    /**
     * Returns the id of the event that this one takes back or replaces.
     *
     * @return for a withdrawal the event withdrawn, for an opening the one that it replaces; else empty
     */
    public String inPlaceOf() {
        return inPlaceOf;
    }

    /**
     * Returns what was agreed by hand.
     *
     * @return the limit or due date; empty for other events
     */
    public Optional<AgreedByHand> agreed() {
        return Optional.ofNullable(agreed);
    }

    /**
     * Returns when the event became known.
     *
     * @return the instant given; empty unless set
     */
    public Optional<Instant> recordedAt() {
        return Optional.ofNullable(recordedAt);
    }

    /** When it became known: the instant recorded, or else when it happened. */
    Instant knownAt() {
        return recordedAt == null ? at : recordedAt;
    }

    /** The same event as known since the earlier of two instants. */
    CaseEvent knownSince(CaseEvent other) {
        Instant known = other.recordedAt;
        return known != null && (recordedAt == null || known.isBefore(recordedAt)) ? withRecordedAt(known) : this;
    }

    /**
     * Writes the event as one line of text, for a history that only grows: one event a line.
     *
     * <pre>{@code
     * event.toLine();   // 2026-01-05T10:00:00Z<tab>waiting<tab>id=row 17<tab>reason=awaiting user info<tab>party=customer
     * }</pre>
     *
     * @return all parts but the id of the case, without a line break or another control character but the tabs between parts, so that
     *     a line fits into a file and any column of text
     */
    public String toLine() {
        return EventLine.of(this);
    }

    /**
     * Reads what {@link #toLine} wrote.
     *
     * @param caseId the case, not blank
     * @param line the line, without its line break
     * @return the event, equal to the one written and recorded at the same instant
     * @throws IllegalArgumentException if it is not such a line; the message quotes it and says why
     */
    public static CaseEvent parseLine(String caseId, String line) {
        return EventLine.parse(caseId, line);
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
                && attributes.equals(that.attributes)
                && inPlaceOf.equals(that.inPlaceOf)
                && Objects.equals(agreed, that.agreed);
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
        for (Object part : new Object[] {severity().orElse(null), reason, team, inPlaceOf, agreed, attributes}) {
            if (part != null && !part.equals("") && !part.equals(Map.of())) {
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
