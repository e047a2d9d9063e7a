package org.sla4j.monitor;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.cases.AgreementVersions;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.ServiceCase;
import org.sla4j.clock.Phase;
import org.sla4j.clock.SlaClock;

/**
 * One case and how far it has been reported: a pure value without a clock, a store or a thread, for hosts whose engine owns the timers.
 *
 * <p>A {@link SlaMonitor} makes one of the row of a case when it needs it. A stream processor, a job scheduler or a test may keep them
 * itself:
 *
 * <pre>{@code
 * CaseWatch.Step step = watch.record(event, now);     // or watch.until(now) when a timer went off
 * step.facts().forEach(outbox::add);                  // what has become true, in order
 * state.update(step.watch().toState());               // about a hundred bytes; CaseWatch.restore reads them back
 * step.watch().nextWakeUp().ifPresent(timers::set);   // one timer a case
 * }</pre>
 *
 * <h2>Rules</h2>
 *
 * <ul>
 *   <li>What is reported follows from the events of the case, as they were known up to each instant. It does not matter how often or
 *       how late anybody looks.
 *   <li>All events of one call are applied before anything is judged, whatever their order.
 *   <li>An event that arrives late is put in its place. What was reported and would not have been is retracted; what was not reported
 *       and should have been is reported now, with the instant at which it became true. What still holds is not reported again, even
 *       if it became true at another instant; but a verdict that is credited to another team, or at another severity, is another
 *       one. An event that belongs before others makes the case be followed from its opening
 *       again, so record many such together; all others cost the same however many came before.
 *   <li>A severity change or a correction may make the same fact true again after it was retracted; then its id ends with {@code
 *       ~1}, {@code ~2} and so on.
 *   <li>An event of a later time than now waits until its time has come. An opening begins the case at once, and a correction, which
 *       replaces an opening or withdraws an event, counts as soon as it is known.
 *   <li>When a version of an agreement takes effect, an open case moves to it as {@link AgreementVersions} say, at that instant and
 *       before the events of that instant: facts that no longer hold are retracted, new ones reported. A case none of whose clocks
 *       goes on moves when something happens to it.
 * </ul>
 *
 * Immutable and thread-safe.
 */
public final class CaseWatch {
    static final CostOfDelay NO_COST = (late, agreement, metric, clock, at) -> BigDecimal.ZERO;
    /** The form of the bytes that this release writes. */
    private static final int FORM = 1;

    /** The bytes that a watch mostly has besides those of its case. */
    private static final int USUAL_REST = 48;

    private static final int MORE = 1;
    private static final int REVIVED = 2;

    /** The case as it was at {@link #until}. */
    private final ServiceCase subject;
    /** The versions of its agreements, of which those up to {@link #until} have taken effect. */
    private final List<AgreementVersions> agreements;

    private final long until;
    /** When something becomes true next, kept because finding it is most of the work of a step. */
    private final long crossing;
    /** The instant of the last event. */
    private final long last;

    /** Whether a cancelled clock was taken up again; see {@link Narration#isRevived}. */
    private final boolean revived;

    private final List<CaseEvent> ahead;
    private final Map<String, Integer> retractions;
    private final Map<String, Instant> taken;

    private CaseWatch(
            List<AgreementVersions> agreements,
            ServiceCase subject,
            long until,
            long crossing,
            long last,
            boolean revived,
            List<CaseEvent> ahead,
            Map<String, Integer> retractions,
            Map<String, Instant> taken) {
        this.agreements = agreements;
        this.subject = subject;
        this.until = until;
        this.crossing = crossing;
        this.last = last;
        this.revived = revived;
        this.ahead = ahead;
        this.retractions = retractions;
        this.taken = taken;
    }

    /**
     * What a step led to.
     *
     * @param watch the case from now on
     * @param facts what has become true, in the order in which to report it, unmodifiable
     */
    public record Step(CaseWatch watch, List<SlaEvent> facts) {
        /** Copies the facts. */
        public Step {
            facts = List.copyOf(facts);
        }
    }

    /**
     * Begins to watch a case under one agreement.
     *
     * @param agreement what was promised
     * @param opening its first event
     * @param now what time it is; everything up to then is reported
     * @return the first step
     * @throws IllegalArgumentException if the event is not an opening
     * @throws java.time.DateTimeException if it happened outside the years of a calendar of the agreement
     */
    public static Step open(ServiceLevelAgreement agreement, CaseEvent opening, Instant now) {
        return open(List.of(AgreementVersions.of(agreement)), List.of(opening), now);
    }

