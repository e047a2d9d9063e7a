package org.sla4j.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTypeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "severity changed",
                "severity-changed",
                "SEVERITY_CHANGED",
                "severityChanged",
                " Severity  Changed "
            })
    void allWaysOfJoiningWordsAreOneType(String name) {
        assertThat(EventType.of(name)).isEqualTo(EventType.SEVERITY_CHANGED).hasToString("severity changed");
    }

    @Test
    void theUsersOwnTypesAreEqualByName() {
        assertThat(EventType.of("parts delivered")).isEqualTo(EventType.of("PartsDelivered"));
        assertThat(EventType.standard()).doesNotContain(EventType.of("parts delivered"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-_-"})
    void aNameWithoutLetterOrDigitIsRefused(String name) {
        assertThatThrownBy(() -> EventType.of(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("\"" + name + "\"", "a letter or a digit");
    }
}
