package org.sla4j.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Reopening;
import org.sla4j.agreement.Retargeting;
import org.sla4j.agreement.Target;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.BusinessDuration;

/** Clocks restored from where they stood. */
class ClockBytesTest {
    private static final Target EIGHT = Target.of("8h", BusinessCalendar.alwaysOpen(), 0.9);
    private static final Target FOUR = Target.of("4h", BusinessCalendar.alwaysOpen(), 0.9);
    private static final Target LATE = Target.of("5h", BusinessCalendar.alwaysOpen(), 0.9);
    private static final PauseReason VENDOR = PauseReason.of("parts", "vendor");
    private static final PauseReason CUSTOMER = PauseReason.of("question", "customer");
    private static final List<PauseReason> REASONS = new CopyOnWriteArrayList<>(List.of(CUSTOMER));
    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
    /** What {@link #eventful} was written as by the first release; it is read for ever. */
    private static final String FIRST_FORM =
            "d5c03d0000090081a70c0500c0d5090600000080c60aa038e0a801010001c0b60b0400c0d1020080e10180840701c0f40701"
                    + "c0f40701c0f4070001040080e50802c0f40780a30501c0930601c0930601c09306030100c0d50980c60a00c07080840701c0"
                    + "d91001c0d91001c0d910000103c0d509c0b60b00e0a80180c20301e0cf0d01e0cf0d01e0cf0d00000301c0d1020236680341"
                    + "64610961736b656420666f720180a305";

    private static Instant after(long hours) {
        return START.plus(Duration.ofHours(hours));
    }

    /** A clock that has gone through most of what can be done to one. */
    private static SlaClock eventful() {
        return SlaClock.start(START, EIGHT)
                .pause(after(1), CUSTOMER)
                .resume(after(2), CUSTOMER)
                .agree(after(3), BusinessDuration.parse("6h"), "Ada", "asked for")
                .stop(after(10))
                .reopen(after(11), Reopening.NEW_CYCLE)
                .retarget(after(12), FOUR, Retargeting.KEEP_FRACTION)
                .untarget(after(13), Retargeting.CARRY_ELAPSED)
                .pause(after(14).plusNanos(5), CUSTOMER);
    }

    static byte[] bytes(SlaClock clock) {
        return bytes(clock, new ArrayList<>());
    }

    private static byte[] bytes(SlaClock clock, List<Target> targets) {
        ByteBuffer out = ByteBuffer.allocate(10_000);
        clock.writeTo(
                out,
                START,
                target -> {
                    if (!targets.contains(target)) {
                        targets.add(target);
                    }
                    return targets.indexOf(target);
                },
                reason -> {
                    if (!REASONS.contains(reason)) {
                        REASONS.add(reason);
                    }
                    return REASONS.indexOf(reason);
                });
        return Arrays.copyOf(out.array(), out.position());
    }

    static SlaClock restored(SlaClock clock, Supplier<SlaClock> whole) {
        List<Target> targets = new ArrayList<>();
        return read(bytes(clock, targets), targets, whole);
    }

