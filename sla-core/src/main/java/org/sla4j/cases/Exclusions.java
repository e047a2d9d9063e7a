package org.sla4j.cases;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.sla4j.calendar.BusinessCalendar;

/**
 * The time that does not count, by category; it gives an adjusted result beside the raw one.
 *
 * <pre>{@code
 * Exclusions exclusions = Exclusions.of(Exclusion.of(Exclusion.MAINTENANCE, start, end, "new mail server"), sundays);
 * ServiceCase adjusted = incident.without(exclusions);
 * CaseDiff.between(incident, adjusted, now);        // raw and adjusted, and what differs
 * }</pre>
 *
 * <p>In excluded time no calendar is open, also not for limits in wall time, so that elapsed time is the open time less pauses and
 * exclusions; the ledger names the category. Excluded time in which a calendar is closed anyway changes nothing.
 *
 * <p>An exclusion only ever counts less: it never turns a met promise into a miss. Limits stay what they were, also those in business
 * days, which were turned into business time when counting began; so an excluded hour moves every due date by an hour. Where the
 * stricter of two targets won, it still does.
 *
 * <p>For many cases, use one object: it works out each calendar once.
 *
 * <p>Immutable and thread-safe.
 */
public final class Exclusions {
    static final Exclusions NONE = new Exclusions(List.of());

    private final List<Exclusion> all;
    /** What was worked out before; two threads that ask at once get equal calendars. */
    private final Map<BusinessCalendar, BusinessCalendar> adjusted = new ConcurrentHashMap<>();

    private Exclusions(Collection<Exclusion> all) {
        this.all = List.copyOf(all);
    }

    /**
     * Puts exclusions together.
     *
     * @param all the exclusions in any order; they may overlap
     * @return all of them
     */
    public static Exclusions of(Exclusion... all) {
        return of(Arrays.asList(all));
    }

    /**
     * Puts exclusions together.
     *
     * @param all the exclusions in any order; they may overlap
     * @return all of them
     */
    public static Exclusions of(Collection<Exclusion> all) {
        return all.isEmpty() ? NONE : new Exclusions(all);
    }

    /**
     * Returns each exclusion.
     *
     * @return all of them in the order given, unmodifiable
     */
    public List<Exclusion> toList() {
        return all;
    }

    /**
     * Returns the exclusions of some categories.
     *
     * @param categories the categories to keep
     * @return the others dropped
     */
    public Exclusions only(String... categories) {
        Set<String> kept = Set.copyOf(Arrays.asList(categories));
        return new Exclusions(all.stream()
                .filter(excluded -> kept.contains(excluded.category()))
                .toList());
    }

    /** What had been published of the exclusions by an instant. */
    Exclusions asKnownOn(Instant known) {
        return of(all.stream().map(excluded -> excluded.asKnownOn(known)).toList());
    }

    /** A calendar without what is excluded; made once for all cases that it is asked for. */
    BusinessCalendar takenOutOf(BusinessCalendar calendar) {
        return adjusted.computeIfAbsent(calendar, this::takenOut);
    }

    private BusinessCalendar takenOut(BusinessCalendar calendar) {
        SortedMap<String, BusinessCalendar> byLabel = new TreeMap<>();
        all.forEach(excluded -> byLabel.merge(excluded.label(), excluded.times(), BusinessCalendar::union));
        BusinessCalendar result = calendar;
        for (Map.Entry<String, BusinessCalendar> excluded : byLabel.entrySet()) {
            result = result.without(excluded.getValue().withName(excluded.getKey()));
        }
        return result.withName(calendar.name());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Exclusions that && all.equals(that.all);
    }

    @Override
    public int hashCode() {
        return all.hashCode();
    }

    /** Returns the exclusions in words. */
    @Override
    public String toString() {
        return all.toString();
    }
}
