package org.sla4j.agreement;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sla4j.calendar.Quoted;

/**
 * Whom to notify, who does it and when, as a clock nears its limit and passes it.
 *
 * <pre>{@code
 * EscalationStep.of("50%", owner, "Half of the time is gone.");
 * EscalationStep.of("breach", supervisor, "The promise is broken.").withBy(owner); // the owner escalates to the supervisor
 * EscalationStep.of("every 2h after breach", supervisor, "Still open.");
 * }</pre>
 *
 * @param when the moment on the clock
 * @param contact whom to tell
 * @param message what to say, may be empty
 * @param by who escalates: the contact that has to see to it; empty if nobody in particular
 */
public record EscalationStep(Trigger when, Contact contact, String message, Optional<Contact> by) {
    /**
     * Makes a step.
     *
     * @param when the moment on the clock, as {@link Trigger#parse} reads it
     * @param contact whom to tell
     * @param message what to say, may be empty
     * @return the step
     * @throws IllegalArgumentException if the moment cannot be read
     * @throws IllegalArgumentException if it is out of bounds
     */
    public static EscalationStep of(String when, Contact contact, String message) {
        return new EscalationStep(Trigger.parse(when), contact, message, Optional.empty());
    }

    /**
     * Returns the same step with somebody who escalates.
     *
     * @param who the contact that has to see to it
     * @return the step
     */
    public EscalationStep withBy(Contact who) {
        return new EscalationStep(when, contact, message, Optional.of(who));
    }

    /** What is reported names a step by its moment and the name of its contact. */
    void requireApartFrom(List<EscalationStep> others) {
        for (EscalationStep other : others) {
            if (other.when.equals(when) && other.contact.name().equals(contact.name())) {
                throw new IllegalArgumentException("Two steps at " + when + " tell contacts called "
                        + Quoted.of(contact.name())
                        + ", but what is reported tells steps of one moment apart by the names of their contacts.");
            }
        }
    }

    Stream<Contact> contacts() {
        return Stream.concat(Stream.of(contact), by.stream());
    }

    /** Returns the step in words, such as {@code 50%: tell Ada Byron (owner)}. */
    @Override
    public String toString() {
        return when
                + by.map(who -> ": " + who + " tells ").orElse(": tell ")
                + contact
                + (message.isBlank() ? "" : ": " + message);
    }
}
