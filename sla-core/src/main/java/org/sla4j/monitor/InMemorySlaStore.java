package org.sla4j.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.Severity;
import org.sla4j.calendar.Quoted;

/**
 * A store in the memory of this process: for tests, and for hosts that keep their cases elsewhere and record them anew at each start.
 *
 * <pre>{@code
 * InMemorySlaStore store = new InMemorySlaStore();
 * try (InMemorySlaStore.Transaction transaction = store.begin()) {
 *     monitor.record(CaseEvent.opened("INC-1", now, Severity.HIGH));
 *     transaction.commit();                                    // else it is rolled back
 * }
 * }</pre>
 *
 * <p>Without {@link #begin}, and without a transaction of the host that {@link #joining(Supplier, Consumer)} names, each call is a
 * transaction of its own.
 *
 * <p>A case that a transaction changes is its own until the end; others wait for it, no longer than the time-out. Thread-safe, and no
 * lock of Java is held while anything of the host is called. An open case with two clocks takes about 300 bytes and its events.
 *
 * <p>What is most urgent is found by a number beside each case, without looking at the others. To count a board, or to find the clocks
 * of a rare calendar or of a small tenant, all cases are gone through; recording goes on while a board is counted.
 */
public final class InMemorySlaStore implements SlaStore {
    private static final int ATTEMPTS = 3;
    /** How many cases are gone through before others get their turn. */
    private static final int SLICE = 4096;

    private static final int MANY = 8;
    private static final long PAUSE = Duration.ofMillis(10).toNanos();

    private final ReentrantLock guard = new ReentrantLock();
    private final Condition ended = guard.newCondition();
    private final MemoryIndex cases = new MemoryIndex();
    private final MemoryQueue due = new MemoryQueue();
    private final PackedTexts texts = new PackedTexts();
    private final NavigableMap<String, Deque<StoredFact>> undelivered = new TreeMap<>(IDS);
    private final Map<String, Lease> leases = new HashMap<>();
    private final Map<Promise, Integer> promises = new HashMap<>();
    private final Map<String, Integer> calendars = new HashMap<>();
    private final IdentityHashMap<Object, Work> hosts = new IdentityHashMap<>();

    @SuppressWarnings("ThreadLocalUsage") // a thread has a transaction in each store
    private final ThreadLocal<@Nullable Work> begun = new ThreadLocal<>();

    private final long lockTimeout;
    private Supplier<Optional<Object>> current = Optional::empty;
    private Consumer<Consumer<Boolean>> afterCompletion = callback -> {};
    private long tokens;

    /** Makes an empty store that waits {@link SlaStore#LOCK_TIMEOUT} for a case at most. */
    public InMemorySlaStore() {
        this(LOCK_TIMEOUT);
    }

    /**
     * Makes an empty store.
     *
     * @param lockTimeout how long to wait for a case that another transaction has
     */
    public InMemorySlaStore(Duration lockTimeout) {
        this.lockTimeout = lockTimeout.toNanos();
    }

    /**
     * Makes the store take part in transactions of the host. Call it before the store is used.
     *
     * <pre>{@code
     * store.joining(                                                     // Spring
     *         () -> isActualTransactionActive() ? Optional.of(TransactionAspectSupport.currentTransactionStatus()) : Optional.empty(),
     *         callback -> registerSynchronization(new TransactionSynchronization() {
     *             public void afterCompletion(int status) {
     *                 callback.accept(status == STATUS_COMMITTED);
     *             }
     *         }));
     * }</pre>
     *
     * @param transaction what stands for the transaction that is open in this thread, the same object each time; empty if none is open
     * @param completion takes what to call when that transaction has ended: with true if it was committed
     * @return this store
     */
    public InMemorySlaStore joining(Supplier<Optional<Object>> transaction, Consumer<Consumer<Boolean>> completion) {
        current = transaction;
        afterCompletion = completion;
        return this;
    }

