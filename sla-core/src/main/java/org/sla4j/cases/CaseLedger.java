package org.sla4j.cases;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sla4j.clock.Ledger;
import org.sla4j.clock.LedgerEntry;
import org.sla4j.clock.SlaClock;

/**
 * The account of a clock by who held the case: each stretch belongs to one team and to one party, so that shares add up.
 *
 * <pre>{@code
 * CaseLedger ledger = incident.ledger(Metric.RESOLUTION, now).orElseThrow();
 * ledger.byParty("customer").wall();            // how long the customer held the case
 * ledger.byTeam("second line").business();
 * }</pre>
 *
 * <h2>Rules</h2>
 *
 * <ul>
 *   <li>While the clock runs, open or closed, or is {@linkplain SlaClock#hold held} by no wait, the provider of the agreement holds
 *       the case.
 *   <li>While it is paused, the party holds it that must act. Several at once hold it together: that time is one share, under
 *       their names joined by {@code " and "}, and not part of the share of either.
 *   <li>While it is stopped, and in stretches that count no more because another cycle or target took their place, {@link #NOBODY}
 *       holds it.
 *   <li>A team has every stretch from the event that names it to the next that names another, whoever must act meanwhile; before
 *       the first such event {@link #NOBODY} does.
 *   <li>The business time of a stretch is its open time: what counted and what a pause {@linkplain LedgerEntry#withheld withheld}.
 * </ul>
 *
 * Immutable and thread-safe.
 *
 * @param stints the stretches in order; each begins where the one before ends
 */
public record CaseLedger(List<Stint> stints) {
    /** Holds what no party and no team does. */
    public static final String NOBODY = "nobody";

    /** Copies the stints. */
    public CaseLedger {
        stints = List.copyOf(stints);
    }

    /**
     * A stretch and who had the case.
     *
     * @param entry the stretch and what became of it
     * @param party who had to act
     * @param team the team that had the case
     */
    public record Stint(LedgerEntry entry, String party, String team) {
        private Share share() {
            return new Share(entry.business().plus(entry.withheld()), entry.wall());
        }
    }

    /**
     * How long somebody held the case.
     *
     * @param business the open time, also where a pause kept it from counting
     * @param wall the time on the wall
     */
    public record Share(Duration business, Duration wall) {
        /** No time at all. */
        public static final Share NONE = new Share(Duration.ZERO, Duration.ZERO);

        /**
         * Adds another share.
         *
         * @param other the other
         * @return both together
         */
        public Share plus(Share other) {
            return new Share(business.plus(other.business), wall.plus(other.wall));
        }
    }

    static CaseLedger of(ServiceCase incident, SlaClock clock, Instant now) {
        Map<Instant, String> teams = new LinkedHashMap<>();
        for (CaseEvent event : incident.credibleEvents()) {
            if (!event.team().isEmpty()) {
                teams.put(event.at(), event.team());
            }
        }
        Ledger account = clock.explain(now, teams.keySet());
        String provider = incident.agreement().provider().name();
        List<Stint> stints = new ArrayList<>();
        for (LedgerEntry entry : account.entries()) {
            String team = NOBODY;
            for (Map.Entry<Instant, String> change : teams.entrySet()) {
                if (!change.getKey().isAfter(entry.start())) {
                    team = change.getValue();
                }
            }
            stints.add(new Stint(entry, holder(entry, provider), team));
        }
        return new CaseLedger(stints);
    }

    private static String holder(LedgerEntry entry, String provider) {
        return switch (entry.cause()) {
            case RUNNING, CLOSED, ADJUSTED -> provider;
            case PAUSED ->
                entry.reasons().isEmpty()
                        ? provider // held by no wait: nobody works on it, and nobody else must act
                        : entry.reasons().stream()
                                .map(reason -> reason.party().name())
                                .distinct()
                                .sorted()
                                .collect(Collectors.joining(" and "));
            case STOPPED, SUPERSEDED -> NOBODY;
        };
    }

    /**
     * Adds the stretches up.
     *
     * @return what all shares of {@link #byParty()} add up to, and all of {@link #byTeam()}
     */
    public Share total() {
        return stints.stream().map(Stint::share).reduce(Share.NONE, Share::plus);
    }

    /**
     * Adds the stretches up by who had to act.
     *
     * @return one share for each party, by name, unmodifiable
     */
    public SortedMap<String, Share> byParty() {
        return by(Stint::party);
    }

    /**
     * Adds the stretches up by the team that had the case.
     *
     * @return one share for each team, by name, unmodifiable
     */
    public SortedMap<String, Share> byTeam() {
        return by(Stint::team);
    }

    /**
     * Adds up the stretches in which one party had to act.
     *
     * @param name the party
     * @return its share of {@link #byParty()}; {@link Share#NONE} if it has none
     */
    public Share byParty(String name) {
        return byParty().getOrDefault(name, Share.NONE);
    }

    /**
     * Adds up the stretches in which one team had the case.
     *
     * @param name the team
     * @return its share of {@link #byTeam()}; {@link Share#NONE} if it has none
     */
    public Share byTeam(String name) {
        return byTeam().getOrDefault(name, Share.NONE);
    }

    private SortedMap<String, Share> by(Function<Stint, String> holder) {
        SortedMap<String, Share> shares = new TreeMap<>();
        stints.forEach(stint -> shares.merge(holder.apply(stint), stint.share(), Share::plus));
        return Collections.unmodifiableSortedMap(shares);
    }
}
