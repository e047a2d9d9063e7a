package org.sla4j.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeverityMatrixTest {
    private static final Severity STOP = Severity.of(0, "Stop");

    @ParameterizedTest
    @CsvSource({
        "high,high,1", "high,medium,2", "high,low,3",
        "medium,high,2", "medium,medium,3", "medium,low,4",
        "low,high,3", "low,medium,4", "low,low,4",
        "HIGH, Medium ,2"
    })
    void itilsMatrixGoesDownAStepForEachStepDownInImpactOrUrgency(String impact, String urgency, int rank) {
        assertThat(SeverityMatrix.ITIL.severity(impact, urgency).rank()).isEqualTo(rank);
    }

    @Test
    void aMatrixOfOnesOwnHasItsOwnLevelsAndSeverities() {
        SeverityMatrix own = SeverityMatrix.of(
                List.of("everybody", "one"), List.of("now"), List.of(List.of(STOP), List.of(Severity.LOW)));
        assertThat(own.severity("everybody", "now")).isEqualTo(STOP);
        assertThat(own.severity("one", "now")).isEqualTo(Severity.LOW);
    }

    @Test
    void anUnknownLevelIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> SeverityMatrix.ITIL.severity("huge", "low"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"huge\" is not a level of impact of this matrix; there are [high, medium, low].");
        assertThatThrownBy(() -> SeverityMatrix.ITIL.severity("low", "soon"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("level of urgency");
    }

    @Test
    void aTableThatDoesNotFitItsSidesIsRefused() {
        List<String> one = List.of("any");
        assertThatThrownBy(() -> SeverityMatrix.of(one, one, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 rows");
        assertThatThrownBy(() -> SeverityMatrix.of(one, one, List.of(List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"any\"");
        assertThatThrownBy(() -> SeverityMatrix.of(List.of(), one, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("level of impact");
        assertThatThrownBy(() -> SeverityMatrix.of(List.of("a", "A"), one, List.of(List.of(STOP), List.of(STOP))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[a, A]");
    }
}
