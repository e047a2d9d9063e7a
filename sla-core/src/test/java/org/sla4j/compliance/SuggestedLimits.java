package org.sla4j.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.BusinessDuration;
import org.sla4j.cases.ServiceCase;

/** Promises every limit that a report suggests, and judges the same cases by it. */
final class SuggestedLimits {
    private SuggestedLimits() {}

    static ServiceLevelAgreement agreement(Map<Severity, Duration> limits, BusinessCalendar calendar) {
        ServiceLevelAgreement.Builder agreement =
                ServiceLevelAgreement.builder("desk").provider(Party.of("IT")).customer(Party.of("Sales"));
        limits.forEach((severity, limit) -> agreement.policy(SeverityPolicy.builder(severity.toString())
                .severity(severity)
                .target(Metric.RESOLUTION, Target.of(limit.toString(), calendar, 0.9))
                .build()));
        return agreement.build();
    }

    /**
     * Asserts that each suggestion keeps the share that it claims.
     *
     * @return how many suggestions were confirmed
     */
    static int confirm(List<ServiceCase> cases, ServiceLevelAgreement agreement, Instant now) {
        ComplianceAggregator figures = ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY);
        cases.forEach(one -> one.outcomes(now).forEach(figures::add));
        int confirmed = 0;
        for (int i = 0; i < 3; i++) {
            Map<Severity, ComplianceReport.Suggestion> suggested = new HashMap<>();
            for (ComplianceRow row : figures.report().rows()) {
                List<ComplianceReport.Suggestion> all = row.suggestTargets();
                if (!all.isEmpty()) {
                    suggested.put(row.severity().orElseThrow(), all.get(i));
                }
            }
            ServiceLevelAgreement proposed = agreement.withTargets(
                    "as suggested",
                    (policy, metric, target) -> policy.severities().stream()
                            .filter(suggested::containsKey)
                            .findFirst()
                            .map(severity -> target.withLimit(BusinessDuration.parse(suggested
                                    .getOrDefault(severity, NONE)
                                    .limit()
                                    .toString())))
                            .orElse(target));
            ComplianceReport after = Backtest.of(cases, proposed, now).after();
            for (Map.Entry<Severity, ComplianceReport.Suggestion> one : suggested.entrySet()) {
                ComplianceRow row = after.row(Metric.RESOLUTION, one.getKey()).orElseThrow();
                assertThat(row.isAtLeast(one.getValue().share()))
                        .as("%s %s: %s of %s met", one.getKey(), one.getValue(), row.met(), row.measured())
                        .isTrue();
                confirmed++;
            }
        }
        return confirmed;
    }

    private static final ComplianceReport.Suggestion NONE =
            new ComplianceReport.Suggestion(1, Duration.ofDays(1), Duration.ZERO, Optional.empty());
}
