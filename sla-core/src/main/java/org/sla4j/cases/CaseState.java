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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.cases.Moment.Wave;
import org.sla4j.clock.Phase;
import org.sla4j.clock.SlaClock;
import org.sla4j.clock.Superseded;

/**
 * What the events of a case add up to; {@link #with} is the one step that both replay and a new event take.
 *
 * <p>The stage and the waits decide which events can be true, so that clocks are only ever asked for what they accept.
 */
record CaseState(
        Facts facts,
        Map<String, String> attributes,
        Optional<SeverityPolicy> policy,
        Map<Metric, Measure> measures,
        Moment moment) {
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
    /** What starts no clock of a case that is resolved: a thank-you asks for no answer. */
    private static final Set<EventType> STARTS_WHILE_OPEN = Set.of(
            EventType.ACKNOWLEDGED,
            EventType.RESPONDED,
            EventType.UPDATED,
            EventType.CUSTOMER_REPLIED,
            EventType.WORK_STARTED,
            EventType.WORK_ENDED,
            EventType.SEVERITY_CHANGED,
            EventType.REASSIGNED);

    enum Stage {
        OPEN,
        RESOLVED,
        CLOSED,
        CANCELLED
    }

    /** What events say of a case, apart from any promise. */
    record Facts(Stage stage, Severity severity, String team, Set<PauseReason> waits) {
        boolean isFinished() {
            return stage == Stage.CLOSED || stage == Stage.CANCELLED;
        }

        Turn turn(Instant at) {
            Holder holder = stage == Stage.OPEN ? Holder.of(waits, team) : Holder.NOBODY;
            return new Turn(at, holder, team, severity, waits);
        }

        /** Why an event cannot be true after those before it, or null if it can. */
        @Nullable String contradiction(CaseEvent event) {
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

        Facts after(CaseEvent event) {
            return new Facts(
                    STAGES.getOrDefault(event.type(), stage),
                    event.severity().orElse(severity),
                    event.team().isEmpty() ? team : event.team(),
                    waitsAfter(event));
        }

        private Set<PauseReason> waitsAfter(CaseEvent event) {
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
    }

    /**
     * A clock, and what was true of the case when its measurements were finished.
     *
     * @param severity how severe the case is, or was when the clock stopped or got its target
     * @param cycles for each finished cycle of the clock what the case was then
     * @param earlier what clocks before this one showed, whose target was gone for a while
     */
    record Measure(SlaClock clock, Severity severity, List<Cycle> cycles, List<Superseded> earlier) {
        boolean isOpen() {
            return CaseState.isOpen(clock);
        }

        Measure with(SlaClock next) {
            return new Measure(next, severity, cycles, earlier);
        }

        /** This measure in place of one whose clock was cancelled. */
        Measure after(Measure cancelled) {
            SlaClock old = cancelled.clock;
            List<Superseded> facts = new ArrayList<>(cancelled.superseded());
            facts.add(new Superseded(old.reading(old.changedAt()), old.target(), Superseded.Change.RETARGETED));
            return new Measure(clock, severity, cycles, List.copyOf(facts));
        }

        List<Superseded> superseded() {
            return Stream.concat(earlier.stream(), clock.superseded().stream()).toList();
        }
    }

    /** How severe a case was when a cycle was finished, and who had it. */
    record Cycle(Severity severity, String team) {}

    static CaseState opened(ServiceLevelAgreement agreement, CaseEvent opening) {
        Severity severity = opening.severity().orElseThrow();
        Facts facts = new Facts(Stage.OPEN, severity, opening.team(), Set.of());
        Wave wave = new Wave(opening.at(), Set.of(EventType.OPENED), facts, facts);
        CaseState state = new CaseState(
                facts,
                opening.attributes(),
                agreement.policyFor(severity, opening.attributes()),
                Map.of(),
                new Moment(null, List.of(opening), List.of(wave), List.of()));
        return new CaseState(facts, state.attributes, state.policy, state.moved(wave), state.moment);
    }

    /**
     * The state after the events of one moment, which are in order. Those that cannot be true yet are tried again after the
     * others, because what they contradict may be of the same instant: the end of a wait that began just then.
     */
    CaseState with(ServiceLevelAgreement agreement, List<CaseEvent> events) {
        CaseState state = this;
        List<Wave> waves = new ArrayList<>();
        List<CaseEvent> left = events;
        boolean progress = true;
        while (progress && !left.isEmpty()) {
            List<CaseEvent> believed = new ArrayList<>();
            List<CaseEvent> doubted = new ArrayList<>();
            Facts now = state.facts;
            for (CaseEvent event : left) {
                boolean credible = now.contradiction(event) == null;
                (credible ? believed : doubted).add(event);
                now = credible ? now.after(event) : now;
            }
            progress = !believed.isEmpty();
            if (progress) {
                Wave wave = new Wave(events.get(0).at(), Moment.types(believed), state.facts, now);
                waves.add(wave);
                state = state.with(agreement, wave);
            }
            left = doubted;
        }
        List<IgnoredEvent> ignored = new ArrayList<>();
        for (CaseEvent event : left) {
            ignored.add(new IgnoredEvent(event, String.valueOf(state.facts.contradiction(event))));
        }
        Moment next = new Moment(moment, List.copyOf(events), List.copyOf(waves), List.copyOf(ignored));
        return new CaseState(state.facts, attributes, state.policy, state.measures, next);
    }

    private CaseState with(ServiceLevelAgreement agreement, Wave wave) {
        CaseState state = new CaseState(wave.after(), attributes, policy, measures, moment);
        if (wave.types().contains(EventType.SEVERITY_CHANGED)) {
            Optional<SeverityPolicy> next = agreement.policyFor(state.facts.severity(), attributes);
            state = state.withPolicy(next, wave.at(), Optional.empty());
        }
        return new CaseState(state.facts, attributes, state.policy, state.moved(wave), moment);
    }

    /** The state once another agreement holds for the case, unless it is finished. */
    CaseState moved(ServiceCase.Move move) {
        Optional<SeverityPolicy> next = move.agreement().policyFor(facts.severity(), attributes);
        return facts.isFinished() ? this : withPolicy(next, move.at(), Optional.of(move.rule()));
    }

    /** What the clocks become by a wave: those of the policy, and those that an earlier one left running. */
    private Map<Metric, Measure> moved(Wave wave) {
        Map<Metric, Measure> moved = new LinkedHashMap<>();
        policy.ifPresent(promised -> promised.targets()
                .forEach((metric, target) ->
                        put(moved, metric, step(promised, metric, target, measures.get(metric), wave))));
        measures.forEach((metric, measure) -> {
            if (!moved.containsKey(metric)) {
                SlaClock clock = measure.clock();
                put(
                        moved,
                        metric,
                        measure.isOpen() && policy.isPresent()
                                ? step(policy.get(), metric, clock.target(), measure, wave)
                                : measure);
            }
        });
        return Collections.unmodifiableMap(moved);
    }

    private static void put(Map<Metric, Measure> measures, Metric metric, @Nullable Measure measure) {
        if (measure != null) {
            measures.put(metric, measure);
        }
    }

    private static @Nullable Measure step(
            SeverityPolicy policy, Metric metric, Target target, @Nullable Measure measure, Wave wave) {
        SlaClock before = measure == null ? null : measure.clock();
        SlaClock after = step(policy, metric, target, before, wave);
        if (after == null) {
            return null;
        }
        Facts now = wave.after();
        if (measure == null) {
            return new Measure(after, now.severity(), List.of(), List.of());
        }
        List<Cycle> cycles = measure.cycles();
        // Most clocks have never been superseded, and are asked this at every event.
        int finished = after.superseded().isEmpty() ? 0 : after.finishedCycles().size();
        if (finished > cycles.size()) {
            List<Cycle> more = new ArrayList<>(cycles);
            while (more.size() < finished) {
                more.add(new Cycle(measure.severity(), wave.before().team()));
            }
            cycles = List.copyOf(more);
        }
        boolean judgedNow =
                measure.isOpen() || !after.equals(measure.clock()) || policy.retargeting() == Retargeting.RETROACTIVE;
        return new Measure(after, judgedNow ? now.severity() : measure.severity(), cycles, measure.earlier());
    }

    /** One clock after a wave; null while nothing has started it. What holds it is looked at last, what stops it prevails. */
    private static @Nullable SlaClock step(
            SeverityPolicy policy, Metric metric, Target target, @Nullable SlaClock before, Wave wave) {
        SlaClock clock = started(policy, metric, target, before, wave);
        if (clock == null || !isOpen(clock)) {
            return clock;
        }
        Instant at = wave.at();
        boolean wentOn = before != null && isOpen(before);
        if (wentOn && wave.hasAny(metric.restartsOn())) {
            clock = metric.isRepeating() ? clock.nextCycle(at) : clock.restart(at);
        }
        if (wave.hasAny(metric.stopsOn())) {
            return clock.stop(at);
        } else if (wave.hasAny(metric.cancelsOn())) {
            return clock.cancel(at);
        }
        clock = waiting(metric, clock, wave);
        boolean reopened =
                !wentOn && !metric.pausesOn().isEmpty() && wave.types().contains(EventType.REOPENED);
        if (wave.hasAny(metric.pausesOn()) || (reopened && !wave.hasAny(metric.resumesOn()))) {
            return clock.suspend(at);
        }
        return clock.isSuspended() && wave.hasAny(metric.resumesOn()) ? clock.release(at) : clock;
    }

    private static boolean isOpen(SlaClock clock) {
        return clock.phase() == Phase.RUNNING || clock.phase() == Phase.PAUSED;
    }

    /** Starts a clock that has not begun, or a stopped one again, if the wave says so. */
    private static @Nullable SlaClock started(
            SeverityPolicy policy, Metric metric, Target target, @Nullable SlaClock clock, Wave wave) {
        boolean open = wave.before().stage() == Stage.OPEN || wave.after().stage() == Stage.OPEN;
        boolean finished = wave.before().isFinished();
        boolean starts = false;
        for (EventType type : wave.types()) {
            boolean counts = open || !(finished || STARTS_WHILE_OPEN.contains(type));
            starts |= counts && metric.startsOn().contains(type);
        }
        if (clock == null) {
            return starts ? SlaClock.start(wave.at(), target) : null;
        }
        SlaClock again = clock;
        if (isOpen(clock)) {
            return clock;
        } else if (starts && metric.isRepeating()) {
            again = clock.nextCycle(wave.at());
        } else if (clock.phase() == Phase.STOPPED && wave.types().contains(EventType.REOPENED) && metric.isReopened()) {
            again = clock.reopen(wave.at(), policy.reopening());
        }
        // Another target may have come into force while the clock was stopped.
        return isOpen(again) && !again.target().equals(target)
                ? again.retarget(wave.at(), target, policy.retargeting())
                : again;
    }

    /** Lets a clock wait for what the case waits for, as far as the metric is paused by it. */
    private static SlaClock waiting(Metric metric, SlaClock clock, Wave wave) {
        SlaClock next = clock;
        for (PauseReason reason : clock.waits()) {
            if (!wave.after().waits().contains(reason)) {
                next = next.resume(wave.at(), reason);
            }
        }
        for (PauseReason reason : wave.after().waits()) {
            if (metric.pauseRule().pauses(reason) && !next.waits().contains(reason)) {
                next = next.pause(wave.at(), reason);
            }
        }
        return next;
    }

    /** The state under another policy; {@code move} is the rule if another agreement brings it, not another severity. */
    private CaseState withPolicy(Optional<SeverityPolicy> next, Instant at, Optional<Retargeting> move) {
        if (next.equals(policy)) {
            return this;
        }
        Retargeting rule = move.orElse(next.map(SeverityPolicy::retargeting).orElse(Retargeting.RETROACTIVE));
        if (next.isPresent() && policy.isPresent() && rule == Retargeting.KEEP_OLD_TARGET) {
            return this;
        }
        Map<Metric, Measure> moved = new LinkedHashMap<>();
        next.ifPresent(promised -> promised.targets().forEach((metric, target) -> {
            Measure measure = measures.get(metric);
            if (measure == null || measure.clock().phase() == Phase.CANCELLED) {
                Measure begun = begin(promised, metric, target, at, rule);
                put(moved, metric, begun == null || measure == null ? begun : begun.after(measure));
            } else if (move.isEmpty() || measure.isOpen()) {
                SlaClock clock = measure.clock();
                moved.put(
                        metric,
                        measure.with(
                                rule == Retargeting.RETROACTIVE
                                        ? clock.retargetFinished(at, target, rule)
                                        : clock.retarget(at, target, rule)));
            }
        }));
        measures.forEach((metric, measure) -> {
            // A promise is stricter than none.
            boolean ends = measure.isOpen() && (next.isEmpty() || rule != Retargeting.STRICTER_WINS);
            moved.putIfAbsent(metric, ends ? measure.with(measure.clock().cancel(at)) : measure);
        });
        return new CaseState(facts, attributes, next, Collections.unmodifiableMap(moved), moment);
    }

    /** A clock for a metric that had no target so far: from the start of the case, or from the change on. */
    private @Nullable Measure begin(
            SeverityPolicy promised, Metric metric, Target target, Instant at, Retargeting rule) {
        Measure measure = null;
        for (Moment past : moment.all()) {
            for (Wave wave : past.waves()) {
                measure = step(promised, metric, target, measure, wave);
            }
        }
        if (measure == null) {
            return null;
        }
        // As if the promise had held from the start, for a case as severe as it is now.
        List<Cycle> cycles = measure.cycles().stream()
                .map(cycle -> new Cycle(facts.severity(), cycle.team()))
                .toList();
        measure = new Measure(measure.clock(), facts.severity(), cycles, List.of());
        return rule == Retargeting.RETROACTIVE || !measure.isOpen()
                ? measure
                : measure.with(measure.clock().restart(at));
    }
}
