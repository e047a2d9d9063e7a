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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Reopening;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.BusinessDuration;
import org.sla4j.calendar.DateRange;
import org.sla4j.calendar.NoBusinessTimeException;
import org.sla4j.clock.Transition.History;

/**
 * The one place where a clock moves: it applies transitions, in order of time, to the figures of a clock.
 *
 * <p>Mutable and short-lived. An event at the end of a history continues from a clock's figures; a late one starts again from
 * the beginning; both go through the same code, which is why they cannot differ. Times are nanoseconds since the epoch.
 */
final class Replay {
    /** Stands for "not yet". */
    static final long NEVER = Long.MIN_VALUE;

    /** More than {@link DateRange#SUPPORTED} and little enough to be counted in nanoseconds. */
    private static final long MOST_SECONDS = Long.MAX_VALUE / 1_000_000_000L;

    private History history;

    private Target target;
    private BusinessCalendar calendar;
    private long limit;
    private Origin origin;

    /** Since when the present target is measured against, and how much was counted before that. */
    private long base;

    private long carried;

    private Phase phase = Phase.RUNNING;
    /** Time counted before {@link #since}, and where the stretch that counts began. */
    private long counted;

    private long since;
    private Set<PauseReason> waits;
    private boolean held;
    private long stoppedAt;
    private long due;
    private long breachesAt;
    private List<Superseded> superseded;

    private final @Nullable Account account;

    /** Where counting began: the start, or the last new cycle or restart, and what held the clock then. */
    record Origin(long at, History history, Set<PauseReason> waits, boolean held) {}

    /** The figures of a clock, frozen. */
    record Figures(
            Target target,
            BusinessCalendar calendar,
            long limit,
            Origin origin,
            long base,
            long carried,
            Phase phase,
            long counted,
            long since,
            Set<PauseReason> waits,
            boolean held,
            long stoppedAt,
            long due,
            long breachesAt,
            List<Superseded> superseded) {}

    private Replay(Transition.Started start, @Nullable Account account) {
        this.account = account;
        history = History.of(start);
        superseded = List.of();
        waits = Set.of();
        target = start.target();
        calendar = target.countingCalendar();
        origin = new Origin(nanos(start.at()), history, waits, false);
        begin();
    }

    /** Continues where a clock stands. */
    Replay(History history, Figures figures) {
        this.history = history;
        account = null;
        target = figures.target();
        calendar = figures.calendar();
        limit = figures.limit();
        origin = figures.origin();
        base = figures.base();
        carried = figures.carried();
        phase = figures.phase();
        counted = figures.counted();
        since = figures.since();
        waits = figures.waits();
        held = figures.held();
        stoppedAt = figures.stoppedAt();
        due = figures.due();
        breachesAt = figures.breachesAt();
        superseded = figures.superseded();
    }

    /** Replays a whole history. */
    static Replay of(List<Transition> history, boolean withAccount) {
        Replay replay = new Replay((Transition.Started) history.get(0), withAccount ? new Account() : null);
        for (Transition transition : history.subList(1, history.size())) {
            replay.apply(transition);
        }
        return replay;
    }

    Figures figures() {
        return new Figures(
                target,
                calendar,
                limit,
                origin,
                base,
                carried,
                phase,
                counted,
                since,
                waits,
                held,
                stoppedAt,
                due,
                breachesAt,
                superseded);
    }

    History history() {
        return history;
    }

    /** Sets everything to the start of a measurement, at its origin. */
    private void begin() {
        long at = origin.at();
        waits = origin.waits();
        held = origin.held();
        limit = limitFrom(at);
        base = at;
        carried = 0;
        counted = 0;
        stoppedAt = NEVER;
        due = limit == 0 ? at : NEVER; // a limit of zero is used up at once, also while something holds the clock
        breachesAt = NEVER;
        if (account != null) {
            account.open(at);
        }
        run(at);
    }

    private long limitFrom(long start) {
        BusinessDuration promised = target.limit();
        if (promised instanceof BusinessDuration.BusinessTime time) {
            return time.amount().toNanos();
        }
        if (promised instanceof BusinessDuration.WallTime time) {
            return time.amount().toNanos();
        }
        // Business days become the business time up to their due date, once, so that pauses move them like any other
        // limit.
        Instant from = instant(start);
        return calendar.elapsed(from, calendar.plus(from, promised)).toNanos();
    }

