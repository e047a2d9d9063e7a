package org.sla4j.benchmarks.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.benchmarks.Desk;
import org.sla4j.cases.AgreementVersions;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.CaseJudge;
import org.sla4j.cases.ServiceCase;
import org.sla4j.compliance.ComplianceAggregator;
import org.sla4j.examples.ExampleLogs;
import org.sla4j.monitor.CaseWatch;
import org.sla4j.monitor.SlaEvent;

/** Many machines must say what one machine says: the same outcomes, breaches and bytes, in whatever order and after a crash. */
public class FlinkCasesTest {
    private static final Path EXAMPLES = Path.of("../sla-core/src/test/resources/org/sla4j/examples");
    private static final Duration DISORDER = Duration.ofHours(4);

    private static final int MOST_LINES = 1_000_000;
    /** What a job said that does not collect it, for it is stopped on the way. */
    private static final Queue<Line> SAID = new ConcurrentLinkedQueue<>();

    @TempDir
    Path checkpoints = Path.of("");

    @BeforeEach
    void repair() {
        FailOnce.reset(Integer.MAX_VALUE);
        SAID.clear();
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
            ComplianceAggregator figures = ComplianceAggregator.of();
            List<String> outcomes = new ArrayList<>();
            List<SlaEvent> signals = new ArrayList<>();
            for (List<CaseEvent> history : histories.values()) {
                ServiceCase subject = ServiceCase.replay(agreement, history);
                Instant last = subject.events().get(subject.events().size() - 1).at();
                subject.outcomes(subject.isClosed() ? last : asOf).forEach(outcome -> {
                    outcomes.add(outcome.toString());
                    figures.add(outcome);
                });
                List<List<CaseEvent>> instants = byInstant(history);
                CaseWatch.Step step = CaseWatch.open(
                        List.of(AgreementVersions.of(agreement)),
                        instants.get(0),
                        history.get(0).at());
                signals.addAll(step.facts());
                for (List<CaseEvent> together : instants.subList(1, instants.size())) {
                    step = step.watch().record(together, together.get(0).at());
                    signals.addAll(step.facts());
                }
                signals.addAll(step.watch().until(asOf).facts());
            }
            return new Results(
                    sorted(outcomes),
                    signals.stream().map(Signal::of).collect(Collectors.toList()),
                    Base64.getEncoder().encodeToString(figures.toBytes()));
        }

        private static List<List<CaseEvent>> byInstant(List<CaseEvent> history) {
            Map<Instant, List<CaseEvent>> instants = new LinkedHashMap<>();
            history.forEach(event -> instants.computeIfAbsent(event.at(), at -> new ArrayList<>())
                    .add(event));
            return List.copyOf(instants.values());
        }

        /** The order in which a help desk would hear of them. */
        Run inOrderOfTime() {
            List<CaseEvent> byTime = new ArrayList<>(events);
            byTime.sort(Comparator.comparing(CaseEvent::at));
            return new Run(byTime, source, asOf);
        }

        /** Some events arrive days late, after their breaches were reported; those of one instant stay in their order. */
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

    private record Results(List<String> outcomes, List<Signal> signals, String figures) {
        /** What was reported and not retracted, without how often it was reported and when: that depends on when it became known. */
        List<String> standing() {
            List<String> ids = signals.stream()
                    .filter(signal -> !signal.isOf(SlaEvent.Type.RETRACTED))
                    .map(Signal::id)
                    .collect(Collectors.toCollection(ArrayList::new));
            signals.stream()
                    .filter(signal -> signal.isOf(SlaEvent.Type.RETRACTED))
                    .forEach(signal -> assertThat(ids.remove(signal.detail()))
                            .as("reported before it was retracted: %s", signal)
                            .isTrue());
            return sorted(ids.stream().map(id -> id.replaceAll("~\\d+$", "")).collect(Collectors.toList()));
        }

        List<String> told() {
            return sorted(signals.stream().map(Signal::toString).collect(Collectors.toList()));
        }

        long count(SlaEvent.Type type) {
            return signals.stream().filter(signal -> signal.isOf(type)).count();
        }
    }

    @Test
    void theSampleLogGivesTheSameOutcomesBreachesAndBytesOnTwoTasks() throws Exception {
        Run run = Run.sample().inOrderOfTime();
        assertSame(onFlink(run, 2), run.onOneMachine());
    }

