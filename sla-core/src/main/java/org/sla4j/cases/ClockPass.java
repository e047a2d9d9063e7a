package org.sla4j.cases;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.EscalationStep;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.clock.Phase;
import org.sla4j.clock.Verdict;

/**
 * One clock of a case on its way through the events, with what reports need of it: time used, pauses, stages, credit. It keeps when the
 * clock ran and when it was paused, and asks the calendar once for each of these intervals, where the ledger explains every night.
 *
 * <p>It moves a clock as {@link ClockMover} does, within what {@link SinglePass} knows of. Mutable, not thread-safe. Times are
 * nanoseconds since the epoch.
 */
final class ClockPass {
    private static final long NEVER = Long.MIN_VALUE;
    /** What is looked at even where it does not act on the metric. */
    private static final int NOTICED = Occurrence.REOPENED.bit() | Occurrence.CUSTOMER_REPLIED.bit();

    private Plan.Line line;
    private Instant origin;
    private long originNanos;
    private Instant stoppedAt;
    private BusinessCalendar calendar;
    private long limit;
    private Duration limitShown;
    private long counted;
    private long breachesAt = NEVER;
    private boolean isAtRest;
    private boolean isEndedByCancellation;
    private int flags;
    private @Nullable CreditedTo credit;
    private List<Cycle> cycles = List.of();

    /** In order, the last of them that goes on. */
    private Interval[] intervals;

    private int size;

    /** The reason that was asked about last, and whether it pauses the clock. */
    private @Nullable PauseReason asked;

    private boolean pauses;

    /** The stages of the measurement under targets that it no longer has, and how many turns they are made of. */
    private List<Outcome.Stage> stages = List.of();

    private int turn;

    /**
     * A part of the measurement.
     *
     * @param before what was counted before it
     * @param pausing what pauses the clock in it
     */
    private record Interval(long start, long before, Set<PauseReason> pausing, Phase phase) {}

    /** A finished measurement that another followed. */
    private record Cycle(
            Plan.Line line,
            Phase phase,
            Instant start,
            Instant end,
            long used,
            Duration limitShown,
            long breachesAt,
            CreditedTo credit,
            List<Outcome.Stage> stages,
            List<Outcome.PausedTime> paused,
            Outcome.Pauses pauses) {
        Cycle withFactsOf(Step step) {
            return credit.at().equals(step.at())
                    ? new Cycle(
                            line,
                            phase,
                            start,
                            end,
                            used,
                            limitShown,
                            breachesAt,
                            credit.withFactsOf(step),
                            stages,
                            paused,
                            pauses)
                    : this;
        }
    }

    /**
     * Starts a clock.
     *
     * @param room how many intervals there may be; more are not refused
     */
    static ClockPass started(Plan.Line line, Instant at, long nanos, int room) {
        line.calendar().isOpen(at); // refuses an instant that the calendar does not know
        long limit = line.limitFrom(at);
        Duration limitShown = line.shown(limit);
        Interval first = new Interval(nanos, 0, Set.of(), Phase.RUNNING);
        Interval[] intervals = new Interval[room];
        intervals[0] = first;
        return new ClockPass(line, at, nanos, limit, limitShown, intervals);
    }

    private ClockPass(
            Plan.Line line, Instant origin, long originNanos, long limit, Duration limitShown, Interval[] intervals) {
        this.line = line;
        this.origin = origin;
        this.originNanos = originNanos;
        this.limit = limit;
        this.limitShown = limitShown;
        this.intervals = intervals;
        calendar = line.calendar();
        stoppedAt = origin;
        size = 1;
    }

    /** Counts from zero again. */
    private void begin(Instant at, long nanos, Set<PauseReason> reasons, boolean suspended) {
        origin = at;
        originNanos = nanos;
        promise();
        counted = 0;
        breachesAt = NEVER;
        size = 0;
        stages = List.of();
        add(nanos, reasons, suspended || !reasons.isEmpty() ? Phase.PAUSED : Phase.RUNNING);
    }

    private void promise() {
        limit = line.limitFrom(origin);
        limitShown = line.shown(limit);
    }

