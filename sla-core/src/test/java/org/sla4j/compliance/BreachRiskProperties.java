package org.sla4j.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.Holder;
import org.sla4j.cases.Outcome;
import org.sla4j.clock.Phase;
import org.sla4j.clock.Verdict;

/** The laws of a commutative group, and sane forecasts, over random paths. */
class BreachRiskProperties {
    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

    private static BreachRisk empty() {
        return BreachRisk.of(Dimension.SEVERITY, Dimension.TEAM)
                .withWindow(1_000, Dimension.day(ZoneOffset.UTC))
                .withObservedFrom(START.plus(Duration.ofHours(20)));
    }

    private static BreachRisk of(List<Outcome> outcomes) {
        BreachRisk risk = empty();
        outcomes.forEach(risk::add);
        return risk;
    }

    @Property(tries = 300)
    void whatIsAddedAndRemovedInAnyOrderIsNothingToTheByte(
            @ForAll("outcomes") List<Outcome> kept, @ForAll("outcomes") List<Outcome> gone, @ForAll Random random) {
        BreachRisk all = empty();
        List<Runnable> steps = new ArrayList<>();
        kept.forEach(outcome -> steps.add(() -> all.add(outcome)));
        gone.forEach(outcome -> steps.add(() -> all.add(outcome)));
        gone.forEach(outcome -> steps.add(() -> all.remove(outcome)));
        Collections.shuffle(steps, random);
        steps.forEach(Runnable::run);
        assertThat(all.toBytes()).isEqualTo(of(kept).toBytes());
    }

    @Property(tries = 200)
    void anySplitInAnyOrderGivesTheSameBytes(@ForAll("outcomes") List<Outcome> outcomes, @ForAll Random random) {
        List<BreachRisk> parts = List.of(empty(), empty(), empty());
        List<Outcome> shuffled = new ArrayList<>(outcomes);
        Collections.shuffle(shuffled, random);
        shuffled.forEach(outcome -> parts.get(random.nextInt(3)).add(outcome));
        BreachRisk sum = empty();
        parts.forEach(part -> sum.merge(BreachRisk.fromBytes(part.toBytes())));
        assertThat(sum.toBytes()).isEqualTo(of(outcomes).toBytes());
        BreachRisk twice = of(outcomes);
        twice.merge(twice);
        List<Outcome> doubled = new ArrayList<>(outcomes);
        doubled.addAll(outcomes);
        assertThat(twice).isEqualTo(of(doubled));
    }

    /** What was finished or seen last is what was there at the start or came in later. */
    @Property(tries = 300)
    void everyCaseThatComesInGoesOutAgain(@ForAll("outcomes") List<Outcome> outcomes) {
        long[] counts = new long[5];
        for (Outcome outcome : outcomes) {
            RiskWalk.walk(outcome, START, new RiskWalk.Sink() {
                @Override
                public void count(Outcome.Stage group, int kind, int part) {
                    counts[kind]++;
                }

                @Override
                public void countCase(Outcome.Stage group) {}

                @Override
                public void countWait(Outcome.Wait wait, Duration from) {}
            });
        }
        long out = counts[RiskCells.FINISHED] + counts[RiskCells.SEEN_RUNNING] + counts[RiskCells.SEEN_WAITING];
        assertThat(out).isLessThanOrEqualTo(counts[RiskCells.AT_START] + counts[RiskCells.ENTERED]);
    }

    @Property(tries = 200)
    void aForecastIsAProbabilityWithinItsRange(
            @ForAll("outcomes") List<Outcome> learnt, @ForAll("outcomes") List<Outcome> open) {
        RiskCurves curves = of(learnt).curves(open);
        for (Outcome outcome : open) {
            curves.of(outcome).ifPresent(forecast -> {
                assertThat(forecast.missProbability()).isBetween(0.0, 1.0);
                assertThat(forecast.low()).isBetween(0.0, forecast.missProbability());
                assertThat(forecast.high()).isBetween(forecast.missProbability(), 1.0 + 1e-12);
                assertThat(forecast.sample()).isLessThanOrEqualTo(forecast.leansOnSample() + 30);
            });
        }
    }

