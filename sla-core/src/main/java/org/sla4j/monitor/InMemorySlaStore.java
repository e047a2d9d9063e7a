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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
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
 * lock of Java is held while anything of the host is called. A case takes about a kilobyte.
 */
public final class InMemorySlaStore implements SlaStore {
    private static final int ATTEMPTS = 3;
    private static final long PAUSE = Duration.ofMillis(10).toNanos();

    private final ReentrantLock guard = new ReentrantLock();
    private final Condition ended = guard.newCondition();
    private final NavigableMap<String, Entry> cases = new TreeMap<>(IDS);
    private final NavigableMap<String, Deque<StoredFact>> undelivered = new TreeMap<>(IDS);
    private final Map<String, Lease> leases = new HashMap<>();
    private final TreeSet<Due> due = new TreeSet<>();
    private final Map<Promise, Integer> promises = new HashMap<>();
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

    /** A case: as it was committed, and as the transaction that owns it has changed it. */
    private static final class Entry {
        private final String id;
        private @Nullable Content committed;
        private @Nullable Content draft;
        private @Nullable Work owner;

        Entry(String id) {
            this.id = id;
        }
    }

    private record Content(StoredCase row, @Nullable Chunk history, List<OpenClock> clocks) {
        boolean isGone() {
            return row.id().isEmpty();
        }
    }

