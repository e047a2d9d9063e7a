package org.sla4j.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Severity;
import org.sla4j.calendar.BusinessDuration;

/** Of two different events the same one always comes first, however they arrive. */
class EventOrderTest {
    private static final Instant NINE = Instant.parse("2026-01-05T09:00:00Z");
    private static final CaseEvent ANSWER = CaseEvent.responded("INC-1", NINE);

    private static CaseEvent agreed(String limit) {
        return CaseEvent.agreed(
                "INC-1", NINE, AgreedByHand.of(Metric.RESOLUTION, BusinessDuration.parse(limit), "Ann", "customs"));
    }

    private static CaseEvent waiting(String reason) {
        return CaseEvent.waiting("INC-1", NINE, PauseReason.of(reason, "customer"));
    }

    private static CaseEvent severity(Severity severity) {
        return CaseEvent.severityChanged("INC-1", NINE, severity);
    }

    static Stream<List<CaseEvent>> pairs() {
        return Stream.of(
                List.of(ANSWER, CaseEvent.responded("INC-1", NINE.plusNanos(1))),
                List.of(ANSWER.withSequence(-1), ANSWER),
                List.of(CaseEvent.of("INC-1", NINE, EventType.of("parts delivered")), ANSWER),
                List.of(CaseEvent.reopened("INC-1", NINE), waiting("a")),
                List.of(waiting("z"), CaseEvent.resolved("INC-1", NINE)),
                List.of(severity(Severity.LOW), severity(Severity.HIGH)),
                List.of(severity(Severity.of(2, "a")), severity(Severity.of(2, "b"))),
                List.of(
                        CaseEvent.of("INC-1", NINE, EventType.of("own a")),
                        CaseEvent.of("INC-1", NINE, EventType.of("own b"))),
                List.of(waiting("a"), waiting("b")),
                List.of(ANSWER.withTeam("a"), ANSWER.withTeam("b")),
                List.of(ANSWER.withId("a"), ANSWER.withId("b")),
                List.of(ANSWER.withAttribute("tier", "a"), ANSWER.withAttribute("tier", "b")),
                List.of(CaseEvent.withdrawn("INC-1", NINE, "a"), CaseEvent.withdrawn("INC-1", NINE, "b")),
                List.of(agreed("1h"), agreed("2h")));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void theFirstOfTheTwoComesFirst(List<CaseEvent> pair) {
        assertThat(EventOrder.OF_A_CASE.compare(pair.get(0), pair.get(1))).isNegative();
        assertThat(EventOrder.OF_A_CASE.compare(pair.get(1), pair.get(0))).isPositive();
    }

    @Test
    void whenAnEventBecameKnownIsNoPartOfItsOrder() {
        assertThat(EventOrder.OF_A_CASE.compare(ANSWER, ANSWER.withRecordedAt(NINE.plusSeconds(60))))
                .isZero();
    }
}
