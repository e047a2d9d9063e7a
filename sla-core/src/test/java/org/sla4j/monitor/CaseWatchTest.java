package org.sla4j.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.sla4j.monitor.Desk.AGREEMENT;
import static org.sla4j.monitor.Desk.CUSTOMER;
import static org.sla4j.monitor.Desk.ESCALATING;
import static org.sla4j.monitor.Desk.NINE;
import static org.sla4j.monitor.Desk.hours;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
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
import org.sla4j.cases.AgreementVersions;
import org.sla4j.cases.CaseEvent;

class CaseWatchTest {
    private final List<SlaEvent> told = new ArrayList<>();
    private CaseWatch watch = take(CaseWatch.open(AGREEMENT, CaseEvent.opened("INC-1", NINE, Severity.CRITICAL), NINE));

    private CaseWatch take(CaseWatch.Step step) {
        told.addAll(step.facts());
        return step.watch();
    }

    private void record(CaseEvent event, Instant now) {
        watch = take(watch.record(event, now));
    }

    private void until(Instant now) {
        watch = take(watch.until(now));
    }

    /** The watch as a host reads it back that keeps its state, and its events beside. */
    private CaseWatch restored(AgreementVersions versions) {
        List<CaseEvent> events = new ArrayList<>(watch.serviceCase().events());
        return CaseWatch.restore(watch.toState(), List.of(versions), () -> events);
    }

    private List<String> ids() {
        return told.stream().map(SlaEvent::id).toList();
    }

    @Test
    void warningsDueAndBreachComeAtTheirExactInstants() {
        until(hours(100));

        assertThat(told).extracting(SlaEvent::at).containsExactly(hours(2), hours(3), hours(4), hours(4));
        assertThat(ids())
                .containsExactly(
                        "INC-1/desk/resolution/0/warning/50%25",
                        "INC-1/desk/resolution/0/warning/1h before due",
                        "INC-1/desk/resolution/0/due",
                        "INC-1/desk/resolution/0/breach");
    }

    @Test
    void aLimitIsExceededOnlyAfterTheInstantAtWhichItIsUsedUp() {
        until(hours(4));
        assertThat(ids()).last().isEqualTo("INC-1/desk/resolution/0/due");

        until(hours(4).plusNanos(1));
        assertThat(ids()).last().isEqualTo("INC-1/desk/resolution/0/breach");
    }

    @Test
    void lookingOftenTellsWhatLookingOnceTells() {
        for (Instant now = NINE; now.isBefore(hours(100)); now = now.plusSeconds(1234)) {
            until(now);
        }
        List<SlaEvent> often = List.copyOf(told);
        told.clear();
        watch = take(CaseWatch.open(AGREEMENT, CaseEvent.opened("INC-1", NINE, Severity.CRITICAL), NINE));
        until(hours(100));

        assertThat(often).isEqualTo(told);
    }

    @Test
    void theNextWakeUpIsWhenThereIsSomethingToTell() {
        List<Instant> wakeUps = new ArrayList<>();
        while (watch.nextWakeUp().isPresent()) {
            wakeUps.add(watch.nextWakeUp().get());
            int before = told.size();
            until(watch.nextWakeUp().get());
            assertThat(told).hasSizeGreaterThan(before);
        }

        assertThat(wakeUps).containsExactly(hours(2), hours(3), hours(4), hours(4).plusNanos(1));
    }

    @Test
    void aCycleThatCountsFromWhenTheLastOneWasDueFallsDueALimitAfterThat() {
        Metric hourly = Metric.builder("hourly update")
                .startsOn(EventType.OPENED)
                .restartsOn(EventType.UPDATED)
                .stopsOn(EventType.RESOLVED)
                .repeating()
                .countedFromDue()
                .build();
        ServiceLevelAgreement agreement = ServiceLevelAgreement.builder("desk")
                .provider(Party.of("IT operations"))
                .customer(Party.of("Sales"))
                .policy(SeverityPolicy.builder("all")
                        .target(hourly, Target.of("1h", BusinessCalendar.alwaysOpen(), 1))
                        .build())
                .build();
        CaseWatch early = CaseWatch.open(agreement, CaseEvent.opened("INC-1", NINE, Severity.CRITICAL), NINE)
                .watch()
                .record(CaseEvent.of("INC-1", hours(0.5), EventType.UPDATED), hours(0.5))
                .watch();

        assertThat(early.nextWakeUp()).contains(hours(2));
        assertThat(early.until(hours(2)).facts())
                .extracting(SlaEvent::type, SlaEvent::at)
                .containsExactly(tuple(SlaEvent.Type.DUE, hours(2)), tuple(SlaEvent.Type.CUSTOMER_UPDATE, hours(2)));
    }

