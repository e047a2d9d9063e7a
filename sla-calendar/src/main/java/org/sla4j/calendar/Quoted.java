package org.sla4j.calendar;

import java.util.Locale;

/**
 * Text from outside as messages, logs and exceptions quote it: on one line, whatever it holds.
 *
 * <pre>{@code
 * Quoted.of("INC-1\r\nWARN all is lost");   // "INC-1\r\nWARN all is lost", with the line break written as \r\n
 * }</pre>
 *
 * <p>Every message of this library that shows an id, a name or a line of input goes through here, so that nobody can forge a line of
 * a log with one. Control characters, line and paragraph separators, invisible characters that change the direction of text, and
 * halves of surrogate pairs are escaped as in Java source; quotes and backslashes too.
 *
 * <p>Thread-safe: there is no state.
 */
public final class Quoted {
    private Quoted() {}

    /**
     * Quotes a text.
     *
     * @param text any text
     * @return the text in double quotes, on one line
     */
    public static String of(CharSequence text) {
        return '"' + escaped(text, true) + '"';
    }

    /**
     * Brings a text onto one line without putting it into quotes, for the middle of a sentence.
     *
     * @param text any text
     * @return the text with line breaks, control and direction characters escaped; mostly the text itself
     */
    public static String plain(CharSequence text) {
        return escaped(text, false);
    }

    private static String escaped(CharSequence text, boolean quotes) {
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int point = Character.codePointAt(text, at);
            append(out, point, quotes);
            at += Character.charCount(point);
        }
        return out.toString();
    }

    private static void append(StringBuilder out, int point, boolean quotes) {
        switch (point) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '"', '\\' -> out.append(quotes ? "\\" : "").appendCodePoint(point);
            default -> {
                if (isShown(point)) {
                    out.appendCodePoint(point);
                } else {
                    for (char unit : Character.toChars(point)) {
                        out.append(String.format(Locale.ROOT, "\\u%04X", (int) unit));
                    }
                }
            }
        }
    }

    private static boolean isShown(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }
}
