package org.sla4j.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.Contact;
import org.sla4j.agreement.EscalationStep;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.PauseRule;
import org.sla4j.agreement.Reopening;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.WeeklyHours;
import org.sla4j.clock.Phase;

/** What a single pass carries along is what the ledgers of the full model say. */
class SinglePassProperties {
    private static final Instant OPENED = Instant.parse("2026-03-27T13:00:00Z");
    private static final BusinessCalendar OFFICE = BusinessCalendar.builder("office")
            .zone(ZoneId.of("Europe/Berlin"))
            .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
            .build();
    private static final List<PauseReason> REASONS = List.of(
            PauseReason.of("awaiting user info", "customer"),
            PauseReason.of("awaiting parts", "vendor"),
            PauseReason.of("awaiting approval", "customer"),
            PauseReason.of("awaiting network", "Network"));
    private static final List<Severity> SEVERITIES =
            List.of(Severity.CRITICAL, Severity.HIGH, Severity.MODERATE, Severity.LOW);
    private static final List<String> TEAMS = List.of("first line", "network", "closing desk");
    private static final Metric FITTING = Metric.builder("fitting")
            .startsOn(EventType.OPENED)
            .pausesOn(EventType.WORK_ENDED)
            .resumesOn(EventType.WORK_STARTED)
            .stopsOn(EventType.RESOLVED, EventType.CLOSED)
            .cancelsOn(EventType.of("thrown away"))
            .build();

    private static ServiceLevelAgreement agreement(
            Retargeting retargeting, Reopening reopening, PauseRule pauses, boolean replyEndsWait) {
        return ServiceLevelAgreement.builder("sla")
                .provider(Party.of("IT operations"))
                .customer(Party.of("Sales"))
                .escalation(EscalationStep.of("breach", Contact.of("Ann", "head of service"), "it is late"))
                .policy(policy("severe", retargeting, reopening, replyEndsWait)
                        .severity(Severity.CRITICAL)
                        .severity(Severity.HIGH)
                        .target(Metric.FIRST_RESPONSE, Target.of("1h", OFFICE, 0.95))
                        .target(Metric.RESOLUTION, Target.of("4h", OFFICE, 0.9).withPauseRule(pauses))
                        .target(Metric.NEXT_RESPONSE, Target.of("2h", OFFICE, 0.9))
                        .build())
                .policy(policy("gold", retargeting, reopening, false)
                        .attribute("tier", "gold")
                        .target(Metric.RESOLUTION, Target.of("1bd", OFFICE, 0.8).withPauseRule(pauses))
                        .target(Metric.FIRST_RESPONSE, Target.of("1h", OFFICE, 0.95))
                        .target(Metric.NEXT_RESPONSE, Target.of("30m", BusinessCalendar.alwaysOpen(), 0.9))
                        .build())
                .policy(policy("moderate", retargeting, reopening, replyEndsWait)
                        .severity(Severity.MODERATE)
                        .target(Metric.RESOLUTION, Target.of("10h", BusinessCalendar.alwaysOpen(), 0.9))
                        .target(Metric.PERIODIC_UPDATE, Target.of("2h", OFFICE, 0.9))
                        .target(FITTING, Target.of("2h", OFFICE, 0.9).withPauseRule(pauses))
                        .target(Metric.AGENT_WORK_TIME, Target.of("2h", OFFICE, 0.9))
                        .target(Metric.REQUESTER_WAIT_TIME, Target.of("0m", OFFICE, 0.9))
                        .build())
                .build();
    }

    private static SeverityPolicy.Builder policy(
            String name, Retargeting retargeting, Reopening reopening, boolean replyEndsWait) {
        SeverityPolicy.Builder policy =
                SeverityPolicy.builder(name).retargeting(retargeting).reopening(reopening);
        return replyEndsWait ? policy.replyEndsWait() : policy;
    }

    private static final ServiceLevelAgreement OTHER = ServiceLevelAgreement.builder("other")
            .provider(Party.of("Network"))
            .customer(Party.CUSTOMER)
            .policy(SeverityPolicy.builder("all")
                    .target(Metric.ACKNOWLEDGE, Target.of("20m", BusinessCalendar.alwaysOpen(), 0.9))
                    .target(Metric.RESOLUTION, Target.of("30h", BusinessCalendar.alwaysOpen(), 0.9))
                    .build())
            .build();
    private static final ServiceLevelAgreement OWNERSHIP = ServiceLevelAgreement.builder("ownership")
            .provider(Party.of("Network"))
            .customer(Party.CUSTOMER)
            .policy(SeverityPolicy.builder("all")
                    .target(Metric.OWNERSHIP, Target.of("2h", OFFICE, 0.9))
                    .build())
            .build();

