package org.sla4j.agreement;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.sla4j.calendar.Quoted;

/**
 * How bad a case is, as a value on the user's own scale; it orders from the most severe to the least.
 *
 * <pre>{@code
 * Severity.CRITICAL.compareTo(Severity.LOW) < 0; // the most severe comes first
 * Severity blocker = Severity.of(0, "Blocker");
 * }</pre>
 *
 * @param rank the place on the scale, 0 or above; 1 is ITIL's most severe
 * @param name what people call it, not blank
 */
public record Severity(int rank, String name) implements Comparable<Severity> {
    /** Severity 1 of the four that ITIL describes. */
    public static final Severity CRITICAL = new Severity(1, "Critical");
    /** Severity 2 of the four that ITIL describes. */
    public static final Severity HIGH = new Severity(2, "High");
    /** Severity 3 of the four that ITIL describes. */
    public static final Severity MODERATE = new Severity(3, "Moderate");
    /** Severity 4 of the four that ITIL describes. */
    public static final Severity LOW = new Severity(4, "Low");

    /** The four severities that ITIL describes, the most severe first, unmodifiable. */
    public static final SortedSet<Severity> ITIL =
            Collections.unmodifiableSortedSet(new TreeSet<>(Set.of(CRITICAL, HIGH, MODERATE, LOW)));

    /**
     * Checks rank and name.
     *
     * @throws IllegalArgumentException if the rank is negative or the name blank
     */
    public Severity {
        if (rank < 0) {
            throw new IllegalArgumentException("The rank of a severity is 0 or above, but was " + rank + ".");
        }
        if (name.isBlank()) {
            throw new IllegalArgumentException(
                    "A severity needs a name that is not blank, but was " + Quoted.of(name) + ".");
        }
    }

    /**
     * Makes a severity.
     *
     * @param rank the place on the scale, 0 or above; lower is more severe
     * @param name what people call it, not blank
     * @return the severity
     * @throws IllegalArgumentException if the rank is negative or the name blank
     */
    public static Severity of(int rank, String name) {
        return new Severity(rank, name);
    }

    /** Orders by rank, the most severe first, then by name. */
    @Override
    public int compareTo(Severity other) {
        int byRank = Integer.compare(rank, other.rank);
        return byRank != 0 ? byRank : name.compareTo(other.name);
    }

    // Written out, because it is asked for every event and what is made for records costs several times as much.
    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof Severity that && rank == that.rank && name.equals(that.name));
    }

    @Override
    public int hashCode() {
        return rank * 31 + name.hashCode();
    }

    /** Returns rank and name, such as {@code 1 Critical}. */
    @Override
    public String toString() {
        return rank + " " + name;
    }
}
