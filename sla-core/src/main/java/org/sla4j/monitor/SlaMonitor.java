package org.sla4j.monitor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sla4j.cases.AgreementVersions;
import org.sla4j.cases.CaseInput;
import org.sla4j.cases.CaseSnapshots;
import org.sla4j.cases.ServiceCase;

/**
 * Watches open cases and reports to a listener what becomes of them as it falls due: warnings, breaches, escalations, verdicts.
 *
 * <pre>{@code
 * SlaMonitor monitor = SlaMonitor.builder(store, listener, clock).agreement(agreement).build();
 * monitor.start(executor);                                            // ticks when something is due
 * monitor.record(CaseEvent.opened("INC-1", now, Severity.CRITICAL));  // from any thread, in the host's transaction if it has one
 * }</pre>
 *
 * <p>The {@linkplain SlaStore store} is the truth. The monitor keeps nothing that matters, so any number of nodes may share a store:
 * record anywhere, tick anywhere. No lock of Java is held while the store, the listener or a function of the host is called, and no
 * lock of the store while the listener or the finder of agreements is.
 *
 * <h2>What is reported, and when</h2>
 *
 * <ul>
 *   <li>Instants are computed, not polled: however late a tick is, {@link SlaEvent#at} is exact.
 *   <li>Nothing is reported before it is committed, and nothing of a transaction that is rolled back ever is.
 *   <li>Each fact is raised once and delivered at least once, under one id; in the order of its case, a retraction never before its fact,
 *       as long as each call of the listener ends within the {@linkplain SlaMonitorBuilder#lease lease}. All events of one {@code record} are
 *       applied before anything is judged.
 * </ul>
 *
 * <h2>What can go wrong</h2>
 *
 * <ul>
 *   <li><b>The store fails, or a lock takes too long</b>, in {@code record}: a {@link SlaStoreException}, and nothing has changed. It says
 *       whether to try again; within a transaction of the host, that means the whole transaction. In a tick: one line in the log, and what is due stays due.
 *   <li><b>The listener throws.</b> The fact stays first of its case and is tried again after 1 s, 2 s, 4 s, ... up to an hour; other
 *       cases go on. {@link #stuck} lists it, {@link #skip} passes it by hand.
 *   <li><b>A case cannot be read or computed.</b> It is put aside, listed by {@link #faults}, and tried again after 1, 2, 4, ... minutes up to
 *       a day; its events are kept, and the other cases go on.
 *   <li><b>A due instant cannot be known</b>, because the holidays of a calendar end before: a fact of type {@link
 *       SlaEvent.Type#DUE_UNKNOWN} at once, and another when the end has come.
 *   <li><b>The clock jumps back.</b> Nothing is reported twice. <b>It jumps ahead.</b> All that is due by then is reported; events that
 *       come in afterwards, with their true instants, retract what they undo. A clock that is more than a second
 *       away from the database's is logged as a warning.
 * </ul>
 *
 * <p>Thread-safe.
 */
public final class SlaMonitor implements AutoCloseable {

    private final SlaStore store;
    private final InstantSource clock;
    private final Duration poll;
    private final FaultLog faults = new FaultLog();
    private final StoredCases.Counts counts = new StoredCases.Counts();
    private final StoredCases cases;
    private final Delivery delivery;
    private final MostUrgent mostUrgent;
    private final ClockCheck clockCheck;
    private final AtomicBoolean ticking = new AtomicBoolean();
    private final AtomicReference<@Nullable Ticker> ticker = new AtomicReference<>();
    private volatile boolean closed;

    SlaMonitor(SlaMonitorBuilder builder) {
        store = builder.store;
        clock = builder.clock;
        poll = builder.poll;
        clockCheck = new ClockCheck(store, clock, faults);
        KnownAgreements promises = new KnownAgreements(builder.agreements, clock.instant());
        promises.unwatched(faults::restsOnUnwatched);
        cases = new StoredCases(builder, promises, faults, counts);
        mostUrgent = new MostUrgent(store, cases);
        delivery = new Delivery(builder, cases, faults, counts);
    }

