package org.sla4j.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sla4j.monitor.Desk.AGREEMENT;
import static org.sla4j.monitor.Desk.CUSTOMER;
import static org.sla4j.monitor.Desk.hours;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.CaseSnapshot;
import org.sla4j.cases.CaseSnapshots;

/** A monitor that is given rows in place of events. */
class SnapshotRecordingTest {
    @RegisterExtension
    final LogLines log = new LogLines();

    private final Desk desk = new Desk();
    private final InMemorySlaStore store = new InMemorySlaStore(Duration.ofMillis(200));
    private final SlaMonitor monitor =
            SlaMonitor.builder(store, desk, desk).agreement(AGREEMENT).build();

    private static CaseSnapshot.Builder row(double hours) {
        return CaseSnapshot.builder("A", hours(hours));
    }

    private static CaseSnapshot critical(double hours) {
        return row(hours).severity(Severity.CRITICAL).team("first line").build();
    }

    private void recordAt(double hours, CaseSnapshot row) {
        desk.turnTo(hours(hours));
        monitor.record(row);
        monitor.tick(desk.instant());
    }

    private List<String> words() {
        return monitor.find("A").orElseThrow().events().stream()
                .map(event -> event.type() + " " + Duration.between(Desk.NINE, event.at()))
                .toList();
    }

    private String history() {
        return store.alone(session -> session.history("A"));
    }

    @Test
    void whatFollowsFromRowsIsReportedAsIfTheEventsHadBeenRecorded() {
        recordAt(0, critical(0));
        recordAt(1, row(1).waits(Set.of(CUSTOMER)).build());
        recordAt(2, row(2).waits(Set.of()).team("network").build());
        recordAt(3.5, row(3.5).status(CaseSnapshot.Status.RESOLVED).build());

        assertThat(words())
                .containsExactly("opened PT0S", "waiting PT1H", "reassigned PT2H", "resumed PT2H", "resolved PT3H30M");
        assertThat(desk.told)
                .extracting(SlaEvent::type)
                .containsSubsequence(
                        SlaEvent.Type.PAUSED, SlaEvent.Type.RESUMED, SlaEvent.Type.WARNING, SlaEvent.Type.MET);
        assertThat(monitor.find("A")
                        .orElseThrow()
                        .outcomes(desk.instant())
                        .get(0)
                        .team())
                .isEqualTo("network");
    }

    @Test
    void theSameRowTwiceChangesNothing() {
        recordAt(0, critical(0));
        recordAt(1, row(1).waits(Set.of(CUSTOMER)).build());
        String before = history();
        long recorded = monitor.metrics().recorded();
        recordAt(1.5, row(1).waits(Set.of(CUSTOMER)).build());
        recordAt(1.5, critical(0));

        assertThat(history()).isEqualTo(before);
        assertThat(monitor.metrics().recorded()).isEqualTo(recorded);
    }

    @Test
    void aRowThatIsWrittenAgainAndBackAgainCountsAsItWasGivenLast() {
        recordAt(0, critical(0));
        CaseSnapshot waiting = row(1).waits(Set.of(CUSTOMER)).build();
        recordAt(1, waiting);
        recordAt(1, row(1).waits(Set.of()).build());
        recordAt(1, waiting);
        recordAt(2, row(2).severity(Severity.CRITICAL).build());

        assertThat(monitor.find("A").orElseThrow().waits()).hasSize(1);
        assertThat(monitor.find("A").orElseThrow().clock(Metric.RESOLUTION))
                .hasValueSatisfying(
                        clock -> assertThat(clock.reading(hours(3)).elapsed()).isEqualTo(Duration.ofHours(1)));
    }

    @Test
    void aLateRowMendsTheDifferencesAroundItAndRetractsWhatNoLongerHolds() {
        recordAt(0, critical(0));
        recordAt(3, row(3).team("network").build());
        recordAt(5, row(5).status(CaseSnapshot.Status.RESOLVED).build());
        assertThat(desk.told).extracting(SlaEvent::type).contains(SlaEvent.Type.BREACH, SlaEvent.Type.MISSED);
        desk.told.clear();

        // It waited from 1 to 3, which the row of 3 did not say.
        recordAt(6, row(1).waits(Set.of(CUSTOMER)).build());
        recordAt(6, row(3).team("network").waits(Set.of()).build());

        assertThat(desk.told)
                .filteredOn(fact -> fact.type() == SlaEvent.Type.RETRACTED)
                .extracting(SlaEvent::detail)
                .contains("A/desk/resolution/0/breach", "A/desk/resolution/0/missed/2026-01-05T14:00:00Z");
        assertThat(desk.told).extracting(SlaEvent::type).contains(SlaEvent.Type.MET);
    }

