package org.sla4j.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.StringJoiner;

/**
 * The hours of an ordinary week: for each weekday the ranges that open on it.
 *
 * <h2>Text</h2>
 *
 * {@link #parse} reads hours as people write them: rules, each some days and their hours, parted by semicolons or line breaks.
 *
 * <pre>{@code
 * Mon-Fri 09:00-12:00,13:00-17:30; Sat 10:00-14:00
 * Monday to Friday 9am-5pm            so is 9am-5pm Monday to Friday
 * Mo-Fr 22:00-06:00; We off           OpenStreetMap's spelling; a later rule replaces an earlier one on the days it names
 * Montag bis Freitag 9-17 Uhr         German
 * du lundi au vendredi de 9h à 17h30  French
 * 08:00-18:00                         every day
 * Mon-Fri 08:00-08:00                 shifts of 24 hours
 * 24/7, 24x7, always                  all the time; 24x5 from Monday to Friday
 * off                                 never
 * }</pre>
 *
 * <ul>
 *   <li><b>Days</b> have long and short names in English, German and French, in any case: {@code Mon}, {@code Tues},
 *       {@code Do}, {@code mer}. {@code Di} is Dienstag; French short names have three letters. {@code Fri-Mon} goes over the
 *       weekend. {@code M-F}, {@code daily}, {@code weekdays} and {@code weekend} are read too. A name that could mean several
 *       days ({@code T}, {@code werktags}) is refused.
 *   <li><b>Times</b> are {@code 9}, {@code 9:00}, {@code 9.00}, {@code 0900}, {@code 9h30}, {@code 9am}, {@code 9 Uhr abends},
 *       {@code noon}, {@code midnight}. Where only one end says am or pm, the other is taken so that the range is short: {@code 9-5pm} opens at
 *       09:00 and {@code 1-5pm} at 13:00. Without am or pm the clock has 24 hours: {@code 9-5} goes overnight, and
 *       {@code 9-midnight} opens in the morning.
 *   <li><b>Dashes and blanks</b> of every kind are read, also {@code to}, {@code bis} and {@code à}. A character that cannot be
 *       read is named by its code point, because it may be invisible.
 *   <li><b>A comma</b> adds: {@code Mon-Fri 9-12, Mon-Thu 13-17} has both. <b>A semicolon or a line break</b> starts a rule that
 *       replaces what was said of its days before, as in the <a
 *       href="https://wiki.openstreetmap.org/wiki/Key:opening_hours">opening_hours</a> notation of OpenStreetMap.
 *   <li><b>Exceptions</b>: {@code daily except Sunday 9-17}, {@code Mon-Fri 9-17 except Wed}. {@code PH off} and {@code except
 *       public holidays} are accepted, because they say what holidays do anyway.
 *   <li>Labels ({@code Opening hours:}), bullets, quotation marks around the whole and a few tags and entities of HTML are passed over.
 * </ul>
 *
 * What is read but looks like a slip ({@code 9:00-5:00}, {@code 00:00-23:59}), and hours that a later rule takes away, are
 * reported by {@link BusinessCalendar#lint()}.
 *
 * <p>Ranges of one day that touch are one: {@code 09:00-12:00,12:00-17:00} equals {@code 09:00-17:00}. {@code toString} gives one
 * canonical form that parses back to an equal value. Immutable and thread-safe.
 */
public final class WeeklyHours {
    /** More ranges in one day than any organisation has; it bounds the work that hostile text can cause. */
    private static final int MAX_RANGES_A_DAY = 48;

    private static final WeeklyHours NEVER = new WeeklyHours(Collections.nCopies(7, List.of()), List.of());
    private static final WeeklyHours ALWAYS =
            new WeeklyHours(Collections.nCopies(7, List.of(TimeRange.allDay())), List.of());

    /** Indexed from Monday; each list is sorted and unmodifiable. */
    private final List<List<TimeRange>> days;

    /** What looked like a mistake in the text; no part of the value. */
    private final List<String> remarks;

    private WeeklyHours(List<List<TimeRange>> days, List<String> remarks) {
        this.days = List.copyOf(days);
        this.remarks = remarks;
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
        return of(ranges, List.of());
    }

    private static WeeklyHours of(Map<DayOfWeek, List<TimeRange>> ranges, List<String> remarks) {
        List<List<TimeRange>> days = new ArrayList<>(7);
        for (DayOfWeek day : DayOfWeek.values()) {
            List<TimeRange> given = ranges.getOrDefault(day, List.of());
            if (given.size() > MAX_RANGES_A_DAY) {
                throw new IllegalArgumentException(
                        name(day) + " has " + given.size() + " ranges; at most " + MAX_RANGES_A_DAY + " are accepted.");
            }
            days.add(TimeRange.joined(given));
        }
        refuseOverlaps(days);
        return new WeeklyHours(days, remarks);
    }

    private static void refuseOverlaps(List<List<TimeRange>> days) {
        // The first day is visited twice so that Sunday night is compared with Monday morning.
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
        HoursText.Week week = HoursText.week(text);
        return of(week.hours(), week.remarks());
    }

    /** The hours in force on a date, of hours listed by the first date on which they apply; none before the first. */
    static WeeklyHours inForce(NavigableMap<LocalDate, WeeklyHours> byFirstDate, LocalDate date) {
        Map.Entry<LocalDate, WeeklyHours> last = byFirstDate.floorEntry(date);
        return last == null ? NEVER : last.getValue();
    }

    /** What looks like a mistake, each a sentence: as the text was written, and in the ranges themselves. */
    List<String> remarks() {
        List<String> all = new ArrayList<>(remarks);
        groups().forEach((ranges, on) ->
                ranges.forEach(range -> HoursSlips.of(range).ifPresent(remark -> all.add(text(on) + " " + remark))));
        return List.copyOf(all);
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
        StringJoiner rules = new StringJoiner("; ");
        groups().forEach((ranges, days) -> {
            StringJoiner hours = new StringJoiner(",");
            ranges.forEach(range -> hours.add(range.toString()));
            rules.add(text(days) + " " + hours);
        });
        return rules.toString();
    }

    /** The days that have the same hours. */
    private Map<List<TimeRange>, Set<DayOfWeek>> groups() {
        Map<List<TimeRange>, Set<DayOfWeek>> groups = new LinkedHashMap<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            if (!on(day).isEmpty()) {
                groups.computeIfAbsent(on(day), ranges -> EnumSet.noneOf(DayOfWeek.class))
                        .add(day);
            }
        }
        return groups;
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
