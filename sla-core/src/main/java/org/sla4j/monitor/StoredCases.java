package org.sla4j.monitor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sla4j.calendar.Quoted;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.CaseInput;

/**
 * The cases in the store: reads them, lets them go on, and saves them, each time within one transaction.
 *
 * <p>Keeps nothing that matters. What it remembers of a case is good for one version of its row only. Thread-safe.
 */
final class StoredCases {
    private static final int BATCH = 64;
    /** At how many instants a case goes on in one step; the rest is due at once. */
    private static final int STEPS = 10_000;

    /** Odd, so that it takes all numbers to come back; and large, so that those of two nodes seldom meet. */
    private static final long STRIDE = 0x9E3779B97F4A7C15L;

    private final SlaStore store;
    private final Function<CaseEvent, Collection<String>> finder;
    private final InstantSource clock;
    private final CostOfDelay costs;
    private final FaultLog faults;
    private final Counts counts;
    /** The version of the row saved last; all that a node makes differ, and start where no other node's do. */
    private final AtomicLong versions = new AtomicLong(UUID.randomUUID().getMostSignificantBits());

    private volatile KnownAgreements promises;
    private volatile boolean checked;

    StoredCases(SlaMonitorBuilder builder, KnownAgreements promises, FaultLog faults, Counts counts) {
        store = builder.store;
        clock = builder.clock;
        costs = builder.costs;
        Function<CaseEvent, Collection<String>> given = builder.finder;
        finder = given == null ? opening -> this.promises.ids() : given;
        this.promises = promises;
        this.faults = faults;
        this.counts = counts;
    }

    /** What a monitor counts. */
    static final class Counts {
        private long recorded;
        private long reported;
        private long delivered;
        private long lateBy;
        private long latest;

        synchronized void recorded(long events, long facts) {
            recorded += events;
            reported += facts;
        }

        synchronized void late(List<Instant> raised, Instant now) {
            reported += raised.size();
            for (Instant at : raised) {
                lateBy = Math.max(0, Times.nanos(now) - Times.nanos(at));
                latest = Math.max(latest, lateBy);
            }
        }

        synchronized void delivered() {
            delivered++;
        }

        synchronized SlaMonitorMetrics metrics(long failures) {
            return new SlaMonitorMetrics(
                    recorded, reported, delivered, failures, Duration.ofNanos(lateBy), Duration.ofNanos(latest));
        }
    }

    void agreementsChanged(KnownAgreements now) {
        promises = now;
        checked = false;
    }

    /** Records what became known of cases, all of it or nothing. */
    void record(Collection<? extends CaseInput> inputs, Instant reportFrom) {
        SortedMap<String, Incoming> byCase = new TreeMap<>(SlaStore.IDS);
        for (CaseInput input : inputs) {
            byCase.computeIfAbsent(SlaStore.requireId(input.caseId()), id -> new Incoming())
                    .add(input);
        }
        if (byCase.isEmpty()) {
            return;
        }
        Map<String, String> openings = new HashMap<>();
        byCase.forEach((id, incoming) -> {
            for (CaseEvent opening : incoming.openings()) {
                openings.put(id, promises.of(finder.apply(opening)).text());
            }
        });
        long[] done = store.joining(session -> {
            List<SlaStore.StoredCase> rows = session.lock(SlaStore.sorted(byCase.keySet()), openings.keySet());
            requireAll(byCase, rows);
            // Only now: who waited for a lock comes after what was reported meanwhile.
            Instant now = Times.clamp(clock.instant());
            List<SlaStore.Change> changes = new ArrayList<>();
            for (SlaStore.StoredCase row : rows) {
                Incoming incoming = Objects.requireNonNull(byCase.get(row.id()));
                record(session, row, incoming, openings.get(row.id()), reportFrom, now)
                        .ifPresent(changes::add);
            }
            session.save(changes);
            return new long[] {
                changes.isEmpty() ? 0 : inputs.size(),
                changes.stream().mapToLong(change -> change.raised().size()).sum()
            };
        });
        counts.recorded(done[0], done[1]);
    }

    private static void requireAll(Map<String, Incoming> wanted, List<SlaStore.StoredCase> rows) {
        Set<String> found = rows.stream().map(SlaStore.StoredCase::id).collect(Collectors.toSet());
        wanted.forEach((id, incoming) -> {
            if (!found.contains(id)) {
                throw new SlaStoreException(incoming.whyUnknown(id), true, null);
            }
        });
    }

