package org.sla4j.benchmarks.flink;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.EventType;
import org.sla4j.cases.AgreementVersions;
import org.sla4j.cases.CaseEvent;
import org.sla4j.monitor.CaseWatch;

/**
 * Follows the cases by a {@link CaseWatch} each: applies their events, reports what becomes true as event time passes it, and
 * judges them.
 *
 * <p>Of a case Flink keeps where it stands, in about a hundred bytes, and beside it the list of its events, to which each is appended
 * and which is read only for a late event, a correction, or when the case is judged. All are bytes, so that a million cases are few
 * objects, and a checkpoint only copies.
 *
 * <p>Events wait until event time has passed their instant, the opening too: what happens at one instant is judged together,
 * however its parts arrive, and what one part alone would have meant is never reported. A late event is put in its place by the
 * watch, which retracts what was reported and does not hold any more.
 *
 * <p>A case has a timer for what comes first, the watch's next wake-up or the end, and one for each event that waits. The end of a
 * finished case is so long after its last event, that of all others is when the report is made.
 */
final class CaseFunction extends KeyedProcessFunction<String, CaseEvent, Signal> {
    static final OutputTag<JudgedCase> JUDGED = new OutputTag<>("judged", JudgedCase.TYPE);
    private static final long serialVersionUID = 1L;

    private final AgreementSource source;
    private final Instant asOf;
    private final Duration keep;
    private transient List<AgreementVersions> agreements;
    private transient ValueState<CaseRow> cases;
    private transient ListState<byte[]> events;
    private transient ListState<CaseEvent> waiting;

    /** Judges open cases at an instant, and finished ones when so much time has gone by without an event. */
    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    CaseFunction(AgreementSource source, Instant asOf, Duration keep) {
        this.source = source;
        this.asOf = asOf;
        this.keep = keep;
    }

