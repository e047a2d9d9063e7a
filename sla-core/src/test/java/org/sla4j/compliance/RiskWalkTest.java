package org.sla4j.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.Holder;
import org.sla4j.cases.Outcome;
import org.sla4j.clock.Phase;
import org.sla4j.clock.Verdict;

/** What a measurement counts in which part of its limit, and under whom. The parts from 10 on begin at .35, .5, .71, 1 and 1.41. */
class RiskWalkTest {
    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
    private static final Duration LIMIT = Duration.ofHours(100);
    private static final PauseReason INFO = PauseReason.of("info", "customer");

    private static final class Notes implements RiskWalk.Sink {
        private final List<String> counts = new ArrayList<>();

        @Override
        public void count(Outcome.Stage group, int kind, int part) {
            String word = List.of("start", "finished", "running", "waiting", "entered")
                    .get(kind);
            counts.add(word + " " + part + " " + group.team());
        }

        @Override
        public void countCase(Outcome.Stage group) {
            counts.add("case " + group.team());
        }

        @Override
        public void countWait(Outcome.Wait wait, Duration from) {
            counts.add("wait " + wait.reason().name() + " " + from + " to " + wait.age() + " " + wait.ending());
        }
    }

    private static Outcome.Stage stage(long atHour, double share, String team, Duration limit) {
        return new Outcome.Stage(
                START.plus(Duration.ofHours(atHour)), share, Holder.provider(team), team, Severity.LOW, limit);
    }

    private static Outcome.Stage stage(long atHour, double share, String team) {
        return stage(atHour, share, team, LIMIT);
    }

    private static Outcome.Builder outcome(Verdict verdict, Duration used, Outcome.Stage... stages) {
        Outcome.Builder builder = Outcome.builder("INC-1", "resolution", Severity.LOW)
                .verdict(verdict, used, LIMIT)
                .path(new Outcome.Path(List.of(stages), List.of()));
        return verdict == Verdict.PENDING || verdict == Verdict.BREACHED
                ? builder.since(START, START.plus(Duration.ofHours(200)))
                : builder.between(START, START.plus(Duration.ofHours(200)));
    }

    private static List<String> walk(Outcome.Builder outcome) {
        return walk(outcome, Instant.MIN);
    }

    private static List<String> walk(Outcome.Builder outcome, Instant observedFrom) {
        Notes notes = new Notes();
        RiskWalk.walk(outcome.build(), observedFrom, notes);
        return notes.counts;
    }

    /** The parts that a measurement begins while its share goes from nothing up to a part. */
    private static List<String> starts(int from, int to, String team) {
        List<String> starts = new ArrayList<>();
        for (int part = from; part <= to; part++) {
            starts.add("start " + part + " " + team);
        }
        return starts;
    }

    private static List<String> joined(Object... parts) {
        List<String> all = new ArrayList<>();
        for (Object part : parts) {
            if (part instanceof List<?> list) {
                list.forEach(one -> all.add((String) one));
            } else {
                all.add((String) part);
            }
        }
        return all;
    }

    @Test
    void aFinishedMeasurementBeginsEachPartUpToTheOneItEndsIn() {
        assertThat(walk(outcome(Verdict.MET, Duration.ofHours(60), stage(0, 0, "desk"))))
                .isEqualTo(joined("case desk", starts(0, 11, "desk"), "finished 11 desk"));
    }

    @Test
    void whatUsedNothingIsFinishedInTheFirstPart() {
        assertThat(walk(outcome(Verdict.MET, Duration.ZERO, stage(0, 0, "desk"))))
                .containsExactly("case desk", "start 0 desk", "finished 0 desk");
    }

    @Test
    void whatEndsExactlyAtAnEdgeEndsInThePartBelowIt() {
        assertThat(walk(outcome(Verdict.MET, LIMIT, stage(0, 0, "desk"))))
                .isEqualTo(joined("case desk", starts(0, 12, "desk"), "finished 12 desk"));
        assertThat(walk(outcome(Verdict.MISSED, LIMIT.plusNanos(1), stage(0, 0, "desk"))))
                .isEqualTo(joined("case desk", starts(0, 13, "desk"), "finished 13 desk"));
    }

    @Test
    void theLongestOfAllEndsInTheLastPart() {
        assertThat(walk(outcome(Verdict.MISSED, Duration.ofHours(5_000), stage(0, 0, "desk"))))
                .isEqualTo(joined("case desk", starts(0, 21, "desk"), "finished 21 desk"));
    }

