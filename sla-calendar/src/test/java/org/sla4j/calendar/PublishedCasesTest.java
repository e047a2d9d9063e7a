package org.sla4j.calendar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Cases whose answers other systems publish in their own tests, and those in which ours is another on purpose. */
class PublishedCasesTest {
    private record Case(
            String id,
            String zone,
            String hours,
            String holidays,
            String special,
            String question,
            String start,
            String argument,
            String published,
            String ours,
            String reason) {
        static Case of(String line) {
            String[] cells = line.split("\\|", -1);
            return new Case(
                    cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6], cells[7], cells[8], cells[9],
                    cells[11]);
        }

        @Override
        public String toString() {
            return id;
        }

        BusinessCalendar calendar() {
            BusinessCalendar.Builder builder =
                    BusinessCalendar.builder(id).zone(zone).hours(WeeklyHours.parse(hours));
            for (String day : words(holidays)) {
                builder.holidays(
                        day.length() == 5
                                ? HolidayCalendar.yearly(MonthDay.parse("--" + day), "")
                                : HolidayCalendar.of(LocalDate.parse(day)));
            }
            for (String day : words(special)) {
                TimeRange[] ranges = Arrays.stream(day.substring(11).split(",", -1))
                        .map(TimeRange::parse)
                        .toArray(TimeRange[]::new);
                builder.special(LocalDate.parse(day.substring(0, 10)), ranges);
            }
            return builder.build();
        }

        Object answer() {
            BusinessCalendar calendar = calendar();
            Instant from = Instant.parse(start);
            return switch (question) {
                case "elapsed" -> calendar.elapsed(from, Instant.parse(argument));
                case "due" -> calendar.plus(from, seconds(argument));
                case "next_open" -> calendar.nextOpening(from).orElseThrow();
                case "next_close" -> calendar.nextClosing(from).orElseThrow();
                case "is_open" -> calendar.isOpen(from);
                default -> throw new IllegalStateException("No such question: " + question);
            };
        }

        Object expected(String text) {
            return switch (question) {
                case "elapsed" -> seconds(text);
                case "is_open" -> Boolean.valueOf(text);
                default -> Instant.parse(text);
            };
        }
    }

    private static List<String> words(String cell) {
        return cell.isEmpty() ? List.of() : Arrays.asList(cell.split(" ", -1));
    }

    private static Duration seconds(String text) {
        return Duration.ofNanos(new BigDecimal(text).movePointRight(9).longValueExact());
    }

    private static List<Case> read(String file) {
        InputStream in = Objects.requireNonNull(PublishedCasesTest.class.getResourceAsStream(file));
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.startsWith("#") && !line.startsWith("case|"))
                    .map(Case::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Case> agreed() {
        return read("published-cases.csv").stream();
    }

    static Stream<Case> deviating() {
        return read("deviating-cases.csv").stream();
    }

    @ParameterizedTest
    @MethodSource("agreed")
    void agreesWithTheAnswerOfAnotherSystem(Case known) {
        assertThat(known.answer()).isEqualTo(known.expected(known.published()));
    }

    @ParameterizedTest
    @MethodSource("deviating")
    void answersExactlyWhereAnotherSystemDoesNot(Case known) {
        assertThat(known.answer())
                .as(known.reason())
                .isEqualTo(known.expected(known.ours()))
                .isNotEqualTo(known.expected(known.published()));
    }

    @Test
    void noCaseIsLost() {
        assertThat(agreed()).hasSize(197);
        assertThat(deviating())
                .hasSize(38)
                .allSatisfy(known -> assertThat(known.reason()).isNotEmpty());
    }
}
