package org.sla4j.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
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
import org.sla4j.calendar.BusinessDuration;
import org.sla4j.cases.AgreedByHand;
import org.sla4j.cases.AgreementVersions;
import org.sla4j.cases.CaseEvent;

/** However a watch came to know a case, it says the same of it. */
class CaseWatchProperties {
    private static final List<Severity> SEVERITIES = List.of(Severity.CRITICAL, Severity.HIGH, Severity.LOW);
    private static final List<PauseReason> REASONS =
            List.of(Desk.CUSTOMER, PauseReason.of("spare part", "vendor"), PauseReason.of("approval", "customer"));

    private static final List<String> LIMITS = List.of("0m", "5h", "1bd");
    private static final Set<EventType> CORRECTIONS = Set.of(EventType.OPENED, EventType.WITHDRAWN);

    private static ServiceLevelAgreement agreement(
            String version, String limit, Retargeting retargeting, Reopening reopening) {
        return ServiceLevelAgreement.builder("desk")
                .version(version)
                .provider(Party.of("IT"))
                .customer(Party.of("Sales"))
                .escalation(EscalationStep.of("50%", Desk.OWNER, ""))
                .escalation(EscalationStep.of("breach", Desk.SUPERVISOR, ""))
                .escalation(EscalationStep.of("every 3h after breach", Desk.SUPERVISOR, ""))
                .policy(SeverityPolicy.builder("gold")
                        .attribute("tier", "gold")
                        .target(Metric.RESOLUTION, Target.of("2h", Desk.OFFICE, 1))
                        .target(Metric.NEXT_RESPONSE, Target.of("1h", BusinessCalendar.alwaysOpen(), 1))
                        .escalation(EscalationStep.of("50%", Desk.SUPERVISOR, ""))
                        .escalation(EscalationStep.of("breach", Desk.SUPERVISOR, ""))
                        .retargeting(retargeting)
                        .reopening(reopening)
                        .build())
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
        boolean isRetracted = facts.stream().anyMatch(fact -> fact.type() == SlaEvent.Type.RETRACTED);
        Statistics.label("retracted").collect(isRetracted);
        assertThat(standing(facts))
                .containsExactlyInAnyOrderElementsOf(
                        expected.facts().stream().map(CaseWatchProperties::said).toList());
        if (!isRetracted) { // else the watch remembers what it retracted
            assertSame(step.watch(), expected.watch());
        }
    }

    @Property
    void whatIsRecordedInAnyOrderIsWhatIsComputedFromAllEvents(
            @ForAll("agreements") List<AgreementVersions> agreements,
            @ForAll("events") List<CaseEvent> events,
            @ForAll Random random) {
        List<CaseEvent> left = new ArrayList<>(events.subList(1, events.size()));
        Collections.shuffle(left, random);
        List<SlaEvent> facts = new ArrayList<>();
        Instant now = Desk.NINE;
        CaseWatch.Step step = CaseWatch.open(agreements, events.subList(0, 1), now);
        while (!left.isEmpty()) {
            facts.addAll(step.facts());
            List<CaseEvent> some = left.subList(0, 1 + random.nextInt(Math.min(3, left.size())));
            now = now.plus(Duration.ofMinutes(random.nextInt(300)));
            step = step.watch().record(some, now);
            some.clear();
        }
        facts.addAll(step.facts());
        now = now.isAfter(Desk.NINE.plus(Duration.ofHours(21))) ? now : Desk.NINE.plus(Duration.ofHours(27));
        facts.addAll(step.watch().until(now).facts());

        assertThat(standing(facts))
                .containsExactlyInAnyOrderElementsOf(rebuilt(agreements, events, now).facts().stream()
                        .map(CaseWatchProperties::said)
                        .toList());
    }

    /** What a fact is about, and who is credited with a verdict. */
    private static String said(SlaEvent fact) {
        boolean isVerdict = fact.type() == SlaEvent.Type.MET || fact.type() == SlaEvent.Type.MISSED;
        return FactId.raw(fact.id()) + (isVerdict ? " of " + fact.team() + " at " + fact.severity() : "");
    }

    /** What was reported and not retracted. */
    private static List<String> standing(List<SlaEvent> facts) {
        List<SlaEvent> standing = new ArrayList<>();
        for (SlaEvent fact : facts) {
            if (fact.type() != SlaEvent.Type.RETRACTED) {
                standing.add(fact);
            } else {
                assertThat(standing.removeIf(reported -> reported.id().equals(fact.detail())))
                        .as("what is retracted was reported: " + fact)
                        .isTrue();
            }
        }
        return standing.stream().map(CaseWatchProperties::said).toList();
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
                        Arbitraries.integers().between(0, 24),
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.of("", "", "", "network"),
                        Arbitraries.integers().between(0, 30))
                .as(CaseWatchProperties::event);
        Arbitrary<int[]> withdrawal = Combinators.combine(
                        Arbitraries.integers().between(0, 7),
                        Arbitraries.integers().between(0, 40))
                .as((place, halves) -> new int[] {place, halves});
        return Combinators.combine(
                        opening, later.list().ofMaxSize(8), withdrawal.list().ofMaxSize(2))
                .as((first, rest, withdrawals) -> {
                    List<CaseEvent> all = new ArrayList<>(rest);
                    for (int[] withdrawn : withdrawals) {
                        withdraw(withdrawn[0], Desk.NINE.plus(Duration.ofMinutes(withdrawn[1] * 30L)), all);
                    }
                    all.sort(Comparator.comparing(CaseEvent::at));
                    all.add(0, first);
                    return all;
                });
    }

    /** Takes back the event at a place, be it before the event is known; openings are replaced, not withdrawn. */
    private static void withdraw(int place, Instant at, List<CaseEvent> events) {
        if (place < events.size() && !CORRECTIONS.contains(events.get(place).type())) {
            CaseEvent event = events.get(place);
            String id = event.id().isEmpty() ? "event " + place : event.id();
            events.set(place, event.withId(id));
            events.add(CaseEvent.withdrawn("INC-1", at, id));
        }
    }

    private static AgreedByHand term(int halves, int choice, int more) {
        Metric metric = more % 3 == 0 ? Metric.PERIODIC_UPDATE : Metric.RESOLUTION;
        AgreedByHand term = more % 2 == 0
                ? AgreedByHand.of(metric, Desk.NINE.plus(Duration.ofMinutes((halves + 7L * choice) * 30)), "Ann", "why")
                : AgreedByHand.of(metric, BusinessDuration.parse(LIMITS.get(choice)), "Ann", "why");
        return more < 20 ? term : term.forAgreement(choice == 0 ? "ola" : "desk");
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
            case 20, 21 -> CaseEvent.agreed("INC-1", at, term(halves, choice, more));
            case 22 -> CaseEvent.changed("INC-1", at).withAttribute("tier", choice == 0 ? "" : "gold");
            default -> CaseEvent.of("INC-1", at, EventType.UPDATED);
        };
        CaseEvent said = team.isEmpty() ? event : event.withTeam(team);
        return switch (more) {
            case 0 -> said.withSequence(choice - 1L);
            case 1, 2 -> said.withId(choice + "/" + kind + "/" + halves + "/" + team);
            case 3 -> CaseEvent.opened("INC-1", at, SEVERITIES.get(choice)).replacing("first");
            case 4 -> CaseEvent.changed("INC-1", Desk.NINE.minusSeconds(60)).withTeam("before");
            default -> said;
        };
    }
}
