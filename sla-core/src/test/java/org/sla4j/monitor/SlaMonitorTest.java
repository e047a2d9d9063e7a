package org.sla4j.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.sla4j.monitor.Desk.AGREEMENT;
import static org.sla4j.monitor.Desk.CUSTOMER;
import static org.sla4j.monitor.Desk.ESCALATING;
import static org.sla4j.monitor.Desk.NINE;
import static org.sla4j.monitor.Desk.hours;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sla4j.agreement.Severity;
import org.sla4j.calendar.BusinessDuration;
import org.sla4j.cases.AgreementVersions;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.ServiceCase;
import org.sla4j.examples.InMemorySlaStore;

class SlaMonitorTest {
    @RegisterExtension
    final LogLines log = new LogLines();

    private final Desk desk = new Desk();
    private final InMemorySlaStore memory = new InMemorySlaStore();
    private boolean storeFails;
    private boolean storeFailsAfterSaving;
    private final OldSlaStore store = new OldSlaStore() {
        @Override
        public void save(List<SlaChange> changes, List<String> delivered) {
            if (storeFails) {
                throw new IllegalStateException("disk full");
            }
            memory.save(changes, delivered);
            if (storeFailsAfterSaving) {
                throw new IllegalStateException("connection lost");
            }
        }

        @Override
        public void load(Optional<String> caseId, Consumer<SavedCase> into) {
            if (storeFails) {
                throw new IllegalStateException("disk full");
            }
            memory.load(caseId, into);
        }
    };
    private SlaMonitor monitor = monitor(desk);

    private SlaMonitor monitor(SlaListener listener) {
        return SlaMonitor.builder(AGREEMENT, store, listener, desk)
                .capacity(10)
                .attempts(3)
                .closeTimeout(Duration.ZERO)
                .build();
    }

    private void open(String id) {
        monitor.record(CaseEvent.opened(id, desk.instant(), Severity.CRITICAL));
    }

    private void tickAt(double hours) {
        desk.turnTo(hours(hours));
        monitor.tick(desk.instant());
    }

    @Test
    void tellsEverythingInOrderHoweverLateTheTick() {
        open("A");
        desk.turnTo(hours(0.5));
        open("B");
        tickAt(48);

        assertThat(desk.told).extracting(SlaEvent::at).isSorted().hasSize(8);
        assertThat(desk.told).extracting(SlaEvent::caseId).containsExactly("A", "B", "A", "B", "A", "A", "B", "B");
    }

    @Test
    void theNextWakeUpIsTheEarliestOfAllCases() {
        assertThat(monitor.nextWakeUp()).isEmpty();
        open("A");
        assertThat(monitor.nextWakeUp()).contains(hours(2));
        monitor.record(CaseEvent.waiting("A", NINE.plusSeconds(60), CUSTOMER));
        desk.turnTo(NINE.plusSeconds(60));
        monitor.tick(desk.instant());
        assertThat(monitor.nextWakeUp()).isEmpty();
    }