    @Test
    void aPauseHoldsEverythingAndTheCustomerIsTold() {
        record(CaseEvent.waiting("INC-1", hours(1), CUSTOMER), hours(1));
        until(hours(50));
        record(CaseEvent.resumed("INC-1", hours(50), CUSTOMER), hours(50));
        until(hours(51));

        assertThat(told)
                .extracting(SlaEvent::type, SlaEvent::at)
                .containsExactly(
                        tuple(SlaEvent.Type.PAUSED, hours(1)),
                        tuple(SlaEvent.Type.CUSTOMER_UPDATE, hours(1)),
                        tuple(SlaEvent.Type.RESUMED, hours(50)),
                        tuple(SlaEvent.Type.WARNING, hours(51)));
        assertThat(told.get(1).contact()).isEqualTo("Sales");
        assertThat(told.get(1).detail()).isEqualTo("awaiting user info (customer)");
    }

    @Test
    void aSolutionInTimeIsMetAndNothingFollows() {
        record(CaseEvent.resolved("INC-1", hours(1)), hours(1));
        until(hours(100));

        assertThat(ids()).containsExactly("INC-1/desk/resolution/0/met/2026-01-05T10:00:00Z");
        assertThat(watch.isOpen()).isFalse();
        assertThat(watch.nextWakeUp()).isEmpty();
    }

    @Test
    void aSolutionExactlyWhenDueIsMet() {
        record(CaseEvent.resolved("INC-1", hours(4)), hours(9));

        assertThat(told).extracting(SlaEvent::type).endsWith(SlaEvent.Type.DUE, SlaEvent.Type.MET);
    }

    @Test
    void aLateSolutionIsMissedAfterItsBreach() {
        record(CaseEvent.resolved("INC-1", hours(6)), hours(6));

        assertThat(told).extracting(SlaEvent::type).endsWith(SlaEvent.Type.BREACH, SlaEvent.Type.MISSED);
    }

    @Test
    void aCancelledCaseEndsWithoutVerdict() {
        record(CaseEvent.cancelled("INC-1", hours(1)), hours(1));

        assertThat(told).extracting(SlaEvent::type).containsExactly(SlaEvent.Type.CANCELLED);
    }

    @Test
    void aLateSolutionThatWasInTimeRetractsTheBreach() {
        until(hours(5));
        told.clear();
        record(CaseEvent.resolved("INC-1", hours(3.5)), hours(6));

        assertThat(ids())
                .containsExactly(
                        "INC-1/desk/resolution/0/due/retracted",
                        "INC-1/desk/resolution/0/breach/retracted",
                        "INC-1/desk/resolution/0/met/2026-01-05T12:30:00Z");
        assertThat(told.get(1).at()).isEqualTo(hours(6));
        assertThat(told.get(1).detail()).isEqualTo("INC-1/desk/resolution/0/breach");
    }

    @Test
    void whatBecomesTrueAgainAfterItsRetractionHasAnIdOfItsOwn() {
        until(hours(5));
        record(CaseEvent.waiting("INC-1", hours(1), CUSTOMER), hours(5));
        record(CaseEvent.resumed("INC-1", hours(1.5), CUSTOMER), hours(5));

        assertThat(ids()).contains("INC-1/desk/resolution/0/breach", "INC-1/desk/resolution/0/breach/retracted");
        assertThat(ids()).last().isEqualTo("INC-1/desk/resolution/0/breach~1");
        assertThat(told.get(told.size() - 1).at()).isEqualTo(hours(4.5));
        assertThat(ids()).doesNotHaveDuplicates();
    }

    @Test
    void aMilderSeverityRetractsWhatNoLongerHolds() {
        until(hours(5));
        told.clear();
        record(CaseEvent.severityChanged("INC-1", hours(5), Severity.LOW), hours(5));

        assertThat(ids())
                .contains("INC-1/desk/resolution/0/breach/retracted")
                .contains("INC-1/desk/first response/0/due");
    }

