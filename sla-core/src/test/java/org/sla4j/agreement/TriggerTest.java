package org.sla4j.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TriggerTest {
    private static final Duration FOUR_HOURS = Duration.ofHours(4);

    @ParameterizedTest
    @CsvSource({
        "75%,75%",
        "0.75,75%",
        " 75 % ,75%",
        "99.5%,99.5%",
        "7%,7%",
        "30m,30m before due",
        "PT30M,30m before due",
        "1h30m before due,1h30m before due",
        "30m left,30m before due",
        "breach,breach",
        "At breach,breach",
        "every 4h after breach,every 4h after breach",
        "every PT90M after the breach,every 1h30m after breach"
    })
    void textIsReadAndNamedInOneWay(String text, String name) {
        Trigger trigger = Trigger.parse(text);
        assertThat(trigger.name()).isEqualTo(name).isEqualTo(trigger.toString());
        assertThat(Trigger.parse(name)).isEqualTo(trigger);
    }

    @ParameterizedTest
    @CsvSource({
        "75%,PT3H",
        "120%,PT4H48M",
        "30m before due,PT3H30M",
        "5h before due,PT0S",
        "breach,PT4H",
        "every 2h after breach,PT6H"
    })
    void eachFallsAtATimeUsed(String text, Duration used) {
        assertThat(Trigger.parse(text).usedOf(FOUR_HOURS)).isEqualTo(used);
    }

    @Test
    void aShareOfALongLimitIsExactToTheNanosecond() {
        Duration limit = Duration.ofDays(3_660).minusNanos(2);
        assertThat(Warning.atFraction(0.5).usedOf(limit))
                .isEqualTo(Duration.ofDays(1_830).minusNanos(1));
    }

    @Test
    void everyShareInThousandthsIsWhatItsDecimalSays() {
        for (Duration limit : List.of(
                Duration.ofHours(4),
                Duration.ofHours(40).plusNanos(1),
                Duration.ofNanos(999),
                Duration.ofSeconds(99_999_999, 999_999_999),
                Duration.ofSeconds(100_000_000, 1))) {
            for (int thousandths = 1; thousandths <= 10_000; thousandths++) {
                BigDecimal share = BigDecimal.valueOf(thousandths, 3);
                BigDecimal nanos = BigDecimal.valueOf(limit.toNanos()).multiply(share);
                assertThat(Warning.atFraction(share.doubleValue()).usedOf(limit))
                        .as("%s of %s", share, limit)
                        .isEqualTo(Duration.ofNanos(nanos.longValue()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "soon", "75", "5bd", "1h wall", "every after breach", "every 5bd after breach", "-1h", "%"})
    void otherTextIsRefusedWithWhatIsAccepted(String text) {
        assertThatThrownBy(() -> Trigger.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("\"" + text + "\"", "not a valid trigger");
    }

    @ParameterizedTest
    @ValueSource(strings = {"every 1bd after breach", "every 4h wall after breach", "every 1d after breach"})
    void aTextThatIsNoTimeOnTheClockIsRefusedWithAllThatIsAccepted(String text) {
        assertThatThrownBy(() -> Trigger.parse(text))
                .hasMessageStartingWith("\"" + text + "\" is not a valid trigger")
                .hasMessageEndingWith("; use 75%, 30m before due, breach or every 4h after breach.");
    }

    @Test
    void aWarningIsNeitherABreachNorAfterIt() {
        assertThatThrownBy(() -> Warning.parse("breach"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"breach\" is not a valid trigger; use 75%, 0.75 or 30m before due.");
    }

    @Test
    void longTextIsCutInTheMessage() {
        assertThatThrownBy(() -> Warning.parse("x".repeat(1_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 10.1, Double.NaN, Double.POSITIVE_INFINITY})
    void aShareOutOfBoundsIsRefused(double share) {
        assertThatThrownBy(() -> Warning.atFraction(share))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("above 0", Double.toString(share));
    }

    @Test
    void aWarningAboveTheLimitCanBeMadeSoThatALintShowsIt() {
        assertThat(Warning.parse("150%").usedOf(FOUR_HOURS)).isEqualTo(Duration.ofHours(6));
    }

    @Test
    void noTimeLeftIsNoWarning() {
        assertThatThrownBy(() -> Warning.beforeDue(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Trigger.every(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Trigger.every(Duration.ofHours(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "1", "0", "1.5", "9.99"})
    void aNumberThatIsNoShareBelowOneIsRefused(String text) {
        assertThatThrownBy(() -> Warning.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("\"" + text + "\"", "75%, 0.75 or 30m before due");
    }
}
