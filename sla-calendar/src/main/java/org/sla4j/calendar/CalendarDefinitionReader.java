package org.sla4j.calendar;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.sla4j.calendar.CalendarDefinition.DatedHours;
import org.sla4j.calendar.CalendarDefinition.Holiday;
import org.sla4j.calendar.CalendarDefinition.SpecialDate;
import org.sla4j.calendar.InvalidDefinitionException.Mistake;

/** Makes calendars of definitions, with the mistakes of all parts in one list. Used once. */
final class CalendarDefinitionReader {
    static final String ALWAYS = "always";
    private static final int MOST_ENTRIES = 100_000;
    private static final int MOST_LEVELS = 32;
    private static final int LONGEST_TEXT = 10_000;

    private final Map<String, ? extends HolidayCalendar> feeds;
    private final List<Mistake> mistakes = new ArrayList<>();
    private final List<IllegalStateException> causes = new ArrayList<>();

    private CalendarDefinitionReader(Map<String, ? extends HolidayCalendar> feeds) {
        this.feeds = feeds;
    }

    static BusinessCalendar read(CalendarDefinition definition, Map<String, ? extends HolidayCalendar> feeds) {
        CalendarDefinitionReader reader = new CalendarDefinitionReader(feeds);
        reader.requireBounded(definition);
        Optional<BusinessCalendar> calendar =
                reader.mistakes.isEmpty() ? reader.calendar("", definition, "") : Optional.empty();
        if (!reader.mistakes.isEmpty() || calendar.isEmpty()) {
            String name = definition.name();
            InvalidDefinitionException invalid = new InvalidDefinitionException(
                    "calendar " + Quoted.of(name.length() > 100 ? name.substring(0, 100) + "..." : name),
                    reader.mistakes);
            reader.causes.forEach(invalid::addSuppressed);
            throw invalid;
        }
        return calendar.get();
    }

    private void requireBounded(CalendarDefinition definition) {
        long entries = 0;
        List<CalendarDefinition> level = List.of(definition);
        for (int depth = 1; !level.isEmpty(); depth++) {
            if (depth > MOST_LEVELS) {
                mistake("parts", "The definition has more than " + MOST_LEVELS + " levels of parts.");
                return;
            }
            List<CalendarDefinition> below = new ArrayList<>();
            for (CalendarDefinition part : level) {
                entries += part.hoursFrom().size()
                        + (long) part.holidays().size()
                        + part.publicHolidays().size()
                        + part.feeds().size()
                        + part.except().size()
                        + part.special().size()
                        + part.parts().size();
                below.addAll(part.parts());
            }
            if (entries > MOST_ENTRIES) {
                mistake(
                        "",
                        "The definition has more than 100,000 entries (holidays, exceptions, special dates, dated hours and parts).");
                return;
            }
            level = below;
        }
    }

    private void mistake(String path, String message) {
        if (mistakes.size() <= InvalidDefinitionException.MOST_MISTAKES) {
            mistakes.add(new Mistake(path, message));
        }
    }

    private <T> Optional<T> get(String path, Supplier<T> part) {
        List<T> read = new ArrayList<>(1);
        use(path, () -> read.add(part.get()));
        return read.stream().findFirst();
    }

    /** Reads a part that is used at once. */
    private void use(String path, Runnable part) {
        try {
            part.run();
        } catch (DateTimeException | IllegalArgumentException e) {
            mistake(path, Objects.requireNonNullElse(e.getMessage(), "It cannot be read."));
        }
    }

    /**
     * Makes a calendar or adds to the mistakes.
     *
     * @param prefix the path to the definition, with a dot, or empty
     * @param otherwise its name if it has none of its own; empty if it needs one
     */
    private Optional<BusinessCalendar> calendar(String prefix, CalendarDefinition definition, String otherwise) {
        int before = mistakes.size();
        String name = definition.name().isBlank() ? otherwise : definition.name();
        if (name.isBlank()) {
            mistake(prefix + "name", "A calendar needs a name.");
        } else if (name.length() > LONGEST_TEXT) {
            mistake(prefix + "name", "The name has more than 10,000 characters.");
        }
        String known = name.isBlank() ? "unnamed" : name;
        Optional<BusinessCalendar> calendar =
                definition.combine().isEmpty() && definition.parts().isEmpty()
                        ? own(prefix, definition, known)
                        : combined(prefix, definition, known);
        return mistakes.size() == before ? calendar : Optional.empty();
    }

