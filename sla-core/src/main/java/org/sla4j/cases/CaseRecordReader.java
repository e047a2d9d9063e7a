package org.sla4j.cases;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
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
import org.sla4j.calendar.InvalidDefinitionException.Mistake;
import org.sla4j.calendar.Quoted;

/** Makes events and cases of what was written down, with all mistakes in one list. Used once. */
final class CaseRecordReader {
    private static final int MOST_MISTAKES = 10_000;

    private static final Severity SOME_SEVERITY = Severity.LOW;
    private static final PauseReason SOME_REASON = PauseReason.of("unnamed", "unnamed");
    private static final AgreedByHand SOME_TERM =
            AgreedByHand.of(Metric.RESOLUTION, BusinessDuration.days(1), "unnamed", "unnamed");

    private final String caseId;

    /** Whether what the document has at, above or below a path did not get as far as the record. */
    private final Predicate<String> isUnread;

    private final List<Mistake> mistakes = new ArrayList<>();
    private int found;

    private CaseRecordReader(String caseId, Predicate<String> isUnread) {
        this.caseId = caseId;
        this.isUnread = isUnread;
    }

    /** Makes a case of a record, given the agreements that it names. */
    static ServiceCase read(CaseRecord record, ServiceLevelAgreement... known) {
        CaseRecordReader reader = new CaseRecordReader(record.caseId(), path -> false);
        if (!isReadable(record.format())) {
            throw new IllegalArgumentException(reader.unreadable(record.format()));
        }
        List<ServiceLevelAgreement> openedUnder = reader.each(
                "agreements", record.agreements(), (path, named) -> reader.get(path, () -> reader.find(named, known)));
        Set<EventType> types = named(known);
        List<CaseEvent> events = reader.events(record, (path, event) -> {
            reader.get(path + ".type", () -> withoutSlip(event, types));
            reader.get(path + ".severity", () -> withoutSlip(event, known));
        });
        List<CaseRecord.Move> moves = reader.moves(
                record, (path, move) -> reader.get(path + ".agreement", () -> reader.find(move.agreement(), known)));
        reader.requireNone();
        ServiceCase incident = ServiceCase.replay(openedUnder, events);
        for (CaseRecord.Move move : moves) {
            incident =
                    incident.move(move.place(), reader.find(move.agreement(), known), instant(move.at()), rule(move));
        }
        return incident;
    }

    /** Refuses a record for all that is wrong with it before anybody says under which agreements. */
    static void check(CaseRecord record, Predicate<String> isUnread) {
        CaseRecordReader reader = new CaseRecordReader(record.caseId(), isUnread);
        if (!isReadable(record.format())) {
            reader.mistake("format", reader.unreadable(record.format()));
        }
        if (record.caseId().isBlank()) {
            reader.mistake("caseId", "A case needs an id that is not blank.");
        }
        reader.events(record, (path, event) -> {});
        if (record.events().stream().noneMatch(CaseRecordReader::mayOpen) && !isUnread.test("events")) {
            reader.mistake("events", "A case begins with the event opened, but there is none.");
        }
        reader.moves(record, (path, move) -> {});
        reader.requireNone();
    }

    private static boolean mayOpen(CaseRecord.Event event) {
        try {
            return EventType.of(event.type()).equals(EventType.OPENED);
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    /** Makes one event. */
    static CaseEvent read(CaseRecord.Event written, String caseId) {
        CaseRecordReader reader = new CaseRecordReader(caseId, path -> false);
        Optional<CaseEvent> event = reader.event("", written, caseId);
        reader.requireNone();
        return event.orElseThrow();
    }

    private void requireNone() {
        if (!mistakes.isEmpty()) {
            throw new InvalidDefinitionException("case " + Quoted.of(caseId), mistakes);
        }
    }

    private static boolean isReadable(int format) {
        return format >= 1 && format <= CaseRecord.FORMAT;
    }

    private String unreadable(int format) {
        return "The record of case " + Quoted.of(caseId) + " is of form " + format
                + ", but this release of sla4j reads forms 1 to " + CaseRecord.FORMAT
                + (format > CaseRecord.FORMAT ? "; read it with the release that wrote it, or a later one." : ".");
    }

    private ServiceLevelAgreement find(CaseRecord.Agreement wanted, ServiceLevelAgreement... known) {
        return Arrays.stream(known)
                .filter(agreement -> CaseRecord.Agreement.of(agreement).equals(wanted))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "Case " + Quoted.of(caseId) + " is under agreement "
                                        + wanted + ", but given are "
                                        + Arrays.stream(known)
                                                .map(CaseRecord.Agreement::of)
                                                .toList()
                                        + "; to see it under another agreement, make it under its own and then use ServiceCase.under."));
    }

