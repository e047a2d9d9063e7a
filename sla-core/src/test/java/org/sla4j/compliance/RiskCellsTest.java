package org.sla4j.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sla4j.cases.Outcome.Wait.Ending;

/** The counts that risk is made of. */
class RiskCellsTest {
    private static final int MAGIC = 0x54455354;

    private static RiskCells read(RiskCells cells) {
        return Bytes.read(Bytes.document(MAGIC, 1, cells::write), MAGIC, 1, "cells", RiskCells::read);
    }

    private static WaitCells read(WaitCells cells) {
        return Bytes.read(Bytes.document(MAGIC, 1, cells::write), MAGIC, 1, "cells", WaitCells::read);
    }

    @Test
    void everyKindAndPartIsCountedApart() {
        RiskCells cells = new RiskCells();
        for (int kind = 4; kind >= 0; kind--) {
            for (int part = RiskCells.PARTS - 1; part >= 0; part -= 3) {
                for (int i = 0; i <= 10 * kind + part; i++) {
                    cells.count(kind, part, 1);
                }
            }
        }
        RiskCells again = read(cells);
        RiskCells twice = read(cells);
        twice.merge(cells);
        for (int kind = 0; kind < 5; kind++) {
            for (int part = 0; part < RiskCells.PARTS; part++) {
                int expected = (RiskCells.PARTS - 1 - part) % 3 == 0 ? 10 * kind + part + 1 : 0;
                assertThat(cells.get(kind, part)).as("%s %s", kind, part).isEqualTo(expected);
                assertThat(again.get(kind, part)).isEqualTo(expected);
                assertThat(twice.get(kind, part)).isEqualTo(2 * expected);
            }
        }
    }

    @Test
    void aShorterKindTakesInALongerOne() {
        RiskCells few = new RiskCells();
        few.count(RiskCells.FINISHED, 2, 1);
        few.countCase(1);
        RiskCells many = new RiskCells();
        many.count(RiskCells.FINISHED, 20, 1);
        many.count(RiskCells.AT_START, 5, 1);
        many.countCase(3);
        few.merge(many);
        assertThat(few.get(RiskCells.FINISHED, 2)).isEqualTo(1);
        assertThat(few.get(RiskCells.FINISHED, 20)).isEqualTo(1);
        assertThat(few.get(RiskCells.FINISHED, 21)).isZero();
        assertThat(few.get(RiskCells.AT_START, 5)).isEqualTo(1);
        assertThat(few.cases()).isEqualTo(4);
    }

    @Test
    void whatIsTakenOutLeavesNothing() {
        RiskCells cells = new RiskCells();
        assertThat(cells.isEmpty()).isTrue();
        cells.count(RiskCells.SEEN_WAITING, 7, 1);
        assertThat(cells.isEmpty()).isFalse();
        cells.count(RiskCells.SEEN_WAITING, 7, -1);
        assertThat(cells.isEmpty()).isTrue();
        cells.countCase(-1);
        assertThat(cells.isEmpty()).isFalse();
        assertThat(read(cells).cases()).isEqualTo(-1);
    }

