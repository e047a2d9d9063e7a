package org.sla4j.cases;

import java.util.Locale;

/** Parts of a key, with the characters that join parts written as {@code %2F} and the like. */
final class KeyText {
    private static final String JOINTS = "%/+~";

    private KeyText() {}

    static String encoded(String part) {
        StringBuilder out = new StringBuilder(part.length());
        for (int i = 0; i < part.length(); i++) {
            char unit = part.charAt(i);
            if (JOINTS.indexOf(unit) >= 0) {
                append(out, unit);
            } else {
                out.append(unit);
            }
        }
        return out.toString();
    }

    /** The part with its first character written as a number, for a part that would read as something else. */
    static String encodedFirst(String part) {
        StringBuilder out = new StringBuilder();
        append(out, part.charAt(0));
        return out.append(part, 1, part.length()).toString();
    }

    private static void append(StringBuilder out, char unit) {
        out.append('%').append(String.format(Locale.ROOT, "%02X", (int) unit));
    }

    static String decoded(String part) {
        StringBuilder out = new StringBuilder(part.length());
        int at = 0;
        while (at < part.length()) {
            char unit = part.charAt(at);
            int code = unit == '%' && at + 3 <= part.length() ? code(part.substring(at + 1, at + 3)) : -1;
            out.append(code < 0 ? unit : (char) code);
            at += code < 0 ? 1 : 3;
        }
        return out.toString();
    }

    private static int code(String hex) {
        int high = Character.digit(hex.charAt(0), 16);
        int low = Character.digit(hex.charAt(1), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
}
