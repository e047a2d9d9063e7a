package org.sla4j.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.sla4j.agreement.AgreementKind;
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
import org.sla4j.agreement.WhileHeldBy;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.BusinessDuration;
import org.sla4j.calendar.WeeklyHours;
import org.sla4j.clock.ClockReading;

/** What holds of every case: with holders, facts, several agreements, withdrawals, agreements by hand, and from its state. */
class CaseModelProperties {
    private static final Instant OPENED = Instant.parse("2026-03-27T13:00:00Z");
    private static final BusinessCalendar OFFICE = BusinessCalendar.builder("office")
            .zone(ZoneId.of("Europe/Berlin"))
            .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
            .build();
    private static final List<PauseReason> REASONS = List.of(
            PauseReason.of("awaiting user info", "customer"),
            PauseReason.of("awaiting parts", "vendor"),
            PauseReason.of("awaiting network", "Network"));
    private static final List<Severity> SEVERITIES =
            List.of(Severity.CRITICAL, Severity.HIGH, Severity.MODERATE, Severity.LOW);
    private static final List<String> TEAMS = List.of("first line", "network", "closing desk");
    private static final Metric NETWORK_TIME = Metric.builder("network time")
            .startsOn(EventType.OPENED)
            .stopsOn(EventType.RESOLVED, EventType.CLOSED)
            .whileHeldBy(WhileHeldBy.team("network").cumulative())
            .build();

    private static final Metric NEWS = Metric.builder("news")
            .startsOn(EventType.OPENED, EventType.REOPENED)
            .restartsOn(EventType.UPDATED, EventType.RESPONDED, EventType.REASSIGNED)
            .stopsOn(EventType.RESOLVED, EventType.CLOSED)
            .repeating()
            .countedFromDue()
            .build();

    static ServiceLevelAgreement sla(Retargeting retargeting, Reopening reopening) {
        return ServiceLevelAgreement.builder("sla")
                .provider(Party.of("IT operations"))
                .customer(Party.of("Sales"))
                .policy(SeverityPolicy.builder("gold")
                        .attribute("tier", "gold")
                        .target(Metric.FIRST_RESPONSE, Target.of("30m", BusinessCalendar.alwaysOpen(), 1))
                        .target(Metric.RESOLUTION, Target.of("4h", BusinessCalendar.alwaysOpen(), 1))
                        .retargeting(retargeting)
                        .reopening(reopening)
                        .build())
                .policy(SeverityPolicy.builder("severe")
                        .severity(Severity.CRITICAL)
                        .severity(Severity.HIGH)
                        .target(Metric.FIRST_RESPONSE, Target.of("1h", OFFICE, 0.95))
                        .target(
                                Metric.RESOLUTION,
                                Target.of("1bd", OFFICE, 0.9).withPauseRule(PauseRule.parties(Set.of(Party.CUSTOMER))))
                        .target(Metric.NEXT_RESPONSE, Target.of("2h", OFFICE, 0.9))
                        .target(Metric.PERIODIC_UPDATE, Target.of("4h", OFFICE, 0.9))
                        .target(NEWS, Target.of("2h", OFFICE, 0.9))
                        .retargeting(retargeting)
                        .reopening(reopening)
                        .replyEndsWait()
                        .build())
                .policy(SeverityPolicy.builder("moderate")
                        .severity(Severity.MODERATE)
                        .target(Metric.RESOLUTION, Target.of("16h", OFFICE, 0.9))
                        .target(Metric.AGENT_WORK_TIME, Target.of("2h", OFFICE, 0.9))
                        .target(NEWS, Target.of("3h", BusinessCalendar.alwaysOpen(), 0.9))
                        .retargeting(retargeting)
                        .reopening(reopening)
                        .build())
                .build();
    }

