package org.sla4j.calendar;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.sla4j.calendar.HoursToken.Half;
import org.sla4j.calendar.HoursToken.Kind;
import org.sla4j.calendar.HoursToken.Time;

/**
 * Reads hours as people write them, in English, German and French; {@link WeeklyHours#parse} says what is accepted.
 *
 * <p>A text is a list of rules, parted by semicolons or line breaks. A rule is a list of groups, each some days and their hours,
 * in either order. The first group of a rule replaces what earlier rules said of its days; the others add to that.
 */
final class HoursText {
    static final String ACCEPTED =
            "write it like \"Mon-Fri 09:00-12:00,13:00-17:30; Sat 10:00-14:00\", \"9am-5pm\", \"24/7\" or \"off\"";

    private static final int LONGEST = 10_000;
    private static final Pattern MIDNIGHT = Pattern.compile("\\p{L}{5}");

    /**
     * The hours of a week, and what looks like a mistake in the way they were written.
     *
     * @param hours the ranges of each weekday that is named
     * @param remarks each a sentence
     */
    record Week(Map<DayOfWeek, List<TimeRange>> hours, List<String> remarks) {}

    /** Days named one after another, perhaps public holidays too. */
    private record Days(Set<DayOfWeek> days, boolean withHolidays, int start, int end) {}

    /** Ranges written one after another; none for closed. {@code days} are those that words such as 24x5 hold for. */
    private record Hours(List<TimeRange> ranges, Set<DayOfWeek> days, int start, int end) {}

    /** Days with their hours. */
    record Group(Set<DayOfWeek> days, List<TimeRange> ranges, boolean adds, String text) {}

    private final String original;
    private final String text;
    private final List<HoursToken> tokens;
    private int at;
    private final List<Group> groups = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private boolean isNamed;

