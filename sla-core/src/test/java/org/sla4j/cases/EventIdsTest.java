package org.sla4j.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventIdsTest {
    private static final Instant NINE = Instant.parse("2026-01-05T09:00:00Z");

    private static CaseEvent event(String id, int second) {
        return CaseEvent.responded("INC-1", NINE.plusSeconds(second)).withId(id);
    }

    private static List<CaseEvent> events(int count) {
        return IntStream.range(0, count).mapToObj(i -> event("row " + i, i)).toList();
    }

    private static EventIds oneByOne(List<CaseEvent> events) {
        EventIds ids = EventIds.NONE;
        for (CaseEvent event : events) {
            ids = ids.with(event);
        }
        return ids;
    }

    @Test
    void everyEventIsFoundByItsId() {
        List<CaseEvent> events = events(200);
        for (EventIds ids : List.of(EventIds.of(events), oneByOne(events))) {
            for (CaseEvent event : events) {
                assertThat(ids.find(event.id())).isSameAs(event);
            }
            assertThat(ids.find("row 200")).isNull();
            assertThat(ids.find("")).isNull();
        }
    }

    @Test
    void idsOfOneNumberAreToldApart() {
        assertThat(EventIds.hash("Aa")).isEqualTo(EventIds.hash("BB"));
        List<CaseEvent> events = List.of(event("AaBB", 1), event("AaAa", 2), event("BBBB", 3), event("BBAa", 4));
        EventIds ids = oneByOne(events);
        for (CaseEvent event : events) {
            assertThat(ids.find(event.id())).isSameAs(event);
        }
        assertThat(ids.hashes()).containsExactly(EventIds.hash("AaAa"));
    }

    @Test
    void anEventTakesThePlaceOfTheOneWithItsIdAndOfNoOther() {
        List<CaseEvent> events = events(20);
        EventIds before = EventIds.of(events);
        for (CaseEvent event : events) {
            CaseEvent other = event.withTeam("network");
            EventIds after = before.with(other);
            assertThat(after.find(event.id())).isSameAs(other);
            assertThat(after.hashes()).isEqualTo(before.hashes());
            assertThat(before.find(event.id())).isSameAs(event);
        }
    }

    @Test
    void anEventWithoutAnIdChangesNothing() {
        EventIds ids = EventIds.of(events(3));
        assertThat(ids.with(CaseEvent.responded("INC-1", NINE))).isSameAs(ids);
        assertThat(EventIds.of(List.of(CaseEvent.responded("INC-1", NINE))).hashes())
                .isEmpty();
    }

    @Test
    void theNumbersOfAllIdsAreInOrderEachOnce() {
        List<CaseEvent> events = events(50);
        int[] all = events.stream()
                .mapToInt(event -> EventIds.hash(event.id()))
                .sorted()
                .distinct()
                .toArray();
        assertThat(EventIds.of(events).hashes()).isEqualTo(all);
        EventIds unread = EventIds.unread(all);
        assertThat(unread.hashes()).isEqualTo(all);
        List<CaseEvent> more = new ArrayList<>(events(60));
        assertThat(unread.with(more.get(7)).hashes()).isEqualTo(all);
        assertThat(oneByOne(more).hashes()).hasSize(60);
        assertThat(unread.with(more.get(55)).hashes()).hasSize(51).contains(EventIds.hash("row 55"));
    }

    @Test
    void anIdOfAnEventThatWasNotReadMayBeKnown() {
        EventIds unread = EventIds.unread(EventIds.of(events(50)).hashes());
        assertThat(unread.mayBeUnread("row 49")).isTrue();
        assertThat(unread.mayBeUnread("row 50")).isFalse();
        assertThat(unread.find("row 49")).isNull();
        EventIds more = unread.with(event("row 50", 50));
        assertThat(more.mayBeUnread("row 0")).isTrue();
        assertThat(more.mayBeUnread("row 50")).isFalse();
    }
}
