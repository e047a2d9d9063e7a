package org.sla4j.calendar;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Random calendars in awkward zones, and random questions about them where answers are most likely to go wrong. */
final class CalendarArbitraries {
    /** How many questions to ask each calendar; the nightly profile asks more. */
    static final int PROBES = Integer.getInteger("sla4j.probes", 20);

    private static final long DAY = 86_400;
    private static final String[] ZONES = {
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "Pacific/Fakaofo",
        "America/Sao_Paulo",
        "America/Santiago",
        "America/St_Johns",
        "Africa/Cairo",
        "Africa/Casablanca",
        "Europe/Dublin",
        "Europe/London",
        "Asia/Kathmandu",
        "Asia/Kolkata",
        "Asia/Tehran",
        "Asia/Gaza",
        "Asia/Pyongyang",
        "Pacific/Chatham",
        "Pacific/Kwajalein",
        "Pacific/Kiritimati",
        "Pacific/Norfolk",
        "America/New_York",
        "America/Caracas",
        "Europe/Berlin",
        "Europe/Moscow",
        "Europe/Amsterdam",
        "Africa/Monrovia",
        "Antarctica/Troll",
        "UTC",
        "+05:45",
        "-18:00",
        "+18:00",
        "+01:02:03",
    };
    private static final Map<ZoneId, List<Long>> TRANSITIONS = new HashMap<>();

    private CalendarArbitraries() {}

    /** One question: a place, another place, an amount. */
    record Probe(Instant at, Instant to, Duration amount) {}

    /** A calendar, a window that holds all its probes, and the probes. */
    record Sample(CalendarSpec spec, long from, long until, List<Probe> probes) {
        BusinessCalendar calendar() {
            return spec.build("random");
        }

        MinuteByMinuteCalendar oracle() {
            return MinuteByMinuteCalendar.of(spec, from, until);
        }

        @Override
        public String toString() {
            return spec + " between " + Instant.ofEpochSecond(from) + " and " + Instant.ofEpochSecond(until) + " with "
                    + probes.size() + " probes, the first " + probes.get(0);
        }
    }

    /** Three calendars in three zones about the same days; the window and the probes are those of the first. */
    record Trio(Sample a, CalendarSpec b, CalendarSpec c) {}

    static Arbitrary<Sample> samples() {
        return Arbitraries.randomValue(random -> sample(random, 20));
    }

    /** Samples with as many probes as the oracle is to be asked. */
    static Arbitrary<Sample> samplesForTheOracle() {
        return Arbitraries.randomValue(random -> sample(random, PROBES));
    }

    static Arbitrary<Trio> trios() {
        return Arbitraries.randomValue(random -> {
            ZoneId zone = zone(random);
            long anchor = anchor(zone, random);
            Sample a = sample(random, zone, anchor, 4, 10);
            return new Trio(a, spec(random, zone(random), anchor, 40), spec(random, zone(random), anchor, 40));
        });
    }

    static Arbitrary<WeeklyHours> weeks() {
        return Arbitraries.randomValue(random -> week(random, random.nextBoolean()));
    }

    private static Sample sample(Random random, int probes) {
        ZoneId zone = zone(random);
        long anchor = anchor(zone, random);
        // Mostly some months; sometimes over two years, so that blocks of the index are crossed.
        int days = random.nextInt(50) == 0 ? 400 : 32;
        return sample(random, zone, anchor, days, probes);
    }

    private static Sample sample(Random random, ZoneId zone, long anchor, int days, int probes) {
        CalendarSpec spec = spec(random, zone, anchor, days > 4 ? 12 : 40);
        int reach = spec.hasOddSeconds() || hasOddOffset(zone, anchor, days) ? 4 : days;
        long from = minute(Math.max(anchor - reach * DAY, OpenIndex.MIN));
        long until = minute(Math.min(anchor + reach * DAY, OpenIndex.MAX));
        List<Probe> asked = new ArrayList<>();
        for (int i = 0; i < probes; i++) {
            asked.add(new Probe(
                    instant(random, spec, anchor, reach, from, until),
                    instant(random, spec, anchor, reach, from, until),
                    amount(random, reach)));
        }
        return new Sample(spec, from, until, asked);
    }

    private static ZoneId zone(Random random) {
        return ZoneId.of(ZONES[random.nextInt(ZONES.length)]);
    }

    private static long minute(long second) {
        return Math.floorDiv(second, 60) * 60;
    }

