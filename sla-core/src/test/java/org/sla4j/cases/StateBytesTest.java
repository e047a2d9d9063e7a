package org.sla4j.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;

/** How a case's state is written; what it means is shown by the tests of the case. */
class StateBytesTest {
    private static final Instant OPENED = Instant.parse("2026-01-05T09:00:00Z");

    @Test
    void anOpenCaseWithTwoClocksTakesLessThanAHundredBytesUnlessItWaits() {
        ServiceLevelAgreement desk = ServiceLevelAgreement.builder("helpdesk")
                .provider(Party.of("IT"))
                .customer(Party.of("Sales"))
                .policy(SeverityPolicy.builder("all")
                        .target(Metric.FIRST_RESPONSE, Target.of("1h", BusinessCalendar.alwaysOpen(), 0.9))
                        .target(Metric.RESOLUTION, Target.of("3bd", BusinessCalendar.alwaysOpen(), 0.9))
                        .build())
                .build();
        ServiceCase running = ServiceCase.replay(
                desk,
                List.of(
                        CaseEvent.opened("INC-1000001", OPENED, Severity.HIGH).withTeam("network"),
                        CaseEvent.responded("INC-1000001", OPENED.plus(Duration.ofMinutes(10)))));
        assertThat(running.toState().length).isLessThan(100);
        ServiceCase waiting = running.apply(CaseEvent.waiting(
                "INC-1000001", OPENED.plus(Duration.ofMinutes(20)), PauseReason.of("awaiting user info", "customer")));
        assertThat(waiting.toState().length).isLessThan(130);
    }

    @Test
    void eachConstantHasANumber() {
        assertThat(StateBytes.STAGES).containsExactlyInAnyOrder(Facts.Stage.values());
        assertThat(StateBytes.RULES).containsExactlyInAnyOrder(Retargeting.values());
    }

    @Test
    void aCaseThatNeedsMuchSpaceGetsIt() {
        String note = "x".repeat(10_000);
        ServiceCase wide = ServiceCase.open(
                ServiceLevelAgreement.builder("helpdesk")
                        .provider(Party.of("IT"))
                        .customer(Party.of("Sales"))
                        .policy(SeverityPolicy.builder("all")
                                .target(Metric.RESOLUTION, Target.of("8h", BusinessCalendar.alwaysOpen(), 0.9))
                                .build())
                        .build(),
                CaseEvent.opened("INC-1", OPENED, Severity.HIGH).withAttribute("note", note));
        ServiceCase again = ServiceCase.restore(wide.toState(), wide.agreements(), List::of);
        assertThat(again.attributes()).containsEntry("note", note);
    }
}
