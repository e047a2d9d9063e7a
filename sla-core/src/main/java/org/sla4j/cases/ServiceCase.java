package org.sla4j.cases;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.calendar.Quoted;
import org.sla4j.clock.SlaClock;
import org.sla4j.clock.Superseded;

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
 *   <li>Equal events count once. An event that arrives late is put in its place and everything is recomputed, so the order of
 *       arrival does not matter.
 *   <li>Events of one instant apply in the order of their {@linkplain CaseEvent#withSequence sequence numbers}. Those of one
 *       number, which is 0 unless given, apply together: a stop beats a pause, and a pause beats a start. An answer and a wait
 *       of one instant answer the case and then let it wait; of two severities the more severe holds. One that could not be
 *       true before the others may follow them: a wait that begins and ends at one instant is over.
 *   <li>An event of the user's own type is never contradicted; it moves the metrics that name it, but starts none once the case
 *       is finished.
 *   <li>An event that contradicts those before it (a resolution of a resolved case, the end of a wait that never began) has no
 *       effect on the clocks; it is kept and listed in {@link #ignored()}, because an event still to come may explain it.
 *   <li>When the severity changes, the first policy that matches applies from then on, and its {@link
 *       org.sla4j.agreement.Retargeting} says what becomes of the time already used. Clocks without a target any more are
 *       cancelled, unless the stricter promise wins.
 *   <li>A finished cycle keeps the target, the severity and the team that it was finished with.
 * </ul>
 *
 * Immutable and thread-safe: every event gives a new case.
 */
public final class ServiceCase {
    private final ServiceLevelAgreement openedUnder;
    private final List<Move> moves;
    private final CaseEvent opening;
    private final CaseState state;
    /** The state before the last moment, from which one more event of that moment starts again. */
    private final CaseState earlier;

    private ServiceCase(
            ServiceLevelAgreement openedUnder,
            List<Move> moves,
            CaseEvent opening,
            CaseState earlier,
            CaseState state) {
        this.openedUnder = openedUnder;
        this.moves = moves;
        this.opening = opening;
        this.earlier = earlier;
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
        CaseState state = CaseState.opened(agreement, opening);
        return new ServiceCase(agreement, List.of(), opening, state, state);
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
        ServiceCase opened = open(agreement, all.next());
        SortedSet<CaseEvent> later = new TreeSet<>(Moment.ORDER);
        all.forEachRemaining(event -> {
            opened.requireOurs(event);
            if (!event.equals(opened.opening)) {
                later.add(event);
            }
        });
        return replayed(agreement, List.of(), opened.opening, List.copyOf(later));
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
        requireOurs(event);
        if (event.equals(opening) || isKnown(event)) {
            return this;
        }
        int place = state.moment().compare(event);
        boolean moved = !moves.isEmpty() && moves.get(moves.size() - 1).at().isAfter(event.at());
        if (place > 0 && !moved) {
            return new ServiceCase(openedUnder, moves, opening, state, state.with(agreement(), List.of(event)));
        }
        boolean sameMoment = place == 0 && !moved;
        List<CaseEvent> more = new ArrayList<>(sameMoment ? state.moment().events() : later());
        more.add(event);
        more.sort(Moment.ORDER);
        return sameMoment
                ? new ServiceCase(openedUnder, moves, opening, earlier, earlier.with(agreement(), more))
                : replayed(openedUnder, moves, opening, more);
    }

    private void requireOurs(CaseEvent event) {
        if (!event.caseId().equals(id())) {
            throw new IllegalArgumentException("Event " + event + " is of another case than " + Quoted.of(id()) + ".");
        }
        if (event.at().isBefore(openedAt())) {
            throw new IllegalArgumentException("Event " + event + " is before its case was opened at " + openedAt()
                    + "; events come at or after it.");
        }
    }

    private boolean isKnown(CaseEvent event) {
        Moment moment = state.moment();
        for (Moment before = moment.before(); before != null && moment.compare(event) < 0; before = moment.before()) {
            moment = before;
        }
        return moment.events().contains(event);
    }

    private List<CaseEvent> later() {
        List<CaseEvent> all = events();
        return all.subList(1, all.size());
    }

    /** A case from its events after the opening, in order. A move holds from its instant on, also for events of that instant. */
    private static ServiceCase replayed(
            ServiceLevelAgreement openedUnder, List<Move> moves, CaseEvent opening, List<CaseEvent> later) {
        ServiceLevelAgreement agreement = openedUnder;
        CaseState state = CaseState.opened(agreement, opening);
        CaseState earlier = state;
        Iterator<Move> nextMoves = moves.iterator();
        Optional<Move> move = next(nextMoves);
        for (List<CaseEvent> moment : Moment.split(later)) {
            while (move.isPresent() && !move.get().at().isAfter(moment.get(0).at())) {
                state = state.moved(move.get());
                agreement = move.get().agreement();
                move = next(nextMoves);
            }
            earlier = state;
            state = state.with(agreement, moment);
        }
        while (move.isPresent()) {
            state = state.moved(move.get());
            move = next(nextMoves);
        }
        return new ServiceCase(openedUnder, moves, opening, earlier, state);
    }

    private static Optional<Move> next(Iterator<Move> moves) {
        return moves.hasNext() ? Optional.of(moves.next()) : Optional.empty();
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
            throw new IllegalArgumentException(
                    "Case " + Quoted.of(id()) + " cannot move to agreement " + Quoted.of(next.id()) + " at " + at
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
        return replayed(openedUnder, List.copyOf(more), opening, later());
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
        return replayed(other, List.of(), opening, later());
    }

    /**
     * Replays the whole history with some intervals excluded.
     *
     * <p>This case, the raw result, stays what it is; {@link CaseDiff#between} shows the two side by side.
     *
     * @param exclusions the intervals that do not count
     * @return the case of the same events and moves in which they do not count
     */
    public ServiceCase without(Exclusions exclusions) {
        List<Move> adjusted = new ArrayList<>();
        moves.forEach(move -> adjusted.add(new Move(move.at(), exclusions.applyTo(move.agreement()), move.rule())));
        return replayed(exclusions.applyTo(openedUnder), List.copyOf(adjusted), opening, later());
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
     * Accounts for every interval of a clock's life by who had the case.
     *
     * @param metric what is measured
     * @param now when to stop accounting, at or after the clock's start
     * @return the account; empty if the metric has no clock
     * @throws IllegalArgumentException if {@code now} is before the clock's start
     * @throws java.time.DateTimeException if {@code now} is outside the years of the calendar
     */
    public Optional<CaseLedger> ledger(Metric metric, Instant now) {
        return clock(metric).map(clock -> CaseLedger.of(turns(), clock, now));
    }

    /** What was true of the case from each of its instants on, the opening first. */
    List<Turn> turns() {
        List<Turn> turns = new ArrayList<>();
        for (Moment moment : state.moment().all()) {
            for (Moment.Wave wave : moment.waves()) {
                if (!turns.isEmpty() && turns.get(turns.size() - 1).at().equals(wave.at())) {
                    turns.remove(turns.size() - 1);
                }
                turns.add(wave.after().turn(wave.at()));
            }
        }
        return turns;
    }

    /**
     * Returns the id of the case.
     *
     * @return the id that its events carry
     */
    public String id() {
        return opening.caseId();
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
        return opening.at();
    }

    /**
     * Returns how severe the case is.
     *
     * @return the severity after its last event
     */
    public Severity severity() {
        return state.facts().severity();
    }

    /**
     * Returns the team that has the case.
     *
     * @return the team, empty if no event said
     */
    public String team() {
        return state.facts().team();
    }

    /**
     * Whether nothing more is expected to happen to the case.
     *
     * @return true once it is closed or cancelled
     */
    public boolean isFinished() {
        return state.facts().isFinished();
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
        Map<Metric, SlaClock> clocks = new LinkedHashMap<>();
        state.measures().forEach((metric, measure) -> clocks.put(metric, measure.clock()));
        return Collections.unmodifiableMap(clocks);
    }

    /**
     * Returns the clock of a metric.
     *
     * @param metric what is measured
     * @return its clock; empty if it has no target or has not begun
     */
    public Optional<SlaClock> clock(Metric metric) {
        return Optional.ofNullable(state.measures().get(metric)).map(CaseState.Measure::clock);
    }

    /**
     * Returns what was shown of a metric before something took its place: what its clock keeps in {@link
     * SlaClock#superseded}, and before that what earlier clocks showed that were cancelled because nothing was promised about
     * the metric for a while.
     *
     * @param metric what is measured
     * @return the facts in order, unmodifiable; empty if there are none
     */
    public List<Superseded> superseded(Metric metric) {
        return Optional.ofNullable(state.measures().get(metric))
                .map(CaseState.Measure::superseded)
                .orElse(List.of());
    }

    /**
     * Returns the events.
     *
     * @return all events in the order in which they apply, unmodifiable; gathered anew at each call
     */
    public List<CaseEvent> events() {
        return state.moment().all().stream()
                .flatMap(moment -> moment.events().stream())
                .toList();
    }

    /**
     * Returns the events that contradict the others.
     *
     * @return those without effect and why, in order of time, unmodifiable
     */
    public List<IgnoredEvent> ignored() {
        return state.moment().all().stream()
                .flatMap(moment -> moment.ignored().stream())
                .toList();
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
        return new Outcomes(this, state.measures(), state.attributes(), now).all();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ServiceCase that
                && openedUnder.equals(that.openedUnder)
                && moves.equals(that.moves)
                && events().equals(that.events());
    }

    @Override
    public int hashCode() {
        return opening.hashCode();
    }

    /** Returns the id, the severity and the clocks in words. */
    @Override
    public String toString() {
        return Quoted.plain(id()) + " severity " + severity() + " " + clocks();
    }
}
