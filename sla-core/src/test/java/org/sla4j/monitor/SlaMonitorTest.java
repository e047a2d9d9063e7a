package org.sla4j.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.sla4j.monitor.Desk.AGREEMENT;
import static org.sla4j.monitor.Desk.CUSTOMER;
import static org.sla4j.monitor.Desk.ESCALATING;
import static org.sla4j.monitor.Desk.NINE;
import static org.sla4j.monitor.Desk.OFFICE;
import static org.sla4j.monitor.Desk.hours;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sla4j.agreement.Contact;
import org.sla4j.agreement.EscalationStep;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.agreement.WhileHeldBy;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.BusinessDuration;
import org.sla4j.calendar.DateRange;
import org.sla4j.calendar.HolidayCalendar;
import org.sla4j.calendar.WeeklyHours;
import org.sla4j.cases.AgreementVersions;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.Outcome;
import org.sla4j.cases.ServiceCase;
import org.sla4j.clock.Phase;

class SlaMonitorTest {
    @RegisterExtension
    final LogLines log = new LogLines();

    private final Desk desk = new Desk();
    private final InMemorySlaStore store = new InMemorySlaStore(Duration.ofMillis(200));
    private SlaMonitor monitor = monitor(desk, AGREEMENT);

    private SlaMonitor monitor(SlaListener listener, ServiceLevelAgreement... agreements) {
        SlaMonitorBuilder builder = SlaMonitor.builder(store, listener, desk);
        for (ServiceLevelAgreement agreement : agreements) {
            builder.agreement(agreement);
        }
        return builder.build();
    }

    private void open(String id) {
        monitor.record(CaseEvent.opened(id, desk.instant(), Severity.CRITICAL));
    }

    private void tickAt(double hours) {
        desk.turnTo(hours(hours));
        monitor.tick(desk.instant());
    }

    private List<String> kinds() {
        return desk.told.stream().map(fact -> fact.type().toString()).toList();
    }

    @Test
    void whatFallsDueIsReportedWithItsOwnInstantHoweverLateTheTick() {
        open("A");
        tickAt(48);

        assertThat(desk.ids())
                .containsExactly(
                        "A/desk/resolution/0/warning/50%25",
                        "A/desk/resolution/0/warning/1h before due",
                        "A/desk/resolution/0/due",
                        "A/desk/resolution/0/breach");
        assertThat(desk.told).extracting(SlaEvent::at).containsExactly(hours(2), hours(3), hours(4), hours(4));
        monitor.tick(desk.instant());
        assertThat(desk.told).hasSize(4);
    }

    @Test
    void theNextWakeUpIsTheEarliestOfAllCases() {
        assertThat(monitor.nextWakeUp()).isEmpty();
        open("A");
        desk.turnTo(hours(0.5));
        open("B");
        assertThat(monitor.nextWakeUp()).contains(hours(2));
        monitor.record(CaseEvent.waiting("A", hours(0.5), CUSTOMER));
        monitor.tick(desk.instant());
        assertThat(monitor.nextWakeUp()).contains(hours(2.5));
    }

    @Test
    void anEventOfAnUnknownCaseIsRefusedAndMayBeTriedAgain() {
        assertThatExceptionOfType(SlaStoreException.class)
                .isThrownBy(() -> monitor.record(CaseEvent.resolved("INC\r\n-1", NINE)))
                .matches(SlaStoreException::isRetryable)
                .withMessageContaining("Case \"INC\\r\\n-1\" is not known");
    }

    @Test
    void severalEventsAreRecordedTogetherOrNotAtAll() {
        assertThatExceptionOfType(SlaStoreException.class)
                .isThrownBy(() -> monitor.record(
                        List.of(CaseEvent.opened("A", NINE, Severity.CRITICAL), CaseEvent.resolved("unknown", NINE))));
        assertThat(monitor.find("A")).isEmpty();
        assertThat(monitor.board().counts()).isEmpty();
    }

    @Test
    void anEventBeforeItsOpeningIsKeptAndBeginsNothing() {
        open("A");
        monitor.record(CaseEvent.resolved("A", NINE.minusSeconds(1)));
        assertThat(monitor.find("A").orElseThrow().events()).hasSize(2);
        tickAt(2);
        assertThat(kinds()).containsExactly("warning");
    }

    @Test
    void afterAnEventOfBeforeTheOpeningALateEventIsStillPutInItsPlace() {
        open("A");
        monitor.record(CaseEvent.responded("A", NINE.minusSeconds(1)));
        desk.turnTo(hours(3));
        monitor.record(CaseEvent.waiting("A", hours(2), CUSTOMER));
        monitor.record(CaseEvent.resumed("A", hours(1), CUSTOMER));

        monitor.tick(desk.instant());
        assertThat(monitor.find("A").orElseThrow().events()).hasSize(4);
        assertThat(kinds()).containsExactly("warning", "paused", "customer update");
    }

    @Test
    void factsStatedBeforeTheOpeningAreKept() {
        open("A");
        monitor.record(CaseEvent.reassigned("A", NINE.minusSeconds(1), "network"));
        assertThat(monitor.find("A").orElseThrow().team()).isEqualTo("network");
    }

