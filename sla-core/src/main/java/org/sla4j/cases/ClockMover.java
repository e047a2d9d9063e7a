package org.sla4j.cases;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Reopening;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.clock.Phase;
import org.sla4j.clock.SlaClock;

/**
 * Moves the clock of one metric through one step: by the events that the {@link Metric} names, by waits, by a reopening, and by who has
 * the case.
 */
final class ClockMover {
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

    private final ServiceLevelAgreement agreement;
    private final SeverityPolicy rules;
    private final Metric metric;
    private final @Nullable Target target;
    private final @Nullable Measure before;
    private final Step step;
    private final Collection<Party> customer;
    private final Instant at;

    ClockMover(
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
            Measure noticed = isReopenedLate(clock) ? measure.raisingOnFinished(Outcome.Flag.REOPENED_LATE) : measure;
            return again(noticed, clock.reopen(at, rules.reopening()));
        }
        return measure;
    }

    /** Whether a promise was kept only because the clock stood still until the case was reopened. */
    private boolean isReopenedLate(SlaClock clock) {
        return clock.remainingNanos(Measure.nanos(at)) >= 0
                && Measure.isBreached(clock.reopen(at, Reopening.COUNT_GAP), at);
    }

    private boolean starts() {
        return starts(metric, step);
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
        return PromisedClocks.retargetedTo(then, going, at);
    }

    private Measure restarted(Measure measure) {
        SlaClock clock = measure.clock();
        if (!metric.isRepeating()) {
            return measure.with(clock.restart(at));
        }
        SlaClock next = metric.isCountedFromDue() ? clock.nextCycleFromDue(at) : clock.nextCycle(at);
        // A second restart at one instant ends nothing more.
        boolean isNew = next.finishedCycles().size() > measure.cycles().size();
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
                CreditedTo.of(metric, step, finishing, measure.flags())
                        .forTime(metric, next.elapsedNanos(Measure.nanos(at))),
                measure.cycles(),
                measure.flags(),
                false,
                step.isEndedByCancellation(finishing));
    }

    private Measure cancelled(Measure measure, Set<EventType> finishing) {
        Measure noticed = Measure.isBreached(measure.clock(), at)
                ? measure.raising(Outcome.Flag.CANCELLED_AFTER_BREACH)
                : measure;
        return finished(noticed, measure.clock().cancel(at), finishing);
    }

    private Measure paused(Measure measure, boolean isFresh) {
        boolean was = measure.clock().phase() == Phase.RUNNING;
        SlaClock clock = waiting(measure.clock());
        boolean reopened = isFresh && !metric.pausesOn().isEmpty() && step.has(EventType.REOPENED);
        boolean resumes = step.hasAny(metric.resumesOn());
        boolean rests = step.hasAny(metric.pausesOn()) || (reopened && !resumes) || (measure.isAtRest() && !resumes);
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
        long left = clock.remainingNanos(Measure.nanos(at));
        return IntegrityFlags.isJustInTime(left, left + clock.elapsedNanos(Measure.nanos(at)));
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
        return PauseDecision.mayPause(agreement, metric, clock.target(), reason);
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
                .flatMap(rule -> rule.holder(facts.team(), facts.waits()))
                .orElse("");
    }

    /** Whether a step starts the clock of a metric that does not run. */
    static boolean starts(Metric metric, Step step) {
        // A case that is closed, reopened and resolved at one instant was open in between, as one that was only
        // resolved.
        boolean open = step.before().isOpen() || step.after().isOpen() || step.has(Occurrence.REOPENED);
        boolean finished = step.before().isFinished();
        for (CaseEvent event : step.events()) {
            EventType type = event.type();
            if (metric.startsOn().contains(type) && (open || !(finished || STARTS_WHILE_OPEN.contains(type)))) {
                return true;
            }
        }
        return false;
    }
}
