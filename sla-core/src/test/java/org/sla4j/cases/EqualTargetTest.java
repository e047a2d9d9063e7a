package org.sla4j.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.Severity;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.clock.Verdict;

/** A change of facts that chooses another policy with an equal target, or comes back to a target after it was finished. */
class EqualTargetTest {
    private static final Instant OPENED = Instant.parse("2026-01-05T09:00:00Z");
    private static final Instant NOW = Instant.parse("2026-01-05T20:00:00Z");

    private static ServiceLevelAgreement agreement(Retargeting rule) {
        return ServiceLevelAgreement.builder("sla")
                .provider(Party.of("IT"))
                .customer(Party.of("Sales"))
                .policy(policy("network", rule).attribute("category", "network").build())
                .policy(policy("vpn", rule).attribute("category", "vpn").build())
                .build();
    }

    private static SeverityPolicy.Builder policy(String name, Retargeting rule) {
        return SeverityPolicy.builder(name)
                .target(Metric.RESOLUTION, Target.of("4h", BusinessCalendar.alwaysOpen(), 0.9))
                .retargeting(rule)
                .retargetsFinished();
    }

    private static ServiceCase opened(Retargeting rule) {
        return ServiceCase.open(
                agreement(rule),
                CaseEvent.opened("INC-1", OPENED, Severity.HIGH).withAttribute("category", "network"));
    }

    private static CaseEvent category(int hour, String category) {
        return CaseEvent.changed("INC-1", OPENED.plusSeconds(3_600L * hour)).withAttribute("category", category);
    }

    private static Outcome outcome(ServiceCase incident) {
        return incident.outcomes(NOW).get(0);
    }

    @Test
    void doesNotCountAsRetargetedAfterTheBreach() {
        ServiceCase incident = opened(Retargeting.RESTART).apply(category(6, "vpn"));
        assertThat(outcome(incident).flags()).isEmpty();
        assertThat(outcome(incident).elapsed()).hasHours(11);
    }

    @Test
    void leavesTheFactsOfAFinishedMeasurementAsTheyWere() {
        ServiceCase incident = opened(Retargeting.RETROACTIVE)
                .apply(CaseEvent.resolved("INC-1", OPENED.plusSeconds(7_200)))
                .apply(category(3, "vpn"));
        assertThat(outcome(incident).attributes()).containsEntry("category", "network");
    }

    @Test
    void judgesWhatWasFinishedWhileNothingWasPromisedByTheRuleThatCountsAnew() {
        ServiceCase retroactive = opened(Retargeting.RETROACTIVE)
                .apply(category(1, "printer"))
                .apply(CaseEvent.resolved("INC-1", OPENED.plusSeconds(18_000)).withTeam("second line"))
                .apply(category(6, "vpn"));
        assertThat(outcome(retroactive).verdict()).isEqualTo(Verdict.MISSED);
        assertThat(outcome(retroactive).team()).isEqualTo("second line");
        ServiceCase carried = opened(Retargeting.CARRY_ELAPSED)
                .apply(category(1, "printer"))
                .apply(CaseEvent.resolved("INC-1", OPENED.plusSeconds(18_000)))
                .apply(category(6, "vpn"));
        assertThat(outcome(carried).verdict()).isEqualTo(Verdict.CANCELLED);
    }
}
