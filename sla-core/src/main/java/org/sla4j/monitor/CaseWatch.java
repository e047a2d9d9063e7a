package org.sla4j.monitor;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.cases.AgreementVersions;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.ServiceCase;
import org.sla4j.clock.Phase;
import org.sla4j.clock.SlaClock;

/**
 * One case and how far it has been told: a pure value without a clock or a thread, for hosts whose engine owns the timers.
 *
 * <p>A {@link SlaMonitor} keeps one for each open case. A stream processor, a job scheduler or a test may keep them itself:
 *
 * <pre>{@code
 * CaseWatch.Step step = watch.record(event, now);     // or watch.until(now) when a timer went off
 * step.events().forEach(outbox::add);                 // what has become true, in order
 * state.update(step.watch().saved());                 // plain data; CaseWatch.restore(agreement, saved) reads it back
 * step.watch().nextWakeUp().ifPresent(timers::set);   // one timer a case
 * }</pre>
 *
 * <h2>Rules</h2>
 *
 * <ul>
 *   <li>What is told follows from the events of the case, as they were known up to each instant. It does not matter how often or
 *       how late anybody looks.
 *   <li>An event that arrives late is put in its place. What was told and would not have been is retracted; what was not told and
 *       should have been is told now, with the instant at which it became true. What still holds is not told again, even if it
 *       became true at another instant.
 *   <li>A severity change or a correction may make the same thing true again after it was retracted; then its id ends with {@code
 *       ~1}, {@code ~2} and so on.
 *   <li>An event of a later time than now waits until its time has come, but for the opening, which begins the case at once.
 *   <li>When a version of the agreement takes effect, an open case moves to it as {@link AgreementVersions} say, at that instant and
 *       before the events of that instant: what holds no more by the new version is retracted, what it makes true is told. A case
 *       none of whose clocks goes on moves when something happens to it.
 * </ul>
 *
 * Immutable and thread-safe.
 */
public final class CaseWatch {
    static final CostOfDelay NO_COST = (late, metric, clock, at) -> BigDecimal.ZERO;

    /** The case as it was at {@link #until}, and the versions of its agreement, of which those up to then have taken effect. */
    private final ServiceCase subject;

    private final AgreementVersions versions;

    private final long until;
    /** When something becomes true next, kept because finding it is most of the work of a step. */
    private final long crossing;

    private final List<CaseEvent> ahead;
    private final Map<String, Integer> retold;

    private CaseWatch(
            AgreementVersions versions,
            ServiceCase subject,
            long until,
            long crossing,
            List<CaseEvent> ahead,
            Map<String, Integer> retold) {
        this.versions = versions;
        this.subject = subject;
        this.until = until;
        this.crossing = crossing;
        this.ahead = ahead;
        this.retold = retold;
    }

    /**
     * What a step led to.
     *
     * @param watch the case from now on
     * @param events what has become true, in the order in which to tell it, unmodifiable
     */
    public record Step(CaseWatch watch, List<SlaEvent> events) {
        /** Copies the events. */
        public Step {
            events = List.copyOf(events);
        }
    }

    /**
     * Begins to watch a case.
     *
     * @param agreement what was promised
     * @param opening its first event
     * @param now what time it is; everything up to then is told
     * @return the first step
     * @throws IllegalArgumentException if the event is not an opening
     * @throws java.time.DateTimeException if it happened outside the years of a calendar of the agreement
     */
    public static Step open(ServiceLevelAgreement agreement, CaseEvent opening, Instant now) {
        return open(AgreementVersions.of(agreement), opening, now);
    }

    /**
     * Begins to watch a case, which moves to other versions of its agreement as these take effect.
     *
     * @param versions what was promised since when
     * @param opening its first event
     * @param now what time it is; everything up to then is told
     * @return the first step
     * @throws IllegalArgumentException if the event is not an opening
     * @throws java.time.DateTimeException if it happened outside the years of a calendar of an agreement
     */
    public static Step open(AgreementVersions versions, CaseEvent opening, Instant now) {
        return open(versions, opening, now, NO_COST);
    }

    static Step open(AgreementVersions versions, CaseEvent opening, Instant now, CostOfDelay costs) {
        Telling telling = new Telling(versions, costs, Map.of());
        ServiceCase opened = ServiceCase.open(versions.at(opening.at()), opening);
        return telling.settle(Narration.open(opened, costs, telling), List.of(), now, Integer.MAX_VALUE);
    }

