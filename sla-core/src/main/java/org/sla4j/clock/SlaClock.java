package org.sla4j.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Reopening;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.Target;
import org.sla4j.clock.Transition.History;

/**
 * A pausable clock that measures one case against one target in business time.
 *
 * <p>The time it shows is the open time of the target's calendar during which no wait held it; nothing else is ever added or
 * taken away, so a hold over a closed night neither costs nor grants time.
 *
 * <pre>{@code
 * SlaClock clock = SlaClock.start(target, opened)
 *         .pause(PauseReason.of("awaiting user info", "customer"), asked)
 *         .resume(answered);
 * ClockReading reading = clock.reading(now); // elapsed, remaining, due, verdict
 * clock.explain(now).entries().forEach(System.out::println);
 * }</pre>
 *
 * <h2>Rules</h2>
 *
 * <ul>
 *   <li>Waits are a set: waiting for the customer and for a vendor at once, the clock runs again when both have ended. Waiting
 *       once more for the same reason changes nothing that it shows.
 *   <li>A stopped clock is met if it used no more than the limit, else missed. An open one is breached once it has used more.
 *   <li>A limit in business days is turned into business time when counting begins: the open time from the start to the
 *       instant its {@link org.sla4j.calendar.DayRule} names. Waits then move it like any other limit.
 *   <li>Events at one instant apply in the order given. An event that arrives late is put in its place, after those of the
 *       same instant, and everything is recomputed: the clock is always what replaying its events from the start gives. The
 *       same event twice in a row counts once.
 * </ul>
 *
 * Immutable and thread-safe: every change returns a new clock. An event that cannot be true (a pause after the stop) is
 * refused with an {@link IllegalStateException}, one before the start with an {@link IllegalArgumentException}, and nothing
 * changes. Equal clocks have equal histories.
 */
public final class SlaClock {
    private static final Duration MOST = Duration.ofNanos(Long.MAX_VALUE);

    private final Instant start;
    private final History history;
    private final Replay.Figures figures;

    private SlaClock(Instant start, Replay replay) {
        this.start = start;
        history = replay.history();
        figures = replay.figures();
    }

    /**
     * Starts a clock.
     *
     * @param target what it is measured against
     * @param at when it starts; the calendar need not be open
     * @return a running clock
     * @throws java.time.DateTimeException if {@code at} is outside the years of the target's calendar, or the calendar has
     *     fewer business days than the limit
     */
    public static SlaClock start(Target target, Instant at) {
        target.countingCalendar().isOpen(at);
        return new SlaClock(at, Replay.of(List.of(new Transition.Started(at, target)), false));
    }

    /**
     * Begins a wait.
     *
     * @param reason why the case waits and for whom; it holds the clock if the target's pause rule says so
     * @param at when the wait began
     * @return the clock with the wait; if it waits for the reason already, it waits on
     * @throws IllegalStateException if the clock is stopped or cancelled then
     * @throws IllegalArgumentException if {@code at} is before the start
     */
    public SlaClock pause(PauseReason reason, Instant at) {
        return with(new Transition.Paused(at, reason));
    }

    /**
     * Ends a wait.
     *
     * @param reason the wait that ended; the clock runs again when no other wait holds it
     * @param at when it ended
     * @return the clock without the wait
     * @throws IllegalStateException if the clock does not wait for that reason then
     * @throws IllegalArgumentException if {@code at} is before the start
     */
    public SlaClock resume(PauseReason reason, Instant at) {
        return with(new Transition.Resumed(at, reason));
    }

    /**
     * Ends all waits.
     *
     * @param at when they ended
     * @return the clock without waits
     * @throws IllegalStateException if the clock waits for nothing then
     * @throws IllegalArgumentException if {@code at} is before the start
     */
    public SlaClock resume(Instant at) {
        return with(new Transition.Resumed(at, null));
    }

