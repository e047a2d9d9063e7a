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
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
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

    /** The same set without what was published after an instant. */
    OpenSet asKnownOn(Instant instant);

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
        public OpenSet asKnownOn(Instant instant) {
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
    record Special(List<TimeRange> ranges, String name, Optional<Instant> publishedAt) {}

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
            findings.addAll(CombinedHolidays.lint(holidays));
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
        public OpenSet asKnownOn(Instant instant) {
            SortedMap<LocalDate, Special> known = new TreeMap<>(special);
            known.values()
                    .removeIf(exception ->
                            exception.publishedAt().filter(instant::isBefore).isPresent());
            return new Schedule(zone, hours, holidays.asKnownOn(instant), known, gap);
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
                            .publishedAt()
                            .map(at -> " (published at " + at + ")")
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

        Bounds hull(Bounds a, Bounds b) {
            return switch (this) {
                case UNION -> new Bounds(Math.min(a.start(), b.start()), Math.max(a.end(), b.end()));
                case INTERSECTION -> new Bounds(Math.max(a.start(), b.start()), Math.min(a.end(), b.end()));
                case WITHOUT -> a;
            };
        }
    }

    /** One of the sets that {@link Combined} puts together, with the name of its calendar. */
    record Part(String name, OpenSet set) {}

    /**
     * Sets put together, the first with all others at once; dates are those of the first.
     *
     * <p>What follows from the parts is worked out when one is added, from what is known of those before, so that thousands can be
     * added one after another.
     */
    final class Combined implements OpenSet {
        private final Operation operation;
        private final List<Part> parts;
        private final DateRange coverage;
        private final Bounds known;
        private final Bounds hull;

        private Combined(Operation operation, List<Part> parts, DateRange coverage, Bounds known, Bounds hull) {
            this.operation = operation;
            this.parts = parts;
            this.coverage = coverage;
            this.known = known;
            this.hull = hull;
        }

        /**
         * Puts sets together.
         *
         * @param parts at least two; where the first is a set put together in the same way, its parts come first
         */
        static Combined of(Operation operation, List<Part> parts) {
            OpenSet first = parts.get(0).set();
            List<Part> all = new ArrayList<>();
            if (first instanceof Combined combined && combined.operation == operation) {
                all.addAll(combined.parts);
            } else {
                all.add(parts.get(0));
            }
            all.addAll(parts.subList(1, parts.size()));
            DateRange coverage = first.coverage();
            Bounds known = first.known();
            Bounds hull = first.hull();
            ZoneBoundaries boundaries = new ZoneBoundaries(first.zone());
            for (Part part : parts.subList(1, parts.size())) {
                Bounds theirs = part.set().known();
                known = new Bounds(Math.max(known.start(), theirs.start()), Math.min(known.end(), theirs.end()));
                coverage = common(coverage, part.set().coverage(), known, boundaries);
                hull = operation.hull(hull, part.set().hull());
            }
            return new Combined(operation, Collections.unmodifiableList(all), coverage, known, hull);
        }

        /** The dates that both know, as whole dates of the zone of the first. */
        private static DateRange common(DateRange a, DateRange b, Bounds known, ZoneBoundaries boundaries) {
            LocalDate from = a.first().isAfter(b.first()) ? a.first() : b.first();
            LocalDate to = a.last().isBefore(b.last()) ? a.last() : b.last();
            // In another zone the other's first and last dates begin and end at other instants.
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

        Operation operation() {
            return operation;
        }

        List<Part> parts() {
            return parts;
        }

        private OpenSet first() {
            return parts.get(0).set();
        }

        private List<Part> others() {
            return parts.subList(1, parts.size());
        }

        private Combined each(UnaryOperator<OpenSet> change) {
            return of(
                    operation,
                    parts.stream()
                            .map(part -> new Part(part.name(), change.apply(part.set())))
                            .toList());
        }

        @Override
        public long[] between(long from, long until) {
            if (parts.size() == 2) {
                return merged(
                        operation,
                        first().between(from, until),
                        parts.get(1).set().between(from, until));
            }
            return switch (operation) {
                case UNION -> atLeast(1, parts, from, until);
                case INTERSECTION -> atLeast(parts.size(), parts, from, until);
                case WITHOUT -> merged(operation, first().between(from, until), atLeast(1, others(), from, until));
            };
        }

        private static long[] merged(Operation operation, long[] a, long[] b) {
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

        /** When at least {@code count} of the sets are open, found in one pass over the starts and ends of all. */
        private static long[] atLeast(int count, List<Part> parts, long from, long until) {
            List<long[]> all = new ArrayList<>(parts.size());
            int size = 0;
            for (Part part : parts) {
                long[] open = part.set().between(from, until);
                size += open.length / 2;
                all.add(open);
            }
            long[] starts = new long[size];
            long[] ends = new long[size];
            int at = 0;
            for (long[] open : all) {
                for (int i = 0; i < open.length; i += 2) {
                    starts[at] = open[i];
                    ends[at++] = open[i + 1];
                }
            }
            Arrays.sort(starts);
            Arrays.sort(ends);
            long[] merged = new long[2 * size];
            int found = 0;
            int begun = 0;
            int ended = 0;
            while (ended < size) {
                long next = Math.min(begun < size ? starts[begun] : Long.MAX_VALUE, ends[ended]);
                while (begun < size && starts[begun] == next) {
                    begun++;
                }
                while (ended < size && ends[ended] == next) {
                    ended++;
                }
                boolean open = begun - ended >= count;
                if (open != ((found & 1) == 1)) {
                    merged[found++] = next;
                }
            }
            return Arrays.copyOf(merged, found);
        }

        @Override
        public Bounds hull() {
            return hull;
        }

        @Override
        public boolean warnUnknown(long from, long until) {
            return parts.stream().anyMatch(part -> part.set().warnUnknown(from, until));
        }

        @Override
        public OpenSet inZone(ZoneId zone) {
            return each(set -> set.inZone(zone));
        }

        @Override
        public void lint(List<CalendarFinding> findings) {
            parts.forEach(part -> part.set().lint(findings));
        }

        @Override
        public OpenSet asKnownOn(Instant instant) {
            return each(set -> set.asKnownOn(instant));
        }

        @Override
        public ZoneId zone() {
            return first().zone();
        }

        @Override
        public DateRange coverage() {
            return coverage;
        }

        @Override
        public Bounds known() {
            return known;
        }

        @Override
        public List<StatusInterval> explain(long from, long until) {
            List<StatusInterval> explained = first().explain(from, until);
            for (Part part : others()) {
                explained = explain(explained, part.set().explain(from, until), part.name());
            }
            return explained;
        }

        private List<StatusInterval> explain(List<StatusInterval> ours, List<StatusInterval> theirs, String theirName) {
            List<StatusInterval> intervals = new ArrayList<>();
            int i = 0;
            int j = 0;
            while (i < ours.size()) {
                StatusInterval a = ours.get(i);
                StatusInterval b = theirs.get(j);
                long start = Math.max(a.start(), b.start());
                long end = Math.min(a.end(), b.end());
                intervals.add(interval(start, end, a, b, theirName));
                i += a.end() == end ? 1 : 0;
                j += b.end() == end ? 1 : 0;
            }
            return intervals;
        }

        private StatusInterval interval(long start, long end, StatusInterval a, StatusInterval b, String theirName) {
            if (operation.isOpen(a.isOpen(), b.isOpen())) {
                return new StatusInterval(start, end, CalendarInterval.Status.OPEN, "");
            }
            if (!a.isOpen()) {
                return new StatusInterval(start, end, a.status(), a.label());
            }
            return operation == Operation.WITHOUT
                    ? new StatusInterval(start, end, CalendarInterval.Status.EXCLUDED, theirName)
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
        public boolean equals(Object other) {
            return other instanceof Combined that && operation == that.operation && parts.equals(that.parts);
        }

        @Override
        public int hashCode() {
            return 31 * operation.name().hashCode() + parts.hashCode();
        }

        @Override
        public String toString() {
            return parts.stream()
                    .map(part -> "(" + part.set() + ")")
                    .collect(Collectors.joining(" " + operation.name().toLowerCase(Locale.ROOT) + " "));
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