    @Test
    void anEventThatDiffersFromAKnownOneWithItsIdIsRefusedAndNothingOfTheCallIsKept() {
        open("A");
        desk.turnTo(hours(1));
        monitor.record(CaseEvent.responded("A", hours(1)).withId("row 7"));
        for (int hour = 0; hour <= 3; hour++) {
            List<CaseEvent> two = List.of(
                    CaseEvent.waiting("A", hours(1), CUSTOMER),
                    CaseEvent.resolved("A", hours(hour)).withId("row 7"));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> monitor.record(two))
                    .withMessageContaining("have the id \"row 7\", but differ");
        }
        assertThat(monitor.find("A").orElseThrow().events()).hasSize(2);
    }

    @Test
    void aCaseIsFoundUnderAllItsAgreementsAndWithAllItsEvents() {
        monitor = monitor(desk, AGREEMENT, agreement("ola", "3h", BusinessCalendar.alwaysOpen()));
        open("A");
        desk.turnTo(hours(1));
        monitor.record(CaseEvent.waiting("A", hours(1), CUSTOMER));
        ServiceCase found = monitor.find("A").orElseThrow();

        assertThat(found.agreements()).extracting(ServiceLevelAgreement::id).containsExactly("desk", "ola");
        assertThat(found.events()).hasSize(2);
        assertThat(found.outcomes(hours(1))).extracting(Outcome::agreement).containsExactly("desk", "ola");
        assertThat(found.ledger("ola", Metric.RESOLUTION, hours(2))).isPresent();
        monitor.tick(desk.instant());
        assertThat(desk.ids())
                .containsExactly(
                        "A/desk/resolution/0/paused/2026-01-05T10:00:00Z",
                        "A/ola/resolution/0/paused/2026-01-05T10:00:00Z",
                        "A/desk/customer update/2026-01-05T10:00:00Z",
                        "A/ola/customer update/2026-01-05T10:00:00Z");
    }

    @Test
    void aFinishedCaseIsFoundAndGoesOnWhenItIsReopened() {
        open("A");
        desk.turnTo(hours(1));
        monitor.record(CaseEvent.resolved("A", hours(1)));
        assertThat(monitor.board().counts()).isEmpty();
        assertThat(monitor.find("A")).isPresent();
        List<String> finished = new ArrayList<>();
        monitor.finished(NINE, hours(2), "", found -> finished.add(found.id()));
        assertThat(finished).containsExactly("A");
        monitor.finished(NINE, hours(1), "", found -> finished.add(found.id()));
        assertThat(finished).hasSize(1);

        desk.turnTo(hours(2));
        monitor.record(CaseEvent.reopened("A", hours(2)));
        tickAt(2.5);
        assertThat(monitor.board().count(SlaBoard.State.RUNNING)).isEqualTo(1);
        assertThat(kinds()).containsExactly("met", "resumed");
        monitor.open("", found -> finished.add(found.id()));
        assertThat(finished).hasSize(2);
    }

    @Test
    void theSameEventTwiceChangesNothing() {
        open("A");
        open("A");
        CaseEvent waiting = CaseEvent.waiting("A", hours(1), CUSTOMER);
        desk.turnTo(hours(1));
        monitor.record(List.of(waiting, waiting));
        monitor.record(waiting);
        monitor.tick(desk.instant());

        assertThat(kinds()).containsExactly("paused", "customer update");
        assertThat(monitor.find("A").orElseThrow().events()).hasSize(2);
    }

    // M4
    @Test
    void allEventsOfACallAreAppliedBeforeAnythingIsJudged() {
        ServiceLevelAgreement hour = agreement("hour", "1h", BusinessCalendar.alwaysOpen());
        monitor = monitor(desk, hour);
        open("A");
        open("B");
        desk.turnTo(hours(3));
        CaseEvent updated = CaseEvent.of("A", NINE.plusSeconds(300), EventType.of("updated"));
        monitor.record(List.of(updated, CaseEvent.resolved("A", NINE.plusSeconds(600))));
        monitor.record(List.of(
                CaseEvent.resolved("B", NINE.plusSeconds(600)),
                CaseEvent.of("B", NINE.plusSeconds(300), EventType.of("updated"))));
        Instant lastYear = NINE.minus(Duration.ofDays(365));
        monitor.record(List.of(
                CaseEvent.resolved("C", lastYear.plusSeconds(60)), CaseEvent.opened("C", lastYear, Severity.LOW)));
        monitor.tick(desk.instant());

        assertThat(kinds()).containsExactly("met", "met", "met");
    }

    private static ServiceLevelAgreement agreement(String id, String limit, BusinessCalendar calendar) {
        return ServiceLevelAgreement.builder(id)
                .provider(Party.of("IT"))
                .customer(Party.of("Sales"))
                .policy(SeverityPolicy.builder("all")
                        .target(Metric.RESOLUTION, Target.of(limit, calendar, 1))
                        .build())
                .build();
    }

    @Test
    void whatWasReportedAndNoLongerHoldsIsRetracted() {
        open("A");
        tickAt(5);
        monitor.record(CaseEvent.waiting("A", hours(1), CUSTOMER));
        monitor.tick(desk.instant());

        assertThat(desk.ids().subList(4, 8))
                .containsExactlyInAnyOrder(
                        "A/desk/resolution/0/warning/50%25/retracted",
                        "A/desk/resolution/0/warning/1h before due/retracted",
                        "A/desk/resolution/0/due/retracted",
                        "A/desk/resolution/0/breach/retracted");
        assertThat(kinds().subList(8, 10)).containsExactly("paused", "customer update");
        desk.turnTo(hours(6));
        monitor.record(CaseEvent.resumed("A", hours(6), CUSTOMER));
        tickAt(7);
        assertThat(desk.ids()).endsWith("A/desk/resolution/0/warning/50%25~1");
    }

    // M5
    @Test
    void aCheckedExceptionOfTheListenerIsLikeAnyOther() {
        monitor = monitor(
                fact -> {
                    throw SlaMonitorTest.<RuntimeException>sneaky(new java.io.IOException("no mail"));
                },
                AGREEMENT);
        open("A");
        tickAt(2);

        assertThat(monitor.metrics().failures()).isEqualTo(1);
        assertThat(monitor.stuck(10)).singleElement().satisfies(stuck -> {
            assertThat(stuck.attempts()).isEqualTo(1);
            assertThat(stuck.error()).contains("no mail");
        });
        assertThat(log.lines()).singleElement().asString().startsWith("WARN").contains("The SLA listener threw");
        assertThat(monitor.nextWakeUp()).isPresent();
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // throws what no signature allows, as Kotlin does
    private static <E extends Exception> E sneaky(Exception e) throws E {
        throw (E) e;
    }

    @Test
    void anInterruptOfTheListenerIsRestored() {
        monitor = monitor(
                fact -> {
                    throw SlaMonitorTest.<RuntimeException>sneaky(new InterruptedException());
                },
                AGREEMENT);
        open("A");
        tickAt(2);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(monitor.stuck(10)).hasSize(1);
    }

    @Test
    void anInterruptInTheArithmeticOfACaseIsRestored() {
        monitor = SlaMonitor.builder(new InMemorySlaStore(), desk, desk)
                .agreement(AGREEMENT)
                .cost((late, agreement, metric, clock, now) -> {
                    throw SlaMonitorTest.<RuntimeException>sneaky(new InterruptedException());
                })
                .build();
        open("A");
        tickAt(5);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(monitor.faults(10)).extracting(FaultyCase::caseId).containsExactly("A");
    }

    @Test
    void anInterruptIsRestoredThoughTheStoreTriesItsTransactionAgain() {
        int[] interrupts = {0};
        SlaStore retrying = new SlaStore() {
            @Override
            public <R> R joining(Function<Session, R> work) {
                return store.joining(work);
            }

            @Override
            public <R> R alone(Function<Session, R> work) {
                int before = interrupts[0];
                try {
                    return store.alone(session -> {
                        R done = work.apply(session);
                        if (interrupts[0] > before) {
                            throw new IllegalStateException("deadlock");
                        }
                        return done;
                    });
                } catch (IllegalStateException e) {
                    return store.alone(work);
                }
            }

            @Override
            public void afterCommit(Runnable nudge) {
                store.afterCommit(nudge);
            }
        };
        monitor = SlaMonitor.builder(retrying, desk, desk)
                .agreement(AGREEMENT)
                .cost((late, agreement, metric, clock, now) -> {
                    if (interrupts[0]++ == 0) {
                        throw SlaMonitorTest.<RuntimeException>sneaky(new InterruptedException());
                    }
                    return BigDecimal.ZERO;
                })
                .build();
        open("A");
        tickAt(5);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(monitor.faults(10)).isEmpty();
    }

    @Test
    void aVerdictNamesTheTeamThatItsOutcomeIsCreditedTo() {
        ServiceLevelAgreement owned = ServiceLevelAgreement.builder("desk")
                .provider(Party.of("IT"))
                .customer(Party.of("Sales"))
                .policy(SeverityPolicy.builder("all")
                        .target(Metric.OWNERSHIP, Target.of("1h", BusinessCalendar.alwaysOpen(), 1))
                        .target(Metric.PERIODIC_UPDATE, Target.of("1h", BusinessCalendar.alwaysOpen(), 1))
                        .target(Metric.CUSTOMER_ANSWER, Target.of("1h", BusinessCalendar.alwaysOpen(), 1))
                        .target(Metric.RESOLUTION, Target.of("2h", BusinessCalendar.alwaysOpen(), 1))
                        .build())
                .build();
        monitor = monitor(desk, owned);
        desk.turnTo(hours(5));
        monitor.record(List.of(
                CaseEvent.opened("A", hours(0), Severity.CRITICAL).withTeam("first line"),
                CaseEvent.of("A", hours(1), EventType.UPDATED).withSequence(1),
                CaseEvent.reassigned("A", hours(1), "network").withSequence(2),
                CaseEvent.waiting("A", hours(2), CUSTOMER),
                CaseEvent.resumed("A", hours(2.5)),
                CaseEvent.resolved("A", hours(3)).withSequence(1),
                CaseEvent.reassigned("A", hours(3), "closing desk").withSequence(2)));
        monitor.tick(desk.instant());

        Map<String, String> credited = new TreeMap<>();
        for (Outcome outcome : monitor.find("A").orElseThrow().outcomes(desk.instant())) {
            String team = outcome.creditedTo().isProvider() ? outcome.team() : "network";
            credited.put(outcome.metric() + " " + outcome.cycle(), team);
        }
        Map<String, String> told = new TreeMap<>();
        desk.told.stream()
                .filter(fact -> fact.type() == SlaEvent.Type.MET || fact.type() == SlaEvent.Type.MISSED)
                .forEach(fact -> told.put(fact.metric() + " " + fact.cycle(), fact.team()));
        assertThat(told)
                .isEqualTo(credited)
                .containsEntry("ownership 0", "first line")
                .containsEntry("periodic update 0", "first line")
                .containsEntry("customer answer 0", "network")
                .containsEntry("resolution 0", "network");
    }

    @Test
    void theCustomerIsToldThatACaseIsHeldUpOnlyIfItWaits() {
        Metric networkTime = Metric.builder("network time")
                .startsOn(EventType.OPENED)
                .stopsOn(EventType.RESOLVED)
                .whileHeldBy(WhileHeldBy.team("network").cumulative())
                .build();
        ServiceLevelAgreement times = ServiceLevelAgreement.builder("desk")
                .provider(Party.of("IT"))
                .customer(Party.of("Sales"))
                .policy(SeverityPolicy.builder("all")
                        .target(networkTime, Target.of("4h", BusinessCalendar.alwaysOpen(), 1))
                        .target(Metric.AGENT_WORK_TIME, Target.of("4h", BusinessCalendar.alwaysOpen(), 1))
                        .build())
                .build();
        monitor = monitor(desk, times);
        desk.turnTo(hours(9));
        monitor.record(List.of(
                CaseEvent.opened("A", hours(0), Severity.CRITICAL).withTeam("first line"),
                CaseEvent.of("A", hours(1), EventType.WORK_STARTED),
                CaseEvent.of("A", hours(2), EventType.WORK_ENDED),
                CaseEvent.reassigned("A", hours(3), "network"),
                CaseEvent.reassigned("A", hours(4), "first line"),
                CaseEvent.waiting("A", hours(5), CUSTOMER),
                CaseEvent.resumed("A", hours(6)),
                CaseEvent.resolved("A", hours(7))));
        monitor.tick(desk.instant());
        assertThat(desk.told)
                .filteredOn(fact -> fact.type() == SlaEvent.Type.CUSTOMER_UPDATE)
                .extracting(SlaEvent::at)
                .containsExactly(hours(5));
        assertThat(desk.told)
                .filteredOn(fact -> fact.type() == SlaEvent.Type.PAUSED)
                .hasSize(3);
    }

    @Test
    void anErrorOfTheListenerReachesTheTickAndTheFactStays() {
        monitor = monitor(
                fact -> {
                    throw new AssertionError("broken");
                },
                AGREEMENT);
        open("A");
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> tickAt(2));
        assertThat(monitor.stuck(10)).hasSize(1);
    }

    @Test
    void aRefusedFactHoldsUpOnlyItsOwnCaseAndIsTriedAgainWithGrowingPauses() {
        List<Instant> tries = new ArrayList<>();
        monitor = monitor(
                fact -> {
                    if (fact.caseId().equals("A")) {
                        tries.add(desk.instant());
                        throw new IllegalStateException("nobody there");
                    }
                    desk.on(fact);
                },
                AGREEMENT);
        open("A");
        open("B");
        tickAt(2);
        for (int second = 0; second < 60; second++) {
            desk.turnBy(Duration.ofSeconds(1));
            monitor.tick(desk.instant());
        }

        assertThat(desk.told).extracting(SlaEvent::caseId).containsOnly("B");
        assertThat(tries).hasSizeBetween(5, 6);
        StuckFact stuck = monitor.stuck(10).get(0);
        assertThat(monitor.skip(stuck, "Ada", "nobody needs it")).isTrue();
        assertThat(monitor.skip(stuck, "Ada", "nobody needs it")).isFalse();
        assertThat(monitor.stuck(10)).isEmpty();
        assertThat(log.text()).contains("A fact was skipped").contains("nobody needs it");
    }

    @Test
    void aFactIsSkippedByItselfIfTheHostSaysAfterHowManyAttempts() {
        monitor = SlaMonitor.builder(
                        store,
                        fact -> {
                            if (fact.type() == SlaEvent.Type.WARNING) {
                                throw new IllegalStateException("no warnings");
                            }
                            desk.on(fact);
                        },
                        desk)
                .agreement(AGREEMENT)
                .skipAfter(2)
                .build();
        open("A");
        tickAt(5);
        for (int minute = 0; minute < 10; minute++) {
            desk.turnBy(Duration.ofMinutes(1));
            monitor.tick(desk.instant());
        }
        assertThat(kinds()).containsExactly("due", "breach");
    }

    // M6
    @Test
    void aTickAtTheEndOfTimeReportsWhatIsDue() {
        open("A");
        monitor.tick(Instant.MAX);
        assertThat(kinds()).contains("breach");
        assertThat(monitor.metrics().failures()).isZero();
        monitor.tick(Instant.MIN);
        assertThat(monitor.metrics().failures()).isZero();
    }

    // M7
    @Test
    void aDueInstantThatCannotBeKnownIsReportedAtOnceAndWhenTheHolidaysEnd() {
        BusinessCalendar until2026 = BusinessCalendar.builder("office 2026")
                .zone(ZoneOffset.UTC)
                .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
                .holidays(new Known2026())
                .build();
        monitor = monitor(desk, agreement("short", "8h", until2026));
        Instant opened = Instant.parse("2026-12-31T12:00:00Z");
        desk.turnTo(opened);
        monitor.record(CaseEvent.opened("A", opened, Severity.HIGH));
        monitor.tick(opened);
        assertThat(desk.told).singleElement().satisfies(fact -> {
            assertThat(fact.type()).isEqualTo(SlaEvent.Type.DUE_UNKNOWN);
            assertThat(fact.at()).isEqualTo(opened);
            assertThat(fact.detail()).isEqualTo("calendar office 2026 is known until 2026-12-31");
        });

        Instant newYear = Instant.parse("2027-01-01T00:00:00Z");
        assertThat(monitor.nextWakeUp()).contains(newYear);
        desk.turnTo(newYear);
        monitor.tick(newYear);
        assertThat(kinds()).containsExactly("due unknown", "due unknown");
        assertThat(monitor.faults(10)).isEmpty();
        BusinessCalendar more = BusinessCalendar.builder("office 2026")
                .zone(ZoneOffset.UTC)
                .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
                .build();
        monitor.agreementsChanged(List.of(AgreementVersions.of(agreement("short", "8h", more))));
        monitor.tick(newYear);
        assertThat(kinds()).containsExactly("due unknown", "due unknown", "retracted", "retracted");
        assertThat(monitor.nextWakeUp()).contains(Instant.parse("2027-01-01T12:00:00Z"));
    }

    /** No holidays, and nothing known but of 2026. */
    private static final class Known2026 implements HolidayCalendar {
        @Override
        public boolean isHoliday(LocalDate date) {
            return false;
        }

        @Override
        public DateRange coverage() {
            return DateRange.of(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31));
        }
    }

    // M8, M9
    @Test
    void aCaseThatCannotBeReadIsAFaultAndStopsNobodyElse() {
        open("A");
        open("B");
        ServiceLevelAgreement other = agreement("other", "4h", BusinessCalendar.alwaysOpen());
        SlaMonitor second = SlaMonitor.builder(store, desk, desk)
                .agreements(AgreementVersions.of(AGREEMENT), AgreementVersions.of(other))
                .finder(opening -> List.of(opening.caseId().equals("X") ? "other" : "desk"))
                .build();
        second.record(CaseEvent.opened("X", NINE, Severity.HIGH));
        tickAt(5);

        assertThat(desk.told).extracting(SlaEvent::caseId).contains("A", "B").doesNotContain("X");
        assertThat(monitor.faults(10)).singleElement().satisfies(fault -> {
            assertThat(fault.caseId()).isEqualTo("X");
            assertThat(fault.error()).contains("Agreement \"other\" is not known");
        });
        assertThat(log.text()).contains("A case cannot be read or computed");
        desk.turnTo(hours(5));
        monitor.record(CaseEvent.resolved("X", hours(3)));
        monitor.agreementsChanged(List.of(AgreementVersions.of(AGREEMENT), AgreementVersions.of(other)));
        monitor.tick(desk.instant());
        assertThat(monitor.faults(10)).isEmpty();
        assertThat(desk.told).last().satisfies(fact -> {
            assertThat(fact.type()).isEqualTo(SlaEvent.Type.MET);
            assertThat(fact.caseId()).isEqualTo("X");
        });
    }

    @Test
    void aNodeLeavesCasesOfAVersionAloneThatItDoesNotKnow() {
        AgreementVersions one = AgreementVersions.of(agreement("a", "4h", BusinessCalendar.alwaysOpen()));
        AgreementVersions two = one.then(
                ServiceLevelAgreement.builder("a")
                        .version("2")
                        .provider(Party.of("IT"))
                        .customer(Party.of("Sales"))
                        .policy(SeverityPolicy.builder("all")
                                .target(Metric.RESOLUTION, Target.of("2h", BusinessCalendar.alwaysOpen(), 1))
                                .build())
                        .build(),
                hours(1),
                AgreementVersions.OpenCases.MOVE_RETROACTIVELY);
        SlaMonitor old = SlaMonitor.builder(store, desk, desk).agreements(one).build();
        SlaMonitor young = SlaMonitor.builder(store, desk, desk).agreements(two).build();
        old.record(CaseEvent.opened("A", NINE, Severity.HIGH));
        young.tick(NINE);
        desk.turnTo(hours(3));
        old.tick(hours(3));
        assertThat(desk.told).isEmpty();
        assertThatExceptionOfType(SlaStoreException.class)
                .isThrownBy(() -> old.record(CaseEvent.resolved("A", hours(3))))
                .matches(SlaStoreException::isRetryable)
                .withMessageContaining("is not known here");
        young.tick(hours(3));
        assertThat(kinds()).containsExactly("due", "breach");
        assertThat(desk.told.get(0).agreementVersion()).isEqualTo("2");
    }

    @Test
    void casesMoveToANewVersionWhenTheHostSaysThatAgreementsChanged() {
        AgreementVersions one = AgreementVersions.of(agreement("a", "4h", BusinessCalendar.alwaysOpen()));
        monitor = SlaMonitor.builder(store, desk, desk).agreements(one).build();
        monitor.record(CaseEvent.opened("A", NINE, Severity.HIGH));
        desk.turnTo(hours(3));
        monitor.tick(hours(3));
        ServiceLevelAgreement shorter = ServiceLevelAgreement.builder("a")
                .version("2")
                .provider(Party.of("IT"))
                .customer(Party.of("Sales"))
                .policy(SeverityPolicy.builder("all")
                        .target(Metric.RESOLUTION, Target.of("2h", BusinessCalendar.alwaysOpen(), 1))
                        .build())
                .build();
        monitor.agreementsChanged(List.of(one.then(shorter, hours(1), AgreementVersions.OpenCases.MOVE_RETROACTIVELY)));
        monitor.tick(hours(3));
        assertThat(kinds()).containsExactly("due", "breach");
        monitor.agreementsChanged(List.of(one.then(shorter, hours(1), AgreementVersions.OpenCases.MOVE_RETROACTIVELY)));
        monitor.tick(hours(3));
        assertThat(kinds()).hasSize(2);
    }

    @Test
    void wakeUpsComputedWithOtherCalendarsAreComputedAnewAtTheStart() {
        open("A");
        desk.turnTo(hours(3));
        ServiceLevelAgreement closed = AGREEMENT.toBuilder().build();
        SlaMonitor same = monitor(desk, closed);
        same.tick(hours(3));
        assertThat(kinds()).containsExactly("warning", "warning");
        BusinessCalendar night = BusinessCalendar.builder(
                        BusinessCalendar.alwaysOpen().name())
                .zone(ZoneOffset.UTC)
                .hours(WeeklyHours.parse("Mon-Fri 20:00-24:00"))
                .build();
        SlaMonitor other = monitor(
                desk,
                ServiceLevelAgreement.builder("desk")
                        .provider(Party.of("IT"))
                        .customer(Party.of("Sales"))
                        .policy(SeverityPolicy.builder("critical")
                                .severity(Severity.CRITICAL)
                                .target(Metric.RESOLUTION, Target.of("4h", night, 1))
                                .build())
                        .build());
        other.tick(hours(3));
        assertThat(kinds()).containsExactly("warning", "warning", "retracted", "retracted");
        assertThat(other.nextWakeUp()).contains(Instant.parse("2026-01-06T00:00:00Z"));
    }

    // M10
    @Test
    void aRetractionNeverComesBeforeItsFactThoughTheClockWentBack() {
        open("A");
        desk.turnTo(hours(5));
        SlaMonitor silent = monitor(
                fact -> {
                    throw new IllegalStateException("not yet");
                },
                AGREEMENT);
        silent.tick(hours(5));
        desk.turnTo(hours(4.9));
        monitor.record(CaseEvent.resolved("A", hours(1)));
        desk.turnTo(hours(5.1));
        monitor.tick(desk.instant());

        for (SlaEvent fact : desk.told) {
            if (fact.type() == SlaEvent.Type.RETRACTED) {
                assertThat(desk.ids().indexOf(fact.detail())).isBetween(0, desk.told.indexOf(fact) - 1);
            }
        }
        assertThat(kinds()).endsWith("met").contains("retracted");
    }

    // M12
    @Test
    void factsOfTwoAgreementsOnOneCaseHaveDifferentIds() {
        monitor = monitor(desk, AGREEMENT, agreement("ola", "3h", BusinessCalendar.alwaysOpen()));
        open("A");
        tickAt(5);
        assertThat(desk.ids())
                .contains("A/desk/resolution/0/breach", "A/ola/resolution/0/breach")
                .doesNotHaveDuplicates();
    }

    @Test
    void aCaseThatIsUnderNoAgreementIsOnlyKept() {
        monitor = SlaMonitor.builder(store, desk, desk)
                .agreement(AGREEMENT)
                .finder(opening -> List.of())
                .build();
        open("A");
        monitor.record(CaseEvent.responded("A", NINE));
        monitor.record(CaseEvent.responded("A", NINE));
        tickAt(100);
        assertThat(desk.told).isEmpty();
        assertThat(monitor.find("A")).isEmpty();
    }

    // F14
    @Test
    void whatIsDueTodayComesBeforeWhatHasLessTimeLeftButIsDueOnMonday() {
        ServiceLevelAgreement two = ServiceLevelAgreement.builder("two")
                .provider(Party.of("IT"))
                .customer(Party.of("Sales"))
                .policy(SeverityPolicy.builder("critical")
                        .severity(Severity.CRITICAL)
                        .target(Metric.RESOLUTION, Target.of("4h", BusinessCalendar.alwaysOpen(), 1))
                        .build())
                .policy(SeverityPolicy.builder("others")
                        .target(Metric.RESOLUTION, Target.of("4h", OFFICE, 1))
                        .build())
                .build();
        monitor = monitor(desk, two);
        Instant friday = Instant.parse("2026-01-09T18:00:00Z");
        desk.turnTo(friday);
        monitor.record(List.of(
                CaseEvent.opened("low", Instant.parse("2026-01-09T15:00:00Z"), Severity.LOW),
                CaseEvent.opened("critical", friday.minusSeconds(3600), Severity.CRITICAL),
                CaseEvent.opened("waits", friday, Severity.CRITICAL),
                CaseEvent.waiting("waits", friday, CUSTOMER)));

        assertThat(monitor.mostUrgent("", 10)).extracting(ServiceCase::id).containsExactly("critical", "low", "waits");
        assertThat(monitor.mostUrgent("", 1)).extracting(ServiceCase::id).containsExactly("critical");
        assertThat(monitor.mostUrgent("w", 10)).extracting(ServiceCase::id).containsExactly("waits");
        assertThat(monitor.leastTimeLeft("", 10)).extracting(ServiceCase::id).containsExactly("low", "critical");
        assertThat(monitor.mostUrgent("", 2, Comparator.comparing(ServiceCase::id, Comparator.reverseOrder())))
                .extracting(ServiceCase::id)
                .containsExactly("waits", "low");
        assertThatIllegalArgumentException().isThrownBy(() -> monitor.mostUrgent("", -1));
    }

    @Test
    void theBoardCountsByTenant() {
        open("acme/1");
        open("acme/2");
        open("other/1");
        desk.turnTo(hours(1));
        monitor.record(CaseEvent.waiting("acme/2", hours(1), CUSTOMER));
        desk.turnTo(hours(5));

        assertThat(monitor.board("acme/").count(Severity.CRITICAL, SlaBoard.State.BREACHED))
                .isEqualTo(1);
        assertThat(monitor.board("acme/").count(SlaBoard.State.PAUSED)).isEqualTo(1);
        assertThat(monitor.board().count(SlaBoard.State.BREACHED)).isEqualTo(2);
    }

    @Test
    void escalationsRepeatUntilTheyAreTakenAndLateOnlyTheLatestIsReported() {
        monitor = monitor(desk, ESCALATING);
        open("A");
        tickAt(11);
        assertThat(desk.ids())
                .filteredOn(id -> id.contains("every"))
                .containsExactly("A/escalating/resolution/0/escalation/every 2h after breach to Grace #3");
        tickAt(12);
        SlaEvent last = desk.told.get(desk.told.size() - 1);
        assertThat(last.threshold()).isEqualTo("every 2h after breach to Grace #4");
        assertThat(monitor.take(last, "Grace")).isTrue();
        tickAt(30);
        assertThat(desk.told).last().isEqualTo(last);
        assertThat(monitor.nextWakeUp()).isEmpty();
        // A correction finds the escalations taken too.
        monitor.record(CaseEvent.waiting("A", hours(1), CUSTOMER));
        monitor.record(CaseEvent.resumed("A", hours(1.5), CUSTOMER));
        tickAt(40);
        assertThat(desk.ids().stream().filter(id -> id.contains("#5"))).isEmpty();
    }

    @Test
    void contactsThatAreNumberedAreNoRepeatsOfEachOther() {
        ServiceLevelAgreement numbered = ESCALATING.toBuilder()
                .escalation(EscalationStep.of("75%", Contact.of("Line #1", ""), ""))
                .escalation(EscalationStep.of("75%", Contact.of("Line #2", ""), ""))
                .escalation(EscalationStep.of("every 2h after breach", Contact.of("Line #3", ""), ""))
                .build();
        monitor = monitor(desk, numbered);
        open("A");
        tickAt(9);
        assertThat(desk.told)
                .extracting(SlaEvent::threshold)
                .filteredOn(threshold -> threshold.contains("Line"))
                .containsExactly("75% to Line #1", "75% to Line #2", "every 2h after breach to Line #3 #2");
    }

    @Test
    void whoTakesAnEscalationLeavesThoseOfOtherMetricsToOthersWhateverTheirNames() {
        monitor = monitor(
                desk,
                escalating("a", "b/c", "4h", EventType.RESOLVED),
                escalating("a/b", "c", "4h", EventType.RESOLVED));
        open("A");
        tickAt(6);
        SlaEvent first = desk.told.stream()
                .filter(fact -> fact.type() == SlaEvent.Type.ESCALATION)
                .filter(fact -> fact.agreementId().equals("a"))
                .findFirst()
                .orElseThrow();
        assertThat(monitor.take(first, "Grace")).isTrue();
        desk.told.clear();
        tickAt(8);
        assertThat(desk.told).extracting(SlaEvent::agreementId).containsExactly("a/b");
    }

    @Test
    void theBoardTellsClocksApartWhateverTheNamesOfAgreementsAndMetrics() {
        monitor = monitor(
                desk,
                escalating("a", "b/c", "1h", EventType.RESPONDED),
                escalating("a/b", "c", "4h", EventType.RESOLVED));
        open("A");
        desk.turnTo(hours(0.5));
        monitor.record(CaseEvent.responded("A", hours(0.5)));
        desk.turnTo(hours(2));
        assertThat(monitor.board().count(SlaBoard.State.RUNNING)).isEqualTo(1);
    }

    private static ServiceLevelAgreement escalating(String id, String metric, String limit, EventType end) {
        Metric measured =
                Metric.builder(metric).startsOn(EventType.OPENED).stopsOn(end).build();
        return ServiceLevelAgreement.builder(id)
                .provider(Party.of("IT"))
                .customer(Party.of("Sales"))
                .escalation(EscalationStep.of("every 2h after breach", Contact.of("Grace", ""), ""))
                .policy(SeverityPolicy.builder("all")
                        .target(measured, Target.of(limit, BusinessCalendar.alwaysOpen(), 1))
                        .build())
                .build();
    }

    @Test
    void importedCasesRaiseNoOldAlarms() {
        desk.turnTo(hours(5));
        monitor.importAll(
                List.of(
                        CaseEvent.opened("old", NINE, Severity.CRITICAL),
                        CaseEvent.opened("young", hours(3.5), Severity.CRITICAL)),
                desk.instant());
        monitor.tick(desk.instant());
        assertThat(desk.told).isEmpty();
        assertThat(monitor.board().count(SlaBoard.State.BREACHED)).isEqualTo(1);
        // Nor does a correction of the time before.
        monitor.record(CaseEvent.waiting("old", hours(1), CUSTOMER));
        monitor.record(CaseEvent.resumed("old", hours(1).plusSeconds(60), CUSTOMER));
        tickAt(7.5);
        assertThat(desk.ids())
                .containsExactly(
                        "young/desk/resolution/0/warning/50%25",
                        "young/desk/resolution/0/warning/1h before due", "young/desk/resolution/0/due");
    }

    @Test
    void forgottenAndPurgedCasesAreGone() {
        open("a/1");
        open("a/2");
        open("b/1");
        desk.turnTo(hours(1));
        monitor.record(List.of(
                CaseEvent.closed("a/1", hours(1)),
                CaseEvent.closed("b/1", hours(1)),
                CaseEvent.waiting("a/2", hours(1), CUSTOMER)));
        assertThat(monitor.purge(hours(2), "a/")).as("undelivered").isZero();
        monitor.tick(hours(1));
        assertThat(monitor.purge(hours(1), "a/")).as("not before").isZero();
        assertThat(monitor.purge(hours(2), "a/")).isEqualTo(1);
        assertThat(monitor.find("a/1")).isEmpty();
        assertThat(monitor.find("b/1")).isPresent();
        monitor.forget(List.of("a/2", "unknown"));
        assertThat(monitor.find("a/2")).isEmpty();
        assertThat(monitor.board().counts()).isEmpty();
        assertThatExceptionOfType(SlaStoreException.class)
                .isThrownBy(() -> monitor.record(CaseEvent.responded("a/2", hours(1))));
    }

    @Test
    void aCaseThatCannotBeComputedIsTriedAgainLaterAndLater() {
        boolean[] broken = {true};
        monitor = SlaMonitor.builder(store, desk, desk)
                .agreement(AGREEMENT)
                .cost((late, agreement, metric, clock, at) -> {
                    if (broken[0] && late.id().equals("A")) {
                        throw new IllegalStateException("no price");
                    }
                    return BigDecimal.TEN;
                })
                .build();
        open("A");
        open("B");
        tickAt(5);
        assertThat(desk.told).extracting(SlaEvent::caseId).containsOnly("B");
        assertThat(monitor.faults(10))
                .singleElement()
                .satisfies(fault -> assertThat(fault.nextTry()).contains(hours(5).plusSeconds(60)));
        desk.turnBy(Duration.ofMinutes(1));
        monitor.tick(desk.instant());
        assertThat(monitor.faults(10).get(0).attempts()).isEqualTo(2);
        broken[0] = false;
        desk.turnBy(Duration.ofMinutes(2));
        monitor.tick(desk.instant());
        assertThat(monitor.faults(10)).isEmpty();
        assertThat(desk.told).filteredOn(fact -> fact.caseId().equals("A")).hasSize(4);
    }

    @Test
    void aTickWithinATickReturnsAtOnceAndTheListenerMayRecord() {
        SlaMonitor[] self = new SlaMonitor[1];
        self[0] = monitor(
                fact -> {
                    desk.on(fact);
                    self[0].tick(desk.instant());
                    if (fact.type() == SlaEvent.Type.BREACH) {
                        self[0].record(CaseEvent.resolved("A", desk.instant()));
                    }
                },
                AGREEMENT);
        monitor = self[0];
        open("A");
        tickAt(5);
        assertThat(kinds()).containsExactly("warning", "warning", "due", "breach", "missed");
    }

    @Test
    void aClosedMonitorRecordsAndReportsNoMore() {
        open("A");
        monitor.close();
        monitor.close();
        assertThatIllegalStateException().isThrownBy(() -> open("B"));
        tickAt(5);
        assertThat(desk.told).isEmpty();
        monitor = monitor(desk, AGREEMENT);
        monitor.tick(desk.instant());
        assertThat(desk.told).hasSize(4);
    }

    @Test
    void aStoreThatFailsLeavesOneLineAndWhatIsDue() {
        boolean[] fails = {false};
        SlaStore failing = new SlaStore() {
            @Override
            public <R> R joining(Function<Session, R> work) {
                return store.joining(work);
            }

            @Override
            public <R> R alone(Function<Session, R> work) {
                if (fails[0]) {
                    throw new SlaStoreException("disk full", true, null);
                }
                return store.alone(work);
            }

            @Override
            public void afterCommit(Runnable nudge) {
                store.afterCommit(nudge);
            }
        };
        monitor = SlaMonitor.builder(failing, desk, desk).agreement(AGREEMENT).build();
        open("A");
        fails[0] = true;
        tickAt(2);
        assertThat(log.lines()).singleElement().asString().startsWith("ERROR").contains("The SLA store failed");
        assertThat(monitor.metrics().failures()).isEqualTo(1);
        fails[0] = false;
        tickAt(2);
        assertThat(kinds()).containsExactly("warning");
    }

    @Test
    void aClockThatGoesBackOrJumpsIsWarnedOf() {
        open("A");
        tickAt(2);
        tickAt(1);
        tickAt(40);
        assertThat(log.lines())
                .anyMatch(line -> line.contains("The clock went back"))
                .anyMatch(line -> line.contains("Time has jumped ahead"));
        assertThat(kinds()).containsExactly("warning", "warning", "due", "breach");
    }

    // C14
    @Test
    void anEventThatIsWithdrawnIsAsIfItHadNeverBeen() {
        open("A");
        monitor.record(CaseEvent.waiting("A", hours(1), CUSTOMER).withId("wait"));
        tickAt(2);
        assertThat(kinds()).containsExactly("paused", "customer update");
        monitor.record(CaseEvent.withdrawn("A", hours(2), "wait"));
        tickAt(2.5);
        assertThat(kinds()).containsExactly("paused", "customer update", "retracted", "retracted", "warning");
        assertThat(monitor.nextWakeUp()).contains(hours(3));
        monitor.record(CaseEvent.resumed("A", hours(9)).withId("snooze"));
        monitor.record(CaseEvent.withdrawn("A", hours(2.5), "snooze"));
        tickAt(3);
        assertThat(monitor.nextWakeUp()).contains(hours(4));
    }

    @Test
    void whatWasWithdrawnStaysSoThoughItIsDeliveredAgainAndNothingVanishes() {
        open("A");
        CaseEvent wait = CaseEvent.waiting("A", hours(1), CUSTOMER).withId("wait");
        desk.turnTo(hours(2));
        monitor.record(wait);
        monitor.record(CaseEvent.withdrawn("A", hours(2), "wait"));
        monitor.record(CaseEvent.withdrawn("A", hours(2), "nothing of that id"));
        monitor.record(wait);
        monitor.record(CaseEvent.opened("A", hours(0.5), Severity.LOW));
        ServiceCase found = monitor.find("A").orElseThrow();

        assertThat(found.waits()).isEmpty();
        assertThat(found.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(found.events()).hasSize(5);
        assertThat(found.ignored()).hasSize(4);
        monitor.record(wait);
        monitor.tick(desk.instant());
        assertThat(desk.told).last().extracting(SlaEvent::threshold).isEqualTo("50%");
        tickAt(4.5);
        assertThat(kinds()).endsWith("due", "breach");
    }

    @Test
    void aWithdrawalMayArriveBeforeWhatItTakesBack() {
        open("A");
        desk.turnTo(hours(1));
        monitor.record(CaseEvent.withdrawn("A", hours(0.5), "nope"));
        monitor.record(CaseEvent.resolved("A", hours(1)).withId("nope"));
        ServiceCase found = monitor.find("A").orElseThrow();

        assertThat(found.clock(Metric.RESOLUTION).orElseThrow().phase()).isEqualTo(Phase.RUNNING);
        assertThat(found.events()).hasSize(3);
        assertThat(found.ignored()).hasSize(2);
        tickAt(4.5);
        assertThat(kinds()).containsExactly("warning", "warning", "due", "breach");
    }

    @Test
    void casesUnderAVersionThatTheMonitorWasNotGivenAreListedAndWarnedOf() {
        open("A");
        ServiceLevelAgreement next =
                AGREEMENT.withTargets("2", (policy, metric, target) -> target.withLimit(BusinessDuration.parse("1h")));
        SlaMonitor other = monitor(desk, next);
        tickAt(1);
        other.tick(hours(5));
        other.tick(hours(5));

        assertThat(log.lines())
                .filteredOn(line -> line.contains("it does not watch them"))
                .singleElement()
                .asString()
                .startsWith("WARN")
                .contains("Version \"1\" of agreement \"desk\" is not known here; known are [2]");
        assertThat(other.faults(10)).singleElement().satisfies(fault -> {
            assertThat(fault.caseId()).isEqualTo("A");
            assertThat(fault.error()).contains("AgreementVersions.of(old).then(next, ...)");
        });
        assertThat(other.find("A")).isEmpty();
        assertThat(desk.told).isEmpty();
        assertThatExceptionOfType(SlaStoreException.class)
                .isThrownBy(() -> other.record(CaseEvent.resolved("A", hours(5))))
                .withMessageContaining("Version \"1\" of agreement \"desk\" is not known here");
    }

    @Test
    void aPromiseThatChangedUnderTheSameVersionIsWarnedOf() {
        monitor = monitor(desk, agreement("a", "2h", BusinessCalendar.alwaysOpen()));
        open("A");
        tickAt(3);
        monitor.agreementsChanged(List.of(AgreementVersions.of(agreement("a", "8h", BusinessCalendar.alwaysOpen()))));
        monitor.tick(hours(3));

        assertThat(kinds()).containsExactly("due", "breach", "retracted", "retracted");
        assertThat(log.lines())
                .last()
                .asString()
                .startsWith("WARN")
                .contains("An agreement or a calendar has changed", "cases=1", "retracted=2");
    }

    @Test
    void aMonitorWithoutAgreementsIsRefusedAndOneThatRestsOnUnwatchedOnesIsWarnedOf() {
        assertThatIllegalStateException()
                .isThrownBy(() -> monitor(desk))
                .withMessageContaining("give it one by agreement or agreements");
        ServiceLevelAgreement ola = agreement("ola", "2h", BusinessCalendar.alwaysOpen());
        ServiceLevelAgreement sla = AGREEMENT.toBuilder().restsOn(ola).build();
        assertThat(log.lines()).isEmpty();
        SlaMonitor both = monitor(desk, sla, ola);
        both.close();
        log.clear();
        SlaMonitor one = monitor(desk, sla);
        assertThat(log.lines())
                .singleElement()
                .asString()
                .contains("An agreement rests on another")
                .contains("ola");
        one.close();
    }

    @Test
    void theMonitorSaysWhenAnEventWasRecorded() {
        open("A");
        desk.turnTo(hours(1));
        monitor.record(CaseEvent.responded("A", hours(0.5)));
        assertThat(monitor.find("A").orElseThrow().events())
                .extracting(event -> event.recordedAt().orElseThrow())
                .containsExactly(NINE, hours(1));
    }

    @Test
    void aTrialCannotBeWatched() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> monitor(desk, AGREEMENT.trial()))
                .withMessageContaining("is a trial");
    }

    @Test
    void theMetricsCountWhatWasDone() {
        open("A");
        tickAt(5);
        assertThat(monitor.metrics())
                .isEqualTo(new SlaMonitorMetrics(1, 4, 4, 0, Duration.ofHours(1), Duration.ofHours(3)));
    }

    @Test
    void aCaseThatNothingIsPromisedForIsClosedAndReopenedAtOneInstantInTheOnlyOrderThatCanBeTrue() {
        SlaMonitor promisingNothing = SlaMonitor.builder(store, desk, desk)
                .agreement(AGREEMENT)
                .finder(opening -> List.of())
                .build();
        desk.turnTo(hours(10));
        for (boolean reopenedArrivesFirst : List.of(true, false)) {
            String id = "INC-" + reopenedArrivesFirst;
            promisingNothing.record(CaseEvent.opened(id, hours(0), Severity.CRITICAL));
            for (int hour : List.of(1, 2, 3)) {
                CaseEvent closed = CaseEvent.closed(id, hours(hour));
                CaseEvent reopened = CaseEvent.reopened(id, hours(hour));
                promisingNothing.record(
                        hour == 2
                                ? List.of(closed)
                                : reopenedArrivesFirst ? List.of(reopened, closed) : List.of(closed, reopened));
                assertThat(finishedAt(id))
                        .as("after hour %s", hour)
                        .isEqualTo(hour == 1 ? Optional.empty() : Optional.of(hours(hour)));
            }
        }
    }

    @Test
    void aCaseThatNothingIsPromisedForIsFinishedOnlyWhileItIsClosed() {
        ServiceLevelAgreement later = ServiceLevelAgreement.builder("later")
                .provider(Party.of("IT"))
                .customer(Party.of("Sales"))
                .inForce(DateRange.of(LocalDate.of(2027, 1, 1), LocalDate.of(2027, 12, 31)))
                .policy(AGREEMENT.policies().get(0))
                .build();
        SlaMonitor promisingNothing = SlaMonitor.builder(store, desk, desk)
                .agreement(later)
                .finder(opening -> opening.caseId().startsWith("none") ? List.of() : List.of("later"))
                .build();
        for (String id : List.of("none", "later")) {
            desk.turnTo(hours(10));
            promisingNothing.record(List.of(
                    CaseEvent.opened(id, hours(0), Severity.CRITICAL),
                    CaseEvent.closed(id, hours(1)).withId("1")));
            assertThat(finishedAt(id)).contains(hours(1));
            promisingNothing.record(CaseEvent.reopened(id, hours(3)).withId("3"));
            assertThat(finishedAt(id)).as("reopened").isEmpty();
            promisingNothing.record(CaseEvent.closed(id, hours(2)).withId("2"));
            assertThat(finishedAt(id)).as("closed before it was reopened").isEmpty();
            assertThat(promisingNothing.purge(hours(100), "")).isZero();
            promisingNothing.record(CaseEvent.withdrawn(id, hours(4), "3"));
            assertThat(finishedAt(id)).as("never reopened").isPresent();
            promisingNothing.record(
                    List.of(CaseEvent.withdrawn(id, hours(4), "1"), CaseEvent.withdrawn(id, hours(4), "2")));
            assertThat(finishedAt(id)).as("never closed").isEmpty();
        }
    }

    private Optional<Instant> finishedAt(String id) {
        return store.alone(session -> session.read(SlaStore.sorted(List.of(id))))
                .get(0)
                .finishedAt();
    }
}