    private static final ServiceLevelAgreement OLA = ServiceLevelAgreement.builder("network-ola")
            .kind(AgreementKind.OLA)
            .provider(Party.of("Network"))
            .customer(Party.of("IT operations"))
            .policy(SeverityPolicy.builder("all")
                    .target(NETWORK_TIME, Target.of("3h", OFFICE, 0.9))
                    .target(Metric.OWNERSHIP, Target.of("2h", OFFICE, 0.9))
                    .target(Metric.CUSTOMER_ANSWER, Target.of("8h", OFFICE, 0.9))
                    .build())
            .build();

    private static Instant after(List<CaseEvent> events) {
        return events.get(events.size() - 1).at().plus(Duration.ofHours(30));
    }

    /** All that a case shows, under whatever agreement. */
    private static Map<String, Object> shown(ServiceCase incident, Instant now) {
        Map<String, Object> shown = new LinkedHashMap<>();
        for (ServiceLevelAgreement agreement : incident.agreements()) {
            incident.clocks(agreement.id()).forEach((metric, clock) -> {
                ClockReading reading = clock.reading(now);
                shown.put(agreement.id() + "/" + metric.name(), reading);
            });
            shown.put(agreement.id() + " policy", incident.policy(agreement.id()));
        }
        shown.put("severity", incident.severity());
        shown.put("team", incident.team());
        shown.put("holder", incident.holder());
        shown.put("attributes", incident.attributes());
        shown.put("outcomes", incident.outcomes(now));
        shown.put("by holder", incident.timesByHolder(now));
        return shown;
    }

    @Property
    void eventsOneByOneGiveWhatReplayGives(
            @ForAll("agreements") List<ServiceLevelAgreement> agreements, @ForAll("events") List<CaseEvent> events) {
        ServiceCase oneByOne = ServiceCase.open(agreements, events.get(0));
        for (CaseEvent event : events) {
            oneByOne = oneByOne.apply(event);
        }
        ServiceCase replayed = ServiceCase.replay(agreements, events);
        assertThat(oneByOne).isEqualTo(replayed);
        assertThat(oneByOne.ignored()).isEqualTo(replayed.ignored());
        assertThat(shown(oneByOne, after(events))).isEqualTo(shown(replayed, after(events)));
        assertThat(oneByOne.toState()).isEqualTo(replayed.toState());
    }

    @Property
    void theOrderOfArrivalDoesNotMatter(
            @ForAll("agreements") List<ServiceLevelAgreement> agreements,
            @ForAll("events") List<CaseEvent> events,
            @ForAll Random random) {
        ServiceCase inOrder = ServiceCase.replay(agreements, events);
        List<CaseEvent> shuffled = new ArrayList<>(events.subList(1, events.size()));
        Collections.shuffle(shuffled, random);
        ServiceCase asTheyCame = ServiceCase.open(agreements, events.get(0));
        for (CaseEvent event : shuffled) {
            asTheyCame = asTheyCame.apply(event);
        }
        assertThat(asTheyCame).isEqualTo(inOrder);
        assertThat(asTheyCame.ignored()).isEqualTo(inOrder.ignored());
        assertThat(shown(asTheyCame, after(events))).isEqualTo(shown(inOrder, after(events)));
    }

