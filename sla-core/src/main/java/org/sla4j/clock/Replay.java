package org.sla4j.clock;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
import org.sla4j.calendar.Stretch;

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

    /** All transitions applied so far; the first is a start. */
    private final List<Transition> history;

    private Target target;
    private BusinessCalendar calendar;
    private long limit;
    /** Where counting began: the start, or the last new cycle or restart, and the transition that did it. */
    private long origin;

    private int originIndex;

    /** Since when the present target is measured against, and how much was counted before that. */
    private long base;

    private long carried;

    private Phase phase;
    /** Time counted before {@link #since}, and where the stretch that counts began. */
    private long counted;

    private long since;
    private Set<PauseReason> waits;
    private long stoppedAt;
    private long due;
    private long breachesAt;
    private List<Superseded> superseded;

    /** The account, kept only when one is asked for. */
    private @Nullable List<Segment> segments;

    private long segmentStart;

    /** A stretch in which a clock did one thing. */
    private record Segment(
            long start, long end, Phase phase, BusinessCalendar calendar, Set<PauseReason> waits, boolean counts) {
        Segment within(long from, long to) {
            return new Segment(from, to, phase, calendar, waits, counts);
        }

        Segment superseded() {
            return new Segment(start, end, phase, calendar, waits, false);
        }
    }

    /** The figures of a clock, frozen. */
    record Figures(
            Target target,
            BusinessCalendar calendar,
            long limit,
            long origin,
            int originIndex,
            long base,
            long carried,
            Phase phase,
            long counted,
            long since,
            Set<PauseReason> waits,
            long stoppedAt,
            long due,
            long breachesAt,
            List<Superseded> superseded) {}

    private Replay(Transition.Started start, boolean withAccount) {
        history = new ArrayList<>(List.of(start));
        segments = withAccount ? new ArrayList<>() : null;
        superseded = List.of();
        waits = Set.of();
        target = start.target();
        calendar = target.countingCalendar();
        phase = Phase.RUNNING;
        begin(nanos(start.at()), 0);
    }

    /** Continues where a clock stands. */
    Replay(List<Transition> history, Figures figures) {
        this.history = new ArrayList<>(history);
        target = figures.target();
        calendar = figures.calendar();
        limit = figures.limit();
        origin = figures.origin();
        originIndex = figures.originIndex();
        base = figures.base();
        carried = figures.carried();
        phase = figures.phase();
        counted = figures.counted();
        since = figures.since();
        waits = figures.waits();
        stoppedAt = figures.stoppedAt();
        due = figures.due();
        breachesAt = figures.breachesAt();
        superseded = figures.superseded();
    }

    /** Replays a whole history. */
    static Replay of(List<Transition> history, boolean withAccount) {
        Replay replay = new Replay((Transition.Started) history.get(0), withAccount);
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
                originIndex,
                base,
                carried,
                phase,
                counted,
                since,
                waits,
                stoppedAt,
                due,
                breachesAt,
                superseded);
    }

    List<Transition> history() {
        return history;
    }

    /** Sets everything to the start of a measurement at an instant; waits and phase stay. */
    private void begin(long at, int index) {
        origin = at;
        originIndex = index;
        limit = limitFrom(at);
        base = at;
        carried = 0;
        counted = 0;
        stoppedAt = NEVER;
        due = limit == 0 ? at : NEVER; // a limit of zero is used up at once, also while a wait holds the clock
        breachesAt = NEVER;
        segmentStart = at;
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

    /** Counts from an instant on if no wait holds the clock, or holds it. */
    private void run(long at) {
        boolean held = waits.stream().anyMatch(target.pauses()::pauses);
        phase = held ? Phase.PAUSED : Phase.RUNNING;
        since = held ? NEVER : at;
    }

    /**
     * Applies a transition that is not before the last one. One without effect is kept too: an event still to come may be
     * put before it and give it one.
     *
     * @throws IllegalStateException if it contradicts what the clock is doing; nothing is changed then
     */
    void apply(Transition transition) {
        long at = nanos(transition.at());
        if (transition instanceof Transition.Paused paused) {
            require(isOpen(), transition, "a clock can be paused while it is running or paused");
            if (!waits.contains(paused.reason())) {
                pause(paused.reason(), at);
            }
        } else if (transition instanceof Transition.Resumed resumed) {
            require(isOpen(), transition, "a clock can be resumed while it is paused");
            PauseReason reason = resumed.reason();
            require(
                    reason == null ? !waits.isEmpty() : waits.contains(reason),
                    transition,
                    waits.isEmpty() ? "it waits for nothing" : "it waits for " + waits);
            resume(reason, at);
        } else if (transition instanceof Transition.Stopped) {
            require(isOpen(), transition, "a clock can be stopped while it is running or paused");
            stop(at, Phase.STOPPED);
        } else if (transition instanceof Transition.Cancelled) {
            require(phase != Phase.CANCELLED, transition, "a clock can be cancelled once");
            stop(at, Phase.CANCELLED);
        } else if (transition instanceof Transition.Reopened reopened) {
            require(phase == Phase.STOPPED, transition, "a clock can be reopened while it is stopped");
            reopen(reopened.rule(), at);
        } else if (transition instanceof Transition.Retargeted retargeted) {
            require(phase != Phase.CANCELLED, transition, "a clock can get another target until it is cancelled");
            retarget(retargeted, at);
        } else {
            throw new IllegalStateException(
                    "A clock starts once, and did at " + history.get(0).at() + ".");
        }
        history.add(transition);
    }

    private boolean isOpen() {
        return phase == Phase.RUNNING || phase == Phase.PAUSED;
    }

    private void require(boolean accepted, Transition transition, String rule) {
        if (!accepted) {
            throw new IllegalStateException("Cannot apply " + transition + ": the clock is " + phase
                    + (history.isEmpty()
                            ? ""
                            : " since " + history.get(history.size() - 1).at())
                    + "; " + rule + ".");
        }
    }

    private void pause(PauseReason reason, long at) {
        Set<PauseReason> more = new LinkedHashSet<>(waits);
        more.add(reason);
        changeWaits(Set.copyOf(more), at);
    }

    private void resume(@Nullable PauseReason reason, long at) {
        Set<PauseReason> fewer = new LinkedHashSet<>(reason == null ? Set.of() : waits);
        fewer.remove(reason);
        changeWaits(Set.copyOf(fewer), at);
    }

    private void changeWaits(Set<PauseReason> now, long at) {
        count(at);
        closeSegment(at);
        waits = now;
        run(at);
    }

    private void stop(long at, Phase end) {
        if (phase != Phase.STOPPED) {
            if (phase == Phase.RUNNING && due == NEVER) {
                due = reached(calendar, since, limit - counted);
            }
            count(at);
            closeSegment(at);
        }
        waits = Set.of();
        since = NEVER;
        stoppedAt = at;
        phase = end;
    }

    private void reopen(Reopening rule, long at) {
        keep(rule == Reopening.NEW_CYCLE ? Superseded.Cause.NEW_CYCLE : Superseded.Cause.REOPENED, stoppedAt);
        switch (rule) {
            case CONTINUE -> {
                closeSegment(at);
                run(at);
            }
            case COUNT_GAP -> run(stoppedAt);
            case NEW_CYCLE -> {
                closeSegment(at);
                supersede(0);
                begin(at, history.size());
            }
        }
        if (counted < limit) {
            due = NEVER; // it was when the limit would have been used up, not when it was
        }
        stoppedAt = NEVER;
    }

    /** Keeps what the clock shows as a fact. */
    private void keep(Superseded.Cause cause, long at) {
        List<Superseded> more = new ArrayList<>(superseded);
        more.add(new Superseded(reading(figures(), at), target, cause));
        superseded = List.copyOf(more);
    }

    private void retarget(Transition.Retargeted change, long at) {
        if (isOpen() || change.rule() == Retargeting.RETROACTIVE) {
            keep(
                    change.rule() == Retargeting.RESTART ? Superseded.Cause.RESET : Superseded.Cause.RETARGETED,
                    isOpen() ? at : stoppedAt);
        }
        if (change.rule() == Retargeting.RETROACTIVE) {
            holdFromTheStart(change.target());
            return;
        }
        if (!isOpen()) {
            return; // a finished measurement keeps the target it was finished under
        }
        count(at);
        closeSegment(at);
        target = change.target();
        calendar = target.countingCalendar();
        if (change.rule() == Retargeting.RESTART) {
            supersede(0);
            begin(at, history.size());
            return;
        }
        limit = limitFrom(origin);
        base = at;
        carried = counted;
        due = counted >= limit ? at : NEVER;
        breachesAt = counted > limit ? at : NEVER;
        run(at);
    }

    private void holdFromTheStart(Target newTarget) {
        List<Transition> since = List.copyOf(history.subList(originIndex + 1, history.size()));
        target = newTarget;
        calendar = target.countingCalendar();
        List<Segment> account = segments;
        if (account != null) {
            account.removeIf(segment -> segment.start() >= origin && segment.counts());
        }
        Transition first = history.get(originIndex);
        waits = first instanceof Transition.Retargeted ? waitsAt(originIndex) : Set.of();
        begin(origin, originIndex);
        List<Transition> kept = new ArrayList<>(history);
        List<Superseded> facts = superseded;
        for (Transition transition : since) {
            if (!(transition instanceof Transition.Retargeted)) {
                apply(transition);
            }
        }
        history.clear();
        history.addAll(kept);
        superseded = facts;
    }

    /** The waits in force right after a restart, found by replaying what came before it. */
    private Set<PauseReason> waitsAt(int index) {
        return of(history.subList(0, index + 1), false).waits;
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
        List<Segment> account = segments;
        if (account != null && at > segmentStart) {
            account.add(new Segment(segmentStart, at, phase, calendar, holding(), true));
        }
        segmentStart = at;
    }

    /** The waits that the target's rule lets hold the clock. */
    private Set<PauseReason> holding() {
        return waits.stream().filter(target.pauses()::pauses).collect(Collectors.toUnmodifiableSet());
    }

    private void supersede(int from) {
        List<Segment> account = segments;
        if (account != null) {
            account.subList(from, account.size()).replaceAll(Segment::superseded);
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
        long missing = used - carried;
        for (Segment segment : segments == null ? List.<Segment>of() : segments) {
            if (segment.counts() && segment.phase() == Phase.RUNNING && segment.start() >= base) {
                long here = segment.calendar().elapsedNanos(segment.start(), segment.end());
                if (here >= missing) {
                    return segment.calendar().plusNanos(segment.start(), missing);
                }
                missing -= here;
            }
        }
        throw new IllegalStateException("The account does not add up to the time counted.");
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
                instant(clock.origin),
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
        if (isOpen()) {
            closeSegment(now);
        }
        List<LedgerEntry> entries = new ArrayList<>();
        List<Segment> account = new ArrayList<>();
        for (Segment segment : segments == null ? List.<Segment>of() : segments) {
            Segment rest = segment;
            for (long cut : cuts) {
                if (cut > rest.start() && cut < rest.end()) {
                    account.add(rest.within(rest.start(), cut));
                    rest = rest.within(cut, rest.end());
                }
            }
            account.add(rest);
        }
        for (Segment segment : account) {
            Instant start = instant(segment.start());
            Instant end = instant(segment.end());
            if (!segment.counts()) {
                entries.add(entry(start, end, LedgerEntry.Cause.SUPERSEDED, "", Set.of()));
            } else if (segment.phase() == Phase.RUNNING) {
                for (Stretch stretch : segment.calendar().explain(start, end)) {
                    entries.add(entry(stretch));
                }
            } else if (segment.phase() == Phase.PAUSED) {
                String why = segment.waits().stream()
                        .map(PauseReason::toString)
                        .sorted()
                        .collect(Collectors.joining(", "));
                entries.add(new LedgerEntry(
                        start,
                        end,
                        LedgerEntry.Cause.PAUSED,
                        why,
                        segment.waits(),
                        Duration.ZERO,
                        segment.calendar().elapsed(start, end)));
            } else {
                entries.add(entry(start, end, LedgerEntry.Cause.STOPPED, "", Set.of()));
            }
        }
        return new Ledger(entries);
    }

    private static LedgerEntry entry(Stretch stretch) {
        return stretch.isOpen()
                ? new LedgerEntry(
                        stretch.start(),
                        stretch.end(),
                        LedgerEntry.Cause.RUNNING,
                        "",
                        Set.of(),
                        stretch.length(),
                        Duration.ZERO)
                : entry(
                        stretch.start(),
                        stretch.end(),
                        LedgerEntry.Cause.CLOSED,
                        stretch.state() + (stretch.label().isEmpty() ? "" : " (" + stretch.label() + ")"),
                        Set.of());
    }

    private static LedgerEntry entry(
            Instant start, Instant end, LedgerEntry.Cause cause, String detail, Set<PauseReason> reasons) {
        return new LedgerEntry(start, end, cause, detail, reasons, Duration.ZERO, Duration.ZERO);
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
