package org.sla4j.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;

/** What a case waits for: a set, of which each wait is ended apart. */
class WaitsTest {
    private static final PauseReason ANSWER = PauseReason.of("answer", "customer");
    private static final PauseReason APPROVAL = PauseReason.of("approval", "customer");
    private static final PauseReason PARTS = PauseReason.of("parts", "vendor");
    private static final Instant NINE = Instant.parse("2026-01-05T09:00:00Z");

    private static Set<PauseReason> after(CaseEvent... events) {
        Set<PauseReason> waits = Set.of();
        for (CaseEvent event : events) {
            waits = Waits.after(waits, event, List.of(Party.CUSTOMER));
        }
        return waits;
    }

    private static CaseEvent waiting(PauseReason reason) {
        return CaseEvent.waiting("INC-1", NINE, reason);
    }

    private static CaseEvent event(EventType type) {
        return CaseEvent.of("INC-1", NINE, type);
    }

    @Test
    void theEndOfOneWaitLeavesTheOthers() {
        assertThat(after(waiting(ANSWER), waiting(PARTS), CaseEvent.resumed("INC-1", NINE, ANSWER)))
                .containsExactly(PARTS);
        assertThat(after(waiting(PARTS), waiting(ANSWER), waiting(PARTS))).containsExactly(PARTS, ANSWER);
    }

    @Test
    void anEndThatNamesNoWaitEndsAll() {
        assertThat(after(waiting(ANSWER), waiting(PARTS), CaseEvent.resumed("INC-1", NINE)))
                .isEmpty();
    }

    @Test
    void aMessageOfTheCustomerEndsTheWaitsForTheCustomerOnly() {
        assertThat(after(waiting(ANSWER), waiting(PARTS), waiting(APPROVAL), event(EventType.CUSTOMER_REPLIED)))
                .containsExactly(PARTS);
        assertThat(after(waiting(PARTS), event(EventType.CUSTOMER_REPLIED))).containsExactly(PARTS);
    }

    @Test
    void aFinishedCaseWaitsForNothing() {
        assertThat(after(waiting(PARTS), event(EventType.RESOLVED))).isEmpty();
        assertThat(after(waiting(PARTS), event(EventType.CLOSED))).isEmpty();
        assertThat(after(waiting(PARTS), event(EventType.CANCELLED))).isEmpty();
        assertThat(after(waiting(PARTS), event(EventType.UPDATED))).containsExactly(PARTS);
    }

    @Test
    void setsOfWaitsAreTheSameInWhateverOrder() {
        assertThat(Waits.areSame(Set.of(), Set.of())).isTrue();
        assertThat(Waits.areSame(Set.of(ANSWER), Set.copyOf(List.of(PauseReason.of("answer", "customer")))))
                .isTrue();
        assertThat(Waits.areSame(Set.of(ANSWER), Set.of(PARTS))).isFalse();
        assertThat(Waits.areSame(Set.of(ANSWER), Set.of(ANSWER, PARTS))).isFalse();
        assertThat(Waits.areSame(Set.of(), Set.of(ANSWER))).isFalse();
        assertThat(Waits.areSame(Set.of(ANSWER, PARTS), Set.copyOf(Arrays.asList(PARTS, ANSWER))))
                .isTrue();
        assertThat(Waits.areSame(Set.of(ANSWER, PARTS), Set.of(PARTS, APPROVAL)))
                .isFalse();
    }
}
