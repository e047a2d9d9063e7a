package org.sla4j.cases;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Severity;
import org.sla4j.calendar.Quoted;
import org.sla4j.clock.Phase;
import org.sla4j.clock.Verdict;

/**
 * How one case stands against one target: a finished measurement, or one still going on at the instant the outcome was taken.
 *
 * <pre>{@code
 * Outcome outcome = Outcome.builder("INC-1", "resolution", Severity.HIGH)
 *         .verdict(Verdict.MET, Duration.ofHours(3), Duration.ofHours(4))
 *         .goal(0.95)
 *         .between(opened, resolved)
 *         .build();
 * }</pre>
 *
 * <h2>Credit</h2>
 *
 * <ul>
 *   <li>A finished measurement is credited to the team that its finishing event names; else to the team that had the case just
 *       before that event. A hand-over that finishes a measurement counts for the team that hands over. At the instant of the
 *       opening it is the team of the opening.
 *   <li>Severity, attributes and target are those after all facts of the instant at which the measurement was finished. Later
 *       changes alter none of them.
 *   <li>An open measurement belongs to the team that the case is assigned to, also while the case waits.
 *   <li>A clock that counts only while one party or one team has the case is credited to it, whoever finishes the case.
 * </ul>
 *
 * Immutable and thread-safe.
 *
 * @param key the case, the agreement, the metric and the cycle: what tells this outcome from every other
 * @param severity how severe the case was when the measurement was finished, or is while it goes on
 * @param phase what its clock was doing
 * @param verdict how the target stands; {@link Verdict#CANCELLED} if nothing was promised
 * @param elapsed the time used, in the unit of the limit
 * @param limit the most that may be used
 * @param goal the share of cases that must meet the limit
 * @param start when measuring began
 * @param end when it was finished; empty while it goes on
 * @param at when the outcome was taken: the end, or a later instant
 * @param creditedTo who is credited with the measurement: mostly a team of the provider
 * @param attributes what else was known of the case when the measurement was finished, or is while it goes on
 * @param customer the name of the customer, empty if unknown
 * @param isPromised whether there was a target; false for a case that no policy selects, which is counted and not lost
 * @param isAdjusted whether somebody corrected the measurement: by an exclusion, or by a limit agreed by hand
 * @param paused the time that pauses kept from counting, by who had the case and why
 * @param pauses what was noticed about the waits
 * @param effort the extra work on the case
 * @param path who had the case when, how much of the limit was used then, and how each wait ended
 * @param flags what should be looked at, so that nothing vanishes in a verdict
 * @param rating what the requester thought, 1 (bad) to 5 (good); empty if nobody said
 * @param breachedAt when the limit was exceeded: a miss belongs to the period of that instant; empty if it was not, or nobody said
 */
