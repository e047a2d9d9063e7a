package org.sla4j.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.Holder;
import org.sla4j.cases.Outcome;
import org.sla4j.clock.Phase;
import org.sla4j.clock.Verdict;

/** What a group keeps of its outcomes, what it refuses, and what it takes for a lie when it is read. */
class GroupTest {
    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
    private static final Duration LIMIT = Duration.ofHours(10);
    private static final int MAGIC = 0x54455354;
    private static final int COUNTERS = 22;
    private static final int DETAILS = 38;

    private static Outcome.Builder outcome(Verdict verdict, double hours) {
        Duration used = Duration.ofMinutes(Math.round(hours * 60));
        Outcome.Builder builder = Outcome.builder("INC-1", "resolution", Severity.LOW)
                .verdict(verdict, used, LIMIT)
                .goal(0.9)
                .team("desk");
        return verdict == Verdict.PENDING || verdict == Verdict.BREACHED
                ? builder.since(START, START.plus(used))
                : builder.between(START, START.plus(used));
    }

    private static ComplianceAggregator of(Outcome.Builder... outcomes) {
        ComplianceAggregator figures = ComplianceAggregator.of(Dimension.METRIC);
        for (Outcome.Builder outcome : outcomes) {
            figures.add(outcome.build());
        }
        return figures;
    }

    private static ComplianceRow row(Outcome.Builder... outcomes) {
        return of(outcomes).report().rows().get(0);
    }

    private static Group group(Outcome.Builder... outcomes) {
        Group group = new Group();
        for (Outcome.Builder outcome : outcomes) {
            group.add(outcome.build());
        }
        return group;
    }

    private static Outcome.Stage stage(double hour, Holder holder, String team) {
        return new Outcome.Stage(
                START.plus(Duration.ofMinutes(Math.round(hour * 60))), 0, holder, team, Severity.LOW, LIMIT);
    }

