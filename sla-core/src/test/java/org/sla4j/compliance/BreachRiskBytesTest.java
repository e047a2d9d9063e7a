package org.sla4j.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.Holder;
import org.sla4j.cases.Outcome;
import org.sla4j.cases.Outcome.Wait.Ending;
import org.sla4j.clock.Verdict;

/** What was learnt on several machines, added up, written and read. */
class BreachRiskBytesTest {
    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
    private static final Dimension DAY = Dimension.day(ZoneOffset.UTC);
    private static final int MAGIC = 0x534c4152;

    private static Outcome outcome(String team, String reason, long day) {
        Instant opened = START.plus(Duration.ofDays(day));
        Outcome.Stage stage =
                new Outcome.Stage(opened, 0, Holder.provider(team), team, Severity.LOW, Duration.ofHours(10));
        Outcome.Wait wait = new Outcome.Wait(
                PauseReason.of(reason.isEmpty() ? "none" : reason, "customer"),
                team,
                opened,
                Duration.ofMinutes(5),
                Ending.RESUMED);
        return Outcome.builder("INC-1", "resolution", Severity.LOW)
                .verdict(Verdict.MET, Duration.ofHours(3), Duration.ofHours(10))
                .between(opened, opened.plus(Duration.ofHours(4)))
                .team(team)
                .path(new Outcome.Path(List.of(stage), reason.isEmpty() ? List.of() : List.of(wait)))
                .build();
    }

    private static BreachRisk model() {
        return BreachRisk.of(Dimension.TEAM).withWindow(30, DAY);
    }

    private static BreachRisk of(Outcome... outcomes) {
        BreachRisk risk = model();
        for (Outcome outcome : outcomes) {
            risk.add(outcome);
        }
        return risk;
    }

    @Test
    void mergedIsAsIfAllHadBeenLearntInOne() {
        BreachRisk one = of(outcome("desk", "info", 0), outcome("desk", "", 1));
        BreachRisk other = of(outcome("desk", "info", 0), outcome("network", "part", 0), outcome("desk", "info", 2));
        BreachRisk all = of(
                outcome("desk", "info", 0),
                outcome("desk", "", 1),
                outcome("desk", "info", 0),
                outcome("network", "part", 0),
                outcome("desk", "info", 2));
        byte[] before = other.toBytes();
        one.merge(other);
        assertThat(one.toBytes()).isEqualTo(all.toBytes());
        assertThat(other.toBytes()).isEqualTo(before);
        assertThat(one.groups()).isEqualTo(4);
    }

    @Test
    void withItselfItDoubles() {
        BreachRisk one = of(outcome("desk", "info", 0));
        one.merge(one);
        assertThat(one).isEqualTo(of(outcome("desk", "info", 0), outcome("desk", "info", 0)));
    }

    @Test
    void whatAnotherUnlearntIsTakenOutToTheByte() {
        BreachRisk minus = model();
        assertThat(minus.remove(outcome("desk", "info", 0))).isTrue();
        BreachRisk one = of(outcome("desk", "info", 0), outcome("desk", "info", 1));
        one.merge(minus);
        assertThat(one.toBytes()).isEqualTo(of(outcome("desk", "info", 1)).toBytes());
        BreachRisk both = of(outcome("desk", "info", 1), outcome("network", "part", 1));
        BreachRisk part = model();
        part.remove(outcome("network", "part", 1));
        both.merge(part);
        assertThat(both.toBytes()).isEqualTo(of(outcome("desk", "info", 1)).toBytes());
    }

    @Test
    void whatIsForgottenIsNotTakenOverAgain() {
        BreachRisk one = model();
        one.moveTo(START.plus(Duration.ofDays(31)));
        one.merge(of(outcome("desk", "info", 1), outcome("desk", "info", 2), outcome("desk", "info", 3)));
        assertThat(one).isEqualTo(of(outcome("desk", "info", 2), outcome("desk", "info", 3)));
    }

    @Test
    void modelsOfOtherPeriodsAreNotAddedUp() {
        BreachRisk weekly = BreachRisk.of(Dimension.TEAM).withWindow(30, Dimension.week(ZoneOffset.UTC));
        assertThatThrownBy(() -> model().merge(weekly))
                .hasMessage("Risk by [team] and week in Z cannot be added to risk by [team] and day in Z.");
        assertThatThrownBy(() -> model().merge(BreachRisk.of(Dimension.TEAM)))
                .hasMessage("Risk by [team] cannot be added to risk by [team] and day in Z.");
    }

