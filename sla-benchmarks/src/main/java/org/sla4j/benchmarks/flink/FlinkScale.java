package org.sla4j.benchmarks.flink;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.CloseableIterator;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.benchmarks.Desk;
import org.sla4j.cases.AgreementVersions;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.ServiceCase;
import org.sla4j.compliance.ComplianceAggregator;
import org.sla4j.monitor.CaseWatch;
import org.sla4j.monitor.SlaEvent;

/**
 * Shows how the cost of an event moves as cases grow in number: all cases open at once, three events each. Every run of the job is
 * held against the same cases without Flink: breaches and the bytes of the figures.
 *
 * <p>What is measured follows from two system properties: {@code sla4j.flink.job}, which is {@code cases} (the whole job, unless set) or
 * {@code bare} (the {@link BareFunction} in its place), and {@code sla4j.flink.state}, which is {@code hashmap} (unless set) or {@code
 * rocksdb}.
 */
public final class FlinkScale {
    private static final int EVENTS = 3;
    private static final Duration SPAN = Duration.ofDays(10);
    private static final Duration DISORDER = Duration.ofMinutes(1);
    private static final Instant AS_OF = Desk.OPENING.plus(SPAN);

    private FlinkScale() {}

    /**
     * What a run took.
     *
     * @param cases how many cases were open at once
     * @param cpuNanosPerEvent processor time of the whole process for each event
     * @param stateBytesPerCase what a case with its three events takes in a checkpoint, without its key
     */
    public record Run(int cases, double cpuNanosPerEvent, double stateBytesPerCase) {}

    /**
     * Runs the job for each number of cases.
     *
     * @param sizes numbers of cases
     * @return what each took, in the same order
     * @throws IllegalStateException if a job fails, or does not say the same as the same cases without Flink
     */
    public static List<Run> measure(List<Integer> sizes) {
        List<Run> runs = new ArrayList<>();
        try {
            run(2_000); // the classes and the compiler, so that the smallest size does not pay for them
            for (int cases : sizes) {
                runs.add(run(cases));
            }
        } catch (Exception e) { // what Flink declares
            throw new IllegalStateException("The job failed.", e);
        }
        return List.copyOf(runs);
    }

    private static Run run(int cases) throws Exception {
        boolean bare = System.getProperty("sla4j.flink.job", "cases").equals("bare");
        Path checkpoints = Files.createTempDirectory("sla4j-flink");
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        int[] sizes = stateSizes(cases);
        long cpu = system.getProcessCpuTime();
        StreamExecutionEnvironment env = FlinkCases.inThisProcess(
                Runtime.getRuntime().availableProcessors(),
                checkpoints,
                System.getProperty("sla4j.flink.state", "hashmap"));
        env.enableCheckpointing(1_000);
        DataStream<byte[]> reported = bare ? bare(events(env, cases), sizes) : job(events(env, cases));
        ComplianceAggregator figures = ComplianceAggregator.of();
        CloseableIterator<byte[]> parts = reported.collectAsync();
        JobClient client = env.executeAsync();
        parts.forEachRemaining(part -> figures.merge(ComplianceAggregator.fromBytes(part)));
        parts.close();
        long breaches = bare ? 0 : client.getJobExecutionResult().get().<Long>getAccumulatorResult(CountBreaches.NAME);
        cpu = system.getProcessCpuTime() - cpu;
        delete(checkpoints);
        if (!bare) {
            check(cases, breaches, figures);
        }
        return new Run(cases, (double) cpu / ((long) EVENTS * cases), sizes[EVENTS - 1]);
    }

    /** The bytes of the figures; breaches are counted where they are reported, for what is done with them is not measured. */
    private static DataStream<byte[]> job(DataStream<CaseEvent> events) {
        FlinkCases job = FlinkCases.of(events, Desk::agreement, AS_OF, DISORDER, Duration.ofDays(30));
        job.signals().filter(new CountBreaches()).sinkTo(new DiscardingSink<>());
        return job.figures();
    }

