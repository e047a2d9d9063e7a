package org.sla4j.cases;

import java.util.ArrayList;
import java.util.List;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.SeverityPolicy;

/** The plans and the holders met so far, so that they are not made anew for every case. Not thread-safe. */
final class Plans {
    /** Few, and looked for by identity. */
    private final List<Plan> plans = new ArrayList<>();

    private final HolderCache holders = new HolderCache();

    @SuppressWarnings(
            "ReferenceEquality") // a policy is compared part by part, which costs more than to lay it out again
    Plan of(ServiceLevelAgreement agreement, SeverityPolicy policy) {
        for (int i = 0; i < plans.size(); i++) {
            Plan known = plans.get(i);
            if (known.policy() == policy && known.agreement() == agreement) {
                return known;
            }
        }
        Plan fresh = Plan.of(agreement, policy);
        plans.add(fresh);
        return fresh;
    }

    Holder holder(Facts facts) {
        return holders.of(facts);
    }
}
