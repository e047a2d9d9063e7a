package org.sla4j.compliance;

import java.io.DataOutput;
import java.io.IOException;

/**
 * What happened to the cases of one group in each part of the limit: integers only, so that counts merge and can be taken out.
 *
 * <p>The parts are at most half an octave wide: from nothing to 1/64 of the limit, then up to 1/64, 1/45, 1/32 ... 16 times the
 * limit, and above. The limit itself is an edge, so that what ends in a part at or below it was met.
 */
final class RiskCells {
    static final int PARTS = 22;
    /** The first part above the limit. */
    static final int LIMIT = 13;

    /** Open when the part began, and in the group then. */
    static final int AT_START = 0;
    /** Finished within the part. */
    static final int FINISHED = 1;
    /** Last seen running within it. */
    static final int SEEN_RUNNING = 2;
    /** Last seen waiting within it. */
    static final int SEEN_WAITING = 3;
    /** First seen within it. */
    static final int ENTERED = 4;

    private static final int KINDS = 5;
    private static final int MOST = 1 << 30;
    private static final double[] EDGES = edges();

    private static final int[] NOTHING = {};
    /** How many bits the number of a part takes. */
    private static final int BITS = 5;

    /** The counts of each kind up to its last part, one kind after the other: most groups have few, and there are many groups. */
    private int[] counts = NOTHING;
    /** How many counts there are of each kind. */
    private int lengths;

    private int cases;

    private static double[] edges() {
        double[] edges = new double[PARTS];
        for (int i = 1; i < PARTS; i++) {
            int half = i - LIMIT;
            double whole = Math.scalb(1.0, Math.floorDiv(half, 2));
            edges[i] = half % 2 == 0 ? whole : whole * Math.sqrt(2);
        }
        return edges;
    }

    /** Where a part begins, as a share of the limit; the last has no end. */
    static double edge(int part) {
        return part < PARTS ? EDGES[part] : Double.POSITIVE_INFINITY;
    }

    /** The part that a share lies in or is about to enter. */
    static int partFrom(double share) {
        int part = 0;
        while (part + 1 < PARTS && EDGES[part + 1] <= share) {
            part++;
        }
        return part;
    }

    private int length(int kind) {
        return lengths >>> (BITS * kind) & (1 << BITS) - 1;
    }

    private int place(int kind, int part) {
        int place = part;
        for (int i = 0; i < kind; i++) {
            place += length(i);
        }
        return place;
    }

    private void widen(int kind, int length) {
        int more = length - length(kind);
        if (more > 0) {
            int end = place(kind, length(kind));
            int[] wide = new int[counts.length + more];
            System.arraycopy(counts, 0, wide, 0, end);
            System.arraycopy(counts, end, wide, end + more, counts.length - end);
            counts = wide;
            lengths += more << (BITS * kind);
        }
    }

    void count(int kind, int part, int sign) {
        widen(kind, part + 1);
        int place = place(kind, part);
        counts[place] = Math.addExact(counts[place], sign);
    }

    void countCase(int sign) {
        cases = Math.addExact(cases, sign);
    }

    int cases() {
        return cases;
    }

    int get(int kind, int part) {
        return part < length(kind) ? counts[place(kind, part)] : 0;
    }

    boolean hasRoomFor(RiskCells other) {
        boolean fits = Math.abs((long) cases) + Math.abs((long) other.cases) <= MOST;
        for (int kind = 0; kind < KINDS; kind++) {
            for (int part = 0; part < other.length(kind); part++) {
                fits &= Math.abs((long) get(kind, part)) + Math.abs((long) other.get(kind, part)) <= MOST;
            }
        }
        return fits;
    }

    void merge(RiskCells other) {
        for (int kind = 0; kind < KINDS; kind++) {
            widen(kind, other.length(kind));
            for (int part = 0; part < other.length(kind); part++) {
                counts[place(kind, part)] += other.get(kind, part);
            }
        }
        cases += other.cases;
    }

    boolean isEmpty() {
        for (int count : counts) {
            if (count != 0) {
                return false;
            }
        }
        return cases == 0;
    }

    void write(DataOutput out) throws IOException {
        Bytes.signed(out, cases);
        for (int kind = 0; kind < KINDS; kind++) {
            int filled = length(kind);
            while (filled > 0 && get(kind, filled - 1) == 0) {
                filled--;
            }
            Bytes.number(out, filled);
            for (int part = 0; part < filled; part++) {
                Bytes.signed(out, get(kind, part));
            }
        }
    }

    static RiskCells read(Bytes.Input in) throws IOException {
        RiskCells cells = new RiskCells();
        cells.cases = readCount(in);
        for (int kind = 0; kind < KINDS; kind++) {
            int filled = in.count("parts of a limit", PARTS, 1);
            cells.widen(kind, filled);
            for (int part = 0; part < filled; part++) {
                cells.counts[cells.place(kind, part)] = readCount(in);
            }
            if (filled > 0 && cells.get(kind, filled - 1) == 0) {
                throw new IOException("the last count of a group is nothing");
            }
        }
        if (cells.isEmpty()) {
            throw new IOException("there is a group of nothing");
        }
        return cells;
    }

    static int readCount(Bytes.Input in) throws IOException {
        long count = Bytes.readSigned(in);
        if (Math.abs(count) > MOST) {
            throw new IOException("a count is at most " + MOST + ", but was " + count);
        }
        return (int) count;
    }
}
