package org.sla4j.agreement.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.sla4j.agreement.document.AgreementFromMapTest.HERE;
import static org.sla4j.agreement.document.AgreementFromMapTest.JSON;
import static org.sla4j.agreement.document.AgreementFromMapTest.map;
import static org.sla4j.agreement.document.AgreementFromMapTest.mistakes;
import static org.sla4j.agreement.document.AgreementFromMapTest.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.sla4j.calendar.InvalidDefinitionException;

/** Documents with one thing changed, read from maps. */
class AgreementFromMapProperties {
    private static JsonNode full() throws IOException {
        return YAMLMapper.builder().build().readTree(HERE.resolve("full.yaml").toFile());
    }

    /** All objects of a document of which the keys are fixed, with their paths. */
    private static void objects(JsonNode node, String path, boolean keyed, Map<String, ObjectNode> into) {
        if (node instanceof ObjectNode object) {
            if (keyed) {
                into.put(path, object);
            }
            object.properties().forEach(entry -> {
                boolean free = List.of("targets", "responsible", "when").contains(entry.getKey());
                objects(entry.getValue(), path + "." + entry.getKey(), !free, into);
            });
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                objects(array.get(i), path + "[" + i + "]", true, into);
            }
        }
    }

    private static ObjectNode anyObject(JsonNode document, Random random) {
        Map<String, ObjectNode> objects = new LinkedHashMap<>();
        objects(document, "", true, objects);
        return List.copyOf(objects.values()).get(random.nextInt(objects.size()));
    }

    private static String anyKey(ObjectNode object, Random random) {
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys.get(random.nextInt(keys.size()));
    }

    private static String misspelt(String key, Random random) {
        int at = random.nextInt(key.length());
        char letter = (char) ('a' + random.nextInt(26));
        return switch (random.nextInt(4)) {
            case 0 -> key.substring(0, at) + key.substring(at + 1);
            case 1 -> key.substring(0, at) + letter + key.substring(at);
            case 2 -> key.substring(0, at) + letter + key.substring(at + 1);
            default ->
                at == 0
                        ? key.toUpperCase(Locale.ROOT)
                        : key.substring(0, at - 1) + key.charAt(at) + key.charAt(at - 1) + key.substring(at + 1);
        };
    }

    @Property(tries = 200)
    void everyMisspellingIsRefusedAndTheRightKeyNamed(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        JsonNode document = full();
        ObjectNode object = anyObject(document, random);
        String key = anyKey(object, random);
        String wrong = misspelt(key, random);
        if (object.has(wrong) || wrong.isEmpty()) {
            return; // the letters swapped were the same, or the slip is another key
        }
        object.set(wrong, object.remove(key));
        InvalidDefinitionException refused =
                catchThrowableOfType(InvalidDefinitionException.class, () -> read(map(document)));
        assertThat(refused).as("%s for %s", wrong, key).isNotNull();
        assertThat(refused.mistakes())
                .singleElement()
                .satisfies(mistake -> assertThat(mistake.message())
                        .startsWith("\"" + wrong + "\" is not a key here")
                        .contains("\"" + key + "\""));
    }

    @Property(tries = 300)
    void aKeyThatMeansNothingIsTheOnlyMistake(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        JsonNode document = full();
        ObjectNode object = anyObject(document, random);
        object.set("Kennwort für alles", object.remove(anyKey(object, random)));
        assertThat(mistakes(document)).singleElement().asString().contains("\"Kennwort für alles\" is not a key here");
    }

    @Property(tries = 300)
    void aValueOfAnotherKindIsTheOnlyMistake(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        JsonNode document = full();
        ObjectNode object = anyObject(document, random);
        String key = anyKey(object, random);
        if (object.get(key).isContainerNode()) {
            object.put(key, true);
        } else {
            object.putObject(key);
        }
        assertThat(mistakes(document)).singleElement().asString().contains("There must be");
    }

    /** The paths of a document in its order, as mistakes give them. */
    private static void paths(JsonNode node, String path, List<String> into) {
        into.add(path);
        node.properties()
                .forEach(entry ->
                        paths(entry.getValue(), path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(), into));
        for (int i = 0; i < (node.isArray() ? node.size() : 0); i++) {
            paths(node.get(i), path + "[" + i + "]", into);
        }
    }

    @Property(tries = 300)
    void aMisspeltKeyHidesNoOtherMistakeAndAllComeInTheOrderOfTheDocument(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        ObjectNode document = (ObjectNode) full();
        ObjectNode bad = anyObject(document, random);
        bad.put(anyKey(bad, random), "?!");
        List<String> alone = mistakes(document);
        ObjectNode object = anyObject(document, random);
        String key = anyKey(object, random);
        // In its old place.
        Map<String, JsonNode> parts = new LinkedHashMap<>();
        object.properties()
                .forEach(part -> parts.put(part.getKey() + (part.getKey().equals(key) ? "x" : ""), part.getValue()));
        object.removeAll();
        object.setAll(parts);
        List<String> found = mistakes(document);
        assertThat(found)
                .filteredOn(mistake -> mistake.contains("\"" + key + "x\" is not a key here"))
                .hasSize(1);
        assertThat(found.stream().map(AgreementFromMapProperties::message))
                .containsAll(
                        alone.stream().map(AgreementFromMapProperties::message).toList())
                .hasSize(alone.size() + 1);
        List<String> paths = new ArrayList<>();
        paths(document, "", paths);
        assertThat(found.stream()
                        .map(mistake -> paths.indexOf(mistake.split(": ", 2)[0]))
                        .filter(place -> place >= 0))
                .isSorted();
    }

    private static String message(String mistake) {
        return mistake.split(": ", 2)[1];
    }

    private static JsonSchema schema() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                AgreementDefinition.class.getClassLoader().getResourceAsStream(AgreementDefinition.SCHEMA))) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(JSON.readTree(in));
        }
    }

    /** What may be done to a document so that schema and reader must agree on whether it is still one. */
    private static void change(ObjectNode object, Random random) {
        String key = anyKey(object, random);
        switch (random.nextInt(8)) {
            case 0 -> object.remove(key);
            case 1 -> object.set(misspelt(key, random), object.remove(key));
            case 2 -> object.putNull(key);
            case 3 -> object.putArray(key);
            case 4 -> object.putObject(key);
            case 5 -> object.put(key, "");
            case 6 -> {
                if (object.get(key).isNumber()) {
                    object.put(key, List.of(-1.0, 0.0, 0.5, 1.0, 1.5).get(random.nextInt(5)));
                }
            }
            default -> {
                if (List.of("kind", "retargeting", "reopening", "rounding", "basis", "dueBy", "supportOrder")
                        .contains(key)) {
                    object.put(
                            key,
                            List.of(
                                            "sla",
                                            "Keep Fraction",
                                            "count_gap",
                                            "HALF-EVEN",
                                            "goal",
                                            "METRIC",
                                            "in a row",
                                            "odd")
                                    .get(random.nextInt(8)));
                }
            }
        }
    }

    /** Whether a mistake is of the kind that a schema cannot see: names that refer to others, and what only dates tell. */
    private static boolean isBeyondASchema(InvalidDefinitionException refused) {
        return refused.mistakes().stream()
                .allMatch(mistake -> Pattern.compile(
                                "of this agreement|there are|Nothing uses|there already|differ|declare it|tiers|Tiers|reaches|one holder|One|needs a row|has a row|ISO 4217"
                                        + "|row of impact|level of|weekly hours|Two different|not one of the calendars|party:"
                                        + "|not a time zone|is not hours|Hours|hours|needs a zone|starts with|never count|counted from"
                                        + "|has the severities|names \\[")
                        .matcher(mistake.message())
                        .find());
    }

    @Property(tries = 500)
    void schemaAndReaderAcceptAndRefuseTheSameDocuments(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        JsonNode document = full();
        int changes = random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            ObjectNode object = anyObject(document, random);
            if (!object.isEmpty()) {
                change(object, random);
            }
        }
        InvalidDefinitionException refused =
                catchThrowableOfType(InvalidDefinitionException.class, () -> read(map(document)));
        boolean valid = schema().validate(document).isEmpty();
        if (refused == null) {
            assertThat(valid)
                    .as("read, but refused by the schema: %s %s", schema().validate(document), document)
                    .isTrue();
        } else if (valid) {
            assertThat(isBeyondASchema(refused))
                    .as("accepted by the schema, but refused by the reader: %s", refused.getMessage())
                    .isTrue();
        }
    }

    @Example
    void aMisspeltKeyDoesNotHideThatItsOwnValueIsNoList() throws IOException {
        aMisspeltKeyHidesNoOtherMistakeAndAllComeInTheOrderOfTheDocument(4_486_598);
    }
}
