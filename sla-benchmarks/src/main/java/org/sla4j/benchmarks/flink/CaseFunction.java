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
import org.sla4j.cases.ServiceCase;

/**
 * Follows the cases: applies their events, tells breaches when event time has passed them, and judges cases.
 *
 * <p>One timer a case is enough. It is the next breach, or the end: of a finished case so long after its last event, of all
 * others when the report is made. A late event is put in its place; what was told and does not hold any more is retracted.
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
        CaseRow row = (known == null ? CaseRow.empty() : known).with(event);
        settle(row, context.timerService().currentWatermark(), false, context, out);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Signal> out) throws IOException {
        settle(cases.value(), timestamp, true, context, out);
    }

    private void settle(CaseRow row, long time, boolean isTimer, Context context, Collector<Signal> out)
            throws IOException {
        ServiceCase subject = row.toCase(agreement).orElse(null);
        if (subject == null) {
            cases.update(row);
            return;
        }
        // Before the first watermark no time has passed.
        Instant now = Instant.ofEpochMilli(Math.max(time, 0));
        now = now.isAfter(asOf) ? asOf : now;
        List<Signal> told = Breaches.until(subject, now);
        for (Signal old : row.told()) {
            if (!told.contains(old)) {
                out.collect(new Signal(old.caseId(), old.metric(), old.at(), true));
            }
        }
        for (Signal signal : told) {
            if (!row.told().contains(signal)) {
                out.collect(signal);
            }
        }
        Instant last = subject.events().get(subject.events().size() - 1).at();
        Instant end = subject.isFinished() && last.plus(keep).isBefore(asOf) ? last.plus(keep) : asOf;
        // Only a timer judges: what comes with a late event would be too late for its window.
        if (isTimer && !now.isBefore(end)) {
            context.output(JUDGED, new JudgedCase(row.events(), subject.isFinished() ? last : asOf));
            context.timerService().deleteEventTimeTimer(row.timer());
            cases.clear();
            return;
        }
        long timer = Breaches.next(subject, now)
                .filter(at -> at.isBefore(end))
                // Exceeded means after the instant; a millisecond is what Flink's time can say.
                .map(at -> at.toEpochMilli() + 1)
                .orElse(end.toEpochMilli());
        if (timer != row.timer()) {
            context.timerService().deleteEventTimeTimer(row.timer());
            context.timerService().registerEventTimeTimer(timer);
        }
        cases.update(new CaseRow(new ArrayList<>(row.events()), told, timer));
    }
}
