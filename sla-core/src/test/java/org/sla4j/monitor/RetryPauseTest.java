package org.sla4j.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPauseTest {
    @ParameterizedTest
    @CsvSource({"1, PT1S", "2, PT2S", "3, PT4S", "6, PT32S", "7, PT1M", "8, PT1M", "2147483647, PT1M"})
    void doublesUpToTheLongest(int failures, Duration pause) {
        RetryPause retry = new RetryPause(Duration.ofSeconds(1), Duration.ofMinutes(1));
        assertThat(retry.after(failures)).isEqualTo(pause);
    }
}
