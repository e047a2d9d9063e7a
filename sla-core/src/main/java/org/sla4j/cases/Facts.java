package org.sla4j.cases;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.EventType;
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
    private static final Map<EventType, Stage> STAGES = Map.of(
            EventType.RESOLVED, Stage.RESOLVED,
            EventType.REOPENED, Stage.OPEN,
            EventType.CLOSED, Stage.CLOSED,
            EventType.CANCELLED, Stage.CANCELLED);
    private static final Set<EventType> WHILE_OPEN = Set.of(EventType.WAITING, EventType.RESOLVED);
    private static final Set<EventType> UNTIL_FINISHED =
            Set.of(EventType.RESPONDED, EventType.CLOSED, EventType.CANCELLED);

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
        return isOpen() ? Holder.of(waits, team) : Holder.NOBODY;
    }

    Turn turn(Instant at) {
        return new Turn(at, holder(), team, severity, waits);
    }

    /** Whether the case waits for a party. */
    boolean isWaitingFor(Collection<Party> parties) {
        for (PauseReason reason : waits) {
            if (parties.contains(reason.party())) {
                return true;
            }
        }
        return false;
    }

    /** Why an event cannot be true after those before it, or null if it can. */
    @Nullable String contradiction(CaseEvent event) {
        EventType type = event.type();
        String is = "the case is " + stage.name().toLowerCase(Locale.ROOT);
        if (type.equals(EventType.OPENED)) {
            return "the case is opened already";
        } else if (WHILE_OPEN.contains(type)) {
            return isOpen() ? null : is;
        } else if (UNTIL_FINISHED.contains(type)) {
            return isFinished() ? is : null;
        } else if (type.equals(EventType.REOPENED)) {
            return isOpen() ? is + ", not resolved, closed or cancelled" : null;
        } else if (type.equals(EventType.RESUMED)) {
            boolean waited = event.reason().map(waits::contains).orElse(!waits.isEmpty());
            return waited ? null : "the case does not wait for that";
        }
        return null;
    }

    /**
     * What holds after an event that can be true.
     *
     * @param repliesEnd the parties whose messages end the waits for them
     */
    Facts after(CaseEvent event, Collection<Party> repliesEnd) {
        Facts facts = believing(event);
        Stage next = STAGES.getOrDefault(event.type(), stage);
        Set<PauseReason> waiting = waitsAfter(event, repliesEnd);
        return next == stage && waiting == waits
                ? facts
                : new Facts(openedAt, next, facts.severity, facts.team, waiting, facts.attributes);
    }

    /** The facts with what an event says of severity, team and attributes, whether or not it can be true. */
    Facts believing(CaseEvent event) {
        if (!isIn(event)) {
            return this;
        }
        return new Facts(
                openedAt,
                stage,
                event.severity().orElse(severity),
                event.team().isEmpty() ? team : event.team(),
                waits,
                attributesAfter(event));
    }

    /** Whether an event says anything of severity, team or attributes. */
    static boolean isIn(CaseEvent event) {
        return event.severity().isPresent()
                || !event.team().isEmpty()
                || !event.attributes().isEmpty();
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

    private Set<PauseReason> waitsAfter(CaseEvent event, Collection<Party> repliesEnd) {
        EventType type = event.type();
        if (type.equals(EventType.WAITING)) {
            Set<PauseReason> more = new LinkedHashSet<>(waits);
            event.reason().ifPresent(more::add);
            return Collections.unmodifiableSet(more);
        } else if (type.equals(EventType.RESUMED)) {
            Set<PauseReason> fewer = new LinkedHashSet<>(event.reason().isPresent() ? waits : Set.of());
            event.reason().ifPresent(fewer::remove);
            return Collections.unmodifiableSet(fewer);
        } else if (type.equals(EventType.CUSTOMER_REPLIED) && isWaitingFor(repliesEnd)) {
            Set<PauseReason> fewer = new LinkedHashSet<>(waits);
            fewer.removeIf(reason -> repliesEnd.contains(reason.party()));
            return Collections.unmodifiableSet(fewer);
        }
        return STAGES.getOrDefault(type, Stage.OPEN) == Stage.OPEN ? waits : Set.of();
    }
}
