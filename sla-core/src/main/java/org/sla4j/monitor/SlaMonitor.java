package org.sla4j.monitor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.cases.AgreementVersions;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.ServiceCase;

/**
 * Watches open cases and tells a listener what becomes of them as it falls due: warnings, breaches, escalations, verdicts.
 *
 * <pre>{@code
 * SlaMonitor monitor = SlaMonitor.builder(agreement, store, listener, clock).build();
 * monitor.record(CaseEvent.opened("INC-1", now, Severity.CRITICAL));  // from any thread; saved when it returns
 *
 * monitor.start(executor);                                            // either an executor of yours drives it,
 * while (running) {                                                   // or you do
 *     sleepUntil(monitor.nextWakeUp());
 *     monitor.tick(clock.instant());
 * }
 * }</pre>
 *
 * <p>Instants are computed, not polled: however late a tick is, {@link SlaEvent#at} is exact. The listener is called in the order
 * of those instants, but for what a late event or another version of the agreement makes true of the time before, which is told when
 * that is known. It is called only ever by a thread that ticks, and without a lock held. The monitor starts no thread and reads the
 * time only from the {@link InstantSource} it is given.
 *
 * <h2>What can go wrong</h2>
 *
 * <ul>
 *   <li><b>The process is killed.</b> What {@link #record} returned from is saved. What fell due meanwhile is told at the next start,
 *       in order; what was raised and not acknowledged by the listener's return comes again with the same id.
 *   <li><b>The listener throws.</b> The event stays first in line, for order's sake, and is tried again after 1 s, 2 s, 4 s and so
 *       on: a warning. After {@linkplain Builder#attempts so many} attempts it is set aside, which is an error, and the others go
 *       on. It stays in the store as undelivered and is told when its case is loaded again, at the latest at the next start.
 *   <li><b>The listener blocks.</b> Only the ticking thread waits; after a minute a warning says with which event. Events are
 *       recorded until {@linkplain Builder#capacity so many} are undelivered; then {@link #record} throws a {@link
 *       RejectedExecutionException} and has changed nothing, which is logged as a warning once until there is room again, and
 *       timers wait in the queue.
 *   <li><b>The listener calls the monitor.</b> It may: recording works as ever, and a tick within a tick returns at once, which is
 *       logged as an information once.
 *   <li><b>The clock jumps back.</b> Nothing is told twice; what is not due yet waits until the clock gets there. More than a second
 *       is a warning.
 *   <li><b>The clock jumps ahead.</b> Everything that is due by then is told, in order; a warning if something is late by an hour. If
 *       it was wrong, the events that come in afterwards, with their true instants, retract what they undo.
 *   <li><b>The store fails</b>, before, amid or after saving: an error. {@link #record} passes the exception on and has changed
 *       nothing; the case is loaded again before it is touched next, for the failed save may have reached the database after all. A
 *       tick leaves its cases as they were and tries again after 1 s, 2 s, 4 s and so on, up to a minute. When {@linkplain
 *       Builder#capacity so many} cases have to be loaded again, {@link #record} refuses events as above.
 *   <li><b>The transaction of the host is rolled back</b> after {@link #record} returned: call {@link #reload}.
 *   <li><b>The executor rejects:</b> an error. The next {@link #record} tries again, and {@link #tick} still works.
 *   <li><b>It is closed while timers are in flight.</b> The event with the listener is let finish for a while and acknowledged; the
 *       others stay in the store for the next start. An information says how many; a warning, if the listener did not finish.
 *   <li><b>A case cannot be computed</b>, say because its calendar ends: an error. It is tried again after a minute, then whenever
 *       it has been due twice as long as at the last attempt, at the latest every day; the other cases go on.
 * </ul>
 *
 * Every line of the log has one message for each kind of fault, and its particulars as key-value pairs of SLF4J. Calls that failed are
 * counted in {@link #metrics}.
 *
 * <h2>Several nodes</h2>
 *
 * A monitor knows only what was recorded through it. Where several nodes share a database, let its scheduler own the timers and use
 * {@link CaseWatch}; the examples show that with db-scheduler.
 *
 * <p>Thread-safe. A tick costs O(log n) for each case due, {@link #nextWakeUp} and {@link #metrics} cost O(1), {@link #board}
 * depends on the number of severities only, and {@link #mostUrgent} looks at one number of every open case.
 */
