package org.sla4j.monitor;

/** Texts of others, made fit for a log. */
final class LogText {
    private static final int LONGEST = 200;

    private LogText() {}

    /** One line of at most 200 characters; line breaks and other control characters become spaces, so that no text forges a line. */
    static String line(String text) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), LONGEST));
        for (int i = 0; i < text.length() && i < LONGEST; i++) {
            char c = text.charAt(i);
            boolean breaks = Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
            line.append(breaks ? ' ' : c);
        }
        return line.toString();
    }
}
