package org.sla4j.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.EscalationStep;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Reopening;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.agreement.Warning;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.BusinessDuration;
import org.sla4j.cases.AgreedByHand;
import org.sla4j.cases.AgreementVersions;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.ServiceCase;

/**
 * Three nodes over one store, a host with several transactions open at once, a listener and clocks, all of them unreliable, driven by one
 * seed in one thread.
 *
 * <p>Cases live through random events: in time, late, from the future, delivered twice, agreed by hand, withdrawn. Transactions of the host commit, roll back or die.
 * The store fails before, amid or after its work, the listener throws or dies, nodes are killed, clocks jump and differ, versions of the
 * agreement arrive at one node before the others. When the faults pause, what the listener knows is held against the committed events.
 */
final class Simulation {
    private static final Instant START = Desk.NINE;
    private static final int NODES = 3;
    private static final List<Severity> SEVERITIES = List.of(Severity.CRITICAL, Severity.HIGH, Severity.LOW);
    private static final List<PauseReason> REASONS =
            List.of(Desk.CUSTOMER, PauseReason.of("spare part", "vendor"), PauseReason.of("approval", "customer"));

    private final long seed;
    private final Random random;
    private final AgreementVersions first;
    private final AgreementVersions second;
    private final InMemorySlaStore memory = new InMemorySlaStore(Duration.ZERO);
    private final List<Host> hosts = new ArrayList<>();
    private @Nullable Host current;
    /** What was committed, by case, in the order of the commits. */
    private final Map<String, Set<CaseEvent>> truth = new TreeMap<>();

    private final Map<String, Instant> openings = new HashMap<>();
    /** Those given to events of a case. */
    private final Map<String, List<String>> ids = new HashMap<>();

    private final Map<String, SlaEvent> known = new LinkedHashMap<>();
    private final Node[] nodes = new Node[NODES];
    private boolean faults;
    private int cases;
    private Instant now = START;
    private Instant latest = START;

    Simulation(long seed) {
        this.seed = seed;
        random = new Random(seed);
        Retargeting retargeting = any(List.of(Retargeting.values()));
        Reopening reopening = any(List.of(Reopening.values()));
        first = AgreementVersions.of(agreement("1", "8h", "16h", "2bd", retargeting, reopening));
        second = first.then(
                agreement("2", any(List.of("6h", "12h")), "10h", "3bd", retargeting, reopening),
                START.plus(Duration.ofHours(random.nextInt(1, 150))),
                any(List.of(AgreementVersions.OpenCases.values())));
        memory.joining(() -> Optional.ofNullable(current), callback -> {
            Host host = current;
            if (host != null) {
                host.completions.add(callback);
            }
        });
        for (int i = 0; i < NODES; i++) {
            nodes[i] = new Node();
        }
    }

    /** A transaction of the host. */
    private static final class Host {
        private final List<Consumer<Boolean>> completions = new ArrayList<>();
        private final List<CaseEvent> recorded = new ArrayList<>();
    }

    /** A process with a monitor and a clock of its own. */
    private final class Node implements InstantSource {
        private AgreementVersions versions = first;
        private Duration skew = Duration.ZERO;
        private SlaMonitor monitor = start();

        private SlaMonitor start() {
            return SlaMonitor.builder(new FaultyStore(), Simulation.this::listen, this)
                    .agreements(versions)
                    .lease(Duration.ofMinutes(5))
                    .build();
        }

