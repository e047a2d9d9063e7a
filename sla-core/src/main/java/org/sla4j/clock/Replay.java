package org.sla4j.clock;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Reopening;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.BusinessDuration;
import org.sla4j.calendar.DateRange;
import org.sla4j.clock.ClockState.Origin;

/**
 * The one place where a clock moves: it applies transitions, in order of time, to the state of a clock.
 *
 * <p>Mutable and short-lived. An event at the end of a history continues from a clock's state; a late one starts again from
 * the beginning; both go through the same code, which is why they cannot differ. Times are nanoseconds since the epoch.
 */
final class Replay {
    /** Stands for "not yet". */
    static final long NEVER = Long.MIN_VALUE;

    /** More than {@link DateRange#SUPPORTED} and little enough to be counted in nanoseconds. */
    private static final long MOST_SECONDS = Long.MAX_VALUE / 1_000_000_000L;

    private Transitions history;
    private final @Nullable LedgerBuilder ledger;
    private final KeptChoices choices;
    private ClockState state;

    private Replay(Transition.Started start, @Nullable LedgerBuilder ledger, KeptChoices choices) {
        this.ledger = ledger;
        this.choices = choices;
        history = Transitions.of(start);
        state = new ClockState(start.target(), new Origin(nanos(start.at()), 1, Set.of(), false, NEVER, false, 0));
        measureAgainst(start.target());
        begin();
    }

    /** Continues where a clock stands. */
    Replay(Transitions history, ClockState state) {
        this.history = history;
        ledger = null;
        choices = KeptChoices.NONE;
        this.state = state.copy();
    }

    /** Replays a whole history. */
    static Replay of(List<Transition> history, boolean withLedger) {
        return of(history, withLedger, KeptChoices.NONE);
    }

    /** Replays a whole history in calendars that some time is taken out of, with the choices of the history as it is. */
    static Replay of(List<Transition> history, boolean withLedger, UnaryOperator<BusinessCalendar> excluding) {
        KeptChoices choices = KeptChoices.recorded();
        of(history, false, choices);
        return of(history, withLedger, choices.played(excluding));
    }

    private static Replay of(List<Transition> history, boolean withLedger, KeptChoices choices) {
        Replay replay =
                new Replay((Transition.Started) history.get(0), withLedger ? new LedgerBuilder() : null, choices);
        for (Transition transition : history.subList(1, history.size())) {
            replay.apply(transition);
        }
        return replay;
    }

    /** How many transitions a history had each time just before a new cycle began. */
    static List<Integer> sizesOfFinishedCycles(List<Transition> history) {
        List<Integer> sizes = new ArrayList<>();
        Replay replay = of(history.subList(0, 1), false);
        for (int size = 1; size < history.size(); size++) {
            int before = replay.state.superseded.size();
            replay.apply(history.get(size));
            List<Superseded> after = replay.state.superseded;
            if (after.size() > before && after.get(after.size() - 1).change() == Superseded.Change.NEW_CYCLE) {
                sizes.add(size);
            }
        }
        return sizes;
    }

    /** What the transitions so far add up to; changed by the next one. */
    ClockState state() {
        return state;
    }

    Transitions history() {
        return history;
    }

    /** Sets everything to the start of a measurement, at its origin. */
    private void begin() {
        long at = state.origin.at();
        state.waits = state.origin.waits();
        state.suspended = state.origin.suspended();
        state.agreed = state.origin.agreed();
        state.agreedAsDue = state.origin.agreedAsDue();
        promise();
        state.base = at;
        state.carried = -state.origin.lead();
        state.counted = state.carried;
        state.stoppedAt = NEVER;
        // A limit of zero is used up at once, also while the clock is paused.
        state.due = state.counted >= state.limit ? at : NEVER;
        state.breachesAt = NEVER;
        if (state.isAsleep()) {
            state.asleepSince = at;
        }
        if (ledger != null) {
            ledger.open(at, state.origin.lead());
        }
        run(at);
    }

    private void promise() {
        state.promised = counted(state.target.limit());
        state.limit = state.agreed == NEVER ? state.promised : state.agreed;
    }