    /**
     * Holds the clock until it is released, whatever its target says about waits: for what counts only while something goes
     * on, such as work.
     *
     * @param at when it came to a halt
     * @return the clock on hold; if it is held already, it is held on
     * @throws IllegalStateException if the clock is stopped or cancelled then
     * @throws IllegalArgumentException if {@code at} is before the start
     */
    public SlaClock hold(Instant at) {
        return with(new Transition.Held(at));
    }

    /**
     * Ends a {@link #hold}; waits go on.
     *
     * @param at when it ended
     * @return the clock, running unless a wait pauses it
     * @throws IllegalStateException if the clock is not held then
     * @throws IllegalArgumentException if {@code at} is before the start
     */
    public SlaClock release(Instant at) {
        return with(new Transition.Released(at));
    }

    /**
     * Finishes the measurement; waits and holds end with it.
     *
     * @param at when it was finished
     * @return the stopped clock, met or missed
     * @throws IllegalStateException if the clock is stopped or cancelled then
     * @throws IllegalArgumentException if {@code at} is before the start
     */
    public SlaClock stop(Instant at) {
        return with(new Transition.Stopped(at));
    }

    /**
     * Runs a stopped clock on from where it stopped.
     *
     * @param at when the case was reopened
     * @return the running clock, by {@link Reopening#CONTINUE}
     * @throws IllegalStateException if the clock is not stopped then
     * @throws IllegalArgumentException if {@code at} is before the start
     */
    public SlaClock reopen(Instant at) {
        return reopen(at, Reopening.CONTINUE);
    }

    /**
     * Runs a stopped clock again.
     *
     * @param at when the case was reopened
     * @param rule what becomes of the time before
     * @return the running clock, or by {@link Reopening#FROZEN} the stopped one
     * @throws IllegalStateException if the clock is not stopped then
     * @throws IllegalArgumentException if {@code at} is before the start
     */
    public SlaClock reopen(Instant at, Reopening rule) {
        return with(new Transition.Reopened(at, rule));
    }

    /**
     * Drops the time used and counts from zero; waits and holds go on.
     *
     * @param at when counting begins anew
     * @return the clock without the time before; what it showed is kept in {@link #superseded}
     * @throws IllegalStateException if the clock is stopped or cancelled then
     * @throws IllegalArgumentException if {@code at} is before the start
     */
    public SlaClock reset(Instant at) {
        return with(new Transition.Restarted(at, false));
    }

    /**
     * Finishes the measurement, unless it is finished already, and begins the next from zero; waits and holds go on.
     *
     * @param at when the next begins
     * @return the clock in its next cycle; the outcome of the one before is kept in {@link #finishedCycles}
     * @throws IllegalArgumentException if {@code at} is before the start
     */
    public SlaClock nextCycle(Instant at) {
        return with(new Transition.Restarted(at, true));
    }

    /**
     * Measures against another target from now on, or as if it had always been.
     *
     * @param target the new target
     * @param at when it changed
     * @param rule which target counts and what becomes of the time already used; a stopped clock changes by {@link
     *     Retargeting#RETROACTIVE} only
     * @return the clock with the new target
     * @throws IllegalStateException if the clock is cancelled then
     * @throws IllegalArgumentException if {@code at} is before the start
     */
    public SlaClock retarget(Target target, Instant at, Retargeting rule) {
        return with(new Transition.Retargeted(at, target, rule));
    }

    /**
     * Ends the clock without a verdict.
     *
     * @param at when the case was cancelled
     * @return the cancelled clock
     * @throws IllegalStateException if it is cancelled already
     * @throws IllegalArgumentException if {@code at} is before the start
     */
    public SlaClock cancel(Instant at) {
        return with(new Transition.Cancelled(at));
    }

