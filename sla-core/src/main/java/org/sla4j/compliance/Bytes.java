package org.sla4j.compliance;

import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Writes numbers, texts and times in one canonical way. */
final class Bytes {
    private Bytes() {}

    /** Writes a number that is not negative in seven bits a byte, the lowest first. */
    static void number(DataOutput out, long number) throws IOException {
        long rest = number;
        while (rest >= 0x80) {
            out.writeByte((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    static long readNumber(DataInput in) throws IOException {
        long number = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            int next = in.readUnsignedByte();
            number |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                if (next == 0 && shift > 0) {
                    throw new IOException("a number has a byte more than it needs");
                }
                return number;
            }
        }
        throw new IOException("a number has more than 63 bits");
    }

    static void text(DataOutput out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(out, bytes.length);
        out.write(bytes);
    }

    static String readText(DataInputStream in) throws IOException {
        long length = readNumber(in);
        if (length > in.available()) {
            throw new EOFException();
        }
        return new String(in.readNBytes((int) length), StandardCharsets.UTF_8);
    }

    static void time(DataOutput out, Duration time) throws IOException {
        number(out, time.getSeconds());
        number(out, time.getNano());
    }

    static Duration readTime(DataInput in) throws IOException {
        long seconds = readNumber(in);
        long nanos = readNumber(in);
        if (nanos > 999_999_999) {
            throw new IOException("a second has 999,999,999 nanoseconds at most, but there are " + nanos);
        }
        return Duration.ofSeconds(seconds, nanos);
    }
}
