package org.sla4j.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.Holder;
import org.sla4j.cases.Outcome;
import org.sla4j.cases.Outcome.Wait.Ending;
import org.sla4j.clock.Phase;
import org.sla4j.clock.Verdict;

/** Forecasts worked out by hand: each expected number is the formula of the method with the counts of the example put in. */
class RiskCurvesTest {
    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
    private static final Duration LIMIT = Duration.ofHours(100);
    private static final Offset<Double> EXACT = within(1e-12);
    private static final PauseReason INFO = PauseReason.of("info", "customer");
    private static final PauseReason PART = PauseReason.of("part", "vendor");
    /** Where the part begins that ends at the limit. */
    private static final double LAST = Math.sqrt(0.5);

    private final BreachRisk risk = BreachRisk.of(Dimension.TEAM);

    private static Outcome.Stage stage(double share, String team) {
        return new Outcome.Stage(START, share, Holder.provider(team), team, Severity.LOW, LIMIT);
    }

    private static Duration of(double share) {
        return Duration.ofMillis(Math.round(share * LIMIT.toMillis()));
    }

    private static Outcome outcome(double share, boolean isOpen, String team, Outcome.Wait... waits) {
        Outcome.Builder builder = Outcome.builder("INC-1", "resolution", Severity.LOW)
                .verdict(
                        isOpen
                                ? share <= 1 ? Verdict.PENDING : Verdict.BREACHED
                                : share <= 1 ? Verdict.MET : Verdict.MISSED,
                        of(share),
                        LIMIT)
                .team(team)
                .path(new Outcome.Path(List.of(stage(0, team)), List.of(waits)));
        Instant end = START.plus(Duration.ofDays(20));
        return (isOpen ? builder.since(START, end) : builder.between(START, end)).build();
    }

    private static Outcome finished(double share, String team, Outcome.Wait... waits) {
        return outcome(share, false, team, waits);
    }

    private static Outcome open(double share, String team) {
        return outcome(share, true, team);
    }

    private static Outcome.Wait wait(PauseReason reason, Duration age, Ending ending) {
        return new Outcome.Wait(reason, "desk", START, age, ending);
    }

    private static Outcome waiting(double share, Outcome.Wait... waits) {
        return new Outcome.Builder(outcome(share, true, "desk", waits))
                .phase(Phase.PAUSED)
                .build();
    }

    private void learn(int times, Outcome outcome) {
        for (int i = 0; i < times; i++) {
            risk.add(outcome);
        }
    }

    private RiskForecast forecast(Outcome outcome, Outcome... open) {
        return risk.curves(List.of(open)).of(outcome).orElseThrow();
    }

    @Test
    void theChanceToGoOnIsTheProductOverThePartsUpToTheLimit() {
        learn(10, finished(0.6, "desk"));
        learn(20, finished(0.8, "desk"));
        learn(30, finished(3, "desk"));
        // 10 of 60 finish in the part from .5 to .71, 20 of 50 in the one up to 1; a group of one team is like the
        // root.
        assertThat(forecast(open(0.1, "desk")).missProbability()).isCloseTo(50 / 60.0 * 30 / 50.0, EXACT);
        assertThat(forecast(open(0.75, "desk")).missProbability())
                .isCloseTo(Math.pow(0.6, 1 - (0.75 - LAST) / (1 - LAST)), EXACT);
        // Halfway through a part half of its hazard is left, on the scale of logarithms.
        double middle = (0.5 + LAST) / 2;
        assertThat(forecast(open(middle, "desk")).missProbability())
                .isCloseTo(Math.sqrt(50 / 60.0) * 0.6, within(1e-7));
    }

    @Test
    void theRangeIsGreenwoodsWithTheSampleAndWhatItLeansOn() {
        learn(20, finished(0.8, "desk"));
        learn(30, finished(3, "desk"));
        RiskForecast forecast = forecast(open(LAST, "desk"));
        double likely = 0.6;
        // Where less is known of a share than its nanoseconds, half a part more makes no difference that could be seen.
        double error = 1.959963984540054 * Math.sqrt(0.4 / (0.6 * (50 + 20)));
        assertThat(forecast.missProbability()).isCloseTo(likely, within(1e-6));
        assertThat(forecast.low()).isCloseTo(likely * Math.exp(-error), within(1e-6));
        assertThat(forecast.high()).isCloseTo(likely * Math.exp(error), within(1e-6));
    }

