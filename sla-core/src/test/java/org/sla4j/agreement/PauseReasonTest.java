package org.sla4j.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PauseReasonTest {
    private static final PauseReason PARTS = PauseReason.of("parts", "vendor");

    @Test
    void isWhatItSaysAndForWhom() {
        assertThat(PARTS)
                .isEqualTo(PauseReason.of("parts", "vendor"))
                .hasSameHashCodeAs(PauseReason.of("parts", "vendor"))
                .isNotEqualTo(PauseReason.of("parts", "carrier"))
                .isNotEqualTo(PauseReason.of("customs", "vendor"))
                .isNotEqualTo("parts");
        assertThat(PARTS.hashCode())
                .isNotEqualTo(PauseReason.of("parts", "carrier").hashCode())
                .isNotEqualTo(PauseReason.of("customs", "vendor").hashCode())
                .isNotEqualTo(PauseReason.of("vendor", "parts").hashCode())
                .isNotZero();
    }

    @Test
    void aPartyIsItsName() {
        assertThat(Party.of("vendor"))
                .isEqualTo(Party.of("vendor"))
                .hasSameHashCodeAs(Party.of("vendor"))
                .isNotEqualTo(Party.of("carrier"))
                .isNotEqualTo("vendor");
    }

    @Test
    void aSeverityIsItsRankAndName() {
        Severity high = Severity.of(2, "High");
        assertThat(high)
                .isEqualTo(Severity.of(2, "High"))
                .hasSameHashCodeAs(Severity.of(2, "High"))
                .isNotEqualTo(Severity.of(3, "High"))
                .isNotEqualTo(Severity.of(2, "Major"))
                .isNotEqualTo("2 High");
        assertThat(high.hashCode())
                .isNotEqualTo(Severity.of(3, "High").hashCode())
                .isNotEqualTo(Severity.of(2, "Major").hashCode())
                .isNotZero();
    }

    @Test
    void aStepMayNameWhoEscalates() {
        EscalationStep step = EscalationStep.of("breach", Contact.of("Ada Byron", ""), "call");
        assertThat(step.withBy(Contact.of("Grace Hopper", "")).by()).contains(Contact.of("Grace Hopper", ""));
        assertThat(step.withBy(Contact.of("Grace Hopper", "")).contact()).isEqualTo(step.contact());
    }
}
