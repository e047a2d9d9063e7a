package org.sla4j.agreement;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.sla4j.calendar.Quoted;

/**
 * Something that is measured on every case, defined by the events that move its clock.
 *
 * <pre>{@code
 * Metric closure = Metric.of("closure", Set.of(EventType.OPENED), Set.of(EventType.CLOSED));
 * Metric fitting = Metric.builder("fitting")
 *         .startsOn(EventType.of("parts delivered"))
 *         .pausesOn(EventType.of("technician left"))
 *         .resumesOn(EventType.of("technician came"))
 *         .stopsOn(EventType.RESOLVED, EventType.CLOSED)
 *         .build();
 * }</pre>
 *
 * <h2>Rules</h2>
 *
 * <ul>
 *   <li>The first event that starts the clock does; while it runs, further ones change nothing.
 *   <li>The waits of a case ({@link EventType#WAITING}) pause the clock if both the metric ({@link #pauseRule}) and the {@link
 *       Target} say so. The metric's own {@link #pausesOn} pause it whatever the target says, until one of its {@link #resumesOn}.
 *   <li>A metric that is {@linkplain #isRepeating repeating} is measured again each time an event starts it after a stop, and
 *       a restart finishes one measurement and begins the next. Each has an outcome of its own. For other metrics a restart drops
 *       the time used, and only {@link EventType#REOPENED} runs a stopped clock again, if the metric {@linkplain #isReopened
 *       is reopened}.
 *   <li>A metric may count only while somebody has the case: see {@link WhileHeldBy}.
 *   <li>At one instant a stop beats a pause, and a pause beats a start, unless the events are ordered by a sequence number:
 *       see {@code CaseEvent.withSequence}.
 * </ul>
 *
 * Immutable and thread-safe. Metrics are equal if all their parts are.
 */
public final class Metric {
    /** From receipt until somebody takes note; an answer, resolution or closure without that counts as well. */
    public static final Metric ACKNOWLEDGE = builder("acknowledge")
            .startsOn(EventType.OPENED)
            .stopsOn(EventType.ACKNOWLEDGED, EventType.RESPONDED, EventType.RESOLVED, EventType.CLOSED)
            .build();
    /** From receipt to the first answer by a person; a resolution or closure without one counts as the answer. */
    public static final Metric FIRST_RESPONSE = builder("first response")
            .startsOn(EventType.OPENED)
            .stopsOn(EventType.RESPONDED, EventType.RESOLVED, EventType.CLOSED)
            .build();
    /**
     * From the first message of the customer that nobody has answered to the next answer by a person, each time.
     *
     * <p>As in Zendesk and Front, the oldest unanswered message counts and waits do not pause the clock. A reopening counts as
     * a message, a resolution or closure as an answer; a message to a resolved case asks for no answer unless it is reopened.
     */
    public static final Metric NEXT_RESPONSE = builder("next response")
            .startsOn(EventType.CUSTOMER_REPLIED, EventType.REOPENED)
            .stopsOn(EventType.RESPONDED, EventType.RESOLVED, EventType.CLOSED)
            .pauseRule(PauseRule.never())
            .repeating()
            .build();
    /**
     * The customer hears from us again and again until the case is resolved: each answer or update begins the next
     * measurement. Only waits for {@link Party#CUSTOMER} may pause it: updates are promised above all while a case waits for
     * others.
     *
     * <p>Unlike Zendesk's, which begins with our first message, the first measurement begins with the receipt; a reopening
     * begins another.
     */
    public static final Metric PERIODIC_UPDATE = builder("periodic update")
            .startsOn(EventType.OPENED, EventType.REOPENED)
            .restartsOn(EventType.UPDATED, EventType.RESPONDED)
            .stopsOn(EventType.RESOLVED, EventType.CLOSED)
            .pauseRule(PauseRule.parties(Set.of(Party.CUSTOMER)))
            .repeating()
            .build();
    /** From receipt to the solution; a closure without a resolution counts as the solution. */
    public static final Metric RESOLUTION = builder("resolution")
            .startsOn(EventType.OPENED)
            .stopsOn(EventType.RESOLVED, EventType.CLOSED)
            .build();
    /**
     * The time that the customer waits for us until the solution: everything but waits for {@link Party#CUSTOMER}.
     *
     * <p>As in Zendesk, where waiting for the customer (pending) pauses it and waiting for others (on hold) does not.
     */
    public static final Metric REQUESTER_WAIT_TIME = builder("requester wait time")
            .startsOn(EventType.OPENED)
            .stopsOn(EventType.RESOLVED, EventType.CLOSED)
            .pauseRule(PauseRule.parties(Set.of(Party.CUSTOMER)))
            .build();
    /**
     * The time in which somebody works on the case: from {@link EventType#WORK_STARTED} to {@link EventType#WORK_ENDED}, each
     * time, until the solution.
     *
     * <p>Zendesk takes every minute in which a case is open and waits for nobody for work; here work is what was recorded as
     * such, less the waits that the target lets pause.
     */
    public static final Metric AGENT_WORK_TIME = builder("agent work time")
            .startsOn(EventType.WORK_STARTED)
            .pausesOn(EventType.WORK_ENDED, EventType.REOPENED)
            .resumesOn(EventType.WORK_STARTED)
            .stopsOn(EventType.RESOLVED, EventType.CLOSED)
            .build();

