package org.sla4j.cases;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.clock.ClockReading;
import org.sla4j.clock.SlaClock;

/**
 * A help-desk case under an agreement: its events, and a clock for each target that they give.
 *
 * <pre>{@code
 * ServiceCase incident = ServiceCase.replay(agreement, events);
 * incident.clock(Metric.RESOLUTION).map(clock -> clock.reading(now).due());
 * incident.outcomes(now).forEach(aggregator::add);
 * }</pre>
 *
 * <h2>Rules</h2>
 *
 * <ul>
 *   <li>A case begins with its opening; an event before it is refused with an {@link IllegalArgumentException}.
 *   <li>Equal events count once. Events at one instant apply in the order given. An event that arrives late is put in its
 *       place and everything is recomputed, so the order of arrival does not matter.
 *   <li>An event that contradicts those before it (a resolution of a resolved case, the end of a wait that never began) has no
 *       effect on the clocks; it is kept and listed in {@link #ignored()}, because an event still to come may explain it.
 *   <li>When the severity changes, the first policy that matches applies from then on, and its {@link
 *       org.sla4j.agreement.Retargeting} says what becomes of the time already used. Clocks without a target any more are
 *       cancelled.
 * </ul>
 *
 * Immutable and thread-safe: every event gives a new case.
 */
public final class ServiceCase {
    private final ServiceLevelAgreement agreement;
    private final List<CaseEvent> events;
    private final CaseState state;

    private ServiceCase(ServiceLevelAgreement agreement, List<CaseEvent> events, CaseState state) {
        this.agreement = agreement;
        this.events = Collections.unmodifiableList(events);
        this.state = state;
    }

    /**
     * Opens a case.
     *
     * @param agreement what was promised
     * @param opening its first event, of type {@link EventType#OPENED}
     * @return the case
     * @throws IllegalArgumentException if the event is of another type
     * @throws java.time.DateTimeException if it happened outside the years of a calendar of the agreement
     */
    public static ServiceCase open(ServiceLevelAgreement agreement, CaseEvent opening) {
        if (!opening.type().equals(EventType.OPENED)) {
            throw new IllegalArgumentException("A case begins with the event opened, but was: " + opening + ".");
        }
        return new ServiceCase(agreement, List.of(opening), CaseState.opened(agreement, opening));
    }

    /**
     * Replays the events of a case.
     *
     * @param agreement what was promised
     * @param events the opening first, then the others in any order
     * @return the case
     * @throws IllegalArgumentException if there are no events, the first is not the opening, one is of another case, or one is
     *     before the opening
     * @throws java.time.DateTimeException if one is outside the years of a calendar of the agreement
     */
    public static ServiceCase replay(ServiceLevelAgreement agreement, Iterable<CaseEvent> events) {
        Iterator<CaseEvent> all = events.iterator();
        if (!all.hasNext()) {
            throw new IllegalArgumentException("A case has at least the event opened, but there are none.");
        }
        ServiceCase result = open(agreement, all.next());
        while (all.hasNext()) {
            result = result.apply(all.next());
        }
        return result;
    }

    /**
     * Returns the case with one more event.
     *
     * @param event what happened, now or long ago
     * @return the case with it; this one if it has the event already
     * @throws IllegalArgumentException if the event is of another case or before the opening
     * @throws java.time.DateTimeException if it is outside the years of a calendar of the agreement
     */
    public ServiceCase apply(CaseEvent event) {
        if (!event.caseId().equals(id())) {
            throw new IllegalArgumentException("Event " + event + " is of another case than " + id() + ".");
        }
        if (event.at().isBefore(openedAt())) {
            throw new IllegalArgumentException("Event " + event + " is before its case was opened at " + openedAt()
                    + "; events come at or after it.");
        }
        if (events.contains(event)) {
            return this;
        }
        int place = events.size();
        while (event.at().isBefore(events.get(place - 1).at())) {
            place--;
        }
        List<CaseEvent> more = new ArrayList<>(events.size() + 1);
        more.addAll(events);
        more.add(place, event);
        if (place == events.size()) {
            return new ServiceCase(agreement, more, state.with(agreement, events, event));
        }
        CaseState replayed = CaseState.opened(agreement, more.get(0));
        for (int i = 1; i < more.size(); i++) {
            replayed = replayed.with(agreement, more.subList(0, i), more.get(i));
        }
        return new ServiceCase(agreement, more, replayed);
    }

