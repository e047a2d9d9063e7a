package org.sla4j.clock;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.Retargeting.TimeUsed;
import org.sla4j.agreement.Retargeting.WithoutTarget;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.BusinessDuration;

/**
 * A clock that knows nothing but the tables of {@link Retargeting} and {@link org.sla4j.agreement.Reopening}: it steps from minute
 * to minute, and does at each transition what the row of its rule says. Whatever is counted anew is stepped through anew.
 */
final class TableClock {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private Instant origin;
    private Instant mark;
    private Target target;
    private Duration counted = Duration.ZERO;
    private final List<Transition> sinceOrigin = new ArrayList<>();
    private Set<PauseReason> waits = new HashSet<>();
    private boolean suspended;
    private Set<PauseReason> waitsAtOrigin = new HashSet<>();
    private boolean suspendedAtOrigin;
    private Phase ended = Phase.RUNNING;
    private @Nullable Instant end;
    private @Nullable Retargeting left;
    private boolean asleep;
    private @Nullable Duration agreed;
    private @Nullable Duration agreedAtOrigin;
    private @Nullable Instant due;
    private boolean agreedAsDue;
    private boolean agreedAsDueAtOrigin;
    private Duration leadAtOrigin = Duration.ZERO;

    TableClock(Transition.Started start) {
        origin = start.at();
        mark = start.at();
        target = start.target();
        due = limit().isZero() ? origin : null;
    }

    private void dueFrom(Instant at) {
        due = counted.compareTo(limit()) >= 0 ? at : null;
    }

    static TableClock of(List<Transition> transitions, Instant now) {
        TableClock clock = new TableClock((Transition.Started) transitions.get(0));
        for (Transition done : transitions.subList(1, transitions.size())) {
            if (!done.at().isAfter(now)) {
                clock.advance(done.at());
                clock.move(done);
            }
        }
        clock.advance(now);
        return clock;
    }

    Duration elapsed() {
        return counted.isNegative() ? Duration.ZERO : counted;
    }

    Instant countingSince() {
        return origin;
    }

    Duration limit() {
        return agreed == null ? promised() : agreed;
    }

    Optional<Instant> due() {
        return Optional.ofNullable(due);
    }

    boolean isAgreed() {
        return agreed != null;
    }

    Phase phase() {
        if (asleep) {
            return Phase.CANCELLED;
        } else if (ended != Phase.RUNNING) {
            return ended;
        }
        return isPaused() ? Phase.PAUSED : Phase.RUNNING;
    }

    Verdict verdict() {
        boolean exceeded = counted.compareTo(limit()) > 0;
        return switch (phase()) {
            case RUNNING, PAUSED -> exceeded ? Verdict.BREACHED : Verdict.PENDING;
            case STOPPED -> exceeded ? Verdict.MISSED : Verdict.MET;
            case CANCELLED -> Verdict.CANCELLED;
        };
    }

    /** When the limit would be used up if the clock ran on from now. */
    Instant dueIfResumed(Instant now) {
        Duration missing = limit().minus(counted);
        Instant minute = now;
        while (missing.compareTo(MINUTE) >= 0
                || (!missing.isZero() && !calendar().isOpen(minute))) {
            if (calendar().isOpen(minute)) {
                missing = missing.minus(MINUTE);
            }
            minute = minute.plus(MINUTE);
        }
        return minute.plus(missing);
    }

    private void advance(Instant to) {
        while (mark.isBefore(to)) {
            if (ended == Phase.RUNNING && !asleep && !isPaused() && calendar().isOpen(mark)) {
                Duration missing = limit().minus(counted);
                if (due == null && missing.compareTo(MINUTE) <= 0) {
                    due = mark.plus(missing);
                }
                counted = counted.plus(MINUTE);
            }
            mark = mark.plus(MINUTE);
        }
    }

    private boolean isPaused() {
        return suspended || waits.stream().anyMatch(target.pauseRule()::pauses);
    }

    private BusinessCalendar calendar() {
        return target.limit() instanceof BusinessDuration.WallTime ? BusinessCalendar.alwaysOpen() : target.calendar();
    }

