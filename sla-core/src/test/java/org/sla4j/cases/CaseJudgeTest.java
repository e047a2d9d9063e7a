package org.sla4j.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;

class CaseJudgeTest {
    private static final PauseReason CUSTOMER = PauseReason.of("awaiting user info", "customer");
    private static final ServiceLevelAgreement SLA = agreement("sla", Metric.FIRST_RESPONSE, Metric.RESOLUTION);
    private static final ServiceLevelAgreement OLA = agreement("ola", Metric.OWNERSHIP);
    private static final Instant NOW = at(20);

    private static ServiceLevelAgreement agreement(String id, Metric... metrics) {
        SeverityPolicy.Builder policy = SeverityPolicy.builder("severe").severity(Severity.HIGH);
        for (Metric metric : metrics) {
            policy.target(metric, Target.of("4h", BusinessCalendar.alwaysOpen(), 0.9));
        }
        return ServiceLevelAgreement.builder(id)
                .provider(Party.of("IT operations"))
                .customer(Party.of("Sales"))
                .policy(policy.build())
                .build();
    }

    private static Instant at(int hour) {
        return Instant.parse("2026-03-02T00:00:00Z").plusSeconds(3_600L * hour);
    }

    private static List<CaseEvent> life(String id) {
        return new ArrayList<>(List.of(
                CaseEvent.opened(id, at(1), Severity.HIGH).withTeam("first line"),
                CaseEvent.responded(id, at(2)).withId("the answer"),
                CaseEvent.waiting(id, at(3), CUSTOMER),
                CaseEvent.resumed(id, at(6), CUSTOMER),
                CaseEvent.reassigned(id, at(7), "network"),
                CaseEvent.resolved(id, at(9)).withId("the solution")));
    }

    private static void isAsReplayed(List<ServiceLevelAgreement> agreements, List<CaseEvent> events) {
        List<Outcome> judged = CaseJudge.of(agreements).outcomes(events, NOW);
        assertThat(judged)
                .isEqualTo(ServiceCase.replay(agreements, events).outcomes(NOW))
                .isNotEmpty();
    }

    @Test
    void oneJudgeJudgesOneCaseAfterTheOther() {
        CaseJudge judge = CaseJudge.of(SLA);
        List<CaseEvent> shorter = life("INC-2").subList(0, 3);
        for (List<CaseEvent> events : List.of(life("INC-1"), shorter, life("INC-3"))) {
            assertThat(judge.outcomes(events, NOW))
                    .isEqualTo(ServiceCase.replay(SLA, events).outcomes(NOW))
                    .hasSize(2);
        }
    }

    @Test
    void eventsMayComeInAnyOrder() {
        List<CaseEvent> shuffled = life("INC-1");
        Collections.reverse(shuffled);
        assertThat(CaseJudge.of(SLA).outcomes(shuffled, NOW))
                .isEqualTo(CaseJudge.of(SLA).outcomes(life("INC-1"), NOW));
    }

    @Test
    void theSameEventTwiceCountsOnce() {
        List<CaseEvent> twice = life("INC-1");
        twice.add(2, twice.get(1));
        assertThat(CaseJudge.of(SLA).outcomes(twice, NOW))
                .isEqualTo(CaseJudge.of(SLA).outcomes(life("INC-1"), NOW));
    }

    @Test
    void whatWasTakenBackDoesNotCount() {
        List<CaseEvent> withdrawn = life("INC-1");
        withdrawn.add(CaseEvent.withdrawn("INC-1", at(10), "the solution"));
        isAsReplayed(List.of(SLA), withdrawn);
        assertThat(CaseJudge.of(SLA).outcomes(withdrawn, NOW).get(1).end()).isEmpty();
    }

    @Test
    void clocksOfAHolderAndAgreementsByHandAreJudgedToo() {
        isAsReplayed(List.of(SLA, OLA), life("INC-1"));
        List<CaseEvent> agreed = life("INC-1");
        agreed.add(
                4,
                CaseEvent.agreed(
                        "INC-1",
                        at(6),
                        AgreedByHand.of(
                                Metric.RESOLUTION,
                                org.sla4j.calendar.BusinessDuration.parse("30m"),
                                "Ann",
                                "customs")));
        isAsReplayed(List.of(SLA), agreed);
    }