    /**
     * Opens a transaction for this thread; what is recorded in the thread takes part in it until it ends.
     *
     * @return the transaction
     * @throws IllegalStateException if this thread has one open
     */
    public Transaction begin() {
        if (begun.get() != null) {
            throw new IllegalStateException("This thread has a transaction open; end it before the next.");
        }
        Work work = new Work();
        begun.set(work);
        return new Transaction(work);
    }

    /** A transaction of one thread. */
    public final class Transaction implements AutoCloseable {
        private final Work work;

        private Transaction(Work work) {
            this.work = work;
        }

        /** Makes what was changed visible to others. */
        public void commit() {
            complete(true);
        }

        /** Undoes what was changed. */
        public void rollback() {
            complete(false);
        }

        /** Rolls back, unless it has ended. */
        @Override
        public void close() {
            if (begun.get() == work) {
                complete(false);
            }
        }

        private void complete(boolean commit) {
            if (begun.get() != work) {
                throw new IllegalStateException("The transaction has ended, or is of another thread.");
            }
            begun.remove();
            work.end(commit);
        }
    }

    @Override
    public <R> R joining(Function<Session, R> work) {
        Work joined = joined();
        if (joined == null) {
            return alone(work);
        }
        int savepoint = joined.savepoint();
        try {
            return work.apply(joined);
        } catch (CircleException e) {
            joined.undoTo(savepoint);
            throw e.toStoreException();
        } catch (Throwable e) {
            joined.undoTo(savepoint);
            throw e;
        }
    }

    private @Nullable Work joined() {
        Work mine = begun.get();
        if (mine != null) {
            return mine;
        }
        Optional<Object> host = current.get();
        if (host.isEmpty()) {
            return null;
        }
        guard.lock();
        try {
            Work known = hosts.get(host.get());
            if (known != null) {
                return known;
            }
        } finally {
            guard.unlock();
        }
        Work fresh = new Work();
        afterCompletion.accept(committed -> {
            guard.lock();
            try {
                hosts.remove(host.get());
            } finally {
                guard.unlock();
            }
            fresh.end(committed);
        });
        guard.lock();
        try {
            hosts.put(host.get(), fresh);
        } finally {
            guard.unlock();
        }
        return fresh;
    }

    @Override
    public <R> R alone(Function<Session, R> work) {
        for (int attempt = 1; ; attempt++) {
            Work own = new Work();
            boolean done = false;
            try {
                R result = work.apply(own);
                done = true;
                return result;
            } catch (CircleException e) {
                if (attempt == ATTEMPTS) {
                    throw e.toStoreException();
                }
            } finally {
                own.end(done);
            }
            letOthersGoFirst();
        }
    }

    private void letOthersGoFirst() {
        guard.lock();
        try {
            long left = PAUSE;
            while (left > 0) {
                left = ended.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            guard.unlock();
        }
    }

    @Override
    public void afterCommit(Runnable nudge) {
        Work joined = joined();
        if (joined == null) {
            nudge.run();
        } else {
            joined.nudges.add(nudge);
        }
    }

    private static final class Lease {
        private final long token;
        private final Instant until;
        private final Trouble trouble;
        private @Nullable Work lockedBy;

        Lease(long token, Instant until, Trouble trouble) {
            this.token = token;
            this.until = until;
            this.trouble = trouble;
        }
    }

    /** A transaction that would wait for itself by way of others. */
    private static final class CircleException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CircleException(String message) {
            super(message);
        }

        SlaStoreException toStoreException() {
            return new SlaStoreException(String.valueOf(getMessage()), true, this);
        }
    }

    /** A transaction, and the session in it. */
    final class Work implements Session {
        private final List<MemoryCase> owned = new ArrayList<>();
        private final List<Runnable> undo = new ArrayList<>();
        private final Map<String, List<StoredFact>> raised = new TreeMap<>(IDS);
        private final List<Runnable> nudges = new ArrayList<>();
        private final List<Lease> locked = new ArrayList<>();
        private @Nullable MemoryCase waitingFor;

        int savepoint() {
            return undo.size();
        }

