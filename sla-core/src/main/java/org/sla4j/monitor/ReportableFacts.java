package org.sla4j.monitor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of the facts that became true are reported: none from before the case is reported at all, none twice, of an escalation that
 * repeats the latest alone; and which are retracted: none that was never reported.
 */
final class ReportableFacts {
    private ReportableFacts() {}

    /**
     * What of all that became true is to be reported.
     *
     * @param reportFrom facts before that instant are not
     * @param standing what was reported and stands; null if whatever was true has been reported, so that it need not be known
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