    /**
     * The time that a team has the case, from its assignment until it hands the case over or finishes it, for each team anew.
     *
     * <p>As Zendesk's group ownership time, which begins anew with each assignment to a group.
     */
    public static final Metric OWNERSHIP = builder("ownership")
            .startsOn(EventType.OPENED, EventType.REOPENED)
            .stopsOn(EventType.RESOLVED, EventType.CLOSED)
            .whileHeldBy(WhileHeldBy.anyTeam())
            .build();
    /** The time that the customer takes to answer, each time that the case waits for {@link Party#CUSTOMER}. */
    public static final Metric CUSTOMER_ANSWER = builder("customer answer")
            .startsOn(EventType.OPENED, EventType.REOPENED)
            .stopsOn(EventType.RESOLVED, EventType.CLOSED)
            .whileHeldBy(WhileHeldBy.party(Party.CUSTOMER))
            .build();

    private static final List<Metric> STANDARD = List.of(
            ACKNOWLEDGE,
            FIRST_RESPONSE,
            NEXT_RESPONSE,
            PERIODIC_UPDATE,
            RESOLUTION,
            REQUESTER_WAIT_TIME,
            AGENT_WORK_TIME,
            OWNERSHIP,
            CUSTOMER_ANSWER);
    private static final Set<EventType> ENDS = Set.of(EventType.RESOLVED, EventType.CLOSED);

    private enum Role {
        STARTS,
        PAUSES,
        RESUMES,
        RESTARTS,
        STOPS,
        CANCELS
    }

    private final String name;
    private final Map<Role, SortedSet<EventType>> events;
    private final Set<EventType> moving;
    private final PauseRule pauseRule;
    private final boolean repeating;
    private final boolean countedFromDue;
    private final Optional<WhileHeldBy> whileHeldBy;

    private Metric(Builder builder) {
        name = builder.name;
        events = new EnumMap<>(Role.class);
        builder.events.forEach(
                (role, types) -> events.put(role, Collections.unmodifiableSortedSet(new TreeSet<>(types))));
        moving = events.values().stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
        whileHeldBy = builder.whileHeldBy;
        pauseRule = builder.pauseRule.orElseGet(() -> whileHeldBy
                .flatMap(WhileHeldBy::party)
                .map(party -> PauseRule.never()) // the wait itself is what is measured
                .orElse(PauseRule.any()));
        repeating = builder.repeating
                || whileHeldBy.filter(holder -> !holder.isCumulative()).isPresent();
        countedFromDue = builder.countedFromDue;
    }

    /**
     * Makes a metric that is measured once.
     *
     * @param name what people call it, not blank
     * @param starts the events of which the first starts the clock, at least one
     * @param stops the events that stop it, at least one and none of {@code starts}
     * @return the metric
     * @throws IllegalArgumentException if a part is missing or an event is in both sets
     */
    public static Metric of(String name, Set<EventType> starts, Set<EventType> stops) {
        return builder(name)
                .startsOn(starts.toArray(EventType[]::new))
                .stopsOn(stops.toArray(EventType[]::new))
                .build();
    }

    /**
     * Returns the ready-made metrics.
     *
     * @return the constants of this class, unmodifiable
     */
    public static List<Metric> standard() {
        return STANDARD;
    }

    /**
     * Starts to describe a metric.
     *
     * @param name what people call it, not blank, such as {@code first response}
     * @return a builder that needs at least one event that starts and one that stops
     * @throws IllegalArgumentException if the name is blank
     */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /**
     * Returns the name.
     *
     * @return what people call it
     */
    public String name() {
        return name;
    }

    /**
     * Returns the events that start the clock.
     *
     * @return the types, by name, unmodifiable, at least one
     */
    public SortedSet<EventType> startsOn() {
        return types(Role.STARTS);
    }

    /**
     * Returns the events, other than waits, that pause the clock.
     *
     * @return the types, by name, unmodifiable
     */
    public SortedSet<EventType> pausesOn() {
        return types(Role.PAUSES);
    }