    private List<CaseEvent> events(CaseRecord record, BiConsumer<String, CaseEvent> further) {
        String id = record.caseId().isBlank() ? "unnamed" : record.caseId();
        return each("events", record.events(), (path, written) -> {
            Optional<CaseEvent> event = event(path, written, id);
            event.ifPresent(read -> further.accept(path, read));
            return event;
        });
    }

    private Optional<CaseEvent> event(String path, CaseRecord.Event written, String id) {
        int before = found;
        Optional<Instant> at = get(Definitions.path(path, "at"), () -> instant(written.at()));
        Optional<EventType> type = get(Definitions.path(path, "type"), () -> EventType.of(written.type()));
        CaseEvent.Draft draft = new CaseEvent.Draft(id, at.orElse(Instant.EPOCH), type.orElse(EventType.OPENED));
        draft.id = written.id();
        draft.sequence = written.sequence();
        draft.severity = severity(path, written);
        draft.reason = reason(path, written);
        draft.team = written.team();
        draft.attributes(written.attributes());
        draft.inPlaceOf = written.inPlaceOf();
        draft.agreed = written.agreed().equals(CaseRecord.Agreed.NONE)
                ? null
                : term(Definitions.path(path, "agreed"), written.agreed()).orElse(SOME_TERM);
        draft.recordedAt = written.recordedAt().isEmpty()
                ? null
                : get(Definitions.path(path, "recordedAt"), () -> instant(written.recordedAt()))
                        .orElse(null);
        if (type.isPresent()) {
            draft.mistakes().forEach(wrong -> mistake(path, wrong));
        }
        return found > before ? Optional.empty() : get(path, draft::event);
    }

    private @Nullable Severity severity(String path, CaseRecord.Event written) {
        // A rank of 0 beside no name is what a column or a program that has no other word for nothing gives.
        boolean withoutName = written.severity().isEmpty();
        boolean withoutRank =
                written.severityRank() == CaseRecord.Event.NO_RANK || (written.severityRank() == 0 && withoutName);
        if (withoutName && withoutRank) {
            return null;
        }
        if (withoutName != withoutRank) {
            requireBoth(
                    path,
                    written,
                    withoutName ? "severityRank" : "severity",
                    withoutName ? "severity" : "severityRank");
            return SOME_SEVERITY;
        }
        return get(Definitions.path(path, "severity"), () -> Severity.of(written.severityRank(), written.severity()))
                .orElse(SOME_SEVERITY);
    }

    private @Nullable PauseReason reason(String path, CaseRecord.Event written) {
        boolean withoutReason = written.reason().isEmpty();
        boolean withoutParty = written.party().isEmpty();
        if (withoutReason && withoutParty) {
            return null;
        }
        if (withoutReason != withoutParty) {
            requireBoth(path, written, withoutReason ? "party" : "reason", withoutReason ? "reason" : "party");
            return SOME_REASON;
        }
        return get(Definitions.path(path, "reason"), () -> PauseReason.of(written.reason(), written.party()))
                .orElse(SOME_REASON);
    }

    private void requireBoth(String path, CaseRecord.Event event, String given, String missing) {
        if (!isUnread.test(Definitions.path(path, missing))) {
            mistake(
                    Definitions.path(path, given),
                    "Event " + Quoted.of(event.type()) + " at " + Quoted.of(event.at()) + " of case "
                            + Quoted.of(caseId) + " has " + given + " without " + missing + "; give both or neither.");
        }
    }

