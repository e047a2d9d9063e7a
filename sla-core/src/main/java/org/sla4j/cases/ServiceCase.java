package org.sla4j.cases;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.calendar.DateRange;
import org.sla4j.calendar.Quoted;
import org.sla4j.clock.SlaClock;
import org.sla4j.clock.Superseded;

/**
 * A help-desk case: its events, and a clock for each target that its agreement or agreements set.
 *
 * <pre>{@code
 * ServiceCase incident = ServiceCase.replay(agreement, events);
 * incident.clock(Metric.RESOLUTION).map(clock -> clock.reading(now).due());
 * incident.outcomes(now).forEach(aggregator::add);
 *
 * ServiceCase both = ServiceCase.replay(List.of(sla, ola), events);   // one list of events, any number of agreements
 * both.clocks("network-ola");
 * }</pre>
 *
 * <h2>Rules</h2>
 *
 * <ul>
 *   <li><b>Facts.</b> Severity, team and attributes may come with any event and are believed at any stage, also of a closed case. When
 *       the severity changes, or an attribute that a policy selects by, the first policy that matches applies from then on, and
 *       its {@link Retargeting} says what becomes of the time already used. What is finished stays as it was judged.
 *   <li><b>Order.</b> Events of one instant apply in the order of their {@linkplain CaseEvent#withSequence sequence numbers}. Those of
 *       one number, which is 0 unless given, apply together: a stop beats a pause, and a pause beats a start. An answer and a
 *       wait of one instant answer the case and then let it wait; of two severities the more severe holds. One that could not be
 *       true before the others may follow them: a wait that begins and ends at one instant is over.
 *   <li><b>Arrival.</b> Equal events count once. An event that arrives late is put in its place and everything is recomputed, so the
 *       order of arrival does not matter. An event before the opening is a fact that begins nothing.
 *   <li><b>Contradictions.</b> An event that contradicts those before it (a resolution of a resolved case, the end of a wait that never
 *       began) has no effect on the clocks; it is kept and listed in {@link #ignored()}, because an event still to come may
 *       explain it. An event of the user's own type is never contradicted; it moves the metrics that name it, but starts none
 *       once the case is finished.
 *   <li><b>Corrections.</b> The list of events only grows. {@link CaseEvent#withdrawn} takes an event back; an opening is {@linkplain
 *       CaseEvent#replacing replaced}. Of openings that nothing replaces the earliest counts.
 *   <li><b>Who has it.</b> At each instant a case has one {@link Holder}; a finished measurement is credited as {@link Outcome} says.
 * </ul>
 *
 * Immutable and thread-safe: every event gives a new case.
 */
public final class ServiceCase {
    private final String id;
    private final Instant openedAt;
    private final List<ServiceLevelAgreement> openedUnder;
    private final List<Move> moves;
    private final EventLog log;
    /** What one pass over the events carried along; null if it does not know them, or one more event came since. */
    private final @Nullable SinglePass pass;
    /** What the events come to, to go on from; null until somebody asks for more than outcomes. Two threads work out the same. */
    private volatile @Nullable Standing standing;

    /** Where to read what is not known of a restored case; null if all is known. */
    private final @Nullable Unread unread;

    private final Exclusions exclusions;

    private ServiceCase(
            String id,
            Instant openedAt,
            List<ServiceLevelAgreement> openedUnder,
            List<Move> moves,
            EventLog log,
            @Nullable SinglePass pass,
            @Nullable Standing standing,
            @Nullable Unread unread,
            Exclusions exclusions) {
        this.id = id;
        this.openedAt = openedAt;
        this.openedUnder = openedUnder;
        this.moves = moves;
        this.log = log;
        this.pass = pass;
        this.unread = unread;
        this.exclusions = exclusions;
        if (standing != null) { // a volatile field is not written without need
            this.standing = standing;
        }
    }

    /**
     * Where the clocks of a case stand after its events.
     *
     * @param last the last moment
     * @param earlier the state before it, from which one more event of that moment starts again; null if it was not read
     */
    private record Standing(
            Moment last, CaseState state, @Nullable CaseState earlier) {}

    private Standing standing() {
        Standing known = standing;
        SinglePass source = pass;
        if (known == null && source != null) {
            known = worked(
                    openedUnder,
                    moves,
                    source.opening(),
                    source.opened(),
                    source.events().subList(1, source.events().size()));
            standing = known;
        }
        if (known == null) {
            throw new IllegalStateException(
                    "Case " + Quoted.of(id) + " has neither a state nor events to make it from.");
        }
        return known;
    }

