package org.sla4j.calendar;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.time.format.TextStyle;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which dates one holiday falls on, as plain data with a text form that {@link #parse} reads.
 *
 * <p>A rule of the year is asked for one year at a time; a date it gives may lie in the next or the last year (the Sunday after
 * 31 December).
 */
sealed interface HolidayRule {
    /** The text form, which {@link #parse} turns into an equal rule. */
    @Override
    String toString();

    /** Whether the holiday falls on a date. */
    boolean contains(LocalDate date);

    /** Sets the bits of all supported dates that the holiday falls on. */
    void mark(Dates dates);

    /** A set of the supported dates. */
    final class Dates {
        private static final long FIRST = DateRange.SUPPORTED.first().toEpochDay();
        private static final long LAST = DateRange.SUPPORTED.last().toEpochDay();

        private final BitSet days = new BitSet();

        boolean contains(LocalDate date) {
            return days.get((int) (date.toEpochDay() - FIRST));
        }

        void add(LocalDate date) {
            if (DateRange.SUPPORTED.contains(date)) {
                days.set((int) (date.toEpochDay() - FIRST));
            }
        }

        void add(DateRange range) {
            long from = Math.max(range.first().toEpochDay(), FIRST);
            long to = Math.min(range.last().toEpochDay(), LAST);
            if (from <= to) {
                days.set((int) (from - FIRST), (int) (to - FIRST + 1));
            }
        }
    }

    /** One date. */
    record Single(LocalDate date) implements HolidayRule {
        @Override
        public boolean contains(LocalDate other) {
            return date.equals(other);
        }

        @Override
        public void mark(Dates dates) {
            dates.add(date);
        }

        @Override
        public String toString() {
            return date.toString();
        }
    }

    /** All dates of a range. */
    record Range(DateRange range) implements HolidayRule {
        @Override
        public boolean contains(LocalDate date) {
            return range.contains(date);
        }

        @Override
        public void mark(Dates dates) {
            dates.add(range);
        }

        @Override
        public String toString() {
            return range.toString();
        }
    }

    /** At most one date that belongs to each year. */
    sealed interface OfTheYear extends HolidayRule {
        Optional<LocalDate> in(int year);

        @Override
        default boolean contains(LocalDate date) {
            int year = date.getYear();
            // Nothing here moves further than a year.
            return isIn(year, date) || isIn(year - 1, date) || isIn(year + 1, date);
        }

        private boolean isIn(int year, LocalDate date) {
            return in(year).filter(date::equals).isPresent();
        }

        @Override
        default void mark(Dates dates) {
            for (int year = DateRange.SUPPORTED.first().getYear() - 1;
                    year <= DateRange.SUPPORTED.last().getYear() + 1;
                    year++) {
                in(year).ifPresent(dates::add);
            }
        }
    }

    /** A month and day; 29 February in leap years only. */
    record Yearly(MonthDay date) implements OfTheYear {
        @Override
        public Optional<LocalDate> in(int year) {
            return date.isValidYear(year) ? Optional.of(date.atYear(year)) : Optional.empty();
        }

        @Override
        public boolean contains(LocalDate other) {
            return other.getMonth() == date.getMonth() && other.getDayOfMonth() == date.getDayOfMonth();
        }

        @Override
        public String toString() {
            return date.toString().substring(2);
        }
    }

    /** The nth weekday of a month, counted from its end where {@code n} is negative. */
    record Nth(int n, DayOfWeek weekday, Month month) implements OfTheYear {
        public Nth {
            if (n == 0 || Math.abs(n) > 5) {
                throw new IllegalArgumentException("A month has no weekday number " + n
                        + "; use 1 to 5, or -1 (the last) to -5 counted from its end.");
            }
        }

        @Override
        public Optional<LocalDate> in(int year) {
            LocalDate date = LocalDate.of(year, month, 1).with(TemporalAdjusters.dayOfWeekInMonth(n, weekday));
            return date.getMonth() == month ? Optional.of(date) : Optional.empty(); // there may be no fifth
        }

        @Override
        public String toString() {
            String[] ordinals = {"1st", "2nd", "3rd", "4th", "5th"};
            String ordinal = n > 0 ? ordinals[n - 1] : n == -1 ? "last" : ordinals[-n - 1] + " last";
            return ordinal + " " + name(weekday) + " of " + month.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
        }
    }

    /** A number of days from Easter Sunday, of the Western or the Orthodox churches. */
    record Easter(int days, boolean orthodox) implements OfTheYear {
        private static final int FURTHEST = 250;

        public Easter {
            if (Math.abs(days) > FURTHEST) {
                throw new IllegalArgumentException(days + " days from Easter are further than the " + FURTHEST
                        + " that keep within its year; use another rule.");
            }
        }

        @Override
        public Optional<LocalDate> in(int year) {
            return Optional.of((orthodox ? julian(year) : gregorian(year)).plusDays(days));
        }

        /** By the method that was sent to Nature in 1876 without a name. */
        private static LocalDate gregorian(int year) {
            int a = Math.floorMod(year, 19);
            int b = Math.floorDiv(year, 100);
            int c = Math.floorMod(year, 100);
            int g = (b - (b + 8) / 25 + 1) / 3;
            int h = Math.floorMod(19 * a + b - b / 4 - g + 15, 30);
            int l = Math.floorMod(32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4, 7);
            int m = (a + 11 * h + 22 * l) / 451;
            int days = h + l - 7 * m + 114;
            return LocalDate.of(year, days / 31, days % 31 + 1);
        }

        /** By Meeus, in the Julian calendar, which has fallen behind by three days in 400 years. */
        private static LocalDate julian(int year) {
            int d = Math.floorMod(19 * Math.floorMod(year, 19) + 15, 30);
            int e = Math.floorMod(2 * Math.floorMod(year, 4) + 4 * Math.floorMod(year, 7) - d + 34, 7);
            int days = d + e + 114;
            int behind = Math.floorDiv(year, 100) - Math.floorDiv(year, 400) - 2;
            return LocalDate.of(year, days / 31, days % 31 + 1).plusDays(behind);
        }

        @Override
        public String toString() {
            return (orthodox ? "orthodox easter" : "easter") + (days == 0 ? "" : days > 0 ? "+" + days : "" + days);
        }
    }

    /** The weekday nearest to a month and day in one direction. */
    record Weekday(DayOfWeek weekday, Side side, MonthDay date) implements OfTheYear {
        @Override
        public Optional<LocalDate> in(int year) {
            return date.isValidYear(year)
                    ? Optional.of(date.atYear(year)
                            .with(
                                    switch (side) {
                                        case ON_OR_BEFORE -> TemporalAdjusters.previousOrSame(weekday);
                                        case BEFORE -> TemporalAdjusters.previous(weekday);
                                        case ON_OR_AFTER -> TemporalAdjusters.nextOrSame(weekday);
                                        case AFTER -> TemporalAdjusters.next(weekday);
                                    }))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return name(weekday) + " " + side.word() + " " + date.toString().substring(2);
        }
    }

    /** Where to look for a weekday. */
    enum Side {
        ON_OR_BEFORE,
        BEFORE,
        ON_OR_AFTER,
        AFTER;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    static String name(DayOfWeek weekday) {
        return weekday.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    /**
     * Reads a text form.
     *
     * @throws IllegalArgumentException if the text is not a rule, or a range that ends before it begins
     */
    static HolidayRule parse(String text) {
        String rule = text.replaceAll("[\\s\\u00a0\\u2007\\u202f]+", " ")
                .replaceAll("[\u2010-\u2015\u2212]", "-")
                .strip()
                .toLowerCase(Locale.ROOT);
        for (int n = 0; n < Text.ORDINALS.size(); n++) {
            String word = Text.ORDINALS.get(n) + " ";
            rule = rule.startsWith(word) ? (n + 1) + "th " + rule.substring(word.length()) : rule;
        }
        try {
            if (rule.length() > Text.LONGEST) {
                throw notARule(text);
            }
            if (rule.contains("/")) {
                int slash = rule.indexOf('/');
                return new Range(DateRange.of(
                        LocalDate.parse(rule.substring(0, slash).strip()),
                        LocalDate.parse(rule.substring(slash + 1).strip())));
            }
            Matcher m = Text.YEARLY.matcher(rule);
            if (m.matches()) {
                return new Yearly(MonthDay.parse("--" + rule));
            }
            m = Text.EASTER.matcher(rule);
            if (m.matches()) {
                int days = m.group(2) == null ? 0 : Integer.parseInt(m.group(2).replace(" ", ""));
                return new Easter(days, m.group(1) != null);
            }
            m = Text.NTH.matcher(rule);
            if (m.matches() && (m.group(1) != null || m.group(2) != null)) {
                int n = m.group(1) == null ? 1 : Integer.parseInt(m.group(1));
                return new Nth(m.group(2) == null ? n : -n, weekday(m.group(3)), month(m.group(4)));
            }
            m = Text.WEEKDAY.matcher(rule);
            if (m.matches()) {
                Side side = Side.valueOf(m.group(2).replace(' ', '_').toUpperCase(Locale.ROOT));
                return new Weekday(weekday(m.group(1)), side, MonthDay.parse("--" + m.group(3)));
            }
            return new Single(LocalDate.parse(rule));
        } catch (DateTimeException e) {
            throw notARule(text);
        }
    }

    private static IllegalArgumentException notARule(String text) {
        String shown = text.length() > Text.LONGEST ? text.substring(0, Text.LONGEST) + "..." : text;
        return new IllegalArgumentException(Quoted.of(shown)
                + " is not a date or a rule for one; use 2026-12-25, 12-25, 2026-12-27/2027-01-01, easter+1, orthodox easter-2,"
                + " 4th Thursday of November, last Monday of May or Monday on or before 05-24.");
    }

    private static DayOfWeek weekday(String text) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> text.length() >= 3
                        && (name(day) + "s").toLowerCase(Locale.ROOT).startsWith(text))
                .findFirst()
                .orElseThrow(() -> new DateTimeException("no weekday"));
    }

    private static Month month(String text) {
        if (Character.isDigit(text.charAt(0))) {
            return Month.of(Integer.parseInt(text));
        }
        return Arrays.stream(Month.values())
                .filter(month -> text.length() >= 3
                        && month.name().toLowerCase(Locale.ROOT).startsWith(text))
                .findFirst()
                .orElseThrow(() -> new DateTimeException("no month"));
    }

    /** What {@link #parse} looks for. */
    final class Text {
        private static final int LONGEST = 80;
        private static final List<String> ORDINALS = List.of("first", "second", "third", "fourth", "fifth");
        private static final Pattern YEARLY = Pattern.compile("\\d{2}-\\d{2}");
        private static final Pattern EASTER =
                Pattern.compile("(?:(orthodox )|western )?easter(?: ?([+-] ?\\d{1,3})(?: ?days?)?)?");
        private static final Pattern NTH =
                Pattern.compile("(?:([1-5])(?:st|nd|rd|th) )?(last )?([a-z]+) (?:of|in) ([a-z]+|\\d{1,2})");
        private static final Pattern WEEKDAY =
                Pattern.compile("([a-z]+) (on or before|before|on or after|after) (\\d{2}-\\d{2})");

        private Text() {}
    }
}
