package org.sla4j.monitor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.Warning;
import org.sla4j.cases.AgreementVersions;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.ServiceCase;
import org.sla4j.clock.ClockReading;
import org.sla4j.clock.Phase;
import org.sla4j.clock.SlaClock;

/**
 * A case between two transactions: read from a row of the store, changed, and turned into what the store is to save.
 *
 * <p>The state in a row is what the events of the case add up to, so that they are read only for late events, corrections and
 * explanations: bytes in Base64, then the names of its open clocks, parted by tabs. Immutable and thread-safe.
 */
final class WatchedCase {
    /** The form of the state that this release writes; what is of another is computed anew from the history. */
    static final int FORMAT = 2;

    private static final char NAME = '\t';
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
    /** Null for a case that is under no agreement. */
    private final @Nullable CaseWatch watch;

    private WatchedCase(
            String id,
            Instant openedAt,
            Instant reportFrom,
            long facts,
            Optional<Instant> closedAt,
            @Nullable CaseWatch watch) {
        this.id = id;
        this.openedAt = openedAt;
        this.reportFrom = reportFrom;
        this.facts = facts;
        this.closedAt = closedAt;
        this.watch = watch;
    }

    /**
     * A case that changed, and what that leads to.
     *
     * @param before the case as it was, under the same agreements; null if it was computed anew
     */
    record Draft(@Nullable WatchedCase before, WatchedCase after, String appended, List<SlaEvent> raised) {
        /** What a store is to save. */
        @SuppressWarnings("ReferenceEquality") // time alone makes no other case
        SlaStore.Change save(SlaStore.StoredCase row, KnownAgreements.OfCase agreements, long version) {
            List<SlaStore.OpenClock> changed = new ArrayList<>();
            Set<String> names = names(row);
            Set<String> closed = new HashSet<>();
            if (before == null || before.subject() != after.subject()) {
                closed.addAll(names);
                names = new TreeSet<>();
                changed.addAll(after.openClocks(agreements, before, names));
                closed.removeAll(names);
            }
            long number = after.facts - raised.size();
            List<SlaStore.StoredFact> outbox = new ArrayList<>();
            for (SlaEvent fact : raised) {
                outbox.add(new SlaStore.StoredFact(++number, fact.at(), FactText.of(fact)));
            }
            SlaStore.StoredCase to = new SlaStore.StoredCase(
                    row.id(),
                    version,
                    FORMAT,
                    after.state(names),
                    agreements.text(),
                    agreements.digest(),
                    after.openedAt,
                    after.wakeAt(),
                    after.finishedAt(row.finishedAt()),
                    0,
                    "");
            return new SlaStore.Change(row.version(), to, appended, changed, closed, outbox);
        }
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
        CaseWatch.@Nullable Step step = agreements.isEmpty() ? null : CaseWatch.open(agreements, fresh, now, costs);
        return new WatchedCase(id, opened(fresh), reportFrom, 0, closing(fresh), null)
                .draft(null, step, appended, Map.of());
    }

    private static Instant opened(List<CaseEvent> events) {
        return events.stream()
                .filter(event -> event.type().equals(EventType.OPENED))
                .findFirst()
                .orElse(events.get(0))
                .at();
    }

    /** When a case was closed, unless it was reopened since or that was withdrawn. */
    private static Optional<Instant> closing(Collection<CaseEvent> events) {
        List<CaseEvent> turns = Narration.notWithdrawn(events)
                .filter(event -> ENDS.contains(event.type()) || event.type().equals(EventType.REOPENED))
                .sorted(Comparator.comparing(CaseEvent::at).thenComparingLong(CaseEvent::sequence))
                .toList();
        Optional<Instant> closed = Optional.empty();
        for (int i = 0; i < turns.size(); ) {
            CaseEvent first = turns.get(i);
            boolean ends = false;
            boolean reopens = false;
            for (; i < turns.size() && isOfOneMoment(first, turns.get(i)); i++) {
                ends |= ENDS.contains(turns.get(i).type());
                reopens |= turns.get(i).type().equals(EventType.REOPENED);
            }
            // Only one order of both can be true: what was closed is reopened first, what was open is closed first.
            closed = ends && (closed.isPresent() || !reopens) ? Optional.of(first.at()) : Optional.empty();
        }
        return closed;
    }

