package org.sla4j.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.sla4j.agreement.EscalationStep;
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
import org.sla4j.agreement.Warning;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.cases.AgreementVersions;
import org.sla4j.cases.CaseEvent;

/** However a watch came to know a case, it says the same of it. */
class CaseWatchProperties {
    private static final List<Severity> SEVERITIES = List.of(Severity.CRITICAL, Severity.HIGH, Severity.LOW);
    private static final List<PauseReason> REASONS =
            List.of(Desk.CUSTOMER, PauseReason.of("spare part", "vendor"), PauseReason.of("approval", "customer"));

    private static ServiceLevelAgreement agreement(
            String version, String limit, Retargeting retargeting, Reopening reopening) {
        return ServiceLevelAgreement.builder("desk")
                .version(version)
                .provider(Party.of("IT"))
                .customer(Party.of("Sales"))
                .escalation(EscalationStep.of("50%", Desk.OWNER, ""))
                .escalation(EscalationStep.of("breach", Desk.SUPERVISOR, ""))
                .escalation(EscalationStep.of("every 3h after breach", Desk.SUPERVISOR, ""))
                .policy(SeverityPolicy.builder("critical")
                        .severity(Severity.CRITICAL)
                        .target(Metric.FIRST_RESPONSE, Target.of("1h", BusinessCalendar.alwaysOpen(), 1))
                        .target(
                                Metric.RESOLUTION,
                                Target.of(limit, BusinessCalendar.alwaysOpen(), 1)
                                        .withWarnings(Warning.parse("75%"), Warning.parse("1h"), Warning.parse("100%")))
                        .target(Metric.PERIODIC_UPDATE, Target.of("2h", Desk.OFFICE, 1))
                        .retargeting(retargeting)
                        .reopening(reopening)
                        .build())
                .policy(SeverityPolicy.builder("others")
                        .severity(Severity.HIGH)
                        .target(Metric.FIRST_RESPONSE, Target.of("4h", Desk.OFFICE, 1))
                        .target(
                                Metric.RESOLUTION,
                                Target.of("1bd", Desk.OFFICE, 1).withWarnings(Warning.parse("33.3%")))
                        .target(Metric.NEXT_RESPONSE, Target.of("2h", Desk.OFFICE, 1))
                        .retargeting(retargeting)
                        .reopening(reopening)
                        .build())
                .build();
    }

    private static final ServiceLevelAgreement OLA = ServiceLevelAgreement.builder("ola")
            .provider(Party.of("Network"))
            .customer(Party.of("IT"))
            .policy(SeverityPolicy.builder("all")
                    .target(Metric.OWNERSHIP, Target.of("2h", Desk.OFFICE, 1))
                    .target(Metric.RESOLUTION, Target.of("5h", Desk.OFFICE, 1))
                    .build())
            .build();

    private static CaseWatch.Step rebuilt(List<AgreementVersions> agreements, List<CaseEvent> events, Instant now) {
        return CaseWatch.rebuilt(agreements, events, Map.of(), Map.of(), Map.of(), now, CaseWatch.NO_COST);
    }

    private static void assertSame(CaseWatch watch, CaseWatch expected) {
        assertThat(watch.toState()).isEqualTo(expected.toState());
        assertThat(watch.nextWakeUp()).isEqualTo(expected.nextWakeUp());
        assertThat(watch.reportedUntil()).isEqualTo(expected.reportedUntil());
        assertThat(watch.serviceCase()).isEqualTo(expected.serviceCase());
    }

    @Property
    void whatBeginsInOrderIsWhatIsComputedFromAllEvents(
            @ForAll("agreements") List<AgreementVersions> agreements,
            @ForAll("events") List<CaseEvent> inOrder,
            @ForAll @IntRange(min = -5, max = 60) int hours,
            @ForAll @IntRange(min = 0, max = 2) int disorder) {
        List<CaseEvent> events = new ArrayList<>(inOrder);
        Collections.rotate(events.subList(1, events.size()), disorder);
        Instant now = Desk.NINE.plus(Duration.ofHours(hours));
        CaseWatch.Step step = CaseWatch.open(agreements, events, now);
        CaseWatch.Step expected = rebuilt(agreements, events, now);

        assertThat(step.facts()).isEqualTo(expected.facts());
        assertSame(step.watch(), expected.watch());
    }

    @Property
    void whatIsRecordedInstantByInstantIsWhatIsComputedFromAllEvents(
            @ForAll("agreements") List<AgreementVersions> agreements,
            @ForAll("events") List<CaseEvent> events,
            @ForAll boolean isKeptAsState) {
        List<List<CaseEvent>> instants = instants(events);
        List<SlaEvent> facts = new ArrayList<>();
        List<CaseEvent> known = new ArrayList<>(instants.get(0));
        CaseWatch.Step step = CaseWatch.open(agreements, instants.get(0), Desk.NINE);
        for (List<CaseEvent> instant : instants.subList(1, instants.size())) {
            facts.addAll(step.facts());
            List<CaseEvent> until = List.copyOf(known);
            CaseWatch watch =
                    isKeptAsState ? CaseWatch.restore(step.watch().toState(), agreements, () -> until) : step.watch();
            step = watch.record(instant, instant.get(0).at());
            known.addAll(instant);
        }
        facts.addAll(step.facts());
        Instant now = events.get(events.size() - 1).at().plus(Duration.ofHours(7));
        step = step.watch().until(now);
        facts.addAll(step.facts());

        CaseWatch.Step expected = rebuilt(agreements, events, now);
        List<SlaEvent> retractions = facts.stream()
                .filter(fact -> fact.type() == SlaEvent.Type.RETRACTED)
                .toList();
        Statistics.label("retracted").collect(!retractions.isEmpty());
        facts.removeAll(retractions);
        retractions.forEach(retraction -> facts.removeIf(fact -> fact.id().equals(retraction.detail())));
        assertThat(facts.stream().map(fact -> FactId.raw(fact.id())))
                .containsExactlyInAnyOrderElementsOf(
                        expected.facts().stream().map(SlaEvent::id).toList());
        if (retractions.isEmpty()) { // else the watch remembers what it retracted
            assertSame(step.watch(), expected.watch());
        }
    }

