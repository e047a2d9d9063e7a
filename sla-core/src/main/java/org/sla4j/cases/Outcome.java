package org.sla4j.cases;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.sla4j.agreement.Severity;
import org.sla4j.clock.Phase;
import org.sla4j.clock.Verdict;

/**
 * How one case stands against one target: a finished measurement, or one still going on at the instant it was taken.
 *
 * <pre>{@code
 * Outcome outcome = Outcome.builder("INC-1", "resolution", Severity.HIGH)
 *         .verdict(Verdict.MET, Duration.ofHours(3), Duration.ofHours(4))
 *         .goal(0.95)
 *         .between(opened, resolved)
 *         .build();
 * }</pre>
 *
 * Immutable and thread-safe.
 *
 * @param caseId the case
 * @param metric the name of what was measured; empty if nothing was promised
 * @param severity how severe the case is
 * @param phase what its clock was doing
 * @param verdict how the target stands; {@link Verdict#CANCELLED} if nothing was promised
 * @param elapsed the time used, in the unit of the limit
 * @param limit the most that may be used
 * @param goal the share of cases that must meet the limit
 * @param start when measuring began
 * @param end when it was finished; empty while it goes on
 * @param at when the outcome was taken: the end, or a later instant
 * @param team the team that has the case, empty if unknown
 * @param attributes what else is known of the case
 * @param agreement the id of the agreement, empty if unknown
 * @param customer the name of the customer, empty if unknown
 * @param isPromised whether there was a target; false for a case that no policy selects, which is counted and not lost
 * @param isAdjusted whether somebody corrected the measurement, for example by an exclusion
 * @param held the time that waits kept from counting, by who had to act and why
 * @param pauses what was noticed about the waits
 * @param effort the extra work on the case
 * @param rating what the requester thought, 1 (bad) to 5 (good); empty if nobody said
 */
