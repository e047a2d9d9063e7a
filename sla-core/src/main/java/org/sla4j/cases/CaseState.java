package org.sla4j.cases;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.clock.Phase;
import org.sla4j.clock.SlaClock;

/**
 * What the events of a case add up to; {@link #with} is the one step that both replay and a new event take.
 *
 * <p>The stage and the waits decide which events can be true, so that clocks are only ever asked for what they accept.
 */
record CaseState(
        Stage stage,
        Severity severity,
        String team,
        Map<String, String> attributes,
        Set<PauseReason> waits,
        Optional<SeverityPolicy> policy,
        Map<Metric, SlaClock> clocks,
        List<IgnoredEvent> ignored) {
    private static final Map<EventType, Stage> STAGES = Map.of(
            EventType.RESOLVED, Stage.RESOLVED,
            EventType.REOPENED, Stage.OPEN,
            EventType.CLOSED, Stage.CLOSED,
            EventType.CANCELLED, Stage.CANCELLED);
    private static final Set<EventType> WHILE_OPEN = Set.of(EventType.WAITING, EventType.RESOLVED);
    private static final Set<EventType> UNTIL_FINISHED = Set.of(
            EventType.RESPONDED,
            EventType.REASSIGNED,
            EventType.SEVERITY_CHANGED,
            EventType.CLOSED,
            EventType.CANCELLED);

    enum Stage {
        OPEN,
        RESOLVED,
        CLOSED,
        CANCELLED
    }

    static CaseState opened(ServiceLevelAgreement agreement, CaseEvent opening) {
        Severity severity = opening.severity().orElseThrow();
        Optional<SeverityPolicy> policy = agreement.policyFor(severity, opening.attributes());
        CaseState state = new CaseState(
                Stage.OPEN, severity, opening.team(), opening.attributes(), Set.of(), policy, Map.of(), List.of());
        return state.withClocks(opening, Set.of());
    }

    CaseState with(ServiceLevelAgreement agreement, List<CaseEvent> before, CaseEvent event) {
        String contradiction = contradiction(event);
        if (contradiction != null) {
            List<IgnoredEvent> more = new ArrayList<>(ignored);
            more.add(new IgnoredEvent(event, contradiction));
            return new CaseState(stage, severity, team, attributes, waits, policy, clocks, List.copyOf(more));
        }
        Stage next = STAGES.getOrDefault(event.type(), stage);
        CaseState state = new CaseState(
                next,
                event.severity().orElse(severity),
                event.team().isEmpty() ? team : event.team(),
                attributes,
                waitsAfter(waits, event),
                policy,
                clocks,
                ignored);
        if (event.type().equals(EventType.SEVERITY_CHANGED)) {
            state = state.withPolicy(
                    agreement.policyFor(state.severity, attributes), before, event.at(), Optional.empty());
        }
        return state.withClocks(event, waits);
    }

    /** Why an event cannot be true after those before it, or null if it can. */
    private @Nullable String contradiction(CaseEvent event) {
        EventType type = event.type();
        String is = "the case is " + stage.name().toLowerCase(Locale.ROOT);
        if (type.equals(EventType.OPENED)) {
            return "the case is opened already";
        } else if (WHILE_OPEN.contains(type)) {
            return stage == Stage.OPEN ? null : is;
        } else if (UNTIL_FINISHED.contains(type)) {
            return isFinished() ? is : null;
        } else if (type.equals(EventType.REOPENED)) {
            return stage == Stage.RESOLVED || stage == Stage.CLOSED ? null : is + ", not resolved";
        } else if (type.equals(EventType.RESUMED)) {
            boolean waited = event.reason().map(waits::contains).orElse(!waits.isEmpty());
            return waited ? null : "the case does not wait for that";
        }
        return null;
    }

    private boolean isFinished() {
        return stage == Stage.CLOSED || stage == Stage.CANCELLED;
    }

    private static Set<PauseReason> waitsAfter(Set<PauseReason> waits, CaseEvent event) {
        EventType type = event.type();
        if (type.equals(EventType.WAITING)) {
            Set<PauseReason> more = new LinkedHashSet<>(waits);
            event.reason().ifPresent(more::add);
            return Collections.unmodifiableSet(more);
        } else if (type.equals(EventType.RESUMED)) {
            Set<PauseReason> fewer = new LinkedHashSet<>(event.reason().isPresent() ? waits : Set.of());
            event.reason().ifPresent(fewer::remove);
            return Collections.unmodifiableSet(fewer);
        }
        return STAGES.getOrDefault(type, Stage.OPEN) == Stage.OPEN ? waits : Set.of();
    }

    /** The state after the clocks have seen an event; {@code earlier} are the waits before it. */
    private CaseState withClocks(CaseEvent event, Set<PauseReason> earlier) {
        Map<Metric, SlaClock> moved = new LinkedHashMap<>();
        policy.ifPresent(promised -> promised.targets().forEach((metric, target) -> {
            SlaClock clock = step(promised, metric, target, clocks.get(metric), event, earlier);
            if (clock != null) {
                moved.put(metric, clock);
            }
        }));
        clocks.forEach(moved::putIfAbsent);
        return withClocks(moved);
    }

    private CaseState withClocks(Map<Metric, SlaClock> moved) {
        return new CaseState(
                stage, severity, team, attributes, waits, policy, Collections.unmodifiableMap(moved), ignored);
    }

    /** One clock after an event; null while nothing has started it. */
    private static @Nullable SlaClock step(
            SeverityPolicy policy,
            Metric metric,
            Target target,
            @Nullable SlaClock clock,
            CaseEvent event,
            Set<PauseReason> earlier) {
        if (clock == null) {
            return metric.starts().contains(event.type()) ? start(target, event, earlier) : null;
        }
        boolean open = clock.phase() == Phase.RUNNING || clock.phase() == Phase.PAUSED;
        if (!open) {
            boolean again =
                    event.type().equals(EventType.REOPENED) && clock.phase() == Phase.STOPPED && metric.isReopened();
            return again ? reopened(policy, target, clock, event) : clock;
        }
        if (metric.cancels().contains(event.type())) {
            return clock.cancel(event.at());
        }
        if (metric.stops().contains(event.type())) {
            return clock.stop(event.at());
        }
        if (event.type().equals(EventType.WAITING)) {
            return clock.pause(event.reason().orElseThrow(), event.at());
        } else if (event.type().equals(EventType.RESUMED)) {
            return resumed(clock, event);
        } else if (event.type().equals(EventType.RESOLVED)) {
            // A solution ends all waits, also for a clock that goes on until the case is closed.
            return clock.waits().isEmpty() ? clock : clock.resume(event.at());
        }
        return clock;
    }

    /** Runs a clock again, against the target of the policy that came into force while it was stopped, if one did. */
    private static SlaClock reopened(SeverityPolicy policy, Target target, SlaClock clock, CaseEvent event) {
        SlaClock again = clock.reopen(event.at(), policy.reopening());
        return again.target().equals(target) ? again : again.retarget(target, event.at(), policy.retargeting());
    }

    /** Starts a clock, held by what the case waits for already. */
    private static SlaClock start(Target target, CaseEvent event, Set<PauseReason> earlier) {
        Set<PauseReason> still = waitsAfter(earlier, event);
        SlaClock clock = SlaClock.start(target, event.at());
        for (PauseReason reason : earlier) {
            if (still.contains(reason)) {
                clock = clock.pause(reason, event.at());
            }
        }
        return clock;
    }

    private static SlaClock resumed(SlaClock clock, CaseEvent event) {
        Optional<PauseReason> reason = event.reason();
        if (reason.isPresent()) {
            return clock.waits().contains(reason.get()) ? clock.resume(reason.get(), event.at()) : clock;
        }
        return clock.waits().isEmpty() ? clock : clock.resume(event.at());
    }

    /** The state once another agreement holds for the case, unless it is finished. */
    CaseState moved(ServiceLevelAgreement next, List<CaseEvent> before, Instant at, Retargeting rule) {
        return isFinished() ? this : withPolicy(next.policyFor(severity, attributes), before, at, Optional.of(rule));
    }

    /** The state under another policy; {@code move} is the rule if another agreement brings it, not another severity. */
    private CaseState withPolicy(
            Optional<SeverityPolicy> next, List<CaseEvent> before, Instant at, Optional<Retargeting> move) {
        if (next.equals(policy)) {
            return this;
        }
        Map<Metric, SlaClock> moved = new LinkedHashMap<>();
        next.ifPresent(promised -> promised.targets().forEach((metric, target) -> {
            SlaClock clock = clocks.get(metric);
            if (clock == null || clock.phase() == Phase.CANCELLED) {
                clock = begin(promised, metric, target, before, at, move.orElse(promised.retargeting()));
            } else if (move.isEmpty() || clock.phase() != Phase.STOPPED) {
                clock = clock.retarget(target, at, move.orElse(promised.retargeting()));
            }
            if (clock != null) {
                moved.put(metric, clock);
            }
        }));
        clocks.forEach((metric, clock) -> {
            boolean open = clock.phase() == Phase.RUNNING || clock.phase() == Phase.PAUSED;
            moved.putIfAbsent(metric, open ? clock.cancel(at) : clock);
        });
        return new CaseState(stage, severity, team, attributes, waits, next, Map.of(), ignored).withClocks(moved);
    }

    /** A clock for a metric that had no target so far: from the start of the case, or from the change on. */
    private @Nullable SlaClock begin(
            SeverityPolicy promised,
            Metric metric,
            Target target,
            List<CaseEvent> before,
            Instant change,
            Retargeting rule) {
        Set<CaseEvent> contradicting = new LinkedHashSet<>();
        ignored.forEach(entry -> contradicting.add(entry.event()));
        SlaClock clock = null;
        Set<PauseReason> earlier = Set.of();
        for (CaseEvent event : before) {
            if (!contradicting.contains(event)) {
                clock = step(promised, metric, target, clock, event, earlier);
                earlier = waitsAfter(earlier, event);
            }
        }
        if (rule == Retargeting.RETROACTIVE || clock == null || clock.phase() == Phase.STOPPED) {
            return clock;
        }
        return clock.retarget(target, change, Retargeting.RESTART);
    }
}
