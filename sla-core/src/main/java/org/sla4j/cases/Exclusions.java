package org.sla4j.cases;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.BusinessDuration;
import org.sla4j.calendar.TimeRange;
import org.sla4j.calendar.WeeklyHours;

/**
 * The spans of time that shall not count, by category; they give an adjusted result beside the raw one.
 *
 * <pre>{@code
 * Exclusions exclusions = Exclusions.of(new Exclusion(Exclusion.MAINTENANCE, start, end, "new mail server"));
 * ServiceCase adjusted = incident.without(exclusions);
 * CaseDiff.between(incident, adjusted, now);        // raw and adjusted, and what differs
 * }</pre>
 *
 * <p>Inside the spans no calendar is open, also not for limits in wall time, so that elapsed time is the open time less pauses and
 * exclusions; the ledger names the category. Spans in which a calendar is closed anyway change nothing. A limit in business days
 * passes over dates that are excluded entirely.
 *
 * <p>For many cases, apply the exclusions to the agreement once and use {@link ServiceCase#under}: the calendars are then shared.
 *
 * <p>Immutable and thread-safe.
 */
public final class Exclusions {
    private final List<Exclusion> spans;

    private Exclusions(Collection<Exclusion> spans) {
        this.spans = List.copyOf(spans);
    }

    /**
     * Makes exclusions of spans.
     *
     * @param spans the spans in any order; they may overlap
     * @return the exclusions
     */
    public static Exclusions of(Exclusion... spans) {
        return of(Arrays.asList(spans));
    }

    /**
     * Makes exclusions of spans.
     *
     * @param spans the spans in any order; they may overlap
     * @return the exclusions
     */
    public static Exclusions of(Collection<Exclusion> spans) {
        return new Exclusions(spans);
    }

    /**
     * Returns the spans.
     *
     * @return all of them in the order given, unmodifiable
     */
    public List<Exclusion> spans() {
        return spans;
    }

    /**
     * Returns the exclusions of some categories.
     *
     * @param categories the categories to keep
     * @return the others dropped
     */
    public Exclusions only(String... categories) {
        Set<String> kept = Set.copyOf(Arrays.asList(categories));
        return new Exclusions(
                spans.stream().filter(span -> kept.contains(span.category())).toList());
    }

    /**
     * Applies the exclusions to an agreement.
     *
     * @param agreement what was promised
     * @return the same with calendars that are closed inside the spans; its version says that it is adjusted. The agreement
     *     itself if there are no spans
     * @throws java.time.DateTimeException if a span is outside the years of calendars
     */
    public ServiceLevelAgreement applyTo(ServiceLevelAgreement agreement) {
        if (spans.isEmpty()) {
            return agreement;
        }
        Map<BusinessCalendar, BusinessCalendar> adjusted = new LinkedHashMap<>();
        return agreement.withTargets(agreement.version() + " (adjusted)", (policy, metric, target) -> {
            BusinessCalendar counting = target.countingCalendar();
            BusinessCalendar without = adjusted.computeIfAbsent(counting, this::takenOut);
            return without.equals(counting) ? target : counted(target, without);
        });
    }

    /** Wall time is open time of the calendar that is always open, and stays so with less of it. */
    private static Target counted(Target target, BusinessCalendar calendar) {
        Target same = target.withCalendar(calendar);
        return target.limit() instanceof BusinessDuration.WallTime wall
                ? same.withLimit(BusinessDuration.of(wall.amount()))
                : same;
    }

    private BusinessCalendar takenOut(BusinessCalendar calendar) {
        BusinessCalendar result = calendar;
        SortedMap<String, List<Exclusion>> byCategory = new TreeMap<>();
        for (Exclusion span : spans) {
            if (!calendar.elapsed(span.start(), span.end()).isZero()) {
                byCategory
                        .computeIfAbsent(label(span), label -> new ArrayList<>())
                        .add(span);
            }
        }
        for (Map.Entry<String, List<Exclusion>> category : byCategory.entrySet()) {
            result = result.without(calendarOf(category.getKey(), category.getValue()));
        }
        return result.withName(calendar.name());
    }

    private static String label(Exclusion span) {
        return span.words().isBlank() ? span.category() : span.category() + ": " + span.words();
    }

    /** A calendar that is open inside the spans and at no other time. */
    private static BusinessCalendar calendarOf(String name, List<Exclusion> spans) {
        SortedMap<LocalDate, List<TimeRange>> ranges = new TreeMap<>();
        LocalDateTime free = LocalDateTime.MIN;
        for (Exclusion span :
                spans.stream().sorted(Comparator.comparing(Exclusion::start)).toList()) {
            LocalDateTime from = LocalDateTime.ofInstant(span.start(), ZoneOffset.UTC);
            LocalDateTime end = LocalDateTime.ofInstant(span.end(), ZoneOffset.UTC);
            from = from.isBefore(free) ? free : from;
            while (from.isBefore(end)) {
                LocalDateTime midnight = from.toLocalDate().plusDays(1).atStartOfDay();
                LocalDateTime until = midnight.isBefore(end) ? midnight : end;
                ranges.computeIfAbsent(from.toLocalDate(), date -> new ArrayList<>())
                        .add(range(from.toLocalTime(), until.toLocalTime()));
                from = until;
            }
            free = end.isAfter(free) ? end : free;
        }
        BusinessCalendar.Builder calendar =
                BusinessCalendar.builder(name).zone(ZoneOffset.UTC).hours(WeeklyHours.never());
        ranges.forEach((date, times) -> calendar.special(date, times.toArray(TimeRange[]::new)));
        return calendar.build();
    }

    private static TimeRange range(LocalTime from, LocalTime until) {
        return TimeRange.parse(from + "-" + (until.equals(LocalTime.MIDNIGHT) ? "24:00" : until.toString()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Exclusions that && spans.equals(that.spans);
    }

    @Override
    public int hashCode() {
        return spans.hashCode();
    }

    /** Returns the spans in words. */
    @Override
    public String toString() {
        return spans.toString();
    }
}
