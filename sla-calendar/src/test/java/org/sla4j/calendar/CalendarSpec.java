package org.sla4j.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/** The definition of a random calendar as plain data, from which both the real calendar and the oracle are made. */
record CalendarSpec(
        ZoneId zone,
        SortedMap<LocalDate, WeeklyHours> hours,
        Set<LocalDate> holidays,
        Set<MonthDay> yearly,
        List<DateRange> ranges,
        SortedMap<LocalDate, List<TimeRange>> special) {

    BusinessCalendar build(String name) {
        BusinessCalendar.Builder builder = BusinessCalendar.builder(name).zone(zone);
        hours.forEach((first, week) -> {
            if (first.equals(LocalDate.MIN)) {
                builder.hours(week);
            } else {
                builder.hoursFrom(first, week);
            }
        });
        builder.holidays(HolidayCalendar.of(holidays));
        yearly.forEach(date -> builder.holidays(HolidayCalendar.yearly(date, "every year")));
        ranges.forEach(range -> builder.closed(range, "closed for a while"));
        special.forEach((date, ranges) -> builder.special(date, "special", ranges.toArray(TimeRange[]::new)));
        return builder.build();
    }

    /** Special hours before holiday before the weekly hours in force. */
    List<TimeRange> rangesOn(LocalDate date) {
        if (special.containsKey(date)) {
            return special.get(date);
        }
        if (holidays.contains(date) || yearly.contains(MonthDay.from(date))) {
            return List.of();
        }
        for (DateRange range : ranges) {
            if (!date.isBefore(range.first()) && !date.isAfter(range.last())) {
                return List.of();
            }
        }
        WeeklyHours inForce = WeeklyHours.never();
        for (var entry : hours.entrySet()) {
            if (!entry.getKey().isAfter(date)) {
                inForce = entry.getValue();
            }
        }
        return inForce.on(date.getDayOfWeek());
    }

    boolean hasOddSeconds() {
        return special.values().stream().flatMap(List::stream).anyMatch(CalendarSpec::isOdd)
                || hours.values().stream()
                        .flatMap(week -> List.of(DayOfWeek.values()).stream().flatMap(day -> week.on(day).stream()))
                        .anyMatch(CalendarSpec::isOdd);
    }

    private static boolean isOdd(TimeRange range) {
        return range.open().getSecond() != 0 || range.close().getSecond() != 0;
    }
}
