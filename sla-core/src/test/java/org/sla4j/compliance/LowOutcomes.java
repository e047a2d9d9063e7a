package org.sla4j.compliance;

import java.time.Duration;
import java.time.Instant;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.Outcome;
import org.sla4j.clock.Verdict;

/** Outcomes of one resolution of severity 4 within four hours, as tests of figures begin with. */
final class LowOutcomes {
    static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

    private LowOutcomes() {}

    static Outcome.Builder outcome(Verdict verdict, double hours) {
        Duration used = Duration.ofMinutes(Math.round(hours * 60));
        Outcome.Builder builder = Outcome.builder("INC-1", "resolution", Severity.LOW)
                .verdict(verdict, used, Duration.ofHours(4))
                .goal(0.5);
        return verdict == Verdict.PENDING || verdict == Verdict.BREACHED
                ? builder.since(START, START.plus(used))
                : builder.between(START, START.plus(used));
    }
}
