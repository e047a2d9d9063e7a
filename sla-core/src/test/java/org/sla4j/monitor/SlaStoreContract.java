package org.sla4j.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.CaseSnapshot;
import org.sla4j.cases.CaseSnapshots;
import org.sla4j.cases.ServiceCase;

/**
 * What every {@link SlaStore} does: extend it with your store and run it.
 *
 * <p>A test that hangs fails after a minute, even if it waits for what no interrupt ends. Each gets an empty store of its own, with a time-out for locks of a second or two.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class SlaStoreContract {
    /** A transaction of the host in the thread that calls: committed when the work returns, rolled back when it throws. */
    @FunctionalInterface
    interface Host {
        void transaction(Runnable work);
    }

    static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");

    /** What the monitor says of the faults made here is not for the console. */
    @RegisterExtension
    final LogLines log = new LogLines();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger versions = new AtomicInteger();
    SlaStore store;
    Host host;

    /** Makes an empty store with a time-out for locks of one or two seconds. */
    abstract SlaStore newStore();

    /** The transactions that the store of {@link #newStore} joins. */
    abstract Host newHost(SlaStore store);

    @BeforeEach
    void makeStore() {
        store = newStore();
        host = newHost(store);
    }

    @AfterEach
    void endThreads() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    Future<?> elsewhere(Runnable work) {
        return threads.submit(work);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static void get(Future<?> work) {
        try {
            work.get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private SlaStore.StoredCase changed(SlaStore.StoredCase row, String state, Optional<Instant> wakeAt) {
        return new SlaStore.StoredCase(
                row.id(),
                versions.incrementAndGet(),
                1,
                state,
                "desk 1",
                "digest",
                NOW,
                wakeAt,
                Optional.empty(),
                0,
                "");
    }

    /** Opens a case or changes it: its state and history get one more letter, and a fact is raised. */
    private void touch(SlaStore.Session session, String id, boolean opening) {
        for (SlaStore.StoredCase row : session.lock(SlaStore.sorted(List.of(id)), opening ? Set.of(id) : Set.of())) {
            save(session, row, Optional.of(NOW));
        }
    }

    private void save(SlaStore.Session session, SlaStore.StoredCase row, Optional<Instant> wakeAt) {
        String state = row.state() + "x";
        session.save(List.of(new SlaStore.Change(
                row.version(),
                changed(row, state, wakeAt),
                "x",
                List.of(),
                Set.of(),
                List.of(new SlaStore.StoredFact(state.length(), NOW, "fact " + state.length())))));
    }

    private void open(String... ids) {
        for (String id : ids) {
            store.alone(session -> {
                touch(session, id, true);
                return true;
            });
        }
    }

    private void touch(String id) {
        store.joining(session -> {
            touch(session, id, true);
            return true;
        });
    }

    private Optional<SlaStore.StoredCase> read(String id) {
        return store.alone(session -> session.read(SlaStore.sorted(List.of(id)))).stream()
                .findFirst();
    }

    private String state(String id) {
        return read(id).map(SlaStore.StoredCase::state).orElse("none");
    }

    String history(String id) {
        return store.alone(session -> session.history(id));
    }

    private <T> List<T> list(Function<SlaStore.Session, List<T>> question) {
        return store.alone(question);
    }

    private <T> Optional<T> optional(Function<SlaStore.Session, Optional<T>> question) {
        return store.alone(question);
    }

    private SlaBoard board(Instant now, String prefix) {
        return store.alone(session -> session.board(now, prefix));
    }

    private List<SlaStore.Parcel> lease(Instant now, int cases) {
        return store.alone(session -> session.lease(now, now.plusSeconds(60), cases, 100));
    }

    /** What a tick does: lists what is due, locks what nobody has locked, looks again, and passes it on. */
    private List<String> sweep(Instant now, int page, boolean keepDue) {
        return store.alone(session -> {
            List<String> done = new ArrayList<>();
            Optional<SlaStore.Due> after = Optional.empty();
            while (true) {
                List<SlaStore.Due> due = session.due(now, after, page);
                if (due.isEmpty()) {
                    return done;
                }
                after = Optional.of(due.get(due.size() - 1));
                for (SlaStore.StoredCase row : session.tryLock(
                        SlaStore.sorted(due.stream().map(SlaStore.Due::caseId).toList()))) {
                    if (row.wakeAt().isPresent() && !row.wakeAt().get().isAfter(now)) {
                        done.add(row.id());
                        save(session, row, keepDue ? row.wakeAt() : Optional.empty());
                    }
                }
                if (done.size() >= page) {
                    return done;
                }
            }
        });
    }

    @Test
    void whatIsSavedComesBack() {
        SlaStore.StoredCase saved = new SlaStore.StoredCase(
                "INC-1",
                -7,
                3,
                "state \r\n\t 'quoted' \\ ü 😀",
                "desk 1\nother 2",
                "digest",
                NOW.plusNanos(1),
                Optional.of(NOW.plusNanos(2)),
                Optional.of(NOW.plusNanos(3)),
                4,
                "broken");
        store.alone(session -> {
            assertThat(session.lock(SlaStore.sorted(List.of("INC-1")), Set.of("INC-1")))
                    .containsExactly(SlaStore.StoredCase.fresh("INC-1"));
            session.save(List.of(new SlaStore.Change(0, saved, "first\n", List.of(), Set.of(), List.of())));
            return true;
        });

        assertThat(read("INC-1")).contains(saved);
        assertThat(history("INC-1")).isEqualTo("first\n");
        assertThat(read("INC-2")).isEmpty();
        assertThat(history("INC-2")).isEmpty();
    }

    @Test
    void aFreshCaseThatIsNotSavedWasNeverThere() {
        store.alone(session -> session.lock(SlaStore.sorted(List.of("INC-1")), Set.of("INC-1")));

        assertThat(read("INC-1")).isEmpty();
        assertThat(list(session -> session.lock(SlaStore.sorted(List.of("INC-1")), Set.of())))
                .isEmpty();
        open("INC-1");
        assertThat(state("INC-1")).isEqualTo("x");
    }

    @Test
    void aChangeOfAnotherVersionIsRefused() {
        open("INC-1");
        assertThatIllegalStateException()
                .isThrownBy(() -> store.alone(session -> {
                    SlaStore.StoredCase row = session.lock(SlaStore.sorted(List.of("INC-1")), Set.of())
                            .get(0);
                    session.save(List.of(new SlaStore.Change(
                            row.version() - 1,
                            changed(row, "y", Optional.empty()),
                            "",
                            List.of(),
                            Set.of(),
                            List.of())));
                    return true;
                }));
        assertThat(state("INC-1")).isEqualTo("x");
    }

    @Test
    void aSessionSeesWhatItChanged() {
        open("INC-1");
        store.alone(session -> {
            touch(session, "INC-1", false);
            assertThat(session.read(SlaStore.sorted(List.of("INC-1"))).get(0).state())
                    .isEqualTo("xx");
            assertThat(session.history("INC-1")).isEqualTo("xx");
            touch(session, "INC-1", false);
            return true;
        });
        assertThat(state("INC-1")).isEqualTo("xxx");
    }

    // 1
    @Test
    void aCaseThatAHostHoldsStopsNobodyButThoseWhoWantIt() {
        open("A", "B");
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        Future<?> first = elsewhere(() -> host.transaction(() -> {
            touch("A");
            held.countDown();
            await(enough);
        }));
        await(held);
        assertThat(sweep(NOW, 10, false)).containsExactly("B");
        assertThatExceptionOfType(SlaStoreException.class)
                .isThrownBy(() -> touch("A"))
                .matches(SlaStoreException::isRetryable);
        enough.countDown();
        get(first);

        assertThat(state("A")).isEqualTo("xx");
        touch("A");
        assertThat(state("A")).isEqualTo("xxx");
    }

    // 2
    @Test
    void aCaseThatAHostOpensIsThereWhenItCommits() {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        Future<?> first = elsewhere(() -> host.transaction(() -> {
            touch("A");
            held.countDown();
            await(enough);
        }));
        await(held);
        assertThat(sweep(NOW, 10, false)).isEmpty();
        assertThat(lease(NOW, 10)).isEmpty();
        enough.countDown();
        get(first);

        assertThat(lease(NOW, 10)).extracting(SlaStore.Parcel::caseId).containsExactly("A");
        assertThat(sweep(NOW, 10, false)).containsExactly("A");
    }

    // 4
    @Test
    void whatIsRolledBackLeavesNothing() {
        open("A");
        List<SlaStore.Parcel> parcels = lease(NOW, 10);
        store.alone(session -> {
            parcels.forEach(parcel -> {
                session.acknowledge(parcel, 1);
                session.release(parcel, Optional.empty());
            });
            return true;
        });
        assertThatExceptionOfType(StopIt.class)
                .isThrownBy(() -> host.transaction(() -> {
                    touch("A");
                    touch("NEW");
                    throw new StopIt();
                }));

        assertThat(state("A")).isEqualTo("x");
        assertThat(history("A")).isEqualTo("x");
        assertThat(read("NEW")).isEmpty();
        assertThat(lease(NOW, 10)).isEmpty();
        touch("A");
        assertThat(lease(NOW, 10))
                .singleElement()
                .satisfies(parcel -> assertThat(parcel.facts())
                        .extracting(SlaStore.StoredFact::number)
                        .containsExactly(2L));
    }

    private static final class StopIt extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    // 5
    @Test
    void aCallThatFailsLeavesNothingThoughTheHostGoesOnAndCommits() {
        open("A", "B");
        host.transaction(() -> {
            touch("A");
            assertThatExceptionOfType(StopIt.class)
                    .isThrownBy(() -> store.joining(session -> {
                        touch(session, "A", false);
                        touch(session, "B", false);
                        touch(session, "NEW", true);
                        throw new StopIt();
                    }));
        });

        assertThat(state("A")).isEqualTo("xx");
        assertThat(history("A")).isEqualTo("xx");
        assertThat(state("B")).isEqualTo("x");
        assertThat(read("NEW")).isEmpty();
        assertThat(lease(NOW, 10))
                .extracting(parcel -> parcel.caseId() + parcel.facts().size())
                .containsExactly("A2", "B1");
    }

    // 8
    @Test
    void whatIsDoneAloneSeesAndDoesNothingOfTheTransactionOfTheHost() {
        open("B");
        assertThatExceptionOfType(StopIt.class)
                .isThrownBy(() -> host.transaction(() -> {
                    touch("A");
                    assertThat(sweep(NOW, 10, false)).containsExactly("B");
                    assertThat(lease(NOW, 10))
                            .extracting(SlaStore.Parcel::caseId)
                            .containsExactly("B");
                    throw new StopIt();
                }));
        assertThat(read("A")).isEmpty();
        assertThat(state("B")).isEqualTo("xx");
    }

    // 9
    @Test
    void aCaseOpenedTwiceAtOnceIsOneCase() {
        CountDownLatch held = new CountDownLatch(1);
        Future<?> first = elsewhere(() -> host.transaction(() -> {
            touch("A");
            held.countDown();
            pause(200);
        }));
        await(held);
        host.transaction(() -> touch("A"));
        get(first);

        assertThat(history("A")).isEqualTo("xx");
    }

    private static void pause(int millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // 12
    @Test
    void callsThatLockManyCasesInAnyOrderDoNotWaitForEachOther() {
        List<String> ids = List.of("A", "B", "C", "D", "E", "F");
        ids.subList(0, 3).forEach(this::open);
        List<Future<?>> all = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            Random random = new Random(thread);
            all.add(elsewhere(() -> {
                for (int i = 0; i < 25; i++) {
                    List<String> some = new ArrayList<>(ids);
                    Collections.shuffle(some, random);
                    Set<String> chosen = Set.copyOf(some.subList(0, 3));
                    host.transaction(() -> store.joining(session -> {
                        for (SlaStore.StoredCase row : session.lock(SlaStore.sorted(chosen), chosen)) {
                            save(session, row, Optional.of(NOW));
                        }
                        return true;
                    }));
                }
            }));
        }
        all.forEach(SlaStoreContract::get);

        assertThat(ids.stream().mapToInt(id -> history(id).length()).sum()).isEqualTo(3 + 4 * 25 * 3);
    }

    // 14
    @Test
    void transactionsOfItsOwnThatWaitForEachOtherAreTriedAgain() {
        open("A", "B");
        CyclicBarrier both = new CyclicBarrier(2);
        AtomicInteger tries = new AtomicInteger();
        List<Future<?>> all = new ArrayList<>();
        for (List<String> order : List.of(List.of("A", "B"), List.of("B", "A"))) {
            AtomicInteger mine = new AtomicInteger();
            all.add(elsewhere(() -> store.joining(session -> {
                tries.incrementAndGet();
                touch(session, order.get(0), false);
                if (mine.getAndIncrement() == 0) {
                    meet(both);
                }
                touch(session, order.get(1), false);
                return true;
            })));
        }
        all.forEach(SlaStoreContract::get);

        assertThat(tries.get()).isGreaterThan(2);
        assertThat(history("A")).isEqualTo("xxx");
        assertThat(history("B")).isEqualTo("xxx");
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    // 15
    @Test
    void twoNodesShareWhatIsDue() {
        Set<String> ids = new TreeSet<>();
        for (int i = 0; i < 2000; i++) {
            ids.add("INC-" + i);
        }
        store.alone(session -> {
            for (SlaStore.StoredCase row : session.lock(SlaStore.sorted(ids), ids)) {
                session.save(List.of(new SlaStore.Change(
                        row.version(), changed(row, "x", Optional.of(NOW)), "", List.of(), Set.of(), List.of())));
            }
            return true;
        });
        List<String> done = Collections.synchronizedList(new ArrayList<>());
        List<Future<?>> all = new ArrayList<>();
        for (int node = 0; node < 2; node++) {
            all.add(elsewhere(() -> {
                List<String> some = sweep(NOW, 50, false);
                while (!some.isEmpty() || done.size() < ids.size()) {
                    done.addAll(some);
                    some = sweep(NOW, 50, false);
                }
            }));
        }
        all.forEach(SlaStoreContract::get);

        assertThat(done).hasSize(2000);
        assertThat(new TreeSet<>(done)).isEqualTo(ids);
    }

    // 16, 17
    @Test
    void whatIsDueBehindLockedCasesIsFound() {
        Set<String> front = new TreeSet<>();
        for (int i = 0; i < 100; i++) {
            front.add("A" + i);
        }
        front.forEach(this::open);
        open("B");
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        Future<?> first = elsewhere(() -> host.transaction(() -> store.joining(session -> {
            session.lock(SlaStore.sorted(front), Set.of());
            held.countDown();
            await(enough);
            return true;
        })));
        await(held);
        assertThat(sweep(NOW, 10, false)).containsExactly("B");
        assertThat(sweep(NOW, 10, false)).isEmpty();
        assertThat(optional(SlaStore.Session::nextWakeUp)).contains(NOW);
        enough.countDown();
        get(first);
    }

    // 19
    @Test
    void aRefusedFactIsListedAndWaitsAndCanBeSkipped() {
        open("A", "A", "B");
        List<SlaStore.Parcel> parcels = lease(NOW, 10);
        assertThat(parcels).extracting(SlaStore.Parcel::caseId).containsExactly("A", "B");
        SlaStore.Trouble trouble = new SlaStore.Trouble(NOW.plusSeconds(5), 1, "no");
        store.alone(session -> {
            session.release(parcels.get(0), Optional.of(trouble));
            session.release(parcels.get(1), Optional.empty());
            return true;
        });

        assertThat(lease(NOW, 10)).extracting(SlaStore.Parcel::caseId).containsExactly("B");
        assertThat(list(session -> session.stuck(10)))
                .containsExactly(new SlaStore.Stuck("A", new SlaStore.StoredFact(1, NOW, "fact 1"), trouble));
        assertThat(optional(SlaStore.Session::nextDelivery)).contains(NOW.plusSeconds(5));
        assertThat(lease(NOW.plusSeconds(5), 10)).singleElement().satisfies(parcel -> {
            assertThat(parcel.caseId()).isEqualTo("A");
            assertThat(parcel.attempts()).isEqualTo(1);
        });
        assertThat(optional(session -> session.skip("A", 1))).contains(new SlaStore.StoredFact(1, NOW, "fact 1"));
        assertThat(optional(session -> session.skip("A", 1))).isEmpty();
        assertThat(lease(NOW, 10)).singleElement().satisfies(parcel -> {
            assertThat(parcel.attempts()).isZero();
            assertThat(parcel.facts()).extracting(SlaStore.StoredFact::body).containsExactly("fact 2");
        });
        assertThat(list(session -> session.stuck(10))).isEmpty();
    }

    // 20
    @Test
    void aLeaseThatHasEndedIsTakenOverAndItsAcknowledgementRefused() {
        open("A");
        assertThat(optional(SlaStore.Session::nextDelivery)).contains(Instant.MIN);
        SlaStore.Parcel slow = lease(NOW, 10).get(0);
        assertThat(lease(NOW.plusSeconds(59), 10)).isEmpty();
        assertThat(optional(SlaStore.Session::nextDelivery)).contains(NOW.plusSeconds(60));
        SlaStore.Parcel next = lease(NOW.plusSeconds(60), 10).get(0);

        assertThat(store.<Boolean>alone(session -> session.acknowledge(slow, 1)))
                .isFalse();
        store.alone(session -> {
            session.release(slow, Optional.empty());
            return true;
        });
        assertThat(lease(NOW.plusSeconds(61), 10)).isEmpty();
        assertThat(store.<Boolean>alone(session -> session.acknowledge(next, 1)))
                .isTrue();
        assertThat(optional(SlaStore.Session::nextDelivery)).isEmpty();
    }

    @Test
    void anAcknowledgementIsUndoneWithTheTransactionOfTheHost() {
        open("A");
        SlaStore.Parcel parcel = lease(NOW, 10).get(0);
        assertThatExceptionOfType(StopIt.class)
                .isThrownBy(() -> host.transaction(() -> {
                    assertThat(store.<Boolean>joining(session -> session.acknowledge(parcel, 1)))
                            .isTrue();
                    throw new StopIt();
                }));
        assertThat(lease(NOW.plusSeconds(60), 10))
                .singleElement()
                .satisfies(again -> assertThat(again.facts()).hasSize(1));
    }

    // 21
    @Test
    void aLeaseHoldsNobodyUpWhoRecordsTheCase() {
        open("A");
        SlaStore.Parcel parcel = lease(NOW, 10).get(0);
        touch("A");
        assertThat(state("A")).isEqualTo("xx");
        store.alone(session -> {
            session.acknowledge(parcel, 1);
            session.release(parcel, Optional.empty());
            return true;
        });
        assertThat(lease(NOW, 10).get(0).facts())
                .extracting(SlaStore.StoredFact::number)
                .containsExactly(2L);
    }

    // 24
    @Test
    void idsThatLookAlikeAreDifferentCases() {
        String longest = "😀".repeat(100) + "ü".repeat(100);
        List<String> ids =
                List.of("INC-1", "inc-1", "INC-1 ", " INC-1", "ÏNC-1", "INC-1😀", "INC-1ü", "100%", "100_", longest);
        ids.forEach(this::open);

        Set<String> all = new HashSet<>();
        store.alone(session -> session.open("", "", 100)).forEach(row -> all.add(row.id()));
        assertThat(all).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(ids).allSatisfy(id -> assertThat(state(id)).isEqualTo("x"));
        assertThat(list(session -> session.lock(SlaStore.sorted(ids), Set.of())))
                .extracting(SlaStore.StoredCase::id)
                .isSortedAccordingTo(SlaStore.IDS);
        assertThat(list(session -> session.open("100%", "", 100)))
                .extracting(SlaStore.StoredCase::id)
                .containsExactly("100%");
        assertThat(list(session -> session.open("INC-1", "INC-1", 100)))
                .extracting(SlaStore.StoredCase::id)
                .containsExactly("INC-1 ", "INC-1ü", "INC-1😀");
    }

    @Test
    void idsThatNoStoreCanKeepAreRefusedInOneWay() {
        for (String id : List.of("", "a".repeat(201), "a\0b", "\uD83D")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> store.alone(session -> {
                        TreeSet<String> ids = new TreeSet<>(List.of(id));
                        return session.lock(ids, ids);
                    }))
                    .withMessageStartingWith("The id of a case has 1 to 200 characters, none of them U+0000");
        }
    }

    // 25
    @Test
    void instantsComeBackToTheNanosecond() {
        List<Instant> instants = List.of(
                Instant.parse("1920-01-01T00:00:00Z"),
                Instant.parse("1969-12-31T23:59:59.999999999Z"),
                Instant.parse("2026-01-05T09:00:00.123456789Z"),
                Instant.parse("2026-01-05T09:00:00.123456788Z"),
                Instant.parse("2040-01-01T00:00:00.000000001Z"),
                Instant.parse("2200-12-31T23:59:59.999999999Z"));
        for (Instant at : instants) {
            store.alone(session -> {
                SlaStore.StoredCase row = session.lock(SlaStore.sorted(List.of("" + at)), Set.of("" + at))
                        .get(0);
                session.save(List.of(new SlaStore.Change(
                        0,
                        changed(row, "x", Optional.of(at)),
                        "",
                        List.of(new SlaStore.OpenClock(
                                row.id(),
                                "c",
                                Severity.LOW,
                                "all",
                                true,
                                Optional.of(at),
                                Optional.of(at),
                                Optional.of(at))),
                        Set.of(),
                        List.of(new SlaStore.StoredFact(1, at, "")))));
                return true;
            });
        }
        List<Instant> inOrder = instants.stream().sorted().toList();
        assertThat(list(session -> session.due(Instant.MAX, Optional.empty(), 10)))
                .extracting(SlaStore.Due::wakeAt)
                .isEqualTo(inOrder);
        assertThat(list(session -> session.running("", Optional.empty(), 10)))
                .extracting(clock -> clock.dueAt().orElseThrow())
                .isEqualTo(inOrder);
        assertThat(lease(Instant.parse("2250-01-01T00:00:00Z"), 10))
                .extracting(parcel -> parcel.facts().get(0).at())
                .containsExactlyInAnyOrderElementsOf(instants);
        Instant second = inOrder.get(1);
        assertThat(list(session ->
                        session.due(second, Optional.of(new SlaStore.Due(inOrder.get(0), "" + inOrder.get(0))), 10)))
                .extracting(SlaStore.Due::wakeAt)
                .containsExactly(second);
    }

    // 26
    @Test
    void aHistoryOfAMegabyteIsKept() {
        String line = "2026-01-05T09:00:00Z waiting ü😀\n".repeat(100);
        open("A");
        StringBuilder all = new StringBuilder("x");
        while (all.length() < 1 << 20) {
            String more = line.repeat(50);
            all.append(more);
            store.alone(session -> {
                SlaStore.StoredCase row =
                        session.lock(SlaStore.sorted(List.of("A")), Set.of()).get(0);
                session.save(List.of(new SlaStore.Change(
                        row.version(), changed(row, more, Optional.empty()), more, List.of(), Set.of(), List.of())));
                return true;
            });
        }
        assertThat(history("A")).isEqualTo(all.toString());
    }

    // 30
    @Test
    void nothingIsSkippedWhenTransactionsCommitInAnotherOrder() {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        Future<?> first = elsewhere(() -> host.transaction(() -> {
            touch("A");
            held.countDown();
            await(enough);
        }));
        await(held);
        touch("B");
        assertThat(lease(NOW, 10)).extracting(SlaStore.Parcel::caseId).containsExactly("B");
        enough.countDown();
        get(first);

        assertThat(lease(NOW, 10)).extracting(SlaStore.Parcel::caseId).containsExactly("A");
    }

    // 31
    @Test
    void aCaseIsRemovedWithAllThatBelongsToItAlsoWhileItIsRecorded() {
        open("A", "B");
        Future<?> recording = elsewhere(() -> {
            for (int i = 0; i < 50; i++) {
                touch("A");
            }
        });
        for (int i = 0; i < 20; i++) {
            store.alone(session -> {
                session.tryLock(SlaStore.sorted(List.of("A")))
                        .forEach(row -> session.remove(SlaStore.sorted(List.of(row.id()))));
                return true;
            });
        }
        get(recording);
        store.alone(session -> {
            session.lock(SlaStore.sorted(List.of("A")), Set.of());
            session.remove(SlaStore.sorted(List.of("A")));
            return true;
        });

        assertThat(read("A")).isEmpty();
        assertThat(history("A")).isEmpty();
        assertThat(lease(NOW, 10)).extracting(SlaStore.Parcel::caseId).containsExactly("B");
        assertThat(list(session -> session.due(NOW, Optional.empty(), 10)))
                .extracting(SlaStore.Due::caseId)
                .containsExactly("B");
        open("A");
        assertThat(history("A")).isEqualTo("x");
    }

    // 33
    @Test
    void clocksAreListedByDueInstantThenSeverityThenCase() {
        Random random = new Random(33);
        List<SlaStore.OpenClock> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String id = (i % 2 == 0 ? "x/" : "y/") + i;
            boolean running = random.nextInt(3) > 0;
            Optional<Instant> due = running && random.nextInt(5) > 0
                    ? Optional.of(NOW.plusSeconds(random.nextInt(10)))
                    : Optional.empty();
            SlaStore.OpenClock clock = new SlaStore.OpenClock(
                    id,
                    "resolution",
                    random.nextBoolean() ? Severity.HIGH : Severity.LOW,
                    "calendar " + random.nextInt(3),
                    running,
                    due,
                    Optional.empty(),
                    due);
            all.add(clock);
            store.alone(session -> {
                SlaStore.StoredCase row =
                        session.lock(SlaStore.sorted(List.of(id)), Set.of(id)).get(0);
                session.save(List.of(new SlaStore.Change(
                        0, changed(row, "x", Optional.empty()), "", List.of(clock), Set.of(), List.of())));
                return true;
            });
        }
        List<SlaStore.OpenClock> running = all.stream()
                .filter(SlaStore.OpenClock::running)
                .sorted(Comparator.comparing(
                                (SlaStore.OpenClock clock) -> clock.dueAt().orElse(Instant.MAX))
                        .thenComparing(SlaStore.OpenClock::severity)
                        .thenComparing(SlaStore.OpenClock::caseId))
                .toList();
        assertThat(list(session -> session.running("", Optional.empty(), 1000))).isEqualTo(running);
        assertThat(list(session -> session.running("", Optional.empty(), 7))).isEqualTo(running.subList(0, 7));
        assertThat(list(session -> session.running("x/", Optional.of("calendar 1"), 1000)))
                .isEqualTo(running.stream()
                        .filter(clock -> clock.caseId().startsWith("x/")
                                && clock.calendar().equals("calendar 1"))
                        .toList());
        assertThat(list(session -> session.waiting("y/", 1000)))
                .isEqualTo(all.stream()
                        .filter(clock -> !clock.running() && clock.caseId().startsWith("y/"))
                        .sorted(Comparator.comparing(SlaStore.OpenClock::severity)
                                .thenComparing(SlaStore.OpenClock::caseId))
                        .map(SlaStore.OpenClock::caseId)
                        .toList());
        assertThat(list(session -> List.copyOf(session.calendars())))
                .containsExactlyInAnyOrder("calendar 0", "calendar 1", "calendar 2");
    }

    @Test
    void theBoardCountsEachCaseOnceByTheWorstOfItsClocks() {
        Instant past = NOW.minusSeconds(1);
        Instant future = NOW.plusSeconds(1);
        record Clock(boolean running, Instant warns, Instant breaches) {}
        Map<String, List<Clock>> cases = Map.of(
                "running", List.of(new Clock(true, future, future)),
                "warned", List.of(new Clock(true, past, future), new Clock(true, future, future)),
                "paused", List.of(new Clock(false, past, Instant.MAX), new Clock(false, future, Instant.MAX)),
                "half paused", List.of(new Clock(false, future, Instant.MAX), new Clock(true, future, future)),
                "breached", List.of(new Clock(false, past, past), new Clock(true, past, future)));
        cases.forEach((id, clocks) -> store.alone(session -> {
            SlaStore.StoredCase row =
                    session.lock(SlaStore.sorted(List.of(id)), Set.of(id)).get(0);
            List<SlaStore.OpenClock> open = new ArrayList<>();
            for (Clock clock : clocks) {
                open.add(new SlaStore.OpenClock(
                        id,
                        "c" + open.size(),
                        Severity.HIGH,
                        "all",
                        clock.running(),
                        Optional.empty(),
                        Optional.of(clock.warns()),
                        Optional.of(clock.breaches()).filter(Instant.MAX::isAfter)));
            }
            session.save(List.of(
                    new SlaStore.Change(0, changed(row, "x", Optional.empty()), "", open, Set.of(), List.of())));
            return true;
        }));

        assertThat(board(NOW, "").counts())
                .isEqualTo(Map.of(
                        Severity.HIGH,
                        Map.of(
                                SlaBoard.State.RUNNING, 2,
                                SlaBoard.State.WARNED, 1,
                                SlaBoard.State.PAUSED, 1,
                                SlaBoard.State.BREACHED, 1)));
        assertThat(board(NOW, "half").count(SlaBoard.State.RUNNING)).isEqualTo(1);
        assertThat(board(future.plusSeconds(1), "").count(SlaBoard.State.BREACHED))
                .isEqualTo(4);
        store.alone(session -> {
            SlaStore.StoredCase row =
                    session.lock(SlaStore.sorted(List.of("warned")), Set.of()).get(0);
            session.save(List.of(new SlaStore.Change(
                    row.version(), changed(row, "x", Optional.empty()), "", List.of(), Set.of("c0", "c1"), List.of())));
            return true;
        });
        assertThat(board(NOW, "").count(SlaBoard.State.WARNED)).isZero();
    }

    @Test
    void casesAreFoundByWhetherTheyAreOpenFinishedOrFaultyAndByWhatWasPromised() {
        record Kept(String id, Optional<Instant> finished, String fault, String digest) {}
        for (Kept kept : List.of(
                new Kept("a", Optional.empty(), "", "d1"),
                new Kept("b", Optional.of(NOW), "", "d1"),
                new Kept("c", Optional.of(NOW.plusSeconds(60)), "", "d2"),
                new Kept("d", Optional.empty(), "broken", "d2"))) {
            store.alone(session -> {
                session.lock(SlaStore.sorted(List.of(kept.id())), Set.of(kept.id()));
                session.save(List.of(new SlaStore.Change(
                        0,
                        new SlaStore.StoredCase(
                                kept.id(),
                                1,
                                1,
                                "x",
                                "desk",
                                kept.digest(),
                                NOW,
                                Optional.empty(),
                                kept.finished(),
                                kept.fault().isEmpty() ? 0 : 1,
                                kept.fault()),
                        "",
                        List.of(),
                        Set.of(),
                        List.of())));
                return true;
            });
        }
        assertThat(ids(session -> session.open("", "", 10))).containsExactly("a", "d");
        assertThat(ids(session -> session.faulty("", 10))).containsExactly("d");
        assertThat(ids(session -> session.finished(NOW, NOW.plusSeconds(60), "", "", 10)))
                .containsExactly("b");
        assertThat(ids(session -> session.finished(Instant.MIN, Instant.MAX, "c", "", 10)))
                .containsExactly("c");
        assertThat(list(SlaStore.Session::promises))
                .containsExactlyInAnyOrder(new SlaStore.Promise("desk", "d1"), new SlaStore.Promise("desk", "d2"));
        assertThat(list(session -> session.promised(new SlaStore.Promise("desk", "d1"), "", 10)))
                .containsExactly("a");
    }

    private List<String> ids(Function<SlaStore.Session, List<SlaStore.StoredCase>> question) {
        return store.alone(question).stream().map(SlaStore.StoredCase::id).toList();
    }

    // 34
    @Test
    void aCaseWhoseOpeningIsNotCommittedIsNotThereForOthers() {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        Future<?> first = elsewhere(() -> host.transaction(() -> {
            touch("A");
            held.countDown();
            await(enough);
        }));
        await(held);
        try {
            assertThat(list(session -> session.lock(SlaStore.sorted(List.of("A")), Set.of())))
                    .isEmpty();
        } catch (SlaStoreException e) {
            assertThat(e.isRetryable()).isTrue();
        }
        enough.countDown();
        get(first);
        assertThat(read("A")).isPresent();
    }

    @Test
    void aCallBackComesAfterTheCommitAndOnlyThen() {
        AtomicInteger nudges = new AtomicInteger();
        store.afterCommit(nudges::incrementAndGet);
        assertThat(nudges.get()).isEqualTo(1);
        host.transaction(() -> {
            touch("A");
            store.afterCommit(nudges::incrementAndGet);
            assertThat(nudges.get()).isEqualTo(1);
        });
        assertThat(nudges.get()).isEqualTo(2);
        assertThat(catchThrowableOfType(
                        StopIt.class,
                        () -> host.transaction(() -> {
                            touch("A");
                            store.afterCommit(nudges::incrementAndGet);
                            throw new StopIt();
                        })))
                .isNotNull();
        assertThat(nudges.get()).isEqualTo(2);
    }

    // What a monitor over the store does

    final Desk desk = new Desk();
    final List<SlaEvent> reported = Collections.synchronizedList(new ArrayList<>());

    SlaMonitorBuilder monitor(SlaListener listener) {
        return SlaMonitor.builder(store, listener, desk).agreement(Desk.AGREEMENT);
    }

    // 2, 8
    @Test
    void nothingIsReportedBeforeItIsCommittedAndNothingThatIsRolledBack() {
        SlaMonitor monitor = monitor(reported::add).build();
        monitor.record(CaseEvent.opened("A", Desk.NINE, Severity.CRITICAL));
        desk.turnTo(Desk.hours(1));
        assertThatExceptionOfType(StopIt.class)
                .isThrownBy(() -> host.transaction(() -> {
                    monitor.record(CaseEvent.resolved("A", Desk.hours(1)));
                    monitor.record(CaseEvent.opened("NEW", Desk.NINE.minus(Duration.ofDays(1)), Severity.CRITICAL));
                    monitor.tick(desk.instant());
                    throw new StopIt();
                }));
        monitor.tick(desk.instant());
        assertThat(reported).isEmpty();
        host.transaction(() -> monitor.record(CaseEvent.resolved("A", Desk.hours(0.5))));
        monitor.tick(desk.instant());
        assertThat(reported).extracting(SlaEvent::id).containsExactly("A/desk/resolution/0/met/2026-01-05T09:30:00Z");
    }

    // 17
    @Test
    void aMonitorPollsWhenAllThatIsDueIsLocked() {
        SlaMonitor monitor = monitor(reported::add).build();
        monitor.record(CaseEvent.opened("A", Desk.NINE, Severity.CRITICAL));
        desk.turnTo(Desk.hours(5));
        host.transaction(() -> {
            store.joining(session -> session.lock(SlaStore.sorted(List.of("A")), Set.of()));
            List<Instant> planned = new ArrayList<>();
            List<Runnable> tasks = new ArrayList<>();
            monitor.start((task, at) -> {
                tasks.add(task);
                planned.add(at);
            });
            elsewhereAndWait(tasks.get(0));
            assertThat(planned).containsExactly(Desk.hours(5), Desk.hours(5).plusSeconds(1));
            assertThat(reported).isEmpty();
        });
        monitor.tick(desk.instant());
        assertThat(reported).hasSize(4);
    }

    void elsewhereAndWait(Runnable work) {
        get(elsewhere(work));
    }

    // 18
    @Test
    void whatWasNotAcknowledgedComesAgainUnderTheSameIdAndInOrder() {
        SlaMonitor killed = monitor(fact -> {
                    reported.add(fact);
                    throw new OutOfMemoryError("killed");
                })
                .lease(Duration.ofMinutes(1))
                .build();
        killed.record(CaseEvent.opened("A", Desk.NINE, Severity.CRITICAL));
        desk.turnTo(Desk.hours(5));
        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> killed.tick(desk.instant()));
        desk.turnBy(Duration.ofMinutes(2));
        SlaMonitor next = monitor(reported::add).build();
        next.tick(desk.instant());
        assertThat(reported)
                .extracting(SlaEvent::id)
                .hasSize(5)
                .startsWith("A/desk/resolution/0/warning/50%25", "A/desk/resolution/0/warning/50%25");
    }

    // 22
    @Test
    void theFinderAndTheListenerMayCallTheMonitorFromAnotherThread() {
        SlaMonitor[] self = new SlaMonitor[1];
        self[0] = monitor(fact -> {
                    reported.add(fact);
                    elsewhereAndWait(() -> {
                        self[0].record(CaseEvent.responded(fact.caseId(), desk.instant()));
                        self[0].record(CaseEvent.responded("B", desk.instant()));
                        self[0].tick(desk.instant());
                        self[0].board();
                    });
                })
                .finder(opening -> {
                    if (opening.caseId().equals("A")) {
                        elsewhereAndWait(() -> self[0].record(CaseEvent.opened("B", desk.instant(), Severity.LOW)));
                    }
                    return List.of("desk");
                })
                .build();
        self[0].record(CaseEvent.opened("A", Desk.NINE, Severity.CRITICAL));
        desk.turnTo(Desk.hours(2));
        self[0].tick(desk.instant());
        assertThat(reported).extracting(SlaEvent::caseId).containsOnly("A", "B").contains("A", "B");
    }

    // 22
    @Test
    void aStoreThatCallsTheMonitorFromAnotherThreadIsWaitedForAsLongAsALockAndNoLonger() {
        SlaMonitor[] self = new SlaMonitor[1];
        String[] other = {"B"};
        SlaStore calling = new SlaStore() {
            @Override
            public <R> R joining(Function<Session, R> work) {
                return store.joining(session -> {
                    R done = work.apply(session);
                    String id = other[0];
                    other[0] = "";
                    if (!id.isEmpty()) {
                        elsewhereAndWait(() -> {
                            self[0].record(CaseEvent.waiting(id, desk.instant(), Desk.CUSTOMER));
                            self[0].tick(desk.instant());
                        });
                    }
                    return done;
                });
            }

            @Override
            public <R> R alone(Function<Session, R> work) {
                return store.alone(work);
            }

            @Override
            public void afterCommit(Runnable nudge) {
                store.afterCommit(nudge);
            }
        };
        SlaMonitor plain = monitor(reported::add).build();
        plain.record(List.of(
                CaseEvent.opened("A", Desk.NINE, Severity.CRITICAL),
                CaseEvent.opened("B", Desk.NINE, Severity.CRITICAL)));
        self[0] = SlaMonitor.builder(calling, reported::add, desk)
                .agreement(Desk.AGREEMENT)
                .build();
        desk.turnTo(Desk.hours(1));
        self[0].record(CaseEvent.responded("A", desk.instant()));
        assertThat(self[0].find("B").orElseThrow().waits()).hasSize(1);
        other[0] = "A";
        assertThatThrownBy(() -> self[0].record(CaseEvent.resolved("A", desk.instant())))
                .hasStackTraceContaining("SlaStoreException");
        assertThat(plain.find("A").orElseThrow().waits()).isEmpty();
        self[0].record(CaseEvent.resolved("A", desk.instant()));
        self[0].tick(desk.instant());
        assertThat(reported).extracting(SlaEvent::type).contains(SlaEvent.Type.MET, SlaEvent.Type.PAUSED);
    }

    @Test
    void aListenerInTheTransactionThatAcknowledgesWritesOnceOrNotAtAll() {
        int[] calls = {0};
        SlaMonitor monitor = monitor(fact -> {
                    store.joining(session -> {
                        SlaStore.StoredCase row = session.lock(SlaStore.sorted(List.of("written")), Set.of("written"))
                                .get(0);
                        session.save(List.of(new SlaStore.Change(
                                row.version(),
                                changed(row, "y", Optional.empty()),
                                "x",
                                List.of(),
                                Set.of(),
                                List.of())));
                        return true;
                    });
                    if (calls[0]++ == 0) {
                        throw new StopIt();
                    }
                })
                .acknowledgingIn(work -> host.transaction(work))
                .build();
        monitor.record(CaseEvent.opened("A", Desk.NINE, Severity.CRITICAL));
        desk.turnTo(Desk.hours(2));
        monitor.tick(desk.instant());
        assertThat(read("written")).isEmpty();
        desk.turnBy(Duration.ofSeconds(5));
        monitor.tick(desk.instant());
        assertThat(history("written")).isEqualTo("x");
        assertThat(monitor.stuck(10)).isEmpty();
    }

    @Test
    void snapshotsAreRecordedLikeEventsInTheTransactionOfTheHost() {
        SlaMonitor monitor = monitor(reported::add).build();
        CaseSnapshot opened = CaseSnapshot.builder("A", Desk.NINE)
                .severity(Severity.CRITICAL)
                .team("line\t1\n=\\ \uD83D\uDE00")
                .attribute("note", "caf\u00e9\r\n")
                .build();
        CaseSnapshot waiting = CaseSnapshot.builder("A", Desk.hours(1))
                .waits(Set.of(Desk.CUSTOMER))
                .build();
        CaseSnapshot resolved = CaseSnapshot.builder("A", Desk.hours(5))
                .status(CaseSnapshot.Status.RESOLVED)
                .build();
        host.transaction(() -> monitor.record(opened));
        desk.turnTo(Desk.hours(5));
        assertThatExceptionOfType(StopIt.class)
                .isThrownBy(() -> host.transaction(() -> {
                    monitor.record(List.of(
                            waiting,
                            CaseSnapshot.builder("NEW", Desk.NINE)
                                    .severity(Severity.LOW)
                                    .build()));
                    throw new StopIt();
                }));
        assertThat(monitor.find("NEW")).isEmpty();
        host.transaction(() -> {
            monitor.record(resolved);
            monitor.record(opened);
        });
        monitor.tick(desk.instant());
        assertThat(reported).extracting(SlaEvent::type).contains(SlaEvent.Type.MISSED);

        // Another node puts a late row in its place.
        monitor(reported::add).build().record(waiting);
        monitor.tick(desk.instant());
        assertThat(reported).extracting(SlaEvent::type).contains(SlaEvent.Type.RETRACTED, SlaEvent.Type.MET);
        ServiceCase expected = ServiceCase.replay(
                Desk.AGREEMENT,
                CaseSnapshots.of("A")
                        .with(List.of(opened, resolved))
                        .with(waiting)
                        .events());
        assertThat(monitor.find("A").orElseThrow().events()).containsExactlyInAnyOrderElementsOf(expected.events());
    }

    // 32
    @Test
    void aRowOfANewerFormIsLeftAlone() {
        SlaMonitor monitor = monitor(reported::add).build();
        monitor.record(CaseEvent.opened("A", Desk.NINE, Severity.CRITICAL));
        SlaStore.StoredCase row = read("A").orElseThrow();
        SlaStore.StoredCase newer = new SlaStore.StoredCase(
                "A",
                row.version() + 1,
                WatchedCase.FORMAT + 1,
                "what nobody knows yet",
                row.agreements(),
                row.digest(),
                row.openedAt(),
                row.wakeAt(),
                row.finishedAt(),
                0,
                "");
        store.alone(session -> {
            session.lock(SlaStore.sorted(List.of("A")), Set.of());
            session.save(List.of(new SlaStore.Change(row.version(), newer, "", List.of(), Set.of(), List.of())));
            return true;
        });
        desk.turnTo(Desk.hours(5));
        monitor.tick(desk.instant());
        assertThat(read("A")).contains(newer);
        assertThat(reported).isEmpty();
        assertThatExceptionOfType(SlaStoreException.class)
                .isThrownBy(() -> monitor.record(CaseEvent.resolved("A", Desk.hours(1))))
                .withMessageContaining("newer release");
    }
}
