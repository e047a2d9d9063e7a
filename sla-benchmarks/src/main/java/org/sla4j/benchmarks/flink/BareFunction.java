package org.sla4j.benchmarks.flink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.sla4j.cases.CaseEvent;

/**
 * The least that Flink can do with a case, to compare the job with: as many bytes of state, and one timer that every event moves.
 * Nothing is decoded, judged or reported.
 */
final class BareFunction extends KeyedProcessFunction<String, CaseEvent, Signal> {
    private static final long serialVersionUID = 1L;
    private static final Duration LATER = Duration.ofDays(5);

    private final int[] sizes;
    private transient ValueState<byte[]> cases;

    /** How many bytes to keep after the first event, the second, and so on. */
    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    BareFunction(int[] sizes) {
        this.sizes = sizes.clone();
    }

    @Override
    public void open(OpenContext context) {
        cases = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("cases", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    }

    @Override
    public void processElement(CaseEvent event, Context context, Collector<Signal> out) throws IOException {
        byte[] before = cases.value();
        int count = 0;
        if (before != null) {
            ByteBuffer known = ByteBuffer.wrap(before);
            count = known.getInt();
            context.timerService().deleteEventTimeTimer(known.getLong());
        }
        long timer = event.at().plus(LATER).toEpochMilli();
        context.timerService().registerEventTimeTimer(timer);
        byte[] after = new byte[sizes[count]];
        ByteBuffer.wrap(after).putInt(count + 1).putLong(timer);
        cases.update(after);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Signal> out) {
        cases.clear();
    }
}