    Plan.Line line() {
        return line;
    }

    boolean isOpen() {
        return current().phase == Phase.RUNNING || current().phase == Phase.PAUSED;
    }

    boolean isEndedAt(Instant at) {
        return !isOpen() && stoppedAt.equals(at);
    }

    private Interval current() {
        return intervals[size - 1];
    }

    /** Begins an interval; one that ends where it began is none. */
    private void add(long at, Set<PauseReason> reasons, Phase next) {
        if (size > 0 && current().start == at) {
            size--;
        } else if (size == intervals.length) {
            intervals = Arrays.copyOf(intervals, 2 * size);
        }
        intervals[size++] = new Interval(at, counted, reasons, next);
    }

    /** Brings the counted time up to an instant. */
    private void count(long until) {
        if (current().phase == Phase.RUNNING) {
            count(current().start, until);
        }
    }

    private void count(long since, long until) {
        long used = counted + calendar.elapsedNanos(since, until);
        if (used > limit && breachesAt == NEVER) {
            breachesAt = breach(since);
        }
        counted = used;
    }

    /** When the limit was exceeded, within an interval in which the clock ran. */
    private long breach(long since) {
        long due = counted >= limit ? since : calendar.plusNanos(since, limit - counted);
        return calendar.nextOpening(SinglePass.instant(due))
                .map(SinglePass::nanos)
                .orElse(NEVER);
    }

    private long used(long at) {
        return current().phase == Phase.RUNNING ? counted + calendar.elapsedNanos(current().start, at) : counted;
    }

    void raiseIfBreached(Outcome.Flag flag, long at) {
        if (isOpen() && used(at) > limit) {
            flags |= IntegrityFlags.bit(flag);
        }
    }

    /** Measures against another target as if it had always been; what pauses the clock is the same by both. */
    void countAnew(Plan.Line promised, long at, Turns turns) {
        raiseIfBreached(Outcome.Flag.RETARGETED_AFTER_BREACH, at);
        stages = stages(turns, at);
        skip(turns, at);
        line = promised;
        calendar = promised.calendar();
        promise();
        counted = 0;
        breachesAt = NEVER;
        for (int i = 0; i < size; i++) {
            Interval same = intervals[i];
            intervals[i] = new Interval(same.start, counted, same.pausing, same.phase);
            if (i + 1 < size && same.phase == Phase.RUNNING) {
                count(same.start, intervals[i + 1].start);
            }
        }
    }

    /** Facts of the instant at which a measurement was finished count for it. */
    void believe(Step step) {
        CreditedTo finished = credit;
        if (finished != null) {
            credit = finished.withFactsOf(step);
        }
        int last = cycles.size() - 1;
        if (last >= 0) {
            cycles.set(last, cycles.get(last).withFactsOf(step));
        }
    }

    /** Goes through a step. */
    void move(Step step, long at, AgreementPass pass) {
        boolean wentOn = isOpen();
        if (isNothingTo(step, wentOn) || (!wentOn && !wakes(step, at, pass))) {
            return;
        }
        notice(step, pass);
        if (wentOn && !line.mayBeMovedBy(step)) {
            pause(step, at, false, isAtRest);
            return;
        }
        if (wentOn && line.events().restartsOn(step)) {
            count(at);
            nextCycle(
                    Phase.STOPPED,
                    step.at(),
                    at,
                    CreditedTo.of(line.metric(), step, line.metric().restartsOn(), flags),
                    step,
                    pass);
        }
        end(step, at, !wentOn);
    }

    /** Whether a step neither moves the clock, nor changes what pauses it, nor says anything that it notices. */
    private boolean isNothingTo(Step step, boolean wentOn) {
        boolean isSilent = (step.occurrences() & (line.events().all() | NOTICED)) == 0;
        return isSilent && (!wentOn || step.before().waits() == step.after().waits());
    }