public final class SlaMonitor implements AutoCloseable {
    private static final int BATCH = 256;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final long HOUR = Duration.ofHours(1).toNanos();
    private static final long DAY = Duration.ofDays(1).toNanos();

    private final Function<CaseEvent, Optional<AgreementVersions>> agreements;
    private final OldSlaStore store;
    private final SlaListener listener;
    private final InstantSource clock;
    private final CostOfDelay costs;
    private final int capacity;
    private final int attempts;
    private final Duration closeTimeout;

    /** Held while something is changed, also while it is saved; never while the listener is called. */
    private final ReentrantLock writing = new ReentrantLock();
    /** Held by the thread that ticks, also while the listener is called. */
    private final ReentrantLock ticking = new ReentrantLock();
    /** By the clock of the last tick; guarded by {@link #ticking}. */
    private long lastTick = Long.MIN_VALUE;

    private final Faults faults = new Faults();

    /** Guards all that follows, for moments only; writers hold {@link #writing} as well. */
    private final Object state = new Object();

    private final CaseTable cases = new CaseTable();
    private final DeadlineQueue queue = new DeadlineQueue();
    private final Board board = new Board();
    private final Urgency urgency = new Urgency();
    private final Outbox outbox = new Outbox();
    /** Cases whose saved state is uncertain. */
    private final Set<String> stale = new HashSet<>();

    private final Backoff storeTrouble = new Backoff();
    private final Backoff listenerTrouble = new Backoff();
    /** What the listener is busy with, since when, and whether that was found to be long. */
    private @Nullable SlaEvent busyWith;

    private long busySince;
    private boolean foundBusy;
    private boolean foundFull;
    private boolean foundTicking;
    private long fired;
    private long lateBy;
    private long latest;

    private @Nullable Driver driver;
    private volatile boolean closed;

    private SlaMonitor(Builder builder) {
        agreements = builder.agreements;
        store = builder.store;
        listener = builder.listener;
        clock = builder.clock;
        costs = builder.costs;
        capacity = builder.capacity;
        attempts = builder.attempts;
        closeTimeout = builder.closeTimeout;
    }

    /**
     * Starts to describe a monitor of cases that are all under one agreement.
     *
     * @param agreement what was promised
     * @param store where to keep what must survive a crash
     * @param listener whom to tell
     * @param clock what time it is
     * @return a builder
     */
    public static Builder builder(
            ServiceLevelAgreement agreement, OldSlaStore store, SlaListener listener, InstantSource clock) {
        AgreementVersions versions = AgreementVersions.of(agreement);
        return new Builder(opening -> Optional.of(versions), store, listener, clock);
    }

    /**
     * Starts to describe a monitor.
     *
     * @param agreements finds what was promised for a case, since when, from its opening; empty for a case that is not to be watched.
     *     Open cases move to other versions as these take effect. It is asked again when a case is loaded, and may know of more
     *     versions then; one that took effect before what was told last is taken as known, and what still holds is not told again
     * @param store where to keep what must survive a crash
     * @param listener whom to tell
     * @param clock what time it is
     * @return a builder
     */
    public static Builder builder(
            Function<CaseEvent, Optional<AgreementVersions>> agreements,
            OldSlaStore store,
            SlaListener listener,
            InstantSource clock) {
        return new Builder(agreements, store, listener, clock);
    }