    @Override
    public void open(OpenContext context) {
        agreements = List.of(AgreementVersions.of(source.agreement()));
        cases = getRuntimeContext().getState(new ValueStateDescriptor<>("cases", CaseRow.TYPE));
        events = getRuntimeContext()
                .getListState(
                        new ListStateDescriptor<>("events", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        waiting = getRuntimeContext().getListState(new ListStateDescriptor<>("waiting", EventSerializer.TYPE));
    }

    @Override
    public void processElement(CaseEvent event, Context context, Collector<Signal> out) throws Exception {
        waiting.add(event);
        Instant now = time(context.timerService().currentWatermark());
        if (event.at().isAfter(now)) {
            context.timerService().registerEventTimeTimer(millis(event.at()));
        } else {
            // What were judged here would be too late for its day.
            report(now, false, context, out);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Signal> out) throws Exception {
        report(time(timestamp), true, context, out);
    }

    /** Reports what is true up to an instant, and then keeps the case, or judges it if its end has come. */
    private void report(Instant now, boolean mayEnd, Context context, Collector<Signal> out) throws Exception {
        List<CaseEvent> due = new ArrayList<>();
        List<CaseEvent> later = new ArrayList<>();
        for (CaseEvent event : waiting.get()) {
            (event.at().isAfter(now) ? later : due).add(event);
        }
        CaseRow row = cases.value();
        if (row == null && due.stream().noneMatch(event -> event.type().equals(EventType.OPENED))) {
            awaitOpening(due, now, mayEnd && later.isEmpty(), context);
            return;
        }
        if (row != null && due.isEmpty() && now.isBefore(wakeUp(row))) {
            return; // the timer of an event that did not wait for it
        }
        CaseRow next = advanced(row, due, now, out);
        if (!due.isEmpty()) {
            for (CaseEvent event : due) {
                events.add(EventSerializer.bytes(event));
            }
            if (later.isEmpty()) {
                waiting.clear();
            } else {
                waiting.update(later);
            }
        }
        if (row != null && !wakeUp(row).equals(wakeUp(next))) {
            forget(wakeUp(row), later, context);
        }
        if (mayEnd && !now.isBefore(end(next)) && (later.isEmpty() || now.equals(asOf))) {
            context.output(JUDGED, new JudgedCase(history(), next.isClosed() ? earlier(next.last(), asOf) : asOf));
            cases.clear();
            events.clear();
            waiting.clear();
            return;
        }
        cases.update(next);
        // While timers are handled, one that has passed would be handled at once, for ever.
        boolean isNew = row == null || !wakeUp(row).equals(wakeUp(next));
        if (!mayEnd || (isNew && wakeUp(next).isAfter(now))) {
            context.timerService().registerEventTimeTimer(millis(wakeUp(next)));
        }
    }

    /** The case once everything up to an instant is reported. */
    private CaseRow advanced(@Nullable CaseRow row, List<CaseEvent> due, Instant now, Collector<Signal> out) {
        CaseWatch.Step step;
        if (row == null) {
            step = CaseWatch.open(agreements, due, now);
        } else {
            CaseWatch watch = CaseWatch.restore(row.watch(), agreements, this::history);
            step = due.isEmpty() ? watch.until(now) : watch.record(due, now);
        }
        step.facts().forEach(fact -> out.collect(Signal.of(fact)));
        if (!due.isEmpty()) {
            // An event that is known already lets no time pass.
            step = step.watch().until(now);
            step.facts().forEach(fact -> out.collect(Signal.of(fact)));
        }
        CaseWatch watch = step.watch();
        Instant last = row == null ? Instant.MIN : row.last();
        for (CaseEvent event : due) {
            last = event.at().isAfter(last) ? event.at() : last;
        }
        return new CaseRow(
                watch.toState(),
                watch.nextWakeUp().orElse(Instant.MAX),
                last,
                watch.serviceCase().isClosed());
    }

    private List<CaseEvent> history() {
        List<CaseEvent> all = new ArrayList<>();
        try {
            for (byte[] event : events.get()) {
                all.add(EventSerializer.event(event));
            }
        } catch (Exception e) { // what Flink declares
            throw new IllegalStateException("The events of a case cannot be read.", e);
        }
        return all;
    }

    /** Keeps events ahead of their opening as long as a finished case, and then forgets them. */
    private void awaitOpening(List<CaseEvent> early, Instant now, boolean mayEnd, Context context) {
        Instant last = Instant.MIN;
        for (CaseEvent event : early) {
            last = event.at().isAfter(last) ? event.at() : last;
        }
        Instant end = last.isBefore(asOf) ? earlier(last.plus(keep), asOf) : asOf;
        if (mayEnd && !now.isBefore(end)) {
            waiting.clear();
        } else if (!early.isEmpty() && end.isAfter(now)) {
            context.timerService().registerEventTimeTimer(millis(end));
        }
    }

    /** Takes a timer back, unless an event waits for the same one. */
    private static void forget(Instant at, List<CaseEvent> later, Context context) {
        if (later.stream().noneMatch(event -> millis(event.at()) == millis(at))) {
            context.timerService().deleteEventTimeTimer(millis(at));
        }
    }

    /** When there is something to do if nothing happens before. */
    private Instant wakeUp(CaseRow row) {
        return earlier(row.wakeUp(), end(row));
    }

    /** When nothing more is expected of a case. */
    private Instant end(CaseRow row) {
        return row.isClosed() && row.last().isBefore(asOf) ? earlier(row.last().plus(keep), asOf) : asOf;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** The first millisecond after an instant, so that one timer is enough for a limit that is used up and at once exceeded. */
    private static long millis(Instant at) {
        return at.toEpochMilli() + 1;
    }

    /** Event time as an instant: nothing before the first watermark, and not beyond the report. */
    private Instant time(long millis) {
        return earlier(Instant.ofEpochMilli(Math.max(millis, 0)), asOf);
    }
}
