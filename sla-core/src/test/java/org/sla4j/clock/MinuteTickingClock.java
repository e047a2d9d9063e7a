package org.sla4j.clock;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Reopening;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.BusinessDuration;

/**
 * A clock that is slow and obviously right: it looks at every minute on its own and asks whether it counts.
 *
 * <p>It knows whole minutes only, and nothing of the real clock but what was done to it. A minute counts when the calendar of
 * the target that is in force for it is open and, after everything done up to its beginning, the clock is neither stopped nor
 * held by a wait.
 */
final class MinuteTickingClock {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HORIZON = Duration.ofDays(120);

    private final List<Transition> known;
    private final Instant now;
    private final Instant origin;
    private final int originIndex;

    /** The clock that knows of everything done up to an instant, read at that instant. */
    MinuteTickingClock(List<Transition> inOrder, Instant now) {
        this.known = withEffect(
                inOrder.stream().filter(done -> !done.at().isAfter(now)).toList());
        this.now = now;
        int last = 0;
        for (int i = 1; i < known.size(); i++) {
            Transition done = known.get(i);
            boolean newCycle = done instanceof Transition.Reopened reopened && reopened.rule() == Reopening.NEW_CYCLE;
            boolean restart = done instanceof Transition.Retargeted changed
                    && changed.rule() == Retargeting.RESTART
                    && !isStopped(i);
            if (newCycle || restart || startsAgain(done)) {
                last = i;
            }
        }
        originIndex = last;
        origin = known.get(last).at();
    }

    private static boolean startsAgain(Transition done) {
        return done instanceof Transition.Restarted || done instanceof Transition.NextCycle;
    }

    /** The transitions without those that their rule makes void; of two targets the stricter is set as by RETROACTIVE. */
    private static List<Transition> withEffect(List<Transition> all) {
        List<Transition> effective = new ArrayList<>();
        for (Transition done : all) {
            if (done instanceof Transition.Reopened reopened && reopened.rule() == Reopening.FROZEN) {
                continue;
            }
            if (done instanceof Transition.Retargeted changed && changed.rule() == Retargeting.KEEP_OLD_TARGET) {
                continue;
            }
            if (done instanceof Transition.Retargeted changed && changed.rule() == Retargeting.STRICTER_WINS) {
                MinuteTickingClock old = new MinuteTickingClock(effective, done.at());
                List<Transition> retargeted = new ArrayList<>(effective);
                retargeted.add(new Transition.Retargeted(done.at(), changed.target(), Retargeting.RETROACTIVE, false));
                MinuteTickingClock other = new MinuteTickingClock(retargeted, done.at());
                if (!old.isStopped(old.known.size()) && other.dueIfItRan().isBefore(old.dueIfItRan())) {
                    effective = retargeted;
                }
                continue;
            }
            effective.add(done);
        }
        return effective;
    }

    private Instant dueIfItRan() {
        return due(now).orElseGet(
                        () -> ahead(now, limit().minus(countedBefore(now))).orElseThrow());
    }

    ClockReading reading() {
        Instant end = stoppedAt().orElse(now);
        Duration limit = limit();
        Duration elapsed = countedBefore(end);
        boolean exceeded = elapsed.compareTo(limit) > 0;
        Phase phase = phase();
        Verdict verdict = switch (phase) {
            case RUNNING, PAUSED -> exceeded ? Verdict.BREACHED : Verdict.PENDING;
            case STOPPED -> exceeded ? Verdict.MISSED : Verdict.MET;
            case CANCELLED -> Verdict.CANCELLED;
        };
        Optional<Instant> due = due(end);
        Optional<Instant> dueIfResumed =
                phase == Phase.PAUSED && due.isEmpty() ? ahead(now, limit.minus(elapsed)) : due;
        return new ClockReading(
                origin, now, phase, elapsed, limit, due, dueIfResumed, breachesAt(end, exceeded), verdict);
    }

    private Phase phase() {
        if (isStopped(known.size())) {
            Transition end = known.get(0);
            for (Transition done : known) {
                end = done instanceof Transition.Stopped || done instanceof Transition.Cancelled ? done : end;
            }
            return end instanceof Transition.Cancelled ? Phase.CANCELLED : Phase.STOPPED;
        }
        return isHeld(known.size()) ? Phase.PAUSED : Phase.RUNNING;
    }

    /** The end of the measurement, if it has one. */
    private Optional<Instant> stoppedAt() {
        Optional<Instant> stop = Optional.empty();
        for (Transition done : known) {
            if (done instanceof Transition.Stopped || done instanceof Transition.Cancelled) {
                stop = stop.isEmpty() ? Optional.of(done.at()) : stop;
            } else if (done instanceof Transition.Reopened || startsAgain(done)) {
                stop = Optional.empty();
            }
        }
        return stop;
    }

