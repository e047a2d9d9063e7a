package org.sla4j.monitor;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.Contact;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.PauseReason;
import org.sla4j.cases.AgreementVersions;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.ServiceCase;
import org.sla4j.clock.ClockReading;
import org.sla4j.clock.Phase;
import org.sla4j.clock.SlaClock;
import org.sla4j.clock.Superseded;

/**
 * The one place where a case is told: it follows a case through its events and through the time between them, and notes each
 * thing that becomes true or stops being true.
 *
 * <p>What is told follows from the case as it was known up to each instant and from nothing else, so that it does not matter when
 * and how often somebody looks: {@code advance(a); advance(b)} tells what {@code advance(b)} tells. Mutable and short-lived. Times
 * are nanoseconds since the epoch.
 */
final class Narration {
    /** Notes what is told. */
    interface Teller {
        /** Something became true; its id is that of the fact. */
        void tell(SlaEvent fact);

        /** A fact told before is not true any more. */
        void retract(SlaEvent fact, Instant known);
    }

    private final Teller teller;
    private final CostOfDelay costs;
    private ServiceCase subject;
    /** Of the subject, and gathered from it once. */
    private Map<Metric, SlaClock> clocks;

    private final Map<Metric, List<Threshold>> thresholds = new HashMap<>();
    private long until;
    /** The next crossing, unless something has changed since it was found. */
    private long next;

    private boolean nextIsKnown;

    private Narration(ServiceCase subject, long until, CostOfDelay costs, Teller teller) {
        this.subject = subject;
        clocks = subject.clocks();
        this.until = until;
        this.costs = costs;
        this.teller = teller;
    }

    /** Goes on with a case that was told up to an instant, at or after its last event. */
    static Narration resume(ServiceCase subject, long until, CostOfDelay costs, Teller teller) {
        return new Narration(subject, until, costs, teller);
    }

    /** Goes on with a case whose next crossing is known. */
    static Narration resume(ServiceCase subject, long until, long next, CostOfDelay costs, Teller teller) {
        Narration narration = new Narration(subject, until, costs, teller);
        narration.next = next;
        narration.nextIsKnown = true;
        return narration;
    }

    /** Begins with the opening of a case, and tells what it brings about. */
    static Narration open(ServiceCase opened, CostOfDelay costs, Teller teller) {
        Narration narration = new Narration(opened, Times.nanos(opened.openedAt()), costs, teller);
        narration.changed(Map.of(), opened.openedAt());
        return narration;
    }

    /** Tells everything about a case up to an instant, and returns what is true then, by id. */
    static Map<String, SlaEvent> facts(AgreementVersions versions, ServiceCase whole, long until, CostOfDelay costs) {
        Map<String, SlaEvent> facts = new LinkedHashMap<>();
        Teller noting = new Teller() {
            @Override
            public void tell(SlaEvent fact) {
                facts.put(fact.id(), fact);
            }

            @Override
            public void retract(SlaEvent fact, Instant known) {
                facts.remove(fact.id());
            }
        };
        List<CaseEvent> events = whole.events();
        ServiceCase opened = ServiceCase.open(versions.at(whole.openedAt()), events.get(0));
        Narration narration = open(opened, costs, noting);
        ServiceCase subject = opened;
        for (int i = 1; i < events.size(); i++) {
            CaseEvent event = events.get(i);
            if (event.at().isAfter(events.get(i - 1).at())) {
                narration.move(versions, event.at());
                subject = narration.subject;
            }
            subject = subject.apply(event);
            // What happens at one instant is judged together: what a part of it would have meant is no fact.
            if (i == events.size() - 1 || events.get(i + 1).at().isAfter(event.at())) {
                narration.apply(event, subject);
            }
        }
        narration.move(versions, Times.instant(until));
        narration.advance(until, Integer.MAX_VALUE);
        return facts;
    }

    ServiceCase subject() {
        return subject;
    }

    long until() {
        return until;
    }

    /**
     * Lets time pass.
     *
     * @param to up to when, inclusive
     * @param most stop after so many instants at which something became true
     */
    void advance(long to, int most) {
        for (int i = 0; i < most; i++) {
            if (next() > to) {
                return;
            }
            cross(next);
            nextIsKnown = false;
        }
    }

