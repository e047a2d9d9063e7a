package org.sla4j.cases;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.PauseReason;
import org.sla4j.cases.CaseLedger.HeldInterval;
import org.sla4j.clock.ClockReading;
import org.sla4j.clock.SlaClock;

/**
 * The {@link Outcome.Path} of a measurement: how much of the limit was used at each change of holder, team, severity or target, and
 * what the case waited for meanwhile.
 */
final class Paths {
    private static final Outcome.Wait[] NONE = {};
    private static final int FEW = 4;

    private final List<Turn> turns;
    private final Optional<Instant> observedFrom;

    /**
     * The paths of one case.
     *
     * @param turns what was true of the case, the opening first
     * @param observedFrom where somebody began to watch: another stage begins there
     */
    Paths(List<Turn> turns, Optional<Instant> observedFrom) {
        this.turns = turns;
        this.observedFrom = observedFrom;
    }

    /**
     * The parts of a measurement between changes of holder, team, severity or target, and where somebody began to watch.
     *
     * @param limit the limit that holds at the end
     * @param intervals the ledger of the clock between the two instants
     */
    List<Outcome.Stage> stages(
            Instant start, Instant until, Duration limit, SlaClock clock, List<HeldInterval> intervals) {
        boolean isSameTarget = clock.superseded().isEmpty() && !clock.isAgreed();
        Set<Instant> cuts = new TreeSet<>();
        cuts.add(start);
        turns.forEach(turn -> cuts.add(turn.at()));
        clock.superseded().forEach(before -> cuts.add(before.reading().at()));
        observedFrom.ifPresent(cuts::add);
        List<Outcome.Stage> stages = new ArrayList<>();
        Duration used = Duration.ZERO;
        int counted = 0;
        for (Instant cut : cuts) {
            if (cut.isBefore(start) || (!cut.isBefore(until) && cut.isAfter(start))) {
                continue;
            }
            // The ledger is cut at every turn; an instant within an interval, and a change of target, need another
            // reading.
            while (counted < intervals.size()
                    && !intervals.get(counted).entry().end().isAfter(cut)) {
                used = used.plus(intervals.get(counted++).entry().business());
            }
            boolean isWithin = counted < intervals.size()
                    && intervals.get(counted).entry().start().isBefore(cut);
            if (isSameTarget && !isWithin) {
                add(stages, cut, share(used, limit), limit);
            } else {
                ClockReading then = clock.reading(cut);
                add(stages, cut, then.fractionUsed(), then.limit());
            }
        }
        return stages;
    }

    private void add(List<Outcome.Stage> stages, Instant at, double share, Duration limit) {
        Turn turn = turnAt(at);
        boolean isObserved = observedFrom.equals(Optional.of(at));
        if (!stages.isEmpty() && !isObserved && isSameStage(stages.get(stages.size() - 1), turn, limit)) {
            return;
        }
        stages.add(stage(turn, at, share, limit));
    }

    private Turn turnAt(Instant at) {
        Turn found = turns.get(0);
        for (Turn turn : turns) {
            if (!turn.at().isAfter(at)) {
                found = turn;
            }
        }
        return found;
    }

    /**
     * The same for a clock in a {@link SinglePass}.
     *
     * @param before the stages under targets that it no longer has
     * @param from how many turns these are made of
     * @param until up to when, in nanoseconds since the epoch, after the measurement began
     */
    static List<Outcome.Stage> stages(List<Outcome.Stage> before, Turns turns, int from, long until, ClockPass clock) {
        int last = from;
        while (last < turns.size() && turns.nanos(last) < until) {
            last++;
        }
        int next = before.isEmpty() ? turns.before(from, last, clock.originNanos()) : from;
        Outcome.Stage[] all = new Outcome.Stage[before.size() + last - next];
        int count = 0;
        while (count < before.size()) {
            all[count] = before.get(count++);
        }
        int interval = 0;
        Duration limit = clock.limitShown();
        double most = seconds(clock.limit());
        for (int i = next; i < last; i++) {
            Turn held = turns.get(i);
            if (count > 0 && isSameStage(all[count - 1], held, limit)) {
                continue;
            }
            long at = Math.max(turns.nanos(i), clock.originNanos());
            interval = clock.intervalAt(interval, at);
            Instant began = at == turns.nanos(i) ? held.at() : clock.origin();
            all[count++] = stage(held, began, share(clock.usedAt(interval, at), most), limit);
        }
        return SinglePass.listed(all, count);
    }

    private static Outcome.Stage stage(Turn held, Instant at, double share, Duration limit) {
        Holder holder = held.holder();
        return new Outcome.Stage(at, share, holder, held.team(), held.severity(), limit);
    }

    private static boolean isSameStage(Outcome.Stage last, Turn next, Duration limit) {
        return last.holder().equals(next.holder())
                && last.team().equals(next.team())
                && last.severity().equals(next.severity())
                && last.limit().equals(limit);
    }

    private static double share(Duration used, Duration limit) {
        return share(used.toNanos(), seconds(limit.toNanos()));
    }

    /** Of a limit of zero all is used from the start. */
    private static double share(long used, double most) {
        if (most == 0) {
            return used == 0 ? 1 : Double.POSITIVE_INFINITY;
        }
        return seconds(used) / most;
    }

