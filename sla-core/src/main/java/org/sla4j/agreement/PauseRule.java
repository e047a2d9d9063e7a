package org.sla4j.agreement;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which waits stop a target's clock.
 *
 * <p>A wait for the agreement's own provider, by {@link Party#PROVIDER its role} or its name, is the provider's own time: it stops a
 * clock of that agreement only if the target's or the metric's rule names the party or the reason. A rule knows no agreement, so that
 * {@link #pauses} cannot tell; the case does.
 *
 * <pre>{@code
 * PauseRule.any();                                 // every wait for somebody else does
 * PauseRule.never();                               // none does
 * PauseRule.parties(Set.of(Party.of("customer"))); // waiting for a vendor is our own time
 * }</pre>
 *
 * @param all whether every wait pauses; then the two sets are empty
 * @param parties waits for these parties pause
 * @param reasons waits for reasons of these names pause
 */
public record PauseRule(boolean all, Set<Party> parties, Set<String> reasons) {
    private static final PauseRule ANY = new PauseRule(true, Set.of(), Set.of());
    private static final PauseRule NEVER = new PauseRule(false, Set.of(), Set.of());

    /** Copies the sets, and empties them if every wait pauses. */
    public PauseRule {
        parties = all ? Set.of() : Set.copyOf(parties);
        reasons = all ? Set.of() : Set.copyOf(reasons);
    }

    /**
     * Returns the rule by which every wait pauses that is not for the agreement's own provider.
     *
     * @return the rule
     */
    public static PauseRule any() {
        return ANY;
    }

    /**
     * Returns the rule by which nothing pauses.
     *
     * @return the rule
     */
    public static PauseRule never() {
        return NEVER;
    }

    /**
     * Returns the rule by which waits for certain parties pause.
     *
     * @param parties the parties whose waits pause
     * @return the rule
     */
    public static PauseRule parties(Set<Party> parties) {
        return new PauseRule(false, parties, Set.of());
    }

    /**
     * Returns the rule by which waits for certain reasons pause.
     *
     * @param names the names of the reasons
     * @return the rule
     */
    public static PauseRule reasons(Set<String> names) {
        return new PauseRule(false, Set.of(), names);
    }

    /**
     * Whether a wait pauses the clock.
     *
     * @param reason why the case waits
     * @return true if the clock stands still meanwhile
     */
    public boolean pauses(PauseReason reason) {
        return all || parties.contains(reason.party()) || reasons.contains(reason.name());
    }

    /** Returns the waits that pause, in words, such as {@code waits for customer}. */
    @Override
    public String toString() {
        if (all) {
            return "every wait";
        }
        SortedSet<String> names = new TreeSet<>(reasons);
        parties.forEach(party -> names.add(party.name()));
        return names.isEmpty() ? "no wait" : "waits for " + String.join(", ", names);
    }
}
