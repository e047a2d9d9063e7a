package org.sla4j.calendar;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Thrown when a definition cannot be turned into a model; it lists every mistake, not just the first.
 *
 * <pre>{@code
 * try {
 *     definition.toCalendar();
 * } catch (InvalidDefinitionException e) {
 *     e.mistakes().forEach(m -> show(m.path(), m.message())); // zone: "Berlin" is not a time zone; use ...
 * }
 * }</pre>
 */
public final class InvalidDefinitionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** An array, because no list interface promises to survive serialization. */
    private final Mistake[] mistakes;

    /**
     * One thing that is wrong.
     *
     * @param path where, such as {@code policies[2].targets.resolution.limit}; empty for the definition as a whole
     * @param message what is wrong and what is accepted
     */
    public record Mistake(String path, String message) implements Serializable {
        /** Returns the path and the message, such as {@code zone: "Berlin" is not a time zone; ...}. */
        @Override
        public String toString() {
            return path.isEmpty() ? message : path + ": " + message;
        }
    }

    /**
     * Makes the exception.
     *
     * @param what what was being defined, such as {@code calendar "Berlin"}
     * @param mistakes all that is wrong with it, at least one
     */
    public InvalidDefinitionException(String what, List<Mistake> mistakes) {
        super("The definition of " + what + " has " + mistakes.size()
                + (mistakes.size() == 1 ? " mistake:" : " mistakes:")
                + mistakes.stream().map(mistake -> "\n  " + mistake).collect(Collectors.joining()));
        this.mistakes = mistakes.toArray(Mistake[]::new);
    }

    /**
     * Returns all mistakes.
     *
     * @return the mistakes in the order of the definition, unmodifiable
     */
    public List<Mistake> mistakes() {
        return List.of(mistakes);
    }
}