    private static @Nullable List<Outcome> inASinglePass(
            List<ServiceLevelAgreement> agreements, Plans known, ServiceCase incident, Instant now) {
        Facts opened = incident.last().all().get(0).steps().get(0).after();
        SinglePass pass = SinglePass.over(agreements, known, opened, incident.happened());
        return pass == null ? null : pass.outcomes(now);
    }

    private static List<Outcome> byTheLedger(ServiceCase incident, Instant now) {
        return new Outcomes(incident, now, java.util.Optional.empty()).all();
    }

    @Property
    void aSinglePassGivesTheOutcomesOfTheLedger(
            @ForAll("agreements") List<ServiceLevelAgreement> agreements,
            @ForAll("events") List<CaseEvent> one,
            @ForAll("events") List<CaseEvent> other) {
        Plans known = new Plans();
        for (List<CaseEvent> events : List.of(one, other)) {
            ServiceCase incident = ServiceCase.replay(agreements, events);
            Instant now = incident.last().at().plus(Duration.ofHours(30));
            List<Outcome> outcomes = inASinglePass(agreements, known, incident, now);
            Statistics.label("known").collect(outcomes != null);
            if (outcomes != null) {
                assertThat(outcomes).isEqualTo(byTheLedger(incident, now));
                Statistics.label("cycles").collect(outcomes.stream().anyMatch(outcome -> outcome.cycle() > 0));
                Statistics.label("missed")
                        .collect(outcomes.stream()
                                .anyMatch(outcome -> outcome.verdict().isMiss()));
            }
        }
        Statistics.label("known").coverage(found -> found.check(true).percentage(share -> share > 20));
    }

    @Property
    void aCaseThatCameToBeStepByStepHasTheOutcomesOfTheLedger(
            @ForAll("agreements") List<ServiceLevelAgreement> agreements, @ForAll("events") List<CaseEvent> events) {
        List<CaseEvent> inOrder = ServiceCase.replay(agreements, events).happened();
        ServiceCase incident = ServiceCase.open(agreements, inOrder.get(0));
        for (CaseEvent event : inOrder.subList(1, inOrder.size())) {
            incident = incident.apply(event);
        }
        Instant now = incident.last().at().plus(Duration.ofHours(30));
        assertThat(incident.outcomes(now)).isEqualTo(byTheLedger(incident, now));
    }

    @Property
    void anotherMeasurementChangesNothingOfAFinishedOne(
            @ForAll("agreements") List<ServiceLevelAgreement> agreements, @ForAll("events") List<CaseEvent> events) {
        List<CaseEvent> inOrder = ServiceCase.replay(agreements, events).happened();
        for (int i = 1; i < inOrder.size(); i++) {
            if (inOrder.get(i).at().equals(inOrder.get(i - 1).at())) {
                continue;
            }
            ServiceCase before = ServiceCase.replay(agreements, inOrder.subList(0, i));
            ServiceCase after = ServiceCase.replay(agreements, inOrder.subList(0, i + 1));
            List<Outcome> outcomes = after.outcomes(inOrder.get(i).at());
            for (Outcome finished : before.outcomes(inOrder.get(i).at())) {
                if (finished.phase() != Phase.STOPPED) {
                    continue;
                }
                Outcome then = outcomes.stream()
                        .filter(outcome -> outcome.key().equals(finished.key()))
                        .findFirst()
                        .orElseThrow();
                if (then.phase() == Phase.STOPPED) {
                    Statistics.label("followed")
                            .collect(outcomes.stream()
                                    .anyMatch(outcome -> outcome.metric().equals(then.metric())
                                            && outcome.agreement().equals(then.agreement())
                                            && outcome.cycle() > then.cycle()));
                    assertThat(then.paused()).isEqualTo(finished.paused());
                    assertThat(then.pauses()).isEqualTo(finished.pauses());
                    assertThat(then.path()).isEqualTo(finished.path());
                    assertThat(then.isAdjusted()).isEqualTo(finished.isAdjusted());
                    assertThat(then.flags()).containsAll(finished.flags());
                }
            }
        }
    }

