package org.sla4j.clock;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Reopening;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.BusinessDuration;

/**
 * A pausable clock that measures one case against one target in business time.
 *
 * <p>The time it shows is the open time of the target's calendar while nothing paused it; nothing else is ever added or
 * taken away, so a pause over a closed night neither costs nor grants time.
 *
 * <pre>{@code
 * SlaClock clock = SlaClock.start(opened, target)
 *         .pause(asked, PauseReason.of("awaiting user info", "customer"))
 *         .resume(answered);
 * ClockReading reading = clock.reading(now); // elapsed, remaining, due, verdict
 * clock.explain(now).intervals().forEach(System.out::println);
 * }</pre>
 *
 * <h2>Rules</h2>
 *
 * <ul>
 *   <li>Waits are a set: waiting for the customer and for a vendor at once, the clock runs again when both have ended. Waiting
 *       once more for the same reason changes nothing.
 *   <li>A stopped clock is met if it used no more than the limit, else missed. An open one that has used more is breached.
 *   <li>A limit in business days is turned into business time when counting begins: the open time from the start to the
 *       instant its {@link org.sla4j.calendar.BusinessDayRule} names. Waits then move it like any other limit.
 *   <li>Another target changes a clock by one of the {@link Retargeting} rules, a reopening by one of the {@link Reopening} rules;
 *       their tables say what becomes of the time used. A limit agreed by hand outranks all targets of its cycle.
 *   <li>Events at one instant apply in the order given. An event that arrives late is put in its place, after those of the
 *       same instant, and everything is recomputed: the clock is always what replaying its events from the start gives. The
 *       same event twice in a row counts once.
 * </ul>
 *
 * Immutable and thread-safe: every change returns a new clock. An event that cannot be true (a pause after the stop) is
 * refused with an {@link IllegalStateException}, one before the start with an {@link IllegalArgumentException}, and the clock
 * stays as it was. Equal clocks have equal histories.
 */
public final class SlaClock {
    private static final Duration MOST = Duration.ofNanos(Long.MAX_VALUE);

    private final Instant start;
    private final Transitions history;
    private final ClockState state;
    private final @Nullable UnaryOperator<BusinessCalendar> excluding;

    private SlaClock(Instant start, Replay replay, @Nullable UnaryOperator<BusinessCalendar> excluding) {
        this(start, replay.history(), replay.state(), excluding);
    }

    private SlaClock(
            Instant start, Transitions history, ClockState state, @Nullable UnaryOperator<BusinessCalendar> excluding) {
        this.start = start;
        this.history = history;
        this.state = state;
        this.excluding = excluding;
    }

    /**
     * Starts a clock.
     *
     * @param at when it starts; the calendar need not be open
     * @param target what it is measured against
     * @return a running clock
     * @throws java.time.DateTimeException if {@code at} is outside the years of the target's calendar, or the calendar has
     *     fewer business days than the limit
     */
    public static SlaClock start(Instant at, Target target) {
        target.countingCalendar().isOpen(at);
        return new SlaClock(at, Replay.of(List.of(new Transition.Started(at, target)), false), null);
    }

    /**
     * Begins a wait.
     *
     * @param at when the wait began
     * @param reason why the case waits and for whom; it pauses the clock if the target's pause rule says so
     * @return the clock with the wait; if it waits for the reason already, it waits on
     * @throws IllegalStateException if the clock is stopped or cancelled then
     * @throws IllegalArgumentException if {@code at} is before the start
     */
    public SlaClock pause(Instant at, PauseReason reason) {
        return with(new Transition.Paused(at, reason));
    }