    @Property
    void aCaseRestoredFromItsStateGoesOnLikeTheOneThatWasSaved(
            @ForAll("agreements") List<ServiceLevelAgreement> agreements,
            @ForAll("events") List<CaseEvent> events,
            @ForAll @IntRange(min = 1, max = 40) int place) {
        int saved = Math.min(place, events.size());
        ServiceCase whole = ServiceCase.replay(agreements, events.subList(0, saved));
        AtomicInteger reads = new AtomicInteger();
        ServiceCase restored = ServiceCase.restore(whole.toState(), agreements, () -> {
            reads.incrementAndGet();
            return events.subList(0, saved);
        });
        assertThat(restored.toState()).isEqualTo(whole.toState()).isEqualTo(CaseBytes.write(restored));
        Instant last = whole.last().at();
        for (ServiceLevelAgreement agreement : agreements) {
            assertThat(restored.policy(agreement.id())).isEqualTo(whole.policy(agreement.id()));
            whole.clocks(agreement.id())
                    .forEach((metric, clock) -> assertThat(restored.clocks(agreement.id()))
                            .extractingByKey(metric)
                            .extracting(again -> again.reading(last.plusSeconds(1)))
                            .isEqualTo(clock.reading(last.plusSeconds(1))));
        }
        assertThat(restored.holder()).isEqualTo(whole.holder());
        assertThat(reads).hasValue(0);

        ServiceCase further = restored;
        for (CaseEvent event : events.subList(saved, events.size())) {
            further = further.apply(event);
            whole = whole.apply(event);
            assertThat(further.toState()).isEqualTo(whole.toState());
        }
        assertThat(shown(further, after(events))).isEqualTo(shown(whole, after(events)));
        assertThat(further).isEqualTo(whole);
        assertThat(reads).hasValueLessThanOrEqualTo(1);
    }

    @Property
    void timesByHolderAddUpToTheLifeOfTheCase(@ForAll("events") List<CaseEvent> events) {
        ServiceCase incident = ServiceCase.replay(sla(Retargeting.RETROACTIVE, Reopening.CONTINUE), events);
        Instant now = after(events);
        Instant end = now;
        boolean open = true;
        List<CaseEvent> contradicting =
                incident.ignored().stream().map(IgnoredEvent::event).toList();
        for (CaseEvent event : events) {
            boolean ends = Set.of(EventType.RESOLVED, EventType.CLOSED, EventType.CANCELLED)
                    .contains(event.type());
            boolean counts = !contradicting.contains(event);
            if (counts && ends && open) {
                end = event.at();
                open = false;
            } else if (counts && event.type().equals(EventType.REOPENED)) {
                end = now;
                open = true;
            }
        }
        assertThat(incident.timesByHolder(now).values().stream().reduce(Duration.ZERO, Duration::plus))
                .isEqualTo(Duration.between(incident.openedAt(), end));
    }

    @Property
    void whatTheLedgerSaysOfAHolderIsPartOfTheTimesOfTheCase(@ForAll("events") List<CaseEvent> events) {
        ServiceCase incident = ServiceCase.replay(sla(Retargeting.RETROACTIVE, Reopening.CONTINUE), events);
        Instant now = after(events);
        Map<Holder, Duration> all = new TreeMap<>(incident.timesByHolder(now));
        incident.ledger(Metric.RESOLUTION, now)
                .ifPresent(ledger -> ledger.byHolder()
                        .forEach((holder, time) ->
                                assertThat(time.wall()).isLessThanOrEqualTo(all.getOrDefault(holder, Duration.ZERO))));
    }

    @Property
    void aWithdrawnEventLeavesTheCaseWithoutIt(
            @ForAll("agreements") List<ServiceLevelAgreement> agreements,
            @ForAll("events") List<CaseEvent> events,
            @ForAll @IntRange(min = 1, max = 40) int place,
            @ForAll boolean withdrawalFirst) {
        if (events.size() < 2) {
            return;
        }
        CaseEvent wrong = events.get(1 + place % (events.size() - 1));
        if (wrong.type().equals(EventType.WITHDRAWN)) {
            return;
        }
        CaseEvent withdrawal =
                CaseEvent.withdrawn("INC-1", after(events), wrong.id()).withId("the withdrawal");
        List<CaseEvent> others = new ArrayList<>(events);
        others.remove(wrong);
        ServiceCase without = ServiceCase.replay(agreements, others);
        List<CaseEvent> more = new ArrayList<>(others);
        more.add(withdrawalFirst ? withdrawal : wrong);
        more.add(withdrawalFirst ? wrong : withdrawal);
        ServiceCase withdrawn = ServiceCase.open(agreements, events.get(0));
        for (CaseEvent event : more) {
            withdrawn = withdrawn.apply(event);
        }
        Instant now = after(events).plusSeconds(1);
        assertThat(shown(withdrawn, now)).isEqualTo(shown(without, now));
        for (ServiceLevelAgreement agreement : agreements) {
            assertThat(withdrawn.clocks(agreement.id())).isEqualTo(without.clocks(agreement.id()));
            for (Metric metric : without.clocks(agreement.id()).keySet()) {
                assertThat(withdrawn.ledger(agreement.id(), metric, now))
                        .isEqualTo(without.ledger(agreement.id(), metric, now));
            }
        }
        assertThat(withdrawn.apply(wrong)).isSameAs(withdrawn);
    }