    /**
     * Starts to describe a monitor.
     *
     * @param store where the cases are
     * @param listener what to report to
     * @param clock what time it is
     * @return a builder
     */
    public static SlaMonitorBuilder builder(SlaStore store, SlaListener listener, InstantSource clock) {
        return new SlaMonitorBuilder(store, listener, clock);
    }

    /**
     * Records what happened to cases, all of it or nothing. Within the transaction that the caller has open, if the store joins it; else
     * it is saved when this returns. What is known changes nothing.
     *
     * @param inputs events and snapshots, in any order; an event before the opening of its case is kept for the facts that it states, and
     *     begins nothing. A case that a snapshot opened takes snapshots: they are kept, and the case reads them back to add the events
     *     that {@link CaseSnapshots} makes of all of them
     * @throws SlaStoreException if the store failed, or a case is not known; it says whether to try again
     * @throws IllegalArgumentException if two events of a case have one id but differ, or a snapshot is of a case opened by an event
     * @throws java.time.DateTimeException if one is outside the years of a calendar
     * @throws IllegalStateException if the monitor is closed
     */
    public void record(Collection<? extends CaseInput> inputs) {
        importAll(inputs, Instant.MIN);
    }

    /**
     * Records one event or snapshot, as {@link #record(Collection)} does.
     *
     * @param input what happened
     */
    public void record(CaseInput input) {
        record(List.of(input));
    }

    /**
     * Records cases that began elsewhere: of the new ones among them, nothing is ever reported that became true before an instant.
     *
     * @param inputs what happened until now, with the opening of each case; refused as {@link #record(Collection)} does
     * @param reportFrom when to begin to report
     */
    public void importAll(Collection<? extends CaseInput> inputs, Instant reportFrom) {
        if (closed) {
            throw new IllegalStateException("The monitor is closed and records no more events.");
        }
        cases.record(inputs, reportFrom);
        nudgeAfterCommit();
    }

    private void nudgeAfterCommit() {
        Ticker started = ticker.get();
        if (started != null) {
            store.afterCommit(started::nudge);
        }
    }

    /**
     * Says that somebody has taken an escalation: its measurement is escalated no further.
     *
     * @param escalation the fact that was reported
     * @param who who took it
     * @return false if the case is not known
     * @throws SlaStoreException as {@link #record(Collection)} does
     */
    public boolean take(SlaEvent escalation, String who) {
        return cases.take(escalation, who);
    }

    /**
     * Raises what is due and delivers what is raised, in transactions of its own. While another thread ticks this monitor, or the
     * listener calls this, it returns at once.
     *
     * @param now what time it is
     */
    public void tick(Instant now) {
        if (closed || !ticking.compareAndSet(false, true)) {
            return;
        }
        try {
            Instant time = Times.clamp(now);
            clockCheck.at(time);
            cases.check(time);
            boolean going = true;
            while (going && !closed) {
                boolean raised = cases.raise(time) > 0;
                going = delivery.deliver(() -> closed) || raised;
            }
        } catch (SlaStoreException e) {
            faults.storeFailed(e);
        } finally {
            ticking.set(false);
        }
    }

    /**
     * Returns when to tick next, for hosts that tick themselves; they also tick once in a while, for what other nodes record.
     *
     * @return an instant, past if something is due or undelivered; empty if there is nothing to wait for
     * @throws SlaStoreException if the store failed
     */
    public Optional<Instant> nextWakeUp() {
        return store.joining(session -> {
            Optional<Instant> due = session.nextWakeUp();
            Optional<Instant> undelivered = session.nextDelivery();
            return due.isPresent() && (undelivered.isEmpty() || due.get().isBefore(undelivered.get()))
                    ? due
                    : undelivered;
        });
    }

