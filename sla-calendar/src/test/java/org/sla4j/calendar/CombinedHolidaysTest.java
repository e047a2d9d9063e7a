package org.sla4j.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is made of holidays that come from code and not from data. */
class CombinedHolidaysTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 5, 1);
    private static final LocalDate SECOND = LocalDate.of(2026, 5, 2);
    private static final Instant LATER = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant EARLIER = LATER.minusSeconds(1);
    private static final DateRange YEAR = DateRange.of(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31));

    /** The first of each month is a holiday, the second works like a Monday. */
    private static final HolidayCalendar CODE = new HolidayCalendar() {
        @Override
        public boolean isHoliday(LocalDate date) {
            return date.getDayOfMonth() == 1;
        }

        @Override
        public Optional<DayOfWeek> worksLike(LocalDate date) {
            return date.getDayOfMonth() == 2 ? Optional.of(DayOfWeek.MONDAY) : Optional.empty();
        }

        @Override
        public List<String> namesOf(LocalDate date) {
            return switch (date.getDayOfMonth()) {
                case 1 -> List.of("first");
                case 2 -> List.of("second");
                default -> List.of();
            };
        }

        @Override
        public String toString() {
            return "code";
        }
    };

    private static final HolidayCalendar PUBLISHED = CODE.publishedAt(LATER);

    private static void isKnownFromItsPublicationOn(HolidayCalendar holidays, LocalDate date) {
        assertThat(holidays.asKnownOn(EARLIER).isHoliday(date)).isFalse();
        assertThat(holidays.asKnownOn(EARLIER).worksLike(date)).isEmpty();
        assertThat(holidays.asKnownOn(LATER).isHoliday(date)).isEqualTo(holidays.isHoliday(date));
        assertThat(holidays.asKnownOn(LATER).worksLike(date)).isEqualTo(holidays.worksLike(date));
    }

    @Test
    void exceptionsTakeHolidaysWorkingDaysAndNamesAway() {
        HolidayCalendar without = CODE.except(FIRST, SECOND);
        assertThat(without.isHoliday(FIRST)).isFalse();
        assertThat(without.worksLike(SECOND)).isEmpty();
        assertThat(without.namesOf(FIRST)).isEmpty();
        assertThat(without.namesOf(SECOND)).isEmpty();
        assertThat(without.isHoliday(FIRST.plusMonths(1))).isTrue();
        assertThat(without.worksLike(SECOND.plusMonths(1))).contains(DayOfWeek.MONDAY);
        assertThat(without.namesOf(SECOND.plusMonths(1))).containsExactly("second");
        isKnownFromItsPublicationOn(PUBLISHED.except(SECOND), FIRST);
    }

    @Test
    void noExceptionsChangeNothing() {
        assertThat(CODE.except(HolidayCalendar.none())).isSameAs(CODE);
    }

    @Test
    void aFilterChoosesWorkingDaysToo() {
        HolidayCalendar holidays = CODE.filter((date, name) -> name.equals("first"));
        assertThat(holidays.isHoliday(FIRST)).isTrue();
        assertThat(holidays.worksLike(SECOND)).isEmpty();
        assertThat(holidays.namesOf(SECOND)).isEmpty();
        assertThat(holidays).hasToString("(code) filtered");
        HolidayCalendar working = CODE.filter((date, name) -> name.equals("second"));
        assertThat(working.isHoliday(FIRST)).isFalse();
        assertThat(working.worksLike(SECOND)).contains(DayOfWeek.MONDAY);
        isKnownFromItsPublicationOn(PUBLISHED.filter((date, name) -> name.equals("first")), FIRST);
    }

    @Test
    void allDatesCanBecomeWorkingDays() {
        HolidayCalendar working = CODE.asWorkingDays(DayOfWeek.TUESDAY);
        assertThat(working.isHoliday(FIRST)).isFalse();
        assertThat(working.worksLike(FIRST)).contains(DayOfWeek.TUESDAY);
        assertThat(working.worksLike(SECOND)).contains(DayOfWeek.TUESDAY);
        assertThat(working.worksLike(SECOND.plusDays(1))).isEmpty();
        assertThat(working.namesOf(FIRST)).containsExactly("first");
        assertThat(working).hasToString("(code) work like Tuesday");
        assertThat(CODE.withCoverage(YEAR).asWorkingDays(DayOfWeek.TUESDAY).coverage())
                .isEqualTo(YEAR);
        isKnownFromItsPublicationOn(PUBLISHED.asWorkingDays(DayOfWeek.TUESDAY), FIRST);
    }

    @Test
    void nothingIsKnownOutsideOfTheCoverage() {
        HolidayCalendar covered = CODE.withCoverage(YEAR);
        assertThat(covered.isHoliday(FIRST)).isTrue();
        assertThat(covered.worksLike(SECOND)).contains(DayOfWeek.MONDAY);
        assertThat(covered.namesOf(FIRST)).containsExactly("first");
        assertThat(covered.isHoliday(FIRST.plusYears(1))).isFalse();
        assertThat(covered.worksLike(SECOND.plusYears(1))).isEmpty();
        assertThat(covered.namesOf(FIRST.plusYears(1))).isEmpty();
        assertThat(covered).hasToString("code, known for 2026-01-01/2026-12-31");
        isKnownFromItsPublicationOn(PUBLISHED.withCoverage(YEAR), FIRST);
        assertThat(PUBLISHED.withCoverage(YEAR).asKnownOn(EARLIER).coverage()).isEqualTo(YEAR);
    }

    @Test
    void aNameChangesNothingElse() {
        HolidayCalendar named = PUBLISHED.named("firsts");
        assertThat(named.isHoliday(FIRST)).isTrue();
        assertThat(named.worksLike(SECOND)).contains(DayOfWeek.MONDAY);
        assertThat(named.namesOf(SECOND)).containsExactly("second");
        assertThat(named.coverage()).isEqualTo(DateRange.SUPPORTED);
        assertThat(named.asKnownOn(EARLIER)).hasToString("holidays \"firsts\"");
        isKnownFromItsPublicationOn(named, FIRST);
        isKnownFromItsPublicationOn(named, SECOND);
    }

    @Test
    void holidaysFromCodeAreObservedToo() {
        HolidayCalendar observed = CODE.observed(ObservedRule.NEXT_WEEKDAY);
        LocalDate saturday = LocalDate.of(2026, 8, 1);
        assertThat(observed.isHoliday(saturday)).isTrue();
        assertThat(observed.isHoliday(saturday.plusDays(2))).isTrue();
        assertThat(observed.namesOf(saturday.plusDays(2))).containsExactly("first (observed)");
        assertThat(observed.isHoliday(SECOND)).isFalse();
        assertThat(observed.worksLike(SECOND)).contains(DayOfWeek.MONDAY);
        assertThat(observed.namesOf(SECOND)).containsExactly("second");
        assertThat(observed.namesOf(SECOND.plusDays(1))).isEmpty();
        isKnownFromItsPublicationOn(PUBLISHED.observed(ObservedRule.NEXT_WEEKDAY), FIRST);
        HolidayCalendar own = CODE.observed(ObservedRule.NEXT_WEEKDAY, ObservedDays.OWN_DATE);
        assertThat(own.isHoliday(saturday.plusDays(2))).isFalse();
        assertThat(own.namesOf(saturday)).containsExactly("first");
    }

    @Test
    void aHolidayOnAWeekdayIsNotTheObservedDayOfAnother() {
        LocalDate sunday = LocalDate.of(2026, 5, 3);
        HolidayCalendar both = HolidayCalendar.of(sunday, sunday.plusDays(1));
        assertThat(both.observed(ObservedRule.NEXT_WEEKDAY).isHoliday(sunday.plusDays(2)))
                .isTrue();
        HolidayCalendar moved = both.observed(ObservedRule.NEXT_WEEKDAY, ObservedDays.OBSERVED_DAY);
        assertThat(moved.isHoliday(sunday)).isFalse();
        assertThat(moved.namesOf(sunday)).isEmpty();
        assertThat(moved.isHoliday(sunday.plusDays(1))).isTrue();
        assertThat(moved.isHoliday(sunday.plusDays(2))).isTrue();
    }

    @Test
    void lintLooksThroughAllThatIsMadeOfALibrary() {
        HolidayCalendar library = JollydayHolidays.of("us");
        for (HolidayCalendar made : List.of(
                library.observed(ObservedRule.NEXT_WEEKDAY),
                library.withCoverage(DateRange.SUPPORTED),
                library.filter((date, name) -> true),
                library.publishedAt(LATER),
                library.asWorkingDays(DayOfWeek.MONDAY))) {
            assertThat(CombinedHolidays.lint(made))
                    .as(made.toString())
                    .singleElement()
                    .satisfies(found -> assertThat(found.code()).isEqualTo(CalendarFinding.Code.HOLIDAYS_DOUBTFUL))
                    .satisfies(found -> assertThat(found).hasToString(found.message()));
        }
        assertThat(CombinedHolidays.lint(CODE)).isEmpty();
    }

    @Test
    void aLongCalendarIsCutInMessages() {
        HolidayCalendar many =
                HolidayCalendar.of(FIRST.datesUntil(FIRST.plusDays(60)).toList());
        HolidayCalendar next = many.withCoverage(DateRange.of(LocalDate.of(2027, 1, 1), LocalDate.of(2027, 12, 31)));
        HolidayCalendar now = many.withCoverage(YEAR);
        assertThatThrownBy(() -> now.and(next))
                .hasMessageStartingWith("No date is covered by all of 2026-05-01, ")
                .hasMessageContaining("... (2026-01-01/2026-12-31) and no holidays, known for 2027");
    }

    // ---- plain data ----

    @Test
    void rangesAreCutWhereTheCoverageEnds() {
        LocalDate december = LocalDate.of(2026, 12, 27);
        HolidayCalendar turn = HolidayCalendar.during(DateRange.of(december, LocalDate.of(2027, 1, 2)), "turn");
        assertThat(turn.withCoverage(YEAR).isHoliday(LocalDate.of(2026, 12, 31)))
                .isTrue();
        assertThat(turn.withCoverage(YEAR).isHoliday(LocalDate.of(2027, 1, 1))).isFalse();
        DateRange next = DateRange.of(LocalDate.of(2027, 1, 1), LocalDate.of(2027, 12, 31));
        assertThat(turn.withCoverage(next).isHoliday(LocalDate.of(2026, 12, 31)))
                .isFalse();
        assertThat(turn.withCoverage(next).isHoliday(LocalDate.of(2027, 1, 1))).isTrue();
        DateRange far = DateRange.of(LocalDate.of(2028, 1, 1), LocalDate.of(2028, 12, 31));
        assertThat(turn.withCoverage(far)).hasToString("no holidays, known for 2028-01-01/2028-12-31");
        assertThat(turn.withCoverage(far)).isNotEqualTo(HolidayCalendar.none()).isNotEqualTo(turn.withCoverage(next));
    }

    @Test
    void rulesHoldJustOutsideOfTheSupportedYearsToo() {
        LocalDate before = DateRange.SUPPORTED.first().minusDays(1);
        HolidayCalendar eve = HolidayCalendar.yearly(MonthDay.of(12, 31), "eve");
        assertThat(eve.isHoliday(before)).isTrue();
        assertThat(eve.worksLike(before)).isEmpty();
        HolidayCalendar working = eve.and(eve.asWorkingDays(DayOfWeek.FRIDAY));
        assertThat(working.isHoliday(before)).isFalse();
        assertThat(working.worksLike(before)).contains(DayOfWeek.FRIDAY);
        assertThat(working.worksLike(before.minusDays(1))).isEmpty();
    }
}
