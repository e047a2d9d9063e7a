package org.sla4j.agreement.document;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sla4j.agreement.AgreementKind;
import org.sla4j.agreement.Approval;
import org.sla4j.agreement.Condition;
import org.sla4j.agreement.EscalationStep;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseRule;
import org.sla4j.agreement.ServiceCredits;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.agreement.Trigger;
import org.sla4j.agreement.Warning;
import org.sla4j.agreement.WhileHeldBy;
import org.sla4j.agreement.document.Finding.Code;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.BusinessDuration;
import org.sla4j.calendar.CalendarFinding;
import org.sla4j.calendar.DateRange;
import org.sla4j.calendar.Definitions;
import org.sla4j.calendar.Interval;
import org.sla4j.calendar.Quoted;

/**
 * Looks through agreements for what is allowed but probably not meant.
 *
 * <pre>{@code
 * Lint.of(agreement).forEach(System.out::println);
 * }</pre>
 */
public final class Lint {
    private static final int HOURS_OF_FOUR_WEEKS = 4 * 7 * 24;
    private static final int MOST_NAMES = 20;
    /** Shorter names are all alike. */
    private static final int SHORTEST_SLIP = 5;

    private final ServiceLevelAgreement agreement;
    /** What gives policies whether or not the agreement is approved. */
    private final ServiceLevelAgreement trial;

    private final List<Finding> findings = new ArrayList<>();

    private Lint(ServiceLevelAgreement agreement) {
        this.agreement = agreement;
        trial = agreement.trial();
    }

    /**
     * Looks for what does not depend on today: policies that no case reaches, conditions that no case satisfies, severities
     * without a target, limits that cannot be served, limits and goals that get worse with severity, resolutions due before the
     * first response, useless warnings, credits that contradict goals, {@linkplain BusinessCalendar#lint() slips in calendars}, hours
     * that open or close in a clock change, holidays that end before the last case may be due, reviews after the end, approvals
     * that do not count.
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
        lint.inversions();
        lint.targets();
        lint.escalation();
        lint.credits();
        lint.people();
        lint.dates();
        return List.copyOf(lint.findings);
    }

    /**
     * Looks for all that {@link #of(ServiceLevelAgreement)} does, and for what is wrong on a date: holidays that end before a
     * case opened then may be due, a review whose date has passed, an agreement that has ended.
     *
     * @param agreement the agreement
     * @param asOf the date in the zone of the agreement, mostly today
     * @return the findings, unmodifiable; empty if there are none
     */
    public static List<Finding> of(ServiceLevelAgreement agreement, LocalDate asOf) {
        Lint lint = new Lint(agreement);
        lint.findings.addAll(of(agreement));
        lint.asOf(asOf);
        return lint.findings.stream().distinct().toList();
    }

    /**
     * Looks through several agreements, each as {@link #of(ServiceLevelAgreement)} does, and for dates on which two of them
     * hold at once: two versions of one id, or two of one kind about the same service between the same parties.
     *
     * @param agreements the agreements
     * @return the findings, with paths such as {@code agreements[1].policies[0]}, unmodifiable; empty if there are none
     */
    public static List<Finding> of(List<ServiceLevelAgreement> agreements) {
        return of(agreements, Lint::of);
    }

    /**
     * Looks through several agreements, each as {@link #of(ServiceLevelAgreement, LocalDate)} does, and for dates on which two
     * of them hold at once.
     *
     * @param agreements the agreements
     * @param asOf the date, mostly today
     * @return the findings, with paths such as {@code agreements[1].policies[0]}, unmodifiable; empty if there are none
     */
    public static List<Finding> of(List<ServiceLevelAgreement> agreements, LocalDate asOf) {
        return of(agreements, agreement -> of(agreement, asOf));
    }