    /** Whether the first so many transitions leave the clock stopped. */
    private boolean isStopped(int count) {
        boolean stopped = false;
        for (Transition done : known.subList(0, count)) {
            if (done instanceof Transition.Stopped || done instanceof Transition.Cancelled) {
                stopped = true;
            } else if (done instanceof Transition.Reopened || startsAgain(done)) {
                stopped = false;
            }
        }
        return stopped;
    }

    private boolean isHeld(int count) {
        Set<PauseReason> waits = new HashSet<>();
        boolean held = false;
        for (Transition done : known.subList(0, count)) {
            if (done instanceof Transition.Paused paused) {
                waits.add(paused.reason());
            } else if (done instanceof Transition.Resumed resumed) {
                PauseReason ended = resumed.reason();
                if (ended == null) {
                    waits.clear();
                } else {
                    waits.remove(ended);
                }
            } else if (done instanceof Transition.Stopped || done instanceof Transition.Cancelled) {
                waits.clear();
                held = false;
            } else if (done instanceof Transition.Suspended || done instanceof Transition.Released) {
                held = done instanceof Transition.Suspended;
            }
        }
        Target target = targetAfter(count);
        return held || waits.stream().anyMatch(reason -> target.pauseRule().pauses(reason));
    }

    /** How many transitions were done at or before an instant. */
    private int doneBy(Instant minute) {
        int count = 0;
        while (count < known.size() && !known.get(count).at().isAfter(minute)) {
            count++;
        }
        return count;
    }