    /**
     * A move to another agreement, or to another version of the same.
     *
     * @param place which of the agreements of the opening it follows
     */
    record Move(Instant at, int place, ServiceLevelAgreement agreement, Retargeting rule) {}

    /**
     * Opens a case.
     *
     * @param agreement what was promised
     * @param opening its first event
     * @return the case
     * @throws IllegalArgumentException if the event is of another type
     * @throws DateTimeException if it happened outside the {@linkplain DateRange#SUPPORTED supported years} or those of a calendar of the
     *     agreement
     */
    public static ServiceCase open(ServiceLevelAgreement agreement, CaseEvent opening) {
        return open(List.of(agreement), opening);
    }

    /**
     * Opens a case under several agreements, such as an SLA and the agreements that it rests on.
     *
     * @param agreements what was promised, at least one, each with an id of its own
     * @param opening its first event
     * @return the case
     * @throws IllegalArgumentException if the event is of another type, or the agreements are none or have an id twice
     * @throws DateTimeException if it happened outside the years of a calendar of an agreement
     */
    public static ServiceCase open(List<ServiceLevelAgreement> agreements, CaseEvent opening) {
        if (!opening.type().equals(EventType.OPENED)) {
            throw new IllegalArgumentException("A case begins with the event opened, but was: " + opening + ".");
        }
        requireDifferent(agreements);
        requireSupported(opening);
        // Who opens a case goes on with it, so that its clocks are needed at once.
        List<ServiceLevelAgreement> under = List.copyOf(agreements);
        return new ServiceCase(
                opening.caseId(),
                opening.at(),
                under,
                List.of(),
                EventLog.sorted(List.of(opening)).log(),
                null,
                worked(under, List.of(), opening, Facts.opened(opening, List.of()), List.of()),
                null,
                Exclusions.NONE);
    }

    /**
     * Replays the events of a case.
     *
     * @param agreement what was promised
     * @param events its events in any order, an opening among them
     * @return the case
     * @throws IllegalArgumentException if there is no opening, one event is of another case, or two with one id differ
     * @throws DateTimeException if one is outside the years of a calendar of the agreement
     */
    public static ServiceCase replay(ServiceLevelAgreement agreement, Iterable<CaseEvent> events) {
        return replay(List.of(agreement), events);
    }

    /**
     * Replays the events of a case under several agreements.
     *
     * @param agreements what was promised, at least one, each with an id of its own
     * @param events its events in any order, an opening among them
     * @return the case
     * @throws IllegalArgumentException if there is no opening, one event is of another case, two with one id differ, or the agreements
     *     are none or have an id twice
     * @throws DateTimeException if one is outside the years of a calendar of an agreement
     */
    public static ServiceCase replay(List<ServiceLevelAgreement> agreements, Iterable<CaseEvent> events) {
        requireDifferent(agreements);
        return replayed(List.copyOf(agreements), List.of(), events);
    }

    static void requireDifferent(List<ServiceLevelAgreement> agreements) {
        if (agreements.size() == 1) {
            return;
        }
        Set<String> ids = new HashSet<>();
        for (ServiceLevelAgreement agreement : agreements) {
            if (!ids.add(agreement.id())) {
                throw new IllegalArgumentException("A case is under agreements of different ids, but "
                        + Quoted.of(agreement.id()) + " is there twice; versions of one follow each other by move.");
            }
        }
        if (ids.isEmpty()) {
            throw new IllegalArgumentException("A case is under at least one agreement, but there are none.");
        }
    }

    /**
     * Returns the case with one more event.
     *
     * @param event what happened, now or long ago
     * @return the case with it; this one if it has the event already
     * @throws IllegalArgumentException if the event is of another case, or has the id of an event of other content
     * @throws DateTimeException if it is outside the years of a calendar of an agreement
     */
    public ServiceCase apply(CaseEvent event) {
        EventLog.requireOurs(id, event);
        boolean happens = isPlain(event) && !event.at().isBefore(openedAt) && !isMovedAfter(event.at());
        Standing now = standing();
        int place = now.last().compare(event);
        if (happens && place > 0) {
            CaseState.After after = now.state().with(now.last(), List.of(event));
            return with(log.with(event), after, now.state());
        }
        CaseEvent known = known(event);
        if (known != null && known.knownSince(event).recordedAt().equals(known.recordedAt())) {
            return this;
        }
        CaseState before = now.earlier();
        Moment last = now.last();
        Moment previous = happens && place == 0 && known == null && last.isRead() ? last.before() : null;
        if (before != null && previous != null) {
            List<CaseEvent> same = new ArrayList<>(last.events());
            same.add(event);
            same.sort(EventOrder.OF_A_CASE);
            return with(log.with(event), before.with(previous, same), before);
        }
        List<CaseEvent> more = new ArrayList<>(events());
        more.add(event);
        return replayed(openedUnder, moves, more).without(exclusions);
    }

