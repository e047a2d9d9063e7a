package org.sla4j.agreement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.sla4j.agreement.Finding.Kind;

/** Compares an agreement with those that it rests on. */
final class WeakLinks {
    private final ServiceLevelAgreement above;
    private final List<Finding> findings = new ArrayList<>();

    private WeakLinks(ServiceLevelAgreement above) {
        this.above = above;
    }

    static List<Finding> of(ServiceLevelAgreement above) {
        WeakLinks links = new WeakLinks(above);
        for (int i = 0; i < above.restsOn().size(); i++) {
            ServiceLevelAgreement below = above.restsOn().get(i);
            String path = "restsOn[" + i + "]";
            links.period(path, below);
            links.policies(below);
            for (Finding deeper : of(below)) {
                links.findings.add(new Finding(deeper.kind(), path + "." + deeper.path(), deeper.message()));
            }
        }
        return List.copyOf(links.findings);
    }

    private void period(String path, ServiceLevelAgreement below) {
        if (below.inForce().first().isAfter(above.inForce().first())
                || below.inForce().last().isBefore(above.inForce().last())) {
            findings.add(new Finding(
                    Kind.NOT_IN_FORCE_BELOW,
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
                if (above.firstMatch(severity, policy.attributes())
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
                below.firstMatch(severity, policy.attributes()).flatMap(match -> match.target(metric));
        String what = metric.name() + " of severity " + severity;
        if (promised.isEmpty()) {
            if (promises(below, metric) || above.restsOn().stream().noneMatch(other -> promises(other, metric))) {
                found(Kind.NOTHING_PROMISED_BELOW, path, name(below) + " promises nothing about the " + what + ".");
            }
            return;
        }
        Target given = promised.get();
        Dues.firstLater(given, needed, above.inForce())
                .ifPresent(example -> found(
                        Kind.LATER_BELOW,
                        path,
                        name(below) + " allows " + in(given) + " for the " + what + ", but " + name(above) + " has "
                                + in(needed) + ": for a case opened at " + example.opened() + " it is due at "
                                + example.earlier() + " above and at " + example.later() + " below."));
        if (given.goal() < needed.goal()) {
            found(
                    Kind.LOWER_GOAL_BELOW,
                    path,
                    name(below) + " keeps the " + what + " in " + Share.percent(given.goal()) + " % of cases, but "
                            + name(above) + " has to in " + Share.percent(needed.goal()) + " %.");
        }
        if (pausesMore(given.pauses(), needed.pauses())) {
            found(
                    Kind.MORE_PAUSES_BELOW,
                    path,
                    name(below) + " stops the clock of the " + what + " for "
                            + given.pauses().words() + ", but " + name(above) + " for "
                            + needed.pauses().words() + ".");
        }
    }

    private void found(Kind kind, String path, String message) {
        findings.add(new Finding(kind, path, message));
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
        return agreement.kind().words() + " \"" + agreement.id() + "\"";
    }
}
