package org.sla4j.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.EscalationStep;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Trigger;
import org.sla4j.agreement.Warning;
import org.sla4j.cases.AgreementVersions;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.ServiceCase;
import org.sla4j.clock.ClockReading;
import org.sla4j.clock.Phase;
import org.sla4j.clock.SlaClock;
import org.sla4j.clock.Superseded;

/**
 * What is true about a case, found the slow way: from all its events, by looking at every clock at every full hour.
 *
 * <p>It computes no instant ahead and remembers nothing from one question to the next. Everything in the simulation happens at full
 * hours, so that nothing falls between two looks.
 */
final class SlowModel {
    private final Map<String, Instant> facts = new TreeMap<>();
    private ServiceCase subject;

    private SlowModel(ServiceCase opened) {
        subject = opened;
    }

    /**
     * Returns the ids of what is true at an instant, with the hour at which it was first seen. A case none of whose clocks goes on
     * moves to a version only when something happens to it afterwards, so that it was told up to then.
     */
    static Map<String, Instant> facts(
            AgreementVersions versions, List<CaseEvent> arrived, Instant toldUntil, Instant until) {
        ServiceLevelAgreement first = versions.at(arrived.get(0).at());
        List<CaseEvent> events = ServiceCase.replay(
                        first,
                        arrived.stream()
                                .filter(event -> !event.at().isAfter(until))
                                .toList())
                .events();
        SlowModel model = new SlowModel(ServiceCase.open(first, events.get(0)));
        model.happened(Map.of(), events.get(0).at());
        int next = 1;
        for (Instant hour = events.get(0).at(); !hour.isAfter(until); hour = hour.plus(Duration.ofHours(1))) {
            model.look(hour, hour.equals(events.get(0).at()));
            Map<Metric, SlaClock> before = model.subject.clocks();
            ServiceCase moved = versions.moved(model.subject, hour.minusNanos(1), hour);
            if (!moved.equals(model.subject) && (model.isOpen() || !hour.isAfter(toldUntil))) {
                model.subject = moved;
                model.happened(before, hour);
                model.look(hour, true);
                before = moved.clocks();
            }
            int known = next;
            while (next < events.size() && events.get(next).at().equals(hour)) {
                model.subject = model.subject.apply(events.get(next));
                next++;
            }
            if (next > known) {
                model.happened(before, hour);
                model.look(hour, true);
            }
            if (!hour.plusNanos(1).isAfter(until)) {
                model.look(hour.plusNanos(1), false);
            }
        }
        if (!until.isBefore(model.subject.openedAt())) {
            model.look(until, false);
        }
        return model.facts;
    }

    private boolean isOpen() {
        return subject.clocks().values().stream()
                .anyMatch(clock -> clock.phase() == Phase.RUNNING || clock.phase() == Phase.PAUSED);
    }

    /** Looks at every clock; at those that stand still only when something has happened. */
    private void look(Instant at, boolean changed) {
        subject.clocks().forEach((metric, clock) -> {
            if (clock.phase() == Phase.RUNNING || (changed && clock.phase() != Phase.CANCELLED)) {
                look(metric, clock, clock.reading(at), at, changed);
            }
        });
    }

    private void look(Metric metric, SlaClock clock, ClockReading reading, Instant at, boolean changed) {
        Duration elapsed = reading.elapsed();
        Duration limit = reading.limit();
        boolean exceeded = elapsed.compareTo(limit) > 0;
        Set<String> reached = new TreeSet<>();
        for (Warning warning : clock.target().warnings()) {
            if (elapsed.compareTo(warning.usedOf(limit)) >= 0) {
                reached.add(id(metric, clock, "warning/" + warning.name()));
            }
        }
        if (elapsed.compareTo(limit) >= 0) {
            reached.add(id(metric, clock, "due"));
        }
        if (exceeded) {
            reached.add(id(metric, clock, "breach"));
        }
        for (EscalationStep step :
                subject.policy().isPresent() ? subject.agreement().escalation() : List.<EscalationStep>of()) {
            String name =
                    "escalation/" + step.when().name() + " to " + step.contact().name();
            if (step.when() instanceof Trigger.Overdue overdue) {
                long times = exceeded ? elapsed.minus(limit).dividedBy(overdue.every()) : 0;
                for (int time = 1; time <= times; time++) {
                    reached.add(id(metric, clock, name + " #" + time));
                }
            } else if (step.when() instanceof Trigger.Breach
                    ? exceeded
                    : elapsed.compareTo(step.when().usedOf(limit)) >= 0) {
                reached.add(id(metric, clock, name));
            }
        }
        if (changed) {
            String all = id(metric, clock, "(warning|due|breach|escalation)(/.*)?");
            facts.keySet().removeIf(known -> known.matches(all) && !reached.contains(known));
        }
        reached.forEach(id -> facts.putIfAbsent(id, at));
    }

