package org.sla4j.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Severity;

/** Which events of a case happened, and why the others count for nothing. */
class EventLogTest {
    private static final CaseEvent OPENED =
            CaseEvent.opened("INC-1", at("09:00"), Severity.HIGH).withId("1");
    private static final CaseEvent ANSWER =
            CaseEvent.responded("INC-1", at("10:00")).withId("2");
    private static final CaseEvent UPDATE = CaseEvent.of("INC-1", at("11:00"), EventType.UPDATED);

    private static Instant at(String time) {
        return Instant.parse("2026-01-05T" + time + ":00Z");
    }

    private static CaseEvent withdrawn(String time, String id) {
        return CaseEvent.withdrawn("INC-1", at(time), id);
    }

    private static List<String> aside(CaseEvent... events) {
        return EventLog.sorted(Arrays.asList(events)).log().aside().stream()
                .map(ignored -> ignored.event().type() + " " + ignored.event().id() + ": " + ignored.reason())
                .toList();
    }

    private static boolean areInOrder(CaseEvent... events) {
        return EventLog.areInOrder(Arrays.asList(events));
    }

    @Test
    void aWithdrawalSaysWhatBecameOfIt() {
        assertThat(aside(
                        OPENED,
                        ANSWER,
                        withdrawn("12:00", "2").withId("3"),
                        withdrawn("12:30", "3").withId("4"),
                        withdrawn("13:00", "1").withId("5"),
                        withdrawn("13:30", "9").withId("6")))
                .containsExactly(
                        "responded 2: it was withdrawn at 2026-01-05T12:00:00Z",
                        "withdrawn 3: it takes another event back",
                        "withdrawn 4: a withdrawal cannot be withdrawn; record the event anew under another id",
                        "withdrawn 5: an opening is replaced by another, not withdrawn",
                        "withdrawn 6: no event has the id \"9\" so far");
    }

    @Test
    void ofSeveralOpeningsTheEarliestThatNoneReplacesCounts() {
        CaseEvent later = CaseEvent.opened("INC-1", at("09:30"), Severity.LOW).withId("7");
        CaseEvent mended =
                CaseEvent.opened("INC-1", at("09:10"), Severity.LOW).withId("8").replacing("1");
        assertThat(aside(OPENED, later)).containsExactly("opened 7: another opening counts, at 2026-01-05T09:00:00Z");
        assertThat(aside(OPENED, mended)).containsExactly("opened 1: another opening counts, at 2026-01-05T09:10:00Z");
        assertThat(EventLog.sorted(List.of(OPENED, mended)).opening()).isEqualTo(mended);
    }

    @Test
    void whatWasBeforeTheOpeningIsKeptApart() {
        CaseEvent early = CaseEvent.changed("INC-1", at("08:00")).withAttribute("tier", "gold");
        EventLog.Sorted sorted = EventLog.sorted(List.of(OPENED, ANSWER, early));
        assertThat(sorted.log().before()).containsExactly(early);
        assertThat(sorted.happened()).containsExactly(ANSWER);
        assertThat(sorted.log().aside()).isEmpty();
    }

    @Test
    void eventsThatComeAsTheyHappenedAreTakenAsTheyAre() {
        assertThat(areInOrder(OPENED)).isTrue();
        assertThat(areInOrder(OPENED, ANSWER, UPDATE)).isTrue();
        Iterable<CaseEvent> stream = () -> List.of(OPENED, ANSWER, UPDATE).iterator();
        assertThat(EventLog.inOrder(stream)).containsExactly(OPENED, ANSWER, UPDATE);
        assertThat(EventLog.sorted(stream).happened()).containsExactly(ANSWER, UPDATE);
    }

    @Test
    void eventsOfOneInstantAreInOrderIfTheyApplyInIt() {
        CaseEvent wait = CaseEvent.of("INC-1", at("10:00"), EventType.CUSTOMER_REPLIED);
        assertThat(areInOrder(OPENED, wait, ANSWER)).isTrue();
        assertThat(areInOrder(OPENED, ANSWER, wait)).isFalse();
        assertThat(areInOrder(OPENED, ANSWER, wait.withSequence(1))).isTrue();
        assertThat(areInOrder(OPENED, wait, wait)).isFalse();
    }

    @Test
    void whateverElseComesIsSortedFirst() {
        CaseEvent other = CaseEvent.responded("INC-2", at("10:00"));
        assertThat(areInOrder()).isFalse();
        assertThat(areInOrder(ANSWER)).isFalse();
        assertThat(areInOrder(OPENED.withId("8").replacing("7"))).isFalse();
        assertThat(areInOrder(OPENED, OPENED.withId("7"))).isFalse();
        assertThat(areInOrder(OPENED, UPDATE, ANSWER)).isFalse();
        assertThat(areInOrder(OPENED, other)).isFalse();
        assertThat(areInOrder(OPENED, withdrawn("12:00", "2"))).isFalse();
        assertThat(areInOrder(OPENED, CaseEvent.responded("INC-1", at("08:59"))))
                .isFalse();
        assertThat(areInOrder(OPENED, CaseEvent.responded("INC-1", at("09:00"))))
                .isTrue();
        assertThat(areInOrder(OPENED, ANSWER.withId("1"))).isFalse();
        assertThat(areInOrder(OPENED.withId(""), ANSWER, UPDATE.withId("2"))).isFalse();
    }

    @Test
    void aLongCaseMayHaveNoIdTwiceEither() {
        List<CaseEvent> events = new ArrayList<>();
        events.add(OPENED);
        for (int i = 0; i < 20; i++) {
            events.add(CaseEvent.of("INC-1", at("10:00").plusSeconds(i), EventType.UPDATED)
                    .withId(i % 2 == 0 ? "" : "update " + i));
        }
        assertThat(EventLog.areInOrder(events)).isTrue();
        events.add(UPDATE.withId("update 7"));
        assertThat(EventLog.areInOrder(events)).isFalse();
    }

    @Test
    void theSameEventTwiceIsKnownSinceTheEarlierOfTheTwo() {
        CaseEvent first = ANSWER.withRecordedAt(at("10:05"));
        CaseEvent second = ANSWER.withRecordedAt(at("10:10"));
        for (List<CaseEvent> events : List.of(List.of(OPENED, first, second), List.of(OPENED, second, first))) {
            assertThat(EventLog.sorted(events).happened())
                    .singleElement()
                    .satisfies(event -> assertThat(event.recordedAt()).contains(at("10:05")));
        }
    }

    @Test
    void noCaseIsMadeOfNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventLog.sorted(Collections.emptyList()))
                .withMessage("A case has at least the event opened, but there are none.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventLog.sorted(List.of(ANSWER, UPDATE)))
                .withMessage(
                        "A case begins with the event opened, but case \"INC-1\" has none among its 2 events, of which the"
                                + " first is INC-1 responded at 2026-01-05T10:00:00Z [2].");
    }
}
