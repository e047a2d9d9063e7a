package org.sla4j.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.Outcome;
import org.sla4j.clock.Verdict;

/** A row that is asked for wrongly is refused, and not silently absent. */
class RowLookupTest {
    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

    private final ComplianceReport report = report(Dimension.METRIC, Dimension.SEVERITY);

    private static ComplianceReport report(Dimension... dimensions) {
        ComplianceAggregator aggregator = ComplianceAggregator.of(dimensions);
        aggregator.add(Outcome.builder("INC-1", "first response", Severity.CRITICAL)
                .verdict(Verdict.MET, Duration.ofHours(1), Duration.ofHours(4))
                .between(START, START.plus(Duration.ofHours(1)))
                .team("desk")
                .build());
        return aggregator.report();
    }

    @Test
    void aMetricMayBeGivenAsItselfOrByItsName() {
        assertThat(report.row(Metric.FIRST_RESPONSE, Severity.CRITICAL)).isPresent();
        assertThat(report.row("first response", Severity.CRITICAL)).isPresent();
    }

    @Test
    void aGroupWithoutCasesIsEmpty() {
        assertThat(report.row(Metric.RESOLUTION, Severity.CRITICAL)).isEmpty();
        assertThat(report.row(Metric.FIRST_RESPONSE, Severity.LOW)).isEmpty();
        assertThat(report(Dimension.TEAM).row("network")).isEmpty();
    }

    @Test
    void tooFewOrTooManyValuesAreRefused() {
        assertThatThrownBy(() -> report.row("first response"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("These figures are by [metric, severity], so a row has 2 values, but was asked for by 1: "
                        + "[first response].");
        assertThatThrownBy(() -> report.row("first response", Severity.CRITICAL, "desk"))
                .hasMessageContaining("asked for by 3");
    }

    @Test
    void swappedValuesAreRefused() {
        assertThatThrownBy(() -> report.row(Severity.CRITICAL, Metric.FIRST_RESPONSE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The dimension metric takes a Metric or its name, but was given \"1 Critical\" of type Severity.");
        assertThatThrownBy(() -> report(Dimension.METRIC, Dimension.TEAM).row("desk", "first response"))
                .hasMessage("\"desk\" is a team, but was given as metric; the order is [metric, team].");
    }

    @Test
    void aSeverityByItsNameIsRefused() {
        assertThatThrownBy(() -> report.row("first response", "Critical"))
                .hasMessage("The dimension severity takes a Severity, but was given \"Critical\" of type String.");
    }

    @Test
    void aMisspeltMetricIsRefusedWithTheNearestOne() {
        for (String misspelt : new String[] {"First response", "first-response", "firstresponse", "first respnse"}) {
            assertThatThrownBy(() -> report.row(misspelt, Severity.CRITICAL))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("No row has the metric \"" + misspelt + "\"; did you mean \"first response\"?");
        }
    }

    @Test
    void anotherCaseOfLettersIsRefusedForEveryDimension() {
        assertThatThrownBy(() -> report(Dimension.TEAM).row("Desk"))
                .hasMessage("No row has the team \"Desk\"; did you mean \"desk\"?");
    }
}
