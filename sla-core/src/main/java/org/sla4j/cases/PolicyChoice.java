package org.sla4j.cases;

import java.util.Optional;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.SeverityPolicy;

/**
 * Which policy of an agreement a case is under: chosen by severity and attributes at the opening, and anew whenever one of these changes,
 * unless the agreement chooses at the opening only.
 */
final class PolicyChoice {
    private PolicyChoice() {}

    /** The policy for a case; none, whatever its severity, if it was opened when the agreement did not hold. */
    static Optional<SeverityPolicy> of(ServiceLevelAgreement agreement, Facts facts) {
        boolean isDraft = !agreement.missingApprovals().isEmpty();
        if (!isDraft && agreement.promisesNothingBecause(facts.openedAt()).isPresent()) {
            return Optional.empty();
        }
        return agreement.policyFor(facts.severity(), facts.attributes());
    }

    /** Whether a step after the opening makes the agreement choose anew. */
    static boolean isMadeBy(Step step, ServiceLevelAgreement agreement) {
        return step.changesFacts() && !agreement.selectsAtOpeningOnly();
    }
}
