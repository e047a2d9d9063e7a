package org.sla4j.examples;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sla4j.calendar.DateRange;

/**
 * Reads the times of an export: formats are tried in order, strictly.
 *
 * <p>A format is {@code iso}, {@code epochMillis}, {@code epochSeconds} or a pattern of {@link DateTimeFormatter}. A local time that
 * the zone has twice, when clocks go back, is the earlier one; one that it skips is the end of the gap.
 */
final class LogTimes {
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][ ]")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendPattern("[ ][XXX][XX][X]")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private static final ZonedDateTime SAMPLE =
            LocalDateTime.of(2026, 11, 25, 21, 30, 10).atZone(ZoneOffset.UTC);
    private static final List<ChronoField> HOURS =
            List.of(ChronoField.HOUR_OF_DAY, ChronoField.HOUR_OF_AMPM, ChronoField.MINUTE_OF_HOUR);

    private static final long SECONDS_A_DAY = 86_400;

    private final List<String> names;
    private final List<Optional<DateTimeFormatter>> formats = new ArrayList<>();
    private final Optional<ZoneId> zone;
    private long ambiguous;

    LogTimes(List<String> names, Optional<ZoneId> zone, Locale locale) {
        this.names = List.copyOf(names);
        this.zone = zone;
        for (String name : names) {
            formats.add(
                    switch (name) {
                        case "iso" -> Optional.of(ISO);
                        case "epochMillis", "epochSeconds" -> Optional.empty();
                        default -> Optional.of(pattern(name, locale));
                    });
        }
    }

    private static DateTimeFormatter pattern(String pattern, Locale locale) {
        // Strict reading of "y" wants an era; who writes it means the year.
        DateTimeFormatter format = new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern.replace('y', 'u'))
                .toFormatter(locale)
                .withResolverStyle(ResolverStyle.STRICT);
        TemporalAccessor sample = format.parse(format.format(SAMPLE));
        if (sample.query(TemporalQueries.localDate()) == null) {
            throw new IllegalArgumentException(
                    "\"" + pattern + "\" says no whole date; write a year, a month and a day, such as d/M/yyyy.");
        }
        if (sample.query(TemporalQueries.localTime()) == null && HOURS.stream().anyMatch(sample::isSupported)) {
            throw new IllegalArgumentException("\"" + pattern
                    + "\" says no whole time of day; write HH:mm for hours from 0 to 23, or hh:mm a with am and pm.");
        }
        return format;
    }

    /** How many times were read that their zone has twice. */
    long ambiguous() {
        return ambiguous;
    }

    Instant read(String text) {
        for (int i = 0; i < names.size(); i++) {
            Optional<DateTimeFormatter> format = formats.get(i);
            if (format.isPresent()) {
                try {
                    return known(instant(format.get().parse(text), text), text);
                } catch (DateTimeException e) {
                    // the next format may fit
                }
            } else if (text.matches("-?\\d+(\\.\\d+)?")) {
                return known(epoch(text, names.get(i).equals("epochMillis") ? 6 : 9), text);
            }
        }
        throw new IllegalArgumentException("\"" + text + "\" is not a time in the format"
                + (names.size() == 1 ? " " : "s ") + String.join(" or ", names) + ".");
    }

    /** One row must not end a report that it says nothing of: exports write 9999-12-31 for never. */
    private static Instant known(Instant at, String text) {
        if (!DateRange.SUPPORTED.contains(LocalDate.ofEpochDay(Math.floorDiv(at.getEpochSecond(), SECONDS_A_DAY)))) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is outside the years that can be measured, " + DateRange.SUPPORTED + ".");
        }
        return at;
    }

    /** To the nanosecond; a decimal point moved by so many places gives nanoseconds. */
    private static Instant epoch(String text, int places) {
        BigInteger[] parts = new BigDecimal(text)
                .movePointRight(places)
                .toBigInteger()
                .divideAndRemainder(BigInteger.valueOf(1_000_000_000));
        if (parts[0].abs().compareTo(BigInteger.valueOf(Instant.MAX.getEpochSecond())) > 0) {
            throw new IllegalArgumentException("\"" + text + "\" is too large a number for a time.");
        }
        return Instant.ofEpochSecond(parts[0].longValue(), parts[1].longValue());
    }

    private Instant instant(TemporalAccessor parsed, String text) {
        LocalDate date = LocalDate.from(parsed);
        LocalTime time =
                Optional.ofNullable(parsed.query(TemporalQueries.localTime())).orElse(LocalTime.MIDNIGHT);
        ZoneId own = parsed.query(TemporalQueries.zone());
        if (own == null && zone.isEmpty()) {
            throw new IllegalArgumentException("\"" + text
                    + "\" has no zone; name one, in the mapping (\"zone\": \"Europe/Berlin\") or by --zone.");
        }
        ZoneId at = own == null ? zone.orElseThrow() : own;
        LocalDateTime local = date.atTime(time);
        int times = at.getRules().getValidOffsets(local).size();
        if (times == 0) {
            return at.getRules().getTransition(local).getInstant();
        }
        ambiguous += times > 1 ? 1 : 0;
        return ZonedDateTime.ofLocal(local, at, null).toInstant();
    }
}