    @Property
    void toLookAgainWhenNothingIsDueChangesNothing(
            @ForAll("agreements") List<AgreementVersions> agreements,
            @ForAll("events") List<CaseEvent> events,
            @ForAll @IntRange(min = 0, max = 60) int hours) {
        Instant now = Desk.NINE.plus(Duration.ofHours(hours));
        CaseWatch watch = CaseWatch.open(agreements, events, now).watch();

        CaseWatch.Step step =
                watch.until(watch.nextWakeUp().map(next -> next.minusNanos(1)).orElse(now));

        assertThat(step.facts()).isEmpty();
        assertSame(step.watch(), watch);
    }

    private static List<List<CaseEvent>> instants(List<CaseEvent> inOrder) {
        List<List<CaseEvent>> instants = new ArrayList<>();
        for (CaseEvent event : inOrder) {
            if (instants.isEmpty()
                    || !instants.get(instants.size() - 1).get(0).at().equals(event.at())) {
                instants.add(new ArrayList<>());
            }
            instants.get(instants.size() - 1).add(event);
        }
        return instants;
    }

    @Provide
    Arbitrary<List<AgreementVersions>> agreements() {
        return Combinators.combine(
                        Arbitraries.of(Retargeting.values()),
                        Arbitraries.of(Reopening.values()),
                        Arbitraries.of(AgreementVersions.OpenCases.values()),
                        Arbitraries.integers().between(0, 4))
                .as((retargeting, reopening, openCases, kind) -> {
                    AgreementVersions first =
                            AgreementVersions.of(agreement("1", kind == 0 ? "0h" : "4h", retargeting, reopening));
                    AgreementVersions second = first.then(
                            agreement("2", "3h", retargeting, reopening),
                            Desk.NINE.plus(Duration.ofHours(kind * 3L)),
                            openCases);
                    return kind < 2
                            ? List.of(first)
                            : kind < 4 ? List.of(second) : List.of(second, AgreementVersions.of(OLA));
                });
    }

    @Provide
    Arbitrary<List<CaseEvent>> events() {
        Arbitrary<CaseEvent> opening = Arbitraries.of(SEVERITIES)
                .map(severity -> CaseEvent.opened("INC-1", Desk.NINE, severity).withId("first"));
        Arbitrary<CaseEvent> later = Combinators.combine(
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.of("", "", "", "network"),
                        Arbitraries.integers().between(0, 30))
                .as(CaseWatchProperties::event);
        return Combinators.combine(opening, later.list().ofMaxSize(8)).as((first, rest) -> {
            List<CaseEvent> all = new ArrayList<>();
            all.add(first);
            rest.stream().sorted(Comparator.comparing(CaseEvent::at)).forEach(all::add);
            return all;
        });
    }

    private static CaseEvent event(int kind, int halves, int choice, String team, int more) {
        Instant at = Desk.NINE.plus(Duration.ofMinutes(halves * 30L));
        CaseEvent event = switch (kind) {
            case 0, 1 -> CaseEvent.responded("INC-1", at);
            case 2, 3, 4 -> CaseEvent.waiting("INC-1", at, REASONS.get(choice));
            case 5, 6, 7 -> CaseEvent.resumed("INC-1", at, REASONS.get(choice));
            case 8 -> CaseEvent.resumed("INC-1", at);
            case 9, 10 -> CaseEvent.severityChanged("INC-1", at, SEVERITIES.get(choice));
            case 11 -> CaseEvent.reassigned("INC-1", at, choice == 0 ? "network" : "first line");
            case 12, 13 -> CaseEvent.resolved("INC-1", at);
            case 14, 15 -> CaseEvent.reopened("INC-1", at);
            case 16 -> CaseEvent.closed("INC-1", at);
            case 17 -> CaseEvent.cancelled("INC-1", at);
            case 18 -> CaseEvent.changed("INC-1", at).withAttribute("tier", "gold");
            case 19 -> CaseEvent.of("INC-1", at, EventType.CUSTOMER_REPLIED);
            default -> CaseEvent.of("INC-1", at, EventType.UPDATED);
        };
        CaseEvent said = team.isEmpty() ? event : event.withTeam(team);
        return switch (more) {
            case 0 -> said.withSequence(choice - 1L);
            case 1, 2 -> said.withId(choice + "/" + kind + "/" + halves + "/" + team);
            case 3 -> kind == 18 ? CaseEvent.withdrawn("INC-1", at, "4/4/4/") : said;
            case 4 -> CaseEvent.opened("INC-1", at, SEVERITIES.get(choice)).replacing("first");
            case 5 -> CaseEvent.changed("INC-1", Desk.NINE.minusSeconds(60)).withTeam("before");
            default -> said;
        };
    }
}