    private HoursText(String original) {
        if (original.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "Hours have " + original.length() + " characters; at most 10,000 are accepted.");
        }
        this.original = original;
        this.text = HoursToken.plain(original);
        this.tokens = HoursToken.tokens(text, original);
        if (original.isBlank()) {
            throw new IllegalArgumentException("Hours are blank; " + ACCEPTED + ".");
        } else if (is(Kind.END)) {
            throw mistake("names neither days nor hours");
        }
    }

    /** Reads the hours of a week. */
    static Week week(String text) {
        HoursText in = new HoursText(text);
        while (!in.is(Kind.END)) {
            if (in.is(Kind.RULE_END) || in.is(Kind.LINE_END)) {
                in.at++;
            } else {
                in.readRule();
            }
        }
        if (!in.isNamed) {
            throw in.mistake("has no rule for any weekday");
        }
        return in.week();
    }

    /** Reads the hours of one date; none if it is closed. */
    static List<TimeRange> date(String text) {
        HoursText in = new HoursText(text);
        if (!in.isHours()) {
            throw in.notATimeRange();
        }
        List<TimeRange> ranges = in.hours().ranges();
        if (!in.is(Kind.END)) {
            throw in.notATimeRange();
        }
        return ranges;
    }

    /** Reads the name of one weekday. */
    static DayOfWeek weekday(String text) {
        HoursText in = new HoursText(text);
        if (in.tokens.size() != 2 || !in.token().isOneDay()) {
            throw new IllegalArgumentException(Quoted.of(text) + " is not a weekday; use one such as Monday.");
        }
        return in.token().days().iterator().next();
    }

    /** Reads one range. */
    static TimeRange range(String text) {
        List<TimeRange> ranges = date(text);
        if (ranges.size() != 1) {
            throw new HoursText(text).notATimeRange();
        }
        return ranges.get(0);
    }

    private IllegalArgumentException notATimeRange() {
        return new IllegalArgumentException(
                Quoted.of(original) + " is not a time range; write it like 09:00-17:30, 9am-5pm, "
                        + "22:00-06:00 (overnight) or 00:00-24:00.");
    }

    private IllegalArgumentException mistake(String what) {
        return new IllegalArgumentException(Quoted.of(original) + " " + what + "; " + ACCEPTED + ".");
    }

    private IllegalArgumentException mistake(int start, int end, String what) {
        String part = text.substring(start, end).strip();
        return new IllegalArgumentException(
                Quoted.of(part) + (part.equals(original.strip()) ? "" : " in " + Quoted.of(original)) + " " + what
                        + "; " + ACCEPTED + ".");
    }

    private HoursToken token() {
        return tokens.get(at);
    }

    private boolean is(Kind kind) {
        return token().kind() == kind;
    }

    private boolean isHours() {
        return is(Kind.TIME) || is(Kind.AROUND_THE_CLOCK) || is(Kind.CLOSED);
    }

    private boolean isDays() {
        return is(Kind.DAYS) || is(Kind.PUBLIC_HOLIDAYS);
    }

    private void skip(Kind kind) {
        while (is(kind)) {
            at++;
        }
    }

    /** The end of the last token read. */
    private int read() {
        return tokens.get(at - 1).end();
    }

    private void readRule() {
        boolean hoursFirst = isHours() && isFollowedByDays();
        boolean adds = false;
        while (true) {
            if (hoursFirst || (adds && is(Kind.CLOSED))) {
                Hours hours = hours();
                skip(Kind.AND);
                if (!isDays()) {
                    throw mistake(hours.start(), hours.end(), "has hours but names no days");
                }
                add(days(), hours, adds);
            } else if (isDays()) {
                Days days = days();
                skip(Kind.AND);
                skip(Kind.LINE_END); // days above their hours
                if (!isHours()) {
                    throw mistake(days.start(), days.end(), "names days but no hours");
                }
                add(days, hours(), adds);
            } else if (isHours()) {
                Hours hours = hours();
                add(new Days(hours.days(), false, hours.start(), hours.end()), hours, adds);
            } else {
                throw mistake(
                        token().start(), Math.max(token().end(), text.length()), "has a sign that belongs to nothing");
            }
            adds = true;
            skip(Kind.AND);
            closeExceptions();
            if (is(Kind.RULE_END) || is(Kind.LINE_END) || is(Kind.END)) {
                return;
            }
            if (!isDays() && !hoursFirst && !is(Kind.CLOSED)) {
                throw mistake(token().start(), text.length(), "has no days to belong to");
            }
        }
    }

    /** Closes the days after hours that hold except on them. */
    private void closeExceptions() {
        while (is(Kind.EXCEPT)) {
            at++;
            int first = at;
            Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
            while (isDays()) {
                int before = at;
                Set<DayOfWeek> more = dayOrHolidays();
                if (isHours() && before > first) { // "except Wed, Sat 10-12" begins anew with Saturday
                    at = before;
                    break;
                }
                days.addAll(more);
                skip(Kind.AND);
            }
            requireExceptions(first);
            int start = tokens.get(first).start();
            add(new Days(days, false, start, read()), new Hours(List.of(), everyDay(), start, read()), true);
        }
    }

    private Set<DayOfWeek> dayOrHolidays() {
        if (is(Kind.PUBLIC_HOLIDAYS)) {
            at++;
            return Set.of();
        }
        return fromTo();
    }

    private void requireExceptions(int first) {
        if (at == first) {
            throw mistake(tokens.get(first - 1).start(), tokens.get(first - 1).end(), "names no days to leave out");
        }
    }

    /** Whether the hours at which we are belong to the days after them, as in {@code 9am-5pm Monday to Friday}. */
    private boolean isFollowedByDays() {
        for (int i = at; ; i++) {
            switch (tokens.get(i).kind()) {
                case DAYS, PUBLIC_HOLIDAYS -> {
                    return true;
                }
                case RULE_END, LINE_END, EXCEPT, END -> {
                    return false;
                }
                default -> {}
            }
        }
    }

    private Days days() {
        int start = token().start();
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        boolean withHolidays = false;
        int first = at;
        while (isDays()) {
            withHolidays |= is(Kind.PUBLIC_HOLIDAYS);
            days.addAll(dayOrHolidays());
            int end = at;
            skip(Kind.AND);
            if (!isDays()) {
                at = end;
            } else if (end == at && (isMonthToo(end) || isMonthToo(end - 1))) {
                throw mistake(
                        tokens.get(end - 1).start(), token().end(), "could be a month; write commas between days");
            }
        }
        if (at > first && is(Kind.EXCEPT)) {
            at++;
            int exceptions = at;
            Days without = days();
            requireExceptions(exceptions);
            days.removeAll(without.days());
            return new Days(days, withHolidays, start, without.end());
        }
        return new Days(
                days,
                withHolidays,
                start,
                at == first ? start : tokens.get(at - 1).end());
    }

    private boolean isMonthToo(int token) {
        return text.substring(tokens.get(token).start(), tokens.get(token).end())
                .equalsIgnoreCase("mar");
    }

    private Set<DayOfWeek> fromTo() {
        HoursToken first = token();
        at++;
        if (!is(Kind.TO)) {
            return first.days();
        }
        at++;
        HoursToken last = token();
        if (!first.isOneDay() || !last.isOneDay()) {
            throw mistake(first.start(), last.end(), "is not a range of weekdays");
        }
        at++;
        if (is(Kind.TO)) {
            throw mistake(
                    first.start(), Math.max(token().end(), tokens.get(at + 1).end()), "is not a range of weekdays");
        }
        Set<DayOfWeek> days = EnumSet.copyOf(last.days());
        DayOfWeek end = last.days().iterator().next();
        for (DayOfWeek day = first.days().iterator().next(); day != end; day = day.plus(1)) {
            days.add(day);
        }
        return days;
    }

    private Hours hours() {
        int start = token().start();
        HoursToken first = token();
        if (is(Kind.CLOSED)) {
            at++;
            return new Hours(List.of(), everyDay(), start, read());
        }
        if (is(Kind.AROUND_THE_CLOCK) || isDayOfHours()) {
            at++;
            Set<DayOfWeek> days = first.days().isEmpty() ? everyDay() : first.days();
            return new Hours(List.of(TimeRange.allDay()), days, start, read());
        }
        List<TimeRange> ranges = new ArrayList<>();
        while (is(Kind.TIME)) {
            ranges.add(range());
            int end = at;
            skip(Kind.AND);
            skip(Kind.LINE_END); // a line that goes on with hours
            if (!is(Kind.TIME)) {
                at = end;
            }
        }
        remarks.addAll(
                HoursSlips.ofOrder(ranges, () -> text.substring(start, read()).strip()));
        return new Hours(List.copyOf(ranges), everyDay(), start, read());
    }

    private static Set<DayOfWeek> everyDay() {
        return EnumSet.allOf(DayOfWeek.class);
    }

    /** Whether we are at {@code 24h} that is no time of day. */
    private boolean isDayOfHours() {
        return is(Kind.TIME)
                && token().time().isHours()
                && token().time().hour() == 24
                && tokens.get(at + 1).kind() != Kind.TO;
    }

    private TimeRange range() {
        HoursToken first = token();
        at++;
        if (!is(Kind.TO) || tokens.get(at + 1).kind() != Kind.TIME) {
            throw mistake(first.start(), Math.max(first.end(), token().end()), "is not a time range");
        }
        at++;
        HoursToken last = token();
        at++;
        if (is(Kind.TO)) {
            throw mistake(first.start(), token().end(), "is not a time range");
        }
        Time open = first.time();
        Time close = last.time();
        if (open.isOfTwelve() && isMidnightInWords(last)) {
            // By the 24-hour clock, as "11h-minuit" and "9 Uhr bis Mitternacht" are: midnight is no am or pm.
            remarks.addAll(HoursSlips.ofMidnight(
                    text.substring(first.start(), last.end()), text.substring(first.start(), first.end()), open));
        } else if (open.isOfTwelve() && close.half() != Half.UNSAID) {
            open = latestBefore(open, close.second());
        } else if (close.isOfTwelve() && open.half() != Half.UNSAID) {
            close = earliestAfter(close, open.second());
        }
        if (open.second() == TimeRange.DAY) {
            throw mistake(first.start(), last.end(), "opens at 24:00; write 00:00 of the next day instead");
        }
        return TimeRange.between(open.second(), close.second());
    }

    private boolean isMidnightInWords(HoursToken token) {
        return token.time().second() == 0
                && MIDNIGHT.matcher(text.substring(token.start(), token.end())).find();
    }

    /** 9-5pm opens at 9am, and 1-5pm at 1pm: the half of the day that makes the range shorter. */
    private static Time latestBefore(Time open, int close) {
        Time am = open.in(Half.AM);
        Time pm = open.in(Half.PM);
        boolean overnight = close <= am.second();
        return overnight || pm.second() < close ? pm : am;
    }

    /** 9am-5 closes at 5pm, and 10pm-6 at 6am. */
    private static Time earliestAfter(Time close, int open) {
        Time am = close.in(Half.AM);
        Time pm = close.in(Half.PM);
        return am.second() > open || pm.second() <= open ? am : pm;
    }

    private void add(Days days, Hours hours, boolean adds) {
        int start = Math.min(days.start(), hours.start());
        int end = Math.max(days.end(), hours.end());
        isNamed |= !days.days().isEmpty();
        if (days.withHolidays() && !hours.ranges().isEmpty()) {
            throw mistake(
                    start,
                    end,
                    "gives hours to public holidays, which are closed; give the dates that are open special hours");
        }
        if (!days.days().isEmpty()) {
            String written = text.substring(start, end).replace('\n', ' ').strip();
            groups.add(new Group(
                    days.days(), hours.ranges(), adds && !hours.ranges().isEmpty(), written));
        }
    }

    private Week week() {
        Map<DayOfWeek, List<TimeRange>> hours = new EnumMap<>(DayOfWeek.class);
        Map<DayOfWeek, List<Group>> inForce = new EnumMap<>(DayOfWeek.class);
        for (Group group : groups) {
            remarks.addAll(HoursSlips.ofLoss(group, inForce));
            for (DayOfWeek day : group.days()) {
                List<TimeRange> ranges = new ArrayList<>(group.adds() ? hours.getOrDefault(day, List.of()) : List.of());
                ranges.addAll(group.ranges());
                hours.put(day, ranges);
                List<Group> sources = group.adds() ? inForce.getOrDefault(day, List.of()) : List.of();
                List<Group> all = new ArrayList<>(sources);
                all.add(group);
                inForce.put(day, all);
            }
        }
        if (hours.values().stream().allMatch(List::isEmpty) && hours.size() < 7) {
            remarks.add(HoursSlips.ofNeverOpen(original));
        }
        return new Week(hours, List.copyOf(remarks));
    }
}
