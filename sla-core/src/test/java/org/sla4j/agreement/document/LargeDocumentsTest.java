package org.sla4j.agreement.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.calendar.InvalidDefinitionException;

/** Documents of thousands of parts. What takes a time that grows with the square of their number would not end here in a minute. */
class LargeDocumentsTest {
    private static final int MANY = 20_000;

    private static Map<String, Object> document(Object... keysAndValues) {
        Map<String, Object> document = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            document.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return document;
    }

    private static Map<String, Object> agreement(String key, Object value, Map<String, Object> policy) {
        return document("id", "a", "provider", "P", "customer", "C", key, value, "policies", List.of(policy));
    }

    private static Map<String, Object> policy(String metric, Object severities) {
        return document(
                "name", "all", "severities", severities, "targets", Map.of(metric, Map.of("limit", "4h", "goal", 0.9)));
    }

    private static List<Object> many(IntFunction<Object> part) {
        return IntStream.range(0, MANY).mapToObj(part).toList();
    }

    private static ServiceLevelAgreement read(Map<String, ?> document) {
        return AgreementDefinition.fromMap(document).toAgreement();
    }

    @Test
    void manySeveritiesAreFoundByName() {
        Map<String, Object> document = agreement(
                "severities",
                many(i -> document("rank", i, "name", "s" + i)),
                policy("resolution", many(i -> i % 2 == 0 ? "S" + i : Integer.toString(i))));
        assertThat(read(document).policies().get(0).severities()).hasSize(MANY);
    }

    @Test
    void manyEventsAreFoundByName() {
        Map<String, Object> document = agreement("events", many(i -> "e" + i), policy("work", List.of()));
        document.put(
                "metrics",
                List.of(document("name", "work", "startsOn", many(i -> "E-" + i), "stopsOn", List.of("closed"))));
        assertThat(read(document).policies().get(0).targets().keySet())
                .singleElement()
                .satisfies(metric -> assertThat(metric.startsOn()).hasSize(MANY).contains(EventType.of("e7")));
    }

    @Test
    void manyNamesThatLeadNowhereAreManyMistakes() {
        Map<String, Object> document = agreement(
                "severities",
                many(i -> document("rank", i, "name", "s" + i)),
                policy("resolution", many(i -> "t" + i)));
        InvalidDefinitionException refused =
                catchThrowableOfType(InvalidDefinitionException.class, () -> read(document));
        assertThat(refused.mistakes())
                .hasSize(101)
                .first()
                .asString()
                .isEqualTo(
                        "policies[0].severities[0]: \"t0\" is not a severity of this agreement; did you mean \"s0\"?");
        assertThat(refused.getMessage()).hasSizeLessThan(20_000);
    }

    @Test
    void aMessageNamesNoMoreThanAnybodyReads() {
        Map<String, Object> document = agreement("events", many(i -> "e" + i), policy("work", List.of()));
        document.put(
                "metrics",
                List.of(document("name", "work", "startsOn", List.of("something else"), "stopsOn", List.of("closed"))));
        assertThat(catchThrowableOfType(InvalidDefinitionException.class, () -> read(document))
                        .mistakes())
                .singleElement()
                .asString()
                .contains("is not an event", " and ", " more.")
                .hasSizeLessThan(1_000);
    }

    @Test
    void manyKeysThatNobodyKnowsAreManyMistakes() {
        Map<String, Object> document = agreement("service", "x", policy("resolution", List.of()));
        many(i -> "key " + i + " of sixty letters, which is near to none of those there are")
                .forEach(key -> document.put((String) key, "v"));
        assertThat(catchThrowableOfType(InvalidDefinitionException.class, () -> read(document))
                        .mistakes())
                .hasSize(101);
    }
}