    /** How much a limit allows to be counted since the origin. */
    private long counted(BusinessDuration limit) {
        if (limit instanceof BusinessDuration.BusinessTime time) {
            return time.amount().toNanos();
        }
        if (limit instanceof BusinessDuration.WallTime time
                && state.target.limit() instanceof BusinessDuration.WallTime) {
            return time.amount().toNanos();
        }
        // Business days become the business time up to their due date, once, so that pauses move them like any other
        // limit; so does wall time that is agreed by hand for a clock that counts business time.
        return choices.of(() -> {
            Instant from = instant(state.calendar.plusNanos(state.origin.at(), state.origin.lead()));
            return state.calendar
                    .elapsed(from, state.calendar.plus(from, limit))
                    .toNanos();
        });
    }

    /** Counts from an instant on unless something pauses the clock. */
    private void run(long at) {
        boolean paused = state.isPausedByAnything();
        state.phase = paused ? Phase.PAUSED : Phase.RUNNING;
        state.since = paused ? NEVER : at;
    }

    /**
     * Applies a transition that is not before the last one. One without effect is kept too: an event still to come may be
     * put before it and give it one.
     *
     * @throws IllegalStateException if it contradicts what the clock is doing; nothing is changed then
     */
    void apply(Transition transition) {
        move(transition, history.size() + 1);
        history = history.plus(transition);
    }

    /** Does what a transition says; {@code size} is how many there are with it. */
    private void move(Transition transition, int size) {
        long at = nanos(transition.at());
        if (transition instanceof Transition.Paused paused) {
            require(state.isOpen(), transition, "a clock can be paused while it is running or paused");
            Set<PauseReason> more = new LinkedHashSet<>(state.waits);
            if (more.add(paused.reason())) {
                change(Set.copyOf(more), state.suspended, at);
            }
        } else if (transition instanceof Transition.Resumed resumed) {
            require(state.isOpen(), transition, "a clock can be resumed while it is paused");
            PauseReason reason = resumed.reason();
            boolean waited = reason == null ? !state.waits.isEmpty() : state.waits.contains(reason);
            require(
                    waited,
                    transition,
                    waited || state.waits.isEmpty() ? "it waits for nothing" : "it waits for " + state.waits);
            Set<PauseReason> fewer = new LinkedHashSet<>(reason == null ? Set.of() : state.waits);
            fewer.remove(reason);
            change(Set.copyOf(fewer), state.suspended, at);
        } else if (transition instanceof Transition.Suspended) {
            require(state.isOpen(), transition, "a clock can be suspended while it is running or paused");
            change(state.waits, true, at);
        } else if (transition instanceof Transition.Released) {
            require(state.isOpen() && state.suspended, transition, "a clock can be released while it is suspended");
            change(state.waits, false, at);
        } else if (transition instanceof Transition.Stopped) {
            require(state.isOpen(), transition, "a clock can be stopped while it is running or paused");
            stop(at, Phase.STOPPED);
        } else if (transition instanceof Transition.Cancelled) {
            require(state.phase != Phase.CANCELLED, transition, "a clock can be cancelled once");
            stop(at, Phase.CANCELLED);
        } else if (transition instanceof Transition.Reopened reopened) {
            require(!state.isOpen(), transition, "a clock can be reopened while it is stopped or cancelled");
            reopen(reopened.rule(), at, size);
        } else if (transition instanceof Transition.Restarted) {
            require(state.isOpen(), transition, "a clock can be restarted while it is running or paused");
            startAgain(Superseded.Change.RESTARTED, at, size, 0);
        } else if (transition instanceof Transition.NextCycle next) {
            nextCycle(next.fromDue(), at, size);
        } else if (transition instanceof Transition.Retargeted retargeted) {
            retarget(retargeted, at, size);
        } else if (transition instanceof Transition.Untargeted untargeted) {
            untarget(untargeted.rule(), at);
        } else if (transition instanceof Transition.Agreed agreed) {
            agree(agreed, at);
        } else {
            throw new IllegalStateException("A clock starts once, and is " + state.phase + " since "
                    + history.last().at() + ".");
        }
    }

    private void require(boolean accepted, Transition transition, String rule) {
        if (!accepted) {
            throw new IllegalStateException("Cannot apply " + transition + ": the clock is " + state.shown() + " since "
                    + history.last().at() + "; " + rule + ".");
        }
    }

    private void change(Set<PauseReason> waits, boolean suspended, long at) {
        count(at);
        closeInterval(at);
        state.waits = waits;
        state.suspended = suspended;
        run(at);
    }

