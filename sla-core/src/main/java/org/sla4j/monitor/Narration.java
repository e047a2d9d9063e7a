package org.sla4j.monitor;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.Contact;
import org.sla4j.agreement.EventType;
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
 * The one place where a case is followed through its events and through the time between them, and each thing is noted that becomes true
 * or stops being true.
 *
 * <p>What is reported follows from the case as it was known up to each instant and from nothing else, so that it does not matter when
 * and how often somebody looks: {@code advance(a); advance(b)} reports what {@code advance(b)} reports. Mutable and short-lived. Times
 * are nanoseconds since the epoch.
 */
final class Narration {
    /** Notes what is reported. */
    interface Reporter {
        /** Something became true; its id is that of the fact. */
        void report(SlaEvent fact);

        /** A fact reported before no longer holds. */
        void retract(SlaEvent fact, Instant known);
    }

    private final Reporter reporter;
    private final CostOfDelay costs;
    /** When the escalations of a measurement were taken. */
    private final Map<String, Instant> taken;

    private ServiceCase subject;
    /** Of the subject, and gathered from it once. */
    private Map<Metric, SlaClock> clocks;

    private final Map<Metric, List<Threshold>> thresholds = new HashMap<>();
    private long until;
    /** The next crossing, unless something has changed since it was found. */
    private long next;

    private boolean nextIsKnown;

    private Narration(
            ServiceCase subject, long until, Map<String, Instant> taken, CostOfDelay costs, Reporter reporter) {
        this.taken = taken;
        this.subject = subject;
        clocks = subject.clocks();
        this.until = until;
        this.costs = costs;
        this.reporter = reporter;
    }

    /** Goes on with a case that was reported up to an instant, at or after its last event. */
    static Narration resume(
            ServiceCase subject, long until, Map<String, Instant> taken, CostOfDelay costs, Reporter reporter) {
        return new Narration(subject, until, taken, costs, reporter);
    }

    /** Goes on with a case whose next crossing is known. */
    static Narration resume(
            ServiceCase subject,
            long until,
            long next,
            Map<String, Instant> taken,
            CostOfDelay costs,
            Reporter reporter) {
        Narration narration = new Narration(subject, until, taken, costs, reporter);
        narration.next = next;
        narration.nextIsKnown = true;
        return narration;
    }

    /** Begins with the opening of a case, and reports what it brings about. */
    private static Narration open(
            ServiceCase opened, Map<String, Instant> taken, CostOfDelay costs, Reporter reporter) {
        Narration narration = new Narration(opened, Times.nanos(opened.openedAt()), taken, costs, reporter);
        narration.changed(Map.of(), opened.openedAt());
        return narration;
    }

    /** Follows a case from its opening up to an instant, and notes what is true then, by id. */
    static Narration facts(
            AgreementVersions versions,
            ServiceCase whole,
            long until,
            Map<String, Instant> taken,
            CostOfDelay costs,
            Map<String, SlaEvent> into) {
        Reporter noting = new Reporter() {
            @Override
            public void report(SlaEvent fact) {
                into.put(fact.id(), fact);
            }

            @Override
            public void retract(SlaEvent fact, Instant known) {
                into.remove(fact.id());
            }
        };
        List<CaseEvent> events = counting(whole);
        ServiceCase subject = ServiceCase.open(versions.at(whole.openedAt()), whole.opening());
        int i = 0;
        // What happens at one instant is judged together: what a part of it would have meant is no fact.
        for (; i < events.size() && !events.get(i).at().isAfter(whole.openedAt()); i++) {
            subject = subject.apply(events.get(i));
        }
        Narration narration = open(subject, taken, costs, noting);
        while (i < events.size()) {
            Instant at = events.get(i).at();
            narration.move(versions, at);
            subject = narration.subject;
            for (; i < events.size() && events.get(i).at().equals(at); i++) {
                subject = subject.apply(events.get(i));
            }
            narration.apply(at, subject);
        }
        narration.move(versions, Times.instant(until));
        narration.advance(until, Integer.MAX_VALUE);
        return narration;
    }

