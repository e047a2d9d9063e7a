package org.sla4j.monitor;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code -Dsla4j.seed=7} replays one seed, {@code -Dsla4j.seeds=10000} tries as many. A seed that hangs fails with the stack of its thread. */
class SimulationTest {
    /** What the faults leave in the log is not for the console. */
    @RegisterExtension
    final LogLines log = new LogLines();

    @Test
    void whateverFailsEveryCommittedFactIsReportedAndNothingElse() {
        run(Integer.getInteger("sla4j.seeds", 100));
    }

    @Test
    @Tag("nightly")
    void whateverFailsEveryCommittedFactIsReportedAndNothingElseForManySeeds() {
        run(10_000);
    }

    private void run(int seeds) {
        Long one = Long.getLong("sla4j.seed");
        (one == null ? LongStream.range(0, seeds) : LongStream.of(one)).forEach(seed -> {
            assertTimeoutPreemptively(
                    Duration.ofMinutes(2), () -> new Simulation(seed).run(), () -> "Seed " + seed + " waits for ever.");
            log.clear();
        });
    }
}
