package org.sla4j.cases;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.sla4j.agreement.PauseReason;

/** The holders met so far, so that the same one is not made, and its key not spelled, for every case anew. Not thread-safe. */
final class HolderCache {
    private static final int MOST = 4_096;

    private final Map<String, Holder> teams = new HashMap<>();
    private final Map<PauseReason, Holder> parties = new HashMap<>();

    Holder of(Facts facts) {
        if (!facts.isOpen()) {
            return Holder.NOBODY;
        }
        Set<PauseReason> waits = facts.waits();
        if (waits.isEmpty()) {
            return provider(facts.team());
        } else if (waits.size() > 1) {
            return Holder.of(waits, facts.team());
        }
        PauseReason only = waits.iterator().next();
        Holder known = parties.get(only);
        if (known == null) {
            known = Holder.of(only.party());
            keep(parties, only, known);
        }
        return known;
    }

    private Holder provider(String team) {
        if (team.isEmpty()) {
            return Holder.PROVIDER;
        }
        Holder known = teams.get(team);
        if (known == null) {
            known = Holder.provider(team);
            keep(teams, team, known);
        }
        return known;
    }

    private static <K> void keep(Map<K, Holder> known, K key, Holder holder) {
        if (known.size() == MOST) {
            known.clear();
        }
        known.put(key, holder);
    }
}
