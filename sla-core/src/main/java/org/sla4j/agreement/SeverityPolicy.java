package org.sla4j.agreement;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.sla4j.calendar.Quoted;

/**
 * The targets for some cases: those of certain severities and attributes.
 *
 * <pre>{@code
 * SeverityPolicy.builder("gold, critical")
 *         .severity(Severity.CRITICAL)
 *         .attribute("tier", "gold")
 *         .condition(Condition.atLeast("seats", "100"))
 *         .target(Metric.RESOLUTION, Target.of("2h", BusinessCalendar.alwaysOpen(), 1.00))
 *         .build();
 * }</pre>
 *
 * Immutable and thread-safe.
 */
public final class SeverityPolicy {
    private static final Comparator<Condition> ORDER = Comparator.comparing(Condition::attribute)
            .thenComparing(Condition::test)
            .thenComparing(condition -> condition.values().toString());

    private final String name;
    private final SortedSet<Severity> severities;
    private final List<Condition> conditions;
    private final Map<Metric, Target> targets;
    private final Retargeting retargeting;
    private final Reopening reopening;
    private final boolean retargetsFinished;
    private final boolean replyEndsWait;
    private final List<EscalationStep> escalation;

    private SeverityPolicy(Builder builder) {
        name = builder.name;
        severities = Collections.unmodifiableSortedSet(new TreeSet<>(builder.severities));
        conditions = builder.conditions.stream().sorted(ORDER).toList();
        targets = Collections.unmodifiableMap(new LinkedHashMap<>(builder.targets));
        retargeting = builder.retargeting;
        reopening = builder.reopening;
        retargetsFinished = builder.retargetsFinished;
        replyEndsWait = builder.replyEndsWait;
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
     * Returns what the attributes of a case must be.
     *
     * @return the conditions in the order of their attributes, unmodifiable; a case must satisfy all of them
     */
    public List<Condition> conditions() {
        return conditions;
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
     * Whether a measurement that is finished gets the new target too when a case comes under this policy.
     *
     * @return true if it is judged anew; else what is finished stays as it was judged
     */
    public boolean retargetsFinished() {
        return retargetsFinished;
    }

    /**
     * Whether a message of the customer ends the waits for {@link Party#CUSTOMER}.
     *
     * @return true if so; else only {@link EventType#RESUMED} ends a wait
     */
    public boolean replyEndsWait() {
        return replyEndsWait;
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
     * @return true if the severity is one of the policy's and the attributes satisfy all its conditions
     */
    public boolean matches(Severity severity, Map<String, String> attributes) {
        boolean matches = severities.isEmpty() || severities.contains(severity);
        for (int i = 0; matches && i < conditions.size(); i++) {
            matches = conditions.get(i).matches(attributes);
        }
        return matches;
    }

    SeverityPolicy withTargets(ServiceLevelAgreement.TargetChange change) {
        Builder same = toBuilder();
        same.targets.replaceAll((metric, target) -> change.apply(this, metric, target));
        return same.build();
    }

    /**
     * Starts to describe another policy that is like this one until it is changed.
     *
     * @return a builder with all parts of this policy
     */
    public Builder toBuilder() {
        Builder same = new Builder(name);
        same.severities.addAll(severities);
        same.conditions.addAll(conditions);
        same.targets.putAll(targets);
        same.retargeting = retargeting;
        same.reopening = reopening;
        same.retargetsFinished = retargetsFinished;
        same.replyEndsWait = replyEndsWait;
        same.escalation.addAll(escalation);
        return same;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof SeverityPolicy that
                        && name.equals(that.name)
                        && severities.equals(that.severities)
                        && conditions.equals(that.conditions)
                        && targets.equals(that.targets)
                        && retargeting == that.retargeting
                        && reopening == that.reopening
                        && retargetsFinished == that.retargetsFinished
                        && replyEndsWait == that.replyEndsWait
                        && escalation.equals(that.escalation));
    }

    @Override
    public int hashCode() {
        return name.hashCode() * 31 + targets.hashCode();
    }

    /** Returns the policy in words. */
    @Override
    public String toString() {
        return name + " for " + (severities.isEmpty() ? "every severity" : severities)
                + (conditions.isEmpty() ? "" : " with " + conditions) + ": " + targets;
    }

    /** Builds a policy. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final SortedSet<Severity> severities = new TreeSet<>();
        private final List<Condition> conditions = new ArrayList<>();
        private final Map<Metric, Target> targets = new LinkedHashMap<>();
        private Retargeting retargeting = Retargeting.RETROACTIVE;
        private Reopening reopening = Reopening.CONTINUE;
        private boolean retargetsFinished;
        private boolean replyEndsWait;
        private final List<EscalationStep> escalation = new ArrayList<>();

        private Builder(String name) {
            if (name.isBlank()) {
                throw new IllegalArgumentException(
                        "A policy needs a name that is not blank, but was " + Quoted.of(name) + ".");
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
         * @param value the value it must have, not empty
         * @return this builder
         * @throws IllegalArgumentException if the attribute has another value already
         */
        public Builder attribute(String attribute, String value) {
            return condition(Condition.equal(attribute, value));
        }

        /**
         * Adds a condition that a case must satisfy besides those added before.
         *
         * @param condition what an attribute must be
         * @return this builder
         * @throws IllegalArgumentException if the attribute is to have two different values
         */
        public Builder condition(Condition condition) {
            for (Condition known : conditions) {
                if (isValue(known)
                        && isValue(condition)
                        && known.attribute().equals(condition.attribute())
                        && !known.equals(condition)) {
                    throw new IllegalArgumentException("Policy " + Quoted.of(name) + " wants attribute "
                            + Quoted.of(condition.attribute()) + " to be both "
                            + Quoted.of(known.values().get(0)) + " and "
                            + Quoted.of(condition.values().get(0)) + "; give it one value, or make two policies.");
                }
            }
            if (!conditions.contains(condition)) {
                conditions.add(condition);
            }
            return this;
        }

        private static boolean isValue(Condition condition) {
            return condition.test() == Condition.Test.ANY_OF
                    && condition.values().size() == 1;
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
                    throw new IllegalArgumentException("Policy " + Quoted.of(name) + " has a target for "
                            + metric.name() + " already: " + targets.get(known) + "; give each metric one.");
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
         * Gives a measurement that is finished the new target too, and judges it anew, when a case comes under this policy.
         *
         * @return this builder
         */
        public Builder retargetsFinished() {
            retargetsFinished = true;
            return this;
        }

        /**
         * Lets a message of the customer end the waits for {@link Party#CUSTOMER}.
         *
         * @return this builder
         */
        public Builder replyEndsWait() {
            replyEndsWait = true;
            return this;
        }

        /**
         * Adds a step of its own; with at least one, those of the agreement do not apply to its cases.
         *
         * @param step whom to tell when
         * @return this builder
         * @throws IllegalArgumentException if there is a step at the same moment to a contact of the same name
         */
        public Builder escalation(EscalationStep step) {
            step.requireApartFrom(escalation);
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
                        "Policy " + Quoted.of(name) + " has no target; promise something about at least one metric.");
            }
            return new SeverityPolicy(this);
        }
    }
}