    private static boolean isOfOneMoment(CaseEvent one, CaseEvent other) {
        return one.sequence() == other.sequence() && one.at().equals(other.at());
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
            if (!history.events().contains(event)) {
                events.add(event);
                appended.append(History.event(event));
            }
        }
        Instant latest = history.latest();
        Instant horizon = latest != null && latest.isAfter(now) ? latest : now;
        Set<String> ids = new HashSet<>();
        agreements.forEach(
                versions -> ids.add(versions.versions().get(0).agreement().id()));
        Map<String, SlaEvent> standing = new HashMap<>();
        List<SlaEvent> dropped = new ArrayList<>();
        history.standing().forEach((id, fact) -> {
            if (ids.contains(fact.agreementId())) {
                standing.put(id, fact);
            } else {
                dropped.add(fact.retracted(horizon));
            }
        });
        CaseWatch.@Nullable Step step = agreements.isEmpty()
                ? null
                : CaseWatch.rebuilt(
                        agreements, events, standing, history.retractions(), history.taken(), horizon, costs);
        Draft draft = new WatchedCase(
                        row.id(), opened(events), history.reportFrom(), history.facts(), closing(events), null)
                .draft(null, step, appended, history.standing());
        if (dropped.isEmpty()) {
            return draft;
        }
        dropped.forEach(fact -> appended.append(History.raised(fact)));
        List<SlaEvent> all = new ArrayList<>(draft.raised());
        all.addAll(dropped);
        WatchedCase after = draft.after();
        WatchedCase counted = new WatchedCase(
                row.id(), after.openedAt, after.reportFrom, after.facts + dropped.size(), after.closedAt, after.watch);
        return new Draft(null, counted, appended.toString(), all);
    }

    /** Records events; empty if all are known. */
    Optional<Draft> record(Collection<CaseEvent> events, Instant now, CostOfDelay costs, Supplier<History> history) {
        CaseWatch known = watch;
        List<CaseEvent> fresh = known == null
                ? events.stream()
                        .distinct()
                        .filter(event -> !history.get().events().contains(event))
                        .toList()
                : known.fresh(events);
        if (fresh.isEmpty()) {
            return Optional.empty();
        }
        CaseWatch.@Nullable Step step = known == null
                ? null
                : known.record(fresh, now, costs, () -> history.get().standing());
        StringBuilder appended = new StringBuilder();
        fresh.forEach(event -> appended.append(History.event(event)));
        Optional<Instant> closed = closedAt;
        if (known == null) {
            List<CaseEvent> all = new ArrayList<>(history.get().events());
            all.addAll(fresh);
            closed = closing(all);
        }
        WatchedCase closing = new WatchedCase(id, openedAt, reportFrom, facts, closed, watch);
        return Optional.of(closing.draft(this, step, appended, standing(step, true, history)));
    }

    /** Lets time pass. */
    Draft until(Instant now, int most, CostOfDelay costs, Supplier<History> history) {
        CaseWatch.@Nullable Step step = watch == null ? null : watch.until(now, most, costs);
        return draft(this, step, new StringBuilder(), standing(step, false, history));
    }

    /** The same case, of which somebody has taken the escalations of a measurement. */
    Draft taken(String key, Instant at, String who) {
        CaseWatch.@Nullable Step step = watch == null ? null : new CaseWatch.Step(watch.taken(key, at), List.of());
        return draft(this, step, new StringBuilder(History.taken(key, at, who)), Map.of());
    }

    /** What stands, if it has to be known; null if whatever was true has been reported, so that it need not be. */
    private @Nullable Map<String, SlaEvent> standing(
            CaseWatch.@Nullable Step step, boolean recorded, Supplier<History> history) {
        if (step == null || step.facts().isEmpty()) {
            return null;
        }
        boolean retracts = step.facts().stream().anyMatch(fact -> fact.type() == SlaEvent.Type.RETRACTED);
        boolean repeats = step.facts().stream().anyMatch(Escalations::isRepeat);
        if (step.watch().isRevived() || (repeats && (retracts || recorded))) {
            return history.get().standing();
        }
        boolean late = !reportFrom.equals(Instant.MIN);
        return late && retracts ? history.get().standing() : late || repeats ? Map.of() : null;
    }

    private Draft draft(
            @Nullable WatchedCase before,
            CaseWatch.@Nullable Step step,
            StringBuilder appended,
            @Nullable Map<String, SlaEvent> standing) {
        List<SlaEvent> raised = step == null ? List.of() : ReportableFacts.of(step.facts(), reportFrom, standing);
        raised.forEach(fact -> appended.append(History.raised(fact)));
        WatchedCase after = new WatchedCase(
                id, openedAt, reportFrom, facts + raised.size(), closedAt, step == null ? null : step.watch());
        return new Draft(before, after, appended.toString(), raised);
    }

    private Optional<Instant> wakeAt() {
        return watch == null ? Optional.empty() : watch.nextWakeUp();
    }

    private Optional<Instant> finishedAt(Optional<Instant> before) {
        if (watch == null) {
            return closedAt;
        }
        if (watch.isOpen() || !(isPromised() || watch.serviceCase().isClosed())) {
            return Optional.empty();
        }
        return before.isPresent() ? before : Optional.of(Times.instant(watch.last()));
    }

    private boolean isPromised() {
        boolean[] promised = {false};
        eachClock((agreement, measured) -> promised[0] = true);
        return promised[0];
    }

    String id() {
        return id;
    }

    /** The case under all its agreements; empty if it is under none. */
    Optional<ServiceCase> serviceCase() {
        return Optional.ofNullable(subject());
    }

    private @Nullable ServiceCase subject() {
        return watch == null ? null : watch.serviceCase();
    }

    /** Up to when everything has been reported; empty if nothing is promised for it. */
    Optional<Instant> reportedUntil() {
        return Optional.ofNullable(watch).map(CaseWatch::reportedUntil);
    }

    Severity severity() {
        return watch == null ? NONE : watch.serviceCase().severity();
    }

    private void eachClock(BiConsumer<ServiceLevelAgreement, Map.Entry<Metric, SlaClock>> into) {
        if (watch != null) {
            ServiceCase subject = watch.serviceCase();
            for (ServiceLevelAgreement agreement : subject.agreements()) {
                subject.clocks(agreement.id()).entrySet().forEach(clock -> into.accept(agreement, clock));
            }
        }
    }

    /** The least business time that one of its running clocks has left. */
    long timeLeft(long now) {
        long[] least = {Long.MAX_VALUE};
        eachClock((agreement, measured) -> {
            SlaClock clock = measured.getValue();
            if (clock.phase() == Phase.RUNNING) {
                least[0] = Math.min(least[0], clock.remainingNanos(Math.max(now, Times.nanos(clock.changedAt()))));
            }
        });
        return least[0];
    }

    /** The open clocks that are not as they were before; the names of all open clocks go into a set. */
    private List<SlaStore.OpenClock> openClocks(
            KnownAgreements.OfCase agreements, @Nullable WatchedCase before, Set<String> names) {
        ServiceCase now = subject();
        ServiceCase was = before == null ? null : before.subject();
        List<SlaStore.OpenClock> changed = new ArrayList<>();
        if (now == null) {
            return changed;
        }
        for (ServiceLevelAgreement agreement : now.agreements()) {
            Map<Metric, SlaClock> known = was != null
                            && was.severity().equals(now.severity())
                            && was.agreements().stream()
                                    .anyMatch(earlier -> earlier.id().equals(agreement.id()))
                    ? was.clocks(agreement.id())
                    : Map.of();
            now.clocks(agreement.id()).forEach((metric, clock) -> {
                if (CaseWatch.isOpen(clock)) {
                    String name = clockName(agreement.id(), metric);
                    names.add(name);
                    if (!Objects.equals(clock, known.get(metric))) {
                        changed.add(openClock(
                                name, clock, agreements.digest(clock.target().countingCalendar())));
                    }
                }
            });
        }
        return changed;
    }

    private static String clockName(String agreementId, Metric metric) {
        String full = FactId.measured(agreementId, metric.name());
        return isPlain(full) ? full : KnownAgreements.sha(full);
    }

    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) < ' ' || name.charAt(i) >= 127) {
                return false;
            }
        }
        return name.length() <= LONGEST_NAME && name.charAt(0) != ' ' && name.charAt(name.length() - 1) != ' ';
    }

    /** Follows from the clock alone, so that it stays the same while time passes. */
    private SlaStore.OpenClock openClock(String name, SlaClock clock, String calendar) {
        Instant since = clock.changedAt();
        ClockReading reading = clock.reading(since);
        boolean running = clock.phase() == Phase.RUNNING;
        return new SlaStore.OpenClock(
                id,
                name,
                severity(),
                calendar,
                running,
                running ? reading.due() : Optional.empty(),
                warnsAt(clock, since, reading),
                reading.remaining().isNegative()
                        ? Optional.of(clock.startedAt())
                        : running ? reading.breachesAt().map(at -> at.plusNanos(1)) : Optional.empty());
    }

    private static Optional<Instant> warnsAt(SlaClock clock, Instant since, ClockReading reading) {
        if (Threshold.isWarned(clock, Times.nanos(since))) {
            return Optional.of(clock.startedAt());
        }
        Optional<Instant> first = Optional.empty();
        if (clock.phase() == Phase.RUNNING) {
            for (Warning warning : clock.target().warnings()) {
                Optional<Instant> at = clock.reaches(warning.usedOf(reading.limit()));
                first = first.isEmpty() || (at.isPresent() && at.get().isBefore(first.get())) ? at : first;
            }
        }
        return first;
    }

    private String state(Collection<String> names) {
        Packed.Out out = new Packed.Out();
        out.instant(reportFrom.equals(Instant.MIN) ? null : reportFrom);
        out.number(facts);
        out.instant(closedAt.orElse(null));
        out.number(watch == null ? 0 : 1);
        if (watch != null) {
            out.raw(watch.toState());
        }
        StringBuilder state =
                new StringBuilder(Base64.getEncoder().withoutPadding().encodeToString(out.toBytes()));
        names.forEach(name -> state.append(NAME).append(name));
        return state.toString();
    }

    /** The names of the open clocks that the store has. */
    private static Set<String> names(SlaStore.StoredCase row) {
        int first = row.format() == FORMAT ? row.state().indexOf(NAME) : -1;
        return first < 0 ? Set.of() : Set.of(row.state().substring(first + 1).split(String.valueOf(NAME)));
    }

    /** Reads a case back whose agreements are as they were when it was saved; empty if its state cannot be read. */
    static Optional<WatchedCase> restore(
            SlaStore.StoredCase row, List<AgreementVersions> agreements, Supplier<History> history) {
        int end = row.state().indexOf(NAME);
        try {
            Packed.In in = new Packed.In(Base64.getDecoder()
                    .decode(end < 0 ? row.state() : row.state().substring(0, end)));
            Instant from = in.instant();
            long facts = in.number();
            Optional<Instant> closedAt = Optional.ofNullable(in.instant());
            CaseWatch watch = in.number() == 0
                    ? null
                    : CaseWatch.restore(
                            in.rest(),
                            agreements,
                            () -> List.copyOf(history.get().events()));
            return Optional.of(new WatchedCase(
                    row.id(), row.openedAt(), from == null ? Instant.MIN : from, facts, closedAt, watch));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
