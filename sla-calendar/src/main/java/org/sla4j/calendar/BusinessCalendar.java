package org.sla4j.calendar;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A set of open instants: when an organisation works, exactly, in its own time zone.
 *
 * <p>Two questions carry everything else: how much open time lies between two instants ({@link #elapsed}), and when an
 * amount of open time will be used up ({@link #plus}). Both are exact to the nanosecond and take the same time for a minute
 * as for a century.
 *
 * <pre>{@code
 * BusinessCalendar berlin = BusinessCalendar.builder("Berlin office")
 *         .zone(ZoneId.of("Europe/Berlin"))
 *         .hours(WeeklyHours.parse("Mon-Fri 09:00-12:00,13:00-17:30"))
 *         .hoursFrom(LocalDate.of(2027, 1, 1), WeeklyHours.parse("Mon-Fri 08:00-17:00"))
 *         .holidays(HolidayCalendar.of(LocalDate.of(2026, 12, 25)))
 *         .special(LocalDate.of(2026, 12, 24), TimeRange.parse("09:00-13:00"))
 *         .build();
 * Duration used = berlin.elapsed(opened, now);
 * Instant due = berlin.plus(opened, Duration.ofHours(8));
 * }</pre>
 *
 * <h2>What counts as open</h2>
 *
 * <ul>
 *   <li>A range is open from its opening instant up to, not including, its closing instant. Touching ranges are one.
 *   <li>A local time means the first instant at which the wall clock of the zone has reached it on that date: in the gap
 *       of a daylight-saving change the moment of the change, in an overlap the first of the two.
 *   <li>An overnight range belongs to the date on which it opens. On a date that the zone skipped nothing opens.
 *   <li>Special hours of a date replace everything else on it; then a holiday closes it; otherwise the weekly hours in force
 *       on that date apply.
 * </ul>
 *
 * <h2>Cost</h2>
 *
 * The set is compiled into an index of cumulative open seconds, about a year at a time when a year is first asked for. After
 * that {@link #elapsed}, {@link #plus}, {@link #isOpen}, {@link #nextOpening} and {@link #nextClosing} look up one or two
 * places in it, however far apart they are and the number of holidays, and allocate nothing but the value they return.
 *
 * <p>Immutable and thread-safe. Two calendars are equal if they have the same name and the same definition. Instants from
 * 1911-01-01T00:00Z to 2201-01-01T00:00Z are supported, fewer where holidays are known for some years only
 * ({@link #coverage()}).
 */
public final class BusinessCalendar {
    private static final long NANOS = 1_000_000_000L;
    private static final BusinessCalendar ALWAYS = new BusinessCalendar("24x7", new OpenSet.Always());

    /** As many open seconds as a calendar can have. */
    private final String name;

    private final OpenSet set;
    private final OpenIndex index;
    private final BusinessDayBits days;

    private BusinessCalendar(String name, OpenSet set) {
        this.name = name;
        this.set = set;
        this.days = new BusinessDayBits(set);
        OpenSet.Bounds known = set.known();
        this.index = new OpenIndex(set, known.start(), known.end());
    }

    /**
     * Returns the calendar that never closes.
     *
     * @return the calendar named {@code 24x7}, in which business time is wall-clock time
     */
    public static BusinessCalendar alwaysOpen() {
        return ALWAYS;
    }

    /**
     * Starts to describe a calendar.
     *
     * @param name what people call it; it appears in messages and explanations
     * @return a builder that needs at least a zone and weekly hours
     */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /**
     * Returns the name.
     *
     * @return what people call this calendar
     */
    public String name() {
        return name;
    }

    /**
     * Returns the zone whose dates are this calendar's dates.
     *
     * @return the zone; of a combined calendar that of the one it was called on
     */
    public ZoneId zone() {
        return set.zone();
    }

    /**
     * Returns the dates for which this calendar has answers.
     *
     * @return {@link DateRange#SUPPORTED}, or the years its holidays are known for if it fails beyond them
     * @see HolidayGap
     */
    public DateRange coverage() {
        return set.coverage();
    }

    /**
     * Measures the open time between two instants.
     *
     * <p>It is additive, {@code elapsed(a, b) + elapsed(b, c) = elapsed(a, c)}, and antisymmetric, {@code elapsed(b, a) =
     * -elapsed(a, b)}.
     *
     * @param startInclusive where measuring starts
     * @param endExclusive where it ends; before the start the answer is negative
     * @return the open time within {@code [start, end)}, exact to the nanosecond
     * @throws DateTimeException if an instant is outside the supported years or the {@linkplain #coverage() coverage}
     */
    public Duration elapsed(Instant startInclusive, Instant endExclusive) {
        long from = locate(startInclusive.getEpochSecond(), startInclusive.getNano());
        long to = locate(endExclusive.getEpochSecond(), endExclusive.getNano());
        long seconds = OpenIndex.openSeconds(to) - OpenIndex.openSeconds(from);
        if ((startInclusive.getNano() | endExclusive.getNano()) == 0) {
            return Duration.ofSeconds(seconds); // most data: spares the divisions that make a fraction positive
        }
        return Duration.ofSeconds(
                seconds, openNanos(to, endExclusive.getNano()) - openNanos(from, startInclusive.getNano()));
    }

    /**
     * Measures the open time between two instants given in nanoseconds, without allocating.
     *
     * @param startInclusive nanoseconds since 1970-01-01T00:00Z
     * @param endExclusive nanoseconds since 1970-01-01T00:00Z
     * @return the open time in nanoseconds, negative if the end is before the start
     * @throws DateTimeException if an instant is outside the supported years or the coverage
     */
    public long elapsedNanos(long startInclusive, long endExclusive) {
        long startSecond = Math.floorDiv(startInclusive, NANOS);
        long endSecond = Math.floorDiv(endExclusive, NANOS);
        long from = locate(startSecond, startInclusive - startSecond * NANOS);
        long to = locate(endSecond, endExclusive - endSecond * NANOS);
        long seconds = OpenIndex.openSeconds(to) - OpenIndex.openSeconds(from);
        long nanos =
                openNanos(to, endExclusive - endSecond * NANOS) - openNanos(from, startInclusive - startSecond * NANOS);
        return seconds * NANOS + nanos; // a long of nanoseconds spans the supported years
    }

    /**
     * Measures many intervals at once: {@code into[i] = elapsedNanos(starts[i], ends[i])}.
     *
     * @param starts nanoseconds since 1970-01-01T00:00Z
     * @param ends nanoseconds since 1970-01-01T00:00Z, as many as {@code starts}
     * @param into where the answers go, at least as long; unchanged before the first bad element
     * @throws IllegalArgumentException if the arrays do not match
     * @throws DateTimeException if an instant is outside the supported years or the coverage
     */
    public void elapsedNanos(long[] starts, long[] ends, long[] into) {
        requireMatching(starts, ends, into);
        for (int i = 0; i < starts.length; i++) {
            into[i] = elapsedNanos(starts[i], ends[i]);
        }
    }

    /**
     * Returns when an amount of open time will have passed.
     *
     * <p>For a positive amount it is the <em>earliest</em> instant {@code t} with {@code elapsed(start, t) = amount}: it may be
     * a closing instant, and is never moved to the next opening ({@link #nextOpening} does that). For a negative amount it is
     * the <em>latest</em> {@code t} with {@code elapsed(t, start) = -amount}. For zero it is {@code start}.
     *
     * @param start where counting starts; it need not be open
     * @param amount open time, of any sign
     * @return the instant
     * @throws NoBusinessTimeException if the calendar has less open time than that ahead (or behind)
     * @throws DateTimeException if {@code start} is outside the supported years or the coverage
     */
    public Instant plus(Instant start, Duration amount) {
        long location = locate(start.getEpochSecond(), start.getNano());
        if (amount.isZero()) {
            return start;
        }
        long seconds = OpenIndex.openSeconds(location) + amount.getSeconds();
        long nanos = openNanos(location, start.getNano()) + amount.getNano();
        long carry = (NANOS - 1 - nanos) >>> 63; // 1 if they make a second
        seconds += carry;
        nanos -= carry * NANOS;
        // A positive amount ends with the second that completes it, so that it can end at a closing instant.
        int completed = nanos == 0 && !amount.isNegative() ? 1 : 0;
        long second = index.secondAt(seconds - completed);
        if (second == OpenIndex.NEVER) {
            throw noBusinessTime(start, amount);
        }
        return nanos == 0
                ? Instant.ofEpochSecond(second + completed) // most data: spares the divisions below
                : Instant.ofEpochSecond(second + completed, nanos);
    }

    /**
     * Returns when an amount of open time will have passed, in nanoseconds and without allocating.
     *
     * @param start nanoseconds since 1970-01-01T00:00Z
     * @param amount open time in nanoseconds, of any sign
     * @return what {@link #plus(Instant, Duration)} answers, in nanoseconds since 1970-01-01T00:00Z
     * @throws NoBusinessTimeException if the calendar has less open time than that ahead (or behind)
     * @throws DateTimeException if {@code start} is outside the supported years or the coverage
     */
    public long plusNanos(long start, long amount) {
        long startSecond = Math.floorDiv(start, NANOS);
        long location = locate(startSecond, start - startSecond * NANOS);
        if (amount == 0) {
            return start;
        }
        long amountSeconds = Math.floorDiv(amount, NANOS);
        long seconds = OpenIndex.openSeconds(location) + amountSeconds;
        long nanos = openNanos(location, start - startSecond * NANOS) + (amount - amountSeconds * NANOS);
        long carry = (NANOS - 1 - nanos) >>> 63; // 1 if they make a second
        seconds += carry;
        nanos -= carry * NANOS;
        int completed = nanos == 0 && amount > 0 ? 1 : 0;
        long second = index.secondAt(seconds - completed);
        if (second == OpenIndex.NEVER) {
            throw noBusinessTime(Instant.ofEpochSecond(0, start), Duration.ofNanos(amount));
        }
        return (second + completed) * NANOS + nanos;
    }

    /**
     * Moves many instants at once: {@code into[i] = plusNanos(starts[i], amounts[i])}.
     *
     * @param starts nanoseconds since 1970-01-01T00:00Z
     * @param amounts open time in nanoseconds, as many as {@code starts}
     * @param into where the answers go, at least as long; unchanged before the first bad element
     * @throws IllegalArgumentException if the arrays do not match
     * @throws NoBusinessTimeException if the calendar has less open time than one of the amounts
     * @throws DateTimeException if an instant is outside the supported years or the coverage
     */
    public void plusNanos(long[] starts, long[] amounts, long[] into) {
        requireMatching(starts, amounts, into);
        for (int i = 0; i < starts.length; i++) {
            into[i] = plusNanos(starts[i], amounts[i]);
        }
    }

    /**
     * Whether the calendar is open at an instant.
     *
     * @param at the instant
     * @return true from an opening instant up to, not including, the closing instant
     * @throws DateTimeException if the instant is outside the supported years or the coverage
     */
    public boolean isOpen(Instant at) {
        return OpenIndex.isOpen(locate(at.getEpochSecond(), at.getNano()));
    }

    /**
     * Returns the first instant, from a given one on, at which the calendar is open.
     *
     * @param from where to look from
     * @return {@code from} itself when it is open; empty if the calendar never opens again
     * @throws DateTimeException if {@code from} is outside the supported years or the coverage
     */
    public Optional<Instant> nextOpening(Instant from) {
        if (isOpen(from)) {
            return Optional.of(from);
        }
        return instant(index.nextOpening(from.getEpochSecond(), index.high()));
    }

    /**
     * Returns the next instant at which the calendar closes.
     *
     * @param after where to look from; a closing instant at exactly this instant does not count
     * @return the end of the open time that holds {@code after} or comes next; empty if the calendar never closes after it
     * @throws DateTimeException if {@code after} is outside the supported years or the coverage
     */
    public Optional<Instant> nextClosing(Instant after) {
        long second = after.getEpochSecond();
        long opened = isOpen(after) ? second : index.nextOpening(second, index.high());
        return opened == OpenIndex.NEVER ? Optional.empty() : instant(index.nextClosed(opened, index.high()));
    }

    /**
     * Returns the last instant, up to a given one, at which the calendar closed.
     *
     * @param until where to look back from
     * @return the latest closing instant at or before {@code until}; empty if there is none
     * @throws DateTimeException if {@code until} is outside the supported years or the coverage
     */
    public Optional<Instant> previousClosing(Instant until) {
        long location = locate(until.getEpochSecond(), until.getNano());
        if (OpenIndex.isOpen(location)) {
            long opened = index.openedAt(until.getEpochSecond());
            if (opened == index.low()) {
                return Optional.empty();
            }
            location = index.locate(opened);
        }
        long last = index.secondAt(OpenIndex.openSeconds(location) - 1);
        return last == OpenIndex.NEVER ? Optional.empty() : instant(last + 1);
    }

    /**
     * Returns the last instant, up to a given one, at which the calendar opened.
     *
     * @param until where to look back from
     * @return when the open time that holds {@code until} began, or the last one before it; empty if there is none, or none that
     *     began within the years of this calendar
     * @throws DateTimeException if {@code until} is outside the supported years or the coverage
     */
    public Optional<Instant> previousOpening(Instant until) {
        long location = locate(until.getEpochSecond(), until.getNano());
        long open = OpenIndex.isOpen(location)
                ? until.getEpochSecond()
                : index.secondAt(OpenIndex.openSeconds(location) - 1);
        if (open == OpenIndex.NEVER) {
            return Optional.empty();
        }
        long opened = index.openedAt(open);
        return opened == index.low() ? Optional.empty() : instant(opened);
    }

    /**
     * Lists the open time between two instants, lazily and in order.
     *
     * @param startInclusive where to start
     * @param endExclusive where to end, not before the start
     * @return intervals that neither touch nor overlap, the first and last cut off at the two ends; their lengths add up to
     *     {@code elapsed(start, end)}
     * @throws IllegalArgumentException if the end is before the start
     * @throws DateTimeException if an instant is outside the supported years or the coverage
     */
    public Stream<Interval> openIntervals(Instant startInclusive, Instant endExclusive) {
        requireRange(startInclusive, endExclusive);
        return Stream.iterate(
                        interval(startInclusive, endExclusive),
                        Optional::isPresent,
                        previous -> interval(previous.get().end(), endExclusive))
                .map(Optional::get);
    }

    private Optional<Interval> interval(Instant from, Instant until) {
        // A search that ends with the question, whose years are compiled, compiles no more of them.
        long limit = until.getEpochSecond();
        Optional<Instant> opening =
                isOpen(from) ? Optional.of(from) : instant(index.nextOpening(from.getEpochSecond(), limit));
        return opening.filter(start -> start.isBefore(until)).map(start -> {
            Instant end =
                    instant(index.nextClosed(start.getEpochSecond(), limit)).orElse(until);
            return new Interval(start, end.isBefore(until) ? end : until);
        });
    }

    /**
     * Accounts for every moment between two instants: open, or closed and why.
     *
     * @param startInclusive where to start
     * @param endExclusive where to end, not before the start
     * @return intervals in order and without a gap, from the start to the end; neighbours differ in status or label
     * @throws IllegalArgumentException if the end is before the start
     * @throws DateTimeException if an instant is outside the supported years or the coverage
     */
    public List<CalendarInterval> explain(Instant startInclusive, Instant endExclusive) {
        requireRange(startInclusive, endExclusive);
        List<CalendarInterval> intervals = new ArrayList<>();
        if (startInclusive.equals(endExclusive)) {
            return intervals;
        }
        long from = startInclusive.getEpochSecond();
        long until = endExclusive.getEpochSecond() + (endExclusive.getNano() > 0 ? 1 : 0);
        OpenSet.@Nullable StatusInterval held = null;
        for (OpenSet.StatusInterval part : set.explain(from, until)) {
            if (held != null && held.status() == part.status() && held.label().equals(part.label())) {
                held = new OpenSet.StatusInterval(held.start(), part.end(), held.status(), held.label());
            } else {
                if (held != null) {
                    intervals.add(toInterval(held, startInclusive, endExclusive));
                }
                held = part;
            }
        }
        if (held != null) {
            intervals.add(toInterval(held, startInclusive, endExclusive));
        }
        return List.copyOf(intervals);
    }

    private static CalendarInterval toInterval(OpenSet.StatusInterval part, Instant from, Instant until) {
        Instant start = Instant.ofEpochSecond(part.start());
        Instant end = Instant.ofEpochSecond(part.end());
        return new CalendarInterval(
                start.isBefore(from) ? from : start, end.isAfter(until) ? until : end, part.status(), part.label());
    }

    /**
     * Returns the calendar that is open when either is, such as teams that follow the sun.
     *
     * @param other the calendar to add, in any zone
     * @return a calendar whose dates and zone are those of this one
     * @throws IllegalArgumentException if the holidays of the two are known for no common date
     */
    public BusinessCalendar union(BusinessCalendar other) {
        return combined(CombinedSet.Operation.UNION, " or ", other);
    }

    /**
     * Returns the calendar that is open when both are, such as provider and customer.
     *
     * @param other the calendar that must be open too, in any zone
     * @return a calendar whose dates and zone are those of this one
     * @throws IllegalArgumentException if the holidays of the two are known for no common date
     */
    public BusinessCalendar intersection(BusinessCalendar other) {
        return combined(CombinedSet.Operation.INTERSECTION, " and ", other);
    }

    /**
     * Returns the calendar that is open when this one is and the other is not, such as hours without a maintenance window.
     *
     * @param other the calendar whose open time is taken out, in any zone
     * @return a calendar whose dates and zone are those of this one
     * @throws IllegalArgumentException if the holidays of the two are known for no common date
     */
    public BusinessCalendar without(BusinessCalendar other) {
        return combined(CombinedSet.Operation.WITHOUT, " without ", other);
    }

    private BusinessCalendar combined(CombinedSet.Operation operation, String word, BusinessCalendar other) {
        return combined(name + word + other.name, operation, List.of(this, other));
    }

    /** Puts calendars together in one go. */
    static BusinessCalendar combined(String name, CombinedSet.Operation operation, List<BusinessCalendar> calendars) {
        requireName(name);
        return new BusinessCalendar(
                name,
                CombinedSet.of(
                        operation,
                        calendars.stream()
                                .map(calendar -> new CombinedSet.Part(calendar.name, calendar.set))
                                .toList()));
    }

    /**
     * Returns the same calendar under another name.
     *
     * @param other what people call it, not blank
     * @return a calendar with the same open time
     * @throws IllegalArgumentException if the name is blank
     */
    public BusinessCalendar withName(String other) {
        requireName(other);
        return new BusinessCalendar(other, set);
    }

    private static void requireName(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException(
                    "A calendar needs a name that is not blank, but was " + Quoted.of(name) + ".");
        }
    }

    /**
     * Returns the calendar with the same hours and dates on the wall clocks of another zone.
     *
     * @param zone the zone to read the hours in; every part of a combined calendar moves there
     * @return the calendar in that zone
     */
    public BusinessCalendar inZone(ZoneId zone) {
        return new BusinessCalendar(name, set.inZone(zone));
    }

    /**
     * Returns the calendar as it was known at an instant: without the holidays, closures and special hours published later.
     *
     * <pre>{@code
     * calendar.asKnownOn(Instant.parse("2026-03-01T00:00:00Z")).plus(opened, Duration.ofHours(8)); // what the due date was then
     * }</pre>
     *
     * @param instant the last publication to know of; what does not say when it was published was always known
     * @return a calendar of the same name and zone
     */
    public BusinessCalendar asKnownOn(Instant instant) {
        return new BusinessCalendar(name, set.asKnownOn(instant));
    }

    /**
     * Looks for what is accepted but likely not meant: hours that look like a slip of the pen ({@code 9:00-5:00} is twenty hours,
     * {@code 00:00-23:59} leaves out a minute), hours that a later rule takes away, holidays that end or whose data are known to be wanting.
     *
     * @return the findings, of all parts of a combined calendar; empty if there are none
     */
    public List<CalendarFinding> lint() {
        List<CalendarFinding> findings = new ArrayList<>();
        set.lint(findings);
        return findings.stream().distinct().toList();
    }

    /**
     * Whether a date is a business day.
     *
     * @param date a date in the {@linkplain #zone() zone} of this calendar
     * @return true if a range opens on it; for a combined calendar, if any of it is open
     * @throws DateTimeException if the date is outside the {@linkplain #coverage() coverage}
     */
    public boolean isBusinessDay(LocalDate date) {
        requireCovered(date);
        return days.contains(date);
    }

    private void requireCovered(LocalDate date) {
        if (!coverage().contains(date)) {
            throw new DateTimeException(date + " is outside the dates " + coverage() + " that calendar "
                    + Quoted.of(name) + " has answers for.");
        }
    }

    /**
     * Returns the date a number of business days away.
     *
     * @param date the date to count from, which itself does not count
     * @param count how many business days; negative counts backwards
     * @return the n-th business day after (or before) {@code date}; {@code date} itself for zero
     * @throws NoBusinessTimeException if there are fewer business days than that
     * @throws DateTimeException if {@code date} is outside the {@linkplain #coverage() coverage}
     */
    public LocalDate plusBusinessDays(LocalDate date, int count) {
        requireCovered(date);
        LocalDate found = count == 0 ? date : days.plus(date, count);
        if (found == null) {
            throw new NoBusinessTimeException(
                    "Calendar " + Quoted.of(name) + " has fewer than " + Math.abs((long) count) + " business days "
                            + (count < 0 ? "before " : "after ") + date + " within " + coverage() + ".");
        }
        return found;
    }

    /**
     * Counts the business days from one date to another.
     *
     * @param startInclusive where to start
     * @param endExclusive where to end; before the start the count is negative
     * @return how many dates of {@code [start, end)} are business days
     * @throws DateTimeException if a date is outside the {@linkplain #coverage() coverage}; the end may be the day after it
     */
    public int businessDaysBetween(LocalDate startInclusive, LocalDate endExclusive) {
        if (endExclusive.isBefore(startInclusive)) {
            return -businessDaysBetween(endExclusive, startInclusive);
        }
        requireCovered(startInclusive);
        if (!endExclusive.equals(coverage().last().plusDays(1))) {
            requireCovered(endExclusive);
        }
        return days.between(startInclusive, endExclusive);
    }

    /**
     * Returns when a number of business days will have passed, by a named rule.
     *
     * @param start where counting starts; it need not be open
     * @param days how many business days, at least 1 (with {@link BusinessDayRule#END_OF_DAY} at least 0)
     * @param rule which moment of the last day is meant, and when a start counts as a later one
     * @return the instant; it may be closed, and is never moved to the next opening
     * @throws IllegalArgumentException if {@code days} is too small
     * @throws NoBusinessTimeException if the calendar has fewer business days than that ahead
     * @throws DateTimeException if {@code start} is outside the supported years or the coverage, or the answer outside the
     *     supported years
     */
    public Instant plusBusinessDays(Instant start, int days, BusinessDayRule rule) {
        locate(start.getEpochSecond(), start.getNano());
        return requireSupported(rule.due(this, start, days));
    }

    /**
     * Returns when a limit will be reached.
     *
     * @param start where counting starts; it need not be open
     * @param limit business time, wall time or business days
     * @return the instant, by {@link #plus(Instant, Duration)}, by the clock on the wall, or by the limit's {@link BusinessDayRule}
     * @throws NoBusinessTimeException if the calendar has less open time than that ahead
     * @throws DateTimeException if {@code start} is outside the supported years or the coverage, or the answer outside the
     *     supported years
     */
    public Instant plus(Instant start, BusinessDuration limit) {
        if (limit instanceof BusinessDuration.BusinessTime time) {
            return plus(start, time.amount());
        }
        if (limit instanceof BusinessDuration.BusinessDays days) {
            return plusBusinessDays(start, days.count(), days.rule());
        }
        locate(start.getEpochSecond(), start.getNano());
        return requireSupported(start.plus(((BusinessDuration.WallTime) limit).amount()));
    }

    private static Instant requireSupported(Instant due) {
        Instant first = Instant.ofEpochSecond(OpenIndex.MIN);
        Instant end = Instant.ofEpochSecond(OpenIndex.MAX);
        if (due.isBefore(first) || due.isAfter(end)) {
            throw new DateTimeException(
                    "It would be due at " + due + ", outside the supported years, " + first + " to " + end + ".");
        }
        return due;
    }

    /** The first instant at which the wall clock has reached a time on a date. */
    Instant at(LocalDate date, LocalTime time) {
        long nanoOfDay = time.toNanoOfDay();
        long local = date.toEpochDay() * TimeRange.DAY + nanoOfDay / NANOS;
        ZoneBoundaries boundaries = new ZoneBoundaries(zone());
        long second = boundaries.toEpochSecond(local);
        boolean skipped = second == boundaries.toEpochSecond(local + 1);
        return Instant.ofEpochSecond(second, skipped ? 0 : nanoOfDay % NANOS);
    }

    /** When the hours of a business day begin. */
    Instant startOf(LocalDate businessDay) {
        return Instant.ofEpochSecond(
                set.businessHours(businessDay).orElseThrow().start());
    }

    /** When the hours of a business day end. */
    Instant endOf(LocalDate businessDay) {
        return Instant.ofEpochSecond(
                set.businessHours(businessDay).orElseThrow().end());
    }

    OpenSet definition() {
        return set;
    }

    OpenIndex index() {
        return index;
    }

    private long locate(long second, long nano) {
        long location = index.locate(second);
        return location == OpenIndex.OUTSIDE ? locateEnd(second, nano) : location;
    }

    private long locateEnd(long second, long nano) {
        if (second != index.high() || nano != 0) {
            throw unsupported(second, nano);
        }
        return index.locateEnd();
    }

    private DateTimeException unsupported(long second, long nano) {
        return new DateTimeException(
                "Instant " + Instant.ofEpochSecond(second, nano) + " is outside the years that calendar "
                        + Quoted.of(name) + " has answers for, " + Instant.ofEpochSecond(index.low()) + " to "
                        + Instant.ofEpochSecond(index.high())
                        + (index.low() == OpenIndex.MIN && index.high() == OpenIndex.MAX
                                ? "."
                                : "; its holidays are known for " + coverage()
                                        + " only (choose another HolidayGap to go beyond)."));
    }

    private static long openNanos(long location, long nano) {
        return nano & -(location & 1); // the nanos if open, else 0, without a branch
    }

    private Optional<Instant> instant(long second) {
        return second == OpenIndex.NEVER || second >= index.high()
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(second));
    }

    private NoBusinessTimeException noBusinessTime(Instant start, Duration amount) {
        // The most negative duration has no positive counterpart.
        Duration size = amount.toSeconds() == Long.MIN_VALUE ? Duration.ofSeconds(Long.MAX_VALUE) : amount.abs();
        return new NoBusinessTimeException("Calendar " + Quoted.of(name) + " has less than " + size + " of open time "
                + (amount.isNegative() ? "before " : "after ") + start + " within its years, "
                + Instant.ofEpochSecond(index.low()) + " to " + Instant.ofEpochSecond(index.high()) + ".");
    }

    private void requireRange(Instant start, Instant end) {
        locate(start.getEpochSecond(), start.getNano());
        locate(end.getEpochSecond(), end.getNano());
        if (end.isBefore(start)) {
            throw new IllegalArgumentException("The end " + end + " is before the start " + start + ".");
        }
    }

    private static void requireMatching(long[] a, long[] b, long[] into) {
        if (a.length != b.length || into.length < a.length) {
            throw new IllegalArgumentException("The arrays must be of one length, but were " + a.length + ", "
                    + b.length + " and " + into.length + " long.");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BusinessCalendar that && name.equals(that.name) && set.equals(that.set);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + set.hashCode();
    }

    /** Returns the name and the definition in words. */
    @Override
    public String toString() {
        return name + " [" + set + "]";
    }

    /**
     * Builds a calendar. Not thread-safe.
     *
     * <pre>{@code
     * BusinessCalendar.builder("Helpline").zone("Europe/London").hours(WeeklyHours.parse("Mon-Sun 08:00-20:00")).build();
     * }</pre>
     */
    public static final class Builder {
        private final String name;
        private @Nullable ZoneId zone;
        private final NavigableMap<LocalDate, WeeklyHours> hours = new TreeMap<>();
        private final List<HolidayCalendar> holidays = new ArrayList<>();
        private final SortedMap<LocalDate, Schedule.Special> special = new TreeMap<>();
        private HolidayGap gap = HolidayGap.FAIL;

        private Builder(String name) {
            requireName(name);
            this.name = name;
        }

        /**
         * Sets the zone whose wall clock the hours are read on.
         *
         * @param zone the zone
         * @return this builder
         */
        public Builder zone(ZoneId zone) {
            this.zone = zone;
            return this;
        }

        /**
         * Sets the zone whose wall clock the hours are read on.
         *
         * @param id a zone of the tz database such as {@code Europe/Berlin}, or an offset such as {@code +05:30}
         * @return this builder
         * @throws IllegalArgumentException if there is no such zone
         */
        public Builder zone(String id) {
            try {
                return zone(ZoneId.of(id));
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(
                        Quoted.of(id)
                                + " is not a time zone; use a name such as Europe/Berlin or an offset such as +05:30.",
                        e);
            }
        }

        /**
         * Sets the weekly hours, in force on every date up to the first {@link #hoursFrom}.
         *
         * @param week the hours
         * @return this builder
         */
        public Builder hours(WeeklyHours week) {
            return hoursFrom(LocalDate.MIN, week);
        }

        /**
         * Sets the weekly hours in force from a date on; answers about earlier dates stay as they were.
         *
         * @param first the first date on which they apply, until a later {@code hoursFrom}
         * @param week the hours
         * @return this builder
         * @throws IllegalArgumentException if hours from that date are set already
         */
        public Builder hoursFrom(LocalDate first, WeeklyHours week) {
            WeeklyHours earlier = hours.putIfAbsent(first, week);
            if (earlier != null) {
                throw new IllegalArgumentException("Calendar " + Quoted.of(name) + " has hours "
                        + (first.equals(LocalDate.MIN) ? "" : "from " + first + " ") + "already (" + earlier
                        + "); give each date its hours once.");
            }
            return this;
        }

        /**
         * Adds holidays to those given before.
         *
         * @param more the dates on which nothing opens
         * @return this builder
         */
        public Builder holidays(HolidayCalendar more) {
            holidays.add(more); // put together once, when the calendar is built
            return this;
        }

        /**
         * Adds a closure over a range of dates, such as a works holiday.
         *
         * @param dates the dates closed, both ends included
         * @param reason what to call it in explanations, may be empty
         * @return this builder
         */
        public Builder closed(DateRange dates, String reason) {
            return holidays(HolidayCalendar.during(dates, reason));
        }

        /**
         * Sets the hours of one date, in place of its weekly hours and even on a holiday.
         *
         * @param date the date
         * @param ranges its hours; none closes the date
         * @return this builder
         * @throws IllegalArgumentException if ranges overlap or the date has special hours already
         */
        public Builder special(LocalDate date, TimeRange... ranges) {
            return special(date, "", ranges);
        }

        /**
         * Sets the hours of one date, in place of its weekly hours and even on a holiday.
         *
         * @param date the date
         * @param reason what to call the date in explanations, may be empty
         * @param ranges its hours; none closes the date
         * @return this builder
         * @throws IllegalArgumentException if ranges overlap or the date has special hours already
         */
        public Builder special(LocalDate date, String reason, TimeRange... ranges) {
            return special(date, reason, Optional.empty(), ranges);
        }

        /**
         * Sets the hours of one date that were published at an instant.
         *
         * @param date the date
         * @param reason what to call the date in explanations, may be empty
         * @param publishedAt when they were published; {@link BusinessCalendar#asKnownOn} leaves them out before
         * @param ranges its hours; none closes the date
         * @return this builder
         * @throws IllegalArgumentException if ranges overlap or the date has special hours already
         */
        public Builder special(LocalDate date, String reason, Instant publishedAt, TimeRange... ranges) {
            return special(date, reason, Optional.of(publishedAt), ranges);
        }

        private Builder special(LocalDate date, String reason, Optional<Instant> publishedAt, TimeRange... ranges) {
            List<TimeRange> sorted = TimeRange.joined(Arrays.asList(ranges));
            for (int i = 1; i < sorted.size(); i++) {
                TimeRange before = sorted.get(i - 1);
                if (sorted.get(i).openSecond() < before.closeSecond()) {
                    throw new IllegalArgumentException("Special hours of " + date + " overlap: " + before + " and "
                            + sorted.get(i) + "; each range must begin at or after the end of the one before.");
                }
            }
            Schedule.Special earlier = special.putIfAbsent(date, new Schedule.Special(sorted, reason, publishedAt));
            if (earlier != null) {
                throw new IllegalArgumentException("Calendar " + Quoted.of(name) + " has special hours for " + date
                        + " already (" + earlier.ranges() + "); give all ranges of a date at once.");
            }
            return this;
        }

        /**
         * Sets what happens on dates for which the holidays are not known. Unset it is {@link HolidayGap#FAIL}.
         *
         * @param choice fail, warn, or weekends only
         * @return this builder
         */
        public Builder whenHolidaysEnd(HolidayGap choice) {
            gap = choice;
            return this;
        }

        /**
         * Makes the calendar.
         *
         * @return the calendar; this builder can be changed and used again
         * @throws IllegalArgumentException if the zone or the weekly hours are missing, or no date is covered by all holidays
         */
        public BusinessCalendar build() {
            ZoneId home = zone;
            if (home == null || hours.isEmpty()) {
                throw new IllegalArgumentException("Calendar " + Quoted.of(name) + " needs "
                        + (home == null ? "a zone, such as zone(\"Europe/Berlin\")" : "")
                        + (home == null && hours.isEmpty() ? ", and " : "")
                        + (hours.isEmpty()
                                ? "weekly hours, such as hours(WeeklyHours.parse(\"Mon-Fri 09:00-17:00\"))"
                                : "")
                        + ".");
            }
            return new BusinessCalendar(name, new Schedule(home, hours, HolidayCalendar.all(holidays), special, gap));
        }
    }
}