    @Test
    void theyAreReadBackWithTheirWindowAndItsZone() {
        BreachRisk risk = of(outcome("desk", "info", 0), outcome("network", "part", 3));
        BreachRisk read = BreachRisk.fromBytes(risk.toBytes());
        assertThat(read).isEqualTo(risk).hasSameHashCodeAs(risk).hasToString(risk.toString());
        assertThat(read.hashCode()).isNotEqualTo(model().hashCode());
        read.moveTo(START.plus(Duration.ofDays(30)));
        assertThat(read.groups()).isEqualTo(1);
        BreachRisk watched =
                BreachRisk.of(Dimension.TEAM).withObservedFrom(START).withLean(10_000);
        assertThat(BreachRisk.fromBytes(watched.toBytes())).isEqualTo(watched);
    }

    @Test
    void theBytesOfAGroupAreThoseOfItsCounts() {
        // The number of cases; ten parts begun, up to .3 of the limit, and their number; as many for what finished;
        // three empty kinds.
        assertThat(of(outcome("desk", "", 0)).bytesOfCounts()).isEqualTo(1 + 11 + 11 + 3);
        assertThat(of(outcome("desk", "", 0), outcome("network", "", 0)).bytesOfCounts())
                .isEqualTo(52);
    }

    private interface Parts {
        void write(DataOutputStream out) throws IOException;
    }

    private static byte[] bytes(int lean, int periods, Parts parts) {
        return Bytes.document(MAGIC, 1, out -> {
            Bytes.number(out, 1);
            Dimension.TEAM.write(out);
            Bytes.number(out, lean);
            Bytes.number(out, periods);
            if (periods > 0) {
                DAY.write(out);
            }
            out.writeLong(0);
            Bytes.number(out, 0);
            parts.write(out);
        });
    }

    private static void group(DataOutputStream out, String team) throws IOException {
        Bytes.text(out, team);
        RiskCells cells = new RiskCells();
        cells.countCase(1);
        cells.write(out);
    }

    private static void wait(DataOutputStream out, String reason) throws IOException {
        Bytes.text(out, reason);
        WaitCells cells = new WaitCells();
        cells.count(Duration.ZERO, Duration.ZERO, Ending.OPEN, 1);
        cells.write(out);
    }

    private static void period(DataOutputStream out, long start, String[] teams, String... reasons) throws IOException {
        out.writeLong(start);
        Bytes.number(out, teams.length);
        for (String team : teams) {
            group(out, team);
        }
        Bytes.number(out, reasons.length);
        for (String reason : reasons) {
            wait(out, reason);
        }
    }

