package org.sla4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No figure is typed by hand: what is published is what the results file renders to. */
class ResultsTest {
    private static final Path FILE = Path.of("results.tsv");

    @Test
    void theReadmeHoldsTheFiguresOfTheResultsFile() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        assumeTrue(readme.contains(Tables.BEGIN), "README.md has no section of results");
        assertThat(Tables.within(readme, Tables.markdown(measured()))).isEqualTo(readme);
    }

    @Test
    void thePlotHoldsTheFiguresOfTheResultsFile() throws IOException {
        assertThat(Files.readString(Path.of("growth.svg"))).isEqualTo(GrowthPlot.svg(measured()));
    }

    @Test
    void theResultsFileIsReadAsItWasWritten() throws IOException {
        assertThat(Measured.format(measured())).isEqualTo(Files.readString(FILE));
    }

    @Test
    void aRowSaysItsMultipleOfTheFloor() {
        List<Measured> all = List.of(
                new Measured("calendar", "today", "CalendarBenchmark.floor", "days=10", 2, 0),
                new Measured("calendar", "today", "CalendarBenchmark.nextOpening", "", 30, 24));
        assertThat(Tables.markdown(all)).contains("| next opening |  | 30.0 | 15.0 | 24 |");
    }

    @Test
    void aPeerIsComparedWithTheSameQuestionOfTheSameRun() {
        List<Measured> all = List.of(
                new Measured("peers", "today", "PeersBenchmark.plusPlainSla4j", "days=10", 10, 24),
                new Measured("peers", "today", "PeersBenchmark.plusPlainJbpm", "days=10", 5_000, 0));
        assertThat(Tables.markdown(all)).contains("| plus plain | 10 | jBPM BusinessCalendarImpl | 5,000.0 | 500.0 |");
    }

    private static List<Measured> measured() throws IOException {
        return Measured.parse(Files.readString(FILE));
    }
}
