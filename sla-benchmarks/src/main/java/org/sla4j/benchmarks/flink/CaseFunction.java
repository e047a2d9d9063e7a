package org.sla4j.benchmarks.flink;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.cases.ServiceCase;
import org.sla4j.monitor.CaseWatch;

/**
 * Follows the cases by a {@link CaseWatch} each: applies their events, tells what becomes true as event time passes it, and
 * judges them.
 *
 * <p>One timer a case is enough. It is what comes first, the watch's next wake-up or the end: of a finished case so long after
 * its last event, of all others when the report is made. A late event is put in its place by the watch, which retracts what was
 * told and does not hold any more.
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
        CaseRow row = known == null ? CaseRow.empty() : known;
        Instant now = time(context.timerService().currentWatermark());
        if (row.isOpened()) {
            follow(row.toWatch(agreement).record(event.toEvent(), now), row.timer(), context, out);
        } else if (event.isOpening()) {
            CaseWatch.Step step = CaseWatch.open(agreement, event.toEvent(), now);
            for (EventRow early : row.events()) {
                step.facts().forEach(fact -> out.collect(Signal.of(fact)));
                step = step.watch().record(early.toEvent(), now);
            }
            follow(step, row.timer(), context, out);
        } else {
            cases.update(row.waitingWith(event));
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Signal> out) throws IOException {
        CaseRow row = cases.value();
        Instant now = time(timestamp);
        CaseWatch.Step step = row.toWatch(agreement).until(now);
        ServiceCase subject = step.watch().serviceCase();
        if (now.isBefore(end(subject))) {
            follow(step, row.timer(), context, out);
            return;
        }
        // Only here: what is judged while a late event is handled would itself be too late for its window.
        step.facts().forEach(fact -> out.collect(Signal.of(fact)));
        CaseRow last = CaseRow.of(step.watch(), timestamp);
        context.output(JUDGED, new JudgedCase(last.events(), subject.isFinished() ? lastEvent(subject) : asOf));
        cases.clear();
    }

    private void follow(CaseWatch.Step step, long timer, Context context, Collector<Signal> out) throws IOException {
        step.facts().forEach(fact -> out.collect(Signal.of(fact)));
        Instant end = end(step.watch().serviceCase());
        long next = step.watch()
                .nextWakeUp()
                .filter(at -> at.isBefore(end))
                .orElse(end)
                // The first millisecond that is not before it.
                .plusNanos(999_999)
                .toEpochMilli();
        if (next != timer) {
            context.timerService().deleteEventTimeTimer(timer);
            context.timerService().registerEventTimeTimer(next);
        }
        cases.update(CaseRow.of(step.watch(), next));
    }

    /** Event time as an instant: nothing before the first watermark, and not beyond the report. */
    private Instant time(long millis) {
        Instant time = Instant.ofEpochMilli(Math.max(millis, 0));
        return time.isAfter(asOf) ? asOf : time;
    }

    private Instant end(ServiceCase subject) {
        Instant kept = lastEvent(subject).plus(keep);
        return subject.isFinished() && kept.isBefore(asOf) ? kept : asOf;
    }

    private static Instant lastEvent(ServiceCase subject) {
        return subject.events().get(subject.events().size() - 1).at();
    }
}
