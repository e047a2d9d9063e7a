package org.sla4j.compliance.page;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.compliance.ComplianceRow;
import org.sla4j.compliance.Dimension;

/** Figures as people read them. */
final class Words {
    /** How many days are looked at for the usual length of one. */
    private static final int DAYS = 60;

    private final Optional<ServiceLevelAgreement> agreement;
    private final Map<BusinessCalendar, Optional<Duration>> days = new HashMap<>();

    /** Times are in days of the agreement's calendars, or in hours without one. */
    Words(Optional<ServiceLevelAgreement> agreement) {
        this.agreement = agreement;
    }

    /** Rounds down, so that only a share of all cases reads 100 %. */
    static String percent(double share) {
        return BigDecimal.valueOf(share)
                        .movePointRight(2)
                        .setScale(2, RoundingMode.DOWN)
                        .toPlainString() + " %";
    }

    static String percent(OptionalDouble share) {
        return share.isPresent() ? percent(share.getAsDouble()) : "-";
    }

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** A time in hours and minutes, or in minutes and seconds. */
    static String words(Duration duration) {
        long hours = duration.toHours();
        return hours > 0
                ? String.format(Locale.ROOT, "%,d h %02d min", hours, duration.toMinutesPart())
                : String.format(Locale.ROOT, "%d min %02d s", duration.toMinutesPart(), duration.toSecondsPart());
    }

    /** A time in days of a length, and hours; what is shorter than a day as it is. */
    static String words(Duration duration, Optional<Duration> day) {
        if (day.isEmpty() || duration.compareTo(day.get()) < 0) {
            return words(duration);
        }
        long whole = duration.dividedBy(day.get());
        Duration rest = duration.minus(day.get().multipliedBy(whole));
        return String.format(Locale.ROOT, "%,d d", whole)
                + (rest.toHours() > 0 ? " " + rest.toHours() + " h" : "")
                + (whole < 10 && rest.toMinutesPart() > 0
                        ? String.format(Locale.ROOT, " %02d min", rest.toMinutesPart())
                        : "");
    }

    /** A time of the cases of a row, in the days of the one calendar that they are measured in. */
    String of(ComplianceRow row, Duration time) {
        return words(time, day(row));
    }

    String of(String metric, String severity, Duration time) {
        return words(time, day(metric, severity));
    }

    private Optional<Duration> day(ComplianceRow row) {
        Set<Dimension> by = Set.copyOf(row.dimensions());
        return day(
                by.contains(Dimension.METRIC) ? row.value(Dimension.METRIC) : "",
                by.contains(Dimension.SEVERITY) ? row.value(Dimension.SEVERITY) : "");
    }

    private Optional<Duration> day(String metric, String severity) {
        Set<Optional<Duration>> lengths = agreement.stream()
                .flatMap(promised -> promised.policies().stream())
                .filter(policy -> severity.isEmpty()
                        || policy.severities().isEmpty()
                        || policy.severities().stream()
                                .anyMatch(one -> one.toString().equals(severity)))
                .flatMap(policy -> policy.targets().entrySet().stream())
                .filter(target -> metric.isEmpty() || target.getKey().name().equals(metric))
                .map(target -> days.computeIfAbsent(target.getValue().calendar(), Words::usualDay))
                .collect(Collectors.toSet());
        return lengths.size() == 1 ? lengths.iterator().next() : Optional.empty();
    }

    /** How long a calendar is open on most days; empty if that cannot be known. */
    private static Optional<Duration> usualDay(BusinessCalendar calendar) {
        Map<Duration, Integer> lengths = new HashMap<>();
        try {
            for (int i = 0; i < DAYS; i++) {
                LocalDate date = LocalDate.of(2026, 1, 5).plusDays(i);
                Duration open = calendar.elapsed(
                        date.atStartOfDay(calendar.zone()).toInstant(),
                        date.plusDays(1).atStartOfDay(calendar.zone()).toInstant());
                if (!open.isZero()) {
                    lengths.merge(open, 1, Integer::sum);
                }
            }
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
        return lengths.entrySet().stream()
                .max(Map.Entry.<Duration, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey);
    }

    /** What a day is in the times of this page; empty where they are in hours. */
    String note() {
        Set<String> lengths = agreement.stream()
                .flatMap(promised -> promised.policies().stream())
                .flatMap(policy -> policy.targets().values().stream())
                .flatMap(target -> days.computeIfAbsent(target.calendar(), Words::usualDay).stream())
                .map(Words::words)
                .collect(Collectors.toCollection(TreeSet::new));
        return lengths.isEmpty() ? "" : " A day (d) is a day of the calendar: " + String.join(" or ", lengths) + ".";
    }
}