    private static double seconds(long nanos) {
        long whole = nanos / SinglePass.SECOND;
        return whole + nanos % SinglePass.SECOND / 1e9;
    }

    /**
     * Every wait of a case during a measurement, in the order of their beginnings.
     *
     * @param credit of a finished measurement; null while it goes on
     * @param isFinished whether it was finished at {@code until}, or put to sleep
     */
    static List<Outcome.Wait> waits(
            List<Turn> turns, Instant start, Instant until, @Nullable CreditedTo credit, boolean isFinished) {
        List<Going> going = List.of();
        List<Outcome.Wait> waits = List.of();
        boolean inOrder = true;
        for (int i = 0; i < turns.size() && !turns.get(i).at().isAfter(until); i++) {
            Turn turn = turns.get(i);
            // What the finishing event ended, it ended by finishing, not by going on.
            Set<PauseReason> still =
                    isFinished && credit != null && turn.at().equals(until) ? credit.waits() : turn.waits();
            for (int j = 0; j < going.size(); j++) {
                Going over = going.get(j);
                if (!still.contains(over.reason())) {
                    going.remove(j--);
                    if (turn.at().isAfter(start)) {
                        waits = waits.isEmpty() ? new ArrayList<>(4) : waits;
                        inOrder &= waits.isEmpty()
                                || !over.start()
                                        .isBefore(waits.get(waits.size() - 1).start());
                        waits.add(over.until(turn.at(), Outcome.Wait.Ending.RESUMED));
                    }
                }
            }
            if (!still.isEmpty()) {
                Instant from = turn.at().isBefore(start) ? start : turn.at();
                going = going.isEmpty() ? new ArrayList<>(2) : going;
                for (PauseReason reason : still) {
                    if (!isAmong(going, reason)) {
                        going.add(new Going(reason, turn.team(), from));
                    }
                }
            }
        }
        Outcome.Wait.Ending ending = ending(isFinished);
        for (int i = 0; i < going.size(); i++) {
            waits = waits.isEmpty() ? new ArrayList<>(4) : waits;
            inOrder &= waits.isEmpty()
                    || !going.get(i)
                            .start()
                            .isBefore(waits.get(waits.size() - 1).start());
            waits.add(going.get(i).until(until, ending));
        }
        if (!inOrder) {
            waits.sort(Comparator.comparing(Outcome.Wait::start));
        }
        return waits;
    }

    private static boolean isAmong(List<Going> going, PauseReason reason) {
        for (int i = 0; i < going.size(); i++) {
            if (going.get(i).reason().equals(reason)) {
                return true;
            }
        }
        return false;
    }

    /** As {@code Duration.between}, for much less. */
    private static Duration between(Instant start, Instant end) {
        return Duration.ofSeconds(
                end.getEpochSecond() - start.getEpochSecond(), (long) end.getNano() - start.getNano());
    }

    /** A wait that has not ended. */
    private record Going(PauseReason reason, String team, Instant start) {
        Outcome.Wait until(Instant end, Outcome.Wait.Ending ending) {
            return new Outcome.Wait(reason, team, start, between(start, end), ending);
        }
    }

    /** The same for a {@link SinglePass}, for less where a case never waits for two things at once. */
    static List<Outcome.Wait> waits(
            Turns turns, Instant start, Instant until, @Nullable CreditedTo credit, boolean isFinished) {
        long first = SinglePass.nanos(start);
        long last = SinglePass.nanos(until);
        Outcome.Wait[] waits = NONE;
        int count = 0;
        PauseReason going = null;
        int begun = 0;
        for (int i = 0; i < turns.size() && turns.nanos(i) <= last; i++) {
            Set<PauseReason> still = isFinished && credit != null && turns.nanos(i) == last
                    ? credit.waits()
                    : turns.get(i).waits();
            if (still.size() > 1) {
                return waits(turns.toList(), start, until, credit, isFinished);
            }
            PauseReason next = still.isEmpty() ? null : still.iterator().next();
            if (Objects.equals(next, going)) {
                continue;
            }
            if (going != null && turns.nanos(i) > first) {
                waits = withRoom(waits, count);
                waits[count++] = wait(going, turns, begun, start, turns.nanos(i), Outcome.Wait.Ending.RESUMED);
            }
            going = next;
            begun = i;
        }
        if (going != null) {
            waits = withRoom(waits, count);
            waits[count++] = wait(going, turns, begun, start, last, ending(isFinished));
        }
        return SinglePass.listed(waits, count);
    }

    private static Outcome.Wait[] withRoom(Outcome.Wait[] waits, int count) {
        return count == waits.length ? Arrays.copyOf(waits, count + FEW) : waits;
    }

    private static Outcome.Wait.Ending ending(boolean isFinished) {
        return isFinished ? Outcome.Wait.Ending.FINISHED : Outcome.Wait.Ending.OPEN;
    }

    private static Outcome.Wait wait(
            PauseReason reason, Turns turns, int begun, Instant start, long end, Outcome.Wait.Ending ending) {
        Turn turn = turns.get(begun);
        Instant from = turn.at().isBefore(start) ? start : turn.at();
        long since = Math.max(turns.nanos(begun), SinglePass.nanos(start));
        Duration age = Duration.ofNanos(end - since);
        return new Outcome.Wait(reason, turn.team(), from, age, ending);
    }
}