    private ServiceCase with(EventLog more, CaseState.After after, CaseState before) {
        return new ServiceCase(
                id,
                openedAt,
                openedUnder,
                moves,
                more,
                null,
                new Standing(after.moment(), after.state(), before),
                unread,
                exclusions);
    }

    /** Whether an event happens to the case, and not to its list of events, and cannot be known yet. */
    private boolean isPlain(CaseEvent event) {
        return !event.type().equals(EventType.OPENED) && !event.type().equals(EventType.WITHDRAWN) && log.isNew(event);
    }

    private boolean isMovedAfter(Instant at) {
        return !moves.isEmpty() && moves.get(moves.size() - 1).at().isAfter(at);
    }

    /** The equal event that the case has already; null if it has none. */
    private @Nullable CaseEvent known(CaseEvent event) {
        EventLog read = log();
        CaseEvent byId = read.known(event);
        if (byId != null || !event.id().isEmpty()) {
            return byId;
        }
        Moment moment = last();
        for (Moment before = moment.before(); before != null && moment.compare(event) < 0; before = moment.before()) {
            moment = before;
        }
        List<CaseEvent> others = new ArrayList<>(moment.events());
        others.add(opening());
        others.addAll(read.before());
        read.aside().forEach(entry -> others.add(entry.event()));
        return others.stream().filter(event::equals).findFirst().orElse(null);
    }

    /** The log with all that is in it, read if need be. */
    EventLog log() {
        Unread source = unread;
        if (source == null) {
            return log;
        }
        EventLog read = source.get().log;
        EventIds all = read.ids();
        for (Moment moment = last(); moment != null && moment.isRead(); moment = moment.before()) {
            for (CaseEvent event : moment.events()) {
                all = all.with(event);
            }
        }
        return new EventLog(read.opening(), read.before(), read.aside(), all, read.taken());
    }

    private static void requireSupported(CaseEvent opening) {
        if (!SinglePass.isSupported(opening.at())) {
            throw new DateTimeException("Case " + Quoted.of(opening.caseId()) + " was opened at " + opening.at()
                    + ", outside the years that sla4j supports: " + DateRange.SUPPORTED + ".");
        }
    }

    /**
     * A case from its events: in one pass if that is enough, so that a case which is only judged costs no more than that; else with all
     * that it needs to go on.
     */
    private static ServiceCase replayed(
            List<ServiceLevelAgreement> openedUnder, List<Move> moves, Iterable<CaseEvent> events) {
        EventLog.Sorted sorted = EventLog.sorted(events);
        CaseEvent opening = sorted.opening();
        requireSupported(opening);
        Facts opened = Facts.opened(opening, sorted.log().before());
        SinglePass pass = moves.isEmpty() ? SinglePass.over(openedUnder, null, opened, sorted.events()) : null;
        Standing standing = pass != null ? null : worked(openedUnder, moves, opening, opened, sorted.happened());
        return new ServiceCase(
                opening.caseId(),
                opening.at(),
                openedUnder,
                moves,
                sorted.log(),
                pass,
                standing,
                null,
                Exclusions.NONE);
    }

    /** Where the clocks stand. A move holds from its instant on, also for events of that instant. */
    private static Standing worked(
            List<ServiceLevelAgreement> openedUnder,
            List<Move> moves,
            CaseEvent opening,
            Facts opened,
            List<CaseEvent> happened) {
        Moment last = Moment.opened(opening, opened);
        CaseState state = CaseState.opened(openedUnder, last.steps().get(0));
        CaseState earlier = state;
        int moved = 0;
        for (List<CaseEvent> moment : Moment.split(happened)) {
            while (moved < moves.size()
                    && !moves.get(moved).at().isAfter(moment.get(0).at())) {
                state = state.moved(moves.get(moved++), opening.at(), last);
            }
            earlier = state;
            CaseState.After after = state.with(last, moment);
            state = after.state();
            last = after.moment();
        }
        while (moved < moves.size()) {
            state = state.moved(moves.get(moved++), opening.at(), last);
        }
        return new Standing(last, state, earlier);
    }