    private void notice(Step step, AgreementPass pass) {
        boolean wrote = step.has(Occurrence.CUSTOMER_REPLIED)
                && !step.before().waits().isEmpty()
                && step.before().isWaitingFor(pass.customer());
        flags |= wrote ? IntegrityFlags.bit(Outcome.Flag.CUSTOMER_WROTE_MEANWHILE) : 0;
    }

    /** The first step of a clock that has just started. */
    void moveFresh(Step step, long at, AgreementPass pass) {
        notice(step, pass);
        end(step, at, true);
    }

    /** Runs an ended clock again if the step says so. */
    private boolean wakes(Step step, long at, AgreementPass pass) {
        boolean reopened = !step.before().isOpen() && step.has(Occurrence.REOPENED);
        boolean isWoken = reopened && isEndedByCancellation;
        if (!isWoken && line.metric().isRepeating() && line.events().startsOn(step)) {
            return wakesInNextCycle(step, at, pass);
        } else if (!isWoken && !(reopened && line.metric().isReopened() && current().phase == Phase.STOPPED)) {
            return false;
        }
        if (!isWoken && counted <= limit && counted + calendar.elapsedNanos(SinglePass.nanos(stoppedAt), at) > limit) {
            flags |= IntegrityFlags.bit(Outcome.Flag.REOPENED_LATE);
            credit = credit == null ? null : credit.raising(IntegrityFlags.bit(Outcome.Flag.REOPENED_LATE));
        }
        return switch (pass.rules().reopening()) {
            case FROZEN -> false;
            case NEW_CYCLE -> wakesInNextCycle(step, at, pass);
            case CONTINUE -> {
                credit = null;
                isAtRest = false;
                isEndedByCancellation = false;
                add(at, Set.of(), Phase.RUNNING);
                yield pass.requireSameTarget(this);
            }
            case COUNT_GAP -> pass.unknown();
        };
    }

    private boolean wakesInNextCycle(Step step, long at, AgreementPass pass) {
        CreditedTo finished = credit;
        if (finished == null) {
            return pass.unknown();
        }
        nextCycle(current().phase, stoppedAt, at, finished, step, pass);
        return pass.requireSameTarget(this);
    }

    private void nextCycle(Phase ended, Instant end, long at, CreditedTo finished, Step step, AgreementPass pass) {
        if (end.equals(origin)) {
            pass.unknown(); // what holds at its one instant is not known before all events of that instant are
            return;
        }
        long endNanos = SinglePass.nanos(end);
        List<Outcome.Stage> over = stages(pass.turns(), endNanos);
        skip(pass.turns(), endNanos);
        cycles = cycles.isEmpty() ? new ArrayList<>(2) : cycles;
        cycles.add(new Cycle(
                line,
                ended,
                origin,
                end,
                counted,
                limitShown,
                breachesAt,
                finished,
                over,
                paused(pass.turns(), endNanos),
                pauses(finished.waits(), true, endNanos)));
        boolean goesOn = isOpen();
        Set<PauseReason> reasons = goesOn ? current().pausing : Set.of();
        credit = null;
        flags = 0;
        isEndedByCancellation = false;
        begin(step.at(), at, reasons, goesOn && isAtRest);
    }

    /** Stops, cancels or pauses the clock; what stops it prevails. */
    private void end(Step step, long at, boolean isFresh) {
        if (line.events().stopsOn(step)) {
            finish(Phase.STOPPED, step, at, line.metric().stopsOn());
        } else if (line.events().cancelsOn(step)) {
            raiseIfBreached(Outcome.Flag.CANCELLED_AFTER_BREACH, at);
            finish(Phase.CANCELLED, step, at, line.metric().cancelsOn());
        } else {
            pause(step, at, isFresh, rests(step, isFresh));
        }
    }

    private void finish(Phase end, Step step, long at, Set<EventType> finishing) {
        count(at);
        add(at, Set.of(), end);
        stoppedAt = step.at();
        credit = CreditedTo.of(line.metric(), step, finishing, flags).forTime(line.metric(), counted);
        isAtRest = false;
        isEndedByCancellation = step.isEndedByCancellation(finishing);
    }