    @Test
    void casesLastSeenInAPartCountForHalfOfIt() {
        learn(20, finished(0.8, "desk"));
        learn(30, finished(3, "desk"));
        Outcome[] running = new Outcome[10];
        Arrays.fill(running, open(0.9, "desk"));
        // 60 were open when the part began, 10 of them left it unseen: 20 of 55 finish.
        assertThat(forecast(open(0.1, "desk"), running).missProbability()).isCloseTo(1 - 20 / 55.0, EXACT);
    }

    @Test
    void casesFirstSeenInAPartCountForHalfOfItToo() {
        BreachRisk watched = BreachRisk.of(Dimension.TEAM).withObservedFrom(START.plus(Duration.ofDays(18)));
        for (int i = 0; i < 40; i++) {
            // First seen at .9 of what was used in the end: at .72, .45 and 2.7 of the limit.
            watched.add(finished(i < 20 ? 0.8 : 3, "desk"));
        }
        RiskCurves curves = watched.curves(List.of());
        // In the part from .71 to 1: 20 entered and finished there. Before it nobody was seen, after it nobody
        // finished.
        assertThat(curves.of(open(0.72, "desk")).orElseThrow().sample()).isEqualTo(10);
        assertThat(curves.of(open(0.1, "desk")).orElseThrow().missProbability()).isLessThan(1e-6);
    }

    @Test
    void waitingCasesCountAsFinishedAsFarAsTheyDoNotRunAgain() {
        // Waits of this age end with work in 30 of 40 cases, and with the end of the case in the others.
        learn(30, finished(3, "desk", wait(INFO, Duration.ofHours(3), Ending.RESUMED)));
        learn(10, finished(0.8, "desk", wait(INFO, Duration.ofHours(3), Ending.FINISHED)));
        Outcome[] waiting = new Outcome[8];
        Arrays.fill(waiting, waiting(0.9, wait(INFO, Duration.ofMinutes(1), Ending.OPEN)));
        // Of 48 waits of age 0 none ended there and 8 are open: they go on to 3 h with .75 to run again.
        double resumes = 0.75;
        double finishes = (10 + (1 - resumes) * 8) / (48 - resumes * 8 / 2);
        assertThat(forecast(open(0.1, "desk"), waiting).missProbability()).isCloseTo(1 - finishes, EXACT);
    }

    @Test
    void groupsLeanOnTheOneAboveAsIfItHadToldOfTwentyCases() {
        learn(20, finished(0.8, "desk"));
        learn(25, finished(3, "desk"));
        learn(4, finished(0.8, "network"));
        learn(1, finished(3, "network"));
        double root = 24 / 50.0;
        double network = (4 + 20 * root) / (5 + 20);
        assertThat(forecast(open(0.1, "network")).missProbability()).isCloseTo(1 - network, EXACT);
        assertThat(forecast(open(0.1, "network")).sample()).isEqualTo(5);
        assertThat(forecast(open(0.1, "network")).leansOnSample()).isEqualTo(50);
        assertThat(forecast(open(0.1, "desk")).missProbability()).isCloseTo(1 - (20 + 20 * root) / (45 + 20), EXACT);
    }

    @Test
    void aGroupOfThirtyDoesNotLeanOnAnother() {
        learn(30, finished(3, "desk"));
        learn(29, finished(3, "network"));
        assertThat(forecast(open(0.1, "desk")).leansOn()).containsExactly("desk");
        assertThat(forecast(open(0.1, "network")).leansOn()).isEmpty();
    }

    @Test
    void aPartInWhichNobodyWasSeenIsLikeTheOneBefore() {
        learn(30, finished(0.72, "desk"));
        // All 30 are finished below 1, so nothing is known above; half of the cases of an open one finish at once
        // there.
        RiskForecast forecast = forecast(open(1, "desk"));
        assertThat(forecast.missProbability()).isEqualTo(1);
        assertThat(forecast(open(0.1, "desk")).halfFinishWithin()).isPresent();
    }

    @Test
    void theLimitItselfIsNoMissYet() {
        learn(20, finished(0.8, "desk"));
        learn(30, finished(3, "desk"));
        Outcome at = open(1, "desk");
        Outcome above = new Outcome.Builder(at)
                .verdict(Verdict.BREACHED, LIMIT.plusNanos(1), LIMIT)
                .build();
        // No part below the limit is left to finish in.
        assertThat(forecast(at).missProbability()).isEqualTo(1);
        assertThat(forecast(above).missProbability()).isEqualTo(1);
    }

