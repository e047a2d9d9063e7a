package org.sla4j.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;

/**
 * Numbers for the parts of a case's agreements, counted through in the order of agreements, policies, and the targets of each.
 *
 * <p>Almost always a part is of the policy that applies and the very object that the agreement holds, so nothing is gathered first.
 */
final class PartNumbers {
    private PartNumbers() {}

    /** The agreements that a case is or was under, each once. */
    static List<ServiceLevelAgreement> agreements(ServiceCase incident) {
        List<ServiceLevelAgreement> opened = incident.openedUnder();
        if (incident.moves().isEmpty()) {
            return opened;
        }
        List<ServiceLevelAgreement> all = new ArrayList<>(opened);
        for (ServiceCase.Move move : incident.moves()) {
            if (place(all, move.agreement()) < 0) {
                all.add(move.agreement());
            }
        }
        return all;
    }

    static int agreement(List<ServiceLevelAgreement> agreements, ServiceLevelAgreement one) {
        return found(place(agreements, one), one);
    }

    private static int place(List<ServiceLevelAgreement> agreements, ServiceLevelAgreement one) {
        for (int i = 0; i < agreements.size(); i++) {
            ServiceLevelAgreement agreement = agreements.get(i);
            if (agreement.id().equals(one.id()) && agreement.version().equals(one.version())) {
                return i;
            }
        }
        return -1;
    }

    private static int found(int place, Object part) {
        if (place < 0) {
            throw new IllegalStateException("A case has what none of its agreements holds: " + part + ".");
        }
        return place;
    }

    static int policy(List<ServiceLevelAgreement> agreements, SeverityPolicy one) {
        int same = policy(agreements, one, true);
        return same >= 0 ? same : found(policy(agreements, one, false), one);
    }

    @SuppressWarnings("ReferenceEquality") // the same object is found without comparing all of its parts
    private static int policy(List<ServiceLevelAgreement> agreements, SeverityPolicy one, boolean same) {
        int place = 0;
        for (ServiceLevelAgreement agreement : agreements) {
            for (SeverityPolicy policy : agreement.policies()) {
                if (same ? policy == one : policy.equals(one)) {
                    return place;
                }
                place++;
            }
        }
        return -1;
    }

    static SeverityPolicy policy(List<ServiceLevelAgreement> agreements, int place) {
        int left = place;
        for (ServiceLevelAgreement agreement : agreements) {
            List<SeverityPolicy> policies = agreement.policies();
            if (left < policies.size()) {
                return policies.get(left);
            }
            left -= policies.size();
        }
        throw new IndexOutOfBoundsException("There is no policy " + place + ".");
    }

    /** The place of a severity among those that policies name; below 0 for one that none names. */
    static int severity(List<ServiceLevelAgreement> agreements, Severity one) {
        int place = 0;
        for (ServiceLevelAgreement agreement : agreements) {
            for (SeverityPolicy policy : agreement.policies()) {
                for (Severity severity : policy.severities()) {
                    if (severity.equals(one)) {
                        return place;
                    }
                    place++;
                }
            }
        }
        return -1;
    }

    static Severity severity(List<ServiceLevelAgreement> agreements, int place) {
        int left = place;
        for (ServiceLevelAgreement agreement : agreements) {
            for (SeverityPolicy policy : agreement.policies()) {
                for (Severity severity : policy.severities()) {
                    if (left-- == 0) {
                        return severity;
                    }
                }
            }
        }
        throw new IndexOutOfBoundsException("There is no severity " + place + ".");
    }

    /** The place of a metric: among those of the policy that applies, or after them among those of all. */
    static int metric(List<ServiceLevelAgreement> agreements, @Nullable SeverityPolicy rules, Metric one) {
        int place = 0;
        if (rules != null) {
            for (Metric metric : rules.targets().keySet()) {
                if (metric.equals(one)) {
                    return place;
                }
                place++;
            }
        }
        for (ServiceLevelAgreement agreement : agreements) {
            for (SeverityPolicy policy : agreement.policies()) {
                for (Metric metric : policy.targets().keySet()) {
                    if (metric.equals(one)) {
                        return place;
                    }
                    place++;
                }
            }
        }
        return found(-1, one);
    }

    static Metric metric(List<ServiceLevelAgreement> agreements, @Nullable SeverityPolicy rules, int place) {
        int left = place;
        if (rules != null) {
            for (Metric metric : rules.targets().keySet()) {
                if (left-- == 0) {
                    return metric;
                }
            }
        }
        return target(agreements, left).getKey();
    }

    /** The place of a target: 0 for that of the policy that applies, or after it among those of all. */
    @SuppressWarnings("ReferenceEquality") // the same object is found without comparing all of its parts
    static int target(
            List<ServiceLevelAgreement> agreements, @Nullable SeverityPolicy rules, Metric metric, Target one) {
        Target usual = rules == null ? null : rules.targets().get(metric);
        if (usual == one || one.equals(usual)) {
            return 0;
        }
        int place = 1;
        for (ServiceLevelAgreement agreement : agreements) {
            for (SeverityPolicy policy : agreement.policies()) {
                for (Target target : policy.targets().values()) {
                    if (target == one || target.equals(one)) {
                        return place;
                    }
                    place++;
                }
            }
        }
        return found(-1, one);
    }

    static Target target(
            List<ServiceLevelAgreement> agreements, @Nullable SeverityPolicy rules, Metric metric, int place) {
        Target usual = place != 0 || rules == null ? null : rules.targets().get(metric);
        return usual == null ? target(agreements, place - 1).getValue() : usual;
    }

    private static Map.Entry<Metric, Target> target(List<ServiceLevelAgreement> agreements, int place) {
        int left = place;
        for (ServiceLevelAgreement agreement : agreements) {
            for (SeverityPolicy policy : agreement.policies()) {
                for (Map.Entry<Metric, Target> entry : policy.targets().entrySet()) {
                    if (left-- == 0) {
                        return entry;
                    }
                }
            }
        }
        throw new IndexOutOfBoundsException("There is no target " + place + ".");
    }
}
