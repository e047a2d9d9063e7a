package org.sla4j.agreement;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sla4j.calendar.Quoted;

/**
 * What an attribute of a case must be for a policy to be chosen.
 *
 * <pre>{@code
 * Condition.equal("tier", "gold");
 * Condition.anyOf("region", "DE", "AT", "CH");
 * Condition.not("channel", "chat");
 * Condition.atLeast("seats", "100");
 * Condition.atMost("distance", "50.5");
 * Condition.present("vip");
 * }</pre>
 *
 * <p>Texts are compared letter by letter, upper and lower case apart. {@code atLeast} and {@code atMost} compare numbers, so
 * that 9 is less than 10 and 10 equals 10.0; an attribute that is not a number does not satisfy them. An attribute that a case
 * does not have satisfies {@code not} and nothing else; an empty value counts as none.
 *
 * <p>Immutable and thread-safe.
 *
 * @param attribute the name of the attribute, not blank
 * @param test how it is compared
 * @param values what it is compared with: at least one value for {@link Test#ANY_OF} and {@link Test#NOT}, one number for
 *     {@link Test#AT_LEAST} and {@link Test#AT_MOST}, none for {@link Test#PRESENT}
 */
public record Condition(String attribute, Test test, List<String> values) {
    private static final int LONGEST_NUMBER = 64;

    /** How an attribute is compared. */
    public enum Test {
        /** It is one of some values. */
        ANY_OF,
        /** It is none of some values, or is missing. */
        NOT,
        /** It is a number, and not less than another. */
        AT_LEAST,
        /** It is a number, and not more than another. */
        AT_MOST,
        /** The case has it, whatever its value. */
        PRESENT
    }

    /**
     * Checks the parts and copies the values.
     *
     * @throws IllegalArgumentException if the attribute is blank, the number of values does not fit the test, a value is empty
     *     or there twice, or what should be a number is none
     */
    public Condition {
        if (attribute.isBlank()) {
            throw new IllegalArgumentException(
                    "A condition needs an attribute that is not blank, but was " + Quoted.of(attribute) + ".");
        }
        values = List.copyOf(values);
        switch (test) {
            case ANY_OF, NOT -> requireTexts(attribute, values);
            case AT_LEAST, AT_MOST -> requireNumber(attribute, values);
            case PRESENT -> {
                if (!values.isEmpty()) {
                    throw new IllegalArgumentException("That " + Quoted.of(attribute)
                            + " is present needs no value, but was given " + values + ".");
                }
            }
        }
    }

    private static void requireTexts(String attribute, List<String> values) {
        if (values.isEmpty()
                || values.contains("")
                || values.stream().distinct().count() < values.size()) {
            throw new IllegalArgumentException("A condition on " + Quoted.of(attribute)
                    + " needs at least one value, none empty and none twice, but has " + values + ".");
        }
    }

    private static void requireNumber(String attribute, List<String> values) {
        if (values.size() != 1 || number(values.get(0)).isEmpty()) {
            throw new IllegalArgumentException("A condition on the size of " + Quoted.of(attribute)
                    + " needs one number, such as 100 or 50.5, but has " + values + ".");
        }
    }

    /** The number that a text is, if it is one; long ones and large exponents would take their time. */
    private static Optional<BigDecimal> number(String text) {
        String plain = text.strip();
        if (plain.length() > LONGEST_NUMBER || !plain.matches("[-+]?\\d+(\\.\\d+)?")) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(plain));
    }

    /**
     * An attribute must have a value.
     *
     * @param attribute the name of the attribute, not blank
     * @param value its value, not empty
     * @return the condition
     * @throws IllegalArgumentException if one is missing
     */
    public static Condition equal(String attribute, String value) {
        return new Condition(attribute, Test.ANY_OF, List.of(value));
    }

    /**
     * An attribute must have one of some values.
     *
     * @param attribute the name of the attribute, not blank
     * @param values the values, at least one, none empty
     * @return the condition
     * @throws IllegalArgumentException if one is missing or there twice
     */
    public static Condition anyOf(String attribute, String... values) {
        return new Condition(attribute, Test.ANY_OF, List.of(values));
    }

    /**
     * An attribute must have none of some values; a case without it will do.
     *
     * @param attribute the name of the attribute, not blank
     * @param values the values, at least one, none empty
     * @return the condition
     * @throws IllegalArgumentException if one is missing or there twice
     */
    public static Condition not(String attribute, String... values) {
        return new Condition(attribute, Test.NOT, List.of(values));
    }

    /**
     * An attribute must be a number and not less than another.
     *
     * @param attribute the name of the attribute, not blank
     * @param number the other, such as {@code 100} or {@code 50.5}
     * @return the condition
     * @throws IllegalArgumentException if the attribute is blank or the other is not a number
     */
    public static Condition atLeast(String attribute, String number) {
        return new Condition(attribute, Test.AT_LEAST, List.of(number));
    }

    /**
     * An attribute must be a number and not more than another.
     *
     * @param attribute the name of the attribute, not blank
     * @param number the other, such as {@code 100} or {@code 50.5}
     * @return the condition
     * @throws IllegalArgumentException if the attribute is blank or the other is not a number
     */
    public static Condition atMost(String attribute, String number) {
        return new Condition(attribute, Test.AT_MOST, List.of(number));
    }

    /**
     * A case must have an attribute, whatever its value.
     *
     * @param attribute the name of the attribute, not blank
     * @return the condition
     * @throws IllegalArgumentException if it is blank
     */
    public static Condition present(String attribute) {
        return new Condition(attribute, Test.PRESENT, List.of());
    }

    /**
     * Whether a case satisfies the condition.
     *
     * @param attributes the attributes of the case, by name
     * @return true if it does
     */
    public boolean matches(Map<String, String> attributes) {
        String value = attributes.getOrDefault(attribute, "");
        return switch (test) {
            case ANY_OF -> values.contains(value);
            case NOT -> !values.contains(value);
            case AT_LEAST ->
                number(value).filter(found -> found.compareTo(bound()) >= 0).isPresent();
            case AT_MOST ->
                number(value).filter(found -> found.compareTo(bound()) <= 0).isPresent();
            case PRESENT -> !value.isEmpty();
        };
    }

    private BigDecimal bound() {
        return number(values.get(0)).orElseThrow();
    }

    /** Returns the condition in words, such as {@code tier = gold}, {@code tier = gold or silver} or {@code seats >= 100}. */
    @Override
    public String toString() {
        String joined = values.stream().collect(Collectors.joining(" or "));
        return switch (test) {
            case ANY_OF -> attribute + " = " + joined;
            case NOT -> attribute + " is not " + joined;
            case AT_LEAST -> attribute + " >= " + joined;
            case AT_MOST -> attribute + " <= " + joined;
            case PRESENT -> attribute + " is present";
        };
    }
}
