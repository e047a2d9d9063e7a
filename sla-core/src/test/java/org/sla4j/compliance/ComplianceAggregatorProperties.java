package org.sla4j.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.Holder;
import org.sla4j.cases.Outcome;
import org.sla4j.clock.Phase;
import org.sla4j.clock.Verdict;

/** The laws of a commutative monoid, and figures against a plain list. */
class ComplianceAggregatorProperties {
    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
    private static final long TWENTY_YEARS = Duration.ofDays(20 * 366).toSeconds();

    private static ComplianceAggregator of(List<Outcome> outcomes) {
        ComplianceAggregator aggregator = ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY);
        outcomes.forEach(aggregator::add);
        return aggregator;
    }

    private static ComplianceAggregator sum(ComplianceAggregator... parts) {
        ComplianceAggregator sum = ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY);
        for (ComplianceAggregator part : parts) {
            sum.merge(part);
        }
        return sum;
    }

    @Property(tries = 200)
    void anySplitInAnyOrderGivesTheSameBytes(
            @ForAll("outcomes") List<Outcome> outcomes,
            @ForAll @IntRange(min = 1, max = 5) int parts,
            @ForAll Random random) {
        List<Outcome> shuffled = new ArrayList<>(outcomes);
        Collections.shuffle(shuffled, random);
        List<ComplianceAggregator> pieces = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            pieces.add(ComplianceAggregator.of(Dimension.METRIC, Dimension.SEVERITY));
        }
        shuffled.forEach(outcome -> pieces.get(random.nextInt(parts)).add(outcome));
        Collections.shuffle(pieces, random);
        assertThat(sum(pieces.toArray(ComplianceAggregator[]::new)).toBytes())
                .isEqualTo(of(outcomes).toBytes());
    }

    @Property(tries = 100)
    void periodsAndTeamsObeyTheSameLawsThroughBytes(
            @ForAll("outcomes") List<Outcome> outcomes,
            @ForAll @IntRange(min = 1, max = 4) int parts,
            @ForAll Random random) {
        Dimension week = Dimension.week(ZoneId.of("Europe/Berlin"));
        ComplianceAggregator all = ComplianceAggregator.of(Dimension.TEAM, week);
        outcomes.forEach(all::add);
        List<byte[]> pieces = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            ComplianceAggregator piece = ComplianceAggregator.of(Dimension.TEAM, week);
            for (int j = i; j < outcomes.size(); j += parts) {
                piece.add(outcomes.get(j));
            }
            pieces.add(piece.toBytes());
        }
        Collections.shuffle(pieces, random);
        ComplianceAggregator sum = ComplianceAggregator.of(Dimension.TEAM, week);
        pieces.forEach(piece -> sum.merge(ComplianceAggregator.fromBytes(piece)));
        assertThat(sum.toBytes()).isEqualTo(all.toBytes());
    }

    @Property(tries = 200)
    void whatIsAddedAndRemovedInAnyOrderIsNothingToTheByte(
            @ForAll("outcomes") List<Outcome> kept, @ForAll("outcomes") List<Outcome> gone, @ForAll Random random) {
        List<Runnable> steps = new ArrayList<>();
        ComplianceAggregator all = sum();
        kept.forEach(outcome -> steps.add(() -> all.add(outcome)));
        gone.forEach(outcome -> steps.add(() -> all.add(outcome)));
        gone.forEach(outcome -> steps.add(() -> all.remove(outcome)));
        Collections.shuffle(steps, random);
        steps.forEach(Runnable::run);
        assertThat(all.toBytes()).isEqualTo(of(kept).toBytes());
        assertThat(all.report()).isEqualTo(of(kept).report());
    }

    @Property(tries = 100)
    void removalsMayBeMergedFromElsewhere(
            @ForAll("outcomes") List<Outcome> kept, @ForAll("outcomes") List<Outcome> gone) {
        ComplianceAggregator removals = sum();
        gone.forEach(removals::remove);
        removals = ComplianceAggregator.fromBytes(removals.toBytes());
        assertThat(sum(of(kept), removals, of(gone)).toBytes()).isEqualTo(of(kept).toBytes());
    }

    @Property(tries = 100)
    void partsByTeamSumToTheWhole(@ForAll("outcomes") List<Outcome> outcomes) {
        ComplianceAggregator byTeam = ComplianceAggregator.of(Dimension.TEAM);
        ComplianceAggregator whole = ComplianceAggregator.of(Dimension.CUSTOMER);
        outcomes.forEach(byTeam::add);
        outcomes.forEach(whole::add);
        for (ComplianceRow all : whole.report().rows()) {
            List<ComplianceRow> parts = byTeam.report().rows();
            assertThat(parts.stream().mapToLong(ComplianceRow::cases).sum()).isEqualTo(all.cases());
            assertThat(parts.stream().mapToLong(ComplianceRow::misses).sum()).isEqualTo(all.misses());
            assertThat(parts.stream()
                            .mapToLong(row -> row.integrity().revised())
                            .sum())
                    .isEqualTo(all.integrity().revised());
            for (Outcome.Flag flag : Outcome.Flag.values()) {
                assertThat(parts.stream()
                                .mapToLong(row -> row.integrity().byFlag().getOrDefault(flag, 0L))
                                .sum())
                        .isEqualTo(all.integrity().byFlag().getOrDefault(flag, 0L));
            }
        }
    }

    @Property(tries = 300)
    void aSuggestedTargetKeepsItsShareWhenEveryCaseIsJudgedByIt(@ForAll("outcomes") List<Outcome> outcomes) {
        for (ComplianceRow row : of(outcomes).report().rows()) {
            for (ComplianceReport.Suggestion suggested : row.suggestTargets()) {
                long met = 0;
                long missed = 0;
                for (Outcome one : outcomes) {
                    boolean isIn = one.metric().equals(row.metric())
                            && one.severity().equals(row.severity().orElseThrow())
                            && one.verdict() != Verdict.CANCELLED;
                    boolean isOpen = one.verdict() == Verdict.PENDING || one.verdict() == Verdict.BREACHED;
                    boolean isOver = one.elapsed().compareTo(suggested.limit()) > 0;
                    met += isIn && !isOpen && !isOver ? 1 : 0;
                    missed += isIn && isOver ? 1 : 0;
                }
                assertThat((double) met / (met + missed)).as("%s", suggested).isGreaterThanOrEqualTo(suggested.share());
            }
        }
    }

    @Property(tries = 300)
    void oneFlippedBitIsAlwaysNoticed(@ForAll("outcomes") List<Outcome> outcomes, @ForAll Random random) {
        byte[] bytes = of(outcomes).toBytes();
        int bit = random.nextInt(bytes.length * 8);
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
        assertThatThrownBy(() -> ComplianceAggregator.fromBytes(bytes)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 100)
    void mergingIsAssociative(
            @ForAll("outcomes") List<Outcome> first,
            @ForAll("outcomes") List<Outcome> second,
            @ForAll("outcomes") List<Outcome> third) {
        assertThat(sum(sum(of(first), of(second)), of(third)).toBytes())
                .isEqualTo(sum(of(first), sum(of(second), of(third))).toBytes());
    }

    @Property(tries = 100)
    void mergingIsCommutative(@ForAll("outcomes") List<Outcome> first, @ForAll("outcomes") List<Outcome> second) {
        assertThat(sum(of(first), of(second))).isEqualTo(sum(of(second), of(first)));
    }

    @Property(tries = 100)
    void mergingWithItselfIsAddingEverythingTwice(@ForAll("outcomes") List<Outcome> outcomes) {
        ComplianceAggregator twice = of(outcomes);
        twice.merge(twice);
        List<Outcome> doubled = new ArrayList<>(outcomes);
        doubled.addAll(outcomes);
        assertThat(twice).isEqualTo(of(doubled));
    }

    @Property(tries = 200)
    void bytesReadBackGiveTheSame(@ForAll("outcomes") List<Outcome> outcomes) {
        ComplianceAggregator all = of(outcomes);
        ComplianceAggregator back = ComplianceAggregator.fromBytes(all.toBytes());
        assertThat(back.toBytes()).isEqualTo(all.toBytes());
        assertThat(back.report()).isEqualTo(all.report());
    }

    @Property(tries = 500)
    void damagedBytesAreReadOrRefusedButNeverAnythingElse(
            @ForAll("outcomes") @NotEmpty List<Outcome> outcomes, @ForAll Random random) {
        byte[] bytes = of(outcomes).toBytes();
        for (int i = 0; i < 3; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        try {
            assertThat(ComplianceAggregator.fromBytes(bytes).report().rows()).isNotNull();
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageNotContaining("null");
        }
    }

    @Property(tries = 200)
    void countsAreThoseOfAPlainList(@ForAll("outcomes") List<Outcome> outcomes) {
        for (ComplianceRow row : of(outcomes).report().rows()) {
            List<Outcome> group = outcomes.stream()
                    .filter(outcome -> outcome.metric().equals(row.metric())
                            && outcome.severity().equals(row.severity().orElseThrow()))
                    .toList();
            assertThat(row.cases()).isEqualTo(group.size());
            assertThat(row.met()).isEqualTo(count(group, Verdict.MET));
            assertThat(row.missed() + row.breached())
                    .isEqualTo(group.stream()
                            .filter(outcome -> outcome.verdict().isMiss())
                            .count());
            assertThat(row.cancelled()).isEqualTo(count(group, Verdict.CANCELLED));
        }
    }

    private static long count(List<Outcome> group, Verdict verdict) {
        return group.stream().filter(outcome -> outcome.verdict() == verdict).count();
    }

    /** The second source is commons-math, whose type R_1 is the nearest rank. */
    @Property(tries = 300)
    void percentilesAreThoseOfCommonsMathWithinOnePerCent(@ForAll("outcomes") List<Outcome> outcomes) {
        for (ComplianceRow row : of(outcomes).report().rows()) {
            List<Outcome> group = measured(outcomes, row);
            assertClose(row::percentile, group.stream().map(Outcome::elapsed).toList());
            assertClose(row::wallPercentile, group.stream().map(Outcome::wall).toList());
        }
    }

    private static List<Outcome> measured(List<Outcome> outcomes, ComplianceRow row) {
        return outcomes.stream()
                .filter(outcome -> outcome.metric().equals(row.metric())
                        && outcome.severity().equals(row.severity().orElseThrow()))
                .filter(outcome ->
                        outcome.verdict() == Verdict.MET || outcome.verdict().isMiss())
                .toList();
    }

    private static void assertClose(Function<Double, Optional<Duration>> percentile, List<Duration> times) {
        if (times.isEmpty()) {
            assertThat(percentile.apply(0.5)).isEmpty();
            return;
        }
        double[] seconds = times.stream().mapToDouble(Duration::toSeconds).toArray();
        Percentile exactly = new Percentile().withEstimationType(Percentile.EstimationType.R_1);
        for (int percent : new int[] {50, 75, 90, 95, 99}) {
            double exact = exactly.evaluate(seconds, percent);
            assertThat(percentile.apply(percent / 100.0).orElseThrow().toMillis() / 1e3)
                    .as("p%s of %s", percent, times)
                    .isBetween(exact * 0.99 - 1e-3, exact * 1.01 + 1e-3);
        }
        double longest = Collections.max(times).toSeconds();
        assertThat(percentile.apply(1.0).orElseThrow().toMillis() / 1e3).isBetween(longest * 0.99 - 1e-3, longest);
    }

    @Property(tries = 200)
    void sumsAreThoseOfAPlainList(@ForAll("outcomes") List<Outcome> outcomes) {
        for (ComplianceRow row : of(outcomes).report().rows()) {
            List<Outcome> group = measured(outcomes, row);
            Map<String, Duration> times = new TreeMap<>();
            Map<String, Long> holders = new TreeMap<>();
            SummaryStatistics ratings = new SummaryStatistics();
            SummaryStatistics touches = new SummaryStatistics();
            for (Outcome one : group) {
                Map<String, Duration> own = new TreeMap<>(Map.of("provider", one.elapsed()));
                one.paused().forEach(held -> own.merge(held.holder().key(), held.open(), Duration::plus));
                own.forEach((party, time) -> times.merge(party, time, Duration::plus));
                one.rating().ifPresent(ratings::addValue);
                if (one.verdict().isMiss()) {
                    Duration most = Collections.max(own.values());
                    // Where several had it equally long, the miss is the provider's, else that of the first.
                    String holder = most.equals(own.get("provider"))
                            ? "provider"
                            : one.paused().stream()
                                    .map(paused -> paused.holder().key())
                                    .filter(party -> most.equals(own.get(party)))
                                    .findFirst()
                                    .orElseThrow();
                    holders.merge(holder, 1L, Long::sum);
                    touches.addValue(one.effort().touches());
                }
            }
            times.values().removeIf(Duration::isZero);
            SortedMap<String, Duration> shown = new TreeMap<>(row.timeByParty());
            shown.values().removeIf(Duration::isZero);
            assertThat(shown).isEqualTo(times);
            assertThat(row.missesByHolder()).isEqualTo(holders);
            assertThat(row.satisfaction().answers()).isEqualTo(ratings.getN());
            if (ratings.getN() > 0) {
                assertThat(row.satisfaction().average().orElseThrow()).isCloseTo(ratings.getMean(), within(1e-9));
            }
            assertThat(row.cost(MissCosts.of("EUR").withTouch("1")).total().doubleValue())
                    .isEqualTo(touches.getSum());
            assertThat(row.attainment().subList(0, 10).stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .isEqualTo(group.stream()
                            .filter(one -> one.elapsed().compareTo(one.limit()) <= 0)
                            .count());
        }
    }

    @Property(tries = 200)
    void theBytesOfAGroupDoNotGrowWithItsCases(@ForAll("outcomes") @NotEmpty List<Outcome> outcomes) {
        ComplianceAggregator all = of(outcomes);
        int once = all.toBytes().length;
        outcomes.forEach(all::add);
        // Each count and each sum may need one byte more.
        assertThat(all.toBytes().length).isLessThan(2 * once + 400);
        int twice = all.toBytes().length;
        for (int i = 0; i < 100; i++) {
            outcomes.forEach(all::add);
        }
        assertThat(all.toBytes().length).isLessThan(3 * twice);
    }

    @Provide
    Arbitrary<List<Outcome>> outcomes() {
        Arbitrary<Long> seconds = Arbitraries.oneOf(
                Arbitraries.longs().between(0, 500),
                Arbitraries.longs().between(0, 400_000),
                Arbitraries.longs().between(0, TWENTY_YEARS));
        return Combinators.combine(
                        Arbitraries.of("first response", "resolution"),
                        Arbitraries.of(Severity.CRITICAL, Severity.LOW),
                        Arbitraries.of(Verdict.class),
                        Arbitraries.of(true, false),
                        seconds,
                        Arbitraries.of(0.9, 0.95, 1.0))
                .as((metric, severity, verdict, held, elapsed, goal) ->
                        outcome(metric, severity, verdict, held, Duration.ofSeconds(elapsed), goal))
                .list()
                .ofMaxSize(60);
    }

    private static Outcome outcome(
            String metric, Severity severity, Verdict verdict, boolean held, Duration elapsed, double goal) {
        Phase open = held ? Phase.PAUSED : Phase.RUNNING;
        Phase phase = switch (verdict) {
            case PENDING, BREACHED -> open;
            case MET, MISSED -> Phase.STOPPED;
            case CANCELLED -> Phase.CANCELLED;
        };
        Outcome.Builder builder = Outcome.builder("INC-1", metric, severity)
                .verdict(verdict, elapsed, Duration.ofHours(4))
                .phase(phase)
                .goal(goal)
                .since(START, START.plusSeconds(elapsed.toSeconds() % 5_000_000))
                .team(elapsed.toSeconds() % 2 == 0 ? "desk" : "network")
                .paused(held ? held(elapsed) : List.of())
                .pauses(
                        held
                                ? new Outcome.Pauses(2, 1, false, Optional.of(Duration.ofSeconds(40)))
                                : Outcome.Pauses.NONE)
                .effort(new Outcome.Effort((int) (elapsed.toSeconds() % 9), 1, 0, 0, 2))
                .flags(
                        elapsed.toSeconds() % 4 == 0
                                ? Set.of(Outcome.Flag.DOWNGRADED_AFTER_BREACH, Outcome.Flag.PAUSED_JUST_IN_TIME)
                                : Set.of());
        return elapsed.toSeconds() % 3 == 0
                ? builder.build()
                : builder.rating(1 + (int) (elapsed.toSeconds() % 5)).build();
    }

    /** The customer has it longer than the work took, but in no single wait. */
    private static List<Outcome.PausedTime> held(Duration elapsed) {
        Duration most = elapsed.multipliedBy(2).dividedBy(3);
        return List.of(
                new Outcome.PausedTime(Holder.of(Party.of("vendor")), "part", elapsed.dividedBy(4), elapsed),
                new Outcome.PausedTime(Holder.of(Party.of("customer")), "info", most, elapsed),
                new Outcome.PausedTime(Holder.of(Party.of("customer")), "approval", most, elapsed));
    }
}
