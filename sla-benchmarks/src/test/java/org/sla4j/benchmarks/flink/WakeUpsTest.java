package org.sla4j.benchmarks.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WakeUpsTest {
    private final WakeUps wakeUps = new WakeUps();

    @Test
    void givesEachCaseOnceAndNotBeforeItsTime() {
        wakeUps.add("early", 5_000);
        wakeUps.add("late", 5_001);
        assertThat(wakeUps.takeBy(4_999)).isEmpty();
        assertThat(wakeUps.takeBy(5_000)).containsExactly("early");
        assertThat(wakeUps.takeBy(5_000)).isEmpty();
        assertThat(wakeUps.takeBy(5_001)).containsExactly("late");
    }

    @Test
    void givesWhatWasDueLongAgoAndAllAtTheEndOfTime() {
        wakeUps.add("of another year", -40_000_000_000L);
        wakeUps.add("ahead", 2_000_000_000_000L);
        assertThat(wakeUps.takeBy(0)).containsExactly("of another year");
        assertThat(wakeUps.takeBy(Long.MAX_VALUE)).containsExactly("ahead");
    }

    @Test
    void takesWhatIsAddedForATimeThatHasPassed() {
        wakeUps.takeBy(10_000);
        wakeUps.add("behind", 9_000);
        assertThat(wakeUps.takeBy(10_000)).containsExactly("behind");
    }

    @Test
    void givesTheSameAsAListThatIsSearchedThrough() {
        Random random = new Random(7);
        List<Long> all = new ArrayList<>();
        for (long now = 0; now < 20_000; now += random.nextInt(700)) {
            for (int i = random.nextInt(4); i > 0; i--) {
                long time = now + random.nextInt(3_000);
                all.add(time);
                wakeUps.add(String.valueOf(time), time);
            }
            List<String> due = new ArrayList<>();
            for (Long time : List.copyOf(all)) {
                if (time <= now) {
                    due.add(String.valueOf(time));
                    all.remove(time);
                }
            }
            assertThat(wakeUps.takeBy(now)).as("by %s", now).containsExactlyInAnyOrderElementsOf(due);
        }
    }
}
