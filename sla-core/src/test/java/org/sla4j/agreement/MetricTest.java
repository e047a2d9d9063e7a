package org.sla4j.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricTest {
    @Test
    void aResolutionIsReopened() {
        assertThat(Metric.RESOLUTION.isReopened()).isTrue();
    }

    @Test
    void aFirstResponseIsNotReopened() {
        assertThat(Metric.FIRST_RESPONSE.isReopened()).isFalse();
    }

    @Test
    void aMetricThatNothingStopsIsRefused() {
        assertThatThrownBy(() -> Metric.of("ageing", Set.of(EventType.OPENED), Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("ageing", "stops with []");
    }

    @Test
    void aMetricThatNothingStartsIsRefused() {
        assertThatThrownBy(() -> Metric.of("ageing", Set.of(), Set.of(EventType.CLOSED)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("ageing", "starts with []");
    }

    @Test
    void anEventThatStartsAndStopsIsRefused() {
        Set<EventType> both = Set.of(EventType.RESPONDED);
        assertThatThrownBy(() -> Metric.of("next response", both, both))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("next response", "responded", "one of the two");
    }

    @Test
    void aBlankNameIsRefused() {
        assertThatThrownBy(() -> Metric.of("", Set.of(EventType.OPENED), Set.of(EventType.CLOSED)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not blank");
    }

    @Test
    void textNamesTheEventsByName() {
        assertThat(Metric.FIRST_RESPONSE).hasToString("first response (opened to closed or resolved or responded)");
    }

    @Test
    void aPeriodicUpdatePausesForTheCustomerOnly() {
        assertThat(Metric.PERIODIC_UPDATE.pauseRule().pauses(PauseReason.of("parts", "vendor")))
                .isFalse();
        assertThat(Metric.PERIODIC_UPDATE.pauseRule().pauses(PauseReason.of("question", "customer")))
                .isTrue();
    }

    @Test
    void aMetricThatCountsWhileSomebodyHasTheCaseIsMeasuredEachTime() {
        Metric each = counting(WhileHeldBy.team("network")).build();
        assertThat(each.isRepeating()).isTrue();
        assertThat(each.whileHeldBy()).contains(WhileHeldBy.team("network"));
        assertThat(counting(WhileHeldBy.team("network").cumulative()).build().isRepeating())
                .isFalse();
        assertThat(Metric.OWNERSHIP.isRepeating()).isTrue();
    }

    @Test
    void aMetricThatCountsWhileACaseWaitsForAPartyIsNotPausedByThatWait() {
        assertThat(Metric.CUSTOMER_ANSWER.pauseRule()).isEqualTo(PauseRule.never());
        assertThat(counting(WhileHeldBy.anyTeam()).build().pauseRule()).isEqualTo(PauseRule.any());
        Metric.Builder never = counting(WhileHeldBy.party(Party.CUSTOMER)).pauseRule(PauseRule.any());
        assertThatThrownBy(never::build).hasMessageContainingAll("fixing", "customer", "never count");
        assertThatThrownBy(() -> never.pauseRule(PauseRule.parties(Set.of(Party.CUSTOMER)))
                        .build())
                .hasMessageContaining("never count");
        assertThat(never.pauseRule(PauseRule.parties(Set.of(Party.of("vendor"))))
                        .build()
                        .pauseRule()
                        .parties())
                .containsExactly(Party.of("vendor"));
    }

    @Test
    void metricsThatCountForDifferentHoldersDiffer() {
        assertThat(counting(WhileHeldBy.team("a")).build())
                .isEqualTo(counting(WhileHeldBy.team("a")).build())
                .isNotEqualTo(counting(WhileHeldBy.team("b")).build())
                .isNotEqualTo(counting(WhileHeldBy.team("a").withoutVerdictAtHandOver())
                        .build())
                .isNotEqualTo(counting(WhileHeldBy.party(Party.of("a"))).build());
        assertThat(Metric.OWNERSHIP)
                .hasToString("ownership (opened or reopened to closed or resolved, while a team has it, each time)");
    }

    @Test
    void aRhythmNeedsARestartAndARepetition() {
        Metric.Builder metric = Metric.builder("news")
                .startsOn(EventType.OPENED)
                .stopsOn(EventType.CLOSED)
                .countedFromDue();
        assertThatThrownBy(metric::build).hasMessageContainingAll("news", "last due");
        assertThatThrownBy(() -> metric.repeating().build()).hasMessageContaining("last due");
        assertThat(metric.restartsOn(EventType.UPDATED).build().isCountedFromDue())
                .isTrue();
        assertThat(metric.build())
                .isNotEqualTo(Metric.builder("news")
                        .startsOn(EventType.OPENED)
                        .stopsOn(EventType.CLOSED)
                        .repeating()
                        .restartsOn(EventType.UPDATED)
                        .build());
    }

    private static Metric.Builder counting(WhileHeldBy holder) {
        return Metric.builder("fixing")
                .startsOn(EventType.OPENED)
                .stopsOn(EventType.CLOSED)
                .whileHeldBy(holder);
    }

    @ParameterizedTest
    @CsvSource({
        "cancels, starts",
        "cancels, pauses",
        "cancels, resumes",
        "cancels, restarts",
        "pauses, starts",
        "pauses, resumes",
        "pauses, restarts",
        "stops, resumes"
    })
    void anEventCannotDoTwoThingsThatExcludeEachOther(String one, String other) {
        Metric.Builder metric =
                Metric.builder("handling").startsOn(EventType.OPENED).stopsOn(EventType.RESOLVED);
        for (String role : List.of(one, other)) {
            switch (role) {
                case "starts" -> metric.startsOn(EventType.OPENED, EventType.UPDATED);
                case "pauses" -> metric.pausesOn(EventType.UPDATED);
                case "resumes" -> metric.resumesOn(EventType.UPDATED);
                case "restarts" -> metric.restartsOn(EventType.UPDATED);
                case "stops" -> metric.stopsOn(EventType.UPDATED);
                default -> metric.cancelsOn(EventType.UPDATED);
            }
        }
        assertThatThrownBy(metric::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Metric \"handling\" " + one + " and " + other
                        + " with [updated]; an event can do one of the two.");
    }
}