    /** The target in force after so many transitions: one set retroactively later holds for them too. */
    private Target targetAfter(int count) {
        Target target = ((Transition.Started) known.get(0)).target();
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i) instanceof Transition.Retargeted changed) {
                boolean retroactive = changed.rule() == Retargeting.RETROACTIVE;
                boolean effective = !isStopped(i);
                if (effective && (i < count || retroactive)) {
                    target = changed.target();
                }
            }
        }
        return target;
    }

    private boolean counts(Instant minute) {
        int count = doneBy(minute);
        if (count == 0) {
            return false;
        }
        boolean stopped = isStopped(count);
        if (stopped) {
            // The gap before a reopening that counts it is not held by waits: they ended with the stop.
            boolean gapCounts = false;
            for (Transition done : known.subList(count, known.size())) {
                if (done instanceof Transition.Reopened reopened) {
                    gapCounts = reopened.rule() == Reopening.COUNT_GAP;
                    break;
                }
            }
            if (!gapCounts) {
                return false;
            }
        } else if (isHeld(count)) {
            return false;
        }
        return calendarOf(targetAfter(count)).isOpen(minute);
    }

    private static BusinessCalendar calendarOf(Target target) {
        return target.limit() instanceof BusinessDuration.WallTime ? BusinessCalendar.alwaysOpen() : target.calendar();
    }

    private Duration countedBefore(Instant end) {
        Duration counted = Duration.ZERO;
        Instant from = origin;
        int fraction = fractionKeptAt();
        if (fraction > 0 && !known.get(fraction).at().isAfter(end)) {
            from = known.get(fraction).at();
            counted = fractionKept(fraction);
        }
        for (Instant minute = from; minute.isBefore(end); minute = minute.plus(MINUTE)) {
            if (counts(minute)) {
                counted = counted.plus(MINUTE);
            }
        }
        return counted;
    }

    /** The last transition that kept the fraction used, and was not made void by a later one; 0 if there is none. */
    private int fractionKeptAt() {
        int last = 0;
        for (int i = originIndex + 1; i < known.size(); i++) {
            if (known.get(i) instanceof Transition.Retargeted changed) {
                if (isStopped(i)) {
                    continue; // what a finished clock is not measured against changes nothing
                }
                if (changed.rule() == Retargeting.RETROACTIVE) {
                    last = 0;
                } else if (changed.rule() == Retargeting.KEEP_FRACTION) {
                    last = i;
                }
            }
        }
        return last;
    }

    private Duration fractionKept(int index) {
        Instant at = known.get(index).at();
        MinuteTickingClock before = new MinuteTickingClock(known.subList(0, index), at);
        BigDecimal used = nanos(before.countedBefore(at));
        BigDecimal oldLimit = nanos(before.limit());
        BigDecimal newLimit = nanos(new MinuteTickingClock(known.subList(0, index + 1), at).limit());
        if (oldLimit.signum() == 0) {
            return Duration.ofNanos(newLimit.add(used).longValueExact());
        }
        boolean exceeded = used.compareTo(oldLimit) > 0;
        BigDecimal kept = used.multiply(newLimit).divide(oldLimit, 0, exceeded ? RoundingMode.UP : RoundingMode.DOWN);
        boolean mustExceed = exceeded && kept.compareTo(newLimit) <= 0;
        return Duration.ofNanos((mustExceed ? newLimit.add(BigDecimal.ONE) : kept).longValueExact());
    }

    private static BigDecimal nanos(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos());
    }

    private Duration limit() {
        Target target = targetAfter(known.size());
        BusinessDuration promised = target.limit();
        if (promised instanceof BusinessDuration.BusinessTime time) {
            return time.amount();
        }
        if (promised instanceof BusinessDuration.WallTime time) {
            return time.amount();
        }
        Instant due = target.calendar().plus(origin, promised);
        Duration open = Duration.ZERO;
        for (Instant minute = origin; minute.isBefore(due); minute = minute.plus(MINUTE)) {
            if (target.calendar().isOpen(minute)) {
                open = open.plus(MINUTE);
            }
        }
        return open;
    }

    /** Where the limit in force began to be measured against: the origin, or a later change that carried time over. */
    private Instant limitSince() {
        Instant since = origin;
        for (int i = originIndex + 1; i < known.size(); i++) {
            if (known.get(i) instanceof Transition.Retargeted changed) {
                if (!isStopped(i)) {
                    since = changed.rule() == Retargeting.RETROACTIVE ? origin : changed.at();
                }
            }
        }
        return since;
    }

    private Optional<Instant> due(Instant end) {
        Duration limit = limit();
        Duration counted = countedBefore(limitSince());
        Instant minute = limitSince();
        while (counted.compareTo(limit) < 0) {
            if (!minute.isBefore(end)) {
                return runsOnAfter(end) ? ahead(end, limit.minus(counted)) : Optional.empty();
            }
            Duration left = limit.minus(counted);
            if (counts(minute) && left.compareTo(MINUTE) < 0) {
                return Optional.of(minute.plus(left));
            }
            if (counts(minute)) {
                counted = counted.plus(MINUTE);
            }
            minute = minute.plus(MINUTE);
        }
        return Optional.of(minute);
    }

    /** Whether the clock ran when it was read, or just before it was stopped. */
    private boolean runsOnAfter(Instant end) {
        int count = known.size();
        if (isStopped(count)) {
            for (int i = count - 1; i >= 0; i--) {
                if (known.get(i).at().equals(end)
                        && !isStopped(i)
                        && (known.get(i) instanceof Transition.Stopped
                                || known.get(i) instanceof Transition.Cancelled)) {
                    return !isHeld(i);
                }
            }
            throw new IllegalStateException("Stopped, but nothing stopped it.");
        }
        return !isHeld(count);
    }

    private Optional<Instant> ahead(Instant from, Duration missing) {
        BusinessCalendar calendar = calendarOf(targetAfter(known.size()));
        Duration left = missing;
        for (Instant minute = from; minute.isBefore(from.plus(HORIZON)); minute = minute.plus(MINUTE)) {
            if (left.isZero()) {
                return Optional.of(minute);
            }
            if (calendar.isOpen(minute) && left.compareTo(MINUTE) < 0) {
                return Optional.of(minute.plus(left));
            }
            if (calendar.isOpen(minute)) {
                left = left.minus(MINUTE);
            }
        }
        throw new IllegalStateException("Too little open time within " + HORIZON + " of " + from + ".");
    }

    private Optional<Instant> breachesAt(Instant end, boolean exceeded) {
        Duration limit = limit();
        Duration counted = countedBefore(limitSince());
        if (counted.compareTo(limit) > 0) {
            return Optional.of(limitSince());
        }
        for (Instant minute = limitSince(); minute.isBefore(end); minute = minute.plus(MINUTE)) {
            if (counts(minute)) {
                Duration left = limit.minus(counted);
                if (left.compareTo(MINUTE) < 0) {
                    return Optional.of(minute.plus(left));
                }
                counted = counted.plus(MINUTE);
            }
        }
        if (exceeded) {
            throw new IllegalStateException("Exceeded, but at no minute.");
        }
        if (phase() != Phase.RUNNING) {
            return Optional.empty();
        }
        Instant reached = ahead(end, limit.minus(counted)).orElseThrow();
        BusinessCalendar calendar = calendarOf(targetAfter(known.size()));
        Instant minute = reached;
        while (!calendar.isOpen(minute)) {
            // Calendars open at whole minutes only.
            minute = minute.truncatedTo(ChronoUnit.MINUTES).plus(MINUTE);
        }
        return Optional.of(minute);
    }
}
