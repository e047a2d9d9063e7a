package org.sla4j.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.ServiceCase;

class WorstCasesTest {
    private static final Instant OPENED = Instant.parse("2026-01-05T09:00:00Z");
    private static final Instant NOW = Instant.parse("2026-01-06T09:00:00Z");
    private static final ServiceLevelAgreement DESK = ServiceLevelAgreement.builder("desk")
            .provider(Party.of("IT"))
            .customer(Party.of("Sales"))
            .policy(SeverityPolicy.builder("all")
                    .target(Metric.RESOLUTION, Target.of("4h", BusinessCalendar.alwaysOpen(), 0.9))
                    .build())
            .build();

    private static ServiceCase closed(String id, int hours) {
        return ServiceCase.open(DESK, CaseEvent.opened(id, OPENED, Severity.LOW))
                .apply(CaseEvent.closed(id, OPENED.plus(Duration.ofHours(hours))));
    }

    @Test
    void theFurthestOverTheirLimitsAreKeptInAnyOrderOfAdding() {
        List<ServiceCase> cases = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            cases.add(closed("INC-" + i, i));
        }
        cases.add(ServiceCase.open(DESK, CaseEvent.opened("OPEN", OPENED, Severity.LOW)));
        cases.add(closed("TIE", 20));
        for (int shift = 0; shift < cases.size(); shift++) {
            Collections.rotate(cases, 1);
            WorstCases worst = WorstCases.of(4);
            cases.forEach(one -> worst.add(one, NOW));
            assertThat(worst.entries())
                    .extracting(entry -> entry.outcome().caseId())
                    .containsExactly("OPEN", "INC-20", "TIE", "INC-19");
        }
    }

    @Test
    void eachComesWithTheLedgerOfItsTime() {
        WorstCases worst = WorstCases.of(1);
        worst.add(closed("INC-1", 9), NOW);
        assertThat(worst.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.over()).isEqualTo(Duration.ofHours(5));
            assertThat(entry.ledger().business()).isEqualTo(Duration.ofHours(9));
        });
    }

    @Test
    void whatMetItsLimitIsNotAmongThem() {
        WorstCases worst = WorstCases.of(1);
        worst.add(closed("INC-1", 4), NOW);
        assertThat(worst.entries()).isEmpty();
    }

    @Test
    void numbersOutOfBoundsAreRefused() {
        assertThatThrownBy(() -> WorstCases.of(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
    }
}
