package org.sla4j.agreement;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Something that is measured on every case, defined by the events that start and stop its clock.
 *
 * <p>Waits pause the clock as the {@link Target} says, {@link EventType#REOPENED} runs it again if it {@linkplain #isReopened
 * is reopened}, and {@link EventType#CANCELLED} ends it without a verdict.
 *
 * <pre>{@code
 * Metric closure = Metric.of("closure", Set.of(EventType.OPENED), Set.of(EventType.CLOSED));
 * }</pre>
 *
 * @param name what people call it, not blank, such as {@code first response}
 * @param starts the events of which the first starts the clock
 * @param stops the events that stop it
 */
public record Metric(String name, Set<EventType> starts, Set<EventType> stops) {
    /** From receipt to the first answer by a person; a resolution or closure without one counts as the answer. */
    public static final Metric FIRST_RESPONSE = of(
            "first response",
            Set.of(EventType.OPENED),
            Set.of(EventType.RESPONDED, EventType.RESOLVED, EventType.CLOSED));
    /** From receipt to the solution; a closure without a resolution counts as the solution. */
    public static final Metric RESOLUTION =
            of("resolution", Set.of(EventType.OPENED), Set.of(EventType.RESOLVED, EventType.CLOSED));

    /**
     * Checks and copies the parts.
     *
     * @throws IllegalArgumentException if the name is blank, nothing starts or stops the clock, or one event does both
     */
    public Metric {
        if (name.isBlank()) {
            throw new IllegalArgumentException("A metric needs a name that is not blank, but was \"" + name + "\".");
        }
        if (starts.isEmpty() || stops.isEmpty()) {
            throw new IllegalArgumentException(
                    "Metric \"" + name + "\" needs an event that starts it and one that stops it, but starts with "
                            + starts + " and stops with " + stops + ".");
        }
        Set<EventType> both = EnumSet.copyOf(starts);
        both.retainAll(stops);
        if (!both.isEmpty()) {
            throw new IllegalArgumentException(
                    "Metric \"" + name + "\" is started and stopped by " + both + "; an event can do one of the two.");
        }
        starts = Set.copyOf(starts);
        stops = Set.copyOf(stops);
    }

    /**
     * Makes a metric.
     *
     * @param name what people call it, not blank
     * @param starts the events of which the first starts the clock, at least one
     * @param stops the events that stop it, at least one and none of {@code starts}
     * @return the metric
     * @throws IllegalArgumentException if a part is missing or an event is in both sets
     */
    public static Metric of(String name, Set<EventType> starts, Set<EventType> stops) {
        return new Metric(name, starts, stops);
    }

    /**
     * Whether reopening a case runs the clock again.
     *
     * @return true if nothing but a resolution or closure stops it; an answer stays given when a case is reopened
     */
    public boolean isReopened() {
        return EnumSet.of(EventType.RESOLVED, EventType.CLOSED).containsAll(stops);
    }

    /** Returns the name and the events, such as {@code resolution (opened to closed or resolved)}. */
    @Override
    public String toString() {
        return name + " (" + words(starts) + " to " + words(stops) + ")";
    }

    private static String words(Collection<EventType> types) {
        return new TreeSet<>(types).stream().map(EventType::toString).collect(Collectors.joining(" or "));
    }
}
