package org.sla4j.benchmarks.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.ServiceCase;
import org.sla4j.compliance.ComplianceAggregator;
import org.sla4j.examples.ExampleLogs;

/** Many machines must say what one machine says: the same outcomes, breaches and bytes, in whatever order and after a crash. */
class FlinkCasesTest {
    private static final Path EXAMPLES = Path.of("../sla-core/src/test/resources/org/sla4j/examples");
    private static final Duration DISORDER = Duration.ofHours(4);

    private static final int MOST_LINES = 1_000_000;

    @TempDir
    Path checkpoints = Path.of("");

    @BeforeEach
    void repair() {
        FailOnce.reset(Integer.MAX_VALUE);
    }

    /** A log, and what one machine makes of it. */
    private record Run(List<CaseEvent> events, AgreementSource source, Instant asOf) {
        static Run of(List<CaseEvent> events, AgreementSource source) {
            Instant last =
                    events.stream().map(CaseEvent::at).max(Instant::compareTo).orElseThrow();
            return new Run(events, source, last.plus(Duration.ofHours(1)));
        }

        static Run sample() throws IOException {
            AgreementSource source = () -> agreement("sample-agreement.json");
            return of(ExampleLogs.events(EXAMPLES.resolve("sample-log.csv"), source.agreement()), source);
        }

        Results onOneMachine() {
            Map<String, List<CaseEvent>> histories = new LinkedHashMap<>();
            events.forEach(event -> histories
                    .computeIfAbsent(event.caseId(), id -> new ArrayList<>())
                    .add(event));
            ServiceLevelAgreement agreement = source.agreement();
            ComplianceAggregator figures = new ComplianceAggregator();
            List<String> outcomes = new ArrayList<>();
            List<String> breaches = new ArrayList<>();
            for (List<CaseEvent> history : histories.values()) {
                ServiceCase subject = ServiceCase.replay(agreement, history);
                Instant last = subject.events().get(subject.events().size() - 1).at();
                subject.outcomes(subject.isFinished() ? last : asOf).forEach(outcome -> {
                    outcomes.add(outcome.toString());
                    figures.add(outcome);
                });
                Breaches.until(subject, asOf).forEach(breach -> breaches.add(breach.toString()));
            }
            return new Results(
                    sorted(outcomes), sorted(breaches), Base64.getEncoder().encodeToString(figures.toBytes()), 0);
        }

        /** The order in which a help desk would hear of them. */
        Run inOrderOfTime() {
            List<CaseEvent> byTime = new ArrayList<>(events);
            byTime.sort(Comparator.comparing(CaseEvent::at));
            return new Run(byTime, source, asOf);
        }

        /** Some events arrive days late, after their breaches were told; those of one instant stay in their order. */
        Run withLateArrivals() {
            Random random = new Random(1);
            Map<String, Long> delays = new HashMap<>();
            List<CaseEvent> arrivals = new ArrayList<>(inOrderOfTime().events());
            arrivals.sort(Comparator.comparing((CaseEvent event) -> event.at()
                    .plusSeconds(delays.computeIfAbsent(
                            event.caseId() + event.at(),
                            key -> random.nextInt(4) == 0 ? (long) random.nextInt(200_000) : 0))));
            return new Run(arrivals, source, asOf);
        }
    }

    private record Results(List<String> outcomes, List<String> breaches, String figures, int retractions) {}

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void theSampleLogGivesTheSameOutcomesBreachesAndBytesAtAnyParallelism(int parallelism) throws Exception {
        Run run = Run.sample().inOrderOfTime();
        assertSame(onFlink(run, parallelism), run.onOneMachine());
    }

    @Test
    void eventsThatArriveDaysLateAreCorrected() throws Exception {
        Run run = Run.sample().withLateArrivals();
        Results results = onFlink(run, 2);
        assertThat(results.retractions()).as("retractions").isPositive();
        assertSame(results, run.inOrderOfTime().onOneMachine());
    }

