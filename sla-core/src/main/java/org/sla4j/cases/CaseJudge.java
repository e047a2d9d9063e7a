package org.sla4j.cases;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;
import org.sla4j.agreement.ServiceLevelAgreement;

/**
 * Judges many cases, one after the other, for whoever wants their outcomes and nothing else: reports, backtests, a job over last year.
 *
 * <pre>{@code
 * CaseJudge judge = CaseJudge.of(agreement);
 * ComplianceAggregator figures = ComplianceAggregator.of();
 * for (List<CaseEvent> events : cases) {
 *     judge.outcomes(events, now).forEach(figures::add);
 * }
 * }</pre>
 *
 * <p>The outcomes are those of {@link ServiceCase#outcomes(Instant)}, without what a {@link ServiceCase} keeps to be asked
 * again. Nothing of a case is kept, so that any number of them can be judged as they come from a stream.
 *
 * <p>Not thread-safe: use one for each thread.
 */
public final class CaseJudge {
    private final List<ServiceLevelAgreement> agreements;
    private final Plans known = new Plans();

    private CaseJudge(List<ServiceLevelAgreement> agreements) {
        this.agreements = agreements;
    }

    /**
     * Makes a judge of cases under one agreement.
     *
     * @param agreement what was promised
     * @return the judge
     */
    public static CaseJudge of(ServiceLevelAgreement agreement) {
        return of(List.of(agreement));
    }

    /**
     * Makes a judge of cases under several agreements, such as an SLA and the agreements that it rests on.
     *
     * @param agreements what was promised, at least one, each with an id of its own
     * @return the judge
     * @throws IllegalArgumentException if the agreements are none or have an id twice
     */
    public static CaseJudge of(List<ServiceLevelAgreement> agreements) {
        ServiceCase.requireDifferent(agreements);
        return new CaseJudge(List.copyOf(agreements));
    }

    /**
     * Says how a case stands against each of its targets.
     *
     * @param events the events of one case in any order, an opening among them; those in order cost least
     * @param now when to look; events after it are left out
     * @return the outcomes of {@link ServiceCase#outcomes(Instant)}
     * @throws IllegalArgumentException if there is no opening, one event is of another case, or two with one id differ
     * @throws java.time.DateTimeException if an event or {@code now} is outside the years of a calendar of an agreement
     */
    public List<Outcome> outcomes(Iterable<CaseEvent> events, Instant now) {
        List<CaseEvent> all = listed(events);
        SinglePass pass = EventLog.areInOrder(all)
                ? SinglePass.over(agreements, known, Facts.opened(all.get(0), List.of()), all)
                : null;
        List<Outcome> outcomes = pass == null ? null : pass.outcomes(now);
        return outcomes == null ? ServiceCase.replay(agreements, all).outcomes(now) : outcomes;
    }

    private static List<CaseEvent> listed(Iterable<CaseEvent> events) {
        if (events instanceof List<CaseEvent> list && list instanceof RandomAccess) {
            return list;
        }
        List<CaseEvent> all = new ArrayList<>();
        events.forEach(all::add);
        return all;
    }
}
