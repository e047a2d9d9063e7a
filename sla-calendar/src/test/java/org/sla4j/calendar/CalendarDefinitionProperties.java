package org.sla4j.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CalendarDefinitionProperties {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new YAMLMapper();
    private static final List<String> WEEKS = List.of(
            "Mon-Fri 09:00-17:00",
            "24/7",
            "off",
            "Mon-Sun 22:00-06:00",
            "Mon,Wed 09:00-12:00,13:00:30-17:30; Sat 24/7");
    private static final List<String> ZONES =
            List.of("Europe/Berlin", "Asia/Kolkata", "Pacific/Apia", "UTC", "+05:30", "Z", "America/New_York");
    private static final List<String> NAMES =
            List.of("", "Christmas Day", "1. Mai: \"Tag der Arbeit\"", "# not a comment", " x", "null", "ünï\nlines");

    @Property
    void anyCalendarComesBackEqualFromJson(@ForAll("calendars") BusinessCalendar calendar) throws Exception {
        comesBackEqual(calendar, JSON);
    }

    @Property(tries = 300)
    void anyCalendarComesBackEqualFromYaml(@ForAll("calendars") BusinessCalendar calendar) throws Exception {
        comesBackEqual(calendar, YAML);
    }

    private static void comesBackEqual(BusinessCalendar calendar, ObjectMapper mapper) throws Exception {
        CalendarDefinition written = CalendarDefinition.of(calendar);
        CalendarDefinition read = mapper.readValue(mapper.writeValueAsString(written), CalendarDefinition.class);
        assertThat(read).isEqualTo(written);
        assertThat(read.toCalendar())
                .isEqualTo(calendar)
                .hasSameHashCodeAs(calendar)
                .hasToString(calendar.toString());
    }

    @Property
    void anyTextIsReadOrRefusedWithAPath(@ForAll("texts") List<String> text) {
        CalendarDefinition definition = new CalendarDefinition(
                text.get(0),
                text.get(1),
                text.get(2),
                List.of(new CalendarDefinition.DatedHours(text.get(3), text.get(4))),
                List.of(new CalendarDefinition.Holiday(text.get(5), text.get(6), "", "")),
                "",
                List.of(),
                List.of(),
                List.of(),
                List.of(new CalendarDefinition.SpecialDate(text.get(7), text.get(8), text.get(9), "")),
                text.get(10),
                text.get(11),
                "",
                List.of());
        try {
            BusinessCalendar calendar = definition.toCalendar();
            assertThat(CalendarDefinition.of(calendar).toCalendar()).isEqualTo(calendar);
        } catch (InvalidDefinitionException e) {
            assertThat(e.mistakes()).isNotEmpty().allSatisfy(mistake -> {
                assertThat(mistake.path()).isNotEmpty();
                assertThat(mistake.message()).isNotEmpty();
            });
        }
    }

    @Provide
    Arbitrary<List<String>> texts() {
        Arbitrary<String> good = Arbitraries.of(
                "UTC",
                "24/7",
                "off",
                "2026-12-24",
                "12-25",
                "2026-01-01/2026-12-31",
                "09:00-17:00",
                "warn",
                "Mon 08:00-09:00");
        return Arbitraries.oneOf(good, good, Arbitraries.strings().ofMaxLength(12))
                .list()
                .ofSize(12);
    }

    @Provide
    Arbitrary<BusinessCalendar> calendars() {
        return Arbitraries.longs().map(seed -> calendar(new Random(seed), 3));
    }

    private static BusinessCalendar calendar(Random random, int depth) {
        if (depth > 0 && random.nextInt(4) == 0) {
            BusinessCalendar left = calendar(random, depth - 1);
            BusinessCalendar right = calendar(random, depth - 1);
            try {
                return switch (random.nextInt(3)) {
                    case 0 -> left.union(right).withName("combined");
                    case 1 -> left.intersection(right);
                    default -> left.without(right);
                };
            } catch (IllegalArgumentException noCommonDates) {
                return left;
            }
        }
        if (random.nextInt(12) == 0) {
            return BusinessCalendar.alwaysOpen();
        }
        BusinessCalendar.Builder builder = BusinessCalendar.builder("calendar " + random.nextInt(3))
                .zone(ZoneId.of(any(random, ZONES)))
                .whenHolidaysEnd(any(random, List.of(HolidayGap.values())));
        boolean dated = random.nextBoolean();
        if (!dated || random.nextBoolean()) {
            builder.hours(WeeklyHours.parse(any(random, WEEKS)));
        }
        if (dated) {
            builder.hoursFrom(date(random), WeeklyHours.parse(any(random, WEEKS)));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            String name = any(random, NAMES);
            LocalDate date = date(random);
            builder.holidays(
                    switch (random.nextInt(3)) {
                        case 0 -> HolidayCalendar.on(date, name);
                        case 1 -> HolidayCalendar.yearly(MonthDay.from(date), name);
                        default -> HolidayCalendar.during(DateRange.of(date, date.plusDays(random.nextInt(9))), name);
                    });
        }
        if (random.nextInt(3) == 0) {
            builder.holidays(Holidays.NONE.withCoverage(
                    DateRange.of(LocalDate.of(2000 + random.nextInt(20), 1, 1), LocalDate.of(2030, 12, 31))));
        }
        if (random.nextBoolean()) {
            builder.special(
                    date(random),
                    any(random, NAMES),
                    random.nextBoolean() ? new TimeRange[0] : new TimeRange[] {TimeRange.parse("10:00-14:00")});
        }
        return builder.build();
    }

    private static LocalDate date(Random random) {
        return LocalDate.of(2020, 1, 1).plusDays(random.nextInt(3653));
    }

    private static <T> T any(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