    /**
     * Returns the events that end what {@link #pausesOn} began.
     *
     * @return the types, by name, unmodifiable
     */
    public SortedSet<EventType> resumesOn() {
        return types(Role.RESUMES);
    }

    /**
     * Returns the events that begin the measurement anew.
     *
     * @return the types, by name, unmodifiable
     */
    public SortedSet<EventType> restartsOn() {
        return types(Role.RESTARTS);
    }

    /**
     * Returns the events that finish the measurement.
     *
     * @return the types, by name, unmodifiable, at least one
     */
    public SortedSet<EventType> stopsOn() {
        return types(Role.STOPS);
    }

    /**
     * Returns the events that end the measurement without a verdict.
     *
     * @return the types, by name, unmodifiable; {@link EventType#CANCELLED} always
     */
    public SortedSet<EventType> cancelsOn() {
        return types(Role.CANCELS);
    }

    /**
     * Returns which waits of a case pause the clock, if its target lets them.
     *
     * @return the rule; unless set {@link PauseRule#any}, or {@link PauseRule#never} if it counts only while a party has the case
     */
    public PauseRule pauseRule() {
        return pauseRule;
    }

    /**
     * Whether it is measured again each time an event starts it.
     *
     * @return true if so
     */
    public boolean isRepeating() {
        return repeating;
    }

    /**
     * Whether a restart that comes in time counts the next measurement from when the last one was due, so that a regular
     * rhythm is kept: with updates every hour from 09:00, one at 09:30 asks for the next by 11:00.
     *
     * @return true if so; else it counts from the event that restarts it
     */
    public boolean isCountedFromDue() {
        return countedFromDue;
    }

    /**
     * Returns who must have the case for the clock to count.
     *
     * @return the rule, or empty if it counts whoever has it
     */
    public Optional<WhileHeldBy> whileHeldBy() {
        return whileHeldBy;
    }

    /**
     * Whether reopening a case runs the stopped clock again.
     *
     * @return true if nothing but a resolution or closure stops it and a reopening does not start it; an answer stays given
     *     when a case is reopened
     */
    public boolean isReopened() {
        return ENDS.containsAll(stopsOn()) && !startsOn().contains(EventType.REOPENED);
    }

    /**
     * Returns every event that moves the clock.
     *
     * @return the types, unmodifiable
     */
    public Set<EventType> events() {
        return moving;
    }