    @Property
    void anExclusionOnlyCountsLess(
            @ForAll("agreements") List<ServiceLevelAgreement> agreements,
            @ForAll("events") List<CaseEvent> events,
            @ForAll @IntRange(min = -4, max = 44) int from,
            @ForAll @IntRange(min = 1, max = 40) int length) {
        Instant start = OPENED.plus(Duration.ofMinutes(from * 15L));
        ServiceCase raw = ServiceCase.replay(agreements, events);
        Exclusions exclusions = Exclusions.of(
                Exclusion.of(Exclusion.MAINTENANCE, start, start.plus(Duration.ofMinutes(length * 15L)), ""),
                Exclusion.recurring(
                        Exclusion.MAINTENANCE,
                        WeeklyHours.parse("Sun 02:00-04:00; Mon 09:00-10:00"),
                        OFFICE.zone(),
                        ""));
        List<Outcome> counted = raw.outcomes(after(events));
        List<Outcome> adjusted = raw.without(exclusions).outcomes(after(events));
        assertThat(adjusted)
                .extracting(Outcome::key)
                .isEqualTo(counted.stream().map(Outcome::key).toList());
        for (int i = 0; i < counted.size(); i++) {
            Outcome before = counted.get(i);
            Outcome after = adjusted.get(i);
            if (before.isPromised()) {
                assertThat(after.elapsed()).isLessThanOrEqualTo(before.elapsed());
                assertThat(after.verdict().isMiss() && !before.verdict().isMiss())
                        .as("%s -> %s", before, after)
                        .isFalse();
            }
        }
    }

    @Property
    void underSeveralAgreementsEachIsAsUnderItAlone(@ForAll("events") List<CaseEvent> events) {
        ServiceLevelAgreement sla = sla(Retargeting.CARRY_ELAPSED, Reopening.CONTINUE);
        ServiceLevelAgreement plain = sla.toBuilder().build();
        ServiceCase both = ServiceCase.replay(List.of(plain, OLA), events);
        assertThat(both.clocks("sla"))
                .isEqualTo(ServiceCase.replay(plain, events).clocks());
        boolean repliesEndWaits =
                both.events().stream().anyMatch(event -> event.type().equals(EventType.CUSTOMER_REPLIED));
        if (!repliesEndWaits) {
            assertThat(both.clocks("network-ola"))
                    .isEqualTo(ServiceCase.replay(OLA, events).clocks());
        }
        Instant now = after(events);
        assertThat(both.outcomes(now)).extracting(Outcome::key).doesNotHaveDuplicates();
    }

    @Property
    void eventsComeBackFromTheirLines(@ForAll("events") List<CaseEvent> events) {
        for (CaseEvent event : events) {
            String line = event.toLine();
            assertThat(line).doesNotContain("\n", "\r", "\0");
            CaseEvent read = CaseEvent.parseLine("INC-1", line);
            assertThat(read).isEqualTo(event);
            assertThat(read.recordedAt()).isEqualTo(event.recordedAt());
            assertThat(read.toLine()).isEqualTo(line);
        }
    }

