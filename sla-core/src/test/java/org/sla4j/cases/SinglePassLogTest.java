package org.sla4j.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.WeeklyHours;
import org.sla4j.examples.ExampleLogs;

/** Every case of a real ServiceNow log, in a single pass and by the ledger: {@code -Dsla4j.incidentLog=incident_event_log.csv}. */
@Tag("logs")
@EnabledIfSystemProperty(named = "sla4j.incidentLog", matches = ".+")
class SinglePassLogTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Rome");
    private static final BusinessCalendar OFFICE = BusinessCalendar.builder("office")
            .zone(ZONE)
            .hours(WeeklyHours.parse("Mon-Fri 08:00-12:00,13:00-18:00"))
            .build();
    private static final ServiceLevelAgreement AGREEMENT = ServiceLevelAgreement.builder("helpdesk")
            .provider(Party.of("IT"))
            .customer(Party.of("everybody"))
            .policy(policy("1 and 2", 1, 2, "1h", "16h"))
            .policy(policy("3 and 4", 3, 4, "4h", "40h"))
            .build();

    private static SeverityPolicy policy(String name, int from, int to, String response, String resolution) {
        SeverityPolicy.Builder policy = SeverityPolicy.builder(name);
        Severity.ITIL.stream()
                .filter(severity -> severity.rank() >= from && severity.rank() <= to)
                .forEach(policy::severity);
        return policy.target(Metric.FIRST_RESPONSE, Target.of(response, OFFICE, 0.9))
                .target(Metric.RESOLUTION, Target.of(resolution, OFFICE, 0.9))
                .target(Metric.NEXT_RESPONSE, Target.of(response, OFFICE, 0.9))
                .build();
    }

    @Test
    void everyCaseHasTheOutcomesOfTheLedgerAndMostNeedASinglePassOnly() throws IOException {
        Map<String, List<CaseEvent>> cases =
                ExampleLogs.serviceNow(Path.of(System.getProperty("sla4j.incidentLog")), ZONE).stream()
                        .collect(Collectors.groupingBy(CaseEvent::caseId, LinkedHashMap::new, Collectors.toList()));
        Plans plans = new Plans();
        int known = 0;
        for (List<CaseEvent> events : cases.values()) {
            ServiceCase incident = ServiceCase.replay(AGREEMENT, events);
            Instant now = incident.last().at().plusSeconds(86_400);
            Facts opened = incident.last().all().get(0).steps().get(0).after();
            SinglePass pass = SinglePass.over(List.of(AGREEMENT), plans, opened, incident.happened());
            if (pass != null) {
                known++;
                assertThat(pass.outcomes(now)).isEqualTo(new Outcomes(incident, now, Optional.empty()).all());
            }
        }
        System.out.println(known + " of " + cases.size() + " cases need a single pass only");
        assertThat(known).isGreaterThan(cases.size() * 9 / 10);
    }
}