    private Optional<SlaStore.Change> record(
            SlaStore.Session session,
            SlaStore.StoredCase row,
            Incoming incoming,
            @Nullable String opening,
            Instant reportFrom,
            Instant now) {
        KnownAgreements known = promises;
        if (row.isFresh()) {
            KnownAgreements.OfCase agreements = known.of(String.valueOf(opening));
            Incoming.Addition addition = incoming.to(null, now);
            List<CaseEvent> openingFirst = addition.events().stream()
                    .sorted(Comparator.comparing(event -> !Incoming.isOpening(event)))
                    .toList();
            return Optional.of(with(
                    addition,
                    WatchedCase.open(row.id(), agreements.agreements(), openingFirst, reportFrom, now, costs)
                            .save(row, agreements, nextVersion())));
        }
        if (isAhead(row, known)) {
            throw new SlaStoreException(
                    "Case " + Quoted.of(row.id()) + " cannot be recorded by this node: " + whyAhead(row, known)
                            + " Nothing was changed.",
                    true,
                    null);
        }
        Supplier<History> history = history(session, row.id());
        Incoming.Addition addition;
        try {
            addition = incoming.to(history, now);
        } catch (History.UnreadableException e) {
            Incoming.Addition kept = incoming.unread(now);
            return Optional.of(with(kept, fault(row, kept.events(), now, e)));
        }
        Optional<SlaStore.Change> change = record(row, addition.events(), opening, history, now);
        return change.isEmpty() && !addition.snapshots().isEmpty()
                ? Optional.of(noted(row, addition.snapshots()))
                : change.map(made -> with(addition, made));
    }

    private static SlaStore.Change with(Incoming.Addition addition, SlaStore.Change change) {
        return addition.snapshots().isEmpty()
                ? change
                : new SlaStore.Change(
                        change.from(),
                        change.to(),
                        addition.snapshots() + change.appended(),
                        change.clocks(),
                        change.closed(),
                        change.raised());
    }

    /** Adds to the history what changes nothing else. */
    private static SlaStore.Change noted(SlaStore.StoredCase row, String appended) {
        return new SlaStore.Change(row.version(), row, appended, List.of(), Set.of(), List.of());
    }

    private Optional<SlaStore.Change> record(
            SlaStore.StoredCase row,
            List<CaseEvent> events,
            @Nullable String opening,
            Supplier<History> history,
            Instant now) {
        KnownAgreements known = promises;
        KnownAgreements.OfCase agreements;
        Optional<WatchedCase> watched;
        try {
            agreements = known.of(row.agreements());
            watched = restore(row, history, agreements);
            if (watched.isEmpty()) {
                WatchedCase.rebuilt(row, history.get(), agreements.agreements(), List.of(), now, costs);
            }
        } catch (RuntimeException e) {
            // The events are kept, and the case is computed when it can be.
            return Optional.of(fault(row, events, now, e));
        }
        boolean reopened = opening != null
                && !opening.equals(agreements.text())
                && events.stream()
                        .anyMatch(event -> Incoming.isOpening(event)
                                && !history.get().events().contains(event));
        if (watched.isEmpty() || reopened) {
            KnownAgreements.OfCase under = opening != null && reopened ? known.of(opening) : agreements;
            return Optional.of(WatchedCase.rebuilt(row, history.get(), under.agreements(), events, now, costs)
                    .save(row, under, nextVersion()));
        }
        return watched.get()
                .record(events, now, costs, history)
                .map(draft -> draft.save(row, agreements, nextVersion()));
    }

    private static boolean isAhead(SlaStore.StoredCase row, KnownAgreements known) {
        return row.format() > WatchedCase.FORMAT || known.isAhead(row.agreements());
    }

    private static String whyAhead(SlaStore.StoredCase row, KnownAgreements known) {
        return row.format() > WatchedCase.FORMAT
                ? "a newer release of sla4j saved it; record it on a node that runs that release."
                : known.unknownVersion(row.agreements());
    }

    /** Reads the state of a row; empty if the case is to be computed anew from its history. */
    private static Optional<WatchedCase> restore(
            SlaStore.StoredCase row, Supplier<History> history, KnownAgreements.OfCase agreements) {
        return agreements.isOf(row) ? WatchedCase.restore(row, agreements.agreements(), history) : Optional.empty();
    }

