package org.sla4j.agreement.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sla4j.agreement.Party;
import org.sla4j.agreement.PauseRule;
import org.sla4j.agreement.Target;
import org.sla4j.agreement.Warning;
import org.sla4j.agreement.document.AgreementDefinition.TargetDefinition;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.calendar.InvalidDefinitionException;
import org.sla4j.calendar.WeeklyHours;

/** A target by itself, as clocks keep it. */
class TargetDefinitionTest {
    private static final BusinessCalendar OFFICE = office("Mon-Fri 09:00-17:00");
    private static final Target TARGET = Target.of("8h", OFFICE, 0.9)
            .withPauseRule(PauseRule.parties(Set.of(Party.of("vendor"))))
            .withWarnings(Warning.parse("75%"));

    private static BusinessCalendar office(String hours) {
        return BusinessCalendar.builder("Office")
                .zone(ZoneOffset.UTC)
                .hours(WeeklyHours.parse(hours))
                .build();
    }

    @Test
    void comesBackGivenItsCalendar() {
        assertThat(TargetDefinition.of(TARGET).toTarget(OFFICE)).isEqualTo(TARGET);
        assertThat(TargetDefinition.of(TARGET).toTarget(BusinessCalendar.alwaysOpen(), OFFICE, OFFICE))
                .isEqualTo(TARGET);
    }

    @Test
    void isReadFromAMap() {
        assertThat(TargetDefinition.fromMap(Map.of(
                                "limit",
                                "8h",
                                "calendar",
                                "Office",
                                "goal",
                                0.9,
                                "pausedBy",
                                List.of("party:vendor"),
                                "warnings",
                                List.of("75%")))
                        .toTarget(OFFICE))
                .isEqualTo(TARGET);
    }

    @Test
    void refusesTwoCalendarsOfOneName() {
        assertThatThrownBy(() -> TargetDefinition.of(TARGET).toTarget(OFFICE, office("Mon-Fri 08:00-17:00")))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("Office");
    }

    @Test
    void saysAllThatIsWrong() {
        assertThatThrownBy(() -> new TargetDefinition("", "Bureau", 2.0, List.of(), List.of("soon")).toTarget(OFFICE))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("limit: \"\" is not a duration")
                .hasMessageContaining("\"Bureau\"")
                .hasMessageContaining("goal")
                .hasMessageContaining("\"soon\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"any", "never", "party:vendor", "reason:parts", "vendor"})
    void aPartyOrReasonOfWhateverNameComesBack(String name) {
        Set<Party> party = Set.of(Party.of(name));
        for (PauseRule rule : List.of(
                PauseRule.parties(party), PauseRule.reasons(Set.of(name)), new PauseRule(false, party, Set.of(name)))) {
            Target target = TARGET.withPauseRule(rule);
            assertThat(TargetDefinition.of(target).toTarget(OFFICE)).isEqualTo(target);
        }
    }

    @Test
    void aReasonOrPartyWithoutANameIsRefused() {
        assertThatThrownBy(() -> new TargetDefinition("8h", "Office", 0.9, List.of("reason: ", "party:"), List.of())
                        .toTarget(OFFICE))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("pausedBy[0]: \"reason: \" names no reason; write one after the colon.")
                .hasMessageContaining("pausedBy[1]: A party needs a name");
    }
}
