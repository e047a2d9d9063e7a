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
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sla4j.agreement.EscalationStep;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.Target;
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
    private final Map<Metric, CaseState.Measure> measures;
    private final Map<String, String> attributes;
    private final Instant now;

    Outcomes(ServiceCase served, Map<Metric, CaseState.Measure> measures, Map<String, String> attributes, Instant now) {
        this.served = served;
        this.events = served.events();
        this.turns = served.turns();
        this.measures = measures;
        this.attributes = attributes;
        this.now = now;
    }

    List<Outcome> all() {
        if (served.policy().isEmpty() && measures.isEmpty()) {
            Outcome.Builder none = builder("", served.severity(), served.team())
                    .since(served.openedAt(), now)
                    .unpromised();
            return List.of(none.build());
        }
        List<Outcome> outcomes = new ArrayList<>();
        measures.forEach((metric, measure) -> {
            SlaClock clock = measure.clock();
            List<CaseLedger.HeldInterval> ledger =
                    CaseLedger.of(turns, clock, now).intervals();
            int cycle = 0;
            Iterator<CaseState.Cycle> cycles = measure.cycles().iterator();
            for (Superseded before : clock.superseded()) {
                if (before.change() == Superseded.Change.NEW_CYCLE) {
                    // A finished measurement keeps the severity, team and target that it was finished under.
                    CaseState.Cycle then = cycles.next();
                    Outcome.Builder builder =
                            builder(metric.name(), then.severity(), then.team()).cycle(cycle++);
                    Optional<Instant> end = Optional.of(before.reading().at());
                    outcomes.add(outcome(builder, metric, before.target(), before.reading(), end, ledger));
                }
            }
            Outcome.Builder builder =
                    builder(metric.name(), measure.severity(), served.team()).cycle(cycle);
            outcomes.add(outcome(builder, metric, clock.target(), clock.reading(now), clock.stoppedAt(), ledger));
        });
        return List.copyOf(outcomes);
    }

    private Outcome.Builder builder(String metric, Severity severity, String team) {
        Outcome.Builder builder = Outcome.builder(served.id(), metric, severity)
                .team(team)
                .attributes(attributes)
                .agreement(
                        served.agreement().id(), served.agreement().customer().name());
        int rating = rating();
        return rating > 0 ? builder.rating(rating) : builder;
    }

    /** The last one given, mostly after the case was resolved; 0 if there is none that can be read. */
    private int rating() {
        int rating = 0;
        for (CaseEvent event : events) {
            String text = event.attributes().getOrDefault(Outcome.RATING, "");
            if (text.length() == 1 && text.charAt(0) >= '1' && text.charAt(0) <= '5') {
                rating = text.charAt(0) - '0';
            }
        }
        return rating;
    }

    private Outcome outcome(
            Outcome.Builder builder,
            Metric metric,
            Target target,
            ClockReading reading,
            Optional<Instant> end,
            List<CaseLedger.HeldInterval> ledger) {
        Instant until = end.orElse(reading.at());
        List<CaseLedger.HeldInterval> own = ledger.stream()
                .filter(interval -> !interval.entry().start().isBefore(reading.countingSince())
                        && interval.entry().start().isBefore(until))
                .toList();
        List<LedgerInterval> entries =
                own.stream().map(CaseLedger.HeldInterval::entry).toList();
        builder.verdict(reading.verdict(), reading.elapsed(), reading.limit());
        if (end.isPresent()) {
            builder.between(reading.countingSince(), end.get());
        } else {
            builder.since(reading.countingSince(), reading.at());
        }
        return builder.phase(reading.phase())
                .goal(target.goal())
                .paused(paused(own))
                .pauses(pauses(entries, reading.limit(), end.isPresent()))
                .effort(ExtraWork.of(events, metric, reading, end, steps()))
                .build();
    }

    private List<EscalationStep> steps() {
        return served.policy().map(served.agreement()::escalationFor).orElse(List.of());
    }

    private static List<Outcome.PausedTime> paused(List<CaseLedger.HeldInterval> intervals) {
        record Why(Holder holder, String reason) {}
        Map<Why, Duration[]> times =
                new TreeMap<>(Comparator.comparing(Why::holder).thenComparing(Why::reason));
        for (CaseLedger.HeldInterval interval : intervals) {
            LedgerInterval entry = interval.entry();
            if (entry.cause() == Cause.PAUSED) {
                Why why = new Why(interval.holder(), names(entry.reasons(), PauseReason::name));
                times.merge(why, new Duration[] {entry.withheld(), entry.wall()}, (a, b) ->
                        new Duration[] {a[0].plus(b[0]), a[1].plus(b[1])});
            }
        }
        List<Outcome.PausedTime> paused = new ArrayList<>(times.size());
        times.forEach((why, time) -> paused.add(new Outcome.PausedTime(why.holder(), why.reason(), time[0], time[1])));
        return paused;
    }

    private static String names(Set<PauseReason> reasons, Function<PauseReason, String> name) {
        return reasons.stream().map(name).distinct().sorted().collect(Collectors.joining(" + "));
    }

    private static Outcome.Pauses pauses(List<LedgerInterval> entries, Duration limit, boolean isFinished) {
        int count = 0;
        Duration used = Duration.ZERO;
        Optional<Duration> leastLeft = Optional.empty();
        Set<PauseReason> waits = Set.of();
        for (LedgerInterval entry : entries) {
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
        return new Outcome.Pauses(count, waits.size(), isFinished && !waits.isEmpty(), leastLeft);
    }
}
