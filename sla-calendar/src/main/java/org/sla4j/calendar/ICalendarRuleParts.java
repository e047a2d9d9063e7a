package org.sla4j.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.WeekFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a recurrence rule for dates (RFC 5545, 3.3.10). In each period, which is a year, month, week or day, the rule gives the
 * dates that all its parts accept; with an interval it looks at every second or third period only. A part that is missing is taken from
 * the first date: a yearly rule without a month or a day falls on its anniversaries.
 *
 * @param frequency the length of a period
 * @param interval 1 if every period counts, 2 if every second does, and so on
 * @param count the number of dates after which the rule ends
 * @param first the date that the rule counts from
 * @param weeks how weeks begin and are numbered
 * @param numbers what each part such as BYMONTH accepts, by its name
 * @param weekdays what BYDAY accepts; empty accepts all
 */
record ICalendarRuleParts(
        ChronoUnit frequency,
        int interval,
        int count,
        LocalDate first,
        WeekFields weeks,
        Map<String, Set<Integer>> numbers,
        Set<Weekday> weekdays) {
    private static final Map<String, ChronoUnit> FREQUENCIES = Map.of(
            "YEARLY",
            ChronoUnit.YEARS,
            "MONTHLY",
            ChronoUnit.MONTHS,
            "WEEKLY",
            ChronoUnit.WEEKS,
            "DAILY",
            ChronoUnit.DAYS);
    private static final List<String> DAYS = List.of("MO", "TU", "WE", "TH", "FR", "SA", "SU");
    /** The parts that are numbers, and the largest of them; all but months may count from the end, too. */
    private static final Map<String, Integer> LARGEST =
            Map.of("BYMONTH", 12, "BYWEEKNO", 53, "BYYEARDAY", 366, "BYMONTHDAY", 31, "BYSETPOS", 366);

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,9}");
    private static final Pattern WEEKDAY = Pattern.compile("([+-]?\\d{1,2})?([A-Z]{2})");

    ICalendarRuleParts {
        numbers = Map.copyOf(numbers);
        weekdays = Set.copyOf(weekdays);
    }

    /**
     * A weekday.
     *
     * @param n which of the month or year, counted from its end where negative; 0 for all
     * @param day the weekday
     */
    record Weekday(int n, DayOfWeek day) {
        boolean isNth(int fromStart, int length) {
            return n == (fromStart + 6) / 7 || -n == (length - fromStart) / 7 + 1;
        }
    }

    /**
     * Reads the parts of a rule.
     *
     * @param parts by name, with FREQ among them and without UNTIL
     * @param first the date that the rule counts from
     * @throws IllegalArgumentException if a number or weekday does not exist
     */
    static ICalendarRuleParts of(Map<String, String> parts, LocalDate first) {
        ChronoUnit frequency = FREQUENCIES.getOrDefault(parts.getOrDefault("FREQ", ""), ChronoUnit.YEARS);
        Map<String, Set<Integer>> numbers = new HashMap<>();
        LARGEST.keySet().stream()
                .filter(parts::containsKey)
                .forEach(name -> numbers.put(name, numbers(name, parts.getOrDefault(name, ""))));
        Set<Weekday> weekdays =
                parts.containsKey("BYDAY") ? weekdays(parts.getOrDefault("BYDAY", "")) : new HashSet<>();
        boolean namesDays =
                !weekdays.isEmpty() || numbers.containsKey("BYMONTHDAY") || numbers.containsKey("BYYEARDAY");
        if (!namesDays && frequency != ChronoUnit.DAYS) {
            if (frequency == ChronoUnit.WEEKS || numbers.containsKey("BYWEEKNO")) {
                weekdays.add(new Weekday(0, first.getDayOfWeek()));
            } else {
                numbers.put("BYMONTHDAY", Set.of(first.getDayOfMonth()));
                if (frequency == ChronoUnit.YEARS) {
                    numbers.putIfAbsent("BYMONTH", Set.of(first.getMonthValue()));
                }
            }
        }
        DayOfWeek weekStart = DayOfWeek.of(DAYS.indexOf(parts.getOrDefault("WKST", "MO")) + 1);
        return new ICalendarRuleParts(
                frequency,
                Integer.parseInt(parts.getOrDefault("INTERVAL", "1")),
                Integer.parseInt(parts.getOrDefault("COUNT", "" + Integer.MAX_VALUE)),
                first,
                WeekFields.of(weekStart, 4),
                numbers,
                weekdays);
    }

    private static Set<Integer> numbers(String name, String text) {
        int largest = LARGEST.getOrDefault(name, 0);
        Set<Integer> numbers = new HashSet<>();
        for (String part : text.split(",", -1)) {
            int number = NUMBER.matcher(part).matches() ? Integer.parseInt(part) : 0;
            if (number == 0 || Math.abs(number) > largest || (number < 0 && name.equals("BYMONTH"))) {
                throw new IllegalArgumentException(ICalendarNotes.quote(part) + " in its " + name
                        + " is not a number from 1 to " + largest
                        + (name.equals("BYMONTH") ? "" : ", or from -1 to -" + largest));
            }
            numbers.add(number);
        }
        return numbers;
    }

    private static Set<Weekday> weekdays(String text) {
        Set<Weekday> weekdays = new HashSet<>();
        for (String part : text.split(",", -1)) {
            Matcher m = WEEKDAY.matcher(part);
            int n = m.matches() && m.group(1) != null ? Integer.parseInt(m.group(1)) : 0;
            if (!m.matches() || !DAYS.contains(m.group(2)) || Math.abs(n) > 53 || (n == 0 && m.group(1) != null)) {
                throw new IllegalArgumentException(
                        ICalendarNotes.quote(part) + " in its BYDAY is not a weekday such as MO, 2MO or -1MO");
            }
            weekdays.add(new Weekday(n, DayOfWeek.of(DAYS.indexOf(m.group(2)) + 1)));
        }
        return weekdays;
    }

    // ---- periods ----

    /** The number of a period of the rule that begins at or before a date, from 0; dates of later ones come after it. */
    long periodAt(LocalDate date) {
        return Math.max(0, frequency.between(start(0), date) / interval - 1);
    }

    /** The first date of a period of the rule. */
    LocalDate start(long period) {
        long steps = period * interval;
        return switch (frequency) {
            case YEARS -> year(steps);
            case MONTHS -> first.withDayOfMonth(1).plusMonths(steps);
            case WEEKS ->
                first.with(TemporalAdjusters.previousOrSame(weeks.getFirstDayOfWeek()))
                        .plusWeeks(steps);
            default -> first.plusDays(steps);
        };
    }

    /** A year begins with its first week where weeks are numbered. */
    private LocalDate year(long steps) {
        return numbers.containsKey("BYWEEKNO")
                ? LocalDate.of(first.get(weeks.weekBasedYear()) + (int) steps, 1, 4)
                        .with(TemporalAdjusters.previousOrSame(weeks.getFirstDayOfWeek()))
                : LocalDate.of(first.getYear() + (int) steps, 1, 1);
    }

    private LocalDate end(long period) {
        LocalDate start = start(period);
        return frequency == ChronoUnit.YEARS && numbers.containsKey("BYWEEKNO")
                ? year(period * interval + 1)
                : start.plus(1, frequency);
    }

    /** Whether any date is one that the rule could give; after 28 years all kinds of years have been. */
    boolean isPossible() {
        return LocalDate.of(2001, 1, 1)
                .datesUntil(LocalDate.of(2029, 1, 1))
                .anyMatch(date -> isMonth(date) && accepts(date));
    }

    /** The dates of a period that the rule gives, in order. */
    List<LocalDate> dates(long period) {
        if (frequency == ChronoUnit.DAYS) { // there are many of these
            LocalDate date = start(period);
            return isMonth(date) && accepts(date) && isOneOf("BYSETPOS", 1, 1) ? List.of(date) : List.of();
        }
        List<LocalDate> dates = new ArrayList<>();
        LocalDate end = end(period);
        for (LocalDate date = start(period); date.isBefore(end); ) {
            if (!isMonth(date)) {
                date = date.with(TemporalAdjusters.firstDayOfNextMonth());
                continue;
            }
            if (accepts(date)) {
                dates.add(date);
            }
            date = date.plusDays(1);
        }
        int all = dates.size();
        for (int i = all; i > 0; i--) {
            if (dates.get(i - 1).isBefore(first) || !isOneOf("BYSETPOS", i, all)) {
                dates.remove(i - 1);
            }
        }
        return dates;
    }

    private boolean isMonth(LocalDate date) {
        return isOneOf("BYMONTH", date.getMonthValue(), 12);
    }

    private boolean accepts(LocalDate date) {
        return isOneOf("BYMONTHDAY", date.getDayOfMonth(), date.lengthOfMonth())
                && isOneOf("BYYEARDAY", date.getDayOfYear(), date.lengthOfYear())
                && isWeek(date)
                && isWeekday(date);
    }

    /** Whether a part accepts what has a place, from 1, among so many; a part that the rule does not have accepts all. */
    private boolean isOneOf(String part, int place, int of) {
        Set<Integer> accepted = numbers.get(part);
        return accepted == null || accepted.contains(place) || accepted.contains(place - of - 1);
    }

    private boolean isWeek(LocalDate date) {
        return !numbers.containsKey("BYWEEKNO")
                || isOneOf("BYWEEKNO", date.get(weeks.weekOfWeekBasedYear()), (int)
                        date.range(weeks.weekOfWeekBasedYear()).getMaximum());
    }

    private boolean isWeekday(LocalDate date) {
        if (weekdays.isEmpty()) {
            return true;
        }
        boolean isOfYear = frequency == ChronoUnit.YEARS && !numbers.containsKey("BYMONTH");
        for (Weekday weekday : weekdays) {
            if (weekday.day() == date.getDayOfWeek()
                    && (weekday.n() == 0
                            || (isOfYear
                                    ? weekday.isNth(date.getDayOfYear(), date.lengthOfYear())
                                    : weekday.isNth(date.getDayOfMonth(), date.lengthOfMonth())))) {
                return true;
            }
        }
        return false;
    }
}