    /**
     * Begins to watch a case under any number of agreements, which moves to other versions of them as these take effect.
     *
     * @param agreements for each agreement what was promised since when, at least one
     * @param events what is known of the case, the opening among it, in any order
     * @param now what time it is; everything up to then is reported
     * @return the first step
     * @throws IllegalArgumentException if there is no opening, one event is of another case, or there are no agreements
     * @throws java.time.DateTimeException if one happened outside the years of a calendar of an agreement
     */
    public static Step open(List<AgreementVersions> agreements, List<CaseEvent> events, Instant now) {
        return open(agreements, events, now, NO_COST);
    }

    static Step open(List<AgreementVersions> agreements, List<CaseEvent> events, Instant now, CostOfDelay costs) {
        return areInOrder(events, now)
                ? begun(agreements, events, now, costs)
                : rebuilt(agreements, events, Map.of(), Map.of(), Map.of(), now, costs);
    }

    /** Whether events are an opening and what happened after it by now, in order, so that none has to be put in its place. */
    private static boolean areInOrder(List<CaseEvent> events, Instant now) {
        if (events.isEmpty() || !events.get(0).type().equals(EventType.OPENED)) {
            return false;
        }
        Instant last = events.get(0).at();
        for (CaseEvent event : events.subList(1, events.size())) {
            if (reachesBack(event) || event.at().isBefore(last) || event.at().isAfter(now)) {
                return false;
            }
            last = event.at();
        }
        return true;
    }

    /** What {@link #rebuilt} comes to for events in order, without a second case to look up their places in. */
    private static Step begun(
            List<AgreementVersions> agreements, List<CaseEvent> events, Instant now, CostOfDelay costs) {
        CaseEvent opening = events.get(0);
        Instant horizon = now.isBefore(opening.at()) ? opening.at() : now;
        Standing standing = new Standing();
        Narration narration = Narration.begin(
                agreements, opening, events.subList(1, events.size()), Times.nanos(horizon), Map.of(), costs, standing);
        Reporting reporting = new Reporting(Map.of());
        reporting.difference(Map.of(), standing.facts, horizon);
        return reporting.step(agreements, narration, narration.subject(), last(events), false, List.of(), Map.of());
    }

    /**
     * Reads a watch back from its state, without replaying its events.
     *
     * @param state what {@link #toState} returned, in this release or an earlier one
     * @param agreements the agreements that the case was opened under, with all their versions, in the same order
     * @param history gives all events that were recorded until then, in any order; asked at most once, and only for late events,
     *     corrections and explanations
     * @return the watch; it reports nothing that it has reported before
     * @throws IllegalArgumentException if the bytes are damaged or of a newer form, or an agreement is missing or has other policies
     */
    public static CaseWatch restore(
            byte[] state, List<AgreementVersions> agreements, Supplier<List<CaseEvent>> history) {
        Packed.In in = new Packed.In(state);
        long form = in.number();
        if (form != FORM) {
            throw new IllegalArgumentException("The state of a watched case is of form " + form
                    + ", but this release of sla4j reads form " + FORM
                    + "; read it with the release that wrote it, or make the watch from its events.");
        }
        long until = nanos(in.instant());
        long crossing = nanos(in.instant());
        long last = nanos(in.instant());
        long flags = in.number();
        boolean revived = (flags & REVIVED) != 0;
        List<String> lines = new ArrayList<>();
        Map<String, Integer> retractions = new HashMap<>();
        Map<String, Instant> taken = new HashMap<>();
        if ((flags & MORE) != 0) {
            for (int left = in.count(); left > 0; left--) {
                lines.add(in.text());
            }
            for (int left = in.count(); left > 0; left--) {
                retractions.put(in.text(), (int) in.number());
            }
            for (int left = in.count(); left > 0; left--) {
                taken.put(in.text(), Times.instant(in.signed()));
            }
        }
        byte[] bytes = in.rest();
        List<ServiceLevelAgreement> known =
                agreements.size() == 1 && agreements.get(0).versions().size() == 1
                        ? List.of(agreements.get(0).at(Instant.MAX))
                        : agreements.stream()
                                .flatMap(versions -> Stream.of(versions.agreements()))
                                .toList();
        if (lines.isEmpty()) {
            ServiceCase subject = ServiceCase.restore(bytes, known, history);
            return new CaseWatch(
                    agreements,
                    subject,
                    until,
                    crossing,
                    last,
                    revived,
                    List.of(),
                    Map.copyOf(retractions),
                    Map.copyOf(taken));
        }
        ServiceCase subject = ServiceCase.restore(bytes, known, () -> happened(history.get(), lines));
        List<CaseEvent> ahead = lines.stream()
                .map(line -> CaseEvent.parseLine(subject.id(), line))
                .toList();
        return new CaseWatch(
                agreements, subject, until, crossing, last, revived, ahead, Map.copyOf(retractions), Map.copyOf(taken));
    }

