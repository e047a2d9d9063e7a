package org.sla4j.calendar;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which days are closed for a holiday that is observed on another day than its own.
 *
 * <p>An office that works from Monday to Friday sees no difference between the first and the last. One that is open at
 * weekends does: Christmas Day 2027 is a Saturday, observed on Monday in England, and people expect to find a shop closed on both.
 */
public enum ObservedDays {
    /** Its own date and the day on which it is observed, unless the caller chooses otherwise. */
    BOTH,
    /** Its own date alone. */
    OWN_DATE,
    /** The day on which it is observed alone; its own date where it does not move. */
    OBSERVED_DAY;

    /** Whether a holiday that is observed on another day closes its own date too. */
    boolean closesOwnDate() {
        return this != OBSERVED_DAY;
    }

    /** Whether the day on which a holiday is observed is closed. */
    boolean closesObservedDay() {
        return this != OWN_DATE;
    }

    /** The dates that are closed for a holiday, given the day on which it is observed, which may be its own. */
    Set<LocalDate> closed(LocalDate own, LocalDate observed) {
        return switch (this) {
            case BOTH -> own.equals(observed) ? Set.of(own) : Set.of(own, observed);
            case OWN_DATE -> Set.of(own);
            case OBSERVED_DAY -> Set.of(observed);
        };
    }

    /** The choice that documents write so, in any case. */
    static Optional<ObservedDays> named(String text) {
        return Arrays.stream(values())
                .filter(choice -> choice.toString().equalsIgnoreCase(text))
                .findFirst();
    }

    /** Returns the name as documents write it, such as {@code own date}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
