package org.sla4j.cases;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;

/** Parts of agreements are counted through in the order of agreements, policies and targets. */
class PartNumbersTest {
    private static final SeverityPolicy SEVERE = SeverityPolicy.builder("severe")
            .severity(Severity.CRITICAL)
            .severity(Severity.HIGH)
            .target(Metric.FIRST_RESPONSE, target("1h"))
            .target(Metric.RESOLUTION, target("4h"))
            .build();
    private static final SeverityPolicy MILD = SeverityPolicy.builder("mild")
            .severity(Severity.LOW)
            .target(Metric.PERIODIC_UPDATE, target("2h"))
            .target(Metric.RESOLUTION, target("8h"))
            .build();
    private static final SeverityPolicy LAST = last();
    private static final ServiceLevelAgreement DESK = agreement("desk", "1", SEVERE, MILD);
    private static final ServiceLevelAgreement NETWORK = agreement("network", "1", LAST);
    private static final List<ServiceLevelAgreement> BOTH = List.of(DESK, NETWORK);

    private static SeverityPolicy last() {
        return SeverityPolicy.builder("last")
                .severity(Severity.MODERATE)
                .target(Metric.OWNERSHIP, target("3h"))
                .build();
    }

    private static Target target(String limit) {
        return Target.of(limit, BusinessCalendar.alwaysOpen(), 0.9);
    }

    private static ServiceLevelAgreement agreement(String id, String version, SeverityPolicy... policies) {
        ServiceLevelAgreement.Builder agreement = ServiceLevelAgreement.builder(id)
                .version(version)
                .provider(Party.of("IT"))
                .customer(Party.of("Sales"));
        for (SeverityPolicy policy : policies) {
            agreement.policy(policy);
        }
        return agreement.build();
    }

    @Test
    void anAgreementIsFoundByItsIdAndVersion() {
        ServiceLevelAgreement second = agreement("network", "2", LAST);
        List<ServiceLevelAgreement> three = List.of(DESK, NETWORK, second);
        assertThat(three).extracting(one -> PartNumbers.agreement(three, one)).containsExactly(0, 1, 2);
        assertThat(PartNumbers.agreement(three, agreement("network", "2", SEVERE)))
                .isEqualTo(2);
        assertThatIllegalStateException()
                .isThrownBy(() -> PartNumbers.agreement(BOTH, second))
                .withMessageStartingWith("A case has what none of its agreements holds: ");
        assertThatIllegalStateException().isThrownBy(() -> PartNumbers.agreement(BOTH, agreement("other", "1", LAST)));
    }