    private long nextVersion() {
        long next = versions.addAndGet(STRIDE);
        return next == 0 ? versions.addAndGet(STRIDE) : next;
    }

    private static Supplier<History> history(SlaStore.Session session, String caseId) {
        return once(() -> History.parse(caseId, session.history(caseId)));
    }

    private static Supplier<History> once(Supplier<History> source) {
        return new Supplier<>() {
            private volatile @Nullable History read;

            @Override
            public History get() {
                History known = read;
                if (known == null) {
                    known = source.get();
                    read = known;
                }
                return known;
            }
        };
    }

    private SlaStore.Change fault(SlaStore.StoredCase row, List<CaseEvent> events, Instant now, Throwable e) {
        SlaStore.Change aside = FaultyCase.putAside(row, events, nextVersion(), now, e);
        faults.caseCannotBeComputed(row.id(), aside.to().wakeAt().orElseThrow(), e);
        return aside;
    }

    /** Lets cases go on that are due; returns how many there were that nobody else had locked. */
    int raise(Instant now) {
        List<String> tried = new ArrayList<>();
        try {
            return save(now, session -> due(session, now, tried));
        } catch (SlaStoreException e) {
            throw e;
        } catch (RuntimeException e) {
            faults.storeFailed(e);
            return tried.stream().mapToInt(id -> raiseAlone(id, now)).sum();
        }
    }

    /** What a batch of others could not do: one case of it in a transaction of its own. */
    private int raiseAlone(String caseId, Instant now) {
        try {
            return save(now, session -> lockDue(session, List.of(caseId), now));
        } catch (SlaStoreException e) {
            throw e;
        } catch (RuntimeException e) {
            return store.alone(session -> {
                List<SlaStore.StoredCase> rows = session.tryLock(SlaStore.sorted(List.of(caseId)));
                session.save(
                        rows.stream().map(row -> fault(row, List.of(), now, e)).toList());
                return 1;
            });
        }
    }

    private int save(Instant now, Function<SlaStore.Session, List<SlaStore.StoredCase>> locking) {
        return save(now, locking, new ArrayList<>());
    }

    private int save(
            Instant now, Function<SlaStore.Session, List<SlaStore.StoredCase>> locking, List<SlaStore.Change> changes) {
        List<Instant> raised = new ArrayList<>();
        List<Throwable> thrown = new ArrayList<>();
        int done = store.alone(session -> {
            raised.clear(); // the store may try again; what was thrown before is passed on all the same
            changes.clear();
            for (SlaStore.StoredCase row : locking.apply(session)) {
                SlaStore.Change change = goOn(session, row, now, thrown);
                changes.add(change);
                change.raised().forEach(fact -> raised.add(fact.at()));
            }
            session.save(changes);
            return changes.size();
        });
        counts.late(raised, now);
        FaultLog.passOn(thrown);
        return done;
    }

    private List<SlaStore.StoredCase> due(SlaStore.Session session, Instant now, List<String> tried) {
        tried.clear();
        List<SlaStore.StoredCase> locked = new ArrayList<>();
        Optional<SlaStore.Due> after = Optional.empty();
        while (locked.size() < BATCH) {
            List<SlaStore.Due> page = session.due(now, after, BATCH);
            locked.addAll(
                    lockDue(session, page.stream().map(SlaStore.Due::caseId).toList(), now));
            if (page.size() < BATCH) {
                break;
            }
            after = Optional.of(page.get(page.size() - 1));
        }
        locked.forEach(row -> tried.add(row.id()));
        return locked;
    }

    private List<SlaStore.StoredCase> lockDue(SlaStore.Session session, List<String> ids, Instant now) {
        if (ids.isEmpty()) {
            return List.of();
        }
        KnownAgreements known = promises;
        return session.tryLock(SlaStore.sorted(ids)).stream()
                .filter(row -> row.wakeAt().filter(at -> !at.isAfter(now)).isPresent() && !isAhead(row, known))
                .toList();
    }

    @SuppressWarnings("CatchingUnchecked") // whatever a case throws, the others go on
    private SlaStore.Change goOn(
            SlaStore.Session session, SlaStore.StoredCase row, Instant now, List<Throwable> thrown) {
        KnownAgreements known = promises;
        Supplier<History> history = history(session, row.id());
        try {
            KnownAgreements.OfCase agreements = known.of(row.agreements());
            return restore(row, history, agreements)
                    .map(watched -> watched.until(now, STEPS, costs, history))
                    .orElseGet(() ->
                            WatchedCase.rebuilt(row, history.get(), agreements.agreements(), List.of(), now, costs))
                    .save(row, agreements, nextVersion());
        } catch (SlaStoreException e) {
            throw e;
        } catch (Throwable e) {
            thrown.add(e);
            return fault(row, List.of(), now, e);
        }
    }

