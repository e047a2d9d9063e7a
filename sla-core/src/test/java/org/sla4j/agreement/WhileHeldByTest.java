package org.sla4j.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.junit.jupiter.api.Test;

class WhileHeldByTest {
    private static final PauseReason ANSWER = PauseReason.of("answer", "customer");
    private static final PauseReason PARTS = PauseReason.of("parts", "vendor");

    @Test
    void aRuleNamesItsHolder() {
        assertThat(WhileHeldBy.team("network").team()).contains("network");
        assertThat(WhileHeldBy.team("network").party()).isEmpty();
        assertThat(WhileHeldBy.party(Party.CUSTOMER).party()).contains(Party.CUSTOMER);
        assertThat(WhileHeldBy.party(Party.CUSTOMER).team()).isEmpty();
        assertThat(WhileHeldBy.anyTeam().team()).isEmpty();
        assertThat(WhileHeldBy.anyTeam().party()).isEmpty();
    }

    @Test
    void aTeamHasACaseThatIsAssignedToItAlsoWhileTheCaseWaits() {
        assertThat(WhileHeldBy.team("network").holder("network", Set.of(ANSWER)))
                .contains("network");
        assertThat(WhileHeldBy.team("network").holder("desk", Set.of())).isEmpty();
        assertThat(WhileHeldBy.anyTeam().holder("desk", Set.of())).contains("desk");
        assertThat(WhileHeldBy.anyTeam().holder("", Set.of(ANSWER))).isEmpty();
    }

    @Test
    void aPartyHasACaseWhileItIsAmongThoseThatTheCaseWaitsFor() {
        WhileHeldBy customer = WhileHeldBy.party(Party.CUSTOMER);
        assertThat(customer.holder("desk", Set.of(ANSWER, PARTS))).contains("customer");
        assertThat(customer.holder("desk", Set.of(PARTS))).isEmpty();
        assertThat(customer.holder("customer", Set.of())).isEmpty();
    }

    @Test
    void eachIntervalIsJudgedUnlessTheRuleSaysOtherwise() {
        assertThat(WhileHeldBy.team("network").isCumulative()).isFalse();
        assertThat(WhileHeldBy.team("network").isJudgedAtHandOver()).isTrue();
        assertThat(WhileHeldBy.team("network").cumulative().isCumulative()).isTrue();
        assertThat(WhileHeldBy.team("network").withoutVerdictAtHandOver().isJudgedAtHandOver())
                .isFalse();
        assertThat(WhileHeldBy.team("network").withoutVerdictAtHandOver().cumulative())
                .isEqualTo(WhileHeldBy.team("network").cumulative());
    }

    @Test
    void aHolderWithoutANameIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> WhileHeldBy.team(" "));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WhileHeldBy(WhileHeldBy.Scope.ANY_TEAM, "network", false, true))
                .withMessageContaining("network");
    }

    @Test
    void theTimeOfAllTeamsTogetherIsThatOfTheCase() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WhileHeldBy.anyTeam().cumulative())
                .withMessageContaining("that of the case");
    }

    @Test
    void aRuleReadsAsASentence() {
        assertThat(WhileHeldBy.team("network")).hasToString("while network has it, each time");
        assertThat(WhileHeldBy.party(Party.CUSTOMER).cumulative()).hasToString("while it waits for customer, added up");
        assertThat(WhileHeldBy.anyTeam().withoutVerdictAtHandOver())
                .hasToString("while a team has it, each time, judged only when finished");
    }
}
