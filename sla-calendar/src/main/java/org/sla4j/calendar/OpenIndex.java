package org.sla4j.calendar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A set of open instants compiled for constant-time answers.
 *
 * <p>The whole index is one function and its inverse: {@code locate(t)}, the open seconds before an instant, and
 * {@code secondAt(n)}, where the n-th open second begins. Elapsed time is a difference of the first, a due date a value of
 * the second.
 *
 * <p>Time is cut into blocks of 2<sup>25</sup> seconds (about 388 days), each compiled when it is first needed, always as one
 * contiguous run so that the open seconds of all compiled blocks add up. All intervals of a run lie in one array, a word
 * each. A directory with a cell for every 2<sup>16</sup> seconds leads to the right interval at once, and a second directory
 * does the same for the inverse. Powers of two turn every step into a shift. Reading is a few array look-ups; it takes no
 * lock and allocates nothing. Whether an instant is open cannot be foreseen, so the look-ups compute with the sign bit of a
 * difference instead of branching on it: a wrong guess of the processor costs more than everything else here.
 *
 * <p>Thread-safe: each look-up reads one {@link Run}, all of whose fields are final, and growing replaces it under a lock. The
 * field that holds it is not volatile, so that a reader may see an older run than others do, and two look-ups of one answer
 * can share what they load. An older run gives the same answers, or it has none and the lock shows the newest.
 */
final class OpenIndex {
    /** 1911-01-01T00:00Z and 2201-01-01T00:00Z in epoch seconds. */
    static final long MIN = -1_861_920_000L;

    static final long MAX = 7_289_654_400L;

    /** Stands for "no such instant". */
    static final long NEVER = Long.MAX_VALUE;

    /** Stands for "not a second this index answers for". */
    static final long OUTSIDE = Long.MIN_VALUE;

    private static final long LONGEST = MAX - MIN;
    private static final int BLOCK_BITS = 25;
    private static final int BLOCK = 1 << BLOCK_BITS;
    private static final int BLOCKS = (int) ((MAX - MIN) >> BLOCK_BITS) + 1;
    private static final int MOST_INTERVALS = 65_533;

    private final OpenSet source;
    /** The seconds this index answers for; narrower than MIN to MAX where holidays are known for some years only. */
    private final long low;

    private final long high;
    /** Outside these seconds nothing is ever open. */
    private final OpenSet.Bounds hull;

    private Run run = Run.NONE;
    /** Whether the source has warned of unknown holidays, which it does once; only used while compiling, under the lock. */
    private boolean warned;

    OpenIndex(OpenSet source, long low, long high) {
        this.source = source;
        this.low = low;
        this.high = high;
        this.hull = source.hull();
    }

    long low() {
        return low;
    }

    long high() {
        return high;
    }

    /**
     * Open seconds before a second, counted from an origin that is the same for the life of this index, times two, plus one
     * if the second itself is open: both answers for the price of one.
     *
     * @param second any; before {@code low} and from {@code high} on the answer is {@link #OUTSIDE}
     */
    long locate(long second) {
        long offset = second - MIN;
        Run current = run;
        return current.answers(offset) ? current.locate(offset) : locateNew(second);
    }

    private long locateNew(long second) {
        return second < low || second >= high ? OUTSIDE : locateAny(second);
    }

    /** The same for the end, which is a place to measure to, though nothing is open from there on. */
    long locateEnd() {
        return locateAny(high);
    }

    private long locateAny(long second) {
        return covering(second - MIN).locate(second - MIN);
    }

    static boolean isOpen(long location) {
        return (location & 1) != 0;
    }

    static long openSeconds(long location) {
        return location >> 1;
    }

    /** Where the open second with number {@code n} begins (see {@link #locate}), or {@link #NEVER}. */
    long secondAt(long n) {
        Run current = run;
        if (!current.counts(n)) {
            if (n < -LONGEST || n > LONGEST) {
                return NEVER; // without compiling anything
            }
            current = growTo(n, high);
            if (!current.counts(n)) {
                return NEVER;
            }
        }
        return MIN + current.offsetAt(n);
    }

    /**
     * The first open second at or after {@code second}, or {@link #NEVER}; compiles nothing from {@code limit} on, so that
     * an answer after it may be missed.
     */
    long nextOpening(long second, long limit) {
        long n = openSeconds(locateAny(second)); // if it is closed, the next open second has this number, else itself
        Run current = run;
        if (!current.counts(n)) {
            current = growTo(n, limit);
            if (!current.counts(n)) {
                return NEVER;
            }
        }
        return MIN + current.offsetAt(n);
    }