    private static long nanos(@Nullable Instant at) {
        return at == null ? Times.NEVER : Times.nanos(at);
    }

    /** The events without those that wait for their time. */
    private static List<CaseEvent> happened(List<CaseEvent> events, List<String> ahead) {
        return events.stream().filter(event -> !ahead.contains(event.toLine())).toList();
    }

    /**
     * Returns the watch in few bytes, without the events of the case, which the host keeps beside them.
     *
     * @return bytes with a checksum, which {@link #restore} reads back
     */
    public byte[] toState() {
        byte[] bytes = subject.toState();
        Packed.Out out = new Packed.Out(bytes.length + USUAL_REST);
        out.number(FORM);
        out.instant(Times.instant(until));
        out.instant(crossing == Times.NEVER ? null : Times.instant(crossing));
        out.instant(Times.instant(last));
        boolean more = !ahead.isEmpty() || !retractions.isEmpty() || !taken.isEmpty();
        out.number((more ? MORE : 0) | (revived ? REVIVED : 0));
        if (more) {
            out.number(ahead.size());
            ahead.forEach(event -> out.text(event.toLine()));
            out.number(retractions.size());
            new TreeMap<>(retractions).forEach((id, times) -> out.text(id).number(times));
            out.number(taken.size());
            new TreeMap<>(taken).forEach((key, at) -> out.text(key).signed(Times.nanos(at)));
        }
        return out.raw(bytes).toBytes();
    }

    private static long last(Collection<CaseEvent> events) {
        long last = Long.MIN_VALUE;
        for (CaseEvent event : events) {
            last = Math.max(last, Times.nanos(event.at()));
        }
        return last;
    }

    /**
     * Computes a case from its events alone, and reports the difference to what was reported before.
     *
     * @param standing what was reported under the agreements and not retracted, by id
     * @param reported at least up to when that was
     */
    static Step rebuilt(
            List<AgreementVersions> agreements,
            List<CaseEvent> events,
            Map<String, SlaEvent> standing,
            Map<String, Integer> retractions,
            Map<String, Instant> taken,
            Instant reported,
            CostOfDelay costs) {
        Instant opened = openedAt(agreements, events);
        Instant horizon = reported.isBefore(opened) ? opened : reported;
        List<CaseEvent> due = new ArrayList<>();
        List<CaseEvent> ahead = new ArrayList<>();
        long lastByNow = Long.MIN_VALUE;
        for (CaseEvent event : events) {
            boolean isByNow = !event.at().isAfter(horizon);
            (isByNow || reachesBack(event) ? due : ahead).add(event);
            lastByNow = isByNow ? Math.max(lastByNow, Times.nanos(event.at())) : lastByNow;
        }
        ServiceCase whole = ServiceCase.replay(Narration.at(agreements, opened), due);
        // What waits for its time is refused now if it would be then.
        for (CaseEvent event : ahead) {
            whole.apply(event);
        }
        Standing standingNow = new Standing();
        Narration narration = Narration.follow(agreements, whole, Times.nanos(horizon), taken, costs, standingNow);
        narration.passed(lastByNow);
        Reporting reporting = new Reporting(retractions);
        Map<String, SlaEvent> before = new LinkedHashMap<>();
        standing.forEach((id, fact) -> before.put(id, fact.withId(FactId.raw(id))));
        reporting.difference(before, standingNow.facts, horizon);
        ServiceCase subject = narration.subject();
        if (!whole.events().equals(subject.events())) {
            // What counts for nothing was left out so far, but belongs to the case.
            subject = Narration.moved(agreements, whole, Times.nanos(whole.openedAt()), horizon);
        }
        return reporting.step(agreements, narration, subject, last(due), false, ahead, taken);
    }