    /** Counts from an instant on if nothing holds the clock. */
    private void run(long at) {
        boolean paused = held;
        for (PauseReason wait : waits) {
            paused |= target.pauseRule().pauses(wait);
        }
        phase = paused ? Phase.PAUSED : Phase.RUNNING;
        since = paused ? NEVER : at;
    }

    /**
     * Applies a transition that is not before the last one. One without effect is kept too: an event still to come may be
     * put before it and give it one.
     *
     * @throws IllegalStateException if it contradicts what the clock is doing; nothing is changed then
     */
    void apply(Transition transition) {
        History next = history.plus(transition);
        move(transition, next);
        history = next;
    }

    private void move(Transition transition, History next) {
        long at = nanos(transition.at());
        if (transition instanceof Transition.Paused paused) {
            require(isOpen(), transition, "a clock can be paused while it is running or paused");
            Set<PauseReason> more = new LinkedHashSet<>(waits);
            if (more.add(paused.reason())) {
                change(Set.copyOf(more), held, at);
            }
        } else if (transition instanceof Transition.Resumed resumed) {
            require(isOpen(), transition, "a clock can be resumed while it is paused");
            PauseReason reason = resumed.reason();
            boolean waited = reason == null ? !waits.isEmpty() : waits.contains(reason);
            require(waited, transition, waited || waits.isEmpty() ? "it waits for nothing" : "it waits for " + waits);
            Set<PauseReason> fewer = new LinkedHashSet<>(reason == null ? Set.of() : waits);
            fewer.remove(reason);
            change(Set.copyOf(fewer), held, at);
        } else if (transition instanceof Transition.Held) {
            require(isOpen(), transition, "a clock can be held while it is running or paused");
            change(waits, true, at);
        } else if (transition instanceof Transition.Released) {
            require(isOpen() && held, transition, "a clock can be released while it is held");
            change(waits, false, at);
        } else if (transition instanceof Transition.Stopped) {
            require(isOpen(), transition, "a clock can be stopped while it is running or paused");
            stop(at, Phase.STOPPED);
        } else if (transition instanceof Transition.Cancelled) {
            require(phase != Phase.CANCELLED, transition, "a clock can be cancelled once");
            stop(at, Phase.CANCELLED);
        } else if (transition instanceof Transition.Reopened reopened) {
            require(phase == Phase.STOPPED, transition, "a clock can be reopened while it is stopped");
            reopen(reopened.rule(), at, next);
        } else if (transition instanceof Transition.Restarted restarted) {
            require(
                    isOpen() || restarted.finishing(),
                    transition,
                    "a clock can be reset while it is running or paused");
            restart(restarted.finishing() ? Superseded.Cause.NEW_CYCLE : Superseded.Cause.RESET, at, next);
        } else if (transition instanceof Transition.Retargeted retargeted) {
            require(phase != Phase.CANCELLED, transition, "a clock can get another target until it is cancelled");
            retarget(retargeted, at, next);
        } else {
            throw new IllegalStateException("A clock starts once, and is " + phase + " since "
                    + history.last().at() + ".");
        }
    }

    private boolean isOpen() {
        return phase == Phase.RUNNING || phase == Phase.PAUSED;
    }

    private void require(boolean accepted, Transition transition, String rule) {
        if (!accepted) {
            throw new IllegalStateException("Cannot apply " + transition + ": the clock is " + phase + " since "
                    + history.last().at() + "; " + rule + ".");
        }
    }

    private void change(Set<PauseReason> newWaits, boolean newHeld, long at) {
        count(at);
        closeSegment(at);
        waits = newWaits;
        held = newHeld;
        run(at);
    }

    private void stop(long at, Phase end) {
        if (isOpen()) {
            if (phase == Phase.RUNNING && due == NEVER) {
                due = reached(calendar, since, limit - counted);
            }
            count(at);
            closeSegment(at);
        }
        waits = Set.of();
        held = false;
        since = NEVER;
        stoppedAt = at;
        phase = end;
    }

