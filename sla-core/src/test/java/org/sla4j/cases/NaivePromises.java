package org.sla4j.cases;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Reopening;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;

/**
 * Says by the tables of {@code Reopening} and {@code Retargeting} alone which metrics that start with the opening have a clock: those that
 * were promised at any time, but for what was finished before its first promise and not taken up since.
 *
 * <p>It goes through a case again for each metric and keeps but two facts of a measurement: whether it goes on, and whether it was the
 * cancellation of the case that ended it.
 */
final class NaivePromises {
    private enum Stage {
        OPEN,
        RESOLVED,
        FINISHED
    }

    /** What is believed at once. */
    private record Step(Instant at, Set<EventType> events, Severity severity) {
        private boolean hasAny(Set<EventType> types) {
            return events.stream().anyMatch(types::contains);
        }
    }

    private final ServiceLevelAgreement agreement;
    private final List<Step> steps = new ArrayList<>();
    private Stage stage = Stage.OPEN;
    private Severity severity;

    private NaivePromises(ServiceLevelAgreement agreement, CaseEvent opening) {
        this.agreement = agreement;
        severity = opening.severity().orElseThrow();
        steps.add(new Step(opening.at(), Set.of(EventType.OPENED), severity));
    }

    /** The metrics that start with the opening and have a clock after these events, of which the first is the opening. */
    static Set<Metric> clocks(ServiceLevelAgreement agreement, List<CaseEvent> events) {
        NaivePromises promises = new NaivePromises(agreement, events.get(0));
        List<CaseEvent> inOrder =
                events.stream().skip(1).distinct().sorted(EventOrder.OF_A_CASE).toList();
        Moment.split(inOrder).forEach(promises::moment);
        Set<Metric> metrics = new HashSet<>();
        agreement.policies().forEach(policy -> metrics.addAll(policy.targets().keySet()));
        metrics.removeIf(metric -> !metric.startsOn().contains(EventType.OPENED) || !promises.hasClock(metric));
        return metrics;
    }

    /** What cannot be true yet is tried again after the rest of its moment; the severity is believed in any case. */
    private void moment(List<CaseEvent> events) {
        List<CaseEvent> left = new ArrayList<>(events);
        Set<EventType> believed;
        do {
            believed = new LinkedHashSet<>();
            for (CaseEvent event : List.copyOf(left)) {
                if (isPossible(event.type())) {
                    left.remove(event);
                    believed.add(event.type());
                    stage = after(event.type());
                    severity = event.severity().orElse(severity);
                }
            }
            if (!believed.isEmpty()) {
                steps.add(new Step(events.get(0).at(), believed, severity));
            }
        } while (!believed.isEmpty());
        for (CaseEvent event : left) {
            if (event.severity().isPresent()) {
                severity = event.severity().get();
                steps.add(new Step(event.at(), Set.of(), severity));
            }
        }
    }

    private boolean isPossible(EventType type) {
        if (type.equals(EventType.RESOLVED)) {
            return stage == Stage.OPEN;
        } else if (type.equals(EventType.REOPENED)) {
            return stage != Stage.OPEN;
        } else if (Set.of(EventType.RESPONDED, EventType.CLOSED, EventType.CANCELLED)
                .contains(type)) {
            return stage != Stage.FINISHED;
        }
        return true;
    }

    private Stage after(EventType type) {
        if (type.equals(EventType.RESOLVED)) {
            return Stage.RESOLVED;
        } else if (type.equals(EventType.REOPENED)) {
            return Stage.OPEN;
        }
        return Set.of(EventType.CLOSED, EventType.CANCELLED).contains(type) ? Stage.FINISHED : stage;
    }

    private boolean hasClock(Metric metric) {
        SeverityPolicy last = null;
        Measurement measurement = null;
        boolean isShown = false;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            Optional<SeverityPolicy> policy = agreement.policyFor(step.severity(), Map.of());
            SeverityPolicy rules = policy.orElse(last);
            last = rules;
            if (rules == null) {
                continue;
            }
            boolean isPromised = policy.isPresent() && rules.targets().containsKey(metric);
            if (measurement == null && isPromised) {
                measurement = new Measurement(metric);
                for (Step past : steps.subList(0, i)) {
                    boolean went = measurement.go(past, rules, true);
                    isShown |= went && past.at().equals(step.at()); // the promise holds for its whole instant
                }
            }
            isShown |= measurement != null && measurement.go(step, rules, isPromised);
        }
        return isShown;
    }

    /** Whether the one measurement of a metric goes on, and what ended it. */
    private static final class Measurement {
        private final Metric metric;
        private boolean hasBegun;
        private boolean goesOn;
        private boolean isCancelled;

        Measurement(Metric metric) {
            this.metric = metric;
        }

        /** Goes through a step; returns whether it goes on in it, be it only to end there. */
        boolean go(Step step, SeverityPolicy rules, boolean isPromised) {
            if (!hasBegun) {
                hasBegun = true;
                goesOn = true;
            } else if (!goesOn && step.events().contains(EventType.REOPENED)) {
                goesOn = isTakenUp(rules.reopening() != Reopening.FROZEN, isPromised);
            }
            boolean went = goesOn;
            if (goesOn && step.hasAny(metric.stopsOn())) {
                goesOn = false;
                isCancelled = false;
            } else if (goesOn && step.events().contains(EventType.CANCELLED)) {
                goesOn = false;
                isCancelled = true;
            }
            return went;
        }

        /** What the cancellation ended wakes by the rule; else an answer stays given, and a rhythm begins again whatever the rule. */
        private boolean isTakenUp(boolean byTheRule, boolean isPromised) {
            if (isCancelled) {
                return byTheRule;
            } else if (metric.startsOn().contains(EventType.REOPENED)) {
                return isPromised;
            }
            boolean isAnswer = metric.stopsOn().contains(EventType.RESPONDED);
            return byTheRule && !isAnswer;
        }
    }
}
