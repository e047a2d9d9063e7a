package org.sla4j.agreement.document;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sla4j.agreement.Condition;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.agreement.Warning;
import org.sla4j.agreement.document.Finding.Code;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.BusinessDuration;
import org.sla4j.calendar.DateRange;
import org.sla4j.calendar.Interval;
import org.sla4j.calendar.Quoted;

/**
 * Looks through agreements for what is allowed but hardly meant.
 *
 * <pre>{@code
 * Lint.of(agreement).forEach(System.out::println);
 * }</pre>
 */
public final class Lint {
    private final ServiceLevelAgreement agreement;
    private final List<Finding> findings = new ArrayList<>();

    private Lint(ServiceLevelAgreement agreement) {
        this.agreement = agreement;
    }

    /**
     * Looks for policies that no case reaches, severities without a target, limits that cannot be served, resolutions due
     * before the first response, useless warnings, and hours that open or close in a clock change.
     *
     * <p>Limits in different units and calendars are compared on cases opened throughout the first year in force (or 2024, if
     * no period is set), clock changes in the first ten. A goal above 100 % needs no lint: {@link Target} refuses it.
     *
     * @param agreement the agreement
     * @return the findings in the order of the policies, unmodifiable; empty if there are none
     */
    public static List<Finding> of(ServiceLevelAgreement agreement) {
        Lint lint = new Lint(agreement);
        lint.policies();
        lint.severities();
        lint.targets();
        return List.copyOf(lint.findings);
    }

