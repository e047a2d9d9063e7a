package org.sla4j.cases;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.Quoted;
import org.sla4j.clock.ClockReading;
import org.sla4j.clock.SlaClock;
import org.sla4j.clock.Verdict;

/**
 * What differs between two results for one case: under two agreements or versions, or raw and with exclusions.
 *
 * <pre>{@code
 * CaseDiff diff = incident.diff(proposed, now);
 * diff.changes().forEach(System.out::println);   // resolution: missed -> met, 7h of 6h -> 7h of 8h: limit 6h -> 8h
 * }</pre>
 *
 * Immutable and thread-safe.
 *
 * @param caseId the case
 * @param before the result it is compared with, unchanged
 * @param after the second result
 * @param at when the two were read
 * @param changes what differs, one for each metric that does, in the order of the policies' targets
 */
public record CaseDiff(String caseId, ServiceCase before, ServiceCase after, Instant at, List<Change> changes) {
    /** Copies the changes. */
    public CaseDiff {
        changes = List.copyOf(changes);
    }

    /**
     * What differs for one metric.
     *
     * @param metric the name of what is measured
     * @param before what its clock shows in the first result; empty if it has none
     * @param after what its clock shows in the second result; empty if it has none
     * @param outcomesBefore all measurements of the first result, finished cycles first
     * @param outcomesAfter all measurements of the second result
     * @param causes why, in words, such as {@code limit 6h -> 8h}; empty if only the way there differs
     */
    public record Change(
            String metric,
            Optional<ClockReading> before,
            Optional<ClockReading> after,
            List<Outcome> outcomesBefore,
            List<Outcome> outcomesAfter,
            List<String> causes) {
        /** Copies the lists. */
        public Change {
            outcomesBefore = List.copyOf(outcomesBefore);
            outcomesAfter = List.copyOf(outcomesAfter);
            causes = List.copyOf(causes);
        }

        /**
         * Whether the promise is kept in one result and not in the other.
         *
         * @return true if one of them has a missed or breached measurement and the other has none
         */
        public boolean flips() {
            return fails(outcomesBefore) != fails(outcomesAfter);
        }

        private static boolean fails(List<Outcome> outcomes) {
            return outcomes.stream()
                    .map(Outcome::verdict)
                    .anyMatch(verdict -> verdict == Verdict.MISSED || verdict == Verdict.BREACHED);
        }

        /** Returns the change in words, such as {@code resolution: MISSED 7h of 6h -> MET 7h of 8h (limit 6h -> 8h)}. */
        @Override
        public String toString() {
            return metric + ": " + words(before) + " -> " + words(after)
                    + (causes.isEmpty() ? "" : " (" + String.join(", ", causes) + ")");
        }

        private static String words(Optional<ClockReading> reading) {
            return reading.map(shown -> shown.verdict() + " " + shown.elapsed() + " of " + shown.limit()
                            + shown.due().map(due -> ", due " + due).orElse(""))
                    .orElse("not measured");
        }
    }

    /**
     * Compares two results for one case.
     *
     * @param before the result to compare with
     * @param after the second result, of the same case
     * @param now when to read both
     * @return the differences; empty if there are none
     * @throws IllegalArgumentException if the two are of different cases, or {@code now} is before they were opened
     * @throws java.time.DateTimeException if {@code now} is outside the years of a calendar of an agreement
     */
    public static CaseDiff between(ServiceCase before, ServiceCase after, Instant now) {
        if (!before.id().equals(after.id())) {
            throw new IllegalArgumentException("Two results for one case are compared, but they are of "
                    + Quoted.of(before.id()) + " and " + Quoted.of(after.id()) + ".");
        }
        Set<Metric> metrics = new LinkedHashSet<>(before.clocks().keySet());
        metrics.addAll(after.clocks().keySet());
        // One name is one metric, also where the two agreements define it differently.
        Set<String> names = new LinkedHashSet<>();
        metrics.forEach(metric -> names.add(metric.name()));
        List<Outcome> first = before.outcomes(now);
        List<Outcome> second = after.outcomes(now);
        List<Change> changes = new ArrayList<>();
        for (String name : names) {
            Change change = new Change(
                    name,
                    named(before.clocks(), name).map(clock -> clock.reading(now)),
                    named(after.clocks(), name).map(clock -> clock.reading(now)),
                    only(first, name),
                    only(second, name),
                    causes(before, after, name));
            if (!change.before().equals(change.after())
                    || !change.outcomesBefore().equals(change.outcomesAfter())) {
                changes.add(change);
            }
        }
        return new CaseDiff(before.id(), before, after, now, changes);
    }

