package org.sla4j.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.sla4j.agreement.EventType;
import org.sla4j.agreement.Target;
import org.sla4j.agreement.Trigger;
import org.sla4j.agreement.Warning;
import org.sla4j.calendar.BusinessCalendar;
import org.sla4j.cases.CaseEvent;
import org.sla4j.cases.CaseSnapshot;
import org.sla4j.cases.Holder;

/** Arbitrary text for everything here that reads a line or a word; the first byte chooses what reads the rest. */
class LinesFuzzTest {
    private static final int READERS = 7;

    @FuzzTest(maxDuration = "3m")
    void onlyDocumentedExceptionsWithinTheBounds(byte[] input) {
        if (input.length > 0) {
            String text = new String(Arrays.copyOfRange(input, 1, input.length), StandardCharsets.UTF_8);
            Bounds.within(() -> read(Math.floorMod(input[0], READERS), text));
        }
    }

    @BeforeAll
    static void loadAllClassesFirst() {
        for (int reader = 0; reader < READERS; reader++) {
            int chosen = reader;
            Bounds.attempt(() -> read(chosen, "?"));
        }
        FuzzedCases.EVENTS.forEach(event -> read(0, event.toLine()));
    }

    /** What is read is what is written again. */
    private static void read(int reader, String text) {
        switch (reader) {
            case 0 -> {
                CaseEvent event = CaseEvent.parseLine("7", text);
                assertThat(CaseEvent.parseLine("7", event.toLine())).isEqualTo(event);
                assertThat(event.toString()).doesNotContain("\n", "\r");
            }
            case 1 -> {
                CaseSnapshot row = CaseSnapshot.parseLine("7", text);
                assertThat(CaseSnapshot.parseLine("7", row.toLine())).isEqualTo(row);
                assertThat(row.toString()).doesNotContain("\n", "\r");
            }
            case 2 -> {
                Holder holder = Holder.parse(text);
                assertThat(Holder.parse(holder.key())).isEqualTo(holder);
            }
            case 3 -> {
                Trigger trigger = Trigger.parse(text);
                assertThat(Trigger.parse(trigger.toString())).isEqualTo(trigger);
            }
            case 4 -> {
                Warning warning = Warning.parse(text);
                assertThat(Warning.parse(warning.toString())).isEqualTo(warning);
            }
            case 5 -> {
                EventType type = EventType.of(text);
                assertThat(EventType.of(type.name())).isEqualTo(type);
            }
            default ->
                assertThat(Target.of(text, BusinessCalendar.alwaysOpen(), 0.9).toString())
                        .isNotBlank();
        }
    }
}
