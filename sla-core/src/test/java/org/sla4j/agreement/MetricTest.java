package org.sla4j.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class MetricTest {
    @Test
    void aResolutionIsReopened() {
        assertThat(Metric.RESOLUTION.isReopened()).isTrue();
    }

    @Test
    void aFirstResponseIsNotReopened() {
        assertThat(Metric.FIRST_RESPONSE.isReopened()).isFalse();
    }

    @Test
    void aMetricThatNothingStopsIsRefused() {
        assertThatThrownBy(() -> Metric.of("ageing", Set.of(EventType.OPENED), Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("ageing", "stops with []");
    }

    @Test
    void aMetricThatNothingStartsIsRefused() {
        assertThatThrownBy(() -> Metric.of("ageing", Set.of(), Set.of(EventType.CLOSED)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("ageing", "starts with []");
    }

    @Test
    void anEventThatStartsAndStopsIsRefused() {
        Set<EventType> both = Set.of(EventType.RESPONDED);
        assertThatThrownBy(() -> Metric.of("next response", both, both))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("next response", "responded", "one of the two");
    }

    @Test
    void aBlankNameIsRefused() {
        assertThatThrownBy(() -> Metric.of("", Set.of(EventType.OPENED), Set.of(EventType.CLOSED)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not blank");
    }

    @Test
    void textNamesTheEventsByName() {
        assertThat(Metric.FIRST_RESPONSE).hasToString("first response (opened to closed or resolved or responded)");
    }
}