    /** When something becomes true next if nothing happens; {@link DeadlineQueue#NEVER} if nothing does. */
    long next() {
        if (!nextIsKnown) {
            next = findNext();
            nextIsKnown = true;
        }
        return next;
    }

    /** Lets time pass up to an event that is not before, and applies it. */
    void apply(CaseEvent event, ServiceCase with) {
        apply(event.at(), with);
    }

    private void apply(Instant when, ServiceCase with) {
        long at = Times.nanos(when);
        advance(at, Integer.MAX_VALUE);
        Map<Metric, SlaClock> before = clocks;
        subject = with;
        clocks = with.clocks();
        thresholds.clear();
        until = Math.max(until, at);
        nextIsKnown = false;
        changed(before, when);
    }

    /** Lets the versions take effect that do so up to an instant; those up to {@link #until} have. */
    void move(AgreementVersions versions, Instant to) {
        Instant known = Times.instant(until);
        for (AgreementVersions.Version version : versions.versions()) {
            Instant from = version.from();
            if (movesOpenCases(version) && from.isAfter(known) && !from.isAfter(to)) {
                apply(from, versions.moved(subject, from.minusNanos(1), from));
            }
        }
    }

    private static boolean movesOpenCases(AgreementVersions.Version version) {
        return version.openCases() != AgreementVersions.OpenCases.STAY;
    }

    /** When a version takes effect next after an instant; {@link DeadlineQueue#NEVER} if none does. */
    static long nextMove(AgreementVersions versions, long after) {
        long next = DeadlineQueue.NEVER;
        for (AgreementVersions.Version version : versions.versions()) {
            long from = movesOpenCases(version) ? Times.nanos(version.from()) : DeadlineQueue.NEVER;
            if (from > after) {
                next = Math.min(next, from);
            }
        }
        return next;
    }

    private long findNext() {
        long found = DeadlineQueue.NEVER;
        for (Map.Entry<Metric, SlaClock> entry : clocks.entrySet()) {
            SlaClock clock = entry.getValue();
            if (clock.phase() == Phase.RUNNING) {
                long elapsed = clock.elapsedNanos(until);
                for (Threshold threshold : thresholds(entry.getKey(), clock)) {
                    found = Math.min(found, threshold.next(clock, elapsed));
                }
            }
        }
        return found;
    }

    /** The thresholds of a running clock, which stay the same until something happens to the case. */
    private List<Threshold> thresholds(Metric metric, SlaClock clock) {
        return thresholds.computeIfAbsent(metric, name -> Threshold.of(subject, name, clock, until));
    }

    private void cross(long at) {
        for (Map.Entry<Metric, SlaClock> entry : clocks.entrySet()) {
            SlaClock clock = entry.getValue();
            if (clock.phase() == Phase.RUNNING) {
                long from = clock.elapsedNanos(until);
                long to = clock.elapsedNanos(at);
                for (Threshold threshold : thresholds(entry.getKey(), clock)) {
                    long last = threshold.timesReached(to);
                    for (long time = threshold.timesReached(from) + 1; time <= last; time++) {
                        teller.tell(fact(entry.getKey(), clock, threshold, time, threshold.exceeds() ? at - 1 : at));
                    }
                }
            }
        }
        until = at;
    }

    private void changed(Map<Metric, SlaClock> before, Instant when) {
        boolean heldUp = false;
        for (Map.Entry<Metric, SlaClock> entry : clocks.entrySet()) {
            Metric metric = entry.getKey();
            SlaClock earlier = before.get(metric);
            SlaClock clock = entry.getValue();
            if (earlier == null || !clock.equals(earlier)) {
                finishedCycles(metric, earlier, clock, when);
                boolean same = earlier != null && isSameMeasurement(earlier, clock);
                thresholds(metric, same ? earlier : null, clock, when);
                phase(metric, earlier, same, clock, when);
                heldUp |= clock.phase() == Phase.PAUSED && (earlier == null || earlier.phase() != Phase.PAUSED);
            }
        }
        if (heldUp) {
            teller.tell(customerUpdate(when));
        }
    }

    private static boolean isSameMeasurement(SlaClock earlier, SlaClock clock) {
        return earlier.countingSince().equals(clock.countingSince()) && cycle(earlier) == cycle(clock);
    }