    @Test
    void eachPartCountsUnderTheTeamThatHadTheCaseWhenItBegan() {
        // The network gets the case at .6 of the limit, within the part that begins at .5; the desk began that one.
        assertThat(walk(outcome(Verdict.MET, Duration.ofHours(80), stage(0, 0, "desk"), stage(70, 0.6, "network"))))
                .isEqualTo(joined("case desk", starts(0, 11, "desk"), "start 12 network", "finished 12 network"));
        assertThat(walk(outcome(Verdict.MET, Duration.ofHours(65), stage(0, 0, "desk"), stage(70, 0.6, "network"))))
                .endsWith("start 11 desk", "finished 11 desk");
    }

    @Test
    void whatIsHandedOverAtAnEdgeIsBegunByWhoGetsIt() {
        assertThat(walk(outcome(Verdict.MET, Duration.ofHours(60), stage(0, 0, "desk"), stage(50, 0.5, "network"))))
                .endsWith("start 10 desk", "start 11 network", "finished 11 network");
        // Finished at the edge itself: the part below counts, and that was the desk's.
        assertThat(walk(outcome(Verdict.MET, Duration.ofHours(50), stage(0, 0, "desk"), stage(50, 0.5, "network"))))
                .endsWith("start 10 desk", "finished 10 desk");
    }

    @Test
    void anOpenMeasurementIsLastSeenWhereItIs() {
        assertThat(walk(outcome(Verdict.PENDING, Duration.ofHours(60), stage(0, 0, "desk"))))
                .endsWith("start 11 desk", "running 11 desk");
        assertThat(walk(outcome(Verdict.PENDING, Duration.ofHours(60), stage(0, 0, "desk"))
                        .phase(Phase.PAUSED)))
                .endsWith("start 11 desk", "waiting 11 desk");
        assertThat(walk(outcome(Verdict.CANCELLED, Duration.ofHours(60), stage(0, 0, "desk"))))
                .endsWith("start 11 desk", "running 11 desk");
    }

    @Test
    void anOpenMeasurementAtAnEdgeHasNotBegunTheNextPartUnlessItWaitsThere() {
        assertThat(walk(outcome(Verdict.PENDING, Duration.ofHours(50), stage(0, 0, "desk"))))
                .isEqualTo(joined("case desk", starts(0, 10, "desk")));
        assertThat(walk(outcome(Verdict.PENDING, Duration.ofHours(50), stage(0, 0, "desk"))
                        .phase(Phase.PAUSED)))
                .isEqualTo(joined("case desk", starts(0, 11, "desk"), "waiting 11 desk"));
        assertThat(walk(outcome(Verdict.PENDING, Duration.ofHours(50), stage(0, 0, "desk"), stage(9, 0.5, "network"))
                        .phase(Phase.PAUSED)))
                .endsWith("start 10 desk", "start 11 network", "waiting 11 network");
        assertThat(walk(outcome(Verdict.PENDING, Duration.ofHours(60), stage(0, 0, "desk"), stage(9, 0.6, "network"))
                        .phase(Phase.PAUSED)))
                .endsWith("start 11 desk", "waiting 11 desk");
    }

    @Test
    void anotherLimitEndsOnePartAndEntersAnother() {
        Duration half = Duration.ofHours(50);
        // 40 of 100 hours are used, and then 40 of 50.
        assertThat(walk(outcome(Verdict.MET, Duration.ofHours(45), stage(0, 0, "desk"), stage(40, 0.8, "desk", half))
                        .verdict(Verdict.MET, Duration.ofHours(45), half)))
                .endsWith("start 10 desk", "running 10 desk", "entered 12 desk", "finished 12 desk");
        // 50 of 100 hours are an edge: nothing has begun there that could be left.
        assertThat(walk(outcome(Verdict.MET, Duration.ofHours(55), stage(0, 0, "desk"), stage(50, 1, "desk", half))
                        .verdict(Verdict.MISSED, Duration.ofHours(55), half)))
                .endsWith("start 10 desk", "start 13 desk", "finished 13 desk");
        // Finished at once where the new limit put it.
        assertThat(walk(outcome(Verdict.MET, Duration.ofHours(50), stage(0, 0, "desk"), stage(50, 1, "net", half))
                        .verdict(Verdict.MET, half, half)))
                .endsWith("start 10 desk", "entered 12 net", "finished 12 net");
    }

