package org.sla4j.calendar;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * The hours of an ordinary week: for each weekday the ranges that open on it.
 *
 * <h2>Text</h2>
 *
 * {@link #parse} reads rules separated by semicolons, each a list of days and a list of ranges:
 *
 * <pre>{@code
 * Mon-Fri 09:00-12:00,13:00-17:30; Sat 10:00-14:00
 * Mo-Fr 22:00-06:00; We off          OpenStreetMap's spelling; later rules refine earlier ones
 * 08:00-18:00                         every day
 * 24/7                                always
 * off                                 never
 * }</pre>
 *
 * Days are named by two or three letters or in full, in English and in any case; {@code Fri-Mon} goes over the weekend.
 * {@code closed} means {@code off}, and {@code PH off} is accepted because it says what holidays do anyway. A later rule
 * replaces an earlier one on the days it names, as in the <a
 * href="https://wiki.openstreetmap.org/wiki/Key:opening_hours">opening_hours</a> notation of OpenStreetMap; two rules for
 * exactly the same days are refused, because the first would be lost without a word.
 *
 * <p>{@code toString} gives one canonical form that parses back to an equal value. Immutable and thread-safe.
 */
public final class WeeklyHours {
    /** More ranges in one day than any organisation has; it bounds the work that hostile text can cause. */
    private static final int MAX_RANGES_A_DAY = 48;

    private static final WeeklyHours NEVER = new WeeklyHours(Collections.nCopies(7, List.of()));
    private static final WeeklyHours ALWAYS = new WeeklyHours(Collections.nCopies(7, List.of(TimeRange.allDay())));
    private static final String ACCEPTED =
            "write it like \"Mon-Fri 09:00-12:00,13:00-17:30; Sat 10:00-14:00\", \"24/7\" or \"off\"";

    /** Indexed from Monday; each list is sorted and unmodifiable. */
    private final List<List<TimeRange>> days;

    private WeeklyHours(List<List<TimeRange>> days) {
        this.days = List.copyOf(days);
    }

    /**
     * Returns the week that is open all the time.
     *
     * @return the hours written {@code 24/7}
     */
    public static WeeklyHours always() {
        return ALWAYS;
    }

    /**
     * Returns the week that is never open, for an office known by its special hours only.
     *
     * @return the hours written {@code off}
     */
    public static WeeklyHours never() {
        return NEVER;
    }

    /**
     * Makes a week from the ranges of each weekday.
     *
     * @param ranges for each weekday the ranges that open on it; weekdays left out are closed
     * @return the hours
     * @throws IllegalArgumentException if ranges overlap, also from one day into the next, or a day has more than 48
     */
    public static WeeklyHours of(Map<DayOfWeek, List<TimeRange>> ranges) {
        List<List<TimeRange>> days = new ArrayList<>(7);
        for (DayOfWeek day : DayOfWeek.values()) {
            List<TimeRange> sorted = new ArrayList<>(ranges.getOrDefault(day, List.of()));
            if (sorted.size() > MAX_RANGES_A_DAY) {
                throw new IllegalArgumentException(name(day) + " has " + sorted.size() + " ranges; at most "
                        + MAX_RANGES_A_DAY + " are accepted.");
            }
            Collections.sort(sorted);
            days.add(List.copyOf(sorted));
        }
        refuseOverlaps(days);
        return new WeeklyHours(days);
    }

    private static void refuseOverlaps(List<List<TimeRange>> days) {
        // The first day is visited twice so that Sunday night is held against Monday morning.
        DayOfWeek lastDay = DayOfWeek.MONDAY;
        TimeRange last = null;
        int lastClose = Integer.MIN_VALUE;
        for (int i = 0; i <= 7; i++) {
            DayOfWeek day = DayOfWeek.of(i % 7 + 1);
            for (TimeRange range : days.get(i % 7)) {
                if (last != null && i * TimeRange.DAY + range.openSecond() < lastClose) {
                    throw new IllegalArgumentException(
                            "Hours overlap: " + name(lastDay) + " " + last + " and " + name(day) + " " + range
                                    + "; each range must begin at or after the end of the one before.");
                }
                lastDay = day;
                last = range;
                lastClose = i * TimeRange.DAY + range.closeSecond();
                if (i == 7) {
                    return;
                }
            }
        }
    }

    /**
     * Reads hours written as described above.
     *
     * @param text the rules, at most 10,000 characters
     * @return the hours
     * @throws IllegalArgumentException if the text cannot be read or ranges overlap; the message quotes the part that is wrong
     */
    public static WeeklyHours parse(String text) {
        if (text.length() > 10_000) {
            throw new IllegalArgumentException(
                    "Weekly hours have " + text.length() + " characters; at most 10,000 are accepted.");
        }
        if (text.isBlank()) {
            throw new IllegalArgumentException("Weekly hours are blank; " + ACCEPTED + ".");
        }
        Map<DayOfWeek, List<TimeRange>> hours = new EnumMap<>(DayOfWeek.class);
        Map<Set<DayOfWeek>, String> seen = new LinkedHashMap<>();
        for (String part : text.split(";", -1)) {
            String rule = part.strip();
            if (rule.isEmpty()) {
                continue;
            }
            if (rule.toLowerCase(Locale.ROOT).matches("ph\\s+(off|closed)")) {
                continue;
            }
            int split = endOfDays(rule);
            Set<DayOfWeek> days = days(rule.substring(0, split), text);
            String earlier = seen.put(days, rule);
            if (earlier != null) {
                throw new IllegalArgumentException("\"" + rule + "\" replaces \"" + earlier
                        + "\" on the same days; write all ranges of a day in one rule, like 09:00-12:00,13:00-17:30.");
            }
            List<TimeRange> ranges = ranges(rule.substring(split), rule);
            days.forEach(day -> hours.put(day, ranges));
        }
        if (seen.isEmpty()) {
            throw new IllegalArgumentException("\"" + text + "\" has no rule for any weekday; " + ACCEPTED + ".");
        }
        return of(hours);
    }

    /** Position at which the list of days of a rule ends and its hours begin. */
    private static int endOfDays(String rule) {
        String lower = rule.toLowerCase(Locale.ROOT);
        if (lower.equals("off") || lower.equals("closed")) {
            return 0;
        }
        int i = 0;
        while (i < rule.length() && !Character.isDigit(rule.charAt(i))) {
            i++;
        }
        if (i < rule.length()) {
            return i;
        }
        int space = rule.lastIndexOf(' ');
        return space < 0 ? rule.length() : space;
    }

    private static Set<DayOfWeek> days(String text, String whole) {
        if (text.isBlank()) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String item : text.strip().replaceFirst(":$", "").split(",", -1)) {
            String[] ends = item.strip().split("\\s*[-\u2013]\\s*", -1);
            if (ends.length > 2) {
                throw notADay(item.strip(), whole);
            }
            DayOfWeek first = day(ends[0], whole);
            DayOfWeek last = day(ends[ends.length - 1], whole);
            days.add(last);
            for (DayOfWeek day = first; day != last; day = day.plus(1)) {
                days.add(day);
            }
        }
        return days;
    }

    private static DayOfWeek day(String text, String whole) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (DayOfWeek day : DayOfWeek.values()) {
            String full = day.name().toLowerCase(Locale.ROOT);
            if (lower.equals(full) || lower.equals(full.substring(0, 3)) || lower.equals(full.substring(0, 2))) {
                return day;
            }
        }
        throw notADay(text, whole);
    }

    private static IllegalArgumentException notADay(String text, String whole) {
        return new IllegalArgumentException("\"" + text + "\" in \"" + whole
                + "\" is not a weekday; use Mon, Tue, Wed, Thu, Fri, Sat, Sun, or " + ACCEPTED + ".");
    }

    private static List<TimeRange> ranges(String text, String rule) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        if (lower.equals("off") || lower.equals("closed")) {
            return List.of();
        }
        if (lower.equals("24/7")) {
            return List.of(TimeRange.allDay());
        }
        if (lower.isEmpty()) {
            throw new IllegalArgumentException("\"" + rule + "\" names days but no hours; " + ACCEPTED + ".");
        }
        return Arrays.stream(text.split(",", -1)).map(TimeRange::parse).toList();
    }

    /**
     * Returns the ranges that open on a weekday.
     *
     * @param day the weekday
     * @return its ranges in order of time, unmodifiable, empty if it is a day off
     */
    public List<TimeRange> on(DayOfWeek day) {
        return days.get(day.getValue() - 1);
    }

    /**
     * Whether no weekday has any hours.
     *
     * @return true for the hours written {@code off}
     */
    public boolean isEmpty() {
        return equals(NEVER);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WeeklyHours that && days.equals(that.days);
    }

    @Override
    public int hashCode() {
        return days.hashCode();
    }

    /** Returns the canonical text, such as {@code Mon-Fri 09:00-17:00; Sat 10:00-14:00}, that {@link #parse} reads. */
    @Override
    public String toString() {
        if (equals(ALWAYS)) {
            return "24/7";
        }
        if (equals(NEVER)) {
            return "off";
        }
        Map<List<TimeRange>, Set<DayOfWeek>> groups = new LinkedHashMap<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            if (!on(day).isEmpty()) {
                groups.computeIfAbsent(on(day), ranges -> EnumSet.noneOf(DayOfWeek.class))
                        .add(day);
            }
        }
        StringJoiner rules = new StringJoiner("; ");
        groups.forEach((ranges, days) -> {
            StringJoiner hours = new StringJoiner(",");
            ranges.forEach(range -> hours.add(range.toString()));
            rules.add(text(days) + " " + hours);
        });
        return rules.toString();
    }

    private static String text(Set<DayOfWeek> days) {
        StringJoiner out = new StringJoiner(",");
        for (int first = 1; first <= 7; first++) {
            if (!days.contains(DayOfWeek.of(first))) {
                continue;
            }
            int last = first;
            while (last < 7 && days.contains(DayOfWeek.of(last + 1))) {
                last++;
            }
            out.add(
                    first == last
                            ? name(DayOfWeek.of(first))
                            : name(DayOfWeek.of(first)) + "-" + name(DayOfWeek.of(last)));
            first = last;
        }
        return out.toString();
    }

    private static String name(DayOfWeek day) {
        return day.name().charAt(0) + day.name().substring(1, 3).toLowerCase(Locale.ROOT);
    }
}