    /** Whether an event of the metric's own, not a wait, has brought the clock to a halt. */
    private boolean rests(Step step, boolean isFresh) {
        boolean reopened = isFresh && line.events().pauses() != 0 && step.has(Occurrence.REOPENED);
        return line.events().pausesOn(step)
                || ((reopened || isAtRest) && !line.events().resumesOn(step));
    }

    private void pause(Step step, long at, boolean isFresh, boolean rests) {
        boolean was = current().phase == Phase.RUNNING;
        isAtRest = rests;
        Set<PauseReason> reasons = pausing(step.after().waits());
        Phase next = isAtRest || !reasons.isEmpty() ? Phase.PAUSED : Phase.RUNNING;
        if (next != current().phase || !Waits.areSame(reasons, current().pausing)) {
            count(at);
            add(at, reasons, next);
        }
        if (was && !isFresh && next == Phase.PAUSED && IntegrityFlags.isJustInTime(limit - counted, limit)) {
            flags |= IntegrityFlags.bit(Outcome.Flag.PAUSED_JUST_IN_TIME);
        }
    }

    private Set<PauseReason> pausing(Set<PauseReason> waits) {
        if (waits.isEmpty()) {
            return Set.of();
        } else if (waits.size() > 1) {
            return line.pausing(waits);
        }
        PauseReason only = waits.iterator().next();
        if (!only.equals(asked)) {
            asked = only;
            pauses = line.pauses(only);
        }
        return pauses ? waits : Set.of();
    }

    private List<Outcome.Stage> stages(Turns turns, long until) {
        return originNanos >= until ? stages : Paths.stages(stages, turns, turn, until, this);
    }

    Instant origin() {
        return origin;
    }

    long originNanos() {
        return originNanos;
    }

    long limit() {
        return limit;
    }

    Duration limitShown() {
        return limitShown;
    }

    /** Which interval an instant is in, that or one after it. */
    int intervalAt(int from, long at) {
        int interval = from;
        while (interval + 1 < size && intervals[interval + 1].start <= at) {
            interval++;
        }
        return interval;
    }

    /** What was counted up to an instant within an interval. */
    long usedAt(int place, long at) {
        Interval interval = intervals[place];
        return interval.phase == Phase.RUNNING && at > interval.start
                ? interval.before + calendar.elapsedNanos(interval.start, at)
                : interval.before;
    }

    private void skip(Turns turns, long until) {
        while (turn < turns.size() && turns.nanos(turn) < until) {
            turn++;
        }
    }

    /** What is the same for all outcomes of a case under one agreement. Short-lived. */
    static final class Whole {
        private final SinglePass pass;
        private final ServiceLevelAgreement agreement;
        private final List<EscalationStep> steps;
        private final Instant now;
        private Map<String, String> attributes = Map.of();
        private Map<String, String> copy = Map.of();

        Whole(SinglePass pass, ServiceLevelAgreement agreement, List<EscalationStep> steps, Instant now) {
            this.pass = pass;
            this.agreement = agreement;
            this.steps = steps;
            this.now = now;
        }

        /** Attributes as an outcome keeps them; copied once for all outcomes that have the same. */
        private Map<String, String> copied(Map<String, String> known) {
            if (known != attributes) {
                attributes = known;
                copy = Map.copyOf(known);
            }
            return copy;
        }

        private Outcome.Key key(Plan.Line line, int cycle) {
            return new Outcome.Key(pass.caseId(), agreement.id(), line.metric().name(), cycle);
        }

        private String customer() {
            return agreement.customer().name();
        }
    }