    /**
     * The first closed second at or after {@code second}, or {@link #NEVER}; compiles nothing from {@code limit} on, so that
     * an answer after it may be missed.
     */
    long nextClosed(long second, long limit) {
        long offset = second - MIN;
        Run current = covering(offset);
        long closed = current.closedFrom(offset);
        while (closed == current.until && MIN + closed < Math.min(limit, high)) {
            current = growPastOpen(closed, limit);
            closed = current.closedFrom(closed);
        }
        return MIN + closed < Math.min(high, MIN + current.until) ? MIN + closed : NEVER;
    }

    /** Where the open time that holds an open second began; {@code low} if it never was closed before. */
    long openedAt(long second) {
        long opened = covering(second - MIN).openedAt(second - MIN);
        while (MIN + opened > low && isOpen(locate(MIN + opened - 1))) {
            opened = covering(opened - 1).openedAt(opened - 1); // open over the left edge of what was compiled before
        }
        return MIN + opened;
    }

    private Run covering(long offset) {
        Run current = run;
        return current.covers(offset) ? current : growOver((int) (offset >> BLOCK_BITS));
    }

    private synchronized Run growOver(int block) {
        Run current = run == Run.NONE ? Run.startingAt(block, low - MIN, high - MIN) : run;
        List<long[]> more = new ArrayList<>();
        for (int left = current.first - 1; left >= block; left--) {
            more.add(compile(left));
        }
        current = current.withLeft(more);
        more.clear();
        for (int right = current.end(); right <= block; right++) {
            more.add(compile(right));
        }
        run = current.withRight(more);
        return run;
    }

    /** Grows towards an open second by number until it is there, or nothing is open from there on. */
    private synchronized Run growTo(long n, long limit) {
        Run current = run;
        List<long[]> more = new ArrayList<>();
        long last = Math.min(Math.min(limit, high), hull.end());
        long top = current.top();
        for (int block = current.end(); n >= top && block < BLOCKS && start(block) < last; block++) {
            long[] open = compile(block);
            more.add(open);
            top += total(open);
        }
        current = current.withRight(more);
        more.clear();
        long first = Math.max(low, hull.start());
        long bottom = current.bottom();
        for (int block = current.first - 1; n < bottom && block >= 0 && start(block + 1) > first; block--) {
            long[] open = compile(block);
            more.add(open);
            bottom -= total(open);
        }
        run = current.withLeft(more);
        return run;
    }

    /** Grows to the right of an offset that the compiled blocks reach until something is closed. */
    private synchronized Run growPastOpen(long offset, long limit) {
        Run current = run;
        List<long[]> more = new ArrayList<>();
        long last = Math.min(limit, high);
        boolean open = current.until == offset;
        for (int block = current.end(); open && block < BLOCKS && start(block) < last; block++) {
            long[] compiled = compile(block);
            more.add(compiled);
            open = total(compiled) == BLOCK;
        }
        run = current.withRight(more);
        return run;
    }

    private static long start(int block) {
        return MIN + ((long) block << BLOCK_BITS);
    }

    private long[] compile(int block) {
        long first = Math.max(start(block), low);
        long until = Math.min(start(block + 1), high);
        warned = warned || source.warnUnknown(first, until);
        long[] open = source.between(first, until);
        if (open.length / 2 > MOST_INTERVALS) {
            throw new IllegalArgumentException("A calendar with " + open.length / 2
                    + " separate open intervals in a year is too fragmented; at most " + MOST_INTERVALS
                    + " are accepted.");
        }
        for (int i = 0; i < open.length; i++) {
            open[i] -= MIN;
        }
        return open;
    }

    private static long total(long[] open) {
        long total = 0;
        for (int i = 0; i < open.length; i += 2) {
            total += open[i + 1] - open[i];
        }
        return total;
    }

    /** The bytes of arrays held for the blocks compiled so far. */
    long bytes() {
        return run.bytes();
    }

    /** How many blocks are compiled so far. */
    int compiledBlocks() {
        return run.end() - run.first;
    }

    /**
     * A contiguous run of compiled blocks; immutable. It counts in offsets, seconds since {@link #MIN}.
     *
     * <p>An interval is a word: its start in the upper 34 bits and the open seconds before it, modulo 2<sup>30</sup>, in the
     * lower 30. No interval reaches over the edge of a block, so numbers of open seconds that are compared here are never
     * further apart than a few blocks, and a difference modulo 2<sup>30</sup> is the difference. Interval 0 is an empty one at
     * the left edge, and two sentinels follow the last, so that no look-up has a special case.
     */
    private static final class Run {
        static final Run NONE = startingAt(0, 0, 0);

        private static final int CELL_BITS = 16;
        private static final int OPEN_BITS = 30;
        private static final long OPEN_MASK = (1L << OPEN_BITS) - 1;
        private static final long BEYOND = -1L >>> OPEN_BITS;
        private static final int SENTINELS = 2;

