package org.sla4j.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BusinessDaysProperties {
    private static final DateRange KNOWN = DateRange.of(LocalDate.of(2020, 3, 5), LocalDate.of(2026, 10, 20));
    private static final BusinessCalendar OFFICE = BusinessCalendar.builder("office")
            .zone("Pacific/Apia") // which skipped Friday, 30 December 2011
            .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
            .hoursFrom(LocalDate.of(2023, 6, 15), WeeklyHours.parse("Tue,Sat 22:00-06:00"))
            .hoursFrom(LocalDate.of(2030, 1, 1), WeeklyHours.never())
            .hoursFrom(LocalDate.of(2034, 1, 1), WeeklyHours.parse("24/7"))
            .holidays(HolidayCalendar.yearly(MonthDay.of(12, 31), ""))
            .build();
    private static final BusinessCalendar FEW = OFFICE.inZone(ZoneId.of("UTC"))
            .intersection(BusinessCalendar.builder("known")
                    .zone("UTC")
                    .hours(WeeklyHours.parse("Mon-Wed 10:00-12:00"))
                    .holidays(Holidays.NONE.withCoverage(KNOWN))
                    .build());

    private static Optional<LocalDate> walk(BusinessCalendar calendar, LocalDate from, int days) {
        LocalDate date = from;
        for (int left = Math.abs(days); left > 0; ) {
            date = date.plusDays(Integer.signum(days));
            if (!calendar.coverage().contains(date)) {
                return Optional.empty();
            }
            left -= calendar.definition().businessHours(date).isPresent() ? 1 : 0;
        }
        return Optional.of(date);
    }

    private static Optional<LocalDate> plus(BusinessCalendar calendar, LocalDate from, int days) {
        try {
            return Optional.of(calendar.plusBusinessDays(from, days));
        } catch (NoBusinessTimeException e) {
            return Optional.empty();
        }
    }

    @Property
    void theNthBusinessDayIsTheOneThatWalkingFinds(
            @ForAll @IntRange(max = 12_000) int day, @ForAll @IntRange(min = -900, max = 900) int days) {
        LocalDate from = LocalDate.of(2010, 1, 1).plusDays(day);
        assertThat(plus(OFFICE, from, days)).isEqualTo(walk(OFFICE, from, days));
    }

    @Property
    void theNthBusinessDayIsNeverOutsideOfTheCoverage(
            @ForAll @IntRange(max = 2420) int day, @ForAll @IntRange(min = -700, max = 700) int days) {
        LocalDate from = KNOWN.first().plusDays(day);
        assertThat(plus(FEW, from, days)).isEqualTo(walk(FEW, from, days));
    }

    @Property
    void betweenTwoDatesAreAsManyBusinessDaysAsWalkingFinds(
            @ForAll @IntRange(max = 2420) int one, @ForAll @IntRange(max = 2421) int other) {
        LocalDate start = KNOWN.first().plusDays(Math.min(one, other));
        LocalDate end = KNOWN.first().plusDays(Math.max(one, other));
        long expected = start.datesUntil(end)
                .filter(date -> FEW.definition().businessHours(date).isPresent())
                .count();
        assertThat(FEW.businessDaysBetween(start, end)).isEqualTo((int) expected);
        assertThat(FEW.businessDaysBetween(end, start)).isEqualTo((int) -expected);
    }

    @Property
    void countingComesBackToTheNthBusinessDay(
            @ForAll @IntRange(max = 12_000) int day, @ForAll @IntRange(min = 1, max = 900) int days) {
        LocalDate from = LocalDate.of(2010, 1, 1).plusDays(day);
        LocalDate to = OFFICE.plusBusinessDays(from, days);
        assertThat(OFFICE.isBusinessDay(to)).isTrue();
        assertThat(OFFICE.businessDaysBetween(from.plusDays(1), to.plusDays(1))).isEqualTo(days);
    }

    @Example
    void theWholeOfTheSupportedYearsCanBeCounted() {
        LocalDate end = DateRange.SUPPORTED.last().plusDays(1);
        assertThat(BusinessCalendar.alwaysOpen().businessDaysBetween(DateRange.SUPPORTED.first(), end))
                .isEqualTo((int) (end.toEpochDay() - DateRange.SUPPORTED.first().toEpochDay()));
        assertThatThrownBy(() ->
                        BusinessCalendar.alwaysOpen().plusBusinessDays(LocalDate.of(2026, 1, 1), Integer.MIN_VALUE))
                .isInstanceOf(NoBusinessTimeException.class)
                .hasMessageContaining("fewer than 2147483648 business days before 2026-01-01");
        assertThatThrownBy(() ->
                        BusinessCalendar.alwaysOpen().plusBusinessDays(LocalDate.of(2026, 1, 1), Integer.MAX_VALUE))
                .isInstanceOf(NoBusinessTimeException.class);
    }
}
