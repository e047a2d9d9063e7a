package org.sla4j.monitor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.Warning;
import org.sla4j.cases.AgreementVersions;
import org.sla4j.cases.CaseEvent;
import org.sla4j.clock.ClockReading;
import org.sla4j.clock.Phase;
import org.sla4j.clock.SlaClock;

/**
 * A case under all its agreements, between two transactions: read from a row of the store, changed, and turned into what the store is
 * to save.
 *
 * <p>Immutable and thread-safe.
 */
final class WatchedCase {
    /** The form of the state that this release writes; it reads this one and all before. */
    static final int FORMAT = 1;

    private static final Pattern REPEAT = Pattern.compile("(.*) #(\\d+)", Pattern.DOTALL);
    private static final int LONGEST_NAME = 64;
    private static final Severity NONE = Severity.of(Integer.MAX_VALUE, "none");
    private static final Set<EventType> ENDS = Set.of(EventType.CLOSED, EventType.CANCELLED);

    private final String id;
    private final Instant openedAt;
    /** Facts before that instant are not reported. */
    private final Instant reportFrom;
    /** How many facts were raised. */
    private final long facts;
    /** When it was closed, for a case that nothing was promised for. */
    private final Optional<Instant> closedAt;

    private final List<CaseWatch> watches;
    /** The clocks that the store has, by name, each as a short digest. */
    private final Map<String, String> clocks;

    private WatchedCase(
            String id,
            Instant openedAt,
            Instant reportFrom,
            long facts,
            Optional<Instant> closedAt,
            List<CaseWatch> watches,
            Map<String, String> clocks) {
        this.id = id;
        this.openedAt = openedAt;
        this.reportFrom = reportFrom;
        this.facts = facts;
        this.closedAt = closedAt;
        this.watches = watches;
        this.clocks = clocks;
    }

    /** What a store is to save, and the case as it is then. */
    record Saved(SlaStore.Change change, WatchedCase watched) {}

    /** A case that changed, and what that leads to. */
    record Draft(WatchedCase after, String appended, List<SlaEvent> raised) {
        Saved save(SlaStore.StoredCase row, String agreements, Promises promises) {
            Map<String, SlaStore.OpenClock> open = after.openClocks(promises);
            Map<String, String> digests = new TreeMap<>();
            open.forEach((name, clock) -> digests.put(name, Integer.toHexString(clock.hashCode()) + clock.dueAt()));
            List<SlaStore.OpenClock> changed = new ArrayList<>();
            digests.forEach((name, digest) -> {
                if (!digest.equals(after.clocks.get(name))) {
                    changed.add(Objects.requireNonNull(open.get(name)));
                }
            });
            Set<String> closed = new HashSet<>(after.clocks.keySet());
            closed.removeAll(open.keySet());
            long number = after.facts - raised.size();
            List<SlaStore.StoredFact> outbox = new ArrayList<>();
            for (SlaEvent fact : raised) {
                outbox.add(new SlaStore.StoredFact(++number, fact.at(), FactText.of(fact)));
            }
            WatchedCase saved = after.withClocks(digests);
            SlaStore.StoredCase to = new SlaStore.StoredCase(
                    row.id(),
                    version(),
                    FORMAT,
                    saved.state(),
                    agreements,
                    promises.digest(agreements),
                    after.openedAt,
                    after.wakeAt(),
                    after.finishedAt(row.finishedAt()),
                    0,
                    "");
            return new Saved(new SlaStore.Change(row.version(), to, appended, changed, closed, outbox), saved);
        }
    }

    /** A version that no row ever had. */
    static long version() {
        long version = UUID.randomUUID().getMostSignificantBits();
        return version == 0 ? 1 : version;
    }

    /** Opens a case by all that is known of it. */
    static Draft open(
            String id,
            List<AgreementVersions> agreements,
            List<CaseEvent> events,
            Instant reportFrom,
            Instant now,
            CostOfDelay costs) {
        StringBuilder appended = new StringBuilder(History.from(reportFrom));
        List<CaseEvent> fresh = events.stream().distinct().toList();
        fresh.forEach(event -> appended.append(History.event(event)));
        List<CaseWatch.Step> steps = new ArrayList<>();
        for (AgreementVersions versions : agreements) {
            steps.add(CaseWatch.rebuilt(versions, fresh, Map.of(), Map.of(), Map.of(), now, costs));
        }
        return new WatchedCase(
                        id, fresh.get(0).at(), reportFrom, 0, closing(fresh, Optional.empty()), List.of(), Map.of())
                .draft(steps, appended, Map.of());
    }

    private static Optional<Instant> closing(Collection<CaseEvent> events, Optional<Instant> before) {
        return events.stream()
                .filter(event -> ENDS.contains(event.type()))
                .map(CaseEvent::at)
                .max(Comparator.naturalOrder())
                .or(() -> before);
    }