    private void stop(long at, Phase end) {
        if (state.isOpen()) {
            if (state.phase == Phase.RUNNING && state.due == NEVER) {
                state.due = Due.at(state.calendar, state.since, state.limit - state.counted);
            }
            count(at);
            closeInterval(at);
            state.stoppedAt = at; // to cancel a clock that has stopped takes its verdict back, not its end
        }
        state.waits = Set.of();
        state.suspended = false;
        state.since = NEVER;
        state.phase = end;
    }

    private void reopen(Reopening rule, long at, int size) {
        switch (rule.measurement()) {
            case STANDS -> {}
            case BEGINS_ANEW -> startAgain(Superseded.Change.NEW_CYCLE, at, size, 0);
            case GOES_ON -> {
                keep(Superseded.Change.REOPENED, state.stoppedAt);
                if (rule.isGapCounted()) {
                    goOn(state.stoppedAt);
                } else {
                    closeInterval(at);
                    goOn(at);
                }
            }
        }
    }

    /** Counts on from the time used so far. */
    private void goOn(long from) {
        run(from);
        if (state.counted < state.limit) {
            state.due = NEVER; // it was when the limit would have been used up, not when it was
        }
        state.stoppedAt = NEVER;
    }

    /** Begins the next cycle, and keeps the rhythm if the one going on ends in time and the next counts from when it was due. */
    private void nextCycle(boolean fromDue, long at, int size) {
        count(at);
        boolean keepsRhythm = fromDue && state.isOpen() && !state.isAsleep();
        if (keepsRhythm && choices.of(() -> hasBegun(at) ? 1 : 0) == 0) {
            return;
        }
        startAgain(Superseded.Change.NEW_CYCLE, at, size, keepsRhythm ? Math.max(0, state.limit - state.counted) : 0);
    }

    /** Whether a cycle counts; what ended the one before does not end this one too. */
    private boolean hasBegun(long at) {
        return state.counted >= 0 && (at > state.origin.at() || state.origin.size() == 1);
    }

    /** Counts from zero, after some time if there is a lead; what pauses the clock goes on. */
    private void startAgain(Superseded.Change change, long at, int size, long lead) {
        count(at);
        Origin again = originAt(at, size, change == Superseded.Change.NEW_CYCLE, lead);
        if (state.isOpen() && change == Superseded.Change.NEW_CYCLE) {
            stop(at, Phase.STOPPED);
        }
        keep(change, state.isOpen() ? at : state.stoppedAt);
        closeInterval(at);
        if (ledger != null) {
            ledger.supersede();
        }
        state.origin = again;
        begin();
    }

    /** Keeps what the clock shows as a fact. */
    private void keep(Superseded.Change change, long at) {
        List<Superseded> more = new ArrayList<>(state.superseded);
        more.add(new Superseded(ClockReading.of(state, at), state.target, change));
        state.superseded = List.copyOf(more);
    }

    /** Zero from here; what pauses the clock goes on, and what was agreed by hand holds as long as its cycle. */
    private Origin originAt(long at, int size, boolean newCycle, long lead) {
        boolean agreed = state.agreed != NEVER && !newCycle;
        // Of a due date that has passed no time is left.
        long left = state.agreedAsDue ? Math.max(0, state.agreed - state.counted) : state.agreed;
        return new Origin(
                at, size, state.waits, state.suspended, agreed ? left : NEVER, agreed && state.agreedAsDue, lead);
    }

