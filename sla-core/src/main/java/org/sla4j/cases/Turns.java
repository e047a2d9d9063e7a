package org.sla4j.cases;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.PauseReason;

/** What was true of a case from each of its instants on, in order of time. Mutable, not thread-safe. */
final class Turns {
    private static final Outcome.Wait[] NONE = {};
    private static final int FEW = 4;

    private Turn[] turns;
    private long[] nanos;
    private int size;

    /** Starts with room for some turns, and grows as needed. */
    Turns(int room) {
        turns = new Turn[room];
        nanos = new long[room];
    }

    /** Adds what holds from an instant on, in place of what was said of the same instant. */
    void add(Turn turn, long at) {
        if (size > 0 && nanos[size - 1] == at) {
            size--;
        } else if (size == turns.length) {
            turns = Arrays.copyOf(turns, 2 * size);
            nanos = Arrays.copyOf(nanos, 2 * size);
        }
        turns[size] = turn;
        nanos[size++] = at;
    }

    int size() {
        return size;
    }

    Turn get(int place) {
        return turns[place];
    }

    /** When a turn began, in nanoseconds since the epoch. */
    long nanos(int place) {
        return nanos[place];
    }

    /** The turn that held at an instant: the last that began by then, or a later one of those from the one to before the other. */
    int before(int from, int until, long at) {
        int place = from;
        while (place < until && nanos[place] <= at) {
            place++;
        }
        return place > 0 ? place - 1 : place;
    }

    /**
     * Every wait of the case during a measurement, as {@link Outcomes#waits} finds them, for less where a case never waits for two
     * things at once.
     */
    List<Outcome.Wait> waits(Instant start, Instant until, @Nullable CreditedTo credit, boolean isFinished) {
        long first = SinglePass.nanos(start);
        long last = SinglePass.nanos(until);
        Outcome.Wait[] waits = NONE;
        int count = 0;
        PauseReason going = null;
        int begun = 0;
        for (int i = 0; i < size && nanos[i] <= last; i++) {
            Set<PauseReason> still =
                    isFinished && credit != null && nanos[i] == last ? credit.waits() : turns[i].waits();
            if (still.size() > 1) {
                return Outcomes.waits(Arrays.asList(turns).subList(0, size), start, until, credit, isFinished);
            }
            PauseReason next = still.isEmpty() ? null : still.iterator().next();
            if (Objects.equals(next, going)) {
                continue;
            }
            if (going != null && nanos[i] > first) {
                waits = withRoom(waits, count);
                waits[count++] = wait(going, begun, start, nanos[i], Outcome.Wait.Ending.RESUMED);
            }
            going = next;
            begun = i;
        }
        if (going != null) {
            waits = withRoom(waits, count);
            waits[count++] = wait(going, begun, start, last, ending(isFinished));
        }
        return SinglePass.listed(waits, count);
    }

    private static Outcome.Wait[] withRoom(Outcome.Wait[] waits, int count) {
        return count == waits.length ? Arrays.copyOf(waits, count + FEW) : waits;
    }

    private static Outcome.Wait.Ending ending(boolean isFinished) {
        return isFinished ? Outcome.Wait.Ending.FINISHED : Outcome.Wait.Ending.OPEN;
    }

    private Outcome.Wait wait(PauseReason reason, int begun, Instant start, long end, Outcome.Wait.Ending ending) {
        Turn turn = turns[begun];
        Instant from = turn.at().isBefore(start) ? start : turn.at();
        long since = Math.max(nanos[begun], SinglePass.nanos(start));
        return new Outcome.Wait(reason, turn.team(), from, Duration.ofNanos(end - since), ending);
    }
}