    /** What was appended, the last first, so that appending costs nothing. */
    private record Chunk(@Nullable Chunk before, String text) {}

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
    private final class Work implements Session {
        private final List<Entry> owned = new ArrayList<>();
        private final List<Runnable> undo = new ArrayList<>();
        private final Map<String, List<StoredFact>> raised = new TreeMap<>(IDS);
        private final List<Runnable> nudges = new ArrayList<>();
        private @Nullable Entry waitingFor;

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
                for (Entry entry : owned) {
                    if (commit) {
                        publish(entry);
                    }
                    entry.draft = null;
                    entry.owner = null;
                    if (entry.committed == null) {
                        cases.remove(entry.id, entry);
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
                for (Lease lease : leases.values()) {
                    if (lease.lockedBy == this) {
                        lease.lockedBy = null;
                    }
                }
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

        private void publish(Entry entry) {
            Content draft = entry.draft;
            if (draft == null) {
                return;
            }
            unindex(entry.committed);
            if (draft.isGone()) {
                entry.committed = null;
                undelivered.remove(entry.id);
                leases.remove(entry.id);
            } else if (!draft.row().isFresh()) {
                entry.committed = draft;
                index(draft, 1);
            }
        }

        @Override
        public List<StoredCase> lock(SortedSet<String> ids, Set<String> openings) {
            ids.forEach(SlaStore::requireId);
            List<StoredCase> found = new ArrayList<>();
            guard.lock();
            try {
                for (String id : ids) {
                    Content content = own(id, openings.contains(id));
                    if (content != null) {
                        found.add(content.row());
                    }
                }
            } finally {
                guard.unlock();
            }
            return found;
        }

        private @Nullable Content own(String id, boolean opening) {
            long left = lockTimeout;
            while (true) {
                Entry entry = cases.get(id);
                if (entry == null || (entry.committed == null && entry.owner != this && !opening)) {
                    if (!opening) {
                        return null;
                    }
                    entry = new Entry(id);
                    cases.put(id, entry);
                }
                if (entry.owner == null || entry.owner == this) {
                    return take(entry, opening);
                }
                left = await(entry, left);
            }
        }

        @SuppressWarnings("WaitNotInLoop") // the caller loops
        private long await(Entry entry, long left) {
            requireNoCircle(entry);
            if (left <= 0) {
                throw new SlaStoreException(
                        "Another transaction has case " + Quoted.of(entry.id) + " for longer than "
                                + Duration.ofNanos(lockTimeout) + "; nothing was changed, try again later.",
                        true,
                        null);
            }
            waitingFor = entry;
            try {
                return ended.awaitNanos(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SlaStoreException("Interrupted while waiting for case " + Quoted.of(entry.id) + ".", true, e);
            } finally {
                waitingFor = null;
            }
        }

        private void requireNoCircle(Entry wanted) {
            Entry next = wanted;
            while (next != null && next.owner != null) {
                if (next.owner == this) {
                    throw new CircleException("Two transactions wait for each other's cases, one of them "
                            + Quoted.of(wanted.id) + "; nothing was changed, try again.");
                }
                next = next.owner.waitingFor;
            }
        }

        private @Nullable Content take(Entry entry, boolean opening) {
            if (entry.owner == null) {
                entry.owner = this;
                owned.add(entry);
            }
            Content content = entry.draft == null ? entry.committed : entry.draft;
            if ((content == null || content.isGone()) && opening) {
                content = new Content(StoredCase.fresh(entry.id), null, List.of());
                draft(entry, content);
            }
            return content == null || content.isGone() ? null : content;
        }

        private void draft(Entry entry, Content content) {
            Content before = entry.draft;
            undo.add(() -> entry.draft = before);
            entry.draft = content;
        }

        @Override
        public List<StoredCase> tryLock(SortedSet<String> ids) {
            List<StoredCase> found = new ArrayList<>();
            guard.lock();
            try {
                for (String id : ids) {
                    Entry entry = cases.get(id);
                    if (entry != null && entry.owner == null && entry.committed != null) {
                        found.add(entry.committed.row());
                        take(entry, false);
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
                    Content content = visible(cases.get(id));
                    if (content != null && !content.row().isFresh()) {
                        found.add(content.row());
                    }
                }
            } finally {
                guard.unlock();
            }
            return found;
        }

        private @Nullable Content visible(@Nullable Entry entry) {
            if (entry == null) {
                return null;
            }
            Content content = entry.owner == this && entry.draft != null ? entry.draft : entry.committed;
            return content == null || content.isGone() ? null : content;
        }

        @Override
        public String history(String caseId) {
            Chunk last;
            guard.lock();
            try {
                Content content = visible(cases.get(caseId));
                last = content == null ? null : content.history();
            } finally {
                guard.unlock();
            }
            Deque<String> texts = new ArrayDeque<>();
            for (Chunk chunk = last; chunk != null; chunk = chunk.before()) {
                texts.addFirst(chunk.text());
            }
            return String.join("", texts);
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
            Entry entry = cases.get(id);
            Content before = entry == null || entry.owner != this ? null : visible(entry);
            if (entry == null || before == null || before.row().version() != change.from()) {
                throw new IllegalStateException(
                        "Case " + Quoted.of(id) + " is not locked in version " + change.from() + ".");
            }
            Set<String> replaced = new HashSet<>(change.closed());
            change.clocks().forEach(clock -> replaced.add(clock.name()));
            List<OpenClock> clocks = new ArrayList<>(change.clocks());
            before.clocks().stream()
                    .filter(clock -> !replaced.contains(clock.name()))
                    .forEach(clocks::add);
            Chunk history =
                    change.appended().isEmpty() ? before.history() : new Chunk(before.history(), change.appended());
            draft(entry, new Content(change.to(), history, List.copyOf(clocks)));
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
                    Entry entry = cases.get(id);
                    if (entry != null && entry.owner == this) {
                        draft(entry, GONE);
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
            return guarded(() -> (after.isPresent() ? due.tailSet(after.get(), false) : due)
                    .stream()
                            .takeWhile(next -> !next.wakeAt().isAfter(until))
                            .limit(limit)
                            .toList());
        }

        @Override
        public Optional<Instant> nextWakeUp() {
            return guarded(() ->
                    due.isEmpty() ? Optional.empty() : Optional.of(due.first().wakeAt()));
        }

        @Override
        public List<Promise> promises() {
            return guarded(() -> List.copyOf(promises.keySet()));
        }

        @Override
        public List<String> promised(Promise promise, String after, int limit) {
            return guarded(() -> rows(after)
                    .filter(row -> row.finishedAt().isEmpty() && promise(row).equals(promise))
                    .map(StoredCase::id)
                    .limit(limit)
                    .toList());
        }

        @Override
        public List<StoredCase> open(String prefix, String after, int limit) {
            return cases(row -> row.finishedAt().isEmpty(), prefix, after, limit);
        }

        @Override
        public List<StoredCase> finished(Instant from, Instant until, String prefix, String after, int limit) {
            Predicate<Instant> within = at -> !at.isBefore(from) && at.isBefore(until);
            return cases(row -> row.finishedAt().filter(within).isPresent(), prefix, after, limit);
        }

        @Override
        public List<StoredCase> faulty(String after, int limit) {
            return cases(row -> !row.fault().isEmpty(), "", after, limit);
        }

        private List<StoredCase> cases(Predicate<StoredCase> wanted, String prefix, String after, int limit) {
            return guarded(() -> rows(after)
                    .filter(row -> row.id().startsWith(prefix) && wanted.test(row))
                    .limit(limit)
                    .toList());
        }

        private Stream<StoredCase> rows(String after) {
            return cases.tailMap(after, false).values().stream().flatMap(entry -> {
                Content content = entry.committed;
                return content == null ? Stream.empty() : Stream.of(content.row());
            });
        }

        private Stream<OpenClock> clocks(String prefix) {
            return contents(prefix).flatMap(content -> content.clocks().stream());
        }

        private Stream<Content> contents(String prefix) {
            return cases.values().stream().flatMap(entry -> {
                Content content = entry.committed;
                return content == null || !entry.id.startsWith(prefix) ? Stream.empty() : Stream.of(content);
            });
        }

        @Override
        public SlaBoard board(Instant now, String prefix) {
            return guarded(() -> {
                Map<Severity, Map<SlaBoard.State, Integer>> counts = new HashMap<>();
                contents(prefix)
                        .filter(content -> !content.clocks().isEmpty())
                        .forEach(content -> counts.computeIfAbsent(
                                        content.clocks().get(0).severity(),
                                        severity -> new EnumMap<>(SlaBoard.State.class))
                                .merge(state(content.clocks(), now), 1, Integer::sum));
                return new SlaBoard(new TreeMap<>(counts));
            });
        }

        @Override
        public List<OpenClock> running(String prefix, Optional<String> calendar, int limit) {
            if (limit == 0) {
                return List.of();
            }
            PriorityQueue<OpenClock> first = new PriorityQueue<>(BY_DUE.reversed());
            guard.lock();
            try {
                clocks(prefix)
                        .filter(OpenClock::running)
                        .filter(clock -> calendar.isEmpty() || calendar.get().equals(clock.calendar()))
                        .forEach(clock -> {
                            if (first.size() < limit) {
                                first.add(clock);
                            } else if (BY_DUE.compare(clock, first.element()) < 0) {
                                first.remove();
                                first.add(clock);
                            }
                        });
            } finally {
                guard.unlock();
            }
            return first.stream().sorted(BY_DUE).toList();
        }

        @Override
        public List<String> waiting(String prefix, int limit) {
            return guarded(() -> contents(prefix)
                    .filter(content -> !content.clocks().isEmpty()
                            && content.clocks().stream().noneMatch(OpenClock::running))
                    .sorted(Comparator.comparing(
                                    (Content content) -> content.clocks().get(0).severity())
                            .thenComparing(content -> content.row().id(), IDS))
                    .map(content -> content.row().id())
                    .limit(limit)
                    .toList());
        }

        @Override
        public Set<String> calendars() {
            return guarded(() -> {
                Set<String> calendars = new LinkedHashSet<>();
                clocks("").filter(OpenClock::running).forEach(clock -> calendars.add(clock.calendar()));
                return calendars;
            });
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
                held.lockedBy = this;
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

    private static final Content GONE = new Content(StoredCase.fresh(""), null, List.of());
    private static final Trouble NO_TROUBLE = new Trouble(Instant.MIN, 0, "");
    private static final Comparator<OpenClock> BY_DUE = Comparator.comparing(
                    (OpenClock clock) -> clock.dueAt().orElse(Instant.MAX))
            .thenComparing(OpenClock::severity)
            .thenComparing(OpenClock::caseId, IDS)
            .thenComparing(OpenClock::name);

    private <R> R guarded(Supplier<R> question) {
        guard.lock();
        try {
            return question.get();
        } finally {
            guard.unlock();
        }
    }

    private static Promise promise(StoredCase row) {
        return new Promise(row.agreements(), row.digest());
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

    private void index(Content content, int by) {
        StoredCase row = content.row();
        row.wakeAt().map(at -> new Due(at, row.id())).ifPresent(by > 0 ? due::add : due::remove);
        if (row.finishedAt().isEmpty()) {
            promises.merge(promise(row), by, (a, b) -> a + b == 0 ? null : a + b);
        }
    }

    private void unindex(@Nullable Content content) {
        if (content != null) {
            index(content, -1);
        }
    }
}