    @Test
    void aRowBeforeTheFirstReplacesTheOpening() {
        recordAt(1, critical(1));
        recordAt(1, critical(0));

        assertThat(monitor.find("A").orElseThrow().openedAt()).isEqualTo(hours(0));
        tickTo(4.1);
        assertThat(desk.ids()).contains("A/desk/resolution/0/breach");
    }

    private void tickTo(double hours) {
        desk.turnTo(hours(hours));
        monitor.tick(desk.instant());
    }

    @Test
    void theRowThatOpensACaseNeedsASeverity() {
        assertThatExceptionOfType(SlaStoreException.class)
                .isThrownBy(() -> monitor.record(row(0).team("x").build()))
                .withMessage(
                        "Case \"A\" is not known, and its snapshot of 2026-01-05T09:00:00Z cannot open it, for it says no"
                                + " severity. Record a snapshot that does, or try again a few times if another transaction is about"
                                + " to. Nothing was changed.")
                .matches(SlaStoreException::isRetryable);
        recordAt(0, critical(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> monitor.record(row(-1).team("x").build()))
                .withMessageContaining("The first row of case \"A\" opens it and needs a severity");
        assertThat(words()).containsExactly("opened PT0S");
    }

    @Test
    void aCaseThatAnEventOpenedTakesNoRows() {
        monitor.record(CaseEvent.opened("A", Desk.NINE, Severity.CRITICAL));
        String before = history();
        String message =
                "Case \"A\" was opened by an event, so that its snapshot of 2026-01-05T10:00:00Z cannot be compared with"
                        + " one before; record what happens to it as events, or forget it and record all of its snapshots."
                        + " Nothing was changed.";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> monitor.record(row(1).waits(Set.of(CUSTOMER)).build()))
                .withMessage(message);
        assertThat(history()).isEqualTo(before);

        monitor.forget(List.of("A"));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> monitor.record(List.of(critical(1), CaseEvent.opened("A", Desk.NINE, Severity.CRITICAL))))
                .withMessage(message);
        assertThat(monitor.find("A")).isEmpty();

