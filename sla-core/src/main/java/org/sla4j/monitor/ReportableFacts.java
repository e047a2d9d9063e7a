package org.sla4j.monitor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which facts are reported and which retracted. Nothing is reported that happened before reports of the case begin, nothing twice, and of
 * an escalation that repeats only the latest; nothing is retracted that was never reported.
 */
final class ReportableFacts {
    private ReportableFacts() {}

    /**
     * Returns what to report of all that became true.
     *
     * @param reportFrom facts before that instant are left out
     * @param standing what was reported and stands; null if everything that was true has been reported, so that it need not be known
     */
    static List<SlaEvent> of(List<SlaEvent> all, Instant reportFrom, @Nullable Map<String, SlaEvent> standing) {
        if (all.isEmpty() || standing == null) {
            return all;
        }
        Escalations.Latest latest = new Escalations.Latest();
        standing.values().forEach(latest::count);
        all.forEach(latest::count);
        Set<String> reported = new HashSet<>(standing.keySet());
        List<SlaEvent> some = new ArrayList<>();
        for (SlaEvent fact : all) {
            if (fact.type() == SlaEvent.Type.RETRACTED) {
                if (reported.remove(fact.detail())) {
                    some.add(fact);
                }
            } else if (!fact.at().isBefore(reportFrom) && latest.isLatest(fact) && reported.add(fact.id())) {
                some.add(fact);
            }
        }
        return some;
    }
}
