package org.sla4j.clock;

import java.time.Duration;
import java.time.Instant;
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
        this.known = inOrder.stream().filter(done -> !done.at().isAfter(now)).toList();
        this.now = now;
        int last = 0;
        for (int i = 1; i < known.size(); i++) {
            Transition done = known.get(i);
            boolean newCycle = done instanceof Transition.Reopened reopened && reopened.rule() == Reopening.NEW_CYCLE;
            boolean restart = done instanceof Transition.Retargeted changed
                    && changed.rule() == Retargeting.RESTART
                    && !isStopped(i);
            if (newCycle || restart) {
                last = i;
            }
        }
        originIndex = last;
        origin = known.get(last).at();
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
        return new ClockReading(origin, now, phase, elapsed, limit, due(end), breachesAt(end, exceeded), verdict);
    }

    private Phase phase() {
        if (known.stream().anyMatch(Transition.Cancelled.class::isInstance)) {
            return Phase.CANCELLED;
        }
        if (isStopped(known.size())) {
            return Phase.STOPPED;
        }
        return isHeld(known.size()) ? Phase.PAUSED : Phase.RUNNING;
    }

    /** The end of the measurement, if it has one. */
    private Optional<Instant> stoppedAt() {
        Optional<Instant> stop = Optional.empty();
        for (Transition done : known) {
            if (done instanceof Transition.Stopped || done instanceof Transition.Cancelled) {
                stop = stop.isEmpty() ? Optional.of(done.at()) : stop;
            } else if (done instanceof Transition.Reopened) {
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
            } else if (done instanceof Transition.Reopened) {
                stopped = false;
            }
        }
        return stopped;
    }

    private boolean isHeld(int count) {
        Set<PauseReason> waits = new HashSet<>();
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
            } else if (done instanceof Transition.Stopped) {
                waits.clear();
            }
        }
        Target target = targetAfter(count);
        return waits.stream().anyMatch(reason -> target.pauses().pauses(reason));
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
                boolean effective = retroactive || !isStopped(i);
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
        for (Instant minute = origin; minute.isBefore(end); minute = minute.plus(MINUTE)) {
            if (counts(minute)) {
                counted = counted.plus(MINUTE);
            }
        }
        return counted;
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
                if (changed.rule() == Retargeting.RETROACTIVE) {
                    since = origin;
                } else if (!isStopped(i)) {
                    since = changed.at();
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
                if (counted.equals(limit)) {
                    return Optional.of(minute);
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
            minute = minute.plus(MINUTE);
        }
        return Optional.of(minute);
    }
}
