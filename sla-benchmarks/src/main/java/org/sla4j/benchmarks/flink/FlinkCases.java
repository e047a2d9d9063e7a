package org.sla4j.benchmarks.flink;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.sla4j.cases.CaseEvent;

/**
 * The job: events in, breaches and compliance out.
 *
 * <pre>{@code
 * FlinkCases job = FlinkCases.of(events, source, asOf, Duration.ofHours(1), Duration.ofDays(30));
 * job.signals().sinkTo(pager);
 * job.figures().sinkTo(reports);
 * env.execute();
 * }</pre>
 *
 * @param signals what becomes true as event time passes it, and what is retracted
 * @param judged cases that are finished or judged at the end
 * @param figures the compliance of the cases judged on each day, as the bytes of an aggregator; merged they are that of all
 */
record FlinkCases(DataStream<Signal> signals, DataStream<JudgedCase> judged, DataStream<byte[]> figures) {
    private static final Duration PERIOD = Duration.ofDays(1);

    /**
     * Builds the job.
     *
     * @param events the events, in any order; a withdrawal or a replacement counts from when it is there
     * @param source makes the agreement on each worker
     * @param asOf when open cases are judged; what happens later is left out, so a restart cannot move it to a later time
     * @param disorder how far events may be out of order; those that are further behind count as late
     * @param keep how long a closed case is kept for late events
     */
    static FlinkCases of(
            DataStream<CaseEvent> events, AgreementSource source, Instant asOf, Duration disorder, Duration keep) {
        SingleOutputStreamOperator<Signal> signals = byCase(events, disorder)
                .transform("cases", TypeInformation.of(Signal.class), new CaseOperator(source, asOf, keep));
        DataStream<JudgedCase> judged = signals.getSideOutput(CaseOperator.JUDGED);
        DataStream<byte[]> figures = judged.transform(
                        "figures of a task", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO, new Figures(source))
                .windowAll(TumblingEventTimeWindows.of(PERIOD))
                .reduce(Figures::merged)
                .name("figures");
        return new FlinkCases(signals, judged, figures);
    }

    /** The events by case, with event time as far as it is certain. */
    static KeyedStream<CaseEvent, String> byCase(DataStream<CaseEvent> events, Duration disorder) {
        return events.assignTimestampsAndWatermarks(WatermarkStrategy.<CaseEvent>forBoundedOutOfOrderness(disorder)
                        .withTimestampAssigner((event, before) -> event.at().toEpochMilli()))
                .keyBy(CaseEvent::caseId, Types.STRING);
    }

    /**
     * A cluster within this process that keeps its checkpoints in a directory and restarts after a failure.
     *
     * @param state where it keeps its state, {@code hashmap} for the heap or {@code rocksdb}
     */
    static StreamExecutionEnvironment inThisProcess(int parallelism, Path checkpoints, String state) {
        Configuration configuration = new Configuration();
        // Anything that would need reflection into the JDK fails instead of asking for --add-opens.
        configuration.setString("pipeline.generic-types", "false");
        // Nothing that passes through the job ever changes.
        configuration.setString("pipeline.object-reuse", "true");
        configuration.setString("state.backend.type", state);
        configuration.setString("execution.checkpointing.interval", "100ms");
        configuration.setString(
                "execution.checkpointing.dir", checkpoints.toUri().toString());
        configuration.setString("restart-strategy.type", "fixed-delay");
        configuration.setString("restart-strategy.fixed-delay.attempts", "3");
        configuration.setString("restart-strategy.fixed-delay.delay", "0ms");
        return StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
    }
}
