package org.sla4j.benchmarks.flink;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
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
 * or at the end of a finished case, which is so long after its last event. Each task keeps these times in memory besides, as {@link
 * WakeUps}, and makes them again from the rows when it is restored; that costs a case less than a timer of Flink's, which is written
 * into every checkpoint with the id of its case. When the report is made, all cases that are left are judged.
 *
 * <p>Events wait until event time has passed their instant, the opening too: what happens at one instant is judged together,
 * however its parts arrive, and what one part alone would have meant is never reported. They wait beside the cases, in order of
 * time, so that an event costs its case one step and not two; there are few of them, those of the last moments. A late event is put in
 * its place by the watch, which retracts what was reported and does not hold any more.
 */
final class CaseOperator extends AbstractStreamOperator<Signal> implements OneInputStreamOperator<CaseEvent, Signal> {
    static final OutputTag<JudgedCase> JUDGED = new OutputTag<>("judged", JudgedCase.TYPE);
    private static final long serialVersionUID = 1L;
    private static final ValueStateDescriptor<byte[]> ROWS = new ValueStateDescriptor<>("cases", CaseRow.TYPE);
    private static final ListStateDescriptor<CaseEvent> WAITING =
            new ListStateDescriptor<>("waiting", EventSerializer.TYPE);

    private final AgreementSource source;
    private final Instant asOf;
    private final Duration keep;
    private transient List<AgreementVersions> agreements;
    private transient ValueState<byte[]> rows;
    private transient WakeUps wakeUps;
    /** How far event time has come for those who come after. */
    private transient long watermark;

    private transient WaitingEvents waiting;
    private transient ListState<CaseEvent> saved;
    private transient boolean isRestored;

    /** Judges open cases at an instant, and finished ones when so much time has gone by without an event. */
    @SuppressWarnings("NullAway.Init") // Flink calls initializeState and open before anything else.
    CaseOperator(AgreementSource source, Instant asOf, Duration keep) {
        this.source = source;
        this.asOf = asOf;
        this.keep = keep;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        waiting = new WaitingEvents();
        isRestored = context.isRestored();
        // Every task reads them all and keeps its own, for after a restart at another parallelism a case may have
        // moved.
        saved = context.getOperatorStateStore().getUnionListState(WAITING);
        TaskInfo task = getRuntimeContext().getTaskInfo();
        for (CaseEvent event : saved.get()) {
            int owner = KeyGroupRangeAssignment.assignKeyToParallelOperator(
                    event.caseId(), task.getMaxNumberOfParallelSubtasks(), task.getNumberOfParallelSubtasks());
            if (owner == task.getIndexOfThisSubtask()) {
                waiting.add(event, passed(event.at()));
            }
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        saved.update(waiting.all());
    }

    @Override
    public void open() throws Exception {
        super.open();
        agreements = List.of(AgreementVersions.of(source.agreement()));
        rows = getPartitionedState(ROWS);
        watermark = Long.MIN_VALUE;
        wakeUps = new WakeUps();
        if (isRestored) {
            eachRow((id, row) -> schedule(id, CaseRow.of(row.value()).timer()));
        }
    }

    @Override
    public void processElement(StreamRecord<CaseEvent> record) throws Exception {
        CaseEvent event = record.getValue();
        if (event.at().isAfter(asOf)) {
            return; // of no concern to the report
        }
        if (event.at().isAfter(time(watermark))) {
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
        if (now >= passed(asOf)) {
            eachRow((id, row) -> report(row(), List.of(), passed(asOf), false));
        }
        watermark = now;
        super.processWatermark(mark);
    }

    /** Looks at a case as often as it wants by a time that is before the report. */
    private CaseRow awake(CaseRow row, long by) throws Exception {
        CaseRow now = row;
        while (now.timer() <= by) {
            CaseRow next = report(now, List.of(), now.timer(), false);
            if (next.timer() <= now.timer()) {
                throw new IllegalStateException("Case " + id() + " was looked at as of "
                        + Instant.ofEpochMilli(now.timer()) + " and wants to be looked at then again.");
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
     * has come; not for late events, for then it would come too late for its day.
     */
    private CaseRow report(CaseRow row, List<CaseEvent> events, long time, boolean isLate) throws Exception {
        long last = Math.max(row.last(), last(events));
        boolean isReport = time >= passed(asOf) && !isLate;
        if (!row.isOpened() && !isAnyOpening(events)) {
            boolean isOver = isReport || (time >= end(last) && !isLate);
            return isOver ? forget() : keep(row, row.with(new byte[0], events, end(last), last, false));
        }
        if (isReport && events.isEmpty() && row.timer() > time) {
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
        if (after.timer() != before.timer()) {
            schedule(id(), after.timer());
        }
        return after;
    }

    private CaseRow forget() {
        rows.clear();
        return CaseRow.of(null);
    }

    /** Notes when to look at a case; not for the time of the report, when all are looked at. */
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

    /** A time, or the first that is not over yet for those who come after: they would drop what is of an earlier one. */
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

    /** The first millisecond after an instant, so that one timer is enough for a limit that is used up and at once exceeded. */
    private static long passed(Instant at) {
        return at.toEpochMilli() + 1;
    }

    /** Event time as an instant: nothing before the first watermark, and not beyond the report. */
    private Instant time(long millis) {
        Instant at = Instant.ofEpochMilli(Math.max(millis, 0));
        return at.isBefore(asOf) ? at : asOf;
    }
}