    /**
     * Returns the case under another agreement from an instant on, or under another version of the same.
     *
     * <p>It holds from that instant on, also for events of that instant. What the case finished before stays as it was measured:
     * stopped clocks keep their target and verdict until the case is reopened, and a closed or cancelled case does not move at
     * all. A case under several agreements moves that of the same id.
     *
     * @param at when it begins to hold, at or after the opening
     * @param next what is promised from then on
     * @param rule what becomes of the time that open clocks have used
     * @return the case with the move; late events are put in their place before or after it
     * @throws IllegalArgumentException if {@code at} is before the case was opened, or none of several agreements has that id
     * @throws DateTimeException if {@code at} is outside the years of a calendar of the agreement
     */
    public ServiceCase move(Instant at, ServiceLevelAgreement next, Retargeting rule) {
        return move(openedUnder.size() == 1 ? 0 : place(next.id()), next, at, rule);
    }

    ServiceCase move(int place, ServiceLevelAgreement next, Instant at, Retargeting rule) {
        if (at.isBefore(openedAt())) {
            throw new IllegalArgumentException("Case " + Quoted.of(id()) + " cannot move to agreement "
                    + Quoted.of(next.id()) + " at " + at + ": it was opened at " + openedAt()
                    + "; replay it under the other agreement instead.");
        }
        Move move = new Move(at, place, next, rule);
        int index = moves.size();
        while (index > 0 && at.isBefore(moves.get(index - 1).at())) {
            index--;
        }
        if (index > 0 && moves.get(index - 1).equals(move)) {
            return this;
        }
        List<Move> more = new ArrayList<>(moves);
        more.add(index, move);
        if (index == moves.size() && at.isAfter(last().at())) {
            return new ServiceCase(
                    id,
                    openedAt,
                    openedUnder,
                    List.copyOf(more),
                    log,
                    null,
                    new Standing(last(), state().moved(move, openedAt, last()), null),
                    unread,
                    exclusions);
        }
        return replayed(openedUnder, List.copyOf(more), events()).without(exclusions);
    }

    private int place(String agreementId) {
        for (int i = 0; i < openedUnder.size(); i++) {
            if (state().promises().get(i).agreement().id().equals(agreementId)) {
                return i;
            }
        }
        throw new IllegalArgumentException("Case " + Quoted.of(id) + " is under the agreements "
                + agreements().stream()
                        .map(ServiceLevelAgreement::id)
                        .map(Quoted::of)
                        .toList() + ", but not under "
                + Quoted.of(agreementId) + ".");
    }

    /**
     * Replays the whole history as if another agreement had held from the start.
     *
     * <p>This case stays what it is; compare the two by {@link #diff}.
     *
     * @param other what might have been promised
     * @return a case of the same events and exclusions under that agreement alone, without moves
     * @throws DateTimeException if an event is outside the years of a calendar of the agreement
     */
    public ServiceCase under(ServiceLevelAgreement other) {
        return replayed(List.of(other), List.of(), events()).without(exclusions);
    }

    /**
     * Replays what was known by an instant: of the events those recorded by then, of agreements, calendars and exclusions what had
     * been published.
     *
     * <p>An event that does not say when it was {@linkplain CaseEvent#withRecordedAt recorded} counts as known since it happened.
     *
     * @param known the last instant at which something may have become known
     * @return the case as it was seen then; empty if its opening was not known yet
     */
    public Optional<ServiceCase> asKnownOn(Instant known) {
        List<CaseEvent> then = events().stream()
                .filter(event -> !event.knownAt().isAfter(known))
                .toList();
        if (then.stream().noneMatch(event -> event.type().equals(EventType.OPENED))) {
            return Optional.empty();
        }
        List<ServiceLevelAgreement> agreements = openedUnder.stream()
                .map(agreement -> agreement.asKnownOn(known))
                .toList();
        List<Move> moved = moves.stream()
                .filter(move -> !move.at().isAfter(known))
                .map(move -> new Move(move.at(), move.place(), move.agreement().asKnownOn(known), move.rule()))
                .toList();
        return Optional.of(replayed(agreements, moved, then).without(exclusions.asKnownOn(known)));
    }

    /**
     * Returns the case with some time excluded.
     *
     * <p>This case, the raw result, stays what it is; {@link CaseDiff#between} shows the two side by side. An outcome that differs
     * from the raw one {@linkplain Outcome#isAdjusted says so}.
     *
     * @param excluded what does not count, in place of what was excluded before
     * @return the case of the same events and moves in which it does not count
     */
    public ServiceCase without(Exclusions excluded) {
        return new ServiceCase(id, openedAt, openedUnder, moves, log, pass, standing, unread, excluded);
    }

    /** The clock of a measure as it is shown: less what is excluded. */
    SlaClock shown(SlaClock clock) {
        return exclusions.toList().isEmpty() ? clock : clock.without(exclusions::takenOutOf);
    }

    Exclusions exclusions() {
        return exclusions;
    }

