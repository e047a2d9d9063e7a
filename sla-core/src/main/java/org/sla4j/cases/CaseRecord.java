package org.sla4j.cases;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
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

        private ServiceLevelAgreement find(String caseId, ServiceLevelAgreement[] agreements) {
            return Arrays.stream(agreements)
                    .filter(agreement -> of(agreement).equals(this))
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalArgumentException(
                                    "Case " + Quoted.of(caseId) + " is under agreement " + this + ", but given are "
                                            + Arrays.stream(agreements)
                                                    .map(Agreement::of)
                                                    .toList()
                                            + "; to see it under another agreement, make it under its own and then use ServiceCase.under."));
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
        private static final int NO_RANK = -1;

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
         * @throws IllegalArgumentException if the id is blank, or a part is missing, has no business there or cannot be read; the
         *     message quotes it and says what is accepted
         */
        public CaseEvent toEvent(String caseId) {
            // A rank of 0 beside no name is what a column or a program that has no other word for nothing gives.
            boolean withoutRank = severityRank == NO_RANK || (severityRank == 0 && severity.isEmpty());
            requireBoth(caseId, "severity", severity.isEmpty(), "severityRank", withoutRank);
            requireBoth(caseId, "reason", reason.isEmpty(), "party", party.isEmpty());
            CaseEvent.Draft draft = new CaseEvent.Draft(caseId, instant(at), EventType.of(type));
            draft.id = id;
            draft.sequence = sequence;
            draft.severity = severity.isEmpty() ? null : Severity.of(severityRank, severity);
            draft.reason = reason.isEmpty() ? null : PauseReason.of(reason, party);
            draft.team = team;
            draft.attributes(attributes);
            draft.inPlaceOf = inPlaceOf;
            draft.agreed = agreed.toTerm();
            draft.recordedAt = recordedAt.isEmpty() ? null : instant(recordedAt);
            return draft.read();
        }

        private void requireBoth(String caseId, String one, boolean withoutOne, String other, boolean withoutOther) {
            if (withoutOne != withoutOther) {
                throw new IllegalArgumentException("Event " + Quoted.of(type) + " at " + Quoted.of(at) + " of case "
                        + Quoted.of(caseId) + " has " + (withoutOne ? other : one) + " without "
                        + (withoutOne ? one : other) + "; give both or neither.");
            }
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

        private @Nullable AgreedByHand toTerm() {
            return equals(NONE)
                    ? null
                    : new AgreedByHand(
                            agreement,
                            metric,
                            limit.isEmpty() ? Optional.empty() : Optional.of(BusinessDuration.parse(limit)),
                            due.isEmpty() ? Optional.empty() : Optional.of(instant(due)),
                            by,
                            why);
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

        private Retargeting retargeting() {
            return Arrays.stream(Retargeting.values())
                    .filter(known -> known.name().equals(rule))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("A move of a case has the rule " + Quoted.of(rule)
                            + ", which is none of " + Arrays.toString(Retargeting.values()) + "."));
        }
    }

    /**
     * Reads what any JSON, YAML or properties library gives; nothing in it is ignored.
     *
     * @param map keys and values as {@link Definitions} reads them
     * @return the record; {@link #toCase} checks what it says
     * @throws InvalidDefinitionException if a key is unknown or a value does not fit; it lists all mistakes, each with its path
     */
    public static CaseRecord fromMap(Map<String, ?> map) {
        return Definitions.fromMap(CaseRecord.class, map);
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
     * @throws IllegalArgumentException if the record is of a newer form than {@link #FORMAT}, an agreement of its id and version
     *     is missing, a part cannot be read, it contradicts itself (no opening, an unknown rule), an event has a type that no metric
     *     names and that looks like a slip of a ready-made one, or a severity that looks like a slip of one of the agreements
     * @throws DateTimeException if an instant is outside the years of a calendar of an agreement
     */
    public ServiceCase toCase(ServiceLevelAgreement... known) {
        if (format < 1 || format > FORMAT) {
            throw new IllegalArgumentException("The record of case " + Quoted.of(caseId) + " is of form " + format
                    + ", but this release of sla4j reads forms 1 to " + FORMAT
                    + (format > FORMAT ? "; read it with the release that wrote it, or a later one." : "."));
        }
        List<ServiceLevelAgreement> openedUnder = agreements.stream()
                .map(agreement -> agreement.find(caseId, known))
                .toList();
        Set<EventType> named = named(known);
        List<CaseEvent> happened = new ArrayList<>();
        for (Event event : events) {
            CaseEvent made = event.toEvent(caseId);
            if (!named.contains(made.type())) {
                requireNoSlip(made);
            }
            made.severity().ifPresent(severity -> requireKnown(made, severity, known));
            happened.add(made);
        }
        ServiceCase incident = ServiceCase.replay(openedUnder, happened);
        for (Move move : moves) {
            if (move.place() < 0 || move.place() >= openedUnder.size()) {
                throw new IllegalArgumentException(
                        "A move of case " + Quoted.of(caseId) + " follows the agreement at place " + move.place()
                                + ", but there are " + openedUnder.size() + ", of which the first is at 0.");
            }
            incident = incident.move(
                    move.place(), move.agreement().find(caseId, known), instant(move.at()), move.retargeting());
        }
        return incident;
    }

    private static Set<EventType> named(ServiceLevelAgreement[] agreements) {
        Set<EventType> named = new HashSet<>(EventType.standard());
        for (ServiceLevelAgreement agreement : agreements) {
            agreement.policies().forEach(policy -> policy.targets().keySet().forEach(metric -> addTo(named, metric)));
        }
        return named;
    }

    private static void addTo(Set<EventType> named, Metric metric) {
        named.addAll(metric.startsOn());
        named.addAll(metric.pausesOn());
        named.addAll(metric.resumesOn());
        named.addAll(metric.restartsOn());
        named.addAll(metric.stopsOn());
        named.addAll(metric.cancelsOn());
    }

    /** An event of one's own is welcome; one that is spelt almost like a ready-made one would do nothing, and nobody would know. */
    private static void requireNoSlip(CaseEvent event) {
        for (EventType type : EventType.standard()) {
            if (distance(event.type().name(), type.name()) <= 2) {
                throw new IllegalArgumentException("Event " + event + " has the type "
                        + Quoted.of(event.type().name()) + ", which no metric names; was " + Quoted.of(type.name())
                        + " meant?");
            }
        }
    }

    /** A severity of another name than its rank has would choose no policy, and nobody would know. */
    private static void requireKnown(CaseEvent event, Severity severity, ServiceLevelAgreement[] agreements) {
        Severity meant = null;
        for (ServiceLevelAgreement agreement : agreements) {
            for (Severity known : agreement.severities()) {
                if (known.equals(severity)) {
                    return;
                }
                boolean isAlike =
                        known.rank() == severity.rank() || known.name().equalsIgnoreCase(severity.name());
                meant = meant == null && isAlike ? known : meant;
            }
        }
        if (meant != null) {
            throw new IllegalArgumentException("Event " + event + " has the severity "
                    + Quoted.of(severity.toString()) + ", which no agreement has; was "
                    + Quoted.of(meant.toString()) + " meant?");
        }
    }

    /** How many letters must be put in, taken out or changed to turn one word into the other. */
    private static int distance(String one, String other) {
        int[] before = new int[other.length() + 1];
        Arrays.setAll(before, i -> i);
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, Math.min(before[j], row[j - 1]) + 1);
            }
            before = row;
        }
        return before[other.length()];
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