public record Outcome(
        Key key,
        Severity severity,
        Phase phase,
        Verdict verdict,
        Duration elapsed,
        Duration limit,
        double goal,
        Instant start,
        Optional<Instant> end,
        Instant at,
        Holder creditedTo,
        Map<String, String> attributes,
        String customer,
        boolean isPromised,
        boolean isAdjusted,
        List<PausedTime> paused,
        Pauses pauses,
        Effort effort,
        Path path,
        Set<Flag> flags,
        OptionalInt rating,
        Optional<Instant> breachedAt) {
    /** The attribute of an event that holds a one-click rating of its case, 1 to 5; the last one given counts. */
    public static final String RATING = "rating";

    /** No time in an outcome is longer: 1,000 years of 366 days. */
    public static final Duration LONGEST = Duration.ofDays(366_000);

    /**
     * Returns the outcome in words, such as {@code INC-1/helpdesk/resolution/0 MISSED: PT5H of PT4H, credited to provider/network}.
     */
    @Override
    public String toString() {
        return Quoted.plain(key.toString()) + " " + verdict
                + (isPromised ? ": " + elapsed + " of " + limit : ": nothing was promised") + ", credited to "
                + Quoted.plain(creditedTo.toString());
    }

    /**
     * What tells an outcome from every other: {@code ComplianceAggregator.replace} puts a later one of the same key in its place.
     *
     * @param caseId the case
     * @param agreement the id of the agreement, never its version; empty if unknown
     * @param metric the name of what was measured; empty if nothing was promised
     * @param cycle which measurement of the metric it is, from 0; above 0 for repeating metrics and new cycles after a reopening
     */
    public record Key(String caseId, String agreement, String metric, int cycle) {
        /**
         * Checks the cycle.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Key {
            if (cycle < 0) {
                throw new IllegalArgumentException("The cycles of a metric are counted from 0, but was " + cycle
                        + " of case " + Quoted.of(caseId) + ".");
            }
        }

        /**
         * Returns the key as text.
         *
         * @return such as {@code INC-1/helpdesk-2026/resolution/0}; {@code / ~ + %} within a part are written as {@code %2F %7E %2B
         *     %25}
         */
        @Override
        public String toString() {
            return KeyText.encoded(caseId)
                    + '/'
                    + KeyText.encoded(agreement)
                    + '/'
                    + KeyText.encoded(metric)
                    + '/'
                    + cycle;
        }
    }

    /**
     * Time that pauses kept from counting. While a case waits for several parties they hold it together, as one {@link Holder}, so
     * that the times of a case add up; if work paused and nobody else had to act, the provider holds it.
     *
     * @param holder who had the case
     * @param reason why the clock was paused, several reasons joined by {@code +}; empty if by no wait
     * @param open the open time of the calendar that did not count
     * @param wall the time on the wall
     */
    public record PausedTime(Holder holder, String reason, Duration open, Duration wall) {
        /**
         * Checks the times.
         *
         * @throws IllegalArgumentException if one is negative or above {@link #LONGEST}
         */
        public PausedTime {
            requireTime("The open time of a pause by ", holder, open);
            requireTime("The time on the wall of a pause by ", holder, wall);
        }
    }

    /** What should be looked at in an outcome, whatever its verdict. */
    public enum Flag {
        /** Cancelled when more than the limit was used. */
        CANCELLED_AFTER_BREACH,
        /** Made less severe when more than the limit was used. */
        DOWNGRADED_AFTER_BREACH,
        /** Given another target, or another limit agreed by hand, when more than the limit of the one before was used. */
        RETARGETED_AFTER_BREACH,
        /** Finished within the limit, but reopened when more than the limit would have been used had the clock run on. */
        REOPENED_LATE,
        /** Paused with no more than a tenth of the limit left, before the breach. */
        PAUSED_JUST_IN_TIME,
        /** The customer wrote while the case waited for the customer. */
        CUSTOMER_WROTE_MEANWHILE
    }

    /**
     * The way of a measurement: who had the case and how much of the limit was used when that changed, and each wait.
     *
     * @param stages in order of time, the first from the start of the measurement; each lasts until the next, the last until the end
     *     of the measurement or the instant at which the outcome was taken
     * @param waits every wait of the case during the measurement, whether or not it paused the clock, in order of their beginnings
     */
    public record Path(List<Stage> stages, List<Wait> waits) {
        /** Of outcomes that do not come from a case. */
        public static final Path NONE = new Path(List.of(), List.of());

        /** Copies the lists. */
        public Path {
            stages = List.copyOf(stages);
            waits = List.copyOf(waits);
        }
    }

    /**
     * A part of a measurement in which holder, team, severity and target stayed the same.
     *
     * @param start its first instant
     * @param share how much of the limit then in force was used at {@code start}, as a share of it: 0 for nothing, 1 for all of it,
     *     more after the breach
     * @param holder who had the case
     * @param team the team that the case was assigned to, also while it waited; empty if no event said
     * @param severity how severe the case was
     * @param limit the limit then in force
     */
    public record Stage(Instant start, double share, Holder holder, String team, Severity severity, Duration limit) {}

    /**
     * A wait of the case during a measurement.
     *
     * @param reason why the case waited, and for whom
     * @param team the team that the case was assigned to when the wait began; empty if no event said
     * @param start when it began, or when the measurement did if that is later
     * @param age how long it lasted on the wall, so far or until it ended
     * @param ending how it ended
     */
    public record Wait(PauseReason reason, String team, Instant start, Duration age, Ending ending) {
        /** How a wait ended. */
        public enum Ending {
            /** The case went on. */
            RESUMED,
            /** The measurement was finished, or cancelled, before the wait was over. */
            FINISHED,
            /** It has not ended yet. */
            OPEN
        }

        /**
         * Returns who had to act.
         *
         * @return the party of the reason
         */
        public Holder holder() {
            return Holder.of(reason.party());
        }
    }

    /**
     * What was noticed about the waits of a measurement, to tell honest waits from convenient ones.
     *
     * @param count how many waits there were
     * @param unended how many of them had no end when the outcome was taken
     * @param finishedWhilePaused whether the measurement was finished while a wait went on
     * @param leastLeft the least time that was left of the limit when a wait ended; empty if none ended before the breach
     */
    public record Pauses(int count, int unended, boolean finishedWhilePaused, Optional<Duration> leastLeft) {
        /** No waits at all. */
        public static final Pauses NONE = new Pauses(0, 0, false, Optional.empty());

        /**
         * Checks the counts.
         *
         * @throws IllegalArgumentException if a count is negative, more waits are without end than there are, or time left is
         *     negative
         */
        public Pauses {
            if (count < 0 || unended < 0 || unended > count) {
                throw new IllegalArgumentException(
                        "Of 0 or more waits 0 or more have no end, but were " + unended + " of " + count + ".");
            }
            leastLeft.ifPresent(left -> requireTime("The time left when a wait ended", "", left));
        }
    }

    /**
     * The extra work on a case, each a number of times.
     *
     * @param touches events on the case between the breach and the end of the measurement; what resolves or closes it is none
     * @param supervisors people whom an escalation step that was due notifies: those whom somebody else calls in, and all who hear of the breach
     * @param raised how often the case was made more severe while it was measured
     * @param reopenings how often it was reopened while it was measured
     * @param reinvestigations how often another team took it over between the breach and the end of the measurement
     */
    public record Effort(int touches, int supervisors, int raised, int reopenings, int reinvestigations) {
        /** No extra work. */
        public static final Effort NONE = new Effort(0, 0, 0, 0, 0);

        /**
         * Checks the counts.
         *
         * @throws IllegalArgumentException if one is negative
         */
        public Effort {
            if (touches < 0 || supervisors < 0 || raised < 0 || reopenings < 0 || reinvestigations < 0) {
                throw new IllegalArgumentException("Extra work is counted from 0 on, but was " + touches + " touches, "
                        + supervisors + " supervisors, " + raised + " times more severe, " + reopenings
                        + " reopenings, "
                        + reinvestigations + " re-investigations.");
            }
        }
    }

    /**
     * Checks and copies the parts.
     *
     * @throws IllegalArgumentException if a time is negative or above {@link #LONGEST}, the goal is not above 0 and at most 1,
     *     the end or {@code at} is before what it follows, or the rating is not 1 to 5
     */
    public Outcome {
        requireTime("The elapsed time of ", key, elapsed);
        requireTime("The limit of ", key, limit);
        requireGoal(goal);
        requireOrder(key, start, end, at);
        requireRating(rating);
        attributes = Map.copyOf(attributes);
        paused = List.copyOf(paused);
        flags = Set.copyOf(flags);
    }

    private static void requireGoal(double goal) {
        if (!(goal > 0 && goal <= 1)) {
            throw new IllegalArgumentException(
                    "A goal is a share above 0 and at most 1 (0.9 for 90 %), but was " + goal + ".");
        }
    }

    private static void requireOrder(Key key, Instant start, Optional<Instant> end, Instant at) {
        Instant until = end.orElse(at);
        if (until.isBefore(start) || at.isBefore(until)) {
            throw new IllegalArgumentException(
                    "The outcome of " + Quoted.plain(key.toString()) + " has start, end and instant out of order: "
                            + start + ", " + end.map(Instant::toString).orElse("no end") + ", " + at + ".");
        }
        if (until.getEpochSecond() - start.getEpochSecond() >= LONGEST.toSeconds()) {
            requireTime("The time on the wall of ", key, Duration.between(start, until));
        }
    }

    private static void requireRating(OptionalInt rating) {
        if (rating.isPresent() && (rating.getAsInt() < 1 || rating.getAsInt() > 5)) {
            throw new IllegalArgumentException("A rating is 1 to 5, but was " + rating.getAsInt() + ".");
        }
    }

    /**
     * Begins an outcome.
     *
     * @param caseId the case
     * @param metric the name of what was measured
     * @param severity how severe the case is
     * @return a builder of a promised outcome that is pending, without time used, limit, people or waits, with a goal of 1
     */
    public static Builder builder(String caseId, String metric, Severity severity) {
        return new Builder(caseId, metric, severity);
    }

    /**
     * Makes the outcome of a case that no policy selects.
     *
     * @param caseId the case
     * @param severity how severe it is
     * @param start when it was opened
     * @param now when the outcome is taken
     * @return an outcome without promise and without verdict; {@link Builder#Builder(Outcome) a builder of it} adds people
     * @throws IllegalArgumentException if {@code now} is before {@code start}
     */
    public static Outcome withoutSla(String caseId, Severity severity, Instant start, Instant now) {
        return builder(caseId, "", severity).between(start, now).unpromised().build();
    }

    /**
     * Returns the case.
     *
     * @return its id
     */
    public String caseId() {
        return key.caseId();
    }

    /**
     * Returns the agreement.
     *
     * @return its id, empty if unknown
     */
    public String agreement() {
        return key.agreement();
    }

    /**
     * Returns what was measured.
     *
     * @return the name of the metric, empty if nothing was promised
     */
    public String metric() {
        return key.metric();
    }

    /**
     * Returns which measurement of the metric it is.
     *
     * @return 0 for the first
     */
    public int cycle() {
        return key.cycle();
    }

    /**
     * Returns the team that is credited.
     *
     * @return the team of {@link #creditedTo()}, empty if it has none
     */
    public String team() {
        return creditedTo.team();
    }

    /**
     * Returns the instant by whose period the measurement is counted.
     *
     * @return of a miss when the limit was exceeded, if somebody said; else the end, or the instant the outcome was taken while it
     *     goes on
     */
    public Instant countedAt() {
        return breachedAt.filter(breach -> verdict.isMiss()).or(() -> end).orElse(at);
    }

    /**
     * Returns the time on the wall.
     *
     * @return from the start to the end, or to the instant the outcome was taken
     */
    public Duration wall() {
        return Duration.between(start, end.orElse(at));
    }

    /** Refuses a time that is out of bounds; what it is of becomes words only then, because they cost more than all else here. */
    private static void requireTime(String what, Object of, Duration time) {
        if (time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    what + Quoted.plain(of.toString()) + " is zero to " + LONGEST + ", but was " + time + ".");
        }
    }

    /** Builds an outcome part by part; not thread-safe. */
    public static final class Builder {
        private final String caseId;
        private final String metric;
        private final Severity severity;
        private int cycle;
        private Phase phase = Phase.RUNNING;
        private Verdict verdict = Verdict.PENDING;
        private Duration elapsed = Duration.ZERO;
        private Duration limit = Duration.ZERO;
        private double goal = 1;
        private Instant start = Instant.EPOCH;
        private Optional<Instant> end = Optional.empty();
        private Instant at = Instant.EPOCH;
        private Holder creditedTo = Holder.PROVIDER;
        private Map<String, String> attributes = Map.of();
        private String agreement = "";
        private String customer = "";
        private boolean isPromised = true;
        private boolean isAdjusted;
        private List<PausedTime> paused = List.of();
        private Pauses pauses = Pauses.NONE;
        private Effort effort = Effort.NONE;
        private Path path = Path.NONE;
        private Set<Flag> flags = Set.of();
        private OptionalInt rating = OptionalInt.empty();
        private Optional<Instant> breachedAt = Optional.empty();

        private Builder(String caseId, String metric, Severity severity) {
            this.caseId = caseId;
            this.metric = metric;
            this.severity = severity;
        }

        /**
         * Begins with the parts of another outcome.
         *
         * @param outcome the other
         */
        public Builder(Outcome outcome) {
            this(outcome.caseId(), outcome.metric(), outcome.severity);
            cycle = outcome.cycle();
            phase = outcome.phase;
            verdict = outcome.verdict;
            elapsed = outcome.elapsed;
            limit = outcome.limit;
            goal = outcome.goal;
            start = outcome.start;
            end = outcome.end;
            at = outcome.at;
            creditedTo = outcome.creditedTo;
            attributes = outcome.attributes;
            agreement = outcome.agreement();
            customer = outcome.customer;
            isPromised = outcome.isPromised;
            isAdjusted = outcome.isAdjusted;
            paused = outcome.paused;
            pauses = outcome.pauses;
            effort = outcome.effort;
            path = outcome.path;
            flags = outcome.flags;
            rating = outcome.rating;
            breachedAt = outcome.breachedAt;
        }

        /**
         * Sets the verdict, and the phase that goes with it: stopped, cancelled, or running.
         *
         * @param how how the target stands
         * @param used the time used
         * @param most the most that may be used
         * @return this builder
         */
        public Builder verdict(Verdict how, Duration used, Duration most) {
            verdict = how;
            elapsed = used;
            limit = most;
            phase = switch (how) {
                case PENDING, BREACHED -> Phase.RUNNING;
                case MET, MISSED -> Phase.STOPPED;
                case CANCELLED -> Phase.CANCELLED;
            };
            return this;
        }

        /**
         * Sets what the clock is doing, where the verdict does not say.
         *
         * @param doing the phase
         * @return this builder
         */
        public Builder phase(Phase doing) {
            phase = doing;
            return this;
        }

        /**
         * Sets the goal.
         *
         * @param share the share of cases that must meet the limit, above 0 and at most 1
         * @return this builder
         */
        public Builder goal(double share) {
            goal = share;
            return this;
        }

        /**
         * Sets a finished measurement.
         *
         * @param from when measuring began
         * @param to when it was finished; the outcome is taken then
         * @return this builder
         */
        public Builder between(Instant from, Instant to) {
            start = from;
            end = Optional.of(to);
            at = to;
            return this;
        }

        /**
         * Sets a measurement that goes on.
         *
         * @param from when measuring began
         * @param now when the outcome is taken
         * @return this builder
         */
        public Builder since(Instant from, Instant now) {
            start = from;
            end = Optional.empty();
            at = now;
            return this;
        }

        /**
         * Sets which measurement of the metric it is.
         *
         * @param number 0 for the first, which it is unless set
         * @return this builder
         */
        public Builder cycle(int number) {
            cycle = number;
            return this;
        }

        /**
         * Sets the team of the provider that is credited.
         *
         * @param name the team
         * @return this builder
         */
        public Builder team(String name) {
            return creditedTo(Holder.provider(name));
        }

        /**
         * Sets who is credited.
         *
         * @param holder a team of the provider, or a party
         * @return this builder
         */
        public Builder creditedTo(Holder holder) {
            creditedTo = holder;
            return this;
        }

        /**
         * Sets what else is known of the case.
         *
         * @param known names and values
         * @return this builder
         */
        public Builder attributes(Map<String, String> known) {
            attributes = known;
            return this;
        }

        /**
         * Sets the agreement and its customer.
         *
         * @param id the id of the agreement
         * @param customerName the name of the customer
         * @return this builder
         */
        public Builder agreement(String id, String customerName) {
            agreement = id;
            customer = customerName;
            return this;
        }

        /**
         * Says that no policy selects the case.
         *
         * @return this builder, cancelled
         */
        public Builder unpromised() {
            isPromised = false;
            return verdict(Verdict.CANCELLED, Duration.ZERO, Duration.ZERO);
        }

        /**
         * Says that somebody corrected the measurement.
         *
         * @param corrected whether somebody did
         * @return this builder
         */
        public Builder adjusted(boolean corrected) {
            isAdjusted = corrected;
            return this;
        }

        /**
         * Sets the time that pauses kept from counting.
         *
         * @param times the times, one for each holder and reason
         * @return this builder
         */
        public Builder paused(List<PausedTime> times) {
            paused = times;
            return this;
        }

        /**
         * Sets the path.
         *
         * @param way who had the case when, and its waits
         * @return this builder
         */
        public Builder path(Path way) {
            path = way;
            return this;
        }

        /**
         * Sets what should be looked at.
         *
         * @param raised the flags
         * @return this builder
         */
        public Builder flags(Set<Flag> raised) {
            flags = raised;
            return this;
        }

        /**
         * Sets what was noticed about the waits.
         *
         * @param noticed the facts
         * @return this builder
         */
        public Builder pauses(Pauses noticed) {
            pauses = noticed;
            return this;
        }

        /**
         * Sets the extra work.
         *
         * @param work the counts
         * @return this builder
         */
        public Builder effort(Effort work) {
            effort = work;
            return this;
        }

        /**
         * Sets the rating.
         *
         * @param given what the requester thought, 1 (bad) to 5 (good)
         * @return this builder
         */
        public Builder rating(int given) {
            rating = OptionalInt.of(given);
            return this;
        }

        /**
         * Sets the breach.
         *
         * @param at when the limit was exceeded
         * @return this builder
         */
        public Builder breachedAt(Instant at) {
            breachedAt = Optional.of(at);
            return this;
        }

        /**
         * Makes the outcome.
         *
         * @return the outcome
         * @throws IllegalArgumentException if a part is out of bounds
         */
        public Outcome build() {
            return new Outcome(
                    new Key(caseId, agreement, metric, cycle),
                    severity,
                    phase,
                    verdict,
                    elapsed,
                    limit,
                    goal,
                    start,
                    end,
                    at,
                    creditedTo,
                    attributes,
                    customer,
                    isPromised,
                    isAdjusted,
                    paused,
                    pauses,
                    effort,
                    path,
                    flags,
                    rating,
                    breachedAt);
        }
    }
}
