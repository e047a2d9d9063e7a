package org.sla4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.cases.CaseEvent;
import org.sla4j.monitor.SlaMonitor;

class MonitorMetersTest {
    @Test
    void metersShowWhatTheMonitorDoes() {
        ServiceLevelAgreement agreement = ServiceLevelAgreement.builder("desk")
                .provider(Party.of("IT"))
                .customer(Party.of("Sales"))
                .policy(SeverityPolicy.builder("all")
                        .target(Metric.RESOLUTION, Target.of("4h", BusinessCalendar.alwaysOpen(), 1))
                        .build())
                .build();
        Instant nine = Instant.parse("2026-01-05T09:00:00Z");
        SlaMonitor monitor = SlaMonitor.builder(agreement, new InMemorySlaStore(), event -> {}, () -> nine)
                .build();
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        new MonitorMeters(monitor).bindTo(registry);
        monitor.record(CaseEvent.opened("INC-1", nine, Severity.HIGH));
        monitor.tick(nine.plusSeconds(5 * 3600));

        assertThat(registry.get("sla.cases.breached").gauge().value()).isEqualTo(1);
        assertThat(registry.get("sla.events.fired").functionCounter().count()).isEqualTo(2);
        assertThat(registry.get("sla.late.by").timeGauge().value(TimeUnit.HOURS))
                .isEqualTo(1);
    }
}