    @Test
    void aLongerLimitLetsTheCaseGoBack() {
        Duration twice = Duration.ofHours(200);
        assertThat(walk(outcome(Verdict.MET, Duration.ofHours(90), stage(0, 0, "desk"), stage(80, 0.4, "desk", twice))
                        .verdict(Verdict.MET, Duration.ofHours(120), twice)))
                .isEqualTo(joined(
                        "case desk",
                        starts(0, 12, "desk"),
                        "running 12 desk",
                        "entered 10 desk",
                        "start 11 desk",
                        "finished 11 desk"));
    }

    @Test
    void whatBeganBeforeAnybodyWatchedIsFirstSeenInProportion() {
        // Half of the 200 hours on the wall have passed, so half of the share is taken as used.
        assertThat(walk(
                        outcome(Verdict.MET, Duration.ofHours(80), stage(0, 0, "desk")),
                        START.plus(Duration.ofHours(100))))
                .containsExactly("entered 10 desk", "case desk", "start 11 desk", "start 12 desk", "finished 12 desk");
    }

    @Test
    void whatIsFirstSeenAtAHandOverCountsFromThere() {
        Outcome.Builder outcome =
                outcome(Verdict.MET, Duration.ofHours(80), stage(0, 0, "desk"), stage(100, 0.4, "network"));
        assertThat(walk(outcome, START.plus(Duration.ofHours(100))))
                .containsExactly(
                        "entered 10 network",
                        "case network",
                        "start 11 network",
                        "start 12 network",
                        "finished 12 network");
        assertThat(walk(outcome, START.plus(Duration.ofHours(150))))
                .containsExactly("entered 11 network", "case network", "start 12 network", "finished 12 network");
    }

    @Test
    void whatEndedBeforeAnybodyWatchedCountsForNothing() {
        Outcome.Builder outcome = outcome(Verdict.MET, Duration.ofHours(80), stage(0, 0, "desk"));
        assertThat(walk(outcome, START.plus(Duration.ofHours(200)))).isEmpty();
        assertThat(walk(outcome, START.plus(Duration.ofHours(199)))).isNotEmpty();
        assertThat(walk(outcome.unpromised())).isEmpty();
    }

    @Test
    void anOutcomeWithoutAPathHadTheSameTeamAllTheTime() {
        assertThat(walk(outcome(Verdict.MET, Duration.ofHours(1)).team("desk")))
                .containsExactly("case desk", "start 0 desk", "finished 0 desk");
    }

    private static Outcome.Builder waited(long fromHour, long hours, Outcome.Wait.Ending ending) {
        Outcome.Wait wait =
                new Outcome.Wait(INFO, "desk", START.plus(Duration.ofHours(fromHour)), Duration.ofHours(hours), ending);
        return outcome(Verdict.MET, Duration.ofHours(1))
                .path(new Outcome.Path(List.of(stage(0, 0, "desk")), List.of(wait)));
    }

    @Test
    void aWaitCountsFromWhenItWasFirstSeen() {
        assertThat(walk(waited(10, 5, Outcome.Wait.Ending.RESUMED))).contains("wait info PT0S to PT5H RESUMED");
        assertThat(walk(waited(10, 5, Outcome.Wait.Ending.RESUMED), START.plus(Duration.ofHours(12))))
                .contains("wait info PT2H to PT5H RESUMED");
        assertThat(walk(waited(10, 5, Outcome.Wait.Ending.RESUMED), START.plus(Duration.ofHours(15))))
                .contains("wait info PT5H to PT5H RESUMED");
        assertThat(walk(waited(10, 5, Outcome.Wait.Ending.RESUMED), START.plus(Duration.ofHours(16))))
                .noneMatch(count -> count.startsWith("wait"));
    }

    @Test
    void sharesAreExactAtTheLimit() {
        Outcome.Builder long1 = Outcome.builder("INC-1", "resolution", Severity.LOW);
        assertThat(RiskWalk.share(long1.verdict(Verdict.MET, Duration.ofMillis(500), Duration.ofSeconds(2))
                        .build()))
                .isEqualTo(0.25);
        assertThat(RiskWalk.share(long1.verdict(Verdict.MET, Outcome.LONGEST, Outcome.LONGEST)
                        .build()))
                .isEqualTo(1);
        Duration less = Outcome.LONGEST.minusNanos(1);
        assertThat(RiskWalk.share(
                        long1.verdict(Verdict.MISSED, Outcome.LONGEST, less).build()))
                .isEqualTo(Math.nextUp(1.0));
    }
}