    @Test
    void aTaskThatFailsLosesNothingAndDoublesNothing() throws Exception {
        Run run = Run.sample().inOrderOfTime();
        FailOnce.reset(run.events().size() / 2);
        Results results = onFlink(run, 2);
        assertThat(FailOnce.FAILURES).as("failures").hasValue(1);
        assertThat(FailOnce.RESTORED_FROM).as("the checkpoint restored").hasPositiveValue();
        assertSame(results, run.onOneMachine());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    @EnabledIfSystemProperty(named = "sla4j.incidentLog", matches = ".+", disabledReason = "needs the log of incidents")
    void aRealLogGivesTheSameOutcomesBreachesAndBytesAtAnyParallelism(int parallelism) throws Exception {
        Run run = realLog();
        assertSame(onFlink(run, parallelism), run.onOneMachine());
    }

    @Test
    @EnabledIfSystemProperty(named = "sla4j.incidentLog", matches = ".+", disabledReason = "needs the log of incidents")
    void aRealLogSurvivesATaskThatFails() throws Exception {
        Run run = realLog();
        FailOnce.reset(run.events().size() / 2);
        Results results = onFlink(run, 2);
        assertThat(FailOnce.FAILURES).as("failures").hasValue(1);
        assertSame(results, run.onOneMachine());
    }

    private static Run realLog() throws IOException {
        Path log = Path.of(System.getProperty("sla4j.incidentLog", ""));
        return Run.of(ExampleLogs.serviceNow(log, ZoneId.of("UTC")), () -> agreement("incident-log-agreement.json"))
                .inOrderOfTime();
    }

    private static ServiceLevelAgreement agreement(String file) {
        try {
            return ExampleLogs.agreement(EXAMPLES.resolve(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void assertSame(Results many, Results one) {
        assertThat(one.outcomes()).isNotEmpty();
        assertThat(one.breaches()).isNotEmpty();
        assertThat(many.breaches()).as("breaches").isEqualTo(one.breaches());
        assertThat(many.outcomes()).as("outcomes").isEqualTo(one.outcomes());
        assertThat(many.figures()).as("bytes of the report").isEqualTo(one.figures());
    }

    private Results onFlink(Run run, int parallelism) throws Exception {
        StreamExecutionEnvironment env = FlinkCases.inThisProcess(parallelism, checkpoints);
        List<EventRow> rows = run.events().stream().map(EventRow::of).collect(Collectors.toList());
        DataStream<EventRow> events = env.fromData(rows, TypeInformation.of(EventRow.class))
                .setParallelism(1)
                .map(new FailOnce())
                .setParallelism(1);
        AgreementSource source = run.source();
        FlinkCases job = FlinkCases.of(events, source, run.asOf(), DISORDER, Duration.ofDays(400));
        DataStream<String> lines = job.signals()
                .map(signal -> (signal.retracted() ? "-" : "+")
                        + new Signal(signal.caseId(), signal.metric(), signal.at(), false))
                .returns(Types.STRING)
                .union(
                        job.judged()
                                .flatMap((JudgedCase done, org.apache.flink.util.Collector<String> out) ->
                                        done.outcomes(source.agreement())
                                                .forEach(outcome -> out.collect("o" + outcome)))
                                .returns(Types.STRING),
                        job.figures()
                                .map(bytes -> "f" + Base64.getEncoder().encodeToString(bytes))
                                .returns(Types.STRING));
        List<String> outcomes = new ArrayList<>();
        Map<String, Integer> breaches = new HashMap<>();
        List<String> figures = new ArrayList<>();
        int retractions = 0;
        for (String line : lines.executeAndCollect(MOST_LINES)) {
            String rest = line.substring(1);
            switch (line.charAt(0)) {
                case '+' -> breaches.merge(rest, 1, Integer::sum);
                case '-' -> {
                    breaches.merge(rest, -1, Integer::sum);
                    retractions++;
                }
                case 'o' -> outcomes.add(rest);
                default -> figures.add(rest);
            }
        }
        List<String> standing = new ArrayList<>();
        breaches.forEach((breach, times) -> standing.addAll(Collections.nCopies(times, breach)));
        ComplianceAggregator sum = new ComplianceAggregator();
        figures.forEach(bytes ->
                sum.merge(ComplianceAggregator.fromBytes(Base64.getDecoder().decode(bytes))));
        return new Results(
                sorted(outcomes), sorted(standing), Base64.getEncoder().encodeToString(sum.toBytes()), retractions);
    }

    private static List<String> sorted(List<String> lines) {
        return lines.stream().sorted().collect(Collectors.toList());
    }

    /** Fails once, after so many events and a checkpoint. */
    private static final class FailOnce extends RichMapFunction<EventRow, EventRow> implements CheckpointListener {
        static final AtomicInteger FAILURES = new AtomicInteger();
        static final AtomicInteger RESTORED_FROM = new AtomicInteger();
        private static final long serialVersionUID = 1L;
        private static volatile int failAfter = Integer.MAX_VALUE;
        private int seen;
        private boolean saved;

        static void reset(int after) {
            failAfter = after;
            FAILURES.set(0);
            RESTORED_FROM.set(0);
        }

        @Override
        public EventRow map(EventRow event) throws InterruptedException {
            if (failAfter != Integer.MAX_VALUE && FAILURES.get() == 0) {
                // A checkpoint must come between the first events and the failure.
                if (seen > failAfter / 2 && !saved) {
                    Thread.sleep(1);
                }
                if (++seen > failAfter && saved) {
                    FAILURES.incrementAndGet();
                    throw new IllegalStateException("a task fails, as the test wants");
                }
            }
            return event;
        }

        @Override
        public void notifyCheckpointComplete(long id) {
            saved |= seen > failAfter / 2;
            RESTORED_FROM.set((int) id);
        }
    }
}
