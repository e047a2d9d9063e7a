package org.sla4j.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.BusinessDuration;
import org.sla4j.calendar.DateRange;
import org.sla4j.calendar.HolidayCalendar;
import org.sla4j.calendar.WeeklyHours;

class ServiceLevelAgreementTest {
    private static final Target TWO_HOURS = Target.of("2h", BusinessCalendar.alwaysOpen(), 1);
    private static final SeverityPolicy GOLD = SeverityPolicy.builder("gold, critical")
            .severity(Severity.CRITICAL)
            .attribute("tier", "gold")
            .target(Metric.RESOLUTION, TWO_HOURS)
            .build();
    private static final SeverityPolicy CRITICAL = SeverityPolicy.builder("critical")
            .severity(Severity.CRITICAL)
            .target(Metric.RESOLUTION, Target.of("4h", BusinessCalendar.alwaysOpen(), 1))
            .build();

    private static ServiceLevelAgreement.Builder agreement() {
        return ServiceLevelAgreement.builder("helpdesk-2026")
                .provider(Party.of("IT operations"))
                .customer(Party.of("Sales"));
    }

    @Test
    void theFirstPolicyThatMatchesIsTheOne() {
        ServiceLevelAgreement specialFirst =
                agreement().policy(GOLD).policy(CRITICAL).build();
        assertThat(specialFirst.policyFor(Severity.CRITICAL, Map.of("tier", "gold")))
                .contains(GOLD);
        ServiceLevelAgreement generalFirst =
                agreement().policy(CRITICAL).policy(GOLD).build();
        assertThat(generalFirst.policyFor(Severity.CRITICAL, Map.of("tier", "gold")))
                .contains(CRITICAL);
    }

    @Test
    void aLaterPolicyTakesWhatEarlierOnesLeave() {
        assertThat(agreement()
                        .policy(GOLD)
                        .policy(CRITICAL)
                        .build()
                        .policyFor(Severity.CRITICAL, Map.of("tier", "silver")))
                .contains(CRITICAL);
    }

    @Test
    void noPolicyMatchesACaseNobodyPromisedAnythingAbout() {
        assertThat(agreement().policy(CRITICAL).build().policyFor(Severity.LOW, Map.of()))
                .isEmpty();
    }

    @Test
    void unlessSetItIsTheFirstVersionOfAnSlaInForceAlways() {
        ServiceLevelAgreement agreement = agreement().policy(CRITICAL).build();
        assertThat(agreement.kind()).isEqualTo(AgreementKind.SLA);
        assertThat(agreement.version()).isEqualTo("1");
        assertThat(agreement.inForce()).isEqualTo(DateRange.SUPPORTED);
        assertThat(agreement.service()).isEmpty();
    }

    @Test
    void everythingMissingIsReportedAtOnce() {
        assertThatThrownBy(() -> ServiceLevelAgreement.builder("helpdesk-2026").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Agreement \"helpdesk-2026\" needs a provider, a customer, a policy.");
    }