    private SlaClock with(Transition transition) {
        if (transition.at().isBefore(startedAt())) {
            throw new IllegalArgumentException("Cannot apply " + transition + ": the clock starts at " + startedAt()
                    + "; events come at or after it.");
        }
        History before = upTo(transition.at());
        if (before.last().equals(transition)) {
            return this;
        }
        if (before.size() == history.size()) {
            Replay replay = new Replay(history, figures);
            replay.apply(transition);
            return new SlaClock(start, replay);
        }
        List<Transition> inOrder = history.toList();
        inOrder.add(before.size(), transition);
        return new SlaClock(start, Replay.of(inOrder, false));
    }

    /** The part of the history that is not after an instant; the start is not. */
    private History upTo(Instant at) {
        History part = history;
        for (History before = part.before(); before != null && part.last().at().isAfter(at); before = part.before()) {
            part = before;
        }
        return part;
    }

    /**
     * Reads the clock.
     *
     * @param now when to read it, at or after its start; an instant before later events shows the clock as it was then
     * @return elapsed, due and verdict at that instant
     * @throws IllegalArgumentException if {@code now} is before the start
     * @throws java.time.DateTimeException if {@code now} is outside the years of the calendar
     */
    public ClockReading reading(Instant now) {
        return Replay.reading(at(now).figures, Replay.nanos(now));
    }

    /**
     * Reads the time used, in nanoseconds and without allocating.
     *
     * @param now nanoseconds since 1970-01-01T00:00Z, at or after the clock's last event
     * @return what {@code reading(now).elapsed()} shows, in nanoseconds
     * @throws java.time.DateTimeException if {@code now} is outside the years of the calendar
     */
    public long elapsedNanos(long now) {
        return figures.phase() == Phase.RUNNING
                ? figures.counted() + figures.calendar().elapsedNanos(figures.since(), now)
                : figures.counted();
    }

    /**
     * Reads the time left, in nanoseconds and without allocating.
     *
     * @param now nanoseconds since 1970-01-01T00:00Z, at or after the clock's last event
     * @return what {@code reading(now).remaining()} shows, in nanoseconds; negative after the breach
     * @throws java.time.DateTimeException if {@code now} is outside the years of the calendar
     */
    public long remainingNanos(long now) {
        return figures.limit() - elapsedNanos(now);
    }

    /**
     * Returns when so much of the limit is used up, such as the time that warrants a warning.
     *
     * <p>For the limit itself this is {@code due}. Time that was carried over from an earlier target counts as used when the
     * present one came into force.
     *
     * <pre>{@code
     * Optional<Instant> threeQuarters = clock.reaches(clock.reading(now).limit().multipliedBy(3).dividedBy(4));
     * }</pre>
     *
     * @param used how much time, zero or more
     * @return the earliest instant at which the clock showed so much, or will if nothing more happens to it; empty while it is
     *     held or finished before that, and if the calendar has too little open time left
     * @throws IllegalArgumentException if {@code used} is negative
     */
    public Optional<Instant> reaches(Duration used) {
        if (used.isNegative()) {
            throw new IllegalArgumentException("The time used must be zero or more, but was " + used + ".");
        }
        if (used.compareTo(MOST) > 0) {
            return Optional.empty();
        }
        long nanos = used.toNanos();
        boolean past = nanos > figures.carried() && nanos <= figures.counted();
        Replay replay = past ? Replay.of(history.toList(), true) : new Replay(history, figures);
        long at = replay.reaches(nanos);
        return at == Replay.NEVER ? Optional.empty() : Optional.of(Replay.instant(at));
    }

    /**
     * Accounts for every stretch of the clock's life.
     *
     * @param now when to stop accounting, at or after its start
     * @return stretches from the start to {@code now}, or to the stop if it is stopped; their business times add up to the
     *     elapsed time exactly
     * @throws IllegalArgumentException if {@code now} is before the start
     * @throws java.time.DateTimeException if {@code now} is outside the years of the calendar
     */
    public Ledger explain(Instant now) {
        return explain(now, List.of());
    }

