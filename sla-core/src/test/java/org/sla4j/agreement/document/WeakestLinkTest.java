package org.sla4j.agreement.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.sla4j.agreement.document.Finding.Code.LATER_BELOW;
import static org.sla4j.agreement.document.Finding.Code.LOWER_GOAL_BELOW;
import static org.sla4j.agreement.document.Finding.Code.MORE_PAUSES_BELOW;
import static org.sla4j.agreement.document.Finding.Code.NOTHING_PROMISED_BELOW;
import static org.sla4j.agreement.document.Finding.Code.NOT_IN_FORCE_BELOW;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.AgreementKind;
import org.sla4j.agreement.Condition;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseRule;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.SupportOrder;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.DateRange;
import org.sla4j.calendar.WeeklyHours;

class WeakestLinkTest {
    private static final BusinessCalendar ALWAYS = BusinessCalendar.alwaysOpen();
    private static final BusinessCalendar OFFICE = calendar("office", "Mon-Fri 09:00-17:00");

    private static BusinessCalendar calendar(String name, String hours) {
        return BusinessCalendar.builder(name)
                .zone("Europe/Berlin")
                .hours(WeeklyHours.parse(hours))
                .build();
    }

    private static SeverityPolicy critical(Target resolution) {
        return SeverityPolicy.builder("critical")
                .severity(Severity.CRITICAL)
                .target(Metric.RESOLUTION, resolution)
                .build();
    }

    private static ServiceLevelAgreement.Builder agreement(String id, AgreementKind kind, SeverityPolicy policy) {
        return ServiceLevelAgreement.builder(id)
                .kind(kind)
                .provider(Party.of("provider of " + id))
                .customer(Party.of("customer of " + id))
                .policy(policy);
    }

    private static ServiceLevelAgreement ola(Target resolution) {
        return agreement("ola", AgreementKind.OLA, critical(resolution)).build();
    }

    private static List<Finding> weakest(Target needed, ServiceLevelAgreement... below) {
        ServiceLevelAgreement.Builder sla = agreement("sla", AgreementKind.SLA, critical(needed));
        List.of(below).forEach(sla::restsOn);
        return WeakLinks.of(sla.build());
    }

    @Test
    void anOlaThatPromisesAsMuchIsNoWeakLink() {
        assertThat(weakest(Target.of("8h", OFFICE, 0.9), ola(Target.of("8h", OFFICE, 0.9))))
                .isEmpty();
        assertThat(weakest(Target.of("8h", OFFICE, 0.9), ola(Target.of("4h", OFFICE, 1))))
                .isEmpty();
    }

    @Test
    void aLongerLimitBelowIsFoundWithACaseThatShowsIt() {
        assertThat(weakest(Target.of("4h", ALWAYS, 1), ola(Target.of("5h", ALWAYS, 1))))
                .containsExactly(new Finding(
                        LATER_BELOW,
                        "policies[0].targets.resolution",
                        "OLA \"ola\" allows 5h in 24x7 for the resolution of severity 1 Critical, but SLA \"sla\" has 4h in"
                                + " 24x7: for a case opened at 2024-01-01T00:00:00Z it is due at 2024-01-01T04:00:00Z above"
                                + " and at 2024-01-01T05:00:00Z below."));
    }

    @Test
    void whatIsWeakForSeveralSeveritiesIsFoundOnce() {
        ServiceLevelAgreement below = ServiceLevelAgreement.builder("ola")
                .kind(AgreementKind.OLA)
                .provider(Party.of("Network"))
                .customer(Party.of("IT"))
                .policy(SeverityPolicy.builder("all")
                        .target(Metric.FIRST_RESPONSE, Target.of("1h", ALWAYS, 1))
                        .build())
                .build();
        ServiceLevelAgreement above = ServiceLevelAgreement.builder("sla")
                .provider(Party.of("IT"))
                .customer(Party.of("Sales"))
                .policy(SeverityPolicy.builder("critical")
                        .severity(Severity.CRITICAL)
                        .target(Metric.RESOLUTION, Target.of("4h", ALWAYS, 1))
                        .build())
                .policy(SeverityPolicy.builder("all")
                        .target(Metric.RESOLUTION, Target.of("8h", ALWAYS, 1))
                        .build())
                .restsOn(below)
                .build();
        assertThat(WeakLinks.of(above))
                .extracting(Finding::path, Finding::message)
                .containsExactly(tuple(
                        "policies[0].targets.resolution",
                        "OLA \"ola\" promises nothing about the resolution of severities 1 Critical, 2 High, 3 Moderate,"
                                + " 4 Low."));
    }

    @Test
    void aShorterLimitInHoursThatDoNotCoverIsFound() {
        assertThat(weakest(Target.of("4h", ALWAYS, 1), ola(Target.of("1h", OFFICE, 1))))
                .extracting(Finding::code)
                .containsExactly(LATER_BELOW);
    }

