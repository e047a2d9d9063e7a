package org.sla4j.agreement.document;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.BusinessDuration;
import org.sla4j.calendar.DateRange;
import org.sla4j.calendar.Interval;
import org.sla4j.calendar.NoBusinessTimeException;

/**
 * Compares when two promises fall due, by trying them on cases opened throughout a year.
 *
 * <p>Limits in different units and calendars cannot be compared as amounts; a case for which one is due after the other can be
 * shown to the people who agree on them.
 */
final class DueComparison {
    static final Duration YEAR = Duration.ofDays(366);
    /** Where an agreement without a period in force is looked at. */
    private static final DateRange EXAMPLE = DateRange.of(LocalDate.of(2024, 1, 1), LocalDate.of(2033, 12, 31));

    private DueComparison() {}

    /** A case for which one promise is due after another. */
    record Example(Instant opened, Instant later, Instant earlier) {}

    /** The dates of an agreement to look at: ten years at most. */
    static DateRange dates(DateRange inForce) {
        if (inForce.equals(DateRange.SUPPORTED)) {
            return EXAMPLE;
        }
        LocalDate last = inForce.first().plusYears(10).minusDays(1);
        return DateRange.of(inForce.first(), last.isBefore(inForce.last()) ? last : inForce.last());
    }

    /** The first case found for which {@code one} is due after {@code other}. */
    static Optional<Example> firstLater(Target one, Target other, DateRange inForce) {
        return isNeverLater(one, other) ? Optional.empty() : firstLater(List.of(one), other, inForce);
    }

    /** Whether the limits alone tell, without an example; most of those that are compared do. */
    private static boolean isNeverLater(Target one, Target other) {
        if (!one.calendar().equals(other.calendar())) {
            return false;
        }
        if (one.limit() instanceof BusinessDuration.BusinessTime shorter
                && other.limit() instanceof BusinessDuration.BusinessTime longer) {
            return shorter.amount().compareTo(longer.amount()) <= 0;
        }
        return one.limit().equals(other.limit());
    }

    /** The first case found for which some promises, each counted from the due of the one before, are due after another. */
    static Optional<Example> firstLater(List<Target> row, Target other, DateRange inForce) {
        Instant start = start(other.calendar(), inForce);
        List<BusinessCalendar> calendars = Stream.concat(row.stream(), Stream.of(other))
                .map(Target::calendar)
                .distinct()
                .toList();
        return openings(start, calendars)
                .map(opened -> new Example(opened, due(row, opened), due(other, opened)))
                .filter(example -> example.later().isAfter(example.earlier()))
                .findFirst();
    }

    /** When a case is due; {@link Instant#MAX} if the calendar has too little open time, {@link Instant#MIN} if it is unknown. */
    static Instant due(Target target, Instant opened) {
        try {
            return target.calendar().plus(opened, target.limit());
        } catch (NoBusinessTimeException e) {
            return Instant.MAX;
        } catch (DateTimeException e) {
            return Instant.MIN; // beyond the holidays known, nothing can be said against it
        }
    }

    /** How much time on the clock a case has, if its due is known. */
    static Optional<Duration> between(Target target, Instant opened) {
        Instant due = due(target, opened);
        return due.equals(Instant.MAX) || due.equals(Instant.MIN)
                ? Optional.empty()
                : Optional.of(target.countingCalendar().elapsed(opened, due));
    }

    /** The date on which a case is due, if the calendar knows. */
    static Optional<LocalDate> dueDate(Target target, Instant opened) {
        Instant due = due(target, opened);
        return due.equals(Instant.MAX) || due.equals(Instant.MIN)
                ? Optional.empty()
                : Optional.of(LocalDate.ofInstant(due, target.calendar().zone()));
    }

    private static Instant due(List<Target> row, Instant opened) {
        Instant due = opened;
        for (Target target : row) {
            due = due(target, due);
            if (due.equals(Instant.MAX) || due.equals(Instant.MIN)) {
                return due;
            }
        }
        return due;
    }

    static Instant start(BusinessCalendar calendar, DateRange inForce) {
        return dates(inForce).first().atStartOfDay(calendar.zone()).toInstant();
    }

    static Stream<Interval> openIntervals(BusinessCalendar calendar, Instant start, Duration length) {
        try {
            return calendar.openIntervals(start, start.plus(length)).toList().stream();
        } catch (DateTimeException e) {
            return Stream.empty(); // holidays are not known that far
        }
    }

    private static Stream<Instant> openings(Instant start, List<BusinessCalendar> calendars) {
        Stream<Instant> hours =
                LongStream.range(0, YEAR.toHours()).mapToObj(hour -> start.plus(Duration.ofHours(hour)));
        Stream<Instant> edges = calendars.stream()
                .flatMap(calendar -> openIntervals(calendar, start, YEAR))
                .flatMap(open -> Stream.of(open.start(), open.end().minusSeconds(1), open.end()));
        return Stream.concat(hours, edges);
    }
}
