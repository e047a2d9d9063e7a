package org.sla4j.calendar;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Which day of a holiday is closed when it is observed on another day than its own.
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
