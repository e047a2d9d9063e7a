package org.sla4j.benchmarks.flink;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyGroupStatePartitionStreamProvider;
import org.apache.flink.runtime.state.KeyedStateCheckpointOutputStream;
import org.apache.flink.runtime.state.KeyedStateFunction;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.sla4j.agreement.EventType;
import org.sla4j.cases.AgreementVersions;
import org.sla4j.cases.CaseEvent;
import org.sla4j.monitor.CaseWatch;
import org.sla4j.monitor.SlaEvent;

/**
 * Follows the cases by a {@link CaseWatch} each: applies their events, reports what becomes true as event time passes it, and
 * judges them.
 *
 * <p>Of a case Flink keeps one {@link CaseRow}. It says when to look at the case if nothing happens before: at the watch's next wake-up,
 * or, once the case is closed, when it has been quiet for as long as it is kept. Each task keeps these times in memory besides, as
 * {@link WakeUps}, and rebuilds them from the rows when it is restored; that costs a case less than a timer of Flink's, which is written
 * into every checkpoint with the id of its case. The report judges all cases that are still there.
 *
 * <p>Events wait until event time has passed their instant, the opening too: what happens at one instant is judged together,
 * however its parts arrive, and what one part alone would have meant is never reported. They wait in memory beside the cases, in
 * order of time, so that an event costs its case one step and not two; a checkpoint writes them with the key groups of their cases. A
 * late event is put in its place by the watch, which retracts what was reported and does not hold any more.
 */
final class CaseOperator extends AbstractStreamOperator<Signal> implements OneInputStreamOperator<CaseEvent, Signal> {
    static final OutputTag<JudgedCase> JUDGED = new OutputTag<>("judged", JudgedCase.TYPE);
    private static final long serialVersionUID = 1L;
    private static final ValueStateDescriptor<byte[]> ROWS = new ValueStateDescriptor<>("cases", CaseRow.TYPE);

    private final AgreementSource source;
    private final Instant asOf;
    private final Duration keep;
    private transient List<AgreementVersions> agreements;
    private transient ValueState<byte[]> rows;
    private transient WakeUps wakeUps;
    /** The last watermark that was passed on. */
    private transient long watermark;

    private transient WaitingEvents waiting;
    private transient boolean isRestored;
    /** Whether there may be cases when the report is made. */
    private transient boolean isAnyLeft;

    /** Judges open cases at an instant, and closed ones once they have been quiet for so long. */
    @SuppressWarnings("NullAway.Init") // Flink calls initializeState and open before anything else.
    CaseOperator(AgreementSource source, Instant asOf, Duration keep) {
        this.source = source;
        this.asOf = asOf;
        this.keep = keep;
    }

