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
        assertThat(CREDITS.shareFor(compliance)).isEqualTo(share);
    }

    @Test
    void aComplianceOfExactlyTheTierDoesNotReachIt() {
        assertThat(CREDITS.shareFor(19.0 / 20)).isZero();
    }

    @Test
    void amountsHaveTheDigitsOfTheirCurrency() {
        assertThat(CREDITS.amountFor(0.94, new BigDecimal("333.33"))).isEqualTo(new BigDecimal("16.67"));
        ServiceCredits yen = ServiceCredits.of(Currency.getInstance("JPY"), 1).below(0.9, 0.05);
        assertThat(yen.amountFor(0.5, new BigDecimal("1010"))).isEqualTo(new BigDecimal("51"));
    }

    @Test
    void theRoundingIsTheOneAgreedOn() {
        assertThat(CREDITS.withRounding(RoundingMode.DOWN).amountFor(0.94, new BigDecimal("333.33")))
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
}
