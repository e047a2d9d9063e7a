package org.sla4j.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Severity;
import org.sla4j.clock.Phase;
import org.sla4j.clock.Verdict;

class OutcomeTest {
    private static final Instant NINE = Instant.parse("2026-01-05T09:00:00Z");
    private static final Instant TEN = Instant.parse("2026-01-05T10:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration TOO_LONG = Outcome.LONGEST.plusNanos(1);
    private static final Duration BELOW_ZERO = Duration.ofNanos(-1);

    private static Outcome.Builder builder() {
        return Outcome.builder("INC-1", "resolution", Severity.HIGH).agreement("helpdesk", "Sales");
    }

    private static Outcome full() {
        return builder()
                .cycle(2)
                .verdict(Verdict.MISSED, Duration.ofHours(5), Duration.ofHours(4))
                .goal(0.9)
                .between(NINE, TEN)
                .team("network")
                .attributes(Map.of("tier", "gold"))
                .adjusted(true)
                .paused(List.of(new Outcome.PausedTime(Holder.of(Party.CUSTOMER), "answer", HOUR, HOUR)))
                .pauses(new Outcome.Pauses(1, 0, false, Optional.of(HOUR)))
                .effort(new Outcome.Effort(1, 2, 3, 4, 5))
                .path(new Outcome.Path(
                        List.of(new Outcome.Stage(
                                NINE, 0, Holder.PROVIDER, "network", Severity.HIGH, Duration.ofHours(4))),
                        List.of()))
                .flags(Set.of(Outcome.Flag.REOPENED_LATE))
                .rating(5)
                .breachedAt(NINE.plusSeconds(60))
                .build();
    }

    private static void isRefused(Runnable made, String message) {
        assertThatIllegalArgumentException().isThrownBy(made::run).withMessage(message);
    }

    @Test
    void aBuilderOfAnOutcomeMakesTheSameOne() {
        assertThat(new Outcome.Builder(full()).build()).isEqualTo(full());
        assertThat(new Outcome.Builder(full()).team("desk").build()).isNotEqualTo(full());
    }

    @Test
    void thePartsOfItsKeyAreItsOwn() {
        assertThat(full().caseId()).isEqualTo("INC-1");
        assertThat(full().agreement()).isEqualTo("helpdesk");
        assertThat(full().metric()).isEqualTo("resolution");
        assertThat(full().cycle()).isEqualTo(2);
        assertThat(full().team()).isEqualTo("network");
        assertThat(full())
                .hasToString("INC-1/helpdesk/resolution/2 MISSED: PT5H of PT4H, credited to provider/network");
    }

    @Test
    void aQuietOutcomeIsPendingAndPromisedWithAGoalOfOne() {
        Outcome quiet = builder().build();
        assertThat(quiet.verdict()).isEqualTo(Verdict.PENDING);
        assertThat(quiet.phase()).isEqualTo(Phase.RUNNING);
        assertThat(quiet.goal()).isOne();
        assertThat(quiet.isPromised()).isTrue();
        assertThat(quiet.creditedTo()).isEqualTo(Holder.PROVIDER);
        assertThat(quiet.wall()).isZero();
    }

    @Test
    void aMissIsCountedWhenItWasBreachedAndAllElseWhenItEnded() {
        assertThat(full().countedAt()).isEqualTo(NINE.plusSeconds(60));
        Outcome.Builder met = new Outcome.Builder(full()).verdict(Verdict.MET, HOUR, HOUR);
        assertThat(met.build().countedAt()).isEqualTo(TEN);
        assertThat(builder()
                        .verdict(Verdict.MISSED, HOUR, HOUR)
                        .between(NINE, TEN)
                        .build()
                        .countedAt())
                .isEqualTo(TEN);
        assertThat(builder().since(NINE, TEN).build().countedAt()).isEqualTo(TEN);
    }

    @Test
    void theTimeOnTheWallEndsWithTheMeasurementOrNow() {
        assertThat(full().wall()).isEqualTo(HOUR);
        assertThat(builder().since(NINE, TEN.plusSeconds(1)).build().wall()).isEqualTo(HOUR.plusSeconds(1));
    }

    @Test
    void aCaseWithoutPromiseHasAnOutcomeWithoutVerdict() {
        Outcome none = Outcome.withoutSla("INC-1", Severity.LOW, NINE, TEN);
        assertThat(none.isPromised()).isFalse();
        assertThat(none.verdict()).isEqualTo(Verdict.CANCELLED);
        assertThat(none.end()).contains(TEN);
        assertThat(none).hasToString("INC-1///0 CANCELLED: nothing was promised, credited to provider");
        assertThatIllegalArgumentException().isThrownBy(() -> Outcome.withoutSla("INC-1", Severity.LOW, TEN, NINE));
    }

    @Test
    void timesAreZeroToAThousandYears() {
        String bounds = " is zero to PT8784000H, but was ";
        Duration longest = Outcome.LONGEST;
        assertThat(builder().verdict(Verdict.MET, longest, longest).build().elapsed())
                .isEqualTo(longest);
        assertThat(builder()
                        .verdict(Verdict.MET, Duration.ZERO, Duration.ZERO)
                        .build()
                        .limit())
                .isZero();
        isRefused(
                () -> builder().verdict(Verdict.MET, BELOW_ZERO, HOUR).build(),
                "The elapsed time of INC-1/helpdesk/resolution/0" + bounds + "PT-0.000000001S.");
        isRefused(
                () -> builder().verdict(Verdict.MET, TOO_LONG, HOUR).build(),
                "The elapsed time of INC-1/helpdesk/resolution/0" + bounds + "PT8784000H0.000000001S.");
        isRefused(
                () -> builder().verdict(Verdict.MET, HOUR, BELOW_ZERO).build(),
                "The limit of INC-1/helpdesk/resolution/0" + bounds + "PT-0.000000001S.");
        isRefused(
                () -> builder().verdict(Verdict.MET, HOUR, TOO_LONG).build(),
                "The limit of INC-1/helpdesk/resolution/0" + bounds + "PT8784000H0.000000001S.");
        assertThat(builder().between(NINE, NINE.plus(longest)).build().wall()).isEqualTo(longest);
        isRefused(
                () -> builder().since(NINE, NINE.plus(TOO_LONG)).build(),
                "The time on the wall of INC-1/helpdesk/resolution/0" + bounds + "PT8784000H0.000000001S.");
    }

    @Test
    void timesOfPausesHaveTheSameBounds() {
        Holder customer = Holder.of(Party.CUSTOMER);
        String bounds = " of a pause by customer is zero to PT8784000H, but was ";
        assertThat(new Outcome.PausedTime(customer, "", Duration.ZERO, Outcome.LONGEST).wall())
                .isEqualTo(Outcome.LONGEST);
        isRefused(
                () -> new Outcome.PausedTime(customer, "", BELOW_ZERO, HOUR),
                "The open time" + bounds + "PT-0.000000001S.");
        isRefused(
                () -> new Outcome.PausedTime(customer, "", HOUR, TOO_LONG),
                "The time on the wall" + bounds + "PT8784000H0.000000001S.");
        isRefused(
                () -> new Outcome.Pauses(1, 0, false, Optional.of(BELOW_ZERO)),
                "The time left when a wait ended is zero to PT8784000H, but was PT-0.000000001S.");
    }

    @Test
    void noMoreWaitsAreWithoutEndThanThereAre() {
        assertThat(new Outcome.Pauses(2, 2, true, Optional.empty()).unended()).isEqualTo(2);
        isRefused(
                () -> new Outcome.Pauses(1, 2, true, Optional.empty()),
                "Of 0 or more waits 0 or more have no end, but were 2 of 1.");
        isRefused(
                () -> new Outcome.Pauses(-1, -2, true, Optional.empty()),
                "Of 0 or more waits 0 or more have no end, but were -2 of -1.");
        isRefused(
                () -> new Outcome.Pauses(0, -1, true, Optional.empty()),
                "Of 0 or more waits 0 or more have no end, but were -1 of 0.");
    }

    @Test
    void extraWorkIsCountedFromZero() {
        assertThat(new Outcome.Effort(0, 0, 0, 0, 0)).isEqualTo(Outcome.Effort.NONE);
        for (int i = 0; i < 5; i++) {
            int[] counts = new int[5];
            counts[i] = -1;
            isRefused(
                    () -> new Outcome.Effort(counts[0], counts[1], counts[2], counts[3], counts[4]),
                    "Extra work is counted from 0 on, but was " + counts[0] + " touches, " + counts[1]
                            + " supervisors, "
                            + counts[2] + " times more severe, " + counts[3] + " reopenings, " + counts[4]
                            + " re-investigations.");
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 1.01, Double.NaN})
    void aGoalIsAShareAboveZero(double goal) {
        isRefused(
                () -> builder().goal(goal).build(),
                "A goal is a share above 0 and at most 1 (0.9 for 90 %), but was " + goal + ".");
        assertThat(builder().goal(Double.MIN_VALUE).build().goal()).isPositive();
    }

    @Test
    void aMeasurementEndsAfterItsStart() {
        isRefused(
                () -> builder().between(TEN, NINE).build(),
                "The outcome of INC-1/helpdesk/resolution/0 has start, end and instant out of order:"
                        + " 2026-01-05T10:00:00Z, 2026-01-05T09:00:00Z, 2026-01-05T09:00:00Z.");
        isRefused(
                () -> builder().since(TEN, NINE).build(),
                "The outcome of INC-1/helpdesk/resolution/0 has start, end and instant out of order:"
                        + " 2026-01-05T10:00:00Z, no end, 2026-01-05T09:00:00Z.");
        assertThat(builder().between(NINE, NINE).build().wall()).isZero();
    }

    @Test
    void aRatingIsOneToFive() {
        assertThat(builder().rating(1).build().rating()).hasValue(1);
        assertThat(builder().rating(5).build().rating()).hasValue(5);
        isRefused(() -> builder().rating(0).build(), "A rating is 1 to 5, but was 0.");
        isRefused(() -> builder().rating(6).build(), "A rating is 1 to 5, but was 6.");
    }

    @Test
    void cyclesAreCountedFromZero() {
        isRefused(
                () -> builder().cycle(-1).build(),
                "The cycles of a metric are counted from 0, but was -1 of case \"INC-1\".");
    }

    @Test
    void whoIsWaitedForHasToAct() {
        Outcome.Wait wait =
                new Outcome.Wait(PauseReason.of("parts", "vendor"), "desk", NINE, HOUR, Outcome.Wait.Ending.OPEN);
        assertThat(wait.holder()).isEqualTo(Holder.of(Party.of("vendor")));
    }

    @Test
    void anIdWithALineBreakForgesNoLineOfALog() {
        Outcome.Builder forged = Outcome.builder("INC-1\nERROR", "resolution", Severity.HIGH);
        isRefused(
                () -> forged.between(TEN, NINE).build(),
                "The outcome of INC-1\\nERROR//resolution/0 has start, end and instant out of order:"
                        + " 2026-01-05T10:00:00Z, 2026-01-05T09:00:00Z, 2026-01-05T09:00:00Z.");
        isRefused(
                () -> forged.since(NINE, TEN)
                        .verdict(Verdict.MET, BELOW_ZERO, HOUR)
                        .build(),
                "The elapsed time of INC-1\\nERROR//resolution/0 is zero to PT8784000H, but was PT-0.000000001S.");
    }
}
