package org.sla4j.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** The examples that the README quotes: each shows one feature in five lines or fewer. */
class ExamplesTest {
    private static final Instant FRIDAY_16_00 = Instant.parse("2026-12-18T15:00:00Z");

    private final BusinessCalendar berlin = BusinessCalendar.builder("Berlin office")
            .zone("Europe/Berlin")
            .hours(WeeklyHours.parse("Mon-Fri 09:00-12:00,13:00-17:30"))
            .build();

    private final BusinessCalendar newYork = BusinessCalendar.builder("New York office")
            .zone("America/New_York")
            .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
            .build();

    @Test
    void elapsedAndDue() {
        Instant due = berlin.plus(FRIDAY_16_00, Duration.ofHours(4)); // 1h30 on Friday, 2h30 on Monday
        Duration used = berlin.elapsed(FRIDAY_16_00, due);
        assertThat(due).isEqualTo("2026-12-21T10:30:00Z");
        assertThat(used).isEqualTo(Duration.ofHours(4));
    }

    @Test
    void textForm() {
        WeeklyHours week = WeeklyHours.parse("mo-fr 9:00-12:00,13:00-17:30; sat 10:00-14:00; su off");
        assertThat(week).hasToString("Mon-Fri 09:00-12:00,13:00-17:30; Sat 10:00-14:00");
        assertThat(WeeklyHours.parse(week.toString())).isEqualTo(week);
    }

    @Test
    void datesThatDiffer() {
        BusinessCalendar office = BusinessCalendar.builder("Berlin office")
                .zone("Europe/Berlin")
                .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
                .hoursFrom(LocalDate.of(2027, 1, 1), WeeklyHours.parse("Mon-Fri 08:00-16:00"))
                .holidays(HolidayCalendar.yearly(MonthDay.of(12, 25), "Christmas Day"))
                .special(LocalDate.of(2026, 12, 24), TimeRange.parse("09:00-13:00"))
                .build();
        assertThat(office.plus(Instant.parse("2026-12-24T11:00:00Z"), Duration.ofHours(2)))
                .isEqualTo("2026-12-28T09:00:00Z");
    }

    @Test
    void publicHolidaysFromJollyday() {
        JollydayHolidays berlinHolidays = JollydayHolidays.of("de", "be");
        assertThat(berlinHolidays.nameOf(LocalDate.of(2026, 3, 8))).contains("International Women's Day");
        assertThat(JollydayHolidays.of("sg").coverage()).hasToString("2013-01-01/2024-12-31"); // what it knows
    }

    @Test
    void holidaysFromAnICalendarFile() {
        Path file = Path.of("src/test/resources/org/sla4j/calendar/works-holidays.ics");
        ICalendarHolidays works = ICalendarHolidays.read(file);
        assertThat(works.nameOf(LocalDate.of(2026, 7, 31))).contains("Works holiday");
    }

    @Test
    void setAlgebra() {
        BusinessCalendar followTheSun = berlin.union(newYork);
        BusinessCalendar bothOpen = berlin.intersection(newYork);
        BusinessCalendar berlinAlone = berlin.without(newYork);
        BusinessCalendar berlinHoursInTokyo = berlin.inZone(ZoneId.of("Asia/Tokyo"));
        assertThat(bothOpen.nextOpening(FRIDAY_16_00)).contains(FRIDAY_16_00);
        assertThat(berlinAlone.isOpen(FRIDAY_16_00)).isFalse();
        assertThat(followTheSun.nextClosing(FRIDAY_16_00)).contains(Instant.parse("2026-12-18T22:00:00Z"));
        assertThat(berlinHoursInTokyo.zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
    }

    @Test
    void navigation() {
        assertThat(berlin.nextClosing(FRIDAY_16_00)).contains(Instant.parse("2026-12-18T16:30:00Z"));
        assertThat(berlin.previousClosing(FRIDAY_16_00)).contains(Instant.parse("2026-12-18T11:00:00Z"));
        assertThat(berlin.openIntervals(FRIDAY_16_00, FRIDAY_16_00.plus(Duration.ofDays(4))))
                .hasSize(5);
        assertThat(berlin.plusBusinessDays(LocalDate.of(2026, 12, 18), 10)).isEqualTo("2027-01-01");
        assertThat(berlin.businessDaysBetween(LocalDate.of(2026, 1, 1), LocalDate.of(2027, 1, 1)))
                .isEqualTo(261);
    }

    @Test
    void limitsInBusinessDays() {
        BusinessDayRule lateCountsAsTomorrow = BusinessDayRule.cutOff(LocalTime.of(14, 0), LocalTime.of(9, 0));
        Instant due = berlin.plus(FRIDAY_16_00, BusinessDuration.days(1, lateCountsAsTomorrow));
        assertThat(due).isEqualTo("2026-12-22T08:00:00Z"); // received Monday 09:00, due Tuesday 09:00
        assertThat(berlin.plus(FRIDAY_16_00, BusinessDuration.parse("1bd end-of-day")))
                .isEqualTo("2026-12-21T16:30:00Z");
    }

    @Test
    void definitionsForJsonAndYaml() throws Exception {
        String json = new ObjectMapper().writeValueAsString(CalendarDefinition.of(berlin));
        BusinessCalendar read =
                new ObjectMapper().readValue(json, CalendarDefinition.class).toCalendar();
        assertThat(read).isEqualTo(berlin);
    }

    @Test
    void explanations() {
        assertThat(berlin.explain(FRIDAY_16_00, FRIDAY_16_00.plus(Duration.ofHours(10))))
                .extracting(CalendarInterval::status)
                .containsExactly(
                        CalendarInterval.Status.OPEN,
                        CalendarInterval.Status.OUTSIDE_HOURS,
                        CalendarInterval.Status.DAY_OFF);
    }

    @Test
    void manyAtOnceInNanoseconds() {
        long[] opened = {0, 3_600_000_000_000L}; // since 1970-01-01T00:00Z, a Thursday
        long[] now = {43_200_000_000_000L, 43_200_000_000_000L};
        long[] used = new long[2];
        berlin.elapsedNanos(opened, now, used); // no allocation
        assertThat(used).containsExactly(10_800_000_000_000L, 10_800_000_000_000L);
    }
}