    /** How many measurements there were before the one going on: finished ones, and those begun anew. */
    private static int cycle(SlaClock clock) {
        int cycle = 0;
        for (Superseded before : clock.superseded()) {
            if (isCycle(before)) {
                cycle++;
            }
        }
        return cycle;
    }

    private static boolean isCycle(Superseded before) {
        return before.change().isFromZero();
    }

    /** Tells the verdicts of cycles that ended without a stopped clock between, or that a new target judges anew. */
    private void finishedCycles(Metric metric, @Nullable SlaClock earlier, SlaClock clock, Instant when) {
        Map<Integer, SlaEvent> told = new LinkedHashMap<>();
        if (earlier != null) {
            told.putAll(finishedCycles(metric, earlier));
            if (earlier.phase() == Phase.STOPPED) {
                told.put(cycle(earlier), verdict(metric, earlier, when));
            }
        }
        finishedCycles(metric, clock).forEach((cycle, verdict) -> {
            SlaEvent before = told.get(cycle);
            if (before == null || !before.id().equals(verdict.id())) {
                if (before != null) {
                    teller.retract(before, when);
                }
                teller.tell(verdict);
            }
        });
    }

    private Map<Integer, SlaEvent> finishedCycles(Metric metric, SlaClock clock) {
        Map<Integer, SlaEvent> verdicts = new LinkedHashMap<>();
        int cycle = 0;
        for (Superseded before : clock.superseded()) {
            if (before.change() == Superseded.Change.NEW_CYCLE) {
                ClockReading end = before.reading();
                verdicts.put(cycle, verdict(metric, clock, cycle, end, end.at()));
            }
            if (isCycle(before)) {
                cycle++;
            }
        }
        return verdicts;
    }

    /** Tells what an event made true at once, and takes back what it made untrue. */
    private void thresholds(Metric metric, @Nullable SlaClock earlier, SlaClock clock, Instant when) {
        if (clock.phase() == Phase.CANCELLED) {
            return; // what became true until then stays so
        }
        long at = Times.nanos(when);
        long used = clock.elapsedNanos(at);
        if (earlier != null
                && earlier.target().equals(clock.target())
                && earlier.elapsedNanos(at) == used
                && earlier.phase() != Phase.CANCELLED) {
            return;
        }
        Map<String, SlaEvent> now = reached(metric, clock, at);
        Map<String, SlaEvent> then = earlier == null ? Map.of() : reached(metric, earlier, at);
        then.forEach((id, fact) -> {
            if (!now.containsKey(id)) {
                teller.retract(fact, when);
            }
        });
        now.forEach((id, fact) -> {
            if (!then.containsKey(id)) {
                teller.tell(fact);
            }
        });
    }

    private Map<String, SlaEvent> reached(Metric metric, SlaClock clock, long at) {
        Map<String, SlaEvent> facts = new LinkedHashMap<>();
        long used = clock.elapsedNanos(at);
        for (Threshold threshold : Threshold.of(subject, metric, clock, at)) {
            long last = threshold.timesReached(used);
            for (long time = 1; time <= last; time++) {
                SlaEvent fact = fact(metric, clock, threshold, time, threshold.reachedAt(clock, time, at));
                facts.put(fact.id(), fact);
            }
        }
        return facts;
    }

    private void phase(Metric metric, @Nullable SlaClock earlier, boolean same, SlaClock clock, Instant when) {
        Phase was = earlier == null ? null : earlier.phase();
        switch (clock.phase()) {
            case RUNNING -> {
                if (was == Phase.PAUSED || (was == Phase.STOPPED && same)) {
                    teller.tell(occurrence(SlaEvent.Kind.RESUMED, metric, clock, when, ""));
                }
            }
            case PAUSED -> {
                if (was != Phase.PAUSED) {
                    teller.tell(occurrence(SlaEvent.Kind.PAUSED, metric, clock, when, waits(clock)));
                }
            }
            case STOPPED -> {
                SlaEvent verdict = verdict(metric, clock, when);
                if (same && earlier != null && was == Phase.STOPPED) {
                    SlaEvent told = verdict(metric, earlier, when);
                    if (told.id().equals(verdict.id())) {
                        return;
                    }
                    teller.retract(told, when);
                }
                teller.tell(verdict);
            }
            case CANCELLED -> {
                if (was != Phase.CANCELLED) {
                    teller.tell(occurrence(SlaEvent.Kind.CANCELLED, metric, clock, when, ""));
                }
            }
        }
    }

