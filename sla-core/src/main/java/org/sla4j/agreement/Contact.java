package org.sla4j.agreement;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.Quoted;

/**
 * Somebody to notify or to call about the cases of an agreement.
 *
 * <pre>{@code
 * Contact.of("Ada Byron", "incident manager").withReach("+49 30 1234").withHours(berlin);
 * }</pre>
 *
 * @param name who it is, not blank: a person or a desk; blanks around it are left out
 * @param role in which role, such as {@code incident manager}; may be empty
 * @param reach how to reach them: a telephone number, an address; may be empty
 * @param hours when they can be reached; empty for always
 */
public record Contact(String name, String role, String reach, Optional<BusinessCalendar> hours) {
    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public Contact {
        if (name.isBlank()) {
            throw new IllegalArgumentException(
                    "A contact needs a name that is not blank, but was " + Quoted.of(name) + ".");
        }
        name = name.strip();
    }

    /**
     * Makes a contact that can always be reached.
     *
     * @param name who it is, not blank
     * @param role in which role, may be empty
     * @return the contact
     * @throws IllegalArgumentException if the name is blank
     */
    public static Contact of(String name, String role) {
        return new Contact(name, role, "", Optional.empty());
    }

    /**
     * Returns the same contact with a way to reach it.
     *
     * @param how a telephone number or an address
     * @return the contact
     */
    public Contact withReach(String how) {
        return new Contact(name, role, how, hours);
    }

    /**
     * Returns the same contact with hours of its own.
     *
     * @param calendar when it can be reached
     * @return the contact
     */
    public Contact withHours(BusinessCalendar calendar) {
        return new Contact(name, role, reach, Optional.of(calendar));
    }

    /**
     * Returns when the contact can next be reached.
     *
     * @param at when somebody wants to
     * @return that instant if it lies within the contact's hours or there are none; else when they next open. Where they never open
     *     again, or nothing is known of them, it is that instant too, so that no notice waits for ever
     */
    public Instant reachableFrom(Instant at) {
        try {
            return hours.flatMap(open -> open.nextOpening(at)).orElse(at);
        } catch (DateTimeException e) {
            return at; // beyond what the calendar knows
        }
    }

    /** Returns name and role, such as {@code Ada Byron (incident manager)}. */
    @Override
    public String toString() {
        return role.isBlank() ? name : name + " (" + role + ")";
    }
}
