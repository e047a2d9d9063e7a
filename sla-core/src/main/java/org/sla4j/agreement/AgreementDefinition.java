package org.sla4j.agreement;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.BusinessDuration;
import org.sla4j.calendar.CalendarDefinition;
import org.sla4j.calendar.DateRange;
import org.sla4j.calendar.InvalidDefinitionException;
import org.sla4j.calendar.InvalidDefinitionException.Mistake;

/**
 * An agreement written down as plain strings, numbers and lists, for configuration files and databases.
 *
 * <p>Any binder that can fill records (Jackson for JSON or YAML, Spring Boot) fills it without help; parts left out may be
 * {@code null} and become empty. {@link #toAgreement()} reports every mistake at once, each with its path:
 *
 * <pre>{@code
 * { "id": "helpdesk-2026", "provider": "IT operations", "customer": "Sales",
 *   "calendars": [ { "name": "office", "zone": "Europe/Berlin", "hours": "Mon-Fri 09:00-17:00" } ],
 *   "policies": [
 *     { "name": "critical", "severities": ["1"], "targets": {
 *         "firstResponse": { "limit": "15m", "calendar": "24x7", "goal": 1.0 },
 *         "resolution":    { "limit": "4h",  "calendar": "24x7", "goal": 1.0 } } },
 *     { "name": "other", "targets": {
 *         "resolution":    { "limit": "5bd", "calendar": "office", "goal": 0.9 } } } ] }
 * }</pre>
 *
 * Names of metrics may be written {@code first response}, {@code first-response} or {@code firstResponse}. Severities are
 * named or given by rank; without a list of severities they are ITIL's four. The calendar {@code 24x7} is always there.
 *
 * @param id what the agreement is filed under
 * @param version which edition it is; empty means {@code 1}
 * @param kind {@code SLA}, {@code OLA} or {@code underpinning-contract}; empty means {@code SLA}
 * @param service what it is about, in words
 * @param provider who promises
 * @param customer to whom it is promised
 * @param inForce first and last date, such as {@code 2026-01-01/2026-12-31}; empty means always
 * @param calendars the calendars that targets refer to by name
 * @param severities the user's own severities; empty means ITIL's four
 * @param metrics metrics of the user's own
 * @param policies the policies in the order in which they are tried
 */
