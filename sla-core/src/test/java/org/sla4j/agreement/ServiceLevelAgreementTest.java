package org.sla4j.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.DateRange;

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
        assertThat(signed.approvals()).containsExactly(approval);
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
        ServiceLevelAgreement inForce = agreement().policy(CRITICAL).build();
        assertThat(inForce.trial()).isSameAs(inForce);
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
                .responsible(Metric.FIRST_RESPONSE, Party.of("Desk"))
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
                        agreement().beneficiary(desk),
                        agreement().responsible(Metric.RESOLUTION, desk),
                        agreement().reporting(new Reporting("all", desk, desk, desk, java.time.Period.ofMonths(1))),
                        agreement().contact(Contact.of("Ada", "")),
                        agreement().escalation(EscalationStep.of("breach", Contact.of("Ada", ""), "")),
                        agreement().requiresApproval("owner"),
                        agreement().approval(Approval.of("owner", "Ada", LocalDate.of(2026, 1, 5))),
                        agreement().reviewOn(LocalDate.of(2026, 12, 1)),
                        agreement().success("by survey"),
                        agreement().credits(ServiceCredits.of(java.util.Currency.getInstance("EUR"), 0.2)),
                        agreement().matrix(SeverityMatrix.ITIL),
                        agreement().severity(Severity.CRITICAL),
                        agreement().restsOn(plain))
                .forEach(other -> assertThat(other.policy(CRITICAL).build()).isNotEqualTo(plain));
    }
}