    @Override
    protected boolean isUsingCustomRawKeyedState() {
        return true;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        if (getKeyedStateBackend().getBackendTypeIdentifier().equals("batch")) {
            throw new IllegalStateException(
                    "Cases are followed one beside the other, but batch execution forgets one for"
                            + " the next; set execution.runtime-mode to STREAMING, for events that end too.");
        }
        waiting = new WaitingEvents();
        isRestored = context.isRestored();
        for (KeyGroupStatePartitionStreamProvider group : context.getRawKeyedStateInputs()) {
            DataInputView in = new DataInputViewStreamWrapper(group.getStream());
            for (int left = in.readInt(); left > 0; left--) {
                CaseEvent event = EventSerializer.INSTANCE.deserialize(in);
                waiting.add(event, passed(event.at()));
            }
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        int groups = getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks();
        Map<Integer, List<CaseEvent>> byGroup = new HashMap<>();
        for (CaseEvent event : waiting.all()) {
            int group = KeyGroupRangeAssignment.assignToKeyGroup(event.caseId(), groups);
            byGroup.computeIfAbsent(group, none -> new ArrayList<>()).add(event);
        }
        KeyedStateCheckpointOutputStream stream = context.getRawKeyedOperatorStateOutput();
        DataOutputView out = new DataOutputViewStreamWrapper(stream);
        for (int group : stream.getKeyGroupList()) {
            stream.startNewKeyGroup(group);
            List<CaseEvent> events = byGroup.getOrDefault(group, List.of());
            out.writeInt(events.size());
            for (CaseEvent event : events) {
                EventSerializer.INSTANCE.serialize(event, out);
            }
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        agreements = List.of(AgreementVersions.of(source.agreement()));
        rows = getPartitionedState(ROWS);
        watermark = Long.MIN_VALUE;
        wakeUps = new WakeUps();
        isAnyLeft = true;
        if (isRestored) {
            eachRow((id, row) -> schedule(id, CaseRow.of(row.value()).wakeUp()));
        }
    }

    @Override
    public void processElement(StreamRecord<CaseEvent> record) throws Exception {
        CaseEvent event = record.getValue();
        if (event.at().isAfter(asOf)) {
            return; // it happened after the report
        }
        if (passed(event.at()) > watermark) {
            waiting.add(event, passed(event.at()));
        } else {
            report(row(), List.of(event), watermark, true);
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        long now = mark.getTimestamp();
        while (waiting.isAnyBy(now)) {
            long time = waiting.next();
            for (List<CaseEvent> ofOneCase : waiting.takeNext()) {
                setCurrentKey(ofOneCase.get(0).caseId());
                report(awake(row(), time - 1), ofOneCase, time, false);
            }
        }
        long by = Math.min(now, asOf.toEpochMilli());
        for (List<String> due = wakeUps.takeBy(by); !due.isEmpty(); due = wakeUps.takeBy(by)) {
            for (String id : due) {
                setCurrentKey(id);
                awake(row(), by);
            }
        }
        if (now >= passed(asOf) && isAnyLeft) {
            eachRow((id, row) -> report(row(), List.of(), passed(asOf), false));
            isAnyLeft = false;
        }
        watermark = now;
        super.processWatermark(mark);
    }

    /** Looks at a case at each of its wake-ups up to a time before the report. */
    private CaseRow awake(CaseRow row, long by) throws Exception {
        CaseRow now = row;
        while (now.wakeUp() <= by) {
            CaseRow next = report(now, List.of(), now.wakeUp(), false);
            if (next.wakeUp() <= now.wakeUp()) {
                throw new IllegalStateException("Case " + id() + " does not go on: its wake-up at "
                        + Instant.ofEpochMilli(now.wakeUp()) + " is followed by one that is not later.");
            }
            now = next;
        }
        return now;
    }

    private CaseRow row() throws Exception {
        return CaseRow.of(rows.value());
    }

    private void eachRow(KeyedStateFunction<String, ValueState<byte[]>> action) throws Exception {
        this.<String>getKeyedStateBackend()
                .applyToAllKeys(VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, ROWS, action);
    }

    /**
     * Applies events to the case that Flink has set, reports what is true up to a time, and then keeps the case, or judges it if its end
     * has come. After late events it is not judged but looked at with the next watermark, so that it counts for a day that is not over.
     */
    private CaseRow report(CaseRow row, List<CaseEvent> events, long time, boolean isLate) throws Exception {
        long last = Math.max(row.last(), last(events));
        boolean isReport = time >= passed(asOf) && !isLate;
        if (!row.isOpened() && !isAnyOpening(events)) {
            boolean isOver = isReport || (time >= end(last) && !isLate);
            return isOver ? forget() : keep(row, row.with(new byte[0], events, end(last), last, false));
        }
        if (isReport && events.isEmpty() && row.wakeUp() > time) {
            judge(row.events(id()), row.isClosed(), time);
            return forget();
        }
        CaseWatch watch = advanced(row, events, time);
        boolean isClosed = watch.serviceCase().isClosed();
        long end = isClosed ? end(last) : CaseRow.NEVER;
        if (isReport || (time >= end && !isLate)) {
            List<CaseEvent> all = row.events(id());
            all.addAll(events);
            judge(all, isClosed, time);
            return forget();
        }
        long next = Math.min(watch.nextWakeUp().map(CaseOperator::passed).orElse(CaseRow.NEVER), end);
        return keep(row, row.with(watch.toState(), events, next, last, isClosed));
    }

    private CaseRow keep(CaseRow before, CaseRow after) throws Exception {
        rows.update(after.bytes());
        isAnyLeft = true;
        if (after.wakeUp() != before.wakeUp()) {
            schedule(id(), after.wakeUp());
        }
        return after;
    }

    private CaseRow forget() {
        rows.clear();
        return CaseRow.of(null);
    }

    /** Notes when to look at a case. The report looks at all anyway. */
    private void schedule(String id, long time) {
        if (time < passed(asOf)) {
            wakeUps.add(id, time);
        }
    }

    private String id() {
        return (String) getCurrentKey();
    }

    private static boolean isAnyOpening(List<CaseEvent> events) {
        for (CaseEvent event : events) {
            if (event.type().equals(EventType.OPENED)) {
                return true;
            }
        }
        return false;
    }

    /** The case once everything up to a time is reported. */
    private CaseWatch advanced(CaseRow row, List<CaseEvent> events, long time) {
        Instant now = time(time);
        CaseWatch.Step step;
        if (row.isOpened()) {
            String id = id();
            CaseWatch watch = CaseWatch.restore(row.watch(), agreements, () -> row.events(id));
            step = events.isEmpty() ? watch.until(now) : watch.record(events, now);
        } else {
            List<CaseEvent> all = row.events(id());
            all.addAll(events);
            step = CaseWatch.open(agreements, all, now);
        }
        emit(step, time);
        if (step.watch().reportedUntil().isBefore(now)) {
            // An event that is known already lets no time pass.
            step = step.watch().until(now);
            emit(step, time);
        }
        return step.watch();
    }

    private void emit(CaseWatch.Step step, long time) {
        for (SlaEvent fact : step.facts()) {
            output.collect(new StreamRecord<>(Signal.of(fact), notTooLate(time)));
        }
    }

    /** Judges a closed case as it was at its last event, an open one as it is when the report is made. */
    private void judge(List<CaseEvent> events, boolean isClosed, long time) {
        Instant at = asOf;
        if (isClosed) {
            Instant last = Instant.MIN;
            for (CaseEvent event : events) {
                last = event.at().isAfter(last) ? event.at() : last;
            }
            at = last.isBefore(asOf) ? last : asOf;
        }
        output.collect(JUDGED, new StreamRecord<>(new JudgedCase(events, at), notTooLate(time)));
    }

    /** A time, but not before the last watermark: Flink's windows would drop what is older. */
    private long notTooLate(long time) {
        return Math.max(time, watermark + 1);
    }

    /** When a case is over whose last event was then. */
    private long end(long last) {
        long end = last + keep.toMillis() + 1;
        return end < last ? CaseRow.NEVER : end;
    }

    private static long last(List<CaseEvent> events) {
        long last = Long.MIN_VALUE;
        for (CaseEvent event : events) {
            last = Math.max(last, event.at().toEpochMilli());
        }
        return last;
    }

    /** The first millisecond after an instant, so that one look is enough for a limit that is used up and at once exceeded. */
    private static long passed(Instant at) {
        return at.toEpochMilli() + 1;
    }

    /** Event time as an instant: nothing before the first watermark, and not beyond the report. */
    private Instant time(long millis) {
        Instant at = Instant.ofEpochMilli(Math.max(millis, 0));
        return at.isBefore(asOf) ? at : asOf;
    }
}
