package org.sla4j.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
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
import org.sla4j.calendar.WeeklyHours;
import org.sla4j.clock.Phase;
import org.sla4j.clock.SlaClock;
import org.sla4j.clock.Superseded;

/** Laws of cases, over random events, most of which contradict one another. */
class ServiceCaseProperties {
    private static final Instant OPENED = Instant.parse("2026-03-27T15:00:00Z");
    private static final BusinessCalendar BERLIN = BusinessCalendar.builder("Berlin office")
            .zone(ZoneId.of("Europe/Berlin"))
            .hours(WeeklyHours.parse("Mon-Fri 09:00-12:00,13:00-17:30; Sat 10:00-14:00"))
            .build();
    private static final List<PauseReason> REASONS =
            List.of(PauseReason.of("awaiting user info", "customer"), PauseReason.of("awaiting parts", "vendor"));
    private static final List<Severity> SEVERITIES =
            List.of(Severity.CRITICAL, Severity.HIGH, Severity.MODERATE, Severity.LOW);
    private static final EventType DELIVERED = EventType.of("parts delivered");
    private static final Metric FITTING = Metric.builder("fitting")
            .startsOn(DELIVERED)
            .restartsOn(EventType.of("parts broken"))
            .stopsOn(EventType.RESOLVED, EventType.CLOSED)
            .build();
    private static final List<Retargeting> RETARGETINGS = List.of(Retargeting.values());
    private static final List<Reopening> REOPENINGS = List.of(Reopening.values());

    @Property
    void theOrderOfArrivalDoesNotMatter(
            @ForAll("agreements") ServiceLevelAgreement agreement,
            @ForAll("events") List<CaseEvent> events,
            @ForAll Random random) {
        ServiceCase inOrder = ServiceCase.open(agreement, events.get(0));
        for (CaseEvent event : events) {
            inOrder = inOrder.apply(event);
        }
        List<CaseEvent> shuffled = new ArrayList<>(events.subList(1, events.size()));
        Collections.shuffle(shuffled, random);
        shuffled.add(0, events.get(0));
        ServiceCase asTheyCame = ServiceCase.open(agreement, shuffled.get(0));
        for (CaseEvent event : shuffled) {
            asTheyCame = asTheyCame.apply(event);
        }
        assertThat(asTheyCame).isEqualTo(inOrder);
        assertThat(asTheyCame.clocks()).isEqualTo(inOrder.clocks());
        assertThat(superseded(asTheyCame)).isEqualTo(superseded(inOrder));
        assertThat(asTheyCame.ignored()).isEqualTo(inOrder.ignored());
        Instant now = events.get(events.size() - 1).at().plus(Duration.ofHours(30));
        assertThat(asTheyCame.outcomes(now)).isEqualTo(inOrder.outcomes(now));
    }

    private static List<List<Superseded>> superseded(ServiceCase incident) {
        return incident.clocks().keySet().stream().map(incident::superseded).toList();
    }

    @Property
    void applyingEventsOneByOneEqualsReplayingThemFromTheStart(
            @ForAll("agreements") ServiceLevelAgreement agreement, @ForAll("events") List<CaseEvent> events) {
        ServiceCase oneByOne = ServiceCase.open(agreement, events.get(0));
        for (CaseEvent event : events) {
            oneByOne = oneByOne.apply(event);
        }
        ServiceCase replayed = ServiceCase.replay(agreement, events);
        assertThat(oneByOne).isEqualTo(replayed);
        assertThat(oneByOne.clocks()).isEqualTo(replayed.clocks());
        assertThat(superseded(oneByOne)).isEqualTo(superseded(replayed));
        assertThat(oneByOne.ignored()).isEqualTo(replayed.ignored());
        Instant now = events.get(events.size() - 1).at().plus(Duration.ofHours(30));
        assertThat(oneByOne.outcomes(now)).isEqualTo(replayed.outcomes(now));
    }

    @Property
    void theUsersOwnEventsMoveNoClockThatDoesNotNameThem(
            @ForAll("agreements") ServiceLevelAgreement agreement, @ForAll("events") List<CaseEvent> events) {
        List<CaseEvent> standard = events.stream()
                .filter(event -> EventType.standard().contains(event.type()))
                .toList();
        ServiceCase all = ServiceCase.replay(agreement, events);
        ServiceCase without = ServiceCase.replay(agreement, standard);
        assertThat(all.ignored()).isEqualTo(without.ignored());
        assertThat(all.isClosed()).isEqualTo(without.isClosed());
        without.clocks().forEach((metric, clock) -> {
            if (!metric.equals(FITTING)) {
                assertThat(all.clocks()).containsEntry(metric, clock);
            }
        });
    }