    /**
     * Whether the two results are the same.
     *
     * @return true if nothing differs
     */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /**
     * Whether a promise is kept in one result and not in the other.
     *
     * @return true if one of the changes {@linkplain Change#flips flips}
     */
    public boolean flips() {
        return changes.stream().anyMatch(Change::flips);
    }

    private static Optional<SlaClock> named(Map<Metric, SlaClock> clocks, String name) {
        return clocks.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static List<Outcome> only(List<Outcome> outcomes, String metric) {
        return outcomes.stream()
                .filter(outcome -> outcome.metric().equals(metric))
                .toList();
    }

    private static List<String> causes(ServiceCase before, ServiceCase after, String name) {
        List<String> causes = new ArrayList<>();
        String policyBefore = before.policy().map(SeverityPolicy::name).orElse("none");
        String policyAfter = after.policy().map(SeverityPolicy::name).orElse("none");
        compare(causes, "policy", policyBefore, policyAfter);
        Optional<Target> one = named(before.clocks(), name).map(SlaClock::target);
        Optional<Target> other = named(after.clocks(), name).map(SlaClock::target);
        if (!before.exclusions().equals(after.exclusions())) {
            causes.add("excluded " + categories(before) + " -> " + categories(after));
        }
        if (one.isPresent() && other.isPresent()) {
            compare(causes, "limit", one.get().limit(), other.get().limit());
            if (!one.get().calendar().equals(other.get().calendar())) {
                String from = one.get().calendar().name();
                String to = other.get().calendar().name();
                causes.add(from.equals(to) ? "other hours in calendar " + to : "calendar " + from + " -> " + to);
            }
            if (!one.get().pauseRule().equals(other.get().pauseRule())) {
                causes.add("other waits pause");
            }
            compare(causes, "goal", one.get().goal(), other.get().goal());
        } else {
            causes.add(one.isPresent() ? "no target any more" : "no target before");
        }
        compare(
                causes,
                "retargeting",
                before.policy().map(SeverityPolicy::retargeting),
                after.policy().map(SeverityPolicy::retargeting));
        compare(
                causes,
                "reopening",
                before.policy().map(SeverityPolicy::reopening),
                after.policy().map(SeverityPolicy::reopening));
        if (!metric(before, name).equals(metric(after, name)) && one.isPresent() && other.isPresent()) {
            causes.add("the metric is defined by other events");
        }
        return causes;
    }

    private static String categories(ServiceCase incident) {
        SortedSet<String> categories = new TreeSet<>();
        incident.exclusions().toList().forEach(excluded -> categories.add(excluded.category()));
        return categories.isEmpty() ? "nothing" : String.join(" and ", categories);
    }

    private static Optional<Metric> metric(ServiceCase incident, String name) {
        return incident.clocks().keySet().stream()
                .filter(metric -> metric.name().equals(name))
                .findFirst();
    }

    private static void compare(List<String> causes, String what, Object from, Object to) {
        if (from instanceof Optional<?> one && to instanceof Optional<?> other) {
            if (one.isPresent() && other.isPresent()) {
                compare(causes, what, one.get(), other.get());
            }
        } else if (!from.equals(to)) {
            causes.add(what + " " + from + " -> " + to);
        }
    }
}
