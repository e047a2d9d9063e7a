package org.sla4j.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
    private static boolean holds(Condition condition, String value) {
        return condition.matches(Map.of("a", value));
    }

    @Test
    void anEqualConditionComparesLetterByLetter() {
        Condition gold = Condition.equal("a", "gold");
        assertThat(holds(gold, "gold")).isTrue();
        assertThat(holds(gold, "Gold")).isFalse();
        assertThat(holds(gold, "gold ")).isFalse();
        assertThat(gold.matches(Map.of())).isFalse();
    }

    @Test
    void oneOfSomeValuesIsEnough() {
        Condition some = Condition.anyOf("a", "gold", "silver");
        assertThat(holds(some, "gold")).isTrue();
        assertThat(holds(some, "silver")).isTrue();
        assertThat(holds(some, "bronze")).isFalse();
        assertThat(some.matches(Map.of())).isFalse();
    }

    @Test
    void aCaseWithoutTheAttributeIsNotExcluded() {
        Condition not = Condition.not("a", "chat", "mail");
        assertThat(holds(not, "chat")).isFalse();
        assertThat(holds(not, "mail")).isFalse();
        assertThat(holds(not, "phone")).isTrue();
        assertThat(not.matches(Map.of())).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "10,true",
        "10.0,true",
        "9,false",
        "9.99,false",
        "100,true",
        "-100,false",
        "' 11 ',true",
        "ten,false",
        "1e9,false"
    })
    void atLeastComparesNumbersNotTexts(String value, boolean holds) {
        assertThat(holds(Condition.atLeast("a", "10"), value)).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({"10,true", "10.0,true", "9,true", "10.01,false", "100,false", "-100,true", "ten,false"})
    void atMostComparesNumbersNotTexts(String value, boolean holds) {
        assertThat(holds(Condition.atMost("a", "10"), value)).isEqualTo(holds);
    }

    @Test
    void whatIsMissingIsNeitherAtLeastNorAtMostAnything() {
        assertThat(Condition.atLeast("a", "-1").matches(Map.of())).isFalse();
        assertThat(Condition.atMost("a", "1").matches(Map.of())).isFalse();
    }

    @Test
    void anEmptyValueCountsAsNone() {
        assertThat(holds(Condition.present("a"), "x")).isTrue();
        assertThat(holds(Condition.present("a"), "")).isFalse();
        assertThat(Condition.present("a").matches(Map.of())).isFalse();
        assertThat(holds(Condition.not("a", "x"), "")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "many", "1,5", "1e5", "0x10", "NaN", "1.", ".5"})
    void aSizeThatIsNoNumberIsRefused(String number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Condition.atLeast("seats", number))
                .withMessageContaining("seats")
                .withMessageContaining("[" + number + "]");
        assertThatIllegalArgumentException().isThrownBy(() -> Condition.atMost("seats", number));
    }

    @Test
    void aNumberOfATooManyDigitsIsNoNumber() {
        assertThat(holds(Condition.atLeast("a", "1"), "9".repeat(64))).isTrue();
        assertThat(holds(Condition.atLeast("a", "1"), "9".repeat(65))).isFalse();
    }

    @Test
    void whatNoCaseCanHaveIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Condition.equal("tier", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> Condition.anyOf("tier"));
        assertThatIllegalArgumentException().isThrownBy(() -> Condition.anyOf("tier", "gold", "gold"));
        assertThatIllegalArgumentException().isThrownBy(() -> Condition.not("tier", "gold", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> Condition.present(" "));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Condition("tier", Condition.Test.PRESENT, List.of("gold")));
    }

    @Test
    void aConditionReadsAsAComparison() {
        assertThat(Condition.equal("tier", "gold")).hasToString("tier = gold");
        assertThat(Condition.anyOf("tier", "gold", "silver")).hasToString("tier = gold or silver");
        assertThat(Condition.not("tier", "gold", "silver")).hasToString("tier is not gold or silver");
        assertThat(Condition.atLeast("seats", "5")).hasToString("seats >= 5");
        assertThat(Condition.atMost("seats", "5")).hasToString("seats <= 5");
        assertThat(Condition.present("vip")).hasToString("vip is present");
    }
}
