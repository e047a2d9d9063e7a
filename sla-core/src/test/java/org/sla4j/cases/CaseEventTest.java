package org.sla4j.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sla4j.agreement.PauseReason;
import org.sla4j.agreement.Severity;

class CaseEventTest {
    private static final Instant NINE = Instant.parse("2026-01-05T09:00:00Z");

    @Test
    void equalEventsHaveOneHashAndDifferentOnesMostlyTheirOwn() {
        Set<Integer> hashes = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            CaseEvent event = CaseEvent.responded("INC-1", NINE.plusSeconds(i));
            assertThat(event).hasSameHashCodeAs(CaseEvent.responded("INC-1", NINE.plusSeconds(i)));
            hashes.add(event.hashCode());
        }
        assertThat(hashes).hasSizeGreaterThan(90);
    }

    @Test
    void whenAnEventBecameKnownIsNoPartOfItsEquality() {
        CaseEvent event = CaseEvent.responded("INC-1", NINE);
        CaseEvent later = event.withRecordedAt(NINE.plusSeconds(60));
        CaseEvent earlier = event.withRecordedAt(NINE.plusSeconds(30));
        assertThat(later).isEqualTo(event).hasSameHashCodeAs(event);
        assertThat(later.knownSince(earlier).recordedAt()).contains(NINE.plusSeconds(30));
        assertThat(earlier.knownSince(later)).isSameAs(earlier);
        assertThat(event.knownSince(later).recordedAt()).contains(NINE.plusSeconds(60));
        assertThat(later.knownSince(event)).isSameAs(later);
    }

    @Test
    void anEventInWordsIsOnOneLine() {
        assertThat(CaseEvent.waiting("INC-1", NINE, PauseReason.of("parts", "vendor")))
                .hasToString("INC-1 waiting at 2026-01-05T09:00:00Z: parts (vendor)");
        assertThat(CaseEvent.opened("INC-1", NINE, Severity.HIGH)
                        .withTeam("desk\n")
                        .withAttribute("tier", "gold")
                        .withId("row 1"))
                .hasToString("INC-1 opened at 2026-01-05T09:00:00Z: 2 High, desk\\n, {tier=gold} [row 1]");
    }

    @Test
    void aTeamHasANameThatIsNotBlank() {
        Instant at = Instant.parse("2026-01-05T09:00:00Z");
        assertThatThrownBy(() -> CaseEvent.responded("INC-1", at).withTeam(" \t"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The team of an event of case \"INC-1\" is not blank, but was \" \\t\"; name none where nobody said which.");
        assertThatThrownBy(() -> CaseEvent.reassigned("INC-1", at, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("A hand-over in case \"INC-1\" names the team that has it now");
        assertThat(CaseEvent.responded("INC-1", at).withTeam("").team()).isEmpty();
    }
}
