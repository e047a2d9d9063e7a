package org.sla4j.cases;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;

/**
 * Who has a case at an instant: the parties that it waits for; or else the provider, with the team that has it; or nobody.
 *
 * <pre>{@code
 * Holder.provider("second line").key();                       // provider/second line
 * Holder.of(List.of(Party.CUSTOMER, Party.of("ACME"))).key();   // ACME + customer
 * Holder.parse("ACME + customer").name("IT operations");        // ACME and customer
 * }</pre>
 *
 * <h2>Rules</h2>
 *
 * <ul>
 *   <li>A case that waits is held by the parties that must act, whether or not the wait pauses a clock. Several hold it together:
 *       that is one holder, and no part of the time of either alone.
 *   <li>A case that waits for nobody is held by the provider, with the team that has the case, if anybody said which.
 *   <li>From its resolution, closing or cancellation until it is reopened {@linkplain #NOBODY nobody} holds it.
 *   <li>So at each instant a case has one holder, the same for every agreement, and its times by holder add up.
 * </ul>
 *
 * <p>The {@linkplain #key key} identifies a holder everywhere: ledger, outcomes, misses, costs, pages. What a holder is called
 * on paper is its {@linkplain #name name}, for show only.
 *
 * <p>Immutable and thread-safe. Holders are equal if their keys are, and in order of their keys.
 */
public final class Holder implements Comparable<Holder> {
    private static final String PROVIDER_KEY = "provider";
    private static final String NOBODY_KEY = "nobody";
    private static final String AND = " + ";

    /** Has a case that is finished. */
    public static final Holder NOBODY = new Holder(Who.NOBODY, List.of(), "");
    /** Has a case that waits for nobody and that no team was named for. */
    public static final Holder PROVIDER = new Holder(Who.PROVIDER, List.of(), "");

    private enum Who {
        PARTIES,
        PROVIDER,
        NOBODY
    }

    private final Who who;
    /** In order, each once. */
    private final List<String> parties;

    private final String team;
    /** Made when first asked for, because figures ask for it at every outcome; two threads make the same. */
    private @Nullable String key;

    private Holder(Who who, List<String> parties, String team) {
        this.who = who;
        this.parties = parties;
        this.team = team;
    }

    /**
     * The provider of the service.
     *
     * @param team the team that has the case; empty if no event said
     * @return the holder
     */
    public static Holder provider(String team) {
        return team.isEmpty() ? PROVIDER : new Holder(Who.PROVIDER, List.of(), team);
    }

    /**
     * The parties that a case waits for, all of them together.
     *
     * @param parties who must act, at least one, in any order
     * @return the holder
     * @throws IllegalArgumentException if there is none
     */
    public static Holder of(Collection<Party> parties) {
        return named(parties.stream().map(Party::name).toList());
    }

    /**
     * One party that a case waits for.
     *
     * @param party who must act
     * @return the holder
     */
    public static Holder of(Party party) {
        return new Holder(Who.PARTIES, List.of(party.name()), "");
    }

    private static Holder named(Collection<String> names) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException(
                    "A holder of parties needs at least one; use Holder.provider or Holder.NOBODY for none.");
        }
        List<String> parties = names.size() == 1 ? List.copyOf(names) : List.copyOf(new TreeSet<>(names));
        return new Holder(Who.PARTIES, parties, "");
    }

    /** Who has a case: nobody once it is finished, else the parties that it waits for, else the provider with the team. */
    static Holder of(boolean isOpen, Collection<PauseReason> waits, String team) {
        return isOpen ? of(waits, team) : NOBODY;
    }

    /** Who has an open case that waits for some reasons, or for none. */
    static Holder of(Collection<PauseReason> waits, String team) {
        if (waits.isEmpty()) {
            return provider(team);
        }
        return waits.size() == 1
                ? of(waits.iterator().next().party())
                : of(waits.stream().map(PauseReason::party).toList());
    }

    /**
     * Reads a key.
     *
     * @param key what {@link #key} returned
     * @return the holder
     * @throws IllegalArgumentException if it is not a key of a holder
     */
    public static Holder parse(String key) {
        if (key.equals(NOBODY_KEY)) {
            return NOBODY;
        } else if (key.equals(PROVIDER_KEY)) {
            return PROVIDER;
        } else if (key.startsWith(PROVIDER_KEY + "/")) {
            return provider(KeyText.decoded(key.substring(PROVIDER_KEY.length() + 1)));
        }
        return of(Arrays.stream(key.split(" \\+ ", -1))
                .map(KeyText::decoded)
                .map(Party::of)
                .toList());
    }

    /**
     * Returns what tells this holder from every other, to add up by.
     *
     * @return {@code nobody}, {@code provider}, {@code provider/second line}, {@code customer}, {@code customer + vendor}: parties
     *     by name; {@code + / %} within a name are written as {@code %2B %2F %25}
     */
    public String key() {
        String known = key;
        if (known == null) {
            known = keyed();
            key = known;
        }
        return known;
    }

    private String keyed() {
        return switch (who) {
            case NOBODY -> NOBODY_KEY;
            case PROVIDER -> team.isEmpty() ? PROVIDER_KEY : PROVIDER_KEY + "/" + KeyText.encoded(team);
            case PARTIES -> {
                String key = parties.stream().map(KeyText::encoded).collect(Collectors.joining(AND));
                boolean taken = key.equals(NOBODY_KEY) || key.equals(PROVIDER_KEY);
                yield taken ? KeyText.encodedFirst(key) : key;
            }
        };
    }

    /**
     * Returns what people call the holder.
     *
     * @param provider the name of the provider, as its agreement has it
     * @return {@code nobody}, the team, the provider's name if no team has the case, or the parties joined by {@code and}
     */
    public String name(String provider) {
        return switch (who) {
            case NOBODY -> NOBODY_KEY;
            case PROVIDER -> team.isEmpty() ? provider : team;
            case PARTIES -> String.join(" and ", parties);
        };
    }

    /**
     * Returns the parties that the case waits for.
     *
     * @return their names in order, unmodifiable; empty for the provider and for nobody
     */
    public SortedSet<String> parties() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(parties));
    }

    /**
     * Returns the team of the provider.
     *
     * @return the team; empty for parties, for nobody, and if no event named a team
     */
    public String team() {
        return team;
    }

    /**
     * Whether the provider has the case.
     *
     * @return true if it waits for nobody and is not finished
     */
    public boolean isProvider() {
        return who == Who.PROVIDER;
    }

    /**
     * Whether nobody has the case.
     *
     * @return true while it is finished
     */
    public boolean isNobody() {
        return who == Who.NOBODY;
    }

    /**
     * Returns the holder without its team, to add up by party.
     *
     * @return {@link #PROVIDER} for every team of the provider, else this holder
     */
    public Holder withoutTeam() {
        return who == Who.PROVIDER ? PROVIDER : this;
    }

    /** Compares by key. */
    @Override
    public int compareTo(Holder other) {
        return key().compareTo(other.key());
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof Holder that
                        && who == that.who
                        && team.equals(that.team)
                        && parties.equals(that.parties));
    }

    @Override
    public int hashCode() {
        return team.hashCode() * 31 + parties.hashCode();
    }

    /** Returns the key. */
    @Override
    public String toString() {
        return key();
    }
}
