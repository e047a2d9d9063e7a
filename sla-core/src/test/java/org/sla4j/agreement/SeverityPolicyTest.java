package org.sla4j.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sla4j.calendar.BusinessCalendar;

class SeverityPolicyTest {
    private static final Target FOUR_HOURS = Target.of("4h", BusinessCalendar.alwaysOpen(), 1);

    private static SeverityPolicy.Builder policy() {
        return SeverityPolicy.builder("gold").target(Metric.RESOLUTION, FOUR_HOURS);
    }

    @Test
    void withoutSeveritiesItMatchesAll() {
        assertThat(policy().build().matches(Severity.LOW, Map.of())).isTrue();
    }

    @Test
    void withSeveritiesItMatchesThoseOnly() {
        SeverityPolicy critical = policy().severity(Severity.CRITICAL).build();
        assertThat(critical.matches(Severity.CRITICAL, Map.of())).isTrue();
        assertThat(critical.matches(Severity.HIGH, Map.of())).isFalse();
    }

    @Test
    void withAttributesItMatchesCasesThatHaveAllOfThem() {
        SeverityPolicy gold =
                policy().attribute("tier", "gold").attribute("region", "EMEA").build();
        assertThat(gold.matches(Severity.LOW, Map.of("tier", "gold", "region", "EMEA", "queue", "7")))
                .isTrue();
        assertThat(gold.matches(Severity.LOW, Map.of("tier", "gold"))).isFalse();
        assertThat(gold.matches(Severity.LOW, Map.of("tier", "gold", "region", "APAC")))
                .isFalse();
    }

    @Test
    void retargetsRetroactivelyAndContinuesUnlessSet() {
        SeverityPolicy policy = policy().build();
        assertThat(policy.retargeting()).isEqualTo(Retargeting.RETROACTIVE);
        assertThat(policy.reopening()).isEqualTo(Reopening.CONTINUE);
    }

    @Test
    void keepsItsTargetsInTheOrderGiven() {
        SeverityPolicy policy =
                policy().target(Metric.FIRST_RESPONSE, FOUR_HOURS).build();
        assertThat(policy.targets()).containsOnlyKeys(Metric.RESOLUTION, Metric.FIRST_RESPONSE);
        assertThat(policy.targets().keySet()).containsExactly(Metric.RESOLUTION, Metric.FIRST_RESPONSE);
        assertThat(policy.target(Metric.RESOLUTION)).contains(FOUR_HOURS);
    }

    @Test
    void hasNoTargetForAMetricItSaysNothingAbout() {
        assertThat(policy().build().target(Metric.FIRST_RESPONSE)).isEmpty();
    }

    @Test
    void aBuilderUsedOnDoesNotChangeWhatItBuilt() {
        SeverityPolicy.Builder builder = policy();
        SeverityPolicy built = builder.build();
        builder.severity(Severity.LOW).attribute("tier", "gold").target(Metric.FIRST_RESPONSE, FOUR_HOURS);
        assertThat(built).isEqualTo(policy().build());
    }

    @Test
    void aPolicyThatPromisesNothingIsRefused() {
        assertThatThrownBy(() -> SeverityPolicy.builder("empty").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("\"empty\"", "no target", "at least one metric");
    }

    @Test
    void aBlankNameIsRefused() {
        assertThatThrownBy(() -> SeverityPolicy.builder(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("policy needs a name");
    }

    @Test
    void twoTargetsForMetricsOfOneNameAreRefused() {
        Metric sameName = Metric.of("resolution", Set.of(EventType.OPENED), Set.of(EventType.CLOSED));
        assertThatThrownBy(() -> policy().target(sameName, FOUR_HOURS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("\"gold\"", "resolution already", "4h in 24x7");
    }

    @Test
    void twoValuesForOneAttributeAreRefused() {
        assertThatThrownBy(() -> policy().attribute("tier", "gold").attribute("tier", "silver"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("tier", "gold", "silver", "one value");
    }

    @Test
    void aPolicyMatchesOnlyWhatSatisfiesAllItsConditions() {
        SeverityPolicy policy = policy().condition(Condition.atLeast("seats", "10"))
                .condition(Condition.not("region", "north"))
                .build();
        assertThat(policy.matches(Severity.CRITICAL, Map.of("seats", "12"))).isTrue();
        assertThat(policy.matches(Severity.CRITICAL, Map.of("seats", "9"))).isFalse();
        assertThat(policy.matches(Severity.CRITICAL, Map.of("seats", "12", "region", "north")))
                .isFalse();
    }

    @Test
    void theOrderOfConditionsDoesNotMatter() {
        Condition seats = Condition.atLeast("seats", "10");
        Condition tier = Condition.anyOf("tier", "gold", "silver");
        assertThat(policy().condition(seats).condition(tier).condition(seats).build())
                .isEqualTo(policy().condition(tier).condition(seats).build());
    }

    @Test
    void aCopyHasEveryPart() {
        SeverityPolicy policy = policy().severity(Severity.LOW)
                .condition(Condition.present("vip"))
                .retargeting(Retargeting.RESTART)
                .reopening(Reopening.FROZEN)
                .retargetsFinished()
                .replyEndsWait()
                .escalation(EscalationStep.of("breach", Contact.of("Ada", ""), ""))
                .build();
        assertThat(policy.toBuilder().build()).isEqualTo(policy);
        assertThat(policy.toBuilder().reopening(Reopening.CONTINUE).build()).isNotEqualTo(policy);
        assertThat(policy().retargetsFinished().build()).isNotEqualTo(policy().build());
        assertThat(policy().replyEndsWait().build()).isNotEqualTo(policy().build());
    }

    @Test
    void isSaidInWords() {
        assertThat(policy().build()).asString().startsWith(policy().build().name() + " for every severity: {");
        assertThat(policy().severity(Severity.LOW).attribute("tier", "gold").build())
                .asString()
                .contains(" for [" + Severity.LOW + "] with [")
                .contains("tier")
                .contains("gold");
    }

    @Test
    void twoConditionsOnOneAttributeHaveAnOrderOfTheirOwn() {
        Condition gold = Condition.not("tier", "gold");
        Condition silver = Condition.not("tier", "silver");
        SeverityPolicy one = policy().condition(gold).condition(silver).build();
        assertThat(one).isEqualTo(policy().condition(silver).condition(gold).build());
        assertThat(one)
                .hasSameHashCodeAs(policy().condition(silver).condition(gold).build());
        assertThat(one.hashCode())
                .isNotEqualTo(SeverityPolicy.builder("another")
                        .target(Metric.RESOLUTION, Target.of("4h", BusinessCalendar.alwaysOpen(), 0.9))
                        .build()
                        .hashCode())
                .isNotZero();
    }
}