    /** Computes anew what was computed with other agreements or calendars; does nothing if that was done. */
    void check(Instant now) {
        if (checked) {
            return;
        }
        boolean all = true;
        KnownAgreements known = promises;
        for (SlaStore.Promise promise : store.alone(SlaStore.Session::promises)) {
            if (known.isAhead(promise.agreements())) {
                faults.versionUnknown(known.unknownVersion(promise.agreements()));
            } else if (known.isOutdated(promise)) {
                int[] done = new int[2];
                all &= sweep(
                        (session, after) -> session.promised(promise, after, BATCH),
                        row -> row.agreements().equals(promise.agreements())
                                && row.digest().equals(promise.digest()),
                        now,
                        done);
                faults.judgedAnew(promise.agreements(), done[0], done[1]);
            }
        }
        all &= sweep(
                (session, after) -> session.faulty(after, BATCH).stream()
                        .map(SlaStore.StoredCase::id)
                        .toList(),
                row -> !row.fault().isEmpty() && !isAhead(row, known),
                now,
                new int[2]);
        if (all && known == promises) {
            checked = true;
        }
    }

    /** Reads cases that come after an id, in the order of their ids. */
    interface Page {
        List<SlaStore.StoredCase> read(SlaStore.Session session, String after, int limit);
    }

    /** Cases that this node cannot compute, because it lacks a version of their agreement. */
    List<FaultyCase> unknown(int limit) {
        KnownAgreements known = promises;
        return store.joining(session -> {
            List<FaultyCase> found = new ArrayList<>();
            for (SlaStore.Promise promise : session.promises()) {
                if (known.isAhead(promise.agreements()) && found.size() < limit) {
                    String why = known.unknownVersion(promise.agreements());
                    session.promised(promise, "", limit - found.size())
                            .forEach(id -> found.add(new FaultyCase(id, why, 0, Optional.empty())));
                }
            }
            return found;
        });
    }

    private interface Ids {
        List<String> read(SlaStore.Session session, String after);
    }

    /**
     * Lets all cases go on that are listed; returns whether none of them was locked by others.
     *
     * @param done how many cases went on, and how many facts were retracted
     */
    private boolean sweep(Ids page, java.util.function.Predicate<SlaStore.StoredCase> wanted, Instant now, int[] done) {
        boolean all = true;
        String after = "";
        while (true) {
            String from = after;
            List<String> ids = store.alone(session -> page.read(session, from));
            if (ids.isEmpty()) {
                return all;
            }
            int[] locked = {0};
            List<SlaStore.Change> changes = new ArrayList<>();
            done[0] += save(
                    now,
                    session -> {
                        changes.clear();
                        List<SlaStore.StoredCase> rows = session.tryLock(SlaStore.sorted(ids));
                        locked[0] = rows.size();
                        return rows.stream().filter(wanted).toList();
                    },
                    changes);
            for (SlaStore.Change change : changes) {
                done[1] += (int)
                        change.appended().lines().filter(History::isRetraction).count();
            }
            all &= locked[0] == ids.size();
            after = ids.get(ids.size() - 1);
        }
    }

    /** Lets somebody take the escalations of a measurement; returns false if the case is not known. */
    boolean take(SlaEvent escalation, String who) {
        String key = Escalations.key(escalation.agreementId(), escalation.metric(), escalation.cycle());
        return change(escalation.caseId(), (session, row) -> {
            KnownAgreements known = promises;
            Instant now = Times.clamp(clock.instant());
            KnownAgreements.OfCase agreements = known.of(row.agreements());
            Supplier<History> history = history(session, row.id());
            WatchedCase watched = restore(row, history, agreements)
                    .orElseGet(() -> WatchedCase.rebuilt(
                                    row, history.get(), agreements.agreements(), List.of(), now, costs)
                            .after());
            return watched.taken(key, now, who).save(row, agreements, nextVersion());
        });
    }