    private SortedSet<EventType> types(Role role) {
        SortedSet<EventType> types = events.get(role);
        return types == null ? Collections.emptySortedSet() : types;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof Metric that
                        && name.equals(that.name)
                        && events.equals(that.events)
                        && pauseRule.equals(that.pauseRule)
                        && repeating == that.repeating
                        && countedFromDue == that.countedFromDue
                        && whileHeldBy.equals(that.whileHeldBy));
    }

    @Override
    public int hashCode() {
        return name.hashCode(); // the key of every map of clocks; names differ within an agreement
    }

    /** Returns the name and the events, such as {@code resolution (opened to closed or resolved)}. */
    @Override
    public String toString() {
        return name + " (" + words(startsOn()) + " to " + words(stopsOn())
                + whileHeldBy.map(holder -> ", " + holder).orElse("") + ")";
    }

    private static String words(Collection<EventType> types) {
        return types.stream().map(EventType::toString).collect(Collectors.joining(" or "));
    }

    /** Builds a metric. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final Map<Role, Set<EventType>> events = new EnumMap<>(Role.class);
        private Optional<PauseRule> pauseRule = Optional.empty();
        private boolean repeating;
        private boolean countedFromDue;
        private Optional<WhileHeldBy> whileHeldBy = Optional.empty();

        private Builder(String name) {
            if (name.isBlank()) {
                throw new IllegalArgumentException(
                        "A metric needs a name that is not blank, but was " + Quoted.of(name) + ".");
            }
            this.name = name;
            add(Role.CANCELS, EventType.CANCELLED);
        }

        private Builder add(Role role, EventType... types) {
            if (types.length > 0) { // else a metric given no event would differ from one not asked
                events.computeIfAbsent(role, first -> new TreeSet<>()).addAll(Set.of(types));
            }
            return this;
        }

        /**
         * Adds events that start the clock.
         *
         * @param types the events
         * @return this builder
         */
        public Builder startsOn(EventType... types) {
            return add(Role.STARTS, types);
        }

        /**
         * Adds events that pause the clock whatever its target says about waits.
         *
         * @param types the events, not {@link EventType#WAITING}: see {@link #pauseRule}
         * @return this builder
         */
        public Builder pausesOn(EventType... types) {
            return add(Role.PAUSES, types);
        }

        /**
         * Adds events that end what {@link #pausesOn} began.
         *
         * @param types the events, not {@link EventType#RESUMED}: see {@link #pauseRule}
         * @return this builder
         */
        public Builder resumesOn(EventType... types) {
            return add(Role.RESUMES, types);
        }

        /**
         * Adds events that begin the measurement anew.
         *
         * @param types the events
         * @return this builder
         */
        public Builder restartsOn(EventType... types) {
            return add(Role.RESTARTS, types);
        }

        /**
         * Adds events that finish the measurement.
         *
         * @param types the events
         * @return this builder
         */
        public Builder stopsOn(EventType... types) {
            return add(Role.STOPS, types);
        }

        /**
         * Adds events that end the measurement without a verdict, besides {@link EventType#CANCELLED}.
         *
         * @param types the events
         * @return this builder
         */
        public Builder cancelsOn(EventType... types) {
            return add(Role.CANCELS, types);
        }

        /**
         * Sets which waits of a case may pause the clock; those that the target's rule lets pause as well do.
         *
         * @param rule the rule
         * @return this builder
         */
        public Builder pauseRule(PauseRule rule) {
            pauseRule = Optional.of(rule);
            return this;
        }

        /**
         * Measures again each time an event starts the clock after a stop.
         *
         * @return this builder
         */
        public Builder repeating() {
            repeating = true;
            return this;
        }

        /**
         * Counts a next measurement from when the last one was due, if it was restarted in time, so that a regular rhythm is
         * kept; one that is late counts from the event that restarts it.
         *
         * <p>Each measurement asks for an event of its own: a second update before 10:00, in the rhythm of 09:00, 10:00 and 11:00,
         * changes nothing.
         *
         * @return this builder
         */
        public Builder countedFromDue() {
            countedFromDue = true;
            return this;
        }

        /**
         * Counts only while somebody has the case. Unless its intervals add up, the metric is {@linkplain #repeating
         * repeating}.
         *
         * @param holder who must have it
         * @return this builder
         */
        public Builder whileHeldBy(WhileHeldBy holder) {
            whileHeldBy = Optional.of(holder);
            return this;
        }

        /**
         * Makes the metric.
         *
         * @return the metric
         * @throws IllegalArgumentException if nothing starts or stops it, if waits are among the events that pause or resume
         *     it, or if one event has two roles that exclude each other: one that stops or cancels does nothing else, and none
         *     both pauses and starts, resumes or restarts; if it counts while the case waits for a party and is paused by that
         *     wait; or if it is counted from the last due and is not repeating with an event that restarts it
         */
        public Metric build() {
            Metric metric = new Metric(this);
            if (metric.startsOn().isEmpty() || metric.stopsOn().isEmpty()) {
                throw new IllegalArgumentException("Metric " + Quoted.of(name)
                        + " needs an event that starts it and one that stops it, but starts with " + metric.startsOn()
                        + " and stops with " + metric.stopsOn() + ".");
            }
            if (metric.pausesOn().contains(EventType.WAITING)
                    || metric.resumesOn().contains(EventType.RESUMED)) {
                throw new IllegalArgumentException(
                        "Metric " + Quoted.of(name)
                                + " is paused or resumed by the events of a wait; say which waits pause it by pauseRule(PauseRule).");
            }
            Optional<Party> party = metric.whileHeldBy().flatMap(WhileHeldBy::party);
            if (party.isPresent()
                    && (metric.pauseRule().all() || metric.pauseRule().parties().contains(party.get()))) {
                throw new IllegalArgumentException(
                        "Metric " + Quoted.of(name) + " counts only while the case waits for " + party.get()
                                + ", but is paused by that wait and would never count.");
            }
            if (countedFromDue && (!metric.isRepeating() || metric.restartsOn().isEmpty())) {
                throw new IllegalArgumentException("Metric " + Quoted.of(name)
                        + " is counted from the last due, so it must be repeating and have an event that restarts it.");
            }
            for (Role role : Role.values()) {
                exclude(Role.STOPS, role);
                exclude(Role.CANCELS, role);
            }
            exclude(Role.PAUSES, Role.STARTS);
            exclude(Role.PAUSES, Role.RESUMES);
            exclude(Role.PAUSES, Role.RESTARTS);
            return metric;
        }

        private void exclude(Role one, Role other) {
            Set<EventType> both = new HashSet<>(events.getOrDefault(one, Set.of()));
            both.retainAll(events.getOrDefault(other, Set.of()));
            if (one != other && !both.isEmpty()) {
                throw new IllegalArgumentException("Metric " + Quoted.of(name) + " " + verb(one) + " and " + verb(other)
                        + " with " + new TreeSet<>(both) + "; an event can do one of the two.");
            }
        }

        private static String verb(Role role) {
            return role.name().toLowerCase(Locale.ROOT);
        }
    }
}
