package org.sla4j.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sla4j.monitor.Desk.AGREEMENT;
import static org.sla4j.monitor.Desk.CUSTOMER;
import static org.sla4j.monitor.Desk.hours;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.CaseSnapshot;
import org.sla4j.cases.CaseSnapshots;
import org.sla4j.cases.ServiceCase;

/** Rows that come to a monitor in any order, held against the rows put together by themselves. */
class SnapshotRecordingProperties {
    /** Whatever the order in which rows come, one by one or together, the case has the events that they make in that order. */
    @Property(tries = 200)
    void rowsInAnyOrderGiveTheEventsThatTheyMake(@ForAll Random random) {
        Desk any = new Desk();
        SlaMonitor watching = SlaMonitor.builder(new InMemorySlaStore(), any, any)
                .agreement(AGREEMENT)
                .build();
        CaseSnapshots oracle = CaseSnapshots.of("A");
        any.turnTo(hours(20));
        for (int i = random.nextInt(6); i >= 0; i--) {
            List<CaseSnapshot> rows = new ArrayList<>();
            for (int j = random.nextInt(3); j >= 0; j--) {
                rows.add(randomRow(random));
            }
            watching.record(rows);
            oracle = oracle.with(rows);
            watching.tick(any.instant());
        }

        ServiceCase expected = ServiceCase.replay(AGREEMENT, oracle.events());
        ServiceCase found = watching.find("A").orElseThrow();
        assertThat(found.events()).containsExactlyInAnyOrderElementsOf(expected.events());
        assertThat(found.outcomes(hours(20))).isEqualTo(expected.outcomes(hours(20)));
    }

    private static CaseSnapshot randomRow(Random random) {
        CaseSnapshot.Builder row =
                CaseSnapshot.builder("A", hours(random.nextInt(10))).severity(Severity.of(1 + random.nextInt(2), "s"));
        CaseSnapshot.Status[] all = CaseSnapshot.Status.values();
        if (random.nextBoolean()) {
            row.status(all[random.nextInt(all.length)]);
        }
        if (random.nextBoolean()) {
            row.waits(random.nextBoolean() ? Set.of() : Set.of(CUSTOMER));
        }
        return row.isAnswered(random.nextInt(3) == 0)
                .attribute("a", random.nextBoolean() ? "" : "x")
                .build();
    }
}
