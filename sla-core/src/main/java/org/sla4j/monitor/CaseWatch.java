package org.sla4j.monitor;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.cases.AgreementVersions;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.ServiceCase;
import org.sla4j.clock.Phase;
import org.sla4j.clock.SlaClock;

/**
 * One case under one agreement and how far it has been reported: a pure value without a clock, a store or a thread, for hosts whose
 * engine owns the timers.
 *
 * <p>A {@link SlaMonitor} makes one for each agreement of a case when it needs it. A stream processor, a job scheduler or a test may
 * keep them itself:
 *
 * <pre>{@code
 * CaseWatch.Step step = watch.record(event, now);     // or watch.until(now) when a timer went off
 * step.facts().forEach(outbox::add);                  // what has become true, in order
 * state.update(step.watch().saved());                 // plain data; CaseWatch.restore(agreement, saved) reads it back
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
 *       if it became true at another instant.
 *   <li>A severity change or a correction may make the same fact true again after it was retracted; then its id ends with {@code
 *       ~1}, {@code ~2} and so on.
 *   <li>An event of a later time than now waits until its time has come, but for the opening, which begins the case at once.
 *   <li>When a version of the agreement takes effect, an open case moves to it as {@link AgreementVersions} say, at that instant and
 *       before the events of that instant: facts that no longer hold are retracted, new ones reported. A case none of whose clocks
 *       goes on moves when something happens to it.
 * </ul>
 *
 * Immutable and thread-safe.
 */
public final class CaseWatch {
    static final CostOfDelay NO_COST = (late, metric, clock, at) -> BigDecimal.ZERO;
    private static final char AGAIN = '~';

    /** The case as it was at {@link #until}, and the versions of its agreement, of which those up to then have taken effect. */
    private final ServiceCase subject;

    private final AgreementVersions versions;
    private final long until;
    /** When something becomes true next, kept because finding it is most of the work of a step. */
    private final long crossing;
    /** The instant of the last event. */
    private final long last;

    private final List<CaseEvent> ahead;
    private final Map<String, Integer> retractions;
    private final Map<String, Instant> taken;