    @Test
    void countsAreBounded() {
        RiskCells full = new RiskCells();
        full.count(RiskCells.AT_START, 3, 1 << 30);
        RiskCells one = new RiskCells();
        one.count(RiskCells.AT_START, 4, 1);
        assertThat(full.hasRoomFor(one)).isTrue();
        assertThat(one.hasRoomFor(full)).isTrue();
        one.count(RiskCells.AT_START, 3, -1);
        assertThat(full.hasRoomFor(one)).isFalse();
        assertThat(one.hasRoomFor(full)).isFalse();
        RiskCells cases = new RiskCells();
        cases.countCase(-(1 << 30) + 1);
        RiskCells case1 = new RiskCells();
        case1.countCase(1);
        assertThat(cases.hasRoomFor(case1)).isTrue();
        cases.countCase(-1);
        assertThat(cases.hasRoomFor(case1)).isFalse();
        assertThatThrownBy(() -> {
                    full.count(RiskCells.AT_START, 3, 1 << 30);
                    full.count(RiskCells.AT_START, 3, 1 << 30);
                })
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void countsThatCannotBeAreRefused() {
        RiskCells most = new RiskCells();
        most.count(RiskCells.FINISHED, 1, 1 << 30);
        assertThat(read(most).get(RiskCells.FINISHED, 1)).isEqualTo(1 << 30);
        most.count(RiskCells.FINISHED, 1, 1);
        assertThatThrownBy(() -> read(most)).hasMessageContaining("a count is at most 1073741824, but was 1073741825");
        assertThatThrownBy(() -> read(new RiskCells())).hasMessageContaining("there is a group of nothing");
        byte[] trailing = Bytes.document(MAGIC, 1, out -> {
            Bytes.signed(out, 1);
            Bytes.number(out, 1);
            Bytes.signed(out, 0);
            for (int i = 0; i < 4; i++) {
                Bytes.number(out, 0);
            }
        });
        assertThatThrownBy(() -> Bytes.read(trailing, MAGIC, 1, "cells", RiskCells::read))
                .hasMessageContaining("the last count of a group is nothing");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0",
        "PT14M59S, 0",
        "PT15M, 1",
        "PT29M59S, 1",
        "PT30M, 2",
        "PT1H, 3",
        "PT2H, 4",
        "PT1023H59M59S, 12",
        "PT1024H, 13",
        "PT2047H59M59S, 13",
        "PT2048H, 14",
        "PT9000H, 14"
    })
    void agesOfWaitsDouble(Duration age, int expected) {
        assertThat(WaitCells.age(age)).isEqualTo(expected);
    }

    @Test
    void aWaitCountsInEachAgeThatItWasWatchedIn() {
        WaitCells cells = new WaitCells();
        cells.count(Duration.ZERO, Duration.ofMinutes(40), Ending.RESUMED, 1);
        cells.count(Duration.ofMinutes(20), Duration.ofMinutes(100), Ending.FINISHED, 1);
        cells.count(Duration.ofMinutes(31), Duration.ofMinutes(40), Ending.FINISHED, 1); // seen within one age only
        cells.count(Duration.ZERO, Duration.ofMinutes(1), Ending.OPEN, 1);
        int[][] expected = {{2, 1, 2, 1, 0}, {0, 0, 1, 0, 0}, {0, 0, 0, 1, 0}, {1, 0, 0, 0, 0}};
        for (int kind = 0; kind < expected.length; kind++) {
            for (int age = 0; age < 5; age++) {
                assertThat(cells.get(kind, age)).as("%s %s", kind, age).isEqualTo(expected[kind][age]);
                assertThat(read(cells).get(kind, age)).isEqualTo(expected[kind][age]);
            }
        }
        assertThat(cells.atRisk(0)).isEqualTo(1.5);
        assertThat(cells.atRisk(2)).isEqualTo(2);
        WaitCells twice = read(cells);
        twice.merge(cells);
        assertThat(twice.get(WaitCells.BEGUN, 0)).isEqualTo(4);
        assertThat(twice.get(WaitCells.OPEN, 0)).isEqualTo(2);
    }

    @Test
    void waitsLeaveNothingBehind() {
        WaitCells cells = new WaitCells();
        assertThat(cells.isEmpty()).isTrue();
        cells.count(Duration.ZERO, Duration.ofDays(200), Ending.OPEN, 1);
        assertThat(cells.get(WaitCells.BEGUN, 14)).isEqualTo(1);
        assertThat(cells.isEmpty()).isFalse();
        cells.count(Duration.ZERO, Duration.ofDays(200), Ending.OPEN, -1);
        assertThat(cells.isEmpty()).isTrue();
        assertThatThrownBy(() -> read(cells)).hasMessageContaining("there is a wait that nobody waited");
    }

    @Test
    void waitsAreBounded() {
        WaitCells full = new WaitCells();
        full.count(Duration.ZERO, Duration.ZERO, Ending.OPEN, 1 << 30);
        WaitCells one = new WaitCells();
        one.count(Duration.ofMinutes(20), Duration.ofMinutes(40), Ending.OPEN, 1);
        assertThat(full.hasRoomFor(one)).isTrue();
        one.count(Duration.ZERO, Duration.ZERO, Ending.RESUMED, -1);
        assertThat(full.hasRoomFor(one)).isFalse();
        assertThat(one.hasRoomFor(full)).isFalse();
        assertThat(Arrays.asList(one.hasRoomFor(one), full.hasRoomFor(full))).containsExactly(true, false);
    }
}