    private void retarget(Transition.Retargeted change, long at, int size) {
        Target target = change.target();
        boolean asleep = state.isAsleep();
        Retargeting rule = state.left == null ? change.rule() : state.left;
        if (!asleep && (target.equals(state.target) || (!state.isOpen() && !change.finishedToo()))) {
            state.left = null;
            return;
        }
        // What was finished while nothing was promised has no verdict to change, unless the target counts as promised
        // then.
        boolean wakes = state.isOpen() || rule.timeUsed() == Retargeting.TimeUsed.COUNTED_ANEW;
        if (state.phase == Phase.CANCELLED || (asleep && !wakes)) {
            return;
        }
        long then = state.isOpen() ? at : state.stoppedAt;
        state.left = null;
        switch (rule.timeUsed()) {
            case COUNTED_ANEW -> {
                if (!asleep) {
                    keep(Superseded.Change.RETARGETED, then);
                }
                measureFromTheStart(target);
            }
            case KEPT, SCALED -> {
                count(then);
                if (!asleep) {
                    keep(Superseded.Change.RETARGETED, then);
                }
                closeInterval(then);
                state.asleepSince = NEVER;
                carryInto(target, then, rule.timeUsed() == Retargeting.TimeUsed.SCALED);
            }
            case DROPPED -> {
                if (state.isOpen()) {
                    count(at);
                    keep(Superseded.Change.RESTARTED_BY_RETARGETING, at);
                    closeInterval(at);
                    state.asleepSince = NEVER;
                    if (ledger != null) {
                        ledger.supersede();
                    }
                    measureAgainst(target);
                    state.origin = originAt(at, size, false, 0);
                    begin();
                }
            }
            case LEFT_ALONE -> {}
            case COUNTED_ANEW_IF_STRICTER -> {
                if (choices.of(() -> isDueEarlierUnder(target, then) ? 1 : 0) == 1) {
                    keep(Superseded.Change.RETARGETED, then);
                    measureFromTheStart(target);
                }
            }
        }
    }

    private boolean isDueEarlierUnder(Target target, long at) {
        Replay other = new Replay(history, state);
        other.measureFromTheStart(target);
        return other.dueIfItRanFrom(at) < dueIfItRanFrom(at);
    }

    private void untarget(Retargeting rule, long at) {
        if (state.left != null || !state.isOpen()) {
            return;
        }
        state.left = rule;
        switch (rule.withoutTarget()) {
            case RUNS_ON -> {}
            case SLEEPS -> {
                // What was agreed by hand is a promise of its own.
                if (state.agreed == NEVER) {
                    count(at);
                    keep(Superseded.Change.RETARGETED, at);
                    closeInterval(at);
                    state.asleepSince = at;
                    run(at);
                }
            }
        }
    }

    private void agree(Transition.Agreed agreed, long at) {
        BusinessDuration limit = agreed.limit();
        String promise = String.valueOf(limit == null ? agreed.due() : limit);
        boolean effective = state.isOpen() && !state.isAsleep();
        if (effective) {
            count(at);
            keep(Superseded.Change.AGREED, at);
            state.agreedAsDue = limit == null;
            if (limit == null && state.counted < 0) {
                countFromHere(at);
            }
            state.agreed = limit == null
                    ? state.counted
                            + choices.of(() ->
                                    AgreedLimit.timeLeft(state.calendar, at, Objects.requireNonNull(agreed.due())))
                    : counted(limit);
            state.limit = state.agreed;
            dueFrom(at);
        }
        List<AgreedLimit> more = new ArrayList<>(state.agreements);
        more.add(new AgreedLimit(
                agreed.at(),
                promise,
                agreed.by(),
                agreed.why(),
                effective ? Optional.of(Duration.ofNanos(state.agreed)) : Optional.empty()));
        state.agreements = List.copyOf(more);
    }

    /** A due date agreed by hand breaks the rhythm: what the cycle before had left no longer matters. */
    private void countFromHere(long at) {
        closeInterval(at);
        if (ledger != null) {
            ledger.shorten(-state.counted);
        }
        state.base = at;
        state.carried = 0;
        state.counted = 0;
    }

    private void measureAgainst(Target target) {
        state.target = target;
        state.calendar = choices.counting(target.countingCalendar());
    }

    private void carryInto(Target target, long at, boolean asFraction) {
        long oldLimit = state.limit;
        long before = state.counted;
        measureAgainst(target);
        promise();
        if (asFraction && at > state.origin.at() && state.counted >= 0) {
            state.counted = scaled(state.counted, oldLimit, state.limit);
            if (ledger != null) {
                ledger.adjust(at, state.calendar, state.counted - before);
            }
        }
        state.base = at;
        state.carried = state.counted;
        dueFrom(at);
        if (state.isOpen()) {
            run(at);
        } else if (state.due == NEVER) {
            state.due = Due.at(state.calendar, at, state.limit - state.counted);
        }
    }

    /** A limit that holds from an instant on is not used up before. */
    private void dueFrom(long at) {
        state.due = state.counted >= state.limit ? at : NEVER;
        state.breachesAt = state.counted > state.limit ? at : NEVER;
    }

