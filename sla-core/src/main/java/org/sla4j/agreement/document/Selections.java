package org.sla4j.agreement.document;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.sla4j.agreement.Condition;
import org.sla4j.agreement.Condition.Test;
import org.sla4j.agreement.SeverityPolicy;

/** Reasons about which cases the conditions of policies select. */
final class Selections {
    private static final int MOST_EXAMPLES = 64;

    private Selections() {}

    /** Whether every case that satisfies all of some conditions satisfies another as well. */
    static boolean implies(List<Condition> given, Condition wanted) {
        return given.stream().anyMatch(known -> implies(known, wanted));
    }

    private static boolean implies(Condition known, Condition wanted) {
        if (!known.attribute().equals(wanted.attribute())) {
            return false;
        }
        return switch (known.test()) {
            case ANY_OF -> known.values().stream().allMatch(value -> wanted.matches(Map.of(known.attribute(), value)));
            case NOT -> wanted.test() == Test.NOT && known.values().containsAll(wanted.values());
            case AT_LEAST ->
                wanted.test() == Test.PRESENT || (wanted.test() == Test.AT_LEAST && compare(known, wanted) >= 0);
            case AT_MOST ->
                wanted.test() == Test.PRESENT || (wanted.test() == Test.AT_MOST && compare(known, wanted) <= 0);
            case PRESENT -> wanted.test() == Test.PRESENT;
        };
    }

    private static int compare(Condition one, Condition other) {
        return number(one).compareTo(number(other));
    }

    private static BigDecimal number(Condition condition) {
        return new BigDecimal(condition.values().get(0).strip());
    }

    /**
     * Attributes of cases that satisfy all conditions of a policy, one for each of the values named, but no more than a few
     * dozen; empty if no case can.
     */
    static List<Map<String, String>> examples(SeverityPolicy policy) {
        List<Map<String, String>> found = new ArrayList<>();
        found.add(new LinkedHashMap<>());
        for (Map.Entry<String, Set<String>> attribute : candidates(policy).entrySet()) {
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> shorter : found) {
                for (String value : attribute.getValue()) {
                    Map<String, String> more = new LinkedHashMap<>(shorter);
                    if (!value.isEmpty()) {
                        more.put(attribute.getKey(), value);
                    }
                    longer.add(more);
                }
            }
            found = longer.subList(0, Math.min(longer.size(), MOST_EXAMPLES));
        }
        return found.stream()
                .filter(attributes -> policy.conditions().stream().allMatch(condition -> condition.matches(attributes)))
                .toList();
    }

    /** For each attribute the values among which there is one that satisfies the conditions on it, if any value does. */
    private static Map<String, Set<String>> candidates(SeverityPolicy policy) {
        Map<String, List<Condition>> byName = new LinkedHashMap<>();
        for (Condition condition : policy.conditions()) {
            byName.computeIfAbsent(condition.attribute(), name -> new ArrayList<>())
                    .add(condition);
        }
        Map<String, Set<String>> candidates = new LinkedHashMap<>();
        byName.forEach((name, conditions) -> {
            Set<String> values = new LinkedHashSet<>();
            for (Condition condition : conditions) {
                values(condition, conditions)
                        .filter(value -> conditions.stream().allMatch(other -> other.matches(Map.of(name, value))))
                        .limit(condition.test() == Test.ANY_OF ? MOST_EXAMPLES : 2)
                        .forEach(values::add);
            }
            candidates.put(name, values);
        });
        return candidates;
    }

    private static Stream<String> values(Condition condition, List<Condition> all) {
        return switch (condition.test()) {
            case ANY_OF -> condition.values().stream();
            case NOT -> Stream.of("", "another than " + String.join(", ", condition.values()));
            case AT_LEAST -> numbers(condition, all, BigDecimal.ONE);
            case AT_MOST -> numbers(condition, all, BigDecimal.ONE.negate());
            case PRESENT -> Stream.of("any");
        };
    }

    /** Numbers from a bound on and within the other bound, more than the conditions can rule out one by one. */
    private static Stream<String> numbers(Condition bound, List<Condition> all, BigDecimal direction) {
        int ruledOut = all.stream()
                .filter(condition -> condition.test() == Test.NOT)
                .mapToInt(condition -> condition.values().size())
                .sum();
        BigDecimal step = all.stream()
                .filter(condition -> condition.test() == (bound.test() == Test.AT_LEAST ? Test.AT_MOST : Test.AT_LEAST))
                .map(other -> number(other).subtract(number(bound)).multiply(direction))
                .filter(width -> width.signum() > 0)
                .min(Comparator.naturalOrder())
                .map(width -> width.divide(BigDecimal.valueOf(ruledOut + 2L), MathContext.DECIMAL64))
                .orElse(BigDecimal.ONE)
                .multiply(direction);
        return Stream.iterate(number(bound), number -> number.add(step))
                .limit(ruledOut + 3L)
                .map(BigDecimal::toPlainString);
    }
}