    /** Adds the outcomes of the finished cycles and of the measurement that goes on or was finished last. */
    void addOutcomes(Whole whole, List<Outcome> into) {
        for (int i = 0; i < cycles.size(); i++) {
            if (cycles.get(i).credit().isPromised()) {
                into.add(outcome(whole, cycles.get(i), i));
            }
        }
        CreditedTo finished = credit;
        if (finished != null && !finished.isPromised()) {
            return;
        }
        long now = SinglePass.nanos(whole.now);
        boolean isOpen = isOpen();
        long used = used(now);
        long breached = isOpen && used > limit && breachesAt == NEVER ? breach(current().start) : breachesAt;
        Instant until = isOpen ? whole.now : stoppedAt;
        Optional<Instant> end = isOpen ? Optional.empty() : Optional.of(stoppedAt);
        long untilNanos = isOpen ? now : SinglePass.nanos(stoppedAt);
        Duration elapsed = Duration.ofNanos(used);
        Verdict verdict = Verdict.of(current().phase, elapsed, limitShown);
        Facts facts = whole.pass.facts();
        Turns turns = whole.pass.turns();
        into.add(new Outcome(
                whole.key(line, cycles.size()),
                finished == null ? facts.severity() : finished.severity(),
                current().phase,
                verdict,
                elapsed,
                limitShown,
                line.target().goal(),
                origin,
                end,
                until,
                finished == null ? CreditedTo.holder(line.metric(), facts.team()) : finished.holder(),
                whole.copied(finished == null ? facts.attributes() : finished.attributes()),
                whole.customer(),
                true,
                false,
                paused(turns, untilNanos),
                pauses(finished == null ? facts.waits() : finished.waits(), finished != null, untilNanos),
                effort(whole, verdict, origin, end, elapsed, limitShown, breached),
                new Outcome.Path(
                        stages(turns, Math.max(untilNanos, originNanos + 1)),
                        whole.pass.waits(origin, until, finished, !isOpen)),
                flags == 0 ? Set.of() : IntegrityFlags.of(flags),
                whole.pass.rating(),
                breached(verdict, breached)));
    }

    private Outcome outcome(Whole whole, Cycle cycle, int number) {
        Duration elapsed = Duration.ofNanos(cycle.used());
        Verdict verdict = Verdict.of(cycle.phase(), elapsed, cycle.limitShown());
        CreditedTo finished = cycle.credit();
        return new Outcome(
                whole.key(cycle.line(), number),
                finished.severity(),
                cycle.phase(),
                verdict,
                elapsed,
                cycle.limitShown(),
                cycle.line().target().goal(),
                cycle.start(),
                Optional.of(cycle.end()),
                cycle.end(),
                finished.holder(),
                whole.copied(finished.attributes()),
                whole.customer(),
                true,
                false,
                cycle.paused(),
                cycle.pauses(),
                effort(
                        whole,
                        verdict,
                        cycle.start(),
                        Optional.of(cycle.end()),
                        elapsed,
                        cycle.limitShown(),
                        cycle.breachesAt()),
                new Outcome.Path(cycle.stages(), whole.pass.waits(cycle.start(), cycle.end(), finished, true)),
                IntegrityFlags.of(finished.flags()),
                whole.pass.rating(),
                breached(verdict, cycle.breachesAt()));
    }

    private Outcome.Effort effort(
            Whole whole,
            Verdict verdict,
            Instant from,
            Optional<Instant> end,
            Duration used,
            Duration most,
            long breached) {
        if (whole.pass.isPlain() && !verdict.isMiss() && whole.steps.isEmpty()) {
            return Outcome.Effort.NONE;
        }
        return ExtraWork.of(
                whole.pass.events(),
                line.metric(),
                new ExtraWork.Measured(from, end, whole.now, verdict, breached(verdict, breached), used, most),
                whole.steps);
    }

    private static Optional<Instant> breached(Verdict verdict, long at) {
        return verdict.isMiss() && at != NEVER ? Optional.of(SinglePass.instant(at)) : Optional.empty();
    }

    /** Where an interval ends, within the measurement. */
    private long end(int i, long until) {
        return i + 1 < size ? Math.min(intervals[i + 1].start, until) : until;
    }