    private static DataStream<byte[]> bare(DataStream<CaseEvent> events, int[] sizes) {
        return FlinkCases.byCase(events, DISORDER)
                .process(new BareFunction(sizes))
                .map(signal -> new byte[0], PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
    }

    private static DataStream<CaseEvent> events(StreamExecutionEnvironment env, int cases) {
        return env.fromSource(
                        new DataGeneratorSource<>(
                                index -> event(index, cases), (long) EVENTS * cases, EventSerializer.TYPE),
                        WatermarkStrategy.noWatermarks(),
                        "events",
                        EventSerializer.TYPE)
                .setParallelism(1);
    }

    /** Openings of all cases, then responses or reassignments, then resolutions of two of three. */
    static CaseEvent event(long index, int cases) {
        int number = (int) (index % cases);
        int step = (int) (index / cases);
        Instant at = Desk.OPENING.plusNanos(index * (SPAN.toNanos() / ((long) EVENTS * cases)));
        String id = "INC-" + number;
        CaseEvent event = switch (step) {
            case 0 -> CaseEvent.opened(id, at, Desk.severity(number));
            case 1 -> CaseEvent.of(id, at, number % 5 == 0 ? EventType.REASSIGNED : EventType.RESPONDED);
            default -> CaseEvent.of(id, at, number % 3 == 0 ? EventType.REASSIGNED : EventType.RESOLVED);
        };
        return event.withTeam("network");
    }

    private static List<CaseEvent> history(int number, int cases) {
        return List.of(event(number, cases), event((long) cases + number, cases), event(2L * cases + number, cases));
    }

    /** Compares with what the same cases say one by one. */
    private static void check(int cases, long breaches, ComplianceAggregator figures) {
        ServiceLevelAgreement agreement = Desk.agreement();
        List<AgreementVersions> agreements = List.of(AgreementVersions.of(agreement));
        ComplianceAggregator expectedFigures = ComplianceAggregator.of();
        long expected = 0;
        for (int number = 0; number < cases; number++) {
            List<CaseEvent> history = history(number, cases);
            expected += CaseWatch.open(agreements, history, AS_OF).facts().stream()
                    .filter(fact -> fact.type() == SlaEvent.Type.BREACH)
                    .count();
            ServiceCase.replay(agreement, history).outcomes(AS_OF).forEach(expectedFigures::add);
        }
        if (breaches != expected) {
            throw new IllegalStateException(breaches + " breaches reported instead of " + expected + ".");
        }
        if (!Arrays.equals(figures.toBytes(), expectedFigures.toBytes())) {
            throw new IllegalStateException("The figures differ from those of the same cases one by one.");
        }
    }

    /** What a case takes in a checkpoint after each of its events. */
    private static int[] stateSizes(int cases) throws IOException {
        int[] sizes = new int[EVENTS];
        List<AgreementVersions> agreements = List.of(AgreementVersions.of(Desk.agreement()));
        List<CaseEvent> history = history(cases - 1, cases);
        DataOutputSerializer bytes = new DataOutputSerializer(1_000);
        CaseRow row = CaseRow.of(null);
        for (int i = 0; i < EVENTS; i++) {
            Instant at = history.get(i).at();
            CaseWatch watch =
                    CaseWatch.open(agreements, history.subList(0, i + 1), at).watch();
            row = row.with(watch.toState(), List.of(history.get(i)), CaseRow.NEVER, at.toEpochMilli(), false);
            bytes.clear();
            CaseRow.TYPE.createSerializer(new SerializerConfigImpl()).serialize(row.bytes(), bytes);
            sizes[i] = bytes.length();
        }
        return sizes;
    }

    /** Counts breaches and passes nothing on. */
    private static final class CountBreaches extends RichFilterFunction<Signal> {
        static final String NAME = "breaches";
        private static final long serialVersionUID = 1L;
        private final LongCounter breaches = new LongCounter();

        @Override
        public void open(OpenContext context) {
            getRuntimeContext().addAccumulator(NAME, breaches);
        }

        @Override
        public boolean filter(Signal signal) {
            if (signal.isOf(SlaEvent.Type.BREACH)) {
                breaches.add(1);
            }
            return false;
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
