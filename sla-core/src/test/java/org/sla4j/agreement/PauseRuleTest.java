package org.sla4j.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class PauseRuleTest {
    private static final PauseReason CUSTOMER = PauseReason.of("awaiting user info", "customer");
    private static final PauseReason VENDOR = PauseReason.of("awaiting parts", "vendor");

    @Test
    void anyPausesForEveryWait() {
        assertThat(PauseRule.any().pauses(CUSTOMER)).isTrue();
    }

    @Test
    void neverPausesForNone() {
        assertThat(PauseRule.never().pauses(CUSTOMER)).isFalse();
    }

    @Test
    void partiesPauseForTheirWaitsOnly() {
        PauseRule rule = PauseRule.parties(Set.of(Party.of("customer")));
        assertThat(rule.pauses(CUSTOMER)).isTrue();
        assertThat(rule.pauses(VENDOR)).isFalse();
    }

    @Test
    void reasonsPauseForWaitsOfTheirNameOnly() {
        PauseRule rule = PauseRule.reasons(Set.of("awaiting parts"));
        assertThat(rule.pauses(VENDOR)).isTrue();
        assertThat(rule.pauses(CUSTOMER)).isFalse();
    }

    @Test
    void partiesAndReasonsAddUp() {
        PauseRule rule = new PauseRule(false, Set.of(Party.of("customer")), Set.of("awaiting parts"));
        assertThat(rule.pauses(CUSTOMER)).isTrue();
        assertThat(rule.pauses(VENDOR)).isTrue();
    }

    @Test
    void aReasonWithoutANameIsRefused() {
        assertThatThrownBy(() -> PauseReason.of(" ", "customer"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pause reason needs a name");
    }

    @Test
    void aPartyWithoutANameIsRefused() {
        assertThatThrownBy(() -> PauseReason.of("awaiting user info", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("party needs a name");
    }

    @Test
    void aReasonNamesItsParty() {
        assertThat(CUSTOMER).hasToString("awaiting user info (customer)");
    }
}