        @Override
        public Instant instant() {
            return now.plus(skew);
        }
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static ServiceLevelAgreement agreement(
            String version, String critical, String high, String low, Retargeting retargeting, Reopening reopening) {
        return ServiceLevelAgreement.builder("simulated")
                .version(version)
                .provider(Party.of("IT"))
                .customer(Party.of("Sales"))
                .escalation(EscalationStep.of("50%", Desk.OWNER, ""))
                .escalation(EscalationStep.of("breach", Desk.SUPERVISOR, ""))
                .escalation(EscalationStep.of("every 12h after breach", Desk.SUPERVISOR, ""))
                .policy(SeverityPolicy.builder("critical")
                        .severity(Severity.CRITICAL)
                        .target(Metric.FIRST_RESPONSE, Target.of("1h", BusinessCalendar.alwaysOpen(), 1))
                        .target(
                                Metric.RESOLUTION,
                                Target.of(critical, BusinessCalendar.alwaysOpen(), 1)
                                        .withWarnings(Warning.parse("75%"), Warning.parse("1h")))
                        .retargeting(retargeting)
                        .reopening(reopening)
                        .build())
                .policy(SeverityPolicy.builder("high")
                        .severity(Severity.HIGH)
                        .target(
                                Metric.RESOLUTION,
                                Target.of(high, Desk.OFFICE, 1).withWarnings(Warning.parse("50%")))
                        .retargeting(retargeting)
                        .reopening(reopening)
                        .build())
                .policy(SeverityPolicy.builder("low")
                        .target(Metric.FIRST_RESPONSE, Target.of("4h", Desk.OFFICE, 1))
                        .target(Metric.RESOLUTION, Target.of(low, Desk.OFFICE, 1))
                        .retargeting(retargeting)
                        .reopening(reopening)
                        .build())
                .build();
    }

    private boolean fault() {
        return faults && random.nextInt(6) == 0;
    }

    /** The process is killed; nothing catches that. */
    private static final class KilledError extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** A store that fails before its work, amid it, or after it, when nobody hears that it was done. */
    private final class FaultyStore implements SlaStore {
        private <R> R faulty(Function<Function<Session, R>, R> way, Function<Session, R> work) {
            if (fault()) {
                throw new SlaStoreException("simulated: not reached", true, null);
            }
            R result = way.apply(session -> {
                R done = work.apply(session);
                if (fault()) {
                    throw new SlaStoreException("simulated: failed amid", random.nextBoolean(), null);
                }
                return done;
            });
            if (current == null && fault()) {
                throw new SlaStoreException("simulated: done, but the answer got lost", true, null);
            }
            return result;
        }

        @Override
        public <R> R joining(Function<Session, R> work) {
            return faulty(memory::joining, work);
        }

        @Override
        public <R> R alone(Function<Session, R> work) {
            return faulty(memory::alone, work);
        }

        @Override
        public void afterCommit(Runnable nudge) {
            memory.afterCommit(nudge);
        }
    }

    private void listen(SlaEvent fact) {
        if (fault()) {
            throw new IllegalStateException("simulated: nobody there");
        }
        SlaEvent earlier = known.putIfAbsent(fact.id(), fact);
        assertThat(fact).as("the same id reports the same").isEqualTo(earlier == null ? fact : earlier);
        if (fact.type() == SlaEvent.Type.RETRACTED) {
            assertThat(known).as("a retraction after its fact").containsKey(fact.detail());
        }
        if (fault() && random.nextInt(3) == 0) {
            throw new KilledError();
        }
    }

    /** Runs to the end; what fails says the seed. */
    void run() {
        try {
            for (int step = 0; step < 60; step++) {
                step();
                if (!faults && step % 10 == 0) {
                    check();
                }
            }
            check();
        } catch (RuntimeException | Error e) {
            throw new AssertionError("Seed " + seed + " fails at " + now + "; replay it by -Dsla4j.seed=" + seed, e);
        }
    }

    private void step() {
        Node node = nodes[random.nextInt(NODES)];
        int dice = random.nextInt(100);
        if (dice < 10 && cases < 4) {
            String id = "INC-" + cases++;
            openings.put(id, hour(now));
            record(node, CaseEvent.opened(id, hour(now), any(SEVERITIES)));
        } else if (dice < 50 && cases > 0) {
            record(node, event());
        } else if (dice < 78) {
            now = now.plus(Duration.ofMinutes(random.nextInt(random.nextBoolean() ? 300 : 2400)));
            tick(node);
        } else if (dice < 82) {
            now = now.minus(Duration.ofMinutes(random.nextInt(600)));
            tick(node);
        } else if (dice < 86) {
            node.skew = Duration.ofSeconds(random.nextInt(-600, 600));
        } else if (dice < 90) {
            node.monitor = node.start(); // killed, and started again
        } else if (dice < 92) {
            node.versions = second;
            node.monitor.agreementsChanged(List.of(second));
        } else if (dice < 95) {
            if (!hosts.isEmpty()) {
                end(hosts.remove(random.nextInt(hosts.size())), random.nextBoolean());
            }
        } else {
            faults = !faults;
        }
        latest = now.isAfter(latest) ? now : latest;
    }

