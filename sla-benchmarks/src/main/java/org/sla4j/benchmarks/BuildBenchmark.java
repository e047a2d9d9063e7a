package org.sla4j.benchmarks;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
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
import org.sla4j.calendar.HolidayCalendar;
import org.sla4j.calendar.WeeklyHours;

/** Measures how long it takes to make a calendar of very many parts and to ask it the first question. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BuildBenchmark {
    /** A hundred thousand single holidays in no order, each with a name of its own. */
    @State(Scope.Thread)
    public static class Closures {
        private final List<LocalDate> dates = new ArrayList<>();

        /** Chooses the dates. */
        @Setup
        public void chooseDates() {
            SplittableRandom random = new SplittableRandom(1);
            for (int i = 0; i < 100_000; i++) {
                dates.add(LocalDate.of(1930, 1, 1).plusDays(random.nextInt(365 * 250)));
            }
        }
    }

    /**
     * Makes the calendar and asks when it opens.
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
                .hours(WeeklyHours.parse("Mon-Fri 09:00-12:00,13:00-17:00"))
                .holidays(HolidayCalendar.all(parts))
                .build()
                .nextOpening(Instant.parse("2026-01-01T00:00:00Z"));
    }
}
