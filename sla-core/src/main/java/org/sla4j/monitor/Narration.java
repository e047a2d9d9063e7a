package org.sla4j.monitor;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.Contact;
import org.sla4j.agreement.EscalationStep;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.cases.AgreementVersions;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.Holder;
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

    /** A clock of the case, the agreement behind it with its place among those of the case, and the policy whose rules hold. */
    private static final class Measured {
        private final int place;
        private final ServiceLevelAgreement agreement;
        private final Optional<SeverityPolicy> policy;
        private final Metric metric;
        private final SlaClock clock;
        /** Laid out when first asked for. */
        private @Nullable List<Threshold> thresholds;

        private @Nullable Boolean isDueUnknown;

        Measured(
                int place,
                ServiceLevelAgreement agreement,
                Optional<SeverityPolicy> policy,
                Metric metric,
                SlaClock clock) {
            this.place = place;
            this.agreement = agreement;
            this.policy = policy;
            this.metric = metric;
            this.clock = clock;
        }

        ServiceLevelAgreement agreement() {
            return agreement;
        }

        Metric metric() {
            return metric;
        }

        SlaClock clock() {
            return clock;
        }

        /** An earlier clock of the same metric, as it is judged now. */
        Measured with(SlaClock earlier) {
            return new Measured(place, agreement, policy, metric, earlier);
        }

        /** The same metric by the same agreement; null if there is none. */
        @Nullable Measured among(List<Measured> others) {
            for (Measured other : others) {
                if (other.place == place && other.metric.equals(metric)) {
                    return other;
                }
            }
            return null;
        }

        /** Whether the same people are to be told of both, at the same times. */
        boolean isEscalatedLike(Measured other) {
            return escalation().equals(other.escalation());
        }

        /** Whether its policy promises it; one that it was left by does not. */
        boolean isOfItsPolicy() {
            return policy.isPresent() && policy.get().targets().containsKey(metric);
        }

        private List<EscalationStep> escalation() {
            return policy.isPresent() ? agreement.escalationFor(policy.get()) : List.of();
        }

        boolean isDueUnknown() {
            Boolean known = isDueUnknown;
            if (known == null) {
                known = DueUnknown.isOf(clock);
                isDueUnknown = known;
            }
            return known;
        }

        /** When what is known of its calendar ends before it is due; {@link Times#NEVER} if it does not, or that has been by now. */
        long dueUnknownFrom(long now) {
            return isDueUnknown() ? DueUnknown.from(clock, now) : Times.NEVER;
        }

        List<Threshold> thresholds() {
            List<Threshold> known = thresholds;
            if (known == null) {
                known = Threshold.of(agreement, policy, metric, clock);
                thresholds = known;
            }
            return known;
        }
    }

    private final Reporter reporter;
    private final CostOfDelay costs;
    /** When the escalations of a measurement were taken. */
    private final Map<String, Instant> taken;

    private ServiceCase subject;
    /** Of the subject, and gathered from it once. */
    private List<Measured> clocks;

    private long until;
    /** The next crossing, unless something has changed since it was found. */
    private long next;

    private boolean nextIsKnown;
    /** Whether a cancelled clock was taken up again. */
    private boolean revived;

    private Narration(
            ServiceCase subject, long until, Map<String, Instant> taken, CostOfDelay costs, Reporter reporter) {
        this.taken = taken;
        this.subject = subject;
        clocks = gathered(subject);
        this.until = until;
        this.costs = costs;
        this.reporter = reporter;
    }

    private static List<Measured> gathered(ServiceCase subject) {
        List<Measured> all = new ArrayList<>(4);
        List<ServiceLevelAgreement> agreements = subject.agreements();
        for (int place = 0; place < agreements.size(); place++) {
            ServiceLevelAgreement agreement = agreements.get(place);
            Optional<SeverityPolicy> policy = subject.lastPolicy(agreement.id());
            for (Map.Entry<Metric, SlaClock> entry :
                    subject.clocks(agreement.id()).entrySet()) {
                all.add(new Measured(place, agreement, policy, entry.getKey(), entry.getValue()));
            }
        }
        return all;
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
        narration.changed(List.of(), opened.openedAt());
        return narration;
    }

    /** Follows a case from its opening up to an instant. */
    static Narration follow(
            List<AgreementVersions> agreements,
            ServiceCase whole,
            long until,
            Map<String, Instant> taken,
            CostOfDelay costs,
            Reporter reporter) {
        return begin(agreements, whole.opening(), counting(whole), until, taken, costs, reporter);
    }

    /** Follows a case from its opening through its other events, which are in order. */
    static Narration begin(
            List<AgreementVersions> agreements,
            CaseEvent opening,
            List<CaseEvent> events,
            long until,
            Map<String, Instant> taken,
            CostOfDelay costs,
            Reporter reporter) {
        ServiceCase subject = ServiceCase.open(at(agreements, opening.at()), opening);
        int i = 0;
        // What happens at one instant is judged together: what a part of it would have meant is no fact.
        for (; i < events.size() && !events.get(i).at().isAfter(opening.at()); i++) {
            subject = subject.apply(events.get(i));
        }
        Narration narration = open(subject, taken, costs, reporter);
        narration.go(agreements, events.subList(i, events.size()), Times.instant(until), Integer.MAX_VALUE);
        return narration;
    }

    /** The versions that hold for a case opened at an instant. */
    static List<ServiceLevelAgreement> at(List<AgreementVersions> agreements, Instant opened) {
        return agreements.stream().map(versions -> versions.at(opened)).toList();
    }

    /** The events that count, without the opening; the case is followed as if the others had never been. */
    private static List<CaseEvent> counting(ServiceCase whole) {
        return notWithdrawn(whole.events())
                .filter(event -> !event.type().equals(EventType.OPENED))
                .toList();
    }

    /** The events that were not withdrawn, without the withdrawals. */
    static Stream<CaseEvent> notWithdrawn(Collection<CaseEvent> events) {
        Set<String> withdrawn = new HashSet<>();
        for (CaseEvent event : events) {
            if (event.type().equals(EventType.WITHDRAWN)) {
                withdrawn.add(event.inPlaceOf());
            }
        }
        return events.stream()
                .filter(event -> !event.type().equals(EventType.WITHDRAWN)
                        && (event.id().isEmpty() || !withdrawn.contains(event.id())));
    }

    ServiceCase subject() {
        return subject;
    }

    long until() {
        return until;
    }

    /** Notes that up to an instant, and no later than time has passed, there were events that count for nothing. */
    void passed(long at) {
        until = Math.max(until, at);
    }

    /** Whether a cancelled clock was taken up again: what had been true of it stood, and may come true anew under another target. */
    boolean isRevived() {
        return revived;
    }

    /**
     * Lets events happen and time pass.
     *
     * @param events in order, each after what was reported
     * @param to up to when, inclusive
     * @param most how many instants at which something became true to go through after the events
     */
    void go(List<AgreementVersions> agreements, List<CaseEvent> events, Instant to, int most) {
        for (int i = 0; i < events.size(); ) {
            Instant at = events.get(i).at();
            move(agreements, at);
            ServiceCase with = subject;
            for (; i < events.size() && events.get(i).at().equals(at); i++) {
                with = with.apply(events.get(i));
            }
            apply(at, with);
        }
        move(agreements, to);
        advance(Times.nanos(to), most);
    }

    private void advance(long to, int most) {
        for (int i = 0; i < most; i++) {
            if (next() > to || next == Times.NEVER) {
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
    private void apply(Instant when, ServiceCase with) {
        long at = Times.nanos(when);
        advance(at, Integer.MAX_VALUE);
        List<Measured> before = clocks;
        subject = with;
        clocks = gathered(with);
        until = Math.max(until, at);
        nextIsKnown = false;
        changed(before, when);
    }

    /** Lets the versions take effect that do so up to an instant; those up to {@link #until} have. */
    private void move(List<AgreementVersions> agreements, Instant to) {
        long last = Times.nanos(to);
        long at = nextMove(agreements, until);
        while (at != Times.NEVER && at <= last) {
            apply(Times.instant(at), moved(agreements, subject, at - 1, Times.instant(at)));
            at = nextMove(agreements, at);
        }
    }

    /** A case once the versions have taken effect that do so after an instant and up to another, in the order in which they do. */
    static ServiceCase moved(List<AgreementVersions> agreements, ServiceCase from, long after, Instant to) {
        ServiceCase moved = from;
        long last = Times.nanos(to);
        for (long at = nextMove(agreements, after); at != Times.NEVER && at <= last; at = nextMove(agreements, at)) {
            Instant when = Times.instant(at);
            for (AgreementVersions versions : agreements) {
                moved = versions.moved(moved, when.minusNanos(1), when);
            }
        }
        return moved;
    }

    /** When a version takes effect next after an instant; {@link Times#NEVER} if none does. */
    static long nextMove(List<AgreementVersions> agreements, long after) {
        long next = Times.NEVER;
        for (AgreementVersions versions : agreements) {
            for (AgreementVersions.Version version : versions.versions()) {
                boolean moves = version.openCases() != AgreementVersions.OpenCases.STAY;
                long from = moves ? Times.nanos(version.from()) : Times.NEVER;
                if (from > after) {
                    next = Math.min(next, from);
                }
            }
        }
        return next;
    }

    private long findNext() {
        long found = Times.NEVER;
        for (Measured measured : clocks) {
            SlaClock clock = measured.clock();
            if (clock.phase() == Phase.RUNNING) {
                found = Math.min(found, Math.min(nextThreshold(measured), measured.dueUnknownFrom(until)));
            }
        }
        return found;
    }

    /** When a running clock reaches its next threshold: the one for which least is used, so that one look-up is enough. */
    private long nextThreshold(Measured measured) {
        long elapsed = measured.clock().elapsedNanos(until);
        Threshold next = null;
        long least = Times.NEVER;
        for (Threshold threshold : measured.thresholds()) {
            long used = threshold.nextUsed(elapsed);
            boolean isEarlier = used < least || (used == least && next != null && !threshold.exceeds());
            if (isEarlier && !isTaken(measured, threshold, until)) {
                next = threshold;
                least = used;
            }
        }
        return next == null ? Times.NEVER : next.reaches(measured.clock(), least);
    }

    private boolean isTaken(Measured measured, Threshold threshold, long at) {
        if (taken.isEmpty() || threshold.type() != SlaEvent.Type.ESCALATION) {
            return false;
        }
        String key =
                Escalations.key(measured.agreement().id(), measured.metric().name(), cycle(measured.clock()));
        return Escalations.isTaken(taken, key, at);
    }

    private void cross(long at) {
        for (Measured measured : clocks) {
            SlaClock clock = measured.clock();
            if (clock.phase() == Phase.RUNNING) {
                long from = clock.elapsedNanos(until);
                long to = clock.elapsedNanos(at);
                if (measured.dueUnknownFrom(until) == at) {
                    reporter.report(dueUnknown(measured, Times.instant(at), "the known holidays end"));
                }
                for (Threshold threshold : measured.thresholds()) {
                    if (isTaken(measured, threshold, at)) {
                        continue;
                    }
                    long last = threshold.timesReached(to);
                    for (long time = threshold.timesReached(from) + 1; time <= last; time++) {
                        reporter.report(fact(measured, threshold, time, threshold.exceeds() ? at - 1 : at));
                    }
                }
            }
        }
        until = at;
    }

    private void changed(List<Measured> before, Instant when) {
        Set<ServiceLevelAgreement> heldUp = new HashSet<>();
        for (Measured measured : clocks) {
            Measured was = measured.among(before);
            SlaClock earlier = was == null ? null : was.clock();
            SlaClock clock = measured.clock();
            if (was == null || !clock.equals(was.clock()) || !measured.isEscalatedLike(was)) {
                revived |= earlier != null && earlier.phase() == Phase.CANCELLED && clock.phase() != Phase.CANCELLED;
                finishedCycles(measured, earlier, when);
                boolean same = earlier != null && isSameMeasurement(earlier, clock);
                thresholds(measured, same ? was : null, when);
                phase(measured, earlier, same, when);
                if (measured.isDueUnknown() && (earlier == null || !same || !DueUnknown.isOf(earlier))) {
                    reporter.report(dueUnknown(measured, when, Times.text(when)));
                }
                if (isHeldUp(clock) && (earlier == null || !isHeldUp(earlier))) {
                    heldUp.add(measured.agreement());
                }
            }
        }
        if (!heldUp.isEmpty()) {
            subject.agreements().stream()
                    .filter(heldUp::contains)
                    .forEach(agreement -> reporter.report(customerUpdate(agreement, when)));
        }
    }

    /** A clock also pauses because another team has the case, or nobody works on it: that is no news to the customer. */
    private static boolean isHeldUp(SlaClock clock) {
        return clock.phase() == Phase.PAUSED && !clock.waits().isEmpty();
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
    private void finishedCycles(Measured measured, @Nullable SlaClock earlier, Instant when) {
        if (measured.clock().superseded().isEmpty()) {
            return;
        }
        Map<Integer, SlaEvent> known = new LinkedHashMap<>();
        if (earlier != null) {
            Measured was = measured.with(earlier);
            known.putAll(finishedCycles(was));
            if (earlier.phase() == Phase.STOPPED) {
                known.put(cycle(earlier), verdict(was, when));
            }
        }
        finishedCycles(measured).forEach((cycle, verdict) -> {
            SlaEvent before = known.get(cycle);
            if (before == null || !before.id().equals(verdict.id())) {
                if (before != null) {
                    reporter.retract(before, when);
                }
                reporter.report(verdict);
            }
        });
    }

    private Map<Integer, SlaEvent> finishedCycles(Measured measured) {
        Map<Integer, SlaEvent> verdicts = new LinkedHashMap<>();
        int cycle = 0;
        int finished = 0;
        for (Superseded before : measured.clock().superseded()) {
            if (before.change() == Superseded.Change.NEW_CYCLE) {
                ClockReading end = before.reading();
                verdicts.put(cycle, verdict(measured, cycle, finished++, end, end.at()));
            }
            if (isCycle(before)) {
                cycle++;
            }
        }
        return verdicts;
    }

    /** Reports what an event made true at once, and retracts what it made untrue. */
    private void thresholds(Measured measured, @Nullable Measured before, Instant when) {
        SlaClock clock = measured.clock();
        if (clock.phase() == Phase.CANCELLED) {
            return; // what became true until then stays so
        }
        long at = Times.nanos(when);
        Measured was = before == null || isCancelledAtOnce(before.clock()) ? null : before;
        Measured is = measured;
        if (was != null && !CaseWatch.isOpen(clock)) {
            is = was.with(clock); // whom to tell changes only while a clock goes on
        } else if (was != null && !CaseWatch.isOpen(was.clock()) && !was.isOfItsPolicy()) {
            was = measured.with(was.clock()); // nobody of the policy that it slept under was told
        }
        if (was != null && isAsFar(was.clock(), clock, at) && is.isEscalatedLike(was)) {
            return;
        }
        Map<String, SlaEvent> now = reached(is, at);
        Map<String, SlaEvent> then = was == null ? Map.of() : reached(was, at);
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

    /** Whether a clock was cancelled at the very instant at which it began to count, so that nothing was reported of it. */
    private static boolean isCancelledAtOnce(SlaClock clock) {
        if (clock.phase() != Phase.CANCELLED) {
            return false;
        }
        List<Superseded> facts = clock.superseded();
        Optional<Instant> end = clock.isAsleep()
                ? Optional.of(facts.get(facts.size() - 1).reading().at())
                : clock.stoppedAt();
        return end.filter(clock.countingSince()::equals).isPresent();
    }

    /** Whether a clock shows the same use of the same limit as before. */
    private static boolean isAsFar(SlaClock earlier, SlaClock clock, long at) {
        return earlier.target().equals(clock.target())
                && earlier.elapsedNanos(at) == clock.elapsedNanos(at)
                && earlier.remainingNanos(at) == clock.remainingNanos(at)
                && earlier.phase() != Phase.CANCELLED;
    }

    private Map<String, SlaEvent> reached(Measured measured, long at) {
        Map<String, SlaEvent> facts = new LinkedHashMap<>();
        SlaClock clock = measured.clock();
        long used = clock.elapsedNanos(at);
        for (Threshold threshold : measured.thresholds()) {
            long last = threshold.timesReached(used);
            for (long time = 1; time <= last; time++) {
                long reached = threshold.reachedAt(clock, time, at);
                if (isTaken(measured, threshold, reached)) {
                    break;
                }
                SlaEvent fact = fact(measured, threshold, time, reached);
                facts.put(fact.id(), fact);
            }
        }
        return facts;
    }

    private void phase(Measured measured, @Nullable SlaClock earlier, boolean same, Instant when) {
        SlaClock clock = measured.clock();
        Phase was = earlier == null ? null : earlier.phase();
        switch (clock.phase()) {
            case RUNNING -> {
                if (was == Phase.PAUSED || (was == Phase.STOPPED && same)) {
                    reporter.report(occurrence(SlaEvent.Type.RESUMED, measured, when, ""));
                }
            }
            case PAUSED -> {
                if (was != Phase.PAUSED) {
                    reporter.report(occurrence(SlaEvent.Type.PAUSED, measured, when, waits(clock.waits())));
                }
            }
            case STOPPED -> {
                SlaEvent verdict = verdict(measured, when);
                if (same && earlier != null && was == Phase.STOPPED) {
                    SlaEvent before = verdict(measured.with(earlier), when);
                    if (before.id().equals(verdict.id())) {
                        return;
                    }
                    reporter.retract(before, when);
                }
                reporter.report(verdict);
            }
            case CANCELLED -> {
                if (was != Phase.CANCELLED) {
                    reporter.report(occurrence(SlaEvent.Type.CANCELLED, measured, when, ""));
                }
            }
        }
    }

    /** Reasons in words, each once and in order; mostly there is one. */
    private static String waits(Set<PauseReason> reasons) {
        return reasons.size() == 1
                ? reasons.iterator().next().toString()
                : reasons.stream()
                        .map(PauseReason::toString)
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", "));
    }

    private SlaEvent fact(Measured measured, Threshold threshold, long time, long at) {
        Instant when = Times.instant(at);
        String name = threshold.name(time);
        return event(
                id(measured, threshold.type(), name),
                threshold.type(),
                measured,
                name,
                when,
                threshold.deliverAt(when),
                threshold.contact().map(Contact::name).orElse(""),
                threshold.overdue() ? cost(measured, when) : BigDecimal.ZERO,
                threshold.message());
    }

    private String id(Measured measured, SlaEvent.Type type, String more) {
        SlaClock clock = measured.clock();
        return id(measured, cycle(clock), clock.countingSince(), type, more);
    }

    private String id(Measured measured, int cycle, Instant since, SlaEvent.Type type, String more) {
        return FactId.of(subject, measured.agreement().id(), measured.metric(), cycle, since, type, more);
    }

    private BigDecimal cost(Measured measured, Instant at) {
        return costs.of(subject, measured.agreement(), measured.metric(), measured.clock(), at);
    }

    private SlaEvent dueUnknown(Measured measured, Instant when, String name) {
        SlaEvent.Type type = SlaEvent.Type.DUE_UNKNOWN;
        return event(
                id(measured, type, name),
                type,
                measured,
                name,
                when,
                when,
                "",
                BigDecimal.ZERO,
                DueUnknown.detail(measured.clock()));
    }

    private SlaEvent occurrence(SlaEvent.Type type, Measured measured, Instant when, String detail) {
        String id = id(measured, type, Times.text(when));
        return event(id, type, measured, "", when, when, "", BigDecimal.ZERO, detail);
    }

    private SlaEvent customerUpdate(ServiceLevelAgreement agreement, Instant when) {
        String id = FactId.of(subject, agreement.id(), SlaEvent.Type.CUSTOMER_UPDATE, Times.text(when));
        Set<PauseReason> waits = new HashSet<>();
        for (Measured measured : clocks) {
            if (measured.agreement().equals(agreement)) {
                waits.addAll(measured.clock().waits());
            }
        }
        return event(
                id,
                SlaEvent.Type.CUSTOMER_UPDATE,
                agreement,
                "",
                0,
                "held up",
                when,
                when,
                agreement.customer().name(),
                BigDecimal.ZERO,
                waits(waits));
    }

    private SlaEvent verdict(Measured measured, Instant when) {
        SlaClock stopped = measured.clock();
        int finished = 0;
        for (Superseded before : stopped.superseded()) {
            finished += before.change() == Superseded.Change.NEW_CYCLE ? 1 : 0;
        }
        return verdict(
                measured,
                cycle(stopped),
                finished,
                stopped.reading(when),
                stopped.stoppedAt().orElse(when));
    }

    /** The verdict of a measurement, given how many of the same clock were finished before it. */
    private SlaEvent verdict(Measured measured, int cycle, int finished, ClockReading reading, Instant at) {
        SlaEvent.Type type = reading.verdict().isMiss() ? SlaEvent.Type.MISSED : SlaEvent.Type.MET;
        BigDecimal cost = type == SlaEvent.Type.MISSED ? cost(measured, at) : BigDecimal.ZERO;
        String id = id(measured, cycle, reading.countingSince(), type, Times.text(at));
        return event(id, type, measured.agreement(), measured.metric().name(), cycle, "", at, at, "", cost, "")
                .withTeam(creditedTeam(measured, finished));
    }

    /** The team that a verdict is put down to, which need no longer have the case. */
    private String creditedTeam(Measured measured, int finished) {
        List<Holder> credited = subject.creditedTo(measured.agreement().id(), measured.metric());
        return finished < credited.size() && credited.get(finished).isProvider()
                ? credited.get(finished).team()
                : subject.team();
    }

    private SlaEvent event(
            String id,
            SlaEvent.Type type,
            Measured measured,
            String threshold,
            Instant at,
            Instant deliverAt,
            String contact,
            BigDecimal cost,
            String detail) {
        return event(
                id,
                type,
                measured.agreement(),
                measured.metric().name(),
                cycle(measured.clock()),
                threshold,
                at,
                deliverAt,
                contact,
                cost,
                detail);
    }

    private SlaEvent event(
            String id,
            SlaEvent.Type type,
            ServiceLevelAgreement agreement,
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
                agreement.id(),
                agreement.version(),
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
