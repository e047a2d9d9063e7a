package org.sla4j.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sla4j.agreement.Retargeting.FirstPromise;
import org.sla4j.agreement.Retargeting.TimeUsed;
import org.sla4j.agreement.Retargeting.WithoutTarget;

/** The tables of rules in the documentation of retargeting and reopening. */
class ChangeRulesTest {
    @ParameterizedTest
    @CsvSource({
        "RETROACTIVE, COUNTED_ANEW, SLEEPS, FROM_OPENING",
        "CARRY_ELAPSED, KEPT, SLEEPS, FROM_OPENING",
        "KEEP_FRACTION, SCALED, SLEEPS, FROM_OPENING",
        "RESTART, DROPPED, SLEEPS, FROM_CHOICE",
        "KEEP_OLD_TARGET, LEFT_ALONE, RUNS_ON, FROM_OPENING",
        "STRICTER_WINS, COUNTED_ANEW_IF_STRICTER, RUNS_ON, FROM_OPENING"
    })
    void retargetingSaysWhatBecomesOfAClock(
            Retargeting rule, TimeUsed timeUsed, WithoutTarget withoutTarget, FirstPromise firstPromise) {
        assertThat(rule.timeUsed()).isEqualTo(timeUsed);
        assertThat(rule.withoutTarget()).isEqualTo(withoutTarget);
        assertThat(rule.firstPromise()).isEqualTo(firstPromise);
    }

    @ParameterizedTest
    @CsvSource({
        "CONTINUE, GOES_ON, false",
        "COUNT_GAP, GOES_ON, true",
        "NEW_CYCLE, BEGINS_ANEW, false",
        "FROZEN, STANDS, false"
    })
    void reopeningSaysWhatBecomesOfAMeasurement(Reopening rule, Reopening.Measurement measurement, boolean gap) {
        assertThat(rule.measurement()).isEqualTo(measurement);
        assertThat(rule.isGapCounted()).isEqualTo(gap);
    }
}