    /** When a case was opened: by the last of its openings that was not before the one it replaces. */
    private static Instant openedAt(List<AgreementVersions> agreements, List<CaseEvent> events) {
        List<CaseEvent> openings = events.stream()
                .filter(event -> event.type().equals(EventType.OPENED))
                .toList();
        if (openings.isEmpty()) {
            throw new IllegalArgumentException("A case begins with the event opened, but there is none.");
        }
        Instant first = openings.get(0).at();
        return openings.size() == 1
                ? first
                : ServiceCase.replay(Narration.at(agreements, first), openings).openedAt();
    }

    /**
     * Adds an event.
     *
     * @param event what happened, now or long ago; before the opening it is kept for the facts that it states, and begins nothing
     * @param now what time it is; everything up to then is reported
     * @return the next step; the same watch and no facts if the event is known
     * @throws IllegalArgumentException if the event is of another case, or differs from a known one with the same id
     * @throws java.time.DateTimeException if it is outside the years of a calendar of an agreement
     */
    public Step record(CaseEvent event, Instant now) {
        return record(List.of(event), now);
    }

    /**
     * Adds events, and judges the case when all of them are applied.
     *
     * @param events what happened, in any order; one before the opening is kept for the facts that it states, and begins nothing
     * @param now what time it is; everything up to then is reported
     * @return the next step; the same watch and no facts if all are known
     * @throws IllegalArgumentException if one is of another case, or differs from another with the same id
     * @throws java.time.DateTimeException if one is outside the years of a calendar of an agreement
     */
    public Step record(Collection<CaseEvent> events, Instant now) {
        return record(fresh(events), now, NO_COST, () -> reported(NO_COST));
    }

    private Map<String, SlaEvent> reported(CostOfDelay costs) {
        Reporting names = new Reporting(retractions);
        Map<String, SlaEvent> standing = new LinkedHashMap<>();
        facts(agreements, subject, until, taken, costs)
                .values()
                .forEach(fact -> standing.put(names.known(fact).id(), names.known(fact)));
        return standing;
    }

    /** What is true of a case at an instant that somebody has to know, by id. */
    static Map<String, SlaEvent> facts(
            List<AgreementVersions> agreements,
            ServiceCase whole,
            long until,
            Map<String, Instant> taken,
            CostOfDelay costs) {
        Standing standing = new Standing();
        Narration.follow(agreements, whole, until, taken, costs, standing);
        return standing.facts;
    }

    /** Adds events that are not known; {@code standing} is asked for what was reported if they change what is past. */
    Step record(List<CaseEvent> fresh, Instant now, CostOfDelay costs, Supplier<Map<String, SlaEvent>> standing) {
        if (fresh.isEmpty()) {
            return new Step(this, List.of());
        }
        List<CaseEvent> known = new ArrayList<>(ahead);
        known.addAll(fresh);
        if (fresh.stream().noneMatch(event -> isPast(event) || reachesBack(event))) {
            return goOn(known, now, costs, Integer.MAX_VALUE);
        }
        Instant horizon = now.isAfter(reportedUntil()) ? now : reportedUntil();
        Optional<Step> step = isAfterAllOthers(fresh) ? goBack(known, horizon, costs) : Optional.empty();
        if (step.isPresent()) {
            return step.get();
        }
        List<CaseEvent> all = new ArrayList<>(subject.events());
        all.addAll(known);
        return rebuilt(agreements, all, standing.get(), retractions, taken, horizon, costs);
    }

    /** The events that are not known yet, each once. */
    @SuppressWarnings("ReferenceEquality") // a case that knows an event already returns itself
    List<CaseEvent> fresh(Collection<CaseEvent> events) {
        List<CaseEvent> fresh = new ArrayList<>();
        for (CaseEvent event : events) {
            boolean known = ahead.contains(event)
                    || fresh.contains(event)
                    || (isPast(event) && subject.apply(event) == subject);
            if (!known) {
                fresh.add(event);
            }
        }
        return fresh;
    }

    /** Whether an event is not after all others, so that it may be known, or be judged together with what is. */
    private boolean isPast(CaseEvent event) {
        long at = Times.nanos(event.at());
        return at <= last || at < until;
    }

    private static boolean reachesBack(CaseEvent event) {
        return event.type().equals(EventType.OPENED) || event.type().equals(EventType.WITHDRAWN);
    }

    /** Whether events are after all others, and no version took effect since, so that only what was reported since can change. */
    private boolean isAfterAllOthers(List<CaseEvent> fresh) {
        long first = Long.MAX_VALUE;
        for (CaseEvent event : fresh) {
            first = reachesBack(event) ? Long.MIN_VALUE : Math.min(first, Times.nanos(event.at()));
        }
        return first > last && Narration.nextMove(agreements, first - 1) > until;
    }