    /**
     * Reads a watch back.
     *
     * @param agreement what was promised
     * @param saved what {@link #saved} returned, or a store has kept
     * @return the watch; it tells nothing that it has told before
     * @throws IllegalArgumentException if the events are not those of one case that begins with its opening
     */
    public static CaseWatch restore(ServiceLevelAgreement agreement, SavedCase saved) {
        return restore(AgreementVersions.of(agreement), saved);
    }

    /**
     * Reads a watch back.
     *
     * @param versions what was promised since when; those that take effect up to {@link SavedCase#toldUntil} count as told
     * @param saved what {@link #saved} returned, or a store has kept
     * @return the watch; it tells nothing that it has told before
     * @throws IllegalArgumentException if the events are not those of one case that begins with its opening
     */
    public static CaseWatch restore(AgreementVersions versions, SavedCase saved) {
        List<CaseEvent> told = new ArrayList<>();
        List<CaseEvent> ahead = new ArrayList<>();
        for (CaseEvent event : saved.events()) {
            (event.at().isAfter(saved.toldUntil()) ? ahead : told).add(event);
        }
        ServiceCase subject = versions.replay(told, saved.toldUntil());
        long until = Times.nanos(saved.toldUntil());
        Telling nothing = new Telling(versions, NO_COST, saved.retold());
        long crossing = Narration.resume(subject, until, NO_COST, nothing).next();
        return new CaseWatch(versions, subject, until, crossing, List.copyOf(ahead), saved.retold());
    }

    /**
     * Adds an event.
     *
     * @param event what happened, now or long ago
     * @param now what time it is; everything up to then is told
     * @return the next step; the same watch and nothing to tell if the event is known
     * @throws IllegalArgumentException if the event is of another case or before the opening
     * @throws java.time.DateTimeException if it is outside the years of a calendar of the agreement
     */
    public Step record(CaseEvent event, Instant now) {
        return record(event, now, NO_COST);
    }

    Step record(CaseEvent event, Instant now, CostOfDelay costs) {
        if (ahead.contains(event)) {
            return new Step(this, List.of());
        }
        if (nextArranged() <= Times.nanos(now)) {
            Step first = until(now, Integer.MAX_VALUE, costs);
            Step second = first.watch().record(event, now, costs);
            List<SlaEvent> all = new ArrayList<>(first.events());
            all.addAll(second.events());
            return new Step(second.watch(), all);
        }
        ServiceCase with = subject.apply(event);
        if (with.events().size() == subject.events().size()) {
            return new Step(this, List.of());
        }
        if (Times.nanos(event.at()) > Math.max(until, Times.nanos(now))) {
            List<CaseEvent> more = new ArrayList<>(ahead);
            more.add(event);
            return new CaseWatch(versions, subject, until, crossing, List.copyOf(more), retold)
                    .until(now, Integer.MAX_VALUE, costs);
        }
        Telling telling = new Telling(versions, costs, retold);
        Narration narration = Narration.resume(subject, until, crossing, costs, telling);
        return telling.settle(telling.apply(narration, event, with, now), ahead, now, Integer.MAX_VALUE);
    }

    /**
     * Lets time pass.
     *
     * @param now what time it is; everything up to then is told, nothing if it has been told already
     * @return the next step
     */
    public Step until(Instant now) {
        return until(now, Integer.MAX_VALUE, NO_COST);
    }

    /** Lets time pass, but stops after so many instants at which something became true. */
    Step until(Instant now, int most, CostOfDelay costs) {
        Telling telling = new Telling(versions, costs, retold);
        return telling.settle(Narration.resume(subject, until, crossing, costs, telling), ahead, now, most);
    }

    /**
     * Returns when to look again if nothing happens before.
     *
     * @return the first instant at which there will be something to tell, an event that waits for its time has its time, or another
     *     version of the agreement takes effect; empty if there will be nothing. A limit is exceeded a nanosecond after the instant
     *     of its breach
     */
    public Optional<Instant> nextWakeUp() {
        long next = wakeUp();
        return next == DeadlineQueue.NEVER ? Optional.empty() : Optional.of(Times.instant(next));
    }

    String caseId() {
        return subject.id();
    }

    long told() {
        return until;
    }

