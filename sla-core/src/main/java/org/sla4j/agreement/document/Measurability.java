package org.sla4j.agreement.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.PauseRule;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.agreement.WhileHeldBy;
import org.sla4j.agreement.document.Finding.Code;
import org.sla4j.calendar.Quoted;

/**
 * Says which objectives a help desk cannot measure as they were agreed.
 *
 * <pre>{@code
 * Measurability.of(agreement, Set.of(OPENED, RESOLVED, CLOSED), Set.of("tier")).forEach(System.out::println);
 * // policies[0].targets.firstResponse: Without [responded, resumed, waiting], "critical" cannot measure first response exactly.
 * }</pre>
 */
public final class Measurability {
    private final ServiceLevelAgreement agreement;
    private final Set<EventType> recorded;
    private final List<Finding> findings = new ArrayList<>();

    private Measurability(ServiceLevelAgreement agreement, Set<EventType> recorded) {
        this.agreement = agreement;
        this.recorded = recorded;
    }

    /**
     * Looks for clocks that need an event that is not recorded: to start, pause, resume, restart, stop or cancel them, or to
     * know of a wait or a holder; for policies that select by an attribute that is not recorded; and for changes of severity
     * that would choose another policy but are not recorded.
     *
     * @param agreement the agreement
     * @param events the types of events that the help desk records
     * @param attributes the names of the attributes that it records
     * @return the findings in the order of the policies, unmodifiable; empty if everything can be measured
     */
    public static List<Finding> of(ServiceLevelAgreement agreement, Set<EventType> events, Set<String> attributes) {
        Measurability measured = new Measurability(agreement, events);
        for (int i = 0; i < agreement.policies().size(); i++) {
            measured.policy("policies[" + i + "]", agreement.policies().get(i), attributes);
        }
        measured.severityChanges();
        return List.copyOf(measured.findings);
    }

    private void policy(String path, SeverityPolicy policy, Set<String> attributes) {
        SortedSet<String> unknown = new TreeSet<>();
        policy.conditions().forEach(condition -> unknown.add(condition.attribute()));
        unknown.removeAll(attributes);
        if (!unknown.isEmpty()) {
            findings.add(new Finding(
                    Code.ATTRIBUTE_NOT_RECORDED,
                    path + ".conditions",
                    "Policy " + Quoted.of(policy.name()) + " selects by " + unknown + ", which is not recorded."));
        }
        for (Map.Entry<Metric, Target> entry : policy.targets().entrySet()) {
            Metric metric = entry.getKey();
            SortedSet<EventType> missing = new TreeSet<>(needed(policy, metric, entry.getValue()));
            missing.removeAll(recorded);
            if (!missing.isEmpty()) {
                boolean impossible = Collections.disjoint(metric.startsOn(), recorded)
                        || Collections.disjoint(metric.stopsOn(), recorded);
                findings.add(new Finding(
                        impossible ? Code.NOT_MEASURABLE : Code.NOT_MEASURABLE_EXACTLY,
                        path + ".targets." + Names.key(metric.name()),
                        "Without " + missing + ", " + Quoted.of(policy.name()) + " cannot measure " + metric.name()
                                + (impossible ? "." : " exactly.")));
            }
        }
    }

    private static Set<EventType> needed(SeverityPolicy policy, Metric metric, Target target) {
        Set<EventType> needed = new HashSet<>(metric.events());
        // A desk that never cancels a case measures all of them.
        needed.remove(EventType.CANCELLED);
        boolean waits = !target.pauseRule().equals(PauseRule.never())
                && !metric.pauseRule().equals(PauseRule.never());
        WhileHeldBy.Scope holder = metric.whileHeldBy().map(WhileHeldBy::scope).orElse(null);
        if (waits || holder == WhileHeldBy.Scope.PARTY) {
            needed.add(EventType.WAITING);
            needed.add(EventType.RESUMED);
        }
        if (waits && policy.replyEndsWait()) {
            needed.add(EventType.CUSTOMER_REPLIED);
        }
        if (holder == WhileHeldBy.Scope.TEAM || holder == WhileHeldBy.Scope.ANY_TEAM) {
            needed.add(EventType.REASSIGNED);
        }
        return needed;
    }

    private void severityChanges() {
        boolean differ = agreement.policies().stream()
                .anyMatch(policy -> !policy.severities().isEmpty());
        if (differ && !agreement.selectsAtOpeningOnly() && !recorded.contains(EventType.SEVERITY_CHANGED)) {
            findings.add(new Finding(
                    Code.SEVERITY_CHANGES_NOT_RECORDED,
                    "policies",
                    "What is promised depends on the severity, but changes of severity are not recorded: a case is measured by"
                            + " the severity that it was opened with."));
        }
    }
}
