package org.sla4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No figure is typed by hand: what is published is what the results file renders to. */
class ResultsTest {
    private static final Path FILE = Path.of("results.tsv");

    @Test
    void theGuideHoldsTheFiguresOfTheResultsFile() throws IOException {
        String guide = Files.readString(Path.of("../sla-core/guide/how-fast.md"));
        assertThat(guide).contains(Tables.BEGIN, Tables.END);
        assertThat(Tables.within(guide, Tables.summary(measured()))).isEqualTo(guide);
    }

    @Test
    void theTablesHoldTheFiguresOfTheResultsFile() throws IOException {
        assertThat(Files.readString(Path.of("results.md"))).isEqualTo(Tables.everything(measured()));
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
        assertThat(Tables.everything(all)).contains("| next opening |  | 30.0 | 15.0 | 24 |");
    }

    @Test
    void aPeerIsComparedWithTheSameQuestionOfTheSameRun() {
        List<Measured> all = List.of(
                new Measured("peers", "today", "PeersBenchmark.plusPlainSla4j", "days=10", 10, 24),
                new Measured("peers", "today", "PeersBenchmark.plusPlainJbpm", "days=10", 5_000, 0));
        assertThat(Tables.everything(all))
                .contains("| plus plain | 10 | jBPM BusinessCalendarImpl | 5,000.0 | 500.0 |");
    }

    @Test
    void theSummarySaysHowManyTimesFasterWeAre() {
        List<Measured> all = List.of(
                new Measured("peers", "today", "PeersBenchmark.elapsedSla4j", "days=10", 20, 24),
                new Measured("peers", "today", "PeersBenchmark.elapsedMpxj", "days=10", 2_500, 0));
        assertThat(Tables.summary(all)).contains("| MPXJ ProjectCalendar | 2.5 µs (125x) |");
    }

    @Test
    void aCaseIsComparedWithJudgingItByHand() {
        List<Measured> all = List.of(
                new Measured("cases", "today", "CaseBenchmark.caseFloor", "events=8", 120, 0),
                new Measured("cases", "today", "CaseBenchmark.replayAndOutcomes", "events=8", 1_080, 4_000),
                new Measured("cases", "today", "CaseBenchmark.replayAndOutcomes", "events=32", 5_000, 9_000));
        assertThat(Tables.summary(all))
                .contains("| judged by hand, the least it can cost | 120.0 ns | 1.0 | 0 B |")
                .contains("| replayed, and its outcomes | 1.1 µs | 9.0 | 4,000 B |")
                .doesNotContain("9,000 B");
    }

    @Test
    void theSummaryReckonsWhatABillionCasesTake() {
        List<Measured> all = List.of(new Measured("flink", "today", "FlinkScale.event", "cases=1000000", 50_000, 200));
        assertThat(Tables.summary(all))
                .contains("| 1,000,000 | 50.0 µs | 200 B | 0.200 GB |")
                .contains("| 1,000,000,000, extrapolated | 50.0 µs | 200 B | 200.000 GB |")
                .contains("a core takes 20,000 events a second");
    }

    @Test
    void aStoreIsMeasuredByTheSecondAndByStatements() {
        List<Measured> all =
                List.of(new Measured("monitor", "today", "JdbcSlaStore.record", "threads=4", 1_000_000, 3.6));
        assertThat(Tables.everything(all)).contains("| record | threads=4 | 1,000 | 3.60 |");
    }

    @Test
    void theSummaryComparesTheFlinkJobWithTheLeastThatFlinkCanDo() {
        List<Measured> all = List.of(
                new Measured("flink", "today", "FlinkScale.event", "cases=100", 20_000, 200),
                new Measured("flink", "today", "FlinkScale.eventOnRocksDb", "cases=100", 70_000, 200),
                new Measured("flink", "today", "FlinkScale.event", "cases=1000", 12_000, 200),
                new Measured("flink", "today", "FlinkScale.bare", "cases=1000", 6_000, 200),
                new Measured("flink", "today", "FlinkScale.eventOfVersion1", "cases=1000", 90_000, 260));
        assertThat(Tables.summary(all))
                .contains("| the job, state in RocksDB | 70.0 µs | 3.50 | 200 B |")
                .contains("| a bare function, state on the heap | 6.0 µs | 0.50 | 200 B |")
                .contains("| the job of version 1, state on the heap | 90.0 µs | 7.50 | 260 B |");
    }

    private static List<Measured> measured() throws IOException {
        return Measured.parse(Files.readString(FILE));
    }
}
