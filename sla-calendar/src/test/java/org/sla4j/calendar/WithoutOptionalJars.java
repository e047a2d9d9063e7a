package org.sla4j.calendar;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A program to run in a JVM of its own, on this class path less some jars. */
final class WithoutOptionalJars {
    private WithoutOptionalJars() {}

    /** What the program prints when jars whose file name starts with {@code absent} are not there. */
    static String run(String use, String absent) throws Exception {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(jar -> !String.valueOf(Path.of(jar).getFileName()).startsWith(absent))
                .collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        WithoutOptionalJars.class.getName(),
                        use)
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("SLF4J"))
                .collect(Collectors.joining("\n"));
    }

    public static void main(String[] args) {
        Instant monday = Instant.parse("2026-05-04T00:00:00Z");
        Instant due = BusinessCalendar.builder("office")
                .zone("UTC")
                .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
                .holidays(HolidayCalendar.of(LocalDate.of(2026, 5, 4)))
                .build()
                .plus(monday, Duration.ofHours(1));
        System.out.print(
                due.equals(Instant.parse("2026-05-05T10:00:00Z")) ? "calendar works\n" : "calendar is wrong\n");
        try {
            System.out.println(
                    switch (args[0]) {
                        case "jollyday" -> JollydayHolidays.of("de");
                        default ->
                            CalendarDefinition.fromMap(Map.of(
                                            "name", "x",
                                            "zone", "Nowhere/Land",
                                            "hours", "Mon-Fri 9-17",
                                            "publicHolidays", List.of("de")))
                                    .toCalendar();
                    });
        } catch (IllegalStateException | IllegalArgumentException e) {
            System.out.println(e);
        }
    }
}
