package org.sla4j.cases;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
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
    private final ServiceLevelAgreement openedUnder;
    private final List<Move> moves;
    private final List<CaseEvent> events;
    private final CaseState state;

    private ServiceCase(ServiceLevelAgreement openedUnder, List<Move> moves, List<CaseEvent> events, CaseState state) {
        this.openedUnder = openedUnder;
        this.moves = moves;
        this.events = Collections.unmodifiableList(events);
        this.state = state;
    }

    /** A move to another agreement, or to another version of the same. */
    record Move(Instant at, ServiceLevelAgreement agreement, Retargeting rule) {}

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
        return new ServiceCase(agreement, List.of(), List.of(opening), CaseState.opened(agreement, opening));
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
        boolean isLast = place == events.size()
                && (moves.isEmpty() || !moves.get(moves.size() - 1).at().isAfter(event.at()));
        return isLast
                ? new ServiceCase(openedUnder, moves, more, state.with(agreement(), events, event))
                : replayed(openedUnder, moves, more);
    }

    /** A move holds from its instant on, also for the events of that instant. */
    private static ServiceCase replayed(ServiceLevelAgreement openedUnder, List<Move> moves, List<CaseEvent> events) {
        ServiceLevelAgreement agreement = openedUnder;
        CaseState state = CaseState.opened(agreement, events.get(0));
        int moved = 0;
        for (int i = 1; i <= events.size(); i++) {
            while (moved < moves.size()
                    && (i == events.size()
                            || !moves.get(moved).at().isAfter(events.get(i).at()))) {
                Move move = moves.get(moved++);
                state = state.moved(move.agreement(), events.subList(0, i), move.at(), move.rule());
                agreement = move.agreement();
            }
            if (i < events.size()) {
                state = state.with(agreement, events.subList(0, i), events.get(i));
            }
        }
        return new ServiceCase(openedUnder, moves, events, state);
    }

    /**
     * Returns the case under another agreement from an instant on, or under another version of the same.
     *
     * <p>It holds from that instant on, also for events of that instant. What the case finished before stays as it was measured:
     * stopped clocks keep their target and verdict until the case is reopened, and a closed or cancelled case does not move at
     * all.
     *
     * @param next what is promised from then on
     * @param at when it begins to hold, at or after the opening
     * @param rule what becomes of the time that open clocks have used
     * @return the case with the move; late events are put in their place before or after it
     * @throws IllegalArgumentException if {@code at} is before the case was opened
     * @throws java.time.DateTimeException if {@code at} is outside the years of a calendar of the agreement
     */
    public ServiceCase move(ServiceLevelAgreement next, Instant at, Retargeting rule) {
        if (at.isBefore(openedAt())) {
            throw new IllegalArgumentException("Case " + id() + " cannot move to agreement " + next.id() + " at " + at
                    + ": it was opened at " + openedAt() + "; replay it under the other agreement instead.");
        }
        List<Move> more = new ArrayList<>(moves);
        int place = more.size();
        while (place > 0 && at.isBefore(more.get(place - 1).at())) {
            place--;
        }
        Move move = new Move(at, next, rule);
        if (place > 0 && more.get(place - 1).equals(move)) {
            return this;
        }
        more.add(place, move);
        return replayed(openedUnder, List.copyOf(more), events);
    }

    /**
     * Replays the whole history as if another agreement had held from the start.
     *
     * <p>This case stays what it is; compare the two by {@link #diff}.
     *
     * @param other what might have been promised
     * @return a case of the same events, without moves
     * @throws java.time.DateTimeException if an event is outside the years of a calendar of the agreement
     */
    public ServiceCase under(ServiceLevelAgreement other) {
        return replayed(other, List.of(), events);
    }

    /**
     * Replays the whole history with some spans of time excluded.
     *
     * <p>This case, the raw result, stays what it is; {@link CaseDiff#between} shows the two side by side.
     *
     * @param exclusions the spans that do not count
     * @return the case of the same events and moves in which they do not count
     */
    public ServiceCase without(Exclusions exclusions) {
        List<Move> adjusted = new ArrayList<>();
        moves.forEach(move -> adjusted.add(new Move(move.at(), exclusions.applyTo(move.agreement()), move.rule())));
        return replayed(exclusions.applyTo(openedUnder), List.copyOf(adjusted), events);
    }

    /**
     * Says what would be different if another agreement had held from the start.
     *
     * @param other what might have been promised
     * @param now when to look, at or after the last event
     * @return the differences; empty if there are none
     * @throws IllegalArgumentException if {@code now} is before the case was opened
     * @throws java.time.DateTimeException if an event or {@code now} is outside the years of a calendar of an agreement
     */
    public CaseDiff diff(ServiceLevelAgreement other, Instant now) {
        return CaseDiff.between(this, under(other), now);
    }

    /**
     * Accounts for every stretch of a clock's life by who held the case.
     *
     * @param metric what is measured
     * @param now when to stop accounting, at or after the clock's start
     * @return the account; empty if the metric has no clock
     * @throws IllegalArgumentException if {@code now} is before the clock's start
     * @throws java.time.DateTimeException if {@code now} is outside the years of the calendar
     */
    public Optional<CaseLedger> ledger(Metric metric, Instant now) {
        return clock(metric).map(clock -> CaseLedger.of(this, clock, now));
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
     * @return what is promised now: the agreement of the opening, or of the last {@linkplain #move move}
     */
    public ServiceLevelAgreement agreement() {
        return moves.isEmpty() ? openedUnder : moves.get(moves.size() - 1).agreement();
    }

    ServiceLevelAgreement openedUnder() {
        return openedUnder;
    }

    List<Move> moves() {
        return moves;
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

    /** The events without those that contradict the others. */
    List<CaseEvent> credibleEvents() {
        Set<CaseEvent> contradicting = new HashSet<>();
        ignored().forEach(entry -> contradicting.add(entry.event()));
        return events.stream().filter(event -> !contradicting.contains(event)).toList();
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
     * @return one outcome for each clock and finished cycle, in the order of the policy's targets; one {@linkplain
     *     Outcome#isPromised() without promise} if no policy selects the case
     * @throws IllegalArgumentException if {@code now} is before the case was opened
     * @throws java.time.DateTimeException if {@code now} is outside the years of a calendar of the agreement
     */
    public List<Outcome> outcomes(Instant now) {
        return new Outcomes(this, state.attributes(), now).all();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ServiceCase that
                && openedUnder.equals(that.openedUnder)
                && moves.equals(that.moves)
                && events.equals(that.events);
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
