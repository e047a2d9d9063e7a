package org.sla4j.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A set of open instants as it was defined: the slow, obvious form of a calendar that {@link OpenIndex} compiles.
 *
 * <p>Every form is a value, so two calendars with equal definitions are equal.
 */
sealed interface OpenSet {
    /**
     * Lists the open time between two instants.
     *
     * @param from epoch second, included
     * @param until epoch second, excluded
     * @return start, end, start, end ... in epoch seconds, ascending, clipped; no interval is empty or touches the next
     */
    long[] between(long from, long until);

    /**
     * Bounds the open time without listing it, so that nobody searches years in which nothing opens.
     *
     * @return epoch seconds before and after which nothing is ever open; the end before the start if nothing ever is
     */
    Bounds hull();

    /**
     * Logs a warning if holidays are wanted but not known for some date of a window.
     *
     * @return whether it did
     */
    default boolean warnUnknown(long from, long until) {
        return false;
    }

    /** The same hours on the wall clocks of another zone. */
    OpenSet inZone(ZoneId zone);

    /** Adds what is accepted but likely not meant. */
    default void lint(List<CalendarFinding> findings) {}

    /** The same set without what was announced after a date. */
    OpenSet asKnownOn(LocalDate date);

    /** The zone whose dates are the calendar's dates. */
    ZoneId zone();

    /** The dates for which holidays are known, or everything if the definition accepts not knowing. */
    DateRange coverage();

    /** The seconds that {@link #coverage()} stands for; of a combined set those that both of its parts know. */
    default Bounds known() {
        DateRange dates = coverage();
        ZoneBoundaries boundaries = new ZoneBoundaries(zone());
        // Without an end to the data the calendar reaches as far as the library does, whatever its zone.
        return new Bounds(
                dates.first().isAfter(DateRange.SUPPORTED.first())
                        ? boundaries.toEpochSecond(dates.first().toEpochDay() * TimeRange.DAY)
                        : OpenIndex.MIN,
                dates.last().isBefore(DateRange.SUPPORTED.last())
                        ? boundaries.toEpochSecond(dates.last().plusDays(1).toEpochDay() * TimeRange.DAY)
                        : OpenIndex.MAX);
    }

    /**
     * Accounts for every second between two instants.
     *
     * @param from epoch second, included
     * @param until epoch second, excluded and after {@code from}
     * @return intervals without a gap from {@code from} to {@code until}; neighbours may be alike
     */
    List<StatusInterval> explain(long from, long until);

    /** An interval in epoch seconds, open or closed for one reason. */
    record StatusInterval(long start, long end, CalendarInterval.Status status, String label) {
        boolean isOpen() {
            return status == CalendarInterval.Status.OPEN;
        }
    }

    /** From the first opening to the last closing that belong to a date of {@link #zone()}; empty on a day off. */
    Optional<Bounds> businessHours(LocalDate date);

    /** From one epoch second to a later one. */
    record Bounds(long start, long end) {
        static Optional<Bounds> of(long start, long end) {
            return start < end ? Optional.of(new Bounds(start, end)) : Optional.empty();
        }
    }

    /** Open all the time. */
    record Always() implements OpenSet {
        @Override
        public long[] between(long from, long until) {
            return from < until ? new long[] {from, until} : new long[0];
        }

        @Override
        public Bounds hull() {
            return new Bounds(OpenIndex.MIN, OpenIndex.MAX);
        }

        @Override
        public OpenSet inZone(ZoneId zone) {
            return this;
        }

        @Override
        public OpenSet asKnownOn(LocalDate date) {
            return this;
        }

        @Override
        public ZoneId zone() {
            return ZoneOffset.UTC;
        }

        @Override
        public DateRange coverage() {
            return DateRange.SUPPORTED;
        }

        @Override
        public List<StatusInterval> explain(long from, long until) {
            return List.of(new StatusInterval(from, until, CalendarInterval.Status.OPEN, ""));
        }

        @Override
        public Optional<Bounds> businessHours(LocalDate date) {
            long midnight = date.toEpochDay() * TimeRange.DAY;
            return Bounds.of(midnight, midnight + TimeRange.DAY);
        }

