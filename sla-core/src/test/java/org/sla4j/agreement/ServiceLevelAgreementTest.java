package org.sla4j.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
}
