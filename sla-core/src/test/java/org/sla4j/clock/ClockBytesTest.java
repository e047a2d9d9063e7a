package org.sla4j.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
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
    private static final PauseReason CUSTOMER = PauseReason.of("question", "customer");
    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
    /** What {@link #eventful} was written as by the first release; it is read for ever. */
    private static final String FIRST_FORM =
            "0180809d9bfd86e58731120006504155534544028a80c6a1d5f51600087175657374696f6e0008637573746f6d6572008080"
                    + "94ae98c606808094ae98c606000001e0ea040c000000000180a30580c0e285e368000650415553454480c0a791a9ba020002"
                    + "00087175657374696f6e0008637573746f6d65720001000d43415252595f454c415053454401a0db0500000008010001e0a8"
                    + "01000752554e4e494e4780808a978ca3038080a8dcb08c0d01a0fa0301a0fa0301a0fa03000750454e44494e470200064147"
                    + "52454544010001c0b204000753544f505045448080ede7f6dd0e80809ec5a4e90901e0890301e0890301e0890300064d4953"
                    + "5345440200094e45575f4359434c4501e0ea040180a305000752554e4e494e478080c58bc6d1018080a8dcb08c0d01e0ac08"
                    + "01e0ac0801e0ac08000750454e44494e4702000a5245544152474554454401e0ea0401a0db05000752554e4e494e4780c0a7"
                    + "91a9ba02808094ae98c60601f0e70601f0e70601f0e706000750454e44494e4700000a524554415247455445440201e0a801"
                    + "000236680003416461000961736b656420666f720180809ec5a4e909";

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
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        clock.writeTo(new DataOutputStream(bytes), target -> {
            if (!targets.contains(target)) {
                targets.add(target);
            }
            return targets.indexOf(target);
        });
        return bytes.toByteArray();
    }

    static SlaClock restored(SlaClock clock, Supplier<SlaClock> whole) {
        List<Target> targets = new ArrayList<>();
        return read(bytes(clock, targets), targets, whole);
    }

    private static SlaClock read(byte[] bytes, List<Target> targets, Supplier<SlaClock> whole) {
        return SlaClock.readFrom(new DataInputStream(new ByteArrayInputStream(bytes)), targets::get, whole);
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
    void aNewerFormIsRefusedByName() {
        byte[] newer = bytes(eventful());
        newer[0] = 2;
        assertThatThrownBy(() -> read(newer, List.of(EIGHT, FOUR), ClockBytesTest::eventful))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The bytes of a clock are of form 2, but this release of sla4j reads form 1;"
                        + " read them with the release that wrote them, or a later one.");
    }

    @Test
    void bytesThatEndTooEarlyAreRefused() {
        byte[] whole = bytes(eventful());
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(part, List.of(EIGHT, FOUR), ClockBytesTest::eventful))
                    .isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void aClockThatTimeIsTakenOutOfIsNotKept() {
        SlaClock adjusted = eventful().without(calendar -> calendar);
        assertThatThrownBy(() -> bytes(adjusted))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("keep the clock it was made from");
    }
}
