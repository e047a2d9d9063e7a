package org.sla4j.agreement;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sla4j.calendar.BusinessDuration;
import org.sla4j.calendar.Quoted;

/** Reads and writes triggers. */
final class ClockText {
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,4}(?:\\.\\d{1,6})?)\\s*%");
    private static final Pattern FRACTION = Pattern.compile("0\\.\\d{1,8}");
    private static final Pattern OVERDUE = Pattern.compile("every\\s+(.+?)\\s+after\\s+(?:the\\s+)?breach");
    private static final Pattern LEFT = Pattern.compile("(.+?)\\s+(?:before\\s+due|left)");

    private static final String EVERY_TRIGGER = "75%, 30m before due, breach or every 4h after breach";

    private ClockText() {}

    static Trigger trigger(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        if (text.length() <= 64 && (lower.equals("breach") || lower.equals("at breach"))) {
            return Trigger.breach();
        }
        Matcher overdue = OVERDUE.matcher(lower);
        if (text.length() <= 64 && overdue.matches()) {
            return Trigger.every(duration(text, overdue.group(1), EVERY_TRIGGER));
        }
        return warning(text, EVERY_TRIGGER);
    }

    static Warning warning(String text, String accepted) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        if (text.length() > 64 || lower.isEmpty()) {
            throw unreadable(text, accepted);
        }
        Matcher percent = PERCENT.matcher(lower);
        if (percent.matches()) {
            return Warning.atFraction(
                    new BigDecimal(percent.group(1)).movePointLeft(2).doubleValue());
        }
        if (FRACTION.matcher(lower).matches()) {
            return Warning.atFraction(Double.parseDouble(lower));
        }
        Matcher left = LEFT.matcher(lower);
        return Warning.beforeDue(duration(text, left.matches() ? left.group(1) : lower, accepted));
    }

    private static Duration duration(String text, String part, String accepted) {
        try {
            if (BusinessDuration.parse(part) instanceof BusinessDuration.BusinessTime time) {
                return time.amount();
            }
        } catch (IllegalArgumentException e) {
            throw unreadable(text, accepted);
        }
        throw new IllegalArgumentException(Quoted.of(text)
                + " is not a valid trigger, since triggers are counted on the clock of the target, in hours and minutes; use "
                + accepted + ".");
    }

    private static IllegalArgumentException unreadable(String text, String accepted) {
        String quoted = text.length() > 64 ? text.substring(0, 64) + "..." : text;
        return new IllegalArgumentException(Quoted.of(quoted) + " is not a valid trigger; use " + accepted + ".");
    }

    static void requireAboveZero(Duration time) {
        // Its bounds are those of a limit.
        BusinessDuration.of(time);
        if (time.isZero()) {
            throw new IllegalArgumentException("A trigger is some time before or after the due, but 0s was given.");
        }
    }

    static String of(Duration time) {
        return BusinessDuration.of(time).toString();
    }
}