    /** Computes a case from its history alone, under the agreements given, and with more events. */
    static Draft rebuilt(
            SlaStore.StoredCase row,
            History history,
            List<AgreementVersions> agreements,
            Collection<CaseEvent> more,
            Instant now,
            CostOfDelay costs) {
        StringBuilder appended = new StringBuilder();
        List<CaseEvent> events = new ArrayList<>(history.events());
        for (CaseEvent event : more) {
            if (!events.contains(event)) {
                events.add(event);
                appended.append(History.event(event));
            }
        }
        Instant latest = history.latest();
        Instant horizon = latest != null && latest.isAfter(now) ? latest : now;
        Set<String> ids = new HashSet<>();
        List<CaseWatch.Step> steps = new ArrayList<>();
        for (AgreementVersions versions : agreements) {
            String agreement = versions.versions().get(0).agreement().id();
            ids.add(agreement);
            steps.add(CaseWatch.rebuilt(
                    versions,
                    events,
                    of(agreement, history.standing()),
                    history.retractions(),
                    history.taken(),
                    horizon,
                    costs));
        }
        List<SlaEvent> dropped = new ArrayList<>();
        history.standing().values().stream()
                .filter(fact -> !ids.contains(fact.agreementId()))
                .forEach(fact -> dropped.add(fact.retracted(horizon)));
        WatchedCase before = new WatchedCase(
                row.id(),
                events.get(0).at(),
                history.reportFrom(),
                history.facts(),
                closing(events, Optional.empty()),
                List.of(),
                row.state().isEmpty() ? Map.of() : clocksOf(row.state()));
        Draft draft = before.draft(steps, appended, history.standing());
        if (dropped.isEmpty()) {
            return draft;
        }
        dropped.forEach(fact -> appended.append(History.raised(fact)));
        List<SlaEvent> all = new ArrayList<>(draft.raised());
        all.addAll(dropped);
        return new Draft(draft.after().withFacts(draft.after().facts + dropped.size()), appended.toString(), all);
    }

    private static Map<String, SlaEvent> of(String agreement, Map<String, SlaEvent> standing) {
        Map<String, SlaEvent> some = new LinkedHashMap<>();
        standing.forEach((id, fact) -> {
            if (fact.agreementId().equals(agreement)) {
                some.put(id, fact);
            }
        });
        return some;
    }

    private WatchedCase withClocks(Map<String, String> other) {
        return new WatchedCase(id, openedAt, reportFrom, facts, closedAt, watches, other);
    }

    private WatchedCase withFacts(long other) {
        return new WatchedCase(id, openedAt, reportFrom, other, closedAt, watches, clocks);
    }

    /** Records events; empty if all are known. */
    Optional<Draft> record(Collection<CaseEvent> events, Instant now, CostOfDelay costs, Supplier<History> history) {
        List<CaseEvent> fresh = watches.isEmpty()
                ? events.stream()
                        .distinct()
                        .filter(event -> !history.get().events().contains(event))
                        .toList()
                : watches.get(0).fresh(events);
        if (fresh.isEmpty()) {
            return Optional.empty();
        }
        List<CaseWatch.Step> steps = new ArrayList<>();
        for (CaseWatch watch : watches) {
            String agreement = watch.serviceCase().agreement().id();
            steps.add(watch.record(
                    fresh, now, costs, () -> of(agreement, history.get().standing())));
        }
        StringBuilder appended = new StringBuilder();
        fresh.forEach(event -> appended.append(History.event(event)));
        WatchedCase closing =
                new WatchedCase(id, openedAt, reportFrom, facts, closing(fresh, closedAt), watches, clocks);
        return Optional.of(closing.draft(steps, appended, lazily(steps, history)));
    }

    /** Lets time pass. */
    Draft until(Instant now, int most, CostOfDelay costs, Supplier<History> history) {
        List<CaseWatch.Step> steps =
                watches.stream().map(watch -> watch.until(now, most, costs)).toList();
        return draft(steps, new StringBuilder(), lazily(steps, history));
    }

    /** The same case, of which somebody has taken the escalations of a measurement. */
    Draft taken(String key, Instant at, String who) {
        List<CaseWatch.Step> steps = watches.stream()
                .map(watch -> new CaseWatch.Step(watch.taken(key, at), List.of()))
                .toList();
        return draft(steps, new StringBuilder(History.taken(key, at, who)), Map.of());
    }

    /** What stands is read only if something is to be retracted, which is rare. */
    private static Map<String, SlaEvent> lazily(List<CaseWatch.Step> steps, Supplier<History> history) {
        boolean retracts = steps.stream()
                .anyMatch(step -> step.facts().stream().anyMatch(fact -> fact.type() == SlaEvent.Type.RETRACTED));
        return retracts ? history.get().standing() : Map.of();
    }