    @Test
    void aCaseThatNothingIsPromisedForHasOneOutcomeWithoutPromise() {
        List<CaseEvent> low = List.of(CaseEvent.opened("INC-1", at(1), Severity.LOW));
        isAsReplayed(List.of(SLA), low);
        assertThat(CaseJudge.of(SLA).outcomes(low, NOW)).singleElement().matches(outcome -> !outcome.isPromised());
    }

    @Test
    void anInstantBeforeTheLastEventShowsTheCaseAsItWas() {
        assertThat(CaseJudge.of(SLA).outcomes(life("INC-1"), at(5)))
                .isEqualTo(ServiceCase.replay(SLA, life("INC-1")).outcomes(at(5)));
    }

    @Test
    void eventsOfTwoCasesAreRefused() {
        List<CaseEvent> mixed = life("INC-1");
        mixed.add(CaseEvent.closed("INC-2", at(10)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CaseJudge.of(SLA).outcomes(mixed, NOW))
                .withMessageContaining("INC-2");
    }

    @Test
    void twoEventsOfOneIdThatDifferAreRefused() {
        List<CaseEvent> clash = life("INC-1");
        clash.add(CaseEvent.closed("INC-1", at(10)).withId("the answer"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CaseJudge.of(SLA).outcomes(clash, NOW))
                .withMessageContaining("the answer");
    }

    @Test
    void twoEventsOfOneIdThatDifferAreRefusedInALongCaseToo() {
        List<CaseEvent> clash = life("INC-1").subList(0, 5);
        for (int i = 0; i < 20; i++) {
            clash.add(CaseEvent.of("INC-1", at(8).plusSeconds(i), EventType.UPDATED)
                    .withId("update " + i));
        }
        isAsReplayed(List.of(SLA), clash);
        clash.add(CaseEvent.closed("INC-1", at(10)).withId("update 7"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CaseJudge.of(SLA).outcomes(clash, NOW))
                .withMessageContaining("update 7");
    }

    @Test
    void aCaseWithoutAnOpeningIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CaseJudge.of(SLA).outcomes(List.of(), NOW))
                .withMessageContaining("opened");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CaseJudge.of(SLA).outcomes(List.of(CaseEvent.closed("INC-1", at(1))), NOW))
                .withMessageContaining("opened");
    }

    @Test
    void anInstantThatTheCalendarDoesNotKnowIsRefused() {
        Instant far = Instant.parse("2250-01-01T00:00:00Z");
        assertThatThrownBy(() -> CaseJudge.of(SLA).outcomes(life("INC-1").subList(0, 2), far))
                .isInstanceOf(DateTimeException.class);
        List<CaseEvent> late = life("INC-1");
        late.add(CaseEvent.reopened("INC-1", far));
        assertThatThrownBy(() -> CaseJudge.of(SLA).outcomes(late, far)).isInstanceOf(DateTimeException.class);
        List<CaseEvent> answered = List.of(life("INC-1").get(0), CaseEvent.responded("INC-1", far));
        assertThatThrownBy(() -> ServiceCase.replay(SLA, answered)).isInstanceOf(DateTimeException.class);
    }

    @Test
    void anInstantBeforeTheOpeningShowsNothing() {
        assertThat(CaseJudge.of(SLA).outcomes(life("INC-1"), at(0))).isEmpty();
    }

    @Test
    void anOpeningOutsideTheSupportedYearsIsRefused() {
        Instant far = Instant.parse("2201-01-01T00:00:00Z");
        List<CaseEvent> later = List.of(CaseEvent.opened("INC-1", far, Severity.HIGH));
        assertThatThrownBy(() -> CaseJudge.of(SLA).outcomes(later, far)).isInstanceOf(DateTimeException.class);
    }

    @Test
    void agreementsHaveIdsOfTheirOwn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CaseJudge.of(List.of(SLA, SLA)))
                .withMessageContaining("sla");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CaseJudge.of(List.of()))
                .withMessageContaining("at least one");
    }

    @Test
    void eventsMayComeInWhateverTheyAreKept() {
        List<Outcome> outcomes = CaseJudge.of(SLA).outcomes(life("INC-1"), NOW);
        assertThat(CaseJudge.of(SLA).outcomes(new ArrayDeque<>(life("INC-1")), NOW))
                .isEqualTo(outcomes);
        Iterable<CaseEvent> stream = () -> life("INC-1").iterator();
        assertThat(CaseJudge.of(SLA).outcomes(stream, NOW)).isEqualTo(outcomes).isNotEmpty();
    }
}
