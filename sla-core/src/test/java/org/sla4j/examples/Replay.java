package org.sla4j.examples;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.CaseJudge;
import org.sla4j.cases.IgnoredEvent;
import org.sla4j.cases.Outcome;
import org.sla4j.cases.ServiceCase;

/**
 * Replays a log into cases and hands over what became of each; only cases still open are kept in memory.
 *
 * <p>Cases that the log leaves open are judged at an instant of the caller's choice, or at the last event of the log.
 */
class Replay implements EventLog.Sink {
    private static final int LISTED = 20;

    private final ServiceLevelAgreement agreement;
    private final CaseJudge judge;
    private final Consumer<Outcome> outcomes;
    private final boolean skipBadRows;
    private final Progress progress;
    private final String file;
    private final Map<String, ServiceCase> open = new HashMap<>();
    private final List<String> skipped = new ArrayList<>();
    private long skippedRows;
    private long events;
    private long cases;
    private long withoutSla;
    private long ignored;
    private final List<String> contradictions = new ArrayList<>();
    private Instant last = Instant.EPOCH;
    private boolean isLastKnown;
    private Optional<Instant> asOf = Optional.empty();
    private long later;

    Replay(
            ServiceLevelAgreement agreement,
            Consumer<Outcome> outcomes,
            String file,
            boolean skipBadRows,
            Progress progress) {
        this.agreement = agreement;
        this.judge = CaseJudge.of(agreement);
        this.outcomes = outcomes;
        this.file = file;
        this.skipBadRows = skipBadRows;
        this.progress = progress;
    }

    /** Reads the whole log and judges the cases it leaves open. */
    void run(EventLog log, Optional<Instant> asOf) throws IOException {
        this.asOf = asOf;
        log.read(this);
        progress.done();
        open.values().forEach(left -> judge(left, asOf.orElse(last)));
        open.clear();
    }

    @Override
    public void last(Instant at) {
        last = at;
        isLastKnown = true;
    }

    @Override
    public void event(CaseEvent event, long line) {
        if (asOf.isPresent() && event.at().isAfter(asOf.get())) {
            later++; // not known then
            return;
        }
        ServiceCase known = open.get(event.caseId());
        if (known == null && !event.type().equals(EventType.OPENED)) {
            throw new IllegalArgumentException("no open case \"" + event.caseId() + "\" for \"" + event
                    + "\"; a case begins with opened and ends with closed or cancelled.");
        }
        if (known != null
                && event.type().equals(EventType.OPENED)
                && !event.equals(known.events().get(0))) {
            throw new IllegalArgumentException("case \"" + event.caseId() + "\" was opened at "
                    + known.events().get(0).at()
                    + " already; a case that comes back is reopened, and a new one needs an id of its own.");
        }
        ServiceCase next = known == null ? ServiceCase.open(agreement, event) : known.apply(event);
        open.put(event.caseId(), next);
        cases += known == null ? 1 : 0;
        events++;
        last = event.at().isAfter(last) ? event.at() : last;
    }

    @Override
    public void endOfCase(String caseId) {
        ServiceCase ended = open.get(caseId);
        if (ended != null && isLastKnown) {
            open.remove(caseId);
            judge(ended, asOf.orElse(last));
        } else if (ended != null && ended.isClosed()) {
            open.remove(caseId);
            judge(ended, ended.events().get(ended.events().size() - 1).at());
        }
    }

    private void judge(ServiceCase done, Instant now) {
        withoutSla += done.policy().isEmpty() ? 1 : 0;
        for (IgnoredEvent each : done.ignored()) {
            ignored++;
            if (contradictions.size() < LISTED) {
                contradictions.add(each.event() + ": " + each.reason());
            }
        }
        List<Outcome> judged = judge.outcomes(done.events(), now);
        judged.forEach(outcomes);
        judged(done, judged, now);
    }

    /** Takes a case that was judged; for those who want more than its outcomes. */
    void judged(ServiceCase done, List<Outcome> judged, Instant now) {}

    @Override
    public void badRow(EventLog.BadRowException problem) {
        if (!skipBadRows) {
            throw problem;
        }
        skippedRows++;
        if (skipped.size() < LISTED) {
            skipped.add(String.valueOf(problem.getMessage()));
        }
    }

    @Override
    public void progress(long rows) {
        progress.rows(rows, open.size());
    }

    /** The instant of the last event that was read. */
    Instant lastEvent() {
        return last;
    }

    /** What was read and what was left out, in a few lines. */
    String summary() {
        StringBuilder out = new StringBuilder();
        out.append(counted(events, "event") + " of " + counted(cases, "case") + " in " + file + "\n");
        if (later > 0) {
            out.append("left out as later than " + asOf.orElse(last) + ": " + counted(later, "event") + "\n");
        }
        if (withoutSla > 0) {
            out.append("without an SLA: " + counted(withoutSla, "case") + "\n");
        }
        list(out, "without effect, since the rest of the case contradicts", "event", ignored, contradictions);
        list(out, "skipped as bad", "row", skippedRows, skipped);
        return out.toString();
    }

    private static void list(StringBuilder out, String what, String unit, long count, List<String> first) {
        if (count == 0) {
            return;
        }
        out.append(what + ": " + counted(count, unit) + "\n");
        first.forEach(each -> out.append("  ").append(each).append('\n'));
        if (count > first.size()) {
            out.append(String.format(Locale.ROOT, "  and %,d more\n", count - first.size()));
        }
    }

    private static String counted(long count, String unit) {
        return String.format(Locale.ROOT, "%,d %s%s", count, unit, count == 1 ? "" : "s");
    }
}
