package org.sla4j.monitor;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Numbers, instants and texts in few bytes: numbers seven bits a byte, the lowest first; instants in whole seconds where they are. */
final class Packed {
    private Packed() {}

    /** A growing row of bytes. */
    static final class Out {
        private byte[] bytes;
        private int size;

        Out() {
            this(128);
        }

        /** Has room for so many bytes, and makes more when it is needed. */
        Out(int usual) {
            bytes = new byte[usual];
        }

        private void reserve(int more) {
            if (size + more > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
            }
        }

        Out number(long value) {
            reserve(10);
            long left = value;
            while ((left & ~0x7FL) != 0) {
                bytes[size++] = (byte) (left | 0x80);
                left >>>= 7;
            }
            bytes[size++] = (byte) left;
            return this;
        }

        /** A number that may be negative. */
        Out signed(long value) {
            return number(value << 1 ^ value >> 63);
        }

        /** An instant, or none. */
        Out instant(@Nullable Instant at) {
            if (at == null) {
                return number(0);
            }
            // Zigzag, so that years before 1970 are short too; then whether there is a fraction; 0 is for none.
            long second = at.getEpochSecond();
            number(((second << 1 ^ second >> 63) << 1 | (at.getNano() == 0 ? 0 : 1)) + 1);
            return at.getNano() == 0 ? this : number(at.getNano());
        }

        /** An instant as its distance from another. */
        Out distance(Instant from, Instant at) {
            long seconds = at.getEpochSecond() - from.getEpochSecond();
            number((seconds << 1 ^ seconds >> 63) << 1 | (at.getNano() == 0 ? 0 : 1));
            return at.getNano() == 0 ? this : number(at.getNano());
        }

        /** A number in eight bytes, for one that is seldom small. */
        Out fixed(long value) {
            reserve(Long.BYTES);
            for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
                bytes[size++] = (byte) (value >>> shift);
            }
            return this;
        }

        Out text(String text) {
            return bytes(text.getBytes(StandardCharsets.UTF_8));
        }

        Out bytes(byte[] more) {
            number(more.length);
            return raw(more);
        }

        /** Bytes up to the end: how many there are is not said. */
        Out raw(byte[] more) {
            reserve(more.length);
            System.arraycopy(more, 0, bytes, size, more.length);
            size += more.length;
            return this;
        }

        byte[] toBytes() {
            return Arrays.copyOf(bytes, size);
        }
    }

    /** Reads what {@link Out} wrote, in the same order. */
    static final class In {
        private final byte[] bytes;
        private int at;

        In(byte[] bytes) {
            this(bytes, 0);
        }

        In(byte[] bytes, int start) {
            this.bytes = bytes;
            at = start;
        }

        private byte next() {
            if (at == bytes.length) {
                throw damaged();
            }
            return bytes[at++];
        }

        private static IllegalArgumentException damaged() {
            return new IllegalArgumentException(
                    "The state of a case is damaged: it ends early or is not a state at all.");
        }

        long number() {
            long value = 0;
            for (int shift = 0; shift < 64; shift += 7) {
                byte part = next();
                value |= (long) (part & 0x7F) << shift;
                if (part >= 0) {
                    return value;
                }
            }
            throw damaged();
        }

        long signed() {
            long value = number();
            return value >>> 1 ^ -(value & 1);
        }

        int count() {
            long count = number();
            if (count < 0 || count > bytes.length) {
                throw damaged();
            }
            return (int) count;
        }

        @Nullable Instant instant() {
            long value = number() - 1;
            if (value == -1) {
                return null;
            }
            long second = value >>> 1;
            return Instant.ofEpochSecond(second >>> 1 ^ -(second & 1), (value & 1) == 0 ? 0 : number());
        }

        Instant requireInstant() {
            Instant at = instant();
            if (at == null) {
                throw damaged();
            }
            return at;
        }

        Instant distance(Instant from) {
            long value = number();
            long seconds = value >>> 1;
            return Instant.ofEpochSecond(
                    from.getEpochSecond() + (seconds >>> 1 ^ -(seconds & 1)), (value & 1) == 0 ? 0 : number());
        }

        long fixed() {
            long value = 0;
            for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
                value |= (next() & 0xFFL) << shift;
            }
            return value;
        }

        int letter() {
            return next() & 0xFF;
        }

        byte[] bytes() {
            int length = count();
            skip(length);
            return Arrays.copyOfRange(bytes, at - length, at);
        }

        void skip(int length) {
            if (length < 0 || length > bytes.length - at) {
                throw damaged();
            }
            at += length;
        }

        String text() {
            int length = count();
            if (length > bytes.length - at) {
                throw damaged();
            }
            at += length;
            return new String(bytes, at - length, length, StandardCharsets.UTF_8);
        }

        /** All bytes that are left. */
        byte[] rest() {
            int from = at;
            at = bytes.length;
            return Arrays.copyOfRange(bytes, from, at);
        }

        int at() {
            return at;
        }

        boolean hasMore() {
            return at < bytes.length;
        }
    }
}
