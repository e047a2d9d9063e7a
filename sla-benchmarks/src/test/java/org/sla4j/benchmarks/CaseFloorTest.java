package org.sla4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.CaseJudge;
import org.sla4j.cases.Outcome;

class CaseFloorTest {
    private static void givesTheAnswersOfTheLibrary(List<CaseEvent> events, Instant now) {
        List<Outcome> outcomes = CaseJudge.of(Desk.agreement()).outcomes(events, now);
        Outcome response = outcomes.get(0);
        Outcome resolution = outcomes.get(1);
        CaseFloor floor = new CaseFloor(
                Desk.agreement()
                        .policyFor(Severity.HIGH, java.util.Map.of())
                        .orElseThrow()
                        .target(Metric.RESOLUTION)
                        .orElseThrow()
                        .calendar(),
                response.limit(),
                resolution.limit());
        long[] answers = new long[CaseFloor.ANSWERS];
        floor.judge(CaseFloor.instants(events), CaseFloor.kinds(events), CaseFloor.nanos(now), answers);
        Duration held =
                resolution.paused().stream().map(Outcome.PausedTime::open).reduce(Duration.ZERO, Duration::plus);
        Duration heldWall =
                resolution.paused().stream().map(Outcome.PausedTime::wall).reduce(Duration.ZERO, Duration::plus);
        assertThat(answers)
                .containsExactly(
                        response.elapsed().toNanos(),
                        response.verdict().isMiss() ? 1 : 0,
                        resolution.elapsed().toNanos(),
                        resolution.verdict().isMiss() ? 1 : 0,
                        held.toNanos(),
                        heldWall.toNanos());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8, 32})
    void theFloorGivesTheSameAnswers(int count) {
        Instant opened = Desk.OPENING.plusSeconds(7);
        List<CaseEvent> events = Desk.events("INC-1", opened, Severity.HIGH, count);
        givesTheAnswersOfTheLibrary(events, opened.plus(Duration.ofDays(3)));
    }

    @Test
    void theFloorGivesTheSameAnswersOfAResolvedCase() {
        List<CaseEvent> events = new ArrayList<>(Desk.events("INC-1", Desk.OPENING, Severity.HIGH, 8));
        events.add(CaseEvent.resolved("INC-1", Desk.OPENING.plus(Duration.ofDays(20))));
        givesTheAnswersOfTheLibrary(events, Desk.OPENING.plus(Duration.ofDays(30)));
    }
}
