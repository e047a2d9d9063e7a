package org.sla4j.monitor;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Lives through random weeks of a help desk with faults, restarts and jumps of the clock.
 *
 * <p>{@code -Dsla4j.seeds=10000} runs so many seeds, {@code -Dsla4j.seed=42} only that one.
 */
class SimulationTest {
    @Test
    void nothingIsLostOrToldTwiceWhateverFails() {
        Long only = Long.getLong("sla4j.seed");
        LongStream seeds =
                only == null ? LongStream.range(0, Integer.getInteger("sla4j.seeds", 40)) : LongStream.of(only);
        PrintStream err = System.err;
        System.setErr(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)); // thousands of faults
        try {
            seeds.forEach(seed -> new Simulation(seed).run());
        } finally {
            System.setErr(err);
        }
    }
}
