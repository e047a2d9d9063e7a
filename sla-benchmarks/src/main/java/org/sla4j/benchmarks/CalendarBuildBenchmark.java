package org.sla4j.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.CalendarDefinition;
import org.sla4j.calendar.HolidayCalendar;
import org.sla4j.calendar.TimeRange;
import org.sla4j.calendar.WeeklyHours;

/** Measures how long the largest calendars take to be built and asked for the first time: each must be below a second. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
@State(Scope.Benchmark)
public class CalendarBuildBenchmark {
    private static final int HOLIDAYS = 100_000;
    private static final int UNIONS = 5_000;
    private static final Instant MONDAY = Instant.parse("2026-03-02T00:00:00Z");
    private static final LocalDate FIRST = LocalDate.of(1911, 1, 1);
    private static final List<CalendarDefinition.Holiday> WRITTEN = written();
    private static final List<BusinessCalendar> SHIFTS = shifts();

    /** Names every one of 100,000 dates, from all supported years. */
    private static List<CalendarDefinition.Holiday> written() {
        List<CalendarDefinition.Holiday> holidays = new ArrayList<>();
        for (int i = 0; i < HOLIDAYS; i++) {
            holidays.add(new CalendarDefinition.Holiday(FIRST.plusDays(i).toString(), "holiday " + i, "", ""));
        }
        return holidays;
    }

    /** Shifts of eight hours, each with its own day off. */
    private static List<BusinessCalendar> shifts() {
        List<BusinessCalendar> shifts = new ArrayList<>();
        for (int i = 0; i <= UNIONS; i++) {
            LocalTime opens = LocalTime.ofSecondOfDay(i % 1_440 * 60L);
            shifts.add(BusinessCalendar.builder("shift " + i)
                    .zone("Europe/Berlin")
                    .hours(WeeklyHours.parse("Mon-Fri " + TimeRange.of(opens, opens.plusHours(8))))
                    .special(LocalDate.of(2026, 1, 1).plusDays(i % 365))
                    .build());
        }
        return shifts;
    }

    private static Duration week(BusinessCalendar calendar) {
        return calendar.elapsed(MONDAY, MONDAY.plus(Duration.ofDays(7)));
    }

    /** A definition that lists 100,000 holidays. */
    @Benchmark
    public Duration aDefinitionOf100000Holidays() {
        return week(new CalendarDefinition(
                        "Office",
                        "Europe/Berlin",
                        "Mon-Fri 9-17",
                        List.of(),
                        WRITTEN,
                        "",
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        "",
                        "",
                        "",
                        List.of())
                .toCalendar());
    }

    /** A builder that is given 100,000 holidays one after another. */
    @Benchmark
    public Duration aBuilderOf100000Holidays() {
        BusinessCalendar.Builder builder =
                BusinessCalendar.builder("Office").zone("Europe/Berlin").hours(WeeklyHours.parse("Mon-Fri 9-17"));
        for (int i = 0; i < HOLIDAYS; i++) {
            builder.holidays(HolidayCalendar.on(FIRST.plusDays(i), ""));
        }
        return week(builder.build());
    }

    /** Five thousand unions, one after another. */
    @Benchmark
    public Duration fiveThousandUnions() {
        return week(SHIFTS.stream().reduce(BusinessCalendar::union).orElseThrow());
    }
}