    private static Outcome.Builder path(Outcome.Builder builder, Outcome.Stage... stages) {
        return builder.path(new Outcome.Path(List.of(stages), List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "86399, 0",
        "86400, 1",
        "259199, 1",
        "259200, 2",
        "604800, 3",
        "1209600, 4",
        "2592000, 5",
        "7775999, 5",
        "7776000, 6"
    })
    void agesOfOpenCasesBeginWithTheirDay(long seconds, int age) {
        assertThat(Group.age(Duration.ofSeconds(seconds))).isEqualTo(age);
        Outcome.Builder open = outcome(Verdict.PENDING, 0).since(START, START.plusSeconds(seconds));
        assertThat(row(open).openByAge())
                .extracting(ComplianceReport.Age::cases)
                .isEqualTo(Stream.of(0, 1, 2, 3, 4, 5, 6)
                        .map(one -> one == age ? 1L : 0L)
                        .toList());
    }

    @Test
    void agesOfOpenCasesHaveBounds() {
        List<ComplianceReport.Age> ages = row(outcome(Verdict.BREACHED, 11)).openByAge();
        assertThat(ages.get(0))
                .isEqualTo(new ComplianceReport.Age(Duration.ZERO, ages.get(0).to(), 1));
        assertThat(ages.get(0).to()).contains(Duration.ofDays(1));
        assertThat(ages.get(1).from()).isEqualTo(Duration.ofDays(1));
        assertThat(ages.get(6).from()).isEqualTo(Duration.ofDays(90));
        assertThat(ages.get(6).to()).isEmpty();
    }

    @Test
    void handOversAreFromOneNamedTeamToAnother() {
        ComplianceRow row = row(
                path(
                        outcome(Verdict.MET, 8),
                        stage(0, Holder.provider(""), ""),
                        stage(1, Holder.provider("desk"), "desk"),
                        stage(2, Holder.of(Party.CUSTOMER), "desk"),
                        stage(3, Holder.provider("network"), "network"),
                        stage(4, Holder.provider(""), ""),
                        stage(5, Holder.provider("network"), "network")),
                outcome(Verdict.MET, 1),
                outcome(Verdict.CANCELLED, 1),
                outcome(Verdict.MET, 1).unpromised());
        // From nobody to the desk is none, nor is what goes by way of nobody.
        assertThat(row.handOvers()).isEqualTo(1);
        assertThat(row.handOversPerCase()).hasValue(1 / 3.0);
        assertThat(row(outcome(Verdict.MET, 1).unpromised()).handOversPerCase()).isEmpty();
        assertThat(row.timeHeld())
                .containsExactly(
                        new ComplianceReport.TimeHeld("customer", "desk", Duration.ofHours(1)),
                        new ComplianceReport.TimeHeld("provider", "", Duration.ofHours(2)),
                        new ComplianceReport.TimeHeld("provider", "desk", Duration.ofHours(1)),
                        new ComplianceReport.TimeHeld("provider", "network", Duration.ofHours(4)));
    }

    @Test
    void reopenedCasesAreAShareOfTheMeasured() {
        Outcome.Effort twice = new Outcome.Effort(0, 0, 0, 2, 0);
        assertThat(row(outcome(Verdict.MET, 1).effort(twice), outcome(Verdict.MET, 1), outcome(Verdict.MISSED, 11))
                        .reopeningRate())
                .hasValue(1 / 3.0);
        assertThat(row(outcome(Verdict.PENDING, 1)).reopeningRate()).isEmpty();
    }

    @Test
    void timesOnTheWallAreExactToTheNanosecond() {
        Instant later = START.plusSeconds(10).plusNanos(400_000_000);
        ComplianceRow row = row(
                outcome(Verdict.MET, 1).between(START.plusNanos(900_000_000), later),
                outcome(Verdict.MET, 1).between(START.plusNanos(100_000_000), later));
        assertThat(row.wallMean()).contains(Duration.ofMillis(9_900));
        assertThat(row.wallPercentile(0.5)).contains(Duration.ofMillis(9_500));
        assertThat(row.wallPercentile(1)).contains(Duration.ofMillis(10_300));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 10, 0",
        "1, 10, 0",
        "1.00000001, 10, 1",
        "10, 10, 9",
        "10.00000001, 10, 10",
        "19.99, 10, 19",
        "20, 10, 19",
        "20.1, 10, 20",
        "1000, 10, 20",
        "0, 0, 0",
        "0.5, 0, 20",
        "0.25, 0.5, 4",
        "0.4, 0.5, 7"
    })
    void tenthsOfTheLimitHoldTheirUpperEnd(double used, double limit, int tenth) {
        assertThat(Group.tenth(seconds(used), seconds(limit))).isEqualTo(tenth);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    @Test
    void attainmentIsCountedInItsTenth() {
        assertThat(row(outcome(Verdict.MET, 2.5), outcome(Verdict.MISSED, 11), outcome(Verdict.BREACHED, 50))
                        .attainment())
                .isEqualTo(Stream.iterate(0, i -> i + 1)
                        .limit(21)
                        .map(i -> i == 2 || i == 10 || i == 20 ? 1L : 0L)
                        .toList());
    }

    @Test
    void goalsOfUnmeasuredCasesAreWeightedWithAllThatWerePromised() {
        assertThat(row(
                                outcome(Verdict.PENDING, 1).goal(0.5),
                                outcome(Verdict.PENDING, 1).goal(1),
                                outcome(Verdict.CANCELLED, 1).goal(1))
                        .goal())
                .isEqualTo((0.5 + 1 + 1) / 3);
    }

    @Test
    void goalsThatAlternateAreCountedEachByItself() {
        List<Outcome.Builder> mixed = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            mixed.add(outcome(i < 4 ? Verdict.MISSED : Verdict.MET, i < 4 ? 11 : 1)
                    .goal(i % 2 == 0 ? 0.5 : 0.9));
        }
        assertThat(row(mixed.toArray(Outcome.Builder[]::new)).parts())
                .containsExactly(new ComplianceReport.GoalPart(0.5, 5, 2), new ComplianceReport.GoalPart(0.9, 5, 2));
    }

