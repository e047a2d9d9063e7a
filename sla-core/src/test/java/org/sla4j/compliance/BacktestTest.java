package org.sla4j.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
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

class BacktestTest {
    private static final Instant OPENED = Instant.parse("2026-01-05T09:00:00Z");

    private static ServiceLevelAgreement agreement(String limit) {
        return ServiceLevelAgreement.builder("desk")
                .provider(Party.of("IT"))
                .customer(Party.of("Sales"))
                .policy(SeverityPolicy.builder("all")
                        .target(Metric.RESOLUTION, Target.of(limit, BusinessCalendar.alwaysOpen(), 0.9))
                        .build())
                .build();
    }

    private static List<CaseEvent> events(String id, Duration taken) {
        return List.of(CaseEvent.opened(id, OPENED, Severity.LOW), CaseEvent.closed(id, OPENED.plus(taken)));
    }

    @Test
    void namesTheCasesThatChangeTheirVerdictAndWhy() {
        Backtest backtest = Backtest.of(agreement("4h"), agreement("8h"));
        Instant now = OPENED.plus(Duration.ofDays(1));
        backtest.add(events("A", Duration.ofHours(2)), now);
        backtest.add(events("B", Duration.ofHours(6)), now);
        backtest.add(events("C", Duration.ofHours(9)), now);
        assertThat(backtest.changes())
                .containsExactly(new Backtest.Change("B", "resolution", "MISSED", "MET", List.of("limit 4h -> 8h")));
        assertThat(backtest.changed()).isEqualTo(1);
        assertThat(backtest.before().rows().get(0).met()).isEqualTo(1);
        assertThat(backtest.after().rows().get(0).met()).isEqualTo(2);
    }
}
