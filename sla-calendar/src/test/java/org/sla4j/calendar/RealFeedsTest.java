package org.sla4j.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Real feeds against the dates that an independent reader finds in them; with {@code -Dsla4j.icsFeeds=DIRECTORY} of {@code .ics} files
 * and, beside the directory, {@code ics-dates.tsv} (file, tab, date; 1990 to 2040).
 */
@Tag("logs")
@EnabledIfSystemProperty(named = "sla4j.icsFeeds", matches = ".+")
class RealFeedsTest {
    private static final LocalDate FIRST = LocalDate.of(1990, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2040, 12, 31);

    /**
     * Where we differ, with reason. Exchange ends the rule with {@code UNTIL=20260817T220000Z}, which is midnight of 18 August in the
     * zone of the feed; RFC 5545, 3.3.10, includes the last occurrence, and the other reader compares the date in UTC. The events of
     * the change calendar last from midnight to midnight of their zone, which the other reader does not take for all-day events.
     */
    private static final Map<String, Set<LocalDate>> MORE =
            Map.of("exchange-moved-day.ics", Set.of(LocalDate.of(2026, 8, 18)));

    private static final String MIDNIGHTS = "japan-change-calendar.ics";

    private static Map<String, Set<LocalDate>> expected(Path directory) throws IOException {
        Map<String, Set<LocalDate>> dates = new HashMap<>();
        for (String line : Files.readAllLines(directory.resolveSibling("ics-dates.tsv"))) {
            String[] columns = line.split("\t", -1);
            dates.computeIfAbsent(columns[0], file -> new TreeSet<>()).add(LocalDate.parse(columns[1]));
        }
        return dates;
    }

    @Test
    void allFeedsAreReadWithTheDatesOfAnotherReader() throws IOException {
        Path directory = Path.of(System.getProperty("sla4j.icsFeeds"));
        Map<String, Set<LocalDate>> expected = expected(directory);
        List<String> differences = new ArrayList<>();
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.sorted().toList();
        }
        for (Path file : files) {
            String name = file.getFileName().toString();
            Set<LocalDate> found = new TreeSet<>();
            try {
                ICalendarHolidays feed = ICalendarHolidays.read(file);
                FIRST.datesUntil(LAST.plusDays(1)).filter(feed::isHoliday).forEach(found::add);
                if (Boolean.getBoolean("sla4j.icsFeeds.notes")) {
                    feed.notes().forEach(note -> System.out.println(name + " " + note));
                    System.out.println(name + " " + feed.coverage());
                }
            } catch (InvalidDefinitionException e) {
                assertThat(e).as(name).hasMessageContaining("There is no all-day event");
                differences.add(name + " " + e.getMessage());
            }
            Set<LocalDate> missing = new TreeSet<>(expected.getOrDefault(name, Set.of()));
            missing.removeAll(found);
            Set<LocalDate> more = new TreeSet<>(found);
            more.removeAll(expected.getOrDefault(name, Set.of()));
            more.removeAll(MORE.getOrDefault(name, Set.of()));
            if (name.equals(MIDNIGHTS)) {
                assertThat(more).hasSize(33).allMatch(date -> date.getYear() == 2025 || date.getYear() == 2026);
                more.clear();
            }
            if (!missing.isEmpty() || !more.isEmpty()) {
                differences.add(name + " without " + missing + " but with " + more);
            }
        }
        assertThat(differences).isEmpty();
        assertThat(files).hasSizeGreaterThanOrEqualTo(69);
    }
}
