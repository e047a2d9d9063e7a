package org.sla4j.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.PauseRule;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.agreement.WhileHeldBy;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.DateRange;

/** What a case answers by the id of one of its agreements, after moves, as known at an instant, and with events out of order. */
class SeveralAgreementsTest {
    private static final BusinessCalendar ALL = BusinessCalendar.alwaysOpen();
    private static final Instant LATER = at("23:00");

    private static Instant at(String time) {
        return Instant.parse("2026-01-05T" + time + ":00Z");
    }

    private static ServiceLevelAgreement.Builder builder(String id) {
        return ServiceLevelAgreement.builder(id)
                .provider(Party.of("IT operations"))
                .customer(Party.of("Sales"));
    }

    private static ServiceLevelAgreement agreement(String id, String limit) {
        return builder(id)
                .policy(SeverityPolicy.builder(id + " high")
                        .severity(Severity.HIGH)
                        .target(Metric.RESOLUTION, Target.of(limit, ALL, 0.9))
                        .build())
                .build();
    }

    private static final ServiceLevelAgreement SLA = agreement("sla", "8h");
    private static final ServiceLevelAgreement OLA = agreement("ola", "4h");

    private static CaseEvent opened() {
        return CaseEvent.opened("INC-1", at("09:00"), Severity.HIGH).withTeam("L1");
    }

    private static ServiceCase both(CaseEvent... events) {
        List<CaseEvent> all = new ArrayList<>(List.of(opened()));
        Collections.addAll(all, events);
        return ServiceCase.replay(List.of(SLA, OLA), all);
    }

    private static CaseEvent of(String time, EventType type) {
        return CaseEvent.of("INC-1", at(time), type);
    }

    private static Duration limit(ServiceCase incident, String id) {
        return Objects.requireNonNull(incident.clocks(id).get(Metric.RESOLUTION))
                .reading(LATER)
                .limit();
    }