    private CaseWatch(
            AgreementVersions versions,
            ServiceCase subject,
            long until,
            long crossing,
            long last,
            List<CaseEvent> ahead,
            Map<String, Integer> retractions,
            Map<String, Instant> taken) {
        this.versions = versions;
        this.subject = subject;
        this.until = until;
        this.crossing = crossing;
        this.last = last;
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
     * Begins to watch a case.
     *
     * @param agreement what was promised
     * @param opening its first event
     * @param now what time it is; everything up to then is reported
     * @return the first step
     * @throws IllegalArgumentException if the event is not an opening
     * @throws java.time.DateTimeException if it happened outside the years of a calendar of the agreement
     */
    public static Step open(ServiceLevelAgreement agreement, CaseEvent opening, Instant now) {
        return open(AgreementVersions.of(agreement), List.of(opening), now);
    }

    /**
     * Begins to watch a case, which moves to other versions of its agreement as these take effect.
     *
     * @param versions what was promised since when
     * @param events the opening first, then what else is known of the case, in any order
     * @param now what time it is; everything up to then is reported
     * @return the first step
     * @throws IllegalArgumentException if the first event is not an opening, or one is of another case or before the opening
     * @throws java.time.DateTimeException if one happened outside the years of a calendar of an agreement
     */
    public static Step open(AgreementVersions versions, List<CaseEvent> events, Instant now) {
        return rebuilt(versions, events, Map.of(), Map.of(), Map.of(), now, NO_COST);
    }

    /**
     * Reads a watch back.
     *
     * @param agreement what was promised
     * @param saved what {@link #saved} returned, or a host has kept
     * @return the watch; it reports nothing that it has reported before
     * @throws IllegalArgumentException if the events are not those of one case that begins with its opening
     */
    public static CaseWatch restore(ServiceLevelAgreement agreement, SavedCase saved) {
        return restore(AgreementVersions.of(agreement), saved);
    }

    /**
     * Reads a watch back.
     *
     * @param versions what was promised since when; those that take effect up to {@link SavedCase#reportedUntil} count as reported
     * @param saved what {@link #saved} returned, or a host has kept
     * @return the watch; it reports nothing that it has reported before
     * @throws IllegalArgumentException if the events are not those of one case that begins with its opening
     */
    public static CaseWatch restore(AgreementVersions versions, SavedCase saved) {
        List<CaseEvent> reported = new ArrayList<>();
        List<CaseEvent> ahead = new ArrayList<>();
        for (CaseEvent event : saved.events()) {
            (event.at().isAfter(saved.reportedUntil()) ? ahead : reported).add(event);
        }
        return restore(versions, reported, ahead, Times.nanos(saved.reportedUntil()), saved.retractions(), Map.of());
    }

    static CaseWatch restore(
            AgreementVersions versions,
            List<CaseEvent> reported,
            List<CaseEvent> ahead,
            long until,
            Map<String, Integer> retractions,
            Map<String, Instant> taken) {
        ServiceCase subject = versions.replay(reported, Times.instant(until));
        Reporting nothing = new Reporting(retractions);
        long crossing =
                Narration.resume(subject, until, taken, NO_COST, nothing).next();
        return new CaseWatch(
                versions, subject, until, crossing, last(reported), List.copyOf(ahead), retractions, taken);
    }

    private static long last(Collection<CaseEvent> events) {
        return events.stream().mapToLong(event -> Times.nanos(event.at())).max().orElse(Long.MIN_VALUE);
    }

    /**
     * Computes a case from its events alone, and reports the difference to what was reported before.
     *
     * @param standing what was reported under the agreement and not retracted, by id
     * @param reported at least up to when that was
     */
    static Step rebuilt(
            AgreementVersions versions,
            List<CaseEvent> events,
            Map<String, SlaEvent> standing,
            Map<String, Integer> retractions,
            Map<String, Instant> taken,
            Instant reported,
            CostOfDelay costs) {
        if (events.isEmpty() || !events.get(0).type().equals(EventType.OPENED)) {
            throw new IllegalArgumentException("A case begins with the event opened, but there is none.");
        }
        Instant opened = events.get(0).at();
        Instant horizon = reported.isBefore(opened) ? opened : reported;
        List<CaseEvent> due = new ArrayList<>();
        List<CaseEvent> ahead = new ArrayList<>();
        for (CaseEvent event : events) {
            (event.at().isAfter(horizon) ? ahead : due).add(event);
        }
        ServiceCase whole = ServiceCase.replay(versions.at(opened), due);
        whole = whole.openedAt().equals(opened) ? whole : ServiceCase.replay(versions.at(whole.openedAt()), due);
        // What waits for its time is refused now if it would be then.
        for (CaseEvent event : ahead) {
            whole.apply(event);
        }
        Map<String, SlaEvent> facts = new LinkedHashMap<>();
        Narration narration = Narration.facts(versions, whole, Times.nanos(horizon), taken, costs, facts);
        Reporting reporting = new Reporting(retractions);
        Map<String, SlaEvent> known = new LinkedHashMap<>();
        facts.values().forEach(fact -> known.put(reporting.known(fact).id(), fact));
        standing.forEach((id, fact) -> {
            if (!known.containsKey(id)) {
                reporting.retract(fact.withId(raw(id)), horizon);
            }
        });
        known.entrySet().stream()
                .filter(fact -> !standing.containsKey(fact.getKey()))
                .map(Map.Entry::getValue)
                .sorted(Comparator.comparing(SlaEvent::at))
                .forEach(reporting::report);
        return reporting.step(versions, narration, last(due), ahead, taken);
    }

    /** The id of a fact without how often it was retracted before. */
    static String raw(String id) {
        int again = id.lastIndexOf(AGAIN);
        return again < 0 ? id : id.substring(0, again);
    }

    /** How often the fact of an id was retracted before it was reported under that id. */
    static int times(String id) {
        int again = id.lastIndexOf(AGAIN);
        return again < 0 ? 0 : Integer.parseInt(id.substring(again + 1));
    }

    /**
     * Adds an event.
     *
     * @param event what happened, now or long ago
     * @param now what time it is; everything up to then is reported
     * @return the next step; the same watch and no facts if the event is known
     * @throws IllegalArgumentException if the event is of another case or before the opening
     * @throws java.time.DateTimeException if it is outside the years of a calendar of the agreement
     */
    public Step record(CaseEvent event, Instant now) {
        return record(List.of(event), now);
    }

    /**
     * Adds events, and judges the case when all of them are applied.
     *
     * @param events what happened, in any order
     * @param now what time it is; everything up to then is reported
     * @return the next step; the same watch and no facts if all are known
     * @throws IllegalArgumentException if one is of another case or before the opening
     * @throws java.time.DateTimeException if one is outside the years of a calendar of the agreement
     */
    public Step record(Collection<CaseEvent> events, Instant now) {
        return record(events, now, NO_COST, () -> reported(NO_COST));
    }

    private Map<String, SlaEvent> reported(CostOfDelay costs) {
        Map<String, SlaEvent> facts = new LinkedHashMap<>();
        Narration.facts(versions, subject, until, taken, costs, facts);
        Reporting names = new Reporting(retractions);
        Map<String, SlaEvent> standing = new LinkedHashMap<>();
        facts.values().forEach(fact -> standing.put(names.known(fact).id(), names.known(fact)));
        return standing;
    }

    /** Adds events; {@code standing} is asked for what was reported if they change what is past. */
    Step record(
            Collection<CaseEvent> events, Instant now, CostOfDelay costs, Supplier<Map<String, SlaEvent>> standing) {
        List<CaseEvent> fresh = fresh(events);
        if (fresh.isEmpty()) {
            return new Step(this, List.of());
        }
        List<CaseEvent> known = new ArrayList<>(ahead);
        known.addAll(fresh);
        if (fresh.stream().noneMatch(event -> isPast(event) || reachesBack(event))) {
            return goOn(known, now, costs, Integer.MAX_VALUE);
        }
        List<CaseEvent> all = new ArrayList<>(subject.events());
        all.addAll(known);
        Instant horizon = now.isAfter(reportedUntil()) ? now : reportedUntil();
        return rebuilt(versions, all, standing.get(), retractions, taken, horizon, costs);
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

    /**
     * Lets time pass.
     *
     * @param now what time it is; everything up to then is reported, nothing if it has been already
     * @return the next step
     */
    public Step until(Instant now) {
        return until(now, Integer.MAX_VALUE, NO_COST);
    }

    /** Lets time pass, but stops after so many instants at which something became true. */
    Step until(Instant now, int most, CostOfDelay costs) {
        return goOn(ahead, now, costs, most);
    }

    /** Lets time pass, through events that are after all others, those of one instant together, and new versions. */
    private Step goOn(List<CaseEvent> events, Instant now, CostOfDelay costs, int most) {
        List<CaseEvent> due = new ArrayList<>();
        List<CaseEvent> later = new ArrayList<>();
        for (CaseEvent event : events) {
            if (event.at().isAfter(now) && Times.nanos(event.at()) > until) {
                subject.apply(event); // refused now if it would be then
                later.add(event);
            } else {
                due.add(event);
            }
        }
        due.sort(Comparator.comparing(CaseEvent::at));
        Reporting reporting = new Reporting(retractions);
        Narration narration = Narration.resume(subject, until, crossing, taken, costs, reporting);
        for (int i = 0; i < due.size(); ) {
            Instant at = due.get(i).at();
            narration.move(versions, at);
            ServiceCase with = narration.subject();
            for (; i < due.size() && due.get(i).at().equals(at); i++) {
                with = with.apply(due.get(i));
            }
            narration.apply(at, with);
        }
        narration.move(versions, now);
        narration.advance(Times.nanos(now), most);
        return reporting.step(versions, narration, Math.max(last, last(due)), later, taken);
    }

    /** The same case, of which somebody has taken the escalations of a measurement; see {@link Narration#key}. */
    CaseWatch taken(String key, Instant at) {
        Map<String, Instant> more = new HashMap<>(taken);
        more.putIfAbsent(key, at);
        long next = Narration.resume(subject, until, more, NO_COST, new Reporting(retractions))
                .next();
        return new CaseWatch(versions, subject, until, next, last, ahead, retractions, Map.copyOf(more));
    }

    /**
     * Returns when to look again if nothing happens before.
     *
     * @return the first instant at which there will be something to report, an event that waits for its time has its time, or another
     *     version of the agreement takes effect; empty if there will be nothing. A limit is exceeded a nanosecond after the instant
     *     of its breach
     */
    public Optional<Instant> nextWakeUp() {
        // A finished case moves to another version only when something happens to it.
        long next = Math.min(crossing, isOpen() ? nextArranged() : Times.NEVER);
        return next == Times.NEVER ? Optional.empty() : Optional.of(Times.instant(next));
    }

    /** When an event that waits for its time has its time, or another version of the agreement takes effect. */
    private long nextArranged() {
        long next = Narration.nextMove(versions, until);
        for (CaseEvent event : ahead) {
            next = Math.min(next, Times.nanos(event.at()));
        }
        return next;
    }

    /**
     * Returns the case.
     *
     * @return the case as it was at {@link #reportedUntil()}
     */
    public ServiceCase serviceCase() {
        return subject;
    }

    List<CaseEvent> ahead() {
        return ahead;
    }

    Map<String, Integer> retractions() {
        return retractions;
    }

    Map<String, Instant> taken() {
        return taken;
    }

    AgreementVersions versions() {
        return versions;
    }

    long last() {
        return last;
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
        return !ahead.isEmpty() || subject.clocks().values().stream().anyMatch(CaseWatch::isOpen);
    }

    static boolean isOpen(SlaClock clock) {
        return clock.phase() == Phase.RUNNING || clock.phase() == Phase.PAUSED;
    }

    /**
     * Returns the watch as plain data.
     *
     * @return all events and how far they were reported
     */
    public SavedCase saved() {
        List<CaseEvent> events = new ArrayList<>(subject.events());
        events.addAll(ahead);
        return new SavedCase(events, reportedUntil(), retractions);
    }

    /** Gives facts the ids under which they are known outside. */
    private static final class Reporting implements Narration.Reporter {
        private final List<SlaEvent> facts = new ArrayList<>();
        private Map<String, Integer> retractions;

        Reporting(Map<String, Integer> retractions) {
            this.retractions = retractions;
        }

        SlaEvent known(SlaEvent fact) {
            Integer times = retractions.get(fact.id());
            return times == null || times == 0 ? fact : fact.withId(fact.id() + AGAIN + times);
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

        Step step(
                AgreementVersions versions,
                Narration narration,
                long last,
                List<CaseEvent> ahead,
                Map<String, Instant> taken) {
            return new Step(
                    new CaseWatch(
                            versions,
                            narration.subject(),
                            narration.until(),
                            narration.next(),
                            last,
                            List.copyOf(ahead),
                            retractions,
                            taken),
                    facts);
        }
    }
}
