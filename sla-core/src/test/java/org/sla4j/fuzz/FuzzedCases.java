package org.sla4j.fuzz;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.sla4j.agreement.AgreementKind;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Reopening;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.BusinessDuration;
import org.sla4j.calendar.WeeklyHours;
import org.sla4j.cases.AgreedByHand;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.ServiceCase;

/** Cases with something of everything that a state or a line can hold. */
final class FuzzedCases {
    private static final Instant OPENED = Instant.parse("2026-03-27T13:00:00Z");
    private static final BusinessCalendar OFFICE = BusinessCalendar.builder("office")
            .zone(ZoneOffset.UTC)
            .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
            .build();
    private static final Metric NEWS = Metric.builder("news")
            .startsOn(EventType.OPENED, EventType.REOPENED)
            .restartsOn(EventType.UPDATED)
            .stopsOn(EventType.RESOLVED)
            .repeating()
            .countedFromDue()
            .build();

    private static final ServiceLevelAgreement SLA = ServiceLevelAgreement.builder("sla")
            .provider(Party.of("IT"))
            .customer(Party.of("Sales"))
            .policy(SeverityPolicy.builder("severe")
                    .severity(Severity.CRITICAL)
                    .target(Metric.FIRST_RESPONSE, Target.of("1h", OFFICE, 0.95))
                    .target(Metric.RESOLUTION, Target.of("1bd", OFFICE, 0.9))
                    .target(NEWS, Target.of("2h", OFFICE, 0.9))
                    .retargeting(Retargeting.CARRY_ELAPSED)
                    .reopening(Reopening.NEW_CYCLE)
                    .build())
            .policy(SeverityPolicy.builder("rest")
                    .target(Metric.RESOLUTION, Target.of("8h", BusinessCalendar.alwaysOpen(), 0.9))
                    .build())
            .build();

    private static final ServiceLevelAgreement OLA = ServiceLevelAgreement.builder("ola")
            .kind(AgreementKind.OLA)
            .provider(Party.of("Network"))
            .customer(Party.of("IT"))
            .policy(SeverityPolicy.builder("all")
                    .target(Metric.OWNERSHIP, Target.of("2h", OFFICE, 0.9))
                    .build())
            .build();

    static final List<ServiceLevelAgreement> AGREEMENTS = List.of(SLA, OLA);

    static final List<CaseEvent> EVENTS = events();

    /** The case after each of its events, under one agreement and under two. */
    static final List<ServiceCase> ALL = all();

    private FuzzedCases() {}

    private static CaseEvent at(int hours, EventType type) {
        return CaseEvent.of("7", OPENED.plus(Duration.ofHours(hours)), type);
    }

    private static List<CaseEvent> events() {
        PauseReason asked = PauseReason.of("asked", "customer");
        return List.of(
                CaseEvent.opened("7", OPENED, Severity.CRITICAL)
                        .withTeam("desk")
                        .withAttribute("tier", "gold"),
                CaseEvent.waiting("7", OPENED.plusSeconds(1800), asked)
                        .withId("w")
                        .withSequence(3),
                at(1, EventType.UPDATED),
                CaseEvent.resumed("7", OPENED.plusSeconds(7200).plusNanos(5), asked),
                CaseEvent.reassigned("7", OPENED.plusSeconds(8000), "network"),
                CaseEvent.severityChanged("7", OPENED.plusSeconds(9000), Severity.LOW),
                CaseEvent.agreed(
                        "7",
                        OPENED.plusSeconds(9500),
                        AgreedByHand.of(Metric.RESOLUTION, BusinessDuration.parse("12h"), "Ann", "customs")),
                CaseEvent.severityChanged("7", OPENED.plusSeconds(9900), Severity.CRITICAL),
                at(30, EventType.RESPONDED),
                at(70, EventType.RESOLVED),
                at(71, EventType.REOPENED),
                at(72, EventType.CANCELLED));
    }

    private static List<ServiceCase> all() {
        List<ServiceCase> all = new ArrayList<>();
        for (List<ServiceLevelAgreement> agreements : List.of(List.of(SLA), AGREEMENTS)) {
            for (int i = 1; i <= EVENTS.size(); i++) {
                all.add(ServiceCase.replay(agreements, EVENTS.subList(0, i)));
            }
        }
        return all;
    }
}
