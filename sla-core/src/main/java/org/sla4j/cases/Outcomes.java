package org.sla4j.cases;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.EscalationStep;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.Target;
import org.sla4j.cases.CaseLedger.HeldInterval;
import org.sla4j.clock.ClockReading;
import org.sla4j.clock.LedgerInterval;
import org.sla4j.clock.LedgerInterval.Cause;
import org.sla4j.clock.SlaClock;
import org.sla4j.clock.Superseded;

/** Makes the outcomes of a case, with what its clocks' ledgers say of the waits. */
final class Outcomes {
    private final ServiceCase served;
    private final List<CaseEvent> events;
    private final List<Turn> turns;
    private final Facts facts;
    private final Instant now;
    private final Paths paths;
    private final OptionalInt rating;

    Outcomes(ServiceCase served, Instant now, Optional<Instant> observedFrom) {
        this.served = served;
        this.events = served.happened();
        this.turns = served.turns();
        this.facts = served.state().facts();
        this.now = now;
        paths = new Paths(turns, observedFrom);
        OptionalInt last = OptionalInt.empty();
        for (CaseEvent event : events) {
            last = Ratings.after(last, event);
        }
        this.rating = last;
    }

    List<Outcome> all() {
        List<Outcome> outcomes = new ArrayList<>();
        for (PromisedClocks promise : served.state().promises()) {
            boolean isPromised = promise.policy().isPresent()
                    || promise.measures().values().stream().anyMatch(Measure::isPromised);
            if (isPromised) {
                promise.measures().forEach((metric, measure) -> add(promise, metric, measure, outcomes));
            } else {
                outcomes.add(unpromised(served.id(), promise.agreement(), facts, served.openedAt(), now, rating));
            }
        }
        return List.copyOf(outcomes);
    }

    static Outcome unpromised(
            String caseId,
            ServiceLevelAgreement agreement,
            Facts facts,
            Instant openedAt,
            Instant now,
            OptionalInt rating) {
        return builder(caseId, agreement, "", facts.severity(), facts.attributes(), rating)
                .team(facts.team())
                .since(openedAt, now)
                .unpromised()
                .build();
    }

    private Outcome.Builder builder(
            ServiceLevelAgreement agreement, String metric, Severity severity, Map<String, String> attributes) {
        return builder(served.id(), agreement, metric, severity, attributes, rating);
    }

    private static Outcome.Builder builder(
            String caseId,
            ServiceLevelAgreement agreement,
            String metric,
            Severity severity,
            Map<String, String> attributes,
            OptionalInt rating) {
        Outcome.Builder builder = Outcome.builder(caseId, metric, severity)
                .attributes(attributes)
                .agreement(agreement.id(), agreement.customer().name());
        return rating.isPresent() ? builder.rating(rating.getAsInt()) : builder;
    }

    private void add(PromisedClocks promise, Metric metric, Measure measure, List<Outcome> into) {
        ServiceLevelAgreement agreement = promise.agreement();
        List<EscalationStep> steps = Optional.ofNullable(promise.rules())
                .map(agreement::escalationFor)
                .orElse(List.of());
        SlaClock raw = measure.clock();
        SlaClock clock = served.shown(raw);
        List<SlaClock> cycles = measure.cycles().isEmpty() ? List.of(clock) : clock.cycles();
        int cycle = 0;
        Iterator<CreditedTo> credits = measure.cycles().iterator();
        for (int i = 0; i < clock.superseded().size(); i++) {
            Superseded before = clock.superseded().get(i);
            if (before.change() != Superseded.Change.NEW_CYCLE) {
                continue;
            }
            // A finished measurement keeps the severity, team and target that it was finished with.
            CreditedTo credit = credits.next();
            if (credit.isPromised()) {
                ClockReading reading = before.reading();
                Measurement finished = new Measurement(
                        agreement,
                        metric,
                        before.target(),
                        reading,
                        Optional.of(reading.at()),
                        credit,
                        credit.flags(),
                        steps);
                Outcome.Builder builder = builder(agreement, metric.name(), credit.severity(), credit.attributes());
                SlaClock then = cycles.get(cycle);
                boolean isAdjusted =
                        then.isAgreed() || differ(raw.superseded().get(i).reading(), reading);
                Instant last = then.changedAt().isAfter(reading.at()) ? then.changedAt() : reading.at();
                into.add(outcome(builder.cycle(cycle).adjusted(isAdjusted), finished, then, ledger(then, last)));
            }
            cycle++;
        }
        CreditedTo credit = measure.credit();
        if (measure.isPromised()) {
            Optional<Instant> end = measure.isOpen() && !clock.isAsleep() ? Optional.empty() : end(clock, credit);
            Measurement present = new Measurement(
                    agreement, metric, clock.target(), clock.reading(now), end, credit, measure.flags(), steps);
            Outcome.Builder builder = builder(
                    agreement,
                    metric.name(),
                    credit == null ? facts.severity() : credit.severity(),
                    credit == null ? facts.attributes() : credit.attributes());
            boolean isAdjusted = clock.isAgreed() || differ(raw.reading(now), present.reading());
            into.add(outcome(builder.cycle(cycle).adjusted(isAdjusted), present, clock, ledger(clock, now)));
        }
    }

    private List<HeldInterval> ledger(SlaClock clock, Instant until) {
        return CaseLedger.of(turns, clock, until).intervals();
    }

