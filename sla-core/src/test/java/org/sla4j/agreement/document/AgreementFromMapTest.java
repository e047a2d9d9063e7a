package org.sla4j.agreement.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.calendar.InvalidDefinitionException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.yaml.snakeyaml.Yaml;

/** Documents as every library gives them, read strictly. */
class AgreementFromMapTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path RESOURCES = Path.of("src/test/resources/org/sla4j");
    private static final Path HERE = RESOURCES.resolve("agreement/document");
    private static final Bindable<Map<String, Object>> ANY = Bindable.mapOf(String.class, Object.class);

    /** Every example document in README, guide and tests, as a tree of JSON. */
    static List<JsonNode> examples() {
        List<JsonNode> examples = new ArrayList<>();
        try (Stream<Path> files = Files.list(RESOURCES.resolve("examples"));
                Stream<Path> chapters = Files.list(Path.of("guide"))) {
            for (Path file : files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                examples.add(JSON.readTree(file.toFile()));
            }
            examples.add(YAMLMapper.builder()
                    .build()
                    .readTree(HERE.resolve("full.yaml").toFile()));
            List<Path> texts = new ArrayList<>(chapters.sorted().toList());
            texts.add(Path.of("../README.md"));
            for (Path text : texts) {
                examples.addAll(agreements(Files.readString(text)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return examples;
    }

    private static List<JsonNode> agreements(String markdown) throws IOException {
        List<JsonNode> found = new ArrayList<>();
        Matcher blocks = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL).matcher(markdown);
        while (blocks.find()) {
            JsonNode block = JSON.readTree(blocks.group(1));
            if (block.has("policies") && block.has("provider")) {
                found.add(block);
            }
        }
        return found;
    }

    private static Map<String, Object> map(JsonNode document) {
        return JSON.convertValue(
                document, JSON.getTypeFactory().constructMapType(Map.class, String.class, Object.class));
    }

    private static ServiceLevelAgreement bound(JsonNode document) throws IOException {
        return JSON.treeToValue(document, AgreementDefinition.class).toAgreement();
    }

    @Test
    void thereAreExamplesInTheReadmeTheGuideAndTheTests() {
        assertThat(examples()).hasSizeGreaterThanOrEqualTo(5);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void jackson2GivesAnEqualAgreement(JsonNode document) throws IOException {
        Map<?, ?> map = JSON.readValue(document.toString(), Map.class);
        assertThat(read(map)).isEqualTo(bound(document));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void jackson3GivesAnEqualAgreement(JsonNode document) throws IOException {
        Map<?, ?> map = tools.jackson.databind.json.JsonMapper.shared().readValue(document.toString(), Map.class);
        assertThat(read(map)).isEqualTo(bound(document));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void snakeYamlGivesAnEqualAgreement(JsonNode document) throws IOException {
        String yaml = YAMLMapper.builder().build().writeValueAsString(document);
        Map<?, ?> map = new Yaml().load(yaml);
        assertThat(read(map)).isEqualTo(bound(document));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theBinderOfSpringBootGivesAnEqualAgreement(JsonNode document) throws IOException {
        Properties properties = new Properties();
        flatten("sla", document, properties);
        assertThat(read(bind(properties))).isEqualTo(bound(document));
    }

    private static Map<String, Object> bind(Properties properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bind("sla", ANY)
                .get();
    }

    private static void flatten(String path, JsonNode node, Properties into) {
        if (node.isObject()) {
            node.properties().forEach(entry -> {
                boolean plain = entry.getKey().matches("[A-Za-z0-9]+");
                flatten(path + (plain ? "." + entry.getKey() : "[" + entry.getKey() + "]"), entry.getValue(), into);
            });
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                flatten(path + "[" + i + "]", node.get(i), into);
            }
        } else {
            into.setProperty(path, node.asText());
        }
    }

    @SuppressWarnings("unchecked") // the keys of a document are texts
    private static ServiceLevelAgreement read(Map<?, ?> map) {
        return AgreementDefinition.fromMap((Map<String, ?>) map).toAgreement();
    }

    @Test
    void propertiesOfSpringBootAreTheAgreementOfTheYamlFile() throws IOException {
        Properties properties = new Properties();
        try (InputStreamReader in =
                new InputStreamReader(Files.newInputStream(HERE.resolve("full.properties")), StandardCharsets.UTF_8)) {
            properties.load(in);
        }
        Map<?, ?> yaml = new Yaml().load(Files.readString(HERE.resolve("full.yaml")));
        assertThat(read(bind(properties))).isEqualTo(read(yaml));
    }

    @Test
    void aMisspeltKeyIsRefusedWhereverItStands() throws IOException {
        JsonNode document = JSON.readTree("""
                {"id":"a","provder":"P","customer":"C","policies":[{"name":"all","reopning":"frozen",
                 "targets":{"resolution":{"limit":"4h","goal":1,"pausdBy":["never"]}}}]}""");
        InvalidDefinitionException refused =
                catchThrowableOfType(InvalidDefinitionException.class, () -> read(map(document)));
        assertThat(refused.mistakes())
                .extracting(Object::toString)
                .containsExactly(
                        "provder: \"provder\" is not a key here; did you mean \"provider\"?",
                        "policies[0].reopning: \"reopning\" is not a key here; did you mean \"reopening\"?",
                        "policies[0].targets.resolution.pausdBy: \"pausdBy\" is not a key here; did you mean \"pausedBy\"?");
    }

    @Test
    void aTargetIsReadStrictlyToo() {
        assertThat(AgreementDefinition.TargetDefinition.fromMap(Map.of("limit", "4h", "goal", 1))
                        .toTarget()
                        .goal())
                .isEqualTo(1);
        assertThat(catchThrowableOfType(
                                InvalidDefinitionException.class,
                                () -> AgreementDefinition.TargetDefinition.fromMap(Map.of("limit", "4h", "gaol", 0.9)))
                        .getMessage())
                .contains("gaol", "\"goal\"");
    }

    @Test
    void aTargetWithoutAGoalIsNoPromiseOfEveryCase() {
        assertThat(catchThrowableOfType(
                                InvalidDefinitionException.class,
                                () -> AgreementDefinition.TargetDefinition.fromMap(Map.of("limit", "4h")))
                        .mistakes())
                .extracting(Object::toString)
                .containsExactly(
                        "goal: A target needs a goal, the share of cases that must meet the limit: 0.95 for 95 of 100, 1"
                                + " for every case.");
    }

    @Test
    void theMistakesOfATargetComeTogether() throws IOException {
        JsonNode target = JSON.readTree("""
                {"warnings":["75"],"gaol":0.9,"calendar":"known later","limit":"4"}""");
        assertThat(catchThrowableOfType(
                                InvalidDefinitionException.class,
                                () -> AgreementDefinition.TargetDefinition.fromMap(map(target)))
                        .mistakes())
                .extracting(InvalidDefinitionException.Mistake::path)
                .containsExactly("warnings[0]", "gaol", "limit");
    }

    // Properties

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

    private static List<String> mistakes(JsonNode document) {
        InvalidDefinitionException refused =
                catchThrowableOfType(InvalidDefinitionException.class, () -> read(map(document)));
        return refused == null
                ? List.of()
                : refused.mistakes().stream().map(Object::toString).toList();
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
        assertThat(found.stream().map(AgreementFromMapTest::message))
                .containsAll(alone.stream().map(AgreementFromMapTest::message).toList())
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

    @Test
    void aMisspeltKeyAndABadValueComeInOneExceptionInTheOrderOfTheDocument() throws IOException {
        JsonNode document = JSON.readTree("""
                {"id":"a","policies":[{"name":"all","severities":["9"],"targets":{
                    "resolution":{"limt":"4x","gaol":2,"pausdBy":["never"]},"resoluton":{"limit":"4h","goal":1,"calendar":"ofice"}}}],
                 "calendars":[{"name":"office","zne":"Europe/Berlim","hours":"Mon-Fri 25-26"},{"name":"spare","hours":"always"}],
                 "kind":"SLO","provder":"P","inForce":"2026"}""");
        assertThat(mistakes(document))
                .satisfiesExactly(
                        mistake -> assertThat(mistake).startsWith("customer: "),
                        mistake -> assertThat(mistake).startsWith("policies[0].severities[0]: \"9\" is not a severity"),
                        mistake -> assertThat(mistake)
                                .isEqualTo(
                                        "policies[0].targets.resolution.limt: \"limt\" is not a key here; did you mean"
                                                + " \"limit\"?"),
                        mistake -> assertThat(mistake).startsWith("policies[0].targets.resolution.limt: \"4x\""),
                        mistake -> assertThat(mistake)
                                .startsWith("policies[0].targets.resolution.gaol: \"gaol\" is not a key here"),
                        mistake -> assertThat(mistake).startsWith("policies[0].targets.resolution.gaol: A goal"),
                        mistake -> assertThat(mistake).startsWith("policies[0].targets.resolution.pausdBy: "),
                        mistake -> assertThat(mistake)
                                .startsWith("policies[0].targets.resoluton: \"resoluton\" is not a metric"),
                        mistake -> assertThat(mistake)
                                .startsWith(
                                        "policies[0].targets.resoluton.calendar: \"ofice\" is not one of the calendars"),
                        mistake -> assertThat(mistake).startsWith("calendars[0].zne: \"zne\" is not a key here"),
                        mistake -> assertThat(mistake).startsWith("calendars[0].zne: \"Europe/Berlim\""),
                        mistake -> assertThat(mistake).startsWith("calendars[0].hours: "),
                        mistake -> assertThat(mistake).startsWith("kind: \"SLO\""),
                        mistake -> assertThat(mistake).startsWith("provder: \"provder\" is not a key here"),
                        mistake -> assertThat(mistake).startsWith("inForce: \"2026\""));
    }

    @Test
    void whatNothingUsesIsReportedBesideOtherMistakes() throws IOException {
        JsonNode document = JSON.readTree("""
                {"id":"a","provider":"P","customer":"C","calendars":[{"name":"office","hours":"always"}],"events":["painted"],
                 "metrics":[{"name":"painting","startsOn":["opened"],"stopsOn":["resolved"]}],
                 "policies":[{"nam":"all","targets":{"resolution":{"limit":"soon","goal":1}}}]}""");
        assertThat(mistakes(document))
                .satisfiesExactly(
                        mistake -> assertThat(mistake).startsWith("calendars[0].name: Nothing uses"),
                        mistake -> assertThat(mistake).startsWith("events[0]: Nothing uses"),
                        mistake -> assertThat(mistake).startsWith("metrics[0].name: Nothing uses"),
                        mistake -> assertThat(mistake).startsWith("policies[0].nam: "),
                        mistake -> assertThat(mistake).startsWith("policies[0].targets.resolution.limit: \"soon\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"contacts\":[{\"name\":\"Ann\",\"hours\":true}],\"escalation\":[{\"when\":\"breach\",\"contact\":\"Ann\"}]}",
                "{\"contacts\":\"Ann\",\"escalation\":[{\"when\":\"breach\",\"contact\":\"Ann\"}]}",
                "{\"Ansprechpartner\":[{\"name\":\"Ann\"}],\"escalation\":[{\"when\":\"breach\",\"contact\":\"Ann\"}]}",
                "{\"severities\":[{\"rank\":\"one\",\"name\":\"P1\"}],\"policies\":[{\"name\":\"a\",\"severities\":[\"P1\"],"
                        + "\"targets\":{\"resolution\":{\"limit\":\"4h\",\"goal\":1}}}]}",
                "{\"severities\":[{\"rank\":-1,\"name\":\"P1\"}],\"policies\":[{\"name\":\"a\",\"severities\":[\"p1\"],"
                        + "\"targets\":{\"resolution\":{\"limit\":\"4h\",\"goal\":1}}}]}",
                "{\"metrics\":[{\"name\":\"visit\",\"startsOn\":[\"opned\"],\"stopsOn\":[\"closed\"]}],\"policies\":[{\"name\":\"a\","
                        + "\"targets\":{\"visit\":{\"limit\":\"4h\",\"goal\":1}}}]}",
                "{\"events\":[\"painted\"],\"metrics\":[{\"name\":\"paint\",\"startsOn\":\"painted\",\"stopsOn\":[\"closed\"]}],"
                        + "\"policies\":[{\"name\":\"a\",\"targets\":{\"paint\":{\"limit\":\"4h\",\"goal\":1}}}]}",
                "{\"calendars\":{\"name\":\"office\"},\"policies\":[{\"name\":\"a\","
                        + "\"targets\":{\"resolution\":{\"limit\":\"4h\",\"goal\":1,\"calendar\":\"office\"}}}]}",
                "{\"calendars\":[{\"name\":\"office\",\"hours\":\"always\"}],\"policies\":[{\"name\":\"a\",\"targets\":[]}]}",
                "{\"calendars\":[{\"name\":\"office\",\"hours\":\"always\"}],\"policies\":[{\"name\":\"a\","
                        + "\"targets\":{\"resolution\":{\"limit\":\"4h\",\"goal\":1,\"calendar\":[]}}}]}",
                "{\"restsOn\":[{\"id\":\"o\",\"provider\":\"N\",\"customer\":\"P\",\"calendars\":true,\"policies\":[{\"name\":\"a\","
                        + "\"targets\":{\"resolution\":{\"limit\":\"4h\",\"goal\":1,\"calendar\":\"office\"}}}]}]}"
            })
    void whatFollowsFromAMistakeIsNoMistakeOfItsOwn(String parts) throws IOException {
        ObjectNode document = (ObjectNode) JSON.readTree("""
                {"id":"a","provider":"P","customer":"C","policies":[{"name":"all","targets":{"resolution":{"limit":"4h","goal":1}}}]}""");
        document.setAll((ObjectNode) JSON.readTree(parts));
        assertThat(mistakes(document)).hasSize(1);
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
                if (List.of("kind", "retargeting", "reopening", "rounding", "basis", "dueBy", "support")
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
}