    /**
     * Records what happened to a case; it is saved when this returns.
     *
     * @param event what happened, in any order but for the opening, which comes first; an event that is known changes nothing
     * @throws IllegalArgumentException if there is no such case, or the event is before its opening
     * @throws java.time.DateTimeException if it is outside the years of a calendar
     * @throws RejectedExecutionException if too many events are undelivered
     * @throws IllegalStateException if the monitor is closed
     * @throws RuntimeException if the store throws it. In every case nothing has changed
     */
    public void record(CaseEvent event) {
        record(List.of(event));
    }

    /**
     * Records several events, with one call of the store: all of them or none.
     *
     * @param events what happened, to one case or several
     * @throws IllegalArgumentException if there is no such case, or an event is before its opening
     * @throws java.time.DateTimeException if one is outside the years of a calendar
     * @throws RejectedExecutionException if too many events are undelivered
     * @throws IllegalStateException if the monitor is closed
     * @throws RuntimeException if the store throws it. In every case nothing has changed
     */
    public void record(Collection<CaseEvent> events) {
        Instant now = clock.instant();
        writing.lock();
        try {
            requireOpen();
            requireRoom(now);
            Map<String, Draft> drafts = new LinkedHashMap<>();
            for (CaseEvent event : events) {
                draft(event, now, drafts);
            }
            drafts.values().removeIf(draft -> draft.added.isEmpty());
            if (!drafts.isEmpty()) {
                save(drafts.values(), now);
            }
        } finally {
            writing.unlock();
        }
        Driver started = driver();
        if (started != null) {
            started.wakeUpAt(nextWakeUp());
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The monitor is closed and takes no more events.");
        }
    }

    private void requireRoom(Instant now) {
        noticeBusyListener(now);
        int undelivered;
        int unclear;
        boolean alreadyFound;
        synchronized (state) {
            undelivered = outbox.size();
            unclear = stale.size();
            alreadyFound = foundFull;
            foundFull = undelivered >= capacity || unclear >= capacity;
            if (!foundFull) {
                return;
            }
        }
        if (!alreadyFound) {
            faults.isFull(undelivered, unclear, capacity);
        }
        throw new RejectedExecutionException(undelivered + " events are undelivered and " + unclear
                + " cases have to be loaded again, and " + capacity
                + " may be; record this again when the listener and the store have caught up. Nothing was changed.");
    }

    private void noticeBusyListener(Instant now) {
        SlaEvent event;
        Instant since;
        synchronized (state) {
            event = busyWith;
            if (event == null || foundBusy || Times.nanos(now) - busySince < MINUTE) {
                return;
            }
            foundBusy = true;
            since = Times.instant(busySince);
        }
        faults.listenerIsBusy(event, since);
    }

    private void draft(CaseEvent event, Instant now, Map<String, Draft> drafts) {
        Draft draft = drafts.get(event.caseId());
        if (draft == null) {
            Optional<CaseWatch> known = find(event.caseId());
            if (known.isEmpty()) {
                Optional<CaseWatch.Step> opened = open(event, now);
                opened.ifPresent(step -> {
                    Draft fresh = new Draft(step);
                    fresh.added.add(event);
                    drafts.put(event.caseId(), fresh);
                });
                return;
            }
            draft = new Draft(known.get());
            drafts.put(event.caseId(), draft);
        }
        CaseWatch.Step step = draft.watch.record(event, now, costs);
        if (step.watch() != draft.watch) {
            draft.add(step, event);
        }
    }

    private Optional<CaseWatch.Step> open(CaseEvent event, Instant now) {
        if (!event.type().equals(EventType.OPENED)) {
            throw new IllegalArgumentException(
                    "Event " + event + " is of a case that is not known; record its opening first.");
        }
        return agreements.apply(event).map(versions -> CaseWatch.open(versions, event, now, costs));
    }

