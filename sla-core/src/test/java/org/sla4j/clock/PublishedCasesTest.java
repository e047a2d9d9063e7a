package org.sla4j.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.HolidayCalendar;
import org.sla4j.calendar.WeeklyHours;

/** Cases with waits from the tests of other systems, with the exact answers that some of them round or bend. */
class PublishedCasesTest {
    private static final PauseReason CUSTOMER = PauseReason.of("awaiting user info", "customer");

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "published-cases.tsv", delimiter = '\t', numLinesToSkip = 1)
    void areDueExactlyWhenTheirLimitIsUsedUp(
            String id,
            String zone,
            String week,
            String holidays,
            Instant start,
            String limit,
            String pauses,
            Instant due,
            String source) {
        List<LocalDate> dates = parts(holidays).stream().map(LocalDate::parse).toList();
        BusinessCalendar calendar = BusinessCalendar.builder(id)
                .zone(zone)
                .hours(WeeklyHours.parse(week))
                .holidays(HolidayCalendar.of(dates))
                .build();
        Target target = Target.of(limit, calendar, 1);
        SlaClock clock = SlaClock.start(start, target);
        for (String pause : parts(pauses)) {
            String[] ends = pause.split("/", -1);
            clock = clock.pause(Instant.parse(ends[0]), CUSTOMER).resume(Instant.parse(ends[1]), CUSTOMER);
        }
        ClockReading reading = clock.reading(clock.changedAt());
        assertThat(reading.due()).as(source).contains(due);
        assertThat(reading.limit()).isEqualTo(clock.reading(due).elapsed());
        assertThat(clock.reading(due.minus(Duration.ofNanos(1))).remaining()).isEqualTo(Duration.ofNanos(1));
    }

    private static List<String> parts(String list) {
        return list.equals("-") ? List.of() : Arrays.asList(list.split(",", -1));
    }
}