    private void tick(Node node) {
        try {
            node.monitor.tick(node.instant());
        } catch (KilledError e) {
            node.monitor = node.start();
        }
    }

    private CaseEvent event() {
        String id = "INC-" + random.nextInt(cases);
        Instant opened = openings.getOrDefault(id, now);
        int when = random.nextInt(10);
        boolean ahead = when == 0;
        Instant at = hour(
                ahead
                        ? now.plus(Duration.ofHours(random.nextInt(10)))
                        : when < 4 ? now.minus(Duration.ofHours(random.nextInt(40))) : now);
        at = at.isBefore(opened) ? opened : at;
        CaseEvent event = event(id, at);
        if (event.type().equals(EventType.WITHDRAWN) || random.nextInt(3) > 0) {
            return event;
        }
        List<String> known = ids.computeIfAbsent(id, first -> new ArrayList<>());
        known.add("event " + known.size());
        return event.withId(known.get(known.size() - 1));
    }

    private CaseEvent event(String id, Instant at) {
        PauseReason reason = any(REASONS);
        return switch (random.nextInt(11)) {
            case 0 -> CaseEvent.waiting(id, at, reason);
            case 1 -> CaseEvent.resumed(id, at, reason);
            case 2 -> CaseEvent.resumed(id, at);
            case 3 -> CaseEvent.resolved(id, at);
            case 4 -> CaseEvent.responded(id, at);
            case 5 -> CaseEvent.severityChanged(id, at, any(SEVERITIES));
            case 6 -> CaseEvent.reopened(id, at);
            case 7 -> CaseEvent.agreed(id, at, term(at));
            case 8 -> {
                // Also of an event that was rolled back, or has not come yet.
                List<String> known = ids.getOrDefault(id, List.of());
                yield known.isEmpty() ? CaseEvent.resolved(id, at) : CaseEvent.withdrawn(id, at, any(known));
            }
            case 9 -> random.nextInt(4) == 0 ? CaseEvent.closed(id, at) : CaseEvent.waiting(id, at, reason);
            default -> random.nextInt(6) == 0 ? CaseEvent.cancelled(id, at) : CaseEvent.reopened(id, at);
        };
    }

    private AgreedByHand term(Instant at) {
        Metric metric = any(List.of(Metric.RESOLUTION, Metric.FIRST_RESPONSE));
        return random.nextBoolean()
                ? AgreedByHand.of(metric, at.plus(Duration.ofHours(random.nextInt(40))), "Ann", "agreed")
                : AgreedByHand.of(metric, BusinessDuration.parse(any(List.of("0h", "5h", "1bd"))), "Ann", "agreed");
    }

    private static Instant hour(Instant at) {
        return at.truncatedTo(ChronoUnit.HOURS);
    }

    /** Records within a transaction of the host or without; what did not work the host forgets, or does again. */
    private void record(Node node, CaseEvent event) {
        int dice = random.nextInt(4);
        if (dice == 0 && hosts.size() < 2) {
            hosts.add(new Host());
        }
        Host host = dice < 2 && !hosts.isEmpty() ? any(hosts) : null;
        current = host;
        try {
            node.monitor.record(event);
            if (host == null) {
                committed(event);
            } else {
                host.recorded.add(event);
            }
        } catch (SlaStoreException e) {
            if (String.valueOf(e.getMessage()).contains("answer got lost")) {
                committed(event);
            }
        } finally {
            current = null;
        }
        if (host != null && random.nextInt(3) == 0) {
            hosts.remove(host);
            end(host, random.nextInt(4) > 0);
        }
    }