        void undoTo(int savepoint) {
            guard.lock();
            try {
                for (int i = undo.size() - 1; i >= savepoint; i--) {
                    undo.remove(i).run();
                }
            } finally {
                guard.unlock();
            }
        }

        void end(boolean commit) {
            guard.lock();
            try {
                if (!commit) {
                    undoTo(0);
                }
                for (MemoryCase one : owned) {
                    if (commit) {
                        publish(one);
                    }
                    one.draft = null;
                    one.owner = null;
                    if (!one.isCommitted()) {
                        cases.remove(one.id());
                    }
                }
                if (commit) {
                    raised.forEach((id, facts) -> {
                        if (!facts.isEmpty()) {
                            undelivered
                                    .computeIfAbsent(id, key -> new ArrayDeque<>())
                                    .addAll(facts);
                        }
                    });
                }
                for (Lease lease : locked) {
                    lease.lockedBy = null;
                }
                locked.clear();
                owned.clear();
                raised.clear();
                ended.signalAll();
            } finally {
                guard.unlock();
            }
            if (commit) {
                nudges.forEach(Runnable::run);
            }
        }

        private void publish(MemoryCase one) {
            MemoryCase.Content draft = one.draft;
            if (draft == null) {
                return;
            }
            if (draft.isGone()) {
                count(one, -1);
                due.remove(one);
                cases.remove(one.id());
                undelivered.remove(one.id());
                leases.remove(one.id());
            } else if (!draft.row().isFresh()) {
                count(one, -1);
                one.commit(draft, texts);
                due.update(one);
                cases.update(one, MemoryCase.urgency(draft.clocks()));
                count(one, 1);
            }
        }

        @Override
        public List<StoredCase> lock(SortedSet<String> ids, Set<String> openings) {
            ids.forEach(SlaStore::requireId);
            List<StoredCase> found = new ArrayList<>();
            guard.lock();
            try {
                for (String id : ids) {
                    StoredCase row = own(id, openings.contains(id));
                    if (row != null) {
                        found.add(row);
                    }
                }
            } finally {
                guard.unlock();
            }
            return found;
        }

        private @Nullable StoredCase own(String id, boolean opening) {
            long left = lockTimeout;
            while (true) {
                MemoryCase one = cases.get(id);
                if (one == null || (!one.isCommitted() && one.owner != this && !opening)) {
                    if (!opening) {
                        return null;
                    }
                    if (one == null) {
                        one = new MemoryCase(id);
                        cases.add(one);
                    }
                }
                if (one.owner == null || one.owner == this) {
                    return take(one, id, opening);
                }
                left = await(one, id, left);
            }
        }

