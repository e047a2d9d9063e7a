package org.sla4j.compliance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.Outcome;
import org.sla4j.cases.ServiceCase;

/**
 * Two agreements over one log, side by side: how well each would have been kept, which cases change their verdict, and why. Mutable
 * and not thread-safe.
 *
 * <p>It keeps two aggregators and the first changes up to a bound; how many there were is counted beyond it.
 *
 * <pre>{@code
 * Backtest backtest = Backtest.of(today, proposed);
 * backtest.add(eventsOfOneCase, now);
 * backtest.changes().forEach(System.out::println);
 * System.out.println(backtest.before().toText() + backtest.after().toText());
 * }</pre>
 */
public final class Backtest {
    private static final int MOST_CHANGES = 10_000;
    private static final String NONE = "no SLA";

    private final ServiceLevelAgreement first;
    private final ServiceLevelAgreement second;
    private final ComplianceAggregator before = new ComplianceAggregator();
    private final ComplianceAggregator after = new ComplianceAggregator();
    private final List<Change> changes = new ArrayList<>();
    private long changed;

    private Backtest(ServiceLevelAgreement first, ServiceLevelAgreement second) {
        this.first = first;
        this.second = second;
    }

    /**
     * A case whose verdict differs.
     *
     * @param caseId the case
     * @param metric what was measured
     * @param before how it stands under the first agreement, {@code no SLA} without a target
     * @param after how it stands under the second
     * @param reasons what differs: policy, limit, calendar, pauses, and the time used
     */
    public record Change(String caseId, String metric, String before, String after, List<String> reasons) {
        /** Copies the reasons. */
        public Change {
            reasons = List.copyOf(reasons);
        }

        /** Returns the change in words. */
        @Override
        public String toString() {
            return caseId + " " + metric + ": " + before + " -> " + after + " (" + String.join("; ", reasons) + ")";
        }
    }

    /**
     * Makes an empty one.
     *
     * @param first the agreement in force
     * @param second the one proposed
     * @return it
     */
    public static Backtest of(ServiceLevelAgreement first, ServiceLevelAgreement second) {
        return new Backtest(first, second);
    }

    /**
     * Replays one case under both agreements.
     *
     * @param events the events of the case, the opening first
     * @param now when to look, at or after the last event
     * @throws IllegalArgumentException if the events are not those of one case; nothing is changed then
     * @throws java.time.DateTimeException if one is outside the years of a calendar; nothing is changed then
     */
    public void add(Iterable<CaseEvent> events, Instant now) {
        ServiceCase one = ServiceCase.replay(first, events);
        ServiceCase two = ServiceCase.replay(second, events);
        List<Outcome> ours = one.outcomes(now);
        List<Outcome> theirs = two.outcomes(now);
        ours.forEach(before::add);
        theirs.forEach(after::add);
        Map<String, Outcome> old = last(ours);
        Map<String, Outcome> fresh = last(theirs);
        Map<String, Outcome> all = new LinkedHashMap<>(old);
        all.putAll(fresh);
        for (String metric : all.keySet()) {
            String was = verdict(Optional.ofNullable(old.get(metric)));
            String is = verdict(Optional.ofNullable(fresh.get(metric)));
            if (!was.equals(is)) {
                changed++;
                if (changes.size() < MOST_CHANGES) {
                    changes.add(new Change(one.id(), metric, was, is, reasons(metric, one, two, old, fresh)));
                }
            }
        }
    }

    /** The last cycle of each metric, which is the one under the targets in force. */
    private static Map<String, Outcome> last(List<Outcome> outcomes) {
        Map<String, Outcome> last = new LinkedHashMap<>();
        outcomes.stream().filter(Outcome::isPromised).forEach(outcome -> last.put(outcome.metric(), outcome));
        return last;
    }

    private static String verdict(Optional<Outcome> outcome) {
        return outcome.map(known -> known.verdict().toString()).orElse(NONE);
    }

    private static List<String> reasons(
            String metric, ServiceCase one, ServiceCase two, Map<String, Outcome> old, Map<String, Outcome> fresh) {
        List<String> reasons = new ArrayList<>();
        compare(
                reasons,
                "policy",
                one.policy().map(SeverityPolicy::name),
                two.policy().map(SeverityPolicy::name));
        Optional<Target> was = target(one, metric);
        Optional<Target> is = target(two, metric);
        compare(reasons, "limit", was.map(Target::limit), is.map(Target::limit));
        compare(
                reasons,
                "calendar",
                was.map(target -> target.calendar().name()),
                is.map(target -> target.calendar().name()));
        compare(reasons, "pauses", was.map(Target::pauses), is.map(Target::pauses));
        compare(
                reasons,
                "used",
                Optional.ofNullable(old.get(metric)).map(Outcome::elapsed),
                Optional.ofNullable(fresh.get(metric)).map(Outcome::elapsed));
        return reasons;
    }

    private static Optional<Target> target(ServiceCase served, String metric) {
        return served.clocks().entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(metric))
                .map(entry -> entry.getValue().target())
                .findFirst();
    }

    private static void compare(List<String> reasons, String what, Optional<?> was, Optional<?> is) {
        if (!was.equals(is)) {
            reasons.add(what + " " + was.map(Object::toString).orElse("none") + " -> "
                    + is.map(Object::toString).orElse("none"));
        }
    }

    /**
     * Returns the figures under the first agreement.
     *
     * @return by metric and severity
     */
    public ComplianceReport before() {
        return before.report();
    }

    /**
     * Returns the figures under the second agreement.
     *
     * @return by metric and severity
     */
    public ComplianceReport after() {
        return after.report();
    }

    /**
     * Returns the cases whose verdict differs.
     *
     * @return the first 10,000 in the order of adding
     */
    public List<Change> changes() {
        return List.copyOf(changes);
    }

    /**
     * Counts the verdicts that differ.
     *
     * @return all of them, also those beyond the first 10,000
     */
    public long changed() {
        return changed;
    }
}
