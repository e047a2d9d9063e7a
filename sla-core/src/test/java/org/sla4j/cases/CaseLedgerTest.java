package org.sla4j.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.PauseRule;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.WeeklyHours;

/** Who held a case, on Monday 5 January 2026, open from 09:00 to 17:00 UTC. */
class CaseLedgerTest {
    private static final BusinessCalendar OFFICE = BusinessCalendar.builder("Office")
            .zone(ZoneOffset.UTC)
            .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
            .build();
    private static final PauseReason CUSTOMER = PauseReason.of("awaiting user info", "customer");
    private static final PauseReason VENDOR = PauseReason.of("awaiting parts", "vendor");

    private static ServiceLevelAgreement agreement(PauseRule pauses) {
        return ServiceLevelAgreement.builder("helpdesk")
                .provider(Party.of("IT operations"))
                .customer(Party.of("Sales"))
                .policy(SeverityPolicy.builder("all")
                        .target(Metric.RESOLUTION, Target.of("8h", OFFICE, 0.9).withPauseRule(pauses))
                        .build())
                .build();
    }

    private static Instant at(String time) {
        return Instant.parse("2026-01-05T" + time + ":00Z");
    }

    private static CaseLedger.HeldTime time(String business, String wall) {
        return new CaseLedger.HeldTime(Duration.parse(business), Duration.parse(wall));
    }

    private static ServiceCase opened(PauseRule pauses) {
        return ServiceCase.open(agreement(pauses), CaseEvent.opened("INC-1", at("08:00"), Severity.HIGH));
    }

    private static CaseLedger ledger(ServiceCase incident, String now) {
        return incident.ledger(Metric.RESOLUTION, at(now)).orElseThrow();
    }

    @Test
    void timeRunningIsTheProvidersAndPausedTimeThePartysThatMustAct() {
        ServiceCase incident = opened(PauseRule.any())
                .apply(CaseEvent.waiting("INC-1", at("10:00"), CUSTOMER))
                .apply(CaseEvent.resumed("INC-1", at("13:00"), CUSTOMER))
                .apply(CaseEvent.resolved("INC-1", at("14:00")));
        CaseLedger ledger = ledger(incident, "20:00");
        assertThat(ledger.byParty())
                .hasSize(2)
                .containsEntry(Holder.PROVIDER, time("PT2H", "PT3H"))
                .containsEntry(Holder.of(Party.CUSTOMER), time("PT3H", "PT3H"));
        assertThat(ledger.total()).isEqualTo(time("PT5H", "PT6H"));
    }

    @Test
    void whatSeveralHaveAtOnceIsTimeOfThemTogether() {
        ServiceCase incident = opened(PauseRule.any())
                .apply(CaseEvent.waiting("INC-1", at("10:00"), VENDOR))
                .apply(CaseEvent.waiting("INC-1", at("11:00"), CUSTOMER))
                .apply(CaseEvent.resumed("INC-1", at("12:30"), VENDOR));
        assertThat(ledger(incident, "13:00").byParty())
                .hasSize(4)
                .containsEntry(Holder.PROVIDER, time("PT1H", "PT2H"))
                .containsEntry(Holder.of(Party.of("vendor")), time("PT1H", "PT1H"))
                .containsEntry(Holder.of(List.of(Party.CUSTOMER, Party.of("vendor"))), time("PT1H30M", "PT1H30M"))
                .containsEntry(Holder.of(Party.CUSTOMER), time("PT30M", "PT30M"));
    }

    @Test
    void whoeverTheCaseWaitsForHasItAlsoWhileTheClockRuns() {
        ServiceCase incident = opened(PauseRule.never()).apply(CaseEvent.waiting("INC-1", at("10:00"), VENDOR));
        assertThat(ledger(incident, "13:00").byParty())
                .hasSize(2)
                .containsEntry(Holder.PROVIDER, time("PT1H", "PT2H"))
                .containsEntry(Holder.of(Party.of("vendor")), time("PT3H", "PT3H"));
    }

    @Test
    void teamsShareTheTimeBetweenReassignmentsAlsoInsideAPause() {
        ServiceCase incident = opened(PauseRule.any())
                .apply(CaseEvent.reassigned("INC-1", at("08:30"), "first line"))
                .apply(CaseEvent.waiting("INC-1", at("10:00"), CUSTOMER))
                .apply(CaseEvent.reassigned("INC-1", at("11:00"), "second line"))
                .apply(CaseEvent.resumed("INC-1", at("13:00"), CUSTOMER))
                .apply(CaseEvent.reassigned("INC-1", at("15:00"), "first line"));
        CaseLedger ledger = ledger(incident, "16:00");
        assertThat(ledger.byTeam())
                .hasSize(3)
                .containsEntry("", time("PT0S", "PT30M"))
                .containsEntry("first line", time("PT3H", "PT3H30M"))
                .containsEntry("second line", time("PT4H", "PT4H"));
        assertThat(ledger.total()).isEqualTo(time("PT7H", "PT8H"));
    }

    @Test
    void whileItIsResolvedNobodyHasIt() {
        ServiceCase incident = opened(PauseRule.any())
                .apply(CaseEvent.resolved("INC-1", at("10:00")))
                .apply(CaseEvent.reopened("INC-1", at("12:00")));
        assertThat(ledger(incident, "13:00").byParty())
                .hasSize(2)
                .containsEntry(Holder.NOBODY, time("PT0S", "PT2H"))
                .containsEntry(Holder.PROVIDER, time("PT2H", "PT3H"));
    }

    @Test
    void aMetricWithoutAClockHasNoLedger() {
        assertThat(opened(PauseRule.any()).ledger(Metric.FIRST_RESPONSE, at("13:00")))
                .isEmpty();
    }

    @Test
    void eachTeamOfTheProviderIsAHolderOfItsOwn() {
        ServiceCase incident = opened(PauseRule.any())
                .apply(CaseEvent.reassigned("INC-1", at("10:00"), "network"))
                .apply(CaseEvent.waiting("INC-1", at("12:00"), CUSTOMER));
        CaseLedger ledger = ledger(incident, "13:00");
        assertThat(ledger.byHolder())
                .hasSize(3)
                .containsEntry(Holder.PROVIDER, time("PT1H", "PT2H"))
                .containsEntry(Holder.provider("network"), time("PT2H", "PT2H"))
                .containsEntry(Holder.of(Party.CUSTOMER), time("PT1H", "PT1H"));
    }
}
