package org.sla4j.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Severity;

/** Holders that were met before are the same objects, and those that the facts name. */
class HolderCacheTest {
    private static final PauseReason ANSWER = PauseReason.of("answer", "customer");
    private static final PauseReason PARTS = PauseReason.of("parts", "vendor");

    private final HolderCache holders = new HolderCache();

    private static Facts facts(Facts.Stage stage, String team, PauseReason... waits) {
        return new Facts(Instant.EPOCH, stage, Severity.LOW, team, Set.of(waits), Map.of());
    }

    private static Facts open(String team, PauseReason... waits) {
        return facts(Facts.Stage.OPEN, team, waits);
    }

    @Test
    void everyHolderIsTheOneThatTheFactsName() {
        for (Facts facts : new Facts[] {
            facts(Facts.Stage.RESOLVED, "desk"),
            open(""),
            open("desk"),
            open("desk", ANSWER),
            open("", PARTS),
            open("desk", ANSWER, PARTS)
        }) {
            assertThat(holders.of(facts)).isEqualTo(facts.holder());
            assertThat(holders.of(facts)).isEqualTo(facts.holder());
        }
    }

    @Test
    void oneThatWasMetBeforeIsMadeNoSecondTime() {
        assertThat(holders.of(open("desk"))).isSameAs(holders.of(open("desk")));
        assertThat(holders.of(open("desk", ANSWER))).isSameAs(holders.of(open("network", ANSWER)));
        assertThat(holders.of(open("desk"))).isNotEqualTo(holders.of(open("network")));
    }

    @Test
    void noMoreThanSomeThousandsAreKept() {
        Holder first = holders.of(open("team 0"));
        for (int i = 1; i < 4_096; i++) {
            holders.of(open("team " + i));
        }
        assertThat(holders.of(open("team 0"))).isSameAs(first);
        holders.of(open("one more"));
        assertThat(holders.of(open("team 0"))).isEqualTo(first).isNotSameAs(first);
    }
}