    private void reopen(Reopening rule, long at, History next) {
        if (rule == Reopening.FROZEN) {
            return;
        }
        if (rule == Reopening.NEW_CYCLE) {
            restart(Superseded.Cause.NEW_CYCLE, at, next);
            return;
        }
        keep(Superseded.Cause.REOPENED, stoppedAt);
        if (rule == Reopening.COUNT_GAP) {
            run(stoppedAt);
        } else {
            closeSegment(at);
            run(at);
        }
        if (counted < limit) {
            due = NEVER; // it was when the limit would have been used up, not when it was
        }
        stoppedAt = NEVER;
    }

    /** Counts from zero; what holds the clock holds it on. */
    private void restart(Superseded.Cause cause, long at, History next) {
        Origin restarted = new Origin(at, next, waits, held);
        if (isOpen() && cause == Superseded.Cause.NEW_CYCLE) {
            stop(at, Phase.STOPPED);
        }
        count(at);
        keep(cause, isOpen() ? at : stoppedAt);
        closeSegment(at);
        if (account != null) {
            account.supersede();
        }
        origin = restarted;
        begin();
    }

    /** Keeps what the clock shows as a fact. */
    private void keep(Superseded.Cause cause, long at) {
        List<Superseded> more = new ArrayList<>(superseded);
        more.add(new Superseded(reading(figures(), at), target, cause));
        superseded = List.copyOf(more);
    }

    private void retarget(Transition.Retargeted change, long at, History next) {
        Target newTarget = change.target();
        if (!isOpen() && change.rule() != Retargeting.RETROACTIVE) {
            return; // a finished measurement keeps the target it was finished under
        }
        switch (change.rule()) {
            case RETROACTIVE -> {
                keep(Superseded.Cause.RETARGETED, isOpen() ? at : stoppedAt);
                holdFromTheStart(newTarget);
            }
            case CARRY_ELAPSED, KEEP_FRACTION -> {
                count(at);
                keep(Superseded.Cause.RETARGETED, at);
                closeSegment(at);
                carryInto(newTarget, at, change.rule() == Retargeting.KEEP_FRACTION);
            }
            case RESTART -> {
                count(at);
                keep(Superseded.Cause.RESET, at);
                closeSegment(at);
                if (account != null) {
                    account.supersede();
                }
                target = newTarget;
                calendar = target.countingCalendar();
                origin = new Origin(at, next, waits, held);
                begin();
            }
            case KEEP_OLD_TARGET -> {}
            case STRICTER_WINS -> {
                Replay other = new Replay(history, figures());
                other.holdFromTheStart(newTarget);
                if (other.dueIfItRanFrom(at) < dueIfItRanFrom(at)) {
                    keep(Superseded.Cause.RETARGETED, at);
                    holdFromTheStart(newTarget);
                }
            }
        }
    }

    private void carryInto(Target newTarget, long at, boolean asFraction) {
        long oldLimit = limit;
        long before = counted;
        target = newTarget;
        calendar = target.countingCalendar();
        limit = limitFrom(origin.at());
        if (asFraction) {
            counted = scaled(counted, oldLimit, limit);
            if (account != null) {
                account.adjust(at, calendar, counted - before);
            }
        }
        base = at;
        carried = counted;
        due = counted >= limit ? at : NEVER;
        breachesAt = counted > limit ? at : NEVER;
        run(at);
    }

    /** The same share of another limit; rounding never changes whether more than the limit is used. */
    private static long scaled(long used, long oldLimit, long newLimit) {
        if (oldLimit == 0) {
            return newLimit + used; // all of it was used from the start, and so much more
        }
        BigInteger[] share = BigInteger.valueOf(used)
                .multiply(BigInteger.valueOf(newLimit))
                .divideAndRemainder(BigInteger.valueOf(oldLimit));
        long down = share[0].longValueExact();
        return used <= oldLimit ? down : Math.max(down + share[1].signum(), newLimit + 1);
    }

    /** When the clock is or was due, taking it that nothing holds it from an instant on. */
    private long dueIfItRanFrom(long at) {
        count(at);
        if (due == NEVER) {
            long reached = reached(calendar, at, limit - counted);
            return reached == NEVER ? Long.MAX_VALUE : reached;
        }
        return due;
    }