public record Outcome(
        String caseId,
        String metric,
        Severity severity,
        Phase phase,
        Verdict verdict,
        Duration elapsed,
        Duration limit,
        double goal,
        Instant start,
        Optional<Instant> end,
        Instant at,
        String team,
        Map<String, String> attributes,
        String agreement,
        String customer,
        boolean isPromised,
        boolean isAdjusted,
        List<Held> held,
        Pauses pauses,
        Effort effort,
        OptionalInt rating) {
    /** The attribute of an event that holds a one-click rating of its case, 1 to 5; the last one given counts. */
    public static final String RATING = "rating";

    /** No time in an outcome is longer: 1,000 years of 366 days. */
    public static final Duration LONGEST = Duration.ofDays(366_000);

    /**
     * Time that waits kept from counting. Waits for several parties at once are one entry under all their names ({@code
     * customer + vendor}), so that the times of a case add up.
     *
     * @param party who had to act
     * @param reason why the case waited
     * @param open the open time of the calendar that did not count
     * @param wall the time on the wall
     */
    public record Held(String party, String reason, Duration open, Duration wall) {
        /**
         * Checks the times.
         *
         * @throws IllegalArgumentException if one is negative or above {@link #LONGEST}
         */
        public Held {
            requireTime("The open time held by " + party, open);
            requireTime("The time on the wall held by " + party, wall);
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
            leastLeft.ifPresent(left -> requireTime("The time left when a wait ended", left));
        }
    }

    /**
     * The extra work on a case, each a number of times.
     *
     * @param touches events on the case after it breached
     * @param escalations how often it became more severe, or as the caller counts
     * @param reopenings how often it was reopened
     * @param reinvestigations how often another team started again after the breach
     */
    public record Effort(int touches, int escalations, int reopenings, int reinvestigations) {
        /** No extra work. */
        public static final Effort NONE = new Effort(0, 0, 0, 0);

        /**
         * Checks the counts.
         *
         * @throws IllegalArgumentException if one is negative
         */
        public Effort {
            if (touches < 0 || escalations < 0 || reopenings < 0 || reinvestigations < 0) {
                throw new IllegalArgumentException("Extra work is counted from 0 on, but was " + touches + " touches, "
                        + escalations + " escalations, " + reopenings + " reopenings, " + reinvestigations
                        + " re-investigations.");
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
        requireTime("The elapsed time of " + caseId, elapsed);
        requireTime("The limit of " + caseId, limit);
        if (!(goal > 0 && goal <= 1)) {
            throw new IllegalArgumentException(
                    "A goal is a share above 0 and at most 1 (0.9 for 90 %), but was " + goal + ".");
        }
        if ((end.isPresent() && end.get().isBefore(start)) || at.isBefore(end.orElse(start))) {
            throw new IllegalArgumentException("The outcome of " + caseId + " has start, end and instant out of order: "
                    + start + ", " + end.map(Instant::toString).orElse("no end") + ", " + at + ".");
        }
        requireTime("The time on the wall of " + caseId, Duration.between(start, end.orElse(at)));
        if (rating.isPresent() && (rating.getAsInt() < 1 || rating.getAsInt() > 5)) {
            throw new IllegalArgumentException("A rating is 1 to 5, but was " + rating.getAsInt() + ".");
        }
        attributes = Map.copyOf(attributes);
        held = List.copyOf(held);
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
     * @param at when the outcome was taken
     * @return an outcome without promise and without verdict; {@link Builder#Builder(Outcome) a builder of it} adds people
     * @throws IllegalArgumentException if {@code at} is before {@code start}
     */
    public static Outcome withoutSla(String caseId, Severity severity, Instant start, Instant at) {
        return builder(caseId, "", severity).between(start, at).unpromised().build();
    }

    /**
     * Returns the time on the wall.
     *
     * @return from the start to the end, or to the instant the outcome was taken
     */
    public Duration wall() {
        return Duration.between(start, end.orElse(at));
    }

    private static void requireTime(String what, Duration time) {
        if (time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(what + " is zero to " + LONGEST + ", but was " + time + ".");
        }
    }

    /** Builds an outcome part by part; not thread-safe. */
    public static final class Builder {
        private final String caseId;
        private final String metric;
        private final Severity severity;
        private Phase phase = Phase.RUNNING;
        private Verdict verdict = Verdict.PENDING;
        private Duration elapsed = Duration.ZERO;
        private Duration limit = Duration.ZERO;
        private double goal = 1;
        private Instant start = Instant.EPOCH;
        private Optional<Instant> end = Optional.empty();
        private Instant at = Instant.EPOCH;
        private String team = "";
        private Map<String, String> attributes = Map.of();
        private String agreement = "";
        private String customer = "";
        private boolean isPromised = true;
        private boolean isAdjusted;
        private List<Held> held = List.of();
        private Pauses pauses = Pauses.NONE;
        private Effort effort = Effort.NONE;
        private OptionalInt rating = OptionalInt.empty();

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
            this(outcome.caseId, outcome.metric, outcome.severity);
            phase = outcome.phase;
            verdict = outcome.verdict;
            elapsed = outcome.elapsed;
            limit = outcome.limit;
            goal = outcome.goal;
            start = outcome.start;
            end = outcome.end;
            at = outcome.at;
            team = outcome.team;
            attributes = outcome.attributes;
            agreement = outcome.agreement;
            customer = outcome.customer;
            isPromised = outcome.isPromised;
            isAdjusted = outcome.isAdjusted;
            held = outcome.held;
            pauses = outcome.pauses;
            effort = outcome.effort;
            rating = outcome.rating;
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
         * Sets the team.
         *
         * @param name the team that has the case
         * @return this builder
         */
        public Builder team(String name) {
            team = name;
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
         * Sets the time that waits kept from counting.
         *
         * @param times the times, an entry for each party and reason
         * @return this builder
         */
        public Builder held(List<Held> times) {
            held = times;
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
         * Makes the outcome.
         *
         * @return the outcome
         * @throws IllegalArgumentException if a part is out of bounds
         */
        public Outcome build() {
            return new Outcome(
                    caseId,
                    metric,
                    severity,
                    phase,
                    verdict,
                    elapsed,
                    limit,
                    goal,
                    start,
                    end,
                    at,
                    team,
                    attributes,
                    agreement,
                    customer,
                    isPromised,
                    isAdjusted,
                    held,
                    pauses,
                    effort,
                    rating);
        }
    }
}
