package org.sla4j.agreement.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sla4j.agreement.EventType.CLOSED;
import static org.sla4j.agreement.EventType.OPENED;
import static org.sla4j.agreement.EventType.RESOLVED;
import static org.sla4j.agreement.EventType.RESPONDED;
import static org.sla4j.agreement.EventType.RESUMED;
import static org.sla4j.agreement.EventType.WAITING;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Metric;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseRule;
import org.sla4j.agreement.ServiceLevelAgreement;
import org.sla4j.agreement.SeverityPolicy;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;

class MeasurabilityTest {
    private static final EventType DELIVERED = EventType.of("parts delivered");
    private static final Target NEVER_PAUSED =
            Target.of("4h", BusinessCalendar.alwaysOpen(), 1).withPauseRule(PauseRule.never());

    private static List<MeasurementGap> gaps(Metric metric, Target target, EventType... recorded) {
        return MeasurementGap.of(
                ServiceLevelAgreement.builder("a")
                        .provider(Party.of("p"))
                        .customer(Party.of("c"))
                        .policy(SeverityPolicy.builder("all")
                                .target(metric, target)
                                .build())
                        .build(),
                Set.of(recorded));
    }

    @Test
    void everythingIsMeasurableByADeskThatRecordsEveryEventNeeded() {
        assertThat(gaps(Metric.RESOLUTION, NEVER_PAUSED, OPENED, RESOLVED, CLOSED))
                .isEmpty();
    }

    @Test
    void anObjectiveWhoseStartIsNotRecordedCannotBeMeasured() {
        Metric fitting = Metric.of("fitting", Set.of(DELIVERED), Set.of(RESOLVED));
        assertThat(gaps(fitting, NEVER_PAUSED, OPENED, RESOLVED, CLOSED))
                .singleElement()
                .satisfies(gap -> {
                    assertThat(gap.isImpossible()).isTrue();
                    assertThat(gap.missing()).containsExactly(DELIVERED);
                    assertThat(gap).hasToString("\"all\" cannot measure fitting without [parts delivered]");
                });
    }

    @Test
    void aFirstResponseWithoutResponsesIsReadFromResolutionsAndThatIsSaid() {
        assertThat(gaps(Metric.FIRST_RESPONSE, NEVER_PAUSED, OPENED, RESOLVED, CLOSED))
                .singleElement()
                .satisfies(gap -> {
                    assertThat(gap.isImpossible()).isFalse();
                    assertThat(gap.missing()).containsExactly(RESPONDED);
                    assertThat(gap).hasToString("\"all\" cannot measure first response exactly without [responded]");
                });
    }

    @Test
    void aTargetThatWaitsPauseNeedsWaitsRecorded() {
        Target paused = NEVER_PAUSED.withPauseRule(PauseRule.any());
        assertThat(gaps(Metric.RESOLUTION, paused, OPENED, RESOLVED, CLOSED))
                .singleElement()
                .satisfies(gap -> assertThat(gap.missing()).containsExactly(RESUMED, WAITING));
        assertThat(gaps(Metric.RESOLUTION, paused, OPENED, WAITING, RESUMED, RESOLVED, CLOSED))
                .isEmpty();
    }

    @Test
    void aMetricsOwnPausesAndResetsAreNeeded() {
        EventType left = EventType.of("technician left");
        EventType came = EventType.of("technician came");
        Metric visit = Metric.builder("visit")
                .startsOn(OPENED)
                .pausesOn(left)
                .resumesOn(came)
                .restartsOn(DELIVERED)
                .stopsOn(CLOSED)
                .build();
        assertThat(gaps(visit, NEVER_PAUSED, OPENED, CLOSED))
                .singleElement()
                .satisfies(gap -> assertThat(gap.missing()).containsExactlyInAnyOrder(left, came, DELIVERED));
    }

    @Test
    void aMetricGivenNoEventForARoleEqualsOneNotAsked() {
        Metric one = Metric.builder("m").startsOn(OPENED).stopsOn(CLOSED).build();
        Metric other =
                Metric.builder("m").startsOn(OPENED).pausesOn().stopsOn(CLOSED).build();
        assertThat(one).isEqualTo(other);
    }
}
