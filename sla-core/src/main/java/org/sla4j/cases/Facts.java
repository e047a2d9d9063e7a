package org.sla4j.cases;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Severity;

/**
 * What events say of a case, apart from any promise: the same for every agreement that it is under.
 *
 * <p>Severity, team and attributes are believed at any stage. What changes the stage, and what waits, must fit what was before: the
 * stage decides which events can be true, so that clocks are only ever asked for what they accept.
 */
record Facts(
        Instant openedAt,
        Stage stage,
        Severity severity,
        String team,
        Set<PauseReason> waits,
        Map<String, String> attributes) {
    /** Of no case yet. */
    static final Facts NONE = new Facts(Instant.EPOCH, Stage.OPEN, Severity.CRITICAL, "", Set.of(), Map.of());

    /** How far a case has come. */
    enum Stage {
        OPEN,
        RESOLVED,
        CLOSED,
        CANCELLED
    }

    /** What an opening says, on top of what was known before it. */
    static Facts opened(CaseEvent opening, Collection<CaseEvent> before) {
        Facts facts = new Facts(opening.at(), Stage.OPEN, opening.severity().orElseThrow(), "", Set.of(), Map.of());
        for (CaseEvent event : before) {
            facts = facts.believing(event);
        }
        return facts.believing(opening);
    }

    boolean isOpen() {
        return stage == Stage.OPEN;
    }

    boolean isFinished() {
        return stage == Stage.CLOSED || stage == Stage.CANCELLED;
    }

    Holder holder() {
        return Holder.of(isOpen(), waits, team);
    }

    Turn turn(Instant at) {
        return new Turn(at, holder(), team, severity, waits);
    }

    /** Whether the case waits for a party. */
    boolean isWaitingFor(Collection<Party> parties) {
        return Waits.areFor(waits, parties);
    }

    /** Whether an event can be true after those before it. */
    boolean allows(CaseEvent event) {
        return switch (event.occurrence()) {
            case OPENED -> false;
            case WAITING, RESOLVED -> isOpen();
            case REOPENED -> !isOpen();
            case RESPONDED, CLOSED, CANCELLED -> !isFinished();
            case RESUMED -> {
                PauseReason reason = event.reasonOrNull();
                yield reason == null ? !waits.isEmpty() : waits.contains(reason);
            }
            default -> true;
        };
    }

    /** Why an event that is not {@linkplain #allows allowed} cannot be true after those before it. */
    String contradiction(CaseEvent event) {
        String is = "the case is " + stage.name().toLowerCase(Locale.ROOT);
        return switch (event.occurrence()) {
            case OPENED -> "the case is opened already";
            case RESUMED -> "the case does not wait for that";
            case REOPENED -> is + ", not resolved, closed or cancelled";
            default -> is;
        };
    }

    /**
     * What holds after an event that can be true.
     *
     * @param repliesEnd the parties whose messages end the waits for them
     */
    Facts after(CaseEvent event, Collection<Party> repliesEnd) {
        Facts facts = believing(event);
        Stage next = stageAfter(event);
        Set<PauseReason> waiting = Waits.after(waits, event, repliesEnd);
        return next == stage && waiting == waits
                ? facts
                : new Facts(openedAt, next, facts.severity, facts.team, waiting, facts.attributes);
    }

    /** The facts with what an event says of severity, team and attributes, whether or not it can be true. */
    Facts believing(CaseEvent event) {
        if (!isIn(event)) {
            return this;
        }
        Severity said = event.severityOrNull();
        return new Facts(
                openedAt,
                stage,
                said == null ? severity : said,
                event.team().isEmpty() ? team : event.team(),
                waits,
                attributesAfter(event));
    }

    /** Whether an event says anything of severity, team or attributes. */
    static boolean isIn(CaseEvent event) {
        return event.saysFacts();
    }

    private Map<String, String> attributesAfter(CaseEvent event) {
        if (event.attributes().isEmpty()) {
            return attributes;
        }
        Map<String, String> changed = new TreeMap<>(attributes);
        event.attributes().forEach((name, value) -> {
            if (value.isEmpty()) {
                changed.remove(name);
            } else {
                changed.put(name, value);
            }
        });
        return changed.equals(attributes) ? attributes : Collections.unmodifiableMap(changed);
    }

    private Stage stageAfter(CaseEvent event) {
        return switch (event.occurrence()) {
            case RESOLVED -> Stage.RESOLVED;
            case REOPENED -> Stage.OPEN;
            case CLOSED -> Stage.CLOSED;
            case CANCELLED -> Stage.CANCELLED;
            default -> stage;
        };
    }
}
