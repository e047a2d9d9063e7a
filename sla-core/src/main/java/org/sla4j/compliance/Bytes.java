package org.sla4j.compliance;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Writes numbers, texts and times in one canonical way: what reads back writes the same bytes again.
 *
 * <p>A document is four letters that say what it is, its version, its content, and a checksum (CRC-32C) of all of that.
 */
final class Bytes {
    private static final int HEAD = Integer.BYTES + 1;

    /** No count and no number of seconds is further from zero, so that a few of them can be added without overflow. */
    static final long MOST = 1L << 60;

    private Bytes() {}

    /** Something that writes itself. */
    interface Content {
        void write(DataOutputStream out) throws IOException;
    }

    /** Something that reads itself. */
    interface Reader<T> {
        T read(Input in) throws IOException;
    }

    /** What is left to read; the same text is kept once. */
    static final class Input extends DataInputStream {
        private final Map<String, String> texts = new HashMap<>();

        private Input(byte[] bytes, int from, int length) {
            super(new ByteArrayInputStream(bytes, from, length));
        }

        /** Refuses a number of parts that cannot be there, before room is made for them. */
        int count(String what, long most, int leastBytes) throws IOException {
            long count = readNumber(this);
            if (count > most || count * leastBytes > available()) {
                throw new IOException("there cannot be " + count + " " + what + " in the " + available()
                        + " bytes that are left; " + most + " are accepted at most");
            }
            return (int) count;
        }
    }

    static byte[] document(int magic, int version, Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(magic);
            out.writeByte(version);
            content.write(out);
            out.flush();
            out.writeInt(checksum(bytes.toByteArray(), bytes.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, length);
        return (int) sum.getValue();
    }

    /** Reads a document whole, or says in what way the bytes are not one. */
    static <T> T read(byte[] bytes, int magic, int version, String what, Reader<T> reader) {
        try (DataInputStream head = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (bytes.length >= Integer.BYTES && head.readInt() != magic) {
                throw new IllegalArgumentException("These " + bytes.length + " bytes are not " + what + ".");
            }
            if (bytes.length < HEAD + Integer.BYTES) {
                throw new IllegalArgumentException(
                        "The bytes of " + what + " are cut short: there are only " + bytes.length + ".");
            }
            int found = head.readUnsignedByte();
            if (found != version) {
                throw new IllegalArgumentException(
                        "These " + what + " are of version " + found + "; this library reads version " + version + ".");
            }
            int content = bytes.length - Integer.BYTES;
            head.skipBytes(content - HEAD);
            if (head.readInt() != checksum(bytes, content)) {
                throw new IllegalArgumentException("The " + bytes.length + " bytes of " + what
                        + " were damaged or cut short on their way: their checksum does not fit.");
            }
            Input in = new Input(bytes, HEAD, content - HEAD);
            T read = reader.read(in);
            if (in.available() > 0) {
                throw new IOException("they go on for " + in.available() + " bytes after their end");
            }
            return read;
        } catch (EOFException e) {
            throw new IllegalArgumentException("The bytes of " + what + " cannot be read: they end too early.", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("The bytes of " + what + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** Writes a number that is not negative in seven bits a byte, the lowest first. */
    static void number(DataOutput out, long number) throws IOException {
        long rest = number;
        while (rest >>> 7 != 0) {
            out.writeByte((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    static long readNumber(DataInputStream in) throws IOException {
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

    /** Writes a number of either sign; small ones take one byte. */
    static void signed(DataOutput out, long number) throws IOException {
        number(out, (number << 1) ^ (number >> 63));
    }

    static long readSigned(DataInputStream in) throws IOException {
        long folded = readNumber(in);
        long number = (folded >>> 1) ^ -(folded & 1);
        if (number > MOST || number < -MOST) {
            throw new IOException("a number is further from zero than " + MOST + ": " + number);
        }
        return number;
    }

    /** Writes a text by its UTF-16 units, one to three bytes each, so that half a surrogate pair comes back too. */
    static void text(DataOutput out, String text) throws IOException {
        number(out, text.length());
        for (int i = 0; i < text.length(); i++) {
            number(out, text.charAt(i));
        }
    }

    static String readText(Input in) throws IOException {
        int length = in.count("letters", Integer.MAX_VALUE, 1);
        char[] units = new char[length];
        for (int i = 0; i < length; i++) {
            long unit = readNumber(in);
            if (unit > Character.MAX_VALUE) {
                throw new IOException("a letter has 16 bits at most, but there is " + unit);
            }
            units[i] = (char) unit;
        }
        String text = new String(units);
        String known = in.texts.putIfAbsent(text, text);
        return known == null ? text : known;
    }

    static Duration readTime(DataInputStream in) throws IOException {
        return Duration.ofSeconds(readSigned(in), readNanos(in));
    }

    static int readNanos(DataInputStream in) throws IOException {
        long nanos = readNumber(in);
        if (nanos > 999_999_999) {
            throw new IOException("a second has 999,999,999 nanoseconds at most, but there are " + nanos);
        }
        return (int) nanos;
    }
}