    @Test
    void aBlankIdIsRefused() {
        assertThatThrownBy(() -> ServiceLevelAgreement.builder(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs an id");
    }

    @Test
    void twoContactsOfOneNameAreRefusedBecauseNamesTellThemApart() {
        ServiceLevelAgreement.Builder desk = agreement()
                .policy(GOLD)
                .contact(Contact.of("Ann", "owner").withReach("+49 30 1234"))
                .escalation(EscalationStep.of("breach", Contact.of("Ann", "owner"), ""));
        assertThatThrownBy(desk::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Agreement \"helpdesk-2026\" has two contacts called \"Ann\", which differ in role, reach or hours;"
                                + " name the one everywhere, or give them names of their own.");
    }

    @Test
    void twoPoliciesOfOneNameAreRefused() {
        assertThatThrownBy(() -> agreement().policy(CRITICAL).policy(CRITICAL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("\"helpdesk-2026\"", "\"critical\"", "must differ");
    }

    @Test
    void agreementsOfEqualPartsAreEqual() {
        assertThat(agreement().policy(CRITICAL).build())
                .isEqualTo(agreement().policy(CRITICAL).build())
                .hasSameHashCodeAs(agreement().policy(CRITICAL).build())
                .isNotEqualTo(agreement().policy(GOLD).build());
    }

    @Test
    void anAgreementWithoutTheApprovalsItRequiresCannotBeInForce() {
        ServiceLevelAgreement draft = agreement()
                .policy(CRITICAL)
                .requiresApproval("service owner")
                .requiresApproval("customer's representative")
                .build();
        assertThat(draft.missingApprovals()).containsExactly("service owner", "customer's representative");
        assertThatThrownBy(() -> draft.policyFor(Severity.CRITICAL, Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "Agreement \"helpdesk-2026\" version 1 is not in force: it lacks the approval of service owner,"
                                + " customer's representative; add it with withApproval, or try the draft out with trial.");
    }

    @Test
    void theLastApprovalPutsAnAgreementInForce() {
        Approval approval = Approval.of("service owner", "Ada Byron", LocalDate.of(2026, 1, 5));
        ServiceLevelAgreement signed = agreement()
                .policy(CRITICAL)
                .requiresApproval("service owner")
                .build()
                .withApproval(approval);
        assertThat(signed.missingApprovals()).isEmpty();
        assertThat(signed.approvals()).containsExactly(approval.withDigest(signed.digest()));
        assertThat(signed.policyFor(Severity.CRITICAL, Map.of())).contains(CRITICAL);
    }

    @Test
    void anApprovalInAnotherRoleDoesNotCount() {
        ServiceLevelAgreement draft = agreement()
                .policy(CRITICAL)
                .requiresApproval("service owner")
                .build()
                .withApproval(Approval.of("bystander", "Ada Byron", LocalDate.of(2026, 1, 5)));
        assertThat(draft.missingApprovals()).containsExactly("service owner");
    }

    @Test
    void aDraftCanBeTriedOutUnderAVersionThatSaysSo() {
        ServiceLevelAgreement trial = agreement()
                .policy(CRITICAL)
                .requiresApproval("service owner")
                .build()
                .trial();
        assertThat(trial.policyFor(Severity.CRITICAL, Map.of())).contains(CRITICAL);
        assertThat(trial.version()).isEqualTo("1 (trial)");
        assertThat(trial.isTrial()).isTrue();
        assertThat(trial.trial()).isSameAs(trial);
    }

    @Test
    void stepsOfOneMomentToContactsOfOneNameAreRefused() {
        Contact byDay = Contact.of("Duty manager", "owner");
        Contact byNight = Contact.of("Duty manager", "supervisor");
        assertThatThrownBy(() -> agreement()
                        .escalation(EscalationStep.of("75%", byDay, ""))
                        .escalation(EscalationStep.of("breach", byDay, ""))
                        .escalation(EscalationStep.of("75%", byNight, "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("Two steps at 75%", "\"Duty manager\"");
        assertThatThrownBy(() -> SeverityPolicy.builder("stepped")
                        .escalation(EscalationStep.of("every 2h after breach", byDay, ""))
                        .escalation(EscalationStep.of("every 2h after breach", byNight, "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"Duty manager\"");
    }

    @Test
    void aPolicysOwnStepsReplaceThoseOfTheAgreement() {
        EscalationStep common = EscalationStep.of("75%", Contact.of("Ada Byron", "owner"), "");
        EscalationStep own = EscalationStep.of("breach", Contact.of("Max Planck", "supervisor"), "");
        SeverityPolicy stepped = SeverityPolicy.builder("stepped")
                .severity(Severity.HIGH)
                .target(Metric.RESOLUTION, TWO_HOURS)
                .escalation(own)
                .build();
        ServiceLevelAgreement agreement =
                agreement().policy(CRITICAL).policy(stepped).escalation(common).build();
        assertThat(agreement.escalationFor(CRITICAL)).containsExactly(common);
        assertThat(agreement.escalationFor(stepped)).containsExactly(own);
        assertThat(agreement.contacts()).containsExactly(common.contact(), own.contact());
    }

    @Test
    void theProviderIsResponsibleUnlessAnotherIsNamed() {
        ServiceLevelAgreement agreement = agreement()
                .policy(CRITICAL)
                .terms(Terms.builder()
                        .responsible(Metric.FIRST_RESPONSE, Party.of("Desk"))
                        .build())
                .build();
        assertThat(agreement.responsibleFor(Metric.FIRST_RESPONSE)).isEqualTo(Party.of("Desk"));
        assertThat(agreement.responsibleFor(Metric.RESOLUTION)).isEqualTo(Party.of("IT operations"));
    }

    @Test
    void severitiesAreItilsUnlessPoliciesNameOthers() {
        assertThat(agreement().policy(CRITICAL).build().severities())
                .containsExactly(Severity.CRITICAL, Severity.HIGH, Severity.MODERATE, Severity.LOW);
        Severity stop = Severity.of(0, "Stop");
        SeverityPolicy own = SeverityPolicy.builder("own")
                .severity(stop)
                .target(Metric.RESOLUTION, TWO_HOURS)
                .build();
        assertThat(agreement().policy(own).build().severities()).containsExactly(stop);
        assertThatThrownBy(() -> agreement().policy(own).severity(Severity.LOW).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("[4 Low]", "[0 Stop]");
    }

    @Test
    void aBlankVersionOrRoleIsRefused() {
        assertThatThrownBy(() -> agreement().version(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> agreement().requiresApproval("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Approval.of("", "Ada", LocalDate.of(2026, 1, 5)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Contact.of(" ", "owner")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aReportComesEverySoOften() {
        Party desk = Party.of("Desk");
        assertThatThrownBy(() -> new Reporting("compliance", desk, desk, desk, java.time.Period.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("P0D");
        assertThatThrownBy(() -> new Reporting(" ", desk, desk, desk, java.time.Period.ofMonths(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyPartMakesAnAgreementDiffer() {
        ServiceLevelAgreement plain = agreement().policy(CRITICAL).build();
        Party desk = Party.of("Desk");
        List.of(
                        agreement().terms(Terms.builder().beneficiary(desk).build()),
                        agreement()
                                .terms(Terms.builder()
                                        .responsible(Metric.RESOLUTION, desk)
                                        .build()),
                        agreement()
                                .terms(Terms.builder()
                                        .reporting(new Reporting("all", desk, desk, desk, java.time.Period.ofMonths(1)))
                                        .build()),
                        agreement().contact(Contact.of("Ada", "")),
                        agreement().escalation(EscalationStep.of("breach", Contact.of("Ada", ""), "")),
                        agreement().requiresApproval("owner"),
                        agreement().approval(Approval.of("owner", "Ada", LocalDate.of(2026, 1, 5))),
                        agreement()
                                .terms(Terms.builder()
                                        .reviewOn(LocalDate.of(2026, 12, 1))
                                        .build()),
                        agreement().terms(Terms.builder().success("by survey").build()),
                        agreement().credits(ServiceCredits.of(java.util.Currency.getInstance("EUR"), 0.2)),
                        agreement().matrix(SeverityMatrix.ITIL),
                        agreement().severity(Severity.CRITICAL),
                        agreement().zone(ZoneId.of("Europe/Berlin")),
                        agreement().publishedAt(Instant.EPOCH),
                        agreement().supportOrder(SupportOrder.IN_A_ROW),
                        agreement().selectsAtOpeningOnly(),
                        agreement().version("2"),
                        agreement().id("other"),
                        agreement().restsOn(plain))
                .forEach(other -> assertThat(other.policy(CRITICAL).build()).isNotEqualTo(plain));
    }

    private static final Approval OWNER = Approval.of("owner", "Ada Byron", LocalDate.of(2026, 3, 1));

    private static Instant at(String text) {
        return Instant.parse(text);
    }

    private static ServiceLevelAgreement signed(Approval approval) {
        return agreement().policy(CRITICAL).requiresApproval("owner").build().withApproval(approval);
    }

    @Test
    void anApprovalDoesNotOutliveThePromise() {
        ServiceLevelAgreement slower = signed(OWNER)
                .withTargets("2", (policy, metric, target) -> target.withLimit(BusinessDuration.parse("400h")));
        assertThat(slower.missingApprovals()).containsExactly("owner");
        assertThatThrownBy(() -> slower.policyFor(Severity.CRITICAL, Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("lacks the approval of owner", "another state", slower.digest());
    }

    @Test
    void everyPartOfAPromiseIsCoveredByAnApproval() {
        ServiceLevelAgreement signed = signed(OWNER);
        BusinessCalendar office = BusinessCalendar.builder("24x7")
                .zone("Europe/Berlin")
                .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
                .build();
        List<ServiceLevelAgreement.Builder> changed = List.of(
                signed.toBuilder().id("other"),
                signed.toBuilder().kind(AgreementKind.OLA),
                signed.toBuilder().provider(Party.of("Other")),
                signed.toBuilder().customer(Party.of("Other")),
                signed.toBuilder().zone(ZoneId.of("Europe/Berlin")),
                signed.toBuilder().inForce(DateRange.of(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31))),
                signed.toBuilder().severity(Severity.of(9, "Wish")),
                signed.toBuilder().selectsAtOpeningOnly(),
                signed.toBuilder().policy(GOLD),
                signed.toBuilder().credits(ServiceCredits.of(Currency.getInstance("EUR"), 0.2)),
                changed(signed, target -> target.withCalendar(office)),
                changed(signed, target -> target.withPauseRule(PauseRule.never())),
                changed(signed, target -> target.withWarnings(Warning.parse("75%"))),
                changed(signed, target -> Target.of(target.limit(), target.calendar(), 0.99)),
                changed(signed, target -> target.withLimit(BusinessDuration.parse("4h1s"))));
        for (int i = 0; i < changed.size(); i++) {
            assertThat(changed.get(i).build().missingApprovals())
                    .as("change %d", i)
                    .containsExactly("owner");
        }
        assertThat(changed.stream().map(builder -> builder.build().digest())).doesNotHaveDuplicates();
    }

    private static ServiceLevelAgreement.Builder changed(
            ServiceLevelAgreement agreement, UnaryOperator<Target> change) {
        return agreement.withTargets(agreement.version(), (policy, metric, target) -> change.apply(target)).toBuilder();
    }

    @Test
    void whatIsNoPromiseIsNotCoveredByAnApproval() {
        ServiceLevelAgreement signed = signed(OWNER);
        for (ServiceLevelAgreement.Builder changed : List.of(
                signed.toBuilder().version("2"),
                signed.toBuilder().service("Help"),
                signed.toBuilder().contact(Contact.of("Ada", "")),
                signed.toBuilder().escalation(EscalationStep.of("breach", Contact.of("Ada", ""), "")),
                signed.toBuilder().terms(Terms.builder().success("by survey").build()),
                signed.toBuilder().publishedAt(Instant.EPOCH),
                signed.toBuilder().restsOn(signed))) {
            assertThat(changed.build().missingApprovals()).isEmpty();
        }
    }

    @Test
    void datesThatHolidaysFromCodeComeToAreNotCoveredByAnApproval() {
        Target office = Target.of("4h", coded(date -> date.getDayOfMonth() == 1), 1);
        Target later = Target.of("4h", coded(date -> date.getDayOfMonth() == 2), 1);
        assertThat(agreement().policy(policy(office)).build().digest())
                .isEqualTo(agreement().policy(policy(later)).build().digest());
    }

    private static BusinessCalendar coded(HolidayCalendar holidays) {
        return BusinessCalendar.builder("office")
                .zone("Europe/Berlin")
                .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
                .holidays(holidays)
                .build();
    }

    private static SeverityPolicy policy(Target target) {
        return SeverityPolicy.builder("all").target(Metric.RESOLUTION, target).build();
    }

    @Test
    void theDigestOfAPromiseIsTheSameForEver() {
        assertThat(agreement().policy(GOLD).policy(CRITICAL).build().digest())
                .isEqualTo("1:b4e83b742d005287392818fe846ba029e90a1c89310683264952bd3eba95788f");
    }

    @Test
    void whatWasOpenedBeforeTheLastRequiredApprovalIsPromisedNothing() {
        ServiceLevelAgreement signed = agreement()
                .policy(CRITICAL)
                .zone(ZoneId.of("Europe/Berlin"))
                .requiresApproval("owner")
                .requiresApproval("customer")
                .build()
                .withApproval(OWNER)
                .withApproval(Approval.of("customer", "Max Planck", LocalDate.of(2026, 3, 5)))
                .withApproval(Approval.of("customer", "Max Planck", LocalDate.of(2026, 4, 1)))
                .withApproval(Approval.of("bystander", "Emmy Noether", LocalDate.of(2026, 5, 1)));
        assertThat(signed.promisesNothingBecause(at("2026-01-15T10:00:00Z")))
                .contains(
                        "Agreement \"helpdesk-2026\" version 1 was approved for openings from 2026-03-05 on, but the case was"
                                + " opened on 2026-01-15 in Europe/Berlin.");
        assertThat(signed.promisesNothingBecause(at("2026-03-04T22:59:59Z"))).isPresent();
        assertThat(signed.promisesNothingBecause(at("2026-03-04T23:00:00Z"))).isEmpty();
    }

    @Test
    void anApprovalMayNameAnEarlierDate() {
        ServiceLevelAgreement signed = signed(OWNER.withFrom(LocalDate.of(2026, 1, 1)));
        assertThat(signed.promisesNothingBecause(at("2026-01-01T00:00:00Z"))).isEmpty();
        assertThat(signed.promisesNothingBecause(at("2025-12-31T23:59:59Z"))).isPresent();
        assertThatThrownBy(() -> OWNER.withFrom(LocalDate.of(2026, 3, 2)))
                .hasMessageContainingAll("2026-03-01", "2026-03-02");
    }

    @Test
    void whatWasOpenedOutsideOfThePeriodInForceIsPromisedNothing() {
        ServiceLevelAgreement year = agreement()
                .policy(CRITICAL)
                .zone(ZoneId.of("Europe/Berlin"))
                .inForce(DateRange.of(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31)))
                .build();
        assertThat(year.promisesNothingBecause(at("2025-12-31T22:59:59Z")))
                .contains(
                        "Agreement \"helpdesk-2026\" version 1 is in force 2026-01-01/2026-12-31, but the case was opened on"
                                + " 2025-12-31 in Europe/Berlin.");
        assertThat(year.promisesNothingBecause(at("2025-12-31T23:00:00Z"))).isEmpty();
        assertThat(year.promisesNothingBecause(at("2026-12-31T22:59:59Z"))).isEmpty();
        assertThat(year.promisesNothingBecause(at("2026-12-31T23:00:00Z"))).isPresent();
        assertThat(year.promisesNothingBecause(at("2031-06-01T00:00:00Z"))).isPresent();
    }

    @Test
    void aDraftPromisesNothing() {
        ServiceLevelAgreement draft =
                agreement().policy(CRITICAL).requiresApproval("owner").build();
        assertThat(draft.promisesNothingBecause(at("2026-06-01T00:00:00Z")))
                .hasValueSatisfying(reason -> assertThat(reason).endsWith("it lacks the approval of owner."));
    }

    @Test
    void aTrialKeepsTheDatesOfTheApprovalsThatItsAgreementHad() {
        ServiceLevelAgreement trial = signed(OWNER).trial();
        assertThat(trial.promisesNothingBecause(at("2026-02-28T23:59:59Z"))).isPresent();
        assertThat(trial.promisesNothingBecause(at("2026-03-01T00:00:00Z"))).isEmpty();
        ServiceLevelAgreement slower =
                trial.withTargets("2", (policy, metric, target) -> target.withLimit(BusinessDuration.parse("400h")));
        assertThat(slower.isTrial()).isTrue();
        assertThat(slower.missingApprovals()).isEmpty();
        assertThat(slower.policyFor(Severity.CRITICAL, Map.of())).isPresent();
        assertThat(slower.promisesNothingBecause(at("2026-02-28T23:59:59Z"))).isPresent();
        ServiceLevelAgreement draft =
                agreement().policy(CRITICAL).requiresApproval("owner").build();
        assertThat(draft.trial().promisesNothingBecause(at("2026-02-28T23:59:59Z")))
                .isEmpty();
    }

    @Test
    void whatWasKnownThenIsATrial() {
        ServiceLevelAgreement known = signed(OWNER).asKnownOn(at("2026-01-04T12:00:00Z"));
        assertThat(known.isTrial()).isTrue();
        assertThat(known.version()).isEqualTo("1 as known on 2026-01-04T12:00:00Z");
        assertThat(known.policyFor(Severity.CRITICAL, Map.of())).isPresent();
    }

    @Test
    void aCopyIsTheSameAgreement() {
        ServiceLevelAgreement signed = signed(OWNER);
        assertThat(signed.toBuilder().build()).isEqualTo(signed);
        assertThat(signed.trial().toBuilder().build()).isEqualTo(signed.trial()).isNotEqualTo(signed);
        assertThat(signed.trial().toBuilder().version("1").build()).isNotEqualTo(signed);
    }

    @Test
    void aSeverityIsFoundByItsRankOrName() {
        ServiceLevelAgreement agreement = agreement().policy(CRITICAL).build();
        assertThat(agreement.severity("1")).isEqualTo(Severity.CRITICAL);
        assertThat(agreement.severity(" critical ")).isEqualTo(Severity.CRITICAL);
        assertThat(agreement.severity("1 Critical")).isEqualTo(Severity.CRITICAL);
        assertThat(agreement.severity("1 CRITICAL")).isEqualTo(Severity.CRITICAL);
        assertThatThrownBy(() -> agreement.severity("5"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "\"5\" is not a severity of agreement \"helpdesk-2026\"; there are [1 Critical, 2 High, 3 Moderate, 4"
                                + " Low].");
    }

    @Test
    void aNameThatTwoSeveritiesHaveIsRefused() {
        ServiceLevelAgreement agreement = agreement()
                .policy(policy(TWO_HOURS))
                .severity(Severity.of(1, "Bad"))
                .severity(Severity.of(2, "bad"))
                .severity(Severity.of(3, "1"))
                .build();
        assertThat(agreement.severity("1")).isEqualTo(Severity.of(1, "Bad"));
        assertThat(agreement.severity("3 1")).isEqualTo(Severity.of(3, "1"));
        assertThatThrownBy(() -> agreement.severity("bad")).hasMessageContaining("more than one severity");
    }

    @Test
    void isSaidInWords() {
        assertThat(agreement().version("3").policy(CRITICAL).build())
                .hasToString("SLA helpdesk-2026 version 3 between IT operations and Sales, " + DateRange.SUPPORTED);
    }

    @Test
    void isFoundByIdAndVersion() {
        ServiceLevelAgreement one = agreement().version("3").policy(CRITICAL).build();
        assertThat(one)
                .hasSameHashCodeAs(agreement().version("3").policy(CRITICAL).build());
        assertThat(one.hashCode())
                .isNotEqualTo(agreement().version("4").policy(CRITICAL).build().hashCode())
                .isNotEqualTo(ServiceLevelAgreement.builder("3")
                        .version("helpdesk-2026")
                        .provider(Party.of("IT operations"))
                        .customer(Party.of("Sales"))
                        .policy(CRITICAL)
                        .build()
                        .hashCode())
                .isNotZero();
    }

    @Test
    void knowsWhichAttributesItsPoliciesAreChosenBy() {
        assertThat(agreement().policy(GOLD).policy(CRITICAL).build().selectingAttributes())
                .containsExactly("tier");
        assertThat(agreement().policy(CRITICAL).build().selectingAttributes()).isEmpty();
    }

    @Test
    void asKnownAtAnInstantHasTheCalendarsOfThatInstant() {
        LocalDate mayDay = LocalDate.of(2026, 5, 1);
        BusinessCalendar office = BusinessCalendar.builder("Office")
                .zone("UTC")
                .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
                .holidays(HolidayCalendar.on(mayDay, "May Day").publishedAt(at("2026-04-01T00:00:00Z")))
                .build();
        ServiceLevelAgreement agreement = agreement()
                .policy(SeverityPolicy.builder("all")
                        .target(Metric.RESOLUTION, Target.of("8h", office, 0.9))
                        .build())
                .build();
        assertThat(openOnMayDay(agreement.asKnownOn(at("2026-03-31T23:59:59Z"))))
                .isTrue();
        assertThat(openOnMayDay(agreement.asKnownOn(at("2026-04-01T00:00:00Z"))))
                .isFalse();
    }

    private static boolean openOnMayDay(ServiceLevelAgreement agreement) {
        return agreement
                .policies()
                .get(0)
                .target(Metric.RESOLUTION)
                .orElseThrow()
                .calendar()
                .isOpen(at("2026-05-01T10:00:00Z"));
    }

    @Test
    void alwaysPromisesOnlyWithoutPeriodAndApprovals() {
        Instant longAgo = at("1999-12-31T12:00:00Z");
        assertThat(agreement().policy(CRITICAL).build().promisesNothingBecause(longAgo))
                .isEmpty();
        assertThat(agreement()
                        .policy(CRITICAL)
                        .requiresApproval("owner")
                        .build()
                        .promisesNothingBecause(longAgo))
                .get()
                .asString()
                .contains("lacks the approval of owner");
        assertThat(signed(OWNER).promisesNothingBecause(longAgo)).isPresent();
    }
}
