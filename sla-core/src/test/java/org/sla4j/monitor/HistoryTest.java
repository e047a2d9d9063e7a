package org.sla4j.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The lines that are kept of a case, read again. */
class HistoryTest {
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    @Test
    void whoTakesEscalationsFirstHasTakenThem() {
        String lines = History.taken("desk/resolution/0", NOON, "Grace")
                + History.taken("desk/resolution/0", NOON.plusSeconds(3_600), "Ada")
                + History.taken("desk/resolution/1", NOON.plusSeconds(7_200), "Ada");
        assertThat(History.parse("INC-1", lines).taken())
                .containsOnly(entry("desk/resolution/0", NOON), entry("desk/resolution/1", NOON.plusSeconds(7_200)));
    }
}