    private Optional<BusinessCalendar> combined(String prefix, CalendarDefinition definition, String name) {
        Optional<CombinedSet.Operation> operation = get(
                prefix + "combine",
                () -> Arrays.stream(CombinedSet.Operation.values())
                        .filter(o ->
                                o.name().equalsIgnoreCase(definition.combine().strip()))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(Quoted.of(definition.combine())
                                + " is not a way to combine calendars; use union, intersection or without.")));
        ownParts(definition).forEach((key, isGiven) -> {
            if (isGiven) {
                mistake(prefix + key, "A combined calendar has no " + key + " of its own; write it into its parts.");
            }
        });
        List<CalendarDefinition> parts = definition.parts();
        if (parts.size() < 2) {
            mistake(prefix + "parts", "Two or more calendars are combined, but there are " + parts.size() + ".");
            return Optional.empty();
        }
        List<BusinessCalendar> calendars = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            // The first part needs no name of its own, so it borrows the whole's.
            calendar(prefix + "parts[" + i + "].", parts.get(i), i == 0 ? name : "")
                    .ifPresent(calendars::add);
        }
        return calendars.size() < parts.size() || operation.isEmpty()
                ? Optional.empty()
                : get(prefix + "parts", () -> BusinessCalendar.combined(name, operation.get(), calendars));
    }

    /** What only a calendar of its own can have, and whether it is given. */
    private static Map<String, Boolean> ownParts(CalendarDefinition definition) {
        Map<String, Boolean> given = new LinkedHashMap<>();
        given.put("zone", !definition.zone().isEmpty());
        given.put("hours", !definition.hours().isEmpty());
        given.put("hoursFrom", !definition.hoursFrom().isEmpty());
        given.put("holidays", !definition.holidays().isEmpty());
        given.put("observed", !definition.observed().isEmpty());
        given.put("publicHolidays", !definition.publicHolidays().isEmpty());
        given.put("feeds", !definition.feeds().isEmpty());
        given.put("except", !definition.except().isEmpty());
        given.put("special", !definition.special().isEmpty());
        given.put("holidaysKnown", !definition.holidaysKnown().isEmpty());
        given.put("whenHolidaysEnd", !definition.whenHolidaysEnd().isEmpty());
        return given;
    }

    private Optional<BusinessCalendar> own(String prefix, CalendarDefinition definition, String name) {
        int before = mistakes.size();
        Map<String, Boolean> given = ownParts(definition);
        given.remove("hours");
        if (definition.hours().strip().equalsIgnoreCase(ALWAYS) && !given.containsValue(true)) {
            return get(prefix + "name", () -> BusinessCalendar.alwaysOpen().withName(name));
        }
        BusinessCalendar.Builder builder = BusinessCalendar.builder(name);
        ZoneId zone = get(prefix + "zone", () -> {
                    builder.zone(definition.zone().strip());
                    return ZoneId.of(definition.zone().strip());
                })
                .orElse(ZoneOffset.UTC);
        if (!definition.hours().isEmpty() || definition.hoursFrom().isEmpty()) {
            use(prefix + "hours", () -> builder.hours(WeeklyHours.parse(definition.hours())));
        }
        for (int i = 0; i < definition.hoursFrom().size(); i++) {
            DatedHours dated = definition.hoursFrom().get(i);
            String path = prefix + "hoursFrom[" + i + "].";
            Optional<LocalDate> from = get(path + "from", () -> date(dated.from()));
            Optional<WeeklyHours> week = get(path + "hours", () -> WeeklyHours.parse(dated.hours()));
            if (from.isPresent() && week.isPresent()) {
                use(path + "from", () -> builder.hoursFrom(from.get(), week.get()));
            }
        }
        holidays(prefix, definition, zone).ifPresent(builder::holidays);
        for (int i = 0; i < definition.special().size(); i++) {
            special(prefix + "special[" + i + "].", definition.special().get(i), zone, builder);
        }
        if (!definition.whenHolidaysEnd().isBlank()) {
            use(prefix + "whenHolidaysEnd", () -> builder.whenHolidaysEnd(gap(definition.whenHolidaysEnd())));
        }
        return mistakes.size() == before ? get(prefix + "holidaysKnown", builder::build) : Optional.empty();
    }

    private Optional<HolidayCalendar> holidays(String prefix, CalendarDefinition definition, ZoneId zone) {
        int before = mistakes.size();
        List<HolidayCalendar> listed = new ArrayList<>();
        for (int i = 0; i < definition.holidays().size(); i++) {
            holiday(prefix + "holidays[" + i + "].", definition.holidays().get(i), zone)
                    .ifPresent(listed::add);
        }
        if (!definition.holidaysKnown().isBlank()) {
            use(
                    prefix + "holidaysKnown",
                    () -> listed.add(Holidays.NONE.withCoverage(range(definition.holidaysKnown()))));
        }
        List<HolidayCalendar> all = new ArrayList<>();
        if (mistakes.size() == before) {
            use(prefix + "holidays", () -> all.add(together(listed)));
        }
        if (!definition.observed().isBlank()) {
            if (definition.holidays().isEmpty()) {
                mistake(prefix + "observed", "There are no holidays to observe; list some under holidays.");
            } else {
                use(prefix + "observed", () -> observed(definition.observed(), all));
            }
        }
        for (int i = 0; i < definition.publicHolidays().size(); i++) {
            String place = definition.publicHolidays().get(i);
            String path = prefix + "publicHolidays[" + i + "]";
            try {
                use(path, () -> all.add(JollydayHolidays.parse(place)));
            } catch (IllegalStateException e) { // Jollyday is missing
                mistake(path, String.valueOf(e.getMessage()));
                causes.add(e);
            }
        }
        for (int i = 0; i < definition.feeds().size(); i++) {
            String feed = definition.feeds().get(i);
            use(prefix + "feeds[" + i + "]", () -> all.add(feed(feed)));
        }
        List<HolidayCalendar> except = new ArrayList<>();
        for (int i = 0; i < definition.except().size(); i++) {
            String rule = definition.except().get(i);
            use(prefix + "except[" + i + "]", () -> except.add(HolidayCalendar.parse(rule, "")));
        }
        if (mistakes.size() > before) {
            return Optional.empty();
        }
        return get(prefix + "holidays", () -> {
            HolidayCalendar together = together(all);
            return except.isEmpty() ? together : together.except(together(except));
        });
    }

    /** All at once, since one after another would take a time that grows with the square of their number. */
    private static HolidayCalendar together(Collection<HolidayCalendar> holidays) {
        return HolidayCalendar.all(holidays);
    }

    private Optional<HolidayCalendar> holiday(String path, Holiday holiday, ZoneId zone) {
        Optional<HolidayCalendar> dates = get(path + "date", () -> dates(holiday));
        if (!holiday.worksLike().isBlank()) {
            Optional<HolidayCalendar> before = dates;
            dates = get(path + "worksLike", () -> HoursText.weekday(holiday.worksLike()))
                    .flatMap(day -> before.map(holidays -> holidays.asWorkingDays(day)));
        }
        if (!holiday.publishedAt().isBlank()) {
            Optional<HolidayCalendar> before = dates;
            dates = get(path + "publishedAt", () -> instant(holiday.publishedAt(), zone))
                    .flatMap(at -> before.map(holidays -> holidays.publishedAt(at)));
        }
        return dates;
    }

    private static HolidayCalendar dates(Holiday holiday) {
        String text = holiday.date();
        if (text.length() == 10 && text.charAt(4) == '-') {
            try {
                return HolidayCalendar.on(LocalDate.parse(text), holiday.name()); // most are single dates
            } catch (DateTimeException e) {
                return HolidayCalendar.parse(text, holiday.name()); // says what is accepted
            }
        }
        return HolidayCalendar.parse(text, holiday.name());
    }

    private static void observed(String text, List<HolidayCalendar> holidays) {
        String[] words = text.strip().toLowerCase(Locale.ROOT).split("\\s*,\\s*", -1);
        Optional<ObservedRule> rule = Arrays.stream(ObservedRule.values())
                .filter(choice -> choice.toString().equals(words[0]))
                .findFirst();
        Optional<ObservedDays> days = words.length == 1
                ? Optional.of(ObservedDays.BOTH)
                : Optional.of(words).filter(all -> all.length == 2).flatMap(all -> ObservedDays.named(all[1]));
        if (rule.isEmpty() || days.isEmpty()) {
            throw new IllegalArgumentException(Quoted.of(text)
                    + " is not a rule for holidays at weekends; use nearest weekday, next weekday or sunday to next weekday, and"
                    + " after a comma own date or observed day if only one of them is closed.");
        }
        holidays.replaceAll(listed -> listed.observed(rule.get(), days.get()));
    }

    private HolidayCalendar feed(String name) {
        HolidayCalendar feed = feeds.get(name);
        if (feed == null) {
            throw new IllegalArgumentException("The holidays " + Quoted.of(name)
                    + " were not handed over; give them to toCalendar under that name, which has "
                    + (feeds.isEmpty()
                            ? "none"
                            : String.join(
                                    ", ",
                                    feeds.keySet().stream()
                                            .sorted()
                                            .map(Quoted::of)
                                            .toList()))
                    + ".");
        }
        return feed instanceof CombinedHolidays.Named named && named.name().equals(name) ? feed : feed.named(name);
    }

    private void special(String path, SpecialDate exception, ZoneId zone, BusinessCalendar.Builder builder) {
        Optional<LocalDate> date = get(path + "date", () -> date(exception.date()));
        Optional<TimeRange[]> ranges =
                get(path + "hours", () -> HoursText.date(exception.hours()).toArray(TimeRange[]::new));
        Optional<Instant> publishedAt = exception.publishedAt().isBlank()
                ? Optional.empty()
                : get(path + "publishedAt", () -> instant(exception.publishedAt(), zone));
        if (date.isPresent() && ranges.isPresent()) {
            get(
                    path + "date",
                    () -> publishedAt.isPresent()
                            ? builder.special(date.get(), exception.name(), publishedAt.get(), ranges.get())
                            : builder.special(date.get(), exception.name(), ranges.get()));
        }
    }

    private static DateRange range(String text) {
        String[] ends = text.strip().split("/", -1);
        if (ends.length != 2) {
            throw new IllegalArgumentException(
                    Quoted.of(text) + " is not a range of dates; use 2026-01-01/2028-12-31.");
        }
        return DateRange.of(date(ends[0]), date(ends[1]));
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(Quoted.of(text) + " is not a date; use one such as 2026-12-25.", e);
        }
    }

    private static Instant instant(String text, ZoneId zone) {
        String plain = text.strip();
        try {
            return plain.length() == 10
                    ? LocalDate.parse(plain).atStartOfDay(zone).toInstant()
                    : Instant.parse(plain);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    Quoted.of(text)
                            + " is not an instant; use 2026-10-01T09:00:00Z, or the date 2026-10-01 for its start.",
                    e);
        }
    }

    /** Refuses a definition for all that is wrong with it before anybody hands over its feeds. */
    static void check(CalendarDefinition definition) {
        Map<String, HolidayCalendar> anything = new HashMap<>();
        named(definition, anything);
        read(definition, anything);
    }

    private static void named(CalendarDefinition definition, Map<String, HolidayCalendar> feeds) {
        definition.feeds().forEach(feed -> feeds.put(feed, Holidays.NONE));
        definition.parts().forEach(part -> named(part, feeds));
    }

    private static HolidayGap gap(String text) {
        return Arrays.stream(HolidayGap.values())
                .filter(gap -> gap.name().replace('_', '-').equalsIgnoreCase(text.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(Quoted.of(text)
                        + " is not a choice for the end of holiday data; use fail, warn or weekends-only."));
    }
}
