package org.sla4j.calendar;

import java.util.Arrays;

/**
 * A set of open instants compiled for constant-time answers.
 *
 * <p>The whole index is one function and its inverse: {@code locate(t)}, the open seconds before an instant, and
 * {@code secondAt(n)}, where the n-th open second begins. Elapsed time is a difference of the first, a due date a value of
 * the second.
 *
 * <p>Time is cut into blocks of 2<sup>25</sup> seconds (about 388 days), each compiled when it is first needed, always as one
 * contiguous run so that the open seconds of all compiled blocks add up. Inside a block a directory of 512 cells leads to
 * the right interval at once, and a second directory does the same for the inverse. Powers of two turn every step into a
 * shift. Reading is a few array look-ups; it takes no lock and allocates nothing. Whether an instant is open cannot be
 * foreseen, so the look-ups compute with the sign bit of a difference instead of branching on it: a wrong guess of the
 * processor costs more than everything else here.
 *
 * <p>Thread-safe: readers see one immutable {@link Run} through a volatile field; growing replaces it under a lock.
 */
final class OpenIndex {
    /** 1900-01-01T00:00Z and 2201-01-01T00:00Z in epoch seconds. */
    static final long MIN = -2_208_988_800L;

    static final long MAX = 7_289_654_400L;

    /** Stands for "no such instant". */
    static final long NEVER = Long.MAX_VALUE;

    private static final int BLOCK_BITS = 25;
    private static final int BLOCK = 1 << BLOCK_BITS;
    private static final int CELL_BITS = 16;
    private static final int CELLS = 1 << (BLOCK_BITS - CELL_BITS);
    private static final int BLOCKS = (int) ((MAX - MIN) >> BLOCK_BITS) + 1;

    private final OpenSet source;
    /** The seconds this index answers for; narrower than MIN to MAX where holidays are known for some years only. */
    private final long low;

    private final long high;
    private volatile Run run = Run.NONE;
    /** Whether the source has warned of unknown holidays, which it does once; only used while compiling, under the lock. */
    private boolean warned;