    @Test
    void theSameEventTwiceTellsNothingMore() {
        record(CaseEvent.resolved("INC-1", hours(1)), hours(1));
        told.clear();
        record(CaseEvent.resolved("INC-1", hours(1)), hours(2));

        assertThat(told).isEmpty();
    }

    @Test
    void anEventOfALaterTimeWaitsForIt() {
        record(CaseEvent.resolved("INC-1", hours(3.5)), hours(1));
        assertThat(told).isEmpty();
        until(hours(10));

        assertThat(told)
                .extracting(SlaEvent::type)
                .containsExactly(SlaEvent.Type.WARNING, SlaEvent.Type.WARNING, SlaEvent.Type.MET);
    }

    @Test
    void escalationStepsTellTheirContactsInTheirHours() {
        watch = take(CaseWatch.open(ESCALATING, CaseEvent.opened("INC-2", hours(6), Severity.LOW), NINE));
        until(hours(6 + 9));

        List<SlaEvent> steps = told.stream()
                .filter(event -> event.type() == SlaEvent.Type.ESCALATION)
                .toList();
        assertThat(steps)
                .extracting(SlaEvent::threshold)
                .containsExactly(
                        "50% to Ada",
                        "breach to Grace", "every 2h after breach to Grace #1", "every 2h after breach to Grace #2");
        assertThat(steps).extracting(SlaEvent::at).containsExactly(hours(8), hours(10), hours(12), hours(14));
        assertThat(steps).extracting(SlaEvent::deliverAt).containsExactly(hours(8), hours(24), hours(24), hours(24));
        assertThat(steps.get(1).contact()).isEqualTo("Grace");
        assertThat(steps.get(1).detail()).isEqualTo("The promise is broken.");
    }

    @Test
    void aPeriodicUpdateThatIsDueTellsTheCustomer() {
        ServiceLevelAgreement updates = ServiceLevelAgreement.builder("updates")
                .provider(Party.of("IT"))
                .customer(Party.of("Sales"))
                .policy(SeverityPolicy.builder("all")
                        .target(Metric.PERIODIC_UPDATE, Target.of("2h", BusinessCalendar.alwaysOpen(), 1))
                        .build())
                .build();
        watch = take(CaseWatch.open(updates, CaseEvent.opened("INC-3", NINE, Severity.LOW), NINE));
        until(hours(2));

        assertThat(ids())
                .containsExactly(
                        "INC-3/updates/periodic update/0/due", "INC-3/updates/periodic update/0/customer update/due");
        assertThat(told.get(1).contact()).isEqualTo("Sales");
    }

    @Test
    void aCaseSolvedReopenedAndSolvedAtOneInstantIsMetOnce() {
        record(CaseEvent.resolved("INC-1", hours(1)), hours(1));
        record(CaseEvent.reopened("INC-1", hours(1)), hours(1));
        record(CaseEvent.resolved("INC-1", hours(1)).withId("again"), hours(1));

        assertThat(ids())
                .contains("INC-1/desk/resolution/0/met/2026-01-05T10:00:00Z")
                .doesNotHaveDuplicates();
    }

    @Test
    void aMeasurementThatBeginsAnewAfterItWasCancelledHasIdsOfItsOwn() {
        ServiceLevelAgreement restarting = ServiceLevelAgreement.builder("restarting")
                .provider(Party.of("IT"))
                .customer(Party.of("Sales"))
                .policy(SeverityPolicy.builder("critical")
                        .severity(Severity.CRITICAL)
                        .target(Metric.FIRST_RESPONSE, Target.of("1h", BusinessCalendar.alwaysOpen(), 1))
                        .target(Metric.RESOLUTION, Target.of("8h", BusinessCalendar.alwaysOpen(), 1))
                        .retargeting(Retargeting.RESTART)
                        .build())
                .policy(SeverityPolicy.builder("others")
                        .target(Metric.RESOLUTION, Target.of("8h", BusinessCalendar.alwaysOpen(), 1))
                        .build())
                .build();
        watch = take(CaseWatch.open(restarting, CaseEvent.opened("INC-4", NINE, Severity.CRITICAL), NINE));
        record(CaseEvent.severityChanged("INC-4", hours(2), Severity.LOW), hours(2));
        record(CaseEvent.severityChanged("INC-4", hours(3), Severity.CRITICAL), hours(3));
        record(CaseEvent.severityChanged("INC-4", hours(5), Severity.LOW), hours(5));
        record(CaseEvent.severityChanged("INC-4", hours(6), Severity.CRITICAL), hours(6));
        until(hours(7.5));

        assertThat(ids()).doesNotHaveDuplicates();
        assertThat(told)
                .filteredOn(event ->
                        event.type() == SlaEvent.Type.BREACH && event.metric().equals("first response"))
                .extracting(SlaEvent::at)
                .containsExactly(hours(1), hours(4), hours(7));
    }

