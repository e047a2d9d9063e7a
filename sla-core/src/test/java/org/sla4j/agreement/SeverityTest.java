package org.sla4j.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SeverityTest {
    @Test
    void theMostSevereComesFirst() {
        List<Severity> sorted = Stream.of(Severity.LOW, Severity.CRITICAL, Severity.MODERATE, Severity.HIGH)
                .sorted()
                .toList();
        assertThat(sorted).containsExactly(Severity.CRITICAL, Severity.HIGH, Severity.MODERATE, Severity.LOW);
    }

    @Test
    void severitiesOfOneRankAreOrderedByName() {
        assertThat(Severity.of(1, "Alpha")).isLessThan(Severity.of(1, "Beta"));
    }

    @Test
    void orderAgreesWithEquality() {
        assertThat(Severity.of(1, "Critical"))
                .isEqualByComparingTo(Severity.CRITICAL)
                .isEqualTo(Severity.CRITICAL);
    }

    @Test
    void aNegativeRankIsRefused() {
        assertThatThrownBy(() -> Severity.of(-1, "Worst"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("0 or above", "-1");
    }

    @Test
    void aBlankNameIsRefused() {
        assertThatThrownBy(() -> Severity.of(1, " "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("not blank", "\" \"");
    }

    @Test
    void textIsRankAndName() {
        assertThat(Severity.HIGH).hasToString("2 High");
    }
}