    private Draft draft(List<CaseWatch.Step> steps, StringBuilder appended, Map<String, SlaEvent> standing) {
        List<SlaEvent> all = new ArrayList<>();
        steps.forEach(step -> all.addAll(step.facts()));
        List<SlaEvent> raised = reportable(all, standing);
        raised.forEach(fact -> appended.append(History.raised(fact)));
        WatchedCase after = new WatchedCase(
                id,
                openedAt,
                reportFrom,
                facts + raised.size(),
                closedAt,
                steps.stream().map(CaseWatch.Step::watch).toList(),
                clocks);
        return new Draft(after, appended.toString(), raised);
    }

    /**
     * What of all that became true is to be reported: nothing before the case is reported at all, of an escalation that repeats only the
     * latest, and no retraction of what was never reported.
     */
    private List<SlaEvent> reportable(List<SlaEvent> all, Map<String, SlaEvent> standing) {
        Map<String, Integer> latest = new HashMap<>();
        standing.values().forEach(fact -> count(fact, latest));
        all.forEach(fact -> count(fact, latest));
        Set<String> reported = new HashSet<>(standing.keySet());
        List<SlaEvent> some = new ArrayList<>();
        for (SlaEvent fact : all) {
            if (fact.type() == SlaEvent.Type.RETRACTED) {
                if (reported.remove(fact.detail())) {
                    some.add(fact);
                }
            } else if (!fact.at().isBefore(reportFrom) && isLatest(fact, latest)) {
                reported.add(fact.id());
                some.add(fact);
            }
        }
        return some;
    }

    private static void count(SlaEvent fact, Map<String, Integer> latest) {
        Matcher repeat = REPEAT.matcher(fact.threshold());
        if (fact.type() == SlaEvent.Type.ESCALATION && repeat.matches()) {
            latest.merge(repeatKey(fact, repeat), Integer.valueOf(repeat.group(2)), Math::max);
        }
    }

    private static boolean isLatest(SlaEvent fact, Map<String, Integer> latest) {
        Matcher repeat = REPEAT.matcher(fact.threshold());
        return fact.type() != SlaEvent.Type.ESCALATION
                || !repeat.matches()
                || Integer.valueOf(repeat.group(2)).equals(latest.get(repeatKey(fact, repeat)));
    }

    private static String repeatKey(SlaEvent fact, Matcher repeat) {
        return Narration.key(fact.agreementId(), fact.metric(), fact.cycle()) + '/' + repeat.group(1);
    }

    Optional<Instant> wakeAt() {
        return watches.stream().flatMap(watch -> watch.nextWakeUp().stream()).min(Comparator.naturalOrder());
    }

    private Optional<Instant> finishedAt(Optional<Instant> before) {
        boolean open = watches.stream().anyMatch(CaseWatch::isOpen);
        boolean promised =
                watches.stream().anyMatch(watch -> !watch.serviceCase().clocks().isEmpty());
        if (open || (!promised && closedAt.isEmpty())) {
            return Optional.empty();
        }
        return before.isPresent() || watches.isEmpty()
                ? before.or(() -> closedAt)
                : watches.stream().map(watch -> Times.instant(watch.last())).max(Comparator.naturalOrder());
    }

    String id() {
        return id;
    }

    Severity severity() {
        return watches.isEmpty() ? NONE : watches.get(0).serviceCase().severity();
    }

    /** The least business time that one of its running clocks has left. */
    long timeLeft(long now) {
        long least = Long.MAX_VALUE;
        for (CaseWatch watch : watches) {
            for (SlaClock clock : watch.serviceCase().clocks().values()) {
                if (clock.phase() == Phase.RUNNING) {
                    least = Math.min(least, clock.remainingNanos(Math.max(now, Times.nanos(clock.changedAt()))));
                }
            }
        }
        return least;
    }

    List<CaseWatch> watches() {
        return watches;
    }

    private Map<String, SlaStore.OpenClock> openClocks(Promises promises) {
        Map<String, SlaStore.OpenClock> open = new TreeMap<>();
        for (CaseWatch watch : watches) {
            watch.serviceCase().clocks().forEach((metric, clock) -> {
                if (CaseWatch.isOpen(clock)) {
                    SlaStore.OpenClock row = openClock(watch, metric, clock, promises);
                    open.put(row.name(), row);
                }
            });
        }
        return open;
    }

