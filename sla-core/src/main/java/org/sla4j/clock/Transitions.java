package org.sla4j.clock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was done to a clock: the last transition and all that came before, so that clocks share what they have in common.
 *
 * <p>Of a clock that was restored from its state, what came before is loaded when it is asked for. Thread-safe.
 */
final class Transitions {
    private final Transition last;
    private final int size;
    private final @Nullable Transitions before;
    private final @Nullable Supplier<Transitions> loading;
    private volatile @Nullable Transitions loaded;

    private Transitions(
            @Nullable Transitions before, @Nullable Supplier<Transitions> loading, Transition last, int size) {
        this.before = before;
        this.loading = loading;
        this.last = last;
        this.size = size;
    }

    static Transitions of(Transition start) {
        return new Transitions(null, null, start, 1);
    }

    /** A history of which only the last transition is in memory; {@code whole} gives all of it. */
    static Transitions restored(Transition last, int size, Supplier<Transitions> whole) {
        return new Transitions(null, size == 1 ? null : whole, last, size);
    }

    Transitions plus(Transition next) {
        return new Transitions(this, null, next, size + 1);
    }

    Transition last() {
        return last;
    }

    int size() {
        return size;
    }

    /** Everything but the last transition; null for the start. */
    @Nullable Transitions before() {
        Transitions known = before == null ? loaded : before;
        if (known != null || loading == null) {
            return known;
        }
        Transitions whole = loading.get();
        if (whole.size != size || !whole.last.equals(last)) {
            throw new IllegalStateException(
                    "The history of a clock that was restored does not lead to its state: " + size + " events up to "
                            + last + " were saved, but there are " + whole.size + " up to " + whole.last + ".");
        }
        known = whole.before();
        loaded = known;
        return known;
    }

    /** All transitions in order, in a list of the caller's own. */
    List<Transition> toList() {
        Transition[] all = new Transition[size];
        Transitions at = this;
        for (int i = size - 1; i >= 0 && at != null; i--, at = at.before()) {
            all[i] = at.last;
        }
        return new ArrayList<>(Arrays.asList(all));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Transitions that
                        && size == that.size
                        && last.equals(that.last)
                        && toList().equals(that.toList()));
    }

    @Override
    public int hashCode() {
        return last.hashCode() * 31 + size;
    }

    @Override
    public String toString() {
        return toList().toString();
    }
}