        // Not even the events that rows gave elsewhere: the rows themselves are not known.
        monitor.record(CaseSnapshots.of("A").with(critical(0)).events());
        assertThatIllegalArgumentException().isThrownBy(() -> monitor.record(row(1).build()));
    }

    @Test
    void eventsGoBesideRows() {
        recordAt(0, critical(0));
        desk.turnTo(hours(1));
        monitor.record(List.of(
                CaseEvent.waiting("A", hours(1), PauseReason.of("parts", "vendor"))
                        .withId("A/7"),
                row(1).waits(Set.of(CUSTOMER)).build()));
        recordAt(2, row(2).waits(Set.of()).build());

        assertThat(words()).containsExactly("opened PT0S", "waiting PT1H", "waiting PT1H", "resumed PT2H");
        assertThat(monitor.find("A").orElseThrow().waits())
                .extracting(PauseReason::name)
                .containsExactly("parts");
    }

    @Test
    void casesOfRowsAreImportedWithoutOldAlarms() {
        desk.turnTo(hours(10));
        monitor.importAll(List.of(row(5).team("network").build(), critical(0)), hours(10));
        monitor.tick(hours(10));
        assertThat(desk.told).isEmpty();
        recordAt(11, row(11).status(CaseSnapshot.Status.RESOLVED).build());
        assertThat(desk.told).extracting(SlaEvent::type).containsExactly(SlaEvent.Type.MISSED);
    }

    @Test
    void theFinderIsAskedForTheOpeningThatARowMakes() {
        ServiceLevelAgreement other = ServiceLevelAgreement.builder("other")
                .provider(AGREEMENT.provider())
                .customer(AGREEMENT.customer())
                .policy(AGREEMENT.policies().get(0))
                .build();
        List<Instant> asked = new ArrayList<>();
        SlaMonitor chosen = SlaMonitor.builder(store, desk, desk)
                .agreement(AGREEMENT)
                .agreement(other)
                .finder(opening -> {
                    asked.add(opening.at());
                    return List.of(opening.attributes().getOrDefault("contract", "desk"));
                })
                .build();
        desk.turnTo(hours(2));
        chosen.record(critical(1));
        chosen.record(row(2).team("network").build());
        assertThat(asked).containsExactly(hours(1));
        assertThat(chosen.find("A").orElseThrow().agreements())
                .extracting(ServiceLevelAgreement::id)
                .containsExactly("desk");

        chosen.record(row(0).severity(Severity.CRITICAL)
                .attribute("contract", "other")
                .build());
        assertThat(chosen.find("A").orElseThrow().agreements())
                .extracting(ServiceLevelAgreement::id)
                .containsExactly("other");
        // A row that is not the first asks, but opens nothing.
        chosen.record(row(1.5).severity(Severity.CRITICAL)
                .attribute("contract", "desk")
                .build());
        assertThat(chosen.find("A").orElseThrow().agreements())
                .extracting(ServiceLevelAgreement::id)
                .containsExactly("other");
    }

    @Test
    void aRowOfACaseWhoseHistoryCannotBeReadIsKeptAndTheNextMakesUpForIt() {
        recordAt(0, critical(0));
        append("event\tnonsense\n");
        recordAt(1, row(1).waits(Set.of(CUSTOMER)).build());
        assertThat(monitor.faults(10)).hasSize(1);
        assertThat(history())
                .endsWith("snapshot\t2026-01-05T10:00:00Z\twaits=awaiting user info\\\\ncustomer\\\\n\n"
                        .replace("\\\\", "\\"));

        String mended = history().replace("event\tnonsense\n", "");
        store.alone(session -> {
            SlaStore.StoredCase row =
                    session.lock(SlaStore.sorted(List.of("A")), Set.of()).get(0);
            session.remove(SlaStore.sorted(List.of("A")));
            session.lock(SlaStore.sorted(List.of("A")), Set.of("A"));
            session.save(List.of(new SlaStore.Change(0, row, mended, List.of(), Set.of(), List.of())));
            return true;
        });
        recordAt(2, row(2).team("network").build());
        assertThat(words()).containsExactly("opened PT0S", "waiting PT1H", "reassigned PT2H");
    }

    private void append(String text) {
        store.alone(session -> {
            SlaStore.StoredCase row =
                    session.lock(SlaStore.sorted(List.of("A")), Set.of()).get(0);
            session.save(List.of(new SlaStore.Change(row.version(), row, text, List.of(), Set.of(), List.of())));
            return true;
        });
    }

    @Test
    void whatAWithdrawnRowClosedIsOpenAgain() {
        recordAt(0, critical(0));
        recordAt(1, row(1).status(CaseSnapshot.Status.CLOSED).build());
        recordAt(1, row(1).status(CaseSnapshot.Status.OPEN).build());

        assertThat(monitor.find("A").orElseThrow().events())
                .extracting(CaseEvent::type)
                .contains(EventType.WITHDRAWN);
        assertThat(monitor.nextWakeUp()).isEqualTo(Optional.of(hours(2)));
    }

    @Test
    void allRowsOfOneCallAreAppliedBeforeAnythingIsJudged() {
        desk.turnTo(hours(9));
        monitor.record(List.of(
                row(8).team("network").build(),
                row(3).status(CaseSnapshot.Status.RESOLVED).build(),
                critical(0)));
        monitor.tick(desk.instant());

        assertThat(desk.told)
                .extracting(SlaEvent::type)
                .contains(SlaEvent.Type.MET)
                .doesNotContain(SlaEvent.Type.BREACH, SlaEvent.Type.RETRACTED);
    }

    @Test
    void aRowOutsideTheYearsOfTheCalendarsIsRefusedAndTheCaseStaysAsItWas() {
        recordAt(0, critical(0));
        String before = history();
        for (Instant at : List.of(Instant.MAX, Instant.MIN, Instant.parse("1700-01-01T00:00:00Z"))) {
            assertThatThrownBy(() -> monitor.record(CaseSnapshot.builder("A", at)
                            .severity(Severity.HIGH)
                            .build()))
                    .isInstanceOf(DateTimeException.class);
        }
        assertThat(history()).isEqualTo(before);
        assertThat(monitor.faults(10)).isEmpty();
        recordAt(1, row(1).waits(Set.of(CUSTOMER)).build());
        assertThat(words()).containsExactly("opened PT0S", "waiting PT1H");
    }

    @Test
    void messagesQuoteWhatARowSays() {
        recordAt(0, critical(0));
        assertThatThrownBy(() -> monitor.record(row(-1).team("x\r\nWARN forged").build()))
                .message()
                .doesNotContain("\r", "\n")
                .contains("forged");
        assertThatThrownBy(() -> monitor.record(
                        CaseSnapshot.builder("B\r\nWARN", hours(0)).build()))
                .message()
                .doesNotContain("\r", "\n");
        for (String id : List.of("a\u0000", "x".repeat(201))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> monitor.record(CaseSnapshot.builder(id, hours(0))
                            .severity(Severity.LOW)
                            .build()))
                    .withMessageStartingWith("The id of a case has 1 to 200 characters");
        }
    }

    @Test
    void aRowOfAForgottenCaseOpensItAnew() {
        recordAt(0, critical(0));
        recordAt(5, row(5).status(CaseSnapshot.Status.RESOLVED).build());
        monitor.forget(List.of("A"));
        assertThatExceptionOfType(SlaStoreException.class)
                .isThrownBy(() -> monitor.record(row(6).team("network").build()));
        recordAt(6, critical(6));
        assertThat(words()).containsExactly("opened PT6H");
    }
}
