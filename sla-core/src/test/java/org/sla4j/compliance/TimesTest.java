package org.sla4j.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.Outcome;
import org.sla4j.clock.Verdict;

/** Percentiles, means and suggested limits say what was there. */
class TimesTest {
    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

    private final ComplianceAggregator figures = ComplianceAggregator.of(Dimension.METRIC);

    private void add(Verdict verdict, Duration... times) {
        for (Duration used : times) {
            Outcome.Builder builder = Outcome.builder("INC-1", "resolution", Severity.LOW)
                    .verdict(verdict, used, Duration.ofHours(4))
                    .goal(0.9);
            boolean isOpen = verdict == Verdict.PENDING || verdict == Verdict.BREACHED;
            figures.add((isOpen ? builder.since(START, START.plus(used)) : builder.between(START, START.plus(used)))
                    .build());
        }
    }

    private ComplianceRow row() {
        return figures.report().rows().get(0);
    }

    @Test
    void timesBelowASecondArePercentilesToo() {
        add(Verdict.MET, Duration.ofMillis(100), Duration.ofMillis(900), Duration.ofSeconds(10));
        assertThat(row().percentile(0.5)).contains(Duration.ofMillis(900));
        assertThat(row().wallPercentile(0.5)).contains(Duration.ofMillis(900));
        assertThat(row().percentile(0.01)).contains(Duration.ofMillis(100));
    }

    @Test
    void aSingleCaseIsItsOwnPercentile() {
        add(Verdict.MET, Duration.ofHours(3));
        for (double share : new double[] {0.01, 0.5, 1}) {
            assertThat(row().percentile(share)).contains(Duration.ofHours(3));
            assertThat(row().wallPercentile(share)).contains(Duration.ofHours(3));
        }
    }

    @Test
    void equalTimesAreExactHoweverMany() {
        Duration odd = Duration.ofSeconds(12_345, 678_901_234);
        add(Verdict.MET, odd, odd, odd, odd, odd, odd, odd);
        assertThat(row().percentile(0.9)).contains(odd);
        assertThat(row().mean()).contains(odd);
    }

    @Test
    void zeroAndANanosecondAreToldApart() {
        add(Verdict.MET, Duration.ZERO, Duration.ofNanos(1));
        assertThat(row().percentile(0.5)).contains(Duration.ZERO);
        assertThat(row().percentile(1)).contains(Duration.ofNanos(1));
    }

    @Test
    void theLongestTimesOfAllAreKept() {
        add(Verdict.MISSED, Outcome.LONGEST, Outcome.LONGEST);
        assertThat(row().percentile(0.5)).contains(Outcome.LONGEST);
        assertThat(row().mean()).contains(Outcome.LONGEST);
    }

    @Test
    void theMeanIsTheSumByTheNumber() {
        add(Verdict.MET, Duration.ofHours(1), Duration.ofHours(2));
        add(Verdict.MISSED, Duration.ofHours(6));
        assertThat(row().mean()).contains(Duration.ofHours(3));
        assertThat(row().wallMean()).contains(Duration.ofHours(3));
    }

    @Test
    void aSuggestedTargetKeepsTheShareThatItClaims() {
        // 57 cases, of which 50 take 7:12:21 and 7 take longer: 90 % are 52 of them.
        for (int i = 0; i < 57; i++) {
            add(
                    Verdict.MET,
                    i < 50 ? Duration.ofSeconds(25_941) : Duration.ofHours(8).plusSeconds(i * 100L));
        }
        for (ComplianceReport.Suggestion suggested : row().suggestTargets()) {
            long met = 0;
            for (int i = 0; i < 57; i++) {
                Duration used = i < 50
                        ? Duration.ofSeconds(25_941)
                        : Duration.ofHours(8).plusSeconds(i * 100L);
                met += used.compareTo(suggested.limit()) <= 0 ? 1 : 0;
            }
            assertThat(met / 57.0).as("%s", suggested).isGreaterThanOrEqualTo(suggested.share());
            assertThat(suggested.limit().toSeconds() % 60).isZero();
            assertThat(suggested.low()).isLessThanOrEqualTo(suggested.limit());
        }
    }

    @Test
    void openCasesDoNotMakeASuggestionLookBetterThanItIs() {
        add(Verdict.MET, Duration.ofHours(1), Duration.ofHours(2), Duration.ofHours(3));
        add(Verdict.PENDING, Duration.ofHours(3).plusMinutes(30));
        add(Verdict.BREACHED, Duration.ofHours(30));
        // With any limit below 30 h the open case is over it, and 3 of 4 are not 90 %.
        Duration limit = row().suggestTargets().get(0).limit();
        assertThat(limit).isBetween(Duration.ofHours(30), Duration.ofHours(31));
    }

    @Test
    void nothingIsSuggestedWhileNothingIsFinished() {
        add(Verdict.BREACHED, Duration.ofHours(30));
        assertThat(row().suggestTargets()).isEmpty();
        assertThat(row().percentile(0.5)).contains(Duration.ofHours(30));
    }

    @Test
    void limitsAreThoseOfTheCases() {
        add(Verdict.MET, Duration.ofHours(1));
        assertThat(List.of(row().shortestLimit(), row().longestLimit()))
                .containsExactly(Duration.ofHours(4), Duration.ofHours(4));
        assertThat(row().isMixed()).isFalse();
    }
}
