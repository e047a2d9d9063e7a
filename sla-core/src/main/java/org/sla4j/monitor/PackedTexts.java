package org.sla4j.monitor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Texts in few bytes: words that come again and again are kept once, instants and what is in Base64 as the bytes that they stand for.
 *
 * <p>A text is cut into words at tabs, line breaks and equals signs. Each word is a number, of which the two lowest bits say what follows
 * it; texts that follow each other are one text. A word is learnt when it comes for the second time, and never forgotten; there are no more
 * than {@link #MOST}. Not thread-safe.
 */
final class PackedTexts {
    private static final int MOST = 1 << 16;
    private static final int LONGEST = 256;
    /** Shorter words are seldom numbers, and save little if they are. */
    private static final int SHORTEST_BASE64 = 24;
    /** A digest, such as that of a calendar, comes again; what is longer seldom does. */
    private static final int LONGEST_BASE64 = 64;

    private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final String SEPARATORS = "\t\n=";
    private static final int LITERAL = 0;
    private static final int BASE64 = 1;
    private static final int INSTANT = 2;
    private static final int FIRST_WORD = 3;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> words = new ArrayList<>();
    /** Hashes of words that came once, each in its place until another takes it. */
    private final int[] once = new int[1 << 14];

    PackedTexts() {
        learn("");
    }

    private void learn(String word) {
        numbers.put(word, words.size());
        words.add(word);
    }

    /** Writes a text. */
    void write(String text, Packed.Out out) {
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? 0 : text.charAt(i);
            int separator = c == '\t' ? 1 : c == '\n' ? 2 : c == '=' ? 3 : 0;
            if (separator > 0 || i == text.length()) {
                word(text.substring(start, i), separator, out);
                start = i + 1;
            }
        }
    }

    private void word(String word, int separator, Packed.Out out) {
        // What is never learnt is not looked for among the words, which takes time.
        Instant instant = Times.parseExactly(word);
        if (instant != null) {
            out.number(INSTANT << 2 | separator).instant(instant);
            return;
        }
        Integer number = word.length() > LONGEST ? null : numbers.get(word);
        if (number != null) {
            out.number((long) (number + FIRST_WORD) << 2 | separator);
            return;
        }
        byte[] bytes = base64(word);
        if (bytes == null) {
            literal(word, separator, out);
        } else {
            out.number(BASE64 << 2 | separator).bytes(bytes);
        }
        int hash = word.hashCode();
        int place = (hash ^ hash >>> 14) & once.length - 1;
        int longest = bytes == null ? LONGEST : LONGEST_BASE64;
        if (once[place] == hash && word.length() <= longest && words.size() < MOST) {
            learn(word);
        } else {
            once[place] = hash;
        }
    }

    /** Letters of one byte each if they all fit, else of two. */
    private static void literal(String word, int separator, Packed.Out out) {
        boolean wide = false;
        for (int i = 0; i < word.length(); i++) {
            wide |= word.charAt(i) > 0xFF;
        }
        out.number(LITERAL << 2 | separator).number((long) word.length() << 1 | (wide ? 1 : 0));
        byte[] letters = new byte[wide ? 2 * word.length() : word.length()];
        for (int i = 0; i < word.length(); i++) {
            if (wide) {
                letters[2 * i] = (byte) (word.charAt(i) >> 8);
                letters[2 * i + 1] = (byte) word.charAt(i);
            } else {
                letters[i] = (byte) word.charAt(i);
            }
        }
        out.raw(letters);
    }

    /** The bytes that a word stands for; null if it is not in Base64 without padding, or not as the bytes would be written. */
    private static byte @Nullable [] base64(String word) {
        if (word.length() < SHORTEST_BASE64 || word.length() % 4 == 1) {
            return null;
        }
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (!letter && c != '+' && c != '/') {
                return null;
            }
        }
        // Of the last letter, bits are left over that a decoder does not look at.
        int left = word.length() % 4 == 0 ? 0 : word.length() % 4 == 2 ? 0b1111 : 0b11;
        return (LETTERS.indexOf(word.charAt(word.length() - 1)) & left) == 0
                ? Base64.getDecoder().decode(word)
                : null;
    }

    /** Reads one text. */
    String read(Packed.In in) {
        long code = in.number();
        if (code >= (long) FIRST_WORD << 2 && (code & 3) == 0) {
            return words.get((int) (code >>> 2) - FIRST_WORD);
        }
        StringBuilder text = new StringBuilder();
        read(code, in, text);
        return text.toString();
    }

    /** Reads all texts up to the end as one. */
    void readAll(Packed.In in, StringBuilder into) {
        while (in.hasMore()) {
            read(in.number(), in, into);
        }
    }

    private void read(long first, Packed.In in, StringBuilder into) {
        for (long code = first; ; code = in.number()) {
            int number = (int) (code >>> 2);
            switch (number) {
                case LITERAL -> literal(in, into);
                case BASE64 -> into.append(ENCODER.encodeToString(in.bytes()));
                case INSTANT -> Times.write(in.requireInstant(), into);
                default -> into.append(words.get(number - FIRST_WORD));
            }
            int separator = (int) code & 3;
            if (separator == 0) {
                return;
            }
            into.append(SEPARATORS.charAt(separator - 1));
        }
    }

    private static void literal(Packed.In in, StringBuilder into) {
        long length = in.number();
        boolean wide = (length & 1) == 1;
        for (long left = length >>> 1; left > 0; left--) {
            int high = wide ? in.letter() << 8 : 0;
            into.append((char) (high | in.letter()));
        }
    }

    /** Passes over one text. */
    void skip(Packed.In in) {
        long code;
        do {
            code = in.number();
            switch ((int) (code >>> 2)) {
                case LITERAL -> {
                    long length = in.number();
                    in.skip((int) ((length & 1) == 1 ? length >>> 1 << 1 : length >>> 1));
                }
                case BASE64 -> in.skip(in.count());
                case INSTANT -> in.instant();
                default -> {
                    // A word is its number.
                }
            }
        } while ((code & 3) != 0);
    }
}
