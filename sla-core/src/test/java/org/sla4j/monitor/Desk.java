package org.sla4j.monitor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.sla4j.agreement.Contact;
import org.sla4j.agreement.EscalationStep;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.agreement.Warning;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.WeeklyHours;

/** A help desk for tests: an agreement, a clock to turn, and a listener that remembers. */
final class Desk implements InstantSource, SlaListener {
    /** A Monday. */
    static final Instant NINE = Instant.parse("2026-01-05T09:00:00Z");

    static final PauseReason CUSTOMER = PauseReason.of("awaiting user info", "customer");

    static final BusinessCalendar OFFICE = BusinessCalendar.builder("office")
            .zone(ZoneOffset.UTC)
            .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
            .build();

    static final Contact OWNER = Contact.of("Ada", "owner");
    static final Contact SUPERVISOR = Contact.of("Grace", "supervisor").withHours(OFFICE);

    /** Four hours round the clock for severity 1 with all that can be told; two office days for the others. */
    static final ServiceLevelAgreement AGREEMENT = ServiceLevelAgreement.builder("desk")
            .provider(Party.of("IT"))
            .customer(Party.of("Sales"))
            .policy(SeverityPolicy.builder("critical")
                    .severity(Severity.CRITICAL)
                    .target(
                            Metric.RESOLUTION,
                            Target.of("4h", BusinessCalendar.alwaysOpen(), 1)
                                    .withWarnings(Warning.parse("50%"), Warning.parse("1h")))
                    .build())
            .policy(SeverityPolicy.builder("others")
                    .target(Metric.FIRST_RESPONSE, Target.of("4h", OFFICE, 0.9))
                    .target(Metric.RESOLUTION, Target.of("16h", OFFICE, 0.9))
                    .build())
            .build();

    static final ServiceLevelAgreement ESCALATING = ServiceLevelAgreement.builder("escalating")
            .provider(Party.of("IT"))
            .customer(Party.of("Sales"))
            .escalation(EscalationStep.of("50%", OWNER, "Half of the time is gone."))
            .escalation(EscalationStep.of("breach", SUPERVISOR, "The promise is broken."))
            .escalation(EscalationStep.of("every 2h after breach", SUPERVISOR, "Still open."))
            .policy(SeverityPolicy.builder("all")
                    .target(Metric.RESOLUTION, Target.of("4h", BusinessCalendar.alwaysOpen(), 1))
                    .build())
            .build();

    final List<SlaEvent> told = new ArrayList<>();
    private Instant now = NINE;

    @Override
    public Instant instant() {
        return now;
    }

    void turnTo(Instant instant) {
        now = instant;
    }

    Instant turnBy(Duration duration) {
        now = now.plus(duration);
        return now;
    }

    Instant turnHours(double hours) {
        return turnBy(Duration.ofMinutes((long) (hours * 60)));
    }

    @Override
    public void on(SlaEvent event) {
        told.add(event);
    }

    List<String> ids() {
        return told.stream().map(SlaEvent::id).toList();
    }

    static Instant hours(double afterNine) {
        return NINE.plus(Duration.ofMinutes((long) (afterNine * 60)));
    }
}