    private static boolean differ(ClockReading raw, ClockReading shown) {
        return !raw.elapsed().equals(shown.elapsed())
                || !raw.limit().equals(shown.limit())
                || raw.verdict() != shown.verdict();
    }

    private static Optional<Instant> end(SlaClock clock, @Nullable CreditedTo credit) {
        return clock.stoppedAt().or(() -> Optional.ofNullable(credit).map(CreditedTo::at));
    }

    /**
     * A measurement, finished or going on.
     *
     * @param end when it was finished, or fell asleep; empty while it goes on
     * @param credit whom it is credited to; null while it goes on
     * @param flags what was noticed, as bits
     * @param steps whom to tell when
     */
    private record Measurement(
            ServiceLevelAgreement agreement,
            Metric metric,
            Target target,
            ClockReading reading,
            Optional<Instant> end,
            @Nullable CreditedTo credit,
            int flags,
            List<EscalationStep> steps) {
        Instant start() {
            return reading.countingSince();
        }

        Instant until() {
            return end.orElse(reading.at());
        }

        boolean pauses(PauseReason reason) {
            return PauseDecision.pauses(agreement, metric, target, reason);
        }
    }

    private Outcome outcome(Outcome.Builder builder, Measurement measured, SlaClock clock, List<HeldInterval> ledger) {
        ClockReading reading = measured.reading();
        Instant until = measured.until();
        List<HeldInterval> own = ledger.stream()
                .filter(interval -> !interval.entry().start().isBefore(measured.start())
                        && interval.entry().start().isBefore(until))
                .toList();
        builder.verdict(reading.verdict(), reading.elapsed(), reading.limit());
        if (measured.end().isPresent()) {
            builder.between(measured.start(), measured.end().get());
        } else {
            builder.since(measured.start(), reading.at());
        }
        if (reading.verdict().isMiss()) {
            reading.breachesAt().ifPresent(builder::breachedAt);
        }
        CreditedTo credit = measured.credit();
        return builder.creditedTo(credit == null ? CreditedTo.holder(measured.metric(), facts.team()) : credit.holder())
                .phase(reading.phase())
                .goal(measured.target().goal())
                .paused(paused(own))
                .pauses(pauses(own, measured))
                .effort(ExtraWork.of(
                        events,
                        measured.metric(),
                        new ExtraWork.Measured(
                                reading.countingSince(),
                                measured.end(),
                                reading.at(),
                                reading.verdict(),
                                reading.breachesAt(),
                                reading.elapsed(),
                                reading.limit()),
                        measured.steps()))
                .path(new Outcome.Path(
                        paths.stages(measured.start(), until, reading.limit(), clock, own),
                        Paths.waits(
                                turns,
                                measured.start(),
                                until,
                                measured.credit(),
                                measured.end().isPresent())))
                .flags(IntegrityFlags.of(measured.flags()))
                .build();
    }

    private static List<Outcome.PausedTime> paused(List<HeldInterval> intervals) {
        record Why(Holder holder, String reason) {}
        Map<Why, Duration[]> times =
                new TreeMap<>(Comparator.comparing(Why::holder).thenComparing(Why::reason));
        for (HeldInterval interval : intervals) {
            LedgerInterval entry = interval.entry();
            if (entry.cause() == Cause.PAUSED) {
                Why why = new Why(interval.holder(), names(entry.reasons()));
                times.merge(why, new Duration[] {entry.withheld(), entry.wall()}, (a, b) ->
                        new Duration[] {a[0].plus(b[0]), a[1].plus(b[1])});
            }
        }
        List<Outcome.PausedTime> paused = new ArrayList<>(times.size());
        times.forEach((why, time) -> paused.add(new Outcome.PausedTime(why.holder(), why.reason(), time[0], time[1])));
        return paused;
    }

    /** Reasons in words, joined by {@code +}. */
    static String names(Set<PauseReason> reasons) {
        if (reasons.size() == 1) {
            return reasons.iterator().next().name();
        }
        return reasons.stream().map(PauseReason::name).distinct().sorted().collect(Collectors.joining(" + "));
    }

    /** Waits are counted where they pause the clock; which of them have no end, the case knows, at the event that finished. */
    private Outcome.Pauses pauses(List<HeldInterval> intervals, Measurement measured) {
        int count = 0;
        Duration used = Duration.ZERO;
        Duration limit = measured.reading().limit();
        Optional<Duration> leastLeft = Optional.empty();
        Set<PauseReason> waits = Set.of();
        for (HeldInterval interval : intervals) {
            LedgerInterval entry = interval.entry();
            Set<PauseReason> fresh = new HashSet<>(entry.reasons());
            fresh.removeAll(waits);
            count += fresh.size();
            Duration left = limit.minus(used);
            if (!waits.isEmpty() && entry.reasons().isEmpty() && !left.isNegative()) {
                leastLeft =
                        leastLeft.filter(least -> least.compareTo(left) <= 0).or(() -> Optional.of(left));
            }
            waits = entry.reasons();
            used = used.plus(entry.business());
        }
        CreditedTo credit = measured.credit();
        Set<PauseReason> last = credit == null ? facts.waits() : credit.waits();
        int unended = (int) last.stream().filter(measured::pauses).count();
        return new Outcome.Pauses(Math.max(count, unended), unended, credit != null && unended > 0, leastLeft);
    }
}