    /** The pauses of a measurement, of which those for the last waits have no end. */
    private Outcome.Pauses pauses(Set<PauseReason> waits, boolean isFinished, long until) {
        int count = 0;
        long leastLeft = NEVER;
        Set<PauseReason> last = Set.of();
        for (int i = 0; i < size; i++) {
            Interval interval = intervals[i];
            if (end(i, until) > interval.start) {
                Set<PauseReason> reasons = interval.pausing;
                if (!reasons.isEmpty()) {
                    count += fresh(reasons, last);
                } else if (!last.isEmpty()) {
                    long left = limit - interval.before;
                    leastLeft = left >= 0 && (leastLeft == NEVER || left < leastLeft) ? left : leastLeft;
                }
                last = reasons;
            }
        }
        Set<PauseReason> unended = pausing(waits);
        if (count == 0 && unended.isEmpty()) {
            return Outcome.Pauses.NONE;
        }
        return new Outcome.Pauses(
                Math.max(count, unended.size()),
                unended.size(),
                isFinished && !unended.isEmpty(),
                leastLeft == NEVER ? Optional.empty() : Optional.of(Duration.ofNanos(leastLeft)));
    }

    private static int fresh(Set<PauseReason> reasons, Set<PauseReason> last) {
        int fresh = 0;
        for (PauseReason reason : reasons) {
            fresh += last.contains(reason) ? 0 : 1;
        }
        return fresh;
    }

    private List<Outcome.PausedTime> paused(Turns turns, long until) {
        Pausing times = null;
        int at = 0;
        for (int i = 0; i < size; i++) {
            Interval interval = intervals[i];
            long end = end(i, until);
            if (interval.phase != Phase.PAUSED || end <= interval.start) {
                continue;
            }
            long from = interval.start;
            while (at + 1 < turns.size() && turns.nanos(at + 1) <= from) {
                at++;
            }
            for (int next = at + 1; next < turns.size() && turns.nanos(next) < end; next++) {
                if (!turns.get(next).holder().equals(turns.get(at).holder())) {
                    long cut = turns.nanos(next);
                    times = Pausing.add(
                            times,
                            turns.get(at).holder(),
                            interval.pausing,
                            calendar.elapsedNanos(from, cut),
                            cut - from);
                    from = cut;
                    at = next;
                }
            }
            times = Pausing.add(
                    times, turns.get(at).holder(), interval.pausing, calendar.elapsedNanos(from, end), end - from);
        }
        return times == null ? List.of() : times.toList();
    }

    /** The sums by holder and reason, in a chain: mostly there is one. */
    private static final class Pausing {
        private final Holder holder;
        private final Set<PauseReason> reasons;
        private final String names;
        private final @Nullable Pausing before;
        private long open;
        private long wall;

        private Pausing(Holder holder, Set<PauseReason> reasons, @Nullable Pausing before) {
            this.holder = holder;
            this.reasons = reasons;
            this.names = Outcomes.names(reasons);
            this.before = before;
        }

        /** The chain with more time of a holder and reasons. */
        static Pausing add(@Nullable Pausing last, Holder holder, Set<PauseReason> reasons, long open, long wall) {
            Pausing sum = find(last, holder, reasons);
            Pausing with = sum == null ? new Pausing(holder, reasons, last) : sum;
            with.open += open;
            with.wall += wall;
            return sum == null || last == null ? with : last;
        }

        private static @Nullable Pausing find(@Nullable Pausing last, Holder holder, Set<PauseReason> reasons) {
            for (Pausing sum = last; sum != null; sum = sum.before) {
                boolean isSame = sum.holder.equals(holder)
                        && (Waits.areSame(sum.reasons, reasons) || sum.names.equals(Outcomes.names(reasons)));
                if (isSame) {
                    return sum;
                }
            }
            return null;
        }

        private Outcome.PausedTime time() {
            return new Outcome.PausedTime(holder, names, Duration.ofNanos(open), Duration.ofNanos(wall));
        }

        /** By holder, then by reason. */
        List<Outcome.PausedTime> toList() {
            if (before == null) {
                return List.of(time());
            }
            List<Pausing> sums = new ArrayList<>();
            for (Pausing sum = this; sum != null; sum = sum.before) {
                sums.add(sum);
            }
            sums.sort(Comparator.comparing((Pausing sum) -> sum.holder).thenComparing(sum -> sum.names));
            return sums.stream().map(Pausing::time).toList();
        }
    }
}
