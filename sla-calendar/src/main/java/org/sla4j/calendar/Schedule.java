package org.sla4j.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Weekly hours with holidays and special dates on the wall clocks of one zone.
 *
 * <p>Which hours a date has: its special hours, if it has any; none, if it is a holiday; else those of its weekday, or of the weekday
 * that it works like, by the weekly hours in force then.
 */
record Schedule(
        ZoneId zone,
        NavigableMap<LocalDate, WeeklyHours> hours,
        HolidayCalendar holidays,
        SortedMap<LocalDate, Special> special,
        HolidayGap gap)
        implements OpenSet {
    /** Special hours of one date; no ranges close it. */
    record Special(List<TimeRange> ranges, String name, Optional<Instant> publishedAt) {}

    private static final long DAY = TimeRange.DAY;
    private static final System.Logger LOG = System.getLogger("org.sla4j.calendar");

    public Schedule {
        hours = Collections.unmodifiableNavigableMap(new TreeMap<>(hours));
        special = Collections.unmodifiableSortedMap(new TreeMap<>(special));
    }

    @Override
    public void lint(List<CalendarFinding> findings) {
        hours.values()
                .forEach(week -> week.remarks()
                        .forEach(remark -> findings.add(new CalendarFinding(CalendarFinding.Code.HOURS, remark))));
        special.forEach((date, exception) -> exception
                .ranges()
                .forEach(range -> HoursSlips.of(range)
                        .ifPresent(remark ->
                                findings.add(new CalendarFinding(CalendarFinding.Code.HOURS, date + " " + remark)))));
        findings.addAll(CombinedHolidays.lint(holidays));
        if (holidays.coverage().last().isBefore(DateRange.SUPPORTED.last())) {
            findings.add(new CalendarFinding(
                    CalendarFinding.Code.HOLIDAYS_END,
                    "Holidays are known for " + holidays.coverage() + " only; after that the calendar "
                            + (gap.isRefused() ? "has no answers." : "has no holidays, as " + gap + " says.")));
        }
    }

    /** The ranges that start on a date: special hours, working day, holiday, or else the weekly hours then in force. */
    List<TimeRange> ranges(LocalDate date) {
        return ranges(date, weekly(date));
    }

    private List<TimeRange> ranges(LocalDate date, WeeklyHours week) {
        Special exception = special.get(date);
        if (exception != null) {
            return exception.ranges();
        }
        List<TimeRange> usual = week.on(holidays.worksLike(date).orElse(date.getDayOfWeek()));
        return usual.isEmpty() || holidays.isHoliday(date) ? List.of() : usual;
    }

    private WeeklyHours weekly(LocalDate date) {
        return WeeklyHours.inForce(hours, date);
    }

    @Override
    public long[] between(long from, long until) {
        ZoneBoundaries boundaries = new ZoneBoundaries(zone);
        // No zone is further than a day from UTC, and an overnight range reaches one date further.
        long first = Math.floorDiv(from, DAY) - 2;
        long last = Math.floorDiv(until - 1, DAY) + 1;
        Intervals open = new Intervals(from, until);
        WeeklyHours week = WeeklyHours.never();
        long weekEnds = first;
        for (long day = first; day <= last; day++) {
            LocalDate date = LocalDate.ofEpochDay(day);
            if (day >= weekEnds) {
                week = weekly(date);
                weekEnds = epochDay(hours.higherKey(date));
            }
            if (week.isEmpty() && !special.containsKey(date)) {
                day = Math.min(weekEnds, nextSpecial(date)) - 1; // nothing opens until then
                continue;
            }
            List<TimeRange> ranges = ranges(date, week);
            long midnight = day * DAY;
            if (ranges.isEmpty() || boundaries.isSkipped(day)) {
                continue;
            }
            for (int i = 0; i < ranges.size(); i++) {
                TimeRange range = ranges.get(i);
                open.add(
                        boundaries.toEpochSecond(midnight + range.openSecond()),
                        boundaries.toEpochSecond(midnight + range.closeSecond()));
            }
        }
        return open.toArray();
    }

    private long nextSpecial(LocalDate date) {
        SortedMap<LocalDate, Special> later = special.tailMap(date);
        return epochDay(later.isEmpty() ? null : later.firstKey());
    }

    private static long epochDay(@Nullable LocalDate date) {
        return date == null ? Long.MAX_VALUE : date.toEpochDay();
    }

    @Override
    public Bounds hull() {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (var week : hours.entrySet()) {
            if (!week.getValue().isEmpty()) {
                first = Math.min(first, epochDay(week.getKey()));
                last = Math.max(last, epochDay(hours.higherKey(week.getKey())));
            }
        }
        for (var date : special.entrySet()) {
            if (!date.getValue().ranges().isEmpty()) {
                first = Math.min(first, epochDay(date.getKey()));
                last = Math.max(last, epochDay(date.getKey()));
            }
        }
        if (first > last) {
            return new Bounds(OpenIndex.MAX, OpenIndex.MIN);
        }
        DateRange known = DateRange.SUPPORTED;
        // Wide by the days that zones and overnight ranges can move a date.
        return new Bounds(
                (Math.max(first, epochDay(known.first())) - 2) * DAY,
                (Math.min(last, epochDay(known.last())) + 3) * DAY);
    }

    @Override
    public boolean warnUnknown(long from, long until) {
        if (!gap.isLogged() || from >= until) {
            return false;
        }
        DateRange dates = holidays.coverage();
        LocalDate first = Instant.ofEpochSecond(from).atZone(zone).toLocalDate();
        LocalDate last = Instant.ofEpochSecond(until - 1).atZone(zone).toLocalDate();
        if (dates.contains(first) && dates.contains(last)) {
            return false;
        }
        LOG.log(
                System.Logger.Level.WARNING,
                "Holidays are known for {0} only; {1}/{2} and all other years beyond them are taken to have none",
                dates,
                first,
                last);
        return true;
    }

    @Override
    public OpenSet inZone(ZoneId other) {
        return new Schedule(other, hours, holidays, special, gap);
    }

    @Override
    public OpenSet asKnownOn(Instant instant) {
        SortedMap<LocalDate, Special> known = new TreeMap<>(special);
        known.values()
                .removeIf(exception ->
                        exception.publishedAt().filter(instant::isBefore).isPresent());
        return new Schedule(zone, hours, holidays.asKnownOn(instant), known, gap);
    }

    @Override
    public DateRange coverage() {
        return gap.answered(holidays.coverage());
    }

    @Override
    public List<StatusInterval> explain(long from, long until) {
        List<StatusInterval> intervals = new ArrayList<>();
        ZoneBoundaries boundaries = new ZoneBoundaries(zone);
        long[] open = between(from, until);
        long day = Math.floorDiv(from, DAY) - 2;
        long at = from;
        for (int i = 0; i <= open.length; i += 2) {
            long closedUntil = i < open.length ? open[i] : until;
            while (at < closedUntil) {
                long tomorrow = boundaries.toEpochSecond((day + 1) * DAY);
                if (tomorrow > at) {
                    long end = Math.min(tomorrow, closedUntil);
                    intervals.add(whyClosed(at, end, LocalDate.ofEpochDay(day)));
                    at = end;
                }
                if (tomorrow <= at) {
                    day++;
                }
            }
            if (i < open.length) {
                intervals.add(new StatusInterval(at, open[i + 1], CalendarInterval.Status.OPEN, ""));
                at = open[i + 1];
            }
        }
        return intervals;
    }

    private StatusInterval whyClosed(long start, long end, LocalDate date) {
        Special exception = special.get(date);
        if (exception != null) {
            return new StatusInterval(start, end, CalendarInterval.Status.SPECIAL, exception.name());
        }
        if (holidays.isHoliday(date)) {
            return new StatusInterval(
                    start,
                    end,
                    CalendarInterval.Status.HOLIDAY,
                    holidays.nameOf(date).orElse(""));
        }
        boolean dayOff = weekly(date)
                .on(holidays.worksLike(date).orElse(date.getDayOfWeek()))
                .isEmpty();
        return new StatusInterval(
                start, end, dayOff ? CalendarInterval.Status.DAY_OFF : CalendarInterval.Status.OUTSIDE_HOURS, "");
    }

    @Override
    public Optional<Bounds> businessHours(LocalDate date) {
        List<TimeRange> ranges = ranges(date);
        if (ranges.isEmpty()) {
            return Optional.empty();
        }
        ZoneBoundaries boundaries = new ZoneBoundaries(zone);
        long midnight = date.toEpochDay() * DAY;
        if (boundaries.isSkipped(date.toEpochDay())) {
            return Optional.empty();
        }
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (TimeRange range : ranges) {
            long opens = boundaries.toEpochSecond(midnight + range.openSecond());
            long closes = boundaries.toEpochSecond(midnight + range.closeSecond());
            if (opens < closes) { // a range inside a gap never opens
                first = Math.min(first, opens);
                last = Math.max(last, closes);
            }
        }
        return Bounds.of(first, last);
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder().append(zone);
        hours.forEach((from, week) -> out.append(from.equals(LocalDate.MIN) ? ", " : ", from " + from + " ")
                .append(week));
        out.append(", ").append(holidays);
        special.forEach((date, exception) -> out.append(", ")
                .append(date)
                .append(exception.ranges().isEmpty() ? " closed" : " " + exception.ranges())
                .append(exception.name().isEmpty() ? "" : " " + exception.name())
                .append(exception
                        .publishedAt()
                        .map(at -> " (published at " + at + ")")
                        .orElse("")));
        return out.toString();
    }

    /** A growing list of intervals, clipped to a window and merged where they touch or overlap. */
    private static final class Intervals {
        private final long from;
        private final long until;
        private long[] ends = new long[64];
        private int size;

        Intervals(long from, long until) {
            this.from = from;
            this.until = until;
        }

        /** Adds an interval that does not start before the last one did. */
        void add(long start, long end) {
            long s = Math.max(start, from);
            long e = Math.min(end, until);
            if (s >= e) {
                return;
            }
            if (size > 0 && s <= ends[size - 1]) {
                ends[size - 1] = Math.max(ends[size - 1], e);
                return;
            }
            if (size == ends.length) {
                ends = Arrays.copyOf(ends, size * 2);
            }
            ends[size++] = s;
            ends[size++] = e;
        }

        long[] toArray() {
            return Arrays.copyOf(ends, size);
        }
    }
}