    /**
     * Returns the id of the case.
     *
     * @return the id that its events carry
     */
    public String id() {
        return events.get(0).caseId();
    }

    /**
     * Returns the agreement.
     *
     * @return what was promised
     */
    public ServiceLevelAgreement agreement() {
        return agreement;
    }

    /**
     * Returns when the case was opened.
     *
     * @return the instant of its first event
     */
    public Instant openedAt() {
        return events.get(0).at();
    }

    /**
     * Returns how severe the case is.
     *
     * @return the severity after its last event
     */
    public Severity severity() {
        return state.severity();
    }

    /**
     * Returns the team that has the case.
     *
     * @return the team, empty if no event said
     */
    public String team() {
        return state.team();
    }

    /**
     * Whether nothing more is expected to happen to the case.
     *
     * @return true once it is closed or cancelled
     */
    public boolean isFinished() {
        return state.stage() == CaseState.Stage.CLOSED || state.stage() == CaseState.Stage.CANCELLED;
    }

    /**
     * Returns the policy that applies to the case.
     *
     * @return the policy; empty if nothing is promised for such a case
     */
    public Optional<SeverityPolicy> policy() {
        return state.policy();
    }

    /**
     * Returns the clocks.
     *
     * @return one clock for each metric that has begun, in the order of the policy's targets, unmodifiable
     */
    public Map<Metric, SlaClock> clocks() {
        return state.clocks();
    }

    /**
     * Returns the clock of a metric.
     *
     * @param metric what is measured
     * @return its clock; empty if it has no target or has not begun
     */
    public Optional<SlaClock> clock(Metric metric) {
        return Optional.ofNullable(state.clocks().get(metric));
    }

    /**
     * Returns the events.
     *
     * @return all events in order of time, unmodifiable
     */
    public List<CaseEvent> events() {
        return events;
    }

    /**
     * Returns the events that contradict the others.
     *
     * @return those without effect and why, in order of time, unmodifiable
     */
    public List<IgnoredEvent> ignored() {
        return state.ignored();
    }

    /**
     * Says how the case stands against each of its targets.
     *
     * @param now when to look, at or after the last event
     * @return one outcome for each clock and finished cycle, in the order of the policy's targets; empty if nothing is promised
     * @throws IllegalArgumentException if {@code now} is before the case was opened
     * @throws java.time.DateTimeException if {@code now} is outside the years of a calendar of the agreement
     */
    public List<Outcome> outcomes(Instant now) {
        List<Outcome> outcomes = new ArrayList<>();
        state.clocks().forEach((metric, clock) -> {
            for (ClockReading cycle : clock.finishedCycles()) {
                outcomes.add(outcome(metric, clock, cycle, Optional.of(cycle.at())));
            }
            outcomes.add(outcome(metric, clock, clock.reading(now), clock.stoppedAt()));
        });
        return List.copyOf(outcomes);
    }

    private Outcome outcome(Metric metric, SlaClock clock, ClockReading reading, Optional<Instant> end) {
        return new Outcome(
                id(),
                metric.name(),
                state.severity(),
                reading.phase(),
                reading.verdict(),
                reading.elapsed(),
                reading.limit(),
                clock.target().goal(),
                reading.countingSince(),
                end,
                state.team(),
                state.attributes());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ServiceCase that && agreement.equals(that.agreement) && events.equals(that.events);
    }

    @Override
    public int hashCode() {
        return events.hashCode();
    }

    /** Returns the id, the severity and the clocks in words. */
    @Override
    public String toString() {
        return id() + " severity " + state.severity() + " " + state.clocks();
    }
}