    /** Finds a case here, or in the store if it is not, or not for sure, what the store has. */
    private Optional<CaseWatch> find(String caseId) {
        synchronized (state) {
            if (!stale.contains(caseId)) {
                Optional<CaseWatch> here = cases.get(caseId);
                if (here.isPresent()) {
                    return here;
                }
            }
        }
        List<SavedCase> found = new ArrayList<>();
        store.load(Optional.of(caseId), found::add);
        synchronized (state) {
            stale.remove(caseId);
            forget(caseId);
            for (SavedCase saved : found) {
                restore(saved);
            }
        }
        return found.isEmpty() ? Optional.empty() : restored(found.get(0));
    }

    private Optional<CaseWatch> restored(SavedCase saved) {
        return agreements.apply(saved.events().get(0)).map(versions -> CaseWatch.restore(versions, saved));
    }

    /** Takes a saved case in. */
    private void restore(SavedCase saved) {
        restored(saved).filter(CaseWatch::isOpen).ifPresent(this::keep);
        saved.undelivered().forEach(outbox::offer);
    }

    /** Puts a case in place of what is known of it, and its next deadline into the queue. */
    private void keep(CaseWatch watch) {
        int known = cases.find(watch.caseId());
        if (known >= 0) {
            board.remove(known, cases.get(known));
        }
        int number = cases.put(watch);
        queue.schedule(number, watch.wakeUp());
        board.add(number, watch);
        urgency.mark(number, watch.serviceCase(), watch.told());
    }

    private void forget(String caseId) {
        int number = cases.find(caseId);
        if (number >= 0) {
            board.remove(number, cases.get(number));
            urgency.forget(number);
            queue.cancel(number);
            cases.remove(caseId);
        }
    }

    /** Saves drafts and makes them what is so; if that fails, everything stays as it is. */
    private void save(Collection<Draft> drafts, Instant now) {
        List<SlaChange> changes = new ArrayList<>(drafts.size());
        for (Draft draft : drafts) {
            changes.add(draft.watch.change(draft.added, draft.raised));
        }
        List<String> delivered = outbox.delivered();
        try {
            store.save(changes, delivered);
        } catch (RuntimeException | Error e) {
            synchronized (state) {
                drafts.forEach(draft -> stale.add(draft.watch.caseId()));
            }
            storeFailed(now, e);
            throw e;
        }
        synchronized (state) {
            storeTrouble.ended();
            outbox.forgetDelivered(delivered.size());
            for (Draft draft : drafts) {
                if (draft.watch.isOpen()) {
                    keep(draft.watch);
                } else {
                    forget(draft.watch.caseId());
                }
                draft.raised.forEach(outbox::offer);
                fired += draft.raised.size();
            }
        }
    }

    private void storeFailed(Instant now, Throwable e) {
        int times;
        long again;
        synchronized (state) {
            again = storeTrouble.failed(now, MINUTE);
            times = storeTrouble.count();
        }
        faults.storeFailed(times, Times.instant(again), e);
    }

    /**
     * Reads a case from the store again, in place of what the monitor knows of it. Call it when a transaction in which an event was
     * recorded has been rolled back.
     *
     * @param caseId the case
     * @throws IllegalStateException if the monitor is closed
     * @throws RuntimeException if the store throws it
     */
    public void reload(String caseId) {
        writing.lock();
        try {
            requireOpen();
            synchronized (state) {
                stale.add(caseId);
                outbox.removeAllOf(caseId);
            }
            find(caseId);
        } finally {
            writing.unlock();
        }
    }

    /**
     * Returns when to tick next.
     *
     * @return an instant, past if something is due already; empty if there is nothing to wait for. It may become earlier whenever
     *     something is recorded
     */
    public Optional<Instant> nextWakeUp() {
        synchronized (state) {
            long next = queue.earliest();
            if (outbox.isWaiting()) {
                next = Math.min(
                        next, listenerTrouble.isUnderWay() ? listenerTrouble.again() : Times.nanos(clock.instant()));
            }
            if (!stale.isEmpty() || !outbox.delivered().isEmpty()) {
                next = Math.min(next, Times.nanos(clock.instant()));
            }
            if (next != DeadlineQueue.NEVER && storeTrouble.isUnderWay()) {
                next = Math.max(next, storeTrouble.again());
            }
            return next == DeadlineQueue.NEVER ? Optional.empty() : Optional.of(Times.instant(next));
        }
    }

