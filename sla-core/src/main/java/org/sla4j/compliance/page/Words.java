package org.sla4j.compliance.page;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
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
import org.sla4j.cases.Holder;
import org.sla4j.cases.Outcome;
import org.sla4j.compliance.ComplianceReport;
import org.sla4j.compliance.ComplianceRow;
import org.sla4j.compliance.Dimension;

/** Figures as people read them. */
final class Words {
    /** How many days are looked at for the usual length of one. */
    private static final int DAYS = 60;

    static final String NO_DATA = "no data";

    /** A time of this many days or more is given without its minutes. */
    private static final int DAYS_WITH_MINUTES = 10;

    /** A goal may be as small as a number can be; nobody reads more digits of a percentage. */
    private static final int MOST_DIGITS = 6;

    private final Optional<ServiceLevelAgreement> agreement;
    private final Optional<ZonedDateTime> asOf;
    private final Map<BusinessCalendar, Optional<Duration>> days = new HashMap<>();

    /** Times are in days of the agreement's calendars, or in hours without one; instants in the zone of the page, or in UTC. */
    Words(Optional<ServiceLevelAgreement> agreement, Optional<ZonedDateTime> asOf) {
        this.agreement = agreement;
        this.asOf = asOf;
    }

    /** When the cases were looked at. */
    Optional<ZonedDateTime> asOf() {
        return asOf;
    }

    ZoneId zone() {
        return asOf.map(ZonedDateTime::getZone).orElse(ZoneOffset.UTC);
    }

    static String zone(ZoneId zone) {
        return zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
    }

    /** Rounds down, so that only a share of all cases reads 100 %. */
    static String percent(double share) {
        return percent(share, 2);
    }

    private static String percent(double share, int digits) {
        return BigDecimal.valueOf(share)
                        .movePointRight(2)
                        .setScale(digits, RoundingMode.DOWN)
                        .toPlainString() + " %";
    }

    /** A goal with all its digits: 99.999 % is not 99.99 %. */
    static String goal(double goal) {
        return percent(goal, digits(goal));
    }

    private static int digits(double goal) {
        int digits =
                BigDecimal.valueOf(goal).movePointRight(2).stripTrailingZeros().scale();
        return Math.min(Math.max(digits, 2), MOST_DIGITS);
    }

    /** The goal of a group; of several goals the mean, rounded. */
    static String goal(ComplianceRow row) {
        return row.isGoalMixed() ? percent(row.goal()) + ", mixed" : goal(row.goal());
    }

    /** The compliance of a group, with as many digits as its goal has, so that the two can be compared. */
    static String compliance(ComplianceRow row) {
        return percent(row.compliance(), digits(row));
    }

    /** What the compliance would be if every breach counted that something took back. */
    static String ifMissed(ComplianceRow row) {
        return percent(row.integrity().asBreached(), digits(row));
    }

    private static int digits(ComplianceRow row) {
        return row.isGoalMixed() ? 2 : digits(row.goal());
    }

    static String percent(OptionalDouble share) {
        return percent(share, 2);
    }

    private static String percent(OptionalDouble share, int digits) {
        return share.isPresent() ? percent(share.getAsDouble(), digits) : NO_DATA;
    }

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** By how many percentage points the compliance changed, to one digit; 0 if it would read like that. */
    static double points(ComplianceRow now, ComplianceRow before) {
        double points = 100 * (now.compliance().orElse(0) - before.compliance().orElse(0));
        return Math.abs(points) < 0.05 ? 0 : points;
    }

    /** A number of things: {@code 1 miss}, {@code 2 misses}. */
    static String count(long count, String one, String many) {
        return count(count) + " " + (count == 1 ? one : many);
    }

    /** Whoever had a case, by the name that people know and not by the key that figures are added up by. */
    static String holder(String key) {
        Holder holder = Holder.parse(key);
        String name = holder.name(ComplianceReport.PROVIDER);
        return !holder.isProvider() && name.equals(ComplianceReport.PROVIDER) ? name + ", waited for" : name;
    }

    /** Hours to one digit, or whole ones where there are many of them. */
    static String hours(Duration time, Duration whole) {
        return String.format(Locale.ROOT, whole.toHours() < 1_000 ? "%,.1f" : "%,.0f", time.toSeconds() / 3_600.0);
    }

    /** Shortens a text that has to fit into a drawing. */
    static String shortened(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "\u2026";
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
                + (whole < DAYS_WITH_MINUTES && rest.toMinutesPart() > 0
                        ? String.format(Locale.ROOT, " %02d min", rest.toMinutesPart())
                        : "");
    }

    /** A time of the cases of a row, in the days of the one calendar that they are measured in. */
    String of(ComplianceRow row, Duration time) {
        return words(time, day(row));
    }

    /** A time to promise: rounded up where the words leave something out, or it would not hold what it was found for. */
    String atLeast(ComplianceRow row, Duration time) {
        Optional<Duration> day = day(row);
        if (day.isEmpty() || time.compareTo(day.get().multipliedBy(DAYS_WITH_MINUTES)) < 0) {
            return words(time, day);
        }
        Duration whole = day.get().multipliedBy(time.dividedBy(day.get()));
        Duration hours =
                Duration.ofHours(time.minus(whole).plusHours(1).minusNanos(1).toHours());
        return words(whole.plus(hours.compareTo(day.get()) < 0 ? hours : day.get()), day);
    }

    /** A time of a case, in the days of the calendar that it is measured in. */
    String of(Outcome outcome, Duration time) {
        return words(time, day(outcome.metric(), outcome.severity().toString()));
    }

    /** The time that a case used; a miss by so little that it would read like the limit says so. */
    String used(Outcome outcome) {
        String used = of(outcome, outcome.elapsed());
        return outcome.verdict().isMiss() && used.equals(limit(outcome)) ? "just over " + used : used;
    }

    String limit(Outcome outcome) {
        return of(outcome, outcome.limit());
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
        Set<Duration> lengths = agreement.stream()
                .flatMap(promised -> promised.policies().stream())
                .flatMap(policy -> policy.targets().values().stream())
                .flatMap(target -> days.computeIfAbsent(target.calendar(), Words::usualDay).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        return lengths.isEmpty()
                ? ""
                : " A day (d) is a day of the calendar: "
                        + lengths.stream().map(Words::words).collect(Collectors.joining(" or ")) + ".";
    }
}
