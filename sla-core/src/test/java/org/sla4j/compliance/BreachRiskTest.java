package org.sla4j.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.Holder;
import org.sla4j.cases.Outcome;
import org.sla4j.clock.Phase;
import org.sla4j.clock.Verdict;

class BreachRiskTest {
    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
    private static final Duration LIMIT = Duration.ofHours(10);

    private final BreachRisk risk = BreachRisk.of(Dimension.SEVERITY, Dimension.TEAM);

    private static Outcome.Stage stage(double hours, String team) {
        Instant at = START.plus(Duration.ofMinutes(Math.round(hours * 60)));
        return new Outcome.Stage(at, hours / 10, Holder.provider(team), team, Severity.LOW, LIMIT);
    }

    private static Outcome.Builder finished(double hours, Outcome.Stage... stages) {
        Duration used = Duration.ofMinutes(Math.round(hours * 60));
        return Outcome.builder("INC-1", "resolution", Severity.LOW)
                .verdict(used.compareTo(LIMIT) <= 0 ? Verdict.MET : Verdict.MISSED, used, LIMIT)
                .between(START, START.plus(used))
                .team(stages[stages.length - 1].team())
                .path(new Outcome.Path(List.of(stages), List.of()));
    }

    private static Outcome.Builder open(double hours, Outcome.Stage... stages) {
        Outcome.Builder builder = finished(hours, stages);
        Duration used = Duration.ofMinutes(Math.round(hours * 60));
        return builder.verdict(used.compareTo(LIMIT) <= 0 ? Verdict.PENDING : Verdict.BREACHED, used, LIMIT)
                .since(START, START.plus(used));
    }

    private void learn(int times, Outcome outcome) {
        for (int i = 0; i < times; i++) {
            risk.add(outcome);
        }
    }

    private RiskForecast forecast(Outcome outcome) {
        return risk.curves(List.of()).of(outcome).orElseThrow();
    }

    @Test
    void aQuarterThatMissedMakesAQuarterLikely() {
        learn(30, finished(2, stage(0, "desk")).build());
        learn(10, finished(20, stage(0, "desk")).build());
        RiskForecast forecast = forecast(open(0, stage(0, "desk")).build());
        assertThat(forecast.missProbability()).isCloseTo(0.25, within(1e-9));
        assertThat(forecast.low()).isBetween(0.1, 0.25);
        assertThat(forecast.high()).isBetween(0.25, 0.5);
        assertThat(forecast.sample()).isEqualTo(40);
        assertThat(forecast.toString()).matches("25 % \\(\\d+ to \\d+ %\\) from 40 cases");
    }

