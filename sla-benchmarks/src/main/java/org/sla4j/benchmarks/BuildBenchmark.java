package org.sla4j.benchmarks;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.CalendarDefinition;
import org.sla4j.calendar.HolidayCalendar;
import org.sla4j.calendar.WeeklyHours;

/** Measures how long it takes to make the largest calendars that are accepted, and to ask them the first question. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BuildBenchmark {
    private static final String HOURS = "Mon-Fri 09:00-12:00,13:00-17:00";
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    /** A hundred thousand single holidays in no order, as dates and written down. */
    @State(Scope.Thread)
    public static class Closures {
        private final List<LocalDate> dates = new ArrayList<>();
        private CalendarDefinition definition = definition("closures", HOURS, List.of(), "", List.of());

        /** Chooses the dates. */
        @Setup
        public void chooseDates() {
            SplittableRandom random = new SplittableRandom(1);
            for (int i = 0; i < 100_000; i++) {
                dates.add(LocalDate.of(1930, 1, 1).plusDays(random.nextInt(365 * 250)));
            }
            List<CalendarDefinition.Holiday> holidays = dates.stream()
                    .map(date -> new CalendarDefinition.Holiday(date.toString(), "closed", "", ""))
                    .toList();
            definition = definition("closures", HOURS, holidays, "", List.of());
        }
    }

    /** The hours of 5,001 shops, as calendars and written down as one union. */
    @State(Scope.Thread)
    public static class Shops {
        private final List<BusinessCalendar> shops = new ArrayList<>();
        private CalendarDefinition definition = definition("shops", HOURS, List.of(), "", List.of());

        /** Gives each shop hours of its own. */
        @Setup
        public void openShops() {
            SplittableRandom random = new SplittableRandom(1);
            List<CalendarDefinition> parts = new ArrayList<>();
            for (int i = 0; i <= 5_000; i++) {
                int opens = random.nextInt(12 * 60);
                int closes = opens + 1 + random.nextInt(12 * 60 - 1);
                String hours = String.format(
                        Locale.ROOT, "Mon-Sat %02d:%02d-%02d:%02d", opens / 60, opens % 60, closes / 60, closes % 60);
                CalendarDefinition part = definition("shop " + i, hours, List.of(), "", List.of());
                parts.add(part);
                shops.add(part.toCalendar());
            }
            definition = definition("shops", "", List.of(), "union", parts);
        }
    }

    private static CalendarDefinition definition(
            String name,
            String hours,
            List<CalendarDefinition.Holiday> holidays,
            String combine,
            List<CalendarDefinition> parts) {
        return new CalendarDefinition(
                name,
                parts.isEmpty() ? Office.ZONE.getId() : "",
                hours,
                List.of(),
                holidays,
                "",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "",
                "",
                combine,
                parts);
    }

    /**
     * Makes a calendar of 100,000 holidays and asks when it opens.
     *
     * @param closures the dates
     * @return when it opens
     */
    @Benchmark
    public Optional<Instant> singleHolidays(Closures closures) {
        List<HolidayCalendar> parts = new ArrayList<>();
        for (LocalDate date : closures.dates) {
            parts.add(HolidayCalendar.on(date, "closed"));
        }
        return BusinessCalendar.builder("office")
                .zone(Office.ZONE)
                .hours(WeeklyHours.parse(HOURS))
                .holidays(HolidayCalendar.all(parts))
                .build()
                .nextOpening(NOW);
    }

    /**
     * Makes the same calendar of a definition.
     *
     * @param closures the definition
     * @return when it opens
     */
    @Benchmark
    public Optional<Instant> definitionOfHolidays(Closures closures) {
        return closures.definition.toCalendar().nextOpening(NOW);
    }

    /**
     * Makes a calendar of 5,000 unions, one after another.
     *
     * @param shops the calendars to unite
     * @return when it opens
     */
    @Benchmark
    public Optional<Instant> unions(Shops shops) {
        BusinessCalendar all = shops.shops.get(0);
        for (BusinessCalendar shop : shops.shops.subList(1, shops.shops.size())) {
            all = all.union(shop);
        }
        return all.nextOpening(NOW);
    }

    /**
     * Makes the same calendar of a definition.
     *
     * @param shops the definition
     * @return when it opens
     */
    @Benchmark
    public Optional<Instant> definitionOfUnions(Shops shops) {
        return shops.definition.toCalendar().nextOpening(NOW);
    }
}
