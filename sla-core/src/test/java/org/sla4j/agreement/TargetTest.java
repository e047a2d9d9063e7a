package org.sla4j.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.WeeklyHours;

class TargetTest {
    private static final BusinessCalendar OFFICE = BusinessCalendar.builder("Office")
            .zone(ZoneOffset.UTC)
            .hours(WeeklyHours.parse("Mon-Fri 09:00-17:00"))
            .build();

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 1.0001, 90, Double.NaN, Double.POSITIVE_INFINITY})
    void aGoalThatIsNoShareIsRefused(double goal) {
        assertThatThrownBy(() -> Target.of("4h", OFFICE, goal))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("above 0 and at most 1", "0.9 for 90 %", Double.toString(goal));
    }

    @Test
    void aLimitThatCannotBeReadIsRefused() {
        assertThatThrownBy(() -> Target.of("-4h", OFFICE, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("\"-4h\"", "use PT4H, 4h");
    }

    @Test
    void businessTimeIsCountedInItsCalendar() {
        assertThat(Target.of("4h", OFFICE, 1).countingCalendar()).isEqualTo(OFFICE);
    }

    @Test
    void wallTimeIsCountedRoundTheClock() {
        assertThat(Target.of("4h wall", OFFICE, 1).countingCalendar()).isEqualTo(BusinessCalendar.alwaysOpen());
    }

    @Test
    void everyWaitPausesUnlessARuleSaysOtherwise() {
        PauseReason customer = PauseReason.of("awaiting user info", "customer");
        Target target = Target.of("4h", OFFICE, 1);
        assertThat(target.pauseRule().pauses(customer)).isTrue();
        assertThat(target.withPauseRule(PauseRule.never()).pauseRule().pauses(customer))
                .isFalse();
    }

    @Test
    void textShowsTheGoalAsAPercentage() {
        assertThat(Target.of("5bd", OFFICE, 0.995)).hasToString("5bd in Office, goal 99.5 %");
    }
}