    private static boolean hasOddOffset(ZoneId zone, long anchor, int days) {
        for (int day = -days - 5; day <= days + 5; day++) {
            Instant at = Instant.ofEpochSecond(anchor + day * DAY);
            if (zone.getRules().getOffset(at).getTotalSeconds() % 60 != 0) {
                return true;
            }
        }
        return false;
    }

    /** A transition, the edge of a block of the index, the edge of the supported years, or any time at all. */
    private static long anchor(ZoneId zone, Random random) {
        List<Long> transitions = transitions(zone);
        int choice = random.nextInt(20);
        if (choice < 12 && !transitions.isEmpty()) {
            return transitions.get(random.nextInt(transitions.size()));
        }
        if (choice < 15) {
            return OpenIndex.MIN + ((1L + random.nextInt(271)) << 25);
        }
        if (choice == 15) {
            return random.nextBoolean() ? OpenIndex.MIN + 2 * DAY : OpenIndex.MAX - 2 * DAY;
        }
        return OpenIndex.MIN + random.nextInt(289 * 365) * DAY + random.nextInt((int) DAY);
    }

    private static synchronized List<Long> transitions(ZoneId zone) {
        return TRANSITIONS.computeIfAbsent(zone, key -> transitionsOf(key.getRules()));
    }

    /** Every transition between 1911 and 2200, in epoch seconds. */
    static List<Long> transitionsOf(ZoneRules rules) {
        List<Long> found = new ArrayList<>();
        ZoneOffsetTransition next = rules.nextTransition(Instant.ofEpochSecond(OpenIndex.MIN));
        while (next != null && next.toEpochSecond() < OpenIndex.MAX) {
            found.add(next.toEpochSecond());
            next = rules.nextTransition(next.getInstant());
        }
        return found;
    }