    @Test
    void openTimesOfBothKindsCountForSuggestions() {
        List<Outcome.Builder> all = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            all.add(outcome(Verdict.MET, 1));
        }
        all.add(outcome(Verdict.PENDING, 5));
        // With one hour the pending case is over it: nine of ten are met, which is 90 % and not 95 %.
        List<ComplianceReport.Suggestion> suggested =
                row(all.toArray(Outcome.Builder[]::new)).suggestTargets();
        assertThat(suggested.get(0).limit()).isBetween(Duration.ofMinutes(60), Duration.ofMinutes(61));
        assertThat(suggested.get(1).limit()).isBetween(Duration.ofMinutes(300), Duration.ofMinutes(304));
    }

    @Test
    void whatWasTakenOutTooEarlyIsNamed() {
        ComplianceAggregator figures = of(outcome(Verdict.MET, 1));
        figures.remove(outcome(Verdict.PENDING, 1).phase(Phase.PAUSED).build());
        assertThatThrownBy(figures::report).hasMessageContaining("has -1 paused:");
        ComplianceAggregator unpromised = of(outcome(Verdict.MET, 1));
        unpromised.remove(outcome(Verdict.MET, 1).unpromised().build());
        assertThatThrownBy(unpromised::report).hasMessageContaining("has -1 without SLA:");
        ComplianceAggregator adjusted = of(outcome(Verdict.MET, 1), outcome(Verdict.MET, 1));
        adjusted.remove(outcome(Verdict.MET, 1).adjusted(true).build());
        assertThatThrownBy(adjusted::report).hasMessageContaining("has -1 of a count:");
    }

    private static Stream<Outcome.Builder> likeOneThatIsThere() {
        return Stream.of(
                outcome(Verdict.MET, 2),
                outcome(Verdict.MET, 1).goal(0.5),
                outcome(Verdict.MET, 1).between(START, START.plus(Duration.ofHours(30))),
                outcome(Verdict.MET, 1).flags(Set.of(Outcome.Flag.PAUSED_JUST_IN_TIME)),
                outcome(Verdict.MET, 1).rating(3),
                path(outcome(Verdict.MET, 1), stage(0, Holder.provider("x"), "x")),
                paused("customer", "info"),
                outcome(Verdict.MET, 1).verdict(Verdict.MET, Duration.ofHours(1), Duration.ofHours(20)));
    }

    @ParameterizedTest
    @MethodSource("likeOneThatIsThere")
    void whatLooksLikeAnotherOutcomeIsNotTakenForIt(Outcome.Builder other) {
        ComplianceAggregator figures = of(outcome(Verdict.MET, 1), outcome(Verdict.MET, 1));
        figures.remove(other.build());
        assertThatThrownBy(figures::report)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("more was taken out of it than put in");
        assertThat(figures).hasToString("Figures by [metric] with groups below zero");
        figures.add(other.build());
        assertThat(figures).isEqualTo(of(outcome(Verdict.MET, 1), outcome(Verdict.MET, 1)));
    }

    private static Outcome.Builder paused(String party, String reason) {
        return outcome(Verdict.MET, 1)
                .paused(List.of(new Outcome.PausedTime(
                        Holder.of(Party.of(party)), reason, Duration.ofMinutes(5), Duration.ofMinutes(6))));
    }

    @Test
    void aThousandNamesAreKeptAndNoMore() {
        ComplianceAggregator figures = of();
        for (int i = 0; i < 1_000; i++) {
            figures.add(paused("party " + i, "one").build());
        }
        figures.add(paused("party 999", "one").build());
        byte[] before = figures.toBytes();
        assertThatThrownBy(() -> figures.add(paused("another", "one").build()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1000 parties and reasons at most");
        assertThatThrownBy(() -> figures.remove(paused("another", "one").build()))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> figures.merge(of(paused("another", "one")))).hasMessageContaining("1000 parties");
        assertThat(figures.toBytes()).isEqualTo(before);
        figures.merge(of(paused("party 5", "one")));
    }

    @Test
    void aThousandReasonsAreKeptAndNoMore() {
        ComplianceAggregator figures = of();
        for (int i = 0; i < 1_000; i++) {
            figures.add(paused("customer", "reason " + i).build());
        }
        assertThatThrownBy(() -> figures.merge(of(paused("customer", "another"))))
                .hasMessageContaining("1000 parties and reasons");
        assertThatThrownBy(() -> figures.add(paused("customer", "another").build()))
                .hasMessageContaining("1000 parties and reasons");
    }

    @Test
    void aThousandGoalsAreKeptAndNoMore() {
        ComplianceAggregator figures = of();
        for (int i = 1; i <= 1_000; i++) {
            figures.add(outcome(Verdict.MET, 1).goal(i / 1_000.0).build());
        }
        Outcome.Builder another = outcome(Verdict.MET, 1).goal(0.123_456);
        assertThatThrownBy(() -> figures.add(another.build()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("A group keeps 1000 different goals at most.");
        assertThatThrownBy(() -> figures.merge(of(another))).hasMessage("A group keeps 1000 different goals at most.");
        figures.add(outcome(Verdict.MET, 1).goal(0.5).build());
        figures.add(another.unpromised().build());
        figures.merge(of(outcome(Verdict.MET, 1).goal(0.5)));
        assertThat(ComplianceAggregator.fromBytes(figures.toBytes())).isEqualTo(figures);
    }

    @Test
    void twentyThousandPairsOfPartyAndTeamAreKeptAndNoMore() {
        ComplianceAggregator figures = of();
        for (int many = 0; many < 20_000; many += 100) {
            Outcome.Stage[] stages = new Outcome.Stage[100];
            for (int i = 0; i < 100; i++) {
                stages[i] = stage(i, Holder.provider("t" + (many + i)), "t" + (many + i));
            }
            figures.add(path(outcome(Verdict.MISSED, 200), stages).build());
        }
        Outcome.Builder another = path(outcome(Verdict.MET, 1), stage(0, Holder.provider("x"), "x"));
        Outcome.Builder known = path(outcome(Verdict.MET, 1), stage(0, Holder.provider("t5"), "t5"));
        assertThatThrownBy(() -> figures.add(another.build()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("A group keeps 20000 pairs of a party and a team at most.");
        assertThatThrownBy(() -> figures.merge(of(another)))
                .hasMessage("A group keeps 20000 pairs of a party and a team at most.");
        figures.add(known.build());
        figures.merge(of(known));
        assertThat(figures.report().rows().get(0).timeHeld()).hasSize(20_000);
    }

    @Test
    void aGroupThatTurnsOutEmptyIsGone() {
        ComplianceAggregator figures = of(outcome(Verdict.MET, 1).rating(5));
        assertThat(figures.isEmpty()).isFalse();
        figures.remove(outcome(Verdict.MET, 1).rating(5).build());
        assertThat(figures.isEmpty()).isTrue();
        assertThat(figures.report().rows()).isEmpty();
        // Only a detail is left where the same outcome came with another rating.
        Group group = group(outcome(Verdict.MET, 1).rating(4));
        group.remove(outcome(Verdict.MET, 1).rating(5).build());
        assertThat(group.isEmpty()).isFalse();
        assertThat(group.negative()).isPresent();
    }

    /** The numbers of a group as it is written, those before its goals. */
    private static byte[] written(Group group, Map<Integer, Long> changes) {
        return Bytes.document(MAGIC, 1, out -> {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            group.write(new DataOutputStream(all));
            byte[] bytes = all.toByteArray();
            int at = 0;
            for (int i = 0; i < COUNTERS + DETAILS; i++) {
                // Small numbers take a byte each.
                Bytes.signed(out, changes.getOrDefault(i, (long) bytes[at] / 2));
                at++;
            }
            out.write(bytes, at, bytes.length - at);
        });
    }

    private static String refusal(byte[] bytes) {
        try {
            Bytes.read(bytes, MAGIC, 1, "a group", Group::read);
            return "read";
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static Group one() {
        return group(
                outcome(Verdict.MET, 1),
                outcome(Verdict.MISSED, 11),
                outcome(Verdict.BREACHED, 12),
                outcome(Verdict.PENDING, 2),
                outcome(Verdict.PENDING, 3).phase(Phase.PAUSED),
                outcome(Verdict.CANCELLED, 4),
                outcome(Verdict.MET, 4).unpromised());
    }

    @Test
    void figuresThatContradictEachOtherAreRefused() {
        assertThat(refusal(written(one(), Map.of()))).isEqualTo("read");
        // One more of a verdict and one less of another keep the sum of the promised cases.
        assertThat(refusal(written(one(), Map.of(Group.MET, 2L)))).contains("6 promised cases where 7 belong");
        assertThat(refusal(written(one(), Map.of(Group.MET, 2L, Group.CANCELLED, 0L))))
                .contains("1 met where 2 belong");
        assertThat(refusal(written(one(), Map.of(Group.MISSED, 2L, Group.CANCELLED, 0L))))
                .contains("2 misses where 3 belong");
        assertThat(refusal(written(one(), Map.of(Group.MISSED, 2L, Group.BREACHED, 0L))))
                .contains("2 times of finished cases where 3 belong");
        assertThat(refusal(written(one(), Map.of(Group.RUNNING, 2L, Group.CANCELLED, 0L))))
                .contains("2 times of open cases where 3 belong");
        assertThat(refusal(written(one(), Map.of(Group.RUNNING, 0L, Group.PAUSED, 2L))))
                .isEqualTo("read");
        assertThat(refusal(written(one(), Map.of(COUNTERS + 10, 2L)))).contains("shares of the limit where 3 belong");
        assertThat(refusal(written(one(), Map.of(COUNTERS + 10 + 21, 4L)))).contains("4 ages where 3 belong");
        assertThat(refusal(written(one(), Map.of(COUNTERS, 4L)))).isEqualTo("read");
        assertThat(refusal(written(new Group(), Map.of()))).contains("there is a group of nothing");
    }

    private interface Part {
        void write(DataOutputStream out) throws IOException;
    }

    /** A group of one cancelled case, its parts after the counts as given. */
    private static byte[] cancelled(Part... parts) {
        return Bytes.document(MAGIC, 1, out -> {
            for (int i = 0; i < COUNTERS + DETAILS; i++) {
                Bytes.signed(out, i == Group.CANCELLED ? 1 : 0);
            }
            for (Part part : parts) {
                part.write(out);
            }
        });
    }

    private static Part goal(double... goals) {
        return out -> {
            Bytes.number(out, goals.length);
            for (double goal : goals) {
                out.writeDouble(goal);
                Bytes.signed(out, 1);
                Bytes.signed(out, 0);
                Bytes.signed(out, 0);
            }
        };
    }

    private static Part times(int many) {
        return out -> {
            Sketch sketch = new Sketch();
            for (int i = 0; i < many; i++) {
                sketch.add(LIMIT, 1);
            }
            sketch.write(out);
        };
    }

    private static final Part NONE = out -> Bytes.number(out, 0);
    private static final Part SUMS = out -> {
        for (int i = 0; i < 4 + 7; i++) {
            Bytes.number(out, 0);
        }
    };

    @Test
    void timesThatBelongToNoCaseAreRefused() {
        assertThat(refusal(cancelled(goal(0.9), times(1), NONE, NONE, NONE, NONE, SUMS)))
                .isEqualTo("read");
        assertThat(refusal(cancelled(goal(0.9), NONE, NONE, NONE, NONE, NONE, SUMS)))
                .contains("0 limits where 1 belong");
        assertThat(refusal(cancelled(goal(0.9), times(1), times(1), NONE, NONE, NONE, SUMS)))
                .contains("1 times of finished cases where 0");
        assertThat(refusal(cancelled(goal(0.9), times(1), NONE, times(1), NONE, NONE, SUMS)))
                .contains("1 times of breached cases where 0");
        assertThat(refusal(cancelled(goal(0.9), times(1), NONE, NONE, times(1), NONE, SUMS)))
                .contains("1 times of open cases where 0");
        assertThat(refusal(cancelled(goal(0.9), times(1), NONE, NONE, NONE, times(1), SUMS)))
                .contains("1 times on the wall where 0");
    }

    @Test
    void goalsOutOfBoundsOrOrderAreRefused() {
        assertThat(refusal(cancelled(goal(1), times(1), NONE, NONE, NONE, NONE, SUMS)))
                .isEqualTo("read");
        for (double bad : new double[] {0, -0.5, 1.000_001, Double.NaN}) {
            assertThat(refusal(cancelled(goal(bad), times(1), NONE, NONE, NONE, NONE, SUMS)))
                    .contains("goals are above 0, at most 1 and in order");
        }
        assertThat(refusal(cancelled(goal(0.9, 0.9), times(1), NONE, NONE, NONE, NONE, SUMS)))
                .contains("but there is 0.9 after 0.9");
        Part nothing = out -> {
            Bytes.number(out, 2);
            for (double goal : new double[] {0.5, 0.9}) {
                out.writeDouble(goal);
                Bytes.signed(out, goal == 0.9 ? 1 : 0);
                Bytes.signed(out, 0);
                Bytes.signed(out, 0);
            }
        };
        assertThat(refusal(cancelled(nothing, times(1), NONE, NONE, NONE, NONE, SUMS)))
                .contains("1 goals where 2 belong");
    }
}
