package org.sla4j.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;

/**
 * Arbitrary bytes for everything here that reads text: only the exceptions that are documented, no input over two seconds of
 * processor time or 64 MB.
 *
 * <p>With the environment variable {@code JAZZER_FUZZ=1}, which the profile {@code nightly} sets, this looks for new inputs for as long
 * as it says; without it, the inputs kept beside it are tried again. The first byte of an input chooses what reads the rest.
 */
class TextFuzzTest {
    private static final long MOST_BYTES = 64L << 20;
    private static final long MOST_NANOS = 2_000_000_000L;
    private static final int READERS = 8;
    private static final ObjectMapper JSON = new ObjectMapper();

    @FuzzTest(maxDuration = "5m")
    void onlyDocumentedExceptionsWithinTheBounds(byte[] input) {
        if (input.length > 0) {
            byte[] rest = Arrays.copyOfRange(input, 1, input.length);
            long before = ofThisThread("getCurrentThreadAllocatedBytes");
            long started = ofThisThread("getCurrentThreadCpuTime");
            read(Math.floorMod(input[0], READERS), rest);
            assertThat(ofThisThread("getCurrentThreadCpuTime") - started).isLessThan(MOST_NANOS);
            assertThat(ofThisThread("getCurrentThreadAllocatedBytes") - before).isLessThan(MOST_BYTES);
        }
    }

    @BeforeAll
    static void loadAllClassesFirst() {
        for (int reader = 0; reader < READERS; reader++) {
            read(reader, "\nRRULE:FREQ=YEARLY".getBytes(StandardCharsets.UTF_8));
            read(reader, new byte[] {'x'});
        }
        read(6, "{\"name\":\"x\",\"zone\":\"UTC\",\"hours\":\"Mon 9-17\"}".getBytes(StandardCharsets.UTF_8));
        read(7, "UTC\nMon-Fri 9-17\nde/be\n12-25".getBytes(StandardCharsets.UTF_8));
    }

    private static void read(int reader, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        switch (reader) {
            case 0 -> feed(bytes);
            case 1 -> attempt(() -> HolidayCalendar.parse(text, text).isHoliday(LocalDate.of(2026, 1, 1)));
            case 2 -> attempt(() -> WeeklyHours.parse(text));
            case 3 -> attempt(() -> BusinessDuration.parse(text));
            case 4 -> attempt(() -> BusinessDayRule.parse(text));
            case 5 -> attempt(() -> TimeRange.parse(text));
            case 6 -> document(text);
            default -> definition(text);
        }
    }

    private static void feed(byte[] bytes) {
        // Half of the inputs are the middle of an event, to get beyond the frame.
        byte[] input = bytes;
        if (bytes.length > 0 && (bytes[0] & 1) == 0) {
            String event = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260501\n"
                    + new String(bytes, StandardCharsets.ISO_8859_1) + "\nEND:VEVENT\nEND:VCALENDAR";
            input = event.getBytes(StandardCharsets.ISO_8859_1);
        }
        byte[] feed = input;
        attempt(() -> {
            ICalendarHolidays holidays = ICalendarHolidays.read(new ByteArrayInputStream(feed));
            holidays.withoutObservances().isHoliday(holidays.coverage().first());
            holidays.isHoliday(holidays.coverage().last());
            assertThat(holidays.notes().toString()).doesNotContain("\n", "\r");
            holidays.strictly();
        });
    }

    /** A document in JSON, with whatever keys and values it has. */
    private static void document(String text) {
        Map<String, Object> document;
        try {
            document = JSON.readValue(text, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            return;
        }
        if (document != null) {
            attempt(() -> ask(CalendarDefinition.fromMap(document)));
        }
    }

    /** A definition whose parts are lines of text. */
    private static void definition(String text) {
        String[] lines = Arrays.copyOf(text.split("\n", 10), 10);
        String[] given = Arrays.stream(lines).map(Definitions::text).toArray(String[]::new);
        attempt(() -> ask(new CalendarDefinition(
                "fuzzed",
                given[0],
                given[1],
                given[8].isEmpty() ? List.of() : List.of(new CalendarDefinition.DatedHours(given[8], given[1])),
                List.of(new CalendarDefinition.Holiday(given[3], "", given[9], "")),
                given[4],
                given[2].isEmpty() ? List.of() : List.of(given[2]),
                List.of(),
                given[5].isEmpty() ? List.of() : List.of(given[5]),
                given[6].isEmpty()
                        ? List.of()
                        : List.of(new CalendarDefinition.SpecialDate(given[6], given[1], "", "")),
                given[7],
                "",
                "",
                List.of())));
    }

    private static void ask(CalendarDefinition definition) {
        BusinessCalendar calendar = definition.toCalendar();
        assertThat(CalendarDefinition.of(calendar).toCalendar()).isEqualTo(calendar);
        calendar.lint();
        calendar.nextOpening(Instant.parse("2026-01-01T00:00:00Z"));
    }

    /** {@link DateTimeException} is the older of the two ways to refuse text; both are documented. */
    private static void attempt(Runnable part) {
        try {
            part.run();
        } catch (IllegalArgumentException | DateTimeException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    /** Bytes or nanoseconds; by reflection, because the module that the tests are part of does not read that of management. */
    private static long ofThisThread(String figure) {
        try {
            Object threads = Class.forName("java.lang.management.ManagementFactory")
                    .getMethod("getThreadMXBean")
                    .invoke(null);
            Object found = Class.forName("com.sun.management.ThreadMXBean")
                    .getMethod(figure)
                    .invoke(threads);
            return (Long) found;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
