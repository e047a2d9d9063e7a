package org.sla4j.benchmarks.flink;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.sla4j.cases.CaseJudge;
import org.sla4j.cases.Outcome;
import org.sla4j.compliance.ComplianceAggregator;

/**
 * Adds up the cases that its task judges on each day, and passes on the bytes of the aggregator when the day is over.
 *
 * <p>Aggregators of any cases merge to the same bytes, so no case has to travel to where others of its kind are counted, and after a
 * restart at another parallelism any task may go on with any part.
 */
final class Figures extends AbstractStreamOperator<byte[]> implements OneInputStreamOperator<JudgedCase, byte[]> {
    private static final long serialVersionUID = 1L;
    private static final long DAY = Duration.ofDays(1).toMillis();

    private final AgreementSource source;
    private transient CaseJudge judge;
    /** By the last millisecond of each day. */
    private transient TreeMap<Long, ComplianceAggregator> days;

    private transient ListState<byte[]> saved;

    @SuppressWarnings("NullAway.Init") // Flink calls initializeState before anything else.
    Figures(AgreementSource source) {
        this.source = source;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        judge = CaseJudge.of(source.agreement());
        days = new TreeMap<>();
        saved = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>("days", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        for (byte[] part : saved.get()) {
            ByteBuffer bytes = ByteBuffer.wrap(part);
            ComplianceAggregator sum = day(bytes.getLong());
            byte[] rest = new byte[bytes.remaining()];
            bytes.get(rest);
            sum.merge(ComplianceAggregator.fromBytes(rest));
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        List<byte[]> parts = new ArrayList<>();
        days.forEach((day, sum) -> {
            byte[] bytes = sum.toBytes();
            parts.add(ByteBuffer.allocate(Long.BYTES + bytes.length)
                    .putLong(day)
                    .put(bytes)
                    .array());
        });
        saved.update(parts);
    }

    @Override
    public void processElement(StreamRecord<JudgedCase> judged) {
        ComplianceAggregator sum = day(judged.getTimestamp() - Math.floorMod(judged.getTimestamp(), DAY) + DAY - 1);
        for (Outcome outcome : judged.getValue().outcomes(judge)) {
            sum.add(outcome);
        }
    }

    private ComplianceAggregator day(long end) {
        return days.computeIfAbsent(end, day -> ComplianceAggregator.of());
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        SortedMap<Long, ComplianceAggregator> over = days.headMap(mark.getTimestamp(), true);
        over.forEach((day, sum) -> output.collect(new StreamRecord<>(sum.toBytes(), day)));
        over.clear();
        super.processWatermark(mark);
    }

    /** Merges the figures of two tasks. */
    static byte[] merged(byte[] one, byte[] other) {
        ComplianceAggregator sum = ComplianceAggregator.fromBytes(one);
        sum.merge(ComplianceAggregator.fromBytes(other));
        return sum.toBytes();
    }
}