    /**
     * Raises what is due and calls the listener. While another thread ticks, or the listener calls this, it returns at once.
     *
     * @param now what time it is
     */
    public void tick(Instant now) {
        tryTick(now);
    }

    /** Ticks unless somebody does already; returns whether it did. */
    boolean tryTick(Instant now) {
        if (closed || ticksWithinTick()) {
            return false;
        } else if (!ticking.tryLock()) {
            noticeBusyListener(now);
            return false;
        }
        try {
            noticeJump(Times.nanos(now));
            boolean going = true;
            while (going && !closed) {
                boolean raised = raise(now);
                boolean told = deliver(now);
                going = raised || told;
            }
            acknowledge(now);
        } finally {
            ticking.unlock();
        }
        return true;
    }

    private boolean ticksWithinTick() {
        if (!ticking.isHeldByCurrentThread()) {
            return false;
        }
        SlaEvent event;
        synchronized (state) {
            event = foundTicking ? null : busyWith;
            foundTicking = true;
        }
        if (event != null) {
            faults.listenerTicks(event);
        }
        return true;
    }

    private void noticeJump(long time) {
        if (lastTick > Long.MIN_VALUE && time < lastTick - SECOND) {
            faults.clockWentBack(Times.instant(lastTick), Times.instant(time));
        }
        long due;
        synchronized (state) {
            due = queue.earliest();
        }
        if (lastTick <= time - HOUR && due <= time - HOUR) {
            faults.tickIsLate(Times.instant(due), Times.instant(time));
        }
        lastTick = time;
    }

    /** Raises a batch of what is due, in order; returns whether anything was raised. */
    private boolean raise(Instant now) {
        writing.lock();
        try {
            long time = Times.nanos(now);
            if (!refreshStale(now)) {
                return false;
            }
            List<CaseWatch> due;
            long horizon;
            synchronized (state) {
                due = takeDue(time);
                horizon = Math.min(time, queue.earliest());
            }
            List<Draft> drafts = new ArrayList<>(due.size());
            for (CaseWatch watch : due) {
                advance(watch, Times.instant(horizon), now).ifPresent(drafts::add);
            }
            return drafts.isEmpty() ? !due.isEmpty() : saveRaised(drafts, now);
        } finally {
            writing.unlock();
        }
    }

    /** Loads cases again of which it is not sure how the store has them; returns whether the store can be used. */
    private boolean refreshStale(Instant now) {
        List<String> uncertain;
        synchronized (state) {
            if (storeTrouble.isUnderWay(Times.nanos(now))) {
                return false;
            }
            uncertain = List.copyOf(stale);
        }
        for (String caseId : uncertain) {
            try {
                find(caseId);
            } catch (RuntimeException e) {
                storeFailed(now, e);
                return false;
            }
        }
        return true;
    }

    /** Takes a batch of due cases out of the queue, as many as the outbox has room for. */
    private List<CaseWatch> takeDue(long time) {
        // What is in a full outbox may have to wait for what is due, so one case at a time goes on, unless nothing is
        // delivered.
        int room = Math.max(listenerTrouble.isUnderWay(time) ? 0 : 1, capacity - outbox.size());
        int most = Math.min(BATCH, room);
        List<CaseWatch> due = new ArrayList<>();
        while (due.size() < most && queue.earliest() <= time) {
            due.add(cases.get(queue.first()));
            queue.cancel(queue.first());
        }
        return due;
    }

