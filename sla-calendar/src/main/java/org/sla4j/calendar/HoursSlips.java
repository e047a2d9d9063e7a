package org.sla4j.calendar;

import java.time.DayOfWeek;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What is read as it is written, but looks like a slip of whoever wrote it: each a sentence for {@link BusinessCalendar#lint}. */
final class HoursSlips {
    private static final int LAST_MINUTE = TimeRange.DAY - 60;
    private static final int LAST_SECOND = TimeRange.DAY - 1;
    private static final int EARLY = 5 * 3600;
    private static final int LONG = 16 * 3600;

    private static final Pattern TWELVE_HOUR = Pattern.compile("[1-9]\\d?(?:[:.]\\d\\d)?");

    private HoursSlips() {}

    /** A range that ends just before midnight, or is so long that its end is likely of the afternoon: {@code 9:00-5:00}. */
    static Optional<String> of(TimeRange range) {
        int open = range.openSecond();
        int close = range.closeSecond();
        int end = close % TimeRange.DAY;
        int length = close - open;
        if (end == LAST_MINUTE || end == LAST_SECOND) {
            return Optional.of(range + " leaves out the last " + (end == LAST_MINUTE ? "minute" : "second")
                    + " of the day; to be open until midnight, write " + TimeRange.text(open) + "-24:00.");
        }
        if (close > TimeRange.DAY
                && length > LONG
                && length < TimeRange.DAY
                && open >= EARLY
                && open < EARLY + LONG / 2) {
            return Optional.of(range + " is open overnight, for " + BusinessDuration.of(Duration.ofSeconds(length))
                    + "; if the afternoon is meant, write " + TimeRange.between(open, end + TimeRange.DAY / 2) + ".");
        }
        return Optional.empty();
    }

    /** Hours until midnight whose begin would be in the evening by the 12-hour clock: {@code 9-midnight}. */
    static List<String> ofMidnight(String written, String open, HoursToken.Time time) {
        if (time.hour() == 12 || !TWELVE_HOUR.matcher(open).matches()) {
            return List.of();
        }
        return List.of(Quoted.of(written) + " opens at " + TimeRange.text(time.second())
                + "; if the evening is meant, write " + open + "pm.");
    }

    /** Ranges that are not in order, as if an afternoon were written by the 12-hour clock. */
    static List<String> ofOrder(List<TimeRange> ranges, Supplier<String> written) {
        List<String> slips = new ArrayList<>();
        for (int i = 1; i < ranges.size(); i++) {
            if (ranges.get(i).openSecond() < ranges.get(i - 1).openSecond()) {
                slips.add(Quoted.of(written.get()) + " lists " + ranges.get(i) + " after " + ranges.get(i - 1)
                        + "; if the afternoon is meant, write it by the 24-hour clock or with pm.");
            }
        }
        return slips;
    }

    /** Hours that name some closed days and nothing else. */
    static String ofNeverOpen(String written) {
        return Quoted.of(written.strip())
                + " says when it is closed and not when it is open, so it never is; add the hours of the other days.";
    }

    /** A rule that narrows another on some of its days is how exceptions are written; anything else that is lost is remarked on. */
    static List<String> ofLoss(HoursText.Group later, Map<DayOfWeek, List<HoursText.Group>> inForce) {
        if (later.adds()) {
            return List.of();
        }
        List<String> slips = new ArrayList<>();
        Set<HoursText.Group> replaced = new LinkedHashSet<>();
        later.days().forEach(day -> replaced.addAll(inForce.getOrDefault(day, List.of())));
        for (HoursText.Group earlier : replaced) {
            boolean isWholly = later.days().containsAll(earlier.days());
            boolean isException = !isWholly && (later.ranges().isEmpty() || overlap(earlier.ranges(), later.ranges()));
            if (!isException && !contains(later.ranges(), earlier.ranges())) {
                slips.add(Quoted.of(later.text()) + " replaces " + Quoted.of(earlier.text())
                        + (isWholly ? "" : " on some of its days")
                        + "; to have both, write all hours of a day in one rule, like 09:00-12:00,13:00-17:30.");
            }
        }
        return slips;
    }

    private static boolean overlap(List<TimeRange> some, List<TimeRange> others) {
        return some.stream()
                .anyMatch(one -> others.stream()
                        .anyMatch(other ->
                                one.openSecond() < other.closeSecond() && other.openSecond() < one.closeSecond()));
    }

    /** Whether nothing that one list says is lost in another: closed is something that is said. */
    private static boolean contains(List<TimeRange> whole, List<TimeRange> parts) {
        return parts.isEmpty()
                ? whole.isEmpty()
                : parts.stream()
                        .allMatch(part -> whole.stream()
                                .anyMatch(one -> one.openSecond() <= part.openSecond()
                                        && part.closeSecond() <= one.closeSecond()));
    }
}
