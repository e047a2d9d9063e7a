package org.sla4j.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/**
 * Arbitrary text for everything here that reads text: only the exceptions that are documented, no input over two seconds or 64 MB.
 *
 * <p>With the environment variable {@code JAZZER_FUZZ=1} this looks for new inputs for as long as it says; without it, the inputs kept
 * beside it are tried again.
 */
@Tag("nightly")
class TextFuzzTest {
    private static final long MOST_BYTES = 64L << 20;
    private static final long MOST_NANOS = 2_000_000_000L;

    @FuzzTest(maxDuration = "5m")
    void onlyDocumentedExceptionsWithinTheBounds(FuzzedDataProvider data) {
        int what = data.consumeInt(0, 5);
        byte[] bytes = data.consumeRemainingAsBytes();
        long before = allocated();
        long started = System.nanoTime();
        read(what, bytes);
        assertThat(System.nanoTime() - started).isLessThan(MOST_NANOS);
        assertThat(allocated() - before).isLessThan(MOST_BYTES);
    }

    @BeforeAll
    static void loadAllClassesFirst() {
        byte[] rule = "\nRRULE:FREQ=YEARLY".getBytes(StandardCharsets.UTF_8);
        for (int what = 0; what <= 5; what++) {
            read(what, rule);
            read(what, new byte[] {'x'});
        }
    }

    private static void read(int what, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        switch (what) {
            case 0 -> feed(bytes);
            case 1 -> attempt(() -> HolidayCalendar.parse(text, text).isHoliday(LocalDate.of(2026, 1, 1)));
            case 2 -> attempt(() -> WeeklyHours.parse(text));
            case 3 -> attempt(() -> BusinessDuration.parse(text));
            case 4 -> attempt(() -> DayRule.parse(text));
            default -> attempt(() -> TimeRange.parse(text));
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

    /** {@link DateTimeException} is the older of the two ways to refuse text; both are documented. */
    private static void attempt(Runnable part) {
        try {
            part.run();
        } catch (IllegalArgumentException | DateTimeException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    /** By reflection, because the module that the tests are part of does not read that of management. */
    private static long allocated() {
        try {
            Object threads = Class.forName("java.lang.management.ManagementFactory")
                    .getMethod("getThreadMXBean")
                    .invoke(null);
            Object bytes = Class.forName("com.sun.management.ThreadMXBean")
                    .getMethod("getCurrentThreadAllocatedBytes")
                    .invoke(threads);
            return (Long) bytes;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