    @Test
    void aSavedWatchGoesOnWhereItWas() {
        until(hours(3));
        record(CaseEvent.resolved("INC-1", hours(20)), hours(3));
        CaseWatch restored = restored(AgreementVersions.of(AGREEMENT));

        assertThat(restored.until(hours(30)).facts())
                .isEqualTo(watch.until(hours(30)).facts());
        assertThat(restored.nextWakeUp()).isEqualTo(watch.nextWakeUp());
    }

    /** Four hours, then by the second version six from 12:00 on. */
    private static AgreementVersions longerFromNoon(AgreementVersions.OpenCases rule) {
        return AgreementVersions.of(AGREEMENT)
                .then(
                        AGREEMENT.withTargets(
                                "2", (policy, metric, target) -> target.withLimit(BusinessDuration.parse("6h"))),
                        hours(3),
                        rule);
    }

    @Test
    void anOpenCaseMovesToTheVersionThatTakesEffectAndIsTimedByIt() {
        AgreementVersions versions = longerFromNoon(AgreementVersions.OpenCases.MOVE_RETROACTIVELY);
        watch = take(
                CaseWatch.open(List.of(versions), List.of(CaseEvent.opened("INC-5", NINE, Severity.CRITICAL)), NINE));
        until(hours(2));
        assertThat(watch.nextWakeUp()).contains(hours(3));
        until(hours(100));

        // At 12:00 an hour was left by the first version, three by the second: the warning of that hour is not so.
        assertThat(ids())
                .containsExactly(
                        "INC-5/desk/resolution/0/warning/50%25",
                        "INC-5/desk/resolution/0/warning/1h before due",
                        "INC-5/desk/resolution/0/warning/1h before due/retracted",
                        "INC-5/desk/resolution/0/warning/1h before due~1",
                        "INC-5/desk/resolution/0/due",
                        "INC-5/desk/resolution/0/breach");
        assertThat(told)
                .extracting(SlaEvent::at)
                .containsExactly(hours(2), hours(3), hours(3), hours(5), hours(6), hours(6));
        assertThat(told).extracting(SlaEvent::agreementVersion).first().isEqualTo("1");
        assertThat(told).extracting(SlaEvent::agreementVersion).last().isEqualTo("2");
    }

    @Test
    void aCaseThatMovedIsUnderItsNewVersionAlsoAfterARestart() {
        for (AgreementVersions.OpenCases rule : AgreementVersions.OpenCases.values()) {
            AgreementVersions versions = longerFromNoon(rule);
            told.clear();
            watch = take(CaseWatch.open(
                    List.of(versions), List.of(CaseEvent.opened("INC-5", NINE, Severity.CRITICAL)), NINE));
            until(hours(3.5));
            CaseWatch restored = restored(versions);
            boolean stays = rule == AgreementVersions.OpenCases.STAY;

            assertThat(restored.serviceCase()).isEqualTo(watch.serviceCase());
            assertThat(restored.serviceCase().agreement().version()).isEqualTo(stays ? "1" : "2");
            assertThat(restored.nextWakeUp()).contains(stays ? hours(4) : hours(5));
            assertThat(restored.until(hours(30)).facts())
                    .isEqualTo(watch.until(hours(30)).facts());
        }
    }