        @SuppressWarnings("WaitNotInLoop") // the caller loops
        private long await(MemoryCase one, String id, long left) {
            requireNoCircle(one, id);
            if (left <= 0) {
                throw new SlaStoreException(
                        "Another transaction has case " + Quoted.of(id) + " for longer than "
                                + Duration.ofNanos(lockTimeout) + "; nothing was changed, try again later.",
                        true,
                        null);
            }
            waitingFor = one;
            try {
                return ended.awaitNanos(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SlaStoreException("Interrupted while waiting for case " + Quoted.of(id) + ".", true, e);
            } finally {
                waitingFor = null;
            }
        }

        private void requireNoCircle(MemoryCase wanted, String id) {
            MemoryCase next = wanted;
            while (next != null && next.owner != null) {
                if (next.owner == this) {
                    throw new CircleException("Two transactions wait for each other's cases, one of them "
                            + Quoted.of(id) + "; nothing was changed, try again.");
                }
                next = next.owner.waitingFor;
            }
        }

        private @Nullable StoredCase take(MemoryCase one, String id, boolean opening) {
            if (one.owner == null) {
                one.owner = this;
                owned.add(one);
            }
            MemoryCase.Content draft = one.draft;
            boolean there = draft == null ? one.isCommitted() : !draft.isGone();
            if (!there && opening) {
                draft(one, MemoryCase.Content.fresh(id));
                return StoredCase.fresh(id);
            }
            return !there ? null : draft == null ? one.row(texts) : draft.row();
        }

        private void draft(MemoryCase one, MemoryCase.Content content) {
            MemoryCase.Content before = one.draft;
            undo.add(() -> one.draft = before);
            one.draft = content;
        }

        @Override
        public List<StoredCase> tryLock(SortedSet<String> ids) {
            List<StoredCase> found = new ArrayList<>();
            guard.lock();
            try {
                for (String id : ids) {
                    MemoryCase one = cases.get(id);
                    if (one != null && one.owner == null && one.isCommitted()) {
                        found.add(one.row(texts));
                        take(one, id, false);
                    }
                }
            } finally {
                guard.unlock();
            }
            return found;
        }

        @Override
        public List<StoredCase> read(SortedSet<String> ids) {
            List<StoredCase> found = new ArrayList<>();
            guard.lock();
            try {
                for (String id : ids) {
                    MemoryCase one = cases.get(id);
                    MemoryCase.Content mine = draft(one);
                    StoredCase row = mine != null ? mine.row() : one == null ? null : one.row(texts);
                    if (row != null && !row.isFresh()) {
                        found.add(row);
                    }
                }
            } finally {
                guard.unlock();
            }
            return found;
        }

        /** What this transaction has made of a case; null if nothing. */
        private MemoryCase.@Nullable Content draft(@Nullable MemoryCase one) {
            return one == null || one.owner != this ? null : one.draft;
        }

        @Override
        public String history(String caseId) {
            return guarded(() -> {
                MemoryCase one = cases.get(caseId);
                MemoryCase.Content mine = draft(one);
                String committed = one == null || (mine != null && mine.anew()) ? "" : one.history(texts);
                return mine == null ? committed : committed + mine.added();
            });
        }

        @Override
        public void save(List<Change> changes) {
            guard.lock();
            try {
                for (Change change : changes) {
                    save(change);
                }
            } finally {
                guard.unlock();
            }
        }

        private void save(Change change) {
            String id = change.to().id();
            MemoryCase one = cases.get(id);
            MemoryCase.Content before = one == null || one.owner != this
                    ? null
                    : one.draft != null
                            ? one.draft
                            : new MemoryCase.Content(one.row(texts), one.clocks(texts), "", false);
            if (one == null || before == null || before.isGone() || before.row().version() != change.from()) {
                throw new IllegalStateException(
                        "Case " + Quoted.of(id) + " is not locked in version " + change.from() + ".");
            }
            Set<String> replaced = new HashSet<>(change.closed());
            change.clocks().forEach(clock -> replaced.add(clock.name()));
            List<OpenClock> clocks = new ArrayList<>(change.clocks());
            before.clocks().stream()
                    .filter(clock -> !replaced.contains(clock.name()))
                    .forEach(clocks::add);
            String added = before.added().isEmpty() ? change.appended() : before.added() + change.appended();
            draft(one, new MemoryCase.Content(change.to(), clocks, added, before.anew()));
            if (!change.raised().isEmpty()) {
                List<StoredFact> facts = raised.computeIfAbsent(id, key -> new ArrayList<>());
                int size = facts.size();
                undo.add(() -> facts.subList(size, facts.size()).clear());
                facts.addAll(change.raised());
            }
        }

        @Override
        public void remove(SortedSet<String> ids) {
            guard.lock();
            try {
                for (String id : ids) {
                    MemoryCase one = cases.get(id);
                    if (one != null && one.owner == this) {
                        draft(one, MemoryCase.Content.GONE);
                        List<StoredFact> dropped = raised.remove(id);
                        if (dropped != null) {
                            undo.add(() -> raised.put(id, dropped));
                        }
                    }
                }
            } finally {
                guard.unlock();
            }
        }

        @Override
        public List<Due> due(Instant until, Optional<Due> after, int limit) {
            return guarded(() -> due.until(until, after, limit));
        }

        @Override
        public Optional<Instant> nextWakeUp() {
            return guarded(due::first);
        }

        @Override
        public List<Promise> promises() {
            return guarded(() -> List.copyOf(promises.keySet()));
        }

        @Override
        public List<String> promised(Promise promise, String after, int limit) {
            List<String> found = new ArrayList<>();
            each("", after, one -> {
                if (!one.isFinished() && one.promise(texts).equals(promise)) {
                    found.add(one.id());
                }
                return found.size() < limit;
            });
            return found;
        }

        @Override
        public List<StoredCase> open(String prefix, String after, int limit) {
            return cases(one -> !one.isFinished(), row -> true, prefix, after, limit);
        }

        @Override
        public List<StoredCase> finished(Instant from, Instant until, String prefix, String after, int limit) {
            Predicate<Instant> within = at -> !at.isBefore(from) && at.isBefore(until);
            return cases(
                    MemoryCase::isFinished,
                    row -> row.finishedAt().filter(within).isPresent(),
                    prefix,
                    after,
                    limit);
        }

        @Override
        public List<StoredCase> faulty(String after, int limit) {
            return cases(MemoryCase::isFaulty, row -> !row.fault().isEmpty(), "", after, limit);
        }

        private List<StoredCase> cases(
                Predicate<MemoryCase> first, Predicate<StoredCase> then, String prefix, String after, int limit) {
            List<StoredCase> found = new ArrayList<>();
            each(prefix, after, one -> {
                if (first.test(one)) {
                    StoredCase row = one.row(texts);
                    if (then.test(row)) {
                        found.add(row);
                    }
                }
                return found.size() < limit;
            });
            return found;
        }

        @Override
        public SlaBoard board(Instant now, String prefix) {
            Map<Severity, Map<SlaBoard.State, Integer>> counts = new HashMap<>();
            each(prefix, "", one -> {
                List<OpenClock> clocks = one.clocks(texts);
                if (!clocks.isEmpty()) {
                    counts.computeIfAbsent(clocks.get(0).severity(), severity -> new EnumMap<>(SlaBoard.State.class))
                            .merge(state(clocks, now), 1, Integer::sum);
                }
                return true;
            });
            return new SlaBoard(new TreeMap<>(counts));
        }

        @Override
        public List<OpenClock> running(String prefix, Optional<String> calendar, int limit) {
            if (limit == 0) {
                return List.of();
            }
            return guarded(() -> {
                // Most often what is asked for is among the first; a rare calendar or tenant is looked for among ever
                // more.
                for (long some = limit; some < cases.size() / MANY; some *= MANY) {
                    long bound = cases.bound(MemoryCase.LAST_WAITING, (int) some);
                    List<OpenClock> found = running(bound, prefix, calendar, limit);
                    if (found.size() == limit
                            && !found.get(limit - 1).dueAt().orElse(Instant.MAX).isAfter(Times.instant(bound))) {
                        return found;
                    }
                }
                return running(MemoryCase.UNKNOWN, prefix, calendar, limit);
            });
        }

        /** The first running clocks of cases up to an urgency. */
        private List<OpenClock> running(long bound, String prefix, Optional<String> calendar, int limit) {
            byte[] begin = MemoryIndex.utf8(prefix);
            PriorityQueue<OpenClock> first = new PriorityQueue<>(BY_DUE.reversed());
            cases.each(MemoryCase.LAST_WAITING, bound, (one, urgency) -> {
                boolean late = first.size() == limit
                        && urgency > first.element().dueAt().map(Times::nanos).orElse(MemoryCase.UNKNOWN);
                if (!late && one.hasPrefix(begin)) {
                    one.clocks(texts).stream()
                            .filter(OpenClock::running)
                            .filter(clock ->
                                    calendar.isEmpty() || calendar.get().equals(clock.calendar()))
                            .forEach(first::add);
                    while (first.size() > limit) {
                        first.remove();
                    }
                }
            });
            return first.stream().sorted(BY_DUE).toList();
        }

        @Override
        public List<String> waiting(String prefix, int limit) {
            if (limit == 0) {
                return List.of();
            }
            return guarded(() -> {
                byte[] begin = MemoryIndex.utf8(prefix);
                PriorityQueue<OpenClock> first = new PriorityQueue<>(BY_SEVERITY.reversed());
                cases.each(Long.MIN_VALUE, MemoryCase.LAST_WAITING, (one, urgency) -> {
                    boolean late = first.size() == limit
                            && urgency - Long.MIN_VALUE
                                    > first.element().severity().rank();
                    if (!late && one.hasPrefix(begin)) {
                        first.add(one.clocks(texts).get(0));
                        if (first.size() > limit) {
                            first.remove();
                        }
                    }
                });
                return first.stream().sorted(BY_SEVERITY).map(OpenClock::caseId).toList();
            });
        }

        @Override
        public Set<String> calendars() {
            return guarded(() -> Set.copyOf(calendars.keySet()));
        }

        @Override
        public List<Parcel> lease(Instant now, Instant until, int limit, int facts) {
            return guarded(() -> {
                List<Parcel> parcels = new ArrayList<>();
                for (Iterator<Map.Entry<String, Deque<StoredFact>>> all =
                                undelivered.entrySet().iterator();
                        all.hasNext() && parcels.size() < limit; ) {
                    Map.Entry<String, Deque<StoredFact>> next = all.next();
                    String id = next.getKey();
                    Lease held = leases.get(id);
                    if (held == null
                            || (held.lockedBy == null
                                    && !held.until.isAfter(now)
                                    && !held.trouble.nextTry().isAfter(now))) {
                        Trouble trouble = held == null ? NO_TROUBLE : held.trouble;
                        Lease mine = new Lease(++tokens, until, trouble);
                        leases.put(id, mine);
                        undo.add(() -> restore(id, held));
                        parcels.add(new Parcel(
                                id,
                                mine.token,
                                until,
                                trouble.attempts(),
                                next.getValue().stream().limit(facts).toList()));
                    }
                }
                return parcels;
            });
        }

        private void restore(String id, @Nullable Lease held) {
            if (held == null) {
                leases.remove(id);
            } else {
                leases.put(id, held);
            }
        }

        @Override
        public boolean acknowledge(Parcel parcel, long number) {
            return guarded(() -> {
                String id = parcel.caseId();
                Lease held = leases.get(id);
                if (held == null || held.token != parcel.token() || (held.lockedBy != null && held.lockedBy != this)) {
                    return false;
                }
                if (held.lockedBy == null) {
                    held.lockedBy = this;
                    locked.add(held);
                }
                return removeFact(id, number).isPresent();
            });
        }

        private Optional<StoredFact> removeFact(String id, long number) {
            Deque<StoredFact> facts = undelivered.get(id);
            if (facts == null) {
                return Optional.empty();
            }
            for (Iterator<StoredFact> all = facts.iterator(); all.hasNext(); ) {
                StoredFact fact = all.next();
                if (fact.number() == number) {
                    all.remove();
                    if (facts.isEmpty()) {
                        undelivered.remove(id);
                    }
                    undo.add(() -> undelivered
                            .computeIfAbsent(id, key -> new ArrayDeque<>())
                            .addFirst(fact));
                    return Optional.of(fact);
                }
            }
            return Optional.empty();
        }

        @Override
        public void release(Parcel parcel, Optional<Trouble> trouble) {
            guarded(() -> {
                String id = parcel.caseId();
                Lease held = leases.get(id);
                if (held != null && held.token == parcel.token()) {
                    restore(
                            id,
                            trouble.map(why -> new Lease(held.token, Instant.MIN, why))
                                    .orElse(null));
                    undo.add(() -> restore(id, held));
                }
                return true;
            });
        }

        @Override
        public Optional<Instant> nextDelivery() {
            return guarded(() -> {
                Instant next = undelivered.isEmpty() ? null : Instant.MAX;
                for (String id : undelivered.keySet()) {
                    Lease lease = leases.get(id);
                    if (lease == null) {
                        return Optional.of(Instant.MIN);
                    }
                    Instant free = lease.until.isAfter(lease.trouble.nextTry()) ? lease.until : lease.trouble.nextTry();
                    next = next == null || free.isBefore(next) ? free : next;
                }
                return Optional.ofNullable(next);
            });
        }

        @Override
        public boolean hasUndelivered(String caseId) {
            return guarded(() -> undelivered.containsKey(caseId));
        }

        @Override
        public Optional<StoredFact> skip(String caseId, long number) {
            return guarded(() -> {
                Optional<StoredFact> skipped = removeFact(caseId, number);
                Lease held = leases.remove(caseId);
                if (held != null) {
                    undo.add(() -> leases.put(caseId, held));
                }
                return skipped;
            });
        }

        @Override
        public List<Stuck> stuck(int limit) {
            return guarded(() -> leases.entrySet().stream()
                    .filter(lease -> lease.getValue().trouble.attempts() > 0 && undelivered.containsKey(lease.getKey()))
                    .sorted(Comparator.comparing((Map.Entry<String, Lease> lease) ->
                                    -lease.getValue().trouble.attempts())
                            .thenComparing(Map.Entry::getKey, IDS))
                    .limit(limit)
                    .flatMap(lease -> Optional.ofNullable(undelivered.get(lease.getKey())).stream()
                            .map(facts -> new Stuck(lease.getKey(), facts.getFirst(), lease.getValue().trouble)))
                    .toList());
        }
    }