    private static String refusal(byte[] bytes) {
        try {
            return "read: " + BreachRisk.fromBytes(bytes);
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void whatIsOutOfOrderIsRefused() {
        assertThat(refusal(bytes(20, 30, out -> {
                    Bytes.number(out, 2);
                    period(out, 0, new String[] {"a", "b"}, "x", "y");
                    period(out, 86_400, new String[] {"a"}, "x");
                })))
                .isEqualTo("read: risk by [team] and day in Z observed from 1970-01-01T00:00:00Z, 3 groups");
        assertThat(refusal(bytes(20, 30, out -> {
                    Bytes.number(out, 2);
                    period(out, 0, new String[] {"a"});
                    period(out, 0, new String[] {"b"});
                })))
                .contains("periods are out of order at 0");
        for (String second : List.of("a", "b")) {
            assertThat(refusal(bytes(20, 30, out -> {
                        Bytes.number(out, 1);
                        period(out, 0, new String[] {"b", second});
                    })))
                    .contains("groups are out of order at [" + second + "]");
            assertThat(refusal(bytes(20, 30, out -> {
                        Bytes.number(out, 1);
                        period(out, 0, new String[] {"a"}, "b", second);
                    })))
                    .contains("reasons are out of order at \"" + second + "\"");
        }
        assertThat(refusal(bytes(20, 30, out -> {
                    Bytes.number(out, 1);
                    period(out, 0, new String[] {});
                })))
                .contains("there is a period of nothing");
    }

    @Test
    void aShapeThatNobodyCanMakeIsRefused() {
        assertThat(refusal(bytes(0, 0, out -> Bytes.number(out, 0))))
                .contains("The group above counts for 1 to 10,000");
        assertThat(refusal(bytes(20, 4_001, out -> Bytes.number(out, 0)))).contains("A window is 1 to 4000 days");
        assertThat(refusal(bytes(1, 4_000, out -> Bytes.number(out, 0)))).startsWith("read: risk by [team] and day");
        assertThat(refusal(bytes(20, 0, out -> Bytes.number(out, 3)))).contains("there cannot be 3 periods");
        assertThat(refusal(bytes(20, 30, out -> {
                    Bytes.number(out, 1);
                    out.writeLong(0);
                    Bytes.number(out, 2);
                    group(out, "a");
                })))
                .contains("there cannot be 2 groups in the");
    }

    @Test
    void theBoundsThemselvesAreAccepted() {
        assertThat(BreachRisk.of(Dimension.TEAM).withWindow(1, DAY))
                .hasToString("risk by [team] and day in Z, 0 groups");
        assertThat(BreachRisk.of(Dimension.TEAM)
                        .withWindow(4_000, DAY)
                        .withLean(1)
                        .withLean(10_000))
                .isNotNull();
        assertThatThrownBy(() -> model().withWindow(4_001, DAY)).hasMessageContaining("was 4001 times");
        assertThatThrownBy(() -> model().withLean(10_001)).hasMessageContaining("was given 10001");
        Dimension[] eight = new Dimension[8];
        for (int i = 0; i < 8; i++) {
            eight[i] = Dimension.attribute("a" + i);
        }
        assertThat(BreachRisk.of(eight).groups()).isZero();
        Dimension[] nine = Arrays.copyOf(eight, 9);
        nine[8] = Dimension.TEAM;
        assertThatThrownBy(() -> BreachRisk.of(nine)).hasMessageContaining("up to 8 different dimensions");
    }

    private static Outcome manyWaits(int from, int to) {
        Outcome.Wait[] waits = new Outcome.Wait[to - from];
        for (int i = from; i < to; i++) {
            waits[i - from] = new Outcome.Wait(
                    PauseReason.of("reason " + i, "customer"), "desk", START, Duration.ofMinutes(5), Ending.RESUMED);
        }
        return new Outcome.Builder(outcome("desk", "", 0))
                .path(new Outcome.Path(outcome("desk", "", 0).path().stages(), List.of(waits)))
                .build();
    }

    @Test
    void moreReasonsThanAreKeptAreRefusedAndChangeNothing() {
        BreachRisk risk = of(manyWaits(0, 990));
        assertThat(risk.add(manyWaits(990, 1_000))).isTrue();
        byte[] before = risk.toBytes();
        assertThatThrownBy(() -> risk.add(manyWaits(1_000, 1_001)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1000 reasons of waits a period");
        assertThat(risk.toBytes()).isEqualTo(before);
    }

    @Test
    void morePeriodsThanAreKeptAreRefused() {
        BreachRisk risk = model();
        for (int day = 0; day < 8_000; day++) {
            risk.add(outcome("desk", "", day));
        }
        assertThatThrownBy(() -> risk.add(outcome("desk", "", 8_000)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("8000 periods at most");
        assertThat(risk.add(outcome("desk", "", 7_999))).isTrue();
    }

    @Test
    void countsBeyondThirtyBitsAreRefusedAndChangeNothing() {
        BreachRisk one = of(outcome("desk", "info", 0));
        for (int i = 0; i < 29; i++) {
            one.merge(one);
        }
        byte[] before = one.toBytes();
        BreachRisk copy = BreachRisk.fromBytes(before);
        one.merge(copy);
        byte[] most = one.toBytes();
        assertThatThrownBy(() -> one.merge(copy))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("Counts of a group add up to 1073741824 at most.");
        assertThat(one.toBytes()).isEqualTo(most);
        BreachRisk onlyWaits = BreachRisk.fromBytes(bytes(20, 30, out -> {
            Bytes.number(out, 1);
            period(out, START.getEpochSecond() - 9 * 3_600, new String[] {}, "info");
        }));
        BreachRisk shape = BreachRisk.of(Dimension.TEAM).withWindow(30, DAY).withObservedFrom(Instant.EPOCH);
        for (int i = 0; i < 30; i++) {
            onlyWaits.merge(onlyWaits);
        }
        assertThatThrownBy(() -> onlyWaits.merge(onlyWaits)).isInstanceOf(ArithmeticException.class);
        shape.merge(onlyWaits);
        assertThat(shape).isEqualTo(onlyWaits);
    }
}
