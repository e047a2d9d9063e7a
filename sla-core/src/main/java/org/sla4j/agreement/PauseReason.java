package org.sla4j.agreement;

import org.sla4j.calendar.Quoted;

/**
 * Why a case is waiting, and for whom.
 *
 * @param name what people call it, not blank, such as {@code awaiting user info}
 * @param party who has to act before the case can go on
 */
public record PauseReason(String name, Party party) {
    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public PauseReason {
        if (name.isBlank()) {
            throw new IllegalArgumentException(
                    "A pause reason needs a name that is not blank, but was " + Quoted.of(name) + ".");
        }
    }

    /**
     * Makes a reason.
     *
     * @param name what people call it, not blank
     * @param party the name of whoever has to act, not blank
     * @return the reason
     * @throws IllegalArgumentException if one of the names is blank
     */
    public static PauseReason of(String name, String party) {
        return new PauseReason(name, Party.of(party));
    }

    // Written out, because it is asked for every event and what is made for records costs several times as much.
    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof PauseReason that && name.equals(that.name) && party.equals(that.party));
    }

    @Override
    public int hashCode() {
        return name.hashCode() * 31 + party.hashCode();
    }

    /** Returns the reason in words, such as {@code awaiting user info (customer)}. */
    @Override
    public String toString() {
        return name + " (" + party + ")";
    }
}