    @Test
    void whatHappensAtOneInstantIsJudgedTogether() throws Exception {
        Instant opened = Instant.parse("2026-01-05T14:00:00Z");
        Instant asked = opened.plus(Duration.ofHours(1));
        Instant solved = opened.plus(Duration.ofHours(9));
        PauseReason customer = PauseReason.of("awaiting user info", "customer");
        Run run = Run.of(
                List.of(
                        CaseEvent.opened("INC-1", opened, Severity.CRITICAL),
                        CaseEvent.waiting("INC-1", opened, customer).withSequence(1),
                        CaseEvent.resumed("INC-1", opened, customer).withSequence(2),
                        CaseEvent.opened("INC-2", opened, Severity.CRITICAL),
                        CaseEvent.waiting("INC-1", asked, customer),
                        CaseEvent.resumed("INC-1", solved, customer).withSequence(1),
                        CaseEvent.resolved("INC-1", solved).withSequence(2),
                        CaseEvent.reopened("INC-1", solved).withSequence(3)),
                Desk::agreement);
        Results results = onFlink(run, 2);
        assertSame(results, run.onOneMachine());
        assertThat(results.count(SlaEvent.Type.RETRACTED)).as("retractions").isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    @Tag("nightly")
    void theSampleLogGivesTheSameOutcomesBreachesAndBytesAtAnyParallelism(int parallelism) throws Exception {
        Run run = Run.sample().inOrderOfTime();
        assertSame(onFlink(run, parallelism), run.onOneMachine());
    }

    @Test
    void eventsThatArriveDaysLateAreCorrected() throws Exception {
        Run run = Run.sample().withLateArrivals();
        FailOnce.slowly = true;
        Results results = onFlink(run, 2);
        Results inOrder = run.inOrderOfTime().onOneMachine();
        assertThat(results.count(SlaEvent.Type.RETRACTED))
                .as("retractions")
                .isGreaterThan(inOrder.count(SlaEvent.Type.RETRACTED));
        assertThat(results.standing()).as("what stands").isEqualTo(inOrder.standing());
        assertSameReport(results, inOrder);
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

    @Test
    void batchExecutionIsRefusedForItForgetsOneCaseForTheNext() throws Exception {
        Run run = Run.sample();
        StreamExecutionEnvironment env = FlinkCases.inThisProcess(1, checkpoints, "hashmap");
        env.setRuntimeMode(RuntimeExecutionMode.BATCH);
        assertThatThrownBy(() -> lines(env, run).executeAndCollect(MOST_LINES))
                .rootCause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("set execution.runtime-mode to STREAMING");
    }

    @Test
    void aJobThatWasStoppedGoesOnAtAnotherParallelism() throws Exception {
        Run run = Run.sample().inOrderOfTime();
        FailOnce.slowly = true;
        JobClient stopped = start(FlinkCases.inThisProcess(2, checkpoints, "hashmap"), run);
        while (FailOnce.SEEN.get() < run.events().size() / 2
                && !stopped.getJobStatus().get().isTerminalState()) {
            Thread.sleep(1);
        }
        String savepoint = stopped.stopWithSavepoint(false, checkpoints.toString(), SavepointFormatType.CANONICAL)
                .get();
        FailOnce.slowly = false;
        int before = SAID.size();
        StreamExecutionEnvironment wider = FlinkCases.inThisProcess(4, checkpoints, "hashmap");
        Configuration from = new Configuration();
        from.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        wider.configure(from);
        start(wider, run).getJobExecutionResult().get();
        assertThat(before).as("what was said before it stopped").isPositive();
        assertSame(results(List.copyOf(SAID)), run.onOneMachine());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    @Tag("logs")
    @EnabledIfSystemProperty(named = "sla4j.incidentLog", matches = ".+", disabledReason = "needs the log of incidents")
    void aRealLogGivesTheSameOutcomesBreachesAndBytesAtAnyParallelism(int parallelism) throws Exception {
        Run run = realLog();
        assertSame(onFlink(run, parallelism), run.onOneMachine());
    }

    @Test
    @Tag("logs")
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
        assertThat(one.count(SlaEvent.Type.BREACH)).as("breaches").isPositive();
        assertThat(many.told()).as("signals").isEqualTo(one.told());
        assertSameReport(many, one);
    }

    private static void assertSameReport(Results many, Results one) {
        assertThat(one.outcomes()).isNotEmpty();
        assertThat(many.outcomes()).as("outcomes").isEqualTo(one.outcomes());
        assertThat(many.figures()).as("bytes of the report").isEqualTo(one.figures());
    }

    private Results onFlink(Run run, int parallelism) throws Exception {
        StreamExecutionEnvironment env = FlinkCases.inThisProcess(parallelism, checkpoints, "hashmap");
        return results(lines(env, run).executeAndCollect(MOST_LINES));
    }

    private static DataStream<Line> lines(StreamExecutionEnvironment env, Run run) {
        env.getConfig().setAutoWatermarkInterval(1);
        DataStream<CaseEvent> events = env.fromData(run.events(), EventSerializer.TYPE)
                .setParallelism(1)
                .map(new FailOnce(), EventSerializer.TYPE)
                .setParallelism(1);
        AgreementSource source = run.source();
        FlinkCases job = FlinkCases.of(events, source, run.asOf(), DISORDER, Duration.ofDays(400));
        return job.signals()
                .map(signal -> new Line(List.of(signal), "", ""))
                .returns(Line.class)
                .union(
                        job.judged()
                                .flatMap((JudgedCase done, Collector<Line> out) -> done.outcomes(
                                                CaseJudge.of(source.agreement()))
                                        .forEach(outcome -> out.collect(new Line(List.of(), outcome.toString(), ""))))
                                .returns(Line.class),
                        job.figures()
                                .map(bytes -> new Line(
                                        List.of(), "", Base64.getEncoder().encodeToString(bytes)))
                                .returns(Line.class));
    }

    private static Results results(List<Line> lines) {
        List<String> outcomes = new ArrayList<>();
        List<Signal> signals = new ArrayList<>();
        List<String> figures = new ArrayList<>();
        for (Line line : lines) {
            signals.addAll(line.signals());
            (line.outcome().isEmpty() ? figures : outcomes).add(line.outcome() + line.figures());
        }
        figures.removeIf(String::isEmpty);
        ComplianceAggregator sum = ComplianceAggregator.of();
        figures.forEach(bytes ->
                sum.merge(ComplianceAggregator.fromBytes(Base64.getDecoder().decode(bytes))));
        return new Results(sorted(outcomes), signals, Base64.getEncoder().encodeToString(sum.toBytes()));
    }

    /** Runs until the end or a savepoint, and keeps what it says in {@link #SAID}. */
    private static JobClient start(StreamExecutionEnvironment env, Run run) throws Exception {
        lines(env, run)
                .map(line -> {
                    SAID.add(line);
                    return line;
                })
                .returns(Line.class)
                .sinkTo(new DiscardingSink<>());
        return env.executeAsync();
    }

    /**
     * One of the three outputs of the job.
     *
     * @param signals what to tell
     * @param outcome an outcome
     * @param figures the bytes of an aggregator
     */
    public record Line(List<Signal> signals, String outcome, String figures) {}

    private static List<String> sorted(List<String> lines) {
        return lines.stream().sorted().collect(Collectors.toList());
    }

    /** Fails once, after so many events and a checkpoint. */
    private static final class FailOnce extends RichMapFunction<CaseEvent, CaseEvent> implements CheckpointListener {
        static final AtomicInteger FAILURES = new AtomicInteger();
        static final AtomicInteger RESTORED_FROM = new AtomicInteger();
        static final AtomicInteger SEEN = new AtomicInteger();
        private static final long serialVersionUID = 1L;
        private static volatile int failAfter = Integer.MAX_VALUE;
        /** So slowly that watermarks pass between events, and late ones find their breaches reported. */
        private static volatile boolean slowly;

        private int seen;
        private boolean saved;

        static void reset(int after) {
            failAfter = after;
            slowly = false;
            FAILURES.set(0);
            RESTORED_FROM.set(0);
            SEEN.set(0);
        }

        @Override
        public CaseEvent map(CaseEvent event) throws InterruptedException {
            SEEN.incrementAndGet();
            if (slowly) {
                Thread.sleep(2);
            }
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
