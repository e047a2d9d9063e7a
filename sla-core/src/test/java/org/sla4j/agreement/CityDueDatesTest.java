package org.sla4j.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.BusinessDayRule;
import org.sla4j.calendar.BusinessDuration;
import org.sla4j.calendar.WeeklyHours;
import org.sla4j.clock.SlaClock;

/**
 * The due dates that the system of the City of Boston gave its service requests in the second half of 2011.
 *
 * <p>For each type and queue its rule is N calendar days at the same time from the opening, or N business days from the receipt: moved
 * from a weekend to Monday at the same time, and then, after 17:00, to the next weekday at 08:30. N is fitted; every due date comes from
 * a target. Run it with {@code -Dsla4j.bostonLog=...csv.gz}.
 */
@Tag("logs")
@EnabledIfSystemProperty(named = "sla4j.bostonLog", matches = ".+")
class CityDueDatesTest {
    private static final ZoneId BOSTON = ZoneId.of("America/New_York");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final Duration TOLERANCE = Duration.ofMinutes(3);
    private static final BusinessCalendar EVERY_DAY = BusinessCalendar.builder("every day")
            .zone(BOSTON)
            .hours(WeeklyHours.always())
            .build();
    private static final BusinessCalendar WEEKDAYS = BusinessCalendar.builder("weekdays")
            .zone(BOSTON)
            .hours(WeeklyHours.parse("Mon-Fri 0-24"))
            .build();
    private static final BusinessDayRule RECEIPT =
            BusinessDayRule.rollThenCutOff(LocalTime.of(17, 0), LocalTime.of(8, 30));

    private record Request(Instant opened, Instant due) {
        boolean isExplainedBy(Target target) {
            return SlaClock.start(opened, target)
                    .reading(opened)
                    .due()
                    .map(computed -> Duration.between(computed, due).abs().compareTo(TOLERANCE) <= 0)
                    .orElse(false);
        }
    }

    @Test
    void everyDueDateThatTheRuleExplainsComesFromATarget() throws IOException {
        Map<String, List<Request>> queues = read(Path.of(System.getProperty("sla4j.bostonLog")));
        long all = queues.values().stream().mapToLong(List::size).sum();
        long explained =
                queues.values().stream().mapToLong(CityDueDatesTest::explained).sum();
        System.out.println(
                "Boston: " + explained + " of " + all + " due dates of " + queues.size() + " queues explained");
        assertThat(all).isEqualTo(47_270);
        assertThat(explained).isGreaterThanOrEqualTo(46_919);
    }

    /** How many due dates of a queue its best target explains. */
    private static long explained(List<Request> queue) {
        Set<Target> candidates = new HashSet<>();
        for (Request request : queue) {
            LocalDate opened = LocalDate.ofInstant(request.opened(), BOSTON);
            LocalDate due = LocalDate.ofInstant(request.due(), BOSTON);
            for (int more = -2; more <= 1; more++) {
                candidate(
                        EVERY_DAY,
                        EVERY_DAY.businessDaysBetween(opened, due) + more,
                        BusinessDayRule.SAME_TIME,
                        candidates);
                candidate(WEEKDAYS, WEEKDAYS.businessDaysBetween(opened, due) + more, RECEIPT, candidates);
            }
        }
        return candidates.stream()
                .mapToLong(target -> queue.stream()
                        .filter(request -> request.isExplainedBy(target))
                        .count())
                .max()
                .orElse(0);
    }

    private static void candidate(BusinessCalendar calendar, int days, BusinessDayRule rule, Set<Target> candidates) {
        if (days >= 1 && days < 3_660) {
            candidates.add(Target.of(BusinessDuration.days(days, rule), calendar, 0.9));
        }
    }

    private static Map<String, List<Request>> read(Path file) throws IOException {
        Map<String, List<Request>> queues = new HashMap<>();
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            List<String> header = cells(in.readLine());
            int opened = header.indexOf("open_dt");
            int due = header.indexOf("target_dt");
            in.lines()
                    .map(CityDueDatesTest::cells)
                    .filter(row -> !row.get(due).isEmpty())
                    .forEach(row -> queues.computeIfAbsent(
                                    row.get(header.indexOf("type")) + "\n" + row.get(header.indexOf("queue")),
                                    key -> new ArrayList<>())
                            .add(new Request(instant(row.get(opened)), instant(row.get(due)))));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return queues;
    }

    private static Instant instant(String text) {
        return LocalDateTime.parse(text, TIME).atZone(BOSTON).toInstant();
    }

    /** The cells of a line; a comma within quotes is part of one. */
    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