    @SuppressWarnings("CatchingUnchecked") // whatever a cost throws, the other cases go on
    private Optional<Draft> advance(CaseWatch watch, Instant horizon, Instant now) {
        try {
            return Optional.of(new Draft(watch.until(horizon, BATCH, costs)));
        } catch (RuntimeException | Error e) {
            long time = Times.nanos(now);
            long again = time + Math.max(MINUTE, Math.min(DAY, time - watch.wakeUp()));
            synchronized (state) {
                queue.schedule(cases.find(watch.caseId()), again);
            }
            faults.caseCannotBeComputed(watch.caseId(), Times.instant(again), e);
            return Optional.empty();
        }
    }

    private boolean saveRaised(List<Draft> drafts, Instant now) {
        try {
            save(drafts, now);
        } catch (RuntimeException e) {
            synchronized (state) {
                // Logged where it was counted. They stay due, and are loaded again before that.
                drafts.forEach(draft -> cases.get(draft.watch.caseId()).ifPresent(this::keep));
            }
            return false;
        }
        synchronized (state) {
            for (Draft draft : drafts) {
                for (SlaEvent event : draft.raised) {
                    lateBy = Math.max(0, Times.nanos(now) - Times.nanos(event.at()));
                    latest = Math.max(latest, lateBy);
                }
            }
        }
        return true;
    }

    /** Calls the listener for what comes before all that is still due; returns whether it received anything. */
    private boolean deliver(Instant now) {
        long time = Times.nanos(now);
        boolean told = false;
        while (!closed) {
            Optional<SlaEvent> next;
            synchronized (state) {
                if (listenerTrouble.isUnderWay(time) || storeTrouble.isUnderWay(time)) {
                    return told;
                }
                // What a due case will raise may be a nanosecond before its deadline.
                next = outbox.take(queue.earliest() <= time ? queue.earliest() - 1 : Long.MAX_VALUE);
                busyWith = next.orElse(null);
                busySince = Times.nanos(clock.instant());
                foundBusy = false;
            }
            if (next.isEmpty()) {
                return told;
            }
            if (deliver(next.get(), now)) {
                told = true;
            }
            if (outboxIsToBeAcknowledged()) {
                acknowledge(now);
            }
        }
        return told;
    }

    private boolean outboxIsToBeAcknowledged() {
        synchronized (state) {
            return outbox.delivered().size() >= BATCH;
        }
    }

    @SuppressWarnings("CatchingUnchecked") // whatever a listener throws, the monitor goes on
    private boolean deliver(SlaEvent event, Instant now) {
        try {
            listener.on(event);
        } catch (RuntimeException | Error e) {
            refused(event, now, e);
            return false;
        }
        synchronized (state) {
            busyWith = null;
            listenerTrouble.ended();
            outbox.received(event);
        }
        return true;
    }

    private void refused(SlaEvent event, Instant now, Throwable e) {
        int count;
        long again;
        boolean last;
        synchronized (state) {
            busyWith = null;
            again = listenerTrouble.failed(now, MINUTE);
            count = listenerTrouble.count();
            last = count >= attempts;
            if (last) {
                listenerTrouble.ended();
                outbox.setAside(event);
            } else {
                outbox.putBack(event);
            }
        }
        if (last) {
            faults.listenerRefused(event, count, e);
        } else {
            faults.listenerThrew(event, count, Times.instant(again), e);
        }
    }

    /** Saves what the listener has received. */
    private void acknowledge(Instant now) {
        writing.lock();
        try {
            List<String> delivered;
            synchronized (state) {
                delivered = outbox.delivered();
                if (delivered.isEmpty() || storeTrouble.isUnderWay(Times.nanos(now))) {
                    return;
                }
            }
            store.save(List.of(), delivered);
            synchronized (state) {
                storeTrouble.ended();
                outbox.forgetDelivered(delivered.size());
            }
        } catch (RuntimeException e) {
            storeFailed(now, e);
        } finally {
            writing.unlock();
        }
    }

