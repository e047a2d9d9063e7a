package org.sla4j.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sla4j.cases.CaseSnapshotsTest.AGREEMENT;
import static org.sla4j.cases.CaseSnapshotsTest.CUSTOMER;
import static org.sla4j.cases.CaseSnapshotsTest.VENDOR;
import static org.sla4j.cases.CaseSnapshotsTest.at;
import static org.sla4j.cases.CaseSnapshotsTest.first;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.sla4j.agreement.Severity;
import org.sla4j.cases.CaseSnapshot.Status;

/** Rows of a desk in any order. */
class CaseSnapshotsProperties {
    @Property
    void anyOrderOfArrivalGivesTheSameCase(@ForAll("manyRows") List<CaseSnapshot> rows, @ForAll Random random) {
        List<CaseSnapshot> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);
        CaseSnapshots inOrder = CaseSnapshots.of("INC-1").with(first()).with(rows);
        CaseSnapshots oneByOne = CaseSnapshots.of("INC-1").with(first());
        List<CaseSnapshot> seen = new ArrayList<>();
        for (CaseSnapshot row : shuffled) {
            List<CaseEvent> before = oneByOne.events();
            oneByOne = oneByOne.with(row);
            assertThat(oneByOne.events().subList(0, before.size())).isEqualTo(before);
            seen.add(row);
            assertThat(ServiceCase.replay(AGREEMENT, oneByOne.events()).ignored())
                    .noneMatch(ignored -> !ignored.reason().contains("with")
                            && !ignored.reason().contains("takes"));
        }
        Instant now = at("23:59");
        assertThat(ServiceCase.replay(AGREEMENT, oneByOne.events()).outcomes(now))
                .isEqualTo(ServiceCase.replay(AGREEMENT, inOrder.events()).outcomes(now));
        assertThat(oneByOne.rows()).isEqualTo(inOrder.rows());
        assertThat(CaseSnapshots.of("INC-1", oneByOne.rows(), oneByOne.events()).with(seen))
                .extracting(CaseSnapshots::events)
                .isEqualTo(oneByOne.events());
    }

    @Provide
    Arbitrary<List<CaseSnapshot>> manyRows() {
        Arbitrary<CaseSnapshot> rows = Combinators.combine(
                        Arbitraries.integers().between(1, 500),
                        Arbitraries.of(Status.values()).optional(0.7),
                        Arbitraries.of(true, false, false),
                        Arbitraries.of(Severity.HIGH, Severity.LOW).optional(0.3),
                        Arbitraries.of("first line", "second line", "third line")
                                .optional(0.5),
                        Arbitraries.of(CUSTOMER, VENDOR).set().optional(0.7),
                        Arbitraries.of("vpn", "wifi", ""))
                .as((minutes, status, answered, severity, team, waits, category) -> new CaseSnapshot(
                        "INC-1",
                        at("09:00").plusSeconds(60L * minutes),
                        0,
                        Optional.empty(),
                        status,
                        answered,
                        severity,
                        team,
                        waits,
                        Map.of("category", category)));
        return rows.list().ofMaxSize(7).uniqueElements(CaseSnapshot::at);
    }
}
