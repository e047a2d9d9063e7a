package org.sla4j.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sla4j.calendar.CalendarDefinition.DatedHours;
import org.sla4j.calendar.CalendarDefinition.Holiday;
import org.sla4j.calendar.CalendarDefinition.SpecialDate;

/** Writes a calendar down as a {@link CalendarDefinition}. Used once. */
final class CalendarDefinitionWriter {
    private final String calendar;
    private final List<Holiday> holidays = new ArrayList<>();
    private final List<String> publicHolidays = new ArrayList<>();
    private final List<String> feeds = new ArrayList<>();
    private final List<String> except = new ArrayList<>();
    private String observed = "";
    private String known = "";

    private CalendarDefinitionWriter(String calendar) {
        this.calendar = calendar;
    }

    static CalendarDefinition write(BusinessCalendar calendar) {
        return write(calendar.name(), calendar.definition());
    }

    private static CalendarDefinition write(String name, OpenSet set) {
        if (set instanceof Schedule schedule) {
            return new CalendarDefinitionWriter(name).write(schedule);
        }
        if (set instanceof CombinedSet combined) {
            List<CalendarDefinition> parts = combined.parts().stream()
                    .map(part -> write(part.name(), part.set()))
                    .toList();
            return of(name, "", "", combined.operation().name().toLowerCase(Locale.ROOT), parts);
        }
        return of(name, "", CalendarDefinitionReader.ALWAYS, "", List.of());
    }

    private static CalendarDefinition of(
            String name, String zone, String hours, String combine, List<CalendarDefinition> parts) {
        return new CalendarDefinition(
                name, zone, hours, List.of(), List.of(), "", List.of(), List.of(), List.of(), List.of(), "", "",
                combine, parts);
    }

    private CalendarDefinition write(Schedule schedule) {
        String hours = "";
        List<DatedHours> hoursFrom = new ArrayList<>();
        for (var entry : schedule.hours().entrySet()) {
            if (entry.getKey().equals(LocalDate.MIN)) {
                hours = entry.getValue().toString();
            } else {
                hoursFrom.add(new DatedHours(
                        entry.getKey().toString(), entry.getValue().toString()));
            }
        }
        List<SpecialDate> special = new ArrayList<>();
        schedule.special()
                .forEach((date, exception) -> special.add(new SpecialDate(
                        date.toString(), ranges(exception.ranges()), exception.name(), text(exception.publishedAt()))));
        HolidayCalendar all = schedule.holidays();
        if (all instanceof CombinedHolidays.Without without
                && without.exceptions() instanceof Holidays exceptions
                && exceptions.equals(plainRules(exceptions))) {
            exceptions.entries().forEach(entry -> except.add(entry.rule().toString()));
            all = without.source();
        }
        if (all instanceof CombinedHolidays.Union union) {
            union.parts().forEach(this::write);
        } else {
            write(all);
        }
        String gap = schedule.gap() == HolidayGap.FAIL
                ? ""
                : schedule.gap().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new CalendarDefinition(
                calendar,
                schedule.zone().getId(),
                hours,
                hoursFrom,
                holidays,
                observed,
                publicHolidays,
                feeds,
                except,
                special,
                known,
                gap,
                "",
                List.of());
    }

    /** The rules alone, without names and whatever else an exception cannot say. */
    private static HolidayCalendar plainRules(Holidays exceptions) {
        return HolidayCalendar.all(exceptions.entries().stream()
                .map(entry -> Holidays.of(entry.rule(), ""))
                .toList());
    }

    private void write(HolidayCalendar part) {
        if (part instanceof Holidays plain && (plain.entries().isEmpty() || observed.isEmpty())) {
            write(plain);
        } else if (part instanceof ObservedHolidays moved
                && moved.source() instanceof Holidays plain
                && holidays.isEmpty()
                && observed.isEmpty()) {
            write(plain);
            observed = moved.rule() + (moved.days() == ObservedDays.BOTH ? "" : ", " + moved.days());
        } else if (part instanceof CombinedHolidays.Named named) {
            feeds.add(named.name());
        } else if (part instanceof JollydayHolidays library && library.isWritten()) {
            publicHolidays.add(library.text());
        } else {
            throw new IllegalArgumentException(
                    "The holidays of calendar " + Quoted.of(calendar)
                            + " cannot be written down: " + Quoted.plain(part.toString())
                            + "; use rules and dates, public holidays of Jollyday, or give them a name with HolidayCalendar.named.");
        }
    }

    private void write(Holidays plain) {
        for (Holidays.Entry entry : plain.entries()) {
            holidays.add(new Holiday(
                    entry.rule().toString(),
                    entry.name(),
                    entry.like().map(HolidayRule::name).orElse(""),
                    text(entry.publishedAt())));
        }
        if (!plain.coverage().equals(DateRange.SUPPORTED)) {
            known = plain.coverage().toString();
        }
    }

    private static String text(Optional<Instant> publishedAt) {
        return publishedAt.map(Instant::toString).orElse("");
    }

    private static String ranges(List<TimeRange> ranges) {
        return ranges.isEmpty()
                ? "off"
                : ranges.stream().map(TimeRange::toString).collect(Collectors.joining(","));
    }
}