    @Provide
    Arbitrary<List<ServiceLevelAgreement>> agreements() {
        return Combinators.combine(
                        Arbitraries.of(Retargeting.values()),
                        Arbitraries.of(Reopening.values()),
                        Arbitraries.integers().between(0, 2))
                .as((retargeting, reopening, kind) -> switch (kind) {
                    case 0 -> List.of(sla(retargeting, reopening));
                    case 1 -> List.of(OLA);
                    default -> List.of(sla(retargeting, reopening), OLA);
                });
    }

    @Provide
    Arbitrary<List<CaseEvent>> events() {
        Arbitrary<CaseEvent> opening = Combinators.combine(
                        Arbitraries.of(SEVERITIES), Arbitraries.of(TEAMS), Arbitraries.of("", "gold", "silver"))
                .as((severity, team, tier) -> withTier(
                                CaseEvent.opened("INC-1", OPENED, severity).withTeam(team), tier)
                        .withId("0"));
        Arbitrary<CaseEvent> later = Combinators.combine(
                        Arbitraries.integers().between(0, 18),
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of("", "", "gold", "silver"),
                        Arbitraries.of("", "", "network"),
                        Arbitraries.integers().between(0, 3))
                .as(CaseModelProperties::event);
        return Combinators.combine(opening, later.list().ofMaxSize(14)).as((first, rest) -> {
            List<CaseEvent> all = new ArrayList<>();
            List<CaseEvent> inOrder = new ArrayList<>(rest);
            inOrder.sort((a, b) -> a.at().compareTo(b.at()));
            all.add(first);
            for (CaseEvent event : inOrder) {
                // Different events differ in sequence, so that no order of arrival is left to matter.
                all.add(event.withSequence(all.size()).withId(Integer.toString(all.size())));
            }
            return all;
        });
    }

    private static CaseEvent withTier(CaseEvent event, String tier) {
        return tier.isEmpty() ? event : event.withAttribute("tier", tier);
    }

    private static CaseEvent event(int kind, int quarters, int choice, String tier, String team, int place) {
        Instant at = OPENED.plus(Duration.ofMinutes(quarters * 15L));
        CaseEvent event = switch (kind) {
            case 0 -> CaseEvent.responded("INC-1", at);
            case 1, 2 -> CaseEvent.waiting("INC-1", at, REASONS.get(choice % 3));
            case 3 -> CaseEvent.resumed("INC-1", at, REASONS.get(choice % 3));
            case 4 -> CaseEvent.resumed("INC-1", at);
            case 5, 6 -> CaseEvent.severityChanged("INC-1", at, SEVERITIES.get(choice));
            case 7 -> CaseEvent.reassigned("INC-1", at, TEAMS.get(choice % 3));
            case 8, 9 -> CaseEvent.resolved("INC-1", at);
            case 10, 11 -> CaseEvent.reopened("INC-1", at);
            case 12 -> CaseEvent.closed("INC-1", at);
            case 13 -> CaseEvent.cancelled("INC-1", at);
            case 14 -> CaseEvent.changed("INC-1", at).withAttribute("tier", choice == 0 ? "" : "gold");
            case 15 -> CaseEvent.of("INC-1", at, EventType.CUSTOMER_REPLIED);
            case 16 -> CaseEvent.of("INC-1", at, choice == 0 ? EventType.WORK_STARTED : EventType.UPDATED);
            case 17 ->
                CaseEvent.agreed(
                        "INC-1",
                        at,
                        choice < 2
                                ? AgreedByHand.of(
                                        Metric.RESOLUTION,
                                        BusinessDuration.parse(choice == 0 ? "6h" : "2h"),
                                        "Ann",
                                        "customs")
                                : AgreedByHand.of(
                                        choice == 2 ? Metric.RESOLUTION : NEWS,
                                        at.plus(Duration.ofMinutes(place * 40L)),
                                        "Ann",
                                        "customs"));
            default -> CaseEvent.withdrawn("INC-1", at, Integer.toString(place + 1));
        };
        return withTier(team.isEmpty() ? event : event.withTeam(team), tier);
    }
}
