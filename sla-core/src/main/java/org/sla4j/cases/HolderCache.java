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
        Set<PauseReason> waits = facts.waits();
        if (!facts.isOpen() || waits.size() > 1) {
            return facts.holder();
        }
        return waits.isEmpty()
                ? known(teams, facts.team(), facts)
                : known(parties, waits.iterator().next(), facts);
    }

    private static <K> Holder known(Map<K, Holder> met, K key, Facts facts) {
        Holder known = met.get(key);
        if (known == null) {
            if (met.size() == MOST) {
                met.clear();
            }
            known = facts.holder();
            met.put(key, known);
        }
        return known;
    }
}
