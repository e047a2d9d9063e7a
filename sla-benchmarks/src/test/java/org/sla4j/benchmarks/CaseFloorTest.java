package org.sla4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.CaseJudge;
import org.sla4j.cases.Outcome;

/** A floor that gives other answers than the library would be no floor. */
class CaseFloorTest {
    private static Outcome givesTheAnswersOfTheLibrary(List<CaseEvent> events, Instant now) {
        List<Outcome> outcomes = CaseJudge.of(Desk.agreement()).outcomes(events, now);
        Outcome response = outcomes.get(0);
        Outcome resolution = outcomes.get(1);
        CaseFloor floor = new CaseFloor(
                Desk.agreement()
                        .policyFor(Severity.HIGH, Map.of())
                        .orElseThrow()
                        .target(Metric.RESOLUTION)
                        .orElseThrow()
                        .calendar(),
                response.limit(),
                resolution.limit());
        CaseFloor.Answers answers = new CaseFloor.Answers(events.size());
        floor.judge(CaseFloor.instants(events), CaseFloor.kinds(events), CaseFloor.nanos(now), answers);

        assertThat(answers.response).isEqualTo(response.elapsed().toNanos());
        assertThat(answers.isResponseMissed).isEqualTo(response.verdict().isMiss());
        assertThat(answers.responseBreach)
                .isEqualTo(response.breachedAt().map(CaseFloor::nanos).orElse(CaseFloor.NEVER));
        assertThat(answers.resolution).isEqualTo(resolution.elapsed().toNanos());
        assertThat(answers.isResolutionMissed).isEqualTo(resolution.verdict().isMiss());
        assertThat(answers.resolutionBreach)
                .isEqualTo(resolution.breachedAt().map(CaseFloor::nanos).orElse(CaseFloor.NEVER));
        assertThat(List.of(answers.held, answers.heldWall))
                .isEqualTo(List.of(
                        resolution.paused().stream()
                                .mapToLong(paused -> paused.open().toNanos())
                                .sum(),
                        resolution.paused().stream()
                                .mapToLong(paused -> paused.wall().toNanos())
                                .sum()));
        assertThat(new Outcome.Pauses(
                        answers.pauses,
                        answers.unended,
                        answers.isFinishedWhilePaused,
                        answers.leastLeft == CaseFloor.NEVER
                                ? Optional.empty()
                                : Optional.of(Duration.ofNanos(answers.leastLeft))))
                .isEqualTo(resolution.pauses());
        assertThat(answers.isJustInTime).isEqualTo(resolution.flags().contains(Outcome.Flag.PAUSED_JUST_IN_TIME));
        List<Outcome.Stage> stages = resolution.path().stages();
        assertThat(answers.stages).isEqualTo(stages.size());
        for (int i = 0; i < stages.size(); i++) {
            assertThat(answers.stageAt[i])
                    .isEqualTo(CaseFloor.nanos(stages.get(i).start()));
            assertThat(answers.share[i]).isCloseTo(stages.get(i).share(), within());
            assertThat(answers.isWaiting[i]).isEqualTo(!stages.get(i).holder().isProvider());
        }
        List<Outcome.Wait> waits = resolution.path().waits();
        assertThat(answers.waits).isEqualTo(waits.size());
        for (int i = 0; i < waits.size(); i++) {
            assertThat(answers.waitAt[i]).isEqualTo(CaseFloor.nanos(waits.get(i).start()));
            assertThat(answers.age[i]).isEqualTo(waits.get(i).age().toNanos());
        }
        return resolution;
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-12);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 32})
    void theFloorGivesTheSameAnswers(int count) {
        Instant opened = Desk.OPENING.plusSeconds(7);
        List<CaseEvent> events = Desk.events("INC-1", opened, Severity.HIGH, count);
        givesTheAnswersOfTheLibrary(events, opened.plus(Duration.ofDays(3)));
    }

    @Test
    void theFloorGivesTheSameAnswersOfAResolvedCase() {
        List<CaseEvent> events = new ArrayList<>(Desk.events("INC-1", Desk.OPENING, Severity.HIGH, 8));
        events.add(CaseEvent.resolved("INC-1", Desk.OPENING.plus(Duration.ofDays(20))));
        Outcome resolution = givesTheAnswersOfTheLibrary(events, Desk.OPENING.plus(Duration.ofDays(30)));
        assertThat(resolution.breachedAt()).isPresent();
    }

    @Test
    void theFloorGivesTheSameAnswersOfACaseThatIsResolvedWhileItWaits() {
        List<CaseEvent> events = new ArrayList<>(Desk.events("INC-1", Desk.OPENING, Severity.HIGH, 7));
        events.add(CaseEvent.resolved("INC-1", Desk.OPENING.plus(Duration.ofDays(2))));
        Outcome resolution = givesTheAnswersOfTheLibrary(events, Desk.OPENING.plus(Duration.ofDays(30)));
        assertThat(resolution.pauses().finishedWhilePaused()).isTrue();
    }

    @Test
    void theFloorGivesTheSameAnswersOfACasePausedJustInTime() {
        List<CaseEvent> events = new ArrayList<>();
        for (CaseEvent event : Desk.events("INC-1", Desk.OPENING, Severity.HIGH, 3)) {
            boolean isWait = event.reason().isPresent();
            events.add(
                    isWait
                            ? CaseEvent.waiting(
                                    "INC-1",
                                    Desk.OPENING.plus(Duration.ofHours(76)),
                                    event.reason().orElseThrow())
                            : event);
        }
        Outcome resolution = givesTheAnswersOfTheLibrary(events, Desk.OPENING.plus(Duration.ofDays(30)));
        assertThat(resolution.flags()).containsExactly(Outcome.Flag.PAUSED_JUST_IN_TIME);
    }
}