    /**
     * Lets an executor drive the monitor from now on.
     *
     * @param executor runs the ticks, and with them the listener; it is not shut down by {@link #close}
     * @throws IllegalStateException if the monitor is closed or started already
     */
    public void start(ScheduledExecutorService executor) {
        start((task, at) -> {
            long delay = Math.max(0, Duration.between(clock.instant(), at).toNanos());
            Future<?> unused = executor.schedule(task, delay, TimeUnit.NANOSECONDS);
        });
    }

    /**
     * Lets anything drive the monitor that runs a task at an instant, such as {@code taskScheduler::schedule} of Spring.
     *
     * @param scheduler takes a task and when to run it
     * @throws IllegalStateException if the monitor is closed or started already
     */
    public void start(BiConsumer<Runnable, Instant> scheduler) {
        Ticker started = new Ticker(this, scheduler, clock, poll, faults);
        if (closed || !ticker.compareAndSet(null, started)) {
            throw new IllegalStateException("The monitor is " + (closed ? "closed." : "started already."));
        }
        started.nudge();
    }

    /**
     * Says that agreements, their versions or the holidays of their calendars have changed. Open cases are computed anew by the next
     * tick: what no longer holds is retracted.
     *
     * @param agreements all agreements with all their versions, in place of those given before
     * @throws IllegalArgumentException if an agreement is given twice
     */
    public void agreementsChanged(Collection<AgreementVersions> agreements) {
        cases.agreementsChanged(new KnownAgreements(agreements, clock.instant()));
        nudgeAfterCommit();
    }

    /**
     * Finds a case, finished or not.
     *
     * @param caseId the case
     * @return the case under all its agreements, as it was when it changed last; empty if it is not known, is under no agreement, or
     *     cannot be read
     * @throws SlaStoreException if the store failed
     */
    public Optional<ServiceCase> find(String caseId) {
        return Optional.ofNullable(cases.read(List.of(caseId)).get(caseId)).flatMap(WatchedCase::serviceCase);
    }

    /**
     * Reads the cases whose last clock ended within an interval, closed or not, for a report.
     *
     * @param from since when
     * @param until until when, exclusive
     * @param prefix what their ids begin with; empty for all
     * @param into takes each case, in no transaction
     * @throws SlaStoreException if the store failed
     */
    public void finished(Instant from, Instant until, String prefix, Consumer<ServiceCase> into) {
        cases.each(
                (session, after, limit) -> session.finished(from, until, prefix, after, limit),
                watched -> watched.serviceCase().ifPresent(into));
    }

    /**
     * Reads the cases that are not finished.
     *
     * @param prefix what their ids begin with; empty for all
     * @param into takes each case, in no transaction
     * @throws SlaStoreException if the store failed
     */
    public void open(String prefix, Consumer<ServiceCase> into) {
        cases.each(
                (session, after, limit) -> session.open(prefix, after, limit),
                watched -> watched.serviceCase().ifPresent(into));
    }

    /**
     * Counts the open cases by severity and state. A breach counts from its instant on, whether it was reported yet or not.
     *
     * @return the numbers now
     * @throws SlaStoreException if the store failed
     */
    public SlaBoard board() {
        return board("");
    }

    /** Counts cases as {@link #board()} does, of those whose ids begin with a prefix, such as that of a tenant. */
    public SlaBoard board(String prefix) {
        return store.joining(session -> session.board(Times.clamp(clock.instant()), prefix));
    }

    /**
     * Returns what to work on next: the open cases by when their first clock is due, overdue ones first; at the same instant the more
     * severe; cases that wait last.
     *
     * @param prefix what their ids begin with; empty for all
     * @param n how many cases to return at most
     * @return the cases, unmodifiable
     * @throws IllegalArgumentException if {@code n} is negative
     * @throws SlaStoreException if the store failed
     */
    public List<ServiceCase> mostUrgent(String prefix, int n) {
        return mostUrgent.byDue(prefix, n);
    }

