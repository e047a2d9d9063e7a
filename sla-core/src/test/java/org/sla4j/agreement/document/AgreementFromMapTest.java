package org.sla4j.agreement.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path RESOURCES = Path.of("src/test/resources/org/sla4j");
    static final Path HERE = RESOURCES.resolve("agreement/document");
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

    static Map<String, Object> map(JsonNode document) {
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
    static ServiceLevelAgreement read(Map<?, ?> map) {
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

    static List<String> mistakes(JsonNode document) {
        InvalidDefinitionException refused =
                catchThrowableOfType(InvalidDefinitionException.class, () -> read(map(document)));
        return refused == null
                ? List.of()
                : refused.mistakes().stream().map(Object::toString).toList();
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
}