    OpenIndex(OpenSet source, long low, long high) {
        this.source = source;
        this.low = low;
        this.high = high;
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
     * @param second within {@code low} to {@code high}
     */
    long locate(long second) {
        long offset = second - MIN;
        return block((int) (offset >> BLOCK_BITS)).locate((int) offset & (BLOCK - 1));
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
        if (!current.covers(n)) {
            current = growTo(n);
            if (!current.covers(n)) {
                return NEVER;
            }
        }
        int i = current.blockOf(n);
        return start(current.first + i) + current.blocks[i].secondAt((int) (n - current.blocks[i].base));
    }

    /** The first open second at or after {@code second}, or {@link #NEVER}. */
    long nextOpening(long second) {
        return next(second, true, high);
    }

    /** The first open second at or after {@code second}, or {@link #NEVER}; compiles nothing from {@code limit} on. */
    long nextOpening(long second, long limit) {
        return next(second, true, limit);
    }

    /** The first closed second at or after {@code second}, or {@link #NEVER}. */
    long nextClosed(long second) {
        return next(second, false, high);
    }

    /** The first closed second at or after {@code second}, or {@link #NEVER}; compiles nothing from {@code limit} on. */
    long nextClosed(long second, long limit) {
        return next(second, false, limit);
    }

    /** Where the open time that holds an open second began; {@code low} if it never was closed before. */
    long openedAt(long second) {
        long offset = second - MIN;
        int number = (int) (offset >> BLOCK_BITS);
        int opened = block(number).openedAt((int) offset & (BLOCK - 1));
        while (opened == 0 && start(number) > low && isOpen(locate(start(number) - 1))) {
            number--;
            opened = block(number).openedAt(BLOCK - 1);
        }
        return start(number) + opened;
    }

    private long next(long second, boolean open, long limit) {
        long offset = second - MIN;
        int number = (int) (offset >> BLOCK_BITS);
        int found = block(number).next((int) offset & (BLOCK - 1), open);
        while (found == BLOCK) {
            Run current = run;
            int i = open
                    ? current.openFrom[number + 1 - current.first]
                    : current.closedFrom[number + 1 - current.first];
            number = current.first + i;
            if (i == current.blocks.length) {
                if (number == BLOCKS || start(number) >= limit) {
                    return NEVER;
                }
                block(number);
                number--;
                continue; // the new block may or may not have it: look again from its left edge
            }
            found = current.blocks[i].next(0, open);
        }
        long answer = start(number) + found;
        return answer < high ? answer : NEVER;
    }

    private static long start(int number) {
        return MIN + ((long) number << BLOCK_BITS);
    }

    private Block block(int number) {
        Run current = run;
        int i = number - current.first;
        if (i < 0 || i >= current.blocks.length) {
            current = growOver(number);
            i = number - current.first;
        }
        return current.blocks[i];
    }

    private synchronized Run growOver(int number) {
        Run current = run;
        if (current.blocks.length == 0) {
            current = current.startingWith(number, compile(number));
        }
        while (number < current.first) {
            current = current.withLeft(compile(current.first - 1));
        }
        while (number >= current.first + current.blocks.length) {
            current = current.withRight(compile(current.first + current.blocks.length));
        }
        run = current;
        return current;
    }

    /** Grows towards an open second by number until it is there or the supported years end. */
    private synchronized Run growTo(long n) {
        Run current = run;
        while (n >= current.top && current.first + current.blocks.length < BLOCKS && end(current) < high) {
            current = current.withRight(compile(current.first + current.blocks.length));
        }
        while (n < current.bottom && current.first > 0 && start(current.first) > low) {
            current = current.withLeft(compile(current.first - 1));
        }
        run = current;
        return current;
    }

    private static long end(Run current) {
        return start(current.first + current.blocks.length);
    }

    private long[] compile(int number) {
        long from = start(number);
        long first = Math.max(from, low);
        long until = Math.min(from + BLOCK, high);
        warned = warned || source.warnUnknown(first, until);
        long[] open = source.between(first, until);
        for (int i = 0; i < open.length; i++) {
            open[i] -= from;
        }
        return open;
    }

    /** The bytes of arrays held for the blocks compiled so far. */
    long bytes() {
        long bytes = 0;
        for (Block block : run.blocks) {
            bytes += block.bytes();
        }
        return bytes;
    }

    /** How many blocks are compiled so far. */
    int compiledBlocks() {
        return run.blocks.length;
    }

    /** A contiguous run of compiled blocks; immutable. */
    private static final class Run {
        static final Run NONE = new Run(0, new Block[0]);

        final int first;
        final Block[] blocks;
        /** The numbers of open seconds in the run go from {@code bottom} to below {@code top}. */
        final long bottom;

        final long top;
        /** For each block the first at or after it with any open, or any closed, second. */
        final int[] openFrom;

        final int[] closedFrom;
        /** The first open second of each block, and {@code top}. */
        private final long[] bases;

        private final int[] directory;
        private final int directoryShift;
        private final int directorySteps;

        private Run(int first, Block[] blocks) {
            this.first = first;
            this.blocks = blocks;
            int n = blocks.length;
            bottom = n == 0 ? 0 : blocks[0].base;
            top = n == 0 ? 0 : blocks[n - 1].base + blocks[n - 1].total();
            openFrom = new int[n + 1];
            closedFrom = new int[n + 1];
            openFrom[n] = n;
            closedFrom[n] = n;
            for (int i = n - 1; i >= 0; i--) {
                openFrom[i] = blocks[i].total() > 0 ? i : openFrom[i + 1];
                closedFrom[i] = blocks[i].total() < BLOCK ? i : closedFrom[i + 1];
            }
            bases = new long[n + 1];
            for (int i = 0; i < n; i++) {
                bases[i] = blocks[i].base;
            }
            bases[n] = top;
            directoryShift = shiftFor(top - bottom, n);
            directory = new int[(int) ((top - bottom) >> directoryShift) + 1];
            int block = 0;
            int steps = 0;
            for (int i = 0; i < directory.length && n > 0; i++) {
                int before = block;
                while (block < n - 1 && bases[block + 1] - bottom <= (long) i << directoryShift) {
                    block++;
                }
                directory[i] = block;
                steps = Math.max(steps, block - before);
            }
            directorySteps = Math.max(steps, n - 1 - block);
        }

        Run startingWith(int number, long[] open) {
            return new Run(number, new Block[] {new Block(0, open)});
        }

        Run withRight(long[] open) {
            Block[] more = Arrays.copyOf(blocks, blocks.length + 1);
            more[blocks.length] = new Block(top, open);
            return new Run(first, more);
        }

        Run withLeft(long[] open) {
            Block[] more = new Block[blocks.length + 1];
            System.arraycopy(blocks, 0, more, 1, blocks.length);
            more[0] = new Block(bottom - Block.total(open), open);
            return new Run(first - 1, more);
        }

        boolean covers(long n) {
            return n >= bottom && n < top;
        }

        int blockOf(long n) {
            int i = directory[(int) ((n - bottom) >> directoryShift)];
            // n is below top, the last of bases, so that a step too many stays where it is.
            i += (int) ((bases[i + 1] - n - 1) >>> 63);
            for (int steps = directorySteps; steps > 1; steps--) {
                i += (int) ((bases[i + 1] - n - 1) >>> 63);
            }
            return i;
        }
    }

    /** The smallest shift that spreads {@code total} over about as many buckets as there are items. */
    private static int shiftFor(long total, int items) {
        int shift = 0;
        while (total >> shift > 2L * items) {
            shift++;
        }
        return shift;
    }

    /**
     * The intervals of one block; immutable.
     *
     * <p>Interval 0 is an empty one at the left edge and the last is a sentinel that starts beyond the right edge, so that
     * no look-up has a special case. {@code intervals} holds for each its start and, next to it in memory, the open seconds
     * before it: interval {@code i} has {@code open(i + 1) - open(i)} seconds.
     */
    private static final class Block {
        final long base;
        private static final int START = 0;
        private static final int OPEN = 1;
        private final int[] intervals;
        private final char[] cells;
        private final char[] inverse;
        private final int inverseShift;
        private final boolean crowdedCells;
        private final boolean crowdedInverse;

        Block(long base, long[] ends) {
            int n = ends.length / 2;
            if (n >= Character.MAX_VALUE - 1) {
                throw new IllegalArgumentException("A calendar with " + n
                        + " separate open intervals in a year is too fragmented; at most " + (Character.MAX_VALUE - 2)
                        + " are accepted.");
            }
            this.base = base;
            intervals = new int[2 * (n + 2)];
            int total = 0;
            for (int i = 1; i <= n; i++) {
                intervals[2 * i + START] = (int) ends[2 * i - 2];
                intervals[2 * i + OPEN] = total;
                total += (int) (ends[2 * i - 1] - ends[2 * i - 2]);
            }
            intervals[2 * n + 2 + START] = Integer.MAX_VALUE;
            intervals[2 * n + 2 + OPEN] = total;
            cells = directory(intervals, START, CELLS, CELL_BITS);
            inverseShift = shiftFor(total, n + 1);
            inverse = directory(intervals, OPEN, (total >> inverseShift) + 1, inverseShift);
            crowdedCells = isCrowded(cells);
            crowdedInverse = isCrowded(inverse);
        }

        static long total(long[] ends) {
            long total = 0;
            for (int i = 0; i < ends.length; i += 2) {
                total += ends[i + 1] - ends[i];
            }
            return total;
        }

        /** For each bucket the last interval, but the sentinel, whose key is not above the bucket's left edge. */
        private static char[] directory(int[] intervals, int key, int buckets, int shift) {
            char[] directory = new char[buckets + 1];
            int last = intervals.length / 2 - 2;
            int i = 0;
            for (int bucket = 0; bucket < buckets; bucket++) {
                while (i < last && intervals[2 * i + 2 + key] <= bucket << shift) {
                    i++;
                }
                directory[bucket] = (char) i;
            }
            directory[buckets] = (char) last;
            return directory;
        }

        /** Whether more intervals begin in some bucket than {@link #find} steps over without looking. */
        private static boolean isCrowded(char[] directory) {
            for (int bucket = 1; bucket < directory.length; bucket++) {
                if (directory[bucket] - directory[bucket - 1] > 2) {
                    return true;
                }
            }
            return false;
        }

        /**
         * The last interval, but the sentinel, whose key is not above {@code wanted}. The key of the sentinel is, so that a step
         * too many stays where it is.
         */
        private int find(int key, char[] directory, int shift, boolean crowded, int wanted) {
            int bucket = wanted >> shift;
            int i = directory[bucket];
            if (crowded) {
                return search(key, i, directory[bucket + 1], wanted);
            }
            i += (intervals[2 * i + 2 + key] - wanted - 1) >>> 31;
            i += (intervals[2 * i + 2 + key] - wanted - 1) >>> 31;
            return i;
        }

        private int search(int key, int from, int to, int wanted) {
            int first = from;
            int last = to;
            while (first < last) {
                int middle = (first + last + 1) >>> 1;
                if (intervals[2 * middle + key] <= wanted) {
                    first = middle;
                } else {
                    last = middle - 1;
                }
            }
            return first;
        }

        private int findStart(int second) {
            return find(START, cells, CELL_BITS, crowdedCells, second);
        }

        private int start(int i) {
            return intervals[2 * i + START];
        }

        private int open(int i) {
            return intervals[2 * i + OPEN];
        }

        int total() {
            return intervals[intervals.length - 1];
        }

        long locate(int second) {
            int i = findStart(second);
            int into = second - start(i);
            int length = open(i + 1) - open(i);
            int isOpen = (into - length) >>> 31;
            return (base + open(i) + Math.min(into, length)) << 1 | isOpen;
        }

        /** Where the interval that holds an open second begins. */
        int openedAt(int second) {
            return start(findStart(second));
        }

        int secondAt(int n) {
            int i = find(OPEN, inverse, inverseShift, crowdedInverse, n);
            return start(i) + (n - open(i));
        }

        /** The first open (or closed) second at or after {@code second}, or BLOCK if there is none in here. */
        int next(int second, boolean wanted) {
            int i = findStart(second);
            int end = start(i) + (open(i + 1) - open(i));
            boolean now = second < end;
            if (now == wanted) {
                return second;
            }
            return Math.min(wanted ? start(i + 1) : end, BLOCK);
        }

        long bytes() {
            return 4L * intervals.length + 2L * (cells.length + inverse.length);
        }
    }
}
