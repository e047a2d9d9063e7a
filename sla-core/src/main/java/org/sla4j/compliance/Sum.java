package org.sla4j.compliance;

import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;

/** A sum of times, or a count in its seconds: exact, the same in any order, and below zero when more was taken out than put in. */
final class Sum {
    private long seconds;
    private int nanos;

    void add(long moreSeconds, int moreNanos) {
        int sum = nanos + moreNanos;
        int carry = Math.floorDiv(sum, 1_000_000_000);
        seconds += moreSeconds + carry;
        nanos = sum - carry * 1_000_000_000;
    }

    void add(Duration time, int sign) {
        add(sign * time.getSeconds(), sign * time.getNano());
    }

    void merge(Sum other, int sign) {
        add(sign * other.seconds, sign * other.nanos);
    }

    boolean isZero() {
        return seconds == 0 && nanos == 0;
    }

    boolean isNegative() {
        return seconds < 0;
    }

    /** Whether as much can be added or taken out again without leaving the numbers that are kept. */
    boolean hasRoomFor(long moreSeconds) {
        return Math.abs(seconds) <= Bytes.MOST - Math.abs(moreSeconds);
    }

    boolean hasRoomFor(Sum more) {
        return hasRoomFor(Math.abs(more.seconds) + 1);
    }

    Duration time() {
        return Duration.ofSeconds(seconds, nanos);
    }

    long count() {
        return seconds;
    }

    void write(DataOutput out) throws IOException {
        Bytes.signed(out, seconds);
        Bytes.number(out, nanos);
    }

    static Sum read(DataInputStream in) throws IOException {
        Sum sum = new Sum();
        sum.seconds = Bytes.readSigned(in);
        sum.nanos = Bytes.readNanos(in);
        return sum;
    }
}