    /**
     * Lets time pass.
     *
     * @param now what time it is; everything up to then is reported, nothing if it has been already
     * @return the next step
     */
    public Step until(Instant now) {
        return until(now, Integer.MAX_VALUE, NO_COST);
    }

    /** Lets time pass, but stops once something has become true at a given number of instants. */
    Step until(Instant now, int most, CostOfDelay costs) {
        long next = Math.min(crossing, nextArranged());
        boolean isNothingDue = next == Times.NEVER || next > Times.nanos(now);
        return isNothingDue ? new Step(this, List.of()) : goOn(ahead, now, costs, most);
    }

    /** The events that have happened by an instant, in order, the others to the list given. */
    private static List<CaseEvent> due(List<CaseEvent> events, Instant by, List<CaseEvent> later) {
        List<CaseEvent> due = new ArrayList<>();
        for (CaseEvent event : events) {
            (event.at().isAfter(by) ? later : due).add(event);
        }
        due.sort(Comparator.comparing(CaseEvent::at));
        return due;
    }

    /** Lets time pass, through events that are after all others, those of one instant together, and new versions. */
    private Step goOn(List<CaseEvent> events, Instant now, CostOfDelay costs, int most) {
        List<CaseEvent> later = new ArrayList<>();
        List<CaseEvent> due = due(events, now.isAfter(reportedUntil()) ? now : reportedUntil(), later);
        later.forEach(subject::apply); // refused now if it would be then
        Reporting reporting = new Reporting(retractions);
        Narration narration = Narration.resume(subject, until, crossing, taken, costs, reporting);
        narration.go(agreements, due, now, most);
        return reporting.step(
                agreements, narration, narration.subject(), Math.max(last, last(due)), revived, later, taken);
    }

    /**
     * Goes back to the first of some events that are after all others, and on again from there; empty if what stood before that has to be
     * known.
     */
    private Optional<Step> goBack(List<CaseEvent> events, Instant horizon, CostOfDelay costs) {
        List<CaseEvent> later = new ArrayList<>();
        List<CaseEvent> due = due(events, horizon, later);
        later.forEach(subject::apply); // refused now if it would be then
        long from = Math.min(until, Times.nanos(due.get(0).at()));
        Standing before = new Standing();
        Narration.resume(subject, from, taken, costs, before)
                .go(List.of(), List.of(), reportedUntil(), Integer.MAX_VALUE);
        Standing after = new Standing();
        Narration narration = Narration.resume(subject, from, taken, costs, after);
        narration.go(agreements, due, horizon, Integer.MAX_VALUE);
        if (revived || narration.isRevived()) {
            return Optional.empty();
        }
        Reporting reporting = new Reporting(retractions);
        Map<String, SlaEvent> standing = new LinkedHashMap<>();
        after.undone.values().forEach(fact -> standing.put(reporting.known(fact).id(), fact));
        before.facts.values().forEach(fact -> standing.put(reporting.known(fact).id(), fact));
        reporting.difference(standing, after.facts, horizon);
        return Optional.of(reporting.step(agreements, narration, narration.subject(), last(due), false, later, taken));
    }

    /** The same case, of which somebody has taken the escalations of a measurement; see {@link Escalations#key}. */
    CaseWatch taken(String key, Instant at) {
        Map<String, Instant> more = new HashMap<>(taken);
        more.putIfAbsent(key, at);
        long next = Narration.resume(subject, until, more, NO_COST, new Reporting(retractions))
                .next();
        return new CaseWatch(agreements, subject, until, next, last, revived, ahead, retractions, Map.copyOf(more));
    }

    /**
     * Returns when to look again if nothing happens before.
     *
     * @return the first instant at which there will be something to report, an event that waits for its time has its time, or another
     *     version of an agreement takes effect; empty if there will be nothing. A limit is exceeded a nanosecond after the instant
     *     of its breach
     */
    public Optional<Instant> nextWakeUp() {
        // A finished case moves to another version only when something happens to it.
        long arranged = nextArranged();
        long next = arranged < crossing && isOpen() ? arranged : crossing;
        return next == Times.NEVER ? Optional.empty() : Optional.of(Times.instant(next));
    }

    /** When an event that waits for its time has its time, or another version of an agreement takes effect. */
    private long nextArranged() {
        long next = Narration.nextMove(agreements, until);
        for (CaseEvent event : ahead) {
            next = Math.min(next, Times.nanos(event.at()));
        }
        return next;
    }