    private void end(Host host, boolean commit) {
        host.completions.forEach(completion -> completion.accept(commit));
        if (commit) {
            host.recorded.forEach(this::committed);
        }
    }

    private void committed(CaseEvent event) {
        truth.computeIfAbsent(event.caseId(), id -> new LinkedHashSet<>()).add(event);
    }

    private void check() {
        boolean before = faults;
        faults = false;
        hosts.forEach(host -> end(host, random.nextBoolean()));
        hosts.clear();
        now = latest.plus(Duration.ofHours(2)); // past every clock that was ahead, every lease and most pauses
        AgreementVersions newest = Arrays.stream(nodes).anyMatch(node -> node.versions.equals(second)) ? second : first;
        for (Node node : nodes) {
            node.skew = Duration.ZERO;
            node.versions = newest;
            node.monitor.agreementsChanged(List.of(newest));
        }
        for (int i = 0; i < 40; i++) {
            now = now.plus(Duration.ofHours(2));
            tick(nodes[i % NODES]);
            if (i > NODES
                    && memory.<Boolean>alone(session -> session.nextDelivery().isEmpty())) {
                break;
            }
        }
        latest = now;
        assertThat(nodes[0].monitor.stuck(10)).isEmpty();
        assertThat(nodes[0].monitor.faults(10)).isEmpty();
        truth.forEach((id, events) -> check(id, events));
        assertThat(memory.<List<SlaStore.StoredCase>>alone(session -> session.open("", "", 100)))
                .allSatisfy(row ->
                        assertThat(truth).as("nothing that was rolled back").containsKey(row.id()));
        faults = before;
    }

    private void check(String id, Set<CaseEvent> committed) {
        History history = History.parse(id, memory.alone(session -> session.history(id)));
        assertThat(history.events()).as("the committed events").isEqualTo(new HashSet<>(committed));
        Set<String> told = new TreeSet<>();
        Set<String> standing = new TreeSet<>();
        known.values().stream().filter(fact -> fact.caseId().equals(id)).forEach(fact -> {
            told.add(fact.id());
            if (fact.type() != SlaEvent.Type.RETRACTED) {
                standing.add(fact.id());
            }
        });
        known.values().stream()
                .filter(fact -> fact.type() == SlaEvent.Type.RETRACTED)
                .forEach(fact -> standing.remove(fact.detail()));
        assertThat(standing)
                .as("what stands is what was raised")
                .isEqualTo(history.standing().keySet());
        assertThat((long) told.size())
                .as("all that was raised was delivered, and nothing else")
                .isEqualTo(history.facts());

        List<CaseEvent> past = history.events().stream()
                .filter(event -> !event.at().isAfter(now))
                .toList();
        SlaStore.StoredCase row = memory.<List<SlaStore.StoredCase>>alone(
                        session -> session.read(SlaStore.sorted(List.of(id))))
                .get(0);
        // What was finished before a version came stays as it was judged.
        AgreementVersions versions = row.agreements().endsWith("2") ? second : first;
        ServiceCase whole = ServiceCase.replay(versions.at(past.get(0).at()), past);
        // A case none of whose clocks goes on moves to a version only when something happens to it.
        Instant until = row.wakeAt().isPresent() || row.finishedAt().isEmpty()
                ? now
                : WatchedCase.restore(row, List.of(versions), () -> history)
                        .flatMap(WatchedCase::reportedUntil)
                        .orElseThrow();
        Map<String, SlaEvent> facts =
                CaseWatch.facts(List.of(versions), whole, Times.nanos(until), Map.of(), CaseWatch.NO_COST);
        Set<String> expected = new TreeSet<>();
        facts.keySet().stream().filter(fact -> !fact.contains("#")).forEach(expected::add);
        Set<String> reported = new TreeSet<>();
        standing.stream().filter(fact -> !fact.contains("#")).map(FactId::raw).forEach(reported::add);
        assertThat(reported).as("what the listener knows of " + id).isEqualTo(expected);
    }
}