    @Test
    void areAskedForByTheirIds() {
        ServiceCase incident = both(of("10:00", EventType.RESPONDED));
        assertThat(incident.agreement("ola")).isEqualTo(OLA);
        assertThat(incident.agreement("sla")).isEqualTo(SLA);
        assertThat(incident.policy("ola")).map(SeverityPolicy::name).contains("ola high");
        assertThat(incident.policy("sla")).map(SeverityPolicy::name).contains("sla high");
        assertThat(limit(incident, "ola")).isEqualTo(Duration.ofHours(4));
        assertThat(limit(incident, "sla")).isEqualTo(Duration.ofHours(8));
        assertThat(incident.ledger("ola", Metric.RESOLUTION, at("11:00"))
                        .orElseThrow()
                        .byTeam())
                .containsOnlyKeys("L1");
        assertThat(incident.ledger("ola", Metric.FIRST_RESPONSE, at("11:00"))).isEmpty();
        assertThatThrownBy(() -> incident.policy("uc"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Case \"INC-1\" is under the agreements [\"sla\", \"ola\"], but not under \"uc\".");
    }

    @Test
    void eachSayWhyTheyPromiseNothing() {
        ServiceLevelAgreement low = builder("low")
                .policy(SeverityPolicy.builder("low")
                        .severity(Severity.LOW)
                        .target(Metric.RESOLUTION, Target.of("8h", ALL, 0.9))
                        .build())
                .build();
        ServiceLevelAgreement past = builder("past")
                .inForce(new DateRange(LocalDate.parse("2025-01-01"), LocalDate.parse("2025-12-31")))
                .policy(SLA.policies().get(0))
                .build();
        ServiceCase incident = ServiceCase.open(List.of(SLA, low, past), opened().withAttribute("category", "vpn"));
        assertThat(incident.unpromisedBecause("sla")).isEmpty();
        assertThat(incident.unpromisedBecause("low"))
                .contains("no policy is for severity " + Severity.HIGH + " with {category=vpn}");
        assertThat(incident.unpromisedBecause("past")).get().asString().contains("2025-12-31");
    }

    @Test
    void moveOneByOneInWhateverOrderTheMovesAreTold() {
        ServiceLevelAgreement six = agreement("ola", "6h");
        ServiceLevelAgreement five = agreement("ola", "5h");
        ServiceCase incident = both();
        ServiceCase inOrder = incident.move(at("10:00"), six, Retargeting.RETROACTIVE)
                .move(at("11:00"), five, Retargeting.RETROACTIVE);
        ServiceCase backwards = incident.move(at("11:00"), five, Retargeting.RETROACTIVE)
                .move(at("10:00"), six, Retargeting.RETROACTIVE);
        assertThat(limit(inOrder, "ola")).isEqualTo(Duration.ofHours(5));
        assertThat(limit(inOrder, "sla")).isEqualTo(Duration.ofHours(8));
        assertThat(backwards).isEqualTo(inOrder);
        assertThat(limit(backwards, "ola")).isEqualTo(Duration.ofHours(5));
        assertThat(inOrder.move(at("11:00"), five, Retargeting.RETROACTIVE)).isSameAs(inOrder);
        assertThat(inOrder.move(at("10:00"), six, Retargeting.RETROACTIVE)).isSameAs(inOrder);
        assertThat(inOrder.move(at("10:00"), five, Retargeting.RETROACTIVE)).isNotEqualTo(inOrder);
    }

    @Test
    void areThoseOfTheInstantLookedAt() {
        ServiceLevelAgreement one = agreement("ola", "1h");
        ServiceCase moved = both(of("09:30", EventType.RESPONDED)).move(at("12:00"), one, Retargeting.RETROACTIVE);
        assertThat(moved.outcomes(at("12:00")).get(1).limit()).isEqualTo(Duration.ofHours(1));
        assertThat(moved.outcomes(at("11:59")).get(1).limit()).isEqualTo(Duration.ofHours(4));
        assertThat(moved.asKnownOn(at("12:00"))
                        .orElseThrow()
                        .outcomes(LATER)
                        .get(1)
                        .limit())
                .isEqualTo(Duration.ofHours(1));
        assertThat(moved.asKnownOn(at("11:59"))
                        .orElseThrow()
                        .outcomes(LATER)
                        .get(1)
                        .limit())
                .isEqualTo(Duration.ofHours(4));
    }

    @Test
    void areNotKnownBeforeTheOpeningWas() {
        ServiceCase late = ServiceCase.replay(
                SLA, List.of(opened().withRecordedAt(at("12:00")), of("10:00", EventType.RESPONDED)));
        assertThat(late.asKnownOn(at("11:59"))).isEmpty();
        assertThat(late.asKnownOn(at("12:00"))).isPresent();
    }

    @Test
    void aCaseListsItsEventsInTheirOrderHoweverTheyCame() {
        CaseEvent before = CaseEvent.changed("INC-1", at("08:30")).withAttribute("category", "vpn");
        CaseEvent earlier = CaseEvent.changed("INC-1", at("08:00")).withAttribute("category", "wifi");
        CaseEvent second = CaseEvent.opened("INC-1", at("09:20"), Severity.LOW);
        CaseEvent answered = of("10:00", EventType.RESPONDED);
        CaseEvent acknowledged = of("10:00", EventType.ACKNOWLEDGED);
        CaseEvent done = of("11:00", EventType.RESOLVED);
        List<CaseEvent> inOrder = List.of(earlier, before, opened(), second, acknowledged, answered, done);
        ServiceCase incident = ServiceCase.open(SLA, opened());
        for (CaseEvent event : List.of(answered, acknowledged, done, before, earlier, second)) {
            incident = incident.apply(event);
        }
        assertThat(incident.events()).isEqualTo(inOrder);
        assertThat(ServiceCase.replay(SLA, inOrder)).isEqualTo(incident).hasSameHashCodeAs(incident);
        for (CaseEvent again : inOrder) {
            assertThat(incident.apply(again)).isSameAs(incident);
        }
        assertThat(incident.hashCode())
                .isNotEqualTo(ServiceCase.open(SLA, CaseEvent.opened("INC-2", at("09:00"), Severity.HIGH))
                        .hashCode())
                .isNotEqualTo(ServiceCase.open(SLA, CaseEvent.opened("INC-1", at("09:01"), Severity.HIGH))
                        .hashCode());
    }

    @Test
    void theSameEventOfOneInstantIsKnownAgainAfterOthers() {
        ServiceCase incident =
                both(of("10:00", EventType.RESPONDED), of("11:00", EventType.UPDATED), of("12:00", EventType.RESOLVED));
        assertThat(incident.apply(of("10:00", EventType.RESPONDED))).isSameAs(incident);
        assertThat(incident.apply(of("11:00", EventType.UPDATED))).isSameAs(incident);
        assertThat(incident.apply(of("11:00", EventType.ACKNOWLEDGED)).events()).hasSize(5);
    }

    @Test
    void aPartyIsMisspeltOnlyIfNoRuleOfAnyAgreementNamesIt() {
        Metric held = Metric.builder("vendor time")
                .startsOn(EventType.OPENED)
                .stopsOn(EventType.RESOLVED)
                .whileHeldBy(WhileHeldBy.party(Party.of("carrier")))
                .build();
        Metric pausable = Metric.builder("answer")
                .startsOn(EventType.OPENED)
                .stopsOn(EventType.RESPONDED)
                .pauseRule(PauseRule.parties(Set.of(Party.of("vendors"))))
                .build();
        ServiceLevelAgreement named = builder("named")
                .policy(SeverityPolicy.builder("all")
                        .target(held, Target.of("8h", ALL, 0.9))
                        .target(pausable, Target.of("8h", ALL, 0.9))
                        .target(
                                Metric.RESOLUTION,
                                Target.of("8h", ALL, 0.9).withPauseRule(PauseRule.parties(Set.of(Party.of("customs")))))
                        .build())
                .build();
        for (String known :
                List.of("carrier", "vendors", "customs", "Sales", "IT operations", "customer", "provider")) {
            assertThat(waitingFor(named, known)).as(known).isEmpty();
        }
        assertThat(waitingFor(named, "cariier"))
                .singleElement()
                .satisfies(ignored -> assertThat(ignored.reason())
                        .contains("knows the party \"cariier\"")
                        .contains("carrier"));
        assertThat(waitingFor(named, "vendor")).hasSize(1);
        assertThat(waitingFor(named, "custms")).hasSize(1);
        assertThat(waitingFor(named, "somebody else")).isEmpty();
    }

    private static List<IgnoredEvent> waitingFor(ServiceLevelAgreement agreement, String party) {
        return ServiceCase.replay(
                        agreement,
                        List.of(
                                opened(),
                                CaseEvent.waiting("INC-1", at("10:00"), PauseReason.of("parts", party)),
                                CaseEvent.resumed("INC-1", at("11:00"), PauseReason.of("parts", party))))
                .ignored();
    }
}