    private static final Trouble NO_TROUBLE = new Trouble(Instant.MIN, 0, "");
    private static final Comparator<OpenClock> BY_DUE = Comparator.comparing(
                    (OpenClock clock) -> clock.dueAt().orElse(Instant.MAX))
            .thenComparing(OpenClock::severity)
            .thenComparing(OpenClock::caseId, IDS)
            .thenComparing(OpenClock::name);

    private static final Comparator<OpenClock> BY_SEVERITY =
            Comparator.comparing(OpenClock::severity).thenComparing(OpenClock::caseId, IDS);

    private <R> R guarded(Supplier<R> question) {
        guard.lock();
        try {
            return question.get();
        } finally {
            guard.unlock();
        }
    }

    private static SlaBoard.State state(List<OpenClock> clocks, Instant now) {
        if (clocks.stream().anyMatch(clock -> isPast(clock.breachesAt(), now))) {
            return SlaBoard.State.BREACHED;
        }
        if (clocks.stream().noneMatch(OpenClock::running)) {
            return SlaBoard.State.PAUSED;
        }
        return clocks.stream().anyMatch(clock -> isPast(clock.warnsAt(), now))
                ? SlaBoard.State.WARNED
                : SlaBoard.State.RUNNING;
    }

    private static boolean isPast(Optional<Instant> at, Instant now) {
        return at.isPresent() && !at.get().isAfter(now);
    }

