package org.sla4j.benchmarks.flink;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
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
 * <p>Of a case Flink keeps one {@link CaseRow}: where it stands, in about a hundred bytes, and its events, which are read only for a
 * late event, a correction, or when the case is judged. All are bytes, so that a million cases are few objects, and a checkpoint only
 * copies.
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
    /** Stands for the timer where there is none: an event has come late. */
    private static final long LATE = Long.MIN_VALUE;

    private final AgreementSource source;
    private final Instant asOf;
    private final Duration keep;
    private transient List<AgreementVersions> agreements;
    private transient ValueState<CaseRow> cases;

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
    }

    @Override
    public void processElement(CaseEvent event, Context context, Collector<Signal> out) throws Exception {
        CaseRow row = row().withWaiting(event);
        cases.update(row);
        Instant now = time(context.timerService().currentWatermark());
        if (event.at().isAfter(now)) {
            context.timerService().registerEventTimeTimer(millis(event.at()));
        } else {
            // A case judged here would come too late for its day.
            report(row, now, LATE, context, out);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Signal> out) throws Exception {
        report(row(), time(timestamp), timestamp, context, out);
    }

    private CaseRow row() throws Exception {
        @Nullable CaseRow row = cases.value();
        return row == null ? CaseRow.EMPTY : row;
    }

    /** Reports what is true up to an instant, and then keeps the case, or judges it if its end has come. */
    private void report(CaseRow row, Instant now, long timer, Context context, Collector<Signal> out) throws Exception {
        String id = context.getCurrentKey();
        List<CaseEvent> due = new ArrayList<>();
        List<CaseEvent> later = new ArrayList<>();
        for (CaseEvent event : row.waiting(id)) {
            (event.at().isAfter(now) ? later : due).add(event);
        }
        if (!row.isOpened() && due.stream().noneMatch(event -> event.type().equals(EventType.OPENED))) {
            awaitOpening(due, now, timer != LATE && later.isEmpty(), context);
            return;
        }
        if (due.isEmpty() && timer < row.timer()) {
            return; // the timer of an event that did not wait for it
        }
        CaseWatch watch = advanced(row, id, due, now, out);
        CaseRow next = row.with(watch, due, later);
        Instant end =
                next.isClosed() ? earlier(Instant.ofEpochMilli(next.last()).plus(keep), asOf) : asOf;
        long wakeUp = millis(earlier(watch.nextWakeUp().orElse(asOf), end));
        if (wakeUp != row.timer() && row.timer() != CaseRow.NONE) {
            forget(row.timer(), later, context);
        }
        if (timer != LATE && !now.isBefore(end) && (later.isEmpty() || now.equals(asOf))) {
            context.output(JUDGED, judged(next.judged(id), next.isClosed()));
            cases.clear();
            return;
        }
        cases.update(next.withTimer(wakeUp));
        // While timers are handled, one that has passed would be handled at once, for ever.
        if (timer == LATE || (wakeUp != row.timer() && wakeUp > timer)) {
            context.timerService().registerEventTimeTimer(wakeUp);
        }
    }

    /** The case once everything up to an instant is reported. */
    private CaseWatch advanced(CaseRow row, String id, List<CaseEvent> due, Instant now, Collector<Signal> out) {
        CaseWatch.Step step;
        if (row.isOpened()) {
            CaseWatch watch = CaseWatch.restore(row.watch(), agreements, () -> row.judged(id));
            step = due.isEmpty() ? watch.until(now) : watch.record(due, now);
        } else {
            step = CaseWatch.open(agreements, due, now);
        }
        step.facts().forEach(fact -> out.collect(Signal.of(fact)));
        if (step.watch().reportedUntil().isBefore(now)) {
            // An event that is known already lets no time pass.
            step = step.watch().until(now);
            step.facts().forEach(fact -> out.collect(Signal.of(fact)));
        }
        return step.watch();
    }

    /** A closed case as it was at its last event, an open one as it is when the report is made. */
    private JudgedCase judged(List<CaseEvent> events, boolean isClosed) {
        return new JudgedCase(events, isClosed ? earlier(last(events), asOf) : asOf);
    }

    /** Keeps events ahead of their opening as long as a finished case, and then forgets them. */
    private void awaitOpening(List<CaseEvent> early, Instant now, boolean mayEnd, Context context) {
        Instant last = last(early);
        Instant end = last.isBefore(asOf) ? earlier(last.plus(keep), asOf) : asOf;
        if (mayEnd && !now.isBefore(end)) {
            cases.clear();
        } else if (!early.isEmpty() && end.isAfter(now)) {
            context.timerService().registerEventTimeTimer(millis(end));
        }
    }

    /** Takes a timer back, unless an event waits for the same one. */
    private static void forget(long timer, List<CaseEvent> later, Context context) {
        if (later.stream().noneMatch(event -> millis(event.at()) == timer)) {
            context.timerService().deleteEventTimeTimer(timer);
        }
    }

    private static Instant last(List<CaseEvent> events) {
        Instant last = Instant.MIN;
        for (CaseEvent event : events) {
            last = event.at().isAfter(last) ? event.at() : last;
        }
        return last;
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
