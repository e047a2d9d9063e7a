package org.sla4j.benchmarks.flink;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.benchmarks.Desk;
import org.sla4j.cases.CaseEvent;
import org.sla4j.monitor.CaseWatch;
import org.sla4j.monitor.SlaEvent;

/**
 * Shows how the cost of an event moves as cases grow in number: all cases open at once, three events each, every case with
 * one timer. Every run is compared with the same cases replayed without Flink.
 */
public final class FlinkScale {
    private static final int EVENTS = 3;
    private static final int MOST_BREACHES = 10_000_000;
    private static final Duration SPAN = Duration.ofDays(10);

    private FlinkScale() {}

    /**
     * What a run took.
     *
     * @param cases how many cases were open at once
     * @param cpuNanosPerEvent processor time of the whole process for each event
     * @param stateBytesPerCase what a case with its three events takes in a checkpoint
     */
    public record Run(int cases, double cpuNanosPerEvent, double stateBytesPerCase) {}

    /**
     * Runs the job for each number of cases.
     *
     * @param sizes numbers of cases
     * @return what each took, in the same order
     * @throws IllegalStateException if a job fails or tells other breaches than the same cases without Flink
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
        Path checkpoints = Files.createTempDirectory("sla4j-flink");
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long cpu = system.getProcessCpuTime();
        long told;
        StreamExecutionEnvironment env =
                FlinkCases.inThisProcess(Runtime.getRuntime().availableProcessors(), checkpoints);
        env.enableCheckpointing(1_000);
        FlinkCases job = FlinkCases.of(
                events(env, cases),
                Desk::agreement,
                Desk.OPENING.plus(SPAN),
                Duration.ofMinutes(1),
                Duration.ofDays(30));
        told = job.signals()
                .filter(signal -> signal.isOf(SlaEvent.Type.BREACH))
                .executeAndCollect(MOST_BREACHES)
                .size();
        delete(checkpoints);
        cpu = system.getProcessCpuTime() - cpu;
        long expected = expected(cases);
        if (told != expected) {
            throw new IllegalStateException(told + " breaches told instead of " + expected + ".");
        }
        long events = (long) EVENTS * cases;
        return new Run(cases, (double) cpu / events, stateBytes(cases));
    }

    private static DataStream<EventRow> events(StreamExecutionEnvironment env, int cases) {
        return env.fromSource(
                        new DataGeneratorSource<>(
                                index -> event(index, cases),
                                (long) EVENTS * cases,
                                TypeInformation.of(EventRow.class)),
                        WatermarkStrategy.noWatermarks(),
                        "events")
                .setParallelism(1);
    }

    /** Openings of all cases, then responses or reassignments, then resolutions of two of three. */
    static EventRow event(long index, int cases) {
        int number = (int) (index % cases);
        int step = (int) (index / cases);
        Instant at = Desk.OPENING.plusNanos(index * (SPAN.toNanos() / ((long) EVENTS * cases)));
        String id = "INC-" + number;
        CaseEvent event = switch (step) {
            case 0 -> CaseEvent.opened(id, at, Desk.severity(number));
            case 1 -> CaseEvent.of(id, at, number % 5 == 0 ? EventType.REASSIGNED : EventType.RESPONDED);
            default -> CaseEvent.of(id, at, number % 3 == 0 ? EventType.REASSIGNED : EventType.RESOLVED);
        };
        return EventRow.of(event.withTeam("network"));
    }

    /** The same breaches, case by case. */
    private static long expected(int cases) {
        ServiceLevelAgreement agreement = Desk.agreement();
        long breaches = 0;
        for (int number = 0; number < cases; number++) {
            List<EventRow> history = history(number, cases);
            CaseWatch.Step step = CaseWatch.open(
                    agreement, history.get(0).toEvent(), history.get(0).at());
            breaches += breaches(step);
            for (EventRow event : history.subList(1, EVENTS)) {
                step = step.watch().record(event.toEvent(), event.at());
                breaches += breaches(step);
            }
            breaches += breaches(step.watch().until(Desk.OPENING.plus(SPAN)));
        }
        return breaches;
    }

    private static long breaches(CaseWatch.Step step) {
        return step.facts().stream()
                .filter(event -> event.type() == SlaEvent.Type.BREACH)
                .count();
    }

    private static List<EventRow> history(int number, int cases) {
        return List.of(event(number, cases), event((long) cases + number, cases), event(2L * cases + number, cases));
    }

    /** What a case with all its events takes in a checkpoint. */
    private static double stateBytes(int cases) throws IOException {
        List<EventRow> history = history(cases - 1, cases);
        CaseRow row = new CaseRow(history, List.of(), "", Instant.MAX, Instant.MAX, 0);
        DataOutputSerializer bytes = new DataOutputSerializer(1_000);
        TypeInformation.of(CaseRow.class)
                .createSerializer(new SerializerConfigImpl())
                .serialize(row, bytes);
        return bytes.length();
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
