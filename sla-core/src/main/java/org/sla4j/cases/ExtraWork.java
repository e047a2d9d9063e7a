package org.sla4j.cases;

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
import org.sla4j.clock.ClockReading;

/** Counts the extra work that a measurement caused: what happened between its breach and its end, and whom it was escalated to. */
final class ExtraWork {
    private static final Set<EventType> ENDS = Set.of(EventType.RESOLVED, EventType.CLOSED, EventType.CANCELLED);

    private ExtraWork() {}

    static Outcome.Effort of(
            List<CaseEvent> events,
            Metric metric,
            ClockReading reading,
            Optional<Instant> end,
            List<EscalationStep> steps) {
        int touches = 0;
        int raised = 0;
        int reopenings = 0;
        int reinvestigations = 0;
        Severity severity = events.get(0).severity().orElse(Severity.of(Integer.MAX_VALUE, "none"));
        String team = events.get(0).team();
        Instant from = reading.countingSince();
        for (CaseEvent event : events) {
            boolean isWithin = !event.at().isBefore(from) && !event.at().isAfter(end.orElse(reading.at()));
            boolean isLate = isWithin
                    && reading.verdict().isMiss()
                    && reading.breachesAt().map(event.at()::isAfter).orElse(false)
                    && event.at().isBefore(end.orElse(Instant.MAX));
            boolean isEnd = ENDS.contains(event.type()) || metric.stopsOn().contains(event.type());
            String next = event.team().isEmpty() ? team : event.team();
            touches += isLate && !isEnd ? 1 : 0;
            reopenings += isWithin && event.type().equals(EventType.REOPENED) ? 1 : 0;
            reinvestigations += isLate && !isEnd && !team.isEmpty() && !next.equals(team) ? 1 : 0;
            if (event.severity().isPresent()) {
                raised += isWithin && event.severity().get().compareTo(severity) < 0 ? 1 : 0;
                severity = event.severity().get();
            }
            team = next;
        }
        return new Outcome.Effort(touches, supervisors(reading, steps), raised, reopenings, reinvestigations);
    }

    /** Those to whom somebody else escalates, and all who are notified of the breach, each counted once. */
    private static int supervisors(ClockReading reading, List<EscalationStep> steps) {
        return (int) steps.stream()
                .filter(step -> step.by().isPresent() || !(step.when() instanceof Warning))
                .filter(step -> {
                    boolean isBreach = step.when() instanceof Trigger.Breach;
                    int order = reading.elapsed().compareTo(step.when().usedOf(reading.limit()));
                    return isBreach ? order > 0 : order >= 0;
                })
                .map(step -> step.contact().name())
                .distinct()
                .count();
    }
}
