package org.sla4j.agreement;

import java.time.LocalDate;

/**
 * Somebody's signature under one version of an agreement.
 *
 * @param role in which role, not blank, such as {@code customer's representative}
 * @param name who, not blank
 * @param on when
 */
public record Approval(String role, String name, LocalDate on) {
    /**
     * Checks role and name.
     *
     * @throws IllegalArgumentException if one is blank
     */
    public Approval {
        if (role.isBlank() || name.isBlank()) {
            throw new IllegalArgumentException(
                    "An approval needs the role and the name of who approves, but was role \"" + role + "\" and name \""
                            + name + "\".");
        }
    }

    /**
     * Makes an approval.
     *
     * @param role in which role, not blank
     * @param name who, not blank
     * @param on when
     * @return the approval
     * @throws IllegalArgumentException if role or name is blank
     */
    public static Approval of(String role, String name, LocalDate on) {
        return new Approval(role, name, on);
    }

    /** Returns the approval in words, such as {@code Ada Byron (service owner) on 2026-01-05}. */
    @Override
    public String toString() {
        return name + " (" + role + ") on " + on;
    }
}
