package org.sla4j.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Reopening;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.BusinessDuration;
import org.sla4j.calendar.WeeklyHours;
import org.sla4j.cases.AgreedByHand;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.Outcome;
import org.sla4j.cases.Outcome.Flag;
import org.sla4j.cases.ServiceCase;
import org.sla4j.clock.Verdict;

/** Breaches that something later took out of the misses: each way to do so is seen in the outcome and counted in the figures. */
class IntegrityTest {
    private static final BusinessCalendar ALL = BusinessCalendar.alwaysOpen();
    private static final BusinessCalendar OFFICE = BusinessCalendar.builder("office")
            .zone("UTC")
            .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
            .build();
    private static final Instant MONDAY = at("05T09:00");
    private static final Instant LATER = at("30T09:00");

    /** An instant of January 2026, which began on a Thursday. */
    private static Instant at(String dayAndTime) {
        return Instant.parse("2026-01-" + dayAndTime + ":00Z");
    }

    private static SeverityPolicy.Builder policy(String name, String limit, BusinessCalendar calendar) {
        return SeverityPolicy.builder(name).target(Metric.RESOLUTION, Target.of(limit, calendar, 0.9));
    }

    private static ServiceLevelAgreement agreement(SeverityPolicy.Builder... policies) {
        ServiceLevelAgreement.Builder desk =
                ServiceLevelAgreement.builder("desk").provider(Party.of("IT")).customer(Party.of("Sales"));
        for (SeverityPolicy.Builder policy : policies) {
            desk.policy(policy.build());
        }
        return desk.build();
    }

    private static ServiceLevelAgreement fourHours(Reopening rule) {
        return agreement(policy("all", "4h", ALL).reopening(rule));
    }

    private static ServiceCase opened(ServiceLevelAgreement agreement) {
        return ServiceCase.open(
                agreement, CaseEvent.opened("INC-1", MONDAY, Severity.HIGH).withTeam("desk"));
    }

    private static ServiceCase resolvedInThreeHours(ServiceLevelAgreement agreement) {
        return opened(agreement).apply(CaseEvent.resolved("INC-1", at("05T12:00")));
    }

    private static ServiceCase reopened(ServiceCase incident, String dayAndTime) {
        return incident.apply(CaseEvent.reopened("INC-1", at(dayAndTime)));
    }

    private static ServiceCase resolved(ServiceCase incident, String dayAndTime) {
        return incident.apply(CaseEvent.resolved("INC-1", at(dayAndTime)));
    }

    private static Outcome only(ServiceCase incident) {
        return incident.outcomes(LATER).get(0);
    }

    private static ComplianceRow row(ServiceCase incident) {
        ComplianceAggregator figures = ComplianceAggregator.of(Dimension.TEAM);
        incident.outcomes(LATER).forEach(figures::add);
        return figures.report().row("desk").orElseThrow();
    }

    @Test
    void aCaseReopenedAfterItsLimitHadPassedIsNoLongerMetWithoutAWord() {
        ServiceCase incident =
                resolved(reopened(resolvedInThreeHours(fourHours(Reopening.CONTINUE)), "06T09:00"), "06T09:30");
        assertThat(only(incident).verdict()).isEqualTo(Verdict.MET);
        assertThat(only(incident).flags()).containsExactly(Flag.REOPENED_LATE);
        assertThat(row(incident).compliance()).hasValue(1);
        assertThat(row(incident).integrity().nowMet()).isEqualTo(1);
        assertThat(row(incident).integrity().asBreached()).hasValue(0);
    }

    @Test
    void whileItIsOpenAgainItCountsAsOpen() {
        ServiceCase incident = reopened(resolvedInThreeHours(fourHours(Reopening.CONTINUE)), "30T08:30");
        assertThat(row(incident).integrity().nowOpen()).isEqualTo(1);
        assertThat(row(incident).integrity().nowMet()).isZero();
        assertThat(row(incident).integrity().asBreached()).hasValue(0);
    }