    private Optional<AgreedByHand> term(String path, CaseRecord.Agreed agreed) {
        int before = found;
        Optional<BusinessDuration> limit = agreed.limit().isEmpty()
                ? Optional.empty()
                : get(path + ".limit", () -> BusinessDuration.parse(agreed.limit()));
        Optional<Instant> due =
                agreed.due().isEmpty() ? Optional.empty() : get(path + ".due", () -> instant(agreed.due()));
        return found > before
                ? Optional.empty()
                : get(
                        path,
                        () -> new AgreedByHand(
                                agreed.agreement(), agreed.metric(), limit, due, agreed.by(), agreed.why()));
    }

    private List<CaseRecord.Move> moves(CaseRecord record, BiConsumer<String, CaseRecord.Move> further) {
        int places = record.agreements().size();
        return each("moves", record.moves(), (path, move) -> {
            int before = found;
            get(path + ".at", () -> instant(move.at()));
            get(path + ".rule", () -> rule(move));
            if (move.place() < 0 || (move.place() >= places && places > 0)) {
                mistake(
                        path + ".place",
                        "A move of case " + Quoted.of(caseId) + " follows the agreement at place " + move.place()
                                + ", but there are " + places + ", of which the first is at 0.");
            }
            further.accept(path, move);
            return found > before ? Optional.empty() : Optional.of(move);
        });
    }

    private static Retargeting rule(CaseRecord.Move move) {
        return Arrays.stream(Retargeting.values())
                .filter(known -> known.name().equals(move.rule()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("A move of a case has the rule "
                        + Quoted.of(move.rule()) + ", which is none of " + Arrays.toString(Retargeting.values())
                        + "."));
    }

    private static Set<EventType> named(ServiceLevelAgreement... agreements) {
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
    private static CaseEvent withoutSlip(CaseEvent event, Set<EventType> named) {
        if (!named.contains(event.type())) {
            for (EventType type : EventType.standard()) {
                if (distance(event.type().name(), type.name()) <= 2) {
                    throw new IllegalArgumentException("Event " + event + " has the type "
                            + Quoted.of(event.type().name()) + ", which no metric names; was "
                            + Quoted.of(type.name()) + " meant?");
                }
            }
        }
        return event;
    }

    /** A severity of another name than its rank has would choose no policy, and nobody would know. */
    private static CaseEvent withoutSlip(CaseEvent event, ServiceLevelAgreement... agreements) {
        List<Severity> scale = Arrays.stream(agreements)
                .flatMap(agreement -> agreement.severities().stream())
                .toList();
        Optional<Severity> meant = event.severity()
                .filter(severity -> !scale.contains(severity))
                .flatMap(severity -> scale.stream()
                        .filter(known ->
                                known.rank() == severity.rank() || known.name().equalsIgnoreCase(severity.name()))
                        .findFirst());
        if (meant.isPresent()) {
            throw new IllegalArgumentException("Event " + event + " has the severity "
                    + Quoted.of(event.severity().orElseThrow().toString()) + ", which no agreement has; was "
                    + Quoted.of(meant.get().toString()) + " meant?");
        }
        return event;
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

    private interface Part<T, R> {
        Optional<R> read(String path, T part);
    }

    private <T, R> List<R> each(String path, List<T> parts, Part<T, R> reader) {
        List<R> read = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            reader.read(path + "[" + i + "]", parts.get(i)).ifPresent(read::add);
        }
        return read;
    }

    private <T> Optional<T> get(String path, Supplier<T> part) {
        try {
            return Optional.of(part.get());
        } catch (DateTimeException | IllegalArgumentException e) {
            mistake(path, Objects.requireNonNullElse(e.getMessage(), "It cannot be read."));
            return Optional.empty();
        }
    }

    private void mistake(String path, String message) {
        found++;
        if (mistakes.size() < MOST_MISTAKES) {
            mistakes.add(new Mistake(path, message));
        }
    }
}
