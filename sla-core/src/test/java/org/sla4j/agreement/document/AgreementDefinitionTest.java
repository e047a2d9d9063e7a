package org.sla4j.agreement.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sla4j.agreement.Approval;
import org.sla4j.agreement.Condition;
import org.sla4j.agreement.Contact;
import org.sla4j.agreement.EscalationStep;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseRule;
import org.sla4j.agreement.Reopening;
import org.sla4j.agreement.Reporting;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.ServiceCredits;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.SupportOrder;
import org.sla4j.agreement.Target;
import org.sla4j.agreement.Warning;
import org.sla4j.agreement.WhileHeldBy;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.CalendarDefinition;
import org.sla4j.calendar.HolidayCalendar;
import org.sla4j.calendar.InvalidDefinitionException;
import org.sla4j.calendar.WeeklyHours;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class AgreementDefinitionTest {
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final ObjectMapper YAML = YAMLMapper.builder().build();
    private static final Path EXAMPLES = Path.of("src/test/resources/org/sla4j/examples");
    private static final Path HERE = Path.of("src/test/resources/org/sla4j/agreement/document");

    private static AgreementDefinition yaml() throws IOException {
        return YAML.readValue(HERE.resolve("full.yaml").toFile(), AgreementDefinition.class);
    }

    private static AgreementDefinition json(Path file) throws IOException {
        return JSON.readValue(file.toFile(), AgreementDefinition.class);
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> good() {
        return files(EXAMPLES);
    }

    static List<Path> bad() {
        return files(HERE.resolve("bad"));
    }

    static List<Path> beyondSchema() {
        return files(HERE.resolve("beyond-schema"));
    }

    private static List<String> mistakes(AgreementDefinition definition) {
        InvalidDefinitionException thrown =
                catchThrowableOfType(InvalidDefinitionException.class, definition::toAgreement);
        return thrown == null
                ? List.of()
                : thrown.mistakes().stream().map(Object::toString).toList();
    }

    private static List<String> mistakes(String policies) throws IOException {
        return mistakes(JSON.readValue(
                "{\"id\":\"a\",\"provider\":\"P\",\"customer\":\"C\"," + policies + "}", AgreementDefinition.class));
    }

    // What a document says

    @Test
    void everyPartOfADocumentReachesTheAgreement() throws IOException {
        ServiceLevelAgreement agreement = yaml().toAgreement();
        Severity stop = Severity.of(0, "Stop");
        assertThat(agreement.version()).isEqualTo("3");
        assertThat(agreement.terms().beneficiaries()).containsExactly(Party.of("Visitors of the branches"));
        assertThat(agreement.terms().reviewOn()).contains(LocalDate.of(2026, 11, 1));
        assertThat(agreement.terms().success()).isEqualTo("Nine of ten branches are content.");
        assertThat(agreement.approvals())
                .containsExactly(Approval.of("service owner", "Ada Byron", LocalDate.of(2025, 12, 1))
                        .withFrom(LocalDate.of(2025, 11, 15))
                        .withDigest(agreement.digest()));
        assertThat(agreement.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(agreement.publishedAt()).contains(Instant.parse("2025-12-02T09:00:00Z"));
        assertThat(agreement.missingApprovals()).isEmpty();
        assertThat(agreement.terms().reporting())
                .extracting(Reporting::toString)
                .containsExactly("Field operations reports compliance to Branches every P1M, measured by Controlling");
        assertThat(agreement.contacts()).extracting(Contact::name).containsExactly("Hotline", "Grace Hopper");
        assertThat(agreement.contacts().get(0).hours())
                .map(BusinessCalendar::name)
                .contains("office");
        assertThat(agreement.escalation())
                .extracting(EscalationStep::toString)
                .containsExactly("75%: tell Hotline (first contact): hurry", "30m before due: tell Grace Hopper");
        assertThat(agreement.credits())
                .hasValueSatisfying(
                        credits -> assertThat(credits.shareFor(0.85, 0.9)).isEqualTo(0.1));
        assertThat(agreement.credits()).map(ServiceCredits::dueBy).contains(ServiceCredits.DueBy.METRIC);
        assertThat(agreement.matrix())
                .hasValueSatisfying(
                        matrix -> assertThat(matrix.severity("branch", "now")).isEqualTo(stop));
        assertThat(agreement.restsOn()).extracting(ServiceLevelAgreement::id).containsExactly("parts");
        SeverityPolicy policy = agreement
                .policyFor(stop, Map.of("tier", "gold", "region", "south", "desks", "12", "vip", "yes"))
                .orElseThrow();
        assertThat(policy.conditions())
                .extracting(Condition::toString)
                .containsExactly(
                        "channel is not chat",
                        "desks >= 10",
                        "desks <= 99.5",
                        "region = north or south",
                        "tier = gold",
                        "vip is present");
        assertThat(policy.retargetsFinished()).isTrue();
        assertThat(policy.replyEndsWait()).isTrue();
        assertThat(agreement.supportOrder()).isEqualTo(SupportOrder.IN_A_ROW);
        assertThat(agreement.selectsAtOpeningOnly()).isTrue();
        assertThat(policy.retargeting()).isEqualTo(Retargeting.CARRY_ELAPSED);
        assertThat(policy.reopening()).isEqualTo(Reopening.NEW_CYCLE);
        assertThat(policy.escalation())
                .extracting(EscalationStep::toString)
                .containsExactly(
                        "breach: Hotline (first contact) tells Grace Hopper: now",
                        "every 2h after breach: tell Hotline (first contact)");
        Metric fitting = policy.targets().keySet().stream()
                .filter(metric -> metric.name().equals("fitting"))
                .findFirst()
                .orElseThrow();
        assertThat(fitting.isRepeating()).isTrue();
        assertThat(fitting.isCountedFromDue()).isTrue();
        assertThat(fitting.whileHeldBy())
                .contains(WhileHeldBy.team("Field team").withoutVerdictAtHandOver());
        assertThat(fitting.pausesOn()).containsExactly(EventType.of("technician left"));
        assertThat(fitting.resumesOn()).containsExactly(EventType.of("technician came"));
        assertThat(fitting.restartsOn()).containsExactly(EventType.of("order corrected"));
        assertThat(fitting.cancelsOn()).containsExactly(EventType.CANCELLED, EventType.of("order withdrawn"));
        assertThat(fitting.pauseRule().parties()).containsExactly(Party.of("customer"));
        assertThat(agreement.responsibleFor(fitting)).isEqualTo(Party.of("Parts desk"));
        Target target = policy.target(fitting).orElseThrow();
        assertThat(target.warnings()).containsExactly(Warning.parse("1h before due"));
        assertThat(target.pauseRule().parties()).containsExactlyInAnyOrder(Party.of("customer"), Party.of("vendor"));
        assertThat(target.pauseRule().reasons()).containsExactlyInAnyOrder("customer", "parts missing");
    }

    @Test
    void aMetricOfAReadyMadeNameReplacesIt() throws IOException {
        ServiceLevelAgreement agreement =
                JSON.readValue("""
                        {"id":"a","provider":"P","customer":"C",
                         "metrics":[{"name":"resolution","startsOn":["acknowledged"],"stopsOn":["closed"]}],
                         "policies":[{"name":"all","targets":{"resolution":{"limit":"4h","goal":1}}}]}""", AgreementDefinition.class).toAgreement();
        assertThat(agreement.policies().get(0).targets().keySet())
                .containsExactly(Metric.of("resolution", Set.of(EventType.ACKNOWLEDGED), Set.of(EventType.CLOSED)));
    }

    // Binders

    @Test
    void jacksonThreeReadsWhatJacksonTwoReads() throws IOException {
        tools.jackson.databind.ObjectMapper three = new tools.jackson.databind.json.JsonMapper();
        for (Path file : good()) {
            assertThat(three.readValue(file.toFile(), AgreementDefinition.class))
                    .isEqualTo(json(file));
        }
    }

    @Test
    void bothJacksonsReadBackWhatTheyWrote() throws IOException {
        AgreementDefinition definition = yaml();
        tools.jackson.databind.ObjectMapper three = new tools.jackson.databind.json.JsonMapper();
        assertThat(JSON.readValue(JSON.writeValueAsString(definition), AgreementDefinition.class))
                .isEqualTo(definition);
        assertThat(YAML.readValue(YAML.writeValueAsString(definition), AgreementDefinition.class))
                .isEqualTo(definition);
        assertThat(three.readValue(three.writeValueAsString(definition), AgreementDefinition.class))
                .isEqualTo(definition);
    }

    @Test
    void springBootBindsPropertiesToTheSameAgreement() throws IOException {
        Properties properties = new Properties();
        try (InputStreamReader in =
                new InputStreamReader(Files.newInputStream(HERE.resolve("full.properties")), StandardCharsets.UTF_8)) {
            properties.load(in);
        }
        AgreementDefinition bound = new Binder(new MapConfigurationPropertySource(properties))
                .bind("sla", Bindable.of(AgreementDefinition.class))
                .get();
        assertThat(bound.toAgreement()).isEqualTo(yaml().toAgreement());
    }

    @Test
    void springBootLeavesOutWhatIsLeftOut() {
        Map<String, String> few = Map.of(
                "sla.id", "a",
                "sla.provider", "P",
                "sla.customer", "C",
                "sla.policies[0].name", "all",
                "sla.policies[0].targets.firstResponse.limit", "1h",
                "sla.policies[0].targets.firstResponse.goal", "1");
        AgreementDefinition bound = new Binder(new MapConfigurationPropertySource(few))
                .bind("sla", Bindable.of(AgreementDefinition.class))
                .get();
        ServiceLevelAgreement agreement = bound.toAgreement();
        assertThat(agreement.policies().get(0).target(Metric.FIRST_RESPONSE))
                .contains(Target.of("1h", BusinessCalendar.alwaysOpen(), 1));
        assertThat(agreement.credits()).isEmpty();
        assertThat(agreement.matrix()).isEmpty();
    }

    // Mistakes

    @Test
    void aSecondStepAtTheSameMomentToTheSameContactIsAMistake() throws IOException {
        assertThat(mistakes("""
                        "contacts":[{"name":"Ada"}],
                        "escalation":[{"when":"75%","contact":"Ada"},{"when":"75%","contact":"Ada","message":"again"}],
                        "policies":[{"name":"all","severities":["1"],
                          "escalation":[{"when":"breach","contact":"Ada"},{"when":"breach","contact":"Ada"}],
                          "targets":{"resolution":{"limit":"4h","calendar":"24x7","goal":1}}}]"""))
                .extracting(mistake -> mistake.substring(0, mistake.indexOf(": ")))
                .containsExactlyInAnyOrder("escalation[1]", "policies[0].escalation[1]");
    }

    @Test
    void allMistakesAreReportedAtOnceEachWithItsPath() throws IOException {
        assertThat(mistakes("""
                        "kind":"SLO", "inForce":"2026", "zone":"Berlin", "publishedAt":"now", "supportOrder":"apart",
                        "terms":{"reviewOn":"soon", "beneficiaries":[""], "responsible":{"repair":"X"},
                          "reporting":[{"subject":"all","every":"monthly"}]},
                        "approvals":[{"role":"owner","name":"Ada","date":"yesterday"},
                          {"role":"owner","name":"Ada","date":"2026-01-01","from":"soon"},
                          {"role":"owner","name":"Ada","date":"2026-01-01","from":"2026-01-02"}],
                        "contacts":[{"name":"Ada","hours":"office"},{"name":"Ada"}],
                        "escalation":[{"when":"late","contact":"Bob"},{"when":"breach","contact":"Ada","by":"Bob"}],
                        "credits":{"currency":"euro","rounding":"odd","tiers":[{"below":95,"credit":0.1}]},
                        "severities":[{"rank":-1,"name":"x"},{"rank":1,"name":"Stop"}],
                        "matrix":{"impacts":["a"],"urgencies":["b"],"severities":[["9"]]},
                        "events":["opened","!"],
                        "metrics":[{"name":"m","startsOn":["opend"],"stopsOn":["closed"]},{"name":"n","startsOn":["opened"]}],
                        "policies":[{"name":"","severities":["7"],"retargeting":"r","reopening":"o",
                          "escalation":[{"when":"75%","contact":"Bob"}],
                          "targets":{"resolution":{"limit":"4x","calendar":"none","goal":95,"pausedBy":["any","x"],
                            "warnings":["75%","soon"]},"fix":{"limit":"1h","goal":1}}}, {"name":"none"}],
                        "restsOn":[{"id":"ola","provider":"","customer":"x"}]"""))
                .extracting(mistake -> mistake.substring(0, mistake.indexOf(": ")))
                .containsExactlyInAnyOrder(
                        "kind",
                        "inForce",
                        "zone",
                        "publishedAt",
                        "supportOrder",
                        "terms.reviewOn",
                        "terms.beneficiaries[0]",
                        "terms.responsible.repair",
                        "terms.reporting[0].every",
                        "approvals[0].date",
                        "approvals[1].from",
                        "approvals[2]",
                        "contacts[0].hours",
                        "contacts[1].name",
                        "escalation[0].when",
                        "escalation[0].contact",
                        "escalation[1].by",
                        "credits.currency",
                        "credits.rounding",
                        "credits.tiers[0]",
                        "severities[0]",
                        "matrix.severities[0][0]",
                        "events[0]",
                        "events[1]",
                        "metrics[0].startsOn[0]",
                        "metrics[1]",
                        "policies[0].name",
                        "policies[0].severities[0]",
                        "policies[0].retargeting",
                        "policies[0].reopening",
                        "policies[0].escalation[0].contact",
                        "policies[0].targets.resolution.limit",
                        "policies[0].targets.resolution.calendar",
                        "policies[0].targets.resolution.goal",
                        "policies[0].targets.resolution.pausedBy[0]",
                        "policies[0].targets.resolution.warnings[1]",
                        "policies[0].targets.fix",
                        "policies[1].targets",
                        "restsOn[0].provider",
                        "restsOn[0].policies");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"goal\":1,\"limit\":\"4x\"|policies[0].targets.resolution.limit: \"4x\" is not a duration; use PT4H, 4h",
                "\"goal\":1,\"limit\":\"1d\"|policies[0].targets.resolution.limit: \"1d\" is not a duration (a day could be",
                "\"limit\":\"4h\",\"goal\":95|policies[0].targets.resolution.goal: A goal is a share above 0 and at most 1",
                "\"goal\":1,\"limit\":\"4h\",\"warnings\":[\"x\"]|policies[0].targets.resolution.warnings[0]: \"x\" is not a valid",
                "\"goal\":1,\"limit\":\"4h\",\"warnings\":[\"1%\",\"0.01\"]|policies[0].targets.resolution.warnings: The warning 1%",
                "\"goal\":1,\"calendar\":\"24x7\"|policies[0].targets.resolution.limit: \"\" is not a duration"
            })
    void aMistakeQuotesWhatWasWrittenAndSaysWhatIsAccepted(String target, String message) throws IOException {
        assertThat(mistakes("\"policies\":[{\"name\":\"all\",\"targets\":{\"resolution\":{" + target + "}}}]"))
                .singleElement()
                .asString()
                .startsWith(message);
    }

    @Test
    void holidaysThatTheProgramHandsOverCloseACalendar() throws IOException {
        AgreementDefinition below = JSON.readValue("""
                {"id": "ola", "kind": "ola", "provider": "Network", "customer": "P",
                 "calendars": [{"name": "office", "zone": "Europe/Berlin", "hours": "Mon-Fri 08:00-18:00", "feeds": ["council"]}],
                 "policies": [{"name": "all", "targets": {"resolution": {"limit": "4h", "calendar": "office", "goal": 1}}}]}""", AgreementDefinition.class);
        AgreementDefinition definition = JSON.readValue("""
                {"id": "a", "provider": "P", "customer": "C",
                 "calendars": [{"name": "office", "zone": "Europe/Berlin", "hours": "Mon-Fri 09:00-17:00", "feeds": ["council"]}],
                 "policies": [{"name": "all", "targets": {"resolution": {"limit": "8h", "calendar": "office", "goal": 1}}}]}""", AgreementDefinition.class);
        LocalDate outing = LocalDate.of(2026, 6, 3);
        Map<String, HolidayCalendar> feeds = Map.of("council", HolidayCalendar.on(outing, "outing"));
        ServiceLevelAgreement agreement = definition.toAgreement(feeds).toBuilder()
                .restsOn(below.toAgreement(feeds))
                .build();
        Target target =
                agreement.policies().get(0).targets().values().iterator().next();
        assertThat(target.calendar().isBusinessDay(outing)).isFalse();
        assertThat(target.calendar().isBusinessDay(outing.plusDays(1))).isTrue();
        AgreementDefinition written = AgreementDefinition.of(agreement);
        assertThat(written.toAgreement(feeds)).isEqualTo(agreement);
        assertThat(mistakes(written))
                .hasSize(2)
                .allMatch(mistake -> mistake.contains("feeds[0]: The holidays \"council\" were not handed over"));
        assertThat(agreement.digest())
                .isEqualTo(written.toAgreement(Map.of("council", HolidayCalendar.on(outing.plusDays(1), "later")))
                        .digest());
    }

    @Test
    void whatNothingUsesIsAMistake() throws IOException {
        assertThat(mistakes("""
                        "calendars": [{"name": "office", "zone": "UTC", "hours": "Mon-Fri 09:00-17:00"}],
                        "events": ["parts delivered", "parts fitted"],
                        "metrics": [{"name": "fitting", "startsOn": ["parts delivered"], "stopsOn": ["resolved"]}],
                        "policies": [{"name": "all", "targets": {"resolution": {"limit": "4h", "goal": 1}}}]"""))
                .containsExactly(
                        "calendars[0].name: Nothing uses the calendar \"office\"; name it in a target or a contact, or leave it out.",
                        "events[1]: Nothing uses the event \"parts fitted\"; name it in a metric, or leave it out.",
                        "metrics[0].name: Nothing uses the metric \"fitting\"; give it a target, or leave it out.");
    }

    @Test
    void creditsWithoutTiersAreAMistake() throws IOException {
        assertThat(mistakes("""
                        "credits": {"currency": "EUR"},
                        "policies": [{"name": "all", "targets": {"resolution": {"limit": "4h", "goal": 1}}}]"""))
                .containsExactly(
                        "credits.tiers: Credits need tiers, which say below which compliance how much is given back.");
    }

    @Test
    void aTierThatLacksAPartIsAMistakeThatSaysWhatATierNeeds() throws IOException {
        assertThat(mistakes("""
                        "credits": {"currency": "EUR", "tiers": [{"below": 0.9}, {"credit": 0.1}]},
                        "policies": [{"name": "all", "targets": {"resolution": {"limit": "4h", "goal": 1}}}]"""))
                .hasSize(2)
                .allSatisfy(mistake -> assertThat(mistake)
                        .contains("A tier needs \"below\" and \"credit\", such as 0.95 and 0.05")
                        .doesNotContain("-1"));
    }

    @Test
    void aContactIsTheSameWhateverBlanksAreAroundItsName() throws IOException {
        String policies =
                "\"policies\": [{\"name\": \"all\", \"targets\": {\"resolution\": {\"limit\": \"4h\", \"goal\": 1}}}]";
        assertThat(mistakes("\"contacts\": [{\"name\": \"Ann\"}, {\"name\": \"Ann \"}], " + policies))
                .singleElement()
                .asString()
                .startsWith("contacts[1].name: \"Ann\" is there already");
        assertThat(mistakes(
                        "\"contacts\": [{\"name\": \"Ann\"}], \"escalation\": [{\"when\": \"breach\", \"contact\": \" Ann\"}], "
                                + policies))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-01-01/|\"2026-01-01/\" is not a range of dates, because \"\" is not a date; write 2026-01-01/2026-12-31.",
                "2026-02-30/2026-12-31|\"2026-02-30/2026-12-31\" is not a range of dates, because \"2026-02-30\" is not a date; write",
                "2026-12-31/2026-01-01|A date range must not end before it begins, but was 2026-12-31/2026-01-01."
            })
    void aPeriodInForceThatIsNoneIsRefusedInPlainWords(String dates, String message) throws IOException {
        assertThat(
                        mistakes(
                                "\"inForce\": \"" + dates
                                        + "\", \"policies\": [{\"name\": \"all\", \"targets\": {\"resolution\": {\"limit\": \"4h\", \"goal\": 1}}}]"))
                .singleElement()
                .asString()
                .startsWith("inForce: " + message);
    }

    @Test
    void aBlankNameOfAWaitIsAMistakeOfItsOwn() throws IOException {
        assertThat(mistakes(
                        "\"policies\": [{\"name\": \"all\", \"targets\": {\"resolution\": {\"limit\": \"4h\", \"goal\": 1,"
                                + " \"pausedBy\": [\"vendor\", \"\"]}}}]"))
                .containsExactly(
                        "policies[0].targets.resolution.pausedBy[1]: \"\" names nobody; give any or never alone, or"
                                + " names of parties and reasons.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"never", "Never", " NEVER "})
    void neverIsNeverHoweverItIsWritten(String never) throws IOException {
        ServiceLevelAgreement agreement = JSON.readValue(
                        "{\"id\":\"a\",\"provider\":\"P\",\"customer\":\"C\",\"policies\":[{\"name\":\"all\",\"targets\":"
                                + "{\"resolution\":{\"limit\":\"4h\",\"goal\":1,\"pausedBy\":[\"" + never + "\"]}}}]}",
                        AgreementDefinition.class)
                .toAgreement();
        assertThat(agreement.policies().get(0).targets().values())
                .extracting(Target::pauseRule)
                .containsExactly(PauseRule.never());
    }

    @Test
    void aGoalAbove100PercentIsAMistakeAndNotForTheLint() throws IOException {
        assertThat(
                        mistakes(
                                "\"policies\":[{\"name\":\"all\",\"targets\":{\"resolution\":{\"limit\":\"4h\",\"goal\":1.01}}}]"))
                .containsExactly(
                        "policies[0].targets.resolution.goal: A goal is a share above 0 and at most 1 (0.9 for 90"
                                + " %), but was 1.01.");
    }

    @Test
    void aMistypedEventIsRefusedWithTheKnownOnes() throws IOException {
        assertThat(mistakes(json(HERE.resolve("beyond-schema/mistyped-event.json"))))
                .singleElement()
                .asString()
                .startsWith(
                        "metrics[0].startsOn[0]: \"parts deliverd\" is not an event; declare it in events, or use one of")
                .contains("parts delivered", "opened");
    }

    @ParameterizedTest
    @MethodSource({"bad", "beyondSchema"})
    void aBadDocumentHasAMistake(Path file) throws IOException {
        assertThat(mistakes(json(file))).isNotEmpty();
    }

    @Test
    void aBrokenCalendarIsOneMistakeAndNotOneForEachTarget() throws IOException {
        assertThat(mistakes("""
                        "calendars":[{"name":"office","zone":"Berlin","hours":"Mon-Fri 09:00-17:00"}],
                        "policies":[{"name":"all","targets":{"resolution":{"limit": "4h", "calendar": "office", "goal": 1}}}]""")).singleElement().asString().startsWith("calendars[0].zone");
    }

    // The schema

    private static JsonSchema schema() throws IOException {
        try (InputStream in =
                AgreementDefinition.class.getClassLoader().getResourceAsStream(AgreementDefinition.SCHEMA)) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(Objects.requireNonNull(in));
        }
    }

    private static Set<ValidationMessage> invalid(Path file) throws IOException {
        ObjectMapper mapper = file.toString().endsWith(".yaml") ? YAML : JSON;
        return schema().validate(mapper.readTree(file.toFile()));
    }

    @Test
    void theSchemaIsOnTheClassPathUnderTheNameDocumented() throws IOException {
        assertThat(schema().getSchemaNode().path("$schema").asText()).contains("2020-12");
    }

    @ParameterizedTest
    @MethodSource("good")
    void theSchemaAcceptsGoodDocumentsAsTheReaderDoes(Path file) throws IOException {
        assertThat(invalid(file)).isEmpty();
        assertThat(json(file).toAgreement().policies()).isNotEmpty();
    }

    @Test
    void theSchemaAcceptsTheDocumentThatUsesEverything() throws IOException {
        assertThat(invalid(HERE.resolve("full.yaml"))).isEmpty();
    }

    @Test
    void theSchemaAcceptsWhatIsWritten() throws IOException {
        AgreementDefinition written = AgreementDefinition.of(yaml().toAgreement());
        assertThat(schema().validate(JSON.<JsonNode>valueToTree(written))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void theSchemaRefusesBadDocuments(Path file) throws IOException {
        assertThat(invalid(file)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("beyondSchema")
    void whatASchemaCannotSeeIsLeftToTheReader(Path file) throws IOException {
        assertThat(invalid(file)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"polices", "goal", "Id"})
    void theSchemaRefusesAMistypedKey(String key) throws IOException {
        JsonNode document = JSON.readTree("{\"id\":\"a\",\"provider\":\"P\",\"customer\":\"C\",\"" + key
                + "\":1,\"policies\":[{\"name\":\"all\",\"targets\":{\"resolution\":{\"limit\":\"4h\",\"goal\":1}}}]}");
        assertThat(schema().validate(document)).isNotEmpty();
    }

    @Test
    void theSchemaKnowsEveryPartOfTheRecords() throws IOException {
        JsonNode root = schema().getSchemaNode();
        assertThat(keys(root)).isEqualTo(parts(AgreementDefinition.class));
        assertThat(keys(root.at("/$defs/calendar"))).isEqualTo(parts(CalendarDefinition.class));
        assertThat(keys(root.at("/$defs/calendar/properties/holidays/items")))
                .isEqualTo(parts(CalendarDefinition.Holiday.class));
        assertThat(keys(root.at("/$defs/calendar/properties/special/items")))
                .isEqualTo(parts(CalendarDefinition.SpecialDate.class));
        assertThat(keys(root.at("/$defs/target"))).isEqualTo(parts(AgreementDefinition.TargetDefinition.class));
        assertThat(keys(root.at("/$defs/escalation"))).isEqualTo(parts(AgreementDefinition.EscalationDefinition.class));
        assertThat(keys(root.at("/properties/metrics/items")))
                .isEqualTo(parts(AgreementDefinition.MetricDefinition.class));
        assertThat(keys(root.at("/properties/policies/items")))
                .isEqualTo(parts(AgreementDefinition.PolicyDefinition.class));
        assertThat(keys(root.at("/properties/terms"))).isEqualTo(parts(AgreementDefinition.TermsDefinition.class));
        assertThat(keys(root.at("/properties/approvals/items")))
                .isEqualTo(parts(AgreementDefinition.ApprovalDefinition.class));
        assertThat(keys(root.at("/properties/contacts/items")))
                .isEqualTo(parts(AgreementDefinition.ContactDefinition.class));
        assertThat(keys(root.at("/properties/terms/properties/reporting/items")))
                .isEqualTo(parts(AgreementDefinition.ReportingDefinition.class));
        assertThat(keys(root.at("/properties/credits"))).isEqualTo(parts(AgreementDefinition.CreditsDefinition.class));
        assertThat(keys(root.at("/$defs/condition"))).isEqualTo(parts(AgreementDefinition.ConditionDefinition.class));
        assertThat(keys(root.at("/$defs/holder"))).isEqualTo(parts(AgreementDefinition.HolderDefinition.class));
        assertThat(keys(root.at("/properties/matrix"))).isEqualTo(parts(AgreementDefinition.MatrixDefinition.class));
    }

    @Test
    void theSchemaNamesTheRulesAndTakesThemInEverySpelling() throws IOException {
        String document = """
                {"id":"a","provider":"P","customer":"C","supportOrder":"%s","policies":[{"name":"all","retargeting":"%s",
                 "reopening":"%s","targets":{"resolution":{"limit":"4h","goal":1}}}]}""";
        for (Retargeting rule : Retargeting.values()) {
            for (Reopening reopening : Reopening.values()) {
                assertThat(schema().validate(JSON.readTree(document.formatted("inARow", rule, reopening))))
                        .isEmpty();
            }
        }
        assertThat(schema().getSchemaNode().at("/properties/policies/items/properties/retargeting/anyOf/0/enum"))
                .hasSize(Retargeting.values().length);
        assertThat(schema().getSchemaNode().at("/properties/policies/items/properties/reopening/anyOf/0/enum"))
                .hasSize(Reopening.values().length);
        assertThat(schema().getSchemaNode().at("/properties/supportOrder/anyOf/0/enum"))
                .hasSize(SupportOrder.values().length);
        assertThat(schema().validate(JSON.readTree(document.formatted("", "retro", ""))))
                .isNotEmpty();
        assertThat(schema().validate(JSON.readTree(document.formatted("", "", "maybe"))))
                .isNotEmpty();
        assertThat(schema().validate(JSON.readTree(document.formatted("apart", "", ""))))
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"anyOf":["x"]}                           | policies[0].conditions[0]: A condition needs an attribute
            {"attribute":"a"}                         | policies[0].conditions[0]: A condition says what an attribute must be
            {"attribute":"a","atLeast":"many"}        | policies[0].conditions[0]: A condition on the size of "a" needs one number
            {"attribute":"a","anyOf":["x","x"]}       | policies[0].conditions[0]: A condition on "a" needs at least one value
            {"attribute":"a","not":[""]}              | policies[0].conditions[0]: A condition on "a" needs at least one value
            """)
    void aConditionThatSaysNothingIsAMistake(String condition, String mistake) throws IOException {
        String document =
                "{\"id\":\"a\",\"provider\":\"P\",\"customer\":\"C\",\"policies\":[{\"name\":\"all\",\"conditions\":["
                        + condition + "],\"targets\":{\"resolution\":{\"limit\":\"4h\",\"goal\":1}}}]}";
        assertThat(mistakes(JSON.readValue(document, AgreementDefinition.class)))
                .singleElement()
                .satisfies(found -> assertThat(found).startsWith(mistake));
        assertThat(schema().validate(JSON.readTree(document))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"team\":\"a\",\"party\":\"b\"",
                "\"team\":\"a\",\"anyTeam\":true",
                "\"cumulative\":true",
                "\"anyTeam\":true,\"cumulative\":true"
            })
    void aClockOfNoOneHolderIsAMistake(String holder) throws IOException {
        assertThat(mistakes(JSON.readValue("""
                        {"id":"a","provider":"P","customer":"C",
                         "metrics":[{"name":"m","startsOn":["opened"],"stopsOn":["closed"],"whileHeldBy":{%s}}],
                         "policies":[{"name":"all","targets":{"resolution":{"limit":"4h","goal":1}}}]}""".formatted(holder), AgreementDefinition.class)))
                .singleElement()
                .satisfies(found -> assertThat(found).startsWith("metrics[0].whileHeldBy: "));
    }

    private static Set<String> keys(JsonNode schema) {
        Set<String> names = new TreeSet<>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> parts(Class<?> type) {
        Set<String> names = new TreeSet<>();
        Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).forEach(names::add);
        return names;
    }

    // Writing

    @Test
    void whatIsWrittenReadsBackAsTheSameAgreement() throws IOException {
        ServiceLevelAgreement agreement = yaml().toAgreement();
        assertThat(AgreementDefinition.of(agreement).toAgreement()).isEqualTo(agreement);
        for (Path file : good()) {
            ServiceLevelAgreement example = json(file).toAgreement();
            assertThat(AgreementDefinition.of(example).toAgreement()).isEqualTo(example);
        }
    }

    @Test
    void twoCalendarsOfOneNameCannotBeWrittenDown() {
        BusinessCalendar one = BusinessCalendar.builder("office")
                .zone("Europe/Berlin")
                .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
                .build();
        BusinessCalendar other = BusinessCalendar.alwaysOpen().withName("office");
        ServiceLevelAgreement agreement = ServiceLevelAgreement.builder("a")
                .provider(Party.of("P"))
                .customer(Party.of("C"))
                .policy(SeverityPolicy.builder("all")
                        .target(Metric.FIRST_RESPONSE, Target.of("1h", one, 1))
                        .target(Metric.RESOLUTION, Target.of("1h", other, 1))
                        .build())
                .build();
        assertThatThrownBy(() -> AgreementDefinition.of(agreement))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("\"office\"", "names must differ");
    }

    @Test
    void metricsWhoseNamesDifferOnlyInPunctuationCannotBeWrittenDown() {
        Target target = Target.of("1h", BusinessCalendar.alwaysOpen(), 1);
        ServiceLevelAgreement agreement = ServiceLevelAgreement.builder("a")
                .provider(Party.of("P"))
                .customer(Party.of("C"))
                .policy(SeverityPolicy.builder("all")
                        .target(Metric.of("on site", Set.of(EventType.OPENED), Set.of(EventType.CLOSED)), target)
                        .target(Metric.of("on-site", Set.of(EventType.OPENED), Set.of(EventType.CLOSED)), target)
                        .build())
                .build();
        assertThatThrownBy(() -> AgreementDefinition.of(agreement)).isInstanceOf(IllegalArgumentException.class);
    }
}