    @Test
    void whatIsPastWhatOthersNeededIsLikelyToMiss() {
        learn(30, finished(2, stage(0, "desk")).build());
        learn(10, finished(20, stage(0, "desk")).build());
        assertThat(forecast(open(5, stage(0, "desk")).build()).missProbability())
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void exactlyTheLimitIsMetAndANanosecondMoreIsMissed() {
        learn(40, finished(10, stage(0, "desk")).build());
        assertThat(forecast(open(7, stage(0, "desk")).build()).missProbability())
                .isCloseTo(0, within(0.01));
        Outcome late = new Outcome.Builder(finished(10, stage(0, "desk")).build())
                .verdict(Verdict.MISSED, LIMIT.plusNanos(1), LIMIT)
                .build();
        BreachRisk other = BreachRisk.of(Dimension.TEAM);
        for (int i = 0; i < 40; i++) {
            other.add(late);
        }
        assertThat(other.curves(List.of())
                        .of(open(7, stage(0, "desk")).build())
                        .orElseThrow()
                        .missProbability())
                .isEqualTo(1);
    }

    @Test
    void aBreachedCaseMissesForCertain() {
        learn(40, finished(2, stage(0, "desk")).build());
        assertThat(forecast(open(11, stage(0, "desk")).build()).missProbability())
                .isEqualTo(1);
    }

    @Test
    void nothingIsForetoldBelowThirtyCases() {
        learn(29, finished(2, stage(0, "desk")).build());
        Outcome one = open(0, stage(0, "desk")).build();
        assertThat(risk.curves(List.of()).of(one)).isEmpty();
        assertThat(risk.curves(List.of()).sum(List.of(one))).isEqualTo(new RiskSummary(1, 1, 0, 0, 0));
        assertThat(risk.curves(List.of(one)).of(one)).isPresent();
        assertThat(risk.curves(List.of(one)).cases()).isEqualTo(30);
    }

    @Test
    void nothingIsForetoldOfWhatIsOverOrWasNeverPromised() {
        learn(40, finished(2, stage(0, "desk")).build());
        RiskCurves curves = risk.curves(List.of());
        assertThat(curves.of(finished(2, stage(0, "desk")).build())).isEmpty();
        assertThat(curves.of(Outcome.withoutSla("INC-2", Severity.LOW, START, START)))
                .isEmpty();
    }

    @Test
    void aCaseTeachesTheTeamThatHadItThen() {
        // The desk hands over at 4 h; the network finishes at 20 h.
        learn(40, finished(20, stage(0, "desk"), stage(4, "network")).build());
        // The desk alone finishes within an hour.
        learn(40, finished(1, stage(0, "desk")).build());
        // At the very beginning the desk has 80 cases, half of which go on for long.
        assertThat(forecast(open(0, stage(0, "desk")).build()).missProbability())
                .isCloseTo(0.5, within(1e-9));
        assertThat(forecast(open(0, stage(0, "desk")).build()).sample()).isEqualTo(80);
        // The network is only known from 4 h on.
        assertThat(forecast(open(4, stage(0, "desk"), stage(4, "network")).build())
                        .sample())
                .isEqualTo(0);
        assertThat(forecast(open(5.5, stage(0, "desk"), stage(4, "network")).build())
                        .sample())
                .isEqualTo(40);
    }

    @Test
    void aSmallGroupLeansOnTheOneAbove() {
        learn(40, finished(2, stage(0, "desk")).build());
        learn(2, finished(20, stage(0, "network")).build());
        RiskForecast forecast = forecast(open(1.9, stage(0, "network")).build());
        assertThat(forecast.group()).containsExactly("4 Low", "network");
        assertThat(forecast.sample()).isEqualTo(2);
        assertThat(forecast.leansOn()).containsExactly("4 Low");
        assertThat(forecast.leansOnSample()).isEqualTo(42);
        assertThat(forecast.missProbability()).isLessThan(0.5);
        assertThat(BreachRisk.of(Dimension.TEAM).withLean(1)).isNotEqualTo(BreachRisk.of(Dimension.TEAM));
    }

    @Test
    void aTeamThatWasNeverSeenIsJudgedByAll() {
        learn(30, finished(2, stage(0, "desk")).build());
        learn(10, finished(20, stage(0, "desk")).build());
        RiskForecast forecast = forecast(open(0, stage(0, "nobody knows")).build());
        assertThat(forecast.missProbability()).isCloseTo(0.25, within(1e-9));
        assertThat(forecast.leansOn()).containsExactly("4 Low");
    }

    private static Outcome waiting(double hours, Duration age) {
        Outcome.Wait wait =
                new Outcome.Wait(PauseReason.of("info", "customer"), "desk", START, age, Outcome.Wait.Ending.OPEN);
        return open(hours, stage(0, "desk"))
                .phase(Phase.PAUSED)
                .path(new Outcome.Path(List.of(stage(0, "desk")), List.of(wait)))
                .build();
    }

    private static Outcome waited(double hours, Duration age, Outcome.Wait.Ending ending) {
        Outcome.Wait wait = new Outcome.Wait(PauseReason.of("info", "customer"), "desk", START, age, ending);
        return finished(hours, stage(0, "desk"))
                .path(new Outcome.Path(List.of(stage(0, "desk")), List.of(wait)))
                .build();
    }

    @Test
    void aWaitingCaseIsAsLikelyToMissAsItIsToRunAgainAndThenMiss() {
        learn(30, waited(2, Duration.ofHours(3), Outcome.Wait.Ending.FINISHED));
        learn(10, waited(20, Duration.ofHours(3), Outcome.Wait.Ending.RESUMED));
        RiskForecast forecast = forecast(waiting(5, Duration.ofHours(3)));
        assertThat(forecast.resumeProbability().orElseThrow()).isCloseTo(0.25, within(1e-9));
        assertThat(forecast.missProbability()).isCloseTo(0.25, within(1e-9));
        assertThat(forecast.halfFinishWithin()).isEmpty();
        assertThat(forecast(open(5, stage(0, "desk")).build()).missProbability())
                .isCloseTo(1, within(1e-9));
        assertThat(forecast(open(5, stage(0, "desk")).build()).resumeProbability())
                .isEmpty();
    }

    @Test
    void openWaitingCasesAreMostlyTakenForFinished() {
        learn(40, waited(20, Duration.ofHours(3), Outcome.Wait.Ending.RESUMED));
        learn(40, waited(2, Duration.ofHours(3), Outcome.Wait.Ending.FINISHED));
        Outcome[] waiting = new Outcome[40];
        Arrays.fill(waiting, waiting(0, Duration.ofHours(1)));
        // Half of the waiting ones will run again, so that 20 of them count as finished.
        assertThat(risk.curves(List.of(waiting))
                        .of(open(0, stage(0, "desk")).build())
                        .orElseThrow()
                        .missProbability())
                .isBetween(0.3, 0.5);
    }

    @Test
    void halfOfTheCasesFinishWithinTheirMedian() {
        learn(20, finished(2, stage(0, "desk")).build());
        learn(20, finished(4, stage(0, "desk")).build());
        Duration half =
                forecast(open(0, stage(0, "desk")).build()).halfFinishWithin().orElseThrow();
        assertThat(half).isBetween(Duration.ofMinutes(105), Duration.ofMinutes(150));
    }

    @Test
    void halfAreNotSeenToFinishWhereTooFewDo() {
        learn(10, finished(2, stage(0, "desk")).build());
        RiskCurves curves = risk.curves(List.of(
                open(1_000, stage(0, "desk")).build(),
                open(1_000, stage(0, "desk")).build()));
        assertThat(curves.cases()).isEqualTo(12);
        learn(20, finished(1_000, stage(0, "desk")).build());
        assertThat(forecast(open(3, stage(0, "desk")).build()).halfFinishWithin())
                .isEmpty();
    }

    @Test
    void aCaseThatBeganBeforeAnybodyWatchedCountsFromWhereItWasThen() {
        BreachRisk watched = BreachRisk.of(Dimension.TEAM).withObservedFrom(START.plus(Duration.ofHours(6)));
        for (int i = 0; i < 40; i++) {
            watched.add(finished(20, stage(0, "desk")).build());
            watched.add(finished(2, stage(0, "desk")).build());
        }
        RiskCurves curves = watched.curves(List.of());
        // What was finished before counts for nothing, and nothing is known of the first hours.
        assertThat(curves.cases()).isEqualTo(40);
        assertThat(curves.of(open(1, stage(0, "desk")).build()).orElseThrow().sample())
                .isZero();
        assertThat(curves.of(open(7.5, stage(0, "desk")).build()).orElseThrow().sample())
                .isEqualTo(40);
    }

    @Test
    void anotherLimitLetsTheCaseComeInAgainWhereItIs() {
        Outcome.Stage stricter = new Outcome.Stage(
                START.plus(Duration.ofHours(4)),
                0.8,
                Holder.provider("desk"),
                "desk",
                Severity.HIGH,
                Duration.ofHours(5));
        for (int i = 0; i < 40; i++) {
            risk.add(new Outcome.Builder(
                            finished(4.5, stage(0, "desk"), stricter).build())
                    .verdict(Verdict.MET, Duration.ofMinutes(270), Duration.ofHours(5))
                    .build());
        }
        Outcome high = new Outcome.Builder(open(4, stage(0, "desk"), stricter).build())
                .verdict(Verdict.PENDING, Duration.ofMinutes(261), Duration.ofHours(5))
                .build();
        // They came in between 0.71 and 1 of the new limit and all finished there.
        assertThat(forecast(high).missProbability()).isLessThan(0.4);
        assertThat(forecast(high).group()).containsExactly("2 High", "desk");
        assertThat(risk.curves(List.of()).cases()).isEqualTo(40);
    }

    @Test
    void aWindowForgetsExactly() {
        BreachRisk window = BreachRisk.of(Dimension.TEAM).withWindow(2, Dimension.week(ZoneOffset.UTC));
        Outcome early = finished(2, stage(0, "desk")).build();
        Outcome late = new Outcome.Builder(early)
                .between(START.plus(Duration.ofDays(14)), START.plus(Duration.ofDays(15)))
                .build();
        window.add(early);
        window.add(late);
        window.moveTo(START.plus(Duration.ofDays(14)));
        BreachRisk only = BreachRisk.of(Dimension.TEAM).withWindow(2, Dimension.week(ZoneOffset.UTC));
        only.add(late);
        assertThat(window.toBytes()).isEqualTo(only.toBytes());
        assertThat(window.add(early)).isFalse();
        assertThat(window.remove(early)).isFalse();
        assertThat(window.add(new Outcome.Builder(early)
                        .between(START.plus(Duration.ofDays(7)), START.plus(Duration.ofDays(8)))
                        .build()))
                .isTrue();
    }

    @Test
    void whatWasUnlearntEarlyIsRefusedByName() {
        risk.remove(finished(2, stage(0, "desk")).build());
        assertThatThrownBy(() -> risk.curves(List.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("The group [4 Low, desk] has -1 cases");
        risk.add(finished(2, stage(0, "desk")).build());
        assertThat(risk).isEqualTo(BreachRisk.of(Dimension.SEVERITY, Dimension.TEAM));
    }

    @Test
    void modelsOfAnotherShapeAreNotAddedUp() {
        assertThatThrownBy(() -> risk.merge(BreachRisk.of(Dimension.TEAM)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Risk by [team] cannot be added to risk by [severity, team].");
        assertThatThrownBy(() -> risk.merge(
                        BreachRisk.of(Dimension.SEVERITY, Dimension.TEAM).withObservedFrom(START)))
                .hasMessageContaining("observed from 2026-01-05T09:00:00Z");
    }

    @Test
    void whatIsOutOfBoundsIsRefused() {
        Dimension week = Dimension.week(ZoneOffset.UTC);
        assertThatThrownBy(() -> BreachRisk.of(week)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BreachRisk.of(Dimension.TEAM, Dimension.TEAM))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> risk.withWindow(0, week)).hasMessageContaining("was 0 times week in Z");
        assertThatThrownBy(() -> risk.withWindow(3, Dimension.TEAM)).hasMessageContaining("3 times team");
        assertThatThrownBy(() -> risk.withLean(0)).hasMessageContaining("1 to 10,000 cases, but was given 0");
    }

    @Test
    void openCasesAreSummedWithTheirRange() {
        learn(150, finished(2, stage(0, "desk")).build());
        learn(50, finished(20, stage(0, "desk")).build());
        Outcome[] open = new Outcome[100];
        Arrays.fill(open, open(0, stage(0, "desk")).build());
        open[0] = open(11, stage(0, "desk")).build();
        RiskSummary sum = risk.curves(List.of()).sum(List.of(open));
        assertThat(sum.open()).isEqualTo(99);
        assertThat(sum.expectedMisses()).isCloseTo(24.75, within(1e-6));
        assertThat(sum.low()).isBetween(9L, 18L);
        assertThat(sum.high()).isBetween(32L, 42L);
        assertThat(sum.toString()).matches("of 99 open cases \\d+ to \\d+ will miss");
        assertThat(risk.curves(List.of()).sumBy(List.of(open), Dimension.TEAM)).containsOnlyKeys("desk");
    }

    @Test
    void theRiskiestAreNotAlwaysThoseToSave() {
        RiskForecast forecast =
                new RiskForecast(0.95, 0.9, 1, List.of(), 40, List.of(), 40, Optional.empty(), Optional.empty());
        assertThat(forecast.isBetween(0.3, 0.9)).isFalse();
        assertThat(forecast.isBetween(0.3, 0.95)).isTrue();
    }

    @Test
    void damagedBytesAreRefused() {
        learn(3, waited(2, Duration.ofHours(3), Outcome.Wait.Ending.FINISHED));
        byte[] bytes = risk.toBytes();
        assertThat(BreachRisk.fromBytes(bytes)).isEqualTo(risk).hasSameHashCodeAs(risk);
        for (int i = 0; i < bytes.length; i++) {
            byte[] bad = bytes.clone();
            bad[i] ^= 4;
            assertThatThrownBy(() -> BreachRisk.fromBytes(bad)).isInstanceOf(IllegalArgumentException.class);
            byte[] cut = Arrays.copyOf(bytes, i);
            assertThatThrownBy(() -> BreachRisk.fromBytes(cut)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0.0156, 0", "0.0157, 1", "0.9, 12", "1, 13", "1.2, 13", "16, 21", "1000, 21"})
    void partsOfTheLimitAreHalfAnOctave(double share, int part) {
        assertThat(RiskCells.partFrom(share)).isEqualTo(part);
        assertThat(RiskCells.edge(RiskCells.LIMIT)).isEqualTo(1);
    }

    @Test
    void forecastsAreHeldAgainstWhatHappened() {
        RiskCalibration calibration = RiskCalibration.of(30, ZoneOffset.UTC);
        assertThat(calibration.isTrusted()).isFalse();
        for (int i = 0; i < 100; i++) {
            assertThat(calibration.add(START, 0.2, i < 22)).isTrue();
            assertThat(calibration.add(START, 0.8, i < 77)).isTrue();
        }
        assertThat(calibration.forecasts()).isEqualTo(200);
        assertThat(calibration.expected()).isEqualTo(100);
        assertThat(calibration.happened()).isEqualTo(99);
        assertThat(calibration.error()).isCloseTo(0.025, within(1e-12));
        assertThat(calibration.isTrusted()).isTrue();
        assertThat(calibration.hasDrifted()).isFalse();
        assertThat(calibration)
                .hasToString("200 forecasts: 100.0 misses expected, 99 happened, calibration error 0.025");
    }

    @Test
    void aDeskThatChangedIsNoticed() {
        RiskCalibration calibration = RiskCalibration.of(30, ZoneOffset.UTC);
        for (int i = 0; i < 100; i++) {
            calibration.add(START, 0.2, i < 33);
        }
        // 20 foretold with a standard error of 4: 33 are more than three of them away.
        assertThat(calibration.hasDrifted()).isTrue();
        assertThat(calibration.isTrusted()).isFalse();
        calibration.moveTo(LocalDate.of(2026, 2, 4));
        assertThat(calibration.forecasts()).isZero();
        assertThat(calibration.error()).isZero();
        assertThat(calibration.add(START, 0.2, true)).isFalse();
        assertThatThrownBy(() -> calibration.add(START, 1.1, true)).hasMessage("A probability is 0 to 1, but was 1.1.");
        assertThatThrownBy(() -> RiskCalibration.of(0, ZoneOffset.UTC)).isInstanceOf(IllegalArgumentException.class);
    }
}
