package org.sla4j.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * A set of open instants as it was defined: the slow, obvious form of a calendar that {@link OpenIndex} compiles.
 *
 * <p>Every form is a value, so two calendars with equal definitions are equal.
 */
sealed interface OpenSet permits OpenSet.Always, Schedule, CombinedSet {
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
}