    @Test
    void halfOfTheCasesFinishWhereTheCurveHasFallenToOneHalf() {
        learn(10, finished(0.6, "desk"));
        learn(20, finished(0.8, "desk"));
        learn(10, finished(3, "desk"));
        // From 40 cases 30 are left at .71 and 10 at 1: the half is reached where .75 x (1/3)^f is .5.
        double f = Math.log(0.5 / 0.75) / Math.log(1 / 3.0);
        double expected = (LAST + f * (1 - LAST) - 0.1) * LIMIT.toSeconds();
        assertThat(forecast(open(0.1, "desk")).halfFinishWithin().orElseThrow().toSeconds())
                .isEqualTo(Math.round(expected));
        // From .6 on half of the part's hazard is left: (1 - f) of the logarithm of .75.
        double left = 1 - (0.6 - 0.5) / (LAST - 0.5);
        double rest = (Math.log(0.5) - left * Math.log(0.75)) / Math.log(1 / 3.0);
        assertThat(forecast(open(0.6, "desk")).halfFinishWithin().orElseThrow().toSeconds())
                .isEqualTo(Math.round((LAST + rest * (1 - LAST) - 0.6) * LIMIT.toSeconds()));
    }

    @Test
    void theChanceToRunAgainFollowsTheAgesOfTheWait() {
        // 40 waits: 10 run again within a quarter of an hour, 10 end the case then; of the rest 15 run again at 20 min,
        // 5 do not.
        learn(10, finished(3, "desk", wait(INFO, Duration.ofMinutes(5), Ending.RESUMED)));
        learn(10, finished(0.8, "desk", wait(INFO, Duration.ofMinutes(5), Ending.FINISHED)));
        learn(15, finished(3, "desk", wait(INFO, Duration.ofMinutes(20), Ending.RESUMED)));
        learn(5, finished(0.8, "desk", wait(INFO, Duration.ofMinutes(20), Ending.FINISHED)));
        double later = 15 / 20.0;
        double first = 10 / 40.0 + (1 - 20 / 40.0) * later;
        assertThat(resumes(wait(INFO, Duration.ofMinutes(20), Ending.OPEN))).isCloseTo(later, EXACT);
        assertThat(resumes(wait(INFO, Duration.ofMinutes(5), Ending.OPEN))).isCloseTo(first, EXACT);
        // Nothing is known of older waits: they are taken for those that are known to end last, or for running again.
        assertThat(resumes(wait(INFO, Duration.ofHours(9), Ending.OPEN))).isEqualTo(1);
        // A reason that was never seen is like all; of two waits the one less likely to end counts.
        assertThat(resumes(wait(PART, Duration.ofMinutes(5), Ending.OPEN))).isCloseTo(first, EXACT);
        assertThat(resumes(
                        wait(INFO, Duration.ofMinutes(5), Ending.OPEN),
                        wait(INFO, Duration.ofMinutes(20), Ending.OPEN)))
                .isCloseTo(first, EXACT);
        assertThat(resumes(
                        wait(INFO, Duration.ofMinutes(5), Ending.RESUMED),
                        wait(INFO, Duration.ofMinutes(20), Ending.OPEN)))
                .isCloseTo(later, EXACT);
        // Paused without a wait of the case.
        assertThat(resumes()).isCloseTo(first, EXACT);
    }

    private double resumes(Outcome.Wait... waits) {
        return forecast(waiting(0.5, waits)).resumeProbability().orElseThrow();
    }

    @Test
    void theWaitsOfOneReasonLeanOnThoseOfAll() {
        learn(30, finished(3, "desk", wait(INFO, Duration.ofMinutes(5), Ending.RESUMED)));
        learn(10, finished(0.8, "desk", wait(PART, Duration.ofMinutes(5), Ending.FINISHED)));
        double runs = (0 + 20 * 30 / 40.0) / (10 + 20);
        double ends = (10 + 20 * 10 / 40.0) / (10 + 20);
        assertThat(resumes(wait(PART, Duration.ofMinutes(5), Ending.OPEN))).isCloseTo(runs / (runs + ends), EXACT);
    }

    @Test
    void theOldestWaitsStayOldest() {
        Duration old = Duration.ofDays(300);
        learn(30, finished(3, "desk", wait(INFO, old, Ending.RESUMED)));
        learn(10, finished(0.8, "desk", wait(INFO, old, Ending.FINISHED)));
        learn(10, finished(0.8, "desk", wait(INFO, Duration.ofMinutes(5), Ending.FINISHED)));
        assertThat(resumes(wait(INFO, old, Ending.OPEN))).isCloseTo(0.75, EXACT);
        assertThat(resumes(wait(INFO, Duration.ofDays(30), Ending.OPEN))).isCloseTo(0.75, EXACT);
        assertThat(resumes(wait(INFO, Duration.ZERO, Ending.OPEN))).isCloseTo(0.8 * 0.75, EXACT);
    }

