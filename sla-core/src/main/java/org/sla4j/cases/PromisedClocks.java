package org.sla4j.cases;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
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
                next.put(metric, Measure.isBreached(measure.clock(), at) ? measure.raising(flag) : measure));
        return with(Collections.unmodifiableMap(next));
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
        boolean isForgiven = Measure.isBreached(clock, event.at()) && !Measure.isBreached(next, event.at());
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
        if (credit == null || !credit.isPromised() || clock.phase() != Phase.STOPPED) {
            return measure;
        } else if (!isNow && !promised.retargetsFinished()) {
            return measure;
        }
        SlaClock next = clock.retargetFinished(at, target, rule);
        if (!isAnother(clock, next)) {
            return measure.with(next);
        }
        boolean wasMissed = clock.remainingNanos(Measure.nanos(at)) < 0;
        CreditedTo judged = credit.judgedWith(facts);
        return wasMissed
                ? measure.with(next).with(judged).raisingOnFinished(Outcome.Flag.RETARGETED_AFTER_BREACH)
                : measure.with(next).with(judged);
    }

    /** A measure whose clock got another target, or none, which is noticed if it was over its limit. */
    static Measure retargetedTo(SlaClock next, Measure measure, Instant at) {
        SlaClock clock = measure.clock();
        boolean isNoticed = Measure.isBreached(clock, at) && (next.isAsleep() || isAnother(clock, next));
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
        Measure noticed =
                Measure.isBreached(clock, at) ? measure.raising(Outcome.Flag.CANCELLED_AFTER_BREACH) : measure;
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

    /** A clock for a metric that had no target so far: from the opening, or from the choice on, which holds for its whole instant. */
    private @Nullable Measure begun(
            SeverityPolicy promised, Metric metric, Target target, Instant at, Retargeting rule, Past past) {
        Measure measure = null;
        boolean isChosen = false;
        for (Step step : past.steps()) {
            if (!isChosen && !step.at().isBefore(at)) {
                measure = firstPromised(measure, at, rule);
                isChosen = true;
            }
            measure = step(promised, metric, target, measure, step, Set.of());
            if (measure != null && step.has(EventType.AGREED)) {
                measure = agreed(metric, measure, step);
            }
        }
        return isChosen ? measure : firstPromised(measure, at, rule);
    }

    private static @Nullable Measure firstPromised(@Nullable Measure before, Instant at, Retargeting rule) {
        if (before == null) {
            return null;
        }
        Measure first = before.firstPromised();
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
        return new ClockMover(agreement, rules, metric, target, measure, step, customer).moved();
    }

    /** The steps of a case so far, gone through only if somebody asks, and what they come to. */
    interface Past {
        Iterable<Step> steps();

        Facts facts();
    }
}