    @Test
    void anEventOfAnUnknownCaseIsRefused() {
        assertThatThrownBy(() -> monitor.record(CaseEvent.resolved("X", NINE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("record its opening first");
    }

    @Test
    void severalEventsAreRecordedTogetherOrNotAtAll() {
        assertThatThrownBy(() -> monitor.record(
                        List.of(CaseEvent.opened("A", NINE, Severity.CRITICAL), CaseEvent.resolved("unknown", NINE))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(memory.size()).isZero();
        assertThat(monitor.metrics().open()).isZero();
    }

    @Test
    void aFinishedCaseLeavesTheMonitorAndComesBackWhenItIsReopened() {
        open("A");
        desk.turnTo(hours(1));
        monitor.record(CaseEvent.resolved("A", hours(1)));
        assertThat(monitor.metrics().open()).isZero();

        desk.turnTo(hours(10));
        monitor.record(CaseEvent.reopened("A", hours(10)));
        tickAt(12);
        assertThat(desk.ids()).contains("A/resolution/0/warning/50%25");
        assertThat(desk.told.get(desk.told.size() - 1).at()).isEqualTo(hours(12));
    }

    @Test
    void anOpeningDeliveredTwiceCountsOnce() {
        CaseEvent opening = CaseEvent.opened("A", NINE, Severity.CRITICAL);
        monitor.record(opening);
        monitor.record(opening);
        assertThat(monitor.metrics().open()).isEqualTo(1);
    }

    @Test
    void aCaseWithoutAgreementIsNotWatched() {
        monitor = SlaMonitor.builder(opening -> Optional.empty(), store, desk, desk)
                .build();
        open("A");
        assertThat(monitor.metrics().open()).isZero();
    }

    // Faults: each has a rule in the documentation of SlaMonitor, and a line in the log.

    @Test
    void afterARestartWhatFellDueMeanwhileIsToldInOrder() {
        open("A");
        desk.turnTo(hours(0.5));
        open("B");
        tickAt(2);
        monitor = monitor(desk); // as after kill -9
        tickAt(48);

        assertThat(desk.ids()).doesNotHaveDuplicates().hasSize(8);
        assertThat(desk.told).extracting(SlaEvent::at).isSorted();
    }

    @Test
    void whatWasNotAcknowledgedComesAgainWithTheSameId() {
        open("A");
        List<String> seen = new ArrayList<>();
        monitor = monitor(event -> {
            seen.add(event.id());
            throw new IllegalStateException("killed while delivering");
        });
        tickAt(2);
        monitor = monitor(event -> seen.add(event.id()));
        tickAt(2);

        assertThat(seen).containsExactly("A/resolution/0/warning/50%25", "A/resolution/0/warning/50%25");
    }

    @Test
    void aListenerThatThrowsIsTriedAgainAndThenTheEventIsSetAside() {
        List<String> seen = new ArrayList<>();
        monitor = monitor(event -> {
            seen.add(event.id());
            if (event.id().contains("50")) {
                throw new IllegalStateException("cannot page");
            }
        });
        open("A");
        tickAt(3);
        assertThat(seen).hasSize(1);
        assertThat(monitor.nextWakeUp()).contains(hours(3).plusSeconds(1));
        desk.turnBy(Duration.ofSeconds(1));
        monitor.tick(desk.instant());
        assertThat(seen).hasSize(2);
        desk.turnBy(Duration.ofSeconds(2));
        monitor.tick(desk.instant());

        assertThat(seen)
                .containsExactly(
                        "A/resolution/0/warning/50%25",
                        "A/resolution/0/warning/50%25",
                        "A/resolution/0/warning/50%25",
                        "A/resolution/0/warning/1h before due");
        assertThat(monitor.metrics().setAside()).isEqualTo(1);
        assertThat(monitor.metrics().failures()).isEqualTo(3);
        assertThat(log.lines())
                .filteredOn(line -> line.contains("event="))
                .containsExactly(
                        "WARN event=A/resolution/0/warning/50%25 attempts=1 again=2026-01-05T12:00:01Z"
                                + " The SLA listener threw; the event is tried again",
                        "WARN event=A/resolution/0/warning/50%25 attempts=2 again=2026-01-05T12:00:03Z"
                                + " The SLA listener threw; the event is tried again",
                        "ERROR event=A/resolution/0/warning/50%25 attempts=3 The SLA listener refused an event for the"
                                + " last time; it is set aside until its case is loaded again");
        assertThat(log.text()).contains("IllegalStateException: cannot page");
        seen.clear();
        monitor = monitor(event -> seen.add(event.id()));
        monitor.tick(desk.instant());
        assertThat(seen).containsExactly("A/resolution/0/warning/50%25");
    }

    @Test
    void anEventSetAsideIsToldWhenItsCaseIsLoadedAgain() {
        boolean[] down = {true};
        monitor = monitor(event -> {
            if (down[0]) {
                throw new IllegalStateException("cannot page");
            }
            desk.on(event);
        });
        open("A");
        tickAt(2);
        for (int attempt = 0; attempt < 3; attempt++) {
            desk.turnBy(Duration.ofSeconds(10));
            monitor.tick(desk.instant());
        }
        assertThat(monitor.metrics().setAside()).isEqualTo(1);
        down[0] = false;
        monitor.tick(desk.turnBy(Duration.ofSeconds(10)));
        assertThat(desk.told).isEmpty();

        monitor.reload("A");
        monitor.tick(desk.instant());
        assertThat(desk.ids()).containsExactly("A/resolution/0/warning/50%25");
    }

    @Test
    void thatTicksAreLateIsSaidOnceAlsoIfWhatIsDueHasToWait() {
        open("A");
        tickAt(1);
        storeFails = true;
        tickAt(25);
        desk.turnBy(Duration.ofMinutes(2));
        monitor.tick(desk.instant());

        assertThat(log.lines())
                .filteredOn(line -> line.contains("Time has jumped"))
                .hasSize(1);
        assertThat(monitor.metrics().failures()).isEqualTo(2);
    }

    @Test
    void aListenerMayCallTheMonitor() {
        monitor = monitor(event -> {
            desk.on(event);
            if (event.threshold().equals("50%")) {
                monitor.record(CaseEvent.waiting("A", desk.instant(), CUSTOMER));
                monitor.tick(desk.instant());
                assertThat(monitor.board().count(SlaBoard.State.PAUSED)).isEqualTo(1);
            }
        });
        open("A");
        tickAt(2);

        assertThat(desk.told)
                .extracting(SlaEvent::kind)
                .containsExactly(SlaEvent.Kind.WARNING, SlaEvent.Kind.PAUSED, SlaEvent.Kind.CUSTOMER_UPDATE);
        assertThat(log.lines()).as("of the tick within the tick").hasSize(1);
        assertThat(monitor.metrics().failures()).isZero();
    }

    @Test
    void aTickWithinATickDoesNothingAndIsSaidOnce() {
        monitor = monitor(event -> {
            monitor.tick(desk.instant());
            desk.on(event);
        });
        open("A");
        tickAt(48);

        assertThat(desk.told).extracting(SlaEvent::at).isSorted().hasSize(4);
        assertThat(log.lines())
                .filteredOn(line -> line.contains("event="))
                .containsExactly(
                        "INFO event=A/resolution/0/warning/50%25 The SLA listener ticks the monitor that called it;"
                                + " such ticks do nothing, and are not logged again");
    }

    @Test
    void aListenerThatBlocksIsNamedAfterAMinute() {
        // Whoever else looks while the listener keeps the ticking thread finds the event; here it is the listener
        // itself.
        monitor = monitor(event -> {
            desk.on(event);
            if (desk.told.size() == 1) {
                desk.turnBy(Duration.ofSeconds(59));
                open("B");
                desk.turnBy(Duration.ofSeconds(1));
                open("C");
                open("D");
            }
        });
        open("A");
        tickAt(2);

        assertThat(log.lines())
                .containsExactly(
                        "WARN event=A/resolution/0/warning/50%25 since=2026-01-05T11:00:00Z The SLA listener does not"
                                + " come back from an event; nothing else is told meanwhile");
        assertThat(monitor.metrics().open()).isEqualTo(4);
    }

    @Test
    void aListenerMayCloseTheMonitor() {
        monitor = monitor(event -> {
            desk.on(event);
            monitor.close();
        });
        open("A");
        tickAt(5);
        assertThat(desk.told).hasSize(1);

        monitor = monitor(desk);
        tickAt(5);
        assertThat(desk.ids()).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void whenTooMuchIsUndeliveredEventsAreRefusedAndTimersWait() {
        monitor = monitor(event -> {
            throw new IllegalStateException("down");
        });
        for (int i = 0; i < 10; i++) {
            open("C" + i);
        }
        tickAt(2);
        desk.turnBy(Duration.ofSeconds(1));
        monitor.tick(desk.instant());
        assertThat(monitor.metrics().undelivered()).isEqualTo(10);
        assertThatThrownBy(() -> open("one more"))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("10 events are undelivered");
        assertThatThrownBy(() -> open("another")).isInstanceOf(RejectedExecutionException.class);
        assertThat(memory.size()).isEqualTo(10);
        assertThat(log.lines())
                .filteredOn(line -> !line.contains("listener threw"))
                .containsExactly(
                        "WARN undelivered=10 unclear=0 capacity=10 The SLA monitor is full; events are refused until the"
                                + " listener and the store have caught up");
    }

    @Test
    void whileTheStoreIsDownOnlySoManyCasesWaitToBeLoadedAgain() {
        storeFailsAfterSaving = true;
        for (int i = 0; i < 10; i++) {
            String id = "C" + i;
            assertThatThrownBy(() -> open(id)).hasMessage("connection lost");
        }
        assertThatThrownBy(() -> open("one more"))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("10 cases have to be loaded again");
        storeFailsAfterSaving = false;
        tickAt(1);
        open("one more");

        assertThat(monitor.metrics().open()).isEqualTo(11);
        assertThat(log.lines())
                .last()
                .asString()
                .startsWith("WARN undelivered=0 unclear=10 capacity=10 The SLA monitor is full");
    }

    @Test
    void whatFailsForAnHourIsNotTriedWithoutEnd() {
        List<Integer> calls = new ArrayList<>();
        int[] saves = {0};
        OldSlaStore down = new OldSlaStore() {
            @Override
            public void save(List<SlaChange> changes, List<String> delivered) {
                saves[0]++;
                throw new IllegalStateException("down");
            }

            @Override
            public void load(Optional<String> caseId, Consumer<SavedCase> into) {
                saves[0]++;
                memory.load(caseId, into);
            }
        };
        open("A");
        monitor = SlaMonitor.builder(AGREEMENT, down, desk, desk).build();
        desk.turnTo(hours(2));
        for (int second = 0; second < 3600; second++) {
            int before = saves[0];
            monitor.tick(desk.turnBy(Duration.ofSeconds(1)));
            if (saves[0] > before) {
                calls.add(second);
            }
        }

        // At first after 1, 2, 4, 8, 16 and 32 seconds, and then once a minute.
        assertThat(calls).startsWith(0, 1, 3, 7, 15, 31, 63, 123).hasSizeLessThan(70);
        assertThat(desk.told).isEmpty();
    }

    @Test
    void aFullOutboxGivesWayToOlderTimers() {
        for (int i = 0; i < 5; i++) {
            open("C" + i);
        }
        desk.turnTo(hours(3.5));
        for (int i = 0; i < 3; i++) {
            monitor.record(CaseEvent.waiting("C" + i, hours(3.5), CUSTOMER));
        }
        assertThat(monitor.metrics().undelivered()).isGreaterThan(10);
        tickAt(20);

        assertThat(desk.ids()).doesNotHaveDuplicates();
        assertThat(desk.told).extracting(SlaEvent::at).isSorted();
        assertThat(monitor.metrics().undelivered()).isZero();
    }

    @Test
    void aClockThatJumpsBackTellsNothingTwice() {
        open("A");
        tickAt(2.5);
        tickAt(1.5);
        tickAt(2.6);

        assertThat(desk.ids()).containsExactly("A/resolution/0/warning/50%25");
        assertThat(log.lines())
                .containsExactly(
                        "WARN from=2026-01-05T11:30:00Z to=2026-01-05T10:30:00Z The clock went back; what falls due"
                                + " waits until it is there again");
    }

    @Test
    void aClockThatJumpsADayAheadTellsAllInOrderAndLaterEventsRetractIt() {
        open("A");
        tickAt(1);
        tickAt(25);
        assertThat(desk.told).hasSize(4);
        assertThat(desk.told).extracting(SlaEvent::at).isSorted();
        assertThat(log.lines())
                .containsExactly(
                        "WARN due=2026-01-05T11:00:00Z now=2026-01-06T10:00:00Z late=PT23H Time has jumped ahead, or"
                                + " nobody ticked; what fell due meanwhile is told now");
        desk.told.clear();

        desk.turnTo(hours(0.5));
        monitor.record(CaseEvent.resolved("A", hours(0.5)));
        monitor.tick(desk.instant());
        assertThat(desk.told)
                .extracting(SlaEvent::kind)
                .filteredOn(SlaEvent.Kind.RETRACTED::equals)
                .hasSize(4);
        assertThat(desk.told).extracting(SlaEvent::kind).contains(SlaEvent.Kind.MET);
    }

    @Test
    void aStoreThatFailsLeavesARecordingUndone() {
        open("A");
        storeFails = true;
        desk.turnTo(hours(1));
        assertThatThrownBy(() -> monitor.record(CaseEvent.resolved("A", hours(1))))
                .hasMessage("disk full");
        storeFails = false;
        tickAt(2);

        assertThat(desk.ids()).containsExactly("A/resolution/0/warning/50%25");
        assertThat(log.lines())
                .containsExactly(
                        "ERROR failures=1 again=2026-01-05T10:00:01Z The SLA store failed; nothing was changed");
        assertThat(log.text()).contains("IllegalStateException: disk full");
    }

    @Test
    void aStoreThatFailsDuringATickIsTriedAgainLater() {
        open("A");
        storeFails = true;
        tickAt(2);
        assertThat(desk.told).isEmpty();
        assertThat(monitor.nextWakeUp()).contains(hours(2).plusSeconds(1));
        monitor.tick(desk.instant());
        assertThat(monitor.metrics().failures()).isEqualTo(1);

        storeFails = false;
        desk.turnBy(Duration.ofSeconds(1));
        monitor.tick(desk.instant());
        assertThat(desk.ids()).containsExactly("A/resolution/0/warning/50%25");
        assertThat(desk.told.get(0).at()).isEqualTo(hours(2));
    }

    @Test
    void aSaveWhoseOutcomeIsUnknownIsLookedUp() {
        open("A");
        storeFailsAfterSaving = true;
        desk.turnTo(hours(1));
        assertThatThrownBy(() -> monitor.record(CaseEvent.resolved("A", hours(1))))
                .hasMessage("connection lost");
        storeFailsAfterSaving = false;
        tickAt(10);

        assertThat(desk.ids()).containsExactly("A/resolution/0/met/2026-01-05T10:00:00Z");
    }

    @Test
    void aTickWhoseSaveHasAnUnknownOutcomeTellsNothingTwice() {
        open("A");
        storeFailsAfterSaving = true;
        tickAt(2);
        storeFailsAfterSaving = false;
        tickAt(2.5);

        assertThat(desk.ids()).containsExactly("A/resolution/0/warning/50%25");
    }

    @Test
    void aCaseThatCannotBeComputedDoesNotHoldTheOthersUp() {
        monitor = SlaMonitor.builder(ESCALATING, store, desk, desk)
                .cost((late, metric, clock, at) -> {
                    if (late.id().equals("A")) {
                        throw new IllegalStateException("no price");
                    }
                    return BigDecimal.TEN;
                })
                .build();
        open("A");
        open("B");
        tickAt(5);

        assertThat(desk.ids()).contains("B/resolution/0/breach").doesNotContain("A/resolution/0/breach");
        assertThat(monitor.metrics().failures()).isEqualTo(1);
        assertThat(desk.told.get(desk.told.size() - 1).cost()).isEqualTo(BigDecimal.TEN);
        assertThat(log.lines())
                .last()
                .isEqualTo(
                        "ERROR case=A again=2026-01-05T17:00:00Z What falls due of a case cannot be computed; the other cases"
                                + " go on");
        assertThat(log.text()).contains("IllegalStateException: no price");
    }

    @Test
    void theSupervisorIsToldOfTheCostSoFarAtTheBreachAndEveryTwoHoursAfter() {
        monitor = SlaMonitor.builder(ESCALATING, store, desk, desk)
                .cost((late, metric, clock, at) -> BigDecimal.valueOf(50)
                        .multiply(BigDecimal.valueOf(
                                clock.reading(at).remaining().negated().toHours())))
                .build();
        open("A");
        tickAt(8.5);

        assertThat(desk.told)
                .filteredOn(event -> event.kind() == SlaEvent.Kind.ESCALATION)
                .extracting(SlaEvent::contact, SlaEvent::at, SlaEvent::deliverAt, SlaEvent::cost, SlaEvent::detail)
                .containsExactly(
                        tuple("Ada", hours(2), hours(2), BigDecimal.ZERO, "Half of the time is gone."),
                        tuple("Grace", hours(4), hours(4), BigDecimal.valueOf(0), "The promise is broken."),
                        tuple("Grace", hours(6), hours(6), BigDecimal.valueOf(100), "Still open."),
                        tuple("Grace", hours(8), hours(24), BigDecimal.valueOf(200), "Still open."));
    }

    @Test
    void anOpenCaseMovesToTheNextVersionAlsoThroughARestart() {
        AgreementVersions versions = AgreementVersions.of(AGREEMENT)
                .then(
                        AGREEMENT.withTargets(
                                "2", (policy, metric, target) -> target.withLimit(BusinessDuration.parse("6h"))),
                        hours(3),
                        AgreementVersions.OpenCases.MOVE_RETROACTIVELY);
        monitor = SlaMonitor.builder(opening -> Optional.of(versions), store, desk, desk)
                .build();
        open("A");
        tickAt(3);
        monitor = SlaMonitor.builder(opening -> Optional.of(versions), store, desk, desk)
                .build();

        assertThat(monitor.find("A").orElseThrow().agreement().version()).isEqualTo("2");
        assertThat(monitor.nextWakeUp()).contains(hours(5));
        tickAt(7);
        assertThat(desk.told)
                .filteredOn(event -> event.kind() == SlaEvent.Kind.BREACH)
                .extracting(SlaEvent::at)
                .containsExactly(hours(6));
    }

    @Test
    void afterCloseNothingIsRecordedOrTold() {
        open("A");
        monitor.close();
        monitor.close();
        tickAt(10);

        assertThat(desk.told).isEmpty();
        assertThatThrownBy(() -> open("B")).isInstanceOf(IllegalStateException.class);
        assertThat(log.lines())
                .containsExactly(
                        "INFO open=1 undelivered=0 The SLA monitor is closed; what is due or undelivered is told at the"
                                + " next start");
    }

    // What a help desk looks at.

    @Test
    void theBoardCountsBySeverityAndState() {
        open("A");
        open("B");
        monitor.record(CaseEvent.opened("C", NINE, Severity.LOW));
        desk.turnTo(hours(1));
        monitor.record(CaseEvent.waiting("B", hours(1), CUSTOMER));
        monitor.record(CaseEvent.waiting("C", hours(1), CUSTOMER));
        tickAt(2);
        SlaBoard board = monitor.board();
        assertThat(board.count(Severity.CRITICAL, SlaBoard.State.WARNED)).isEqualTo(1);
        assertThat(board.count(Severity.CRITICAL, SlaBoard.State.PAUSED)).isEqualTo(1);
        assertThat(board.count(SlaBoard.State.PAUSED)).isEqualTo(2);
        tickAt(5);
        assertThat(monitor.board().count(Severity.CRITICAL, SlaBoard.State.BREACHED))
                .isEqualTo(1);
        assertThat(board.count(SlaBoard.State.BREACHED)).isZero();
    }

    @Test
    void theMostUrgentCaseHasTheLeastBusinessTimeLeft() {
        monitor.record(CaseEvent.opened("low", NINE, Severity.LOW));
        monitor.record(CaseEvent.opened("high", NINE, Severity.HIGH));
        desk.turnTo(hours(1));
        open("critical");
        desk.turnTo(hours(2));
        open("waiting");
        monitor.record(CaseEvent.waiting("waiting", hours(2), CUSTOMER));

        assertThat(monitor.mostUrgent(10)).extracting(ServiceCase::id).containsExactly("high", "low", "critical");
        assertThat(monitor.mostUrgent(1)).extracting(ServiceCase::id).containsExactly("high");
        List<ServiceCase> sorted = new ArrayList<>(IntStream.of(3, 1, 0, 2)
                .mapToObj(i -> List.of("low", "high", "critical", "waiting").get(i))
                .map(id -> monitor.find(id).orElseThrow())
                .toList());
        sorted.sort(SlaMonitor.mostUrgentFirst(desk.instant()));
        assertThat(sorted).extracting(ServiceCase::id).containsExactly("high", "low", "critical", "waiting");
    }

    @Test
    void metricsSayHowLateTheTickWas() {
        open("A");
        desk.turnTo(hours(2));
        tickAt(2.5);

        assertThat(monitor.metrics().lateBy()).isEqualTo(Duration.ofMinutes(30));
        assertThat(monitor.metrics().fired()).isEqualTo(1);
        assertThat(monitor.metrics().delivered()).isEqualTo(1);
    }
}
