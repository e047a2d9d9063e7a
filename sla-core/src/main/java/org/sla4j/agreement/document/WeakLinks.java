package org.sla4j.agreement.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.sla4j.agreement.AgreementKind;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.PauseRule;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.agreement.document.Finding.Code;

/**
 * Compares an agreement with those that it {@linkplain ServiceLevelAgreement#restsOn rests on}.
 *
 * <pre>{@code
 * WeakLinks.of(agreement).forEach(System.out::println);
 * }</pre>
 */
public final class WeakLinks {
    private final ServiceLevelAgreement above;
    private final List<Finding> findings = new ArrayList<>();

    private WeakLinks(ServiceLevelAgreement above) {
        this.above = above;
    }

    /**
     * Shows where an agreement below promises less than the one above needs: nothing, a later due, a lower goal, more pauses,
     * or a shorter period in force.
     *
     * <p>Each policy above is compared, for each of its severities and metrics, with the policy that would take the same case
     * below. Limits are compared by the dues of cases opened throughout the first year in force, so that calendars and units
     * may differ. A metric that an agreement below never promises, but another one below does, is the other one's part and no
     * finding. The agreements below are compared with what they rest on themselves.
     *
     * @param above the agreement that rests on others
     * @return the findings, unmodifiable; empty if all that is promised is backed
     */
    public static List<Finding> of(ServiceLevelAgreement above) {
        WeakLinks links = new WeakLinks(above);
        for (int i = 0; i < above.restsOn().size(); i++) {
            ServiceLevelAgreement below = above.restsOn().get(i);
            String path = "restsOn[" + i + "]";
            links.period(path, below);
            links.policies(below);
            for (Finding deeper : of(below)) {
                links.findings.add(new Finding(deeper.code(), path + "." + deeper.path(), deeper.message()));
            }
        }
        return List.copyOf(links.findings);
    }

    private void period(String path, ServiceLevelAgreement below) {
        if (below.inForce().first().isAfter(above.inForce().first())
                || below.inForce().last().isBefore(above.inForce().last())) {
            findings.add(new Finding(
                    Code.NOT_IN_FORCE_BELOW,
                    path + ".inForce",
                    name(below) + " is in force " + below.inForce() + ", but " + name(above) + " " + above.inForce()
                            + "."));
        }
    }

    private void policies(ServiceLevelAgreement below) {
        for (int i = 0; i < above.policies().size(); i++) {
            SeverityPolicy policy = above.policies().get(i);
            SortedSet<Severity> severities = policy.severities().isEmpty() ? above.severities() : policy.severities();
            for (Severity severity : severities) {
                if (above.trial()
                        .policyFor(severity, policy.attributes())
                        .filter(policy::equals)
                        .isPresent()) {
                    for (Map.Entry<Metric, Target> needed : policy.targets().entrySet()) {
                        String path = "policies[" + i + "].targets."
                                + Names.key(needed.getKey().name());
                        compare(path, below, severity, policy, needed.getKey(), needed.getValue());
                    }
                }
            }
        }
    }

    private void compare(
            String path,
            ServiceLevelAgreement below,
            Severity severity,
            SeverityPolicy policy,
            Metric metric,
            Target needed) {
        Optional<Target> promised =
                below.trial().policyFor(severity, policy.attributes()).flatMap(match -> match.target(metric));
        String what = metric.name() + " of severity " + severity;
        if (promised.isEmpty()) {
            if (promises(below, metric) || above.restsOn().stream().noneMatch(other -> promises(other, metric))) {
                found(Code.NOTHING_PROMISED_BELOW, path, name(below) + " promises nothing about the " + what + ".");
            }
            return;
        }
        Target given = promised.get();
        Dues.firstLater(given, needed, above.inForce())
                .ifPresent(example -> found(
                        Code.LATER_BELOW,
                        path,
                        name(below) + " allows " + in(given) + " for the " + what + ", but " + name(above) + " has "
                                + in(needed) + ": for a case opened at " + example.opened() + " it is due at "
                                + example.earlier() + " above and at " + example.later() + " below."));
        if (given.goal() < needed.goal()) {
            found(
                    Code.LOWER_GOAL_BELOW,
                    path,
                    name(below) + " keeps the " + what + " in " + Percent.of(given.goal()) + " % of cases, but "
                            + name(above) + " has to in " + Percent.of(needed.goal()) + " %.");
        }
        if (pausesMore(given.pauseRule(), needed.pauseRule())) {
            found(
                    Code.MORE_PAUSES_BELOW,
                    path,
                    name(below) + " stops the clock of the " + what + " for "
                            + given.pauseRule() + ", but " + name(above) + " for "
                            + needed.pauseRule() + ".");
        }
    }

    private void found(Code code, String path, String message) {
        findings.add(new Finding(code, path, message));
    }

    private static boolean promises(ServiceLevelAgreement agreement, Metric metric) {
        return agreement.policies().stream()
                .anyMatch(policy -> policy.target(metric).isPresent());
    }

    private static boolean pausesMore(PauseRule given, PauseRule needed) {
        if (needed.all()) {
            return false;
        }
        return given.all()
                || !needed.parties().containsAll(given.parties())
                || !needed.reasons().containsAll(given.reasons());
    }

    private static String in(Target target) {
        return target.limit() + " in " + target.calendar().name();
    }

    private static String name(ServiceLevelAgreement agreement) {
        return (agreement.kind() == AgreementKind.UNDERPINNING_CONTRACT ? "contract" : agreement.kind()) + " \""
                + agreement.id() + "\"";
    }
}