    private static CalendarSpec spec(Random random, ZoneId zone, long anchor, int oddOneIn) {
        boolean odd = random.nextInt(oddOneIn) == 0;
        LocalDate date = Instant.ofEpochSecond(anchor).atZone(zone).toLocalDate();
        SortedMap<LocalDate, WeeklyHours> hours = new TreeMap<>();
        hours.put(LocalDate.MIN, week(random, odd));
        for (int i = random.nextInt(6) - 3; i > 0; i--) {
            hours.put(near(random, date), week(random, odd));
        }
        if (random.nextInt(20) == 0) {
            hours.remove(LocalDate.MIN);
            hours.put(near(random, date), week(random, odd));
        }
        Set<LocalDate> holidays = new HashSet<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            holidays.add(near(random, date));
        }
        Set<MonthDay> yearly = new HashSet<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            yearly.add(MonthDay.from(near(random, date)));
        }
        List<DateRange> closures = new ArrayList<>();
        for (int i = random.nextInt(4) - 2; i > 0; i--) {
            LocalDate first = near(random, date);
            closures.add(DateRange.of(first, first.plusDays(random.nextInt(12))));
        }
        SortedMap<LocalDate, List<TimeRange>> special = new TreeMap<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            DayOfWeek any = DayOfWeek.of(1 + random.nextInt(7));
            special.put(
                    near(random, date),
                    random.nextInt(4) == 0 ? List.of() : week(random, odd).on(any));
        }
        return new CalendarSpec(zone, hours, holidays, yearly, closures, special);
    }

    /** Half of the dates are so near that they meet the transition and the nights around it. */
    private static LocalDate near(Random random, LocalDate date) {
        int reach = random.nextBoolean() ? 2 : 25;
        return date.plusDays(random.nextInt(2 * reach + 1) - reach);
    }

    /** Odd hours begin and end at any second; comparing them takes sixty times as long. */
    private static WeeklyHours week(Random random, boolean odd) {
        return switch (random.nextInt(10)) {
            case 0 -> WeeklyHours.parse("Mon-Fri 09:00-12:00,13:00-17:30; Sat 10:00-14:00");
            case 1 -> WeeklyHours.parse("Mon-Sun 22:00-06:00");
            case 2 -> WeeklyHours.parse("Mon-Sun 00:00-02:30,02:45-24:00");
            case 3 -> odd ? WeeklyHours.parse("Sun 18:00-18:00:01") : WeeklyHours.never();
            case 4 -> random.nextBoolean() ? WeeklyHours.always() : WeeklyHours.parse("Mon,Wed,Fri-Sun 00:00-24:00");
            case 5 -> WeeklyHours.parse("Mon-Sun 00:00-00:30,01:00-03:00,23:30-24:00");
            default -> anyWeek(random, odd);
        };
    }

    /** Cuts each day at random times; the last cut may run into the next morning, up to its first opening. */
    private static WeeklyHours anyWeek(Random random, boolean odd) {
        int grain = odd ? 1 : new int[] {1800, 900, 60}[random.nextInt(3)];
        List<List<Integer>> cuts = new ArrayList<>();
        for (int day = 0; day < 7; day++) {
            TreeSet<Integer> times = new TreeSet<>();
            for (int i = random.nextInt(7) - 1; i > 0; i--) {
                times.add(random.nextInt((int) DAY / grain) * grain);
            }
            if (times.size() > 1 && random.nextInt(3) == 0) {
                times.add((int) DAY);
            }
            cuts.add(List.copyOf(times));
        }
        Map<DayOfWeek, List<TimeRange>> ranges = new EnumMap<>(DayOfWeek.class);
        for (int day = 0; day < 7; day++) {
            List<Integer> today = cuts.get(day);
            List<Integer> tomorrow = cuts.get((day + 1) % 7);
            List<TimeRange> list = new ArrayList<>();
            for (int i = 0; i + 1 < today.size(); i += 2) {
                list.add(range(today.get(i), today.get(i + 1)));
            }
            // Tomorrow's first cut opens a range, unless it is the only cut and therefore the night of tomorrow.
            if (today.size() % 2 == 1) {
                int opens = today.get(today.size() - 1);
                int most = Math.min(tomorrow.isEmpty() ? opens : tomorrow.get(0), opens);
                if (opens < DAY && most > 0) {
                    int closes = random.nextInt(3) == 0 ? most : (1 + random.nextInt(most)) / grain * grain;
                    if (closes > 0 && closes < opens) {
                        list.add(range(opens, closes));
                    }
                }
            }
            ranges.put(DayOfWeek.of(day + 1), list);
        }
        return WeeklyHours.of(ranges);
    }

    private static TimeRange range(int open, int close) {
        return TimeRange.of(LocalTime.ofSecondOfDay(open), LocalTime.ofSecondOfDay(close % DAY));
    }

    private static Instant instant(Random random, CalendarSpec spec, long anchor, int reach, long from, long until) {
        long second = switch (random.nextInt(6)) {
            case 0 -> anchor + random.nextInt(7) - 3;
            case 1 -> anchor + random.nextInt(4 * 3600) - 2 * 3600;
            case 2 -> anchor + random.nextInt(3 * (int) DAY) - 3 * DAY / 2;
            case 3, 4 -> boundary(random, spec, anchor, reach);
            default -> anchor + (long) ((random.nextDouble() * 2 - 1) * reach * DAY);
        };
        Instant at = switch (random.nextInt(5)) {
            case 0 -> Instant.ofEpochSecond(second, random.nextInt(1_000_000_000));
            case 1 -> Instant.ofEpochSecond(second, 1);
            case 2 -> Instant.ofEpochSecond(second, -1);
            default -> Instant.ofEpochSecond(second);
        };
        Instant first = Instant.ofEpochSecond(from);
        Instant last = Instant.ofEpochSecond(until, -1);
        return at.isBefore(first) ? first : at.isAfter(last) ? last : at;
    }

    /** Midnight, or an end of some range, of a date in the window. */
    private static long boundary(Random random, CalendarSpec spec, long anchor, int reach) {
        LocalDate date = Instant.ofEpochSecond(anchor)
                .atZone(spec.zone())
                .toLocalDate()
                .plusDays(random.nextInt(2 * reach + 1) - reach);
        List<LocalTime> times = new ArrayList<>(List.of(LocalTime.MIDNIGHT));
        for (TimeRange range : spec.rangesOn(date)) {
            times.add(range.open());
            times.add(range.close());
        }
        LocalTime time = times.get(random.nextInt(times.size()));
        return date.atTime(time).atZone(spec.zone()).toEpochSecond();
    }

    private static Duration amount(Random random, int reach) {
        Duration amount = switch (random.nextInt(8)) {
            case 0 -> Duration.ZERO;
            case 1 -> Duration.ofNanos(1 + random.nextInt(3));
            case 2 -> Duration.ofSeconds(random.nextInt(100), random.nextInt(1_000_000_000));
            case 3, 4 -> Duration.ofMinutes(15L * random.nextInt(200));
            case 5 -> Duration.ofHours(random.nextInt(24 * reach));
            case 6 -> Duration.ofSeconds(random.nextInt((int) (reach * DAY)));
            default -> Duration.ofSeconds(random.nextInt((int) (reach * DAY)), random.nextInt(1_000_000_000));
        };
        return random.nextBoolean() ? amount : amount.negated();
    }
}
