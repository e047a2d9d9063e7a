package org.sla4j.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.Outcome;
import org.sla4j.clock.Phase;
import org.sla4j.clock.Verdict;

/** The laws of a commutative monoid, and figures against a plain list. */
class ComplianceAggregatorProperties {
    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
    private static final long TWENTY_YEARS = Duration.ofDays(20 * 366).toSeconds();

    private static ComplianceAggregator of(List<Outcome> outcomes) {
        ComplianceAggregator aggregator = new ComplianceAggregator();
        outcomes.forEach(aggregator::add);
        return aggregator;
    }

    private static ComplianceAggregator sum(ComplianceAggregator... parts) {
        ComplianceAggregator sum = new ComplianceAggregator();
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
            pieces.add(new ComplianceAggregator());
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
        ComplianceAggregator all = ComplianceAggregator.by(Dimension.TEAM, week);
        outcomes.forEach(all::add);
        List<byte[]> pieces = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            ComplianceAggregator piece = ComplianceAggregator.by(Dimension.TEAM, week);
            for (int j = i; j < outcomes.size(); j += parts) {
                piece.add(outcomes.get(j));
            }
            pieces.add(piece.toBytes());
        }
        Collections.shuffle(pieces, random);
        ComplianceAggregator sum = ComplianceAggregator.by(Dimension.TEAM, week);
        pieces.forEach(piece -> sum.merge(ComplianceAggregator.fromBytes(piece)));
        assertThat(sum.toBytes()).isEqualTo(all.toBytes());
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
        for (ComplianceReport.Row row : of(outcomes).report().rows()) {
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

    @Property(tries = 300)
    void percentilesAreThoseOfASortedListByNearestRankWithinOnePerCent(@ForAll("outcomes") List<Outcome> outcomes) {
        for (ComplianceReport.Row row : of(outcomes).report().rows()) {
            long[] sorted = outcomes.stream()
                    .filter(outcome -> outcome.metric().equals(row.metric())
                            && outcome.severity().equals(row.severity().orElseThrow()))
                    .filter(outcome -> outcome.verdict() == Verdict.MET
                            || outcome.verdict().isMiss())
                    .mapToLong(outcome -> outcome.elapsed().toSeconds())
                    .sorted()
                    .toArray();
            assertClose(row.percentile(0.5), sorted, 50);
            assertClose(row.percentile(0.9), sorted, 90);
            assertClose(row.percentile(0.95), sorted, 95);
        }
    }

    private static void assertClose(Optional<Duration> percentile, long[] sorted, int percent) {
        if (sorted.length == 0) {
            assertThat(percentile).isEmpty();
            return;
        }
        int rank = (percent * sorted.length + 99) / 100;
        long exact = sorted[rank - 1];
        assertThat(percentile.orElseThrow().toMillis() / 1e3)
                .as("p%s of %s", percent, sorted)
                .isBetween(exact * 0.99 - 1e-3, exact * 1.01 + 1e-3);
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
        return Outcome.builder("INC-1", metric, severity)
                .verdict(verdict, elapsed, Duration.ofHours(4))
                .phase(phase)
                .goal(goal)
                .since(START, START.plusSeconds(elapsed.toSeconds() % 5_000_000))
                .team(elapsed.toSeconds() % 2 == 0 ? "desk" : "network")
                .held(
                        held
                                ? List.of(new Outcome.Held(
                                        "customer", "info", elapsed.dividedBy(3), elapsed.dividedBy(2)))
                                : List.of())
                .rating(1 + (int) (elapsed.toSeconds() % 5))
                .build();
    }
}