    /**
     * Says what would be different if another agreement had held from the start.
     *
     * @param other what might have been promised
     * @param now when to look, at or after the last event
     * @return the differences; empty if there are none
     * @throws IllegalArgumentException if {@code now} is before the case was opened
     * @throws DateTimeException if an event or {@code now} is outside the years of a calendar of an agreement
     */
    public CaseDiff diff(ServiceLevelAgreement other, Instant now) {
        return CaseDiff.between(this, under(other), now);
    }

    /**
     * Accounts for every interval of a clock's life by who had the case.
     *
     * @param metric what is measured, by the first of its agreements
     * @param now when to stop accounting, at or after the clock's start
     * @return the account; empty if the metric has no clock
     * @throws IllegalArgumentException if {@code now} is before the clock's start
     * @throws DateTimeException if {@code now} is outside the years of the calendar
     */
    public Optional<CaseLedger> ledger(Metric metric, Instant now) {
        return clock(metric).map(clock -> CaseLedger.of(turns(), clock, now));
    }

    /**
     * Accounts for every interval of a clock's life by who had the case.
     *
     * @param agreementId the agreement
     * @param metric what is measured
     * @param now when to stop accounting, at or after the clock's start
     * @return the account; empty if the metric has no clock
     * @throws IllegalArgumentException if {@code now} is before the clock's start, or the case is not under the agreement
     * @throws DateTimeException if {@code now} is outside the years of the calendar
     */
    public Optional<CaseLedger> ledger(String agreementId, Metric metric, Instant now) {
        return Optional.ofNullable(clocks(agreementId).get(metric)).map(clock -> CaseLedger.of(turns(), clock, now));
    }

    /**
     * Adds up how long each holder had the case on the wall.
     *
     * @param now when to stop, at or after the opening
     * @return one time for each holder, nobody included, by key, unmodifiable: all together from the opening to the last time that
     *     the case became finished, or to {@code now} if it is not
     * @throws IllegalArgumentException if {@code now} is before the opening
     */
    public SortedMap<Holder, Duration> timesByHolder(Instant now) {
        if (now.isBefore(openedAt)) {
            throw new IllegalArgumentException("Case " + Quoted.of(id) + " was opened at " + openedAt
                    + " and cannot be looked at as of " + now + "; look at it at or after its opening.");
        }
        return HolderTimes.of(last(), turns(), now);
    }

