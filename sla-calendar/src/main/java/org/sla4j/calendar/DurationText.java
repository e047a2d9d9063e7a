package org.sla4j.calendar;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads, writes and bounds the amounts of {@link BusinessDuration}. */
final class DurationText {
    static final int MOST_DAYS = 3_660;
    private static final Duration LONGEST = Duration.ofDays(MOST_DAYS);
    private static final Pattern DAYS = Pattern.compile("(\\d{1,9})(?:st|nd|rd|th)?\\s*"
            + "(?:bd|(?:business|working)[\\s-]days?|arbeitstage?n?|geschäftstage?n?|jours? ouvrés?)(?:\\s+(.+))?");
    private static final String AND = "(?:\\s*(?:,|\\band\\b|\\bund\\b|\\bet\\b)\\s*(?=\\d)|\\s*)";
    private static final Pattern TIME = Pattern.compile("(?:" + number("h")
            + "(?:h|hrs?|(?:business |working )?hours?|std|stunden?|heures?)(?!\\p{L}))?" + AND
            + "(?:" + number("m") + "(?:m|mins?|(?:business |working )?minutes?|minuten)(?!\\p{L}))?" + AND
            + "(?:" + number("s") + "(?:s|secs?|seconds?|sekunden?|secondes?)(?!\\p{L}))?"
            + "(?<wall>\\s+(?:(?:of )?wall(?: time)?|by the clock on the wall|nach der wanduhr))?");
    private static final Pattern A_DAY = Pattern.compile("p?\\s*\\d+\\s*(?:d(?:t?[^\\p{L}].*)?|(?:da|ta|j).*)");
    private static final Pattern A_WEEK = Pattern.compile("p?\\s*\\d+\\s*(?:w|wo|sem).*");
    private static final Pattern BLANK = Pattern.compile("\\p{Zs}");
    private static final Pattern THOUSANDS = Pattern.compile("\\d,\\d{3}(?!\\d)");
    private static final Pattern A_NUMBER = Pattern.compile("\\d+");

    private DurationText() {}

    private static String number(String unit) {
        return "(?<" + unit + ">\\d{1,9})(?:[.,](?<" + unit + "part>\\d{1,9}))?\\s*";
    }

    static BusinessDuration parse(String text) {
        // Spreadsheets and web pages put no-break spaces between a number and its unit.
        String lower = BLANK.matcher(text).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
        if (text.length() > 64 || lower.isEmpty() || THOUSANDS.matcher(lower).find()) {
            throw unreadable(text);
        }
        Matcher days = DAYS.matcher(lower);
        if (days.matches()) {
            String rule = days.group(2);
            return BusinessDuration.days(
                    Integer.parseInt(days.group(1)),
                    rule == null ? BusinessDayRule.SAME_TIME : BusinessDayRule.parse(rule));
        }
        String plain = lower.startsWith("pt") ? lower.substring(2) : lower;
        Matcher time = TIME.matcher(plain.replaceAll("\\.(?!\\d)", "")); // "4 std." is an abbreviation
        if (plain.isEmpty() || !Character.isDigit(plain.charAt(0)) || !time.matches()) {
            throw unreadable(text);
        }
        Duration amount = Duration.ZERO;
        boolean isPart = false;
        for (ChronoUnit unit : List.of(ChronoUnit.HOURS, ChronoUnit.MINUTES, ChronoUnit.SECONDS)) {
            String letter = unit.name().substring(0, 1).toLowerCase(Locale.ROOT);
            String whole = time.group(letter);
            String part = time.group(letter + "part");
            if (whole == null) {
                continue;
            }
            if (isPart) {
                throw unreadable(text); // in "1.5h 20m" nobody knows what the 20 minutes are added to
            }
            amount = amount.plus(Long.parseLong(whole), unit);
            if (part != null) {
                long billionths = Long.parseLong((part + "000000000").substring(0, 9));
                amount = amount.plusNanos(billionths * unit.getDuration().toSeconds());
                isPart = true;
            }
        }
        return time.group("wall") == null ? BusinessDuration.of(amount) : BusinessDuration.wall(amount);
    }

    private static IllegalArgumentException unreadable(String text) {
        String quoted = text.length() > 64 ? text.substring(0, 64) + "..." : text;
        return new IllegalArgumentException(Quoted.of(quoted) + " is not a duration"
                + hint(quoted.strip().toLowerCase(Locale.ROOT)) + "; use PT4H, 4h, 1h30m, 4h wall or 5bd.");
    }

    private static String hint(String text) {
        if (A_DAY.matcher(text).matches()) {
            return " (a day could be 24h or a business day, 1bd: say which)";
        } else if (A_WEEK.matcher(text).matches()) {
            return " (a week could be 168h or business days, 5bd: say which)";
        }
        if (THOUSANDS.matcher(text).find()) {
            return " (1,500 could be 1500 or 1.5: say which)";
        }
        return A_NUMBER.matcher(text).matches() ? " but a number without a unit" : "";
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