    /** Counts what the wake-up of a case that is not finished was computed with, and the calendars of its running clocks. */
    private void count(MemoryCase one, int by) {
        if (one.isCommitted()) {
            one.eachCalendar(texts, calendar -> add(calendars, calendar, by));
            if (!one.isFinished()) {
                add(promises, one.promise(texts), by);
            }
        }
    }

    private static <K> void add(Map<K, Integer> counts, K what, int by) {
        counts.merge(what, by, (a, b) -> a + b == 0 ? null : a + b);
    }

    /**
     * Visits the committed cases after an id, in the order of their ids, until the visitor says stop. The lock is given up after each slice.
     */
    private void each(String prefix, String after, Predicate<MemoryCase> into) {
        byte[] begin = MemoryIndex.utf8(prefix);
        String from = after;
        boolean more = true;
        while (more) {
            guard.lock();
            try {
                more = false;
                int left = SLICE;
                for (MemoryCase one : IDS.compare(from, prefix) < 0 ? cases.prefixed(prefix) : cases.after(from)) {
                    if (!one.hasPrefix(begin)) {
                        return;
                    }
                    if (one.isCommitted() && !into.test(one)) {
                        return;
                    }
                    if (--left == 0) {
                        from = one.id();
                        more = true;
                        break;
                    }
                }
            } finally {
                guard.unlock();
            }
        }
    }
}