    @Test
    void moreEndsThanWaitsAtAnAgeAreNoMoreThanAll() {
        WaitCells cells = new WaitCells();
        cells.count(Duration.ZERO, Duration.ZERO, Ending.RESUMED, 30);
        cells.count(Duration.ZERO, Duration.ZERO, Ending.FINISHED, 10);
        // Open waits of the same age count for half, so that more seem to end than could.
        cells.count(Duration.ZERO, Duration.ZERO, Ending.OPEN, -8);
        RiskCells all = new RiskCells();
        all.countCase(40);
        RiskCurves curves = new RiskCurves(
                List.of(Dimension.TEAM),
                20,
                Map.of(new ComplianceAggregator.Key(new Object[] {"desk"}), all),
                new TreeMap<>(Map.of("info", cells)));
        double resumes = curves.of(waiting(0.5, wait(INFO, Duration.ZERO, Ending.OPEN)))
                .orElseThrow()
                .resumeProbability()
                .orElseThrow();
        assertThat(resumes).isCloseTo(0.75, EXACT);
    }

    @Test
    void theSumIsTheExpectationAndItsRangeThatOfChanceAndSample() {
        learn(200, finished(0.8, "desk"));
        learn(300, finished(3, "desk"));
        RiskCurves curves = risk.curves(List.of());
        List<Outcome> open = Collections.nCopies(100, open(0.1, "desk"));
        RiskForecast one = curves.of(open.get(0)).orElseThrow();
        double p = one.missProbability();
        double group = 100 * (one.high() - one.low()) / (2 * 1.959963984540054);
        double spread = 1.959963984540054 * Math.sqrt(100 * p * (1 - p) + group * group);
        RiskSummary sum = curves.sum(open);
        assertThat(sum.expectedMisses()).isCloseTo(60, within(1e-9));
        assertThat(sum.low()).isEqualTo((long) Math.floor(60 - spread));
        assertThat(sum.high()).isEqualTo((long) Math.ceil(60 + spread));
        assertThat(sum.unknown()).isZero();
    }

    @Test
    void aRangeNeverLeavesWhatThereIs() {
        learn(40, finished(3, "desk"));
        List<Outcome> open = new ArrayList<>(Collections.nCopies(3, open(0.1, "desk")));
        open.add(new Outcome.Builder(open.get(0)).unpromised().build());
        RiskSummary sum = risk.curves(List.of()).sum(open);
        assertThat(sum).isEqualTo(new RiskSummary(3, 0, 3, 3, 3));
        assertThat(sum).hasToString("of 3 open cases 3 will miss");
        assertThat(new RiskSummary(5, 2, 1, 0, 2))
                .hasToString("of 3 open cases 0 to 2 will miss; nothing is known of 2 more");
        assertThat(new RiskSummary(1, 0, 0.5, 0, 1)).hasToString("of 1 open case 0 to 1 will miss");
        assertThat(new RiskSummary(0, 0, 0, 0, 0)).hasToString("of 0 open cases 0 will miss");
        assertThat(new RiskSummary(7, 7, 0, 0, 0)).hasToString("nothing is known of 7 open cases");
        assertThat(new RiskSummary(1, 1, 0, 0, 0)).hasToString("nothing is known of 1 open case");
        assertThat(risk.curves(List.of()).sumBy(open, Dimension.TEAM)).containsOnlyKeys("desk");
    }

    @Test
    void nothingIsForetoldOfALimitOfNothing() {
        learn(40, finished(3, "desk"));
        Outcome none = new Outcome.Builder(open(0.1, "desk"))
                .verdict(Verdict.PENDING, Duration.ZERO, Duration.ZERO)
                .build();
        assertThat(risk.curves(List.of()).of(none)).isEmpty();
    }

    @Test
    void aWindowKeepsItsFirstPeriodAndForgetsTheOneBefore() {
        BreachRisk window = BreachRisk.of(Dimension.TEAM).withWindow(3, Dimension.day(ZoneOffset.UTC));
        window.moveTo(START.plus(Duration.ofDays(2)));
        assertThat(window.add(finished(3, "desk"))).isTrue();
        window.moveTo(START.plus(Duration.ofDays(1)));
        assertThat(window.groups()).isEqualTo(1);
        assertThat(window.curves(List.of(open(0.5, "desk"))).cases()).isEqualTo(2);
        window.moveTo(START.plus(Duration.ofDays(3)));
        assertThat(window.groups()).isZero();
        assertThat(window.add(finished(3, "desk"))).isFalse();
        assertThat(window.curves(List.of(open(0.5, "desk"))).cases()).isZero();
        assertThat(window).hasToString("risk by [team] and day in Z, 0 groups");
    }
}
