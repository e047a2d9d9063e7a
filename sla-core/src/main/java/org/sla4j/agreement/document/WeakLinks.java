package org.sla4j.agreement.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.sla4j.agreement.AgreementKind;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.PauseRule;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.SupportOrder;
import org.sla4j.agreement.Target;
import org.sla4j.agreement.document.Finding.Code;
import org.sla4j.calendar.Quoted;

/**
 * Compares an agreement with those that it {@linkplain ServiceLevelAgreement#restsOn rests on}.
 *
 * <pre>{@code
 * WeakLinks.of(agreement).forEach(System.out::println);
 * }</pre>
 */
public final class WeakLinks {
    private final ServiceLevelAgreement above;
    /** What gives policies whether or not the agreement is approved. */
    private final ServiceLevelAgreement trial;

    private final List<Finding> findings = new ArrayList<>();
    private final Map<Weakness, Found> weaknesses = new LinkedHashMap<>();

    private WeakLinks(ServiceLevelAgreement above) {
        this.above = above;
        trial = above.trial();
    }

    /**
     * Shows where an agreement below promises less than the one above needs: nothing, a later due, a lower goal, more pauses,
     * or a shorter period in force.
     *
     * <p>Each policy above is compared, for each of its severities and metrics, with the policy that would take the same case
     * below. Limits are compared by the dues of cases opened throughout the first year in force, so that calendars and units
     * may differ. A metric that an agreement below never promises, but another one below does, is the other one's part and no
     * finding. Where those below {@linkplain SupportOrder#IN_A_ROW work in a row}, their limits are added up too, but for metrics
     * that an answer stops. The agreements below are compared with what they rest on themselves.
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
        if (above.supportOrder() == SupportOrder.IN_A_ROW) {
            links.row();
        }
        links.weaknesses.forEach((weakness, severities) -> links.findings.add(weakness.of(severities)));
        return links.findings.stream().distinct().toList();
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

    private void cases(BiConsumer<Integer, Case> visit) {
        for (int i = 0; i < above.policies().size(); i++) {
            SeverityPolicy policy = above.policies().get(i);
            SortedSet<Severity> severities = policy.severities().isEmpty() ? above.severities() : policy.severities();
            for (Severity severity : severities) {
                for (Map<String, String> attributes : Selections.examples(policy)) {
                    if (trial.policyFor(severity, attributes)
                            .filter(policy::equals)
                            .isPresent()) {
                        visit.accept(i, new Case(severity, attributes, policy));
                    }
                }
            }
        }
    }

    /** An example of the cases of a policy. */
    private record Case(Severity severity, Map<String, String> attributes, SeverityPolicy policy) {
        Optional<Target> target(ServiceLevelAgreement trial, Metric metric) {
            return trial.policyFor(severity, attributes).flatMap(match -> match.target(metric));
        }
    }

    /** What is found of a metric alike for several severities: the words before and after metric and severities. */
    private record Weakness(Code code, String before, Metric metric, String after) {
        Finding of(Found found) {
            return new Finding(
                    code,
                    found.path(),
                    before
                            + metric.name()
                            + (found.severities().size() == 1 ? " of severity " : " of severities ")
                            + found.severities().stream()
                                    .map(Severity::toString)
                                    .collect(Collectors.joining(", "))
                            + after);
        }
    }

    private record Found(String path, SortedSet<Severity> severities) {}

    private void policies(ServiceLevelAgreement below) {
        ServiceLevelAgreement promises = below.trial();
        cases((i, example) -> example.policy()
                .targets()
                .forEach((metric, needed) -> compare(
                        path(i, metric), below, example.target(promises, metric), example.severity(), metric, needed)));
    }

    /** What works one after the other must keep the time together. */
    private void row() {
        List<ServiceLevelAgreement> row =
                above.restsOn().stream().map(ServiceLevelAgreement::trial).toList();
        cases((i, example) -> example.policy().targets().forEach((metric, needed) -> {
            List<Target> parts = row.stream()
                    .flatMap(below -> example.target(below, metric).stream())
                    .toList();
            if (parts.size() > 1 && addsUp(metric)) {
                DueComparison.firstLater(parts, needed, above.inForce())
                        .ifPresent(late -> found(
                                new Weakness(
                                        Code.LATER_BELOW,
                                        "One after the other, those below allow "
                                                + parts.stream()
                                                        .map(WeakLinks::in)
                                                        .collect(Collectors.joining(" and then "))
                                                + " for the ",
                                        metric,
                                        ", but " + name(above) + " has "
                                                + in(needed) + ": for a case opened at " + late.opened()
                                                + " it is due at "
                                                + late.earlier() + " above and at " + late.later() + " below."),
                                path(i, metric),
                                example.severity()));
            }
        }));
    }

    /** An answer that the first of a row gives needs no second. */
    private static boolean addsUp(Metric metric) {
        return !metric.stopsOn().contains(EventType.RESPONDED)
                && !metric.stopsOn().contains(EventType.ACKNOWLEDGED);
    }

    private static String path(int policy, Metric metric) {
        return "policies[" + policy + "].targets." + Names.key(metric.name());
    }

    private void compare(
            String path,
            ServiceLevelAgreement below,
            Optional<Target> promised,
            Severity severity,
            Metric metric,
            Target needed) {
        if (promised.isEmpty()) {
            if (promises(below, metric) || above.restsOn().stream().noneMatch(other -> promises(other, metric))) {
                found(
                        new Weakness(
                                Code.NOTHING_PROMISED_BELOW, name(below) + " promises nothing about the ", metric, "."),
                        path,
                        severity);
            }
            return;
        }
        Target given = promised.get();
        DueComparison.firstLater(given, needed, above.inForce())
                .ifPresent(late -> found(
                        new Weakness(
                                Code.LATER_BELOW,
                                name(below) + " allows " + in(given) + " for the ",
                                metric,
                                ", but " + name(above) + " has " + in(needed) + ": for a case opened at "
                                        + late.opened() + " it is due at " + late.earlier() + " above and at "
                                        + late.later() + " below."),
                        path,
                        severity));
        if (given.goal() < needed.goal()) {
            found(
                    new Weakness(
                            Code.LOWER_GOAL_BELOW,
                            name(below) + " keeps the ",
                            metric,
                            " in " + Percent.of(given.goal()) + " % of cases, but " + name(above) + " has to in "
                                    + Percent.of(needed.goal()) + " %."),
                    path,
                    severity);
        }
        if (pausesMore(given.pauseRule(), needed.pauseRule())) {
            found(
                    new Weakness(
                            Code.MORE_PAUSES_BELOW,
                            name(below) + " stops the clock of the ",
                            metric,
                            " for " + given.pauseRule() + ", but " + name(above) + " for " + needed.pauseRule() + "."),
                    path,
                    severity);
        }
    }

    private void found(Weakness weakness, String path, Severity severity) {
        weaknesses
                .computeIfAbsent(weakness, first -> new Found(path, new TreeSet<>()))
                .severities()
                .add(severity);
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
        return (agreement.kind() == AgreementKind.UNDERPINNING_CONTRACT ? "contract" : agreement.kind()) + " "
                + Quoted.of(agreement.id());
    }
}
