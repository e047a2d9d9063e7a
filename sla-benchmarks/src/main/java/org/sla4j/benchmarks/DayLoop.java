package org.sla4j.benchmarks;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Business time as teams write it themselves: a loop over the days with java.time, a hash set of holidays, and each range of
 * each day turned into instants, so that it is right over daylight saving too.
 */
final class DayLoop {
    private final ZoneId zone;
    private final Set<LocalDate> holidays;
    private final List<Hours> hours;

    /** Opening hours that are the same on every business day. */
    record Hours(LocalTime from, LocalTime to) {}

    DayLoop(ZoneId zone, Collection<LocalDate> holidays, List<Hours> hours) {
        this.zone = zone;
        this.holidays = Set.copyOf(holidays);
        this.hours = List.copyOf(hours);
    }

    Duration elapsed(Instant start, Instant end) {
        long seconds = 0;
        long nanos = 0;
        LocalDate last = end.atZone(zone).toLocalDate();
        for (LocalDate date = start.atZone(zone).toLocalDate(); !date.isAfter(last); date = date.plusDays(1)) {
            if (!isBusinessDay(date)) {
                continue;
            }
            for (Hours range : hours) {
                Instant open = date.atTime(range.from()).atZone(zone).toInstant();
                Instant close = date.atTime(range.to()).atZone(zone).toInstant();
                Instant from = open.isAfter(start) ? open : start;
                Instant to = close.isBefore(end) ? close : end;
                if (from.isBefore(to)) {
                    seconds += to.getEpochSecond() - from.getEpochSecond();
                    nanos += to.getNano() - from.getNano();
                }
            }
        }
        return Duration.ofSeconds(seconds, nanos);
    }

    Instant plus(Instant start, Duration amount) {
        Duration left = amount;
        for (LocalDate date = start.atZone(zone).toLocalDate(); ; date = date.plusDays(1)) {
            if (!isBusinessDay(date)) {
                continue;
            }
            for (Hours range : hours) {
                Instant close = date.atTime(range.to()).atZone(zone).toInstant();
                if (!start.isBefore(close)) {
                    continue;
                }
                Instant open = date.atTime(range.from()).atZone(zone).toInstant();
                Instant from = open.isAfter(start) ? open : start;
                Duration available = Duration.between(from, close);
                if (available.compareTo(left) >= 0) {
                    return from.plus(left);
                }
                left = left.minus(available);
            }
        }
    }

    private boolean isBusinessDay(LocalDate date) {
        DayOfWeek day = date.getDayOfWeek();
        return day != DayOfWeek.SATURDAY && day != DayOfWeek.SUNDAY && !holidays.contains(date);
    }
}
