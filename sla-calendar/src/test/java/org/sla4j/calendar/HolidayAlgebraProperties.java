package org.sla4j.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The laws of the algebra of holidays, date by date over four years, and that no composition knows more than its parts. */
class HolidayAlgebraProperties {
    private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2028, 12, 31);
    private static final Instant EARLY = Instant.parse("2025-01-01T00:00:00Z");
    private static final Instant LATE = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<String> NAMES = List.of("", "a", "b", "c");

    @Provide
    Arbitrary<HolidayCalendar> calendars() {
        return Arbitraries.randoms().map(random -> calendar(random, 3));
    }

    /** A calendar of any make, nested up to a depth. */
    private static HolidayCalendar calendar(Random random, int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return leaf(random);
        }
        HolidayCalendar one = calendar(random, depth - 1);
        return switch (random.nextInt(8)) {
            case 0, 1 -> one.and(calendar(random, depth - 1));
            case 2 -> one.except(calendar(random, depth - 1));
            case 3 -> one.filter((date, name) -> !name.equals("b"));
            case 4 ->
                one.observed(any(random, List.of(ObservedRule.values())), any(random, List.of(ObservedDays.values())));
            case 5 -> one.publishedAt(any(random, List.of(EARLY, LATE)));
            case 6 -> one.asWorkingDays(any(random, List.of(DayOfWeek.values())));
            default -> one.named("calendar " + random.nextInt(3));
        };
    }

    private static HolidayCalendar leaf(Random random) {
        LocalDate date = FIRST.plusDays(random.nextInt(1461));
        String name = any(random, NAMES);
        DayOfWeek weekday = any(random, List.of(DayOfWeek.values()));
        int month = 1 + random.nextInt(12);
        HolidayCalendar leaf = switch (random.nextInt(9)) {
            case 0 -> HolidayCalendar.on(date, name);
            case 1 -> HolidayCalendar.yearly(MonthDay.from(date), name);
            case 2 -> HolidayCalendar.during(DateRange.of(date, date.plusDays(random.nextInt(30))), name);
            case 3 ->
                HolidayCalendar.nth(
                        random.nextBoolean() ? 1 + random.nextInt(5) : -1 - random.nextInt(5),
                        weekday,
                        Month.of(month),
                        name);
            case 4 -> HolidayCalendar.easter(random.nextInt(400) - 200, name);
            case 5 -> HolidayCalendar.orthodoxEaster(random.nextInt(400) - 200, name);
            case 6 -> HolidayCalendar.onOrBefore(weekday, MonthDay.from(date), name);
            case 7 -> {
                int day = 1 + random.nextInt(28);
                yield (HolidayCalendar) asked -> asked.getDayOfMonth() == day;
            }
            default -> HolidayCalendar.workingDay(date, weekday, name);
        };
        return random.nextInt(4) == 0
                ? leaf.withCoverage(DateRange.of(
                        LocalDate.of(2020 + random.nextInt(5), 1, 1), LocalDate.of(2027 + random.nextInt(9), 12, 31)))
                : leaf;
    }

    private static <T> T any(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static List<LocalDate> days() {
        return FIRST.datesUntil(LAST.plusDays(1)).toList();
    }

    /** That two calendars say the same of every date. */
    private static void same(HolidayCalendar one, HolidayCalendar other) {
        for (LocalDate date : days()) {
            assertThat(one.isHoliday(date))
                    .as("%s of %s and %s", date, one, other)
                    .isEqualTo(other.isHoliday(date));
            assertThat(one.worksLike(date)).as("%s", date).isEqualTo(other.worksLike(date));
            assertThat(one.namesOf(date)).as("%s", date).isEqualTo(other.namesOf(date));
        }
        assertThat(one.coverage()).isEqualTo(other.coverage());
    }

    @Property(tries = 100)
    void aUnionHasTheHolidaysAndWorkingDaysOfBoth(
            @ForAll("calendars") HolidayCalendar a, @ForAll("calendars") HolidayCalendar b) {
        HolidayCalendar both = a.and(b);
        for (LocalDate date : days()) {
            boolean works = a.worksLike(date).isPresent() || b.worksLike(date).isPresent();
            assertThat(both.worksLike(date).isPresent()).isEqualTo(works);
            assertThat(both.isHoliday(date))
                    .as("%s of %s", date, both)
                    .isEqualTo(!works && (a.isHoliday(date) || b.isHoliday(date)));
            TreeSet<String> names = new TreeSet<>();
            for (HolidayCalendar part : List.of(a, b)) {
                if (part.worksLike(date).isPresent() == works) {
                    names.addAll(part.namesOf(date));
                }
            }
            assertThat(both.namesOf(date)).isEqualTo(List.copyOf(names));
        }
    }

    @Property(tries = 100)
    void unionsAreCommutativeAssociativeAndIdempotent(
            @ForAll("calendars") HolidayCalendar a,
            @ForAll("calendars") HolidayCalendar b,
            @ForAll("calendars") HolidayCalendar c) {
        same(a.and(b), b.and(a));
        same(a.and(b).and(c), a.and(b.and(c)));
        same(a.and(b).and(c), HolidayCalendar.all(List.of(c, a, b, a)));
        same(a.and(a), a);
        same(a.and(HolidayCalendar.none()), a);
        assertThat(a.and(b)).isEqualTo(b.and(a)).hasSameHashCodeAs(b.and(a));
    }

    @Property(tries = 100)
    void exceptionsTakeOutJustTheirDates(
            @ForAll("calendars") HolidayCalendar a,
            @ForAll("calendars") HolidayCalendar b,
            @ForAll("calendars") HolidayCalendar c) {
        HolidayCalendar less = a.except(b);
        for (LocalDate date : days()) {
            assertThat(less.isHoliday(date)).isEqualTo(a.isHoliday(date) && !b.isHoliday(date));
            assertThat(less.worksLike(date)).isEqualTo(a.worksLike(date).filter(day -> !b.isHoliday(date)));
            assertThat(less.namesOf(date)).isEqualTo(b.isHoliday(date) ? List.of() : a.namesOf(date));
        }
        same(a.except(b).except(b), a.except(b));
        if (none(b) && none(c)) { // a working day in one of them would speak against a holiday in the other
            same(a.except(b).except(c), a.except(b.and(c)));
        }
        same(a.except(HolidayCalendar.none()), a);
    }

    private static boolean none(HolidayCalendar calendar) {
        return days().stream().allMatch(date -> calendar.worksLike(date).isEmpty());
    }

    @Property(tries = 100)
    void aFilterAsksForEachName(@ForAll("calendars") HolidayCalendar a) {
        HolidayCalendar some = a.filter((date, name) -> name.isEmpty() || name.equals("a"));
        for (LocalDate date : days()) {
            List<String> names = a.namesOf(date);
            boolean kept = names.isEmpty() || names.contains("a");
            assertThat(some.isHoliday(date)).isEqualTo(a.isHoliday(date) && kept);
            assertThat(some.worksLike(date)).isEqualTo(a.worksLike(date).filter(day -> kept));
            assertThat(some.namesOf(date)).isEqualTo(names.contains("a") ? List.of("a") : List.of());
        }
        assertThat(some.coverage()).isEqualTo(a.coverage());
        same(a.filter((date, name) -> true), a);
    }

    @Property(tries = 100)
    void observedHolidaysMoveAsAClerkWouldMoveThem(
            @ForAll("calendars") HolidayCalendar a, @ForAll ObservedRule rule, @ForAll ObservedDays days) {
        TreeSet<LocalDate> own = new TreeSet<>();
        TreeSet<LocalDate> moved = new TreeSet<>();
        LocalDate begin = FIRST.minusYears(1);
        for (LocalDate date = begin; !date.isAfter(LAST.plusDays(7)); date = date.plusDays(1)) {
            if (a.isHoliday(date)) {
                own.add(date);
            }
        }
        TreeSet<LocalDate> closed = new TreeSet<>();
        for (LocalDate date : own) {
            boolean saturday = date.getDayOfWeek() == DayOfWeek.SATURDAY;
            boolean sunday = date.getDayOfWeek() == DayOfWeek.SUNDAY;
            boolean moves = sunday || (saturday && rule != ObservedRule.SUNDAY_TO_NEXT_WEEKDAY);
            if (moves && rule == ObservedRule.NEAREST_WEEKDAY) {
                moved.add(saturday ? date.minusDays(1) : date.plusDays(1));
            } else if (moves) {
                LocalDate free = date;
                while (free.getDayOfWeek().getValue() > 5 || own.contains(free) || moved.contains(free)) {
                    free = free.plusDays(1);
                }
                moved.add(free);
            }
            if (!moves || days != ObservedDays.OBSERVED_DAY) {
                closed.add(date);
            }
        }
        if (days != ObservedDays.OWN_DATE) {
            closed.addAll(moved);
        }
        HolidayCalendar observed = a.observed(rule, days);
        for (LocalDate date : days()) {
            assertThat(observed.isHoliday(date))
                    .as("%s by %s on %s of %s", date, rule, days, a)
                    .isEqualTo(closed.contains(date) && a.worksLike(date).isEmpty());
        }
    }

    @Property(tries = 100)
    void whatWasKnownThenIsKnownOfEveryPart(
            @ForAll("calendars") HolidayCalendar a, @ForAll("calendars") HolidayCalendar b) {
        same(a.and(b).asKnownOn(EARLY), a.asKnownOn(EARLY).and(b.asKnownOn(EARLY)));
        same(a.asKnownOn(LATE), a);
        same(a.asKnownOn(EARLY).asKnownOn(EARLY), a.asKnownOn(EARLY));
        HolidayCalendar late = a.publishedAt(LATE);
        same(late, a);
        assertThat(days()).noneMatch(late.asKnownOn(EARLY)::isHoliday);
    }

    @Property(tries = 100)
    void noCompositionKnowsMoreThanItsParts(
            @ForAll("calendars") HolidayCalendar a, @ForAll("calendars") HolidayCalendar b, @ForAll ObservedRule rule) {
        List<HolidayCalendar> ofBoth = List.of(a.and(b), HolidayCalendar.all(List.of(b, a)), a.except(b));
        for (HolidayCalendar made : ofBoth) {
            within(made.coverage(), a.coverage());
            within(made.coverage(), b.coverage());
        }
        List<HolidayCalendar> ofOne = new ArrayList<>(List.of(
                a.except(FIRST),
                a.filter((date, name) -> false),
                a.observed(rule),
                a.asWorkingDays(DayOfWeek.MONDAY),
                a.publishedAt(LATE),
                a.publishedAt(LATE).asKnownOn(EARLY),
                a.asKnownOn(EARLY),
                a.named("x")));
        for (HolidayCalendar made : ofOne) {
            within(made.coverage(), a.coverage());
        }
    }

    private static void within(DateRange made, DateRange part) {
        assertThat(part.contains(made.first()) && part.contains(made.last()))
                .as("%s within %s", made, part)
                .isTrue();
    }

    @Property(tries = 200)
    void plainRulesComeBackFromTheirText(@ForAll("calendars") HolidayCalendar a) {
        if (a instanceof Holidays plain) {
            for (Holidays.Entry entry : plain.entries()) {
                assertThat(HolidayRule.parse(entry.rule().toString())).isEqualTo(entry.rule());
            }
        }
    }

    @Property(tries = 300)
    void anIndexedRuleAnswersLikeTheRuleItself(@ForAll("calendars") HolidayCalendar a) {
        if (a instanceof Holidays plain) {
            for (LocalDate date : days()) {
                boolean works = plain.entries().stream()
                        .anyMatch(entry ->
                                entry.like().isPresent() && entry.rule().contains(date));
                boolean closed = plain.entries().stream()
                        .anyMatch(
                                entry -> entry.like().isEmpty() && entry.rule().contains(date));
                assertThat(plain.isHoliday(date)).isEqualTo(closed && !works);
                assertThat(plain.worksLike(date).isPresent()).isEqualTo(works);
            }
        }
    }
}
