package org.sla4j.benchmarks.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.CaseEvent;

class EventRowTest {
    private static final Instant AT = Instant.parse("2026-01-05T09:00:00.000000001Z");
    private static final PauseReason VENDOR = PauseReason.of("awaiting vendor", "vendor");

    @Test
    void carriesAllOfAnEvent() {
        List<CaseEvent> events = List.of(
                CaseEvent.opened("INC-1", AT, Severity.HIGH).withAttribute("tier", "gold"),
                CaseEvent.severityChanged("INC-1", AT, Severity.LOW),
                CaseEvent.waiting("INC-1", AT, VENDOR),
                CaseEvent.resumed("INC-1", AT, VENDOR),
                CaseEvent.of("INC-1", AT, EventType.RESUMED),
                CaseEvent.reassigned("INC-1", AT, "network"),
                CaseEvent.of("INC-1", AT, EventType.of("sent to the lab")));
        for (CaseEvent event : events) {
            CaseEvent numbered = event.withId("row 7").withSequence(7);
            assertThat(EventRow.of(numbered).toEvent()).isEqualTo(numbered);
            assertThat(EventRow.of(event).toEvent()).isEqualTo(event);
        }
    }

    @Test
    void twoEventsOfOneInstantThatDifferInTheirPlaceOnlyStayTwo() {
        // The log of incidents reassigns one case twice within a minute: the job lost one of the two touches.
        CaseEvent first = CaseEvent.reassigned("INC-1", AT, "network").withSequence(1);
        assertThat(EventRow.of(first)).isNotEqualTo(EventRow.of(first.withSequence(2)));
    }
}