    private static SlaClock read(byte[] bytes, List<Target> targets, Supplier<SlaClock> whole) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        SlaClock clock = SlaClock.readFrom(in, START, targets::get, REASONS::get, whole);
        assertThat(in.hasRemaining()).as("bytes left over").isFalse();
        return clock;
    }

    @Test
    void theFormOfTheFirstReleaseIsStillRead() {
        SlaClock again = read(HexFormat.of().parseHex(FIRST_FORM), List.of(FOUR, EIGHT), ClockBytesTest::eventful);
        assertThat(again.reading(after(20))).isEqualTo(eventful().reading(after(20)));
        assertThat(again).isEqualTo(eventful());
    }

    @Test
    void whatIsWrittenIsTheFormOfTheFirstRelease() {
        assertThat(HexFormat.of().formatHex(bytes(eventful(), new ArrayList<>(List.of(FOUR, EIGHT)))))
                .isEqualTo(FIRST_FORM);
    }

    @Test
    void aWaitGoesOnWithoutTheHistory() {
        SlaClock again = restored(SlaClock.start(START, EIGHT).pause(after(1), CUSTOMER), () -> {
            throw new AssertionError("The history was asked for.");
        });
        SlaClock resumed = again.resume(after(2), CUSTOMER).stop(after(10));
        assertThat(resumed.reading(after(10)).verdict()).isEqualTo(Verdict.MISSED);
        assertThat(resumed.reading(after(10)).elapsed()).isEqualTo(Duration.ofHours(9));
    }

    @Test
    void theHistoryIsAskedForOnce() {
        List<String> asked = new ArrayList<>();
        SlaClock again = restored(eventful(), () -> {
            asked.add("asked");
            return eventful();
        });
        again.explain(after(20));
        again.reading(after(5));
        assertThat(asked).hasSize(1);
    }

    @Test
    void anotherHistoryThanTheOneThatLedThereIsRefused() {
        SlaClock again = restored(eventful(), () -> SlaClock.start(START, EIGHT).stop(after(1)));
        assertThatThrownBy(() -> again.explain(after(20)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not lead to its state: 9 events up to Paused")
                .hasMessageContaining("but there are 2 up to Stopped");
    }

    @Test
    void bytesThatEndTooEarlyAreRefused() {
        byte[] whole = bytes(eventful());
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(part, List.of(EIGHT, FOUR), ClockBytesTest::eventful))
                    .isInstanceOf(BufferUnderflowException.class);
        }
    }

    @Test
    void aClockThatHasJustStartedTakesThreeBytes() {
        assertThat(bytes(SlaClock.start(START, EIGHT))).hasSize(3);
    }

    @Test
    void eachConstantHasANumber() {
        assertThat(ClockBytes.PHASES).containsExactlyInAnyOrder(Phase.values());
        assertThat(ClockBytes.VERDICTS).containsExactlyInAnyOrder(Verdict.values());
        assertThat(ClockBytes.REOPENINGS).containsExactlyInAnyOrder(Reopening.values());
        assertThat(ClockBytes.RETARGETINGS).containsExactlyInAnyOrder(Retargeting.values());
        assertThat(ClockBytes.CHANGES).containsExactlyInAnyOrder(Superseded.Change.values());
        assertThat(ClockBytes.TAGS).containsExactlyInAnyOrder(ClockBytes.Tag.values());
    }

    @Test
    void aClockThatTimeIsTakenOutOfIsNotKept() {
        SlaClock adjusted = eventful().without(calendar -> calendar);
        assertThatThrownBy(() -> bytes(adjusted))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("keep the clock it was made from");
    }

    static List<SlaClock> clocksThatLastWentThrough() {
        SlaClock running = SlaClock.start(START, EIGHT);
        SlaClock paused = running.pause(after(1), CUSTOMER);
        SlaClock waitingTwice = paused.pause(after(2), VENDOR);
        SlaClock stopped = running.stop(after(9));
        BusinessDuration sixHours = BusinessDuration.parse("6h");
        return List.of(
                paused,
                waitingTwice,
                waitingTwice.resume(after(3), CUSTOMER),
                waitingTwice.resume(after(3)),
                running.suspend(after(1)),
                paused.suspend(after(2)),
                running.suspend(after(1)).release(after(2)),
                running.suspend(after(1)).restart(after(2)),
                stopped,
                stopped.reopen(after(11), Reopening.CONTINUE),
                stopped.reopen(after(11), Reopening.COUNT_GAP),
                stopped.reopen(after(11), Reopening.NEW_CYCLE),
                stopped.reopen(after(11), Reopening.FROZEN),
                waitingTwice.restart(after(3)),
                running.nextCycle(after(3)),
                running.nextCycleFromDue(after(3)),
                running.nextCycleFromDue(after(3)).pause(after(4), CUSTOMER),
                running.retarget(after(3), FOUR, Retargeting.RETROACTIVE),
                running.retarget(after(3), FOUR, Retargeting.CARRY_ELAPSED),
                running.retarget(after(9), FOUR, Retargeting.KEEP_FRACTION),
                running.retarget(after(3), FOUR, Retargeting.RESTART),
                running.retarget(after(3), FOUR, Retargeting.KEEP_OLD_TARGET),
                running.retarget(after(3), FOUR, Retargeting.STRICTER_WINS),
                stopped.retargetFinished(after(10), FOUR, Retargeting.CARRY_ELAPSED),
                running.untarget(after(3), Retargeting.KEEP_FRACTION),
                running.untarget(after(3), Retargeting.STRICTER_WINS),
                running.agree(after(3), sixHours, "Ada", "a part from Japan"),
                running.agree(after(3), after(5), "Grace \u2713", "not before the move"),
                running.agree(after(3), after(5), "Grace", "a move").restart(after(4)),
                running.agree(after(3), sixHours, "Ada", "a part").restart(after(4)),
                stopped.agree(after(10), sixHours, "Ada", "too late"),
                running.pause(after(9), CUSTOMER),
                SlaClock.start(START.minusSeconds(90).plusNanos(7), EIGHT).pause(START.plusNanos(1), CUSTOMER),
                running.cancel(after(3)),
                SlaClock.start(START, Target.of("2bd", BusinessCalendar.alwaysOpen(), 0.9)),
                SlaClock.start(START, Target.of("2bd", BusinessCalendar.alwaysOpen(), 0.9))
                        .retarget(after(5), EIGHT, Retargeting.KEEP_FRACTION),
                SlaClock.start(START, Target.of("8h wall", BusinessCalendar.alwaysOpen(), 0.9)));
    }

    @ParameterizedTest
    @MethodSource("clocksThatLastWentThrough")
    void aClockShowsAndDoesTheSameAfterItWasWrittenAndRead(SlaClock clock) {
        SlaClock again = restored(clock, () -> clock);
        assertThat(bytes(again)).isEqualTo(bytes(clock));
        assertThat(again).hasToString(clock.toString());
        assertThat(again.phase()).isEqualTo(clock.phase());
        assertThat(again.waits()).isEqualTo(clock.waits());
        assertThat(again.isSuspended()).isEqualTo(clock.isSuspended());
        assertThat(again.isAsleep()).isEqualTo(clock.isAsleep());
        assertThat(again.isAgreed()).isEqualTo(clock.isAgreed());
        assertThat(again.agreements()).isEqualTo(clock.agreements());
        assertThat(again.superseded()).isEqualTo(clock.superseded());
        assertThat(again.stoppedAt()).isEqualTo(clock.stoppedAt());
        assertThat(again.countingSince()).isEqualTo(clock.countingSince());
        for (long hours : new long[] {12, 16, 24, 70}) {
            assertThat(again.reading(after(hours))).isEqualTo(clock.reading(after(hours)));
        }
        assertThat(again.retarget(after(12), LATE, Retargeting.KEEP_FRACTION).reading(after(30)))
                .isEqualTo(clock.retarget(after(12), LATE, Retargeting.KEEP_FRACTION)
                        .reading(after(30)));
        assertThat(again.explain(after(30))).isEqualTo(clock.explain(after(30)));
        assertThat(again).isEqualTo(clock);
    }

    @Test
    void theOrderInWhichWaitsBeganDoesNotMatter() {
        SlaClock running = SlaClock.start(START, EIGHT);
        SlaClock one = running.pause(after(1), CUSTOMER).pause(after(1), VENDOR).suspend(after(2));
        SlaClock other =
                running.pause(after(1), VENDOR).pause(after(1), CUSTOMER).suspend(after(2));
        assertThat(bytes(one)).isEqualTo(bytes(other));
    }

    @Test
    void numbersThatNoClockHasAreRefused() {
        assertThatThrownBy(() -> read(HexFormat.of().parseHex("4000000210"), List.of(EIGHT), ClockBytesTest::eventful))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("These are not the bytes of a clock: constant 16 is none of [PAUSED, ");
        assertThatThrownBy(
                        () -> read(HexFormat.of().parseHex("400000c1843d"), List.of(EIGHT), ClockBytesTest::eventful))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("These are not the bytes of a clock: 1000001 parts.");
        assertThat(read(HexFormat.of().parseHex("420000c0843d0500"), List.of(EIGHT), ClockBytesTest::eventful)
                        .changedAt())
                .isEqualTo(START);
        assertThatThrownBy(() -> read(
                        HexFormat.of().parseHex("ffffffffffffffffffffffff"), List.of(EIGHT), ClockBytesTest::eventful))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("These are not the bytes of a clock: a number has more than 64 bits.");
    }
}