    /** The events that were not withdrawn, without the opening; the case is followed as if the others had never been. */
    private static List<CaseEvent> counting(ServiceCase whole) {
        Set<String> withdrawn = new HashSet<>();
        for (CaseEvent event : whole.events()) {
            if (event.type().equals(EventType.WITHDRAWN)) {
                withdrawn.add(event.inPlaceOf());
            }
        }
        return whole.events().stream()
                .filter(event -> !event.type().equals(EventType.WITHDRAWN)
                        && !event.type().equals(EventType.OPENED)
                        && (event.id().isEmpty() || !withdrawn.contains(event.id())))
                .toList();
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

    /** When something becomes true next if nothing happens; {@link Times#NEVER} if nothing does. */
    long next() {
        if (!nextIsKnown) {
            next = findNext();
            nextIsKnown = true;
        }
        return next;
    }

    /** Lets time pass up to events that are not before, and goes on with the case that they have changed. */
    void apply(Instant when, ServiceCase with) {
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

    /** When a version takes effect next after an instant; {@link Times#NEVER} if none does. */
    static long nextMove(AgreementVersions versions, long after) {
        long next = Times.NEVER;
        for (AgreementVersions.Version version : versions.versions()) {
            long from = movesOpenCases(version) ? Times.nanos(version.from()) : Times.NEVER;
            if (from > after) {
                next = Math.min(next, from);
            }
        }
        return next;
    }

    private long findNext() {
        long found = Times.NEVER;
        for (Map.Entry<Metric, SlaClock> entry : clocks.entrySet()) {
            SlaClock clock = entry.getValue();
            if (clock.phase() == Phase.RUNNING) {
                long elapsed = clock.elapsedNanos(until);
                for (Threshold threshold : thresholds(entry.getKey(), clock)) {
                    if (!isTaken(entry.getKey(), clock, threshold, until)) {
                        found = Math.min(found, threshold.next(clock, elapsed));
                    }
                }
                found = Math.min(found, unknownFrom(clock));
            }
        }
        return found;
    }

    /** What tells a measurement from the others of its agreement and case. */
    static String key(String agreementId, String metric, int cycle) {
        return agreementId + '/' + metric + '/' + cycle;
    }

    private boolean isTaken(Metric metric, SlaClock clock, Threshold threshold, long at) {
        if (taken.isEmpty() || threshold.type() != SlaEvent.Type.ESCALATION) {
            return false;
        }
        Instant since = taken.get(key(subject.agreement().id(), metric.name(), cycle(clock)));
        return since != null && Times.nanos(since) <= at;
    }

    /** When nothing is known of the calendar of a running clock any more, if that is before it is due and still to come. */
    private long unknownFrom(SlaClock clock) {
        if (!Threshold.isDueUnknown(clock)) {
            return Times.NEVER;
        }
        long end = Threshold.knownUntil(clock);
        return end > until ? end : Times.NEVER;
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
                if (unknownFrom(clock) == at) {
                    reporter.report(dueUnknown(entry.getKey(), clock, Times.instant(at), "the known holidays end"));
                }
                for (Threshold threshold : thresholds(entry.getKey(), clock)) {
                    if (isTaken(entry.getKey(), clock, threshold, at)) {
                        continue;
                    }
                    long last = threshold.timesReached(to);
                    for (long time = threshold.timesReached(from) + 1; time <= last; time++) {
                        reporter.report(
                                fact(entry.getKey(), clock, threshold, time, threshold.exceeds() ? at - 1 : at));
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
                if (Threshold.isDueUnknown(clock) && (earlier == null || !same || !Threshold.isDueUnknown(earlier))) {
                    reporter.report(dueUnknown(metric, clock, when, when.toString()));
                }
                heldUp |= clock.phase() == Phase.PAUSED && (earlier == null || earlier.phase() != Phase.PAUSED);
            }
        }
        if (heldUp) {
            reporter.report(customerUpdate(when));
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

    /** Reports the verdicts of cycles that ended without a stopped clock between, or that a new target judges anew. */
    private void finishedCycles(Metric metric, @Nullable SlaClock earlier, SlaClock clock, Instant when) {
        Map<Integer, SlaEvent> known = new LinkedHashMap<>();
        if (earlier != null) {
            known.putAll(finishedCycles(metric, earlier));
            if (earlier.phase() == Phase.STOPPED) {
                known.put(cycle(earlier), verdict(metric, earlier, when));
            }
        }
        finishedCycles(metric, clock).forEach((cycle, verdict) -> {
            SlaEvent before = known.get(cycle);
            if (before == null || !before.id().equals(verdict.id())) {
                if (before != null) {
                    reporter.retract(before, when);
                }
                reporter.report(verdict);
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

    /** Reports what an event made true at once, and retracts what it made untrue. */
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
                reporter.retract(fact, when);
            }
        });
        now.forEach((id, fact) -> {
            if (!then.containsKey(id)) {
                reporter.report(fact);
            }
        });
    }

    private Map<String, SlaEvent> reached(Metric metric, SlaClock clock, long at) {
        Map<String, SlaEvent> facts = new LinkedHashMap<>();
        long used = clock.elapsedNanos(at);
        for (Threshold threshold : Threshold.of(subject, metric, clock, at)) {
            long last = threshold.timesReached(used);
            for (long time = 1; time <= last; time++) {
                if (isTaken(metric, clock, threshold, threshold.reachedAt(clock, time, at))) {
                    break;
                }
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
                    reporter.report(occurrence(SlaEvent.Type.RESUMED, metric, clock, when, ""));
                }
            }
            case PAUSED -> {
                if (was != Phase.PAUSED) {
                    reporter.report(occurrence(SlaEvent.Type.PAUSED, metric, clock, when, waits(clock)));
                }
            }
            case STOPPED -> {
                SlaEvent verdict = verdict(metric, clock, when);
                if (same && earlier != null && was == Phase.STOPPED) {
                    SlaEvent before = verdict(metric, earlier, when);
                    if (before.id().equals(verdict.id())) {
                        return;
                    }
                    reporter.retract(before, when);
                }
                reporter.report(verdict);
            }
            case CANCELLED -> {
                if (was != Phase.CANCELLED) {
                    reporter.report(occurrence(SlaEvent.Type.CANCELLED, metric, clock, when, ""));
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
                FactId.of(subject, metric, cycle, clock.countingSince(), threshold.type(), name),
                threshold.type(),
                metric.name(),
                cycle,
                name,
                when,
                threshold.deliverAt(when),
                threshold.contact().map(Contact::name).orElse(""),
                threshold.overdue() ? costs.of(subject, metric, clock, when) : BigDecimal.ZERO,
                threshold.message());
    }

    private SlaEvent dueUnknown(Metric metric, SlaClock clock, Instant when, String name) {
        int cycle = cycle(clock);
        String detail = "calendar " + clock.target().countingCalendar().name() + " is known until "
                + clock.target().countingCalendar().coverage().last();
        String id = FactId.of(subject, metric, cycle, clock.countingSince(), SlaEvent.Type.DUE_UNKNOWN, name);
        return event(
                id, SlaEvent.Type.DUE_UNKNOWN, metric.name(), cycle, name, when, when, "", BigDecimal.ZERO, detail);
    }

    private SlaEvent occurrence(SlaEvent.Type type, Metric metric, SlaClock clock, Instant when, String detail) {
        int cycle = cycle(clock);
        String id = FactId.of(subject, metric, cycle, clock.countingSince(), type, when.toString());
        return event(id, type, metric.name(), cycle, "", when, when, "", BigDecimal.ZERO, detail);
    }

    private SlaEvent customerUpdate(Instant when) {
        String id = FactId.of(subject, SlaEvent.Type.CUSTOMER_UPDATE, when.toString());
        String waits = clocks.values().stream()
                .flatMap(clock -> clock.waits().stream())
                .map(PauseReason::toString)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        String customer = subject.agreement().customer().name();
        return event(id, SlaEvent.Type.CUSTOMER_UPDATE, "", 0, "held up", when, when, customer, BigDecimal.ZERO, waits);
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
        SlaEvent.Type type = reading.verdict().isMiss() ? SlaEvent.Type.MISSED : SlaEvent.Type.MET;
        BigDecimal cost = type == SlaEvent.Type.MISSED ? costs.of(subject, metric, clock, at) : BigDecimal.ZERO;
        String id = FactId.of(subject, metric, cycle, reading.countingSince(), type, at.toString());
        return event(id, type, metric.name(), cycle, "", at, at, "", cost, "");
    }

    private SlaEvent event(
            String id,
            SlaEvent.Type type,
            String metric,
            int cycle,
            String threshold,
            Instant at,
            Instant deliverAt,
            String contact,
            BigDecimal cost,
            String detail) {
        return new SlaEvent(
                id,
                type,
                subject.id(),
                subject.agreement().id(),
                subject.agreement().version(),
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