    @Property
    void duplicatesAreDropped(
            @ForAll("agreements") ServiceLevelAgreement agreement, @ForAll("events") List<CaseEvent> events) {
        ServiceCase once = ServiceCase.replay(agreement, events);
        ServiceCase twice = once;
        for (CaseEvent event : events) {
            twice = twice.apply(event);
        }
        assertThat(twice).isSameAs(once);
    }

    @Property
    void contradictingEventsHaveNoEffect(
            @ForAll("agreements") ServiceLevelAgreement agreement, @ForAll("events") List<CaseEvent> events) {
        ServiceCase all = ServiceCase.replay(agreement, events);
        List<CaseEvent> credible = new ArrayList<>(events);
        all.ignored().forEach(entry -> credible.removeIf(entry.event()::equals));
        ServiceCase without = ServiceCase.replay(agreement, credible);
        assertThat(without.ignored()).isEmpty();
        assertThat(without.clocks()).isEqualTo(all.clocks());
        assertThat(without.severity()).isEqualTo(all.severity());
        assertThat(without.team()).isEqualTo(all.team());
    }

    @Property
    void everyEventIsKept(
            @ForAll("agreements") ServiceLevelAgreement agreement, @ForAll("events") List<CaseEvent> events) {
        assertThat(ServiceCase.replay(agreement, events).events())
                .containsExactlyInAnyOrderElementsOf(new LinkedHashSet<>(events));
    }

    @Property
    void clocksAgreeWithTheStageOfTheCase(
            @ForAll("agreements") ServiceLevelAgreement agreement, @ForAll("events") List<CaseEvent> events) {
        ServiceCase incident = ServiceCase.replay(agreement, events);
        if (incident.isClosed()) {
            assertThat(incident.clocks().values())
                    .extracting(SlaClock::phase)
                    .doesNotContain(Phase.RUNNING, Phase.PAUSED);
        }
    }

    @Property
    void whatStartsWithTheOpeningHasAClockUnlessItWasFinishedBeforeItsPromiseAndNotTakenUpSince(
            @ForAll("agreements") ServiceLevelAgreement agreement, @ForAll("events") List<CaseEvent> events) {
        Set<Metric> clocks =
                new HashSet<>(ServiceCase.replay(agreement, events).clocks().keySet());
        clocks.removeIf(metric -> !metric.startsOn().contains(EventType.OPENED));
        assertThat(clocks).isEqualTo(NaivePromises.clocks(agreement, events));
    }

    @Property
    void outcomesOfOneMetricNeitherOverlapNorRunBackwards(
            @ForAll("agreements") ServiceLevelAgreement agreement, @ForAll("events") List<CaseEvent> events) {
        Instant now = events.get(events.size() - 1).at().plus(Duration.ofHours(30));
        ServiceCase incident = ServiceCase.replay(agreement, events);
        for (Metric metric : incident.clocks().keySet()) {
            Instant free = OPENED;
            for (Outcome outcome : incident.outcomes(now)) {
                if (outcome.metric().equals(metric.name())) {
                    assertThat(outcome.start()).isAfterOrEqualTo(free);
                    free = outcome.end().orElse(now);
                    assertThat(free).isAfterOrEqualTo(outcome.start());
                }
            }
        }
    }

