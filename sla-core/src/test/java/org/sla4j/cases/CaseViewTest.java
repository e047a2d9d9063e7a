package org.sla4j.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;

class CaseViewTest {
    @ParameterizedTest
    @CsvSource({
        "09:59:58.5, 1, 3598",
        "09:59:59.5, 0, 3599",
        "10:00:00, 0, 3600",
        "10:00:00.5, 0, 3600",
        "10:00:01.5, -1, 3601",
        "10:00:02, -2, 3602"
    })
    void secondsAreRoundedTowardsZero(String now, long remaining, long elapsed) {
        ServiceLevelAgreement desk = ServiceLevelAgreement.builder("helpdesk")
                .provider(Party.of("IT"))
                .customer(Party.of("Sales"))
                .policy(SeverityPolicy.builder("all")
                        .target(Metric.RESOLUTION, Target.of("1h", BusinessCalendar.alwaysOpen(), 0.9))
                        .build())
                .build();
        Instant opened = Instant.parse("2026-01-05T09:00:00Z");
        CaseView view = CaseView.of(
                ServiceCase.open(desk, CaseEvent.opened("INC-1", opened, Severity.HIGH)),
                Instant.parse("2026-01-05T" + now + "Z"));
        assertThat(view.clocks()).singleElement().satisfies(clock -> {
            assertThat(clock.remainingSeconds()).isEqualTo(remaining);
            assertThat(clock.elapsedSeconds()).isEqualTo(elapsed);
        });
    }
}