    /**
     * Returns what to work on next in an order of the host's, such as by risk, among the first thousand by {@link #mostUrgent(String, int)}.
     *
     * @param prefix what their ids begin with; empty for all
     * @param n how many cases to return at most
     * @param order the first is the most urgent
     * @return the cases, unmodifiable
     * @throws IllegalArgumentException if {@code n} is negative
     * @throws SlaStoreException if the store failed
     */
    public List<ServiceCase> mostUrgent(String prefix, int n, Comparator<ServiceCase> order) {
        return mostUrgent.ranked(prefix, n, order);
    }

    /**
     * Returns the cases whose tightest running clock has the least business time left, overdue ones first; at equal time the more
     * severe. Time left grows with the due instant within one calendar only: by this order two office hours on Monday come before three
     * hours round the clock today.
     *
     * @param prefix what their ids begin with; empty for all
     * @param n how many cases to return at most
     * @return the cases, unmodifiable
     * @throws IllegalArgumentException if {@code n} is negative
     * @throws SlaStoreException if the store failed
     */
    public List<ServiceCase> leastTimeLeft(String prefix, int n) {
        return mostUrgent.byTimeLeft(prefix, n, clock.instant());
    }

    /**
     * Lists facts that the listener refused.
     *
     * @param limit how many to list at most
     * @return the facts, those refused most often first
     */
    public List<StuckFact> stuck(int limit) {
        return store.joining(session -> session.stuck(limit)).stream()
                .map(stuck -> new StuckFact(
                        FactText.parse(stuck.fact().body()),
                        stuck.fact().number(),
                        stuck.trouble().attempts(),
                        stuck.trouble().nextTry(),
                        stuck.trouble().error()))
                .toList();
    }

    /**
     * Passes by hand a fact that the listener refuses, so that those behind it are delivered. Who and why is noted in the case's history.
     *
     * @param stuck the fact
     * @param who who decided so
     * @param why why
     * @return false if it was delivered or skipped meanwhile
     */
    public boolean skip(StuckFact stuck, String who, String why) {
        boolean skipped = delivery.skip(stuck.fact().caseId(), stuck.number(), who, why);
        nudgeAfterCommit();
        return skipped;
    }

    /**
     * Lists cases that could not be read or computed, then those under a version of an agreement that this monitor was not given.
     *
     * @param limit how many to list at most
     * @return the cases, each of the two by id
     */
    public List<FaultyCase> faults(int limit) {
        Stream<FaultyCase> faulty = store.joining(session -> session.faulty("", limit)).stream()
                .map(row -> new FaultyCase(row.id(), row.fault(), row.attempts(), row.wakeAt()));
        return Stream.concat(faulty, cases.unknown(limit).stream()).limit(limit).toList();
    }

    /**
     * Removes cases with their history and their undelivered facts, as privacy rules may want. An event that comes later for one of
     * them is of a case that is not known.
     *
     * @param caseIds the cases
     */
    public void forget(Collection<String> caseIds) {
        cases.forget(caseIds);
    }

    /**
     * Removes cases that finished before an instant and have no undelivered facts.
     *
     * @param finishedBefore that instant
     * @param prefix what their ids begin with; empty for all
     * @return how many were removed
     */
    public int purge(Instant finishedBefore, String prefix) {
        return cases.purge(finishedBefore, prefix);
    }

    /**
     * Returns what the monitor has done, in numbers.
     *
     * @return the numbers now
     */
    public SlaMonitorMetrics metrics() {
        return counts.metrics(faults.count());
    }

    /**
     * Stops. The fact that the listener is busy with is finished; whatever else is due or undelivered stays in the store for the next
     * start or another node. Closing twice does nothing more.
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        Ticker started = ticker.get();
        if (started != null) {
            started.stop();
        }
        faults.closed();
    }
}
