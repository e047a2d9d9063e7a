package org.sla4j.cases;

import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.PauseRule;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Target;

/**
 * Whether a wait pauses a clock: if the rules of both its metric and its target let it. To wait for the provider is the provider's own
 * time, unless one of the rules names that wait.
 */
final class PauseDecision {
    private PauseDecision() {}

    /** Whether a wait pauses the clock. */
    static boolean pauses(ServiceLevelAgreement agreement, Metric metric, Target target, PauseReason reason) {
        return mayPause(agreement, metric, target, reason) && target.pauseRule().pauses(reason);
    }

    /** Whether a clock waits too, and so stands still whenever the rule of its target, now or later, says so. */
    static boolean mayPause(ServiceLevelAgreement agreement, Metric metric, Target target, PauseReason reason) {
        PauseRule rule = metric.pauseRule();
        boolean isNamed = !rule.all() || !target.pauseRule().all();
        return rule.pauses(reason) && (isNamed || !isProvider(agreement, reason.party()));
    }

    private static boolean isProvider(ServiceLevelAgreement agreement, Party party) {
        return (party.equals(Party.PROVIDER) || party.equals(agreement.provider()))
                && !PromisedClocks.customer(agreement).contains(party);
    }
}