    /**
     * Looks through several agreements, each as {@link #of(ServiceLevelAgreement)} does, and for dates on which two of them
     * hold at once: two versions of one id, or two of one kind about the same service between the same parties.
     *
     * @param agreements the agreements
     * @return the findings, with paths such as {@code agreements[1].policies[0]}, unmodifiable; empty if there are none
     */
    public static List<Finding> of(List<ServiceLevelAgreement> agreements) {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < agreements.size(); i++) {
            for (Finding finding : of(agreements.get(i))) {
                findings.add(new Finding(finding.code(), "agreements[" + i + "]." + finding.path(), finding.message()));
            }
        }
        findings.addAll(overlaps(agreements));
        return List.copyOf(findings);
    }

    private void found(Code code, String path, String message) {
        findings.add(new Finding(code, path, message));
    }

    private void policies() {
        List<SeverityPolicy> policies = agreement.policies();
        for (int i = 0; i < policies.size(); i++) {
            SeverityPolicy policy = policies.get(i);
            List<SeverityPolicy> earlier = policies.subList(0, i);
            Set<String> takers = new TreeSet<>();
            boolean reachable = false;
            for (Severity severity : severitiesOf(policy)) {
                Optional<SeverityPolicy> taker = earlier.stream()
                        .filter(known -> takesAll(known, severity, policy.conditions()))
                        .findFirst();
                taker.ifPresent(known -> takers.add(Quoted.of(known.name())));
                reachable |= taker.isEmpty();
            }
            if (!reachable) {
                found(
                        Code.UNREACHABLE_POLICY,
                        "policies[" + i + "]",
                        "No case reaches policy " + Quoted.of(policy.name()) + ": " + String.join(", ", takers)
                                + " before it takes them all. Put the special before the general.");
            }
            impossible("policies[" + i + "].conditions", policy);
        }
        spellings();
    }

    /** Whether a policy takes every case of a severity that satisfies some conditions. */
    private static boolean takesAll(SeverityPolicy policy, Severity severity, List<Condition> conditions) {
        return (policy.severities().isEmpty() || policy.severities().contains(severity))
                && policy.conditions().stream().allMatch(wanted -> Selections.implies(conditions, wanted));
    }

    private void impossible(String path, SeverityPolicy policy) {
        if (Selections.examples(policy).isEmpty()) {
            found(
                    Code.IMPOSSIBLE_CONDITION,
                    path,
                    "No case satisfies all conditions of policy " + Quoted.of(policy.name()) + ": "
                            + words(policy.conditions()) + ".");
        }
        for (Condition condition : policy.conditions()) {
            List<String> padded = condition.values().stream()
                    .filter(value -> !value.equals(value.strip()))
                    .map(Quoted::of)
                    .toList();
            if (!padded.isEmpty()
                    || !condition.attribute().equals(condition.attribute().strip())) {
                found(
                        Code.IMPOSSIBLE_CONDITION,
                        path,
                        "Policy " + Quoted.of(policy.name()) + " compares " + Quoted.of(condition.attribute())
                                + (padded.isEmpty() ? "" : " with " + String.join(", ", padded))
                                + ": blanks at the beginning or end count, and hardly any event has them.");
            }
        }
    }

    private static String words(List<Condition> conditions) {
        return conditions.stream().map(Condition::toString).collect(Collectors.joining(", "));
    }

    /** Attributes and values that differ only in upper and lower case, so that one of them is probably a slip. */
    private void spellings() {
        Map<String, String> attributes = new HashMap<>();
        Map<String, Map<String, String>> values = new HashMap<>();
        for (int i = 0; i < agreement.policies().size(); i++) {
            String path = "policies[" + i + "].conditions";
            for (Condition condition : agreement.policies().get(i).conditions()) {
                String attribute = condition.attribute();
                spelling(path, "attribute", attributes, attribute);
                Map<String, String> known =
                        values.computeIfAbsent(attribute.toLowerCase(Locale.ROOT), name -> new HashMap<>());
                condition.values().forEach(value -> spelling(path, "value of " + Quoted.of(attribute), known, value));
            }
        }
    }

    private void spelling(String path, String what, Map<String, String> known, String spelling) {
        String other = known.putIfAbsent(spelling.toLowerCase(Locale.ROOT), spelling);
        if (other != null && !other.equals(spelling)) {
            found(
                    Code.SPELLINGS_DIFFER,
                    path,
                    "The " + what + " is written " + Quoted.of(spelling) + " here and " + Quoted.of(other)
                            + " elsewhere; upper and lower case are apart.");
        }
    }

    private SortedSet<Severity> severitiesOf(SeverityPolicy policy) {
        return policy.severities().isEmpty() ? agreement.severities() : policy.severities();
    }

    private void severities() {
        for (Severity severity : agreement.severities()) {
            if (agreement.policies().stream().noneMatch(policy -> policy.matches(severity, Map.of()))) {
                List<String> some = agreement.policies().stream()
                        .filter(policy -> severitiesOf(policy).contains(severity))
                        .map(policy -> Quoted.of(policy.name()) + " with " + words(policy.conditions()))
                        .toList();
                found(
                        Code.SEVERITY_WITHOUT_TARGET,
                        "policies",
                        some.isEmpty()
                                ? "No policy is for severity " + severity + ": such cases have no SLA."
                                : "Severity " + severity + " is covered only by " + String.join(", ", some)
                                        + ": other such cases have no SLA.");
            }
        }
    }

    private void targets() {
        Set<BusinessCalendar> seen = new HashSet<>();
        for (int i = 0; i < agreement.policies().size(); i++) {
            SeverityPolicy policy = agreement.policies().get(i);
            for (Map.Entry<Metric, Target> entry : policy.targets().entrySet()) {
                String path = "policies[" + i + "].targets."
                        + Names.key(entry.getKey().name());
                Target target = entry.getValue();
                servable(path + ".limit", target);
                warnings(path, target);
                if (seen.add(target.calendar())) {
                    clockChanges(path + ".calendar", target.calendar());
                }
            }
            responseFirst("policies[" + i + "].targets.resolution.limit", policy);
        }
    }

    private void servable(String path, Target target) {
        BusinessDuration limit = target.limit();
        Instant start = Dues.start(target.calendar(), agreement.inForce());
        if (amount(limit).filter(Duration::isZero).isPresent()) {
            found(Code.LIMIT_NOT_SERVABLE, path, "A limit of " + limit + " is used up when the clock starts.");
        } else if (limit instanceof BusinessDuration.WallTime wall) {
            closedFor(target.calendar(), start, wall.amount())
                    .ifPresent(gap -> found(
                            Code.LIMIT_NOT_SERVABLE,
                            path,
                            limit + " can pass while " + target.calendar().name() + " is closed, such as from "
                                    + local(gap.start(), target) + " to " + local(gap.end(), target)
                                    + ": a case opened then is overdue before anybody works on it."));
        } else if (Dues.due(target, start).equals(Instant.MAX)) {
            found(
                    Code.LIMIT_NOT_SERVABLE,
                    path,
                    target.calendar().name() + " has not as much open time as " + limit + " from "
                            + local(start, target) + " on.");
        }
    }

    private static String local(Instant at, Target target) {
        return at.atZone(target.calendar().zone()).toLocalDateTime().toString();
    }

    /** The first stretch of closed time, within a year, that is at least so long. */
    private static Optional<Interval> closedFor(BusinessCalendar calendar, Instant start, Duration time) {
        Instant closed = start;
        for (Interval open : Dues.openIntervals(calendar, start, Dues.YEAR).toList()) {
            if (Duration.between(closed, open.start()).compareTo(time) >= 0) {
                return Optional.of(new Interval(closed, open.start()));
            }
            closed = open.end();
        }
        return Optional.empty();
    }

    /** The amount of a limit that does not depend on the dates it is used on. */
    private static Optional<Duration> amount(BusinessDuration limit) {
        if (limit instanceof BusinessDuration.BusinessTime time) {
            return Optional.of(time.amount());
        }
        return limit instanceof BusinessDuration.WallTime time ? Optional.of(time.amount()) : Optional.empty();
    }

    private void warnings(String path, Target target) {
        for (int i = 0; i < target.warnings().size(); i++) {
            Warning warning = target.warnings().get(i);
            String at = path + ".warnings[" + i + "]";
            if (warning instanceof Warning.Used used && used.fraction() >= 1) {
                found(Code.USELESS_WARNING, at, "A warning at " + warning + " of the limit comes when it is too late.");
            } else if (warning instanceof Warning.Left left
                    && amount(target.limit())
                            .filter(limit -> left.time().compareTo(limit) >= 0)
                            .isPresent()) {
                found(
                        Code.USELESS_WARNING,
                        at,
                        "A warning " + warning + " comes at once, since the limit is only " + target.limit() + ".");
            }
        }
    }

    private void responseFirst(String path, SeverityPolicy policy) {
        Optional<Target> response = policy.target(Metric.FIRST_RESPONSE);
        Optional<Target> resolution = policy.target(Metric.RESOLUTION);
        if (response.isEmpty() || resolution.isEmpty()) {
            return;
        }
        Dues.firstLater(response.get(), resolution.get(), agreement.inForce())
                .ifPresent(example -> found(
                        Code.RESOLUTION_BEFORE_RESPONSE,
                        path,
                        "The resolution within " + resolution.get().limit()
                                + " can be due before the first response within "
                                + response.get().limit() + ": for a case opened at " + example.opened() + "."));
    }

    /**
     * Reports hours that begin or end while a clock change goes on. Looked up on the same weekday a week earlier and later,
     * since on the date itself the change has moved them already.
     */
    private void clockChanges(String path, BusinessCalendar calendar) {
        ZoneId zone = calendar.zone();
        ZoneRules rules = zone.getRules();
        DateRange dates = Dues.dates(agreement.inForce());
        Instant end = dates.last().plusDays(1).atStartOfDay(zone).toInstant();
        ZoneOffsetTransition change =
                rules.nextTransition(dates.first().atStartOfDay(zone).toInstant());
        while (change != null && change.getInstant().isBefore(end)) {
            LocalDate date = change.getDateTimeBefore().toLocalDate();
            for (LocalTime time : boundaries(calendar, date)) {
                boolean startOfGap = change.isGap() && date.atTime(time).equals(change.getDateTimeBefore());
                if (!startOfGap && rules.getValidOffsets(date.atTime(time)).size() != 1) {
                    found(
                            Code.OPENING_IN_CLOCK_CHANGE,
                            path,
                            calendar.name() + " opens or closes at " + time + ", which on " + date + " the clocks of "
                                    + zone + (change.isGap() ? " skip" : " show twice")
                                    + "; choose a time outside the change.");
                    return;
                }
            }
            change = rules.nextTransition(change.getInstant());
        }
    }

    private static Set<LocalTime> boundaries(BusinessCalendar calendar, LocalDate date) {
        Set<LocalTime> times = new TreeSet<>();
        for (LocalDate other : List.of(date.minusWeeks(1), date.plusWeeks(1))) {
            Instant from = other.atStartOfDay(calendar.zone()).toInstant();
            Dues.openIntervals(calendar, from, Duration.ofDays(1))
                    .flatMap(open -> Stream.of(open.start(), open.end()))
                    .filter(at -> at.isAfter(from) && at.isBefore(from.plus(Duration.ofDays(1))))
                    .map(at -> at.atZone(calendar.zone()).toLocalTime())
                    .forEach(times::add);
        }
        return times;
    }

    /** Findings about several agreements together. */
    private static List<Finding> overlaps(List<ServiceLevelAgreement> agreements) {
        List<Finding> found = new ArrayList<>();
        for (int i = 0; i < agreements.size(); i++) {
            for (int j = i + 1; j < agreements.size(); j++) {
                ServiceLevelAgreement one = agreements.get(i);
                ServiceLevelAgreement other = agreements.get(j);
                LocalDate first = later(one.inForce().first(), other.inForce().first());
                LocalDate last = earlier(one.inForce().last(), other.inForce().last());
                if (aboutTheSame(one, other) && !first.isAfter(last)) {
                    found.add(new Finding(
                            Code.OVERLAPPING_PERIODS,
                            "agreements[" + j + "].inForce",
                            name(one) + " and " + name(other) + " are both in force from " + first + " to " + last
                                    + "."));
                }
            }
        }
        return found;
    }

    private static boolean aboutTheSame(ServiceLevelAgreement one, ServiceLevelAgreement other) {
        return one.id().equals(other.id())
                || (one.kind() == other.kind()
                        && one.provider().equals(other.provider())
                        && one.customer().equals(other.customer())
                        && !one.service().isBlank()
                        && one.service().equals(other.service()));
    }

    private static String name(ServiceLevelAgreement agreement) {
        return Quoted.of(agreement.id()) + " version " + agreement.version();
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }
}