    @Test
    void anEventOfBeforeTheMoveThatArrivesAfterItIsPutInItsPlace() {
        AgreementVersions versions = longerFromNoon(AgreementVersions.OpenCases.MOVE_FROM_NOW);
        watch = take(
                CaseWatch.open(List.of(versions), List.of(CaseEvent.opened("INC-5", NINE, Severity.CRITICAL)), NINE));
        until(hours(7));
        told.clear();
        record(CaseEvent.waiting("INC-5", hours(2), CUSTOMER), hours(7));
        record(CaseEvent.resumed("INC-5", hours(4), CUSTOMER), hours(7));
        until(hours(9));

        assertThat(told)
                .filteredOn(event -> event.type() == SlaEvent.Type.BREACH)
                .extracting(SlaEvent::id, SlaEvent::at)
                .containsExactly(tuple("INC-5/desk/resolution/0/breach~1", hours(8)));
        assertThat(ids()).contains("INC-5/desk/resolution/0/breach/retracted").doesNotHaveDuplicates();
    }

    @Test
    void anAnnouncedEventOfAfterTheMoveWaitsThroughIt() {
        AgreementVersions versions = longerFromNoon(AgreementVersions.OpenCases.MOVE_RETROACTIVELY);
        watch = take(
                CaseWatch.open(List.of(versions), List.of(CaseEvent.opened("INC-5", NINE, Severity.CRITICAL)), NINE));
        record(CaseEvent.resolved("INC-5", hours(5.5)), hours(1));
        until(hours(10));

        assertThat(told).extracting(SlaEvent::type).last().isEqualTo(SlaEvent.Type.MET);
        assertThat(told).extracting(SlaEvent::type).doesNotContain(SlaEvent.Type.BREACH);
    }

    /** Events in order, but behind what was reported; whoever looks at all of them at once reports the same in the end. */
    @Test
    void whatStandsAfterEventsBehindNowIsWhatStandsIfAllAreKnownAtOnce() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            CaseEvent opened = CaseEvent.opened("INC-6", NINE, random.nextBoolean() ? Severity.CRITICAL : Severity.LOW);
            List<CaseEvent> events = new ArrayList<>(List.of(opened));
            Map<String, SlaEvent> standing = new LinkedHashMap<>();
            CaseWatch.Step step = CaseWatch.open(AGREEMENT, opened, NINE);
            double hour = 0;
            double now = 0;
            for (int i = 0; i < 12; i++) {
                hour += random.nextInt(1, 5) * 0.5;
                now = Math.max(now, hour + random.nextInt(12) - 4);
                CaseEvent event = any(random, hours(hour));
                events.add(event);
                step = step.watch().record(event, hours(now));
                step.facts().forEach(fact -> note(standing, fact));
                byte[] state = step.watch().toState();
                List<CaseEvent> until = List.copyOf(events);
                step = new CaseWatch.Step(
                        CaseWatch.restore(state, List.of(AgreementVersions.of(AGREEMENT)), () -> until), List.of());
                assertThat(step.watch().toState()).isEqualTo(state);
            }
            CaseWatch.Step last = step.watch().until(hours(60));
            last.facts().forEach(fact -> note(standing, fact));
            Map<String, SlaEvent> expected = new LinkedHashMap<>();
            CaseWatch.open(List.of(AgreementVersions.of(AGREEMENT)), events, hours(60))
                    .facts()
                    .forEach(fact -> note(expected, fact));

