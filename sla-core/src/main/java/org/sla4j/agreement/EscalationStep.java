package org.sla4j.agreement;

/**
 * Who is told what, and when, as a clock nears its limit and passes it.
 *
 * <pre>{@code
 * EscalationStep.of("50%", owner, "Half of the time is gone.");
 * EscalationStep.of("breach", supervisor, "The promise is broken.");
 * EscalationStep.of("every 2h after breach", supervisor, "Still open.");
 * }</pre>
 *
 * @param when the moment on the clock
 * @param contact whom to tell
 * @param message what to say, may be empty
 */
public record EscalationStep(Trigger when, Contact contact, String message) {
    /**
     * Makes a step.
     *
     * @param when the moment on the clock, as {@link Trigger#parse} reads it
     * @param contact whom to tell
     * @param message what to say, may be empty
     * @return the step
     * @throws java.time.DateTimeException if the moment cannot be read
     * @throws IllegalArgumentException if it is out of bounds
     */
    public static EscalationStep of(String when, Contact contact, String message) {
        return new EscalationStep(Trigger.parse(when), contact, message);
    }

    /** Returns the step in words, such as {@code 50%: tell Ada Byron (owner)}. */
    @Override
    public String toString() {
        return when + ": tell " + contact + (message.isBlank() ? "" : ": " + message);
    }
}