    @Test
    void aCaseReopenedWithinItsLimitIsNotLate() {
        ServiceCase before = reopened(resolvedInThreeHours(fourHours(Reopening.CONTINUE)), "05T12:59");
        ServiceCase exactly = reopened(resolvedInThreeHours(fourHours(Reopening.CONTINUE)), "05T13:00");
        ServiceCase after = reopened(resolvedInThreeHours(fourHours(Reopening.CONTINUE)), "05T13:01");
        assertThat(only(before).flags()).isEmpty();
        assertThat(only(exactly).flags()).isEmpty();
        assertThat(only(after).flags()).containsExactly(Flag.REOPENED_LATE);
    }

    @Test
    void nightsDoNotMakeAReopeningLate() {
        ServiceCase resolved = resolved(opened(agreement(policy("all", "8h", OFFICE))), "05T16:00");
        // Seven hours are used, and the eighth until the office closes; the next minute of the office is that of the
        // next morning.
        assertThat(only(reopened(resolved, "06T09:00")).flags()).isEmpty();
        assertThat(only(reopened(resolved, "06T09:01")).flags()).containsExactly(Flag.REOPENED_LATE);
    }

    @Test
    void aNewCycleLeavesTheFlagWithTheMeasurementThatWasMetTooEarly() {
        ServiceCase incident =
                resolved(reopened(resolvedInThreeHours(fourHours(Reopening.NEW_CYCLE)), "06T09:00"), "06T09:30");
        assertThat(incident.outcomes(LATER))
                .extracting(Outcome::flags)
                .containsExactly(Set.of(Flag.REOPENED_LATE), Set.of());
        assertThat(row(incident).integrity().nowMet()).isEqualTo(1);
    }

    @Test
    void aFrozenVerdictIsFlaggedToo() {
        ServiceCase incident = reopened(resolvedInThreeHours(fourHours(Reopening.FROZEN)), "06T09:00");
        assertThat(only(incident).verdict()).isEqualTo(Verdict.MET);
        assertThat(only(incident).flags()).containsExactly(Flag.REOPENED_LATE);
        assertThat(row(incident).integrity().asBreached()).hasValue(0);
    }

    @Test
    void whereTheGapCountsTheMissIsNoRevision() {
        ServiceCase incident =
                resolved(reopened(resolvedInThreeHours(fourHours(Reopening.COUNT_GAP)), "06T09:00"), "06T09:30");
        assertThat(only(incident).verdict()).isEqualTo(Verdict.MISSED);
        assertThat(only(incident).flags()).containsExactly(Flag.REOPENED_LATE);
        assertThat(row(incident).integrity().revised()).isZero();
        assertThat(row(incident).integrity().byFlag()).containsEntry(Flag.REOPENED_LATE, 1L);
    }

    @Test
    void aMissedCaseThatIsReopenedIsMissedAnyway() {
        ServiceCase incident = reopened(resolved(opened(fourHours(Reopening.CONTINUE)), "05T14:00"), "06T09:00");
        assertThat(only(incident).flags()).isEmpty();
    }

    @Test
    void aMissThatGetsALongerLimitWhenItIsReopenedIsSeen() {
        ServiceLevelAgreement bySeverity =
                agreement(policy("high", "4h", ALL).severity(Severity.HIGH), policy("others", "80h", ALL));
        ServiceCase missed = resolved(opened(bySeverity), "05T14:00")
                .apply(CaseEvent.severityChanged("INC-1", at("05T15:00"), Severity.LOW));
        assertThat(only(missed).verdict()).isEqualTo(Verdict.MISSED);
        ServiceCase incident = resolved(reopened(missed, "05T16:00"), "05T16:30");
        assertThat(only(incident).verdict()).isEqualTo(Verdict.MET);
        assertThat(only(incident).flags()).containsExactly(Flag.RETARGETED_AFTER_BREACH);
        assertThat(row(incident).integrity().asBreached()).hasValue(0);
    }

