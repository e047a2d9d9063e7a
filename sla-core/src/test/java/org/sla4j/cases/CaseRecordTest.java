package org.sla4j.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.BusinessDuration;
import org.sla4j.calendar.InvalidDefinitionException;
import org.sla4j.postgres.PostgresServer;
import org.sla4j.postgres.RecordTable;

/** Cases outlive the program: as JSON, and in the tables of real databases. */
class CaseRecordTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant OPENED = Instant.parse("2026-01-05T09:00:00.123456789Z");

    private static ServiceLevelAgreement agreement(String version, String limit) {
        return ServiceLevelAgreement.builder("helpdesk")
                .version(version)
                .provider(Party.of("IT operations"))
                .customer(Party.of("Sales"))
                .policy(SeverityPolicy.builder("all")
                        .target(Metric.RESOLUTION, Target.of(limit, BusinessCalendar.alwaysOpen(), 0.9))
                        .build())
                .build();
    }

    private static ServiceCase incident() {
        Instant noon = Instant.parse("2026-01-05T12:00:00Z");
        PauseReason customer = PauseReason.of("awaiting user info", "customer");
        return ServiceCase.open(
                        agreement("1", "8h"),
                        CaseEvent.opened("INC-1", OPENED, Severity.HIGH)
                                .withTeam("first line")
                                .withAttribute("tier", "gold"))
                .apply(CaseEvent.waiting("INC-1", noon, customer)
                        .withId("row 17")
                        .withSequence(3))
                .apply(CaseEvent.resumed("INC-1", noon.plusSeconds(60), customer))
                .apply(CaseEvent.of("INC-1", noon.plusSeconds(70), EventType.of("parts delivered")))
                .move(noon.plusSeconds(80), agreement("2", "6h"), Retargeting.CARRY_ELAPSED)
                .apply(CaseEvent.severityChanged("INC-1", noon.plusSeconds(90), Severity.LOW))
                .apply(CaseEvent.resolved("INC-1", noon.plus(Duration.ofHours(1))));
    }

    private static ServiceCase again(CaseRecord written) {
        return written.toCase(agreement("1", "8h"), agreement("2", "6h"));
    }

    @Test
    void aCaseComesBackEqual() {
        ServiceCase again = again(CaseRecord.of(incident()));
        assertThat(again).isEqualTo(incident());
        assertThat(again.clocks()).isEqualTo(incident().clocks());
    }

    @Test
    void jacksonWritesAndReadsIt() throws Exception {
        String json = JSON.writeValueAsString(CaseRecord.of(incident()));
        assertThat(again(JSON.readValue(json, CaseRecord.class))).isEqualTo(incident());
    }

    @Test
    void jacksonThreeDoesToo() {
        tools.jackson.databind.ObjectMapper three = new tools.jackson.databind.json.JsonMapper();
        String json = three.writeValueAsString(CaseRecord.of(incident()));
        assertThat(again(three.readValue(json, CaseRecord.class))).isEqualTo(incident());
    }

    @Test
    void theFormIsTheOneOfTheFirstRelease() throws Exception {
        String json = """
                {"format": 1, "caseId": "INC-1", "agreements": [{"id": "helpdesk", "version": "1"}], "events": [
                  {"at": "2026-01-05T09:00:00Z", "type": "opened", "severityRank": 2, "severity": "High"},
                  {"at": "2026-01-05T10:00:00Z", "type": "waiting", "reason": "awaiting user info", "party": "customer"},
                  {"at": "2026-01-05T11:00:00Z", "type": "resolved"}]}
                """;
        CaseRecord read = JSON.readValue(json, CaseRecord.class);
        assertThat(new tools.jackson.databind.json.JsonMapper().readValue(json, CaseRecord.class))
                .isEqualTo(read);
        ServiceCase incident = read.toCase(agreement("1", "8h"));
        assertThat(incident.outcomes(Instant.parse("2026-01-06T00:00:00Z")))
                .extracting(Outcome::elapsed)
                .containsExactly(Duration.ofHours(1));
    }

    @Test
    void aNewerFormIsRefusedWithTheVersionsNamed() {
        CaseRecord written = CaseRecord.of(incident());
        CaseRecord newer = new CaseRecord(2, written.caseId(), written.agreements(), written.events(), written.moves());
        assertThatThrownBy(() -> again(newer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The record of case \"INC-1\" is of form 2, but this release of sla4j reads forms 1 to 1;"
                        + " read it with the release that wrote it, or a later one.");
    }

    @Test
    void aNewerFormIsRefusedByItsVersionAlsoIfItHasMoreFields() throws Exception {
        String json = """
                {"format": 2, "caseId": "INC-1", "events": [], "colour": "blue"}
                """;
        ObjectMapper two = JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        for (CaseRecord read : List.of(
                two.readValue(json, CaseRecord.class),
                new tools.jackson.databind.json.JsonMapper().readValue(json, CaseRecord.class))) {
            assertThatThrownBy(() -> again(read)).hasMessageContaining("is of form 2, but this release");
        }
    }

    @Test
    void aCaseIsNotMadeUnderAnotherVersionByMistake() {
        CaseRecord written = CaseRecord.of(incident());
        assertThatThrownBy(() -> written.toCase(agreement("1", "8h")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "Case \"INC-1\" is under agreement \"helpdesk\" version \"2\", but given are [\"helpdesk\" version \"1\"]");
    }

    @Test
    void anUnreadableInstantIsQuoted() {
        CaseRecord.Event event = event("yesterday", "opened", 1, "Critical");
        assertThatThrownBy(() -> again(record(event))).hasMessageContaining("\"yesterday\" is not an instant");
    }

    private static CaseRecord.Event event(String at, String type, int rank, String severity) {
        return new CaseRecord.Event(
                at, type, "", 0L, rank, severity, "", "", "", Map.of(), "", CaseRecord.Agreed.NONE, "");
    }

    private static CaseRecord record(CaseRecord.Event... events) {
        return new CaseRecord(
                1, "INC-1", List.of(new CaseRecord.Agreement("helpdesk", "1")), List.of(events), List.of());
    }

    @Test
    void aSeverityWithoutRankOrNameIsRefused() {
        assertThatThrownBy(() -> again(record(event("2026-01-05T09:00:00Z", "opened", -1, "High"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has severity without severityRank; give both or neither");
        assertThatThrownBy(() -> again(record(event("2026-01-05T09:00:00Z", "opened", 2, ""))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has severityRank without severity");
    }

    @Test
    void theRankZeroIsARankLikeAnyOther() throws Exception {
        CaseEvent opened = CaseEvent.opened("INC-1", OPENED, Severity.of(0, "Stop"));
        CaseRecord.Event written = CaseRecord.Event.of(opened);
        assertThat(JSON.readValue(JSON.writeValueAsString(written), CaseRecord.Event.class)
                        .toEvent("INC-1"))
                .isEqualTo(opened);
        // Where no severity is meant, 0 is what many columns have.
        assertThat(event("2026-01-05T10:00:00Z", "resolved", 0, "").toEvent("INC-1"))
                .isEqualTo(event("2026-01-05T10:00:00Z", "resolved", -1, "").toEvent("INC-1"));
    }

    @ParameterizedTest
    @CsvSource({"2, Hgh", "2, high", "3, High", "7, low"})
    void aSeverityThatIsASlipOfOneOfTheAgreementIsRefused(int rank, String name) {
        CaseRecord.Event opened = event("2026-01-05T09:00:00Z", "opened", 2, "High");
        assertThatThrownBy(() -> again(record(opened, event("2026-01-05T10:00:00Z", "severity changed", rank, name))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("the severity \"" + rank + " " + name + "\"", "meant?");
        assertThat(again(record(opened, event("2026-01-05T10:00:00Z", "severity changed", 7, "Cosmetic")))
                        .severity())
                .isEqualTo(Severity.of(7, "Cosmetic"));
    }

    @Test
    void aHandOverNamesATeam() {
        CaseRecord.Event opened = event("2026-01-05T09:00:00Z", "opened", 2, "High");
        assertThatThrownBy(() -> again(record(opened, event("2026-01-05T10:00:00Z", "reassigned", -1, ""))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"reassigned\" of case \"INC-1\" needs a team");
    }

    @Test
    void aMoveFollowsAnAgreementOfTheCase() {
        CaseRecord.Move move =
                new CaseRecord.Move("2026-01-05T10:00:00Z", 1, new CaseRecord.Agreement("helpdesk", "2"), "RESTART");
        CaseRecord moved = new CaseRecord(
                1,
                "INC-1",
                List.of(new CaseRecord.Agreement("helpdesk", "1")),
                List.of(event("2026-01-05T09:00:00Z", "opened", 2, "High")),
                List.of(move));
        assertThatThrownBy(() -> again(moved))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("place 1", "there are 1, of which the first is at 0");
    }

    @Test
    void aMapIsReadStrictly() {
        Map<String, Object> opened =
                Map.of("at", "2026-01-05T09:00:00Z", "type", "opened", "severityRank", "2", "severity", "High");
        Map<String, Object> map = Map.of(
                "format",
                1,
                "caseId",
                "INC-1",
                "agreements",
                List.of(Map.of("id", "helpdesk", "version", 1)),
                "events",
                List.of(opened, Map.of("at", "2026-01-05T10:00:00Z", "type", "resolved")));
        assertThat(again(CaseRecord.fromMap(map))
                        .clock(Metric.RESOLUTION)
                        .orElseThrow()
                        .isStopped())
                .isTrue();
    }

    private static List<String> mistakes(String json) throws Exception {
        Map<String, Object> map = JSON.readValue(json, new TypeReference<>() {});
        return catchThrowableOfType(InvalidDefinitionException.class, () -> CaseRecord.fromMap(map)).mistakes().stream()
                .map(InvalidDefinitionException.Mistake::toString)
                .toList();
    }

    @Test
    void allMistakesOfARecordComeInOneExceptionInItsOrder() throws Exception {
        assertThat(mistakes("""
                        {"moves": [{"at": "noon", "place": 3, "agreement": {"id": "a", "version": 2}, "rule": "RESTRT"}],
                         "events": [{"typ": "opened", "severity": "High", "at": "2026-01-05"},
                                    {"at": "2026-01-05T10:00:00Z", "type": "reassigned", "sequence": 3.5},
                                    {"at": "2026-01-05T11:00:00Z", "type": "agreed", "recordedAt": "now",
                                     "agreed": {"metric": "resolution", "limt": "soon", "by": "Ann", "why": "parts"}},
                                    {"at": "2026-01-05T12:00:00Z", "type": "resumed", "inPlaceOf": "7", "agreed": {"by": "Ann"}}],
                         "agreements": [{"id": "a", "version": 1}], "caseid": " ", "format": 1}"""))
                .satisfiesExactly(
                        mistake -> assertThat(mistake).startsWith("moves[0].at: \"noon\" is not an instant"),
                        mistake -> assertThat(mistake)
                                .startsWith("moves[0].place: ")
                                .contains("place 3"),
                        mistake -> assertThat(mistake)
                                .startsWith("moves[0].rule: ")
                                .contains("\"RESTRT\""),
                        mistake -> assertThat(mistake).startsWith("events[0].typ: \"typ\" is not a key here"),
                        mistake -> assertThat(mistake)
                                .startsWith("events[0].severity: ")
                                .contains("without severityRank"),
                        mistake -> assertThat(mistake).startsWith("events[0].at: \"2026-01-05\" is not an instant"),
                        mistake -> assertThat(mistake).startsWith("events[1].sequence: There must be a whole number"),
                        mistake -> assertThat(mistake).startsWith("events[2].recordedAt: \"now\" is not an instant"),
                        mistake -> assertThat(mistake).startsWith("events[2].agreed.limt: \"limt\" is not a key here"),
                        mistake -> assertThat(mistake).startsWith("events[2].agreed.limt: \"soon\""),
                        mistake -> assertThat(mistake).startsWith("events[3]: ").contains("what was agreed"),
                        mistake ->
                                assertThat(mistake).startsWith("events[3]: ").contains("the id of the event withdrawn"),
                        mistake -> assertThat(mistake).startsWith("events[3].agreed: "),
                        mistake -> assertThat(mistake).startsWith("caseid: \"caseid\" is not a key here"),
                        mistake -> assertThat(mistake).startsWith("caseid: A case needs an id"));
    }

    @Test
    void whatFollowsFromAMistakeOfARecordIsNoMistakeOfItsOwn() throws Exception {
        String record = "{\"format\": 1, \"caseId\": \"INC-1\", \"agreements\": [], \"events\": ";
        for (String events : List.of(
                "{\"at\": \"2026-01-05T09:00:00Z\"}",
                "[{\"at\": \"2026-01-05T09:00:00Z\", \"type\": true}]",
                "[{\"Zeitpunkt\": \"2026-01-05T09:00:00Z\", \"type\": \"opened\", \"severityRank\": 2, \"severity\": \"High\"}]",
                "[{\"at\": \"2026-01-05T09:00:00Z\", \"type\": \"opened\", \"severityRank\": \"two\", \"severity\": \"High\"}]",
                "[{\"at\": \"2026-01-05T09:00:00Z\", \"type\": \"opened\", \"severityRank\": -7, \"severity\": \"High\"}]")) {
            assertThat(mistakes(record + events + "}")).as(events).hasSize(1);
        }
    }

    @Test
    void aReasonAndItsPartyComeTogether() throws Exception {
        String waiting = "{\"format\": 1, \"caseId\": \"INC-1\", \"events\": [{\"at\": \"2026-01-05T09:00:00Z\","
                + " \"type\": \"opened\", \"severityRank\": 2, \"severity\": \"High\"},"
                + " {\"at\": \"2026-01-05T10:00:00Z\", \"type\": \"waiting\", ";
        assertThat(mistakes(waiting + "\"reason\": \"parts\"}]}"))
                .containsExactly("events[1].reason: Event \"waiting\" at \"2026-01-05T10:00:00Z\" of case \"INC-1\""
                        + " has reason without party; give both or neither.");
        assertThat(mistakes(waiting + "\"party\": \"vendor\"}]}"))
                .containsExactly("events[1].party: Event \"waiting\" at \"2026-01-05T10:00:00Z\" of case \"INC-1\""
                        + " has party without reason; give both or neither.");
    }

    @Test
    void aFormThatNeverWasIsRefusedWithoutSendingAnybodyToALaterRelease() throws Exception {
        String opened = ", \"caseId\": \"INC-1\", \"events\": [{\"at\": \"2026-01-05T09:00:00Z\","
                + " \"type\": \"opened\", \"severityRank\": 2, \"severity\": \"High\"}]}";
        assertThat(mistakes("{\"format\": 0" + opened))
                .containsExactly("format: The record of case \"INC-1\" is of form 0,"
                        + " but this release of sla4j reads forms 1 to 1.");
    }

    @Test
    void aMoveFollowsNoAgreementAtAPlaceBelowZero() throws Exception {
        String moved =
                "{\"format\": 1, \"caseId\": \"INC-1\", \"agreements\": [{\"id\": \"helpdesk\", \"version\": \"1\"}],"
                        + " \"events\": [{\"at\": \"2026-01-05T09:00:00Z\", \"type\": \"opened\", \"severityRank\": 2,"
                        + " \"severity\": \"High\"}], \"moves\": [{\"at\": \"2026-01-05T10:00:00Z\", \"place\": -1,"
                        + " \"agreement\": {\"id\": \"helpdesk\", \"version\": \"2\"}, \"rule\": \"RESTART\"}]}";
        assertThat(mistakes(moved))
                .containsExactly("moves[0].place: A move of case \"INC-1\" follows the agreement at place -1,"
                        + " but there are 1, of which the first is at 0.");
    }

    @Test
    void aRecordBeginsWithAnOpening() throws Exception {
        assertThat(
                        mistakes(
                                "{\"format\": 1, \"caseId\": \"INC-1\", \"events\": [{\"type\": \"resolved\", \"at\": \"2026-01-05T09:00:00Z\"}]}"))
                .containsExactly("events: A case begins with the event opened, but there is none.");
    }

    @Test
    void allMistakesThatTheAgreementsTellComeTogether() {
        CaseRecord.Event opened = event("2026-01-05T09:00:00Z", "opened", 2, "Hgh");
        CaseRecord.Event slip = event("2026-01-05T10:00:00Z", "resolvd", -1, "");
        CaseRecord.Event late = event("tomorrow", "closed", -1, "");
        CaseRecord written = new CaseRecord(
                1,
                "INC-1",
                List.of(new CaseRecord.Agreement("helpdesk", "9")),
                List.of(opened, slip, late),
                List.of(new CaseRecord.Move(
                        "2026-01-05T10:00:00Z", 0, new CaseRecord.Agreement("helpdesk", "8"), "RESTART")));
        assertThat(catchThrowableOfType(InvalidDefinitionException.class, () -> again(written))
                        .mistakes())
                .extracting(InvalidDefinitionException.Mistake::path)
                .containsExactly(
                        "agreements[0]", "events[0].severity", "events[1].type", "events[2].at", "moves[0].agreement");
    }

    @Test
    void anOpeningWithoutASeverityIsRefused() {
        assertThatThrownBy(() -> again(record(event("2026-01-05T09:00:00Z", "opened", 0, ""))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"opened\" of case \"INC-1\" needs a severity");
    }

    @Test
    void aPartThatGoesWithAnotherTypeIsRefused() throws Exception {
        String resumed =
                "{\"at\": \"2026-01-05T09:00:00Z\", \"type\": \"resumed\", \"reason\": \"asked\", \"party\": \"customer\"";
        assertThatThrownBy(() -> JSON.readValue(
                                resumed + ", \"severityRank\": 2, \"severity\": \"High\"}", CaseRecord.Event.class)
                        .toEvent("INC-1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has a severity, which goes with [opened, severity changed] only");
        assertThatThrownBy(() -> JSON.readValue(
                                "{\"at\": \"2026-01-05T09:00:00Z\", \"type\": \"opened\", \"severityRank\": 2, \"severity\": \"High\","
                                        + " \"inPlaceOf\": \"1\", \"reason\": \"asked\", \"party\": \"customer\"}",
                                CaseRecord.Event.class)
                        .toEvent("INC-1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has a reason, which goes with [resumed, waiting] only");
        assertThat(JSON.readValue(resumed + "}", CaseRecord.Event.class)
                        .toEvent("INC-1")
                        .reason())
                .isPresent();
    }

    @Test
    void aTypeThatIsASlipOfAReadyMadeOneIsRefused() {
        CaseRecord.Event opened = event("2026-01-05T09:00:00Z", "opened", 2, "High");
        assertThatThrownBy(() -> again(record(opened, event("2026-01-05T10:00:00Z", "resolvd", 0, ""))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("which no metric names; was \"resolved\" meant?");
        assertThat(again(record(opened, event("2026-01-05T10:00:00Z", "parts delivered", 0, "")))
                        .events())
                .hasSize(2);
    }

    @Test
    void anUnknownRuleSaysWhatIsAccepted() {
        CaseRecord.Move move =
                new CaseRecord.Move("2026-01-05T10:00:00Z", 0, new CaseRecord.Agreement("helpdesk", "2"), "RESTRT");
        CaseRecord moved = new CaseRecord(
                1,
                "INC-1",
                List.of(new CaseRecord.Agreement("helpdesk", "1")),
                List.of(event("2026-01-05T09:00:00Z", "opened", 2, "High")),
                List.of(move));
        assertThatThrownBy(() -> again(moved))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("\"RESTRT\"", "RETROACTIVE", "RESTART");
    }

    @Test
    void anAttributeThatABinderLeftNullIsLeftOut() throws Exception {
        String json = """
                {"at": "2026-01-05T09:00:00Z", "type": "opened", "severityRank": 2, "severity": "High",
                 "attributes": {"tier": null, "site": "Berlin"}}
                """;
        assertThat(JSON.readValue(json, CaseRecord.Event.class).toEvent("INC-1").attributes())
                .containsExactly(Map.entry("site", "Berlin"));
    }

    @Test
    void everyKindOfEventComesBackThroughBothJacksons() throws Exception {
        PauseReason customer = PauseReason.of("awaiting user info", "customer");
        List<CaseEvent> events = List.of(
                CaseEvent.opened("INC-1", OPENED, Severity.HIGH).withId("b").replacing("a"),
                CaseEvent.waiting("INC-1", OPENED, customer).withRecordedAt(OPENED.plusSeconds(7)),
                CaseEvent.changed("INC-1", OPENED).withAttribute("tier", "").withTeam("second line"),
                CaseEvent.withdrawn("INC-1", OPENED, "row 17"),
                CaseEvent.agreed(
                        "INC-1",
                        OPENED,
                        AgreedByHand.of(Metric.RESOLUTION, BusinessDuration.parse("3bd"), "Ann", "customs")
                                .forAgreement("helpdesk")),
                CaseEvent.agreed("INC-1", OPENED, AgreedByHand.of(Metric.RESOLUTION, OPENED, "Ann", "customs")));
        tools.jackson.databind.ObjectMapper three = new tools.jackson.databind.json.JsonMapper();
        for (CaseEvent event : events) {
            CaseRecord.Event written = CaseRecord.Event.of(event);
            CaseEvent two = JSON.readValue(JSON.writeValueAsString(written), CaseRecord.Event.class)
                    .toEvent("INC-1");
            assertThat(two).isEqualTo(event);
            assertThat(two.recordedAt()).isEqualTo(event.recordedAt());
            assertThat(three.readValue(three.writeValueAsString(written), CaseRecord.Event.class)
                            .toEvent("INC-1"))
                    .isEqualTo(event);
        }
    }

    @Test
    void itIsKeptInATableOfH2() throws Exception {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:cases;DB_CLOSE_DELAY=-1");
        keepsCases(database, "varchar(1000000)");
    }

    @Test
    @Tag("postgresql")
    void itIsKeptInATableOfPostgreSql() throws Exception {
        keepsCases(PostgresServer.newDatabase(), "text");
    }

    private static void keepsCases(DataSource database, String text) throws Exception {
        try (RecordTable table = new RecordTable(database, text)) {
            ServiceCase early =
                    ServiceCase.replay(agreement("1", "8h"), incident().events().subList(0, 2));
            for (ServiceCase state : List.of(early, incident())) {
                CaseRecord written = CaseRecord.of(state);
                table.save(written.caseId(), written.format(), JSON.writeValueAsString(written));
                assertThat(again(JSON.readValue(table.load("INC-1"), CaseRecord.class)))
                        .isEqualTo(state);
            }
        }
    }
}