public record AgreementDefinition(
        String id,
        String version,
        String kind,
        String service,
        String provider,
        String customer,
        String inForce,
        List<CalendarDefinition> calendars,
        List<SeverityDefinition> severities,
        List<MetricDefinition> metrics,
        List<PolicyDefinition> policies) {
    /** Replaces parts that a binder left {@code null} by empty ones and copies the lists. */
    public AgreementDefinition {
        id = text(id);
        version = text(version);
        kind = text(kind);
        service = text(service);
        provider = text(provider);
        customer = text(customer);
        inForce = text(inForce);
        calendars = list(calendars);
        severities = list(severities);
        metrics = list(metrics);
        policies = list(policies);
    }

    /**
     * A severity.
     *
     * @param rank the place on the scale, 0 or above; lower is more severe
     * @param name what people call it
     */
    public record SeverityDefinition(int rank, String name) {
        /** Replaces a name that a binder left {@code null} by an empty one. */
        public SeverityDefinition {
            name = text(name);
        }
    }

    /**
     * A metric of the user's own.
     *
     * @param name what people call it
     * @param starts the events that start it, such as {@code opened}
     * @param stops the events that stop it, such as {@code closed}
     */
    public record MetricDefinition(String name, List<String> starts, List<String> stops) {
        /** Replaces parts that a binder left {@code null} by empty ones and copies the lists. */
        public MetricDefinition {
            name = text(name);
            starts = list(starts);
            stops = list(stops);
        }
    }

    /**
     * The targets for some cases.
     *
     * @param name what people call the policy
     * @param severities names or ranks of severities; empty means all
     * @param when attributes that a case must have
     * @param targets for each metric by name what is promised about it
     * @param retargeting {@code retroactive}, {@code carry-elapsed} or {@code restart}; empty means {@code retroactive}
     * @param reopening {@code continue}, {@code count-gap} or {@code new-cycle}; empty means {@code continue}
     */
    public record PolicyDefinition(
            String name,
            List<String> severities,
            Map<String, String> when,
            Map<String, TargetDefinition> targets,
            String retargeting,
            String reopening) {
        /** Replaces parts that a binder left {@code null} by empty ones and copies the collections. */
        public PolicyDefinition {
            name = text(name);
            severities = list(severities);
            when = map(when);
            targets = map(targets);
            retargeting = text(retargeting);
            reopening = text(reopening);
        }
    }

    /**
     * One promise about one metric.
     *
     * @param limit how much time there is: {@code 4h}, {@code PT4H}, {@code 4h wall} or {@code 5bd}
     * @param calendar the name of the calendar it is counted in; empty means {@code 24x7}
     * @param goal the share of cases that must meet it, above 0 and at most 1; left out ({@code null} to the constructor) it
     *     is 1
     * @param pausedBy {@code any}, {@code never}, or names of parties and reasons whose waits stop the clock; empty means
     *     {@code any}
     */
    public record TargetDefinition(String limit, String calendar, Double goal, List<String> pausedBy) {
        /** Replaces parts that a binder left {@code null} by empty ones and copies the list. */
        public TargetDefinition {
            limit = text(limit);
            calendar = text(calendar);
            goal = number(goal);
            pausedBy = list(pausedBy);
        }
    }

    // Binders hand over null for what a document leaves out, although no caller in Java should.
    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static Double number(@Nullable Double number) {
        return number == null ? Double.valueOf(1) : number;
    }

    private static <T> List<T> list(@Nullable List<T> list) {
        return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
    }

    private static <V> Map<String, V> map(@Nullable Map<String, V> map) {
        return map == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /**
     * Makes the agreement.
     *
     * @return the agreement that this definition describes
     * @throws InvalidDefinitionException if anything is wrong; it lists all mistakes, each with its path
     */
    public ServiceLevelAgreement toAgreement() {
        Reader in = new Reader();
        Map<String, BusinessCalendar> calendarsByName = readCalendars(in);
        Set<Severity> scale = readSeverities(in);
        Map<String, Metric> metricsByName = readMetrics(in);
        ServiceLevelAgreement.Builder agreement = ServiceLevelAgreement.builder(id.isBlank() ? "unnamed" : id);
        if (id.isBlank()) {
            in.mistake("id", "An agreement needs an id.");
        }
        agreement.version(version.isEmpty() ? "1" : version).service(service);
        if (!kind.isBlank()) {
            in.get("kind", () -> agreement.kind(choice(AgreementKind.class, kind)));
        }
        in.get("provider", () -> agreement.provider(Party.of(provider)));
        in.get("customer", () -> agreement.customer(Party.of(customer)));
        if (!inForce.isBlank()) {
            in.get("inForce", () -> agreement.inForce(dates(inForce)));
        }
        if (policies.isEmpty()) {
            in.mistake("policies", "An agreement needs at least one policy.");
        }
        for (int i = 0; i < policies.size(); i++) {
            String path = "policies[" + i + "]";
            Optional<SeverityPolicy> policy =
                    readPolicy(in, path, policies.get(i), scale, metricsByName, calendarsByName);
            policy.ifPresent(read -> in.get(path + ".name", () -> agreement.policy(read)));
        }
        if (in.mistakes.isEmpty()) {
            return agreement.build();
        }
        throw new InvalidDefinitionException("agreement \"" + id + "\"", in.mistakes);
    }

    private Map<String, BusinessCalendar> readCalendars(Reader in) {
        Map<String, BusinessCalendar> byName = new LinkedHashMap<>();
        byName.put("24x7", BusinessCalendar.alwaysOpen());
        for (int i = 0; i < calendars.size(); i++) {
            String path = "calendars[" + i + "]";
            CalendarDefinition definition = calendars.get(i);
            try {
                if (byName.putIfAbsent(definition.name(), definition.toCalendar()) != null) {
                    in.mistake(path + ".name", "\"" + definition.name() + "\" is there already; names must differ.");
                }
            } catch (InvalidDefinitionException e) {
                e.mistakes().forEach(mistake -> in.mistake(path + "." + mistake.path(), mistake.message()));
                // Targets that name it have made no mistake of their own.
                byName.putIfAbsent(definition.name(), BusinessCalendar.alwaysOpen());
            }
        }
        return byName;
    }

    private Set<Severity> readSeverities(Reader in) {
        Set<Severity> scale = new TreeSet<>();
        for (int i = 0; i < severities.size(); i++) {
            SeverityDefinition definition = severities.get(i);
            in.get("severities[" + i + "]", () -> scale.add(Severity.of(definition.rank(), definition.name())));
        }
        return scale.isEmpty()
                ? new TreeSet<>(Set.of(Severity.CRITICAL, Severity.HIGH, Severity.MODERATE, Severity.LOW))
                : scale;
    }

    private Map<String, Metric> readMetrics(Reader in) {
        Map<String, Metric> byName = new LinkedHashMap<>();
        Metric.standard().forEach(metric -> byName.put(plain(metric.name()), metric));
        for (int i = 0; i < metrics.size(); i++) {
            MetricDefinition definition = metrics.get(i);
            String path = "metrics[" + i + "]";
            Optional<Set<EventType>> starts = in.get(path + ".starts", () -> events(definition.starts()));
            Optional<Set<EventType>> stops = in.get(path + ".stops", () -> events(definition.stops()));
            if (starts.isPresent() && stops.isPresent()) {
                in.get(path, () -> Metric.of(definition.name(), starts.get(), stops.get()))
                        .filter(metric -> byName.put(plain(metric.name()), metric) != null)
                        .ifPresent(metric -> in.mistake(
                                path + ".name", "\"" + metric.name() + "\" is there already; names must differ."));
            }
        }
        return byName;
    }

    private static Optional<SeverityPolicy> readPolicy(
            Reader in,
            String path,
            PolicyDefinition definition,
            Set<Severity> scale,
            Map<String, Metric> metrics,
            Map<String, BusinessCalendar> calendars) {
        int before = in.mistakes.size();
        if (definition.name().isBlank()) {
            in.mistake(path + ".name", "A policy needs a name.");
        }
        SeverityPolicy.Builder policy =
                SeverityPolicy.builder(definition.name().isBlank() ? "unnamed" : definition.name());
        for (int i = 0; i < definition.severities().size(); i++) {
            String severity = definition.severities().get(i);
            in.get(path + ".severities[" + i + "]", () -> policy.severity(severity(severity, scale)));
        }
        definition.when().forEach((attribute, value) -> policy.attribute(attribute, text(value)));
        if (!definition.retargeting().isBlank()) {
            in.get(
                    path + ".retargeting",
                    () -> policy.retargeting(choice(Retargeting.class, definition.retargeting())));
        }
        if (!definition.reopening().isBlank()) {
            in.get(path + ".reopening", () -> policy.reopening(choice(Reopening.class, definition.reopening())));
        }
        if (definition.targets().isEmpty()) {
            in.mistake(path + ".targets", "A policy needs a target for at least one metric.");
        }
        definition.targets().forEach((name, target) -> {
            String at = path + ".targets." + name;
            Optional<Metric> metric = in.get(at, () -> metric(name, metrics));
            Optional<Target> read = readTarget(in, at, target, calendars);
            if (metric.isPresent() && read.isPresent()) {
                in.get(at, () -> policy.target(metric.get(), read.get()));
            }
        });
        return in.mistakes.size() == before ? Optional.of(policy.build()) : Optional.empty();
    }

    private static Optional<Target> readTarget(
            Reader in, String path, @Nullable TargetDefinition definition, Map<String, BusinessCalendar> calendars) {
        if (definition == null) {
            in.mistake(path, "A target needs a limit.");
            return Optional.empty();
        }
        Optional<BusinessDuration> limit = in.get(path + ".limit", () -> BusinessDuration.parse(definition.limit()));
        Optional<BusinessCalendar> calendar =
                in.get(path + ".calendar", () -> calendar(definition.calendar(), calendars));
        Optional<Target> checked = in.get(
                path + ".goal",
                () -> Target.of(
                        limit.orElse(BusinessDuration.days(1)),
                        calendar.orElse(BusinessCalendar.alwaysOpen()),
                        definition.goal()));
        return limit.isPresent() && calendar.isPresent()
                ? checked.map(target -> target.withPauses(pauses(definition.pausedBy())))
                : Optional.empty();
    }

    private static PauseRule pauses(List<String> names) {
        if (names.isEmpty() || names.equals(List.of("any"))) {
            return PauseRule.any();
        }
        if (names.equals(List.of("never"))) {
            return PauseRule.never();
        }
        return new PauseRule(
                false, names.stream().map(Party::of).collect(Collectors.toSet()), Set.copyOf(new TreeSet<>(names)));
    }

    private static BusinessCalendar calendar(String name, Map<String, BusinessCalendar> calendars) {
        BusinessCalendar found = calendars.get(name.isEmpty() ? "24x7" : name);
        if (found == null) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is no calendar of this agreement; there are " + calendars.keySet() + ".");
        }
        return found;
    }

    private static Metric metric(String name, Map<String, Metric> metrics) {
        Metric found = metrics.get(plain(name));
        if (found == null) {
            throw new IllegalArgumentException("\"" + name + "\" is no metric of this agreement; there are "
                    + metrics.values().stream().map(Metric::name).toList() + ".");
        }
        return found;
    }

    private static Severity severity(String text, Set<Severity> scale) {
        return scale.stream()
                .filter(severity -> severity.name().equalsIgnoreCase(text.strip())
                        || Integer.toString(severity.rank()).equals(text.strip())
                        || severity.toString().equalsIgnoreCase(text.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + text + "\" is no severity of this agreement; there are " + scale + "."));
    }

    private static Set<EventType> events(List<String> names) {
        return names.stream()
                .map(name -> EventType.standard().stream()
                        .filter(type -> plain(type.name()).equals(plain(name)))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is not one of "
                                + EventType.standard().stream()
                                        .map(EventType::name)
                                        .collect(Collectors.joining(", "))
                                + ".")))
                .collect(Collectors.toSet());
    }

    private static DateRange dates(String text) {
        String[] ends = text.strip().split("/", -1);
        if (ends.length == 2) {
            try {
                return DateRange.of(LocalDate.parse(ends[0]), LocalDate.parse(ends[1]));
            } catch (DateTimeException e) {
                throw new DateTimeException(
                        "\"" + text + "\" is not a span of dates (" + e.getMessage()
                                + "); write 2026-01-01/2026-12-31.",
                        e);
            }
        }
        throw new DateTimeException("\"" + text + "\" is not a span of dates; write 2026-01-01/2026-12-31.");
    }

    private static <E extends Enum<E>> E choice(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> plain(constant.name()).equals(plain(text)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + text + "\" is not one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(constant ->
                                        constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                                .collect(Collectors.joining(", "))
                        + "."));
    }

    /** Letters and digits only, in lower case, so that all ways of joining words are one. */
    private static String plain(String name) {
        return name.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
    }

    /** Turns the exceptions of one part after another into mistakes with a path. */
    private static final class Reader {
        private final List<Mistake> mistakes = new ArrayList<>();

        private void mistake(String path, String message) {
            mistakes.add(new Mistake(path, message));
        }

        private <T> Optional<T> get(String path, Supplier<T> part) {
            try {
                return Optional.of(part.get());
            } catch (DateTimeException | IllegalArgumentException e) {
                mistake(path, Objects.requireNonNullElse(e.getMessage(), "cannot be read"));
                return Optional.empty();
            }
        }
    }
}
