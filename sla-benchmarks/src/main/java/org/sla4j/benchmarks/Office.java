package org.sla4j.benchmarks;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.HolidayCalendar;
import org.sla4j.calendar.WeeklyHours;

/**
 * The office that every candidate models: New York, Monday to Friday 09:00-12:00 and 13:00-17:00, closed on ten federal
 * holidays a year from 2021 to 2027, which is 70 dates.
 */
final class Office {
    static final ZoneId ZONE = ZoneId.of("America/New_York");
    static final Set<LocalDate> HOLIDAYS = holidays();
    static final List<DayLoop.Hours> RANGES = List.of(
            new DayLoop.Hours(LocalTime.of(9, 0), LocalTime.of(12, 0)),
            new DayLoop.Hours(LocalTime.of(13, 0), LocalTime.of(17, 0)));
    static final Duration DAY = Duration.ofHours(7);
    /** A day of {@link #plain()}, the office for peers that know no lunch break. */
    static final Duration PLAIN_DAY = Duration.ofHours(8);

    private static final Instant FIRST = Instant.parse("2021-01-01T05:00:00Z");
    private static final Instant LAST = Instant.parse("2027-01-01T05:00:00Z");

    private Office() {}

    static BusinessCalendar calendar() {
        return calendar("Mon-Fri 09:00-12:00,13:00-17:00");
    }

    /** The same office without its lunch break. */
    static BusinessCalendar plain() {
        return calendar("Mon-Fri 09:00-17:00");
    }

    private static BusinessCalendar calendar(String hours) {
        return BusinessCalendar.builder("New York")
                .zone(ZONE)
                .hours(WeeklyHours.parse(hours))
                .holidays(HolidayCalendar.of(HOLIDAYS))
                .build();
    }

    /** Random instants of 2021 to 2026, day and night, that are multiples of a unit. */
    static Instant[] instants(int count, Duration unit, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long units = Duration.between(FIRST, LAST).dividedBy(unit);
        Instant[] instants = new Instant[count];
        for (int i = 0; i < count; i++) {
            instants[i] = FIRST.plus(unit.multipliedBy(random.nextLong(units)));
        }
        return instants;
    }

    /** Random amounts around a mean, at most a spread away from it, that are multiples of a unit. */
    static Duration[] around(Duration mean, Duration spread, int count, Duration unit, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long units = spread.dividedBy(unit);
        Duration[] amounts = new Duration[count];
        for (int i = 0; i < count; i++) {
            amounts[i] = mean.plus(unit.multipliedBy(random.nextLong(-units, units + 1)));
        }
        return amounts;
    }

    private static Set<LocalDate> holidays() {
        Set<LocalDate> dates = new TreeSet<>();
        for (int year = 2021; year <= 2027; year++) {
            dates.add(observed(year, Month.JANUARY, 1));
            dates.add(nth(3, DayOfWeek.MONDAY, year, Month.JANUARY));
            dates.add(nth(3, DayOfWeek.MONDAY, year, Month.FEBRUARY));
            dates.add(LocalDate.of(year, Month.MAY, 1).with(TemporalAdjusters.lastInMonth(DayOfWeek.MONDAY)));
            dates.add(observed(year, Month.JUNE, 19));
            dates.add(observed(year, Month.JULY, 4));
            dates.add(nth(1, DayOfWeek.MONDAY, year, Month.SEPTEMBER));
            dates.add(observed(year, Month.NOVEMBER, 11));
            dates.add(nth(4, DayOfWeek.THURSDAY, year, Month.NOVEMBER));
            dates.add(observed(year, Month.DECEMBER, 25));
        }
        return Collections.unmodifiableSet(dates);
    }

    private static LocalDate nth(int n, DayOfWeek day, int year, Month month) {
        return LocalDate.of(year, month, 1).with(TemporalAdjusters.dayOfWeekInMonth(n, day));
    }

    /** What falls on a Saturday is kept on Friday, what falls on a Sunday on Monday. */
    private static LocalDate observed(int year, Month month, int day) {
        LocalDate date = LocalDate.of(year, month, day);
        return switch (date.getDayOfWeek()) {
            case SATURDAY -> date.minusDays(1);
            case SUNDAY -> date.plusDays(1);
            default -> date;
        };
    }
}