    private void happened(Map<Metric, SlaClock> before, Instant when) {
        List<Metric> held = new ArrayList<>();
        subject.clocks().forEach((metric, clock) -> {
            SlaClock earlier = before.get(metric);
            Phase was = earlier == null ? null : earlier.phase();
            boolean same = earlier != null
                    && cycle(earlier) == cycle(clock)
                    && earlier.countingSince().equals(clock.countingSince());
            if (earlier != null && same && was == Phase.STOPPED && clock.phase() == Phase.STOPPED) {
                if (!verdict(metric, clock).equals(verdict(metric, earlier))) {
                    facts.remove(verdict(metric, earlier));
                }
            }
            finished(metric, earlier, clock);
            switch (clock.phase()) {
                case RUNNING -> {
                    if (was == Phase.PAUSED || (was == Phase.STOPPED && same)) {
                        facts.putIfAbsent(id(metric, clock, "resumed/" + when), when);
                    }
                }
                case PAUSED -> {
                    if (was != Phase.PAUSED) {
                        held.add(metric);
                        facts.putIfAbsent(id(metric, clock, "paused/" + when), when);
                    }
                }
                case STOPPED -> facts.putIfAbsent(verdict(metric, clock), when);
                case CANCELLED -> {
                    if (was != Phase.CANCELLED) {
                        facts.putIfAbsent(id(metric, clock, "cancelled/" + when), when);
                    }
                }
            }
        });
        if (!held.isEmpty()) {
            facts.putIfAbsent(subject.id() + "/customer update/" + when, when);
        }
    }

    /** What happens at one instant happens together, so a measurement can end and the next begin with no stopped clock between. */
    private void finished(Metric metric, @Nullable SlaClock earlier, SlaClock clock) {
        Map<Long, String> before = new TreeMap<>();
        if (earlier != null) {
            before.putAll(finished(metric, earlier));
            if (earlier.phase() == Phase.STOPPED) {
                before.put(cycle(earlier), verdict(metric, earlier));
            }
        }
        Map<Long, String> now = finished(metric, clock);
        now.keySet().forEach(cycle -> facts.remove(before.getOrDefault(cycle, "")));
        now.values().forEach(id -> facts.putIfAbsent(id, Instant.EPOCH));
    }

    private Map<Long, String> finished(Metric metric, SlaClock clock) {
        Map<Long, String> verdicts = new TreeMap<>();
        long cycle = 0;
        for (Superseded before : clock.superseded()) {
            ClockReading end = before.reading();
            if (before.change() == Superseded.Change.NEW_CYCLE) {
                String kind = end.verdict().isMiss() ? "missed/" : "met/";
                verdicts.put(cycle, id(metric, cycle, end.countingSince(), kind + end.at()));
            }
            if (before.change().isFromZero()) {
                cycle++;
            }
        }
        return verdicts;
    }

    private String verdict(Metric metric, SlaClock stopped) {
        Instant at = stopped.stoppedAt().orElseThrow();
        String kind = stopped.reading(stopped.changedAt()).verdict().isMiss() ? "missed/" : "met/";
        return id(metric, stopped, kind + at);
    }

    private static long cycle(@Nullable SlaClock clock) {
        return clock == null
                ? 0
                : clock.superseded().stream()
                        .filter(before -> before.change().isFromZero())
                        .count();
    }

    private String id(Metric metric, SlaClock clock, String rest) {
        return id(metric, cycle(clock), clock.countingSince(), rest);
    }

    private String id(Metric metric, long cycle, Instant start, String rest) {
        String since = start.equals(subject.openedAt()) ? "" : "@" + start;
        return subject.id() + "/" + metric.name() + "/" + cycle + since + "/" + rest.replace("%", "%25");
    }
}
