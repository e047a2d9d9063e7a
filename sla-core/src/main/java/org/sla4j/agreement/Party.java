package org.sla4j.agreement;

import org.sla4j.calendar.Quoted;

/**
 * Somebody who takes part in an agreement or holds a case up: a company, a team, a role.
 *
 * @param name what people call it, not blank; two parties of one name are the same
 */
public record Party(String name) {
    /** The customer, where events and rules name the role and not the company; its name is {@code customer}. */
    public static final Party CUSTOMER = of("customer");
    /** The provider, where events and rules name the role and not the company or team; its name is {@code provider}. */
    public static final Party PROVIDER = of("provider");

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public Party {
        if (name.isBlank()) {
            throw new IllegalArgumentException(
                    "A party needs a name that is not blank, but was " + Quoted.of(name) + ".");
        }
    }

    /**
     * Makes a party.
     *
     * @param name what people call it, not blank
     * @return the party
     * @throws IllegalArgumentException if the name is blank
     */
    public static Party of(String name) {
        return new Party(name);
    }

    // Written out, because it is asked for every event and what is made for records costs several times as much.
    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof Party that && name.equals(that.name));
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name;
    }
}
