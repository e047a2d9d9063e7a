package org.sla4j.agreement;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The targets for some cases: those of certain severities and attributes.
 *
 * <pre>{@code
 * SeverityPolicy.builder("gold, critical")
 *         .severity(Severity.CRITICAL)
 *         .attribute("tier", "gold")
 *         .target(Metric.RESOLUTION, Target.of("2h", BusinessCalendar.alwaysOpen(), 1.00))
 *         .build();
 * }</pre>
 *
 * Immutable and thread-safe.
 */
public final class SeverityPolicy {
    private final String name;
    private final SortedSet<Severity> severities;
    private final Map<String, String> attributes;
    private final Map<Metric, Target> targets;
    private final Retargeting retargeting;
    private final Reopening reopening;
    private final List<EscalationStep> escalation;

    private SeverityPolicy(Builder builder) {
        name = builder.name;
        severities = Collections.unmodifiableSortedSet(new TreeSet<>(builder.severities));
        attributes = Collections.unmodifiableMap(new TreeMap<>(builder.attributes));
        targets = Collections.unmodifiableMap(new LinkedHashMap<>(builder.targets));
        retargeting = builder.retargeting;
        reopening = builder.reopening;
        escalation = List.copyOf(builder.escalation);
    }

    /**
     * Starts to describe a policy.
     *
     * @param name what people call it, not blank
     * @return a builder that needs at least one target
     * @throws IllegalArgumentException if the name is blank
     */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /**
     * Returns the name.
     *
     * @return what people call the policy
     */
    public String name() {
        return name;
    }

    /**
     * Returns the severities it is for.
     *
     * @return the severities from the most severe on, unmodifiable; empty if it is for all
     */
    public SortedSet<Severity> severities() {
        return severities;
    }

    /**
     * Returns the attributes a case must have.
     *
     * @return name and value of each, unmodifiable; empty if none matters
     */
    public Map<String, String> attributes() {
        return attributes;
    }

    /**
     * Returns the targets.
     *
     * @return one target for each metric, in the order given, unmodifiable
     */
    public Map<Metric, Target> targets() {
        return targets;
    }

    /**
     * Returns the target of a metric.
     *
     * @param metric what is measured
     * @return its target, or empty if nothing is promised about it
     */
    public Optional<Target> target(Metric metric) {
        return Optional.ofNullable(targets.get(metric));
    }

    /**
     * Returns what happens to time already used when a case comes under this policy.
     *
     * @return the rule, {@link Retargeting#RETROACTIVE} unless set
     */
    public Retargeting retargeting() {
        return retargeting;
    }

    /**
     * Returns what happens to stopped clocks when a case is reopened.
     *
     * @return the rule, {@link Reopening#CONTINUE} unless set
     */
    public Reopening reopening() {
        return reopening;
    }

    /**
     * Returns whom to tell when.
     *
     * @return the steps of its own, in the order given, unmodifiable; empty if those of the agreement apply
     */
    public List<EscalationStep> escalation() {
        return escalation;
    }

    /**
     * Whether this policy is for a case.
     *
     * @param severity how severe the case is
     * @param attributes what else is known of it
     * @return true if the severity is one of the policy's and the case has all its attributes
     */
    public boolean matches(Severity severity, Map<String, String> attributes) {
        return (severities.isEmpty() || severities.contains(severity))
                && attributes.entrySet().containsAll(this.attributes.entrySet());
    }

    SeverityPolicy withTargets(ServiceLevelAgreement.TargetChange change) {
        Builder same = new Builder(name);
        same.severities.addAll(severities);
        same.attributes.putAll(attributes);
        targets.forEach((metric, target) -> same.targets.put(metric, change.apply(this, metric, target)));
        same.retargeting = retargeting;
        same.reopening = reopening;
        same.escalation.addAll(escalation);
        return new SeverityPolicy(same);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SeverityPolicy that
                && name.equals(that.name)
                && severities.equals(that.severities)
                && attributes.equals(that.attributes)
                && targets.equals(that.targets)
                && retargeting == that.retargeting
                && reopening == that.reopening
                && escalation.equals(that.escalation);
    }

    @Override
    public int hashCode() {
        return name.hashCode() * 31 + targets.hashCode();
    }

    /** Returns the policy in words. */
    @Override
    public String toString() {
        return name + " for " + (severities.isEmpty() ? "every severity" : severities)
                + (attributes.isEmpty() ? "" : " with " + attributes) + ": " + targets;
    }

    /** A description of a policy in the making. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final SortedSet<Severity> severities = new TreeSet<>();
        private final Map<String, String> attributes = new TreeMap<>();
        private final Map<Metric, Target> targets = new LinkedHashMap<>();
        private Retargeting retargeting = Retargeting.RETROACTIVE;
        private Reopening reopening = Reopening.CONTINUE;
        private final List<EscalationStep> escalation = new ArrayList<>();

        private Builder(String name) {
            if (name.isBlank()) {
                throw new IllegalArgumentException(
                        "A policy needs a name that is not blank, but was \"" + name + "\".");
            }
            this.name = name;
        }

        /**
         * Adds a severity that the policy is for. Without any it is for all.
         *
         * @param severity the severity
         * @return this builder
         */
        public Builder severity(Severity severity) {
            severities.add(severity);
            return this;
        }

        /**
         * Adds an attribute that a case must have.
         *
         * @param attribute the name, such as {@code tier}
         * @param value the value it must have
         * @return this builder
         * @throws IllegalArgumentException if the attribute has another value already
         */
        public Builder attribute(String attribute, String value) {
            String earlier = attributes.putIfAbsent(attribute, value);
            if (earlier != null && !earlier.equals(value)) {
                throw new IllegalArgumentException(
                        "Policy \"" + name + "\" wants attribute \"" + attribute + "\" to be both \"" + earlier
                                + "\" and \"" + value + "\"; give it one value, or make two policies.");
            }
            return this;
        }

        /**
         * Sets the target of a metric.
         *
         * @param metric what is measured
         * @param target what is promised about it
         * @return this builder
         * @throws IllegalArgumentException if a metric of that name has a target already
         */
        public Builder target(Metric metric, Target target) {
            for (Metric known : targets.keySet()) {
                if (known.name().equals(metric.name())) {
                    throw new IllegalArgumentException("Policy \"" + name + "\" has a target for " + metric.name()
                            + " already: " + targets.get(known) + "; give each metric one.");
                }
            }
            targets.put(metric, target);
            return this;
        }

        /**
         * Sets what happens to time already used when a case comes under this policy.
         *
         * @param rule the rule
         * @return this builder
         */
        public Builder retargeting(Retargeting rule) {
            retargeting = rule;
            return this;
        }

        /**
         * Sets what happens to stopped clocks when a case is reopened.
         *
         * @param rule the rule
         * @return this builder
         */
        public Builder reopening(Reopening rule) {
            reopening = rule;
            return this;
        }

        /**
         * Adds a step of its own; with at least one, those of the agreement do not apply to its cases.
         *
         * @param step whom to tell when
         * @return this builder
         */
        public Builder escalation(EscalationStep step) {
            escalation.add(step);
            return this;
        }

        /**
         * Makes the policy.
         *
         * @return the policy
         * @throws IllegalArgumentException if it has no target
         */
        public SeverityPolicy build() {
            if (targets.isEmpty()) {
                throw new IllegalArgumentException(
                        "Policy \"" + name + "\" has no target; promise something about at least one metric.");
            }
            return new SeverityPolicy(this);
        }
    }
}