    /** Takes a target for the one that held since the origin, and goes through everything since then anew. */
    private void holdFromTheStart(Target newTarget) {
        Deque<Transition> sinceOrigin = new ArrayDeque<>();
        for (History at = history; at != null && at.size() > origin.history().size(); at = at.before()) {
            sinceOrigin.push(at.last());
        }
        target = newTarget;
        calendar = target.countingCalendar();
        if (account != null) {
            account.rewind(origin.at());
        }
        begin();
        List<Superseded> facts = superseded;
        for (Transition transition : sinceOrigin) {
            if (!(transition instanceof Transition.Retargeted)) {
                move(transition, history);
            }
        }
        superseded = facts;
    }

    /** Brings the counted time up to an instant, and notes when the limit was reached and exceeded on the way. */
    private void count(long until) {
        if (phase != Phase.RUNNING) {
            return;
        }
        long used = counted + calendar.elapsedNanos(since, until);
        if (used >= limit && due == NEVER) {
            due = calendar.plusNanos(since, limit - counted);
        }
        if (used > limit && breachesAt == NEVER) {
            breachesAt = nextOpening(calendar, Math.max(due, since));
        }
        counted = used;
        since = until;
    }

    /** When so much more is counted; never if the calendar ends before that. */
    private static long reached(BusinessCalendar calendar, long from, long missing) {
        try {
            return calendar.plusNanos(from, missing);
        } catch (NoBusinessTimeException e) {
            return NEVER;
        }
    }

    private static long nextOpening(BusinessCalendar calendar, long from) {
        return calendar.nextOpening(instant(from)).map(Replay::nanos).orElse(NEVER);
    }

    private void closeSegment(long at) {
        if (account != null) {
            account.close(
                    at,
                    phase,
                    calendar,
                    waits.stream().filter(target.pauseRule()::pauses).collect(Collectors.toUnmodifiableSet()),
                    held);
        }
    }

    /** When the clock used so much, or will have; the account tells of the past and is there if the past is asked for. */
    long reaches(long used) {
        if (used <= carried) {
            return base;
        }
        if (used > counted) {
            return phase == Phase.RUNNING ? reached(calendar, since, used - counted) : NEVER;
        }
        if (account == null) {
            throw new IllegalStateException("The past is asked for, but no account was kept.");
        }
        if (phase == Phase.RUNNING) {
            closeSegment(since); // a comparison of two targets counts without ending the stretch
        }
        return account.reached(base, used - carried);
    }

    static ClockReading reading(Figures clock, long now) {
        long used = clock.counted;
        long due = clock.due;
        long breachesAt = clock.breachesAt;
        if (clock.phase == Phase.RUNNING) {
            used += clock.calendar.elapsedNanos(clock.since, now);
            if (due == NEVER) {
                due = reached(clock.calendar, clock.since, clock.limit - clock.counted);
            }
            if (breachesAt == NEVER && due != NEVER) {
                breachesAt = nextOpening(clock.calendar, Math.max(due, clock.since));
            }
        }
        boolean exceeded = used > clock.limit;
        Verdict verdict = switch (clock.phase) {
            case RUNNING, PAUSED -> exceeded ? Verdict.BREACHED : Verdict.PENDING;
            case STOPPED -> exceeded ? Verdict.MISSED : Verdict.MET;
            case CANCELLED -> Verdict.CANCELLED;
        };
        return new ClockReading(
                instant(clock.origin.at()),
                instant(now),
                clock.phase,
                Duration.ofNanos(used),
                Duration.ofNanos(clock.limit),
                optional(due),
                optional(breachesAt),
                verdict);
    }

    private static Optional<Instant> optional(long at) {
        return at == NEVER ? Optional.empty() : Optional.of(instant(at));
    }

    /** Turns the account kept so far, up to an instant, into a ledger whose entries end at the cuts, which are in order. */
    Ledger ledger(long now, long... cuts) {
        if (account == null) {
            throw new IllegalStateException("A ledger is asked for, but no account was kept.");
        }
        if (isOpen()) {
            closeSegment(now);
        }
        return account.ledger(cuts);
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