    @Provide
    Arbitrary<ServiceLevelAgreement> agreements() {
        return Combinators.combine(Arbitraries.of(RETARGETINGS), Arbitraries.of(REOPENINGS))
                .as((retargeting, reopening) -> ServiceLevelAgreement.builder("helpdesk-2026")
                        .provider(Party.of("IT operations"))
                        .customer(Party.of("Sales"))
                        .policy(SeverityPolicy.builder("critical")
                                .severity(Severity.CRITICAL)
                                .target(Metric.FIRST_RESPONSE, Target.of("15m", BusinessCalendar.alwaysOpen(), 1.00))
                                .target(Metric.RESOLUTION, Target.of("4h", BusinessCalendar.alwaysOpen(), 1.00))
                                .target(Metric.NEXT_RESPONSE, Target.of("1h", BusinessCalendar.alwaysOpen(), 1.00))
                                .target(Metric.PERIODIC_UPDATE, Target.of("2h", BusinessCalendar.alwaysOpen(), 1.00))
                                .target(FITTING, Target.of("2h", BERLIN, 0.9))
                                .retargeting(retargeting)
                                .reopening(reopening)
                                .build())
                        .policy(SeverityPolicy.builder("high")
                                .severity(Severity.HIGH)
                                .target(Metric.RESOLUTION, Target.of("8h", BERLIN, 0.95))
                                .target(Metric.NEXT_RESPONSE, Target.of("4h", BERLIN, 0.95))
                                .target(Metric.AGENT_WORK_TIME, Target.of("3h", BERLIN, 0.95))
                                .target(Metric.REQUESTER_WAIT_TIME, Target.of("9h", BERLIN, 0.95))
                                .target(
                                        Metric.of(
                                                "fix after answer",
                                                Set.of(EventType.RESPONDED),
                                                Set.of(EventType.RESOLVED, EventType.CLOSED)),
                                        Target.of("6h", BERLIN, 0.95))
                                .target(
                                        Metric.of("closure", Set.of(EventType.OPENED), Set.of(EventType.CLOSED)),
                                        Target.of("3bd end-of-day", BERLIN, 0.95))
                                .retargeting(retargeting)
                                .reopening(reopening)
                                .build())
                        .policy(SeverityPolicy.builder("low")
                                .severity(Severity.LOW)
                                .target(Metric.RESOLUTION, Target.of("5bd", BERLIN, 0.90))
                                .build())
                        .build());
    }

    /** An opening and up to fourteen later events, some at one instant and some of those ordered. */
    @Provide
    Arbitrary<List<CaseEvent>> events() {
        Arbitrary<int[]> steps = Combinators.combine(
                        Arbitraries.oneOf(
                                Arbitraries.just(0), Arbitraries.integers().between(0, 900)),
                        Arbitraries.integers().between(0, 24),
                        Arbitraries.integers().between(0, 3))
                .as((minutes, action, choice) -> new int[] {minutes, action, choice});
        return Combinators.combine(Arbitraries.of(SEVERITIES), steps.list().ofMaxSize(14))
                .as((severity, list) -> {
                    List<CaseEvent> events = new ArrayList<>();
                    events.add(CaseEvent.opened("INC-1", OPENED, severity).withTeam("first line"));
                    Instant at = OPENED;
                    for (int[] step : list) {
                        at = at.plus(Duration.ofMinutes(step[0]));
                        CaseEvent event = event(step[1], step[2], at);
                        events.add(step[2] == 1 ? event.withSequence(events.size()) : event);
                    }
                    return List.copyOf(events);
                });
    }

    private static CaseEvent event(int action, int choice, Instant at) {
        PauseReason reason = REASONS.get(choice % 2);
        return switch (action) {
            case 0 -> CaseEvent.responded("INC-1", at);
            case 1, 2, 3 -> CaseEvent.waiting("INC-1", at, reason);
            case 4, 5 -> CaseEvent.resumed("INC-1", at, reason);
            case 6 -> CaseEvent.resumed("INC-1", at);
            case 7, 8, 9 -> CaseEvent.severityChanged("INC-1", at, SEVERITIES.get(choice));
            case 10 -> CaseEvent.reassigned("INC-1", at, "team " + choice);
            case 11, 12 -> CaseEvent.resolved("INC-1", at);
            case 13, 14 -> CaseEvent.reopened("INC-1", at);
            case 15, 16 -> CaseEvent.of("INC-1", at, EventType.CUSTOMER_REPLIED);
            case 17 -> CaseEvent.of("INC-1", at, EventType.UPDATED);
            case 18 -> CaseEvent.of("INC-1", at, EventType.WORK_STARTED);
            case 19 -> CaseEvent.of("INC-1", at, EventType.WORK_ENDED);
            case 20 -> CaseEvent.of("INC-1", at, DELIVERED);
            case 21 -> CaseEvent.of("INC-1", at, EventType.of("parts broken"));
            case 22 -> CaseEvent.responded("INC-1", at);
            default -> choice == 0 ? CaseEvent.cancelled("INC-1", at) : CaseEvent.closed("INC-1", at);
        };
    }
}
