package org.sla4j.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Severity;

/** What is true of a case after an event, and which events can be true. */
class FactsTest {
    private static final PauseReason ANSWER = PauseReason.of("answer", "customer");
    private static final PauseReason APPROVAL = PauseReason.of("approval", "customer");
    private static final PauseReason PARTS = PauseReason.of("parts", "vendor");
    private static final Instant NINE = Instant.parse("2026-01-05T09:00:00Z");
    private static final Facts OPEN = Facts.opened(CaseEvent.opened("INC-1", NINE, Severity.HIGH), List.of());

    private static CaseEvent waiting(PauseReason reason) {
        return CaseEvent.waiting("INC-1", NINE, reason);
    }

    private static CaseEvent resumed(PauseReason reason) {
        return CaseEvent.resumed("INC-1", NINE, reason);
    }

    private static CaseEvent event(String type) {
        return CaseEvent.of("INC-1", NINE, EventType.of(type));
    }

    private static Facts after(CaseEvent... events) {
        return after(Set.of(), events);
    }

    private static Facts after(Collection<Party> repliesEnd, CaseEvent... events) {
        Facts facts = OPEN;
        for (CaseEvent event : events) {
            facts = facts.after(event, repliesEnd);
        }
        return facts;
    }

    @Test
    void waitsEndOneByOneOrAllAtOnce() {
        assertThat(after(waiting(ANSWER), waiting(PARTS), waiting(ANSWER)).waits())
                .containsExactly(ANSWER, PARTS);
        assertThat(after(waiting(ANSWER), waiting(ANSWER)).waits()).containsExactly(ANSWER);
        assertThat(after(waiting(ANSWER), waiting(PARTS), resumed(ANSWER)).waits())
                .containsExactly(PARTS);
        assertThat(after(waiting(ANSWER), resumed(ANSWER)).waits()).isEmpty();
        assertThat(after(waiting(ANSWER), waiting(PARTS), CaseEvent.resumed("INC-1", NINE))
                        .waits())
                .isEmpty();
    }

    @Test
    void aReplyEndsTheWaitsForWhomItIsSaidToEndThem() {
        CaseEvent reply = event("customer replied");
        Set<Party> customer = Set.of(Party.CUSTOMER);
        assertThat(after(waiting(ANSWER), waiting(PARTS), waiting(APPROVAL), reply)
                        .waits())
                .containsExactly(ANSWER, PARTS, APPROVAL);
        assertThat(after(customer, waiting(ANSWER), waiting(PARTS), waiting(APPROVAL), reply)
                        .waits())
                .containsExactly(PARTS);
        Facts forParts = after(customer, waiting(PARTS));
        assertThat(forParts.after(reply, customer)).isSameAs(forParts);
    }

    @ParameterizedTest
    @CsvSource({
        "resolved, RESOLVED",
        "closed, CLOSED",
        "cancelled, CANCELLED",
        "updated, OPEN",
        "parts delivered, OPEN",
    })
    void whatFinishesACaseEndsItsWaits(String type, Facts.Stage stage) {
        Facts facts = after(waiting(ANSWER), event(type));
        assertThat(facts.stage()).isEqualTo(stage);
        assertThat(facts.waits()).hasSize(stage == Facts.Stage.OPEN ? 1 : 0);
        assertThat(facts.holder()).isEqualTo(stage == Facts.Stage.OPEN ? Holder.of(Party.CUSTOMER) : Holder.NOBODY);
        assertThat(facts.isFinished()).isEqualTo(stage == Facts.Stage.CLOSED || stage == Facts.Stage.CANCELLED);
    }

    @Test
    void anEventThatSaysNothingNewChangesNothing() {
        assertThat(OPEN.after(event("updated"), Set.of())).isSameAs(OPEN);
        Facts gold = OPEN.after(CaseEvent.changed("INC-1", NINE).withAttribute("tier", "gold"), Set.of());
        Facts again = gold.after(CaseEvent.changed("INC-1", NINE).withAttribute("tier", "gold"), Set.of());
        assertThat(again.attributes()).isSameAs(gold.attributes());
        assertThat(gold.after(CaseEvent.changed("INC-1", NINE).withAttribute("tier", ""), Set.of())
                        .attributes())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "waiting, open, ''",
        "waiting, resolved, the case is resolved",
        "resolved, open, ''",
        "resolved, closed, the case is closed",
        "reopened, open, 'the case is open, not resolved, closed or cancelled'",
        "reopened, resolved, ''",
        "reopened, cancelled, ''",
        "responded, resolved, ''",
        "responded, closed, the case is closed",
        "closed, resolved, ''",
        "closed, cancelled, the case is cancelled",
        "cancelled, closed, the case is closed",
        "resumed, open, the case does not wait for that",
        "opened, open, the case is opened already",
        "updated, closed, ''",
    })
    void anEventMustFitTheStageOfTheCase(String type, String stage, String contradiction) {
        Facts facts = stage.equals("open") ? OPEN : after(event(stage));
        CaseEvent event = switch (type) {
            case "waiting" -> waiting(ANSWER);
            case "opened" -> CaseEvent.opened("INC-1", NINE, Severity.HIGH);
            default -> event(type);
        };
        assertThat(facts.allows(event)).isEqualTo(contradiction.isEmpty());
        if (!contradiction.isEmpty()) {
            assertThat(facts.contradiction(event)).isEqualTo(contradiction);
        }
    }

    @Test
    void onlyAWaitThatGoesOnCanEnd() {
        Facts waiting = after(waiting(ANSWER));
        assertThat(waiting.allows(resumed(ANSWER))).isTrue();
        assertThat(waiting.allows(CaseEvent.resumed("INC-1", NINE))).isTrue();
        assertThat(waiting.allows(resumed(PARTS))).isFalse();
    }
}
