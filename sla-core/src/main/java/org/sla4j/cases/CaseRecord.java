package org.sla4j.cases;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.calendar.BusinessDuration;
import org.sla4j.calendar.Definitions;
import org.sla4j.calendar.InvalidDefinitionException;
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
 * @param agreements id and version of each agreement under which it was opened, in their order
 * @param events all events in order of time
 * @param moves the moves to other agreements or versions, in order of time
 */
public record CaseRecord(int format, String caseId, List<Agreement> agreements, List<Event> events, List<Move> moves) {
    /** The version of the form that this release writes; it reads this one and all before. */
    public static final int FORMAT = 1;

    /** Replaces parts that a binder left {@code null} by empty ones and copies the lists. */
    public CaseRecord {
        caseId = Definitions.text(caseId);
        agreements = Definitions.list(agreements);
        events = Definitions.list(events);
        moves = Definitions.list(moves);
    }

    /**
     * An agreement by its name.
     *
     * @param id its id
     * @param version its version
     */
    public record Agreement(String id, String version) {
        /** Replaces parts that a binder left {@code null} by empty ones. */
        public Agreement {
            id = Definitions.text(id);
            version = Definitions.text(version);
        }

        static Agreement of(ServiceLevelAgreement agreement) {
            return new Agreement(agreement.id(), agreement.version());
        }

        /** Returns both in words. */
        @Override
        public String toString() {
            return Quoted.of(id) + " version " + Quoted.of(version);
        }
    }

    /**
     * An event of the case.
     *
     * @param at when it happened, such as {@code 2026-01-05T10:00:00Z}
     * @param type what happened, such as {@code severity changed}
     * @param id what tells it from events that look alike, may be empty
     * @param sequence its place among the events of its instant
     * @param severityRank the rank of the severity; -1 if there is none
     * @param severity the name of the severity; empty if there is none
     * @param reason the name of the pause reason; empty if there is none
     * @param party who has to act for that reason; empty if there is none
     * @param team the team that has the case from then on; empty if the event does not say, as a hand-over must
     * @param attributes name and value of each attribute; an empty value takes it away
     * @param inPlaceOf the id of the event that this one withdraws or replaces; empty for others
     * @param agreed what was agreed by hand; without a metric for others
     * @param recordedAt when it became known, such as {@code 2026-01-05T10:00:07Z}; empty if it does not say
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
            Map<String, String> attributes,
            String inPlaceOf,
            Agreed agreed,
            String recordedAt) {
        static final int NO_RANK = -1;

        /** Replaces parts that a binder left {@code null} by empty ones, 0 or no rank, and copies the attributes. */
        public Event {
            at = Definitions.text(at);
            type = Definitions.text(type);
            id = Definitions.text(id);
            sequence = Definitions.or(sequence, 0L);
            severityRank = Definitions.or(severityRank, NO_RANK);
            severity = Definitions.text(severity);
            reason = Definitions.text(reason);
            party = Definitions.text(party);
            team = Definitions.text(team);
            attributes = withoutNulls(Definitions.map(attributes));
            inPlaceOf = Definitions.text(inPlaceOf);
            agreed = Definitions.or(agreed, Agreed.NONE);
            recordedAt = Definitions.text(recordedAt);
        }

