package org.sla4j.calendar;

import java.io.Serializable;
import java.util.ArrayList;
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
    /** How many mistakes are shown. */
    static final int MOST_MISTAKES = 100;

    /** The last one of a list that was cut. */
    static final Mistake MORE = new Mistake("", "There are more mistakes than these " + MOST_MISTAKES + ".");

    private static final long serialVersionUID = 1L;

    private final String what;

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
     * @param mistakes all that is wrong with it, at least one; of more than 100 the first 100 are kept, and one that says so is added
     */
    public InvalidDefinitionException(String what, List<Mistake> mistakes) {
        super("The definition of " + what + " has "
                + (mistakes.size() > MOST_MISTAKES ? "more than " + MOST_MISTAKES : mistakes.size())
                + (mistakes.size() == 1 ? " mistake:" : " mistakes:")
                + shown(mistakes).stream().map(mistake -> "\n  " + mistake).collect(Collectors.joining()));
        this.what = what;
        this.mistakes = shown(mistakes).toArray(Mistake[]::new);
    }

    private static List<Mistake> shown(List<Mistake> mistakes) {
        if (mistakes.size() <= MOST_MISTAKES) {
            return mistakes;
        }
        List<Mistake> shown = new ArrayList<>(mistakes.subList(0, MOST_MISTAKES));
        shown.add(MORE);
        return shown;
    }

    /** What was being defined. */
    String what() {
        return what;
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