    @Test
    void aLongerLimitRoundTheClockCanBackOfficeHours() {
        assertThat(weakest(Target.of("8h", OFFICE, 1), ola(Target.of("8h wall", ALWAYS, 1))))
                .isEmpty();
        assertThat(weakest(Target.of("1bd", OFFICE, 1), ola(Target.of("23h", ALWAYS, 1))))
                .isEmpty();
    }

    @Test
    void aDayOfFewerHoursIsFoundWhenTheClocksAreSetForward() {
        assertThat(weakest(Target.of("1bd", OFFICE, 1), ola(Target.of("24h", ALWAYS, 1))))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("a case opened at 2024-03-30T23:00:00Z"));
    }

    @Test
    void hoursThatDifferForHalfAnHourOnOneDayOfTheWeekAreFound() {
        BusinessCalendar shorter = calendar("short Friday", "Mon-Thu 09:00-17:00; Fri 09:00-16:30");
        assertThat(weakest(Target.of("1h", OFFICE, 1), ola(Target.of("1h", shorter, 1))))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("1h in short Friday"));
    }

    @Test
    void aLowerGoalBelowIsFound() {
        assertThat(weakest(Target.of("4h", ALWAYS, 0.95), ola(Target.of("4h", ALWAYS, 0.9))))
                .containsExactly(new Finding(
                        LOWER_GOAL_BELOW,
                        "policies[0].targets.resolution",
                        "OLA \"ola\" keeps the resolution of severity 1 Critical in 90 % of cases, but SLA \"sla\" has to in"
                                + " 95 %."));
    }

    @Test
    void aClockBelowThatStopsForMoreWaitsIsFound() {
        Target never = Target.of("4h", ALWAYS, 1).withPauseRule(PauseRule.never());
        Target customer = never.withPauseRule(PauseRule.parties(Set.of(Party.of("customer"))));
        Target any = never.withPauseRule(PauseRule.any());
        assertThat(weakest(never, ola(any)))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.message()).endsWith("for every wait, but SLA \"sla\" for no wait."));
        assertThat(weakest(customer, ola(any))).extracting(Finding::code).containsExactly(MORE_PAUSES_BELOW);
        assertThat(weakest(never, ola(customer))).extracting(Finding::code).containsExactly(MORE_PAUSES_BELOW);
        assertThat(weakest(any, ola(customer))).isEmpty();
        assertThat(weakest(customer, ola(customer))).isEmpty();
        assertThat(weakest(customer, ola(never))).isEmpty();
    }

    @Test
    void aSeverityMissingBelowIsFound() {
        ServiceLevelAgreement lowOnly = agreement(
                        "ola",
                        AgreementKind.OLA,
                        SeverityPolicy.builder("low")
                                .severity(Severity.LOW)
                                .target(Metric.RESOLUTION, Target.of("1h", ALWAYS, 1))
                                .build())
                .build();
        assertThat(weakest(Target.of("4h", ALWAYS, 1), lowOnly))
                .containsExactly(new Finding(
                        NOTHING_PROMISED_BELOW,
                        "policies[0].targets.resolution",
                        "OLA \"ola\" promises nothing about the resolution of severity 1 Critical."));
    }

    @Test
    void aMetricMissingBelowIsFoundUnlessAnotherAgreementBelowHasIt() {
        ServiceLevelAgreement responseOnly = agreement(
                        "desk",
                        AgreementKind.OLA,
                        SeverityPolicy.builder("all")
                                .target(Metric.FIRST_RESPONSE, Target.of("1h", ALWAYS, 1))
                                .build())
                .build();
        Target needed = Target.of("4h", ALWAYS, 1);
        assertThat(weakest(needed, responseOnly)).extracting(Finding::code).containsExactly(NOTHING_PROMISED_BELOW);
        assertThat(weakest(needed, responseOnly, ola(needed))).isEmpty();
    }

    @Test
    void aPeriodInForceThatEndsEarlierBelowIsFound() {
        ServiceLevelAgreement year = agreement(
                        "uc", AgreementKind.UNDERPINNING_CONTRACT, critical(Target.of("1h", ALWAYS, 1)))
                .inForce(DateRange.of(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31)))
                .build();
        assertThat(weakest(Target.of("4h", ALWAYS, 1), year)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(NOT_IN_FORCE_BELOW);
            assertThat(finding.path()).isEqualTo("restsOn[0].inForce");
            assertThat(finding.message()).startsWith("contract \"uc\" is in force 2026-01-01/2026-12-31");
        });
    }

    @Test
    void theChainIsFollowedDownToContracts() {
        ServiceLevelAgreement contract = agreement(
                        "uc", AgreementKind.UNDERPINNING_CONTRACT, critical(Target.of("6h", ALWAYS, 1)))
                .build();
        ServiceLevelAgreement ola = agreement("ola", AgreementKind.OLA, critical(Target.of("3h", ALWAYS, 1)))
                .restsOn(contract)
                .build();
        assertThat(weakest(Target.of("4h", ALWAYS, 1), ola)).singleElement().satisfies(finding -> {
            assertThat(finding.path()).isEqualTo("restsOn[0].policies[0].targets.resolution");
            assertThat(finding.message()).startsWith("contract \"uc\" allows 6h");
        });
    }

    @Test
    void anAgreementBelowThatIsNotApprovedYetCanBeCompared() {
        ServiceLevelAgreement draft = agreement("ola", AgreementKind.OLA, critical(Target.of("5h", ALWAYS, 1)))
                .requiresApproval("team lead")
                .build();
        assertThat(weakest(Target.of("4h", ALWAYS, 1), draft)).hasSize(1);
    }

    @Test
    void aPolicyForCustomersOfOneTierIsComparedWithWhatSuchCasesGetBelow() {
        SeverityPolicy gold = SeverityPolicy.builder("gold")
                .severity(Severity.CRITICAL)
                .attribute("tier", "gold")
                .target(Metric.RESOLUTION, Target.of("2h", ALWAYS, 1))
                .build();
        ServiceLevelAgreement sla = agreement("sla", AgreementKind.SLA, gold)
                .restsOn(ola(Target.of("3h", ALWAYS, 1)))
                .build();
        assertThat(sla.policyFor(Severity.CRITICAL, Map.of("tier", "gold"))).contains(gold);
        assertThat(WeakLinks.of(sla)).extracting(Finding::code).containsExactly(LATER_BELOW);
    }

    @Test
    void whatWorksInARowMustKeepTheTimeTogether() {
        ServiceLevelAgreement first = agreement("ola", AgreementKind.OLA, critical(Target.of("6h", ALWAYS, 1)))
                .build();
        ServiceLevelAgreement second = agreement(
                        "contract", AgreementKind.UNDERPINNING_CONTRACT, critical(Target.of("6h", ALWAYS, 1)))
                .build();
        ServiceLevelAgreement.Builder sla = agreement("sla", AgreementKind.SLA, critical(Target.of("8h", ALWAYS, 1)))
                .restsOn(first)
                .restsOn(second);
        assertThat(WeakLinks.of(sla.build())).isEmpty();
        assertThat(WeakLinks.of(sla.supportOrder(SupportOrder.IN_A_ROW).build()))
                .containsExactly(new Finding(
                        LATER_BELOW,
                        "policies[0].targets.resolution",
                        "One after the other, those below allow 6h in 24x7 and then 6h in 24x7 for the resolution of severity 1"
                                + " Critical, but SLA \"sla\" has 8h in 24x7: for a case opened at 2024-01-01T00:00:00Z it is"
                                + " due at 2024-01-01T08:00:00Z above and at 2024-01-01T12:00:00Z below."));
    }

    @Test
    void whatWorksInARowWithinTheTimeIsNoWeakLink() {
        ServiceLevelAgreement sla = agreement("sla", AgreementKind.SLA, critical(Target.of("8h", ALWAYS, 1)))
                .restsOn(ola(Target.of("2h", ALWAYS, 1)))
                .restsOn(ola(Target.of("6h", ALWAYS, 1)))
                .supportOrder(SupportOrder.IN_A_ROW)
                .build();
        assertThat(WeakLinks.of(sla)).isEmpty();
    }

    @Test
    void answersInARowDoNotAddUp() {
        SeverityPolicy answer = SeverityPolicy.builder("critical")
                .severity(Severity.CRITICAL)
                .target(Metric.FIRST_RESPONSE, Target.of("1h", ALWAYS, 1))
                .build();
        ServiceLevelAgreement sla = agreement("sla", AgreementKind.SLA, answer)
                .restsOn(agreement("one", AgreementKind.OLA, answer).build())
                .restsOn(agreement("two", AgreementKind.OLA, answer).build())
                .supportOrder(SupportOrder.IN_A_ROW)
                .build();
        assertThat(WeakLinks.of(sla)).isEmpty();
    }

    @Test
    void aPolicyWithConditionsIsComparedWithThePolicyThatTakesItsCases() {
        SeverityPolicy.Builder big = SeverityPolicy.builder("big")
                .severity(Severity.CRITICAL)
                .condition(Condition.atLeast("seats", "100"))
                .condition(Condition.anyOf("region", "north", "south"))
                .target(Metric.RESOLUTION, Target.of("4h", ALWAYS, 1));
        SeverityPolicy south = SeverityPolicy.builder("south")
                .attribute("region", "south")
                .condition(Condition.atLeast("seats", "50"))
                .target(Metric.RESOLUTION, Target.of("5h", ALWAYS, 1))
                .build();
        ServiceLevelAgreement sla = agreement("sla", AgreementKind.SLA, big.build())
                .restsOn(agreement("ola", AgreementKind.OLA, south)
                        .policy(SeverityPolicy.builder("rest")
                                .target(Metric.RESOLUTION, Target.of("2h", ALWAYS, 1))
                                .build())
                        .build())
                .build();
        assertThat(WeakLinks.of(sla)).extracting(Finding::code).containsExactly(LATER_BELOW);
    }
}