        final int first;
        final long from;
        final long until;
        /** What the index answers for, and the part of it that lies in this run. */
        private final long low;

        private final long high;
        private final long lowest;
        private final long highest;
        /** The open seconds before each block and, last, before the end; those of the first block may be negative. */
        private final long[] bases;

        private final long bottom;
        private final long top;
        private final long[] intervals;
        /** For each cell the last interval that starts at or before its left edge; at last, the last of all. */
        private final int[] cells;
        /** The same for buckets of open seconds. */
        private final int[] inverse;

        private final int inverseShift;
        /** Whether some cell, or some bucket, has more than two intervals start in it. */
        private final boolean crowded;

        private final boolean crowdedInverse;
        /** Whether the open seconds of the whole run can be told apart modulo 2<sup>30</sup>, as those of a century of office hours can. */
        private final boolean narrow;

        private Run(int first, long[] bases, long[] intervals, long low, long high) {
            this.first = first;
            this.bases = bases;
            this.intervals = intervals;
            this.low = low;
            this.high = high;
            from = (long) first << BLOCK_BITS;
            until = (long) end() << BLOCK_BITS;
            lowest = Math.max(from, low);
            highest = Math.min(until, high) - 1;
            bottom = bases[0];
            top = bases[bases.length - 1];
            cells = cells();
            inverseShift = inverseShift();
            inverse = inverse();
            narrow = top - bottom <= OPEN_MASK;
            crowded = isCrowded(cells);
            crowdedInverse = isCrowded(inverse);
        }

        private static boolean isCrowded(int[] directory) {
            boolean crowded = false;
            for (int i = 1; i < directory.length; i++) {
                crowded |= directory[i] - directory[i - 1] > 2;
            }
            return crowded;
        }

        static Run startingAt(int block, long low, long high) {
            long[] empty = {word((long) block << BLOCK_BITS, 0), word(BEYOND, 0), word(BEYOND, 0)};
            return new Run(block, new long[] {0}, empty, low, high);
        }

        /** @param more the open time of the blocks to the right, in the order of time */
        Run withRight(List<long[]> more) {
            if (more.isEmpty()) {
                return this;
            }
            long[] newBases = Arrays.copyOf(bases, bases.length + more.size());
            long[] words = Arrays.copyOf(intervals, intervals.length + count(more));
            int at = intervals.length - SENTINELS;
            long open = top;
            for (int i = 0; i < more.size(); i++) {
                at = put(more.get(i), open, words, at);
                open += total(more.get(i));
                newBases[bases.length + i] = open;
            }
            Arrays.fill(words, at, words.length, word(BEYOND, open));
            return new Run(first, newBases, words, low, high);
        }

        /** @param more the open time of the blocks to the left, from the nearest to the furthest */
        Run withLeft(List<long[]> more) {
            if (more.isEmpty()) {
                return this;
            }
            long[] newBases = new long[more.size() + bases.length];
            System.arraycopy(bases, 0, newBases, more.size(), bases.length);
            for (int i = 0; i < more.size(); i++) {
                newBases[more.size() - 1 - i] = newBases[more.size() - i] - total(more.get(i));
            }
            int newFirst = first - more.size();
            long[] words = new long[intervals.length + count(more)];
            words[0] = word((long) newFirst << BLOCK_BITS, newBases[0]);
            int at = 1;
            for (int i = more.size() - 1; i >= 0; i--) {
                at = put(more.get(i), newBases[more.size() - 1 - i], words, at);
            }
            System.arraycopy(intervals, 1, words, at, intervals.length - 1);
            return new Run(newFirst, newBases, words, low, high);
        }

        private static int count(List<long[]> more) {
            return more.stream().mapToInt(open -> open.length / 2).sum();
        }

        private static int put(long[] open, long before, long[] words, int from) {
            int at = from;
            long seconds = before;
            for (int i = 0; i < open.length; i += 2) {
                words[at++] = word(open[i], seconds);
                seconds += open[i + 1] - open[i];
            }
            return at;
        }

        private static long word(long start, long open) {
            return start << OPEN_BITS | (open & OPEN_MASK);
        }

        private static long start(long word) {
            return word >>> OPEN_BITS;
        }

        /** How much more open time lies before one word than before another, which may be a number of open seconds too. */
        private static long openBetween(long word, long later) {
            return (later - word) << (Long.SIZE - OPEN_BITS) >> (Long.SIZE - OPEN_BITS);
        }

