package org.sla4j.monitor;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
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
            int separator = i == text.length() ? 0 : SEPARATORS.indexOf(text.charAt(i)) + 1;
            if (separator > 0 || i == text.length()) {
                word(text.substring(start, i), separator, out);
                start = i + 1;
            }
        }
    }

    private void word(String word, int separator, Packed.Out out) {
        Integer number = numbers.get(word);
        if (number != null) {
            out.number((long) (number + FIRST_WORD) << 2 | separator);
            return;
        }
        Instant instant = instant(word);
        if (instant != null) {
            out.number(INSTANT << 2 | separator).instant(instant);
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
        boolean wide = word.chars().anyMatch(c -> c > 0xFF);
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
        byte[] bytes = Base64.getDecoder().decode(word);
        return ENCODER.encodeToString(bytes).equals(word) ? bytes : null;
    }

    /** The instant that a word is the text of; null if it is not exactly what {@link Instant#toString} gives. */
    private static @Nullable Instant instant(String word) {
        int length = word.length();
        boolean shaped = (length == 20 || length == 24 || length == 27 || length == 30)
                && word.charAt(length - 1) == 'Z'
                && word.charAt(10) == 'T'
                && word.charAt(4) == '-'
                && word.charAt(7) == '-'
                && word.charAt(13) == ':'
                && word.charAt(16) == ':'
                && (length == 20 || word.charAt(19) == '.');
        if (!shaped) {
            return null;
        }
        int year = digits(word, 0, 4);
        int month = digits(word, 5, 7);
        int day = digits(word, 8, 10);
        int hour = digits(word, 11, 13);
        int minute = digits(word, 14, 16);
        int second = digits(word, 17, 19);
        int fraction = length == 20 ? 0 : digits(word, 20, length - 1);
        boolean valid = year >= 0
                && month >= 1
                && month <= 12
                && day >= 1
                && hour >= 0
                && hour < 24
                && minute >= 0
                && minute < 60
                && second >= 0
                && second < 60
                && fraction >= 0
                && (length == 20 || fraction % 1000 != 0)
                && day <= YearMonth.of(year, month).lengthOfMonth();
        if (!valid) {
            return null;
        }
        int nanos = fraction;
        for (int i = length; i > 20 && i < 30; i += 3) {
            nanos *= 1000;
        }
        return LocalDate.of(year, month, day)
                .atTime(hour, minute, second, nanos)
                .toInstant(ZoneOffset.UTC);
    }

    /** A number of digits; -1 if there is anything else. */
    private static int digits(String word, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = word.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** Reads one text. */
    String read(Packed.In in) {
        StringBuilder text = new StringBuilder();
        read(in, text);
        return text.toString();
    }

    /** Reads all texts up to the end as one. */
    void readAll(Packed.In in, StringBuilder into) {
        while (in.hasMore()) {
            read(in, into);
        }
    }

    private void read(Packed.In in, StringBuilder into) {
        while (true) {
            long code = in.number();
            int number = (int) (code >>> 2);
            switch (number) {
                case LITERAL -> literal(in, into);
                case BASE64 -> into.append(ENCODER.encodeToString(in.bytes()));
                case INSTANT -> into.append(in.instant());
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