    @Provide
    Arbitrary<List<ServiceLevelAgreement>> agreements() {
        return Combinators.combine(
                        Arbitraries.frequencyOf(
                                net.jqwik.api.Tuple.of(3, Arbitraries.just(Retargeting.RETROACTIVE)),
                                net.jqwik.api.Tuple.of(1, Arbitraries.of(Retargeting.values()))),
                        Arbitraries.of(Reopening.values()),
                        Arbitraries.of(
                                PauseRule.any(),
                                PauseRule.never(),
                                PauseRule.parties(Set.of(Party.CUSTOMER)),
                                PauseRule.reasons(Set.of("awaiting parts"))),
                        Arbitraries.of(false, false, true),
                        Arbitraries.integers().between(0, 9))
                .as((retargeting, reopening, pauses, replyEndsWait, kind) -> {
                    ServiceLevelAgreement sla = agreement(retargeting, reopening, pauses, replyEndsWait);
                    return switch (kind) {
                        case 0 -> List.of(OWNERSHIP, sla);
                        case 1, 2, 3 -> List.of(sla, OTHER);
                        default -> List.of(sla);
                    };
                });
    }

    @Provide
    Arbitrary<List<CaseEvent>> events() {
        Arbitrary<CaseEvent> opening = Combinators.combine(
                        Arbitraries.of(SEVERITIES), Arbitraries.of("", "first line"), Arbitraries.of("", "", "gold"))
                .as((severity, team, tier) -> {
                    CaseEvent opened = CaseEvent.opened("INC-1", OPENED, severity);
                    CaseEvent said = team.isEmpty() ? opened : opened.withTeam(team);
                    return tier.isEmpty() ? said : said.withAttribute("tier", tier);
                });
        Arbitrary<CaseEvent> later = Combinators.combine(
                        Arbitraries.integers().between(0, 25),
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of("", "", "", "network"),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 8))
                .as(SinglePassProperties::event);
        return Combinators.combine(opening, later.list().ofMaxSize(14)).as((first, rest) -> {
            List<CaseEvent> all = new ArrayList<>();
            all.add(first);
            rest.stream().sorted(Comparator.comparing(CaseEvent::at)).forEach(all::add);
            return all;
        });
    }

    private static CaseEvent event(int kind, int quarters, int choice, String team, int sequence, int more) {
        Instant at = OPENED.plus(Duration.ofMinutes(quarters * 45L));
        PauseReason reason = REASONS.get(choice);
        CaseEvent event = switch (kind) {
            case 0, 1 -> CaseEvent.responded("INC-1", at);
            case 2, 3, 4, 5 -> CaseEvent.waiting("INC-1", at, reason);
            case 6, 7, 8 -> CaseEvent.resumed("INC-1", at, reason);
            case 9 -> CaseEvent.resumed("INC-1", at);
            case 10, 11 -> CaseEvent.severityChanged("INC-1", at, SEVERITIES.get(choice));
            case 12, 13 -> CaseEvent.reassigned("INC-1", at, TEAMS.get(choice % 3));
            case 14, 15 -> CaseEvent.resolved("INC-1", at);
            case 16, 17 -> CaseEvent.reopened("INC-1", at);
            case 18 -> CaseEvent.closed("INC-1", at);
            case 19 -> CaseEvent.cancelled("INC-1", at);
            case 20 -> CaseEvent.changed("INC-1", at).withAttribute("tier", choice == 0 ? "" : "gold");
            case 21, 22 -> CaseEvent.of("INC-1", at, EventType.CUSTOMER_REPLIED);
            case 23 -> CaseEvent.of("INC-1", at, choice == 0 ? EventType.WORK_STARTED : EventType.UPDATED);
            case 24 -> CaseEvent.of("INC-1", at, EventType.WORK_ENDED);
            default ->
                choice == 0
                        ? CaseEvent.agreed(
                                "INC-1",
                                at,
                                AgreedByHand.of(
                                        Metric.RESOLUTION,
                                        org.sla4j.calendar.BusinessDuration.parse("6h"),
                                        "Ann",
                                        "customs"))
                        : CaseEvent.of("INC-1", at, EventType.of("thrown away"));
        };
        CaseEvent said = team.isEmpty() ? event : event.withTeam(team);
        CaseEvent rated =
                more == 0 ? said.withAttribute(Outcome.RATING, choice == 3 ? "" : Integer.toString(choice)) : said;
        return rated.withSequence(sequence);
    }
}
