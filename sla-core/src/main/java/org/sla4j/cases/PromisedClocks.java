package org.sla4j.cases;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Reopening;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.Retargeting.FirstPromise;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.clock.Phase;
import org.sla4j.clock.SlaClock;

/**
 * What one agreement promises about a case, and how its clocks stand.
 *
 * @param agreement the agreement, or the version of it, that holds now
 * @param policy the policy that selects the case; empty if nothing is promised for such a case
 * @param rules the policy, or the last one if none selects the case any more: its rules hold on for clocks that run on
 * @param measures the clock of each metric that has begun
 */
record PromisedClocks(
        ServiceLevelAgreement agreement,
        Optional<SeverityPolicy> policy,
        @Nullable SeverityPolicy rules,
        Map<Metric, Measure> measures) {
    /** What starts no clock of a case that is resolved: a thank-you asks for no answer. */
    private static final Set<EventType> STARTS_WHILE_OPEN = Set.of(
            EventType.ACKNOWLEDGED,
            EventType.RESPONDED,
            EventType.UPDATED,
            EventType.CUSTOMER_REPLIED,
            EventType.WORK_STARTED,
            EventType.WORK_ENDED,
            EventType.SEVERITY_CHANGED,
            EventType.CHANGED,
            EventType.REASSIGNED);

    static PromisedClocks opened(ServiceLevelAgreement agreement, Step opening) {
        Optional<SeverityPolicy> policy = PolicyChoice.of(agreement, opening.after());
        return new PromisedClocks(agreement, policy, policy.orElse(null), Map.of()).moved(opening);
    }

    private PromisedClocks with(Map<Metric, Measure> next) {
        return new PromisedClocks(agreement, policy, rules, next);
    }

    /** The customer's messages end the waits for these parties. */
    Collection<Party> repliesEnd() {
        return rules != null && rules.replyEndsWait() ? customer() : Set.of();
    }

    private Collection<Party> customer() {
        return customer(agreement);
    }

    static Collection<Party> customer(ServiceLevelAgreement agreement) {
        return agreement.customer().equals(Party.CUSTOMER)
                ? Set.of(Party.CUSTOMER)
                : Set.of(Party.CUSTOMER, agreement.customer());
    }

    /**
     * After one more step: facts first, then the policy that they choose, then the clocks.
     *
     * @param past the steps before, for a clock that counts from the opening without having begun then
     */
    PromisedClocks after(Step step, Past past) {
        PromisedClocks chosen = this;
        if (PolicyChoice.isMadeBy(step, agreement)) {
            PromisedClocks noticed = IntegrityFlags.isDowngrade(step)
                    ? raisingIfBreached(Outcome.Flag.DOWNGRADED_AFTER_BREACH, step.at())
                    : this;
            chosen = noticed.withPolicy(PolicyChoice.of(agreement, step.after()), step.at(), Optional.empty(), past);
        }
        PromisedClocks moved = chosen.moved(step);
        return step.has(EventType.AGREED) ? moved.agreed(step) : moved;
    }

    private PromisedClocks raisingIfBreached(Outcome.Flag flag, Instant at) {
        Map<Metric, Measure> next = new LinkedHashMap<>();
        measures.forEach((metric, measure) ->
                next.put(metric, isBreached(measure.clock(), at) ? measure.raising(flag) : measure));
        return with(Collections.unmodifiableMap(next));
    }

    private static boolean isBreached(SlaClock clock, Instant at) {
        return clock.isGoingOn() && !clock.isAsleep() && clock.remainingNanos(nanos(at)) < 0;
    }

    /** Beyond what a long can hold, its ends: the calendar refuses them by name. */
    private static long nanos(Instant at) {
        long last = Long.MAX_VALUE / 1_000_000_000L - 1;
        return Math.max(-last, Math.min(last, at.getEpochSecond())) * 1_000_000_000L + at.getNano();
    }

    /** What was agreed by hand goes to the present measurement of its metric. */
    private PromisedClocks agreed(Step step) {
        Map<Metric, Measure> next = new LinkedHashMap<>(measures);
        next.replaceAll((metric, measure) -> agreed(metric, measure, step));
        return with(Collections.unmodifiableMap(next));
    }

    private Measure agreed(Metric metric, Measure measure, Step step) {
        Measure next = measure;
        for (CaseEvent event : step.events()) {
            AgreedByHand term = event.agreed().orElse(null);
            if (term != null && term.isFor(agreement.id(), metric)) {
                next = agreed(next, event, term);
            }
        }
        return next;
    }

    private static Measure agreed(Measure measure, CaseEvent event, AgreedByHand term) {
        SlaClock clock = measure.clock();
        SlaClock next = term.on(clock, event.at());
        boolean isForgiven = isBreached(clock, event.at()) && !isBreached(next, event.at());
        return (isForgiven ? measure.raising(Outcome.Flag.RETARGETED_AFTER_BREACH) : measure).with(next);
    }

    /** Another agreement, or another version, from an instant on; a finished case stays under the policy that it had. */
    PromisedClocks moved(ServiceCase.Move move, Instant at, Facts facts, Past past) {
        PromisedClocks next = new PromisedClocks(move.agreement(), policy, rules, measures);
        return facts.isFinished()
                ? next
                : next.withPolicy(PolicyChoice.of(next.agreement, facts), at, Optional.of(move.rule()), past);
    }

    /**
     * Under the policy that was chosen anew.
     *
     * @param move the rule of the move that brings it; empty if a change of facts does, so that the policy's own holds
     */
    private PromisedClocks withPolicy(
            Optional<SeverityPolicy> next, Instant at, Optional<Retargeting> move, Past past) {
        if (next.equals(policy)) {
            return this;
        }
        Retargeting left = move.orElse(rules == null ? Retargeting.RETROACTIVE : rules.retargeting());
        Retargeting rule = move.orElse(next.map(SeverityPolicy::retargeting).orElse(left));
        Map<Metric, Measure> retargeted = new LinkedHashMap<>();
        next.ifPresent(promised -> promised.targets().forEach((metric, target) -> {
            Measure measure = measures.get(metric);
            Measure with = measure == null
                    ? begun(promised, metric, target, at, rule, past)
                    : retargeted(measure, promised, target, at, rule, past.facts());
            if (with != null) {
                retargeted.put(metric, with);
            }
        }));
        measures.forEach(
                (metric, measure) -> retargeted.putIfAbsent(metric, untargeted(metric, measure, at, left, past)));
        return new PromisedClocks(agreement, next, next.orElse(rules), Collections.unmodifiableMap(retargeted));
    }

    /** A finished measurement stays as it was judged, unless the policy says otherwise or its instant is not over. */
    private static Measure retargeted(
            Measure measure, SeverityPolicy promised, Target target, Instant at, Retargeting rule, Facts facts) {
        SlaClock clock = measure.clock();
        if (measure.isOpen()) {
            SlaClock next = clock.retarget(at, target, rule);
            if (!clock.isAsleep() && !isAnother(clock, next)) {
                return measure.with(next);
            }
            return retargetedTo(next, clock.isAsleep() ? measure.with((CreditedTo) null) : measure, at);
        }
        if (clock.isAsleep()) {
            // It was finished while nothing was promised: a rule that counts anew judges it now, the others let it
            // sleep.
            return measure.with(clock.retarget(at, target, rule));
        }
        boolean isNow = clock.stoppedAt().filter(at::equals).isPresent();
        CreditedTo credit = measure.credit();
        if ((!isNow && !promised.retargetsFinished()) || clock.phase() != Phase.STOPPED || credit == null) {
            return measure;
        }
        SlaClock next = clock.retargetFinished(at, target, rule);
        if (!isAnother(clock, next)) {
            return measure.with(next);
        }
        boolean wasMissed = clock.remainingNanos(nanos(at)) < 0;
        CreditedTo judged = credit.judgedWith(facts);
        return wasMissed
                ? measure.with(next).with(judged).raisingOnFinished(Outcome.Flag.RETARGETED_AFTER_BREACH)
                : measure.with(next).with(judged);
    }

    /** A measure whose clock got another target, or none, which is noticed if it was over its limit. */
    private static Measure retargetedTo(SlaClock next, Measure measure, Instant at) {
        SlaClock clock = measure.clock();
        boolean isNoticed = isBreached(clock, at) && (next.isAsleep() || isAnother(clock, next));
        Outcome.Flag flag =
                next.isAsleep() ? Outcome.Flag.CANCELLED_AFTER_BREACH : Outcome.Flag.RETARGETED_AFTER_BREACH;
        return (isNoticed ? measure.raising(flag) : measure).with(next);
    }

    /** Whether a target took the place of another; an equal one, or one that its rule leaves out, does not. */
    private static boolean isAnother(SlaClock before, SlaClock after) {
        return after.superseded().size() > before.superseded().size();
    }

    /** Nothing is promised about the metric any more: by the rule of the policy that was left, the clock sleeps or runs on. */
    private static Measure untargeted(Metric metric, Measure measure, Instant at, Retargeting left, Past past) {
        SlaClock clock = measure.clock();
        if (!measure.isOpen() || clock.isAsleep()) {
            return measure;
        }
        SlaClock next = clock.untarget(at, left);
        if (!next.isAsleep()) {
            return measure.with(next);
        }
        Measure noticed = isBreached(clock, at) ? measure.raising(Outcome.Flag.CANCELLED_AFTER_BREACH) : measure;
        Facts facts = past.facts();
        CreditedTo credit = new CreditedTo(
                at,
                CreditedTo.holder(metric, facts.team()),
                facts.severity(),
                facts.attributes(),
                facts.waits(),
                noticed.flags(),
                true);
        return noticed.with(next).with(credit);
    }

    /** A clock for a metric that had no target so far: from the opening, or from the choice on. */
    private @Nullable Measure begun(
            SeverityPolicy promised, Metric metric, Target target, Instant at, Retargeting rule, Past past) {
        Measure measure = null;
        for (Step step : past.steps()) {
            measure = step(promised, metric, target, measure, step, Set.of());
            if (measure != null && step.has(EventType.AGREED)) {
                measure = agreed(metric, measure, step);
            }
        }
        if (measure == null) {
            return null;
        }
        Measure first = measure.firstPromised();
        return rule.firstPromise() == FirstPromise.FROM_CHOICE && first.isOpen()
                ? first.with(first.clock().restart(at))
                : first;
    }

    /** What the clocks become by a step: those of the policy, and those that an earlier one left running. */
    private PromisedClocks moved(Step step) {
        SeverityPolicy holding = rules;
        if (holding == null) {
            return this;
        }
        Collection<Party> customer = customer();
        Map<Metric, Measure> moved = new LinkedHashMap<>();
        policy.ifPresent(promised -> promised.targets().forEach((metric, target) -> {
            Measure measure = step(promised, metric, target, measures.get(metric), step, customer);
            if (measure != null) {
                moved.put(metric, measure);
            }
        }));
        measures.forEach((metric, measure) -> {
            if (!moved.containsKey(metric)) {
                Measure next = measure.isOpen() || step.has(EventType.REOPENED)
                        ? step(holding, metric, null, measure, step, customer)
                        : measure;
                moved.put(metric, next == null ? measure : next);
            }
        });
        return with(Collections.unmodifiableMap(moved));
    }

    /**
     * A measure after a step; null while nothing has started its clock.
     *
     * @param target what is promised about the metric; null if nothing is any more
     */
    private @Nullable Measure step(
            SeverityPolicy rules,
            Metric metric,
            @Nullable Target target,
            @Nullable Measure measure,
            Step step,
            Collection<Party> customer) {
        Mover mover = new Mover(agreement, rules, metric, target, measure, step, customer);
        return mover.moved();
    }

    /** Whether a step starts the clock of a metric that does not run. */
    static boolean starts(Metric metric, Step step) {
        boolean open = step.before().isOpen() || step.after().isOpen();
        boolean finished = step.before().isFinished();
        for (CaseEvent event : step.events()) {
            EventType type = event.type();
            if (metric.startsOn().contains(type) && (open || !(finished || STARTS_WHILE_OPEN.contains(type)))) {
                return true;
            }
        }
        return false;
    }

    /** One measure on its way through one step. Short-lived, not thread-safe. */
    private static final class Mover {
        private final ServiceLevelAgreement agreement;
        private final SeverityPolicy rules;
        private final Metric metric;
        private final @Nullable Target target;
        private final @Nullable Measure before;
        private final Step step;
        private final Collection<Party> customer;
        private final Instant at;

        Mover(
                ServiceLevelAgreement agreement,
                SeverityPolicy rules,
                Metric metric,
                @Nullable Target target,
                @Nullable Measure before,
                Step step,
                Collection<Party> customer) {
            this.agreement = agreement;
            this.rules = rules;
            this.metric = metric;
            this.target = target;
            this.before = before;
            this.step = step;
            this.customer = customer;
            at = step.at();
        }

        @Nullable Measure moved() {
            Measure measure = before == null ? null : withFactsOfTheInstant(before);
            if (metric.whileHeldBy().isPresent() && !metric.whileHeldBy().get().isCumulative()) {
                return eachInterval(measure);
            }
            boolean wentOn = measure != null && measure.isOpen();
            Measure begun = started(measure);
            if (begun == null || !begun.isOpen()) {
                return begun;
            }
            Measure next = noticed(begun);
            if (wentOn && step.hasAny(metric.restartsOn())) {
                next = restarted(next);
            }
            return ended(next, !wentOn);
        }

        /** Facts of the instant at which a measurement was finished count for it, whatever their sequence number. */
        private Measure withFactsOfTheInstant(Measure measure) {
            if (!step.changesFacts()) {
                return measure;
            }
            CreditedTo credit = measure.credit();
            Measure same = credit == null ? measure : measure.with(credit.withFactsOf(step));
            int last = same.cycles().size() - 1;
            if (last < 0 || !same.cycles().get(last).at().equals(at)) {
                return same;
            }
            CreditedTo[] cycles = same.cycles().toArray(CreditedTo[]::new);
            cycles[last] = cycles[last].withFactsOf(step);
            return new Measure(
                    same.clock(),
                    same.credit(),
                    List.of(cycles),
                    same.flags(),
                    same.isAtRest(),
                    same.isEndedByCancellation());
        }

        /** What should be looked at, whatever comes of it. */
        private Measure noticed(Measure measure) {
            return step.has(EventType.CUSTOMER_REPLIED) && step.before().isWaitingFor(customer)
                    ? measure.raising(Outcome.Flag.CUSTOMER_WROTE_MEANWHILE)
                    : measure;
        }

        /** Starts a clock that has not begun, or an ended one again, if the step says so. */
        private @Nullable Measure started(@Nullable Measure measure) {
            if (measure == null) {
                return starts() && target != null ? Measure.started(SlaClock.start(at, target)) : null;
            } else if (measure.isOpen()) {
                return measure;
            }
            SlaClock clock = measure.clock();
            boolean reopened = step.has(EventType.REOPENED);
            if (reopened && measure.isEndedByCancellation()) {
                return again(measure, clock.reopen(at, rules.reopening()));
            } else if (metric.isRepeating() && starts()) {
                return target == null ? measure : again(measure, clock.nextCycle(at));
            } else if (reopened && metric.isReopened() && clock.isStopped()) {
                Measure noticed =
                        isReopenedLate(clock) ? measure.raisingOnFinished(Outcome.Flag.REOPENED_LATE) : measure;
                return again(noticed, clock.reopen(at, rules.reopening()));
            }
            return measure;
        }

        /** Whether a promise was kept only because the clock stood still until the case was reopened. */
        private boolean isReopenedLate(SlaClock clock) {
            return clock.remainingNanos(nanos(at)) >= 0 && isBreached(clock.reopen(at, Reopening.COUNT_GAP), at);
        }

        private boolean starts() {
            return PromisedClocks.starts(metric, step);
        }

        /** A measure whose ended clock goes on; another target may have come into force while it did not. */
        private Measure again(Measure measure, SlaClock next) {
            if (!next.isGoingOn()) {
                return measure.with(next); // frozen
            }
            CreditedTo credit = measure.credit();
            boolean isNew = next.finishedCycles().size() > measure.cycles().size();
            Measure going = isNew && credit != null
                    ? measure.nextCycle(next, credit)
                    : new Measure(next, null, measure.cycles(), measure.flags(), false, false);
            SlaClock then = target == null
                    ? next.untarget(at, rules.retargeting())
                    : next.retarget(at, target, rules.retargeting());
            return retargetedTo(then, going, at);
        }

        private Measure restarted(Measure measure) {
            SlaClock clock = measure.clock();
            if (!metric.isRepeating()) {
                return measure.with(clock.restart(at));
            }
            SlaClock next = metric.isCountedFromDue() ? clock.nextCycleFromDue(at) : clock.nextCycle(at);
            boolean isNew = !metric.isCountedFromDue()
                    || next.finishedCycles().size() > measure.cycles().size();
            return isNew
                    ? measure.nextCycle(next, CreditedTo.of(metric, step, metric.restartsOn(), measure.flags()))
                    : measure.with(next);
        }

        /** Stops, cancels or pauses a clock. What holds it is looked at last: what stops it prevails. */
        private Measure ended(Measure measure, boolean isFresh) {
            if (step.hasAny(metric.stopsOn())) {
                return finished(measure, measure.clock().stop(at), metric.stopsOn());
            } else if (step.hasAny(metric.cancelsOn())) {
                return cancelled(measure, metric.cancelsOn());
            }
            return paused(measure, isFresh);
        }

        private Measure finished(Measure measure, SlaClock next, Set<EventType> finishing) {
            return new Measure(
                    next,
                    CreditedTo.of(metric, step, finishing, measure.flags()),
                    measure.cycles(),
                    measure.flags(),
                    false,
                    step.has(EventType.CANCELLED));
        }

        private Measure cancelled(Measure measure, Set<EventType> finishing) {
            Measure noticed =
                    isBreached(measure.clock(), at) ? measure.raising(Outcome.Flag.CANCELLED_AFTER_BREACH) : measure;
            return finished(noticed, measure.clock().cancel(at), finishing);
        }

        private Measure paused(Measure measure, boolean isFresh) {
            boolean was = measure.clock().phase() == Phase.RUNNING;
            SlaClock clock = waiting(measure.clock());
            boolean reopened = isFresh && !metric.pausesOn().isEmpty() && step.has(EventType.REOPENED);
            boolean resumes = step.hasAny(metric.resumesOn());
            boolean rests =
                    step.hasAny(metric.pausesOn()) || (reopened && !resumes) || (measure.isAtRest() && !resumes);
            boolean away =
                    metric.whileHeldBy().isPresent() && interval(step.after()).isEmpty();
            if (clock.isSuspended() != (rests || away)) {
                clock = rests || away ? clock.suspend(at) : clock.release(at);
            }
            Measure next = rests == measure.isAtRest()
                    ? measure
                    : new Measure(measure.clock(), measure.credit(), measure.cycles(), measure.flags(), rests, false);
            return was && !isFresh && clock.phase() == Phase.PAUSED && isJustInTime(clock)
                    ? next.with(clock).raising(Outcome.Flag.PAUSED_JUST_IN_TIME)
                    : next.with(clock);
        }

        private boolean isJustInTime(SlaClock clock) {
            long left = clock.remainingNanos(nanos(at));
            return IntegrityFlags.isJustInTime(left, left + clock.elapsedNanos(nanos(at)));
        }

        /** Lets a clock wait for what the case waits for, as far as it may be paused by it. */
        private SlaClock waiting(SlaClock clock) {
            SlaClock next = clock;
            if (!clock.waits().isEmpty()) {
                for (PauseReason reason : clock.waits()) {
                    if (!step.after().waits().contains(reason) || !mayPause(clock, reason)) {
                        next = next.resume(at, reason);
                    }
                }
            }
            for (PauseReason reason : step.after().waits()) {
                if (!next.waits().contains(reason) && mayPause(clock, reason)) {
                    next = next.pause(at, reason);
                }
            }
            return next;
        }

        private boolean mayPause(SlaClock clock, PauseReason reason) {
            return PausingWaits.mayPause(agreement, metric, clock.target(), reason);
        }

        /** A clock of which each interval that somebody has the case is a measurement of its own. */
        private @Nullable Measure eachInterval(@Nullable Measure measure) {
            boolean wentOn = measure != null && measure.isOpen();
            String had = interval(step.before());
            String has = interval(step.after());
            if (measure != null && wentOn) {
                Measure noticed = noticed(measure);
                boolean handedOver = !had.isEmpty() && !had.equals(has);
                if (step.hasAny(metric.stopsOn()) || step.hasAny(metric.cancelsOn()) || !handedOver) {
                    return ended(step.hasAny(metric.restartsOn()) ? restarted(noticed) : noticed, false);
                }
                boolean isJudged = metric.whileHeldBy().orElseThrow().isJudgedAtHandOver();
                Measure over =
                        isJudged ? finished(noticed, noticed.clock().stop(at), Set.of()) : cancelled(noticed, Set.of());
                return has.isEmpty() || target == null
                        ? over
                        : paused(again(over, over.clock().nextCycle(at)), true);
            }
            boolean begins = !has.isEmpty() && (!has.equals(had) || step.hasAny(metric.startsOn()));
            if (!begins || target == null) {
                return measure;
            }
            Measure begun = measure == null
                    ? Measure.started(SlaClock.start(at, target))
                    : again(measure, measure.clock().nextCycle(at));
            return begun.isOpen() ? ended(begun, true) : begun;
        }

        /** Which interval of the metric's holder a case is in: the holder's name, empty if another has the case. */
        private String interval(Facts facts) {
            return metric.whileHeldBy()
                    .filter(rule -> facts.isOpen())
                    .map(rule -> switch (rule.scope()) {
                        case ANY_TEAM -> facts.team();
                        case TEAM -> facts.team().equals(rule.name()) ? rule.name() : "";
                        case PARTY -> facts.isWaitingFor(Set.of(Party.of(rule.name()))) ? rule.name() : "";
                    })
                    .orElse("");
        }
    }

    /** The steps of a case so far, gone through only if somebody asks, and what they come to. */
    interface Past {
        Iterable<Step> steps();

        Facts facts();
    }
}