    /**
     * Ends a wait.
     *
     * @param at when it ended
     * @param reason the wait that ended; the clock runs again when nothing else pauses it
     * @return the clock without the wait
     * @throws IllegalStateException if the clock does not wait for that reason then
     * @throws IllegalArgumentException if {@code at} is before the start
     */
    public SlaClock resume(Instant at, PauseReason reason) {
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
     * Pauses the clock until it is released, whatever its target says about waits: for what counts only while something goes
     * on, such as work.
     *
     * @param at when that ended
     * @return the suspended clock; a clock that is suspended already stays so
     * @throws IllegalStateException if the clock is stopped or cancelled then
     * @throws IllegalArgumentException if {@code at} is before the start
     */
    public SlaClock suspend(Instant at) {
        return with(new Transition.Suspended(at));
    }

    /**
     * Ends what {@link #suspend} began; waits go on.
     *
     * @param at when what counts began again
     * @return the clock, running unless a wait pauses it
     * @throws IllegalStateException if the clock is not suspended then
     * @throws IllegalArgumentException if {@code at} is before the start
     */
    public SlaClock release(Instant at) {
        return with(new Transition.Released(at));
    }

    /**
     * Finishes the measurement; waits end with it, and it is no longer suspended.
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
     * Runs a stopped or cancelled clock on from where it ended.
     *
     * @param at when the case was reopened
     * @return the running clock, by {@link Reopening#CONTINUE}
     * @throws IllegalStateException if the clock is neither stopped nor cancelled then
     * @throws IllegalArgumentException if {@code at} is before the start
     */
    public SlaClock reopen(Instant at) {
        return reopen(at, Reopening.CONTINUE);
    }

    /**
     * Runs a stopped or cancelled clock again.
     *
     * @param at when the case was reopened
     * @param rule what becomes of the time before
     * @return the running clock, or by {@link Reopening#FROZEN} the one that ended; {@link #retarget} it if its case got another
     *     target meanwhile
     * @throws IllegalStateException if the clock is neither stopped nor cancelled then
     * @throws IllegalArgumentException if {@code at} is before the start
     */
    public SlaClock reopen(Instant at, Reopening rule) {
        return with(new Transition.Reopened(at, rule));
    }

    /**
     * Drops the time used and counts from zero in the same cycle; what pauses the clock goes on.
     *
     * @param at when counting begins again
     * @return the clock without the time before; what it showed is kept in {@link #superseded}
     * @throws IllegalStateException if the clock is stopped or cancelled then
     * @throws IllegalArgumentException if {@code at} is before the start
     */
    public SlaClock restart(Instant at) {
        return with(new Transition.Restarted(at));
    }

    /**
     * Finishes the measurement, unless it is finished already, and begins the next from zero; what pauses the clock goes on.
     *
     * @param at when the next begins
     * @return the clock in its next cycle; the outcome of the one before is kept in {@link #finishedCycles}
     * @throws IllegalArgumentException if {@code at} is before the start
     */
    public SlaClock nextCycle(Instant at) {
        return with(new Transition.NextCycle(at, false));
    }

    /**
     * Finishes the measurement and counts the next from when this one is due, so that a regular rhythm is kept: the time that this
     * one has left passes first, and waits move it. A measurement that is late, finished or without a target is followed by one
     * that counts from {@code at}.
     *
     * <p>While that time passes, the clock shows an elapsed time of zero and the due date of the rhythm, and nothing that keeps the
     * rhythm ends the measurement, for it has not begun.
     *
     * @param at when this measurement is finished
     * @return the clock in its next cycle; or in the same, if that has not begun to count
     * @throws IllegalArgumentException if {@code at} is before the start
     */
    public SlaClock nextCycleFromDue(Instant at) {
        return with(new Transition.NextCycle(at, true));
    }

    /**
     * Measures against another target from now on, or as if it had always been. A finished measurement stays as it was judged.
     *
     * @param at when it changed
     * @param target the new target; an equal one changes nothing
     * @param rule which target counts and what becomes of the time already used; after {@link #untarget} the rule given there
     *     holds instead
     * @return the clock with the new target
     * @throws IllegalArgumentException if {@code at} is before the start
     */
    public SlaClock retarget(Instant at, Target target, Retargeting rule) {
        return with(new Transition.Retargeted(at, target, rule, false));
    }

    /**
     * Measures against another target, also what is finished: a stopped clock is judged anew by the same rule, but nothing restarts
     * it.
     *
     * @param at when it changed
     * @param target the new target; an equal one changes nothing
     * @param rule which target counts and what becomes of the time already used; after {@link #untarget} the rule given there
     *     holds instead
     * @return the clock with the new target
     * @throws IllegalArgumentException if {@code at} is before the start
     */
    public SlaClock retargetFinished(Instant at, Target target, Retargeting rule) {
        return with(new Transition.Retargeted(at, target, rule, true));
    }

    /**
     * Takes the target away, because nothing is promised any more for such a case.
     *
     * <p>By the {@linkplain Retargeting#withoutTarget rule} the clock sleeps until it is {@linkplain #retarget retargeted}, or runs
     * on. A clock that sleeps shows {@link Phase#CANCELLED} and the time it had; it still takes waits, stops and all the rest, so
     * that it knows how it stands when it is woken. A finished measurement stays as it was judged.
     *
     * @param at when the target was lost
     * @param rule the rule of the policy that was left
     * @return the clock without a target
     * @throws IllegalArgumentException if {@code at} is before the start
     */
    public SlaClock untarget(Instant at, Retargeting rule) {
        return with(new Transition.Untargeted(at, rule));
    }

    /**
     * Sets another limit by hand, for the present cycle. It outranks the targets, which can still change beneath it.
     *
     * @param at when it was agreed
     * @param limit how much time there is from the start of the measurement; wall time for a clock that counts business time gives a
     *     due date, which becomes business time like a limit in business days
     * @param by who agreed to it, not blank
     * @param why the reason, not blank
     * @return the clock with that limit; one that is finished or has no target only lists it, see {@link #agreements}
     * @throws IllegalArgumentException if {@code at} is before the start, or a text is blank
     */
    public SlaClock agree(Instant at, BusinessDuration limit, String by, String why) {
        return with(new Transition.Agreed(at, limit, null, by, why));
    }

    /**
     * Sets another due date by hand, for the present cycle. It becomes the business time left at {@code at}, so that later waits
     * move it; it outranks the targets, which can still change beneath it.
     *
     * @param at when it was agreed
     * @param due the due date
     * @param by who agreed to it, not blank
     * @param why the reason, not blank
     * @return the clock with that due date; one that is finished or has no target only lists it, see {@link #agreements}
     * @throws IllegalArgumentException if {@code at} is before the start, {@code due} is before {@code at}, or a text is blank
     * @throws java.time.DateTimeException if {@code due} is outside the years of the calendar
     */
    public SlaClock agree(Instant at, Instant due, String by, String why) {
        if (due.isBefore(at)) {
            throw new IllegalArgumentException(
                    "A due date lies ahead when it is agreed, but " + due + " is before " + at + ".");
        }
        return with(new Transition.Agreed(at, null, due, by, why));
    }

    /**
     * Ends the clock without a verdict; one that has stopped loses its verdict and keeps its end.
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
        Transitions before = upTo(transition.at());
        if (before.last().equals(transition)) {
            return this;
        }
        if (before.size() == history.size() && excluding == null) {
            Replay replay = new Replay(history, state);
            replay.apply(transition);
            return new SlaClock(start, replay, null);
        }
        List<Transition> inOrder = history.toList();
        inOrder.add(before.size(), transition);
        return replayed(inOrder);
    }

    private SlaClock replayed(List<Transition> inOrder) {
        return new SlaClock(start, replay(inOrder, false), excluding);
    }

    private Replay replay(List<Transition> inOrder, boolean withAccount) {
        return excluding == null ? Replay.of(inOrder, withAccount) : Replay.of(inOrder, withAccount, excluding);
    }

    /**
     * Reads the same history in calendars that some time is taken out of, such as an outage that both sides agreed not to count.
     *
     * <p>What the history chose in its own calendars stands: how long a limit in business days is, which of two targets was the
     * stricter, how much time was left until a due date that was agreed by hand. So the time taken out only ever counts less, and
     * never turns a met promise into a miss.
     *
     * @param exclusion gives for each calendar the same calendar without the time that does not count
     * @return the clock in those calendars
     */
    public SlaClock without(UnaryOperator<BusinessCalendar> exclusion) {
        UnaryOperator<BusinessCalendar> before = excluding;
        UnaryOperator<BusinessCalendar> all =
                before == null ? exclusion : calendar -> exclusion.apply(before.apply(calendar));
        return new SlaClock(start, Replay.of(history.toList(), false, all), all);
    }

    /** The part of the history that is not after an instant; the start is not. */
    private Transitions upTo(Instant at) {
        Transitions part = history;
        while (part.last().at().isAfter(at)) {
            Transitions before = part.before();
            if (before == null) {
                return part;
            }
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
        return ClockReading.of(at(now).state, Replay.nanos(now));
    }

    /**
     * Reads the time used, in nanoseconds and without allocating.
     *
     * @param now nanoseconds since 1970-01-01T00:00Z, at or after the clock's last event
     * @return what {@code reading(now).elapsed()} shows, in nanoseconds
     * @throws java.time.DateTimeException if {@code now} is outside the years of the calendar
     */
    public long elapsedNanos(long now) {
        return Math.max(0, countedNanos(now));
    }

    /** What counts, and before that less than zero while the time that the cycle before had left passes. */
    private long countedNanos(long now) {
        return state.phase == Phase.RUNNING
                ? state.counted + state.calendar.elapsedNanos(state.since, now)
                : state.counted;
    }

    /**
     * Reads the time left, in nanoseconds and without allocating.
     *
     * @param now nanoseconds since 1970-01-01T00:00Z, at or after the clock's last event
     * @return what {@code reading(now).remaining()} shows, in nanoseconds; negative after the breach
     * @throws java.time.DateTimeException if {@code now} is outside the years of the calendar
     */
    public long remainingNanos(long now) {
        return state.limit - elapsedNanos(now);
    }

    /**
     * Returns when a given time is used up, such as the share of the limit that warrants a warning.
     *
     * <p>For the limit itself this is {@code due}. Time that was carried over from an earlier target counts as used when the
     * present one came into force.
     *
     * <pre>{@code
     * Optional<Instant> threeQuarters = clock.reaches(clock.reading(now).limit().multipliedBy(3).dividedBy(4));
     * }</pre>
     *
     * @param used how much time, zero or more
     * @return the earliest instant at which the clock showed that time, or will if nothing more happens to it; empty if it is
     *     paused or finished before that, and if the calendar has too little open time left
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
        boolean past = nanos > state.carried && nanos <= state.counted;
        Replay replay = past ? replay(history.toList(), true) : new Replay(history, state);
        long at = replay.reaches(nanos);
        return at == Replay.NEVER ? Optional.empty() : Optional.of(Replay.instant(at));
    }

    /**
     * Returns when a running clock will have used a given time, in nanoseconds and mostly without allocating.
     *
     * @param used nanoseconds, no fewer than it had used at its last event
     * @return nanoseconds since 1970-01-01T00:00Z, as {@link #reaches} finds them, but never before the clock last began to run;
     *     {@link Long#MAX_VALUE} if it does not run, or its calendar has too little open time left
     */
    public long reachesNanos(long used) {
        long at =
                state.phase == Phase.RUNNING ? Due.at(state.calendar, state.since, used - state.counted) : Replay.NEVER;
        return at == Replay.NEVER ? Long.MAX_VALUE : at;
    }

    /**
     * Accounts for every interval of the clock's life.
     *
     * @param now when to stop accounting, at or after its start
     * @return intervals from the start to {@code now}, or to the stop if it is stopped; their business times add up to the
     *     elapsed time exactly
     * @throws IllegalArgumentException if {@code now} is before the start
     * @throws java.time.DateTimeException if {@code now} is outside the years of the calendar
     */
    public Ledger explain(Instant now) {
        return explain(now, List.of());
    }

    /**
     * Accounts for every interval of the clock's life, with a new interval at each of the given instants.
     *
     * @param now when to stop accounting, at or after its start
     * @param cuts where intervals end as well, such as when another team took the case over; in any order, inside the clock's life
     *     or not
     * @return the ledger of {@link #explain(Instant)}, its intervals split at the cuts
     * @throws IllegalArgumentException if {@code now} is before the start
     * @throws java.time.DateTimeException if {@code now} is outside the years of the calendar
     */
    public Ledger explain(Instant now, Collection<Instant> cuts) {
        requireStarted(now);
        long[] places = cuts.stream().mapToLong(Replay::nanos).sorted().toArray();
        return replay(upTo(now).toList(), true).ledger(Replay.nanos(now), places);
    }

    /**
     * Writes down where the clock stands, without its history: a few bytes, however much happened.
     *
     * <p>Whoever keeps them adds a checksum and the version of their form.
     *
     * @param out takes the bytes
     * @param from an instant near those of the clock, such as the opening of its case: instants are written as their distance from it
     * @param targets gives the number, 0 or more, by which {@code readFrom} finds a target again
     * @param reasons gives the number, 0 or more, by which it finds the reason of a wait again
     * @throws java.nio.BufferOverflowException if there is not enough space left
     * @throws IllegalStateException if time is {@linkplain #without taken out} of the clock, which is for reading only
     */
    public void writeTo(
            ByteBuffer out, Instant from, ToIntFunction<Target> targets, ToIntFunction<PauseReason> reasons) {
        if (excluding != null) {
            throw new IllegalStateException(
                    "A clock that time is taken out of cannot be kept; keep the clock it was made from.");
        }
        new ClockBytes.Writer(out, from, targets, reasons).write(start, history, state);
    }

    /**
     * Makes a clock from where it stood, without replaying its history.
     *
     * <p>The clock goes on exactly as the one that was written. What looks back, such as a late event, a retroactive target, an
     * explanation or a reading in the past, asks for the whole clock first, once.
     *
     * @param in gives the bytes
     * @param from the instant given when they were written
     * @param targets finds a target by its number
     * @param reasons finds the reason of a wait by its number
     * @param whole replays the clock with all of its history
     * @return the clock
     * @throws IllegalArgumentException if the bytes are not those of a clock
     * @throws java.nio.BufferUnderflowException if they end too early
     */
    public static SlaClock readFrom(
            ByteBuffer in,
            Instant from,
            IntFunction<Target> targets,
            IntFunction<PauseReason> reasons,
            Supplier<SlaClock> whole) {
        return new ClockBytes.Reader(in, from, targets, reasons).read(whole);
    }

    static SlaClock restored(Instant start, Transitions history, ClockState state) {
        return new SlaClock(start, history, state, null);
    }

    /** The history, loaded if need be. */
    Transitions history() {
        return history;
    }

    /** Everything done to the clock, in order. */
    List<Transition> transitions() {
        return history.toList();
    }

    /** The clock as it was when the events up to an instant were all there was. */
    private SlaClock at(Instant now) {
        requireStarted(now);
        return now.isBefore(changedAt()) ? replayed(upTo(now).toList()) : this;
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
        return state.target;
    }

    /**
     * Returns what the clock is doing.
     *
     * @return the phase after its last event
     */
    public Phase phase() {
        return state.shown();
    }

    /**
     * Whether the measurement goes on: the clock runs, is paused or sleeps.
     *
     * @return false once it is stopped or cancelled
     */
    public boolean isGoingOn() {
        return state.isOpen();
    }

    /**
     * Whether the measurement was finished, also while the clock sleeps.
     *
     * @return true from a stop until it is reopened or another cycle begins
     */
    public boolean isStopped() {
        return state.phase == Phase.STOPPED;
    }

    /**
     * Whether the clock sleeps, because its case has no target for it.
     *
     * @return true from {@link #untarget} until a target wakes it, if the rule does not let it run on
     */
    public boolean isAsleep() {
        return state.isAsleep();
    }

    /**
     * Whether a limit or due date agreed by hand is in force.
     *
     * @return true from {@link #agree(Instant, BusinessDuration, String, String) agree} until the next cycle
     */
    public boolean isAgreed() {
        return state.agreed != Replay.NEVER;
    }

    /**
     * Returns what was agreed by hand, in all cycles.
     *
     * @return the agreements in order, also those without effect, unmodifiable
     */
    public List<AgreedLimit> agreements() {
        return state.agreements;
    }

    /**
     * Returns what the case waits for, whether or not it pauses the clock.
     *
     * @return the reasons, unmodifiable; empty if it waits for nothing
     */
    public Set<PauseReason> waits() {
        return state.waits;
    }

    /**
     * Whether the clock is {@linkplain #suspend suspended}.
     *
     * @return true until it is released or the measurement ends
     */
    public boolean isSuspended() {
        return state.suspended;
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
        return Replay.instant(state.origin.at());
    }

    /**
     * Returns when the measurement ended.
     *
     * @return when the clock was stopped, or cancelled while it had not stopped, or put to sleep; empty while it runs or is paused
     */
    public Optional<Instant> stoppedAt() {
        long end = state.isAsleep() ? state.asleepSince : state.stoppedAt;
        return end == Replay.NEVER ? Optional.empty() : Optional.of(Replay.instant(end));
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
        return state.superseded.stream()
                .filter(before -> before.change() == Superseded.Change.NEW_CYCLE)
                .map(Superseded::reading)
                .toList();
    }

    /**
     * Returns the clock of each cycle: of a finished one as it stood when the next began, so that its {@linkplain #explain ledger} still
     * says what paused it; last this clock.
     *
     * <p>Takes a replay for each finished cycle.
     *
     * @return the clocks in order, one more than there are {@link #finishedCycles}, unmodifiable
     */
    public List<SlaClock> cycles() {
        List<SlaClock> cycles = new ArrayList<>();
        List<Transition> inOrder = history.toList();
        for (int size : Replay.sizesOfFinishedCycles(inOrder)) {
            cycles.add(replayed(inOrder.subList(0, size)));
        }
        cycles.add(this);
        return List.copyOf(cycles);
    }

    /**
     * Returns what was shown before something took its place: finished cycles, and what a new target, a restart or a reopening
     * ended.
     *
     * @return the readings with the target they were measured against and what took their place, in order, unmodifiable
     */
    public List<Superseded> superseded() {
        return state.superseded;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SlaClock that
                && history.equals(that.history)
                && Objects.equals(excluding, that.excluding);
    }

    @Override
    public int hashCode() {
        return history.hashCode();
    }

    /** Returns the phase, the time counted up to the last event and the target, in words. */
    @Override
    public String toString() {
        return state.shown() + " since " + changedAt() + " with " + Duration.ofNanos(Math.max(0, state.counted))
                + " of " + state.target;
    }
}
