package org.sla4j.agreement;

import java.util.List;
import java.util.Locale;
import org.sla4j.calendar.Quoted;

/**
 * A kind of thing that happens to a case, as far as a service level depends on it.
 *
 * <p>The constants are ready made. A help desk's own events get a type by {@link #of}; they never open, resolve or close a case,
 * they only move the clocks of those {@linkplain Metric metrics} that name them.
 *
 * <pre>{@code
 * EventType delivered = EventType.of("parts delivered");
 * Metric fitting = Metric.of("fitting", Set.of(delivered), Set.of(EventType.RESOLVED));
 * }</pre>
 *
 * @param name the type in words, lower case, joined by single spaces; {@code severity changed}, {@code severity-changed},
 *     {@code SEVERITY_CHANGED} and {@code severityChanged} are one name
 */
public record EventType(String name) implements Comparable<EventType> {
    /** The case was received. */
    public static final EventType OPENED = of("opened");
    /** Somebody took note of the case and said so. */
    public static final EventType ACKNOWLEDGED = of("acknowledged");
    /** The customer got an answer from a person. */
    public static final EventType RESPONDED = of("responded");
    /** The customer was informed how the case stands, by a person or a machine. */
    public static final EventType UPDATED = of("updated");
    /** The customer wrote again. */
    public static final EventType CUSTOMER_REPLIED = of("customer replied");
    /** Somebody began to work on the case. */
    public static final EventType WORK_STARTED = of("work started");
    /** Nobody works on the case any more. */
    public static final EventType WORK_ENDED = of("work ended");
    /** Somebody else has to act first: the customer, a vendor, another team. */
    public static final EventType WAITING = of("waiting");
    /** The wait is over. */
    public static final EventType RESUMED = of("resumed");
    /** The case turned out more or less severe. */
    public static final EventType SEVERITY_CHANGED = of("severity changed");
    /** Attributes of the case changed, such as its category; any other event may carry attributes too. */
    public static final EventType CHANGED = of("changed");
    /** Another team took it over. */
    public static final EventType REASSIGNED = of("reassigned");
    /** A solution was given. */
    public static final EventType RESOLVED = of("resolved");
    /** The solution did not hold. */
    public static final EventType REOPENED = of("reopened");
    /** The case is finished. */
    public static final EventType CLOSED = of("closed");
    /** The case turned out not to be one: a duplicate, a mistake. */
    public static final EventType CANCELLED = of("cancelled");
    /** Another limit or due date was agreed for one metric of this case. */
    public static final EventType AGREED = of("agreed");
    /** An earlier event was recorded in error: the case is as if it had not happened. */
    public static final EventType WITHDRAWN = of("withdrawn");

    private static final List<EventType> STANDARD = List.of(
            OPENED,
            ACKNOWLEDGED,
            RESPONDED,
            UPDATED,
            CUSTOMER_REPLIED,
            WORK_STARTED,
            WORK_ENDED,
            WAITING,
            RESUMED,
            SEVERITY_CHANGED,
            CHANGED,
            REASSIGNED,
            RESOLVED,
            REOPENED,
            CLOSED,
            CANCELLED,
            AGREED,
            WITHDRAWN);

    /**
     * Brings the name into its one form.
     *
     * @throws IllegalArgumentException if it has neither a letter nor a digit
     */
    public EventType {
        String words = name.replaceAll("(?<=\\p{Ll})(?=\\p{Lu})", " ")
                .replaceAll("[\\s_-]+", " ")
                .strip()
                .toLowerCase(Locale.ROOT);
        if (words.codePoints().noneMatch(Character::isLetterOrDigit)) {
            throw new IllegalArgumentException(
                    "An event type needs a name with a letter or a digit, but was " + Quoted.of(name) + ".");
        }
        name = words;
    }

    /**
     * Returns the type of a name.
     *
     * @param name one of the ready-made names, or a new one for an event of the user's own
     * @return the type; types of one name are equal
     * @throws IllegalArgumentException if the name has neither a letter nor a digit
     */
    public static EventType of(String name) {
        return new EventType(name);
    }

    /**
     * Returns the ready-made types.
     *
     * @return the constants of this class, unmodifiable, in the order of a case's life
     */
    public static List<EventType> standard() {
        return STANDARD;
    }

    /** Compares by name. */
    @Override
    public int compareTo(EventType other) {
        return name.compareTo(other.name);
    }

    // Written out, because it is asked for every event and what is made for records costs several times as much.
    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof EventType that && name.equals(that.name));
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** Returns the name, such as {@code severity changed}. */
    @Override
    public String toString() {
        return name;
    }
}
