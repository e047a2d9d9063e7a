package org.sla4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.cases.CaseEvent;
import org.sla4j.monitor.InMemorySlaStore;
import org.sla4j.monitor.SlaListener;
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
        SlaListener listener = event -> {
            if (event.caseId().equals("INC-3")) {
                throw new IllegalStateException("nobody there");
            }
        };
        SlaMonitor monitor = SlaMonitor.builder(new InMemorySlaStore(), listener, () -> nine.plusSeconds(5 * 3600))
                .agreement(agreement)
                .build();
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        new MonitorMeters(monitor).bindTo(registry);
        monitor.record(CaseEvent.opened("INC-1", nine, Severity.HIGH));
        monitor.record(List.of(
                CaseEvent.opened("INC-2", nine, Severity.HIGH),
                CaseEvent.waiting("INC-2", nine, PauseReason.of("awaiting user info", "customer"))));
        monitor.tick(nine.plusSeconds(5 * 3600));

        assertThat(gauge(registry, "paused")).isEqualTo(1);
        assertThat(gauge(registry, "breached")).isEqualTo(1);
        assertThat(counter(registry, "sla.facts.reported"))
                .as("paused, customer update, due, breach")
                .isEqualTo(4);
        assertThat(counter(registry, "sla.failures")).isZero();

        monitor.record(CaseEvent.opened("INC-3", nine, Severity.HIGH));
        monitor.tick(nine.plusSeconds(5 * 3600));
        assertThat(registry.get("sla.facts.stuck").gauge().value()).isEqualTo(1);
        assertThat(counter(registry, "sla.failures")).isEqualTo(1);
    }

    private static double gauge(SimpleMeterRegistry registry, String state) {
        return registry.get("sla.cases").tag("state", state).gauge().value();
    }

    private static double counter(SimpleMeterRegistry registry, String name) {
        return registry.get(name).functionCounter().count();
    }
}
