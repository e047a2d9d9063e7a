package org.sla4j.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Holidays of which those at weekends are observed on weekdays, by an {@link ObservedRule}. */
record ObservedHolidays(HolidayCalendar source, ObservedRule rule, ObservedDays days, DateRange coverage)
        implements CombinedHolidays {
    /** Once weekdays outnumber waiting holidays by this many, no holiday from before can still be waiting. */
    private static final int ENOUGH = 40;
    /** Nobody is closed for longer than this. */
    private static final int LONGEST = 800;

    ObservedHolidays(HolidayCalendar source, ObservedRule rule, ObservedDays days) {
        this(source, rule, days, known(source, rule));
    }

    /** What is observed near the ends of the coverage may come from holidays beyond them. */
    private static DateRange known(HolidayCalendar source, ObservedRule rule) {
        DateRange given = source.coverage();
        LocalDate first = given.first();
        LocalDate last = given.last();
        if (first.isAfter(DateRange.SUPPORTED.first())) {
            first = first.with(TemporalAdjusters.nextOrSame(DayOfWeek.SATURDAY));
        }
        if (rule == ObservedRule.NEAREST_WEEKDAY
                && last.isBefore(DateRange.SUPPORTED.last())
                && last.getDayOfWeek() == DayOfWeek.FRIDAY) {
            last = last.minusDays(1);
        }
        return CombinedHolidays.range(
                first,
                last,
                () -> "The holidays are known for " + given
                        + " only, which is too little to say what is observed; give them a week at least.");
    }

    private boolean moves(LocalDate date) {
        return rule.moves(date.getDayOfWeek()) && source.isHoliday(date);
    }

    private static boolean isWeekend(LocalDate date) {
        return date.getDayOfWeek().getValue() >= DayOfWeek.SATURDAY.getValue();
    }

    /** The holidays that are observed on a date in place of their own. */
    private List<LocalDate> observedOn(LocalDate date) {
        if (isWeekend(date)) {
            return List.of();
        }
        if (rule == ObservedRule.NEAREST_WEEKDAY) {
            LocalDate own = switch (date.getDayOfWeek()) {
                case FRIDAY -> date.plusDays(1);
                case MONDAY -> date.minusDays(1);
                default -> date;
            };
            return moves(own) ? List.of(own) : List.of();
        }
        if (source.isHoliday(date)) {
            return List.of();
        }
        Deque<LocalDate> waiting = new ArrayDeque<>();
        for (LocalDate day = firstThatMatters(date); day.isBefore(date); day = day.plusDays(1)) {
            if (moves(day)) {
                waiting.add(day);
            } else if (isFree(day)) {
                waiting.poll();
            }
        }
        return waiting.isEmpty() ? List.of() : List.of(waiting.element());
    }

    private boolean isFree(LocalDate date) {
        return !isWeekend(date) && !source.isHoliday(date);
    }

    /** A date before which every holiday has found its day. */
    private LocalDate firstThatMatters(LocalDate date) {
        int free = 0;
        LocalDate day = date;
        while (free < ENOUGH && day.isAfter(date.minusDays(LONGEST))) {
            day = day.minusDays(1);
            free += isFree(day) ? 1 : moves(day) ? -1 : 0;
        }
        return day;
    }

    @Override
    public Collection<HolidayCalendar> sources() {
        return List.of(source);
    }

    @Override
    public boolean isHoliday(LocalDate date) {
        if (source.worksLike(date).isPresent()) {
            return false;
        }
        return source.isHoliday(date)
                ? !moves(date) || days.closesOwnDate() || !observedOn(date).isEmpty()
                : days.closesObservedDay() && !observedOn(date).isEmpty();
    }

    @Override
    public Optional<DayOfWeek> worksLike(LocalDate date) {
        return source.worksLike(date);
    }

    @Override
    public List<String> namesOf(LocalDate date) {
        if (!isHoliday(date)) {
            return source.worksLike(date).isPresent() ? source.namesOf(date) : List.of();
        }
        TreeSet<String> names = new TreeSet<>(source.namesOf(date));
        if (days.closesObservedDay()) {
            for (LocalDate own : observedOn(date)) {
                source.namesOf(own).forEach(name -> names.add(name + " (observed)"));
            }
        }
        return List.copyOf(names);
    }

    @Override
    public HolidayCalendar asKnownOn(Instant instant) {
        return new ObservedHolidays(source.asKnownOn(instant), rule, days);
    }

    @Override
    public String toString() {
        return "(" + source + ") observed on the " + rule + ", closed on " + days;
    }
}