        @Override
        public String toString() {
            return "24/7";
        }
    }

    /** Special hours of one date; no ranges close it. */
    record Special(List<TimeRange> ranges, String name, Optional<LocalDate> announced) {}

    /** Weekly hours with holidays and special dates on the wall clocks of one zone. */
    record Schedule(
            ZoneId zone,
            NavigableMap<LocalDate, WeeklyHours> hours,
            HolidayCalendar holidays,
            SortedMap<LocalDate, Special> special,
            HolidayGap gap)
            implements OpenSet {
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
                    .forEach(range -> range.remark()
                            .ifPresent(remark -> findings.add(
                                    new CalendarFinding(CalendarFinding.Code.HOURS, date + " " + remark)))));
            if (holidays.coverage().last().isBefore(DateRange.SUPPORTED.last())) {
                findings.add(new CalendarFinding(
                        CalendarFinding.Code.HOLIDAYS_END,
                        "Holidays are known for " + holidays.coverage() + " only; after that the calendar "
                                + (gap == HolidayGap.FAIL
                                        ? "has no answers."
                                        : "has no holidays, as " + gap + " says.")));
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
            var inForce = hours.floorEntry(date);
            return inForce == null ? WeeklyHours.never() : inForce.getValue();
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
                if (ranges.isEmpty()
                        || boundaries.toEpochSecond(midnight) == boundaries.toEpochSecond(midnight + DAY)) {
                    continue; // closed, or a date that the zone skipped when it moved over the date line
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
            if (gap != HolidayGap.WARN || from >= until) {
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
        public OpenSet asKnownOn(LocalDate date) {
            SortedMap<LocalDate, Special> known = new TreeMap<>(special);
            known.values()
                    .removeIf(exception ->
                            exception.announced().filter(on -> on.isAfter(date)).isPresent());
            Instant end =
                    date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusNanos(1);
            return new Schedule(zone, hours, holidays.asKnownOn(end), known, gap);
        }

        @Override
        public DateRange coverage() {
            return gap == HolidayGap.FAIL ? holidays.coverage() : DateRange.SUPPORTED;
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
            if (boundaries.toEpochSecond(midnight) == boundaries.toEpochSecond(midnight + DAY)) {
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
                            .announced()
                            .map(on -> " (announced on " + on + ")")
                            .orElse("")));
            return out.toString();
        }
    }

    /** How {@link Combined} puts two sets together. */
    enum Operation {
        UNION,
        INTERSECTION,
        WITHOUT;

        boolean isOpen(boolean left, boolean right) {
            return switch (this) {
                case UNION -> left || right;
                case INTERSECTION -> left && right;
                case WITHOUT -> left && !right;
            };
        }
    }

    /** Two sets put together; dates are those of the left one. */
    record Combined(Operation operation, OpenSet left, OpenSet right, String rightName) implements OpenSet {
        public Combined {
            coverage(left, right);
        }

        @Override
        public long[] between(long from, long until) {
            long[] a = left.between(from, until);
            long[] b = right.between(from, until);
            long[] merged = new long[a.length + b.length];
            int size = 0;
            int i = 0;
            int j = 0;
            boolean open = false;
            while (i < a.length || j < b.length) {
                long at = Math.min(i < a.length ? a[i] : Long.MAX_VALUE, j < b.length ? b[j] : Long.MAX_VALUE);
                if (i < a.length && a[i] == at) {
                    i++;
                }
                if (j < b.length && b[j] == at) {
                    j++;
                }
                // An odd number of boundaries passed means inside an interval.
                boolean now = operation.isOpen((i & 1) == 1, (j & 1) == 1);
                if (now != open) {
                    merged[size++] = at;
                    open = now;
                }
            }
            return Arrays.copyOf(merged, size);
        }

        @Override
        public Bounds hull() {
            Bounds a = left.hull();
            Bounds b = right.hull();
            return switch (operation) {
                case UNION -> new Bounds(Math.min(a.start(), b.start()), Math.max(a.end(), b.end()));
                case INTERSECTION -> new Bounds(Math.max(a.start(), b.start()), Math.min(a.end(), b.end()));
                case WITHOUT -> a;
            };
        }

        @Override
        public boolean warnUnknown(long from, long until) {
            return left.warnUnknown(from, until) || right.warnUnknown(from, until);
        }

        @Override
        public OpenSet inZone(ZoneId zone) {
            return new Combined(operation, left.inZone(zone), right.inZone(zone), rightName);
        }

        @Override
        public void lint(List<CalendarFinding> findings) {
            left.lint(findings);
            right.lint(findings);
        }

        @Override
        public OpenSet asKnownOn(LocalDate date) {
            return new Combined(operation, left.asKnownOn(date), right.asKnownOn(date), rightName);
        }

        @Override
        public ZoneId zone() {
            return left.zone();
        }

        @Override
        public DateRange coverage() {
            return coverage(left, right);
        }

        @Override
        public Bounds known() {
            return known(left, right);
        }

        private static Bounds known(OpenSet left, OpenSet right) {
            Bounds a = left.known();
            Bounds b = right.known();
            return new Bounds(Math.max(a.start(), b.start()), Math.min(a.end(), b.end()));
        }

        private static DateRange coverage(OpenSet left, OpenSet right) {
            DateRange a = left.coverage();
            DateRange b = right.coverage();
            LocalDate from = a.first().isAfter(b.first()) ? a.first() : b.first();
            LocalDate to = a.last().isBefore(b.last()) ? a.last() : b.last();
            // In another zone the other's first and last dates begin and end at other instants: keep whole dates of
            // ours.
            ZoneBoundaries boundaries = new ZoneBoundaries(left.zone());
            Bounds known = known(left, right);
            if (known.start() > OpenIndex.MIN
                    && boundaries.toEpochSecond(from.toEpochDay() * TimeRange.DAY) < known.start()) {
                from = from.plusDays(1);
            }
            if (known.end() < OpenIndex.MAX
                    && boundaries.toEpochSecond(to.plusDays(1).toEpochDay() * TimeRange.DAY) > known.end()) {
                to = to.minusDays(1);
            }
            if (to.isBefore(from)) {
                throw new IllegalArgumentException("The holidays of one calendar are known for " + a
                        + ", of the other for " + b + "; calendars can be combined when some dates are known to both.");
            }
            return new DateRange(from, to);
        }

        @Override
        public List<StatusInterval> explain(long from, long until) {
            List<StatusInterval> ours = left.explain(from, until);
            List<StatusInterval> theirs = right.explain(from, until);
            List<StatusInterval> intervals = new ArrayList<>();
            int i = 0;
            int j = 0;
            for (long at = from; at < until; ) {
                StatusInterval a = ours.get(i);
                StatusInterval b = theirs.get(j);
                long end = Math.min(a.end(), b.end());
                intervals.add(interval(at, end, a, b));
                i += a.end() == end ? 1 : 0;
                j += b.end() == end ? 1 : 0;
                at = end;
            }
            return intervals;
        }

        private StatusInterval interval(long start, long end, StatusInterval a, StatusInterval b) {
            if (operation.isOpen(a.isOpen(), b.isOpen())) {
                return new StatusInterval(start, end, CalendarInterval.Status.OPEN, "");
            }
            if (!a.isOpen()) {
                return new StatusInterval(start, end, a.status(), a.label());
            }
            return operation == Operation.WITHOUT
                    ? new StatusInterval(start, end, CalendarInterval.Status.EXCLUDED, rightName)
                    : new StatusInterval(start, end, b.status(), b.label());
        }

        @Override
        public Optional<Bounds> businessHours(LocalDate date) {
            ZoneBoundaries boundaries = new ZoneBoundaries(zone());
            long midnight = date.toEpochDay() * TimeRange.DAY;
            long[] open =
                    between(boundaries.toEpochSecond(midnight), boundaries.toEpochSecond(midnight + TimeRange.DAY));
            return open.length == 0 ? Optional.empty() : Bounds.of(open[0], open[open.length - 1]);
        }

        @Override
        public String toString() {
            return "(" + left + ") " + operation.name().toLowerCase(Locale.ROOT) + " (" + right + ")";
        }
    }

    /** A growing list of intervals, clipped to a window and merged where they touch or overlap. */
    final class Intervals {
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
