package org.sla4j.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceCreditsTest {
    private static final ServiceCredits CREDITS = ServiceCredits.of(Currency.getInstance("EUR"), 0.2)
            .below(0.90, 0.15)
            .below(0.95, 0.05)
            .below(0.80, 0.50);

    @ParameterizedTest
    @CsvSource({"1,0", "0.95,0", "0.9499,0.05", "0.90,0.05", "0.8999,0.15", "0.80,0.15", "0.5,0.2", "0,0.2"})
    void theLowestTierReachedCountsUpToTheCap(double compliance, double share) {
        assertThat(CREDITS.shareFor(compliance, 0.95)).isEqualTo(share);
    }

    @Test
    void aComplianceOfExactlyTheTierDoesNotReachIt() {
        assertThat(CREDITS.shareFor(19.0 / 20, 1)).isZero();
    }

    @Test
    void amountsHaveTheDigitsOfTheirCurrency() {
        assertThat(CREDITS.creditFor(0.94, 0.9, new BigDecimal("333.33")).amount())
                .isEqualTo(new BigDecimal("16.67"));
        ServiceCredits yen = ServiceCredits.of(Currency.getInstance("JPY"), 1).below(0.9, 0.05);
        assertThat(yen.creditFor(0.5, 0.9, new BigDecimal("1010")).amount()).isEqualTo(new BigDecimal("51"));
    }

    @Test
    void theRoundingIsTheOneAgreedOn() {
        assertThat(CREDITS.withRounding(RoundingMode.DOWN)
                        .creditFor(0.94, 0.9, new BigDecimal("333.33"))
                        .amount())
                .isEqualTo(new BigDecimal("16.66"));
        assertThatThrownBy(() -> CREDITS.withRounding(RoundingMode.UNNECESSARY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("UNNECESSARY");
    }

    @Test
    void tiersAreKeptFromTheHighestComplianceDown() {
        assertThat(CREDITS.tiers()).extracting(ServiceCredits.Tier::below).containsExactly(0.95, 0.9, 0.8);
        assertThat(CREDITS.tiers().get(0)).hasToString("below 95 %: 5 % of the fee");
    }

    @Test
    void twoTiersForOneComplianceAreRefused() {
        assertThatThrownBy(() -> CREDITS.below(0.95, 0.05))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("below 95 %");
    }

    @Test
    void aLowerComplianceCannotGiveLessBack() {
        assertThatThrownBy(() -> CREDITS.below(0.85, 0.01))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("below 85 %: 1 %", "no less");
    }

    @ParameterizedTest
    @CsvSource({"0", "-0.1", "1.1", "NaN"})
    void sharesOutOfBoundsAreRefused(double share) {
        assertThatThrownBy(() -> ServiceCredits.of(Currency.getInstance("EUR"), share))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("cap", Double.toString(share));
        assertThatThrownBy(() -> CREDITS.below(share, 0.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CREDITS.below(0.5, share)).isInstanceOf(IllegalArgumentException.class);
    }

    private static final ServiceCredits BY_GOAL = ServiceCredits.of(Currency.getInstance("EUR"), 0.5)
            .withBasis(ServiceCredits.Basis.GOAL)
            .below(0.05, 0.15)
            .below(0, 0.05);

    @ParameterizedTest
    @CsvSource({
        "1,1,0",
        "0.97,1,0.05",
        "0.92,0.90,0",
        "0.90,0.90,0",
        "0.8999,0.90,0.05",
        "0.85,0.90,0.05",
        "0.8499,0.90,0.15"
    })
    void tiersByTheDistanceToTheGoalNeverContradictIt(double compliance, double goal, double share) {
        assertThat(BY_GOAL.shareFor(compliance, goal)).isEqualTo(share);
    }

    @Test
    void aDistanceIsComparedInDecimals() {
        ServiceCredits two = ServiceCredits.of(Currency.getInstance("EUR"), 1)
                .withBasis(ServiceCredits.Basis.GOAL)
                .below(0.02, 0.1);
        for (int goal = 3; goal <= 100; goal++) {
            double exactly = BigDecimal.valueOf(goal - 2L, 2).doubleValue();
            assertThat(two.shareFor(exactly, BigDecimal.valueOf(goal, 2).doubleValue()))
                    .isZero();
        }
    }

    @Test
    void aDistanceToTheGoalsOfSeveralTargetsIsComparedAsIfItWereExact() {
        ServiceCredits five = ServiceCredits.of(Currency.getInstance("EUR"), 1)
                .withBasis(ServiceCredits.Basis.GOAL)
                .below(0.05, 0.1);
        // 40 cases with a goal of 80 % and 20 with one of 90 %: 50 of 60 are needed.
        assertThat(five.shareFor(47 / 60.0, 50 / 60.0)).as("five points below").isZero();
        assertThat(five.shareFor(46 / 60.0, 50 / 60.0)).isEqualTo(0.1);
        assertThat(five.shareFor(899_999_999 / 1e9, 0.95))
                .as("one of a thousand million")
                .isEqualTo(0.1);
    }

    @Test
    void tiersByDistanceAreKeptFromTheGoalDown() {
        assertThat(BY_GOAL.tiers()).extracting(ServiceCredits.Tier::below).containsExactly(0.0, 0.05);
        assertThatThrownBy(() -> BY_GOAL.below(0.10, 0.01))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("more than 10 points below the goal: 1 %", "no less");
    }

    @Test
    void aTierThatNoComplianceReachesIsRefused() {
        assertThatThrownBy(() -> CREDITS.below(0, 0.5)).hasMessageContaining("below 0 %");
        assertThatThrownBy(() -> BY_GOAL.below(1, 0.5)).hasMessageContaining("100 points");
    }

    @Test
    void aCreditSaysHowItFollows() {
        BigDecimal fee = new BigDecimal("1000");
        assertThat(CREDITS.creditFor(0.93, 0.95, fee).derivation())
                .isEqualTo("93 % kept is below 95 %: 5 % of 1000 EUR is 50.00 EUR");
        assertThat(CREDITS.creditFor(0.5, 0.95, fee).derivation())
                .isEqualTo("50 % kept is below 80 %: 50 % of 1000 EUR, at most 20 %, is 200.00 EUR");
        assertThat(CREDITS.creditFor(0.999999, 0.95, fee).derivation())
                .isEqualTo("99.99 % kept reaches no tier: 0.00 EUR");
        assertThat(BY_GOAL.creditFor(0.84, 0.9, fee).derivation())
                .isEqualTo("84 % kept, goal 90 % is more than 5 points below the goal: 15 % of 1000 EUR is 150.00 EUR");
        assertThat(BY_GOAL.creditFor(0.89, 0.9, fee).derivation())
                .isEqualTo("89 % kept, goal 90 % is below the goal: 5 % of 1000 EUR is 50.00 EUR");
    }

    @ParameterizedTest
    @CsvSource({"-0.1,1,1", "1.1,1,1", "NaN,1,1", "1,0,1", "1,1.1,1", "1,NaN,1", "1,1,-1"})
    void whatIsOutOfBoundsHasNoCredit(double compliance, double goal, BigDecimal fee) {
        assertThatThrownBy(() -> CREDITS.creditFor(compliance, goal, fee)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void creditsAreDueOverAllUnlessAgreedOtherwise() {
        assertThat(CREDITS.dueBy()).isEqualTo(ServiceCredits.DueBy.ALL);
        assertThat(CREDITS.withDueBy(ServiceCredits.DueBy.METRIC).dueBy()).isEqualTo(ServiceCredits.DueBy.METRIC);
        assertThat(BY_GOAL.withDueBy(ServiceCredits.DueBy.METRIC)
                        .withRounding(RoundingMode.DOWN)
                        .basis())
                .isEqualTo(ServiceCredits.Basis.GOAL);
    }
}