    /**
     * Returns the case.
     *
     * @return the case under all its agreements, as it was at {@link #reportedUntil()}
     */
    public ServiceCase serviceCase() {
        return subject;
    }

    long last() {
        return last;
    }

    /** Whether a cancelled clock was taken up again, so that what stands has to be known. */
    boolean isRevived() {
        return revived;
    }

    /**
     * Returns up to when everything has been reported.
     *
     * @return the instant of the last event, or of the last fact
     */
    public Instant reportedUntil() {
        return Times.instant(until);
    }

    /**
     * Whether anything about the case can still fall due.
     *
     * @return true while a clock runs or is paused, or an event waits for its time
     */
    public boolean isOpen() {
        return !ahead.isEmpty()
                || subject.agreements().stream()
                        .anyMatch(agreement ->
                                subject.clocks(agreement.id()).values().stream().anyMatch(CaseWatch::isOpen));
    }

    static boolean isOpen(SlaClock clock) {
        return clock.phase() == Phase.RUNNING || clock.phase() == Phase.PAUSED;
    }

    /** Notes what is true in the end. */
    private static final class Standing implements Narration.Reporter {
        private final Map<String, SlaEvent> facts = new LinkedHashMap<>();
        /** What was retracted and had been reported before this began to note. */
        private final Map<String, SlaEvent> undone = new LinkedHashMap<>();

        @Override
        public void report(SlaEvent fact) {
            facts.put(fact.id(), fact);
        }

        @Override
        public void retract(SlaEvent fact, Instant known) {
            if (facts.remove(fact.id()) == null) {
                undone.putIfAbsent(fact.id(), fact);
            }
        }
    }

    /** Gives facts the ids under which they are known outside. */
    private static final class Reporting implements Narration.Reporter {
        private final List<SlaEvent> facts = new ArrayList<>();
        private Map<String, Integer> retractions;

        Reporting(Map<String, Integer> retractions) {
            this.retractions = retractions;
        }

        SlaEvent known(SlaEvent fact) {
            Integer times = retractions.isEmpty() ? null : retractions.get(fact.id());
            return times == null || times == 0 ? fact : fact.withId(FactId.again(fact.id(), times));
        }

        @Override
        public void report(SlaEvent fact) {
            facts.add(known(fact));
        }

        @Override
        public void retract(SlaEvent fact, Instant known) {
            facts.add(known(fact).retracted(known));
            Map<String, Integer> more = new HashMap<>(retractions);
            more.merge(fact.id(), 1, Integer::sum);
            retractions = Map.copyOf(more);
        }

        /** Whether two facts of one id are no verdicts, or are credited to one team at one severity. */
        private static boolean isCreditedAs(SlaEvent reported, SlaEvent now) {
            boolean isVerdict = now.type() == SlaEvent.Type.MET || now.type() == SlaEvent.Type.MISSED;
            return !isVerdict
                    || (reported.team().equals(now.team())
                            && reported.severity().equals(now.severity()));
        }

        /**
         * Retracts what was reported and does not stand now, and reports what stands now and was not.
         *
         * @param before what was reported, by the id under which it is known outside
         * @param now what stands, by its own id
         */
        void difference(Map<String, SlaEvent> before, Map<String, SlaEvent> now, Instant horizon) {
            Set<String> still = new HashSet<>();
            List<SlaEvent> fresh = new ArrayList<>();
            now.values().forEach(fact -> {
                String id = known(fact).id();
                SlaEvent reported = before.get(id);
                if (reported != null && isCreditedAs(reported, fact)) {
                    still.add(id);
                } else {
                    fresh.add(fact);
                }
            });
            before.forEach((id, fact) -> {
                if (!still.contains(id)) {
                    retract(fact, horizon);
                }
            });
            fresh.sort(Comparator.comparing(SlaEvent::at));
            fresh.forEach(this::report);
        }

        Step step(
                List<AgreementVersions> agreements,
                Narration narration,
                ServiceCase subject,
                long last,
                boolean revived,
                List<CaseEvent> ahead,
                Map<String, Instant> taken) {
            return new Step(
                    new CaseWatch(
                            agreements,
                            subject,
                            narration.until(),
                            narration.next(),
                            last,
                            revived || narration.isRevived(),
                            List.copyOf(ahead),
                            retractions,
                            taken),
                    facts);
        }
    }
}
