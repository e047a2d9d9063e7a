package org.sla4j.cases;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sla4j.agreement.EscalationStep;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.Trigger;
import org.sla4j.agreement.Warning;
import org.sla4j.clock.Verdict;

/** Counts the extra work that a measurement caused: what happened between its breach and its end, and whom it was escalated to. */
final class ExtraWork {
    private static final Set<EventType> ENDS = Set.of(EventType.RESOLVED, EventType.CLOSED, EventType.CANCELLED);

    private ExtraWork() {}

    /**
     * What was measured.
     *
     * @param end when it was finished; empty while it goes on
     * @param now when to look
     * @param breachedAt when the limit was exceeded, if it was
     */
    record Measured(
            Instant start,
            Optional<Instant> end,
            Instant now,
            Verdict verdict,
            Optional<Instant> breachedAt,
            Duration elapsed,
            Duration limit) {}

    static Outcome.Effort of(List<CaseEvent> events, Metric metric, Measured measured, List<EscalationStep> steps) {
        int touches = 0;
        int raised = 0;
        int reopenings = 0;
        int reinvestigations = 0;
        Severity severity = events.get(0).severity().orElse(Severity.of(Integer.MAX_VALUE, "none"));
        String team = events.get(0).team();
        Instant from = measured.start();
        Instant until = measured.end().orElse(measured.now());
        Instant breach = measured.verdict().isMiss() ? measured.breachedAt().orElse(null) : null;
        for (CaseEvent event : events) {
            boolean isWithin = !event.at().isBefore(from) && !event.at().isAfter(until);
            boolean isLate = isWithin
                    && breach != null
                    && event.at().isAfter(breach)
                    && (measured.end().isEmpty() || event.at().isBefore(until))
                    && !ENDS.contains(event.type())
                    && !metric.stopsOn().contains(event.type());
            String next = event.team().isEmpty() ? team : event.team();
            touches += isLate ? 1 : 0;
            reopenings += isWithin && event.type().equals(EventType.REOPENED) ? 1 : 0;
            reinvestigations += isLate && !team.isEmpty() && !next.equals(team) ? 1 : 0;
            Severity said = event.severityOrNull();
            if (said != null) {
                raised += isWithin && said.compareTo(severity) < 0 ? 1 : 0;
                severity = said;
            }
            team = next;
        }
        int supervisors = steps.isEmpty() ? 0 : supervisors(measured, steps);
        return touches + supervisors + raised + reopenings + reinvestigations == 0
                ? Outcome.Effort.NONE
                : new Outcome.Effort(touches, supervisors, raised, reopenings, reinvestigations);
    }

    /** Those to whom somebody else escalates, and all who are notified of the breach, each counted once. */
    private static int supervisors(Measured measured, List<EscalationStep> steps) {
        return (int) steps.stream()
                .filter(step -> step.by().isPresent() || !(step.when() instanceof Warning))
                .filter(step -> {
                    boolean isBreach = step.when() instanceof Trigger.Breach;
                    int order = measured.elapsed().compareTo(step.when().usedOf(measured.limit()));
                    return isBreach ? order > 0 : order >= 0;
                })
                .map(step -> step.contact().name())
                .distinct()
                .count();
    }
}
