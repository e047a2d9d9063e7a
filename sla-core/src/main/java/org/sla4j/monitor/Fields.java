package org.sla4j.monitor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Lines of fields for a store: parted by tabs, so that no text in them can break a line or hold what a database refuses. */
final class Fields {
    private Fields() {}

    /** Writes fields as one line without its end. */
    static String line(Object... fields) {
        return joined('\t', fields);
    }

    /** Writes fields as one field of a line. */
    static String parts(Object... fields) {
        return joined('|', fields);
    }

    private static String joined(char separator, Object... fields) {
        StringBuilder line = new StringBuilder(128);
        for (int i = 0; i < fields.length; i++) {
            if (i > 0) {
                line.append(separator);
            }
            if (fields[i] instanceof Instant at) {
                Times.write(at, line);
            } else {
                escape(String.valueOf(fields[i]), line);
            }
        }
        return line.toString();
    }

    private static void escape(String text, StringBuilder into) {
        if (isPlain(text)) {
            into.append(text);
            return;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> into.append("\\\\");
                case '\t' -> into.append("\\t");
                case '|' -> into.append("\\p");
                case '\n' -> into.append("\\n");
                case '\r' -> into.append("\\r");
                default -> {
                    if (c == 0 || isHalf(text, i)) {
                        into.append("\\u").append(String.format("%04x", (int) c));
                    } else {
                        into.append(c);
                    }
                }
            }
        }
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '\\' || c == '|' || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHalf(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }

    /** Reads the fields of a line. */
    static List<String> of(String line) {
        return split('\t', line);
    }

    /** Reads the fields that {@link #parts} wrote. */
    static List<String> ofParts(String field) {
        return split('|', field);
    }

    private static List<String> split(char separator, String line) {
        List<String> fields = new ArrayList<>(20);
        if (line.indexOf('\\') < 0) {
            int start = 0;
            for (int end = line.indexOf(separator); end >= 0; end = line.indexOf(separator, start)) {
                fields.add(line.substring(start, end));
                start = end + 1;
            }
            fields.add(line.substring(start));
            return fields;
        }
        StringBuilder field = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == separator) {
                fields.add(field.toString());
                field.setLength(0);
            } else if (c == '\\') {
                i++;
                switch (line.charAt(i)) {
                    case 't' -> field.append('\t');
                    case 'p' -> field.append('|');
                    case 'n' -> field.append('\n');
                    case 'r' -> field.append('\r');
                    case 'u' -> {
                        field.append((char) Integer.parseInt(line.substring(i + 1, i + 5), 16));
                        i += 4;
                    }
                    default -> field.append(line.charAt(i));
                }
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