    /** The same share of another limit; rounding never changes whether more than the limit is used. */
    private static long scaled(long used, long oldLimit, long newLimit) {
        if (oldLimit == 0) {
            return newLimit + used; // all of it was used from the start, and the time used comes on top
        }
        BigInteger[] share = BigInteger.valueOf(used)
                .multiply(BigInteger.valueOf(newLimit))
                .divideAndRemainder(BigInteger.valueOf(oldLimit));
        long down = share[0].longValueExact();
        return used <= oldLimit ? down : Math.max(down + share[1].signum(), newLimit + 1);
    }

    /** When the clock is or was due, if nothing paused it from an instant on. */
    private long dueIfItRanFrom(long at) {
        count(at);
        if (state.due == NEVER || state.agreed != NEVER) {
            // What was agreed by hand lies over the targets, and has no part in their comparison.
            long reached = Due.at(state.calendar, at, state.promised - state.counted);
            return reached == NEVER ? Long.MAX_VALUE : reached;
        }
        return state.due;
    }

    /** Takes a target for the one that held since the origin, and goes through everything since then anew. */
    private void measureFromTheStart(Target target) {
        Deque<Transition> sinceOrigin = new ArrayDeque<>();
        for (Transitions at = history;
                at != null && at.size() > state.origin.size();
                at = at.size() == state.origin.size() + 1 ? null : at.before()) {
            sinceOrigin.push(at.last());
        }
        measureAgainst(target);
        state.asleepSince = NEVER;
        if (ledger != null) {
            ledger.rewind(state.origin.at());
        }
        begin();
        List<Superseded> facts = state.superseded;
        long agreedSince =
                sinceOrigin.stream().filter(Transition.Agreed.class::isInstance).count();
        int agreedBefore = state.agreements.size() - (int) agreedSince;
        state.agreements = state.agreements.subList(0, agreedBefore);
        for (Transition transition : sinceOrigin) {
            // A next cycle since the origin is one that had no effect.
            if (!(transition instanceof Transition.Retargeted
                    || transition instanceof Transition.Untargeted
                    || transition instanceof Transition.NextCycle)) {
                move(transition, history.size());
            }
        }
        state.superseded = facts;
    }

    /** Brings the counted time up to an instant, and notes when the limit was reached and exceeded on the way. */
    private void count(long until) {
        if (state.phase != Phase.RUNNING) {
            return;
        }
        long used = state.counted + state.calendar.elapsedNanos(state.since, until);
        if (used >= state.limit && state.due == NEVER) {
            state.due = state.calendar.plusNanos(state.since, state.limit - state.counted);
        }
        if (used > state.limit && state.breachesAt == NEVER) {
            state.breachesAt = Due.breach(state.calendar, state.due, state.since);
        }
        state.counted = used;
        state.since = until;
    }

    private void closeInterval(long at) {
        if (ledger != null) {
            ledger.close(
                    at,
                    state.shown(),
                    state.calendar,
                    state.waits.stream()
                            .filter(state.target.pauseRule()::pauses)
                            .collect(Collectors.toUnmodifiableSet()),
                    state.suspended);
        }
    }

    /** When the clock had used a given time, or will have; the past is looked up in the ledger, which the caller must have kept. */
    long reaches(long used) {
        if (used <= state.carried) {
            return state.base;
        }
        if (used > state.counted) {
            return state.phase == Phase.RUNNING ? Due.at(state.calendar, state.since, used - state.counted) : NEVER;
        }
        if (ledger == null) {
            throw new IllegalStateException("The past is asked for, but no ledger was kept.");
        }
        if (state.phase == Phase.RUNNING) {
            closeInterval(state.since); // a comparison of two targets counts without ending the interval
        }
        return ledger.reached(state.base, used - state.carried);
    }

    /** Makes a ledger of what was kept so far, up to an instant, with intervals that end at the cuts, which are in order. */
    Ledger ledger(long now, long... cuts) {
        if (ledger == null) {
            throw new IllegalStateException("A ledger is asked for, but no ledger was kept.");
        }
        if (state.isOpen() && !state.isAsleep()) {
            closeInterval(now);
        }
        return ledger.ledger(cuts);
    }

    static long nanos(Instant at) {
        if (Math.abs(at.getEpochSecond()) >= MOST_SECONDS) {
            throw new DateTimeException(at + " is outside the years that clocks accept: " + DateRange.SUPPORTED + ".");
        }
        return at.getEpochSecond() * 1_000_000_000L + at.getNano();
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }
}
