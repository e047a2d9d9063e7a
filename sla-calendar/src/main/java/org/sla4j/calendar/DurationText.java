package org.sla4j.calendar;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads, writes and bounds the amounts of {@link BusinessDuration}. */
final class DurationText {
    static final int MOST_DAYS = 3_660;
    private static final Duration LONGEST = Duration.ofDays(MOST_DAYS);
    private static final Pattern DAYS =
            Pattern.compile("(\\d{1,9})(?:st|nd|rd|th)?\\s*(?:bd|business days?)(?:\\s+(.+))?");
    private static final Pattern TIME = Pattern.compile(
            "(?:(\\d{1,9})h)?\\s*(?:(\\d{1,9})m(?:in)?)?\\s*(?:(\\d{1,9})(?:[.](\\d{1,9}))?s)?(\\s+wall)?");

    private DurationText() {}

    static BusinessDuration parse(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        if (text.length() > 64 || lower.isEmpty()) {
            throw unreadable(text);
        }
        Matcher days = DAYS.matcher(lower);
        if (days.matches()) {
            String rule = days.group(2);
            return BusinessDuration.days(
                    Integer.parseInt(days.group(1)), rule == null ? DayRule.SAME_TIME : DayRule.parse(rule));
        }
        String plain = lower.startsWith("pt") ? lower.substring(2) : lower;
        Matcher time = TIME.matcher(plain);
        if (plain.isEmpty() || !time.matches() || !Character.isDigit(plain.charAt(0))) {
            throw unreadable(text);
        }
        Duration amount =
                Duration.ofHours(number(time, 1)).plusMinutes(number(time, 2)).plusSeconds(number(time, 3));
        String fraction = time.group(4);
        if (fraction != null) {
            amount = amount.plusNanos(Long.parseLong((fraction + "000000000").substring(0, 9)));
        }
        return time.group(5) == null ? BusinessDuration.of(amount) : BusinessDuration.wall(amount);
    }

    private static long number(Matcher time, int group) {
        String digits = time.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static IllegalArgumentException unreadable(String text) {
        String quoted = text.length() > 64 ? text.substring(0, 64) + "..." : text;
        String days = quoted.strip().toLowerCase(Locale.ROOT).matches("p?\\s*\\d+\\s*d.*")
                ? " (a day could be 24h or a business day, 1bd: say which)"
                : "";
        return new IllegalArgumentException(
                "\"" + quoted + "\" is not a duration" + days + "; use PT4H, 4h, 1h30m, 4h wall or 5bd.");
    }

    static void requireBounded(Duration amount) {
        if (amount.isNegative() || amount.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "A limit goes from zero to " + MOST_DAYS + " days of 24 hours, but was " + amount + ".");
        }
    }

    static String of(Duration amount) {
        StringBuilder out = new StringBuilder();
        if (amount.toHours() > 0) {
            out.append(amount.toHours()).append('h');
        }
        if (amount.toMinutesPart() > 0) {
            out.append(amount.toMinutesPart()).append('m');
        }
        if (amount.toSecondsPart() > 0 || amount.toNanosPart() > 0 || out.length() == 0) {
            out.append(amount.toSecondsPart());
            if (amount.toNanosPart() > 0) {
                out.append('.')
                        .append(String.format(Locale.ROOT, "%09d", amount.toNanosPart())
                                .replaceFirst("0+$", ""));
            }
            out.append('s');
        }
        return out.toString();
    }
}