    /** What was true of the case from each of its instants on, the opening first. */
    List<Turn> turns() {
        List<Turn> turns = new ArrayList<>();
        for (Moment moment : last().all()) {
            for (Step step : moment.steps()) {
                if (!turns.isEmpty() && turns.get(turns.size() - 1).at().equals(step.at())) {
                    turns.remove(turns.size() - 1);
                }
                turns.add(step.after().turn(step.at()));
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
        return id;
    }

    /**
     * Returns the agreement, the first if the case is under several.
     *
     * @return what is promised now: the agreement of the opening, or of the last {@linkplain #move move}
     */
    public ServiceLevelAgreement agreement() {
        return state().promises().get(0).agreement();
    }

    /**
     * Returns the agreements.
     *
     * @return what is promised now, in the order given at the opening, unmodifiable
     */
    public List<ServiceLevelAgreement> agreements() {
        List<PromisedClocks> promises = state().promises();
        return promises.size() == 1
                ? List.of(promises.get(0).agreement())
                : promises.stream().map(PromisedClocks::agreement).toList();
    }

    /**
     * Returns an agreement of the case.
     *
     * @param agreementId its id
     * @return the version of it that holds now
     * @throws IllegalArgumentException if the case is not under it
     */
    public ServiceLevelAgreement agreement(String agreementId) {
        return promise(agreementId).agreement();
    }

    private PromisedClocks promise(String agreementId) {
        return state().promises().get(place(agreementId));
    }

    List<ServiceLevelAgreement> openedUnder() {
        return openedUnder;
    }

    List<Move> moves() {
        return moves;
    }

    private Facts facts() {
        SinglePass known = pass;
        return known == null ? state().facts() : known.facts();
    }

    CaseState state() {
        return standing().state();
    }

    Moment last() {
        return standing().last();
    }

    /**
     * Returns when the case was opened.
     *
     * @return the instant of its opening
     */
    public Instant openedAt() {
        return openedAt;
    }

    /**
     * Returns the opening that counts.
     *
     * @return the earliest that no other replaces
     */
    public CaseEvent opening() {
        CaseEvent opening = log().opening();
        if (opening == null) {
            throw new IllegalStateException("The log of case " + Quoted.of(id) + " was read without its opening.");
        }
        return opening;
    }

    /**
     * Returns how severe the case is.
     *
     * @return the severity after its last event
     */
    public Severity severity() {
        return facts().severity();
    }

    /**
     * Returns the team that has the case.
     *
     * @return the team, also while the case waits; empty if no event said
     */
    public String team() {
        return facts().team();
    }

    /**
     * Returns who has the case.
     *
     * @return the holder after its last event
     */
    public Holder holder() {
        return facts().holder();
    }

    /**
     * Returns what the case waits for, whether or not that pauses a clock.
     *
     * @return the reasons, in the order in which the waits began, unmodifiable
     */
    public Set<PauseReason> waits() {
        return facts().waits();
    }

    /**
     * Returns what else is known of the case.
     *
     * @return name and value of each attribute after its last event, by name, unmodifiable
     */
    public Map<String, String> attributes() {
        return facts().attributes();
    }

    /**
     * Whether the case is closed or cancelled, and not only resolved: nothing but a reopening moves it then.
     *
     * @return true until it is reopened
     */
    public boolean isClosed() {
        return facts().isFinished();
    }

    /**
     * Returns the policy that applies to the case, by the first of its agreements.
     *
     * @return the policy; empty if nothing is promised for such a case
     */
    public Optional<SeverityPolicy> policy() {
        return state().promises().get(0).policy();
    }

    /**
     * Returns the policy that applies to the case.
     *
     * @param agreementId by which agreement
     * @return the policy; empty if nothing is promised for such a case
     * @throws IllegalArgumentException if the case is not under it
     */
    public Optional<SeverityPolicy> policy(String agreementId) {
        return promise(agreementId).policy();
    }

    /**
     * Returns the policy whose rules hold: the one that applies, or the last one that did, for clocks that run on after it was left.
     *
     * @param agreementId by which agreement
     * @return the policy; empty if nothing was ever promised for the case
     * @throws IllegalArgumentException if the case is not under it
     */
    public Optional<SeverityPolicy> lastPolicy(String agreementId) {
        return Optional.ofNullable(promise(agreementId).rules());
    }

    /**
     * Says why nothing is promised for the case.
     *
     * @param agreementId by which agreement
     * @return the reason in words: the agreement did not hold when the case was opened, or no policy selects the case; empty if one
     *     does
     * @throws IllegalArgumentException if the case is not under it
     */
    public Optional<String> unpromisedBecause(String agreementId) {
        PromisedClocks promise = promise(agreementId);
        if (promise.policy().isPresent()) {
            return Optional.empty();
        }
        return Optional.of(promise.agreement()
                .promisesNothingBecause(openedAt)
                .orElseGet(() -> "no policy is for severity " + severity() + " with " + attributes()));
    }

    /**
     * Returns the clocks, by the first of its agreements.
     *
     * @return one clock for each metric that has begun, in the order of the policy's targets, unmodifiable
     */
    public Map<Metric, SlaClock> clocks() {
        return clocks(state().promises().get(0));
    }

    /**
     * Returns the clocks.
     *
     * @param agreementId by which agreement
     * @return one clock for each metric that has begun, in the order of the policy's targets, unmodifiable
     * @throws IllegalArgumentException if the case is not under it
     */
    public Map<Metric, SlaClock> clocks(String agreementId) {
        return clocks(promise(agreementId));
    }

    private Map<Metric, SlaClock> clocks(PromisedClocks promise) {
        Map<Metric, SlaClock> clocks = new LinkedHashMap<>();
        promise.measures().forEach((metric, measure) -> {
            if (measure.isPromised()) {
                clocks.put(metric, shown(measure.clock()));
            }
        });
        return Collections.unmodifiableMap(clocks);
    }

    /**
     * Returns the clock of a metric, by the first of its agreements.
     *
     * @param metric what is measured
     * @return its clock; empty if it has no target or has not begun
     */
    public Optional<SlaClock> clock(Metric metric) {
        return Optional.ofNullable(state().promises().get(0).measures().get(metric))
                .filter(Measure::isPromised)
                .map(measure -> shown(measure.clock()));
    }

    /**
     * Returns who is credited with the measurements of a metric, as {@link Outcome#creditedTo} says. Reads no events.
     *
     * @param agreementId by which agreement
     * @param metric what is measured
     * @return one for each finished cycle of the clock, in order, and one for the present measurement: while it goes on, the team that
     *     has the case; empty if the metric has no clock. Unmodifiable
     * @throws IllegalArgumentException if the case is not under the agreement
     */
    public List<Holder> creditedTo(String agreementId, Metric metric) {
        Measure measure = promise(agreementId).measures().get(metric);
        if (measure == null) {
            return List.of();
        }
        List<Holder> credited = new ArrayList<>();
        measure.cycles().forEach(cycle -> credited.add(cycle.holder()));
        CreditedTo credit = measure.credit();
        credited.add(credit == null ? CreditedTo.holder(metric, team()) : credit.holder());
        return Collections.unmodifiableList(credited);
    }

    /**
     * Returns what the clock of a metric showed before something took the place of its measurement.
     *
     * @param metric what is measured, by the first of its agreements
     * @return the facts in order, unmodifiable; empty if there are none
     */
    public List<Superseded> superseded(Metric metric) {
        return clock(metric).map(SlaClock::superseded).orElse(List.of());
    }

    /**
     * Returns the events.
     *
     * @return all events in the order in which they apply, those before the opening first, also what was withdrawn; unmodifiable;
     *     gathered anew at each call
     */
    public List<CaseEvent> events() {
        SinglePass known = pass;
        if (known != null && log.before().isEmpty() && log.aside().isEmpty()) {
            return Collections.unmodifiableList(known.events());
        }
        EventLog read = log();
        List<CaseEvent> events = new ArrayList<>();
        read.aside().forEach(entry -> events.add(entry.event()));
        for (Moment moment : last().all()) {
            if (!moment.isOpening()) {
                events.addAll(moment.events());
            }
        }
        if (!read.aside().isEmpty()) {
            events.sort(EventOrder.OF_A_CASE);
        }
        int place = 0;
        while (place < events.size() && events.get(place).at().isBefore(openedAt)) {
            place++;
        }
        events.add(place, opening());
        events.addAll(0, read.before());
        if (place > 0) {
            events.subList(0, place + read.before().size()).sort(EventOrder.OF_A_CASE);
        }
        return Collections.unmodifiableList(events);
    }

    /** The events that count, the opening first. */
    List<CaseEvent> happened() {
        SinglePass known = pass;
        if (known != null) {
            return known.events();
        }
        return last().all().stream().flatMap(moment -> moment.events().stream()).toList();
    }

    /**
     * Returns the events, or what they say, that count for nothing.
     *
     * @return those that contradict the others, those that were withdrawn, their withdrawals, openings that do not count, events before
     *     the opening that say nothing of the case, severities that no agreement has, parties that are spelt
     *     almost like one that an agreement knows, what was agreed by hand about nothing that goes
     *     on, and ratings that cannot be read, each with the reason; unmodifiable
     */
    public List<IgnoredEvent> ignored() {
        return new IgnoredEvents(this).all();
    }

    /**
     * Says how the case stands against each of its targets.
     *
     * @param now when to look; events after it are left out
     * @return nothing for a case that was opened later; else one outcome for each clock and finished cycle, by agreement and in the order of the policy's targets; one {@linkplain
     *     Outcome#isPromised() without promise} for an agreement of which no policy selects the case
     * @throws DateTimeException if {@code now} is outside the years of a calendar of an agreement
     */
    public List<Outcome> outcomes(Instant now) {
        SinglePass known = exclusions.toList().isEmpty() ? passed(now) : null;
        List<Outcome> carried = known == null ? null : known.outcomes(now);
        return carried == null ? outcomes(now, Optional.empty()) : carried;
    }

    /** One pass over the events, gone over now if the case came to be step by step; null if that is not enough. */
    private @Nullable SinglePass passed(Instant now) {
        if (pass != null || !moves.isEmpty() || now.isBefore(last().at())) {
            return pass;
        }
        Facts opened = last().all().get(0).steps().get(0).after();
        return SinglePass.over(openedUnder, null, opened, happened());
    }

    private List<Outcome> outcomes(Instant now, Optional<Instant> observedFrom) {
        return now.isBefore(openedAt) ? List.of() : new Outcomes(until(now), now, observedFrom).all();
    }

    /** The case without what happened after an instant, though with what was corrected after it. */
    private ServiceCase until(Instant now) {
        if (!now.isBefore(last().at()) && !isMovedAfter(now)) {
            return this;
        }
        List<CaseEvent> then = events().stream()
                .filter(event -> !event.at().isAfter(now)
                        || event.type().equals(EventType.OPENED)
                        || event.type().equals(EventType.WITHDRAWN))
                .toList();
        List<Move> moved =
                moves.stream().filter(move -> !move.at().isAfter(now)).toList();
        return replayed(openedUnder, moved, then).without(exclusions);
    }

    /**
     * Says how the case stands against each of its targets, and how it stood when somebody began to watch.
     *
     * @param now when to look; events after it are left out
     * @param observedFrom an instant at which the {@linkplain Outcome#path() path} of each outcome begins another stage
     * @return the outcomes of {@link #outcomes(Instant)}
     * @throws DateTimeException if {@code now} is outside the years of a calendar of an agreement
     */
    public List<Outcome> outcomes(Instant now, Instant observedFrom) {
        return outcomes(now, Optional.of(observedFrom));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ServiceCase that
                && openedUnder.equals(that.openedUnder)
                && moves.equals(that.moves)
                && exclusions.equals(that.exclusions)
                && events().equals(that.events());
    }

    @Override
    public int hashCode() {
        return id.hashCode() * 31 + openedAt.hashCode();
    }

    /** Returns the id, the severity and the clocks in words. */
    @Override
    public String toString() {
        return Quoted.plain(id() + " severity " + severity() + " " + clocks());
    }

    /**
     * Returns what the events of the case add up to, in few bytes, for a row of a table, a cache or the state of a stream.
     *
     * <pre>{@code
     * byte[] row = incident.toState();
     * ServiceCase again = ServiceCase.restore(row, List.of(agreement), () -> events);   // reads no events now, and seldom later
     * }</pre>
     *
     * @return versioned bytes with a checksum, without the events; what is {@linkplain #without excluded} is left out
     */
    public byte[] toState() {
        byte[] same = unread == null ? null : unread.bytesOf(standing());
        return same == null ? CaseBytes.write(this) : same;
    }

    /**
     * Makes a case again from its state, without replaying its events.
     *
     * <p>The case goes on like the one that was saved: clocks, severity, team, waits and every further event in order need no more. Its
     * events are read when somebody asks for more than the state: for a late event, a withdrawal or a replaced opening; an event
     * of the same instant as the last, or with an id that may be known; a target that has to be measured from the start; {@link
     * #events()}, {@link #ignored()}, {@link #outcomes} and ledgers.
     *
     * @param state what {@link #toState} returned, in this release or an earlier one
     * @param agreements the agreements and versions that the case was opened under or moved to; more do no harm
     * @param history gives all events of the case when it was saved, in any order; asked at most once, in the thread that needs them;
     *     what it throws is passed on
     * @return the case
     * @throws IllegalArgumentException if the bytes are damaged or of a newer form, or an agreement is missing or has other policies
     */
    public static ServiceCase restore(
            byte[] state, Collection<ServiceLevelAgreement> agreements, Supplier<List<CaseEvent>> history) {
        Unread unread = new Unread(state.clone());
        CaseBytes.Restored restored = CaseBytes.read(state, agreements, unread);
        EventLog log = new EventLog(null, List.of(), List.of(), restored.ids(), Set.of());
        Moment last = Moment.unread(
                restored.lastAt(),
                restored.lastSequence(),
                restored.isOpening(),
                () -> unread.get().last());
        Standing standing = new Standing(last, restored.state(), null);
        unread.from(standing, () -> replayed(restored.openedUnder(), restored.moves(), history.get()));
        return new ServiceCase(
                restored.id(),
                restored.openedAt(),
                restored.openedUnder(),
                restored.moves(),
                log,
                null,
                standing,
                unread,
                Exclusions.NONE);
    }

    /** The ids of all events and of those that are withdrawn, as numbers in ascending order. */
    int[] idHashes() {
        int[] ids = log.ids().hashes();
        return log.taken().isEmpty()
                ? ids
                : IntStream.concat(IntStream.of(ids), log.taken().stream().mapToInt(EventIds::hash))
                        .sorted()
                        .distinct()
                        .toArray();
    }

    /** The case as it was saved, made from its events when somebody needs more than its state. */
    static final class Unread implements Supplier<ServiceCase> {
        private final byte[] bytes;
        private @Nullable Standing saved;
        private @Nullable Supplier<ServiceCase> source;
        private volatile @Nullable ServiceCase read;

        Unread(byte[] bytes) {
            this.bytes = bytes;
        }

        void from(Standing standing, Supplier<ServiceCase> events) {
            saved = standing;
            source = events;
        }

        /** The bytes that a case was read from; null if something happened to it since. */
        @SuppressWarnings("ReferenceEquality") // whatever happens makes another
        byte @Nullable [] bytesOf(Standing standing) {
            return standing == saved ? bytes.clone() : null;
        }

        SlaClock clock(int place, Metric metric) {
            Measure measure = get().state().promises().get(place).measures().get(metric);
            if (measure == null) {
                throw new IllegalStateException(
                        "The events given for a restored case are not those of its state: they give no clock "
                                + metric.name() + ".");
            }
            return measure.clock();
        }

        @Override
        public ServiceCase get() {
            ServiceCase known = read;
            Supplier<ServiceCase> events = source;
            if (known == null && events != null) {
                known = events.get();
                read = known;
            }
            if (known == null) {
                throw new IllegalStateException("A case asks for its events while it is being restored.");
            }
            return known;
        }
    }
}