    @Test
    void everyPolicyHasAPlace() {
        assertThat(List.of(SEVERE, MILD, LAST))
                .extracting(one -> PartNumbers.policy(BOTH, one))
                .containsExactly(0, 1, 2);
        assertThat(List.of(0, 1, 2))
                .extracting(place -> PartNumbers.policy(BOTH, place))
                .containsExactly(SEVERE, MILD, LAST);
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> PartNumbers.policy(BOTH, 3))
                .withMessage("There is no policy 3.");
        assertThatIllegalStateException().isThrownBy(() -> PartNumbers.policy(List.of(NETWORK), MILD));
    }

    @Test
    void aPolicyIsTheVeryObjectOrElseTheFirstThatIsEqual() {
        SeverityPolicy twin = last();
        List<ServiceLevelAgreement> twins = List.of(NETWORK, agreement("desk", "1", twin));
        assertThat(PartNumbers.policy(twins, twin)).isOne();
        assertThat(PartNumbers.policy(twins, last())).isZero();
        assertThat(PartNumbers.policy(List.of(DESK, NETWORK), last())).isEqualTo(2);
    }

    @Test
    void everySeverityThatAPolicyNamesHasAPlace() {
        List<Severity> all = List.of(Severity.CRITICAL, Severity.HIGH, Severity.LOW, Severity.MODERATE);
        assertThat(all).extracting(one -> PartNumbers.severity(BOTH, one)).containsExactly(0, 1, 2, 3);
        assertThat(List.of(0, 1, 2, 3))
                .extracting(place -> PartNumbers.severity(BOTH, place))
                .isEqualTo(all);
        assertThat(PartNumbers.severity(BOTH, Severity.of(9, "none"))).isNegative();
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> PartNumbers.severity(BOTH, 4))
                .withMessage("There is no severity 4.");
    }

    @Test
    void theMetricsOfThePolicyThatAppliesComeFirst() {
        List<Metric> ofMild = List.of(Metric.PERIODIC_UPDATE, Metric.RESOLUTION);
        List<Metric> ofAll = List.of(
                Metric.FIRST_RESPONSE, Metric.RESOLUTION, Metric.PERIODIC_UPDATE, Metric.RESOLUTION, Metric.OWNERSHIP);
        assertThat(ofMild)
                .extracting(one -> PartNumbers.metric(BOTH, MILD, one))
                .containsExactly(0, 1);
        assertThat(PartNumbers.metric(BOTH, MILD, Metric.FIRST_RESPONSE)).isEqualTo(2);
        assertThat(PartNumbers.metric(BOTH, MILD, Metric.OWNERSHIP)).isEqualTo(6);
        assertThat(ofAll).extracting(one -> PartNumbers.metric(BOTH, null, one)).containsExactly(0, 1, 2, 1, 4);
        List<Metric> mildThenAll = new ArrayList<>(ofMild);
        mildThenAll.addAll(ofAll);
        assertThat(List.of(0, 1, 2, 3, 4, 5, 6))
                .extracting(place -> PartNumbers.metric(BOTH, MILD, place))
                .isEqualTo(mildThenAll);
        assertThat(List.of(0, 1, 2, 3, 4))
                .extracting(place -> PartNumbers.metric(BOTH, null, place))
                .isEqualTo(ofAll);
        assertThatIllegalStateException().isThrownBy(() -> PartNumbers.metric(BOTH, MILD, Metric.ACKNOWLEDGE));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> PartNumbers.metric(BOTH, null, 5))
                .withMessage("There is no target 5.");
    }

    @Test
    void theTargetOfThePolicyThatAppliesIsAtZero() {
        assertThat(PartNumbers.target(BOTH, SEVERE, Metric.RESOLUTION, target("4h")))
                .isZero();
        assertThat(PartNumbers.target(
                        BOTH,
                        SEVERE,
                        Metric.RESOLUTION,
                        requireNonNull(SEVERE.targets().get(Metric.RESOLUTION))))
                .isZero();
        assertThat(PartNumbers.target(BOTH, SEVERE, Metric.RESOLUTION, 0)).isEqualTo(target("4h"));
    }

    @Test
    void everyOtherTargetIsCountedFromOneOn() {
        List<Target> all = List.of(target("1h"), target("4h"), target("2h"), target("8h"), target("3h"));
        assertThat(all)
                .extracting(one -> PartNumbers.target(BOTH, null, Metric.RESOLUTION, one))
                .containsExactly(1, 2, 3, 4, 5);
        assertThat(List.of(1, 2, 3, 4, 5))
                .extracting(place -> PartNumbers.target(BOTH, SEVERE, Metric.RESOLUTION, place))
                .isEqualTo(all);
        assertThat(PartNumbers.target(BOTH, SEVERE, Metric.RESOLUTION, target("8h")))
                .isEqualTo(4);
        assertThat(PartNumbers.target(BOTH, SEVERE, Metric.OWNERSHIP, target("4h")))
                .isEqualTo(2);
        assertThatIllegalStateException()
                .isThrownBy(() -> PartNumbers.target(BOTH, SEVERE, Metric.RESOLUTION, target("5h")));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> PartNumbers.target(BOTH, SEVERE, Metric.RESOLUTION, 6))
                .withMessage("There is no target 5.");
    }
}
