package org.sla4j.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.document.AgreementDefinition;
import org.sla4j.agreement.document.AgreementText;
import org.sla4j.agreement.document.Lint;
import org.sla4j.cases.CaseRecord;
import org.sla4j.cases.ServiceCase;

/**
 * Arbitrary documents as agreements, targets and records of cases: a whole one in JSON, or one that is right but for some of its values.
 * The first byte chooses what reads the rest.
 */
class DocumentsFuzzTest {
    private static final int READERS = 5;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String AGREEMENT = """
            {"id": "a", "version": "1", "provider": "IT", "customer": "Sales", "zone": "UTC", "inForce": "2026-01-01/2026-12-31",
             "terms": {"reviewOn": "2026-10-01", "reporting": [{"subject": "all", "every": "P1M"}]},
             "requiredApprovals": ["manager"], "approvals": [{"role": "manager", "name": "Bo", "date": "2026-01-05", "digest": "0"}],
             "contacts": [{"name": "Ann", "role": "desk", "hours": "office"}],
             "escalation": [{"when": "every 4h after breach", "contact": "Ann", "message": "late"}],
             "credits": {"currency": "EUR", "cap": 0.5, "tiers": [{"below": 0.95, "credit": 0.1}]},
             "calendars": [{"name": "office", "zone": "UTC", "hours": "Mon-Fri 9-17", "holidays": [{"date": "12-25"}]}],
             "matrix": {"impacts": ["wide"], "urgencies": ["high"], "severities": [["1"]]},
             "events": ["painted"], "metrics": [{"name": "painting", "startsOn": ["opened"], "stopsOn": ["painted"],
                 "whileHeldBy": {"team": "paint"}}],
             "policies": [{"name": "gold", "when": {"tier": "gold"}, "conditions": [{"attribute": "users", "atLeast": "3"}],
                 "retargeting": "carry-elapsed", "reopening": "count-gap", "targets": {
                     "painting": {"limit": "2bd at 12:00", "calendar": "office", "goal": 0.9, "warnings": ["75%", "30m before due"]}}},
               {"name": "rest", "severities": ["2", "Low"], "targets": {"resolution": {"limit": "1h30m", "goal": 1, "pausedBy": ["customer"]}}}]}
            """;
    private static final String RECORD = """
            {"format": 1, "caseId": "7", "agreements": [{"id": "sla", "version": "1"}], "moves": [], "events": [
              {"at": "2026-03-27T13:00:00Z", "type": "opened", "severityRank": 1, "severity": "Critical", "attributes": {"tier": "gold"}},
              {"at": "2026-03-27T14:00:00Z", "type": "waiting", "reason": "asked", "party": "customer", "id": "w", "sequence": 3},
              {"at": "2026-03-27T15:00:00Z", "type": "agreed", "recordedAt": "2026-03-27T15:00:00Z",
               "agreed": {"metric": "resolution", "limit": "12h", "by": "Ann", "why": "customs"}},
              {"at": "2026-03-27T16:00:00Z", "type": "reassigned", "team": "network"},
              {"at": "2026-03-28T13:00:00Z", "type": "resolved"}]}
            """;

    @FuzzTest(maxDuration = "3m")
    void onlyDocumentedExceptionsWithinTheBounds(byte[] input) {
        if (input.length > 0) {
            String text = new String(Arrays.copyOfRange(input, 1, input.length), StandardCharsets.UTF_8);
            Map<String, ?> document = document(Math.floorMod(input[0], READERS), text);
            if (document != null) {
                Bounds.within(() -> read(Math.floorMod(input[0], READERS), document));
            }
        }
    }

    @BeforeAll
    static void loadAllClassesFirst() {
        for (int reader = 0; reader < READERS; reader++) {
            int chosen = reader;
            Map<String, ?> document = document(chosen, reader == 2 ? "{\"limit\": \"4h\", \"goal\": 1}" : "0=1");
            if (document != null) {
                Bounds.attempt(() -> read(chosen, document));
            }
        }
        read(0, json(AGREEMENT));
        read(1, json(RECORD));
    }

    private static @Nullable Map<String, ?> document(int reader, String text) {
        return switch (reader) {
            case 3 -> changed(json(AGREEMENT), text);
            case 4 -> changed(json(RECORD), text);
            default -> {
                try {
                    yield JSON.readValue(text, new TypeReference<Map<String, Object>>() {});
                } catch (JsonProcessingException e) {
                    yield null;
                }
            }
        };
    }

    private static Map<String, Object> json(String text) {
        try {
            return JSON.readValue(text, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A document of which some values, counted through, are others: each line is a number, an equals sign and a text. */
    private static Map<String, ?> changed(Map<String, Object> document, String lines) {
        Map<Integer, String> others = new LinkedHashMap<>();
        for (String line : lines.split("\n", 10)) {
            String[] parts = line.split("=", 2);
            if (parts.length == 2 && parts[0].matches("[0-9]{1,2}")) {
                others.put(Integer.valueOf(parts[0]), parts[1]);
            }
        }
        return changed(document, others, new int[1]);
    }

    private static Map<String, Object> changed(Map<?, ?> document, Map<Integer, String> others, int[] place) {
        Map<String, Object> changed = new LinkedHashMap<>();
        document.forEach((key, part) -> changed.put((String) key, changed(part, others, place)));
        return changed;
    }

    private static Object changed(Object value, Map<Integer, String> others, int[] place) {
        if (value instanceof Map<?, ?> map) {
            return changed(map, others, place);
        } else if (value instanceof List<?> list) {
            List<Object> changed = new ArrayList<>();
            list.forEach(part -> changed.add(changed(part, others, place)));
            return changed;
        }
        return others.getOrDefault(place[0]++, value instanceof String text ? text : value.toString());
    }

    private static void read(int reader, Map<String, ?> document) {
        if (reader == 0 || reader == 3) {
            ServiceLevelAgreement agreement =
                    AgreementDefinition.fromMap(document).toAgreement();
            assertThat(AgreementDefinition.of(agreement).toAgreement()).isEqualTo(agreement);
            Lint.of(agreement);
            AgreementText.of(agreement, Locale.ENGLISH);
            AgreementText.of(agreement, Locale.GERMAN);
        } else if (reader == 2) {
            AgreementDefinition.TargetDefinition.fromMap(document).toTarget();
        } else {
            readRecord(CaseRecord.fromMap(document));
        }
    }

    private static void readRecord(CaseRecord record) {
        ServiceLevelAgreement[] agreements = FuzzedCases.AGREEMENTS.toArray(ServiceLevelAgreement[]::new);
        try {
            ServiceCase incident = record.toCase(agreements);
            assertThat(CaseRecord.of(incident).toCase(agreements)).isEqualTo(incident);
            incident.outcomes(
                    incident.events().get(incident.events().size() - 1).at());
        } catch (DateTimeException e) { // an instant outside of the years of a calendar
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