    @Test
    void aMissThatIsPromisedNothingWhenItIsReopenedIsSeen() {
        ServiceLevelAgreement onlyHigh = agreement(policy("high", "4h", ALL).severity(Severity.HIGH));
        ServiceCase incident = reopened(
                resolved(opened(onlyHigh), "05T14:00")
                        .apply(CaseEvent.severityChanged("INC-1", at("05T15:00"), Severity.LOW)),
                "05T16:00");
        assertThat(only(incident).flags()).containsExactly(Flag.CANCELLED_AFTER_BREACH);
        assertThat(row(incident).integrity().nowCancelled()).isEqualTo(1);
    }

    @Test
    void aFinishedMissThatIsRetargetedIsSeen() {
        ServiceLevelAgreement also = agreement(
                policy("high", "4h", ALL).severity(Severity.HIGH),
                policy("others", "80h", ALL).retargetsFinished());
        ServiceCase incident = resolved(opened(also), "05T14:00")
                .apply(CaseEvent.severityChanged("INC-1", at("05T15:00"), Severity.LOW));
        assertThat(only(incident).verdict()).isEqualTo(Verdict.MET);
        assertThat(only(incident).flags()).containsExactly(Flag.RETARGETED_AFTER_BREACH);
    }

    @Test
    void aLimitThatIsAgreedAfterTheBreachIsSeen() {
        AgreedByHand term = AgreedByHand.of(Metric.RESOLUTION, BusinessDuration.parse("9h"), "Ann", "part at customs");
        ServiceCase late = resolved(
                opened(fourHours(Reopening.CONTINUE)).apply(CaseEvent.agreed("INC-1", at("05T14:00"), term)),
                "05T15:00");
        ServiceCase inTime = resolved(
                opened(fourHours(Reopening.CONTINUE)).apply(CaseEvent.agreed("INC-1", at("05T12:00"), term)),
                "05T15:00");
        assertThat(only(late).verdict()).isEqualTo(Verdict.MET);
        assertThat(only(late).flags()).containsExactly(Flag.RETARGETED_AFTER_BREACH);
        assertThat(row(late).integrity().asBreached()).hasValue(0);
        assertThat(only(inTime).flags()).isEmpty();
        assertThat(row(inTime).integrity().asBreached()).hasValue(1);
    }

    @Test
    void aFlagSurvivesTheCompactState() {
        ServiceLevelAgreement agreement = fourHours(Reopening.CONTINUE);
        ServiceCase incident = reopened(resolvedInThreeHours(agreement), "06T09:00");
        ServiceCase restored = ServiceCase.restore(incident.toState(), List.of(agreement), incident::events);
        assertThat(restored.outcomes(LATER)).isEqualTo(incident.outcomes(LATER));
        assertThat(only(restored).flags()).containsExactly(Flag.REOPENED_LATE);
    }

    @Test
    void everyFlagIsAColumnInCsvAndJsonAndACounterInItsRow() {
        ComplianceAggregator figures = ComplianceAggregator.of(Dimension.TEAM);
        for (Flag flag : Flag.values()) {
            figures.add(Outcome.builder("INC-" + flag, "resolution", Severity.HIGH)
                    .flags(Set.of(flag))
                    .between(MONDAY, LATER)
                    .build());
        }
        ComplianceReport report = figures.report();
        assertThat(report.rows().get(0).integrity().byFlag())
                .containsOnlyKeys(Flag.values())
                .allSatisfy((flag, count) -> assertThat(count).isEqualTo(1));
        assertThat(report.toCsv())
                .contains("cancelled after breach,downgraded after breach,retargeted after breach,reopened late,"
                        + "paused just in time,customer wrote meanwhile");
        assertThat(report.toJson()).contains("\"reopenedLate\":1");
        assertThat(report.toText()).contains("reopened late");
    }

    @Test
    void aWaitForTheCustomerIsNoneOfTheseWays() {
        PauseReason customer = PauseReason.of("information", "customer");
        ServiceCase incident = opened(agreement(policy("all", "4h", ALL)))
                .apply(CaseEvent.waiting("INC-1", at("05T10:00"), customer))
                .apply(CaseEvent.resumed("INC-1", at("06T10:00"), customer))
                .apply(CaseEvent.resolved("INC-1", at("06T11:00")));
        assertThat(row(incident).integrity().byFlag()).isEmpty();
        assertThat(row(incident).integrity().revised()).isZero();
    }
}