            assertThat(standing.keySet().stream().map(FactId::raw))
                    .as("seed %s", seed)
                    .containsExactlyInAnyOrderElementsOf(expected.keySet());
        }
    }

    private static void note(Map<String, SlaEvent> standing, SlaEvent fact) {
        if (fact.type() == SlaEvent.Type.RETRACTED) {
            assertThat(standing.remove(fact.detail())).as(fact.id()).isNotNull();
        } else {
            assertThat(standing.put(fact.id(), fact)).as(fact.id()).isNull();
        }
    }

    private static CaseEvent any(Random random, Instant at) {
        return switch (random.nextInt(8)) {
            case 0, 1 -> CaseEvent.waiting("INC-6", at, CUSTOMER);
            case 2, 3 -> CaseEvent.resumed("INC-6", at, CUSTOMER);
            case 4 -> CaseEvent.severityChanged("INC-6", at, random.nextBoolean() ? Severity.CRITICAL : Severity.LOW);
            case 5 -> CaseEvent.resolved("INC-6", at);
            case 6 -> CaseEvent.reopened("INC-6", at);
            default -> CaseEvent.responded("INC-6", at);
        };
    }

    @Test
    void whatGoesOnInOrderReadsNoEvents() {
        Supplier<List<CaseEvent>> nobody = () -> {
            throw new AssertionError("asked for events");
        };
        List<AgreementVersions> versions = List.of(AgreementVersions.of(AGREEMENT));
        until(hours(2.5));
        watch = CaseWatch.restore(watch.toState(), versions, nobody);
        record(CaseEvent.waiting("INC-1", hours(2.75), CUSTOMER), hours(2.75));
        watch = CaseWatch.restore(watch.toState(), versions, nobody);
        record(CaseEvent.resumed("INC-1", hours(4), CUSTOMER), hours(6));
        watch = CaseWatch.restore(watch.toState(), versions, nobody);
        // After all others, but before what was reported: the breach of 14:15 is still to come, the warning stands.
        record(CaseEvent.responded("INC-1", hours(4.5)), hours(6));
        watch = CaseWatch.restore(watch.toState(), versions, nobody);
        record(CaseEvent.resolved("INC-1", hours(7)), hours(7));

        assertThat(told)
                .extracting(SlaEvent::type)
                .containsExactly(
                        SlaEvent.Type.WARNING,
                        SlaEvent.Type.PAUSED,
                        SlaEvent.Type.CUSTOMER_UPDATE,
                        SlaEvent.Type.RESUMED,
                        SlaEvent.Type.WARNING,
                        SlaEvent.Type.DUE,
                        SlaEvent.Type.BREACH,
                        SlaEvent.Type.MISSED);
    }

    @Test
    void whoWaitsForEverHearsAllThatFallsDueAndMayStillRecord() {
        until(Instant.MAX);
        assertThat(told)
                .extracting(SlaEvent::type)
                .containsExactly(SlaEvent.Type.WARNING, SlaEvent.Type.WARNING, SlaEvent.Type.DUE, SlaEvent.Type.BREACH);
        assertThat(watch.reportedUntil()).isEqualTo(hours(4).plusNanos(1));

        record(CaseEvent.resolved("INC-1", hours(5)), hours(5));

        assertThat(told).extracting(SlaEvent::type).last().isEqualTo(SlaEvent.Type.MISSED);
    }

    @Test
    void aCaseThatWaitsForSeveralThingsNamesThemInOrder() {
        record(CaseEvent.waiting("INC-1", hours(1), PauseReason.of("spare part", "vendor")), hours(1));
        record(CaseEvent.waiting("INC-1", hours(2), CUSTOMER), hours(2));
        record(CaseEvent.resolved("INC-1", hours(3)), hours(3));
        record(CaseEvent.reopened("INC-1", hours(4)), hours(4));
        watch = take(watch.record(
                List.of(
                        CaseEvent.waiting("INC-1", hours(5), PauseReason.of("spare part", "vendor")),
                        CaseEvent.waiting("INC-1", hours(5), CUSTOMER)),
                hours(5)));

        assertThat(told)
                .filteredOn(fact -> fact.type() == SlaEvent.Type.PAUSED
                        || (fact.type() == SlaEvent.Type.CUSTOMER_UPDATE
                                && fact.threshold().equals("held up")))
                .extracting(SlaEvent::detail)
                .containsExactly(
                        "spare part (vendor)",
                        "spare part (vendor)",
                        "awaiting user info (customer), spare part (vendor)",
                        "awaiting user info (customer), spare part (vendor)");
    }

    @Test
    void aStateThatIsDamagedIsRefusedByName() {
        byte[] state = watch.toState();
        List<AgreementVersions> versions = List.of(AgreementVersions.of(AGREEMENT));
        for (int i = 0; i < state.length; i++) {
            byte[] cut = Arrays.copyOf(state, i);
            assertThatThrownBy(() -> CaseWatch.restore(cut, versions, List::of))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        byte[] newer = state.clone();
        newer[0] = 9;
        assertThatThrownBy(() -> CaseWatch.restore(newer, versions, List::of))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is of form 9");
    }

    @Test
    void idsOfCasesCannotForgeOtherIds() {
        watch = take(CaseWatch.open(AGREEMENT, CaseEvent.opened("a/b~1%", NINE, Severity.CRITICAL), NINE));
        until(hours(2));

        assertThat(ids()).containsExactly("a%2Fb%7E1%25/desk/resolution/0/warning/50%25");
    }

    @Test
    void anEventOfAnotherCaseIsRefused() {
        assertThatThrownBy(() -> watch.record(CaseEvent.resolved("INC-9", hours(1)), hours(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
