package org.sla4j.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Example;

/**
 * Every zone of the tz database around every change of its offset from 1911 to 2200, held against the oracle.
 *
 * <p>Zones with equal rules are visited once. Unless {@code sla4j.everyTransition} is set (the nightly profile does) only a
 * spread sample is visited: about one in twelve up to 2040, one in 29 after that, where a rule repeats each year, and one in
 * five of those that end an offset with odd seconds; and always those that cross the date line.
 */
class EveryZoneProperties {
    private static final boolean EVERY = Boolean.getBoolean("sla4j.everyTransition");
    private static final long AROUND = 2 * 86_400;
    private static final long FAR = LocalDate.of(2040, 1, 1).toEpochDay() * 86_400;

    @Example
    void everyZoneAgreesWithTheOracleAroundItsTransitions() {
        Map<ZoneRules, ZoneId> zones = new LinkedHashMap<>();
        for (String id : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
            zones.putIfAbsent(ZoneId.of(id).getRules(), ZoneId.of(id));
        }
        int visited = 0;
        for (ZoneId zone : zones.values()) {
            visited += visit(zone);
        }
        System.out.println("Transitions held against the oracle: " + visited + " in " + zones.size() + " zones");
        assertThat(visited).isGreaterThan(1_500);
    }

    private static int visit(ZoneId zone) {
        List<Long> transitions = new ArrayList<>();
        List<Long> all = CalendarArbitraries.transitionsOf(zone.getRules());
        for (int i = 0; i < all.size(); i++) {
            // Offsets with odd seconds have to be compared second by second.
            boolean odd = zone.getRules()
                                    .getOffset(Instant.ofEpochSecond(all.get(i) - 1))
                                    .getTotalSeconds()
                            % 60
                    != 0;
            int oneIn = odd ? 5 : all.get(i) < FAR ? 12 : 29;
            if (EVERY || (all.get(i) / 60 + i) % oneIn == 0 || crossesTheDateLine(zone, all.get(i))) {
                transitions.add(all.get(i));
            }
        }
        for (long transition : transitions) {
            long from = Math.max(Math.floorDiv(transition, 60) * 60 - AROUND, OpenIndex.MIN);
            long until = Math.min(Math.floorDiv(transition, 60) * 60 + AROUND, OpenIndex.MAX);
            WallClock clock = WallClock.over(zone, from, until, false);
            // A fresh calendar compiles only the year of the transition.
            for (CalendarSpec spec : specs(zone, transition)) {
                BusinessCalendar calendar = spec.build(zone.getId());
                compare(calendar, MinuteByMinuteCalendar.of(spec, clock, from, until), from, until);
            }
        }
        return transitions.size();
    }

    private static boolean crossesTheDateLine(ZoneId zone, long transition) {
        int before =
                zone.getRules().getOffset(Instant.ofEpochSecond(transition - 1)).getTotalSeconds();
        int after = zone.getRules().getOffset(Instant.ofEpochSecond(transition)).getTotalSeconds();
        return Math.abs(after - before) > 12 * 3600;
    }

    /** Hours that straddle a change: at night, over midnight, from midnight, and crossing the very change. */
    private static List<CalendarSpec> specs(ZoneId zone, long transition) {
        SortedMap<LocalDate, List<TimeRange>> crossing = new TreeMap<>();
        Instant at = Instant.ofEpochSecond(transition);
        for (ZoneOffset offset : List.of(
                zone.getRules().getOffset(at.minusNanos(1)), zone.getRules().getOffset(at))) {
            LocalTime local = at.atOffset(offset).toLocalTime().withSecond(0);
            crossing.put(
                    at.atOffset(offset).toLocalDate(),
                    List.of(TimeRange.of(local.minusMinutes(20), local.plusMinutes(40))));
        }
        return List.of(
                spec(zone, WeeklyHours.parse("01:00-03:00"), new TreeMap<>()),
                spec(zone, WeeklyHours.parse("Mon,Wed,Fri,Sun 00:00-24:00"), new TreeMap<>()),
                spec(zone, WeeklyHours.parse("22:00-06:00"), new TreeMap<>()),
                spec(zone, WeeklyHours.never(), crossing));
    }

    private static CalendarSpec spec(ZoneId zone, WeeklyHours week, SortedMap<LocalDate, List<TimeRange>> special) {
        SortedMap<LocalDate, WeeklyHours> hours = new TreeMap<>(Map.of(LocalDate.MIN, week));
        return new CalendarSpec(zone, hours, new HashSet<>(), new HashSet<>(), List.of(), special);
    }

    private static void compare(BusinessCalendar calendar, MinuteByMinuteCalendar oracle, long from, long until) {
        Instant start = Instant.ofEpochSecond(from);
        Instant end = Instant.ofEpochSecond(until);
        List<Interval> open = oracle.openIntervals();
        assertThat(calendar.openIntervals(start, end).toList())
                .as("%s", calendar)
                .isEqualTo(open);
        Duration total = oracle.elapsed(start, end);
        assertThat(calendar.elapsed(start, end))
                .as("%s from %s", calendar, start)
                .isEqualTo(total);
        if (!total.isZero()) {
            Duration part = total.dividedBy(3);
            assertThat(calendar.plus(start, part))
                    .as("%s", calendar)
                    .isEqualTo(oracle.plus(start, part).orElseThrow());
            assertThat(calendar.plus(start, total))
                    .as("%s", calendar)
                    .isEqualTo(oracle.plus(start, total).orElseThrow());
            assertThat(calendar.plus(end, total.negated()))
                    .as("%s", calendar)
                    .isEqualTo(oracle.plus(end, total.negated()).orElseThrow());
        }
        for (Interval interval : open) {
            Instant inside = interval.end().minusNanos(1);
            assertThat(calendar.isOpen(interval.start())).isEqualTo(oracle.isOpen(interval.start()));
            oracle.previousClosing(inside)
                    .ifPresent(closing ->
                            assertThat(calendar.previousClosing(inside)).contains(closing));
        }
    }

    @Example
    void everyZoneKeepsItsWeekdaysApart() {
        for (String id : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
            BusinessCalendar mondays = BusinessCalendar.builder(id)
                    .zone(id)
                    .hours(WeeklyHours.of(Map.of(DayOfWeek.MONDAY, List.of(TimeRange.allDay()))))
                    .build();
            Instant noon = LocalDate.of(2026, 11, 23)
                    .atTime(12, 0)
                    .atZone(ZoneId.of(id))
                    .toInstant();
            assertThat(mondays.isOpen(noon)).as(id).isTrue();
            assertThat(mondays.isOpen(noon.plusSeconds(86_400))).as(id).isFalse();
        }
    }
}
