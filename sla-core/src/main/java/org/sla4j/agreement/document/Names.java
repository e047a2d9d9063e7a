package org.sla4j.agreement.document;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The spellings of names in definitions. */
final class Names {
    private static final Pattern JOINT = Pattern.compile("[^\\p{L}\\p{N}]+(\\p{L}|\\p{N}|$)");

    private static final Pattern JOINTS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private Names() {}

    /** Letters and digits only, in lower case, so that all ways of joining words are one. */
    static String plain(String name) {
        return JOINTS.matcher(name).replaceAll("").toLowerCase(Locale.ROOT);
    }

    /** The name as the key of a map in a document, such as {@code firstResponse}. */
    static String key(String name) {
        Matcher joints = JOINT.matcher(name.strip());
        return joints.replaceAll(
                joint -> Matcher.quoteReplacement(joint.group(1).toUpperCase(Locale.ROOT)));
    }
}
