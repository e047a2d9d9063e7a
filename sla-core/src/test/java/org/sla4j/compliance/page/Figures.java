package org.sla4j.compliance.page;

import java.time.Duration;
import java.time.Instant;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.Outcome;
import org.sla4j.clock.Verdict;
import org.sla4j.compliance.ComplianceAggregator;
import org.sla4j.compliance.ComplianceReport;
import org.sla4j.compliance.Dimension;

/**
 * The figures of a desk that promises to resolve 90 % of its cases of severity 4 within four hours.
 *
 * <pre>{@code
 * Figures.by(Dimension.METRIC).add(9, met()).add(1, missed()).report();
 * }</pre>
 */
final class Figures {
    static final Instant MONDAY = Instant.parse("2026-01-05T09:00:00Z");

    private final ComplianceAggregator aggregator;

    private Figures(ComplianceAggregator aggregator) {
        this.aggregator = aggregator;
    }

    static Figures by(Dimension... dimensions) {
        return new Figures(ComplianceAggregator.of(dimensions));
    }

    Figures add(int times, Outcome.Builder outcome) {
        for (int i = 0; i < times; i++) {
            aggregator.add(outcome.build());
        }
        return this;
    }

    Figures add(Outcome.Builder outcome) {
        return add(1, outcome);
    }

    ComplianceReport report() {
        return aggregator.report();
    }

    /** Resolved after an hour. */
    static Outcome.Builder met() {
        return outcome(Verdict.MET, Duration.ofHours(1));
    }

    /** Resolved after five hours. */
    static Outcome.Builder missed() {
        return outcome(Verdict.MISSED, Duration.ofHours(5));
    }

    /** Open for five hours. */
    static Outcome.Builder breached() {
        return outcome(Verdict.BREACHED, Duration.ofHours(5));
    }

    /** Open for an hour. */
    static Outcome.Builder pending() {
        return outcome(Verdict.PENDING, Duration.ofHours(1));
    }

    static Outcome.Builder outcome(Verdict verdict, Duration used) {
        Outcome.Builder builder = Outcome.builder("INC-1", "resolution", Severity.LOW)
                .verdict(verdict, used, Duration.ofHours(4))
                .goal(0.9);
        return verdict == Verdict.PENDING || verdict == Verdict.BREACHED
                ? builder.since(MONDAY, MONDAY.plus(used))
                : builder.between(MONDAY, MONDAY.plus(used));
    }
}
