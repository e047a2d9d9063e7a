package org.sla4j.compliance;

import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import org.sla4j.cases.Outcome;

/** How the waits for one reason ended, by their age on the wall: a quarter of an hour, then doubling up to 85 days, and longer. */
final class WaitCells {
    static final int AGES = 15;

    static final int BEGUN = 0;
    static final int RESUMED = 1;
    static final int FINISHED = 2;
    static final int OPEN = 3;

    private static final int KINDS = 4;
    private static final long FIRST = Duration.ofMinutes(15).toSeconds();

    private final int[] counts = new int[KINDS * AGES];

    static int age(Duration time) {
        int age = 0;
        while (age + 1 < AGES && time.toSeconds() >= FIRST << age) {
            age++;
        }
        return age;
    }

    /** Counts a wait that was watched from one age to another. */
    void count(Duration from, Duration to, Outcome.Wait.Ending ending, int sign) {
        int last = age(to);
        int first = from.isZero() ? 0 : age(from) + 1;
        if (first > last) {
            return;
        }
        for (int age = first; age <= last; age++) {
            add(BEGUN, age, sign);
        }
        int kind = switch (ending) {
            case RESUMED -> RESUMED;
            case FINISHED -> FINISHED;
            case OPEN -> OPEN;
        };
        add(kind, last, sign);
    }

    private void add(int kind, int age, int sign) {
        counts[kind * AGES + age] = Math.addExact(counts[kind * AGES + age], sign);
    }

    int get(int kind, int age) {
        return counts[kind * AGES + age];
    }

    /** Those whose end was or could have been seen at an age; the half of those that are open still. */
    double atRisk(int age) {
        return get(BEGUN, age) - get(OPEN, age) / 2.0;
    }

    boolean hasRoomFor(WaitCells other) {
        boolean fits = true;
        for (int i = 0; i < counts.length; i++) {
            fits &= Math.abs((long) counts[i]) + Math.abs((long) other.counts[i]) <= 1 << 30;
        }
        return fits;
    }

    void merge(WaitCells other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
    }

    boolean isEmpty() {
        for (int count : counts) {
            if (count != 0) {
                return false;
            }
        }
        return true;
    }

    void write(DataOutput out) throws IOException {
        for (int count : counts) {
            Bytes.signed(out, count);
        }
    }

    static WaitCells read(Bytes.Input in) throws IOException {
        WaitCells cells = new WaitCells();
        for (int i = 0; i < cells.counts.length; i++) {
            cells.counts[i] = RiskCells.readCount(in);
        }
        if (cells.isEmpty()) {
            throw new IOException("there is a wait that nobody waited");
        }
        return cells;
    }
}
