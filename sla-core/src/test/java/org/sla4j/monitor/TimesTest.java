package org.sla4j.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts of instants, held against those of the JDK. */
class TimesTest {
    @Test
    void instantsAreWrittenAndReadAsTheJdkDoes() {
        Random random = new Random(3);
        int[] units = {1, 1_000, 1_000_000, 1_000_000_000};
        for (int i = 0; i < 20_000; i++) {
            long second = random.nextLong(-70_000_000_000L, 260_000_000_000L);
            int nano = random.nextInt(1_000_000_000);
            int unit = units[random.nextInt(units.length)];
            Instant at = Instant.ofEpochSecond(second, nano - nano % unit);
            assertThat(Times.text(at)).isEqualTo(at.toString());
            assertThat(Times.parse(at.toString())).isEqualTo(at);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000-01-01T00:00:00Z",
                "-0001-12-31T23:59:59.999Z",
                "9999-12-31T23:59:59.999999999Z",
                "+10000-01-01T00:00:00Z",
                "-1000000000-01-01T00:00:00Z",
                "+1000000000-12-31T23:59:59.999999999Z",
                "1969-12-31T23:59:59.000000001Z",
                "2024-02-29T00:00:00.100Z"
            })
    void soAreThoseAtTheEdges(String text) {
        Instant at = Instant.parse(text);
        assertThat(Times.text(at)).isEqualTo(text);
        assertThat(Times.parse(text)).isEqualTo(at);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2023-02-29T00:00:00Z", "2024-01-01 00:00:00Z", "2024-01-01T00:00:00.1x0Z", "", "Z"})
    void whatIsNoInstantIsRefused(String text) {
        assertThatThrownBy(() -> Times.parse(text)).isInstanceOf(DateTimeException.class);
    }
}