    private static List<Finding> of(
            List<ServiceLevelAgreement> agreements, Function<ServiceLevelAgreement, List<Finding>> lint) {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < agreements.size(); i++) {
            for (Finding finding : lint.apply(agreements.get(i))) {
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
                                + " before it takes them all.");
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
                                : "Severity " + severity + " is covered only by "
                                        + String.join(", ", some.subList(0, Math.min(some.size(), MOST_NAMES)))
                                        + (some.size() > MOST_NAMES
                                                ? " and " + (some.size() - MOST_NAMES) + " more"
                                                : "")
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
                parties(path + ".pausedBy", target.pauseRule());
                warnings(path, target);
                if (seen.add(target.calendar())) {
                    clockChanges(path + ".calendar", target.calendar());
                    target.calendar().lint().stream()
                            .filter(finding -> finding.code() != CalendarFinding.Code.HOLIDAYS_END)
                            .forEach(finding -> found(
                                    Code.CALENDAR,
                                    path + ".calendar",
                                    target.calendar().name() + ": " + finding.message()));
                }
            }
            responseFirst("policies[" + i + "].targets.resolution.limit", policy);
        }
    }

    private void servable(String path, Target target) {
        BusinessDuration limit = target.limit();
        if (limit instanceof BusinessDuration.BusinessDays && target.calendar().equals(BusinessCalendar.alwaysOpen())) {
            found(
                    Code.BUSINESS_DAYS_WITHOUT_HOURS,
                    path,
                    "A limit of " + limit + " counts business days, but every day is one in "
                            + target.calendar().name() + ".");
        }
        Instant start = DueComparison.start(target.calendar(), agreement.inForce());
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
        } else if (DueComparison.due(target, start).equals(Instant.MAX)) {
            found(
                    Code.LIMIT_NOT_SERVABLE,
                    path,
                    target.calendar().name() + " has less open time than " + limit + " from " + local(start, target)
                            + " on.");
        }
    }

    /** Looks for names that nobody has, but almost; others may be of parties that the agreement need not know. */
    private void parties(String path, PauseRule rule) {
        Set<String> names = new TreeSet<>(rule.reasons());
        rule.parties().forEach(party -> names.add(party.name()));
        names.removeIf(name -> name.length() < SHORTEST_SLIP || name.equals(Party.CUSTOMER.name()));
        if (names.isEmpty()) {
            return;
        }
        Set<String> known = new LinkedHashSet<>(List.of(
                Party.CUSTOMER.name(),
                Party.PROVIDER.name(),
                agreement.customer().name(),
                agreement.provider().name()));
        agreement
                .policies()
                .forEach(policy -> policy.targets()
                        .keySet()
                        .forEach(metric -> metric.whileHeldBy()
                                .flatMap(WhileHeldBy::party)
                                .ifPresent(party -> known.add(party.name()))));
        names.removeAll(known);
        for (String name : names) {
            Definitions.didYouMean(name, known)
                    .ifPresent(question -> found(
                            Code.PARTY_MISSPELT,
                            path,
                            "Waits for " + Quoted.of(name) + " pause the clock, but no party of the agreement is called"
                                    + " that; " + question));
        }
    }

    private static String local(Instant at, Target target) {
        return at.atZone(target.calendar().zone()).toLocalDateTime().toString();
    }

    /** The first interval of closed time, within a year, that is at least so long. */
    private static Optional<Interval> closedFor(BusinessCalendar calendar, Instant start, Duration time) {
        Instant closed = start;
        for (Interval open :
                DueComparison.openIntervals(calendar, start, DueComparison.YEAR).toList()) {
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
            } else if (comesAtOnce(warning, target)) {
                found(
                        Code.USELESS_WARNING,
                        at,
                        "A warning " + warning + " comes at once, since the limit is only " + target.limit() + ".");
            }
        }
    }

    private boolean comesAtOnce(Trigger when, Target target) {
        return when instanceof Warning.Left left
                && longest(target)
                        .filter(limit -> left.time().compareTo(limit) >= 0)
                        .isPresent();
    }

    /** The most time that a limit comes to on the clock; of business days as seen on cases of the first weeks in force. */
    private Optional<Duration> longest(Target target) {
        if (!(target.limit() instanceof BusinessDuration.BusinessDays)) {
            return amount(target.limit());
        }
        Instant start = DueComparison.start(target.calendar(), agreement.inForce());
        return Stream.iterate(start, at -> at.plus(Duration.ofHours(1)))
                .limit(HOURS_OF_FOUR_WEEKS)
                .flatMap(opened -> DueComparison.between(target, opened).stream())
                .max(Comparator.naturalOrder());
    }

    private void escalation() {
        List<SeverityPolicy> policies = agreement.policies();
        List<Target> common = new ArrayList<>();
        for (int i = 0; i < policies.size(); i++) {
            SeverityPolicy policy = policies.get(i);
            if (policy.escalation().isEmpty()) {
                common.addAll(policy.targets().values());
            }
            steps(
                    "policies[" + i + "].escalation",
                    policy.escalation(),
                    List.copyOf(policy.targets().values()));
        }
        steps("escalation", agreement.escalation(), common);
    }

    private void steps(String path, List<EscalationStep> steps, List<Target> targets) {
        for (int i = 0; i < steps.size(); i++) {
            Trigger when = steps.get(i).when();
            if (!targets.isEmpty() && targets.stream().allMatch(target -> comesAtOnce(when, target))) {
                found(
                        Code.USELESS_WARNING,
                        path + "[" + i + "]",
                        "The step " + when + " is taken at once, since no limit is longer than "
                                + targets.stream()
                                        .flatMap(target -> longest(target).stream())
                                        .max(Comparator.naturalOrder())
                                        .map(BusinessDuration::of)
                                        .orElseThrow()
                                + ".");
            }
        }
    }

    /** Compares each severity with the next, for cases without attributes and for those that policies name. */
    private void inversions() {
        Set<Map<String, String>> cases = new LinkedHashSet<>(List.of(Map.of()));
        agreement.policies().forEach(policy -> cases.addAll(Selections.examples(policy)));
        List<Severity> scale = List.copyOf(agreement.severities());
        Set<List<Object>> compared = new HashSet<>();
        for (int i = 1; i < scale.size(); i++) {
            for (Map<String, String> attributes : cases) {
                inverted(scale.get(i - 1), scale.get(i), attributes, compared);
            }
        }
    }

    private void inverted(Severity worse, Severity other, Map<String, String> attributes, Set<List<Object>> compared) {
        Optional<SeverityPolicy> forWorse = trial.policyFor(worse, attributes);
        Optional<SeverityPolicy> forOther = trial.policyFor(other, attributes);
        if (forWorse.isEmpty() || forOther.isEmpty() || !compared.add(List.of(forWorse.get(), forOther.get()))) {
            return;
        }
        forOther.get().targets().keySet().stream()
                .filter(metric -> forWorse.get().target(metric).isEmpty())
                .forEach(metric -> found(
                        Code.MORE_SEVERE_WITHOUT_TARGET,
                        "policies[" + agreement.policies().indexOf(forWorse.get()) + "].targets",
                        "Cases of severity " + worse + " are promised nothing about the " + metric.name()
                                + ", but those of severity " + other + " are: the policy "
                                + Quoted.of(forWorse.get().name()) + " has no target for it."));
        forWorse.get()
                .targets()
                .forEach((metric, target) -> forOther.get()
                        .target(metric)
                        .ifPresent(less -> inverted(worse, other, forWorse.get(), metric, target, less)));
    }

    private void inverted(
            Severity worse, Severity other, SeverityPolicy policy, Metric metric, Target target, Target less) {
        String path = "policies[" + agreement.policies().indexOf(policy) + "].targets." + Names.key(metric.name());
        String what = "the " + metric.name() + " of severity ";
        if (target.goal() < less.goal()) {
            found(
                    Code.GOALS_INVERTED,
                    path + ".goal",
                    "The goal for " + what + worse + " is " + Percent.of(target.goal()) + " %, but that for severity "
                            + other + " is " + Percent.of(less.goal()) + " %.");
        }
        DueComparison.firstLater(target, less, agreement.inForce())
                .filter(late -> DueComparison.firstLater(less, target, agreement.inForce())
                        .isEmpty())
                .ifPresent(late -> found(
                        Code.LIMITS_INVERTED,
                        path + ".limit",
                        "The limit for " + what + worse + " is " + target.limit() + ", but that for severity " + other
                                + " is "
                                + less.limit() + "; of two cases opened at " + late.opened()
                                + ", for example, the more severe is due at "
                                + late.later() + ", the other at " + late.earlier() + "."));
    }

    private void credits() {
        Optional<ServiceCredits> found =
                agreement.credits().filter(credits -> credits.basis() == ServiceCredits.Basis.COMPLIANCE);
        if (found.isEmpty() || found.get().tiers().isEmpty()) {
            return;
        }
        double first = found.get().tiers().get(0).below();
        for (int i = 0; i < agreement.policies().size(); i++) {
            SeverityPolicy policy = agreement.policies().get(i);
            for (Map.Entry<Metric, Target> entry : policy.targets().entrySet()) {
                double goal = entry.getValue().goal();
                if (goal != first) {
                    found(
                            Code.CREDITS_CONTRADICT_GOALS,
                            "policies[" + i + "].targets."
                                    + Names.key(entry.getKey().name()) + ".goal",
                            "Credits begin below " + Percent.of(first) + " %, but the goal for the "
                                    + entry.getKey().name() + " is " + Percent.of(goal) + " %: "
                                    + (goal < first
                                            ? "something is given back though the goal is met."
                                            : "nothing is given back though the goal is missed."));
                }
            }
        }
    }

    /** Whether a role approved the present promise; then its approvals of earlier ones are history. */
    private boolean isApprovedBy(String role) {
        return agreement.approvals().stream()
                .filter(approval -> approval.role().equals(role))
                .anyMatch(approval ->
                        approval.digest().filter(agreement.digest()::equals).isPresent());
    }

    private void people() {
        for (int i = 0; i < agreement.approvals().size(); i++) {
            Approval approval = agreement.approvals().get(i);
            String path = "approvals[" + i + "].role";
            agreement.requiredApprovals().stream()
                    .filter(role -> role.equalsIgnoreCase(approval.role()) && !role.equals(approval.role()))
                    .forEach(role -> found(
                            Code.SPELLINGS_DIFFER,
                            path,
                            "The role is written " + Quoted.of(approval.role()) + " here, but the approval required is "
                                    + "that of " + Quoted.of(role) + "; upper and lower case are apart."));
            if (!isApprovedBy(approval.role())) {
                found(
                        Code.APPROVAL_DOES_NOT_COUNT,
                        "approvals[" + i + "]",
                        "The approval by " + approval + " "
                                + (approval.digest().isEmpty()
                                        ? "does not say what was approved"
                                        : "is for another state of the promise")
                                + "; the digest of the present one is " + agreement.digest() + ".");
            }
        }
        boolean informed = agreement.policies().stream()
                .flatMap(policy -> policy.targets().keySet().stream())
                .flatMap(metric -> Stream.of(metric.stopsOn(), metric.restartsOn()))
                .anyMatch(events -> events.contains(EventType.RESPONDED) || events.contains(EventType.UPDATED));
        if (!informed
                && agreement.kind() == AgreementKind.SLA
                && agreement.terms().reporting().isEmpty()) {
            found(
                    Code.CUSTOMER_NEVER_INFORMED,
                    "policies",
                    "Customers are promised neither an answer nor an update, and nobody gets a report.");
        }
    }

    private void dates() {
        DateRange inForce = agreement.inForce();
        agreement
                .terms()
                .reviewOn()
                .filter(inForce.last()::isBefore)
                .ifPresent(review -> found(
                        Code.REVIEW_AFTER_END,
                        "terms.reviewOn",
                        "The review on " + review + " comes after the last date in force, " + inForce.last() + "."));
        if (!inForce.last().equals(DateRange.SUPPORTED.last())) {
            holidays("the last date in force", inForce.last());
        }
        Set<ZoneId> zones = new LinkedHashSet<>();
        agreement
                .policies()
                .forEach(policy -> policy.targets().values().stream()
                        .map(Target::calendar)
                        .filter(calendar -> !calendar.equals(BusinessCalendar.alwaysOpen()))
                        .forEach(calendar -> zones.add(calendar.zone())));
        boolean dated = !inForce.equals(DateRange.SUPPORTED)
                || !agreement.terms().reporting().isEmpty()
                || !agreement.approvals().isEmpty();
        if (dated
                && agreement.zone().equals(ZoneOffset.UTC)
                && !zones.isEmpty()
                && !zones.contains(ZoneOffset.UTC)
                && !zones.contains(ZoneId.of("UTC"))) {
            found(
                    Code.ZONE_DIFFERS,
                    "zone",
                    "The dates of the agreement are meant in UTC, but its calendars are in " + zones + ".");
        }
    }

    private void asOf(LocalDate date) {
        agreement
                .terms()
                .reviewOn()
                .filter(date::isAfter)
                .ifPresent(review -> found(
                        Code.REVIEW_OVERDUE,
                        "terms.reviewOn",
                        "The review of " + review + " is overdue on " + date + "."));
        if (date.isAfter(agreement.inForce().last())) {
            found(
                    Code.ENDED,
                    "inForce",
                    "The agreement was in force " + agreement.inForce() + ", and has ended on " + date + ".");
        } else {
            holidays("the date asked about", date);
        }
    }

    /** Reports calendars whose holidays end before a case opened at the end of a date may be due. */
    private void holidays(String what, LocalDate date) {
        for (int i = 0; i < agreement.policies().size(); i++) {
            for (Map.Entry<Metric, Target> entry :
                    agreement.policies().get(i).targets().entrySet()) {
                Target target = entry.getValue();
                LocalDate known = target.calendar().coverage().last();
                if (known.equals(DateRange.SUPPORTED.last())) {
                    continue;
                }
                Instant opened = date.plusDays(1)
                        .atStartOfDay(target.calendar().zone())
                        .toInstant()
                        .minusSeconds(1);
                if (date.isAfter(known)
                        || DueComparison.dueDate(target, opened)
                                .filter(due -> !due.isAfter(known))
                                .isEmpty()) {
                    found(
                            Code.HOLIDAYS_END,
                            "policies[" + i + "].targets."
                                    + Names.key(entry.getKey().name()) + ".calendar",
                            "The holidays of " + target.calendar().name() + " are known until " + known
                                    + ", but a case opened on " + date + ", " + what + ", with " + target.limit()
                                    + " is due after that.");
                }
            }
        }
    }

    private void responseFirst(String path, SeverityPolicy policy) {
        Optional<Target> response = policy.target(Metric.FIRST_RESPONSE);
        Optional<Target> resolution = policy.target(Metric.RESOLUTION);
        if (response.isEmpty() || resolution.isEmpty()) {
            return;
        }
        DueComparison.firstLater(response.get(), resolution.get(), agreement.inForce())
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
        DateRange dates = DueComparison.dates(agreement.inForce());
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
                                    + zone + (change.isGap() ? " skip." : " show twice."));
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
            DueComparison.openIntervals(calendar, from, Duration.ofDays(1))
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