    private Duration promised() {
        return toCount(target.limit());
    }

    private Duration toCount(BusinessDuration limit) {
        if (limit instanceof BusinessDuration.BusinessTime time) {
            return time.amount();
        }
        Instant counts = calendar().plus(origin, leadAtOrigin);
        return open(counts, calendar().plus(counts, limit));
    }

    private Duration open(Instant from, Instant to) {
        Duration open = Duration.ZERO;
        Instant minute = from;
        while (minute.isBefore(to)) { // from any nanosecond on; calendars open and close at whole minutes
            Instant whole = minute.truncatedTo(ChronoUnit.MINUTES).plus(MINUTE);
            Instant next = whole.isBefore(to) ? whole : to;
            open = calendar().isOpen(minute) ? open.plus(Duration.between(minute, next)) : open;
            minute = next;
        }
        return open;
    }

    private void move(Transition done) {
        sinceOrigin.add(done);
        if (done instanceof Transition.Paused paused) {
            waits.add(paused.reason());
        } else if (done instanceof Transition.Resumed resumed) {
            if (resumed.reason() == null) {
                waits.clear();
            } else {
                waits.remove(resumed.reason());
            }
        } else if (done instanceof Transition.Suspended || done instanceof Transition.Released) {
            suspended = done instanceof Transition.Suspended;
        } else if (done instanceof Transition.Stopped || done instanceof Transition.Cancelled) {
            finish(done.at(), done instanceof Transition.Stopped ? Phase.STOPPED : Phase.CANCELLED);
        } else if (done instanceof Transition.Reopened reopened) {
            reopen(reopened);
        } else if (done instanceof Transition.Restarted) {
            begin(done.at(), false, Duration.ZERO);
        } else if (done instanceof Transition.NextCycle next) {
            nextCycle(next);
        } else if (done instanceof Transition.Retargeted changed) {
            retarget(changed);
        } else if (done instanceof Transition.Untargeted lost) {
            untarget(lost);
        } else if (done instanceof Transition.Agreed agreement) {
            agree(agreement);
        }
    }

    private void finish(Instant at, Phase how) {
        ended = how;
        end = at;
        waits.clear();
        suspended = false;
    }

    private void reopen(Transition.Reopened reopened) {
        switch (reopened.rule()) {
            case FROZEN -> {}
            case NEW_CYCLE -> begin(reopened.at(), true, Duration.ZERO);
            case CONTINUE, COUNT_GAP -> {
                ended = Phase.RUNNING;
                if (reopened.rule() == org.sla4j.agreement.Reopening.COUNT_GAP && end != null && !asleep) {
                    mark = end;
                }
                end = null;
                due = counted.compareTo(limit()) < 0 ? null : due;
                advance(reopened.at());
            }
        }
    }

    private void nextCycle(Transition.NextCycle next) {
        boolean keepsRhythm = next.fromDue() && ended == Phase.RUNNING && !asleep;
        Duration left = limit().minus(counted);
        if (!keepsRhythm || left.isNegative()) {
            begin(next.at(), true, Duration.ZERO);
        } else if (!counted.isNegative()) {
            begin(next.at(), true, left);
        }
    }

    /** Zero once the lead has passed. */
    private void begin(Instant at, boolean newCycle, Duration lead) {
        if (newCycle) {
            agreed = null;
        } else if (agreed != null && agreedAsDue) {
            agreed = agreed.compareTo(counted) < 0 ? Duration.ZERO : agreed.minus(counted);
        }
        origin = at;
        mark = at;
        counted = lead.negated();
        leadAtOrigin = lead;
        sinceOrigin.clear();
        waitsAtOrigin = new HashSet<>(waits);
        suspendedAtOrigin = suspended;
        agreedAtOrigin = agreed;
        agreedAsDueAtOrigin = agreedAsDue;
        ended = Phase.RUNNING;
        end = null;
        dueFrom(at);
    }