        // Binders hand over null for what a document leaves out, although no caller in Java should.
        private static Map<String, String> withoutNulls(Map<String, String> given) {
            Map<String, String> known = new TreeMap<>(given);
            known.values().removeIf(Objects::isNull);
            return Collections.unmodifiableMap(known);
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
                    event.severity().map(Severity::rank).orElse(NO_RANK),
                    event.severity().map(Severity::name).orElse(""),
                    event.reason().map(PauseReason::name).orElse(""),
                    event.reason().map(why -> why.party().name()).orElse(""),
                    event.team(),
                    event.attributes(),
                    event.inPlaceOf(),
                    event.agreed().map(Agreed::of).orElse(Agreed.NONE),
                    event.recordedAt().map(Instant::toString).orElse(""));
        }

        /**
         * Makes the event again.
         *
         * @param caseId the case, not blank
         * @return what happened
         * @throws IllegalArgumentException if the id is blank
         * @throws InvalidDefinitionException if a part is missing, has no business there or cannot be read; it lists all mistakes, each of
         *     which quotes what is wrong and says what is accepted
         */
        public CaseEvent toEvent(String caseId) {
            return CaseRecordReader.read(this, caseId);
        }
    }

    /**
     * What was agreed by hand.
     *
     * @param agreement the id of the agreement meant; empty for all
     * @param metric the name of the metric
     * @param limit the limit agreed, such as {@code 12h}; empty if a due date was agreed
     * @param due the due date agreed, such as {@code 2026-01-09T16:00:00Z}; empty if a limit was agreed
     * @param by who agreed to it
     * @param why the reason
     */
    public record Agreed(String agreement, String metric, String limit, String due, String by, String why) {
        /** Nothing was agreed. */
        public static final Agreed NONE = new Agreed("", "", "", "", "", "");

        /** Replaces parts that a binder left {@code null} by empty ones. */
        public Agreed {
            agreement = Definitions.text(agreement);
            metric = Definitions.text(metric);
            limit = Definitions.text(limit);
            due = Definitions.text(due);
            by = Definitions.text(by);
            why = Definitions.text(why);
        }

        static Agreed of(AgreedByHand term) {
            return new Agreed(
                    term.agreement(),
                    term.metric(),
                    term.limit().map(BusinessDuration::toString).orElse(""),
                    term.due().map(Instant::toString).orElse(""),
                    term.by(),
                    term.why());
        }
    }

    /**
     * A move of the case to another agreement, or to another version of the same.
     *
     * @param at when the other one began to hold
     * @param place which of {@link CaseRecord#agreements} it follows, 0 for the first
     * @param agreement its id and version
     * @param rule the {@link Retargeting} of the move, by name
     */
    public record Move(String at, Integer place, Agreement agreement, String rule) {
        /** Replaces parts that a binder left {@code null} by empty ones or 0. */
        public Move {
            at = Definitions.text(at);
            place = Definitions.or(place, 0);
            agreement = Definitions.or(agreement, new Agreement("", ""));
            rule = Definitions.text(rule);
        }
    }

    /**
     * Reads what any JSON, YAML or properties library gives; nothing in it is ignored.
     *
     * @param map keys and values as {@link Definitions} reads them
     * @return the record, of which {@link #toCase} makes a case if it is given the agreements that it names
     * @throws InvalidDefinitionException if a key is unknown or a value does not fit or cannot be read; it lists all mistakes in the order
     *     of the document, each with its path
     */
    public static CaseRecord fromMap(Map<String, ?> map) {
        return Definitions.fromMap(CaseRecord.class, map, CaseRecordReader::check);
    }

    /**
     * Writes a case down.
     *
     * @param incident the case
     * @return a record that {@link #toCase} turns into an equal case; what is {@linkplain ServiceCase#without excluded} is left out
     */
    public static CaseRecord of(ServiceCase incident) {
        return new CaseRecord(
                FORMAT,
                incident.id(),
                incident.openedUnder().stream().map(Agreement::of).toList(),
                incident.events().stream().map(Event::of).toList(),
                incident.moves().stream()
                        .map(move -> new Move(
                                move.at().toString(),
                                move.place(),
                                Agreement.of(move.agreement()),
                                move.rule().name()))
                        .toList());
    }

    /**
     * Makes the case again.
     *
     * @param known the agreements under which it was opened, and those that it moved to; more do no harm
     * @return the case
     * @throws IllegalArgumentException if the record is of a newer form than {@link #FORMAT}, or its events are no case (no opening, two
     *     with one id differ)
     * @throws InvalidDefinitionException if an agreement of its id and version is missing, a part cannot be read, a rule is unknown, an
     *     event has a type that no metric names and that looks like a slip of a ready-made one, or a severity that looks like a slip of
     *     one of the agreements; it lists all mistakes, each with its path
     * @throws DateTimeException if an instant is outside the years of a calendar of an agreement
     */
    public ServiceCase toCase(ServiceLevelAgreement... known) {
        return CaseRecordReader.read(this, known);
    }
}