        private int[] cells() {
            int[] directory = new int[(int) ((until - from) >> CELL_BITS) + 1];
            int last = intervals.length - SENTINELS - 1;
            int i = 0;
            for (int cell = 0; cell < directory.length - 1; cell++) {
                long edge = from + ((long) cell << CELL_BITS);
                while (start(intervals[i + 1]) <= edge) {
                    i++;
                }
                directory[cell] = i;
            }
            directory[directory.length - 1] = last;
            return directory;
        }

        /** The smallest shift that makes no more buckets than there are intervals. */
        private int inverseShift() {
            int shift = 0;
            while ((top - bottom) >> shift > intervals.length) {
                shift++;
            }
            return shift;
        }

        private int[] inverse() {
            int[] directory = new int[(int) ((top - bottom) >> inverseShift) + 2];
            int last = intervals.length - SENTINELS - 1;
            int i = 0;
            for (int bucket = 0; bucket < directory.length - 1; bucket++) {
                long edge = bottom + ((long) bucket << inverseShift);
                while (i < last && openBetween(intervals[i + 1], edge) >= 0) {
                    i++;
                }
                directory[bucket] = i;
            }
            directory[directory.length - 1] = last;
            return directory;
        }

        int end() {
            return first + bases.length - 1;
        }

        long bottom() {
            return bottom;
        }

        long top() {
            return top;
        }

        boolean covers(long offset) {
            return offset >= from && offset < until;
        }

        /** Whether an offset is both compiled and one that the index answers for. */
        boolean answers(long offset) {
            return offset >= lowest && offset <= highest;
        }

        boolean counts(long n) {
            return n >= bottom && n < top;
        }

        /** 1 if one place is not after the other, else 0, without a branch. */
        private static int isAtOrBefore(long place, long other) {
            return (int) ((place - other - 1) >>> 63);
        }

        /** The last interval that starts at or before an offset. */
        private int startingBefore(long offset) {
            int cell = (int) ((offset - from) >> CELL_BITS);
            int i = cells[cell];
            if (crowded) {
                int last = cells[cell + 1];
                while (i < last) {
                    int middle = (i + last + 1) >>> 1;
                    if (start(intervals[middle]) <= offset) {
                        i = middle;
                    } else {
                        last = middle - 1;
                    }
                }
                return i;
            }
            // Two steps at most, and a step too many stays where it is.
            return i + isAtOrBefore(start(intervals[i + 1]), offset) + isAtOrBefore(start(intervals[i + 2]), offset);
        }

        long locate(long offset) {
            int i = startingBefore(offset);
            long word = intervals[i];
            long into = offset - start(word);
            long length = openBetween(word, intervals[i + 1]);
            long sinceClosed = into - length; // negative while open
            long open = length + (sinceClosed & sinceClosed >> 63); // the lesser of the two
            long before = narrow ? bottom + ((word - bottom) & OPEN_MASK) : openBefore(word, offset);
            return (before + open) << 1 | sinceClosed >>> 63;
        }

        /** The open seconds before an interval, found from those before the block of an offset in or after it. */
        private long openBefore(long word, long offset) {
            long base = bases[(int) (offset >> BLOCK_BITS) - first];
            return base + openBetween(base, word);
        }

        /** Where the open second with a number that this run {@link #counts} begins. */
        long offsetAt(long n) {
            int bucket = (int) ((n - bottom) >> inverseShift);
            int i = inverse[bucket];
            if (crowdedInverse) {
                int last = inverse[bucket + 1];
                while (i < last) {
                    int middle = (i + last + 1) >>> 1;
                    if (openBetween(intervals[middle], n) >= 0) {
                        i = middle;
                    } else {
                        last = middle - 1;
                    }
                }
            } else {
                i += isAtOrBefore(openBetween(n, intervals[i + 1]), 0)
                        + isAtOrBefore(openBetween(n, intervals[i + 2]), 0);
            }
            long word = intervals[i];
            return start(word) + openBetween(word, n);
        }

        /** The first closed second at or after an offset, or {@code until}. */
        long closedFrom(long offset) {
            int i = startingBefore(offset);
            long end = end(i);
            while (start(intervals[i + 1]) == end) { // cut at the edge of a block
                i++;
                end = end(i);
            }
            return Math.max(offset, end);
        }

        /** Where the interval that holds an open second begins, or what touches it in this run. */
        long openedAt(long offset) {
            int i = startingBefore(offset);
            while (i > 1 && end(i - 1) == start(intervals[i])) {
                i--;
            }
            return start(intervals[i]);
        }

        private long end(int i) {
            return start(intervals[i]) + openBetween(intervals[i], intervals[i + 1]);
        }

        long bytes() {
            return intervals.length == 1 + SENTINELS && bases.length == 1
                    ? 0
                    : 8L * (bases.length + intervals.length) + 4L * (cells.length + inverse.length);
        }
    }
}