    /**
     * Lets an executor of the host drive the monitor from now on: it ticks when something is due, and once a second while something
     * is going to be, so that a jump of the clock is noticed.
     *
     * @param executor runs the ticks, and with them the listener; it is not shut down by {@link #close}
     * @throws IllegalStateException if the monitor is closed or started already
     */
    public void start(ScheduledExecutorService executor) {
        requireOpen();
        Driver started = new Driver(this, executor, clock);
        synchronized (state) {
            if (driver != null) {
                throw new IllegalStateException("The monitor is started already.");
            }
            driver = started;
        }
        started.wakeUpAt(nextWakeUp());
    }

    private @Nullable Driver driver() {
        synchronized (state) {
            return driver;
        }
    }

    /** Notes that an executor would not take a tick. */
    void rejected(Instant due, RejectedExecutionException e) {
        if (!closed) {
            faults.executorRejected(due, e);
        }
    }

    /** Notes that a tick ended by an exception. */
    void broke(Throwable e) {
        faults.tickFailed(clock.instant(), e);
    }

    /**
     * Stops. Lets the listener finish the event it is busy with, for as long as {@linkplain Builder#closeTimeout set}, and
     * acknowledges what it received. Whatever else is due stays in the store for the next start. Closing twice does nothing more.
     */
    @Override
    public void close() {
        int open;
        int undelivered;
        Driver started;
        synchronized (state) {
            if (closed) {
                return;
            }
            closed = true;
            started = driver;
            open = cases.size();
            undelivered = outbox.size();
        }
        if (started != null) {
            started.stop();
        }
        faults.closed(open, undelivered);
        if (ticking.isHeldByCurrentThread()) {
            return; // the listener closes the monitor: the tick that called it acknowledges on its way out
        }
        boolean quiet = false;
        try {
            quiet = ticking.tryLock(closeTimeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!quiet) {
            SlaEvent event;
            synchronized (state) {
                event = busyWith;
            }
            if (event != null) {
                faults.closedWhileBusy(event, closeTimeout);
            }
            return;
        }
        try {
            acknowledge(clock.instant());
        } finally {
            ticking.unlock();
        }
    }

    /**
     * Counts the open cases by severity and state. The states are those that were told: a breach counts from the tick that raised it.
     *
     * @return the numbers now
     */
    public SlaBoard board() {
        synchronized (state) {
            return board.toSlaBoard();
        }
    }

    /**
     * Returns what to work on next.
     *
     * @param n how many cases to return at most
     * @return the open cases with a running clock by {@link #mostUrgentFirst}, unmodifiable
     * @throws IllegalArgumentException if {@code n} is negative
     * @throws java.time.DateTimeException if now is outside the years of a calendar
     */
    public List<ServiceCase> mostUrgent(int n) {
        if (n < 0) {
            throw new IllegalArgumentException("The number of cases is not negative, but was " + n + ".");
        }
        long now = Times.nanos(clock.instant());
        List<Urgency.Rated> candidates;
        synchronized (state) {
            candidates = urgency.least(n, now, cases);
        }
        return Urgency.first(n, candidates);
    }

    /**
     * Orders cases by what to work on next: the one whose tightest running clock has the least business time left, overdue ones
     * first; at equal time the more severe; cases without a running clock last.
     *
     * @param now when to read the clocks
     * @return the order
     */
    public static Comparator<ServiceCase> mostUrgentFirst(Instant now) {
        return Urgency.order(now);
    }

    /**
     * Returns a case as it was told last.
     *
     * @param caseId the case
     * @return the case; empty if it is not open or not known
     */
    public Optional<ServiceCase> find(CharSequence caseId) {
        synchronized (state) {
            return cases.get(caseId.toString()).map(CaseWatch::serviceCase);
        }
    }

    /**
     * Returns what the monitor is doing, in numbers.
     *
     * @return the numbers now
     */
    public SlaMonitorMetrics metrics() {
        synchronized (state) {
            return new SlaMonitorMetrics(
                    cases.size(),
                    board.count(SlaBoard.State.PAUSED),
                    board.count(SlaBoard.State.BREACHED),
                    fired,
                    outbox.receivedCount(),
                    outbox.size(),
                    outbox.setAsideCount(),
                    faults.count(),
                    Duration.ofNanos(lateBy),
                    Duration.ofNanos(latest));
        }
    }

    /** A case in the making: changed, not yet saved. */
    private static final class Draft {
        private final List<CaseEvent> added = new ArrayList<>();
        private final List<SlaEvent> raised = new ArrayList<>();
        private CaseWatch watch;

        Draft(CaseWatch unchanged) {
            watch = unchanged;
        }

        Draft(CaseWatch.Step step) {
            watch = step.watch();
            raised.addAll(step.events());
        }

        void add(CaseWatch.Step step, CaseEvent event) {
            watch = step.watch();
            raised.addAll(step.events());
            added.add(event);
        }
    }

    /** A description of a monitor in the making. Not thread-safe. */
    public static final class Builder {
        private final Function<CaseEvent, Optional<AgreementVersions>> agreements;
        private final OldSlaStore store;
        private final SlaListener listener;
        private final InstantSource clock;
        private CostOfDelay costs = CaseWatch.NO_COST;
        private int capacity = 10_000;
        private int attempts = 5;
        private Duration closeTimeout = Duration.ofSeconds(10);

        private Builder(
                Function<CaseEvent, Optional<AgreementVersions>> agreements,
                OldSlaStore store,
                SlaListener listener,
                InstantSource clock) {
            this.agreements = agreements;
            this.store = store;
            this.listener = listener;
            this.clock = clock;
        }

        /**
         * Sets how to reckon what a delay costs, nothing unless set.
         *
         * @param cost the cost of a late case so far
         * @return this builder
         */
        public Builder cost(CostOfDelay cost) {
            costs = cost;
            return this;
        }

        /**
         * Sets how many events may be raised and not delivered, 10,000 unless set. A single step may exceed it by what it raises.
         *
         * @param events the most, above 0
         * @return this builder
         * @throws IllegalArgumentException if it is not above 0
         */
        public Builder capacity(int events) {
            capacity = requireAboveZero("The number of undelivered events", events);
            return this;
        }

        /**
         * Sets how often an event is given to a listener that throws, 5 times unless set.
         *
         * @param times the most, above 0
         * @return this builder
         * @throws IllegalArgumentException if it is not above 0
         */
        public Builder attempts(int times) {
            attempts = requireAboveZero("The number of attempts", times);
            return this;
        }

        /**
         * Sets how long closing waits for a busy listener, 10 seconds unless set.
         *
         * @param timeout the longest wait; zero does not wait
         * @return this builder
         * @throws IllegalArgumentException if it is negative
         */
        public Builder closeTimeout(Duration timeout) {
            if (timeout.isNegative()) {
                throw new IllegalArgumentException(
                        "The wait for a busy listener is not negative, but was " + timeout + ".");
            }
            closeTimeout = timeout;
            return this;
        }

        private static int requireAboveZero(String what, int number) {
            if (number <= 0) {
                throw new IllegalArgumentException(what + " is above 0, but was " + number + ".");
            }
            return number;
        }

        /**
         * Makes the monitor and loads what is open from the store. Nothing is told before the first tick.
         *
         * @return the monitor
         * @throws RuntimeException if the store, or the finder of agreements, throws it
         */
        public SlaMonitor build() {
            SlaMonitor monitor = new SlaMonitor(this);
            monitor.loadAll();
            return monitor;
        }
    }

    private void loadAll() {
        synchronized (state) {
            store.load(Optional.empty(), this::restore);
        }
    }
}
