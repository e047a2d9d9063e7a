package org.sla4j.agreement;

import java.util.Collection;
import java.util.Optional;
import org.sla4j.calendar.Quoted;

/**
 * Who must have a case for a {@link Metric} to count.
 *
 * <pre>{@code
 * WhileHeldBy.anyTeam();                          // whichever team it is assigned to, each anew
 * WhileHeldBy.team("network").cumulative();       // all the time that one team had it
 * WhileHeldBy.party(Party.CUSTOMER);              // each time it waits for the customer
 * WhileHeldBy.anyTeam().withoutVerdictAtHandOver(); // judged only if the team finishes the case
 * }</pre>
 *
 * <p>A team has a case from its assignment to the hand-over, also while the case waits; whether a wait pauses the clock is for the
 * target to say. A party has a case while it is among those that the case waits for.
 *
 * <p>By default each interval of holding is a measurement of its own, with the whole limit: when the case comes back, a new one
 * begins. A cumulative metric adds up all intervals, so that handing the case to and fro does not reset it; a case that is finished
 * without any such time has no measurement.
 *
 * <p>Immutable and thread-safe.
 *
 * @param scope whether a team or a party is meant
 * @param name the name of the team or party; empty for {@link Scope#ANY_TEAM}
 * @param isCumulative whether all intervals add up to one measurement; else each is a measurement of its own
 * @param isJudgedAtHandOver whether a measurement that ends because the case went to somebody else is judged by its time; else
 *     it ends without a verdict. Has no effect if cumulative
 */
public record WhileHeldBy(Scope scope, String name, boolean isCumulative, boolean isJudgedAtHandOver) {
    /** What kind of holder is meant. */
    public enum Scope {
        /** One team. */
        TEAM,
        /** Whichever team has the case; each anew. */
        ANY_TEAM,
        /** A party that the case waits for. */
        PARTY
    }

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if a name is missing or too much, or a clock of any team is cumulative, which would be a
     *     clock of the whole case
     */
    public WhileHeldBy {
        if (scope == Scope.ANY_TEAM ? !name.isEmpty() : name.isBlank()) {
            throw new IllegalArgumentException(
                    "A clock of a holder needs the name of one team or party, or any team, but was " + scope + " "
                            + Quoted.of(name) + ".");
        }
        if (scope == Scope.ANY_TEAM && isCumulative) {
            throw new IllegalArgumentException(
                    "The time of all teams together is that of the case; name one team, or measure each interval.");
        }
        isJudgedAtHandOver |= isCumulative; // or equal rules would differ
    }

    /**
     * The clock counts while one team has the case.
     *
     * @param name the team, not blank
     * @return the rule; each interval is judged
     * @throws IllegalArgumentException if the name is blank
     */
    public static WhileHeldBy team(String name) {
        return new WhileHeldBy(Scope.TEAM, name, false, true);
    }

    /**
     * The clock counts while any team has the case, for each team anew.
     *
     * @return the rule; each interval is judged
     */
    public static WhileHeldBy anyTeam() {
        return new WhileHeldBy(Scope.ANY_TEAM, "", false, true);
    }

    /**
     * The clock counts while the case waits for a party.
     *
     * @param party the party
     * @return the rule; each interval is judged
     */
    public static WhileHeldBy party(Party party) {
        return new WhileHeldBy(Scope.PARTY, party.name(), false, true);
    }

    /**
     * Returns the same rule, with all intervals added up.
     *
     * @return the rule
     * @throws IllegalArgumentException if it is a rule of any team
     */
    public WhileHeldBy cumulative() {
        return new WhileHeldBy(scope, name, true, true);
    }

    /**
     * Returns the same rule, by which a measurement that ends in a hand-over has no verdict.
     *
     * @return the rule
     */
    public WhileHeldBy withoutVerdictAtHandOver() {
        return new WhileHeldBy(scope, name, isCumulative, false);
    }

    /**
     * Returns the team that must have the case.
     *
     * @return its name, or empty if any team or a party is meant
     */
    public Optional<String> team() {
        return scope == Scope.TEAM ? Optional.of(name) : Optional.empty();
    }

    /**
     * Returns the party that the case must wait for.
     *
     * @return the party, or empty if a team is meant
     */
    public Optional<Party> party() {
        return scope == Scope.PARTY ? Optional.of(Party.of(name)) : Optional.empty();
    }

    /**
     * Returns for whom the metric counts at a moment of an open case. When the answer changes, one interval of holding ends, and another
     * may begin.
     *
     * @param team the team that the case is assigned to; may be empty
     * @param waits what the case waits for
     * @return the name of the team or party; empty if the metric does not count then
     */
    public Optional<String> holder(String team, Collection<PauseReason> waits) {
        return switch (scope) {
            case ANY_TEAM -> team.isEmpty() ? Optional.empty() : Optional.of(team);
            case TEAM -> team.equals(name) ? Optional.of(name) : Optional.empty();
            case PARTY -> {
                Party party = Party.of(name);
                boolean waited = waits.stream().anyMatch(wait -> wait.party().equals(party));
                yield waited ? Optional.of(name) : Optional.empty();
            }
        };
    }

    /** Returns the rule in words, such as {@code while network has it, each time}. */
    @Override
    public String toString() {
        String who = scope == Scope.ANY_TEAM
                ? "a team has it"
                : scope == Scope.TEAM ? name + " has it" : "it waits for " + name;
        return "while " + who + (isCumulative ? ", added up" : ", each time")
                + (isJudgedAtHandOver ? "" : ", judged only when finished");
    }
}