    private static String waits(SlaClock clock) {
        return clock.waits().stream().map(PauseReason::toString).sorted().collect(Collectors.joining(", "));
    }

    private SlaEvent fact(Metric metric, SlaClock clock, Threshold threshold, long time, long at) {
        Instant when = Times.instant(at);
        String name = threshold.name(time);
        int cycle = cycle(clock);
        return event(
                id(metric, cycle, clock.countingSince(), threshold.kind(), name),
                threshold.kind(),
                metric.name(),
                cycle,
                name,
                when,
                threshold.deliverAt(when),
                threshold.contact().map(Contact::name).orElse(""),
                threshold.overdue() ? costs.of(subject, metric, clock, when) : BigDecimal.ZERO,
                threshold.message());
    }

    private SlaEvent occurrence(SlaEvent.Kind kind, Metric metric, SlaClock clock, Instant when, String detail) {
        int cycle = cycle(clock);
        String id = id(metric, cycle, clock.countingSince(), kind, when.toString());
        return event(id, kind, metric.name(), cycle, "", when, when, "", BigDecimal.ZERO, detail);
    }

    private SlaEvent customerUpdate(Instant when) {
        StringBuilder about = new StringBuilder();
        escape(subject.id(), about);
        String id = id(about, SlaEvent.Kind.CUSTOMER_UPDATE, when.toString());
        String waits = clocks.values().stream()
                .flatMap(clock -> clock.waits().stream())
                .map(PauseReason::toString)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        String customer = subject.agreement().customer().name();
        return event(id, SlaEvent.Kind.CUSTOMER_UPDATE, "", 0, "held up", when, when, customer, BigDecimal.ZERO, waits);
    }

    private SlaEvent verdict(Metric metric, SlaClock stopped, Instant when) {
        return verdict(
                metric,
                stopped,
                cycle(stopped),
                stopped.reading(when),
                stopped.stoppedAt().orElse(when));
    }

    private SlaEvent verdict(Metric metric, SlaClock clock, int cycle, ClockReading reading, Instant at) {
        SlaEvent.Kind kind = reading.verdict().isMiss() ? SlaEvent.Kind.MISSED : SlaEvent.Kind.MET;
        BigDecimal cost = kind == SlaEvent.Kind.MISSED ? costs.of(subject, metric, clock, at) : BigDecimal.ZERO;
        String id = id(metric, cycle, reading.countingSince(), kind, at.toString());
        return event(id, kind, metric.name(), cycle, "", at, at, "", cost, "");
    }

    /** The id of a fact about a measurement; one that did not begin with the case says when it began. */
    private String id(Metric metric, int cycle, Instant since, SlaEvent.Kind kind, String more) {
        StringBuilder id = new StringBuilder();
        escape(subject.id(), id);
        escape(metric.name(), id.append('/'));
        id.append('/').append(cycle);
        if (!since.equals(subject.openedAt())) {
            id.append('@').append(since);
        }
        return id(id, kind, more);
    }

    private static String id(StringBuilder about, SlaEvent.Kind kind, String more) {
        about.append('/').append(kind);
        if (!more.isEmpty()) {
            escape(more, about.append('/'));
        }
        return about.toString();
    }

    private static void escape(String part, StringBuilder into) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            switch (c) {
                case '/' -> into.append("%2F");
                case '~' -> into.append("%7E");
                case '%' -> into.append("%25");
                default -> into.append(c);
            }
        }
    }

    private SlaEvent event(
            String id,
            SlaEvent.Kind kind,
            String metric,
            int cycle,
            String threshold,
            Instant at,
            Instant deliverAt,
            String contact,
            BigDecimal cost,
            String detail) {
        String agreement =
                subject.agreement().id() + " version " + subject.agreement().version();
        return new SlaEvent(
                id,
                kind,
                subject.id(),
                agreement,
                metric,
                cycle,
                threshold,
                at,
                deliverAt,
                subject.severity(),
                subject.team(),
                contact,
                cost,
                detail);
    }
}