    long wakeUp() {
        // A finished case moves to another version only when something happens to it.
        return Math.min(crossing, isOpen() ? nextArranged() : DeadlineQueue.NEVER);
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
     * @return the case as it was at {@link #toldUntil()}
     */
    public ServiceCase serviceCase() {
        return subject;
    }

    /**
     * Returns up to when everything has been told.
     *
     * @return the instant of the last event, or of the last thing told
     */
    public Instant toldUntil() {
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

    private static boolean isOpen(SlaClock clock) {
        return clock.phase() == Phase.RUNNING || clock.phase() == Phase.PAUSED;
    }

    /** Returns how the case stands, by what has been told; for a case without open clocks as if it ran. */
    SlaBoard.State state() {
        boolean running = false;
        boolean open = false;
        SlaBoard.State worst = SlaBoard.State.RUNNING;
        for (SlaClock clock : subject.clocks().values()) {
            if (!isOpen(clock)) {
                continue;
            }
            open = true;
            running |= clock.phase() == Phase.RUNNING;
            if (clock.remainingNanos(until) < 0) {
                return SlaBoard.State.BREACHED;
            }
            if (Threshold.isWarned(clock, until)) {
                worst = SlaBoard.State.WARNED;
            }
        }
        return open && !running ? SlaBoard.State.PAUSED : worst;
    }

    /**
     * Returns the watch as plain data.
     *
     * @return all events and how far they were told, without any that are undelivered
     */
    public SavedCase saved() {
        List<CaseEvent> events = new ArrayList<>(subject.events());
        events.addAll(ahead);
        return new SavedCase(events, toldUntil(), retold, List.of());
    }

    SlaChange change(List<CaseEvent> events, List<SlaEvent> raised) {
        return new SlaChange(subject.id(), isOpen(), toldUntil(), nextWakeUp(), retold, events, raised);
    }

    /** Gives what is told the ids under which it is known outside. */
    private static final class Telling implements Narration.Teller {
        private final AgreementVersions versions;
        private final CostOfDelay costs;
        private final List<SlaEvent> events = new ArrayList<>();
        private Map<String, Integer> retold;

        Telling(AgreementVersions versions, CostOfDelay costs, Map<String, Integer> retold) {
            this.versions = versions;
            this.costs = costs;
            this.retold = retold;
        }

        private SlaEvent known(SlaEvent fact) {
            Integer times = retold.get(fact.id());
            return times == null ? fact : fact.withId(fact.id() + "~" + times);
        }

        @Override
        public void tell(SlaEvent fact) {
            events.add(known(fact));
        }

        @Override
        public void retract(SlaEvent fact, Instant known) {
            events.add(known(fact).retracted(known));
            Map<String, Integer> more = new HashMap<>(retold);
            more.merge(fact.id(), 1, Integer::sum);
            retold = Map.copyOf(more);
        }

        /** Whether an event is the last of a case, and alone at its instant: what happens at one instant is judged together. */
        private static boolean beginsAMoment(CaseEvent event, ServiceCase with) {
            List<CaseEvent> events = with.events();
            return events.get(events.size() - 1).equals(event)
                    && events.get(events.size() - 2).at().isBefore(event.at());
        }

        /** Tells what an event changes, and takes back what it makes untrue where it does not just go on from the last one. */
        Narration apply(Narration narration, CaseEvent event, ServiceCase with, Instant now) {
            if (Times.nanos(event.at()) >= narration.until() && beginsAMoment(event, with)) {
                narration.apply(event, with);
                return narration;
            }
            long until = narration.until();
            Map<String, SlaEvent> told = Narration.facts(versions, narration.subject(), until, costs);
            Map<String, SlaEvent> facts = Narration.facts(versions, with, until, costs);
            told.forEach((id, fact) -> {
                if (!facts.containsKey(id)) {
                    retract(fact, now);
                }
            });
            facts.values().stream()
                    .filter(fact -> !told.containsKey(fact.id()))
                    .sorted((a, b) -> a.at().compareTo(b.at()))
                    .forEach(this::tell);
            return Narration.resume(with, until, costs, this);
        }

        /** Lets time pass up to now, through the versions that take effect and the events that waited for it. */
        Step settle(Narration from, List<CaseEvent> ahead, Instant now, int most) {
            Narration narration = from;
            List<CaseEvent> waiting = ahead;
            while (!waiting.isEmpty()) {
                CaseEvent next = Collections.min(waiting, Comparator.comparing(CaseEvent::at));
                if (next.at().isAfter(now)) {
                    break;
                }
                List<CaseEvent> fewer = new ArrayList<>(waiting);
                fewer.remove(next);
                waiting = List.copyOf(fewer);
                narration.move(versions, next.at());
                narration = apply(narration, next, narration.subject().apply(next), now);
            }
            narration.move(versions, now);
            narration.advance(Times.nanos(now), most);
            return new Step(
                    new CaseWatch(versions, narration.subject(), narration.until(), narration.next(), waiting, retold),
                    events);
        }
    }
}