    /**
     * Accounts for every stretch of the clock's life, with a new stretch at each of some instants.
     *
     * @param now when to stop accounting, at or after its start
     * @param cuts where stretches shall end, such as when another team took the case over; any order, inside the clock's life or
     *     not
     * @return the ledger of {@link #explain(Instant)}, its stretches split at the cuts
     * @throws IllegalArgumentException if {@code now} is before the start
     * @throws java.time.DateTimeException if {@code now} is outside the years of the calendar
     */
    public Ledger explain(Instant now, Collection<Instant> cuts) {
        requireStarted(now);
        long[] places = cuts.stream().mapToLong(Replay::nanos).sorted().toArray();
        return Replay.of(upTo(now).toList(), true).ledger(Replay.nanos(now), places);
    }

    /** Everything done to the clock, in order. */
    List<Transition> transitions() {
        return history.toList();
    }

    /** The clock as it was when the events up to an instant were all there was. */
    private SlaClock at(Instant now) {
        requireStarted(now);
        return now.isBefore(changedAt())
                ? new SlaClock(start, Replay.of(upTo(now).toList(), false))
                : this;
    }

    private void requireStarted(Instant now) {
        if (now.isBefore(startedAt())) {
            throw new IllegalArgumentException("The clock starts at " + startedAt() + " and cannot be read at " + now
                    + "; read it at or after its start.");
        }
    }

    /**
     * Returns what the clock is measured against.
     *
     * @return the target in force
     */
    public Target target() {
        return figures.target();
    }

    /**
     * Returns what the clock is doing.
     *
     * @return the phase after its last event
     */
    public Phase phase() {
        return figures.phase();
    }

    /**
     * Returns what the case waits for, whether or not it holds the clock.
     *
     * @return the reasons, unmodifiable; empty if it waits for nothing
     */
    public Set<PauseReason> waits() {
        return figures.waits();
    }

    /**
     * Whether the clock is on {@linkplain #hold hold}.
     *
     * @return true from a hold until a release or the end of the measurement
     */
    public boolean isHeld() {
        return figures.held();
    }

    /**
     * Returns when the clock started.
     *
     * @return the instant of its first event
     */
    public Instant startedAt() {
        return start;
    }

    /**
     * Returns when the measurement going on, or finished last, began.
     *
     * @return the start, or the last new cycle or restart
     */
    public Instant countingSince() {
        return Replay.instant(figures.origin().at());
    }

    /**
     * Returns when the measurement ended.
     *
     * @return when the clock was stopped or cancelled; empty while it is open
     */
    public Optional<Instant> stoppedAt() {
        return figures.stoppedAt() == Replay.NEVER
                ? Optional.empty()
                : Optional.of(Replay.instant(figures.stoppedAt()));
    }

    /**
     * Returns when the clock last changed.
     *
     * @return the instant of its last event
     */
    public Instant changedAt() {
        return history.last().at();
    }

    /**
     * Returns the measurements finished before the one going on, in order.
     *
     * @return one reading for each cycle that a new one followed, unmodifiable
     */
    public List<ClockReading> finishedCycles() {
        return figures.superseded().stream()
                .filter(before -> before.cause() == Superseded.Cause.NEW_CYCLE)
                .map(Superseded::reading)
                .toList();
    }

    /**
     * Returns what was shown before something took its place: finished cycles, and what a new target, a reset or a reopening
     * put an end to.
     *
     * @return the readings with the target they were measured against and what took their place, in order, unmodifiable
     */
    public List<Superseded> superseded() {
        return figures.superseded();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SlaClock that && history.equals(that.history);
    }

    @Override
    public int hashCode() {
        return history.hashCode();
    }

    /** Returns the phase, the time counted up to the last event and the target, in words. */
    @Override
    public String toString() {
        return figures.phase() + " since " + changedAt() + " with " + Duration.ofNanos(figures.counted()) + " of "
                + figures.target();
    }
}