    @Property(tries = 200)
    void partsSumToTheWhole(@ForAll("outcomes") List<Outcome> learnt, @ForAll("outcomes") List<Outcome> open) {
        RiskCurves curves = of(learnt).curves(open);
        RiskSummary whole = curves.sum(open);
        for (Dimension by : List.of(Dimension.TEAM, Dimension.SEVERITY)) {
            assertThat(curves.sumBy(open, by).values().stream()
                            .mapToLong(RiskSummary::open)
                            .sum())
                    .isEqualTo(whole.open());
            assertThat(curves.sumBy(open, by).values().stream()
                            .mapToDouble(RiskSummary::expectedMisses)
                            .sum())
                    .isCloseTo(whole.expectedMisses(), within(1e-9));
        }
        assertThat(whole.low()).isLessThanOrEqualTo((long) Math.ceil(whole.expectedMisses()));
        assertThat(whole.high()).isGreaterThanOrEqualTo((long) Math.floor(whole.expectedMisses()));
    }

    @Provide
    Arbitrary<List<Outcome>> outcomes() {
        return Combinators.combine(
                        Arbitraries.of(Verdict.class),
                        Arbitraries.integers()
                                .between(0, 2_000)
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(5),
                        Arbitraries.of(60, 600, 900),
                        Arbitraries.integers().between(0, 100),
                        Arbitraries.of(true, false))
                .as(BreachRiskProperties::outcome)
                .list()
                .ofMaxSize(60);
    }

    /** Minutes of work in each stage; a wait of a day in between; severity and limit change with the stages. */
    private static Outcome outcome(
            Verdict verdict, List<Integer> minutes, int limit, int hoursLater, boolean isPaused) {
        Instant at = START.plus(Duration.ofHours(hoursLater));
        List<Outcome.Stage> stages = new ArrayList<>();
        List<Outcome.Wait> waits = new ArrayList<>();
        int used = 0;
        Duration last = Duration.ofMinutes(limit);
        for (int i = 0; i < minutes.size(); i++) {
            String team = minutes.get(i) % 2 == 0 ? "desk" : "network";
            Severity severity = minutes.get(i) % 7 == 0 ? Severity.HIGH : Severity.LOW;
            last = Duration.ofMinutes(minutes.get(i) % 7 == 0 ? limit / 2 : limit);
            stages.add(new Outcome.Stage(
                    at, (double) used / last.toMinutes(), Holder.provider(team), team, severity, last));
            used += minutes.get(i);
            at = at.plus(Duration.ofMinutes(minutes.get(i)));
            if (minutes.get(i) % 3 == 0) {
                Duration age = Duration.ofMinutes(minutes.get(i) * 3L);
                Outcome.Wait.Ending ending =
                        List.of(Outcome.Wait.Ending.values()).get(minutes.get(i) / 3 % 3);
                waits.add(new Outcome.Wait(PauseReason.of("info", "customer"), team, at, age, ending));
                at = at.plus(age);
            }
        }
        boolean isOpen = verdict == Verdict.PENDING || verdict == Verdict.BREACHED;
        Duration elapsed = Duration.ofMinutes(used);
        boolean isOver = elapsed.compareTo(last) > 0;
        Verdict judged = verdict == Verdict.CANCELLED
                ? verdict
                : isOpen ? isOver ? Verdict.BREACHED : Verdict.PENDING : isOver ? Verdict.MISSED : Verdict.MET;
        Outcome.Stage now = stages.get(stages.size() - 1);
        Outcome.Builder builder = Outcome.builder("INC-1", "resolution", now.severity())
                .verdict(judged, elapsed, last)
                .team(now.team())
                .path(new Outcome.Path(stages, waits));
        Instant start = START.plus(Duration.ofHours(hoursLater));
        return isOpen
                ? builder.since(start, at)
                        .phase(isPaused ? Phase.PAUSED : Phase.RUNNING)
                        .build()
                : builder.between(start, at).build();
    }
}