    private void retarget(Transition.Retargeted changed) {
        Retargeting rule = left == null ? changed.rule() : left;
        boolean finished = ended != Phase.RUNNING;
        if (!asleep && (changed.target().equals(target) || (finished && !changed.finishedToo()))) {
            left = null;
            return;
        }
        boolean dead = ended == Phase.CANCELLED || (asleep && finished && rule.timeUsed() != TimeUsed.COUNTED_ANEW);
        if (dead) {
            return;
        }
        left = null;
        Duration oldLimit = limit();
        Instant then = end == null ? changed.at() : end;
        switch (rule.timeUsed()) {
            case COUNTED_ANEW -> countAnew(changed.target());
            case KEPT -> {
                wake(changed.target());
                dueFrom(then);
            }
            case SCALED -> {
                wake(changed.target());
                counted = then.equals(origin) || counted.isNegative() ? counted : scaled(counted, oldLimit, limit());
                dueFrom(then);
            }
            case DROPPED -> {
                if (!finished) {
                    begin(changed.at(), false, Duration.ZERO);
                    wake(changed.target());
                    dueFrom(then);
                }
            }
            case LEFT_ALONE -> {}
            case COUNTED_ANEW_IF_STRICTER -> {
                TableClock other = copyCountedAnew(changed.target());
                if (other.dueBeneath(then).isBefore(dueBeneath(then))) {
                    countAnew(changed.target());
                }
            }
        }
    }

    private void wake(Target next) {
        target = next;
        asleep = false;
    }

    /** When the limit of the target was used up, or will be if nothing pauses the clock; agreements by hand play no part. */
    private Instant dueBeneath(Instant then) {
        return due != null && agreed == null
                ? due
                : calendar().plus(then, promised().minus(counted));
    }

    private void countAnew(Target next) {
        TableClock anew = copyCountedAnew(next);
        target = next;
        asleep = false;
        counted = anew.counted;
        agreed = anew.agreed;
        agreedAsDue = anew.agreedAsDue;
        due = anew.due;
    }

    private TableClock copyCountedAnew(Target next) {
        TableClock anew = new TableClock(new Transition.Started(origin, next));
        anew.waits = new HashSet<>(waitsAtOrigin);
        anew.suspended = suspendedAtOrigin;
        anew.agreed = agreedAtOrigin;
        anew.agreedAsDue = agreedAsDueAtOrigin;
        anew.leadAtOrigin = leadAtOrigin;
        anew.counted = leadAtOrigin.negated();
        anew.dueFrom(origin);
        for (Transition done : sinceOrigin) {
            anew.advance(done.at());
            // A next cycle since the origin is one that had no effect.
            if (!(done instanceof Transition.Retargeted
                    || done instanceof Transition.Untargeted
                    || done instanceof Transition.NextCycle)) {
                anew.move(done);
            }
        }
        anew.advance(mark);
        return anew;
    }

    private void untarget(Transition.Untargeted lost) {
        if (left != null || ended != Phase.RUNNING) {
            return;
        }
        left = lost.rule();
        if (lost.rule().withoutTarget() == WithoutTarget.SLEEPS && agreed == null) {
            asleep = true;
        }
    }

    private void agree(Transition.Agreed agreement) {
        if (asleep || ended != Phase.RUNNING) {
            return;
        }
        BusinessDuration limit = agreement.limit();
        agreedAsDue = limit == null;
        counted = limit == null && counted.isNegative() ? Duration.ZERO : counted;
        agreed = limit == null
                ? counted.plus(open(agreement.at(), Objects.requireNonNull(agreement.due())))
                : toCount(limit);
        dueFrom(agreement.at());
    }

    private static Duration scaled(Duration used, Duration oldLimit, Duration newLimit) {
        if (oldLimit.isZero()) {
            return newLimit.plus(used);
        }
        boolean exceeded = used.compareTo(oldLimit) > 0;
        BigDecimal kept = BigDecimal.valueOf(used.toNanos())
                .multiply(BigDecimal.valueOf(newLimit.toNanos()))
                .divide(BigDecimal.valueOf(oldLimit.toNanos()), 0, exceeded ? RoundingMode.UP : RoundingMode.DOWN);
        Duration scaled = Duration.ofNanos(kept.longValueExact());
        return exceeded && scaled.compareTo(newLimit) <= 0 ? newLimit.plusNanos(1) : scaled;
    }
}
