package org.sla4j.benchmarks.flink;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.cases.AgreementVersions;
import org.sla4j.cases.CaseEvent;
import org.sla4j.monitor.CaseWatch;

/**
 * Follows the cases by a {@link CaseWatch} each: applies their events, reports what becomes true as event time passes it, and
 * judges them.
 *
 * <p>Events wait until event time has passed their instant, the opening too: what happens at one instant is judged together,
 * however its parts arrive, and what one part alone would have meant is never reported. A late event is put in its place by the
 * watch, which retracts what was reported and does not hold any more.
 *
 * <p>One timer a case is enough. It is what comes first: the first event that waits, the watch's next wake-up, or the end: of a
 * finished case so long after its last event, of all others when the report is made.
 */
final class CaseFunction extends KeyedProcessFunction<String, EventRow, Signal> {
    static final OutputTag<JudgedCase> JUDGED = new OutputTag<>("judged", TypeInformation.of(JudgedCase.class));
    private static final long serialVersionUID = 1L;

    private final AgreementSource source;
    private final Instant asOf;
    private final Duration keep;
    private transient ServiceLevelAgreement agreement;
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
        agreement = source.agreement();
        cases = getRuntimeContext().getState(new ValueStateDescriptor<>("cases", TypeInformation.of(CaseRow.class)));
    }

    @Override
    public void processElement(EventRow event, Context context, Collector<Signal> out) throws IOException {
        CaseRow known = cases.value();
        CaseRow row = (known == null ? CaseRow.empty() : known).waitingWith(event);
        Instant now = time(context.timerService().currentWatermark());
        boolean waits = event.at().isAfter(now);
        keep(waits ? row : reported(row, now, out), context);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Signal> out) throws IOException {
        Instant now = time(timestamp);
        CaseRow row = reported(cases.value(), now, out);
        if (now.isBefore(end(row))) {
            keep(row, context);
            return;
        }
        // Only here: what is judged while a late event is handled would itself be too late for its window.
        if (row.isOpened()) {
            context.output(JUDGED, new JudgedCase(row.events(), earlier(row.finishedAt(), asOf)));
        }
        cases.clear();
    }

    /** The row once everything up to an instant is reported. */
    private CaseRow reported(CaseRow row, Instant now, Collector<Signal> out) {
        List<EventRow> waiting = new ArrayList<>();
        List<CaseEvent> due = new ArrayList<>();
        boolean isOpened = row.isOpened();
        for (EventRow event : row.waiting()) {
            if (event.at().isAfter(now)) {
                waiting.add(event);
            } else if (event.isOpening() && !isOpened) {
                due.add(0, event.toEvent());
                isOpened = true;
            } else {
                due.add(event.toEvent());
            }
        }
        if (!isOpened) {
            return row;
        }
        CaseWatch.Step step = row.isOpened()
                ? row.toWatch(agreement).record(due, now)
                : CaseWatch.open(List.of(AgreementVersions.of(agreement)), due, now);
        step.facts().forEach(fact -> out.collect(Signal.of(fact)));
        step = step.watch().until(now);
        step.facts().forEach(fact -> out.collect(Signal.of(fact)));
        return row.with(step.watch(), waiting);
    }

    private void keep(CaseRow row, Context context) throws IOException {
        Instant next = earlier(end(row), row.wakeUp());
        for (EventRow event : row.waiting()) {
            next = row.isOpened() || event.isOpening() ? earlier(next, event.at()) : next;
        }
        // The first millisecond that is not before it.
        long timer = next.plusNanos(999_999).toEpochMilli();
        if (timer != row.timer()) {
            context.timerService().deleteEventTimeTimer(row.timer());
            context.timerService().registerEventTimeTimer(timer);
        }
        cases.update(row.withTimer(timer));
    }

    /** When nothing more is expected: some time after the last event of a finished case, or of one whose opening does not come. */
    private Instant end(CaseRow row) {
        Instant last = row.isOpened() && row.waiting().isEmpty() ? row.finishedAt() : Instant.MIN;
        for (EventRow event : row.waiting()) {
            last = event.at().isAfter(last) ? event.at() : last;
        }
        boolean isOver = !row.isOpened() || row.waiting().isEmpty();
        return isOver && last.isBefore(asOf) ? earlier(last.plus(keep), asOf) : asOf;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** Event time as an instant: nothing before the first watermark, and not beyond the report. */
    private Instant time(long millis) {
        return earlier(Instant.ofEpochMilli(Math.max(millis, 0)), asOf);
    }
}