    private SlaStore.OpenClock openClock(CaseWatch watch, Metric metric, SlaClock clock, Promises promises) {
        String full = watch.serviceCase().agreement().id() + '/' + metric.name();
        boolean running = clock.phase() == Phase.RUNNING;
        ClockReading reading = clock.reading(watch.reportedUntil());
        return new SlaStore.OpenClock(
                id,
                full.length() > LONGEST_NAME || !full.chars().allMatch(c -> c > ' ' && c < 127)
                        ? Promises.sha(full)
                        : full,
                watch.serviceCase().severity(),
                promises.digest(clock.target().countingCalendar()),
                running,
                running ? reading.due() : Optional.empty(),
                warnsAt(clock, watch.reportedUntil()),
                reading.remaining().isNegative()
                        ? Optional.of(clock.startedAt())
                        : running ? reading.breachesAt().map(at -> at.plusNanos(1)) : Optional.empty());
    }

    private static Optional<Instant> warnsAt(SlaClock clock, Instant until) {
        if (Threshold.isWarned(clock, Times.nanos(until))) {
            return Optional.of(clock.startedAt());
        }
        Optional<Instant> first = Optional.empty();
        if (clock.phase() == Phase.RUNNING) {
            for (Warning warning : clock.target().warnings()) {
                Optional<Instant> at =
                        clock.reaches(warning.usedOf(clock.reading(until).limit()));
                first = first.isEmpty() || (at.isPresent() && at.get().isBefore(first.get())) ? at : first;
            }
        }
        return first;
    }

    private String state() {
        StringBuilder state = new StringBuilder(Fields.line(
                        "case",
                        openedAt,
                        reportFrom,
                        facts,
                        closedAt.map(Instant::toString).orElse("")))
                .append('\n');
        for (CaseWatch watch : watches) {
            state.append(Fields.line(
                            "watch",
                            watch.versions().versions().get(0).agreement().id(),
                            watch.reportedUntil()))
                    .append('\n');
            watch.ahead()
                    .forEach(event -> state.append(
                                    Fields.line("ahead", History.event(event).strip()))
                            .append('\n'));
            watch.retractions()
                    .forEach((fact, times) ->
                            state.append(Fields.line("retracted", fact, times)).append('\n'));
            watch.taken()
                    .forEach((key, at) ->
                            state.append(Fields.line("taken", key, at)).append('\n'));
        }
        clocks.forEach((name, digest) ->
                state.append(Fields.line("clock", name, digest)).append('\n'));
        return state.toString();
    }

    private static Map<String, String> clocksOf(String state) {
        Map<String, String> clocks = new TreeMap<>();
        state.lines()
                .map(Fields::of)
                .filter(line -> line.get(0).equals("clock"))
                .forEach(line -> clocks.put(line.get(1), line.get(2)));
        return clocks;
    }

    /** Reads a case back whose agreements are as they were when it was saved. */
    static WatchedCase restore(SlaStore.StoredCase row, History history, List<AgreementVersions> agreements) {
        Map<String, AgreementVersions> known = new HashMap<>();
        agreements.forEach(
                versions -> known.put(versions.versions().get(0).agreement().id(), versions));
        List<List<String>> lines = row.state().lines().map(Fields::of).toList();
        List<String> first = lines.get(0);
        List<CaseWatch> watches = new ArrayList<>();
        for (int i = 1; i < lines.size(); ) {
            List<String> line = lines.get(i++);
            if (!line.get(0).equals("watch")) {
                continue;
            }
            Set<String> ahead = new HashSet<>();
            Map<String, Integer> retractions = new HashMap<>();
            Map<String, Instant> taken = new HashMap<>();
            for (; i < lines.size() && !lines.get(i).get(0).equals("watch"); i++) {
                List<String> part = lines.get(i);
                switch (part.get(0)) {
                    case "ahead" -> ahead.add(part.get(1));
                    case "retracted" -> retractions.put(part.get(1), Integer.valueOf(part.get(2)));
                    case "taken" -> taken.put(part.get(1), Instant.parse(part.get(2)));
                    default -> {
                        // A clock, see above.
                    }
                }
            }
            List<CaseEvent> later = new ArrayList<>();
            List<CaseEvent> reported = new ArrayList<>();
            history.events()
                    .forEach(event -> (ahead.contains(History.event(event).strip()) ? later : reported).add(event));
            watches.add(CaseWatch.restore(
                    Objects.requireNonNull(known.get(line.get(1))),
                    reported,
                    later,
                    Times.nanos(Instant.parse(line.get(2))),
                    retractions,
                    taken));
        }
        return new WatchedCase(
                row.id(),
                Instant.parse(first.get(1)),
                Instant.parse(first.get(2)),
                Long.parseLong(first.get(3)),
                first.get(4).isEmpty() ? Optional.empty() : Optional.of(Instant.parse(first.get(4))),
                watches,
                clocksOf(row.state()));
    }
}