    /** Notes in the history of a case that a fact was skipped. */
    void noteSkipped(SlaStore.Session session, String caseId, long number, String who, String why) {
        for (SlaStore.StoredCase row : session.lock(SlaStore.sorted(List.of(caseId)), Set.of())) {
            String note = History.note(clock.instant(), "skipped fact " + number, who, why);
            session.save(List.of(noted(row, note)));
        }
    }

    private interface Work {
        SlaStore.Change on(SlaStore.Session session, SlaStore.StoredCase row);
    }

    private boolean change(String caseId, Work work) {
        return store.joining(session -> {
            List<SlaStore.StoredCase> rows = session.lock(SlaStore.sorted(List.of(caseId)), Set.of());
            session.save(rows.stream().map(row -> work.on(session, row)).toList());
            return !rows.isEmpty();
        });
    }

    void forget(Collection<String> ids) {
        store.joining(session -> {
            session.remove(SlaStore.sorted(session.lock(SlaStore.sorted(ids), Set.of()).stream()
                    .map(SlaStore.StoredCase::id)
                    .toList()));
            return true;
        });
    }

    int purge(Instant finishedBefore, String prefix) {
        int purged = 0;
        String after = "";
        while (true) {
            String from = after;
            List<SlaStore.StoredCase> page =
                    store.alone(session -> session.finished(Instant.MIN, finishedBefore, prefix, from, BATCH));
            if (page.isEmpty()) {
                return purged;
            }
            after = page.get(page.size() - 1).id();
            purged += store.alone(session -> {
                List<String> gone =
                        session
                                .tryLock(SlaStore.sorted(page.stream()
                                        .map(SlaStore.StoredCase::id)
                                        .toList()))
                                .stream()
                                .filter(row -> row.finishedAt()
                                        .filter(at -> at.isBefore(finishedBefore))
                                        .isPresent())
                                .map(SlaStore.StoredCase::id)
                                .filter(id -> !session.hasUndelivered(id))
                                .toList();
                session.remove(SlaStore.sorted(gone));
                return gone.size();
            });
        }
    }

    /** Reads cases for questions; those that cannot be read are left out, for they are listed as faults. */
    Map<String, WatchedCase> read(Collection<String> ids) {
        return store.joining(session -> {
            Map<String, WatchedCase> found = new HashMap<>();
            read(session, session.read(SlaStore.sorted(ids))).forEach(watched -> found.put(watched.id(), watched));
            return found;
        });
    }

    /** Cases with all that was appended to them: who asks may want explanations when the transaction has ended. */
    private List<WatchedCase> read(SlaStore.Session session, List<SlaStore.StoredCase> rows) {
        Map<String, String> histories = new HashMap<>();
        rows.forEach(row -> histories.put(row.id(), session.history(row.id())));
        Map<String, Long> versions = new HashMap<>();
        session.read(SlaStore.sorted(histories.keySet())).forEach(row -> versions.put(row.id(), row.version()));
        List<WatchedCase> found = new ArrayList<>();
        for (SlaStore.StoredCase row : rows) {
            // What was appended may be of after the row was read; then the state is not that of the history.
            boolean same = Long.valueOf(row.version()).equals(versions.get(row.id()));
            read(row, same, histories.getOrDefault(row.id(), "")).ifPresent(found::add);
        }
        return found;
    }

    private Optional<WatchedCase> read(SlaStore.StoredCase row, boolean same, String text) {
        Supplier<History> history = once(() -> History.parse(row.id(), text));
        KnownAgreements known = promises;
        if (isAhead(row, known)) {
            return Optional.empty();
        }
        try {
            KnownAgreements.OfCase agreements = known.of(row.agreements());
            return Optional.of((same ? restore(row, history, agreements) : Optional.<WatchedCase>empty())
                    .orElseGet(() -> WatchedCase.rebuilt(
                                    row, history.get(), agreements.agreements(), List.of(), clock.instant(), costs)
                            .after()));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    void each(Page pages, Consumer<WatchedCase> into) {
        String after = "";
        while (true) {
            String from = after;
            List<WatchedCase> cases = new ArrayList<>();
            String last = store.joining(session -> {
                cases.clear();
                List<SlaStore.StoredCase> page = pages.read(session, from, BATCH);
                cases.addAll(read(session, page));
                return page.isEmpty() ? "" : page.get(page.size() - 1).id();
            });
            cases.forEach(into);
            if (last.isEmpty()) {
                return;
            }
            after = last;
        }
    }
}
